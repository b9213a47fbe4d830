//! „Alles seit … erneut übernehmen": which answers that are, and the numbered bulks that did it.

use rusqlite::{OptionalExtension, params};

use super::{Result, Store, access};
use crate::domain::access::Scope;
use crate::domain::ids::MailId;
use crate::domain::time::Timestamp;

pub(super) fn taken_since_sql() -> String {
    format!(
        "SELECT r.mail, max(r.at) AS last FROM run r INDEXED BY run_taken JOIN mail m ON m.id = r.mail
         WHERE r.result = 'taken_over' AND r.at >= ?1 AND m.version_of IS NULL
           AND m.payload_kind NOT IN ('letter', 'lab') AND {}
         GROUP BY r.mail ORDER BY last, r.mail",
        access::seen("m.account", "?2")
    )
}

/// So long an interrupted bulk is gone on with, counted from the last answer it took over. Later the practice software may
/// have been set back once more, and everything is taken over anew.
const GOES_ON_SECS: i64 = 3600;

impl Store {
    /// Mails of the scope that were taken over since then, in that order.
    pub fn taken_over_since(&self, scope: &Scope, since: Timestamp) -> Result<Vec<MailId>> {
        let mut statement = self.db.prepare_cached(&taken_since_sql())?;
        let found = statement.query_map(params![since.0, access::hidden(scope)], |row| Ok(MailId(row.get(0)?)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Begins a bulk, or goes on with the one for the same moment that was interrupted just now. Its number.
    pub fn begin_bulk(&mut self, since: Timestamp, who: &str, reason: &str, at: Timestamp) -> Result<u32> {
        if let Some(open) = self.open_bulk(since, at)? {
            return Ok(open);
        }
        self.leave_bulk(since, at)?;
        self.db.execute("INSERT INTO bulk (since, at, who, reason) VALUES (?, ?, ?, ?)", params![since.0, at.0, who, reason])?;
        Ok(u32::try_from(self.db.last_insert_rowid()).unwrap_or(u32::MAX))
    }

    /// The bulk for this moment that was interrupted within the last hour.
    pub fn open_bulk(&self, since: Timestamp, now: Timestamp) -> Result<Option<u32>> {
        let mut statement = self.db.prepare_cached(
            "SELECT max(id) FROM bulk b WHERE since = ?1 AND ended IS NULL
               AND max(b.at, coalesce((SELECT max(r.at) FROM run r WHERE r.bulk = b.id), 0)) >= ?2",
        )?;
        let last = now.plus_secs(-GOES_ON_SECS);
        Ok(statement.query_row(params![since.0, last.0], |row| row.get(0)).optional()?.flatten())
    }

    /// What was interrupted is not gone on with.
    pub fn leave_bulk(&mut self, since: Timestamp, at: Timestamp) -> Result<()> {
        self.db.execute("UPDATE bulk SET ended = ? WHERE since = ? AND ended IS NULL", params![at.0, since.0])?;
        Ok(())
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
