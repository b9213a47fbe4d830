//! Kimpost: a desktop mail client for KIM, the encrypted mail of German health care.
#[macro_use]
pub mod i18n;
pub mod domain;
pub mod engine;
pub mod ui;
