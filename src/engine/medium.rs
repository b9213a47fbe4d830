//! What the medium of the profile does to the timers: a full disk, errors of reading and writing, too little space (rule 47).
//!
//! Timers go on after a pause and tell the window what is wrong; nothing is repaired or deleted here. Connections that met an
//! error below them are opened anew ([`Connections`]): SQLCipher takes one that could not read a page for damaged ever after.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use super::event::Event;
use super::world::{World, blocking};
use crate::domain::problem::{Problem, Severity};
use crate::domain::secret::StoreKey;
use crate::store::{Error, Store};

/// Below this much free space a warning is due (rule 47).
const LOW_SPACE: u64 = 1 << 30;
/// How often the free space is looked at.
const LOOK: Duration = Duration::from_secs(60);
/// Wait of a timer until it tries the store again.
pub const PAUSE: Duration = Duration::from_secs(15);
/// The code of too little space; the detail says how much there is.
const DISK_LOW: &str = "DISK-LOW";

/// Whether the store could not be read or written, which may pass. One read that failed makes its connection call the store
/// damaged until it is opened anew.
pub fn is_trouble(problem: &Problem) -> bool {
    ["DISK-FULL", "STORE-BUSY", "STORE-DAMAGED", "STORE-IO", "STORE-READ-ONLY"].contains(&problem.code)
}

/// The connections of a profile to its store, by what they are for.
#[derive(Clone, Copy, Debug)]
pub enum Connected {
    Writer,
    Reader,
    Scanner,
}

fn open_scanner(dir: &Path, key: &StoreKey) -> Result<Store, Error> {
    Store::open_reader(dir, key).and_then(Store::keep_little)
}

/// Which connections are older than the last error below them.
pub struct Connections {
    dir: PathBuf,
    key: StoreKey,
    /// Errors so far, and up to which of them each connection was opened anew.
    errors: AtomicU64,
    renewed: [AtomicU64; 3],
    /// The store is damaged: nothing is written any more.
    only_read: AtomicBool,
}

impl Connections {
    pub fn new(dir: &Path, key: &StoreKey) -> Self {
        Self {
            dir: dir.to_owned(),
            key: key.clone(),
            errors: AtomicU64::new(0),
            renewed: Default::default(),
            only_read: AtomicBool::new(false),
        }
    }

    /// Something below the store failed: every connection is opened anew before it works again.
    pub fn failed(&self) {
        self.errors.fetch_add(1, Ordering::Relaxed);
    }

    /// From now on no connection writes (`rescue`).
    pub fn only_read(&self) {
        self.only_read.store(true, Ordering::Relaxed);
        self.failed();
    }

    /// Opens a connection anew if that is due; the old one stays as long as that fails.
    pub fn renew(&self, which: Connected, store: &mut Store) {
        let errors = self.errors.load(Ordering::Relaxed);
        let [writer, reader, scanner] = &self.renewed;
        let (renewed, opened) = match which {
            Connected::Writer if self.only_read.load(Ordering::Relaxed) => (writer, Store::open_reader as _),
            Connected::Writer => (writer, Store::open as fn(&Path, &StoreKey) -> Result<Store, Error>),
            Connected::Reader => (reader, Store::open_reader as _),
            Connected::Scanner => (scanner, open_scanner as _),
        };
        if renewed.load(Ordering::Relaxed) == errors {
            return;
        }
        match opened(&self.dir, &self.key) {
            Ok(fresh) => {
                *store = fresh.going_on_from(store);
                renewed.store(errors, Ordering::Relaxed);
            }
            Err(error) => tracing::warn!(%error, ?which, "the store could not be opened anew"),
        }
    }

    /// What an error means to people. A store that seems damaged behind an error of the medium is so only to the connection
    /// that met it; one that is damaged stays so when it is opened anew.
    pub fn judge(&self, error: Error) -> Error {
        match error {
            Error::Io(_) => self.failed(),
            Error::Damaged(_) => {
                self.failed();
                if let Err(error) = Store::can_be_read(&self.dir) {
                    return error;
                }
            }
            _ => {}
        }
        error
    }
}

/// What a timer told of the medium last.
#[derive(Default)]
pub struct Trouble(Option<&'static str>);

impl Trouble {
    /// Tells that a round failed for the medium, or that it is over.
    pub fn tell(&mut self, world: &World, failed: Option<&Problem>) {
        let code = failed.map(|problem| problem.code);
        if code == self.0 {
            return;
        }
        if let Some(over) = self.0 {
            world.bus.tell(Event::ProblemCleared { account: None, code: over });
        }
        if let Some(problem) = failed {
            tracing::warn!(code = problem.code, "a timer could not work with the store");
            world.bus.tell(Event::ProblemRaised(problem.clone()));
        }
        self.0 = code;
    }
}

/// Free space of a folder, and whether it is enough.
///
/// # Errors
/// The folder cannot be asked.
pub fn space(dir: &Path) -> std::io::Result<(u64, bool)> {
    fs4::available_space(dir).map(|free| (free, is_enough(free)))
}

fn is_enough(free: u64) -> bool {
    free >= LOW_SPACE
}

/// In whole MiB, for people and support.
pub fn in_words(free: u64) -> String {
    format!("{} MiB", free >> 20)
}

/// Warns as long as there is little space, until the engine stops.
pub async fn watch_by_timer(world: Arc<World>) {
    let mut warns = None;
    loop {
        let dir = world.dir();
        // A medium that does not say tells it elsewhere: whoever writes meets it.
        let found = blocking(move || space(&dir).map_err(|error| Problem::new("STORE-IO", error.to_string()))).await;
        if let Ok((free, enough)) = found
            && warns.replace(!enough) != Some(!enough)
        {
            world.bus.tell(if enough {
                Event::ProblemCleared { account: None, code: DISK_LOW }
            } else {
                Event::ProblemRaised(Problem::new(DISK_LOW, in_words(free)).severity(Severity::Warning))
            });
        }
        tokio::time::sleep(LOOK).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_due_below_one_gibibyte() {
        assert!(is_enough(1 << 30) && !is_enough((1 << 30) - 1) && !is_enough(0));
        assert_eq!(in_words(700 << 20), "700 MiB");
        let here = tempfile::tempdir().unwrap();
        let (free, enough) = space(here.path()).unwrap();
        assert_eq!(is_enough(free), enough);
    }
}
