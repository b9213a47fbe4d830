//! The tab „KIM-E-Mail-Konto": the account form in the manuals' words, and „Verbindung testen" beside it.
//!
//! The issue of a field stands in place of its help line. The password field shows only what is being typed
//! (rule 44) and keeps no undo history of it.

use egui::{Align, ComboBox, Layout, TextEdit, Ui};

use super::form::{AccountForm, ServerForm};
use super::ladder::Ladder;
use super::ladder_view;
use crate::domain::account::{Account, AccountField, FieldIssue, ServerSettings, TlsMode};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::model::{Asks, Model};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// Width of long fields.
const WIDE: f32 = 480.0;
/// Width of the ladder beside the form.
const LADDER: f32 = 380.0;

/// The form of one account with its unsaved changes.
pub struct AccountEditor {
    pub form: AccountForm,
    saved: AccountForm,
    pub ladder: Ladder,
    show_password: bool,
    /// Missing entries are named only after a person tried to save or typed in the field.
    show_missing: bool,
    unsaved_warning: bool,
    asks_remove: bool,
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
            form,
            ladder: Ladder::default(),
            show_password: false,
            show_missing: false,
            unsaved_warning: false,
            asks_remove: false,
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
            }
        }
    }

    /// What was typed while the answer was on its way stays.
    fn take_saved(&mut self, account: &Account, sent: &AccountForm) {
        let stored = AccountForm::of(account);
        let unchanged = self.form == *sent;
        self.saved = stored.clone();
        if unchanged {
            self.form = stored;
        } else {
            (self.form.id, self.form.has_password) = (stored.id, stored.has_password);
        }
        (self.was_saved, self.newly_saved) = (true, true);
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
        let command = Command::SaveAccount { id: self.form.id, settings: Box::new(settings), password: self.form.new_password() };
        let (saving, sent) = (&mut self.saving, Box::new(self.form.clone()));
        self.questions.send(vec![command], asks, |ticket, _| *saving = Some((sent.clone(), ticket)));
    }

    /// „Verbindung testen", with what stands in the form.
    pub fn test(&mut self, asks: &mut Asks) {
        self.show_missing = true;
        let Some(settings) = self.form.settings() else { return };
        self.ladder = Ladder::start(&settings);
        self.steps_seen = 0;
        let command = Command::TestAccount { id: self.form.id, settings: Box::new(settings), password: self.form.new_password() };
        let (ladder, testing) = (&mut self.ladder, &mut self.testing);
        self.questions.send(vec![command], asks, |ticket, command| {
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
        self.show_missing = false;
        self.problem = None;
    }
}

/// Draws form, ladder and foot.
pub fn show(ui: &mut Ui, editor: &mut AccountEditor, asks: &mut Asks) {
    let t = theme::tokens(ui);
    let issues = editor.form.issues();
    let bar = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin::symmetric(28, 10));
    egui::Panel::bottom("account-foot").frame(bar).show(ui, |ui| foot(ui, editor, &issues, asks));
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
    let frame = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 28, right: 12, top: 4, bottom: 0 });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        egui::ScrollArea::vertical().id_salt("form").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(WIDE + 60.0);
            ui.spacing_mut().item_spacing.y = GAP_XS;
            let shown = if editor.show_missing || editor.form.id.is_some() {
                issues.clone()
            } else {
                // A fresh form is not scolded for being empty.
                issues.iter().filter(|i| !matches!(i.text_key, "account-issue-empty" | "account-issue-password")).copied().collect()
            };
            form_ui(ui, editor, &shown);
            ui.add_space(GAP_M * 2.0);
        });
    });
}

