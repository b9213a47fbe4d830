//! `kill -9` at every step of a submission: each event of the dialogue, for each of 20 mails.

use kimpost::domain::outgoing::OutgoingState;
use kimpost::engine::command::{Command, Resolution};

use crate::bed::{Bed, settings};
use crate::cut::queue;
use crate::program::{Death, Run};
use crate::proof::{Dice, is_long, report};
use crate::smtp::Smtp;
use crate::talk::{Moment, When};

const MAILS: usize = 20;
/// Cases of the quick form; each dies twice.
const QUICK: usize = 12;

fn deaths() -> Vec<Death> {
    let mut all = Vec::new();
    for n in 1..=MAILS {
        let mut add = |when, word: &str, delays: &[u64]| {
            all.extend(delays.iter().map(|delay| Death::At(Moment::new(when, word, n), *delay)));
        };
        for word in ["CONNECT", "EHLO", "AUTH", "MAIL", "RCPT"] {
            add(When::Heard, word, &[0]);
            add(When::Said, word, &[0]);
        }
        add(When::Heard, "DATA", &[0]);
        add(When::Said, "DATA", &[0]);
        add(When::Half, "DATA", &[0]);
        add(When::Heard, ".", &[0]);
        add(When::Half, ".", &[0]);
        add(When::Said, ".", &[0, 2, 6]);
        add(When::Heard, "QUIT", &[0]);
    }
    all
}

fn subject(n: usize) -> String {
    format!("Sendung {n:02}")
}

/// One profile: killed where the case says, once more somewhere, then left alone, then a person decides.
fn case(template: &Bed, server: &Smtp, dice: &mut Dice, first: Death) -> (usize, usize) {
    let told = format!("{first:?}");
    let bed = template.copy();
    server.reset();
    let (again, mut kills) = (dice.below(MAILS * 14), 0);
    for death in [first, Death::Nth(again), Death::Never] {
        let last = matches!(death, Death::Never);
        let run = Run::new(death);
        server.hook(run.hook());
        let ended = run.go(&bed, &["outbox", "flush"], || false);
        server.place.settle();
        kills += usize::from(ended.killed);
        assert!(ended.killed || ended.status.success(), "{told}, then event {again}: {}", ended.status);
        assert!(!last || !ended.killed);
        bed.look().sound();
        for n in 0..MAILS {
            assert!(server.taken(&subject(n)) <= 1, "{told}, then event {again}: {} was sent twice", subject(n));
        }
    }
    let (mut unclear, mut to_settle) = (0, Vec::new());
    for item in bed.look().outbox() {
        let taken = server.taken(&item.subject);
        match item.state {
            OutgoingState::Accepted => assert_eq!(taken, 1, "{told}, then event {again}: {}", item.subject),
            OutgoingState::Uncertain => {
                unclear += 1;
                to_settle.push((item.id, if taken == 1 { Resolution::Sent } else { Resolution::Resend }));
            }
            state => panic!("{told}, then event {again}: {} stands as {state:?}", item.subject),
        }
    }
    assert!(unclear <= kills, "{told}, then event {again}: {unclear} unclear after {kills} kills");
    if !to_settle.is_empty() {
        let desk = bed.desk();
        for (mail, resolution) in to_settle {
            desk.ask(Command::ResolveUncertain { mail, resolution });
        }
        desk.ask(Command::FlushOutbox);
    }
    server.place.settle();
    let outbox = bed.look().outbox();
    assert_eq!(outbox.len(), MAILS);
    for item in outbox {
        assert_eq!((item.state, server.taken(&item.subject)), (OutgoingState::Accepted, 1), "{told}, then event {again}: {}", item.subject);
    }
    (kills, unclear)
}

#[test]
fn a_killed_submission_sends_nothing_twice() {
    let server = Smtp::start();
    let template = Bed::with_account(settings(9, server.place.port), |desk| {
        for n in 0..MAILS {
            queue(desk, &subject(n));
        }
    });
    let mut dice = Dice::of("kill_send");
    let (mut kills, mut unclear) = (0, 0);
    for death in dice.sample(deaths(), QUICK) {
        let (killed, open) = case(&template, &server, &mut dice, death);
        kills += killed;
        unclear += open;
    }
    assert!(kills >= if is_long() { deaths().len() } else { QUICK }, "only {kills} kills");
    report(
        "kill -9 in a submission: never twice without a person's word, what is open is „unklar“, integrity in order",
        "real program, 20 mails, SIGKILL at an event of the SMTP dialogue or up to 6 ms later, then at another one",
        kills,
        &format!("held; {unclear} unclear"),
    );
}
