//! Opening and creating the database file; the one place that hands the key to SQLCipher.

use std::path::Path;

use rusqlite::Connection;

use super::error::Result;
use crate::domain::secret::StoreKey;

/// One connection to the encrypted store. `Send`, not `Sync`; a second one for questions comes from [`Store::open_reader`].
pub struct Store {
    pub(super) db: Connection,
}

impl Store {
    /// Makes an empty store in `dir` and opens it. An interrupted creation leaves nothing that `open` takes for a store.
    ///
    /// # Errors
    /// [`super::Error::Exists`] if there is one already: it is never overwritten.
    pub fn create(dir: &Path, key: &StoreKey) -> Result<Self> {
        unimplemented!()
    }

    /// Opens the store of `dir` for reading and writing and brings it to this program's schema (with a backup before).
    ///
    /// # Errors
    /// `WrongKey`, `Missing`, `Newer`, `Damaged`; the file is left untouched by all of them.
    pub fn open(dir: &Path, key: &StoreKey) -> Result<Self> {
        unimplemented!()
    }

    /// A second connection that only answers questions, while the writer works. The store must have been opened before.
    ///
    /// # Errors
    /// As [`Store::open`]; `Newer` also when the schema is older than this program's.
    pub fn open_reader(dir: &Path, key: &StoreKey) -> Result<Self> {
        unimplemented!()
    }

    /// Checks the pages (`quick`: structure only) and, unless quick, authentication of every page and all indexes.
    /// An empty list means in order; lines hold no mail content.
    ///
    /// # Errors
    /// When the check itself cannot run.
    pub fn check(&self, quick: bool) -> Result<Vec<String>> {
        unimplemented!()
    }
}
