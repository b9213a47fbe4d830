//! What was sent out of watched folders, what waits for the Sammelversand, and eAU that nobody answered.

use super::access::restrict;
use super::answers::record;
use super::*;
use crate::domain::access::{Grantee, Role, Scope};
use crate::domain::answer::{AnswerFilter, Decision, EbzKind, EbzRecord};
use crate::domain::answer_desk::DeskRules;
use crate::domain::outgoing::{OutgoingState as S, RecipientKind, SendOutcome};
use crate::domain::payload::{Payload, PayloadField, PayloadKind};
use crate::domain::watch::{WatchResult, WatchedFile};
use crate::store::{NewWatchItem, Watched};

/// The scope of somebody for whom the account does not exist.
fn stranger(p: &mut Profile) -> Scope {
    let chris = p.store.add_user("Chris", Role::Admin, "hash").unwrap();
    let anna = p.store.add_user("Anna", Role::Edit, "hash").unwrap();
    restrict(p, Grantee::User(chris));
    p.store.access_book().unwrap().session(Some(anna)).scope()
}

/// Queues an eAU as a folder does.
fn drop_eau(p: &mut Profile, sha256: &str, hold: bool, instead_of: Option<i64>) -> Result<(MailId, i64)> {
    drop_with(p, sha256, hold, instead_of, None)
}

fn drop_with(p: &mut Profile, sha256: &str, hold: bool, instead_of: Option<i64>, record: Option<&EbzRecord>) -> Result<(MailId, i64)> {
    let raw = p.store.insert_blob(sha256.as_bytes()).unwrap().id;
    let files = [WatchedFile { found: "/a/x.p7s".into(), size: 1, changed: 1, now: None }];
    let id = PayloadField {
        label_key: "field-document-id".into(),
        value: format!("urn:uuid:ABC-{sha256}"),
        secret: false,
        word_key: String::new(),
    };
    let payload = Payload { fields: vec![id], ebz: record.cloned(), ..Payload::of_kind(PayloadKind::Eau) };
    let new = NewOutgoing {
        account: p.account,
        draft: None,
        raw,
        parsed: &mail(sha256, "EEAU0_x"),
        payload: Some(&payload),
        message_id: sha256,
        recipients: &[(RecipientKind::To, Mailbox::bare("kasse@b.kim.telematik-test"))],
        return_path: "praxis@a.kim.telematik-test",
        delivery_receipt: true,
        listed: !hold,
        now: Timestamp(10),
    };
    let item = NewWatchItem {
        account: p.account,
        folder: None,
        at: Timestamp(10),
        kind: "eAU;Lieferung;V1.2",
        sha256,
        result: WatchResult::Queued,
        code: "",
        detail: "",
        mail: None,
        files: &files,
    };
    let watched = Watched { item, key: "eau;lieferung", instead_of, who: "", hold, blobs: &[] };
    p.store.queue_watched(&new, &watched)
}

#[test]
fn bytes_are_recorded_with_their_mail_and_only_once() {
    let mut p = profile();
    let (sent, item) = drop_eau(&mut p, "aa", false, None).unwrap();
    assert_eq!(p.store.watch_sent(p.account, "eau;lieferung", "aa").unwrap(), Some((Some(sent), 1)));
    assert!(matches!(drop_eau(&mut p, "aa", false, None), Err(Error::WrongState)));
    assert_eq!(p.store.outbox_items(&everything(), true).unwrap().len(), 1, "neither mail nor record");
    assert_eq!(p.store.unmoved_watch_items(p.account).unwrap().len(), 1);
    let moved = [WatchedFile { found: "/a/x.p7s".into(), size: 1, changed: 1, now: Some("/a/gesendet/x.p7s".into()) }];
    p.store.set_watch_files(item, &moved, true).unwrap();
    assert!(p.store.unmoved_watch_items(p.account).unwrap().is_empty());
    assert!(!p.store.watch_item_is_open(item).unwrap(), "what was sent needs nobody");
    // On purpose it is the second run.
    let twice = NewWatchItem {
        account: p.account,
        folder: None,
        at: Timestamp(11),
        kind: "eAU;Lieferung;V1.2",
        sha256: "aa",
        result: WatchResult::Twice,
        code: "WATCH-TWICE",
        detail: "",
        mail: Some(sent),
        files: &moved,
    };
    let item = p.store.add_watch_item(&twice).unwrap();
    assert_eq!(p.store.open_watch_items(p.account).unwrap(), 1);
    let (again, _) = drop_eau(&mut p, "aa", false, Some(item)).unwrap();
    assert_eq!(p.store.open_watch_items(p.account).unwrap(), 0);
    assert_eq!(p.store.watch_sent(p.account, "eau;lieferung", "aa").unwrap(), Some((Some(again), 2)));
    assert!(matches!(drop_eau(&mut p, "aa", false, Some(item)), Err(Error::WrongState)), "said twice, sent once");
    assert_eq!(p.store.outbox_items(&everything(), true).unwrap().len(), 2);
}

#[test]
fn what_was_taken_back_was_not_sent() {
    let mut p = profile();
    let (held, _) = drop_eau(&mut p, "dd", true, None).unwrap();
    p.store.cancel(held).unwrap();
    let (queued, _) = drop_eau(&mut p, "dd", false, None).unwrap();
    p.store.cancel(queued).unwrap();
    let (sent, _) = drop_eau(&mut p, "dd", false, None).unwrap();
    p.store.begin_sending(sent).unwrap();
    p.store.record_outcome(sent, &SendOutcome::Accepted { reply: "250".into(), recipients: Vec::new() }, None, Timestamp(20)).unwrap();
    assert!(matches!(drop_eau(&mut p, "dd", false, None), Err(Error::WrongState)));
}

