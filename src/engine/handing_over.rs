//! The files the practice software gets: folders, writing what is pending, noticing what was collected.
//!
//! No lock is held while a folder is touched: a network share that hangs holds up nothing but itself. Each file's path is
//! noted before it is written, so that after a crash it is found again instead of written twice.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::event::{Answer, Event, FolderState, HandoverItem};
use super::letter_handover;
use super::problem;
use super::sidecar;
use super::watch::{self, share};
use super::world::{World, blocking, lock, now};
use crate::domain::answer::HandoverState;
use crate::domain::ids::MailId;
use crate::domain::mail::{Attachment, Dienstkennung};
use crate::domain::payload::PayloadKind;
use crate::domain::problem::Problem;
use crate::handover::{self, Seen};
use crate::kim::PartReader;
use crate::store::{Error, Handover, HandoverFolder, Store};

/// Why a hand-over waits although its folder is set.
const FOLDER_PROBLEMS: [&str; 3] = ["HANDOVER-FOLDER", "HANDOVER-WRITE", "HANDOVER-FULL"];
/// A hand-over that failed since its file was taken away while it was written (rule 39).
const TAKEN: &str = "HANDOVER-TAKEN";
/// Largest attachment that is handed over: as much as is looked into for a record.
const MAX_FILE: usize = 20 << 20;
/// Largest letter with all that lies beside it; it is held in memory while it is written.
const MAX_TOGETHER: usize = 64 << 20;
/// Longest wait of a person or a fetch for folders in which nothing moves; the work itself goes on.
const PATIENCE: Duration = Duration::from_secs(5);
/// Longest wait until others have done writing, and the pause with which a thread asks.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);
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
        probe(world, dir).await?;
    }
    world.commit(move |store| store.set_handover_folder(prefix.trim(), dir.as_deref())).await?;
    run_handovers(world).await
}

/// Whether a JSON file is written beside each file of a folder.
pub async fn set_sidecar(world: &Arc<World>, prefix: String, on: bool) -> Result<Answer, Problem> {
    world.commit(move |store| store.set_sidecar(prefix.trim(), on)).await?;
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
pub async fn check_folders(world: &Arc<World>) -> Result<Answer, Problem> {
    let folders = world.read(|store| store.folders()).await?;
    // Side by side: one that hangs says nothing about the others.
    let tried = folders.into_iter().map(|HandoverFolder { prefix, path, sidecar }| {
        let world = world.clone();
        tokio::spawn(async move {
            let problem_code = probe(&world, path.clone()).await.err().map_or("", |problem| problem.code);
            FolderState { prefix, path, problem_code, sidecar }
        })
    });
    let mut states = Vec::new();
    for state in tried.collect::<Vec<_>>() {
        states.push(state.await.map_err(problem::of_task)?);
    }
    Ok(Answer::Folders(states))
}

/// Whether a folder can be written.
///
/// # Errors
/// `HANDOVER-FOLDER` also for one that does not answer.
async fn probe(world: &World, dir: PathBuf) -> Result<(), Problem> {
    let tried = share::within(world, None, share::LIMIT, move || Ok(handover::probe(&dir)));
    tried.await.map_err(|_| unanswered())?.map_err(problem::of_handover)
}

/// Finishes what is pending and tells how everything stands.
pub async fn run_handovers(world: &Arc<World>) -> Result<Answer, Problem> {
    finish_handovers(world).await?;
    handovers(world).await
}

/// Writes every pending hand-over whose folder is set; failures stay pending with their code and are tried again. A share
/// that hangs is not waited for, and takes no more than the one thread that waits for it: what it comes to is told later.
pub async fn finish_handovers(world: &Arc<World>) -> Result<(), Problem> {
    if !world.rescue.is_sound() {
        // Pending stays pending: it is finished when the store was looked at.
        return Ok(());
    }
    finish(world, PATIENCE, write_pending).await
}

async fn finish(
    world: &Arc<World>,
    patience: Duration,
    write: impl FnOnce(&Mutex<Store>, &AtomicUsize) -> Result<(bool, String), Error> + Send + 'static,
) -> Result<(), Problem> {
    // Waiting for a thread that writes already takes none.
    let Ok(alone) = tokio::time::timeout(LOCK_PATIENCE, world.handing_over.clone().lock_owned()).await else {
        return Ok(());
    };
    let (inner, done) = (world.clone(), Arc::<AtomicUsize>::default());
    let count = done.clone();
    let writing = blocking(move || {
        let _alone = alone;
        let (changed, failed) = write(&inner.writer(), &count).map_err(problem::of_store)?;
        let taken = lock(&inner.writer()).has_failed_handover(TAKEN).map_err(problem::of_store)?;
        tell(&inner, changed, &failed, taken);
        Ok(())
    });
    tokio::pin!(writing);
    let mut before = 0;
    loop {
        if let Ok(written) = tokio::time::timeout(patience, &mut writing).await {
            return written;
        }
        // A slow folder is none that hangs.
        let now = done.load(Ordering::Relaxed);
        if now == before {
            tracing::warn!("a hand-over folder answers slowly");
            return Ok(());
        }
        before = now;
    }
}

fn tell(world: &World, changed: bool, failed: &str, taken: bool) {
    if changed {
        world.bus.tell(Event::AnswersChanged);
    }
    // A folder that can no longer be written is told until everything that waits for it is there, and what was taken away until
    // a person hands it over anew or is done with it.
    for code in FOLDER_PROBLEMS.into_iter().chain([TAKEN]) {
        world.bus.tell(if code == failed || code == TAKEN && taken {
            Event::ProblemRaised(Problem::new(code, ""))
        } else {
            Event::ProblemCleared { account: None, code }
        });
    }
}

/// Whether anything changed, and the code of what waits although its folder is set. One that cannot be written holds up
/// no other. `done` counts what was tried.
fn write_pending(writer: &Mutex<Store>, done: &AtomicUsize) -> Result<(bool, String), Error> {
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
        done.fetch_add(1, Ordering::Relaxed);
    }
    Ok((changed, failed))
}

