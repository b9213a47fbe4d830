//! The first view when a profile is locked: asks for its passphrase, or for a new one where no keyring helps.
//!
//! It draws and returns what was entered; it never opens anything itself.

use egui::{RichText, TextEdit, Ui};

use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::i18n;

/// Shortest passphrase in characters (rule 43).
const MIN_CHARS: usize = 12;

/// What the view remembers.
pub struct Unlock {
    /// The profile is made now: the passphrase is entered twice.
    new: bool,
    first: zeroize::Zeroizing<String>,
    second: zeroize::Zeroizing<String>,
    problem: Problem,
}

impl Unlock {
    /// Asks because of this problem.
    #[must_use]
    pub fn new(new: bool, problem: Problem) -> Self {
        Self { new, first: zeroize::Zeroizing::default(), second: zeroize::Zeroizing::default(), problem }
    }

    /// The passphrase did not help.
    pub fn failed(&mut self, problem: Problem) {
        self.problem = problem;
    }

    /// Whether a passphrase can help at all.
    fn can_ask(&self) -> bool {
        ["KEY-MISSING", "KEY-WRONG", "KEYRING", "KEY-TOO-SHORT"].contains(&self.problem.code)
    }

    fn complete(&self) -> bool {
        let long_enough = self.first.chars().count() >= MIN_CHARS;
        if self.new { long_enough && *self.first == *self.second } else { !self.first.is_empty() }
    }
}

/// Draws the view; returns the passphrase when the person wants to go on.
pub fn show(ui: &mut Ui, state: &mut Unlock, working: bool) -> Option<Secret> {
    let mut entered = None;
    egui::CentralPanel::default().show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space((ui.available_height() * 0.25).max(24.0));
            ui.set_max_width(420.0);
            ui.label(RichText::new(t!("app-name")).size(18.0).strong());
            ui.add_space(16.0);
            if state.can_ask() {
                ui.label(if state.new { t!("unlock-new") } else { t!("unlock-open") });
            } else {
                ui.label(RichText::new(i18n::problem_text(&state.problem)).strong());
                ui.label(i18n::problem_advice(&state.problem));
            }
            ui.add_space(12.0);
            if state.can_ask() {
                entered = fields(ui, state, working);
            }
            ui.add_space(16.0);
            ui.label(RichText::new(state.problem.code).weak().small());
        });
    });
    entered
}

fn fields(ui: &mut Ui, state: &mut Unlock, working: bool) -> Option<Secret> {
    let mut go = false;
    ui.add_enabled_ui(!working, |ui| {
        let label = ui.label(t!("unlock-passphrase"));
        let field = ui.add(TextEdit::singleline(&mut *state.first).password(true).desired_width(280.0)).labelled_by(label.id);
        if state.new {
            let label = ui.label(t!("unlock-repeat"));
            ui.add(TextEdit::singleline(&mut *state.second).password(true).desired_width(280.0)).labelled_by(label.id);
            ui.label(RichText::new(t!("unlock-hint", min = MIN_CHARS)).weak().small());
        }
        if state.problem.code == "KEY-WRONG" && !working {
            ui.colored_label(ui.visuals().error_fg_color, i18n::problem_text(&state.problem));
        }
        ui.add_space(8.0);
        let text = if working {
            t!("unlock-working")
        } else if state.new {
            t!("unlock-create")
        } else {
            t!("unlock-go")
        };
        go = ui.add_enabled(state.complete(), egui::Button::new(text)).clicked();
        go |= state.complete() && !state.new && field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
    });
    (go && state.complete()).then(|| Secret::new(state.first.as_str()))
}
