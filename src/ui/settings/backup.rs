//! „Datensicherung": the passphrase, one backup now, and the plan by which Kimpost backs up itself. Part of the overview,
//! for admins. Writes nothing itself.

use std::path::PathBuf;

use egui::Ui;

use super::overview::failed_ui;
use crate::domain::backup::{BackupState, EVERY_DAYS, KEEP};
use crate::domain::problem::Problem;
use crate::domain::secret::{MIN_PASSPHRASE_CHARS, Secret};
use crate::engine::command::{BackupCommand, Command};
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::file_dialog::{self, FileDialog, FilePick, Picked};
use crate::ui::format;
use crate::ui::model::{Asks, Model, Purpose};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_L, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

const WIDE: f32 = 680.0;
const FIELD: f32 = 340.0;

/// What was typed and what is under way.
#[derive(Default)]
pub struct BackupView {
    questions: Questions,
    problem: Option<Problem>,
    /// The last thing that went well.
    told: String,
    running: Option<Ticket>,
    passphrase: zeroize::Zeroizing<String>,
    again: zeroize::Zeroizing<String>,
    /// The passphrase is being changed.
    changes: bool,
    passwords: bool,
    folder: String,
    every: String,
    keep: String,
    /// The fields of the plan hold what is stored.
    filled: bool,
    dialog: Option<FileDialog>,
    pick: FilePick,
}

impl BackupView {
    /// Takes the answers that arrived.
    pub fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            if self.running == Some(ticket) {
                self.running = None;
            }
            match result.map(|answer| *answer) {
                Err(problem) => self.problem = Some(problem),
                Ok(Answer::BackupMade(made)) => {
                    self.told = t!("backup-made", mails = made.mails);
                    self.problem = None;
                }
                Ok(Answer::Backups(state)) => {
                    if self.changes {
                        self.end_change();
                    } else {
                        self.take_fields(&state);
                    }
                    model.take_backups(state);
                    self.problem = None;
                }
                Ok(_) => {}
            }
        }
    }

    fn take_fields(&mut self, state: &BackupState) {
        self.folder = state.folder.as_ref().map(|folder| folder.display().to_string()).unwrap_or_default();
        (self.every, self.keep) = (state.every_days.to_string(), state.keep.to_string());
        self.filled = true;
        self.end_change();
    }

    /// What was typed into the fields of the plan stays.
    fn end_change(&mut self) {
        self.changes = false;
        (self.passphrase, self.again) = Default::default();
    }

    fn send(&mut self, command: BackupCommand, asks: &mut Asks) {
        let running = &mut self.running;
        self.told.clear();
        self.questions.send(vec![Command::Backup(Box::new(command))], asks, |ticket, _| *running = Some(ticket));
    }
}

/// Draws the section.
pub fn show(ui: &mut Ui, model: &Model, view: &mut BackupView, asks: &mut Asks) {
    if model.backups.is_not_asked() {
        asks.ask(Command::Backup(Box::new(BackupCommand::State)), Purpose::Backups);
    }
    widgets::page_width(ui, WIDE);
    widgets::section(ui, &t!("backup-title"));
    widgets::field_help(ui, &t!("backup-intro"), None);
    ui.add_space(GAP_S);
    if let Some(problem) = model.backups.problem()
        && failed_ui(ui, problem)
    {
        asks.ask(Command::Backup(Box::new(BackupCommand::State)), Purpose::Backups);
    }
    let Some(state) = model.backups.value() else { return };
    if !view.filled {
        view.take_fields(state);
    }
    state_ui(ui, state);
    if let Some(problem) = &view.problem {
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
        ui.add_space(GAP_S);
    }
    if !state.has_passphrase || view.changes {
        passphrase_ui(ui, state, view, asks);
    } else {
        now_ui(ui, view, asks);
        ui.add_space(GAP_L);
        plan_ui(ui, state, view, asks);
    }
    ui.add_space(GAP_M);
}

fn state_ui(ui: &mut Ui, state: &BackupState) {
    let t = theme::tokens(ui);
    match &state.last {
        None => _ = widgets::badge(ui, Tone::Warn, icon::WARNING, &t!("backup-never")),
        Some(last) => {
            let size = format::size(last.bytes);
            ui.label(theme::body(t!("backup-last", at = format::full_date(last.at), size = size)));
            ui.add(egui::Label::new(theme::small(last.path.display().to_string()).color(t.weak)).truncate());
        }
    }
    if !state.problem_code.is_empty() {
        let problem = Problem::new("BACKUP-FAILED", state.problem_code.clone());
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(&problem), &i18n::problem_advice(&problem), |_| ());
    }
    ui.add_space(GAP_S);
}

