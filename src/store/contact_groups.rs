//! Groups of the address book. They belong to the profile; of their members everybody sees only whom he may see.

use rusqlite::{OptionalExtension, params};

use super::contact_search::{Wanted, index_words};
use super::contacts::{COLUMNS, Narrowing, from_row, id_of};
use super::{Error, Result, Store};
use crate::domain::contact::ContactGroup;
use crate::domain::ids::{AccountId, ContactGroupId};

impl Store {
    /// Every group, ordered by name, with the members that exist for somebody who sees these accounts (none: all).
    pub fn contact_groups(&self, accounts: &[AccountId]) -> Result<Vec<ContactGroup>> {
        let Narrowing { visible, used } = Narrowing::to(accounts);
        let mut statement = self.db.prepare_cached("SELECT id, name FROM contact_group ORDER BY name, id")?;
        let mut groups = statement
            .query_map([], |row| Ok(ContactGroup { id: ContactGroupId(row.get(0)?), name: row.get(1)?, members: Vec::new() }))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let sql = format!(
            "SELECT {COLUMNS}, {used} FROM contact_group_member m JOIN contact c ON c.id = m.contact
             WHERE m.contact_group = ? AND {visible} ORDER BY c.words, c.id"
        );
        let mut members = self.db.prepare_cached(&sql)?;
        for group in &mut groups {
            group.members = members.query_map([group.id.0], from_row)?.collect::<rusqlite::Result<_>>()?;
        }
        Ok(groups)
    }

    /// Groups of which a word begins with each word of `text`, as [`Store::contact_groups`]; none that seems empty.
    pub fn suggest_groups(&self, text: &str, accounts: &[AccountId], limit: usize) -> Result<Vec<ContactGroup>> {
        let wanted = Wanted::of(text);
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let groups = self.contact_groups(accounts)?.into_iter();
        Ok(groups.filter(|group| !group.members.is_empty() && wanted.fits(&index_words(&[&group.name]))).take(limit).collect())
    }

    /// Makes a group, or gives one another name.
    ///
    /// # Errors
    /// [`Error::GroupNameTaken`], `NotFound`.
    pub fn save_contact_group(&mut self, id: Option<ContactGroupId>, name: &str) -> Result<ContactGroupId> {
        let tx = self.begin()?;
        let taken: Option<i64> = tx.query_row("SELECT id FROM contact_group WHERE name = ?", [name], |row| row.get(0)).optional()?;
        if taken.is_some_and(|taken| id.is_none_or(|id| id.0 != taken)) {
            return Err(Error::GroupNameTaken);
        }
        let saved = match id {
            Some(id) => {
                if tx.execute("UPDATE contact_group SET name = ? WHERE id = ?", params![name, id.0])? == 0 {
                    return Err(Error::NotFound);
                }
                id
            }
            None => {
                tx.execute("INSERT INTO contact_group (name) VALUES (?)", [name])?;
                ContactGroupId(tx.last_insert_rowid())
            }
        };
        tx.commit()?;
        Ok(saved)
    }

    /// Removes a group; its members stay in the address book.
    ///
    /// # Errors
    /// `NotFound`
    pub fn remove_contact_group(&mut self, id: ContactGroupId) -> Result<()> {
        match self.db.execute("DELETE FROM contact_group WHERE id = ?", [id.0])? {
            0 => Err(Error::NotFound),
            _ => Ok(()),
        }
    }

    /// Puts a contact into a group or takes it out. That shows it to nobody who does not see it anyway.
    ///
    /// # Errors
    /// `NotFound`
    pub fn set_group_member(&mut self, group: ContactGroupId, address: &str, member: bool) -> Result<()> {
        let tx = self.begin()?;
        let contact = id_of(&tx, address)?;
        if !tx.query_row("SELECT EXISTS (SELECT 1 FROM contact_group WHERE id = ?)", [group.0], |row| row.get(0))? {
            return Err(Error::NotFound);
        }
        if member {
            tx.execute("INSERT OR IGNORE INTO contact_group_member (contact_group, contact) VALUES (?, ?)", [group.0, contact])?;
        } else {
            tx.execute("DELETE FROM contact_group_member WHERE contact_group = ? AND contact = ?", [group.0, contact])?;
        }
        Ok(tx.commit()?)
    }
}
