//! The other direction: files the practice software drops into a folder. Listing, reading whole, and moving them aside
//! without ever replacing another file. Only plain files count: no folders, no links, nothing that is still being
//! written under a temporary name. Knows nothing of mails.

use std::fs::{self, File, OpenOptions};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::{Error, MAX_NAMES, last_part, split};

/// A file as it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub path: PathBuf,
    pub name: String,
    pub size: u64,
    /// Time of change in milliseconds since 1970; 0 where the system tells none.
    pub changed: i64,
}

/// The files of a folder, by name, all of them: what belongs together must be seen together. Hidden and temporary names are
/// not among them.
///
/// # Errors
/// `FolderMissing`, `NotWritable` (not readable either), `Io`.
pub fn list(dir: &Path) -> Result<Vec<Found>, Error> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        // A name that is no text cannot be kept in the store; no practice software writes one.
        let Ok(name) = entry.file_name().into_string() else { continue };
        if is_temporary(&name) {
            continue;
        }
        // A file that vanished between the two questions is gone; that is no failure of the folder.
        let Ok(meta) = entry.metadata() else { continue };
        if meta.file_type().is_file() {
            found.push(Found { path: entry.path(), name, size: meta.len(), changed: changed(&meta) });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// One file as [`list`] would give it; `None` when it is none or gone.
#[must_use]
pub fn look_at(path: &Path) -> Option<Found> {
    let meta = fs::symlink_metadata(path).ok().filter(|meta| meta.file_type().is_file())?;
    let name = path.file_name()?.to_str()?.to_owned();
    Some(Found { path: path.to_owned(), name, size: meta.len(), changed: changed(&meta) })
}

/// Whether two paths are the same folder, whatever they are called: case, links, drive letters.
#[must_use]
pub fn is_same_folder(one: &Path, other: &Path) -> bool {
    one == other || fs::canonicalize(one).ok().zip(fs::canonicalize(other).ok()).is_some_and(|(one, other)| one == other)
}

/// Names under which programs write what is not finished yet.
fn is_temporary(name: &str) -> bool {
    let lower = name.to_lowercase();
    let endings = [".tmp", ".temp", ".part", ".partial", ".crdownload", ".lock", ".swp", "~"];
    lower.starts_with(['.', '~']) || endings.iter().any(|ending| lower.ends_with(ending)) || lower == "thumbs.db" || lower == "desktop.ini"
}

fn changed(meta: &fs::Metadata) -> i64 {
    let since = meta.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0)
}

/// Whether the file at a path is still the one that was seen; false too when it is gone.
#[must_use]
pub fn is_same(path: &Path, size: u64, at: i64) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.file_type().is_file() && meta.len() == size && changed(&meta) == at)
}

/// Reads a file a piece at a time, if nobody else has it open for writing (where the system can tell), and only if it is
/// still the one that was seen when it ends.
///
/// # Errors
/// `Busy` for a file that another program holds or that changed; else as [`list`] and what `take` says.
pub fn read(file: &Found, mut take: impl FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
    let mut source = open_alone(&file.path)?;
    let mut buffer = vec![0; 1 << 20];
    let mut read = 0_u64;
    loop {
        let n = source.read(&mut buffer)?;
        if n == 0 {
            break;
        }
        read += n as u64;
        take(buffer.get(..n).unwrap_or(&[]))?;
    }
    if read == file.size && is_same(&file.path, file.size, file.changed) { Ok(()) } else { Err(Error::Busy) }
}

#[cfg(windows)]
fn open_alone(path: &Path) -> Result<File, Error> {
    use std::os::windows::fs::OpenOptionsExt as _;
    /// `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`.
    const HELD: [i32; 2] = [32, 33];
    match OpenOptions::new().read(true).share_mode(0).open(path) {
        Err(error) if error.raw_os_error().is_some_and(|code| HELD.contains(&code)) => Err(Error::Busy),
        opened => Ok(opened?),
    }
}

