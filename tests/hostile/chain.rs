//! Mutated mails through everything that happens to a mail: read and stored as a fetch does it, then listed, searched, opened,
//! answered, shown and printed by an engine, as a window asks it.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use kimpost::domain::account::Account;
use kimpost::domain::drawing::DrawTask;
use kimpost::domain::ids::MailId;
use kimpost::domain::mail::{Folder, MailDetail, MailFilter};
use kimpost::domain::raw::RawSource as _;
use kimpost::domain::secret::Secret;
use kimpost::engine::command::Command;
use kimpost::engine::intake::{self, Arrived, Raw};
use kimpost::engine::profile::KeySource;
use kimpost::engine::{Mode, Profile};
use kimpost::payload::Mappings;
use kimpost::store::{HashedBytes, Store};

use crate::bed::{Bed, PASSPHRASE, key, settings};
use crate::measure::{alone, forget_peak, memory, no_panic, percentile, worked};
use crate::mutate::{self, Stock};
use crate::proof::{is_long, report};
use crate::support::{Desk, print_words, sha256};
use crate::targets::examine;

/// Mails of one profile; each thread has one at a time.
const CHUNK: usize = 500;
/// Mails stored in one transaction, as a fetch does.
const BATCH: usize = 64;
/// Of so many mails one is opened as in a window, which takes longer than all else.
const LOOKED_AT: usize = 8;
/// What one mail may take of a processor (rule 17). A limit of the program, not a figure that is measured.
const LIMIT: Duration = Duration::from_secs(2);
/// What all of it may take of the memory beyond what was there after the first chunks, in MiB (rule 17).
const ROOM: u64 = 512;

/// What came of some mails.
#[derive(Default)]
struct Tally {
    mails: usize,
    /// Reading and storing of each, in time of the processor.
    stored: Vec<Duration>,
    /// Opening of each, by the clock: it waits for the engine.
    opened: Vec<Duration>,
    raw_only: usize,
    payloads: usize,
    attachments: usize,
    texts: usize,
    shown: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.mails += other.mails;
        self.stored.extend(other.stored);
        self.opened.extend(other.opened);
        self.raw_only += other.raw_only;
        self.payloads += other.payloads;
        self.attachments += other.attachments;
        self.texts += other.texts;
        self.shown += other.shown;
    }
}

/// Reads mails and stores them as a fetch does. Returns their hashes.
fn take_in(stock: &Stock, store: &mut Store, account: &Account, numbers: &[usize], tally: &mut Tally) -> HashSet<String> {
    let mappings = Mappings::shipped();
    let mut hashes = HashSet::new();
    for batch in numbers.chunks(BATCH) {
        let mut arrived = Vec::new();
        let mut times = Vec::new();
        for n in batch {
            let raw = mutate::mail(stock, *n);
            let begun = worked();
            let (parsed, payload) = intake::read(&mut raw.as_slice(), &mappings);
            let took = worked() - begun;
            assert!(took < LIMIT, "mail {n} took {took:?} to read");
            assert!(!parsed.notes.iter().any(|note| note.key == "note-reader-failed"), "mail {n}: a reader panicked");
            examine(&raw, &parsed);
            times.push(took);
            hashes.insert(sha256(&raw));
            tally.raw_only += usize::from(parsed.raw_only);
            tally.payloads += usize::from(payload.is_some());
            tally.attachments += parsed.attachments.len();
            tally.texts += usize::from(!parsed.text.is_empty());
            let listed_size = raw.len() as u64;
            arrived.push(Arrived { uidl: Some(format!("u{n}")), listed_size, raw: Raw::Memory(HashedBytes::new(raw)), parsed, payload });
        }
        let begun = worked();
        intake::take_in(store, account, Folder::Inbox, &arrived).unwrap_or_else(|error| panic!("mails {batch:?}: {error}"));
        let took = worked() - begun;
        assert!(took < LIMIT * u32::try_from(batch.len()).unwrap(), "mails {batch:?} took {took:?} to store");
        let share = took / u32::try_from(batch.len()).unwrap();
        tally.stored.extend(times.into_iter().map(|time| time + share));
        tally.mails += batch.len();
    }
    hashes
}

/// All mails of a store, earlier versions too, with the hashes of their bytes.
fn stored(store: &Store) -> (Vec<MailId>, HashSet<String>) {
    let ids = store.mail_ids(None, usize::MAX >> 1).unwrap();
    let hash = |id: &MailId| {
        let mut source = store.blob_source(store.raw_blob(*id).unwrap().unwrap()).unwrap();
        let size = usize::try_from(source.len()).unwrap();
        sha256(&source.window(0, size).unwrap())
    };
    let hashes = ids.iter().map(hash).collect();
    (ids, hashes)
}

