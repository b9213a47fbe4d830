//! GOP 86900 and 86901 by quarter and doctor: counted on request, written as CSV. Nothing is billed here.
//!
//! Amounts come from the program's list and from `letter-tariffs.json` in the profile, which is read with every count, so
//! that a newer one is used at once. A broken one is refused as a whole, with line and reason.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Local, NaiveDate, TimeZone as _};
use sha2::{Digest as _, Sha256};

use super::command::CountWords;
use super::event::{Answer, DoctorCheck, SavedFile};
use super::world::{World, blocking, now};
use super::{accounts, files, problem};
use crate::domain::answer::Cents;
use crate::domain::letter_count::{DoctorCount, LetterCount, Quarter, Tally, Tariff, tally, tariff_of};
use crate::domain::problem::Problem;
use crate::domain::time::{Day, Timestamp};
use crate::payload;

const FILE: &str = "letter-tariffs.json";
/// What is said of a file that was refused.
const REFUSED: &str = "TARIFF-FILE";
/// Quarters that are offered, at most: ten years.
const MAX_QUARTERS: usize = 40;
/// What spreadsheets take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Counts a quarter; none: the running one.
pub async fn count(world: &Arc<World>, quarter: Option<Quarter>) -> Result<LetterCount, Problem> {
    let running = quarter_of(now());
    let quarter = quarter.unwrap_or(running);
    let (Some(from), Some(until)) = (begins(quarter), begins(quarter.after())) else { return Err(Problem::new("INPUT-QUARTER", "")) };
    let dir = world.dir();
    let (tariffs, tariff_problem) = blocking(move || Ok(usable_tariffs(&dir))).await?;
    let scope = world.scope();
    world
        .read(move |store| {
            let letters = store.letters_between(&scope, from, until)?;
            let consents = store.letter_consents(quarter)?;
            let first = store.first_letter(&scope)?.map_or(running, quarter_of);
            let tariff = tariff_of(&tariffs, quarter).cloned();
            let mut rows = tally(&letters, tariff.as_ref());
            for row in &mut rows {
                row.consent = consents.get(&row.key).cloned();
            }
            Ok(LetterCount { quarter, rows, tariff, tariff_problem, quarters: offered(first, running, quarter) })
        })
        .await
}

/// From the first letter to this quarter, newest first, and the one that is looked at.
fn offered(first: Quarter, running: Quarter, shown: Quarter) -> Vec<Quarter> {
    let mut quarters: Vec<Quarter> =
        std::iter::successors(Some(running), |quarter| (*quarter > first).then(|| quarter.before())).take(MAX_QUARTERS).collect();
    if !quarters.contains(&shown) {
        quarters.push(shown);
        quarters.sort_by(|a, b| b.cmp(a));
    }
    quarters
}

/// Notes that a doctor agrees to billing, or no longer.
///
/// # Errors
/// `NOT-FOUND` for a doctor without letters in that quarter, as far as the asker sees.
pub async fn set_consent(world: &Arc<World>, doctor: String, quarter: Quarter, agrees: bool) -> Result<Answer, Problem> {
    let known = count(world, Some(quarter)).await?.rows.into_iter().any(|row| row.key == doctor);
    if !known {
        return Err(Problem::new("NOT-FOUND", ""));
    }
    let who = world.who();
    world.write(move |store| store.set_letter_consent(&doctor, quarter, agrees, &who, now())).await?;
    Ok(Answer::Done)
}

