//! The files the practice software gets: folders, writing what is pending, noticing what was collected.
//!
//! No lock is held while a folder is touched: a network share that hangs holds up nothing but itself. Each file's path is
//! noted before it is written, so that after a crash it is found again instead of written twice.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, TryLockError};
use std::time::Duration;

use super::event::{Answer, Event, FolderState, HandoverItem};
use super::problem;
use super::sidecar;
use super::watch;
use super::world::{World, blocking, lock, now};
use crate::domain::answer::HandoverState;
use crate::domain::ids::MailId;
use crate::domain::mail::Dienstkennung;
use crate::domain::payload::PayloadKind;
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
/// How often and with which pause a thread asks whether another one has done writing.
const LOCK_TRIES: u32 = 40;
const LOCK_PAUSE: Duration = Duration::from_millis(25);
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
    note_collected(world).await?;
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
/// not. False when a folder answers slowly and was not waited for: what is found then is noted, and told, later.
pub async fn note_collected(world: &Arc<World>) -> Result<bool, Problem> {
    let looked = async {
        // Waiting for a thread that looks already takes none.
        let alone = world.looking.clone().lock_owned().await;
        let inner = world.clone();
        blocking(move || {
            let _alone = alone;
            look(&inner).map_err(problem::of_store)
        })
        .await
    };
    match tokio::time::timeout(PATIENCE, looked).await {
        Ok(looked) => looked.map(|()| true),
        Err(_) => {
            tracing::warn!("a hand-over folder answers slowly");
            Ok(false)
        }
    }
}

/// As [`note_collected`], for acts that must know it.
///
/// # Errors
/// `HANDOVER-FOLDER` when a folder does not answer.
pub async fn demand_look(world: &Arc<World>) -> Result<(), Problem> {
    if note_collected(world).await? { Ok(()) } else { Err(unanswered()) }
}

/// A folder that does not answer.
pub fn unanswered() -> Problem {
    Problem::new("HANDOVER-FOLDER", "no answer in time")
}

