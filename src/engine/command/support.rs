//! Commands about the program itself: its log, and the report for support.

use std::path::PathBuf;

use crate::domain::log::LogFilter;

/// A question about the program itself; for admins.
#[derive(Clone, PartialEq, Eq)]
pub enum SupportCommand {
    /// The newest lines of the log. → `Log`
    ReadLog(LogFilter),
    /// Puts together what support needs; asks every server, so it may take seconds. `renderer`: what draws the window,
    /// which the engine does not know. → `Support`
    Report { renderer: String },
    /// Saves the text a person has read; an existing file is replaced only on purpose (`SAVE-EXISTS`). → `Files`
    Save { text: String, path: PathBuf, replace: bool },
}

crate::domain::opaque_debug!(SupportCommand);
