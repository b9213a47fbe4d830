//! The desk: where lines stand, filters, lines put away, assignments, the waiting list, bulks, and how they are read.

use super::answers::{lines, record};
use super::*;
use crate::domain::answer::{
    AnswerFilter, AnswerPage, AnswerRow, ApplicationNumber, Decision, EbzKind, EbzRecord, HandoverState, LineState, RunResult,
};
use crate::domain::answer_desk::{DeskRules, WaitingReason};
use crate::domain::mail::{DsnAction, DsnRecipient, Note, Receipt};
use crate::domain::outgoing::SendOutcome;
use crate::domain::time::Day;

const HOUR: i64 = 3_600_000;

fn number(area: &str, tail: u32) -> ApplicationNumber {
    ApplicationNumber::parse(&format!("0991234562611{area}{tail:015}")).unwrap()
}

fn of(number: &ApplicationNumber, kind: EbzKind, decision: Decision, decided: Option<&str>) -> EbzRecord {
    EbzRecord { number: number.clone(), ..record(kind, decision, decided) }
}

impl Profile {
    fn keep(&mut self, record: &EbzRecord, at: i64) -> MailId {
        let (name, payload) = (format!("r{at}"), Payload::of_kind(PayloadKind::EbzAnswer));
        let id = self.put(Some(&name), name.as_bytes(), &mail(&format!("{name}@x"), &name), Some(&payload), at).id;
        self.store.save_record(id, record, Timestamp(at)).unwrap();
        id
    }

    fn ran(&mut self, mail: MailId, result: RunResult, handover: Option<HandoverState>, at: i64) -> u32 {
        let sha256 = format!("sha{}", mail.0);
        let notes = [Note::new("note-no-request", "")];
        let run = NewRun { mail, who: "", reason: "", result, notes: &notes, sha256: &sha256, handover, at: Timestamp(at) };
        self.store.add_run(&run).unwrap().number
    }

    /// A request with an answer that was taken over and collected.
    fn pair(&mut self, number: &ApplicationNumber, decision: Decision, decided: &str, at: i64) -> MailId {
        self.keep(&of(number, EbzKind::Request, Decision::Pending, None), at);
        let answer = self.keep(&of(number, EbzKind::Answer, decision, Some(decided)), at + 1);
        self.ran(answer, RunResult::TakenOver, Some(HandoverState::Collected), at + 1);
        answer
    }

    fn page(&self, filter: &AnswerFilter) -> AnswerPage {
        self.store.answer_page(&everything(), filter, &DeskRules::default(), Day::parse("2026-11-30")).unwrap()
    }

    fn line(&self, number: &ApplicationNumber) -> AnswerRow {
        let filter = AnswerFilter { number: number.as_str().to_owned(), ..AnswerFilter::default() };
        lines(&self.store, &everything(), &filter).remove(0)
    }
}

#[test]
fn lines_are_counted_by_state_and_found_by_insurer_area_and_day() {
    let mut p = profile();
    let [taken, held, lost, wrong, waits] = [("ZE", 1), ("PA", 2), ("ZE", 3), ("KF", 4), ("KG", 5)].map(|(area, n)| number(area, n));
    p.pair(&taken, Decision::Approved, "2026-06-15", 10);
    p.keep(&of(&held, EbzKind::Request, Decision::Pending, None), 20);
    let answer = p.keep(&of(&held, EbzKind::Answer, Decision::Approved, Some("2026-11-20")), 21);
    p.ran(answer, RunResult::HeldForReview, None, 21);
    let answer = p.keep(&of(&lost, EbzKind::Answer, Decision::Approved, Some("2026-11-21")), 31);
    p.ran(answer, RunResult::HeldForReview, None, 31);
    p.keep(&of(&wrong, EbzKind::Request, Decision::Pending, None), 40);
    let answer = p.keep(&of(&wrong, EbzKind::Error, Decision::Error, None), 41);
    p.ran(answer, RunResult::TakenOver, Some(HandoverState::Written), 41);
    let other = EbzRecord {
        insurer_ik: "109999051".into(),
        insurer_name: "Küstenkasse".into(),
        ..of(&waits, EbzKind::Request, Decision::Pending, None)
    };
    p.keep(&other, 50);
    let all = p.page(&AnswerFilter::default());
    assert_eq!((all.counts, all.total, all.rows.len(), all.lapsing), ([2, 1, 1, 1, 0], 5, 5, 1));
    assert_eq!(all.rows.iter().map(|r| r.number.clone()).collect::<Vec<_>>(), [&waits, &wrong, &lost, &held, &taken].map(Clone::clone));
    assert_eq!(all.areas, ["KF", "KG", "PA", "ZE"]);
    assert_eq!(all.insurers.iter().map(|(ik, _)| ik.as_str()).collect::<Vec<_>>(), ["109999051", "109500969"]);
    let found = |filter: AnswerFilter| p.page(&filter).rows.into_iter().map(|r| r.number).collect::<Vec<_>>();
    let bare = AnswerFilter::default;
    for (state, expected) in [
        (LineState::Open, vec![&waits, &held]),
        (LineState::TakenOver, vec![&taken]),
        (LineState::Unassigned, vec![&lost]),
        (LineState::Error, vec![&wrong]),
        (LineState::Done, vec![]),
    ] {
        assert_eq!(found(AnswerFilter { state: Some(state), ..bare() }).iter().collect::<Vec<_>>(), expected, "{state:?}");
    }
    assert_eq!(found(AnswerFilter { area: "PA".into(), ..bare() }).as_slice(), std::slice::from_ref(&held));
    assert_eq!(found(AnswerFilter { insurer_ik: "109999051".into(), ..bare() }).as_slice(), std::slice::from_ref(&waits));
    assert_eq!(found(AnswerFilter { lapsing: true, ..bare() }).as_slice(), std::slice::from_ref(&taken));
    let november = AnswerFilter { from: Day::parse("2026-11-01"), to: Day::parse("2026-11-20"), ..bare() };
    assert_eq!(found(november), [held]);
    let two = p.page(&AnswerFilter { limit: 2, ..bare() });
    assert_eq!((two.rows.len(), two.total), (2, 5));
    assert_eq!(p.line(&taken).lapses_on, Day::parse("2026-12-15"));
}

