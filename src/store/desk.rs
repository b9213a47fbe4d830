//! The desk's lists: lines by number, requests that wait, lines put away, assignments by hand.
//!
//! The lines are read along one index that holds everything but the words; records are read only for the rows shown.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, params};

use super::accounts::changed_one;
use super::answers::NewRun;
use super::{Error, Result, Store, access, answers, flags, rows};
use crate::domain::access::Scope;
use crate::domain::answer::{
    AnswerFilter, AnswerPage, AnswerRow, ApplicationNumber, Decision, EbzRecord, HandoverState, LineState, RunResult,
};
use crate::domain::answer_desk::{BrokenAnswer, DeskRules, WaitingReason, WaitingRow};
use crate::domain::ids::MailId;
use crate::domain::time::{Day, Timestamp};

/// Unreadable answers that are listed.
const MAX_BROKEN: i64 = 200;
/// Requests that are listed as waiting.
const MAX_WAITING: i64 = 2000;

/// Of each number the current answer comes first, then older ones, then the requests.
pub(super) fn lines_sql() -> String {
    format!(
        "SELECT number, mail, is_request, decided_on, received, decision, insurer_ik, insurer FROM answer_record
         WHERE {} AND (?2 = '' OR instr(number, ?2) > 0)
         ORDER BY number, is_request, held, decided_on DESC, received DESC, mail DESC",
        access::seen("account", "?1")
    )
}

pub(super) const RUNS: &str = "SELECT mail, number, result, handover FROM run ORDER BY mail, number";

/// A line without its words.
struct Line {
    number: String,
    mail: MailId,
    request: Option<MailId>,
    decision: Decision,
    decided_on: Option<Day>,
    received: Timestamp,
    insurer_ik: String,
    insurer: String,
    answers: u32,
    runs: RunState,
    state: LineState,
    lapses_on: Option<Day>,
    lapses_soon: bool,
}

/// The runs of a mail in short.
#[derive(Clone, Copy, Default)]
struct RunState {
    count: u32,
    result: Option<RunResult>,
    handover: Option<HandoverState>,
}

impl Store {
    /// The desk: one line per number, made of the mails of the scope; `today` decides what lapses.
    pub fn answer_page(&self, scope: &Scope, filter: &AnswerFilter, rules: &DeskRules, today: Option<Day>) -> Result<AnswerPage> {
        let mut page = AnswerPage::default();
        let mut lines = self.lines(scope, filter.number.trim())?;
        let (runs, done) = (self.run_states()?, self.numbers_done()?);
        for line in &mut lines {
            line.runs = runs.get(&line.mail).copied().unwrap_or_default();
            let matched = line.request.is_some() && line.answers > 0 || line.answers == 0;
            let done = done.contains_key(&line.number);
            line.state = LineState::of(line.decision, matched, line.runs.result, line.runs.handover, done);
            line.lapses_on = rules.lapse_of(&line.number, line.decision, line.decided_on);
            let near = line.lapses_on.zip(today).is_some_and(|(last, today)| rules.is_near(last, today));
            line.lapses_soon = near && line.state != LineState::Done;
        }
        offer(&lines, &mut page);
        lines.retain(|line| fits(line, filter));
        page.lapsing = lines.iter().filter(|line| line.lapses_soon).count();
        if filter.lapsing {
            lines.retain(|line| line.lapses_soon);
        }
        for line in &lines {
            if let Some(count) = LineState::ALL.iter().position(|s| *s == line.state).and_then(|at| page.counts.get_mut(at)) {
                *count += 1;
            }
        }
        lines.retain(|line| filter.state.is_none_or(|state| line.state == state));
        lines.sort_by_key(|line| std::cmp::Reverse((line.received, line.mail)));
        page.total = lines.len();
        if filter.limit > 0 {
            lines.truncate(filter.limit);
        }
        page.rows = lines.into_iter().map(|line| self.with_words(line)).collect::<Result<_>>()?;
        page.broken = self.broken_answers(scope)?;
        Ok(page)
    }

