//! The key of a profile's store: in the OS keyring, or wrapped by a passphrase (rules 42 and 43).
//!
//! The only file that names the keyring. Nothing readable is ever written: `key.json` holds the way the key is kept
//! and, with a passphrase, the key wrapped by it. There is no silent fallback from one way to the other.
//! Keyring calls block (the desktop may ask the person to unlock it): call from a thread that may wait.

mod change;
mod file;
pub mod password;
mod wrapped;

use std::path::Path;

pub use change::{NewSheet, change_key, keep_again, key_by_code};
use file::{KeyFile, Way};
use zeroize::Zeroizing;

pub use wrapped::{Effort, PassphraseKey, WrappedKey};

use crate::domain::key::SheetFacts;
use crate::domain::secret::{MIN_PASSPHRASE_CHARS, Secret, StoreKey};

/// Name of our entries in the keyring.
const SERVICE: &str = "kimpost";
const KEYRING: &str = "keyring";
const PASSPHRASE: &str = "passphrase";
/// Binds a wrapped key to its use; part of the authenticated data.
const PURPOSE: &[u8] = b"kimpost store key 1";
/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system has no keyring that keeps secrets over a restart, or it refused: use a passphrase.
    #[error("no usable keyring: {0}")]
    NoKeyring(String),
    /// The profile is protected by a passphrase and none was given.
    #[error("the profile needs its passphrase")]
    PassphraseNeeded,
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// The profile has no recovery sheet.
    #[error("no recovery sheet was made for this profile")]
    NoSheet,
    /// A code that was typed well, but belongs to an older sheet or another profile.
    #[error("the recovery code does not belong to the profile's newest sheet")]
    WrongCode,
    /// The profile has no key: no `key.json`, or the keyring no longer holds the entry.
    #[error("the key of this profile is missing")]
    Missing,
    /// The profile has a key already; it is never replaced.
    #[error("this profile has a key already")]
    Exists,
    #[error("the passphrase is shorter than {MIN_PASSPHRASE_CHARS} characters")]
    TooShort,
    /// `key.json` is unreadable or was changed.
    #[error("the key file is damaged: {0}")]
    Damaged(String),
    #[error("the key file: {0}")]
    Io(#[from] std::io::Error),
}

/// Where the key of a new profile is kept.
pub enum KeySource<'a> {
    Keyring(&'a dyn Keyring),
    Passphrase(&'a Secret),
}

/// How a profile keeps its key, for settings and `doctor`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyStoreInfo {
    /// `keyring` or `passphrase`: the word of the command line.
    pub kind: &'static str,
    /// Name of the keyring, for instance `Secret Service`; empty for a passphrase.
    pub backend: String,
}

/// What `key.json` tells without opening anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFacts {
    /// `keyring` or `passphrase`.
    pub kind: &'static str,
    /// The sheet that is valid.
    pub sheet: Option<SheetFacts>,
}

/// A place that keeps small secrets over a restart. Calls may block for as long as a person takes to unlock it.
pub trait Keyring {
    /// Its name for the settings.
    fn backend(&self) -> String;
    /// # Errors
    /// [`Error::NoKeyring`] with the system's words.
    fn write(&self, entry: &str, secret: &[u8]) -> Result<(), Error>;
    /// `None` if there is no such entry.
    ///
    /// # Errors
    /// [`Error::NoKeyring`].
    fn read(&self, entry: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Error>;
    /// # Errors
    /// [`Error::NoKeyring`].
    fn delete(&self, entry: &str) -> Result<(), Error>;
}

/// The keyring of the operating system: Windows Credential Manager, macOS Keychain, Secret Service. All of them keep
/// secrets over a restart; the kernel's keyutils and mock stores are not even compiled in.
pub struct OsKeyring(());

impl OsKeyring {
    /// Connects to the keyring.
    ///
    /// # Errors
    /// [`Error::NoKeyring`] when there is none.
    pub fn connect() -> Result<Self, Error> {
        match keyring::Entry::store_status() {
            Ok(()) => Ok(Self(())),
            Err(error) => Err(Error::NoKeyring(error.to_string())),
        }
    }
}

impl Keyring for OsKeyring {
    fn backend(&self) -> String {
        let name = if cfg!(windows) {
            "Windows Credential Manager"
        } else if cfg!(target_os = "macos") {
            "macOS Keychain"
        } else {
            "Secret Service"
        };
        name.to_owned()
    }

    fn write(&self, entry: &str, secret: &[u8]) -> Result<(), Error> {
        open_entry(entry)?.set_secret(secret).map_err(refused)
    }

    fn read(&self, entry: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        match open_entry(entry)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(refused(error)),
        }
    }

    fn delete(&self, entry: &str) -> Result<(), Error> {
        match open_entry(entry)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(refused(error)),
        }
    }
}

