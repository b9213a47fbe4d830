//! Recent recipients, for suggestions while typing.

use super::{Result, Store};
use crate::domain::outgoing::Contact;

impl Store {
    /// Adds or refreshes a contact by address (without case). Empty name, about and an unknown check keep what is known.
    pub fn remember_contact(&mut self, contact: &Contact) -> Result<()> {
        unimplemented!()
    }

    /// Contacts of which a word of the name or a part of the address begins with each word of `text`; last used first.
    pub fn suggest_contacts(&self, text: &str, limit: usize) -> Result<Vec<Contact>> {
        unimplemented!()
    }
}
