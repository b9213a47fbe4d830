//! What all walks of the engine share: the store behind a lock, the bus, running work, the clock; and on whose behalf a
//! walk is made.

use std::collections::HashMap;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use super::access::{Gate, Seat};
use super::audit::{Due, Opened};
use super::bus::Bus;
use super::directories::Directories;
use super::event::Event;
use super::login_guard::LoginGuard;
use super::medium::{Connected, Connections};
use super::profile::Profile;
use super::rescue::Rescue;
use super::{Mode, answers, cards, copies, overview, problem, send, viewing, watch as folders};
use crate::domain::access::{Role, Scope, Session};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::secret::StoreKey;
use crate::domain::time::Timestamp;
use crate::payload::Mappings;
use crate::secrets::KeyStoreInfo;
use crate::store::{self, Store};

/// Longest wait for a running SMTP dialogue at the end of the program.
const STOP_WAIT: Duration = Duration::from_secs(5);
/// Pause between two fetches of a mail that the Clientmodul could not decrypt.
const TRY_AGAIN: Duration = Duration::from_secs(3600);

/// The engine as one asker sees it. Timers see it as the program; every command gets one of its own.
pub struct World {
    state: Arc<State>,
    session: Session,
    seat: Arc<Seat>,
    /// What the command it is made for has to record.
    pub due: Mutex<Due>,
}

/// State of the engine that all share.
pub struct State {
    profile: Profile,
    connections: Arc<Connections>,
    pub bus: Bus,
    pub live_mappings: super::mappings::Live,
    /// Folders of the practice software are written by one thread at a time; no other lock is held meanwhile.
    pub handing_over: Arc<tokio::sync::Mutex<()>>,
    /// One thread at a time looks what was collected: a share that hangs takes no second one.
    pub looking: Arc<tokio::sync::Mutex<()>>,
    /// The running take-over of several answers: `true` ends it, and the role that takes.
    pub bulk: Mutex<Option<(Arc<AtomicBool>, Role)>>,
    /// Who may do what.
    pub gate: Arc<Gate>,
    /// Passwords are tried one after the other.
    pub signing_in: tokio::sync::Mutex<()>,
    /// Running fetches; sending `true` ends one.
    fetching: Mutex<HashMap<AccountId, watch::Sender<bool>>>,
    /// Running self-tests.
    pub self_tests: super::self_test::Running,
    /// When a mail that may still be encrypted was fetched last in this run of the program.
    tried: Mutex<HashMap<(AccountId, String), Instant>>,
    /// Which accounts the timer may log in with.
    pub logins: LoginGuard,
    pub directories: Directories,
    /// Only one sender works on the outbox at a time (rule 21).
    pub sending: tokio::sync::Mutex<()>,
    /// Ends of submissions that are still to be stored.
    pub late: send::Late,
    /// The write-ahead log is being moved into the database just now.
    checkpointing: AtomicBool,
    /// One backup or restore at a time.
    pub backing_up: tokio::sync::Mutex<()>,
    /// Whether the store may be written.
    pub rescue: Rescue,
    pub keys: super::keys::Keeping,
    /// The engine ends: long work gives up.
    stopping: AtomicBool,
    mode: OnceLock<Mode>,
    /// Something was queued, or a time to try changed.
    pub outbox_changed: Notify,
    /// Accounts or intervals changed.
    pub schedule_changed: Notify,
    /// The same, for the rounds of the overview.
    pub overview_due: Notify,
    /// Mails were deleted for good, or periods changed.
    pub retention_due: Notify,
    pub connectors: cards::Connectors,
    pub overview: overview::Known,
    pub watching: folders::Watching,
    pub viewing: viewing::Viewing,
    /// Openings of mails on their way into the audit log.
    pub opened: Opened,
}

impl Deref for World {
    type Target = State;

    fn deref(&self) -> &State {
        &self.state
    }
}

impl World {
    /// The engine on an open profile, as the program itself sees it.
    pub fn new(profile: Profile, bus: Bus, gate: Arc<Gate>) -> Arc<Self> {
        let watching = folders::Watching::new(&profile.dir);
        let rescue = Rescue::new(profile.condition);
        let keys = super::keys::Keeping::new(profile.key_store.clone());
        let connections = Arc::new(Connections::new(&profile.dir, &profile.key));
        if rescue.is_on() {
            connections.only_read();
        }
        let state = State {
            connections,
            profile,
            bus,
            live_mappings: super::mappings::Live::default(),
            handing_over: Arc::default(),
            looking: Arc::default(),
            bulk: Mutex::default(),
            gate,
            signing_in: tokio::sync::Mutex::new(()),
            fetching: Mutex::default(),
            self_tests: Mutex::default(),
            tried: Mutex::default(),
            logins: LoginGuard::default(),
            directories: Directories::default(),
            sending: tokio::sync::Mutex::new(()),
            late: send::Late::default(),
            checkpointing: AtomicBool::new(false),
            backing_up: tokio::sync::Mutex::new(()),
            rescue,
            keys,
            stopping: AtomicBool::new(false),
            mode: OnceLock::new(),
            outbox_changed: Notify::new(),
            schedule_changed: Notify::new(),
            overview_due: Notify::new(),
            retention_due: Notify::new(),
            connectors: cards::Connectors::default(),
            overview: overview::Known::default(),
            watching,
            viewing: viewing::Viewing::default(),
            opened: Opened::default(),
        };
        Arc::new(Self { state: Arc::new(state), session: Session::program(), seat: Arc::default(), due: Mutex::default() })
    }

