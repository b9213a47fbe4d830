//! Commands about the key of the profile.

use std::path::PathBuf;

use crate::domain::key::{KeepKey, SheetWords};
use crate::domain::secret::Secret;

/// A question about the key. All are for admins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyCommand {
    /// → `Key`
    State,
    /// Makes a recovery sheet; every older one is void from then on. → `Files`
    MakeSheet { to: SheetTo, words: Box<SheetWords> },
    /// The sheet was printed: the copy for the viewer is removed at once. → `Done`; `RECOVERY-PRINT` while it cannot be removed
    ForgetPrint,
    /// Keeps the key another way, or with another passphrase. A profile with a passphrase wants the `old` one. → `Key`
    Change { old: Option<Secret>, to: KeepKey },
}

/// Where a sheet goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetTo {
    /// A PDF; an existing file is replaced only on purpose, and never in the profile itself.
    File { path: PathBuf, replace: bool },
    /// A private copy for the system's viewer, to print.
    Print,
}
