//! Fills the mailboxes with the invented mails of `assets/demo/mails-*.txt`, dated relative to now. The files are
//! data: `=====` parts the mails, `key: value` lines come first, then an empty line and the text. Invariant: a mail
//! that cannot be built is an [`Error`], never a silent gap.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Local, NaiveTime};

use super::Error;
use super::cast::Person;
use super::clientmodul::{Results, outer_header, readable, tampered, undecrypted};
use super::ebz::{self, Decision, Patient};
use super::letter::{self, Part, TextForm, attachment, encoded, mailbox, multipart, text};
use super::life::{expires, record_name};
use super::mime;
use super::pdf;
use super::receipts::{self, Original, Outcome, date};
use super::smtp_syntax::{Notify, Recipient};
use super::world::{Delivery, World};

const FILES: [&str; 4] = [
    include_str!("../../assets/demo/mails-zahnpraxis.txt"),
    include_str!("../../assets/demo/mails-klinikum.txt"),
    include_str!("../../assets/demo/mails-hausarzt.txt"),
    include_str!("../../assets/demo/mails-stoerungen.txt"),
];

/// The Vermerk of Clientmodule before 1.5.3.
const VERMERK: &str =
    "\n\n---------------------------------------------\nDie Nachricht wurde entschlüsselt.\nDie Signatur wurde erfolgreich geprüft.\n";

fn asset(name: &str) -> Option<&'static [u8]> {
    macro_rules! assets {
        ($($file:literal),+ $(,)?) => {
            match name { $($file => Some(include_bytes!(concat!("../../assets/demo/", $file)).as_slice()),)+ _ => None }
        };
    }
    assets!(
        "antrag-4711.p7s",
        "antrag-4712.p7s",
        "antwort-4711-ber.p7s",
        "antwort-4711-der.p7s",
        "antwort-4711-geaendert.p7s",
        "antwort-4711-teil.p7s",
        "antwort-4712-abgelehnt.p7s",
        "antwort-4720-par.p7s",
        "arztbrief.xml",
        "befund.ldt",
        "eau-fehler-100.xml",
        "eau-fehler-101.xml",
        "eau-fehler-313.xml",
        "eau-storno.p7s",
        "eau.p7s",
        "eeb-bescheinigung.p7s",
        "ekg.png",
        "roentgen.jpg",
    )
}

/// One mail as written in a file.
struct Draft<'a> {
    keys: Vec<(&'a str, &'a str)>,
    body: &'a str,
}

impl<'a> Draft<'a> {
    fn get(&self, key: &str) -> &'a str {
        self.keys.iter().find(|(k, _)| *k == key).map_or("", |(_, v)| v)
    }

    fn all<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'a str> + 's {
        self.keys.iter().filter(move |(k, _)| *k == key).map(|(_, v)| *v)
    }

    fn wrong(&self, what: &str) -> Error {
        Error::Seed(format!("{} ({what})", self.get("id")))
    }
}

fn drafts(file: &str) -> impl Iterator<Item = Draft<'_>> {
    file.split("=====\n").filter(|b| !b.trim().is_empty() && !b.starts_with('#')).map(|block| {
        let (head, body) = block.split_once("\n\n").unwrap_or((block, ""));
        let keys = head.lines().filter_map(|l| l.split_once(": ")).map(|(k, v)| (k.trim(), v.trim())).collect();
        Draft { keys, body }
    })
}

