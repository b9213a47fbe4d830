//! Dates, sizes and the words of states as every view writes them, in the language of the person.
//!
//! Times are shown in the time zone of the computer; nothing here reads the clock, "now" is passed in.

use chrono::{DateTime, Datelike, Local, Locale, TimeZone};

use crate::domain::answer::ApplicationNumber;
use crate::domain::answer::ProcessingRun;
use crate::domain::mail::{MailClass, MailRow};
use crate::domain::outgoing::OutgoingState;
use crate::domain::payload::PayloadKind;
use crate::domain::time::{Day, Timestamp};
use crate::i18n::{Language, text, text_with};
use crate::ui::theme::{Tone, icon};

const KIB: u64 = 1 << 10;
const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

fn local(at: Timestamp) -> Option<DateTime<Local>> {
    Local.timestamp_millis_opt(at.0).single()
}

fn write(at: Timestamp, german: &str, english: &str) -> String {
    let Some(at) = local(at) else { return String::new() };
    match Language::current() {
        Language::German => at.format_localized(german, Locale::de_DE).to_string(),
        Language::English => at.format_localized(english, Locale::en_GB).to_string(),
    }
}

/// For lists: `10:42` today, `gest. 10:42` yesterday, `12.11.` this year, else `12.11.25`.
#[must_use]
pub fn list_date(at: Timestamp, now: Timestamp) -> String {
    let (Some(day), Some(today)) = (local(at), local(now)) else { return String::new() };
    match today.date_naive().signed_duration_since(day.date_naive()).num_days() {
        0 => write(at, "%H:%M", "%H:%M"),
        1 => text("date-yesterday"),
        _ if day.year() == today.year() => write(at, "%d.%m.", "%d %b"),
        _ => write(at, "%d.%m.%y", "%d %b %y"),
    }
}

/// In full: `Do, 12.11.2026, 10:42`.
#[must_use]
pub fn full_date(at: Timestamp) -> String {
    write(at, "%a, %d.%m.%Y, %H:%M", "%a, %d %b %Y, %H:%M")
}

/// Day, time and seconds: `12.11.2026 10:42:07`; for lines of a log.
#[must_use]
pub fn to_the_second(at: Timestamp) -> String {
    write(at, "%d.%m.%Y %H:%M:%S", "%d %b %Y %H:%M:%S")
}

/// Day and time without the year: `12.11. 10:42`; for window titles.
#[must_use]
pub fn short_date(at: Timestamp) -> String {
    write(at, "%d.%m. %H:%M", "%d %b %H:%M")
}

/// The day alone: `12.11.2026`.
#[must_use]
pub fn date(at: Timestamp) -> String {
    write(at, "%d.%m.%Y", "%d %b %Y")
}

/// Time of day: `10:42`.
#[must_use]
pub fn clock(at: Timestamp) -> String {
    write(at, "%H:%M", "%H:%M")
}

/// The time today, else with the day: for "last fetched".
#[must_use]
pub fn clock_or_day(at: Timestamp, now: Timestamp) -> String {
    match (local(at), local(now)) {
        (Some(day), Some(today)) if day.date_naive() == today.date_naive() => clock(at),
        _ => short_date(at),
    }
}

/// A calendar day: `12.11.2026`.
#[must_use]
pub fn day(day: Day) -> String {
    match Language::current() {
        Language::German => format!("{:02}.{:02}.{}", day.day, day.month, day.year),
        Language::English => format!("{:02}/{:02}/{}", day.day, day.month, day.year),
    }
}

/// Reads a day as people type it: `12.11.2026`, `12.11.26`, in English `12/11/2026`, or ISO 8601.
#[must_use]
pub fn parse_day(text: &str) -> Option<Day> {
    let text = text.trim();
    if let Some(day) = Day::parse(text) {
        return Some(day);
    }
    let mut parts = text.split(['.', '/']).map(str::trim);
    let (day, month, year) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    let short = year.len() == 2;
    let year: u16 = year.parse().ok().filter(|_| short || year.len() == 4)?;
    if parts.next().is_some_and(|rest| !rest.is_empty()) {
        return None;
    }
    Day::new(if short { 2000 + year } else { year }, month, day)
}