/// Writes the count as CSV. An existing file is replaced only on purpose.
///
/// # Errors
/// `SAVE-EXISTS`, or why it could not be written.
pub async fn export(world: &Arc<World>, quarter: Quarter, path: PathBuf, replace: bool, words: CountWords) -> Result<Answer, Problem> {
    let count = count(world, Some(quarter)).await?;
    let addresses: Vec<_> = accounts::visible(world).await?.into_iter().map(|a| (a.id, a.settings.address.as_str().to_owned())).collect();
    blocking(move || {
        let address = |id| addresses.iter().find(|(known, _)| *known == id).map_or("", |(_, address)| address.as_str());
        let lines: Vec<[String; 13]> = count.rows.iter().map(|row| line(&count, row, &address, &words)).collect();
        let bytes = csv_of(&words.columns, &lines)?;
        if !replace && path.try_exists().map_err(problem::of_saving)? {
            return Err(Problem::new("SAVE-EXISTS", ""));
        }
        files::save_whole(&path, &bytes)?;
        let sha256 = files::hex(&Sha256::digest(&bytes));
        Ok(Answer::Files(vec![SavedFile { index: lines.len(), path, size: bytes.len() as u64, sha256 }]))
    })
    .await
}

fn line<'a>(
    count: &LetterCount,
    row: &DoctorCount,
    address: &impl Fn(crate::domain::ids::AccountId) -> &'a str,
    words: &CountWords,
) -> [String; 13] {
    let yes_no = |yes: bool| if yes { words.yes.clone() } else { words.no.clone() };
    let accounts: Vec<&str> = row.accounts.iter().map(|account| address(*account)).collect();
    [
        count.quarter.to_string(),
        if row.doctor.is_empty() { words.nobody.clone() } else { row.doctor.clone() },
        row.doctor_number.clone(),
        accounts.join(", "),
        row.sent.counted.to_string(),
        row.sent.left_out().to_string(),
        reasons(&row.sent, words),
        row.received.counted.to_string(),
        row.received.left_out().to_string(),
        reasons(&row.received, words),
        yes_no(row.consent.is_some()),
        row.amount.map(amount).unwrap_or_default(),
        if count.tariff.is_some() { yes_no(row.capped) } else { String::new() },
    ]
}

fn reasons(tally: &Tally, words: &CountWords) -> String {
    let word = |reason| words.reasons.iter().find(|(known, _)| *known == reason).map_or("", |(_, word)| word.as_str());
    tally.not.iter().map(|(reason, count)| format!("{}: {count}", word(*reason))).collect::<Vec<_>>().join(", ")
}

/// `23,40`: a number where spreadsheets are German, as in every practice that bills these.
fn amount(Cents(cents): Cents) -> String {
    format!("{},{:02}", cents / 100, cents.unsigned_abs() % 100)
}

/// UTF-8 with BOM, semicolons, CRLF: what spreadsheets open by a double click.
fn csv_of(columns: &[String], lines: &[[String; 13]]) -> Result<Vec<u8>, Problem> {
    let failed = |e: csv::Error| Problem::new("INTERNAL", e.to_string());
    let mut writer =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(columns).map_err(failed)?;
    for line in lines {
        writer.write_record(line.iter().map(|cell| harmless(cell))).map_err(failed)?;
    }
    writer.into_inner().map_err(|e| Problem::new("INTERNAL", e.error().to_string()))
}

/// Names come from foreign letters: none of them may become a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(FORMULA) { format!("'{cell}") } else { cell.to_owned() }
}

/// The program's list with the profile's file; a broken file does not count, and says why.
fn usable_tariffs(dir: &Path) -> (Vec<Tariff>, Option<Problem>) {
    match tariffs(dir) {
        Ok(tariffs) => (tariffs, None),
        Err(problem) => (payload::tariffs(None).unwrap_or_default(), Some(problem)),
    }
}

