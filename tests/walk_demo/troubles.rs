//! What goes wrong: undecrypted mails, wrong passwords, missing servers, a restart in between.

use kimpost::domain::account::{AccountSettings, KeepOnServer, TlsMode};
use kimpost::domain::mail::{Decryption, MailClass, MailFilter};
use kimpost::domain::outgoing::OutgoingState;
use kimpost::domain::secret::Secret;
use kimpost::engine::command::{Command, Service};
use kimpost::engine::event::{Answer, Event};
use kimpost::engine::profile::KeySource;
use kimpost::engine::{Mode, Profile};

use crate::support::{Desk, HA, KH, Town, ZP, answer, text_mail};

const WORDS: &str = "richtig lange Worte 2026";

#[test]
fn an_undecrypted_mail_explains_itself_and_becomes_readable() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let undecrypted = desk.list(MailFilter { undecrypted_only: true, ..MailFilter::default() }).rows;
    let with_code = |code: &str| {
        let found = undecrypted.iter().find(|r| desk.open(r.id).parsed.kim.codes.iter().any(|c| c.code == code));
        found.unwrap_or_else(|| panic!("no {code}")).clone()
    };
    for code in ["4006", "4008", "4009", "4010", "4011", "4018"] {
        let detail = desk.open(with_code(code).id);
        let meant = detail.parsed.kim.codes.iter().find(|c| c.code == code).unwrap();
        assert_eq!(meant.meaning_key, format!("kim-error-{code}"));
        assert!(!kimpost::i18n::text(&meant.meaning_key).is_empty());
        assert!(detail.payload.is_none() && detail.parsed.embedded.as_ref().unwrap().encrypted && detail.on_server);
    }
    // „Erneut abrufen": the Clientmodul can read it now. The same entry, not a second one.
    let row = with_code("4011");
    let before = desk.inbox().len();
    desk.read(row.id);
    let again = answer!(desk.ask(Command::RefetchMail { mail: row.id }), Answer::Fetched(fetched) => fetched);
    assert!(again[0].problems.is_empty() && again[0].new == 0, "{again:?}");
    let readable = desk.open(row.id);
    assert_eq!((readable.row.class, readable.row.decryption), (MailClass::Personal, Decryption::Ok));
    assert_eq!(readable.row.subject, "Nachfrage zu Herrn Brömmelkamp");
    assert!(readable.parsed.text.contains("Denosumab") && readable.row.unread, "news is unread");
    assert_eq!((desk.inbox().len(), readable.versions.len()), (before, 1));
    assert_eq!(desk.search("Denosumab").len(), 1);
    assert_eq!(desk.open(readable.versions[0]).row.class, MailClass::Undecrypted, "the first version stays");
    // Hopeless: fetched again, it stays what it is.
    let hopeless = with_code("4010");
    let size = desk.inbox().len();
    desk.ask(Command::RefetchMail { mail: hopeless.id });
    assert_eq!((desk.inbox().len(), desk.open(hopeless.id).row.class), (size, MailClass::Undecrypted));
}

#[test]
fn forwarded_unchanged_it_comes_back_readable() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let own = desk.id(ZP);
    let filter = MailFilter { undecrypted_only: true, accounts: vec![own], ..MailFilter::default() };
    let locked: Vec<_> =
        desk.list(filter).rows.into_iter().filter(|r| desk.open(r.id).parsed.kim.codes.iter().any(|c| c.code == "4009")).collect();
    assert_eq!(locked.len(), 2, "a letter and an insurer's answer");
    let before = desk.inbox().len();
    for row in &locked {
        let item = answer!(desk.ask(Command::ForwardUnchanged { mail: row.id }), Answer::Queued(item) => item);
        assert_eq!(item.recipients.len(), 1);
        assert_eq!(item.recipients[0].mailbox.address, ZP);
        let wrapper = desk.raw(item.id);
        let source = desk.open(row.id).parsed.embedded.unwrap();
        let raw = desk.raw(row.id);
        let inner = &raw[source.offset as usize..(source.offset + source.len) as usize];
        assert!(wrapper.windows(inner.len()).any(|w| w == inner), "the embedded mail byte for byte");
        assert_eq!(desk.retry(item.id).state, OutgoingState::Accepted);
    }
    let readable = desk.fetch_until("both", |desk| {
        let now: Vec<_> = locked.iter().map(|r| desk.open(r.id)).collect();
        now.iter().all(|d| d.row.class != MailClass::Undecrypted).then_some(now)
    });
    assert_eq!(desk.inbox().len(), before, "they join the entries they belong to");
    assert!(readable.iter().any(|d| d.row.subject == "DVT Oberkiefer – Befund Frau Möwenthal" && d.parsed.attachments.len() == 1));
    let answer = readable.iter().find(|d| d.row.class == MailClass::Technical).unwrap();
    assert_eq!(answer.runs.len(), 1, "an answer that was locked is taken over once it is readable");
    assert!(answer.payload.as_ref().unwrap().ebz.is_some());
    let letter = desk.inbox().into_iter().find(|r| r.subject.starts_with("Extraktion 14")).unwrap();
    assert_eq!(desk.problem(Command::ForwardUnchanged { mail: letter.id }), "FORWARD-NOTHING-EMBEDDED");
}

