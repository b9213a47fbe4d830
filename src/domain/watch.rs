//! Ausgangsordner der Praxissoftware: folders whose files become mails, and the eAU that wait to be sent together.
//! Plain values and the rules that need nothing else; no file is touched here.

use std::path::PathBuf;

use super::ids::{AccountId, MailId};
use super::opaque_debug;
use super::time::Timestamp;

/// Where what was sent lies afterwards, inside the watched folder.
pub const SENT: &str = "gesendet";
/// Where a file lies whose bytes were sent before.
pub const TWICE: &str = "doppelt";
/// Where a file lies that cannot be sent.
pub const FAILED: &str = "Fehler";

/// A watched folder.
#[derive(Clone, PartialEq, Eq)]
pub struct WatchFolder {
    pub id: i64,
    /// The account that sends what lies there.
    pub account: AccountId,
    /// What lies there: a Dienstkennung of the rules, or the beginning of one; empty: told by file name and content.
    pub dienstkennung: String,
    pub path: PathBuf,
}

opaque_debug!(WatchFolder);

/// What can be sent out of a folder, with the words of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchKind {
    pub dienstkennung: String,
    pub word_de: String,
    pub word_en: String,
    /// Name, Dienstkennung or form are an assumption of this project (`[A]`).
    pub assumed: bool,
}

/// What became of a dropped file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WatchResult {
    /// It lies in the outbox, was sent, or waits for the Sammelversand.
    Queued,
    /// The same bytes were sent before.
    Twice,
    Failed,
}

impl WatchResult {
    /// Every result.
    pub const ALL: [Self; 3] = [Self::Queued, Self::Twice, Self::Failed];

    /// The word of the command line's JSON and of the store; `watch-result-…` is its text key.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Twice => "twice",
            Self::Failed => "failed",
        }
    }

    /// The inverse of [`Self::as_str`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|result| result.as_str() == word)
    }

    /// The folder inside the watched one where its files belong.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Queued => SENT,
            Self::Twice => TWICE,
            Self::Failed => FAILED,
        }
    }
}

/// A file of a drop: where it was found, and where it lies now.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct WatchedFile {
    pub found: PathBuf,
    /// Bytes and time of change (milliseconds since 1970) when it was read; another file of the same name is left alone.
    pub size: u64,
    pub changed: i64,
    /// `None` until it was moved.
    pub now: Option<PathBuf>,
}

opaque_debug!(WatchedFile);

/// A drop that was worked off: the files of one mail.
#[derive(Clone, PartialEq, Eq)]
pub struct WatchItem {
    pub id: i64,
    pub account: AccountId,
    pub at: Timestamp,
    /// Its Dienstkennung; empty when it was not recognised.
    pub kind: String,
    /// SHA-256 that names the drop; empty when it could not be read.
    pub sha256: String,
    pub result: WatchResult,
    /// Why, as a stable code; empty for `Queued`.
    pub code: String,
    /// Value for the sentence's `{ $detail }`, or the key of a note about the content.
    pub detail: String,
    /// The mail it became, or of which it is a copy.
    pub mail: Option<MailId>,
    /// The first is the one that gave it its name.
    pub files: Vec<WatchedFile>,
}

opaque_debug!(WatchItem);

impl WatchItem {
    /// Name of its first file.
    #[must_use]
    pub fn name(&self) -> String {
        let first = self.files.first().and_then(|file| file.found.file_name());
        first.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

/// A file that lies in a folder and is not worked off yet: why.
#[derive(Clone, PartialEq, Eq)]
pub struct WaitingFile {
    pub name: String,
    /// A stable code, for instance `LDAP-CONNECT`; empty while it may still be being written.
    pub code: String,
    pub detail: String,
}

opaque_debug!(WaitingFile);

/// A folder with what is known of it.
#[derive(Clone, PartialEq, Eq)]
pub struct WatchState {
    pub folder: WatchFolder,
    /// Why it is not worked off, as a stable code; empty when it is.
    pub code: String,
    pub waiting: Vec<WaitingFile>,
}

opaque_debug!(WatchState);

/// Everything about watched folders.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct WatchFacts {
    pub folders: Vec<WatchState>,
    /// What needs a person, and what was sent lately; newest first.
    pub items: Vec<WatchItem>,
    pub kinds: Vec<WatchKind>,
}

opaque_debug!(WatchFacts);

/// What a person does about a drop that failed or came twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchAct {
    /// Works it off once more; of one that came twice: sends it on purpose.
    Again,
    /// „erledigt": it is not shown any more; the file stays where it lies.
    Dismiss,
}

