//! The section on the screen, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::domain::ids::RequestId;
use crate::engine::event::Event;

type State = (Model, RetentionView, Asks);

fn section(plan: Retention) -> Harness<'static, State> {
    crate::i18n::select_for_this_thread(crate::i18n::Language::German);
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([900.0, 640.0])
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
            (Model::default(), RetentionView::default(), Asks::default()),
        );
    harness.run_steps(3);
    answer(&mut harness, Answer::Retention(RetentionState { plan, ..RetentionState::default() }));
    harness
}

fn answer(harness: &mut Harness<'static, State>, answer: Answer) {
    let (model, _, asks) = harness.state_mut();
    model.apply(Event::Answered { request: RequestId(asks.0.len() as u64 - 1), result: Ok(Box::new(answer)) });
    harness.run_steps(4);
}

fn click(harness: &mut Harness<'static, State>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(4);
}

fn last(harness: &Harness<'static, State>) -> PurgeCommand {
    match harness.state().2.0.last().map(|ask| ask.command.clone()) {
        Some(Command::Purge(command)) => *command,
        other => panic!("{other:?}"),
    }
}

const TRASH: Retention = Retention { trash_days: Some(30), inbox_years: None, sent_years: None };

#[test]
fn a_period_is_set_only_after_it_was_said_what_it_concerns_today() {
    let mut harness = section(Retention::default());
    assert!(harness.get_by_label("Übernehmen").accesskit_node().is_disabled());
    click(&mut harness, "Papierkorb: nach");
    click(&mut harness, "Übernehmen");
    assert_eq!(last(&harness), PurgeCommand::TryPeriods(TRASH));
    answer(&mut harness, Answer::RetentionCount(RetentionCount { trashed: 0, purged: 12 }));
    assert!(harness.query_by_label_contains("12").is_some());
    assert!(harness.query_by_label_contains("noch keine Sicherung").is_some());
    click(&mut harness, "So festlegen");
    assert_eq!(last(&harness), PurgeCommand::SetPeriods(TRASH));
    answer(&mut harness, Answer::Retention(RetentionState { plan: TRASH, ..RetentionState::default() }));
    assert!(harness.query_by_label("Festgelegt").is_some());
}

#[test]
fn other_numbers_than_those_that_were_tried_are_tried_again() {
    let mut harness = section(TRASH);
    harness.state_mut().1.trash.number = "7".into();
    harness.run_steps(2);
    click(&mut harness, "Übernehmen");
    answer(&mut harness, Answer::RetentionCount(RetentionCount::default()));
    harness.state_mut().1.trash.number = "6".into();
    harness.run_steps(2);
    assert!(harness.query_by_label("So festlegen").is_none());
    harness.state_mut().1.trash.number = "0".into();
    harness.run_steps(2);
    assert!(harness.get_by_label("Übernehmen").accesskit_node().is_disabled());
}

#[test]
fn switching_off_asks_nothing() {
    let mut harness = section(TRASH);
    click(&mut harness, "Papierkorb: nach");
    click(&mut harness, "Übernehmen");
    assert_eq!(last(&harness), PurgeCommand::SetPeriods(Retention::default()));
}
