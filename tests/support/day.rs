//! A dental practice's day as it must come out, whoever carries the mails: which request meets which fate, where the desk
//! must show it, and that the folder of the practice software holds each answer exactly once.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kimpost::demo::PracticeFile;
use kimpost::domain::answer::{AnswerFilter, AnswerPage, ApplicationNumber, Decision, LineState, RunResult};
use kimpost::domain::outgoing::OutgoingState;
use kimpost::domain::watch::{WatchFacts, WatchResult};
use kimpost::engine::command::{Command, DeskCommand};
use kimpost::engine::event::Answer;

use crate::support::{Desk, answer, files_below, sha256};

/// Requests that are in order.
pub const SOUND: usize = 20;
/// Answers of insurers to them: one keeps silent.
pub const ANSWERS: usize = 19;
/// Answers the practice software gets: one is unclear and one broken.
pub const HANDED_OVER: usize = 17;

/// What becomes of a request, by the last digit of its number: decision, state of its line, whether a file is handed over.
pub fn fate(number: &str) -> (Decision, LineState, bool) {
    match number.chars().last().unwrap() {
        // No answer, or one nobody can read: the request still waits.
        '0' | '8' => (Decision::Pending, LineState::Open, false),
        '1' => (Decision::Approved, LineState::TakenOver, true),
        '2' => (Decision::Rejected, LineState::TakenOver, true),
        '3' => (Decision::ApprovedChanged, LineState::TakenOver, true),
        '4' => (Decision::Changed, LineState::TakenOver, true),
        '5' => (Decision::Ended, LineState::TakenOver, true),
        // The practice software gets it, and a person has to answer.
        '6' => (Decision::Query, LineState::Open, true),
        '7' => (Decision::Unclear, LineState::Open, false),
        '9' => (Decision::Error, LineState::Error, true),
        other => panic!("no fate for {other}"),
    }
}

/// The plan number in a file's name.
pub fn number_in(name: &str) -> String {
    name.split('_').nth(1).and_then(|rest| rest.get(..30)).unwrap_or_else(|| panic!("no number in {name}")).to_owned()
}

/// Whether the file is a whole record.
pub fn is_whole(file: &PracticeFile) -> bool {
    roxmltree::Document::parse(std::str::from_utf8(&file.bytes).unwrap()).is_ok()
}

/// The value of the first element of this name.
pub fn value(xml: &str, element: &str) -> String {
    let after = xml.split_once(&format!("{element}>")).unwrap_or_else(|| panic!("no {element}")).1;
    after.split('<').next().unwrap().to_owned()
}

pub fn watch(desk: &Desk, of: &str, dir: &Path) {
    let command = Command::AddWatchFolder { account: desk.id(of), dienstkennung: String::new(), dir: dir.to_owned(), sure: false };
    desk.ask(command);
}

/// Everything the practice software drops, at once.
pub fn drop_all(files: &[PracticeFile], dir: &Path) {
    for file in files {
        std::fs::write(dir.join(&file.name), &file.bytes).unwrap();
    }
}

pub fn look(desk: &Desk) -> WatchFacts {
    answer!(desk.ask(Command::RunWatch), Answer::Watch(facts) => *facts)
}

pub fn page(desk: &Desk) -> AnswerPage {
    answer!(desk.ask(Command::ListAnswers(AnswerFilter::default())), Answer::Answers(page) => *page)
}

