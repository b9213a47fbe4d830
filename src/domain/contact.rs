//! The address book: people written to before or kept by a person, their groups, and what the VZD says about them.
//!
//! A contact belongs to the profile; who used it is remembered per account, so that suggestions can be narrowed.
//! An address that vanished from the VZD stays as it is and carries [`ContactNews`] until a person decides.

use super::directory::{DirectoryAddress, DirectoryEntry};
use super::ids::{AccountId, ContactGroupId};
use super::opaque_debug;
use super::outgoing::{DirectoryCheck, Recipient, RecipientKind};
use super::time::Timestamp;

/// A recent recipient, or a person or institution kept in the address book.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Contact {
    pub address: String,
    pub name: String,
    /// Place and specialty, for chips and lists; may be empty.
    pub about: String,
    pub check: DirectoryCheck,
    /// When the VZD was last asked.
    pub checked_at: Option<Timestamp>,
    /// When a mail last went there; 0 for never.
    pub last_used: Timestamp,
    /// Whose address it is in the VZD; empty while unknown.
    pub telematik_id: String,
    pub favourite: bool,
    /// Put into the address book by a person, not only by sending.
    pub kept: bool,
    /// The practice's own words about it.
    pub note: String,
    /// What changed in the VZD and waits for a person.
    pub news: Option<ContactNews>,
}

opaque_debug!(Contact);

impl Contact {
    /// A contact for one address of a VZD entry, asked at `at`.
    #[must_use]
    pub fn of_entry(entry: &DirectoryEntry, address: &DirectoryAddress, at: Timestamp) -> Self {
        Self {
            address: address.mail.clone(),
            name: entry.name.clone(),
            about: entry.about(),
            check: DirectoryCheck::Found(address.version.clone()),
            checked_at: Some(at),
            telematik_id: entry.telematik_id.clone(),
            kept: true,
            ..Self::default()
        }
    }

    /// This contact as a recipient of a mail.
    #[must_use]
    pub fn recipient(&self, kind: RecipientKind) -> Recipient {
        let check = self.check.clone();
        Recipient { kind, address: self.address.clone(), name: self.name.clone(), about: self.about.clone(), check }
    }
}

/// What the VZD says differently than before about a contact.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ContactNews {
    /// The address is not there any more; `offers` are what the same Telematik-ID has now.
    Gone { offers: Vec<DirectoryAddress> },
    /// The entry has another name now.
    Renamed { name: String },
    /// The address belongs to somebody else now.
    OtherOwner { name: String, telematik_id: String },
}

opaque_debug!(ContactNews);

impl ContactNews {
    /// Word of the store and key of its sentence, `contact-news-…`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Gone { .. } => "gone",
            Self::Renamed { .. } => "renamed",
            Self::OtherOwner { .. } => "other-owner",
        }
    }

    /// The address to offer first: what came with the same left side, else the first.
    #[must_use]
    pub fn best_offer(&self, old: &str) -> Option<&DirectoryAddress> {
        let Self::Gone { offers } = self else { return None };
        let left = |address: &str| address.split('@').next().unwrap_or_default().to_ascii_lowercase();
        offers.iter().find(|offer| left(&offer.mail) == left(old)).or_else(|| offers.first())
    }
}

/// Recipients under one name, usable in one go.
#[derive(Clone, PartialEq, Eq)]
pub struct ContactGroup {
    pub id: ContactGroupId,
    pub name: String,
    /// Ordered by name.
    pub members: Vec<Contact>,
}

opaque_debug!(ContactGroup);

/// A part of the address book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ContactShelf {
    #[default]
    All,
    Favourites,
    /// Written to before, last used first.
    Recent,
    /// Something changed in the VZD.
    News,
    Group(ContactGroupId),
}

/// Which contacts are asked for.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ContactFilter {
    pub shelf: ContactShelf,
    /// Every typed word begins a word of name, address, place or note; empty for all.
    pub text: String,
    /// Only contacts of these accounts, and those kept by a person; empty for all.
    pub accounts: Vec<AccountId>,
    pub limit: usize,
}

opaque_debug!(ContactFilter);

/// The address book as the window shows it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AddressBook {
    pub contacts: Vec<Contact>,
    /// How many fit the filter, shown or not.
    pub total: usize,
    pub groups: Vec<ContactGroup>,
    /// Contacts with [`ContactNews`].
    pub with_news: usize,
}

opaque_debug!(AddressBook);

/// What is suggested while a recipient is typed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Suggestions {
    pub groups: Vec<ContactGroup>,
    pub contacts: Vec<Contact>,
}

opaque_debug!(Suggestions);

/// What the VZD says about one address now, held against what is known of it.
#[derive(Clone, PartialEq, Eq)]
pub struct RecipientCheck {
    pub address: String,
    /// `Unknown` when the VZD could not be asked.
    pub check: DirectoryCheck,
    pub name: String,
    pub about: String,
    pub telematik_id: String,
    /// Differences to the own contact; `Gone` only for an address that once stood in the VZD.
    pub news: Option<ContactNews>,
}

opaque_debug!(RecipientCheck);

/// The result of a check of all contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct ContactReport {
    /// Asked about and answered.
    pub checked: usize,
    /// Contacts with news, old and new.
    pub with_news: usize,
}
