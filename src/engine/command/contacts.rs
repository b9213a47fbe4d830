//! What may be asked of the address book.

use crate::domain::contact::{Contact, ContactFilter};
use crate::domain::ids::ContactGroupId;

/// A question or a wish about contacts and groups; `Done` unless another answer is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContactCommand {
    /// → `AddressBook`
    List(ContactFilter),
    /// Puts addresses into the address book, or learns anew what the VZD says about them.
    Keep(Vec<Contact>),
    /// Sets or takes the star of a contact.
    Favourite {
        address: String,
        favourite: bool,
    },
    /// The practice's own words about a contact.
    Note {
        address: String,
        note: String,
    },
    /// Takes a contact out of the address book, its groups and the suggestions.
    Remove {
        address: String,
    },
    /// → `ContactGroupSaved`
    SaveGroup {
        id: Option<ContactGroupId>,
        name: String,
    },
    /// Its members stay in the address book.
    RemoveGroup {
        id: ContactGroupId,
    },
    SetMember {
        group: ContactGroupId,
        address: String,
        member: bool,
    },
    /// A person took note of a new name or owner, or that an address is gone.
    AcceptNews {
        address: String,
    },
    /// „Adresse ersetzen": star, note and groups move to the new address.
    Replace {
        old: String,
        new: String,
    },
    /// „Jetzt prüfen": asks the VZD about every contact; told by `Event::ContactCheck`. → `ContactsChecked`
    CheckNow,
    /// Ends a running check.
    CancelCheck,
}

impl ContactCommand {
    /// Whether the order in which a person gave it matters.
    #[must_use]
    pub const fn changes_contacts(&self) -> bool {
        !matches!(self, Self::List(_) | Self::CheckNow | Self::CancelCheck)
    }

    /// The stored contact it changes.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        match self {
            Self::Favourite { address, .. }
            | Self::Note { address, .. }
            | Self::Remove { address }
            | Self::SetMember { address, .. }
            | Self::AcceptNews { address }
            | Self::Replace { old: address, .. } => Some(address),
            Self::List(_) | Self::Keep(_) | Self::SaveGroup { .. } | Self::RemoveGroup { .. } | Self::CheckNow | Self::CancelCheck => None,
        }
    }
}
