//! Byte strings in chunks: raw mails and files of drafts, written and read piecewise, never whole in memory.
//!
//! A blob counts only once it is finished; until then nothing can refer to it.

use std::fmt::Write as _;

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::connection::{self, AUTOCHECKPOINT};
use super::{Error, Result, Store};
use crate::domain::ids::BlobId;
use crate::domain::raw::RawSource;

/// Bytes in a chunk.
const CHUNK: usize = 256 * 1024;
/// Bytes held back until they are written in one step.
const BUFFERED: usize = 4 * CHUNK;
/// Pages in the write-ahead log up to which work that is looked after beside leaves moving them to others (1 GiB).
const LOG_PAGES: u32 = 65_536;
/// Chunk ids of a blob begin at `blob << CHUNK_BITS`: 256 GiB for each.
const CHUNK_BITS: u32 = 20;

/// A blob that is being written.
pub(super) struct Growing {
    buffer: Vec<u8>,
    /// `None`: whoever writes it computes the hash beside, see [`Store::new_streamed_blob`].
    hash: Option<Sha256>,
    len: u64,
    chunks: i64,
}

impl Growing {
    fn new(hash: Option<Sha256>) -> Self {
        Self { buffer: Vec::new(), hash, len: 0, chunks: 0 }
    }
}

/// The hash of a blob, computed on another thread while its pieces are written: a large mail takes a fifth less time.
#[derive(Default)]
pub struct BlobHash {
    sha256: Sha256,
    len: u64,
}

impl BlobHash {
    /// The next bytes, the same that are appended to the blob.
    pub fn update(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.len += bytes.len() as u64;
    }
}

/// A finished blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlobInfo {
    pub id: BlobId,
    /// Length in bytes.
    pub len: u64,
    /// SHA-256 over the bytes, lower-case hex.
    pub sha256: String,
}

impl Store {
    /// Begins a blob. What is appended is buffered (at most 1 MiB) and written in few steps; a blob that is not
    /// finished and used when the program ends is freed by [`Store::collect_garbage`].
    pub fn new_blob(&mut self) -> Result<BlobId> {
        self.grow(Growing::new(Some(Sha256::new())))
    }

    /// Begins a large blob for which other threads do what need not be done while writing: they hash it, and they call
    /// [`Store::checkpoint`] from time to time. It is finished by [`Store::finish_streamed_blob`].
    pub fn new_streamed_blob(&mut self) -> Result<BlobId> {
        self.grow(Growing::new(None))
    }

    fn grow(&mut self, growing: Growing) -> Result<BlobId> {
        self.db.prepare_cached("INSERT INTO blob (len, sha256) VALUES (0, NULL)")?.execute([])?;
        let id = BlobId(self.db.last_insert_rowid());
        self.growing.insert(id, growing);
        Ok(id)
    }

    /// Appends bytes. Must be called on the `Store` that began the blob. Alone of all changes it is not durable on
    /// return: nothing can refer to the blob before it is finished.
    ///
    /// # Errors
    /// `NotFound` for a blob that is not being written here; after `Full` and the like the blob can only be dropped.
    pub fn append_blob(&mut self, id: BlobId, bytes: &[u8]) -> Result<()> {
        let mut growing = self.growing.remove(&id).ok_or(Error::NotFound)?;
        if let Some(hash) = &mut growing.hash {
            hash.update(bytes);
        }
        growing.len = growing.len.saturating_add(bytes.len() as u64);
        if growing.buffer.len() + bytes.len() < BUFFERED {
            growing.buffer.extend_from_slice(bytes);
        } else {
            self.write_whole_chunks(id, &mut growing, bytes)?;
        }
        self.growing.insert(id, growing);
        Ok(())
    }

    /// Writes the rest and fixes length and hash. On return the whole blob is durable.
    pub fn finish_blob(&mut self, id: BlobId) -> Result<BlobInfo> {
        let growing = self.growing.remove(&id).ok_or(Error::NotFound)?;
        let hash = growing.hash.clone().ok_or_else(|| Error::Damaged("a blob without its hash".to_owned()))?;
        self.finish(id, growing, hash)
    }

    /// The same with the hash that was computed beside.
    ///
    /// # Errors
    /// `Damaged` when the hash was made over another number of bytes.
    pub fn finish_streamed_blob(&mut self, id: BlobId, hash: BlobHash) -> Result<BlobInfo> {
        let growing = self.growing.remove(&id).ok_or(Error::NotFound)?;
        if growing.hash.is_some() || growing.len != hash.len {
            return Err(Error::Damaged("the hash of a blob belongs to other bytes".to_owned()));
        }
        self.finish(id, growing, hash.sha256)
    }

    fn finish(&mut self, id: BlobId, growing: Growing, hash: Sha256) -> Result<BlobInfo> {
        let info = BlobInfo { id, len: growing.len, sha256: hex(&hash.finalize()) };
        // This commit is synced, and with it everything that stands before it in the write-ahead log.
        let tx = self.begin()?;
        write_chunks(&tx, id, growing.chunks, &growing.buffer)?;
        tx.execute("UPDATE blob SET len = ?, sha256 = ? WHERE id = ?", params![info.len, info.sha256, id.0])?;
        tx.commit()?;
        Ok(info)
    }

