//! Tests of saving, queueing and closing: one draft, one mail, nothing lost.

use super::*;
use crate::domain::directory::KimVersion;
use crate::domain::ids::{AccountId, BlobId};
use crate::domain::outgoing::{DraftAttachment, OutboxItem, OutgoingState};

const ADDRESS: &str = "brandt@n.kim.telematik";

fn recipient(address: &str) -> Recipient {
    Recipient {
        kind: RecipientKind::To,
        address: address.into(),
        name: "Dr. Brandt".into(),
        about: String::new(),
        check: DirectoryCheck::Found(KimVersion("1.5+".into())),
    }
}

fn window() -> ComposeState {
    let mut state = ComposeState::new(Draft::new(AccountId(1)));
    state.tick(-1.0, &mut Vec::new());
    state.draft.subject = "Rückfrage".into();
    state.draft.recipients.push(recipient(ADDRESS));
    state
}

/// Plays the app: numbers the commands and tells the window.
fn number(state: &mut ComposeState, out: &mut Vec<Command>, next: &mut u64) -> Vec<Command> {
    let sent = std::mem::take(out);
    for command in &sent {
        *next += 1;
        assert!(state.asked(Ticket(*next), command), "{command:?}");
    }
    sent
}

fn saved(id: i64) -> Result<Box<Answer>, Problem> {
    Ok(Box::new(Answer::DraftSaved { id: MailId(id), at: Timestamp(1000) }))
}

fn names(commands: &[Command]) -> Vec<&'static str> {
    commands
        .iter()
        .map(|c| match c {
            Command::SaveDraft(_) => "save",
            Command::Queue { .. } => "queue",
            Command::DiscardDraft { .. } => "discard",
            Command::AddAttachment { .. } => "file",
            Command::CheckRecipients { .. } => "check",
            Command::Contacts(_) => "contacts",
            _ => "other",
        })
        .collect()
}

#[test]
fn saves_after_a_pause_and_never_twice_at_once() {
    let (mut state, mut out, mut next) = (window(), Vec::new(), 0);
    assert!(state.tick(0.0, &mut out).is_some_and(|wait| wait > 1.0));
    state.tick(1.6, &mut out);
    assert_eq!(names(&number(&mut state, &mut out, &mut next)), ["save"]);
    state.draft.text = "Guten Tag".into();
    state.tick(2.0, &mut out);
    state.tick(9.0, &mut out);
    assert_eq!(out, [], "a first save is under way");
    assert!(state.answered(Ticket(1), &saved(7), 9.0, &mut out));
    assert_eq!((state.draft.id, state.saved_at()), (Some(MailId(7)), None));
    state.tick(9.1, &mut out);
    assert!(matches!(number(&mut state, &mut out, &mut next).as_slice(), [Command::SaveDraft(d)] if d.id == Some(MailId(7))));
    state.answered(Ticket(2), &saved(7), 9.2, &mut out);
    assert_eq!(state.saved_at(), Some(Timestamp(1000)));
}

#[test]
fn an_untouched_window_leaves_nothing_behind() {
    let mut out = Vec::new();
    let mut state = ComposeState::new(Draft::new(AccountId(1)));
    state.tick(0.0, &mut out);
    state.tick(5.0, &mut out);
    state.close(&mut out);
    assert_eq!((out, state.outcome()), (vec![], Some(Outcome::Kept(None))));
}

#[test]
fn sending_waits_for_the_running_save_and_queues_once() {
    let (mut state, mut out, mut next) = (window(), Vec::new(), 0);
    state.tick(0.0, &mut out);
    state.tick(2.0, &mut out);
    number(&mut state, &mut out, &mut next);
    state.send(&mut out);
    state.send(&mut out);
    assert_eq!(out, []);
    state.answered(Ticket(1), &saved(7), 2.1, &mut out);
    assert!(matches!(number(&mut state, &mut out, &mut next).as_slice(), [Command::Queue { draft, .. }] if draft.id == Some(MailId(7))));
    state.send(&mut out);
    assert_eq!(out, []);
    let item = OutboxItem {
        id: MailId(7),
        account: AccountId(1),
        state: OutgoingState::Queued,
        subject: String::new(),
        queued_at: Timestamp(0),
        size: 1,
        recipients: vec![],
        next_try: None,
        problem_code: String::new(),
        problem_detail: String::new(),
        attempts: 0,
        done: false,
        not_in_directory: vec![],
        eeb: None,
    };
    state.answered(Ticket(2), &Ok(Box::new(Answer::Queued(item))), 3.0, &mut out);
    assert_eq!(state.outcome(), Some(Outcome::Queued(MailId(7))));
}

