//! One attachment on its way to a payload: container, signature, form, document, reader.
//!
//! A part that only its name or the Dienstkennung calls technical still yields a payload with the reason why it
//! could not be read, so that it is shown and held instead of passing as a plain attachment.

use roxmltree::Node;

use super::card::Card as _;
use super::cms::{self, CmsError, SignedData};
use super::mapping::Mappings;
use super::recognise::{self, Form};
use super::{PayloadInput, PayloadPart, eau, ebz, eeb, generic, hash, lab, letter, xml};
use crate::domain::payload::{Payload, PayloadKind, SignatureState};
use crate::domain::safe_text;

const NOT_RECOGNISED: &str = "payload-block-not-recognised";

/// A part that may be the payload of its mail.
pub struct Candidate {
    pub payload: Payload,
    /// Over the content inside the container: the same record as XML and as p7s counts once.
    pub content_hash: String,
    /// Only its outside calls it technical; the text of the mail may be the better payload.
    pub weak: bool,
}

impl Candidate {
    /// How likely it is the payload: the announced kind first, then a known kind, then a signed form of it. Whether
    /// it is in order plays no role: a clean file must not push aside the broken signature beside it.
    #[must_use]
    pub fn score(&self, declared: Option<PayloadKind>) -> (bool, bool, bool, bool) {
        (
            !self.weak,
            declared == Some(self.payload.kind),
            !recognise::is_generic(self.payload.kind),
            self.payload.signature != SignatureState::Absent,
        )
    }
}

/// Reads a part; `None` when nothing about it is technical.
#[must_use]
pub fn read(part: &PayloadPart<'_>, mail: &PayloadInput<'_>, declared: Option<PayloadKind>, mappings: &Mappings) -> Option<Candidate> {
    let named = recognise::by_description(part.description).or_else(|| recognise::by_file_name(part.name));
    let extension = part.name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let technical_name = named.is_some() || matches!(extension.as_str(), "xml" | "p7s" | "ldt") || mappings.knows_file_name(part.name);
    let expected = declared.or(named);
    let mut payload = Payload::of_kind(expected.unwrap_or(PayloadKind::Unknown));
    payload.attachment = Some(part.index);
    payload.file_name = safe_text::one_line(part.name);
    let form = recognise::by_first_bytes(part.bytes);
    let known = match form {
        Form::Cms => signed(part, mail, expected, &mut payload, mappings)?,
        Form::Xml if is_page(part) => return None,
        Form::Xml if technical_name || part.media_type.contains("xml") || begins_with_declaration(part.bytes) || expected.is_some() => {
            Some(document(part.bytes, expected, &mut payload, mappings))
        }
        Form::Ldt => {
            payload.kind = PayloadKind::Lab;
            lab::read(part.bytes, &mut payload);
            Some(hash(part.bytes))
        }
        Form::Pdf if is_letter_pdf(part, declared) => {
            letter_without_xml(mail, &mut payload);
            None
        }
        Form::Xml | Form::Pdf => return None,
        Form::Other if !technical_name || part.description.to_ascii_lowercase().starts_with("eab-anhang") => return None,
        Form::Other => {
            let key = if part.bytes.is_empty() { "payload-block-not-loaded" } else { "payload-block-form-unknown" };
            payload.block(key, "");
            None
        }
    };
    if payload.kind == PayloadKind::Letter && form == Form::Xml {
        beside_letter(mail, &mut payload);
    }
    // A letter's PDF without its XML counts as found: there is nothing better in the mail.
    let foreign = payload.blocks.iter().any(|n| n.key == NOT_RECOGNISED);
    let weak = foreign || known.is_none() && (form != Form::Pdf || payload.blocks.is_empty());
    payload.sha256 = hash(part.bytes);
    Some(Candidate { content_hash: known.unwrap_or_else(|| payload.sha256.clone()), payload, weak })
}

/// HTML and drawings begin like XML and are for people.
fn is_page(part: &PayloadPart<'_>) -> bool {
    let head = part.bytes.get(..part.bytes.len().min(512)).unwrap_or_default().to_ascii_lowercase();
    let has = |word: &[u8]| head.windows(word.len()).any(|w| w == word);
    matches!(part.media_type, "text/html" | "application/xhtml+xml" | "image/svg+xml")
        || has(b"<html")
        || has(b"<!doctype html")
        || has(b"<svg")
}

fn begins_with_declaration(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).starts_with(b"<?xml")
}

/// Takes the container apart, judges the signature on the unchanged bytes, then reads what is inside. The inner
/// value is the hash of a content that was understood; the outer `None`: a mail signature for people (S/MIME).
#[expect(clippy::option_option, reason = "no payload, a payload not understood, and one that was")]
fn signed(
    part: &PayloadPart<'_>,
    mail: &PayloadInput<'_>,
    expected: Option<PayloadKind>,
    payload: &mut Payload,
    mappings: &Mappings,
) -> Option<Option<String>> {
    let container = match cms::open(part.bytes) {
        Ok(container) => container,
        Err(CmsError::NotSigned) if expected.is_none() => return None,
        Err(error) => {
            let note = error.note();
            payload.signature = SignatureState::Unchecked;
            payload.block(&note.key, &note.detail);
            return Some(None);
        }
    };
    let beside;
    let content = match &container {
        SignedData { content: Some(content), .. } => content.as_slice(),
        // Detached: the file with the same name beside it.
        SignedData { .. } => match file_beside(part, mail) {
            Some(bytes) => {
                beside = bytes;
                payload.note("payload-note-detached", "");
                beside
            }
            None if expected.is_none() => return None,
            None => {
                payload.signature = SignatureState::Unchecked;
                payload.block("payload-block-cms-no-content", "");
                return Some(None);
            }
        },
    };
    let verdict = container.judge(content);
    payload.signature = verdict.state;
    payload.signer = verdict.signer;
    payload.signature_dates = verdict.dates;
    match verdict.state {
        SignatureState::Broken => payload.block("payload-block-signature-broken", ""),
        SignatureState::Unchecked => payload.note("payload-note-signature-unchecked", ""),
        SignatureState::Intact | SignatureState::Absent => {}
    }
    match recognise::by_first_bytes(content) {
        Form::Xml => Some(Some(document(content, expected, payload, mappings))),
        Form::Ldt => {
            payload.kind = PayloadKind::Lab;
            lab::read(content, payload);
            Some(Some(hash(content)))
        }
        _ => {
            payload.block("payload-block-content-not-xml", "");
            Some(None)
        }
    }
}

