//! Ausgangsordner: what the practice software drops becomes mails, each exactly once, and what is wrong is said beside it.

use std::fs;
use std::path::{Path, PathBuf};

use kimpost::domain::answer::AnswerFilter;
use kimpost::domain::mail::MailRow;
use kimpost::domain::outgoing::{OutboxItem, OutgoingState};
use kimpost::domain::payload::PayloadKind;
use kimpost::domain::secret::Secret;
use kimpost::domain::usage::Usage;
use kimpost::domain::watch::{EauFacts, WatchAct, WatchFacts, WatchItem, WatchResult};
use kimpost::engine::command::Command;
use kimpost::engine::event::Answer;
use kimpost::engine::profile::KeySource;
use kimpost::engine::{Mode, Profile};

use crate::support::{Desk, HA, Town, ZP, answer};

const NORDLICHT: &str = "ebz@nordlicht-kk.kim.telematik-test";
const EBZ: &str = "EEBZ0_0991234562611ZE00000000000471101";
const EAU: &str = "EEAU0_3f0c1a52-7d54-5b0e-9a41-6c2f8e0d4711";

pub fn data(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/payload").join(name)).unwrap()
}

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo").join(name)).unwrap()
}

fn facts(desk: &Desk, command: Command) -> WatchFacts {
    answer!(desk.ask(command), Answer::Watch(facts) => *facts)
}

fn eau(desk: &Desk) -> EauFacts {
    answer!(desk.ask(Command::ListEau), Answer::Eau(facts) => *facts)
}

/// A watched folder of an account.
fn watch(desk: &Desk, of: &str, dienstkennung: &str) -> PathBuf {
    let dir = desk.path(&format!("ausgang-{}", dienstkennung.replace(';', "-")));
    fs::create_dir_all(&dir).unwrap();
    facts(desk, Command::AddWatchFolder { account: desk.id(of), dienstkennung: dienstkennung.into(), dir: dir.clone(), sure: false });
    dir
}

fn drop_file(dir: &Path, name: &str, bytes: &[u8]) {
    fs::write(dir.join(name), bytes).unwrap();
}

/// Looks, and gives what became of the file of this name.
fn work(desk: &Desk, name: &str) -> WatchItem {
    let found = facts(desk, Command::RunWatch);
    let waiting: Vec<_> = found.folders.iter().flat_map(|state| state.waiting.iter().map(|w| (w.name.clone(), w.code.clone()))).collect();
    let item = found.items.into_iter().find(|item| item.name() == name);
    item.unwrap_or_else(|| panic!("{name} was not worked off; waiting: {waiting:?}"))
}

fn names(dir: &Path) -> Vec<String> {
    let mut found: Vec<String> =
        fs::read_dir(dir).map(|all| all.map(|e| e.unwrap().file_name().into_string().unwrap()).collect()).unwrap_or_default();
    found.sort();
    found
}

fn send_eau(desk: &Desk, collect: bool) {
    let usage = Usage { send_eau: true, collect_eau: collect, ..Usage::default() };
    desk.ask(Command::SaveUsage(Box::new(usage)));
}

fn outgoing(desk: &Desk) -> Vec<OutboxItem> {
    desk.outbox()
}

