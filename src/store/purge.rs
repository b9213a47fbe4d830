//! Deleting mails for good (rule 49): the raw bytes, everything read out of them, and every trace in the search.
//!
//! What stays are keyed hashes, by which a copy that comes again is known, and the audit log. What the purge itself cannot reach goes
//! step by step after it ([`Store::scrub`]): the full-text tables keep no text, so a mail's words are only gone once their pages are
//! written anew; and pages that ordinary work freed or divided before may still hold copies.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Error, Result, Store, answers, audit, blobs, drafts, letters, mails, words};
use crate::domain::access::Scope;
use crate::domain::ids::{AccountId, BlobId, MailId, PatientId};
use crate::domain::mail::ParsedMail;
use crate::domain::purge::PurgeCount;
use crate::domain::time::Timestamp;

/// Setting, hidden from people: words of purged mails may still stand in the search.
const SCRUB: &str = "purge.scrub";
/// Pages written in one step.
const PAGES: i64 = 256;
/// Bytes of a long value in one page.
const PAGE_BYTES: i64 = 16_332;
/// What holds names, subjects and numbers in an order of its own.
const INDEXES: [&str; 5] = ["list_by_from", "list_by_subject", "mail_by_identity", "letter_by_name", "letter_by_kvnr"];

/// What is to be done next after mails were purged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scrub {
    Words,
    MoreWords,
    Index(usize),
    Fill,
    Drain,
    Log,
}

impl Scrub {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::MoreWords => "more-words",
            Self::Index(_) => "index",
            Self::Fill => "fill",
            Self::Drain => "drain",
            Self::Log => "log",
        }
    }

    fn as_word(self) -> String {
        if let Self::Index(at) = self { format!("index {at}") } else { self.as_str().to_owned() }
    }

    fn from_word(word: &str) -> Option<Self> {
        let all = [Self::Words, Self::MoreWords, Self::Fill, Self::Drain, Self::Log];
        let index = || Some(Self::Index(word.strip_prefix("index ")?.parse().ok()?));
        all.into_iter().find(|step| step.as_str() == word).or_else(index)
    }
}

/// What keeps a mail `m`: sends that are not done or not certain, files that wait to be written, and an eAU nobody confirmed.
pub(super) const UNSENT: &str = "EXISTS (SELECT 1 FROM recipient r WHERE r.mail = m.id AND r.state IN ('queued', 'sending', 'uncertain'))";
// Without any folder hand-overs wait for ever.
pub(super) const HANDING_OVER: &str =
    "EXISTS (SELECT 1 FROM run WHERE run.mail = m.id AND run.handover = 'pending') AND EXISTS (SELECT 1 FROM handover_folder)";
pub(super) const UNCONFIRMED: &str = "coalesce(m.state = 'accepted' AND m.done = 0 AND m.payload_kind IN ('eau', 'eau-cancel'), 0)";

/// A mail in the trash and what speaks about deleting it.
struct Judged {
    id: MailId,
    bytes: u64,
    readable: bool,
    unsent: bool,
    handing_over: bool,
    unconfirmed: bool,
}

impl Judged {
    const fn may_go(&self, undecrypted: bool) -> bool {
        (self.readable || undecrypted) && !self.unsent && !self.handing_over && !self.unconfirmed
    }
}

impl Store {
    /// The mails of the trash that exist for somebody; of one account, or of all.
    pub fn trash(&self, scope: &Scope, account: Option<AccountId>) -> Result<Vec<MailId>> {
        let mut statement =
            self.db.prepare_cached("SELECT id, account FROM mail WHERE folder = 'trash' AND version_of IS NULL ORDER BY id")?;
        let rows = statement.query_map([], |row| Ok((MailId(row.get(0)?), AccountId(row.get(1)?))))?;
        let all: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
        let seen = |of: &AccountId| scope.allows(*of) && account.is_none_or(|only| only == *of);
        Ok(all.into_iter().filter(|(_, of)| seen(of)).map(|(id, _)| id).collect())
    }