    /// Begin, append and finish in one durable step.
    pub fn insert_blob(&mut self, bytes: &[u8]) -> Result<BlobInfo> {
        let tx = self.begin()?;
        let info = insert(&tx, bytes, hash_of(bytes))?;
        tx.commit()?;
        Ok(info)
    }

    /// Frees a blob, finished or not, unless a mail or draft uses it.
    pub fn drop_blob(&mut self, id: BlobId) -> Result<()> {
        self.growing.remove(&id);
        let tx = self.begin()?;
        free_unused(&tx, id)?;
        Ok(tx.commit()?)
    }

    /// Length and hash of a finished blob.
    ///
    /// # Errors
    /// `NotFound`, also while it is still being written.
    pub fn blob_info(&self, id: BlobId) -> Result<BlobInfo> {
        info(&self.db, id)
    }

    /// Random access to a finished blob; holds one chunk (256 KiB) in memory.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn blob_source(&self, id: BlobId) -> Result<BlobSource<'_>> {
        let info = self.blob_info(id)?;
        Ok(BlobSource { db: &self.db, id, len: info.len, chunk: -1, bytes: Vec::new() })
    }

    /// Frees what an interrupted program left: blobs unfinished or used by nobody. Only at start, before anything
    /// is fetched or attached. Returns how many.
    pub fn collect_garbage(&mut self) -> Result<usize> {
        self.growing.clear();
        let unused: Vec<i64> = self
            .db
            .prepare(
                "SELECT id FROM blob
                 WHERE NOT EXISTS (SELECT 1 FROM mail WHERE mail.blob = blob.id)
                   AND NOT EXISTS (SELECT 1 FROM draft_file WHERE draft_file.blob = blob.id)",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in &unused {
            self.drop_blob(BlobId(*id))?;
        }
        Ok(unused.len())
    }

    /// Moves what is committed from the write-ahead log into the database file; a connection of its own does so while
    /// others read and write. What others are still using stays for the next time.
    pub fn checkpoint(&self) -> Result<()> {
        Ok(self.db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
    }

    /// Much work in few steps, each as durable as ever, for which somebody else calls [`Store::checkpoint`] meanwhile: the
    /// writer does not stop to move what it wrote from the write-ahead log into the database.
    pub fn with_checkpoints_beside<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.db.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
        let done = work(self);
        self.db.pragma_update(None, "wal_autocheckpoint", AUTOCHECKPOINT)?;
        done
    }

    /// Writes the whole chunks of the buffer and these bytes, and keeps the rest.
    fn write_whole_chunks(&mut self, id: BlobId, growing: &mut Growing, bytes: &[u8]) -> Result<()> {
        let missing = growing.buffer.len().next_multiple_of(CHUNK) - growing.buffer.len();
        let (head, tail) = bytes.split_at_checked(missing).unwrap_or((bytes, &[]));
        growing.buffer.extend_from_slice(head);
        let (direct, rest) = tail.split_at_checked(tail.len() / CHUNK * CHUNK).unwrap_or((&[], tail));
        let log = if growing.hash.is_none() { LOG_PAGES } else { AUTOCHECKPOINT };
        self.unsynced(log, |store| {
            let tx = store.begin()?;
            let buffered = write_chunks(&tx, id, growing.chunks, &growing.buffer)?;
            growing.chunks = write_chunks(&tx, id, buffered, direct)?;
            Ok(tx.commit()?)
        })?;
        growing.buffer.clear();
        growing.buffer.extend_from_slice(rest);
        Ok(())
    }

    /// Changes that need not outlive a power failure: the next ordinary commit makes them durable too. The file stays
    /// sound in any case (WAL with `synchronous=NORMAL`).
    fn unsynced<T>(&mut self, log_pages: u32, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.db.pragma_update(None, "wal_autocheckpoint", log_pages)?;
        self.db.pragma_update(None, "synchronous", "NORMAL")?;
        let done = work(self);
        // First of all: what follows must be durable again, whatever became of the work.
        self.db.pragma_update(None, "synchronous", "FULL")?;
        self.db.pragma_update(None, "wal_autocheckpoint", AUTOCHECKPOINT)?;
        done
    }
}

/// Bytes in memory with their hash, computed where nobody waits for the store.
#[derive(Clone, Debug)]
pub struct HashedBytes {
    bytes: Vec<u8>,
    sha256: String,
}

