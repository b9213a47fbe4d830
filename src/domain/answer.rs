//! Insurer answers of the EBZ: the number, the decision, the runs that took them over (`payloads/formats.md` §2).

use super::mail::Note;
use super::opaque_debug;
use super::time::{Day, Timestamp};

pub use super::answer_desk::{AnswerFilter, AnswerPage, AnswerRow, LineState};

/// „Planantragsnummer" / Antragsnummer: 30 characters, compared with case (KZV Berlin).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct ApplicationNumber(String);

/// Why a text is not a Planantragsnummer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Not 30 characters; carries the length found.
    Length(usize),
    /// A character at a place where it cannot stand.
    Syntax,
    /// Month not 01 to 12.
    Month,
}

impl ApplicationNumber {
    /// Reads `^[0-9]{9}[0-9]{2}(0[1-9]|1[0-2])[A-Z]{2}[0-9A-Za-z]{15}$`; text after the first blank is cut,
    /// as practice systems append to the number.
    ///
    /// # Errors
    /// [`NumberError`] tells what does not fit.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let number = text.split_whitespace().next().unwrap_or("");
        if number.chars().count() != 30 {
            return Err(NumberError::Length(number.chars().count()));
        }
        let bytes = number.as_bytes();
        let all = |range: std::ops::Range<usize>, test: fn(&u8) -> bool| bytes.get(range).is_some_and(|part| part.iter().all(test));
        if !all(0..13, u8::is_ascii_digit) || !all(13..15, u8::is_ascii_uppercase) || !all(15..30, u8::is_ascii_alphanumeric) {
            return Err(NumberError::Syntax);
        }
        let month: u8 = number.get(11..13).and_then(|m| m.parse().ok()).unwrap_or(0);
        if !(1..=12).contains(&month) {
            return Err(NumberError::Month);
        }
        Ok(Self(number.to_owned()))
    }

    /// The 30 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Area: `ZE`, `PA`, `KF`, `KG` or any other two capitals.
    #[must_use]
    pub fn area(&self) -> &str {
        self.0.get(13..15).unwrap_or("")
    }
}

opaque_debug!(ApplicationNumber);

/// `decision` of `design/cli.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Decision {
    Approved,
    /// Derived: approved, but less than asked, or reason 05.
    ApprovedChanged,
    Rejected,
    /// An earlier approval was changed (24, 25).
    Changed,
    /// An earlier approval ended (22, 23, 26).
    Ended,
    Query,
    Error,
    /// An unknown code: never shown as approved.
    Unclear,
    /// A request without an answer yet.
    Pending,
}

impl Decision {
    /// Every decision.
    pub const ALL: [Self; 9] = [
        Self::Approved,
        Self::ApprovedChanged,
        Self::Rejected,
        Self::Changed,
        Self::Ended,
        Self::Query,
        Self::Error,
        Self::Unclear,
        Self::Pending,
    ];

    /// The word of the command line's JSON and of the store; `decision-…` is its text key.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::ApprovedChanged => "approved_changed",
            Self::Rejected => "rejected",
            Self::Changed => "changed",
            Self::Ended => "ended",
            Self::Query => "query",
            Self::Error => "error",
            Self::Unclear => "unclear",
            Self::Pending => "pending",
        }
    }

    /// The inverse of [`Self::as_str`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.as_str() == word)
    }
}

/// An amount in euro cents; exact, as money must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize)]
pub struct Cents(pub i64);

/// German notation, `1.234,50 €`.
impl std::fmt::Display for Cents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let euros = (self.0.unsigned_abs() / 100).to_string();
        let mut grouped = String::new();
        for (i, digit) in euros.chars().enumerate() {
            if i > 0 && (euros.len() - i).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        write!(f, "{}{grouped},{:02} €", if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs() % 100)
    }
}

/// A code with its words.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reason {
    pub code: String,
    /// From the mapping's code table; the bare code when unknown.
    pub text: String,
}

opaque_debug!(Reason);

/// A finding with its allowance („Festzuschuss").
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Allowance {
    pub finding: String,
    pub count: u32,
    /// Absent in requests.
    pub amount: Option<Cents>,
}

opaque_debug!(Allowance);

/// Which record of the EBZ it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum EbzKind {
    Request,
    Answer,
    Error,
    Query,
}