#[test]
fn a_dropped_request_is_seen_only_by_whom_its_account_is() {
    let mut p = profile();
    let request = EbzRecord { insurer_ik: "109999039".into(), ..record(EbzKind::Request, Decision::Pending, None) };
    let (mail, _) = drop_with(&mut p, "ee", false, None, Some(&request)).unwrap();
    let nobody = stranger(&mut p);
    let (filter, rules) = (AnswerFilter::default(), DeskRules::default());
    for (scope, expected) in [(&everything(), 1), (&nobody, 0)] {
        assert_eq!(p.store.request_for(scope, &request.number).unwrap().map_or(0, |(found, _)| usize::from(found == mail)), expected);
        assert_eq!(p.store.answer_page(scope, &filter, &rules, None).unwrap().rows.len(), expected);
    }
    let of_insurer = AnswerFilter { insurer_ik: "109999039".into(), ..filter };
    assert_eq!(p.store.answer_page(&everything(), &of_insurer, &rules, None).unwrap().rows.len(), 1);
}

#[test]
fn a_store_of_a_day_without_accounts_on_requests_is_mended() {
    let mut p = profile();
    let request = EbzRecord { insurer_ik: "109999039".into(), ..record(EbzKind::Request, Decision::Pending, None) };
    drop_with(&mut p, "ee", false, None, Some(&request)).unwrap();
    let broken = "UPDATE answer_record SET account = 0, decision = '', insurer = '', insurer_ik = '';
        UPDATE watch_item SET done = 0; DROP INDEX mail_eau_accepted; DROP INDEX mail_under_way";
    p.store.db.execute_batch(broken).unwrap();
    p.store.db.execute_batch(super::super::migrations::STEPS[9]).unwrap();
    let read = "SELECT account, decision, insurer, insurer_ik, (SELECT sum(done) FROM watch_item) FROM answer_record";
    let found = p.store.db.query_row(read, [], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?, row.get(4)?)));
    assert_eq!(found.unwrap(), (p.account.0, "pending".to_owned(), request.insurer_name, request.insurer_ik, 1));
}

#[test]
fn a_full_look_lists_every_drop_behind_the_last() {
    let mut p = profile();
    for number in 0..60 {
        drop_eau(&mut p, &format!("f{number}"), false, None).unwrap();
    }
    let nobody = stranger(&mut p);
    let listed = |scope: &Scope, after| p.store.watch_items(scope, after).unwrap().len();
    assert_eq!((listed(&everything(), None), listed(&everything(), Some(0))), (50, 60));
    assert_eq!((listed(&nobody, Some(0)), p.store.last_watch_item().unwrap()), (0, 60));
}

#[test]
fn what_is_held_is_not_due_until_it_is_let_go() {
    let mut p = profile();
    let (held, _) = drop_eau(&mut p, "bb", true, None).unwrap();
    let due = |p: &Profile| p.store.due_outgoing(Timestamp(i64::MAX)).unwrap();
    assert_eq!((due(&p), p.store.next_outgoing(Timestamp(0)).unwrap()), (Vec::new(), None));
    assert!(p.store.begin_sending(held).is_err());
    assert_eq!(p.store.held_eau(&everything()).unwrap()[0].mail, held);
    assert_eq!(p.store.release_held(None, Timestamp(10), "", Timestamp(11)).unwrap(), 0, "it came in later than that");
    assert_eq!(p.store.release_held(None, Timestamp(11), "", Timestamp(11)).unwrap(), 1);
    assert_eq!((due(&p), p.store.outbox_items(&everything(), true).unwrap().len()), (vec![held], 1));
    assert_eq!(p.store.outbox_item(held).unwrap().queued_at, Timestamp(11), "its days of retries begin now");
}

#[test]
fn an_eau_without_answer_is_told_until_error_receipt_or_a_person() {
    let mut p = profile();
    let (eau, _) = drop_eau(&mut p, "cc", false, None).unwrap();
    p.store.begin_sending(eau).unwrap();
    p.store.record_outcome(eau, &SendOutcome::Accepted { reply: "250".into(), recipients: Vec::new() }, None, Timestamp(20)).unwrap();
    p.store.add_history(eau, "", "history-accepted", "", Timestamp(20)).unwrap();
    let silent = |p: &Profile, before| p.store.silent_eau(&everything(), Timestamp(before)).unwrap().len();
    assert_eq!((silent(&p, 20), silent(&p, 21)), (0, 1));
    p.store.mark_done(&[eau], true, "Anna", Timestamp(22)).unwrap();
    assert_eq!(silent(&p, 21), 0, "a person saw to it");
    p.store.mark_done(&[eau], false, "Anna", Timestamp(22)).unwrap();
    // An error joins by document id, whatever its spelling, and opens it again.
    let error = p.put(Some("1"), b"a", &mail("fehler@kasse", "EEAU0_Fehler"), None, 30).id;
    let joined = p.store.join_document_error(p.account, error, &["abc-CC".into()], "313", Timestamp(30)).unwrap();
    assert_eq!((joined, silent(&p, 21)), (Some(eau), 0));
    let errors = p.store.document_errors(&everything()).unwrap();
    assert_eq!((errors[0].about, errors[0].code.as_str(), errors[0].open), (eau, "313", true));
    assert_eq!(p.store.outbox_item(eau).unwrap().state, S::Accepted);
    let other = p.put(Some("2"), b"b", &mail("fehler2@kasse", "EEAU0_Fehler"), None, 30).id;
    assert_eq!(p.store.join_document_error(p.account, other, &["nie".into()], "313", Timestamp(30)).unwrap(), None);
}
