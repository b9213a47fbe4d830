//! Tests of the desk: the filter understands pasted numbers, taking over again needs a reason.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::domain::answer::{AnswerRow, Cents, Decision, EbzKind, EbzRecord, RunResult};
use crate::domain::answer_desk::{BrokenAnswer, BulkReport, SkipReason};
use crate::domain::ids::RequestId;
use crate::domain::time::Timestamp;
use crate::engine::event::{AnswerDetail, Event};
use crate::ui::model::Ask;

const NUMBER_TEXT: &str = "0991234562611ZE000000000004711";

fn number() -> ApplicationNumber {
    ApplicationNumber::parse(NUMBER_TEXT).unwrap()
}

#[test]
fn a_pasted_number_is_found_whatever_hangs_on_it() {
    for (typed, expected) in [
        ("", ""),
        ("09", ""),
        ("471", "471"),
        (NUMBER_TEXT, NUMBER_TEXT),
        ("  0991234562611ZE000000000004711 HKP 2 ", NUMBER_TEXT),
        ("0991234562611ZE000000000004711\n", NUMBER_TEXT),
        ("099123456 2611 ZE 000000000004711", NUMBER_TEXT),
    ] {
        let view = AnswersView { search: typed.into(), ..AnswersView::default() };
        assert_eq!(view.filter(None).number, expected, "{typed:?}");
    }
}

struct World {
    model: Model,
    view: AnswersView,
    asks: Asks,
    sent: Vec<Ask>,
    wish: Option<Wish>,
}

impl World {
    fn frame(&mut self, ui: &mut Ui) {
        self.view.receive(&mut self.model);
        let wish = show(ui, &self.model, &mut self.view, &mut self.asks);
        self.wish = wish.or(self.wish.take());
        dialogs(ui, &self.model, &mut self.view, &mut self.asks);
        for ask in std::mem::take(&mut self.asks.0) {
            self.model.expect(RequestId(self.sent.len() as u64), ask.purpose.clone());
            self.sent.push(ask);
        }
    }

    fn answer(&mut self, fits: fn(&Command) -> bool, answer: Answer) {
        self.reply(fits, Ok(answer));
    }

    fn reply(&mut self, fits: fn(&Command) -> bool, result: Result<Answer, Problem>) {
        let at = self.sent.iter().rposition(|ask| fits(&ask.command)).unwrap();
        self.model.apply(Event::Answered { request: RequestId(at as u64), result: result.map(Box::new) });
    }
}

fn row() -> AnswerRow {
    AnswerRow {
        number: number(),
        decision: Decision::ApprovedChanged,
        decided_on: None,
        reasons: vec![],
        explanation: String::new(),
        total: Some(Cents(54390)),
        insurer: "Musterkasse Nord".into(),
        insurer_ik: String::new(),
        patient: "Änne Muster".into(),
        mail: MailId(7),
        request_mail: None,
        received: Timestamp(0),
        runs: 1,
        handover: Some(HandoverState::Pending),
        last_result: None,
        answers: 1,
        state: LineState::Open,
        lapses_on: None,
        lapses_soon: false,
    }
}

fn page(rows: Vec<AnswerRow>) -> AnswerPage {
    let mut counts = [0; 5];
    for row in &rows {
        counts[LineState::ALL.iter().position(|state| *state == row.state).unwrap()] += 1;
    }
    let insurers = vec![("109999039".to_owned(), "Musterkasse Gesamt".to_owned())];
    AnswerPage { total: rows.len(), rows, counts, lapsing: 1, insurers, areas: vec!["ZE".to_owned()], broken: vec![] }
}

fn record() -> EbzRecord {
    EbzRecord {
        kind: EbzKind::Answer,
        number: number(),
        decision: Decision::ApprovedChanged,
        process: None,
        decided_on: None,
        ends_on: None,
        reasons: vec![],
        explanation: String::new(),
        allowance_rate: String::new(),
        hardship: None,
        allowances: vec![],
        total: None,
        insurer_ik: String::new(),
        practice_number: String::new(),
        insurer_name: String::new(),
        patient: String::new(),
        message_id: None,
        mapping: String::new(),
    }
}