    /// What deleting these for good would mean.
    pub fn count_purge(&self, mails: &[MailId]) -> Result<PurgeCount> {
        let mut count = PurgeCount::default();
        for id in mails {
            let Some(mail) = judge(&self.db, *id)? else { continue };
            count.unsent += usize::from(mail.unsent);
            count.handing_over += usize::from(!mail.unsent && mail.handing_over);
            count.unconfirmed += usize::from(!mail.unsent && !mail.handing_over && mail.unconfirmed);
            if !mail.may_go(true) {
                continue;
            }
            let on_server = usize::from(!self.server_copies(*id)?.is_empty());
            if !mail.readable {
                count.undecrypted.push(*id);
                count.undecrypted_on_server += on_server;
                continue;
            }
            count.mails.push(*id);
            count.bytes += mail.bytes;
            count.on_server += on_server;
            let written: bool = self
                .db
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM run WHERE mail = ? AND handover IN ('written', 'collected'))")?
                .query_row([id.0], |row| row.get(0))?;
            count.handed_over += usize::from(written);
        }
        Ok(count)
    }

    /// Those of them that may go now, with their size in bytes. One that is not readable goes only with `undecrypted`.
    pub fn purgeable(&self, mails: &[MailId], undecrypted: bool) -> Result<Vec<(MailId, u64)>> {
        let mut found = Vec::new();
        for id in mails {
            if let Some(mail) = judge(&self.db, *id)?.filter(|mail| mail.may_go(undecrypted)) {
                found.push((mail.id, mail.bytes));
            }
        }
        Ok(found)
    }

    /// Deletes mails of the trash for good, all or none of them; their pages are overwritten.
    ///
    /// # Errors
    /// `WrongState` when one of them must stay, or is no longer in the trash.
    pub fn purge(&mut self, mails: &[MailId], undecrypted: bool, now: Timestamp) -> Result<()> {
        self.overwriting(|store| {
            store.all_or_nothing(|store| {
                for id in mails {
                    if !judge(&store.db, *id)?.is_some_and(|mail| mail.may_go(undecrypted)) {
                        return Err(Error::WrongState);
                    }
                    purge_one(&store.db, *id, now)?;
                }
                store.set_setting(SCRUB, Scrub::Words.as_str())
            })
        })
    }

    /// Whether only the write-ahead log is left to be emptied.
    pub fn is_scrub_waiting(&self) -> Result<bool> {
        Ok(self.setting(SCRUB)?.as_deref() == Some(Scrub::Log.as_str()))
    }

    /// One step on the way to a file in which nothing of purged mails is left; false when there is nothing to do. The last step
    /// empties the write-ahead log, unless somebody reads just then: that is tried again.
    pub fn scrub(&mut self) -> Result<bool> {
        let Some(step) = self.setting(SCRUB)?.and_then(|text| Scrub::from_word(&text)) else { return Ok(false) };
        if step == Scrub::Log {
            let busy: i64 = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            if busy == 0 {
                self.set_setting(SCRUB, "")?;
            }
            return Ok(busy != 0);
        }
        self.overwriting(|store| {
            store.all_or_nothing(|store| {
                let next = match step {
                    // A negative number puts all parts of a table together first, so that no old one is left out.
                    Scrub::Words => store.merge_words(-PAGES).map(|_| Scrub::MoreWords),
                    Scrub::MoreWords => store.merge_words(PAGES).map(|more| if more { Scrub::MoreWords } else { Scrub::Index(0) }),
                    Scrub::Index(at) => store.rebuild_index(at),
                    Scrub::Fill => store.fill_free_pages(),
                    Scrub::Drain => store.empty_free_pages(),
                    Scrub::Log => Ok(Scrub::Log),
                }?;
                store.set_setting(SCRUB, &next.as_word())
            })
        })?;
        Ok(true)
    }

    /// Writes pages of the full-text tables anew, without what was deleted; whether there are more.
    fn merge_words(&mut self, pages: i64) -> Result<bool> {
        let mut more = false;
        for table in ["word_index", "part_index"] {
            let before = self.db.total_changes();
            self.db.execute(&format!("INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)"), [pages])?;
            // One row is the command itself: two and more mean that pages were written.
            more |= self.db.total_changes() - before >= 2;
        }
        Ok(more)
    }

    /// Pages of an index that were divided once keep copies of what stood there.
    fn rebuild_index(&mut self, at: usize) -> Result<Scrub> {
        let Some(index) = INDEXES.get(at) else { return Ok(Scrub::Fill) };
        self.db.execute_batch(&format!("REINDEX {index}"))?;
        Ok(Scrub::Index(at + 1))
    }

    /// Ordinary work frees pages without overwriting them: they are taken up by zeros.
    fn fill_free_pages(&mut self) -> Result<Scrub> {
        let free: i64 = self.db.query_row("PRAGMA freelist_count", [], |row| row.get(0))?;
        if free == 0 {
            return Ok(Scrub::Drain);
        }
        self.db.execute("INSERT INTO blank (bytes) VALUES (zeroblob(?))", [free.min(PAGES) * PAGE_BYTES])?;
        Ok(Scrub::Fill)
    }

    fn empty_free_pages(&mut self) -> Result<Scrub> {
        let gone = self.db.execute("DELETE FROM blank WHERE id = (SELECT min(id) FROM blank)", [])?;
        Ok(if gone == 0 { Scrub::Log } else { Scrub::Drain })
    }

    /// Work after which nothing of what it deleted stands in the file any more.
    fn overwriting<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.db.pragma_update(None, "secure_delete", "ON")?;
        let done = work(self);
        self.db.pragma_update(None, "secure_delete", "FAST")?;
        done
    }
}

