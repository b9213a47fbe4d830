//! Filling the readable card: every foreign text is cleaned on its way in, and empty lines are left out.
//!
//! The only place that builds a `PayloadField`, so no family can forget the cleaning.

use crate::domain::mail::Note;
use crate::domain::payload::{Block, Payload, PayloadField, Section, TreeNode, Words};
use crate::domain::safe_text;
use crate::domain::time::Day;

/// Lines of one card; a lab report may have hundreds.
const MAX_FIELDS: usize = 1500;
const MAX_TERMS: usize = 64;
const MAX_SECTIONS: usize = 200;
/// Characters of one cell or one element of a tree.
const MAX_CELL: usize = 4000;

/// Filling a [`Payload`].
pub trait Card {
    /// A line of one line; left out when empty.
    fn line(&mut self, key: &str, value: &str);
    /// A line that may hold line breaks.
    fn lines(&mut self, key: &str, value: &str);
    /// A line by which the mail can be found.
    fn found_by(&mut self, key: &str, value: &str);
    /// A line with a code and the key of the word for it.
    fn coded(&mut self, key: &str, code: &str, word_key: &str);
    /// A heading with what stands under it; left out when that is empty.
    fn section(&mut self, heading: Words, blocks: Vec<Block>);
    /// A bearer secret: masked, never a search term.
    fn secret(&mut self, key: &str, value: &str);
    /// A word to find the mail by.
    fn term(&mut self, word: &str);
    /// A Message-ID or document id of another mail; angle brackets are dropped.
    fn refers(&mut self, id: &str);
    /// News.
    fn note(&mut self, key: &str, detail: &str);
    /// A reason against taking it over by itself.
    fn block(&mut self, key: &str, detail: &str);
}

impl Card for Payload {
    fn line(&mut self, key: &str, value: &str) {
        push(self, key, safe_text::one_line(value), false);
    }

    fn lines(&mut self, key: &str, value: &str) {
        push(self, key, safe_text::many_lines(value.trim()), false);
    }

    fn found_by(&mut self, key: &str, value: &str) {
        self.line(key, value);
        self.term(value);
    }

    fn coded(&mut self, key: &str, code: &str, word_key: &str) {
        let before = self.fields.len();
        self.line(key, code);
        if let Some(field) = self.fields.get_mut(before) {
            field.word_key = word_key.to_owned();
        }
    }

    fn section(&mut self, heading: Words, blocks: Vec<Block>) {
        let mut room = MAX_FIELDS.saturating_sub(self.sections.iter().flat_map(|s| &s.blocks).map(lines_of).sum());
        let mut kept = Vec::new();
        for block in blocks.into_iter().map(cleaned).filter(|block| lines_of(block) > 0) {
            if room == 0 || self.sections.len() >= MAX_SECTIONS {
                self.note("payload-note-more-fields", &MAX_FIELDS.to_string());
                break;
            }
            let block = shortened(block, room);
            room = room.saturating_sub(lines_of(&block));
            kept.push(block);
        }
        if !kept.is_empty() {
            let heading = if let Words::Text(text) = heading { Words::Text(safe_text::one_line(&text)) } else { heading };
            self.sections.push(Section { heading, blocks: kept });
        }
    }

    fn secret(&mut self, key: &str, value: &str) {
        push(self, key, safe_text::one_line(value), true);
    }

    fn term(&mut self, word: &str) {
        let word = safe_text::one_line(word);
        if !word.is_empty() && self.search_terms.len() < MAX_TERMS && !self.search_terms.contains(&word) {
            self.search_terms.push(word);
        }
    }

    fn refers(&mut self, id: &str) {
        let id = safe_text::one_line(id.trim().trim_start_matches('<').trim_end_matches('>'));
        if !id.is_empty() && self.refers_to.len() < MAX_TERMS && !self.refers_to.contains(&id) {
            self.line("field-refers-to", &id);
            self.refers_to.push(id);
        }
    }