#[test]
fn a_wrong_password_is_asked_for_once() {
    let town = Town::full();
    let desk = Desk::throw_away(Mode::CommandsOnly);
    let account = desk.save(None, town.settings(ZP), Some(Secret::new("falsch"))).unwrap();
    let fetched = desk.fetch();
    // The Clientmodul names no cause (CM116), so neither do we.
    assert_eq!(fetched[0].problems[0].code, "POP-LOGIN");
    assert!(!fetched[0].problems[0].detail.contains("falsch"));
    let last_rungs = |settings: AccountSettings| {
        let test = Command::TestAccount { id: Some(account.id), settings: Box::new(settings), password: None, connector_password: None };
        let steps = answer!(desk.ask(test), Answer::Tested(steps) => steps);
        [Service::Pop3, Service::Smtp].map(|service| {
            let last = steps.iter().rfind(|s| s.service == service).unwrap();
            assert!(steps.iter().filter(|s| s.service == service && !s.ok).count() == 1, "no second try");
            assert!(!last.ok && last.step == "login", "{last:?}");
            (last.problem.as_ref().unwrap().code, last.was_left_out())
        })
    };
    // One mailbox, one lock: the same password is not tried at the other door.
    assert_eq!(last_rungs(town.settings(ZP)), [("POP-LOGIN", false), ("LOGIN-NOT-TRIED", true)]);
    let mut two_mailboxes = town.settings(ZP);
    two_mailboxes.outgoing.login = town.settings(KH).outgoing.login;
    assert_eq!(last_rungs(two_mailboxes), [("POP-LOGIN", false), ("SMTP-AUTH", false)]);
    let mut draft = desk.draft(ZP, &["t.mueller@moorburg.kim.telematik-test"], "Ohne Anmeldung");
    draft.delivery_receipt = false;
    let item = desk.send(draft);
    assert_eq!((item.state, item.next_try), (OutgoingState::Refused, None), "nobody tries a wrong password again by itself");
    assert_eq!(desk.accounts()[0].messages, 1);
    // With the right one everything goes on where it stopped.
    desk.save(Some(account.id), town.settings(ZP), Some(town.password(ZP))).unwrap();
    assert!(desk.fetch_well() > 20);
    assert_eq!(desk.retry(item.id).state, OutgoingState::Accepted);
}