fn open_entry(entry: &str) -> Result<keyring::Entry, Error> {
    keyring::Entry::new(SERVICE, entry).map_err(refused)
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function for map_err")]
fn refused(error: keyring::Error) -> Error {
    Error::NoKeyring(error.to_string())
}

/// Writes, reads and deletes a throw-away entry (rule 42).
///
/// # Errors
/// [`Error::NoKeyring`] if any step fails or gives back something else.
pub fn probe(keyring: &dyn Keyring) -> Result<(), Error> {
    let entry = format!("probe-{}", hex(&random::<8>()?));
    let secret = random::<16>()?;
    keyring.write(&entry, &secret)?;
    let back = keyring.read(&entry);
    keyring.delete(&entry)?;
    if back?.is_none_or(|back| back.as_slice() != secret) {
        return Err(Error::NoKeyring("the keyring does not give back what was written".to_owned()));
    }
    if keyring.read(&entry)?.is_some() {
        return Err(Error::NoKeyring("the keyring does not delete".to_owned()));
    }
    Ok(())
}

/// How the profile keeps its key (`keyring` or `passphrase`), and which recovery sheet opens it: `None` without `key.json`.
///
/// # Errors
/// `Damaged`, `Io`.
pub fn key_facts(dir: &Path) -> Result<Option<KeyFacts>, Error> {
    match file::load(dir) {
        Ok(file) => Ok(Some(KeyFacts { kind: file.way.kind(), sheet: file.recovery.map(|recovery| recovery.facts()) })),
        Err(Error::Missing) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes the random key of a new profile and keeps it. The keyring is probed before.
///
/// # Errors
/// `Exists`, `NoKeyring`, `TooShort`, `Io`.
pub fn create_profile_key(dir: &Path, source: &KeySource<'_>) -> Result<(StoreKey, KeyStoreInfo), Error> {
    if dir.join(file::FILE).try_exists()? {
        return Err(Error::Exists);
    }
    let key = StoreKey::new(random::<32>()?);
    let (way, info) = way_for(&key, source)?;
    keep(dir, &KeyFile { way, recovery: None }, source, file::create)?;
    Ok((key, info))
}

/// Keeps a key in a place, before any file names that place. A keyring is probed, and read back from.
fn way_for(key: &StoreKey, source: &KeySource<'_>) -> Result<(Way, KeyStoreInfo), Error> {
    match source {
        KeySource::Keyring(keyring) => {
            probe(*keyring)?;
            let entry = format!("profile-{}", hex(&random::<16>()?));
            keyring.write(&entry, key.reveal())?;
            if keyring.read(&entry)?.is_none_or(|back| back.as_slice() != key.reveal()) {
                return Err(Error::NoKeyring("the keyring does not give back what was written".to_owned()));
            }
            Ok((Way::Keyring { entry }, KeyStoreInfo { kind: KEYRING, backend: keyring.backend() }))
        }
        KeySource::Passphrase(passphrase) => {
            let wrapped = PassphraseKey::derive(passphrase, Effort::Start)?.wrap(key, PURPOSE)?;
            Ok((Way::Passphrase(wrapped), KeyStoreInfo { kind: PASSPHRASE, backend: String::new() }))
        }
    }
}

/// Writes `key.json`. Where that fails, the entry made for it is taken back, unless the file names it all the same.
fn keep(dir: &Path, file: &KeyFile, source: &KeySource<'_>, write: impl FnOnce(&Path, &KeyFile) -> Result<(), Error>) -> Result<(), Error> {
    let written = write(dir, file);
    if written.is_err()
        && let (Way::Keyring { entry }, KeySource::Keyring(keyring)) = (&file.way, source)
        && file::load(dir).map_or_else(|error| matches!(error, Error::Missing), |kept| !kept.way.is_entry(entry))
    {
        keyring.delete(entry)?;
    }
    written
}

/// Gets the key of a profile the way it is kept. `keyring` is called only for a profile kept in one.
///
/// # Errors
/// `Missing`, `PassphraseNeeded`, `WrongPassphrase`, `NoKeyring`, `Damaged`, `Io`.
pub fn open_profile_key(
    dir: &Path,
    passphrase: Option<&Secret>,
    keyring: impl FnOnce() -> Result<Box<dyn Keyring>, Error>,
) -> Result<(StoreKey, KeyStoreInfo), Error> {
    match file::load(dir)?.way {
        Way::Keyring { entry } => {
            let keyring = keyring()?;
            let secret = keyring.read(&entry)?.ok_or(Error::Missing)?;
            let bytes = secret.as_slice().try_into().map_err(|_| Error::Damaged("the keyring's entry has a wrong length".to_owned()))?;
            Ok((StoreKey::new(bytes), KeyStoreInfo { kind: KEYRING, backend: keyring.backend() }))
        }
        Way::Passphrase(wrapped) => {
            let key = wrapped.unwrap(passphrase.ok_or(Error::PassphraseNeeded)?, PURPOSE)?;
            Ok((key, KeyStoreInfo { kind: PASSPHRASE, backend: String::new() }))
        }
    }
}

/// A new random key.
///
/// # Errors
/// When the system gives no random numbers.
pub fn random_key() -> Result<StoreKey, Error> {
    random::<32>().map(StoreKey::new)
}

fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| Error::Io(std::io::Error::other(e.to_string())))?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
