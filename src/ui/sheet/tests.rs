//! The offer at setup on the screen, by visible label.

use std::path::PathBuf;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::engine::event::SavedFile;
use crate::ui::stage::{self, Play as _, Stage};

/// The offer, and whether the person went on.
type Offered = (SheetOffer, bool);

fn offer() -> Harness<'static, Stage<Offered>> {
    stage::set(
        [900.0, 700.0],
        |_| Offered::default(),
        |ui, model, (offer, gone_on), asks| {
            offer.receive(model);
            *gone_on |= offer_ui(ui, offer, asks);
        },
    )
}

/// The offer with a sheet that is open for printing.
fn printing() -> Harness<'static, Stage<Offered>> {
    let mut harness = offer();
    harness.press("Blatt drucken");
    assert!(matches!(last(&harness), KeyCommand::MakeSheet { to: SheetTo::Print, words } if words.title == "Wiederherstellungsblatt"));
    harness.answer(Ok(Answer::Files(vec![pdf()])));
    harness
}

fn last(harness: &Harness<'static, Stage<Offered>>) -> KeyCommand {
    match harness.state().last() {
        Some(Command::Key(command)) => *command,
        other => panic!("{other:?}"),
    }
}

fn pdf() -> SavedFile {
    SavedFile { index: 0, path: PathBuf::from("/profil/temp/x.pdf"), size: 9, sha256: String::new() }
}

#[test]
fn a_sheet_is_printed_and_its_copy_forgotten_once_the_person_says_so() {
    let mut harness = printing();
    assert_eq!(harness.state().model.files_to_open, [PathBuf::from("/profil/temp/x.pdf")]);
    harness.press("Gedruckt");
    assert_eq!(last(&harness), KeyCommand::ForgetPrint);
    assert!(!harness.shows("Die Druckdatei ist gelöscht"), "nobody said so yet");
    harness.answer(Ok(Answer::Done));
    assert!(harness.query_by_label("Die Druckdatei ist gelöscht. Das Blatt gilt.").is_some());
    assert!(!harness.state().view.1);
    harness.press("Weiter zum Konto");
    assert!(harness.state().view.1 && last(&harness) == KeyCommand::ForgetPrint && harness.state().asks.len() == 2);
}

#[test]
fn the_offer_can_be_left_for_later_and_a_failure_can_be_tried_again() {
    let mut harness = offer();
    harness.press("Blatt drucken");
    let problem = Problem::new("DISK-FULL", "");
    harness.answer(Err(problem.clone()));
    assert!(harness.query_by_label(&i18n::problem_text(&problem)).is_some() && harness.query_by_label("Blatt drucken").is_some());
    harness.press("Später, jetzt das Konto einrichten");
    assert!(harness.state().view.1 && harness.state().asks.len() == 1);
}

#[test]
fn a_copy_that_the_viewer_holds_is_not_called_deleted_and_can_be_tried_again() {
    let mut harness = printing();
    for label in ["Gedruckt", "Erneut versuchen"] {
        harness.press(label);
        assert_eq!(last(&harness), KeyCommand::ForgetPrint);
        harness.answer(Err(Problem::new("RECOVERY-PRINT", "")));
        assert!(harness.shows("Schließen Sie das Blatt im Anzeigeprogramm") && !harness.shows("ist gelöscht"));
    }
    harness.press("Erneut versuchen");
    harness.answer(Ok(Answer::Done));
    assert!(harness.shows("Die Druckdatei ist gelöscht.") && !harness.shows("Schließen Sie"));
    assert!(!harness.state().view.1);
}

#[test]
fn going_on_removes_the_copy_first_and_is_held_up_only_once() {
    let ways: [fn(&mut Harness<'static, Stage<Offered>>); 2] = [
        |harness| harness.press("Weiter zum Konto"),
        |harness| {
            harness.key_press(Key::Escape);
            harness.run_steps(4);
        },
    ];
    for way in ways {
        let mut harness = printing();
        way(&mut harness);
        assert_eq!((last(&harness), harness.state().view.1), (KeyCommand::ForgetPrint, false));
        harness.answer(Ok(Answer::Done));
        assert!(harness.state().view.1);
        let mut harness = printing();
        way(&mut harness);
        harness.answer(Err(Problem::new("RECOVERY-PRINT", "")));
        assert!(!harness.state().view.1 && harness.shows("Schließen Sie das Blatt im Anzeigeprogramm"));
        let asked = harness.state().asks.len();
        way(&mut harness);
        assert_eq!((last(&harness), harness.state().view.1, harness.state().asks.len()), (KeyCommand::ForgetPrint, true, asked + 1));
    }
}
