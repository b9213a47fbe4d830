//! One plan number in full: decision, request and answer side by side, reasons in words, the runs, what can be done.

use egui::{RichText, Ui};

use super::assign::{self, Assign};
use super::looks::{decision_look, decision_word, handover_look};
use super::{Again, AnswersView, Wish, compare};
use crate::domain::access::Role;
use crate::domain::answer::{ApplicationNumber, EbzRecord, HandoverState, ProcessingRun, RunResult};
use crate::domain::ids::MailId;
use crate::engine::command::{Command, DeskCommand};
use crate::engine::event::AnswerDetail;
use crate::i18n;
use crate::ui::model::{Asks, Model, Purpose};
use crate::ui::theme::{self, GAP_M, GAP_S, GAP_XS, SIZE_LIST, Tone, icon};
use crate::ui::{format, widgets};

/// Draws the detail of one number.
pub(super) fn show(ui: &mut Ui, model: &Model, view: &mut AnswersView, number: &ApplicationNumber, asks: &mut Asks) -> Option<Wish> {
    let loaded = model.answer_details.get(number);
    let Some(detail) = loaded.and_then(|l| l.value()) else {
        let t = theme::tokens(ui);
        match loaded.and_then(|l| l.problem()) {
            Some(problem) => {
                widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |ui| {
                    if widgets::button(ui, icon::AGAIN, &t!("test-again")).clicked() {
                        asks.ask(Command::OpenAnswer { number: number.clone() }, Purpose::AnswerDetail(number.clone()));
                    }
                });
            }
            None => drop(ui.label(theme::list(t!("answers-loading")).color(t.weak))),
        }
        return None;
    };
    ui.spacing_mut().item_spacing.y = GAP_XS;
    let may = model.may(Role::Edit);
    let mut wish = head(ui, may, number, detail);
    ui.horizontal_wrapped(|ui| {
        for (word, mail) in [
            (t!("answers-open-mail"), detail.answers.first().map(|(mail, _)| *mail)),
            (t!("answers-open-request"), detail.request.as_ref().map(|(mail, _)| *mail)),
        ] {
            if let Some(mail) = mail
                && widgets::button(ui, icon::MAIL_OPEN, &word).clicked()
            {
                wish = Some(Wish::OpenMail(mail));
            }
        }
    });
    assign_ui(ui, may, view, detail, asks);
    compare::show(ui, detail);
    if let Some((_, answer)) = detail.answers.first() {
        words(ui, answer, detail);
    }
    earlier(ui, detail, &mut wish);
    runs(ui, detail);
    if let Some((mail, _)) = detail.answers.first() {
        again_ui(ui, may, view, *mail, asks);
    }
    wish
}

/// Puts an answer to the request it belongs to, where its own number leads to none; or takes that back.
fn assign_ui(ui: &mut Ui, may: bool, view: &mut AnswersView, detail: &AnswerDetail, asks: &mut Asks) {
    let Some((mail, answer)) = detail.answers.first() else { return };
    if let Some(assign) = &mut view.assign {
        ui.add_space(GAP_S);
        if assign::show(ui, assign, asks) {
            view.assign = None;
        }
        return;
    }
    if detail.request.is_none() {
        ui.add_space(GAP_S);
        widgets::banner(ui, Tone::Warn, icon::LINK, &t!("answers-unassigned"), &t!("answers-unassigned-text"), |ui| {
            if widgets::permitted(ui, may, |ui| widgets::button(ui, icon::LINK, &t!("assign-open"))).clicked() {
                view.assign = Some(Assign::new(*mail, &answer.insurer_ik));
            }
        });
    } else if detail.assigned.contains(mail) {
        ui.add_space(GAP_S);
        let text = t!("answers-assigned-text", number = answer.number.as_str());
        widgets::banner(ui, Tone::Info, icon::LINK, &t!("answers-assigned"), &text, |ui| {
            if widgets::permitted(ui, may, |ui| widgets::button(ui, icon::UNDO, &t!("assign-undo"))).clicked() {
                let command = DeskCommand::Assign { mail: *mail, number: None };
                asks.ask(Command::Desk(Box::new(command)), Purpose::Told("told-assignment-removed"));
            }
        });
    }
}

