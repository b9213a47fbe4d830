//! The account tab on the screen, by visible label: list buttons, pasting, builder, certificates, self-test, import.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{World, account, type_into, window};
use crate::domain::account::{Account, ClientCertificate, ClientmodulLogin};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;
use crate::engine::command::{Command, Service};
use crate::engine::event::{AccountImport, Answer, ImportResult, SelfTestReport, TestStep};
use crate::ui::settings::account::AccountEditor;
use crate::ui::settings::{Chosen, SettingsView};

fn stored(accounts: Vec<Account>) -> Harness<'static, World> {
    window(accounts, SettingsView::of_account(Chosen::Stored(AccountId(1))))
}

fn editor<'a>(harness: &'a mut Harness<'_, World>) -> &'a mut AccountEditor {
    harness.state_mut().view.editor.as_mut().unwrap()
}

fn click(harness: &mut Harness<'_, World>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

fn last(harness: &Harness<'_, World>) -> Option<Command> {
    harness.state().sent.last().map(|ask| ask.command.clone())
}

const TEXT: &str = "Posteingang\nNutzername: info@b.kim.telematik#mail.b.kim.telematik:995#M1#KIM#PC1\nServer: 192.0.2.7 Port: 10995\n\
                    Verschlüsselung: SSL/TLS\nPostausgang\nNutzername: info@b.kim.telematik#mail.b.kim.telematik:465#M1#KIM#PC1\n\
                    Server: 192.0.2.7 Port: 10465\nVerschlüsselung: STARTTLS\n";

#[test]
fn a_pasted_text_fills_the_form_and_each_part_is_explained() {
    let mut harness = window(vec![], SettingsView::of_account(Chosen::New));
    editor(&mut harness).paste.text = TEXT.to_owned();
    harness.run();
    harness.get_by_label("Alles gefunden. Es fehlt nur noch das Passwort.");
    click(&mut harness, "Übernehmen");
    let parts = "Mandant: M1  ·  Clientsystem: KIM  ·  Arbeitsplatz: PC1";
    assert_eq!(harness.query_all_by_label_contains(parts).count(), 2, "both logins are explained");
    type_into(&mut harness, "Passwort", "geheim");
    click(&mut harness, "Speichern");
    let Some(Command::SaveAccount { id: None, settings, password: Some(_), loaded: None }) = last(&harness) else { panic!() };
    assert_eq!(settings.address.as_str(), "info@b.kim.telematik");
    assert_eq!(settings.outgoing.login.as_str(), "info@b.kim.telematik#mail.b.kim.telematik:465#M1#KIM#PC1");
    assert_eq!((settings.incoming.port, settings.outgoing.port, settings.outgoing.tls.as_str()), (10995, 10465, "starttls"));
}

#[test]
fn what_a_text_lacks_is_said() {
    let mut harness = window(vec![], SettingsView::of_account(Chosen::New));
    editor(&mut harness).paste.text = "POP3: info@b.kim.telematik#h:995#M1#KIM#PC1 Server: 192.0.2.7".to_owned();
    harness.run();
    harness.get_by_label_contains("Nicht gefunden, bitte selbst eintragen: Port Posteingang, Verschlüsselung Posteingang");
    editor(&mut harness).paste.text = "Guten Tag".to_owned();
    harness.run();
    harness.get_by_label_contains("Darin wurde nichts gefunden");
}

#[test]
fn the_builder_writes_both_logins_and_only_when_asked() {
    let mut harness = stored(vec![account()]);
    click(&mut harness, "Nutzernamen zusammensetzen");
    let before = editor(&mut harness).form.incoming.login.clone();
    type_into(&mut harness, "KonnektorId (nur bei mehreren)", "K1");
    assert_eq!(editor(&mut harness).form.incoming.login, before);
    harness.get_by_label("praxis@a.kim.telematik#h:995#M#C#W#*#K1");
    click(&mut harness, "In beide Nutzernamen eintragen");
    let form = &editor(&mut harness).form;
    assert_eq!(form.incoming.login, "praxis@a.kim.telematik#h:995#M#C#W#*#K1");
    assert_eq!(form.outgoing.login, "praxis@a.kim.telematik#h:995#M#C#W#K1", "the port as the old login had it");
}

#[test]
fn only_an_unused_account_can_be_removed_and_only_after_a_question() {
    let mut harness = stored(vec![account()]);
    click(&mut harness, "Löschen");
    assert_eq!(harness.state().sent, []);
    click(&mut harness, "Konto entfernen");
    assert_eq!(last(&harness), Some(Command::RemoveAccount { id: AccountId(1) }));
    let mut harness = stored(vec![Account { messages: 3, ..account() }]);
    click(&mut harness, "Löschen");
    assert!(harness.query_by_label("Konto entfernen").is_none());
    harness.get_by_role_and_label(egui::Role::Button, "nicht mehr zur Auswahl anbieten").click();
    harness.run();
    let Some(Command::SaveAccount { settings, .. }) = last(&harness) else { panic!() };
    assert!(settings.options.retired);
}

#[test]
fn a_duplicate_is_a_new_account_without_the_password() {
    let mut harness = stored(vec![account()]);
    click(&mut harness, "Duplizieren");
    harness.get_by_label("Kopie: Bitte E-Mail-Adresse, Passwort und Nutzernamen anpassen.");
    let editor = editor(&mut harness);
    assert_eq!((editor.id(), editor.form.has_password), (None, false));
    assert_eq!(editor.form.incoming.login, "praxis@a.kim.telematik#h:995#M#C#W");
    assert!(harness.state().view.is_dirty(), "a copy is not thrown away without a question");
}

#[test]
fn the_second_of_two_admins_chooses() {
    let mut harness = stored(vec![account()]);
    type_into(&mut harness, "Absendername", " Nord");
    click(&mut harness, "Speichern");
    let Some(Command::SaveAccount { loaded: Some(loaded), .. }) = last(&harness) else { panic!() };
    assert_eq!(*loaded, account().settings);
    harness.state_mut().answer_last(Err(Problem::new("ACCOUNT-CHANGED", "")));
    harness.run();
    harness.get_by_label("Dieses Konto wurde inzwischen von jemand anderem geändert.");
    assert!(editor(&mut harness).form.sender_name.contains("Nord"), "nothing typed is lost");
    click(&mut harness, "Meine Eingaben speichern");
    assert!(matches!(last(&harness), Some(Command::SaveAccount { settings, .. }) if settings.sender_name.contains("Nord")));
    harness.state_mut().answer_last(Err(Problem::new("ACCOUNT-CHANGED", "")));
    harness.run();
    click(&mut harness, "Neuen Stand laden");
    assert!(!harness.state().view.is_dirty());
}

#[test]
fn odd_neighbours_are_named_and_forbid_nothing() {
    let mut own = account();
    own.settings.incoming.server = "localhost".into();
    let mut other = Account { id: AccountId(2), ..account() };
    other.settings.incoming.login = ClientmodulLogin::new("zwei@a.kim.telematik#h:995#M#C#W").unwrap();
    let mut harness = stored(vec![own, other]);
    harness.get_by_label_contains("Andere Konten nutzen ein zentrales Clientmodul.");
    harness.get_by_label_contains("Diesen Arbeitsplatz nutzt schon ein anderes Konto");
    type_into(&mut harness, "Absendername", "x");
    click(&mut harness, "Speichern");
    assert!(matches!(last(&harness), Some(Command::SaveAccount { .. })));
}

#[test]
fn certificates_are_shown_marked_and_removed() {
    let mut own = account();
    let day = 86_400_000;
    own.settings.incoming.client_certificate =
        Some(ClientCertificate { subject: "Arbeitsplatz 7".into(), sha256: "ab".repeat(32), expires: Timestamp(20 * day), pem: None });
    own.settings.incoming.pinned_sha256 = "cd".repeat(32);
    let mut harness = stored(vec![own]);
    for (now, words) in [
        (20 * day - 1, "Läuft in weniger als einem Tag ab"),
        (19 * day, "Läuft bald ab: noch 1 Tag"),
        (10 * day, "Läuft bald ab: noch 10 Tage"),
    ] {
        harness.state_mut().model.now = Timestamp(now);
        harness.run();
        harness.get_by_label(words);
    }
    harness.get_by_label_contains("Arbeitsplatz 7, gültig bis");
    click(&mut harness, "Client-Zertifikat für Posteingang (POP3) entfernen");
    click(&mut harness, "Speichern");
    assert!(matches!(last(&harness), Some(Command::SaveAccount { settings, .. }) if settings.incoming.client_certificate.is_none()));
}

#[test]
fn a_changed_certificate_is_accepted_beside_its_server() {
    let mut own = account();
    own.settings.incoming.pinned_sha256 = "cd".repeat(32);
    let mut harness = stored(vec![own]);
    click(&mut harness, "Verbindung testen");
    let new = "ef".repeat(32);
    let problem = Some(Problem::new("POP-CERT-CHANGED", format!("certificate changed, now {new}")));
    let step = TestStep { service: Service::Pop3, step: "tls", ok: false, millis: 1, detail: String::new(), problem };
    harness.state_mut().answer_last(Ok(Answer::Tested(vec![step])));
    harness.run();
    click(&mut harness, "neu annehmen");
    let expected = Command::AcceptCertificate { account: AccountId(1), service: Service::Pop3, sha256: new };
    assert_eq!(last(&harness), Some(expected));
}

#[test]
fn a_self_test_shows_its_rungs_and_can_be_ended() {
    let mut harness = stored(vec![account()]);
    click(&mut harness, "Selbsttest");
    assert_eq!(last(&harness), Some(Command::SelfTest { account: AccountId(1) }));
    let asked = harness.state().last_request();
    harness.get_by_label("Der Selbsttest läuft …");
    click(&mut harness, "Abbrechen");
    assert_eq!(last(&harness), Some(Command::CancelSelfTest { account: AccountId(1) }));
    let step = |step, service| TestStep { service, step, ok: true, millis: 40, detail: String::new(), problem: None };
    let report = SelfTestReport {
        sent: true,
        steps: vec![step("send", Service::Smtp)],
        problem: Some(Problem::new("SELFTEST-CANCELLED", "")),
        ..SelfTestReport::default()
    };
    let answered = crate::engine::event::Event::Answered { request: asked, result: Ok(Box::new(Answer::SelfTested(report))) };
    harness.state_mut().model.apply(answered);
    harness.run();
    harness.get_by_label("Postausgang (SMTP) Senden: in Ordnung");
    harness.get_by_label("Posteingang (POP3) Anhang unverändert: nicht geprüft");
    harness.get_by_label("Der Selbsttest wurde abgebrochen.");
}

#[test]
fn an_import_is_reported_and_asks_for_the_passwords() {
    let without = Account { has_password: false, ..account() };
    let mut harness = stored(vec![without]);
    let line = |address: &str, result, account, code: Option<&'static str>| AccountImport {
        address: address.into(),
        account,
        result,
        problem: code.map(|code| Problem::new(code, "")),
        issues: Vec::new(),
    };
    harness.state_mut().view.transfer.show_report(vec![
        line("praxis@a.kim.telematik", ImportResult::New, Some(AccountId(1)), None),
        line("alt@a.kim.telematik", ImportResult::Known, None, Some("ACCOUNT-EXISTS")),
        line("", ImportResult::Failed, None, Some("INPUT-ACCOUNT-FILE")),
    ]);
    harness.run();
    harness.get_by_label("1 neu, 1 schon vorhanden, 1 nicht übernommen");
    type_into(&mut harness, "Passwort für praxis@a.kim.telematik", "geheim");
    click(&mut harness, "Passwörter speichern");
    let Some(Command::SaveAccount { id: Some(AccountId(1)), password: Some(password), loaded: Some(_), .. }) = last(&harness) else {
        panic!()
    };
    assert_eq!(password.reveal(), "geheim");
    click(&mut harness, "Fertig");
    harness.get_by_label("Duplizieren");
}

#[test]
fn ten_thousand_accounts_are_drawn_quickly() {
    let many = (1..=10_000).map(|n| Account { id: AccountId(n), ..account() }).collect();
    let mut harness = stored(many);
    let started = std::time::Instant::now();
    for _ in 0..10 {
        harness.step();
    }
    // A frame of a debug build; the list itself draws some fifty lines.
    assert!(started.elapsed() < std::time::Duration::from_secs(5), "{:?}", started.elapsed());
}
