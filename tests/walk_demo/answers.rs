//! Insurer answers: recognised, matched with their requests, handed over byte for byte, and taken over once more.

use kimpost::domain::answer::{AnswerFilter, AnswerPage, AnswerRow, ApplicationNumber, Decision, HandoverState, LineState, RunResult};
use kimpost::domain::ids::MailId;
use kimpost::domain::mail::MailFilter;
use kimpost::domain::payload::PayloadKind;
use kimpost::engine::command::{Command, DeskCommand};
use kimpost::engine::event::{Answer, AnswerDetail};

use crate::support::{Desk, Town, ZP, answer, files_below, kim_mail};

fn number(area: &str, last: &str) -> ApplicationNumber {
    ApplicationNumber::parse(&format!("0991234562611{area}00000000000{last}")).unwrap()
}

fn rows(desk: &Desk, number: &str, open_only: bool) -> Vec<AnswerRow> {
    let state = open_only.then_some(LineState::Open);
    page(desk, AnswerFilter { number: number.into(), state, ..AnswerFilter::default() }).rows
}

fn page(desk: &Desk, filter: AnswerFilter) -> AnswerPage {
    answer!(desk.ask(Command::ListAnswers(filter)), Answer::Answers(page) => *page)
}

fn row(desk: &Desk, area: &str, last: &str) -> AnswerRow {
    let mut found = rows(desk, number(area, last).as_str(), false);
    assert_eq!(found.len(), 1, "{last}");
    found.remove(0)
}

fn detail(desk: &Desk, number: ApplicationNumber) -> AnswerDetail {
    answer!(desk.ask(Command::OpenAnswer { number }), Answer::AnswerDetail(detail) => detail)
}

fn last_result(desk: &Desk, mail: MailId) -> RunResult {
    desk.open(mail).runs.last().unwrap().result
}

fn fetched() -> (Town, Desk) {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    (town, desk)
}

#[test]
fn the_desk_tells_what_was_decided() {
    let (_town, desk) = fetched();
    for (area, last, decision, insurer, total, patient) in [
        // The newest decision of four answers counts.
        ("ZE", "4711", Decision::Changed, "Nordlicht", None, ""),
        ("ZE", "4712", Decision::Rejected, "Nordlicht", None, ""),
        ("ZE", "4713", Decision::ApprovedChanged, "Nordlicht", Some("192,67 €"), "Möwenthal"),
        ("ZE", "4714", Decision::Changed, "Küstenkasse", Some("725,20 €"), "Tjaden"),
        ("ZE", "4715", Decision::Ended, "Bergland", None, "Ährenfeld"),
        ("ZE", "4716", Decision::Query, "Nordlicht", None, "Yıldız"),
        ("ZE", "4718", Decision::Approved, "Küstenkasse", Some("543,90 €"), "Brömmelkamp"),
        ("ZE", "4719", Decision::Error, "Bergland", None, "Ohnesorg"),
        ("PA", "4720", Decision::Approved, "Nordlicht", None, "Wattenbüttel"),
    ] {
        let row = row(&desk, area, last);
        assert_eq!(row.decision, decision, "{last}");
        assert!(row.insurer.contains(insurer), "{last}: {}", row.insurer);
        assert!(row.patient.contains(patient), "{last}: {}", row.patient);
        if let Some(total) = total {
            assert_eq!(row.total.unwrap().to_string(), total, "{last}");
        }
        assert!(row.request_mail.is_some(), "{last} has its request");
        assert!(row.received.0 > 0 && row.runs >= 1, "{last}");
        let request = detail(&desk, row.number.clone()).request.unwrap();
        assert_eq!(request.1.number, row.number);
    }
    let four = detail(&desk, number("ZE", "4711"));
    assert_eq!(four.answers.len(), 4);
    assert_eq!(row(&desk, "ZE", "4711").answers, 4);
    assert_eq!(rows(&desk, "", false).len(), 11, "nine numbers with requests and answers, one without a request, one without an answer");
    assert_eq!(rows(&desk, "ZE00000000000471", false).len(), 8);
}