#[test]
fn a_line_that_was_put_away_comes_back_with_news() {
    let mut p = profile();
    let number = number("ZE", 7);
    let answer = p.pair(&number, Decision::Approved, "2026-11-10", 10);
    let scope = everything();
    p.store.set_answers_done(&scope, std::slice::from_ref(&number), true, "Anna", Timestamp(5)).unwrap();
    assert_eq!(p.line(&number).state, LineState::Done);
    assert_eq!(p.store.answer_done(&number).unwrap(), Some(("Anna".into(), Timestamp(5))));
    // Reading the same mail again is no news.
    p.store.save_record(answer, &of(&number, EbzKind::Answer, Decision::Approved, Some("2026-11-10")), Timestamp(99)).unwrap();
    assert_eq!((p.line(&number).state, p.line(&number).received), (LineState::Done, Timestamp(11)));
    p.store.set_answers_done(&scope, std::slice::from_ref(&number), false, "Anna", Timestamp(6)).unwrap();
    assert_eq!(p.line(&number).state, LineState::TakenOver);
    p.store.set_answers_done(&scope, std::slice::from_ref(&number), true, "Anna", Timestamp(7)).unwrap();
    p.keep(&of(&number, EbzKind::Answer, Decision::Ended, Some("2026-11-20")), 30);
    assert_eq!((p.line(&number).state, p.line(&number).decision), (LineState::Open, Decision::Ended));
    let unknown = [number.clone(), super::desk::number("ZE", 8)];
    assert!(matches!(p.store.set_answers_done(&scope, &unknown, true, "Anna", Timestamp(8)), Err(Error::NotFound)));
    assert_eq!(p.line(&number).state, LineState::Open, "all of them or none");
    let history: Vec<_> = p.store.history(answer).unwrap().into_iter().map(|h| h.key).collect();
    assert_eq!(history, ["history-answer-done", "history-answer-open", "history-answer-done"]);
}

#[test]
fn what_nobody_vouches_for_never_stands_before_what_was_taken_over() {
    let mut p = profile();
    let number = number("ZE", 9);
    let good = p.pair(&number, Decision::Rejected, "2026-11-10", 10);
    let forged = p.keep(&of(&number, EbzKind::Answer, Decision::Approved, Some("2026-11-25")), 30);
    p.ran(forged, RunResult::HeldForReview, None, 30);
    let line = p.line(&number);
    assert_eq!((line.mail, line.decision, line.answers), (good, Decision::Rejected, 2));
    p.ran(forged, RunResult::TakenOver, Some(HandoverState::Pending), 31);
    assert_eq!(p.line(&number).mail, forged, "a person took it over");
}

