//! The desk „Kassenantworten (eHKP-Übersicht)": requests and answers by plan number, with what became of them.
//!
//! An unknown answer is never shown as approved (`Decision::Unclear`). Taking over again needs a reason and is
//! asked for once; the app calls [`AnswersView::receive`] every frame before [`show`].

mod detail;

use egui::{Align, Layout, RichText, Ui};
use egui_extras::{Column, TableBuilder};

use super::model::{Asks, Model, Purpose};
use super::questions::{Questions, Ticket};
use super::theme::{self, GAP_L, GAP_S, SIZE_LIST, Tone, icon};
use super::{format, widgets};
use crate::domain::answer::{AnswerFilter, AnswerRow, ApplicationNumber, Decision, HandoverState, ProcessingRun};
use crate::domain::ids::MailId;
use crate::domain::problem::Problem;
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;

/// Part of a number that is long enough to be searched for.
const MIN_PART: usize = 3;
/// Length of a whole number.
const NUMBER: usize = 30;
const ROW: f32 = 30.0;
/// From this width on, the table has room for whole numbers and words.
const WIDE_TABLE: f32 = 1090.0;
/// From this width on, title and filter stand in one line.
const ONE_LINE_BAR: f32 = 780.0;
/// From this width on, the hand-over has room for its word beside the icon.
const ROOM_FOR_WORDS: f32 = 960.0;
/// From this width on, every column has room.
const MIDDLE_TABLE: f32 = 820.0;

/// What a person wants from the desk that the app must do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    OpenMail(MailId),
    /// Go to the hand-over folders in the settings.
    SetFolder,
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

/// State of the desk.
#[derive(Default)]
pub struct AnswersView {
    /// As typed or pasted into the filter field.
    pub search: String,
    pub open_only: bool,
    pub chosen: Option<ApplicationNumber>,
    /// Open while taking over again is asked about.
    pub(super) again: Option<Again>,
    asked: Option<AnswerFilter>,
    asked_handovers: bool,
    questions: Questions,
}

impl AnswersView {
    /// Takes the answers to this view's questions.
    pub fn receive(&mut self, model: &mut Model) {
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

    /// What the filter field means: pasted blanks and text after the number play no role.
    #[must_use]
    pub fn filter(&self) -> AnswerFilter {
        let part = number_part(&self.search);
        let number = if part.chars().count() >= MIN_PART { part } else { String::new() };
        AnswerFilter { number, open_only: self.open_only }
    }

    /// „Jetzt erneut übernehmen": a reason is required.
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
}

/// The number in a pasted text: what stands before the first blank, or all of it when the number itself was
/// torn apart by blanks or line breaks.
fn number_part(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or("");
    let joined: String = text.split_whitespace().collect();
    if first.chars().count() < NUMBER && ApplicationNumber::parse(&joined).is_ok() { joined } else { first.to_owned() }
}

/// Icon and colour of a decision; its word is `decision-…`.
#[must_use]
pub const fn decision_look(decision: Decision) -> (&'static str, Tone) {
    use Decision as D;
    match decision {
        D::Approved => (icon::CHECK_CIRCLE, Tone::Ok),
        D::ApprovedChanged => (icon::CHECK_CIRCLE, Tone::Warn),
        D::Rejected => (icon::CROSS_CIRCLE, Tone::Error),
        D::Changed => (icon::AGAIN, Tone::Info),
        D::Ended => (icon::PROHIBITED, Tone::Warn),
        D::Query => (icon::QUESTION, Tone::Info),
        D::Error => (icon::ERROR, Tone::Error),
        D::Unclear => (icon::WARNING, Tone::Warn),
        D::Pending => (icon::CLOCK, Tone::Neutral),
    }
}

/// The word of a decision.
#[must_use]
pub fn decision_word(decision: Decision) -> String {
    i18n::text(&format!("decision-{}", decision.as_str()))
}

fn handover_look(state: Option<HandoverState>) -> (&'static str, Tone, String) {
    match state {
        None => ("", Tone::Neutral, t!("answers-handover-none")),
        Some(HandoverState::Pending) => (icon::CLOCK, Tone::Warn, t!("answers-handover-pending")),
        Some(HandoverState::Written) => (icon::CHECK, Tone::Ok, t!("answers-handover-written")),
        Some(HandoverState::Collected) => (icon::CHECKS, Tone::Ok, t!("answers-handover-collected")),
        Some(HandoverState::Failed) => (icon::CROSS_CIRCLE, Tone::Error, t!("answers-handover-failed")),
    }
}

/// Draws the desk.
pub fn show(ui: &mut Ui, model: &Model, view: &mut AnswersView, asks: &mut Asks) -> Option<Wish> {
    ask_for_rows(model, view, asks);
    let mut wish = None;
    let t = theme::tokens(ui);
    let bar = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin::symmetric(16, 8));
    egui::Panel::top("answers-bar").frame(bar).show(ui, |ui| {
        bar_ui(ui, model, view);
        if folder_missing(model) {
            ui.add_space(GAP_S);
            let (headline, text) = (t!("answers-folder-missing"), t!("answers-folder-missing-hint"));
            widgets::banner(ui, Tone::Warn, icon::FOLDER, &headline, &text, |ui| {
                if widgets::button(ui, icon::FOLDER_OPEN, &t!("answers-folder-set")).clicked() {
                    wish = Some(Wish::SetFolder);
                }
            });
        }
    });
    if let Some(number) = view.chosen.clone() {
        let page = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 20, right: 8, top: 16, bottom: 8 });
        let detail = |ui: &mut Ui| {
            egui::ScrollArea::vertical().id_salt("answer").auto_shrink([false, false]).show(ui, |ui| {
                ui.set_max_width(ui.available_width() - 12.0);
                detail::show(ui, model, view, &number, asks)
            })
        };
        let shown = if ui.available_width() >= 1050.0 {
            let width = if ui.available_width() < 1200.0 { 404.0 } else { 440.0 };
            egui::Panel::right("answers-detail").frame(page).exact_size(width).resizable(false).show(ui, detail).inner.inner
        } else {
            let height = ui.available_height() * 0.55;
            egui::Panel::bottom("answers-detail-below").frame(page).exact_size(height).resizable(false).show(ui, detail).inner.inner
        };
        wish = wish.or(shown);
    }
    let frame = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 16, right: 8, top: 0, bottom: 8 });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| table_or_reason(ui, model, view, asks));
    wish
}

