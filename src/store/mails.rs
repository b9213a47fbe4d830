//! Taking mails in: one transaction per batch with raw bytes, derived rows, index and server state (rules 11, 13, 14).
//!
//! The visible mail of an identity keeps its row id for ever; its earlier contents move to hidden version rows.

use rusqlite::{Connection, OptionalExtension, params};

use super::blobs::{self, BlobInfo, HashedBytes};
use super::purge::{self, PurgedBefore};
use super::rows::{self, RowBase};
use super::{Result, Store, flags, letters, origin, words};
use crate::domain::ids::{AccountId, BlobId, MailId};
use crate::domain::mail::{Folder, ParsedMail};
use crate::domain::payload::Payload;
use crate::domain::time::Timestamp;

/// References of a mail that count for its conversation.
const MAX_REFERENCES: usize = 50;

/// Where the raw bytes of a new mail are.
#[derive(Clone, Copy)]
pub enum RawBytes<'a> {
    /// In memory; stored within the batch's transaction.
    Inline(&'a HashedBytes),
    /// Already streamed into a finished blob; the mail takes it over, or it is freed when the bytes are known.
    Blob(BlobId),
}

/// A mail to take in.
#[derive(Clone, Copy)]
pub struct NewMail<'a> {
    pub account: AccountId,
    /// `None` for an import.
    pub uidl: Option<&'a str>,
    /// Size in LIST, 0 for an import.
    pub listed_size: u64,
    /// `Folder::Inbox` for fetched mail.
    pub folder: Folder,
    pub received: Timestamp,
    pub raw: RawBytes<'a>,
    pub parsed: &'a ParsedMail,
    pub payload: Option<&'a Payload>,
    pub unread: bool,
}

/// What a mail was to the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// A new row.
    New,
    /// The same bytes were here already; only the server state changed.
    Known,
    /// It was deleted for good before: nothing is taken in, and `id` is no mail's.
    Purged,
    /// A further version of a mail (rule 13). `readable_now`: it replaces an undecrypted one in view.
    /// `differs`: two readable versions differ in content, which a person should be told.
    Joined { readable_now: bool, differs: bool },
}

/// The result for one mail of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredMail {
    /// The visible mail.
    pub id: MailId,
    pub arrival: Arrival,
}

