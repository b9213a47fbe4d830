//! Hostile bytes (rules 15 to 18, 27, 33 to 36, 40, 62): whatever comes in, nothing breaks, and nothing of it is changed.
//!
//! | file | what is tried | what must hold |
//! |---|---|---|
//! | `replay` | each fuzz target on seeds, on every finding below `fuzz/fixtures`, and on mutations | no panic, and what the target asserts |
//! | `chain` | mutated mails through reading, storing, searching, lists and views | no panic, none over 2 s, bounded memory, bytes as they came |
//! | `fidelity` | mails over a scripted POP3 server and as files | SHA-256 of the wire in the store, the export, the forward and each attachment |
//! | `limits` | mails at and past each limit of rule 17 | read at it, raw past it, and every time the raw bytes |
//!
//! Mutations and expectations are made here by code that shares nothing with the program's own. The quick form is a part of
//! plain `cargo test`; the long one:
//!
//! ```text
//! KIMPOST_PROOF=long KIMPOST_PROOF_SEED=7 cargo test --test hostile -- --nocapture --test-threads 1
//! ```
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]
#![allow(clippy::print_stdout, reason = "the table is for people")]

#[allow(dead_code, reason = "of the bed only the folder with its key is used")]
#[path = "../faults/bed.rs"]
mod bed;
#[allow(dead_code, reason = "this server only does its duty")]
#[path = "../faults/pop3.rs"]
mod pop3;
#[path = "../support/proof.rs"]
mod proof;
#[path = "../support/mod.rs"]
mod support;
#[allow(dead_code, reason = "this server only does its duty")]
#[path = "../faults/talk.rs"]
mod talk;
#[path = "../../fuzz/targets.rs"]
mod targets;

mod chain;
mod fidelity;
mod limits;
mod measure;
mod mutate;
mod replay;
mod seeds;
