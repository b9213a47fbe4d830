//! The model tested: facts by event, pages on demand, replies to their askers.

use super::*;
use crate::domain::address::Mailbox;
use crate::domain::mail::{Decryption, Folder, Integrity, MailClass, MailFilter, MailPage, MailRow};

fn row(id: i64) -> MailRow {
    MailRow {
        id: MailId(id),
        account: AccountId(1),
        account_address: "praxis@a.kim.telematik-test".into(),
        folder: Folder::Inbox,
        date: Timestamp(id),
        received: Timestamp(id),
        from: Mailbox::bare("kasse@b.kim.telematik-test"),
        to: Vec::new(),
        subject: format!("Nr. {id}"),
        dienstkennung: String::new(),
        class: MailClass::Personal,
        payload_kind: None,
        size: 1,
        attachments: 0,
        unread: false,
        answered: false,
        forwarded: false,
        decryption: Decryption::Ok,
        integrity: Integrity::Ok,
        state: None,
        receipt_requested: false,
        kim_error: false,
        work: crate::domain::work::Work::default(),
    }
}

/// An engine of `total` mails that answers every question at once.
struct Engine {
    next: u64,
    total: usize,
    asked: Vec<Command>,
}

impl Engine {
    fn answer(&mut self, model: &mut Model, asks: Asks) {
        for ask in asks.0 {
            self.next += 1;
            let request = RequestId(self.next);
            model.expect(request, ask.purpose);
            self.asked.push(ask.command.clone());
            if let Command::ListMails(filter) = ask.command {
                let rows = (filter.offset..self.total.min(filter.offset + filter.limit)).map(|i| row(i as i64)).collect();
                let page = MailPage { total: self.total, rows, per_class: [self.total, 0, 0], took_micros: 0 };
                model.apply(Event::Answered { request, result: Ok(Box::new(Answer::Mails(page))) });
            }
        }
    }

    fn refresh(&mut self, model: &mut Model, may_move: bool) {
        let mut asks = Asks::default();
        model.refresh(may_move, &mut asks);
        self.answer(model, asks);
    }
}

#[test]
fn asks_only_for_the_pages_that_are_looked_at() {
    let (mut model, mut engine) = (Model::default(), Engine { next: 0, total: 100_000, asked: Vec::new() });
    model.list.show(MailFilter::default());
    engine.refresh(&mut model, true);
    assert_eq!(model.list.shown().unwrap().total, 100_000);
    assert!(model.list.shown().unwrap().row(199).is_some() && model.list.shown().unwrap().row(200).is_none());
    model.list.look_at(60_190..60_220);
    engine.asked.clear();
    engine.refresh(&mut model, true);
    let offsets: Vec<_> = engine.asked.iter().filter_map(|c| if let Command::ListMails(f) = c { Some(f.offset) } else { None }).collect();
    assert_eq!(offsets, [60_000, 60_200]);
    assert_eq!(model.list.shown().unwrap().row(60_210).unwrap().id, MailId(60_210));
    for at in (0..60_000).step_by(PAGE) {
        model.list.look_at(at..at + 30);
        engine.refresh(&mut model, true);
    }
    let kept = (0..100_000).filter(|i| model.list.shown().unwrap().row(*i).is_some()).count();
    assert!(kept <= 12 * PAGE, "{kept}");
}

#[test]
fn keeps_the_old_list_on_screen_until_the_new_one_is_here() {
    let (mut model, mut engine) = (Model::default(), Engine { next: 0, total: 10, asked: Vec::new() });
    model.list.show(MailFilter::default());
    engine.refresh(&mut model, true);
    model.list.show(MailFilter { search: "Befund".into(), ..MailFilter::default() });
    assert_eq!(model.list.shown().unwrap().filter.search, "");
    assert!(model.list.is_pending());
    engine.total = 3;
    engine.refresh(&mut model, true);
    assert_eq!((model.list.shown().unwrap().total, model.list.shown().unwrap().filter.search.as_str()), (3, "Befund"));
}

