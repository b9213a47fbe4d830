//! The place of the eArztbriefe on the screen, by visible label: open questions, the count, consent.

use std::collections::{BTreeMap, BTreeSet};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::domain::answer::Cents;
use crate::domain::file_facts::PatientFacts;
use crate::domain::ids::{AccountId, RequestId};
use crate::domain::letter_count::Tariff;
use crate::domain::patient::LetterFacts;
use crate::domain::time::{Day, Timestamp};
use crate::engine::event::Event;
use crate::ui::model::Ask;

const QUARTER: Quarter = Quarter { year: 2026, number: 4 };

#[derive(Default)]
struct Place {
    model: Model,
    view: LettersView,
    asks: Asks,
    sent: Vec<Ask>,
    opened: Option<MailId>,
}

impl Place {
    fn frame(&mut self, ui: &mut Ui) {
        self.view.receive(&mut self.model);
        self.opened = show(ui, &self.model, &mut self.view, &mut self.asks).or(self.opened);
        for ask in std::mem::take(&mut self.asks.0) {
            self.model.expect(RequestId(self.sent.len() as u64), ask.purpose.clone());
            self.sent.push(ask);
        }
    }

    fn letter_commands(&self) -> Vec<&LetterCommand> {
        self.sent.iter().filter_map(|ask| if let Command::Letters(command) = &ask.command { Some(&**command) } else { None }).collect()
    }

    /// Answers the newest question for the count.
    fn answer_count(&mut self, count: LetterCount) {
        let is_count = |ask: &Ask| matches!(&ask.command, Command::Letters(command) if matches!(**command, LetterCommand::Count { .. }));
        let at = self.sent.iter().rposition(is_count).unwrap();
        self.model.apply(Event::Answered { request: RequestId(at as u64), result: Ok(Box::new(Answer::LetterCount(Box::new(count)))) });
    }
}

fn doctor(key: &str, doctor: &str, agrees: bool) -> DoctorCount {
    let received = Tally { counted: 1, not: BTreeMap::from([(NotCounted::Unread, 2), (NotCounted::Unassigned, 1)]) };
    DoctorCount {
        key: key.into(),
        doctor: doctor.into(),
        doctor_number: if doctor.is_empty() { String::new() } else { "999999900".into() },
        accounts: BTreeSet::from([AccountId(1)]),
        sent: Tally { counted: 12, not: BTreeMap::new() },
        received,
        consent: agrees.then(|| ("Anna Bergmann".into(), Timestamp(0))),
        amount: Some(Cents(363)),
        capped: false,
    }
}

fn count(rows: Vec<DoctorCount>) -> LetterCount {
    let day = |year| Day::new(year, 1, 1).unwrap();
    let tariff = Tariff {
        valid_from: day(2020),
        valid_until: None,
        send: Cents(28),
        receive: Cents(27),
        cap: Some(Cents(2340)),
        assumed_from: Some(day(2026)),
        source: "Fachpresse".into(),
    };
    LetterCount { quarter: QUARTER, rows, tariff: Some(tariff), tariff_problem: None, quarters: vec![QUARTER, QUARTER.before()] }
}

fn place(facts: LetterFacts, count: LetterCount) -> Harness<'static, Place> {
    let mut place = Place::default();
    place.model.expect(RequestId(900), Purpose::Letters);
    place.model.apply(Event::Answered { request: RequestId(900), result: Ok(Box::new(Answer::Letters(Box::new(facts)))) });
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([1060.0, 760.0])
        .build_ui_state(|ui, place: &mut Place| place.frame(ui), place);
    harness.run();
    harness.state_mut().answer_count(count);
    harness.run();
    harness
}

#[test]
fn a_quarter_stands_there_by_doctor_with_what_does_not_count_and_why() {
    crate::i18n::select(crate::i18n::Language::German);
    let harness = place(LetterFacts::default(), count(vec![doctor("lanr:999999900", "Hohenfenn, Gesche", true), doctor("1:", "", false)]));
    for label in ["4. Quartal 2026", "Hohenfenn, Gesche", "Kein Arzt genannt", "LANR 999999900", "ohne Zustimmung", "Annahme"] {
        assert!(harness.query_by_label(label).is_some(), "{label}");
    }
    for label in ["2 ungelesen", "1 nicht zugeordnet", "3,63 €"] {
        assert_eq!(harness.query_all_by_label(label).count(), 2, "{label}");
    }
    assert!(harness.query_by_label_contains("nicht bestätigt").is_some(), "an assumption says so");
}

