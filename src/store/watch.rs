//! Watched folders: what was set, what was sent out of them, and where its files lie. The record that something was sent
//! is written in the transaction that puts it into the outbox.

use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension, Row, params};

use super::outbox::{self, NewOutgoing};
use super::{Error, Result, Store, access, blobs, flags};
use crate::domain::access::Scope;
use crate::domain::ids::{AccountId, BlobId, MailId};
use crate::domain::time::Timestamp;
use crate::domain::watch::{WatchFolder, WatchItem, WatchResult, WatchedFile};

/// Sent drops that are still listed.
const LISTED: usize = 50;

/// A drop to record.
#[derive(Clone, Copy)]
pub struct NewWatchItem<'a> {
    pub account: AccountId,
    pub folder: Option<i64>,
    pub at: Timestamp,
    /// Dienstkennung; empty when not recognised.
    pub kind: &'a str,
    pub sha256: &'a str,
    pub result: WatchResult,
    pub code: &'a str,
    pub detail: &'a str,
    pub mail: Option<MailId>,
    pub files: &'a [WatchedFile],
}

/// What is stored together with a queued mail that came out of a folder.
#[derive(Clone, Copy)]
pub struct Watched<'a> {
    /// With `Queued`; its mail is filled in.
    pub item: NewWatchItem<'a>,
    /// Under which the same bytes count as the same: application and message type, lower case.
    pub key: &'a str,
    /// The item it was sent from on purpose: that one is settled.
    pub instead_of: Option<i64>,
    /// Who sent on purpose; empty for the program.
    pub who: &'a str,
    /// It waits for the Sammelversand.
    pub hold: bool,
    /// Files the mail was rendered from, no longer needed.
    pub blobs: &'a [BlobId],
}

impl Store {
    /// Every watched folder of the accounts of the scope.
    pub fn watch_folders(&self, scope: &Scope) -> Result<Vec<WatchFolder>> {
        let mut statement = self.db.prepare_cached("SELECT id, account, dienstkennung, path FROM watch_folder ORDER BY account, id")?;
        let found = statement.query_map([], |row| {
            let path = PathBuf::from(row.get::<_, String>(3)?);
            Ok(WatchFolder { id: row.get(0)?, account: AccountId(row.get(1)?), dienstkennung: row.get(2)?, path })
        })?;
        let found: Vec<WatchFolder> = found.collect::<rusqlite::Result<_>>()?;
        Ok(found.into_iter().filter(|folder| scope.allows(folder.account)).collect())
    }

    /// Adds a folder.
    ///
    /// # Errors
    /// `Path` for a path that is no Unicode text; `NameTaken` for one that is watched already.
    pub fn add_watch_folder(&mut self, account: AccountId, dienstkennung: &str, path: &Path) -> Result<()> {
        let path = path.to_str().ok_or(Error::Path)?;
        let added = self.db.execute(
            "INSERT OR IGNORE INTO watch_folder (account, dienstkennung, path) VALUES (?, ?, ?)",
            params![account.0, dienstkennung, path],
        )?;
        if added == 1 { Ok(()) } else { Err(Error::NameTaken) }
    }