fn desk() -> Harness<'static, World> {
    let world = World { model: Model::default(), view: AnswersView::default(), asks: Asks::default(), sent: vec![], wish: None };
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([1280.0, 900.0])
        .build_ui_state(|ui, world| world.frame(ui), world);
    harness.run();
    harness.state_mut().answer(|c| matches!(c, Command::ListAnswers(_)), Answer::Answers(Box::new(page(vec![row()]))));
    harness.state_mut().answer(|c| *c == Command::ListHandovers, Answer::Handovers { folders: vec![], items: vec![] });
    harness.run();
    harness
}

#[test]
fn a_missing_folder_is_said_with_the_way_to_set_it() {
    let mut harness = desk();
    harness.get_by_label("Ordner festlegen").click();
    harness.run();
    assert_eq!(harness.state().wish, Some(Wish::SetFolder));
}

#[test]
fn taking_over_again_needs_a_reason_and_is_asked_once() {
    let mut harness = desk();
    harness.get_by_label_contains("Änne Muster Musterkasse Nord").click();
    harness.run();
    let detail = AnswerDetail { answers: vec![(MailId(7), record())], ..AnswerDetail::default() };
    harness.state_mut().answer(|c| matches!(c, Command::OpenAnswer { .. }), Answer::AnswerDetail(detail));
    harness.run();
    harness.get_by_label("Nachricht öffnen").click();
    harness.get_by_label("Kassenantwort erneut übernehmen").click();
    harness.run();
    assert_eq!(harness.state().wish, Some(Wish::OpenMail(MailId(7))));
    let asked = |world: &World| world.sent.iter().filter(|a| matches!(a.command, Command::Reprocess { .. })).count();
    harness.get_by_label("Jetzt erneut übernehmen").click();
    harness.run();
    harness.get_by_label_contains("Ein Grund ist nötig");
    assert_eq!(asked(harness.state()), 0);
    let field = harness.get_by(|n| n.role() == egui::Role::TextInput && n.label().as_deref() == Some("Grund"));
    field.focus();
    harness.run();
    harness.get_by(|n| n.role() == egui::Role::TextInput && n.label().as_deref() == Some("Grund")).type_text("Plan neu");
    harness.run();
    harness.get_by_label("Jetzt erneut übernehmen").click();
    harness.run();
    harness.get_by_label("Wird übernommen …");
    let expected = Command::Reprocess { mail: MailId(7), reason: "Plan neu".into() };
    assert_eq!(harness.state().sent.last().map(|a| a.command.clone()), Some(expected));
    let run = ProcessingRun {
        number: 2,
        at: Timestamp(0),
        who: "Anna B.".into(),
        reason: "Plan neu".into(),
        result: RunResult::TakenOver,
        handover: None,
        handover_path: String::new(),
        notes: vec![],
    };
    harness.state_mut().answer(|c| matches!(c, Command::Reprocess { .. }), Answer::Run { run, answer: None });
    harness.run();
    harness.get_by_label("übernommen");
    assert_eq!(asked(harness.state()), 1);
}

#[test]
fn chips_and_choices_narrow_what_is_asked_for() {
    let mut harness = desk();
    let filter = |harness: &Harness<'static, World>| harness.state().view.filter(None);
    harness.get_by_label("Nicht zugeordnet 0").click();
    harness.run();
    assert_eq!(filter(&harness).state, Some(LineState::Unassigned));
    let asked = harness.state().sent.iter().filter_map(|a| match &a.command {
        Command::ListAnswers(filter) => Some(filter.state),
        _ => None,
    });
    assert_eq!(asked.collect::<Vec<_>>(), [None, Some(LineState::Unassigned)], "asked once for each");
    harness.get_by_label("Läuft ab 1").click();
    harness.run();
    assert!(filter(&harness).lapsing && filter(&harness).state.is_none());
    harness.get_by_label("Alle 1").click();
    harness.run();
    harness.get_by_label_contains("Alle Kassen").click();
    harness.run();
    harness.get_by_label("Musterkasse Gesamt").click();
    harness.run();
    assert_eq!(filter(&harness).insurer_ik, "109999039");
    harness.get_by_label_contains("Bereich: Bereich").click();
    harness.run();
    harness.get_by_label("ZE · Zahnersatz").click();
    harness.run();
    assert_eq!(filter(&harness).area, "ZE");
    harness.get_by_label("Filter aufheben").click();
    harness.run();
    assert_eq!(filter(&harness), AnswerFilter { limit: ROWS, ..AnswerFilter::default() });
}

