//! What must not go wrong when something breaks: `kill -9`, a line that is cut, servers with faults.
//!
//! | file | what breaks | what must hold |
//! |---|---|---|
//! | `kill_fetch` | the program is killed at an event of a fetch | every mail once in view, bytes equal, no DELE without its commit |
//! | `kill_send` | the program is killed at an event of a submission | no mail twice without a person's word; what is open is „unklar" |
//! | `kill_handover` | the program is killed while it hands over, or brings a store to a new version | each file once; the store opens |
//! | `damage` | a page of the store is changed on the disk | it is only read; nothing is fetched, sent or made anew |
//! | `kill_backup` | the program is killed while it writes a backup or brings one back | whole files only; all of the one or all of the other |
//! | `kill_watch` | the program is killed while files of a watched folder become mails | one mail of each file, each file moved once |
//! | `cut` | the line breaks at a byte of a session, of either side | as above, within one run of the program |
//! | `odd_pop3`, `odd_smtp` | a server stalls, drips, garbles, lies | the named code, and nothing is lost or doubled |
//!
//! The killed program is the real one, on a profile with a passphrase; its peers are scripted here and share no protocol code
//! with it. That ten minutes of silence are borne is shown with a clock that runs by itself, in `src/pop3/tests.rs` and
//! `src/smtp/tests.rs`.
//!
//! The quick form, a sample chosen by a fixed seed, is a part of plain `cargo test`. The long form visits every point:
//!
//! ```text
//! KIMPOST_PROOF=long KIMPOST_PROOF_SEED=7 cargo test --test faults -- --nocapture
//! ```
//!
//! Each test reports a row (`tests/support/proof.rs`); `tests/proof.sh` makes one table of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]
#![allow(clippy::print_stdout, reason = "the table is for people")]

#[path = "../support/proof.rs"]
mod proof;
#[path = "../support/mod.rs"]
mod support;

mod bed;
mod cut;
mod damage;
mod kill_backup;
mod kill_fetch;
mod kill_handover;
mod kill_send;
mod kill_watch;
mod letters;
mod odd_pop3;
mod odd_smtp;
mod pop3;
mod program;
mod smtp;
mod talk;