#[test]
fn an_answer_put_to_a_request_stays_there_when_it_is_read_again() {
    let mut p = profile();
    let (own, meant) = (number("ZE", 20), number("ZE", 21));
    let record = of(&own, EbzKind::Answer, Decision::Approved, Some("2026-11-10"));
    let answer = p.keep(&record, 10);
    p.ran(answer, RunResult::HeldForReview, None, 10);
    p.keep(&of(&meant, EbzKind::Request, Decision::Pending, None), 11);
    assert_eq!(p.line(&own).state, LineState::Unassigned);
    p.store.assign_answer(answer, Some(&meant), None, None, "Anna", Timestamp(12)).unwrap();
    for _ in 0..2 {
        let line = p.line(&meant);
        assert_eq!((line.mail, line.state, line.patient.as_str()), (answer, LineState::Open, "Erika Übung"));
        assert_eq!(p.store.answers_for(&everything(), &meant).unwrap().len(), 1);
        assert!(p.page(&AnswerFilter { number: own.as_str().into(), ..AnswerFilter::default() }).rows.is_empty());
        p.store.save_record(answer, &record, Timestamp(13)).unwrap();
    }
    assert_eq!(p.store.assignment(answer).unwrap(), Some(meant.clone()));
    p.store.assign_answer(answer, None, None, None, "Anna", Timestamp(14)).unwrap();
    assert_eq!(p.line(&own).state, LineState::Unassigned);
    let request = p.line(&meant).mail;
    let wrong = p.store.assign_answer(request, Some(&own), None, None, "Anna", Timestamp(15));
    assert!(matches!(wrong, Err(Error::NotFound)), "a request is no answer");
}

#[test]
fn an_assignment_and_what_was_read_beside_it_are_kept_both_or_neither() {
    let mut p = profile();
    let (own, meant) = (number("ZE", 22), number("ZE", 23));
    let answer = p.keep(&of(&own, EbzKind::Answer, Decision::Unclear, Some("2026-11-10")), 10);
    p.ran(answer, RunResult::HeldForReview, None, 10);
    p.keep(&of(&meant, EbzKind::Request, Decision::Pending, None), 11);
    let read = of(&own, EbzKind::Answer, Decision::Rejected, Some("2026-11-10"));
    let run = |mail| NewRun {
        mail,
        who: "",
        reason: "",
        result: RunResult::HeldForReview,
        notes: &[],
        sha256: "x",
        handover: None,
        at: Timestamp(12),
    };
    // The run cannot be written: it is of a mail that does not exist.
    let failed = p.store.assign_answer(answer, Some(&meant), Some(&read), Some(&run(MailId(9999))), "Anna", Timestamp(12));
    assert!(failed.is_err());
    assert_eq!((p.store.assignment(answer).unwrap(), p.line(&own).decision), (None, Decision::Unclear));
    assert!(p.store.history(answer).unwrap().is_empty());
    p.store.assign_answer(answer, Some(&meant), Some(&read), Some(&run(answer)), "Anna", Timestamp(13)).unwrap();
    let line = p.line(&meant);
    assert_eq!((line.mail, line.decision, line.runs), (answer, Decision::Rejected, 2));
    assert_eq!(p.store.assignment(answer).unwrap(), Some(meant));
}

#[test]
fn a_name_used_anew_belongs_to_the_file_that_has_it_now() {
    let mut p = profile();
    let [first, second] = [50, 51].map(|n| p.pair(&number("ZE", n), Decision::Approved, "2026-11-10", i64::from(n) * 10));
    let name = "/pvs/antwort.p7s";
    let look = |p: &Profile, after: i64| -> Vec<MailId> {
        p.store.handovers_to_look_for(Timestamp(after)).unwrap().iter().map(|h| h.mail).collect()
    };
    let stand = |p: &mut Profile, mail: MailId, state: HandoverState, at: i64| {
        p.store.set_handover(mail, 1, state, name, "").unwrap();
        p.store.db.execute("UPDATE run SET handover_at = ?1 WHERE mail = ?2", [at, mail.0]).unwrap();
    };
    p.store.db.execute("UPDATE run SET handover = 'pending', handover_at = 0", []).unwrap();
    stand(&mut p, first, HandoverState::Collected, 100);
    assert_eq!(look(&p, 50), [first], "it may come back");
    assert!(look(&p, 101).is_empty());
    p.store.intend_handover(second, 1, name).unwrap();
    assert!(look(&p, 50).is_empty(), "the name is about to be used");
    stand(&mut p, second, HandoverState::Written, 110);
    assert_eq!(look(&p, 50), [second]);
    stand(&mut p, second, HandoverState::Collected, 120);
    assert_eq!(look(&p, 50), [second], "the one that had the name last");
    assert_eq!(p.store.pending_handover(second, 1).unwrap(), None);
    stand(&mut p, second, HandoverState::Pending, 130);
    assert_eq!(p.store.pending_handover(second, 1).unwrap().map(|h| h.run), Some(1));
}