fn foot(ui: &mut Ui, editor: &mut AccountEditor, issues: &[FieldIssue], asks: &mut Asks) {
    if let Some(problem) = &editor.problem {
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
        ui.add_space(GAP_S);
    }
    if editor.unsaved_warning && editor.is_dirty() {
        widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("settings-leave-question"), "", |_| ());
        ui.add_space(GAP_S);
    }
    if editor.asks_remove {
        let (mut yes, mut no) = (false, false);
        widgets::banner(ui, Tone::Warn, icon::TRASH, &t!("settings-remove-question"), "", |ui| {
            yes = widgets::button(ui, icon::TRASH, &t!("settings-remove")).clicked();
            no = widgets::quiet_button(ui, "", &t!("settings-remove-no")).clicked();
        });
        if yes {
            editor.remove(asks);
        } else if no {
            editor.asks_remove = false;
        }
        return;
    }
    let blocking = issues.iter().filter(|i| i.blocks).count();
    ui.horizontal(|ui| {
        let t = theme::tokens(ui);
        if widgets::button(ui, icon::PLUG, &t!("test-title")).on_hover_text(t!("test-intro")).clicked() {
            editor.test(asks);
        }
        if editor.form.id.is_some() && !editor.form.is_used && widgets::quiet_button(ui, icon::TRASH, &t!("settings-remove")).clicked() {
            editor.asks_remove = true;
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

/// Label, field, and under it the help or what is wrong.
fn field(ui: &mut Ui, issues: &[FieldIssue], of: AccountField, label: &str, help: &str, content: impl FnOnce(&mut Ui)) {
    ui.add_space(GAP_S);
    widgets::field_label(ui, label);
    content(ui);
    let issue = AccountForm::issue_of(issues, of).map(|i| (if i.blocks { Tone::Error } else { Tone::Warn }, i18n::text(i.text_key)));
    widgets::field_help(ui, help, issue.as_ref().map(|(tone, text)| (*tone, text.as_str())));
}

fn form_ui(ui: &mut Ui, editor: &mut AccountEditor, issues: &[FieldIssue]) {
    use AccountField as F;
    widgets::section(ui, &t!("account-section-account"));
    let form = &mut editor.form;
    field(ui, issues, F::Address, &t!("account-address"), &t!("account-address-help"), |ui| {
        widgets::text_field(ui, "address", &t!("account-address"), &mut form.address, "praxis@anbieter.kim.telematik", WIDE);
    });
    field(ui, issues, F::SenderName, &t!("account-sender-name"), &t!("account-sender-name-help"), |ui| {
        widgets::text_field(ui, "sender", &t!("account-sender-name"), &mut form.sender_name, "", WIDE);
    });
    let help = if form.has_password { t!("account-password-stored") } else { t!("account-password-help") };
    field(ui, issues, F::Password, &t!("account-password"), &help, |ui| password_ui(ui, form, &mut editor.show_password));

    widgets::section(ui, &t!("account-section-incoming"));
    let fields = [F::IncomingLogin, F::IncomingServer, F::IncomingPort];
    server_ui(ui, "incoming", &mut form.incoming, issues, fields, ["995", "110", "110"]);
    widgets::section(ui, &t!("account-section-outgoing"));
    let same = (form.incoming.server.clone(), form.incoming.tls);
    if !same.0.trim().is_empty()
        && (form.outgoing.server.clone(), form.outgoing.tls) != same
        && widgets::quiet_button(ui, icon::COPY, &t!("account-same-server")).clicked()
    {
        AccountForm::follow_tls(&mut form.outgoing.port, form.outgoing.tls, same.1, ["465", "587", "25"]);
        (form.outgoing.server, form.outgoing.tls) = same;
    }
    let fields = [F::OutgoingLogin, F::OutgoingServer, F::OutgoingPort];
    server_ui(ui, "outgoing", &mut form.outgoing, issues, fields, ["465", "587", "25"]);
    clear_text_ui(ui, form);
    options_ui(ui, form);
    fetch_ui(ui, form, issues);
    directory_ui(ui, form, issues);
}

fn password_ui(ui: &mut Ui, form: &mut AccountForm, shown: &mut bool) {
    ui.horizontal(|ui| {
        let edit = TextEdit::singleline(&mut *form.password)
            .id_salt("password")
            .password(!*shown)
            .hint_text(if form.has_password { "••••••••" } else { "" })
            .desired_width(WIDE - 62.0)
            .margin(egui::Margin::symmetric(10, 6))
            .font(egui::FontId::proportional(theme::SIZE_BODY));
        let output = edit.show(ui);
        let response = output.response.response;
        response.ctx.accesskit_node_builder(response.id, |node| node.set_label(t!("account-password")));
        if response.changed() {
            let mut state = output.state;
            state.clear_undoer();
            state.store(ui.ctx(), response.id);
        }
        let (mark, word) = if *shown { (icon::PROHIBITED, t!("account-password-hide")) } else { (icon::EYE, t!("account-password-show")) };
        if widgets::icon_button(ui, mark, &word).clicked() {
            *shown = !*shown;
        }
    });
}

fn server_ui(ui: &mut Ui, salt: &str, server: &mut ServerForm, issues: &[FieldIssue], of: [AccountField; 3], ports: [&str; 3]) {
    let [login, host, port] = of;
    ui.push_id(salt, |ui| {
        field(ui, issues, login, &t!("account-login"), &t!("account-login-help"), |ui| {
            widgets::text_field(ui, "login", &t!("account-login"), &mut server.login, "", WIDE);
        });
        let blank = AccountForm::issue_of(issues, login).is_some_and(|i| i.text_key == "account-issue-login-blank");
        if blank && widgets::quiet_button(ui, "", &t!("account-trim")).clicked() {
            server.login = server.login.trim().to_owned();
        }
        ui.add_space(GAP_S);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP_M;
            labelled(ui, 226.0, &t!("account-server"), |ui| {
                widgets::text_field(ui, "server", &t!("account-server"), &mut server.server, "192.168.0.22", 246.0);
            });
            labelled(ui, 80.0, &t!("account-port"), |ui| {
                widgets::text_field(ui, "port", &t!("account-port"), &mut server.port, "", 100.0);
            });
            labelled(ui, 130.0, &t!("account-tls"), |ui| tls_ui(ui, server, ports));
        });
        let issue = AccountForm::issue_of(issues, host).or_else(|| AccountForm::issue_of(issues, port));
        let issue = issue.map(|i| (if i.blocks { Tone::Error } else { Tone::Warn }, i18n::text(i.text_key)));
        widgets::field_help(ui, &t!("account-server-help"), issue.as_ref().map(|(tone, text)| (*tone, text.as_str())));
        pin_ui(ui, &server.pinned_sha256);
    });
}

fn labelled(ui: &mut Ui, width: f32, label: &str, content: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = GAP_XS;
        widgets::field_label(ui, label);
        content(ui);
    });
}

