//! The engine and its log: a broken one is told at the start, and an act that failed halfway leaves neither change nor record.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::*;
use crate::domain::audit::{AuditAction, AuditFilter};
use crate::engine::access::Gate;
use crate::engine::bus::Bus;
use crate::engine::command::{AuditCommand, Command};
use crate::engine::event::Event;
use crate::engine::{Mode, Profile, spawn};
use crate::store::Error;

fn profile() -> (tempfile::TempDir, Profile) {
    let dir = tempfile::tempdir().unwrap();
    let profile = Profile::throw_away(&dir.path().join("p")).unwrap();
    (dir, profile)
}

#[test]
fn a_changed_record_is_told_at_the_start_and_named_by_a_check() {
    for broken in [true, false] {
        let (_dir, profile) = profile();
        if broken {
            lock(&profile.writer).tamper_with_audit(2);
        }
        let (engine, mut events, thread) = spawn(profile, Mode::Background, Box::new(|| {})).unwrap();
        let began = Instant::now();
        let told = loop {
            match events.try_recv() {
                Ok(Event::ProblemRaised(problem)) if problem.code == "AUDIT-BROKEN" => break Some(problem.detail),
                Ok(Event::ProblemCleared { code: "AUDIT-BROKEN", .. }) => break None,
                _ => std::thread::sleep(Duration::from_millis(5)),
            }
            assert!(began.elapsed() < Duration::from_secs(30), "nothing was told");
        };
        let expected = broken.then_some(2);
        assert_eq!(told, expected.map(|number: i64| number.to_string()));
        let answer = engine.ask_blocking(Command::Audit(Box::new(AuditCommand::Verify))).unwrap();
        assert!(matches!(answer, Answer::AuditChecked(check) if check.first_bad == expected));
        let page = AuditCommand::Page { filter: AuditFilter::default(), before: None, limit: 1, opening: false };
        let Answer::AuditPage(page) = engine.ask_blocking(Command::Audit(Box::new(page))).unwrap() else { panic!("a page") };
        let newest = (page.records[0].action.as_str(), page.records[0].detail.as_str());
        assert_eq!(newest, ("audit-verified", if broken { "broken" } else { "" }));
        engine.ask_blocking(Command::Shutdown).unwrap();
        thread.join().unwrap();
    }
}

#[tokio::test]
async fn what_fails_halfway_leaves_neither_change_nor_record() {
    let (_dir, profile) = profile();
    let book = lock(&profile.writer).access_book().unwrap();
    let gate = Arc::new(Gate::new(book));
    let (tell, _events) = tokio::sync::mpsc::unbounded_channel();
    let world = World::new(profile, Bus::new(tell, Box::new(|| {}), gate.clone()), gate.clone());
    let world = world.asked_by(gate.window_session(), gate.window().clone());
    let records = || lock(&world.writer()).audit_page(&AuditFilter::default(), None, 100).unwrap().records.len();
    let before = records();
    let act = || Some((When::Inside, vec![AuditEntry::new("Anna", AuditAction::SettingChanged, AuditObject::Nothing)]));
    world.begin_acts(act());
    let failed: Result<(), _> = world
        .commit(|store| {
            store.set_setting("theme", "dark")?;
            Err(Error::WrongState)
        })
        .await;
    assert!(failed.is_err() && lock(&world.writer()).setting("theme").unwrap().is_none());
    assert_eq!(records(), before);
    // It ended badly, and that is recorded with its code, once.
    let ended = settle(&world, act(), Err(failed.unwrap_err())).await;
    assert_eq!((ended.unwrap_err().code, records()), ("SEND-STATE", before + 1));
    world.begin_acts(act());
    world.commit(|store| store.set_setting("theme", "dark")).await.unwrap();
    settle(&world, act(), Ok(Answer::Done)).await.unwrap();
    assert_eq!(records(), before + 2, "once");
    world.begin_acts(act());
    settle(&world, act(), Ok(Answer::Done)).await.unwrap();
    settle(&world, act(), Err(Problem::new("INPUT-SETTING", ""))).await.unwrap_err();
    assert_eq!(records(), before + 2, "nothing was done");
}
