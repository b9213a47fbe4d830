//! What lies on each account's server: UIDLs, their state, and the proof that allows a deletion (rules 11 to 15).

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension, params};

use super::accounts::changed_one;
use super::{Result, Store};
use crate::domain::access::Scope;
use crate::domain::account::KeepOnServer;
use crate::domain::ids::{AccountId, MailId};
use crate::domain::time::Timestamp;

/// Failed attempts after which a mail waits for a person (rule 15).
pub const MAX_ATTEMPTS: u32 = 3;

/// What became of a UIDL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UidlState {
    /// Its bytes are committed.
    Stored,
    /// Fetching failed; see `attempts`. From the third failure on it waits for a person (rule 15).
    Parked,
    /// Left on the server because of the Dienstkennung filter.
    Skipped,
}

/// A UIDL the store knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownUidl {
    /// Size in LIST when it was last seen; a hint only.
    pub listed_size: u64,
    /// The visible mail its bytes belong to.
    pub mail: Option<MailId>,
    pub state: UidlState,
    /// Failed attempts to fetch it.
    pub attempts: u32,
    /// When it was first stored, parked or skipped: the begin of the keep-time.
    pub first_seen: Timestamp,
    /// Its committed bytes are readable: neither undecrypted nor an error mail of the Clientmodul. So is what was deleted here
    /// for good: nothing better is waited for.
    pub final_: bool,
    /// Must be fetched again: its size changed, it came back after having vanished, or a person asked (rule 13).
    pub refetch: bool,
    /// It is in the last listing.
    pub on_server: bool,
    /// Why it was parked; a stable code or cleaned text.
    pub reason: String,
    /// Of a mail that was left on the server: what its outer header said; empty when that is not known.
    pub dienstkennung: String,
}

impl KnownUidl {
    /// Whether an ordinary fetch asks for it: unless stored for good, parked for good or skipped.
    #[must_use]
    pub fn wants_fetch(&self) -> bool {
        self.refetch || (self.state == UidlState::Parked && self.attempts < MAX_ATTEMPTS)
    }
}

/// All that is known of an account's server, with each UIDL whether its deletion was confirmed.
pub struct Remembered(HashMap<String, (KnownUidl, bool)>);

impl Remembered {
    fn visible(self) -> HashMap<String, KnownUidl> {
        self.0.into_iter().map(|(uidl, (known, _))| (uidl, known)).collect()
    }
}

/// The result of comparing a listing with what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Everything known of this account after the comparison, also what is no longer on the server.
    pub known: HashMap<String, KnownUidl>,
    pub vanished: usize,
    pub reappeared: usize,
    pub resized: usize,
}

/// Where a mail still lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerCopy {
    pub account: AccountId,
    pub uidl: String,
    pub listed_size: u64,
}

/// Proof that the bytes of a UIDL were committed and readable, and are past their time on the server: they are here, or somebody
/// deleted them here for good. Only [`Store::deletable`] makes one, so a DELE of what was never stored cannot be written
/// (rules 11 and 12).
#[derive(Debug)]
pub struct CommitProof {
    account: AccountId,
    uidl: String,
}

impl CommitProof {
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.account
    }

    #[must_use]
    pub fn uidl(&self) -> &str {
        &self.uidl
    }
}

const COLUMNS: &str = "
    SELECT u.uidl, u.listed_size, coalesce(m.version_of, m.id), u.state, u.attempts, u.first_seen, coalesce(m.final, u.purged > 0), u.refetch,
           u.on_server, u.reason, u.deleted, u.dienstkennung
    FROM uidl u LEFT JOIN mail m ON m.id = u.mail WHERE u.account = ?";

impl Store {
    /// Everything known of an account's server.
    pub fn known_uidls(&self, account: AccountId) -> Result<HashMap<String, KnownUidl>> {
        Ok(self.remembered_uidls(account)?.visible())
    }

