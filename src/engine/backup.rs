//! Backups: one encrypted file with everything, made by hand or by plan, and the way back (rule 51).
//!
//! The passphrase is typed once; a key derived from it lies in the encrypted store, so that the timer needs nobody. Each
//! backup has a key of its own. A backup is checked before it gets its name, and again before anything is replaced by it.

mod file;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Local};
pub use file::ENDING;

use super::command::BackupCommand;
use super::event::{Answer, Event};
use super::watch::share;
use super::world::{World, blocking, lock, now};
use super::{Mode, files, people, problem};
use crate::domain::audit::{AuditAction, AuditEntry, AuditObject};
use crate::domain::backup::{BackupMade, BackupState, EVERY_DAYS, KEEP, LastBackup, Restored};
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::handover;
use crate::secrets::{self, Effort, PassphraseKey};
use crate::store::{self, Store};

/// Secret of the store: the key derived from the passphrase.
const KEY: &str = "backup/key";
/// Settings of the store.
const FOLDER: &str = "backup.folder";
const EVERY: &str = "backup.every_days";
const KEPT: &str = "backup.keep";
const LAST: &str = "backup.last";
const FAILED: &str = "backup.problem";
/// Tells the backups of this profile from others in the same folder.
const NAME: &str = "backup.name";
/// In the profile: the store of a backup while it is checked, and the copy of what was there while it is made.
const EXTRACTED: &str = "restore.part";
const ASIDE: &str = "store.before-restore.part";
/// Without a plan: so many days after the last backup, or after the first account, a reminder is due.
const REMIND_DAYS: i64 = 14;
const DAY_MS: i64 = 86_400_000;
/// Pause before the timer looks for the first time, between two looks, and at most after failures.
const FIRST_LOOK: Duration = Duration::from_secs(90);
const LOOK: Duration = Duration::from_secs(900);
const LONGEST: Duration = Duration::from_secs(6 * 3600);

/// Answers a command about backups.
pub async fn handle(world: &Arc<World>, command: BackupCommand) -> Result<Answer, Problem> {
    match command {
        BackupCommand::State => state(world).await,
        BackupCommand::SetPassphrase { passphrase } => {
            let key = blocking(move || PassphraseKey::derive(&passphrase, Effort::File).map_err(problem::of_secrets)).await?;
            world.write(move |store| store.set_secret(KEY, Some(&key.to_secret()))).await?;
            changed(world).await
        }
        BackupCommand::Plan { folder, every_days, keep } => plan(world, folder, every_days, keep).await,
        BackupCommand::Create { path, passphrase, passwords, replace } => {
            let made = create(world, path, passphrase, passwords, replace).await?;
            world.bus.tell(Event::BackupChanged);
            Ok(Answer::BackupMade(made))
        }
        BackupCommand::Restore { path, passphrase, replace } => restore(world, path, passphrase, replace).await.map(Answer::Restored),
    }
}

async fn state(world: &World) -> Result<Answer, Problem> {
    world.read(|store| read_state(store)).await.map(|state| Answer::Backups(Box::new(state)))
}

async fn changed(world: &World) -> Result<Answer, Problem> {
    world.bus.tell(Event::BackupChanged);
    state(world).await
}

fn read_state(store: &Store) -> Result<BackupState, store::Error> {
    let number = |key, default| Ok::<_, store::Error>(store.setting(key)?.and_then(|text| text.parse().ok()).unwrap_or(default));
    let last = store.setting(LAST)?.and_then(|text| {
        let mut parts = text.splitn(3, ' ');
        let at = Timestamp(parts.next()?.parse().ok()?);
        let bytes = parts.next()?.parse().ok()?;
        Some(LastBackup { at, bytes, path: PathBuf::from(parts.next()?) })
    });
    Ok(BackupState {
        has_passphrase: store.secret(KEY)?.is_some(),
        folder: store.setting(FOLDER)?.map(PathBuf::from),
        every_days: number(EVERY, EVERY_DAYS)?,
        keep: number(KEPT, KEEP)?,
        last,
        problem_code: store.setting(FAILED)?.unwrap_or_default(),
    })
}

/// When the newest backup was made.
pub fn last_made(store: &Store) -> Result<Option<Timestamp>, store::Error> {
    Ok(read_state(store)?.last.map(|last| last.at))
}

