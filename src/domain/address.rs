//! KIM addresses: compared without case, shown exactly as written (FAQ of gematik/api-kim, A_21455-01).

/// An e-mail address of KIM; equality and hashing ignore ASCII case, the spelling is kept.
#[derive(Clone)]
pub struct KimAddress(String);

impl KimAddress {
    /// Accepts `local@domain` without blanks, control characters, angle brackets or non-ASCII characters.
    ///
    /// # Errors
    /// [`AddressError`] names what is wrong, for the field the text was typed into.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(AddressError::NoAt)?;
        let forbidden = |c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"' | '\\' | '[' | ']');
        if local.is_empty() || local.len() > 64 || local.contains('@') || local.contains(forbidden) {
            return Err(AddressError::LocalPart);
        }
        let label_ok = |label: &str| {
            !label.is_empty()
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        if domain.len() > 189 || !domain.split('.').all(label_ok) || !domain.contains('.') {
            return Err(AddressError::Domain);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the last `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// Whether the domain is one of KIM: `.kim.telematik` (production) or `.kim.telematik-test` (A_21455-01).
    #[must_use]
    pub fn is_kim(&self) -> bool {
        let domain = self.domain().to_ascii_lowercase();
        ["kim.telematik", "kim.telematik-test"]
            .iter()
            .any(|end| domain.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
    }

    /// The form to compare and to index with.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl PartialEq for KimAddress {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for KimAddress {}

impl std::hash::Hash for KimAddress {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl std::fmt::Display for KimAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Debug for KimAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KimAddress({} bytes)", self.0.len())
    }
}

/// Why a text is not an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressError {
    Empty,
    NoAt,
    LocalPart,
    Domain,
}

/// A name and an address as a mail header carries them; the address may be anything the sender wrote.
#[derive(Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Mailbox {
    /// Display name, cleaned by [`super::safe_text::one_line`]; empty when there was none.
    pub name: String,
    /// Address as written; not necessarily valid.
    pub address: String,
}

super::opaque_debug!(Mailbox);

impl Mailbox {
    /// A mailbox without a display name.
    #[must_use]
    pub fn bare(address: &str) -> Self {
        Self { name: String::new(), address: address.to_owned() }
    }

    /// The name if there is one, else the address.
    #[must_use]
    pub fn label(&self) -> &str {
        if self.name.is_empty() { &self.address } else { &self.name }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_kim_addresses_and_refuses_header_tricks() {
        for (text, expected) in [
            ("praxis@hrst.kim.telematik", Ok(())),
            ("Praxis.Dr_B-1@HRST.kim.telematik-test", Ok(())),
            ("", Err(AddressError::Empty)),
            ("praxis", Err(AddressError::NoAt)),
            ("@x.kim.telematik", Err(AddressError::LocalPart)),
            ("a b@x.kim.telematik", Err(AddressError::LocalPart)),
            ("a@x", Err(AddressError::Domain)),
            ("a@x..kim.telematik", Err(AddressError::Domain)),
            ("a@x.kim.telematik\r\nBcc: b@c.de", Err(AddressError::LocalPart)),
            ("a@x.kim.telematik\r\n.de", Err(AddressError::Domain)),
            ("müller@x.kim.telematik", Err(AddressError::LocalPart)),
        ] {
            assert_eq!(KimAddress::parse(text).map(|_| ()), expected, "{text:?}");
        }
    }

    #[test]
    fn compares_without_case_and_knows_the_kim_domains() {
        let a = KimAddress::parse("A@X.kim.telematik").unwrap();
        assert_eq!(a, KimAddress::parse("a@x.KIM.telematik").unwrap());
        assert!(a.is_kim());
        assert!(!KimAddress::parse("a@xkim.telematik").unwrap().is_kim());
        assert!(!KimAddress::parse("a@kim.telematik.example").unwrap().is_kim());
    }
}
