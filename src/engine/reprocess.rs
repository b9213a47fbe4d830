//! Taking insurer answers over: by itself at arrival, and once more by hand („manuelle Verarbeitung").
//!
//! Each act is a numbered run that is never overwritten (`formats.md` §2.4). By itself only a valid answer
//! that matches its request is taken over, and the same bytes only once; anything odd is held for a person.

use std::sync::Arc;

use super::event::{Answer, Event};
use super::world::{World, blocking, lock, now};
use super::{handing_over, problem, usage};
use crate::domain::access::Session;
use crate::domain::account::Account;
use crate::domain::answer::{ApplicationNumber, Decision, EbzKind, EbzRecord, HandoverState, ProcessingRun, RunResult};
use crate::domain::audit::{AuditAction, AuditEntry, AuditObject};
use crate::domain::ids::MailId;
use crate::domain::mail::{Integrity, Note, ParsedMail};
use crate::domain::payload::{Payload, PayloadKind, SignatureState, TEST_DATA};
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;
use crate::payload;
use crate::store::{Error, NewRun, Store};

/// Note on bytes that were taken over before; its detail is the mail they came with then.
pub const SAME_BYTES: &str = "note-same-bytes";

/// Note on a sender the request did not go to.
pub const SENDER_DIFFERS: &str = "note-sender-differs";
/// Note on bytes whose file still lies in the folder; its detail is the path.
pub const STILL_IN_FOLDER: &str = "note-still-in-folder";

/// Whether an account lies in a test environment (A_21455-01), where test data is what is to be expected.
pub fn is_of_test_environment(account: &Account) -> bool {
    account.settings.address.as_str().to_ascii_lowercase().ends_with(".kim.telematik-test")
}

/// Whether a payload is something that „manuelle Verarbeitung" can take over.
pub fn is_insurer_answer(kind: PayloadKind) -> bool {
    matches!(kind, PayloadKind::EbzAnswer | PayloadKind::EbzError | PayloadKind::EbzQuery)
}

/// The first run, when a mail arrives.
pub fn at_arrival(store: &mut Store, account: &Account, mail: MailId, parsed: &ParsedMail, payload: &Payload) -> Result<(), Error> {
    let (record, mut notes) = judge(store, account, mail, parsed, payload, Beside::Known)?;
    let before = store.hash_taken_over(&payload.sha256)?;
    // The same bytes say nothing new: the desk keeps showing the mail they were taken over from, with its file.
    if let Some(record) = record.as_ref().filter(|_| before.is_none_or(|before| before.mail.is_none())) {
        store.save_record(mail, record, now())?;
    }
    let result = if record.is_none() {
        RunResult::Refused
    } else if let Some(before) = before {
        notes.push(Note::new(SAME_BYTES, before.mail.map_or_else(|| "?".to_owned(), |other| other.to_string())));
        RunResult::AlreadyTakenOver
    } else if !account.settings.options.processing_station {
        notes.push(Note::new("note-other-station", ""));
        RunResult::HeldForReview
    } else if store.may_be_known(parsed.date)? {
        notes.push(Note::new("note-restored", ""));
        RunResult::HeldForReview
    } else if !notes.is_empty() {
        RunResult::HeldForReview
    } else {
        RunResult::TakenOver
    };
    let handover = (result == RunResult::TakenOver).then_some(HandoverState::Pending);
    store.add_run(&NewRun { mail, who: "", reason: "", result, notes: &notes, sha256: &payload.sha256, handover, at: now() })?;
    Ok(())
}

/// Beside which request an answer is read.
#[derive(Clone, Copy)]
enum Beside<'a> {
    /// The one a person found for it, or else the one of its number.
    Known,
    /// The one a person finds for it now; none: the one of its number.
    Request(Option<&'a ApplicationNumber>),
}

