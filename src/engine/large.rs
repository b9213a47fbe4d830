//! A large mail while it arrives: its pieces go into the encrypted store, and side by side another thread hashes
//! and scans them, so that nothing has to be decrypted again when the mail is whole.
//!
//! Memory holds few pieces at a time. The mail counts only once the caller has stored it (rule 11).

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::problem;
use super::world::World;
use crate::domain::ids::BlobId;
use crate::domain::problem::Problem;
use crate::kim::{self, Structure};
use crate::store::{BlobHash, Store};

/// Bytes of a piece as it is stored: a multiple of the store's chunks.
pub const PIECE: usize = 1 << 20;
/// Pieces that wait for the reading thread.
const WAITING: usize = 3;
/// After so many pieces the write-ahead log is moved into the database, beside the writing.
const CHECKPOINT: u32 = 16;

/// A large mail that is being received.
pub struct Large {
    world: Arc<World>,
    blob: BlobId,
    /// The piece that is being stored while the next one is received.
    storing: Option<JoinHandle<Result<(), Problem>>>,
    reading: mpsc::Sender<Arc<Vec<u8>>>,
    read: JoinHandle<Passed>,
    pieces: u32,
}

/// What is known once all pieces have passed by.
struct Passed {
    hash: BlobHash,
    /// `None` when the scan failed; the reader will say so.
    structure: Option<Structure>,
}

impl Large {
    /// Begins a large mail.
    pub async fn begin(world: &Arc<World>) -> Result<Self, Problem> {
        let blob = world.write(Store::new_streamed_blob).await?;
        let (reading, pieces) = mpsc::channel(WAITING);
        let read = tokio::task::spawn_blocking(move || read_passing(pieces));
        Ok(Self { world: world.clone(), blob, storing: None, reading, read, pieces: 0 })
    }

    /// The next piece. The one before is stored by then, so memory does not grow when the disk is slow.
    pub async fn take(&mut self, piece: Vec<u8>) -> Result<(), Problem> {
        self.stored().await?;
        let (world, blob, piece) = (self.world.clone(), self.blob, Arc::new(piece));
        let stored = piece.clone();
        self.storing = Some(tokio::spawn(async move { world.write(move |store| store.append_blob(blob, &stored)).await }));
        self.pieces += 1;
        if self.pieces.is_multiple_of(CHECKPOINT) {
            self.world.checkpoint_beside();
        }
        self.reading.send(piece).await.map_err(|_| Problem::new("INTERNAL", "reading a large mail ended early"))
    }

    /// The mail is whole: its finished blob, and its parts as far as they could be scanned.
    pub async fn end(mut self) -> Result<(BlobId, Option<Structure>), Problem> {
        self.stored().await?;
        let Self { world, blob, reading, read, .. } = self;
        drop(reading);
        let Passed { hash, structure } = read.await.map_err(problem::of_task)?;
        world.write(move |store| store.finish_streamed_blob(blob, hash)).await?;
        world.checkpoint_beside();
        Ok((blob, structure))
    }

    /// The mail will never be whole: what was stored of it is freed, at the next start at the latest.
    pub async fn abandon(mut self) {
        // The outcome of the last piece plays no role any more, but it must have ended before the blob is freed.
        let _ = self.stored().await;
        let blob = self.blob;
        let _ = self.world.write(move |store| store.drop_blob(blob)).await;
    }

    /// Waits for the piece that is being stored.
    async fn stored(&mut self) -> Result<(), Problem> {
        match self.storing.take() {
            Some(storing) => storing.await.map_err(problem::of_task)?,
            None => Ok(()),
        }
    }
}

/// The pieces as one stream that is hashed on its way.
struct Passing {
    pieces: mpsc::Receiver<Arc<Vec<u8>>>,
    piece: Arc<Vec<u8>>,
    /// What was handed out of `piece`.
    taken: usize,
    hash: BlobHash,
}

impl Read for Passing {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        if self.taken >= self.piece.len() {
            let Some(next) = self.pieces.blocking_recv() else { return Ok(0) };
            self.hash.update(&next);
            (self.piece, self.taken) = (next, 0);
        }
        let n = self.piece.get(self.taken..).unwrap_or(&[]).read(buf)?;
        self.taken += n;
        Ok(n)
    }
}

fn read_passing(pieces: mpsc::Receiver<Arc<Vec<u8>>>) -> Passed {
    let mut passing = Passing { pieces, piece: Arc::default(), taken: 0, hash: BlobHash::default() };
    let structure = catch_unwind(AssertUnwindSafe(|| kim::scan_passing(&mut passing))).ok();
    // A scan that met a limit stops early; the hash is made over everything.
    while let Some(piece) = passing.pieces.blocking_recv() {
        passing.hash.update(&piece);
    }
    Passed { hash: passing.hash, structure }
}
