//! The desk of insurer answers as a practice lives with it: mapping files, senders, assignments, what waits, what is put
//! away, and taking everything over again after the practice software was restored.

use std::path::Path;

use kimpost::domain::answer::{AnswerFilter, AnswerPage, ApplicationNumber, Decision, HandoverState, LineState, RunResult};
use kimpost::domain::answer_desk::{BulkReport, SkipReason, WaitingReason, WaitingRow};
use kimpost::domain::ids::MailId;
use kimpost::domain::time::Timestamp;
use kimpost::engine::command::{Command, DeskCommand};
use kimpost::engine::event::{Answer, AnswerDetail, Event, MappingReport};

use crate::support::{Desk, HA, Town, ZP, answer, files_below, kim_mail, sha256, until};

const INSURER: &str = "ebz@nordlicht-kk.kim.telematik-test";
const REQUEST: &str = "tests/data/payload/ebz/antrag_ze.xml";
const APPROVAL: &str = "tests/data/payload/ebz/antwort_genehmigung_ze.xml";

fn number(text: &str) -> ApplicationNumber {
    ApplicationNumber::parse(text).unwrap()
}

fn ze(tail: &str) -> ApplicationNumber {
    number(&format!("0991234562611ZE00000000000{tail}"))
}

fn desk_command(command: DeskCommand) -> Command {
    Command::Desk(Box::new(command))
}

fn page(desk: &Desk, filter: AnswerFilter) -> AnswerPage {
    answer!(desk.ask(Command::ListAnswers(filter)), Answer::Answers(page) => *page)
}

fn state_of(desk: &Desk, number: &ApplicationNumber) -> LineState {
    let found = page(desk, AnswerFilter { number: number.as_str().to_owned(), ..AnswerFilter::default() });
    assert_eq!(found.rows.len(), 1, "{}", number.as_str());
    found.rows[0].state
}

fn detail(desk: &Desk, number: &ApplicationNumber) -> AnswerDetail {
    answer!(desk.ask(Command::OpenAnswer { number: number.clone() }), Answer::AnswerDetail(detail) => detail)
}

fn waiting(desk: &Desk) -> Vec<WaitingRow> {
    answer!(desk.ask(desk_command(DeskCommand::Waiting)), Answer::Waiting(rows) => rows)
}

fn bulk(desk: &Desk, command: DeskCommand) -> BulkReport {
    answer!(desk.ask(desk_command(command)), Answer::Bulk(report) => report)
}

fn mappings(desk: &Desk) -> MappingReport {
    answer!(desk.ask(desk_command(DeskCommand::Mappings)), Answer::Mappings(report) => report)
}

/// A mail of an insurer with one bare record.
fn record_mail(from: &str, to: &str, file: &str, xml: &str) -> Vec<u8> {
    let body = format!(
        "--b\r\nContent-Type: text/plain\r\n\r\n.\r\n--b\r\nContent-Type: application/xml; name=\"{file}\"\r\n\
         Content-Disposition: attachment; filename=\"{file}\"\r\nContent-Description: EBZ\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n--b--\r\n",
        xml.replace('\n', "\r\n")
    );
    let subject = file.trim_end_matches(".xml");
    kim_mail(from, to, subject, "X-KIM-Dienstkennung: EBZ;ANW;2.0.0\r\nContent-Type: multipart/mixed; boundary=b\r\n", &body)
}

/// A folder of the practice software; everything the EBZ brings goes there.
fn folder(desk: &Desk) -> std::path::PathBuf {
    let dir = desk.path("pvs");
    std::fs::create_dir_all(&dir).unwrap();
    desk.ask(Command::SetHandoverFolder { prefix: "EBZ".into(), dir: Some(dir.clone()) });
    dir
}

fn collect_all(dir: &Path) {
    files_below(dir).iter().for_each(|file| std::fs::remove_file(file).unwrap());
}

