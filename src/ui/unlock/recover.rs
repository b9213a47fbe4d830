//! „Wiederherstellungscode eingeben": the code from the sheet, and how the key is kept from now on.
//!
//! The code is shown while it is typed: forty characters from a paper are not typed blindly. Where it was mistyped is said
//! block by block.

use egui::{TextEdit, Ui};
use zeroize::Zeroizing;

use super::{Entered, WIDTH, field_ui, issue_ui};
use crate::domain::key::KeepKey;
use crate::domain::problem::Problem;
use crate::domain::recovery::{BLOCK, BLOCKS, RecoveryCode, Slip};
use crate::domain::secret::{MIN_PASSPHRASE_CHARS, Secret};
use crate::i18n;
use crate::ui::theme::{self, GAP_L, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// What the form holds.
pub struct Recover {
    code: Zeroizing<String>,
    to_passphrase: bool,
    first: Zeroizing<String>,
    second: Zeroizing<String>,
    problem: Option<Problem>,
    focused: bool,
}

/// What the person wants.
pub enum Wish {
    Back,
    Open(RecoveryCode, KeepKey),
}

impl Wish {
    pub fn entered(self) -> Option<Entered> {
        match self {
            Self::Back => None,
            Self::Open(code, to) => Some(Entered::Code(code, to)),
        }
    }
}

impl Recover {
    /// Offers first what the profile had.
    pub fn new(to_passphrase: bool) -> Self {
        let (code, first, second) = Default::default();
        Self { code, to_passphrase, first, second, problem: None, focused: false }
    }

    pub fn failed(&mut self, problem: Problem) {
        self.problem = Some(problem);
    }

    /// What is wrong with the code so far; a beginning that is right is not blamed.
    fn code_issue(&self) -> Option<String> {
        match RecoveryCode::parse(&self.code) {
            Ok(_) | Err(Slip::Missing(_)) => None,
            Err(Slip::TooLong) => Some(t!("recover-too-long")),
            Err(slip @ Slip::Block(_)) => Some(t!("recover-slip", block = slip.block())),
        }
    }

    /// How far it is.
    fn code_help(&self) -> String {
        match RecoveryCode::parse(&self.code) {
            Ok(_) => t!("recover-complete"),
            Err(Slip::Missing(missing)) => {
                let done: usize = (BLOCKS * BLOCK - missing) / BLOCK;
                t!("recover-so-far", done = done, all = BLOCKS)
            }
            Err(_) => String::new(),
        }
    }

    fn passphrase_issue(&self) -> Option<String> {
        let missing = MIN_PASSPHRASE_CHARS.saturating_sub(self.first.chars().count());
        match (self.first.is_empty(), missing, self.first.starts_with(self.second.as_str())) {
            (false, 1.., _) => Some(t!("unlock-too-short", missing = missing)),
            (_, _, false) => Some(t!("unlock-differs")),
            _ => None,
        }
    }

    fn way(&self) -> Option<KeepKey> {
        if !self.to_passphrase {
            return Some(KeepKey::Keyring);
        }
        let whole = self.first.chars().count() >= MIN_PASSPHRASE_CHARS && self.first == self.second;
        whole.then(|| KeepKey::Passphrase(Secret::new(self.first.as_str())))
    }
}

/// Draws the form.
pub fn show(ui: &mut Ui, state: &mut Recover, working: bool) -> Option<Wish> {
    let t = theme::tokens(ui);
    ui.label(theme::title(t!("recover-title")));
    ui.add(egui::Label::new(theme::body(t!("recover-text")).color(t.weak)).wrap());
    ui.add_space(GAP_M);
    if let Some(problem) = &state.problem {
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
        ui.add_space(GAP_S);
    }
    let mut wish = None;
    ui.add_enabled_ui(!working, |ui| {
        code_ui(ui, state);
        ui.add_space(GAP_M);
        ui.label(theme::strong(t!("recover-way")));
        for (value, word) in [(true, t!("recover-passphrase")), (false, t!("recover-keyring"))] {
            let choice = ui.radio_value(&mut state.to_passphrase, value, theme::body(word));
            widgets::focus_ring(ui, &choice);
        }
        if state.to_passphrase {
            ui.add_space(GAP_XS);
            field_ui(ui, "recover-first", &t!("key-new"), &mut state.first);
            ui.add_space(GAP_XS);
            field_ui(ui, "recover-second", &t!("key-again"), &mut state.second);
            issue_ui(ui, Tone::Warn, state.passphrase_issue());
        }
        ui.add_space(GAP_L);
        ui.horizontal(|ui| {
            let found = RecoveryCode::parse(&state.code).ok().zip(state.way());
            let word = if working { t!("unlock-working") } else { t!("unlock-go") };
            if ui.add_enabled_ui(found.is_some(), |ui| widgets::primary_button(ui, icon::ARROW_RIGHT, &word)).inner.clicked() {
                state.problem = None;
                wish = found.map(|(code, to)| Wish::Open(code, to));
            }
            if widgets::quiet_button(ui, "", &t!("recover-back")).clicked() {
                wish = Some(Wish::Back);
            }
        });
    });
    wish
}

fn code_ui(ui: &mut Ui, state: &mut Recover) {
    let label = t!("recover-code");
    widgets::field_label(ui, &label);
    let edit = TextEdit::multiline(&mut *state.code).id_salt("recover-code").desired_width(WIDTH - 20.0).desired_rows(2);
    let field = widgets::secret_edit(ui, edit, &label);
    if !state.focused {
        field.request_focus();
        state.focused = true;
    }
    if field.changed() {
        state.problem = None;
    }
    match state.code_issue() {
        Some(issue) => issue_ui(ui, Tone::Error, Some(issue)),
        None => {
            let t = theme::tokens(ui);
            let (rect, _) = ui.allocate_exact_size(egui::vec2(WIDTH, 20.0), egui::Sense::hover());
            let mut line = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center)));
            line.label(theme::small(state.code_help()).color(t.weak));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_judged_block_by_block_and_opens_only_with_a_way_to_keep_the_key() {
        crate::i18n::select_for_this_thread(crate::i18n::Language::German);
        let code = RecoveryCode::of_random(&Zeroizing::new([77; 32]));
        let sheet = code.blocks().iter().map(|block| block.as_str().to_lowercase()).collect::<Vec<_>>().join(" ");
        let mut state = Recover::new(true);
        state.code = Zeroizing::new(sheet[..8].to_owned());
        assert!(state.code_issue().is_none() && state.code_help().contains("1 von 8"), "{}", state.code_help());
        state.code = Zeroizing::new(sheet.replacen(&sheet[6..7], "?", 1));
        assert!(state.code_issue().unwrap().contains("Block 1"));
        state.code = Zeroizing::new(format!("{sheet}a"));
        assert!(state.code_issue().is_some());
        state.code = Zeroizing::new(sheet);
        assert!(state.code_issue().is_none() && RecoveryCode::parse(&state.code) == Ok(code));
        assert!(state.way().is_none());
        state.first = Zeroizing::new("ein langer Satz".to_owned());
        assert!(state.way().is_none());
        state.second = state.first.clone();
        assert_eq!(state.way(), Some(KeepKey::Passphrase(Secret::new("ein langer Satz"))));
        state.to_passphrase = false;
        assert_eq!(state.way(), Some(KeepKey::Keyring));
    }
}
