//! eArztbrief: header and body of the CDA document (VHitG 1.50, `formats.md` §6). The signed PDF stays as it is.
//!
//! Header data name a patient; whether it is one of ours is a question for a person, never for this module.

use roxmltree::Node;

use super::card::{Card as _, person, shown_date};
use super::{narrative, xml};
use crate::domain::payload::{Payload, Words};

/// Namespace of CDA.
pub const NAMESPACE: &str = "urn:hl7-org:v3";
const KVNR: &str = "1.2.276.0.76.4.8";
const LANR: &str = "1.2.276.0.76.4.16";
const BSNR: &str = "1.2.276.0.76.4.17";

/// Reads header and body.
pub fn read(root: Node<'_, '_>, payload: &mut Payload) {
    payload.line("field-title", &xml::text_at(root, "title"));
    payload.line("field-date", &shown_date(&attribute_at(root, "effectiveTime", "value")));
    if let Some(role) = xml::first(root, "recordTarget/patientRole") {
        payload.found_by("field-patient", &name_at(role, "patient/name"));
        payload.line("field-birth-date", &shown_date(&attribute_at(role, "patient/birthTime", "value")));
        payload.found_by("field-insured-number", &id_with_root(role, KVNR));
        payload.line("field-address", &address(role));
    } else {
        payload.block("payload-block-field-missing", "recordTarget/patientRole");
    }
    if let Some(author) = xml::first(root, "author/assignedAuthor") {
        payload.line("field-doctor", &name_at(author, "assignedPerson/name"));
        payload.line("field-doctor-number", &id_with_root(author, LANR));
        if let Some(practice) = xml::first(author, "representedOrganization") {
            payload.found_by("field-sender", &xml::text_at(practice, "name"));
            payload.line("field-practice-number", &id_with_root(practice, BSNR));
        }
    }
    if let Some(recipient) = xml::first(root, "informationRecipient/intendedRecipient") {
        payload.line("field-recipient-doctor", &name_at(recipient, "informationRecipient/name"));
        payload.line("field-recipient-doctor-number", &id_with_root(recipient, LANR));
    }
    for holder in xml::all(root, "participant").into_iter().filter(|p| xml::attribute(*p, "typeCode") == Some("HLD")) {
        payload.line("field-insurer", &xml::text_at(holder, "associatedEntity/scopingOrganization/name"));
        payload.line("field-insurer-ik", &attribute_at(holder, "associatedEntity/scopingOrganization/id", "extension"));
    }
    payload.found_by("field-document-id", &attribute_at(root, "id", "extension"));
    payload.line("field-version", &attribute_at(root, "versionNumber", "value"));
    body(root, payload);
}

/// The sections of the body, each with its texts and tables. A body that is no XML is the PDF's twin and only named.
fn body(root: Node<'_, '_>, payload: &mut Payload) {
    let mut found = Vec::new();
    for section in xml::all(root, "component/structuredBody/component/section") {
        narrative::sections(section, |node| xml::text_at(node, "title"), &mut found);
    }
    for (heading, blocks) in found {
        payload.section(Words::Text(heading), blocks);
    }
    if let Some(text) = xml::first(root, "component/nonXMLBody/text") {
        payload.line("field-body-format", xml::attribute(text, "mediaType").unwrap_or("text/plain"));
    }
}

fn attribute_at(node: Node<'_, '_>, path: &str, name: &str) -> String {
    xml::first(node, path).and_then(|n| xml::attribute(n, name)).unwrap_or("").to_owned()
}

fn id_with_root(node: Node<'_, '_>, root: &str) -> String {
    let ids = xml::all(node, "id");
    let id = ids.into_iter().find(|id| xml::attribute(*id, "root") == Some(root));
    id.and_then(|id| xml::attribute(id, "extension")).unwrap_or("").to_owned()
}

fn name_at(node: Node<'_, '_>, path: &str) -> String {
    let Some(name) = xml::first(node, path) else { return String::new() };
    let given: Vec<String> = xml::all(name, "given").into_iter().map(xml::text_of).collect();
    person(&xml::text_at(name, "family"), &given.join(" "))
}

fn address(role: Node<'_, '_>) -> String {
    let part = |name: &str| xml::text_at(role, &format!("addr/{name}"));
    let line = |parts: [String; 2]| parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
    let lines = [line([part("streetName"), part("houseNumber")]), line([part("postalCode"), part("city")])];
    lines.into_iter().filter(|l| !l.is_empty()).collect::<Vec<_>>().join(", ")
}