#[test]
fn a_request_becomes_a_mail_gets_its_receipt_and_its_answer() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let dir = watch(&desk, ZP, "");
    drop_file(&dir, &format!("{EBZ}.p7s"), &sample("antrag-4711.p7s"));
    let item = work(&desk, &format!("{EBZ}.p7s"));
    assert_eq!((item.result, item.code.as_str()), (WatchResult::Queued, ""));
    assert_eq!(names(&dir), ["gesendet"]);
    assert_eq!(names(&dir.join("gesendet")), [format!("{EBZ}.p7s")]);
    let mail = item.mail.unwrap();
    let queued = desk.sent(mail);
    assert_eq!((queued.state, queued.subject.as_str()), (OutgoingState::Queued, EBZ));
    assert_eq!(queued.recipients.iter().map(|r| r.mailbox.address.as_str()).collect::<Vec<_>>(), [NORDLICHT]);
    let raw = String::from_utf8(desk.raw(mail)).unwrap();
    for line in ["X-KIM-Dienstkennung: EBZ;ANT;2.0.0\r\n", "Content-Description: EBZ\r\n", "Content-Type: application/octet-stream;"] {
        assert!(raw.contains(line), "{line}\n{raw}");
    }
    assert!(!raw.contains("Disposition-Notification-To"));
    // The bytes that travel are the file's.
    let saved = desk.save_files(mail, &desk.path("anhang"));
    assert_eq!(fs::read(&saved[0].path).unwrap(), sample("antrag-4711.p7s"));
    assert_eq!(desk.retry(mail).state, OutgoingState::Accepted);
    desk.fetch_until("receipt and answer", |desk| {
        let answers = answer!(desk.ask(Command::ListAnswers(AnswerFilter::default())), Answer::Answers(rows) => rows);
        let answered = answers.rows.iter().any(|row| row.request_mail == Some(mail) && row.answers > 0);
        (desk.sent(mail).state == OutgoingState::Delivered && answered).then_some(())
    });
    let history: Vec<String> = desk.open(mail).history.into_iter().map(|line| line.key).collect();
    assert!(history.contains(&"history-watched".to_owned()), "{history:?}");
}

#[test]
fn the_same_bytes_are_sent_once_and_a_second_time_only_on_purpose() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let dir = watch(&desk, ZP, "EBZ");
    let name = format!("{EBZ}.p7s");
    drop_file(&dir, &name, &sample("antrag-4711.p7s"));
    let first = work(&desk, &name);
    // Under another name, in another folder of the same account.
    let other = watch(&desk, ZP, "");
    let again = format!("{}2.p7s", EBZ.strip_suffix('1').unwrap());
    drop_file(&other, &again, &sample("antrag-4711.p7s"));
    let twice = work(&desk, &again);
    assert_eq!((twice.result, twice.code.as_str(), twice.mail), (WatchResult::Twice, "WATCH-TWICE", first.mail));
    assert_eq!(names(&other.join("doppelt")), [again.clone(), format!("{again}.txt")]);
    let reason = fs::read_to_string(other.join("doppelt").join(format!("{again}.txt"))).unwrap();
    assert!(reason.contains("schon gesendet") && reason.contains("Trotzdem senden") && reason.contains("WATCH-TWICE"), "{reason}");
    assert_eq!(outgoing(&desk).len(), 1);
    // A person insists.
    let after = facts(&desk, Command::ActOnWatched { item: twice.id, act: WatchAct::Again });
    assert_eq!(outgoing(&desk).len(), 2);
    assert!(after.items.iter().all(|item| item.result == WatchResult::Queued), "the line is settled");
    assert_eq!((names(&other.join("doppelt")), names(&other.join("gesendet"))), (Vec::new(), vec![again]));
}

