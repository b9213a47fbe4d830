//! Requests for an eEB and their answers: which belong together, and which requests somebody still waits for.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::{Result, Store, eau, flags, outbox};
use crate::domain::eeb::{EebPace, EebState};
use crate::domain::ids::{AccountId, MailId};
use crate::domain::time::Timestamp;

impl Store {
    /// How often somebody looks for answers.
    pub fn eeb_pace(&self) -> EebPace {
        EebPace::of(|key| self.setting(key).ok().flatten())
    }

    /// Joins an answer with the request it names by Message-ID or document id; the request needs a person again after an
    /// error (`code` not empty). `None` when it is about nothing we sent, as when the insured person asked by app.
    pub fn join_eeb_answer(
        &mut self,
        account: AccountId,
        answer: MailId,
        refers_to: &[String],
        code: &str,
        at: Timestamp,
    ) -> Result<Option<MailId>> {
        let tx = self.begin()?;
        let Some(about) = eau::find_sent(&tx, account, refers_to)? else { return Ok(None) };
        let is_request: bool = tx.query_row("SELECT EXISTS (SELECT 1 FROM eeb_request WHERE mail = ?)", [about.0], |row| row.get(0))?;
        if !is_request {
            return Ok(None);
        }
        tx.execute("INSERT OR REPLACE INTO eeb_answer (mail, about, code) VALUES (?, ?, ?)", params![answer.0, about.0, code])?;
        let (key, detail) = if code.is_empty() { ("history-eeb-certificate", "") } else { ("history-eeb-error", code) };
        flags::add_history(&tx, about, "", key, detail, at)?;
        if !code.is_empty() {
            outbox::reopen(&tx, about)?;
        }
        tx.commit()?;
        Ok(Some(about))
    }

    /// Request and answer, seen from either mail; `None` for any other mail and for an answer to nothing we sent.
    pub fn eeb_state(&self, mail: MailId, now: Timestamp) -> Result<Option<EebState>> {
        let known: Option<i64> = self
            .db
            .prepare_cached("SELECT about FROM eeb_answer WHERE mail = ?1 UNION ALL SELECT mail FROM eeb_request WHERE mail = ?1 LIMIT 1")?
            .query_row([mail.0], |row| row.get(0))
            .optional()?;
        let Some(request) = known.map(MailId) else { return Ok(None) };
        let newest: Option<(i64, String)> = self
            .db
            .prepare_cached("SELECT mail, code FROM eeb_answer WHERE about = ? ORDER BY mail DESC LIMIT 1")?
            .query_row([request.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let pace = self.eeb_pace();
        let looks_until = match newest {
            None => accepted_at(&self.db, request)?.and_then(|accepted| pace.ends(accepted, now)),
            Some(_) => None,
        };
        let (answer, code) = newest.map_or((None, String::new()), |(mail, code)| (Some(MailId(mail)), code));
        Ok(Some(EebState { request, answer, code, looks_until, every_secs: pace.every_secs }))
    }

    /// Every mail that is a request.
    pub fn eeb_requests(&self) -> Result<HashSet<MailId>> {
        let mut statement = self.db.prepare_cached("SELECT mail FROM eeb_request")?;
        Ok(statement.query_map([], |row| Ok(MailId(row.get(0)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Accounts with a request that was handed over lately and not answered yet. Asked every second, so only the newest
    /// requests are looked at.
    pub fn accounts_awaiting_eeb(&self, pace: EebPace, now: Timestamp) -> Result<Vec<AccountId>> {
        let since = now.plus_secs(-i64::from(pace.minutes) * 60);
        let mut statement = self.db.prepare_cached(
            "SELECT DISTINCT m.account FROM (SELECT mail FROM eeb_request ORDER BY mail DESC LIMIT 100) r JOIN mail m ON m.id = r.mail
             WHERE m.state IN ('accepted', 'delivered', 'read')
               AND NOT EXISTS (SELECT 1 FROM eeb_answer a WHERE a.about = r.mail)
               AND EXISTS (SELECT 1 FROM history h WHERE h.mail = r.mail AND h.key = 'history-accepted' AND h.at > ?)
             ORDER BY m.account",
        )?;
        let found = statement.query_map([since.0], |row| Ok(AccountId(row.get(0)?)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }
}

/// When the Clientmodul took a mail over while it is still on its way; `None` when it did not, or the mail came to nothing.
fn accepted_at(db: &Connection, mail: MailId) -> Result<Option<Timestamp>> {
    let at: Option<i64> = db
        .prepare_cached(
            "SELECT max(h.at) FROM history h JOIN mail m ON m.id = h.mail
             WHERE h.mail = ? AND h.key = 'history-accepted' AND m.state IN ('accepted', 'delivered', 'read')",
        )?
        .query_row([mail.0], |row| row.get(0))?;
    Ok(at.map(Timestamp))
}
