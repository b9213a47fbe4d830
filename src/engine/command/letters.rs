//! Commands about whom letters concern, and about counting them.

use std::path::PathBuf;

use crate::domain::ids::MailId;
use crate::domain::letter_count::{NotCounted, Quarter};
use crate::domain::patient::AssignTo;

/// A question about letters.
#[derive(Clone, PartialEq, Eq)]
pub enum LetterCommand {
    /// → `Letters`
    Facts,
    /// Puts a letter to a person; changed as often as somebody knows better. → `Done`
    Assign { mail: MailId, to: AssignTo },
    /// „An die Praxissoftware übergeben", once more or for the first time. → `Done`
    HandOver { mail: MailId },
    /// People whose name begins with a text, or who have this birth date or number. → `Patients`
    FindPatients { text: String },
    /// GOP 86900 and 86901 of a quarter; none: the running one. → `LetterCount`
    Count { quarter: Option<Quarter> },
    /// Whether a doctor (`DoctorCount::key`) agrees to billing in a quarter. → `Done`
    SetConsent { doctor: String, quarter: Quarter, agrees: bool },
    /// Writes the count as CSV, where a dialog asked before overwriting or else nothing lies. → `Files`
    ExportCount { quarter: Quarter, path: PathBuf, replace: bool, words: Box<CountWords> },
}

crate::domain::opaque_debug!(LetterCommand);

/// The words of the CSV file, in the language of the person: the engine translates nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountWords {
    pub columns: [String; 13],
    pub yes: String,
    pub no: String,
    /// Letters that name no doctor.
    pub nobody: String,
    pub reasons: Vec<(NotCounted, String)>,
}
