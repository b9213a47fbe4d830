//! Hands the bytes of libFuzzer to the target `smtp`.
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::smtp(bytes));
