//! eEB: a ready-signed request out of the writing window, its answer joined with it, and looking often while one waits.

use std::fs;
use std::path::Path;

use kimpost::domain::eeb::EebState;
use kimpost::domain::ids::MailId;
use kimpost::domain::outgoing::{Draft, OutgoingState};
use kimpost::domain::payload::PayloadKind;
use kimpost::engine::Mode;
use kimpost::engine::command::Command;
use kimpost::engine::event::{Answer, Event};

use crate::support::{Desk, HA, Town, answer, until};

const INSURER: &str = "ebz@nordlicht-kk.kim.telematik-test";
const NAME: &str = "EEEB0_ANF_9a1c7be0-52d4-5f8e-b1c3-6e0d47a2f915.p7s";

fn request(desk: &Desk, name: &str) -> Draft {
    let path = desk.path(name);
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/eeb-anfrage.p7s"), &path).unwrap();
    let mut draft = desk.draft(HA, &[INSURER], "");
    desk.attach(&mut draft, &path);
    draft.become_what_is_attached();
    draft
}

fn state(desk: &Desk, mail: MailId) -> EebState {
    desk.open(mail).eeb.expect("a request or its answer")
}

#[test]
fn a_request_gets_its_certificate_and_both_know_each_other() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let draft = request(&desk, NAME);
    assert_eq!((draft.dienstkennung.as_str(), draft.subject.as_str()), ("eEB;Anfrage;V1.1", NAME.trim_end_matches(".p7s")));
    let sent = desk.send(Draft { read_receipt: true, ..draft });
    assert_eq!(sent.state, OutgoingState::Accepted);
    let raw = String::from_utf8(desk.raw(sent.id)).unwrap();
    assert!(raw.contains("Content-Description: eEB_ANF\r\n") && !raw.contains("Disposition-Notification-To"), "{raw}");
    assert_eq!(desk.open(sent.id).payload.unwrap().kind, PayloadKind::EebRequest);
    let waiting = state(&desk, sent.id);
    assert!(waiting.answer.is_none() && waiting.looks_until.is_some() && waiting.every_secs == 30);
    // „Jetzt abrufen": nothing but this application.
    town.put(HA, &crate::support::text_mail(INSURER, HA, "Anderes", "Guten Tag"));
    let only = || Command::Fetch { accounts: Vec::new(), dienstkennungen: vec!["eEB".into()] };
    let answer = until("the certificate", || {
        desk.ask(only());
        state(&desk, sent.id).answer
    });
    assert!(desk.inbox().iter().all(|row| row.subject != "Anderes"), "the rest stayed on the server");
    desk.fetch_well();
    assert!(desk.inbox().iter().any(|row| row.subject == "Anderes"));
    let answered = state(&desk, sent.id);
    assert_eq!((answered.code.as_str(), answered.looks_until), ("", None));
    assert_eq!(state(&desk, answer).request, sent.id, "seen from the answer");
    assert_eq!(desk.open(answer).payload.unwrap().kind, PayloadKind::EebCertificate);
    assert!(desk.open(sent.id).history.iter().any(|line| line.key == "history-eeb-certificate"));
    assert_eq!(desk.sent(sent.id).eeb.unwrap().answer, Some(answer), "the outbox tells it too");
}

#[test]
fn an_error_of_the_insurer_needs_a_person_again() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let sent = desk.send(Draft { dienstkennung: "eEB;Anfrage;V1.0".into(), subject: "x".into(), ..request(&desk, NAME) });
    desk.ask(Command::MarkDone { mails: vec![sent.id], done: true });
    let answered = desk.fetch_until("the error", |desk| Some(state(desk, sent.id)).filter(|state| state.answer.is_some()));
    assert_eq!(answered.code, "130");
    assert!(!desk.sent(sent.id).done);
    assert!(desk.open(sent.id).history.iter().any(|line| line.key == "history-eeb-error" && line.detail == "130"));
}

#[test]
fn what_is_no_good_request_is_refused_before_it_is_queued() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let queue = |draft: &Draft| Command::Queue { draft: Box::new(draft.clone()), directory_check: false, send_now: true };
    let good = request(&desk, NAME);
    let without = Draft { attachments: Vec::new(), ..good.clone() };
    assert_eq!(desk.problem(queue(&without)), "INPUT-EEB");
    let mut two = good.clone();
    two.recipients.push(crate::support::recipient("t.mueller@moorburg.kim.telematik-test"));
    assert_eq!(desk.problem(queue(&two)), "INPUT-EEB");
    let mut beside = good;
    let path = desk.path("Notiz.txt");
    fs::write(&path, "Notiz").unwrap();
    desk.attach(&mut beside, &path);
    assert_eq!(desk.problem(queue(&beside)), "INPUT-EEB");
    for (key, value) in [("eeb.poll_seconds", "0"), ("eeb.poll_minutes", "999")] {
        assert_eq!(desk.problem(Command::SetSetting { key: key.into(), value: value.into() }), "INPUT-SETTING-VALUE");
    }
}

#[test]
fn while_one_waits_the_mailbox_is_looked_into_until_the_answer_is_there() {
    let town = Town::empty();
    let mut desk = Desk::throw_away(Mode::Background);
    desk.join(&town, HA);
    desk.event("the first fetch", |event| matches!(event, Event::FetchFinished(_)).then_some(()));
    desk.ask(Command::SetSetting { key: "eeb.poll_seconds".into(), value: "1".into() });
    let sent = desk.send(request(&desk, NAME));
    // Nobody asks: the account's own interval is minutes.
    let answered = until("the certificate by itself", || Some(state(&desk, sent.id)).filter(|state| state.answer.is_some()));
    assert_eq!(answered.looks_until, None, "and looking ended");
    assert!(
        answer!(desk.ask(Command::ListOutbox { settled: false }), Answer::Outbox(items) => items).iter().any(|item| item.eeb.is_some())
    );
}
