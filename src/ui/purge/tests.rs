//! The question on the screen, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::domain::ids::RequestId;
use crate::engine::event::Event;

struct State {
    model: Model,
    dialog: PurgeDialog,
    asks: Asks,
    gone: Option<usize>,
}

fn question(count: PurgeCount) -> Harness<'static, State> {
    crate::i18n::select_for_this_thread(crate::i18n::Language::German);
    let mut asks = Asks::default();
    let dialog = PurgeDialog::about(PurgeWhat::Trash(None), &mut asks);
    let mut model = Model::default();
    model.expect(RequestId(0), asks.0[0].purpose.clone());
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([800.0, 640.0])
        .build_ui_state(
            |ui, state: &mut State| {
                state.gone = state.gone.or(state.dialog.receive(&mut state.model));
                let mut new = Asks::default();
                show(ui, &mut state.dialog, &mut new);
                for ask in new.0 {
                    state.model.expect(RequestId(state.asks.0.len() as u64), ask.purpose.clone());
                    state.asks.0.push(ask);
                }
            },
            State { model, dialog, asks, gone: None },
        );
    harness.run_steps(3);
    answer(&mut harness, count);
    harness
}

fn answer(harness: &mut Harness<'static, State>, count: PurgeCount) {
    let state = harness.state_mut();
    let request = RequestId(state.asks.0.len() as u64 - 1);
    state.model.apply(Event::Answered { request, result: Ok(Box::new(Answer::PurgeCount(count))) });
    harness.run_steps(4);
}

#[test]
fn it_says_what_is_lost_and_what_stays_before_anything_happens() {
    let count = PurgeCount { mails: 12, on_server: 3, handed_over: 1, unsent: 2, ..PurgeCount::default() };
    let mut harness = question(count);
    for text in ["12 Nachrichten endgültig löschen?", "3 davon liegen noch auf dem Mailserver", "2 Nachrichten bleiben"] {
        assert!(harness.query_by_label_contains(text).is_some(), "{text}");
    }
    assert_eq!(harness.state().asks.0.len(), 1);
    harness.get_by_label("Endgültig löschen").click();
    harness.run_steps(4);
    let expected = PurgeCommand::Purge { what: PurgeWhat::Trash(None), undecrypted: false };
    assert_eq!(harness.state().asks.0.last().map(|ask| ask.command.clone()), Some(Command::Purge(Box::new(expected))));
    answer(&mut harness, count);
    assert_eq!(harness.state().gone, Some(12));
}

#[test]
fn what_cannot_be_read_yet_goes_only_on_purpose() {
    let mut harness = question(PurgeCount { undecrypted: 2, ..PurgeCount::default() });
    assert!(harness.get_by_label("Endgültig löschen").accesskit_node().is_disabled());
    harness.get_by_label_contains("noch nicht entschlüsselte").click();
    harness.run_steps(4);
    harness.get_by_label("Endgültig löschen").click();
    harness.run_steps(4);
    let last = harness.state().asks.0.last().map(|ask| ask.command.clone());
    assert!(matches!(last, Some(Command::Purge(command)) if matches!(*command, PurgeCommand::Purge { undecrypted: true, .. })));
}

#[test]
fn where_nothing_may_go_there_is_nothing_to_click_but_the_way_back() {
    let harness = question(PurgeCount { unsent: 1, ..PurgeCount::default() });
    assert!(harness.query_by_label("Endgültig löschen").is_none() && harness.query_by_label("Schließen").is_some());
}