fn ask_for_rows(model: &Model, view: &mut AnswersView, asks: &mut Asks) {
    let filter = view.filter();
    if view.asked.as_ref() != Some(&filter) && !model.answers.is_pending() {
        asks.ask(Command::ListAnswers(filter.clone()), Purpose::Answers);
        view.asked = Some(filter);
    }
    if !view.asked_handovers && model.handovers.is_not_asked() {
        asks.ask(Command::ListHandovers, Purpose::Handovers);
    }
    view.asked_handovers = true;
}

fn folder_missing(model: &Model) -> bool {
    let none = model.handovers.value().is_some_and(|h| h.folders.is_empty());
    none && model.answers.value().is_some_and(|rows| rows.iter().any(|r| r.handover == Some(HandoverState::Pending)))
}

fn bar_ui(ui: &mut Ui, model: &Model, view: &mut AnswersView) {
    let title_ui = |ui: &mut Ui| {
        let t = theme::tokens(ui);
        ui.label(theme::title(t!("answers-title")));
        ui.add_space(GAP_S);
        if let Some(rows) = model.answers.value() {
            ui.label(theme::small(t!("answers-count", count = rows.len())).color(t.weak));
        }
    };
    if ui.available_width() < ONE_LINE_BAR {
        ui.horizontal(|ui| title_ui(ui));
        ui.horizontal(|ui| ui.with_layout(Layout::right_to_left(Align::Center), |ui| filter_ui(ui, view)));
        return;
    }
    ui.horizontal(|ui| {
        title_ui(ui);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| filter_ui(ui, view));
    });
}

/// From right to left: what is shown, and the field for a number.
fn filter_ui(ui: &mut Ui, view: &mut AnswersView) {
    ui.checkbox(&mut view.open_only, t!("answers-open-only"));
    ui.add_space(GAP_S);
    if !view.search.is_empty() && widgets::icon_button(ui, icon::CLOSE, &t!("answers-search-clear")).clicked() {
        view.search.clear();
    }
    let hint = format!("{} {}", icon::SEARCH, t!("answers-search"));
    let width = ui.available_width().min(330.0);
    widgets::text_field(ui, "answers-search", &t!("answers-search-label"), &mut view.search, &hint, width)
        .on_hover_text(t!("answers-search-help"));
}

