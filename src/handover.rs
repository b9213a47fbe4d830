//! Hand-over files for the practice software: complete or not there, and never over an existing file. What the practice
//! software drops for us is in [`pickup`].
//!
//! The bytes go into a temporary file in the same folder, are made durable, and then get their name in one step
//! that fails if the name is taken.

pub mod pickup;

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write as _};
use std::path::{Path, PathBuf};

/// Names tried before giving up: `answer.xml`, `answer-2.xml` …
const MAX_NAMES: u32 = 10_000;
/// Longest name in characters, with extension (rule 36).
const MAX_NAME_CHARS: usize = 120;

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
    /// Another program holds the file, or changes it just now.
    #[error("another program has the file open")]
    Busy,
    #[error("writing failed: {0}")]
    Io(String),
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::FolderMissing,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::NotWritable,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error.kind().to_string()),
        }
    }
}

/// Writes `bytes` under `wanted_name` (last path part only) into `dir`, or under a name with a number if it is taken.
/// The file appears complete and durable or not at all. Returns its path.
///
/// # Errors
/// Named by what a person can do; nothing is left behind.
pub fn write(dir: &Path, wanted_name: &str, bytes: &mut dyn Read) -> Result<PathBuf, Error> {
    let name = last_part(wanted_name)?;
    let (unfinished, mut file) = unfinished_file(dir)?;
    let path = fill(&mut file, bytes).and_then(|()| {
        drop(file);
        give_name(dir, &unfinished, &name)
    });
    if path.is_err() {
        // The error that counts is the first one; a leftover is hidden and harmless.
        let _ = std::fs::remove_file(&unfinished);
    }
    path
}

/// Whether `dir` exists and a file can be made, made durable and removed there.
///
/// # Errors
/// As [`write`].
pub fn probe(dir: &Path) -> Result<(), Error> {
    let (path, mut file) = unfinished_file(dir)?;
    let filled = fill(&mut file, &mut &b"kimpost"[..]);
    drop(file);
    std::fs::remove_file(path)?;
    filled
}

/// The file name alone: what stands after the last separator of any system, without leading dots and without
/// characters that a system or a shell reads otherwise.
fn last_part(wanted: &str) -> Result<String, Error> {
    let last = wanted.rsplit(['/', '\\']).next().unwrap_or("");
    let clean: String = last.chars().map(|c| if c.is_control() || "<>:\"|?*".contains(c) { '_' } else { c }).collect();
    let clean = clean.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    if clean.is_empty() {
        return Err(Error::BadName);
    }
    let (stem, extension) = split(clean);
    let room = MAX_NAME_CHARS.saturating_sub(extension.chars().count()).max(1);
    Ok(stem.chars().take(room).chain(extension.chars()).take(MAX_NAME_CHARS).collect())
}

/// Stem and extension with its dot.
fn split(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if at > 0 => name.split_at(at),
        _ => (name, ""),
    }
}

/// A new file that nobody looks for; `create_new` follows no symlink and meets no existing file.
fn unfinished_file(dir: &Path) -> Result<(PathBuf, File), Error> {
    if !std::fs::metadata(dir)?.is_dir() {
        return Err(Error::FolderMissing);
    }
    let mut random = [0_u8; 8];
    getrandom::fill(&mut random).map_err(|e| Error::Io(e.to_string()))?;
    let path = dir.join(format!(".kimpost-{:016x}.part", u64::from_le_bytes(random)));
    let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
    Ok((path, file))
}

fn fill(file: &mut File, bytes: &mut dyn Read) -> Result<(), Error> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let n = match bytes.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => n,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(Error::Source(error.to_string())),
        };
        file.write_all(buffer.get(..n).unwrap_or(&[]))?;
    }
    Ok(file.sync_all()?)
}

/// Gives the finished file its name, or the next free one with a number.
fn give_name(dir: &Path, unfinished: &Path, name: &str) -> Result<PathBuf, Error> {
    let (stem, extension) = split(name);
    for number in 1..=MAX_NAMES {
        let path = dir.join(if number == 1 { name.to_owned() } else { format!("{stem}-{number}{extension}") });
        match std::fs::hard_link(unfinished, &path) {
            Ok(()) => std::fs::remove_file(unfinished)?,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(_) if std::fs::symlink_metadata(&path).is_ok() => continue,
            // No hard links here (FAT, some network shares): reserve the name, then replace only our own empty file.
            Err(_) => {
                match OpenOptions::new().write(true).create_new(true).open(&path) {
                    Ok(_) => {}
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                    Err(error) => return Err(error.into()),
                }
                if let Err(error) = std::fs::rename(unfinished, &path) {
                    let _ = std::fs::remove_file(&path);
                    return Err(error.into());
                }
            }
        }
        #[cfg(unix)]
        File::open(dir)?.sync_all()?;
        return Ok(path);
    }
    Err(Error::Io("no free name".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let mut found: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        found.sort();
        found
    }

    #[test]
    fn writes_whole_files_under_free_names() {
        let dir = tempfile::tempdir().unwrap();
        for (content, expected) in [("eins", "antwort.xml"), ("zwei", "antwort-2.xml"), ("drei", "antwort-3.xml")] {
            let path = write(dir.path(), "antwort.xml", &mut content.as_bytes()).unwrap();
            assert_eq!(path.file_name().unwrap(), expected);
            assert_eq!(std::fs::read_to_string(path).unwrap(), content);
        }
        probe(dir.path()).unwrap();
        assert_eq!(names(dir.path()), ["antwort-2.xml", "antwort-3.xml", "antwort.xml"]);
    }

    #[test]
    fn names_never_leave_the_folder() {
        for (wanted, expected) in [
            ("../../etc/passwd", Some("passwd")),
            ("C:\\Windows\\a.xml", Some("a.xml")),
            (".versteckt", Some("versteckt")),
            ("a:b?.xml", Some("a_b_.xml")),
            ("..", None),
            ("x/", None),
            ("", None),
        ] {
            assert_eq!(last_part(wanted).ok().as_deref(), expected, "{wanted}");
        }
        let long = last_part(&format!("{}.xml", "ä".repeat(300))).unwrap();
        assert_eq!((long.chars().count(), long.ends_with(".xml")), (MAX_NAME_CHARS, true));
    }

    #[test]
    fn failures_are_named_and_leave_nothing() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("chunk missing"))
            }
        }
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(write(dir.path(), "a.xml", &mut Broken), Err(Error::Source(_))));
        assert!(matches!(write(dir.path(), "..", &mut &b""[..]), Err(Error::BadName)));
        assert_eq!(names(dir.path()), Vec::<String>::new());
        assert!(matches!(write(&dir.path().join("fehlt"), "a.xml", &mut &b""[..]), Err(Error::FolderMissing)));
        let file = dir.path().join("datei");
        std::fs::write(&file, "").unwrap();
        assert!(matches!(probe(&file), Err(Error::FolderMissing)));
    }

    #[cfg(unix)]
    #[test]
    fn a_symlink_with_the_wanted_name_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("ziel");
        std::os::unix::fs::symlink(&target, dir.path().join("a.xml")).unwrap();
        let path = write(dir.path(), "a.xml", &mut &b"x"[..]).unwrap();
        assert_eq!(path.file_name().unwrap(), "a-2.xml");
        assert!(!target.exists());
    }
}
