//! A change of the store: all or nothing. Within a larger one it is a part of that, and durable only with the whole.
//!
//! Knows no tables. A change that is dropped, by an error or a panic, is taken back.

use std::ops::Deref;

use rusqlite::{Connection, ffi};

use super::Store;
use super::error::Result;

/// Begins a change, or a part of the one that is open on this connection; which of both it is.
fn begin(db: &Connection) -> Result<bool> {
    let part = !db.is_autocommit();
    db.execute_batch(if part { "SAVEPOINT part" } else { "BEGIN IMMEDIATE" })?;
    Ok(part)
}

fn commit(db: &Connection, part: bool) -> rusqlite::Result<()> {
    // After some failures (a full disk) SQLite has taken the whole back by itself: then nothing of it may count.
    if db.is_autocommit() {
        return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR), Some("the change was taken back".to_owned())));
    }
    db.execute_batch(if part { "RELEASE part" } else { "COMMIT" })
}

fn take_back(db: &Connection, part: bool) {
    if db.is_autocommit() {
        return;
    }
    if let Err(error) = db.execute_batch(if part { "ROLLBACK TO part; RELEASE part" } else { "ROLLBACK" }) {
        tracing::error!(%error, "a change could not be taken back");
    }
}

/// An open change; [`Change::commit`] makes it count.
pub(super) struct Change<'a> {
    db: &'a mut Connection,
    part: bool,
    open: bool,
}

impl<'a> Change<'a> {
    pub(super) fn begin(db: &'a mut Connection) -> Result<Self> {
        let part = begin(db)?;
        Ok(Self { db, part, open: true })
    }

    /// A part that can be taken back alone.
    pub(super) fn part(&mut self) -> Result<Change<'_>> {
        Change::begin(self.db)
    }

    /// Durable on return, unless it is a part.
    pub(super) fn commit(mut self) -> rusqlite::Result<()> {
        commit(self.db, self.part)?;
        self.open = false;
        Ok(())
    }
}

impl Deref for Change<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.db
    }
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        if self.open {
            take_back(self.db, self.part);
        }
    }
}

/// Many changes as one.
struct Whole<'a> {
    store: &'a mut Store,
    part: bool,
    open: bool,
}

impl Drop for Whole<'_> {
    fn drop(&mut self) {
        if self.open {
            take_back(&self.store.db, self.part);
        }
    }
}

impl Store {
    /// A change that takes the write lock at once, so that it cannot fail half way for another writer.
    pub(super) fn begin(&mut self) -> Result<Change<'_>> {
        Change::begin(&mut self.db)
    }

    /// Several changes as one: all of them are durable on return, or none happened. May stand within another. Blobs are not
    /// written meanwhile.
    ///
    /// # Errors
    /// Those of the work; whatever it changed before is taken back then.
    pub fn as_one<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let part = begin(&self.db)?;
        let mut whole = Whole { store: self, part, open: true };
        let done = work(whole.store)?;
        commit(&whole.store.db, part)?;
        whole.open = false;
        Ok(done)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Error;
    use super::*;

    fn store() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::create(dir.path(), &super::super::StoreKey::new([1; 32])).unwrap();
        (dir, store)
    }

    fn set(store: &mut Store, key: &str) -> Result<()> {
        store.as_one(|store| store.set_setting(key, "1"))
    }

    fn there(store: &Store) -> Vec<&'static str> {
        ["a", "b", "c"].into_iter().filter(|key| store.setting(key).unwrap().is_some()).collect()
    }

    #[test]
    fn a_part_that_fails_takes_back_itself_and_a_whole_all_its_parts() {
        let (_dir, mut store) = store();
        store
            .as_one(|store| {
                set(store, "a")?;
                let failed: Result<()> = store.as_one(|store| {
                    set(store, "b")?;
                    Err(Error::NotFound)
                });
                assert!(matches!(failed, Err(Error::NotFound)));
                Ok(())
            })
            .unwrap();
        assert_eq!(there(&store), ["a"]);
        let failed: Result<()> = store.as_one(|store| {
            set(store, "b")?;
            set(store, "c")?;
            Err(Error::NotFound)
        });
        assert!(failed.is_err() && store.db.is_autocommit());
        assert_eq!(there(&store), ["a"]);
    }

    #[test]
    fn a_panic_within_leaves_nothing_open() {
        let (_dir, mut store) = store();
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            store.as_one(|store| {
                set(store, "a")?;
                if store.db.is_autocommit() { Ok(()) } else { panic!("within") }
            })
        }));
        assert!(panicked.is_err() && store.db.is_autocommit());
        assert_eq!(there(&store), [""; 0]);
    }
}