#[test]
fn days_are_counted_back_or_typed() {
    let today = Day::parse("2026-11-30");
    let mut view = AnswersView { period: Period::Days(7), ..AnswersView::default() };
    assert_eq!((view.filter(today).from, view.filter(today).to), (Day::parse("2026-11-23"), None));
    (view.period, view.from, view.to) = (Period::Typed, "1.11.2026".into(), "morgen".into());
    assert_eq!((view.filter(today).from, view.filter(today).to), (Day::parse("2026-11-01"), None));
}

#[test]
fn asked_and_granted_stand_side_by_side_with_a_word_for_each_difference() {
    use crate::domain::answer::Allowance;
    let mut harness = desk();
    harness.get_by_label_contains("Änne Muster Musterkasse Nord").click();
    harness.run();
    let of = |kind, rate: &str, counts: [u32; 3]| {
        let allowances = ["1.1", "1.3", "2.2"].into_iter().zip(counts).filter(|(_, count)| *count > 0);
        let allowances = allowances.map(|(finding, count)| Allowance { finding: finding.into(), count, amount: None }).collect();
        EbzRecord { kind, allowance_rate: rate.into(), allowances, ..record() }
    };
    let detail = AnswerDetail {
        request: Some((MailId(6), of(EbzKind::Request, "75%", [2, 1, 1]))),
        answers: vec![(MailId(7), of(EbzKind::Answer, "70%", [1, 0, 1]))],
        ..AnswerDetail::default()
    };
    harness.state_mut().answer(|c| matches!(c, Command::OpenAnswer { .. }), Answer::AnswerDetail(detail));
    harness.run();
    for word in ["beantragt", "bewilligt", "weniger", "entfällt", "weicht ab", "3 Abweichungen vom Antrag", "75%", "70%"] {
        harness.get_by_label(word);
    }
    harness.get_by_label("Erledigt").click();
    harness.run();
    assert_eq!(harness.state().wish, Some(Wish::MarkDone(vec![number()], true)));
}

#[test]
fn an_answer_without_request_is_assigned_after_one_more_question() {
    let mut harness = desk();
    harness.get_by_label_contains("Änne Muster Musterkasse Nord").click();
    harness.run();
    let detail = AnswerDetail { answers: vec![(MailId(7), record())], ..AnswerDetail::default() };
    harness.state_mut().answer(|c| matches!(c, Command::OpenAnswer { .. }), Answer::AnswerDetail(detail));
    harness.run();
    harness.get_by_label("Antrag suchen").click();
    harness.run();
    // A look that failed is said, and the next one is another try.
    harness.state_mut().reply(|c| matches!(c, Command::ListAnswers(_)), Err(Problem::new("STORE-READ-ONLY", "")));
    harness.run();
    let sentence = i18n::problem_text(&Problem::new("STORE-READ-ONLY", ""));
    harness.get_by_label_contains(&sentence);
    assert!(harness.query_by_label(&t!("assign-none")).is_none(), "whether there is none is not known");
    let field = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
        n.role() == egui::Role::TextInput && n.label().as_deref() == Some(t!("answers-search-label").as_str())
    };
    harness.get_all_by(field).last().unwrap().focus();
    harness.run();
    harness.get_all_by(field).last().unwrap().type_text("4721");
    harness.run();
    let meant = ApplicationNumber::parse("0991234562611ZE000000000004721").unwrap();
    let offered = AnswerRow { number: meant.clone(), decision: Decision::Pending, request_mail: Some(MailId(9)), ..row() };
    harness.state_mut().answer(|c| matches!(c, Command::ListAnswers(_)), Answer::Answers(Box::new(page(vec![offered]))));
    harness.run();
    assert!(harness.query_by_label_contains(&sentence).is_none());
    harness.get_by_label("Änne Muster · …00004721 · Musterkasse Nord").click();
    harness.run();
    harness.get_by_label_contains("In ihr selbst steht eine andere Nummer");
    let assigns = |world: &World| {
        world.sent.iter().filter(|a| matches!(&a.command, Command::Desk(d) if matches!(**d, DeskCommand::Assign { .. }))).count()
    };
    assert_eq!(assigns(harness.state()), 0, "only on the second word");
    harness.get_by_label("Zuordnen").click();
    harness.run();
    let expected = Command::Desk(Box::new(DeskCommand::Assign { mail: MailId(7), number: Some(meant.clone()) }));
    assert_eq!(harness.state().sent.last().map(|a| a.command.clone()), Some(expected));
    harness.state_mut().answer(|c| matches!(c, Command::Desk(d) if matches!(**d, DeskCommand::Assign { .. })), Answer::Done);
    harness.run();
    assert_eq!(harness.state().view.chosen, Some(meant));
}

