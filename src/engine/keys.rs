//! The key of the profile, as admins care for it: where it is kept, its passphrase, its recovery sheet (rules 42 and 43).
//!
//! The code of a sheet leaves the engine on the sheet only: it is in no answer, no event and no log.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use zeroize::Zeroizing;

use super::command::{KeyCommand, SheetTo};
use super::event::{Answer, Event, SavedFile};
use super::world::{World, blocking, lock, now};
use super::{copies, files, problem, sheet};
use crate::domain::key::{KeepKey, KeyState, SheetWords};
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::secrets::{self, KeyStoreInfo, NewSheet, OsKeyring};

/// How the key is kept in this run of the engine.
pub struct Keeping {
    info: Mutex<KeyStoreInfo>,
    /// What the keyring said when it was tried last; empty when all is well.
    fault: Mutex<String>,
    /// One change at a time. The keyring may ask the person, so this may take minutes.
    alone: tokio::sync::Mutex<()>,
    /// The sheets that lie there for the viewer: the last one, and older ones that could not be removed yet.
    prints: Mutex<Vec<PathBuf>>,
}

impl Keeping {
    /// As the profile was opened.
    pub fn new(info: KeyStoreInfo) -> Self {
        Self { info: Mutex::new(info), fault: Mutex::default(), alone: tokio::sync::Mutex::default(), prints: Mutex::default() }
    }

    /// Where the key is kept now.
    pub fn info(&self) -> KeyStoreInfo {
        lock(&self.info).clone()
    }

    /// Removes the printed sheets; false when one still lies there, which is kept for another try.
    fn forget_prints(&self) -> bool {
        let mut prints = lock(&self.prints);
        prints.retain(|path| !is_removed(path));
        prints.is_empty()
    }
}

/// Answers a command about the key.
pub async fn handle(world: &Arc<World>, command: KeyCommand) -> Result<Answer, Problem> {
    match command {
        KeyCommand::State => state(world).await,
        KeyCommand::MakeSheet { to, words } => make_sheet(world, to, *words).await,
        KeyCommand::ForgetPrint => {
            let world = Arc::clone(world);
            blocking(move || if world.keys.forget_prints() { Ok(Answer::Done) } else { Err(Problem::new("RECOVERY-PRINT", "")) }).await
        }
        KeyCommand::Change { old, to } => change(world, old, to).await,
    }
}

/// How the key is kept, and which sheet is valid.
pub async fn read_state(world: &World) -> Result<KeyState, Problem> {
    let (dir, info, fault) = (world.dir(), world.key_store(), lock(&world.keys.fault).clone());
    blocking(move || {
        let sheet = secrets::key_facts(&dir).map_err(problem::of_secrets)?.and_then(|facts| facts.sheet);
        Ok(KeyState { kind: info.kind.to_owned(), backend: info.backend, fault, sheet })
    })
    .await
}

async fn state(world: &World) -> Result<Answer, Problem> {
    read_state(world).await.map(|state| Answer::Key(Box::new(state)))
}

/// The practice mode has a key that is lost with it: there is nothing to keep.
fn demand_kept(world: &World) -> Result<(), Problem> {
    if world.key_store().kind == "memory" { Err(Problem::new("KEY-IN-MEMORY", "")) } else { Ok(()) }
}

/// First the file, then its code becomes valid: where none could be written the older sheet still opens the profile. From then on
/// only the new one does, also where it is not printed yet; the window says so before and after.
async fn make_sheet(world: &Arc<World>, to: SheetTo, words: SheetWords) -> Result<Answer, Problem> {
    demand_kept(world)?;
    let _alone = world.keys.alone.lock().await;
    let (dir, key, create) = (world.dir(), world.key().clone(), copies::create_in(world));
    let keeper = Arc::clone(world);
    let is_print = to == SheetTo::Print;
    let made = blocking(move || {
        let new = NewSheet::draw(&key, now()).map_err(problem::of_secrets)?;
        let mut before = None;
        let pdf = Zeroizing::new(sheet::draw(&new.code, &new.facts, &dir, &words)?);
        let path = match to {
            SheetTo::File { path, replace } => {
                let path = place_for(&dir, path, replace)?;
                before = std::fs::read(&path).ok().map(Zeroizing::new);
                files::save_private(&path, &pdf)?;
                path
            }
            SheetTo::Print => {
                let written = create("pdf").and_then(|(mut file, path)| {
                    file.write_all(&pdf)?;
                    copies::protect(&path)?;
                    Ok(path)
                });
                written.map_err(problem::of_saving)?
            }
        };
        // A sheet that a virus scanner took away must not make the older one void.
        let put = files::demand_kept(&path, pdf.len() as u64).and_then(|()| new.put(&dir).map_err(problem::of_secrets));
        if let Err(problem) = put {
            // A sheet that opens nothing must not be kept for one that does.
            if before.and_then(|older| files::save_private(&path, &older).ok()).is_none() && !is_removed(&path) && is_print {
                lock(&keeper.keys.prints).push(path);
            }
            return Err(problem);
        }
        if is_print {
            keeper.keys.forget_prints();
            lock(&keeper.keys.prints).push(path.clone());
        }
        Ok(SavedFile { index: 0, path, size: pdf.len() as u64, sha256: String::new() })
    })
    .await?;
    world.bus.tell(Event::KeyChanged);
    Ok(Answer::Files(vec![made]))
}

