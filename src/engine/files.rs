//! Files for a person: attachments and raw mails, written byte for byte (rules 35 and 36).

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::event::{Answer, SavedFile};
use super::problem;
use super::world::{World, lock, now};
use crate::domain::ids::MailId;
use crate::domain::mail::Attachment;
use crate::domain::problem::Problem;
use crate::domain::raw::RawSource;
use crate::kim::PartReader;
use crate::store::Store;

/// Bytes copied in one step.
const STEP: usize = 256 << 10;
/// Files that are open at a time until they are synced.
const SYNCED_TOGETHER: usize = 32;
/// Tries to find a free name before giving up.
const MAX_NAMES: u32 = 1000;

/// Saves one or all attachments into a folder; a name that is taken gets a number.
pub async fn save_attachments(world: &World, mail: MailId, index: Option<usize>, dir: PathBuf) -> Result<Answer, Problem> {
    let files = with_attachments(world, mail, index, move |source, attachment| {
        std::fs::create_dir_all(&dir).map_err(problem::of_saving)?;
        let (file, path) = create_new(&dir, &attachment.save_name)?;
        mark_foreign(&path);
        Ok((write_part(source, attachment, Some(&file), &path)?, Some(file)))
    })
    .await?;
    remember_export(world, mail, &files).await?;
    kept(files).await
}

/// Looks whether the files are still there. At the end: they left the program and that is noted, and one that was taken away
/// keeps no other from being saved, and is told once.
async fn kept(files: Vec<SavedFile>) -> Result<Answer, Problem> {
    super::world::blocking(move || {
        files.iter().try_for_each(|file| demand_kept(&file.path, file.size))?;
        Ok(Answer::Files(files))
    })
    .await
}

/// Saves one attachment where the person said; `replace` when they were asked about a file that lies there.
pub async fn save_attachment_as(world: &World, mail: MailId, index: usize, path: PathBuf, replace: bool) -> Result<Answer, Problem> {
    let files = with_attachments(world, mail, Some(index), move |source, attachment| {
        let saved = save_at(&path, replace, |file| write_part(source, attachment, Some(file), &path))?;
        Ok((saved, None))
    })
    .await?;
    remember_export(world, mail, &files).await?;
    kept(files).await
}

/// A new file for this user only where the system has such permissions.
///
/// # Errors
/// Those of the system, and that something lies there: whoever laid it there could read what is written.
pub fn create_private(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes a file beside its place, durably, and puts it there when it is whole: what lay there before stays until then.
pub fn replaced_whole<T>(path: &Path, write: impl FnOnce(&File) -> Result<T, Problem>) -> Result<T, Problem> {
    replaced(path, |unfinished| File::create(unfinished), write)
}

/// The whole file or the old one, for this user only.
pub fn save_private(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let create = |unfinished: &Path| {
        // Left by a program of the same number that was killed, or laid there by somebody else: never written into.
        match std::fs::remove_file(unfinished) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => create_private(unfinished),
        }
    };
    replaced(path, create, |mut file| file.write_all(bytes).map_err(problem::of_saving))
}

fn replaced<T>(
    path: &Path,
    create: impl FnOnce(&Path) -> std::io::Result<File>,
    write: impl FnOnce(&File) -> Result<T, Problem>,
) -> Result<T, Problem> {
    if path.metadata().is_ok_and(|there| !there.is_file()) {
        // A pipe or a device: nothing may take its place.
        return write(&File::create(path).map_err(problem::of_saving)?);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().ok_or_else(|| Problem::new("SAVE-NAME", ""))?);
    name.push(format!(".{}.part", std::process::id()));
    let unfinished = folder.join(name);
    let written = create(&unfinished).map_err(problem::of_saving).and_then(|file| {
        let done = write(&file)?;
        file.sync_all().map_err(problem::of_saving)?;
        // Windows gives no name to a file that is open.
        drop(file);
        std::fs::rename(&unfinished, path).map_err(|error| {
            // The folder is there and what was written in it is not: nobody else knows its name.
            let taken = error.kind() == std::io::ErrorKind::NotFound && folder.is_dir();
            if taken { Problem::new("SAVE-TAKEN", error.to_string()) } else { problem::of_saving(error) }
        })?;
        Ok(done)
    });
    if written.is_err() {
        // Nothing half-written stays behind; the first error is the one to tell.
        let _ = std::fs::remove_file(&unfinished);
    }
    written
}

