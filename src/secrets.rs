//! The key of a profile's store: in the OS keyring, or wrapped by a passphrase (rules 42 and 43).
//!
//! The only file that names the keyring. Nothing readable is ever written: `key.json` holds the way the key is kept
//! and, with a passphrase, the key wrapped by it. There is no silent fallback from one way to the other.
//! Keyring calls block (the desktop may ask the person to unlock it): call from a thread that may wait.

pub mod password;
mod wrapped;

use std::io::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use wrapped::{Effort, PassphraseKey, WrappedKey};

use crate::domain::secret::{MIN_PASSPHRASE_CHARS, Secret, StoreKey};

/// Name of our entries in the keyring.
const SERVICE: &str = "kimpost";
const FILE: &str = "key.json";
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

/// `key.json`: how the key is kept. Holds no secret that is not wrapped.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum KeyFile {
    /// The name of the entry is random, so that no profile can overwrite the key of another one.
    Keyring {
        entry: String,
    },
    Passphrase(WrappedKey),
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

/// Which way the profile keeps its key (`keyring` or `passphrase`): `None` without `key.json`.
///
/// # Errors
/// `Damaged`, `Io`.
pub fn key_kind(dir: &Path) -> Result<Option<&'static str>, Error> {
    match load(dir) {
        Ok(KeyFile::Keyring { .. }) => Ok(Some("keyring")),
        Ok(KeyFile::Passphrase(_)) => Ok(Some("passphrase")),
        Err(Error::Missing) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes the random key of a new profile and keeps it. The keyring is probed before.
///
/// # Errors
/// `Exists`, `NoKeyring`, `TooShort`, `Io`.
pub fn create_profile_key(dir: &Path, source: &KeySource<'_>) -> Result<(StoreKey, KeyStoreInfo), Error> {
    if dir.join(FILE).try_exists()? {
        return Err(Error::Exists);
    }
    let key = StoreKey::new(random::<32>()?);
    match source {
        KeySource::Keyring(keyring) => {
            probe(*keyring)?;
            let entry = format!("profile-{}", hex(&random::<16>()?));
            keyring.write(&entry, key.reveal())?;
            if keyring.read(&entry)?.is_none_or(|back| back.as_slice() != key.reveal()) {
                return Err(Error::NoKeyring("the keyring does not give back what was written".to_owned()));
            }
            if let Err(error) = save(dir, &KeyFile::Keyring { entry: entry.clone() }) {
                keyring.delete(&entry)?;
                return Err(error);
            }
            Ok((key, KeyStoreInfo { kind: "keyring", backend: keyring.backend() }))
        }
        KeySource::Passphrase(passphrase) => {
            save(dir, &KeyFile::Passphrase(PassphraseKey::derive(passphrase, Effort::Start)?.wrap(&key, PURPOSE)?))?;
            Ok((key, KeyStoreInfo { kind: "passphrase", backend: String::new() }))
        }
    }
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
    match load(dir)? {
        KeyFile::Keyring { entry } => {
            let keyring = keyring()?;
            let secret = keyring.read(&entry)?.ok_or(Error::Missing)?;
            let bytes = secret.as_slice().try_into().map_err(|_| Error::Damaged("the keyring's entry has a wrong length".to_owned()))?;
            Ok((StoreKey::new(bytes), KeyStoreInfo { kind: "keyring", backend: keyring.backend() }))
        }
        KeyFile::Passphrase(wrapped) => {
            let key = wrapped.unwrap(passphrase.ok_or(Error::PassphraseNeeded)?, PURPOSE)?;
            Ok((key, KeyStoreInfo { kind: "passphrase", backend: String::new() }))
        }
    }
}

fn load(dir: &Path) -> Result<KeyFile, Error> {
    let text = match std::fs::read_to_string(dir.join(FILE)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Error::Missing),
        Err(error) => return Err(error.into()),
    };
    serde_json::from_str(&text).map_err(|e| Error::Damaged(e.to_string()))
}