fn tls_ui(ui: &mut Ui, server: &mut ServerForm, ports: [&str; 3]) {
    let word = |mode| match mode {
        TlsMode::Tls => t!("account-tls-tls"),
        TlsMode::StartTls => t!("account-tls-starttls"),
        TlsMode::None => t!("account-tls-none"),
    };
    let combo =
        ComboBox::from_id_salt("tls").icon(widgets::drop_down_sign).selected_text(word(server.tls)).width(130.0).show_ui(ui, |ui| {
            for mode in [TlsMode::Tls, TlsMode::StartTls, TlsMode::None] {
                if ui.selectable_label(server.tls == mode, word(mode)).clicked() && server.tls != mode {
                    AccountForm::follow_tls(&mut server.port, server.tls, mode, ports);
                    server.tls = mode;
                }
            }
        });
    widgets::name(ui, &combo.response, egui::Role::ComboBox, &t!("account-tls"));
}

/// The certificate remembered for a server, in groups that can be compared by eye.
fn pin_ui(ui: &mut Ui, sha256: &str) {
    if sha256.is_empty() {
        return;
    }
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.label(theme::small(t!("account-pin")).color(t.weak));
        let start: String = sha256.chars().take(16).collect::<Vec<_>>().chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ");
        ui.label(theme::mono(format!("{start} …"))).on_hover_text(sha256);
        widgets::copyable(ui, sha256, &t!("account-pin-copy"));
    });
}

/// The confirmation that rule 1 asks for, only where a clear line leaves this computer.
fn clear_text_ui(ui: &mut Ui, form: &mut AccountForm) {
    let clear = |s: &ServerForm| {
        s.tls == TlsMode::None && !ServerSettings { server: s.server.trim().to_owned(), ..ServerSettings::default() }.is_loopback()
    };
    if !clear(&form.incoming) && !clear(&form.outgoing) {
        return;
    }
    ui.add_space(GAP_S);
    widgets::banner(ui, Tone::Warn, icon::UNLOCKED, &t!("account-clear-text-mark"), "", |ui| {
        ui.checkbox(&mut form.clear_text_confirmed, t!("account-clear-text"));
    });
}

