//! The desk „Kassenantworten (eHKP-Übersicht)": requests and answers by plan number, with what became of them.
//!
//! An unknown answer is never shown as approved (`Decision::Unclear`). Taking over again needs a reason and is asked for
//! once; the app calls [`AnswersView::receive`] every frame before [`show`], and [`dialogs`] wherever the person is.

mod assign;
mod bar;
mod broken;
mod bulk;
mod compare;
mod detail;
mod looks;
mod table;

use std::collections::BTreeSet;

use egui::Ui;

use self::assign::Assign;
pub use self::bulk::Bulk;
pub use self::looks::{decision_look, decision_word};
use super::model::{Asks, Model, Purpose};
use super::questions::{Questions, Ticket};
use super::theme::{self, GAP_S, Tone, icon};
use super::widgets;
use crate::domain::access::Role;
use crate::domain::answer::{AnswerFilter, AnswerPage, ApplicationNumber, HandoverState, LineState, ProcessingRun};
use crate::domain::ids::MailId;
use crate::domain::problem::Problem;
use crate::domain::time::Day;
use crate::engine::command::{Command, DeskCommand};
use crate::engine::event::Answer;
use crate::i18n;

/// Part of a number that is long enough to be searched for.
const MIN_PART: usize = 3;
/// Length of a whole number.
const NUMBER: usize = 30;
/// From this width on, the detail stands beside the list.
const BESIDE: f32 = 1050.0;
/// From this height on, it has room below the list.
const BELOW: f32 = 600.0;
/// Widest detail where it stands alone.
const ALONE: f32 = 640.0;
/// Rows asked for at once; more come on demand.
const ROWS: usize = 500;

/// What a person wants from the desk that the app must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    OpenMail(MailId),
    /// Go to the hand-over folders in the settings.
    SetFolder,
    /// „erledigt", or open again, with the offer to take it back.
    MarkDone(Vec<ApplicationNumber>, bool),
    /// The same for an answer that has no number.
    MailDone(MailId),
}

/// The question to take an answer over again.
#[derive(Default)]
pub(super) struct Again {
    pub reason: String,
    pub reason_missing: bool,
    pub ticket: Option<Ticket>,
    /// The question is out and not answered.
    pub running: bool,
    pub done: Option<ProcessingRun>,
    pub problem: Option<Problem>,
}

/// The days looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Period {
    #[default]
    All,
    /// So many days back from today.
    Days(u16),
    /// As typed.
    Typed,
}

/// State of the desk.
#[derive(Default)]
pub struct AnswersView {
    /// As typed or pasted into the filter field.
    pub search: String,
    pub state: Option<LineState>,
    pub lapsing: bool,
    /// Institutionskennzeichen; empty for all.
    pub insurer: String,
    pub area: String,
    pub period: Period,
    /// Days as typed.
    pub from: String,
    pub to: String,
    pub chosen: Option<ApplicationNumber>,
    /// Lines with a tick, and the mails of their answers.
    pub ticked: BTreeSet<(ApplicationNumber, MailId)>,
    /// Open while taking over again is asked about.
    pub(super) again: Option<Again>,
    assign: Option<Assign>,
    bulk: Option<Bulk>,
    more: usize,
    asked: Option<(AnswerFilter, u64)>,
    asked_detail: Option<(ApplicationNumber, u64)>,
    asked_handovers: bool,
    /// Lines were asked for, and what came was not looked at yet.
    awaited: bool,
    questions: Questions,
}

impl AnswersView {
    /// Takes the answers to this view's questions.
    pub fn receive(&mut self, model: &mut Model) {
        if let Some(bulk) = &mut self.bulk {
            bulk.receive(model);
        }
        if let Some(assign) = &mut self.assign {
            assign.receive(model);
            if assign.is_done() {
                self.chosen = assign.target().or(self.chosen.take());
                self.assign = None;
            }
        }
        for (ticket, result) in self.questions.replies(model) {
            let Some(again) = self.again.as_mut().filter(|again| again.ticket == Some(ticket)) else { continue };
            again.running = false;
            match result.map(|answer| *answer) {
                Ok(Answer::Run { run, .. }) => again.done = Some(run),
                Ok(_) => {}
                Err(problem) => again.problem = Some(problem),
            }
        }
    }

