//! The section on the screen, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::domain::ids::RequestId;
use crate::domain::key::SheetFacts;
use crate::domain::time::Timestamp;
use crate::engine::event::Event;

type State = (Model, KeyView, Asks);

fn section(kind: &str, sheet: bool) -> Harness<'static, State> {
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
            (Model::default(), KeyView::default(), Asks::default()),
        );
    harness.run();
    answer(&mut harness, Ok(state(kind, sheet)));
    harness
}

fn state(kind: &str, sheet: bool) -> Answer {
    let sheet = sheet.then(|| SheetFacts { name: "K7QF".into(), made: Timestamp(1_796_000_000_000) });
    Answer::Key(Box::new(KeyState { kind: kind.into(), backend: "Secret Service".into(), fault: String::new(), sheet }))
}

fn answer(harness: &mut Harness<'static, State>, result: Result<Answer, Problem>) {
    let (model, _, asks) = harness.state_mut();
    model.apply(Event::Answered { request: RequestId(asks.0.len() as u64 - 1), result: result.map(Box::new) });
    harness.run_steps(4);
}

fn click(harness: &mut Harness<'static, State>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(4);
}

fn last(harness: &Harness<'static, State>) -> KeyCommand {
    match harness.state().2.0.last().map(|ask| ask.command.clone()) {
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
    click(&mut harness, "Passphrase ändern");
    let typed = |text: &str| Zeroizing::new(text.to_owned());
    (harness.state_mut().1.new, harness.state_mut().1.again) = (typed("ein neuer Satz"), typed("ein neuer Satz"));
    harness.run_steps(2);
    assert!(harness.get_by_label("Passphrase festlegen").accesskit_node().is_disabled());
    harness.state_mut().1.old = typed("der alte Satz");
    harness.run_steps(2);
    click(&mut harness, "Passphrase festlegen");
    let to = KeepKey::Passphrase(Secret::new("ein neuer Satz"));
    assert_eq!(last(&harness), KeyCommand::Change { old: Some(Secret::new("der alte Satz")), to });
    let wrong = Problem::new("KEY-WRONG", "");
    answer(&mut harness, Err(wrong.clone()));
    assert!(harness.query_by_label(&i18n::problem_text(&wrong)).is_some());
    assert_eq!(harness.state().1.new.as_str(), "ein neuer Satz", "what was typed stays");
    click(&mut harness, "Passphrase festlegen");
    answer(&mut harness, Ok(state("passphrase", false)));
    assert!(harness.query_by_label("Die neue Passphrase gilt").is_some());
    let view = &harness.state().1;
    assert!(view.old.is_empty() && view.new.is_empty() && view.again.is_empty());
}

#[test]
fn from_the_keyring_to_a_passphrase_nothing_old_is_asked_for() {
    let mut harness = section("keyring", true);
    assert!(harness.query_by_label("In den Schlüsselbund legen").is_none());
    click(&mut harness, "Mit Passphrase schützen");
    assert!(harness.query_by_label("Bisherige Passphrase").is_none());
    let typed = Zeroizing::new("ein neuer Satz".to_owned());
    (harness.state_mut().1.new, harness.state_mut().1.again) = (typed.clone(), typed);
    harness.run_steps(2);
    click(&mut harness, "Passphrase festlegen");
    assert!(matches!(last(&harness), KeyCommand::Change { old: None, to: KeepKey::Passphrase(_) }));
}

#[test]
fn a_new_sheet_says_that_the_older_one_is_void_before_it_is_made() {
    let mut harness = section("passphrase", true);
    assert!(harness.query_by_label("Blatt drucken").is_none());
    click(&mut harness, "Neues Wiederherstellungsblatt");
    assert!(harness.query_by_label_contains("gilt Blatt K7QF nicht mehr").is_some());
    click(&mut harness, "Blatt drucken");
    assert!(matches!(last(&harness), KeyCommand::MakeSheet { .. }));
}
