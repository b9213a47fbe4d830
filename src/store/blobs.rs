//! Byte strings in chunks: raw mails and files of drafts, written and read piecewise, never whole in memory.

use super::{Result, Store};
use crate::domain::ids::BlobId;
use crate::domain::raw::RawSource;

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
    /// Begins a blob. What is appended is buffered (at most 4 MiB) and written in few durable steps; a blob that is
    /// not finished and used when the program ends is freed by [`Store::collect_garbage`].
    pub fn new_blob(&mut self) -> Result<BlobId> {
        unimplemented!()
    }

    /// Appends bytes. Must be called on the `Store` that began the blob.
    ///
    /// # Errors
    /// `NotFound` for a blob that is not being written here; `Full` … after which the blob should be dropped.
    pub fn append_blob(&mut self, id: BlobId, bytes: &[u8]) -> Result<()> {
        unimplemented!()
    }

    /// Writes the rest durably and fixes length and hash.
    pub fn finish_blob(&mut self, id: BlobId) -> Result<BlobInfo> {
        unimplemented!()
    }

    /// Begin, append and finish in one durable step.
    pub fn insert_blob(&mut self, bytes: &[u8]) -> Result<BlobInfo> {
        unimplemented!()
    }

    /// Frees a blob, finished or not, unless a mail or draft uses it.
    pub fn drop_blob(&mut self, id: BlobId) -> Result<()> {
        unimplemented!()
    }

    /// Length and hash of a finished blob.
    ///
    /// # Errors
    /// `NotFound`, also while it is still being written.
    pub fn blob_info(&self, id: BlobId) -> Result<BlobInfo> {
        unimplemented!()
    }

    /// Random access to a finished blob; holds one chunk (256 KiB) in memory.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn blob_source(&self, id: BlobId) -> Result<BlobSource<'_>> {
        unimplemented!()
    }

    /// Frees what an interrupted program left: blobs unfinished or used by nobody. Only at start, before anything
    /// is fetched or attached. Returns how many.
    pub fn collect_garbage(&mut self) -> Result<usize> {
        unimplemented!()
    }
}

/// The bytes of a blob as a [`RawSource`].
pub struct BlobSource<'a> {
    store: &'a Store,
    id: BlobId,
    len: u64,
}

impl RawSource for BlobSource<'_> {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&mut self, offset: u64, buf: &mut [u8]) -> std::result::Result<usize, String> {
        unimplemented!()
    }
}
