//! „Manuelle Verarbeitung": takes the technical content over again, with a warning and a required reason.

use egui::Ui;

use super::DetailWindow;
use crate::domain::access::Role;
use crate::domain::answer::{HandoverState, ProcessingRun, RunResult};
use crate::domain::mail::MailDetail;
use crate::engine::command::{Command, DeskCommand};
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::format;
use crate::ui::model::{Model, Purpose};
use crate::ui::theme::{self, GAP_L, GAP_S, Tone, icon};
use crate::ui::view::Out;
use crate::ui::widgets;

/// The word the dialog gives its question.
pub(super) const WHAT: &str = "reprocess";

pub(super) fn ui(ui: &mut Ui, model: &Model, mail: &MailDetail, window: &mut DetailWindow, out: &mut Out) {
    widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("manual-warning"), &t!("manual-warning-text"), |_| ());
    let here = model.account(mail.row.account).is_none_or(|account| account.settings.options.processing_station);
    if !here {
        ui.add_space(GAP_S);
        widgets::banner(ui, Tone::Info, icon::INFO, &t!("station-hands-over"), &t!("station-hands-over-text"), |_| ());
    }
    // Above everything else, where it is seen without scrolling.
    result_ui(ui, mail.runs.last(), window, out);
    ui.add_space(GAP_L);
    ui.label(theme::heading(t!("manual-what")));
    if let Some(payload) = &mail.payload {
        let file = if payload.file_name.is_empty() { t!("manual-no-file") } else { payload.file_name.clone() };
        widgets::key_value(ui, 150.0, &t!("manual-file"), theme::list(file));
        if let Some(record) = &payload.ebz {
            widgets::key_value(ui, 150.0, &t!("manual-number"), theme::list(record.number.as_str()));
            let decision = i18n::text(&format!("decision-{}", record.decision.as_str()));
            widgets::key_value(ui, 150.0, &t!("manual-decision"), theme::list(decision));
        }
        for note in &payload.blocks {
            widgets::key_value(ui, 150.0, &t!("manual-blocked"), theme::list(i18n::text_with(&note.key, &note.detail)));
        }
    }
    widgets::key_value(ui, 150.0, &t!("manual-where"), theme::list(target(model, mail)));
    ui.add_space(GAP_L);
    ui.label(theme::heading(t!("manual-reason")));
    widgets::text_area(ui, ("reason", window.mail.0), &t!("manual-reason"), &mut window.reason, &t!("manual-reason-hint"), 2);
    let missing = window.reason.trim().chars().count() < 3;
    let help = if missing { t!("manual-reason-help") } else { String::new() };
    widgets::field_help(ui, &help, None);
    ui.add_space(GAP_S);
    let running = model.waits_for(window.owner, WHAT);
    let allowed = model.may(Role::Edit);
    let why = if allowed { t!("manual-reason-help") } else { t!("access-not-allowed") };
    ui.add_enabled_ui(allowed && !missing && !running && here, |ui| {
        let button = widgets::primary_button(ui, icon::AGAIN, &t!("manual-do"));
        if button.on_disabled_hover_text(why).clicked() {
            let command = Command::Reprocess { mail: window.mail, reason: window.reason.trim().to_owned() };
            out.asks.ask(command, Purpose::Reply(window.owner, WHAT));
        }
    });
    if !mail.runs.is_empty() {
        widgets::section(ui, &t!("manual-runs"));
        for run in mail.runs.iter().rev() {
            ui.push_id(("run", run.number), |ui| run_ui(ui, run));
        }
    }
}

/// The folder of the practice software for this mail, or that none is set yet.
fn target(model: &Model, mail: &MailDetail) -> String {
    let folders = model.handovers.value().map(|h| h.folders.as_slice()).unwrap_or_default();
    let of_mail = mail.parsed.dienstkennung.as_ref();
    let best = folders.iter().filter(|(prefix, _)| of_mail.is_some_and(|d| d.has_prefix(prefix))).max_by_key(|(prefix, _)| prefix.len());
    best.map_or_else(|| t!("manual-no-folder"), |(_, dir)| dir.display().to_string())
}

fn result_ui(ui: &mut Ui, newest: Option<&ProcessingRun>, window: &DetailWindow, out: &mut Out) {
    let Some(result) = &window.run else { return };
    ui.add_space(GAP_S);
    match result {
        Ok(Answer::Run { run, .. }) => {
            // Who insisted sees what came of it, and is not asked again.
            let run = newest.filter(|newest| newest.number > run.number).unwrap_or(run);
            let (tone, sign) = look(run.result);
            // A person may insist: although the file was not collected yet, or it is test data.
            let may_insist = matches!(run.result, RunResult::AlreadyTakenOver | RunResult::HeldForReview);
            widgets::banner(ui, tone, sign, &result_word(run.result), &where_to(run), |ui| {
                if may_insist && widgets::quiet_button(ui, icon::AGAIN, &t!("bulk-anyway")).clicked() {
                    let command = DeskCommand::TakeOver { mails: vec![window.mail], reason: run.reason.clone(), force: true };
                    out.asks.ask(Command::Desk(Box::new(command)), Purpose::Told("told-taken-over-again"));
                }
            });
        }
        Ok(_) => {}
        Err(problem) => {
            widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
        }
    }
}

const fn look(result: RunResult) -> (Tone, &'static str) {
    match result {
        RunResult::TakenOver => (Tone::Ok, icon::CHECK_CIRCLE),
        RunResult::AlreadyTakenOver => (Tone::Info, icon::INFO),
        RunResult::HeldForReview => (Tone::Warn, icon::WARNING),
        RunResult::Refused => (Tone::Error, icon::CROSS_CIRCLE),
    }
}

fn result_word(result: RunResult) -> String {
    match result {
        RunResult::TakenOver => t!("run-taken-over"),
        RunResult::AlreadyTakenOver => t!("run-already-taken-over"),
        RunResult::HeldForReview => t!("run-held-for-review"),
        RunResult::Refused => t!("run-refused"),
    }
}

fn where_to(run: &ProcessingRun) -> String {
    let mut lines: Vec<String> = run.notes.iter().map(|note| i18n::text_with(&note.key, &note.detail)).collect();
    match run.handover {
        Some(HandoverState::Pending) => lines.push(t!("run-handover-pending")),
        Some(HandoverState::Written) => lines.push(t!("run-handover-written", path = run.handover_path.clone())),
        Some(HandoverState::Collected) => lines.push(t!("run-handover-collected")),
        Some(HandoverState::Failed) => lines.push(t!("run-handover-failed")),
        None => {}
    }
    lines.join(" ")
}

fn run_ui(ui: &mut Ui, run: &ProcessingRun) {
    let t = theme::tokens(ui);
    let (tone, sign) = look(run.result);
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::list(t!("run-number", number = run.number)).family(theme::semibold()));
        widgets::badge(ui, tone, sign, &result_word(run.result));
        let who = format::who_ran(run);
        ui.label(theme::small(format!("{} · {who}", format::full_date(run.at))).color(t.weak));
    });
    if !run.reason.is_empty() {
        ui.label(theme::list(t!("run-reason", reason = run.reason.clone())));
    }
    let text = where_to(run);
    if !text.is_empty() {
        ui.label(theme::small(text).color(t.weak));
    }
    ui.add_space(GAP_S);
}