impl HashedBytes {
    /// Computes the hash.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { sha256: hash_of(&bytes), bytes }
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Their SHA-256 in lower-case hex.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// SHA-256 in lower-case hex.
pub(super) fn hash_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn chunk_id(blob: BlobId, number: i64) -> i64 {
    (blob.0 << CHUNK_BITS) + number
}

/// Stores a finished blob within a transaction of the caller.
pub(super) fn insert(db: &Connection, bytes: &[u8], sha256: String) -> Result<BlobInfo> {
    let len = bytes.len() as u64;
    db.prepare_cached("INSERT INTO blob (len, sha256) VALUES (?, ?)")?.execute(params![len, sha256])?;
    let id = BlobId(db.last_insert_rowid());
    write_chunks(db, id, 0, bytes)?;
    Ok(BlobInfo { id, len, sha256 })
}

/// Stores bytes as chunks from this number on; returns the next number.
fn write_chunks(db: &Connection, id: BlobId, from: i64, bytes: &[u8]) -> Result<i64> {
    let mut statement = db.prepare_cached("INSERT INTO chunk (id, bytes) VALUES (?, ?)")?;
    let mut number = from;
    for chunk in bytes.chunks(CHUNK) {
        statement.execute(params![chunk_id(id, number), chunk])?;
        number += 1;
    }
    Ok(number)
}

/// Length and hash of a finished blob.
pub(super) fn info(db: &Connection, id: BlobId) -> Result<BlobInfo> {
    Ok(db
        .prepare_cached("SELECT len, sha256 FROM blob WHERE id = ? AND sha256 IS NOT NULL")?
        .query_row([id.0], |row| Ok(BlobInfo { id, len: row.get(0)?, sha256: row.get(1)? }))?)
}

/// Where blobs wait to be freed, of the writing connection only.
pub(super) const FREED: &str = "CREATE TEMP TABLE freed (blob INTEGER PRIMARY KEY) STRICT";

/// Frees a blob with the change it belongs to, if nothing uses it then: at the end of it, since a part of a change keeps a
/// way back in memory for every page of a large file that goes.
pub(super) fn free_unused(db: &Connection, id: BlobId) -> Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO temp.freed (blob) VALUES (?)")?.execute([id.0])?;
    Ok(())
}

/// Frees what the change left behind, before it ends and outside of its parts.
pub(super) fn free_waiting(db: &Connection) -> rusqlite::Result<()> {
    let waiting: Vec<i64> =
        db.prepare_cached("SELECT blob FROM temp.freed")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for id in waiting {
        free(db, BlobId(id))?;
        db.prepare_cached("DELETE FROM temp.freed WHERE blob = ?")?.execute([id])?;
    }
    Ok(())
}

/// Overwrites the pages of a blob that nothing uses any more (rule 49).
fn free(db: &Connection, id: BlobId) -> rusqlite::Result<()> {
    let used: bool = db.query_row(
        "SELECT EXISTS (SELECT 1 FROM mail WHERE blob = ?1) OR EXISTS (SELECT 1 FROM draft_file WHERE blob = ?1)",
        [id.0],
        |row| row.get(0),
    )?;
    if used {
        return Ok(());
    }
    db.pragma_update(None, "secure_delete", "ON")?;
    let freed = db
        .execute("DELETE FROM chunk WHERE id >= ? AND id < ?", [chunk_id(id, 0), chunk_id(BlobId(id.0 + 1), 0)])
        .and_then(|_| db.execute("DELETE FROM blob WHERE id = ?", [id.0]));
    db.pragma_update(None, "secure_delete", "FAST")?;
    freed?;
    Ok(())
}

/// The bytes of a blob as a [`RawSource`].
pub struct BlobSource<'a> {
    db: &'a Connection,
    id: BlobId,
    len: u64,
    /// Number of the chunk in `bytes`, -1 for none.
    chunk: i64,
    bytes: Vec<u8>,
}

impl BlobSource<'_> {
    fn load(&mut self, chunk: i64) -> Result<()> {
        if self.chunk != chunk {
            let mut statement = self.db.prepare_cached("SELECT bytes FROM chunk WHERE id = ?")?;
            let bytes: Option<Vec<u8>> = statement.query_row([chunk_id(self.id, chunk)], |row| row.get(0)).optional()?;
            let bytes = bytes.ok_or_else(|| Error::Damaged(format!("chunk {chunk} of a blob is missing")))?;
            if !connection::is_intact(self.db) {
                return Err(Error::Damaged(format!("chunk {chunk} of a blob is not what was written")));
            }
            (self.bytes, self.chunk) = (bytes, chunk);
        }
        Ok(())
    }
}

impl RawSource for BlobSource<'_> {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&mut self, offset: u64, buf: &mut [u8]) -> std::result::Result<usize, String> {
        if offset >= self.len || buf.is_empty() {
            return Ok(0);
        }
        let chunk = i64::try_from(offset / CHUNK as u64).map_err(|e| e.to_string())?;
        self.load(chunk).map_err(|e| e.to_string())?;
        let at = usize::try_from(offset % CHUNK as u64).map_err(|e| e.to_string())?;
        let rest = self.bytes.get(at..).unwrap_or(&[]);
        let n = rest.len().min(buf.len());
        match (buf.get_mut(..n), rest.get(..n)) {
            (Some(to), Some(from)) if n > 0 => to.copy_from_slice(from),
            _ => return Err("a chunk of a blob is too short".to_owned()),
        }
        Ok(n)
    }
}
