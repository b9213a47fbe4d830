//! Accounts from a file and into a file: the dialogs, the report of an import, and the passwords that no file holds.

use std::collections::HashMap;

use egui::{TextEdit, Ui};
use zeroize::Zeroizing;

use super::export::{self, Choice, Decision};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::engine::command::Command;
use crate::engine::event::{AccountImport, Answer, ImportResult};
use crate::i18n;
use crate::ui::file_dialog::{FileDialog, FilePick};
use crate::ui::model::{Asks, Model, Purpose};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_M, GAP_S, Tone, icon};
use crate::ui::widgets;

/// Suggested name of an export.
const FILE_NAME: &str = "kim-konten.toml";
/// Height of a line of the report.
const LINE: f32 = 56.0;

/// What is being done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Choosing(Way),
    Waiting(Way, Ticket),
}

/// In or out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Import,
    Export,
}

/// State of the transfer.
#[derive(Default)]
pub struct Transfer {
    doing: Option<Doing>,
    /// Which accounts shall be exported is being chosen.
    choice: Option<Choice>,
    /// Those that are.
    chosen: Vec<AccountId>,
    pick: FilePick,
    questions: Questions,
    problem: Option<Problem>,
    /// So many accounts were written.
    exported: Option<usize>,
    report: Vec<AccountImport>,
    /// Typed for the imported accounts; wiped when they are saved or the report is closed.
    passwords: HashMap<AccountId, Zeroizing<String>>,
}

impl Transfer {
    /// Asks for a file with accounts.
    pub fn import(&mut self, ctx: &egui::Context) {
        *self = Self { doing: Some(Doing::Choosing(Way::Import)), ..Self::default() };
        self.pick.ask(FileDialog::file(ctx, &t!("account-import-title")));
    }

    /// Asks which accounts to write, beginning with this one; where there is no other, at once where to.
    pub fn export(&mut self, ctx: &egui::Context, account: AccountId, is_only_one: bool) {
        if is_only_one {
            self.export_to(ctx, vec![account]);
        } else {
            *self = Self { choice: Some(Choice::beginning_with(account)), ..Self::default() };
        }
    }

    fn export_to(&mut self, ctx: &egui::Context, chosen: Vec<AccountId>) {
        *self = Self { doing: Some(Doing::Choosing(Way::Export)), chosen, ..Self::default() };
        self.pick.ask(FileDialog::save(ctx, &t!("account-export-title"), FILE_NAME));
    }

    /// A report stands in place of the form until it is closed.
    #[must_use]
    pub fn has_report(&self) -> bool {
        !self.report.is_empty()
    }

    /// Shows what became of an import.
    pub fn show_report(&mut self, lines: Vec<AccountImport>) {
        self.report = lines;
    }

    /// Takes the answers to the questions of this part.
    pub fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            if !matches!(self.doing, Some(Doing::Waiting(_, own)) if own == ticket) {
                continue;
            }
            self.doing = None;
            match result.map(|answer| *answer) {
                Ok(Answer::AccountsImported(lines)) => self.show_report(lines),
                Ok(Answer::Files(files)) => self.exported = files.first().map(|file| file.index),
                Ok(_) => {}
                Err(problem) => self.problem = Some(problem),
            }
        }
    }

    fn begin(&mut self, way: Way, command: Command, asks: &mut Asks) {
        let doing = &mut self.doing;
        self.questions.send(vec![command], asks, |ticket, _| *doing = Some(Doing::Waiting(way, ticket)));
    }

    /// Saves every password that was typed.
    fn save_passwords(&mut self, model: &Model, asks: &mut Asks) {
        for (id, password) in self.passwords.drain().filter(|(_, password)| !password.is_empty()) {
            let Some(account) = model.account(id) else { continue };
            let settings = Box::new(account.settings.clone());
            let loaded = Some(settings.clone());
            let password = Some(Secret::new(password.as_str()));
            asks.ask(Command::SaveAccount { id: Some(id), settings, password, loaded }, Purpose::Silent);
        }
    }
}

