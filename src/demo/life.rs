//! The life of a sent mail in the demo: delivery and its notices, reading, answers of insurers and colleagues, and
//! the way back of an undecrypted mail that was sent unchanged to the own address. Invariant: what happens depends
//! only on the recipient's fate and the mail, never on chance; all delays come from [`super::Pace`].

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Local};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinSet;

use super::cast::{Fate, Person, domain};
use super::clientmodul::{GOOD, encrypted, error_mail, outer_header, readable, readable_bytes};
use super::ebz::{self, Decision};
use super::eeb;
use super::letter::{self, Part, TextForm, mailbox, multipart, text};
use super::mime::{self, Node};
use super::receipts::{self, Original, Outcome, date};
use super::smtp_syntax::Recipient;
use super::submission::Submission;
use super::world::{Delivery, World};

/// Takes accepted mails and lives their lives until the demo ends.
pub(super) async fn run(world: Arc<World>, mut accepted: UnboundedReceiver<Submission>) {
    let mut lives = JoinSet::new();
    loop {
        tokio::select! {
            submission = accepted.recv() => match submission {
                Some(submission) => { lives.spawn(live(Arc::clone(&world), submission)); }
                None => break,
            },
            Some(_) = lives.join_next(), if !lives.is_empty() => {}
        }
    }
}

/// 90 days, the default `dataTimeToLive`.
pub(super) fn expires(sent: DateTime<Local>) -> String {
    date(sent + chrono::Duration::days(90))
}

async fn live(world: Arc<World>, mail: Submission) {
    let sent = Local::now();
    let header = mime::split(&mail.data).0.to_vec();
    let fields = mime::fields(&header);
    let message_id = mime::value(&fields, "message-id").to_owned();
    let original = Original { message_id: &message_id, from: &mail.from, header: &header, envelope_id: mail.envelope_id.as_deref(), sent };
    tokio::time::sleep(world.pace.delivery).await;
    if let Some(resent) = &mail.resent {
        come_back(&world, &mail, resent, sent);
        return;
    }
    if !mail.dropped.is_empty() {
        world.deliver(&mail.from, receipts::dropped(&original, &mail.dropped, Local::now()));
    }
    let fate = |r: &Recipient| world.cast.find(&r.address).map_or(Fate::Gone, |p| p.fate);
    let with = |wanted: &[Fate]| -> Vec<&Recipient> { mail.recipients.iter().filter(|r| wanted.contains(&fate(r))).collect() };
    let failed = [(Fate::Full, Outcome::Full), (Fate::Gone, Outcome::Unknown)];
    for (bad, outcome) in failed {
        notify(&world, &original, &with(&[bad]), outcome, |r| r.notify.failure);
    }
    notify(&world, &original, &with(&[Fate::Late]), Outcome::Delayed, |r| r.notify.delay);
    let prompt: Vec<&Recipient> = mail.recipients.iter().filter(|r| ![Fate::Full, Fate::Gone, Fate::Late].contains(&fate(r))).collect();
    for recipient in &prompt {
        hand_over(&world, &mail, recipient, sent);
    }
    notify(&world, &original, &prompt, Outcome::Delivered, |r| r.notify.success);
    let automatic = mime::value(&fields, "content-type").to_ascii_lowercase().starts_with("multipart/report")
        || mime::values(&fields, "auto-submitted").any(|v| !v.eq_ignore_ascii_case("no"));
    if !automatic {
        for recipient in with(&[Fate::Away]) {
            if let Some(absent) = world.cast.find(&recipient.address) {
                world.deliver(&mail.from, receipts::away(absent, &original, Local::now()));
            }
        }
    }
    let late = async {
        tokio::time::sleep(world.pace.delivery * 2).await;
        notify(&world, &original, &with(&[Fate::Late]), Outcome::Delivered, |r| r.notify.success);
    };
    let reading = async {
        tokio::time::sleep(world.pace.reading.saturating_sub(world.pace.delivery)).await;
        if !automatic {
            read_receipts(&world, &mail, &fields, &original, &with(&[Fate::Reads, Fate::Replies, Fate::Late]));
        }
    };
    let answering = async {
        tokio::time::sleep(world.pace.answer.saturating_sub(world.pace.delivery)).await;
        if !automatic {
            insurer_answers(&world, &mail, &original, &with(&[Fate::Insurer]));
            certificates(&world, &mail, &fields, &original, &with(&[Fate::Insurer]));
            replies(&world, &mail, &fields, &original, &with(&[Fate::Replies]));
        }
    };
    tokio::join!(late, reading, answering);
}