    /// What the filters mean: pasted blanks and text after the number play no role. `today` counts the days back.
    #[must_use]
    pub fn filter(&self, today: Option<Day>) -> AnswerFilter {
        let part = number_part(&self.search);
        let number = if part.chars().count() >= MIN_PART { part } else { String::new() };
        let (from, to) = match self.period {
            Period::All => (None, None),
            Period::Days(days) => (today.and_then(|today| today.minus_days(days)), None),
            Period::Typed => (super::format::parse_day(&self.from), super::format::parse_day(&self.to)),
        };
        AnswerFilter {
            number,
            state: self.state,
            insurer_ik: self.insurer.clone(),
            area: self.area.clone(),
            from,
            to,
            lapsing: self.lapsing,
            limit: ROWS + self.more,
        }
    }

    /// Whether anything is filtered.
    fn is_narrowed(&self) -> bool {
        let bare = AnswerFilter { limit: ROWS + self.more, ..AnswerFilter::default() };
        self.filter(None) != bare || self.period != Period::All
    }

    /// Shows everything.
    fn widen(&mut self) {
        *self = Self {
            chosen: self.chosen.take(),
            asked: self.asked.take(),
            asked_handovers: self.asked_handovers,
            questions: std::mem::take(&mut self.questions),
            ..Self::default()
        };
    }

    /// What is ticked is what is seen: a line that no filter shows any more loses its tick, once the new lines are there.
    fn keep_shown_ticks(&mut self, model: &Model) {
        if !self.awaited || model.answers.is_pending() {
            return;
        }
        self.awaited = false;
        if let Some(page) = model.answers.value().filter(|_| !self.ticked.is_empty()) {
            let shown: BTreeSet<_> = page.rows.iter().map(|row| (&row.number, row.mail)).collect();
            self.ticked.retain(|(number, mail)| shown.contains(&(number, *mail)));
        }
    }

    /// Opens the question to take several answers over again.
    pub fn take_over_several(&mut self, mails: Vec<MailId>, asks: &mut Asks) {
        self.bulk = Some(Bulk::of_mails(mails, asks));
    }

    /// „Jetzt erneut übernehmen": a reason is required. `force`: although its file still lies in the folder.
    pub(super) fn reprocess(&mut self, mail: MailId, asks: &mut Asks) {
        let Some(again) = &mut self.again else { return };
        let reason = again.reason.trim().to_owned();
        again.reason_missing = reason.is_empty();
        if again.reason_missing || again.running {
            return;
        }
        again.running = true;
        again.problem = None;
        let ticket = &mut again.ticket;
        self.questions.send(vec![Command::Reprocess { mail, reason }], asks, |number, _| *ticket = Some(number));
    }

    /// The same once more, although the practice software has not taken the file yet.
    pub(super) fn reprocess_anyway(&mut self, mail: MailId, asks: &mut Asks) {
        let reason = self.again.take().map(|again| again.reason.trim().to_owned()).unwrap_or_default();
        let command = DeskCommand::TakeOver { mails: vec![mail], reason, force: true };
        asks.ask(Command::Desk(Box::new(command)), Purpose::Told("told-taken-over-again"));
    }
}

/// The number in a pasted text: what stands before the first blank, or all of it when the number itself was
/// torn apart by blanks or line breaks.
fn number_part(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or("");
    let joined: String = text.split_whitespace().collect();
    let whole = |text: &str| ApplicationNumber::parse(text).is_ok();
    if whole(first) {
        return first.to_owned();
    }
    if whole(&joined) {
        return joined;
    }
    // Torn apart, and text behind it.
    let torn: String = joined.chars().take(NUMBER).collect();
    if first.chars().count() < NUMBER && whole(&torn) { torn } else { first.to_owned() }
}

