//! The entries of the account form, in the manuals' words and order.
//!
//! The issue of a field stands in place of its help line. The password field shows only what is being typed
//! (rule 44) and keeps no undo history of it.

use egui::{ComboBox, TextEdit, Ui};
use zeroize::Zeroizing;

use super::{AccountEditor, WIDE};
use crate::domain::account::{AccountField, FieldIssue, ServerSettings, TlsMode};
use crate::domain::ids::AccountId;
use crate::domain::login::{self, Direction};
use crate::domain::safe_text::one_line;
use crate::domain::time::Timestamp;
use crate::engine::command::{Command, Service};
use crate::i18n;
use crate::ui::model::{Asks, Purpose};
use crate::ui::settings::form::{AccountForm, ServerForm};
use crate::ui::settings::ladder::Ladder;
use crate::ui::settings::{card, connector};
use crate::ui::theme::{self, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// Label, field, and under it the help or what is wrong.
pub(in crate::ui::settings) fn field(
    ui: &mut Ui,
    issues: &[FieldIssue],
    of: AccountField,
    label: &str,
    help: &str,
    content: impl FnOnce(&mut Ui),
) {
    ui.add_space(GAP_S);
    widgets::field_label(ui, label);
    content(ui);
    let issue = AccountForm::issue_of(issues, of).map(|i| (if i.blocks { Tone::Error } else { Tone::Warn }, i18n::text(i.text_key)));
    widgets::field_help(ui, help, issue.as_ref().map(|(tone, text)| (*tone, text.as_str())));
}

/// Draws every entry of the form.
pub(super) fn show(ui: &mut Ui, editor: &mut AccountEditor, issues: &[FieldIssue], now: Timestamp, asks: &mut Asks) {
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
    field(ui, issues, F::Password, &t!("account-password"), &help, |ui| {
        secret_field(ui, "password", &t!("account-password"), &mut form.password, form.has_password, &mut editor.show_password);
    });
    card::show(ui, &mut editor.card, form, now, asks);

    widgets::section(ui, &t!("account-section-incoming"));
    let fields = [F::IncomingLogin, F::IncomingServer, F::IncomingPort];
    server_ui(ui, Direction::Incoming, &mut form.incoming, issues, fields, ["995", "110", "110"]);
    let changed = editor.ladder.new_certificate(Service::Pop3, &form.incoming.pinned_sha256);
    pin_ui(ui, Service::Pop3, &form.incoming.pinned_sha256, changed.as_deref(), form.id, asks);
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
    server_ui(ui, Direction::Outgoing, &mut form.outgoing, issues, fields, ["465", "587", "25"]);
    let changed = editor.ladder.new_certificate(Service::Smtp, &form.outgoing.pinned_sha256);
    pin_ui(ui, Service::Smtp, &form.outgoing.pinned_sha256, changed.as_deref(), form.id, asks);
    clear_text_ui(ui, form);
    super::builder::show(ui, &mut editor.builder, form);
    options_ui(ui, form);
    fetch_ui(ui, form, issues);
    directory_ui(ui, form, issues, &editor.ladder, asks);
    connector::show(ui, form, issues, &mut editor.card, &mut editor.show_connector_password, asks);
    let changed = editor.ladder.new_certificate(Service::Connector, &form.connector.pinned_sha256);
    pin_ui(ui, Service::Connector, &form.connector.pinned_sha256, changed.as_deref(), form.id, asks);
    super::certificates::show(ui, &mut editor.certificates, form, now);
}

/// A password: shows only what is being typed, and keeps no undo history of it.
pub(in crate::ui::settings) fn secret_field(
    ui: &mut Ui,
    salt: &str,
    label: &str,
    value: &mut Zeroizing<String>,
    stored: bool,
    shown: &mut bool,
) {
    ui.horizontal(|ui| {
        let edit = TextEdit::singleline(&mut **value)
            .id_salt(salt)
            .password(!*shown)
            .hint_text(if stored { "••••••••" } else { "" })
            .desired_width(WIDE - 62.0);
        widgets::secret_edit(ui, edit, label);
        let (mark, word) = if *shown { (icon::PROHIBITED, t!("account-password-hide")) } else { (icon::EYE, t!("account-password-show")) };
        if widgets::icon_button(ui, mark, &word).clicked() {
            *shown = !*shown;
        }
    });
}

fn server_ui(ui: &mut Ui, direction: Direction, server: &mut ServerForm, issues: &[FieldIssue], of: [AccountField; 3], ports: [&str; 3]) {
    let [login, host, port] = of;
    ui.push_id(direction, |ui| {
        field(ui, issues, login, &t!("account-login"), &t!("account-login-help"), |ui| {
            widgets::text_field(ui, "login", &t!("account-login"), &mut server.login, "", WIDE);
        });
        explained(ui, &server.login, direction);
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
        ui.add_space(GAP_S);
        widgets::field_label(ui, &t!("account-auth"));
        ui.add_enabled_ui(false, |ui| {
            let combo = ComboBox::from_id_salt("auth").icon(widgets::drop_down_sign).selected_text(t!("account-auth-password"));
            let combo = combo.width(226.0).show_ui(ui, |_| ());
            widgets::name(ui, &combo.response, egui::Role::ComboBox, &t!("account-auth"));
        });
        widgets::field_help(ui, &t!("account-auth-help"), None);
    });
}

/// What each part of a login is, as the person sees it below; the login itself stays as it is.
fn explained(ui: &mut Ui, text: &str, direction: Direction) {
    if !text.contains('#') {
        return;
    }
    let t = theme::tokens(ui);
    let words: Vec<String> = login::explain(text, direction)
        .into_iter()
        .map(|(field, part)| {
            let part = if part == "*" { t!("login-part-unused") } else { one_line(part) };
            format!("{}: {part}", i18n::text(field.text_key()))
        })
        .collect();
    ui.add(egui::Label::new(theme::small(words.join("  ·  ")).color(t.weak)).wrap());
}

pub(in crate::ui::settings) fn labelled(ui: &mut Ui, width: f32, label: &str, content: impl FnOnce(&mut Ui)) {
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

/// The certificate remembered for a server, in groups that can be compared by eye, and another one that the test met.
fn pin_ui(ui: &mut Ui, service: Service, sha256: &str, changed: Option<&str>, account: Option<AccountId>, asks: &mut Asks) {
    if sha256.is_empty() {
        return;
    }
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.label(theme::small(t!("account-pin")).color(t.weak));
        ui.label(theme::mono(format!("{} …", grouped(sha256)))).on_hover_text(sha256);
        widgets::copyable(ui, sha256, &t!("account-pin-copy"));
    });
    if let (Some(new), Some(account)) = (changed, account) {
        widgets::banner(ui, Tone::Warn, icon::SHIELD_WARNING, &t!("account-pin-new", start = grouped(new)), "", |ui| {
            if widgets::button(ui, icon::SHIELD_OK, &t!("account-pin-accept")).on_hover_text(new).clicked() {
                asks.ask(Command::AcceptCertificate { account, service, sha256: new.to_owned() }, Purpose::Silent);
            }
        });
    }
}

fn grouped(sha256: &str) -> String {
    sha256.chars().take(16).collect::<Vec<_>>().chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
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

fn directory_ui(ui: &mut Ui, form: &mut AccountForm, issues: &[FieldIssue], ladder: &Ladder, asks: &mut Asks) {
    use AccountField as F;
    widgets::section(ui, &t!("account-section-directory"));
    field(ui, issues, F::Directory, &t!("account-directory-url"), &t!("account-directory-help"), |ui| {
        let label = t!("account-section-directory");
        widgets::text_field(ui, "directory", &label, &mut form.directory.url, "", WIDE);
    });
    let changed = ladder.new_certificate(Service::Directory, &form.directory.pinned_sha256);
    pin_ui(ui, Service::Directory, &form.directory.pinned_sha256, changed.as_deref(), form.id, asks);
}
