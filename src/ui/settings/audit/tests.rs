//! The page „Protokoll" on the screen, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::domain::audit::{AuditAction, AuditFilter, AuditRecord};
use crate::domain::ids::RequestId;
use crate::domain::time::Timestamp;
use crate::engine::event::Event;

type State = (Model, AuditView, Asks, bool);

fn record(number: i64, person: &str, action: AuditAction, mail: Option<i64>, detail: &str, result: &str) -> AuditRecord {
    AuditRecord {
        number,
        at: Timestamp(1_796_025_600_000 + number * 1000),
        person: person.into(),
        action: action.as_str().into(),
        kind: mail.map_or("", |_| "mail").into(),
        object: mail.map(|mail| format!("{mail:032x}")).unwrap_or_default(),
        mail: mail.map(MailId),
        detail: detail.into(),
        result: result.into(),
        link: String::new(),
    }
}

fn page(records: Vec<AuditRecord>, more: bool) -> Answer {
    Answer::AuditPage(Box::new(AuditPage { records, more, people: vec!["Anna".into(), "Ben".into()], names: Vec::new() }))
}

fn opened() -> Harness<'static, State> {
    crate::i18n::select_for_this_thread(crate::i18n::Language::German);
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([1000.0, 760.0])
        .build_ui_state(
            |ui, (model, view, asks, back): &mut State| {
                view.receive(model);
                let mut new = Asks::default();
                *back |= show(ui, view, &mut new);
                for ask in new.0 {
                    model.expect(RequestId(10 + asks.0.len() as u64), ask.purpose.clone());
                    asks.0.push(ask);
                }
            },
            (Model::default(), AuditView::default(), Asks::default(), false),
        );
    harness.run();
    harness
}

/// The engine's answer to the last question.
fn answer(harness: &mut Harness<'static, State>, result: Result<Answer, Problem>) {
    let (model, _, asks, _) = harness.state_mut();
    model.apply(Event::Answered { request: RequestId(9 + asks.0.len() as u64), result: result.map(Box::new) });
    harness.run();
}

