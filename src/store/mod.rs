//! The encrypted store: everything a profile knows, in one SQLCipher database.
//!
//! The only module with SQL. It is synchronous and owns one connection per [`Store`]; callers decide on which
//! thread it runs. Every method that changes something is durable when it returns (`synchronous=FULL`), and
//! changes everything it names or nothing; only the pieces of an unfinished blob may be lost. It never parses mail,
//! opens sockets or starts threads.

mod access;
mod accounts;
mod answers;
mod audit;
mod audit_chain;
mod backup;
mod blobs;
mod bulk;
mod cards;
mod connection;
mod contact_groups;
mod contact_search;
mod contacts;
mod desk;
mod drafts;
mod eau;
mod eeb;
mod error;
mod flags;
mod handovers;
mod insurers;
mod letters;
mod lists;
mod mails;
mod migrations;
mod origin;
mod outbox;
mod purge;
mod receipts;
mod retention;
mod rows;
mod search;
mod server;
mod settings;
mod transaction;
pub mod usage;
mod watch;
mod words;

pub use crate::domain::secret::StoreKey;
pub use answers::{HeldForSender, NewRun, TakenBefore};
pub use audit::NamedEntries;
pub use audit_chain::AuditWalk;
pub use backup::{CopyFacts, ReadyCopy};
pub use blobs::{BlobHash, BlobInfo, BlobSource, HashedBytes};
pub use cards::{OwnEntryRow, ServerLoad};
pub use connection::Store;
pub use error::{Error, Result};
pub use handovers::{Handover, HandoverFolder};
pub use mails::{Arrival, NewMail, RawBytes, StoredMail};
pub use outbox::{NOT_SENT, NewOutgoing, Outgoing};
pub use receipts::Joined;
pub use server::{CommitProof, KnownUidl, Listing, Remembered, ServerCopy, UidlState};
pub use watch::{NewWatchItem, Watched};

#[cfg(test)]
mod tests;
