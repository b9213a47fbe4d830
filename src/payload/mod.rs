//! Technical contents of KIM mails: recognise, check, read, so that a person understands them and the engine
//! can hand them over.
//!
//! Pure: bytes in, [`Payload`] out; no clock, no files, no network. Bad content is news (`notes`) or a reason
//! against taking it over by itself (`blocks`), never an error and never a panic. The bytes are checked in the
//! order signature, XML, mapping; none of them is changed (`formats.md` §1.3).

mod arranged;
mod ber;
mod brainpool;
mod card;
#[cfg(test)]
mod card_tests;
mod cms;
pub mod dispatch;
mod eau;
mod ebz;
mod eeb;
mod extract;
mod fhir;
mod file_facts;
mod generic;
mod lab;
mod letter;
mod mapping;
mod narrative;
mod part;
mod prescription;
mod recognise;
mod tariff;
#[cfg(test)]
mod tests;
mod xml;

use sha2::{Digest as _, Sha256};

pub use arranged::arranged_xml;
pub use ebz::{Judgement, judge_against_request};
pub use file_facts::file_facts;
pub use mapping::{MappingError, MappingInfo, Mappings};
pub use tariff::{TariffError, tariffs};

use crate::domain::answer::ApplicationNumber;
use crate::domain::mail::{Attachment, Dienstkennung, Note, ParsedMail};
use crate::domain::payload::{Payload, PayloadKind, SignatureState, TEST_DATA};
use card::Card as _;
use part::Candidate;

/// Longest text part searched for a token.
const MAX_TEXT_PART: usize = 64 * 1024;
/// Attachments looked at; an eArztbrief, the largest kind, has up to 101.
const MAX_PARTS: usize = 250;
/// Sent by an insurer's virus filter with eAU errors 101 and 102 (TA eAU).
const VIRUS_TEXT: &str = "Achtung möglicher Virenbefall";

/// A mail as the engine sees it, with its attachments decoded.
#[derive(Clone, Copy)]
pub struct PayloadInput<'a> {
    pub dienstkennung: Option<&'a Dienstkennung>,
    pub subject: &'a str,
    /// Readable text without the Clientmodul's Vermerk.
    pub text: &'a str,
    pub attachments: &'a [PayloadPart<'a>],
}

/// An attachment.
#[derive(Clone, Copy)]
pub struct PayloadPart<'a> {
    /// Index in the mail's list of attachments.
    pub index: usize,
    pub name: &'a str,
    /// Lower case.
    pub media_type: &'a str,
    /// `Content-Description`.
    pub description: &'a str,
    pub is_signature_report: bool,
    /// Decoded bytes; empty when the attachment is larger than the engine loads for reading.
    pub bytes: &'a [u8],
}

