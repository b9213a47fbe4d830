//! The line breaks at a byte: of what the server says, or of what it hears. Within one run of the program, so that every
//! byte of a session is reached in minutes; what a broken program leaves behind is the matter of `kill_fetch` and `kill_send`.

use kimpost::domain::outgoing::{Draft, OutboxItem, OutgoingState};
use kimpost::engine::Mode;
use kimpost::engine::command::{Command, Resolution};
use kimpost::engine::event::Answer;

use crate::bed::{password, settings};
use crate::letters::letter;
use crate::pop3::{Letter, Pop3};
use crate::proof::{Dice, report};
use crate::smtp::Smtp;
use crate::support::{Desk, ZP, answer};
use crate::talk::Cut;

/// Cuts of the quick form.
const QUICK: usize = 60;
/// Cases on one profile.
const PER_DESK: usize = 60;

pub fn desk(pop3: u16, smtp: u16) -> Desk {
    let desk = Desk::throw_away(Mode::CommandsOnly);
    desk.save(None, settings(pop3, smtp), Some(password())).unwrap();
    desk
}

/// How often each of these letters is in view, byte for byte.
pub fn in_view(desk: &Desk, letters: &[Letter]) -> Vec<usize> {
    let rows = desk.inbox();
    let subject = |letter: &Letter| {
        let text = String::from_utf8_lossy(&letter.bytes).into_owned();
        text.lines().find_map(|line| line.strip_prefix("Subject: ").map(str::to_owned)).unwrap()
    };
    letters
        .iter()
        .map(|letter| {
            let subject = subject(letter);
            let with_subject: Vec<_> = rows.iter().filter(|row| row.subject == subject).collect();
            let whole = with_subject.iter().filter(|row| desk.raw(row.id) == letter.bytes).count();
            // A torn version in view is as bad as a second one.
            whole + 100 * (with_subject.len() - whole)
        })
        .collect()
}

/// Every place where a session of so many bytes can be cut.
fn cuts((said, heard): (usize, usize)) -> Vec<Cut> {
    let said = (0..=said).map(|at| Cut { said: Some(at), heard: None });
    said.chain((0..heard).map(|at| Cut { said: None, heard: Some(at) })).collect()
}

#[test]
fn a_pop3_session_cut_at_any_byte_loses_and_doubles_nothing() {
    let server = Pop3::start();
    let series = |n: usize| -> Vec<Letter> { (0..3).map(|k| letter(&format!("c{n:05}"), k, 60)).collect() };
    let port = server.place.port;
    let mut at_work = desk(port, 9);
    server.fill(series(0));
    assert_eq!(at_work.fetch_well(), 3);
    server.place.settle();
    let (all, _) = (server.with(|mailbox| mailbox.bytes), ());
    let cases = Dice::of("cut_pop3").sample(cuts(all), QUICK);
    for (n, cut) in cases.iter().enumerate() {
        if n % PER_DESK == PER_DESK - 1 {
            at_work = desk(port, 9);
        }
        let letters = series(n + 1);
        server.fill(letters.clone());
        server.with(|mailbox| (mailbox.cut, mailbox.pipelining) = (*cut, false));
        let fetched = at_work.fetch().remove(0);
        server.place.settle();
        let (marked, whole) = server.with(|mailbox| (mailbox.marked.clone(), mailbox.letters.is_empty()));
        let codes: Vec<_> = fetched.problems.iter().map(|problem| problem.code).collect();
        assert!(codes == ["POP-LOST"] || (codes.is_empty() && whole), "{cut:?}: {codes:?}");
        for (letter, count) in letters.iter().zip(in_view(&at_work, &letters)) {
            assert!(count == 1 || (count == 0 && !marked.contains(&letter.uidl)), "{cut:?}: {} {count} times", letter.uidl);
        }
        server.with(|mailbox| mailbox.cut = Cut::default());
        at_work.fetch_well();
        assert_eq!(in_view(&at_work, &letters), [1; 3], "{cut:?}");
        server.place.settle();
        assert!(server.with(|mailbox| mailbox.letters.is_empty()), "{cut:?}: all are deleted in the end");
    }
    report(
        "POP3 line cut: 0 lost, 0 in view twice or torn, no DELE without commit",
        &format!("at a byte of {} said and {} heard, then an undisturbed fetch", all.0, all.1),
        cases.len(),
        "held; POP-LOST, the next fetch brings everything",
    );
}

