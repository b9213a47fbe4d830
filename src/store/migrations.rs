//! Brings a store to this program's schema by `user_version`: numbered steps, each in one transaction (rule 46).
//!
//! A shipped step is never edited. A store that is newer than the program is refused and left untouched.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::error::{Error, Result};

/// The steps in order; step n leads from version n to n + 1.
pub(super) const STEPS: &[&str] = &[
    include_str!("migrations/0001_initial.sql"),
    include_str!("migrations/0002_access.sql"),
    include_str!("migrations/0003_accounts.sql"),
    include_str!("migrations/0004_cards.sql"),
    include_str!("migrations/0005_directory.sql"),
    include_str!("migrations/0006_work.sql"),
    include_str!("migrations/0007_desk.sql"),
    include_str!("migrations/0008_watch.sql"),
    include_str!("migrations/0009_letters.sql"),
    include_str!("migrations/0010_tidied.sql"),
    include_str!("migrations/0011_patients.sql"),
    include_str!("migrations/0012_audit.sql"),
    include_str!("migrations/0013_purge.sql"),
];

/// Version of the schema in the file; 0 for an empty database.
pub(super) fn version(db: &Connection) -> Result<i64> {
    Ok(db.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Applies what is missing. A store that holds data is copied beside itself first (encrypted, as it is).
pub(super) fn migrate(db: &mut Connection, file: &Path, steps: &[&str]) -> Result<()> {
    let found = version(db)?;
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(Error::Newer { found, known });
    }
    if found > 0 && found < known {
        back_up(db, file, found)?;
    }
    apply(db, steps)
}

/// As [`migrate`], for what is a copy itself.
pub(super) fn apply(db: &mut Connection, steps: &[&str]) -> Result<()> {
    let found = version(db)?;
    for (done, step) in (0..).zip(steps).skip(usize::try_from(found).unwrap_or(0)) {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(step)?;
        tx.pragma_update(None, "user_version", done + 1)?;
        tx.commit()?;
    }
    Ok(())
}

/// Where the copy of a store of this version lies.
pub(super) fn backup_path(file: &Path, version: i64) -> PathBuf {
    file.with_extension(format!("version-{version}.backup"))
}

/// Copies the file with everything committed. An existing copy of the same version stays: it is the older truth.
fn back_up(db: &Connection, file: &Path, version: i64) -> Result<()> {
    let to = backup_path(file, version);
    if to.exists() {
        return Ok(());
    }
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    let unfinished = file.with_extension("backup.part");
    std::fs::copy(file, &unfinished)?;
    std::fs::OpenOptions::new().write(true).open(&unfinished)?.sync_all()?;
    std::fs::rename(&unfinished, &to)?;
    // Before the store changes: after a power cut the copy must not be the one that is missing.
    #[cfg(unix)]
    if let Some(dir) = to.parent() {
        std::fs::File::open(dir)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A store of the first release.
    const NEXT: &str = "ALTER TABLE setting ADD COLUMN changed INTEGER NOT NULL DEFAULT 0";

    fn at(steps: &[&str]) -> (tempfile::TempDir, PathBuf, Connection) {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("s.db");
        let mut db = Connection::open(&file).unwrap();
        migrate(&mut db, &file, steps).unwrap();
        (dir, file, db)
    }

    #[test]
    fn a_later_step_is_applied_once_after_a_backup() {
        let (_dir, file, mut db) = at(STEPS);
        db.execute("INSERT INTO setting (key, value) VALUES ('a', 'b')", []).unwrap();
        let before = version(&db).unwrap();
        let steps = [STEPS, &[NEXT]].concat();
        for _ in 0..2 {
            migrate(&mut db, &file, &steps).unwrap();
            assert_eq!(version(&db).unwrap(), before + 1);
        }
        let copy = Connection::open(backup_path(&file, before)).unwrap();
        assert_eq!(version(&copy).unwrap(), before);
        assert_eq!(copy.query_row("SELECT value FROM setting", [], |r| r.get::<_, String>(0)).unwrap(), "b");
    }

    #[test]
    fn a_store_of_the_first_version_takes_every_step() {
        let (_dir, file, mut db) = at(&STEPS[..1]);
        migrate(&mut db, &file, STEPS).unwrap();
        assert_eq!(version(&db).unwrap(), i64::try_from(STEPS.len()).unwrap());
    }

    #[test]
    fn a_newer_store_is_refused_and_left_alone() {
        let (_dir, file, mut db) = at(&[STEPS, &[NEXT]].concat());
        let newer = version(&db).unwrap();
        assert!(matches!(migrate(&mut db, &file, STEPS), Err(Error::Newer { found, known }) if found == newer && known == newer - 1));
        assert_eq!(version(&db).unwrap(), newer);
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let (_dir, file, mut db) = at(STEPS);
        let before = version(&db).unwrap();
        let broken = "CREATE TABLE half (a INTEGER) STRICT; CREATE TABLE half (a INTEGER) STRICT";
        assert!(migrate(&mut db, &file, &[STEPS, &[broken]].concat()).is_err());
        assert_eq!(version(&db).unwrap(), before);
        assert_eq!(db.query_row("SELECT count(*) FROM sqlite_master WHERE name = 'half'", [], |r| r.get::<_, i64>(0)).unwrap(), 0);
    }
}
