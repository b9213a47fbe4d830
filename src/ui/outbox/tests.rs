//! Tests of the outbox: which buttons a state offers, what they ask, and what is said about certificates.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::timeline::steps;
use super::*;
use crate::domain::address::Mailbox;
use crate::domain::ids::RequestId;
use crate::domain::outgoing::{RecipientKind, RecipientStatus};
use crate::domain::time::Timestamp;
use crate::engine::event::{Answer, Event};

fn recipient(state: OutgoingState, reply: &str) -> RecipientStatus {
    RecipientStatus {
        kind: RecipientKind::To,
        mailbox: Mailbox { name: "Dr. Brandt".into(), address: "brandt@n.kim.telematik".into() },
        state,
        reply: reply.into(),
        delivered_at: None,
        read_at: None,
    }
}

fn item(state: OutgoingState, code: &str, detail: &str, recipients: Vec<RecipientStatus>) -> OutboxItem {
    OutboxItem {
        id: MailId(4),
        account: AccountId(1),
        state,
        subject: "Befund Röntgen".into(),
        queued_at: Timestamp(1_000),
        size: 2_000,
        recipients,
        next_try: None,
        problem_code: code.into(),
        problem_detail: detail.into(),
        attempts: 1,
        done: false,
        not_in_directory: vec![],
        eeb: None,
    }
}

type Page = (Model, OutboxView, Asks, Vec<Wish>);

/// Shows one mail.
fn page(item: OutboxItem) -> Harness<'static, Page> {
    let mut model = Model::default();
    model.expect(RequestId(1), Purpose::Outbox);
    model.apply(Event::Answered { request: RequestId(1), result: Ok(Box::new(Answer::Outbox(vec![item]))) });
    let state = (model, OutboxView::default(), Asks::default(), vec![]);
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([1000.0, 600.0])
        .build_ui_state(|ui, (model, view, asks, wishes)| wishes.extend(show(ui, model, None, view, asks)), state);
    harness.run();
    harness
}

#[test]
fn of_one_account_only_its_mails_are_shown() {
    let mut model = Model::default();
    model.expect(RequestId(1), Purpose::Outbox);
    let items = [(AccountId(1), "Eigene"), (AccountId(2), "Fremde")].map(|(account, subject)| OutboxItem {
        id: MailId(account.0),
        account,
        subject: subject.into(),
        ..item(OutgoingState::Queued, "", "", Vec::new())
    });
    model.apply(Event::Answered { request: RequestId(1), result: Ok(Box::new(Answer::Outbox(items.to_vec()))) });
    for (account, own, other) in [(Some(AccountId(1)), true, false), (Some(AccountId(2)), false, true), (None, true, true)] {
        let harness = Harness::builder()
            .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
            .with_size([1000.0, 600.0])
            .build_ui(|ui| {
                let _ = show(ui, &model, account, &mut OutboxView::default(), &mut Asks::default());
            });
        let shown = |word: &str| harness.query_all_by_label_contains(word).next().is_some();
        assert_eq!((shown("Eigene"), shown("Fremde")), (own, other), "{account:?}");
    }
}

/// Shows one mail and presses a button; what was asked for.
fn press(item: OutboxItem, button: &str) -> Vec<Command> {
    let mut harness = page(item);
    harness.get_by_label(button).click();
    harness.run();
    harness.state().2.0.iter().map(|ask| ask.command.clone()).collect()
}

#[test]
fn every_state_offers_its_next_step() {
    use OutgoingState as S;
    let mail = MailId(4);
    for (state, button, expected) in [
        (S::Queued, "Jetzt senden", Command::RetrySend { mail }),
        (S::Queued, "Zurückholen", Command::CancelSend { mail }),
        (S::Queued, "Alle jetzt senden", Command::FlushOutbox),
        (S::Refused, "Erneut senden", Command::RetrySend { mail }),
        (S::Uncertain, "Nochmals senden", Command::ResolveUncertain { mail, resolution: Resolution::Resend }),
        (S::Uncertain, "Als gesendet ablegen", Command::ResolveUncertain { mail, resolution: Resolution::Sent }),
    ] {
        let shown = item(state, "", "", vec![recipient(state, "")]);
        assert_eq!(press(shown, button), [expected], "{button}");
    }
}

#[test]
fn what_came_back_is_settled_and_opened_again() {
    use OutgoingState as S;
    let back = |done| OutboxItem { done, ..item(S::Undeliverable, "", "", vec![recipient(S::Undeliverable, "550")]) };
    let mut harness = page(back(false));
    harness.get_by_label("Erledigt").click();
    harness.run();
    assert_eq!(harness.state().3, [Wish::MarkDone(MailId(4), true)]);
    // Seen to: out of the way, but never out of reach.
    let mut harness = page(back(true));
    assert!(harness.query_by_label("Wieder öffnen").is_none());
    harness.get_by_label("Erledigte zeigen (1)").click();
    harness.run();
    harness.get_by_label("Wieder öffnen").click();
    harness.run();
    assert_eq!(harness.state().3, [Wish::MarkDone(MailId(4), false)]);
}