/// An EBZ record, read by the mapping file.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EbzRecord {
    pub kind: EbzKind,
    pub number: ApplicationNumber,
    /// `Pending` for a request.
    pub decision: Decision,
    /// Verarbeitungskennzeichen with its words.
    pub process: Option<Reason>,
    pub decided_on: Option<Day>,
    pub ends_on: Option<Day>,
    pub reasons: Vec<Reason>,
    /// „Erläuterung", cleaned, several lines allowed.
    pub explanation: String,
    /// „Zuschusshöhe", for instance `75%`.
    pub allowance_rate: String,
    pub hardship: Option<bool>,
    pub allowances: Vec<Allowance>,
    /// Sum of the allowances; computed when the record gives none. For requests: total costs.
    pub total: Option<Cents>,
    /// Institutionskennzeichen of the insurer.
    pub insurer_ik: String,
    /// „Abrechnungsnummer" of the practice in the header; empty when there is none.
    #[serde(default)]
    pub practice_number: String,
    /// Only requests name the insurer and the patient; answers carry no patient data (Anlage 15 §3).
    pub insurer_name: String,
    pub patient: String,
    /// Message-ID the record refers to (error records).
    pub message_id: Option<String>,
    /// `mapping/version` that read it.
    pub mapping: String,
}

opaque_debug!(EbzRecord);

impl EbzRecord {
    /// Compares an answer with the request it answers: `(finding, asked, granted)` where they differ.
    #[must_use]
    pub fn differences(&self, request: &Self) -> Vec<(String, u32, u32)> {
        let count = |record: &Self, finding: &str| record.allowances.iter().filter(|a| a.finding == finding).map(|a| a.count).sum::<u32>();
        let mut findings: Vec<&str> = request.allowances.iter().chain(&self.allowances).map(|a| a.finding.as_str()).collect();
        findings.sort_unstable();
        findings.dedup();
        findings
            .into_iter()
            .map(|f| (f.to_owned(), count(request, f), count(self, f)))
            .filter(|(_, asked, granted)| asked != granted)
            .collect()
    }
}

/// State of a hand-over file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandoverState {
    /// No folder set yet, or not written yet.
    Pending,
    Written,
    /// The practice software took the file away.
    Collected,
    Failed,
}

impl HandoverState {
    /// The word of the command line's JSON and of the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Written => "written",
            Self::Collected => "collected",
            Self::Failed => "failed",
        }
    }

    /// The inverse of [`Self::as_str`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Pending, Self::Written, Self::Collected, Self::Failed].into_iter().find(|s| s.as_str() == word)
    }
}

/// How a run of taking over ended (`run.result` of `design/cli.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunResult {
    TakenOver,
    AlreadyTakenOver,
    HeldForReview,
    Refused,
}

impl RunResult {
    /// The word of the command line's JSON and of the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TakenOver => "taken_over",
            Self::AlreadyTakenOver => "already_taken_over",
            Self::HeldForReview => "held_for_review",
            Self::Refused => "refused",
        }
    }

    /// The inverse of [`Self::as_str`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::TakenOver, Self::AlreadyTakenOver, Self::HeldForReview, Self::Refused].into_iter().find(|s| s.as_str() == word)
    }
}

/// One numbered act of taking a technical content over; never overwritten.
#[derive(Clone, PartialEq, Eq)]
pub struct ProcessingRun {
    /// 1 for the automatic run at arrival, then counting up per mail.
    pub number: u32,
    pub at: Timestamp,
    /// Empty: the program itself.
    pub who: String,
    /// „Begründung"; empty for the automatic run.
    pub reason: String,
    pub result: RunResult,
    pub handover: Option<HandoverState>,
    /// Path of the hand-over file once written.
    pub handover_path: String,
    /// Why it was held or refused.
    pub notes: Vec<Note>,
}

opaque_debug!(ProcessingRun);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_plan_numbers_as_practice_systems_paste_them() {
        for (text, expected) in [
            ("0991234562611ZE000000000004711", Ok(())),
            ("  0991234562611ZE000000000004711 HKP 2 ", Ok(())),
            ("0991234562611ZE00000000000471", Err(NumberError::Length(29))),
            ("0991234562613ZE000000000004711", Err(NumberError::Month)),
            ("0991234562600ZE000000000004711", Err(NumberError::Month)),
            ("0991234562611ze000000000004711", Err(NumberError::Syntax)),
            ("", Err(NumberError::Length(0))),
        ] {
            assert_eq!(ApplicationNumber::parse(text).map(|_| ()), expected, "{text}");
        }
    }

    #[test]
    fn money_is_written_the_german_way() {
        for (cents, expected) in
            [(54390, "543,90 €"), (123_456_789, "1.234.567,89 €"), (-5, "-0,05 €"), (0, "0,00 €"), (100_000, "1.000,00 €")]
        {
            assert_eq!(Cents(cents).to_string(), expected);
        }
    }
}
