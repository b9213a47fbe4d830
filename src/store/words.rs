//! What the search can find: the words and parts of a mail, written into the two full-text tables.
//!
//! Secret payload fields (bearer tokens) never get into the index, wherever in the mail they stand.

use std::borrow::Cow;

use rusqlite::{Connection, params};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Result, letters};
use crate::domain::address::Mailbox;
use crate::domain::ids::MailId;
use crate::domain::mail::ParsedMail;
use crate::domain::payload::Payload;

/// Text to compare and sort by: without case and marks, ß as ss.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    sharp_s(text).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The full-text tables fold case and marks themselves, but not ß.
pub(super) fn sharp_s(text: &str) -> Cow<'_, str> {
    if text.contains(['ß', 'ẞ']) { Cow::Owned(text.replace(['ß', 'ẞ'], "ss")) } else { Cow::Borrowed(text) }
}

/// Puts a mail into the index; it must not be there yet.
pub(super) fn add(db: &Connection, id: i64, parsed: &ParsedMail, payload: Option<&Payload>) -> Result<()> {
    let mut text = Texts::of(parsed, payload);
    // A letter is also found by what other letters say of the same person.
    for term in letters::terms(db, MailId(id), payload)? {
        push(&mut text.payload, &term);
        push(&mut text.terms, &term);
    }
    db.prepare_cached("INSERT INTO word_index (rowid, subject, people, files, payload, text) VALUES (?, ?, ?, ?, ?, ?)")?.execute(
        params![id, sharp_s(&text.subject), sharp_s(&text.people), sharp_s(&text.files), sharp_s(&text.payload), sharp_s(&text.body)],
    )?;
    let parts = [text.terms.as_str(), &text.subject, &text.files, &text.people].join("\n");
    db.prepare_cached("INSERT INTO part_index (rowid, text) VALUES (?, ?)")?.execute(params![id, sharp_s(&parts)])?;
    Ok(())
}

/// Takes a mail out of the index, if it is there.
pub(super) fn remove(db: &Connection, id: i64) -> Result<()> {
    db.prepare_cached("DELETE FROM word_index WHERE rowid = ?")?.execute([id])?;
    db.prepare_cached("DELETE FROM part_index WHERE rowid = ?")?.execute([id])?;
    Ok(())
}

/// The indexed texts of a mail, free of secrets.
struct Texts<'a> {
    subject: Cow<'a, str>,
    people: String,
    files: String,
    payload: String,
    body: Cow<'a, str>,
    terms: String,
}

impl<'a> Texts<'a> {
    fn of(parsed: &'a ParsedMail, payload: Option<&Payload>) -> Self {
        let secrets: Vec<&str> = payload.map_or(Vec::new(), |p| {
            p.fields.iter().filter(|f| f.secret).map(|f| f.value.trim()).filter(|value| !value.is_empty()).collect()
        });
        let clean = |text: Cow<'a, str>| {
            secrets.iter().fold(text, |text, secret| if text.contains(secret) { Cow::Owned(text.replace(secret, " ")) } else { text })
        };
        let mut people = String::new();
        for Mailbox { name, address } in parsed.from.iter().chain(&parsed.to).chain(&parsed.cc).chain(&parsed.reply_to) {
            push(&mut people, name);
            push(&mut people, address);
        }
        let mut files = String::new();
        for attachment in &parsed.attachments {
            push(&mut files, &attachment.name);
        }
        let (mut fields, mut terms) = (String::new(), String::new());
        if let Some(payload) = payload {
            for field in payload.fields.iter().filter(|f| !f.secret) {
                push(&mut fields, &field.value);
            }
            for text in payload.section_texts() {
                push(&mut fields, text);
            }
            for term in &payload.search_terms {
                push(&mut fields, term);
                push(&mut terms, term);
            }
        }
        Self {
            subject: clean(Cow::Borrowed(&parsed.subject)),
            people: clean(people.into()).into_owned(),
            files: clean(files.into()).into_owned(),
            payload: clean(fields.into()).into_owned(),
            body: clean(Cow::Borrowed(&parsed.text)),
            terms: clean(terms.into()).into_owned(),
        }
    }
}

fn push(text: &mut String, more: &str) {
    text.push_str(more);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_marks_and_sharp_s() {
        for (text, expected) in [("Müller", "muller"), ("Strauß-ÉCOLE", "strauss-ecole"), ("ABC", "abc"), ("U\u{308}ber", "uber")] {
            assert_eq!(fold(text), expected);
        }
    }
}