#[test]
fn a_newer_mapping_is_used_at_once_and_a_broken_one_changes_nothing() {
    let town = Town::empty();
    let mut desk = Desk::of_one(&town, ZP);
    let shipped = std::fs::read_to_string("assets/mappings/ebz-answer.assumed-1.json").unwrap();
    let first = mappings(&desk);
    assert_eq!((first.mappings.len(), first.mappings[0].file.as_str()), (1, ""));
    assert!(first.mappings[0].assumed.iter().any(|field| field == "Kopfdaten.ik"));
    std::fs::create_dir_all(&first.dir).unwrap();
    let file = first.dir.join("kasse.json");
    std::fs::write(&file, shipped.replacen("\"version\": \"assumed-1\"", "\"version\": \"2.1\"", 1)).unwrap();
    let newer = mappings(&desk);
    assert_eq!((newer.mappings[0].label.as_str(), newer.mappings[0].file.as_str()), ("ebz-answer/2.1", "kasse.json"));
    let xml = std::fs::read_to_string(APPROVAL).unwrap();
    town.put(ZP, &record_mail(INSURER, ZP, "EEBZ1_a.xml", &xml));
    desk.fetch_well();
    let read_by = |desk: &Desk, subject: &str| desk.open(desk.mail(subject).id).payload.unwrap().ebz.unwrap().mapping;
    assert_eq!(read_by(&desk, "EEBZ1_a"), "ebz-answer/2.1");
    // Broken while the program runs: told to an admin with file and line; what it held before stays in use.
    std::fs::write(&file, shipped.replacen("\"match_by\": \"local-name\"", "\"match_by\": \"xpath\"", 1)).unwrap();
    let broken = mappings(&desk);
    let line = shipped.lines().position(|l| l.contains("\"match_by\"")).unwrap() + 1;
    assert_eq!((broken.refused.len(), broken.refused[0].file.as_str(), broken.refused[0].line), (1, "kasse.json", line));
    assert!(broken.refused[0].earlier_in_use && broken.refused[0].reason.contains("match_by"));
    assert_eq!(broken.mappings[0].label, "ebz-answer/2.1");
    desk.event("the refusal", |event| matches!(event, Event::ProblemRaised(p) if p.code == "MAPPING-REFUSED").then_some(()));
    town.put(ZP, &record_mail(INSURER, ZP, "EEBZ1_b.xml", &xml.replace("8b4c", "8b4d").replace("</dat:Nutzdaten>", "\n</dat:Nutzdaten>")));
    desk.fetch_well();
    assert_eq!(read_by(&desk, "EEBZ1_b"), "ebz-answer/2.1");
    // Gone again: what came with the program reads on.
    std::fs::remove_file(&file).unwrap();
    let without = mappings(&desk);
    assert_eq!((without.mappings.len(), without.refused.len()), (1, 0));
    desk.event("all clear", |event| matches!(event, Event::ProblemCleared { code: "MAPPING-REFUSED", .. }).then_some(()));
}

#[test]
fn the_directory_vouches_for_another_address_of_the_same_insurer_only() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    let xml = std::fs::read_to_string(APPROVAL).unwrap();
    for (from, file) in [
        ("bescheide@nordlicht-kk.kim.telematik-test", "EEBZ1_bescheid.xml"),
        // Same IK, but no insurer: the ombudsman's office.
        ("ombud@nordlicht-kk.kim.telematik-test", "EEBZ1_ombud.xml"),
        ("hohenstein@burgheim.kim.telematik-test", "EEBZ1_fremd.xml"),
    ] {
        // Different bytes, so that none is known by its hash.
        town.put(ZP, &record_mail(from, ZP, file, &xml.replace("</dat:Nutzdaten>", &format!("<!-- {file} --></dat:Nutzdaten>"))));
    }
    desk.fetch_well();
    let runs = |subject: &str| desk.open(desk.mail(subject).id).runs;
    let released = until("the directory's word", || Some(runs("EEBZ1_bescheid")).filter(|runs| runs.len() == 2));
    assert_eq!((released[0].result, released[1].result), (RunResult::HeldForReview, RunResult::TakenOver));
    assert_eq!((released[1].who.as_str(), released[1].notes[0].key.as_str()), ("", "note-sender-in-directory"));
    for subject in ["EEBZ1_ombud", "EEBZ1_fremd"] {
        assert_eq!(runs(subject).iter().map(|r| r.result).collect::<Vec<_>>(), [RunResult::HeldForReview], "{subject}");
    }
}

