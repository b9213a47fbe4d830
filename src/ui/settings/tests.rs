//! Tests of the settings on the screen, by visible label: validation, saving, the ladder, hand-over folders.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

#[path = "account/tests.rs"]
mod accounts;

use super::*;
use crate::domain::account::{Account, AccountSettings, ClientmodulLogin};
use crate::domain::address::KimAddress;
use crate::domain::ids::RequestId;
use crate::domain::problem::Problem;
use crate::domain::usage::{KnownDienstkennung, LeftOnServer, Usage, UsageFacts};
use crate::engine::command::{Command, Service};
use crate::engine::event::{Answer, Event, FolderState, TestStep};
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
    harness.state_mut().view.usage.handover.folder = folder.display().to_string();
    harness.run();
    harness.get_by_label("Festlegen").click();
    harness.run();
    let expected = Command::SetHandoverFolder { prefix: "EBZ".into(), dir: Some(folder) };
    let sent: Vec<&Command> = harness.state().sent.iter().map(|ask| &ask.command).collect();
    assert!(sent.contains(&&expected), "{sent:?}");
}

fn facts(usage: Usage) -> UsageFacts {
    let known = |prefix: &str, word: &str| KnownDienstkennung { prefix: prefix.into(), word_de: word.into(), word_en: word.into() };
    UsageFacts {
        usage,
        left: vec![LeftOnServer { account: AccountId(1), dienstkennung: "eAU;Lieferung;V1.2".into(), count: 3 }],
        known: vec![known("EBZ", "Beantragung (EBZ)"), known("eAU", "Arbeitsunfähigkeit (eAU)")],
        person: "anna".into(),
    }
}

fn usage_window(usage: Usage) -> Harness<'static, World> {
    let mut harness = window(vec![account()], SettingsView::at(Tab::Usage));
    let world = harness.state_mut();
    world.model.expect(RequestId(2), Purpose::Usage);
    let answer = Ok(Box::new(Answer::Usage(Box::new(facts(usage)))));
    world.model.apply(Event::Answered { request: RequestId(2), result: answer });
    harness.run();
    harness
}

fn sent_usage(harness: &Harness<'_, World>) -> Option<Usage> {
    harness.state().sent.iter().rev().find_map(|ask| match &ask.command {
        Command::SaveUsage(usage) => Some((**usage).clone()),
        _ => None,
    })
}

#[test]
fn dienstkennungen_are_chosen_from_the_registry_and_by_typing() {
    let mut harness = usage_window(Usage::default());
    harness.get_by_label_contains("3 Nachrichten liegen für andere Arbeitsplätze");
    harness.get_by_label("Nur diese Dienstkennungen abrufen").click();
    harness.run();
    harness.get_by_label("Noch nichts ausgewählt: Es werden alle Nachrichten abgerufen.");
    harness.get_by_label("Beantragung (EBZ)").click();
    harness.run();
    type_into(&mut harness, "Weitere Dienstkennung", "LDT-Befund");
    harness.get_by_label("Hinzufügen").click();
    harness.run();
    harness.get_by_label("LDT-Befund entfernen");
    harness.get_by_label_contains("KIM-Mail ist nicht dabei");
    harness.get_by_label("Versand von eAU an die zuständigen Krankenkassen über KIM").click();
    harness.get_by_label("Ja").click();
    harness.run();
    harness.get_by_label("Speichern").click();
    harness.run();
    let usage = sent_usage(&harness).unwrap();
    assert_eq!(usage.dienstkennungen, ["EBZ", "LDT-Befund"]);
    assert!(usage.send_eau && usage.kim_marker);
    harness.state_mut().answer_last(Ok(Answer::Usage(Box::new(facts(usage)))));
    harness.run();
    harness.get_by_label("Gespeichert");
    harness.get_by_label("Jetzt alle abrufen").click();
    harness.run();
    let everything = Command::Fetch { accounts: vec![], dienstkennungen: vec!["*".into()] };
    assert_eq!(harness.state().sent.last().map(|a| a.command.clone()), Some(everything));
}

#[test]
fn a_text_block_without_a_name_is_not_saved() {
    let mut harness = usage_window(Usage::default());
    harness.get_by_label("Neuer Textbaustein").click();
    harness.run();
    harness.get_by_label("Jeder Textbaustein braucht einen eigenen Namen.");
    harness.get_by_label("Speichern").click();
    harness.run();
    assert!(sent_usage(&harness).is_none());
    type_into(&mut harness, "Name des Textbausteins", "Rückruf");
    harness.get_by_label("Speichern").click();
    harness.run();
    assert_eq!(sent_usage(&harness).unwrap().text_blocks[0].name, "Rückruf");
    harness.state_mut().answer_last(Err(Problem::new("STORE-FULL", "")));
    harness.run();
    assert!(harness.state().view.is_dirty(), "a failed save loses nothing");
    harness.get_by_label("Verwerfen").click();
    harness.run();
    assert!(!harness.state().view.is_dirty());
}

