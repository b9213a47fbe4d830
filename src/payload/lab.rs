//! LDT lab data: `LLLFFFFcontent` lines in ISO 8859-15, read with their lengths checked (`formats.md` §8).
//!
//! A wrong length makes the file suspicious, not unreadable: the line is named, the rest is still shown, and
//! nothing is taken over by itself.

use super::card::{Card as _, person, shown_date};
use crate::domain::payload::Payload;

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
}

/// Reads a report.
pub fn read(bytes: &[u8], payload: &mut Payload) {
    let mut patient = (String::new(), String::new());
    let mut test: Option<Test> = None;
    let mut tests = Vec::new();
    let mut report = false;
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
        match code {
            // Header and end of the file are its frame.
            "8000" if matches!(content.as_str(), "8220" | "8221") => {}
            "8000" => {
                report |= content == "8205";
                payload.line("field-record-kind", &content);
            }
            "8002" | "8003" | "8001" => tests.extend(test.take()),
            "8311" => payload.found_by("field-lab-order", &content),
            "8310" => payload.found_by("field-sender-order", &content),
            "8301" => payload.line("field-received-on", &shown_date(&content)),
            "3101" => patient.0 = content,
            "3102" => patient.1 = content,
            "3103" => payload.line("field-birth-date", &shown_date(&content)),
            "3119" => payload.found_by("field-insured-number", &content),
            "8410" => tests.extend(test.replace(Test { id: content, ..Test::default() })),
            "8411" => test.get_or_insert_default().name = content,
            "8420" => test.get_or_insert_default().value = content,
            "8421" => test.get_or_insert_default().unit = content,
            "8422" => test.get_or_insert_default().flag = content,
            "8460" => test.get_or_insert_default().reference = content,
            _ => {}
        }
    }
    tests.extend(test);
    payload.found_by("field-patient", &person(&patient.0, &patient.1));
    for test in &tests {
        let flagged = !test.flag.is_empty() && test.flag != "N";
        payload.line(if flagged { "field-test-flagged" } else { "field-test" }, &shown(test));
    }
    if count == 0 || !report {
        payload.note("payload-note-ldt-no-report", "");
    }
}

/// `FER Ferritin: 11 µg/l - [13 - 150]`
fn shown(test: &Test) -> String {
    let name = [test.id.as_str(), test.name.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
    let reference = if test.reference.is_empty() { String::new() } else { format!("[{}]", test.reference) };
    let parts = [test.value.as_str(), test.unit.as_str(), test.flag.as_str(), reference.as_str()];
    let result = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
    format!("{name}: {result}")
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
