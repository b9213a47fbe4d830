//! Signing in and out, changing places, and names in the history.

use kimpost::domain::access::{Role, Session};
use kimpost::domain::answer::AnswerFilter;
use kimpost::domain::mail::MailFilter;
use kimpost::domain::secret::Secret;
use kimpost::engine::Mode;
use kimpost::engine::command::Command;
use kimpost::engine::event::{Answer, Event};

use crate::support::{Desk, Town, ZP, answer, text_mail};
use crate::{PASSWORD, book, hire, password, seat, sign_in};

fn who(answer: Answer) -> Session {
    answer!(answer, Answer::Session { session, .. } => *session)
}

#[test]
fn without_people_nobody_is_asked_and_with_the_first_one_everybody_is() {
    let desk = Desk::throw_away(Mode::CommandsOnly);
    assert!(who(desk.ask(Command::WhoAmI)).may(Role::Admin));
    assert_eq!(sign_in(&desk.engine, "Chris", PASSWORD).unwrap_err().code, "INPUT-NO-USER");
    for (role, password) in [(Role::Edit, Some(password())), (Role::Admin, None)] {
        assert_eq!(desk.problem(Command::AddUser { name: "Chris".into(), role, password }), "ACCESS-LAST-ADMIN");
    }
    let short = Some(Secret::new("1234567"));
    assert_eq!(desk.problem(Command::AddUser { name: "Chris".into(), role: Role::Admin, password: short }), "INPUT-PASSWORD");
    assert_eq!(desk.problem(Command::AddUser { name: " ".into(), role: Role::Admin, password: Some(password()) }), "INPUT-NAME");
    assert!(who(desk.ask(Command::WhoAmI)).user().is_none(), "a failed try changes nothing");
    desk.ask(Command::AddUser { name: "Chris".into(), role: Role::Admin, password: Some(password()) });
    assert_eq!(who(desk.ask(Command::WhoAmI)).user().unwrap().name, "Chris", "who adds the first one goes on as that one");
    let other = desk.engine.at_new_seat();
    assert_eq!(other.ask_blocking(Command::ListAccounts).unwrap_err().code, "SIGN-IN-NEEDED");
}

#[test]
fn wrong_passwords_cost_time_but_never_lock_out() {
    let desk = Desk::throw_away(Mode::CommandsOnly);
    hire(&desk);
    let seat = desk.engine.at_new_seat();
    for name in ["anna", "Niemand"] {
        let codes: Vec<_> = (0..4).map(|_| sign_in(&seat, name, "falsch und lang").unwrap_err()).collect();
        assert_eq!(codes.iter().map(|p| p.code).collect::<Vec<_>>(), ["SIGN-IN-WRONG", "SIGN-IN-WRONG", "SIGN-IN-WRONG", "SIGN-IN-WAIT"]);
        let seconds: u32 = codes[3].detail.parse().unwrap();
        assert!((1..=5).contains(&seconds), "{name}: the same for a name nobody has");
        assert_eq!(sign_in(&seat, name, PASSWORD).unwrap_err().code, "SIGN-IN-WAIT", "not even the right one meanwhile");
    }
    sign_in(&seat, "Ben", PASSWORD).expect("others are not held up");
    std::thread::sleep(std::time::Duration::from_millis(5100));
    assert_eq!(who(sign_in(&seat, " ANNA ", PASSWORD).unwrap()).user().unwrap().name, "Anna");
}

#[test]
fn people_change_places_and_rights_count_at_once() {
    let desk = Desk::throw_away(Mode::CommandsOnly);
    let hired = hire(&desk);
    let ben = seat(&desk, "Ben");
    let change = |role| {
        let before = book(desk.ask(Command::ListAccess)).user_named("Ben").unwrap().clone();
        desk.ask(Command::ChangeUser { before: Box::new(before), name: "Ben".into(), role, password: None });
    };
    assert_eq!(ben.ask_blocking(Command::ListAccess).unwrap_err().code, "ACCESS");
    change(Role::Admin);
    assert!(ben.ask_blocking(Command::ListAccess).is_ok());
    change(Role::Edit);
    assert_eq!(ben.ask_blocking(Command::ListAccess).unwrap_err().code, "ACCESS");
    assert!(who(ben.ask_blocking(Command::SignOut).unwrap()).is_nobody());
    assert_eq!(ben.ask_blocking(Command::CountFolders).unwrap_err().code, "SIGN-IN-NEEDED");
    sign_in(&ben, "Anna", PASSWORD).unwrap();
    assert_eq!(ben.ask_blocking(Command::MoveToTrash { mails: vec![] }).unwrap_err().code, "ACCESS");
    let anna = hired.user_named("Anna").unwrap().clone();
    desk.ask(Command::RemoveUser { before: Box::new(anna) });
    assert_eq!(ben.ask_blocking(Command::CountFolders).unwrap_err().code, "SIGN-IN-NEEDED", "who is removed is signed out");
    let chris = hired.user_named("Chris").unwrap().clone();
    assert_eq!(desk.problem(Command::RemoveUser { before: Box::new(chris.clone()) }), "ACCESS-LAST-ADMIN");
    let demoted = Command::ChangeUser { before: Box::new(chris), name: "Chris".into(), role: Role::Read, password: None };
    assert_eq!(desk.problem(demoted), "ACCESS-LAST-ADMIN");
}

