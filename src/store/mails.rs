//! Taking mails in: one transaction per batch with raw bytes, derived rows, index and server state (rules 11, 13, 14).

use super::{Result, Store};
use crate::domain::ids::{AccountId, BlobId, MailId};
use crate::domain::mail::{Folder, ParsedMail};
use crate::domain::payload::Payload;
use crate::domain::time::Timestamp;

/// Where the raw bytes of a new mail are.
#[derive(Clone, Copy)]
pub enum RawBytes<'a> {
    /// In memory; stored within the batch's transaction.
    Inline(&'a [u8]),
    /// Already streamed into a finished blob; the mail takes it over, or it is freed when the bytes are known.
    Blob(BlobId),
}

/// A mail to take in.
#[derive(Clone, Copy)]
pub struct NewMail<'a> {
    pub account: AccountId,
    /// `None` for an import.
    pub uidl: Option<&'a str>,
    /// Size in LIST, 0 for an import.
    pub listed_size: u64,
    /// `Folder::Inbox` for fetched mail.
    pub folder: Folder,
    pub received: Timestamp,
    pub raw: RawBytes<'a>,
    pub parsed: &'a ParsedMail,
    pub payload: Option<&'a Payload>,
    pub unread: bool,
}

/// What a mail was to the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// A new row.
    New,
    /// The same bytes were here already; only the server state changed.
    Known,
    /// A further version of a mail (rule 13). `readable_now`: it replaces an undecrypted one in view.
    /// `differs`: two readable versions differ in content, which a person should be told.
    Joined { readable_now: bool, differs: bool },
}

/// The result for one mail of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredMail {
    /// The visible mail.
    pub id: MailId,
    pub arrival: Arrival,
}

impl Store {
    /// Takes a batch in, all or nothing, durable on return; results in the order of the batch.
    ///
    /// The visible identity is account plus Message-ID, or the hash of the raw bytes without one. An undecrypted mail
    /// and its readable copy find each other by `embedded.message_id`. The visible mail keeps its id; the earlier
    /// version gets an own hidden row, see [`Store::versions_of`].
    pub fn insert_mails(&mut self, batch: &[NewMail<'_>]) -> Result<Vec<StoredMail>> {
        unimplemented!()
    }

    /// Replaces everything derived from the raw bytes: rows, index, payload. Flags, folder and history stay.
    pub fn replace_derived(&mut self, id: MailId, parsed: &ParsedMail, payload: Option<&Payload>) -> Result<()> {
        unimplemented!()
    }

    /// The mail as it was parsed.
    pub fn parsed(&self, id: MailId) -> Result<ParsedMail> {
        unimplemented!()
    }

    /// Its technical content, if any.
    pub fn payload(&self, id: MailId) -> Result<Option<Payload>> {
        unimplemented!()
    }

    /// The raw bytes of a mail; `None` for a draft.
    pub fn raw_blob(&self, id: MailId) -> Result<Option<BlobId>> {
        unimplemented!()
    }
}
