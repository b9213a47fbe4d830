//! Tests of the desk: the filter understands pasted numbers, taking over again needs a reason.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::domain::answer::{AnswerRow, Cents, Decision, EbzKind, EbzRecord, RunResult};
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
        let at = self.sent.iter().rposition(|ask| fits(&ask.command)).unwrap();
        self.model.apply(Event::Answered { request: RequestId(at as u64), result: Ok(Box::new(answer)) });
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
    }
}

fn page(rows: Vec<AnswerRow>) -> AnswerPage {
    let mut counts = [0; 5];
    for row in &rows {
        counts[LineState::ALL.iter().position(|state| *state == row.state).unwrap()] += 1;
    }
    let insurers = vec![("109999039".to_owned(), "Musterkasse Nord".to_owned())];
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
