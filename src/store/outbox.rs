//! The outbox: states per recipient, each committed before the act it announces (rules 19 to 22).

use super::{Result, Store};
use crate::domain::address::{KimAddress, Mailbox};
use crate::domain::ids::{AccountId, BlobId, MailId};
use crate::domain::mail::ParsedMail;
use crate::domain::outgoing::{OutboxItem, RecipientKind, SendOutcome};
use crate::domain::payload::Payload;
use crate::domain::time::Timestamp;

/// A rendered mail to queue. From here on bytes and Message-ID never change.
pub struct NewOutgoing<'a> {
    pub account: AccountId,
    /// The draft it was made from, already saved; its id becomes the id of the outgoing mail. `None` for
    /// mails without one (forwarded unchanged, read receipts).
    pub draft: Option<MailId>,
    pub raw: BlobId,
    pub parsed: &'a ParsedMail,
    pub payload: Option<&'a Payload>,
    /// Without angle brackets.
    pub message_id: &'a str,
    pub recipients: &'a [(RecipientKind, Mailbox)],
    /// MAIL FROM; empty for a null reverse path (read receipts, RFC 8098 §2.1).
    pub return_path: &'a str,
    /// Ask for delivery receipts (RFC 3461 NOTIFY).
    pub delivery_receipt: bool,
    /// Shown in outbox and „Gesendet"; false for receipts the program sends.
    pub listed: bool,
    pub now: Timestamp,
}

/// What the sender needs for one submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    pub id: MailId,
    pub account: AccountId,
    pub raw: BlobId,
    pub size: u64,
    pub message_id: String,
    pub return_path: String,
    pub delivery_receipt: bool,
    /// Only those that still wait; never one that was accepted before (rule 22).
    pub recipients: Vec<KimAddress>,
    pub attempts: u32,
}

impl Store {
    /// Puts a mail into the outbox, durable on return.
    pub fn queue_mail(&mut self, mail: &NewOutgoing<'_>) -> Result<MailId> {
        unimplemented!()
    }

    pub fn outbox_item(&self, id: MailId) -> Result<OutboxItem> {
        unimplemented!()
    }

    /// Newest first; without `include_sent` only what is open or needs a person.
    pub fn outbox_items(&self, include_sent: bool) -> Result<Vec<OutboxItem>> {
        unimplemented!()
    }

    /// What waits and whose time has come, oldest first.
    pub fn due_outgoing(&self, now: Timestamp) -> Result<Vec<MailId>> {
        unimplemented!()
    }

    /// The earliest time something waiting becomes due.
    pub fn next_outgoing(&self) -> Result<Option<Timestamp>> {
        unimplemented!()
    }

    /// Waiting recipients become „wird gesendet"; counts the attempt. Durable before the first SMTP byte.
    ///
    /// # Errors
    /// `WrongState` when nothing waits.
    pub fn begin_sending(&mut self, id: MailId) -> Result<Outgoing> {
        unimplemented!()
    }

    /// Must return before DATA is sent: from here on a crash means „unklar".
    pub fn data_begun(&mut self, id: MailId) -> Result<()> {
        unimplemented!()
    }

    /// Stores how the submission ended, per recipient. With `next_try` passing failures wait again, without they are refused.
    pub fn record_outcome(&mut self, id: MailId, outcome: &SendOutcome, next_try: Option<Timestamp>, now: Timestamp) -> Result<OutboxItem> {
        unimplemented!()
    }

    /// At start: „wird gesendet" waits again if DATA had not begun, else it is „unklar" (rule 21). Returns the uncertain ones.
    pub fn recover_outbox(&mut self) -> Result<Vec<MailId>> {
        unimplemented!()
    }

    /// Takes waiting and refused recipients back. If nobody got the mail it becomes a draft again (one without a draft goes to the trash).
    ///
    /// # Errors
    /// `WrongState` while it is being sent, or when nothing waits or was refused.
    pub fn cancel(&mut self, id: MailId) -> Result<OutboxItem> {
        unimplemented!()
    }

    /// Settles an uncertain send: `sent` files it as handed over, otherwise the same bytes wait again.
    pub fn resolve(&mut self, id: MailId, sent: bool) -> Result<OutboxItem> {
        unimplemented!()
    }

    /// Lets refused and waiting recipients be tried now. Never an uncertain one.
    pub fn retry(&mut self, id: MailId) -> Result<OutboxItem> {
        unimplemented!()
    }
}
