//! Insurer answers: records by Planantragsnummer, numbered runs of taking over, hand-overs (`formats.md` §2.4).

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row, params};

use super::accounts::changed_one;
use super::{Result, Store, access, rows};
use crate::domain::access::Scope;
use crate::domain::answer::{
    AnswerFilter, AnswerRow, ApplicationNumber, Decision, EbzKind, EbzRecord, HandoverState, ProcessingRun, RunResult,
};
use crate::domain::ids::MailId;
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

/// A hand-over file of a run.
#[derive(Clone, PartialEq, Eq)]
pub struct Handover {
    pub mail: MailId,
    pub run: u32,
    /// Empty until written.
    pub path: String,
    pub state: HandoverState,
    pub problem_code: String,
}

crate::domain::opaque_debug!(Handover);

const RUN: &str = "SELECT number, at, who, reason, result, handover, handover_path, notes, mail FROM run";

impl Store {
    /// Stores the record read from a mail (answer or request), replacing an earlier reading of the same mail.
    pub fn save_record(&mut self, mail: MailId, record: &EbzRecord, received: Timestamp) -> Result<()> {
        let decided_on = record.decided_on.map(|day| day.to_string()).unwrap_or_default();
        self.db
            .prepare_cached(
                "INSERT OR REPLACE INTO answer_record (mail, number, is_request, decided_on, received, record) VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                mail.0,
                record.number.as_str(),
                record.kind == EbzKind::Request,
                decided_on,
                received.0,
                serde_json::to_string(record)?
            ])?;
        Ok(())
    }

    /// The newest request with this number.
    pub fn request_for(&self, scope: &Scope, number: &ApplicationNumber) -> Result<Option<(MailId, EbzRecord)>> {
        Ok(self.records(scope, number, true)?.into_iter().next())
    }

    /// All answers to a number, newest decision first, then newest receipt.
    pub fn answers_for(&self, scope: &Scope, number: &ApplicationNumber) -> Result<Vec<(MailId, EbzRecord)>> {
        self.records(scope, number, false)
    }

    /// The desk: one line per number, newest receipt first, made of the mails of the scope.
    pub fn answer_rows(&self, scope: &Scope, filter: &AnswerFilter) -> Result<Vec<AnswerRow>> {
        let runs = self.run_summaries()?;
        let mut statement = self.db.prepare_cached(
            "SELECT mail, number, is_request, received, record FROM answer_record
             WHERE instr(number, ?1) > 0 AND ?2 IS NOT NULL
               AND (?2 = '[]' OR (SELECT account FROM mail WHERE id = answer_record.mail) NOT IN (SELECT value FROM json_each(?2)))
             ORDER BY number, is_request, decided_on DESC, received DESC, mail DESC",
        )?;
        let mut rows = statement.query(params![filter.number.trim(), access::hidden(scope)])?;
        let mut found: Vec<AnswerRow> = Vec::new();
        while let Some(row) = rows.next()? {
            let (mail, is_request, received) = (MailId(row.get(0)?), row.get(2)?, Timestamp(row.get(3)?));
            let number = row.get_ref(1)?.as_str().unwrap_or_default();
            match found.last_mut().filter(|line| line.number.as_str() == number) {
                // Of each number the newest answer comes first, then older ones, then the requests.
                Some(line) if is_request => {
                    if line.request_mail.is_none() {
                        let record: EbzRecord = serde_json::from_str(row.get_ref(4)?.as_str().unwrap_or_default())?;
                        line.request_mail = Some(mail);
                        line.patient = record.patient;
                        if line.insurer.is_empty() {
                            line.insurer = record.insurer_name;
                        }
                    }
                }
                Some(line) => line.answers += 1,
                None => {
                    let record: EbzRecord = serde_json::from_str(row.get_ref(4)?.as_str().unwrap_or_default())?;
                    found.push(line_of(mail, received, is_request, record, runs.get(&mail)));
                }
            }
        }
        if filter.open_only {
            found.retain(wants_a_person);
        }
        found.sort_by_key(|line| std::cmp::Reverse((line.received, line.mail)));
        Ok(found)
    }

    /// Adds the next numbered run of a mail; earlier ones are never changed.
    pub fn add_run(&mut self, run: &NewRun<'_>) -> Result<ProcessingRun> {
        let tx = self.begin()?;
        tx.execute(
            "INSERT INTO run (mail, number, at, who, reason, result, sha256, notes, handover, handover_path, handover_problem)
             VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM run WHERE mail = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, '', '')",
            params![
                run.mail.0,
                run.at.0,
                run.who,
                run.reason,
                run.result.as_str(),
                run.sha256,
                serde_json::to_string(run.notes)?,
                run.handover.map(HandoverState::as_str)
            ],
        )?;
        let added = tx.query_row(&format!("{RUN} WHERE id = ?"), [tx.last_insert_rowid()], |row| Ok(run_from(row)))??;
        tx.commit()?;
        Ok(added)
    }

    /// Runs of a mail, oldest first.
    pub fn runs(&self, mail: MailId) -> Result<Vec<ProcessingRun>> {
        let mut statement = self.db.prepare_cached(&format!("{RUN} WHERE mail = ? ORDER BY number"))?;
        statement.query_and_then([mail.0], run_from)?.collect()
    }

    /// The mail whose payload bytes with this hash were really taken over before.
    pub fn hash_taken_over(&self, sha256: &str) -> Result<Option<MailId>> {
        let found: Option<i64> = self
            .db
            .prepare_cached("SELECT mail FROM run WHERE sha256 = ? AND result = 'taken_over' ORDER BY id LIMIT 1")?
            .query_row([sha256], |row| row.get(0))
            .optional()?;
        Ok(found.map(MailId))
    }

    /// Hand-overs that are to be written from here, oldest first: those of accounts whose processing station this is.
    pub fn pending_handovers(&self) -> Result<Vec<Handover>> {
        self.handovers(
            "SELECT run.mail, run.number, run.handover_path, run.handover, run.handover_problem
             FROM run JOIN mail m ON m.id = run.mail JOIN account a ON a.id = m.account
             WHERE run.handover = 'pending' AND a.processing_station = 1 ORDER BY run.id",
        )
    }

    /// Records how a hand-over stands. A written path is never emptied.
    ///
    /// # Errors
    /// `NotFound` for a run without hand-over.
    pub fn set_handover(&mut self, mail: MailId, run: u32, state: HandoverState, path: &str, problem_code: &str) -> Result<()> {
        changed_one(self.db.execute(
            "UPDATE run SET handover = ?3, handover_path = CASE WHEN ?4 = '' THEN handover_path ELSE ?4 END, handover_problem = ?5
             WHERE mail = ?1 AND number = ?2 AND handover IS NOT NULL",
            params![mail.0, run, state.as_str(), path, problem_code],
        )?)
    }

    /// All hand-overs of the scope, newest first.
    pub fn handover_items(&self, scope: &Scope) -> Result<Vec<Handover>> {
        let mut items = self.handovers(
            "SELECT mail, number, handover_path, handover, handover_problem FROM run WHERE handover IS NOT NULL ORDER BY id DESC",
        )?;
        if !scope.is_everything() {
            let mut found = Vec::with_capacity(items.len());
            for item in items {
                if self.account_of_mail(item.mail)?.is_some_and(|account| scope.allows(account)) {
                    found.push(item);
                }
            }
            items = found;
        }
        Ok(items)
    }

    fn records(&self, scope: &Scope, number: &ApplicationNumber, is_request: bool) -> Result<Vec<(MailId, EbzRecord)>> {
        let mut statement = self.db.prepare_cached(
            "SELECT mail, record FROM answer_record
             WHERE number = ?1 AND is_request = ?2 AND ?3 IS NOT NULL
               AND (?3 = '[]' OR (SELECT account FROM mail WHERE id = answer_record.mail) NOT IN (SELECT value FROM json_each(?3)))
             ORDER BY decided_on DESC, received DESC, mail DESC",
        )?;
        let found = statement.query_and_then(params![number.as_str(), is_request, access::hidden(scope)], |row| {
            Ok((MailId(row.get(0)?), serde_json::from_str(row.get_ref(1)?.as_str().unwrap_or_default())?))
        })?;
        found.collect()
    }

    fn handovers(&self, sql: &str) -> Result<Vec<Handover>> {
        let mut statement = self.db.prepare_cached(sql)?;
        let found = statement.query_and_then([], |row| {
            Ok(Handover {
                mail: MailId(row.get(0)?),
                run: row.get(1)?,
                path: row.get(2)?,
                state: handover_from(row.get_ref(3)?.as_str().unwrap_or_default())?,
                problem_code: row.get(4)?,
            })
        })?;
        found.collect()
    }

    /// For each mail how many runs it had, and the last one with the newest hand-over.
    fn run_summaries(&self) -> Result<HashMap<MailId, (u32, ProcessingRun)>> {
        let mut statement = self.db.prepare_cached(&format!("{RUN} ORDER BY mail, number"))?;
        let mut rows = statement.query([])?;
        let mut found: HashMap<MailId, (u32, ProcessingRun)> = HashMap::new();
        while let Some(row) = rows.next()? {
            let mut run = run_from(row)?;
            let mail = MailId(row.get(8)?);
            // A later run without a file does not hide one that still waits.
            if let Some((_, before)) = found.remove(&mail).filter(|_| run.handover.is_none()) {
                run.handover = before.handover;
            }
            found.insert(mail, (run.number, run));
        }
        Ok(found)
    }
}

fn line_of(mail: MailId, received: Timestamp, is_request: bool, record: EbzRecord, runs: Option<&(u32, ProcessingRun)>) -> AnswerRow {
    AnswerRow {
        number: record.number,
        decision: if is_request { Decision::Pending } else { record.decision },
        decided_on: record.decided_on,
        reasons: record.reasons,
        explanation: record.explanation,
        total: record.total,
        insurer: record.insurer_name,
        insurer_ik: record.insurer_ik,
        patient: record.patient,
        mail,
        request_mail: is_request.then_some(mail),
        received,
        runs: runs.map_or(0, |(count, _)| *count),
        handover: runs.and_then(|(_, last)| last.handover),
        last_result: runs.map(|(_, last)| last.result),
        answers: u32::from(!is_request),
    }
}

/// Pending, held, or not handed over.
fn wants_a_person(line: &AnswerRow) -> bool {
    line.decision == Decision::Pending
        || matches!(line.last_result, Some(RunResult::HeldForReview))
        || matches!(line.handover, Some(HandoverState::Pending | HandoverState::Failed))
        || (line.answers > 0 && line.runs == 0)
}

fn handover_from(word: &str) -> Result<HandoverState> {
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
