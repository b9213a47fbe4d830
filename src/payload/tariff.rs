//! What eArztbriefe are worth, as data: the program's list (`assets/letter-tariffs.json`) and a file of the same form that adds
//! to it. Amounts are agreed anew again and again, so none stands in code.

use serde::Deserialize;

use crate::domain::answer::Cents;
use crate::domain::letter_count::Tariff;
use crate::domain::safe_text;
use crate::domain::time::Day;

const SHIPPED: &str = include_str!("../../assets/letter-tariffs.json");
/// Largest file, in bytes; a list of decades is a few kilobytes.
const MAX_BYTES: usize = 64 << 10;
/// Above it somebody wrote euros where cents belong.
const MAX_CENTS: i64 = 10_000_000;

/// Why a file is refused: nothing of it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TariffError {
    /// Line of the file, from 1.
    pub line: usize,
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    valid_from: String,
    #[serde(default)]
    valid_until: Option<String>,
    send_cents: i64,
    receive_cents: i64,
    #[serde(default)]
    cap_cents: Option<i64>,
    #[serde(default)]
    assumed_from: Option<String>,
    #[serde(default)]
    source: String,
}

/// The program's list; an entry of `added` takes the place of the one with the same first day.
///
/// # Errors
/// [`TariffError`] for `added`.
pub fn tariffs(added: Option<&str>) -> Result<Vec<Tariff>, TariffError> {
    // A test reads the shipped file; were it broken, no amounts would be shown instead of wrong ones.
    let mut all = parse(SHIPPED).unwrap_or_default();
    for tariff in added.map(parse).transpose()?.unwrap_or_default() {
        all.retain(|known| known.valid_from != tariff.valid_from);
        all.push(tariff);
    }
    all.sort_by_key(|tariff| tariff.valid_from);
    Ok(all)
}

fn parse(text: &str) -> Result<Vec<Tariff>, TariffError> {
    let text = text.trim_start_matches('\u{FEFF}');
    if text.len() > MAX_BYTES {
        return Err(TariffError { line: 1, reason: format!("larger than {MAX_BYTES} bytes") });
    }
    let entries: Vec<Entry> = serde_json::from_str(text).map_err(|e| {
        let words = e.to_string();
        let reason = words.rsplit_once(" at line ").map_or(words.as_str(), |(reason, _)| reason).to_owned();
        TariffError { line: e.line().max(1), reason }
    })?;
    let mut found: Vec<Tariff> = Vec::new();
    for (index, entry) in entries.into_iter().enumerate() {
        let tariff = read(entry).map_err(|reason| TariffError { line: line_of(text, index), reason })?;
        if found.iter().any(|before| before.valid_from == tariff.valid_from) {
            return Err(TariffError {
                line: line_of(text, index),
                reason: format!("`valid_from` {} stands here twice", tariff.valid_from),
            });
        }
        found.push(tariff);
    }
    Ok(found)
}

fn read(entry: Entry) -> Result<Tariff, String> {
    let day = |key: &str, text: &str| Day::parse(text).ok_or_else(|| format!("`{key}` is no day: `{}`", safe_text::one_line(text)));
    let cents = |key: &str, value: i64| {
        if (0..=MAX_CENTS).contains(&value) { Ok(Cents(value)) } else { Err(format!("`{key}` must be cents, from 0 to {MAX_CENTS}")) }
    };
    let valid_from = day("valid_from", &entry.valid_from)?;
    let valid_until = entry.valid_until.map(|text| day("valid_until", &text)).transpose()?;
    if valid_until.is_some_and(|until| until < valid_from) {
        return Err("`valid_until` lies before `valid_from`".to_owned());
    }
    Ok(Tariff {
        valid_from,
        valid_until,
        send: cents("send_cents", entry.send_cents)?,
        receive: cents("receive_cents", entry.receive_cents)?,
        cap: entry.cap_cents.map(|value| cents("cap_cents", value)).transpose()?,
        assumed_from: entry.assumed_from.map(|text| day("assumed_from", &text)).transpose()?,
        source: safe_text::one_line(&entry.source),
    })
}

/// Line of the entry with this position, by its first day.
fn line_of(text: &str, index: usize) -> usize {
    let place = text.match_indices("\"valid_from\"").nth(index).map_or(0, |(at, _)| at);
    text.get(..place).unwrap_or("").matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::letter_count::{Quarter, tariff_of};

    #[test]
    fn the_shipped_amounts_are_sound_and_said_to_be_unconfirmed() {
        let shipped = tariffs(None).unwrap();
        let quarter = Quarter { year: 2026, number: 4 };
        let tariff = tariff_of(&shipped, quarter).unwrap();
        assert_eq!((tariff.send, tariff.receive, tariff.cap), (Cents(28), Cents(27), Some(Cents(2340))));
        assert!(tariff.is_assumed_in(quarter) && !tariff.source.is_empty());
    }

    #[test]
    fn a_file_adds_and_replaces_by_its_first_day() {
        let file = "\u{FEFF}[{\"valid_from\": \"2020-07-01\", \"send_cents\": 30, \"receive_cents\": 27},
            {\"valid_from\": \"2027-01-01\", \"send_cents\": 31, \"receive_cents\": 29, \"cap_cents\": 2500}]";
        let all = tariffs(Some(file)).unwrap();
        assert_eq!(all.iter().map(|t| (t.send.0, t.cap)).collect::<Vec<_>>(), [(30, None), (31, Some(Cents(2500)))]);
    }

    #[test]
    fn a_broken_file_is_refused_with_its_line() {
        const GOOD: &str = "{\"valid_from\": \"2027-01-01\", \"send_cents\": 28, \"receive_cents\": 27, \"cap_cents\": 2340}";
        for (from, to, reason) in [
            ("2027-01-01", "2027-13-01", "no day"),
            ("28", "0.28", "invalid type"),
            ("28", "-1", "cents"),
            ("2340", "99999999", "cents"),
            ("cap_cents", "cap", "unknown field"),
            ("27,", "27, \"valid_until\": \"2026-12-31\",", "before"),
            ("2027-01-01", "2026-01-01", "twice"),
        ] {
            let first = GOOD.replace("2027", "2026");
            assert!(GOOD.contains(from));
            let error = tariffs(Some(&format!("[\n{first},\n{}\n]", GOOD.replacen(from, to, 1)))).unwrap_err();
            assert!(error.line == 3 && error.reason.contains(reason), "{error:?}");
        }
        assert_eq!(tariffs(Some("{")).unwrap_err().line, 1);
    }
}