/// What a window asks about a mail; every answer may be a problem with a code, none may be missing.
fn look_at(desk: &Desk, n: usize, id: MailId, tally: &mut Tally) {
    let open = || {
        let begun = Instant::now();
        let detail: MailDetail = desk.open(id);
        (detail, begun.elapsed())
    };
    let (detail, mut took) = open();
    if took >= LIMIT {
        // The clock counts what other programs do, too.
        took = open().1;
    }
    assert!(took < LIMIT, "mail {id} took {took:?} to open");
    tally.opened.push(took);
    desk.ask(Command::PrepareReply { mail: id, all: true });
    if detail.parsed.embedded.is_some() {
        desk.ask(Command::OpenEmbedded { mail: id });
    }
    if let Some(attachment) = detail.parsed.attachments.first() {
        let drawn = ["pdf", "png", "jpg", "gif"].iter().any(|end| attachment.save_name.to_lowercase().ends_with(end));
        // A drawing process for each would make this a test of starting processes.
        if !drawn || n.is_multiple_of(20 * LOOKED_AT) {
            let task = DrawTask { page: 0, width: 600, max_side: 2000 };
            match desk.try_ask(Command::ViewAttachment { mail: id, index: attachment.index, task, lane: 1 }) {
                Ok(_) => tally.shown += 1,
                Err(problem) => assert!(problem.code.starts_with("DRAW-"), "mail {id}: {problem}"),
            }
        }
    }
    if n.is_multiple_of(10 * LOOKED_AT) {
        desk.ask(Command::DigestAttachments { mail: id });
        let words: String = detail.row.subject.chars().take(40).collect();
        desk.search(&words);
        desk.search(detail.parsed.text.get(..20).unwrap_or("\"x AND *"));
    }
    if n.is_multiple_of(50 * LOOKED_AT) {
        desk.ask(Command::Print { mail: id, words: print_words() });
    }
}

/// One profile with its mails.
fn chunk(stock: &Stock, template: &Bed, numbers: &[usize]) -> Tally {
    let mut tally = Tally::default();
    let bed = template.copy();
    let ids = {
        let mut store = Store::open(&bed.profile(), &key()).unwrap();
        let account = store.accounts().unwrap().remove(0);
        let expected = take_in(stock, &mut store, &account, numbers, &mut tally);
        let (ids, found) = stored(&store);
        assert_eq!(found, expected, "mails {}…: not the bytes that came", numbers[0]);
        ids
    };
    let mut profile = Profile::open(&bed.profile(), &KeySource::Passphrase(Secret::new(PASSPHRASE))).unwrap();
    profile.drawing_program = env!("CARGO_BIN_EXE_kimpost").into();
    let desk = Desk::on(profile, Mode::CommandsOnly, tempfile::tempdir().unwrap());
    let page = desk.list(MailFilter::default());
    assert!(page.rows.len() <= ids.len() && page.total >= page.rows.len());
    for (n, id) in ids.into_iter().enumerate().filter(|(n, _)| n.is_multiple_of(LOOKED_AT)) {
        look_at(&desk, n, id, &mut tally);
    }
    tally
}

#[test]
fn mutated_mails_go_through_the_whole_chain() {
    let _alone = alone();
    let mails = if is_long() { 200_000 } else { 3_000 };
    let stock = Stock::new();
    let template = Bed::with_account(settings(1, 1), |_| ());
    let numbers: Vec<usize> = (0..mails).collect();
    let chunks: Vec<&[usize]> = numbers.chunks(CHUNK).collect();
    let (next, all) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
    let warm: Mutex<Option<u64>> = Mutex::new(None);
    let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::SeqCst);
                    let Some(numbers) = chunks.get(at) else { break };
                    let tally = chunk(&stock, &template, numbers);
                    all.lock().unwrap().add(tally);
                    // After each thread had its first, memory is as it stays.
                    if at == threads {
                        *warm.lock().unwrap() = memory().map(|(now, _)| now);
                        forget_peak();
                    }
                }
            });
        }
    });
    no_panic();
    let mut tally = all.into_inner().unwrap();
    assert_eq!(tally.mails, mails);
    assert!([tally.raw_only, tally.payloads, tally.attachments, tally.texts, tally.shown].iter().all(|count| *count > 0));
    let room = match (warm.into_inner().unwrap(), memory()) {
        (Some(warm), Some((_, peak))) => {
            assert!(peak < warm + ROOM, "{peak} MiB, {warm} MiB after the first mails");
            format!("peak {peak} MiB, {warm} MiB after the first mails")
        }
        _ => "memory is not told here".to_owned(),
    };
    tally.stored.sort();
    tally.opened.sort();
    let times = |of: &[Duration]| {
        let at = |percent| percentile(of, percent);
        format!("p50 {:.1}, p99 {:.1}, longest {:.0} ms", at(50), at(99), at(100))
    };
    report(
        "15–18, 27, 34, 36: hostile mail",
        &format!(
            "{mails} mutated mails read and stored on {threads} threads, {} of them opened, answered, shown, searched for, printed",
            tally.opened.len()
        ),
        mails,
        &format!(
            "no panic, bytes equal; read and stored {}; opened {} (goal p99 50 ms); {room}; {} raw only, {} with a record, {} attachments",
            times(&tally.stored),
            times(&tally.opened),
            tally.raw_only,
            tally.payloads,
            tally.attachments
        ),
    );
}
