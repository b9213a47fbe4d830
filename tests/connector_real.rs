//! The Konnektor client and the engine behind it against an independent peer whose answers, like our requests, are
//! judged by gematik's own schemas (package koap); and the demo's stand-in judged the same way.
//!
//! Ignored by a plain `cargo test`, run by `tests/run.sh` beside the servers of `KIMTB_DIR`, whose certificates are used
//! for TLS. The peer is `tests/konnektor/peer.py`; `tests/konnektor/install.sh` sets up its Python once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command as Process, Stdio};
use std::time::{Duration, Instant};

use kimpost::domain::account::{Account, AccountSettings, ConnectorAuth, ConnectorSettings};
use kimpost::domain::card::{BoundCard, CallContext, ConnectorReport, PinStatus, TiLink};
use kimpost::domain::problem::Problem;
use kimpost::domain::secret::Secret;
use kimpost::engine::Mode;
use kimpost::engine::command::{Command, Service};
use kimpost::engine::event::overview::{AccountOverview, Agreement, Finding};
use kimpost::engine::event::{Answer, Event};
use serde_json::{Value, json};
use support::{Desk, KH, Town, ZP, answer, until};

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/konnektor").join(name)
}

/// The Python of the judge, set up once.
fn python() -> String {
    static PATH: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let install = || {
        let made = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("konnektor-python");
        let out = Process::new(folder("install.sh")).arg(made).stderr(Stdio::inherit()).output().expect("install.sh cannot be run");
        assert!(out.status.success(), "the judge could not be installed");
        String::from_utf8(out.stdout).unwrap().trim().to_owned()
    };
    PATH.get_or_init(install).clone()
}

/// A certificate of the test bed.
fn certificate(name: &str) -> String {
    let dir = std::env::var("KIMTB_DIR").expect("KIMTB_DIR is not set: run tests/run.sh, it starts the servers");
    format!("{dir}/tls/{name}")
}

struct Peer {
    child: Child,
    url: String,
    control: String,
}