/// Writes the hand-over of one run now, if it waits; for threads that may wait. Where others write, it is left to them and
/// the next round: a share that hangs would be waited for without end.
pub fn write_run(world: &World, mail: MailId, run: u32) -> Result<(), Error> {
    let until = Instant::now() + LOCK_PATIENCE;
    let _alone = loop {
        match world.handing_over.clone().try_lock_owned() {
            Ok(alone) => break alone,
            Err(_) if Instant::now() >= until => return Ok(()),
            Err(_) => std::thread::sleep(LOCK_PAUSE),
        }
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
    /// What goes along with it, by what stands behind the stem of its name.
    beside: Vec<(String, Vec<u8>)>,
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
        Err(Failure::Folder(error)) => return not_put(&mut lock(writer), h, error),
    }
    Ok(changed())
}

/// The folder did not take the file: that stays pending, since the folder may come back. What was taken away is not written
/// again by itself, and taken away again, round after round (rule 39): it waits for a person.
fn not_put(store: &mut Store, h: &Handover, error: handover::Error) -> Result<Wrote, Error> {
    let taken = matches!(error, handover::Error::Taken);
    let problem = problem::of_handover(error);
    let news = h.problem_code != problem.code;
    if news {
        tracing::warn!(code = problem.code, mail = %h.mail, "hand-over failed");
        let state = if taken { HandoverState::Failed } else { HandoverState::Pending };
        store.set_handover(h.mail, h.run, state, "", problem.code)?;
    }
    Ok(Wrote { news, problem: if taken { String::new() } else { problem.code.to_owned() } })
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
    let Some(bytes) = read_part(store, h.mail, attachment)? else { return Ok(Prepared::NoFile) };
    let name = attachment.save_name.clone();
    let (mut beside, mut together) = (Vec::new(), bytes.len());
    for (suffix, other) in letter_handover::files_beside(&parsed, &payload) {
        // A letter without a part of it would be worse than none.
        let Some(bytes) = read_part(store, h.mail, other)? else { return Ok(Prepared::NoFile) };
        together += bytes.len();
        if together > MAX_TOGETHER {
            return Ok(Prepared::NoFile);
        }
        beside.push((suffix, bytes));
    }
    let sidecar = if folder.sidecar { sidecar::of(store, h, &parsed, &payload, &bytes)? } else { Vec::new() };
    Ok(Prepared::Job(Box::new(Job { folder, name, bytes, sidecar, beside })))
}

