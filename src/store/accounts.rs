//! Accounts with their servers, and secrets kept in the encrypted store.

use super::{Result, Store};
use crate::domain::account::{Account, AccountSettings};
use crate::domain::ids::AccountId;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;

impl Store {
    /// All accounts in the order they were added, retired ones too.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        unimplemented!()
    }

    /// # Errors
    /// [`super::Error::NotFound`].
    pub fn account(&self, id: AccountId) -> Result<Account> {
        unimplemented!()
    }

    /// # Errors
    /// [`super::Error::AddressTaken`] if an account has the address, in any case of letters.
    pub fn insert_account(&mut self, settings: &AccountSettings) -> Result<AccountId> {
        unimplemented!()
    }

    /// Replaces everything a person enters, pinned certificates too.
    ///
    /// # Errors
    /// `NotFound`, `AddressTaken`.
    pub fn update_account(&mut self, id: AccountId, settings: &AccountSettings) -> Result<()> {
        unimplemented!()
    }

    /// Removes an account that never sent or received, with its secrets and server state; drafts count as messages.
    ///
    /// # Errors
    /// [`super::Error::Used`] once there is any mail; `NotFound`.
    pub fn remove_account(&mut self, id: AccountId) -> Result<()> {
        unimplemented!()
    }

    /// Remembers when the last complete fetch ended.
    pub fn set_last_fetch(&mut self, id: AccountId, at: Timestamp) -> Result<()> {
        unimplemented!()
    }

    /// Remembers the certificate of a service (`pop3`, `smtp`, `directory`, `connector`); empty forgets it (rule 4).
    pub fn pin_certificate(&mut self, id: AccountId, service: &str, sha256: &str) -> Result<()> {
        unimplemented!()
    }

    /// A secret by name; mailbox passwords are `account/<id>/password`, see [`Store::password_name`].
    pub fn secret(&self, name: &str) -> Result<Option<Secret>> {
        unimplemented!()
    }

    /// Stores or (with `None`) deletes a secret.
    pub fn set_secret(&mut self, name: &str, secret: Option<&Secret>) -> Result<()> {
        unimplemented!()
    }

    /// The name under which an account's mailbox password is kept.
    #[must_use]
    pub fn password_name(account: AccountId) -> String {
        format!("account/{account}/password")
    }
}
