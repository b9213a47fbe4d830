//! Hands the bytes of libFuzzer to the target `pop3`.
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::pop3(bytes));
