//! What belongs to cards: the Konnektor of an account beyond its first columns, the card it is bound to, what lies on
//! its server, and its own entry in the VZD. Card handles are never stored.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Result, Store};
use crate::domain::account::{Account, AccountSettings, ConnectorAuth};
use crate::domain::card::{BoundCard, CardKind};
use crate::domain::ids::AccountId;
use crate::domain::time::Timestamp;

/// The mails of one account that lie on the server, from the last listing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerLoad {
    pub mails: usize,
    pub bytes: u64,
    pub oldest: Option<Timestamp>,
    /// Not here in readable form: left for others, parked, undecrypted.
    pub waiting: usize,
    pub oldest_waiting: Option<Timestamp>,
}

/// The own entry in the VZD as it was found.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnEntryRow {
    /// The address that was asked for.
    pub address: String,
    pub checked_at: Timestamp,
    pub found: bool,
    pub name: String,
    pub telematik_id: String,
    pub version: String,
}

impl Store {
    /// What lies on the server of each account that was ever listed.
    pub fn server_loads(&self) -> Result<Vec<(AccountId, ServerLoad)>> {
        let mut statement = self.db.prepare_cached(
            "SELECT account, count(*), sum(listed_size), min(first_seen), sum(waits), min(CASE WHEN waits THEN first_seen END)
             FROM (SELECT u.account, u.listed_size, u.first_seen, u.state <> 'stored' OR ifnull(m.final = 0, 0) AS waits
                   FROM uidl u LEFT JOIN mail m ON m.id = u.mail WHERE u.on_server = 1 AND u.deleted = 0)
             GROUP BY account",
        )?;
        let loads = statement.query_map([], |row| {
            let load = ServerLoad {
                mails: row.get(1)?,
                bytes: row.get(2)?,
                oldest: row.get::<_, Option<i64>>(3)?.map(Timestamp),
                waiting: row.get(4)?,
                oldest_waiting: row.get::<_, Option<i64>>(5)?.map(Timestamp),
            };
            Ok((AccountId(row.get(0)?), load))
        })?;
        Ok(loads.collect::<rusqlite::Result<_>>()?)
    }

    /// The own entry as it was found last; `None` when it was never looked for.
    pub fn own_entry(&self, account: AccountId) -> Result<Option<OwnEntryRow>> {
        let asked = "SELECT address, checked_at, found, name, telematik_id, version FROM own_entry WHERE account = ?";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(OwnEntryRow {
                address: row.get(0)?,
                checked_at: Timestamp(row.get(1)?),
                found: row.get(2)?,
                name: row.get(3)?,
                telematik_id: row.get(4)?,
                version: row.get(5)?,
            })
        };
        Ok(self.db.query_row(asked, [account.0], read).optional()?)
    }

    /// Remembers what was found.
    pub fn set_own_entry(&mut self, account: AccountId, entry: &OwnEntryRow) -> Result<()> {
        self.db.execute(
            "INSERT OR REPLACE INTO own_entry (account, address, checked_at, found, name, telematik_id, version) VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![account.0, entry.address, entry.checked_at.0, entry.found, entry.name, entry.telematik_id, entry.version],
        )?;
        Ok(())
    }
}

/// Completes an account that was read.
pub(super) fn read_card_settings(db: &Connection, account: &mut Account) -> Result<()> {
    let asked = "SELECT auth, named_hosts FROM account_connector WHERE account = ?";
    let found: Option<(String, bool)> =
        db.prepare_cached(asked)?.query_row([account.id.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    if let Some((auth, named_hosts)) = found {
        let connector = &mut account.settings.connector;
        connector.auth = ConnectorAuth::parse(&auth).unwrap_or_default();
        connector.named_hosts = named_hosts;
    }
    let asked = "SELECT iccsn, kind, holder FROM account_card WHERE account = ?";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(BoundCard { iccsn: row.get(0)?, kind: CardKind::parse(&row.get::<_, String>(1)?), holder: row.get(2)? })
    };
    account.settings.card = db.prepare_cached(asked)?.query_row([account.id.0], read).optional()?;
    Ok(())
}

/// Writes what the account row has no columns for.
pub(super) fn write_card_settings(tx: &Connection, id: AccountId, settings: &AccountSettings) -> Result<()> {
    tx.execute(
        "INSERT OR REPLACE INTO account_connector (account, auth, named_hosts) VALUES (?, ?, ?)",
        params![id.0, settings.connector.auth.as_str(), settings.connector.named_hosts],
    )?;
    match &settings.card {
        Some(card) => tx.execute(
            "INSERT OR REPLACE INTO account_card (account, iccsn, kind, holder) VALUES (?, ?, ?, ?)",
            params![id.0, card.iccsn, card.kind.as_str(), card.holder],
        )?,
        None => tx.execute("DELETE FROM account_card WHERE account = ?", [id.0])?,
    };
    Ok(())
}
