//! The power goes: of one recorded run, what may lie on the disk at a moment; and that what a server was told is true then.
//!
//! Three more proofs show that this one sees what it claims to see: with syncs swallowed (of the database, as with
//! `PRAGMA synchronous=OFF`, of the files for the practice software, of folders) it must find a loss.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use kimpost::domain::access::Session;
use kimpost::domain::answer::HandoverState;
use kimpost::domain::mail::{Folder, MailFilter};
use kimpost::domain::outgoing::OutgoingState;
use kimpost::domain::raw::RawSource as _;
use kimpost::store::{AuditWalk, Store};

use crate::bed::{Bed, KEY, key};
use crate::disk::{Before, Disk, Journal, LUCK, Record, Swallows, mark};
use crate::letters::letter;
use crate::pop3::Letter;
use crate::proof::{Dice, is_long, report};
use crate::scene::{Scene, Size};
use crate::shim::Medium;
use crate::support::{sha256, until};
use crate::talk::{Act, When};

const SIZE: Size = Size { letters: 40, answers: 10, sends: 12 };
/// Letters of the second fetch, some of them large.
const LATER: usize = 8;
/// Cuts of the quick and the long form; and every how manieth is followed by a whole start of the engine.
const QUICK: usize = 150;
const LONG: usize = 1_500;
const START_EVERY: usize = 25;

/// The recorded run, with its profile as it was before.
struct Recorded {
    scene: Scene,
    journal: Journal,
    /// What is in view or handed over when all is there: content by hash.
    mails: BTreeMap<String, String>,
    files: BTreeSet<String>,
    before: Before,
    kinds: String,
}

/// What servers were told up to a moment.
#[derive(Default)]
struct Told {
    deleted: Vec<String>,
    taken: BTreeSet<String>,
}

impl Told {
    fn hear(&mut self, mark: &str) {
        match mark.split_once(' ') {
            Some(("QUIT", uidls)) => self.deleted.extend(uidls.split_whitespace().map(str::to_owned)),
            Some(("DOT", subjects)) => self.taken.extend(subjects.split('\n').map(str::to_owned)),
            _ => panic!("{mark}"),
        }
    }
}

/// Servers write into the journal what they heard, before they answer.
fn listen(scene: &Scene, journal: &Path) {
    let (pop3, path) = (scene.pop3.clone(), journal.to_owned());
    scene.pop3.hook(Arc::new(move |moment| {
        if moment.is(When::Heard, "QUIT") {
            mark(&path, &format!("QUIT {}", pop3.with(|mailbox| mailbox.marked.join(" "))));
        }
        Act::Go
    }));
    let (smtp, path) = (scene.smtp.clone(), journal.to_owned());
    scene.smtp.hook(Arc::new(move |moment| {
        if moment.is(When::Half, ".") {
            mark(&path, &format!("DOT {}", smtp.with(|counter| counter.taken.keys().cloned().collect::<Vec<_>>().join("\n"))));
        }
        Act::Go
    }));
}

/// An engine fetches, sends and hands over all at once; then mail is fetched a second time, and it is told to end.
fn record() -> Recorded {
    let mut scene = Scene::new("p", SIZE);
    let medium = Medium::with_journal();
    let before = Before::of(scene.bed.dir.path());
    listen(&scene, medium.journal());
    let serving = medium.serve(&scene.bed);
    until("all fetched, sent and handed over", || {
        let done = scene.pop3.with(|mailbox| mailbox.letters.is_empty())
            && scene.smtp.with(|counter| counter.taken.len()) == SIZE.sends
            && scene.handed().len() == SIZE.answers;
        done.then_some(())
    });
    let later: Vec<Letter> = (0..LATER).map(|n| letter("spaeter", n, if n % 3 == 1 { 2_600_000 } else { 4_000 + n })).collect();
    scene.pop3.fill(later.clone());
    listen(&scene, medium.journal());
    let fetched = medium.ask(&scene.bed, &["fetch"]);
    assert_eq!((fetched.code(), scene.pop3.with(|mailbox| mailbox.letters.len())), (0, 0), "{fetched:?}");
    scene.letters.extend(later);
    let ended = serving.terminate();
    assert_eq!(ended.code(), 0, "{}", ended.stderr);
    let mails = scene.letters.iter().map(|letter| (letter.uidl.clone(), sha256(&letter.bytes))).collect();
    let files = scene.handed().into_keys().collect();
    scene.whole("after the recorded run");
    let journal = Journal::read(medium.journal());
    let count = |is: fn(&Record) -> bool| journal.records.iter().filter(|record| is(record)).count();
    let kinds = format!(
        "{} changes: {} writes, {} syncs, {} names, {} words of servers",
        journal.records.len(),
        count(|r| matches!(r, Record::Written { .. })),
        count(|r| matches!(r, Record::Synced { .. })),
        count(|r| matches!(r, Record::Created { .. } | Record::Renamed { .. } | Record::Linked { .. } | Record::Removed { .. })),
        count(|r| matches!(r, Record::Mark(_))),
    );
    Recorded { scene, journal, mails, files, before, kinds }
}