#[test]
fn several_are_taken_over_again_after_a_preview_with_a_reason() {
    let mut harness = desk();
    harness.get_by_label(&format!("{NUMBER_TEXT} auswählen")).click();
    harness.run();
    harness.get_by_label("1 ausgewählt");
    harness.get_by_label("Erneut übernehmen …").click();
    harness.run();
    let preview = Command::Desk(Box::new(DeskCommand::Preview { mails: vec![MailId(7)], since: None, anew: false }));
    assert!(harness.state().sent.iter().any(|a| a.command == preview));
    let is_preview = |c: &Command| matches!(c, Command::Desk(d) if matches!(**d, DeskCommand::Preview { .. }));
    let mut report = BulkReport { total: 2, taken_over: 1, ..BulkReport::default() };
    report.skip(SkipReason::StillThere);
    harness.state_mut().answer(is_preview, Answer::Bulk(report.clone()));
    harness.run();
    harness.get_by_label("1 von 2 werden erneut übernommen");
    harness.get_by_label("liegen noch im Übergabeordner");
    harness.get_by_label("1 Antwort erneut übernehmen").click();
    harness.run();
    harness.get_by_label_contains("Ein Grund ist nötig");
    let reason = |n: &egui_kittest::kittest::AccessKitNode<'_>| n.role() == egui::Role::TextInput && n.label().as_deref() == Some("Grund");
    harness.get_by(reason).focus();
    harness.run();
    harness.get_by(reason).type_text("Rücksicherung");
    harness.run();
    harness.get_by_label("1 Antwort erneut übernehmen").click();
    harness.run();
    let take = DeskCommand::TakeOver { mails: vec![MailId(7)], reason: "Rücksicherung".into(), force: false };
    assert_eq!(harness.state().sent.last().map(|a| a.command.clone()), Some(Command::Desk(Box::new(take))));
    harness.state_mut().model.apply(Event::BulkProgress { done: 1, total: 2 });
    harness.run();
    assert_eq!(harness.get_all_by_label("1 von 2").count(), 2, "words and bar");
    harness.get_by_label("Abbrechen").click();
    harness.run();
    assert_eq!(harness.state().sent.last().map(|a| a.command.clone()), Some(Command::Desk(Box::new(DeskCommand::CancelBulk))));
    let is_take = |c: &Command| matches!(c, Command::Desk(d) if matches!(**d, DeskCommand::TakeOver { .. }));
    harness.state_mut().answer(is_take, Answer::Bulk(report));
    harness.run();
    harness.get_by_label("1 von 2 erneut übernommen");
    harness.get_by_label("Schließen").click();
    harness.run();
    assert!(harness.state().view.ticked.is_empty());
}

#[test]
fn a_line_that_is_not_shown_any_more_loses_its_tick() {
    let mut harness = desk();
    harness.get_by_label(&format!("{NUMBER_TEXT} auswählen")).click();
    harness.run();
    harness.state_mut().view.insurer = "109999039".into();
    harness.run();
    // Until the answer is there, the line is still seen.
    harness.get_by_label("1 ausgewählt");
    let other = AnswerRow { number: ApplicationNumber::parse("0991234562611ZE000000000004721").unwrap(), mail: MailId(8), ..row() };
    harness.state_mut().answer(|c| matches!(c, Command::ListAnswers(_)), Answer::Answers(Box::new(page(vec![other]))));
    harness.run();
    assert!(harness.state().view.ticked.is_empty() && harness.query_by_label_contains("ausgewählt").is_none());
}

