//! The walks of the engine against Dovecot, Postfix and slapd, with faults on the line.
//!
//! Runs against the servers of `KIMTB_DIR` (see `tests/servers`). Without that variable each test only says that the
//! fast run leaves it out; with a wrong one it fails. One mailbox per test, so that they can run side by side.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails loudly"
)]

#[path = "support/bed.rs"]
mod bed;
#[path = "support/slapd.rs"]
mod slapd;
mod support;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command as Process, Stdio};

use bed::{Bed, address};
use kimpost::domain::account::{KeepOnServer, TlsMode};
use kimpost::domain::answer::{AnswerFilter, ApplicationNumber, Decision, LineState, RunResult};
use kimpost::domain::directory::DirectoryQuery;
use kimpost::domain::mail::MailFilter;
use kimpost::domain::outgoing::OutgoingState as S;
use kimpost::domain::secret::Secret;
use kimpost::domain::time::Timestamp;
use kimpost::engine::command::{Command, DeskCommand, Service};
use kimpost::engine::event::{AccountFetch, Answer};
use serde_json::Value;
use support::{Desk, answer, files_below, kim_mail, text_mail};

/// A proxy that breaks the line on purpose; ended with its handle.
struct Fault {
    child: Child,
    port: u16,
    control: u16,
}

impl Fault {
    fn new(bed: &Bed, to: &str, faults: &[&str]) -> Self {
        let mut child = Process::new("python3")
            .arg(bed.0["faultproxy"].as_str().unwrap())
            .args(["--to", &format!("127.0.0.1:{}", bed.port(to)), "--control", "0"])
            .args(faults)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let port = |key: &str| u16::try_from(told[key].as_u64().unwrap_or_else(|| panic!("{told}"))).unwrap();
        Self { port: port("port"), control: port("control"), child }
    }

    /// Changes the faults while it runs.
    fn tell(&self, what: &str) {
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", self.control)).unwrap();
        stream.write_all(format!("{what}\n").as_bytes()).unwrap();
        BufReader::new(stream).read_line(&mut String::new()).unwrap();
    }
}

