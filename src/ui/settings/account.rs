//! The tab „KIM-E-Mail-Konto": the account form in the manuals' words, and „Verbindung testen" beside it.
//!
//! This file holds the state of the form and its frame; `fields` draws the entries, `certificates`, `paste` and
//! `builder` the parts with a state of their own. What a person typed is never lost without a question.

mod builder;
mod certificates;
mod fields;
mod paste;
mod toolbar;

use egui::{Align, Layout, Ui};

use self::builder::Builder;
use self::certificates::Certificates;
pub(super) use self::fields::{field, labelled, secret_field};
use self::paste::Paste;
use super::card::CardView;
use super::form::AccountForm;
use super::ladder::Ladder;
use super::ladder_view;
use crate::domain::account::{Account, AccountSettings, FieldIssue};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::model::{Asks, Model};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// Width of long fields.
pub(super) const WIDE: f32 = 480.0;
/// Width of the ladder beside the form.
const LADDER: f32 = 380.0;
/// So many other accounts are looked at for what is odd beside them; more of them say the same.
const NEIGHBOURS: usize = 200;

/// What a person asks of the page around the form.
pub enum Wish {
    New,
    /// A new form with these entries.
    Duplicate(Box<AccountForm>),
    Import,
    Export,
}

/// A part of the form that can be moved into view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Card,
    Connector,
}

/// The form of one account with its unsaved changes.
pub struct AccountEditor {
    pub form: AccountForm,
    saved: AccountForm,
    /// The account as the model held it last, to notice a change that comes from elsewhere.
    in_model: Option<AccountForm>,
    /// The settings the changes began with: another saved state is noticed by the engine.
    loaded: Option<Box<AccountSettings>>,
    pub paste: Paste,
    pub builder: Builder,
    certificates: Certificates,
    wish: Option<Wish>,
    pub ladder: Ladder,
    pub card: CardView,
    show_password: bool,
    show_connector_password: bool,
    /// The Konnektor's password of an account that was just added.
    late_password: Option<Secret>,
    /// Missing entries are named only after a person tried to save or typed in the field.
    show_missing: bool,
    unsaved_warning: bool,
    is_duplicate: bool,
    asks_remove: bool,
    /// Decided in the toolbar, done when the questions can be asked.
    wants_remove: bool,
    wants_save: bool,
    was_saved: bool,
    /// Saved since the page was told.
    newly_saved: bool,
    removed: bool,
    problem: Option<Problem>,
    /// What is being saved, and its question.
    saving: Option<(Box<AccountForm>, Ticket)>,
    removing: Option<Ticket>,
    testing: Option<Ticket>,
    steps_seen: usize,
    questions: Questions,
}

impl AccountEditor {
    /// The form of a stored account, or of a new one.
    #[must_use]
    pub fn new(account: Option<&Account>) -> Self {
        let form = account.map_or_else(AccountForm::empty, AccountForm::of);
        Self {
            saved: form.clone(),
            in_model: account.map(|_| form.clone()),
            form,
            loaded: account.map(|account| Box::new(account.settings.clone())),
            paste: Paste::new(account.is_none()),
            builder: Builder::default(),
            certificates: Certificates::default(),
            wish: None,
            ladder: Ladder::default(),
            card: CardView::default(),
            show_password: false,
            show_connector_password: false,
            late_password: None,
            show_missing: false,
            unsaved_warning: false,
            is_duplicate: false,
            asks_remove: false,
            wants_remove: false,
            wants_save: false,
            was_saved: false,
            newly_saved: false,
            removed: false,
            problem: None,
            saving: None,
            removing: None,
            testing: None,
            steps_seen: 0,
            questions: Questions::default(),
        }
    }

    /// The form of a new account with the entries of another one.
    #[must_use]
    pub fn with(form: AccountForm) -> Self {
        Self { paste: Paste::new(false), form, is_duplicate: true, ..Self::new(None) }
    }

    /// What the person asked for, once.
    pub fn take_wish(&mut self) -> Option<Wish> {
        self.wish.take()
    }