/// Decision, number, patient and insurer; at the right „Erledigt" or „Wieder öffnen".
fn head(ui: &mut Ui, may: bool, number: &ApplicationNumber, detail: &AnswerDetail) -> Option<Wish> {
    let mut wish = None;
    let t = theme::tokens(ui);
    let answer = detail.answers.first().map(|(_, record)| record);
    let request = detail.request.as_ref().map(|(_, record)| record);
    let decision = answer.or(request).map(|record| record.decision);
    ui.horizontal(|ui| {
        if let Some(decision) = decision {
            let (mark, tone) = decision_look(decision);
            ui.label(RichText::new(mark).size(22.0).color(tone.ink(t)));
            ui.label(theme::title(decision_word(decision)).color(tone.ink(t)));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let done = detail.done.is_some();
            let (sign, word) = if done { (icon::UNDO, t!("answers-reopen")) } else { (icon::CHECK, t!("answers-done")) };
            if widgets::permitted(ui, may, |ui| widgets::quiet_button(ui, sign, &word)).clicked() {
                wish = Some(Wish::MarkDone(vec![number.clone()], !done));
            }
        });
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_XS;
        ui.label(theme::list(number.as_str()));
        widgets::copyable(ui, number.as_str(), &t!("answers-copy-number"));
    });
    let people = [request.map(|r| r.patient.clone()), request.map(|r| r.insurer_name.clone())];
    let line = people.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    if !line.is_empty() {
        ui.label(theme::list(line).color(t.weak));
    }
    if let Some((who, at)) = &detail.done {
        let who = if who.is_empty() { t!("run-by-itself") } else { who.clone() };
        let line = t!("answers-done-by", who = who, time = format::short_date(*at));
        ui.label(theme::small(line).color(t.weak));
    }
    ui.add_space(GAP_S);
    wish
}

/// What the insurer says in words.
fn words(ui: &mut Ui, answer: &EbzRecord, detail: &AnswerDetail) {
    const LABEL: f32 = 130.0;
    ui.add_space(GAP_M);
    let value = |text: String| theme::list(text);
    if let Some(process) = &answer.process {
        widgets::key_value(ui, LABEL, &t!("answers-process"), value(process.text.clone()));
    }
    if let Some(day) = answer.decided_on {
        widgets::key_value(ui, LABEL, &t!("answers-decided-on"), value(format::day(day)));
    }
    if let Some(day) = answer.ends_on {
        widgets::key_value(ui, LABEL, &t!("answers-ends-on"), value(format::day(day)));
    }
    if let Some(day) = detail.lapses_on {
        widgets::key_value(ui, LABEL, &t!("answers-lapses-on"), value(t!("answers-lapses-rule", day = format::day(day))));
    }
    if let Some(hardship) = answer.hardship {
        let word = if hardship { t!("answers-yes") } else { t!("answers-no") };
        widgets::key_value(ui, LABEL, &t!("answers-hardship"), value(word));
    }
    if !answer.reasons.is_empty() {
        let reasons: Vec<String> = answer.reasons.iter().map(|r| format!("{} ({})", r.text, r.code)).collect();
        widgets::key_value(ui, LABEL, &t!("answers-reasons"), value(reasons.join("\n")));
    }
    if !answer.explanation.is_empty() {
        widgets::key_value(ui, LABEL, &t!("answers-explanation"), value(answer.explanation.clone()));
    }
}

fn earlier(ui: &mut Ui, detail: &AnswerDetail, wish: &mut Option<Wish>) {
    // The first one is shown above: it is the one that counts.
    let Some(older) = detail.answers.get(1..).filter(|older| !older.is_empty()) else { return };
    widgets::section(ui, &t!("answers-earlier", count = older.len()));
    for (mail, record) in older {
        ui.horizontal_wrapped(|ui| {
            let t = theme::tokens(ui);
            let (mark, tone) = decision_look(record.decision);
            ui.label(RichText::new(mark).size(SIZE_LIST + 2.0).color(tone.ink(t)));
            ui.label(theme::list(decision_word(record.decision)));
            ui.label(theme::list(record.decided_on.map(format::day).unwrap_or_default()).color(t.weak));
            if widgets::quiet_button(ui, "", &t!("answers-open-mail")).clicked() {
                *wish = Some(Wish::OpenMail(*mail));
            }
        });
    }
}

fn run_word(result: RunResult) -> (&'static str, Tone, String) {
    match result {
        RunResult::TakenOver => (icon::CHECK_CIRCLE, Tone::Ok, t!("answers-run-taken-over")),
        RunResult::AlreadyTakenOver => (icon::CHECKS, Tone::Neutral, t!("answers-run-already-taken-over")),
        RunResult::HeldForReview => (icon::WARNING, Tone::Warn, t!("answers-run-held-for-review")),
        RunResult::Refused => (icon::CROSS_CIRCLE, Tone::Error, t!("answers-run-refused")),
    }
}