#[test]
fn requests_wait_for_their_receipt_and_then_for_their_answer() {
    let mut p = profile();
    let number = number("ZE", 30);
    let (sent, _) = super::outgoing::queued(&mut p, &["ebz@kasse.kim.telematik-test"]);
    p.store.save_record(sent, &of(&number, EbzKind::Request, Decision::Pending, None), Timestamp(2)).unwrap();
    let rules = DeskRules::default();
    let waiting = |p: &Profile, hours: i64| p.store.waiting_requests(&everything(), &rules, Timestamp(2 + hours * HOUR)).unwrap();
    assert!(waiting(&p, 10_000).is_empty(), "it still lies in the outbox");
    p.store.begin_sending(sent).unwrap();
    p.store.data_begun(sent).unwrap();
    let accepted = SendOutcome::Accepted { reply: "250 ok".into(), recipients: vec![] };
    p.store.record_outcome(sent, &accepted, None, Timestamp(2)).unwrap();
    assert!(waiting(&p, 23).is_empty());
    let [row] = waiting(&p, 25).try_into().unwrap_or_else(|_| panic!("one"));
    assert_eq!(
        (row.reason, row.number.clone(), row.address.as_str()),
        (WaitingReason::NoReceipt, number.clone(), "ebz@kasse.kim.telematik-test")
    );
    assert_eq!((row.patient.as_str(), row.insurer_ik.as_str(), row.delivered), ("Erika Übung", "109500969", None));
    let recipients = vec![DsnRecipient {
        address: "ebz@kasse.kim.telematik-test".into(),
        action: DsnAction::Delivered,
        status: String::new(),
        diagnostic: String::new(),
    }];
    let receipt = Receipt::Delivery { recipients };
    p.store.apply_receipt(p.account, &["out@x".into()], &receipt, &[], Timestamp(3)).unwrap();
    assert!(waiting(&p, 25).is_empty());
    assert_eq!(waiting(&p, 15 * 24).remove(0).reason, WaitingReason::NoAnswer);
    p.store.set_answers_done(&everything(), std::slice::from_ref(&number), true, "Anna", Timestamp(5)).unwrap();
    assert!(waiting(&p, 15 * 24).is_empty(), "put away");
    p.store.set_answers_done(&everything(), std::slice::from_ref(&number), false, "Anna", Timestamp(6)).unwrap();
    assert_eq!(waiting(&p, 15 * 24).len(), 1);
    p.keep(&of(&number, EbzKind::Answer, Decision::Approved, None), 40);
    assert!(waiting(&p, 15 * 24).is_empty(), "answered");
}

#[test]
fn unreadable_answers_are_told_until_somebody_saw_to_them() {
    let mut p = profile();
    let payload = Payload::of_kind(PayloadKind::EbzAnswer);
    let id = p.put(Some("k"), b"kaputt", &mail("kaputt@x", "EEBZ1_kaputt"), Some(&payload), 5).id;
    p.ran(id, RunResult::Refused, None, 5);
    let page = p.page(&AnswerFilter::default());
    assert_eq!((page.total, page.broken.len()), (0, 1));
    assert_eq!((page.broken[0].mail, page.broken[0].subject.as_str(), page.broken[0].notes.len()), (id, "EEBZ1_kaputt", 1));
    p.store.mark_done(&[id], true, "Anna", Timestamp(6)).unwrap();
    assert!(p.page(&AnswerFilter::default()).broken.is_empty());
}

