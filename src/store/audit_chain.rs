//! How records of the audit log hang together: each carries an HMAC over all its fields and that of the record before.
//!
//! The key is a secret of its own in the store. Whoever changes, removes, inserts or reorders records without it is found, at
//! the first record that does not fit; whoever cuts off the end is found by the sealed head. Honest limits: who has the
//! profile's key can read this one too and build a whole new chain, and a store file replaced as a whole by an older copy is
//! in order in itself. Against both helps only what was kept elsewhere: an export, or the head that a check names.

use hmac_sha256::mac;
use rusqlite::{Connection, OptionalExtension};

use super::transaction::Tx;
use super::{Result, Store};
use crate::domain::audit::AuditCheck;

/// Bytes of a link.
pub(super) const LINK: usize = 32;
/// Before the first record.
const NONE: [u8; LINK] = [0; LINK];

/// Fields of a record as they are stored, for the chain.
pub(super) struct Fields<'a> {
    pub number: i64,
    pub at: i64,
    pub mail: i64,
    /// Person, action, kind, object, detail, result.
    pub texts: [&'a [u8]; 6],
}

/// The link of a record behind another.
pub(super) fn link(key: &[u8], before: &[u8], fields: &Fields<'_>) -> [u8; LINK] {
    let mut bytes = Vec::with_capacity(256);
    bytes.extend_from_slice(b"record");
    bytes.extend_from_slice(before);
    for number in [fields.number, fields.at, fields.mail] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    for text in fields.texts {
        // With its length, so that no letter can move from one field to the next.
        bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
        bytes.extend_from_slice(text);
    }
    mac(key, &bytes)
}

/// The seal of the last record.
pub(super) fn seal(key: &[u8], number: i64, link: &[u8]) -> [u8; LINK] {
    mac(key, &[b"head".as_slice(), &number.to_le_bytes(), link].concat())
}

/// A keyed hash of what a record is about; half of it is enough and easier to read.
pub(super) fn object(key: &[u8], kind: &str, name: &str) -> String {
    let whole = mac(key, &[b"object".as_slice(), kind.as_bytes(), b"\0", name.as_bytes()].concat());
    whole.iter().take(LINK / 2).map(|byte| format!("{byte:02x}")).collect()
}

/// The last record: its number and link; zeros before the first.
pub(super) fn last(db: &Connection) -> Result<(i64, Vec<u8>)> {
    let mut statement = db.prepare_cached("SELECT number, link FROM audit ORDER BY number DESC LIMIT 1")?;
    Ok(statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?.unwrap_or((0, NONE.to_vec())))
}

/// The sealed head; `None` when it is missing.
pub(super) fn head(db: &Connection) -> Result<Option<(i64, Vec<u8>)>> {
    let mut statement = db.prepare_cached("SELECT number, seal FROM audit_head WHERE id = 1")?;
    Ok(statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// A check of the log under way, a page at a time, so that nobody waits for it.
#[derive(Clone, Debug)]
pub struct AuditWalk {
    /// The record looked at last; `None` before the first page.
    last: Option<(i64, Vec<u8>)>,
    /// Only so many of the newest; `None`: all.
    newest: Option<i64>,
    records: i64,
}

impl AuditWalk {
    /// Of every record.
    #[must_use]
    pub const fn whole() -> Self {
        Self { last: None, newest: None, records: 0 }
    }

    /// Of the newest records only: their links, their numbers and the end of the log.
    #[must_use]
    pub const fn of_newest(records: i64) -> Self {
        Self { last: None, newest: Some(records), records: 0 }
    }
}

impl Store {
    /// Goes on with a check by at most `page` records; the finding once it is over.
    pub fn walk_audit(&self, walk: &mut AuditWalk, page: usize) -> Result<Option<AuditCheck>> {
        // Records and head of the same moment.
        let db = Tx::read(&self.db)?;
        let bad = |walk: &AuditWalk, number| Some(AuditCheck { records: walk.records, first_bad: Some(number), head: String::new() });
        let Some(key) = super::audit::key(&db)? else { return Ok(bad(walk, 1)) };
        let (mut number, mut before) = match walk.last.take() {
            Some(last) => last,
            None => anchor(&db, walk.newest)?,
        };
        let mut statement = db.prepare_cached(
            "SELECT number, at, mail, person, action, kind, object, detail, result, link FROM audit
             WHERE number > ? ORDER BY number LIMIT ?",
        )?;
        let mut rows = statement.query((number, i64::try_from(page).unwrap_or(i64::MAX)))?;
        let mut met = 0;
        while let Some(row) = rows.next()? {
            let text = |at: usize| row.get_ref(at).ok().and_then(|value| value.as_bytes().ok()).unwrap_or(b"\xff");
            let fields = Fields {
                number: row.get(0)?,
                at: row.get(1)?,
                mail: row.get(2)?,
                texts: [text(3), text(4), text(5), text(6), text(7), text(8)],
            };
            let expected = link(&key, &before, &fields);
            if fields.number != number + 1 || text(9) != expected.as_slice() {
                return Ok(bad(walk, number + 1));
            }
            (number, before) = (fields.number, expected.to_vec());
            walk.records += 1;
            met += 1;
        }
        if met == page {
            walk.last = Some((number, before));
            return Ok(None);
        }
        let sealed = head(&db)?.is_some_and(|(last, own)| last == number && own == seal(&key, number, &before));
        if !sealed {
            return Ok(bad(walk, number + 1));
        }
        let head = before.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Some(AuditCheck { records: walk.records, first_bad: None, head }))
    }
}

/// Where a check begins: before the first record, or at the one before the newest ones, whose link is taken as it stands.
fn anchor(db: &Connection, newest: Option<i64>) -> Result<(i64, Vec<u8>)> {
    let first = match newest {
        Some(newest) => last(db)?.0 - newest,
        None => 0,
    };
    if first <= 0 {
        return Ok((0, NONE.to_vec()));
    }
    let mut statement = db.prepare_cached("SELECT number, link FROM audit WHERE number = ?")?;
    // One that is missing there is found as a gap.
    Ok(statement.query_row([first], |row| Ok((row.get(0)?, row.get(1)?))).optional()?.unwrap_or((first - 1, NONE.to_vec())))
}

/// HMAC-SHA-256 (RFC 2104) on the hash that is there anyway.
mod hmac_sha256 {
    use sha2::{Digest, Sha256};

    /// Bytes of a block of SHA-256.
    const BLOCK: usize = 64;

    /// The code of a message; keys are not longer than a block here, longer ones are hashed as the RFC says.
    pub fn mac(key: &[u8], message: &[u8]) -> [u8; 32] {
        let hashed = Sha256::digest(key);
        let key = if key.len() > BLOCK { hashed.as_slice() } else { key };
        let pad = |with: u8| {
            let mut block = [with; BLOCK];
            for (place, byte) in block.iter_mut().zip(key) {
                *place ^= byte;
            }
            block
        };
        let inner = Sha256::new().chain_update(pad(0x36)).chain_update(message).finalize();
        Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize().into()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        /// RFC 4231, cases 1, 2 and 6.
        #[test]
        fn codes_are_those_of_the_rfc() {
            for (key, message, expected) in [
                (vec![0x0b; 20], "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
                (b"Jefe".to_vec(), "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
                (
                    vec![0xaa; 131],
                    "Test Using Larger Than Block-Size Key - Hash Key First",
                    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
                ),
            ] {
                let code: String = mac(&key, message.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
                assert_eq!(code, expected, "{message}");
            }
        }
    }
}
