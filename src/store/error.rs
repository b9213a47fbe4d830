//! What can go wrong in the store, named by what a person can do about it.
//!
//! Texts hold SQL and SQLite's words, never values: statements are always parameterised.

use rusqlite::ffi;

/// A failure of the store. After any of them the change that was asked for has not happened (rule 47).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The key does not open this file (or its first page is destroyed). The file is left as it is.
    #[error("the key does not fit the store")]
    WrongKey,
    /// There is no store in this folder.
    #[error("there is no store here")]
    Missing,
    /// There is already a store in this folder; it is never overwritten.
    #[error("there is already a store here")]
    Exists,
    /// A newer program wrote this store.
    #[error("the store has version {found}, this program knows {known}")]
    Newer { found: i64, known: i64 },
    /// Pages are unreadable or contradict each other.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// No space left on the disk, or a quota was reached.
    #[error("the disk is full")]
    Full,
    /// Another connection holds the store for longer than the waiting time.
    #[error("the store is busy")]
    Busy,
    /// The file or folder may not be written.
    #[error("the store cannot be written")]
    ReadOnly,
    /// Reading or writing failed below SQLite.
    #[error("reading or writing the store failed: {0}")]
    Io(String),
    /// The thing asked for does not exist.
    #[error("not found")]
    NotFound,
    /// The account has sent or received and can only be retired.
    #[error("the account has messages")]
    Used,
    /// Another account has this address.
    #[error("another account has this address")]
    AddressTaken,
    /// Another person or grouping has this name.
    #[error("this name is taken")]
    NameTaken,
    /// What is to be changed is no longer as it was seen: somebody else was faster.
    #[error("it was changed meanwhile")]
    Changed,
    /// No admin who can sign in would be left.
    #[error("no admin would be left")]
    LastAdmin,
    /// Another group has this name.
    #[error("another group has this name")]
    GroupNameTaken,
    /// The act does not fit the state of the mail, for instance taking back what is being sent.
    #[error("the mail is in a state that does not allow this")]
    WrongState,
    /// A path that is no Unicode text.
    #[error("the path is no Unicode text")]
    Path,
    /// Anything else SQLite says; a fault of this program.
    #[error("the store refused a statement: {0}")]
    Sql(String),
}

/// Result of the store.
pub type Result<T> = std::result::Result<T, Error>;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        if matches!(error, rusqlite::Error::QueryReturnedNoRows) {
            return Self::NotFound;
        }
        let Some(code) = error.sqlite_error().map(|e| e.extended_code) else { return Self::Sql(error.to_string()) };
        match code & 0xff {
            ffi::SQLITE_NOTADB | ffi::SQLITE_CORRUPT => Self::Damaged(error.to_string()),
            ffi::SQLITE_FULL => Self::Full,
            ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Self::Busy,
            ffi::SQLITE_READONLY | ffi::SQLITE_PERM | ffi::SQLITE_CANTOPEN | ffi::SQLITE_AUTH => Self::ReadOnly,
            ffi::SQLITE_IOERR | ffi::SQLITE_NOMEM => Self::Io(error.to_string()),
            _ => Self::Sql(error.to_string()),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            std::io::ErrorKind::NotFound => Self::Missing,
            std::io::ErrorKind::AlreadyExists => Self::Exists,
            _ => Self::Io(error.to_string()),
        }
    }
}

/// Derived data that no longer reads as what this program writes: it must be rebuilt from the raw mail.
impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(format!("derived data: {:?} at column {}", error.classify(), error.column()))
    }
}