    fn lines(&self, scope: &Scope, part: &str) -> Result<Vec<Line>> {
        let mut statement = self.db.prepare_cached(&lines_sql())?;
        let mut rows = statement.query(params![access::hidden(scope), part])?;
        let mut found: Vec<Line> = Vec::new();
        while let Some(row) = rows.next()? {
            let (mail, is_request) = (MailId(row.get(1)?), row.get(2)?);
            let number = row.get_ref(0)?.as_str().unwrap_or_default();
            let ik = row.get_ref(6)?.as_str().unwrap_or_default();
            let insurer = row.get_ref(7)?.as_str().unwrap_or_default();
            match found.last_mut().filter(|line| line.number == number) {
                Some(line) if is_request && line.request.is_none() => {
                    line.request = Some(mail);
                    take_if_empty(&mut line.insurer_ik, ik);
                    take_if_empty(&mut line.insurer, insurer);
                }
                Some(_) if is_request => {}
                Some(line) => line.answers += 1,
                None => {
                    let decision = Decision::from_word(row.get_ref(5)?.as_str().unwrap_or_default()).unwrap_or(Decision::Unclear);
                    found.push(Line {
                        number: number.to_owned(),
                        mail,
                        request: is_request.then_some(mail),
                        decision: if is_request { Decision::Pending } else { decision },
                        decided_on: Day::parse(row.get_ref(3)?.as_str().unwrap_or_default()),
                        received: Timestamp(row.get(4)?),
                        insurer_ik: ik.to_owned(),
                        insurer: insurer.to_owned(),
                        answers: u32::from(!is_request),
                        runs: RunState::default(),
                        state: LineState::Open,
                        lapses_on: None,
                        lapses_soon: false,
                    });
                }
            }
        }
        Ok(found)
    }

    /// For each mail how its runs stand; a later run without a file does not hide one that still waits.
    fn run_states(&self) -> Result<HashMap<MailId, RunState>> {
        let mut statement = self.db.prepare_cached(RUNS)?;
        let mut rows = statement.query([])?;
        let mut found: HashMap<MailId, RunState> = HashMap::new();
        while let Some(row) = rows.next()? {
            let state = found.entry(MailId(row.get(0)?)).or_default();
            state.count = row.get(1)?;
            state.result = RunResult::from_word(row.get_ref(2)?.as_str().unwrap_or_default());
            if let Some(word) = row.get_ref(3)?.as_str_or_null().map_err(rusqlite::Error::from)? {
                state.handover = HandoverState::from_word(word);
            }
        }
        Ok(found)
    }

    fn with_words(&self, line: Line) -> Result<AnswerRow> {
        let record = self.record_of(line.mail)?.ok_or(Error::NotFound)?;
        let request = match line.request.filter(|request| *request != line.mail) {
            Some(request) => self.record_of(request)?,
            None => None,
        };
        let number = ApplicationNumber::parse(&line.number).unwrap_or_else(|_| record.number.clone());
        let patient = request.map_or(record.patient, |request| request.patient);
        Ok(AnswerRow {
            number,
            decision: line.decision,
            decided_on: line.decided_on,
            reasons: record.reasons,
            explanation: record.explanation,
            total: record.total,
            insurer: line.insurer,
            insurer_ik: line.insurer_ik,
            patient,
            mail: line.mail,
            request_mail: line.request,
            received: line.received,
            runs: line.runs.count,
            handover: line.runs.handover,
            last_result: line.runs.result,
            answers: line.answers,
            state: line.state,
            lapses_on: line.lapses_on,
            lapses_soon: line.lapses_soon,
        })
    }

    /// The record read from a mail; `None` when there is none.
    pub fn record_of(&self, mail: MailId) -> Result<Option<EbzRecord>> {
        let mut statement = self.db.prepare_cached("SELECT record FROM answer_record WHERE mail = ?")?;
        let json: Option<String> = statement.query_row([mail.0], |row| row.get(0)).optional()?;
        Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
    }