#[test]
fn a_new_or_copied_account_does_not_wait_for_what_is_unsaved_in_another_tab() {
    for (button, copied) in [("Neu", false), ("Duplizieren", true)] {
        let mut harness = usage_window(Usage::default());
        harness.get_by_label("Ja").click();
        harness.run();
        harness.state_mut().view.turn_to(Tab::Account);
        harness.run();
        harness.get_by_label(button).click();
        harness.run();
        let view = &harness.state().view;
        assert_eq!((view.chosen, view.editor.as_ref().and_then(AccountEditor::id)), (Chosen::New, None), "{button}");
        assert!(view.is_dirty(), "what was changed there stays");
        assert_eq!(harness.query_by_label_contains("Kopie: Bitte E-Mail-Adresse").is_some(), copied);
    }
    // Changes of the account itself are not thrown away.
    let mut harness = window(vec![account()], SettingsView::of_account(Chosen::Stored(AccountId(1))));
    type_into(&mut harness, "Absendername", "x");
    harness.get_by_label("Neu").click();
    harness.run();
    harness.get_by_label("Die Änderungen an diesem Konto sind nicht gespeichert.");
    assert_eq!(harness.state().view.chosen, Chosen::Stored(AccountId(1)));
}

#[test]
fn the_processing_station_moves_only_after_a_question() {
    let mut harness = usage_window(Usage::default());
    harness.get_by_label("verarbeitet hier");
    harness.get_by_label("Abgeben …").click();
    harness.run();
    harness.get_by_label("Soll praxis@a.kim.telematik hier nur noch gelesen werden?");
    assert!(!harness.state().sent.iter().any(|a| matches!(a.command, Command::SetStation { .. })));
    harness.get_by_label("Ja, abgeben").click();
    harness.run();
    let expected = Command::SetStation { account: AccountId(1), here: false };
    assert_eq!(harness.state().sent.last().map(|a| a.command.clone()), Some(expected));
}

#[test]
fn a_folder_that_can_no_longer_be_written_is_shown() {
    let mut harness = usage_window(Usage::default());
    let path = std::env::temp_dir().join("weg");
    let world = harness.state_mut();
    let folders = vec![("EBZ".to_owned(), path.clone())];
    let states = vec![FolderState { prefix: "EBZ".into(), path, problem_code: "HANDOVER-FOLDER", sidecar: false }];
    for (number, purpose, answer) in
        [(3, Purpose::Handovers, Answer::Handovers { folders, items: vec![] }), (4, Purpose::Folders, Answer::Folders(states))]
    {
        world.model.expect(RequestId(number), purpose);
        world.model.apply(Event::Answered { request: RequestId(number), result: Ok(Box::new(answer)) });
    }
    harness.run();
    harness.get_by_label("nicht beschreibbar");
    harness.get_by_label("Ordner prüfen").click();
    harness.run();
    assert_eq!(harness.state().sent.last().map(|a| a.command.clone()), Some(Command::CheckHandoverFolders));
}

#[test]
fn several_accounts_are_exported_into_one_file() {
    let other = |id: i64, address: &str| {
        let mut other = account();
        (other.id, other.settings.address) = (AccountId(id), KimAddress::parse(address).unwrap());
        other
    };
    let accounts = vec![account(), other(2, "zwei@a.kim.telematik"), other(3, "drei@a.kim.telematik")];
    let mut harness = window(accounts, SettingsView::of_account(Chosen::Stored(AccountId(2))));
    let click = |harness: &mut Harness<'_, World>, label: &str| {
        harness.get_by_label(label).click();
        harness.run();
    };
    click(&mut harness, "Exportieren");
    // The account that is looked at is marked; one more, then all, then none.
    harness.get_by_label("Ein Konto exportieren …");
    click(&mut harness, "Praxis Dr. Beispiel · drei@a.kim.telematik");
    harness.get_by_label("2 Konten exportieren …");
    click(&mut harness, "Alle Konten (3)");
    harness.get_by_label("3 Konten exportieren …");
    click(&mut harness, "Alle Konten (3)");
    assert!(harness.get_by_label("0 Konten exportieren …").accesskit_node().is_disabled());
    click(&mut harness, "Praxis Dr. Beispiel · praxis@a.kim.telematik");
    click(&mut harness, "Praxis Dr. Beispiel · drei@a.kim.telematik");
    // Without a dialog of the desktop the path is typed. Until that is known frames come and go, which is no rest to wait for.
    harness.get_by_label("2 Konten exportieren …").click();
    harness.step();
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while harness.query_by_label(&t!("account-path-go")).is_none() {
        assert!(std::time::Instant::now() < deadline, "no path field");
        std::thread::sleep(std::time::Duration::from_millis(20));
        harness.step();
    }
    let path = std::env::temp_dir().join("konten.toml");
    type_into(&mut harness, &t!("account-path"), &path.display().to_string());
    click(&mut harness, &t!("account-path-go"));
    let sent = harness.state().sent.last().map(|ask| ask.command.clone());
    assert_eq!(sent, Some(Command::ExportAccounts { accounts: vec![AccountId(1), AccountId(3)], path, replace: false }));
}