fn file_beside<'a>(part: &PayloadPart<'_>, mail: &PayloadInput<'a>) -> Option<&'a [u8]> {
    let stem = |name: &str| name.rsplit_once('.').map_or_else(|| name.to_owned(), |(stem, _)| stem.to_owned());
    let own = stem(part.name);
    let others = mail.attachments.iter().filter(|p| p.index != part.index && !p.bytes.is_empty());
    others.filter(|p| p.name == own || stem(p.name) == own).map(|p| p.bytes).next()
}

/// Reads an XML document into the payload; returns the hash of its bytes.
fn document(bytes: &[u8], expected: Option<PayloadKind>, payload: &mut Payload, mappings: &Mappings) -> String {
    match xml::XmlText::open(bytes).and_then(|text| {
        let document = text.parse()?;
        if text.bom {
            payload.note("payload-note-bom", "");
        }
        by_content(document.root_element(), expected, payload, mappings);
        Ok(())
    }) {
        Ok(()) => {}
        Err(error) => {
            let note = error.note();
            payload.block(&note.key, &note.detail);
        }
    }
    hash(bytes)
}

fn by_content(root: Node<'_, '_>, expected: Option<PayloadKind>, payload: &mut Payload, mappings: &Mappings) {
    let kind = recognise::by_root(root, mappings);
    if recognise::is_generic(kind) {
        let from_mapping = mappings.for_root(root.tag_name().name(), root.tag_name().namespace().unwrap_or(""));
        if let Some(mapping) = from_mapping {
            payload.kind = expected.filter(|k| recognise::is_ebz(*k)).unwrap_or(PayloadKind::Unknown);
            ebz::read(root, mapping, payload);
            return;
        }
        // The mail announces a procedure that the content does not show: keep the announced kind, and hold it.
        match expected.filter(|k| !recognise::is_generic(*k)) {
            Some(PayloadKind::Prescription | PayloadKind::BillingFeedback | PayloadKind::Care) => {}
            Some(_) => payload.block(NOT_RECOGNISED, ""),
            None => payload.kind = kind,
        }
        match (payload.kind, kind) {
            (PayloadKind::Care, _) => generic::care(root, payload),
            (PayloadKind::BillingFeedback, PayloadKind::Xml) => generic::feedback_file(root, payload),
            (_, PayloadKind::Fhir) => generic::fhir(root, payload),
            _ => generic::xml(root, payload),
        }
        return;
    }
    payload.kind = kind;
    match kind {
        PayloadKind::Eau => eau::read(root, payload),
        PayloadKind::EauCancel => eau::read_cancel(root, payload),
        PayloadKind::EauError => eau::read_error(root, payload),
        PayloadKind::EebRequest | PayloadKind::EebCertificate => eeb::read(root, payload),
        PayloadKind::EebError => eeb::read_error(root, payload),
        PayloadKind::Letter => letter::read(root, payload),
        PayloadKind::Care => generic::care(root, payload),
        _ => {
            if let Some(mapping) = mappings.for_root(root.tag_name().name(), root.tag_name().namespace().unwrap_or("")) {
                ebz::read(root, mapping, payload);
            }
        }
    }
}

fn is_letter_pdf(part: &PayloadPart<'_>, declared: Option<PayloadKind>) -> bool {
    part.description.eq_ignore_ascii_case("eAB-PDF-signed")
        || (declared == Some(PayloadKind::Letter) && !part.description.to_ascii_lowercase().starts_with("eab-anhang"))
}

/// A letter's PDF is payload only when the XML beside it is missing; with XML it is named on the card.
fn letter_without_xml(mail: &PayloadInput<'_>, payload: &mut Payload) {
    payload.kind = PayloadKind::Letter;
    payload.line("field-pdf", &payload.file_name.clone());
    if !mail.attachments.iter().any(|p| recognise::by_first_bytes(p.bytes) == Form::Xml) {
        payload.block("payload-block-letter-xml-missing", "");
    }
}

fn beside_letter(mail: &PayloadInput<'_>, payload: &mut Payload) {
    let mut pdfs = mail
        .attachments
        .iter()
        .filter(|p| recognise::by_first_bytes(p.bytes) == Form::Pdf && !super::is_report(p) && is_letter_pdf(p, Some(PayloadKind::Letter)));
    match pdfs.next() {
        Some(pdf) => payload.line("field-pdf", pdf.name),
        None => payload.block("payload-block-letter-pdf-missing", ""),
    }
    if pdfs.next().is_some() {
        payload.block("payload-block-letter-several", "");
    }
}
