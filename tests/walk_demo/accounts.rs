//! Accounts as an admin handles them: self-test, two admins at once, client certificates, files with many accounts.

use std::time::{Duration, Instant};

use kimpost::domain::account::{AccountSettings, ClientmodulLogin};
use kimpost::domain::address::KimAddress;
use kimpost::domain::card::BoundCard;
use kimpost::domain::secret::Secret;
use kimpost::engine::Mode;
use kimpost::engine::command::Command;
use kimpost::engine::event::overview::Agreement;
use kimpost::engine::event::{AccountImport, Answer, Event, ImportResult, SelfTestReport};

use crate::support::{Desk, HA, Town, ZP, answer, until};

fn self_test(desk: &Desk, address: &str) -> SelfTestReport {
    answer!(desk.ask(Command::SelfTest { account: desk.id(address) }), Answer::SelfTested(report) => report)
}

#[test]
fn a_self_test_goes_out_and_comes_back_with_its_receipt() {
    let town = Town::empty();
    let mut desk = Desk::of_one(&town, ZP);
    let report = self_test(&desk, ZP);
    assert_eq!(report.problem, None);
    assert!(report.sent && report.received && report.identical && report.receipt);
    let steps: Vec<_> = report.steps.iter().map(|s| (s.step, s.ok)).collect();
    assert_eq!(steps, [("send", true), ("receive", true), ("compare", true), ("receipt", true)]);
    let told = desk.event("a rung", |event| if let Event::TestStep { step, .. } = event { Some(step.step) } else { None });
    assert_eq!(told, "send");
    // It is an ordinary mail: it stays, and the account counts as used.
    assert_eq!(desk.counts(ZP).inbox_total, 1);
    assert_eq!(desk.problem(Command::RemoveAccount { id: desk.id(ZP) }), "ACCOUNT-USED");
}

#[test]
fn a_self_test_that_cannot_send_says_why_and_stops() {
    let town = Town::empty();
    let desk = Desk::throw_away(Mode::CommandsOnly);
    desk.save(None, town.settings(ZP), Some(Secret::new("falsch"))).unwrap();
    let report = self_test(&desk, ZP);
    assert_eq!(report.problem.map(|p| p.code), Some("SMTP-AUTH"));
    assert!(!report.sent && report.steps.len() == 1);
}

#[test]
fn a_running_self_test_can_be_ended_and_runs_once_only() {
    let town = Town::empty();
    let mut desk = Desk::of_one(&town, ZP);
    let account = desk.id(ZP);
    // Nothing comes back: at this port nobody listens, which may pass by itself, so the test waits on.
    let mut settings = desk.account(ZP).settings;
    settings.incoming.port = 1;
    desk.save(Some(account), settings, None).unwrap();
    let engine = desk.engine.clone();
    let running = std::thread::spawn(move || engine.ask_blocking(Command::SelfTest { account }));
    desk.event("it was sent", |event| if let Event::TestStep { step, .. } = event { Some(step.step) } else { None });
    assert_eq!(desk.problem(Command::SelfTest { account }), "SELFTEST-RUNNING");
    desk.ask(Command::CancelSelfTest { account });
    let report = answer!(running.join().unwrap().unwrap(), Answer::SelfTested(report) => report);
    assert_eq!(report.problem.map(|p| p.code), Some("SELFTEST-CANCELLED"));
    assert!(!report.received);
}

#[test]
fn the_second_of_two_admins_is_told_and_nothing_is_lost() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let before = desk.account(ZP);
    let save = |name: &str, loaded: &AccountSettings| {
        let mut settings = loaded.clone();
        settings.sender_name = name.to_owned();
        let loaded = Some(Box::new(loaded.clone()));
        desk.try_ask(Command::SaveAccount { id: Some(before.id), settings: Box::new(settings), password: None, loaded })
    };
    save("Erste", &before.settings).unwrap();
    assert_eq!(save("Zweite", &before.settings).unwrap_err().code, "ACCOUNT-CHANGED");
    assert_eq!(desk.account(ZP).settings.sender_name, "Erste");
    // A certificate remembered meanwhile is no change of a person, and a save does not lose it.
    let now = desk.account(ZP);
    let sha256 = "ab".repeat(32);
    desk.ask(Command::AcceptCertificate { account: now.id, service: kimpost::engine::command::Service::Pop3, sha256: sha256.clone() });
    save("Dritte", &now.settings).unwrap();
    let after = desk.account(ZP).settings;
    assert_eq!((after.sender_name.as_str(), after.incoming.pinned_sha256), ("Dritte", sha256));
}

