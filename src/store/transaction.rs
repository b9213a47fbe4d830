//! Changes that happen wholly or not at all, and parts of them that can be taken back alone.
//!
//! Invariant: whatever ends inside, also by a panic, leaves no transaction open behind it.

use std::ops::Deref;

use rusqlite::{Connection, Savepoint, Transaction, TransactionBehavior};

use super::{Result, Store};

/// A change being made; dropped without [`Self::commit`] it never happened.
pub(super) enum Change<'a> {
    Whole(Transaction<'a>),
    /// Inside [`Store::all_or_nothing`]: lasting only when that is.
    Part(Savepoint<'a>),
}

impl Deref for Change<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match self {
            Self::Whole(whole) => whole,
            Self::Part(part) => part,
        }
    }
}

impl Change<'_> {
    pub(super) fn commit(self) -> rusqlite::Result<()> {
        match self {
            Self::Whole(whole) => whole.commit(),
            Self::Part(part) => part.commit(),
        }
    }

    /// A part that can be taken back alone.
    pub(super) fn savepoint(&mut self) -> rusqlite::Result<Savepoint<'_>> {
        match self {
            Self::Whole(whole) => whole.savepoint(),
            Self::Part(part) => part.savepoint(),
        }
    }
}

impl Store {
    /// A change that takes the write lock at once, so that it cannot fail half way for another writer.
    pub(super) fn begin(&mut self) -> Result<Change<'_>> {
        Ok(if self.db.is_autocommit() {
            Change::Whole(self.db.transaction_with_behavior(TransactionBehavior::Immediate)?)
        } else {
            Change::Part(self.db.savepoint()?)
        })
    }

    /// Everything `work` changes, durable on return, or nothing of it. Inside another one it is a part of that: an error
    /// takes back the part alone, and what succeeded lasts only when the outer one does.
    ///
    /// # Errors
    /// Those of `work`; those of the commit, and then nothing was changed either.
    pub fn all_or_nothing<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let (begin, end, back) = if self.db.is_autocommit() {
            ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        } else {
            ("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part; RELEASE part")
        };
        self.db.execute_batch(begin)?;
        let mut open = Open { store: self, back };
        let done = work(open.store)?;
        open.store.db.execute_batch(end)?;
        open.back = "";
        Ok(done)
    }
}

/// Takes back what was not ended.
struct Open<'a> {
    store: &'a mut Store,
    back: &'static str,
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        // After a full disk SQLite has taken everything back by itself.
        if !self.back.is_empty() && !self.store.db.is_autocommit() {
            let _ = self.store.db.execute_batch(self.back);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::secret::StoreKey;
    use crate::store::Error;

    fn store() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::create(dir.path(), &StoreKey::new([7; 32])).unwrap();
        (dir, store)
    }

    fn set(store: &mut Store, key: &str) -> Result<()> {
        store.set_setting(key, "1")
    }

    fn has(store: &Store, key: &str) -> bool {
        store.setting(key).unwrap().is_some()
    }

    #[test]
    fn what_fails_takes_back_its_part_and_no_more() {
        let (_dir, mut store) = store();
        let done = store.all_or_nothing(|store| {
            set(store, "a")?;
            let failed = store.all_or_nothing(|store| {
                set(store, "b")?;
                store.begin()?.execute_batch("DELETE FROM setting")?;
                Err::<(), _>(Error::NotFound)
            });
            assert!(matches!(failed, Err(Error::NotFound)));
            store.all_or_nothing(|store| set(store, "c"))
        });
        done.unwrap();
        assert!(has(&store, "a") && !has(&store, "b") && has(&store, "c"));
        let failed = store.all_or_nothing(|store| {
            store.all_or_nothing(|store| set(store, "d"))?;
            Err::<(), _>(Error::Full)
        });
        assert!(matches!(failed, Err(Error::Full)) && !has(&store, "d"));
    }

    #[test]
    fn a_panic_leaves_nothing_open() {
        let (_dir, mut store) = store();
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            store.all_or_nothing(|store| {
                set(store, "a")?;
                store.all_or_nothing(|store| {
                    set(store, "b")?;
                    assert!(!has(store, "b"), "in the middle");
                    Ok(())
                })
            })
        }));
        assert!(panicked.is_err() && store.db.is_autocommit());
        assert!(!has(&store, "a") && !has(&store, "b"));
        set(&mut store, "c").unwrap();
        assert!(has(&store, "c"));
    }
}
