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
#[derive(Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct DirectoryAddress {
    pub mail: String,
    pub version: KimVersion,
    /// Applications this address is meant for (appTags); empty for all, as today nearly everywhere.
    #[serde(default)]
    pub tags: Vec<String>,
}

opaque_debug!(DirectoryAddress);

/// What is searched for; empty fields play no role.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct DirectoryQuery {
    /// Words of a name, an organisation or an address.
    pub text: String,
    pub street: String,
    pub city: String,
    /// A postcode, or its beginning.
    pub zip: String,
    /// A part of a specialty's German name, or a part of its code.
    pub specialty: String,
    /// A part of the German name of a profession or kind of institution, or its OID.
    pub profession: String,
    pub telematik_id: String,
    /// Institutionskennzeichen of an insurer: `(&(domainID=…)(entryType=5))`.
    pub ik: String,
    /// Exactly this address; without an `@` a part of one.
    pub mail: String,
    /// One of these addresses, exactly.
    pub any_mail: Vec<String>,
    /// At most this many entries; the VZD itself gives 100 (TIP1-A_5552).
    pub limit: usize,
}

opaque_debug!(DirectoryQuery);

impl DirectoryQuery {
    /// Whether nothing is asked for; such a query is never sent (rule 9).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { text, street, city, zip, specialty, profession, telematik_id, ik, mail, any_mail, limit: _ } = self;
        let fields = [text, street, city, zip, specialty, profession, telematik_id, ik, mail];
        fields.into_iter().chain(any_mail).all(|field| field.trim().is_empty())
    }
}

/// A person or institution in the VZD; `-` values are already absent.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct DirectoryEntry {
    pub telematik_id: String,
    pub name: String,
    /// Academic or noble title of a person.
    pub title: String,
    pub given_name: String,
    pub surname: String,
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
    /// Bundesland or KV region.
    pub state: String,
    /// ISO 3166-1 alpha-2, as written in the VZD.
    pub country: String,
    /// BSNR, IK or billing number, as the sector has it.
    pub domain_ids: Vec<String>,
    /// When the entry was changed last, as written in the VZD (RFC 3339).
    pub changed: String,
    pub addresses: Vec<DirectoryAddress>,
}

opaque_debug!(DirectoryEntry);

/// `entryType` of an insurer.
const INSURER: u8 = 5;

impl DirectoryEntry {
    /// Whether it is the insurer with this Institutionskennzeichen: the Ombudsstelle and others share the `domainID`, and a
    /// server may answer more broadly than it was asked.
    #[must_use]
    pub fn is_insurer(&self, ik: &str) -> bool {
        let ik = ik.trim();
        self.entry_type == INSURER && !ik.is_empty() && self.domain_ids.iter().any(|id| id == ik)
    }

    /// Organisation, place and specialty, for chips and lists.
    #[must_use]
    pub fn about(&self) -> String {
        let place = format!("{} {}", self.zip, self.city);
        // A code that has no word yet says nothing to a person.
        let known: Vec<&str> = self.specialty.iter().map(String::as_str).filter(|s| Self::specialty_number(s).is_none()).collect();
        let what = if known.is_empty() { self.kind.clone() } else { known.join(", ") };
        [self.organization.as_str(), place.trim(), what.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// The number of a specialty without a word: `011001` of `urn:as:1.2.276.0.76.5.514:011001`. Of the doctors' key tables (KBV) no
    /// list comes with this program. `None` for a word.
    #[must_use]
    pub fn specialty_number(text: &str) -> Option<&str> {
        let number = text.strip_prefix("urn:")?.rsplit(':').next()?;
        Some(if number.is_empty() { text } else { number })
    }

    /// This entry's own spelling of an address, compared without case.
    #[must_use]
    pub fn address(&self, mail: &str) -> Option<&DirectoryAddress> {
        self.addresses.iter().find(|address| address.mail.eq_ignore_ascii_case(mail))
    }
}

/// The answer to a query.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct DirectoryAnswer {
    /// False: the server cut the list (sizeLimitExceeded); please narrow the search.
    pub complete: bool,
    pub entries: Vec<DirectoryEntry>,
}

opaque_debug!(DirectoryAnswer);
