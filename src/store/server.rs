//! What lies on each account's server: UIDLs, their state, and the proof that allows a deletion (rules 11 to 15).

use std::collections::HashMap;

use super::{Result, Store};
use crate::domain::account::KeepOnServer;
use crate::domain::ids::{AccountId, MailId};
use crate::domain::time::Timestamp;

/// What became of a UIDL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UidlState {
    /// Its bytes are committed.
    Stored,
    /// Fetching failed; see `attempts`. From the third failure on it waits for a person (rule 15).
    Parked,
    /// Left on the server because of the Dienstkennung filter.
    Skipped,
}

/// A UIDL the store knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownUidl {
    /// Size in LIST when it was last seen; a hint only.
    pub listed_size: u64,
    /// The visible mail its bytes belong to.
    pub mail: Option<MailId>,
    pub state: UidlState,
    /// Failed attempts to fetch it.
    pub attempts: u32,
    /// When it was first stored, parked or skipped: the begin of the keep-time.
    pub first_seen: Timestamp,
    /// Its committed bytes are readable: neither undecrypted nor an error mail of the Clientmodul.
    pub final_: bool,
    /// Must be fetched again: its size changed, it came back after having vanished, or a person asked (rule 13).
    pub refetch: bool,
    /// It is in the last listing.
    pub on_server: bool,
    /// Why it was parked; a stable code or cleaned text.
    pub reason: String,
}

impl KnownUidl {
    /// Whether an ordinary fetch asks for it: unless stored for good, parked for good or skipped.
    #[must_use]
    pub fn wants_fetch(&self) -> bool {
        self.refetch || (self.state == UidlState::Parked && self.attempts < 3)
    }
}

/// The result of comparing a listing with what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Everything known of this account after the comparison, also what is no longer on the server.
    pub known: HashMap<String, KnownUidl>,
    pub vanished: usize,
    pub reappeared: usize,
    pub resized: usize,
}

/// Where a mail still lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerCopy {
    pub account: AccountId,
    pub uidl: String,
    pub listed_size: u64,
}

/// Proof that the bytes of a UIDL are committed, readable, and past their time on the server. Only
/// [`Store::deletable`] makes one, so a DELE without a stored copy cannot be written (rules 11 and 12).
#[derive(Debug)]
pub struct CommitProof {
    account: AccountId,
    uidl: String,
}

impl CommitProof {
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.account
    }

    #[must_use]
    pub fn uidl(&self) -> &str {
        &self.uidl
    }
}

impl Store {
    /// Everything known of an account's server.
    pub fn known_uidls(&self, account: AccountId) -> Result<HashMap<String, KnownUidl>> {
        unimplemented!()
    }

    /// Compares a complete listing with what is known and stores the differences; nothing is written when there are none.
    pub fn sync_listing(&mut self, account: AccountId, listing: &[(String, u64)], now: Timestamp) -> Result<Listing> {
        unimplemented!()
    }

    /// Counts a failed attempt; from the third on the mail is parked for a person.
    pub fn park(&mut self, account: AccountId, uidl: &str, size: u64, reason: &str, now: Timestamp) -> Result<u32> {
        unimplemented!()
    }

    /// Lets a parked or skipped UIDL be fetched again.
    pub fn unpark(&mut self, account: AccountId, uidl: &str) -> Result<()> {
        unimplemented!()
    }

    /// Remembers that the Dienstkennung filter left it on the server.
    pub fn skip(&mut self, account: AccountId, uidl: &str, size: u64, now: Timestamp) -> Result<()> {
        unimplemented!()
    }

    /// Asks for one more fetch of a stored UIDL („Erneut abrufen", rule 14).
    pub fn request_refetch(&mut self, account: AccountId, uidl: &str) -> Result<()> {
        unimplemented!()
    }

    /// Proofs for everything that may be deleted on the server now. The caller must not ask within 24 hours after a
    /// clock jump of more than a day, and `now` must not run backwards.
    pub fn deletable(&self, account: AccountId, keep: KeepOnServer, now: Timestamp) -> Result<Vec<CommitProof>> {
        unimplemented!()
    }

    /// After the server confirmed the deletion (QUIT). If the UIDL is listed again, it is fetched again.
    pub fn mark_deleted(&mut self, account: AccountId, uidl: &str) -> Result<()> {
        unimplemented!()
    }

    /// Where a mail (or one of its versions) still lies on the server.
    pub fn server_copies(&self, mail: MailId) -> Result<Vec<ServerCopy>> {
        unimplemented!()
    }
}