fn passphrase_ui(ui: &mut Ui, state: &BackupState, view: &mut BackupView, asks: &mut Asks) {
    widgets::field_help(ui, &t!("backup-passphrase-help"), None);
    ui.add_space(GAP_XS);
    for (id, label, value) in [
        ("backup-passphrase", t!("backup-passphrase"), &mut view.passphrase),
        ("backup-again", t!("backup-passphrase-again"), &mut view.again),
    ] {
        widgets::field_label(ui, &label);
        widgets::secret_text(ui, id, &label, value, FIELD);
        ui.add_space(GAP_XS);
    }
    let short = view.passphrase.chars().count() < MIN_PASSPHRASE_CHARS;
    let differs = !view.again.is_empty() && view.again != view.passphrase;
    let issue = match (view.passphrase.is_empty(), short, differs) {
        (false, true, _) => Some(t!("backup-passphrase-short", count = MIN_PASSPHRASE_CHARS)),
        (_, _, true) => Some(t!("backup-passphrase-differs")),
        _ => None,
    };
    widgets::field_help(ui, "", issue.as_deref().map(|issue| (Tone::Warn, issue)));
    ui.horizontal(|ui| {
        let ready = !short && view.again == view.passphrase && view.running.is_none();
        if ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::CHECK, &t!("backup-set-passphrase"))).inner.clicked() {
            let passphrase = Secret::new(view.passphrase.as_str());
            view.send(BackupCommand::SetPassphrase { passphrase }, asks);
        }
        if state.has_passphrase && widgets::quiet_button(ui, "", &t!("question-cancel")).clicked() {
            view.end_change();
        }
    });
}

fn now_ui(ui: &mut Ui, view: &mut BackupView, asks: &mut Asks) {
    let switch = ui.checkbox(&mut view.passwords, theme::list(t!("backup-passwords")));
    widgets::focus_ring(ui, &switch);
    ui.add_space(GAP_XS);
    ui.horizontal(|ui| {
        let free = view.running.is_none();
        if ui.add_enabled_ui(free, |ui| widgets::button(ui, icon::SAVE, &t!("backup-now"))).inner.clicked() {
            let name = format!("kimpost-{}.kimpost-backup", chrono::Local::now().format("%Y-%m-%d"));
            view.pick.ask(FileDialog::save(ui.ctx(), &t!("backup-now"), &name));
        }
        let change = |ui: &mut Ui| widgets::quiet_button(ui, icon::LOCKED, &t!("backup-change-passphrase"));
        if ui.add_enabled_ui(free, change).inner.clicked() {
            view.changes = true;
        }
        if !free {
            ui.spinner();
        } else if !view.told.is_empty() {
            widgets::badge(ui, Tone::Ok, icon::CHECK_CIRCLE, &view.told);
        }
    });
    if let Some((path, replace)) = view.pick.poll_ui(ui, &t!("backup-now"), &t!("backup-go")) {
        let command = BackupCommand::Create { path: Some(path), passphrase: None, passwords: view.passwords, replace };
        view.send(command, asks);
    }
}

fn plan_ui(ui: &mut Ui, state: &BackupState, view: &mut BackupView, asks: &mut Asks) {
    if let Some(Picked::Paths(paths)) = file_dialog::take(&mut view.dialog)
        && let Some(folder) = paths.first()
    {
        view.folder = folder.display().to_string();
    }
    ui.label(theme::strong(t!("backup-plan")));
    ui.add_space(GAP_XS);
    widgets::field_label(ui, &t!("backup-folder"));
    ui.horizontal(|ui| {
        let width = widgets::beside_button(ui, 440.0);
        widgets::text_field(ui, "backup-folder", &t!("backup-folder"), &mut view.folder, "", width);
        if widgets::button(ui, icon::FOLDER_OPEN, &t!("backup-choose")).clicked() {
            view.dialog = Some(FileDialog::folder(ui.ctx(), &t!("backup-choose")));
        }
    });
    widgets::field_help(ui, &t!("backup-folder-help"), None);
    ui.add_space(GAP_XS);
    ui.horizontal(|ui| {
        ui.label(theme::body(t!("backup-every")));
        widgets::text_field(ui, "backup-every", &t!("backup-every-spoken"), &mut view.every, "", 56.0);
        ui.label(theme::body(t!("backup-every-days")));
        ui.add_space(GAP_M);
        ui.label(theme::body(t!("backup-keep")));
        widgets::text_field(ui, "backup-keep", &t!("backup-keep-spoken"), &mut view.keep, "", 56.0);
        ui.label(theme::body(t!("backup-keep-files")));
    });
    ui.add_space(GAP_S);
    let folder = PathBuf::from(view.folder.trim());
    let numbers = (view.every.trim().parse::<u32>(), view.keep.trim().parse::<u32>());
    ui.horizontal(|ui| {
        let ready = folder.is_absolute() && numbers.0.is_ok() && numbers.1.is_ok() && view.running.is_none();
        if ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::CHECK, &t!("backup-set-plan"))).inner.clicked()
            && let (Ok(every_days), Ok(keep)) = numbers
        {
            view.send(BackupCommand::Plan { folder: Some(folder), every_days, keep }, asks);
        }
        let none = |ui: &mut Ui| widgets::quiet_button(ui, "", &t!("backup-no-plan"));
        if state.folder.is_some() && ui.add_enabled_ui(view.running.is_none(), none).inner.clicked() {
            view.send(BackupCommand::Plan { folder: None, every_days: EVERY_DAYS, keep: KEEP }, asks);
        }
    });
}

#[cfg(test)]
#[path = "backup/tests.rs"]
mod tests;
