//! The first view when a profile is locked: asks for its passphrase, or for a new one where no keyring helps.
//!
//! It draws and returns what was entered; it never opens anything itself.

use egui::{Align, Frame, Layout, RichText, TextEdit, Ui, vec2};

use super::theme::{self, GAP_L, GAP_S, GAP_XL, icon};
use super::widgets;
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::i18n;

/// Shortest passphrase in characters (rule 43).
const MIN_CHARS: usize = 12;
/// Width of text and fields.
const WIDTH: f32 = 360.0;

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
    let t = theme::tokens(ui);
    let mut entered = None;
    egui::CentralPanel::default().frame(Frame::new().fill(t.surface)).show(ui, |ui| {
        ui.add_space(((ui.available_height() - 420.0) * 0.4).max(GAP_XL));
        ui.vertical_centered(|ui| {
            ui.label(RichText::new(icon::LOCKED).size(44.0).color(t.accent));
            ui.add_space(4.0);
            ui.label(RichText::new(t!("app-name")).size(26.0).family(theme::semibold()));
            let sentence = match (state.can_ask(), state.new) {
                (true, true) => t!("unlock-new"),
                (true, false) => t!("unlock-open"),
                (false, _) => i18n::problem_text(&state.problem),
            };
            ui.scope(|ui| {
                ui.set_max_width(WIDTH);
                ui.label(theme::body(sentence).color(t.weak));
            });
            ui.add_space(GAP_XL);
            if state.can_ask() {
                ui.allocate_ui_with_layout(vec2(WIDTH, 0.0), Layout::top_down(Align::Min), |ui| {
                    entered = fields(ui, state, working);
                });
            } else {
                ui.label(theme::body(i18n::problem_advice(&state.problem)));
                ui.add_space(GAP_L);
                ui.label(theme::small(state.problem.code).color(t.weak));
            }
        });
    });
    entered
}

fn fields(ui: &mut Ui, state: &mut Unlock, working: bool) -> Option<Secret> {
    let t = theme::tokens(ui);
    let mut go = false;
    ui.add_enabled_ui(!working, |ui| {
        let field = field(ui, &t!("unlock-passphrase"), &mut state.first);
        if state.new {
            ui.add_space(GAP_S);
            self::field(ui, &t!("unlock-repeat"), &mut state.second);
            ui.label(theme::small(t!("unlock-hint", min = MIN_CHARS)).color(t.weak));
        }
        if state.problem.code == "KEY-WRONG" && !working {
            ui.label(theme::small(i18n::problem_text(&state.problem)).color(t.error));
        }
        ui.add_space(GAP_L);
        let text = if working {
            t!("unlock-working")
        } else if state.new {
            t!("unlock-create")
        } else {
            t!("unlock-go")
        };
        go = ui.add_enabled_ui(state.complete(), |ui| widgets::primary_button(ui, icon::LOCKED, &text).clicked()).inner;
        go |= state.complete() && !state.new && field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
    });
    (go && state.complete()).then(|| Secret::new(state.first.as_str()))
}

/// A label above its hidden field.
fn field(ui: &mut Ui, label: &str, text: &mut String) -> egui::Response {
    let label = ui.label(theme::body(label));
    ui.add(TextEdit::singleline(text).password(true).desired_width(WIDTH)).labelled_by(label.id)
}
