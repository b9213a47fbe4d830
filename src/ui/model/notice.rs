//! What is told at the lower edge of the window, or about a failure until it is dismissed.

use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;

/// Something to tell quietly at the lower edge, or a failure of something a person just did.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub text: String,
    /// Set for a failure: shown with its advice and „Details kopieren", until it is dismissed.
    pub problem: Option<Problem>,
    /// When it was told; what is no failure goes by itself after a while.
    pub at: Timestamp,
}

/// How long a quiet message stays, in milliseconds.
const QUIET_MILLIS: i64 = 6000;

impl Notice {
    /// Milliseconds a quiet message is still shown; 0 when it is over.
    #[must_use]
    pub fn quiet_left(&self, now: Timestamp) -> u64 {
        u64::try_from(self.at.0.saturating_add(QUIET_MILLIS).saturating_sub(now.0)).unwrap_or(0)
    }
}
