//! How the content of a mail came here: from a Clientmodul, or as a file that somebody imported (rule 32). Its history says so.
//!
//! A mail without either line was fetched, sent, or taken in before there were such lines. What lies on a server tells nothing:
//! it is forgotten once it was deleted there. `rows::COLUMNS` asks the same question for lists.

use rusqlite::{Connection, OptionalExtension as _};

use super::{Result, flags};
use crate::domain::ids::MailId;
use crate::domain::time::Timestamp;

/// It came as a file.
const IMPORTED: &str = "history-imported";
/// A Clientmodul gave the same bytes, or other ones that took their place: what it says counts.
const VOUCHED: &str = "history-vouched";

/// A row holds bytes from a file.
pub(super) fn imported(db: &Connection, row: MailId, at: Timestamp) -> Result<()> {
    if is_imported(db, row)? {
        return Ok(());
    }
    flags::add_history(db, row, "", IMPORTED, "", at)
}

/// A row holds bytes that were fetched.
pub(super) fn fetched(db: &Connection, row: MailId, at: Timestamp) -> Result<()> {
    if !is_imported(db, row)? {
        return Ok(());
    }
    flags::add_history(db, row, "", VOUCHED, "", at)
}

/// Whether nobody but a file says what stands in a row.
pub(super) fn is_imported(db: &Connection, row: MailId) -> Result<bool> {
    let last = db
        .prepare_cached("SELECT key = ?2 FROM history WHERE mail = ?1 AND key IN (?2, ?3) ORDER BY id DESC LIMIT 1")?
        .query_row(rusqlite::params![row.0, IMPORTED, VOUCHED], |row| row.get(0))
        .optional()?;
    Ok(last.unwrap_or(false))
}
