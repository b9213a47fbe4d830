//! „Endgültig löschen": the one question about mails that names what is lost, what stays, and why.

use egui::{Id, Key, Modal, Modifiers, Ui};

use super::model::{Asks, Model};
use super::questions::{Questions, Ticket};
use super::theme::{self, GAP_L, GAP_S, GAP_XS, Tone, icon};
use super::widgets;
use crate::domain::ids::MailId;
use crate::domain::problem::Problem;
use crate::domain::purge::{PurgeCount, PurgeWhat};
use crate::engine::command::{Command, PurgeCommand};
use crate::engine::event::Answer;
use crate::i18n;

const WIDTH: f32 = 480.0;

/// State of the question.
pub struct PurgeDialog {
    questions: Questions,
    /// What it would mean; `None` until the engine told.
    count: Option<PurgeCount>,
    undecrypted: bool,
    /// It is being done.
    running: Option<Ticket>,
    problem: Option<Problem>,
}

impl PurgeDialog {
    /// Asks about these, and asks the engine what that would mean.
    pub fn about(what: PurgeWhat, asks: &mut Asks) -> Self {
        let mut questions = Questions::default();
        let command = Command::Purge(Box::new(PurgeCommand::Count(what)));
        questions.send(vec![command], asks, |_, _| ());
        Self { questions, count: None, undecrypted: false, running: None, problem: None }
    }

    /// Takes the answers; the mails that went, once it is done.
    pub fn receive(&mut self, model: &mut Model) -> Option<Vec<MailId>> {
        let mut gone = None;
        for (ticket, result) in self.questions.replies(model) {
            let was_done = self.running == Some(ticket);
            if was_done {
                self.running = None;
            }
            match result.map(|answer| *answer) {
                Ok(Answer::PurgeCount(count)) if was_done => gone = Some(count.mails),
                Ok(Answer::PurgeCount(count)) => self.count = Some(count),
                Ok(_) => {}
                Err(problem) => self.problem = Some(problem),
            }
        }
        gone
    }

    /// What goes if the person says yes: the mails that were counted, none that came into the trash since.
    fn going(&self) -> Vec<MailId> {
        let Some(count) = &self.count else { return Vec::new() };
        let undecrypted = if self.undecrypted { count.undecrypted.as_slice() } else { &[] };
        [count.mails.as_slice(), undecrypted].concat()
    }
}

/// Draws the question; true when the person closes it.
pub fn show(ui: &Ui, dialog: &mut PurgeDialog, asks: &mut Asks) -> bool {
    let working = dialog.running.is_some();
    let frame = egui::Frame::window(ui.style()).inner_margin(egui::Margin::same(24));
    let escape = !working && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    let shown = Modal::new(Id::unique("purge")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        if let Some(problem) = &dialog.problem {
            widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
            ui.add_space(GAP_S);
        }
        let Some(count) = dialog.count.clone() else {
            ui.label(theme::title(t!("purge-title-counting")));
            ui.add_space(GAP_S);
            if dialog.problem.is_none() {
                ui.spinner();
            }
            ui.add_space(GAP_L);
            return widgets::quiet_button(ui, "", &t!("question-cancel")).clicked();
        };
        count_ui(ui, dialog, &count);
        ui.add_space(GAP_L);
        ui.horizontal(|ui| {
            let mails = dialog.going();
            if !mails.is_empty() || !count.undecrypted.is_empty() {
                let word = if working { t!("purge-working") } else { t!("purge-do") };
                let ready = !mails.is_empty() && !working;
                if ui.add_enabled_ui(ready, |ui| widgets::button(ui, icon::TRASH, &word)).inner.clicked() {
                    let command = PurgeCommand::Purge { mails, undecrypted: dialog.undecrypted };
                    let running = &mut dialog.running;
                    dialog.problem = None;
                    dialog.questions.send(vec![Command::Purge(Box::new(command))], asks, |ticket, _| *running = Some(ticket));
                }
                ui.add_enabled_ui(!working, |ui| widgets::quiet_button(ui, "", &t!("question-cancel"))).inner.clicked()
            } else {
                widgets::button(ui, "", &t!("question-close")).clicked()
            }
        })
        .inner
    });
    escape || shown.inner
}

fn count_ui(ui: &mut Ui, dialog: &mut PurgeDialog, count: &PurgeCount) {
    let going = dialog.going().len();
    let on_server = count.on_server + if dialog.undecrypted { count.undecrypted_on_server } else { 0 };
    if going == 0 && count.undecrypted.is_empty() {
        ui.label(theme::title(t!("purge-title-nothing")));
    } else {
        ui.label(theme::title(t!("purge-title", count = going)));
        ui.add_space(GAP_S);
        ui.add(egui::Label::new(theme::body(t!("purge-text"))).wrap());
    }
    ui.add_space(GAP_S);
    let mut lines = Vec::new();
    if on_server > 0 {
        lines.push((icon::INFO, t!("purge-on-server", all = going, count = on_server)));
    }
    if count.handed_over > 0 {
        lines.push((icon::INFO, t!("purge-handed-over", all = going, count = count.handed_over)));
    }
    if going > 0 {
        lines.push((icon::INFO, t!("purge-backups")));
    }
    if count.unsent > 0 {
        lines.push((icon::LOCKED, t!("purge-unsent", count = count.unsent)));
    }
    if count.handing_over > 0 {
        lines.push((icon::LOCKED, t!("purge-handing-over", count = count.handing_over)));
    }
    if count.unconfirmed > 0 {
        lines.push((icon::LOCKED, t!("purge-unconfirmed", count = count.unconfirmed)));
    }
    let t = theme::tokens(ui);
    for (sign, line) in lines {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP_S;
            ui.add(egui::Label::new(theme::list(sign).color(t.weak)).selectable(false));
            ui.add(egui::Label::new(theme::list(line)).wrap());
        });
        ui.add_space(GAP_XS);
    }
    if !count.undecrypted.is_empty() {
        let word = t!("purge-undecrypted", count = count.undecrypted.len());
        let switch = ui.checkbox(&mut dialog.undecrypted, theme::list(word));
        widgets::focus_ring(ui, &switch);
    }
}

#[cfg(test)]
#[path = "purge/tests.rs"]
mod tests;
