//! Hand-over files for the practice software: complete or not there, and never over an existing file. What the practice
//! software drops for us is in [`pickup`].
//!
//! The bytes go into a temporary file in the same folder, are made durable, and then get their name in one step
//! that fails if the name is taken. The name is chosen first ([`free_name`]), so that the caller can note it: after a
//! crash [`holds`] tells whether the file was written already.
//!
//! A file may have a JSON file beside it ([`sidecar_of`]). That one is written first: the practice software reacts to
//! the file it knows, and whatever it may read beside it must be there by then.

pub mod pickup;

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Names tried before giving up: `answer.xml`, `answer-2.xml` …
const MAX_NAMES: u32 = 10_000;
/// Longest name in characters, with extension (rule 36).
const MAX_NAME_CHARS: usize = 120;
/// Beginning and end of the name of a file that is being written.
const UNFINISHED: &str = ".kimpost-";
const UNFINISHED_END: &str = ".part";
/// Age from which an unfinished file is of a program that died.
const ABANDONED: Duration = Duration::from_secs(24 * 3600);

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
    /// Something has the name.
    #[error("the name is taken")]
    NameTaken,
    /// The bytes could not be read from their source.
    #[error("reading the bytes failed: {0}")]
    Source(String),
    /// Another program holds the file, or changes it just now.
    #[error("another program has the file open")]
    Busy,
    /// What was just written is gone or refused: most likely a virus scanner's doing (rule 39). Written again it would go again.
    #[error("the file was taken away while it was written")]
    Taken,
    #[error("writing failed: {0}")]
    Io(String),
}

/// `ERROR_VIRUS_INFECTED` and `ERROR_VIRUS_DELETED` of Windows: its scanner refuses a file.
const REFUSED_BY_SCANNER: [i32; 2] = [225, 226];

/// Whether the system says that a virus scanner refused a file.
#[must_use]
pub fn is_refused_by_scanner(error: &std::io::Error) -> bool {
    cfg!(windows) && error.raw_os_error().is_some_and(|code| REFUSED_BY_SCANNER.contains(&code))
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            _ if is_refused_by_scanner(&error) => Self::Taken,
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::FolderMissing,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::NotWritable,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error.kind().to_string()),
        }
    }
}

/// A path in `dir` that neither a file, nor a JSON file beside it, nor one [`beside`] it has: `wanted_name` (last path part
/// only), or with a number. `suffixes` are those of the files beside it.
///
/// # Errors
/// Named by what a person can do.
pub fn free_name(dir: &Path, wanted_name: &str, suffixes: &[String]) -> Result<PathBuf, Error> {
    let name = last_part(wanted_name)?;
    if !std::fs::metadata(dir)?.is_dir() {
        return Err(Error::FolderMissing);
    }
    let (stem, extension) = split(&name);
    for number in 1..=MAX_NAMES {
        let path = dir.join(if number == 1 { name.clone() } else { format!("{stem}-{number}{extension}") });
        let mut all_free = is_free(&path)? && is_free(&sidecar_of(&path))?;
        for suffix in suffixes {
            all_free = all_free && is_free(&beside(&path, suffix))?;
        }
        if all_free {
            return Ok(path);
        }
    }
    Err(Error::Io("no free name".to_owned()))
}

/// Writes `bytes` as exactly this file. It appears complete and durable or not at all.
///
/// # Errors
/// [`Error::NameTaken`] when something has the name meanwhile; else named by what a person can do. Nothing is left behind.
pub fn write(path: &Path, bytes: &mut dyn Read) -> Result<(), Error> {
    let dir = path.parent().ok_or(Error::BadName)?;
    let (unfinished, mut file) = unfinished_file(dir)?;
    let written = fill(&mut file, bytes).and_then(|()| {
        drop(file);
        give_name(dir, &unfinished, path)
    });
    if written.is_err() {
        // The error that counts is the first one; a leftover is hidden and harmless.
        let _ = std::fs::remove_file(&unfinished);
    }
    written
}

/// The JSON file beside a file: its whole name with `.json` behind it.
#[must_use]
pub fn sidecar_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".json");
    path.with_file_name(name)
}

/// A file that goes along with another: the stem of its name with `suffix` behind it, `brief.xml` and `brief.pdf`.
#[must_use]
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (stem, _) = split(&name);
    path.with_file_name(format!("{stem}{suffix}"))
}

/// Whether this file is there and holds exactly these bytes.
///
/// # Errors
/// The folder cannot be seen.
pub fn holds(path: &Path, bytes: &[u8]) -> Result<bool, Error> {
    match std::fs::metadata(path) {
        Ok(found) => Ok(found.is_file() && found.len() == bytes.len() as u64 && std::fs::read(path)? == bytes),
        Err(_) => is_free(path).map(|_| false),
    }
}

/// What can be seen of a file that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    There,
    /// Gone from a folder that is there: the practice software took it.
    Gone,
    /// The folder itself cannot be seen, as with a network share that is away.
    FolderAway,
}

