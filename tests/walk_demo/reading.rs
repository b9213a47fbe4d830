//! From the first account to the opened mail: test, fetch, counts, filters, search, detail, files, trash, export.

use std::collections::HashSet;

use kimpost::domain::mail::{ClassFilter, Decryption, Folder, Integrity, MailClass, MailFilter, SortKey};
use kimpost::domain::outgoing::OutgoingState;
use kimpost::domain::payload::PayloadKind;
use kimpost::engine::Mode;
use kimpost::engine::command::{Command, ExportFormat, Service};
use kimpost::engine::event::{Answer, Event, ImportResult};

use crate::support::{Desk, HA, KH, Town, ZP, answer, files_below, kim_mail, print_words, sha256, text_mail};

#[test]
fn a_complete_account_passes_every_rung() {
    let town = Town::full();
    let mut desk = Desk::throw_away(Mode::CommandsOnly);
    for address in [ZP, KH, HA] {
        // Before it is saved, as the dialog does, and after.
        let settings = Box::new(town.settings(address));
        let test =
            Command::TestAccount { id: None, settings: settings.clone(), password: Some(town.password(address)), connector_password: None };
        let steps = answer!(desk.ask(test), Answer::Tested(steps) => steps);
        for step in &steps {
            assert!(step.ok, "{address} {:?} {}: {:?}", step.service, step.step, step.problem);
        }
        for service in Service::ALL {
            assert!(steps.iter().any(|s| s.service == service), "no rung of {}", service.as_str());
        }
        let account = desk.join(&town, address);
        let again = Command::TestAccount { id: Some(account.id), settings, password: None, connector_password: None };
        assert!(answer!(desk.ask(again), Answer::Tested(steps) => steps).iter().all(|s| s.ok));
    }
    let rung = desk.event("a rung", |event| if let Event::TestStep { step, .. } = event { Some(step) } else { None });
    assert!(rung.ok);
    assert_eq!(town.demo.mails_in(ZP), desk.fetch().iter().find(|a| a.address == ZP).unwrap().new, "testing changed something");
}

#[test]
fn everything_is_fetched_once_and_counted() {
    let town = Town::full();
    let mut desk = Desk::in_town(&town);
    let on_server: Vec<usize> = [ZP, KH, HA].iter().map(|a| town.demo.mails_in(a)).collect();
    let fetched = desk.fetch();
    for (account, (address, there)) in fetched.iter().zip([ZP, KH, HA].iter().zip(&on_server)) {
        assert!(account.problems.is_empty(), "{:?}", account.problems);
        assert_eq!((account.address.as_str(), account.new, account.parked, account.skipped), (*address, *there, 0, 0));
        assert_eq!(account.deleted_on_server, 0, "nothing is older than 90 days");
        assert!(account.bytes > 0);
    }
    let finished = desk.event("the end", |event| if let Event::FetchFinished(report) = event { Some(report) } else { None });
    assert!(finished.problems.is_empty());
    for (address, there) in [ZP, KH, HA].iter().zip(&on_server) {
        let counts = desk.counts(address);
        let own = desk.id(address);
        let all = desk.list(MailFilter { accounts: vec![own], ..MailFilter::default() });
        let receipts = *there - all.total;
        assert_eq!(counts.inbox_total, all.total, "{address}");
        assert_eq!(counts.inbox_unread, all.rows.iter().filter(|r| r.unread).count());
        assert_eq!(counts.inbox_unread, all.total, "all are new");
        assert!(all.rows.iter().all(|r| r.class != MailClass::Receipt), "{address}: receipts belong to the mails they speak about");
        assert!(receipts > 0, "{address} had receipts");
        let undecrypted = all.rows.iter().filter(|r| r.class == MailClass::Undecrypted).count();
        assert_eq!(counts.undecrypted, undecrypted);
        assert_eq!(counts.sent, desk.list(MailFilter { accounts: vec![own], folder: Folder::Sent, ..MailFilter::default() }).total);
    }
    // Nothing twice, and what could not be read is asked for again without becoming new.
    let again = desk.fetch();
    assert!(again.iter().all(|a| a.new == 0 && a.problems.is_empty()), "{again:?}");
    assert_eq!(desk.accounts().iter().filter(|a| a.last_fetch.is_some() && a.messages > 0).count(), 3);
    assert_eq!(desk.problem(Command::RemoveAccount { id: desk.id(ZP) }), "ACCOUNT-USED");
}