/// Size and hash of every attachment, without writing anything.
pub async fn digest_attachments(world: &World, mail: MailId) -> Result<Answer, Problem> {
    with_attachments(world, mail, None, |source, attachment| {
        Ok((write_part(source, attachment, None, Path::new(&attachment.save_name))?, None))
    })
    .await
    .map(Answer::Files)
}

/// The whole file or the old one.
pub fn save_whole(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    replaced_whole(path, |mut file| file.write_all(bytes).map_err(problem::of_saving))
}

/// Saves the raw mail.
pub async fn save_raw(world: &World, mail: MailId, path: PathBuf, replace: bool) -> Result<Answer, Problem> {
    let reader = world.scanner();
    let file = super::world::blocking(move || {
        let store = lock(&reader);
        save_at(&path, replace, |target| copy_raw(&store, mail, target, &path))
    })
    .await?;
    remember_export(world, mail, std::slice::from_ref(&file)).await?;
    kept(vec![file]).await
}

/// Copies the raw bytes of a mail into an open file.
pub fn copy_raw(store: &Store, mail: MailId, mut file: &File, path: &Path) -> Result<SavedFile, Problem> {
    let blob = store.raw_blob(mail).map_err(problem::of_store)?.ok_or_else(|| Problem::new("MAIL-NO-RAW", ""))?;
    let mut source = store.blob_source(blob).map_err(problem::of_store)?;
    let mut hash = Sha256::new();
    let mut at = 0;
    loop {
        let bytes = source.window(at, STEP).map_err(|e| Problem::new("STORE-IO", e))?;
        if bytes.is_empty() {
            break;
        }
        at += bytes.len() as u64;
        hash.update(&bytes);
        file.write_all(&bytes).map_err(problem::of_saving)?;
    }
    file.sync_all().map_err(problem::of_saving)?;
    Ok(SavedFile { index: 0, path: path.to_owned(), size: at, sha256: hex(&hash.finalize()) })
}

/// Runs `work` for the chosen attachments of a mail on the reading connection. Files it wrote are durable on return.
pub async fn with_attachments(
    world: &World,
    mail: MailId,
    index: Option<usize>,
    work: impl Fn(&mut dyn RawSource, &Attachment) -> Result<(SavedFile, Option<File>), Problem> + Send + 'static,
) -> Result<Vec<SavedFile>, Problem> {
    let reader = world.scanner();
    super::world::blocking(move || {
        let parsed = lock(&reader).parsed(mail).map_err(problem::of_store)?;
        let chosen: Vec<&Attachment> = parsed.attachments.iter().filter(|a| index.is_none_or(|i| a.index == i)).collect();
        if chosen.is_empty() && index.is_some() {
            return Err(Problem::new("INPUT-NO-ATTACHMENT", ""));
        }
        let Some(blob) = lock(&reader).raw_blob(mail).map_err(problem::of_store)? else { return Ok(Vec::new()) };
        let one = |attachment| {
            // Locked for one file at a time: sending reads over the same connection.
            let store = lock(&reader);
            let mut source = store.blob_source(blob).map_err(problem::of_store)?;
            work(&mut source, attachment)
        };
        let mut saved = Vec::with_capacity(chosen.len());
        for some in chosen.chunks(SYNCED_TOGETHER) {
            let (reports, files): (Vec<_>, Vec<_>) = some.iter().map(|a| one(a)).collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
            sync_together(files.into_iter().flatten().collect())?;
            saved.extend(reports);
        }
        Ok(saved)
    })
    .await
}

