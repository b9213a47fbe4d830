//! A profile folder: its lock, its key, its store. Making and opening it, before any engine runs.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::world::os_user;
use super::{backup, draw_process, keys, network_share, problem};
use crate::domain::audit::{AuditAction, AuditEntry, AuditObject};
use crate::domain::key::KeepKey;
use crate::domain::problem::Problem;
use crate::domain::recovery::RecoveryCode;
use crate::domain::secret::{Secret, StoreKey};
use crate::secrets::{self, KeyStoreInfo, OsKeyring};
use crate::store::{self, Store};

/// How long opening waits for the lock of a folder, and how often it looks.
const LOCK_PATIENCE: Duration = Duration::from_secs(2);
const LOCK_LOOK: Duration = Duration::from_millis(20);

/// Where the data key is, or shall be.
pub enum KeySource {
    /// The keyring of the operating system.
    Keyring,
    /// Wrapped by a passphrase.
    Passphrase(Secret),
}

/// How a store was found when its profile was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    Sound,
    /// The program before did not end properly: whether it is sound is not known yet.
    EndedBadly,
    /// It does not open for writing; what can be read is read.
    Damaged,
}

/// Reads a recovery code as it was typed.
///
/// # Errors
/// `RECOVERY-CODE` with the number of the first block that is not right.
pub fn typed_code(text: &str) -> Result<RecoveryCode, Problem> {
    RecoveryCode::parse(text).map_err(|slip| Problem::new("RECOVERY-CODE", slip.block().to_string()))
}

/// An open profile; the folder stays locked as long as it lives.
pub struct Profile {
    pub(super) dir: PathBuf,
    pub(super) writer: Arc<Mutex<Store>>,
    pub(super) reader: Arc<Mutex<Store>>,
    /// For long reading (saving, sending, exporting), so that lists never wait for it.
    pub(super) scanner: Arc<Mutex<Store>>,
    /// For further connections, and copies that only this profile opens.
    pub(super) key: StoreKey,
    /// Where the data key is kept, for people.
    pub key_store: KeyStoreInfo,
    /// How the store was found.
    pub(super) condition: Condition,
    /// The program that draws pages and pictures: this one. A test, which is another program, names it.
    pub drawing_program: PathBuf,
    /// Held, not read: the operating system frees it even after a crash (rule 45).
    _lock: File,
}

/// The platform's folder for the default profile.
#[must_use]
pub fn default_dir() -> Option<PathBuf> {
    Some(directories::ProjectDirs::from("", "", "kimpost")?.data_local_dir().join("profile"))
}

impl Profile {
    /// Whether a folder holds a profile.
    #[must_use]
    pub fn exists(dir: &Path) -> bool {
        Store::exists(dir)
    }

    /// Whether no engine runs on a profile folder.
    #[must_use]
    pub fn is_free(dir: &Path) -> bool {
        dir.join("lock").exists() && lock(dir).is_ok()
    }

    /// Makes an empty encrypted profile.
    ///
    /// # Errors
    /// `PROFILE-EXISTS`, `PROFILE-NETWORK`, `PROFILE-IN-USE`, key store and store problems.
    pub fn init(dir: &Path, source: &KeySource) -> Result<Self, Problem> {
        if Self::exists(dir) {
            return Err(Problem::new("PROFILE-EXISTS", dir.display().to_string()));
        }
        refuse_network_share(dir)?;
        make_private_dir(dir)?;
        let lock = lock(dir)?;
        let made = match source {
            KeySource::Keyring => {
                let keyring = OsKeyring::connect().map_err(problem::of_secrets)?;
                secrets::create_profile_key(dir, &secrets::KeySource::Keyring(&keyring))
            }
            KeySource::Passphrase(passphrase) => secrets::create_profile_key(dir, &secrets::KeySource::Passphrase(passphrase)),
        };
        let (key, info) = match made {
            // The program died before it made the store: the key is taken as it is, never replaced.
            Err(secrets::Error::Exists) => open_key(dir, source)?,
            made => made.map_err(problem::of_secrets)?,
        };
        let writer = created(dir, &key, &info)?;
        Self::new(dir, writer, &key, info, lock)
    }

