//! Insurer answers: newest decision, numbered runs, hand-overs.

use super::*;
use crate::domain::access::Scope;
use crate::domain::answer::{
    AnswerFilter, AnswerRow, ApplicationNumber, Decision, EbzKind, EbzRecord, HandoverState, LineState, RunResult,
};
use crate::domain::answer_desk::DeskRules;
use crate::domain::time::Day;

pub(super) fn record(kind: EbzKind, decision: Decision, decided: Option<&str>) -> EbzRecord {
    EbzRecord {
        kind,
        number: ApplicationNumber::parse(NUMBER).unwrap(),
        decision,
        process: None,
        decided_on: decided.and_then(Day::parse),
        ends_on: None,
        reasons: Vec::new(),
        explanation: String::new(),
        allowance_rate: String::new(),
        hardship: None,
        allowances: Vec::new(),
        total: None,
        insurer_ik: "109500969".into(),
        practice_number: String::new(),
        insurer_name: if kind == EbzKind::Request { "Musterkasse".into() } else { String::new() },
        patient: if kind == EbzKind::Request { "Erika Übung".into() } else { String::new() },
        message_id: None,
        mapping: "test/1".into(),
    }
}

/// The lines that fit, as of 30 November 2026.
pub(super) fn lines(store: &Store, scope: &Scope, filter: &AnswerFilter) -> Vec<AnswerRow> {
    store.answer_page(scope, filter, &DeskRules::default(), Day::parse("2026-11-30")).unwrap().rows
}

fn open() -> AnswerFilter {
    AnswerFilter { state: Some(LineState::Open), ..AnswerFilter::default() }
}

#[test]
fn the_desk_shows_the_newest_decision_and_keeps_every_run() {
    let mut p = profile();
    let ids: Vec<MailId> =
        (0..4).map(|n| p.put(Some(&format!("u{n}")), n.to_string().as_bytes(), &mail(&format!("{n}@x"), "EBZ"), None, n).id).collect();
    let number = ApplicationNumber::parse(NUMBER).unwrap();
    p.store.save_record(ids[0], &record(EbzKind::Request, Decision::Pending, None), Timestamp(1)).unwrap();
    let line = lines(&p.store, &everything(), &AnswerFilter::default()).remove(0);
    assert_eq!((line.decision, line.answers, line.patient.as_str()), (Decision::Pending, 0, "Erika Übung"));
    // The later decision arrived first.
    p.store.save_record(ids[1], &record(EbzKind::Answer, Decision::Ended, Some("2026-11-12")), Timestamp(2)).unwrap();
    p.store.save_record(ids[2], &record(EbzKind::Answer, Decision::Approved, Some("2026-10-01")), Timestamp(3)).unwrap();
    let line = lines(&p.store, &everything(), &AnswerFilter { number: "00004711".into(), ..AnswerFilter::default() }).remove(0);
    assert_eq!((line.decision, line.answers, line.mail, line.request_mail), (Decision::Ended, 2, ids[1], Some(ids[0])));
    assert_eq!((line.insurer.as_str(), line.patient.as_str()), ("Musterkasse", "Erika Übung"));
    assert_eq!(p.store.answers_for(&everything(), &number).unwrap().iter().map(|(id, _)| *id).collect::<Vec<_>>(), [ids[1], ids[2]]);
    assert_eq!(p.store.request_for(&everything(), &number).unwrap().unwrap().0, ids[0]);

    let run =
        |mail, result, reason, handover| NewRun { mail, who: "", reason, result, notes: &[], sha256: "abc", handover, at: Timestamp(9) };
    p.store.add_run(&run(ids[1], RunResult::HeldForReview, "", None)).unwrap();
    assert_eq!(p.store.hash_taken_over("abc").unwrap(), None, "held is not taken over");
    let second = p.store.add_run(&run(ids[1], RunResult::TakenOver, "fehlte", Some(HandoverState::Pending))).unwrap();
    assert_eq!((second.number, second.reason.as_str()), (2, "fehlte"));
    assert_eq!(p.store.hash_taken_over("abc").unwrap().unwrap().mail, Some(ids[1]));
    assert_eq!(lines(&p.store, &everything(), &open()).len(), 1);
    assert_eq!(p.store.pending_handovers().unwrap().len(), 1);
    p.store.set_handover(ids[1], 2, HandoverState::Written, "/x/a.xml", "").unwrap();
    p.store.set_handover(ids[1], 2, HandoverState::Collected, "", "").unwrap();
    assert!(p.store.pending_handovers().unwrap().is_empty());
    assert_eq!(p.store.handover_items(&everything()).unwrap()[0].path, "/x/a.xml");
    assert!(matches!(p.store.set_handover(ids[1], 1, HandoverState::Written, "", ""), Err(Error::NotFound)));
    assert!(lines(&p.store, &everything(), &open()).is_empty());
    assert_eq!(p.store.runs(ids[1]).unwrap().iter().map(|r| r.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(lines(&p.store, &everything(), &AnswerFilter::default())[0].runs, 2);
}