#[test]
fn a_crash_between_queue_and_move_sends_nothing_twice() {
    let town = Town::empty();
    let files = tempfile::tempdir().unwrap();
    let profile_dir = files.path().join("profil");
    let source = KeySource::Passphrase(Secret::new("lange Worte nur fuer diesen Test"));
    let name = format!("{EBZ}.p7s");
    let dir = files.path().join("ausgang");
    fs::create_dir_all(&dir).unwrap();
    let desk = Desk::on(Profile::init(&profile_dir, &source).unwrap(), Mode::CommandsOnly, files);
    desk.join(&town, ZP);
    facts(&desk, Command::AddWatchFolder { account: desk.id(ZP), dienstkennung: String::new(), dir: dir.clone(), sure: false });
    // A file where the folder for sent files should be: the mail is queued, the move is not possible.
    drop_file(&dir, "gesendet", b"im Weg");
    drop_file(&dir, &name, &sample("antrag-4711.p7s"));
    let item = work(&desk, &name);
    assert_eq!(item.result, WatchResult::Queued);
    assert_eq!(outgoing(&desk).len(), 1);
    assert!(dir.join(&name).exists(), "it could not be moved");
    let state = facts(&desk, Command::ListWatch);
    assert!(state.folders[0].waiting.iter().any(|file| file.code == "WATCH-MOVE"), "and that is told");
    // The program ends here, before the file was moved, and starts again.
    let files = desk.stop();
    let desk = Desk::on(Profile::open(&profile_dir, &source).unwrap(), Mode::CommandsOnly, files);
    let after = facts(&desk, Command::RunWatch);
    assert_eq!(after.items.len(), 2, "the request, and the file that was in the way");
    assert_eq!(outgoing(&desk).len(), 1, "nothing was sent a second time");
    assert_eq!(names(&dir.join("gesendet")), [name]);
}

#[test]
fn half_written_and_incomplete_files_wait() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let dir = watch(&desk, ZP, "");
    let whole = sample("antrag-4711.p7s");
    let name = format!("{EBZ}.p7s");
    // Under a temporary name nothing happens.
    drop_file(&dir, &format!("{name}.tmp"), &whole[..100]);
    assert!(facts(&desk, Command::RunWatch).items.is_empty());
    // It grows from look to look: never taken in between.
    let growing = std::thread::spawn({
        let (path, whole) = (dir.join(&name), whole.clone());
        move || {
            let mut file = fs::File::create(&path).unwrap();
            for part in whole.chunks(whole.len() / 20) {
                std::io::Write::write_all(&mut file, part).unwrap();
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
        }
    });
    while !growing.is_finished() {
        let found = facts(&desk, Command::RunWatch);
        assert!(found.items.iter().all(|item| item.result == WatchResult::Queued), "{:?}", found.items.first().map(|i| i.code.clone()));
    }
    growing.join().unwrap();
    let item = work(&desk, &name);
    assert_eq!(item.result, WatchResult::Queued);
    let saved = desk.save_files(item.mail.unwrap(), &desk.path("anhang"));
    assert_eq!(fs::read(&saved[0].path).unwrap(), whole);
}

#[test]
fn a_folder_that_vanishes_is_told_and_comes_back() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let dir = watch(&desk, ZP, "");
    let away = desk.path("weg");
    fs::rename(&dir, &away).unwrap();
    assert_eq!(facts(&desk, Command::RunWatch).folders[0].code, "WATCH-FOLDER");
    drop_file(&away, &format!("{EBZ}.p7s"), &sample("antrag-4711.p7s"));
    fs::rename(&away, &dir).unwrap();
    assert_eq!(work(&desk, &format!("{EBZ}.p7s")).result, WatchResult::Queued);
    assert_eq!(facts(&desk, Command::ListWatch).folders[0].code, "");
    // What cannot be watched.
    let account = desk.id(ZP);
    let add = |dir: PathBuf| Command::AddWatchFolder { account, dienstkennung: String::new(), dir, sure: false };
    assert_eq!(desk.problem(add(dir.clone())), "WATCH-FOLDER-TAKEN");
    assert_eq!(desk.problem(add(dir.join("gesendet"))), "WATCH-FOLDER-TAKEN");
    assert_eq!(desk.problem(add(desk.path("fehlt"))), "WATCH-FOLDER");
    assert_eq!(desk.problem(add("relativ".into())), "WATCH-FOLDER");
    // Nor one that is the same under another name, nor a hand-over folder that is watched.
    let again = dir.join("..").join(dir.file_name().unwrap());
    assert_eq!(desk.problem(add(again.clone())), "WATCH-FOLDER-TAKEN");
    for dir in [again, dir.join("Fehler"), dir.join("gesendet")] {
        fs::create_dir_all(&dir).unwrap();
        let set = Command::SetHandoverFolder { prefix: "EBZ".into(), dir: Some(dir) };
        assert_eq!(desk.problem(set), "WATCH-FOLDER-TAKEN");
    }
    // What lies there already goes only with a yes.
    let old = desk.path("alt");
    fs::create_dir(&old).unwrap();
    drop_file(&old, &format!("{}2.p7s", EBZ.strip_suffix('1').unwrap()), &sample("antrag-4712.p7s"));
    let refused = desk.try_ask(add(old.clone())).unwrap_err();
    assert_eq!((refused.code, refused.detail.as_str()), ("WATCH-NOT-EMPTY", "1"));
    facts(&desk, Command::RunWatch);
    assert_eq!(names(&old).len(), 1, "nothing was moved");
    facts(&desk, Command::AddWatchFolder { account, dienstkennung: String::new(), dir: old.clone(), sure: true });
    facts(&desk, Command::RunWatch);
    assert!(!names(&old).iter().any(|name| name.ends_with(".p7s")));
}