    /// The same engine as another session at another seat sees it.
    pub fn asked_by(&self, session: Session, seat: Arc<Seat>) -> Arc<Self> {
        Arc::new(Self { state: self.state.clone(), session, seat, due: Mutex::default() })
    }

    /// On whose behalf this is done: as it stood when it was asked.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// What exists for the asker.
    pub fn scope(&self) -> Scope {
        self.session.scope()
    }

    /// Where it was asked from.
    pub fn seat(&self) -> &Seat {
        &self.seat
    }

    /// Whether the window asked.
    pub fn is_of_window(&self) -> bool {
        Arc::ptr_eq(&self.seat, self.gate.window())
    }

    /// The name under which acts are recorded: who signed in, or the operating system's user in a profile without
    /// people; empty for the program itself.
    pub fn who(&self) -> String {
        match self.session.user() {
            Some(user) => user.name.clone(),
            None if self.session.is_program() => String::new(),
            None => os_user(),
        }
    }

    /// What a crash left behind: copies for other programs (rule 38), unfinished blobs, half-sent mails (rule 21),
    /// pending hand-overs. Whoever goes on running need not wait for folders.
    pub async fn recover(self: &Arc<Self>, mode: Mode) {
        let _ = self.mode.set(mode);
        copies::remove_all(self);
        super::mappings::reload(self).await;
        if self.rescue.is_on() {
            return;
        }
        let freed = self.write(Store::collect_garbage).await.map(drop);
        // What cannot be judged now is before anything is sent.
        if let Err(problem) = freed.and(send::settle_late(self).await) {
            tracing::error!(code = problem.code, "recovery failed");
            self.bus.tell(Event::ProblemRaised(problem));
        }
        let world = self.clone();
        let written = async move {
            if let Err(problem) = answers::finish_handovers(&world).await {
                tracing::warn!(code = problem.code, "hand-over not finished");
            }
        };
        match mode {
            Mode::Background => drop(tokio::spawn(written)),
            Mode::CommandsOnly => written.await,
        }
    }

    /// Moves what was written from the write-ahead log into the database while the writer goes on, unless that is
    /// under way already.
    pub fn checkpoint_beside(self: &Arc<Self>) {
        if self.checkpointing.swap(true, Ordering::Relaxed) {
            return;
        }
        let world = self.clone();
        tokio::task::spawn_blocking(move || {
            // A failure loses nothing: the log keeps what was written, and the next commit tries again.
            if let Err(error) = lock(&world.scanner()).checkpoint() {
                tracing::warn!(%error, "the write-ahead log could not be moved into the database");
            }
            world.checkpointing.store(false, Ordering::Relaxed);
        });
    }

    /// Ends the engine: lets a running submission finish, then stops.
    pub async fn stop(&self, in_order: JoinHandle<()>) {
        self.stopping.store(true, Ordering::Relaxed);
        self.cancel_fetch(|_| true);
        if let Some((stop, _)) = lock(&self.bulk).as_ref() {
            // It goes on where it was when it is asked for again.
            stop.store(true, Ordering::Relaxed);
        }
        let quiet = async {
            // A panic in a command was reported to its asker; here only the end counts.
            let _ = in_order.await;
            let _idle = self.sending.lock().await;
        };
        if tokio::time::timeout(STOP_WAIT, quiet).await.is_err() {
            tracing::warn!("a submission still ran when the program ended");
        }
        self.opened.flush().await;
        copies::remove_all(self);
    }
}

impl State {
    /// An error that a thread met which works with a connection itself.
    pub fn judged(&self, error: store::Error) -> Problem {
        self.doubted(problem::of_store(self.connections.judge(error)))
    }

    /// Something failed below the store that was not met by [`State::write`] or [`State::read`].
    pub fn medium_failed(&self) {
        self.connections.failed();
    }