#[test]
fn another_practice_number_holds_an_answer() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    let xml = std::fs::read_to_string(APPROVAL).unwrap();
    let own = "Abrechnungsnummer>099123456<";
    assert!(xml.contains(own));
    town.put(ZP, &record_mail(INSURER, ZP, "EEBZ1_praxis.xml", &xml.replace(own, "Abrechnungsnummer>099654321<")));
    desk.fetch_well();
    let run = desk.open(desk.mail("EEBZ1_praxis").id).runs.remove(0);
    assert_eq!(run.result, RunResult::HeldForReview);
    assert!(run.notes.iter().any(|n| n.key == "payload-block-practice-mismatch" && n.detail.contains("099654321")), "{:?}", run.notes);
}

#[test]
fn an_answer_without_request_is_assigned_by_hand_and_taken_over() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let dir = folder(&desk);
    let lost = desk.mail("EEBZ1_0991234562611ZE00000000099999801").id;
    let (own, meant) = (number("0991234562611ZE000000000999998"), ze("4716"));
    assert_eq!(state_of(&desk, &own), LineState::Unassigned);
    let unknown = DeskCommand::Assign { mail: lost, number: Some(ze("0000")) };
    assert_eq!(desk.problem(desk_command(unknown)), "NOT-FOUND");
    desk.ask(desk_command(DeskCommand::Assign { mail: lost, number: Some(meant.clone()) }));
    assert!(page(&desk, AnswerFilter { number: own.as_str().into(), ..AnswerFilter::default() }).rows.is_empty());
    let at_request = detail(&desk, &meant);
    assert!(at_request.assigned.contains(&lost) && at_request.answers.iter().any(|(mail, _)| *mail == lost));
    assert_ne!(at_request.answers[0].0, lost, "what was taken over before stays the current one");
    let runs = desk.open(lost).runs;
    assert_eq!(runs.last().unwrap().result, RunResult::HeldForReview, "assigning is no taking over");
    assert!(runs.last().unwrap().notes.iter().any(|n| n.key == "payload-block-other-number"));
    let before = files_below(&dir).len();
    let run = answer!(desk.ask(Command::Reprocess { mail: lost, reason: "gehört zu diesem Plan".into() }), Answer::Run { run, .. } => run);
    assert_eq!((run.result, run.handover), (RunResult::TakenOver, Some(HandoverState::Written)));
    assert_eq!(files_below(&dir).len(), before + 1);
    assert!(desk.open(lost).history.iter().any(|line| line.key == "history-assigned" && line.detail == meant.as_str()));
    desk.ask(desk_command(DeskCommand::Assign { mail: lost, number: None }));
    assert!(detail(&desk, &meant).assigned.is_empty());
    assert_eq!(detail(&desk, &own).answers.len(), 1);
}

#[test]
fn requests_wait_until_they_are_answered_or_put_away() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    // Sent more than 14 days ago, nothing fetched yet. Mails that were imported asked for no receipt from here.
    let rows = waiting(&desk);
    let row = rows.iter().find(|row| row.number == ze("4712")).unwrap();
    assert_eq!((row.address.as_str(), row.insurer_ik.as_str(), row.reason), (INSURER, "109999039", WaitingReason::NoAnswer));
    assert!(!row.patient.is_empty() && row.sent.0 > 0);
    assert!(rows.iter().all(|row| row.number != ze("4713")), "12 days are not too long");
    let mark = |done| desk_command(DeskCommand::MarkDone { numbers: vec![ze("4712")], done });
    desk.ask(mark(true));
    assert_eq!(waiting(&desk).len(), rows.len() - 1);
    desk.ask(mark(false));
    assert_eq!(waiting(&desk).len(), rows.len());
    // With longer periods nothing is late.
    for (key, value) in [("answers.receipt_hours", "720"), ("answers.answer_days", "365")] {
        desk.ask(Command::SetSetting { key: key.into(), value: value.into() });
    }
    assert!(waiting(&desk).is_empty());
    let wrong = Command::SetSetting { key: "answers.answer_days".into(), value: "0".into() };
    assert_eq!(desk.problem(wrong), "INPUT-SETTING-VALUE");
    for (key, value) in [("answers.receipt_hours", ""), ("answers.answer_days", "")] {
        desk.ask(Command::SetSetting { key: key.into(), value: value.into() });
    }
    desk.fetch_well();
    let after = waiting(&desk);
    let answered = page(&desk, AnswerFilter::default()).rows.into_iter().filter(|r| r.answers > 0).map(|r| r.number).collect::<Vec<_>>();
    assert!(answered.len() > 5 && after.iter().all(|row| !answered.contains(&row.number)));
}

