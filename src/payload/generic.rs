//! Everything without a reader of its own: care billing, any FHIR document, any XML, feedback in plain text.
//!
//! Shows what can be shown without understanding it, and claims nothing more.

use roxmltree::Node;

use super::card::{Card as _, key, shown_date};
use super::{fhir, narrative, xml};
use crate::domain::payload::{Block, Payload, Table, TableRow, TreeNode, Words};

/// Elements shown of unknown XML.
const MAX_ELEMENTS: usize = 1000;

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
    fhir::issues(root, payload, |_| None);
    let mut found = Vec::new();
    for section in composition.map(|composition| xml::all(composition, "section")).unwrap_or_default() {
        narrative::sections(section, |node| fhir::value(node, "title").to_owned(), &mut found);
    }
    if found.is_empty() {
        payload.section(key("section-tree"), vec![Block::Tree(tree(root))]);
    }
    for (heading, blocks) in found {
        payload.section(Words::Text(heading), blocks);
    }
}

/// Care billing and its errors (PFL): header and error records by the names that are known [2].
pub fn care(root: Node<'_, '_>, payload: &mut Payload) {
    let text =
        |name: &str| root.descendants().find(|n| n.is_element() && n.tag_name().name() == name).map(xml::text_of).unwrap_or_default();
    payload.line("field-message-type", &text("Nachrichtentyp"));
    payload.found_by("field-document-id", &text("Datei-ID"));
    payload.refers(&text("MessageID"));
    payload.found_by("field-insurer-ik", &text("IK"));
    let errors = root.descendants().filter(|n| n.is_element() && n.tag_name().name() == "Fehler");
    let rows: Vec<TableRow> = errors
        .map(|error| {
            let cells = ["Fehlercode", "Fehlertext", "XPath"].map(|name| xml::text_at(error, name)).into();
            TableRow { cells, mark: None }
        })
        .collect();
    let columns = ["column-code", "column-meaning", "column-place"].map(key).into();
    payload.section(key("section-errors"), vec![Block::Table(Table { columns, figures: Vec::new(), rows })]);
    xml(root, payload);
}

/// Any XML: root, namespace, and its elements as a tree.
pub fn xml(root: Node<'_, '_>, payload: &mut Payload) {
    payload.line("field-root", root.tag_name().name());
    payload.line("field-namespace", root.tag_name().namespace().unwrap_or(""));
    if root.descendants().filter(Node::is_element).nth(MAX_ELEMENTS).is_some() {
        payload.note("payload-note-more-fields", &MAX_ELEMENTS.to_string());
    }
    payload.section(key("section-tree"), vec![Block::Tree(tree(root))]);
}

/// The elements and attributes below a node, in their order, each with its depth and what stands in it.
pub fn tree(root: Node<'_, '_>) -> Vec<TreeNode> {
    let mut out = Vec::new();
    branch(root, 0, &mut out);
    out
}

fn branch(node: Node<'_, '_>, depth: u16, out: &mut Vec<TreeNode>) {
    if out.len() >= MAX_ELEMENTS {
        return;
    }
    let own = node.children().filter(Node::is_text).filter_map(|n| n.text()).collect::<String>();
    // FHIR writes its values into an attribute: those stand behind their element.
    let value = xml::attribute(node, "value").filter(|_| own.trim().is_empty()).unwrap_or(own.trim()).to_owned();
    out.push(TreeNode { depth, name: node.tag_name().name().to_owned(), value });
    for attribute in node.attributes().filter(|a| a.name() != "value") {
        out.push(TreeNode { depth: depth + 1, name: format!("@{}", attribute.name()), value: attribute.value().to_owned() });
    }
    for child in node.children().filter(Node::is_element) {
        branch(child, depth + 1, out);
    }
}

/// Feedback in a file (`begleitdatei.xml` of 1ClickAbrechnung): the number that joins it, then everything.
pub fn feedback_file(root: Node<'_, '_>, payload: &mut Payload) {
    let guid = root.descendants().filter(Node::is_element).find(|n| n.tag_name().name().eq_ignore_ascii_case("guid"));
    payload.found_by("field-guid", &guid.map(xml::text_of).unwrap_or_default());
    xml(root, payload);
}

/// Feedback whose content is its text (1ClickAbrechnung, eDokumentation): `Status: OK GUID …`.
pub fn feedback(text: &str, payload: &mut Payload) {
    let after = |name: &str| {
        let mut words = text.split_whitespace();
        words.find(|word| word.trim_end_matches(':').eq_ignore_ascii_case(name)).and_then(|_| words.next()).unwrap_or("")
    };
    let status = after("Status").trim_matches(|c: char| !c.is_alphanumeric());
    let word = if status.eq_ignore_ascii_case("ok") { "feedback-ok" } else { "" };
    payload.coded("field-status", status, word);
    payload.found_by("field-guid", after("GUID").trim_matches(|c: char| !c.is_ascii_alphanumeric()));
    payload.lines("field-text", text);
}
