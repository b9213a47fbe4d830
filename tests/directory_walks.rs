//! The address book and the checks before sending, engine against slapd: what vanishes is marked, offered and replaced
//! only by a person; what does not answer blocks nothing.
//!
//! Needs slapd: `tests/run.sh` installs it and sets `KIMTB_DIR`. Each test starts servers of its own, since it changes
//! what they say; without that variable each test only says that the fast run leaves it out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails loudly"
)]

#[path = "support/slapd.rs"]
mod slapd;
mod support;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use kimpost::domain::account::{AccountSettings, ClientmodulLogin, TlsMode};
use kimpost::domain::address::KimAddress;
use kimpost::domain::contact::{Contact, ContactFilter, ContactNews, ContactReport, ContactShelf, RecipientCheck};
use kimpost::domain::directory::{DirectoryAnswer, DirectoryQuery, KimVersion};
use kimpost::domain::outgoing::{DirectoryCheck, Draft};
use kimpost::domain::secret::Secret;
use kimpost::domain::time::Timestamp;
use kimpost::engine::Mode;
use kimpost::engine::command::{Command, ContactCommand, Service};
use kimpost::engine::event::Answer;
use slapd::Server;
use support::{Desk, answer};

const OWN: &str = "praxis@eigen.kim.telematik-test";

/// True in the fast run, which has no slapd.
fn left_out() -> bool {
    let out = std::env::var_os("KIMTB_DIR").is_none();
    if out {
        println!("left out of the fast run: KIMTB_DIR is not set");
    }
    out
}

/// An entry: Telematik-ID, name, and addresses with their versions.
fn entry(id: &str, name: &str, addresses: &[(&str, &str)]) -> String {
    let mut out = format!(
        "dn: uid=00000000-0000-4000-8000-{:0>12},dc=data,dc=vzd\nobjectClass: vzd-komleview\nobjectClass: top\n\
         uid: 00000000-0000-4000-8000-{:0>12}\ntelematikID: {id}\ndisplayName: {name}\ncn: {name}\nsn: -\ntitle: -\n\
         postalCode: 20095\nl: Hamburg\npersonalEntry: FALSE\nentryType: 3\nprofessionOID: 1.2.276.0.76.4.50\n\
         changeDateTime: 2026-10-12T10:45:25.537594+02:00\n",
        id.replace('-', ""),
        id.replace('-', "")
    );
    for (mail, version) in addresses {
        out.push_str(&format!("mail: {mail}\nkomLeData: {version},{mail}\nkimData: {mail},{version}\n"));
    }
    out + "\n"
}

/// A directory of its own, whose content is replaced by stopping it and starting its successor on the same port.
struct Town {
    server: Server,
    files: tempfile::TempDir,
}

impl Town {
    fn new(entries: &[String]) -> Self {
        let files = tempfile::tempdir().unwrap();
        let server = Self::start(&files, entries, None);
        Self { server, files }
    }

