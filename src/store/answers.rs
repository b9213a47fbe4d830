//! Insurer answers: records by Planantragsnummer, numbered runs of taking over, hand-overs (`formats.md` §2.4).

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Result, Store, access, purge, rows};
use crate::domain::access::Scope;
use crate::domain::answer::{ApplicationNumber, EbzKind, EbzRecord, HandoverState, ProcessingRun, RunResult};
use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::Note;
use crate::domain::time::Timestamp;

/// A run to add; its number is given by the store.
pub struct NewRun<'a> {
    pub mail: MailId,
    /// Empty: the program itself.
    pub who: &'a str,
    pub reason: &'a str,
    pub result: RunResult,
    pub notes: &'a [Note],
    /// SHA-256 of the payload bytes: the same bytes are known again.
    pub sha256: &'a str,
    /// `Pending` when a file is to be written.
    pub handover: Option<HandoverState>,
    pub at: Timestamp,
}

/// An answer that was held for nothing but its sender.
#[derive(Clone, PartialEq, Eq)]
pub struct HeldForSender {
    pub mail: MailId,
    pub account: AccountId,
    pub insurer_ik: String,
    pub sender: String,
}

crate::domain::opaque_debug!(HeldForSender);

/// Content that was taken over before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenBefore {
    /// Out of this mail; `None` when it was purged since.
    pub mail: Option<MailId>,
}

const RUN: &str = "SELECT number, at, who, reason, result, handover, handover_path, notes, mail FROM run";

impl Store {
    /// Stores the record read from a mail (answer or request). An earlier reading of the same mail is replaced; when the
    /// mail came and to which request a person put it stays. What is new about a number takes the line off „erledigt".
    pub fn save_record(&mut self, mail: MailId, record: &EbzRecord, received: Timestamp) -> Result<()> {
        let number = self.assignment(mail)?.unwrap_or_else(|| record.number.clone());
        let tx = self.begin()?;
        write_record(&tx, mail, &number, record, received)?;
        Ok(tx.commit()?)
    }

    /// The newest request with this number.
    pub fn request_for(&self, scope: &Scope, number: &ApplicationNumber) -> Result<Option<(MailId, EbzRecord)>> {
        Ok(self.records(scope, number, true)?.into_iter().next())
    }

    /// All answers to a number, the current one first: what was taken over, the newest decision, then the newest receipt.
    pub fn answers_for(&self, scope: &Scope, number: &ApplicationNumber) -> Result<Vec<(MailId, EbzRecord)>> {
        self.records(scope, number, false)
    }

    /// Adds the next numbered run of a mail; earlier ones are never changed. What was taken over may be the current answer
    /// of its number; what was never more than held stands behind it.
    pub fn add_run(&mut self, run: &NewRun<'_>) -> Result<ProcessingRun> {
        self.add_run_of(run, None)
    }

    /// As [`Self::add_run`], as part of a bulk.
    pub fn add_run_of(&mut self, run: &NewRun<'_>, bulk: Option<u32>) -> Result<ProcessingRun> {
        let tx = self.begin()?;
        let added = write_run(&tx, run, bulk)?;
        tx.commit()?;
        Ok(added)
    }

    /// Runs of a mail, oldest first.
    pub fn runs(&self, mail: MailId) -> Result<Vec<ProcessingRun>> {
        let mut statement = self.db.prepare_cached(&format!("{RUN} WHERE mail = ? ORDER BY number"))?;
        statement.query_and_then([mail.0], run_from)?.collect()
    }

    /// Answers of this processing station whose last run was held by the program for one note only, the one on the sender.
    pub fn held_for_sender(&self, note_key: &str) -> Result<Vec<HeldForSender>> {
        let mut statement = self.db.prepare_cached(
            "SELECT r.mail, m.account, a.insurer_ik, m.from_address, r.notes FROM run r
             JOIN mail m ON m.id = r.mail JOIN answer_record a ON a.mail = r.mail JOIN account c ON c.id = m.account
             WHERE r.result = 'held_for_review' AND r.who = '' AND a.held = 1 AND a.insurer_ik <> '' AND c.processing_station = 1
               AND r.number = (SELECT max(number) FROM run WHERE mail = r.mail) ORDER BY r.mail",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let notes: Vec<Note> = serde_json::from_str(row.get_ref(4)?.as_str().unwrap_or_default())?;
            if matches!(notes.as_slice(), [note] if note.key == note_key) {
                found.push(HeldForSender {
                    mail: MailId(row.get(0)?),
                    account: AccountId(row.get(1)?),
                    insurer_ik: row.get(2)?,
                    sender: row.get(3)?,
                });
            }
        }
        Ok(found)
    }

    /// Whether payload bytes with this hash were really taken over before; also when their mail was purged since.
    pub fn hash_taken_over(&self, sha256: &str) -> Result<Option<TakenBefore>> {
        let found: Option<i64> = self
            .db
            .prepare_cached("SELECT mail FROM run WHERE sha256 = ? AND result = 'taken_over' ORDER BY id LIMIT 1")?
            .query_row([sha256], |row| row.get(0))
            .optional()?;
        if found.is_none() && !purge::was_taken_over(&self.db, sha256)? {
            return Ok(None);
        }
        Ok(Some(TakenBefore { mail: found.map(MailId) }))
    }