#[test]
fn what_cannot_be_sent_lies_aside_with_its_reason() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let dir = watch(&desk, ZP, "");
    let ebz = |last: &str| format!("EEBZ0_0991234562611ZE000000000004711{last}.xml");
    let foreign = String::from_utf8(data("ebz/antrag_ze.xml")).unwrap().replace("109999039", "109999000");
    let mut cases: Vec<(String, Vec<u8>, &str)> = vec![
        ("Rechnung.docx".into(), b"PK".to_vec(), "WATCH-UNKNOWN"),
        ("EEBZ1_0991234562611ZE00000000000471101.xml".into(), data("ebz/antwort_genehmigung_ze.xml"), "WATCH-UNKNOWN"),
        (ebz("50"), data("ebz/antwort_genehmigung_ze.xml"), "WATCH-CONTENT"),
        (ebz("51"), foreign.into_bytes(), "WATCH-INSURER"),
        (ebz("52"), data("ebz/malformed/truncated.xml"), "WATCH-CONTENT"),
        (ebz("53"), data("ebz/malformed/entity_bomb.xml"), "WATCH-CONTENT"),
        (ebz("54"), data("ebz/malformed/deep_nesting.xml"), "WATCH-CONTENT"),
        (ebz("55"), data("ebz/malformed/xxe_file.xml"), "WATCH-CONTENT"),
        ("EEBZ0_0991234562611ZE00000000000471256.p7s".into(), data("ebz/malformed/p7s_tampered.p7s"), "WATCH-CONTENT"),
        ("EEBZ0_0991234562611ZE00000000000471157.p7s".into(), data("ebz/malformed/p7s_truncated.p7s"), "WATCH-CONTENT"),
        ("EEBZ0_0991234562611ZE00000000000471158.p7s".into(), data("ebz/malformed/p7s_contains_pdf.p7s"), "WATCH-CONTENT"),
    ];
    for (name, bytes, _) in &cases {
        drop_file(&dir, name, bytes);
    }
    drop_file(&dir, &ebz("60"), &data("ebz/antrag_ze.xml"));
    drop_file(&dir, &format!("{}.json", ebz("60")), b"{ kein json");
    cases.push((ebz("60"), Vec::new(), "WATCH-SIDECAR"));
    let found = facts(&desk, Command::RunWatch);
    for (name, bytes, code) in &cases {
        let item = found.items.iter().find(|item| item.name() == *name).unwrap_or_else(|| panic!("{name} is not told"));
        assert_eq!((item.result, item.code.as_str()), (WatchResult::Failed, *code), "{name}: {}", item.detail);
        let aside = dir.join("Fehler").join(name);
        if !bytes.is_empty() {
            assert_eq!(fs::read(&aside).unwrap(), *bytes, "{name} is unchanged");
        }
        let reason = fs::read_to_string(dir.join("Fehler").join(format!("{name}.txt"))).unwrap();
        assert!(reason.starts_with("Kimpost: ") && reason.contains(code) && !reason.contains("$detail"), "{name}: {reason}");
    }
    assert!(outgoing(&desk).is_empty());
    assert_eq!(names(&dir), ["Fehler"], "nothing is left behind");
    // Corrected and tried again: the sidecar is gone, the file is sent.
    let failed = found.items.iter().find(|item| item.name() == ebz("60")).unwrap();
    fs::write(dir.join("Fehler").join(format!("{}.json", ebz("60"))), "{}").unwrap();
    facts(&desk, Command::ActOnWatched { item: failed.id, act: WatchAct::Again });
    assert_eq!(work(&desk, &ebz("60")).result, WatchResult::Queued);
    // „Erledigt": told no more, the file stays.
    let docx = found.items.iter().find(|item| item.name() == "Rechnung.docx").unwrap();
    let after = facts(&desk, Command::ActOnWatched { item: docx.id, act: WatchAct::Dismiss });
    assert!(after.items.iter().all(|item| item.id != docx.id));
    assert!(dir.join("Fehler/Rechnung.docx").exists());
}

