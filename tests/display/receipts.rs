//! Read receipts: asked for by hostile mails, answered at most once, and never to somebody else (rule 26, RFC 8098, RFC 3834).

use kimpost::domain::ids::MailId;
use kimpost::domain::mail::{MailClass, MailFilter};
use kimpost::domain::outgoing::OutgoingState;
use kimpost::engine::command::Command;
use kimpost::engine::event::Answer;

use crate::proof::report;
use crate::support::{Desk, KH, Town, ZP, answer, until};

const ASKS: &str = "Disposition-Notification-To: kardiologie@klinikum-hohenfenn.kim.telematik-test\n";

/// A mail that asks for a receipt; `head` without the lines given here.
fn asking(name: &str, return_path: &str, head: &str, body: &str) -> Vec<u8> {
    let from = if head.lines().any(|l| l.starts_with("From:")) { String::new() } else { format!("From: {KH}\n") };
    let kind = if head.contains("Content-Type:") { "" } else { "Content-Type: text/plain\n" };
    let results = if head.contains("X-KIM-Dec") { "" } else { "X-KIM-DecryptionResult: 00\nX-KIM-IntegrityCheckResult: 01\n" };
    format!(
        "{return_path}Message-ID: <{name}@asks.invalid>\nDate: Sat, 21 Nov 2026 10:00:00 +0100\n{from}To: {ZP}\nSubject: {name}\n{results}{kind}{head}\n{body}\n"
    )
    .replace('\n', "\r\n")
    .into_bytes()
}

/// Who reads by himself what was asked, and what was done about it.
fn desk(town: &Town) -> Desk {
    let desk = Desk::of_one(town, ZP);
    let account = desk.account(ZP);
    let mut settings = account.settings;
    settings.options.answer_read_receipts = true;
    desk.save(Some(account.id), settings, None).unwrap();
    desk
}

fn history(desk: &Desk, mail: MailId, key: &str) -> usize {
    desk.open(mail).history.iter().filter(|line| line.key == key).count()
}

/// Sends what is queued: so many mails, and all of them accepted.
fn flush(desk: &Desk, count: usize) {
    let sent = answer!(desk.ask(Command::FlushOutbox), Answer::Outbox(items) => items);
    assert_eq!(sent.len(), count);
    assert!(sent.iter().all(|item| item.state == OutgoingState::Accepted));
}

/// Name, Return-Path line, other lines, body, and whether a receipt goes out by itself.
fn cases() -> Vec<(&'static str, String, String, &'static str, bool)> {
    let own = format!("Return-Path: <{KH}>\n");
    let asks = ASKS.to_owned();
    let with = |more: &str| format!("{ASKS}{more}");
    let dsn = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n";
    let dsn_body = "--b\n\nx\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.de\nAction: failed\n\n--b--";
    let mdn = "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n";
    let mdn_body = "--b\n\nx\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; a@b.de\nOriginal-Message-ID: <x@y>\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--b--";
    vec![
        ("honest", own.clone(), asks.clone(), "x", true),
        ("honest-without-path", String::new(), asks.clone(), "x", true),
        ("honest-other-case", format!("Return-Path: <{}>\n", KH.to_uppercase()), asks.clone(), "x", true),
        ("not-automatic", own.clone(), with("Auto-Submitted: no\n"), "x", true),
        ("another-path", "Return-Path: <x@y.kim.telematik-test>\n".into(), asks.clone(), "x", false),
        ("two-paths", format!("{own}Return-Path: <x@y.kim.telematik-test>\n"), asks.clone(), "x", false),
        ("no-path", "Return-Path: <>\n".into(), asks.clone(), "x", false),
        ("no-path-behind-one", format!("{own}Return-Path: < >\n"), asks.clone(), "x", false),
        ("two-addresses", own.clone(), format!("Disposition-Notification-To: {KH}, x@y.kim.telematik-test\n"), "x", false),
        ("two-lines", own.clone(), format!("{ASKS}Disposition-Notification-To: x@y.kim.telematik-test\n"), "x", false),
        ("another-address", own.clone(), "Disposition-Notification-To: x@y.kim.telematik-test\n".into(), "x", false),
        ("not-of-KIM", "Return-Path: <x@y.example>\n".into(), "Disposition-Notification-To: x@y.example\n".into(), "x", false),
        ("a-name-only", own.clone(), format!("Disposition-Notification-To: \"{KH}\"\n <x@y.kim.telematik-test>\n"), "x", false),
        ("automatic", own.clone(), with("Auto-Submitted: auto-generated\n"), "x", false),
        ("automatic-answer", own.clone(), with("Auto-Submitted: auto-replied; x=y\n"), "x", false),
        ("automatic-behind-a-comment", own.clone(), with("Auto-Submitted: (no) auto-replied\n"), "x", false),
        ("automatic-in-the-second-line", own.clone(), with("Auto-Submitted: no\nAuto-Submitted: auto-replied\n"), "x", false),
        ("changed", own.clone(), with("X-KIM-DecryptionResult: 00\nX-KIM-IntegrityCheckResult: 02\n"), "x", false),
        ("encrypted", own.clone(), with("X-KIM-DecryptionResult: 01\n"), "x", false),
        ("an-error-mail", own.clone(), with("X-KIM-Fehlermeldung: 4009\n"), "x", false),
        ("a-delivery-notice", own.clone(), with(dsn), dsn_body, false),
        ("a-receipt", own.clone(), with(mdn), mdn_body, false),
        ("from-myself", own.clone(), format!("From: {ZP}\n{ASKS}"), "x", false),
        ("to-myself", format!("Return-Path: <{ZP}>\n"), format!("Disposition-Notification-To: {ZP}\n"), "x", false),
        ("an-application-that-forbids", own.clone(), with("X-KIM-Dienstkennung: 1ClickAbrechnung;Lieferung;V2.0\n"), "x", false),
        ("nothing-asked", own, "X-a: b\n".into(), "x", false),
    ]
}