    /// The account as it is stored now: shown at once while nothing is being changed.
    fn refresh(&mut self, account: &Account) {
        let stored = AccountForm::of(account);
        if self.in_model.as_ref() == Some(&stored) {
            return;
        }
        self.in_model = Some(stored.clone());
        if !self.is_dirty() && self.saving.is_none() {
            (self.form, self.saved) = (stored.clone(), stored);
            self.loaded = Some(Box::new(account.settings.clone()));
        }
    }

    /// The account, if it is stored.
    #[must_use]
    pub fn id(&self) -> Option<AccountId> {
        self.form.id
    }

    /// Something was changed and not saved.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.form != self.saved
    }

    /// The account is gone.
    #[must_use]
    pub fn is_removed(&self) -> bool {
        self.removed
    }

    /// The account, once after it was saved.
    #[must_use]
    pub fn take_saved_id(&mut self) -> Option<AccountId> {
        if std::mem::take(&mut self.newly_saved) { self.form.id } else { None }
    }

    /// Where the account is worked on is decided in „KIM-Nutzung", with a question; the form follows.
    pub fn station_is(&mut self, here: bool) {
        self.form.processing_station = here;
        self.saved.processing_station = here;
    }

    /// The person wanted to leave with unsaved changes.
    pub fn warn_unsaved(&mut self) {
        self.unsaved_warning = true;
    }

    /// Takes the answers to this form's questions and the rungs of a running test.
    pub fn receive(&mut self, model: &mut Model) {
        self.card.receive(model);
        if let Some(ticket) = self.testing
            && let Some(request) = self.questions.request(ticket, model)
            && let Some(steps) = model.test_steps.get(&request)
        {
            for step in steps.iter().skip(self.steps_seen) {
                self.ladder.step(ticket, step);
            }
            self.steps_seen = steps.len();
        }
        for (ticket, result) in self.questions.replies(model) {
            if self.ladder.answered(ticket, &result) {
                self.testing = None;
            } else if self.certificates.awaits(ticket) {
                self.certificates.answered(result, &mut self.form);
            } else if let Some((sent, _)) = self.saving.take_if(|(_, t)| *t == ticket) {
                match result.map(|answer| *answer) {
                    Ok(Answer::AccountSaved(account)) => self.take_saved(&account, &sent),
                    Ok(_) => {}
                    Err(problem) => self.problem = Some(problem),
                }
            } else if self.removing == Some(ticket) {
                self.removing = None;
                match result {
                    Ok(_) => self.removed = true,
                    Err(problem) => self.problem = Some(problem),
                }
            } else if let Err(problem) = result {
                self.problem = Some(problem);
            }
        }
    }

    /// What was typed while the answer was on its way stays.
    fn take_saved(&mut self, account: &Account, sent: &AccountForm) {
        let stored = AccountForm::of(account);
        let unchanged = self.form == *sent;
        if sent.id.is_none() {
            self.late_password = sent.new_connector_password();
        }
        self.saved = stored.clone();
        self.loaded = Some(Box::new(account.settings.clone()));
        if unchanged {
            self.form = stored;
        } else {
            (self.form.id, self.form.has_password) = (stored.id, stored.has_password);
            self.form.connector_password = stored.connector_password;
        }
        (self.was_saved, self.newly_saved, self.is_duplicate) = (true, true, false);
        self.unsaved_warning = false;
    }

    /// [Speichern]: only when nothing stops it.
    pub fn save(&mut self, asks: &mut Asks) {
        self.show_missing = true;
        let Some(settings) = self.form.settings() else { return };
        if self.saving.is_some() {
            return;
        }
        self.problem = None;
        let save = Command::SaveAccount {
            id: self.form.id,
            settings: Box::new(settings),
            password: self.form.new_password(),
            loaded: self.loaded.clone(),
        };
        let password = self.form.id.zip(self.form.new_connector_password());
        let password = password.map(|(account, secret)| Command::SetConnectorPassword { account, password: Some(secret) });
        let (saving, sent) = (&mut self.saving, Box::new(self.form.clone()));
        self.questions.send(password.into_iter().chain([save]).collect(), asks, |ticket, command| {
            if matches!(command, Command::SaveAccount { .. }) {
                *saving = Some((sent.clone(), ticket));
            }
        });
    }

    /// A new account has a number only after it was saved.
    fn send_late_password(&mut self, asks: &mut Asks) {
        if let Some(account) = self.form.id
            && let Some(password) = self.late_password.take()
        {
            let command = Command::SetConnectorPassword { account, password: Some(password) };
            self.questions.send(vec![command], asks, |_, _| ());
        }
    }

    /// „Verbindung testen", with what stands in the form.
    pub fn test(&mut self, asks: &mut Asks) {
        self.show_missing = true;
        let Some(settings) = self.form.settings() else { return };
        self.ladder = Ladder::start(&settings);
        self.steps_seen = 0;
        let (password, connector_password) = (self.form.new_password(), self.form.new_connector_password());
        let command = Command::TestAccount { id: self.form.id, settings: Box::new(settings), password, connector_password };
        let (ladder, testing) = (&mut self.ladder, &mut self.testing);
        self.questions.send(vec![command], asks, |ticket, command| {
            ladder.was_asked(ticket, command);
            *testing = Some(ticket);
        });
    }

    /// „Selbsttest" of the account as it is stored.
    pub fn self_test(&mut self, asks: &mut Asks) {
        let Some(account) = self.form.id else { return };
        self.ladder = Ladder::start_self_test(account);
        self.steps_seen = 0;
        let (ladder, testing) = (&mut self.ladder, &mut self.testing);
        self.questions.send(vec![Command::SelfTest { account }], asks, |ticket, command| {
            ladder.was_asked(ticket, command);
            *testing = Some(ticket);
        });
    }

    fn remove(&mut self, asks: &mut Asks) {
        self.asks_remove = false;
        let Some(id) = self.form.id else { return };
        let removing = &mut self.removing;
        self.questions.send(vec![Command::RemoveAccount { id }], asks, |ticket, _| *removing = Some(ticket));
    }

    /// Throws the changes away.
    fn revert(&mut self) {
        self.form = self.saved.clone();
        self.unsaved_warning = false;
        self.is_duplicate = false;
        self.show_missing = false;
        self.problem = None;
    }
}

