//! Points in time and calendar days as plain numbers; reading the clock and formatting happen elsewhere.

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// This moment moved by whole seconds, saturating at the ends of the scale.
    #[must_use]
    pub fn plus_secs(self, secs: i64) -> Self {
        Self(self.0.saturating_add(secs.saturating_mul(1000)))
    }

    /// This moment after a wait, to the millisecond.
    #[must_use]
    pub fn plus(self, wait: std::time::Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)))
    }

    /// Whole days from `self` to `later`; negative when `later` is earlier.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        later.0.saturating_sub(self.0) / 86_400_000
    }
}

/// A calendar day as insurers write it (`JJJJMMTT`), without a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Day {
    /// Year, for instance 2026.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Day {
    /// A day that exists in the Gregorian calendar, or `None`.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=last).contains(&day).then_some(Self { year, month, day })
    }

    /// The day of a moment in UTC.
    #[must_use]
    pub fn of(at: Timestamp) -> Option<Self> {
        // Howard Hinnant's `civil_from_days`, counted from 1 March of the year 0.
        let shifted = at.0.div_euclid(86_400_000) + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        Self::new(u16::try_from(year_of_era + era * 400 + next).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The day so many days before; `None` beyond the scale.
    #[must_use]
    pub fn minus_days(self, days: u16) -> Option<Self> {
        Self::of(Timestamp((self.number() - i64::from(days)).saturating_mul(86_400_000)))
    }

    /// The day so many days later; `None` beyond the scale.
    #[must_use]
    pub fn plus_days(self, days: u16) -> Option<Self> {
        Self::of(Timestamp((self.number() + i64::from(days)).saturating_mul(86_400_000)))
    }

    /// Whole days from `self` to `later`; negative when `later` is earlier.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        later.number() - self.number()
    }

    /// The same day some months later, or the last one of that month; `None` beyond the scale.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Option<Self> {
        let month = u32::from(self.month) - 1 + months;
        let year = u16::try_from(u32::from(self.year) + month / 12).ok()?;
        let month = u8::try_from(month % 12 + 1).ok()?;
        (1..=self.day).rev().find_map(|day| Self::new(year, month, day))
    }

    /// Days since 1970-01-01.
    fn number(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// Reads `JJJJMMTT` (gkv-datenaustausch) or `JJJJ-MM-TT` (FHIR `date`).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = match text.len() {
            8 => text.to_owned(),
            10 if text.as_bytes().get(4) == Some(&b'-') && text.as_bytes().get(7) == Some(&b'-') => text.replace('-', ""),
            _ => return None,
        };
        if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        Self::new(digits.get(..4)?.parse().ok()?, digits.get(4..6)?.parse().ok()?, digits.get(6..)?.parse().ok()?)
    }
}

/// ISO 8601, the form of the command line's JSON and of the store.
impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_leap_years() {
        for days in (-100_000..40_000).step_by(7) {
            let Some(day) = Day::of(Timestamp(days * 86_400_000 + 5)) else { continue };
            assert_eq!(day.number(), days, "{day}");
        }
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(Day::of(Timestamp(1_796_000_000_000)).map(|d| d.to_string()).as_deref(), Some("2026-11-30"));
        assert_eq!(day("2024-03-01").minus_days(2), Some(day("2024-02-28")));
        assert_eq!(day("2024-02-28").plus_days(2), Some(day("2024-03-01")));
        assert_eq!(day("2024-02-28").days_until(day("2024-03-01")), 2);
        assert_eq!(day("2026-11-30").days_until(day("2026-11-29")), -1);
    }

    #[test]
    fn months_end_at_their_last_day() {
        for (day, months, expected) in [
            ("2026-08-31", 6, "2027-02-28"),
            ("2026-11-30", 0, "2026-11-30"),
            ("2023-08-31", 6, "2024-02-29"),
            ("2026-12-01", 1, "2027-01-01"),
        ] {
            assert_eq!(Day::parse(day).unwrap().plus_months(months).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn reads_days_that_exist_and_no_others() {
        for (text, expected) in [
            ("20261112", Some("2026-11-12")),
            ("2026-11-12", Some("2026-11-12")),
            ("20240229", Some("2024-02-29")),
            ("20230229", None),
            ("20261301", None),
            ("2026111", None),
            ("2026-1112", None),
            ("äöüß", None),
            ("", None),
        ] {
            assert_eq!(Day::parse(text).map(|d| d.to_string()).as_deref(), expected, "{text}");
        }
    }
}
