//! „Schlüssel": where the key of the profile is kept, its passphrase, its recovery sheet. Part of the overview, for admins.
//! In the practice mode there is nothing to keep, and nothing is shown.

use egui::Ui;
use zeroize::Zeroizing;

use super::overview::failed_ui;
use crate::domain::key::{KeepKey, KeyState};
use crate::domain::problem::Problem;
use crate::domain::secret::{MIN_PASSPHRASE_CHARS, Secret};
use crate::engine::command::{Command, KeyCommand};
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::format;
use crate::ui::model::{Asks, Model, Purpose};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::sheet::SheetMaker;
use crate::ui::theme::{self, GAP_L, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

const WIDE: f32 = 680.0;
const FIELD: f32 = 340.0;

/// What a person is about to do.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Doing {
    #[default]
    Nothing,
    ToPassphrase,
    ToKeyring,
    /// A sheet in the place of one that is valid.
    NewSheet,
}

/// What was typed and what is under way.
#[derive(Default)]
pub struct KeyView {
    questions: Questions,
    running: Option<Ticket>,
    problem: Option<Problem>,
    told: String,
    doing: Doing,
    old: Zeroizing<String>,
    new: Zeroizing<String>,
    again: Zeroizing<String>,
    sheet: SheetMaker,
}

impl KeyView {
    /// Takes the answers that arrived.
    pub fn receive(&mut self, model: &mut Model) {
        self.sheet.receive(model);
        for (ticket, result) in self.questions.replies(model) {
            if self.running == Some(ticket) {
                self.running = None;
            }
            match result.map(|answer| *answer) {
                Err(problem) => self.problem = Some(problem),
                Ok(Answer::Key(state)) => {
                    self.end();
                    self.told = if state.kind == "keyring" { t!("key-now-keyring") } else { t!("key-now-passphrase") };
                    model.take_key(state);
                }
                Ok(_) => {}
            }
        }
    }

    fn end(&mut self) {
        self.doing = Doing::Nothing;
        self.problem = None;
        (self.old, self.new, self.again) = Default::default();
    }

    fn begin(&mut self, doing: Doing) {
        self.end();
        self.told.clear();
        self.doing = doing;
    }

    fn begin_sheet(&mut self, older: &str) {
        self.begin(Doing::NewSheet);
        self.sheet = SheetMaker::in_place_of(older);
    }

    /// The settings are left.
    pub fn leave(&mut self, asks: &mut Asks) {
        self.sheet.leave(asks);
    }

    fn send(&mut self, to: KeepKey, asks: &mut Asks) {
        let old = (!self.old.is_empty()).then(|| Secret::new(self.old.as_str()));
        let running = &mut self.running;
        self.problem = None;
        let command = Command::Key(Box::new(KeyCommand::Change { old, to }));
        self.questions.send(vec![command], asks, |ticket, _| *running = Some(ticket));
    }

    fn issue(&self) -> Option<String> {
        let short = self.new.chars().count() < MIN_PASSPHRASE_CHARS;
        match (self.new.is_empty(), short, self.new.starts_with(self.again.as_str())) {
            (false, true, _) => Some(t!("backup-passphrase-short", count = MIN_PASSPHRASE_CHARS)),
            (_, _, false) => Some(t!("backup-passphrase-differs")),
            _ => None,
        }
    }
}

/// Draws the section.
pub fn show(ui: &mut Ui, model: &Model, view: &mut KeyView, asks: &mut Asks) {
    if model.key.is_not_asked() {
        asks.ask(Command::Key(Box::new(KeyCommand::State)), Purpose::Key);
    }
    if model.key.value().is_none() && model.key.problem().is_none() || model.key.value().is_some_and(|state| state.kind == "memory") {
        return;
    }
    widgets::page_width(ui, WIDE);
    widgets::section(ui, &t!("key-title"));
    if let Some(problem) = model.key.problem()
        && failed_ui(ui, problem)
    {
        asks.ask(Command::Key(Box::new(KeyCommand::State)), Purpose::Key);
    }
    let Some(state) = model.key.value() else { return };
    let sentence = if state.kind == "keyring" { t!("key-in-keyring", backend = state.backend.as_str()) } else { t!("key-by-passphrase") };
    ui.add(egui::Label::new(theme::body(sentence)).wrap());
    ui.add_space(GAP_XS);
    if !state.fault.is_empty() {
        let problem = Problem::new("KEYRING-TEST", state.fault.clone());
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(&problem), &i18n::problem_advice(&problem), |_| ());
        ui.add_space(GAP_S);
    }
    if let Some(problem) = &view.problem {
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
        ui.add_space(GAP_S);
    }
    match view.doing {
        Doing::ToPassphrase | Doing::ToKeyring => change_ui(ui, state, view, asks),
        Doing::Nothing | Doing::NewSheet => ways_ui(ui, state, view),
    }
    ui.add_space(GAP_L);
    sheet_ui(ui, state, view, asks);
    ui.add_space(GAP_L);
}