/// Draws form, ladder and foot.
pub fn show(ui: &mut Ui, editor: &mut AccountEditor, model: &Model, asks: &mut Asks) {
    let t = theme::tokens(ui);
    editor.send_late_password(asks);
    let id = editor.form.id;
    if let Some(stored) = id.and_then(|id| model.account(id)) {
        editor.refresh(stored);
    }
    let accounts = model.accounts.value().map(Vec::as_slice).unwrap_or_default();
    let others = accounts.iter().filter(|a| Some(a.id) != id).take(NEIGHBOURS).map(|a| &a.settings);
    let issues = editor.form.issues_among(others);
    editor.certificates.poll(&mut editor.questions, asks);
    if std::mem::take(&mut editor.wants_remove) {
        editor.remove(asks);
    }
    if std::mem::take(&mut editor.wants_save) {
        editor.save(asks);
    }
    let bar = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin::symmetric(28, 10));
    egui::Panel::bottom("account-foot").frame(bar).show(ui, |ui| foot(ui, editor, &issues, model, asks));
    if !editor.ladder.is_empty() {
        let frame = egui::Frame::new().fill(t.panel).inner_margin(egui::Margin::same(18));
        let ladder = |ui: &mut Ui| {
            egui::ScrollArea::vertical()
                .id_salt("ladder")
                .auto_shrink([false, false])
                .show(ui, |ui| ladder_view::show(ui, &mut editor.ladder, &editor.form, asks))
        };
        let close = if ui.available_width() > 940.0 {
            egui::Panel::right("account-ladder").frame(frame).exact_size(LADDER).resizable(false).show(ui, ladder).inner.inner
        } else {
            let height = ui.available_height() * 0.5;
            egui::Panel::bottom("account-ladder-below").frame(frame).exact_size(height).resizable(false).show(ui, ladder).inner.inner
        };
        if close {
            editor.ladder = Ladder::default();
        }
    }
    // Stays in sight while the form is scrolled.
    let bar = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 28, right: 12, top: 0, bottom: 6 });
    egui::Panel::top("account-toolbar").frame(bar).show_separator_line(false).show(ui, |ui| toolbar::show(ui, editor));
    let frame = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 28, right: 12, top: 4, bottom: 0 });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        egui::ScrollArea::vertical().id_salt(("form", id)).auto_shrink([false, false]).show(ui, |ui| {
            widgets::page_width(ui, WIDE + 60.0);
            ui.spacing_mut().item_spacing.y = GAP_XS;
            let shown = if editor.show_missing || editor.form.id.is_some() {
                issues.clone()
            } else {
                // A fresh form is not scolded for being empty.
                issues.iter().filter(|i| !matches!(i.text_key, "account-issue-empty" | "account-issue-password")).copied().collect()
            };
            paste::show(ui, &mut editor.paste, &mut editor.form, &mut editor.builder);
            fields::show(ui, editor, &shown, model.now, asks);
            ui.add_space(GAP_M * 2.0);
        });
    });
}