/// For a thread that may wait; the store is not held while folders are looked at.
fn look(world: &World) -> Result<(), Error> {
    let items = lock(&world.scanner()).handovers_to_look_for(now().plus_secs(-COMES_BACK_SECS))?;
    let mut changed = Vec::new();
    for h in items {
        match (h.state, handover::look_for(Path::new(&h.path))) {
            (HandoverState::Written, Seen::Gone) => changed.push((h, HandoverState::Collected)),
            (HandoverState::Collected, Seen::There) => changed.push((h, HandoverState::Written)),
            _ => {}
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    let writer = world.writer();
    for (h, state) in changed {
        lock(&writer).set_handover(h.mail, h.run, state, &h.path, "")?;
    }
    world.bus.tell(Event::AnswersChanged);
    Ok(())
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

/// As [`finish_handovers`], for those who have other things to do: a share that hangs holds up no fetch, and takes no
/// more than the one thread that waits for it.
pub async fn finish_soon(world: &Arc<World>) {
    if matches!(world.handing_over.try_lock(), Err(TryLockError::WouldBlock)) {
        return;
    }
    match tokio::time::timeout(PATIENCE, finish_handovers(world)).await {
        Ok(Ok(())) => {}
        Ok(Err(problem)) => tracing::warn!(code = problem.code, "hand-over not finished"),
        Err(_) => tracing::warn!("a hand-over folder answers slowly"),
    }
}

/// Writes every pending hand-over whose folder is set; failures stay pending with their code and are tried again.
pub async fn finish_handovers(world: &Arc<World>) -> Result<(), Problem> {
    let (writer, handing_over) = (world.writer(), world.handing_over.clone());
    let (changed, failed) = tokio::task::spawn_blocking(move || {
        let _alone = lock(&handing_over);
        write_pending(&writer)
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

/// Whether anything changed, and the code of what waits although its folder is set. One that cannot be written holds up
/// no other.
fn write_pending(writer: &Mutex<Store>) -> Result<(bool, String), Error> {
    let pending = {
        let store = lock(writer);
        // Without a folder everything waits, and there is nothing to read.
        if store.folders()?.is_empty() { Vec::new() } else { store.pending_handovers()? }
    };
    let (mut changed, mut failed) = (false, String::new());
    for h in pending {
        match write_one(writer, &h) {
            Ok(Wrote { news, problem }) => {
                changed |= news;
                if failed.is_empty() {
                    failed = problem;
                }
            }
            // The store itself: tried again in the next round.
            Err(error) => tracing::warn!(%error, mail = %h.mail, "hand-over left for the next round"),
        }
    }
    Ok((changed, failed))
}

/// Writes the hand-over of one run now, if it waits; for threads that may wait. Where others write, it is left to them and
/// the next round: a share that hangs would be waited for without end.
pub fn write_run(world: &World, mail: MailId, run: u32) -> Result<(), Error> {
    let mut tries = 0;
    let _alone = loop {
        match world.handing_over.try_lock() {
            Ok(alone) => break alone,
            Err(TryLockError::Poisoned(poisoned)) => break poisoned.into_inner(),
            Err(TryLockError::WouldBlock) if tries < LOCK_TRIES => tries += 1,
            Err(TryLockError::WouldBlock) => return Ok(()),
        }
        std::thread::sleep(LOCK_PAUSE);
    };
    let writer = world.writer();
    let pending = lock(&writer).pending_handover(mail, run)?;
    pending.map_or(Ok(()), |h| write_one(&writer, &h).map(|_| ()))
}

/// As [`write_run`], for those who do not wait for a share that hangs: then the file is written when it comes back.
pub async fn write_soon(world: &Arc<World>, mail: MailId, run: u32) -> Result<(), Problem> {
    let inner = world.clone();
    let writing = blocking(move || write_run(&inner, mail, run).map_err(problem::of_store));
    tokio::time::timeout(PATIENCE, writing).await.unwrap_or(Ok(()))
}

/// What is to be written and where.
struct Job {
    folder: HandoverFolder,
    name: String,
    bytes: Vec<u8>,
    sidecar: Vec<u8>,
}

/// What writing came to.
#[derive(Debug, Default)]
struct Wrote {
    /// The state of the hand-over changed.
    news: bool,
    /// Code of the problem with which it goes on waiting.
    problem: String,
}

/// Writes one hand-over file: the attachment's bytes as they were sent.
fn write_one(writer: &Mutex<Store>, h: &Handover) -> Result<Wrote, Error> {
    let changed = || Wrote { news: true, ..Wrote::default() };
    let prepared = prepare(&mut lock(writer), h);
    let job = match prepared {
        Ok(Prepared::Job(job)) => job,
        Ok(Prepared::NoFolder) => return Ok(Wrote { news: false, problem: h.problem_code.clone() }),
        // A damaged mail has no file either, and what comes after it must not wait for it.
        Ok(Prepared::NoFile) | Err(Error::Io(_) | Error::Damaged(_) | Error::NotFound) => {
            lock(writer).set_handover(h.mail, h.run, HandoverState::Failed, "", "HANDOVER-NO-FILE")?;
            return Ok(changed());
        }
        Err(error) => return Err(error),
    };
    match put(writer, h, &job) {
        Ok(path) => lock(writer).set_handover(h.mail, h.run, HandoverState::Written, &path.display().to_string(), "")?,
        Err(Failure::Store(error)) => return Err(error),
        Err(Failure::Folder(error)) => {
            let problem = problem::of_handover(error);
            let news = h.problem_code != problem.code;
            if news {
                tracing::warn!(code = problem.code, mail = %h.mail, "hand-over failed");
                // Stays pending: the folder may come back.
                lock(writer).set_handover(h.mail, h.run, HandoverState::Pending, "", problem.code)?;
            }
            return Ok(Wrote { news, problem: problem.code.to_owned() });
        }
    }
    Ok(changed())
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
    // The row alone says which folder it is: what has none is not read in every round.
    let row = store.row(h.mail)?;
    let Some(kind) = row.payload_kind else { return Ok(Prepared::NoFile) };
    let Some(folder) = folder_of(store, &Dienstkennung(row.dienstkennung), kind)? else { return Ok(Prepared::NoFolder) };
    let Some(payload) = store.payload(h.mail)? else { return Ok(Prepared::NoFile) };
    let parsed = store.parsed(h.mail)?;
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
fn folder_of(store: &Store, dienstkennung: &Dienstkennung, kind: PayloadKind) -> Result<Option<HandoverFolder>, Error> {
    let own = kind_prefix(kind);
    let fits = |prefix: &str| dienstkennung.has_prefix(prefix) || own.has_prefix(prefix);
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
        if std::fs::symlink_metadata(&intent).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
            // What was put beside it then is ours; without its file it means nothing. Where a file has the name meanwhile,
            // what lies beside it belongs to that one.
            let _ = std::fs::remove_file(handover::sidecar_of(&intent));
            chosen = Some(intent);
        }
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
fn kind_prefix(kind: PayloadKind) -> Dienstkennung {
    use PayloadKind as K;
    Dienstkennung(
        match kind {
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
    use crate::domain::answer::RunResult;
    use crate::domain::mail::Folder;
    use crate::domain::secret::StoreKey;
    use crate::engine::intake::{self, Arrived, Raw};
    use crate::payload::Mappings;
    use crate::store::NewRun;

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
        assert!(write_one(&store, &h).unwrap().news);
        let first = names(&folder);
        assert_eq!(first.len(), 2, "{first:?}");
        // The crash came before the state was noted.
        lock(&store).set_handover(h.mail, h.run, HandoverState::Pending, "", "").unwrap();
        let h = pending(&store);
        assert!(!h.intent.is_empty());
        assert!(write_one(&store, &h).unwrap().news);
        assert_eq!(names(&folder), first);
        assert!(lock(&store).pending_handovers().unwrap().is_empty());
    }

    #[test]
    fn a_crash_between_the_two_files_leaves_no_stray_one() {
        let (_dir, store, folder) = waiting();
        let h = pending(&store);
        assert!(write_one(&store, &h).unwrap().news);
        let both = names(&folder);
        let file = PathBuf::from(&lock(&store).handover_items(&crate::domain::access::Session::program().scope()).unwrap()[0].path);
        std::fs::remove_file(&file).unwrap();
        lock(&store).set_handover(h.mail, h.run, HandoverState::Pending, "", "").unwrap();
        assert_eq!(names(&folder).len(), 1, "only the JSON file is there");
        assert!(write_one(&store, &pending(&store)).unwrap().news);
        assert_eq!(names(&folder), both, "under the same names");
    }

    #[test]
    fn a_name_taken_by_somebody_else_meanwhile_is_left_alone() {
        let (_dir, store, folder) = waiting();
        let h = pending(&store);
        let path = folder.join("fremd.p7s");
        lock(&store).intend_handover(h.mail, h.run, &path.display().to_string()).unwrap();
        std::fs::write(&path, "fremd").unwrap();
        std::fs::write(handover::sidecar_of(&path), "{}").unwrap();
        assert!(write_one(&store, &pending(&store)).unwrap().news);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "fremd");
        assert_eq!(std::fs::read_to_string(handover::sidecar_of(&path)).unwrap(), "{}", "nor what belongs to it");
        assert_eq!(names(&folder).len(), 4);
    }

    #[test]
    fn a_damaged_answer_holds_up_no_other() {
        let (_dir, store, folder) = waiting();
        let damaged = pending(&store).mail;
        let bytes = std::fs::read("tests/data/payload/eml/ebz_genehmigung_par.eml").unwrap();
        let (parsed, payload) = intake::read(&mut bytes.as_slice(), &Mappings::shipped());
        let account = lock(&store).accounts().unwrap().remove(0);
        let arrived = Arrived { uidl: None, listed_size: 0, raw: Raw::Memory(bytes), parsed, payload };
        let good = intake::take_in(&mut lock(&store), &account, Folder::Inbox, &[arrived]).unwrap().remove(0).id;
        let (result, handover) = (RunResult::TakenOver, Some(HandoverState::Pending));
        let run = NewRun { mail: good, who: "", reason: "", result, notes: &[], sha256: "x", handover, at: now() };
        lock(&store).add_run(&run).unwrap();
        lock(&store).lose_raw(damaged);
        assert_eq!(lock(&store).pending_handovers().unwrap().len(), 2);
        assert_eq!(write_pending(&store).unwrap(), (true, String::new()));
        assert!(lock(&store).pending_handovers().unwrap().is_empty());
        let state = |mail| lock(&store).runs(mail).unwrap().pop().unwrap().handover;
        assert_eq!((state(damaged), state(good)), (Some(HandoverState::Failed), Some(HandoverState::Written)));
        assert_eq!(names(&folder).len(), 2);
    }

    #[test]
    fn without_a_folder_everything_waits_and_nothing_is_said() {
        let (_dir, store, folder) = waiting();
        lock(&store).set_handover_folder("ebz", None).unwrap();
        assert_eq!(write_pending(&store).unwrap(), (false, String::new()));
        // A folder for something else.
        lock(&store).set_handover_folder("LDT", Some(&folder)).unwrap();
        assert_eq!(write_pending(&store).unwrap(), (false, String::new()));
        assert!(names(&folder).is_empty());
        lock(&store).set_handover_folder("EBZ", Some(&folder)).unwrap();
        assert_eq!(write_pending(&store).unwrap(), (true, String::new()));
        assert_eq!(names(&folder).len(), 1);
    }

    #[test]
    fn a_folder_that_is_gone_is_told_once_and_tried_again() {
        let (_dir, store, folder) = waiting();
        std::fs::remove_dir(&folder).unwrap();
        assert!(write_one(&store, &pending(&store)).unwrap().news);
        assert_eq!(pending(&store).problem_code, "HANDOVER-FOLDER");
        assert_eq!(write_pending(&store).unwrap(), (false, "HANDOVER-FOLDER".to_owned()), "no news");
        // A file where the folder was: not writable either, and nothing is lost.
        std::fs::write(&folder, "").unwrap();
        write_one(&store, &pending(&store)).unwrap();
        std::fs::remove_file(&folder).unwrap();
        std::fs::create_dir(&folder).unwrap();
        assert!(write_one(&store, &pending(&store)).unwrap().news);
        assert_eq!(names(&folder).len(), 2);
    }
}