#[test]
fn missing_things_are_named() {
    let town = Town::empty();
    let desk = Desk::throw_away(Mode::CommandsOnly);
    assert_eq!(desk.fetch().len(), 0);
    assert_eq!(
        desk.problem(Command::SearchDirectory {
            account: None,
            query: kimpost::domain::directory::DirectoryQuery { text: "Müller".into(), ..Default::default() },
            lane: 0
        }),
        "LDAP-NOT-SET"
    );
    assert_eq!(desk.problem(Command::ListCards { account: None }), "CONNECTOR-NOT-SET");
    assert_eq!(desk.problem(Command::Import { paths: vec![desk.path("x")], account: None }), "INPUT-NO-ACCOUNT");
    let account = desk.save(None, town.settings(ZP), None).unwrap();
    assert!(!account.has_password);
    assert_eq!(desk.fetch()[0].problems[0].code, "ACCOUNT-PASSWORD");
    let test =
        Command::TestAccount { id: Some(account.id), settings: Box::new(town.settings(ZP)), password: None, connector_password: None };
    assert_eq!(desk.problem(test), "ACCOUNT-PASSWORD");
    assert_eq!(desk.save(None, town.settings(ZP), None).unwrap_err().code, "ACCOUNT-EXISTS");
    let broken: [fn(&mut kimpost::domain::account::AccountSettings); 5] = [
        |s| s.incoming.server.clear(),
        |s| s.outgoing.port = 0,
        |s| s.incoming.login = Default::default(),
        |s| s.directory.url = "http://falsch".into(),
        |s| s.outgoing.server = "192.0.2.1".into(),
    ];
    for change in broken {
        let mut settings = town.settings(KH);
        change(&mut settings);
        assert_eq!(desk.save(None, settings, None).unwrap_err().code, "ACCOUNT-INVALID");
    }
    desk.ask(Command::RemoveAccount { id: account.id });
    assert_eq!(desk.accounts().len(), 0);
    assert_eq!(desk.problem(Command::OpenMail { mail: kimpost::domain::ids::MailId(4711), mark_read: true }), "NOT-FOUND");
    assert_eq!(desk.problem(Command::RefetchMail { mail: kimpost::domain::ids::MailId(4711) }), "REFETCH-GONE");
    assert_eq!(desk.problem(Command::SetSetting { key: "unbekannt".into(), value: "1".into() }), "INPUT-SETTING");
}

#[test]
fn a_server_that_is_not_there_is_told_and_the_others_go_on() {
    let town = Town::full();
    let mut desk = Desk::throw_away(Mode::CommandsOnly);
    let mut settings = town.settings(ZP);
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    (settings.incoming.port, settings.outgoing.port) = (port, port);
    let gone = desk.save(None, settings.clone(), Some(town.password(ZP))).unwrap();
    desk.join(&town, KH);
    let fetched = desk.fetch();
    let (bad, good): (Vec<_>, Vec<_>) = fetched.into_iter().partition(|f| f.account == gone.id);
    assert_eq!(bad[0].problems[0].code, "POP-CONNECT");
    assert!(good[0].problems.is_empty() && good[0].new > 0);
    let raised = desk.event("the problem", |event| if let Event::ProblemRaised(p) = event { Some(p) } else { None });
    assert_eq!((raised.code, raised.account), ("POP-CONNECT", Some(gone.id)));
    let item = desk.send(desk.draft(ZP, &["t.mueller@moorburg.kim.telematik-test"], "Später"));
    assert_eq!(item.state, OutgoingState::Queued, "certainly not sent, so it waits: {} {}", item.problem_code, item.problem_detail);
    assert!(item.next_try.is_some());
    // The Clientmodul is back: everything is caught up on, and the problem is over.
    desk.save(Some(gone.id), town.settings(ZP), None).unwrap();
    assert!(desk.fetch_well() > 0);
    desk.event("all clear", |event| matches!(event, Event::ProblemCleared { account, .. } if account == Some(gone.id)).then_some(()));
    assert_eq!(answer!(desk.ask(Command::FlushOutbox), Answer::Outbox(items) => items)[0].state, OutgoingState::Accepted);
}

