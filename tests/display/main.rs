//! Hostile mails: what a person is shown of them, what is marked, and what is refused (rules 10, 26–40, 44, 54).
//!
//! | file | what the mail tries | rules |
//! |---|---|---|
//! | `sender` | to come from somebody else, to write over the screen | 30, 31 |
//! | `body` | to act, to load, to hide where its links lead, to lie about its letters | 27–29 |
//! | `trust` | to say itself that it was checked; to hide one mail in another | 17, 18, 32 |
//! | `files` | to leave a file where or what it should not be | 35–37 |
//! | `receipts` | to be answered by a machine, twice, or to somebody else | 26 |
//! | `remote` | to be answered by a connection | 10, 28 |
//! | `memory` | – what stays in memory, and what a crash leaves on the disk | 44, 54 |
//!
//! Each fixture is one mail with what the rule says must be true of it, not what the program happens to do. It is fetched from a
//! scripted Clientmodul and opened as the window opens it: the facts are those the window draws.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]
#![allow(clippy::print_stdout, reason = "the table is for people")]

#[path = "../support/proof.rs"]
mod proof;
#[path = "../support/mod.rs"]
mod support;

mod body;
mod files;
mod fixture;
mod memory;
mod receipts;
mod remote;
mod sender;
mod trust;
