//! x
pub mod form;
pub mod ladder;
