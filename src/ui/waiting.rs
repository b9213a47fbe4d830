//! „Warteliste": requests without delivery receipt or without answer for too long, with the way to ask the insurer.
//!
//! How long is too long says the profile; the defaults are Kimpost's own. The contact comes from the VZD, as far as its
//! entry gives one. Putting a line away takes it off here and in „Kassenantworten"; it comes back with the answer.

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use super::answers::Wish;
use super::model::{Asks, DeskPurpose, Model, Purpose};
use super::questions::{Questions, Ticket};
use super::theme::{self, GAP_L, GAP_M, GAP_S, GAP_XS, SIZE_LIST, Tone, icon};
use super::{format, widgets};
use crate::domain::access::Role;
use crate::domain::answer::ApplicationNumber;
use crate::domain::answer_desk::{WaitingReason, WaitingRow};
use crate::domain::directory::{DirectoryEntry, DirectoryQuery};
use crate::domain::problem::Problem;
use crate::engine::command::{Command, DeskCommand};
use crate::engine::event::Answer;
use crate::i18n;

/// The lane of this view's questions to the VZD.
const LANE: u64 = 0x5741_4954;

/// State of the list.
#[derive(Default)]
pub struct WaitingView {
    pub chosen: Option<ApplicationNumber>,
    /// For which insurer the contact was asked.
    asked_ik: String,
    ticket: Option<Ticket>,
    contact: Option<Result<Vec<DirectoryEntry>, Problem>>,
    questions: Questions,
}

impl WaitingView {
    /// Takes the answers to this view's questions.
    pub fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            if self.ticket != Some(ticket) {
                continue;
            }
            self.contact = match result.map(|answer| *answer) {
                Ok(Answer::Directory(found)) => {
                    let mut entries = found.entries;
                    entries.retain(|entry| entry.is_insurer(&self.asked_ik));
                    Some(Ok(entries))
                }
                Ok(_) => None,
                Err(problem) => Some(Err(problem)),
            };
        }
    }

    fn ask_contact(&mut self, ik: &str, asks: &mut Asks) {
        if self.asked_ik == ik {
            return;
        }
        ik.clone_into(&mut self.asked_ik);
        (self.contact, self.ticket) = (None, None);
        if ik.is_empty() {
            return;
        }
        let query = DirectoryQuery { ik: ik.to_owned(), ..DirectoryQuery::default() };
        let ticket = &mut self.ticket;
        let command = Command::SearchDirectory { account: None, query, lane: LANE };
        self.questions.send(vec![command], asks, |number, _| *ticket = Some(number));
    }
}

/// Icon, colour and word of why a request is here.
fn reason_look(reason: WaitingReason) -> (&'static str, Tone, String) {
    let word = i18n::text(&format!("waiting-reason-{}", reason.as_str()));
    match reason {
        WaitingReason::Undelivered => (icon::CROSS_CIRCLE, Tone::Error, word),
        WaitingReason::NoReceipt => (icon::WARNING, Tone::Warn, word),
        WaitingReason::NoAnswer => (icon::CLOCK, Tone::Warn, word),
    }
}

/// Draws the list.
pub fn show(ui: &mut Ui, model: &Model, view: &mut WaitingView, asks: &mut Asks) -> Option<Wish> {
    let t = theme::tokens(ui);
    let rows = model.desk.waiting.value().map(Vec::as_slice).unwrap_or_default();
    let bar = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin::symmetric(16, 10));
    egui::Panel::top("waiting-bar").frame(bar).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(theme::title(t!("waiting-title")));
            ui.add_space(GAP_S);
            if !rows.is_empty() {
                ui.label(theme::small(t!("answers-count", count = rows.len())).color(t.weak));
            }
        });
        ui.label(theme::list(t!("waiting-intro")).color(t.weak));
    });
    let mut wish = None;
    let chosen = view.chosen.as_ref().and_then(|number| rows.iter().find(|row| row.number == *number));
    if let Some(row) = chosen {
        view.ask_contact(&row.insurer_ik, asks);
        let page = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 20, right: 16, top: 16, bottom: 12 });
        let contents = |ui: &mut Ui| {
            let scroll = ScrollArea::vertical().id_salt("waiting-detail").auto_shrink([false, false]);
            scroll.show(ui, |ui| detail_ui(ui, model, view, row)).inner
        };
        wish = if ui.available_width() >= 900.0 {
            egui::Panel::right("waiting-detail").frame(page).exact_size(380.0).resizable(false).show(ui, contents).inner
        } else {
            let height = ui.available_height() * 0.5;
            egui::Panel::bottom("waiting-detail-below").frame(page).exact_size(height).resizable(false).show(ui, contents).inner
        };
    }
    let frame = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 16, right: 8, top: 0, bottom: 8 });
    let listed = egui::CentralPanel::default().frame(frame).show(ui, |ui| list_or_reason(ui, model, rows, view, asks)).inner;
    wish.or(listed)
}

