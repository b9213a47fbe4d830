//! The known Dienstkennungen as data (`assets/dienstkennungen.json`, and a file in the profile that adds to it): words for
//! people, and which are technical.
//!
//! The official register is an open list, so an unknown Dienstkennung is normal: it is shown readably and its
//! mail is never hidden (rule 18).

use std::sync::{LazyLock, PoisonError, RwLock};

use crate::domain::mail::Dienstkennung;

/// Largest file of additions, in bytes, and most entries in it.
const MAX_BYTES: usize = 256 << 10;
const MAX_ENTRIES: usize = 500;
/// Longest text of an entry, in characters.
const MAX_TEXT: usize = 120;

/// An application or one of its message types.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
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

/// Why a file of additions is refused: nothing of it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryError {
    /// Line of the file, from 1.
    pub line: usize,
    pub reason: String,
}

static ENTRIES: LazyLock<Vec<Entry>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../assets/dienstkennungen.json")).unwrap_or_default());
/// What the file in the profile adds; set once at the start of the engine.
static ADDED: RwLock<Vec<Entry>> = RwLock::new(Vec::new());

/// All entries: those of the program, in which an added one takes the place of its like, then the other added ones.
#[must_use]
pub fn entries() -> Vec<Entry> {
    joined(&ENTRIES, &ADDED.read().unwrap_or_else(PoisonError::into_inner))
}

fn joined(own: &[Entry], added: &[Entry]) -> Vec<Entry> {
    let same = |a: &Entry, b: &Entry| a.prefix.eq_ignore_ascii_case(&b.prefix);
    let replaced = own.iter().map(|entry| added.iter().find(|new| same(new, entry)).unwrap_or(entry).clone());
    let new = added.iter().filter(|new| !own.iter().any(|entry| same(new, entry)));
    replaced.chain(new.cloned()).collect()
}

/// Adds the entries of the profile's file to those of the program, in place of the ones added before.
pub fn add(entries: Vec<Entry>) {
    *ADDED.write().unwrap_or_else(PoisonError::into_inner) = entries;
}

/// Reads a file of additions, in the form of `assets/dienstkennungen.json`.
///
/// # Errors
/// [`RegistryError`]: the line and what is wrong there.
pub fn parse(text: &str) -> Result<Vec<Entry>, RegistryError> {
    let text = text.trim_start_matches('\u{FEFF}');
    if text.len() > MAX_BYTES {
        return Err(RegistryError { line: 1, reason: format!("larger than {MAX_BYTES} bytes") });
    }
    let entries: Vec<Entry> = serde_json::from_str(text).map_err(|e| {
        let words = e.to_string();
        let reason = words.rsplit_once(" at line ").map_or(words.as_str(), |(reason, _)| reason).to_owned();
        RegistryError { line: e.line().max(1), reason }
    })?;
    for (index, entry) in entries.iter().enumerate() {
        let at = |reason: String| RegistryError { line: line_of(text, index), reason };
        if index >= MAX_ENTRIES {
            return Err(at(format!("more than {MAX_ENTRIES} entries")));
        }
        let words = [&entry.prefix, &entry.short_de, &entry.short_en, &entry.long_de, &entry.long_en];
        let bad = |word: &str| word.trim().is_empty() || word.chars().count() > MAX_TEXT || word.chars().any(char::is_control);
        if let Some(word) = words.into_iter().find(|word| bad(word)) {
            return Err(at(format!("empty, too long or with control characters: `{}`", crate::domain::safe_text::one_line(word))));
        }
        if entry.prefix.split(';').count() > 2 {
            return Err(at("`prefix` is an application, or an application and a message type".into()));
        }
        if entries.iter().take(index).any(|before| before.prefix.eq_ignore_ascii_case(&entry.prefix)) {
            return Err(at(format!("`{}` stands here twice", entry.prefix)));
        }
    }
    Ok(entries)
}

/// Line of the entry with this position, by its `"prefix"`.
fn line_of(text: &str, index: usize) -> usize {
    let place = text.match_indices("\"prefix\"").nth(index).map_or(0, |(at, _)| at);
    text.get(..place).unwrap_or("").matches('\n').count() + 1
}

/// The most exact entry for a Dienstkennung; case and version play no role.
#[must_use]
pub fn find(dienstkennung: &Dienstkennung) -> Option<Entry> {
    let added = ADDED.read().unwrap_or_else(PoisonError::into_inner);
    // Of equally exact ones the last counts, which is the added one.
    ENTRIES
        .iter()
        .chain(added.iter())
        .filter(|entry| dienstkennung.has_prefix(&entry.prefix))
        .max_by_key(|entry| entry.prefix.len())
        .cloned()
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
        Some(entry) => {
            if german {
                entry.short_de
            } else {
                entry.short_en
            }
        }
        None => crate::domain::safe_text::one_line(dienstkennung.application()).chars().take(24).collect(),
    }
}

/// What the mail is in words; unknown ones as „Anwendung · Typ".
#[must_use]
pub fn long_word(dienstkennung: &Dienstkennung, german: bool) -> String {
    match find(dienstkennung) {
        Some(entry) => {
            if german {
                entry.long_de
            } else {
                entry.long_en
            }
        }
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

    const OWN: &str = r#"{"prefix": "XYZ", "short_de": "X", "short_en": "X", "long_de": "Xyz", "long_en": "Xyz", "technical": true}"#;

    #[test]
    fn a_broken_file_is_refused_with_its_line() {
        let file = |entries: &[&str]| format!("[\n{}\n]", entries.join(",\n"));
        for (text, line, words) in [
            ("[\n{\n".to_owned(), 3, "EOF"),
            (file(&[OWN, &OWN.replace("\"short_de\": \"X\", ", "")]), 3, "short_de"),
            (file(&[OWN, &OWN.replace("technical", "technisch")]), 3, "technisch"),
            (file(&[OWN, &OWN.replace("\"XYZ\"", "\" \"")]), 3, "empty"),
            (file(&[OWN, &OWN.replace("XYZ", "A;B;C")]), 3, "message type"),
            (file(&[OWN, OWN]), 3, "twice"),
            (" ".repeat(MAX_BYTES + 1), 1, "larger"),
        ] {
            let error = parse(&text).unwrap_err();
            assert!(error.line == line && error.reason.contains(words), "{error:?}");
        }
        assert_eq!(parse(&file(&[OWN])).unwrap().len(), 1);
        assert_eq!(parse("[]").unwrap(), []);
        assert!(parse(include_str!("../../assets/dienstkennungen.json")).is_ok());
    }

    #[test]
    fn what_is_added_takes_the_place_of_its_like() {
        let new = |prefix: &str| parse(&format!("[{}]", OWN.replace("XYZ", prefix))).unwrap();
        let own = new("EBZ");
        let both = joined(&own, &[new("ebz"), new("Neu")].concat());
        assert_eq!(both.iter().map(|e| e.prefix.as_str()).collect::<Vec<_>>(), ["ebz", "Neu"]);
    }
}