/// Replaces `{date-3}` and `{date+7}` by days relative to now.
fn dated(text: &str, now: DateTime<Local>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{date") {
        out.push_str(before);
        let (offset, tail) = after.split_once('}').unwrap_or((after, ""));
        let days = offset.parse::<i64>().unwrap_or(0);
        out.push_str(&(now + Duration::days(days)).format("%d.%m.%Y").to_string());
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// What was sent before, for notices that refer to it.
struct Sent {
    raw: Vec<u8>,
    at: DateTime<Local>,
    from: String,
}

struct Planting<'w> {
    world: &'w World,
    now: DateTime<Local>,
    sent: HashMap<String, Sent>,
    out: Vec<(DateTime<Local>, String, Delivery)>,
}

/// Fills the mailboxes and gives the raw mails to import as sent.
///
/// # Errors
/// [`Error::Seed`] names the mail whose description is wrong.
pub(super) fn plant(world: &World, now: DateTime<Local>) -> Result<Vec<Vec<u8>>, Error> {
    let mut planting = Planting { world, now, sent: HashMap::new(), out: Vec::new() };
    let mut sent = Vec::new();
    let files: Vec<String> = FILES.iter().map(|file| dated(file, now)).collect();
    for draft in files.iter().flat_map(|file| drafts(file)) {
        if let Some(raw) = planting.one(&draft)? {
            sent.push(raw);
        }
    }
    planting.out.sort_by_key(|(at, _, _)| *at);
    for (_, address, delivery) in planting.out {
        world.deliver(&address, delivery);
    }
    Ok(sent)
}

impl Planting<'_> {
    fn one(&mut self, draft: &Draft<'_>) -> Result<Option<Vec<u8>>, Error> {
        let at = self.when(draft)?;
        let kind = draft.get("kind");
        match kind {
            "delivered" | "delayed" | "full" | "unknown" | "read" => {
                self.receipt(draft, kind, at)?;
                return Ok(None);
            }
            _ => {}
        }
        let from = draft.get("from");
        let header = self.header(draft, at)?;
        let content = self.content(draft)?;
        if kind == "sent" {
            let raw = letter::mail(&header, &content);
            self.sent.insert(draft.get("id").to_owned(), Sent { raw: raw.clone(), at, from: mime::address(from).to_owned() });
            return Ok(Some(raw));
        }
        for to in mime::mailboxes(draft.get("to")).into_iter().chain(mime::mailboxes(draft.get("cc"))) {
            if self.world.has_mailbox(&to) {
                let delivery = self.delivery(draft, &header, &content, &to, at)?;
                self.out.push((at, to, delivery));
            }
        }
        Ok(None)
    }

    /// `3 14:20` (three days ago) or `-45` (minutes ago); never in the future: what would come later today came yesterday.
    fn when(&self, draft: &Draft<'_>) -> Result<DateTime<Local>, Error> {
        let text = draft.get("when");
        let latest = self.now - Duration::minutes(1);
        if let Some(minutes) = text.strip_prefix('-').and_then(|m| m.parse().ok()) {
            return Ok(self.now - Duration::minutes(minutes));
        }
        let (days, time) = text.split_once(' ').ok_or_else(|| draft.wrong("when"))?;
        let days: i64 = days.parse().map_err(|_| draft.wrong("when"))?;
        let time = NaiveTime::parse_from_str(time, "%H:%M").map_err(|_| draft.wrong("when"))?;
        let day = (self.now - Duration::days(days)).date_naive();
        // A clock change may skip an hour; then the earlier reading serves.
        let at = day.and_time(time).and_local_timezone(Local).earliest().unwrap_or(self.now - Duration::days(days));
        Ok(if at > latest { at - Duration::days(1) } else { at })
    }

    fn header(&self, draft: &Draft<'_>, at: DateTime<Local>) -> Result<Vec<String>, Error> {
        let named = |address: &str| match self.world.cast.name_of(address) {
            "" => address.to_owned(),
            name => mailbox(name, address),
        };
        let from = draft.get("from");
        if from.is_empty() || draft.get("id").is_empty() {
            return Err(draft.wrong("from/id"));
        }
        let list = |value: &str| mime::mailboxes(value).iter().map(|a| named(a)).collect::<Vec<_>>().join(",\r\n ");
        let mut header = vec![
            format!("Message-ID: {}", message_id(draft.get("id"))),
            format!("Date: {}", date(at)),
            format!("Subject: {}", subject(draft)),
            format!("From: {}", if from.contains('<') { display(from) } else { named(from) }),
            format!("To: {}", list(draft.get("to"))),
        ];
        if !draft.get("cc").is_empty() {
            header.push(format!("Cc: {}", list(draft.get("cc"))));
        }
        let ids: Vec<String> = draft.get("reply").split_whitespace().map(message_id).collect();
        if let Some(last) = ids.last() {
            header.push(format!("In-Reply-To: {last}"));
            header.push(format!("References: {}", ids.join("\r\n ")));
        }
        match draft.get("service") {
            "none" => {}
            "" => header.push("X-KIM-Dienstkennung: KIM-Mail;Default;V1.0".to_owned()),
            service => header.push(format!("X-KIM-Dienstkennung: {service}")),
        }
        if draft.get("kind") != "away" {
            let system = if draft.get("system").is_empty() { "Muster-PVS;7.3.1" } else { draft.get("system") };
            header.push(format!("X-KIM-Sendersystem: {system}"));
        }
        if draft.get("ask") == "read" {
            header.push(format!("Disposition-Notification-To: {}", mime::address(from)));
        }
        header.extend(draft.all("x").map(str::to_owned));
        Ok(header)
    }

    fn content(&self, draft: &Draft<'_>) -> Result<Part, Error> {
        let form = draft.get("form");
        let mut words = draft.body.trim_end().to_owned() + "\n";
        if form.starts_with("vermerk") {
            words = words.trim_end().to_owned() + VERMERK;
        }
        let main = match form {
            "" | "vermerk" | "vermerk-1.0" => text(&words, TextForm::Quoted),
            "8bit" => text(&words, TextForm::EightBit),
            "latin1" => text(&words, TextForm::Latin1),
            "html" => text(&words, TextForm::Html),
            "alternative" => {
                let (plain, html) = words.split_once("-----html-----\n").ok_or_else(|| draft.wrong("alternative"))?;
                multipart("alternative", &[text(plain, TextForm::Latin1), text(html, TextForm::Html)])
            }
            _ => return Err(draft.wrong("form")),
        };
        let mut parts = vec![main];
        for line in draft.all("attach") {
            parts.push(self.attached(draft, line)?);
        }
        if form == "vermerk-1.0" {
            let report = pdf::document("Signaturprüfungsbericht", "Ergebnis: gültig\nDie Signatur wurde erfolgreich geprüft.", 1);
            parts.push(attachment("Signaturpruefungsbericht.pdf", "application/pdf", "", &report));
        }
        match <[Part; 1]>::try_from(parts) {
            Ok([only]) => Ok(only),
            Err(parts) => Ok(multipart("mixed", &parts)),
        }
    }

    fn attached(&self, draft: &Draft<'_>, line: &str) -> Result<Part, Error> {
        let pieces: Vec<&str> = line.split('|').map(str::trim).collect();
        let made = match pieces.as_slice() {
            ["pdf", name, title, pages, words, ..] => {
                let pages = pages.parse().map_err(|_| draft.wrong("pages"))?;
                attachment(name, "application/pdf", description(&pieces, 5), &pdf::document(title, &words.replace("\\n", "\n"), pages))
            }
            ["asset", name, media_type, file, rest @ ..] => {
                let bytes = asset(file).ok_or_else(|| draft.wrong(file))?;
                attachment(name, media_type, rest.first().copied().unwrap_or_default(), bytes)
            }
            ["latin9", name, words] => {
                let bytes: Vec<u8> = words.replace("\\n", "\r\n").chars().map(latin9).collect();
                attachment(name, "text/plain; charset=iso-8859-15", "", &bytes)
            }
            ["xml", name, about, words] => attachment(name, "application/xml", about, words.as_bytes()),
            ["ebz", decision, number, ik] => {
                let decision = Decision::parse(decision).ok_or_else(|| draft.wrong("decision"))?;
                let day = self.when(draft)?.format("%Y%m%d").to_string();
                let about = draft.get("reply").split_whitespace().last().map(message_id).unwrap_or_default();
                let xml = ebz::answer(ik, number, decision, &about, &day);
                attachment(&format!("{}.xml", record_name(decision, number)), "application/xml", "EBZ", xml.as_bytes())
            }
            ["ebz-request", number, insurer, surname, given, birth, insured_number] => {
                let insurer: &Person = self.world.cast.find(insurer).ok_or_else(|| draft.wrong("insurer"))?;
                let patient = Patient {
                    surname: (*surname).to_owned(),
                    given: (*given).to_owned(),
                    birth: (*birth).to_owned(),
                    insured_number: (*insured_number).to_owned(),
                };
                let xml = ebz::request(insurer, number, &patient, &self.when(draft)?.format("%Y%m%d").to_string());
                attachment(&format!("EEBZ0_{number}01.xml"), "application/xml", "EBZ", xml.as_bytes())
            }
            _ => return Err(draft.wrong("attach")),
        };
        Ok(if draft.get("names") == "encoded-word" {
            with_encoded_word_names(made, pieces.get(1).copied().unwrap_or_default())
        } else {
            made
        })
    }

    fn delivery(&self, draft: &Draft<'_>, header: &[String], content: &Part, to: &str, at: DateTime<Local>) -> Result<Delivery, Error> {
        let from = mime::address(draft.get("from"));
        let kind: Vec<&str> = draft.get("kind").split_whitespace().collect();
        if kind.first() == Some(&"away") {
            let mut lines = vec!["Return-Path: <>".to_owned(), "Auto-Submitted: auto-replied".to_owned()];
            lines.extend_from_slice(header);
            let mail = letter::mail(&lines, content);
            return Ok(Delivery::of(mime::split(&mail).0.to_vec(), mail));
        }
        let result = match draft.get("result") {
            "" => "00 01",
            "none" => " ",
            other => other,
        };
        let (decryption, integrity) = result.split_once(' ').unwrap_or((result, ""));
        let mail = readable(header, content, from, to, Results { decryption, integrity }, &date(at));
        let kas = draft.get("kas").parse().ok();
        let version = if draft.get("kom-le").is_empty() { "1.5" } else { draft.get("kom-le") };
        let outer = outer_header(&mail, version, kas, &expires(at));
        Ok(match kind.as_slice() {
            [] => Delivery::of(outer, mail),
            ["locked", code] => undecrypted(self.world, code, mail, outer, false, false),
            ["locked", code, "again"] => undecrypted(self.world, code, mail, outer, true, false),
            ["locked", code, "hopeless"] => undecrypted(self.world, code, mail, outer, false, true),
            ["tampered"] => {
                let inner = letter::mail(header, content);
                let wrapped = tampered(&[format!("Return-Path: <{from}>\r\n").as_bytes(), inner.as_slice()].concat());
                Delivery::of(outer, wrapped)
            }
            _ => return Err(draft.wrong("kind")),
        })
    }

    fn receipt(&mut self, draft: &Draft<'_>, kind: &str, at: DateTime<Local>) -> Result<(), Error> {
        let about = self.sent.get(draft.get("about")).ok_or_else(|| draft.wrong("about"))?;
        let id = message_id(draft.get("about"));
        let header = mime::split(&about.raw).0;
        let original = Original { message_id: &id, from: &about.from, header, envelope_id: None, sent: about.at };
        let address = draft.get("by");
        let delivery = if kind == "read" {
            let reader = self.world.cast.find(address).ok_or_else(|| draft.wrong("by"))?;
            let (lines, content) = receipts::read_receipt(reader, &original, at);
            let mail = readable(&lines, &content, address, &about.from, super::clientmodul::GOOD, &date(at));
            Delivery::of(outer_header(&mail, "1.5", None, &expires(at)), mail)
        } else {
            let outcome = match kind {
                "delivered" => Outcome::Delivered,
                "delayed" => Outcome::Delayed,
                "full" => Outcome::Full,
                _ => Outcome::Unknown,
            };
            let recipient = Recipient { address: address.to_owned(), notify: Notify::DEFAULT, original: Some(address.to_owned()) };
            receipts::notice(&original, &[&recipient], outcome, at)
        };
        self.out.push((at, about.from.clone(), delivery));
        Ok(())
    }
}