#[test]
fn what_was_sent_before_shows_its_receipts() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let sent = desk.list(MailFilter { folder: Folder::Sent, ..MailFilter::default() });
    assert_eq!(sent.total, town.info().sent.len());
    let state = |subject: &str| {
        let row = sent.rows.iter().find(|r| r.subject == subject).unwrap_or_else(|| panic!("no {subject}"));
        row.state
    };
    assert_eq!(state("EEBZ0_0991234562611ZE00000000000471101"), Some(OutgoingState::Delivered));
    assert_eq!(state("EEBZ0_0991234562611ZE00000000000471201"), Some(OutgoingState::Accepted));
    assert_eq!(state("AW: Extraktion 14 und 24 vor KFO-Beginn – Mila Ährenfeld"), Some(OutgoingState::Read));
}

#[test]
fn lists_are_filtered_sorted_and_cut() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let own = vec![desk.id(ZP)];
    let of = |kind| desk.list(MailFilter { accounts: own.clone(), kind, ..MailFilter::default() });
    let (all, personal, technical) = (of(ClassFilter::All), of(ClassFilter::Personal), of(ClassFilter::Technical));
    assert_eq!(personal.total + technical.total, all.total);
    assert_eq!(all.per_class, [all.total, personal.total, technical.total]);
    assert_eq!(technical.per_class, all.per_class);
    assert!(technical.rows.iter().any(|r| r.subject == "EEBZ1_0991234562611ZE00000000000471101"));
    // An insurer's answer that could not be decrypted is looked for among the technical ones.
    assert!(technical.rows.iter().any(|r| r.class == MailClass::Undecrypted && r.dienstkennung.starts_with("EBZ")));
    assert!(personal.rows.iter().any(|r| r.subject.starts_with("Extraktion 14 und 24")));
    assert!(personal.rows.iter().all(|r| r.payload_kind.is_none_or(|k| k != PayloadKind::EbzAnswer)));
    for sort in [SortKey::Date, SortKey::From, SortKey::Subject, SortKey::Kind, SortKey::Size] {
        for ascending in [false, true] {
            let filter = MailFilter { sort, ascending, limit: 7, ..MailFilter::default() };
            let mut seen = HashSet::new();
            let whole = desk.list(MailFilter { limit: 0, ..filter.clone() });
            for offset in (0..whole.total).step_by(7) {
                let page = desk.list(MailFilter { offset, ..filter.clone() });
                assert_eq!(page.total, whole.total);
                assert!(page.rows.iter().all(|r| seen.insert(r.id)), "twice in {sort:?}");
            }
            assert_eq!(seen.len(), whole.total, "{sort:?}");
        }
    }
    let dates: Vec<_> = desk.inbox().iter().map(|r| r.date).collect();
    assert!(dates.is_sorted_by(|a, b| a >= b), "newest first");
    let undecrypted = desk.list(MailFilter { undecrypted_only: true, ..MailFilter::default() });
    assert!(undecrypted.total >= 8 && undecrypted.rows.iter().all(|r| r.class == MailClass::Undecrypted));
    let one = desk.inbox().remove(0).id;
    desk.read(one);
    let unread = desk.list(MailFilter { unread_only: true, ..MailFilter::default() });
    assert_eq!(unread.total + 1, desk.inbox().len());
}

#[test]
fn anything_a_person_remembers_finds_the_mail() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let check = |words: &str, subject: &str| {
        let found = desk.search(words);
        let subjects: Vec<&str> = found.iter().map(|r| r.subject.as_str()).collect();
        assert!(subjects.iter().any(|s| s.contains(subject)), "„{words}“ did not find „{subject}“ but {subjects:?}");
    };
    check("Überbacher", "Rückfrage zum Medikationsplan");
    check("überbacher", "Rückfrage zum Medikationsplan");
    check("Größmann", "Laborwerte Großmann");
    check("brömmelkamp stress", "MRT Herz");
    check("Holtkamp", "operative Weisheitszahnentfernung");
    check("kronenwerk.kim", "Zahnfarbe Regio 26/27");
    for part in ["4711", "000471", "0991234562611ZE000000000004711", "1ZE0000000000047", "ZE000000000004711"] {
        check(part, "ZE00000000000471101");
    }
    check("472", "PA00000000000472001");
    check("OP-Bericht_Tjaden", "operative Weisheitszahnentfernung");
    check("Modellanalyse", "AW: AW: Extraktion 14 und 24");
    check("Quastenberg", "Entlassbrief Quastenberg");
    for nothing in ["Zebrafinkenzucht", "\"", "*", "NEAR(", "a OR b)", "';--", "\u{0}"] {
        let found = desk.search(nothing);
        assert!(nothing.len() < 5 || found.is_empty(), "„{nothing}“ found something");
    }
    // A bearer secret is never a way to a mail.
    assert!(desk.search("b3cc0475bb78a502").is_empty());
    let narrow = MailFilter { search: "4711".into(), accounts: vec![desk.id(KH)], all_folders: true, ..MailFilter::default() };
    assert_eq!(desk.list(narrow).total, 0, "another account's mails");
}

