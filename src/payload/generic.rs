//! Everything without a reader of its own: care billing, any FHIR document, any XML, feedback in plain text.
//!
//! Shows what can be shown without understanding it, and claims nothing more.

use roxmltree::Node;

use super::card::{Card as _, shown_date};
use super::{fhir, xml};
use crate::domain::payload::Payload;

/// Elements with text shown of unknown XML.
const MAX_ELEMENTS: usize = 60;

/// Any FHIR document: profile, title, author, patient, date.
pub fn fhir(root: Node<'_, '_>, payload: &mut Payload) {
    payload.line("field-root", root.tag_name().name());
    payload.line("field-profile", fhir::profile(root));
    payload.found_by("field-document-id", fhir::value(root, "identifier/value"));
    payload.line("field-date", &shown_date(fhir::value(root, "timestamp")));
    let composition = if root.tag_name().name() == "Composition" { Some(root) } else { fhir::resources(root, "Composition").next() };
    if let Some(composition) = composition {
        payload.line("field-title", fhir::value(composition, "title"));
        payload.line("field-issued-on", &shown_date(fhir::value(composition, "date")));
        payload.line("field-author", fhir::value(composition, "author/display"));
    }
    fhir::patient(root, payload);
    if let Some(doctor) = fhir::resources(root, "Practitioner").next() {
        payload.line("field-doctor", &fhir::name_of(doctor));
    }
    fhir::insurer(root, payload);
    fhir::issues(root, payload);
}

/// Care billing and its errors (PFL): header and error records by the names that are known [2].
pub fn care(root: Node<'_, '_>, payload: &mut Payload) {
    let text =
        |name: &str| root.descendants().find(|n| n.is_element() && n.tag_name().name() == name).map(xml::text_of).unwrap_or_default();
    payload.line("field-message-type", &text("Nachrichtentyp"));
    payload.found_by("field-document-id", &text("Datei-ID"));
    payload.refers(&text("MessageID"));
    for error in root.descendants().filter(|n| n.is_element() && n.tag_name().name() == "Fehler") {
        let code = [xml::text_at(error, "Fehlercode"), xml::text_at(error, "Fehlertext")].join(" ");
        payload.line("field-error", code.trim());
    }
    xml(root, payload);
}

/// Any XML: root, namespace, and the first elements that hold text.
pub fn xml(root: Node<'_, '_>, payload: &mut Payload) {
    payload.line("field-root", root.tag_name().name());
    payload.line("field-namespace", root.tag_name().namespace().unwrap_or(""));
    let leaves = root.descendants().filter(|n| n.is_element() && n.children().all(|c| !c.is_element()));
    let filled = leaves.filter_map(|n| Some((n.tag_name().name(), xml::text_of(n))).filter(|(_, text)| !text.is_empty()));
    for (shown, (name, text)) in filled.enumerate() {
        if shown == MAX_ELEMENTS {
            payload.note("payload-note-more-fields", &MAX_ELEMENTS.to_string());
            break;
        }
        payload.line("field-element", &format!("{name}: {text}"));
    }
}

/// Feedback whose content is its text (1ClickAbrechnung, eDokumentation).
pub fn feedback(text: &str, payload: &mut Payload) {
    payload.lines("field-text", text);
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if word == "GUID:" || word == "GUID" {
            payload.term(words.next().unwrap_or("").trim_matches(|c: char| !c.is_ascii_alphanumeric()));
        }
    }
}
