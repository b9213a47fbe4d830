//! Kimpost: a desktop mail client for KIM, the encrypted mail of German health care.
#[macro_use]
pub mod i18n;
pub mod domain;
pub mod engine;
pub mod net;
pub mod pop3;
pub mod smtp;
