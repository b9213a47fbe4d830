//! „Aufbewahrung": after which time mails go by themselves. Off until an admin sets it, and set only after it was said how many mails
//! that would concern today. Part of the overview.

use egui::Ui;

use super::overview::failed_ui;
use crate::domain::problem::Problem;
use crate::domain::purge::{Retention, RetentionState, RetentionTrial};
use crate::engine::command::{Command, PurgeCommand};
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::format;
use crate::ui::model::{Asks, Model};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_L, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

const WIDE: f32 = 680.0;
/// Width of what stands before a number.
const LABEL: f32 = 150.0;
/// What stands in a field that was never used.
const DAYS: u32 = 30;
const YEARS: u32 = 10;

/// One period: switched on or not, and the number as typed.
#[derive(Default)]
struct Line {
    on: bool,
    number: String,
}

impl Line {
    fn of(value: Option<u32>, default: u32) -> Self {
        Self { on: value.is_some(), number: value.unwrap_or(default).to_string() }
    }

    /// `None` for a number that is none.
    fn value(&self) -> Option<Option<u32>> {
        if self.on { self.number.trim().parse().ok().map(Some) } else { Some(None) }
    }
}

/// What was typed and what is under way.
#[derive(Default)]
pub struct RetentionView {
    questions: Questions,
    running: Option<Ticket>,
    problem: Option<Problem>,
    state: Option<RetentionState>,
    /// The picture of the engine that `state` is.
    version: Option<u64>,
    trash: Line,
    inbox: Line,
    sent: Line,
    /// What was tried, and what it would concern today.
    tried: Option<(Retention, Option<RetentionTrial>)>,
    told: bool,
}

impl RetentionView {
    /// Takes the answers that arrived.
    pub fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            if self.running == Some(ticket) {
                self.running = None;
            }
            match result.map(|answer| *answer) {
                Ok(Answer::Retention(state)) => self.take(state),
                Ok(Answer::RetentionTrial(trial)) => {
                    self.problem = None;
                    if let Some((_, tried)) = &mut self.tried {
                        *tried = Some(trial);
                    }
                }
                Ok(_) => {}
                Err(problem) => {
                    self.problem = Some(problem);
                    self.tried = None;
                }
            }
        }
    }

    /// What was typed stays, unless it is what was stored before.
    fn take(&mut self, state: RetentionState) {
        let untouched = self.state.as_ref().is_none_or(|before| self.plan() == Some(before.plan));
        if untouched || self.plan() == Some(state.plan) {
            self.trash = Line::of(state.plan.trash_days, DAYS);
            self.inbox = Line::of(state.plan.inbox_years, YEARS);
            self.sent = Line::of(state.plan.sent_years, YEARS);
        }
        if self.tried.as_ref().is_some_and(|(tried, _)| *tried == state.plan) {
            self.told = true;
            self.tried = None;
        }
        self.problem = None;
        self.state = Some(state);
    }

    fn plan(&self) -> Option<Retention> {
        let plan = Retention { trash_days: self.trash.value()?, inbox_years: self.inbox.value()?, sent_years: self.sent.value()? };
        plan.is_possible().then_some(plan)
    }

    fn send(&mut self, command: PurgeCommand, asks: &mut Asks) {
        let running = &mut self.running;
        self.questions.send(vec![Command::Purge(Box::new(command))], asks, |ticket, _| *running = Some(ticket));
    }
}

/// Draws the section.
pub fn show(ui: &mut Ui, model: &Model, view: &mut RetentionView, asks: &mut Asks) {
    if view.version != Some(model.retention_version) && view.running.is_none() {
        view.version = Some(model.retention_version);
        view.send(PurgeCommand::Periods, asks);
    }
    if view.state.is_none() && view.problem.is_none() {
        return;
    }
    widgets::page_width(ui, WIDE);
    widgets::section(ui, &t!("retention-title"));
    let Some(state) = view.state.clone() else {
        if view.problem.as_ref().is_some_and(|problem| failed_ui(ui, problem)) && view.running.is_none() {
            view.send(PurgeCommand::Periods, asks);
        }
        ui.add_space(GAP_M);
        return;
    };
    widgets::field_help(ui, &t!("retention-intro"), None);
    ui.add_space(GAP_S);
    if let Some(problem) = &view.problem {
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
        ui.add_space(GAP_S);
    }
    lines_ui(ui, view);
    widgets::field_help(ui, &t!("retention-help"), None);
    ui.add_space(GAP_S);
    set_ui(ui, &state, view, asks);
    if let Some((at, count)) = state.last.filter(|_| state.plan.is_on()) {
        ui.add_space(GAP_S);
        let at = format::full_date(at);
        let line = t!("retention-last", at = at, trashed = count.trashed, purged = count.purged);
        ui.label(theme::small(line).color(theme::tokens(ui).weak));
    }
    ui.add_space(GAP_M);
}

