//! From typed text to the mails it finds. Every word counts, each may stand in either full-text table.
//!
//! Terms go to FTS5 as quoted literals only, so no input can be a syntax error (rule 50).

use rusqlite::Connection;

use super::{Result, words};
use crate::domain::search::{Term, understand};

/// Shortest part of a word that is found inside another one.
const PART_CHARS: usize = 3;

/// A set of mail ids, as one bit each: ids are dense.
#[derive(Default)]
pub(super) struct Hits(Vec<u64>);

impl Hits {
    pub(super) fn contains(&self, id: i64) -> bool {
        usize::try_from(id).is_ok_and(|id| self.0.get(id / 64).is_some_and(|bits| bits & (1 << (id % 64)) != 0))
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// The ids as a JSON array, for `json_each`.
    pub(super) fn to_json(&self) -> String {
        let mut out = String::from("[");
        for (word, bits) in self.0.iter().enumerate() {
            for bit in (0..64).filter(|bit| bits & (1 << bit) != 0) {
                if out.len() > 1 {
                    out.push(',');
                }
                out.push_str(&(word * 64 + bit).to_string());
            }
        }
        out.push(']');
        out
    }

    fn insert(&mut self, id: i64) {
        let Ok(id) = usize::try_from(id) else { return };
        if self.0.len() <= id / 64 {
            self.0.resize(id / 64 + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(id / 64) {
            *bits |= 1 << (id % 64);
        }
    }

    fn keep_common(&mut self, other: &Self) {
        for (index, bits) in self.0.iter_mut().enumerate() {
            *bits &= other.0.get(index).copied().unwrap_or(0);
        }
    }
}

/// The mails that hold every word of `text`; `None` when nothing was typed.
pub(super) fn hits(db: &Connection, text: &str) -> Result<Option<Hits>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let mut found: Option<Hits> = None;
    for term in understand(text) {
        let here = match &term {
            Term::Number(number) => anywhere(db, number.as_str())?,
            Term::Word(word) => anywhere(db, &words::sharp_s(word))?,
            Term::Sender(name) => senders(db, &words::sharp_s(name))?,
        };
        found = Some(match found {
            None => here,
            Some(mut all) => {
                all.keep_common(&here);
                all
            }
        });
    }
    Ok(Some(found.unwrap_or_default()))
}

/// Mails that hold a word, or a part of one, in either table.
fn anywhere(db: &Connection, term: &str) -> Result<Hits> {
    let mut here = Hits::default();
    let literals = spellings(term);
    collect(db, "SELECT rowid FROM word_index WHERE word_index MATCH ?", &any_of(&literals, true), &mut here)?;
    if term.chars().count() >= PART_CHARS {
        collect(db, "SELECT rowid FROM part_index WHERE part_index MATCH ?", &any_of(&literals, false), &mut here)?;
    }
    Ok(here)
}

/// Mails whose sender's name or address holds a text. The tables know people only, so each hit is looked at.
fn senders(db: &Connection, name: &str) -> Result<Hits> {
    let candidates = anywhere(db, name)?;
    let wanted: Vec<String> = spellings(name).iter().map(|spelling| words::fold(spelling)).collect();
    let mut here = Hits::default();
    let mut statement =
        db.prepare_cached("SELECT m.id, m.from_name || ' ' || m.from_address FROM json_each(?) hit CROSS JOIN mail m ON m.id = hit.value")?;
    let mut rows = statement.query([candidates.to_json()])?;
    while let Some(row) = rows.next()? {
        let sender = words::fold(row.get_ref(1)?.as_str().unwrap_or_default());
        if wanted.iter().any(|name| sender.contains(name)) {
            here.insert(row.get(0)?);
        }
    }
    Ok(here)
}

/// A word as typed, and with umlauts written the other way: „Mueller" finds „Müller" and the reverse.
fn spellings(term: &str) -> Vec<String> {
    const UMLAUTS: [(&str, &str); 3] = [("ä", "ae"), ("ö", "oe"), ("ü", "ue")];
    let lower = term.to_lowercase();
    let mut found = vec![term.to_owned()];
    let long = UMLAUTS.iter().fold(lower.clone(), |word, (short, long)| word.replace(short, long));
    let short = UMLAUTS.iter().fold(lower.clone(), |word, (short, long)| word.replace(long, short));
    found.extend([long, short].into_iter().filter(|word| *word != lower));
    found
}

fn any_of(literals: &[String], prefix: bool) -> String {
    let quoted: Vec<String> =
        literals.iter().map(|word| format!("\"{}\"{}", word.replace('"', "\"\""), if prefix { "*" } else { "" })).collect();
    quoted.join(" OR ")
}

fn collect(db: &Connection, sql: &str, query: &str, into: &mut Hits) -> Result<()> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([query])?;
    while let Some(row) = rows.next()? {
        into.insert(row.get(0)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_ids() {
        let (mut a, mut b) = (Hits::default(), Hits::default());
        for id in [1, 64, 200] {
            a.insert(id);
        }
        for id in [64, 300] {
            b.insert(id);
        }
        assert!(a.contains(200) && !a.contains(2) && !a.contains(-1) && !a.contains(10_000));
        a.keep_common(&b);
        assert_eq!((a.len(), a.to_json().as_str()), (1, "[64]"));
    }
}
