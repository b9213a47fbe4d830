//! The first view when a profile is locked: asks for its passphrase, for a new one where no keyring helps, or for the code of
//! the recovery sheet.
//!
//! It draws and returns what was entered; it never opens anything itself.

mod recover;

use egui::{Align, Key, Layout, Ui};
use recover::Recover;

use super::theme::{self, GAP_L, GAP_M, GAP_S, GAP_XL, GAP_XS, Tone, icon};
use super::widgets;
use crate::domain::key::KeepKey;
use crate::domain::problem::Problem;
use crate::domain::recovery::RecoveryCode;
use crate::domain::secret::{MIN_PASSPHRASE_CHARS, Secret};
use crate::i18n;

/// Width of the form in points.
const WIDTH: f32 = 380.0;

/// What is locked, as far as its folder tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locked {
    /// There is no profile yet: the passphrase is entered twice.
    New,
    /// The key is wrapped by a passphrase.
    Passphrase { sheet: bool },
    /// The key is in the keyring, which does not give it.
    Keyring { sheet: bool },
}

/// What a person entered.
pub enum Entered {
    Passphrase(Secret),
    /// The code, and where the key is kept from now on.
    Code(RecoveryCode, KeepKey),
    /// The keyring may be there by now.
    Again,
}

/// What the view remembers.
pub struct Unlock {
    locked: Locked,
    first: zeroize::Zeroizing<String>,
    second: zeroize::Zeroizing<String>,
    problem: Problem,
    /// A passphrase was wrong: whoever has forgotten it must know what is left.
    was_wrong: bool,
    /// The code is being typed.
    recover: Option<Box<Recover>>,
    /// The first field got the keyboard.
    focused: bool,
}

impl Unlock {
    /// Asks because of this problem.
    #[must_use]
    pub fn new(locked: Locked, problem: Problem) -> Self {
        let (first, second) = Default::default();
        let was_wrong = problem.code == "KEY-WRONG";
        Self { locked, first, second, problem, was_wrong, recover: None, focused: false }
    }

    /// What was entered did not help.
    pub fn failed(&mut self, problem: Problem) {
        match &mut self.recover {
            Some(recover) => recover.failed(problem),
            None => {
                self.was_wrong |= problem.code == "KEY-WRONG";
                self.problem = problem;
                self.focused = false;
            }
        }
    }

    fn is_new(&self) -> bool {
        self.locked == Locked::New
    }

    /// Whether what is asked for here can help at all.
    fn can_ask(&self) -> bool {
        ["KEY-MISSING", "KEY-WRONG", "KEYRING", "KEY-TOO-SHORT"].contains(&self.problem.code)
    }

    /// Whether a passphrase opens it.
    fn takes_passphrase(&self) -> bool {
        !matches!(self.locked, Locked::Keyring { .. })
    }

    fn missing_chars(&self) -> usize {
        MIN_PASSPHRASE_CHARS.saturating_sub(self.first.chars().count())
    }

    fn complete(&self) -> bool {
        if self.is_new() { self.missing_chars() == 0 && *self.first == *self.second } else { !self.first.is_empty() }
    }

    /// What is wrong with the first field.
    fn first_issue(&self) -> Option<String> {
        if self.is_new() {
            let missing = self.missing_chars();
            (!self.first.is_empty() && missing > 0).then(|| t!("unlock-too-short", missing = missing))
        } else {
            (self.problem.code == "KEY-WRONG").then(|| i18n::problem_text(&self.problem))
        }
    }

    /// That without a sheet nothing else opens it: only for who needs to know.
    fn no_way_out(&self) -> Option<String> {
        match self.locked {
            Locked::Keyring { .. } => Some(t!("unlock-no-sheet")),
            Locked::Passphrase { .. } if self.was_wrong => Some(t!("unlock-no-sheet-passphrase")),
            Locked::Passphrase { .. } | Locked::New => None,
        }
    }

    /// What is wrong with the second: a beginning that still fits is not blamed.
    fn second_issue(&self) -> Option<String> {
        (!self.first.starts_with(self.second.as_str())).then(|| t!("unlock-differs"))
    }
}

