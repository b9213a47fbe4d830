//! `kill -9` at every step of a fetch: each event of the dialogue, for each of 50 mails.
//!
//! Two mails are large enough to be stored while they arrive, ten are answers of an insurer that are taken over by
//! themselves: a mail counts as fetched only when all that follows from it was done.

use std::time::Duration;

use crate::bed::{Bed, settings};
use crate::letters::{answer, import_requests, letter, once};
use crate::pop3::{Letter, Pop3};
use crate::program::{Death, Run};
use crate::proof::{Dice, is_long, report};
use crate::support::sha256;
use crate::talk::{Moment, When};

const MAILS: usize = 50;
const ANSWERS: usize = 10;
/// Cases of the quick form; each dies twice.
const QUICK: usize = 14;

fn letters() -> Vec<Letter> {
    let size = |n| if n % 20 == 7 { 1_300_000 } else { 300 + n * 211 };
    let mut letters: Vec<Letter> = (0..MAILS - ANSWERS).map(|n| letter("k", n, size(n))).collect();
    // Among the others, and the last ones too.
    for n in 0..ANSWERS {
        letters.insert((n * 6).min(letters.len()), answer(n));
    }
    letters
}

/// Every event, some of them with the moments after which the store is at work.
fn deaths() -> Vec<Death> {
    let mut all = Vec::new();
    let mut add = |when, word: &str, number, delays: &[u64]| {
        all.extend(delays.iter().map(|delay| Death::At(Moment::new(when, word, number), *delay)));
    };
    for word in ["CONNECT", "CAPA", "USER", "PASS", "UIDL", "LIST"] {
        add(When::Heard, word, 0, &[0]);
        add(When::Said, word, 0, &[0, 3]);
    }
    for n in 1..=MAILS {
        add(When::Heard, "RETR", n, &[0]);
        add(When::Half, "RETR", n, &[0]);
        add(When::Said, "RETR", n, &[0, 40, 80]);
        add(When::Heard, "DELE", n, &[0]);
        add(When::Said, "DELE", n, &[0, 2]);
    }
    add(When::Heard, "QUIT", 0, &[0, 5]);
    add(When::Half, "QUIT", 0, &[0, 5]);
    add(When::Said, "QUIT", 0, &[0, 1, 3, 5, 10, 20]);
    all
}

#[derive(Default)]
struct Figures {
    kills: usize,
    starts: Vec<Duration>,
}

/// One profile: killed where the case says, killed once more somewhere, then left alone.
fn case(template: &Bed, server: &Pop3, letters: &[Letter], dice: &mut Dice, first: Death, figures: &mut Figures) {
    let told = format!("{first:?}");
    let bed = template.copy();
    server.fill(letters.to_vec());
    server.with(|mailbox| mailbox.pipelining = dice.below(3) == 0);
    let again = dice.below(160);
    let mut after_kill = false;
    for death in [first, Death::Nth(again), Death::Never] {
        let last = matches!(death, Death::Never);
        let run = Run::new(death.clone());
        server.hook(run.hook());
        let ended = run.go(&bed, &["fetch"], || false);
        server.place.settle();
        if after_kill {
            figures.starts.extend(ended.start);
        }
        after_kill = ended.killed;
        figures.kills += usize::from(ended.killed);
        assert!(ended.killed || ended.status.success(), "{told}, then {death:?}: {}", ended.status);
        assert!(!last || ended.status.success());
        let look = bed.look();
        look.sound();
        let inbox = look.inbox();
        assert!(inbox.values().all(|count| *count == 1), "{told}, then {death:?}: a mail is in view twice");
        for uidl in server.with(|mailbox| mailbox.marked.clone()) {
            let hash = sha256(&letters.iter().find(|letter| letter.uidl == uidl).unwrap().bytes);
            assert!(inbox.contains_key(&hash), "{told}, then {death:?}: {uidl} got its DELE and is not stored");
        }
    }
    let look = bed.look();
    assert_eq!(look.inbox(), once(letters), "{told}, then event {again}: each mail once, byte for byte");
    assert_eq!(look.handovers(), ANSWERS, "{told}, then event {again}: each answer was taken over");
    assert!(server.with(|mailbox| mailbox.letters.is_empty()), "{told}: all are deleted in the end");
}

#[test]
fn a_killed_fetch_loses_and_doubles_nothing() {
    let server = Pop3::start();
    let template = Bed::with_account(settings(server.place.port, 9), |desk| import_requests(desk, ANSWERS));
    let letters = letters();
    let mut dice = Dice::of("kill_fetch");
    let mut figures = Figures::default();
    let cases = dice.sample(deaths(), QUICK);
    for death in cases {
        case(&template, &server, &letters, &mut dice, death, &mut figures);
    }
    let Figures { kills, mut starts } = figures;
    assert!(kills >= if is_long() { 500 } else { QUICK }, "only {kills} kills");
    starts.sort();
    let (median, longest) = (starts[starts.len() / 2], starts[starts.len() - 1]);
    // One that the machine held up is no rule broken; a program that is slow is slow every time.
    assert!(median <= Duration::from_secs(3), "the program starts in {median:?} after a kill");
    report(
        "kill -9 in a fetch: 0 lost, 0 in view twice, no DELE without commit, answers taken over, integrity in order",
        "real program, SIGKILL at an event of the POP3 dialogue or up to 80 ms later, then at another one",
        kills,
        &format!("held; start after a kill {median:.1?}, at most {longest:.1?} (debug build)"),
    );
}