#[test]
fn without_the_directory_or_the_switch_files_stay_and_say_why() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let dir = watch(&desk, HA, "");
    let name = format!("{EAU}.p7s");
    drop_file(&dir, &name, &sample("eau.p7s"));
    let why = |desk: &Desk| {
        let found = facts(desk, Command::RunWatch);
        assert!(found.items.is_empty());
        found.folders[0].waiting.iter().map(|file| (file.name.clone(), file.code.clone())).collect::<Vec<_>>()
    };
    assert_eq!(why(&desk), [(name.clone(), "EAU-OFF".to_owned())]);
    send_eau(&desk, false);
    let account = desk.account(HA);
    let mut settings = account.settings.clone();
    let url = std::mem::replace(&mut settings.directory.url, "ldap://127.0.0.1:9".to_owned());
    desk.save(Some(account.id), settings.clone(), None).unwrap();
    assert_eq!(why(&desk), [(name.clone(), "LDAP-CONNECT".to_owned())]);
    settings.directory.url = url;
    settings.options.processing_station = false;
    desk.save(Some(account.id), settings.clone(), None).unwrap();
    assert_eq!(facts(&desk, Command::RunWatch).folders[0].code, "STATION-OTHER");
    assert!(dir.join(&name).exists());
    settings.options.processing_station = true;
    settings.options.retired = true;
    desk.save(Some(account.id), settings.clone(), None).unwrap();
    assert_eq!(facts(&desk, Command::RunWatch).folders[0].code, "WATCH-RETIRED");
    settings.options.retired = false;
    desk.save(Some(account.id), settings, None).unwrap();
    let mail = work(&desk, &name).mail.unwrap();
    let raw = String::from_utf8(desk.raw(mail)).unwrap();
    for line in [
        "X-KIM-Dienstkennung: eAU;Lieferung;V1.2\r\n",
        "Content-Description: eAU\r\n",
        &format!("Reply-To: {HA}\r\n"),
        &format!("Subject: {EAU}\r\n"),
    ] {
        assert!(raw.contains(line), "{line}\n{raw}");
    }
    assert!(!raw.contains("\r\nCc:"));
    assert_eq!(desk.open(mail).row.payload_kind, Some(PayloadKind::Eau));
}

