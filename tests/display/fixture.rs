//! A hostile mail and what must be true of it once it was fetched and opened.

use std::collections::HashMap;

use kimpost::domain::ids::MailId;
use kimpost::domain::mail::{AttachmentWarning, Decryption, Integrity, MailClass, MailDetail, MailFilter, MailFlag};

use crate::support::{Desk, Town, ZP};

pub const FRIEND: &str = "praxis@nachbar.kim.telematik-test";

/// What must be true of a mail.
#[derive(Clone, Copy, Debug)]
pub enum Fact {
    /// It is marked so.
    Marked(MailFlag),
    NotMarked(MailFlag),
    /// No mark at all besides that of a valid signature: the control.
    Unmarked,
    /// The addresses of all senders that are shown, in order.
    From(&'static [&'static str]),
    Subject(&'static str),
    /// The readable text holds this, or does not.
    Text(&'static str),
    NoText(&'static str),
    /// All links there are: target, and whether it is marked as another than the text says.
    Links(&'static [(&'static str, bool)]),
    /// An attachment is saved under this name, with these warnings.
    File(&'static str, &'static [AttachmentWarning]),
    Files(usize),
    /// What the person is told about the mail.
    Told(&'static str),
    Integrity(Integrity),
    Decryption(Decryption),
    Class(MailClass),
    RawOnly(bool),
    /// An answer goes to these addresses.
    AnsweredTo(&'static [&'static str]),
    /// Nothing shown of it holds a character that acts or cannot be seen.
    Harmless,
}

pub struct Fixture {
    pub name: &'static str,
    pub raw: Vec<u8>,
    pub facts: Vec<Fact>,
}

/// A fixture; `head` and `body` as on the wire but with plain line ends, without the lines every mail has.
pub fn fixture(name: &'static str, head: &str, body: &str, facts: &[Fact]) -> Fixture {
    fixture_bytes(name, head, body.replace('\n', "\r\n").as_bytes(), facts)
}

/// The same with a body as it is.
pub fn fixture_bytes(name: &'static str, head: &str, body: &[u8], facts: &[Fact]) -> Fixture {
    let mut lines =
        format!("Return-Path: <{FRIEND}>\nMessage-ID: <{}@display.invalid>\nDate: Sat, 21 Nov 2026 10:00:00 +0100\nTo: {ZP}\n", id(name));
    let has = |header: &str| head.lines().any(|line| line.to_ascii_lowercase().starts_with(header));
    for (header, line) in [
        ("from", format!("From: Praxis am Bach <{FRIEND}>\n")),
        ("subject", "Subject: Guten Tag\n".into()),
        ("x-kim-decryptionresult", "X-KIM-DecryptionResult: 00\n".into()),
        ("x-kim-integritycheckresult", "X-KIM-IntegrityCheckResult: 01\n".into()),
        ("content-type", "Content-Type: text/plain; charset=utf-8\n".into()),
    ] {
        if !has(header) {
            lines.push_str(&line);
        }
    }
    let mut raw = format!("{lines}{head}MIME-Version: 1.0\n\n").replace('\n', "\r\n").into_bytes();
    raw.extend_from_slice(body);
    if !raw.ends_with(b"\r\n") {
        raw.extend_from_slice(b"\r\n");
    }
    Fixture { name, raw, facts: facts.to_vec() }
}