impl Drop for Fault {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn one(fetched: Vec<AccountFetch>) -> AccountFetch {
    assert_eq!(fetched.len(), 1);
    fetched.into_iter().next().unwrap()
}

/// Subjects of the inbox, sorted.
fn subjects(desk: &Desk) -> Vec<String> {
    let mut all: Vec<String> = desk.inbox().into_iter().map(|r| r.subject).collect();
    all.sort();
    all
}

fn numbered(name: &str, count: usize, lines: usize) -> Vec<Vec<u8>> {
    (0..count)
        .map(|n| text_mail("a@x.kim.telematik-test", &address(name), &format!("Nummer {n:03}"), &format!(".{n}\r\n").repeat(lines)))
        .collect()
}

#[test]
fn from_the_account_to_the_receipt_in_each_mode() {
    let Some(bed) = Bed::get() else { return };
    for (mode, pop3, smtp) in
        [(TlsMode::None, "pop3", "smtp"), (TlsMode::StartTls, "pop3", "smtp_starttls"), (TlsMode::Tls, "pop3s", "smtps")]
    {
        let settings = bed.settings("praxis", mode, bed.port(pop3), bed.port(smtp));
        let desk = bed.desk(settings.clone(), "praxis");
        let own = address("praxis");
        let test = Command::TestAccount { id: Some(desk.id(&own)), settings: Box::new(settings), password: None, connector_password: None };
        let steps = answer!(desk.ask(test), Answer::Tested(steps) => steps);
        for step in steps.iter().filter(|s| s.step != "search") {
            assert!(step.ok, "{mode:?} {step:?}");
        }
        let query = DirectoryQuery { text: "müller thomas".into(), limit: 100, ..DirectoryQuery::default() };
        let found = answer!(desk.ask(Command::SearchDirectory { account: None, query, lane: 0 }), Answer::Directory(found) => found);
        assert!(found.entries.len() >= 2, "{}", found.entries.len());
        desk.fetch_well();
        let subject = format!("Befund – Größe {mode:?} {}", std::process::id());
        let mut draft = desk.draft(&own, &[&address("kasse"), &address("unbekannt")], &subject);
        draft.read_receipt = false;
        let item = desk.send(draft);
        let states: Vec<S> = item.recipients.iter().map(|r| r.state).collect();
        assert_eq!(states, [S::Accepted, S::Refused], "{mode:?} {}", item.problem_detail);
        assert!(item.recipients[1].reply.starts_with("550"), "{}", item.recipients[1].reply);
        let told = desk.fetch_until("the DSN", |desk| Some(desk.sent(item.id)).filter(|i| i.recipients[0].state == S::Delivered));
        assert_eq!(told.recipients[1].state, S::Refused);
        let pinned = desk.account(&own).settings;
        for server in [&pinned.incoming, &pinned.outgoing] {
            assert_eq!(server.pinned_sha256.len(), if mode == TlsMode::None { 0 } else { 64 }, "{mode:?}");
        }
        // It arrived as it was stored.
        let kasse = bed.desk(bed.plain("kasse"), "kasse");
        let arrived = kasse.fetch_until("the mail", |kasse| kasse.inbox().into_iter().find(|r| r.subject == subject));
        assert!(kasse.raw(arrived.id).ends_with(&desk.raw(item.id)), "{mode:?}");
    }
}

#[test]
fn a_self_test_comes_back_through_servers_that_demand_a_client_certificate() {
    let Some(bed) = Bed::get() else { return };
    let name = "praxis.nachname.123456789";
    let pop3 = u16::try_from(bed.0["tls_matrix"]["pop3s_clientcert"].as_u64().unwrap()).unwrap();
    let mut settings = bed.settings(name, TlsMode::Tls, pop3, bed.port("smtps_clientcert"));
    for server in [&mut settings.incoming, &mut settings.outgoing] {
        server.server = "localhost".into();
    }
    let desk = bed.desk(settings.clone(), name);
    bed.clear(name);
    let id = desk.id(&address(name));
    let rungs = || {
        let settings = Box::new(desk.account(&address(name)).settings);
        answer!(desk.ask(Command::TestAccount { id: Some(id), settings, password: None, connector_password: None }), Answer::Tested(steps) => steps)
    };
    // Without a certificate nobody comes in: the one server closes without a word, the other says why.
    let refused = |service| rungs().into_iter().find(|step| step.service == service && !step.ok).and_then(|step| step.problem).unwrap();
    assert_eq!(refused(Service::Pop3).code, "CLIENT-CERT-WANTED");
    let words = refused(Service::Smtp);
    assert!(words.code == "SMTP-421" && words.detail.contains("No client certificate presented"), "{words:?}");
    let folder = Path::new(bed.0["ca"].as_str().unwrap()).parent().unwrap().to_owned();
    let read = Command::ReadClientCertificate { path: folder.join("client.p12"), password: Secret::new("geheim") };
    let own = answer!(desk.ask(read), Answer::ClientCertificate(own) => own);
    settings.incoming.client_certificate = Some(own.clone());
    settings.outgoing.client_certificate = Some(own);
    desk.save(Some(id), settings, None).unwrap();
    let failed: Vec<_> = rungs().into_iter().filter(|step| !step.ok && step.step != "search").collect();
    assert!(failed.is_empty(), "{failed:?}");
    let report = answer!(desk.ask(Command::SelfTest { account: id }), Answer::SelfTested(report) => report);
    assert_eq!(report.problem, None);
    assert!(report.sent && report.received && report.identical && report.receipt);
}

#[test]
fn sample_mails_are_fetched_classified_found_and_taken_over_again() {
    let Some(bed) = Bed::get() else { return };
    let mut files = files_below(Path::new("tests/data/payload/eml"));
    files.extend(files_below(Path::new("tests/data/mail")).into_iter().filter(|f| f.extension().is_some_and(|e| e == "eml")));
    let mails: Vec<Vec<u8>> = files.iter().map(|f| std::fs::read(f).unwrap()).collect();
    let desk = bed.desk(bed.plain("klinik"), "klinik");
    bed.clear("klinik");
    bed.seed("klinik", &mails);
    let fetched = one(desk.fetch());
    assert!(fetched.problems.is_empty(), "{:?}", fetched.problems);
    assert_eq!(fetched.parked, 0);
    assert!(fetched.new >= 35, "{fetched:?}");
    assert_eq!(desk.fetch_well(), 0);
    let mut classes: HashMap<&str, usize> = HashMap::new();
    for row in desk.inbox() {
        *classes.entry(row.class.as_str()).or_default() += 1;
        desk.read(row.id);
        desk.save_files(row.id, &desk.path(&format!("out-{}", row.id)));
    }
    for class in ["personal", "technical", "undecrypted", "notice"] {
        assert!(classes.contains_key(class), "{classes:?}");
    }
    let found = desk.list(MailFilter { search: "4711".into(), all_folders: true, ..MailFilter::default() });
    assert!(found.total > 0);
    let answer_mail = found.rows.iter().find(|r| r.payload_kind.is_some_and(|k| k.as_str() == "ebz-answer")).unwrap();
    let runs = desk.open(answer_mail.id).runs.len();
    let again = desk.ask(Command::Reprocess { mail: answer_mail.id, reason: "noch einmal".into() });
    assert_eq!(answer!(again, Answer::Run { run, .. } => run.number) as usize, runs + 1);
}

#[test]
fn a_line_cut_in_the_middle_of_a_mail_loses_and_doubles_nothing() {
    let Some(bed) = Bed::get() else { return };
    let mails = numbered("leer", 40, 400);
    bed.clear("leer");
    bed.seed("leer", &mails);
    let proxy = Fault::new(&bed, "pop3", &["--cut-down", "50000"]);
    let desk = bed.desk(bed.settings("leer", TlsMode::None, proxy.port, bed.port("smtp")), "leer");
    let there = bed.on_server("leer");
    let first = one(desk.fetch());
    assert!(!first.problems.is_empty() && first.new < there, "{first:?}");
    assert_eq!(first.new, desk.inbox().len(), "what arrived whole is kept");
    proxy.tell("{\"reset\": true}");
    let second = one(desk.fetch());
    assert!(second.problems.is_empty(), "{:?}", second.problems);
    assert_eq!(first.new + second.new, there);
    let mut expected: Vec<String> = (0..40).map(|n| format!("Nummer {n:03}")).collect();
    expected.sort();
    assert_eq!(subjects(&desk), expected);
    for (n, mail) in mails.iter().enumerate() {
        assert!(desk.raw(desk.mail(&format!("Nummer {n:03}")).id).ends_with(mail));
    }
}

#[test]
fn a_line_cut_before_quit_keeps_what_was_stored_and_deletes_nothing_unheard() {
    let Some(bed) = Bed::get() else { return };
    bed.clear("gross");
    bed.seed("gross", &numbered("gross", 5, 10));
    let proxy = Fault::new(&bed, "pop3", &["--reply", "^QUIT=><CLOSE>"]);
    let mut settings = bed.settings("gross", TlsMode::None, proxy.port, bed.port("smtp"));
    settings.options.keep_on_server = KeepOnServer::Days(0);
    let desk = bed.desk(settings, "gross");
    let there = bed.on_server("gross");
    let cut = one(desk.fetch());
    assert_eq!((cut.new, cut.deleted_on_server), (there, 0), "{cut:?}");
    assert!(!cut.problems.is_empty());
    assert_eq!(bed.on_server("gross"), there, "without QUIT nothing is deleted");
    proxy.tell("{\"reset\": true}");
    let again = one(desk.fetch());
    assert_eq!((again.new, again.deleted_on_server), (0, there), "{again:?}");
    assert_eq!((bed.on_server("gross"), desk.inbox().len()), (0, there));
}

#[test]
fn a_mail_that_cannot_be_fetched_does_not_hold_up_the_others() {
    let Some(bed) = Bed::get() else { return };
    bed.clear("labor");
    bed.seed("labor", &numbered("labor", 6, 10));
    let there = bed.on_server("labor");
    let proxy = Fault::new(&bed, "pop3", &["--reply", "^RETR 3$=>-ERR [SYS/TEMP] 4008 nicht lesbar"]);
    let desk = bed.desk(bed.settings("labor", TlsMode::None, proxy.port, bed.port("smtp")), "labor");
    let first = one(desk.fetch());
    assert_eq!((first.new, first.parked), (there - 1, 1), "{first:?}");
    for _ in 0..3 {
        assert_eq!(one(desk.fetch()).new, 0);
    }
    bed.seed("labor", &[text_mail("a@x.kim.telematik-test", &address("labor"), "Danach", "neu\r\n")]);
    assert_eq!(one(desk.fetch()).new, 1, "a parked mail blocks nothing");
    assert_eq!(bed.on_server("labor"), there + 1);
}

#[test]
fn a_line_lost_after_data_is_uncertain_and_before_it_waits() {
    let Some(bed) = Bed::get() else { return };
    let own = address("exakt");
    let proxy = Fault::new(&bed, "smtp", &["--after-data", "<RST>"]);
    let desk = bed.desk(bed.settings("exakt", TlsMode::None, bed.port("pop3"), proxy.port), "exakt");
    let mut draft = desk.draft(&own, &[&address("kasse")], &format!("unklar {}", std::process::id()));
    (draft.delivery_receipt, draft.read_receipt) = (false, false);
    let item = desk.send(draft);
    assert_eq!((item.state, item.attempts), (S::Uncertain, 1), "{}", item.problem_detail);
    assert_eq!(answer!(desk.ask(Command::FlushOutbox), Answer::Outbox(items) => items).len(), 0);
    assert_eq!(desk.problem(Command::RetrySend { mail: item.id }), "SEND-STATE");
    // Cut while the mail is on its way: the server saw no dot, so it certainly has nothing.
    proxy.tell("{\"reset\": true}");
    proxy.tell("{\"cut_up\": 30000}");
    let mut draft = desk.draft(&own, &[&address("kasse")], &format!("abgeschnitten {}", std::process::id()));
    // More than the line holds by itself, so that the dot cannot be under way yet.
    std::fs::write(desk.path("gross.bin"), vec![7_u8; 14 << 20]).unwrap();
    desk.attach(&mut draft, &desk.path("gross.bin"));
    (draft.delivery_receipt, draft.read_receipt) = (false, false);
    let cut = desk.send(draft);
    assert_eq!(cut.state, S::Queued, "{} {}", cut.problem_code, cut.problem_detail);
    assert!(cut.next_try.is_some());
    proxy.tell("{\"reset\": true}");
    let sent = answer!(desk.ask(Command::FlushOutbox), Answer::Outbox(items) => items);
    assert_eq!((sent.len(), sent[0].id, sent[0].state), (1, cut.id, S::Accepted));
}

#[test]
fn of_two_stations_one_processes_and_the_other_reads() {
    let Some(bed) = Bed::get() else { return };
    let (name, sender) = ("station", address("kasse"));
    bed.clear(name);
    let answer_file = std::fs::read("tests/data/payload/eml/ebz_genehmigung_der.eml").unwrap();
    let asked = kim_mail(
        &sender,
        &address(name),
        "Bitte um Antwort",
        &format!("Disposition-Notification-To: {sender}\r\nContent-Type: text/plain\r\n"),
        "Guten Tag",
    );
    let request = std::fs::read("tests/data/payload/eml/ebz_antrag_ze.eml").unwrap();
    bed.seed(name, &[request, answer_file, asked]);
    let settings = |here: bool| {
        let mut settings = bed.plain(name);
        settings.options.processing_station = here;
        settings.options.keep_on_server = KeepOnServer::Days(0);
        settings
    };
    let (reader, worker) = (bed.desk(settings(false), name), bed.desk(settings(true), name));
    let folders = [&reader, &worker].map(|desk| {
        let dir = desk.path("pvs");
        std::fs::create_dir(&dir).unwrap();
        desk.ask(Command::SetHandoverFolder { prefix: "EBZ".into(), dir: Some(dir.clone()) });
        dir
    });
    // The reader fetches first, reads everything, and changes nothing for the other.
    assert_eq!(one(reader.fetch()).new, 3);
    assert_eq!(one(reader.fetch()).deleted_on_server, 0);
    assert_eq!(bed.on_server(name), 3);
    let wish = reader.mail("Bitte um Antwort");
    reader.read(wish.id);
    assert!(reader.open(wish.id).row.receipt_requested, "the question stays open here");
    assert_eq!(reader.problem(Command::AnswerReadReceipt { mail: wish.id, send: true }), "STATION-OTHER");
    let technical = reader.inbox().into_iter().find(|r| r.payload_kind.is_some_and(|k| k.as_str() == "ebz-answer")).unwrap();
    let runs = reader.open(technical.id).runs;
    assert!(runs[0].notes.iter().any(|n| n.key == "note-other-station"), "{:?}", runs[0].notes);
    assert_eq!(reader.problem(Command::Reprocess { mail: technical.id, reason: "noch einmal".into() }), "STATION-OTHER");
    assert_eq!(files_below(&folders[0]).len(), 0);
    assert_eq!(answer!(reader.ask(Command::FlushOutbox), Answer::Outbox(items) => items).len(), 0);
    // The processing station does all of it, although the other was first.
    assert_eq!(one(worker.fetch()).new, 3);
    let wish = worker.mail("Bitte um Antwort");
    worker.read(wish.id);
    assert_eq!(answer!(worker.ask(Command::FlushOutbox), Answer::Outbox(items) => items).len(), 1, "the read receipt");
    assert_eq!(files_below(&folders[1]).len(), 1, "handed over by itself");
    worker.fetch();
    assert_eq!(bed.on_server(name), 0, "deleted by the one that may");
    // Moved over: the former reader may hand over now, and the former worker no longer.
    let id = reader.id(&address(name));
    let moved = worker.ask(Command::SetStation { account: worker.id(&address(name)), here: false });
    assert!(!answer!(moved, Answer::AccountSaved(account) => account).settings.options.processing_station);
    reader.ask(Command::SetStation { account: id, here: true });
    let technical = reader.inbox().into_iter().find(|r| r.payload_kind.is_some_and(|k| k.as_str() == "ebz-answer")).unwrap();
    reader.ask(Command::Reprocess { mail: technical.id, reason: "hier weiter".into() });
    assert_eq!(files_below(&folders[0]).len(), 1);
    let mail = worker.inbox().into_iter().find(|r| r.payload_kind.is_some_and(|k| k.as_str() == "ebz-answer")).unwrap().id;
    assert_eq!(worker.problem(Command::Reprocess { mail, reason: "noch einmal".into() }), "STATION-OTHER");
}

#[test]
fn an_ebz_request_gets_its_receipt_its_answer_and_its_file_and_the_answer_comes_once_more() {
    let Some(bed) = Bed::get() else { return };
    let (name, insurer) = ("ebz", address("kasse"));
    bed.clear(name);
    let desk = bed.desk(bed.plain(name), name);
    let dir = desk.path("pvs");
    std::fs::create_dir(&dir).unwrap();
    desk.ask(Command::SetHandoverFolder { prefix: "EBZ".into(), dir: Some(dir.clone()) });
    // Each run has a number of its own: the insurer's mailbox keeps what earlier ones sent.
    let plan = ApplicationNumber::parse(&format!("0991234562611ZE{:015}", std::process::id())).unwrap();
    let of_plan = |file: &str| std::fs::read_to_string(file).unwrap().replace("0991234562611ZE000000000004711", plan.as_str());
    let file = desk.path(&format!("EEBZ0_{}01.xml", plan.as_str()));
    std::fs::write(&file, of_plan("tests/data/payload/ebz/antrag_ze.xml")).unwrap();
    let mut draft = desk.draft(&address(name), &[&insurer], &format!("EEBZ0_{}01", plan.as_str()));
    (draft.dienstkennung, draft.read_receipt) = ("EBZ;ANT;2.0.0".into(), false);
    desk.attach(&mut draft, &file);
    let sent = desk.send(draft);
    desk.fetch_until("the DSN", |desk| Some(desk.sent(sent.id)).filter(|i| i.recipients[0].state == S::Delivered));
    let line = |desk: &Desk| {
        let filter = AnswerFilter { number: plan.as_str().to_owned(), ..AnswerFilter::default() };
        answer!(desk.ask(Command::ListAnswers(filter)), Answer::Answers(page) => page.rows[0].clone())
    };
    assert_eq!((line(&desk).state, line(&desk).request_mail), (LineState::Open, Some(sent.id)));
    let xml = of_plan("tests/data/payload/ebz/antwort_teilgenehmigung_ze.xml").replace('\n', "\r\n");
    let extra = "X-KIM-Dienstkennung: EBZ;ANW;2.0.0\r\nContent-Type: application/xml; name=\"EEBZ1.xml\"\r\n\
                 Content-Disposition: attachment; filename=\"EEBZ1.xml\"\r\nContent-Description: EBZ\r\n";
    bed.seed(name, &[kim_mail(&insurer, &address(name), "EEBZ1", extra, &xml)]);
    desk.fetch_well();
    let answered = line(&desk);
    assert_eq!((answered.decision, answered.state, answered.runs), (Decision::ApprovedChanged, LineState::TakenOver, 1));
    let files = files_below(&dir);
    assert_eq!(files.len(), 1);
    let bytes = std::fs::read(&files[0]).unwrap();
    // The practice software takes it, and loses it in a restore.
    std::fs::remove_file(&files[0]).unwrap();
    let since = DeskCommand::TakeOverSince { since: Timestamp(0), reason: "Rücksicherung".into(), anew: false };
    for (taken, in_folder) in [(1, 1), (0, 1)] {
        let report = answer!(desk.ask(Command::Desk(Box::new(since.clone()))), Answer::Bulk(report) => report);
        assert_eq!((report.taken_over, report.cancelled), (taken, false));
        assert_eq!(files_below(&dir).len(), in_folder);
    }
    assert_eq!(std::fs::read(&files_below(&dir)[0]).unwrap(), bytes);
    assert_eq!(line(&desk).runs, 2);
}

/// A directory in which the insurer of the sample request has its mailbox on the test bed.
fn directory_with_insurer() -> (slapd::Server, tempfile::TempDir) {
    let sample = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/servers/vzd/sample.ldif")).unwrap();
    let root = sample.split("\n\n").find(|entry| entry.contains("dn: dc=data,dc=vzd\n")).unwrap();
    let insurer = sample.split("\n\n").find(|entry| entry.contains("displayName: Musterkasse\n")).unwrap();
    let insurer = insurer.replace("109900111", "109999039").replace("eau-musterkasse@kassennetz.kim.telematik-test", &address("kasse"));
    let dir = tempfile::tempdir().unwrap();
    let ldif = dir.path().join("vzd.ldif");
    std::fs::write(&ldif, format!("{root}\n\n{insurer}\n")).unwrap();
    (slapd::Server::own(&["--ldif", ldif.to_str().unwrap()]), dir)
}

#[test]
fn a_dropped_request_goes_out_once_is_receipted_and_answered() {
    let Some(bed) = Bed::get() else { return };
    let name = "viele";
    bed.clear(name);
    let (directory, _ldif) = directory_with_insurer();
    let mut settings = bed.plain(name);
    settings.directory.url = format!("ldap://127.0.0.1:{}", directory.ldap);
    let desk = bed.desk(settings, name);
    let dir = desk.path("ausgang");
    std::fs::create_dir(&dir).unwrap();
    let account = desk.id(&address(name));
    desk.ask(Command::AddWatchFolder { account, dienstkennung: "EBZ".into(), dir: dir.clone(), sure: false });
    let data = |file: &str| std::fs::read(format!("{}/tests/data/payload/ebz/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let stem = "EEBZ0_0991234562611ZE00000000000471101";
    let drop_it = |file: &str| {
        std::fs::write(dir.join(file), data("antrag_ze.xml")).unwrap();
        answer!(desk.ask(Command::RunWatch), Answer::Watch(facts) => *facts)
    };
    let sent = drop_it(&format!("{stem}.xml")).items.remove(0);
    let mail = sent.mail.unwrap_or_else(|| panic!("{} {}", sent.code, sent.detail));
    let item = desk.retry(mail);
    assert_eq!((item.state, item.recipients[0].mailbox.address.as_str()), (S::Accepted, address("kasse").as_str()));
    // The same bytes once more: aside, not out.
    let again = drop_it("EEBZ0_0991234562611ZE00000000000471102.xml").items.remove(0);
    assert_eq!((again.code.as_str(), again.mail, desk.outbox().len()), ("WATCH-TWICE", Some(mail), 1));
    desk.fetch_until("the DSN", |desk| (desk.sent(mail).state == S::Delivered).then_some(()));
    // What arrived at the insurer is the file.
    let kasse = bed.desk(bed.plain("kasse"), "kasse");
    let arrived = kasse.fetch_until("the request", |kasse| kasse.inbox().into_iter().find(|r| r.subject == stem));
    let saved = kasse.save_files(arrived.id, &kasse.path("antrag"));
    assert_eq!(std::fs::read(&saved[0].path).unwrap(), data("antrag_ze.xml"));
    assert_eq!(arrived.dienstkennung, "EBZ;ANT;2.0.0");
    let file = "EEBZ1_0991234562611ZE00000000000471101.xml";
    let extra = format!(
        "X-KIM-Dienstkennung: EBZ;ANW;2.0.0\r\nContent-Type: application/xml; name=\"{file}\"\r\n\
         Content-Disposition: attachment; filename=\"{file}\"\r\n"
    );
    let answer = String::from_utf8(data("antwort_genehmigung_ze.xml")).unwrap();
    bed.seed(name, &[kim_mail(&address("kasse"), &address(name), file.strip_suffix(".xml").unwrap(), &extra, &answer)]);
    let row = desk.fetch_until("the answer", |desk| {
        let rows = answer!(desk.ask(Command::ListAnswers(AnswerFilter::default())), Answer::Answers(page) => page.rows);
        rows.into_iter().find(|row| row.answers > 0)
    });
    assert_eq!((row.request_mail, row.decision), (Some(mail), Decision::Approved));
    assert_eq!(row.last_result, Some(RunResult::TakenOver), "it matches its request");
}
