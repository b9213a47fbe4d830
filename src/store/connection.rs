//! Opening and creating the database file; the one place that hands the key to SQLCipher.
//!
//! An existing file is never overwritten or made anew, whatever the error (rules 43 and 46).

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use super::blobs::{FREED, Growing};
use super::error::{Error, Result};
use super::{audit, contact_search, migrations};
use crate::domain::ids::BlobId;
use crate::domain::secret::StoreKey;

/// Name of the database in the profile; SQLite puts `-wal` and `-shm` beside it, encrypted too.
const FILE: &str = "store.db";
/// Marks the file as ours (`file` and SQLite show it once decrypted): "Kimp".
const APPLICATION_ID: i32 = 0x4b69_6d70;
/// How long a statement waits for another connection.
const BUSY: Duration = Duration::from_secs(10);
/// Pages in the write-ahead log from which a commit moves them into the database (16 MiB).
pub(super) const AUTOCHECKPOINT: u32 = 1000;
/// Bytes the write-ahead log keeps on disk for later use.
const LOG_BYTES: i64 = 64 << 20;
/// What opening a store needs at least: memory for its readers.
const PROBE_BYTES: usize = 64 << 10;
/// Statements kept ready; taking in a mail needs about a dozen.
const STATEMENTS: usize = 96;

/// One connection to the encrypted store. `Send`, not `Sync`; a second one for questions comes from [`Store::open_reader`].
pub struct Store {
    pub(super) db: Connection,
    pub(super) growing: HashMap<BlobId, Growing>,
}

impl Store {
    /// Whether a folder holds a store, opened or not. One that cannot be looked into (a share that is away) counts as one that
    /// does: nobody is offered a new store there.
    #[must_use]
    pub fn exists(dir: &Path) -> bool {
        path(dir).try_exists().unwrap_or(true)
    }

    /// Whether the system reads the file at all: pages that did not come are not pages that are damaged.
    ///
    /// # Errors
    /// What the system says.
    pub fn can_be_read(dir: &Path) -> Result<()> {
        read_head(&path(dir))
    }

    /// Makes an empty store in `dir` and opens it. An interrupted creation leaves nothing that `open` takes for a store.
    ///
    /// # Errors
    /// [`super::Error::Exists`] if there is one already: it is never overwritten.
    pub fn create(dir: &Path, key: &StoreKey) -> Result<Self> {
        Self::create_in(dir, key).map_err(|error| cause(dir, error))
    }

    fn create_in(dir: &Path, key: &StoreKey) -> Result<Self> {
        let file = path(dir);
        if file.try_exists()? {
            return Err(Error::Exists);
        }
        let unfinished = dir.join("store.new");
        if let Err(error) = std::fs::remove_file(&unfinished)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            return Err(error.into());
        }
        create_private(&unfinished)?;
        let mut db = unlock(&unfinished, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.pragma_update(None, "application_id", APPLICATION_ID)?;
        db.pragma_update(None, "synchronous", "FULL")?;
        migrations::migrate(&mut db, &unfinished, migrations::STEPS)?;
        db.close().map_err(|(_, error)| error)?;
        rename_new(&unfinished, &file)?;
        Self::open(dir, key)
    }

    /// Opens the store of `dir` for reading and writing and brings it to this program's schema (with a backup before).
    ///
    /// # Errors
    /// `WrongKey`, `Missing`, `Newer`, `Damaged`; the file is left untouched by all of them.
    pub fn open(dir: &Path, key: &StoreKey) -> Result<Self> {
        Self::open_in(dir, key).map_err(|error| cause(dir, error))
    }

