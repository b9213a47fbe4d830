//! The desk of gathered eAU on the screen, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::domain::ids::{AccountId, RequestId};
use crate::domain::time::Timestamp;
use crate::engine::event::{Answer, Event};

fn held(mail: i64, patient: &str) -> HeldEau {
    HeldEau {
        mail: MailId(mail),
        account: AccountId(1),
        subject: format!("EEAU0_{mail}"),
        patient: patient.into(),
        insurer: "Nordlicht Krankenkasse".into(),
        since: Timestamp(1_000),
    }
}

fn desk(held: Vec<HeldEau>) -> Harness<'static, (Model, EauView, Asks)> {
    let mut model = Model::default();
    model.expect(RequestId(1), Purpose::Eau);
    let facts = EauFacts { held, ..EauFacts::default() };
    model.apply(Event::Answered { request: RequestId(1), result: Ok(Box::new(Answer::Eau(Box::new(facts)))) });
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([1000.0, 600.0])
        .build_ui_state(
            |ui, (model, view, asks): &mut (Model, EauView, Asks)| {
                show(ui, model, view, asks);
            },
            (model, EauView::default(), Asks::default()),
        );
    harness.run();
    harness
}

fn asked(harness: &Harness<'static, (Model, EauView, Asks)>) -> Vec<Command> {
    harness.state().2.0.iter().map(|ask| ask.command.clone()).collect()
}

#[test]
fn all_or_chosen_ones_are_sent() {
    let mut harness = desk(vec![held(4, "Brimsloh, Oda"), held(5, "Tjaden, Uwe")]);
    harness.get_by_label("Jetzt senden").click();
    harness.run();
    assert_eq!(asked(&harness), [Command::ReleaseEau { mails: vec![MailId(4), MailId(5)] }]);
    let mut harness = desk(vec![held(4, "Brimsloh, Oda"), held(5, "Tjaden, Uwe")]);
    harness.get_by_label("eAU von Tjaden, Uwe auswählen").click();
    harness.run();
    harness.get_by_label("Eine eAU jetzt senden").click();
    harness.run();
    assert_eq!(asked(&harness), [Command::ReleaseEau { mails: vec![MailId(5)] }]);
}

#[test]
fn taking_out_asks_first() {
    let mut harness = desk(vec![held(4, "Brimsloh, Oda")]);
    harness.get_by_label("Alle eAU auswählen").click();
    harness.run();
    harness.get_by_label("Herausnehmen").click();
    harness.run();
    assert!(asked(&harness).is_empty(), "nothing happens before the answer");
    harness.get_by_label("Ja, herausnehmen").click();
    harness.run();
    assert_eq!(asked(&harness), [Command::RemoveEau { mails: vec![MailId(4)] }]);
}

#[test]
fn a_failure_is_told_and_what_is_gathered_stays() {
    for buttons in [&["Jetzt senden"][..], &["Alle eAU auswählen", "Herausnehmen", "Ja, herausnehmen"]] {
        let mut harness = desk(vec![held(4, "Brimsloh, Oda")]);
        for button in buttons {
            harness.get_by_label(button).click();
            harness.run();
        }
        let (model, _, asks) = harness.state_mut();
        let [ask] = asks.0.as_slice() else { panic!("one question") };
        model.expect(RequestId(2), ask.purpose.clone());
        let problem = crate::domain::problem::Problem::new("EAU-OFF", "");
        model.apply(Event::Answered { request: RequestId(2), result: Err(problem.clone()) });
        assert_eq!(model.notices.iter().filter_map(|notice| notice.problem.as_ref()).collect::<Vec<_>>(), [&problem]);
        assert!(gathered(model) == 1 && model.eau.problem().is_none());
    }
}

#[test]
fn an_empty_desk_says_what_will_come() {
    assert!(desk(Vec::new()).query_by_label("Keine eAU gesammelt.").is_some());
}

#[test]
fn banner_and_card_say_the_same_of_a_code() {
    let (headline, words) = error_words("105");
    assert!(headline.contains("Stornierung") && words.contains("Eine Stornierung ist nicht nötig"), "{headline} {words}");
    let (_, words) = error_words("100");
    assert!(words.contains("kein Fehler") && words.contains("senden Sie die eAU dorthin"), "{words}");
    let (headline, words) = error_words("313");
    assert!(headline.contains("(313)") && words.contains("Senden Sie dieselbe Datei noch einmal"), "{words}");
    assert!(error_words("999").1.contains("nicht bekannt"));
}
