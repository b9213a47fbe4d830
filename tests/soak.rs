//! Thousands of fetches in one run of the engine, every third against a server with a fault: memory, open files and threads
//! stay as they are, no mail is lost or doubled. A test file of its own, for what it measures is a whole process.
//!
//! The long form makes 5,000 fetches after 2,500 that fill the caches and are not measured, the quick one 150 after 60.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]
#![allow(clippy::print_stdout, reason = "the table is for people")]
#![allow(dead_code, reason = "it shares the servers of `faults`")]
#![cfg(target_os = "linux")]

#[path = "support/proof.rs"]
mod proof;
#[path = "support/mod.rs"]
mod support;

#[path = "faults/bed.rs"]
mod bed;
#[path = "faults/letters.rs"]
mod letters;
#[path = "faults/pop3.rs"]
mod pop3;
#[path = "faults/smtp.rs"]
mod smtp;
#[path = "faults/talk.rs"]
mod talk;

use std::time::{Duration, Instant};

use kimpost::domain::outgoing::OutgoingState;
use kimpost::engine::command::Command;

use bed::{Bed, settings};
use letters::{letter, once};
use pop3::{Letter, Pop3};
use proof::{Dice, is_long, report};
use smtp::Smtp;
use support::{Desk, ZP};
use talk::{Act, Cut, When, at, dutiful};

/// Growth of memory that is allowed in the long form, in parts of a hundred.
const GROWTH: u64 = 5;
/// The same in the quick form (KiB), in which the page caches of SQLite are still filling: it finds what leaks at every fetch.
const QUICK_GROWTH: u64 = 16 << 10;
const FRIEND: &str = "praxis@nachbar.kim.telematik-test";

/// Memory in use (KiB), open files, threads.
#[derive(Clone, Copy, Debug)]
struct Use {
    memory: u64,
    files: usize,
    threads: usize,
}

impl Use {
    fn now() -> Self {
        let pages: u64 = std::fs::read_to_string("/proc/self/statm").unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let entries = |dir: &str| std::fs::read_dir(dir).unwrap().count();
        Self { memory: pages * 4, files: entries("/proc/self/fd"), threads: entries("/proc/self/task") }
    }

    /// The least of what is seen while nothing runs: threads that wait for work end after ten seconds, and sockets that the
    /// other side closed go with the next look.
    fn at_rest() -> Self {
        let begun = Instant::now();
        let mut least = Self::now();
        while begun.elapsed() < Duration::from_secs(12) {
            std::thread::sleep(Duration::from_millis(250));
            let now = Self::now();
            least =
                Self { memory: least.memory.min(now.memory), files: least.files.min(now.files), threads: least.threads.min(now.threads) };
        }
        least
    }
}

/// Makes the server faulty for one fetch; what it does.
fn break_it(server: &Pop3, dice: &mut Dice) -> &'static str {
    let refused = |word: &'static str| at(When::Heard, word, Act::Instead(b"-ERR [SYS/TEMP] spaeter\r\n".to_vec()));
    let odd = |word: &'static str| at(When::Heard, word, Act::Instead(b"\xFF\x00 was ist das\r\n".to_vec()));
    let (hook, cut, name) = match dice.below(9) {
        0 => (refused("RETR"), Cut::default(), "RETR refused"),
        1 => (refused("UIDL"), Cut::default(), "UIDL refused"),
        2 => (odd("RETR"), Cut::default(), "RETR answered with rubbish"),
        3 => (odd("LIST"), Cut::default(), "LIST answered with rubbish"),
        4 => (at(When::Heard, "QUIT", Act::Last(Vec::new())), Cut::default(), "cut at QUIT"),
        // A second of patience each.
        5 if dice.below(4) == 0 => (at(When::Heard, "UIDL", Act::Silence), Cut::default(), "silence at UIDL"),
        6 => (dutiful(), Cut { said: None, heard: Some(dice.below(300)) }, "cut while it hears"),
        _ => (dutiful(), Cut { said: Some(dice.below(2500)), heard: None }, "cut while it speaks"),
    };
    server.place.settle();
    server.with(|mailbox| (mailbox.hook, mailbox.cut) = (hook, cut));
    name
}

/// Letters that are there before the long form begins, so that a part of the page caches (24 MB a connection) is filled before
/// anything is measured. The rest fills with the fetches that are not measured: seen growing until about the 3,000th one, and
/// standing still from then on.
fn fill() -> impl Iterator<Item = Letter> {
    (0..if is_long() { 30 } else { 0 }).map(|n| letter("vorher", n, 1_000_000))
}

fn made((number, size): &(usize, usize)) -> Letter {
    letter("dauer", *number, *size)
}