async fn plan(world: &Arc<World>, folder: Option<PathBuf>, every_days: u32, keep: u32) -> Result<Answer, Problem> {
    if !(1..=365).contains(&every_days) || !(1..=1000).contains(&keep) {
        return Err(Problem::new("BACKUP-PLAN", ""));
    }
    if let Some(folder) = folder.clone() {
        if !folder.is_absolute() {
            return Err(Problem::new("BACKUP-FOLDER", folder.display().to_string()));
        }
        probe(world, folder).await?;
    }
    let text = folder.as_ref().map_or_else(String::new, |folder| folder.display().to_string());
    world
        .write(move |store| {
            store.set_setting(FOLDER, &text)?;
            store.set_setting(EVERY, &every_days.to_string())?;
            store.set_setting(KEPT, &keep.to_string())?;
            store.set_setting(FAILED, "")
        })
        .await?;
    for code in ["BACKUP-FAILED", "BACKUP-OLD"] {
        world.bus.tell(Event::ProblemCleared { account: None, code });
    }
    changed(world).await
}

/// Whether a folder can be written; one that does not answer cannot.
async fn probe(world: &World, folder: PathBuf) -> Result<(), Problem> {
    let name = folder.display().to_string();
    let tried = share::within(world, None, share::LIMIT, move || Ok(handover::probe(&folder))).await;
    let reason = match tried {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(error)) => error.to_string(),
        Err(problem) => problem.detail,
    };
    Err(Problem::new("BACKUP-FOLDER", format!("{name} ({reason})")))
}

async fn create(
    world: &Arc<World>,
    path: Option<PathBuf>,
    passphrase: Option<Secret>,
    passwords: bool,
    replace: bool,
) -> Result<BackupMade, Problem> {
    let _alone = world.backing_up.try_lock().map_err(|_| Problem::new("BACKUP-RUNNING", ""))?;
    let (known, plan, name) = world.read(|store| Ok((store.secret(KEY)?, read_state(store)?, store.setting(NAME)?))).await?;
    let name = match name {
        Some(name) => name,
        None => name_profile(world).await?,
    };
    let made_at = now();
    let path = match path {
        Some(path) => path,
        None => plan.folder.ok_or_else(|| Problem::new("BACKUP-FOLDER", ""))?.join(file_name(&name, made_at)),
    };
    let inner = world.clone();
    let made = blocking(move || {
        let by = match (passphrase, known) {
            (Some(passphrase), _) => PassphraseKey::derive(&passphrase, Effort::File),
            (None, Some(known)) => PassphraseKey::from_secret(&known),
            (None, None) => return Err(Problem::new("BACKUP-NO-PASSPHRASE", "")),
        };
        write(&inner, &path, &by.map_err(problem::of_secrets)?, passwords, replace, made_at)
    })
    .await?;
    let last = format!("{} {} {}", made_at.0, made.bytes, made.path.display());
    world
        .write(move |store| {
            store.set_setting(LAST, &last)?;
            store.set_setting(FAILED, "")
        })
        .await?;
    for code in ["BACKUP-FAILED", "BACKUP-OLD"] {
        world.bus.tell(Event::ProblemCleared { account: None, code });
    }
    Ok(made)
}

async fn name_profile(world: &World) -> Result<String, Problem> {
    let key = secrets::random_key().map_err(problem::of_secrets)?;
    let name = files::hex(key.reveal().get(..4).unwrap_or_default());
    let stored = name.clone();
    world.write(move |store| store.set_setting(NAME, &stored)).await?;
    Ok(name)
}

/// Sorts by time as text.
fn file_name(profile: &str, at: Timestamp) -> String {
    let local = DateTime::from_timestamp_millis(at.0).unwrap_or_default().with_timezone(&Local);
    format!("kimpost-{profile}-{}.{ENDING}", local.format("%Y-%m-%d-%H%M%S"))
}

