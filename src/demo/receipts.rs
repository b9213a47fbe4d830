//! The automatic mails that follow a sent one: delivery, delay and failure notices of a Fachdienst (RFC 3464), the
//! Clientmodul's own notice about dropped recipients, read receipts (RFC 8098), out-of-office. Invariant: each is
//! joined to the original by In-Reply-To (KOM-LE-A_2147).

use chrono::{DateTime, Local};

use super::cast::{Person, domain};
use super::letter::{self, Part, TextForm, bare, encoded, mailbox, multipart, text};
use super::mime;
use super::smtp_syntax::Recipient;
use super::world::Delivery;

/// What a notice reports for a recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Delivered,
    Delayed,
    Full,
    Unknown,
}

/// The mail a notice is about.
pub(super) struct Original<'a> {
    pub message_id: &'a str,
    pub from: &'a str,
    pub header: &'a [u8],
    pub envelope_id: Option<&'a str>,
    pub sent: DateTime<Local>,
}

/// RFC 5322 date.
pub(super) fn date(at: DateTime<Local>) -> String {
    at.to_rfc2822()
}

/// A fresh Message-ID; the right side is neutral.
pub(super) fn message_id(side: &str) -> String {
    format!("<{}@{side}>", uuid::Uuid::new_v4())
}

/// The Fachdienst's notice about recipients of one domain.
pub(super) fn notice(original: &Original<'_>, recipients: &[&Recipient], outcome: Outcome, now: DateTime<Local>) -> Delivery {
    let host = recipients.first().map_or("invalid", |r| domain(&r.address));
    let (subject, words, action, status, diagnostic) = match outcome {
        Outcome::Delivered => {
            ("Zustellbestätigung", "Ihre Nachricht wurde in die Postfächer der unten genannten Empfänger gelegt.", "delivered", "2.0.0", "")
        }
        Outcome::Delayed => (
            "Zustellung verzögert",
            "Ihre Nachricht konnte noch nicht zugestellt werden. Es wird weiter versucht; bitte nicht erneut senden.",
            "delayed",
            "4.4.1",
            "smtp; 451 4.4.1 Verbindung zum Zielserver nicht moeglich",
        ),
        Outcome::Full => {
            ("Unzustellbar: KOM-LE-Nachricht", "Das Postfach des Empfängers ist voll.", "failed", "5.2.2", "smtp; 552 5.2.2 Mailbox full")
        }
        Outcome::Unknown => (
            "Unzustellbar: KOM-LE-Nachricht",
            "Das Postfach existiert nicht oder wurde deregistriert.",
            "failed",
            "5.1.1",
            "smtp; 550 5.1.1 Mailbox unavailable",
        ),
    };
    let mut status_part = format!("Reporting-MTA: dns; mail.{host}\n");
    if let Some(id) = original.envelope_id {
        status_part.push_str(&format!("Original-Envelope-Id: {id}\n"));
    }
    status_part.push_str(&format!("Arrival-Date: {}\n\n", date(original.sent)));
    for recipient in recipients {
        if let Some(address) = &recipient.original {
            status_part.push_str(&format!("Original-Recipient: rfc822;{address}\n"));
        }
        status_part.push_str(&format!("Final-Recipient: rfc822;{}\nAction: {action}\nStatus: {status}\n", recipient.address));
        if !diagnostic.is_empty() {
            status_part.push_str(&format!("Diagnostic-Code: {diagnostic}\n"));
        }
        status_part.push('\n');
    }
    let header = vec![
        "Return-Path: <>".to_owned(),
        format!("Date: {}", date(now)),
        format!("From: Mail Delivery Subsystem <mailer-daemon@{host}>"),
        format!("To: {}", original.from),
        format!("Message-ID: {}", message_id(&format!("mail.{host}"))),
        format!("In-Reply-To: {}", original.message_id),
        format!("Subject: {}", encoded(subject)),
        "Auto-Submitted: auto-replied".to_owned(),
    ];
    report(header, words, &status_part, &outer_header_of(original))
}