/// Checks an answer against its request, its mail and its signature. The notes say why it must not be taken over
/// by itself; without a record there is nothing to take over.
fn judge(
    store: &Store,
    account: &Account,
    mail: MailId,
    parsed: &ParsedMail,
    payload: &Payload,
    beside: Beside<'_>,
) -> Result<(Option<EbzRecord>, Vec<Note>), Error> {
    let mut notes = payload.blocks.clone();
    if is_of_test_environment(account) {
        notes.retain(|note| note.key != TEST_DATA);
    }
    if parsed.kim.integrity == Integrity::Failed {
        notes.push(Note::new("note-integrity-failed", ""));
    }
    let Some(mut record) = payload.ebz.clone() else { return Ok((None, notes)) };
    let number = match beside {
        Beside::Known => store.assignment(mail)?,
        Beside::Request(number) => number.cloned(),
    };
    let number = number.unwrap_or_else(|| record.number.clone());
    match store.request_for(&Session::program().scope(), &number)? {
        None => notes.push(Note::new("note-no-request", "")),
        Some((request_mail, request)) => {
            let judgement = payload::judge_against_request(&record, &request);
            if record.kind == EbzKind::Answer {
                record.decision = judgement.decision;
                notes.extend(judgement.blocks);
            }
            if record.insurer_name.is_empty() {
                record.insurer_name.clone_from(&request.insurer_name);
            }
            let asked = store.parsed(request_mail)?;
            let sender = parsed.from.first().map(|m| m.address.as_str()).unwrap_or_default();
            if !asked.to.iter().any(|m| m.address.eq_ignore_ascii_case(sender)) {
                notes.push(Note::new(SENDER_DIFFERS, sender));
            }
        }
    }
    Ok((Some(record), notes))
}

/// Puts an answer to the request a person found for it and reads its decision anew beside that one, both or neither; what
/// was taken over stays as it is.
pub fn assign(store: &mut Store, mail: MailId, number: Option<&ApplicationNumber>, who: &str) -> Result<(), Error> {
    let account = store.account(store.row(mail)?.account)?;
    let (parsed, payload) = (store.parsed(mail)?, store.payload(mail)?);
    let Some(payload) = payload else { return Err(Error::NotFound) };
    let (record, notes) = judge(store, &account, mail, &parsed, &payload, Beside::Request(number))?;
    let was_taken_over = store.runs(mail)?.iter().any(|run| run.result == RunResult::TakenOver);
    // Why it still waits, as it stands now.
    let result = RunResult::HeldForReview;
    let run = NewRun { mail, who: "", reason: "", result, notes: &notes, sha256: &payload.sha256, handover: None, at: now() };
    let run = (record.is_some() && !was_taken_over).then_some(&run);
    store.assign_answer(mail, number, record.as_ref(), run, who, now())
}

/// „Kassenantwort erneut übernehmen": a new numbered run from the raw bytes, with a reason.
pub async fn by_hand(world: &Arc<World>, mail: MailId, reason: String) -> Result<Answer, Problem> {
    if reason.trim().is_empty() {
        return Err(Problem::new("INPUT-REASON", ""));
    }
    let account = world.read(move |store| store.account(store.row(mail)?.account)).await?;
    usage::require_station(&account)?;
    handing_over::note_collected(world).await?;
    let inner = world.clone();
    let again = blocking(move || {
        let act = Act { who: &inner.who(), reason: reason.trim(), bulk: None, force: false, at: now() };
        lock(&inner.writer()).all_or_nothing(|store| add_run(store, mail, &act, &inner.mappings())).map_err(problem::of_store)
    });
    let (run, record) = again.await?;
    if run.handover == Some(HandoverState::Pending) {
        handing_over::write_soon(world, mail, run.number).await?;
    }
    let number = run.number;
    let written = world.read(move |store| Ok(store.runs(mail)?.into_iter().find(|run| run.number == number))).await?;
    let run = written.unwrap_or(run);
    world.bus.tell(Event::AnswersChanged);
    world.bus.tell(Event::MailsChanged);
    Ok(Answer::Run { run, answer: record })
}

/// A person's word that something is taken over again.
#[derive(Clone, Copy)]
pub struct Act<'a> {
    pub who: &'a str,
    pub reason: &'a str,
    pub bulk: Option<u32>,
    /// Although a file of the same bytes still lies in the folder, and although it is test data.
    pub force: bool,
    pub at: Timestamp,
}

/// Adds the run and writes its file; for threads that may wait.
pub fn run_again(world: &World, mail: MailId, act: &Act<'_>) -> Result<(ProcessingRun, Option<EbzRecord>), Error> {
    let (run, record) = lock(&world.writer()).all_or_nothing(|store| add_run(store, mail, act, &world.mappings()))?;
    if run.handover == Some(HandoverState::Pending) {
        handing_over::write_run(world, mail, run.number)?;
    }
    let run = lock(&world.writer()).runs(mail)?.into_iter().find(|r| r.number == run.number).unwrap_or(run);
    Ok((run, record))
}

