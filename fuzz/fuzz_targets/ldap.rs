//! Hands the bytes of libFuzzer to the target `ldap`.
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::ldap(bytes));