    fn broken_answers(&self, scope: &Scope) -> Result<Vec<BrokenAnswer>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT m.id, m.subject, m.from_address, m.received, r.notes FROM run r JOIN mail m ON m.id = r.mail
             WHERE r.result = 'refused' AND m.payload_kind IN ('ebz-answer', 'ebz-error', 'ebz-query') AND m.done = 0
               AND m.folder <> 'trash' AND m.version_of IS NULL
               AND r.number = (SELECT max(number) FROM run WHERE mail = m.id)
               AND NOT EXISTS (SELECT 1 FROM answer_record WHERE mail = m.id)
               AND {}
             ORDER BY m.received DESC, m.id DESC LIMIT ?2",
            access::seen("m.account", "?1")
        ))?;
        let found = statement.query_and_then(params![access::hidden(scope), MAX_BROKEN], |row| {
            Ok(BrokenAnswer {
                mail: MailId(row.get(0)?),
                subject: row.get(1)?,
                from: row.get(2)?,
                received: Timestamp(row.get(3)?),
                notes: serde_json::from_str(row.get_ref(4)?.as_str().unwrap_or_default())?,
            })
        })?;
        found.collect()
    }

    /// Requests of the scope that wait longer than the rules allow, the longest first. What a person put away and what
    /// still lies in the outbox is not among them.
    pub fn waiting_requests(&self, scope: &Scope, rules: &DeskRules, now: Timestamp) -> Result<Vec<WaitingRow>> {
        let receipt = now.plus_secs(-3600 * i64::from(rules.receipt_hours));
        let answer = now.plus_secs(-86_400 * i64::from(rules.answer_days));
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT q.number, q.mail, q.record, m.date, coalesce(o.delivery_receipt, 0), coalesce(m.state, ''),
                    (SELECT max(delivered_at) FROM recipient WHERE mail = q.mail),
                    coalesce((SELECT address FROM recipient WHERE mail = q.mail ORDER BY cc, id LIMIT 1), '')
             FROM answer_record q JOIN mail m ON m.id = q.mail LEFT JOIN outgoing o ON o.mail = q.mail
             WHERE q.is_request = 1 AND m.version_of IS NULL AND m.folder <> 'trash' AND m.date <= ?2
               AND {}
               AND coalesce(m.state, '') NOT IN ('queued', 'sending', 'uncertain', 'cancelled', 'draft')
               AND NOT EXISTS (SELECT 1 FROM answer_record a WHERE a.number = q.number AND a.is_request = 0)
               AND NOT EXISTS (SELECT 1 FROM answer_done d WHERE d.number = q.number)
               AND NOT EXISTS (SELECT 1 FROM answer_record n WHERE n.number = q.number AND n.is_request = 1 AND n.mail > q.mail)
             ORDER BY m.date LIMIT ?3",
            access::seen("q.account", "?1")
        ))?;
        let mut rows = statement.query(params![access::hidden(scope), now.0, MAX_WAITING])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (sent, asked_receipt, state) = (Timestamp(row.get(3)?), row.get(4)?, row.get_ref(5)?.as_str().unwrap_or_default());
            let delivered: Option<i64> = row.get(6)?;
            let reason = match (state, delivered) {
                ("refused" | "undeliverable", _) => WaitingReason::Undelivered,
                (_, None) if asked_receipt && sent <= receipt => WaitingReason::NoReceipt,
                _ if sent <= answer => WaitingReason::NoAnswer,
                _ => continue,
            };
            let record: EbzRecord = serde_json::from_str(row.get_ref(2)?.as_str().unwrap_or_default())?;
            found.push(WaitingRow {
                number: record.number,
                mail: MailId(row.get(1)?),
                patient: record.patient,
                insurer: record.insurer_name,
                insurer_ik: record.insurer_ik,
                address: row.get(7)?,
                sent,
                delivered: delivered.map(Timestamp),
                reason,
            });
        }
        found.sort_by_key(|row| (row.reason, row.sent));
        Ok(found)
    }

    /// Puts lines away or takes them back; only those of which the scope knows a mail.
    ///
    /// # Errors
    /// [`Error::NotFound`] when one of them is not known; then nothing changes.
    pub fn set_answers_done(&mut self, scope: &Scope, numbers: &[ApplicationNumber], done: bool, who: &str, at: Timestamp) -> Result<()> {
        let tx = self.begin()?;
        for number in numbers {
            let known: bool = tx
                .prepare_cached(&format!(
                    "SELECT EXISTS (SELECT 1 FROM answer_record WHERE number = ?1 AND {})",
                    access::seen("account", "?2")
                ))?
                .query_row(params![number.as_str(), access::hidden(scope)], |row| row.get(0))?;
            if !known {
                return Err(Error::NotFound);
            }
            if done {
                tx.execute("INSERT OR REPLACE INTO answer_done (number, at, who) VALUES (?, ?, ?)", params![number.as_str(), at.0, who])?;
            } else {
                tx.execute("DELETE FROM answer_done WHERE number = ?", [number.as_str()])?;
            }
            let key = if done { "history-answer-done" } else { "history-answer-open" };
            let mails: Vec<i64> = tx
                .prepare_cached("SELECT mail FROM answer_record WHERE number = ?")?
                .query_map([number.as_str()], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for mail in mails {
                flags::add_history(&tx, MailId(mail), who, key, "", at)?;
            }
        }
        Ok(tx.commit()?)
    }

    /// Who put a line away, and when.
    pub fn answer_done(&self, number: &ApplicationNumber) -> Result<Option<(String, Timestamp)>> {
        let mut statement = self.db.prepare_cached("SELECT who, at FROM answer_done WHERE number = ?")?;
        Ok(statement.query_row([number.as_str()], |row| Ok((row.get(0)?, Timestamp(row.get(1)?)))).optional()?)
    }

    fn numbers_done(&self) -> Result<HashMap<String, ()>> {
        let mut statement = self.db.prepare_cached("SELECT number FROM answer_done")?;
        let found = statement.query_map([], |row| Ok((row.get(0)?, ())))?.collect::<rusqlite::Result<_>>()?;
        Ok(found)
    }

    /// Puts an answer to the request a person found for it, or (none) back to its own number, with what was read of it
    /// beside that one and the run that says so. Recorded in its history.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a mail without a record; then nothing changes.
    pub fn assign_answer(
        &mut self,
        mail: MailId,
        to: Option<&ApplicationNumber>,
        read: Option<&EbzRecord>,
        run: Option<&NewRun<'_>>,
        who: &str,
        at: Timestamp,
    ) -> Result<()> {
        let tx = self.begin()?;
        let record: Option<String> =
            tx.query_row("SELECT record FROM answer_record WHERE mail = ? AND is_request = 0", [mail.0], |row| row.get(0)).optional()?;
        let own: EbzRecord = serde_json::from_str(&record.ok_or(Error::NotFound)?)?;
        match to {
            Some(number) => tx.execute(
                "INSERT OR REPLACE INTO answer_assignment (mail, number, at, who) VALUES (?, ?, ?, ?)",
                params![mail.0, number.as_str(), at.0, who],
            )?,
            None => tx.execute("DELETE FROM answer_assignment WHERE mail = ?", [mail.0])?,
        };
        let number = to.unwrap_or(&own.number);
        changed_one(tx.execute("UPDATE answer_record SET number = ? WHERE mail = ?", params![number.as_str(), mail.0])?)?;
        let key = if to.is_some() { "history-assigned" } else { "history-assignment-removed" };
        flags::add_history(&tx, mail, who, key, number.as_str(), at)?;
        if let Some(read) = read {
            answers::write_record(&tx, mail, number, read, at)?;
        }
        if let Some(run) = run {
            answers::write_run(&tx, run, None)?;
        }
        Ok(tx.commit()?)
    }

    /// The request a person found for an answer.
    pub fn assignment(&self, mail: MailId) -> Result<Option<ApplicationNumber>> {
        let mut statement = self.db.prepare_cached("SELECT number FROM answer_assignment WHERE mail = ?")?;
        let number: Option<String> = statement.query_row([mail.0], |row| row.get(0)).optional()?;
        number.map(|n| ApplicationNumber::parse(&n).map_err(|_| rows::unknown("plan number"))).transpose()
    }
}

