//! A dental practice's day against the demo's stand-ins: twenty requests out of the watched folder, answers of all kinds,
//! two broken files, a program that is ended again and again in the middle, and everything exactly once.

use std::io::Write;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::time::Duration;

use kimpost::domain::account::KeepOnServer;
use kimpost::domain::outgoing::OutgoingState;
use kimpost::domain::secret::Secret;
use kimpost::domain::watch::WatchResult;
use kimpost::engine::command::{Command, DeskCommand};
use kimpost::engine::event::Answer;
use kimpost::engine::profile::KeySource;
use kimpost::engine::{Mode, Profile};

use crate::day_facts as day;
use crate::support::{Desk, Town, ZP, answer, files_below, until};

const PASSPHRASE: &str = "lange Worte nur fuer diesen Tag";

fn insurer(ik: &str) -> String {
    let address = match ik {
        "109999039" => "ebz@nordlicht-kk",
        "109999051" => "ebz@kuestenkasse",
        "109999062" => "daten@bergland-ek",
        "109999073" => "ebz@musterkasse-mitte",
        other => panic!("no insurer {other}"),
    };
    format!("{address}.kim.telematik-test")
}

/// Fetches in a process of its own that is killed after this time; true when it was done before.
fn fetch_or_die(profile: &Path, patience: Duration) -> bool {
    let mut child = Process::new(env!("CARGO_BIN_EXE_kimpost"))
        .args(["fetch", "--json", "--passphrase-fd", "0"])
        .env("KIMPOST_PROFILE", profile)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Dead before it read anything is dead too.
    let _ = child.stdin.take().unwrap().write_all(format!("{PASSPHRASE}\n").as_bytes());
    let started = std::time::Instant::now();
    while started.elapsed() < patience {
        if let Some(status) = child.try_wait().unwrap() {
            return status.success();
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    false
}

#[test]
fn a_day_of_twenty_requests_survives_every_crash_and_comes_out_exactly_once() {
    let town = Town::empty();
    let requests = &town.info().day;
    let files = tempfile::tempdir().unwrap();
    let (profile, out, practice) = (files.path().join("profil"), files.path().join("ausgang"), files.path().join("praxissoftware"));
    let source = KeySource::Passphrase(Secret::new(PASSPHRASE));
    std::fs::create_dir(&out).unwrap();
    std::fs::create_dir(&practice).unwrap();
    let desk = Desk::on(Profile::init(&profile, &source).unwrap(), Mode::CommandsOnly, files);
    // What was stored is deleted on the server at once: what is lost now would be lost for good.
    let mut settings = town.settings(ZP);
    settings.options.keep_on_server = KeepOnServer::Days(0);
    desk.save(None, settings, Some(town.password(ZP))).unwrap();
    desk.ask(Command::SetHandoverFolder { prefix: "EBZ".into(), dir: Some(practice.clone()) });
    day::watch(&desk, ZP, &out);
    // In the morning the practice software drops everything.
    day::drop_all(requests, &out);
    day::assert_queued(&desk, requests, &out, insurer);
    // Half of it is out when the program ends; the practice software drops two files a second time.
    for item in desk.outbox().iter().take(10) {
        assert_eq!(desk.retry(item.id).state, OutgoingState::Accepted);
    }
    let files = desk.stop();
    let desk = Desk::on(Profile::open(&profile, &source).unwrap(), Mode::CommandsOnly, files);
    assert_eq!((day::count(&desk, OutgoingState::Queued), desk.outbox().len()), (10, day::SOUND));
    day::drop_all(&requests[..2], &out);
    let again = day::look(&desk);
    let twice = again.items.iter().filter(|item| item.result == WatchResult::Twice).count();
    assert_eq!((twice, desk.outbox().len()), (2, day::SOUND), "they were sent before");
    assert_eq!(answer!(desk.ask(Command::FlushOutbox), Answer::Outbox(items) => items).len(), 10);
    assert_eq!(day::count(&desk, OutgoingState::Accepted), day::SOUND);
    // Receipts and answers come while the program is not there; then it dies while it fetches them, later each time.
    let files = desk.stop();
    until("receipts and answers", || (town.demo.mails_in(ZP) == day::SOUND + day::ANSWERS).then_some(()));
    let mut patience = Duration::from_millis(150);
    until("a fetch that lived long enough", || {
        patience = patience * 3 / 2;
        fetch_or_die(&profile, patience).then_some(())
    });
    let desk = Desk::on(Profile::open(&profile, &source).unwrap(), Mode::CommandsOnly, files);
    desk.fetch_until("every receipt", |desk| (day::count(desk, OutgoingState::Delivered) == day::SOUND).then_some(()));
    desk.ask(Command::RunHandovers);
    assert_eq!(town.demo.mails_in(ZP), 0, "everything was fetched and deleted");
    assert_eq!(desk.inbox().iter().filter(|row| row.payload_kind.is_some()).count(), day::ANSWERS, "each answer once");
    day::assert_desk(&desk);
    day::assert_once(&desk, &practice);
    // Nothing waits too long on the first day.
    assert!(answer!(desk.ask(Command::Desk(Box::new(DeskCommand::Waiting))), Answer::Waiting(rows) => rows).is_empty());
    day::take_over_once_more(&desk, &practice);
    // The next morning nothing of it happens again.
    let before = files_below(&practice);
    let files = desk.stop();
    let desk = Desk::on(Profile::open(&profile, &source).unwrap(), Mode::CommandsOnly, files);
    assert_eq!(desk.fetch_well(), 0);
    desk.ask(Command::RunHandovers);
    day::look(&desk);
    assert_eq!((files_below(&practice), desk.outbox().len()), (before, day::SOUND));
    day::assert_desk(&desk);
}
