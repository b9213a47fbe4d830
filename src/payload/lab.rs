//! LDT lab data: `LLLFFFFcontent` lines in ISO 8859-15, read with their lengths checked (`formats.md` §8).
//!
//! A wrong length makes the file suspicious, not unreadable: the line is named, the rest is still shown, and
//! nothing is taken over by itself.

use super::card::{Card as _, key, person, shown_date};
use crate::domain::payload::{Block, Mark, Payload, Table, TableRow, Words};

/// Lines of one report; more are left to the raw view.
const MAX_LINES: usize = 20_000;

/// Whether bytes begin with a record start: `LLL8000`, then four digits of the record kind.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    bytes.get(..11).is_some_and(|head| head.iter().all(u8::is_ascii_digit) && head.get(3..7) == Some(b"8000"))
}

#[derive(Default)]
struct Test {
    id: String,
    name: String,
    value: String,
    unit: String,
    flag: String,
    reference: String,
    remark: String,
}

/// What a report says about whom, before it is put on the card.
#[derive(Default)]
struct Report {
    kinds: Vec<String>,
    family: String,
    given: String,
    born: String,
    insured: String,
    received: String,
    lab_order: String,
    sender_order: String,
    tests: Vec<Test>,
    open: Option<Test>,
}

impl Report {
    fn field(&mut self, code: &str, content: String) {
        let test = |open: &mut Option<Test>, put: fn(&mut Test) -> &mut String| put(open.get_or_insert_default()).clone_from(&content);
        match code {
            // Header and end of the file are its frame.
            "8000" if matches!(content.as_str(), "8220" | "8221") => {}
            "8000" => self.kinds.push(content),
            "8002" | "8003" | "8001" => self.tests.extend(self.open.take()),
            "8311" => self.lab_order = content,
            "8310" => self.sender_order = content,
            "8301" => self.received = content,
            "3101" => self.family = content,
            "3102" => self.given = content,
            "3103" => self.born = content,
            "3119" => self.insured = content,
            "8410" => self.tests.extend(self.open.replace(Test { id: content, ..Test::default() })),
            "8411" => test(&mut self.open, |t| &mut t.name),
            "8420" => test(&mut self.open, |t| &mut t.value),
            "8421" => test(&mut self.open, |t| &mut t.unit),
            "8422" => test(&mut self.open, |t| &mut t.flag),
            "8460" => test(&mut self.open, |t| &mut t.reference),
            // Result as text, and remarks on the test [M].
            "8480" | "8470" => joined(&mut self.open.get_or_insert_default().remark, &content),
            _ => {}
        }
    }

    /// First whose values they are and how many of them matter, last the numbers of the order.
    fn show(mut self, payload: &mut Payload) {
        self.tests.extend(self.open.take());
        payload.found_by("field-patient", &person(&self.family, &self.given));
        payload.line("field-birth-date", &shown_date(&self.born));
        payload.found_by("field-insured-number", &self.insured);
        if !self.tests.is_empty() {
            let abnormal = self.tests.iter().filter(|test| mark(&test.flag).is_some()).count();
            payload.line("field-abnormal", &format!("{abnormal} / {}", self.tests.len()));
        }
        payload.line("field-received-on", &shown_date(&self.received));
        payload.found_by("field-lab-order", &self.lab_order);
        payload.found_by("field-sender-order", &self.sender_order);
        for kind in &self.kinds {
            payload.coded("field-record-kind", kind, record_word(kind));
        }
        results(&self.tests, payload);
    }
}

fn record_word(kind: &str) -> &'static str {
    match kind {
        "8205" => "lab-record-report",
        "8215" => "lab-record-order",
        _ => "",
    }
}