/// Where a person wants the sheet, except beside the data it opens.
fn place_for(dir: &Path, path: PathBuf, replace: bool) -> Result<PathBuf, Problem> {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if path.parent().is_some_and(|parent| real(parent).starts_with(real(dir))) {
        return Err(Problem::new("RECOVERY-PLACE", ""));
    }
    if !replace && path.try_exists().map_err(problem::of_saving)? {
        return Err(Problem::new("SAVE-EXISTS", ""));
    }
    Ok(path)
}

/// Removes a sheet; false when it still lies there, for instance because on Windows the viewer holds it.
fn is_removed(path: &Path) -> bool {
    // Windows removes no read-only file.
    #[cfg(windows)]
    if let Ok(mut permissions) = std::fs::metadata(path).map(|meta| meta.permissions()) {
        permissions.set_readonly(false);
        let _ = std::fs::set_permissions(path, permissions);
    }
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::warn!(kind = %error.kind(), "a recovery sheet could not be removed");
            false
        }
        _ => true,
    }
}

async fn change(world: &Arc<World>, old: Option<Secret>, to: KeepKey) -> Result<Answer, Problem> {
    demand_kept(world)?;
    let _alone = world.keys.alone.lock().await;
    let (dir, key) = (world.dir(), world.key().clone());
    let info = blocking(move || {
        with_source(&to, |source| secrets::change_key(&dir, &key, old.as_ref(), source, || Ok(Box::new(OsKeyring::connect()?))))
    })
    .await?;
    *lock(&world.keys.info) = info;
    // It was tried just now, or is no longer used.
    lock(&world.keys.fault).clear();
    world.bus.tell(Event::ProblemCleared { account: None, code: "KEYRING-TEST" });
    world.bus.tell(Event::KeyChanged);
    state(world).await
}

/// The key store's own form of where a key shall be kept.
pub(super) fn with_source<T>(to: &KeepKey, work: impl FnOnce(&secrets::KeySource<'_>) -> Result<T, secrets::Error>) -> Result<T, Problem> {
    let done = match to {
        KeepKey::Keyring => OsKeyring::connect().and_then(|keyring| work(&secrets::KeySource::Keyring(&keyring))),
        KeepKey::Passphrase(passphrase) => work(&secrets::KeySource::Passphrase(passphrase)),
    };
    done.map_err(problem::of_secrets)
}

/// Tries the keyring by writing, reading and deleting (rule 42); what it says when it fails.
pub async fn try_keyring(world: &Arc<World>) -> Option<String> {
    if world.key_store().kind != "keyring" {
        return None;
    }
    let tried = blocking(|| OsKeyring::connect().and_then(|keyring| secrets::probe(&keyring)).map_err(problem::of_secrets)).await;
    let fault = tried.err().map(|problem| problem.detail);
    lock(&world.keys.fault).clone_from(&fault.clone().unwrap_or_default());
    fault
}

/// The same when the engine starts; admins learn what is wrong.
pub async fn check_at_start(world: Arc<World>) {
    if let Some(fault) = try_keyring(&world).await {
        tracing::warn!("the keyring does not keep secrets");
        world.bus.tell(Event::ProblemRaised(Problem::new("KEYRING-TEST", fault)));
        world.bus.tell(Event::KeyChanged);
    }
}
