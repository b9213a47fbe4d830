//! Questions to the VZD and its entries (gemSpec_VZD, `vzd/ldap.md`).

use super::opaque_debug;

/// The KIM version of an address; a missing one means 1.0 (`komLeData`, `kimData`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct KimVersion(pub String);

impl KimVersion {
    /// Whether the address takes mails over 15 MiB: the version ends in `+`.
    #[must_use]
    pub fn takes_large(&self) -> bool {
        self.0.ends_with('+')
    }
}

impl Default for KimVersion {
    fn default() -> Self {
        Self("1.0".to_owned())
    }
}

/// An address of an entry.
#[derive(Clone, PartialEq, Eq)]
pub struct DirectoryAddress {
    pub mail: String,
    pub version: KimVersion,
}

opaque_debug!(DirectoryAddress);

/// What is searched for; empty fields play no role.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct DirectoryQuery {
    /// Words of a name, an organisation or an address.
    pub text: String,
    pub city: String,
    pub zip: String,
    pub specialty: String,
    pub profession_oid: String,
    /// Institutionskennzeichen of an insurer: `(&(domainID=…)(entryType=5))`.
    pub ik: String,
    /// Exactly this address.
    pub mail: String,
    /// At most this many entries; the VZD itself gives 100 (TIP1-A_5552).
    pub limit: usize,
}

opaque_debug!(DirectoryQuery);

impl DirectoryQuery {
    /// Whether nothing is asked for; such a query is never sent (rule 9).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.text, &self.city, &self.zip, &self.specialty, &self.profession_oid, &self.ik, &self.mail].iter().all(|f| f.trim().is_empty())
    }
}

/// A person or institution in the VZD; `-` values are already absent.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct DirectoryEntry {
    pub telematik_id: String,
    pub name: String,
    /// Organisation, if it differs from the name.
    pub organization: String,
    /// `entryType`: 1 person, 3 care provider, 4 organisation, 5 insurer, 6 insurer ePA; 0 unknown.
    pub entry_type: u8,
    /// German name of the profession, or the bare OID when unknown.
    pub kind: String,
    /// Readable specialties, or the raw codes when unknown.
    pub specialty: Vec<String>,
    pub street: String,
    pub zip: String,
    pub city: String,
    pub domain_ids: Vec<String>,
    pub addresses: Vec<DirectoryAddress>,
}

opaque_debug!(DirectoryEntry);

/// The answer to a query.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct DirectoryAnswer {
    /// False: the server cut the list (sizeLimitExceeded); please narrow the search.
    pub complete: bool,
    pub entries: Vec<DirectoryEntry>,
}

opaque_debug!(DirectoryAnswer);