/// The bytes of an attachment; `None` for one too large: a cut file would be worse than none.
fn read_part(store: &mut Store, mail: MailId, attachment: &Attachment) -> Result<Option<Vec<u8>>, Error> {
    let blob = store.raw_blob(mail)?.ok_or(Error::NotFound)?;
    let mut source = store.blob_source(blob)?;
    let (bytes, whole) = PartReader::of(&mut source, attachment).read_up_to(MAX_FILE).map_err(Error::Io)?;
    Ok(whole.then_some(bytes))
}

/// The folder of a payload: the longest prefix of its Dienstkennung counts.
pub fn folder_of(store: &Store, dienstkennung: &Dienstkennung, kind: PayloadKind) -> Result<Option<HandoverFolder>, Error> {
    let own = kind_prefix(kind);
    let fits = |prefix: &str| dienstkennung.has_prefix(prefix) || own.has_prefix(prefix);
    Ok(store.folders()?.into_iter().find(|folder| fits(&folder.prefix)))
}

/// Puts the file into its folder, first what lies beside it.
fn put(writer: &Mutex<Store>, h: &Handover, job: &Job) -> Result<PathBuf, Failure> {
    let intent = PathBuf::from(&h.intent);
    let again = !h.intent.is_empty() && intent.parent() == Some(job.folder.path.as_path());
    let mut chosen = None;
    let suffixes: Vec<String> = job.beside.iter().map(|(suffix, _)| suffix.clone()).collect();
    if again {
        if handover::holds(&intent, &job.bytes)? {
            // Written before a crash, and not noted any more.
            return Ok(intent);
        }
        if std::fs::symlink_metadata(&intent).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
            // What was put beside it then is ours; without its file it means nothing. Where a file has the name meanwhile,
            // what lies beside it belongs to that one.
            remove_beside(&intent, job);
            chosen = Some(intent);
        }
    }
    for _ in 0..MAX_TRIES {
        let path = match chosen.take() {
            Some(path) => path,
            None => {
                let path = handover::free_name(&job.folder.path, &job.name, &suffixes)?;
                lock(writer).intend_handover(h.mail, h.run, &path.display().to_string())?;
                path
            }
        };
        match put_all(&path, job) {
            Ok(()) => return Ok(path),
            Err(handover::Error::NameTaken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(handover::Error::NameTaken.into())
}

fn put_all(path: &Path, job: &Job) -> Result<(), handover::Error> {
    let beside = job.beside.iter().map(|(suffix, bytes)| (handover::beside(path, suffix), bytes));
    let sidecar = (!job.sidecar.is_empty()).then(|| (handover::sidecar_of(path), &job.sidecar));
    let mut done: Vec<PathBuf> = Vec::new();
    for (path, bytes) in beside.chain(sidecar).chain([(path.to_owned(), &job.bytes)]) {
        if let Err(error) = handover::write(&path, &mut bytes.as_slice()) {
            // Just written by us; without the file they go along with they mean nothing.
            for path in done {
                let _ = std::fs::remove_file(path);
            }
            return Err(error);
        }
        done.push(path);
    }
    Ok(())
}

/// What lay beside a file that was not written any more.
fn remove_beside(path: &Path, job: &Job) {
    let _ = std::fs::remove_file(handover::sidecar_of(path));
    for (suffix, _) in &job.beside {
        let _ = std::fs::remove_file(handover::beside(path, suffix));
    }
}

/// The Dienstkennung a payload would have: for what came with the default one.
fn kind_prefix(kind: PayloadKind) -> Dienstkennung {
    use PayloadKind as K;
    Dienstkennung(
        match kind {
            K::EbzAnswer | K::EbzQuery => "EBZ;ANW",
            K::EbzError => "EBZ;FEH",
            K::EbzRequest => "EBZ;ANT",
            K::Letter => "Arztbrief;VHitG-Versand",
            K::Lab => "LDT-Befund;Lieferung",
            _ => "",
        }
        .to_owned(),
    )
}

#[cfg(test)]
mod tests;