#[cfg(not(windows))]
fn open_alone(path: &Path) -> Result<File, Error> {
    Ok(OpenOptions::new().read(true).open(path)?)
}

/// Moves a file into a folder inside its own, which is made if need be, under its name or that name with a number.
/// Returns where it lies now.
///
/// # Errors
/// As [`list`]; the file then lies where it lay.
pub fn move_aside(file: &Path, folder: &str) -> Result<PathBuf, Error> {
    let parent = file.parent().ok_or(Error::FolderMissing)?;
    move_into(file, &parent.join(folder))
}

/// Moves a file into a folder on the same drive, as [`move_aside`].
///
/// # Errors
/// As [`list`]; the file then lies where it lay.
pub fn move_into(file: &Path, target: &Path) -> Result<PathBuf, Error> {
    let name = file.file_name().and_then(|name| name.to_str()).ok_or(Error::BadName)?;
    match fs::create_dir(target) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && target.is_dir() => {}
        Err(error) => return Err(error.into()),
    }
    let (stem, extension) = split(name);
    for number in 1..=MAX_NAMES {
        let path = target.join(if number == 1 { name.to_owned() } else { format!("{stem}-{number}{extension}") });
        match move_to(file, &path) {
            Err(Error::NameTaken) => {}
            Err(error) => return Err(error),
            Ok(()) => return Ok(path),
        }
    }
    Err(Error::Io("no free name".to_owned()))
}

/// Moves a file to exactly this path on the same drive.
///
/// # Errors
/// `NameTaken`; else as [`list`]. The file then lies where it lay.
pub fn move_to(file: &Path, path: &Path) -> Result<(), Error> {
    // The name is taken first, so that only our own empty file can be replaced.
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return Err(Error::NameTaken),
        Err(error) => return Err(error.into()),
    }
    if let Err(error) = fs::rename(file, path) {
        let _ = fs::remove_file(path);
        return Err(if is_held(&error) { Error::Busy } else { error.into() });
    }
    Ok(())
}

