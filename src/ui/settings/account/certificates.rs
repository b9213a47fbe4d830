//! „Zertifikate": the own CA and the client certificate of each service, chosen from files.
//!
//! The engine reads the files; what it read stands in the form until it is saved. The password of a PKCS#12 file is
//! asked for once and kept nowhere.

use std::path::PathBuf;

use egui::Ui;
use zeroize::Zeroizing;

use crate::domain::account::ClientCertificate;
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::engine::command::{Command, Service};
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::file_dialog::{FileDialog, FilePick};
use crate::ui::format;
use crate::ui::model::Asks;
use crate::ui::questions::{Questions, Ticket};
use crate::ui::settings::form::AccountForm;
use crate::ui::theme::{self, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// A certificate with fewer days left is marked.
const SOON_DAYS: i64 = 30;

/// Which file is being chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Ca,
    Own,
}

/// State of the section.
#[derive(Default)]
pub(super) struct Certificates {
    choosing: Option<(Service, Kind)>,
    pick: FilePick,
    /// A PKCS#12 file that waits for its password.
    locked: Option<(Service, PathBuf, Zeroizing<String>)>,
    /// Asked for in the next frame.
    wanted: Option<(Service, Command)>,
    reading: Option<(Service, Ticket)>,
    problem: Option<(Service, Problem)>,
}

impl Certificates {
    /// Asks what is wanted.
    pub(super) fn poll(&mut self, questions: &mut Questions, asks: &mut Asks) {
        if let Some((service, command)) = self.wanted.take() {
            let reading = &mut self.reading;
            questions.send(vec![command], asks, |ticket, _| *reading = Some((service, ticket)));
        }
    }

    pub(super) fn awaits(&self, ticket: Ticket) -> bool {
        self.reading.is_some_and(|(_, own)| own == ticket)
    }

    /// Puts what was read into the form. Where POP3 and SMTP are the same computer, both get it.
    pub(super) fn answered(&mut self, result: Result<Box<Answer>, Problem>, form: &mut AccountForm) {
        let Some((service, _)) = self.reading.take() else { return };
        let same_computer = form.incoming.server.trim().eq_ignore_ascii_case(form.outgoing.server.trim());
        let beside = match service {
            Service::Pop3 if same_computer => Some(Service::Smtp),
            Service::Smtp if same_computer => Some(Service::Pop3),
            _ => None,
        };
        match result.map(|answer| *answer) {
            Ok(Answer::Pem(text)) => {
                for service in std::iter::once(service).chain(beside) {
                    slots(form, service).0.clone_from(&text);
                }
            }
            Ok(Answer::ClientCertificate(own)) => {
                self.locked = None;
                for service in std::iter::once(service).chain(beside) {
                    *slots(form, service).1 = Some(own.clone());
                }
            }
            Ok(_) => {}
            Err(problem) => self.problem = Some((service, problem)),
        }
    }
}

/// The CA text and the client certificate of a service.
fn slots(form: &mut AccountForm, service: Service) -> (&mut String, &mut Option<ClientCertificate>) {
    match service {
        Service::Pop3 => (&mut form.incoming.ca_pem, &mut form.incoming.client_certificate),
        Service::Smtp => (&mut form.outgoing.ca_pem, &mut form.outgoing.client_certificate),
        Service::Directory => (&mut form.directory.ca_pem, &mut form.directory.client_certificate),
        Service::Connector => (&mut form.connector.ca_pem, &mut form.connector.client_certificate),
    }
}

/// Draws the section; VZD and Konnektor only where they are set.
pub(super) fn show(ui: &mut Ui, state: &mut Certificates, form: &mut AccountForm, now: Timestamp) {
    let t = theme::tokens(ui);
    widgets::section(ui, &t!("account-section-certificates"));
    ui.add(egui::Label::new(theme::small(t!("account-certificates-intro")).color(t.weak)).wrap());
    for service in Service::ALL {
        let is_set = match service {
            Service::Pop3 | Service::Smtp => true,
            Service::Directory => !form.directory.url.trim().is_empty(),
            Service::Connector => !form.connector.url.trim().is_empty(),
        };
        if is_set {
            ui.add_space(GAP_S);
            ui.push_id(service, |ui| service_ui(ui, state, form, service, now));
        }
    }
}

