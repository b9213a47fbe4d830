//! The section on the screen, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::ui::stage::{self, Play as _, Stage};

fn section() -> Harness<'static, Stage<BackupView>> {
    stage::set(
        [900.0, 760.0],
        |_| BackupView::default(),
        |ui, model, view, asks| {
            view.receive(model);
            show(ui, model, view, asks);
        },
    )
}

fn planned() -> Answer {
    let folder = Some(PathBuf::from("/mnt/sicher"));
    Answer::Backups(Box::new(BackupState { has_passphrase: true, folder, every_days: 1, keep: 14, ..BackupState::default() }))
}

#[test]
fn a_state_that_cannot_be_read_says_so_and_is_asked_for_again() {
    let mut harness = section();
    let problem = Problem::new("STORE-BUSY", "");
    harness.answer(Err(problem.clone()));
    assert!(harness.query_by_label(&i18n::problem_text(&problem)).is_some());
    harness.press("Erneut versuchen");
    assert_eq!(harness.state().asks.len(), 2);
    harness.answer(Ok(planned()));
    assert!(harness.query_by_label(&i18n::problem_text(&problem)).is_none() && harness.query_by_label("Jetzt sichern").is_some());
}

#[test]
fn what_was_typed_for_the_plan_outlives_the_change_of_the_passphrase() {
    let mut harness = section();
    harness.answer(Ok(planned()));
    harness.state_mut().view.keep = "30".into();
    harness.press("Passphrase ändern");
    harness.state_mut().view.passphrase = "ein langer Satz".to_owned().into();
    harness.press("Abbrechen");
    let view = &harness.state().view;
    assert_eq!((view.keep.as_str(), view.passphrase.as_str(), view.changes), ("30", "", false));
    harness.press("Passphrase ändern");
    let typed = zeroize::Zeroizing::new("ein langer Satz".to_owned());
    (harness.state_mut().view.passphrase, harness.state_mut().view.again) = (typed.clone(), typed);
    harness.run();
    harness.press("Passphrase festlegen");
    harness.answer(Ok(planned()));
    let view = &harness.state().view;
    assert_eq!((view.keep.as_str(), view.passphrase.as_str(), view.changes), ("30", "", false));
}

#[test]
fn while_something_runs_nothing_else_is_begun() {
    let mut harness = section();
    harness.answer(Ok(planned()));
    harness.press("Nicht mehr selbst sichern");
    for label in ["Nicht mehr selbst sichern", "Passphrase ändern", "Jetzt sichern", "Festlegen"] {
        assert!(harness.get_by_label(label).accesskit_node().is_disabled(), "{label}");
    }
}