    /// Forgets a folder; files and records stay.
    ///
    /// # Errors
    /// `NotFound`
    pub fn remove_watch_folder(&mut self, id: i64) -> Result<()> {
        if self.db.execute("DELETE FROM watch_folder WHERE id = ?", [id])? == 1 { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Whether these bytes were sent before as this kind from this account: the mail (if it still exists) and how often.
    pub fn watch_sent(&self, account: AccountId, key: &str, sha256: &str) -> Result<Option<(Option<MailId>, u32)>> {
        let found = self
            .db
            .prepare_cached("SELECT mail, run FROM watch_sent WHERE account = ? AND kind = ? AND sha256 = ? ORDER BY run DESC LIMIT 1")?
            .query_row(params![account.0, key, sha256], |row| Ok((row.get::<_, Option<i64>>(0)?.map(MailId), row.get(1)?)))
            .optional()?;
        Ok(found)
    }

    /// Puts a mail into the outbox and records that its files were sent: both or neither, durable on return.
    ///
    /// # Errors
    /// `WrongState` when these bytes were recorded before and are not sent on purpose, when what they are sent from on purpose
    /// was settled meanwhile, or there is no recipient.
    pub fn queue_watched(&mut self, mail: &NewOutgoing<'_>, watched: &Watched<'_>) -> Result<(MailId, i64)> {
        let (key, NewWatchItem { account, sha256, at, .. }) = (watched.key, watched.item);
        let before = self.watch_sent(account, key, sha256)?.map_or(0, |(_, run)| run);
        if before > 0 && watched.instead_of.is_none() {
            return Err(Error::WrongState);
        }
        let tx = self.begin()?;
        let id = outbox::insert(&tx, mail)?;
        tx.execute(
            "INSERT INTO watch_sent (account, kind, sha256, run, mail, at, who) VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![account.0, key, sha256, before + 1, id.0, at.0, watched.who],
        )?;
        let item = insert_item(&tx, &NewWatchItem { mail: Some(id), ..watched.item })?;
        if let Some(old) = watched.instead_of {
            // Two people, or one twice: the second finds it settled.
            if tx.execute("UPDATE watch_item SET done = 1 WHERE id = ? AND done = 0", [old])? != 1 {
                return Err(Error::WrongState);
            }
        }
        if watched.hold {
            tx.execute("INSERT INTO held (mail, since) VALUES (?, ?)", params![id.0, at.0])?;
        }
        flags::add_history(&tx, id, watched.who, "history-watched", "", at)?;
        for blob in watched.blobs {
            blobs::free_unused(&tx, *blob)?;
        }
        tx.commit()?;
        Ok((id, item))
    }

    /// Records a drop that became no mail.
    pub fn add_watch_item(&mut self, item: &NewWatchItem<'_>) -> Result<i64> {
        insert_item(&self.db, item)
    }

    /// Where the files of a drop lie now; `moved` once each lies where it belongs.
    pub fn set_watch_files(&mut self, id: i64, files: &[WatchedFile], moved: bool) -> Result<()> {
        self.db.execute("UPDATE watch_item SET files = ?, moved = ? WHERE id = ?", params![serde_json::to_string(files)?, moved, id])?;
        Ok(())
    }

    /// A person saw to a drop, or it is worked off once more.
    pub fn settle_watch_item(&mut self, id: i64) -> Result<()> {
        self.db.execute("UPDATE watch_item SET done = 1 WHERE id = ?", [id])?;
        Ok(())
    }

    /// Its files lie in the folder again and are nobody's now: settled, and moved no more. Both or neither, so that the next
    /// look takes them for new ones.
    pub fn release_watch_item(&mut self, id: i64) -> Result<()> {
        self.db.execute("UPDATE watch_item SET done = 1, moved = 1 WHERE id = ?", [id])?;
        Ok(())
    }

    /// One drop.
    ///
    /// # Errors
    /// `NotFound`
    pub fn watch_item(&self, id: i64) -> Result<WatchItem> {
        let found = self.db.prepare_cached(&format!("{ITEM} WHERE id = ?"))?.query_row([id], item).optional()?;
        found.ok_or(Error::NotFound)?
    }

    /// Drops whose files do not lie where they belong yet.
    pub fn unmoved_watch_items(&self, account: AccountId) -> Result<Vec<WatchItem>> {
        let mut statement = self.db.prepare_cached(&format!("{ITEM} {UNMOVED}"))?;
        statement.query_map([account.0], item)?.map(|row| row?).collect()
    }

    /// Drops that need a person, the newest that were sent, and all behind `after`, of the accounts of the scope; newest first.
    pub fn watch_items(&self, scope: &Scope, after: Option<i64>) -> Result<Vec<WatchItem>> {
        let seen = access::seen("account", "?1");
        let mut statement = self.db.prepare_cached(&format!(
            "{ITEM} WHERE {seen} AND (done = 0 OR id > ?2
                OR id IN (SELECT id FROM watch_item WHERE result = 'queued' AND {seen} ORDER BY id DESC LIMIT {LISTED}))
             ORDER BY id DESC"
        ))?;
        statement.query_map(params![access::hidden(scope), after.unwrap_or(i64::MAX)], item)?.map(|row| row?).collect()
    }

    /// Whether a drop still waits for a person's decision.
    pub fn watch_item_is_open(&self, id: i64) -> Result<bool> {
        let mut statement = self.db.prepare_cached("SELECT EXISTS (SELECT 1 FROM watch_item WHERE id = ? AND done = 0)")?;
        Ok(statement.query_row([id], |row| row.get(0))?)
    }

    /// The newest drop; 0 for none.
    pub fn last_watch_item(&self) -> Result<i64> {
        Ok(self.db.prepare_cached("SELECT coalesce(max(id), 0) FROM watch_item")?.query_row([], |row| row.get(0))?)
    }

    /// How many drops of an account need a person.
    pub fn open_watch_items(&self, account: AccountId) -> Result<usize> {
        let count: i64 = self
            .db
            .prepare_cached("SELECT count(*) FROM watch_item WHERE account = ? AND done = 0")?
            .query_row([account.0], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }
}

/// Asked with every look: read along the index of what needs somebody or lies in the wrong place.
pub(super) const UNMOVED: &str = "WHERE account = ? AND moved = 0 ORDER BY id";

pub(super) const ITEM: &str = "SELECT id, account, at, kind, sha256, result, code, detail, mail, files FROM watch_item";

/// What was queued needs nobody any more.
fn insert_item(db: &rusqlite::Connection, new: &NewWatchItem<'_>) -> Result<i64> {
    db.execute(
        "INSERT INTO watch_item (account, folder, at, kind, sha256, result, code, detail, mail, moved, done, files)
         VALUES (?1, (SELECT id FROM watch_folder WHERE id = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?6 = 'queued', ?10)",
        params![
            new.account.0,
            new.folder,
            new.at.0,
            new.kind,
            new.sha256,
            new.result.as_str(),
            new.code,
            new.detail,
            new.mail.map(|mail| mail.0),
            serde_json::to_string(new.files)?
        ],
    )?;
    Ok(db.last_insert_rowid())
}

fn item(row: &Row<'_>) -> rusqlite::Result<Result<WatchItem>> {
    let (result, files): (String, String) = (row.get(5)?, row.get(9)?);
    let Some(result) = WatchResult::from_word(&result) else { return Ok(Err(Error::Damaged("result of a drop".to_owned()))) };
    let files: Vec<WatchedFile> = match serde_json::from_str(&files) {
        Ok(files) => files,
        Err(error) => return Ok(Err(error.into())),
    };
    Ok(Ok(WatchItem {
        id: row.get(0)?,
        account: AccountId(row.get(1)?),
        at: Timestamp(row.get(2)?),
        kind: row.get(3)?,
        sha256: row.get(4)?,
        result,
        code: row.get(6)?,
        detail: row.get(7)?,
        mail: row.get::<_, Option<i64>>(8)?.map(MailId),
        files,
    }))
}
