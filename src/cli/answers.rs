//! `reprocess`, `answers`, `handover …`: insurer answers and what the practice software gets of them.

use serde_json::json;

use super::args::desk::{AnswersArgs, ReprocessArgs};
use super::args::{HandoverCommand, YesNo};
use super::output::exit;
use super::{Outcome, Session, clock, json as to_json, unexpected};
use crate::domain::answer::{AnswerFilter, LineState, RunResult};
use crate::domain::answer_desk::{BulkReport, SkipReason};
use crate::domain::ids::MailId;
use crate::domain::problem::Problem;
use crate::domain::time::Day;
use crate::engine::command::{Command, DeskCommand};
use crate::engine::event::Answer;
use crate::i18n;

/// `reprocess`: „manuelle Verarbeitung"; exit 1 when the content was held or refused.
///
/// # Errors
/// Problems of the engine or of the input.
pub fn reprocess(session: &mut Session<'_>, args: &ReprocessArgs) -> Outcome {
    if args.reason.trim().is_empty() {
        return Err(Problem::new("INPUT-REASON", ""));
    }
    match (&args.since, args.ids.as_slice()) {
        (None, [id]) if !args.force && !args.dry_run => reprocess_one(session, *id, &args.reason),
        _ => reprocess_several(session, args),
    }
}

/// Several by their ids, or all since a moment; exit 1 when a folder could not be looked at.
fn reprocess_several(session: &mut Session<'_>, args: &ReprocessArgs) -> Outcome {
    let since = match &args.since {
        Some(text) => Some(clock::parse(text).ok_or_else(|| Problem::new("INPUT-MOMENT", text.as_str()))?),
        None => None,
    };
    let mails: Vec<MailId> = args.ids.iter().copied().map(MailId).collect();
    let reason = args.reason.clone();
    let command = match since {
        _ if args.dry_run => DeskCommand::Preview { mails, since, anew: false },
        Some(since) => DeskCommand::TakeOverSince { since, reason, anew: false },
        None => DeskCommand::TakeOver { mails, reason, force: args.force },
    };
    let answer = session.ask(Command::Desk(Box::new(command)))?;
    let Answer::Bulk(report) = answer else { return Err(unexpected(&answer)) };
    tell_bulk(session, &report, args.dry_run);
    if report.skipped.iter().any(|(why, _)| *why == SkipReason::FolderAway) {
        return Err(Problem::new("HANDOVER-FOLDER", ""));
    }
    Ok(exit::DONE)
}

fn tell_bulk(session: &mut Session<'_>, report: &BulkReport, dry_run: bool) {
    let key = if dry_run { "cli-bulk-would" } else { "cli-bulk-done" };
    session.out.line(&format!("{} {} / {}", i18n::text(key), report.taken_over, report.total));
    for (why, count) in &report.skipped {
        session.out.line(&format!("{count}  {}", i18n::text(&format!("bulk-skip-{}", why.as_str()))));
    }
    session.out.set("bulk", to_json::bulk(report, dry_run));
}

fn reprocess_one(session: &mut Session<'_>, id: i64, reason: &str) -> Outcome {
    let answer = session.ask(Command::Reprocess { mail: MailId(id), reason: reason.to_owned() })?;
    let Answer::Run { run, answer } = answer else { return Err(unexpected(&answer)) };
    session.out.line(&format!("{} {}: {}", i18n::text("cli-run"), run.number, i18n::text(&format!("run-{}", run.result.as_str()))));
    if !run.handover_path.is_empty() {
        session.out.line(&run.handover_path);
    }
    for note in &run.notes {
        session.out.line(&i18n::text_with(&note.key, &note.detail));
    }
    let mut value = to_json::run(&run);
    if let Some(map) = value.as_object_mut() {
        map.insert("answer".into(), answer.as_ref().map(to_json::ebz).into());
    }
    session.out.set("run", value);
    if matches!(run.result, RunResult::TakenOver | RunResult::AlreadyTakenOver) {
        return Ok(exit::DONE);
    }
    let reasons: Vec<String> = run.notes.iter().map(|note| i18n::text_with(&note.key, &note.detail)).collect();
    Err(Problem::new("REPROCESS-REFUSED", reasons.join(" ")))
}

fn filter(args: &AnswersArgs) -> Result<AnswerFilter, Problem> {
    let day = |text: &Option<String>| match text {
        Some(text) => Day::parse(text).map(Some).ok_or_else(|| Problem::new("INPUT-MOMENT", text.as_str())),
        None => Ok(None),
    };
    Ok(AnswerFilter {
        number: args.plan.as_deref().unwrap_or_default().split_whitespace().next().unwrap_or_default().to_owned(),
        state: args.state.map(|word| word.state()).or(args.open.then_some(LineState::Open)),
        insurer_ik: args.insurer.clone().unwrap_or_default(),
        area: args.area.clone().unwrap_or_default().to_uppercase(),
        from: day(&args.from)?,
        to: day(&args.to)?,
        lapsing: args.lapsing,
        limit: args.limit,
    })
}