/// The Clientmodul's notice about recipients it dropped (unsigned, X-KIM-Fehlermeldung; CM116).
pub(super) fn dropped(original: &Original<'_>, dropped: &[(Recipient, &'static str)], now: DateTime<Local>) -> Delivery {
    let mut words = String::from("Für diese Empfänger wurde die Nachricht nicht versendet:\n");
    let mut status_part = format!("Reporting-MTA: dns; kimpost-demo.invalid\nArrival-Date: {}\n\n", date(original.sent));
    let mut codes: Vec<&str> = Vec::new();
    for (recipient, code) in dropped {
        let (reason, status) = match *code {
            "4001" => ("KIM-Version nimmt große Nachrichten nicht an", "5.3.4"),
            _ => ("kein gültiges Verschlüsselungszertifikat", "5.7.5"),
        };
        words.push_str(&format!(" - {} ({reason})\n", recipient.address));
        status_part.push_str(&format!(
            "Final-Recipient: rfc822;{}\nAction: failed\nStatus: {status}\nDiagnostic-Code: X-KIM; {code}\n\n",
            recipient.address
        ));
        if !codes.contains(code) {
            codes.push(code);
        }
    }
    words.push_str("An die übrigen Empfänger wurde sie übergeben.\n");
    let mut header = vec![
        format!("Return-Path: <{}>", original.from),
        format!("Date: {}", date(now)),
        format!("From: {}", original.from),
        format!("To: {}", original.from),
        format!("Message-ID: {}", message_id("cm.invalid")),
        format!("In-Reply-To: {}", original.message_id),
        format!("Subject: {}", encoded("Nachricht nicht für alle Empfänger verschlüsselbar")),
    ];
    header.extend(codes.iter().map(|code| format!("X-KIM-Fehlermeldung: {code}")));
    header.push("Auto-Submitted: auto-generated".to_owned());
    report(header, &words, &status_part, &outer_header_of(original))
}

fn report(header: Vec<String>, words: &str, status: &str, original: &str) -> Delivery {
    let content = multipart(
        "report; report-type=delivery-status",
        &[text(words, TextForm::Quoted), bare("message/delivery-status", status), bare("text/rfc822-headers", original)],
    );
    unprotected(letter::mail(&header, &content))
}

/// A mail that no Clientmodul protected: TOP shows its own header.
fn unprotected(mail: Vec<u8>) -> Delivery {
    let outer = mime::split(&mail).0.to_vec();
    Delivery::of(outer, mail)
}

/// What a Fachdienst knows of the original: the outer header.
fn outer_header_of(original: &Original<'_>) -> String {
    let fields = mime::fields(original.header);
    let mut out = String::from("Subject: KOM-LE-Nachricht\n");
    for field in &fields {
        if ["date", "from", "to", "cc", "message-id", "x-kim-dienstkennung"].contains(&field.name.as_str()) {
            out.push_str(&String::from_utf8_lossy(&field.raw).replace("\r\n", "\n"));
            out.push('\n');
        }
    }
    out.push_str("X-KOM-LE-Version: 1.5\n");
    out
}

/// A read receipt of `reader`, as a normal protected KIM mail; the caller adds the Clientmodul's results.
pub(super) fn read_receipt(reader: &Person, original: &Original<'_>, now: DateTime<Local>) -> (Vec<String>, Part) {
    let subject = mime::value(&mime::fields(original.header), "subject").to_owned();
    let header = vec![
        format!("Message-ID: {}", message_id("ps.invalid")),
        format!("Date: {}", date(now)),
        format!("From: {}", mailbox(&reader.name, &reader.address)),
        format!("To: {}", original.from),
        format!("Subject: {}\r\n {subject}", encoded("Lesebestätigung: ")),
        format!("In-Reply-To: {}", original.message_id),
        format!("References: {}", original.message_id),
        "X-KIM-Dienstkennung: KIM-Mail;Default;V1.0".to_owned(),
        "X-KIM-Sendersystem: Muster-PVS;7.3.1".to_owned(),
    ];
    let status = format!(
        "Reporting-UA: Muster-PVS;7.3.1\nFinal-Recipient: rfc822;{}\nOriginal-Message-ID: {}\nDisposition: manual-action/MDN-sent-manually;displayed\n",
        reader.address, original.message_id
    );
    let words = "Die Nachricht wurde beim Empfänger geöffnet. Das heißt nicht, dass sie verstanden wurde.\n";
    let content = multipart(
        "report; report-type=disposition-notification",
        &[text(words, TextForm::Quoted), bare("message/disposition-notification", &status)],
    );
    (header, content)
}

/// The Fachdienst's out-of-office notice (KOM-LE-A_2223, unsigned and unencrypted).
pub(super) fn away(absent: &Person, original: &Original<'_>, now: DateTime<Local>) -> Delivery {
    let header = vec![
        "Return-Path: <>".to_owned(),
        format!("Date: {}", date(now)),
        format!("From: {}", mailbox(&absent.name, &absent.address)),
        format!("To: {}", original.from),
        format!("Message-ID: {}", message_id(&format!("mail.{}", domain(&absent.address)))),
        format!("In-Reply-To: {}", original.message_id),
        format!("Subject: {}", encoded(&format!("Abwesenheitsnotiz: {}", absent.name))),
        "Auto-Submitted: auto-replied".to_owned(),
        "X-KIM-Dienstkennung: KIM-Mail;Abwesenheitsnotiz;V1.0".to_owned(),
    ];
    let words = "Wir sind zurzeit nicht erreichbar. Ihre Nachricht liegt im Postfach und wird nach unserer Rückkehr gelesen.\nEilige Fälle bitte telefonisch an die Vertretung.\n";
    unprotected(letter::mail(&header, &text(words, TextForm::Quoted)))
}
