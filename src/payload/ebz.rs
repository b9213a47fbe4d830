//! EBZ records (eHKP): request, answer, query and error, read by the mapping file (`formats.md` §2).
//!
//! Invariant: a record with a missing, doubled or unreadable mandatory value yields no `EbzRecord` at all, and
//! a code nobody knows is „unklar", never „genehmigt". Matching with stored mails is the engine's work; the
//! comparison itself is [`judge_against_request`].

use roxmltree::Node;

use super::card::{Card as _, german_day, key, person};
use super::extract::{Values, number_problem};
use super::mapping::{Mapping, NodeSpec};
use super::xml;
use crate::domain::answer::{Allowance, ApplicationNumber, Cents, Decision, EbzKind, EbzRecord, Reason};
use crate::domain::mail::Note;
use crate::domain::payload::{Block, Payload, PayloadKind, TEST_DATA, Table, TableRow, Words};
use crate::domain::safe_text;

/// Begründung 05: the expert agreed in part; there is no code for a partial approval (§2.3).
const PARTLY: &str = "05";

/// Which record a document holds; `None` when none of the mapping's nodes is there.
#[must_use]
pub fn kind_of(root: Node<'_, '_>, mapping: &Mapping) -> Option<EbzKind> {
    nodes(root, mapping).first().map(|(kind, ..)| *kind)
}

/// The payload kind of a record.
#[must_use]
pub const fn payload_kind(kind: EbzKind) -> PayloadKind {
    match kind {
        EbzKind::Request => PayloadKind::EbzRequest,
        EbzKind::Answer => PayloadKind::EbzAnswer,
        EbzKind::Error => PayloadKind::EbzError,
        EbzKind::Query => PayloadKind::EbzQuery,
    }
}

type RecordNode<'a, 'i, 'm> = (EbzKind, Node<'a, 'i>, &'m NodeSpec);

fn nodes<'a, 'i: 'a, 'm>(root: Node<'a, 'i>, mapping: &'m Mapping) -> Vec<RecordNode<'a, 'i, 'm>> {
    [
        (EbzKind::Answer, &mapping.answer),
        (EbzKind::Error, &mapping.error),
        (EbzKind::Request, &mapping.request),
        (EbzKind::Query, &mapping.query),
    ]
    .into_iter()
    .filter_map(|(kind, spec)| spec.as_ref().map(|spec| (kind, spec)))
    .flat_map(|(kind, spec)| xml::all(root, &spec.node).into_iter().map(move |node| (kind, node, spec)))
    .collect()
}

/// Fills the payload from a document whose root fits the mapping.
pub fn read(root: Node<'_, '_>, mapping: &Mapping, payload: &mut Payload) {
    let namespace = root.tag_name().namespace().unwrap_or("");
    if let Some(version) = mapping.newer_version(namespace) {
        payload.note("payload-note-newer-version", &version);
    }
    if namespace.contains("/TEBZ") {
        payload.block(TEST_DATA, "");
    }
    let nodes = nodes(root, mapping);
    let &[(kind, node, spec)] = nodes.as_slice() else {
        let key = if nodes.is_empty() { "payload-block-no-record" } else { "payload-block-several-records" };
        payload.block(key, &nodes.len().to_string());
        return;
    };
    payload.kind = payload_kind(kind);
    let header =
        mapping.header.as_ref().and_then(|spec| xml::first(root, &spec.node).map(|node| Values::read(node, spec))).unwrap_or_default();
    let values = Values::read(node, spec);
    let mut record = Builder { mapping, values: &values, header: &header, problems: Vec::new() };
    let read = match kind {
        EbzKind::Answer => record.answer(payload),
        EbzKind::Error => record.error(payload),
        EbzKind::Request => record.request(payload),
        EbzKind::Query => record.query(payload),
    };
    let problems = record.problems;
    // A header we cannot read is news; a record we cannot read is not taken over.
    header.problems.iter().for_each(|n| payload.note("payload-note-header-field", &n.detail));
    for problem in values.problems.iter().chain(&problems) {
        payload.block(&problem.key, &problem.detail);
    }
    if values.problems.is_empty() && problems.is_empty() {
        if let Some(record) = &read
            && record.decision == Decision::Unclear
        {
            payload.block("payload-block-unclear", "");
        }
        payload.ebz = read;
    }
}

struct Builder<'a> {
    mapping: &'a Mapping,
    values: &'a Values,
    header: &'a Values,
    problems: Vec<Note>,
}

