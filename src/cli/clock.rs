//! Times as the command line prints them.

use chrono::{DateTime, Local, SecondsFormat};

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