/// Day and time as people type them, in the time zone of the computer.
#[must_use]
pub fn parse_moment(day: &str, time: &str) -> Option<Timestamp> {
    let day = parse_day(day)?;
    let (hours, minutes) = time.trim().split_once([':', '.'])?;
    let at = chrono::NaiveDate::from_ymd_opt(i32::from(day.year), u32::from(day.month), u32::from(day.day))?.and_hms_opt(
        hours.trim().parse().ok()?,
        minutes.trim().parse().ok()?,
        0,
    )?;
    Some(Timestamp(Local.from_local_datetime(&at).earliest()?.timestamp_millis()))
}

/// The day of a moment in the form that [`parse_day`] reads.
#[must_use]
pub fn date_to_type(at: Timestamp) -> String {
    write(at, "%d.%m.%Y", "%d/%m/%Y")
}

/// A size: `640 B`, `12 kB`, `3,4 MB`. 1 MB is 1024 × 1024 bytes everywhere, as KIM counts its limit of 15 MB (A_19356).
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "two figures are shown")]
pub fn size(bytes: u64) -> String {
    let (number, unit) = match bytes {
        0..KIB => (bytes.to_string(), "B"),
        KIB..MIB => (format!("{:.0}", bytes as f64 / KIB as f64), "kB"),
        MIB..GIB => (megabytes(bytes), "MB"),
        _ => (decimal(bytes as f64 / GIB as f64), "GB"),
    };
    format!("{number} {unit}")
}

/// The number alone of a size in megabytes, `3,4`.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
pub fn megabytes(bytes: u64) -> String {
    decimal(bytes as f64 / MIB as f64)
}

fn decimal(value: f64) -> String {
    let number = format!("{value:.1}");
    if Language::current() == Language::German { number.replace('.', ",") } else { number }
}