/// One notice per target Fachdienst, for those who asked.
fn notify(world: &World, original: &Original<'_>, recipients: &[&Recipient], outcome: Outcome, asked: impl Fn(&Recipient) -> bool) {
    let mut by_domain: BTreeMap<String, Vec<&Recipient>> = BTreeMap::new();
    for recipient in recipients.iter().filter(|r| asked(r)) {
        by_domain.entry(domain(&recipient.address).to_ascii_lowercase()).or_default().push(recipient);
    }
    for group in by_domain.values() {
        world.deliver(original.from, receipts::notice(original, group, outcome, Local::now()));
    }
}

/// Puts the mail into the mailbox of another account of the demo.
fn hand_over(world: &World, mail: &Submission, recipient: &Recipient, sent: DateTime<Local>) {
    if !world.has_mailbox(&recipient.address) {
        return;
    }
    let content = readable_bytes(&mail.data, &mail.from, &recipient.address, GOOD, &date(Local::now()));
    let large = mail.total_size > super::submission::LARGE;
    let outer = outer_header(&content, "1.5", large.then_some(mail.total_size), &expires(sent));
    let delivery = if mail.truncated {
        let stub = error_mail("4006", &encrypted(&outer));
        Delivery::of(outer, stub)
    } else {
        Delivery::of(outer, content)
    };
    world.deliver(&recipient.address, delivery);
}

/// The Fachdienst got the embedded mail only (KOM-LE-A_2029): it comes back readable when it is byte for byte the
/// mail the Clientmodul had handed out, else as an error mail again.
fn come_back(world: &World, mail: &Submission, resent: &[u8], sent: DateTime<Local>) {
    let (header, _) = mime::split(resent);
    let fields = mime::fields(header);
    let id = mime::value(&fields, "message-id").to_owned();
    let delivery = match world.twin(&id) {
        Some(twin) if twin.encrypted == resent => Delivery::of(twin.outer.clone(), twin.readable.clone()),
        Some(twin) => Delivery::of(twin.outer.clone(), error_mail("4010", resent)),
        None => {
            let code = if mime::value(&fields, "x-kom-le-version").starts_with("1.") { "4009" } else { "4008" };
            Delivery::of(header.to_vec(), error_mail(code, resent))
        }
    };
    world.deliver(&mail.from, delivery);
    let original = Original { message_id: &id, from: &mail.from, header, envelope_id: mail.envelope_id.as_deref(), sent };
    notify(world, &original, &mail.recipients.iter().collect::<Vec<_>>(), Outcome::Delivered, |r| r.notify.success);
}

/// Gives a protected mail from `person` to the sender of the original.
fn send_back(world: &World, person: &Person, to: &str, header: &[String], content: &Part) {
    let now = Local::now();
    let mail = readable(header, content, &person.address, to, GOOD, &date(now));
    let outer = outer_header(&mail, "1.5", None, &expires(now));
    world.deliver(to, Delivery::of(outer, mail));
}

fn read_receipts(world: &World, mail: &Submission, fields: &[mime::Field], original: &Original<'_>, readers: &[&Recipient]) {
    let asked = mime::addresses(fields, "disposition-notification-to");
    if !matches!(asked.as_slice(), [only] if only.eq_ignore_ascii_case(&mail.from)) {
        return;
    }
    for reader in readers.iter().filter_map(|r| world.cast.find(&r.address)) {
        let (header, content) = receipts::read_receipt(reader, original, Local::now());
        send_back(world, reader, &mail.from, &header, &content);
    }
}

/// The plan number of the first attachment that has one; the file name and the subject are asked last, since a BER
/// envelope may cut the number in two.
fn plan_number(tree: &Node<'_>) -> Option<String> {
    let attachments: Vec<&Node<'_>> = tree.walk().into_iter().filter(|n| !n.file_name().is_empty()).collect();
    let inside = attachments.iter().find_map(|n| ebz::find_number(&n.decoded()));
    let by_name = || attachments.iter().find_map(|n| ebz::find_number(n.file_name().as_bytes()));
    let by_subject = || ebz::find_number(mime::value(&tree.fields, "subject").as_bytes()).filter(|_| !attachments.is_empty());
    inside.or_else(by_name).or_else(by_subject)
}