#[test]
fn after_a_restore_everything_is_taken_over_again_exactly_once() {
    let town = Town::full();
    let mut desk = Desk::in_town(&town);
    desk.fetch_well();
    let dir = folder(&desk);
    let hashes = |dir: &Path| {
        let mut all: Vec<String> = files_below(dir).iter().map(|file| sha256(&std::fs::read(file).unwrap())).collect();
        all.sort();
        all
    };
    let (everything, since) = (hashes(&dir), Timestamp(0));
    let taken = everything.len();
    assert!(taken >= 9);
    let preview = |desk: &Desk| bulk(desk, DeskCommand::Preview { mails: Vec::new(), since: Some(since), anew: false });
    let over_again = || DeskCommand::TakeOverSince { since, reason: "Rücksicherung der Praxissoftware".into(), anew: false };
    // Nothing was collected: nothing may be there twice.
    let none = preview(&desk);
    assert_eq!((none.total, none.taken_over, none.skipped.as_slice()), (taken, 0, &[(SkipReason::StillThere, taken)][..]));
    let refused = DeskCommand::TakeOverSince { since, reason: "  ".into(), anew: false };
    assert_eq!(desk.problem(desk_command(refused)), "INPUT-REASON");
    // The practice software took all but one, and was then set back.
    let left = files_below(&dir).pop().unwrap();
    for file in files_below(&dir).iter().filter(|file| **file != left) {
        std::fs::remove_file(file).unwrap();
    }
    let some = preview(&desk);
    assert_eq!((some.taken_over, some.skipped.as_slice()), (taken - 1, &[(SkipReason::StillThere, 1)][..]));
    let done = bulk(&desk, over_again());
    assert_eq!((done.job, done.taken_over, done.cancelled), (1, taken - 1, false));
    assert_eq!(hashes(&dir), everything, "each of them once");
    desk.event("progress", |event| matches!(event, Event::BulkProgress { total, .. } if total == taken).then_some(()));
    let again = bulk(&desk, over_again());
    assert_eq!((again.job, again.taken_over), (2, 0));
    assert_eq!(hashes(&dir), everything);
    let mail = desk.mail("EEBZ1_0991234562611ZE00000000000471201").id;
    let runs = desk.open(mail).runs;
    assert_eq!(runs.iter().map(|r| r.number).collect::<Vec<_>>(), [1, 2]);
    assert!(runs[1].reason.contains("Rücksicherung") && !runs[1].who.is_empty());
    // A folder that is away: nobody knows what lies there.
    let away = desk.path("weg");
    std::fs::rename(&dir, &away).unwrap();
    assert_eq!(bulk(&desk, over_again()).skipped, [(SkipReason::FolderAway, taken)]);
    std::fs::rename(&away, &dir).unwrap();
    assert_eq!(hashes(&dir), everything);
    // Only what was taken over since then.
    let later = bulk(&desk, DeskCommand::Preview { mails: Vec::new(), since: Some(Timestamp(i64::MAX / 2)), anew: false });
    assert_eq!(later.total, 0);
}