impl Builder<'_> {
    fn base(&mut self, kind: EbzKind, decision: Decision, payload: &mut Payload) -> Option<EbzRecord> {
        let text = self.values.text("antragsnummer");
        payload.found_by("field-number", text);
        let number = match ApplicationNumber::parse(text) {
            Ok(number) => number,
            // The reader of fields has already told it.
            Err(_) if text.is_empty() => return None,
            Err(error) => {
                self.problems.push(number_problem(error, text));
                return None;
            }
        };
        let insurer_ik = safe_text::one_line(self.header.text("ik"));
        payload.found_by("field-insurer-ik", &insurer_ik);
        payload.line("field-practice-number", self.header.text("abrechnungsnummer"));
        Some(EbzRecord {
            kind,
            number,
            decision,
            process: None,
            decided_on: None,
            ends_on: None,
            reasons: Vec::new(),
            explanation: String::new(),
            allowance_rate: String::new(),
            hardship: None,
            allowances: Vec::new(),
            total: None,
            insurer_ik,
            practice_number: safe_text::one_line(self.header.text("abrechnungsnummer")),
            insurer_name: String::new(),
            patient: String::new(),
            message_id: None,
            mapping: self.mapping.label(),
        })
    }

    fn answer(&mut self, payload: &mut Payload) -> Option<EbzRecord> {
        let mut record = self.base(EbzKind::Answer, Decision::Unclear, payload);
        let process = self.coded("verarbeitungskennzeichen", self.values.text("verarbeitungskennzeichen"), payload);
        let reasons: Vec<Reason> =
            self.values.texts("begruendung").into_iter().map(|code| self.coded("begruendung", code, payload)).collect();
        let answer = self.values.text("antwortkennzeichen");
        let decision = decide(&process.code, answer, &reasons);
        if !matches!(answer, "" | "0" | "1") {
            payload.note("payload-note-unknown-code", answer);
        }
        let ends_on = self.values.date("endedatum");
        payload.line("field-process", &shown(&process));
        if let Some(day) = self.values.date("datum") {
            payload.line("field-decided-on", &german_day(day));
        }
        if let Some(day) = ends_on {
            payload.line("field-ends-on", &german_day(day));
        }
        if decision == Decision::Ended && ends_on.is_none() {
            payload.note("payload-note-end-date-missing", "");
        }
        for reason in &reasons {
            payload.line("field-reason", &shown(reason));
        }
        let explanation = safe_text::many_lines(self.values.text("erlaeuterung"));
        payload.lines("field-explanation", &explanation);
        let rate = self.rate(payload);
        let hardship = self.values.flag("haertefall");
        if let Some(hardship) = hardship {
            let (word, word_key) = if hardship { ("1", "word-yes") } else { ("0", "word-no") };
            payload.coded("field-hardship", word, word_key);
        }
        let allowances = self.allowances("festzuschuesse");
        show_allowances(&allowances, payload);
        let total = total(self.values.money("summe"), &allowances, payload);
        if let Some(total) = total {
            payload.line("field-allowance-total", &total.to_string());
        }
        payload.line("field-kfo-rate", self.values.text("zuschuss_kfo"));
        payload.line("field-kfo-start", self.values.text("anspruchsbeginn"));
        if let Some(record) = &mut record {
            record.decision = decision;
            record.process = Some(process);
            record.decided_on = self.values.date("datum");
            record.ends_on = ends_on;
            record.reasons = reasons;
            record.explanation = explanation;
            record.allowance_rate = rate;
            record.hardship = hardship;
            record.allowances = allowances;
            record.total = total;
        }
        record
    }

    fn request(&mut self, payload: &mut Payload) -> Option<EbzRecord> {
        let mut record = self.base(EbzKind::Request, Decision::Pending, payload);
        let patient = safe_text::one_line(&person(self.values.text("nachname"), self.values.text("vorname")));
        let insurer = safe_text::one_line(self.values.text("kasse"));
        payload.found_by("field-patient", &patient);
        if let Some(day) = self.values.date("geburtsdatum") {
            payload.line("field-birth-date", &german_day(day));
        }
        payload.found_by("field-insured-number", self.values.text("kvnr"));
        payload.found_by("field-insurer", &insurer);
        if let Some(day) = self.values.date("ausgestellt") {
            payload.line("field-issued-on", &german_day(day));
        }
        payload.line("field-dentist-number", self.values.text("zahnarztnummer"));
        let process = Some(self.values.text("verarbeitungskennzeichen"))
            .filter(|code| !code.is_empty())
            .map(|code| self.coded("verarbeitungskennzeichen", code, payload));
        if let Some(process) = &process {
            payload.line("field-process", &shown(process));
        }
        let allowances = self.allowances("befunde");
        show_allowances(&allowances, payload);
        let rate = self.rate(payload);
        payload.line("field-service", self.values.text("leistung"));
        let total = self.values.money("kosten");
        if let Some(total) = total {
            payload.line("field-costs", &total.to_string());
        }
        if let Some(record) = &mut record {
            record.process = process;
            record.patient = patient;
            record.insurer_name = insurer;
            record.allowances = allowances;
            record.allowance_rate = rate;
            record.total = total;
        }
        record
    }

    fn error(&mut self, payload: &mut Payload) -> Option<EbzRecord> {
        let mut record = self.base(EbzKind::Error, Decision::Error, payload);
        let reasons: Vec<Reason> = self
            .values
            .groups("fehler")
            .map(|g| Reason { code: safe_text::one_line(g.text("code")), text: safe_text::one_line(g.text("text")) })
            .collect();
        for (reason, group) in reasons.iter().zip(self.values.groups("fehler")) {
            payload.line("field-error", &shown(reason));
            payload.line("field-error-place", group.text("xpath"));
        }
        payload.coded("field-next-step", "EBZ", "ebz-step-error");
        let id = message_id(self.values.text("message_id"));
        payload.refers(id.as_deref().unwrap_or(""));
        if record.is_none() && id.is_none() && self.problems.is_empty() {
            self.problems.push(Note::new("payload-block-error-without-reference", ""));
        }
        if let Some(record) = &mut record {
            record.reasons = reasons;
            record.message_id = id;
        }
        record
    }

    fn query(&mut self, payload: &mut Payload) -> Option<EbzRecord> {
        let mut record = self.base(EbzKind::Query, Decision::Query, payload);
        let explanation = safe_text::many_lines(self.values.text("text"));
        payload.lines("field-explanation", &explanation);
        payload.coded("field-next-step", "EBZ", "ebz-step-query");
        if let Some(record) = &mut record {
            record.decided_on = self.values.date("datum");
            record.explanation = explanation;
        }
        record
    }

    fn coded(&self, table: &str, code: &str, payload: &mut Payload) -> Reason {
        let code = safe_text::one_line(code);
        let text = self.mapping.code(table, &code).map(safe_text::one_line);
        if text.is_none() && !code.is_empty() {
            payload.note("payload-note-unknown-code", &code);
        }
        Reason { text: text.unwrap_or_else(|| code.clone()), code }
    }

    fn rate(&self, payload: &mut Payload) -> String {
        let rate = self.values.text("zuschusshoehe");
        if rate.is_empty() {
            return String::new();
        }
        let rate = self.coded("zuschusshoehe", rate, payload).text;
        payload.line("field-allowance-rate", &rate);
        rate
    }

    fn allowances(&mut self, list: &str) -> Vec<Allowance> {
        let mut out = Vec::new();
        for group in self.values.groups(list) {
            let Ok(count) = group.text("anzahl").parse::<u16>() else {
                self.problems.push(Note::new("payload-block-field-invalid", "anzahl"));
                continue;
            };
            out.push(Allowance {
                finding: safe_text::one_line(group.text("befund")),
                count: u32::from(count),
                amount: group.money("betrag"),
            });
        }
        out
    }
}

