//! The program's log and the support report on the screen, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::super::Tab;
use super::super::tests::{World, account, type_into, window};
use super::*;
use crate::domain::time::Timestamp;
use crate::ui::settings::SettingsView;

fn line(level: LogLevel, text: &str) -> LogLine {
    LogLine { at: Some(Timestamp(1_796_033_279_000)), level, source: "engine::fetch".into(), text: text.into() }
}

fn opened() -> Harness<'static, World> {
    let mut harness = window(vec![account()], SettingsView::at(Tab::Overview));
    harness.get_by_label("Programmprotokoll und Supportbericht …").click();
    // The overview asks beside it, again and again.
    harness.run_steps(3);
    harness
}

/// The newest question of the dialog, and its answer.
fn answer(harness: &mut Harness<'_, World>, answer: Answer) -> SupportCommand {
    let sent = harness.state().sent.iter().enumerate().rev();
    let found = sent.into_iter().find_map(|(at, ask)| match &ask.command {
        Command::Support(command) => Some((at, (**command).clone())),
        _ => None,
    });
    let (at, command) = found.unwrap();
    let request = crate::domain::ids::RequestId(100 + at as u64);
    harness.state_mut().model.apply(crate::engine::event::Event::Answered { request, result: Ok(Box::new(answer)) });
    harness.run_steps(3);
    command
}

fn page() -> Answer {
    let lines = vec![line(LogLevel::Warning, "fetch problem"), line(LogLevel::Note, "fetched new=3")];
    Answer::Log(LogPage { lines, more: true, exists: true, crashes: 1 })
}

#[test]
fn lines_are_filtered_searched_and_copied() {
    let mut harness = opened();
    let asked = answer(&mut harness, page());
    assert!(asked == SupportCommand::ReadLog(LogFilter { least: LogLevel::Note, find: String::new(), limit: LINES }));
    harness.get_by_label("2 Zeilen, die neueste oben");
    harness.get_by_label("Das Programm hat einen unerwarteten Fehler festgehalten.");
    harness.get_by_label("Nur Fehler").click();
    harness.run_steps(3);
    let asked = answer(&mut harness, Answer::Log(LogPage { exists: true, ..LogPage::default() }));
    assert!(matches!(asked, SupportCommand::ReadLog(LogFilter { least: LogLevel::Error, .. })));
    harness.get_by_label("Keine Zeile passt");
    harness.get_by_label("Alle").click();
    harness.run_steps(3);
    answer(&mut harness, page());
    harness.get_by_label("Ältere Zeilen").click();
    harness.run_steps(3);
    assert!(matches!(answer(&mut harness, page()), SupportCommand::ReadLog(LogFilter { limit: 1000, .. })));
    harness.get_by(|n| n.label().is_some_and(|l| l.ends_with("Warnung: engine::fetch: fetch problem"))).click();
    harness.run_steps(3);
    harness.get_by_label("Zeile kopieren").click();
    // What a frame copies is gone with the next one.
    let mut copied = None;
    for _ in 0..4 {
        harness.step();
        let commands = &harness.output().platform_output.commands;
        copied = copied.or_else(|| {
            commands.iter().find_map(|command| match command {
                egui::OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            })
        });
    }
    let copied = copied.unwrap();
    assert!(copied.ends_with("Warnung  engine::fetch  fetch problem"), "{copied}");
    type_into(&mut harness, "Im Protokoll suchen", "POP");
    assert!(matches!(answer(&mut harness, page()), SupportCommand::ReadLog(LogFilter { find, limit: LINES, .. }) if find == "POP"));
    harness.get_by_label("Schließen").click();
    harness.run_steps(3);
    assert!(!harness.state().view.shows_dialog());
}

#[test]
fn the_report_is_read_before_it_is_saved() {
    let mut harness = opened();
    answer(&mut harness, Answer::Log(LogPage::default()));
    harness.get_by_label("Kein Protokoll");
    harness.get_by_label("Supportbericht").click();
    harness.run_steps(3);
    harness.get_by_label("Der Bericht wird zusammengestellt. Dabei werden die Server gefragt …");
    let sections = vec![("program", vec!["version: 0.1.0".to_owned()]), ("crashes", Vec::new())];
    answer(&mut harness, Answer::Support(Box::new(SupportReport { sections })));
    let text = harness.state().view.log.report.clone().unwrap();
    assert!(text.contains("== Programm ==\nversion: 0.1.0\n") && text.ends_with("== Unerwartete Fehler ==\n(nichts)\n"), "{text}");
    harness.get_by(|n| n.value().is_some_and(|value| value == text));
    let SettingsView { log, .. } = &mut harness.state_mut().view;
    assert!(log.saved.is_none() && log.problem.is_none());
    harness.get_by_label("Speichern …");
    harness.get_by_label("Kopieren");
}

#[test]
fn who_is_no_admin_finds_no_way_there() {
    use crate::domain::access::{AccessBook, Role, User};
    use crate::domain::ids::UserId;
    let mut harness = window(vec![account()], SettingsView::at(Tab::Overview));
    let user = User { id: UserId(1), name: "Ben".into(), role: Role::Edit, has_password: true };
    let session = AccessBook { users: vec![user], ..AccessBook::default() }.session(Some(UserId(1)));
    harness.state_mut().model.session = crate::ui::model::Loaded::Ready(session);
    harness.run_steps(3);
    assert!(harness.query_by_label("Programmprotokoll und Supportbericht …").is_none());
}