#[test]
fn over_tls_the_first_certificate_is_remembered() {
    let town = Town::open(kimpost::demo::DemoOptions { with_tls: true, ..Default::default() });
    let desk = Desk::throw_away(Mode::CommandsOnly);
    let tls = town.info().tls.clone().unwrap();
    let mut settings = town.settings(ZP);
    for (server, end) in [(&mut settings.incoming, &tls.pop3), (&mut settings.outgoing, &tls.smtp)] {
        (server.port, server.tls) = (end.port, TlsMode::Tls);
    }
    settings.directory.url = tls.directory_url.clone();
    settings.connector.url = tls.connector_url.clone();
    let account = desk.save(None, settings.clone(), Some(town.password(ZP))).unwrap();
    let test =
        Command::TestAccount { id: Some(account.id), settings: Box::new(settings.clone()), password: None, connector_password: None };
    assert!(answer!(desk.ask(test), Answer::Tested(steps) => steps).iter().all(|s| s.ok));
    assert!(desk.account(ZP).settings.incoming.pinned_sha256.is_empty(), "a test remembers nothing");
    assert!(desk.fetch_well() > 0);
    desk.send(desk.draft(ZP, &["t.mueller@moorburg.kim.telematik-test"], "Über TLS"));
    let query = kimpost::domain::directory::DirectoryQuery { text: "müller".into(), limit: 10, ..Default::default() };
    desk.ask(Command::SearchDirectory { account: None, query: query.clone(), lane: 0 });
    desk.ask(Command::ListCards { account: None });
    let pinned = desk.account(ZP).settings;
    let first = pinned.incoming.pinned_sha256.clone();
    assert_eq!(first.len(), 64);
    assert_eq!(pinned.outgoing.pinned_sha256, first, "the demo has one certificate");
    assert_eq!((pinned.directory.pinned_sha256.as_str(), pinned.connector.pinned_sha256.as_str()), (first.as_str(), first.as_str()));
    // Another certificate: refused everywhere until somebody accepts it.
    for service in Service::ALL {
        let other = Command::AcceptCertificate { account: account.id, service, sha256: "0".repeat(64) };
        desk.ask(other);
    }
    assert_eq!(desk.fetch()[0].problems[0].code, "POP-CERT-CHANGED");
    let refused = desk.send(desk.draft(ZP, &["t.mueller@moorburg.kim.telematik-test"], "Fremdes Zertifikat"));
    assert_eq!(refused.state, OutgoingState::Refused, "{}", refused.problem_code);
    assert_eq!(desk.problem(Command::SearchDirectory { account: None, query, lane: 0 }), "LDAP-TLS");
    assert_eq!(desk.problem(Command::ListCards { account: None }), "CONNECTOR-CERT-CHANGED");
    desk.ask(Command::AcceptCertificate { account: account.id, service: Service::Pop3, sha256: first });
    desk.fetch_well();
    assert_eq!(
        desk.problem(Command::AcceptCertificate { account: account.id, service: Service::Pop3, sha256: "kurz".into() }),
        "INPUT-FINGERPRINT"
    );
    // Strict: refused from the start, and nothing but the handshake happens.
    settings.options.cert_policy = kimpost::domain::account::CertPolicy::Strict;
    let strict = Desk::throw_away(Mode::CommandsOnly);
    strict.save(None, settings, Some(town.password(ZP))).unwrap();
    assert_eq!(strict.fetch()[0].problems[0].code, "POP-TLS");
}

#[test]
fn with_no_time_on_the_server_only_what_is_stored_and_readable_is_deleted() {
    let town = Town::full();
    let desk = Desk::throw_away(Mode::CommandsOnly);
    let mut settings = town.settings(ZP);
    settings.options.keep_on_server = KeepOnServer::Days(0);
    desk.save(None, settings, Some(town.password(ZP))).unwrap();
    let there = town.demo.mails_in(ZP);
    let fetched = desk.fetch();
    assert_eq!(fetched[0].new, there);
    let locked = desk.list(MailFilter { undecrypted_only: true, ..MailFilter::default() }).total;
    assert!(locked > 0 && fetched[0].deleted_on_server < there);
    assert_eq!(town.demo.mails_in(ZP), there - fetched[0].deleted_on_server);
    assert!(town.demo.mails_in(ZP) >= locked, "what is not readable stays there");
    for row in desk.list(MailFilter { undecrypted_only: true, ..MailFilter::default() }).rows {
        assert!(desk.open(row.id).on_server);
    }
    let stored = desk.inbox().len();
    desk.fetch_well();
    assert_eq!(desk.inbox().len(), stored);
    // A workplace that is not the processing one deletes nothing.
    let other = Desk::throw_away(Mode::CommandsOnly);
    let mut settings = town.settings(HA);
    settings.options.keep_on_server = KeepOnServer::Days(0);
    settings.options.processing_station = false;
    other.save(None, settings, Some(town.password(HA))).unwrap();
    let there = town.demo.mails_in(HA);
    assert_eq!((other.fetch_well(), town.demo.mails_in(HA)), (there, there));
}