    fn start(files: &tempfile::TempDir, entries: &[String], port: Option<u16>) -> Server {
        let base = "dn: dc=data,dc=vzd\nobjectClass: top\nobjectClass: domain\ndc: data\n\n".to_owned();
        let ldif = files.path().join("vzd.ldif");
        std::fs::write(&ldif, base + &entries.concat()).unwrap();
        let mut arguments = vec!["--ldif".to_owned(), ldif.display().to_string()];
        arguments.extend(port.map(|port| ["--port".to_owned(), port.to_string()]).into_iter().flatten());
        Server::own(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn says_now(&mut self, entries: &[String]) {
        let port = self.server.ldap;
        self.server.stop();
        self.server = Self::start(&self.files, entries, Some(port));
    }
}

fn desk(url: &str) -> Desk {
    let desk = Desk::throw_away(Mode::CommandsOnly);
    let mut settings = AccountSettings::new(KimAddress::parse(OWN).unwrap());
    for server in [&mut settings.incoming, &mut settings.outgoing] {
        server.server = "127.0.0.1".into();
        server.port = 9;
        server.tls = TlsMode::None;
        server.login = ClientmodulLogin::new(OWN).unwrap();
    }
    settings.directory.url = url.to_owned();
    desk.save(None, settings, None).unwrap();
    desk
}

fn contacts(desk: &Desk, command: ContactCommand) -> Answer {
    desk.ask(Command::Contacts(Box::new(command)))
}

fn find(desk: &Desk, query: DirectoryQuery) -> DirectoryAnswer {
    answer!(desk.ask(Command::SearchDirectory { account: None, query, lane: 0 }), Answer::Directory(found) => found)
}

fn check(desk: &Desk) -> ContactReport {
    answer!(contacts(desk, ContactCommand::CheckNow), Answer::ContactsChecked(report) => report)
}

fn shelf(desk: &Desk, shelf: ContactShelf) -> Vec<Contact> {
    let filter = ContactFilter { shelf, limit: 99, ..ContactFilter::default() };
    answer!(contacts(desk, ContactCommand::List(filter)), Answer::AddressBook(book) => book.contacts)
}

/// Keeps every address of everybody whose name holds `text`.
fn keep(desk: &Desk, text: &str) {
    let found = find(desk, DirectoryQuery { text: text.into(), ..DirectoryQuery::default() });
    let all = found.entries.iter().flat_map(|e| e.addresses.iter().map(|a| Contact::of_entry(e, a, Timestamp(1)))).collect();
    contacts(desk, ContactCommand::Keep(all));
}

fn draft(desk: &Desk, contact: &Contact) -> Draft {
    let mut draft = desk.draft(OWN, &[], "Rückfrage");
    draft.recipients.push(contact.recipient(kimpost::domain::outgoing::RecipientKind::To));
    draft
}

/// What „Senden" answers: the surprises, or none when it was queued.
fn queue(desk: &Desk, draft: Draft) -> Vec<RecipientCheck> {
    match desk.ask(Command::Queue { draft: Box::new(draft), directory_check: true, send_now: false }) {
        Answer::Queued(_) => Vec::new(),
        Answer::RecipientsChecked(surprises) => surprises,
        other => panic!("{other:?}"),
    }
}

fn ldap(town: &Town) -> String {
    format!("ldap://127.0.0.1:{}", town.server.ldap)
}

const OLD: &str = "hausarzt@alt.kim.telematik-test";
const NEW: &str = "hausarzt@neu.kim.telematik-test";

fn before() -> Vec<String> {
    vec![
        entry("1-20-1", "Praxis Eigen", &[(OWN, "1.5+")]),
        entry("1-20-2", "Praxis Lind", &[(OLD, "1.5")]),
        entry("1-20-3", "Praxis Moor", &[("moor@a.kim.telematik-test", "1.5+")]),
        entry("1-20-4", "Praxis Nord", &[("nord@a.kim.telematik-test", "1.5")]),
        entry("1-20-5", "Praxis Ohm", &[("ohm@a.kim.telematik-test", "1.5+")]),
    ]
}

/// Lind moved to another provider, Moor is renamed, Nord's address went to somebody else, Ohm is gone for good.
fn after() -> Vec<String> {
    vec![
        entry("1-20-1", "Praxis Eigen", &[(OWN, "1.5+")]),
        entry("1-20-2", "Praxis Lind", &[("verwaltung@neu.kim.telematik-test", "1.5"), (NEW, "1.5+")]),
        entry("1-20-3", "MVZ Moor", &[("moor@a.kim.telematik-test", "1.5")]),
        entry("1-20-9", "Labor Fremd", &[("nord@a.kim.telematik-test", "1.5")]),
    ]
}

#[test]
fn what_changed_is_marked_and_only_a_person_changes_contacts() {
    if left_out() {
        return;
    }
    let mut town = Town::new(&before());
    let desk = desk(&ldap(&town));
    keep(&desk, "Praxis");
    contacts(&desk, ContactCommand::Remove { address: OWN.into() });
    let group = answer!(
        contacts(&desk, ContactCommand::SaveGroup { id: None, name: " Kolleginnen ".into() }),
        Answer::ContactGroupSaved(id) => id
    );
    contacts(&desk, ContactCommand::SetMember { group, address: OLD.into(), member: true });
    contacts(&desk, ContactCommand::Note { address: OLD.into(), note: "ruft zurück".into() });
    assert_eq!(check(&desk), ContactReport { checked: 4, with_news: 0 });

    town.says_now(&after());
    assert_eq!(check(&desk), ContactReport { checked: 4, with_news: 4 });
    let news = shelf(&desk, ContactShelf::News);
    let of = |address: &str| news.iter().find(|c| c.address == address).unwrap();
    let lind = of(OLD);
    assert_eq!((lind.check.clone(), lind.name.as_str()), (DirectoryCheck::NotFound, "Praxis Lind"));
    assert_eq!(lind.news.as_ref().and_then(|n| n.best_offer(OLD)).map(|o| o.mail.as_str()), Some(NEW));
    assert!(matches!(&of("moor@a.kim.telematik-test").news, Some(ContactNews::Renamed { name }) if name == "MVZ Moor"));
    assert!(matches!(&of("nord@a.kim.telematik-test").news, Some(ContactNews::OtherOwner { name, .. }) if name == "Labor Fremd"));
    assert!(matches!(&of("ohm@a.kim.telematik-test").news, Some(ContactNews::Gone { offers }) if offers.is_empty()));
    // The suggestion carries the mark, and so does the group.
    let found = answer!(desk.ask(Command::SuggestRecipients { text: "kolleg".into() }), Answer::Suggestions(found) => found);
    assert_eq!(found.groups[0].members[0].check, DirectoryCheck::NotFound);

    contacts(&desk, ContactCommand::Replace { old: OLD.into(), new: NEW.into() });
    contacts(&desk, ContactCommand::AcceptNews { address: "moor@a.kim.telematik-test".into() });
    contacts(&desk, ContactCommand::AcceptNews { address: "nord@a.kim.telematik-test".into() });
    contacts(&desk, ContactCommand::AcceptNews { address: "ohm@a.kim.telematik-test".into() });
    assert_eq!(check(&desk), ContactReport { checked: 4, with_news: 0 }, "what was decided stays decided");
    let all = shelf(&desk, ContactShelf::All);
    let of = |address: &str| all.iter().find(|c| c.address == address).unwrap();
    assert_eq!((of(NEW).note.as_str(), of(NEW).check.clone()), ("ruft zurück", DirectoryCheck::Found(KimVersion("1.5+".into()))));
    assert_eq!(shelf(&desk, ContactShelf::Group(group)).iter().map(|c| c.address.as_str()).collect::<Vec<_>>(), [NEW]);
    assert_eq!((of("moor@a.kim.telematik-test").name.as_str(), of("nord@a.kim.telematik-test").name.as_str()), ("MVZ Moor", "Labor Fremd"));
    assert_eq!(of("ohm@a.kim.telematik-test").check, DirectoryCheck::NotFound, "gone stays marked");
    // Nobody is moved onto an address that is not there.
    let nowhere = ContactCommand::Replace { old: NEW.into(), new: "niemand@a.kim.telematik-test".into() };
    assert_eq!(desk.problem(Command::Contacts(Box::new(nowhere))), "RECIPIENT-GONE");
}

#[test]
fn a_recipient_that_changed_is_never_used_in_silence_and_a_silent_directory_blocks_nothing() {
    if left_out() {
        return;
    }
    let mut town = Town::new(&before());
    let desk = desk(&ldap(&town));
    keep(&desk, "Praxis");
    let known = shelf(&desk, ContactShelf::All);
    let of = |address: &str| known.iter().find(|c| c.address == address).unwrap();
    assert_eq!(queue(&desk, draft(&desk, of(OLD))), []);
    town.says_now(&after());
    // Gone: told with the successor, nothing queued.
    let surprises = queue(&desk, draft(&desk, of(OLD)));
    assert_eq!(surprises.len(), 1);
    assert_eq!(surprises[0].news.as_ref().and_then(|n| n.best_offer(OLD)).map(|o| o.mail.as_str()), Some(NEW));
    assert_eq!(desk.outbox().len(), 1);
    // Somebody else's: told until a person took note.
    let surprises = queue(&desk, draft(&desk, of("nord@a.kim.telematik-test")));
    assert!(matches!(surprises[0].news, Some(ContactNews::OtherOwner { .. })));
    contacts(&desk, ContactCommand::AcceptNews { address: "nord@a.kim.telematik-test".into() });
    assert_eq!(queue(&desk, draft(&desk, of("nord@a.kim.telematik-test"))), []);
    // Can no longer take a large mail.
    let mut large = draft(&desk, of("moor@a.kim.telematik-test"));
    large.text = "x".repeat(16 << 20);
    assert_eq!(queue(&desk, large)[0].check, DirectoryCheck::Found(KimVersion("1.5".into())));
    // A person who saw that it is gone may send nevertheless: KIM allows it.
    let mut seen = draft(&desk, of(OLD));
    seen.recipients[0].check = DirectoryCheck::NotFound;
    assert_eq!(queue(&desk, seen), []);
    // An address nobody ever knew is no surprise.
    assert_eq!(queue(&desk, desk.draft(OWN, &["neu@unbekannt.kim.telematik-test"], "Erste")), []);
    // A directory that is off blocks nothing.
    town.server.stop();
    let started = Instant::now();
    assert_eq!(queue(&desk, draft(&desk, of("ohm@a.kim.telematik-test"))), []);
    assert!(started.elapsed() < Duration::from_secs(5));
    assert_eq!(desk.problem(Command::Contacts(Box::new(ContactCommand::CheckNow))), "LDAP-CONNECT");
}

#[test]
fn an_empty_directory_marks_nobody() {
    if left_out() {
        return;
    }
    let mut town = Town::new(&before());
    let desk = desk(&ldap(&town));
    keep(&desk, "Praxis");
    town.says_now(&[]);
    assert_eq!(desk.problem(Command::Contacts(Box::new(ContactCommand::CheckNow))), "LDAP-EMPTY");
    assert_eq!(shelf(&desk, ContactShelf::News), []);
    assert!(shelf(&desk, ContactShelf::All).iter().all(|c| matches!(c.check, DirectoryCheck::Found(_))));
}

#[test]
fn every_field_finds_over_every_kind_of_line() {
    if left_out() {
        return;
    }
    let server = Server::own(&[]);
    let ca = std::fs::read_to_string(&server.ca).unwrap();
    for url in [
        format!("ldap://127.0.0.1:{}", server.ldap),
        format!("ldap+starttls://127.0.0.1:{}", server.ldap),
        format!("ldaps://localhost:{}", server.ldaps),
    ] {
        let desk = desk(&url);
        let account = desk.account(OWN);
        let mut settings = account.settings.clone();
        settings.directory.ca_pem.clone_from(&ca);
        desk.save(Some(account.id), settings, None).unwrap();
        let query = |fill: fn(&mut DirectoryQuery)| {
            let mut query = DirectoryQuery::default();
            fill(&mut query);
            find(&desk, query)
        };
        let clinic = query(|q| q.text = "Klinikum Überall".into()).entries.remove(0);
        assert!(!clinic.telematik_id.is_empty() && !clinic.changed.is_empty() && !clinic.state.is_empty());
        let id = clinic.telematik_id.clone();
        let by_id = find(&desk, DirectoryQuery { telematik_id: id, ..DirectoryQuery::default() });
        assert_eq!(by_id.entries.as_slice(), std::slice::from_ref(&clinic), "{url}");
        let by_mail = find(&desk, DirectoryQuery { mail: clinic.addresses[0].mail.clone(), ..DirectoryQuery::default() });
        assert_eq!(by_mail.entries.as_slice(), std::slice::from_ref(&clinic));
        let street: String = clinic.street.chars().take(6).collect();
        assert!(find(&desk, DirectoryQuery { street, city: clinic.city.clone(), ..DirectoryQuery::default() }).entries.contains(&clinic));
        assert!(find(&desk, DirectoryQuery { zip: clinic.zip.clone(), ..DirectoryQuery::default() }).entries.contains(&clinic));
        assert!(query(|q| (q.profession, q.text) = ("Krankenhaus".into(), "überall".into())).entries.contains(&clinic));
        assert!(query(|q| (q.specialty, q.text) = ("Gesundheitswesen".into(), "ueberall".into())).entries.contains(&clinic));
        let insurer = query(|q| q.ik = "109900111".into());
        assert_eq!((insurer.entries.len(), insurer.entries[0].entry_type), (1, 5));
        let part = query(|q| q.mail = "eau-muster".into());
        assert_eq!(part.entries[0].name, insurer.entries[0].name);
    }
}

/// What the engine does with a directory that lets in only who shows a certificate: search, test, check before sending, own entry.
#[test]
fn a_directory_that_demands_a_client_certificate_opens_to_the_one_of_the_account() {
    if left_out() {
        return;
    }
    let server = Server::own(&["--client-cert"]);
    let ca = std::fs::read_to_string(&server.ca).unwrap();
    let read = |desk: &Desk, password: &str| {
        let password = Secret::new(password);
        desk.try_ask(Command::ReadClientCertificate { path: server.client.clone().into(), password })
    };
    for url in [format!("ldaps://localhost:{}", server.ldaps), format!("ldap+starttls://localhost:{}", server.ldap)] {
        let desk = desk(&url);
        let account = desk.account(OWN);
        let mut settings = account.settings.clone();
        settings.directory.ca_pem.clone_from(&ca);
        desk.save(Some(account.id), settings.clone(), None).unwrap();
        let query = DirectoryQuery { text: "Klinikum Überall".into(), ..DirectoryQuery::default() };
        let asked = || desk.try_ask(Command::SearchDirectory { account: None, query: query.clone(), lane: 0 });
        let rung = |settings: &AccountSettings| {
            let (settings, password) = (Box::new(settings.clone()), Some(Secret::new("x")));
            let test = Command::TestAccount { id: Some(account.id), settings, password, connector_password: None };
            let steps = answer!(desk.ask(test), Answer::Tested(steps) => steps);
            steps.into_iter().find(|step| step.service == Service::Directory).map(|step| (step.ok, step.problem.map(|p| p.code))).unwrap()
        };
        assert_eq!(asked().unwrap_err().code, "CLIENT-CERT-WANTED", "{url}");
        assert_eq!(rung(&settings), (false, Some("CLIENT-CERT-WANTED")), "{url}");
        assert_eq!(read(&desk, "falsch").unwrap_err().code, "CLIENT-CERT-PASSWORD");
        settings.directory.client_certificate =
            Some(answer!(read(&desk, "changeit").unwrap(), Answer::ClientCertificate(certificate) => certificate));
        desk.save(Some(account.id), settings, None).unwrap();
        // From here on the key comes from the store alone.
        let stored = desk.account(OWN).settings;
        assert!(stored.directory.client_certificate.as_ref().is_some_and(|own| own.pem.is_none()));
        let found = answer!(asked().unwrap(), Answer::Directory(found) => found);
        assert_eq!(found.entries[0].name, "Klinikum Überall", "{url}");
        assert!(rung(&stored).0, "{url}");
        let addresses = vec![found.entries[0].addresses[0].mail.clone(), "niemand@nirgends.kim.telematik-test".into()];
        let checks = answer!(
            desk.ask(Command::CheckRecipients { account: account.id, addresses }),
            Answer::RecipientsChecked(checks) => checks.into_iter().map(|c| c.check).collect::<Vec<_>>()
        );
        assert!(matches!(checks.as_slice(), [DirectoryCheck::Found(_), DirectoryCheck::NotFound]), "{url} {checks:?}");
        desk.ask(Command::CheckOwnEntry { account: account.id });
        let row = answer!(desk.ask(Command::Overview { probe: false }), Answer::Overview(rows) => rows).remove(0);
        assert!(row.entry.is_some_and(|entry| !entry.found), "it was asked, and does not know this address");
    }
}

fn search(text: &str, lane: u64) -> Command {
    Command::SearchDirectory { account: None, query: DirectoryQuery { text: text.into(), ..DirectoryQuery::default() }, lane }
}

#[test]
fn a_newer_search_ends_the_older_and_the_server_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("ldap://127.0.0.1:{}", listener.local_addr().unwrap().port());
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, tell) = (stream.unwrap(), tell.clone());
            std::thread::spawn(move || {
                let mut buffer = [0; 4096];
                // The bind is answered, a search never.
                while let Ok(n @ 1..) = stream.read(&mut buffer) {
                    let operation = buffer.iter().skip(2).position(|b| [0x60, 0x63, 0x50].contains(b)).map(|at| buffer[at + 2]);
                    if operation == Some(0x60) {
                        stream.write_all(b"\x30\x0c\x02\x01\x01\x61\x07\x0a\x01\x00\x04\x00\x04\x00").unwrap();
                    }
                    tell.send((operation, n)).unwrap();
                }
            });
        }
    });
    let desk = desk(&url);
    let next = |wanted: u8| {
        let deadline = Instant::now() + Duration::from_secs(20);
        while let Ok((operation, _)) = told.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            if operation == Some(wanted) {
                return;
            }
        }
        panic!("never came: {wanted:#x}");
    };
    let engine = desk.engine.clone();
    let older = std::thread::spawn(move || (engine.ask_blocking(search("Müller", 7)), Instant::now()));
    next(0x63);
    let engine = desk.engine.clone();
    let newer_at = Instant::now();
    engine.send(search("Mülle", 7));
    let (answer, at) = older.join().unwrap();
    assert_eq!(answer.unwrap_err().code, "LDAP-REPLACED");
    assert!(at.duration_since(newer_at) < Duration::from_secs(1), "{:?}", at.duration_since(newer_at));
    next(0x50);
}
