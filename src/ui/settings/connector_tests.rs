//! Tests of cards, Konnektor and „Übersicht" on the screen, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::tests::{World, account, type_into, window};
use super::*;
use crate::domain::account::{Account, ConnectorAuth};
use crate::domain::card::{BoundCard, CallContext, Card, CardKind, ConnectorReport, PinStatus, Terminal, TiLink};
use crate::domain::problem::Problem;
use crate::domain::time::{Day, Timestamp};
use crate::engine::command::Service;
use crate::engine::event::Answer;
use crate::engine::event::overview::{AccountOverview, Agreement, ConnectorState, OnServer, OwnEntry, ServerState};

fn smcb() -> Card {
    Card {
        handle: "h".into(),
        kind: CardKind::SmcB,
        iccsn: "80276999990000000017".into(),
        holder: "Zahnarztpraxis Dr. Beispiel".into(),
        expires: Day::parse("2031-02-28"),
        pin: PinStatus::Verified,
        left_tries: None,
        telematik_id: None,
        terminal: "CT-01".into(),
    }
}

fn hba() -> Card {
    let card = Card { handle: "g".into(), kind: CardKind::Hba, iccsn: "80276999990000000025".into(), ..smcb() };
    Card { holder: "Tannhorst, Wiebke".into(), pin: PinStatus::Verifiable, left_tries: Some(2), terminal: "CT-02".into(), ..card }
}

fn report(cards: Vec<Card>) -> Answer {
    let terminals = vec![Terminal { id: "CT-01".into(), name: "Anmeldung".into(), connected: true }];
    Answer::Cards(Box::new(ConnectorReport { link: TiLink::Online, cards, terminals, product: "Testraum Konnektor".into() }))
}

fn with_connector() -> Account {
    let mut account = account();
    account.settings.connector.url = "https://192.0.2.10".into();
    account.settings.connector.context =
        CallContext { mandant_id: "M".into(), client_system_id: "C".into(), workplace_id: "W".into(), user_id: String::new() };
    account
}

/// High enough for the whole form, so that every button can be clicked.
fn form() -> Harness<'static, World> {
    let mut harness = window(vec![with_connector()], SettingsView::of_account(Chosen::Stored(AccountId(1))));
    harness.set_size(egui::vec2(1280.0, 4000.0));
    harness.run();
    harness
}

fn last_command(harness: &Harness<'_, World>) -> Option<Command> {
    harness.state().sent.last().map(|ask| ask.command.clone())
}

