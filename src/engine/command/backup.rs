//! Commands about backups.

use std::path::PathBuf;

use crate::domain::secret::Secret;

/// A question about backups. All are for admins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupCommand {
    /// → `Backups`
    State,
    /// The passphrase of all backups from now on. → `Backups`
    SetPassphrase { passphrase: Secret },
    /// Where and how often backups are made by themselves; `folder` none: never. → `Backups`
    Plan { folder: Option<PathBuf>, every_days: u32, keep: u32 },
    /// Writes one backup and checks it: to `path`, or under a name of its own into the folder of the plan. Without
    /// `passphrase` the one that was set. An existing file is replaced only on purpose. → `BackupMade`
    Create { path: Option<PathBuf>, passphrase: Option<Secret>, passwords: bool, replace: bool },
    /// Brings a backup back into an empty profile; `replace`: into any, which is copied aside before and must not be in use
    /// by a window. → `Restored`
    Restore { path: PathBuf, passphrase: Secret, replace: bool },
}
