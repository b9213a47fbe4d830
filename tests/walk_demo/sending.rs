//! From „Senden" to „gelesen": one, several, refused, uncertain, busy, undeliverable, receipts of both kinds.

use std::time::Duration;

use kimpost::domain::mail::{Folder, MailClass, MailFilter};
use kimpost::domain::outgoing::{OutboxItem, OutgoingState as S, RecipientKind};
use kimpost::domain::secret::Secret;
use kimpost::engine::command::{Command, ExportFormat, Resolution};
use kimpost::engine::event::{Answer, Event, ImportResult};
use kimpost::engine::profile::KeySource;
use kimpost::engine::{Mode, Profile};

use crate::support::{Desk, HA, KH, Town, ZP, answer, recipient, until};

const READER: &str = "t.mueller@moorburg.kim.telematik-test";
const SILENT: &str = "befunde@labor-westerdiek.kim.telematik-test";
const CUT: &str = "verbindung.bricht.ab@fennwalde.kim.telematik-test";
const BUSY: &str = "besetzt@fennwalde.kim.telematik-test";
const UNCERTIFIED: &str = "ohne.zertifikat@fennwalde.kim.telematik-test";

fn town() -> (Town, Desk) {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    (town, desk)
}

fn states(item: &OutboxItem) -> Vec<(&str, S)> {
    item.recipients.iter().map(|r| (r.mailbox.address.as_str(), r.state)).collect()
}

#[test]
fn a_mail_goes_from_the_draft_to_read() {
    let (_town, desk) = town();
    let item = desk.send(desk.draft(ZP, &[READER], "Überweisung – Größe"));
    assert_eq!((item.state, item.attempts, item.problem_code.as_str()), (S::Accepted, 1, ""));
    assert!(!item.recipients[0].mailbox.name.is_empty(), "the directory knows the name");
    let sent = desk.list(MailFilter { folder: Folder::Sent, ..MailFilter::default() });
    assert_eq!((sent.total, sent.rows[0].subject.as_str(), sent.rows[0].state), (1, "Überweisung – Größe", Some(S::Accepted)));
    let delivered = desk.fetch_until("delivery", |desk| Some(desk.sent(item.id)).filter(|i| i.state != S::Accepted));
    assert!(matches!(delivered.state, S::Delivered | S::Read));
    let read = desk.fetch_until("reading", |desk| Some(desk.sent(item.id)).filter(|i| i.state == S::Read));
    assert!(read.recipients[0].delivered_at.is_some() && read.recipients[0].read_at.is_some());
    assert_eq!(desk.inbox().len(), 0, "receipts are shown with their mail, not in the inbox");
    let detail = desk.open(item.id);
    assert_eq!(detail.recipients[0].state, S::Read);
    assert!(detail.history.iter().any(|l| l.key == "history-queued") && detail.history.iter().any(|l| l.key == "history-accepted"));
    assert_eq!(desk.counts(ZP).sent, 1);
    assert_eq!((desk.counts(ZP).outbox, desk.counts(ZP).outbox_attention), (0, 0));
    // The recipient is suggested from now on.
    for words in ["müll", "MOOR", "t.mue"] {
        let suggested = answer!(desk.ask(Command::SuggestRecipients { text: words.into() }), Answer::Suggestions(s) => s.contacts);
        assert_eq!(suggested.len(), 1, "{words}");
        assert_eq!(suggested[0].address, READER);
    }
    assert_eq!(answer!(desk.ask(Command::SuggestRecipients { text: " ".into() }), Answer::Suggestions(s) => s.contacts).len(), 0);
}