    /// Opens a profile.
    ///
    /// # Errors
    /// `PROFILE-MISSING`, `PROFILE-NETWORK`, `PROFILE-IN-USE`, `KEY-…` when it stays locked, `STORE-…`.
    pub fn open(dir: &Path, source: &KeySource) -> Result<Self, Problem> {
        if !Self::exists(dir) {
            return Err(Problem::new("PROFILE-MISSING", dir.display().to_string()));
        }
        refuse_network_share(dir)?;
        let lock = lock_soon(dir)?;
        backup::sweep_profile(dir);
        let (key, info) = open_key(dir, source)?;
        let (writer, condition) = open_store(dir, &key)?;
        Ok(Self { condition, ..Self::new(dir, writer, &key, info, lock)? })
    }

    /// Opens a profile by the code of its recovery sheet, and keeps its key a new way. The store is opened before anything is
    /// changed: only a key that fits is kept.
    ///
    /// # Errors
    /// `PROFILE-MISSING`, `PROFILE-NETWORK`, `PROFILE-IN-USE`, `RECOVERY-…`, `KEY-TOO-SHORT`, `KEYRING`, `STORE-…`.
    pub fn recover(dir: &Path, code: &RecoveryCode, to: &KeepKey) -> Result<Self, Problem> {
        if !Self::exists(dir) {
            return Err(Problem::new("PROFILE-MISSING", dir.display().to_string()));
        }
        refuse_network_share(dir)?;
        let lock = lock_soon(dir)?;
        let key = secrets::key_by_code(dir, code).map_err(problem::of_secrets)?;
        let (mut writer, condition) = open_store(dir, &key)?;
        let info = keys::with_source(to, |source| secrets::keep_again(dir, &key, source, || Ok(Box::new(OsKeyring::connect()?))))?;
        let entry = AuditEntry::new(os_user(), AuditAction::KeyRecovered, AuditObject::Nothing).detail(info.kind);
        if condition != Condition::Damaged {
            writer.record(vec![entry]).map_err(problem::of_store)?;
        }
        Ok(Self { condition, ..Self::new(dir, writer, &key, info, lock)? })
    }

    /// What can open a profile, as far as its folder tells: how its key is kept and whether there is a recovery sheet.
    /// `None` where it does not tell.
    #[must_use]
    pub fn lock_facts(dir: &Path) -> Option<(&'static str, bool)> {
        secrets::key_facts(dir).ok().flatten().map(|facts| (facts.kind, facts.sheet.is_some()))
    }

    /// Makes a profile whose key is in memory only and lost with the process: the demo.
    ///
    /// # Errors
    /// Store problems.
    pub fn throw_away(dir: &Path) -> Result<Self, Problem> {
        make_private_dir(dir)?;
        let lock = lock(dir)?;
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|e| Problem::new("INTERNAL", e.to_string()))?;
        let key = StoreKey::new(bytes);
        let info = KeyStoreInfo { kind: "memory", backend: String::new() };
        let writer = created(dir, &key, &info)?;
        Self::new(dir, writer, &key, info, lock)
    }

    /// A setting of the profile, before an engine runs; empty when not set.
    #[must_use]
    pub fn setting(&self, key: &str) -> String {
        super::world::lock(&self.reader).setting(key).ok().flatten().unwrap_or_default()
    }

    fn new(dir: &Path, writer: Store, key: &StoreKey, key_store: KeyStoreInfo, lock: File) -> Result<Self, Problem> {
        let shared = |store| Arc::new(Mutex::new(store));
        let reader = Store::open_reader(dir, key).map_err(problem::of_store)?;
        let scanner = Store::open_reader(dir, key).and_then(Store::keep_little).map_err(problem::of_store)?;
        Ok(Self {
            dir: dir.to_owned(),
            writer: shared(writer),
            reader: shared(reader),
            scanner: shared(scanner),
            key: key.clone(),
            key_store,
            condition: Condition::Sound,
            drawing_program: draw_process::program(),
            _lock: lock,
        })
    }
}

fn open_key(dir: &Path, source: &KeySource) -> Result<(StoreKey, KeyStoreInfo), Problem> {
    let passphrase = match source {
        KeySource::Keyring => None,
        KeySource::Passphrase(passphrase) => Some(passphrase),
    };
    secrets::open_profile_key(dir, passphrase, || Ok(Box::new(OsKeyring::connect()?))).map_err(problem::of_secrets)
}

