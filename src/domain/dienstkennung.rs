//! The Dienstkennung: what an application says a mail is (A_19488-02). Compared without case, kept as written.

/// `X-KIM-Dienstkennung`: `<Anwendung>;<Nachrichtentyp>;<Version>` (A_19488-02); kept as written.
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Dienstkennung(pub String);

impl std::fmt::Debug for Dienstkennung {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Dienstkennung {
    /// What the Clientmodul sets when the sender sets none (CM116; [impl] also with V1.5).
    pub const DEFAULT: &'static str = "KIM-Mail;Default;V1.0";

    /// Application, for instance `EBZ`; compared without case.
    #[must_use]
    pub fn application(&self) -> &str {
        self.0.split(';').next().unwrap_or("").trim()
    }

    /// Message type, for instance `ANW`; empty when absent.
    #[must_use]
    pub fn message_type(&self) -> &str {
        self.0.split(';').nth(1).unwrap_or("").trim()
    }

    /// Whether application and, if given, type are those of `prefix`; case and version play no role, and a final `*` stands
    /// for any ending of a word.
    #[must_use]
    pub fn has_prefix(&self, prefix: &str) -> bool {
        let mut own = self.0.split(';').map(str::trim);
        prefix.split(';').map(str::trim).filter(|p| !p.is_empty()).all(|p| own.next().is_some_and(|word| fits(word, p)))
    }
}

/// Whether a word is the wanted one; a final `*` stands for any ending.
fn fits(word: &str, wanted: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(start) => word.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)),
        None => word.eq_ignore_ascii_case(wanted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dienstkennung_is_compared_without_case_and_version() {
        let dk = Dienstkennung("ebz; Anw ;2.0.0".into());
        for (prefix, expected) in [
            ("EBZ", true),
            ("EBZ;ANW", true),
            ("EBZ;ANW;2.0.0", true),
            ("EBZ;FEH", false),
            ("eAU", false),
            ("", true),
            ("EB*", true),
            ("*;Anw", true),
            ("EBZA*", false),
        ] {
            assert_eq!(dk.has_prefix(prefix), expected, "{prefix}");
        }
        assert_eq!((dk.application(), dk.message_type()), ("ebz", "Anw"));
    }
}