fn foot(ui: &mut Ui, editor: &mut AccountEditor, issues: &[FieldIssue], model: &Model, asks: &mut Asks) {
    if let Some(problem) = &editor.problem {
        let (mut reload, mut overwrite) = (false, false);
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |ui| {
            if problem.code == "ACCOUNT-CHANGED" {
                reload = widgets::button(ui, icon::AGAIN, &t!("account-reload")).clicked();
                overwrite = widgets::button(ui, icon::CHECK, &t!("account-overwrite")).clicked();
            }
        });
        ui.add_space(GAP_S);
        if let Some(stored) = editor.form.id.filter(|_| reload || overwrite).and_then(|id| model.account(id)) {
            editor.loaded = Some(Box::new(stored.settings.clone()));
            editor.saved = AccountForm::of(stored);
            if overwrite {
                editor.save(asks);
            } else {
                editor.revert();
            }
        }
    }
    if editor.unsaved_warning && editor.is_dirty() {
        widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("settings-leave-question"), "", |_| ());
        ui.add_space(GAP_S);
    }
    let blocking = issues.iter().filter(|i| i.blocks).count();
    ui.horizontal(|ui| {
        let t = theme::tokens(ui);
        if widgets::button(ui, icon::PLUG, &t!("test-title")).on_hover_text(t!("test-intro")).clicked() {
            editor.test(asks);
        }
        let may_test = editor.form.id.is_some() && !editor.is_dirty() && !editor.ladder.is_running();
        let self_test = ui.add_enabled_ui(may_test, |ui| widgets::button(ui, icon::MAIL, &t!("selftest-title"))).inner;
        if self_test.on_hover_text(t!("selftest-intro")).clicked() {
            editor.self_test(asks);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let dirty = editor.is_dirty();
            let save =
                ui.add_enabled_ui(dirty && editor.saving.is_none(), |ui| widgets::primary_button(ui, icon::CHECK, &t!("settings-save")));
            if save.inner.clicked() {
                editor.save(asks);
            }
            if ui.add_enabled_ui(dirty, |ui| widgets::button(ui, "", &t!("settings-discard"))).inner.clicked() {
                editor.revert();
            }
            let words = if editor.saving.is_some() {
                t!("settings-saving")
            } else if editor.show_missing && blocking > 0 {
                t!("settings-blocked", count = blocking)
            } else if dirty {
                t!("settings-changed")
            } else if editor.was_saved {
                t!("settings-saved")
            } else {
                String::new()
            };
            ui.label(theme::small(words).color(t.weak));
        });
    });
}
