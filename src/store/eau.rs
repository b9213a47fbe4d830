//! eAU on their way: those that wait for the Sammelversand, those nobody answered, and errors of insurers about them.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Error, Result, Store, flags, outbox, receipts};
use crate::domain::access::Scope;
use crate::domain::address::Mailbox;
use crate::domain::ids::{AccountId, MailId};
use crate::domain::outgoing::OutgoingState;
use crate::domain::payload::{Payload, PayloadKind};
use crate::domain::time::Timestamp;
use crate::domain::watch::{DocumentError, HeldEau, SilentEau};

/// Asked every few seconds, so only what stands in the small index is looked at.
pub(super) const SILENT: &str = "SELECT m.id, m.account, max(h.at) FROM mail m INDEXED BY mail_eau_accepted
     CROSS JOIN history h ON h.mail = m.id AND h.key = 'history-accepted'
     WHERE m.state = 'accepted' AND m.done = 0 AND m.payload_kind IN ('eau', 'eau-cancel')
       AND NOT EXISTS (SELECT 1 FROM document_error e WHERE e.about = m.id)
     GROUP BY m.id HAVING max(h.at) < ? ORDER BY max(h.at), m.id";

impl Store {
    /// What waits for the Sammelversand, longest first.
    pub fn held_eau(&self, scope: &Scope) -> Result<Vec<HeldEau>> {
        let mut statement = self.db.prepare_cached(
            "SELECT h.mail, m.account, m.subject, h.since, d.payload
             FROM held h JOIN mail m ON m.id = h.mail JOIN derived d ON d.mail = h.mail ORDER BY h.since, h.mail",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let payload: Option<String> = row.get(4)?;
            let payload: Option<Payload> = payload.map(|json| serde_json::from_str(&json)).transpose()?;
            let field = |key: &str| payload.as_ref().and_then(|payload| payload.field(key)).unwrap_or_default().to_owned();
            let held = HeldEau {
                mail: MailId(row.get(0)?),
                account: AccountId(row.get(1)?),
                subject: row.get(2)?,
                since: Timestamp(row.get(3)?),
                patient: field("field-patient"),
                insurer: field("field-insurer"),
            };
            if scope.allows(held.account) {
                found.push(held);
            }
        }
        Ok(found)
    }

    /// Whether anything is held that came in before `before`.
    pub fn has_eau_from_before(&self, before: Timestamp) -> Result<bool> {
        let mut statement = self.db.prepare_cached("SELECT EXISTS (SELECT 1 FROM held WHERE since < ?)")?;
        Ok(statement.query_row([before.0], |row| row.get(0))?)
    }

