//! A key wrapped by a passphrase (Argon2id, XChaCha20-Poly1305), for `key.json` and for backups.
//!
//! Nothing here touches a file. A wrapped key may lie anywhere: without the passphrase it tells nothing.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{Error, random};
use crate::domain::secret::{MIN_PASSPHRASE_CHARS, Secret, StoreKey};

/// Passes over the memory, in one lane.
const PASSES: u32 = 3;
/// What a wrapped key may ask for: never below the rule, never more than a small PC has.
const MEMORY_RANGE: std::ops::RangeInclusive<u32> = 64 * 1024..=1024 * 1024;
/// Most work it may ask for, as KiB times passes, about ten times what is written today: a file of strangers must not hold the
/// program for minutes.
const MAX_WORK: u64 = 4 << 20;

/// A key as it is written down.
#[derive(Serialize, Deserialize)]
pub struct WrappedKey {
    memory_kib: u32,
    passes: u32,
    salt: String,
    nonce: String,
    wrapped: String,
}

impl WrappedKey {
    /// The key inside. `purpose` must be what it was wrapped with.
    ///
    /// # Errors
    /// `WrongPassphrase` also where `purpose` differs; `Damaged`.
    pub fn unwrap(&self, passphrase: &Secret, purpose: &[u8]) -> Result<StoreKey, Error> {
        let bytes = |text: &str| BASE64.decode(text).map_err(|e| Error::Damaged(e.to_string()));
        let (salt, nonce, wrapped) = (bytes(&self.salt)?, bytes(&self.nonce)?, bytes(&self.wrapped)?);
        let work = u64::from(self.memory_kib) * u64::from(self.passes);
        if !MEMORY_RANGE.contains(&self.memory_kib) || self.passes == 0 || work > MAX_WORK || nonce.len() != 24 || salt.len() < 16 {
            return Err(Error::Damaged("impossible parameters".to_owned()));
        }
        let key = derive(passphrase, &salt, self.memory_kib, self.passes)?;
        let inside = cipher(&key)
            .decrypt(XNonce::from_slice(&nonce), Payload { msg: &wrapped, aad: purpose })
            .map(Zeroizing::new)
            .map_err(|_| Error::WrongPassphrase)?;
        Ok(StoreKey::new(inside.as_slice().try_into().map_err(|_| Error::Damaged("the key has a wrong length".to_owned()))?))
    }
}

/// How much memory Argon2id takes, and with it how long each guess: RFC 9106 asks for 64 MiB at least with 3 passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// 64 MiB: for what is opened at every start; it never leaves the computer.
    Start,
    /// 128 MiB: for files that are carried elsewhere.
    File,
}

impl Effort {
    const fn memory_kib(self) -> u32 {
        match self {
            Self::Start => 64 * 1024,
            Self::File => 128 * 1024,
        }
    }
}

/// A passphrase turned into a key, with which any number of keys can be wrapped without asking for it again.
pub struct PassphraseKey {
    memory_kib: u32,
    passes: u32,
    salt: [u8; 16],
    key: Zeroizing<[u8; 32]>,
}

impl PassphraseKey {
    /// Takes some tenths of a second, and the memory for as long.
    ///
    /// # Errors
    /// `TooShort`.
    pub fn derive(passphrase: &Secret, effort: Effort) -> Result<Self, Error> {
        if passphrase.reveal().chars().count() < MIN_PASSPHRASE_CHARS {
            return Err(Error::TooShort);
        }
        let (salt, memory_kib) = (random::<16>()?, effort.memory_kib());
        let key = derive(passphrase, &salt, memory_kib, PASSES)?;
        Ok(Self { memory_kib, passes: PASSES, salt, key })
    }

    /// Wraps a key. What `purpose` says is authenticated with it.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn wrap(&self, key: &StoreKey, purpose: &[u8]) -> Result<WrappedKey, Error> {
        let nonce = random::<24>()?;
        let wrapped = cipher(&self.key)
            .encrypt(XNonce::from_slice(&nonce), Payload { msg: key.reveal(), aad: purpose })
            .map_err(|_| Error::Damaged("wrapping failed".to_owned()))?;
        let [salt, nonce, wrapped] = [&self.salt[..], &nonce, &wrapped].map(|bytes| BASE64.encode(bytes));
        Ok(WrappedKey { memory_kib: self.memory_kib, passes: self.passes, salt, nonce, wrapped })
    }

    /// As a text for the encrypted store, and only for it.
    #[must_use]
    pub fn to_secret(&self) -> Secret {
        let key = Zeroizing::new(BASE64.encode(self.key.as_slice()));
        Secret::new(format!("{} {} {} {}", self.memory_kib, self.passes, BASE64.encode(self.salt), key.as_str()))
    }

    /// From such a text.
    ///
    /// # Errors
    /// `Damaged`.
    pub fn from_secret(secret: &Secret) -> Result<Self, Error> {
        let damaged = || Error::Damaged("not a key of backups".to_owned());
        let mut parts = secret.reveal().split(' ');
        let mut next = || parts.next().ok_or_else(damaged);
        let memory_kib = next()?.parse().map_err(|_| damaged())?;
        let passes = next()?.parse().map_err(|_| damaged())?;
        let salt = BASE64.decode(next()?).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(damaged)?;
        let key = Zeroizing::new(BASE64.decode(next()?).map_err(|_| damaged())?);
        let key = Zeroizing::new(key.as_slice().try_into().map_err(|_| damaged())?);
        Ok(Self { memory_kib, passes, salt, key })
    }
}

fn derive(passphrase: &Secret, salt: &[u8], memory_kib: u32, passes: u32) -> Result<Zeroizing<[u8; 32]>, Error> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|e| Error::Damaged(e.to_string()))?;
    let mut key = Zeroizing::new([0_u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.reveal().as_bytes(), salt, key.as_mut_slice())
        .map_err(|e| Error::Damaged(e.to_string()))?;
    Ok(key)
}

fn cipher(key: &Zeroizing<[u8; 32]>) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(Key::from_slice(key.as_slice()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_once_typed_wraps_again_and_again() {
        let passphrase = Secret::new("Zwölf Zeichen und mehr");
        let typed = PassphraseKey::derive(&passphrase, Effort::File).unwrap();
        let kept = PassphraseKey::from_secret(&typed.to_secret()).unwrap();
        let key = StoreKey::new([7; 32]);
        let wrapped = kept.wrap(&key, b"a").unwrap();
        assert!(wrapped.unwrap(&passphrase, b"a").unwrap() == key);
        assert!(matches!(wrapped.unwrap(&passphrase, b"b"), Err(Error::WrongPassphrase)), "made for something else");
        assert!(matches!(wrapped.unwrap(&Secret::new("Zwölf Zeichen weniger"), b"a"), Err(Error::WrongPassphrase)));
        assert!(PassphraseKey::from_secret(&Secret::new("1 2 3")).is_err());
        // Work for minutes, and memory that a small PC does not have.
        for (memory_kib, passes) in [(1 << 20, 64), (64 << 10, 65), (1 << 21, 1), (64 << 10, 0)] {
            let greedy = WrappedKey {
                memory_kib,
                passes,
                salt: wrapped.salt.clone(),
                nonce: wrapped.nonce.clone(),
                wrapped: wrapped.wrapped.clone(),
            };
            assert!(matches!(greedy.unwrap(&passphrase, b"a"), Err(Error::Damaged(_))), "{memory_kib} KiB, {passes} passes");
        }
    }
}