#[test]
fn what_is_stored_is_what_arrives() {
    let town = Town::empty();
    let desk = Desk::throw_away(Mode::CommandsOnly);
    for address in [ZP, KH] {
        desk.join(&town, address);
    }
    let mut draft = desk.draft(
        ZP,
        &[KH],
        "Vier Anlagen: ÄÖÜ ß – „Anführung“ und ein sehr langer Betreff, der gefaltet werden muss, weil er zu lang ist",
    );
    let bytes: Vec<(&str, Vec<u8>)> = vec![
        ("Überweisung Müller.pdf", (0..=255).cycle().take(300_000).collect()),
        ("leer.txt", Vec::new()),
        ("Zeilen.txt", b".\r\n..\nFrom x\r\r\n.\r\n".to_vec()),
        ("Daten.xml", "<a>Größe</a>\n".as_bytes().to_vec()),
    ];
    for (name, content) in &bytes {
        let path = desk.path(name);
        std::fs::write(&path, content).unwrap();
        desk.attach(&mut draft, &path);
    }
    draft.recipients.push(kimpost::domain::outgoing::Recipient { kind: RecipientKind::Cc, ..recipient(READER) });
    let text = draft.text.clone();
    let item = desk.send(draft);
    assert_eq!(item.state, S::Accepted);
    let arrived = desk.fetch_until("the mail", |desk| desk.inbox().into_iter().find(|r| r.account == desk.id(KH)));
    assert_eq!(arrived.subject, desk.open(item.id).row.subject);
    let detail = desk.open(arrived.id);
    assert_eq!(detail.parsed.text.replace("\r\n", "\n").trim_end(), text.trim_end());
    assert_eq!(detail.parsed.cc[0].address, READER);
    assert!(detail.headers.iter().all(|h| !h.name.eq_ignore_ascii_case("bcc")));
    let id = detail.parsed.message_id.unwrap();
    assert!(id.ends_with("@kimpost.invalid"), "{id}");
    let saved = desk.save_files(arrived.id, &desk.path("in"));
    assert_eq!(saved.len(), bytes.len());
    for ((name, content), file) in bytes.iter().zip(&saved) {
        assert_eq!(&std::fs::read(&file.path).unwrap(), content, "{name}");
        assert!(file.path.ends_with(name), "{}", file.path.display());
    }
    // On the wire nothing is longer than SMTP allows, and no lone CR or LF leaves.
    let raw = desk.raw(item.id);
    assert!(raw.split(|b| *b == b'\n').all(|line| line.len() <= 999 && (line.is_empty() || line.ends_with(b"\r"))));
    // The read receipt that was asked for leaves once, when a person opens it.
    assert!(arrived.receipt_requested);
    desk.read(arrived.id);
    desk.read(arrived.id);
    let flushed = answer!(desk.ask(Command::FlushOutbox), Answer::Outbox(items) => items);
    assert_eq!(flushed.len(), 1, "one receipt");
    assert_eq!(flushed[0].state, S::Accepted, "{}", flushed[0].problem_detail);
    assert!(!desk.open(arrived.id).row.receipt_requested);
    assert!(desk.outbox().iter().all(|i| i.id == item.id), "the receipt is no mail of its own");
    desk.fetch_until("reading", |desk| {
        desk.sent(item.id).recipients.iter().find(|r| r.mailbox.address == KH && r.state == S::Read).cloned()
    });
    assert_eq!(desk.problem(Command::AnswerReadReceipt { mail: arrived.id, send: true }), "RECEIPT-NOT-ASKED");
}

#[test]
fn each_recipient_has_its_own_fate() {
    let (_town, desk) = town();
    let gone = "verzogen@fennwalde.kim.telematik-test";
    let full = "aufnahme@st-notburga.kim.telematik-test";
    let late = "k.mueller@muehlgraben.kim.telematik-test";
    let item = desk.send(desk.draft(ZP, &[READER, SILENT, gone, full, late, UNCERTIFIED], "An alle"));
    assert_eq!(item.state, S::Accepted, "{:?} {}", states(&item), item.problem_detail);
    let settled = desk.fetch_until("all fates", |desk| {
        let item = desk.sent(item.id);
        item.recipients.iter().all(|r| r.state != S::Accepted && (r.mailbox.address == SILENT || r.state != S::Delivered)).then_some(item)
    });
    assert_eq!(
        states(&settled),
        [
            (READER, S::Read),
            (SILENT, S::Delivered),
            (gone, S::Undeliverable),
            (full, S::Undeliverable),
            (late, S::Read),
            (UNCERTIFIED, S::Undeliverable)
        ]
    );
    assert_eq!(settled.state, S::Undeliverable, "what needs a person counts");
    assert_eq!(desk.counts(ZP).outbox_attention, 1);
    assert!(settled.recipients.iter().filter(|r| r.state == S::Undeliverable).all(|r| !r.reply.is_empty()));
    assert!(desk.inbox().iter().all(|r| r.class != MailClass::Receipt), "failures are shown with their mail");
}

