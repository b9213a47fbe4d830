//! Kimpost: a desktop mail client for KIM („Kommunikation im Medizinwesen"), the encrypted mail of German health care.
//!
//! # The map
//!
//! 1. **Raw mail is the truth.** The bytes the Clientmodul gave us are stored once and never changed; everything else
//!    is derived and can be made again, so taking a mail over again is an ordinary operation.
//! 2. **One engine owns the world.** [`engine`] owns connections, timers and the store; commands go in, events come out.
//! 3. **The UI is a picture of facts.** [`ui`] draws a model built from events, emits commands, and never waits.
//! 4. **Protocols are strangers to each other.** [`pop3`] does not know what KIM is, [`kim`] does not know what a socket
//!    is, neither knows SQLite.
//! 5. **The Clientmodul's words are copied, not understood.** Login strings pass through byte for byte.
//!
//! | module | what it is | may use |
//! |---|---|---|
//! | [`domain`] | what we talk about: plain values | – |
//! | [`i18n`] | texts, German first | domain |
//! | [`kim`], [`payload`] | mail bytes ↔ meaning; pure | domain |
//! | [`net`] | sockets, TLS, time limits | domain |
//! | [`pop3`], [`smtp`], [`directory`], [`connector`] | one protocol each | domain, net |
//! | [`render`] | PDF pages and pictures, drawn in a child process that may be killed | domain |
//! | [`secrets`], [`handover`] | the key store; files for the practice software | domain |
//! | [`store`] | SQLCipher; the only SQL | domain |
//! | [`engine`] | the walks that join them | all above |
//! | [`ui`], [`cli`] | window and command line, two faces of one engine | domain, i18n, engine |
//! | [`demo`] | stand-ins on loopback; share no protocol code with us | domain |
//! | [`launch`] | starts what the command line asks for | ui, cli, engine, demo, render |
//!
//! `tests/tidy.rs` holds this table against every `crate::` path.
//!
//! # The seven walks
//!
//! **Fetch → row**: `engine::fetch` lists UIDLs, receives what is new (`engine::receive`), reads it (`engine::intake` with
//! [`kim`] and [`payload`]), commits batches to [`store`], and only then deletes what is due: `DELE` takes a
//! [`store::CommitProof`]. **Compose → status**: a draft becomes bytes once (`engine::outbox`), is sent with each step
//! durable before it is taken (`engine::send`), and receipts that arrive as mails move its recipients on.
//! **Search → recipient**: `engine::lookup` asks the VZD; a newer question abandons the older.
//! **Does it all work?**: `engine::overview` tries servers, asks Konnektors (`engine::cards`) and judges
//! (`engine::event::overview`) what a person should know, with the next step. It holds up none of the other walks.
//! **File → mail**: `engine::watch` looks into the folders of the practice software, [`payload::dispatch`] judges what lies
//! there, and one transaction queues the mail and records that these bytes were sent; only then the file is moved.
//! **Insurer answer, once more**: `engine::reprocess` adds a numbered run, `engine::answers` writes the hand-over file.
//! **Trash → gone**: `engine::purge` deletes in small steps, by hand or by the periods an admin set; keyed hashes stay, so that
//! a copy on the server does not come back, and the store then writes anew what may still hold words of it.
//!
//! # When something breaks
//!
//! A medium that fails passes: connections that met it are opened anew (`engine::medium`), and how a submission ended waits to be
//! stored (`engine::send`). A store that is damaged stays so: it is only read from then on (`engine::rescue`). A key that is lost
//! or moved is the matter of `engine::keys` and [`secrets`], a clock that jumped of `engine::clock`, another computer of
//! `engine::backup`. All pages are read after an end that was none; until then nothing is fetched, sent or deleted.
//!
//! # Who may ask what
//!
//! Every command of a person passes one gate (`engine::access`): role and rights by [`domain::access`], and what lies
//! outside the asker's `Scope` is replaced by something that never existed. Queries over several accounts take the `Scope`.
//!
//! # What was done
//!
//! Every act of a person leaves a record in the audit log (`engine::audit` has the table of them), in the transaction of what it
//! changes; each state of an outgoing mail is recorded where the store changes it. Records are chained (`store::audit_chain`).
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
pub mod render;
pub mod secrets;
pub mod smtp;
pub mod store;
pub mod ui;
