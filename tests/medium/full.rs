//! The disk is full: at each of many levels the program fetches, sends and hands over, and again once there is space.

use std::collections::BTreeMap;

use kimpost::domain::outgoing::OutgoingState;

use crate::proof::{is_long, report};
use crate::scene::{Scene, Size, own};
use crate::shim::{Medium, Word};

const SIZE: Size = Size { letters: 16, answers: 3, sends: 4 };
const QUICK: i64 = 12;
const LONG: i64 = 100;

/// What people are told.
const CODES: [&str; 2] = ["DISK-FULL", "HANDOVER-FULL"];

pub const WALKS: [&[&str]; 3] = [&["fetch"], &["outbox", "flush"], &["handover", "run"]];

#[test]
fn a_full_disk_loses_and_doubles_nothing() {
    let scene = Scene::new("voll", SIZE);
    let medium = Medium::new();
    let need = |copies| {
        scene.again();
        let before = medium.get(Word::Charged);
        medium.fills_up(i64::MAX / 2, copies);
        for args in WALKS {
            assert_eq!(medium.run(&scene.bed, args).code(), 0);
        }
        scene.whole("with space");
        medium.get(Word::Charged) - before
    };
    // What is written at once, and with it how much space is needed, differs from run to run: the last twentieth might do.
    let least = |copies| (0..3).map(|_| need(copies)).min().unwrap() * 19 / 20;
    // A file system that writes in place, and one that copies.
    let needs = [least(false), least(true)];
    let levels = if is_long() { LONG } else { QUICK };
    let (mut codes, mut unclear) = (BTreeMap::<String, usize>::new(), 0);
    for level in 0..levels {
        let copies = level % 2 == 1;
        let space = needs[usize::from(copies)] * level / levels;
        let told = format!("level {level} of {levels}, {space} bytes, copies: {copies}");
        scene.again();
        medium.fills_up(space, copies);
        for args in WALKS {
            let ended = medium.run(&scene.bed, args);
            let (code, problem) = (ended.code(), ended.problem());
            assert_eq!(code != 0, !problem.is_empty(), "{told}: {args:?}: {ended:?}");
            assert!(problem.is_empty() || CODES.contains(&problem.as_str()), "{told}: {args:?}: {ended:?}");
            if !problem.is_empty() {
                *codes.entry(problem).or_default() += 1;
            }
        }
        assert!(medium.get(Word::Hits) > 0, "{told}: the disk was never full");
        scene.nothing_lost(&told);
        medium.mend();
        for args in WALKS {
            let ended = medium.run(&scene.bed, args);
            assert_eq!(ended.code(), 0, "{told}, then with space: {args:?}: {ended:?}");
        }
        unclear += scene.whole(&told);
    }
    report(
        "47: full disk: a clear code, no DELE without commit, nothing sent twice, all goes on with space, store sound",
        "real program: fetch, send, hand-over; refused after so many bytes, in place and copying on write, then with space",
        usize::try_from(levels).unwrap(),
        &format!("held; codes {codes:?}; {unclear} sends unclear"),
    );
}

#[test]
fn a_running_engine_goes_on_when_there_is_space_again() {
    let scene = Scene::new("voll", SIZE);
    let medium = Medium::new();
    let levels = if is_long() { 24 } else { 4 };
    let mut refused = 0;
    for level in 0..levels {
        scene.again();
        let serving = scene.served(&medium);
        let told = format!("level {level} of {levels}");
        medium.fills_up(level * 300_000 / levels * 10, true);
        for args in WALKS {
            let ended = medium.ask(&scene.bed, args);
            assert!(ended.code() == 0 || CODES.contains(&ended.problem().as_str()), "{told}: {args:?}: {ended:?}");
            refused += usize::from(ended.code() != 0);
        }
        let listed = medium.ask(&scene.bed, &["list"]);
        assert_eq!(listed.code(), 0, "{told}: questions are answered: {listed:?}");
        medium.mend();
        for args in WALKS {
            let ended = medium.ask(&scene.bed, args);
            assert_eq!(ended.code(), 0, "{told}, then with space: {args:?}: {ended:?}");
        }
        // Without a new start: what was sent while the disk was full is known to be sent.
        let states: Vec<_> = own(scene.bed.look().outbox()).into_iter().map(|item| item.state).collect();
        assert!(states.iter().all(|state| *state == OutgoingState::Accepted), "{told}: {states:?}");
        assert_eq!(serving.terminate().code(), 0);
        assert_eq!(scene.whole(&told), 0, "{told}");
    }
    assert!(refused > 0, "the disk was never full");
    report(
        "47: full disk under a running engine: questions are answered, with space all goes on without a new start, no send stays open",
        "real program `serve`, commands over its socket, refused from a moment on",
        usize::try_from(levels).unwrap(),
        &format!("held; {refused} commands refused with {CODES:?}"),
    );
}
