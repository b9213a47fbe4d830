//! Recent recipients, for suggestions while typing. A name never replaces the address (rule 25).

use rusqlite::{Row, params};

use super::{Result, Store, access, words};
use crate::domain::access::Scope;
use crate::domain::directory::KimVersion;
use crate::domain::outgoing::{Contact, DirectoryCheck};
use crate::domain::time::Timestamp;

impl Store {
    /// Adds or refreshes a contact by address (without case). Empty name, about and an unknown check keep what is known.
    pub fn remember_contact(&mut self, contact: &Contact) -> Result<()> {
        let (word, version) = match &contact.check {
            DirectoryCheck::Unknown => ("unknown", ""),
            DirectoryCheck::Found(version) => ("found", version.0.as_str()),
            DirectoryCheck::NotFound => ("not_found", ""),
        };
        self.db.execute(
            "INSERT INTO contact (address, name, about, directory, kim_version, checked_at, last_used) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (address) DO UPDATE SET
                 address = ?1,
                 name = CASE WHEN ?2 = '' THEN name ELSE ?2 END,
                 about = CASE WHEN ?3 = '' THEN about ELSE ?3 END,
                 directory = CASE WHEN ?4 = 'unknown' THEN directory ELSE ?4 END,
                 kim_version = CASE WHEN ?4 = 'unknown' THEN kim_version ELSE ?5 END,
                 checked_at = CASE WHEN ?4 = 'unknown' THEN checked_at ELSE ?6 END,
                 last_used = max(last_used, ?7)",
            params![contact.address, contact.name, contact.about, word, version, contact.checked_at.map(|t| t.0), contact.last_used.0],
        )?;
        Ok(())
    }

    /// Contacts of which a word of the name or a part of the address begins with each word of `text`; last used first.
    /// Somebody to whom only accounts outside the scope wrote is no contact there.
    pub fn suggest_contacts(&self, scope: &Scope, text: &str, limit: usize) -> Result<Vec<Contact>> {
        let wanted: Vec<String> = text.split_whitespace().map(words::fold).collect();
        let mut statement = self.db.prepare_cached(
            "SELECT address, name, about, directory, kim_version, checked_at, last_used FROM contact ORDER BY last_used DESC, address",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let contact = contact_from_row(row)?;
            if wanted.iter().all(|word| begins_a_word(&contact, word)) && self.is_contact_of(scope, &contact.address)? {
                found.push(contact);
                if found.len() >= limit {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// Whether an account of the scope wrote to this address.
    fn is_contact_of(&self, scope: &Scope, address: &str) -> Result<bool> {
        if scope.is_everything() {
            return Ok(true);
        }
        let mut statement = self.db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM recipient r JOIN outgoing o ON o.mail = r.mail
                            WHERE r.address = ?1 AND ?2 IS NOT NULL AND o.account NOT IN (SELECT value FROM json_each(?2)))",
        )?;
        Ok(statement.query_row(params![address, access::hidden(scope)], |row| row.get(0))?)
    }
}

fn begins_a_word(contact: &Contact, start: &str) -> bool {
    let (name, address) = (words::fold(&contact.name), words::fold(&contact.address));
    address.starts_with(start)
        || name.split(|c: char| !c.is_alphanumeric()).chain(address.split(['@', '.', '-', '_'])).any(|word| word.starts_with(start))
}

fn contact_from_row(row: &Row<'_>) -> rusqlite::Result<Contact> {
    Ok(Contact {
        address: row.get(0)?,
        name: row.get(1)?,
        about: row.get(2)?,
        check: match row.get::<_, String>(3)?.as_str() {
            "found" => DirectoryCheck::Found(KimVersion(row.get(4)?)),
            "not_found" => DirectoryCheck::NotFound,
            _ => DirectoryCheck::Unknown,
        },
        checked_at: row.get::<_, Option<i64>>(5)?.map(Timestamp),
        last_used: Timestamp(row.get(6)?),
    })
}
