//! The desk „Kassenantworten (eHKP-Übersicht)" and its waiting list: lines, filters, bulk take-overs. Plain values.
//!
//! It says where an answer stands for a person; what an answer is, says [`super::answer`].

use super::answer::{ApplicationNumber, Cents, Decision, HandoverState, Reason, RunResult};
use super::ids::MailId;
use super::mail::Note;
use super::opaque_debug;
use super::time::{Day, Timestamp};

/// Where a line of the desk stands: exactly one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineState {
    /// Wants a person or an answer: pending, held, waiting for its folder, a query of the insurer.
    Open,
    /// Handed over to the practice software.
    TakenOver,
    /// An answer whose number no request has.
    Unassigned,
    /// The insurer reports an error, or the answer was refused, or its file could not be written.
    Error,
    /// A person put it away.
    Done,
}

impl LineState {
    /// Every state, in the order of the chips.
    pub const ALL: [Self; 5] = [Self::Open, Self::TakenOver, Self::Unassigned, Self::Error, Self::Done];

    /// The word of the command line; `answers-state-…` is its text key.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::TakenOver => "taken_over",
            Self::Unassigned => "unassigned",
            Self::Error => "error",
            Self::Done => "done",
        }
    }

    /// The inverse of [`Self::as_str`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Where a line stands by what is known of it. `matched`: its request is known.
    #[must_use]
    pub fn of(decision: Decision, matched: bool, last: Option<RunResult>, handover: Option<HandoverState>, done: bool) -> Self {
        let written = matches!(handover, Some(HandoverState::Written | HandoverState::Collected));
        match (decision, last) {
            _ if done => Self::Done,
            (Decision::Error, _) | (_, Some(RunResult::Refused)) => Self::Error,
            _ if handover == Some(HandoverState::Failed) => Self::Error,
            (Decision::Pending, _) => Self::Open,
            // Assigned to nothing, but taken over on a person's word: it is where it belongs.
            _ if !matched && !written => Self::Unassigned,
            (Decision::Query | Decision::Unclear, _) | (_, Some(RunResult::HeldForReview) | None) => Self::Open,
            _ if written => Self::TakenOver,
            _ => Self::Open,
        }
    }
}

/// What the desk shows; empty fields play no role.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AnswerFilter {
    /// Part of the number, 3 or more characters.
    pub number: String,
    pub state: Option<LineState>,
    /// Institutionskennzeichen of the insurer.
    pub insurer_ik: String,
    /// `ZE`, `PA`, `KF`, `KG` …
    pub area: String,
    /// First and last day, of the decision or, without one, of the arrival.
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// Only approvals that lapse soon or have lapsed.
    pub lapsing: bool,
    /// At most this many rows, the newest; 0 for all.
    pub limit: usize,
}

opaque_debug!(AnswerFilter);

/// A line: the current answer to one number, or a request without one.
#[derive(Clone, PartialEq, Eq)]
pub struct AnswerRow {
    pub number: ApplicationNumber,
    pub decision: Decision,
    pub decided_on: Option<Day>,
    pub reasons: Vec<Reason>,
    pub explanation: String,
    pub total: Option<Cents>,
    pub insurer: String,
    pub insurer_ik: String,
    /// From the stored request; empty when there is none.
    pub patient: String,
    /// Mail of the answer, or of the request while it is pending.
    pub mail: MailId,
    pub request_mail: Option<MailId>,
    pub received: Timestamp,
    pub runs: u32,
    pub handover: Option<HandoverState>,
    pub last_result: Option<RunResult>,
    /// How many answers this number has; the newest decision is shown.
    pub answers: u32,
    pub state: LineState,
    /// Last day of an approval that lapses by itself; `None` when it does not.
    pub lapses_on: Option<Day>,
    /// That day is near or past, and nobody put the line away.
    pub lapses_soon: bool,
}

opaque_debug!(AnswerRow);

/// The desk's lines with what the filters offer.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AnswerPage {
    /// Newest receipt first.
    pub rows: Vec<AnswerRow>,
    /// Lines that fit the filter; more than `rows` when a limit was set.
    pub total: usize,
    /// Lines of each state that fit everything but the state, in the order of [`LineState::ALL`].
    pub counts: [usize; 5],
    /// Lines that lapse soon or have lapsed, whatever their state.
    pub lapsing: usize,
    /// Insurers of all lines: Institutionskennzeichen and name, by name.
    pub insurers: Vec<(String, String)>,
    pub areas: Vec<String>,
    /// Answers that could not be read, newest first; they have no number.
    pub broken: Vec<BrokenAnswer>,
}

opaque_debug!(AnswerPage);