#[test]
fn a_bulk_is_numbered_and_goes_on_where_it_was() {
    let mut p = profile();
    let early = p.pair(&number("ZE", 40), Decision::Approved, "2026-11-10", 10);
    let late = p.pair(&number("ZE", 41), Decision::Approved, "2026-11-11", 100);
    assert_eq!(p.store.taken_over_since(&everything(), Timestamp(0)).unwrap(), [early, late]);
    assert_eq!(p.store.taken_over_since(&everything(), Timestamp(50)).unwrap(), [late]);
    let since = Timestamp(0);
    let bulk = p.store.begin_bulk(since, "Chris", "Rücksicherung", Timestamp(200)).unwrap();
    let run = NewRun {
        mail: early,
        who: "Chris",
        reason: "",
        result: RunResult::TakenOver,
        notes: &[],
        sha256: "x",
        handover: None,
        at: Timestamp(200),
    };
    p.store.add_run_of(&run, Some(bulk)).unwrap();
    assert_eq!(p.store.open_bulk(since, Timestamp(202)).unwrap(), Some(bulk));
    assert_eq!(p.store.begin_bulk(since, "Chris", "noch einmal", Timestamp(201)).unwrap(), bulk, "interrupted, it goes on");
    assert!(p.store.is_in_bulk(bulk, early).unwrap() && !p.store.is_in_bulk(bulk, late).unwrap());
    // An hour after its last answer the practice software may have been set back once more.
    assert_eq!(p.store.open_bulk(since, Timestamp(200 + HOUR)).unwrap(), Some(bulk));
    assert_eq!(p.store.open_bulk(since, Timestamp(201 + HOUR)).unwrap(), None);
    p.store.end_bulk(bulk, Timestamp(202)).unwrap();
    assert_eq!(p.store.open_bulk(since, Timestamp(202)).unwrap(), None);
    assert_eq!(p.store.begin_bulk(since, "Chris", "neu", Timestamp(203)).unwrap(), bulk + 1);
    p.store.leave_bulk(since, Timestamp(204)).unwrap();
    assert_eq!(p.store.begin_bulk(since, "Chris", "von vorn", Timestamp(205)).unwrap(), bulk + 2);
    assert_eq!(p.store.begin_bulk(since, "Chris", "am Abend", Timestamp(206 + HOUR)).unwrap(), bulk + 3, "too long ago");
    assert_eq!(p.store.open_bulk(since, Timestamp(205)).unwrap(), Some(bulk + 3), "the one before is over");
}

#[test]
fn the_desk_is_read_along_its_indexes() {
    let p = profile();
    let plan = |sql: &str| -> String {
        let mut statement = p.store.db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let names = statement.parameter_count();
        let values = vec!["[]"; names];
        let rows: rusqlite::Result<Vec<String>> =
            statement.query_map(rusqlite::params_from_iter(values), |row| row.get(3)).unwrap().collect();
        rows.unwrap().join("\n")
    };
    let lines = plan(&super::super::desk::lines_sql());
    assert!(lines.contains("COVERING INDEX answer_desk") && !lines.contains("TEMP B-TREE"), "{lines}");
    let runs = plan(super::super::desk::RUNS);
    assert!(runs.contains("COVERING INDEX run_desk") && !runs.contains("TEMP B-TREE"), "{runs}");
    let since = plan(&super::super::bulk::taken_since_sql());
    assert!(since.contains("run_taken"), "{since}");
    let silent = plan(super::super::eau::SILENT);
    assert!(silent.contains("mail_eau_accepted") && silent.contains("history_by_mail"), "{silent}");
    let outbox = plan(super::super::outbox::UNDER_WAY);
    assert!(outbox.contains("mail_under_way") && !outbox.contains("SCAN m ") && !outbox.contains("SCAN o "), "{outbox}");
    let unmoved = plan(&format!("{} {}", super::super::watch::ITEM, super::super::watch::UNMOVED));
    assert!(unmoved.contains("watch_item_open"), "{unmoved}");
}

#[test]
fn records_of_an_older_store_find_their_place_on_the_desk() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("alt.db");
    let mut db = rusqlite::Connection::open(&file).unwrap();
    super::super::migrations::migrate(&mut db, &file, &super::super::migrations::STEPS[..6]).unwrap();
    db.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    let json = serde_json::to_string(&of(&number("ZE", 50), EbzKind::Answer, Decision::ApprovedChanged, None)).unwrap();
    for (mail, taken) in [(1, true), (2, false)] {
        db.execute(
            "INSERT INTO answer_record (mail, number, is_request, decided_on, received, record) VALUES (?, ?, 0, '', 1, ?)",
            rusqlite::params![mail, number("ZE", 50).as_str(), json],
        )
        .unwrap();
        let result = if taken { "taken_over" } else { "held_for_review" };
        db.execute(
            "INSERT INTO run (mail, number, at, who, reason, result, sha256, notes, handover_path, handover_problem)
             VALUES (?, 1, 1, '', '', ?, '', '[]', '', '')",
            rusqlite::params![mail, result],
        )
        .unwrap();
    }
    super::super::migrations::migrate(&mut db, &file, super::super::migrations::STEPS).unwrap();
    let read = |mail: i64| -> (String, String, bool) {
        db.query_row("SELECT decision, insurer_ik, held FROM answer_record WHERE mail = ?", [mail], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })
        .unwrap()
    };
    assert_eq!(read(1), ("approved_changed".into(), "109500969".into(), false));
    assert_eq!(read(2), ("approved_changed".into(), "109500969".into(), true));
}