/// `answers --waiting`
fn waiting(session: &mut Session<'_>) -> Outcome {
    let answer = session.ask(Command::Desk(Box::new(DeskCommand::Waiting)))?;
    let Answer::Waiting(rows) = answer else { return Err(unexpected(&answer)) };
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|r| {
            let reason = i18n::text(&format!("waiting-reason-{}", r.reason.as_str()));
            vec![r.number.as_str().to_owned(), r.patient.clone(), r.insurer.clone(), clock::short(r.sent), reason, r.mail.to_string()]
        })
        .collect();
    session.out.table(&["cli-col-plan", "cli-col-patient", "cli-col-insurer", "cli-col-date", "cli-col-state", "cli-col-id"], &cells);
    session.out.set("waiting", json!(rows.iter().map(to_json::waiting_row).collect::<Vec<_>>()));
    Ok(exit::DONE)
}

/// `answers`: the eHKP overview.
///
/// # Errors
/// Problems of the engine or of the input.
pub fn list(session: &mut Session<'_>, args: &AnswersArgs) -> Outcome {
    if args.waiting {
        return waiting(session);
    }
    let answer = session.ask(Command::ListAnswers(filter(args)?))?;
    let Answer::Answers(page) = answer else { return Err(unexpected(&answer)) };
    let rows = &page.rows;
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|r| {
            vec![
                r.number.as_str().to_owned(),
                r.patient.clone(),
                r.insurer.clone(),
                i18n::text(&format!("decision-{}", r.decision.as_str())),
                i18n::text(&format!("answers-state-{}", r.state.as_str())),
                r.decided_on.map(|d| d.to_string()).unwrap_or_default(),
                r.total.map(|t| t.to_string()).unwrap_or_default(),
                r.handover.map(|h| i18n::text(&format!("cli-handover-{}", h.as_str()))).unwrap_or_default(),
                r.mail.to_string(),
            ]
        })
        .collect();
    let titles = [
        "cli-col-plan",
        "cli-col-patient",
        "cli-col-insurer",
        "cli-col-decision",
        "cli-col-state",
        "cli-col-date",
        "cli-col-amount",
        "cli-col-handover",
        "cli-col-id",
    ];
    session.out.table(&titles, &cells);
    for broken in &page.broken {
        let why: Vec<String> = broken.notes.iter().map(|note| i18n::text_with(&note.key, &note.detail)).collect();
        session.out.line(&format!("{}  {}  {}", broken.mail, broken.subject, why.join(" ")));
    }
    session.out.set("answers", json!(rows.iter().map(to_json::answer_row).collect::<Vec<_>>()));
    session.out.set("total", json!(page.total));
    session.out.set("broken", json!(page.broken.iter().map(to_json::broken_answer).collect::<Vec<_>>()));
    Ok(exit::DONE)
}

/// `handover …`
///
/// # Errors
/// Problems of the engine.
pub fn handover(session: &mut Session<'_>, command: &HandoverCommand) -> Outcome {
    let answer = match command {
        HandoverCommand::Set { prefix, dir, sidecar } => {
            let set = session.ask(Command::SetHandoverFolder { prefix: prefix.clone(), dir: Some(session.path(dir)) })?;
            match sidecar {
                Some(word) => {
                    let on = *word == YesNo::Yes;
                    session.ask(Command::Desk(Box::new(DeskCommand::SetSidecar { prefix: prefix.clone(), on })))?
                }
                None => set,
            }
        }
        HandoverCommand::List => session.ask(Command::ListHandovers)?,
        HandoverCommand::Run => session.ask(Command::RunHandovers)?,
    };
    let Answer::Handovers { folders, items } = answer else { return Err(unexpected(&answer)) };
    for (prefix, dir) in &folders {
        session.out.line(&format!("{prefix}  {}", dir.display()));
    }
    let rows: Vec<Vec<String>> = items
        .iter()
        .map(|i| {
            vec![i.mail.to_string(), i18n::text(&format!("cli-handover-{}", i.state.as_str())), i.path.clone(), i.problem_code.clone()]
        })
        .collect();
    if !rows.is_empty() {
        session.out.table(&["cli-col-id", "cli-col-state", "cli-col-path", "cli-col-detail"], &rows);
    }
    session
        .out
        .set("folders", json!(folders.iter().map(|(p, d)| json!({ "prefix": p, "path": d.display().to_string() })).collect::<Vec<_>>()));
    session.out.set(
        "items",
        json!(
            items
                .iter()
                .map(|i| json!({ "mail_id": i.mail.0, "run": i.run, "path": i.path, "state": i.state.as_str(), "problem": i.problem_code }))
                .collect::<Vec<_>>()
        ),
    );
    Ok(exit::DONE)
}
