//! Drafts, the outbox as a table of states, and the receipts that settle it.

use super::answers::record;
use super::*;
use crate::domain::answer::{Decision, EbzKind};
use crate::domain::audit::AuditFilter;
use crate::domain::ids::BlobId;
use crate::domain::mail::{DsnAction, DsnRecipient, Receipt};
use crate::domain::outgoing::DirectoryCheck;
use crate::domain::outgoing::{
    Draft, DraftAttachment, OutgoingState as S, Recipient, RecipientKind, RecipientReply, SendFailure, SendOutcome,
};
use crate::domain::payload::{Payload, PayloadField, PayloadKind};

const A: &str = "a@b.kim.telematik-test";
const B: &str = "b@b.kim.telematik-test";

fn draft(p: &Profile, blob: Option<BlobId>) -> Draft {
    let to = |address: &str| Recipient {
        kind: RecipientKind::To,
        address: address.into(),
        name: String::new(),
        about: String::new(),
        check: DirectoryCheck::Unknown,
    };
    Draft {
        subject: "Überweisung".into(),
        recipients: vec![to(A), to(B)],
        attachments: blob
            .into_iter()
            .map(|blob| DraftAttachment {
                name: "Röntgen.jpg".into(),
                media_type: "image/jpeg".into(),
                size: 3,
                blob,
                facts: Default::default(),
            })
            .collect(),
        ..Draft::new(p.account)
    }
}

/// A queued mail to the addresses, made from a draft with a file.
pub(super) fn queued(p: &mut Profile, to: &[&str]) -> (MailId, BlobId) {
    let file = p.store.insert_blob(b"jpg").unwrap().id;
    let id = p.store.save_draft(&draft(p, Some(file)), Timestamp(1)).unwrap();
    let raw = p.store.insert_blob(b"raw bytes").unwrap().id;
    let recipients: Vec<_> = to.iter().map(|a| (RecipientKind::To, Mailbox::bare(a))).collect();
    let new = NewOutgoing {
        account: p.account,
        draft: Some(id),
        raw,
        parsed: &mail("out@x", "Überweisung"),
        payload: None,
        message_id: "out@x",
        recipients: &recipients,
        return_path: "praxis@a.kim.telematik-test",
        delivery_receipt: true,
        listed: true,
        now: Timestamp(2),
    };
    assert_eq!(p.store.queue_mail(&new).unwrap(), id);
    (id, file)
}

fn reply(address: &str, accepted: bool, transient: bool) -> RecipientReply {
    RecipientReply { address: KimAddress::parse(address).unwrap(), accepted, reply: "words".into(), transient }
}

fn states(p: &Profile, id: MailId) -> Vec<S> {
    p.store.outbox_item(id).unwrap().recipients.iter().map(|r| r.state).collect()
}

#[test]
fn drafts_are_saved_found_and_freed() {
    let mut p = profile();
    let file = p.store.insert_blob(b"jpg").unwrap().id;
    let id = p.store.save_draft(&draft(&p, Some(file)), Timestamp(1)).unwrap();
    let mut stored = p.store.draft(id).unwrap();
    assert_eq!((stored.id, stored.attachments.len()), (Some(id), 1));
    let drafts = MailFilter { folder: Folder::Drafts, search: "uberw rontgen".into(), ..MailFilter::default() };
    let page = p.store.mail_page(&everything(), &drafts).unwrap();
    assert_eq!((page.total, page.rows[0].state, page.rows[0].attachments), (1, Some(S::Draft), 1));
    assert_eq!(p.store.collect_garbage().unwrap(), 0, "the file is in use");
    stored.attachments.clear();
    p.store.save_draft(&stored, Timestamp(2)).unwrap();
    assert!(p.store.blob_info(file).is_err(), "a removed file is freed");
    p.store.discard_draft(id).unwrap();
    assert!(matches!(p.store.draft(id), Err(Error::NotFound)));
    assert!(matches!(p.store.discard_draft(id), Err(Error::WrongState)));
    let kept = p.put(Some("u"), b"1", &mail("a@x", "Bleibt"), None, 1).id;
    assert!(matches!(p.store.discard_draft(kept), Err(Error::WrongState)));
    assert!(p.store.row(kept).is_ok());
}

