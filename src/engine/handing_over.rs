//! The files the practice software gets: folders, writing what is pending, noticing what was collected.
//!
//! No lock is held while a folder is touched: a network share that hangs holds up nothing but itself. Each file's path is
//! noted before it is written, so that after a crash it is found again instead of written twice.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::event::{Answer, Event, FolderState, HandoverItem};
use super::problem;
use super::sidecar;
use super::watch;
use super::world::{World, blocking, lock, now};
use crate::domain::answer::HandoverState;
use crate::domain::ids::MailId;
use crate::domain::mail::Dienstkennung;
use crate::domain::payload::{Payload, PayloadKind};
use crate::domain::problem::Problem;
use crate::handover::{self, Seen};
use crate::kim::PartReader;
use crate::store::{Error, Handover, HandoverFolder, Store};

/// Why a hand-over waits although its folder is set.
const FOLDER_PROBLEMS: [&str; 3] = ["HANDOVER-FOLDER", "HANDOVER-WRITE", "HANDOVER-FULL"];
/// Largest attachment that is handed over: as much as is looked into for a record.
const MAX_FILE: usize = 20 << 20;
/// Longest wait of a person or a fetch for folders; the work itself goes on.
const PATIENCE: Duration = Duration::from_secs(5);
/// Names tried when somebody else takes them meanwhile.
const MAX_TRIES: usize = 20;
/// A file that comes back this soon after it was missed was not collected: its share was away.
const COMES_BACK_SECS: i64 = 24 * 3600;

/// Sets or removes the folder of a Dienstkennung prefix; a new folder must be writable. What waits is written at once.
///
/// # Errors
/// `WATCH-FOLDER-TAKEN` for a watched folder.
pub async fn set_folder(world: &Arc<World>, prefix: String, dir: Option<PathBuf>) -> Result<Answer, Problem> {
    if prefix.trim().is_empty() {
        return Err(Problem::new("INPUT-PREFIX", ""));
    }
    if let Some(dir) = dir.clone() {
        // What is written there would be taken for something to be sent.
        watch::refuse_watched(world, &dir).await?;
        blocking(move || handover::probe(&dir).map_err(problem::of_handover)).await?;
    }
    world.write(move |store| store.set_handover_folder(prefix.trim(), dir.as_deref())).await?;
    run_handovers(world).await
}

/// Whether a JSON file is written beside each file of a folder.
pub async fn set_sidecar(world: &Arc<World>, prefix: String, on: bool) -> Result<Answer, Problem> {
    world.write(move |store| store.set_sidecar(prefix.trim(), on)).await?;
    handovers(world).await
}

/// Folders and files. A share that hangs is not waited for: then the files stand as they were seen last.
pub async fn handovers(world: &Arc<World>) -> Result<Answer, Problem> {
    if let Ok(looked) = tokio::time::timeout(PATIENCE, note_collected(world)).await {
        looked?;
    }
    let scope = world.scope();
    world
        .read(move |store| {
            let items = store.handover_items(&scope)?.into_iter().map(item).collect();
            let folders = store.folders()?.into_iter().map(|f| (f.prefix, f.path)).collect();
            Ok(Answer::Handovers { folders, items })
        })
        .await
}

fn item(h: Handover) -> HandoverItem {
    HandoverItem { mail: h.mail, run: h.run, path: h.path, state: h.state, problem_code: h.problem_code }
}

/// A written file that is gone from a folder that is there was collected by the practice software; one that is back was
/// not. True when something changed.
pub async fn note_collected(world: &Arc<World>) -> Result<bool, Problem> {
    let items = world.read(|store| store.handovers_to_look_for(now().plus_secs(-COMES_BACK_SECS))).await?;
    let changed = blocking(move || {
        let news = |h: Handover| {
            let state = match (h.state, handover::look_for(Path::new(&h.path))) {
                (HandoverState::Written, Seen::Gone) => HandoverState::Collected,
                (HandoverState::Collected, Seen::There) => HandoverState::Written,
                _ => return None,
            };
            Some((h, state))
        };
        Ok(items.into_iter().filter_map(news).collect::<Vec<_>>())
    })
    .await?;
    if changed.is_empty() {
        return Ok(false);
    }
    world
        .write(move |store| {
            for (h, state) in changed {
                store.set_handover(h.mail, h.run, state, &h.path, "")?;
            }
            Ok(true)
        })
        .await
}