/// Draws the view; returns what was entered when the person wants to go on.
pub fn show(ui: &mut Ui, state: &mut Unlock, working: bool) -> Option<Entered> {
    let mut entered = None;
    centred(ui, |ui| {
        entered = match &mut state.recover {
            Some(recover) => {
                let wish = recover::show(ui, recover, working);
                if matches!(wish, Some(recover::Wish::Back)) {
                    state.recover = None;
                    state.focused = false;
                }
                wish.and_then(recover::Wish::entered)
            }
            None => form_ui(ui, state, working),
        };
    });
    entered
}

/// A page with one form of [`WIDTH`], a little above its middle; the sign-in looks the same.
pub(super) fn centred(ui: &mut Ui, form: impl FnOnce(&mut Ui)) {
    let frame = egui::Frame::new().fill(theme::tokens(ui).surface);
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        // In a small window, or a large type, the whole form is still reached.
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            let left = ((ui.available_width() - WIDTH) / 2.0).max(GAP_L);
            ui.add_space(((ui.available_height() - 400.0) * 0.4).max(GAP_XL));
            ui.horizontal_top(|ui| {
                ui.add_space(left);
                ui.allocate_ui_with_layout(egui::vec2(WIDTH, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(WIDTH);
                    ui.spacing_mut().item_spacing.y = GAP_XS;
                    form(ui);
                });
            });
            ui.add_space(GAP_L);
        });
    });
}

fn form_ui(ui: &mut Ui, state: &mut Unlock, working: bool) -> Option<Entered> {
    let t = theme::tokens(ui);
    let can_ask = state.can_ask();
    let (sign, ink) = if can_ask { (icon::LOCKED, t.accent) } else { (icon::ERROR, t.error) };
    let (headline, text) = match (can_ask, state.locked) {
        (true, Locked::New) => (t!("unlock-title-new"), format!("{} {}", t!("unlock-new"), t!("unlock-hint", min = MIN_PASSPHRASE_CHARS))),
        (true, Locked::Passphrase { .. }) => (t!("unlock-title-open"), t!("unlock-open")),
        (true, Locked::Keyring { .. }) => (t!("unlock-title-keyring"), t!("unlock-keyring")),
        (false, _) => (i18n::problem_text(&state.problem), i18n::problem_advice(&state.problem)),
    };
    ui.add(egui::Label::new(egui::RichText::new(sign).size(40.0).color(ink)).selectable(false));
    ui.add_space(GAP_S);
    ui.label(theme::title(headline));
    ui.add(egui::Label::new(theme::body(text).color(t.weak)).wrap());
    ui.add_space(GAP_L);
    if !can_ask {
        ui.label(theme::mono(state.problem.code).color(t.weak));
        return None;
    }
    let entered = if state.takes_passphrase() {
        fields_ui(ui, state, working).map(Entered::Passphrase)
    } else {
        let word = if working { t!("unlock-working") } else { t!("list-retry") };
        let again = ui.add_enabled_ui(!working, |ui| widgets::primary_button(ui, icon::AGAIN, &word)).inner.clicked();
        again.then_some(Entered::Again)
    };
    way_out_ui(ui, state, working);
    entered
}

/// For who has forgotten the passphrase, or lost the keyring.
fn way_out_ui(ui: &mut Ui, state: &mut Unlock, working: bool) {
    let sheet = match state.locked {
        Locked::New => return,
        Locked::Passphrase { sheet } | Locked::Keyring { sheet } => sheet,
    };
    ui.add_space(GAP_L);
    if sheet {
        let code = |ui: &mut Ui| widgets::quiet_button(ui, icon::KEY, &t!("unlock-code"));
        if ui.add_enabled_ui(!working, code).inner.clicked() {
            state.recover = Some(Box::new(Recover::new(state.takes_passphrase())));
        }
    } else if let Some(text) = state.no_way_out() {
        ui.add_space(GAP_M);
        widgets::field_help(ui, &text, None);
    }
}