#[test]
fn a_receipt_leaves_by_itself_only_when_every_condition_holds() {
    let town = Town::empty();
    let desk = desk(&town);
    let cases = cases();
    for (name, path, head, body, _) in &cases {
        town.put(ZP, &asking(name, path, head, body));
    }
    desk.fetch_well();
    let before = town.demo.mails_in(KH);
    let mails: Vec<MailId> = cases
        .iter()
        .map(|(name, ..)| {
            let all = MailFilter { limit: 1000, all_folders: true, ..MailFilter::default() };
            let found: Vec<_> = desk.list(all).rows.into_iter().filter(|r| r.subject == *name).collect();
            assert_eq!(found.len(), 1, "{name} is there once (rule 18)");
            found[0].id
        })
        .collect();
    // Read twice: a second look sends nothing.
    for mail in mails.iter().chain(&mails) {
        desk.read(*mail);
    }
    let expected = cases.iter().filter(|case| case.4).count();
    flush(&desk, expected);
    until("the receipts", || (town.demo.mails_in(KH) - before == expected).then_some(()));
    for ((name, _, head, _, sent), mail) in cases.iter().zip(&mails) {
        assert_eq!(history(&desk, *mail, "history-receipt-sent"), usize::from(*sent), "{name}");
        let row = desk.open(*mail).row;
        // What is not answered by itself stays a question, where there is one.
        let asked = !sent && head.contains("Disposition-Notification-To") && row.class != MailClass::Receipt;
        assert_eq!(row.receipt_requested, asked, "{name}");
    }
    assert_eq!(town.demo.mails_in(KH) - before, expected, "one receipt each and no more");
    report(
        "26: a read receipt leaves by itself only when every condition holds, and once",
        "mails that ask for receipts in every wrong way, each read twice",
        cases.len(),
        &format!("held: {expected} answered"),
    );
}

#[test]
fn nobody_is_asked_twice_and_receipts_do_not_loop() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let account = desk.account(ZP);
    let mut settings = account.settings;
    settings.options.answer_read_receipts = false;
    desk.save(Some(account.id), settings, None).unwrap();
    let path = format!("Return-Path: <{KH}>\n");
    let readable = |name: &str, body: &str| asking(name, &path, ASKS, body);
    let closed = |name: &str| asking(name, &path, &format!("{ASKS}X-KIM-DecryptionResult: 01\n"), "x");
    for mail in [readable("abgelehnt", "x"), readable("gesendet", "x"), closed("verschlossen")] {
        town.put(ZP, &mail);
    }
    desk.fetch_well();
    let before = town.demo.mails_in(KH);
    for (name, send) in [("abgelehnt", false), ("gesendet", true), ("verschlossen", false)] {
        let mail = desk.mail(name).id;
        desk.read(mail);
        assert!(desk.open(mail).row.receipt_requested, "{name} is a question");
        desk.ask(Command::AnswerReadReceipt { mail, send });
        assert!(!desk.open(mail).row.receipt_requested, "{name} is answered");
    }
    flush(&desk, 1);
    until("the one receipt", || (town.demo.mails_in(KH) - before == 1).then_some(()));
    // The same mails once more: the same bytes, other bytes under the same name, the readable form of what was closed.
    for mail in [readable("abgelehnt", "x"), readable("gesendet", "anders"), readable("abgelehnt", "anders"), readable("verschlossen", "x")]
    {
        town.put(ZP, &mail);
        desk.fetch_well();
    }
    let mut cases = 0;
    for name in ["abgelehnt", "gesendet", "verschlossen"] {
        let mail = desk.mail(name).id;
        desk.read(mail);
        assert!(!desk.open(mail).row.receipt_requested, "{name} is not asked a second time");
        assert_eq!(desk.problem(Command::AnswerReadReceipt { mail, send: true }), "RECEIPT-NOT-ASKED", "{name}");
        cases += 2;
    }
    // Both ends in one program, both answering by themselves: the receipt is no mail that is answered.
    let other = desk.join(&town, KH);
    for address in [ZP, KH] {
        let account = desk.account(address);
        let mut settings = account.settings;
        settings.options.answer_read_receipts = true;
        desk.save(Some(account.id), settings, None).unwrap();
    }
    for _ in 0..3 {
        desk.fetch_well();
        for row in desk.list(MailFilter { limit: 1000, all_folders: true, ..MailFilter::default() }).rows {
            desk.read(row.id);
        }
        flush(&desk, 0);
    }
    let at_other = desk.list(MailFilter { accounts: vec![other.id], limit: 1000, ..MailFilter::default() }).rows;
    let receipts: Vec<_> = at_other.iter().filter(|row| row.class == MailClass::Receipt).collect();
    assert_eq!(receipts.len(), 1, "one receipt and no answer to it");
    let raw = String::from_utf8(desk.raw(receipts[0].id)).unwrap().to_ascii_lowercase();
    assert!(raw.contains("auto-submitted: auto-replied") && !raw.contains("disposition-notification-to:"), "{raw}");
    assert!(!raw.contains("return-receipt-to:"));
    report(
        "26: nobody is asked twice for a receipt, and receipts do not loop",
        "declined, sent and unreadable ones that arrive again in the same and in other bytes; two accounts that answer each other",
        cases + 3,
        "held",
    );
}