/// Draws the desk.
pub fn show(ui: &mut Ui, model: &Model, view: &mut AnswersView, asks: &mut Asks) -> Option<Wish> {
    view.keep_shown_ticks(model);
    ask_for_rows(model, view, asks);
    let mut wish = None;
    let t = theme::tokens(ui);
    let room = ui.available_size();
    if let Some(number) = view.chosen.clone().filter(|_| room.x < BESIDE && room.y < BELOW) {
        return detail_alone(ui, model, view, &number, asks);
    }
    let frame = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin::symmetric(16, 8));
    egui::Panel::top("answers-bar").frame(frame).show(ui, |ui| {
        bar::show(ui, model, view, asks);
        if folder_missing(model) {
            ui.add_space(GAP_S);
            if folder_ui(ui) {
                wish = Some(Wish::SetFolder);
            }
        }
    });
    if !view.ticked.is_empty() {
        let frame = egui::Frame::new().fill(t.panel).inner_margin(egui::Margin::symmetric(16, 8));
        egui::Panel::bottom("answers-ticked").frame(frame).show(ui, |ui| wish = wish.take().or(ticked_ui(ui, model, view, asks)));
    }
    if let Some(number) = view.chosen.clone() {
        wish = wish.or(detail_panel(ui, model, view, &number, asks));
    }
    let frame = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 16, right: 8, top: 0, bottom: 8 });
    let shown = egui::CentralPanel::default().frame(frame).show(ui, |ui| table_or_reason(ui, model, view, asks)).inner;
    wish.or(shown)
}

/// What stands above the window wherever the person is.
pub fn dialogs(ui: &Ui, model: &Model, view: &mut AnswersView, asks: &mut Asks) {
    if let Some(bulk) = &mut view.bulk
        && bulk::show(ui, model, bulk, asks)
    {
        view.ticked.clear();
        view.bulk = None;
    }
}

/// Where list and detail have no room together, the detail stands alone, with the way back.
fn detail_alone(ui: &mut Ui, model: &Model, view: &mut AnswersView, number: &ApplicationNumber, asks: &mut Asks) -> Option<Wish> {
    let t = theme::tokens(ui);
    let page = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 16, right: 8, top: 8, bottom: 8 });
    let contents = |ui: &mut Ui| {
        let back = widgets::quiet_button(ui, icon::ARROW_LEFT, &t!("answers-back")).clicked();
        let shown = egui::ScrollArea::vertical().id_salt("answer-alone").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width((ui.available_width() - 12.0).min(ALONE));
            detail::show(ui, model, view, number, asks)
        });
        if back {
            view.chosen = None;
        }
        shown.inner
    };
    egui::CentralPanel::default().frame(page).show(ui, contents).inner
}

fn detail_panel(ui: &mut Ui, model: &Model, view: &mut AnswersView, number: &ApplicationNumber, asks: &mut Asks) -> Option<Wish> {
    let t = theme::tokens(ui);
    let page = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 20, right: 8, top: 16, bottom: 8 });
    let contents = |ui: &mut Ui| {
        egui::ScrollArea::vertical().id_salt("answer").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 12.0);
            detail::show(ui, model, view, number, asks)
        })
    };
    if ui.available_width() >= BESIDE {
        let width = if ui.available_width() < 1200.0 { 412.0 } else { 452.0 };
        egui::Panel::right("answers-detail").frame(page).exact_size(width).resizable(false).show(ui, contents).inner.inner
    } else {
        let height = ui.available_height() * 0.55;
        egui::Panel::bottom("answers-detail-below").frame(page).exact_size(height).resizable(false).show(ui, contents).inner.inner
    }
}

fn ask_for_rows(model: &Model, view: &mut AnswersView, asks: &mut Asks) {
    let wanted = (view.filter(Day::of(model.now)), model.desk.version);
    if view.asked.as_ref() != Some(&wanted) && !model.answers.is_pending() {
        asks.ask(Command::ListAnswers(wanted.0.clone()), Purpose::Answers);
        view.asked = Some(wanted);
        view.awaited = true;
    }
    if let Some(number) = &view.chosen {
        let wanted = (number.clone(), model.desk.version);
        if view.asked_detail.as_ref() != Some(&wanted) {
            asks.ask(Command::OpenAnswer { number: number.clone() }, Purpose::AnswerDetail(number.clone()));
            view.asked_detail = Some(wanted);
        }
    }
    if !view.asked_handovers && model.handovers.is_not_asked() {
        asks.ask(Command::ListHandovers, Purpose::Handovers);
    }
    view.asked_handovers = true;
}

/// That no folder is set, on one line: true when the person goes there.
fn folder_ui(ui: &mut Ui) -> bool {
    let t = theme::tokens(ui);
    let frame = egui::Frame::new().fill(Tone::Warn.soft(t)).corner_radius(theme::RADIUS).inner_margin(egui::Margin::symmetric(12, 4));
    frame
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(egui::RichText::new(icon::FOLDER).size(18.0).color(Tone::Warn.ink(t)));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let clicked = widgets::button(ui, icon::FOLDER_OPEN, &t!("answers-folder-set")).clicked();
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        ui.label(theme::strong(t!("answers-folder-missing")));
                        ui.add(egui::Label::new(theme::list(t!("answers-folder-missing-hint"))).truncate());
                    });
                    clicked
                })
                .inner
            })
            .inner
        })
        .inner
}