#[test]
fn every_outcome_leads_to_its_states() {
    let not_sent = |transient, recipients| SendOutcome::NotSent {
        failure: SendFailure { code: "SMTP-451", detail: "later".into(), transient },
        recipients,
    };
    let accepted = |recipients| SendOutcome::Accepted { reply: "250 ok".into(), recipients };
    let later = Some(Timestamp(100));
    let check = |outcome: SendOutcome, next, expected: [S; 2], folder: Folder| {
        let mut p = profile();
        let (id, _) = queued(&mut p, &[A, B]);
        assert_eq!(p.store.due_outgoing(Timestamp(2)).unwrap(), [id]);
        let sending = p.store.begin_sending(id).unwrap();
        assert_eq!((sending.recipients.len(), sending.attempts), (2, 1));
        assert!(matches!(p.store.begin_sending(id), Err(Error::WrongState)), "only one sender");
        assert!(p.store.due_outgoing(Timestamp(1000)).unwrap().is_empty());
        p.store.data_begun(id).unwrap();
        p.store.record_outcome(id, &outcome, next, Timestamp(3)).unwrap();
        assert_eq!(states(&p, id), expected, "{outcome:?}");
        let row = p.store.row(id).unwrap();
        assert_eq!((row.folder, row.state), (folder, expected.into_iter().max()), "{outcome:?}");
        let waits = expected.contains(&S::Queued);
        assert_eq!(p.store.due_outgoing(Timestamp(99)).unwrap().len(), 0);
        assert_eq!(p.store.due_outgoing(Timestamp(100)).unwrap().len(), usize::from(waits));
        assert!(matches!(p.store.record_outcome(id, &outcome, next, Timestamp(4)), Err(Error::WrongState)));
    };
    check(accepted(vec![]), None, [S::Accepted; 2], Folder::Sent);
    check(accepted(vec![reply(B, false, false)]), later, [S::Accepted, S::Refused], Folder::Outbox);
    check(accepted(vec![reply(B, false, true)]), later, [S::Accepted, S::Queued], Folder::Outbox);
    check(accepted(vec![reply(B, false, true)]), None, [S::Accepted, S::Refused], Folder::Outbox);
    check(not_sent(true, vec![]), later, [S::Queued; 2], Folder::Outbox);
    check(not_sent(true, vec![]), None, [S::Refused; 2], Folder::Outbox);
    check(not_sent(false, vec![]), later, [S::Refused; 2], Folder::Outbox);
    check(not_sent(true, vec![reply(A, false, false)]), later, [S::Refused, S::Queued], Folder::Outbox);
    check(SendOutcome::Unknown { detail: "cut".into() }, later, [S::Uncertain; 2], Folder::Outbox);
}

/// Rule 8: a mail that waits for hours is tried every few minutes.
#[test]
fn tries_that_fail_alike_are_one_line_of_the_history() {
    let mut p = profile();
    let (id, _) = queued(&mut p, &[A]);
    let failure = |detail: &str| SendFailure { code: "SMTP-CONNECT", detail: detail.into(), transient: true };
    let mut fail = |code: &str, words: &str, next| {
        p.store.begin_sending(id).unwrap();
        let outcome = SendOutcome::NotSent { failure: failure(words), recipients: Vec::new() };
        let told = format!("{code} {words}");
        p.store.end_sending(id, &outcome, next, Some(("history-not-sent", &told)), Timestamp(3)).unwrap();
        let lines: Vec<String> = p.store.history(id).unwrap().into_iter().map(|line| line.detail).collect();
        (lines, p.store.outbox_item(id).unwrap().attempts)
    };
    let next = Some(Timestamp(9));
    assert_eq!(fail("SMTP-CONNECT", "refused", next), (vec!["SMTP-CONNECT refused".to_owned()], 1));
    assert_eq!(fail("SMTP-CONNECT", "refused", next).0.len(), 1);
    assert_eq!(fail("SMTP-CONNECT", "no answer", next).0.len(), 1);
    assert_eq!(fail("SMTP-421", "closing", next).0.len(), 2);
    // The last one, after which nobody tries again, always stands there.
    let (lines, attempts) = fail("SMTP-421", "closing", None);
    assert_eq!((lines.len(), attempts), (3, 5));
    let page = p.store.audit_page(&AuditFilter { mail: Some(id), ..AuditFilter::default() }, None, 99).unwrap();
    let mut states: Vec<String> = page.records.into_iter().map(|record| record.detail).collect();
    states.reverse();
    assert_eq!(states, ["queued", "sending", "queued", "refused"], "further tries are none in the audit log");
}

/// Rule 22: what each recipient's server said stands in the history.
#[test]
fn each_acceptance_has_a_line_of_its_own() {
    let mut p = profile();
    let (id, _) = queued(&mut p, &[A, B]);
    for (words, recipients) in [("250 eins", vec![reply(B, false, true)]), ("250 zwei", vec![reply(B, false, true)])] {
        p.store.begin_sending(id).unwrap();
        let told = Some(("history-accepted", words));
        let outcome = SendOutcome::Accepted { reply: words.into(), recipients };
        p.store.end_sending(id, &outcome, Some(Timestamp(9)), told, Timestamp(3)).unwrap();
    }
    assert_eq!(p.store.history(id).unwrap().into_iter().filter(|line| line.key == "history-accepted").count(), 2);
}

