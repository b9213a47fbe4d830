//! The known Dienstkennungen as data (`assets/dienstkennungen.json`): words for people, and which are technical.
//!
//! The official register is an open list, so an unknown Dienstkennung is normal: it is shown readably and its
//! mail is never hidden (rule 18).

use std::sync::LazyLock;

use crate::domain::mail::Dienstkennung;

/// An application or one of its message types.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Entry {
    /// `Anwendung` or `Anwendung;Typ`; a final `*` stands for any ending of the last word.
    pub prefix: String,
    /// Short word chip for lists.
    pub short_de: String,
    pub short_en: String,
    pub long_de: String,
    pub long_en: String,
    /// Data for a program rather than words between people.
    pub technical: bool,
}

static ENTRIES: LazyLock<Vec<Entry>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../assets/dienstkennungen.json")).unwrap_or_default());

/// All entries.
#[must_use]
pub fn entries() -> &'static [Entry] {
    &ENTRIES
}

/// The most exact entry for a Dienstkennung; case and version play no role.
#[must_use]
pub fn find(dienstkennung: &Dienstkennung) -> Option<&'static Entry> {
    ENTRIES.iter().filter(|entry| matches(&entry.prefix, dienstkennung)).max_by_key(|entry| entry.prefix.len())
}

fn matches(prefix: &str, dienstkennung: &Dienstkennung) -> bool {
    let own = [dienstkennung.application(), dienstkennung.message_type()];
    prefix.split(';').zip(own).all(|(pattern, word)| match pattern.strip_suffix('*') {
        Some(start) => word.get(..start.len()).is_some_and(|w| w.eq_ignore_ascii_case(start)),
        None => word.eq_ignore_ascii_case(pattern),
    })
}

/// Whether the mail is data for a program.
#[must_use]
pub fn is_technical(dienstkennung: &Dienstkennung) -> bool {
    find(dienstkennung).is_some_and(|entry| entry.technical)
}

/// The word chip of a list, for instance `EBZ`; unknown applications show their own name.
#[must_use]
pub fn short_word(dienstkennung: &Dienstkennung, german: bool) -> String {
    match find(dienstkennung) {
        Some(entry) => if german { &entry.short_de } else { &entry.short_en }.clone(),
        None => crate::domain::safe_text::one_line(dienstkennung.application()).chars().take(24).collect(),
    }
}

/// What the mail is in words; unknown ones as „Anwendung · Typ".
#[must_use]
pub fn long_word(dienstkennung: &Dienstkennung, german: bool) -> String {
    match find(dienstkennung) {
        Some(entry) => if german { &entry.long_de } else { &entry.long_en }.clone(),
        None => {
            let words = [dienstkennung.application(), dienstkennung.message_type()];
            let words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).collect();
            crate::domain::safe_text::one_line(&words.join(" · "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_applications_and_shows_unknown_ones() {
        for (value, short, long, technical) in [
            ("EBZ;ANW;2.0.0", "EBZ", "Antwort der Krankenkasse (EBZ)", true),
            ("ebz;anw;9", "EBZ", "Antwort der Krankenkasse (EBZ)", true),
            ("EBZ;NEU;1", "EBZ", "Elektronisches Beantragungsverfahren (EBZ)", true),
            ("KIM-Mail;Default;V1.0", "Mail", "KIM-Mail", false),
            ("KIM-Mail;Abwesenheitsnotiz;V1.0", "Hinweis", "Abwesenheitsnotiz", false),
            ("eDokumentation-QSKE;Status;V2.0", "Doku", "Status der eDokumentation", true),
            ("Arztbrief;VHitG-Versand;V1.2", "Brief", "eArztbrief", false),
            ("XYZ;Lieferung;V9.9", "XYZ", "XYZ · Lieferung", false),
            ("Solo", "Solo", "Solo", false),
        ] {
            let own = Dienstkennung(value.into());
            assert_eq!((short_word(&own, true).as_str(), long_word(&own, true).as_str(), is_technical(&own)), (short, long, technical));
        }
        assert!(entries().len() > 30);
    }
}