/// Tries every folder: a share may have gone away since it was chosen.
pub async fn check_folders(world: &World) -> Result<Answer, Problem> {
    let folders = world.read(|store| store.folders()).await?;
    blocking(move || {
        let state = |HandoverFolder { prefix, path, sidecar }: HandoverFolder| {
            let problem_code = handover::probe(&path).map_err(problem::of_handover).err().map_or("", |problem| problem.code);
            FolderState { prefix, path, problem_code, sidecar }
        };
        Ok(Answer::Folders(folders.into_iter().map(state).collect()))
    })
    .await
}

/// Finishes what is pending and tells how everything stands.
pub async fn run_handovers(world: &Arc<World>) -> Result<Answer, Problem> {
    finish_handovers(world).await?;
    handovers(world).await
}

/// As [`finish_handovers`], for those who have other things to do: a share that hangs holds up no fetch.
pub async fn finish_soon(world: &Arc<World>) {
    match tokio::time::timeout(PATIENCE, finish_handovers(world)).await {
        Ok(Ok(())) => {}
        Ok(Err(problem)) => tracing::warn!(code = problem.code, "hand-over not finished"),
        Err(_) => tracing::warn!("a hand-over folder answers slowly"),
    }
}

/// Writes every pending hand-over whose folder is set; failures stay pending with their code and are tried again.
pub async fn finish_handovers(world: &Arc<World>) -> Result<(), Problem> {
    let (writer, handing_over) = (world.writer(), world.handing_over.clone());
    let (changed, failed) = tokio::task::spawn_blocking(move || -> Result<(bool, String), Error> {
        let _alone = lock(&handing_over);
        let mut changed = false;
        let pending = lock(&writer).pending_handovers()?;
        for h in pending {
            changed |= write_one(&writer, &h)?;
        }
        let failed = lock(&writer).pending_handovers()?.into_iter().find(|h| !h.problem_code.is_empty());
        Ok((changed, failed.map(|h| h.problem_code).unwrap_or_default()))
    })
    .await
    .map_err(|e| Problem::new("INTERNAL", e.to_string()))?
    .map_err(problem::of_store)?;
    if changed {
        world.bus.tell(Event::AnswersChanged);
    }
    // A folder that can no longer be written is told until everything that waits for it is there.
    for code in FOLDER_PROBLEMS {
        world.bus.tell(if code == failed {
            Event::ProblemRaised(Problem::new(code, ""))
        } else {
            Event::ProblemCleared { account: None, code }
        });
    }
    Ok(())
}

/// Writes the hand-over of one run now, if it waits; for threads that may wait.
pub fn write_run(world: &World, mail: MailId, run: u32) -> Result<(), Error> {
    let _alone = lock(&world.handing_over);
    let writer = world.writer();
    let pending = lock(&writer).pending_handovers()?.into_iter().find(|h| h.mail == mail && h.run == run);
    pending.map_or(Ok(()), |h| write_one(&writer, &h).map(|_| ()))
}

/// What is to be written and where.
struct Job {
    folder: HandoverFolder,
    name: String,
    bytes: Vec<u8>,
    sidecar: Vec<u8>,
}

/// Writes one hand-over file: the attachment's bytes as they were sent. Returns whether its state changed.
fn write_one(writer: &Mutex<Store>, h: &Handover) -> Result<bool, Error> {
    let job = prepare(&mut lock(writer), h)?;
    let job = match job {
        Prepared::Job(job) => job,
        Prepared::NoFolder => return Ok(false),
        Prepared::NoFile => {
            lock(writer).set_handover(h.mail, h.run, HandoverState::Failed, "", "HANDOVER-NO-FILE")?;
            return Ok(true);
        }
    };
    match put(writer, h, &job) {
        Ok(path) => lock(writer).set_handover(h.mail, h.run, HandoverState::Written, &path.display().to_string(), "")?,
        Err(Failure::Store(error)) => return Err(error),
        Err(Failure::Folder(error)) => {
            let problem = problem::of_handover(error);
            if h.problem_code == problem.code {
                return Ok(false);
            }
            tracing::warn!(code = problem.code, mail = %h.mail, "hand-over failed");
            // Stays pending: the folder may come back.
            lock(writer).set_handover(h.mail, h.run, HandoverState::Pending, "", problem.code)?;
        }
    }
    Ok(true)
}