fn folder_missing(model: &Model) -> bool {
    let none = model.handovers.value().is_some_and(|h| h.folders.is_empty());
    none && model.answers.value().is_some_and(|page| page.rows.iter().any(|r| r.handover == Some(HandoverState::Pending)))
}

/// What can be done with the ticked lines.
fn ticked_ui(ui: &mut Ui, model: &Model, view: &mut AnswersView, asks: &mut Asks) -> Option<Wish> {
    let mut wish = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP_S, GAP_S);
        ui.label(theme::strong(t!("answers-ticked", count = view.ticked.len())));
        ui.add_space(GAP_S);
        let may = model.may(Role::Edit);
        if widgets::permitted(ui, may, |ui| widgets::button(ui, icon::AGAIN, &t!("bulk-open"))).clicked() {
            let mails = view.ticked.iter().map(|(_, mail)| *mail).collect();
            view.take_over_several(mails, asks);
        }
        let numbers = || view.ticked.iter().map(|(number, _)| number.clone()).collect();
        let all_done = view.state == Some(LineState::Done);
        let (sign, word) = if all_done { (icon::UNDO, t!("answers-reopen")) } else { (icon::CHECK, t!("answers-done")) };
        if widgets::permitted(ui, may, |ui| widgets::button(ui, sign, &word)).clicked() {
            wish = Some(Wish::MarkDone(numbers(), !all_done));
        }
        if widgets::quiet_button(ui, "", &t!("answers-untick")).clicked() {
            view.ticked.clear();
        }
    });
    if wish.is_some() {
        view.ticked.clear();
    }
    wish
}

fn table_or_reason(ui: &mut Ui, model: &Model, view: &mut AnswersView, asks: &mut Asks) -> Option<Wish> {
    let Some(page) = model.answers.value() else {
        match model.answers.problem() {
            Some(problem) => {
                let (headline, advice) = (i18n::problem_text(problem), i18n::problem_advice(problem));
                if widgets::empty_state(ui, icon::WARNING, &headline, &advice, Some(&t!("test-again"))) {
                    asks.ask(Command::ListAnswers(view.filter(Day::of(model.now))), Purpose::Answers);
                    view.awaited = true;
                }
            }
            None => {
                widgets::empty_state(ui, icon::CLOCK, &t!("answers-loading"), "", None);
            }
        }
        return None;
    };
    let mut wish = None;
    if !page.broken.is_empty() && view.search.trim().is_empty() && matches!(view.state, None | Some(LineState::Error)) && !view.lapsing {
        if view.state.is_none() {
            if broken::line(ui, page.broken.len()) {
                view.state = Some(LineState::Error);
            }
        } else {
            wish = broken::show(ui, model.may(Role::Edit), &page.broken);
        }
    }
    if page.rows.is_empty() {
        nothing_ui(ui, page, view);
    } else {
        table::show(ui, page, view);
    }
    wish
}

fn nothing_ui(ui: &mut Ui, page: &AnswerPage, view: &mut AnswersView) {
    let filter = view.filter(None);
    if !filter.number.is_empty() {
        let headline = t!("answers-none", number = filter.number.as_str());
        if widgets::empty_state(ui, icon::SEARCH, &headline, &t!("answers-none-hint"), Some(&t!("answers-show-all"))) {
            view.widen();
        }
    } else if view.is_narrowed() {
        let calm = view.state == Some(LineState::Open) && !view.lapsing;
        let headline = if calm { t!("answers-none-open") } else { t!("answers-none-here") };
        let sign = if calm { icon::CHECK_CIRCLE } else { icon::LIST_CHECKS };
        if widgets::empty_state(ui, sign, &headline, "", Some(&t!("answers-show-all"))) {
            view.widen();
        }
    } else if page.broken.is_empty() {
        widgets::empty_state(ui, icon::TOOTH, &t!("answers-empty"), &t!("answers-empty-hint"), None);
    }
}

#[cfg(test)]
#[path = "answers/tests.rs"]
mod tests;