fn options_ui(ui: &mut Ui, form: &mut AccountForm) {
    widgets::section(ui, &t!("account-section-options"));
    for (value, label, help) in [
        (&mut form.ignore_certificates, t!("account-ignore-certificates"), t!("account-ignore-certificates-help")),
        (&mut form.delivery_receipt, t!("account-delivery-receipt"), String::new()),
        (&mut form.read_receipt, t!("account-read-receipt"), String::new()),
        (&mut form.answer_read_receipts, t!("account-answer-receipts"), String::new()),
        (&mut form.retired, t!("account-retired"), t!("account-retired-help")),
    ] {
        ui.checkbox(value, label);
        if !help.is_empty() {
            let t = theme::tokens(ui);
            ui.horizontal_wrapped(|ui| {
                ui.add_space(26.0);
                ui.label(theme::small(help).color(t.weak));
            });
        }
    }
    let t = theme::tokens(ui);
    ui.add_space(GAP_S);
    let here = form.processing_station;
    if form.id.is_none() {
        ui.checkbox(&mut form.processing_station, t!("account-station"));
        ui.label(theme::small(t!("account-station-help")).color(t.weak));
        return;
    }
    ui.label(theme::list(if here { t!("station-here-sentence") } else { t!("station-other-sentence") }));
    ui.label(theme::small(t!("station-where")).color(t.weak));
}

fn fetch_ui(ui: &mut Ui, form: &mut AccountForm, issues: &[FieldIssue]) {
    use AccountField as F;
    widgets::section(ui, &t!("account-section-fetch"));
    let with_unit = |ui: &mut Ui, salt: &str, label: &str, value: &mut String, unit: &str| {
        ui.horizontal(|ui| {
            widgets::text_field(ui, salt, label, value, "", 80.0);
            ui.label(theme::body(unit));
        });
    };
    field(ui, issues, F::PollInterval, &t!("account-poll"), "", |ui| {
        with_unit(ui, "poll", &t!("account-poll"), &mut form.poll_minutes, &t!("account-minutes"));
    });
    field(ui, issues, F::Timeout, &t!("account-timeout"), "", |ui| {
        with_unit(ui, "timeout", &t!("account-timeout"), &mut form.timeout_secs, &t!("account-seconds"));
    });
    field(ui, issues, F::KeepOnServer, &t!("account-keep"), &t!("account-keep-help"), |ui| {
        ui.horizontal(|ui| {
            let never = form.keep_forever;
            ui.add_enabled_ui(!never, |ui| with_unit(ui, "keep", &t!("account-keep"), &mut form.keep_days, &t!("account-days")));
            ui.add_space(GAP_M);
            ui.checkbox(&mut form.keep_forever, t!("account-keep-never"));
        });
    });
}

fn directory_ui(ui: &mut Ui, form: &mut AccountForm, issues: &[FieldIssue]) {
    use AccountField as F;
    widgets::section(ui, &t!("account-section-directory"));
    field(ui, issues, F::Directory, &t!("account-directory-url"), &t!("account-directory-help"), |ui| {
        let label = t!("account-section-directory");
        widgets::text_field(ui, "directory", &label, &mut form.directory.url, "", WIDE);
    });
    pin_ui(ui, &form.directory.pinned_sha256);
    widgets::section(ui, &t!("account-section-connector"));
    field(ui, issues, F::Connector, &t!("account-connector-url"), &t!("account-connector-help"), |ui| {
        let label = t!("account-section-connector");
        widgets::text_field(ui, "connector", &label, &mut form.connector.url, "", WIDE);
    });
    pin_ui(ui, &form.connector.pinned_sha256);
    let context = &mut form.connector.context;
    for pair in [
        [
            ("mandant", t!("account-mandant"), &mut context.mandant_id),
            ("system", t!("account-client-system"), &mut context.client_system_id),
        ],
        [("workplace", t!("account-workplace"), &mut context.workplace_id), ("user", t!("account-user"), &mut context.user_id)],
    ] {
        ui.add_space(GAP_S);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP_M;
            for (salt, label, value) in pair {
                labelled(ui, 224.0, &label, |ui| {
                    widgets::text_field(ui, salt, &label, value, "", 244.0);
                });
            }
        });
    }
    widgets::field_help(ui, &format!("{}: {}", t!("account-user"), t!("account-user-help")), None);
}