/// Syncs files side by side, so that the file system needs few flushes of the disk for many of them.
fn sync_together(files: Vec<File>) -> Result<(), Problem> {
    std::thread::scope(|scope| {
        let syncing: Vec<_> = files.iter().map(|file| scope.spawn(|| file.sync_all())).collect();
        syncing.into_iter().try_for_each(|one| {
            let synced = one.join().unwrap_or_else(|_| Err(std::io::Error::other("syncing a file failed")));
            synced.map_err(problem::of_saving)
        })
    })
}

/// Writes the bytes after transfer decoding, nothing else (rule 35); without a file it only counts and hashes.
pub fn write_part(source: &mut dyn RawSource, attachment: &Attachment, mut file: Option<&File>, path: &Path) -> Result<SavedFile, Problem> {
    let mut part = PartReader::of(source, attachment);
    let mut hash = Sha256::new();
    let mut buffer = vec![0; STEP];
    let mut size = 0;
    loop {
        let n = part.read(&mut buffer).map_err(|e| Problem::new("STORE-IO", e.to_string()))?;
        let Some(bytes) = buffer.get(..n).filter(|b| !b.is_empty()) else { break };
        hash.update(bytes);
        size += bytes.len() as u64;
        if let Some(file) = &mut file {
            file.write_all(bytes).map_err(problem::of_saving)?;
        }
    }
    Ok(SavedFile { index: attachment.index, path: path.to_owned(), size, sha256: hex(&hash.finalize()) })
}

/// What Windows and its programs read as „from elsewhere" (zone 3), beside the content, never in it.
const FOREIGN: &str = "[ZoneTransfer]\r\nZoneId=3\r\n";

/// Gives a saved file the Mark of the Web on Windows (rule 37), which also sets it on every copy that is made with Explorer.
/// A disk that knows no such mark (FAT, some shares) keeps the file without it.
pub fn mark_foreign(path: &Path) {
    if cfg!(windows) {
        let mut stream = path.as_os_str().to_owned();
        stream.push(":Zone.Identifier");
        if let Err(error) = std::fs::write(stream, FOREIGN) {
            tracing::info!(kind = %error.kind(), "a saved file could not be marked as coming from elsewhere");
        }
    }
}

/// Writes a file at a path that a person chose, whole or not at all. Without `replace` nothing that lies there is touched; a
/// symbolic link is replaced itself, and what it points to stays (rule 36).
fn save_at(path: &Path, replace: bool, write: impl FnOnce(&File) -> Result<SavedFile, Problem>) -> Result<SavedFile, Problem> {
    let saved = if replace {
        replaced_whole(path, write)?
    } else {
        let file = File::options().write(true).create_new(true).open(path).map_err(problem::of_saving)?;
        let written = write(&file).and_then(|saved| file.sync_all().map(|()| saved).map_err(problem::of_saving));
        if written.is_err() {
            drop(file);
            // It was made here, and is of no use to anybody.
            let _ = std::fs::remove_file(path);
        }
        written?
    };
    mark_foreign(path);
    Ok(saved)
}

/// Whether what was just written lies there and can be read: a virus scanner may have removed it, emptied it, or holds it
/// (rule 39). Pipes and devices keep nothing.
///
/// # Errors
/// `SAVE-TAKEN`
pub fn demand_kept(path: &Path, size: u64) -> Result<(), Problem> {
    let taken = |detail: &str| Problem::new("SAVE-TAKEN", detail);
    let there = path.metadata().map_err(|error| taken(&error.kind().to_string()))?;
    if there.is_dir() || there.is_file() && there.len() != size {
        return Err(taken("changed"));
    }
    if there.is_file() {
        File::open(path).map_err(|error| taken(&error.kind().to_string()))?;
    }
    Ok(())
}