impl AnswerPage {
    /// How many lines have this state.
    #[must_use]
    pub fn count(&self, state: LineState) -> usize {
        LineState::ALL.iter().zip(self.counts).find(|(s, _)| **s == state).map_or(0, |(_, count)| count)
    }
}

/// A technical mail of an insurer that holds no readable record.
#[derive(Clone, PartialEq, Eq)]
pub struct BrokenAnswer {
    pub mail: MailId,
    /// Usually the file's name without its ending.
    pub subject: String,
    pub from: String,
    pub received: Timestamp,
    /// Why it was refused.
    pub notes: Vec<Note>,
}

opaque_debug!(BrokenAnswer);

/// What the desk counts as late, from the profile's settings. The defaults are Kimpost's own, no rule of the procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeskRules {
    /// Hours after which a request without delivery receipt is on the waiting list.
    pub receipt_hours: u32,
    /// Days after which a request without answer is on the waiting list.
    pub answer_days: u32,
    /// Months after which a ZE approval lapses; 0: never.
    pub lapse_months: u32,
    /// Days before the lapse from which the desk warns.
    pub lapse_notice_days: u32,
}

impl Default for DeskRules {
    fn default() -> Self {
        Self { receipt_hours: 24, answer_days: 14, lapse_months: 6, lapse_notice_days: 30 }
    }
}

impl DeskRules {
    /// Settings, each with the smallest and the largest value that makes sense.
    pub const KEYS: [(&'static str, u32, u32); 4] = [
        ("answers.receipt_hours", 1, 720),
        ("answers.answer_days", 1, 365),
        ("answers.lapse_months", 0, 60),
        ("answers.lapse_notice_days", 0, 365),
    ];

    /// The value of a key of [`Self::KEYS`], to read or change.
    pub fn value(&mut self, key: &str) -> Option<&mut u32> {
        match key {
            "answers.receipt_hours" => Some(&mut self.receipt_hours),
            "answers.answer_days" => Some(&mut self.answer_days),
            "answers.lapse_months" => Some(&mut self.lapse_months),
            "answers.lapse_notice_days" => Some(&mut self.lapse_notice_days),
            _ => None,
        }
    }

    /// Whether a value fits a key; other keys are not judged here.
    #[must_use]
    pub fn fits(key: &str, value: &str) -> bool {
        let Some((_, least, most)) = Self::KEYS.into_iter().find(|(known, ..)| *known == key) else { return true };
        value.parse().is_ok_and(|value: u32| (least..=most).contains(&value))
    }

    /// The last day of an approval: only dentures lapse (`formats.md` §2.4).
    #[must_use]
    pub fn lapse_of(&self, number: &str, decision: Decision, decided_on: Option<Day>) -> Option<Day> {
        let approved = matches!(decision, Decision::Approved | Decision::ApprovedChanged | Decision::Changed);
        let lapses = approved && self.lapse_months > 0 && number.get(13..15) == Some("ZE");
        decided_on.filter(|_| lapses)?.plus_months(self.lapse_months)
    }

    /// Whether the last day is near or past.
    #[must_use]
    pub fn is_near(&self, lapses_on: Day, today: Day) -> bool {
        today.days_until(lapses_on) <= i64::from(self.lapse_notice_days)
    }
}

/// Why a request is on the waiting list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaitingReason {
    /// Came back undeliverable or was refused.
    Undelivered,
    /// No delivery receipt within the time that is set.
    NoReceipt,
    /// Delivered, but no answer within the time that is set.
    NoAnswer,
}

impl WaitingReason {
    /// The word of the command line; `waiting-reason-…` is its text key.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Undelivered => "undelivered",
            Self::NoReceipt => "no_receipt",
            Self::NoAnswer => "no_answer",
        }
    }
}

/// A request that waits longer than it should.
#[derive(Clone, PartialEq, Eq)]
pub struct WaitingRow {
    pub number: ApplicationNumber,
    pub mail: MailId,
    pub patient: String,
    pub insurer: String,
    pub insurer_ik: String,
    /// Where it was sent to.
    pub address: String,
    pub sent: Timestamp,
    pub delivered: Option<Timestamp>,
    pub reason: WaitingReason,
}

opaque_debug!(WaitingRow);

/// Why an answer is left out of a bulk take-over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// Its file still lies in the folder: the practice software will find it there.
    StillThere,
    /// Its file waits to be written.
    Waiting,
    /// The folder cannot be seen, so nobody knows whether the file still lies there.
    FolderAway,
    /// The same bytes are in this bulk already.
    Double,
    /// Was done by this bulk before it was interrupted.
    DoneBefore,
    /// Never taken over: it needs a look of its own.
    Held,
    /// Marked as test data, in an account of the production environment.
    TestData,
    /// Another station hands over for its account.
    OtherStation,
    /// Holds no readable answer, or one that must not be taken over.
    Refused,
}

