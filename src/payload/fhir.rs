//! Small readers for FHIR in XML: resources by name, `value` attributes by path, people and insurers.
//!
//! Only local names are compared. Nothing here decides what kind a document is.

use roxmltree::Node;

use super::card::{Card as _, person, shown_date};
use super::xml;
use crate::domain::payload::Payload;

/// Namespace of all FHIR documents.
pub const NAMESPACE: &str = "http://hl7.org/fhir";

/// Resources of a bundle by name, such as `Patient`.
pub fn resources<'a, 'i: 'a>(root: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    xml::all(root, "entry/resource").into_iter().flat_map(move |resource| xml::children(resource, name))
}

/// The `value` attribute of the first element at a path that has one; empty when absent.
#[must_use]
pub fn value<'a, 'i: 'a>(node: Node<'a, 'i>, path: &str) -> &'a str {
    xml::all(node, path).into_iter().find_map(|n| xml::attribute(n, "value")).unwrap_or("")
}

/// Profile of a resource without its version.
#[must_use]
pub fn profile<'a, 'i: 'a>(resource: Node<'a, 'i>) -> &'a str {
    value(resource, "meta/profile").split('|').next().unwrap_or("")
}

/// Value of the identifier with this system.
#[must_use]
pub fn identifier<'a, 'i: 'a>(resource: Node<'a, 'i>, system: &str) -> &'a str {
    let all = xml::all(resource, "identifier");
    all.into_iter().find(|id| value(*id, "system") == system).map(|id| value(id, "value")).unwrap_or("")
}

/// The extension with this url, directly below.
#[must_use]
pub fn extension<'a, 'i: 'a>(node: Node<'a, 'i>, url: &str) -> Option<Node<'a, 'i>> {
    xml::all(node, "extension").into_iter().find(|e| xml::attribute(*e, "url").is_some_and(|u| u == url))
}

/// First `code` with a value anywhere below.
#[must_use]
pub fn any_code<'a, 'i: 'a>(node: Node<'a, 'i>) -> &'a str {
    node.descendants().filter(|n| n.has_tag_name_local("code")).find_map(|n| xml::attribute(n, "value")).unwrap_or("")
}

trait LocalName {
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl LocalName for Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

/// „Familie, Vornamen" of a `name` element's owner.
#[must_use]
pub fn name_of(resource: Node<'_, '_>) -> String {
    let Some(name) = xml::first(resource, "name") else { return String::new() };
    let given: Vec<&str> = xml::all(name, "given").into_iter().filter_map(|g| xml::attribute(g, "value")).collect();
    person(value(name, "family"), &given.join(" "))
}

/// Lines of the patient.
pub fn patient(root: Node<'_, '_>, payload: &mut Payload) {
    let Some(patient) = resources(root, "Patient").next() else { return };
    payload.found_by("field-patient", &name_of(patient));
    payload.line("field-birth-date", &shown_date(value(patient, "birthDate")));
    payload.found_by("field-insured-number", identifier(patient, "http://fhir.de/sid/gkv/kvid-10"));
}

/// Lines of the insurer.
pub fn insurer(root: Node<'_, '_>, payload: &mut Payload) {
    let Some(coverage) = resources(root, "Coverage").next() else { return };
    payload.found_by("field-insurer", value(coverage, "payor/display"));
    payload.found_by("field-insurer-ik", value(coverage, "payor/identifier/value"));
}

/// Lines of an `OperationOutcome`: code with its text, what `words` says about the code (meaning and next step, as text
/// keys), and free text.
pub fn issues(root: Node<'_, '_>, payload: &mut Payload, words: impl Fn(u16) -> Option<(&'static str, &'static str)>) {
    for issue in xml::all(root, "issue") {
        let code = value(issue, "details/coding/code");
        let title = value(issue, "details/coding/display");
        payload.line("field-error", format!("{code} {title}").trim());
        if let Some((meaning, step)) = code.parse().ok().and_then(&words) {
            payload.coded("field-meaning", code, meaning);
            payload.coded("field-next-step", code, step);
        }
        payload.lines("field-explanation", value(issue, "details/text"));
        payload.lines("field-explanation", value(issue, "diagnostics"));
    }
}