fn click(harness: &mut Harness<'_, World>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

#[test]
fn the_cards_are_named_as_staff_know_them_and_choosing_binds_by_number() {
    let mut harness = form();
    assert!(matches!(last_command(&harness), Some(Command::ProbeConnector { id: Some(AccountId(1)), password: None, .. })));
    harness.get_by_label("Die Karten werden gelesen …");
    let bare = Card { iccsn: String::new(), holder: String::new(), pin: PinStatus::Unknown, ..smcb() };
    harness.state_mut().answer_last(Ok(report(vec![smcb(), hba(), bare])));
    harness.run();
    harness.get_by_label("TI erreichbar");
    harness.get_by_label("freigeschaltet");
    harness.get_by_label("nicht freigeschaltet");
    harness.get_by_label("noch 2 PIN-Versuche");
    harness.get_by_label("SMC-B – ohne Namen (Terminal: Anmeldung)");
    harness.get_by_label("HBA – Tannhorst, Wiebke (Terminal: CT-02)");
    click(&mut harness, "SMC-B – Zahnarztpraxis Dr. Beispiel (Terminal: Anmeldung)");
    assert!(harness.state().view.is_dirty());
    click(&mut harness, "Speichern");
    let Some(Command::SaveAccount { settings, .. }) = last_command(&harness) else { panic!("not saved") };
    assert_eq!(settings.card, BoundCard::of(&smcb()));
}

#[test]
fn a_card_that_is_not_inserted_stays_chosen() {
    let mut account = with_connector();
    account.settings.card = BoundCard::of(&hba());
    let mut harness = window(vec![account], SettingsView::of_account(Chosen::Stored(AccountId(1))));
    harness.get_by_label("HBA – Tannhorst, Wiebke");
    harness.state_mut().answer_last(Ok(report(vec![smcb()])));
    harness.run();
    harness.get_by_label("nicht gesteckt");
    harness.get_by_label("Abruf ruht, bis der HBA gesteckt ist");
    assert!(!harness.state().view.is_dirty());
    click(&mut harness, "Zuordnung aufheben");
    harness.get_by_label("Keine Karte zugeordnet");
    assert!(harness.state().view.is_dirty());
}

#[test]
fn how_to_unlock_a_card_unfolds_in_place() {
    let mut harness = form();
    click(&mut harness, "Karte freischalten – so geht's");
    harness.get_by_label_contains("Kimpost fragt nie nach einer PIN.");
    click(&mut harness, "Anleitung schließen");
    assert!(harness.query_by_label_contains("Kimpost fragt nie").is_none());
}

#[test]
fn without_a_connector_there_is_nothing_of_it() {
    let harness = window(vec![account()], SettingsView::of_account(Chosen::Stored(AccountId(1))));
    for absent in ["Karten anzeigen", "Konnektor testen", "Karte freischalten – so geht's", "Zertifikat"] {
        assert!(harness.query_by_label(absent).is_none(), "{absent}");
    }
    assert_eq!(harness.state().sent, []);
}

#[test]
fn login_takes_a_password_and_saves_it_beside_the_account() {
    let mut harness = form();
    click(&mut harness, "Login");
    harness.get_by_label("Der Nutzername für den Konnektor fehlt noch.");
    type_into(&mut harness, "Nutzername für den Konnektor", "kimpost");
    let is_password = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
        n.role() == egui::Role::PasswordInput && n.label().as_deref() == Some("Passwort für den Konnektor")
    };
    harness.get_by(is_password).focus();
    harness.run();
    harness.get_by(is_password).type_text("geheim");
    harness.run();
    harness.state_mut().answer_last(Err(Problem::new("CONNECTOR-AUTH", "HTTP 401")));
    harness.run();
    click(&mut harness, "Konnektor testen");
    let Some(Command::ProbeConnector { settings, password: Some(secret), .. }) = last_command(&harness) else { panic!("no test") };
    assert_eq!((settings.connector.auth, secret.reveal()), (ConnectorAuth::Basic, "geheim"));
    harness.state_mut().answer_last(Err(Problem::new("CONNECTOR-AUTH", "HTTP 401")));
    harness.run();
    harness.get_by_label("CONNECTOR-AUTH HTTP 401");
    // What is typed and not saved counts for the test of the account too.
    click(&mut harness, "Verbindung testen");
    let Some(Command::TestAccount { connector_password: Some(secret), .. }) = last_command(&harness) else { panic!("no test") };
    assert_eq!(secret.reveal(), "geheim");
    click(&mut harness, "Speichern");
    let sent: Vec<_> = harness.state().sent.iter().rev().take(2).map(|ask| ask.command.clone()).collect();
    assert!(
        matches!(
            sent.as_slice(),
            [Command::SaveAccount { .. }, Command::SetConnectorPassword { account: AccountId(1), password: Some(_) }]
        ),
        "{sent:?}"
    );
}

#[test]
fn the_switch_and_the_certificate_mode_are_saved() {
    let mut harness = form();
    click(&mut harness, "Zertifikat");
    click(&mut harness, "Eingegebene Adresse für alle Dienste verwenden");
    click(&mut harness, "Speichern");
    let Some(Command::SaveAccount { settings, .. }) = last_command(&harness) else { panic!("not saved") };
    assert!(settings.connector.named_hosts && settings.connector.auth == ConnectorAuth::Certificate);
}

// ---- overview ----

const NOW: Timestamp = Timestamp(1_796_040_000_000);

fn row() -> AccountOverview {
    AccountOverview {
        account: AccountId(1),
        address: "praxis@a.kim.telematik".into(),
        has_password: true,
        servers: [Service::Pop3, Service::Smtp, Service::Directory].map(|service| ServerState { service, result: Some(Ok(())) }).to_vec(),
        last_fetch: Some(NOW),
        fetch_problem: None,
        next_fetch: None,
        waits_for_card: false,
        unread: 3,
        undecrypted: 0,
        on_server: OnServer { mails: 5, bytes: 12_000, oldest: Some(Timestamp(NOW.0 - 12 * 86_400_000)), ..OnServer::default() },
        connector: Some(ConnectorState {
            checked_at: Some(NOW),
            problem: None,
            link: Some(TiLink::Online),
            card: Some(smcb()),
            terminal: "Anmeldung".into(),
            terminal_connected: true,
        }),
        card: BoundCard::of(&smcb()),
        outbox: 0,
        outbox_attention: 0,
        entry: Some(OwnEntry {
            checked_at: NOW,
            found: true,
            name: "Praxis".into(),
            version: "1.5+".into(),
            large: true,
            agrees: Agreement::SameId,
        }),
    }
}

fn overview(rows: Vec<AccountOverview>) -> Harness<'static, World> {
    let mut harness = window(vec![with_connector()], SettingsView::at(Tab::Overview));
    harness.state_mut().model.now = NOW;
    assert_eq!(last_command(&harness), Some(Command::Overview { probe: true }));
    harness.state_mut().answer_last(Ok(Answer::Overview(rows)));
    harness.run();
    harness
}