/// An eAU that waits for the Sammelversand.
#[derive(Clone, PartialEq, Eq)]
pub struct HeldEau {
    pub mail: MailId,
    pub account: AccountId,
    pub subject: String,
    pub patient: String,
    pub insurer: String,
    pub since: Timestamp,
}

opaque_debug!(HeldEau);

/// A sent eAU for which neither receipt nor error came within a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SilentEau {
    pub mail: MailId,
    pub account: AccountId,
    /// When the Clientmodul took it.
    pub accepted: Timestamp,
}

/// An insurer's error about a sent document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentError {
    /// The mail with the error.
    pub mail: MailId,
    pub account: AccountId,
    /// The sent mail it speaks about.
    pub about: MailId,
    pub code: String,
    /// Nobody saw to the sent mail yet.
    pub open: bool,
}

impl DocumentError {
    /// The insurer did not take the document, as opposed to information about it.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        EauRemedy::of(&self.code) != EauRemedy::Information
    }
}

/// What is known about eAU on their way.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct EauFacts {
    pub held: Vec<HeldEau>,
    /// When those that are held go by themselves; `None`: by button only.
    pub next: Option<Timestamp>,
    pub silent: Vec<SilentEau>,
    pub errors: Vec<DocumentError>,
}

opaque_debug!(EauFacts);

/// What an insurer's error code asks of the practice (TA eAU 1.26).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EauRemedy {
    /// 100: the patient is not insured there; information, not a failure.
    Information,
    /// 101 to 105: correct, and send a new document with a new id.
    Correct,
    /// 201 to 314: the same file may be sent once more.
    Resend,
    /// A code the technical annex does not name.
    Unknown,
}

impl EauRemedy {
    /// By the code as the insurer wrote it.
    #[must_use]
    pub fn of(code: &str) -> Self {
        match code.trim().parse::<u16>() {
            Ok(100) => Self::Information,
            Ok(101..=105) => Self::Correct,
            Ok(201..=314) => Self::Resend,
            _ => Self::Unknown,
        }
    }
}

/// What a code of the insurer means, and what to do: text keys, for card and banner alike. After 100 to 105 a new file with a new number is needed,
/// after 201 to 314 the old one may be sent again (TA eAU, `formats.md` §4).
#[must_use]
pub const fn eau_error_words(code: u16) -> Option<(&'static str, &'static str)> {
    Some(match code {
        100 => ("eau-code-not-insured", "eau-step-information"),
        101 => ("eau-code-data", "eau-step-new"),
        102 => ("eau-code-cancel-data", "eau-step-new-cancel"),
        103 => ("eau-code-charset", "eau-step-new"),
        104 => ("eau-code-charset", "eau-step-new-cancel"),
        105 => ("eau-code-cancel-of-refused", "eau-step-refused"),
        201..=204 => ("eau-code-signature", "eau-step-resend"),
        301 | 303..=305 | 307 | 309..=311 => ("eau-code-transport", "eau-step-resend"),
        313 | 314 => ("eau-code-key", "eau-step-resend"),
        _ => return None,
    })
}

/// A time of day, `HH:MM`, in minutes since midnight.
#[must_use]
pub fn minutes_of_day(text: &str) -> Option<u32> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()));
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_read_strictly() {
        for (text, expected) in [
            ("00:00", Some(0)),
            (" 18:30 ", Some(1110)),
            ("23:59", Some(1439)),
            ("24:00", None),
            ("7:00", None),
            ("12:60", None),
            ("", None),
            ("+1:00", None),
        ] {
            assert_eq!(minutes_of_day(text), expected, "{text}");
        }
    }

    #[test]
    fn codes_of_insurers_name_what_to_do() {
        for (code, expected) in [
            ("100", EauRemedy::Information),
            ("101", EauRemedy::Correct),
            (" 105", EauRemedy::Correct),
            ("201", EauRemedy::Resend),
            ("314", EauRemedy::Resend),
            ("315", EauRemedy::Unknown),
            ("", EauRemedy::Unknown),
        ] {
            assert_eq!(EauRemedy::of(code), expected, "{code}");
        }
    }
}