fn description<'a>(pieces: &[&'a str], at: usize) -> &'a str {
    pieces.get(at).copied().unwrap_or_default()
}

fn message_id(id: &str) -> String {
    format!("<{id}@ps.invalid>")
}

fn subject(draft: &Draft<'_>) -> String {
    if draft.get("form") == "latin1" {
        let coded: String = draft
            .get("subject")
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_string() } else { format!("={:02X}", u32::from(c)) })
            .collect();
        return format!("=?ISO-8859-1?Q?{coded}?=");
    }
    encoded(draft.get("subject"))
}

/// `Name <address>` of a file as a header value.
fn display(from: &str) -> String {
    mailbox(from.split('<').next().unwrap_or_default().trim(), mime::address(from))
}

/// File names the way Outlook writes them: an encoded word inside a quoted parameter.
fn with_encoded_word_names(part: Part, name: &str) -> Part {
    let word = encoded(name).replace("\r\n ", " ");
    let head = part.head.replace(&letter::parameter("name", name), &format!("name=\"{word}\""));
    Part { head: head.replace(&letter::parameter("filename", name), &format!("filename=\"{word}\"")), body: part.body }
}

fn latin9(c: char) -> u8 {
    match c {
        '€' => 0xA4,
        c => u8::try_from(u32::from(c)).unwrap_or(b'?'),
    }
}
