//! The section on the screen, by visible label.

use std::path::PathBuf;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::domain::key::SheetFacts;
use crate::domain::time::Timestamp;
use crate::engine::event::SavedFile;
use crate::ui::stage::{self, Play as _, Stage};

fn draw(ui: &mut Ui, model: &mut Model, view: &mut KeyView, asks: &mut Asks) {
    view.receive(model);
    show(ui, model, view, asks);
}

fn section(kind: &str, sheet: bool) -> Harness<'static, Stage<KeyView>> {
    let mut harness = stage::set([900.0, 760.0], |_| KeyView::default(), draw);
    harness.answer(Ok(state(kind, sheet)));
    harness
}

fn state(kind: &str, sheet: bool) -> Answer {
    let sheet = sheet.then(|| SheetFacts { name: "K7QF".into(), made: Timestamp(1_796_000_000_000) });
    Answer::Key(Box::new(KeyState { kind: kind.into(), backend: "Secret Service".into(), fault: String::new(), sheet }))
}

fn last(harness: &Harness<'static, Stage<KeyView>>) -> KeyCommand {
    match harness.state().last() {
        Some(Command::Key(command)) => *command,
        other => panic!("{other:?}"),
    }
}

#[test]
fn in_the_practice_mode_nothing_is_shown() {
    let harness = section("memory", false);
    assert!(harness.query_by_label("Schlüssel").is_none());
}

#[test]
fn a_passphrase_is_changed_with_the_old_one_only() {
    let mut harness = section("passphrase", false);
    assert!(harness.query_by_label("Noch kein Wiederherstellungsblatt").is_some());
    harness.press("Passphrase ändern");
    assert!(harness.shows("Mindestens 12 Zeichen."));
    let typed = |text: &str| Zeroizing::new(text.to_owned());
    (harness.state_mut().view.new, harness.state_mut().view.again) = (typed("ein neuer Satz"), typed("ein neuer Satz"));
    harness.run_steps(2);
    assert!(harness.get_by_label("Passphrase festlegen").accesskit_node().is_disabled());
    harness.state_mut().view.old = typed("der alte Satz");
    harness.run_steps(2);
    harness.press("Passphrase festlegen");
    let to = KeepKey::Passphrase(Secret::new("ein neuer Satz"));
    assert_eq!(last(&harness), KeyCommand::Change { old: Some(Secret::new("der alte Satz")), to });
    let wrong = Problem::new("KEY-WRONG", "");
    harness.answer(Err(wrong.clone()));
    assert!(harness.query_by_label(&i18n::problem_text(&wrong)).is_some());
    assert_eq!(harness.state().view.new.as_str(), "ein neuer Satz", "what was typed stays");
    harness.press("Passphrase festlegen");
    harness.answer(Ok(state("passphrase", false)));
    assert!(harness.query_by_label("Die neue Passphrase gilt").is_some());
    let view = &harness.state().view;
    assert!(view.old.is_empty() && view.new.is_empty() && view.again.is_empty());
}

#[test]
fn from_the_keyring_to_a_passphrase_nothing_old_is_asked_for() {
    let mut harness = section("keyring", true);
    assert!(harness.query_by_label("In den Schlüsselbund legen").is_none());
    harness.press("Mit Passphrase schützen");
    assert!(harness.query_by_label("Bisherige Passphrase").is_none());
    let typed = Zeroizing::new("ein neuer Satz".to_owned());
    (harness.state_mut().view.new, harness.state_mut().view.again) = (typed.clone(), typed);
    harness.run_steps(2);
    harness.press("Passphrase festlegen");
    assert!(matches!(last(&harness), KeyCommand::Change { old: None, to: KeepKey::Passphrase(_) }));
}

#[test]
fn a_new_sheet_says_that_the_older_one_is_void_before_it_is_made() {
    let mut harness = section("passphrase", true);
    assert!(harness.query_by_label("Blatt drucken").is_none());
    harness.press("Neues Wiederherstellungsblatt");
    assert!(harness.query_by_label_contains("gilt Blatt K7QF nicht mehr").is_some());
    harness.press("Blatt drucken");
    assert!(matches!(last(&harness), KeyCommand::MakeSheet { .. }));
}

#[test]
fn for_the_keyring_no_new_passphrase_is_asked_and_nothing_is_said_about_its_length() {
    let mut harness = section("passphrase", false);
    harness.press("In den Schlüsselbund legen");
    assert!(harness.shows("Bisherige Passphrase") && !harness.shows("Neue Passphrase") && !harness.shows("Mindestens"));
}

#[test]
fn a_state_that_cannot_be_read_says_so_and_is_asked_for_again() {
    let mut harness = stage::set([900.0, 760.0], |_| KeyView::default(), draw);
    assert!(!harness.shows("Schlüssel"), "it may be the practice mode");
    let problem = Problem::new("STORE-BUSY", "");
    harness.answer(Err(problem.clone()));
    assert!(harness.shows(&i18n::problem_text(&problem)));
    harness.press("Erneut versuchen");
    assert_eq!((last(&harness), harness.state().asks.len()), (KeyCommand::State, 2));
    harness.answer(Ok(state("passphrase", false)));
    assert!(!harness.shows(&i18n::problem_text(&problem)) && harness.shows("Passphrase ändern"));
}

#[test]
fn whoever_leaves_the_settings_leaves_no_printed_sheet_there() {
    let mut harness = section("passphrase", true);
    let leave = |harness: &mut Harness<'static, Stage<KeyView>>| {
        harness.state_mut().act(|view, asks| view.leave(asks));
    };
    leave(&mut harness);
    assert_eq!(harness.state().asks.len(), 1, "nothing lies there");
    harness.press("Neues Wiederherstellungsblatt");
    harness.press("Blatt drucken");
    let pdf = SavedFile { index: 0, path: PathBuf::from("x.pdf"), size: 9, sha256: String::new() };
    harness.answer(Ok(Answer::Files(vec![pdf])));
    assert!(harness.shows("Blatt K7QF gilt ab jetzt nicht mehr."));
    assert!(!harness.shows("Neues Wiederherstellungsblatt"), "one after the other");
    for _ in 0..2 {
        leave(&mut harness);
        assert_eq!(last(&harness), KeyCommand::ForgetPrint);
        harness.answer(Err(Problem::new("RECOVERY-PRINT", "")));
        assert!(harness.shows("Schließen Sie das Blatt im Anzeigeprogramm") && !harness.shows("ist gelöscht"));
    }
    harness.press("Erneut versuchen");
    assert_eq!(last(&harness), KeyCommand::ForgetPrint);
    harness.answer(Ok(Answer::Done));
    assert!(harness.shows("Die Druckdatei ist gelöscht."));
    let asked = harness.state().asks.len();
    leave(&mut harness);
    assert_eq!(harness.state().asks.len(), asked);
}
