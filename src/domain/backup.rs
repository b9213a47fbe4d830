//! Backups as people see them: what is planned, what was made, what was brought back.

use std::path::PathBuf;

use super::time::Timestamp;

/// Days between two backups by themselves until something else is set.
pub const EVERY_DAYS: u32 = 1;
/// How many backups stay in the folder until something else is set.
pub const KEEP: u32 = 14;

/// What is planned and how it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupState {
    /// A passphrase was set; without one there is no backup.
    pub has_passphrase: bool,
    /// Where backups go by themselves; `None`: only by hand.
    pub folder: Option<PathBuf>,
    pub every_days: u32,
    pub keep: u32,
    pub last: Option<LastBackup>,
    /// Why the last one by itself failed; empty when it did not.
    pub problem_code: String,
}

/// The newest backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastBackup {
    pub at: Timestamp,
    pub path: PathBuf,
    pub bytes: u64,
}

/// A backup that was written and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupMade {
    pub path: PathBuf,
    pub bytes: u64,
    pub accounts: u64,
    pub mails: u64,
}

/// What a backup brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    pub path: PathBuf,
    pub bytes: u64,
    /// When it was made.
    pub made: Timestamp,
    pub accounts: u64,
    pub mails: u64,
    /// Passwords of accounts were in it.
    pub passwords: bool,
}
