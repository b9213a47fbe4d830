//! Answers that could not be read: they have no number, so they stand above the table with their reason.

use egui::{RichText, Ui};

use super::Wish;
use crate::domain::answer_desk::BrokenAnswer;
use crate::i18n;
use crate::ui::theme::{self, GAP_S, SIZE_LIST, Tone, icon};
use crate::ui::{format, widgets};

/// Height of the list, where it scrolls.
const MAX_HEIGHT: f32 = 260.0;

/// That there are some, on one line beside other lines; true when a person wants to see them.
pub(super) fn line(ui: &mut Ui, count: usize) -> bool {
    let mut clicked = false;
    egui::Panel::top("answers-broken-line").frame(egui::Frame::new()).show_separator_line(false).show(ui, |ui| {
        ui.add_space(GAP_S);
        ui.horizontal(|ui| {
            let t = theme::tokens(ui);
            ui.label(RichText::new(icon::CROSS_CIRCLE).size(SIZE_LIST + 2.0).color(Tone::Error.ink(t)));
            ui.label(theme::strong(t!("answers-broken", count = count)));
            clicked = widgets::quiet_button(ui, "", &t!("answers-broken-show")).clicked();
        });
        widgets::hairline(ui);
    });
    clicked
}

/// Draws the list with each one's reason.
pub(super) fn show(ui: &mut Ui, may: bool, broken: &[BrokenAnswer]) -> Option<Wish> {
    let mut wish = None;
    egui::Panel::top("answers-broken").frame(egui::Frame::new()).show_separator_line(false).show(ui, |ui| {
        ui.add_space(GAP_S);
        ui.spacing_mut().item_spacing.y = 2.0;
        // Inside a panel that was lower so far, a scroll area would shrink to the little it had.
        let list = egui::ScrollArea::vertical().id_salt("broken").max_height(MAX_HEIGHT).min_scrolled_height(MAX_HEIGHT);
        list.auto_shrink([false, true]).show(ui, |ui| {
            ui.label(theme::strong(t!("answers-broken", count = broken.len())));
            for answer in broken {
                ui.push_id(answer.mail.0, |ui| line_ui(ui, may, answer, &mut wish));
            }
        });
        ui.add_space(GAP_S);
        widgets::hairline(ui);
    });
    wish
}

fn line_ui(ui: &mut Ui, may: bool, answer: &BrokenAnswer, wish: &mut Option<Wish>) {
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.label(RichText::new(icon::CROSS_CIRCLE).size(SIZE_LIST + 2.0).color(Tone::Error.ink(t)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::permitted(ui, may, |ui| widgets::quiet_button(ui, icon::CHECK, &t!("answers-done"))).clicked() {
                *wish = Some(Wish::MailDone(answer.mail));
            }
            if widgets::quiet_button(ui, icon::MAIL_OPEN, &t!("answers-open-mail")).clicked() {
                *wish = Some(Wish::OpenMail(answer.mail));
            }
            ui.label(theme::small(format::short_date(answer.received)).color(t.weak));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(theme::list(&answer.subject)).truncate());
            });
        });
    });
    let why: Vec<String> = answer.notes.iter().map(|note| i18n::text_with(&note.key, &note.detail)).collect();
    let line = format!("{} · {}", answer.from, why.join(" "));
    let inside = egui::Margin { left: 23, right: 8, ..egui::Margin::ZERO };
    egui::Frame::new().inner_margin(inside).show(ui, |ui| ui.add(egui::Label::new(theme::small(line).color(t.weak)).wrap()));
}