fn fields_ui(ui: &mut Ui, state: &mut Unlock, working: bool) -> Option<Secret> {
    let mut go = false;
    ui.add_enabled_ui(!working, |ui| {
        let field = field_ui(ui, "unlock_first", &t!("unlock-passphrase"), &mut state.first);
        if !state.focused && !working {
            field.request_focus();
            state.focused = true;
        }
        if field.changed() && state.problem.code == "KEY-WRONG" {
            // What is typed now was not tried yet.
            state.problem.code = "KEY-MISSING";
        }
        issue_ui(ui, tone(state.is_new()), state.first_issue().filter(|_| !working));
        let mut left_by_enter = field.lost_focus();
        if state.is_new() {
            ui.add_space(GAP_S);
            left_by_enter |= field_ui(ui, "unlock_second", &t!("unlock-repeat"), &mut state.second).lost_focus();
            issue_ui(ui, Tone::Error, state.second_issue());
        }
        ui.add_space(GAP_L);
        let word = match (working, state.is_new()) {
            (true, _) => t!("unlock-working"),
            (false, true) => t!("unlock-create"),
            (false, false) => t!("unlock-go"),
        };
        go = ui.add_enabled_ui(state.complete(), |ui| widgets::primary_button(ui, icon::ARROW_RIGHT, &word)).inner.clicked();
        go |= left_by_enter && ui.input(|i| i.key_pressed(Key::Enter));
    });
    (go && state.complete()).then(|| Secret::new(state.first.as_str()))
}

/// The line under a field; it keeps its room, so that nothing moves while someone types.
pub(super) fn issue_ui(ui: &mut Ui, tone: Tone, issue: Option<String>) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(WIDTH, 20.0), egui::Sense::hover());
    let mut line = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
    widgets::field_help(&mut line, "", issue.as_deref().map(|issue| (tone, issue)));
}

/// What is still missing is a hint; a wrong passphrase is an error.
const fn tone(new: bool) -> Tone {
    if new { Tone::Warn } else { Tone::Error }
}

/// A field whose content is not shown.
pub(super) fn field_ui(ui: &mut Ui, id: &str, label: &str, value: &mut String) -> egui::Response {
    widgets::field_label(ui, label);
    widgets::secret_text(ui, id, label, value, WIDTH)
}

/// A field for a name.
pub(super) fn name_field_ui(ui: &mut Ui, id: &str, label: &str, value: &mut String) -> egui::Response {
    widgets::field_label(ui, label);
    widgets::text_field(ui, id, label, value, "", WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_passphrase_is_long_and_entered_twice_an_old_one_only_needs_to_be_there() {
        for (new, first, second, expected, issues) in [
            (true, "", "", false, (false, false)),
            (true, "kurz", "", false, (true, false)),
            (true, "lange Passphrase", "lange", false, (false, false)),
            (true, "lange Passphrase", "lange Passphrasé", false, (false, true)),
            (true, "lange Passphrase", "lange Passphrase", true, (false, false)),
            (true, "zwölfZeichen", "zwölfZeichen", true, (false, false)),
            (false, "x", "", true, (false, false)),
            (false, "", "", false, (false, false)),
        ] {
            let locked = if new { Locked::New } else { Locked::Passphrase { sheet: false } };
            let mut state = Unlock::new(locked, Problem::new("KEY-MISSING", ""));
            first.clone_into(&mut state.first);
            second.clone_into(&mut state.second);
            assert_eq!(state.complete(), expected, "{first} {second}");
            assert_eq!((state.first_issue().is_some(), state.second_issue().is_some()), issues, "{first} {second}");
        }
    }

    #[test]
    fn that_there_is_no_sheet_is_told_only_to_who_cannot_get_in() {
        crate::i18n::select_for_this_thread(crate::i18n::Language::German);
        let mut state = Unlock::new(Locked::Passphrase { sheet: false }, Problem::new("KEY-MISSING", ""));
        assert_eq!(state.no_way_out(), None);
        state.failed(Problem::new("KEY-WRONG", ""));
        // Typing the next try changes the problem, not what is known.
        state.problem.code = "KEY-MISSING";
        assert!(state.no_way_out().is_some_and(|text| text.contains("Ohne die Passphrase")));
        let keyring = Unlock::new(Locked::Keyring { sheet: false }, Problem::new("KEYRING", ""));
        assert!(keyring.no_way_out().is_some_and(|text| text.contains("Ohne den Schlüssel")));
        assert_eq!(Unlock::new(Locked::New, Problem::new("KEY-WRONG", "")).no_way_out(), None);
    }
}