#[test]
fn a_crash_while_sending_is_uncertain_only_after_data() {
    for (data, expected) in [(false, S::Queued), (true, S::Uncertain)] {
        let mut p = profile();
        let (id, _) = queued(&mut p, &[A]);
        p.store.begin_sending(id).unwrap();
        if data {
            p.store.data_begun(id).unwrap();
        }
        drop(p.store);
        p.store = Store::open(p.dir.path(), &key()).unwrap();
        assert_eq!(p.store.recover_outbox().unwrap().len(), usize::from(data));
        assert_eq!(states(&p, id), [expected]);
        assert_eq!(p.store.due_outgoing(Timestamp(9)).unwrap().len(), usize::from(!data), "uncertain is never repeated");
        assert!(matches!(p.store.data_begun(id), Err(Error::WrongState)));
    }
}

#[test]
fn an_uncertain_send_is_settled_by_a_person_a_receipt_or_the_own_copy() {
    let uncertain = |p: &mut Profile| {
        let (id, _) = queued(p, &[A]);
        p.store.begin_sending(id).unwrap();
        p.store.record_outcome(id, &SendOutcome::Unknown { detail: "cut".into() }, None, Timestamp(3)).unwrap();
        assert!(matches!(p.store.retry(id), Err(Error::WrongState)));
        assert!(matches!(p.store.cancel(id), Err(Error::WrongState)));
        id
    };
    let mut p = profile();
    let id = uncertain(&mut p);
    assert_eq!(p.store.resolve(id, false).unwrap().state, S::Queued);
    assert_eq!(p.store.begin_sending(id).unwrap().message_id, "out@x");
    let mut p = profile();
    let id = uncertain(&mut p);
    assert_eq!(p.store.resolve(id, true).unwrap().state, S::Accepted);
    assert!(matches!(p.store.resolve(id, true), Err(Error::WrongState)));
    let mut p = profile();
    let id = uncertain(&mut p);
    assert_eq!(p.store.own_copy_arrived(p.account, "out@x").unwrap(), Some(id));
    assert_eq!((states(&p, id), p.store.row(id).unwrap().folder), (vec![S::Accepted], Folder::Sent));
}

#[test]
fn taking_back_gives_the_draft_with_its_files() {
    let mut p = profile();
    let (id, file) = queued(&mut p, &[A, B]);
    assert_eq!(p.store.cancel(id).unwrap().state, S::Draft);
    let back = p.store.draft(id).unwrap();
    assert_eq!((back.attachments[0].blob, p.store.row(id).unwrap().folder), (file, Folder::Drafts));
    assert!(p.store.due_outgoing(Timestamp(99)).unwrap().is_empty());
    assert_eq!(p.store.raw_blob(id).unwrap(), None);
    // Once somebody has it, only the others are taken back, and the draft's files are freed.
    let mut p = profile();
    let (id, file) = queued(&mut p, &[A, B]);
    p.store.begin_sending(id).unwrap();
    assert!(matches!(p.store.cancel(id), Err(Error::WrongState)));
    let partly = SendOutcome::Accepted { reply: "250".into(), recipients: vec![reply(B, false, false)] };
    p.store.record_outcome(id, &partly, None, Timestamp(3)).unwrap();
    assert_eq!(p.store.cancel(id).unwrap().state, S::Accepted);
    assert_eq!(states(&p, id), [S::Accepted, S::Cancelled]);
    assert!(p.store.blob_info(file).is_err());
}

