//! What was sent out of watched folders, what waits for the Sammelversand, and eAU that nobody answered.

use super::*;
use crate::domain::outgoing::{OutgoingState as S, RecipientKind, SendOutcome};
use crate::domain::payload::{Payload, PayloadKind};
use crate::domain::watch::{WatchResult, WatchedFile};
use crate::store::{NewWatchItem, Watched};

/// Queues an eAU as a folder does.
fn drop_eau(p: &mut Profile, sha256: &str, hold: bool, instead_of: Option<i64>) -> Result<(MailId, i64)> {
    let raw = p.store.insert_blob(sha256.as_bytes()).unwrap().id;
    let files = [WatchedFile { found: "/a/x.p7s".into(), size: 1, changed: 1, now: None }];
    let payload = Payload::of_kind(PayloadKind::Eau);
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
    let documents = [format!("urn:uuid:ABC-{sha256}")];
    let watched = Watched { item, key: "eau;lieferung", instead_of, who: "", hold, record: None, documents: &documents, blobs: &[] };
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
    // On purpose it is the second run.
    let (again, _) = drop_eau(&mut p, "aa", false, Some(item)).unwrap();
    assert_eq!(p.store.watch_sent(p.account, "eau;lieferung", "aa").unwrap(), Some((Some(again), 2)));
}

#[test]
fn what_is_held_is_not_due_until_it_is_let_go() {
    let mut p = profile();
    let (held, _) = drop_eau(&mut p, "bb", true, None).unwrap();
    let due = |p: &Profile| p.store.due_outgoing(Timestamp(i64::MAX)).unwrap();
    assert_eq!((due(&p), p.store.next_outgoing().unwrap()), (Vec::new(), None));
    assert!(p.store.begin_sending(held).is_err());
    assert_eq!(p.store.held_eau(&everything()).unwrap()[0].mail, held);
    assert_eq!(p.store.release_held(None, Timestamp(10), "", Timestamp(11)).unwrap(), 0, "it came in later than that");
    assert_eq!(p.store.release_held(None, Timestamp(11), "", Timestamp(11)).unwrap(), 1);
    assert_eq!((due(&p), p.store.outbox_items(&everything(), true).unwrap().len()), (vec![held], 1));
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
    let joined = p.store.join_document_error(p.account, error, &["abc-CC".into()], "313", true, Timestamp(30)).unwrap();
    assert_eq!((joined, silent(&p, 21)), (Some(eau), 0));
    let errors = p.store.document_errors(&everything()).unwrap();
    assert_eq!((errors[0].about, errors[0].code.as_str(), errors[0].open), (eau, "313", true));
    assert_eq!(p.store.outbox_item(eau).unwrap().state, S::Accepted);
    let other = p.put(Some("2"), b"b", &mail("fehler2@kasse", "EEAU0_Fehler"), None, 30).id;
    assert_eq!(p.store.join_document_error(p.account, other, &["nie".into()], "313", true, Timestamp(30)).unwrap(), None);
}
