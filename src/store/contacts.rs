//! The address book: recent recipients and kept contacts, what the VZD says about them, and a person's decisions.
//!
//! A name never replaces the address (rule 25). News from the VZD is written beside what a person knows and changes
//! nothing of it: names and addresses change only by [`Store::accept_contact_news`] and [`Store::replace_contact`].

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Error, Result, Store, contact_search};
use crate::domain::contact::{AddressBook, Contact, ContactFilter, ContactNews, ContactShelf, RecipientCheck};
use crate::domain::directory::KimVersion;
use crate::domain::ids::AccountId;
use crate::domain::outgoing::DirectoryCheck;
use crate::domain::time::Timestamp;

/// What a contact is read from; `{used}` is an expression of [`Narrowing`].
pub(super) const COLUMNS: &str =
    "c.address, c.name, c.about, c.directory, c.kim_version, c.checked_at, c.telematik_id, c.favourite, c.kept, c.note, c.news";

impl Store {
    /// Notes that a mail went to these contacts. Empty texts and an unknown check keep what is known; whose address it
    /// is stays as it was first learned.
    pub fn remember_contacts(&mut self, contacts: &[Contact], account: AccountId) -> Result<()> {
        let tx = self.begin()?;
        for contact in contacts {
            let id = write(&tx, contact)?;
            tx.prepare_cached(
                "INSERT INTO contact_use (contact, account, last_used) VALUES (?1, ?2, ?3)
                 ON CONFLICT (contact, account) DO UPDATE SET last_used = max(last_used, ?3)",
            )?
            .execute(params![id, account.0, contact.last_used.0])?;
        }
        Ok(tx.commit()?)
    }

    /// Puts contacts into the address book, on a person's word: they are kept, and what the VZD said about them counts.
    pub fn keep_contacts(&mut self, contacts: &[Contact]) -> Result<()> {
        let tx = self.begin()?;
        for contact in contacts {
            let id = write(&tx, contact)?;
            tx.prepare_cached(
                "UPDATE contact SET kept = 1, news = CASE WHEN ?2 = '' THEN news END,
                     telematik_id = CASE WHEN ?2 = '' THEN telematik_id ELSE ?2 END,
                     directory_name = CASE WHEN ?2 = '' THEN directory_name ELSE ?3 END,
                     favourite = max(favourite, ?4), note = CASE WHEN ?5 = '' THEN note ELSE ?5 END
                 WHERE id = ?1",
            )?
            .execute(params![id, contact.telematik_id, contact.name, contact.favourite, contact.note])?;
            contact_search::index(&tx, id)?;
        }
        Ok(tx.commit()?)
    }

    /// Sets or takes a contact's star; either way a person keeps it.
    ///
    /// # Errors
    /// `NotFound`
    pub fn set_favourite(&mut self, address: &str, favourite: bool) -> Result<()> {
        let tx = self.begin()?;
        let id = id_of(&tx, address)?;
        tx.execute("UPDATE contact SET favourite = ?, kept = 1 WHERE id = ?", params![favourite, id])?;
        Ok(tx.commit()?)
    }

    /// Sets a contact's note, and keeps it.
    ///
    /// # Errors
    /// `NotFound`
    pub fn set_contact_note(&mut self, address: &str, note: &str) -> Result<()> {
        let tx = self.begin()?;
        let id = id_of(&tx, address)?;
        tx.execute("UPDATE contact SET note = ?, kept = 1 WHERE id = ?", params![note, id])?;
        contact_search::index(&tx, id)?;
        Ok(tx.commit()?)
    }

    /// Takes a contact out of the address book, its groups and the suggestions.
    ///
    /// # Errors
    /// `NotFound`
    pub fn remove_contact(&mut self, address: &str) -> Result<()> {
        let tx = self.begin()?;
        remove(&tx, id_of(&tx, address)?)?;
        Ok(tx.commit()?)
    }