#[test]
fn consent_is_noted_by_doctor_and_quarter_and_the_count_is_asked_for_again() {
    crate::i18n::select(crate::i18n::Language::German);
    let mut harness = place(LetterFacts::default(), count(vec![doctor("lanr:999999900", "Hohenfenn, Gesche", false)]));
    harness.get_by_label("Zustimmung liegt vor: Hohenfenn, Gesche").click();
    harness.run();
    let expected = LetterCommand::SetConsent { doctor: "lanr:999999900".into(), quarter: QUARTER, agrees: true };
    assert_eq!(harness.state().letter_commands().last(), Some(&&expected));
    let at = harness.state().sent.len() as u64 - 1;
    harness.state_mut().model.apply(Event::Answered { request: RequestId(at), result: Ok(Box::new(Answer::Done)) });
    harness.run();
    assert!(matches!(harness.state().letter_commands().last(), Some(LetterCommand::Count { quarter: None })));
}

#[test]
fn another_quarter_is_one_click_away() {
    crate::i18n::select(crate::i18n::Language::German);
    let mut harness = place(LetterFacts::default(), count(Vec::new()));
    assert!(harness.query_by_label_contains("Im 4. Quartal 2026 wurden keine").is_some());
    harness.get_by_label("Quartal danach").click();
    harness.run();
    harness.get_by_label("Quartal davor").click();
    harness.run();
    let asked: Vec<_> = harness.state().letter_commands().into_iter().cloned().collect();
    assert_eq!(asked, [LetterCommand::Count { quarter: None }, LetterCommand::Count { quarter: Some(QUARTER.before()) }]);
}

#[test]
fn a_letter_that_waits_is_opened() {
    crate::i18n::select(crate::i18n::Language::German);
    let waits = OpenLetter {
        mail: MailId(7),
        at: Timestamp(0),
        lab: false,
        facts: PatientFacts { name: "Moos, Ilse".into(), ..PatientFacts::default() },
        sender: "Klinikum Süderwald".into(),
    };
    let facts = LetterFacts { any: true, open: vec![waits] };
    let mut harness = place(facts, count(Vec::new()));
    assert!(harness.query_by_label("1 Brief wartet auf eine Zuordnung").is_some());
    harness.get_by_label_contains("Moos, Ilse · Klinikum Süderwald").click();
    harness.run();
    assert_eq!(harness.state().opened, Some(MailId(7)));
}

#[test]
fn a_quarter_that_cannot_be_counted_says_so_above_the_one_shown_and_is_asked_for_again() {
    crate::i18n::select(crate::i18n::Language::German);
    let mut harness = place(LetterFacts::default(), count(vec![doctor("lanr:999999900", "Hohenfenn, Gesche", true)]));
    harness.get_by_label("Quartal davor").click();
    harness.run();
    let problem = Problem::new("STORE-BUSY", "");
    let at = harness.state().sent.len() as u64 - 1;
    harness.state_mut().model.apply(Event::Answered { request: RequestId(at), result: Err(problem.clone()) });
    harness.run();
    assert!(harness.query_by_label(&i18n::problem_text(&problem)).is_some());
    assert!(harness.query_by_label("Hohenfenn, Gesche").is_some(), "what is known stays");
    let before = harness.state().sent.len();
    harness.get_by_label("Erneut versuchen").click();
    harness.run();
    assert_eq!(harness.state().sent.len(), before + 1);
    assert_eq!(harness.state().letter_commands().last(), Some(&&LetterCommand::Count { quarter: Some(QUARTER.before()) }));
    harness.state_mut().answer_count(LetterCount { quarter: QUARTER.before(), ..count(Vec::new()) });
    harness.run();
    assert!(harness.query_by_label(&i18n::problem_text(&problem)).is_none() && harness.query_by_label("3. Quartal 2026").is_some());
}
