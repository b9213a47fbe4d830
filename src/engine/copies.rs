//! Copies that another program opens: prints and attachments, in the profile's private folder (rule 38).
//!
//! A copy lies in a folder for its owner only, under a name that tells nothing, and is read-only. All copies are removed at the
//! start and at the end of the engine. What could act by itself is never opened (rule 37).

use std::fs::File;
use std::path::{Path, PathBuf};

use super::event::Answer;
use super::files;
use super::problem;
use super::world::{World, now};
use crate::domain::ids::MailId;
use crate::domain::problem::Problem;

/// „Öffnen": a copy of one attachment for the system's viewer.
///
/// # Errors
/// `OPEN-UNSAFE` for programs, macros, active contents and contents that do not fit their name; `SAVE-TAKEN` when the copy does
/// not stay, so that no viewer is asked for what is not there (rule 39); `SAVE-…` when it cannot be written.
pub async fn open_attachment(world: &World, mail: MailId, index: usize) -> Result<Answer, Problem> {
    let dir = dir(world);
    let copies = files::with_attachments(world, mail, Some(index), move |source, attachment| {
        if !attachment.warnings.is_empty() {
            return Err(Problem::new("OPEN-UNSAFE", ""));
        }
        let extension = attachment.save_name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let (file, path) = create(&dir, extension).map_err(problem::of_saving)?;
        files::mark_foreign(&path);
        let saved = files::write_part(source, attachment, Some(&file), &path)?;
        drop(file);
        finish(&path, saved.size)?;
        Ok((saved, None))
    })
    .await?;
    let who = world.who();
    world.detail_acts(&copies.iter().map(|copy| copy.sha256.clone()).collect::<Vec<_>>());
    world.commit_note(move |store| store.add_history(mail, &who, "history-opened-file", "", now())).await?;
    Ok(Answer::Files(copies))
}

/// Folder of the copies.
fn dir(world: &World) -> PathBuf {
    world.dir().join("temp")
}

/// A new copy for this engine's other walks; see [`create`].
pub fn create_in(world: &World) -> impl Fn(&str) -> std::io::Result<(File, PathBuf)> + Send + use<> {
    let dir = dir(world);
    move |extension| create(&dir, extension)
}

/// A new file under a name that tells nothing, for this user only where the system has such permissions; elsewhere the profile
/// lies in the user's own data folder.
fn create(dir: &Path, extension: &str) -> std::io::Result<(File, PathBuf)> {
    let mut folder = std::fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(dir)?;
    let mut path = dir.join(uuid::Uuid::new_v4().to_string());
    path.set_extension(extension);
    Ok((files::create_private(&path)?, path))
}

/// Ends the writing of a copy.
fn finish(path: &Path, size: u64) -> Result<(), Problem> {
    files::demand_kept(path, size)?;
    protect(path).map_err(problem::of_saving)?;
    files::demand_kept(path, size)
}

/// Makes a finished copy read-only, so that nobody works in a file that will vanish.
pub fn protect(path: &Path) -> std::io::Result<()> {
    let mut permissions = std::fs::metadata(path)?.permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(path, permissions)
}

/// Removes all copies. One that is still in use stays until the next start.
pub fn remove_all(world: &World) {
    let dir = dir(world);
    if dir.exists()
        && let Err(error) = std::fs::remove_dir_all(&dir)
    {
        tracing::warn!(%error, "copies for other programs could not be removed");
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_copy_is_private_nameless_and_read_only_and_can_be_removed() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("temp");
        let (mut file, path) = create(&dir, "pdf").unwrap();
        file.write_all(b"%PDF").unwrap();
        drop(file);
        protect(&path).unwrap();
        assert_eq!(path.extension().unwrap(), "pdf");
        assert!(std::fs::metadata(&path).unwrap().permissions().readonly());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&dir).unwrap().permissions().mode() & 0o777, 0o700);
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o077 & 0o022, 0, "nobody may write");
        }
        std::fs::remove_dir_all(&dir).unwrap();
        assert!(!dir.exists());
    }

    #[test]
    fn a_copy_that_a_scanner_takes_away_is_opened_by_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let written = || {
            let (mut file, path) = create(folder.path(), "pdf").unwrap();
            file.write_all(b"%PDF").unwrap();
            path
        };
        let code = |path: &Path| finish(path, 4).map_err(|problem| problem.code);
        assert_eq!(code(&written()), Ok(()));
        let (removed, emptied, replaced) = (written(), written(), written());
        std::fs::remove_file(&removed).unwrap();
        std::fs::write(&emptied, b"").unwrap();
        std::fs::remove_file(&replaced).unwrap();
        std::fs::create_dir(&replaced).unwrap();
        for path in [removed, emptied, replaced] {
            assert_eq!(code(&path), Err("SAVE-TAKEN"));
        }
    }
}
