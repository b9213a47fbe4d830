//! Facts of the desk beside its lines: requests that wait, mapping files, a running take-over of several.

use super::{Answer, Loaded, Problem};
use crate::domain::answer_desk::WaitingRow;
use crate::engine::event::MappingReport;

/// What an answer about the desk is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskPurpose {
    Waiting,
    Mappings,
}

/// What is known of the desk.
#[derive(Debug, Default)]
pub struct DeskFacts {
    /// Grows with every change of the answers, so that the desk asks again with its own filter.
    pub version: u64,
    /// Requests without receipt or answer for too long.
    pub waiting: Loaded<Vec<WaitingRow>>,
    /// Mapping files in use and refused, for admins.
    pub mappings: Loaded<MappingReport>,
    /// How far a take-over of several answers is: done, all.
    pub bulk: Option<(usize, usize)>,
}

impl DeskFacts {
    pub(super) fn ask(&mut self, purpose: DeskPurpose) {
        match purpose {
            DeskPurpose::Waiting => self.waiting.ask(),
            DeskPurpose::Mappings => self.mappings.ask(),
        }
    }

    pub(super) fn answer(&mut self, purpose: DeskPurpose, result: Result<Answer, Problem>) {
        match (purpose, result) {
            (DeskPurpose::Waiting, Ok(Answer::Waiting(rows))) => self.waiting.answer(Ok(rows)),
            (DeskPurpose::Waiting, Err(problem)) => self.waiting.answer(Err(problem)),
            (DeskPurpose::Mappings, Ok(Answer::Mappings(report))) => self.mappings.answer(Ok(report)),
            (DeskPurpose::Mappings, Err(problem)) => self.mappings.answer(Err(problem)),
            (purpose, Ok(_)) => tracing::warn!(?purpose, "an answer of another kind than asked for"),
        }
    }
}