#[test]
fn a_lost_line_after_data_is_uncertain_and_never_repeated_by_itself() {
    let (town, desk) = town();
    let item = desk.send(desk.draft(ZP, &[CUT], "Unklar"));
    assert_eq!((item.state, item.problem_code.as_str(), item.next_try), (S::Uncertain, "SMTP-UNCERTAIN", None));
    assert_eq!(answer!(desk.ask(Command::FlushOutbox), Answer::Outbox(items) => items).len(), 0);
    assert_eq!(desk.problem(Command::RetrySend { mail: item.id }), "SEND-STATE");
    assert_eq!(desk.problem(Command::CancelSend { mail: item.id }), "SEND-STATE");
    assert_eq!(desk.sent(item.id).attempts, 1);
    // The Clientmodul had taken it over, as its notice tells.
    let settled = desk.fetch_until("the notice", |desk| Some(desk.sent(item.id)).filter(|i| i.state != S::Uncertain));
    assert_eq!(settled.state, S::Delivered);
    assert_eq!((settled.problem_code.as_str(), settled.problem_detail.as_str()), ("", ""), "nothing is uncertain any more");
    // Without any notice a person decides.
    let mut other = desk.draft(ZP, &[CUT], "Unklar ohne Bestätigung");
    (other.delivery_receipt, other.read_receipt) = (false, false);
    let other = desk.send(other);
    let resent = Command::ResolveUncertain { mail: other.id, resolution: Resolution::Resend };
    let waits = answer!(desk.ask(resent), Answer::Queued(item) => item);
    assert_eq!(waits.state, S::Queued);
    assert_eq!(desk.retry(other.id).state, S::Uncertain, "the line breaks again");
    let filed = Command::ResolveUncertain { mail: other.id, resolution: Resolution::Sent };
    assert_eq!(answer!(desk.ask(filed.clone()), Answer::Queued(item) => item).state, S::Accepted);
    assert_eq!(desk.problem(filed), "SEND-STATE");
    let keys: Vec<String> = desk.open(other.id).history.into_iter().map(|l| l.key).collect();
    assert!(keys.contains(&"history-resolved-resend".into()) && keys.contains(&"history-resolved-sent".into()), "{keys:?}");
    drop(town);
}

#[test]
fn a_451_waits_for_a_person_and_goes_out_then() {
    let (_town, desk) = town();
    let item = desk.send(desk.draft(ZP, &[BUSY], "Erst besetzt"));
    assert_eq!((item.state, item.attempts, item.next_try), (S::Refused, 1, None), "451 has several causes: nobody repeats it by itself");
    assert!(item.problem_code == "SMTP-451" && item.problem_detail.contains("Konnektor antwortet nicht"), "{}", item.problem_detail);
    assert_eq!(answer!(desk.ask(Command::FlushOutbox), Answer::Outbox(items) => items).len(), 0);
    assert_eq!((desk.counts(ZP).outbox, desk.counts(ZP).outbox_attention), (1, 1));
    let sent = desk.retry(item.id);
    assert_eq!((sent.state, sent.attempts, sent.problem_code.as_str()), (S::Accepted, 2, ""));
    assert_eq!((desk.counts(ZP).outbox, desk.counts(ZP).outbox_attention), (0, 0));
}

#[test]
fn no_certificate_for_anybody_shows_the_clientmoduls_words() {
    let (_town, desk) = town();
    let item = desk.send(desk.draft(ZP, &[UNCERTIFIED], "Niemand"));
    assert_ne!(item.state, S::Accepted);
    assert!(item.problem_detail.contains("Verschluesselungszertifikate"), "{}", item.problem_detail);
    assert!(item.problem_code.starts_with("SMTP-451"), "{}", item.problem_code);
}