#[test]
fn the_own_password_is_changed_with_the_old_one_only() {
    let desk = Desk::throw_away(Mode::CommandsOnly);
    hire(&desk);
    let anna = seat(&desk, "Anna");
    let change = |old: &str, new: &str| anna.ask_blocking(Command::ChangeOwnPassword { old: Secret::new(old), new: Secret::new(new) });
    assert_eq!(change("falsch und lang", "ganz neu und lang").unwrap_err().code, "SIGN-IN-WRONG");
    assert_eq!(change(PASSWORD, "kurz").unwrap_err().code, "INPUT-PASSWORD");
    change(PASSWORD, "ganz neu und lang").unwrap();
    let other = desk.engine.at_new_seat();
    assert_eq!(sign_in(&other, "Anna", PASSWORD).unwrap_err().code, "SIGN-IN-WRONG");
    sign_in(&other, "Anna", "ganz neu und lang").unwrap();
}

#[test]
fn what_was_done_before_leaving_is_done_and_answers_reach_nobody_else() {
    let town = Town::empty();
    let mut desk = Desk::of_one(&town, ZP);
    hire(&desk);
    sign_in(&desk.engine, "Ben", PASSWORD).unwrap();
    let mut draft = desk.draft(ZP, &["t.mueller@moorburg.kim.telematik-test"], "Angefangen");
    draft.id = None;
    // As the window does on locking: the draft, and at once the way out.
    let saved = desk.engine.send(Command::SaveDraft(Box::new(draft)));
    let left = desk.engine.send(Command::SignOut);
    let mut results = Vec::new();
    while results.len() < 2 {
        results.push(desk.event("answers", |event| match event {
            Event::Answered { request, result } => Some((request, result)),
            _ => None,
        }));
    }
    let of = |id| results.iter().find(|(request, _)| *request == id).unwrap().1.clone();
    assert!(matches!(of(saved).map(|a| *a), Ok(Answer::DraftSaved { .. })));
    assert!(of(left).is_ok());
    assert_eq!(desk.problem(Command::ListOutbox { settled: true }), "SIGN-IN-NEEDED");
    sign_in(&desk.engine, "Ben", PASSWORD).unwrap();
    let drafts = desk.list(MailFilter { folder: kimpost::domain::mail::Folder::Drafts, ..MailFilter::default() });
    assert_eq!(drafts.total, 1);
}

#[test]
fn acts_carry_the_name_of_whoever_signed_in() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    // A profile without people: the operating system's user, and never nobody.
    let answers = answer!(desk.ask(Command::ListAnswers(AnswerFilter::default())), Answer::Answers(page) => page.rows);
    let again = |engine: &kimpost::engine::EngineHandle| {
        let command = Command::Reprocess { mail: answers[0].mail, reason: "fehlte".into() };
        answer!(engine.ask_blocking(command).unwrap(), Answer::Run { run, .. } => run)
    };
    assert!(!again(&desk.engine).who.trim().is_empty());
    hire(&desk);
    let ben = seat(&desk, "Ben");
    assert_eq!(again(&ben).who, "Ben");
    town.put(ZP, &text_mail("a@moorburg.kim.telematik-test", ZP, "Wer liest", "Text\r\n"));
    desk.fetch_well();
    let mail = desk.mail("Wer liest").id;
    ben.ask_blocking(Command::OpenMail { mail, mark_read: true }).unwrap();
    ben.ask_blocking(Command::MoveToTrash { mails: vec![mail] }).unwrap();
    let history = desk.open(mail).history;
    for key in ["history-read", "history-trash"] {
        assert!(history.iter().any(|line| line.key == key && line.who == "Ben"), "{key}");
    }
}

#[test]
fn the_time_until_locking_is_a_setting() {
    let desk = Desk::throw_away(Mode::CommandsOnly);
    let minutes = |answer| answer!(answer, Answer::Session { lock_minutes, .. } => lock_minutes);
    assert_eq!(minutes(desk.ask(Command::WhoAmI)), 10);
    let set = |value: &str| Command::SetSetting { key: "access.lock_minutes".into(), value: value.into() };
    for wrong in ["0", "241", "zehn"] {
        assert_eq!(desk.problem(set(wrong)), "INPUT-LOCK-TIME");
    }
    desk.ask(set("3"));
    assert_eq!(minutes(desk.ask(Command::WhoAmI)), 3);
}
