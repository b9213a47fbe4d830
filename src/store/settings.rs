//! Profile-wide settings. What a key means is the engine's business.

use rusqlite::OptionalExtension;

use super::{Result, Store};

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
}
