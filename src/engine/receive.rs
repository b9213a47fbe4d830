//! The pipeline behind a fetch: pieces become mails, mails are read, read mails are stored in batches.
//!
//! Small mails travel in memory; from [`SPILL`] on the pieces go straight into the encrypted store ([`Large`]).
//! Permits for every byte held make the receiving side wait when reading or storing is slower.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinHandle;

use super::event::Event;
use super::intake::{self, Arrived, Raw};
use super::large::{Large, PIECE};
use super::world::{World, lock};
use super::{eeb, problem};
use crate::domain::account::Account;
use crate::domain::mail::{Folder, MailClass, ParsedMail};
use crate::domain::problem::Problem;
use crate::kim::Structure;
use crate::store::{Arrival, Error, HashedBytes, Store};

/// Mails from this size on are streamed into the store while they arrive.
const SPILL: usize = 1 << 20;
/// Memory for mails on their way, in KiB: while a batch is stored, the next is received whole.
pub const ROOM_KIB: usize = 16 << 10;
/// A batch is committed when it holds this many mails or bytes, or when nothing more arrives for a moment.
const BATCH_MAILS: usize = 256;
const BATCH_BYTES: usize = 6 << 20;
const BATCH_PAUSE: Duration = Duration::from_millis(40);

/// What the server called a mail.
pub struct Received {
    /// In this session.
    pub number: u32,
    pub uidl: String,
    pub listed_size: u64,
}

/// A whole mail on its way to the reader.
pub struct Whole {
    received: Received,
    raw: Raw,
    /// The parts of a large mail, scanned while it arrived.
    structure: Option<Structure>,
    _room: OwnedSemaphorePermit,
}

struct ReadMail {
    arrived: Arrived,
    held: usize,
    _room: OwnedSemaphorePermit,
}

/// What became of everything that was received.
#[derive(Default)]
pub struct Stored {
    pub new: usize,
    /// Storing failed (disk full …); what was stored before counts.
    pub problem: Option<Problem>,
}

/// Collects the pieces of one mail after the other.
pub struct Sink {
    world: Arc<World>,
    room: Arc<Semaphore>,
    out: mpsc::Sender<Whole>,
    memory: Vec<u8>,
    large: Option<Large>,
    /// The last mail that ended. It goes on when what the server says next is an answer: else the end was none, but a line with
    /// a dot that the server did not double, and the rest of the mail is what nobody understands.
    held: Option<(Received, Raw, Option<Structure>)>,
}

impl Sink {
    /// A sink that feeds the reader.
    pub fn new(world: Arc<World>, room: Arc<Semaphore>, out: mpsc::Sender<Whole>) -> Self {
        Self { world, room, out, memory: Vec::new(), large: None, held: None }
    }

    /// The next bytes of the mail being received.
    pub async fn take(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        if self.large.is_none() && self.memory.len() + bytes.len() > SPILL {
            self.large = Some(Large::begin(&self.world).await?);
            self.memory.reserve_exact(PIECE.saturating_sub(self.memory.len()));
        }
        let Some(large) = &mut self.large else {
            self.memory.extend_from_slice(bytes);
            return Ok(());
        };
        let (fits, rest) = bytes.split_at_checked(PIECE.saturating_sub(self.memory.len())).unwrap_or((bytes, &[]));
        self.memory.extend_from_slice(fits);
        if self.memory.len() >= PIECE {
            large.take(std::mem::replace(&mut self.memory, Vec::with_capacity(PIECE))).await?;
            self.memory.extend_from_slice(rest);
        }
        Ok(())
    }

    /// The mail has ended; what the server says next tells whether it is whole.
    pub async fn end(&mut self, received: Received) -> Result<(), Problem> {
        let rest = std::mem::take(&mut self.memory);
        let (raw, structure) = match self.large.take() {
            None => (Raw::Memory(HashedBytes::new(rest)), None),
            Some(mut large) => {
                large.take(rest).await?;
                let (blob, structure) = large.end().await?;
                (Raw::Blob(blob), structure)
            }
        };
        self.held = Some((received, raw, structure));
        Ok(())
    }

    /// Whether a mail has ended and was not confirmed.
    pub fn holds(&self) -> bool {
        self.held.is_some()
    }

    /// The mail that ended is whole: it goes on to the reader.
    pub async fn confirm(&mut self) -> Result<(), Problem> {
        let Some((received, raw, structure)) = self.held.take() else { return Ok(()) };
        let kib = if let Raw::Memory(raw) = &raw { raw.bytes().len() / 1024 + 1 } else { 1 };
        let gone = || Problem::new("STORE-IO", "");
        let permit = self.room.clone().acquire_many_owned(u32::try_from(kib).unwrap_or(u32::MAX)).await.map_err(|_| gone())?;
        self.out.send(Whole { received, raw, structure, _room: permit }).await.map_err(|_| gone())
    }

    /// The mail that ended may be torn: it is thrown away and lies on the server. Its number there.
    pub async fn doubt(&mut self) -> Option<u32> {
        let (received, raw, _) = self.held.take()?;
        if let Raw::Blob(blob) = raw
            && let Err(problem) = self.world.write(move |store| store.drop_blob(blob)).await
        {
            tracing::warn!(code = problem.code, "a torn mail is freed at the next start");
        }
        Some(received.number)
    }

    /// Nothing more comes; an unfinished mail is thrown away.
    pub async fn close(self) {
        if let Some(large) = self.large {
            large.abandon().await;
        }
    }
}

