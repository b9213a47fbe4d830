//! Hand-over files for the practice software: complete or not there, and never over an existing file.

use std::io::Read;
use std::path::{Path, PathBuf};

/// Why a hand-over file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the folder does not exist")]
    FolderMissing,
    #[error("the folder cannot be written")]
    NotWritable,
    #[error("the disk is full")]
    Full,
    /// The wanted name holds no usable file name.
    #[error("no usable file name")]
    BadName,
    /// The bytes could not be read from their source.
    #[error("reading the bytes failed: {0}")]
    Source(String),
    #[error("writing failed: {0}")]
    Io(String),
}

/// Writes `bytes` under `wanted_name` (last path part only) into `dir`, or under a name with a number if it is taken.
/// The file appears complete and durable or not at all. Returns its path.
///
/// # Errors
/// Named by what a person can do; nothing is left behind.
pub fn write(dir: &Path, wanted_name: &str, bytes: &mut dyn Read) -> Result<PathBuf, Error> {
    unimplemented!()
}

/// Whether `dir` exists and a file can be made, made durable and removed there.
///
/// # Errors
/// As [`write`].
pub fn probe(dir: &Path) -> Result<(), Error> {
    unimplemented!()
}