impl Peer {
    fn start(mode: &str) -> Self {
        let mut process = Process::new(python());
        process.arg(folder("peer.py")).args(["--mode", mode]).stdin(Stdio::piped()).stdout(Stdio::piped());
        if mode != "plain" {
            let (cert, key, ca) = (certificate("good.pem"), certificate("good.key"), certificate("ca.pem"));
            process.args(["--cert", &cert, "--key", &key, "--ca", &ca]);
        }
        let mut child = process.spawn().expect("peer.py cannot be run");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("peer.py said {line:?}"));
        let word = |name: &str| told[name].as_str().unwrap().to_owned();
        Self { url: word("url"), control: word("control"), child }
    }

    /// A tiny HTTP exchange with the control address.
    fn control(&self, method: &str, body: &str) -> Value {
        let mut stream = TcpStream::connect(self.control.trim_start_matches("http://")).unwrap();
        write!(stream, "{method} / HTTP/1.0\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        serde_json::from_str(text.split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    fn set(&self, switches: &Value) {
        let answer = self.control("POST", &switches.to_string());
        assert_eq!(answer["unknown"], json!([]), "unknown switches");
    }

    /// The operations seen since the last change of switches; every one must have been valid.
    fn valid_requests(&self) -> Vec<Value> {
        let seen = self.control("GET", "");
        let all = seen.as_array().unwrap().clone();
        for request in &all {
            assert_eq!(request["errors"], json!([]), "{}: judged wrong", request["operation"]);
        }
        all
    }

    fn settings(&self) -> ConnectorSettings {
        let context = CallContext {
            mandant_id: "Praxis01".into(),
            client_system_id: "KimMail".into(),
            workplace_id: "Anmeldung1".into(),
            user_id: String::new(),
        };
        let ca_pem = if self.url.starts_with("https") { std::fs::read_to_string(certificate("ca.pem")).unwrap() } else { String::new() };
        ConnectorSettings { url: self.url.clone(), context, ca_pem, ..ConnectorSettings::default() }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn operations(seen: &[Value]) -> Vec<&str> {
    seen.iter().map(|request| request["operation"].as_str().unwrap()).collect()
}

/// The settings of a practice of the town with this Konnektor.
fn account_with(town: &Town, address: &str, connector: ConnectorSettings) -> AccountSettings {
    AccountSettings { connector, ..town.settings(address) }
}

struct Room {
    town: Town,
    desk: Desk,
}

impl Room {
    fn new() -> Self {
        Self { town: Town::empty(), desk: Desk::throw_away(Mode::CommandsOnly) }
    }

    fn probe(&self, connector: ConnectorSettings, password: Option<&str>) -> Result<ConnectorReport, Problem> {
        let settings = Box::new(account_with(&self.town, ZP, connector));
        let answer = self.desk.try_ask(Command::ProbeConnector { id: None, settings, password: password.map(Secret::new) })?;
        Ok(answer!(answer, Answer::Cards(report) => *report))
    }

    fn save(&self, address: &str, connector: ConnectorSettings, card: Option<BoundCard>) -> Account {
        let settings = AccountSettings { card, ..account_with(&self.town, address, connector) };
        self.desk.save(None, settings, Some(self.town.password(address))).unwrap()
    }
}

fn overview(desk: &Desk) -> Vec<AccountOverview> {
    answer!(desk.ask(Command::Overview { probe: true }), Answer::Overview(rows) => rows)
}

fn now() -> kimpost::domain::time::Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    kimpost::domain::time::Timestamp(i64::try_from(since.as_millis()).unwrap())
}

#[test]
#[ignore = "needs the judge; tests/run.sh runs it"]
fn every_request_is_valid_and_every_answer_is_understood() {
    let (peer, room) = (Peer::start("plain"), Room::new());
    let report = room.probe(peer.settings(), None).unwrap();
    assert_eq!((report.link, report.product.as_str()), (TiLink::Online, "Testraum & Söhne Gegenstelle 5.51.2"));
    let cards: Vec<_> =
        report.cards.iter().map(|c| (c.kind.as_str(), c.holder.as_str(), c.pin, report.terminal(c).unwrap().name.as_str())).collect();
    assert_eq!(
        cards,
        [
            ("SMC-B", "Gemeinschaftspraxis Größmann & Süß", PinStatus::Verified, "Terminal Anmeldung"),
            ("HBA", "Tannhorst, Wiebke", PinStatus::Verified, "Terminal Sprechzimmer"),
        ]
    );
    let seen = peer.valid_requests();
    assert_eq!(
        operations(&seen),
        [
            "connector.sds",
            "GetResourceInformation",
            "GetCards",
            "GetCards",
            "GetPinStatus",
            "GetPinStatus",
            // The second card has no key of the first kind asked for.
            "ReadCardCertificate",
            "ReadCardCertificate",
            "ReadCardCertificate",
            "GetCardTerminals",
        ]
    );
    let ids: Vec<_> = report.cards.iter().map(|c| c.telematik_id.as_deref()).collect();
    assert_eq!(ids, [Some("1-20-9900000017"), Some("1-1-99-0000025")]);
    let mut with_user = peer.settings();
    with_user.context.user_id = "Ärztin <1> & Co".into();
    room.probe(with_user, None).unwrap();
    peer.valid_requests();
}

#[test]
#[ignore = "needs the judge; tests/run.sh runs it"]
fn odd_but_valid_answers() {
    let (peer, room) = (Peer::start("plain"), Room::new());
    let probe = |switches: Value| {
        peer.set(&switches);
        let report = room.probe(peer.settings(), None).unwrap();
        peer.valid_requests();
        report
    };
    assert_eq!(probe(json!({"cards": "none"})).cards.len(), 0);
    assert_eq!(probe(json!({"cards": "warning"})).cards.len(), 2, "a warning still carries cards");
    assert_eq!(probe(json!({"cards": "egk"})).cards.len(), 2, "a patient's card is never listed");
    assert_eq!(probe(json!({"cards": "twice"})).cards.len(), 3);
    let bare = probe(json!({"cards": "bare"}));
    let [card] = bare.cards.as_slice() else { panic!("{} cards", bare.cards.len()) };
    assert_eq!((card.iccsn.as_str(), card.holder.as_str()), ("", ""));
    assert_eq!(card.expires.map(|d| d.to_string()).as_deref(), Some("2029-05-31"), "asked of the certificate service");
    let refused = probe(
        json!({"cards": "bare", "refuse": ["CheckCertificateExpiration", "GetPinStatus", "GetCardTerminals", "ReadCardCertificate"]}),
    );
    assert_eq!(refused.cards[0].telematik_id, None, "it is asked for again");
    assert_eq!((refused.cards.len(), refused.cards[0].pin, refused.terminals.len()), (1, PinStatus::Unknown, 0));
    let ids = |switches| probe(switches).cards.into_iter().map(|c| c.telematik_id.unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(ids(json!({"keys": "ecc"})), ["1-20-9900000017", ""]);
    assert_eq!(ids(json!({"keys": "rsa"})), ["", "1-1-99-0000025"]);
    assert_eq!(probe(json!({"terminals": "none"})).terminals.len(), 0);
    assert!(!probe(json!({"terminals": "disconnected"})).terminals[0].connected);
    for (word, expected) in [
        ("VERIFIED", PinStatus::Verified),
        ("VERIFIABLE", PinStatus::Verifiable),
        ("BLOCKED", PinStatus::Blocked),
        ("TRANSPORT_PIN", PinStatus::Unused),
        ("EMPTY_PIN", PinStatus::Unused),
        ("", PinStatus::Unknown),
    ] {
        let card = probe(json!({"pin": word})).cards.remove(0);
        assert_eq!((card.pin, card.left_tries), (expected, (word == "VERIFIABLE").then_some(2)), "{word}");
    }
    for (word, expected) in
        [("Online", TiLink::Online), ("Outage", TiLink::Outage), ("Offline", TiLink::OfflineMode), ("Silent", TiLink::Unknown)]
    {
        assert_eq!(probe(json!({"ti": word})).link, expected, "{word}");
    }
    probe(json!({"sds": "odd"}));
    // The directory names a computer that nobody finds: the entered one answers, unless the switch says otherwise.
    probe(json!({"sds": "other_host"}));
    let named = ConnectorSettings { named_hosts: true, ..peer.settings() };
    assert_eq!(room.probe(named, None).unwrap_err().code, "CONNECTOR-CONNECT");
}

#[test]
#[ignore = "needs the judge; tests/run.sh runs it"]
fn faults_and_nonsense_are_named() {
    let (peer, room) = (Peer::start("plain"), Room::new());
    let fails = |switches: Value| {
        peer.set(&switches);
        room.probe(peer.settings(), None).unwrap_err()
    };
    for status in [200, 500] {
        let problem = fails(json!({"fault": [status, 4004, "Ungültige Mandanten-ID"]}));
        assert_eq!(problem.code, "CONNECTOR-FAULT");
        assert!(problem.detail.contains("4004") && problem.detail.contains("Ungültige Mandanten-ID"), "{}", problem.detail);
    }
    for status in [200, 404, 500, 503] {
        assert_eq!(fails(json!({"html": status})).code, "CONNECTOR-ANSWER", "HTML with {status}");
    }
    assert_eq!(fails(json!({"html": 401})).code, "CONNECTOR-AUTH");
    assert_eq!(fails(json!({"sds": "no_event"})).code, "CONNECTOR-ANSWER");
    peer.set(&json!({}));
    let mut wrong = peer.settings();
    wrong.context.workplace_id = "anmeldung1".into();
    assert!(room.probe(wrong, None).unwrap_err().detail.contains("4006"));
    let gone = peer.settings();
    drop(peer);
    assert_eq!(room.probe(gone, None).unwrap_err().code, "CONNECTOR-CONNECT");
}

#[test]
#[ignore = "needs the judge; tests/run.sh runs it"]
fn login_over_tls() {
    let (peer, room) = (Peer::start("basic"), Room::new());
    let settings = ConnectorSettings { auth: ConnectorAuth::Basic, user: "kimpost".into(), ..peer.settings() };
    assert_eq!(room.probe(settings.clone(), Some("geheim")).unwrap().cards.len(), 2);
    assert!(peer.valid_requests().iter().all(|request| request["authorized"] == json!(true)));
    assert_eq!(room.probe(settings.clone(), Some("falsch")).unwrap_err().code, "CONNECTOR-AUTH");
    assert_eq!(room.probe(peer.settings(), None).unwrap_err().code, "CONNECTOR-AUTH");
    let account = room.save(ZP, settings, None);
    assert_eq!(room.desk.problem(Command::ListCards { account: Some(account.id) }), "CONNECTOR-AUTH");
    // „Verbindung testen" takes what was typed and is not saved yet.
    let tested = |typed: Option<&str>| {
        let settings = Box::new(account.settings.clone());
        let connector_password = typed.map(Secret::new);
        let test = Command::TestAccount { id: Some(account.id), settings, password: None, connector_password };
        let steps = answer!(room.desk.ask(test), Answer::Tested(steps) => steps);
        steps.into_iter().filter(|step| step.service == Service::Connector).map(|step| (step.step, step.ok)).collect::<Vec<_>>()
    };
    assert_eq!(tested(None), [("services", false)]);
    assert_eq!(tested(Some("geheim")), [("services", true), ("ti", true), ("cards", true)]);
    room.desk.ask(Command::SetConnectorPassword { account: account.id, password: Some(Secret::new("geheim")) });
    answer!(room.desk.ask(Command::ListCards { account: Some(account.id) }), Answer::Cards(report) => assert_eq!(report.cards.len(), 2));
}

#[test]
#[ignore = "needs the judge; tests/run.sh runs it"]
fn client_certificate_over_tls() {
    let (peer, room) = (Peer::start("certificate"), Room::new());
    let settings = ConnectorSettings { auth: ConnectorAuth::Certificate, ..peer.settings() };
    assert_eq!(room.probe(settings.clone(), None).unwrap_err().code, "CLIENT-CERT-WANTED");
    let read = Command::ReadClientCertificate { path: certificate("client.p12").into(), password: Secret::new("geheim") };
    let own = answer!(room.desk.ask(read), Answer::ClientCertificate(own) => own);
    let settings = ConnectorSettings { client_certificate: Some(own), ..settings };
    assert_eq!(room.probe(settings.clone(), None).unwrap().cards.len(), 2);
    let seen = peer.valid_requests();
    assert!(seen.iter().all(|request| request["subject"] == json!("commonName=praxis@test.kim.telematik")), "{seen:?}");
    // Saved: the key comes from the store, for the list, the overview and the test of the account.
    let account = room.save(ZP, settings, None);
    answer!(room.desk.ask(Command::ListCards { account: Some(account.id) }), Answer::Cards(report) => assert_eq!(report.cards.len(), 2));
    let stored = room.desk.account(ZP).settings.connector;
    assert!(stored.client_certificate.as_ref().is_some_and(|own| own.pem.is_none()), "the key is never shown again");
    assert_eq!(room.probe(stored, None).map(|_| ()).unwrap_err().code, "CLIENT-CERT-WANTED", "without the account there is no key");
    assert!(overview(&room.desk)[0].connector.as_ref().unwrap().problem.is_none());
}

#[test]
#[ignore = "needs the judge; tests/run.sh runs it"]
fn certificates_of_the_connector_are_judged_and_remembered() {
    let (peer, room) = (Peer::start("basic"), Room::new());
    let login = |connector: ConnectorSettings| ConnectorSettings { auth: ConnectorAuth::Basic, user: "kimpost".into(), ..connector };
    // A strange authority is tolerated by default, then remembered; a pin that does not fit is refused.
    let strange = login(ConnectorSettings { ca_pem: String::new(), ..peer.settings() });
    let account = room.save(ZP, strange.clone(), None);
    room.desk.ask(Command::SetConnectorPassword { account: account.id, password: Some(Secret::new("geheim")) });
    room.desk.ask(Command::ListCards { account: Some(account.id) });
    let pinned = room.desk.account(ZP).settings.connector.pinned_sha256;
    assert_eq!(pinned.len(), 64);
    let other = ConnectorSettings { pinned_sha256: "ab".repeat(32), ..strange };
    let problem = room.probe(other, Some("geheim")).unwrap_err();
    assert_eq!(problem.code, "CONNECTOR-CERT-CHANGED");
    assert!(problem.detail.contains(&pinned), "the new fingerprint is told: {}", problem.detail);
}

#[test]
#[ignore = "needs the judge; tests/run.sh runs it"]
fn the_overview_follows_the_connector_and_reading_never_waits_for_it() {
    let (peer, room) = (Peer::start("plain"), Room::new());
    let report = room.probe(peer.settings(), None).unwrap();
    let (smcb, hba) = (BoundCard::of(&report.cards[0]), BoundCard::of(&report.cards[1]));
    room.save(ZP, peer.settings(), smcb);
    room.save(KH, peer.settings(), hba);
    let findings = |desk: &Desk| -> Vec<Vec<Finding>> {
        overview(desk).iter().map(|row| row.findings(now()).into_iter().filter(|f| !f.is_about_entry()).collect()).collect()
    };
    assert_eq!(findings(&room.desk), [vec![], vec![]]);
    // What a card is does not change while it is inserted: its certificate is read once.
    peer.set(&json!({}));
    until("the Konnektor was asked again", || {
        overview(&room.desk);
        let seen = peer.valid_requests();
        operations(&seen).contains(&"GetPinStatus").then(|| assert!(!operations(&seen).contains(&"ReadCardCertificate")))
    });
    // The demo's directory knows this address under another Telematik-ID than this peer's card.
    until("the entry was compared", || {
        let entry = overview(&room.desk).remove(0).entry?;
        (entry.agrees == Agreement::OtherId { entry: "2-2-99-123456".into(), card: "1-20-9900000017".into() }).then_some(())
    });
    let soon = |switches: Value, expected: [Vec<Finding>; 2]| {
        peer.set(&switches);
        until("the overview follows", || (findings(&room.desk) == expected).then_some(()));
    };
    let locked = || Finding::CardLocked { left_tries: Some(2) };
    soon(json!({"pin": "VERIFIABLE"}), [vec![locked()], vec![locked()]]);
    soon(json!({"cards": "expired"}), [vec![Finding::CardExpired], vec![]]);
    soon(json!({"ti": "Outage"}), [vec![Finding::TiOutage], vec![Finding::TiOutage]]);
    soon(json!({"terminals": "disconnected"}), [vec![Finding::TerminalOff], vec![Finding::TerminalOff]]);
    // No card at all: the practice's own is missed, the doctor's is at home.
    soon(json!({"cards": "none"}), [vec![Finding::CardMissing], vec![Finding::WaitsForCard]]);
    let fetched = room.desk.fetch();
    let waits: Vec<_> = fetched.iter().map(|f| (f.waits_for_card, f.problems.len())).collect();
    assert_eq!(waits, [(false, 0), (true, 0)]);
    // Inserted again: the next fetch goes through.
    soon(json!({}), [vec![], vec![]]);
    assert!(room.desk.fetch().iter().all(|f| !f.waits_for_card && f.problems.is_empty()));
    assert_eq!(findings(&room.desk), [vec![], vec![]]);
    // A silent Konnektor: said, and nothing waits for it.
    peer.set(&json!({"delay": 30}));
    let started = Instant::now();
    assert!(room.desk.fetch().iter().all(|f| f.problems.is_empty()));
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
    drop(peer);
    until("the silent Konnektor is told", || {
        findings(&room.desk).iter().all(|found| matches!(found.as_slice(), [Finding::ConnectorFailed(_)])).then_some(())
    });
    assert!(room.desk.fetch().iter().all(|f| f.problems.is_empty() && !f.waits_for_card), "doubt never stops a fetch");
}

#[test]
#[ignore = "needs the judge; tests/run.sh runs it"]
fn a_missing_doctors_card_holds_up_only_its_own_account_in_the_background() {
    let (peer, town) = (Peer::start("plain"), Town::empty());
    let mut desk = Desk::throw_away(Mode::Background);
    peer.set(&json!({"cards": "none"}));
    let hba = BoundCard { iccsn: "80276999990000000025".into(), kind: kimpost::domain::card::CardKind::Hba, holder: "Tannhorst".into() };
    let account = AccountSettings { card: Some(hba), ..account_with(&town, KH, peer.settings()) };
    desk.save(None, account, Some(town.password(KH))).unwrap();
    desk.save(None, account_with(&town, ZP, ConnectorSettings::default()), Some(town.password(ZP))).unwrap();
    let mut fetched = std::collections::HashMap::new();
    until("both accounts had their turn", || {
        while let Ok(event) = desk.events.try_recv() {
            if let Event::FetchFinished(fetch) = event {
                fetched.insert(fetch.address.clone(), fetch.waits_for_card);
            }
        }
        (fetched.len() == 2).then_some(())
    });
    assert_eq!((fetched[KH], fetched[ZP]), (true, false));
}

#[test]
#[ignore = "needs the judge; tests/run.sh runs it"]
fn the_end_of_a_card_is_told_once_a_day_and_taken_back_with_a_new_card() {
    let (peer, town) = (Peer::start("plain"), Town::empty());
    let mut desk = Desk::throw_away(Mode::Background);
    peer.set(&json!({"cards": "expired"}));
    let card = BoundCard { iccsn: "80276999990000000017".into(), kind: kimpost::domain::card::CardKind::SmcB, holder: "Praxis".into() };
    let settings = AccountSettings { card: Some(card), ..account_with(&town, ZP, peer.settings()) };
    let account = desk.save(None, settings, Some(town.password(ZP))).unwrap();
    let about_card = |event: &Event| match event {
        Event::ProblemRaised(problem) if problem.is_reminder() => Some(format!("raised {} {:?}", problem.code, problem.account)),
        Event::ProblemCleared { code: "CARD-EXPIRED", .. } => Some("cleared".to_owned()),
        _ => None,
    };
    let raised = desk.event("the notice", |event| about_card(&event).filter(|told| told.starts_with("raised")));
    assert_eq!(raised, format!("raised CARD-EXPIRED {:?}", Some(account.id)));
    // Another round on the same day, then a card that is good for years: nothing is raised again, then it is over.
    for switches in [json!({"cards": "expired"}), json!({})] {
        peer.set(&switches);
        desk.ask(Command::ListCards { account: Some(account.id) });
        desk.save(Some(account.id), desk.account(ZP).settings, None).unwrap();
    }
    assert_eq!(desk.event("the notice is taken back", |event| about_card(&event)), "cleared");
}

#[test]
#[ignore = "needs the judge; tests/run.sh runs it"]
fn the_demo_connector_speaks_by_the_schemas() {
    let town = Town::empty();
    let info = town.info();
    let context = &info.context;
    let out = Process::new(python())
        .arg(folder("judge.py"))
        .args([&info.connector_url, &context.mandant_id, &context.client_system_id, &context.workplace_id])
        .output()
        .unwrap();
    let judged: Value = serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&out.stderr)));
    let answers = judged["answers"].as_array().unwrap();
    assert!(answers.len() >= 12, "{} answers", answers.len());
    for answer in answers {
        assert_eq!(answer["errors"], json!([]), "{} answered by {}", answer["question"], answer["answer"]);
    }
    for wanted in [
        "GetCardsResponse",
        "GetCardTerminalsResponse",
        "GetPinStatusResponse",
        "CheckCertificateExpirationResponse",
        "ReadCardCertificateResponse",
        "Fault",
    ] {
        assert!(answers.iter().any(|a| a["answer"] == json!(wanted)), "{wanted} was not seen");
    }
}