#[test]
fn only_the_wanted_dienstkennungen_are_fetched_and_the_rest_later() {
    let town = Town::full();
    let desk = Desk::of_one(&town, ZP);
    let there = town.demo.mails_in(ZP);
    let only = Command::Fetch { accounts: Vec::new(), dienstkennungen: vec!["EBZ".into()] };
    let first = answer!(desk.ask(only), Answer::Fetched(f) => f).remove(0);
    assert!(first.problems.is_empty() && first.new > 0 && first.skipped > 0, "{first:?}");
    assert_eq!(first.new + first.skipped, there);
    assert!(desk.inbox().iter().all(|r| r.dienstkennung.to_uppercase().starts_with("EBZ")));
    assert_eq!(desk.fetch_well(), first.skipped);
    assert_eq!(desk.fetch_well(), 0);
}

#[test]
fn a_restart_keeps_everything() {
    let town = Town::full();
    let files = tempfile::tempdir().unwrap();
    let dir = files.path().join("profil ä");
    let key = || KeySource::Passphrase(Secret::new(WORDS));
    let desk = Desk::on(Profile::init(&dir, &key()).unwrap(), Mode::CommandsOnly, files);
    for address in [ZP, KH, HA] {
        desk.join(&town, address);
    }
    desk.import_sent(&town);
    desk.fetch_well();
    let queued = desk.queue(desk.draft(ZP, &["t.mueller@moorburg.kim.telematik-test"], "Über Nacht"));
    let mut draft = desk.draft(HA, &[], "Angefangen");
    draft.id = Some(answer!(desk.ask(Command::SaveDraft(Box::new(draft.clone()))), Answer::DraftSaved { id, .. } => id));
    desk.ask(Command::SetSetting { key: "support.address".into(), value: "hilfe@pvs.kim.telematik-test".into() });
    let rows = desk.inbox();
    let facts = |desk: &Desk| {
        (desk.inbox(), [ZP, KH, HA].map(|a| desk.counts(a)), desk.accounts(), desk.outbox(), desk.ask(Command::ListHandovers))
    };
    let before = facts(&desk);
    assert_eq!(Profile::open(&dir, &key()).err().unwrap().code, "PROFILE-IN-USE");
    let files = desk.stop();
    assert_eq!(Profile::open(&dir, &KeySource::Passphrase(Secret::new("ganz falsche Worte"))).err().unwrap().code, "KEY-WRONG");
    assert_eq!(Profile::init(&dir, &key()).err().unwrap().code, "PROFILE-EXISTS");
    let desk = Desk::on(Profile::open(&dir, &key()).unwrap(), Mode::CommandsOnly, files);
    assert!(facts(&desk) == before, "something changed over night");
    for row in rows.iter().take(5) {
        assert_eq!(desk.raw(row.id).len() as u64, row.size);
    }
    assert_eq!(answer!(desk.ask(Command::OpenDraft { mail: draft.id.unwrap() }), Answer::Draft(opened) => *opened), draft);
    assert_eq!(desk.fetch_well(), 0);
    assert_eq!(desk.retry(queued.id).state, OutgoingState::Accepted);
    // Nothing readable lies in the profile.
    for file in crate::support::files_below(&dir) {
        let bytes = std::fs::read(&file).unwrap();
        for word in ["Brömmelkamp", "fennwalde", "Nordlicht", "4711", WORDS] {
            assert!(!bytes.windows(word.len()).any(|w| w == word.as_bytes()), "{word} in {}", file.display());
        }
    }
}

#[test]
fn a_fetch_can_be_ended_and_loses_nothing() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    for n in 0..300 {
        town.put(ZP, &text_mail("a@x.kim.telematik-test", ZP, &format!("Nummer {n}"), &"Zeile\r\n".repeat(2000)));
    }
    desk.engine.send(Command::Fetch { accounts: Vec::new(), dienstkennungen: Vec::new() });
    let mut desk = desk;
    desk.event("progress", |event| if let Event::FetchProgress(p) = event { (p.done > 0).then_some(()) } else { None });
    // Only one fetch of an account runs at a time.
    if let Some(problem) = desk.fetch()[0].problems.first() {
        assert_eq!(problem.code, "FETCH-RUNNING");
    }
    desk.ask(Command::CancelFetch { accounts: Vec::new() });
    let before =
        desk.event("the end", |event| if let Event::FetchFinished(f) = event { f.problems.is_empty().then_some(f.new) } else { None });
    assert_eq!(desk.inbox().len(), before, "what was stored is told");
    assert_eq!(before + desk.fetch_well(), 300);
    assert_eq!(desk.inbox().len(), 300);
    assert_eq!(town.demo.mails_in(ZP), 300);
}