/// What the filters offer, from all lines.
fn offer(lines: &[Line], page: &mut AnswerPage) {
    let mut insurers: HashMap<&str, &str> = HashMap::new();
    for line in lines {
        if !line.insurer_ik.is_empty() {
            let name = insurers.entry(&line.insurer_ik).or_default();
            if name.is_empty() {
                *name = &line.insurer;
            }
        }
        let area = line.number.get(13..15).unwrap_or_default();
        if !page.areas.iter().any(|known| known == area) {
            page.areas.push(area.to_owned());
        }
    }
    page.areas.sort_unstable();
    let name = |ik: &str, name: &str| if name.is_empty() { ik.to_owned() } else { name.to_owned() };
    page.insurers = insurers.into_iter().map(|(ik, word)| (ik.to_owned(), name(ik, word))).collect();
    page.insurers.sort_by_key(|(ik, name)| (name.to_lowercase(), ik.clone()));
}

/// Whether a line fits everything but state and lapse.
fn fits(line: &Line, filter: &AnswerFilter) -> bool {
    let day = line.decided_on.or_else(|| Day::of(line.received));
    (filter.insurer_ik.is_empty() || line.insurer_ik == filter.insurer_ik)
        && (filter.area.is_empty() || line.number.get(13..15) == Some(filter.area.as_str()))
        && filter.from.is_none_or(|from| day.is_some_and(|day| day >= from))
        && filter.to.is_none_or(|to| day.is_some_and(|day| day <= to))
}

fn take_if_empty(value: &mut String, from: &str) {
    if value.is_empty() {
        from.clone_into(value);
    }
}
