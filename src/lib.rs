//! Kimpost: a desktop mail client for KIM, the encrypted mail of German health care.
#[macro_use]
pub mod i18n;
pub mod cli;
pub mod connector;
pub mod demo;
pub mod directory;
pub mod domain;
pub mod engine;
pub mod handover;
pub mod kim;
pub mod launch;
pub mod net;
pub mod payload;
pub mod pop3;
pub mod secrets;
pub mod smtp;
pub mod store;
pub mod ui;
