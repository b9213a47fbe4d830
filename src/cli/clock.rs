//! Times as the command line prints and reads them.

use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone};

use crate::domain::time::Timestamp;

/// RFC 3339 with the local offset, seconds precision.
#[must_use]
pub fn rfc3339(at: Timestamp) -> String {
    local(at).map(|t| t.to_rfc3339_opts(SecondsFormat::Secs, false)).unwrap_or_default()
}

/// `12.11.2026 10:42` in local time.
#[must_use]
pub fn short(at: Timestamp) -> String {
    local(at).map(|t| t.format("%d.%m.%Y %H:%M").to_string()).unwrap_or_default()
}

fn local(at: Timestamp) -> Option<DateTime<Local>> {
    DateTime::from_timestamp_millis(at.0).map(|t| t.with_timezone(&Local))
}

/// Reads RFC 3339, or `YYYY-MM-DD` with or without `HH:MM` in local time.
#[must_use]
pub fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(Timestamp(at.timestamp_millis()));
    }
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
    let at = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"].into_iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let at = Local.from_local_datetime(&at.or_else(day)?).earliest()?;
    Some(Timestamp(at.timestamp_millis()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_moments_as_people_and_programs_write_them() {
        let at = parse("2026-11-30T08:00:00Z").unwrap();
        assert_eq!(at, Timestamp(1_796_025_600_000));
        assert_eq!(parse(&rfc3339(at)), Some(at));
        let local = |text| parse(text).map(short);
        assert_eq!(local("2026-11-30 08:15").as_deref(), Some("30.11.2026 08:15"));
        assert_eq!(local("2026-11-30T08:15").as_deref(), Some("30.11.2026 08:15"));
        assert_eq!(local(" 2026-11-30 ").as_deref(), Some("30.11.2026 00:00"));
        for wrong in ["", "heute", "2026-11-31", "30.11.2026", "2026-11-30 25:00"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
