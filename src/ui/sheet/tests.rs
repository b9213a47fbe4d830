//! The offer at setup on the screen, by visible label.

use std::path::PathBuf;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::domain::ids::RequestId;
use crate::engine::event::{Event, SavedFile};

type State = (Model, SheetOffer, Asks, bool);

fn offer() -> Harness<'static, State> {
    crate::i18n::select_for_this_thread(crate::i18n::Language::German);
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([900.0, 700.0])
        .build_ui_state(
            |ui, (model, offer, asks, gone_on): &mut State| {
                offer.receive(model);
                let mut new = Asks::default();
                *gone_on |= offer_ui(ui, offer, &mut new);
                for ask in new.0 {
                    model.expect(RequestId(asks.0.len() as u64), ask.purpose.clone());
                    asks.0.push(ask);
                }
            },
            (Model::default(), SheetOffer::default(), Asks::default(), false),
        );
    harness.run();
    harness
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

fn answer(harness: &mut Harness<'static, State>, result: Result<Answer, Problem>) {
    let (model, _, asks, _) = harness.state_mut();
    model.apply(Event::Answered { request: RequestId(asks.0.len() as u64 - 1), result: result.map(Box::new) });
    harness.run_steps(4);
}

fn pdf() -> SavedFile {
    SavedFile { index: 0, path: PathBuf::from("/profil/temp/x.pdf"), size: 9, sha256: String::new() }
}

#[test]
fn a_sheet_is_printed_and_its_copy_forgotten_once_the_person_says_so() {
    let mut harness = offer();
    click(&mut harness, "Blatt drucken");
    assert!(matches!(last(&harness), KeyCommand::MakeSheet { to: SheetTo::Print, words } if words.title == "Wiederherstellungsblatt"));
    answer(&mut harness, Ok(Answer::Files(vec![pdf()])));
    assert_eq!(harness.state().0.files_to_open, [PathBuf::from("/profil/temp/x.pdf")]);
    click(&mut harness, "Gedruckt");
    assert_eq!(last(&harness), KeyCommand::ForgetPrint);
    answer(&mut harness, Ok(Answer::Done));
    assert!(harness.query_by_label("Die Druckdatei ist gelöscht. Das Blatt gilt.").is_some());
    assert!(!harness.state().3);
    click(&mut harness, "Weiter zum Konto");
    assert!(harness.state().3);
}

#[test]
fn the_offer_can_be_left_for_later_and_a_failure_can_be_tried_again() {
    let mut harness = offer();
    click(&mut harness, "Blatt drucken");
    let problem = Problem::new("DISK-FULL", "");
    answer(&mut harness, Err(problem.clone()));
    assert!(harness.query_by_label(&i18n::problem_text(&problem)).is_some() && harness.query_by_label("Blatt drucken").is_some());
    click(&mut harness, "Später, jetzt das Konto einrichten");
    assert!(harness.state().3 && harness.state().2.0.len() == 1);
}
