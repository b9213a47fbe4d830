//! The outbox: states per recipient, each committed before the act it announces (rules 19 to 22).

use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{self, RowBase};
use super::{Error, Result, Store, answers, audit, blobs, drafts, eau, flags, letters, mails, words};
use crate::domain::access::Scope;
use crate::domain::address::{KimAddress, Mailbox};
use crate::domain::answer::EbzKind;
use crate::domain::ids::{AccountId, BlobId, MailId};
use crate::domain::mail::{Folder, ParsedMail};
use crate::domain::outgoing::{OutboxItem, OutgoingState, RecipientKind, RecipientReply, RecipientStatus, SendOutcome};
use crate::domain::payload::Payload;
use crate::domain::time::Timestamp;

/// The line of a try that sent nothing.
pub const NOT_SENT: &str = "history-not-sent";
/// No try is put off for longer; a later time was set while the clock was wrong.
const LONGEST_WAIT_SECS: i64 = 86_400;

/// A rendered mail to queue. From here on bytes and Message-ID never change.
pub struct NewOutgoing<'a> {
    pub account: AccountId,
    /// The draft it was made from, already saved; its id becomes the id of the outgoing mail. `None` for
    /// mails without one (forwarded unchanged, read receipts).
    pub draft: Option<MailId>,
    pub raw: BlobId,
    pub parsed: &'a ParsedMail,
    pub payload: Option<&'a Payload>,
    /// Without angle brackets.
    pub message_id: &'a str,
    pub recipients: &'a [(RecipientKind, Mailbox)],
    /// MAIL FROM; empty for a null reverse path (read receipts, RFC 8098 §2.1).
    pub return_path: &'a str,
    /// Ask for delivery receipts (RFC 3461 NOTIFY).
    pub delivery_receipt: bool,
    /// Shown in outbox and „Gesendet"; false for receipts the program sends.
    pub listed: bool,
    pub now: Timestamp,
}

/// What the sender needs for one submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    pub id: MailId,
    pub account: AccountId,
    pub raw: BlobId,
    pub size: u64,
    pub message_id: String,
    pub return_path: String,
    pub delivery_receipt: bool,
    /// Only those that still wait; never one that was accepted before (rule 22).
    pub recipients: Vec<KimAddress>,
    pub attempts: u32,
    pub queued_at: Timestamp,
}

const ALL: &str = "SELECT o.mail FROM outgoing o JOIN mail m ON m.id = o.mail WHERE m.listed = 1 ORDER BY o.queued_at DESC, o.mail DESC";

/// Asked for with every change; what arrived grows for years.
pub(super) const UNDER_WAY: &str = "SELECT o.mail FROM (
        SELECT id FROM mail INDEXED BY mail_under_way
            WHERE state IN ('queued', 'sending', 'accepted', 'refused', 'undeliverable', 'uncertain')
        UNION SELECT e.about FROM document_error e JOIN mail a ON a.id = e.about WHERE a.done = 0
    ) found CROSS JOIN outgoing o ON o.mail = found.id CROSS JOIN mail m ON m.id = o.mail
    WHERE m.listed = 1 ORDER BY o.queued_at DESC, o.mail DESC";

impl Store {
    /// Puts a mail into the outbox, durable on return.
    ///
    /// # Errors
    /// `WrongState` if the draft is none any more, or there is no recipient.
    pub fn queue_mail(&mut self, mail: &NewOutgoing<'_>) -> Result<MailId> {
        let tx = self.begin()?;
        let id = insert(&tx, mail)?;
        tx.commit()?;
        Ok(id)
    }

