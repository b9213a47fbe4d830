//! What the search field understands: a Planantragsnummer, `von:` with a sender, and words. The store searches by it
//! and the window shows it, so that what is said about a search is what was searched for.

use super::answer::ApplicationNumber;
use super::opaque_debug;

/// More words than anybody types; each costs two look-ups.
const MAX_TERMS: usize = 16;
/// What stands before a sender, in both languages.
const SENDER: [&str; 2] = ["von:", "from:"];

/// A part of a search; a mail must fit all of them.
#[derive(Clone, PartialEq, Eq)]
pub enum Term {
    /// A whole Planantragsnummer; it counts alone, since practice systems append to it.
    Number(ApplicationNumber),
    /// Part of a sender's name or address.
    Sender(String),
    /// A word or a part of one, anywhere.
    Word(String),
}

opaque_debug!(Term);

/// Reads what was typed. Punctuation alone is no word.
#[must_use]
pub fn understand(text: &str) -> Vec<Term> {
    if let Ok(number) = ApplicationNumber::parse(text) {
        return vec![Term::Number(number)];
    }
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && found.len() < MAX_TERMS {
        let (term, after) = match sender(rest) {
            Some((name, after)) => (Term::Sender(name), after),
            None => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                (Term::Word(cleaned(word)), after)
            }
        };
        if matches!(&term, Term::Word(word) | Term::Sender(word) if word.chars().any(char::is_alphanumeric)) {
            found.push(term);
        }
        rest = after.trim_start();
    }
    found
}

/// `von:Name`, `von: Name` or `von:"Name Vorname"` at the beginning of a text, and what stands behind it.
fn sender(text: &str) -> Option<(String, &str)> {
    let mark = SENDER.into_iter().find(|mark| text.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)))?;
    let after = text.get(mark.len()..)?.trim_start();
    let (name, rest) = match after.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
        None => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
    };
    // Nothing follows yet: the word itself is meant.
    name.chars().any(char::is_alphanumeric).then(|| (cleaned(name), rest))
}

fn cleaned(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_counts_alone_and_a_sender_is_named() {
        let number = "0991234562611ZE000000000004711";
        let word = |text: &str| Term::Word(text.into());
        let from = |text: &str| Term::Sender(text.into());
        for (text, expected) in [
            (format!("{number} HKP 2 Müller"), vec![Term::Number(ApplicationNumber::parse(number).unwrap())]),
            (" Befund  \"Weiß* ".into(), vec![word("Befund"), word("\"Weiß*")]),
            ("*** \" ( -".into(), vec![]),
            ("von:Musterkasse 4711".into(), vec![from("Musterkasse"), word("4711")]),
            ("Befund Von: \"Klinikum Nord\" alt".into(), vec![word("Befund"), from("Klinikum Nord"), word("alt")]),
            ("from:a@b.kim.telematik".into(), vec![from("a@b.kim.telematik")]),
            ("von:".into(), vec![word("von:")]),
            ("davon:x".into(), vec![word("davon:x")]),
            ("von:\"offen".into(), vec![from("offen")]),
        ] {
            assert!(understand(&text) == expected, "{text}");
        }
    }
}