fn lines_ui(ui: &mut Ui, view: &mut RetentionView) {
    for (id, line, before, unit, spoken) in [
        ("retention-trash", &mut view.trash, t!("retention-trash"), t!("retention-trash-unit"), t!("retention-trash-spoken")),
        ("retention-inbox", &mut view.inbox, t!("retention-inbox"), t!("retention-years-unit"), t!("retention-inbox-spoken")),
        ("retention-sent", &mut view.sent, t!("retention-sent"), t!("retention-years-unit"), t!("retention-sent-spoken")),
    ] {
        ui.horizontal(|ui| {
            // The numbers stand one below the other.
            let room = egui::vec2(LABEL, theme::CONTROL_HEIGHT);
            ui.allocate_ui_with_layout(room, egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.set_width(LABEL);
                let switch = ui.checkbox(&mut line.on, theme::body(before));
                widgets::focus_ring(ui, &switch);
            });
            ui.add_enabled_ui(line.on, |ui| widgets::text_field(ui, id, &spoken, &mut line.number, "", 64.0));
            ui.label(theme::body(unit));
        });
        ui.add_space(GAP_XS);
    }
}

/// Which periods do not work yet because the clock was astray, and from when they count.
fn narrowed(tried: &Retention, trial: &RetentionTrial) -> Vec<String> {
    let Some(since) = trial.since else { return vec![t!("retention-clock-jumped")] };
    let all = [
        (tried.trash_days, trial.works.trash_days, t!("folder-trash")),
        (tried.inbox_years, trial.works.inbox_years, t!("folder-inbox")),
        (tried.sent_years, trial.works.sent_years, t!("folder-sent")),
    ];
    let later = all.into_iter().filter(|(tried, works, _)| tried != works);
    later.map(|(_, _, folder)| t!("retention-counts-from", folder = folder, date = format::date(since))).collect()
}

fn set_ui(ui: &mut Ui, state: &RetentionState, view: &mut RetentionView, asks: &mut Asks) {
    let plan = view.plan();
    // Other numbers than those that were tried are not set.
    if view.tried.as_ref().is_some_and(|(tried, _)| Some(*tried) != plan) {
        view.tried = None;
    }
    if let Some((tried, Some(trial))) = view.tried {
        let headline = t!("retention-would", purged = trial.count.purged, trashed = trial.count.trashed);
        let text = if state.backup.is_none() { t!("retention-no-backup") } else { t!("retention-would-text") };
        let text = [text].into_iter().chain(narrowed(&tried, &trial)).collect::<Vec<_>>().join("\n");
        let (go, back) = widgets::banner(ui, Tone::Warn, icon::WARNING, &headline, &text, |ui| {
            let free = view.running.is_none();
            let go = ui.add_enabled_ui(free, |ui| widgets::primary_button(ui, icon::CHECK, &t!("retention-set"))).inner.clicked();
            (go, ui.add_enabled_ui(free, |ui| widgets::quiet_button(ui, "", &t!("question-cancel"))).inner.clicked())
        });
        if go {
            view.send(PurgeCommand::SetPeriods(tried), asks);
        }
        if back {
            view.tried = None;
        }
        return;
    }
    let changed = plan.is_some_and(|plan| plan != state.plan);
    ui.horizontal(|ui| {
        let ready = changed && view.running.is_none();
        if ui.add_enabled_ui(ready, |ui| widgets::button(ui, icon::CHECK, &t!("retention-try"))).inner.clicked()
            && let Some(plan) = plan
        {
            view.told = false;
            view.tried = Some((plan, None));
            // To spare more than before needs no second thought.
            let command = if plan.is_on() { PurgeCommand::TryPeriods(plan) } else { PurgeCommand::SetPeriods(plan) };
            view.send(command, asks);
        }
        if view.running.is_some() && view.tried.is_some() {
            ui.spinner();
        } else if plan.is_none() {
            widgets::badge(ui, Tone::Warn, icon::WARNING, &i18n::problem_advice(&Problem::new("INPUT-PERIOD", "")));
        } else if view.told && !changed {
            widgets::badge(ui, Tone::Ok, icon::CHECK_CIRCLE, &t!("retention-told"));
        }
        ui.add_space(GAP_L);
    });
}

#[cfg(test)]
#[path = "retention/tests.rs"]
mod tests;