#[test]
fn a_letter_is_one_pdf_and_one_xml_to_whom_the_sidecar_says() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let dir = watch(&desk, HA, "");
    let mut pdf = data("arztbrief/arztbrief.pdf");
    drop_file(&dir, "unsigniert.pdf", &pdf);
    drop_file(&dir, "unsigniert.xml", &data("arztbrief/arztbrief_cda.xml"));
    drop_file(&dir, "unsigniert.json", br#"{"to":["t.mueller@moorburg.kim.telematik-test"]}"#);
    assert_eq!(work(&desk, "unsigniert.xml").code, "WATCH-UNSIGNED");
    pdf.extend_from_slice(b"\n9 0 obj\n<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>\nendobj\n");
    drop_file(&dir, "alt.pdf", &pdf);
    drop_file(&dir, "alt.xml", &data("arztbrief/arztbrief_cda.xml"));
    drop_file(&dir, "alt.json", br#"{"to":["t.mueller@moorburg.kim.telematik-test"]}"#);
    assert_eq!(work(&desk, "alt.xml").code, "WATCH-PDFA");
    let pdf = sample("arztbrief.pdf");
    let drop_letter = |stem: &str, to: &str| {
        drop_file(&dir, &format!("{stem}.json"), format!(r#"{{"to":["{to}"],"attachments":["{stem}-ekg.png"]}}"#).as_bytes());
        drop_file(&dir, &format!("{stem}.pdf"), &pdf);
        drop_file(&dir, &format!("{stem}.xml"), &data("arztbrief/arztbrief_cda.xml"));
        drop_file(&dir, &format!("{stem}-ekg.png"), &sample("ekg.png"));
    };
    drop_letter("fremd", "niemand@moorburg.kim.telematik-test");
    assert_eq!(work(&desk, "fremd.xml").code, "WATCH-RECIPIENT");
    drop_letter("brief", "t.mueller@moorburg.kim.telematik-test");
    let item = work(&desk, "brief.xml");
    assert_eq!((item.result, item.code.as_str()), (WatchResult::Queued, ""));
    let raw = String::from_utf8(desk.raw(item.mail.unwrap())).unwrap();
    for line in ["Arztbrief;VHitG-Versand;V1.2", "eAB-PDF-signed", "eAB-XML", "eAB-Anhang-01", "Subject: Arztbrief\r\n"] {
        assert_eq!(raw.matches(line).count(), 1, "{line}");
    }
    let mail = desk.open(item.mail.unwrap());
    assert!(mail.payload.unwrap().blocks.is_empty(), "the letter reads well");
    assert_eq!(names(&dir.join("gesendet")), ["brief-ekg.png", "brief.json", "brief.pdf", "brief.xml"]);
}

#[test]
fn gathered_sick_notes_go_out_one_by_one_when_told() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    send_eau(&desk, true);
    let dir = watch(&desk, HA, "");
    let storno = "EEAU0_Storno_3f0c1a52-7d54-5b0e-9a41-6c2f8e0d4712.p7s";
    drop_file(&dir, &format!("{EAU}.p7s"), &sample("eau.p7s"));
    drop_file(&dir, storno, &sample("eau-storno.p7s"));
    let gathered = work(&desk, &format!("{EAU}.p7s"));
    let found = facts(&desk, Command::ListWatch);
    let waiting: Vec<_> =
        found.folders.iter().map(|state| (&state.code, state.waiting.iter().map(|w| (&w.name, &w.code)).collect::<Vec<_>>())).collect();
    let cancel = found.items.iter().find(|item| item.name() == storno).unwrap_or_else(|| panic!("{waiting:?}"));
    let held = eau(&desk).held;
    // The cancellation waits too, behind what it cancels.
    assert_eq!(held.iter().map(|eau| eau.mail).collect::<Vec<_>>(), [gathered.mail.unwrap(), cancel.mail.unwrap()]);
    assert!(held[0].insurer.contains("Nordlicht") && !held[0].patient.is_empty());
    // It lies in no list, and „alles senden" leaves it alone.
    let listed: Vec<_> = outgoing(&desk).iter().map(|item| item.id).collect();
    assert!(!listed.contains(&held[0].mail), "gathered, not waiting");
    desk.ask(Command::FlushOutbox);
    assert_eq!(eau(&desk).held.len(), 2);
    assert_eq!(desk.problem(Command::RetrySend { mail: held[0].mail }), "SEND-STATE");
    // The same file again is known already.
    drop_file(&dir, &format!("{EAU}.p7s"), &sample("eau.p7s"));
    assert_eq!(work(&desk, &format!("{EAU}.p7s")).result, WatchResult::Twice);
    let mail = held[0].mail;
    desk.ask(Command::SaveUsage(Box::new(Usage { send_eau: false, ..Usage::default() })));
    assert_eq!(desk.problem(Command::ReleaseEau { mails: vec![mail] }), "EAU-OFF");
    send_eau(&desk, true);
    assert_eq!(answer!(desk.ask(Command::ReleaseEau { mails: vec![mail] }), Answer::Eau(facts) => facts.held.len()), 1);
    assert_eq!(desk.retry(mail).state, OutgoingState::Accepted);
    desk.fetch_until("its receipt", |desk| (desk.sent(mail).state == OutgoingState::Delivered).then_some(()));
    assert!(eau(&desk).silent.is_empty());
}

#[test]
fn a_gathered_sick_note_can_be_taken_out() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    send_eau(&desk, true);
    let dir = watch(&desk, HA, "eAU");
    drop_file(&dir, &format!("{EAU}.p7s"), &sample("eau.p7s"));
    let mail = work(&desk, &format!("{EAU}.p7s")).mail.unwrap();
    desk.ask(Command::RemoveEau { mails: vec![mail] });
    assert!(eau(&desk).held.is_empty());
    assert_eq!(desk.open(mail).row.state, Some(OutgoingState::Cancelled));
    desk.ask(Command::FlushOutbox);
    assert_eq!(desk.open(mail).row.state, Some(OutgoingState::Cancelled), "and is never sent");
    // The same file later is none that was sent.
    drop_file(&dir, &format!("{EAU}.p7s"), &sample("eau.p7s"));
    assert_eq!(work(&desk, &format!("{EAU}.p7s")).result, WatchResult::Queued);
}

#[test]
fn a_cancellation_goes_after_its_sick_note_whatever_their_names() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    send_eau(&desk, false);
    let dir = watch(&desk, HA, "");
    // As text the cancellation comes first.
    let (eau, storno) = ("EEAU0_b53415df-b95f-529f-8075-8ededdbb3939.p7s", "EEAU0_Storno_b53415df-b95f-529f-8075-8ededdbb3940.p7s");
    assert!(storno < eau);
    drop_file(&dir, storno, &sample("eau-storno.p7s"));
    // While the eAU is still being written the cancellation waits.
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                drop_file(&dir, eau, &sample("eau.p7s"));
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
        });
        std::thread::sleep(std::time::Duration::from_millis(200));
        let found = facts(&desk, Command::RunWatch);
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(found.items.is_empty(), "{:?}", found.items.iter().map(|item| item.code.clone()).collect::<Vec<_>>());
        let waiting = &found.folders[0].waiting;
        assert!(waiting.iter().any(|file| file.name == storno && file.code == "WATCH-NO-IK"));
    });
    let first = work(&desk, eau);
    let cancel = facts(&desk, Command::RunWatch).items.into_iter().find(|item| item.name() == storno).unwrap();
    assert_eq!((first.result, cancel.result), (WatchResult::Queued, WatchResult::Queued));
    assert_eq!(desk.sent(cancel.mail.unwrap()).recipients[0].mailbox.address, NORDLICHT);
}