struct Run {
    desk: Desk,
    server: Pop3,
    smtp: Smtp,
    dice: Dice,
    /// Number and size of each letter; their bytes would be growth of the test itself.
    all: Vec<(usize, usize)>,
    sent: usize,
    faults: usize,
}

impl Run {
    fn cycle(&mut self, n: usize) {
        let new: Vec<(usize, usize)> = (0..1 + self.dice.below(2)).map(|k| (n * 10 + k, 300 + self.dice.below(900))).collect();
        self.all.extend(&new);
        self.server.place.settle();
        self.server.with(|mailbox| {
            mailbox.letters.extend(new.iter().map(made));
            (mailbox.hook, mailbox.cut) = (dutiful(), Cut::default());
            // What it remembers for other tests would grow.
            (mailbox.marked, mailbox.deleted, mailbox.asked) = Default::default();
        });
        let fault = (n % 3 == 2).then(|| break_it(&self.server, &mut self.dice));
        self.faults += usize::from(fault.is_some());
        let fetch = Command::Fetch { accounts: Vec::new(), dienstkennungen: Vec::new() };
        let fetched = self.desk.try_ask(fetch);
        assert!(fault.is_some() || fetched.is_ok(), "fetch {n}");
        if n % 10 == 7 {
            let draft = self.desk.draft(ZP, &[FRIEND], &format!("Sendung {n}"));
            let queue = Command::Queue { draft: Box::new(draft), directory_check: false, send_now: false };
            self.desk.ask(queue);
            self.desk.ask(Command::FlushOutbox);
            self.sent += 1;
        }
        // A window takes its events; a test that does not would be the leak.
        while self.desk.events.try_recv().is_ok() {}
    }
}

#[test]
fn thousands_of_fetches_leave_memory_files_and_threads_as_they_were() {
    let (server, smtp) = (Pop3::start(), Smtp::start());
    let bed = Bed::with_account(settings(server.place.port, smtp.place.port), |desk| letters::import(desk, fill().map(|one| one.bytes)));
    let mut run = Run { desk: bed.desk(), server, smtp, dice: Dice::of("soak"), all: Vec::new(), sent: 0, faults: 0 };
    let (warm, cycles) = if is_long() { (2500, 5000) } else { (60, 150) };
    run.desk.inbox().iter().for_each(|row| drop(run.desk.raw(row.id)));
    while run.desk.events.try_recv().is_ok() {}
    (0..warm).for_each(|n| run.cycle(n));
    (warm..warm + cycles / 10).for_each(|n| run.cycle(n));
    let first = Use::at_rest();
    for n in warm + cycles / 10..warm + cycles {
        run.cycle(n);
        if n % (cycles / 10) == 0 {
            println!("after {n} fetches: {:?}", Use::now());
        }
    }
    // Two more with a dutiful server: everything that a fault held up is there.
    run.server.place.settle();
    run.server.with(|mailbox| (mailbox.hook, mailbox.cut) = (dutiful(), Cut::default()));
    run.desk.fetch();
    run.desk.fetch_well();
    let last = Use::at_rest();
    println!("after a tenth {first:?}, end {last:?}");
    assert!(run.server.with(|mailbox| mailbox.letters.is_empty()), "all are stored, so all are deleted");
    let outbox = run.desk.outbox();
    assert_eq!(outbox.len(), run.sent);
    assert!(outbox.iter().all(|item| item.state == OutgoingState::Accepted && run.smtp.taken(&item.subject) == 1));
    let (count, faults, sent) = (run.all.len(), run.faults, run.sent);
    run.desk.stop();
    let look = bed.look();
    look.sound();
    assert!(look.inbox() == once(&run.all.iter().map(made).chain(fill()).collect::<Vec<_>>()), "each of {count} mails once, byte for byte");
    assert!(last.files <= first.files, "open files: {first:?}, then {last:?}");
    assert!(last.threads <= first.threads, "threads: {first:?}, then {last:?}");
    let allowed = if is_long() { first.memory * GROWTH / 100 } else { QUICK_GROWTH };
    assert!(last.memory <= first.memory + allowed, "memory: {first:?}, then {last:?}");
    report(
        "load: memory, open files and threads over many fetches; 0 lost, 0 doubled",
        "engine with scripted servers, faults (cut, refused, rubbish, silence) in every third fetch, some sends",
        cycles,
        &format!(
            "held: {count} mails, {faults} faults, {sent} sent; memory {} to {} MiB, files {} to {}, threads {} to {}",
            first.memory / 1024,
            last.memory / 1024,
            first.files,
            last.files,
            first.threads,
            last.threads
        ),
    );
}
