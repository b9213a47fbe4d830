//! What the engine tells about the desk of insurer answers.

use std::path::PathBuf;

use crate::domain::answer::{EbzRecord, ProcessingRun};
use crate::domain::ids::MailId;
use crate::domain::time::{Day, Timestamp};

/// Request and answers of one number, side by side.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AnswerDetail {
    pub request: Option<(MailId, EbzRecord)>,
    /// The current one first: what was taken over, the newest decision, the newest receipt.
    pub answers: Vec<(MailId, EbzRecord)>,
    /// Runs of the current answer.
    pub runs: Vec<ProcessingRun>,
    /// Answers that a person put to this request.
    pub assigned: Vec<MailId>,
    /// Who put the line away, and when.
    pub done: Option<(String, Timestamp)>,
    /// Last day of an approval that lapses by itself.
    pub lapses_on: Option<Day>,
}

crate::domain::opaque_debug!(AnswerDetail);

/// The mapping files that read insurer answers.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct MappingReport {
    /// Where newer files are put.
    pub dir: PathBuf,
    /// The one that is asked first stands first.
    pub mappings: Vec<MappingState>,
    pub refused: Vec<RefusedMapping>,
}

/// A mapping in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingState {
    /// `mapping/version`.
    pub label: String,
    pub status: String,
    /// `node.field` of every field whose place is an assumption.
    pub assumed: Vec<String>,
    /// File of the profile; empty for what came with the program.
    pub file: String,
}

/// A mapping file that is not used; what it held before it was broken still is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedMapping {
    pub file: String,
    /// From 1; 0 when the file cannot be read at all.
    pub line: usize,
    pub reason: String,
    /// An earlier state of the same file is in use instead.
    pub earlier_in_use: bool,
}