fn list_or_reason(ui: &mut Ui, model: &Model, rows: &[WaitingRow], view: &mut WaitingView, asks: &mut Asks) -> Option<Wish> {
    if let (None, Some(problem)) = (model.desk.waiting.value(), model.desk.waiting.problem()) {
        let (headline, advice) = (i18n::problem_text(problem), i18n::problem_advice(problem));
        if widgets::empty_state(ui, icon::WARNING, &headline, &advice, Some(&t!("test-again"))) {
            asks.ask(Command::Desk(Box::new(DeskCommand::Waiting)), Purpose::Desk(DeskPurpose::Waiting));
        }
        return None;
    }
    if model.desk.waiting.value().is_none() {
        widgets::empty_state(ui, icon::CLOCK, &t!("answers-loading"), "", None);
        return None;
    }
    if rows.is_empty() {
        widgets::empty_state(ui, icon::CHECK_CIRCLE, &t!("waiting-empty"), &t!("waiting-empty-text"), None);
        return None;
    }
    let mut wish = None;
    ui.add_space(GAP_XS);
    ScrollArea::vertical().id_salt("waiting-list").auto_shrink([false, false]).show_rows(ui, ROW, rows.len(), |ui, range| {
        for row in rows.get(range).unwrap_or_default() {
            wish = wish.take().or(row_ui(ui, model, row, view));
        }
    });
    wish
}

/// Height of a row: reason and patient, under them insurer and how long.
const ROW: f32 = 56.0;

fn row_ui(ui: &mut Ui, model: &Model, row: &WaitingRow, view: &mut WaitingView) -> Option<Wish> {
    let t = theme::tokens(ui);
    let (sign, tone, word) = reason_look(row.reason);
    let chosen = view.chosen.as_ref() == Some(&row.number);
    let mut wish = None;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width() - 8.0, ROW - 2.0), egui::Sense::click());
    let ground = if chosen {
        t.accent_soft
    } else if response.hovered() {
        t.hover
    } else {
        t.surface
    };
    ui.painter().rect_filled(rect, egui::CornerRadius::same(theme::RADIUS), ground);
    let spoken = format!("{} {} {} {word}", row.number.as_str(), row.patient, row.insurer);
    let mut inside =
        ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(10.0, 5.0))).layout(Layout::left_to_right(Align::Center)));
    inside.add(egui::Label::new(RichText::new(sign).size(20.0).color(tone.ink(t))).selectable(false));
    inside.add_space(GAP_S);
    inside.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let may = model.may(Role::Edit);
        if widgets::permitted(ui, may, |ui| widgets::icon_button(ui, icon::CHECK, &t!("answers-done"))).clicked() {
            wish = Some(Wish::MarkDone(vec![row.number.clone()], true));
        }
        ui.add_space(GAP_S);
        ui.add(egui::Label::new(theme::list(since(row, model)).color(t.weak)).selectable(false));
        ui.add_space(GAP_M);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let patient = if row.patient.is_empty() { t!("answers-patient-unknown") } else { row.patient.clone() };
            let line = |text: RichText| egui::Label::new(text).selectable(false).truncate();
            ui.add(line(theme::list(format!("{patient} · {}", row.number.area())).family(theme::semibold())));
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = GAP_S;
                ui.add(line(theme::list(word.as_str()).color(tone.ink(t))));
                let tail = row.number.as_str().get(22..).unwrap_or_default();
                ui.add(line(theme::list(format!("{} · …{tail}", insurer_of(row))).color(t.weak)));
            });
        });
    });
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, chosen, &spoken));
    widgets::focus_ring(ui, &response);
    if response.clicked() {
        view.chosen = if chosen { None } else { Some(row.number.clone()) };
    }
    wish
}