    /// Work with the store that changes something; runs off the engine's threads.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, Problem> {
        let changed = on_store(self.profile.writer.clone(), Connected::Writer, self.connections.clone(), work).await;
        changed.map_err(|problem| self.rescue.instead_of(self.doubted(problem)))
    }

    /// Questions to the store; uses a connection of its own, so a running fetch does not hold them up.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, Problem> {
        let read = on_store(self.profile.reader.clone(), Connected::Reader, self.connections.clone(), work).await;
        read.map_err(|problem| self.doubted(problem))
    }

    /// Questions that look at very many mails, on a connection for which no list waits.
    pub async fn scan<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, Problem> {
        let read = on_store(self.profile.scanner.clone(), Connected::Scanner, self.connections.clone(), work).await;
        read.map_err(|problem| self.doubted(problem))
    }

    /// A failure of the store, which may be the first sign that it is damaged.
    fn doubted(&self, failed: Problem) -> Problem {
        if failed.code == "STORE-DAMAGED" {
            self.rescue.doubt();
        }
        failed
    }

    /// From now on the store is only read, through this connection too.
    pub fn only_read(&self, writer: &mut Store) {
        // The connection there is first: a new one may not come about.
        if let Err(error) = writer.only_read() {
            tracing::error!(%error, "the store could not be closed for writing");
        }
        self.connections.only_read();
        self.connections.renew(Connected::Writer, writer);
    }

    /// Whether the engine ends.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// How the engine is run.
    pub fn mode(&self) -> Mode {
        self.mode.get().copied().unwrap_or(Mode::CommandsOnly)
    }

    /// A connection of one's own that only answers questions, for long work that nobody shall wait for.
    pub fn another_reader(&self) -> Result<Store, Problem> {
        self.fresh_reader().map_err(problem::of_store)
    }

    /// The same, for who tells the store's errors apart.
    pub fn fresh_reader(&self) -> store::Result<Store> {
        Store::open_reader(&self.profile.dir, &self.profile.key).and_then(Store::keep_little)
    }

    /// The key of the profile's store.
    pub fn key(&self) -> &StoreKey {
        &self.profile.key
    }

    /// The writing connection, for threads that may wait.
    pub fn writer(&self) -> Arc<Mutex<Store>> {
        self.usable(Connected::Writer, &self.profile.writer)
    }

    /// The connection for long reading, for threads that may wait.
    pub fn scanner(&self) -> Arc<Mutex<Store>> {
        self.usable(Connected::Scanner, &self.profile.scanner)
    }

    /// Opened anew if it came upon something; who uses it just now goes on with what it is.
    fn usable(&self, which: Connected, connection: &Arc<Mutex<Store>>) -> Arc<Mutex<Store>> {
        if let Ok(mut store) = connection.try_lock() {
            if !store.is_intact() {
                self.medium_failed();
                self.rescue.doubt();
            }
            self.connections.renew(which, &mut store);
        }
        connection.clone()
    }

    /// The mappings that read insurer answers, as they are now.
    pub fn mappings(&self) -> Mappings {
        self.live_mappings.get()
    }

    /// Folder of the profile.
    pub fn dir(&self) -> PathBuf {
        self.profile.dir.clone()
    }

    /// The program that draws pages and pictures.
    pub fn drawing_program(&self) -> PathBuf {
        self.profile.drawing_program.clone()
    }

    /// Where the data key lies, for `doctor` and the settings.
    pub fn key_store(&self) -> KeyStoreInfo {
        self.keys.info()
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

    /// Asks the running fetches of these accounts to end.
    pub fn cancel_fetch(&self, of: impl Fn(AccountId) -> bool) {
        for (account, cancel) in lock(&self.fetching).iter() {
            if of(*account) {
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
}

/// The operating system's user. Where the environment does not say (a service, a timer), the home folder does; an act
/// of a person is never recorded without a name.
pub(super) fn os_user() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"].iter().filter_map(|name| std::env::var(name).ok()).find(|name| !name.trim().is_empty());
    let home = || Some(std::env::home_dir()?.file_name()?.to_string_lossy().into_owned());
    named.or_else(home).unwrap_or_else(|| "?".to_owned())
}

/// A lock whose holder panicked still guards valid data: every change is one transaction.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn on_store<T: Send + 'static>(
    store: Arc<Mutex<Store>>,
    which: Connected,
    connections: Arc<Connections>,
    work: impl FnOnce(&mut Store) -> Result<T, store::Error> + Send + 'static,
) -> Result<T, Problem> {
    let done = move || {
        let mut store = lock(&store);
        connections.renew(which, &mut store);
        let done = work(&mut store);
        // Otherwise zeros may be in it that nobody wrote.
        let done = if store.is_intact() { done } else { Err(store::Error::Damaged("a page is not what was written".to_owned())) };
        done.map_err(|error| connections.judge(error))
    };
    tokio::task::spawn_blocking(done).await.map_err(problem::of_task)?.map_err(problem::of_store)
}

/// Work that reads or writes files, off the engine's threads.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(problem::of_task)?
}

/// The wall clock. Timers use tokio's monotonic clock instead (rule 48).
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