fn insurer_answers(world: &World, mail: &Submission, original: &Original<'_>, insurers: &[&Recipient]) {
    let tree = mime::tree(&mail.data);
    let Some(number) = plan_number(&tree) else { return };
    let decision = Decision::of_number(&number);
    if decision == Decision::Silent {
        return;
    }
    for insurer in insurers.iter().filter_map(|r| world.cast.find(&r.address)) {
        let now = Local::now();
        let xml = ebz::answer(&insurer.ik, &number, decision, original.message_id, &now.format("%Y%m%d").to_string());
        let name = record_name(decision, &number);
        let mut header = answer_header(insurer, &mail.from, original, &name, now);
        header.push(format!("X-KIM-Dienstkennung: {}", decision.service()));
        header.push("X-KIM-Sendersystem: Muster-Kassensystem;26.4".to_owned());
        let content = multipart(
            "mixed",
            &[
                text("Automatisch erzeugte Antwort. Die Daten stehen in der Anlage.\n", TextForm::Quoted),
                letter::attachment(&format!("{name}.xml"), "application/xml", "EBZ", xml.as_bytes()),
            ],
        );
        send_back(world, insurer, &mail.from, &header, &content);
    }
}

/// Certificates and errors of insurers about a request for an eEB.
fn certificates(world: &World, mail: &Submission, fields: &[mime::Field], original: &Original<'_>, insurers: &[&Recipient]) {
    for insurer in insurers.iter().filter_map(|r| world.cast.find(&r.address)) {
        let Some(reply) = eeb::answer(&insurer.ik, mime::value(fields, "x-kim-dienstkennung")) else { continue };
        let subject = reply.file.rsplit_once('.').map_or(reply.file, |(stem, _)| stem);
        let mut header = answer_header(insurer, &mail.from, original, subject, Local::now());
        header.push(format!("X-KIM-Dienstkennung: {}", reply.service));
        header.push("X-KIM-Sendersystem: Muster-Kassensystem;26.4".to_owned());
        let content = multipart(
            "mixed",
            &[
                text("Automatisch erzeugte Antwort. Die Daten stehen in der Anlage.\n", TextForm::Quoted),
                letter::attachment(reply.file, "application/octet-stream", reply.description, &reply.bytes),
            ],
        );
        send_back(world, insurer, &mail.from, &header, &content);
    }
}

/// File and subject of an insurer's record.
pub(super) fn record_name(decision: Decision, number: &str) -> String {
    match decision {
        Decision::Error => format!("EEBZ0_FEH_{number}01"),
        Decision::Query => format!("EEBZ3_{number}01"),
        _ => format!("EEBZ1_{number}01"),
    }
}

fn answer_header(from: &Person, to: &str, original: &Original<'_>, subject: &str, now: DateTime<Local>) -> Vec<String> {
    vec![
        format!("Message-ID: {}", receipts::message_id("ps.invalid")),
        format!("In-Reply-To: {}", original.message_id),
        format!("References: {}", original.message_id),
        format!("Date: {}", date(now)),
        format!("From: {}", mailbox(&from.name, &from.address)),
        format!("To: {}", mailbox("", to)),
        format!("Subject: {subject}"),
    ]
}

fn replies(world: &World, mail: &Submission, fields: &[mime::Field], original: &Original<'_>, colleagues: &[&Recipient]) {
    let tree = mime::tree(&mail.data);
    let first = tree.walk().into_iter().find(|n| n.media_type == "text/plain").map(|n| n.decoded()).unwrap_or_default();
    let quoted: String = String::from_utf8_lossy(&first).lines().take(40).map(|line| format!("> {line}\n")).collect();
    let subject = mime::value(fields, "subject");
    for colleague in colleagues.iter().filter_map(|r| world.cast.find(&r.address)) {
        let mut header = answer_header(colleague, &mail.from, original, &format!("AW:\r\n {subject}"), Local::now());
        header.push("X-KIM-Dienstkennung: KIM-Mail;Default;V1.0".to_owned());
        header.push("X-KIM-Sendersystem: Muster-PVS;7.3.1".to_owned());
        let words = format!(
            "Guten Tag,\n\nvielen Dank für Ihre Nachricht. Ich melde mich, sobald ich die Unterlagen durchgesehen habe.\n\nMit freundlichen Grüßen\n{}\n\n{quoted}",
            colleague.name
        );
        send_back(world, colleague, &mail.from, &header, &text(&words, TextForm::Quoted));
    }
}