/// §2.3 and §2.4: the process code comes first, then the answer code; anything unknown is unclear.
fn decide(process: &str, answer: &str, reasons: &[Reason]) -> Decision {
    match (process, answer) {
        ("22" | "23" | "26", "0" | "1") => Decision::Ended,
        ("24" | "25", "1") => Decision::Changed,
        ("10", "0") => Decision::Rejected,
        ("10", "1") if reasons.iter().any(|r| r.code == PARTLY) => Decision::ApprovedChanged,
        ("10", "1") => Decision::Approved,
        _ => Decision::Unclear,
    }
}

fn total(given: Option<Cents>, allowances: &[Allowance], payload: &mut Payload) -> Option<Cents> {
    let amounts: Vec<i64> = allowances.iter().filter_map(|a| a.amount.map(|c| c.0)).collect();
    let computed = amounts.iter().try_fold(0_i64, |sum, &c| sum.checked_add(c)).filter(|_| !amounts.is_empty()).map(Cents);
    match (given, computed) {
        (Some(given), Some(computed)) if given != computed => payload.note("payload-note-sum-differs", &computed.to_string()),
        (None, Some(_)) => payload.note("payload-note-sum-computed", ""),
        _ => {}
    }
    given.or(computed)
}

fn show_allowances(allowances: &[Allowance], payload: &mut Payload) {
    let amounts = allowances.iter().any(|a| a.amount.is_some());
    let mut columns: Vec<Words> = ["column-finding", "column-count"].map(key).into();
    if amounts {
        columns.push(key("column-allowance"));
    }
    let rows = allowances.iter().map(|a| {
        let amount = a.amount.map(|amount| amount.to_string()).unwrap_or_default();
        TableRow { cells: vec![a.finding.clone(), a.count.to_string(), amount], mark: None }
    });
    let table = Table { columns, figures: vec![1, 2], rows: rows.collect() };
    payload.section(key(if amounts { "section-allowances" } else { "section-findings" }), vec![Block::Table(table)]);
}