fn runs(ui: &mut Ui, detail: &AnswerDetail) {
    widgets::section(ui, &t!("answers-runs"));
    if detail.runs.is_empty() {
        let t = theme::tokens(ui);
        ui.label(theme::list(t!("answers-no-runs")).color(t.weak));
    }
    for run in &detail.runs {
        run_ui(ui, run);
        ui.add_space(GAP_XS);
    }
}

fn run_ui(ui: &mut Ui, run: &ProcessingRun) {
    let t = theme::tokens(ui);
    let (mark, tone, word) = run_word(run.result);
    let who = format::who_ran(run);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(RichText::new(mark).size(SIZE_LIST + 2.0).color(tone.ink(t)));
        ui.label(theme::list(word));
        let line = t!("answers-run-line", number = run.number, time = format::short_date(run.at));
        ui.label(theme::list(format!("{line} · {who}")).color(t.weak));
    });
    let pending = run.handover == Some(HandoverState::Pending);
    if run.handover.is_some() {
        let (_, tone, word) = handover_look(run.handover);
        ui.horizontal(|ui| {
            ui.add_space(22.0);
            ui.label(theme::list(format!("{}: {word}", t!("answers-col-handover"))).color(tone.ink(t)));
        });
    }
    let notes = run.notes.iter().map(|note| i18n::text_with(&note.key, &note.detail));
    for line in std::iter::once(run.reason.clone())
        .chain(notes)
        .chain([run.handover_path.clone()])
        .filter(|l| !(l.is_empty() || pending && *l == run.handover_path))
    {
        // A frame, for a blank before the text would indent its first line only.
        let inside = egui::Margin { left: 22, ..egui::Margin::ZERO };
        egui::Frame::new().inner_margin(inside).show(ui, |ui| ui.add(egui::Label::new(theme::small(line).color(t.weak)).wrap()));
    }
}

/// „Kassenantwort erneut übernehmen": warning, reason, what came of it.
fn again_ui(ui: &mut Ui, may: bool, view: &mut AnswersView, mail: MailId, asks: &mut Asks) {
    ui.add_space(GAP_M);
    let Some(again) = &mut view.again else {
        if widgets::permitted(ui, may, |ui| widgets::button(ui, icon::AGAIN, &t!("answers-reprocess"))).clicked() {
            view.again = Some(Again::default());
        }
        return;
    };
    if let Some(run) = &again.done {
        let (mark, tone, word) = run_word(run.result);
        let (mut close, mut anyway) = (false, false);
        let stays = run.result == RunResult::AlreadyTakenOver || run.result == RunResult::HeldForReview;
        let notes: Vec<String> = run.notes.iter().map(|note| i18n::text_with(&note.key, &note.detail)).collect();
        widgets::banner(ui, tone, mark, &word, &notes.join("\n"), |ui| {
            close = widgets::button(ui, "", &t!("test-close")).clicked();
            anyway = stays && widgets::quiet_button(ui, icon::AGAIN, &t!("bulk-anyway")).clicked();
        });
        if anyway {
            view.reprocess_anyway(mail, asks);
        } else if close {
            view.again = None;
        }
        return;
    }
    let (mut go, mut stop) = (false, false);
    widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("answers-reprocess"), &t!("answers-reprocess-warning"), |ui| {
        ui.vertical(|ui| {
            widgets::field_label(ui, &t!("answers-reason"));
            let width = ui.available_width() - GAP_M;
            let field = widgets::text_field(ui, "reason", &t!("answers-reason"), &mut again.reason, &t!("answers-reason-hint"), width);
            if field.changed() {
                again.reason_missing = false;
            }
            let missing = t!("answers-reason-missing");
            widgets::field_help(ui, "", again.reason_missing.then_some((Tone::Error, missing.as_str())));
            if let Some(problem) = &again.problem {
                widgets::field_help(ui, "", Some((Tone::Error, &i18n::problem_text(problem))));
                widgets::field_help(ui, &i18n::problem_advice(problem), None);
            }
            ui.add_space(GAP_S);
            ui.horizontal(|ui| {
                let word = if again.running { t!("answers-reprocess-running") } else { t!("answers-reprocess-do") };
                go = ui.add_enabled_ui(!again.running, |ui| widgets::primary_button(ui, icon::AGAIN, &word)).inner.clicked();
                stop = widgets::quiet_button(ui, "", &t!("answers-cancel")).clicked();
            });
        });
    });
    if go {
        view.reprocess(mail, asks);
    } else if stop {
        view.again = None;
    }
}