    fn open_in(dir: &Path, key: &StoreKey) -> Result<Self> {
        let file = existing(dir)?;
        let mut db = unlock(&file, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // Before anything is written: a newer program's store is not touched.
        let found = migrations::version(&db)?;
        let known = i64::try_from(migrations::STEPS.len()).unwrap_or(i64::MAX);
        if found > known {
            return Err(Error::Newer { found, known });
        }
        if found == 0 {
            return Err(Error::Damaged("no schema".to_owned()));
        }
        db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
        db.pragma_update(None, "wal_autocheckpoint", AUTOCHECKPOINT)?;
        db.pragma_update(None, "journal_size_limit", LOG_BYTES)?;
        migrations::migrate(&mut db, &file, migrations::STEPS)?;
        contact_search::index_missing(&mut db)?;
        db.execute_batch(FREED)?;
        audit::begin(&db)?;
        Ok(Self { db, growing: HashMap::new() })
    }

    /// A second connection that only answers questions, while the writer works. The store must have been opened before.
    ///
    /// # Errors
    /// As [`Store::open`]; `Newer` whenever the schema is not this program's.
    pub fn open_reader(dir: &Path, key: &StoreKey) -> Result<Self> {
        Self::open_reader_in(dir, key).map_err(|error| cause(dir, error))
    }

    fn open_reader_in(dir: &Path, key: &StoreKey) -> Result<Self> {
        let db = unlock(&existing(dir)?, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let found = migrations::version(&db)?;
        let known = i64::try_from(migrations::STEPS.len()).unwrap_or(i64::MAX);
        if found != known {
            return Err(Error::Newer { found, known });
        }
        let store = Self { db, growing: HashMap::new() };
        store.only_read()?;
        Ok(store)
    }

    /// Whether a program left the store without closing it: its write-ahead log still lies there. Ask before opening.
    #[must_use]
    pub fn was_left_open(dir: &Path) -> bool {
        std::fs::metadata(dir.join(format!("{FILE}-wal"))).is_ok_and(|log| log.len() > 0)
    }

    /// From now on nothing is written through this connection: [`Error::ReadOnly`] is what a change ends with.
    ///
    /// # Errors
    /// When a transaction is open.
    pub fn only_read(&self) -> Result<()> {
        Ok(self.db.pragma_update(None, "query_only", true)?)
    }

    /// In the place of an older connection: mails that are just coming in go on where they are, for what there is of them is
    /// committed.
    #[must_use]
    pub fn going_on_from(mut self, old: &mut Self) -> Self {
        self.growing = std::mem::take(&mut old.growing);
        self
    }

    /// Whether every page this connection has read was what had been written. SQLCipher gives zeros for a page whose
    /// authentication fails, and from then on for every other; SQLite takes zeros for content at the end of a long value. So
    /// what was read since then must be thrown away, and the connection with it.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        is_intact(&self.db)
    }

    /// For a connection that reads long files from front to end: what it has read is not kept in memory.
    pub fn keep_little(self) -> Result<Self> {
        self.db.pragma_update(None, "cache_size", -2000)?;
        Ok(self)
    }

    /// Reads every page that is in use, which proves that it is what was written, and checks how they hang together. An empty
    /// list means in order; lines hold no mail content. The connection is of no more use when something was found.
    ///
    /// # Errors
    /// When the check itself cannot run.
    pub fn check(&self) -> Result<Vec<String>> {
        check(&self.db)
    }
}

/// As [`Store::is_intact`]. Never a cached statement: the answer is made when it is prepared.
pub(super) fn is_intact(db: &Connection) -> bool {
    db.query_row("PRAGMA cipher_status", [], |row| row.get::<_, String>(0)).is_ok_and(|status| status == "1")
}

pub(super) fn check(db: &Connection) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut statement = db.prepare("PRAGMA integrity_check(20)")?;
    for line in statement.query_map([], |row| row.get::<_, String>(0))? {
        match line {
            Ok(line) if line == "ok" => {}
            Ok(line) => found.push(line),
            Err(error) => match Error::from(error) {
                // The medium fails: that says nothing of what lies on it.
                error @ (Error::Io(_) | Error::Busy) => return Err(error),
                error => found.push(error.to_string()),
            },
        }
    }
    if found.is_empty() && !is_intact(db) {
        found.push("a page is not what was written".to_owned());
    }
    Ok(found)
}

fn path(dir: &Path) -> PathBuf {
    dir.join(FILE)
}

