//! The walks of the engine against the demo's stand-ins: what staff do all day, and what must never go wrong.
//!
//! The engine is used through commands and events only; the peers share no protocol code with it. Fast: a part of
//! plain `cargo test`. Nothing sleeps for a guessed time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

#[path = "../support/day.rs"]
mod day_facts;
#[path = "../support/pages.rs"]
mod pages;
#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod answers;
mod audit;
mod backup;
mod contacts;
mod day;
mod desk;
mod eeb;
mod faulty_server;
mod imported;
mod keys;
mod letters;
mod patients;
mod purge;
mod reading;
mod robust;
mod sending;
mod troubles;
mod viewing;
mod watched;
mod work;
mod writing;