fn click(harness: &mut Harness<'static, State>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

/// The last question, and how many there were.
fn asked(harness: &Harness<'static, State>) -> (AuditCommand, usize) {
    let asks = &harness.state().2.0;
    match asks.last().map(|ask| &ask.command) {
        Some(Command::Audit(command)) => ((**command).clone(), asks.len()),
        other => panic!("{other:?}"),
    }
}

fn turn(before: Option<i64>) -> AuditCommand {
    AuditCommand::Page { filter: AuditFilter::default(), before, limit: 0, opening: false }
}

#[test]
fn looking_is_one_opening_and_pages_are_turned_both_ways() {
    let mut harness = opened();
    assert_eq!(asked(&harness), (AuditCommand::Page { filter: AuditFilter::default(), before: None, limit: 0, opening: true }, 1));
    answer(&mut harness, Ok(page(vec![record(9, "Anna", AuditAction::MailOpened, Some(7), "", "ok")], true)));
    click(&mut harness, "Ältere");
    assert_eq!(asked(&harness), (turn(Some(9)), 2));
    answer(&mut harness, Ok(page(vec![record(4, "", AuditAction::SendState, Some(3), "delivered", "ok")], false)));
    assert!(harness.query_by_label("Zustand: zugestellt").is_some() && harness.query_by_label("Programm").is_some());
    click(&mut harness, "Neuere");
    assert_eq!(asked(&harness), (turn(None), 3));
    harness.run_steps(5);
    assert_eq!(asked(&harness).1, 3, "asked once");
}

#[test]
fn one_message_is_followed_and_opened() {
    let mut harness = opened();
    let refused = record(8, "Ben", AuditAction::MailOpened, Some(7), "", "ACCESS");
    answer(&mut harness, Ok(page(vec![refused, record(7, "Anna", AuditAction::Printed, Some(7), "", "ok")], false)));
    assert!(harness.query_by_label("verweigert").is_some() && harness.query_by_label("Gedruckt").is_some());
    harness.get_all_by_label("Nachricht öffnen").next().unwrap().click();
    harness.run();
    assert_eq!(harness.state_mut().1.take_wanted(), Some(MailId(7)));
    harness.get_all_by_label("Nachricht 00000000").next().unwrap().click();
    harness.run();
    let only = AuditFilter { object: Some(format!("{:032x}", 7)), ..AuditFilter::default() };
    assert_eq!(asked(&harness).0, AuditCommand::Page { filter: only, before: None, limit: 0, opening: false });
    answer(&mut harness, Ok(page(Vec::new(), false)));
    assert!(harness.query_by_label("Keine Einträge").is_some());
    harness.get_by_label_contains("Nur: Nachricht").click();
    harness.run();
    assert_eq!(asked(&harness).0, turn(None));
}

#[test]
fn the_chain_is_checked_on_demand_and_the_result_is_a_sentence() {
    for (check, sentence) in [
        (AuditCheck { records: 1234, first_bad: None, head: "ab".repeat(32) }, "Alle 1.234 Einträge sind unverändert und vollständig."),
        (AuditCheck { records: 40, first_bad: Some(41), head: String::new() }, "Eintrag 41 fehlt oder wurde verändert."),
    ] {
        let mut harness = opened();
        answer(&mut harness, Ok(page(vec![record(1, "", AuditAction::LogBegun, None, "", "ok")], false)));
        click(&mut harness, "Kette prüfen");
        assert_eq!(asked(&harness).0, AuditCommand::Verify);
        answer(&mut harness, Ok(Answer::AuditChecked(check)));
        assert!(harness.query_by_label(sentence).is_some(), "{sentence}");
        click(&mut harness, "Zurück zum Konto");
        assert!(harness.state().3);
    }
}

#[test]
fn a_day_is_a_calendar_day_and_no_day_filters_nothing() {
    let day = |text: &str| {
        let mut choice = Choice::default();
        choice.day = text.into();
        (choice.filter().from, choice.filter().until)
    };
    crate::i18n::select_for_this_thread(crate::i18n::Language::German);
    let (Some(from), Some(until)) = day("30.11.2026") else { panic!("a day") };
    assert_eq!((until.0 - from.0, format::full_date(from).contains("30.11.2026")), (86_400_000, true));
    assert_eq!(day("30.11."), (None, None));
    assert_eq!(day(""), (None, None));
}

#[test]
fn an_export_says_what_came_of_it_and_the_page_stays() {
    let mut harness = opened();
    answer(&mut harness, Ok(page(vec![record(9, "Anna", AuditAction::MailOpened, Some(7), "", "ok")], true)));
    click(&mut harness, "Ältere");
    answer(&mut harness, Ok(page(vec![record(4, "Anna", AuditAction::MailOpened, Some(7), "", "ok")], true)));
    let export = |harness: &mut Harness<'static, State>, result| {
        let (model, view, asks, _) = harness.state_mut();
        let mut new = Asks::default();
        let command = AuditCommand::Export { filter: AuditFilter::default(), path: "protokoll.csv".into(), replace: false };
        view.ask(Doing::Export, command, &mut new);
        for ask in new.0 {
            model.expect(RequestId(10 + asks.0.len() as u64), ask.purpose.clone());
            asks.0.push(ask);
        }
        answer(harness, result);
    };
    let problem = Problem::new("SAVE-EXISTS", "");
    export(&mut harness, Err(problem.clone()));
    harness.run_steps(3);
    assert!(harness.query_by_label(&i18n::problem_text(&problem)).is_some(), "it stays");
    assert_eq!(asked(&harness).1, 3, "the page is not left");
    // Turning pages goes on beside it, and a page that failed is forgotten with one that came.
    click(&mut harness, "Neuere");
    answer(&mut harness, Ok(page(vec![record(9, "Anna", AuditAction::MailOpened, Some(7), "", "ok")], true)));
    assert!(harness.query_by_label(&i18n::problem_text(&problem)).is_some());
    let saved = crate::engine::event::SavedFile { index: 2, path: "protokoll.csv".into(), size: 9, sha256: String::new() };
    export(&mut harness, Ok(Answer::Files(vec![saved])));
    assert_eq!(asked(&harness), (turn(None), 6), "the newest page has a new record");
    let failed = Problem::new("STORE-BUSY", "");
    answer(&mut harness, Err(failed.clone()));
    assert!(harness.query_by_label(&i18n::problem_text(&failed)).is_some());
    click(&mut harness, "Neu laden");
    answer(&mut harness, Ok(page(Vec::new(), false)));
    assert!(harness.query_by_label(&i18n::problem_text(&failed)).is_none());
}
