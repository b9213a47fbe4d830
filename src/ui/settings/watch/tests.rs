//! The section „Ausgangsordner" on the screen, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::domain::ids::RequestId;
use crate::domain::time::Timestamp;
use crate::domain::watch::{WatchFolder, WatchedFile};
use crate::engine::event::{Answer, Event};

fn item(result: WatchResult, code: &str, detail: &str) -> WatchItem {
    let found = PathBuf::from("/praxis/ausgang/EEBZ0_1.p7s");
    WatchItem {
        id: 7,
        account: AccountId(1),
        at: Timestamp(1_000),
        kind: "EBZ;ANT;2.0.0".into(),
        sha256: String::new(),
        result,
        code: code.into(),
        detail: detail.into(),
        mail: None,
        files: vec![WatchedFile { now: Some(found.clone()), found, size: 1, changed: 1 }],
    }
}

fn section(items: Vec<WatchItem>, code: &str) -> Harness<'static, (Model, WatchView, Asks)> {
    let mut model = Model::default();
    model.expect(RequestId(1), Purpose::Watch);
    let folder = WatchFolder { id: 3, account: AccountId(1), dienstkennung: String::new(), path: "/praxis/ausgang".into() };
    let waiting = vec![WaitingFile { name: "EEAU0_1.p7s".into(), code: "EAU-OFF".into(), detail: String::new() }];
    let facts = WatchFacts { folders: vec![WatchState { folder, code: code.into(), waiting }], items, kinds: Vec::new() };
    model.apply(Event::Answered { request: RequestId(1), result: Ok(Box::new(Answer::Watch(Box::new(facts)))) });
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([800.0, 900.0])
        .build_ui_state(
            |ui, (model, view, asks): &mut (Model, WatchView, Asks)| {
                view.receive(model);
                let mut new = Asks::default();
                show(ui, model, view, &mut new);
                for ask in new.0 {
                    model.expect(RequestId(10 + asks.0.len() as u64), ask.purpose.clone());
                    asks.0.push(ask);
                }
            },
            (model, WatchView::default(), Asks::default()),
        );
    harness.run();
    harness
}

/// The engine's answer to the last question.
fn answer(harness: &mut Harness<'static, (Model, WatchView, Asks)>, result: Result<Answer, Problem>) {
    let (model, _, asks) = harness.state_mut();
    model.apply(Event::Answered { request: RequestId(9 + asks.0.len() as u64), result: result.map(Box::new) });
    harness.run();
}

fn nothing() -> Answer {
    Answer::Watch(Box::new(WatchFacts { folders: Vec::new(), items: Vec::new(), kinds: Vec::new() }))
}

fn asked(harness: &Harness<'static, (Model, WatchView, Asks)>) -> Vec<Command> {
    harness.state().2.0.iter().map(|ask| ask.command.clone()).collect()
}

#[test]
fn a_file_that_came_twice_is_sent_only_after_a_question() {
    let mut harness = section(vec![item(WatchResult::Twice, "WATCH-TWICE", "")], "");
    harness.get_by_label("Trotzdem senden …").click();
    harness.run();
    assert!(asked(&harness).is_empty(), "asked first");
    harness.get_by_label("Ja, noch einmal senden").click();
    harness.run();
    assert_eq!(asked(&harness), [Command::ActOnWatched { item: 7, act: WatchAct::Again }]);
}

#[test]
fn what_failed_tells_its_cause_and_is_tried_again() {
    let mut harness = section(vec![item(WatchResult::Failed, "WATCH-CONTENT", "payload-block-xml-not-well-formed=17")], "");
    assert!(harness.query_by_label_contains("unvollständig oder fehlerhaft").is_some());
    harness.get_by_label("Erneut versuchen").click();
    harness.run();
    assert_eq!(asked(&harness), [Command::ActOnWatched { item: 7, act: WatchAct::Again }]);
}

#[test]
fn folders_and_waiting_files_say_how_they_stand() {
    let harness = section(Vec::new(), "WATCH-FOLDER");
    for words in ["nicht erreichbar", "EEAU0_1.p7s", "Versand von eAU ist an diesem Arbeitsplatz nicht eingeschaltet"] {
        assert!(harness.query_by_label_contains(words).is_some(), "{words}");
    }
    assert!(section(Vec::new(), "").query_by_label("wird beobachtet").is_some());
}

#[test]
fn a_folder_with_files_is_added_only_after_a_question() {
    let mut harness = section(Vec::new(), "");
    let add = |sure| Command::AddWatchFolder { account: AccountId(1), dienstkennung: String::new(), dir: "/praxis/alt".into(), sure };
    let refused = |harness: &mut Harness<'static, (Model, WatchView, Asks)>| {
        let (model, view, asks) = harness.state_mut();
        view.folder = "/praxis/alt ".into();
        let mut new = Asks::default();
        view.add(AccountId(1), view.dir(), &mut new);
        assert_eq!(new.0[0].command, add(false));
        for ask in new.0 {
            model.expect(RequestId(10 + asks.0.len() as u64), ask.purpose.clone());
            asks.0.push(ask);
        }
        answer(harness, Err(Problem::new("WATCH-NOT-EMPTY", "412")));
    };
    refused(&mut harness);
    harness.get_by_label("Abbrechen").click();
    harness.run();
    assert!(harness.query_by_label_contains("412").is_none());
    assert_eq!(asked(&harness), [add(false)]);
    refused(&mut harness);
    // A look by timer tells news meanwhile; question and typed folder stay.
    let (model, ..) = harness.state_mut();
    model.expect(RequestId(2), Purpose::Watch);
    model.apply(Event::Answered { request: RequestId(2), result: Ok(Box::new(nothing())) });
    harness.run();
    assert!(harness.query_by_label_contains("412").is_some());
    assert_eq!(harness.state().1.dir(), Path::new("/praxis/alt"));
    harness.get_by_label("Ja, hinzufügen und senden").click();
    harness.run();
    assert_eq!(asked(&harness).last(), Some(&add(true)));
    answer(&mut harness, Ok(nothing()));
    assert!(harness.state().1.folder.is_empty() && harness.query_by_label_contains("412").is_none());
}

#[test]
fn what_failed_stays_told_and_what_was_typed_too() {
    let mut harness = section(vec![item(WatchResult::Failed, "WATCH-GONE", "")], "");
    harness.state_mut().1.folder = "/praxis/neu".into();
    harness.get_by_label("Erneut versuchen").click();
    harness.run();
    answer(&mut harness, Err(Problem::new("STATION-OTHER", "")));
    let sentence = i18n::problem_text(&Problem::new("STATION-OTHER", ""));
    assert!(harness.query_by_label_contains(&sentence).is_some());
    let (model, ..) = harness.state_mut();
    model.apply(Event::WatchChanged);
    model.expect(RequestId(2), Purpose::Watch);
    model.apply(Event::Answered { request: RequestId(2), result: Ok(Box::new(nothing())) });
    harness.run();
    assert!(harness.query_by_label_contains(&sentence).is_some(), "news are no answer to it");
    assert_eq!(harness.state().1.folder, "/praxis/neu");
}