#[test]
fn what_cannot_be_sent_is_refused_at_the_field() {
    let (_town, desk) = town();
    let check = |change: &dyn Fn(&mut kimpost::domain::outgoing::Draft), code: &str| {
        let mut draft = desk.draft(ZP, &[READER], "Befund");
        change(&mut draft);
        assert_eq!(desk.problem(Command::Queue { draft: Box::new(draft), directory_check: false, send_now: true }), code);
    };
    check(&|d| d.recipients.clear(), "INPUT-NO-RECIPIENT");
    check(&|d| d.recipients[0].kind = RecipientKind::Cc, "INPUT-NO-RECIPIENT");
    check(&|d| d.recipients[0].address = "kein at".into(), "INPUT-ADDRESS");
    check(&|d| d.recipients[0].address = "a@b.kim.telematik-test\r\nRCPT TO:<x@y.kim.telematik-test>".into(), "INPUT-ADDRESS");
    check(&|d| d.recipients[0].address = "arzt@gmx.example".into(), "INPUT-NOT-KIM");
    check(&|d| d.recipients.push(recipient(&READER.to_uppercase())), "INPUT-TWICE");
    check(&|d| d.subject = "a\r\nBcc: x@y.kim.telematik-test".into(), "INPUT-SUBJECT");
    check(&|d| d.dienstkennung = "EBZ\r\nX: y".into(), "INPUT-DIENSTKENNUNG");
    assert_eq!(desk.outbox().len(), 0);
    let drafts = desk.list(MailFilter { folder: Folder::Drafts, ..MailFilter::default() });
    assert_eq!(drafts.total, 0, "a refusal leaves nothing behind");
}

#[test]
fn where_nobody_answers_one_is_tried_and_the_others_wait_with_it() {
    let town = Town::empty();
    let source = KeySource::Passphrase(Secret::new("wandernde Dünen am Watt"));
    let files = tempfile::tempdir().unwrap();
    let dir = files.path().join("profile");
    let desk = Desk::on(Profile::init(&dir, &source).unwrap(), Mode::CommandsOnly, files);
    let (silent, _) = (desk.join(&town, ZP), desk.join(&town, KH));
    let mut settings = silent.settings.clone();
    // Nobody listens there.
    settings.outgoing.port = 1;
    desk.save(Some(silent.id), settings, None).unwrap();
    let first = desk.queue(desk.draft(ZP, &[KH], "Erste")).id;
    let others = [desk.queue(desk.draft(ZP, &[KH], "Zweite")).id, desk.queue(desk.draft(ZP, &[KH], "Dritte")).id];
    let elsewhere = desk.queue(desk.draft(KH, &[HA], "Anderes Konto")).id;
    let files = desk.stop();
    let desk = Desk::on(Profile::open(&dir, &source).unwrap(), Mode::Background, files);
    until("the other account", || (desk.sent(elsewhere).state == S::Accepted).then_some(()));
    let tried = desk.sent(first);
    assert_eq!((tried.state, tried.attempts, tried.problem_code.as_str()), (S::Queued, 1, "SMTP-CONNECT"));
    for other in others.map(|id| desk.sent(id)) {
        assert_eq!((other.state, other.attempts, other.next_try), (S::Queued, 0, tried.next_try));
        assert_eq!((other.problem_code, other.problem_detail), (tried.problem_code.clone(), tried.problem_detail.clone()));
    }
    // By hand it is tried at once all the same.
    assert_eq!(desk.retry(others[0]).attempts, 1);
}

#[test]
fn a_waiting_mail_can_be_taken_back() {
    let (_town, desk) = town();
    let item = desk.queue(desk.draft(ZP, &[READER], "Doch nicht"));
    assert_eq!((item.state, desk.counts(ZP).outbox), (S::Queued, 1));
    let back = answer!(desk.ask(Command::CancelSend { mail: item.id }), Answer::Queued(item) => item);
    assert_eq!(back.state, S::Draft);
    let draft = answer!(desk.ask(Command::OpenDraft { mail: item.id }), Answer::Draft(draft) => *draft);
    assert_eq!((draft.subject.as_str(), draft.recipients.len()), ("Doch nicht", 1));
    assert_eq!((desk.counts(ZP).outbox, desk.counts(ZP).drafts), (0, 1));
    assert_eq!(answer!(desk.ask(Command::FlushOutbox), Answer::Outbox(items) => items).len(), 0);
    // And sent after all.
    assert_eq!(desk.send(draft).state, S::Accepted);
    assert_eq!((desk.counts(ZP).drafts, desk.counts(ZP).sent), (0, 1));
}

