//! Finding contacts while a person types: the words of each contact, folded, in a full-text index.
//!
//! Two ways lead to the same answer: the contacts used last are looked through in their order, which finds common
//! beginnings at once; the index then finds the rare ones among all. Neither looks at every contact.

use rusqlite::{Connection, params};
use unicode_normalization::UnicodeNormalization;

use super::contacts::{COLUMNS, Narrowing, from_row};
use super::{Result, Store, words};
use crate::domain::contact::Contact;
use crate::domain::ids::AccountId;

/// Contacts looked through in the order of use before the index is asked.
const RECENT: usize = 1000;
/// Hits of the index that are sorted by use, those added last first: more of them fit only words that are too common
/// to choose by.
const INDEX_HITS: i64 = 1000;

impl Store {
    /// Contacts of which a word begins with each word of `text`: favourites first, then last used. With `accounts`
    /// only those that one of them wrote to, and those a person keeps; empty means all.
    pub fn suggest_contacts(&self, text: &str, accounts: &[AccountId], limit: usize) -> Result<Vec<Contact>> {
        let wanted = Wanted::of(text);
        let narrowing = Narrowing::to(accounts);
        let order = "ORDER BY c.favourite DESC, c.last_used DESC, c.id";
        let (mut ids, seen) = self.recent_matches(&wanted, &narrowing, order, limit)?;
        let all_seen = seen < RECENT && accounts.is_empty();
        if ids.len() < limit && !all_seen && !wanted.is_empty() {
            // Whoever sees few of the contacts must find them among all hits.
            let most = if accounts.is_empty() { INDEX_HITS } else { i64::MAX };
            let sql = format!(
                "SELECT c.id FROM (SELECT rowid AS id FROM contact_index WHERE contact_index MATCH ?1 ORDER BY rowid DESC LIMIT ?3) AS hit
                 JOIN contact c ON c.id = hit.id WHERE {} {order} LIMIT ?2",
                narrowing.visible
            );
            let mut statement = self.db.prepare_cached(&sql)?;
            let found = statement.query_map(params![wanted.index_query(), limit, most], |row| row.get(0))?;
            ids = found.collect::<rusqlite::Result<_>>()?;
        }
        let sql = format!("SELECT {COLUMNS}, {} FROM contact c WHERE c.id = ?", narrowing.used);
        let mut statement = self.db.prepare_cached(&sql)?;
        ids.into_iter().map(|id| Ok(statement.query_row([id], from_row)?)).collect()
    }

    /// The first matches among the contacts used last, and how many of those were looked at.
    fn recent_matches(&self, wanted: &Wanted, narrowing: &Narrowing, order: &str, limit: usize) -> Result<(Vec<i64>, usize)> {
        let sql = format!(
            "SELECT c.id, c.words, {} FROM (SELECT id, words, kept, favourite, last_used FROM contact c {order} LIMIT {RECENT}) AS c {order}",
            narrowing.visible
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let (mut ids, mut seen) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            seen += 1;
            let words = row.get_ref(1)?.as_str_or_null().map_err(rusqlite::Error::from)?.unwrap_or_default();
            if wanted.fits(words) && row.get(2)? {
                ids.push(row.get(0)?);
                if ids.len() >= limit {
                    break;
                }
            }
        }
        Ok((ids, seen))
    }
}

/// What is typed, as beginnings of words; each may be spelled in two ways (`Müller`: `muller`, `mueller`).
pub(super) struct Wanted(Vec<Vec<String>>);

