//! `answers` and `reprocess`: the desk of insurer answers.

use clap::{Args, ValueEnum};

use crate::domain::answer::LineState;

/// `answers`
#[derive(Args, Clone, Debug, Default)]
pub struct AnswersArgs {
    #[arg(long, value_name = "NUMBER")]
    pub plan: Option<String>,
    #[arg(long, conflicts_with = "state")]
    pub open: bool,
    #[arg(long, value_enum)]
    pub state: Option<StateWord>,
    #[arg(long, value_name = "IK")]
    pub insurer: Option<String>,
    #[arg(long, value_name = "ZE")]
    pub area: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<String>,
    #[arg(long)]
    pub lapsing: bool,
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub limit: usize,
    #[arg(long, conflicts_with_all = ["plan", "open", "state", "insurer", "area", "from", "to", "lapsing", "limit"])]
    pub waiting: bool,
}

/// `reprocess`
#[derive(Args, Clone, Debug)]
pub struct ReprocessArgs {
    #[arg(required_unless_present = "since", conflicts_with = "since", value_name = "ID", num_args = 1..)]
    pub ids: Vec<i64>,
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[arg(long, conflicts_with = "since")]
    pub force: bool,
    #[arg(long)]
    pub dry_run: bool,
}

/// Where a line stands.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
#[value(rename_all = "snake_case")]
pub enum StateWord {
    Open,
    TakenOver,
    Unassigned,
    Error,
    Done,
}

impl StateWord {
    /// As the engine calls it.
    #[must_use]
    pub const fn state(self) -> LineState {
        match self {
            Self::Open => LineState::Open,
            Self::TakenOver => LineState::TakenOver,
            Self::Unassigned => LineState::Unassigned,
            Self::Error => LineState::Error,
            Self::Done => LineState::Done,
        }
    }
}