    /// One contact by its address, compared without case.
    pub fn contact(&self, address: &str) -> Result<Option<Contact>> {
        let sql = format!("SELECT {COLUMNS}, c.last_used FROM contact c WHERE c.address = ?");
        Ok(self.db.prepare_cached(&sql)?.query_row([address], from_row).optional()?)
    }

    /// Whether a contact exists for somebody who sees these accounts (none: all).
    ///
    /// # Errors
    /// `NotFound`
    pub fn require_contact(&self, address: &str, accounts: &[AccountId]) -> Result<()> {
        let sql = format!("SELECT 1 FROM contact c WHERE c.address = ? AND {}", Narrowing::to(accounts).visible);
        self.db.query_row(&sql, [address], |_| Ok(())).optional()?.ok_or(Error::NotFound)
    }

    /// A part of the address book, and all groups.
    pub fn address_book(&self, filter: &ContactFilter) -> Result<AddressBook> {
        let narrowing = Narrowing::to(&filter.accounts);
        let (shelf, order) = match filter.shelf {
            ContactShelf::All => ("1".to_owned(), "c.words, c.id"),
            ContactShelf::Favourites => ("c.favourite = 1".to_owned(), "c.words, c.id"),
            ContactShelf::Recent => (format!("{} > 0", narrowing.used), "used DESC, c.id"),
            ContactShelf::News => ("c.news IS NOT NULL".to_owned(), "c.words, c.id"),
            ContactShelf::Group(id) => {
                (format!("c.id IN (SELECT contact FROM contact_group_member WHERE contact_group = {id})"), "c.words, c.id")
            }
        };
        let text = contact_search::Wanted::of(&filter.text);
        let found = if text.is_empty() { "?1 = ''" } else { "c.id IN (SELECT rowid FROM contact_index WHERE contact_index MATCH ?1)" };
        let wheres = format!("{shelf} AND {} AND {found}", narrowing.visible);
        let query = text.index_query();
        let sql = format!("SELECT {COLUMNS}, {} AS used FROM contact c WHERE {wheres} ORDER BY {order} LIMIT ?2", narrowing.used);
        let mut statement = self.db.prepare(&sql)?;
        let contacts = statement.query_map(params![query, filter.limit], from_row)?.collect::<rusqlite::Result<_>>()?;
        let total = self.db.query_row(&format!("SELECT count(*) FROM contact c WHERE {wheres}"), [&query], |row| row.get(0))?;
        let news = format!("SELECT count(*) FROM contact c WHERE c.news IS NOT NULL AND {}", narrowing.visible);
        let with_news = self.db.query_row(&news, [], |row| row.get(0))?;
        Ok(AddressBook { contacts, total, groups: self.contact_groups(&filter.accounts)?, with_news })
    }