/// Whether a further fetch brought the same mail, still encrypted: the Clientmodul wraps it anew each time, so that
/// every try would leave one more version that helps nobody.
fn is_undecrypted_again(store: &Store, account: &Account, mail: &Arrived) -> Result<bool, Error> {
    let inner = |parsed: &ParsedMail| parsed.embedded.as_ref().and_then(|e| e.message_id.clone());
    let (Some(uidl), MailClass::Undecrypted, Some(wrapped)) = (&mail.uidl, mail.parsed.class, inner(&mail.parsed)) else {
        return Ok(false);
    };
    match store.mail_of_uidl(account.id, uidl)? {
        Some(known) => Ok(inner(&store.parsed(known)?) == Some(wrapped)),
        None => Ok(false),
    }
}

/// Starts reader and writer; the handle tells what was stored once the sender is dropped.
pub fn start(world: &Arc<World>, account: &Account) -> (mpsc::Sender<Whole>, JoinHandle<Stored>) {
    let (whole, incoming) = mpsc::channel(64);
    let (read, ready) = sync_channel(64);
    let reader = world.clone();
    let reading = tokio::task::spawn_blocking(move || read_all(&reader, incoming, &read));
    let (writer, account) = (world.clone(), account.clone());
    let storing = tokio::task::spawn_blocking(move || store_all(&writer, &account, &ready));
    let both = tokio::spawn(async move {
        let unread = reading.await.unwrap_or_else(|error| Some(problem::of_task(error)));
        let mut stored = storing.await.unwrap_or_else(|error| Stored { problem: Some(problem::of_task(error)), ..Stored::default() });
        stored.problem = stored.problem.or(unread);
        stored
    });
    (whole, both)
}

/// Reads what comes; why a mail could not be read back from the store, which then lies on the server as before.
fn read_all(world: &World, mut incoming: mpsc::Receiver<Whole>, out: &SyncSender<ReadMail>) -> Option<Problem> {
    let mut unread = None;
    while let Some(Whole { received, raw, structure, _room }) = incoming.blocking_recv() {
        let (held, (parsed, payload)) = match &raw {
            Raw::Memory(raw) => (raw.bytes().len(), intake::read(&mut raw.bytes(), &world.mappings())),
            Raw::Blob(blob) => {
                let store = world.scanner();
                let store = lock(&store);
                match store.blob_source(*blob) {
                    Ok(mut source) => (
                        0,
                        match structure {
                            Some(structure) => intake::read_scanned(&mut source, structure, &world.mappings()),
                            None => intake::read(&mut source, &world.mappings()),
                        },
                    ),
                    Err(error) => {
                        tracing::error!(%error, "a received mail cannot be read back");
                        unread = Some(world.judged(error));
                        continue;
                    }
                }
            }
        };
        let arrived = Arrived { uidl: Some(received.uidl), listed_size: received.listed_size, raw, parsed, payload };
        if out.send(ReadMail { arrived, held, _room }).is_err() {
            break;
        }
    }
    unread
}

fn store_all(world: &Arc<World>, account: &Account, ready: &Receiver<ReadMail>) -> Stored {
    let mut result = Stored::default();
    let mut batch: Vec<Arrived> = Vec::new();
    let mut rooms = Vec::new();
    let mut bytes = 0;
    loop {
        let (next, ended) = match ready.recv_timeout(BATCH_PAUSE) {
            Ok(mail) => (Some(mail), false),
            Err(RecvTimeoutError::Timeout) => (None, false),
            Err(RecvTimeoutError::Disconnected) => (None, true),
        };
        let pause = next.is_none();
        if let Some(ReadMail { arrived, held, _room }) = next {
            bytes += held;
            batch.push(arrived);
            rooms.push(_room);
        }
        if !batch.is_empty() && (pause || batch.len() >= BATCH_MAILS || bytes >= BATCH_BYTES) {
            match store_batch(world, account, &mut batch) {
                Ok(new) => {
                    result.new += new;
                    // The next batch is written while this one is moved; a few mails are not worth the disk's time.
                    if bytes >= BATCH_BYTES {
                        world.checkpoint_beside();
                    }
                }
                Err(error) => {
                    result.problem = Some(world.judged(error));
                    return result;
                }
            }
            batch.clear();
            rooms.clear();
            bytes = 0;
        }
        if ended {
            return result;
        }
    }
}

fn store_batch(world: &World, account: &Account, batch: &mut Vec<Arrived>) -> Result<usize, Error> {
    let writer = world.writer();
    let mut store = lock(&writer);
    let mut again = Vec::new();
    for (place, mail) in batch.iter().enumerate() {
        if is_undecrypted_again(&store, account, mail)? {
            again.push(place);
        }
    }
    for place in again.into_iter().rev() {
        let mail = batch.remove(place);
        store.refetched_in_vain(account.id, mail.uidl.as_deref().unwrap_or_default())?;
        if let Raw::Blob(blob) = mail.raw {
            store.drop_blob(blob)?;
        }
    }
    let stored = store.with_checkpoints_beside(|store| intake::take_in(store, account, Folder::Inbox, batch))?;
    drop(store);
    let new = stored.iter().filter(|s| s.arrival == Arrival::New).count();
    if new > 0 {
        world.bus.tell(Event::MailStored { account: account.id, count: new });
    }
    if stored.iter().any(|s| matches!(s.arrival, Arrival::Joined { .. })) {
        world.bus.tell(Event::MailsChanged);
    }
    let is_eeb = |mail: &Arrived| mail.payload.as_ref().is_some_and(|p| eeb::is_answer(p.kind));
    if batch.iter().any(|mail| mail.parsed.receipt.is_some() || is_eeb(mail)) {
        world.bus.tell(Event::OutboxChanged);
    }
    if batch.iter().any(|mail| mail.payload.as_ref().is_some_and(|p| p.ebz.is_some())) {
        world.bus.tell(Event::AnswersChanged);
    }
    Ok(new)
}