#[test]
fn every_mail_opens_and_every_attachment_is_saved_as_it_was_sent() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let mut kinds = HashSet::new();
    for row in desk.inbox() {
        let detail = desk.open(row.id);
        assert!(detail.row.unread, "looking without a person changes nothing");
        assert!(!detail.headers.is_empty() && detail.on_server, "{}", row.subject);
        assert!(!detail.parsed.raw_only, "{}", row.subject);
        assert_eq!(row.attachments, detail.parsed.attachments.iter().filter(|a| !a.is_signature_report).count());
        let raw = desk.raw(row.id);
        assert_eq!(raw.len() as u64, row.size);
        let digests = answer!(desk.ask(Command::DigestAttachments { mail: row.id }), Answer::Files(files) => files);
        let dir = desk.path(&format!("files-{}", row.id));
        for (file, digest) in desk.save_files(row.id, &dir).iter().zip(&digests) {
            let written = std::fs::read(&file.path).unwrap();
            assert_eq!((file.size, &file.sha256), (written.len() as u64, &sha256(&written)));
            assert_eq!((digest.size, &digest.sha256), (file.size, &file.sha256));
            assert!(file.path.parent() == Some(dir.as_path()), "{}", file.path.display());
        }
        kinds.extend(detail.payload.map(|p| p.kind));
    }
    for kind in [
        PayloadKind::EbzAnswer,
        PayloadKind::EbzError,
        PayloadKind::EbzQuery,
        PayloadKind::EauError,
        PayloadKind::Eau,
        PayloadKind::EauCancel,
        PayloadKind::EebCertificate,
        PayloadKind::Letter,
        PayloadKind::Lab,
        PayloadKind::Prescription,
        PayloadKind::BillingFeedback,
    ] {
        assert!(kinds.contains(&kind), "no {}", kind.as_str());
    }
    let brief = desk.mail("Entlassbrief Quastenberg");
    let saved = desk.save_files(brief.id, &desk.path("brief"));
    let bytes = |name: &str| std::fs::read(saved.iter().find(|f| f.path.ends_with(name)).unwrap().path.clone()).unwrap();
    assert_eq!(bytes("Arztbrief_HF-2026-008812.xml"), std::fs::read("assets/demo/arztbrief.xml").unwrap());
    assert_eq!(bytes("EKG.png"), std::fs::read("assets/demo/ekg.png").unwrap());
    // A second time beside the first, never over it.
    let again = desk.save_files(brief.id, &desk.path("brief"));
    assert!(again.iter().all(|f| saved.iter().all(|s| s.path != f.path)));
    assert_eq!(files_below(&desk.path("brief")).len(), saved.len() * 2);
    assert_eq!(desk.problem(Command::SaveAttachments { mail: brief.id, index: Some(99), dir: desk.path("brief") }), "INPUT-NO-ATTACHMENT");
}

