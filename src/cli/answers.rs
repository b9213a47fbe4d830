//! `reprocess`, `answers`, `handover …`: insurer answers and what the practice software gets of them.

use serde_json::json;

use super::args::HandoverCommand;
use super::output::exit;
use super::{Outcome, Session, json as to_json, unexpected};
use crate::domain::answer::{AnswerFilter, RunResult};
use crate::domain::ids::MailId;
use crate::domain::problem::Problem;
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;

/// `reprocess`: „manuelle Verarbeitung"; exit 1 when the content was held or refused.
///
/// # Errors
/// Problems of the engine or of the input.
pub fn reprocess(session: &mut Session<'_>, id: i64, reason: &str) -> Outcome {
    if reason.trim().is_empty() {
        return Err(Problem::new("INPUT-REASON", ""));
    }
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

/// `answers`: the eHKP overview.
///
/// # Errors
/// Problems of the engine.
pub fn list(session: &mut Session<'_>, plan: Option<&str>, open_only: bool) -> Outcome {
    let filter = AnswerFilter { number: plan.unwrap_or_default().to_owned(), open_only };
    let answer = session.ask(Command::ListAnswers(filter))?;
    let Answer::Answers(rows) = answer else { return Err(unexpected(&answer)) };
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|r| {
            vec![
                r.number.as_str().to_owned(),
                r.patient.clone(),
                r.insurer.clone(),
                i18n::text(&format!("decision-{}", r.decision.as_str())),
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
        "cli-col-date",
        "cli-col-amount",
        "cli-col-handover",
        "cli-col-id",
    ];
    session.out.table(&titles, &cells);
    session.out.set("answers", json!(rows.iter().map(to_json::answer_row).collect::<Vec<_>>()));
    Ok(exit::DONE)
}

/// `handover …`
///
/// # Errors
/// Problems of the engine.
pub fn handover(session: &mut Session<'_>, command: &HandoverCommand) -> Outcome {
    let answer = match command {
        HandoverCommand::Set { prefix, dir } => {
            session.ask(Command::SetHandoverFolder { prefix: prefix.clone(), dir: Some(session.path(dir)) })?
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