#[test]
fn a_client_certificate_is_kept_apart_copied_with_a_duplicate_and_never_exported() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let file = |name: &str| format!("{}/tests/data/pkcs12/{name}.p12", env!("CARGO_MANIFEST_DIR")).into();
    let read = |name: &str, password: &str| Command::ReadClientCertificate { path: file(name), password: Secret::new(password) };
    assert_eq!(desk.problem(read("aes", "falsch")), "CLIENT-CERT-PASSWORD");
    assert_eq!(desk.problem(read("expired", "Geheim#5 äß€")), "CLIENT-CERT-EXPIRED");
    assert_eq!(desk.problem(read("no_key", "Geheim#5 äß€")), "CLIENT-CERT-NO-KEY");
    let own = answer!(desk.ask(read("legacy_rc2_3des", "Geheim#5 äß€")), Answer::ClientCertificate(own) => own);
    let mut settings = desk.account(ZP).settings;
    settings.incoming.client_certificate = Some(own.clone());
    let id = desk.id(ZP);
    let saved = desk.save(Some(id), settings, None).unwrap().settings.incoming.client_certificate.unwrap();
    assert_eq!((saved.sha256.as_str(), saved.subject.as_str(), saved.pem), (own.sha256.as_str(), "Arbeitsplatz 7", None));
    // Saved again without its key, as the form does: the key stays and still connects (the demo asks for none).
    let again = desk.account(ZP).settings;
    desk.save(Some(id), again.clone(), None).unwrap();
    let test = Command::TestAccount { id: Some(id), settings: Box::new(again.clone()), password: None, connector_password: None };
    assert!(answer!(desk.ask(test), Answer::Tested(steps) => steps).iter().all(|s| s.ok));
    let copy = desk.save(None, again.duplicate(KimAddress::parse(HA).unwrap()), Some(town.password(HA))).unwrap();
    assert!(copy.settings.incoming.client_certificate.is_some());
    desk.save(Some(id), AccountSettings { incoming: town.settings(ZP).incoming, ..again }, None).unwrap();
    assert_eq!(desk.account(ZP).settings.incoming.client_certificate, None);
    let path = desk.path("export.toml");
    desk.ask(Command::ExportAccounts { accounts: vec![], path: path.clone(), replace: false });
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("PRIVATE KEY") && !text.contains("client_cert") && !text.contains(town.password(HA).reveal()), "{text}");
}

fn import(desk: &Desk, path: std::path::PathBuf) -> Vec<AccountImport> {
    answer!(desk.ask(Command::ImportAccounts { path, pkcs12: None }), Answer::AccountsImported(lines) => lines)
}

#[test]
fn fifty_accounts_go_to_the_next_station() {
    let town = Town::empty();
    let here = Desk::throw_away(Mode::CommandsOnly);
    for number in 0..50 {
        let mut settings = town.settings(ZP);
        settings.address = KimAddress::parse(&format!("station-{number:02}@hrst.kim.telematik-test")).unwrap();
        let login = format!("{}#h:995#M#C#AP {number}", settings.address.as_str());
        settings.incoming.login = ClientmodulLogin::new(&login).unwrap();
        here.save(None, settings, Some(Secret::new("geheim"))).unwrap();
    }
    let path = here.path("konten.toml");
    let export = Command::ExportAccounts { accounts: vec![], path: path.clone(), replace: false };
    here.ask(export.clone());
    assert_eq!(here.problem(export), "SAVE-EXISTS");
    let there = Desk::throw_away(Mode::CommandsOnly);
    let lines = import(&there, path.clone());
    assert!(lines.len() == 50 && lines.iter().all(|l| l.result == ImportResult::New && l.account.is_some()));
    let plain = |desk: &Desk| desk.accounts().into_iter().map(|a| a.settings).collect::<Vec<_>>();
    assert_eq!(plain(&there), plain(&here));
    assert!(there.accounts().iter().all(|a| !a.has_password));
    let again = import(&there, path);
    assert!(again.iter().all(|l| l.result == ImportResult::Known && l.account.is_none()));
    assert_eq!(there.accounts().len(), 50);
}