#[test]
fn gematiks_sentence_only_where_certificates_are_the_cause() {
    use OutgoingState as S;
    let (none, some) = (Some(t!("outbox-no-certificate")), Some(t!("outbox-some-certificates")));
    let no_certificate = "451 no valid encryption certificate";
    for (shown, expected) in [
        (item(S::Refused, "SMTP-451", no_certificate, vec![recipient(S::Refused, "")]), none.clone()),
        (item(S::Refused, "SMTP-451", "451 cannot sign", vec![recipient(S::Refused, "")]), None),
        (item(S::Refused, "SMTP-550", "550", vec![recipient(S::Refused, "550 kein ENC-Zertifikat")]), none),
        (item(S::Refused, "", "", vec![recipient(S::Accepted, ""), recipient(S::Refused, "550 kein ENC-Zertifikat")]), some.clone()),
        (item(S::Undeliverable, "", "", vec![recipient(S::Read, ""), recipient(S::Undeliverable, "4004")]), some),
        (item(S::Uncertain, "SMTP-CUT", "connection reset", vec![recipient(S::Uncertain, "")]), None),
    ] {
        assert_eq!(certificate_sentence(&shown), expected, "{} {}", shown.problem_code, shown.problem_detail);
    }
}

#[test]
fn the_words_of_the_clientmodul_stand_once() {
    use OutgoingState as S;
    let count = |shown: OutboxItem, words: &str| page(shown).query_all_by_label_contains(words).count();
    let words = "451 no valid encryption certificate";
    let refused = |words: &str, reply: &str| item(S::Refused, "SMTP-451", words, vec![recipient(S::Refused, reply)]);
    // Below gematik's sentence, inside the sentence of the problem, and not again below the recipient.
    assert_eq!(count(refused(words, words), words), 1);
    assert_eq!(count(refused("451 cannot sign", "451 cannot sign"), "451 cannot sign"), 1);
    assert_eq!(count(refused("451 cannot sign", "550 no such user"), "550 no such user"), 1, "other words are told");
}

#[test]
fn a_time_line_ends_where_the_mail_ended() {
    use OutgoingState as S;
    let check = |state, expected: &[(S, bool)]| {
        let found: Vec<_> = steps(&recipient(state, "")).into_iter().map(|s| (s.state, s.reached)).collect();
        assert_eq!(found, expected);
    };
    check(S::Queued, &[(S::Queued, true), (S::Accepted, false), (S::Delivered, false), (S::Read, false)]);
    check(S::Delivered, &[(S::Queued, true), (S::Accepted, true), (S::Delivered, true), (S::Read, false)]);
    check(S::Uncertain, &[(S::Queued, true), (S::Uncertain, true)]);
    check(S::Undeliverable, &[(S::Queued, true), (S::Accepted, true), (S::Undeliverable, true)]);
}

#[test]
fn a_refused_or_silent_sick_note_tells_what_to_do() {
    use crate::domain::watch::{EauFacts, SilentEau};
    let told = |errors: Vec<DocumentError>, silent: Vec<SilentEau>, button: &str| {
        let mut harness = page(item(OutgoingState::Accepted, "", "", vec![recipient(OutgoingState::Accepted, "")]));
        let (model, ..) = harness.state_mut();
        model.expect(RequestId(2), Purpose::Eau);
        let facts = EauFacts { errors, silent, ..EauFacts::default() };
        model.apply(Event::Answered { request: RequestId(2), result: Ok(Box::new(Answer::Eau(Box::new(facts)))) });
        harness.run();
        harness.get_by_label(button).click();
        harness.run();
        harness.state().3.clone()
    };
    let (about, account) = (MailId(4), AccountId(1));
    let error = |code: &str| vec![DocumentError { mail: MailId(9), account, about, code: code.into(), open: true }];
    assert_eq!(told(error("313"), Vec::new(), "Dieselbe Datei erneut senden …"), [Wish::SameAgain(about)]);
    assert_eq!(told(error("101"), Vec::new(), "Fehlermeldung öffnen"), [Wish::Open(MailId(9))]);
    // Information is no failure, but it is there to be seen.
    assert_eq!(told(error("100"), Vec::new(), "Erledigt"), [Wish::MarkDone(about, true)]);
    let silent = vec![SilentEau { mail: about, account, accepted: Timestamp(0) }];
    assert_eq!(told(Vec::new(), silent, "Papierausdruck mitgegeben"), [Wish::MarkDone(about, true)]);
}