/// What holds of an image, or what does not.
fn examine(recorded: &Recorded, told: &Told) -> Result<(), String> {
    let scene = &recorded.scene;
    let mut store = Store::open(&scene.bed.profile(), &key()).map_err(wrong("the store does not open"))?;
    let faults = store.check().map_err(wrong("the store cannot be checked"))?;
    if !faults.is_empty() {
        return Err(format!("the store is not sound: {faults:?}"));
    }
    let audit = loop {
        if let Some(check) = store.walk_audit(&mut AuditWalk::whole(), usize::MAX).map_err(wrong("the audit log"))? {
            break check;
        }
    };
    if audit.first_bad.is_some() {
        return Err(format!("the audit log is broken at {:?}", audit.first_bad));
    }
    let inbox = inbox(&store).map_err(|error| format!("a mail cannot be read: {error}"))?;
    if let Some((_, count)) = inbox.iter().find(|(hash, count)| **count != 1 || !recorded.mails.values().any(|known| known == *hash)) {
        return Err(format!("a mail that was never sent so, or {count} times in view"));
    }
    if let Some(uidl) = told.deleted.iter().find(|uidl| !inbox.contains_key(&recorded.mails[*uidl])) {
        return Err(format!("{uidl} was deleted on the server and is not there"));
    }
    let scope = Session::program().scope();
    store.recover_outbox().map_err(wrong("the outbox"))?;
    for item in store.outbox_items(&scope, true).map_err(wrong("the outbox"))? {
        let is_taken = told.taken.contains(&item.subject);
        match item.state {
            OutgoingState::Accepted | OutgoingState::Uncertain => {}
            OutgoingState::Queued if !is_taken => {}
            state => return Err(format!("{} stands as {state:?}; taken by the server: {is_taken}", item.subject)),
        }
    }
    let handed = scene.handed();
    if handed.iter().any(|(hash, count)| *count != 1 || !recorded.files.contains(hash)) {
        return Err("a file for the practice software is not whole, or there twice".to_owned());
    }
    for item in store.handover_items(&scope).map_err(wrong("the hand-overs"))? {
        if item.state == HandoverState::Written && !Path::new(&item.path).exists() {
            return Err("a hand-over counts as written and there is no file".to_owned());
        }
    }
    Ok(())
}

fn wrong(what: &'static str) -> impl Fn(kimpost::store::Error) -> String {
    move |error| format!("{what}: {error}")
}

fn inbox(store: &Store) -> Result<BTreeMap<String, usize>, String> {
    let filter = MailFilter { folder: Folder::Inbox, limit: 10_000, ..MailFilter::default() };
    let mut found = BTreeMap::new();
    for row in store.mail_page(&Session::program().scope(), &filter).map_err(|e| e.to_string())?.rows {
        let blob = store.raw_blob(row.id).map_err(|e| e.to_string())?.ok_or("a mail without bytes")?;
        let mut source = store.blob_source(blob).map_err(|e| e.to_string())?;
        let size = usize::try_from(source.len()).unwrap();
        *found.entry(sha256(&source.window(0, size)?)).or_default() += 1;
    }
    Ok(found)
}

/// The engine starts on an image: what was begun is finished, and nothing is handed over twice.
fn start(recorded: &Recorded) {
    let scene = &recorded.scene;
    scene.bed.desk().stop();
    let look = scene.bed.look();
    look.sound();
    let handed = scene.handed();
    assert!(handed.iter().all(|(hash, count)| *count == 1 && recorded.files.contains(hash)), "files after a start: {handed:?}");
    assert_eq!(handed.len(), look.handovers(), "what waited is handed over at the start");
}

/// Cuts the power at `count` moments; the first loss ends it. How many cuts came behind a word of a server.
fn cut(recorded: &Recorded, swallows: Swallows, count: usize, dice: &mut Dice, starts: bool) -> Result<usize, String> {
    let records = &recorded.journal.records;
    // What a server was told is most at risk right behind it; the rest is spread over the run.
    let marks: Vec<usize> = (1..=records.len()).filter(|at| matches!(records[at - 1], Record::Mark(_))).collect();
    let mut cuts: Vec<usize> =
        (0..count).map(|n| if n % 3 == 0 { marks[n / 3 % marks.len()] } else { 1 + dice.below(records.len()) }).collect();
    cuts.sort_unstable();
    let mut disk = Disk::new(&recorded.before, &recorded.journal, swallows);
    let (mut done, mut told) = (0, Told::default());
    for (n, at) in cuts.iter().enumerate() {
        for record in &records[done..*at] {
            disk.step(record);
            if let Record::Mark(mark) = record {
                told.hear(mark);
            }
        }
        done = *at;
        let luck = LUCK[n % LUCK.len()];
        disk.image(recorded.scene.bed.dir.path(), luck, dice);
        examine(recorded, &told).map_err(|lost| format!("cut {n} behind change {at} ({luck:?}): {lost}"))?;
        if starts && n % START_EVERY == 0 {
            start(recorded);
        }
    }
    Ok(cuts.iter().filter(|at| marks.contains(at)).count())
}