#[test]
fn bad_files_add_nothing_or_whole_accounts_only() {
    let desk = Desk::throw_away(Mode::CommandsOnly);
    let text = std::fs::read_to_string(format!("{}/tests/data/accounts/station.toml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = desk.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let refused = |name: &str, bytes: &[u8]| desk.problem(Command::ImportAccounts { path: write(name, bytes), pkcs12: None });
    assert_eq!(refused("cut.toml", &text.as_bytes()[..text.len() - 10]), "INPUT-ACCOUNT-FILE");
    let latin: Vec<u8> = text.replace("Sommer", "Söm").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(refused("latin.toml", &latin), "INPUT-ENCODING");
    assert_eq!(desk.problem(Command::ImportAccounts { path: desk.path("fehlt.toml"), pkcs12: None }), "INPUT-FILE");
    assert_eq!(desk.accounts().len(), 0);
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let twice = [&marked[..], text.as_bytes()].concat();
    let results: Vec<_> = import(&desk, write("twice.toml", &twice)).into_iter().map(|l| l.result).collect();
    use ImportResult::{Failed, Known, New};
    assert_eq!(results, [New, Failed, Failed, New, Known, Failed, Failed, Known]);
    assert_eq!(desk.accounts().len(), 2);
}

#[test]
fn ten_thousand_accounts_are_taken_in_one_go() {
    let desk = Desk::throw_away(Mode::CommandsOnly);
    let one = |number: usize| {
        format!(
            "[[account]]\naddress = \"p{number}@hrst.kim.telematik-test\"\n[account.pop3]\nserver = \"192.0.2.22\"\nport = 995\n\
             login = \"p{number}@hrst.kim.telematik-test#h:995#M#C#W\"\n[account.smtp]\nserver = \"192.0.2.22\"\nport = 465\n\
             login = \"p{number}@hrst.kim.telematik-test#h:465#M#C#W\"\n\n"
        )
    };
    let path = desk.path("viele.toml");
    std::fs::write(&path, (0..10_000).map(one).collect::<String>()).unwrap();
    let started = Instant::now();
    let lines = import(&desk, path);
    assert_eq!(lines.iter().filter(|l| l.result == ImportResult::New).count(), 10_000);
    assert_eq!(desk.accounts().len(), 10_000);
    assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
}

#[test]
fn the_entry_in_the_directory_belongs_to_the_card_with_its_telematik_id() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let cards = answer!(desk.ask(Command::ListCards { account: Some(desk.id(ZP)) }), Answer::Cards(report) => report.cards);
    let ids: Vec<_> = cards.iter().map(|c| c.telematik_id.as_deref().unwrap_or_default()).collect();
    assert_eq!(ids, ["2-2-99-123456", "2-1-99-123456"]);
    let bind = |at: usize| {
        let account = desk.account(ZP);
        let settings = AccountSettings { card: BoundCard::of(&cards[at]), ..account.settings };
        desk.save(Some(account.id), settings, None).unwrap();
        until("the entry was compared with the card", || {
            let row = answer!(desk.ask(Command::Overview { probe: true }), Answer::Overview(rows) => rows).remove(0);
            row.entry.map(|entry| entry.agrees).filter(|agrees| !matches!(agrees, Agreement::Unknown | Agreement::SameName))
        })
    };
    assert!(bind(0) == Agreement::SameId);
    // The doctor's own card carries the same name, and is another one.
    assert!(bind(1) == Agreement::OtherId { entry: "2-2-99-123456".into(), card: "2-1-99-123456".into() });
}