    /// Compares a complete listing with what is known and stores the differences; nothing is written when there are none.
    /// `remembered` may have been read while the listing was on its way: no other fetch of the account runs meanwhile.
    pub fn sync_listing(
        &mut self,
        account: AccountId,
        remembered: Remembered,
        listing: &[(String, u64)],
        now: Timestamp,
    ) -> Result<Listing> {
        let Remembered(mut all) = remembered;
        let mut result = Listing::default();
        let mut listed = HashSet::with_capacity(listing.len());
        let mut changed: Vec<&str> = Vec::new();
        for (uidl, size) in listing {
            listed.insert(uidl.as_str());
            let Some((known, deleted)) = all.get_mut(uidl) else { continue };
            let resized = known.listed_size != *size;
            let reappeared = !known.on_server || *deleted;
            if resized || reappeared {
                result.resized += usize::from(resized);
                result.reappeared += usize::from(reappeared);
                // A mail left out by the filter was never fetched, so there is nothing to fetch again.
                known.refetch |= known.state != UidlState::Skipped;
                known.listed_size = *size;
                known.on_server = true;
                *deleted = false;
                changed.push(uidl);
            }
        }
        let mut gone: Vec<String> = Vec::new();
        let mut forgotten: Vec<String> = Vec::new();
        for (uidl, (known, deleted)) in &mut all {
            if listed.contains(uidl.as_str()) {
                continue;
            }
            if *deleted {
                forgotten.push(uidl.clone());
            } else if known.on_server {
                known.on_server = false;
                gone.push(uidl.clone());
            }
        }
        result.vanished = gone.len();
        if !(changed.is_empty() && gone.is_empty() && forgotten.is_empty()) {
            let tx = self.begin()?;
            {
                let mut update = tx.prepare_cached(
                    "UPDATE uidl SET listed_size = ?, refetch = ?, on_server = 1, deleted = 0 WHERE account = ? AND uidl = ?",
                )?;
                for uidl in changed {
                    if let Some((known, _)) = all.get(uidl) {
                        update.execute(params![known.listed_size, known.refetch, account.0, uidl])?;
                    }
                }
                for uidl in &gone {
                    tx.prepare_cached("UPDATE uidl SET on_server = 0 WHERE account = ? AND uidl = ?")?.execute(params![account.0, uidl])?;
                }
                for uidl in &forgotten {
                    tx.prepare_cached("DELETE FROM uidl WHERE account = ? AND uidl = ?")?.execute(params![account.0, uidl])?;
                    all.remove(uidl);
                }
            }
            tx.commit()?;
        }
        tracing::debug!(account = account.0, listed = listing.len(), vanished = result.vanished, at = now.0, "listing compared");
        result.known = Remembered(all).visible();
        Ok(result)
    }

    /// Counts a failed attempt and returns how many there were; from [`MAX_ATTEMPTS`] on the mail waits for a person.
    pub fn park(&mut self, account: AccountId, uidl: &str, size: u64, reason: &str, now: Timestamp) -> Result<u32> {
        // What is stored stays stored: a failed second fetch takes nothing away.
        Ok(self.db.query_row(
            "INSERT INTO uidl (account, uidl, listed_size, mail, state, attempts, reason, first_seen, on_server, refetch, deleted)
             VALUES (?1, ?2, ?3, NULL, 'parked', 1, ?4, ?5, 1, 0, 0)
             ON CONFLICT (account, uidl) DO UPDATE SET
                 attempts = attempts + 1, reason = ?4, on_server = 1,
                 refetch = CASE WHEN attempts + 1 < ?6 THEN refetch ELSE 0 END,
                 state = CASE state WHEN 'stored' THEN 'stored' ELSE 'parked' END
             RETURNING attempts",
            params![account.0, uidl, size, reason, now.0, MAX_ATTEMPTS],
            |row| row.get(0),
        )?)
    }

    /// Lets a parked or skipped UIDL be fetched again.
    pub fn unpark(&mut self, account: AccountId, uidl: &str) -> Result<()> {
        self.db.execute("DELETE FROM uidl WHERE account = ? AND uidl = ? AND state <> 'stored'", params![account.0, uidl])?;
        Ok(())
    }