enum Prepared {
    Job(Box<Job>),
    NoFolder,
    NoFile,
}

enum Failure {
    Store(Error),
    Folder(handover::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<handover::Error> for Failure {
    fn from(error: handover::Error) -> Self {
        Self::Folder(error)
    }
}

fn prepare(store: &mut Store, h: &Handover) -> Result<Prepared, Error> {
    let Some(payload) = store.payload(h.mail)? else { return Ok(Prepared::NoFile) };
    let parsed = store.parsed(h.mail)?;
    let Some(folder) = folder_of(store, parsed.dienstkennung.as_ref(), &payload)? else { return Ok(Prepared::NoFolder) };
    let Some(attachment) = payload.attachment.and_then(|index| parsed.attachments.iter().find(|a| a.index == index)) else {
        return Ok(Prepared::NoFile);
    };
    let bytes = {
        let blob = store.raw_blob(h.mail)?.ok_or(Error::NotFound)?;
        let mut source = store.blob_source(blob)?;
        match PartReader::of(&mut source, attachment).read_up_to(MAX_FILE) {
            Ok((bytes, true)) => bytes,
            // A cut file would be worse than none.
            Ok((_, false)) => return Ok(Prepared::NoFile),
            Err(error) => return Err(Error::Io(error)),
        }
    };
    let name = attachment.save_name.clone();
    let sidecar = if folder.sidecar { sidecar::of(store, h, &parsed, &payload, &bytes)? } else { Vec::new() };
    Ok(Prepared::Job(Box::new(Job { folder, name, bytes, sidecar })))
}

/// The folder of a payload: the longest prefix of its Dienstkennung counts.
pub fn folder_of(store: &Store, dienstkennung: Option<&Dienstkennung>, payload: &Payload) -> Result<Option<HandoverFolder>, Error> {
    let own = kind_prefix(payload);
    let fits = |prefix: &str| dienstkennung.is_some_and(|d| d.has_prefix(prefix)) || own.has_prefix(prefix);
    Ok(store.folders()?.into_iter().find(|folder| fits(&folder.prefix)))
}

/// Puts the file into its folder, first what lies beside it.
fn put(writer: &Mutex<Store>, h: &Handover, job: &Job) -> Result<PathBuf, Failure> {
    let intent = PathBuf::from(&h.intent);
    let again = !h.intent.is_empty() && intent.parent() == Some(job.folder.path.as_path());
    let mut chosen = None;
    if again {
        if handover::holds(&intent, &job.bytes)? {
            // Written before a crash, and not noted any more.
            return Ok(intent);
        }
        // What was put beside it then is ours; without its file it means nothing.
        let _ = std::fs::remove_file(handover::sidecar_of(&intent));
        chosen = std::fs::symlink_metadata(&intent).is_err().then_some(intent);
    }
    for _ in 0..MAX_TRIES {
        let path = match chosen.take() {
            Some(path) => path,
            None => {
                let path = handover::free_name(&job.folder.path, &job.name)?;
                lock(writer).intend_handover(h.mail, h.run, &path.display().to_string())?;
                path
            }
        };
        match put_both(&path, job) {
            Ok(()) => return Ok(path),
            Err(handover::Error::NameTaken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(handover::Error::NameTaken.into())
}

fn put_both(path: &Path, job: &Job) -> Result<(), handover::Error> {
    if job.sidecar.is_empty() {
        return handover::write(path, &mut job.bytes.as_slice());
    }
    let beside = handover::sidecar_of(path);
    handover::write(&beside, &mut job.sidecar.as_slice())?;
    let written = handover::write(path, &mut job.bytes.as_slice());
    if written.is_err() {
        // Just written by us; without its file it means nothing.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// The Dienstkennung a payload would have: for answers that came with the default one.
fn kind_prefix(payload: &Payload) -> Dienstkennung {
    use PayloadKind as K;
    Dienstkennung(
        match payload.kind {
            K::EbzAnswer | K::EbzQuery => "EBZ;ANW",
            K::EbzError => "EBZ;FEH",
            K::EbzRequest => "EBZ;ANT",
            _ => "",
        }
        .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::AccountSettings;
    use crate::domain::address::KimAddress;
    use crate::domain::mail::Folder;
    use crate::domain::secret::StoreKey;
    use crate::engine::intake::{self, Arrived, Raw};
    use crate::payload::Mappings;

    /// A store with one answer whose hand-over waits, and an empty folder with JSON files.
    fn waiting() -> (tempfile::TempDir, Mutex<Store>, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::create(dir.path(), &StoreKey::new([3; 32])).unwrap();
        let address = KimAddress::parse("praxis.adler@hrst.kim.telematik-test").unwrap();
        let account = store.insert_account(&AccountSettings::new(address)).unwrap();
        let account = store.account(account).unwrap();
        let mut arrive = |name: &str, folder: Folder| {
            let bytes = std::fs::read(format!("tests/data/payload/eml/{name}")).unwrap();
            let (parsed, payload) = intake::read(&mut bytes.as_slice(), &Mappings::shipped());
            let arrived = Arrived { uidl: None, listed_size: 0, raw: Raw::Memory(bytes), parsed, payload };
            intake::take_in(&mut store, &account, folder, &[arrived]).unwrap();
        };
        arrive("ebz_antrag_ze.eml", Folder::Sent);
        arrive("ebz_genehmigung_der.eml", Folder::Inbox);
        let folder = dir.path().join("pvs");
        std::fs::create_dir(&folder).unwrap();
        store.set_handover_folder("EBZ", Some(&folder)).unwrap();
        store.set_sidecar("ebz", true).unwrap();
        assert_eq!(store.pending_handovers().unwrap().len(), 1);
        (dir, Mutex::new(store), folder)
    }

    fn pending(store: &Mutex<Store>) -> Handover {
        lock(store).pending_handovers().unwrap().remove(0)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_written_before_a_crash_is_found_again_and_not_written_twice() {
        let (_dir, store, folder) = waiting();
        let h = pending(&store);
        assert!(write_one(&store, &h).unwrap());
        let first = names(&folder);
        assert_eq!(first.len(), 2, "{first:?}");
        // The crash came before the state was noted.
        lock(&store).set_handover(h.mail, h.run, HandoverState::Pending, "", "").unwrap();
        let h = pending(&store);
        assert!(!h.intent.is_empty());
        assert!(write_one(&store, &h).unwrap());
        assert_eq!(names(&folder), first);
        assert!(lock(&store).pending_handovers().unwrap().is_empty());
    }

    #[test]
    fn a_crash_between_the_two_files_leaves_no_stray_one() {
        let (_dir, store, folder) = waiting();
        let h = pending(&store);
        assert!(write_one(&store, &h).unwrap());
        let both = names(&folder);
        let file = PathBuf::from(&lock(&store).handover_items(&crate::domain::access::Session::program().scope()).unwrap()[0].path);
        std::fs::remove_file(&file).unwrap();
        lock(&store).set_handover(h.mail, h.run, HandoverState::Pending, "", "").unwrap();
        assert_eq!(names(&folder).len(), 1, "only the JSON file is there");
        assert!(write_one(&store, &pending(&store)).unwrap());
        assert_eq!(names(&folder), both, "under the same names");
    }

    #[test]
    fn a_name_taken_by_somebody_else_meanwhile_is_left_alone() {
        let (_dir, store, folder) = waiting();
        let h = pending(&store);
        let path = folder.join("fremd.p7s");
        lock(&store).intend_handover(h.mail, h.run, &path.display().to_string()).unwrap();
        std::fs::write(&path, "fremd").unwrap();
        assert!(write_one(&store, &pending(&store)).unwrap());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "fremd");
        assert_eq!(names(&folder).len(), 3);
    }

    #[test]
    fn a_folder_that_is_gone_is_told_once_and_tried_again() {
        let (_dir, store, folder) = waiting();
        std::fs::remove_dir(&folder).unwrap();
        assert!(write_one(&store, &pending(&store)).unwrap());
        assert_eq!(pending(&store).problem_code, "HANDOVER-FOLDER");
        assert!(!write_one(&store, &pending(&store)).unwrap(), "no news");
        // A file where the folder was: not writable either, and nothing is lost.
        std::fs::write(&folder, "").unwrap();
        write_one(&store, &pending(&store)).unwrap();
        std::fs::remove_file(&folder).unwrap();
        std::fs::create_dir(&folder).unwrap();
        assert!(write_one(&store, &pending(&store)).unwrap());
        assert_eq!(names(&folder).len(), 2);
    }
}