fn write(world: &World, path: &Path, by: &PassphraseKey, passwords: bool, replace: bool, at: Timestamp) -> Result<BackupMade, Problem> {
    if !replace && path.try_exists().map_err(problem::of_saving)? {
        return Err(Problem::new("SAVE-EXISTS", ""));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().ok_or_else(|| Problem::new("BACKUP-FOLDER", ""))?.to_string_lossy();
    sweep(folder, &name);
    let unfinished = folder.join(format!(".{name}.{}.part", std::process::id()));
    let written = write_to(world, &unfinished, by, passwords, at).and_then(|made| {
        std::fs::rename(&unfinished, path).map_err(problem::of_saving)?;
        Ok(BackupMade { path: path.to_owned(), ..made })
    });
    if written.is_err() {
        // Nothing half-written stays behind; the first error is the one to tell.
        remove_store(&unfinished);
    }
    written
}

fn write_to(world: &World, unfinished: &Path, by: &PassphraseKey, passwords: bool, at: Timestamp) -> Result<BackupMade, Problem> {
    remove_store(unfinished);
    let data = secrets::random_key().map_err(problem::of_secrets)?;
    // A connection of its own: nobody waits for a backup.
    let store = world.another_reader()?;
    let copied = store.copy_to(unfinished, &data, passwords, &|| !world.is_stopping()).map_err(problem::of_store)?;
    let copied = copied.ok_or_else(|| Problem::new("ENGINE-STOPPED", ""))?;
    let facts = file::Facts {
        made: at.0,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: copied.schema,
        store_bytes: 0,
        sha256: String::new(),
        passwords,
    };
    let bytes = file::seal(unfinished, &data, by, facts)?;
    Ok(BackupMade { path: unfinished.to_owned(), bytes, accounts: copied.accounts, mails: copied.mails })
}

/// Removes what a program that died while it made a backup of this profile, or of this name, left in the folder: as large as a
/// backup, and of no use without its end. Only one program works on a profile, so none of it is still written.
fn sweep(folder: &Path, name: &str) {
    let profile = name.strip_prefix("kimpost-").and_then(|rest| rest.split_once('-')).map(|(id, _)| format!(".kimpost-{id}-"));
    let same = format!(".{name}.");
    let is_left = |found: &str| {
        let is_own = profile.as_ref().is_some_and(|own| name.ends_with(ENDING) && found.starts_with(own)) || found.starts_with(&same);
        let number = |part: &str| part.rsplit('.').next().is_some_and(|pid| !pid.is_empty() && pid.bytes().all(|b| b.is_ascii_digit()));
        let stem = ["", "-journal", "-wal", "-shm"].into_iter().find_map(|end| found.strip_suffix(end)?.strip_suffix(".part"));
        is_own && stem.is_some_and(number)
    };
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(is_left)) {
        if let Err(error) = std::fs::remove_file(entry.path()) {
            tracing::warn!(kind = %error.kind(), "an unfinished backup could not be removed");
        }
    }
}

/// Removes what a program that died in a restore left in its profile. Called before anybody works on it.
pub fn sweep_profile(dir: &Path) {
    for unfinished in [EXTRACTED, ASIDE] {
        let path = dir.join(unfinished);
        if path.exists() {
            remove_store(&path);
        }
    }
}

/// Removes a store file and what SQLite puts beside it.
fn remove_store(path: &Path) {
    for ending in ["", "-journal", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let _ = std::fs::remove_file(name);
    }
}

async fn restore(world: &Arc<World>, path: PathBuf, passphrase: Secret, replace: bool) -> Result<Restored, Problem> {
    let _alone = world.backing_up.try_lock().map_err(|_| Problem::new("BACKUP-RUNNING", ""))?;
    let is_empty = world.read(|store| store.is_empty()).await?;
    if !is_empty {
        if !replace {
            return Err(Problem::new("RESTORE-NOT-EMPTY", ""));
        }
        // Under a window everything it shows would be another profile's.
        if world.mode() != Mode::CommandsOnly {
            return Err(Problem::new("PROFILE-IN-USE", ""));
        }
    }
    let inner = world.clone();
    let restored = blocking(move || {
        let extracted = inner.dir().join(EXTRACTED);
        remove_store(&extracted);
        let restored = restore_from(&inner, &path, &passphrase, &extracted, is_empty);
        remove_store(&extracted);
        restored
    })
    .await?;
    people::reload(world).await?;
    for event in [
        Event::AccountsChanged,
        Event::MailsChanged,
        Event::OutboxChanged,
        Event::AnswersChanged,
        Event::UsageChanged,
        Event::WatchChanged,
        Event::ContactsChanged,
        Event::BackupChanged,
    ] {
        world.bus.tell(event);
    }
    world.schedule_changed.notify_one();
    world.overview_due.notify_one();
    Ok(restored)
}