#[test]
fn several_by_hand_leave_out_what_needs_a_look_unless_told_otherwise() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let dir = folder(&desk);
    collect_all(&dir);
    let of = |subject: &str| desk.mail(subject).id;
    let good = of("EEBZ1_0991234562611ZE00000000000471201");
    let held = of("EEBZ1_0991234562611ZE00000000099999801");
    let letter = desk.inbox().into_iter().find(|r| r.subject.starts_with("Bericht: operative")).unwrap().id;
    let mails = vec![good, held, letter, good];
    let take = |mails: &[MailId], force| DeskCommand::TakeOver { mails: mails.to_vec(), reason: "fehlte".into(), force };
    let expected = [(SkipReason::Double, 1), (SkipReason::Held, 1), (SkipReason::Refused, 1)];
    let preview = bulk(&desk, DeskCommand::Preview { mails: mails.clone(), since: None, anew: false });
    assert_eq!((preview.taken_over, preview.skipped.as_slice()), (1, &expected[..]));
    assert!(files_below(&dir).is_empty(), "a preview changes nothing");
    let report = bulk(&desk, take(&mails, false));
    // The file of the first one lies there by now.
    assert_eq!(report.taken_over, 1);
    assert_eq!(files_below(&dir).len(), 1);
    assert_eq!(bulk(&desk, take(&[held], true)).taken_over, 1);
    assert_eq!(files_below(&dir).len(), 2);
    assert_eq!(bulk(&desk, take(&[good], false)).skipped, [(SkipReason::StillThere, 1)]);
    assert_eq!(bulk(&desk, take(&[good], true)).taken_over, 1, "a person insists");
    assert_eq!(files_below(&dir).len(), 3);
    // One that is gone, or that the asker may not see, ends nothing.
    let gone = [MailId(999_999), good];
    let preview = bulk(&desk, DeskCommand::Preview { mails: gone.to_vec(), since: None, anew: false });
    assert_eq!(preview.skipped, [(SkipReason::StillThere, 1), (SkipReason::Refused, 1)]);
    let report = bulk(&desk, take(&gone, true));
    assert_eq!((report.taken_over, report.skipped.as_slice()), (1, &[(SkipReason::Refused, 1)][..]));
}

#[test]
fn a_json_file_lies_beside_each_file_and_says_what_was_read() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    let dir = folder(&desk);
    desk.ask(desk_command(DeskCommand::SetSidecar { prefix: "EBZ".into(), on: true }));
    let missing = DeskCommand::SetSidecar { prefix: "LDT".into(), on: true };
    assert_eq!(desk.problem(desk_command(missing)), "NOT-FOUND");
    desk.fetch_well();
    desk.ask(Command::RunHandovers);
    let files = files_below(&dir);
    let (beside, payloads): (Vec<_>, Vec<_>) = files.into_iter().partition(|f| f.extension().is_some_and(|e| e == "json"));
    assert!(payloads.len() >= 9 && beside.len() == payloads.len());
    for file in &payloads {
        let name = format!("{}.json", file.file_name().unwrap().to_string_lossy());
        let json: serde_json::Value = serde_json::from_slice(&std::fs::read(dir.join(&name)).unwrap()).unwrap();
        assert_eq!((json["schema"].as_str(), json["run"]["number"].as_u64()), (Some("kimpost-handover/1"), Some(1)));
        assert_eq!(json["file"]["bytes"].as_u64(), Some(std::fs::metadata(file).unwrap().len()));
        if json["answer"]["plan_number"] == ze("4713").as_str() && json["answer"]["decision"] == "approved_changed" {
            assert_eq!(json["answer"]["total"].as_str(), Some("192.67"));
            assert!(json["request"]["patient"].as_str().unwrap().contains("Möwenthal"));
            assert_eq!(json["answer"]["mapping"].as_str(), Some("ebz-answer/assumed-1"));
        }
    }
    let partial = payloads.iter().any(|f| f.to_string_lossy().contains("4713"));
    assert!(partial, "the partial approval is among them");
}

#[test]
fn test_data_needs_a_word_in_production_and_none_where_it_is_at_home() {
    let town = Town::empty();
    let xml = std::fs::read_to_string(APPROVAL).unwrap();
    let request = std::fs::read_to_string(REQUEST).unwrap();
    for (address, first, by_hand) in [
        (ZP.to_owned(), RunResult::TakenOver, None),
        ("praxis@echt.kim.telematik".to_owned(), RunResult::HeldForReview, Some(RunResult::HeldForReview)),
    ] {
        let desk = Desk::throw_away(kimpost::engine::Mode::CommandsOnly);
        let mut settings = town.settings(ZP);
        settings.address = kimpost::domain::address::KimAddress::parse(&address).unwrap();
        desk.save(None, settings, Some(town.password(ZP))).unwrap();
        let dir = desk.path("mails");
        std::fs::create_dir(&dir).unwrap();
        std::fs::write(dir.join("1.eml"), record_mail(&address, INSURER, "EEBZ0_x.xml", &request)).unwrap();
        std::fs::write(dir.join("2.eml"), record_mail(INSURER, &address, "TEBZ1_x.xml", &xml)).unwrap();
        desk.import(&[dir]);
        let mail = desk.mail("TEBZ1_x").id;
        let runs = desk.open(mail).runs;
        assert_eq!(runs[0].result, first, "{address}: {:?}", runs[0].notes);
        let Some(expected) = by_hand else { continue };
        let run = answer!(desk.ask(Command::Reprocess { mail, reason: "Probe".into() }), Answer::Run { run, .. } => run);
        assert_eq!(run.result, expected);
        assert!(run.notes.iter().any(|n| n.key == "payload-block-test-data"));
        let forced = DeskCommand::TakeOver { mails: vec![mail], reason: "Probe".into(), force: true };
        assert_eq!(bulk(&desk, forced).taken_over, 1);
    }
}

