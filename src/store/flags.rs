//! Marks of mails, the trash, and the history of each mail.

use super::{Result, Store};
use crate::domain::ids::MailId;
use crate::domain::mail::HistoryLine;
use crate::domain::time::Timestamp;

impl Store {
    pub fn mark_unread(&mut self, mails: &[MailId], unread: bool) -> Result<()> {
        unimplemented!()
    }

    /// Moves to the trash, where each mail remembers its folder. Mails in the outbox stay where they are.
    pub fn move_to_trash(&mut self, mails: &[MailId]) -> Result<()> {
        unimplemented!()
    }

    /// Back from the trash to where it was.
    pub fn restore(&mut self, mails: &[MailId]) -> Result<()> {
        unimplemented!()
    }

    pub fn mark_answered(&mut self, mail: MailId) -> Result<()> {
        unimplemented!()
    }

    pub fn mark_forwarded(&mut self, mail: MailId) -> Result<()> {
        unimplemented!()
    }

    /// The receipt the sender asked for was sent or declined: the question is over (rule 26).
    pub fn mark_receipt_answered(&mut self, mail: MailId) -> Result<()> {
        unimplemented!()
    }

    /// Shows or hides a mail in lists. Receipts start hidden; one that matches no own mail must be shown (rule 18).
    pub fn set_listed(&mut self, mail: MailId, listed: bool) -> Result<()> {
        unimplemented!()
    }

    /// Adds a line to „Verlauf"; `who` empty for the program itself, `key` a text key such as `history-read`.
    pub fn add_history(&mut self, mail: MailId, who: &str, key: &str, detail: &str, at: Timestamp) -> Result<()> {
        unimplemented!()
    }

    /// Oldest first.
    pub fn history(&self, mail: MailId) -> Result<Vec<HistoryLine>> {
        unimplemented!()
    }
}
