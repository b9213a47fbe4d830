//! eEB, the electronic substitute certificate: request, certificate, error (gematik eEB, `formats.md` §5).
//!
//! Embedded insurance data (VSD) are XML in gzip in base64; they are inflated up to a limit, however small they came.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use roxmltree::Node;

use super::card::{Card as _, key, shown_date};
use super::{fhir, generic, xml};
use crate::domain::payload::{Block, Payload, PayloadKind};

/// Insurance data of a card have a few kilobytes.
const MAX_INFLATED: u64 = 512 << 10;
/// Base64 characters looked at of one element, and elements with data that are read.
const MAX_ENCODED: usize = 256 << 10;
const MAX_DATA: usize = 6;

/// Certificate or request: who, insured where, how long, and which request it answers.
pub fn read(root: Node<'_, '_>, payload: &mut Payload) {
    fhir::patient(root, payload);
    fhir::insurer(root, payload);
    if let Some(coverage) = fhir::resources(root, "Coverage").next() {
        payload.line("field-valid-from", &shown_date(fhir::value(coverage, "period/start")));
        payload.line("field-valid-until", &shown_date(fhir::value(coverage, "period/end")));
        let kind = fhir::profile(coverage).rsplit('/').next().unwrap_or("");
        payload.coded("field-certificate-kind", kind, kind_word(kind));
    }
    for header in fhir::resources(root, "MessageHeader") {
        payload.refers(fhir::value(header, "response/identifier"));
        if payload.kind == PayloadKind::EebRequest {
            // The answer names the request by this (FHIR R4 MessageHeader.response.identifier).
            payload.found_by("field-document-id", fhir::value(header, "id"));
        }
    }
    payload.found_by("field-document-id", fhir::value(root, "identifier/value"));
    insurance_data(root, payload);
}

fn kind_word(profile: &str) -> &'static str {
    match profile {
        "EEBCoverageEgk" => "eeb-kind-card",
        "EEBCoverageEgkNoAddressLine" => "eeb-kind-card-no-address",
        "EEBCoverageNoEgk" => "eeb-kind-no-card",
        "EEBCoverageVSDM" => "eeb-kind-vsdm",
        _ => "",
    }
}

/// Every base64 value of the document that is gzip: its XML as a tree under the lines.
fn insurance_data(root: Node<'_, '_>, payload: &mut Payload) {
    let values = root.descendants().filter(Node::is_element).filter_map(|n| xml::attribute(n, "value"));
    // The mark of gzip in base64.
    let packed: Vec<&str> = values.filter(|value| value.trim_start().starts_with("H4sI")).take(MAX_DATA).collect();
    for value in packed {
        match inflated(value) {
            Some(bytes) => {
                let read = xml::XmlText::open(&bytes).and_then(|text| {
                    let document = text.parse()?;
                    let tree = generic::tree(document.root_element());
                    payload.section(key("section-insurance-data"), vec![Block::Tree(tree)]);
                    Ok(())
                });
                if let Err(error) = read {
                    payload.note("payload-note-insurance-data", &error.note().key);
                }
            }
            None => payload.note("payload-note-insurance-data", ""),
        }
    }
}

/// `None`: no base64, no gzip, or more than [`MAX_INFLATED`] inside.
fn inflated(value: &str) -> Option<Vec<u8>> {
    if value.len() > MAX_ENCODED {
        return None;
    }
    let packed = STANDARD.decode(value.split_ascii_whitespace().collect::<String>()).ok()?;
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).take(MAX_INFLATED + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= MAX_INFLATED).then_some(bytes)
}

/// An error of the insurer.
pub fn read_error(root: Node<'_, '_>, payload: &mut Payload) {
    for header in fhir::resources(root, "MessageHeader") {
        payload.refers(fhir::value(header, "response/identifier"));
    }
    fhir::issues(root, payload, error_words);
    if xml::first(root, "issue").is_none() {
        payload.block("payload-block-field-missing", "issue");
    }
}

/// What a code means, and what to do: text keys (`formats.md` §5).
const fn error_words(code: u16) -> Option<(&'static str, &'static str)> {
    Some(match code {
        130 => ("eeb-code-version", "eeb-step-version"),
        100..=141 => ("eeb-code-content", "eeb-step-content"),
        201..=211 => ("eeb-code-signature", "eeb-step-signature"),
        307..=313 => ("eeb-code-transport", "eeb-step-transport"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn packed(bytes: &[u8]) -> String {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(bytes).unwrap();
        STANDARD.encode(out.finish().unwrap())
    }

    fn card(value: &str) -> Payload {
        let text = format!("<Bundle><entry><resource><Binary><data value='{value}'/></Binary></resource></entry></Bundle>");
        let document = roxmltree::Document::parse(&text).unwrap();
        let mut payload = Payload::of_kind(PayloadKind::EebCertificate);
        read(document.root_element(), &mut payload);
        payload
    }

    #[test]
    fn insurance_data_are_inflated_up_to_a_limit() {
        let good = card(&packed(b"<VSD><Versicherter><Nachname>Quittel</Nachname></Versicherter></VSD>"));
        assert!(good.section_texts().any(|text| text == "Quittel"));
        let bomb = packed(&vec![b' '; 64 << 20]);
        assert!(bomb.len() < MAX_ENCODED, "small outside");
        for bad in [bomb, packed(b"kein XML"), packed(b"<!DOCTYPE a><a/>"), "H4sIAAAA".into()] {
            let payload = card(&bad);
            assert!(payload.sections.is_empty() && payload.notes.iter().any(|n| n.key == "payload-note-insurance-data"));
        }
    }
}