fn ways_ui(ui: &mut Ui, state: &KeyState, view: &mut KeyView) {
    let free = view.running.is_none() && !view.sheet.is_working();
    ui.horizontal_wrapped(|ui| {
        let (word, is_passphrase) =
            if state.kind == "passphrase" { (t!("key-change-passphrase"), true) } else { (t!("key-to-passphrase"), false) };
        if ui.add_enabled_ui(free, |ui| widgets::button(ui, icon::KEY, &word)).inner.clicked() {
            view.begin(Doing::ToPassphrase);
        }
        let to_keyring = |ui: &mut Ui| widgets::quiet_button(ui, icon::LOCKED, &t!("key-to-keyring"));
        if is_passphrase && ui.add_enabled_ui(free, to_keyring).inner.clicked() {
            view.begin(Doing::ToKeyring);
        }
        if !view.told.is_empty() {
            widgets::badge(ui, Tone::Ok, icon::CHECK_CIRCLE, &view.told);
        }
    });
}

fn change_ui(ui: &mut Ui, state: &KeyState, view: &mut KeyView, asks: &mut Asks) {
    let asks_old = state.kind == "passphrase";
    let to_keyring = view.doing == Doing::ToKeyring;
    let help = if to_keyring { t!("key-to-keyring-help") } else { t!("key-to-passphrase-help") };
    widgets::field_help(ui, &help, None);
    ui.add_space(GAP_S);
    let mut fields = Vec::new();
    if asks_old {
        fields.push(("key-old", t!("key-old"), &mut view.old));
    }
    if !to_keyring {
        fields.push(("key-new", t!("key-new"), &mut view.new));
        fields.push(("key-again", t!("key-again"), &mut view.again));
    }
    for (id, label, value) in fields {
        widgets::field_label(ui, &label);
        widgets::secret_text(ui, id, &label, value, FIELD);
        ui.add_space(GAP_XS);
    }
    if !to_keyring {
        let issue = view.issue();
        widgets::field_help(
            ui,
            &t!("backup-passphrase-short", count = MIN_PASSPHRASE_CHARS),
            issue.as_deref().map(|issue| (Tone::Warn, issue)),
        );
    }
    ui.add_space(GAP_XS);
    ui.horizontal(|ui| {
        let chosen = to_keyring || (view.new.chars().count() >= MIN_PASSPHRASE_CHARS && view.new == view.again);
        let ready = chosen && (!asks_old || !view.old.is_empty()) && view.running.is_none();
        let word = if to_keyring { t!("key-to-keyring") } else { t!("key-set") };
        if ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::CHECK, &word)).inner.clicked() {
            let to = if to_keyring { KeepKey::Keyring } else { KeepKey::Passphrase(Secret::new(view.new.as_str())) };
            view.send(to, asks);
        }
        let cancel = |ui: &mut Ui| widgets::quiet_button(ui, "", &t!("question-cancel"));
        if ui.add_enabled_ui(view.running.is_none(), cancel).inner.clicked() {
            view.end();
        }
        if view.running.is_some() {
            ui.spinner();
        }
    });
}

fn sheet_ui(ui: &mut Ui, state: &KeyState, view: &mut KeyView, asks: &mut Asks) {
    ui.label(theme::strong(t!("sheet-title")));
    ui.add_space(GAP_XS);
    match &state.sheet {
        None => _ = widgets::badge(ui, Tone::Warn, icon::WARNING, &t!("sheet-none")),
        Some(sheet) => {
            let made = format::full_date(sheet.made);
            ui.label(theme::body(t!("sheet-valid", name = sheet.name.as_str(), made = made)));
        }
    }
    widgets::field_help(ui, &t!("sheet-help"), None);
    ui.add_space(GAP_S);
    if state.sheet.is_none() || view.sheet.is_working() || view.sheet.is_made() {
        view.sheet.ui(ui, asks);
        ui.add_space(GAP_XS);
    }
    // One after the other: the copy of the last one goes first.
    let Some(valid) = state.sheet.as_ref().filter(|_| !view.sheet.is_working() && !view.sheet.is_to_print()) else { return };
    if view.doing != Doing::NewSheet || view.sheet.is_made() {
        let free = view.running.is_none();
        if ui.add_enabled_ui(free, |ui| widgets::button(ui, icon::AGAIN, &t!("sheet-new"))).inner.clicked() {
            view.begin_sheet(&valid.name);
        }
        return;
    }
    let text = t!("sheet-new-text", name = valid.name.as_str());
    ui.add(egui::Label::new(theme::list(text)).wrap());
    ui.add_space(GAP_XS);
    view.sheet.ui(ui, asks);
    ui.add_space(GAP_M);
    if widgets::quiet_button(ui, "", &t!("question-cancel")).clicked() {
        view.end();
    }
}

#[cfg(test)]
#[path = "key/tests.rs"]
mod tests;
