//! The key of a profile's store: in the OS keyring, or wrapped by a passphrase (rules 42 and 43).
//!
//! The only file that names the keyring. Nothing readable is ever written: `key.json` holds the way the key is kept
//! and, with a passphrase, the key wrapped by it. There is no silent fallback from one way to the other.
//! Keyring calls block (the desktop may ask the person to unlock it): call from a thread that may wait.

use std::path::Path;

use crate::domain::secret::{Secret, StoreKey};

/// Shortest passphrase in characters (rule 43).
pub const MIN_PASSPHRASE_CHARS: usize = 12;

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
    fn read(&self, entry: &str) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, Error>;
    /// # Errors
    /// [`Error::NoKeyring`].
    fn delete(&self, entry: &str) -> Result<(), Error>;
}

/// The keyring of the operating system: Windows Credential Manager, macOS Keychain, Secret Service.
pub struct OsKeyring {}

impl OsKeyring {
    /// Connects to the keyring.
    ///
    /// # Errors
    /// [`Error::NoKeyring`] when there is none, or only one that forgets at restart.
    pub fn connect() -> Result<Self, Error> {
        unimplemented!()
    }
}

/// Writes, reads and deletes a throw-away entry (rule 42).
///
/// # Errors
/// [`Error::NoKeyring`] if any step fails or gives back something else.
pub fn probe(keyring: &dyn Keyring) -> Result<(), Error> {
    unimplemented!()
}

/// Whether the profile has a key, and which way: `None` without `key.json`.
pub fn key_kind(dir: &Path) -> Result<Option<&'static str>, Error> {
    unimplemented!()
}

/// Makes the random key of a new profile and keeps it. The keyring is probed before.
///
/// # Errors
/// `Exists`, `NoKeyring`, `TooShort`, `Io`.
pub fn create_profile_key(dir: &Path, source: &KeySource<'_>) -> Result<(StoreKey, KeyStoreInfo), Error> {
    unimplemented!()
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
    unimplemented!()
}
