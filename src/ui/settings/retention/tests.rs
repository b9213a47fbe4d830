//! The section on the screen, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::domain::purge::RetentionCount;
use crate::domain::time::Timestamp;
use crate::ui::stage::{self, Play as _, Stage};

fn draw(ui: &mut Ui, model: &mut Model, view: &mut RetentionView, asks: &mut Asks) {
    view.receive(model);
    show(ui, model, view, asks);
}

fn section(plan: Retention) -> Harness<'static, Stage<RetentionView>> {
    let mut harness = stage::set([900.0, 640.0], |_| RetentionView::default(), draw);
    harness.answer(Ok(set(plan)));
    harness
}

fn set(plan: Retention) -> Answer {
    Answer::Retention(RetentionState { plan, ..RetentionState::default() })
}

/// Of a plan that works whole.
fn trial(plan: Retention, purged: usize) -> Answer {
    let count = RetentionCount { trashed: 0, purged };
    Answer::RetentionTrial(RetentionTrial { count, works: plan, since: Some(Timestamp(i64::MIN)) })
}

fn last(harness: &Harness<'static, Stage<RetentionView>>) -> PurgeCommand {
    match harness.state().last() {
        Some(Command::Purge(command)) => *command,
        other => panic!("{other:?}"),
    }
}

const TRASH: Retention = Retention { trash_days: Some(30), inbox_years: None, sent_years: None };

#[test]
fn a_period_is_set_only_after_it_was_said_what_it_concerns_today() {
    let mut harness = section(Retention::default());
    assert!(harness.get_by_label("Übernehmen").accesskit_node().is_disabled());
    harness.press("Papierkorb: nach");
    harness.press("Übernehmen");
    assert_eq!(last(&harness), PurgeCommand::TryPeriods(TRASH));
    harness.answer(Ok(trial(TRASH, 12)));
    assert!(harness.query_by_label_contains("12").is_some());
    assert!(harness.query_by_label_contains("noch keine Sicherung").is_some());
    assert!(!harness.shows("zählt erst ab") && !harness.shows("wurde verstellt"));
    harness.press("So festlegen");
    assert_eq!(last(&harness), PurgeCommand::SetPeriods(TRASH));
    harness.answer(Ok(set(TRASH)));
    assert!(harness.query_by_label("Festgelegt").is_some());
}

#[test]
fn other_numbers_than_those_that_were_tried_are_tried_again() {
    let mut harness = section(TRASH);
    harness.state_mut().view.trash.number = "7".into();
    harness.run_steps(2);
    harness.press("Übernehmen");
    harness.answer(Ok(trial(Retention { trash_days: Some(7), ..TRASH }, 0)));
    harness.state_mut().view.trash.number = "6".into();
    harness.run_steps(2);
    assert!(harness.query_by_label("So festlegen").is_none());
    harness.state_mut().view.trash.number = "0".into();
    harness.run_steps(2);
    assert!(harness.get_by_label("Übernehmen").accesskit_node().is_disabled());
}

#[test]
fn switching_off_asks_nothing() {
    let mut harness = section(TRASH);
    harness.press("Papierkorb: nach");
    harness.press("Übernehmen");
    assert_eq!(last(&harness), PurgeCommand::SetPeriods(Retention::default()));
}

#[test]
fn where_the_clock_was_astray_it_is_said_from_when_a_period_counts() {
    let mut harness = section(TRASH);
    harness.press("Gesendet: nach");
    harness.press("Übernehmen");
    let plan = Retention { sent_years: Some(YEARS), ..TRASH };
    assert_eq!(last(&harness), PurgeCommand::TryPeriods(plan));
    let since = Timestamp(1_790_000_000_000);
    let trial = RetentionTrial { count: RetentionCount { trashed: 0, purged: 2 }, works: TRASH, since: Some(since) };
    harness.answer(Ok(Answer::RetentionTrial(trial)));
    assert!(harness.shows(&format!("Gesendet: Die Frist zählt erst ab dem {}", format::date(since))));
    assert!(!harness.shows("Papierkorb: Die Frist"));
    harness.press("Abbrechen");
    harness.press("Übernehmen");
    harness.answer(Ok(Answer::RetentionTrial(RetentionTrial::default())));
    assert!(harness.shows("24 Stunden lang wird nichts gelöscht") && !harness.shows("Die Frist zählt"));
}

#[test]
fn periods_that_cannot_be_read_say_so_and_are_asked_for_again() {
    let mut harness = stage::set([900.0, 640.0], |_| RetentionView::default(), draw);
    let problem = Problem::new("STORE-BUSY", "");
    harness.answer(Err(problem.clone()));
    assert!(harness.shows("Aufbewahrung") && harness.shows(&i18n::problem_text(&problem)));
    assert_eq!(harness.state().asks.len(), 1);
    harness.press("Erneut versuchen");
    assert_eq!((last(&harness), harness.state().asks.len()), (PurgeCommand::Periods, 2));
    harness.answer(Ok(set(TRASH)));
    assert!(!harness.shows(&i18n::problem_text(&problem)) && harness.shows("Übernehmen"));
}
