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
use crate::i18n::{Language, text};
use crate::ui::theme::{Tone, icon};

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

/// A size: `640 B`, `12 kB`, `3,4 MB` (1 MB = 1,000,000 bytes).
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "two figures are shown")]
pub fn size(bytes: u64) -> String {
    let (value, unit, digits) = match bytes {
        0..1_000 => (bytes as f64, "B", 0),
        1_000..1_000_000 => (bytes as f64 / 1e3, "kB", 0),
        1_000_000..1_000_000_000 => (bytes as f64 / 1e6, "MB", 1),
        _ => (bytes as f64 / 1e9, "GB", 1),
    };
    let number = format!("{value:.digits$}");
    let number = if Language::current() == Language::German { number.replace('.', ",") } else { number };
    format!("{number} {unit}")
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

/// The subject as a person reads it: technical subjects of the EBZ are file names, so the kind and the last digits of
/// the Planantragsnummer stand for them. The true subject is in the detail dialog.
#[must_use]
pub fn subject(row: &MailRow) -> String {
    let kind = match row.payload_kind {
        Some(PayloadKind::EbzAnswer) => t!("subject-ebz-answer"),
        Some(PayloadKind::EbzRequest) => t!("subject-ebz-request"),
        Some(PayloadKind::EbzError) => t!("subject-ebz-error"),
        Some(PayloadKind::EbzQuery) => t!("subject-ebz-query"),
        _ if row.subject.is_empty() => return t!("mail-no-subject"),
        _ => return row.subject.clone(),
    };
    match number_in(&row.subject) {
        Some(number) => format!("{kind} …{}", number.as_str().get(20..).unwrap_or_default()),
        None => row.subject.clone(),
    }
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

/// Icon, colour and word key of what stands in the column „Status"; `None` when all is in order.
#[must_use]
pub fn status(row: &MailRow) -> Option<(&'static str, Tone, String)> {
    use crate::domain::mail::{Decryption, Integrity};
    if let Some(state) = row.state {
        let (icon, tone) = state_look(state);
        return Some((icon, tone, text(&format!("state-{}", state.as_str()))));
    }
    let (icon, tone, key) = if row.class == MailClass::Undecrypted || row.decryption == Decryption::Failed {
        (icon::LOCKED, Tone::Warn, "status-undecrypted")
    } else if row.integrity == Integrity::Failed {
        (icon::SHIELD_BROKEN, Tone::Error, "status-integrity-failed")
    } else if row.kim_error {
        (icon::WARNING, Tone::Warn, "status-kim-error")
    } else if row.integrity == Integrity::Unverifiable {
        (icon::SHIELD_WARNING, Tone::Warn, "status-unverifiable")
    } else if row.answered {
        (icon::REPLY, Tone::Neutral, "status-answered")
    } else if row.forwarded {
        (icon::FORWARD, Tone::Neutral, "status-forwarded")
    } else if row.receipt_requested {
        (icon::RECEIPT, Tone::Info, "status-receipt-requested")
    } else {
        return None;
    };
    Some((icon, tone, text(key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_counts_are_short() {
        for (bytes, expected) in [(0, "0 B"), (999, "999 B"), (12_345, "12 kB"), (3_400_000, "3,4 MB"), (2_000_000_000, "2,0 GB")] {
            assert_eq!(size(bytes), expected);
        }
        for (n, expected) in [(0, "0"), (999, "999"), (1000, "1.000"), (1_234_567, "1.234.567")] {
            assert_eq!(count(n), expected);
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
