//! Transactions that can lie in one another, so that several changes of the store can be made whole or not at all.
//!
//! The outermost one takes the write lock at once and cannot fail half way for another writer; one inside it is a savepoint.
//! Dropping one takes back what it changed.

use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use rusqlite::Connection;

use super::{Result, Store, blobs};

/// A transaction, or a part of one.
pub(super) struct Tx<'a> {
    db: &'a Connection,
    inner: bool,
    writes: bool,
    open: bool,
}

impl<'a> Tx<'a> {
    /// Begins one; a part of the one that is open.
    pub fn begin(db: &'a Connection) -> Result<Self> {
        let inner = !db.is_autocommit();
        db.execute_batch(if inner { "SAVEPOINT part" } else { "BEGIN IMMEDIATE" })?;
        Ok(Self { db, inner, writes: true, open: true })
    }

    /// One that only reads: everything in it is of the same moment.
    pub fn read(db: &'a Connection) -> Result<Self> {
        let inner = !db.is_autocommit();
        db.execute_batch(if inner { "SAVEPOINT part" } else { "BEGIN" })?;
        Ok(Self { db, inner, writes: false, open: true })
    }

    /// Keeps what was changed; durable once the outermost one is kept.
    pub fn commit(mut self) -> rusqlite::Result<()> {
        if self.writes && !self.inner {
            blobs::free_waiting(self.db)?;
        }
        self.db.execute_batch(if self.inner { "RELEASE part" } else { "COMMIT" })?;
        self.open = false;
        Ok(())
    }
}

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.db
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        // After a full disk SQLite took everything back by itself.
        if self.open && !self.db.is_autocommit() {
            let back = if self.inner { "ROLLBACK TO part; RELEASE part" } else { "ROLLBACK" };
            if let Err(error) = self.db.execute_batch(back) {
                tracing::error!(%error, "a transaction could not be taken back");
            }
        }
    }
}

impl Store {
    /// A transaction, or a part of the one that is open.
    pub(super) fn begin(&mut self) -> Result<Tx<'_>> {
        Tx::begin(&self.db)
    }

    /// Everything `work` changes, durable on return, or nothing of it. Inside another one it is a part of that: an error
    /// takes back the part alone, and what succeeded lasts only when the outer one does.
    ///
    /// # Errors
    /// Those of `work`; those of the commit, and then nothing was changed either.
    pub fn all_or_nothing<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let inner = !self.db.is_autocommit();
        self.db.execute_batch(if inner { "SAVEPOINT part" } else { "BEGIN IMMEDIATE" })?;
        // A panic must not leave it open: what comes later would be inside it and never be kept.
        let done = catch_unwind(AssertUnwindSafe(|| work(self)));
        let part = Tx { db: &self.db, inner, writes: true, open: true };
        match done {
            Ok(Ok(value)) => Ok(part.commit().map(|()| value)?),
            Ok(Err(error)) => Err(error),
            Err(panic) => {
                drop(part);
                resume_unwind(panic)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Error, StoreKey};

    #[test]
    fn parts_are_kept_with_the_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::create(dir.path(), &StoreKey::new([3; 32])).unwrap();
        let failed: Result<()> = store.all_or_nothing(|store| {
            store.set_setting("a", "1")?;
            store.record(Vec::new())?;
            store.all_or_nothing(|store| store.set_setting("b", "1"))?;
            Err(Error::WrongState)
        });
        assert!(failed.is_err() && store.setting("a").unwrap().is_none() && store.setting("b").unwrap().is_none());
        store
            .all_or_nothing(|store| {
                store.set_setting("a", "2")?;
                let inner: Result<()> = store.all_or_nothing(|store| {
                    store.set_setting("b", "2")?;
                    Err(Error::WrongState)
                });
                assert!(inner.is_err());
                store.set_setting("c", "2")
            })
            .unwrap();
        let read = |store: &Store, key| store.setting(key).unwrap();
        assert_eq!((read(&store, "a").as_deref(), read(&store, "b"), read(&store, "c").as_deref()), (Some("2"), None, Some("2")));
    }

    #[test]
    fn a_panic_leaves_nothing_open() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::create(dir.path(), &StoreKey::new([3; 32])).unwrap();
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            store.all_or_nothing(|store| -> Result<()> {
                store.set_setting("a", "1")?;
                panic!("on purpose")
            })
        }));
        assert!(panicked.is_err() && store.db.is_autocommit() && store.setting("a").unwrap().is_none());
    }
}
