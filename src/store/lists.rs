//! Lists: pages of rows by folder, filter and search; counts; conversation and versions of a mail.

use super::{Result, Store};
use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::{FolderCounts, MailFilter, MailPage, MailRow};

impl Store {
    /// A part of a list with totals. `took_micros` is left 0 for the engine. Retired accounts are hidden unless named.
    /// Receipts are not listed (see [`Store::set_listed`]); the trash is searched only when it is the folder.
    pub fn mail_page(&self, filter: &MailFilter) -> Result<MailPage> {
        unimplemented!()
    }

    /// # Errors
    /// [`super::Error::NotFound`].
    pub fn row(&self, id: MailId) -> Result<MailRow> {
        unimplemented!()
    }

    /// Counts beside the folders, for every account.
    pub fn folder_counts(&self) -> Result<Vec<(AccountId, FolderCounts)>> {
        unimplemented!()
    }

    /// The other mails of the conversation, receipts too, oldest first.
    pub fn thread_of(&self, id: MailId) -> Result<Vec<MailRow>> {
        unimplemented!()
    }

    /// Earlier versions of a visible mail, newest first; each can be opened by its own id.
    pub fn versions_of(&self, id: MailId) -> Result<Vec<MailId>> {
        unimplemented!()
    }

    /// All visible mails with raw bytes in order of id, after `after`, at most `limit`: for export and rebuild.
    pub fn mail_ids(&self, after: Option<MailId>, limit: usize) -> Result<Vec<MailId>> {
        unimplemented!()
    }
}
