//! eAU: the certificate of incapacity for work, its cancellation, and the insurer's error (TA eAU 1.26, `formats.md` §4).
//!
//! Paths are those of the published KBV profiles. Code 100 is information, not a failure.

use roxmltree::Node;

use super::card::{Card as _, shown_date};
use super::{fhir, xml};
use crate::domain::payload::Payload;
use crate::domain::watch::eau_error_words;

const TYPE_SYSTEM: &str = "https://fhir.kbv.de/CodeSystem/KBV_CS_EAU_AU_Type";
const ASSERTED: &str = "http://hl7.org/fhir/StructureDefinition/condition-assertedDate";
const DUE_TO: &str = "http://hl7.org/fhir/StructureDefinition/condition-dueTo";
/// The error code that only informs: the patient is not insured there.
pub const CODE_INFORMATION: &str = "100";

/// The certificate: first who is unfit for work and how long, last the numbers of the document.
pub fn read(root: Node<'_, '_>, payload: &mut Payload) {
    fhir::patient(root, payload);
    let (mut dated, mut diagnoses, mut cause) = (false, Vec::new(), Vec::new());
    for condition in fhir::resources(root, "Condition") {
        let profile = fhir::profile(condition);
        if profile.contains("KBV_PR_EAU_Condition_AU") {
            dated = true;
            payload.line("field-unfit-from", &shown_date(fhir::value(condition, "onsetPeriod/start")));
            payload.line("field-unfit-until", &shown_date(fhir::value(condition, "onsetPeriod/end")));
            if let Some(asserted) = fhir::extension(condition, ASSERTED) {
                payload.line("field-asserted-on", &shown_date(fhir::value(asserted, "valueDateTime")));
            }
            cause.extend(xml::all(condition, "extension").into_iter().filter(|e| xml::attribute(*e, "url") == Some(DUE_TO)));
        } else if profile.contains("_Condition_ICD") {
            diagnoses.extend(xml::all(condition, "code/coding").into_iter().filter_map(diagnosis));
        }
    }
    for composition in fhir::resources(root, "Composition") {
        for coding in xml::all(composition, "type/coding") {
            if fhir::value(coding, "system") == TYPE_SYSTEM {
                let code = fhir::value(coding, "code");
                payload.coded("field-eau-type", code, type_word(code));
            }
        }
    }
    for diagnosis in &diagnoses {
        payload.line("field-diagnosis", diagnosis);
    }
    for cause in cause {
        let code = fhir::any_code(cause);
        payload.coded("field-cause", code, cause_word(code));
    }
    if !dated {
        payload.block("payload-block-field-missing", "Condition_AU");
    }
    fhir::insurer(root, payload);
    practice(root, payload);
    document(root, payload);
}

fn type_word(code: &str) -> &'static str {
    match code {
        "ERST" => "eau-type-first",
        "FOLGE" => "eau-type-next",
        "ERST_END" => "eau-type-first-end",
        "FOLGE_END" => "eau-type-next-end",
        _ => "",
    }
}

fn cause_word(code: &str) -> &'static str {
    match code {
        "1" => "eau-cause-accident",
        "2" => "eau-cause-work",
        "3" => "eau-cause-care",
        _ => "",
    }
}

/// `S93.40 G`: the code and its certainty.
fn diagnosis(coding: Node<'_, '_>) -> Option<String> {
    if !fhir::value(coding, "system").contains("icd-10-gm") {
        return None;
    }
    let certainty = xml::all(coding, "extension")
        .into_iter()
        .find(|e| xml::attribute(*e, "url").is_some_and(|u| u.ends_with("icd-10-gm-diagnosesicherheit")))
        .map(|e| fhir::value(e, "valueCoding/code"))
        .unwrap_or("");
    Some(format!("{} {certainty}", fhir::value(coding, "code")).trim().to_owned())
}

fn document(root: Node<'_, '_>, payload: &mut Payload) {
    payload.found_by("field-document-id", fhir::value(root, "identifier/value"));
    if let Some(composition) = fhir::resources(root, "Composition").next() {
        payload.line("field-issued-on", &shown_date(fhir::value(composition, "date")));
    }
}

fn practice(root: Node<'_, '_>, payload: &mut Payload) {
    if let Some(doctor) = fhir::resources(root, "Practitioner").next() {
        payload.line("field-doctor", &fhir::name_of(doctor));
        payload.line("field-doctor-number", fhir::value(doctor, "identifier/value"));
    }
    if let Some(practice) = fhir::resources(root, "Organization").next() {
        payload.line("field-practice", fhir::value(practice, "name"));
        payload.line("field-practice-number", fhir::value(practice, "identifier/value"));
    }
}

/// The cancellation; it refers to the cancelled document.
pub fn read_cancel(root: Node<'_, '_>, payload: &mut Payload) {
    fhir::patient(root, payload);
    let cancelled: Vec<&str> = fhir::resources(root, "List")
        .flat_map(|list| xml::all(list, "entry/item/identifier/value"))
        .filter_map(|n| xml::attribute(n, "value"))
        .collect();
    for id in &cancelled {
        payload.refers(id);
        payload.term(id);
    }
    if cancelled.is_empty() {
        payload.block("payload-block-field-missing", "List.entry.item.identifier");
    }
    practice(root, payload);
    document(root, payload);
}

/// The insurer's only reply; joined by Bundle-Identifier or the outer Message-ID of the sent mail.
pub fn read_error(root: Node<'_, '_>, payload: &mut Payload) {
    fhir::issues(root, payload, eau_error_words);
    let issues = xml::all(root, "issue");
    if issues.len() != 1 {
        payload.note("payload-note-issue-count", &issues.len().to_string());
    }
    let mut code = "";
    for issue in issues {
        code = fhir::value(issue, "details/coding/code");
        let inner = xml::all(issue, "extension/extension").into_iter();
        for reference in inner.filter(|e| matches!(xml::attribute(*e, "url"), Some("Bundle-Identifier" | "Message-ID"))) {
            let id = fhir::value(reference, "valueIdentifier/value");
            payload.refers(id);
            payload.term(id);
        }
    }
    if code == CODE_INFORMATION {
        payload.note("payload-note-eau-information", "");
    }
    if code.is_empty() {
        payload.block("payload-block-field-missing", "issue.details.coding.code");
    }
    if payload.refers_to.is_empty() {
        payload.note("payload-note-no-reference", "");
    }
}
