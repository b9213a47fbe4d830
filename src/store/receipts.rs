//! Receipts meet the mails they speak about: DSN, MDN and the own copy of an uncertain send.

use super::{Result, Store};
use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::Receipt;
use crate::domain::time::Timestamp;

impl Store {
    /// Applies a receipt to the own mail whose Message-ID is among `ids`, per recipient; `None` if there is none.
    /// A late DSN settles „unklar"; nothing is ever taken back (read stays read, delivered stays delivered).
    pub fn apply_receipt(&mut self, account: AccountId, ids: &[String], receipt: &Receipt, at: Timestamp) -> Result<Option<MailId>> {
        unimplemented!()
    }

    /// An own copy of a mail arrived: settles „unklar" as handed over (rule 20). `None` if nothing was uncertain.
    pub fn own_copy_arrived(&mut self, account: AccountId, message_id: &str) -> Result<Option<MailId>> {
        unimplemented!()
    }
}