fn table_or_reason(ui: &mut Ui, model: &Model, view: &mut AnswersView, asks: &mut Asks) {
    let Some(rows) = model.answers.value() else {
        match model.answers.problem() {
            Some(problem) => {
                let retry = widgets::empty_state(
                    ui,
                    icon::WARNING,
                    &i18n::problem_text(problem),
                    &i18n::problem_advice(problem),
                    Some(&t!("test-again")),
                );
                if retry {
                    asks.ask(Command::ListAnswers(view.filter()), Purpose::Answers);
                }
            }
            None => {
                widgets::empty_state(ui, icon::CLOCK, &t!("answers-loading"), "", None);
            }
        }
        return;
    };
    if rows.is_empty() {
        let filter = view.filter();
        if !filter.number.is_empty() {
            let headline = t!("answers-none", number = filter.number.as_str());
            if widgets::empty_state(ui, icon::SEARCH, &headline, &t!("answers-none-hint"), Some(&t!("answers-show-all"))) {
                view.search.clear();
            }
        } else if view.open_only {
            if widgets::empty_state(ui, icon::CHECK_CIRCLE, &t!("answers-none-open"), "", Some(&t!("answers-show-all"))) {
                view.open_only = false;
            }
        } else {
            widgets::empty_state(ui, icon::TOOTH, &t!("answers-empty"), &t!("answers-empty-hint"), None);
        }
        return;
    }
    table(ui, rows, view, asks);
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Col {
    Number,
    Patient,
    Insurer,
    Area,
    Decision,
    Date,
    Amount,
    Handover,
}

/// Columns and their widths; the patient takes what is left. What a narrow table leaves out is in the detail.
#[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
fn columns(width: f32) -> Vec<(Col, f32)> {
    use Col as C;
    let mut columns = if width > WIDE_TABLE {
        vec![
            (C::Number, 258.0),
            (C::Patient, 0.0),
            (C::Insurer, 170.0),
            (C::Area, 52.0),
            (C::Decision, 182.0),
            (C::Date, 78.0),
            (C::Amount, 96.0),
            (C::Handover, 118.0),
        ]
    } else if width > MIDDLE_TABLE {
        vec![
            (C::Number, 84.0),
            (C::Patient, 0.0),
            (C::Insurer, if width > ROOM_FOR_WORDS { 150.0 } else { 110.0 }),
            (C::Area, 52.0),
            (C::Decision, 182.0),
            (C::Date, 78.0),
            (C::Amount, 82.0),
            (C::Handover, if width > ROOM_FOR_WORDS { 118.0 } else { 68.0 }),
        ]
    } else {
        vec![(C::Number, 84.0), (C::Patient, 0.0), (C::Insurer, 96.0), (C::Decision, 176.0), (C::Date, 78.0), (C::Handover, 40.0)]
    };
    let gaps = GAP_S * (columns.len() as f32 - 1.0) + 12.0;
    let rest = (width - gaps - columns.iter().map(|(_, width)| width).sum::<f32>()).max(70.0);
    if let Some(patient) = columns.iter_mut().find(|(col, _)| *col == C::Patient) {
        patient.1 = rest;
    }
    columns
}

fn table(ui: &mut Ui, rows: &[AnswerRow], view: &mut AnswersView, asks: &mut Asks) {
    let wide = ui.available_width() > WIDE_TABLE;
    ui.spacing_mut().item_spacing.x = GAP_S;
    let t = theme::tokens(ui);
    // As in the message list.
    ui.visuals_mut().selection.bg_fill = t.accent_soft;
    let columns = columns(ui.available_width());
    let mut clicked = None;
    let mut builder = TableBuilder::new(ui)
        .id_salt(("answers-table", columns.len(), wide))
        .cell_layout(Layout::left_to_right(Align::Center))
        .sense(egui::Sense::click())
        .auto_shrink([false, false]);
    for (_, width) in &columns {
        builder = builder.column(Column::exact(*width).clip(true));
    }
    builder
        .header(ROW, |mut header| {
            for (col, _) in &columns {
                header.col(|ui| heading_ui(ui, *col, wide));
            }
        })
        .body(|body| {
            body.rows(ROW, rows.len(), |mut line| {
                let Some(row) = rows.get(line.index()) else { return };
                line.set_selected(view.chosen.as_ref() == Some(&row.number));
                for (col, _) in &columns {
                    line.col(|ui| cell_ui(ui, row, *col, wide));
                }
                let response = line.response();
                let spoken = format!("{} {} {} {}", row.number.as_str(), row.patient, row.insurer, decision_word(row.decision));
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ListBoxOption, true, &spoken));
                if response.clicked() {
                    clicked = Some(row.number.clone());
                }
            });
        });
    if let Some(number) = clicked {
        asks.ask(Command::OpenAnswer { number: number.clone() }, Purpose::AnswerDetail(number.clone()));
        view.chosen = Some(number);
        view.again = None;
    }
}

