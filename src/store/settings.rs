//! Profile-wide settings and the folders of the practice software. What a key means is the engine's business.

use std::path::{Path, PathBuf};

use rusqlite::OptionalExtension;

use super::{Error, Result, Store};

impl Store {
    /// The value of a setting; `None` when it was never set.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        Ok(self.db.query_row("SELECT value FROM setting WHERE key = ?", [key], |row| row.get(0)).optional()?)
    }

    /// Stores a setting; an empty value removes it.
    pub fn set_setting(&mut self, key: &str, value: &str) -> Result<()> {
        if value.is_empty() {
            self.db.execute("DELETE FROM setting WHERE key = ?", [key])?;
        } else {
            self.db.execute("INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", [key, value])?;
        }
        Ok(())
    }

    /// All settings by key.
    pub fn settings(&self) -> Result<Vec<(String, String)>> {
        let mut statement = self.db.prepare("SELECT key, value FROM setting ORDER BY key")?;
        let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        Ok(found)
    }

    /// Hand-over folders by Dienstkennung prefix; the longest prefix first, so that the first match counts.
    pub fn handover_folders(&self) -> Result<Vec<(String, PathBuf)>> {
        let mut statement = self.db.prepare("SELECT prefix, path FROM handover_folder ORDER BY length(prefix) DESC, prefix")?;
        let found =
            statement.query_map([], |row| Ok((row.get(0)?, PathBuf::from(row.get::<_, String>(1)?))))?.collect::<rusqlite::Result<_>>()?;
        Ok(found)
    }

    /// Sets or (with `None`) removes the folder of a Dienstkennung prefix, compared without case.
    ///
    /// # Errors
    /// [`super::Error::Path`] for a path that is no Unicode text.
    pub fn set_handover_folder(&mut self, prefix: &str, dir: Option<&Path>) -> Result<()> {
        match dir {
            Some(dir) => self.db.execute(
                "INSERT INTO handover_folder (prefix, path) VALUES (?1, ?2) ON CONFLICT (prefix) DO UPDATE SET path = ?2",
                [prefix, dir.to_str().ok_or(Error::Path)?],
            )?,
            None => self.db.execute("DELETE FROM handover_folder WHERE prefix = ?", [prefix])?,
        };
        Ok(())
    }
}
