//! Deleting for good (rule 49): what is asked for, what stays, and the periods an admin sets.

use super::ids::{AccountId, MailId};
use super::time::Timestamp;

/// Years and days an admin may set.
pub const MAX_YEARS: u32 = 99;
pub const MAX_DAYS: u32 = 3650;

/// What a question about deleting for good is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PurgeWhat {
    /// These, as far as they lie in the trash.
    Mails(Vec<MailId>),
    /// The whole trash; of one account, or of all.
    Trash(Option<AccountId>),
}

/// What would be deleted for good, and what stays. Only what is named here is deleted: a mail that comes into the trash later
/// was not in the question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PurgeCount {
    /// Would go.
    pub mails: Vec<MailId>,
    /// Bytes of the raw mails that would go.
    pub bytes: u64,
    /// Of these, so many still lie on the mail server.
    pub on_server: usize,
    /// Of these, so many were handed over to the practice software, which keeps its file.
    pub handed_over: usize,
    /// Not readable yet: they go only on purpose, and are not counted above.
    pub undecrypted: Vec<MailId>,
    /// Of these, so many still lie on the mail server.
    pub undecrypted_on_server: usize,
    /// Stay: not sent yet, or nobody knows whether they were.
    pub unsent: usize,
    /// Stay: a file for the practice software is not written yet.
    pub handing_over: usize,
    /// Stay: the insurer has not confirmed the eAU.
    pub unconfirmed: usize,
}

/// After which time mails go by themselves; none: never. Inbox and sent mails go to the trash, out of the trash they go for good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    pub trash_days: Option<u32>,
    pub inbox_years: Option<u32>,
    pub sent_years: Option<u32>,
}

impl Retention {
    /// Whether something is set.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.trash_days.is_some() || self.inbox_years.is_some() || self.sent_years.is_some()
    }

    /// The periods that have passed whole since the clock can be believed: by it alone mails seem old that are not.
    #[must_use]
    pub fn passed_since(self, since: Timestamp, now: Timestamp) -> Self {
        let passed = |days: u32| since <= now.plus_secs(-86_400 * i64::from(days));
        Self {
            trash_days: self.trash_days.filter(|days| passed(*days)),
            inbox_years: self.inbox_years.filter(|years| passed(years.saturating_mul(366))),
            sent_years: self.sent_years.filter(|years| passed(years.saturating_mul(366))),
        }
    }

    /// Whether every period can be kept.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let years = |years: Option<u32>| years.is_none_or(|years| (1..=MAX_YEARS).contains(&years));
        self.trash_days.is_none_or(|days| (1..=MAX_DAYS).contains(&days)) && years(self.inbox_years) && years(self.sent_years)
    }
}

/// So many mails were, or would be, moved to the trash and deleted for good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RetentionCount {
    pub trashed: usize,
    pub purged: usize,
}

/// What a plan would do now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RetentionTrial {
    pub count: RetentionCount,
    /// The periods of the plan that can work now. Where the clock was astray fewer do ([`Retention::passed_since`]).
    pub works: Retention,
    /// From when the others count; `None`: the clock jumped less than a day ago, and nothing goes at all.
    pub since: Option<Timestamp>,
}

/// What is set and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RetentionState {
    pub plan: Retention,
    /// The last run, and when it was.
    pub last: Option<(Timestamp, RetentionCount)>,
    /// When the newest backup was made.
    pub backup: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_astray_makes_nothing_old() {
        let plan = Retention { trash_days: Some(30), inbox_years: Some(1), sent_years: Some(10) };
        let now = Timestamp(1_800_000_000_000);
        assert_eq!(plan.passed_since(Timestamp(i64::MIN), now), plan);
        assert!(!plan.passed_since(now, now).is_on());
        let two_months = plan.passed_since(now.plus_secs(-86_400 * 60), now);
        assert_eq!(two_months, Retention { trash_days: Some(30), inbox_years: None, sent_years: None });
    }

    #[test]
    fn periods_have_limits_and_nothing_is_on_by_itself() {
        assert!(!Retention::default().is_on() && Retention::default().is_possible());
        for (days, years, possible) in [(0, 1, false), (1, 0, false), (1, 1, true), (3650, 99, true), (3651, 1, false), (1, 100, false)] {
            let plan = Retention { trash_days: Some(days), inbox_years: Some(years), sent_years: None };
            assert!(plan.is_on());
            assert_eq!(plan.is_possible(), possible, "{days} {years}");
        }
    }
}