/// `None` for what is not in the trash.
fn judge(db: &Connection, id: MailId) -> Result<Option<Judged>> {
    let found = db
        .prepare_cached(&format!(
            "SELECT m.size, m.final, {UNSENT}, {HANDING_OVER}, {UNCONFIRMED} FROM mail m
             WHERE m.id = ? AND m.folder = 'trash' AND m.version_of IS NULL"
        ))?
        .query_row([id.0], |row| {
            let (bytes, readable) = (row.get(0)?, row.get(1)?);
            Ok(Judged { id, bytes, readable, unsent: row.get(2)?, handing_over: row.get(3)?, unconfirmed: row.get(4)? })
        })
        .optional()?;
    Ok(found)
}

/// A row of a mail: itself, or an earlier version.
struct Part {
    id: MailId,
    account: AccountId,
    identity: String,
    from_address: String,
    raw_sha256: String,
    readable: bool,
    blob: Option<BlobId>,
}

fn purge_one(db: &Connection, visible: MailId, now: Timestamp) -> Result<()> {
    let mut statement = db.prepare_cached(
        "SELECT id, account, identity, from_address, raw_sha256, final, blob FROM mail WHERE id = ?1 OR version_of = ?1
         ORDER BY version_of IS NULL",
    )?;
    let parts: Vec<Part> = statement
        .query_map([visible.0], |row| {
            Ok(Part {
                id: MailId(row.get(0)?),
                account: AccountId(row.get(1)?),
                identity: row.get(2)?,
                from_address: row.get(3)?,
                raw_sha256: row.get(4)?,
                readable: row.get(5)?,
                blob: row.get::<_, Option<i64>>(6)?.map(BlobId),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let patient: Option<i64> =
        db.prepare_cached("SELECT patient FROM letter WHERE mail = ?")?.query_row([visible.0], |row| row.get(0)).optional()?.flatten();
    let numbers = answers::numbers_of(db, visible)?;
    // Versions come first: the visible mail is what they refer to.
    for part in &parts {
        remember(db, part, now)?;
        drafts::forget(db, part.id)?;
        words::remove(db, part.id.0)?;
        db.prepare_cached("DELETE FROM run WHERE mail = ?")?.execute([part.id.0])?;
        db.prepare_cached("DELETE FROM watch_item WHERE mail = ? AND done = 1 AND moved <> 0")?.execute([part.id.0])?;
        // All else that hangs on a mail goes with it.
        db.prepare_cached("DELETE FROM mail WHERE id = ?")?.execute([part.id.0])?;
        if let Some(blob) = part.blob {
            blobs::free_unused(db, blob)?;
        }
    }
    answers::forget_numbers(db, &numbers)?;
    patient.map_or(Ok(()), |patient| letters::forget_patient(db, visible, PatientId(patient)))
}

/// Keeps what is needed to know a copy that comes again, and that the practice software has its content already.
fn remember(db: &Connection, part: &Part, now: Timestamp) -> Result<()> {
    // 2 is never deleted on the server (rule 11).
    db.prepare_cached("UPDATE uidl SET purged = CASE WHEN ?2 THEN 1 ELSE 2 END, refetch = 0, mail = NULL WHERE mail = ?1")?
        .execute(params![part.id.0, part.readable])?;
    let mut hashes = vec![raw_hash(db, &part.raw_sha256)?];
    if part.readable {
        hashes.extend(content_hash(db, &part.identity, &part.from_address, &mails::parsed(db, part.id)?)?);
    }
    let mut taken = db.prepare_cached("SELECT DISTINCT sha256 FROM run WHERE mail = ? AND result = 'taken_over'")?;
    for sha256 in taken.query_map([part.id.0], |row| row.get::<_, String>(0))? {
        hashes.push(payload_hash(db, &sha256?)?);
    }
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO purged (hash, account, at) VALUES (?, ?, ?)")?;
    for hash in hashes {
        insert.execute(params![hash, part.account.0, now.0])?;
    }
    Ok(())
}

fn raw_hash(db: &Connection, raw_sha256: &str) -> Result<String> {
    audit::hashed(db, "purged raw", raw_sha256)
}

fn payload_hash(db: &Connection, sha256: &str) -> Result<String> {
    audit::hashed(db, "purged payload", sha256)
}

/// Message-ID, sender and what a person reads: whoever sends something else under the same Message-ID is not silenced by a
/// mail that was purged (rules 13 and 18). `None` with files: what is in them is not known here, and it may be what changed.
fn content_hash(db: &Connection, identity: &str, from_address: &str, parsed: &ParsedMail) -> Result<Option<String>> {
    if !mails::files_of(parsed).is_empty() {
        return Ok(None);
    }
    let text = serde_json::to_string(&(identity, from_address.to_lowercase(), &parsed.subject, &parsed.text))?;
    audit::hashed(db, "purged mail", &text).map(Some)
}

/// How a mail that arrives is known to have been purged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PurgedBefore {
    /// The same bytes.
    Bytes,
    /// The same mail delivered once more; these bytes were never stored.
    Content,
}

/// Whether a mail that arrives was purged before.
pub(super) fn is_known(
    db: &Connection,
    account: AccountId,
    raw_sha256: &str,
    identity: &str,
    parsed: &ParsedMail,
) -> Result<Option<PurgedBefore>> {
    let any: bool =
        db.prepare_cached("SELECT EXISTS (SELECT 1 FROM purged WHERE account = ?)")?.query_row([account.0], |row| row.get(0))?;
    if !any {
        return Ok(None);
    }
    let mut statement = db.prepare_cached("SELECT EXISTS (SELECT 1 FROM purged WHERE account = ? AND hash = ?)")?;
    let mut has = |hash: &str| statement.query_row(params![account.0, hash], |row| row.get::<_, bool>(0));
    if has(&raw_hash(db, raw_sha256)?)? {
        return Ok(Some(PurgedBefore::Bytes));
    }
    let from = parsed.from.first().map_or("", |from| from.address.as_str());
    Ok(match content_hash(db, identity, from, parsed)? {
        Some(hash) if has(&hash)? => Some(PurgedBefore::Content),
        _ => None,
    })
}

/// Whether payload bytes with this hash were taken over from a mail that was purged since.
pub(super) fn was_taken_over(db: &Connection, sha256: &str) -> Result<bool> {
    let hash = payload_hash(db, sha256)?;
    Ok(db.prepare_cached("SELECT EXISTS (SELECT 1 FROM purged WHERE hash = ?)")?.query_row([hash], |row| row.get(0))?)
}
