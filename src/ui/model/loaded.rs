//! A fact on its way from the engine: not asked for, asked for, there, or failed. It asks for nothing itself.

use crate::domain::problem::Problem;

/// A fact that has to be asked for. Views show `previous` while a new answer is on its way, so nothing flickers.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Loaded<T> {
    #[default]
    NotAsked,
    Pending {
        previous: Option<T>,
    },
    Ready(T),
    Failed {
        problem: Problem,
        previous: Option<T>,
    },
}

impl<T> Loaded<T> {
    /// The newest value known, also while a newer one is on its way.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Pending { previous } | Self::Failed { previous, .. } => previous.as_ref(),
            Self::NotAsked => None,
        }
    }

    /// The problem of the last question, if it failed.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        if let Self::Failed { problem, .. } = self { Some(problem) } else { None }
    }

    /// Whether an answer is on its way.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        matches!(self, Self::Pending { .. })
    }

    /// Whether it was never asked for.
    #[must_use]
    pub fn is_not_asked(&self) -> bool {
        matches!(self, Self::NotAsked)
    }

    /// Whether to ask now: it is out of date or was never asked for. While an answer is on its way it stays out of date.
    pub(super) fn is_due(&self, stale: &mut bool) -> bool {
        !self.is_pending() && (std::mem::take(stale) || self.is_not_asked())
    }

    pub(super) fn take(&mut self) -> Option<T> {
        match std::mem::take(self) {
            Self::Ready(value) => Some(value),
            Self::Pending { previous } | Self::Failed { previous, .. } => previous,
            Self::NotAsked => None,
        }
    }

    pub(super) fn ask(&mut self) {
        *self = Self::Pending { previous: self.take() };
    }

    pub(super) fn answer(&mut self, result: Result<T, Problem>) {
        *self = match result {
            Ok(value) => Self::Ready(value),
            Err(problem) => Self::Failed { problem, previous: self.take() },
        };
    }
}
