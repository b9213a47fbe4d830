//! Passwords of people: kept as Argon2id hashes only, in the encrypted store.

use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use super::{Error, random};
use crate::domain::secret::Secret;

/// As much memory as for the key file at least, but one pass: every call of the command line signs in. More than OWASP's
/// first choice (46 MiB, one pass); the hash lies in the encrypted store, and the pause bounds tries from outside.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 1;

/// The hash of a password with a salt of its own, as a PHC string.
///
/// # Errors
/// `Io` when the system gives no random numbers.
pub fn hash(password: &Secret) -> Result<String, Error> {
    let failed = |e: String| Error::Damaged(e);
    let salt = SaltString::encode_b64(&random::<16>()?).map_err(|e| failed(e.to_string()))?;
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|e| failed(e.to_string()))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2.hash_password(password.reveal().as_bytes(), &salt).map_err(|e| failed(e.to_string()))?;
    Ok(hash.to_string())
}

/// Whether a password is the one of a hash. Without a hash nothing is right, and it takes as long to say so: the time
/// must not tell whether a name exists.
pub fn is_right(password: &Secret, hash_text: &str) -> bool {
    match PasswordHash::new(hash_text) {
        Ok(known) => Argon2::default().verify_password(password.reveal().as_bytes(), &known).is_ok(),
        Err(_) => {
            let _same_time = hash(password);
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_itself_is_right() {
        let [right, wrong] = ["Grüße an 9 Igel", "Grüsse an 9 Igel"].map(Secret::new);
        let kept = hash(&right).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=65536,t=1,p=1$") && !kept.contains("Igel"));
        assert_ne!(kept, hash(&right).unwrap(), "every hash has its own salt");
        assert!(is_right(&right, &kept) && !is_right(&wrong, &kept));
        assert!(!is_right(&right, "") && !is_right(&Secret::new(""), "") && !is_right(&right, "$argon2id$broken"));
    }
}