impl<'a> PayloadInput<'a> {
    /// A mail and its attachments, each with its bytes.
    #[must_use]
    pub fn of(mail: &'a ParsedMail, attachments: &'a [PayloadPart<'a>]) -> Self {
        Self { dienstkennung: mail.dienstkennung.as_ref(), subject: &mail.subject, text: &mail.text, attachments }
    }
}

impl<'a> PayloadPart<'a> {
    /// An attachment of a mail with its decoded bytes.
    #[must_use]
    pub fn of(attachment: &'a Attachment, bytes: &'a [u8]) -> Self {
        Self {
            index: attachment.index,
            name: &attachment.name,
            media_type: &attachment.media_type,
            description: &attachment.description,
            is_signature_report: attachment.is_signature_report,
            bytes,
        }
    }
}

/// Reads the technical content of a mail; `None` when there is none, as in personal mails and receipts.
///
/// `Payload::blocks` not empty: it must not be taken over without a person. For EBZ records the engine adds
/// what needs the store: [`judge_against_request`], sender, integrity of the mail.
#[must_use]
pub fn read(mail: PayloadInput<'_>, mappings: &Mappings) -> Option<Payload> {
    let too_many = mail.attachments.len() > MAX_PARTS;
    let mail = PayloadInput { attachments: mail.attachments.get(..MAX_PARTS).unwrap_or(mail.attachments), ..mail };
    let declared = mail.dienstkennung.and_then(recognise::by_dienstkennung);
    let mut candidates: Vec<Candidate> =
        mail.attachments.iter().filter(|p| !is_report(p)).filter_map(|p| part::read(p, &mail, declared, mappings)).collect();
    let several = several_records(&candidates);
    let objections: Vec<Note> =
        candidates.iter().filter(|c| recognise::is_ebz(c.payload.kind)).flat_map(|c| c.payload.blocks.clone()).collect();
    // `max_by_key` keeps the last of equals; the first part of a mail is the one meant.
    candidates.reverse();
    let best = candidates.into_iter().max_by_key(|c| c.score(declared));
    let mut payload = match best {
        Some(best) if !best.weak || declared.is_none() => best.payload,
        best => text_payload(&mail, declared).or(best.map(|b| b.payload)).or_else(|| nothing_found(declared))?,
    };
    if payload.kind == PayloadKind::Prescription || recognise::is_generic(payload.kind) {
        // A token anywhere makes the mail a prescription, whatever its Dienstkennung: it must be masked.
        if let Some(token) = find_token(&mail)
            && !payload.fields.iter().any(|f| f.secret)
        {
            payload = token_payload(&mail, &token);
        }
    }
    // An objection to any record of the mail holds all of it, such as a cut p7s beside its bare XML.
    if recognise::is_ebz(payload.kind) {
        objections.iter().for_each(|n| payload.block(&n.key, &n.detail));
    }
    if several {
        payload.block("payload-block-several-records", "");
    }
    if too_many {
        payload.block("payload-block-too-many-parts", &MAX_PARTS.to_string());
    }
    if payload.kind == PayloadKind::EauError && mail.text.trim() == VIRUS_TEXT {
        payload.note("payload-note-eau-virus", "");
    }
    compare_layers(&mail, declared, mappings, &mut payload);
    compare_numbers(&mail, &mut payload);
    Some(payload)
}

/// The content of an enveloping signature, for showing it; `None` for every other file.
#[must_use]
pub fn signed_content(bytes: &[u8]) -> Option<Vec<u8>> {
    if cms::looks_signed(bytes) { cms::open(bytes).ok()?.content } else { None }
}

/// Whether bytes begin like lab data (LDT).
#[must_use]
pub fn is_lab(bytes: &[u8]) -> bool {
    lab::looks_like(bytes)
}

/// Whether bytes begin like something that is drawn: PDF, PNG, JPEG, GIF.
#[must_use]
pub fn is_pdf_or_picture(bytes: &[u8]) -> bool {
    let pdf = bytes.get(..bytes.len().min(1024)).is_some_and(|head| head.windows(5).any(|w| w == b"%PDF-"));
    pdf || [&b"\x89PNG\r\n\x1A\n"[..], b"\xFF\xD8\xFF", b"GIF87a", b"GIF89a"].iter().any(|mark| bytes.starts_with(mark))
}

/// The Clientmodul's own report is transport, not payload.
fn is_report(part: &PayloadPart<'_>) -> bool {
    part.is_signature_report || part.name.eq_ignore_ascii_case("Signaturpruefungsbericht.pdf")
}

/// Two records with different content in one mail: none is chosen for a person (assumption (k) of §3).
fn several_records(candidates: &[Candidate]) -> bool {
    let mut records = candidates.iter().filter(|c| recognise::is_ebz(c.payload.kind) && !c.weak).map(|c| &c.content_hash);
    records.next().is_some_and(|first| records.any(|other| other != first))
}

/// A mail whose content is its text.
fn text_payload(mail: &PayloadInput<'_>, declared: Option<PayloadKind>) -> Option<Payload> {
    let token = find_token(mail);
    if let Some(token) = token {
        return Some(token_payload(mail, &token));
    }
    let kind = declared.filter(|k| matches!(k, PayloadKind::Prescription | PayloadKind::BillingFeedback))?;
    let mut payload = Payload::of_kind(kind);
    payload.sha256 = hash(mail.text.as_bytes());
    if kind == PayloadKind::Prescription {
        prescription::read(None, mail.text, &mut payload);
    } else {
        generic::feedback(mail.text, &mut payload);
    }
    Some(payload)
}

struct Token {
    token: String,
    attachment: Option<usize>,
}

fn token_payload(mail: &PayloadInput<'_>, token: &Token) -> Payload {
    let mut payload = Payload::of_kind(PayloadKind::Prescription);
    let part = mail.attachments.iter().find(|p| Some(p.index) == token.attachment);
    payload.attachment = token.attachment;
    payload.sha256 = hash(part.map_or(mail.text.as_bytes(), |p| p.bytes));
    payload.file_name = part.map(|p| crate::domain::safe_text::one_line(p.name)).unwrap_or_default();
    prescription::read(Some(&token.token), "", &mut payload);
    payload
}

fn find_token(mail: &PayloadInput<'_>) -> Option<Token> {
    if let Some(token) = prescription::token(mail.text) {
        return Some(Token { token, attachment: None });
    }
    let texts = mail.attachments.iter().filter(|p| p.media_type.starts_with("text/plain") && p.bytes.len() <= MAX_TEXT_PART);
    texts
        .filter_map(|p| Some((p.index, std::str::from_utf8(p.bytes).ok()?)))
        .find_map(|(index, text)| prescription::token(text).map(|token| Token { token, attachment: Some(index) }))
}

/// The Dienstkennung announces a content that is not there, as in a mail that is still encrypted.
fn nothing_found(declared: Option<PayloadKind>) -> Option<Payload> {
    let mut payload = Payload::of_kind(declared?);
    payload.block("payload-block-no-content", "");
    Some(payload)
}

fn compare_layers(mail: &PayloadInput<'_>, declared: Option<PayloadKind>, mappings: &Mappings, payload: &mut Payload) {
    let conflict = |layer: &str, payload: &mut Payload| {
        payload.note("payload-note-conflict", layer);
        payload.block("payload-block-conflict", layer);
    };
    if declared.is_some_and(|kind| recognise::contradicts(kind, payload.kind, false)) {
        conflict("X-KIM-Dienstkennung", payload);
    } else if declared.is_none() && recognise::is_ebz(payload.kind) {
        let application = mail.dienstkennung.map(Dienstkennung::application).unwrap_or("");
        if application.is_empty() || application.eq_ignore_ascii_case("KIM-Mail") {
            payload.block("payload-block-default-dienstkennung", "");
        } else if mail.dienstkennung.is_some_and(|d| mappings.knows_dienstkennung(&d.0)) {
            // A newer mapping may know message types that this program does not.
        } else if application.eq_ignore_ascii_case("EBZ") {
            payload.note("payload-note-unknown-message-type", mail.dienstkennung.map(Dienstkennung::message_type).unwrap_or(""));
        } else {
            conflict("X-KIM-Dienstkennung", payload);
        }
    }
    let Some(part) = mail.attachments.iter().find(|p| Some(p.index) == payload.attachment) else { return };
    if recognise::by_description(part.description).is_some_and(|kind| recognise::contradicts(kind, payload.kind, true)) {
        conflict("Content-Description", payload);
    }
    if recognise::by_file_name(part.name).is_some_and(|kind| recognise::contradicts(kind, payload.kind, true)) {
        conflict("filename", payload);
    }
    if recognise::is_test_name(part.name) {
        payload.block(TEST_DATA, "");
    }
    if recognise::is_ebz(payload.kind) && payload.signature == SignatureState::Absent && payload.ebz.is_some() {
        payload.note("payload-note-unsigned", "");
    }
}

/// The number in the record counts; another one in subject or file name is a conflict (`formats.md` §1.1).
fn compare_numbers(mail: &PayloadInput<'_>, payload: &mut Payload) {
    let Some(own) = payload.ebz.as_ref().map(|record| record.number.clone()) else { return };
    for (layer, text) in [("Subject", mail.subject), ("filename", payload.file_name.clone().as_str())] {
        if number_in(text).is_some_and(|other| other != own) {
            payload.note("payload-note-number-conflict", layer);
            payload.block("payload-block-number-conflict", layer);
        }
    }
}

/// The first Planantragsnummer inside a text such as `EEBZ1_0991234562611ZE00000000000471101`.
fn number_in(text: &str) -> Option<ApplicationNumber> {
    (0..text.len()).find_map(|at| {
        let after_digit = at > 0 && text.as_bytes().get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
        let piece = text.get(at..at + 30).filter(|_| !after_digit)?;
        ApplicationNumber::parse(piece).ok().filter(|n| n.as_str() == piece)
    })
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
