//! „Passwort ändern": the own one, by whoever signed in.

use egui::{Id, Key, Modal, Modifiers, Ui};

use super::model::{Asks, Model, Owner, Purpose};
use super::theme::{self, GAP_L, GAP_S, Tone, icon};
use super::unlock::{field_ui, issue_ui};
use super::widgets;
use crate::domain::access::MIN_PASSWORD_CHARS;
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::engine::command::Command;
use crate::i18n;

/// The word the dialog gives its question.
const WHAT: &str = "password";

/// State of the dialog.
#[derive(Default)]
pub struct OwnPassword {
    owner: Owner,
    old: zeroize::Zeroizing<String>,
    new: zeroize::Zeroizing<String>,
    again: zeroize::Zeroizing<String>,
    problem: Option<Problem>,
}

impl OwnPassword {
    /// Takes the answer; true once the password is changed.
    pub fn receive(&mut self, model: &mut Model) -> bool {
        let mut done = false;
        for reply in model.take_replies(self.owner) {
            match reply.result {
                Ok(_) => done = true,
                Err(problem) => self.problem = Some(problem),
            }
        }
        done
    }

    fn issue(&self) -> Option<String> {
        if !self.new.is_empty() && self.new.chars().count() < MIN_PASSWORD_CHARS {
            return Some(t!("access-password-short", min = MIN_PASSWORD_CHARS));
        }
        (!self.new.starts_with(self.again.as_str())).then(|| t!("own-password-differs"))
    }

    fn complete(&self) -> bool {
        !self.old.is_empty() && self.new.chars().count() >= MIN_PASSWORD_CHARS && *self.new == *self.again
    }
}

/// Draws the dialog; true when the person closes it.
pub fn show(ui: &Ui, model: &Model, dialog: &mut OwnPassword, asks: &mut Asks) -> bool {
    let frame = egui::Frame::window(ui.style()).inner_margin(egui::Margin::same(24));
    let escape = ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    let shown = Modal::new(Id::unique("own-password")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(380.0);
        ui.label(theme::title(t!("user-menu-password")));
        ui.add_space(GAP_S);
        if let Some(problem) = &dialog.problem {
            widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
            ui.add_space(GAP_S);
        }
        field_ui(ui, "own-old", &t!("own-password-old"), &mut dialog.old);
        ui.add_space(GAP_S);
        field_ui(ui, "own-new", &t!("own-password-new"), &mut dialog.new);
        ui.add_space(GAP_S);
        field_ui(ui, "own-again", &t!("own-password-again"), &mut dialog.again);
        issue_ui(ui, Tone::Warn, dialog.issue());
        ui.add_space(GAP_L);
        let working = model.waits_for(dialog.owner, WHAT);
        ui.horizontal(|ui| {
            let ready = dialog.complete() && !working;
            if ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::CHECK, &t!("own-password-go"))).inner.clicked() {
                let [old, new] = [&dialog.old, &dialog.new].map(|text| Secret::new(text.as_str()));
                asks.ask(Command::ChangeOwnPassword { old, new }, Purpose::Reply(dialog.owner, WHAT));
                dialog.problem = None;
            }
            widgets::quiet_button(ui, "", &t!("question-cancel")).clicked()
        })
        .inner
    });
    escape || shown.inner || shown.should_close()
}