#[test]
fn only_what_is_in_order_is_taken_over_by_itself() {
    let (_town, desk) = fetched();
    for (subject, result) in [
        ("EEBZ1_0991234562611ZE00000000000471201", RunResult::TakenOver),
        ("EEBZ1_0991234562611ZE00000000000471301", RunResult::TakenOver),
        ("EEBZ1_0991234562611ZE00000000000471801", RunResult::TakenOver),
        ("EEBZ0_FEH_0991234562611ZE00000000000471901", RunResult::TakenOver),
        // No request is known.
        ("EEBZ1_0991234562611ZE00000000099999801", RunResult::HeldForReview),
    ] {
        let mail = desk.mail(subject);
        let runs = desk.open(mail.id).runs;
        assert_eq!(runs.len(), 1, "{subject}");
        assert_eq!((runs[0].number, runs[0].result, runs[0].who.as_str()), (1, result, ""), "{subject}: {:?}", runs[0].notes);
        assert_eq!(runs[0].notes.is_empty(), result == RunResult::TakenOver);
    }
    // The same record in two envelopes (BER and DER) is two files of other bytes: both are there.
    let same: Vec<_> = desk.inbox().into_iter().filter(|r| r.subject == "EEBZ1_0991234562611ZE00000000000471101").collect();
    assert_eq!(same.iter().map(|r| last_result(&desk, r.id)).collect::<Vec<_>>(), [RunResult::TakenOver; 2]);
    // A failed integrity check: shown, never taken over, not even by hand.
    let tampered = desk.inbox().into_iter().find(|r| r.subject.ends_with("ZE00000000000471302")).unwrap();
    let before = row(&desk, "ZE", "4713");
    assert!(desk.open(tampered.id).runs.iter().all(|r| r.result != RunResult::TakenOver));
    let again = Command::Reprocess { mail: tampered.id, reason: "Versuch".into() };
    assert_eq!(answer!(desk.ask(again), Answer::Run { run, .. } => run.result), RunResult::Refused);
    assert_eq!((row(&desk, "ZE", "4713").decision, row(&desk, "ZE", "4713").mail), (before.decision, before.mail));
    // Embedded mails of error mails open on purpose, and stay part of them.
    let inner = answer!(desk.ask(Command::OpenEmbedded { mail: tampered.id }), Answer::Mail(detail) => *detail);
    assert!(inner.payload.is_none() && inner.parsed.attachments.len() == 1);
    let lost = page(&desk, AnswerFilter { state: Some(LineState::Unassigned), ..AnswerFilter::default() }).rows;
    assert_eq!(lost.iter().map(|r| r.last_result).collect::<Vec<_>>(), [Some(RunResult::HeldForReview)]);
}

#[test]
fn files_wait_for_their_folder_and_hold_exactly_what_was_attached() {
    let (_town, desk) = fetched();
    let waiting = desk.handovers();
    assert!(waiting.len() >= 9 && waiting.iter().all(|h| h.state == HandoverState::Pending && h.path.is_empty()));
    let dir = desk.path("pvs");
    assert_eq!(desk.problem(Command::SetHandoverFolder { prefix: "EBZ;ANW".into(), dir: Some(dir.clone()) }), "HANDOVER-FOLDER");
    assert_eq!(desk.problem(Command::SetHandoverFolder { prefix: " ".into(), dir: Some(dir.clone()) }), "INPUT-PREFIX");
    std::fs::create_dir(&dir).unwrap();
    let set = Command::SetHandoverFolder { prefix: "EBZ;ANW".into(), dir: Some(dir.clone()) };
    let (folders, items) = answer!(desk.ask(set), Answer::Handovers { folders, items } => (folders, items));
    assert_eq!(folders, [("EBZ;ANW".to_owned(), dir.clone())]);
    let written: Vec<_> = items.iter().filter(|h| h.state == HandoverState::Written).collect();
    assert_eq!(written.len(), files_below(&dir).len());
    for item in &written {
        let mail = desk.open(item.mail);
        let index = mail.payload.as_ref().unwrap().attachment.unwrap();
        let saved = answer!(
            desk.ask(Command::SaveAttachments { mail: item.mail, index: Some(index), dir: desk.path("compare") }),
            Answer::Files(files) => files
        );
        assert_eq!(std::fs::read(&item.path).unwrap(), std::fs::read(&saved[0].path).unwrap(), "{}", item.path);
    }
    let der = std::fs::read("assets/demo/antwort-4712-abgelehnt.p7s").unwrap();
    assert!(files_below(&dir).iter().any(|f| std::fs::read(f).unwrap() == der));
    // What is no answer of this kind still waits.
    let error = desk.mail("EEBZ0_FEH_0991234562611ZE00000000000471901").id;
    assert_eq!(desk.handovers().iter().find(|h| h.mail == error).unwrap().state, HandoverState::Pending);
    // The practice software takes a file away.
    let taken = written[0].clone();
    std::fs::remove_file(&taken.path).unwrap();
    assert_eq!(desk.handovers().iter().find(|h| h.mail == taken.mail).unwrap().state, HandoverState::Collected);
    // A network share that is away for a while is no practice software that collects.
    let away = desk.path("weg");
    std::fs::rename(&dir, &away).unwrap();
    let states = |desk: &Desk| desk.handovers().iter().filter(|h| h.state == HandoverState::Written).count();
    assert_eq!(states(&desk), written.len() - 1, "nothing counts as collected");
    std::fs::rename(&away, &dir).unwrap();
    assert_eq!(states(&desk), written.len() - 1);
    // Running again writes nothing twice.
    let before = files_below(&dir);
    desk.ask(Command::RunHandovers);
    assert_eq!(files_below(&dir), before);
}