#[test]
fn results_of_the_clientmodul_are_what_it_said() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    for (subject, class, decryption, integrity) in [
        ("Nachfrage zu", MailClass::Undecrypted, Decryption::Failed, Integrity::None),
        ("Extraktion 14 und 24 vor KFO-Beginn", MailClass::Personal, Decryption::Ok, Integrity::Ok),
        ("MRT Herz: Befund", MailClass::Personal, Decryption::Ok, Integrity::Unverifiable),
        ("Laborwerte Großmann", MailClass::Notice, Decryption::Ok, Integrity::Failed),
        ("Überweisung zur Röntgendiagnostik", MailClass::Notice, Decryption::Ok, Integrity::Failed),
        ("Gewichtsprotokoll Herr Moorkamp", MailClass::Personal, Decryption::None, Integrity::None),
        ("Abwesenheitsnotiz: Labor", MailClass::Notice, Decryption::None, Integrity::None),
    ] {
        let rows: Vec<_> = desk.inbox().into_iter().filter(|r| r.subject.starts_with(subject)).collect();
        if class == MailClass::Undecrypted {
            assert!(rows.is_empty(), "nobody can know this subject yet");
            continue;
        }
        let row = rows.first().unwrap_or_else(|| panic!("no {subject}"));
        assert_eq!((row.class, row.decryption, row.integrity), (class, decryption, integrity), "{subject}");
    }
}

#[test]
fn raw_bytes_go_out_and_come_back_unchanged() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let payload: Vec<u8> = (0..=255).cycle().take(70_001).collect();
    let encoded = kimpost_base64(&payload);
    let extra = "Content-Type: multipart/mixed; boundary=b\r\n";
    let body = format!(
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n.Zeile mit Punkt\r\n..\r\nFrom einem Gruß\r\n>From zwei\r\n\
         --b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"alle Bytes.bin\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n--b--\r\n"
    );
    let mails = [
        kim_mail("a@x.kim.telematik-test", ZP, "Alle Bytes", extra, &body),
        text_mail("b@x.kim.telematik-test", ZP, "Ohne Ende", "keine letzte Zeile\r\n\r\n\r\n"),
    ];
    for mail in &mails {
        town.put(ZP, mail);
    }
    assert_eq!(desk.fetch_well(), 2);
    let rows = desk.inbox();
    for (mail, subject) in mails.iter().zip(["Alle Bytes", "Ohne Ende"]) {
        let row = rows.iter().find(|r| r.subject == subject).unwrap();
        assert_eq!(&desk.raw(row.id), mail);
        let path = desk.path(subject);
        answer!(desk.ask(Command::SaveRaw { mail: row.id, path: path.clone(), replace: false }), Answer::Files(files) => files);
        assert_eq!(&std::fs::read(path).unwrap(), mail);
    }
    let saved = desk.save_files(rows.iter().find(|r| r.subject == "Alle Bytes").unwrap().id, &desk.path("out"));
    assert_eq!(std::fs::read(&saved[0].path).unwrap(), payload);
    // Out as files and as one mbox, and in again: nothing is new.
    for (format, name) in [(ExportFormat::Eml, "eml"), (ExportFormat::Mbox, "all.mbox")] {
        let export = Command::Export { format, to: desk.path(name), search: String::new(), accounts: Vec::new() };
        let files = answer!(desk.ask(export.clone()), Answer::Files(files) => files);
        assert_eq!(files[0].index, 2);
        let report = desk.import(&[desk.path(name)]);
        let results: Vec<_> = report.mails.iter().map(|m| (m.result, m.detail.as_str())).collect();
        assert_eq!(results, [(ImportResult::Known, ""); 2], "{name}");
        if format == ExportFormat::Mbox {
            assert_eq!(desk.problem(export), "SAVE-EXISTS");
        }
    }
    // Another profile takes them as new, byte for byte.
    let other = Desk::of_one(&town, ZP);
    let report = other.import(&[desk.path("all.mbox")]);
    assert_eq!(report.mails.len(), 2);
    for mail in report.mails {
        assert!(mails.contains(&other.raw(mail.id.unwrap())));
    }
    assert_eq!(other.fetch_well(), 0, "what was imported is known when it is fetched");
    assert_eq!(other.inbox().len(), 2);
}

fn kimpost_base64(bytes: &[u8]) -> String {
    use base64::Engine;
    let text = base64::engine::general_purpose::STANDARD.encode(bytes);
    text.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect::<Vec<_>>().join("\r\n")
}

