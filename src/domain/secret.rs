//! Passwords and passphrases in memory: wiped when dropped, without `Debug` or `Display` of the content (rule 44).

use zeroize::Zeroizing;

/// Shortest passphrase in characters (rule 43).
pub const MIN_PASSPHRASE_CHARS: usize = 12;

/// A text that must not be shown, logged or stored readably.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself, for the one call that needs it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether nothing was entered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

super::opaque_debug!(Secret);

/// The random 256-bit key of the encrypted store (rule 42): wiped when dropped, never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreKey(Zeroizing<[u8; 32]>);

impl StoreKey {
    /// Takes a key over.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key itself, for the store and for wrapping.
    #[must_use]
    pub fn reveal(&self) -> &[u8; 32] {
        &self.0
    }
}

super::opaque_debug!(StoreKey);
