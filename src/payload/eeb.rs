//! eEB, the electronic substitute certificate: request, certificate, error (gematik eEB, `formats.md` §5).
//!
//! Embedded VSD (gzip) is never unpacked here; the readable part of the bundle says all a desk needs.

use roxmltree::Node;

use super::card::{Card as _, shown_date};
use super::{fhir, xml};
use crate::domain::payload::Payload;

/// Certificate or request: who, insured where, how long, and which request it answers.
pub fn read(root: Node<'_, '_>, payload: &mut Payload) {
    payload.found_by("field-document-id", fhir::value(root, "identifier/value"));
    fhir::patient(root, payload);
    fhir::insurer(root, payload);
    if let Some(coverage) = fhir::resources(root, "Coverage").next() {
        payload.line("field-valid-from", &shown_date(fhir::value(coverage, "period/start")));
        payload.line("field-valid-until", &shown_date(fhir::value(coverage, "period/end")));
        payload.line("field-certificate-kind", fhir::profile(coverage).rsplit('/').next().unwrap_or(""));
    }
    for header in fhir::resources(root, "MessageHeader") {
        payload.refers(fhir::value(header, "response/identifier"));
    }
}

/// An error of the insurer.
pub fn read_error(root: Node<'_, '_>, payload: &mut Payload) {
    fhir::issues(root, payload);
    if xml::first(root, "issue").is_none() {
        payload.block("payload-block-field-missing", "issue");
    }
}