    /// Contacts the VZD was not asked about since `before`, longest ago first.
    pub fn contacts_to_check(&self, before: Timestamp, limit: usize) -> Result<Vec<Contact>> {
        let sql = format!(
            "SELECT {COLUMNS}, c.last_used FROM contact c WHERE coalesce(c.checked_at, 0) < ? ORDER BY coalesce(c.checked_at, 0), c.id LIMIT ?"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        Ok(statement.query_map(params![before.0, limit], from_row)?.collect::<rusqlite::Result<_>>()?)
    }

    /// How many contacts wait for a person's decision.
    pub fn contacts_with_news(&self) -> Result<usize> {
        Ok(self.db.query_row("SELECT count(*) FROM contact WHERE news IS NOT NULL", [], |row| row.get(0))?)
    }

    /// Writes down what the VZD said; addresses that are no contacts, and unknown checks, are passed over.
    pub fn note_contact_checks(&mut self, checks: &[RecipientCheck], at: Timestamp) -> Result<()> {
        let tx = self.begin()?;
        for check in checks.iter().filter(|check| check.check != DirectoryCheck::Unknown) {
            let (word, version) = check_words(&check.check);
            let news = check.news.as_ref().map(serde_json::to_string).transpose()?;
            let id: Option<i64> = tx
                .prepare_cached(
                    "UPDATE contact SET directory = ?2, kim_version = ?3, checked_at = ?4, news = ?5,
                         name = CASE WHEN name = '' THEN ?6 ELSE name END,
                         about = CASE WHEN ?7 = '' OR ?5 IS NOT NULL THEN about ELSE ?7 END,
                         directory_name = CASE WHEN directory_name = '' THEN ?6 ELSE directory_name END,
                         telematik_id = CASE WHEN telematik_id = '' THEN ?8 ELSE telematik_id END
                     WHERE address = ?1 RETURNING id",
                )?
                .query_row(params![check.address, word, version, at.0, news, check.name, check.about, check.telematik_id], |row| row.get(0))
                .optional()?;
            if let Some(id) = id {
                contact_search::index(&tx, id)?;
            }
        }
        Ok(tx.commit()?)
    }

    /// The name under which the VZD listed each contact when a person last saw it; empty while unknown.
    pub fn directory_name(&self, address: &str) -> Result<String> {
        let mut statement = self.db.prepare_cached("SELECT directory_name FROM contact WHERE address = ?")?;
        Ok(statement.query_row([address], |row| row.get(0)).optional()?.unwrap_or_default())
    }

    /// A person took note: a new name or owner is taken over; an address that is gone stays marked.
    ///
    /// # Errors
    /// `NotFound`
    pub fn accept_contact_news(&mut self, address: &str) -> Result<()> {
        let tx = self.begin()?;
        let id = id_of(&tx, address)?;
        let news: Option<String> = tx.query_row("SELECT news FROM contact WHERE id = ?", [id], |row| row.get(0))?;
        match news.map(|text| serde_json::from_str(&text)).transpose()? {
            Some(ContactNews::Renamed { name }) => {
                tx.execute("UPDATE contact SET name = ?1, directory_name = ?1, news = NULL WHERE id = ?2", params![name, id])?;
            }
            Some(ContactNews::OtherOwner { name, telematik_id }) => {
                tx.execute(
                    "UPDATE contact SET name = ?1, directory_name = ?1, telematik_id = ?2, news = NULL WHERE id = ?3",
                    params![name, telematik_id, id],
                )?;
            }
            Some(ContactNews::Gone { .. }) | None => {
                tx.execute("UPDATE contact SET news = NULL WHERE id = ?", [id])?;
            }
        }
        contact_search::index(&tx, id)?;
        Ok(tx.commit()?)
    }

    /// Puts another address in the place of one that is gone: star, note, groups and uses move with it.
    ///
    /// # Errors
    /// `NotFound`
    pub fn replace_contact(&mut self, old: &str, new: &str, version: &KimVersion, at: Timestamp) -> Result<()> {
        let tx = self.begin()?;
        let id = id_of(&tx, old)?;
        let taken: Option<i64> =
            tx.query_row("SELECT id FROM contact WHERE address = ? AND id <> ?", params![new, id], |row| row.get(0)).optional()?;
        if let Some(other) = taken {
            // Both were known: one row remains, with everything of both.
            tx.execute(
                "UPDATE contact SET favourite = max(contact.favourite, o.favourite), kept = max(contact.kept, o.kept),
                     last_used = max(contact.last_used, o.last_used),
                     note = CASE WHEN o.note = '' OR o.note = contact.note THEN contact.note
                                 WHEN contact.note = '' THEN o.note ELSE contact.note || char(10) || o.note END
                 FROM (SELECT favourite, kept, last_used, note FROM contact WHERE id = ?2) AS o WHERE contact.id = ?1",
                [id, other],
            )?;
            for (table, column) in [("contact_use", "contact"), ("contact_group_member", "contact")] {
                tx.execute(&format!("UPDATE OR IGNORE {table} SET {column} = ?1 WHERE {column} = ?2"), [id, other])?;
            }
            remove(&tx, other)?;
        }
        tx.execute(
            "UPDATE contact SET address = ?1, directory = 'found', kim_version = ?2, checked_at = ?3, news = NULL WHERE id = ?4",
            params![new, version.0, at.0, id],
        )?;
        contact_search::index(&tx, id)?;
        Ok(tx.commit()?)
    }
}

/// Which contacts the given accounts may see, as pieces of SQL.
pub(super) struct Narrowing {
    pub visible: String,
    /// When these accounts last wrote to the contact; 0 for never.
    pub used: String,
}

impl Narrowing {
    /// Empty for all.
    pub fn to(accounts: &[AccountId]) -> Self {
        if accounts.is_empty() {
            return Self { visible: "1".to_owned(), used: "c.last_used".to_owned() };
        }
        // Numbers, no text of anybody.
        let list = accounts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let uses = format!("FROM contact_use u WHERE u.contact = c.id AND u.account IN ({list})");
        Self {
            visible: format!("(c.kept = 1 OR EXISTS (SELECT 1 {uses}))"),
            used: format!("coalesce((SELECT max(u.last_used) {uses}), 0)"),
        }
    }
}

/// Adds or refreshes a contact by its address; what is empty or unknown changes nothing.
fn write(tx: &Connection, contact: &Contact) -> Result<i64> {
    let (word, version) = check_words(&contact.check);
    let id = tx
        .prepare_cached(
            "INSERT INTO contact (address, name, about, directory, kim_version, checked_at, last_used, telematik_id, directory_name,
                 favourite, kept, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, CASE WHEN ?8 = '' THEN '' ELSE ?2 END, 0, 0, '')
             ON CONFLICT (address) DO UPDATE SET
                 address = ?1,
                 name = CASE WHEN ?2 = '' THEN name ELSE ?2 END,
                 about = CASE WHEN ?3 = '' THEN about ELSE ?3 END,
                 directory = CASE WHEN ?4 = 'unknown' THEN directory ELSE ?4 END,
                 kim_version = CASE WHEN ?4 = 'unknown' THEN kim_version ELSE ?5 END,
                 checked_at = CASE WHEN ?4 = 'unknown' THEN checked_at ELSE ?6 END,
                 directory_name = CASE WHEN ?8 = '' OR telematik_id <> '' THEN directory_name ELSE ?2 END,
                 telematik_id = CASE WHEN telematik_id = '' THEN ?8 ELSE telematik_id END,
                 last_used = max(last_used, ?7)
             RETURNING id",
        )?
        .query_row(
            params![
                contact.address,
                contact.name,
                contact.about,
                word,
                version,
                contact.checked_at.map(|t| t.0),
                contact.last_used.0,
                contact.telematik_id
            ],
            |row| row.get(0),
        )?;
    contact_search::index(tx, id)?;
    Ok(id)
}

fn remove(tx: &Connection, id: i64) -> Result<()> {
    contact_search::forget(tx, id)?;
    tx.execute("DELETE FROM contact WHERE id = ?", [id])?;
    Ok(())
}

pub(super) fn id_of(db: &Connection, address: &str) -> Result<i64> {
    let found = db.query_row("SELECT id FROM contact WHERE address = ?", [address], |row| row.get(0)).optional()?;
    found.ok_or(Error::NotFound)
}

fn check_words(check: &DirectoryCheck) -> (&'static str, &str) {
    match check {
        DirectoryCheck::Unknown => ("unknown", ""),
        DirectoryCheck::Found(version) => ("found", version.0.as_str()),
        DirectoryCheck::NotFound => ("not_found", ""),
    }
}

/// Reads [`COLUMNS`] and the time of use after them.
pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Contact> {
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
        telematik_id: row.get(6)?,
        favourite: row.get(7)?,
        kept: row.get(8)?,
        note: row.get(9)?,
        // News that does not read is found again by the next check.
        news: row.get::<_, Option<String>>(10)?.and_then(|text| serde_json::from_str(&text).ok()),
        last_used: Timestamp(row.get(11)?),
    })
}
