//! Tests of the settings on the screen, by visible label: validation, saving, the ladder, hand-over folders.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

#[path = "account/tests.rs"]
mod accounts;

use super::*;
use crate::domain::account::{Account, AccountSettings, ClientmodulLogin};
use crate::domain::address::KimAddress;
use crate::domain::ids::RequestId;
use crate::domain::problem::Problem;
use crate::engine::command::{Command, Service};
use crate::engine::event::{Answer, Event, TestStep};
use crate::ui::model::{Ask, Purpose};

pub(super) struct World {
    pub(super) model: Model,
    pub(super) view: SettingsView,
    asks: Asks,
    pub(super) sent: Vec<Ask>,
}

impl World {
    /// Plays the app: numbers what was asked; the newest question has the highest number.
    fn frame(&mut self, ui: &mut Ui) {
        self.view.receive(&mut self.model);
        show(ui, &self.model, &mut self.view, &mut self.asks);
        for ask in std::mem::take(&mut self.asks.0) {
            self.model.expect(RequestId(100 + self.sent.len() as u64), ask.purpose.clone());
            self.sent.push(ask);
        }
    }

    pub(super) fn last_request(&self) -> RequestId {
        RequestId(99 + self.sent.len() as u64)
    }

    pub(super) fn answer_last(&mut self, result: Result<Answer, Problem>) {
        let request = self.last_request();
        self.model.apply(Event::Answered { request, result: result.map(Box::new) });
    }
}

pub(super) fn account() -> Account {
    let mut settings = AccountSettings::new(KimAddress::parse("praxis@a.kim.telematik").unwrap());
    settings.sender_name = "Praxis Dr. Beispiel".into();
    for server in [&mut settings.incoming, &mut settings.outgoing] {
        server.server = "192.0.2.22".into();
        server.login = ClientmodulLogin::new("praxis@a.kim.telematik#h:995#M#C#W").unwrap();
    }
    Account { id: AccountId(1), settings, has_password: true, last_fetch: None, messages: 0 }
}

pub(super) fn window(accounts: Vec<Account>, view: SettingsView) -> Harness<'static, World> {
    let mut model = Model::default();
    model.expect(RequestId(1), Purpose::Accounts);
    model.apply(Event::Answered { request: RequestId(1), result: Ok(Box::new(Answer::Accounts(accounts))) });
    let world = World { model, view, asks: Asks::default(), sent: vec![] };
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([1280.0, 2400.0])
        .build_ui_state(|ui, world| world.frame(ui), world);
    harness.run();
    harness
}

pub(super) fn type_into(harness: &mut Harness<'_, World>, label: &str, text: &str) {
    let is_field = |role| matches!(role, egui::Role::TextInput | egui::Role::PasswordInput | egui::Role::MultilineTextInput);
    harness.get_by(|n| is_field(n.role()) && n.label().as_deref() == Some(label)).focus();
    harness.run();
    harness.get_by(|n| is_field(n.role()) && n.label().as_deref() == Some(label)).type_text(text);
    harness.run();
}

#[test]
fn a_fresh_form_is_quiet_until_a_person_tries_to_save() {
    let mut harness = window(vec![], SettingsView::of_account(Chosen::New));
    let missing = "Diese Angabe fehlt noch.";
    assert_eq!(harness.query_all_by_label(missing).count(), 0);
    type_into(&mut harness, "E-Mail-Adresse", "praxis");
    harness.get_by_label("Das ist keine vollständige Adresse.");
    harness.get_by_label("Speichern").click();
    harness.run();
    assert_eq!(harness.query_all_by_label(missing).count(), 4, "two logins and two servers");
    assert_eq!(harness.state().sent, [], "nothing is saved while something is missing");
}

#[test]
fn a_change_is_saved_and_may_be_thrown_away() {
    let mut harness = window(vec![account()], SettingsView::of_account(Chosen::Stored(AccountId(1))));
    type_into(&mut harness, "Absendername", " West");
    harness.get_by_label("Verwerfen").click();
    harness.run();
    assert!(!harness.state().view.is_dirty());
    type_into(&mut harness, "Absendername", " Ost");
    harness.get_by_label("Speichern").click();
    harness.run();
    let sent = harness.state().sent.last().map(|ask| ask.command.clone());
    let Some(Command::SaveAccount { id: Some(AccountId(1)), settings, password: None, .. }) = sent else { panic!("{sent:?}") };
    assert!(settings.sender_name.contains("Ost") && settings.sender_name.contains("Praxis"), "{}", settings.sender_name);
    harness.state_mut().answer_last(Err(Problem::new("STORE-FULL", "")));
    harness.run();
    assert!(harness.state().view.is_dirty(), "a failed save loses nothing");
    harness.get_by_label("Speichern").click();
    harness.run();
    let saved = Account { settings: *settings, ..account() };
    harness.state_mut().answer_last(Ok(Answer::AccountSaved(Box::new(saved))));
    harness.run();
    harness.get_by_label("Gespeichert");
}

#[test]
fn leaving_with_changes_keeps_them() {
    let mut harness = window(vec![account()], SettingsView::of_account(Chosen::Stored(AccountId(1))));
    type_into(&mut harness, "Absendername", "x");
    harness.get_by_label("Neues Konto").click();
    harness.run();
    harness.get_by_label("Die Änderungen an diesem Konto sind nicht gespeichert.");
    assert!(harness.state().view.is_dirty());
}

#[test]
fn the_ladder_fills_in_and_a_red_rung_explains_itself() {
    let mut harness = window(vec![account()], SettingsView::of_account(Chosen::Stored(AccountId(1))));
    harness.get_by_label("Verbindung testen").click();
    harness.run();
    assert!(matches!(harness.state().sent.last().map(|a| &a.command), Some(Command::TestAccount { id: Some(_), password: None, .. })));
    harness.get_by_label("Die Verbindung wird geprüft …");
    let step = |step, ok| TestStep {
        service: Service::Pop3,
        step,
        ok,
        millis: 12,
        detail: String::new(),
        problem: (!ok).then(|| Problem::new("POP-CONNECT", "connection refused")),
    };
    let request = harness.state().last_request();
    harness.state_mut().model.apply(Event::TestStep { request, step: step("name", true) });
    harness.run();
    harness.get_by_label("Posteingang (POP3) Name auflösen: in Ordnung");
    harness.get_by_label("Posteingang (POP3) Verbinden: folgt");
    harness.state_mut().answer_last(Ok(Answer::Tested(vec![step("name", true), step("tcp", false)])));
    harness.run();
    harness.get_by_label("Posteingang (POP3) Verbinden: fehlgeschlagen");
    harness.get_by_label("Posteingang (POP3) Anmelden: nicht geprüft");
    harness.get_by_label("Ein Schritt ist fehlgeschlagen");
    harness.get_by_label("connection refused");
}

#[test]
fn a_hand_over_folder_needs_a_whole_path() {
    let mut harness = window(vec![account()], SettingsView::at(Tab::Usage));
    type_into(&mut harness, "Ordner", "praxis");
    harness.get_by_label_contains("Bitte den ganzen Pfad");
    let folder = std::env::temp_dir().join("kim");
    harness.state_mut().view.handover.folder = folder.display().to_string();
    harness.run();
    harness.get_by_label("Festlegen").click();
    harness.run();
    let expected = Command::SetHandoverFolder { prefix: "EBZ".into(), dir: Some(folder) };
    assert_eq!(harness.state().sent.last().map(|a| a.command.clone()), Some(expected));
}