#[test]
fn the_background_sends_fetches_and_answers_by_itself() {
    let town = Town::empty();
    let mut desk = Desk::throw_away(Mode::Background);
    desk.join(&town, ZP);
    desk.event("the first fetch", |event| if let Event::FetchFinished(f) = event { f.problems.is_empty().then_some(()) } else { None });
    desk.event("the next time", |event| if let Event::NextFetch { at } = event { Some(at) } else { None });
    let draft = Box::new(desk.draft(ZP, &[READER], "Im Hintergrund"));
    let item = answer!(desk.ask(Command::Queue { draft, directory_check: true, send_now: true }), Answer::Queued(item) => item);
    until("sent by the timer", || Some(desk.sent(item.id)).filter(|i| i.state == S::Accepted));
    // Sent and asked for at the same moment: once, with one outcome.
    for _ in 0..5 {
        let draft = Box::new(desk.draft(ZP, &[SILENT], "Gleichzeitig"));
        let item = answer!(desk.ask(Command::Queue { draft, directory_check: false, send_now: true }), Answer::Queued(item) => item);
        if let Ok(Answer::Queued(told)) = desk.try_ask(Command::RetrySend { mail: item.id }) {
            assert_eq!(told.state, S::Accepted);
        }
        until("sent", || Some(desk.sent(item.id)).filter(|i| i.state == S::Accepted && i.attempts == 1));
    }
    desk.ask(Command::CancelFetch { accounts: Vec::new() });
}

#[test]
fn an_absent_colleague_answers_by_a_notice() {
    let (_town, desk) = town();
    desk.send(desk.draft(ZP, &["labor.uebersee@neuhaven.kim.telematik-test"], "Probe"));
    let notice = desk.fetch_until("the notice", |desk| desk.inbox().into_iter().find(|r| r.subject.starts_with("Abwesenheitsnotiz")));
    assert_eq!(notice.class, MailClass::Notice);
    assert!(!notice.receipt_requested);
}

#[test]
fn a_colleague_replies_into_the_conversation() {
    let (_town, desk) = town();
    let item = desk.send(desk.draft(ZP, &["dr.holtkamp@kieferchirurgie-lindenau.kim.telematik-test"], "Frage zu Zahn 38"));
    let reply = desk.fetch_until("the reply", |desk| desk.inbox().into_iter().find(|r| r.subject.contains("Frage zu Zahn 38")));
    assert_eq!(reply.class, MailClass::Personal);
    assert!(desk.open(reply.id).thread.iter().any(|r| r.id == item.id));
}

/// RFC 8098 §3.2.4: whoever knows the Message-ID can say that he read the mail.
#[test]
fn a_read_receipt_of_somebody_else_is_shown_and_marks_nothing() {
    let (town, desk) = town();
    let mut draft = desk.draft(ZP, &[READER, SILENT], "Befund");
    (draft.delivery_receipt, draft.read_receipt) = (false, false);
    let item = desk.send(draft);
    assert_eq!(item.state, S::Accepted);
    let id = desk.open(item.id).parsed.message_id.unwrap();
    let receipt = |from: &str, reader: &str, subject: &str| {
        let extra = format!("In-Reply-To: <{id}>\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n");
        let body = format!(
            "--b\r\nContent-Type: text/plain\r\n\r\nGelesen\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\n\
             Final-Recipient: rfc822;{reader}\r\nOriginal-Message-ID: <{id}>\r\n\
             Disposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--b--\r\n"
        );
        crate::support::kim_mail(from, ZP, subject, &extra, &body)
    };
    let stranger = "fremd@y.kim.telematik-test";
    town.put(ZP, &receipt(stranger, stranger, "Von Fremden"));
    town.put(ZP, &receipt(READER, SILENT, "Einer für den anderen"));
    desk.fetch_well();
    let shown: Vec<_> =
        desk.inbox().into_iter().filter(|row| ["Von Fremden", "Einer für den anderen"].contains(&row.subject.as_str())).collect();
    assert_eq!(shown.len(), 2, "both are kept and in view");
    let says_so = |mail| desk.open(mail).history.iter().filter(|line| line.key == "history-receipt-misfit").count();
    assert!(shown.iter().all(|row| says_so(row.id) == 1));
    assert_eq!(says_so(item.id), 2);
    assert_eq!(states(&desk.sent(item.id)), [(READER, S::Accepted), (SILENT, S::Accepted)]);
    // The recipient himself, in other letters and under another name of his mailbox.
    town.put(ZP, &receipt(&SILENT.to_uppercase(), "postfach@intern.kim.telematik-test", "Vom Empfänger"));
    desk.fetch_well();
    let read: Vec<_> = desk.sent(item.id).recipients.into_iter().filter(|r| r.state == S::Read).map(|r| r.mailbox.address).collect();
    assert_eq!(read, [SILENT]);
    assert!(desk.inbox().iter().all(|row| row.subject != "Vom Empfänger"), "shown with its mail");
}