/// The store as it is found: one that does not open for writing is read, as far as it can be.
fn open_store(dir: &Path, key: &StoreKey) -> Result<(Store, Condition), Problem> {
    let ended_badly = Store::was_left_open(dir);
    match Store::open(dir, key) {
        Ok(writer) => Ok((writer, if ended_badly { Condition::EndedBadly } else { Condition::Sound })),
        // The first page is good, or the key would not fit: something else is not.
        Err(store::Error::Damaged(cause)) => match Store::open_reader(dir, key) {
            Ok(reader) => Ok((reader, Condition::Damaged)),
            Err(_) => Err(Problem::new("STORE-DAMAGED", cause)),
        },
        Err(error) => Err(problem::of_store(error)),
    }
}

/// An empty store whose audit log says where its key was put.
fn created(dir: &Path, key: &StoreKey, info: &KeyStoreInfo) -> Result<Store, Problem> {
    let mut store = Store::create(dir, key).map_err(problem::of_store)?;
    let entry = AuditEntry::new("", AuditAction::KeyMade, AuditObject::Nothing).detail(info.kind);
    store.record(vec![entry]).map_err(problem::of_store)?;
    Ok(store)
}

/// A store on a share could be opened by two computers at once, and lose what it took for written.
fn refuse_network_share(dir: &Path) -> Result<(), Problem> {
    if network_share::is_network_share(dir) { Err(Problem::new("PROFILE-NETWORK", dir.display().to_string())) } else { Ok(()) }
}

fn lock(dir: &Path) -> Result<File, Problem> {
    let io = |e: std::io::Error| Problem::new("PROFILE-IO", e.to_string());
    let file = File::options().create(true).truncate(false).write(true).open(dir.join("lock")).map_err(io)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Problem::new("PROFILE-IN-USE", dir.display().to_string())),
        Err(TryLockError::Error(e)) => Err(io(e)),
    }
}

/// As [`lock`], but outlasts a command that only looks whether it can open the profile: an engine that starts at that moment
/// must not fail because of it.
fn lock_soon(dir: &Path) -> Result<File, Problem> {
    let until = Instant::now() + LOCK_PATIENCE;
    loop {
        match lock(dir) {
            Err(problem) if problem.code == "PROFILE-IN-USE" && Instant::now() < until => std::thread::sleep(LOCK_LOOK),
            locked => return locked,
        }
    }
}

/// Makes the folder, for this user only where the system has such permissions; elsewhere the profile lies
/// in the user's own data folder.
fn make_private_dir(dir: &Path) -> Result<(), Problem> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let io = |e: std::io::Error| Problem::new("PROFILE-IO", e.to_string());
    // Folders that get a new name in them; they must hold it after a power cut.
    #[cfg(unix)]
    let made_in: Vec<&Path> =
        std::iter::successors(Some(dir), |dir| dir.parent()).take_while(|dir| !dir.exists()).filter_map(Path::parent).collect();
    builder.create(dir).map_err(io)?;
    #[cfg(unix)]
    for above in made_in {
        let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
        // A folder above that may not be opened is not ours; the profile is made all the same.
        if let Err(error) = File::open(above).and_then(|above| above.sync_all()) {
            tracing::warn!(%error, "a new folder could not be made durable");
        }
    }
    // A folder that was there before, with looser permissions.
    #[cfg(unix)]
    std::fs::set_permissions(dir, std::os::unix::fs::PermissionsExt::from_mode(0o700)).map_err(io)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_outlasts_a_command_that_looks_at_the_profile_and_no_engine() {
        let dir = tempfile::tempdir().unwrap();
        let looking = lock(dir.path()).unwrap();
        let end = std::thread::spawn(move || {
            std::thread::sleep(LOCK_LOOK * 3);
            drop(looking);
        });
        let held = lock_soon(dir.path()).unwrap();
        end.join().unwrap();
        assert_eq!(lock_soon(dir.path()).unwrap_err().code, "PROFILE-IN-USE");
        drop(held);
    }
}