fn insurer_of(row: &WaitingRow) -> String {
    [&row.insurer, &row.insurer_ik, &row.address].into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default()
}

fn since(row: &WaitingRow, model: &Model) -> String {
    let days = row.sent.days_until(model.now).max(0);
    if days == 0 { t!("waiting-since-today", time = format::clock(row.sent)) } else { t!("waiting-since", count = days) }
}

fn detail_ui(ui: &mut Ui, model: &Model, view: &WaitingView, row: &WaitingRow) -> Option<Wish> {
    const LABEL: f32 = 120.0;
    ui.spacing_mut().item_spacing.y = GAP_XS;
    let t = theme::tokens(ui);
    let (sign, tone, word) = reason_look(row.reason);
    ui.horizontal(|ui| {
        ui.label(RichText::new(sign).size(22.0).color(tone.ink(t)));
        ui.label(theme::title(word).color(tone.ink(t)));
    });
    ui.label(theme::list(i18n::text(&format!("waiting-advice-{}", row.reason.as_str()))));
    ui.add_space(GAP_M);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_XS;
        ui.label(theme::list(row.number.as_str()));
        widgets::copyable(ui, row.number.as_str(), &t!("answers-copy-number"));
    });
    widgets::key_value(ui, LABEL, &t!("answers-col-patient"), theme::list(row.patient.as_str()));
    widgets::key_value(ui, LABEL, &t!("waiting-sent"), theme::list(format::full_date(row.sent)));
    let delivered = row.delivered.map_or_else(|| t!("waiting-not-delivered"), format::full_date);
    widgets::key_value(ui, LABEL, &t!("waiting-delivered"), theme::list(delivered));
    widgets::key_value(ui, LABEL, &t!("waiting-to"), theme::list(row.address.as_str()));
    let mut wish = None;
    ui.add_space(GAP_S);
    ui.horizontal_wrapped(|ui| {
        if widgets::button(ui, icon::MAIL_OPEN, &t!("answers-open-request")).clicked() {
            wish = Some(Wish::OpenMail(row.mail));
        }
        if widgets::permitted(ui, model.may(Role::Edit), |ui| widgets::button(ui, icon::CHECK, &t!("answers-done"))).clicked() {
            wish = Some(Wish::MarkDone(vec![row.number.clone()], true));
        }
    });
    ui.add_space(GAP_L);
    ui.label(theme::heading(t!("waiting-contact")));
    ui.add_space(GAP_XS);
    contact_ui(ui, view, row);
    wish
}

/// The insurer's entry in the VZD.
fn contact_ui(ui: &mut Ui, view: &WaitingView, row: &WaitingRow) {
    let t = theme::tokens(ui);
    let weak = |ui: &mut Ui, text: String| drop(ui.label(theme::list(text).color(t.weak)));
    if row.insurer_ik.is_empty() {
        return weak(ui, t!("waiting-contact-no-ik"));
    }
    match &view.contact {
        None => weak(ui, t!("waiting-contact-asking")),
        Some(Err(problem)) => {
            weak(ui, i18n::problem_text(problem));
            weak(ui, i18n::problem_advice(problem));
        }
        Some(Ok(entries)) if entries.is_empty() => weak(ui, t!("waiting-contact-none", ik = row.insurer_ik.as_str())),
        Some(Ok(entries)) => {
            for entry in entries {
                entry_ui(ui, entry);
                ui.add_space(GAP_S);
            }
        }
    }
}

fn entry_ui(ui: &mut Ui, entry: &DirectoryEntry) {
    let t = theme::tokens(ui);
    widgets::card(ui, |ui| {
        ui.label(theme::strong(&entry.name));
        let place = format!("{} {}", entry.zip, entry.city);
        for line in [entry.street.as_str(), place.trim(), entry.organization.as_str()].into_iter().filter(|line| !line.is_empty()) {
            ui.label(theme::list(line));
        }
        for address in &entry.addresses {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = GAP_XS;
                ui.label(RichText::new(icon::MAIL).size(SIZE_LIST).color(t.weak));
                ui.label(theme::list(&address.mail));
                widgets::copyable(ui, &address.mail, &t!("waiting-copy-address"));
            });
        }
        ui.label(theme::small(t!("waiting-contact-source")).color(t.weak));
    });
}

#[cfg(test)]
#[path = "waiting/tests.rs"]
mod tests;