    fn records(&self, scope: &Scope, number: &ApplicationNumber, is_request: bool) -> Result<Vec<(MailId, EbzRecord)>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT mail, record FROM answer_record WHERE number = ?1 AND is_request = ?2 AND {}
             ORDER BY held, decided_on DESC, received DESC, mail DESC",
            access::seen("account", "?3")
        ))?;
        let found = statement.query_and_then(params![number.as_str(), is_request, access::hidden(scope)], |row| {
            Ok((MailId(row.get(0)?), serde_json::from_str(row.get_ref(1)?.as_str().unwrap_or_default())?))
        })?;
        found.collect()
    }
}

/// The number a mail's record stands under.
pub(super) fn numbers_of(db: &Connection, mail: MailId) -> Result<Vec<String>> {
    let mut statement = db.prepare_cached("SELECT number FROM answer_record WHERE mail = ?")?;
    let numbers = statement.query_map([mail.0], |row| row.get(0))?;
    Ok(numbers.collect::<rusqlite::Result<_>>()?)
}

/// What is kept of numbers goes where no record is left under them.
pub(super) fn forget_numbers(db: &Connection, numbers: &[String]) -> Result<()> {
    let mut statement =
        db.prepare_cached("DELETE FROM answer_done WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM answer_record WHERE number = ?1)")?;
    numbers.iter().try_for_each(|number| statement.execute([number]).map(|_| ()))?;
    Ok(())
}

/// Stores a record under a number inside a transaction, as [`Store::save_record`].
pub(super) fn write_record(
    db: &Connection,
    mail: MailId,
    number: &ApplicationNumber,
    record: &EbzRecord,
    received: Timestamp,
) -> Result<()> {
    let decided_on = record.decided_on.map(|day| day.to_string()).unwrap_or_default();
    let known: bool = db.query_row("SELECT EXISTS (SELECT 1 FROM answer_record WHERE mail = ?)", [mail.0], |row| row.get(0))?;
    db.prepare_cached(
        "INSERT INTO answer_record (mail, number, is_request, decided_on, received, record, account, decision, insurer, insurer_ik)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT account FROM mail WHERE id = ?1), ?7, ?8, ?9)
         ON CONFLICT (mail) DO UPDATE SET number = ?2, is_request = ?3, decided_on = ?4, record = ?6, decision = ?7, insurer = ?8,
            insurer_ik = ?9",
    )?
    .execute(params![
        mail.0,
        number.as_str(),
        record.kind == EbzKind::Request,
        decided_on,
        received.0,
        serde_json::to_string(record)?,
        record.decision.as_str(),
        record.insurer_name,
        record.insurer_ik
    ])?;
    if !known {
        db.execute("DELETE FROM answer_done WHERE number = ?", [number.as_str()])?;
    }
    Ok(())
}

/// Adds a run inside a transaction, as [`Store::add_run_of`].
pub(super) fn write_run(db: &Connection, run: &NewRun<'_>, bulk: Option<u32>) -> Result<ProcessingRun> {
    db.execute(
        "INSERT INTO run (mail, number, at, who, reason, result, sha256, notes, handover, handover_path, handover_problem, bulk,
                          handover_at)
         VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM run WHERE mail = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, '', '', ?9, ?2)",
        params![
            run.mail.0,
            run.at.0,
            run.who,
            run.reason,
            run.result.as_str(),
            run.sha256,
            serde_json::to_string(run.notes)?,
            run.handover.map(HandoverState::as_str),
            bulk
        ],
    )?;
    let id = db.last_insert_rowid();
    db.execute(
        "UPDATE answer_record SET held = NOT EXISTS (SELECT 1 FROM run WHERE mail = ?1 AND result = 'taken_over')
         WHERE mail = ?1 AND is_request = 0",
        [run.mail.0],
    )?;
    db.query_row(&format!("{RUN} WHERE id = ?"), [id], |row| Ok(run_from(row)))?
}

pub(super) fn handover_from(word: &str) -> Result<HandoverState> {
    HandoverState::from_word(word).ok_or_else(|| rows::unknown("hand-over"))
}

fn run_from(row: &Row<'_>) -> Result<ProcessingRun> {
    Ok(ProcessingRun {
        number: row.get(0)?,
        at: Timestamp(row.get(1)?),
        who: row.get(2)?,
        reason: row.get(3)?,
        result: RunResult::from_word(row.get_ref(4)?.as_str().unwrap_or_default()).ok_or_else(|| rows::unknown("run"))?,
        handover: row.get::<_, Option<String>>(5)?.map(|word| handover_from(&word)).transpose()?,
        handover_path: row.get(6)?,
        notes: serde_json::from_str(row.get_ref(7)?.as_str().unwrap_or_default())?,
    })
}
