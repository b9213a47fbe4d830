//! „Angaben einfügen": the text of a Clientmodul, what was found in it, and taking it over into the form.

use egui::Ui;

use super::builder::Builder;
use crate::domain::account::TlsMode;
use crate::domain::paste::{self, Found, FoundServer};
use crate::i18n;
use crate::ui::settings::form::{AccountForm, ServerForm};
use crate::ui::theme::{self, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// The pasted text and what it holds.
#[derive(Default)]
pub struct Paste {
    open: bool,
    /// What a person pasted; never stored.
    pub text: String,
    read: String,
    found: Option<Found>,
}

impl Paste {
    pub(super) fn new(open: bool) -> Self {
        Self { open, ..Self::default() }
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    pub(super) fn open(&mut self) {
        self.open = true;
    }

    /// Reads the text again only when it changed.
    fn read(&mut self) {
        if self.text != self.read {
            self.read.clone_from(&self.text);
            self.found = (!self.text.trim().is_empty()).then(|| paste::read(&self.text));
        }
    }
}

/// Draws the field and the findings; a click takes them over.
pub(super) fn show(ui: &mut Ui, state: &mut Paste, form: &mut AccountForm, builder: &mut Builder) {
    if !state.open {
        return;
    }
    state.read();
    let t = theme::tokens(ui);
    let (mut apply, mut close) = (false, false);
    ui.add_space(GAP_M);
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GAP_XS;
        ui.label(theme::heading(t!("paste-title")));
        ui.add(egui::Label::new(theme::small(t!("paste-intro")).color(t.weak)).wrap());
        egui::ScrollArea::vertical().id_salt("paste-text").max_height(120.0).show(ui, |ui| {
            widgets::text_area(ui, "paste", &t!("paste-field"), &mut state.text, "", 4);
        });
        if let Some(found) = &state.found {
            findings(ui, found);
        }
        ui.add_space(GAP_XS);
        ui.horizontal(|ui| {
            let useful = state.found.as_ref().is_some_and(|found| !found.is_empty());
            apply = ui.add_enabled_ui(useful, |ui| widgets::primary_button(ui, icon::CHECK, &t!("paste-apply"))).inner.clicked();
            close = widgets::quiet_button(ui, "", &t!("paste-close")).clicked();
        });
    });
    if let Some(found) = state.found.as_ref().filter(|_| apply) {
        take_over(form, found);
        if let Some(parts) = &found.parts {
            builder.open_with(parts.clone());
        }
    }
    if apply || close {
        *state = Paste::new(false);
    }
}

fn findings(ui: &mut Ui, found: &Found) {
    ui.add_space(GAP_S);
    if found.is_empty() {
        widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("paste-nothing"), "", |_| ());
        return;
    }
    ui.label(theme::strong(t!("paste-found")));
    let line = |ui: &mut Ui, label: String, value: &str| {
        widgets::key_value(ui, 150.0, &label, theme::list(value));
    };
    if let Some(address) = &found.address {
        line(ui, t!("account-address"), address);
    }
    for (section, server) in [(t!("account-section-incoming"), &found.incoming), (t!("account-section-outgoing"), &found.outgoing)] {
        if *server == FoundServer::default() {
            continue;
        }
        ui.label(theme::small(section));
        if let Some(login) = &server.login {
            line(ui, t!("account-login"), login);
        }
        let port = server.port.map(|port| format!(":{port}")).unwrap_or_default();
        let tls = server.tls.map(|mode| format!("  {}", tls_word(mode))).unwrap_or_default();
        line(ui, t!("account-server"), &format!("{}{port}{tls}", server.server.as_deref().unwrap_or("–")));
    }
    ui.add_space(GAP_XS);
    let missing = found.missing();
    if found.parts.is_some() {
        widgets::banner(ui, Tone::Neutral, icon::INFO, &t!("paste-parts"), "", |_| ());
    } else if missing.is_empty() {
        widgets::badge(ui, Tone::Ok, icon::CHECK_CIRCLE, &t!("paste-complete"));
    } else {
        let what = missing.into_iter().map(i18n::text).collect::<Vec<_>>().join(", ");
        widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("paste-missing", what = what), "", |_| ());
    }
    for note in &found.notes {
        ui.add_space(GAP_XS);
        widgets::banner(ui, Tone::Warn, icon::WARNING, &i18n::text(note.text_key()), "", |_| ());
    }
}

/// The word of a mode, as in the field.
pub(super) fn tls_word(mode: TlsMode) -> String {
    match mode {
        TlsMode::Tls => t!("account-tls-tls"),
        TlsMode::StartTls => t!("account-tls-starttls"),
        TlsMode::None => t!("account-tls-none"),
    }
}

/// Puts everything found into the form; what was not found stays as it is there.
fn take_over(form: &mut AccountForm, found: &Found) {
    let put = |slot: &mut String, value: &Option<String>| {
        if let Some(value) = value {
            slot.clone_from(value);
        }
    };
    put(&mut form.address, &found.address);
    if form.sender_name.trim().is_empty() {
        put(&mut form.sender_name, &found.sender_name);
    }
    if form.directory.url.trim().is_empty() {
        put(&mut form.directory.url, &found.directory);
    }
    let server = |slot: &mut ServerForm, server: &FoundServer| {
        put(&mut slot.login, &server.login);
        put(&mut slot.server, &server.server);
        put(&mut slot.port, &server.port.map(|port| port.to_string()));
        slot.tls = server.tls.unwrap_or(slot.tls);
    };
    server(&mut form.incoming, &found.incoming);
    server(&mut form.outgoing, &found.outgoing);
}
