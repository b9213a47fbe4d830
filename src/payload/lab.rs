//! LDT lab data: `LLLFFFFcontent` lines in ISO 8859-15, read with their lengths checked (`formats.md` §8).
//!
//! A wrong length makes the file suspicious, not unreadable: the line is named, the rest is still shown, and
//! nothing is taken over by itself.

use super::card::{Card as _, key, person, shown_date};
use crate::domain::file_facts::PatientFacts;
use crate::domain::payload::{Block, Mark, Payload, Table, TableRow, Words};
use crate::domain::safe_text;

/// Lines of one report; more are left to the raw view.
const MAX_LINES: usize = 20_000;

/// Note of a file with reports of several patients: nobody is "the" patient of it.
pub const SEVERAL_PATIENTS: &str = "payload-note-ldt-several-patients";

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

/// What one report says about whom, before it is put on the card.
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
    /// Its end (8001) was read.
    ended: bool,
}

/// All reports of a file. A file may hold those of several patients, and what one of them has must never stand under the
/// name of another.
#[derive(Default)]
struct Reports {
    all: Vec<Report>,
    /// Inside the header or the end of the file, which are its frame.
    framed: bool,
}

impl Reports {
    fn field(&mut self, code: &str, content: String) {
        if code == "8000" {
            self.framed = matches!(content.as_str(), "8220" | "8221");
            if !self.framed {
                self.all.push(Report { kinds: vec![content], ..Report::default() });
            }
            return;
        }
        // The line that ends the frame or begins a report may be the one that cannot be read.
        self.framed &= !matches!(code, "8310" | "8311" | "8410");
        if self.framed {
            self.framed = code != "8001";
            return;
        }
        if self.all.last().is_none_or(|report| report.ended || report.says_otherwise(code, &content)) {
            self.all.push(Report::default());
        }
        if let Some(report) = self.all.last_mut() {
            report.field(code, content);
        }
    }

    fn show(mut self, payload: &mut Payload) {
        for report in &mut self.all {
            report.tests.extend(report.open.take());
        }
        match self.all.as_slice() {
            [] => {}
            [report] => {
                report.patient(payload);
                report.lines(payload);
                payload.section(key("section-results"), vec![Block::Table(results(&report.tests))]);
            }
            [first, rest @ ..] => {
                if rest.iter().all(|report| report.is_about_patient_of(first)) {
                    first.patient(payload);
                } else {
                    payload.note(SEVERAL_PATIENTS, "");
                    self.all.iter().for_each(|report| report.one_of_several(payload));
                }
                for report in &self.all {
                    report.section(payload);
                }
            }
        }
        let mut kinds: Vec<&String> = Vec::new();
        for kind in self.all.iter().flat_map(|report| &report.kinds) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
                payload.coded("field-record-kind", kind, record_word(kind));
            }
        }
    }
}