#[test]
fn a_declined_receipt_is_not_sent() {
    let town = Town::empty();
    let desk = Desk::throw_away(Mode::CommandsOnly);
    let mut settings = town.settings(HA);
    settings.options.answer_read_receipts = false;
    desk.save(None, settings, Some(town.password(HA))).unwrap();
    for n in 0..2 {
        let ask = format!("Disposition-Notification-To: {READER}\r\nContent-Type: text/plain\r\n");
        town.put(HA, &crate::support::kim_mail(READER, HA, &format!("Bitte bestätigen {n}"), &ask, "Text\r\n"));
    }
    desk.fetch_well();
    let rows = desk.inbox();
    assert!(rows.iter().all(|r| r.receipt_requested));
    for row in &rows {
        desk.read(row.id);
    }
    assert_eq!(answer!(desk.ask(Command::FlushOutbox), Answer::Outbox(items) => items).len(), 0, "it stays a question");
    desk.ask(Command::AnswerReadReceipt { mail: rows[0].id, send: false });
    assert!(!desk.open(rows[0].id).row.receipt_requested);
    desk.ask(Command::AnswerReadReceipt { mail: rows[1].id, send: true });
    let sent = answer!(desk.ask(Command::FlushOutbox), Answer::Outbox(items) => items);
    assert_eq!((sent.len(), sent[0].state), (1, S::Accepted));
    assert_eq!(desk.problem(Command::AnswerReadReceipt { mail: rows[0].id, send: true }), "RECEIPT-NOT-ASKED");
    assert!(town.demo.mails_in(HA) == 2 && Duration::ZERO < crate::support::DEADLINE);
}

#[test]
fn what_was_sent_is_known_when_its_export_comes_back_and_one_bad_mail_stops_no_other() {
    let (town, desk) = town();
    let item = desk.send(desk.draft(ZP, &["t.mueller@moorburg.kim.telematik-test"], "Ausgang"));
    assert_eq!(item.state, S::Accepted);
    let path = desk.path("alles.mbox");
    let export = Command::Export { format: ExportFormat::Mbox, to: path.clone(), search: String::new(), accounts: Vec::new() };
    desk.ask(export);
    let report = desk.import(std::slice::from_ref(&path));
    assert!(!report.mails.is_empty() && report.mails.iter().all(|m| m.result == ImportResult::Known), "{:?}", report.mails.len());
    let sent = || desk.list(MailFilter { folder: Folder::Sent, search: "Ausgang".into(), ..MailFilter::default() }).total;
    assert_eq!(sent(), 1);
    // The second of three belongs to nobody here, and with two accounts nobody can guess.
    desk.join(&town, KH);
    let mail = |to: &str, subject: &str| {
        let raw = crate::support::text_mail("b@x.kim.telematik-test", to, subject, "Text\r\n");
        [b"From kimpost Thu Jan  1 00:00:00 1970\n".as_slice(), &raw, b"\n"].concat()
    };
    let three = [mail(ZP, "Eins"), mail("fremd@y.kim.telematik-test", "Zwei"), mail(ZP, "Drei")].concat();
    let path = desk.path("drei.mbox");
    std::fs::write(&path, three).unwrap();
    let results: Vec<ImportResult> = desk.import(&[path]).mails.iter().map(|m| m.result).collect();
    assert_eq!(results, [ImportResult::New, ImportResult::Failed, ImportResult::New]);
}

#[test]
fn whom_the_directory_does_not_know_is_told_with_the_queued_mail() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let (known, unknown) = ("t.mueller@moorburg.kim.telematik-test", "gibtsnicht@moorburg.kim.telematik-test");
    let item = desk.queue(desk.draft(ZP, &[known, unknown], "Rückfrage"));
    assert_eq!((item.not_in_directory, item.recipients.len()), (vec![unknown.to_owned()], 2));
    let later = desk.queue(desk.draft(ZP, &[known], "Rückfrage"));
    assert_eq!(later.not_in_directory, Vec::<String>::new());
}
