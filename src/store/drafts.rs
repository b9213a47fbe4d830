//! Drafts and the files attached to them.

use super::{Result, Store};
use crate::domain::ids::MailId;
use crate::domain::outgoing::Draft;
use crate::domain::time::Timestamp;

impl Store {
    /// Saves a draft (new when `id` is none). Files it no longer holds are freed unless another draft uses them.
    ///
    /// # Errors
    /// `WrongState` if the id is no draft any more (queued meanwhile).
    pub fn save_draft(&mut self, draft: &Draft, now: Timestamp) -> Result<MailId> {
        unimplemented!()
    }

    /// The draft with its `id` set.
    pub fn draft(&self, id: MailId) -> Result<Draft> {
        unimplemented!()
    }

    /// Deletes a draft and frees its files.
    pub fn discard_draft(&mut self, id: MailId) -> Result<()> {
        unimplemented!()
    }
}