/// Writes `key.json` durably and never over an existing one: losing it would lose the profile.
fn save(dir: &Path, file: &KeyFile) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(file).map_err(|e| Error::Damaged(e.to_string()))?;
    let unfinished = dir.join("key.new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&unfinished)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()?;
    drop(out);
    let file = dir.join(FILE);
    if file.try_exists()? {
        return Err(Error::Exists);
    }
    std::fs::rename(&unfinished, &file)?;
    #[cfg(unix)]
    std::fs::File::open(dir)?.sync_all()?;
    Ok(())
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
mod tests {
    use std::cell::RefCell;
    use std::collections::HashMap;
    use std::rc::Rc;

    use super::*;

    #[derive(Clone, Default)]
    struct Fake {
        entries: Rc<RefCell<HashMap<String, Vec<u8>>>>,
        forgets: bool,
    }

    impl Keyring for Fake {
        fn backend(&self) -> String {
            "fake".into()
        }
        fn write(&self, entry: &str, secret: &[u8]) -> Result<(), Error> {
            if !self.forgets {
                self.entries.borrow_mut().insert(entry.into(), secret.into());
            }
            Ok(())
        }
        fn read(&self, entry: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
            Ok(self.entries.borrow().get(entry).cloned().map(Zeroizing::new))
        }
        fn delete(&self, entry: &str) -> Result<(), Error> {
            self.entries.borrow_mut().remove(entry);
            Ok(())
        }
    }

    fn never() -> Result<Box<dyn Keyring>, Error> {
        panic!("the keyring is not needed")
    }

    #[test]
    fn a_keyring_keeps_the_key_and_nothing_of_it_is_in_the_profile() {
        let dir = tempfile::tempdir().unwrap();
        let fake = Fake::default();
        let (key, info) = create_profile_key(dir.path(), &KeySource::Keyring(&fake)).unwrap();
        assert_eq!((info.kind, key_kind(dir.path()).unwrap()), ("keyring", Some("keyring")));
        assert_eq!(fake.entries.borrow().len(), 1, "the probe cleaned up");
        let (again, _) = open_profile_key(dir.path(), None, || Ok(Box::new(fake.clone()))).unwrap();
        assert!(again == key);
        assert!(!std::fs::read_to_string(dir.path().join(FILE)).unwrap().contains(&hex(key.reveal())));
        assert!(matches!(create_profile_key(dir.path(), &KeySource::Keyring(&fake)), Err(Error::Exists)));
        fake.entries.borrow_mut().clear();
        assert!(matches!(open_profile_key(dir.path(), None, || Ok(Box::new(fake.clone()))), Err(Error::Missing)));
    }

    #[test]
    fn a_keyring_that_forgets_does_not_count() {
        let dir = tempfile::tempdir().unwrap();
        let fake = Fake { forgets: true, ..Fake::default() };
        assert!(matches!(create_profile_key(dir.path(), &KeySource::Keyring(&fake)), Err(Error::NoKeyring(_))));
        assert_eq!(key_kind(dir.path()).unwrap(), None);
    }

    #[test]
    fn a_passphrase_wraps_the_key() {
        let dir = tempfile::tempdir().unwrap();
        let right = Secret::new("Zwölf Zeichen und mehr");
        assert!(matches!(create_profile_key(dir.path(), &KeySource::Passphrase(&Secret::new("zwölfzeiche"))), Err(Error::TooShort)));
        let (key, _) = create_profile_key(dir.path(), &KeySource::Passphrase(&right)).unwrap();
        assert!(open_profile_key(dir.path(), Some(&right), never).unwrap().0 == key);
        let wrong = Secret::new("Zwölf Zeichen und weniger");
        assert!(matches!(open_profile_key(dir.path(), Some(&wrong), never), Err(Error::WrongPassphrase)));
        assert!(matches!(open_profile_key(dir.path(), None, never), Err(Error::PassphraseNeeded)));
        // A weakened or broken file is refused before any work.
        let file = dir.path().join(FILE);
        let text = std::fs::read_to_string(&file).unwrap();
        for broken in [text.replace("65536", "8"), text.replace("65536", "99999999"), "{".to_owned()] {
            std::fs::write(&file, broken).unwrap();
            assert!(matches!(open_profile_key(dir.path(), Some(&right), never), Err(Error::Damaged(_))));
        }
    }
}
