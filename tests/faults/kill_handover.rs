//! `kill -9` while files are handed over to the practice software, while a store of the first version is brought to this
//! one, and while a profile is made. All work on files alone, so the moment is chosen by what can be seen in the folder, and by chance.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::Connection;

use crate::bed::{Bed, KEY, key, settings};
use crate::letters::{answer, import, import_requests};
use crate::program::{Death, Run};
use crate::proof::{Dice, report};
use crate::support::{files_below, sha256};
use kimpost::store::Store;

const FILES: usize = 50;
const QUICK: usize = 6;
const LONG: usize = 100;

/// The files that the practice software sees, by content.
fn handed(dir: &Path) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for path in files_below(dir).iter().filter(|path| !path.file_name().unwrap().to_string_lossy().starts_with('.')) {
        *found.entry(sha256(&std::fs::read(path).unwrap())).or_default() += 1;
    }
    found
}

#[test]
fn a_killed_handover_gives_each_file_once() {
    let template = Bed::with_account(settings(9, 9), |desk| {
        import_requests(desk, FILES);
        import(desk, (0..FILES).map(|n| answer(n).bytes));
    });
    assert_eq!(template.look().handovers(), FILES, "every answer waits for its folder");
    let mut dice = Dice::of("kill_handover");
    let (mut kills, mut leftovers) = (0, 0);
    let points = dice.sample((0..LONG).collect(), QUICK);
    for point in points {
        let bed = template.copy();
        let folder = bed.dir.path().join("pvs");
        std::fs::create_dir(&folder).unwrap();
        let target = folder.to_str().unwrap().to_owned();
        for _ in 0..2 {
            // After so many files, and a moment within the next.
            let seen = files_below(&folder).len() + point % FILES;
            let run = Run::new(Death::Seen(dice.below(12) as u64));
            // The first death may come while the folder is tried, before it is set: then nothing of it is remembered.
            let ended = run.go(&bed, &["handover", "set", "EBZ", &target], || files_below(&folder).len() > seen);
            assert!(ended.killed || ended.status.success(), "point {point}: {}", ended.status);
            kills += usize::from(ended.killed);
            bed.look().sound();
            assert!(handed(&folder).values().all(|count| *count == 1), "point {point}: a file is there twice");
        }
        assert!(Run::new(Death::Never).go(&bed, &["handover", "set", "EBZ", &target], || false).status.success());
        let there = handed(&folder);
        assert_eq!((there.len(), there.values().sum::<usize>()), (FILES, FILES), "point {point}: each file once");
        let hidden = files_below(&folder).len() - FILES;
        assert!(hidden <= 2, "point {point}: {hidden} unfinished files");
        leftovers += hidden;
    }
    report(
        "kill -9 in a hand-over: each of 50 files once and whole, integrity in order",
        "real program, SIGKILL after the n-th file or up to 12 ms later, twice",
        kills,
        &format!("held; {leftovers} hidden unfinished files left in the folders"),
    );
}

/// A store as the first version made it, with a setting in it.
fn first_version(bed: &Bed) {
    let db = Connection::open(bed.profile().join("store.db")).unwrap();
    let key: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    db.execute_batch(&format!(
        "PRAGMA key = \"x'{key}'\"; PRAGMA cipher_page_size = 16384; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;
         PRAGMA application_id = {};",
        0x4b69_6d70
    ))
    .unwrap();
    db.execute_batch(include_str!("../../src/store/migrations/0001_initial.sql")).unwrap();
    db.execute_batch("PRAGMA user_version = 1; INSERT INTO setting (key, value) VALUES ('support.address', 'hilfe@x.kim.telematik-test')")
        .unwrap();
}

#[test]
fn a_killed_migration_leaves_a_store_that_opens() {
    let template = Bed::bare();
    first_version(&template);
    let mut dice = Dice::of("kill_migration");
    let mut kills = 0;
    let points = dice.sample((0..60).collect(), 8);
    for point in points {
        let bed = template.copy();
        let copy = bed.profile().join("store.version-1.backup");
        let part = bed.profile().join("store.backup.part");
        // From the copy being made to the last of the steps.
        let early = point % 4 == 0;
        let run = Run::new(Death::Seen(if early { 0 } else { dice.below(40) as u64 }));
        let ended = run.go(&bed, &["list"], || copy.exists() || (early && part.exists()));
        assert!(ended.killed || ended.status.success(), "point {point}: {}", ended.status);
        kills += usize::from(ended.killed);
        assert!(Run::new(Death::Never).go(&bed, &["list"], || false).status.success(), "point {point}: it opens");
        let look = bed.look();
        look.sound();
        assert_eq!(look.setting("support.address").as_deref(), Some("hilfe@x.kim.telematik-test"), "point {point}");
        // The copy is whole: a program opens it as it opened the store.
        let other = Bed::bare();
        std::fs::copy(&copy, other.profile().join("store.db")).unwrap();
        drop(Store::open(&other.profile(), &key()).unwrap());
        other.look().sound();
        assert_eq!(other.look().setting("support.address").as_deref(), Some("hilfe@x.kim.telematik-test"), "point {point}: the copy");
    }
    report(
        "kill -9 in a migration: the store opens, nothing is lost, the copy of before is whole",
        "real program, version 1 to this one, SIGKILL when the copy appears or up to 40 ms later",
        kills,
        "held",
    );
}

#[test]
fn a_killed_creation_can_be_made_again() {
    let mut dice = Dice::of("kill_creation");
    let mut kills = 0;
    for point in dice.sample((0..40).collect(), 4) {
        let bed = Bed { dir: tempfile::tempdir().unwrap() };
        let key = bed.profile().join("key.json");
        // From the key being there to the store being whole.
        let delay = if point % 4 == 0 { 0 } else { dice.below(60) as u64 };
        let ended = Run::new(Death::Seen(delay)).go(&bed, &["init"], || key.exists());
        assert!(ended.killed || ended.status.success(), "point {point}: {}", ended.status);
        kills += usize::from(ended.killed);
        let again = Run::new(Death::Never).go(&bed, &["init"], || false);
        let code = again.status.code();
        let there = Store::exists(&bed.profile());
        assert!(code == Some(0) || (code == Some(1) && there), "point {point}: {code:?}");
        assert!(Run::new(Death::Never).go(&bed, &["list"], || false).status.success(), "point {point}: it opens");
    }
    report(
        "kill -9 while a profile is made: it is there, or can be made with the same passphrase",
        "real program, `init`, SIGKILL when the key is written or up to 60 ms later",
        kills,
        "held",
    );
}