#[test]
fn what_a_server_was_told_is_true_after_a_power_cut() {
    let recorded = record();
    let count = if is_long() { LONG } else { QUICK };
    let marks = cut(&recorded, |_| false, count, &mut Dice::of("power"), true).unwrap_or_else(|lost| panic!("{lost}"));
    report(
        "11, 12, 19, 46: the power goes: every mail deleted by QUIT is there, no mail taken by the server waits to be sent, files whole, store sound",
        "one run of the program (fetch, send, hand-over at once) recorded below SQLite; unsynced changes dropped, kept, mixed, torn at 512 and 4096",
        count,
        &format!("held; {marks} cuts right behind QUIT or the final dot, {} whole starts; {}", count.div_ceil(START_EVERY), recorded.kinds),
    );
    swallowed_syncs_are_found(&recorded);
}

/// With swallowed syncs the same proof finds a loss.
fn swallowed_syncs_are_found(recorded: &Recorded) {
    let swallowed: [(&str, Swallows); 3] = [
        ("database", |path| path.ends_with("/store.db") || path.ends_with("/store.db-wal")),
        ("hand-over file", |path| path.contains("/pvs/")),
        ("its folder", |path| path.ends_with("/pvs")),
    ];
    for (what, swallows) in swallowed {
        let lost = cut(recorded, swallows, QUICK, &mut Dice::of("power"), false);
        println!("syncs of the {what} swallowed: {lost:?}");
        assert!(lost.is_err(), "syncs of the {what} were swallowed and no cut shows it");
    }
    report(
        "the proof of the power cut finds what it looks for",
        "the same with swallowed syncs of the database (as synchronous=OFF), of hand-over files, of their folder",
        swallowed.len(),
        "each found",
    );
}

/// Where in a journal something is for the first time.
fn first(records: &[Record], is: impl Fn(&Record) -> bool) -> Option<usize> {
    records.iter().position(is)
}

fn synced(path: &Path) -> impl Fn(&Record) -> bool {
    move |record| matches!(record, Record::Synced { path: synced, .. } if Path::new(synced) == path)
}

#[test]
fn a_new_profile_and_the_copy_before_a_migration_have_durable_names() {
    let new = Bed { dir: tempfile::tempdir().unwrap() };
    let medium = Medium::with_journal();
    assert_eq!(medium.run(&new, &["init"]).code(), 0);
    let made = Journal::read(medium.journal()).records;
    let folder = first(&made, |r| matches!(r, Record::Folder { path } if Path::new(path) == new.profile())).expect("the folder is made");
    assert!(first(&made[folder..], synced(new.dir.path())).is_some(), "the name of the profile folder outlasts a power cut");
    for name in ["key.json", "store.db"] {
        let named = |r: &Record| matches!(r, Record::Renamed { to, .. } | Record::Linked { to, .. } if to.ends_with(name));
        let at = first(&made, named).expect("both are there");
        assert!(first(&made[at..], synced(&new.profile())).is_some(), "the name of {name} outlasts a power cut");
    }
    let old = Bed::bare();
    first_version(&old);
    let medium = Medium::with_journal();
    assert_eq!(medium.run(&old, &["list"]).code(), 0);
    let migrated = Journal::read(medium.journal()).records;
    let at = first(&migrated, |r| matches!(r, Record::Renamed { to, .. } if to.ends_with(".backup"))).expect("a copy is made");
    let durable = first(&migrated[at..], synced(&old.profile())).expect("the name of the copy is made durable");
    let changed = first(&migrated[at..], |r| matches!(r, Record::Written { .. })).expect("then the store changes");
    assert!(durable < changed, "the copy is durable before the store changes");
    report(
        "46: the names of a new profile, and of the copy before a migration, are durable before anything depends on them",
        "real program: `init`; version 1 to this one; order of changes and syncs",
        4,
        "held",
    );
}

/// A store as the first version made it.
fn first_version(bed: &Bed) {
    let db = rusqlite::Connection::open(bed.profile().join("store.db")).unwrap();
    let key: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    db.execute_batch(&format!(
        "PRAGMA key = \"x'{key}'\"; PRAGMA cipher_page_size = 16384; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;
         PRAGMA application_id = {};",
        0x4b69_6d70
    ))
    .unwrap();
    db.execute_batch(include_str!("../../src/store/migrations/0001_initial.sql")).unwrap();
    db.execute_batch("PRAGMA user_version = 1").unwrap();
}