/// A mail in the outbox that nobody sent yet.
pub fn queue(desk: &Desk, subject: &str) -> OutboxItem {
    let draft: Draft = desk.draft(ZP, &["praxis@nachbar.kim.telematik-test"], subject);
    let queued = desk.ask(Command::Queue { draft: Box::new(draft), directory_check: false, send_now: false });
    answer!(queued, Answer::Queued(item) => item)
}

/// After trouble: what the program does by itself sends nothing twice; then a person decides, and it is there once.
pub fn settle(desk: &Desk, server: &Smtp, item: &OutboxItem, told: &str) {
    let taken = server.taken(&item.subject);
    let state = desk.sent(item.id).state;
    match state {
        OutgoingState::Accepted => assert_eq!(taken, 1, "{told}: accepted means taken"),
        OutgoingState::Uncertain => {}
        _ => assert_eq!(taken, 0, "{told}: {state:?} although the server has it"),
    }
    server.mend();
    desk.ask(Command::FlushOutbox);
    server.place.settle();
    if state == OutgoingState::Uncertain {
        assert_eq!((server.taken(&item.subject), desk.sent(item.id).state), (taken, state), "{told}: unclear is left to a person");
        let resolution = if taken == 1 { Resolution::Sent } else { Resolution::Resend };
        desk.ask(Command::ResolveUncertain { mail: item.id, resolution });
        desk.ask(Command::FlushOutbox);
    } else if state == OutgoingState::Refused {
        assert_eq!(server.taken(&item.subject), 0, "{told}: what was refused is not sent again by itself");
        desk.retry(item.id);
    }
    server.place.settle();
    assert_eq!((server.taken(&item.subject), desk.sent(item.id).state), (1, OutgoingState::Accepted), "{told}: there once in the end");
}

#[test]
fn an_smtp_session_cut_at_any_byte_sends_nothing_twice() {
    let server = Smtp::start();
    let port = server.place.port;
    let mut at_work = desk(9, port);
    let first = queue(&at_work, "Sendung c00000");
    assert_eq!(at_work.retry(first.id).state, OutgoingState::Accepted);
    server.place.settle();
    // QUIT goes its own way.
    let all = server.with(|counter| counter.bytes);
    let cases = Dice::of("cut_smtp").sample(cuts(all), QUICK);
    let mut unclear = 0;
    for (n, cut) in cases.iter().enumerate() {
        if n % PER_DESK == PER_DESK - 1 {
            at_work = desk(9, port);
        }
        server.reset();
        let item = queue(&at_work, &format!("Sendung c{:05}", n + 1));
        server.with(|counter| counter.cut = *cut);
        let tried = at_work.retry(item.id);
        server.place.settle();
        unclear += usize::from(tried.state == OutgoingState::Uncertain);
        let known = ["", "SMTP-LOST", "SMTP-UNCERTAIN"].contains(&tried.problem_code.as_str());
        assert!(known, "{cut:?}: {} {}", tried.problem_code, tried.problem_detail);
        settle(&at_work, &server, &item, &format!("{cut:?}"));
    }
    report(
        "SMTP line cut: never twice without a person's word, an open end is „unklar“",
        &format!("at a byte of {} said and {} heard, then a flush, then a person's word", all.0, all.1),
        cases.len(),
        &format!("held; {unclear} unclear, all others sent by themselves or not at all"),
    );
}