#[test]
fn receipts_move_recipients_forward_only() {
    let dsn = |address: &str, action| Receipt::Delivery {
        recipients: vec![DsnRecipient { address: address.into(), action, status: String::new(), diagnostic: String::new() }],
    };
    let read = |reader: &str, how: &str| Receipt::Read { reader: reader.into(), original: String::new(), disposition: how.into() };
    let shown = "manual-action/MDN-sent-manually; displayed";
    let check = |to: &[&str], receipts: &[Receipt], expected: &[S]| {
        let mut p = profile();
        let (id, _) = queued(&mut p, to);
        p.store.begin_sending(id).unwrap();
        p.store.record_outcome(id, &SendOutcome::Accepted { reply: "250".into(), recipients: vec![] }, None, Timestamp(3)).unwrap();
        for receipt in receipts {
            let ids = ["other@x".to_owned(), "<out@x>".to_owned()];
            assert_eq!(p.store.apply_receipt(p.account, &ids, receipt, &[], Timestamp(9)).unwrap(), Joined::To(id));
        }
        assert_eq!(states(&p, id), expected);
        let listed = |settled| p.store.outbox_items(&everything(), settled).unwrap().len();
        let has_arrived = expected.iter().all(|state| matches!(state, S::Delivered | S::Read));
        assert_eq!((listed(true), listed(false)), (1, usize::from(!has_arrived)), "{expected:?}");
    };
    use DsnAction::{Delayed, Delivered, Failed, Relayed};
    check(&[A, B], &[dsn("A@B.kim.telematik-test", Delivered)], &[S::Delivered, S::Accepted]);
    check(&[A, B], &[dsn(A, Failed), dsn(B, Delivered)], &[S::Undeliverable, S::Delivered]);
    check(&[A], &[dsn(A, Failed), dsn(A, Delivered)], &[S::Delivered]);
    check(&[A], &[dsn(A, Delivered), dsn(A, Failed)], &[S::Delivered]);
    check(&[A], &[read(A, shown), dsn(A, Delivered)], &[S::Read]);
    check(&[A], &[read(A, "automatic-action/MDN-sent-automatically; deleted")], &[S::Delivered]);
    check(&[A], &[dsn(A, Delayed), dsn(A, Relayed)], &[S::Accepted]);
    check(&[A], &[dsn("fremd@c.kim.telematik-test", Failed)], &[S::Accepted]);
    let mut p = profile();
    let mut apply = |id: &str, reader: &str| {
        let from = [Mailbox::bare(reader)];
        p.store.apply_receipt(p.account, &[id.to_owned()], &read(reader, shown), &from, Timestamp(9)).unwrap()
    };
    assert_eq!(apply("no@x", A), Joined::Nowhere);
    // Somebody else, or nobody, says that it was read.
    let mut p = profile();
    let (id, _) = queued(&mut p, &[A]);
    p.store.begin_sending(id).unwrap();
    p.store.record_outcome(id, &SendOutcome::Unknown { detail: "cut".into() }, None, Timestamp(3)).unwrap();
    for reader in ["fremd@c.kim.telematik-test", ""] {
        let from = [Mailbox::bare(reader)];
        let joined = p.store.apply_receipt(p.account, &["out@x".into()], &read(reader, shown), &from, Timestamp(9)).unwrap();
        assert_eq!((joined, states(&p, id)), (Joined::Misfit(id), vec![S::Uncertain]), "{reader}");
        assert_eq!(p.store.history(id).unwrap().last().unwrap().key, "history-receipt-misfit");
    }
}

#[test]
fn what_is_queued_is_known_by_all_its_answer_will_name() {
    let mut p = profile();
    let queue = |p: &mut Profile, id: &str, payload: &Payload| {
        let raw = p.store.insert_blob(id.as_bytes()).unwrap().id;
        let new = NewOutgoing {
            account: p.account,
            draft: None,
            raw,
            parsed: &mail(id, "Antrag"),
            payload: Some(payload),
            message_id: id,
            recipients: &[(RecipientKind::To, Mailbox::bare(A))],
            return_path: "praxis@a.kim.telematik-test",
            delivery_receipt: true,
            listed: true,
            now: Timestamp(2),
        };
        p.store.queue_mail(&new).unwrap()
    };
    let field = PayloadField { label_key: "field-document-id".into(), value: "urn:uuid:AB".into(), secret: false, word_key: String::new() };
    let asked = queue(&mut p, "1@x", &Payload { fields: vec![field], ..Payload::of_kind(PayloadKind::EebRequest) });
    let answer = p.put(Some("1"), b"a", &mail("antwort@kasse", "eEB"), None, 30).id;
    assert_eq!(p.store.join_eeb_answer(p.account, answer, &["ab".into()], "", Timestamp(30)).unwrap(), Some(asked));
    let request = record(EbzKind::Request, Decision::Pending, None);
    let sent = queue(&mut p, "2@x", &Payload { ebz: Some(request.clone()), ..Payload::of_kind(PayloadKind::EbzRequest) });
    assert_eq!(p.store.request_for(&everything(), &request.number).unwrap().map(|(mail, _)| mail), Some(sent));
    // An answer that is sent on decides nothing.
    let decided = record(EbzKind::Answer, Decision::Rejected, Some("2026-11-12"));
    queue(&mut p, "3@x", &Payload { ebz: Some(decided), ..Payload::of_kind(PayloadKind::EbzAnswer) });
    assert!(p.store.answers_for(&everything(), &request.number).unwrap().is_empty());
}
