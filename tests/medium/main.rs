//! What the medium and the clock do to us: the power goes, the disk is full, reading and writing fail, the clock is wrong.
//!
//! | file | what happens | what must hold |
//! |---|---|---|
//! | `power` | the power goes at a moment of a run | what a server deleted or took is known; the store is sound; files whole |
//! | `full` | the disk is full after so many bytes | a clear code, nothing lost or doubled, all goes on with space |
//! | `broken` | reading, writing or syncing fails, the medium is read-only, the share is gone | the same; never a fresh store; never a hang |
//! | `clock` | the wall clock is ten years off, or jumps | no DELE for a day, no timer stalls, clear words about certificates |
//! | `pair` | two programs on one profile | the second hands over or is told; a dead first one holds up nobody |
//!
//! The program is the real one. Below it, loaded by `LD_PRELOAD`, is `shim.c` (`shim.rs` compiles and directs it): it keeps a
//! journal of every change, refuses what it is asked to refuse, and shifts the wall clock. `disk.rs` makes of the journal what
//! may lie on the disk after a cut. All of this is Linux; what is proven (order of syncs, codes, what is not deleted) is code
//! that Windows runs too.
//!
//! The quick form is a part of plain `cargo test`; the long one takes at least 1000 cuts and 100 fill levels:
//!
//! ```text
//! KIMPOST_PROOF=long KIMPOST_PROOF_SEED=7 cargo test --test medium -- --nocapture
//! ```
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]
#![allow(clippy::print_stdout, reason = "the table is for people")]

#[path = "../support/proof.rs"]
mod proof;
#[path = "../support/mod.rs"]
mod support;

#[path = "../faults/bed.rs"]
#[allow(dead_code, reason = "shared with the faults; this file uses a part")]
mod bed;
#[path = "../faults/letters.rs"]
#[allow(dead_code, reason = "shared with the faults; this file uses a part")]
mod letters;
#[path = "../faults/pop3.rs"]
#[allow(dead_code, reason = "shared with the faults; this file uses a part")]
mod pop3;
#[path = "../faults/smtp.rs"]
#[allow(dead_code, reason = "shared with the faults; this file uses a part")]
mod smtp;
#[path = "../faults/talk.rs"]
#[allow(dead_code, reason = "shared with the faults; this file uses a part")]
mod talk;

mod broken;
mod clock;
mod disk;
mod full;
mod pair;
mod power;
mod scene;
mod shim;