#[test]
fn a_healthy_account_shows_its_figures_and_no_button() {
    let harness = overview(vec![row()]);
    for shown in [
        "erreichbar",
        "3 ungelesen",
        "5 Nachrichten · 12\u{a0}kB",
        "älteste 12 Tage",
        "Löschung in 78 Tagen *",
        "freigeschaltet",
        "SMC-B – Zahnarztpraxis Dr. Beispiel (Terminal: Anmeldung)",
        "gefunden, stimmt überein",
        "KIM 1.5+, auch große Nachrichten",
    ] {
        harness.get_by_label(shown);
    }
    harness.get_by_label_contains("Angenommen, dass der KIM-Anbieter");
    assert!(harness.query_by_label("Verbindung testen").is_none());
}

#[test]
fn every_red_line_has_its_next_step_and_the_step_is_done() {
    let mut down = row();
    down.servers = vec![ServerState { service: Service::Pop3, result: Some(Err(Problem::new("POP-CONNECT", ""))) }];
    let mut harness = overview(vec![down.clone()]);
    harness.get_by_label("Der Posteingang im Clientmodul antwortet nicht.");
    harness.get_by_label("nicht erreichbar");
    click(&mut harness, "Verbindung testen");
    assert!(harness.state().sent.iter().any(|ask| matches!(ask.command, Command::TestAccount { id: Some(AccountId(1)), .. })));
    harness.get_by_label("Die Verbindung wird geprüft …");

    let mut locked = row();
    locked.connector.iter_mut().for_each(|c| c.card = Some(Card { pin: PinStatus::Verifiable, left_tries: Some(3), ..smcb() }));
    let mut harness = overview(vec![locked]);
    harness.get_by_label("Die Karte ist nicht freigeschaltet. Nachrichten können nicht entschlüsselt werden. (noch 3 PIN-Versuche)");
    click(&mut harness, "Karte freischalten – so geht's");
    harness.get_by_label_contains("Kimpost fragt nie nach einer PIN.");

    let mut harness = overview(vec![AccountOverview { outbox: 2, outbox_attention: 1, ..row() }]);
    click(&mut harness, "Postausgang öffnen");
    let place = Place::Folder { account: Some(AccountId(1)), folder: Folder::Outbox };
    assert_eq!(harness.state_mut().view.take_leave(), Some(place));

    let mut failed = row();
    failed.fetch_problem = Some(Problem::new("POP-AUTH", ""));
    let mut harness = overview(vec![failed]);
    click(&mut harness, "Jetzt abrufen");
    assert!(harness.state().sent.iter().any(|ask| matches!(&ask.command, Command::Fetch { accounts, .. } if accounts == &[AccountId(1)])));
}

#[test]
fn the_card_of_somebody_else_and_one_that_ends_are_told_with_their_next_step() {
    let mut other = row();
    other.entry.iter_mut().for_each(|e| e.agrees = Agreement::OtherId { entry: "2-2-99-1".into(), card: "2-1-99-7".into() });
    other.connector.iter_mut().for_each(|c| c.card = Some(Card { expires: Day::parse("2020-02-28"), ..smcb() }));
    let mut harness = overview(vec![other]);
    harness.get_by_label("gefunden, gehört zu anderer Karte");
    harness.get_by_label_contains("gehört zur Telematik-ID 2-2-99-1, die Karte zu 2-1-99-7.");
    harness.get_by_label("abgelaufen am 28.02.2020");
    harness.get_by_label_contains("Eine neue Karte bekommen Sie bei Ihrem Kartenanbieter.");
    harness.get_all_by_label("Karte ansehen").next().unwrap().click();
    harness.run();
    harness.get_by_label("Die Karten werden gelesen …");
}

#[test]
fn an_absent_hba_is_told_calmly() {
    let mut waiting = AccountOverview { waits_for_card: true, card: BoundCard::of(&hba()), ..row() };
    waiting.connector.iter_mut().for_each(|c| c.card = None);
    let harness = overview(vec![waiting]);
    harness.get_by_label("Der HBA ist nicht gesteckt. Der Abruf ruht, bis er gesteckt ist.");
    harness.get_by_label("nicht gesteckt");
}

#[test]
fn without_a_connector_the_overview_has_no_word_of_it() {
    let harness = overview(vec![AccountOverview { connector: None, card: None, ..row() }]);
    assert!(harness.query_by_label_contains("Karte").is_none() && harness.query_by_label_contains("Konnektor").is_none());
    overview(vec![row()]).get_by_label("Karte");
}

#[test]
fn the_overview_asks_again_by_itself_but_never_twice_at_once() {
    let mut harness = overview(vec![row()]);
    let asked =
        |harness: &Harness<'_, World>| harness.state().sent.iter().filter(|a| a.command == Command::Overview { probe: true }).count();
    assert_eq!(asked(&harness), 1);
    for _ in 0..40 {
        harness.step();
    }
    harness.set_size(egui::vec2(700.0, 900.0));
    for _ in 0..600 {
        harness.step();
    }
    assert_eq!(asked(&harness), 2, "one is open, so no further one");
    harness.get_by_label("Erreichbarkeit");
}