#[test]
fn new_mail_waits_while_the_list_is_being_read() {
    let (mut model, mut engine) = (Model::default(), Engine { next: 0, total: 10, asked: Vec::new() });
    model.list.show(MailFilter::default());
    engine.refresh(&mut model, true);
    engine.total = 13;
    model.apply(Event::MailStored { account: AccountId(1), count: 3 });
    engine.refresh(&mut model, false);
    assert_eq!((model.list.shown().unwrap().total, model.new_mails), (10, 3));
    engine.refresh(&mut model, true);
    assert_eq!((model.list.shown().unwrap().total, model.new_mails), (13, 0));
}

#[test]
fn drops_answers_nobody_waits_for_and_keeps_the_previous_value_on_failure() {
    let mut model = Model::default();
    model.apply(Event::Answered { request: RequestId(9), result: Ok(Box::new(Answer::Accounts(Vec::new()))) });
    assert_eq!(model.accounts, Loaded::NotAsked);
    model.expect(RequestId(1), Purpose::Accounts);
    model.apply(Event::Answered { request: RequestId(1), result: Ok(Box::new(Answer::Accounts(Vec::new()))) });
    model.expect(RequestId(2), Purpose::Accounts);
    model.apply(Event::Answered { request: RequestId(2), result: Err(Problem::new("STORE-READ", "")) });
    assert!(model.accounts.value().is_some() && model.accounts.problem().is_some());
}

#[test]
fn replies_reach_only_their_owner() {
    let (mut model, a, b) = (Model::default(), Owner::new(), Owner::new());
    model.expect(RequestId(1), Purpose::Reply(a, "draft"));
    model.expect(RequestId(2), Purpose::Reply(b, "draft"));
    for n in [1, 2] {
        model.apply(Event::Answered { request: RequestId(n), result: Ok(Box::new(Answer::Done)) });
    }
    assert_eq!(model.take_replies(a).len(), 1);
    assert_eq!(model.take_replies(a).len(), 0);
    model.forget(b);
    assert_eq!(model.take_replies(b).len(), 0);
}

#[test]
fn a_problem_stands_once_until_it_is_cleared() {
    let mut model = Model::default();
    for _ in 0..2 {
        model.apply(Event::ProblemRaised(Problem::new("POP-CONNECT", "x").of(AccountId(1))));
    }
    assert_eq!(model.problems.len(), 1);
    model.apply(Event::ProblemCleared { account: Some(AccountId(1)), code: "POP-CONNECT" });
    assert_eq!(model.problems, []);
    // A reminder outlasts a fetch that went well.
    let reminder = Problem::new(crate::domain::problem::CARD_EXPIRES, "6").of(AccountId(1));
    model.apply(Event::ProblemRaised(reminder.clone()));
    model.apply(Event::ProblemCleared { account: Some(AccountId(1)), code: "" });
    assert_eq!(model.problems, [reminder]);
    model.apply(Event::ProblemCleared { account: Some(AccountId(1)), code: crate::domain::problem::CARD_EXPIRES });
    assert_eq!(model.problems, []);
}

#[test]
fn what_is_asked_for_already_is_asked_again_only_when_the_answer_is_there() {
    let mut model = Model::default();
    let outbox = |asks: &Asks| asks.0.iter().filter(|ask| matches!(ask.command, Command::ListOutbox { .. })).count();
    let asked = |model: &mut Model| {
        let mut asks = Asks::default();
        model.refresh(true, &mut asks);
        let count = outbox(&asks);
        for ask in asks.0 {
            model.expect(RequestId(7), ask.purpose);
        }
        count
    };
    assert_eq!(asked(&mut model), 1);
    for _ in 0..3 {
        model.apply(Event::OutboxChanged);
        assert_eq!(asked(&mut model), 0, "its answer is on the way");
    }
    model.outbox = Loaded::Ready(Vec::new());
    assert_eq!(asked(&mut model), 1, "it may be older than the last change");
    model.outbox = Loaded::Ready(Vec::new());
    assert_eq!(asked(&mut model), 0);
}
