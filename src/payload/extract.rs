//! Applies a mapping to a record: XML elements become named, typed values; what does not fit is news.
//!
//! A value that stands twice where one is expected is a problem, never a choice: of two decisions in one
//! record none is taken.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::mapping::{FieldCheck, FieldKind, FieldSpec, NodeSpec};
use super::xml;
use crate::domain::answer::{ApplicationNumber, Cents, NumberError};
use crate::domain::mail::Note;
use crate::domain::time::Day;

/// Values of a list that are read; a record of an insurer holds a few dozen.
const MAX_LIST: usize = 2000;

/// Typed values of one record by field name.
#[derive(Default)]
pub struct Values {
    fields: BTreeMap<String, Vec<Value>>,
    /// Why the record must not be taken over by itself.
    pub problems: Vec<Note>,
}

enum Value {
    Text(String),
    Date(Day),
    Money(Cents),
    Flag(bool),
    Group(BTreeMap<String, Vec<Self>>),
}

impl Values {
    /// Reads all fields of a node.
    #[must_use]
    pub fn read(node: Node<'_, '_>, spec: &NodeSpec) -> Self {
        let mut problems = Vec::new();
        let fields = read_fields(node, &spec.fields, &mut problems);
        Self { fields, problems }
    }

    /// First text of a field; empty when absent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        text(&self.fields, name)
    }

    /// All texts of a list.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<&str> {
        let values = self.fields.get(name).map(Vec::as_slice).unwrap_or_default();
        values.iter().filter_map(|v| if let Value::Text(text) = v { Some(text.as_str()) } else { None }).collect()
    }

    /// A date.
    #[must_use]
    pub fn date(&self, name: &str) -> Option<Day> {
        self.fields.get(name)?.iter().find_map(|v| if let Value::Date(day) = v { Some(*day) } else { None })
    }

    /// An amount.
    #[must_use]
    pub fn money(&self, name: &str) -> Option<Cents> {
        money(&self.fields, name)
    }

    /// A yes or no.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.fields.get(name)?.iter().find_map(|v| if let Value::Flag(flag) = v { Some(*flag) } else { None })
    }

    /// The groups of a list with nested fields.
    pub fn groups(&self, name: &str) -> impl Iterator<Item = Group<'_>> {
        let values = self.fields.get(name).map(Vec::as_slice).unwrap_or_default();
        values.iter().filter_map(|v| if let Value::Group(fields) = v { Some(Group(fields)) } else { None })
    }
}

/// One entry of a list with nested fields.
pub struct Group<'a>(&'a BTreeMap<String, Vec<Value>>);

impl<'a> Group<'a> {
    /// First text of a field; empty when absent.
    #[must_use]
    pub fn text(&self, name: &str) -> &'a str {
        text(self.0, name)
    }

    /// An amount.
    #[must_use]
    pub fn money(&self, name: &str) -> Option<Cents> {
        money(self.0, name)
    }
}

fn text<'a>(fields: &'a BTreeMap<String, Vec<Value>>, name: &str) -> &'a str {
    let values = fields.get(name).map(Vec::as_slice).unwrap_or_default();
    values.iter().find_map(|v| if let Value::Text(text) = v { Some(text.as_str()) } else { None }).unwrap_or("")
}

fn money(fields: &BTreeMap<String, Vec<Value>>, name: &str) -> Option<Cents> {
    fields.get(name)?.iter().find_map(|v| if let Value::Money(cents) = v { Some(*cents) } else { None })
}

fn read_fields(node: Node<'_, '_>, specs: &BTreeMap<String, FieldSpec>, problems: &mut Vec<Note>) -> BTreeMap<String, Vec<Value>> {
    specs.iter().map(|(name, spec)| (name.clone(), read_field(node, name, spec, problems))).collect()
}

fn read_field(node: Node<'_, '_>, name: &str, spec: &FieldSpec, problems: &mut Vec<Note>) -> Vec<Value> {
    let found = spec.paths.iter().map(|path| find(node, path)).find(|found| !found.is_empty()).unwrap_or_default();
    if found.len() > MAX_LIST || (!spec.list && found.len() > 1) {
        problems.push(Note::new("payload-block-field-repeated", name));
        return Vec::new();
    }
    let mut values = Vec::new();
    for found in found {
        match found {
            Found::Element(element) if !spec.fields.is_empty() => {
                values.push(Value::Group(read_fields(element, &spec.fields, problems)));
            }
            Found::Element(element) => values.extend(typed(xml::text_of(element), name, spec, problems)),
            Found::Attribute(text) => values.extend(typed(text.trim().to_owned(), name, spec, problems)),
        }
    }
    if spec.required && values.is_empty() && !problems.iter().any(|p| p.detail == name) {
        problems.push(Note::new("payload-block-field-missing", name));
    }
    values
}

