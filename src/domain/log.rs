//! The program's log as a person looks at it, and what is put together for support. Plain values: files are read elsewhere.

use super::time::Timestamp;

/// Folder of the log inside a profile, and its newest file; older ones are `kimpost.log.1` to `.9`.
pub const FOLDER: &str = "logs";
/// See [`FOLDER`].
pub const FILE: &str = "kimpost.log";
/// How many older files are kept beside it (rule 54).
pub const OLDER_FILES: usize = 9;
/// The name of a crash report lies between these two.
pub const CRASH_NAME: (&str, &str) = ("crash-", ".txt");

/// How bad a line is; the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum LogLevel {
    Error,
    Warning,
    /// Facts, and what only developers want to know.
    #[default]
    Note,
}

impl LogLevel {
    /// Every level, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// Word of text keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// `None` for a line that is no longer whole.
    pub at: Option<Timestamp>,
    pub level: LogLevel,
    /// The part of the program that wrote it, for instance `engine::fetch`.
    pub source: String,
    pub text: String,
}

/// Which lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFilter {
    /// This level and worse.
    pub least: LogLevel,
    /// Only lines with these letters in source or text, whatever their case; empty: all.
    pub find: String,
    /// At most so many.
    pub limit: usize,
}

/// The newest lines, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogPage {
    pub lines: Vec<LogLine>,
    /// There are older ones.
    pub more: bool,
    /// There is a log at all.
    pub exists: bool,
    /// Crash reports that lie beside the log.
    pub crashes: usize,
}

/// What support needs to know, without anything personal; a heading is the text `support-section-KEY`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupportReport {
    pub sections: Vec<(&'static str, Vec<String>)>,
}