#[test]
fn a_folder_that_is_gone_keeps_the_file_waiting() {
    let (_town, desk) = fetched();
    let dir = desk.path("pvs");
    std::fs::create_dir(&dir).unwrap();
    let waiting = desk.handovers().len();
    // The network drive goes between the setting and the writing.
    desk.ask(Command::SetHandoverFolder { prefix: "EBZ;XXX".into(), dir: Some(dir.clone()) });
    desk.ask(Command::SetHandoverFolder { prefix: "EBZ".into(), dir: Some(dir.clone()) });
    assert_eq!(files_below(&dir).len(), waiting);
    std::fs::remove_dir_all(&dir).unwrap();
    let mail = desk.mail("EEBZ1_0991234562611ZE00000000000471201").id;
    // Nobody knows whether the file still lies there; so it is not written twice without a person's word.
    let run = answer!(desk.ask(Command::Reprocess { mail, reason: "Datei fehlte".into() }), Answer::Run { run, .. } => run);
    assert_eq!((run.number, run.result, run.handover), (2, RunResult::AlreadyTakenOver, None));
    let anyway = DeskCommand::TakeOver { mails: vec![mail], reason: "Datei fehlte".into(), force: true };
    desk.ask(Command::Desk(Box::new(anyway)));
    let run = desk.open(mail).runs.pop().unwrap();
    assert_eq!((run.number, run.result, run.handover), (3, RunResult::TakenOver, Some(HandoverState::Pending)));
    assert_eq!(desk.handovers().iter().find(|h| h.mail == mail && h.run == 3).unwrap().problem_code, "HANDOVER-FOLDER");
    std::fs::create_dir(&dir).unwrap();
    desk.ask(Command::RunHandovers);
    assert_eq!(desk.handovers().iter().find(|h| h.mail == mail && h.run == 3).unwrap().state, HandoverState::Written);
    assert_eq!(files_below(&dir).len(), 1);
}

#[test]
fn taking_over_once_more_adds_a_run_and_a_file() {
    let (_town, desk) = fetched();
    let dir = desk.path("pvs");
    std::fs::create_dir(&dir).unwrap();
    desk.ask(Command::SetHandoverFolder { prefix: "EBZ".into(), dir: Some(dir.clone()) });
    let mail = desk.mail("EEBZ1_0991234562611ZE00000000000471201").id;
    let before = files_below(&dir);
    let first = desk.open(mail).runs;
    assert_eq!(desk.problem(Command::Reprocess { mail, reason: "  ".into() }), "INPUT-REASON");
    for expected in [2, 4] {
        // Its file still lies there: the practice software will take it, and must not take it twice.
        let again = Command::Reprocess { mail, reason: "Im PVS nicht angekommen".into() };
        let run = answer!(desk.ask(again), Answer::Run { run, .. } => run);
        assert_eq!((run.number, run.result, run.handover), (expected, RunResult::AlreadyTakenOver, None));
        let there = desk.handovers().into_iter().find(|h| h.mail == mail && h.state == HandoverState::Written).unwrap();
        assert_eq!((run.notes[0].key.as_str(), run.notes[0].detail.as_str()), ("note-still-in-folder", there.path.as_str()));
        std::fs::remove_file(there.path).unwrap();
        let again = Command::Reprocess { mail, reason: "Im PVS nicht angekommen".into() };
        let (run, record) = answer!(desk.ask(again), Answer::Run { run, answer } => (run, answer.unwrap()));
        assert_eq!((run.number, run.result, run.handover), (expected + 1, RunResult::TakenOver, Some(HandoverState::Written)));
        assert_eq!((run.reason.as_str(), record.decision), ("Im PVS nicht angekommen", Decision::Rejected));
        assert!(!run.handover_path.is_empty());
    }
    let after = files_below(&dir);
    assert_eq!(after.len(), before.len());
    let bytes = std::fs::read("assets/demo/antwort-4712-abgelehnt.p7s").unwrap();
    assert_eq!(after.iter().filter(|f| std::fs::read(f).unwrap() == bytes).count(), 1);
    let runs = desk.open(mail).runs;
    assert_eq!(runs.len(), 5);
    assert_eq!((runs[0].number, runs[0].at, runs[0].result), (first[0].number, first[0].at, first[0].result), "it is as it was");
    assert_eq!(row(&desk, "ZE", "4712").runs, 5);
    // What was held is taken over on a person's word, with what held it still in the notes.
    let held = desk.mail("EEBZ1_0991234562611ZE00000000099999801").id;
    let again = Command::Reprocess { mail: held, reason: "Antrag liegt auf Papier vor".into() };
    let run = answer!(desk.ask(again), Answer::Run { run, .. } => run);
    assert_eq!(run.result, RunResult::TakenOver);
    assert!(!run.notes.is_empty());
}