    /// Lets what is held go: it waits in the outbox from now on like any other mail. Only what came in before `before`;
    /// `mails` none means all. Returns how many.
    pub fn release_held(&mut self, mails: Option<&[MailId]>, before: Timestamp, who: &str, now: Timestamp) -> Result<usize> {
        let tx = self.begin()?;
        let held: Vec<MailId> = tx
            .prepare_cached("SELECT mail FROM held WHERE since < ? ORDER BY since, mail")?
            .query_map([before.0], |row| Ok(MailId(row.get(0)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let chosen: Vec<MailId> = held.into_iter().filter(|mail| mails.is_none_or(|mails| mails.contains(mail))).collect();
        for mail in &chosen {
            let_go(&tx, *mail)?;
            // The working days of its retries begin now, not when it was gathered.
            tx.execute("UPDATE outgoing SET queued_at = ? WHERE mail = ?", params![now.0, mail.0])?;
            flags::add_history(&tx, *mail, who, "history-eau-released", "", now)?;
        }
        tx.commit()?;
        Ok(chosen.len())
    }

    /// Accepted eAU without receipt, error or a person's „erledigt", taken by the Clientmodul before `before`.
    pub fn silent_eau(&self, scope: &Scope, before: Timestamp) -> Result<Vec<SilentEau>> {
        let mut statement = self.db.prepare_cached(SILENT)?;
        let found = statement.query_map([before.0], |row| {
            Ok(SilentEau { mail: MailId(row.get(0)?), account: AccountId(row.get(1)?), accepted: Timestamp(row.get(2)?) })
        })?;
        let found: Vec<SilentEau> = found.collect::<rusqlite::Result<_>>()?;
        Ok(found.into_iter().filter(|eau| scope.allows(eau.account)).collect())
    }

    /// Remembers what insurers name in their answers to a sent mail that came from elsewhere (an import).
    pub fn note_payload(&mut self, mail: MailId, payload: &Payload) -> Result<()> {
        let tx = self.begin()?;
        note_payload(&tx, mail, payload)?;
        Ok(tx.commit()?)
    }

    /// Where the newest mail with one of these documents went; empty for a document that was not sent from this account.
    pub fn recipients_of_document(&self, account: AccountId, documents: &[String]) -> Result<Vec<Mailbox>> {
        let Some(mail) = find_sent(&self.db, account, documents)? else { return Ok(Vec::new()) };
        Ok(outbox::recipients(&self.db, mail)?.into_iter().map(|(_, recipient)| recipient.mailbox).collect())
    }

    /// Joins an insurer's error with the sent mail it names, by document id or Message-ID. The sent mail needs a person
    /// again, for information (`code` 100) too: it stands in the outbox and nowhere else. `None` when it is about nothing we
    /// sent.
    pub fn join_document_error(
        &mut self,
        account: AccountId,
        error: MailId,
        refers_to: &[String],
        code: &str,
        at: Timestamp,
    ) -> Result<Option<MailId>> {
        let tx = self.begin()?;
        let Some(about) = find_sent(&tx, account, refers_to)? else { return Ok(None) };
        // Shown with the mail it is about, like a receipt (TA eAU: status mails stay out of the inbox).
        tx.execute("UPDATE mail SET listed = 0 WHERE id = ? AND version_of IS NULL", [error.0])?;
        tx.execute("INSERT OR REPLACE INTO document_error (mail, about, code) VALUES (?, ?, ?)", params![error.0, about.0, code])?;
        flags::add_history(&tx, about, "", "history-document-error", code, at)?;
        outbox::reopen(&tx, about)?;
        tx.commit()?;
        Ok(Some(about))
    }

    /// Errors about sent documents, newest first.
    pub fn document_errors(&self, scope: &Scope) -> Result<Vec<DocumentError>> {
        let mut statement = self.db.prepare_cached(
            "SELECT e.mail, m.account, e.about, e.code, m.done = 0 FROM document_error e JOIN mail m ON m.id = e.about ORDER BY e.mail DESC",
        )?;
        let found = statement.query_map([], |row| {
            Ok(DocumentError {
                mail: MailId(row.get(0)?),
                account: AccountId(row.get(1)?),
                about: MailId(row.get(2)?),
                code: row.get(3)?,
                open: row.get(4)?,
            })
        })?;
        let found: Vec<DocumentError> = found.collect::<rusqlite::Result<_>>()?;
        Ok(found.into_iter().filter(|error| scope.allows(error.account)).collect())
    }
}

/// A held mail is none any more: it stands in lists like others.
pub(super) fn let_go(db: &Connection, mail: MailId) -> Result<()> {
    if db.execute("DELETE FROM held WHERE mail = ?", [mail.0])? == 1 {
        db.execute("UPDATE mail SET listed = 1 WHERE id = ?", [mail.0])?;
    }
    Ok(())
}

/// Whether a mail waits for the Sammelversand.
pub(super) fn is_held(db: &Connection, mail: MailId) -> Result<bool> {
    Ok(db.prepare_cached("SELECT EXISTS (SELECT 1 FROM held WHERE mail = ?)")?.query_row([mail.0], |row| row.get(0))?)
}

/// Ids are compared without `urn:uuid:` and without case.
fn plain(document: &str) -> String {
    let document = document.trim().trim_matches(['<', '>']).to_lowercase();
    document.strip_prefix("urn:uuid:").unwrap_or(&document).to_owned()
}

/// Remembers the ids of the documents in a sent mail, and that it asks for an eEB if it does.
pub(super) fn note_payload(db: &Connection, mail: MailId, payload: &Payload) -> Result<()> {
    for document in payload.documents().into_iter().map(plain).filter(|document| !document.is_empty()) {
        db.execute("INSERT OR IGNORE INTO sent_document (document, mail) VALUES (?, ?)", params![document, mail.0])?;
    }
    if payload.kind == PayloadKind::EebRequest {
        db.execute("INSERT OR IGNORE INTO eeb_request (mail) VALUES (?)", [mail.0])?;
    }
    Ok(())
}

/// The newest mail of an account with one of these document ids or Message-IDs.
pub(super) fn find_sent(db: &Connection, account: AccountId, ids: &[String]) -> Result<Option<MailId>> {
    for id in ids {
        let found: Option<i64> = db
            .prepare_cached(
                "SELECT d.mail FROM sent_document d JOIN mail m ON m.id = d.mail
                 WHERE d.document = ? AND m.account = ? AND coalesce(m.state, '') <> ? ORDER BY d.mail DESC LIMIT 1",
            )?
            .query_row(params![plain(id), account.0, OutgoingState::Cancelled.as_str()], |row| row.get(0))
            .optional()?;
        if let Some(mail) = found {
            return Ok(Some(MailId(mail)));
        }
    }
    receipts::find_own(db, account, ids)
}

/// What [`Store::begin_sending`] asks: held mails are sent by nobody.
pub(super) fn refuse_held(db: &Connection, mail: MailId) -> Result<()> {
    if is_held(db, mail)? { Err(Error::WrongState) } else { Ok(()) }
}