#[test]
fn marks_and_the_trash_can_be_taken_back() {
    let town = Town::full();
    let mut desk = Desk::in_town(&town);
    desk.fetch_well();
    let row = desk.mail("Kurze Frage zur Mutterschutzbescheinigung");
    let before = desk.counts(HA);
    let detail = desk.read(row.id);
    assert!(!detail.row.unread);
    assert!(detail.history.iter().any(|line| line.key == "history-read"));
    assert_eq!(desk.counts(HA).inbox_unread + 1, before.inbox_unread);
    desk.read(row.id);
    assert_eq!(desk.open(row.id).history.iter().filter(|line| line.key == "history-read").count(), 1);
    desk.ask(Command::MarkUnread { mails: vec![row.id], unread: true });
    desk.event("a change", |event| (event == Event::MailsChanged).then_some(()));
    assert_eq!(desk.counts(HA), before);
    desk.ask(Command::MoveToTrash { mails: vec![row.id] });
    assert!(desk.inbox().iter().all(|r| r.id != row.id));
    assert!(desk.search("Mutterschutzbescheinigung").iter().all(|r| r.id != row.id));
    assert_eq!((desk.counts(HA).trash, desk.counts(HA).inbox_total + 1), (1, before.inbox_total));
    assert_eq!(desk.fetch_well(), 0, "what lies in the trash does not come back by fetching");
    desk.ask(Command::Restore { mails: vec![row.id] });
    assert_eq!(desk.counts(HA), before);
    let keys: Vec<String> = desk.open(row.id).history.into_iter().map(|l| l.key).collect();
    assert!(keys.contains(&"history-trash".to_owned()) && keys.contains(&"history-restored".to_owned()), "{keys:?}");
}

#[test]
fn a_conversation_hangs_together() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let last = desk.mail("AW: AW: Übernahme Patientin Frau Ohnesorg");
    let thread: Vec<String> = desk.open(last.id).thread.into_iter().map(|r| r.subject).collect();
    assert!(thread.contains(&"Übernahme Patientin Frau Ohnesorg".to_owned()), "{thread:?}");
    assert!(thread.contains(&"AW: Übernahme Patientin Frau Ohnesorg".to_owned()), "{thread:?}");
}

#[test]
fn a_mail_is_printed_into_a_private_file() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    for subject in ["Extraktion 14 und 24 vor KFO-Beginn – Mila Ährenfeld", "EEBZ1_0991234562611ZE00000000000471201"] {
        let row = desk.inbox().into_iter().find(|r| r.subject == subject).unwrap();
        let files = answer!(desk.ask(Command::Print { mail: row.id, words: print_words() }), Answer::Files(files) => files);
        let bytes = std::fs::read(&files[0].path).unwrap();
        assert!(bytes.starts_with(b"%PDF"), "{subject}");
        assert!(!files[0].path.to_string_lossy().contains("EEBZ1"), "the name tells nothing");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&files[0].path).unwrap().permissions().mode() & 0o077, 0);
        }
    }
}

#[test]
fn an_attachment_opens_as_a_copy_and_what_could_do_harm_does_not() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let part = |name: &str, kind: &str, bytes: &[u8]| {
        format!(
            "--b\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            kimpost_base64(bytes)
        )
    };
    let text = "Größe 1,78 m".as_bytes();
    let files = [
        ("befund.txt", "text/plain", text),
        ("rechnung.pdf.exe", "application/pdf", b"MZ".as_slice()),
        ("bild.png", "image/png", b"%PDF-1.7"),
    ];
    let body: String = files.iter().map(|(name, kind, bytes)| part(name, kind, bytes)).collect::<String>() + "--b--\r\n";
    town.put(ZP, &kim_mail("a@x.kim.telematik-test", ZP, "Drei Dateien", "Content-Type: multipart/mixed; boundary=b\r\n", &body));
    desk.fetch_well();
    let mail = desk.inbox()[0].id;
    let opened = answer!(desk.ask(Command::OpenAttachment { mail, index: 0 }), Answer::Files(files) => files);
    assert_eq!(std::fs::read(&opened[0].path).unwrap(), text);
    let name = opened[0].path.file_name().unwrap().to_str().unwrap();
    assert!(!name.contains("befund") && name.ends_with(".txt"), "{name}");
    assert!(std::fs::metadata(&opened[0].path).unwrap().permissions().readonly());
    for index in [1, 2] {
        assert_eq!(desk.problem(Command::OpenAttachment { mail, index }), "OPEN-UNSAFE");
    }
    assert_eq!(desk.problem(Command::OpenAttachment { mail, index: 9 }), "INPUT-NO-ATTACHMENT");
    assert_eq!(std::fs::read_dir(opened[0].path.parent().unwrap()).unwrap().count(), 1, "what was refused left nothing behind");
    assert!(desk.open(mail).history.iter().any(|entry| entry.key == "history-opened-file"));
}