/// Why a store could not be opened, where SQLite only says that a file could not be made or written: the folder is asked.
fn cause(dir: &Path, error: Error) -> Error {
    if !matches!(error, Error::Io(_) | Error::ReadOnly) {
        return error;
    }
    let name = dir.join("store.probe");
    let mut options = std::fs::File::options();
    options.write(true).create(true).truncate(true);
    let tried = options.open(&name).and_then(|mut file| file.write_all(&[0; PROBE_BYTES]).and_then(|()| file.sync_all()));
    // Nothing is in it; one that stays is written over the next time.
    let _ = std::fs::remove_file(&name);
    match tried.map_err(Error::from) {
        Err(Error::Full) => Error::Full,
        Err(Error::ReadOnly) => Error::ReadOnly,
        _ => error,
    }
}

fn existing(dir: &Path) -> Result<PathBuf> {
    let file = path(dir);
    if file.try_exists()? { Ok(file) } else { Err(Error::Missing) }
}

/// How pages are kept: larger ones and a hash that processors compute themselves make a 500 MiB mail a third faster
/// (measured). Part of the file's form: changing it needs a migration.
const CIPHER: &str = "PRAGMA cipher_page_size = 16384; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;";

/// Opens a file and proves that the key fits, without changing it.
pub(super) fn unlock(file: &Path, key: &StoreKey, flags: OpenFlags) -> Result<Connection> {
    match unlock_once(file, key, flags) {
        // SQLCipher says the same of a first page that could not be read: nobody shall doubt a key for that.
        Err(Error::WrongKey) => {
            read_head(file)?;
            unlock_once(file, key, flags)
        }
        done => done,
    }
}

/// Whether the system reads a file at all. One that is too short is damaged, not unreadable.
fn read_head(file: &Path) -> Result<()> {
    std::fs::File::open(file)?.take(4096).read_to_end(&mut Vec::new())?;
    Ok(())
}

fn unlock_once(file: &Path, key: &StoreKey, flags: OpenFlags) -> Result<Connection> {
    let db = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // SQLite opens what it may not write for reading, and it would stay so when the medium can be written again.
    if flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE) && db.is_readonly("main")? {
        return Err(Error::ReadOnly);
    }
    // SQLCipher would write its errors to standard error; they reach the caller anyway.
    // The raw key must come before any other statement; as hexadecimal text SQLCipher derives nothing from it.
    let mut pragma = Zeroizing::new(String::with_capacity(128));
    pragma.push_str("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'");
    for byte in key.reveal() {
        for nibble in [byte >> 4, byte & 15] {
            pragma.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    pragma.push_str("'\"; ");
    pragma.push_str(CIPHER);
    db.execute_batch(&pragma)?;
    // A build against plain SQLite would ignore the key and write readable files.
    let cipher: Option<String> = db.query_row("PRAGMA cipher_version", [], |row| row.get(0)).ok();
    if cipher.is_none_or(|version| version.is_empty()) {
        return Err(Error::Sql("this build cannot encrypt".to_owned()));
    }
    db.busy_timeout(BUSY)?;
    match db.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get::<_, i64>(0)) {
        Ok(_) => {}
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => return Err(Error::WrongKey),
        Err(error) => return Err(error.into()),
    }
    db.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = FAST; PRAGMA cache_size = -24000;
         PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;",
    )?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(db)
}

/// An empty file that only this user may open; SQLite gives its companions the same permissions. On Windows the
/// profile lies in the user's own folder.
pub(super) fn create_private(file: &Path) -> Result<()> {
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?;
    Ok(())
}

/// Gives the finished file its name without replacing another one, durably.
fn rename_new(from: &Path, to: &Path) -> Result<()> {
    match std::fs::hard_link(from, to) {
        Ok(()) => std::fs::remove_file(from)?,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return Err(Error::Exists),
        // Some file systems know no hard links; the profile lock keeps a second creator away.
        Err(_) if !to.try_exists()? => std::fs::rename(from, to)?,
        Err(_) => return Err(Error::Exists),
    }
    #[cfg(unix)]
    if let Some(dir) = to.parent() {
        std::fs::File::open(dir)?.sync_all()?;
    }
    Ok(())
}
