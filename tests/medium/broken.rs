//! Reading, writing and syncing fail once or for good; the medium can only be read; the share that holds the profile is gone.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::full::WALKS;
use crate::proof::{Dice, is_long, report};
use crate::scene::{Scene, Size};
use crate::shim::{EIO, EROFS, ESTALE, EVERYTHING, Ended, Fault, LOCK, Medium, NAMES, OPEN_TO_WRITE, READ, SYNC, WRITE, Word};

const SIZE: Size = Size { letters: 16, answers: 3, sends: 4 };
const CHANGES: i64 = WRITE | OPEN_TO_WRITE | NAMES;
/// Faults of each kind, in the quick and the long form.
const QUICK: usize = 1;
const LONG: usize = 25;
/// What people are told, by what happened: the profile cannot be used, or the store, or a hand-over.
const CODES: [&str; 9] = [
    "PROFILE-IO",
    "STORE-IO",
    "STORE-READ-ONLY",
    "STORE-DAMAGED",
    "DISK-FULL",
    "HANDOVER-FOLDER",
    "HANDOVER-WRITE",
    "SMTP-SOURCE",
    "SMTP-NOT-RECORDED",
];
/// Longest time in which a command ends, busy machine and all.
const SOON: Duration = Duration::from_secs(30);

/// Locks of open files are kept in memory. SQLite takes one that fails for one that somebody else holds, and waits ten seconds
/// each time: a share that refuses them too makes every command slow.
const BUT_LOCKS: i64 = EVERYTHING & !LOCK;

/// Name, error, calls, and whether it stays.
const KINDS: [(&str, i64, i64, bool); 9] = [
    ("a read fails", EIO, READ, false),
    ("reads fail", EIO, READ, true),
    ("a write fails", EIO, WRITE, false),
    ("writes fail", EIO, WRITE, true),
    ("a sync fails", EIO, SYNC, false),
    ("syncs fail", EIO, SYNC, true),
    ("only to be read", EROFS, CHANGES, true),
    ("everything fails", EIO, BUT_LOCKS, true),
    ("the share is gone", ESTALE, BUT_LOCKS, true),
];

fn orderly(told: &str, args: &[&str], ended: &Ended, codes: &mut BTreeMap<String, usize>) {
    let problem = ended.problem();
    assert!(ended.took < SOON, "{told}: {args:?} took {:?}", ended.took);
    assert!((0..=6).contains(&ended.code()), "{told}: {args:?}: {ended:?}");
    assert_eq!(ended.code() != 0, !problem.is_empty(), "{told}: {args:?}: {ended:?}");
    assert!(problem.is_empty() || CODES.contains(&problem.as_str()), "{told}: {args:?}: {ended:?}");
    if !problem.is_empty() {
        *codes.entry(problem).or_default() += 1;
    }
}

#[test]
fn faults_of_the_medium_lose_and_double_nothing() {
    let scene = Scene::new("fehler", SIZE);
    let medium = Medium::new();
    let mut dice = Dice::of("broken");
    let (mut cases, mut hits, mut codes, mut unclear) = (0, 0, BTreeMap::new(), 0);
    for (name, error, operations, sticks) in KINDS {
        scene.again();
        // How many calls of the kind a whole run makes: the fault comes at one of them.
        medium.breaks(Fault { error, operations, passes: i64::MAX, sticks });
        WALKS.iter().for_each(|args| assert_eq!(medium.run(&scene.bed, args).code(), 0));
        let calls = usize::try_from(medium.get(Word::Calls)).unwrap();
        for n in 0..if is_long() { LONG } else { QUICK } {
            // In the long form the first of all too.
            let passes = if is_long() && n == 0 { 0 } else { i64::try_from(dice.below(calls)).unwrap() };
            let told = format!("{name}, after {passes} of {calls}");
            scene.again();
            medium.breaks(Fault { error, operations, passes, sticks });
            for args in WALKS {
                orderly(&told, args, &medium.run(&scene.bed, args), &mut codes);
            }
            hits += usize::from(medium.get(Word::Hits) > 0);
            medium.mend();
            scene.nothing_lost(&told);
            for args in WALKS {
                let ended = medium.run(&scene.bed, args);
                assert_eq!(ended.code(), 0, "{told}, then mended: {args:?}: {ended:?}");
            }
            unclear += scene.whole(&told);
            cases += 1;
        }
    }
    assert!(hits * 10 >= cases * 9, "only {hits} of {cases} faults came");
    report(
        "46, 47: faults of the medium: a clear code, no DELE without commit, nothing sent twice, never a fresh store, whole once mended",
        "real program: fetch, send, hand-over; EIO at the n-th read, write, sync or from there on, EROFS, ESTALE at every call",
        cases,
        &format!("held; codes {codes:?}; {unclear} sends unclear"),
    );
}

#[test]
fn a_running_engine_outlasts_its_medium() {
    let scene = Scene::new("weg", SIZE);
    let medium = Medium::new();
    let mut codes = BTreeMap::new();
    let kinds = &KINDS[if is_long() { 0 } else { 6 }..];
    for (name, error, operations, sticks) in kinds {
        scene.again();
        let mut serving = scene.served(&medium);
        medium.breaks(Fault { error: *error, operations: *operations, passes: 0, sticks: *sticks });
        for args in [&["list"][..], &["fetch"], &["outbox", "flush"], &["handover", "run"], &["list"]] {
            orderly(name, args, &medium.ask(&scene.bed, args), &mut codes);
        }
        assert!(serving.is_alive(), "{name}: the engine goes on");
        medium.mend();
        for args in WALKS {
            let ended = medium.ask(&scene.bed, args);
            assert_eq!(ended.code(), 0, "{name}, then mended: {args:?}: {ended:?}");
        }
        assert_eq!(serving.terminate().code(), 0, "{name}");
        scene.whole(name);
    }
    report(
        "46, 47: the medium fails under a running engine: commands end with a code, it goes on once the medium is back",
        "real program `serve`, commands over its socket; read-only, EIO and ESTALE (a vanished share) from a moment on",
        kinds.len(),
        &format!("held; codes {codes:?}"),
    );
}

#[test]
fn a_profile_that_is_away_is_not_made_anew() {
    let scene = Scene::new("da", SIZE);
    let medium = Medium::new();
    let mut told = Vec::new();
    for (error, operations) in [(ESTALE, EVERYTHING), (EIO, EVERYTHING), (EROFS, CHANGES)] {
        for args in [&["list"][..], &["init"], &["fetch"]] {
            medium.breaks(Fault { error, operations, passes: 0, sticks: true });
            let ended = medium.run(&scene.bed, args);
            let problem = ended.problem();
            let fits = if args == ["init"] { vec!["PROFILE-EXISTS", "PROFILE-IO"] } else { vec!["PROFILE-IO", "STORE-READ-ONLY"] };
            assert!(fits.contains(&problem.as_str()), "{error}: {args:?}: {ended:?}");
            told.push(problem);
        }
    }
    medium.mend();
    scene.nothing_lost("after all");
    for args in WALKS {
        assert_eq!(medium.run(&scene.bed, args).code(), 0);
    }
    scene.whole("after all");
    report(
        "43, 46: a profile that is away or read-only is not taken for a missing one, and never made anew",
        "real program: `list`, `init`, `fetch` with ESTALE, EIO, EROFS at every call",
        told.len(),
        &format!("held; codes {told:?}"),
    );
}
