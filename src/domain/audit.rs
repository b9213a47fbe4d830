//! The audit log (rules 57 and 58): which acts it knows, what a record holds, and what is asked of it.
//!
//! A record never says what a mail is about: it names a mail, an account or a person by a keyed hash, and its details are words
//! of this program (states, codes, hashes of files). Only the name under which somebody acted stands there in clear.

use super::ids::{AccountId, MailId};
use super::time::Timestamp;

/// The result of an act that went well; otherwise a problem's code stands there.
pub const WENT_WELL: &str = "ok";

/// Defines the acts with their words, which are a public contract of store, command line and export.
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $word:literal),+ $(,)?) => {
        /// What was done; a text `audit-action-…` for each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum AuditAction { $($(#[$doc])* $name),+ }

        impl AuditAction {
            /// Every one, in the order of the choice on the screen.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The stable word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }
    };
}

actions! {
    SignedIn = "sign-in",
    SignedOut = "sign-out",
    PasswordChanged = "password-changed",
    MailOpened = "mail-opened",
    /// A copy for another program.
    FileOpened = "file-opened",
    /// Attachments or raw mails written as files; the detail is the SHA-256 of each.
    Exported = "exported",
    Printed = "printed",
    /// Into the trash or back; the detail says which.
    MailMoved = "mail-moved",
    MailDeleted = "mail-deleted",
    /// For good, out of the trash.
    MailPurged = "mail-purged",
    MailsImported = "mails-imported",
    /// „Senden" by a person.
    Sent = "sent",
    /// „Erneut senden" (rule 20).
    SentAgain = "sent-again",
    /// „Als gesendet ablegen"
    SendSettled = "send-settled",
    SendCancelled = "send-cancelled",
    /// Each state of an outgoing mail; the detail is its word.
    SendState = "send-state",
    ReceiptSent = "receipt-sent",
    ReceiptDeclined = "receipt-declined",
    /// „Kassenantwort erneut übernehmen"; the detail is the result of the run.
    TakenOverAgain = "taken-over-again",
    AccountChanged = "account-changed",
    AccountsExported = "accounts-exported",
    CertificateAccepted = "certificate-accepted",
    PersonChanged = "person-changed",
    RightsChanged = "rights-changed",
    SettingChanged = "setting-changed",
    KeyMade = "key-made",
    /// Kept another way, or with another passphrase; the detail says which.
    KeyChanged = "key-changed",
    /// By the code of a recovery sheet; the detail says how the key is kept since.
    KeyRecovered = "key-recovered",
    SheetMade = "recovery-sheet-made",
    BackupMade = "backup-made",
    BackupRestored = "backup-restored",
    ClockJumped = "clock-jumped",
    LogBegun = "audit-begun",
    LogViewed = "audit-viewed",
    LogExported = "audit-exported",
    LogVerified = "audit-verified",
}

impl AuditAction {
    /// Reads a word of the store or the command line.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.as_str() == word)
    }
}

/// What an act is about, as the engine names it.
#[derive(Clone, PartialEq, Eq)]
pub enum AuditObject {
    Nothing,
    Mail(MailId),
    Account(AccountId),
    /// An account by its address: one that is made just now.
    Address(String),
    /// A person by name.
    Person(String),
}

super::opaque_debug!(AuditObject);

/// An act to be recorded; number, time and chain are the store's.
#[derive(Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Under which name; empty for the program itself.
    pub person: String,
    pub action: AuditAction,
    pub object: AuditObject,
    /// A word of this program, never of a mail.
    pub detail: String,
    /// [`WENT_WELL`] or a problem's code.
    pub result: String,
}

super::opaque_debug!(AuditEntry);

impl AuditEntry {
    /// An act that went well.
    #[must_use]
    pub fn new(person: impl Into<String>, action: AuditAction, object: AuditObject) -> Self {
        Self { person: person.into(), action, object, detail: String::new(), result: WENT_WELL.to_owned() }
    }

    /// With a detail.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// With another result.
    #[must_use]
    pub fn result(mut self, result: &str) -> Self {
        result.clone_into(&mut self.result);
        self
    }
}

/// A record as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRecord {
    /// Its place in the order of things, whatever the clock said.
    pub number: i64,
    pub at: Timestamp,
    pub person: String,
    /// A word of [`AuditAction`], or one of a newer program.
    pub action: String,
    /// `mail`, `account`, `person` or empty.
    pub kind: String,
    /// Keyed hash of Message-ID, address or name; empty for nothing.
    pub object: String,
    /// Where the mail still is.
    pub mail: Option<MailId>,
    pub detail: String,
    pub result: String,
    /// Its link in the chain, hexadecimal.
    pub link: String,
}

/// Which records are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    pub person: Option<String>,
    pub action: Option<AuditAction>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// About what has this keyed hash.
    pub object: Option<String>,
    /// About this mail: „who opened it?"
    pub mail: Option<MailId>,
}

/// A page of records, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditPage {
    pub records: Vec<AuditRecord>,
    /// There are older ones.
    pub more: bool,
    /// Everybody who stands in the log.
    pub people: Vec<String>,
    /// Accounts and people of this profile by their keyed hash.
    pub names: Vec<(String, String)>,
}

/// What a check of the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditCheck {
    /// So many records fit.
    pub records: i64,
    /// The number of the first record that does not fit or is missing.
    pub first_bad: Option<i64>,
    /// The last link, to be noted elsewhere; empty when something does not fit.
    pub head: String,
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn words_are_told_apart_and_read_again() {
        let words: HashSet<&str> = AuditAction::ALL.iter().map(|action| action.as_str()).collect();
        assert_eq!(words.len(), AuditAction::ALL.len());
        for action in AuditAction::ALL {
            assert_eq!(AuditAction::from_word(action.as_str()), Some(*action));
            for language in ["de", "en"] {
                let texts = std::fs::read_to_string(format!("{}/i18n/{language}/kimpost.ftl", env!("CARGO_MANIFEST_DIR"))).unwrap();
                let key = format!("audit-action-{} =", action.as_str());
                assert!(texts.lines().any(|line| line.starts_with(&key)), "{language}: {key}");
            }
        }
        assert_eq!(AuditAction::from_word("opened"), None);
    }
}