    fn note(&mut self, key: &str, detail: &str) {
        once(&mut self.notes, Note::new(key, safe_text::one_line(detail)));
    }

    fn block(&mut self, key: &str, detail: &str) {
        once(&mut self.blocks, Note::new(key, safe_text::one_line(detail)));
    }
}

fn push(payload: &mut Payload, key: &str, value: String, secret: bool) {
    if value.is_empty() {
        return;
    }
    if payload.fields.len() >= MAX_FIELDS {
        payload.note("payload-note-more-fields", &MAX_FIELDS.to_string());
        return;
    }
    payload.fields.push(PayloadField { label_key: key.to_owned(), value, secret, word_key: String::new() });
}

fn cleaned(block: Block) -> Block {
    match block {
        Block::Text(text) => Block::Text(safe_text::many_lines(text.trim())),
        Block::Table(mut table) => {
            for column in &mut table.columns {
                if let Words::Text(text) = column {
                    *text = safe_text::one_line(text);
                }
            }
            let width = table.columns.len();
            for row in &mut table.rows {
                row.cells.resize(width, String::new());
                row.cells.iter_mut().for_each(|cell| *cell = cell_text(cell));
            }
            Block::Table(table)
        }
        Block::Tree(nodes) => Block::Tree(
            nodes
                .into_iter()
                .map(|node| TreeNode { depth: node.depth, name: safe_text::one_line(&node.name), value: cell_text(&node.value) })
                .collect(),
        ),
    }
}

/// Cleaned, and cut where somebody put a book into a cell: the file itself has all of it.
fn cell_text(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(MAX_CELL) {
        Some((end, _)) => format!("{}…", safe_text::many_lines(text.get(..end).unwrap_or(""))),
        None => safe_text::many_lines(text),
    }
}

/// Lines a block takes on the card; a long text counts as several.
fn lines_of(block: &Block) -> usize {
    match block {
        Block::Text(text) => text.len().div_ceil(200),
        Block::Table(table) => table.rows.len(),
        Block::Tree(nodes) => nodes.len(),
    }
}

fn shortened(block: Block, room: usize) -> Block {
    match block {
        Block::Text(text) => Block::Text(text.chars().take(room.saturating_mul(200)).collect()),
        Block::Table(mut table) => {
            table.rows.truncate(room);
            Block::Table(table)
        }
        Block::Tree(mut nodes) => {
            nodes.truncate(room);
            Block::Tree(nodes)
        }
    }
}

fn once(notes: &mut Vec<Note>, note: Note) {
    if !notes.contains(&note) {
        notes.push(note);
    }
}

/// A heading or column of ours.
#[must_use]
pub fn key(key: &str) -> Words {
    Words::Key(key.to_owned())
}

/// `16.11.2026`, as practices write it in both languages of the program.
#[must_use]
pub fn german_day(day: Day) -> String {
    format!("{:02}.{:02}.{:04}", day.day, day.month, day.year)
}

/// A date of a payload (`JJJJMMTT`, `JJJJ-MM-TT`, either with a time behind) for display; the text as written
/// when it is no date.
#[must_use]
pub fn shown_date(text: &str) -> String {
    let text = text.trim();
    let head = if text.as_bytes().get(4) == Some(&b'-') { text.get(..10) } else { text.get(..8) };
    head.and_then(Day::parse).map_or_else(|| text.to_owned(), german_day)
}

/// „Nachname, Vorname" of what is there.
#[must_use]
pub fn person(family: &str, given: &str) -> String {
    [family.trim(), given.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_shown_or_left_as_written() {
        for (text, expected) in [
            ("20261112", "12.11.2026"),
            ("202611171430", "17.11.2026"),
            ("2026-11-16T08:41:12+01:00", "16.11.2026"),
            ("2026-13-01", "2026-13-01"),
            ("2026-4", "2026-4"),
            ("äöüßäöüß", "äöüßäöüß"),
            ("", ""),
        ] {
            assert_eq!(shown_date(text), expected);
        }
    }
}