#[test]
fn what_a_preview_could_not_tell_is_forgotten_with_the_next_one() {
    let mut harness = desk();
    let world = harness.state_mut();
    world.view.bulk = Some(Bulk::since(Timestamp(0), &mut world.asks));
    harness.run();
    let is_preview = |c: &Command| matches!(c, Command::Desk(d) if matches!(**d, DeskCommand::Preview { .. }));
    let previews =
        |world: &World| world.sent.iter().enumerate().filter(|(_, ask)| is_preview(&ask.command)).map(|(at, _)| at).collect::<Vec<_>>();
    let type_time = |harness: &mut Harness<'static, World>, text: &str| {
        harness.get_by_role_and_label(egui::Role::TextInput, &t!("bulk-since-time")).focus();
        harness.run();
        harness.key_press(egui::Key::Backspace);
        harness.run();
        harness.get_by_role_and_label(egui::Role::TextInput, &t!("bulk-since-time")).type_text(text);
        harness.run();
    };
    harness.state_mut().reply(is_preview, Err(Problem::new("STORE-READ-ONLY", "")));
    harness.run();
    let sentence = i18n::problem_text(&Problem::new("STORE-READ-ONLY", ""));
    harness.get_by_label_contains(&sentence);
    type_time(&mut harness, "1");
    assert!(harness.query_by_label_contains(&sentence).is_none());
    let second = *previews(harness.state()).last().unwrap();
    type_time(&mut harness, "2");
    assert!(previews(harness.state()).last().is_some_and(|third| *third > second && second > 0));
    // The older question's failure says nothing about the newer one.
    let late = Event::Answered { request: RequestId(second as u64), result: Err(Problem::new("STORE-READ-ONLY", "")) };
    harness.state_mut().model.apply(late);
    harness.run();
    assert!(harness.query_by_label_contains(&sentence).is_none());
    harness.state_mut().answer(is_preview, Answer::Bulk(BulkReport { total: 3, taken_over: 2, ..BulkReport::default() }));
    harness.run();
    harness.get_by_label("2 von 3 werden erneut übernommen");
}

#[test]
fn unreadable_answers_are_one_line_until_somebody_wants_to_see_them() {
    let mut harness = desk();
    let broken = BrokenAnswer {
        mail: MailId(33),
        subject: "EEBZ1_kaputt".into(),
        from: "ebz@kasse.kim.telematik-test".into(),
        received: Timestamp(0),
        notes: vec![crate::domain::mail::Note::new("payload-block-cms-truncated", "")],
    };
    let with_broken = move || Answer::Answers(Box::new(AnswerPage { broken: vec![broken.clone()], ..page(vec![row()]) }));
    harness.state_mut().model.apply(Event::AnswersChanged);
    harness.run();
    harness.state_mut().answer(|c| matches!(c, Command::ListAnswers(_)), with_broken());
    harness.run();
    harness.get_by_label("Eine Antwort ist nicht lesbar");
    assert!(harness.query_by_label("EEBZ1_kaputt").is_none());
    harness.get_by_label("Zeigen").click();
    harness.run();
    assert_eq!(harness.state().view.state, Some(LineState::Error));
    harness.get_by_label("EEBZ1_kaputt");
    harness.get_by_label_contains("Der signierte Anhang ist abgeschnitten");
    harness.get_by_label("Nachricht öffnen").click();
    harness.run();
    assert_eq!(harness.state().wish, Some(Wish::OpenMail(MailId(33))));
}

#[test]
fn where_room_is_short_the_detail_stands_alone_with_the_way_back() {
    let mut harness = desk();
    harness.set_size(egui::vec2(640.0, 480.0));
    harness.state_mut().view.chosen = Some(number());
    harness.run();
    assert!(harness.query_by_label_contains("Alle Kassen").is_none());
    harness.get_by_label("Zur Liste").click();
    harness.run();
    harness.get_by_label_contains("Alle Kassen");
    assert_eq!(harness.state().view.chosen, None);
}