fn tariffs(dir: &Path) -> Result<Vec<Tariff>, Problem> {
    let added = match std::fs::read(dir.join(FILE)) {
        Ok(bytes) => Some(String::from_utf8(bytes).map_err(|_| Problem::new(REFUSED, format!("{FILE}: not UTF-8")))?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(Problem::new(REFUSED, format!("{FILE}: {error}"))),
    };
    payload::tariffs(added.as_deref()).map_err(|e| Problem::new(REFUSED, format!("{FILE}:{}: {}", e.line, e.reason)))
}

/// The line of `doctor`; none without a file.
pub fn check(world: &World) -> Option<DoctorCheck> {
    let dir = world.dir();
    dir.join(FILE).exists().then(|| {
        let (ok, detail) = match tariffs(&dir) {
            Ok(_) => (true, String::new()),
            Err(problem) => (false, problem.detail),
        };
        DoctorCheck { name: "letter_tariffs".into(), ok, detail, advice_key: if ok { "" } else { "doctor-tariff-advice" } }
    })
}

/// The quarter of a moment, where the practice is.
fn quarter_of(at: Timestamp) -> Quarter {
    use chrono::Datelike as _;
    let day = Local.timestamp_millis_opt(at.0).earliest().map(|at| at.date_naive());
    let day = day.and_then(|day| Day::new(u16::try_from(day.year()).ok()?, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?));
    Quarter::of(day.or_else(|| Day::of(at)).unwrap_or(Day { year: 1970, month: 1, day: 1 }))
}

/// Midnight before a quarter, where the practice is.
fn begins(quarter: Quarter) -> Option<Timestamp> {
    let day = quarter.first_day()?;
    let midnight = NaiveDate::from_ymd_opt(i32::from(day.year), u32::from(day.month), 1)?.and_hms_opt(0, 0, 0)?;
    Some(Timestamp(Local.from_local_datetime(&midnight).earliest()?.timestamp_millis()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_reads_the_file_and_no_name_becomes_a_formula() {
        let mut cells: [String; 13] = Default::default();
        cells[1] = "=HYPERLINK(\"x\";\"y\")".into();
        cells[3] = "a; b".into();
        let columns: Vec<String> = (0..13).map(|at| format!("Ü{at}")).collect();
        let bytes = csv_of(&columns, &[cells]).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("\u{FEFF}Ü0;Ü1;"), "{text}");
        assert!(text.contains("\r\n;\"'=HYPERLINK(\"\"x\"\";\"\"y\"\")\";;\"a; b\";"), "{text}");
        for (cell, expected) in [("+49", "'+49"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("Moos, Ilse", "Moos, Ilse"), ("", "")] {
            assert_eq!(harmless(cell), expected);
        }
        for (cents, text) in [(2340, "23,40"), (5, "0,05"), (0, "0,00"), (100_000, "1000,00")] {
            assert_eq!(amount(Cents(cents)), text);
        }
    }

    #[test]
    fn quarters_begin_at_midnight_and_follow_each_other() {
        for quarter in [Quarter { year: 2026, number: 1 }, Quarter { year: 2026, number: 4 }] {
            let (from, until) = (begins(quarter).unwrap(), begins(quarter.after()).unwrap());
            assert_eq!((quarter_of(from), quarter_of(until.plus_secs(-1)), quarter_of(until)), (quarter, quarter, quarter.after()));
        }
        let q = |year, number| Quarter { year, number };
        assert_eq!(offered(q(2026, 2), q(2026, 4), q(2026, 4)), [q(2026, 4), q(2026, 3), q(2026, 2)]);
        assert_eq!(offered(q(2026, 4), q(2026, 4), q(2025, 1)), [q(2026, 4), q(2025, 1)]);
    }

    #[test]
    fn a_broken_file_of_the_profile_is_refused_and_the_programs_amounts_count() {
        let dir = tempfile::tempdir().unwrap();
        let shipped = usable_tariffs(dir.path());
        assert!(!shipped.0.is_empty() && shipped.1.is_none());
        std::fs::write(dir.path().join(FILE), "[\n{}]").unwrap();
        let (amounts, problem) = usable_tariffs(dir.path());
        let problem = problem.unwrap();
        assert_eq!((amounts, problem.code), (shipped.0, REFUSED));
        assert!(problem.detail.starts_with("letter-tariffs.json:2:"), "{}", problem.detail);
    }
}
