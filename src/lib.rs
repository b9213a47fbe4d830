//! Kimpost: a desktop mail client for KIM, the encrypted mail of German health care.
#[macro_use]
pub mod i18n;
pub mod connector;
pub mod directory;
pub mod domain;
pub mod engine;
pub mod payload;