fn file_names(dir: &Path) -> Vec<String> {
    files_below(dir).iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

/// Every sound request became a mail to the insurer whose IK it names; the broken one lies aside with its reason.
pub fn assert_queued(desk: &Desk, files: &[PracticeFile], out: &Path, address_of: impl Fn(&str) -> String) {
    let found = look(desk);
    assert_eq!(found.items.len(), files.len(), "every file was worked off");
    for file in files {
        let item = found.items.iter().find(|item| item.name() == file.name).unwrap_or_else(|| panic!("{} is not told", file.name));
        if !is_whole(file) {
            assert_eq!((item.result, item.code.as_str(), item.mail), (WatchResult::Failed, "WATCH-CONTENT", None));
            continue;
        }
        assert_eq!((item.result, item.code.as_str()), (WatchResult::Queued, ""), "{} {}", file.name, item.detail);
        let queued = desk.sent(item.mail.unwrap());
        let ik = value(std::str::from_utf8(&file.bytes).unwrap(), "IK_Krankenkasse");
        assert_eq!(queued.recipients.len(), 1);
        assert_eq!(queued.recipients[0].mailbox.address.as_str(), address_of(&ik), "{}", file.name);
    }
    let whole: Vec<String> = files.iter().filter(|file| is_whole(file)).map(|file| file.name.clone()).collect();
    assert_eq!(whole.len(), SOUND);
    assert_eq!(file_names(&out.join("gesendet")), sorted(whole));
    let broken = files.iter().find(|file| !is_whole(file)).unwrap();
    let aside = out.join("Fehler").join(&broken.name);
    assert_eq!(std::fs::read(&aside).unwrap(), broken.bytes, "unchanged");
    let reason = std::fs::read_to_string(out.join("Fehler").join(format!("{}.txt", broken.name))).unwrap();
    assert!(reason.contains("nicht in Ordnung") && reason.contains("neu") && reason.contains("WATCH-CONTENT"), "{reason}");
    assert_eq!(desk.outbox().len(), SOUND, "nothing else goes out");
    let lines = page(desk);
    assert_eq!((lines.total, lines.count(LineState::Open)), (SOUND, SOUND));
    assert!(lines.rows.iter().all(|row| row.decision == Decision::Pending && !row.patient.is_empty() && row.request_mail.is_some()));
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

/// How many of the requests stand so in the outbox.
pub fn count(desk: &Desk, state: OutgoingState) -> usize {
    desk.outbox().iter().filter(|item| item.state == state).count()
}

/// The desk shows each request in its true state, and what cannot be read with its reason.
pub fn assert_desk(desk: &Desk) {
    let page = page(desk);
    assert_eq!((page.rows.len(), page.broken.len()), (SOUND, 1));
    for row in &page.rows {
        let number = row.number.as_str();
        let (decision, state, _) = fate(number);
        assert_eq!((row.decision, row.state), (decision, state), "{number}: {:?} {:?}", row.last_result, row.handover);
        assert!(!row.insurer.is_empty() && !row.patient.is_empty() && row.request_mail.is_some(), "{number}");
        assert_eq!(row.answers, u32::from(decision != Decision::Pending), "{number}");
        if decision == Decision::Unclear {
            let held = desk.open(row.mail).runs.pop().unwrap();
            assert_eq!(held.result, RunResult::HeldForReview);
            assert!(held.notes.iter().any(|note| note.key == "payload-block-unclear"), "{:?}", held.notes);
        }
    }
    let waits = |row: &&kimpost::domain::answer::AnswerRow| row.decision == Decision::Pending;
    assert_eq!(page.rows.iter().filter(waits).count(), 2, "one without an answer, one with a broken one");
    let broken = &page.broken[0];
    assert!(number_in(&broken.subject).ends_with('8'), "{}", broken.subject);
    assert_eq!(desk.open(broken.mail).runs.pop().unwrap().result, RunResult::Refused);
    kimpost::i18n::select(kimpost::i18n::Language::German);
    let why = broken.notes.iter().map(|note| kimpost::i18n::text_with(&note.key, &note.detail)).collect::<Vec<_>>().join(" ");
    assert!(why.split(' ').count() > 4 && !why.contains("payload-"), "{why}");
}

/// What lies in the folder of the practice software: by plan number the digests of its files.
pub fn handed_over(dir: &Path) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files_below(dir) {
        let bytes = std::fs::read(&path).unwrap();
        let text = std::str::from_utf8(&bytes).unwrap();
        let document = roxmltree::Document::parse(text).unwrap();
        let mut texts = document.descendants().filter_map(|node| node.text()).map(str::trim);
        let number = texts.find(|text| ApplicationNumber::parse(text).is_ok()).unwrap().to_owned();
        found.entry(number).or_default().push(sha256(&bytes));
    }
    found
}

/// Each answer lies there exactly once: the bytes that were attached, and nothing that should not be there.
pub fn assert_once(desk: &Desk, dir: &Path) {
    let found = handed_over(dir);
    let expected: Vec<String> = page(desk).rows.iter().map(|row| row.number.as_str().to_owned()).filter(|number| fate(number).2).collect();
    assert_eq!(expected.len(), HANDED_OVER);
    assert_eq!(found.keys().cloned().collect::<Vec<_>>(), sorted(expected));
    for row in page(desk).rows.iter().filter(|row| fate(row.number.as_str()).2) {
        let compare = tempfile::tempdir().unwrap();
        let index = desk.open(row.mail).payload.unwrap().attachment;
        let save = Command::SaveAttachments { mail: row.mail, index, dir: compare.path().to_owned() };
        let attached = answer!(desk.ask(save), Answer::Files(files) => sha256(&std::fs::read(&files[0].path).unwrap()));
        assert_eq!(found[row.number.as_str()], [attached], "{} lies there once", row.number.as_str());
    }
}

/// The file handed over for a number.
pub fn file_of(dir: &Path, number: &str) -> PathBuf {
    let mut files = files_below(dir).into_iter().filter(|path| std::fs::read_to_string(path).unwrap().contains(number));
    files.next().unwrap_or_else(|| panic!("nothing for {number}"))
}

/// Two answers are taken over once more: one whose file the practice software took and lost, and one on purpose although
/// its file still lies there. Only the second leaves a second file.
pub fn take_over_once_more(desk: &Desk, dir: &Path) {
    let rows = page(desk).rows;
    let of = |digit: char| rows.iter().find(|row| row.number.as_str().ends_with(digit)).unwrap();
    let (lost, wanted) = (of('1'), of('2'));
    std::fs::remove_file(file_of(dir, lost.number.as_str())).unwrap();
    let again = Command::Reprocess { mail: lost.mail, reason: "In der Praxissoftware verloren".into() };
    let run = answer!(desk.ask(again), Answer::Run { run, .. } => run);
    assert_eq!((run.number, run.result), (2, RunResult::TakenOver));
    assert_once(desk, dir);
    // Without a word on purpose what still lies there is not written a second time.
    let timid = DeskCommand::TakeOver { mails: vec![wanted.mail], reason: "Plan neu angelegt".into(), force: false };
    assert_eq!(answer!(desk.ask(Command::Desk(Box::new(timid))), Answer::Bulk(report) => report).taken_over, 0);
    assert_once(desk, dir);
    let reason = "Plan neu angelegt";
    let insist = DeskCommand::TakeOver { mails: vec![wanted.mail], reason: reason.into(), force: true };
    assert_eq!(answer!(desk.ask(Command::Desk(Box::new(insist))), Answer::Bulk(report) => report).taken_over, 1);
    let runs = desk.open(wanted.mail).runs;
    assert_eq!((runs.len(), runs[1].number, runs[1].result), (2, 2, RunResult::TakenOver));
    assert!(runs[1].reason == reason && !runs[1].who.is_empty() && runs[0].reason.is_empty(), "{:?}", runs[1].notes);
    let files = handed_over(dir);
    let twice = &files[wanted.number.as_str()];
    assert!(twice.len() == 2 && twice[0] == twice[1], "the same bytes, a second file");
    assert_eq!(files.values().map(Vec::len).sum::<usize>(), HANDED_OVER + 1, "no other was written again");
    assert_desk(desk);
}
