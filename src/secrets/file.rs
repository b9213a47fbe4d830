//! `key.json`: how a profile keeps its key. Holds no secret that is not wrapped.
//!
//! It is written durably or not at all: a crash at any step leaves the file of before or the new one, never none and never
//! half of one. Nothing here opens a key.

use std::io::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Error, KEYRING, PASSPHRASE, WrappedKey};
use crate::domain::key::SheetFacts;
use crate::domain::time::Timestamp;

pub(super) const FILE: &str = "key.json";
const UNFINISHED: &str = "key.new";

/// The file. Unknown fields are passed over, so that a program of before recovery sheets reads it too.
#[derive(Serialize, Deserialize)]
pub(super) struct KeyFile {
    #[serde(flatten)]
    pub way: Way,
    /// The key once more, for the recovery sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<Recovery>,
}

/// Where the key is.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Way {
    /// The name of the entry is random, so that no profile can overwrite the key of another one.
    Keyring {
        entry: String,
    },
    Passphrase(WrappedKey),
}

impl Way {
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Keyring { .. } => KEYRING,
            Self::Passphrase(_) => PASSPHRASE,
        }
    }

    /// Whether it is this entry of the keyring.
    pub(super) fn is_entry(&self, name: &str) -> bool {
        matches!(self, Self::Keyring { entry } if entry == name)
    }
}

/// The key wrapped by the code of a recovery sheet.
#[derive(Serialize, Deserialize)]
pub(super) struct Recovery {
    pub sheet: String,
    /// Milliseconds since 1970, UTC.
    pub made: i64,
    pub key: WrappedKey,
}

impl Recovery {
    pub(super) fn facts(&self) -> SheetFacts {
        SheetFacts { name: self.sheet.clone(), made: Timestamp(self.made) }
    }
}

pub(super) fn load(dir: &Path) -> Result<KeyFile, Error> {
    let text = match std::fs::read_to_string(dir.join(FILE)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Error::Missing),
        Err(error) => return Err(error.into()),
    };
    serde_json::from_str(&text).map_err(|e| Error::Damaged(e.to_string()))
}

/// The file of a new profile: never over an existing one, for losing that would lose the profile.
pub(super) fn create(dir: &Path, file: &KeyFile) -> Result<(), Error> {
    put(dir, file, false, &mut |_| Ok(()))
}

/// In the place of the file that is there.
pub(super) fn replace(dir: &Path, file: &KeyFile) -> Result<(), Error> {
    put(dir, file, true, &mut |_| Ok(()))
}

/// The steps of writing, for tests that end the program after each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Opened,
    Written,
    Durable,
    Named,
}

fn put(dir: &Path, file: &KeyFile, replaces: bool, after: &mut dyn FnMut(Step) -> std::io::Result<()>) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(file).map_err(|e| Error::Damaged(e.to_string()))?;
    let unfinished = dir.join(UNFINISHED);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&unfinished)?;
    after(Step::Opened)?;
    out.write_all(text.as_bytes())?;
    after(Step::Written)?;
    out.sync_all()?;
    drop(out);
    after(Step::Durable)?;
    let file = dir.join(FILE);
    if !replaces && file.try_exists()? {
        return Err(Error::Exists);
    }
    // One step on every system: Windows replaces by MoveFileEx, which the file system's journal keeps whole.
    std::fs::rename(&unfinished, &file)?;
    after(Step::Named)?;
    #[cfg(unix)]
    std::fs::File::open(dir)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(entry: &str) -> KeyFile {
        KeyFile { way: Way::Keyring { entry: entry.to_owned() }, recovery: None }
    }

    #[test]
    fn a_crash_at_any_step_leaves_the_old_file_or_the_new_one() {
        for (crash, kept) in [(Step::Opened, "old"), (Step::Written, "old"), (Step::Durable, "old"), (Step::Named, "a much longer new one")]
        {
            let dir = tempfile::tempdir().unwrap();
            create(dir.path(), &file("old")).unwrap();
            let ended = put(dir.path(), &file("a much longer new one"), true, &mut |step| {
                if step != crash {
                    return Ok(());
                }
                if step == Step::Written {
                    // What was written but not made durable may be lost in part.
                    std::fs::File::options().write(true).open(dir.path().join(UNFINISHED))?.set_len(7)?;
                }
                Err(std::io::Error::other("the power went"))
            });
            assert!(ended.is_err());
            assert!(load(dir.path()).unwrap().way.is_entry(kept), "{crash:?}");
            // The next start finds its way whatever lies there.
            replace(dir.path(), &file("third")).unwrap();
            assert!(load(dir.path()).unwrap().way.is_entry("third"));
            assert!(!dir.path().join(UNFINISHED).exists(), "{crash:?}");
        }
    }

    #[test]
    fn a_new_profile_never_takes_the_place_of_a_key() {
        let dir = tempfile::tempdir().unwrap();
        create(dir.path(), &file("first")).unwrap();
        assert!(matches!(create(dir.path(), &file("second")), Err(Error::Exists)));
        assert!(load(dir.path()).unwrap().way.is_entry("first"));
    }

    #[test]
    fn files_of_before_recovery_sheets_and_of_later_programs_are_read() {
        for text in [r#"{"kind":"keyring","entry":"profile-1"}"#, r#"{"kind":"keyring","entry":"profile-1","later":{"a":1}}"#] {
            let dir = tempfile::tempdir().unwrap();
            std::fs::write(dir.path().join(FILE), text).unwrap();
            let file = load(dir.path()).unwrap();
            assert!(file.way.is_entry("profile-1") && file.recovery.is_none());
        }
    }
}