#[test]
fn an_insurers_error_finds_the_sick_note_and_the_same_file_goes_again() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    send_eau(&desk, false);
    let dir = watch(&desk, HA, "");
    drop_file(&dir, &format!("{EAU}.p7s"), &sample("eau.p7s"));
    let mail = work(&desk, &format!("{EAU}.p7s")).mail.unwrap();
    desk.retry(mail);
    let document = desk.open(mail).payload.unwrap().fields.into_iter().find(|f| f.label_key == "field-document-id").unwrap().value;
    let message_id = desk.open(mail).parsed.message_id.unwrap();
    let error = |template: &str, id: &str| {
        let xml = String::from_utf8(sample(template)).unwrap();
        let value = regex::Regex::new(r#"(<valueIdentifier>[\s\S]*?<value value=")[^"]*"#).unwrap();
        let xml = value.replace(&xml, format!("${{1}}{id}")).into_owned();
        format!(
            "Message-ID: <{}@kasse.invalid>\r\nDate: Mon, 30 Nov 2026 10:00:00 +0100\r\nFrom: {NORDLICHT}\r\nTo: {HA}\r\nSubject: \
             EEAU0_Fehler_x\r\nX-KIM-Dienstkennung: eAU;Fehler-Kasse;V1.2\r\nX-KIM-DecryptionResult: 00\r\nX-KIM-IntegrityCheckResult: 01\r\n\
             MIME-Version: 1.0\r\nContent-Type: application/xml; name=\"EEAU0_Fehler_x.xml\"\r\nContent-Disposition: attachment; \
             filename=\"EEAU0_Fehler_x.xml\"\r\nContent-Description: eAUFehler-Kasse\r\n\r\n{xml}\r\n",
            template.replace('.', "-"),
        )
    };
    town.put(HA, error("eau-fehler-313.xml", &message_id).as_bytes());
    town.put(HA, error("eau-fehler-100.xml", &document).as_bytes());
    let errors = desk.fetch_until("both errors", |desk| Some(eau(desk).errors).filter(|errors| errors.len() == 2));
    let mut codes: Vec<_> = errors.iter().map(|error| (error.code.as_str(), error.about)).collect();
    codes.sort();
    assert_eq!(codes, [("100", mail), ("313", mail)]);
    let again = answer!(desk.ask(Command::SendSameAgain { mail }), Answer::Queued(item) => item);
    assert_ne!(again.id, mail);
    let (old, new) = (desk.open(mail), desk.open(again.id));
    assert_ne!(old.parsed.message_id, new.parsed.message_id);
    assert_eq!((old.parsed.subject, old.payload.unwrap().sha256), (new.parsed.subject.clone(), new.payload.unwrap().sha256));
    let raw = String::from_utf8(desk.raw(again.id)).unwrap();
    assert!(raw.contains("Content-Description: eAU\r\n") && raw.contains(&format!("Reply-To: {HA}\r\n")), "{raw}");
    assert!(!new.row.work.done && desk.sent(mail).done);
    let row: MailRow = new.row;
    assert_eq!(row.dienstkennung, "eAU;Lieferung;V1.2");
    assert_eq!(desk.problem(Command::SendSameAgain { mail: again.id }), "RESEND-NOTHING", "it is still on its way");
}

#[test]
fn a_cancellation_of_nothing_we_sent_has_no_recipient() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    send_eau(&desk, false);
    let dir = watch(&desk, HA, "");
    let storno = "EEAU0_Storno_3f0c1a52-7d54-5b0e-9a41-6c2f8e0d4712.p7s";
    drop_file(&dir, storno, &sample("eau-storno.p7s"));
    let item = work(&desk, storno);
    assert_eq!((item.result, item.code.as_str()), (WatchResult::Failed, "WATCH-NO-IK"));
    // With the IK beside it, it goes.
    fs::write(dir.join(format!("{storno}.json")), r#"{"ik":"109999039"}"#).unwrap();
    facts(&desk, Command::ActOnWatched { item: item.id, act: WatchAct::Again });
    let sent = work(&desk, storno).mail.unwrap();
    assert_eq!(desk.sent(sent).recipients[0].mailbox.address, NORDLICHT);
}
