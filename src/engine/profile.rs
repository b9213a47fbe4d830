//! A profile folder: its lock, its key, its store. Making and opening it, before any engine runs.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::{backup, draw_process, problem};
use crate::domain::audit::{AuditAction, AuditEntry, AuditObject};
use crate::domain::problem::Problem;
use crate::domain::secret::{Secret, StoreKey};
use crate::secrets::{self, KeyStoreInfo, OsKeyring};
use crate::store::Store;

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
    /// `PROFILE-EXISTS`, `PROFILE-IN-USE`, key store and store problems.
    pub fn init(dir: &Path, source: &KeySource) -> Result<Self, Problem> {
        if Self::exists(dir) {
            return Err(Problem::new("PROFILE-EXISTS", dir.display().to_string()));
        }
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
    /// `PROFILE-MISSING`, `PROFILE-IN-USE`, `KEY-…` when it stays locked, `STORE-…`.
    pub fn open(dir: &Path, source: &KeySource) -> Result<Self, Problem> {
        if !Self::exists(dir) {
            return Err(Problem::new("PROFILE-MISSING", dir.display().to_string()));
        }
        let lock = lock_soon(dir)?;
        backup::sweep_profile(dir);
        let (key, info) = open_key(dir, source)?;
        let writer = Store::open(dir, &key).map_err(problem::of_store)?;
        Self::new(dir, writer, &key, info, lock)
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

/// An empty store whose audit log says where its key was put.
fn created(dir: &Path, key: &StoreKey, info: &KeyStoreInfo) -> Result<Store, Problem> {
    let mut store = Store::create(dir, key).map_err(problem::of_store)?;
    let entry = AuditEntry::new("", AuditAction::KeyMade, AuditObject::Nothing).detail(info.kind);
    store.record(vec![entry]).map_err(problem::of_store)?;
    Ok(store)
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
    builder.create(dir).map_err(io)?;
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