/// A new file under this name or, when it is taken, with a number; symbolic links are never followed because
/// the file must not exist before.
pub fn create_new(dir: &Path, name: &str) -> Result<(File, PathBuf), Problem> {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    for number in 1..MAX_NAMES {
        let candidate = if number == 1 { name.to_owned() } else { format!("{stem} ({number}){extension}") };
        let path = dir.join(candidate);
        match File::options().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(problem::of_saving(error)),
        }
    }
    Err(Problem::new("SAVE-NAME", ""))
}

/// In the history of the mail, and in the audit log with the hash of each file (rule 35).
async fn remember_export(world: &World, mail: MailId, files: &[SavedFile]) -> Result<(), Problem> {
    let who = world.who();
    world.detail_acts(&files.iter().map(|file| file.sha256.clone()).collect::<Vec<_>>());
    world.commit_note(move |store| store.add_history(mail, &who, "history-saved", "", now())).await
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("konten.toml");
        save_whole(&path, b"a").unwrap();
        save_whole(&path, b"bc").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"bc");
        assert!(save_whole(&dir.path().join("fehlt/konten.toml"), b"x").is_err());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "nothing half-written stays");
    }

    /// Rule 39, as a virus scanner does it.
    #[test]
    fn what_is_taken_away_after_it_was_written_is_told_and_not_called_saved() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("Befund.pdf");
        let kept = |saved: SavedFile| demand_kept(&saved.path, saved.size).map(|()| saved.size);
        let code = |saved: Result<SavedFile, Problem>| saved.and_then(kept).map_err(|problem| problem.code);
        let write = |mut file: &File| {
            file.write_all(b"%PDF").unwrap();
            Ok(SavedFile { index: 0, path: path.clone(), size: 4, sha256: String::new() })
        };
        let scan = |scanner: &dyn Fn(&Path)| {
            for entry in std::fs::read_dir(dir.path()).unwrap().flatten() {
                scanner(&entry.path());
            }
        };
        let (remove, empty) = (|file: &Path| std::fs::remove_file(file).unwrap(), |file: &Path| std::fs::write(file, b"").unwrap());
        let folder = |file: &Path| {
            std::fs::remove_file(file).unwrap();
            std::fs::create_dir(file).unwrap();
        };
        for scanner in [&remove as &dyn Fn(&Path), &empty, &folder] {
            let taken = save_at(&path, false, |file| write(file).inspect(|_| scan(scanner)));
            assert_eq!(code(taken), Err("SAVE-TAKEN"));
            let _ = std::fs::remove_dir(&path);
            let _ = std::fs::remove_file(&path);
        }
        // Where it takes the place of another, that one stays.
        assert_eq!(code(save_at(&path, false, write)), Ok(4));
        let unfinished = || dir.path().join(format!(".Befund.pdf.{}.part", std::process::id()));
        let taken = save_at(&path, true, |file| write(file).inspect(|_| remove(&unfinished())));
        assert_eq!(code(taken), Err("SAVE-TAKEN"));
        assert_eq!((std::fs::read(&path).unwrap().as_slice(), std::fs::read_dir(dir.path()).unwrap().count()), (&b"%PDF"[..], 1));
        assert_eq!(code(save_at(&path, true, write)), Ok(4));
        // A folder that is gone itself is no scanner's doing.
        assert_eq!(code(save_at(&dir.path().join("fehlt/a.pdf"), true, write)), Err("SAVE"));
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_nobody_elses_also_where_its_unfinished_name_was_taken_before() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("Blatt.pdf");
        let foreign = dir.path().join("foreign");
        std::fs::write(&foreign, b"").unwrap();
        std::os::unix::fs::symlink(&foreign, dir.path().join(format!(".Blatt.pdf.{}.part", std::process::id()))).unwrap();
        save_private(&path, b"code").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"code");
        assert_eq!(std::fs::read(&foreign).unwrap(), b"");
        assert_eq!(std::fs::symlink_metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
        save_private(&path, b"older").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"older");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2);
    }
}
