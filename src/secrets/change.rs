//! From one way to keep a key to another, and the recovery sheet (rule 43).
//!
//! The key itself never changes: what was stored stays as it is, and the code of a sheet stays valid whichever way the key is
//! kept. A wrong passphrase or code changes nothing.

use std::path::Path;

use super::file::{self, Recovery, Way};
use super::{Effort, Error, KeySource, KeyStoreInfo, Keyring, PURPOSE, PassphraseKey, keep, random, way_for};
use crate::domain::key::SheetFacts;
use crate::domain::recovery::{self, RecoveryCode};
use crate::domain::secret::{Secret, StoreKey};
use crate::domain::time::Timestamp;

/// Binds the second wrapping to its use, so that none can be taken for the other.
const RECOVERY: &[u8] = b"kimpost recovery key 1";

/// Keeps the key of an open profile another way. A profile with a passphrase wants it first. `keyring` is called only where an
/// entry is to be forgotten.
///
/// # Errors
/// `PassphraseNeeded`, `WrongPassphrase`, `TooShort`, `NoKeyring`, `Missing`, `Damaged`, `Io`; nothing was changed then.
pub fn change_key(
    dir: &Path,
    key: &StoreKey,
    old: Option<&Secret>,
    to: &KeySource<'_>,
    keyring: impl FnOnce() -> Result<Box<dyn Keyring>, Error>,
) -> Result<KeyStoreInfo, Error> {
    if let Way::Passphrase(wrapped) = &file::load(dir)?.way
        && wrapped.unwrap(old.ok_or(Error::PassphraseNeeded)?, PURPOSE)? != *key
    {
        return Err(Error::Damaged("it holds the key of another profile".to_owned()));
    }
    keep_again(dir, key, to, keyring)
}

/// The same for a key that was got by its recovery code.
///
/// # Errors
/// As [`change_key`].
pub fn keep_again(
    dir: &Path,
    key: &StoreKey,
    to: &KeySource<'_>,
    keyring: impl FnOnce() -> Result<Box<dyn Keyring>, Error>,
) -> Result<KeyStoreInfo, Error> {
    let mut kept = file::load(dir)?;
    let (way, info) = way_for(key, to)?;
    let before = std::mem::replace(&mut kept.way, way);
    keep(dir, &kept, to, file::replace)?;
    if let Way::Keyring { entry } = before
        && let Err(error) = keyring().and_then(|keyring| keyring.delete(&entry))
    {
        // A keyring that was lost is one reason to come here.
        tracing::warn!(%error, "the key's older entry in the keyring could not be removed");
    }
    Ok(info)
}

/// The key of a profile by the code of its newest recovery sheet; nothing is changed.
///
/// # Errors
/// `NoSheet`, `WrongCode`, `Missing`, `Damaged`, `Io`.
pub fn key_by_code(dir: &Path, code: &RecoveryCode) -> Result<StoreKey, Error> {
    let recovery = file::load(dir)?.recovery.ok_or(Error::NoSheet)?;
    recovery.key.unwrap(&code.to_secret(), RECOVERY).map_err(|error| match error {
        Error::WrongPassphrase => Error::WrongCode,
        other => other,
    })
}

/// A sheet that is not valid yet, so that it can be put on paper first: until [`NewSheet::put`] the older one is.
pub struct NewSheet {
    pub code: RecoveryCode,
    pub facts: SheetFacts,
    recovery: Recovery,
}

impl NewSheet {
    /// Draws a code and wraps the key by it.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn draw(key: &StoreKey, made: Timestamp) -> Result<Self, Error> {
        let code = RecoveryCode::of_random(&zeroize::Zeroizing::new(random()?));
        let wrapped = PassphraseKey::derive(&code.to_secret(), Effort::Start)?.wrap(key, RECOVERY)?;
        let recovery = Recovery { sheet: recovery::sheet_name(random()?), made: made.0, key: wrapped };
        Ok(Self { code, facts: recovery.facts(), recovery })
    }

    /// Makes it the valid one; every older one is void from here on.
    ///
    /// # Errors
    /// `Missing` for a profile whose key is in memory only; `Damaged`, `Io`.
    pub fn put(self, dir: &Path) -> Result<SheetFacts, Error> {
        let mut kept = file::load(dir)?;
        kept.recovery = Some(self.recovery);
        file::replace(dir, &kept)?;
        Ok(self.facts)
    }
}