#[test]
fn a_wrong_mail_is_stopped_and_an_odd_one_asked_about() {
    let mut out = Vec::new();
    let mut wrong = ComposeState::new(Draft::new(AccountId(1)));
    wrong.send(&mut out);
    wrong.send(&mut out);
    assert_eq!((out.as_slice(), wrong.show_issues, wrong.is_locked()), ([].as_slice(), true, false));

    let mut odd = window();
    odd.draft.subject.clear();
    odd.send(&mut out);
    assert_eq!((out.as_slice(), odd.show_issues), ([].as_slice(), true));
    odd.send(&mut out);
    assert_eq!(names(&out), ["queue"]);

    let mut left = window();
    left.to.text = "brandt".into();
    out.clear();
    left.send(&mut out);
    left.send(&mut out);
    assert_eq!(out, [], "unfinished text in a recipient field is never dropped");
}

#[test]
fn a_failed_queue_or_save_keeps_the_window_and_the_text() {
    let (mut state, mut out, mut next) = (window(), Vec::new(), 0);
    state.tick(0.0, &mut out);
    state.send(&mut out);
    number(&mut state, &mut out, &mut next);
    let problem = Problem::new("STORE-FULL", "");
    state.answered(Ticket(1), &Err(problem.clone()), 1.0, &mut out);
    assert_eq!((state.is_locked(), state.problem.as_ref()), (false, Some(&problem)));
    state.close(&mut out);
    assert_eq!(names(&number(&mut state, &mut out, &mut next)), ["save"]);
    state.answered(Ticket(2), &Err(problem), 2.0, &mut out);
    assert_eq!((state.outcome(), state.is_locked()), (None, false));
    assert!(state.tick(2.1, &mut out).is_some_and(|wait| wait > 10.0), "tries again later");
}

#[test]
fn closing_and_discarding_wait_for_what_is_under_way() {
    let (mut state, mut out, mut next) = (window(), Vec::new(), 0);
    state.add_file("/tmp/Befund.pdf".into(), &mut out);
    number(&mut state, &mut out, &mut next);
    state.close(&mut out);
    assert_eq!((out.as_slice(), state.outcome()), ([].as_slice(), None));
    let file = DraftAttachment {
        name: "Befund.pdf".into(),
        media_type: "application/pdf".into(),
        size: 9,
        blob: BlobId(1),
        facts: Default::default(),
    };
    state.answered(Ticket(1), &Ok(Box::new(Answer::AttachmentAdded(file))), 1.0, &mut out);
    assert!(matches!(number(&mut state, &mut out, &mut next).as_slice(), [Command::SaveDraft(d)] if d.attachments.len() == 1));
    state.answered(Ticket(2), &saved(8), 1.0, &mut out);
    assert_eq!(state.outcome(), Some(Outcome::Kept(Some(MailId(8)))));

    let (mut state, mut out, mut next) = (window(), Vec::new(), 0);
    state.tick(0.0, &mut out);
    state.tick(2.0, &mut out);
    number(&mut state, &mut out, &mut next);
    state.ask_discard(&mut out);
    assert!(state.asks_discard);
    state.discard(&mut out);
    assert_eq!(out, []);
    state.answered(Ticket(1), &saved(9), 2.0, &mut out);
    assert_eq!(number(&mut state, &mut out, &mut next), [Command::DiscardDraft { mail: MailId(9) }]);
    state.answered(Ticket(2), &Ok(Box::new(Answer::Done)), 2.0, &mut out);
    assert_eq!(state.outcome(), Some(Outcome::Discarded));
}

#[test]
fn the_directory_checks_typed_recipients_without_making_a_draft() {
    let mut draft = Draft::new(AccountId(1));
    draft.recipients = [ADDRESS, "weg@n.kim.telematik"].map(|a| Recipient { check: DirectoryCheck::Unknown, ..recipient(a) }).into();
    let (mut state, mut out, mut next) = (ComposeState::new(draft), Vec::new(), 0);
    state.tick(0.0, &mut out);
    assert_eq!(names(&number(&mut state, &mut out, &mut next)), ["check"]);
    let found = DirectoryCheck::Found(KimVersion("1.5".into()));
    let checks = vec![checked("Brandt@N.kim.telematik", found, None), checked("weg@n.kim.telematik", DirectoryCheck::NotFound, None)];
    state.answered(Ticket(1), &Ok(Box::new(Answer::RecipientsChecked(checks))), 1.0, &mut out);
    assert_eq!(state.draft.recipients[0].check, DirectoryCheck::Found(KimVersion("1.5".into())));
    assert_eq!(state.draft.recipients[1].check, DirectoryCheck::NotFound);
    assert!(!state.is_dirty(), "knowing more about a recipient is no change a person made");
    state.tick(9.0, &mut out);
    state.close(&mut out);
    assert_eq!((out, state.outcome()), (vec![], Some(Outcome::Kept(None))));
}

#[test]
fn an_unreadable_file_is_named() {
    let (mut state, mut out, mut next) = (window(), Vec::new(), 0);
    state.add_file("/tmp/Röntgen.jpg".into(), &mut out);
    number(&mut state, &mut out, &mut next);
    assert!(state.issues().iter().any(|i| i.key == "compose-issue-files"));
    state.answered(Ticket(1), &Err(Problem::new("FILE-READ", "")), 1.0, &mut out);
    assert_eq!(state.failed_files.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["Röntgen.jpg"]);
    assert!(!state.issues().iter().any(|i| i.key == "compose-issue-files"));
}