#[test]
fn broken_answers_are_explained_and_nothing_of_them_is_taken() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let files = files_below(Path::new("tests/data/payload/eml"));
    let malformed: Vec<_> = files.iter().filter(|f| f.to_string_lossy().contains("ebz_malformed")).collect();
    assert!(malformed.len() >= 4);
    for file in &malformed {
        town.put(HA, &std::fs::read(file).unwrap());
    }
    desk.fetch_well();
    let all = page(&desk, AnswerFilter::default());
    // One of them is sound but speaks of a number nobody asked about.
    assert_eq!((all.total, all.count(LineState::Unassigned)), (1, 1));
    assert_eq!(all.broken.len(), malformed.len() - 1);
    kimpost::i18n::select(kimpost::i18n::Language::German);
    for broken in &all.broken {
        assert!(!broken.notes.is_empty(), "{}", broken.subject);
        for note in &broken.notes {
            let reason = kimpost::i18n::text_with(&note.key, &note.detail);
            assert!(reason.contains(' ') && !reason.starts_with("payload-"), "{reason}");
        }
    }
    assert!(desk.handovers().is_empty());
    let first = all.broken[0].mail;
    desk.ask(Command::MarkDone { mails: vec![first], done: true });
    assert_eq!(page(&desk, AnswerFilter::default()).broken.len(), malformed.len() - 2);
}

#[test]
fn a_request_is_sent_answered_taken_over_put_away_and_taken_over_once_more() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let dir = folder(&desk);
    let plan = ze("4803");
    let xml = std::fs::read_to_string(REQUEST).unwrap().replace("0991234562611ZE000000000004711", plan.as_str());
    let file = desk.path(&format!("EEBZ0_{}01.xml", plan.as_str()));
    std::fs::write(&file, xml).unwrap();
    let mut draft = desk.draft(ZP, &[INSURER], &format!("EEBZ0_{}01", plan.as_str()));
    draft.dienstkennung = "EBZ;ANT;2.0.0".into();
    desk.attach(&mut draft, &file);
    desk.send(draft);
    assert_eq!(state_of(&desk, &plan), LineState::Open);
    desk.fetch_until("the answer", |desk| (state_of(desk, &plan) == LineState::TakenOver).then_some(()));
    let shown = detail(&desk, &plan);
    let (request, answer) = (shown.request.unwrap().1, shown.answers[0].1.clone());
    assert_eq!(answer.decision, Decision::ApprovedChanged);
    assert!(!answer.differences(&request).is_empty(), "side by side they differ");
    assert!(shown.lapses_on.is_some(), "a denture approval lapses");
    assert_eq!(files_below(&dir).len(), 1);
    collect_all(&dir);
    assert_eq!(desk.handovers()[0].state, HandoverState::Collected);
    desk.ask(desk_command(DeskCommand::MarkDone { numbers: vec![plan.clone()], done: true }));
    assert_eq!(state_of(&desk, &plan), LineState::Done);
    let mail = shown.answers[0].0;
    let run = answer!(desk.ask(Command::Reprocess { mail, reason: "Plan neu angelegt".into() }), Answer::Run { run, .. } => run);
    assert_eq!((run.number, run.result, run.handover), (2, RunResult::TakenOver, Some(HandoverState::Written)));
    assert_eq!(files_below(&dir).len(), 1);
}
