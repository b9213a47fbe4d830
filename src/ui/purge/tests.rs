//! The question on the screen, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::ui::stage::{self, Play as _, Stage};

/// The question, and the mails that went.
type Asked = (PurgeDialog, Option<Vec<MailId>>);

fn question(count: PurgeCount) -> Harness<'static, Stage<Asked>> {
    let mut harness = stage::set(
        [800.0, 640.0],
        |asks| (PurgeDialog::about(PurgeWhat::Trash(None), asks), None),
        |ui, model, (dialog, gone): &mut Asked, asks| {
            *gone = gone.take().or(dialog.receive(model));
            show(ui, dialog, asks);
        },
    );
    harness.answer(Ok(Answer::PurgeCount(count)));
    harness
}

fn mails(ids: impl IntoIterator<Item = i64>) -> Vec<MailId> {
    ids.into_iter().map(MailId).collect()
}

fn last(harness: &Harness<'static, Stage<Asked>>) -> PurgeCommand {
    match harness.state().last() {
        Some(Command::Purge(command)) => *command,
        other => panic!("{other:?}"),
    }
}

#[test]
fn it_says_what_is_lost_and_what_stays_and_only_what_was_counted_goes() {
    let count = PurgeCount { mails: mails(1..=12), on_server: 3, handed_over: 1, unsent: 2, ..PurgeCount::default() };
    let mut harness = question(count.clone());
    for text in ["12 Nachrichten endgültig löschen?", "3 davon liegen noch auf dem Mailserver", "2 Nachrichten bleiben", ".backup"] {
        assert!(harness.shows(text), "{text}");
    }
    assert_eq!(harness.state().asks.len(), 1);
    harness.press("Endgültig löschen");
    assert_eq!(last(&harness), PurgeCommand::Purge { mails: count.mails, undecrypted: false });
    // One was brought back meanwhile: what went is what the engine says.
    harness.answer(Ok(Answer::PurgeCount(PurgeCount { mails: mails(2..=12), ..PurgeCount::default() })));
    assert_eq!(harness.state().view.1, Some(mails(2..=12)));
}

#[test]
fn what_cannot_be_read_yet_goes_only_on_purpose() {
    let mut harness = question(PurgeCount { undecrypted: mails([7, 8]), undecrypted_on_server: 2, ..PurgeCount::default() });
    assert!(harness.shows("Noch nicht entschlüsselte Nachrichten löschen?") && !harness.shows("Mailserver"));
    assert!(harness.get_by_label("Endgültig löschen").accesskit_node().is_disabled());
    harness.get_by_label_contains("noch nicht entschlüsselte").click();
    harness.run_steps(4);
    assert!(harness.shows("2 Nachrichten endgültig löschen?") && harness.shows("2 davon liegen noch auf dem Mailserver"));
    harness.press("Endgültig löschen");
    assert_eq!(last(&harness), PurgeCommand::Purge { mails: mails([7, 8]), undecrypted: true });
}

#[test]
fn the_lines_are_about_as_many_as_really_go() {
    let count = PurgeCount { mails: mails([1]), on_server: 1, handed_over: 1, undecrypted: mails([2]), ..PurgeCount::default() };
    let mut harness = question(count);
    assert!(harness.shows("Sie liegt noch auf dem Mailserver") && harness.shows("Sie wurde an die Praxissoftware übergeben"));
    harness.get_by_label_contains("noch nicht entschlüsselte").click();
    harness.run_steps(4);
    assert!(harness.shows("Eine davon liegt noch auf dem Mailserver") && harness.shows("Eine davon wurde an die Praxissoftware"));
}

#[test]
fn where_nothing_may_go_there_is_nothing_to_click_but_the_way_back() {
    let harness = question(PurgeCount { unsent: 1, ..PurgeCount::default() });
    assert!(harness.query_by_label("Endgültig löschen").is_none() && harness.query_by_label("Schließen").is_some());
}