impl SkipReason {
    /// Every reason, in the order they are told.
    pub const ALL: [Self; 9] = [
        Self::StillThere,
        Self::Waiting,
        Self::FolderAway,
        Self::Double,
        Self::DoneBefore,
        Self::Held,
        Self::TestData,
        Self::OtherStation,
        Self::Refused,
    ];

    /// The word of the command line; `bulk-skip-…` is its text key.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StillThere => "still_there",
            Self::Waiting => "waiting",
            Self::FolderAway => "folder_away",
            Self::Double => "double",
            Self::DoneBefore => "done_before",
            Self::Held => "held",
            Self::TestData => "test_data",
            Self::OtherStation => "other_station",
            Self::Refused => "refused",
        }
    }
}

/// What a bulk take-over did, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct BulkReport {
    /// Number of the bulk, counting up in the profile; 0 for a preview and for a hand-picked selection.
    pub job: u32,
    pub total: usize,
    /// Written anew, or waiting for their folder.
    pub taken_over: usize,
    /// In the order of [`SkipReason::ALL`], without zeros.
    pub skipped: Vec<(SkipReason, usize)>,
    /// Ended by „Abbrechen"; the rest is untouched.
    pub cancelled: bool,
}

impl BulkReport {
    /// Counts one that was left out.
    pub fn skip(&mut self, reason: SkipReason) {
        match self.skipped.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, count)) => *count += 1,
            None => self.skipped.push((reason, 1)),
        }
        self.skipped.sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stands_in_one_place() {
        use HandoverState as H;
        use LineState as L;
        use RunResult as R;
        let (yes, held, refused) = (Some(R::TakenOver), Some(R::HeldForReview), Some(R::Refused));
        for (decision, matched, last, handover, expected) in [
            (Decision::Pending, true, None, None, L::Open),
            (Decision::Approved, true, yes, Some(H::Pending), L::Open),
            (Decision::Approved, true, yes, Some(H::Written), L::TakenOver),
            (Decision::Approved, true, yes, Some(H::Collected), L::TakenOver),
            (Decision::Approved, true, yes, Some(H::Failed), L::Error),
            (Decision::Approved, true, held, None, L::Open),
            (Decision::Approved, true, None, None, L::Open),
            (Decision::Approved, false, held, None, L::Unassigned),
            (Decision::Approved, false, yes, Some(H::Written), L::TakenOver),
            (Decision::Approved, true, refused, Some(H::Collected), L::Error),
            (Decision::Query, true, yes, Some(H::Collected), L::Open),
            (Decision::Unclear, true, yes, Some(H::Collected), L::Open),
            (Decision::Error, true, yes, Some(H::Collected), L::Error),
        ] {
            assert_eq!(L::of(decision, matched, last, handover, false), expected, "{decision:?} {matched} {last:?} {handover:?}");
            assert_eq!(L::of(decision, matched, last, handover, true), L::Done);
        }
    }

    #[test]
    fn only_denture_approvals_lapse() {
        let rules = DeskRules::default();
        let day = |text| Day::parse(text);
        let (ze, pa) = ("0991234562611ZE000000000004711", "0991234562611PA000000000004720");
        assert_eq!(rules.lapse_of(ze, Decision::Approved, day("2026-08-31")), day("2027-02-28"));
        assert_eq!(rules.lapse_of(pa, Decision::Approved, day("2026-08-31")), None);
        assert_eq!(rules.lapse_of(ze, Decision::Rejected, day("2026-08-31")), None);
        assert_eq!(rules.lapse_of(ze, Decision::Approved, None), None);
        assert_eq!(DeskRules { lapse_months: 0, ..rules }.lapse_of(ze, Decision::Approved, day("2026-08-31")), None);
        let last = day("2027-02-28").unwrap();
        assert!(!rules.is_near(last, day("2027-01-28").unwrap()) && rules.is_near(last, day("2027-01-29").unwrap()));
        assert!(rules.is_near(last, day("2027-05-01").unwrap()));
    }

    #[test]
    fn settings_know_their_limits() {
        for (key, value, fits) in [
            ("answers.receipt_hours", "24", true),
            ("answers.receipt_hours", "0", false),
            ("answers.answer_days", "366", false),
            ("answers.lapse_months", "0", true),
            ("answers.lapse_months", "-1", false),
            ("answers.lapse_months", "sechs", false),
            ("theme", "dark", true),
        ] {
            assert_eq!(DeskRules::fits(key, value), fits, "{key}={value}");
        }
    }
}