/// Reads a report.
pub fn read(bytes: &[u8], payload: &mut Payload) {
    let mut report = Report::default();
    let mut count = 0;
    for (number, line) in lines(bytes).enumerate() {
        count = number + 1;
        if count > MAX_LINES {
            payload.note("payload-note-more-fields", &MAX_LINES.to_string());
            break;
        }
        let Some((code, content)) = split(line.content) else {
            payload.block("payload-block-ldt-line", &count.to_string());
            continue;
        };
        if line.declared != Some(line.whole) {
            payload.block("payload-block-ldt-length", &count.to_string());
        }
        report.field(code, content);
    }
    if count == 0 || !report.kinds.iter().any(|kind| kind == "8205") {
        payload.note("payload-note-ldt-no-report", "");
    }
    report.show(payload);
}

fn joined(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}

/// The table: test, value, unit, reference range, and how the value lies to it.
fn results(tests: &[Test], payload: &mut Payload) {
    let remarks = tests.iter().any(|test| !test.remark.is_empty());
    let mut columns: Vec<Words> = ["column-test", "column-value", "column-unit", "column-reference"].map(key).into();
    if remarks {
        columns.push(key("column-remark"));
    }
    columns.push(key("column-flag"));
    let row = |test: &Test| {
        let name = match (test.id.is_empty(), test.name.is_empty()) {
            (false, false) => format!("{} ({})", test.name, test.id),
            (true, _) => test.name.clone(),
            (_, true) => test.id.clone(),
        };
        let mut cells = vec![name, test.value.clone(), test.unit.clone(), test.reference.clone()];
        if remarks {
            cells.push(test.remark.clone());
        }
        cells.push(test.flag.clone());
        TableRow { cells, mark: mark(&test.flag) }
    };
    let rows = tests.iter().map(row).collect();
    payload.section(key("section-results"), vec![Block::Table(Table { columns, figures: vec![1], rows })]);
}

/// What the laboratory said about a value (8422); a sign nobody knows is „auffällig", never silence.
fn mark(flag: &str) -> Option<Mark> {
    Some(match flag.trim().to_ascii_uppercase().as_str() {
        "" | "N" => return None,
        "+" | "H" => Mark::High,
        "++" | "HH" => Mark::VeryHigh,
        "-" | "L" => Mark::Low,
        "--" | "LL" => Mark::VeryLow,
        _ => Mark::Abnormal,
    })
}

struct Line<'a> {
    /// The line without its three length digits and line end.
    content: &'a [u8],
    declared: Option<usize>,
    /// Length with the line end, which the format counts as two bytes.
    whole: usize,
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let body = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    body.split(|&b| b == b'\n').map(|line| {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let (length, content) = line.split_at_checked(3).unwrap_or((&[], line));
        let declared = std::str::from_utf8(length).ok().filter(|l| l.bytes().all(|b| b.is_ascii_digit()) && l.len() == 3);
        Line { content, declared: declared.and_then(|l| l.parse().ok()), whole: line.len() + 2 }
    })
}

fn split(content: &[u8]) -> Option<(&str, String)> {
    let (code, value) = content.split_at_checked(4)?;
    let code = std::str::from_utf8(code).ok().filter(|c| c.bytes().all(|b| b.is_ascii_digit()))?;
    Some((code, encoding_rs::ISO_8859_15.decode_without_bom_handling(value).0.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::payload::PayloadKind;

    #[test]
    fn wrong_lengths_name_their_line_and_the_rest_is_read() {
        for (text, blocks) in [
            (&b"01380008205\r\n0163101M\xFCller\xA4\r\n"[..], &[][..]),
            (b"01380008205\n0993101Moos\n", &[("payload-block-ldt-length", "2")]),
            (b"01380008205\r\n\r\nabc\r\n", &[("payload-block-ldt-line", "2"), ("payload-block-ldt-line", "3")]),
        ] {
            let mut payload = Payload::of_kind(PayloadKind::Lab);
            read(text, &mut payload);
            let found: Vec<_> = payload.blocks.iter().map(|n| (n.key.as_str(), n.detail.as_str())).collect();
            assert_eq!(found, blocks);
        }
        assert!(looks_like(b"01380008220\r\n") && !looks_like(b"0138000") && !looks_like(b"01390008220\r\n ".get(1..).unwrap()));
    }
}
