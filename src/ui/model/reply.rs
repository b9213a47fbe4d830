//! Answers kept for the view that asked, such as an open write window or the account form.

use crate::domain::ids::RequestId;
use crate::domain::problem::Problem;
use crate::engine::event::Answer;

/// A view that asks for itself: one per open window or form, from [`Owner::new`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Owner(u64);

impl Owner {
    /// An owner that no other view has.
    #[must_use]
    pub fn new() -> Self {
        static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
        Self(NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
    }

    /// A number for egui ids.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }
}

impl Default for Owner {
    fn default() -> Self {
        Self::new()
    }
}

/// An answer for a view; `what` is the word it gave the question.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    pub owner: Owner,
    pub what: &'static str,
    pub request: RequestId,
    pub result: Result<Answer, Problem>,
}