fn shown(reason: &Reason) -> String {
    if reason.code == reason.text { reason.code.clone() } else { format!("{} {}", reason.code, reason.text) }
}

/// A Message-ID without angle brackets; `None` when it is none.
fn message_id(text: &str) -> Option<String> {
    let id = safe_text::one_line(text.trim().trim_start_matches('<').trim_end_matches('>'));
    (!id.is_empty()).then_some(id)
}

/// An answer beside its request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    pub decision: Decision,
    /// `(finding, asked, granted)` where they differ.
    pub differences: Vec<(String, u32, u32)>,
    /// Allowance rate asked and granted, where both are known and differ.
    pub rate: Option<(String, String)>,
    /// Why the answer needs a person.
    pub blocks: Vec<Note>,
}

/// Compares an answer with the request it names (§2.3, §2.4): an approval that grants something else than was
/// asked becomes `ApprovedChanged`; a foreign number, or an insurer other than the one asked, blocks.
#[must_use]
pub fn judge_against_request(answer: &EbzRecord, request: &EbzRecord) -> Judgement {
    let mut blocks = Vec::new();
    if answer.number != request.number || request.kind != EbzKind::Request {
        blocks.push(Note::new("payload-block-other-number", ""));
    }
    if answer.insurer_ik.is_empty() {
        blocks.push(Note::new("payload-block-ik-missing", ""));
    } else if !request.insurer_ik.is_empty() && answer.insurer_ik != request.insurer_ik {
        blocks.push(Note::new("payload-block-ik-mismatch", format!("{} / {}", request.insurer_ik, answer.insurer_ik)));
    }
    // The number begins with the practice's own (§2.2), and so does the header of both records where it names one.
    let own = request.number.as_str().get(..9).unwrap_or_default();
    let asked = if request.practice_number.is_empty() { own } else { &request.practice_number };
    if !answer.practice_number.is_empty() && answer.practice_number != asked && answer.practice_number != own {
        blocks.push(Note::new("payload-block-practice-mismatch", format!("{asked} / {}", answer.practice_number)));
    }
    let grants = answer.kind == EbzKind::Answer && !matches!(answer.decision, Decision::Rejected | Decision::Ended);
    let differences = if grants { answer.differences(request) } else { Vec::new() };
    let rate = (grants
        && !answer.allowance_rate.is_empty()
        && !request.allowance_rate.is_empty()
        && answer.allowance_rate != request.allowance_rate)
        .then(|| (request.allowance_rate.clone(), answer.allowance_rate.clone()));
    let decision = match answer.decision {
        Decision::Approved if !differences.is_empty() || rate.is_some() => Decision::ApprovedChanged,
        other => other,
    };
    Judgement { decision, differences, rate, blocks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decides_by_process_and_answer_code() {
        let partly = Reason { code: PARTLY.into(), text: String::new() };
        for (process, answer, with_partly, expected) in [
            ("10", "1", false, Decision::Approved),
            ("10", "1", true, Decision::ApprovedChanged),
            ("10", "0", true, Decision::Rejected),
            ("10", "2", false, Decision::Unclear),
            ("10", "", false, Decision::Unclear),
            ("22", "1", false, Decision::Ended),
            ("23", "0", false, Decision::Ended),
            ("26", "1", false, Decision::Ended),
            ("22", "7", false, Decision::Unclear),
            ("24", "1", false, Decision::Changed),
            ("25", "1", true, Decision::Changed),
            ("24", "0", false, Decision::Unclear),
            ("27", "1", false, Decision::Unclear),
            ("", "1", false, Decision::Unclear),
        ] {
            let reasons = if with_partly { vec![partly.clone()] } else { Vec::new() };
            assert_eq!(decide(process, answer, &reasons), expected, "{process} {answer} {with_partly}");
        }
    }
}
