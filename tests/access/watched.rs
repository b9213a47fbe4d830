//! What lies in an Ausgangsordner or waits as a gathered eAU is for those with rights on its account only.

use std::fs;
use std::path::Path;

use kimpost::domain::access::{Grantee, Right};
use kimpost::domain::problem::Problem;
use kimpost::domain::usage::Usage;
use kimpost::domain::watch::{EauFacts, WatchAct, WatchFacts};
use kimpost::engine::Mode;
use kimpost::engine::command::Command;
use kimpost::engine::event::Answer;

use crate::support::{Desk, HA, Town, answer};
use crate::{hire, restrict, seat, user};

fn eau(answer: Answer) -> EauFacts {
    answer!(answer, Answer::Eau(facts) => *facts)
}

fn watch(answer: Answer) -> WatchFacts {
    answer!(answer, Answer::Watch(facts) => *facts)
}

fn code(result: Result<Answer, Problem>) -> &'static str {
    result.unwrap_err().code
}

#[test]
fn a_failed_file_and_a_gathered_sick_note_obey_the_rights_on_their_account() {
    let town = Town::empty();
    let desk = Desk::throw_away(Mode::CommandsOnly);
    desk.join(&town, HA);
    let account = desk.id(HA);
    desk.ask(Command::SaveUsage(Box::new(Usage { send_eau: true, collect_eau: true, ..Usage::default() })));
    let dir = desk.path("ausgang");
    fs::create_dir(&dir).unwrap();
    desk.ask(Command::AddWatchFolder { account, dienstkennung: String::new(), dir: dir.clone(), sure: false });
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/eau.p7s");
    fs::copy(sample, dir.join("EEAU0_3f0c1a52-7d54-5b0e-9a41-6c2f8e0d4711.p7s")).unwrap();
    fs::write(dir.join("Notiz.docx"), b"kein Brief").unwrap();
    let found = watch(desk.ask(Command::RunWatch));
    let failed = found.items.iter().find(|item| item.name() == "Notiz.docx").unwrap().id;
    let held = eau(desk.ask(Command::ListEau)).held;
    assert_eq!(held.len(), 1);
    let mail = held[0].mail;

    let book = hire(&desk);
    let ben = seat(&desk, "Ben");
    let act = |item| ben.ask_blocking(Command::ActOnWatched { item, act: WatchAct::Dismiss });
    // Of an account that does not exist for Ben: nothing is shown, and nothing can be done, by any id.
    restrict(&desk, account, Grantee::User(user(&book, "Chris")), &Right::ALL);
    assert!(watch(ben.ask_blocking(Command::ListWatch).unwrap()).items.is_empty());
    assert!(eau(ben.ask_blocking(Command::ListEau).unwrap()).held.is_empty());
    assert_eq!((code(act(failed)), code(act(9999))), ("NOT-FOUND", "NOT-FOUND"));
    for command in [Command::ReleaseEau { mails: vec![mail] }, Command::RemoveEau { mails: vec![mail] }] {
        let _ = ben.ask_blocking(command);
        assert_eq!(eau(desk.ask(Command::ListEau)).held.len(), 1, "it waits as before");
    }
    // He may see it, and no more.
    restrict(&desk, account, Grantee::User(user(&book, "Ben")), &[Right::Read]);
    assert_eq!(eau(ben.ask_blocking(Command::ListEau).unwrap()).held.len(), 1);
    assert_eq!(code(act(failed)), "ACCESS");
    for command in [Command::ReleaseEau { mails: vec![mail] }, Command::RemoveEau { mails: vec![mail] }] {
        assert_eq!(code(ben.ask_blocking(command)), "ACCESS");
    }
    assert_eq!(eau(desk.ask(Command::ListEau)).held.len(), 1);
    let is_open = |desk: &Desk| watch(desk.ask(Command::ListWatch)).items.iter().any(|item| item.id == failed);
    assert!(is_open(&desk));
    // With the right to send it is his work.
    restrict(&desk, account, Grantee::User(user(&book, "Ben")), &Right::ALL);
    act(failed).unwrap();
    assert!(!is_open(&desk));
    assert!(eau(ben.ask_blocking(Command::ReleaseEau { mails: vec![mail] }).unwrap()).held.is_empty());
}