fn id(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// A desk that fetched all of them, and each mail by the name of its fixture.
pub fn fetched(fixtures: &[Fixture]) -> (Town, Desk, HashMap<&'static str, MailDetail>) {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    fixtures.iter().for_each(|one| town.put(ZP, &one.raw));
    desk.fetch_well();
    let rows = desk.list(MailFilter { limit: 10_000, ..MailFilter::default() }).rows;
    assert_eq!(rows.len(), fixtures.len(), "no mail is hidden, and none joined with another (rule 18)");
    let details: Vec<MailDetail> = rows.iter().map(|row| desk.open(row.id)).collect();
    let found = |name| {
        let wanted = format!("{}@display.invalid", id(name));
        details.iter().find(|detail| detail.parsed.message_id.as_deref() == Some(&wanted)).cloned()
    };
    let by_name = fixtures.iter().map(|one| (one.name, found(one.name).unwrap_or_else(|| panic!("{} is not there", one.name)))).collect();
    (town, desk, by_name)
}

/// Fetches, opens and judges; every fact that does not hold is named. How many facts there were.
pub fn judge(fixtures: &[Fixture]) -> usize {
    let (_town, desk, details) = fetched(fixtures);
    let mut wrong = Vec::new();
    let mut count = 0;
    for one in fixtures {
        let detail = &details[one.name];
        assert_eq!(desk.raw(detail.row.id), one.raw, "{}: the bytes are kept as they came (rule 16)", one.name);
        for fact in one.facts.iter().chain([&Fact::Harmless]) {
            count += 1;
            if let Some(seen) = broken(*fact, detail, &desk) {
                wrong.push(format!("{}: {fact:?}, but {seen}", one.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    count
}

/// What is seen instead of a fact.
fn broken(fact: Fact, detail: &MailDetail, desk: &Desk) -> Option<String> {
    let parsed = &detail.parsed;
    let other = |holds: bool, seen: String| (!holds).then_some(seen);
    match fact {
        Fact::Marked(flag) => other(parsed.flags.contains(&flag), format!("{:?}", parsed.flags)),
        Fact::NotMarked(flag) => other(!parsed.flags.contains(&flag), format!("{:?}", parsed.flags)),
        Fact::Unmarked => {
            let told = parsed.flags != [MailFlag::SignatureValid] || !parsed.notes.is_empty();
            other(!told, format!("{:?} {:?}", parsed.flags, parsed.notes))
        }
        Fact::From(addresses) => {
            let shown: Vec<&str> = parsed.from.iter().map(|m| m.address.as_str()).collect();
            let first = detail.row.from.address == addresses.first().copied().unwrap_or_default();
            other(shown == addresses && first, format!("{shown:?}, first {}", detail.row.from.address))
        }
        Fact::Subject(subject) => other(detail.row.subject == subject, detail.row.subject.clone()),
        Fact::Text(text) => other(parsed.text.contains(text), parsed.text.clone()),
        Fact::NoText(text) => other(!parsed.text.contains(text), parsed.text.clone()),
        Fact::Links(links) => {
            let found: Vec<(&str, bool)> = parsed.links.iter().map(|l| (l.target.as_str(), l.mismatch)).collect();
            other(found == links, format!("{found:?}"))
        }
        Fact::File(name, warnings) => {
            let there = parsed.attachments.iter().any(|a| a.save_name == name && a.warnings == warnings);
            let seen: Vec<_> = parsed.attachments.iter().map(|a| (&a.save_name, &a.warnings)).collect();
            other(there, format!("{seen:?}"))
        }
        Fact::Files(count) => other(parsed.attachments.len() == count, parsed.attachments.len().to_string()),
        Fact::Told(key) => other(parsed.notes.iter().any(|n| n.key == key), format!("{:?}", parsed.notes)),
        Fact::Integrity(expected) => other(parsed.kim.integrity == expected && detail.row.integrity == expected, seen_results(detail)),
        Fact::Decryption(expected) => other(parsed.kim.decryption == expected && detail.row.decryption == expected, seen_results(detail)),
        Fact::Class(class) => other(detail.row.class == class, format!("{:?}", detail.row.class)),
        Fact::RawOnly(expected) => other(parsed.raw_only == expected, format!("{}", parsed.raw_only)),
        Fact::AnsweredTo(addresses) => {
            let to = answer_of(desk, detail.row.id);
            other(to == addresses, format!("{to:?}"))
        }
        Fact::Harmless => {
            let lines = [&detail.row.subject, &detail.row.from.name, &detail.row.from.address];
            let boxes = parsed.from.iter().chain(&parsed.reply_to).chain(&parsed.to).chain(&parsed.cc).flat_map(|m| [&m.name, &m.address]);
            let names = parsed.attachments.iter().flat_map(|a| [&a.name, &a.save_name, &a.media_type, &a.description]);
            let links = parsed.links.iter().flat_map(|l| [&l.text, &l.target]);
            let headers = detail.headers.iter().flat_map(|h| [&h.name, &h.value]);
            let mut all = lines.into_iter().chain(boxes).chain(names).chain(links).chain(headers);
            let bad = all.find(|text| text.chars().any(acts)).cloned();
            bad.or_else(|| parsed.text.chars().any(|c| acts(c) && c != '\n' && c != '\t').then(|| parsed.text.clone()))
        }
    }
}

fn seen_results(detail: &MailDetail) -> String {
    format!("{:?} {:?} {:?}", detail.parsed.kim.decryption, detail.parsed.kim.integrity, detail.parsed.kim.codes)
}

/// Characters that move, hide or turn others; a list of its own, not the program's.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        || matches!(c, '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' | '\u{3164}' | '\u{115F}' | '\u{1160}' | '\u{34F}')
}

fn answer_of(desk: &Desk, mail: MailId) -> Vec<String> {
    use kimpost::engine::command::Command;
    use kimpost::engine::event::Answer;
    let draft = crate::support::answer!(desk.ask(Command::PrepareReply { mail, all: false }), Answer::Draft(draft) => *draft);
    draft.recipients.into_iter().map(|r| r.address).collect()
}
