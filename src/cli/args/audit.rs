//! `audit` as clap sees it.

use clap::{Args, Subcommand};

/// `audit`
#[derive(Args, Clone, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct AuditArgs {
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    #[arg(long, value_name = "ID")]
    pub mail: Option<i64>,
    #[command(subcommand)]
    pub command: Option<AuditWord>,
}

/// What is done with the log beside looking at it.
#[derive(Subcommand, Clone, Copy, Debug)]
pub enum AuditWord {
    Verify,
}