    /// Remembers that the Dienstkennung filter left it on the server, and what its header said. What is stored stays so.
    pub fn skip(&mut self, account: AccountId, uidl: &str, size: u64, dienstkennung: &str, now: Timestamp) -> Result<()> {
        self.db
            .prepare_cached(
                "INSERT INTO uidl (account, uidl, listed_size, mail, state, attempts, reason, first_seen, on_server, refetch, deleted,
                               dienstkennung)
             VALUES (?, ?, ?, NULL, 'skipped', 0, '', ?, 1, 0, 0, ?)
             ON CONFLICT (account, uidl) DO UPDATE SET dienstkennung = excluded.dienstkennung WHERE state = 'skipped'",
            )?
            .execute(params![account.0, uidl, size, now.0, dienstkennung])?;
        Ok(())
    }

    /// The mail whose bytes a UIDL stood for when it was stored last.
    pub fn mail_of_uidl(&self, account: AccountId, uidl: &str) -> Result<Option<MailId>> {
        let asked = "SELECT mail FROM uidl WHERE account = ? AND uidl = ? AND state = 'stored'";
        Ok(self.db.query_row(asked, params![account.0, uidl], |row| row.get::<_, Option<i64>>(0)).optional()?.flatten().map(MailId))
    }

    /// One more fetch brought the same undecrypted mail: nothing new to store, the wish for it is settled.
    pub fn refetched_in_vain(&mut self, account: AccountId, uidl: &str) -> Result<()> {
        self.db.execute("UPDATE uidl SET refetch = 0, attempts = 0 WHERE account = ? AND uidl = ?", params![account.0, uidl])?;
        Ok(())
    }

    /// Asks for one more fetch of a stored UIDL („Erneut abrufen", rule 14).
    pub fn request_refetch(&mut self, account: AccountId, uidl: &str) -> Result<()> {
        let asked = "UPDATE uidl SET refetch = 1, attempts = 0 WHERE account = ? AND uidl = ?";
        changed_one(self.db.execute(asked, params![account.0, uidl])?)
    }

    /// Proofs for everything that may be deleted on the server now. The caller must not ask within 24 hours after a
    /// clock jump of more than a day. `since`: from when on ages can be believed; what was seen before counts from then.
    pub fn deletable(&self, account: AccountId, keep: KeepOnServer, since: Timestamp, now: Timestamp) -> Result<Vec<CommitProof>> {
        let KeepOnServer::Days(days) = keep else { return Ok(Vec::new()) };
        let seen_before = now.plus_secs(-86_400 * i64::from(days));
        if since > seen_before {
            return Ok(Vec::new());
        }
        // Seen in times to come: by a clock that was astray, hence before `since`, or there is none.
        let from_the_future = if since.0 == i64::MIN { Timestamp(i64::MAX) } else { now.plus_secs(86_400) };
        let mut statement = self.db.prepare_cached(
            // What a person, or a period an admin set, deleted here for good was committed and readable before that.
            "SELECT u.uidl FROM uidl u LEFT JOIN mail m ON m.id = u.mail LEFT JOIN blob b ON b.id = m.blob
             WHERE u.account = ? AND u.state = 'stored' AND u.on_server = 1 AND u.refetch = 0 AND u.deleted = 0
               AND (u.first_seen <= ? OR u.first_seen > ?)
               AND (m.final = 1 AND b.sha256 IS NOT NULL OR u.mail IS NULL AND u.purged = 1)
             ORDER BY u.first_seen",
        )?;
        let proofs =
            statement.query_map([account.0, seen_before.0, from_the_future.0], |row| Ok(CommitProof { account, uidl: row.get(0)? }))?;
        Ok(proofs.collect::<rusqlite::Result<_>>()?)
    }

    /// After the server confirmed the deletion (QUIT). If the UIDL is listed again, it is fetched again.
    pub fn mark_deleted(&mut self, account: AccountId, uidl: &str) -> Result<()> {
        self.db
            .prepare_cached("UPDATE uidl SET deleted = 1, on_server = 0 WHERE account = ? AND uidl = ?")?
            .execute(params![account.0, uidl])?;
        Ok(())
    }

    /// Where a mail (or one of its versions) still lies on the server.
    pub fn server_copies(&self, mail: MailId) -> Result<Vec<ServerCopy>> {
        let mut statement = self.db.prepare_cached(
            "SELECT u.account, u.uidl, u.listed_size FROM uidl u JOIN mail m ON m.id = u.mail
             WHERE u.mail IN (SELECT id FROM mail WHERE id = ?1 UNION ALL SELECT id FROM mail WHERE version_of = ?1)
               AND u.on_server = 1 AND u.deleted = 0
             ORDER BY m.final, u.first_seen DESC",
        )?;
        let copies = statement
            .query_map([mail.0], |row| Ok(ServerCopy { account: AccountId(row.get(0)?), uidl: row.get(1)?, listed_size: row.get(2)? }))?;
        Ok(copies.collect::<rusqlite::Result<_>>()?)
    }

    /// How many mails of servers are known in each state (`stored`, `parked`, `skipped`).
    pub fn uidl_states(&self, scope: &Scope) -> Result<Vec<(String, usize)>> {
        let mut statement =
            self.db.prepare_cached("SELECT state, account, count(*) FROM uidl WHERE deleted = 0 GROUP BY state, account")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, AccountId(row.get(1)?), row.get::<_, usize>(2)?)))?;
        let mut states = std::collections::BTreeMap::new();
        for row in rows {
            let (state, account, count) = row?;
            if scope.allows(account) {
                *states.entry(state).or_default() += count;
            }
        }
        Ok(states.into_iter().collect())
    }

    /// What [`Store::sync_listing`] compares with.
    pub fn remembered_uidls(&self, account: AccountId) -> Result<Remembered> {
        let mut statement = self.db.prepare_cached(COLUMNS)?;
        let rows = statement.query_map([account.0], |row| {
            let known = KnownUidl {
                listed_size: row.get(1)?,
                mail: row.get::<_, Option<i64>>(2)?.map(MailId),
                state: match row.get_ref(3)?.as_str().unwrap_or_default() {
                    "stored" => UidlState::Stored,
                    "parked" => UidlState::Parked,
                    _ => UidlState::Skipped,
                },
                attempts: row.get(4)?,
                first_seen: Timestamp(row.get(5)?),
                final_: row.get(6)?,
                refetch: row.get(7)?,
                on_server: row.get(8)?,
                reason: row.get(9)?,
                dienstkennung: row.get(11)?,
            };
            Ok((row.get(0)?, (known, row.get(10)?)))
        })?;
        Ok(Remembered(rows.collect::<rusqlite::Result<_>>()?))
    }
}