/// What stands above the form: the path field where needed, and how it went.
pub fn status_ui(ui: &mut Ui, transfer: &mut Transfer, model: &Model, asks: &mut Asks) {
    if let Some(choice) = &mut transfer.choice {
        let accounts = model.accounts.value().map(Vec::as_slice).unwrap_or_default();
        match export::show(ui, choice, accounts) {
            Some(Decision::Export(chosen)) => transfer.export_to(ui.ctx(), chosen),
            Some(Decision::Cancel) => transfer.choice = None,
            None => {}
        }
    }
    if let Some(Doing::Choosing(way)) = transfer.doing
        && let Some((path, asked)) = transfer.pick.poll_ui(ui, &t!("account-path"), &t!("account-path-go"))
    {
        let command = match way {
            Way::Import => Command::ImportAccounts { path, pkcs12: None },
            // The desktop's dialog asked before overwriting; a typed path never overwrites.
            Way::Export => Command::ExportAccounts { accounts: std::mem::take(&mut transfer.chosen), path, replace: asked },
        };
        transfer.begin(way, command, asks);
    }
    if let Some(Doing::Waiting(Way::Import, _)) = transfer.doing {
        widgets::banner(ui, Tone::Neutral, icon::CLOCK, &t!("account-import-running"), "", |_| ());
    }
    let mut dismissed = false;
    if let Some(problem) = &transfer.problem {
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |ui| {
            if !problem.detail.is_empty() {
                ui.label(theme::small(&problem.detail));
            }
            dismissed = widgets::quiet_button(ui, "", &t!("paste-close")).clicked();
        });
    } else if let Some(count) = transfer.exported {
        widgets::banner(ui, Tone::Ok, icon::CHECK_CIRCLE, &t!("account-export-done", count = count), "", |ui| {
            dismissed = widgets::quiet_button(ui, "", &t!("paste-close")).clicked();
        });
    }
    if dismissed {
        (transfer.problem, transfer.exported) = (None, None);
    }
}

/// The report of an import with a line for each account; only the lines in sight are drawn.
pub fn report_ui(ui: &mut Ui, transfer: &mut Transfer, model: &Model, asks: &mut Asks) {
    let t = theme::tokens(ui);
    let count = |result| transfer.report.iter().filter(|line| line.result == result).count();
    let (new, known, failed) = (count(ImportResult::New), count(ImportResult::Known), count(ImportResult::Failed));
    ui.add_space(GAP_M);
    ui.label(theme::title(t!("account-import-title")));
    ui.label(theme::body(t!("account-import-summary", new = new, known = known, failed = failed)));
    if new > 0 {
        ui.add(egui::Label::new(theme::small(t!("account-import-passwords")).color(t.weak)).wrap());
    }
    ui.add_space(GAP_S);
    let (mut save, mut close) = (false, false);
    ui.horizontal(|ui| {
        let typed = transfer.passwords.values().any(|password| !password.is_empty());
        save = ui.add_enabled_ui(typed, |ui| widgets::primary_button(ui, icon::KEY, &t!("account-import-save"))).inner.clicked();
        close = widgets::button(ui, "", &t!("account-import-close")).clicked();
    });
    ui.add_space(GAP_S);
    let Transfer { report, passwords, .. } = transfer;
    egui::ScrollArea::vertical().id_salt("import-report").auto_shrink([false, false]).show_rows(ui, LINE, report.len(), |ui, rows| {
        for line in report.get(rows).unwrap_or_default() {
            ui.allocate_ui(egui::vec2(ui.available_width(), LINE), |ui| {
                ui.set_min_height(LINE);
                line_ui(ui, line, passwords, model);
            });
        }
    });
    if save {
        transfer.save_passwords(model, asks);
    }
    if close {
        *transfer = Transfer::default();
    }
}

fn line_ui(ui: &mut Ui, line: &AccountImport, passwords: &mut HashMap<AccountId, Zeroizing<String>>, model: &Model) {
    let t = theme::tokens(ui);
    let (mark, tone) = match line.result {
        ImportResult::New if line.issues.is_empty() => (icon::CHECK_CIRCLE, Tone::Ok),
        ImportResult::New => (icon::WARNING, Tone::Warn),
        ImportResult::Known => (icon::INFO, Tone::Neutral),
        ImportResult::Failed => (icon::CROSS_CIRCLE, Tone::Error),
    };
    ui.vertical(|ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP_S;
            let address = if line.address.is_empty() { "–" } else { line.address.as_str() };
            let left = egui::Layout::left_to_right(egui::Align::Center);
            ui.allocate_ui_with_layout(egui::vec2(300.0, 28.0), left, |ui| {
                ui.set_min_width(300.0);
                ui.add(egui::Label::new(theme::strong(address)).truncate());
            });
            let missing = line.account.filter(|id| model.account(*id).is_none_or(|account| !account.has_password));
            if let Some(id) = missing {
                let password = passwords.entry(id).or_default();
                let edit = TextEdit::singleline(&mut **password).id_salt(("import", id.0)).password(true).desired_width(180.0);
                widgets::secret_edit(ui, edit.hint_text(t!("account-password")), &t!("account-import-password", address = address));
            } else if line.account.is_some() {
                ui.label(theme::small(t!("account-password-stored")).color(t.weak));
            }
            widgets::badge(ui, tone, mark, &i18n::text(&format!("account-import-{}", line.result.as_str())));
        });
        let words = match &line.problem {
            Some(problem) if line.issues.is_empty() => i18n::problem_line(problem),
            _ => i18n::issue_words(&line.issues),
        };
        ui.add(egui::Label::new(theme::small(&words).color(t.weak)).truncate()).on_hover_text(&words);
    });
}