/// The run of a person's word, whole with its record in the audit log.
fn add_run(
    store: &mut Store,
    mail: MailId,
    act: &Act<'_>,
    mappings: &payload::Mappings,
) -> Result<(ProcessingRun, Option<EbzRecord>), Error> {
    store.all_or_nothing(|store| {
        let (run, record) = judge_again(store, mail, act, mappings)?;
        let entry = AuditEntry::new(act.who, AuditAction::TakenOverAgain, AuditObject::Mail(mail)).detail(run.result.as_str());
        store.record(vec![entry])?;
        Ok((run, record))
    })
}

fn judge_again(
    store: &mut Store,
    mail: MailId,
    act: &Act<'_>,
    mappings: &payload::Mappings,
) -> Result<(ProcessingRun, Option<EbzRecord>), Error> {
    super::mails::reread(store, mail, mappings)?;
    let account = store.account(store.row(mail)?.account)?;
    let parsed = store.parsed(mail)?;
    let Act { who, reason, bulk, force, at } = *act;
    let Some(payload) = store.payload(mail)?.filter(|p| is_insurer_answer(p.kind)) else {
        let notes = [Note::new("note-nothing-to-take-over", "")];
        let run = NewRun { mail, who, reason, result: RunResult::Refused, notes: &notes, sha256: "", handover: None, at };
        return Ok((store.add_run_of(&run, bulk)?, None));
    };
    let (record, mut notes) = judge(store, &account, mail, &parsed, &payload, Beside::Known)?;
    let uncollected = store.uncollected(&payload.sha256)?.into_iter().next();
    let result = if record.is_none() || must_stay_out(&parsed, &payload) {
        RunResult::Refused
    } else if let Some(there) = uncollected.as_ref().filter(|_| !force) {
        // The practice software has not had it yet: a second file would be taken over twice.
        notes.push(Note::new(STILL_IN_FOLDER, there.path.as_str()));
        RunResult::AlreadyTakenOver
    } else if payload.is_test_data() && !is_of_test_environment(&account) && !force {
        RunResult::HeldForReview
    } else {
        // A person decided with a reason; what would have held it back stays visible in the notes.
        RunResult::TakenOver
    };
    if let Some(record) = record.as_ref().filter(|_| result != RunResult::Refused) {
        store.save_record(mail, record, now())?;
    }
    if result == RunResult::TakenOver && store.hash_taken_over(&payload.sha256)?.is_some() {
        notes.push(Note::new("note-taken-over-before", ""));
    }
    let handover = (result == RunResult::TakenOver).then_some(HandoverState::Pending);
    let new = NewRun { mail, who, reason, result, notes: &notes, sha256: &payload.sha256, handover, at };
    let run = store.add_run_of(&new, bulk)?;
    store.add_history(mail, who, "history-reprocessed", &run.number.to_string(), at)?;
    Ok((run, record))
}

/// What not even a person can take over: changed on its way, or after it was signed.
pub fn must_stay_out(parsed: &ParsedMail, payload: &Payload) -> bool {
    parsed.kim.integrity == Integrity::Failed || payload.signature == SignatureState::Broken
}

/// The only thing that held an answer was its sender, and the VZD names that one as an address of its insurer: it is taken
/// over by the program, in a run of its own that says so.
pub fn release(store: &mut Store, mail: MailId, sender: &str) -> Result<bool, Error> {
    let account = store.account(store.row(mail)?.account)?;
    let (parsed, payload) = (store.parsed(mail)?, store.payload(mail)?);
    let Some(payload) = payload else { return Ok(false) };
    let (record, notes) = judge(store, &account, mail, &parsed, &payload, Beside::Known)?;
    let only_sender = matches!(notes.as_slice(), [note] if note.key == SENDER_DIFFERS);
    let Some(record) = record.filter(|_| only_sender && account.settings.options.processing_station) else { return Ok(false) };
    if store.hash_taken_over(&payload.sha256)?.is_some() || record.decision == Decision::Unclear {
        return Ok(false);
    }
    let (result, handover) = (RunResult::TakenOver, Some(HandoverState::Pending));
    let notes = [Note::new("note-sender-in-directory", sender)];
    let run = NewRun { mail, who: "", reason: "", result, notes: &notes, sha256: &payload.sha256, handover, at: now() };
    store.all_or_nothing(|store| {
        store.save_record(mail, &record, now())?;
        store.add_run(&run).map(|_| true)
    })
}