fn restore_from(world: &World, path: &Path, passphrase: &Secret, extracted: &Path, is_empty: bool) -> Result<Restored, Problem> {
    let sealed = file::read(path)?;
    let bytes = sealed.bytes;
    let (key, facts) = sealed.extract(passphrase, extracted)?;
    let damaged = |error| match error {
        store::Error::WrongKey | store::Error::Damaged(_) => Problem::new("BACKUP-DAMAGED", error.to_string()),
        other => problem::of_store(other),
    };
    let ready = Store::check_copy(extracted, &key, now()).map_err(damaged)?;
    if !is_empty {
        // What was there stays readable with the profile's own key.
        let aside = world.dir().join(format!("store.before-restore-{}.backup", now().0));
        let unfinished = world.dir().join(ASIDE);
        remove_store(&unfinished);
        let copied = world.another_reader()?.copy_to(&unfinished, world.key(), true, &|| true).map_err(problem::of_store);
        // Under its name only whole: this is what a person falls back to.
        let kept = copied.and_then(|_| {
            std::fs::File::options().write(true).open(&unfinished).and_then(|file| file.sync_all()).map_err(problem::of_saving)?;
            std::fs::rename(&unfinished, &aside).map_err(problem::of_saving)
        });
        if let Err(problem) = kept {
            remove_store(&unfinished);
            return Err(problem);
        }
    }
    let writer = world.writer();
    let mut writer = lock(&writer);
    // Checking took its time: somebody may have begun to use the profile.
    if is_empty && !writer.is_empty().map_err(problem::of_store)? {
        return Err(Problem::new("RESTORE-NOT-EMPTY", ""));
    }
    let taken = writer.take_copy(ready).map_err(damaged)?;
    drop(writer);
    Ok(Restored {
        path: path.to_owned(),
        bytes,
        made: Timestamp(facts.made),
        accounts: taken.accounts,
        mails: taken.mails,
        passwords: facts.passwords,
    })
}

/// Makes what is planned, and reminds where nothing is, until the engine stops.
pub async fn work_by_timer(world: Arc<World>) {
    let mut pause = FIRST_LOOK;
    loop {
        tokio::time::sleep(pause).await;
        // A full disk is not written to every quarter of an hour.
        pause = if look(&world).await { LOOK } else { (pause * 4).clamp(LOOK, LONGEST) };
    }
}

/// One look of the timer; false when a backup was due and failed.
async fn look(world: &Arc<World>) -> bool {
    let known = world.read(|store| Ok((read_state(store)?, store.first_arrival()?))).await;
    let Ok((state, since)) = known else { return true };
    let last = state.last.as_ref().map(|last| last.at.0);
    let Some(folder) = state.folder.filter(|_| state.has_passphrase) else {
        let is_old = last.or(since.map(|since| since.0)).is_some_and(|at| now().0 - at > REMIND_DAYS * DAY_MS);
        world.bus.tell(if is_old {
            Event::ProblemRaised(Problem::new("BACKUP-OLD", ""))
        } else {
            Event::ProblemCleared { account: None, code: "BACKUP-OLD" }
        });
        return true;
    };
    // A clock that was set back does not stop backups either.
    if last.is_some_and(|at| (0..i64::from(state.every_days) * DAY_MS).contains(&(now().0 - at))) {
        return true;
    }
    let made = match probe(world, folder.clone()).await {
        Ok(()) => create(world, None, None, false, false).await,
        Err(problem) => Err(problem),
    };
    let is_made = made.is_ok();
    match made {
        Ok(made) => {
            tracing::info!(bytes = made.bytes, "backup written");
            let entry = AuditEntry::new("", AuditAction::BackupMade, AuditObject::Nothing).detail("plan");
            let _ = world.write(move |store| store.record(vec![entry])).await;
            let kept = state.keep as usize;
            let _ = blocking(move || {
                forget_oldest(&folder, &made.path, kept);
                Ok(())
            })
            .await;
        }
        // By hand just now.
        Err(problem) if problem.code == "BACKUP-RUNNING" => return true,
        Err(problem) => {
            tracing::warn!(code = problem.code, "backup failed");
            let code = problem.code.to_owned();
            let _ = world.write(move |store| store.set_setting(FAILED, &code)).await;
            world.bus.tell(Event::ProblemRaised(Problem::new("BACKUP-FAILED", format!("{} {}", problem.code, problem.detail))));
        }
    }
    world.bus.tell(Event::BackupChanged);
    is_made
}

/// Removes the oldest backups of this profile beyond those that are kept; nothing else in the folder is touched. The age is
/// that of the file: a clock that was set right meanwhile makes no new backup an old one.
fn forget_oldest(folder: &Path, newest: &Path, keep: usize) {
    let own_name = |path: &Path| path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    let Some(newest_name) = own_name(newest) else { return };
    // „kimpost-1a2b3c4d-“
    let Some(profile) = newest_name.split('-').nth(1) else { return };
    let is_own = |name: &str| name.starts_with(&format!("kimpost-{profile}-")) && name.ends_with(&format!(".{ENDING}"));
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut others: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.file_name().to_str().is_some_and(|name| is_own(name) && name != newest_name))
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    others.sort_unstable();
    for (_, path) in others.iter().rev().skip(keep.saturating_sub(1)) {
        if let Err(error) = std::fs::remove_file(path) {
            tracing::warn!(%error, "an old backup could not be removed");
        }
    }
}

#[cfg(test)]
mod tests;
