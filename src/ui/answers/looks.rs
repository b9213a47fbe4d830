//! Icon, colour and word of decisions and of where a line stands.

use crate::domain::answer::{AnswerRow, Decision, HandoverState, LineState, RunResult};
use crate::i18n;
use crate::ui::theme::{Tone, icon};

/// Icon and colour of a decision; its word is `decision-…`.
#[must_use]
pub const fn decision_look(decision: Decision) -> (&'static str, Tone) {
    use Decision as D;
    match decision {
        D::Approved => (icon::CHECK_CIRCLE, Tone::Ok),
        D::ApprovedChanged => (icon::CHECK_CIRCLE, Tone::Warn),
        D::Rejected => (icon::CROSS_CIRCLE, Tone::Error),
        D::Changed => (icon::AGAIN, Tone::Info),
        D::Ended => (icon::PROHIBITED, Tone::Warn),
        D::Query => (icon::QUESTION, Tone::Info),
        D::Error => (icon::ERROR, Tone::Error),
        D::Unclear => (icon::WARNING, Tone::Warn),
        D::Pending => (icon::CLOCK, Tone::Neutral),
    }
}

/// The word of a decision.
#[must_use]
pub fn decision_word(decision: Decision) -> String {
    i18n::text(&format!("decision-{}", decision.as_str()))
}

/// How a hand-over stands.
pub(super) fn handover_look(state: Option<HandoverState>) -> (&'static str, Tone, String) {
    match state {
        None => ("", Tone::Neutral, t!("answers-handover-none")),
        Some(HandoverState::Pending) => (icon::CLOCK, Tone::Warn, t!("answers-handover-pending")),
        Some(HandoverState::Written) => (icon::CHECK, Tone::Ok, t!("answers-handover-written")),
        Some(HandoverState::Collected) => (icon::CHECKS, Tone::Ok, t!("answers-handover-collected")),
        Some(HandoverState::Failed) => (icon::CROSS_CIRCLE, Tone::Error, t!("answers-handover-failed")),
    }
}

/// Where a line stands: what a person would say first about it.
pub(super) fn stand_look(row: &AnswerRow) -> (&'static str, Tone, String) {
    match (row.state, row.last_result) {
        (LineState::Done, _) => (icon::CHECK, Tone::Neutral, t!("answers-stand-done")),
        (LineState::Unassigned, _) => (icon::LINK, Tone::Warn, t!("answers-stand-unassigned")),
        (_, Some(RunResult::Refused)) => (icon::CROSS_CIRCLE, Tone::Error, t!("answers-stand-refused")),
        (_, Some(RunResult::HeldForReview)) if row.handover.is_none() => (icon::EYE, Tone::Warn, t!("answers-stand-held")),
        _ if row.decision == Decision::Pending => (icon::CLOCK, Tone::Neutral, t!("answers-stand-waits")),
        _ => handover_look(row.handover),
    }
}

/// The word of a state of the desk.
pub(super) fn state_word(state: LineState) -> String {
    i18n::text(&format!("answers-state-{}", state.as_str()))
}
