//! „Sicherung einspielen": at the first start, into a profile that holds nothing yet.

use std::path::PathBuf;

use egui::{Id, Key, Modal, Modifiers, Ui};

use super::file_dialog::{FileDialog, FilePick};
use super::model::{Asks, Model, Owner, Purpose};
use super::theme::{self, GAP_L, GAP_S, Tone, icon};
use super::unlock::field_ui;
use super::{format, widgets};
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::engine::command::{BackupCommand, Command};
use crate::engine::event::Answer;
use crate::i18n;

/// The word the dialog gives its question.
const WHAT: &str = "restore";

/// State of the dialog.
#[derive(Default)]
pub struct RestoreDialog {
    owner: Owner,
    path: Option<PathBuf>,
    passphrase: zeroize::Zeroizing<String>,
    pick: FilePick,
    problem: Option<Problem>,
}

impl RestoreDialog {
    /// Takes the answer; the sentence to tell once it is done.
    pub fn receive(&mut self, model: &mut Model) -> Option<String> {
        let mut told = None;
        for reply in model.take_replies(self.owner) {
            match reply.result {
                Ok(Answer::Restored(done)) => {
                    let made = format::full_date(done.made);
                    told = Some(if done.passwords {
                        t!("restore-done", mails = done.mails, accounts = done.accounts, made = made)
                    } else {
                        t!("restore-done-no-passwords", mails = done.mails, accounts = done.accounts, made = made)
                    });
                }
                Ok(_) => {}
                Err(problem) => self.problem = Some(problem),
            }
        }
        told
    }
}

/// Draws the dialog; true when the person closes it.
pub fn show(ui: &Ui, model: &Model, dialog: &mut RestoreDialog, asks: &mut Asks) -> bool {
    let working = model.waits_for(dialog.owner, WHAT);
    let frame = egui::Frame::window(ui.style()).inner_margin(egui::Margin::same(24));
    let escape = !working && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    let shown = Modal::new(Id::unique("restore")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        let t = theme::tokens(ui);
        ui.label(theme::title(t!("restore-title")));
        ui.add(egui::Label::new(theme::small(t!("restore-text")).color(t.weak)).wrap());
        ui.add_space(GAP_S);
        if let Some(problem) = &dialog.problem {
            widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
            ui.add_space(GAP_S);
        }
        ui.horizontal(|ui| {
            if ui.add_enabled_ui(!working, |ui| widgets::button(ui, icon::FOLDER_OPEN, &t!("restore-choose"))).inner.clicked() {
                dialog.pick.ask(FileDialog::file(ui.ctx(), &t!("restore-choose")));
            }
            if let Some(name) = dialog.path.as_deref().and_then(|path| path.file_name()) {
                ui.add(egui::Label::new(theme::list(name.to_string_lossy())).truncate());
            }
        });
        if let Some((path, _)) = dialog.pick.poll_ui(ui, &t!("account-path"), &t!("account-path-go")) {
            (dialog.path, dialog.problem) = (Some(path), None);
        }
        ui.add_space(GAP_S);
        field_ui(ui, "restore-passphrase", &t!("restore-passphrase"), &mut dialog.passphrase);
        ui.add_space(GAP_L);
        ui.horizontal(|ui| {
            let ready = dialog.path.is_some() && !dialog.passphrase.is_empty() && !working;
            if ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::CHECK, &t!("restore-go"))).inner.clicked()
                && let Some(path) = dialog.path.clone()
            {
                let passphrase = Secret::new(dialog.passphrase.as_str());
                let command = BackupCommand::Restore { path, passphrase, replace: false };
                asks.ask(Command::Backup(Box::new(command)), Purpose::Reply(dialog.owner, WHAT));
                dialog.problem = None;
            }
            let cancelled = ui.add_enabled_ui(!working, |ui| widgets::quiet_button(ui, "", &t!("question-cancel"))).inner.clicked();
            if working {
                ui.spinner();
                ui.label(theme::small(t!("restore-working")).color(t.weak));
            }
            cancelled
        })
        .inner
    });
    escape || shown.inner || (!working && shown.should_close())
}

#[cfg(test)]
#[path = "restore/tests.rs"]
mod tests;