fn heading_ui(ui: &mut Ui, col: Col, wide: bool) {
    let t = theme::tokens(ui);
    let word = match col {
        Col::Number if wide => t!("answers-col-number"),
        Col::Number => t!("answers-col-number-short"),
        Col::Patient => t!("answers-col-patient"),
        Col::Insurer => t!("answers-col-insurer"),
        Col::Area => t!("answers-col-area"),
        Col::Decision => t!("answers-col-decision"),
        Col::Date => t!("answers-col-date"),
        Col::Amount => t!("answers-col-amount"),
        // Its icon stands alone here, and says its word under the pointer.
        Col::Handover if ui.available_width() < 60.0 => String::new(),
        Col::Handover => t!("answers-col-handover"),
    };
    if wide && col == Col::Handover {
        ui.add_space(GAP_L);
    }
    cell(ui, theme::small(word).color(t.weak), matches!(col, Col::Date | Col::Amount));
}

fn cell(ui: &mut Ui, text: RichText, right: bool) {
    let label = egui::Label::new(text).selectable(false).truncate();
    if right {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.add(label));
    } else {
        ui.add(label);
    }
}

/// A cell; where there is little room, the number shows its end, which tells numbers apart.
fn cell_ui(ui: &mut Ui, row: &AnswerRow, col: Col, wide: bool) {
    let t = theme::tokens(ui);
    match col {
        Col::Number => {
            let number = row.number.as_str();
            let shown = if wide { number.to_owned() } else { format!("…{}", number.get(NUMBER - 8..).unwrap_or(number)) };
            cell(ui, theme::list(shown), false);
        }
        Col::Patient if row.patient.is_empty() => cell(ui, theme::list(t!("answers-patient-unknown")).color(t.weak), false),
        Col::Patient => cell(ui, theme::list(&row.patient).family(theme::semibold()), false),
        Col::Insurer => cell(ui, theme::list(if row.insurer.is_empty() { &row.insurer_ik } else { &row.insurer }), false),
        Col::Area => cell(ui, theme::list(row.number.area()), false),
        Col::Decision => {
            let (mark, tone) = decision_look(row.decision);
            ui.spacing_mut().item_spacing.x = 6.0;
            cell(ui, RichText::new(mark).size(SIZE_LIST + 2.0).color(tone.ink(t)), false);
            let ink = if tone == Tone::Neutral { t.weak } else { tone.ink(t) };
            cell(ui, theme::list(decision_word(row.decision)).color(ink), false);
        }
        Col::Date => cell(ui, theme::list(row.decided_on.map(format::day).unwrap_or_default()), true),
        Col::Amount => cell(ui, theme::list(row.total.map(|total| total.to_string()).unwrap_or_default()), true),
        Col::Handover => {
            let (mark, tone, word) = handover_look(row.handover);
            let with_word = ui.available_width() >= 100.0;
            ui.add_space(if wide { GAP_L } else { GAP_S });
            ui.spacing_mut().item_spacing.x = 6.0;
            if !mark.is_empty() {
                let label = egui::Label::new(RichText::new(mark).size(SIZE_LIST + 2.0).color(tone.ink(t))).selectable(false);
                let shown = ui.add(label).on_hover_text(&word);
                widgets::name(ui, &shown, egui::Role::Label, &word);
            }
            if with_word || mark.is_empty() {
                cell(ui, theme::list(word).color(tone.ink(t)), false);
            }
        }
    }
}

#[cfg(test)]
#[path = "answers/tests.rs"]
mod tests;
