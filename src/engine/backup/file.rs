//! A backup file: the encrypted copy of the store, and behind it what it is and its key, wrapped by the passphrase.
//!
//! `store bytes | JSON | length of the JSON (8 bytes, little endian) | MAGIC`. What it is, the hash of the store bytes among
//! it, is authenticated with the key: a file that was changed anywhere is refused. Holds no patient data readably.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::problem::Problem;
use crate::domain::secret::{Secret, StoreKey};
use crate::engine::{files, problem};
use crate::secrets::{self, PassphraseKey, WrappedKey};

/// Ending of the name of a backup.
pub const ENDING: &str = "kimpost-backup";
const MAGIC: &[u8; 16] = b"KIMPOST-BACKUP-1";
const TAIL: u64 = 8 + 16;
/// Longest JSON that is read.
const MAX_JSON: u64 = 64 * 1024;
/// Binds the key to this use.
const PURPOSE: &str = "kimpost backup 1\n";
const PIECE: usize = 1 << 20;

/// What a backup is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// Milliseconds since 1970, UTC.
    pub made: i64,
    pub program: String,
    pub schema: i64,
    pub store_bytes: u64,
    pub sha256: String,
    /// Passwords of accounts are inside.
    pub passwords: bool,
}

#[derive(Serialize, Deserialize)]
struct End {
    /// [`Facts`] as text: authenticated byte for byte.
    facts: String,
    key: WrappedKey,
}

/// A backup whose end was read; nothing of it is trusted yet.
pub struct Sealed {
    file: File,
    facts: String,
    key: WrappedKey,
    store_bytes: u64,
    pub bytes: u64,
}

/// Makes a backup of a copy of the store by writing the end behind it; durable on return. Returns its size.
///
/// # Errors
/// Those of writing.
pub fn seal(path: &Path, data: &StoreKey, by: &PassphraseKey, facts: Facts) -> Result<u64, Problem> {
    let mut file = File::options().read(true).append(true).open(path).map_err(problem::of_saving)?;
    let store_bytes = file.metadata().map_err(problem::of_saving)?.len();
    let mut hash = Sha256::new();
    pass(&mut file, store_bytes, |piece| {
        hash.update(piece);
        Ok(())
    })?;
    let facts = Facts { store_bytes, sha256: files::hex(&hash.finalize()), ..facts };
    let text = |e: serde_json::Error| Problem::new("INTERNAL", e.to_string());
    let facts = serde_json::to_string(&facts).map_err(text)?;
    let key = by.wrap(data, purpose(&facts).as_bytes()).map_err(problem::of_secrets)?;
    let json = serde_json::to_vec(&End { facts, key }).map_err(text)?;
    let end = [json.as_slice(), &(json.len() as u64).to_le_bytes(), MAGIC].concat();
    file.write_all(&end).and_then(|()| file.sync_all()).map_err(problem::of_saving)?;
    Ok(store_bytes + end.len() as u64)
}

/// Reads the end of a backup.
///
/// # Errors
/// `INPUT-FILE`; `BACKUP-FILE` when it is none, or not whole.
pub fn read(path: &Path) -> Result<Sealed, Problem> {
    let unreadable = |e: std::io::Error| Problem::new("INPUT-FILE", e.to_string());
    let none = |why: &str| Problem::new("BACKUP-FILE", why);
    let mut file = File::open(path).map_err(unreadable)?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    let tail_at = bytes.checked_sub(TAIL).ok_or_else(|| none("too short"))?;
    let mut tail = [0; 24];
    file.seek(SeekFrom::Start(tail_at)).and_then(|_| file.read_exact(&mut tail)).map_err(unreadable)?;
    let (len, magic) = tail.split_first_chunk::<8>().ok_or_else(|| none("too short"))?;
    if magic != MAGIC {
        return Err(none("no mark at the end"));
    }
    let len = u64::from_le_bytes(*len);
    let json_at = tail_at.checked_sub(len).filter(|_| len <= MAX_JSON).ok_or_else(|| none("impossible length"))?;
    let mut json = Vec::new();
    file.seek(SeekFrom::Start(json_at)).and_then(|_| (&file).take(len).read_to_end(&mut json)).map_err(unreadable)?;
    let End { facts, key } = serde_json::from_slice(&json).map_err(|e| none(&e.to_string()))?;
    Ok(Sealed { file, facts, key, store_bytes: json_at, bytes })
}

impl Sealed {
    /// Opens the backup and writes its store into a new file.
    ///
    /// # Errors
    /// `BACKUP-KEY`: the passphrase does not fit, or what it is was changed; `BACKUP-DAMAGED`; those of writing.
    pub fn extract(mut self, passphrase: &Secret, to: &Path) -> Result<(StoreKey, Facts), Problem> {
        let key = self.key.unwrap(passphrase, purpose(&self.facts).as_bytes()).map_err(|error| match error {
            secrets::Error::WrongPassphrase => Problem::new("BACKUP-KEY", ""),
            other => Problem::new("BACKUP-FILE", other.to_string()),
        })?;
        let facts: Facts = serde_json::from_str(&self.facts).map_err(|e| Problem::new("BACKUP-FILE", e.to_string()))?;
        let mut out = files::create_private(to).map_err(problem::of_saving)?;
        let mut hash = Sha256::new();
        pass(&mut self.file, self.store_bytes, |piece| {
            hash.update(piece);
            out.write_all(piece)
        })?;
        if facts.store_bytes != self.store_bytes || files::hex(&hash.finalize()) != facts.sha256 {
            return Err(Problem::new("BACKUP-DAMAGED", "other bytes than were written"));
        }
        Ok((key, facts))
    }
}

fn purpose(facts: &str) -> String {
    [PURPOSE, facts].concat()
}

/// Hands the first bytes of a file over in pieces.
fn pass(file: &mut File, bytes: u64, mut take: impl FnMut(&[u8]) -> std::io::Result<()>) -> Result<(), Problem> {
    file.rewind().map_err(problem::of_saving)?;
    let mut piece = vec![0; PIECE];
    let mut left = file.take(bytes);
    loop {
        let read = left.read(&mut piece).map_err(problem::of_saving)?;
        if read == 0 {
            return Ok(());
        }
        take(piece.get(..read).unwrap_or_default()).map_err(problem::of_saving)?;
    }
}