    /// Gives a stored mail in „Gesendet" that came from elsewhere (an import) its recipients, all „übergeben", so that
    /// receipts about it are joined and shown like those of own mails. Without Message-ID or recipients nothing changes.
    pub fn adopt_sent(&mut self, id: MailId, return_path: &str, parsed: &ParsedMail, at: Timestamp) -> Result<()> {
        let Some(message_id) = &parsed.message_id else { return Ok(()) };
        let to = parsed.to.iter().map(|mailbox| (RecipientKind::To, mailbox));
        let recipients: Vec<_> = to.chain(parsed.cc.iter().map(|mailbox| (RecipientKind::Cc, mailbox))).collect();
        if recipients.is_empty() {
            return Ok(());
        }
        let tx = self.begin()?;
        let added = tx.execute(
            "INSERT OR IGNORE INTO outgoing (mail, account, message_id, return_path, delivery_receipt, queued_at, next_try, data_begun,
                                             attempts, problem_code, problem_detail)
             SELECT id, account, ?2, ?3, 0, ?4, NULL, 0, 0, '', '' FROM mail WHERE id = ?1",
            params![id.0, message_id, return_path, at.0],
        )?;
        if added == 1 {
            for (kind, mailbox) in recipients {
                tx.execute(
                    "INSERT INTO recipient (mail, cc, address, name, state, reply) VALUES (?, ?, ?, ?, 'accepted', '')",
                    params![id.0, kind == RecipientKind::Cc, mailbox.address, mailbox.name],
                )?;
            }
            settle(&tx, id)?;
        }
        Ok(tx.commit()?)
    }

    /// # Errors
    /// `NotFound` for a mail that was never queued.
    pub fn outbox_item(&self, id: MailId) -> Result<OutboxItem> {
        item(&self.db, id)
    }

    /// Newest first, of the accounts of the scope; without `settled` only what is under way, came back or is told of by an
    /// error that waits for a person.
    pub fn outbox_items(&self, scope: &Scope, settled: bool) -> Result<Vec<OutboxItem>> {
        let mut statement = self.db.prepare_cached(if settled { ALL } else { UNDER_WAY })?;
        let ids: Vec<MailId> = statement.query_map([], |row| Ok(MailId(row.get(0)?)))?.collect::<rusqlite::Result<_>>()?;
        let items = ids.into_iter().map(|id| self.outbox_item(id));
        items.filter(|item| item.as_ref().map_or(true, |item| scope.allows(item.account))).collect()
    }

    /// What waits and whose time has come, oldest first. A time of more than a day ahead was set by a clock that was wrong.
    pub fn due_outgoing(&self, now: Timestamp) -> Result<Vec<MailId>> {
        let mut statement = self.db.prepare_cached(
            "SELECT mail FROM outgoing
             WHERE mail IN (SELECT mail FROM recipient WHERE state = 'queued') AND (coalesce(next_try, 0) <= ?1 OR next_try > ?2)
               AND mail NOT IN (SELECT mail FROM recipient WHERE state = 'sending') AND mail NOT IN (SELECT mail FROM held)
             ORDER BY queued_at, mail",
        )?;
        let found = statement.query_map([now.0, now.plus_secs(LONGEST_WAIT_SECS).0], |row| Ok(MailId(row.get(0)?)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// A waiting mail waits with one of its account that failed just now, for the same cause and without counting a try; false
    /// when it is of another account.
    pub fn put_off(&mut self, mail: MailId, failed: &OutboxItem, until: Timestamp) -> Result<bool> {
        let changed = self.db.execute(
            "UPDATE outgoing SET next_try = ?, problem_code = ?, problem_detail = ? WHERE mail = ? AND account = ?",
            params![until.0, failed.problem_code, failed.problem_detail, mail.0, failed.account.0],
        )?;
        Ok(changed == 1)
    }

    /// The earliest time something waiting becomes due; 1970 for at once, as for what [`Store::due_outgoing`] does not believe.
    pub fn next_outgoing(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        let found: Option<i64> = self
            .db
            .prepare_cached(
                "SELECT min(CASE WHEN next_try > ? THEN 0 ELSE coalesce(next_try, 0) END) FROM outgoing
                 WHERE mail IN (SELECT mail FROM recipient WHERE state = 'queued') AND mail NOT IN (SELECT mail FROM held)",
            )?
            .query_row([now.plus_secs(LONGEST_WAIT_SECS).0], |row| row.get(0))?;
        Ok(found.map(Timestamp))
    }

    /// Waiting recipients become „wird gesendet"; counts the attempt. Durable before the first SMTP byte.
    ///
    /// # Errors
    /// `WrongState` when nothing waits or it is being sent already.
    pub fn begin_sending(&mut self, id: MailId) -> Result<Outgoing> {
        let tx = self.begin()?;
        eau::refuse_held(&tx, id)?;
        let recipients = recipients(&tx, id)?;
        if recipients.iter().any(|(_, r)| r.state == OutgoingState::Sending) {
            return Err(Error::WrongState);
        }
        let waiting: Vec<KimAddress> = recipients
            .iter()
            .filter(|(_, r)| r.state == OutgoingState::Queued)
            .filter_map(|(_, r)| KimAddress::parse(&r.mailbox.address).ok())
            .collect();
        if waiting.is_empty() {
            return Err(Error::WrongState);
        }
        tx.execute("UPDATE recipient SET state = 'sending' WHERE mail = ? AND state = 'queued'", [id.0])?;
        tx.execute("UPDATE outgoing SET attempts = attempts + 1, data_begun = 0, next_try = NULL WHERE mail = ?", [id.0])?;
        settle(&tx, id)?;
        let outgoing = tx.query_row(
            "SELECT o.account, m.blob, m.size, o.message_id, o.return_path, o.delivery_receipt, o.attempts, o.queued_at
             FROM outgoing o JOIN mail m ON m.id = o.mail WHERE o.mail = ?",
            [id.0],
            |row| {
                Ok(Outgoing {
                    id,
                    account: AccountId(row.get(0)?),
                    raw: BlobId(row.get(1)?),
                    size: row.get(2)?,
                    message_id: row.get(3)?,
                    return_path: row.get(4)?,
                    delivery_receipt: row.get(5)?,
                    recipients: waiting,
                    attempts: row.get(6)?,
                    queued_at: Timestamp(row.get(7)?),
                })
            },
        )?;
        tx.commit()?;
        Ok(outgoing)
    }

    /// Must return before DATA is sent: from here on a crash means „unklar".
    ///
    /// # Errors
    /// `WrongState` if it is not being sent; then DATA must not be sent.
    pub fn data_begun(&mut self, id: MailId) -> Result<()> {
        let changed = self.db.execute(
            "UPDATE outgoing SET data_begun = 1
             WHERE mail = ?1 AND EXISTS (SELECT 1 FROM recipient WHERE mail = ?1 AND state = 'sending')",
            [id.0],
        )?;
        if changed == 1 { Ok(()) } else { Err(Error::WrongState) }
    }

    /// Stores how the submission ended, per recipient. With `next_try` passing failures wait again, without they are refused.
    ///
    /// # Errors
    /// `WrongState` if it is not being sent.
    pub fn record_outcome(&mut self, id: MailId, outcome: &SendOutcome, next_try: Option<Timestamp>, now: Timestamp) -> Result<OutboxItem> {
        self.end_sending(id, outcome, next_try, None, now)
    }

    /// The same with its line in the history, as one change: as a part of a larger one it would keep a way back for every page
    /// of a large attachment that is let go here.
    ///
    /// # Errors
    /// `WrongState` if it is not being sent.
    pub fn end_sending(
        &mut self,
        id: MailId,
        outcome: &SendOutcome,
        next_try: Option<Timestamp>,
        told: Option<(&str, &str)>,
        now: Timestamp,
    ) -> Result<OutboxItem> {
        let tx = self.begin()?;
        let mut waits = false;
        let mut met = false;
        for (key, recipient) in recipients(&tx, id)? {
            if recipient.state != OutgoingState::Sending {
                continue;
            }
            met = true;
            let (state, reply) = after_sending(&recipient, outcome, next_try.is_some());
            waits |= state == OutgoingState::Queued;
            tx.execute("UPDATE recipient SET state = ?, reply = ? WHERE id = ?", params![state.as_str(), reply, key])?;
        }
        if !met {
            return Err(Error::WrongState);
        }
        let (code, detail) = match outcome {
            SendOutcome::Accepted { .. } => ("", ""),
            SendOutcome::NotSent { failure, .. } => (failure.code, failure.detail.as_str()),
            SendOutcome::Unknown { detail } => ("SMTP-UNCERTAIN", detail.as_str()),
        };
        tx.execute(
            "UPDATE outgoing SET next_try = ?, data_begun = 0, problem_code = ?, problem_detail = ? WHERE mail = ?",
            params![next_try.filter(|_| waits).map(|t| t.0), code, detail, id.0],
        )?;
        // Tries that failed alike, every few minutes, are one line; how many there were is counted in the outbox.
        if let Some((key, detail)) = told
            && !(key == NOT_SENT && waits && flags::repeats_last_line(&tx, id, (key, detail))?)
        {
            flags::add_history(&tx, id, "", key, detail, now)?;
        }
        reopen(&tx, id)?;
        settle(&tx, id)?;
        let item = item(&tx, id)?;
        tx.commit()?;
        tracing::info!(mail = id.0, state = item.state.as_str(), at = now.0, "submission recorded");
        Ok(item)
    }

    /// At start: „wird gesendet" waits again if DATA had not begun, else it is „unklar" (rule 21). Returns the uncertain ones.
    pub fn recover_outbox(&mut self) -> Result<Vec<MailId>> {
        let tx = self.begin()?;
        let broken: Vec<(MailId, bool)> = tx
            .prepare("SELECT mail, data_begun FROM outgoing WHERE mail IN (SELECT mail FROM recipient WHERE state = 'sending')")?
            .query_map([], |row| Ok((MailId(row.get(0)?), row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (id, data_begun) in &broken {
            let state = if *data_begun { OutgoingState::Uncertain } else { OutgoingState::Queued };
            tx.execute("UPDATE recipient SET state = ? WHERE mail = ? AND state = 'sending'", params![state.as_str(), id.0])?;
            tx.execute("UPDATE outgoing SET data_begun = 0 WHERE mail = ?", [id.0])?;
            settle(&tx, *id)?;
        }
        tx.commit()?;
        Ok(broken.into_iter().filter(|(_, data_begun)| *data_begun).map(|(id, _)| id).collect())
    }

    /// Takes waiting and refused recipients back. If nobody got the mail it becomes a draft again (state `Draft` in the
    /// answer); one without a draft goes to the trash.
    ///
    /// # Errors
    /// `WrongState` while it is being sent, or when nothing waits or was refused.
    pub fn cancel(&mut self, id: MailId) -> Result<OutboxItem> {
        let tx = self.begin()?;
        let now = recipients(&tx, id)?;
        let is_back = |state| matches!(state, OutgoingState::Queued | OutgoingState::Refused);
        if now.iter().any(|(_, r)| r.state == OutgoingState::Sending) || !now.iter().any(|(_, r)| is_back(r.state)) {
            return Err(Error::WrongState);
        }
        tx.execute("UPDATE recipient SET state = 'cancelled' WHERE mail = ? AND state IN ('queued', 'refused')", [id.0])?;
        tx.execute("UPDATE outgoing SET next_try = NULL WHERE mail = ?", [id.0])?;
        eau::let_go(&tx, id)?;
        reopen(&tx, id)?;
        let nobody_got_it = now.iter().all(|(_, r)| is_back(r.state) || r.state == OutgoingState::Cancelled);
        let draft = if nobody_got_it { drafts::load(&tx, id)? } else { None };
        if nobody_got_it {
            // The same file dropped again was not sent: it may go.
            tx.execute("DELETE FROM watch_sent WHERE mail = ?", [id.0])?;
        }
        settle(&tx, id)?;
        let mut item = item(&tx, id)?;
        if let Some(draft) = draft {
            let raw: Option<i64> = tx.query_row("SELECT blob FROM mail WHERE id = ?", [id.0], |row| row.get(0))?;
            tx.execute("DELETE FROM outgoing WHERE mail = ?", [id.0])?;
            tx.execute("DELETE FROM mail_reference WHERE mail = ?", [id.0])?;
            drafts::write_row(&tx, &draft, Some(id), item.queued_at)?;
            tx.execute("UPDATE mail SET folder = 'drafts', trashed_from = NULL, state = 'draft', listed = 1 WHERE id = ?", [id.0])?;
            if let Some(raw) = raw {
                blobs::free_unused(&tx, BlobId(raw))?;
            }
            item.state = OutgoingState::Draft;
        } else if nobody_got_it {
            tx.execute("UPDATE mail SET folder = 'trash', trashed_from = 'sent' WHERE id = ?", [id.0])?;
        }
        tx.commit()?;
        Ok(item)
    }

    /// Settles an uncertain send: `sent` files it as handed over, otherwise the same bytes wait again.
    ///
    /// # Errors
    /// `WrongState` if nothing is uncertain.
    pub fn resolve(&mut self, id: MailId, sent: bool) -> Result<OutboxItem> {
        let state = if sent { OutgoingState::Accepted } else { OutgoingState::Queued };
        self.change_open(id, state, "SELECT id FROM recipient WHERE mail = ? AND state = 'uncertain'")
    }

    /// Lets refused and waiting recipients be tried now. Never an uncertain one.
    ///
    /// # Errors
    /// `WrongState` if nothing was refused or waits.
    pub fn retry(&mut self, id: MailId) -> Result<OutboxItem> {
        self.change_open(id, OutgoingState::Queued, "SELECT id FROM recipient WHERE mail = ? AND state IN ('queued', 'refused')")
    }

    fn change_open(&mut self, id: MailId, state: OutgoingState, which: &str) -> Result<OutboxItem> {
        let tx = self.begin()?;
        let keys: Vec<i64> = tx.prepare(which)?.query_map([id.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        if keys.is_empty() {
            return Err(Error::WrongState);
        }
        for key in keys {
            tx.execute("UPDATE recipient SET state = ? WHERE id = ?", params![state.as_str(), key])?;
        }
        tx.execute("UPDATE outgoing SET next_try = NULL, problem_code = '', problem_detail = '' WHERE mail = ?", [id.0])?;
        reopen(&tx, id)?;
        settle(&tx, id)?;
        let item = item(&tx, id)?;
        tx.commit()?;
        Ok(item)
    }
}

/// The rows of a queued mail and all by which its answers find it, as a part of the caller's transaction.
pub(super) fn insert(tx: &Connection, mail: &NewOutgoing<'_>) -> Result<MailId> {
    if mail.recipients.is_empty() {
        return Err(Error::WrongState);
    }
    let blob = blobs::info(tx, mail.raw)?;
    if let Some(draft) = mail.draft {
        let is_draft: bool =
            tx.query_row("SELECT EXISTS (SELECT 1 FROM mail WHERE id = ? AND state = 'draft')", [draft.0], |row| row.get(0))?;
        if !is_draft {
            return Err(Error::WrongState);
        }
    }
    let base = RowBase {
        id: mail.draft,
        account: mail.account,
        folder: Folder::Outbox,
        incoming: false,
        listed: mail.listed,
        blob: Some(blob.id),
        raw_sha256: &blob.sha256,
        size: blob.len,
        received: mail.now,
        unread: false,
        state: Some(OutgoingState::Queued),
    };
    let id = rows::write(tx, &base, mail.parsed, mail.payload)?;
    tx.execute(
        "UPDATE mail SET account = ?, folder = 'outbox', trashed_from = NULL, state = 'queued', listed = ? WHERE id = ?",
        params![mail.account.0, mail.listed, id.0],
    )?;
    words::remove(tx, id.0)?;
    words::add(tx, id.0, mail.parsed, mail.payload)?;
    mails::write_references(tx, id, mail.parsed)?;
    tx.execute(
        "INSERT INTO outgoing (mail, account, message_id, return_path, delivery_receipt, queued_at, next_try, data_begun, attempts,
                               problem_code, problem_detail)
         VALUES (?, ?, ?, ?, ?, ?, NULL, 0, 0, '', '')",
        params![id.0, mail.account.0, mail.message_id, mail.return_path, mail.delivery_receipt, mail.now.0],
    )?;
    for (kind, mailbox) in mail.recipients {
        tx.execute(
            "INSERT INTO recipient (mail, cc, address, name, state, reply) VALUES (?, ?, ?, ?, 'queued', '')",
            params![id.0, *kind == RecipientKind::Cc, mailbox.address, mailbox.name],
        )?;
    }
    audit::note_state(tx, id, OutgoingState::Queued.as_str())?;
    if let Some(payload) = mail.payload {
        eau::note_payload(tx, id, payload)?;
        letters::learn(tx, id, Some(payload))?;
        // An answer that somebody sends on is no decision of its own.
        if let Some(request) = payload.ebz.as_ref().filter(|record| record.kind == EbzKind::Request) {
            answers::write_record(tx, id, &request.number, request, mail.now)?;
        }
    }
    Ok(id)
}

/// Where a recipient stands after a submission in which it took part.
fn after_sending(recipient: &RecipientStatus, outcome: &SendOutcome, may_wait: bool) -> (OutgoingState, String) {
    let own = |replies: &[RecipientReply]| {
        replies.iter().find(|r| r.address.as_str().eq_ignore_ascii_case(&recipient.mailbox.address) && !r.accepted).cloned()
    };
    match outcome {
        SendOutcome::Accepted { reply, recipients } => match own(recipients) {
            None => (OutgoingState::Accepted, reply.clone()),
            Some(refused) if refused.transient && may_wait => (OutgoingState::Queued, refused.reply),
            Some(refused) => (OutgoingState::Refused, refused.reply),
        },
        SendOutcome::NotSent { failure, recipients } => match own(recipients) {
            Some(refused) if !refused.transient => (OutgoingState::Refused, refused.reply),
            refused => {
                let reply = refused.map_or_else(|| failure.detail.clone(), |r| r.reply);
                (if failure.transient && may_wait { OutgoingState::Queued } else { OutgoingState::Refused }, reply)
            }
        },
        SendOutcome::Unknown { detail } => (OutgoingState::Uncertain, detail.clone()),
    }
}

/// Recipients of a queued mail with their keys, in the order they were given.
pub(super) fn recipients(db: &Connection, id: MailId) -> Result<Vec<(i64, RecipientStatus)>> {
    let mut statement =
        db.prepare_cached("SELECT id, cc, address, name, state, reply, delivered_at, read_at FROM recipient WHERE mail = ? ORDER BY id")?;
    let mut rows = statement.query([id.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let status = RecipientStatus {
            kind: if row.get(1)? { RecipientKind::Cc } else { RecipientKind::To },
            mailbox: Mailbox { address: row.get(2)?, name: row.get(3)? },
            state: rows::state_from(row.get_ref(4)?.as_str().unwrap_or_default())?,
            reply: row.get(5)?,
            delivered_at: row.get::<_, Option<i64>>(6)?.map(Timestamp),
            read_at: row.get::<_, Option<i64>>(7)?.map(Timestamp),
        };
        found.push((row.get(0)?, status));
    }
    Ok(found)
}

/// Something new happened to an outgoing mail: whoever saw to what was before must see it again.
pub(super) fn reopen(db: &Connection, id: MailId) -> Result<()> {
    db.execute("UPDATE mail SET done = 0 WHERE id = ?", [id.0])?;
    Ok(())
}

/// Forgets that an outcome was not known, once it is known for every recipient.
pub(super) fn forget_uncertainty(db: &Connection, id: MailId) -> Result<()> {
    db.execute(
        "UPDATE outgoing SET problem_code = '', problem_detail = ''
         WHERE mail = ?1 AND problem_code = 'SMTP-UNCERTAIN'
           AND NOT EXISTS (SELECT 1 FROM recipient WHERE mail = ?1 AND state = 'uncertain')",
        [id.0],
    )?;
    Ok(())
}

/// Makes the mail's state and folder follow its recipients; forgets the draft once nobody is open any more. Each new state of
/// a mail sent from here stands in the audit log (rule 57).
pub(super) fn settle(db: &Connection, id: MailId) -> Result<()> {
    let Some(state) = recipients(db, id)?.into_iter().map(|(_, r)| r.state).max() else { return Ok(()) };
    let before: Option<String> = db.prepare_cached("SELECT state FROM mail WHERE id = ?")?.query_row([id.0], |row| row.get(0))?;
    let folder = if state.is_open() { Folder::Outbox } else { Folder::Sent };
    // A sent mail in the trash stays there; what is open never lies there.
    db.execute(
        "UPDATE mail SET state = ?1,
                trashed_from = CASE WHEN folder = 'trash' AND ?2 <> 'outbox' THEN ?2 END,
                folder = CASE WHEN folder = 'trash' AND ?2 <> 'outbox' THEN 'trash' ELSE ?2 END
         WHERE id = ?3",
        params![state.as_str(), folder.as_str(), id.0],
    )?;
    let waits = |state: &str| [OutgoingState::Queued, OutgoingState::Sending].iter().any(|one| one.as_str() == state);
    let attempts: u32 =
        db.prepare_cached("SELECT attempts FROM outgoing WHERE mail = ?")?.query_row([id.0], |row| row.get(0)).optional()?.unwrap_or(0);
    // Tries that fail for hours change between the two every few minutes: the first says that, `attempts` how many there were.
    let is_another_try = |before: &str| attempts > 1 && waits(before) && waits(state.as_str());
    if before.is_some_and(|before| before != state.as_str() && !is_another_try(&before)) {
        audit::note_state(db, id, state.as_str())?;
    }
    if matches!(state, OutgoingState::Accepted | OutgoingState::Delivered | OutgoingState::Read) {
        drafts::forget(db, id)?;
    }
    Ok(())
}

/// An outgoing mail with its recipients.
pub(super) fn item(db: &Connection, id: MailId) -> Result<OutboxItem> {
    let recipients = recipients(db, id)?.into_iter().map(|(_, r)| r).collect();
    let found = db
        .prepare_cached(
            "SELECT o.account, m.state, m.subject, o.queued_at, m.size, o.next_try, o.problem_code, o.problem_detail, o.attempts,
                    m.done
             FROM outgoing o JOIN mail m ON m.id = o.mail WHERE o.mail = ?",
        )?
        .query_row([id.0], |row| {
            let state: String = row.get(1)?;
            Ok((
                state,
                OutboxItem {
                    id,
                    account: AccountId(row.get(0)?),
                    state: OutgoingState::Queued,
                    subject: row.get(2)?,
                    queued_at: Timestamp(row.get(3)?),
                    size: row.get(4)?,
                    recipients,
                    next_try: row.get::<_, Option<i64>>(5)?.map(Timestamp),
                    problem_code: row.get(6)?,
                    problem_detail: row.get(7)?,
                    attempts: row.get(8)?,
                    done: row.get(9)?,
                    not_in_directory: Vec::new(),
                    eeb: None,
                },
            ))
        })
        .optional()?;
    let (state, item) = found.ok_or(Error::NotFound)?;
    Ok(OutboxItem { state: rows::state_from(&state)?, ..item })
}
