//! The key of a profile as people see it: where it is kept, and which recovery sheet opens it (rules 42 and 43).

use super::secret::Secret;
use super::time::Timestamp;

/// Where a person wants the key to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeepKey {
    /// In the keyring of the operating system.
    Keyring,
    /// Wrapped by this passphrase.
    Passphrase(Secret),
}

/// Which recovery sheet is valid. Nothing here opens anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFacts {
    /// Stands on the sheet.
    pub name: String,
    pub made: Timestamp,
}

/// How the key is kept now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyState {
    /// `keyring`, `passphrase` or `memory`: the words of the command line.
    pub kind: String,
    /// Name of the keyring, for instance `Secret Service`; empty for a passphrase.
    pub backend: String,
    /// What the keyring said when it was tried at the start (rule 42); empty when it keeps secrets, or is not used.
    pub fault: String,
    pub sheet: Option<SheetFacts>,
}

/// The words on a sheet, in the language of the person: the engine translates nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetWords {
    pub title: String,
    /// Paragraphs above the code.
    pub above: Vec<String>,
    /// Names of the lines „Blatt“, „Angelegt“ and „Profil“.
    pub name: String,
    pub made: String,
    pub profile: String,
    /// Paragraphs below the code.
    pub below: Vec<String>,
}