#[test]
fn nothing_is_taken_over_from_a_letter() {
    let (_town, desk) = fetched();
    let letter = desk.inbox().into_iter().find(|r| r.subject.starts_with("Bericht: operative")).unwrap();
    let run = answer!(desk.ask(Command::Reprocess { mail: letter.id, reason: "Irrtum".into() }), Answer::Run { run, .. } => run);
    assert_eq!(run.result, RunResult::Refused);
    assert_eq!(desk.open(letter.id).payload.map(|p| p.kind), None::<PayloadKind>);
}

#[test]
fn an_answer_under_a_false_sender_or_twice_is_not_taken_over() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let real = desk.mail("EEBZ1_0991234562611ZE00000000000471801");
    let raw = desk.raw(real.id);
    let text = String::from_utf8(raw).unwrap();
    // The same attachment in a mail of its own: known by its bytes.
    let copy = text.replacen("Message-ID: <", "Message-ID: <kopie-", 1);
    town.put(ZP, copy.as_bytes());
    // Another decision, from somebody who was never asked.
    let xml = std::fs::read_to_string("tests/data/payload/ebz/antwort_genehmigung_ze.xml").unwrap();
    let body = format!(
        "--b\r\nContent-Type: text/plain\r\n\r\n.\r\n--b\r\nContent-Type: application/xml; name=\"EEBZ1.xml\"\r\n\
         Content-Disposition: attachment; filename=\"EEBZ1.xml\"\r\nContent-Description: EBZ\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n--b--\r\n",
        xml.replace('\n', "\r\n")
    );
    let extra = "X-KIM-Dienstkennung: EBZ;ANW;2.0.0\r\nContent-Type: multipart/mixed; boundary=b\r\n";
    town.put(ZP, &kim_mail("hohenstein@burgheim.kim.telematik-test", ZP, "EEBZ1 falsch", extra, &body));
    assert_eq!(desk.fetch_well(), 2);
    let copies: Vec<_> = desk.inbox().into_iter().filter(|r| r.subject == real.subject && r.id != real.id).collect();
    assert_eq!(copies.len(), 1);
    assert_eq!(last_result(&desk, copies[0].id), RunResult::AlreadyTakenOver);
    assert_eq!(last_result(&desk, desk.mail("EEBZ1 falsch").id), RunResult::HeldForReview);
    let handed: Vec<_> = desk.handovers().into_iter().filter(|h| h.mail == copies[0].id).collect();
    assert!(handed.is_empty(), "nothing is handed over twice");
    // The copy is the newer mail of the number; the file that still waits must stay in sight.
    assert_eq!(row(&desk, "ZE", "4718").handover, Some(HandoverState::Pending));
    assert!(rows(&desk, "4718", true).len() == 1, "a waiting hand-over wants a person");
}

#[test]
fn a_request_that_is_sent_gets_its_answer() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    for (last, decision) in
        [("4801", Decision::Approved), ("4802", Decision::Rejected), ("4803", Decision::ApprovedChanged), ("4809", Decision::Error)]
    {
        let number = number("ZE", last);
        let xml = std::fs::read_to_string("tests/data/payload/ebz/antrag_ze.xml").unwrap();
        let old = "0991234562611ZE000000000004711";
        assert!(xml.contains(old));
        let file = desk.path(&format!("EEBZ0_{}01.xml", number.as_str()));
        std::fs::write(&file, xml.replace(old, number.as_str())).unwrap();
        let mut draft = desk.draft(ZP, &["ebz@nordlicht-kk.kim.telematik-test"], &format!("EEBZ0_{}01", number.as_str()));
        draft.dienstkennung = "EBZ;ANT;2.0.0".into();
        desk.attach(&mut draft, &file);
        desk.send(draft);
        let waits = row(&desk, "ZE", last);
        assert_eq!(waits.decision, Decision::Pending);
        let answered = desk.fetch_until(last, |desk| Some(row(desk, "ZE", last)).filter(|r| r.decision != Decision::Pending));
        assert_eq!(answered.decision, decision, "{last}");
        assert!(answered.insurer.len() > 3 && !answered.patient.is_empty());
        assert_eq!(desk.list(MailFilter { search: last.into(), ..MailFilter::default() }).total, 1);
    }
}