/// Looks for a file that was written.
#[must_use]
pub fn look_for(path: &Path) -> Seen {
    match std::fs::symlink_metadata(path) {
        Ok(_) => Seen::There,
        Err(e) if e.kind() == ErrorKind::NotFound && path.parent().is_some_and(Path::is_dir) => Seen::Gone,
        Err(_) => Seen::FolderAway,
    }
}

fn is_free(path: &Path) -> Result<bool, Error> {
    match std::fs::symlink_metadata(path) {
        Ok(_) => Ok(false),
        Err(e) if e.kind() == ErrorKind::NotFound && path.parent().is_some_and(Path::is_dir) => Ok(true),
        Err(e) => Err(e.into()),
    }
}

/// Whether `dir` exists and a file can be made, made durable and removed there. What a killed program left unfinished there
/// goes on this occasion.
///
/// # Errors
/// As [`write`].
pub fn probe(dir: &Path) -> Result<(), Error> {
    let (path, mut file) = unfinished_file(dir)?;
    let filled = fill(&mut file, &mut &b"kimpost"[..]);
    drop(file);
    std::fs::remove_file(path)?;
    if filled.is_ok() {
        sweep(dir);
    }
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

/// Removes unfinished files that nobody writes any more, as far as possible: another station may use the same folder.
fn sweep(dir: &Path) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        // By name first: on a share every look at a file is a way over the network.
        if !name.to_str().is_some_and(|name| name.starts_with(UNFINISHED) && name.ends_with(UNFINISHED_END)) {
            continue;
        }
        let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|then| then.elapsed().ok());
        if age.is_some_and(|age| age > ABANDONED) {
            // One that cannot be removed now is tried the next time.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// A new file that nobody looks for; `create_new` follows no symlink and meets no existing file.
fn unfinished_file(dir: &Path) -> Result<(PathBuf, File), Error> {
    if !std::fs::metadata(dir)?.is_dir() {
        return Err(Error::FolderMissing);
    }
    let mut random = [0_u8; 8];
    getrandom::fill(&mut random).map_err(|e| Error::Io(e.to_string()))?;
    let path = dir.join(format!("{UNFINISHED}{:016x}{UNFINISHED_END}", u64::from_le_bytes(random)));
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

/// Gives the finished file its name, in one step that fails if it is taken.
fn give_name(dir: &Path, unfinished: &Path, path: &Path) -> Result<(), Error> {
    match std::fs::hard_link(unfinished, path) {
        // Under its name it is whole; the other one may have been taken away meanwhile.
        Ok(()) => match std::fs::remove_file(unfinished) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        },
        // Nobody but us knows its name, so nobody collected it.
        Err(_) if look_for(unfinished) == Seen::Gone => return Err(Error::Taken),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(Error::NameTaken),
        Err(_) if std::fs::symlink_metadata(path).is_ok() => return Err(Error::NameTaken),
        // No hard links here (FAT, some network shares): reserve the name, then replace only our own empty file.
        Err(_) => {
            let written = std::fs::metadata(unfinished)?.len();
            match OpenOptions::new().write(true).create_new(true).open(path) {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(Error::NameTaken),
                Err(error) => return Err(error.into()),
            }
            if let Err(error) = std::fs::rename(unfinished, path) {
                let gone = look_for(unfinished) == Seen::Gone;
                match std::fs::symlink_metadata(path).map(|there| there.len()) {
                    // A share did it, and only its answer was lost.
                    Ok(size) if gone && size == written => {}
                    Ok(_) => {
                        let _ = std::fs::remove_file(path);
                        return Err(if gone { Error::Taken } else { error.into() });
                    }
                    Err(_) => return Err(error.into()),
                }
            }
        }
    }
    #[cfg(unix)]
    File::open(dir)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = dir;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let mut found: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        found.sort();
        found
    }

    fn put(dir: &Path, wanted: &str, content: &str) -> PathBuf {
        let path = free_name(dir, wanted, &[]).unwrap();
        write(&path, &mut content.as_bytes()).unwrap();
        path
    }

    #[test]
    fn writes_whole_files_under_free_names() {
        let dir = tempfile::tempdir().unwrap();
        for (content, expected) in [("eins", "antwort.xml"), ("zwei", "antwort-2.xml"), ("drei", "antwort-3.xml")] {
            let path = put(dir.path(), "antwort.xml", content);
            assert_eq!(path.file_name().unwrap(), expected);
            assert!(holds(&path, content.as_bytes()).unwrap());
            assert!(!holds(&path, b"vier").unwrap());
            assert!(matches!(write(&path, &mut &b"fremd"[..]), Err(Error::NameTaken)));
            assert_eq!(std::fs::read_to_string(path).unwrap(), content);
        }
        probe(dir.path()).unwrap();
        assert_eq!(names(dir.path()), ["antwort-2.xml", "antwort-3.xml", "antwort.xml"]);
        assert!(!holds(&dir.path().join("nicht-da.xml"), b"").unwrap());
    }

    #[test]
    fn a_name_is_only_free_with_the_one_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("antwort.p7s.json"), "{}").unwrap();
        let path = free_name(dir.path(), "antwort.p7s", &[]).unwrap();
        assert_eq!(path.file_name().unwrap(), "antwort-2.p7s");
        assert_eq!(sidecar_of(&path).file_name().unwrap(), "antwort-2.p7s.json");
    }

    #[test]
    fn what_a_killed_program_left_goes_and_what_is_being_written_stays() {
        let dir = tempfile::tempdir().unwrap();
        let old = std::time::SystemTime::now() - ABANDONED * 2;
        for (name, is_old) in [(".kimpost-1.part", true), (".kimpost-2.part", false), ("antwort.part", true), ("a.xml", true)] {
            let file = File::create(dir.path().join(name)).unwrap();
            if is_old {
                file.set_modified(old).unwrap();
            }
        }
        probe(dir.path()).unwrap();
        assert_eq!(names(dir.path()), [".kimpost-2.part", "a.xml", "antwort.part"]);
    }

    #[test]
    fn a_file_is_gone_only_from_a_folder_that_is_there() {
        let dir = tempfile::tempdir().unwrap();
        let share = dir.path().join("freigabe");
        std::fs::create_dir(&share).unwrap();
        let path = put(&share, "a.xml", "x");
        assert_eq!(look_for(&path), Seen::There);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(look_for(&path), Seen::Gone);
        std::fs::remove_dir(&share).unwrap();
        assert_eq!(look_for(&path), Seen::FolderAway);
        assert!(matches!(holds(&path, b"x"), Err(Error::FolderMissing)));
    }

    #[test]
    fn causes_are_told_apart() {
        use std::io::Error as Io;
        for (kind, expected) in [
            (ErrorKind::NotFound, "the folder does not exist"),
            (ErrorKind::PermissionDenied, "the folder cannot be written"),
            (ErrorKind::ReadOnlyFilesystem, "the folder cannot be written"),
            (ErrorKind::StorageFull, "the disk is full"),
            (ErrorKind::QuotaExceeded, "the disk is full"),
        ] {
            assert_eq!(Error::from(Io::from(kind)).to_string(), expected, "{kind:?}");
        }
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
        assert!(matches!(write(&dir.path().join("a.xml"), &mut Broken), Err(Error::Source(_))));
        assert!(matches!(free_name(dir.path(), "..", &[]), Err(Error::BadName)));
        assert_eq!(names(dir.path()), Vec::<String>::new());
        assert!(matches!(free_name(&dir.path().join("fehlt"), "a.xml", &[]), Err(Error::FolderMissing)));
        assert!(matches!(write(&dir.path().join("fehlt").join("a.xml"), &mut &b""[..]), Err(Error::FolderMissing)));
        let file = dir.path().join("datei");
        std::fs::write(&file, "").unwrap();
        assert!(matches!(probe(&file), Err(Error::FolderMissing)));
    }

    /// Rule 39: what a virus scanner does, at the moments at which it does it.
    #[test]
    fn a_file_that_is_taken_away_while_it_is_written_is_told_and_leaves_nothing() {
        /// Gives bytes, and at the end takes away what was written of them.
        struct Scanner<'a>(&'a Path, usize);
        impl Read for Scanner<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                self.1 = self.1.saturating_sub(1);
                if self.1 > 0 {
                    return Ok(buffer.len());
                }
                for name in names(self.0).into_iter().filter(|name| name.starts_with(UNFINISHED)) {
                    std::fs::remove_file(self.0.join(name))?;
                }
                Ok(0)
            }
        }
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.xml");
        for steps in [1, 3] {
            assert!(matches!(write(&path, &mut Scanner(dir.path(), steps)), Err(Error::Taken)), "{steps}");
            assert_eq!(names(dir.path()), Vec::<String>::new());
        }
        // With the folder it is no scanner's doing.
        let share = dir.path().join("freigabe");
        assert!(matches!(give_name(&share, &share.join(".kimpost-1.part"), &share.join("a.xml")), Err(Error::FolderMissing)));
        // A folder or a file in its place is not replaced.
        std::fs::create_dir(&path).unwrap();
        assert!(matches!(write(&path, &mut &b"x"[..]), Err(Error::NameTaken)));
        assert_eq!(put(dir.path(), "a.xml", "x").file_name().unwrap(), "a-2.xml");
    }

    #[cfg(unix)]
    #[test]
    fn a_symlink_with_the_wanted_name_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("ziel");
        std::os::unix::fs::symlink(&target, dir.path().join("a.xml")).unwrap();
        assert!(matches!(write(&dir.path().join("a.xml"), &mut &b"x"[..]), Err(Error::NameTaken)));
        assert_eq!(put(dir.path(), "a.xml", "x").file_name().unwrap(), "a-2.xml");
        assert!(!target.exists());
    }
}
