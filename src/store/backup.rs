//! Whole copies of the store under another key, and the way back (rule 51). How a backup file begins and ends is the
//! engine's business; nothing here knows a passphrase.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::connection::{self, create_private, unlock};
use super::migrations::{self, STEPS};
use super::{Error, Result, Store, audit, contact_search, flags, outbox};
use crate::domain::ids::MailId;
use crate::domain::secret::StoreKey;
use crate::domain::time::Timestamp;

/// Pages copied at a time (8 MiB); between two steps the copy may be given up.
const STEP_PAGES: i32 = 512;
/// Passwords and private keys of accounts and servers.
const PASSWORDS: &str = "DELETE FROM secret WHERE name LIKE 'account/%'";

/// A copy that was checked and may take the place of a store.
pub struct ReadyCopy(Connection);

/// Setting, hidden from people: when the store became what a backup held.
const RESTORED: &str = "backup.restored";

/// What is in a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyFacts {
    /// Version of the schema.
    pub schema: i64,
    pub accounts: u64,
    pub mails: u64,
}

impl Store {
    /// Copies all that is committed into a new file under another key, while others go on writing, and checks the copy
    /// whole. Without `passwords` those of accounts are taken out of it. `None` when `goes_on` said no; the file is to be
    /// removed then, and after an error.
    ///
    /// # Errors
    /// `Exists`, `Full`, `Io`; `Damaged` when the copy is not what was written.
    pub fn copy_to(&self, file: &Path, key: &StoreKey, passwords: bool, goes_on: &dyn Fn() -> bool) -> Result<Option<CopyFacts>> {
        if file.try_exists()? {
            return Err(Error::Exists);
        }
        create_private(file)?;
        let mut copy = unlock(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        {
            // One picture from the first page to the last, whatever is stored meanwhile.
            let snapshot = self.db.unchecked_transaction()?;
            snapshot.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
            if !pages(&snapshot, &mut copy, goes_on)? {
                return Ok(None);
            }
        }
        copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        copy.pragma_update(None, "secure_delete", "ON")?;
        if !passwords {
            copy.execute(PASSWORDS, [])?;
        }
        whole(&copy)?;
        let facts = facts(&copy)?;
        copy.close().map_err(|(_, error)| error)?;
        Ok(Some(facts))
    }

    /// Checks a copy whole and makes it ready to take the place of a store: brought to this program's schema, and what waited
    /// to be sent may have been sent since, so a person decides. Only the copy is changed.
    ///
    /// # Errors
    /// `WrongKey`, `Newer`, `Damaged`.
    pub fn check_copy(file: &Path, key: &StoreKey, now: Timestamp) -> Result<ReadyCopy> {
        let mut copy = unlock(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let found = migrations::version(&copy)?;
        let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
        if found > known {
            return Err(Error::Newer { found, known });
        }
        if found == 0 {
            return Err(Error::Damaged("no schema".to_owned()));
        }
        whole(&copy)?;
        migrations::apply(&mut copy, STEPS)?;
        contact_search::index_missing(&mut copy)?;
        audit::begin(&copy)?;
        stop_what_waits(&mut copy, now)?;
        Ok(ReadyCopy(copy))
    }

    /// Replaces everything in this store by a copy, in one step that happens whole or not at all.
    ///
    /// # Errors
    /// `Busy`, `Full`, `Io`; the store is as it was after all of them.
    pub fn take_copy(&mut self, ready: ReadyCopy) -> Result<CopyFacts> {
        self.growing.clear();
        pages(&ready.0, &mut self.db, &|| true)?;
        self.db.flush_prepared_statement_cache();
        facts(&self.db)
    }

    /// Whether a mail of this time may have been dealt with before the store was set back to a backup: what it asks for must
    /// not happen a second time by itself. A mail without a time may.
    pub fn may_be_known(&self, date: Option<Timestamp>) -> Result<bool> {
        let restored = self.setting(RESTORED)?.and_then(|text| text.parse::<i64>().ok());
        Ok(restored.is_some_and(|restored| date.is_none_or(|date| date.0 <= restored)))
    }

    /// When the first mail came in; `None` without any.
    pub fn first_arrival(&self) -> Result<Option<Timestamp>> {
        let mut statement = self.db.prepare_cached("SELECT received FROM mail ORDER BY id LIMIT 1")?;
        Ok(statement.query_row([], |row| row.get(0)).optional()?.map(Timestamp))
    }

    /// Whether nothing was ever stored: neither account nor mail nor person.
    pub fn is_empty(&self) -> Result<bool> {
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM account) AND NOT EXISTS (SELECT 1 FROM mail) AND NOT EXISTS (SELECT 1 FROM person)";
        Ok(self.db.query_row(sql, [], |row| row.get(0))?)
    }
}

/// Copies all pages; false when it was given up.
fn pages(from: &Connection, to: &mut Connection, goes_on: &dyn Fn() -> bool) -> Result<bool> {
    let backup = Backup::new(from, to)?;
    loop {
        match backup.step(STEP_PAGES)? {
            StepResult::Done => return Ok(true),
            StepResult::More if goes_on() => {}
            StepResult::More => return Ok(false),
            _ => return Err(Error::Busy),
        }
    }
}

/// Every page authentic, every index in step.
fn whole(db: &Connection) -> Result<()> {
    match connection::check(db)?.first() {
        None => Ok(()),
        Some(first) => Err(Error::Damaged(first.clone())),
    }
}

fn facts(db: &Connection) -> Result<CopyFacts> {
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, u64>(0));
    Ok(CopyFacts {
        schema: migrations::version(db)?,
        accounts: count("SELECT count(*) FROM account")?,
        mails: count("SELECT count(*) FROM mail WHERE version_of IS NULL")?,
    })
}

/// Between the copy and today the program went on: what waited then may be sent or handed over by now, and nothing may be
/// so twice (rule 20). Sends become „unklar“, hand-overs failed; both are repeated on a person's word.
fn stop_what_waits(db: &mut Connection, now: Timestamp) -> Result<()> {
    let tx = db.transaction()?;
    let waiting: Vec<MailId> = tx
        .prepare("SELECT DISTINCT mail FROM recipient WHERE state IN ('queued', 'sending')")?
        .query_map([], |row| Ok(MailId(row.get(0)?)))?
        .collect::<rusqlite::Result<_>>()?;
    tx.execute_batch(
        "UPDATE mail SET listed = 1 WHERE id IN (SELECT mail FROM held);
         DELETE FROM held;
         UPDATE recipient SET state = 'uncertain' WHERE state IN ('queued', 'sending');
         UPDATE run SET handover = 'failed', handover_problem = 'HANDOVER-RESTORED'
             WHERE handover = 'pending' AND EXISTS (SELECT 1 FROM handover_folder)",
    )?;
    tx.execute(
        "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
        params![RESTORED, now.0.to_string()],
    )?;
    for mail in waiting {
        tx.execute("UPDATE outgoing SET next_try = NULL, data_begun = 0 WHERE mail = ?", [mail.0])?;
        flags::add_history(&tx, mail, "", "history-from-backup", "", now)?;
        outbox::settle(&tx, mail)?;
    }
    Ok(tx.commit()?)
}