/// Another program has the file open (Windows).
fn is_held(error: &std::io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// First word of every text that [`write_beside`] writes.
pub const REASON_HEAD: &str = "Kimpost";

/// Writes a short text beside a file that was moved: `<name>.txt`, or that with a number.
///
/// # Errors
/// As [`super::write`].
pub fn write_beside(file: &Path, text: &str) -> Result<PathBuf, Error> {
    let dir = file.parent().ok_or(Error::FolderMissing)?;
    let name = file.file_name().and_then(|name| name.to_str()).ok_or(Error::BadName)?;
    let path = super::free_name(dir, &format!("{name}.txt"), &[])?;
    super::write(&path, &mut format!("{REASON_HEAD}: {text}").as_bytes())?;
    Ok(path)
}

/// Removes the text that [`write_beside`] wrote, and nothing else; one that is gone already is no failure.
pub fn remove_beside(file: &Path) {
    let Some((dir, name)) = file.parent().zip(file.file_name().and_then(|name| name.to_str())) else { return };
    let Ok(name) = last_part(&format!("{name}.txt")) else { return };
    let path = dir.join(name);
    if fs::read(&path).is_ok_and(|text| text.starts_with(REASON_HEAD.as_bytes())) {
        // It only explained what is over now.
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_finished_files_are_listed() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.p7s", "a.xml", ".versteckt", "c.xml.part", "~d.xml", "e.tmp", "Thumbs.db"] {
            fs::write(dir.path().join(name), "x").unwrap();
        }
        fs::create_dir(dir.path().join("gesendet")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(dir.path().join("a.xml"), dir.path().join("link.xml")).unwrap();
        let names: Vec<_> = list(dir.path()).unwrap().into_iter().map(|found| found.name).collect();
        assert_eq!(names, ["a.xml", "b.p7s"]);
        assert!(matches!(list(&dir.path().join("fehlt")), Err(Error::FolderMissing)));
    }

    #[test]
    fn a_full_folder_is_listed_whole() {
        let dir = tempfile::tempdir().unwrap();
        for number in 0..5_100 {
            File::create(dir.path().join(format!("{number}.p7s"))).unwrap();
        }
        assert_eq!(list(dir.path()).unwrap().len(), 5_100, "a file and its sidecar must be seen together");
    }

    #[test]
    fn folders_are_the_same_under_any_name() {
        let dir = tempfile::tempdir().unwrap();
        let (one, other) = (dir.path().join("a"), dir.path().join("b"));
        fs::create_dir(&one).unwrap();
        fs::create_dir(&other).unwrap();
        assert!(!is_same_folder(&one, &other));
        assert!(is_same_folder(&one, &other.join("..").join("a")));
        assert!(is_same_folder(Path::new("/weg"), Path::new("/weg")));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&one, dir.path().join("link")).unwrap();
            assert!(is_same_folder(&one, &dir.path().join("link")));
        }
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_not_taken() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.xml"), "eins").unwrap();
        let found = list(dir.path()).unwrap().remove(0);
        let mut bytes = Vec::new();
        read(&found, |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })
        .unwrap();
        assert_eq!(bytes, b"eins");
        fs::write(&found.path, "eins und noch mehr").unwrap();
        assert!(matches!(read(&found, |_| Ok(())), Err(Error::Busy)));
        assert!(!is_same(&found.path, found.size, found.changed));
    }

    /// Rule 39: what a virus scanner does between the look at a file and its reading.
    #[test]
    fn a_file_that_is_gone_or_another_when_it_is_read_is_not_taken_and_no_failure_of_the_folder() {
        let dir = tempfile::tempdir().unwrap();
        let seen = || {
            fs::write(dir.path().join("a.xml"), "eins").unwrap();
            list(dir.path()).unwrap().remove(0)
        };
        let found = seen();
        fs::remove_file(&found.path).unwrap();
        // The words of a folder that is not there: for whoever reads, both mean that the next look knows more.
        assert!(matches!(read(&found, |_| Ok(())), Err(Error::FolderMissing)));
        assert!(move_aside(&found.path, "gesendet").is_err());
        assert_eq!(fs::read_dir(dir.path().join("gesendet")).unwrap().count(), 0, "its name is not taken by an empty file");
        assert!(list(dir.path()).unwrap().is_empty(), "gone from the next look");
        let found = seen();
        fs::remove_file(&found.path).unwrap();
        fs::create_dir(&found.path).unwrap();
        assert!(read(&found, |_| Ok(())).is_err());
        assert!(list(dir.path()).unwrap().is_empty(), "and so is what is no file any more");
    }

    #[test]
    fn moving_replaces_nothing_and_reasons_stand_beside() {
        let dir = tempfile::tempdir().unwrap();
        for expected in ["a.xml", "a-2.xml"] {
            let file = dir.path().join("a.xml");
            fs::write(&file, expected).unwrap();
            let moved = move_aside(&file, "Fehler").unwrap();
            assert_eq!((moved.file_name().unwrap().to_str().unwrap(), file.exists()), (expected, false));
            assert_eq!(fs::read_to_string(&moved).unwrap(), expected);
            let reason = write_beside(&moved, "Grund").unwrap();
            assert_eq!(reason.file_name().unwrap().to_str().unwrap(), format!("{expected}.txt"));
        }
        remove_beside(&dir.path().join("Fehler/a.xml"));
        assert!(!dir.path().join("Fehler/a.xml.txt").exists());
        // A file where the folder should be.
        fs::write(dir.path().join("gesendet"), "").unwrap();
        assert!(move_aside(&dir.path().join("Fehler/a.xml"), "gesendet").is_ok(), "made inside its own folder");
        let blocked = dir.path().join("b.xml");
        fs::write(&blocked, "b").unwrap();
        assert!(move_aside(&blocked, "gesendet").is_err());
        assert_eq!(fs::read_to_string(&blocked).unwrap(), "b");
    }
}
