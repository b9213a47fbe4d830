//! Insurer answers: records by Planantragsnummer, numbered runs of taking over, hand-overs (`formats.md` §2.4).

use super::{Result, Store};
use crate::domain::answer::{AnswerFilter, AnswerRow, ApplicationNumber, EbzRecord, HandoverState, ProcessingRun, RunResult};
use crate::domain::ids::MailId;
use crate::domain::mail::Note;
use crate::domain::time::Timestamp;

/// A run to add; its number is given by the store.
pub struct NewRun<'a> {
    pub mail: MailId,
    /// Empty: the program itself.
    pub who: &'a str,
    pub reason: &'a str,
    pub result: RunResult,
    pub notes: &'a [Note],
    /// SHA-256 of the payload bytes: the same bytes are known again.
    pub sha256: &'a str,
    /// `Pending` when a file is to be written.
    pub handover: Option<HandoverState>,
    pub at: Timestamp,
}

/// A hand-over file of a run.
#[derive(Clone, PartialEq, Eq)]
pub struct Handover {
    pub mail: MailId,
    pub run: u32,
    /// Empty until written.
    pub path: String,
    pub state: HandoverState,
    pub problem_code: String,
}

crate::domain::opaque_debug!(Handover);

impl Store {
    /// Stores the record read from a mail (answer or request), replacing an earlier reading of the same mail.
    pub fn save_record(&mut self, mail: MailId, record: &EbzRecord, received: Timestamp) -> Result<()> {
        unimplemented!()
    }

    /// The newest request with this number.
    pub fn request_for(&self, number: &ApplicationNumber) -> Result<Option<(MailId, EbzRecord)>> {
        unimplemented!()
    }

    /// All answers to a number, newest decision first, then newest receipt.
    pub fn answers_for(&self, number: &ApplicationNumber) -> Result<Vec<(MailId, EbzRecord)>> {
        unimplemented!()
    }

    /// The desk: one line per number, newest receipt first.
    pub fn answer_rows(&self, filter: &AnswerFilter) -> Result<Vec<AnswerRow>> {
        unimplemented!()
    }

    /// Adds the next numbered run of a mail; earlier ones are never changed.
    pub fn add_run(&mut self, run: &NewRun<'_>) -> Result<ProcessingRun> {
        unimplemented!()
    }

    /// Runs of a mail, oldest first.
    pub fn runs(&self, mail: MailId) -> Result<Vec<ProcessingRun>> {
        unimplemented!()
    }

    /// The mail whose payload bytes with this hash were really taken over before.
    pub fn hash_taken_over(&self, sha256: &str) -> Result<Option<MailId>> {
        unimplemented!()
    }

    /// Hand-overs that are to be written, oldest first.
    pub fn pending_handovers(&self) -> Result<Vec<Handover>> {
        unimplemented!()
    }

    /// Records how a hand-over stands. A written path is never emptied.
    pub fn set_handover(&mut self, mail: MailId, run: u32, state: HandoverState, path: &str, problem_code: &str) -> Result<()> {
        unimplemented!()
    }

    /// All hand-overs, newest first.
    pub fn handover_items(&self) -> Result<Vec<Handover>> {
        unimplemented!()
    }
}
