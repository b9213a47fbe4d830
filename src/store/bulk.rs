//! „Alles seit … erneut übernehmen": which answers that are, and the numbered bulks that did it.

use rusqlite::{OptionalExtension, params};

use super::{Result, Store, access};
use crate::domain::access::Scope;
use crate::domain::ids::MailId;
use crate::domain::time::Timestamp;

pub(super) const TAKEN_SINCE: &str = "SELECT r.mail, max(r.at) AS last FROM run r INDEXED BY run_taken JOIN mail m ON m.id = r.mail
     WHERE r.result = 'taken_over' AND r.at >= ?1 AND m.version_of IS NULL
       AND ?2 IS NOT NULL AND (?2 = '[]' OR m.account NOT IN (SELECT value FROM json_each(?2)))
     GROUP BY r.mail ORDER BY last, r.mail";

impl Store {
    /// Mails of the scope that were taken over since then, in that order.
    pub fn taken_over_since(&self, scope: &Scope, since: Timestamp) -> Result<Vec<MailId>> {
        let mut statement = self.db.prepare_cached(TAKEN_SINCE)?;
        let found = statement.query_map(params![since.0, access::hidden(scope)], |row| Ok(MailId(row.get(0)?)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Begins a bulk, or goes on with the one for the same moment that was interrupted. Its number.
    pub fn begin_bulk(&mut self, since: Timestamp, who: &str, reason: &str, at: Timestamp) -> Result<u32> {
        if let Some(open) = self.open_bulk(since)? {
            return Ok(open);
        }
        self.db.execute("INSERT INTO bulk (since, at, who, reason) VALUES (?, ?, ?, ?)", params![since.0, at.0, who, reason])?;
        Ok(u32::try_from(self.db.last_insert_rowid()).unwrap_or(u32::MAX))
    }

    /// The bulk for this moment that was interrupted.
    pub fn open_bulk(&self, since: Timestamp) -> Result<Option<u32>> {
        let mut statement = self.db.prepare_cached("SELECT max(id) FROM bulk WHERE since = ? AND ended IS NULL")?;
        Ok(statement.query_row([since.0], |row| row.get(0)).optional()?.flatten())
    }

    /// Everything of a bulk was done.
    pub fn end_bulk(&mut self, bulk: u32, at: Timestamp) -> Result<()> {
        self.db.execute("UPDATE bulk SET ended = ? WHERE id = ?", params![at.0, bulk])?;
        Ok(())
    }

    /// Whether a bulk took this mail over already.
    pub fn is_in_bulk(&self, bulk: u32, mail: MailId) -> Result<bool> {
        let mut statement = self.db.prepare_cached("SELECT EXISTS (SELECT 1 FROM run WHERE bulk = ? AND mail = ?)")?;
        Ok(statement.query_row(params![bulk, mail.0], |row| row.get(0))?)
    }
}