impl Report {
    fn field(&mut self, code: &str, content: String) {
        let test = |open: &mut Option<Test>, put: fn(&mut Test) -> &mut String| put(open.get_or_insert_default()).clone_from(&content);
        match code {
            "8001" => {
                self.tests.extend(self.open.take());
                self.ended = true;
            }
            "8002" | "8003" => self.tests.extend(self.open.take()),
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

    /// Whether a line is of the next report, whose first line could not be read and whose predecessor has no last one: of
    /// whom and of which order a report is stands before its values, and once.
    fn says_otherwise(&self, code: &str, content: &str) -> bool {
        let said = match code {
            "3101" => return !self.family.is_empty(),
            "3102" => &self.given,
            "3103" => &self.born,
            "3119" => &self.insured,
            "8310" => &self.sender_order,
            "8311" => &self.lab_order,
            _ => return false,
        };
        self.open.is_some() || !self.tests.is_empty() || (!said.is_empty() && said != content)
    }

    fn is_about_patient_of(&self, other: &Self) -> bool {
        let whose = |report: &Self| [&report.family, &report.given, &report.born, &report.insured].map(|text| text.trim().to_owned());
        whose(self) == whose(other)
    }

    /// The same patient may have more than one report.
    fn one_of_several(&self, payload: &mut Payload) {
        let clean = |text: &str| safe_text::one_line(text.trim());
        let facts = PatientFacts {
            name: clean(&person(&self.family, &self.given)),
            birth_date: clean(&shown_date(&self.born)),
            insured_number: clean(&self.insured),
        };
        if !payload.several_patients.contains(&facts) {
            payload.several_patients.push(facts);
        }
    }

    fn patient(&self, payload: &mut Payload) {
        payload.found_by("field-patient", &person(&self.family, &self.given));
        payload.line("field-birth-date", &shown_date(&self.born));
        payload.found_by("field-insured-number", &self.insured);
    }

    /// „1 / 12": how many of the values matter; empty without values.
    fn abnormal(&self) -> String {
        let abnormal = self.tests.iter().filter(|test| mark(&test.flag).is_some()).count();
        if self.tests.is_empty() { String::new() } else { format!("{abnormal} / {}", self.tests.len()) }
    }

    /// Of the only report: first how many values matter, last the numbers of the order.
    fn lines(&self, payload: &mut Payload) {
        payload.line("field-abnormal", &self.abnormal());
        payload.line("field-received-on", &shown_date(&self.received));
        payload.found_by("field-lab-order", &self.lab_order);
        payload.found_by("field-sender-order", &self.sender_order);
    }

    /// Of one of several reports: everything under the name of its patient, who they are by birth date and number too.
    fn section(&self, payload: &mut Payload) {
        let name = person(&self.family, &self.given);
        for word in [&name, &self.insured, &self.lab_order, &self.sender_order] {
            payload.term(word);
        }
        let facts = [
            ("field-birth-date", shown_date(&self.born)),
            ("field-insured-number", self.insured.clone()),
            ("field-abnormal", self.abnormal()),
            ("field-received-on", shown_date(&self.received)),
            ("field-lab-order", self.lab_order.clone()),
            ("field-sender-order", self.sender_order.clone()),
        ];
        // The birth date has its place also where it is missing, so that a report without values is there too.
        let (columns, cells) = facts
            .into_iter()
            .enumerate()
            .filter(|(at, (_, value))| *at == 0 || !value.is_empty())
            .map(|(_, f)| f)
            .unzip::<_, _, Vec<_>, _>();
        let facts =
            Table { columns: columns.into_iter().map(key).collect(), figures: Vec::new(), rows: vec![TableRow { cells, mark: None }] };
        let heading = if name.is_empty() { key("section-results-nameless") } else { Words::Text(name) };
        payload.section(heading, vec![Block::Table(facts), Block::Table(results(&self.tests))]);
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
    let mut reports = Reports::default();
    for (number, line) in lines(bytes).enumerate() {
        let count = number + 1;
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
        reports.field(code, content);
    }
    if !reports.all.iter().flat_map(|report| &report.kinds).any(|kind| kind == "8205") {
        payload.note("payload-note-ldt-no-report", "");
    }
    reports.show(payload);
}

fn joined(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}

/// The table: test, value, unit, reference range, and how the value lies to it.
fn results(tests: &[Test]) -> Table {
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
    Table { columns, figures: vec![1], rows: tests.iter().map(row).collect() }
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

    /// Lines with their lengths before them.
    fn file(lines: &[&str]) -> Vec<u8> {
        lines.iter().map(|line| format!("{:03}{line}\r\n", line.len() + 5)).collect::<String>().into_bytes()
    }

    fn read_file(lines: &[&str]) -> Payload {
        let mut payload = Payload::of_kind(PayloadKind::Lab);
        read(&file(lines), &mut payload);
        assert_eq!(payload.blocks, []);
        payload
    }

    /// Headings with the names of the tests under them.
    fn sections(payload: &Payload) -> Vec<(String, Vec<String>)> {
        let tests = |blocks: &[Block]| match blocks.last() {
            Some(Block::Table(table)) => table.rows.iter().map(|row| row.cells[0].clone()).collect(),
            _ => Vec::new(),
        };
        let heading = |words: &Words| match words {
            Words::Key(text) | Words::Text(text) => text.clone(),
        };
        payload.sections.iter().map(|section| (heading(&section.heading), tests(&section.blocks))).collect()
    }

    const HEADER: [&str; 3] = ["80008220", "3101Labor Ahrens", "80018220"];
    const ODA: [&str; 6] = ["80008205", "3101Brimsloh", "3102Oda", "310319880202", "8410KREA", "84200.81"];
    const UWE: [&str; 6] = ["80008205", "3101Tjaden", "3102Uwe", "310319500414", "8410CRP", "842048"];

    #[test]
    fn what_one_patient_has_never_stands_under_the_name_of_another() {
        let end = ["80018205"];
        for between in [&end[..], &[]] {
            let payload = read_file(&[&HEADER[..], &ODA, between, &UWE, between, &["80008221", "80018221"]].concat());
            let expected = [("Brimsloh, Oda", "KREA"), ("Tjaden, Uwe", "CRP")].map(|(name, test)| (name.to_owned(), vec![test.to_owned()]));
            assert_eq!(sections(&payload), expected);
            assert_eq!(payload.notes.iter().map(|note| note.key.as_str()).collect::<Vec<_>>(), [SEVERAL_PATIENTS]);
            assert!(
                ["field-patient", "field-birth-date", "field-abnormal"]
                    .iter()
                    .all(|key| payload.fields.iter().all(|f| f.label_key != *key))
            );
            assert_eq!(payload.search_terms, ["Brimsloh, Oda", "Tjaden, Uwe"]);
            let patients: Vec<_> = payload.patients().into_iter().map(|p| (p.name, p.birth_date)).collect();
            assert_eq!(patients, [("Brimsloh, Oda", "02.02.1988"), ("Tjaden, Uwe", "14.04.1950")].map(|(a, b)| (a.into(), b.into())));
            let Some(Block::Table(facts)) = payload.sections[1].blocks.first() else { panic!("no facts") };
            assert_eq!(facts.rows[0].cells, ["14.04.1950", "0 / 1"]);
        }
    }

    #[test]
    fn several_reports_of_one_patient_are_that_patients() {
        let more = ["80008205", "3101Brimsloh", "3102Oda", "310319880202", "8410FER", "842011"];
        let payload = read_file(&[&HEADER[..], &ODA, &["80018205"], &more].concat());
        assert_eq!(sections(&payload).into_iter().map(|(name, _)| name).collect::<Vec<_>>(), ["Brimsloh, Oda", "Brimsloh, Oda"]);
        assert_eq!(payload.notes, []);
        assert_eq!(payload.fields[0].value, "Brimsloh, Oda");
        // One report looks as it always did.
        assert_eq!(sections(&read_file(&[&HEADER[..], &ODA].concat())), [("section-results".to_owned(), vec!["KREA".to_owned()])]);
    }

    #[test]
    fn a_report_whose_first_line_is_broken_is_no_part_of_the_one_before() {
        for (before, expected) in
            [(&[&ODA[..], &["80018205"]].concat()[..], &["Brimsloh, Oda", "Tjaden, Uwe"][..]), (&HEADER[..2], &["section-results"])]
        {
            let lines = [before, &["800", "831147", "3101Tjaden", "3102Uwe", "8410CRP"]].concat();
            let mut payload = Payload::of_kind(PayloadKind::Lab);
            read(&file(&lines), &mut payload);
            assert_eq!(sections(&payload).into_iter().map(|(name, _)| name).collect::<Vec<_>>(), expected);
            assert!(payload.blocks.iter().any(|note| note.key == "payload-block-ldt-line"));
        }
    }

    #[test]
    fn without_last_line_and_first_line_the_next_patient_is_still_another() {
        let orders = |lines: [&'static str; 6], order: &'static str| [&[lines[0], order][..], &lines[1..]].concat();
        let no_values = ODA[..4].to_vec();
        for (first, second) in [
            (ODA.to_vec(), UWE.to_vec()),
            (orders(ODA, "831146"), orders(UWE, "831147")),
            (ODA.to_vec(), orders(UWE, "831147")),
            (ODA.to_vec(), orders(UWE, "3119T123456789")),
            (no_values, UWE.to_vec()),
        ] {
            let lines = [&HEADER[..], &first, &["800"], &second[1..]].concat();
            let mut payload = Payload::of_kind(PayloadKind::Lab);
            read(&file(&lines), &mut payload);
            let names: Vec<String> = payload.several_patients.iter().map(|facts| facts.name.clone()).collect();
            assert_eq!(names, ["Brimsloh, Oda", "Tjaden, Uwe"]);
            let [(_, of_oda), (_, of_uwe)] = <[_; 2]>::try_from(sections(&payload)).unwrap();
            assert_eq!(of_uwe, ["CRP"]);
            assert_eq!((of_oda.contains(&"KREA".to_owned()), of_oda.len()), (first.len() >= ODA.len(), 1));
            let facts = |at: usize| match payload.sections[at].blocks.first() {
                Some(Block::Table(facts)) => facts.rows[0].cells.concat(),
                _ => String::new(),
            };
            assert!(!facts(0).contains("47") && !facts(0).contains("T123456789") && !facts(1).contains("46"));
        }
    }
}