enum Found<'a, 'i> {
    Element(Node<'a, 'i>),
    Attribute(&'a str),
}

fn find<'a, 'i: 'a>(node: Node<'a, 'i>, path: &str) -> Vec<Found<'a, 'i>> {
    let (elements, attribute) = match path.rsplit_once('@') {
        Some((elements, attribute)) => (elements.trim_end_matches('/'), Some(attribute)),
        None => (path, None),
    };
    let nodes = if elements.is_empty() { vec![node] } else { xml::all(node, elements) };
    match attribute {
        Some(name) => nodes.into_iter().filter_map(|n| xml::attribute(n, name)).map(Found::Attribute).collect(),
        None => nodes.into_iter().map(Found::Element).collect(),
    }
}

/// An empty element counts as absent; a value that does not fit its type is a problem.
fn typed(text: String, name: &str, spec: &FieldSpec, problems: &mut Vec<Note>) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    if spec.check == Some(FieldCheck::Antragsnummer30)
        && let Err(error) = ApplicationNumber::parse(&text)
    {
        problems.push(number_problem(error, &text));
        return None;
    }
    let value = match spec.kind {
        FieldKind::Text => Some(Value::Text(text)),
        FieldKind::Date => Some(text.as_str()).filter(|t| t.len() == 8).and_then(Day::parse).map(Value::Date),
        FieldKind::Decimal => german_amount(&text).map(Value::Money),
        FieldKind::Bool01 => match text.as_str() {
            "1" => Some(Value::Flag(true)),
            "0" => Some(Value::Flag(false)),
            _ => None,
        },
    };
    if value.is_none() {
        problems.push(Note::new("payload-block-field-invalid", name));
    }
    value
}

/// The sentence for a number that is none.
#[must_use]
pub fn number_problem(error: NumberError, text: &str) -> Note {
    match error {
        NumberError::Length(length) => Note::new("payload-block-number-length", length.to_string()),
        NumberError::Syntax => Note::new("payload-block-number-syntax", ""),
        NumberError::Month => Note::new("payload-block-number-month", text.trim().get(11..13).unwrap_or("")),
    }
}

/// German notation: `543,90`, `1.412,86`, `12`. Dots only between groups of three, at most two decimals;
/// `1412.86` is refused, since it may mean a hundred times as much.
#[must_use]
pub fn german_amount(text: &str) -> Option<Cents> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (euros, cents) = digits.split_once(',').unwrap_or((digits, "00"));
    if !matches!(cents.len(), 1 | 2) || !cents.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut groups = euros.split('.');
    let first = groups.next()?;
    let grouped = euros.contains('.');
    let fits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    if !fits(first) || (grouped && first.len() > 3) || !groups.all(|g| fits(g) && g.len() == 3) {
        return None;
    }
    let euros: i64 = euros.replace('.', "").parse().ok()?;
    let cents: i64 = if cents.len() == 1 { cents.parse::<i64>().ok()? * 10 } else { cents.parse().ok()? };
    let all = euros.checked_mul(100)?.checked_add(cents)?;
    Some(Cents(if negative { -all } else { all }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_the_german_way_only() {
        for (text, expected) in [
            ("543,90", Some(54_390)),
            ("1.412,86", Some(141_286)),
            ("1412,86", Some(141_286)),
            ("1.234.567,8", Some(123_456_780)),
            ("12", Some(1200)),
            ("-5,00", Some(-500)),
            ("1.412", Some(141_200)),
            ("1412.86", None),
            ("1.41,86", None),
            (".412,86", None),
            ("1234.567,00", None),
            ("12,345", None),
            ("12,", None),
            (",50", None),
            ("", None),
            ("1 412,86", None),
            ("99999999999999999999,00", None),
        ] {
            assert_eq!(german_amount(text), expected.map(Cents), "{text}");
        }
    }
}