#[test]
fn a_signature_alone_is_nothing_to_keep_and_follows_the_sender() {
    let account = |id, address: &str| crate::domain::account::Account {
        id: AccountId(id),
        settings: crate::domain::account::AccountSettings::new(crate::domain::address::KimAddress::parse(address).unwrap()),
        has_password: true,
        last_fetch: None,
        messages: 0,
    };
    let usage = Usage { signatures: vec![(AccountId(1), "Praxis A".into()), (AccountId(2), "Praxis B".into())], ..Usage::default() };
    let (mut state, mut out) = (ComposeState::for_account(&account(1, "a@x.kim.telematik"), &usage), Vec::new());
    assert_eq!(state.draft.text, "\n\nPraxis A\n");
    state.set_account(&account(2, "b@x.kim.telematik"), &usage);
    assert_eq!(state.draft.text, "\n\nPraxis B\n");
    state.tick(0.0, &mut out);
    state.tick(9.0, &mut out);
    assert_eq!(out, [], "nothing was written yet");
    state.close(&mut out);
    assert_eq!((out.len(), state.outcome()), (0, Some(Outcome::Kept(None))));
}

fn checked(address: &str, check: DirectoryCheck, news: Option<ContactNews>) -> RecipientCheck {
    let (name, about, telematik_id) = ("Dr. Lena Brandt".into(), String::new(), String::new());
    RecipientCheck { address: address.into(), check, name, about, telematik_id, news }
}

#[test]
fn a_surprise_at_sending_is_shown_and_sent_only_when_a_person_says_so() {
    let (mut state, mut out, mut next) = (window(), Vec::new(), 0);
    state.tick(0.0, &mut out);
    number(&mut state, &mut out, &mut next);
    state.send(&mut out);
    assert_eq!(names(&number(&mut state, &mut out, &mut next)), ["queue"]);
    let news = ContactNews::OtherOwner { name: "Praxis Neu".into(), telematik_id: "1-2".into() };
    let surprise = checked(ADDRESS, DirectoryCheck::Found(KimVersion("1.5".into())), Some(news));
    state.answered(Ticket(next), &Ok(Box::new(Answer::RecipientsChecked(vec![surprise]))), 1.0, &mut out);
    assert_eq!((state.is_locked(), state.show_issues, state.outcome()), (false, true, None));
    assert!(state.issues().iter().any(|i| i.key == "compose-issue-other-owner"));
    state.send(&mut out);
    assert_eq!(names(&number(&mut state, &mut out, &mut next)), ["contacts", "queue"], "taking note comes before the second try");
}

#[test]
fn a_group_adds_only_whom_the_mail_does_not_have() {
    let (mut state, mut out) = (window(), Vec::new());
    state.add_recipients(vec![recipient("BRANDT@n.kim.telematik"), recipient("neu@n.kim.telematik")], &mut out);
    let addresses: Vec<_> = state.draft.recipients.iter().map(|r| r.address.as_str()).collect();
    assert_eq!(addresses, [ADDRESS, "neu@n.kim.telematik"]);
}

#[test]
fn a_file_of_an_application_brings_its_kind_and_a_chosen_one_stays() {
    use crate::domain::file_facts::{FileFacts, FileForm};
    let attach = |state: &mut ComposeState, name: &str, facts: FileFacts| {
        let (mut out, mut next) = (Vec::new(), 0);
        state.add_file(name.into(), &mut out);
        let ticket = Ticket(next + 1);
        number(state, &mut out, &mut next);
        let file = DraftAttachment { name: name.into(), media_type: String::new(), size: 1, blob: BlobId(1), facts };
        state.answered(ticket, &Ok(Box::new(Answer::AttachmentAdded(file))), 1.0, &mut out);
    };
    let pdf = || FileFacts { form: FileForm::Pdf, signed: true, archive: "2b".into(), ..FileFacts::default() };
    let xml = || FileFacts { form: FileForm::LetterXml, ..FileFacts::default() };
    let mut state = window();
    state.draft.dienstkennung = "KIM-Mail;Default;V1.0".into();
    attach(&mut state, "brief.pdf", pdf());
    assert_eq!(state.draft.dienstkennung, "KIM-Mail;Default;V1.0", "a PDF alone is a PDF");
    attach(&mut state, "brief.xml", xml());
    assert_eq!(state.draft.dienstkennung, "Arztbrief;VHitG-Versand;V1.2");
    let mut state = window();
    state.draft.dienstkennung = "XYZ;Probe;V1.0".into();
    attach(&mut state, "EEEB0_ANF_1.p7s", FileFacts { form: FileForm::EebRequest, signed: true, ..FileFacts::default() });
    assert_eq!(state.draft.dienstkennung, "XYZ;Probe;V1.0");
    let told = state.issues().into_iter().find(|issue| issue.key == "draft-issue-eeb-kind").unwrap();
    assert!(issues::apply(&told.remedy, &mut state.draft) && state.draft.dienstkennung == "eEB;Anfrage;V1.1");
}
