//! What all walks of the engine share: the store behind a lock, the bus, running work, the clock.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use super::bus::Bus;
use super::directories::Directories;
use super::event::Event;
use super::profile::Profile;
use super::{answers, problem};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;
use crate::payload::Mappings;
use crate::secrets::KeyStoreInfo;
use crate::store::{self, Store};

/// Longest wait for a running SMTP dialogue at the end of the program.
const STOP_WAIT: Duration = Duration::from_secs(5);
/// Pause between two fetches of a mail that the Clientmodul could not decrypt.
const TRY_AGAIN: Duration = Duration::from_secs(3600);

/// Shared state of the engine.
pub struct World {
    profile: Profile,
    pub bus: Bus,
    pub mappings: Mappings,
    /// Running fetches; sending `true` ends one.
    fetching: Mutex<HashMap<AccountId, watch::Sender<bool>>>,
    /// When a mail that may still be encrypted was fetched last in this run of the program.
    tried: Mutex<HashMap<(AccountId, String), Instant>>,
    pub directories: Directories,
    /// Only one sender works on the outbox at a time (rule 21).
    pub sending: tokio::sync::Mutex<()>,
    /// Something was queued, or a time to try changed.
    pub outbox_changed: Notify,
    /// Accounts or intervals changed.
    pub schedule_changed: Notify,
}

impl World {
    /// The engine's state on an open profile.
    pub fn new(profile: Profile, bus: Bus) -> Arc<Self> {
        Arc::new(Self {
            profile,
            bus,
            mappings: Mappings::shipped(),
            fetching: Mutex::default(),
            tried: Mutex::default(),
            directories: Directories::default(),
            sending: tokio::sync::Mutex::new(()),
            outbox_changed: Notify::new(),
            schedule_changed: Notify::new(),
        })
    }

    /// Work with the store that changes something; runs off the engine's threads.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, Problem> {
        on_store(self.profile.writer.clone(), work).await
    }

    /// Questions to the store; uses a connection of its own, so a running fetch does not hold them up.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, Problem> {
        on_store(self.profile.reader.clone(), work).await
    }

    /// The writing connection, for threads that may wait.
    pub fn writer(&self) -> Arc<Mutex<Store>> {
        self.profile.writer.clone()
    }

    /// The connection for long reading, for threads that may wait.
    pub fn scanner(&self) -> Arc<Mutex<Store>> {
        self.profile.scanner.clone()
    }

    /// Folder of the profile.
    pub fn dir(&self) -> PathBuf {
        self.profile.dir.clone()
    }

    /// Where the data key lies, for `doctor` and the settings.
    pub fn key_store(&self) -> &KeyStoreInfo {
        &self.profile.key_store
    }

    /// Registers a fetch; `None` when one already runs for the account.
    pub fn begin_fetch(&self, account: AccountId) -> Option<watch::Receiver<bool>> {
        let mut running = lock(&self.fetching);
        if running.contains_key(&account) {
            return None;
        }
        let (cancel, cancelled) = watch::channel(false);
        running.insert(account, cancel);
        Some(cancelled)
    }

    /// Forgets a fetch that ended.
    pub fn end_fetch(&self, account: AccountId) {
        lock(&self.fetching).remove(&account);
    }

    /// Asks running fetches to end; no accounts means all.
    pub fn cancel_fetch(&self, accounts: &[AccountId]) {
        for (account, cancel) in lock(&self.fetching).iter() {
            if accounts.is_empty() || accounts.contains(account) {
                cancel.send_replace(true);
            }
        }
    }

    /// Whether an undecrypted mail is due for another fetch; the answer counts as the try. The first time in a run of
    /// the program it always is: a restart often follows the repair of a card.
    pub fn may_try_again(&self, account: AccountId, uidl: &str) -> bool {
        let (mut tried, now) = (lock(&self.tried), Instant::now());
        let last = tried.get(&(account, uidl.to_owned()));
        let due = last.is_none_or(|last| now.duration_since(*last) >= TRY_AGAIN);
        if due {
            tried.insert((account, uidl.to_owned()), now);
        }
        due
    }

    /// What a crash left behind: copies for other programs (rule 38), unfinished blobs, half-sent mails (rule 21),
    /// pending hand-overs.
    pub async fn recover(self: &Arc<Self>) {
        self.remove_copies();
        let recovered = self
            .write(|store| {
                store.collect_garbage()?;
                store.recover_outbox()
            })
            .await;
        if let Err(problem) = recovered {
            tracing::error!(code = problem.code, "recovery failed");
            self.bus.tell(Event::ProblemRaised(problem));
        }
        if let Err(problem) = answers::finish_handovers(self).await {
            tracing::warn!(code = problem.code, "hand-over not finished");
        }
    }

    /// Removes the copies that other programs opened. One that is still in use stays until the next start.
    fn remove_copies(&self) {
        let dir = super::print::temp_dir(self);
        if dir.exists()
            && let Err(error) = std::fs::remove_dir_all(&dir)
        {
            tracing::warn!(%error, "copies for other programs could not be removed");
        }
    }

    /// Ends the engine: lets a running submission finish, then stops.
    pub async fn stop(&self, in_order: JoinHandle<()>) {
        self.cancel_fetch(&[]);
        let quiet = async {
            // A panic in a command was reported to its asker; here only the end counts.
            let _ = in_order.await;
            let _idle = self.sending.lock().await;
        };
        if tokio::time::timeout(STOP_WAIT, quiet).await.is_err() {
            tracing::warn!("a submission still ran when the program ended");
        }
        self.remove_copies();
    }
}

/// A lock whose holder panicked still guards valid data: every change is one transaction.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn on_store<T: Send + 'static>(
    store: Arc<Mutex<Store>>,
    work: impl FnOnce(&mut Store) -> Result<T, store::Error> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(move || work(&mut lock(&store)))
        .await
        .map_err(|e| Problem::new("INTERNAL", e.to_string()))?
        .map_err(problem::of_store)
}

/// Work that reads or writes files, off the engine's threads.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Problem::new("INTERNAL", e.to_string()))?
}

/// The wall clock. Timers use tokio's monotonic clock instead (rule 48).
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