fn service_ui(ui: &mut Ui, state: &mut Certificates, form: &mut AccountForm, service: Service, now: Timestamp) {
    let name = i18n::text(&format!("test-service-{}", service.as_str()));
    ui.label(theme::strong(&name));
    let (ca, own) = slots(form, service);
    let count = ca.matches("-----BEGIN CERTIFICATE-----").count();
    let words = if ca.is_empty() { t!("certificates-ca-none") } else { t!("certificates-ca-some", count = count) };
    let (choose, remove) = (t!("certificates-ca-choose", service = name.as_str()), t!("certificates-remove-ca", service = name.as_str()));
    if row(ui, state, (service, Kind::Ca), &t!("certificates-ca"), &words, !ca.is_empty(), [&choose, &remove]) {
        ca.clear();
    }
    let words = own.as_ref().map_or_else(
        || t!("certificates-own-none"),
        |own| t!("certificates-own-some", subject = own.subject.as_str(), date = format::date(own.expires)),
    );
    let (choose, remove) = (t!("certificates-own-choose", service = name.as_str()), t!("certificates-remove-own", service = name.as_str()));
    if row(ui, state, (service, Kind::Own), &t!("certificates-own"), &words, own.is_some(), [&choose, &remove]) {
        *own = None;
    }
    if let Some(own) = own {
        expiry_ui(ui, own, now);
    }
    picking_ui(ui, state, service);
    if let Some((_, problem)) = state.problem.as_ref().filter(|(of, _)| *of == service) {
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |ui| {
            if !problem.detail.is_empty() {
                ui.label(theme::small(&problem.detail));
            }
        });
    }
}

/// What is there, with buttons to choose and to remove; true when it shall be removed.
fn row(ui: &mut Ui, state: &mut Certificates, at: (Service, Kind), label: &str, words: &str, there: bool, spoken: [&str; 2]) -> bool {
    let t = theme::tokens(ui);
    let [choose, remove] = spoken;
    let mut removed = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_S;
        ui.allocate_ui(egui::vec2(112.0, 20.0), |ui| {
            ui.set_width(112.0);
            ui.label(theme::list(label).color(t.weak));
        });
        ui.label(theme::list(words));
        let button = widgets::quiet_button(ui, icon::FOLDER_OPEN, &t!("certificates-choose"));
        widgets::name(ui, &button, egui::Role::Button, choose);
        if button.clicked() {
            state.choosing = Some(at);
            (state.problem, state.locked) = (None, None);
            state.pick.ask(FileDialog::file(ui.ctx(), choose));
        }
        removed = there && widgets::icon_button(ui, icon::TRASH, remove).clicked();
    });
    removed
}

fn expiry_ui(ui: &mut Ui, own: &ClientCertificate, now: Timestamp) {
    if own.expires < now {
        widgets::badge(ui, Tone::Error, icon::ERROR, &t!("certificates-expired"));
    } else if now.days_until(own.expires) < SOON_DAYS {
        widgets::badge(ui, Tone::Warn, icon::WARNING, &t!("certificates-expires-soon", days = now.days_until(own.expires)));
    }
}

/// The file being chosen for this service, and the password of a PKCS#12 file.
fn picking_ui(ui: &mut Ui, state: &mut Certificates, service: Service) {
    if let Some((_, kind)) = state.choosing.filter(|(of, _)| *of == service)
        && let Some((path, _)) = state.pick.poll_ui(ui, &t!("account-path"), &t!("account-path-go"))
    {
        state.choosing = None;
        match kind {
            Kind::Ca => state.wanted = Some((service, Command::ReadCa { path })),
            Kind::Own => state.locked = Some((service, path, Zeroizing::default())),
        }
    }
    let Some((_, path, password)) = state.locked.as_mut().filter(|(of, _, _)| *of == service) else { return };
    let (mut open, mut cancel) = (false, false);
    ui.add_space(GAP_XS);
    widgets::card(ui, |ui| {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        widgets::field_label(ui, &format!("{} {file}", t!("certificates-password")));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP_M;
            let field = widgets::secret_text(ui, "p12", &t!("certificates-password"), password, 240.0);
            let enter = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
            open = widgets::button(ui, icon::KEY, &t!("certificates-open")).clicked() || enter;
            cancel = widgets::quiet_button(ui, "", &t!("certificates-cancel")).clicked();
        });
    });
    if open && state.reading.is_none() {
        let command = Command::ReadClientCertificate { path: path.clone(), password: Secret::new(password.as_str()) };
        (state.wanted, state.problem) = (Some((service, command)), None);
    } else if cancel {
        (state.locked, state.problem) = (None, None);
    }
}
