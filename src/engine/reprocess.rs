//! Taking insurer answers over: by itself at arrival, and once more by hand („manuelle Verarbeitung").
//!
//! Each act is a numbered run that is never overwritten (`formats.md` §2.4). By itself only a valid answer
//! that matches its request is taken over, and the same bytes only once; anything odd is held for a person.

use std::sync::Arc;

use super::answers;
use super::event::{Answer, Event};
use super::usage;
use super::world::{World, now};
use crate::domain::access::Session;
use crate::domain::account::Account;
use crate::domain::answer::{EbzKind, EbzRecord, HandoverState, ProcessingRun, RunResult};
use crate::domain::ids::MailId;
use crate::domain::mail::{Integrity, Note, ParsedMail};
use crate::domain::payload::{Payload, PayloadKind};
use crate::domain::problem::Problem;
use crate::payload;
use crate::store::{Error, NewRun, Store};

/// Note on bytes that were taken over before; its detail is the mail they came with then.
pub const SAME_BYTES: &str = "note-same-bytes";

/// Whether a payload is something that „manuelle Verarbeitung" can take over.
pub fn is_insurer_answer(kind: PayloadKind) -> bool {
    matches!(kind, PayloadKind::EbzAnswer | PayloadKind::EbzError | PayloadKind::EbzQuery)
}

/// The first run, when a mail arrives.
pub fn at_arrival(store: &mut Store, account: &Account, mail: MailId, parsed: &ParsedMail, payload: &Payload) -> Result<(), Error> {
    let (record, mut notes) = judge(store, parsed, payload)?;
    let before = store.hash_taken_over(&payload.sha256)?;
    // The same bytes say nothing new: the desk keeps showing the mail they were taken over from, with its file.
    if let Some(record) = record.as_ref().filter(|_| before.is_none()) {
        store.save_record(mail, record, now())?;
    }
    let result = if record.is_none() {
        RunResult::Refused
    } else if let Some(other) = before {
        notes.push(Note::new(SAME_BYTES, other.to_string()));
        RunResult::AlreadyTakenOver
    } else if !account.settings.options.processing_station {
        notes.push(Note::new("note-other-station", ""));
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

/// Checks an answer against its request, its mail and its signature. The notes say why it must not be taken over
/// by itself; without a record there is nothing to take over.
fn judge(store: &Store, parsed: &ParsedMail, payload: &Payload) -> Result<(Option<EbzRecord>, Vec<Note>), Error> {
    let mut notes = payload.blocks.clone();
    if parsed.kim.integrity == Integrity::Failed {
        notes.push(Note::new("note-integrity-failed", ""));
    }
    let Some(mut record) = payload.ebz.clone() else { return Ok((None, notes)) };
    match store.request_for(&Session::program().scope(), &record.number)? {
        None => notes.push(Note::new("note-no-request", "")),
        Some((request_mail, request)) => {
            if record.kind == EbzKind::Answer {
                let judgement = payload::judge_against_request(&record, &request);
                record.decision = judgement.decision;
                notes.extend(judgement.blocks);
            }
            if record.insurer_name.is_empty() {
                record.insurer_name.clone_from(&request.insurer_name);
            }
            let asked = store.parsed(request_mail)?;
            let sender = parsed.from.first().map(|m| m.address.as_str()).unwrap_or_default();
            if !asked.to.iter().any(|m| m.address.eq_ignore_ascii_case(sender)) {
                notes.push(Note::new("note-sender-differs", ""));
            }
        }
    }
    Ok((Some(record), notes))
}

/// „Kassenantwort erneut übernehmen": a new numbered run from the raw bytes, with a reason.
pub async fn by_hand(world: &Arc<World>, mail: MailId, reason: String) -> Result<Answer, Problem> {
    if reason.trim().is_empty() {
        return Err(Problem::new("INPUT-REASON", ""));
    }
    let account = world.read(move |store| store.account(store.row(mail)?.account)).await?;
    usage::require_station(&account)?;
    let (mappings, who) = (world.mappings.clone(), world.who());
    let (run, record) = world.write(move |store| run_again(store, mail, &who, reason.trim(), &mappings)).await?;
    world.bus.tell(Event::AnswersChanged);
    world.bus.tell(Event::MailsChanged);
    Ok(Answer::Run { run, answer: record })
}

fn run_again(
    store: &mut Store,
    mail: MailId,
    who: &str,
    reason: &str,
    mappings: &payload::Mappings,
) -> Result<(ProcessingRun, Option<EbzRecord>), Error> {
    super::mails::reread(store, mail, mappings)?;
    let parsed = store.parsed(mail)?;
    let Some(payload) = store.payload(mail)?.filter(|p| is_insurer_answer(p.kind)) else {
        let notes = [Note::new("note-nothing-to-take-over", "")];
        let run = NewRun { mail, who, reason, result: RunResult::Refused, notes: &notes, sha256: "", handover: None, at: now() };
        return Ok((store.add_run(&run)?, None));
    };
    let (record, mut notes) = judge(store, &parsed, &payload)?;
    let forbidden = parsed.kim.integrity == Integrity::Failed || payload.signature == crate::domain::payload::SignatureState::Broken;
    let result = match (&record, forbidden) {
        (None, _) | (_, true) => RunResult::Refused,
        // A person decided with a reason; what would have held it back stays visible in the notes.
        (Some(_), false) => RunResult::TakenOver,
    };
    if let Some(record) = record.as_ref().filter(|_| result == RunResult::TakenOver) {
        store.save_record(mail, record, now())?;
    }
    if store.hash_taken_over(&payload.sha256)?.is_some() {
        notes.push(Note::new("note-taken-over-before", ""));
    }
    let handover = (result == RunResult::TakenOver).then_some(HandoverState::Pending);
    let new = NewRun { mail, who, reason, result, notes: &notes, sha256: &payload.sha256, handover, at: now() };
    let run = store.add_run(&new)?;
    store.add_history(mail, who, "history-reprocessed", &run.number.to_string(), now())?;
    let pending = store.pending_handovers()?.into_iter().find(|h| h.mail == mail && h.run == run.number);
    if let Some(pending) = pending {
        answers::write_one(store, &pending)?;
    }
    let run = store.runs(mail)?.into_iter().find(|r| r.number == run.number).unwrap_or(run);
    Ok((run, record))
}
