//! The section on the screen, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::domain::ids::RequestId;
use crate::engine::event::Event;

type State = (Model, BackupView, Asks);

fn section() -> Harness<'static, State> {
    crate::i18n::select_for_this_thread(crate::i18n::Language::German);
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([900.0, 760.0])
        .build_ui_state(
            |ui, (model, view, asks): &mut State| {
                view.receive(model);
                let mut new = Asks::default();
                show(ui, model, view, &mut new);
                for ask in new.0 {
                    model.expect(RequestId(asks.0.len() as u64), ask.purpose.clone());
                    asks.0.push(ask);
                }
            },
            (Model::default(), BackupView::default(), Asks::default()),
        );
    harness.run();
    harness
}

/// The engine's answer to the last question.
fn answer(harness: &mut Harness<'static, State>, result: Result<Answer, Problem>) {
    let (model, _, asks) = harness.state_mut();
    model.apply(Event::Answered { request: RequestId(asks.0.len() as u64 - 1), result: result.map(Box::new) });
    harness.run();
}

fn planned() -> Answer {
    let folder = Some(PathBuf::from("/mnt/sicher"));
    Answer::Backups(Box::new(BackupState { has_passphrase: true, folder, every_days: 1, keep: 14, ..BackupState::default() }))
}

fn click(harness: &mut Harness<'static, State>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(4);
}

#[test]
fn a_state_that_cannot_be_read_says_so_and_is_asked_for_again() {
    let mut harness = section();
    let problem = Problem::new("STORE-BUSY", "");
    answer(&mut harness, Err(problem.clone()));
    assert!(harness.query_by_label(&i18n::problem_text(&problem)).is_some());
    click(&mut harness, "Erneut versuchen");
    assert_eq!(harness.state().2.0.len(), 2);
    answer(&mut harness, Ok(planned()));
    assert!(harness.query_by_label(&i18n::problem_text(&problem)).is_none() && harness.query_by_label("Jetzt sichern").is_some());
}

#[test]
fn what_was_typed_for_the_plan_outlives_the_change_of_the_passphrase() {
    let mut harness = section();
    answer(&mut harness, Ok(planned()));
    harness.state_mut().1.keep = "30".into();
    click(&mut harness, "Passphrase ändern");
    harness.state_mut().1.passphrase = "ein langer Satz".to_owned().into();
    click(&mut harness, "Abbrechen");
    let view = &harness.state().1;
    assert_eq!((view.keep.as_str(), view.passphrase.as_str(), view.changes), ("30", "", false));
    click(&mut harness, "Passphrase ändern");
    let typed = zeroize::Zeroizing::new("ein langer Satz".to_owned());
    (harness.state_mut().1.passphrase, harness.state_mut().1.again) = (typed.clone(), typed);
    harness.run();
    click(&mut harness, "Passphrase festlegen");
    answer(&mut harness, Ok(planned()));
    let view = &harness.state().1;
    assert_eq!((view.keep.as_str(), view.passphrase.as_str(), view.changes), ("30", "", false));
}

#[test]
fn while_something_runs_nothing_else_is_begun() {
    let mut harness = section();
    answer(&mut harness, Ok(planned()));
    click(&mut harness, "Nicht mehr selbst sichern");
    for label in ["Nicht mehr selbst sichern", "Passphrase ändern", "Jetzt sichern", "Festlegen"] {
        assert!(harness.get_by_label(label).accesskit_node().is_disabled(), "{label}");
    }
}