/// A count with thousands apart: `12.345`.
#[must_use]
pub fn count(n: usize) -> String {
    let digits = n.to_string();
    let mark = if Language::current() == Language::German { '.' } else { ',' };
    let mut out = String::with_capacity(digits.len() + 4);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// The subject as a person reads it: technical subjects are file names, so the kind stands for them, with the last
/// digits of the Planantragsnummer where there is one. The detail dialog also shows the true subject.
#[must_use]
pub fn subject(row: &MailRow) -> String {
    subject_words(&row.subject, row.payload_kind)
}

/// The same where the content was not looked into, as in the outbox: then the name alone tells the kind.
#[must_use]
pub fn subject_words(subject: &str, kind: Option<PayloadKind>) -> String {
    use PayloadKind as K;
    if subject.is_empty() {
        return t!("mail-no-subject");
    }
    let number = number_in(subject);
    let kind = kind.or_else(|| kind_of_name(subject));
    let word = match kind {
        Some(K::EbzAnswer) => t!("subject-ebz-answer"),
        Some(K::EbzRequest) => t!("subject-ebz-request"),
        Some(K::EbzError) => t!("subject-ebz-error"),
        Some(K::EbzQuery) => t!("subject-ebz-query"),
        // Where a person wrote the subject, it stands.
        _ if kind_of_name(subject).is_none() => return subject.to_owned(),
        Some(K::Eau) => t!("subject-eau"),
        Some(K::EauCancel) => t!("subject-eau-cancel"),
        Some(K::EauError) => t!("subject-eau-error"),
        Some(K::EebRequest) => t!("subject-eeb-request"),
        Some(K::EebCertificate) => t!("subject-eeb-certificate"),
        Some(K::EebError) => t!("subject-eeb-error"),
        _ => return subject.to_owned(),
    };
    match number {
        Some(number) => format!("{word} …{}", number.as_str().get(20..).unwrap_or_default()),
        // Records of the EBZ are told apart by their number; without one the subject says more than the word.
        None if matches!(kind, Some(K::EbzAnswer | K::EbzRequest | K::EbzError | K::EbzQuery)) => subject.to_owned(),
        None => word,
    }
}

/// What the name of a technical file says (`EEAU0_…`, `EEBZ1_…`; in tests `T…` for the first `E`).
fn kind_of_name(subject: &str) -> Option<PayloadKind> {
    use PayloadKind as K;
    if subject.contains(char::is_whitespace) || !subject.starts_with(['E', 'T']) {
        return None;
    }
    let name = subject.get(1..)?;
    // The longer beginning comes first.
    let known = [
        ("EAU0_Storno_", K::EauCancel),
        ("EAU0_Fehler_", K::EauError),
        ("EAU0_", K::Eau),
        ("EEB0_ANF_", K::EebRequest),
        ("EEB0_BES_", K::EebCertificate),
        ("EEB0_FEH_", K::EebError),
        ("EBZ0_FEH_", K::EbzError),
        ("EBZ0_", K::EbzRequest),
        ("EBZ1_", K::EbzAnswer),
        ("EBZ3_", K::EbzQuery),
    ];
    known.into_iter().find(|(begin, _)| name.starts_with(begin)).map(|(_, kind)| kind)
}

/// The Planantragsnummer that a file name begins or ends with.
fn number_in(subject: &str) -> Option<ApplicationNumber> {
    subject.split(|c: char| !c.is_ascii_alphanumeric()).find_map(|word| ApplicationNumber::parse(word.get(..30)?).ok())
}

/// The short word for the column „Art": EBZ, eAU, Brief, Labor, Quittung, Hinweis, Mail; an unknown
/// application is shown as it is written in the Dienstkennung.
#[must_use]
pub fn kind_word(row: &MailRow) -> String {
    match (row.class, row.payload_kind) {
        (MailClass::Undecrypted, _) => text("kind-short-undecrypted"),
        (MailClass::Receipt, _) => text("kind-short-receipt"),
        (MailClass::Notice, _) => text("kind-short-notice"),
        (_, Some(PayloadKind::Unknown) | None) => {
            let application = row.dienstkennung.split(';').next().unwrap_or("").trim();
            if application.is_empty() || application.eq_ignore_ascii_case("KIM-Mail") {
                text("kind-short-mail")
            } else {
                application.to_owned()
            }
        }
        (_, Some(kind)) => text(&format!("kind-short-{}", kind.as_str())),
    }
}

/// Who took a technical content over: the person, or „von Hand“ when only a reason is known, or the program itself.
#[must_use]
pub fn who_ran(run: &ProcessingRun) -> String {
    match (run.who.is_empty(), run.reason.is_empty()) {
        (false, _) => run.who.clone(),
        (true, false) => text("run-by-hand"),
        (true, true) => text("run-by-itself"),
    }
}

/// Icon and colour of a state of an outgoing mail; its word is `state-…`.
#[must_use]
pub const fn state_look(state: OutgoingState) -> (&'static str, Tone) {
    use OutgoingState as S;
    match state {
        S::Draft => (icon::DRAFT, Tone::Neutral),
        S::Cancelled => (icon::PROHIBITED, Tone::Neutral),
        S::Read => (icon::CHECKS, Tone::Ok),
        S::Delivered => (icon::CHECK_CIRCLE, Tone::Ok),
        S::Accepted => (icon::SENT, Tone::Info),
        S::Queued => (icon::CLOCK, Tone::Neutral),
        S::Sending => (icon::OUTBOX, Tone::Info),
        S::Refused | S::Undeliverable => (icon::CROSS_CIRCLE, Tone::Error),
        S::Uncertain => (icon::QUESTION, Tone::Warn),
    }
}

/// Icon, colour and word of what stands in the column „Status"; `None` when all is in order. What others than `me` did
/// is named.
#[must_use]
pub fn status(row: &MailRow, me: &str) -> Option<(&'static str, Tone, String)> {
    use crate::domain::mail::{Decryption, Integrity};
    if let Some(state) = row.state {
        let ((icon, tone), word) = (state_look(state), text(&format!("state-{}", state.as_str())));
        let seen_to = row.work.done && state.needs_attention();
        return Some(if seen_to { (icon, Tone::Neutral, text_with("status-seen-to", &word)) } else { (icon, tone, word) });
    }
    if let Some(state) = work_status(row, me).filter(|_| !is_faulty(row)) {
        return Some(state);
    }
    let (icon, tone, key) = if row.class == MailClass::Undecrypted || row.decryption == Decryption::Failed {
        (icon::LOCKED, Tone::Warn, "status-undecrypted")
    } else if row.integrity == Integrity::Failed {
        (icon::SHIELD_BROKEN, Tone::Error, "status-integrity-failed")
    } else if row.kim_error {
        (icon::WARNING, Tone::Warn, "status-kim-error")
    } else if row.integrity == Integrity::Unverifiable {
        (icon::SHIELD_WARNING, Tone::Warn, "status-unverifiable")
    } else if row.integrity.is_unconfirmed() {
        // Quiet: after the import of an archive every row says so.
        (icon::SHIELD_WARNING, Tone::Neutral, "status-unconfirmed")
    } else if row.forwarded {
        (icon::FORWARD, Tone::Neutral, "status-forwarded")
    } else if row.receipt_requested {
        (icon::RECEIPT, Tone::Info, "status-receipt-requested")
    } else {
        return None;
    };
    Some((icon, tone, text(key)))
}

/// Whether a mail needs care, whoever has it in hand.
fn is_faulty(row: &MailRow) -> bool {
    use crate::domain::mail::{Decryption, Integrity};
    row.class == MailClass::Undecrypted || row.decryption == Decryption::Failed || row.integrity == Integrity::Failed || row.kim_error
}

/// What people who share the mailbox should know of each other: in hand, done, answered, read by somebody else.
fn work_status(row: &MailRow, me: &str) -> Option<(&'static str, Tone, String)> {
    let work = &row.work;
    let other = |name: &str| !name.is_empty() && name != me && !me.is_empty();
    if work.done {
        Some((icon::CHECK, Tone::Ok, text("status-done")))
    } else if !work.claimed_by.is_empty() {
        let tone = if work.claimed_by == me { Tone::Accent } else { Tone::Info };
        Some((icon::PERSON, tone, text_with("status-claimed", &work.claimed_by)))
    } else if row.answered && other(&work.answered_by) {
        Some((icon::REPLY, Tone::Neutral, text_with("status-answered-by", &work.answered_by)))
    } else if row.answered {
        Some((icon::REPLY, Tone::Neutral, text("status-answered")))
    } else if !row.unread && other(&work.read_by) && !row.receipt_requested && !row.forwarded {
        Some((icon::EYE, Tone::Neutral, text_with("status-read-by", &work.read_by)))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_counts_are_short() {
        for (bytes, expected) in [
            (0, "0 B"),
            (999, "999 B"),
            (1023, "1023 B"),
            (12_345, "12 kB"),
            (3_565_158, "3,4 MB"),
            (15 << 20, "15,0 MB"),
            (2 << 30, "2,0 GB"),
        ] {
            assert_eq!(size(bytes), expected);
        }
        for (n, expected) in [(0, "0"), (999, "999"), (1000, "1.000"), (1_234_567, "1.234.567")] {
            assert_eq!(count(n), expected);
        }
    }

    #[test]
    fn technical_subjects_read_as_words() {
        use PayloadKind as K;
        for (subject, kind, expected) in [
            ("EEBZ1_0991234562611ZE00000000000471101", Some(K::EbzAnswer), "Kassenantwort …0000004711"),
            ("EEBZ0_0991234562611ZE00000000000471101", None, "EBZ-Antrag …0000004711"),
            ("EEBZ1_ohne", None, "EEBZ1_ohne"),
            ("EEEB0_BES_644e51fb", Some(K::EebCertificate), "Ersatzbescheinigung (eEB)"),
            ("TEAU0_Storno_5810f399", None, "Storno einer eAU"),
            ("Ihre Ersatzbescheinigung", Some(K::EebCertificate), "Ihre Ersatzbescheinigung"),
            ("EEB0 und mehr", None, "EEB0 und mehr"),
            ("", None, "(ohne Betreff)"),
        ] {
            assert_eq!(subject_words(subject, kind), expected, "{subject}");
        }
    }

    #[test]
    fn dates_in_lists_are_relative() {
        let at = |text: &str| Timestamp(DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis());
        let noon = |y: i32, m: u32, d: u32| Timestamp(Local.with_ymd_and_hms(y, m, d, 12, 0, 0).unwrap().timestamp_millis());
        let now = noon(2026, 11, 12);
        for (date, expected) in
            [(noon(2026, 11, 12), "12:00"), (noon(2026, 11, 11), "gestern"), (noon(2026, 3, 1), "01.03."), (noon(2025, 12, 31), "31.12.25")]
        {
            assert_eq!(list_date(date, now), expected);
        }
        assert_eq!(full_date(noon(2026, 11, 12)), "Do, 12.11.2026, 12:00");
        assert!(list_date(at("2026-11-12T00:00:00Z"), now).len() >= 5);
    }
}