impl Wanted {
    pub fn of(text: &str) -> Self {
        let spellings = |word: &str| {
            let mut found = vec![words::fold(word)];
            let written_out = words::fold(&written_out(word));
            if !found.contains(&written_out) {
                found.push(written_out);
            }
            found
        };
        // Composed first: a mark of its own would end a word.
        let text: String = text.nfc().collect();
        Self(text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(spellings).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every typed word begins one of `words`, which are those of [`index`].
    pub fn fits(&self, words: &str) -> bool {
        let begins = |start: &String| words.match_indices(start.as_str()).any(|(at, _)| words.get(..at).is_some_and(|w| w.ends_with(' ')));
        self.0.iter().all(|spellings| spellings.iter().any(begins))
    }

    /// The question to the index. Words are letters and digits only, so nothing of them can be syntax.
    pub fn index_query(&self) -> String {
        let word = |spellings: &Vec<String>| {
            let parts: Vec<String> = spellings.iter().map(|s| format!("\"{s}\" *")).collect();
            format!("({})", parts.join(" OR "))
        };
        self.0.iter().map(word).collect::<Vec<_>>().join(" AND ")
    }
}

/// Umlauts and ß as two letters.
fn written_out(text: &str) -> String {
    let pairs = [('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('ß', "ss")];
    let mut text = text.nfc().collect::<String>().to_lowercase();
    for (letter, two) in pairs {
        if text.contains(letter) {
            text = text.replace(letter, two);
        }
    }
    text
}

/// Folded words, each after a blank; names with umlauts in both spellings. Sorting by it sorts by name.
pub(super) fn index_words(parts: &[&str]) -> String {
    let mut found = String::new();
    let mut add = |text: &str| {
        let text: String = text.nfc().collect();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            found.push(' ');
            found.push_str(&words::fold(word));
        }
    };
    parts.iter().for_each(|part| add(part));
    for part in parts.iter().filter(|part| !part.is_ascii()) {
        let written_out = written_out(part);
        if words::fold(&written_out) != words::fold(part) {
            add(&written_out);
        }
    }
    found
}

/// Brings the index up to what the contact says now.
pub(super) fn index(db: &Connection, id: i64) -> Result<()> {
    let (old, new) = db.prepare_cached("SELECT words, name, address, about, note FROM contact WHERE id = ?")?.query_row([id], |row| {
        let text = |column| row.get::<_, String>(column);
        let (name, address, about, note) = (text(1)?, text(2)?, text(3)?, text(4)?);
        Ok((row.get::<_, Option<String>>(0)?, index_words(&[&name, &address, &about, &note])))
    })?;
    if old.as_deref() == Some(new.as_str()) {
        return Ok(());
    }
    if old.is_some() {
        forget(db, id)?;
    }
    db.prepare_cached("UPDATE contact SET words = ? WHERE id = ?")?.execute(params![new, id])?;
    db.prepare_cached("INSERT INTO contact_index (rowid, words) VALUES (?, ?)")?.execute(params![id, new])?;
    Ok(())
}

/// Takes a contact out of the index.
pub(super) fn forget(db: &Connection, id: i64) -> Result<()> {
    db.prepare_cached("DELETE FROM contact_index WHERE rowid = ?")?.execute([id])?;
    Ok(())
}

/// Puts contacts of an older program's store into the index; does nothing once all are there.
pub(super) fn index_missing(db: &mut Connection) -> Result<()> {
    let tx = db.transaction()?;
    let ids: Vec<i64> =
        tx.prepare("SELECT id FROM contact WHERE words IS NULL")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for id in ids {
        index(&tx, id)?;
    }
    Ok(tx.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_in_both_spellings() {
        let words = index_words(&["Dr. Jörg Müller-Groß", "praxis.mueller@nord.kim.telematik"]);
        for (typed, expected) in [
            ("jor", true),
            ("Joe", true),
            ("mul", true),
            ("MÜLLER", true),
            ("mu\u{308}ller", true),
            ("gross", true),
            ("groß", true),
            ("praxis.m", true),
            ("praxis.mueller@nord", true),
            ("müller jörg", true),
            ("ller", false),
            ("müller jürg", false),
            ("", true),
            ("…", true),
        ] {
            assert_eq!(Wanted::of(typed).fits(&words), expected, "{typed}");
        }
        assert_eq!(Wanted::of("Mü \"x* OR").index_query(), "(\"mu\" * OR \"mue\" *) AND (\"x\" *) AND (\"or\" *)");
        assert!(index_words(&["Ähre"]) < index_words(&["Bär"]));
    }
}