impl Store {
    /// Takes a batch in, all or nothing, durable on return; results in the order of the batch. Inside
    /// [`Self::all_or_nothing`] an error must end that too.
    ///
    /// The visible identity is account plus Message-ID, or the hash of the raw bytes without one. An undecrypted mail
    /// and its readable copy find each other by `embedded.message_id`. Two readable mails with one Message-ID but
    /// different senders stay two mails: nobody can hide a mail behind another's id. The visible mail keeps its id;
    /// the earlier version gets an own hidden row, see [`Store::versions_of`].
    pub fn insert_mails(&mut self, batch: &[NewMail<'_>]) -> Result<Vec<StoredMail>> {
        if !self.db.is_autocommit() {
            // A way back of its own would copy every page the batch touches; the change around it has one.
            return insert_all(&self.db, batch);
        }
        let tx = self.begin()?;
        let stored = insert_all(&tx, batch)?;
        tx.commit()?;
        Ok(stored)
    }

    /// Replaces everything derived from the raw bytes: rows, index, payload. Flags, folder and history stay.
    pub fn replace_derived(&mut self, id: MailId, parsed: &ParsedMail, payload: Option<&Payload>) -> Result<()> {
        let tx = self.begin()?;
        let (base, version) = stored_base(&tx, id)?;
        rows::write(&tx, &RowBase { id: Some(id), raw_sha256: &base.sha256, ..base.row }, parsed, payload)?;
        words::remove(&tx, id.0)?;
        if !version {
            words::add(&tx, id.0, parsed, payload)?;
            letters::learn(&tx, id, payload)?;
        }
        write_references(&tx, id, parsed)?;
        Ok(tx.commit()?)
    }

    /// Whether an account holds a mail, in view or as an earlier version, with exactly these raw bytes.
    pub fn holds_raw(&self, account: AccountId, bytes: &[u8]) -> Result<bool> {
        let mut statement = self.db.prepare_cached("SELECT EXISTS (SELECT 1 FROM mail WHERE account = ? AND raw_sha256 = ?)")?;
        Ok(statement.query_row(params![account.0, blobs::hash_of(bytes)], |row| row.get(0))?)
    }

    /// The received mail of an account with this Message-ID, or `None`; sent ones do not count.
    pub fn received_mail(&self, account: AccountId, message_id: &str) -> Result<Option<MailId>> {
        let found = self
            .db
            .prepare_cached("SELECT id FROM mail WHERE identity = ? AND account = ? AND incoming = 1 AND version_of IS NULL ORDER BY id")?
            .query_row(rusqlite::params![message_id, account.0], |row| row.get(0).map(MailId))
            .optional()?;
        Ok(found)
    }

    /// The mail as it was parsed; what came as a file vouches for nothing (rule 32).
    pub fn parsed(&self, id: MailId) -> Result<ParsedMail> {
        parsed(&self.db, id)
    }

    /// Its technical content, if any.
    pub fn payload(&self, id: MailId) -> Result<Option<Payload>> {
        let json: Option<String> =
            self.db.prepare_cached("SELECT payload FROM derived WHERE mail = ?")?.query_row([id.0], |row| row.get(0))?;
        Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
    }

    /// The raw bytes of a mail; `None` for a draft.
    pub fn raw_blob(&self, id: MailId) -> Result<Option<BlobId>> {
        let blob: Option<i64> = self.db.prepare_cached("SELECT blob FROM mail WHERE id = ?")?.query_row([id.0], |row| row.get(0))?;
        Ok(blob.map(BlobId))
    }
}

pub(super) fn parsed(db: &Connection, id: MailId) -> Result<ParsedMail> {
    let json: String = db.prepare_cached("SELECT parsed FROM derived WHERE mail = ?")?.query_row([id.0], |row| row.get(0))?;
    let parsed: ParsedMail = serde_json::from_str(&json)?;
    Ok(if origin::is_imported(db, id)? { parsed.unconfirmed() } else { parsed })
}

/// A stored mail that shares an identity with a new one.
struct Relative {
    id: MailId,
    visible: MailId,
    raw_sha256: String,
    from_address: String,
    is_final: bool,
}

fn insert_all(db: &Connection, batch: &[NewMail<'_>]) -> Result<Vec<StoredMail>> {
    let mut unindexed = Vec::new();
    let stored = batch.iter().map(|mail| take_in(db, mail, &mut unindexed)).collect::<Result<Vec<_>>>()?;
    index(db, &mut unindexed)?;
    Ok(stored)
}

fn take_in<'a>(db: &Connection, mail: &'a NewMail<'a>, unindexed: &mut Vec<(MailId, &'a NewMail<'a>)>) -> Result<StoredMail> {
    let (sha256, streamed) = match mail.raw {
        RawBytes::Inline(raw) => (raw.sha256().to_owned(), None),
        RawBytes::Blob(id) => blobs::info(db, id).map(|info| (info.sha256.clone(), Some(info)))?,
    };
    // An import of what lies here already, sent mails too, changes nothing (rule 40).
    if mail.uidl.is_none()
        && let Some(id) = same_bytes(db, mail.account, &sha256)?
    {
        if let Some(blob) = streamed {
            blobs::free_unused(db, blob.id)?;
        }
        return Ok(StoredMail { id, arrival: Arrival::Known });
    }
    let relatives = relatives(db, mail, &sha256)?;
    if let Some(same) = relatives.iter().find(|r| r.raw_sha256 == sha256) {
        write_uidl(db, mail, same.id)?;
        origin::fetched(db, same.id, mail.received)?;
        if let Some(blob) = streamed {
            blobs::free_unused(db, blob.id)?;
        }
        return Ok(StoredMail { id: same.visible, arrival: Arrival::Known });
    }
    let is_final = rows::is_final(mail.parsed);
    let sender = mail.parsed.from.first().map_or("", |from| from.address.as_str());
    let visible =
        relatives.iter().filter(|r| r.id == r.visible).find(|r| !(r.is_final && is_final) || r.from_address.eq_ignore_ascii_case(sender));
    // Only where it would be a new mail: what joins one in view is never kept out.
    if visible.is_none()
        && let Some(uidl) = mail.uidl
        && let Some(before) = purge::is_known(db, mail.account, &sha256, &rows::identity(mail.parsed, &sha256), mail.parsed)?
    {
        write_purged_uidl(db, mail, uidl, before)?;
        if let Some(blob) = streamed {
            blobs::free_unused(db, blob.id)?;
        }
        return Ok(StoredMail { id: MailId(0), arrival: Arrival::Purged });
    }
    let blob = match (mail.raw, streamed) {
        (RawBytes::Inline(raw), None) => blobs::insert(db, raw.bytes(), sha256)?,
        (_, Some(info)) => info,
        (RawBytes::Blob(id), None) => blobs::info(db, id)?,
    };
    match visible {
        None => {
            let id = write_new(db, mail, &blob, None)?;
            unindexed.push((id, mail));
            write_uidl(db, mail, id)?;
            Ok(StoredMail { id, arrival: Arrival::New })
        }
        // What a Clientmodul gives takes the place of what only a file said (rule 32).
        Some(visible) if visible.is_final && !(is_final && mail.uidl.is_some() && origin::is_imported(db, visible.id)?) => {
            join_behind(db, mail, &blob, visible.id)
        }
        Some(visible) => {
            // Its words are taken out again, and must be there.
            index(db, unindexed)?;
            join_in_front(db, mail, &blob, visible)
        }
    }
}

/// Puts the mails of a batch into the search, all in a row: between other statements the full-text tables write what they
/// gathered each time, which took a sixth of a fetch.
fn index(db: &Connection, unindexed: &mut Vec<(MailId, &NewMail<'_>)>) -> Result<()> {
    for (id, mail) in unindexed.iter() {
        words::add(db, id.0, mail.parsed, mail.payload)?;
    }
    // A letter that finds its person may change the words of others of the batch: they must be there.
    for (id, mail) in unindexed.drain(..).filter(|(_, mail)| mail.payload.is_some()) {
        letters::learn(db, id, mail.payload)?;
    }
    Ok(())
}

/// The visible mail of the account that holds, or once held, exactly these bytes.
fn same_bytes(db: &Connection, account: AccountId, sha256: &str) -> Result<Option<MailId>> {
    let mut statement =
        db.prepare_cached("SELECT coalesce(version_of, id) FROM mail WHERE raw_sha256 = ? AND account = ? ORDER BY id LIMIT 1")?;
    Ok(statement.query_row(params![sha256, account.0], |row| Ok(MailId(row.get(0)?))).optional()?)
}

/// Received mails of the account that may be the same one.
fn relatives(db: &Connection, mail: &NewMail<'_>, sha256: &str) -> Result<Vec<Relative>> {
    const COLUMNS: &str = "SELECT id, coalesce(version_of, id), raw_sha256, from_address, final FROM mail";
    let mut by_identity = db.prepare_cached(&format!("{COLUMNS} WHERE identity = ? AND account = ? AND incoming = 1 ORDER BY id"))?;
    let mut by_embedded = db.prepare_cached(&format!("{COLUMNS} WHERE embedded_id = ? AND account = ? AND incoming = 1 ORDER BY id"))?;
    let own = rows::identity(mail.parsed, sha256);
    let mut found = Vec::new();
    for key in [Some(own.as_str()), rows::embedded_id(mail.parsed)].into_iter().flatten() {
        for statement in [&mut by_identity, &mut by_embedded] {
            let rows = statement.query_map(params![key, mail.account.0], |row| {
                Ok(Relative {
                    id: MailId(row.get(0)?),
                    visible: MailId(row.get(1)?),
                    raw_sha256: row.get(2)?,
                    from_address: row.get(3)?,
                    is_final: row.get(4)?,
                })
            })?;
            for row in rows {
                found.push(row?);
            }
        }
    }
    Ok(found)
}

fn write_new(db: &Connection, mail: &NewMail<'_>, blob: &BlobInfo, version_of: Option<MailId>) -> Result<MailId> {
    let base = RowBase {
        id: None,
        account: mail.account,
        folder: mail.folder,
        incoming: true,
        listed: version_of.is_none() && rows::is_listed(mail.parsed),
        blob: Some(blob.id),
        raw_sha256: &blob.sha256,
        size: blob.len,
        received: mail.received,
        unread: mail.unread,
        state: None,
    };
    let id = rows::write(db, &base, mail.parsed, mail.payload)?;
    if mail.uidl.is_none() {
        origin::imported(db, id, mail.received)?;
    }
    match version_of {
        Some(visible) => {
            db.prepare_cached("UPDATE mail SET version_of = ?, unread = 0 WHERE id = ?")?.execute([visible.0, id.0])?;
        }
        None => write_references(db, id, mail.parsed)?,
    }
    Ok(id)
}

/// The visible mail is readable: the new bytes become a version behind it.
fn join_behind(db: &Connection, mail: &NewMail<'_>, blob: &BlobInfo, visible: MailId) -> Result<StoredMail> {
    let version = write_new(db, mail, blob, Some(visible))?;
    write_uidl(db, mail, version)?;
    let differs = rows::is_final(mail.parsed) && differs(&parsed(db, visible)?, mail.parsed);
    if differs {
        db.prepare_cached("UPDATE mail SET unread = 1 WHERE id = ?")?.execute([visible.0])?;
    }
    let key = if differs { "history-version-differs" } else { "history-version-arrived" };
    flags::add_history(db, visible, "", key, "", mail.received)?;
    Ok(StoredMail { id: visible, arrival: Arrival::Joined { readable_now: false, differs } })
}

/// The visible mail is not readable, or only a file: its content moves to a version row and the new bytes take its place.
fn join_in_front(db: &Connection, mail: &NewMail<'_>, blob: &BlobInfo, before: &Relative) -> Result<StoredMail> {
    let visible = before.id;
    let differs = before.is_final && differs(&parsed(db, visible)?, mail.parsed);
    db.prepare_cached(
        "INSERT INTO mail (account, folder, trashed_from, incoming, version_of, listed, chip, identity, embedded_id, final, blob,
                           raw_sha256, size, received, date, from_name, from_address, recipients, subject, from_key, subject_key,
                           dienstkennung, class, payload_kind, attachments, unread, answered, forwarded, decryption, integrity,
                           receipt_requested, kim_error, state)
         SELECT account, folder, trashed_from, incoming, id, 0, chip, identity, embedded_id, final, blob,
                raw_sha256, size, received, date, from_name, from_address, recipients, subject, from_key, subject_key,
                dienstkennung, class, payload_kind, attachments, 0, answered, forwarded, decryption, integrity,
                0, kim_error, state
         FROM mail WHERE id = ?",
    )?
    .execute([visible.0])?;
    let version = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO derived (mail, parsed, payload) SELECT ?, parsed, payload FROM derived WHERE mail = ?")?
        .execute([version, visible.0])?;
    db.prepare_cached("UPDATE uidl SET mail = ? WHERE mail = ?")?.execute([version, visible.0])?;
    // Each content keeps the way it came.
    if origin::is_imported(db, visible)? {
        origin::imported(db, MailId(version), mail.received)?;
    }
    match mail.uidl {
        Some(_) => origin::fetched(db, visible, mail.received)?,
        None => origin::imported(db, visible, mail.received)?,
    }
    let (base, _) = stored_base(db, visible)?;
    let row =
        RowBase { id: Some(visible), blob: Some(blob.id), raw_sha256: &blob.sha256, size: blob.len, received: mail.received, ..base.row };
    rows::write(db, &row, mail.parsed, mail.payload)?;
    // The same as before from another hand is no news.
    let readable_now = rows::is_final(mail.parsed) && (!before.is_final || differs);
    if readable_now {
        // What could not be read before is news, even if its shell lay in the trash. A receipt that was sent or declined
        // is not asked for again (rule 26).
        db.prepare_cached(
            "UPDATE mail SET unread = 1, listed = ?1, trashed_from = NULL,
                    receipt_requested = ?2 AND NOT EXISTS (SELECT 1 FROM history
                        WHERE mail = ?3 AND key IN ('history-receipt-declined', 'history-receipt-sent')),
                    folder = CASE folder WHEN 'trash' THEN coalesce(trashed_from, 'inbox') ELSE folder END
             WHERE id = ?3",
        )?
        .execute(params![rows::is_listed(mail.parsed), !mail.parsed.receipt_requested_by.is_empty(), visible.0])?;
    }
    words::remove(db, visible.0)?;
    words::add(db, visible.0, mail.parsed, mail.payload)?;
    write_references(db, visible, mail.parsed)?;
    write_uidl(db, mail, visible)?;
    letters::learn(db, visible, mail.payload)?;
    let key = match (differs, readable_now) {
        (true, _) => "history-version-differs",
        (false, true) => "history-readable-copy",
        (false, false) => "history-version-arrived",
    };
    flags::add_history(db, visible, "", key, "", mail.received)?;
    Ok(StoredMail { id: visible, arrival: Arrival::Joined { readable_now, differs } })
}

/// Whether two readable versions say different things to a person.
fn differs(a: &ParsedMail, b: &ParsedMail) -> bool {
    a.subject != b.subject || a.text != b.text || files_of(a) != files_of(b)
}

/// The files of a mail as a person tells them apart.
pub(super) fn files_of(mail: &ParsedMail) -> Vec<(String, u64)> {
    mail.attachments.iter().filter(|a| !a.is_signature_report).map(|a| (a.name.clone(), a.size)).collect()
}

/// What of a stored row does not come from the parsed mail.
struct StoredBase {
    row: RowBase<'static>,
    sha256: String,
}

fn stored_base(db: &Connection, id: MailId) -> Result<(StoredBase, bool)> {
    db.prepare_cached(
        "SELECT account, folder, incoming, listed, blob, raw_sha256, size, received, unread, version_of IS NOT NULL FROM mail WHERE id = ?",
    )?
    .query_row([id.0], |row| {
        let folder: String = row.get(1)?;
        Ok((
            StoredBase {
                row: RowBase {
                    id: Some(id),
                    account: AccountId(row.get(0)?),
                    folder: rows::folder_from(&folder).unwrap_or_default(),
                    incoming: row.get(2)?,
                    listed: row.get(3)?,
                    blob: row.get::<_, Option<i64>>(4)?.map(BlobId),
                    raw_sha256: "",
                    size: row.get(6)?,
                    received: Timestamp(row.get(7)?),
                    unread: row.get(8)?,
                    state: None,
                },
                sha256: row.get(5)?,
            },
            row.get(9)?,
        ))
    })
    .optional()?
    .ok_or(super::Error::NotFound)
}

/// Replaces the Message-IDs a mail names.
pub(super) fn write_references(db: &Connection, id: MailId, parsed: &ParsedMail) -> Result<()> {
    db.prepare_cached("DELETE FROM mail_reference WHERE mail = ?")?.execute([id.0])?;
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO mail_reference (message_id, mail) VALUES (?, ?)")?;
    let embedded = parsed.embedded.as_ref().and_then(|e| e.message_id.as_ref());
    // The newest references stand last (RFC 5322 §3.6.4); a hostile list must not grow without end.
    let references = parsed.references.iter().rev().take(MAX_REFERENCES);
    for message_id in parsed.message_id.iter().chain(embedded).chain(parsed.in_reply_to.iter().take(MAX_REFERENCES)).chain(references) {
        insert.execute(params![message_id, id.0])?;
    }
    Ok(())
}

/// The UIDL's bytes are committed with this transaction, in the row `holder`.
fn write_uidl(db: &Connection, mail: &NewMail<'_>, holder: MailId) -> Result<()> {
    let Some(uidl) = mail.uidl else { return Ok(()) };
    let row = params![mail.account.0, uidl, mail.listed_size, holder.0, mail.received.0];
    // Two plain statements for one with a conflict clause, for the same reason as in [`rows::write`].
    let known = db
        .prepare_cached(
            "UPDATE uidl SET listed_size = ?3, mail = ?4, attempts = 0, reason = '', on_server = 1, refetch = 0, deleted = 0,
                first_seen = CASE state WHEN 'stored' THEN first_seen ELSE ?5 END, state = 'stored', purged = 0
         WHERE account = ?1 AND uidl = ?2",
        )?
        .execute(row)?;
    if known == 0 {
        db.prepare_cached(
            "INSERT INTO uidl (account, uidl, listed_size, mail, state, attempts, reason, first_seen, on_server, refetch, deleted)
             VALUES (?1, ?2, ?3, ?4, 'stored', 0, '', ?5, 1, 0, 0)",
        )?
        .execute(row)?;
    }
    Ok(())
}

/// The UIDL stands for a mail that was deleted for good: it is not fetched again. On the server only bytes are deleted that were
/// stored here once (rule 12).
fn write_purged_uidl(db: &Connection, mail: &NewMail<'_>, uidl: &str, before: PurgedBefore) -> Result<()> {
    let was_stored = rows::is_final(mail.parsed) && before == PurgedBefore::Bytes;
    db.prepare_cached(
        "INSERT INTO uidl (account, uidl, listed_size, mail, state, attempts, reason, first_seen, on_server, refetch, deleted, purged)
         VALUES (?1, ?2, ?3, NULL, 'stored', 0, '', ?4, 1, 0, 0, ?5)
         ON CONFLICT (account, uidl) DO UPDATE SET listed_size = ?3, mail = NULL, attempts = 0, reason = '', on_server = 1, refetch = 0,
             deleted = 0, first_seen = CASE state WHEN 'stored' THEN first_seen ELSE ?4 END, state = 'stored', purged = ?5",
    )?
    .execute(params![mail.account.0, uidl, mail.listed_size, mail.received.0, if was_stored { 1 } else { 2 }])?;
    Ok(())
}
