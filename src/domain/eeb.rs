//! eEB: how a request for a substitute certificate and its answer belong together, and how often a program looks for an
//! answer while a patient waits at the desk.

use super::ids::MailId;
use super::time::Timestamp;

/// The application: beginning of the Dienstkennung of request, certificate and error.
pub const APPLICATION: &str = "eEB";
/// Dienstkennung of a request.
pub const REQUEST: &str = "eEB;Anfrage;V1.1";

/// A request with what came back, seen from either mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EebState {
    pub request: MailId,
    /// The newest certificate or error about it.
    pub answer: Option<MailId>,
    /// The insurer's error code; empty for a certificate.
    pub code: String,
    /// Until then the mailbox is looked into by itself; `None` when it is not.
    pub looks_until: Option<Timestamp>,
    /// Seconds between two looks.
    pub every_secs: u32,
}

/// How often, and how long, somebody looks for an answer (settings `eeb.poll_seconds`, `eeb.poll_minutes`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EebPace {
    pub every_secs: u32,
    /// 0: never by itself.
    pub minutes: u32,
}

impl Default for EebPace {
    fn default() -> Self {
        Self { every_secs: 30, minutes: 10 }
    }
}

impl EebPace {
    /// Settings, each with the smallest and the largest value that makes sense.
    pub const KEYS: [(&'static str, u32, u32); 2] = [("eeb.poll_seconds", 1, 600), ("eeb.poll_minutes", 0, 120)];

    /// With the values that are set; what does not fit is as if it were not.
    #[must_use]
    pub fn of(setting: impl Fn(&str) -> Option<String>) -> Self {
        let mut pace = Self::default();
        for ((key, ..), value) in Self::KEYS.into_iter().zip([&mut pace.every_secs, &mut pace.minutes]) {
            if let Some(set) = setting(key).filter(|set| Self::fits(key, set)) {
                *value = set.parse().unwrap_or(*value);
            }
        }
        pace
    }

    /// Whether a value fits a key; other keys are not judged here.
    #[must_use]
    pub fn fits(key: &str, value: &str) -> bool {
        let Some((_, least, most)) = Self::KEYS.into_iter().find(|(known, ..)| *known == key) else { return true };
        value.parse().is_ok_and(|value: u32| (least..=most).contains(&value))
    }

    /// When looking ends for a request that was handed over at `accepted`; `None` when it ended already.
    #[must_use]
    pub fn ends(&self, accepted: Timestamp, now: Timestamp) -> Option<Timestamp> {
        let end = accepted.plus_secs(i64::from(self.minutes) * 60);
        (end > now).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_is_quick_at_first_and_ends_by_itself() {
        let pace = EebPace::default();
        let at = |secs: i64| Timestamp(0).plus_secs(secs);
        assert_eq!(pace.ends(at(0), at(599)), Some(at(600)));
        assert_eq!(pace.ends(at(0), at(600)), None);
        assert_eq!(EebPace { minutes: 0, ..pace }.ends(at(0), at(0)), None, "switched off");
        let set = |key: &str| Some(if key == "eeb.poll_seconds" { "5".to_owned() } else { "900".to_owned() });
        assert_eq!(EebPace::of(set), EebPace { every_secs: 5, minutes: 10 }, "what does not fit is left out");
        assert_eq!(EebPace::of(|_| None), pace);
        for (key, value, fits) in [("eeb.poll_seconds", "0", false), ("eeb.poll_minutes", "0", true), ("theme", "x", true)] {
            assert_eq!(EebPace::fits(key, value), fits, "{key}={value}");
        }
    }
}
