//! Accounts with their servers, and secrets kept in the encrypted store.
//!
//! Logins are stored byte for byte. The password of a mailbox is a secret beside the account, never part of it.

use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::cards::{read_card_settings, write_card_settings};
use super::transaction::Tx;
use super::{Error, Result, Store};
use crate::domain::account::{
    Account, AccountOptions, AccountSettings, CertPolicy, ClientCertificate, ClientmodulLogin, ConnectorAuth, ConnectorSettings,
    DirectorySettings, KeepOnServer, ServerSettings, TlsMode,
};
use crate::domain::address::KimAddress;
use crate::domain::card::CallContext;
use crate::domain::ids::AccountId;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;

/// Read with every fetch and by timers; messages are counted by [`Store::count_messages`] alone.
const SELECT: &str = "
    SELECT id, address, sender_name, tolerate_certificates, request_delivery_receipt, request_read_receipt, answer_read_receipts,
           poll_interval_minutes, timeout_secs, keep_on_server_days, processing_station, retired, clear_text_confirmed,
           mandant_id, client_system_id, workplace_id, user_id, connector_auth, connector_user, last_fetch,
           EXISTS (SELECT 1 FROM secret WHERE name = 'account/' || account.id || '/password') AS has_password
    FROM account";

impl Store {
    /// All accounts in the order they were added, retired ones too.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        let mut statement = self.db.prepare_cached(&format!("{SELECT} ORDER BY id"))?;
        let accounts = statement.query_map([], account_from_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
        accounts.into_iter().map(|account| self.with_services(account)).collect()
    }

    /// # Errors
    /// [`super::Error::NotFound`].
    pub fn account(&self, id: AccountId) -> Result<Account> {
        let account = self.db.prepare_cached(&format!("{SELECT} WHERE id = ?"))?.query_row([id.0], account_from_row)?;
        self.with_services(account)
    }

    /// Fills in how many messages an account has.
    pub fn count_messages(&self, account: &mut Account) -> Result<()> {
        // Along two indexes: asking each mail whether it is a version would read most of the store.
        let mut statement = self.db.prepare_cached(
            "SELECT (SELECT count(*) FROM mail WHERE account = ?1)
                    - (SELECT count(*) FROM mail INDEXED BY mail_by_version WHERE account = ?1 AND version_of IS NOT NULL)",
        )?;
        account.messages = statement.query_row([account.id.0], |row| row.get(0))?;
        Ok(())
    }

    /// # Errors
    /// [`super::Error::AddressTaken`] if an account has the address, in any case of letters.
    pub fn insert_account(&mut self, settings: &AccountSettings) -> Result<AccountId> {
        let tx = self.begin()?;
        let id = insert(&tx, settings)?;
        tx.commit()?;
        Ok(id)
    }

    /// Adds many accounts in one go, each whole or not at all; one result for each, in their order.
    ///
    /// # Errors
    /// Only what concerns the store itself; then none is added.
    pub fn insert_accounts(&mut self, all: &[AccountSettings]) -> Result<Vec<Result<AccountId>>> {
        let tx = self.begin()?;
        let mut results = Vec::with_capacity(all.len());
        for settings in all {
            let point = Tx::begin(&tx)?;
            match insert(&point, settings) {
                Ok(id) => {
                    point.commit()?;
                    results.push(Ok(id));
                }
                // Dropping the point takes back what this account had written so far.
                Err(error @ Error::AddressTaken) => results.push(Err(error)),
                Err(error) => return Err(error),
            }
        }
        tx.commit()?;
        Ok(results)
    }

    /// Replaces everything a person enters, pinned certificates too.
    ///
    /// # Errors
    /// `NotFound`, `AddressTaken`.
    pub fn update_account(&mut self, id: AccountId, settings: &AccountSettings) -> Result<()> {
        let tx = self.begin()?;
        free_address(&tx, settings, Some(id))?;
        write_settings(&tx, id, settings)?;
        Ok(tx.commit()?)
    }

    /// Removes an account that never sent or received, with its secrets and server state; drafts count as messages.
    ///
    /// # Errors
    /// [`super::Error::Used`] once there is any mail; `NotFound`.
    pub fn remove_account(&mut self, id: AccountId) -> Result<()> {
        let tx = self.begin()?;
        if tx.query_row("SELECT EXISTS (SELECT 1 FROM mail WHERE account = ?)", [id.0], |row| row.get(0))? {
            return Err(Error::Used);
        }
        let prefix = format!("account/{id}/");
        tx.execute("DELETE FROM secret WHERE substr(name, 1, length(?1)) = ?1", [&prefix])?;
        changed_one(tx.execute("DELETE FROM account WHERE id = ?", [id.0])?)?;
        Ok(tx.commit()?)
    }

    /// Remembers when the last complete fetch ended.
    pub fn set_last_fetch(&mut self, id: AccountId, at: Timestamp) -> Result<()> {
        // Worth no wait for the disk: after a power loss an older time stands there, and nothing else is touched.
        self.db.execute_batch("PRAGMA synchronous = NORMAL")?;
        let stored = self.db.prepare_cached("UPDATE account SET last_fetch = ? WHERE id = ?").and_then(|mut s| s.execute([at.0, id.0]));
        self.db.execute_batch("PRAGMA synchronous = FULL")?;
        changed_one(stored?)
    }

    /// Remembers the certificate of a service (`pop3`, `smtp`, `directory`, `connector`); empty forgets it (rule 4).
    pub fn pin_certificate(&mut self, id: AccountId, service: &str, sha256: &str) -> Result<()> {
        changed_one(
            self.db.execute(
                "UPDATE account_service SET pinned_sha256 = ? WHERE account = ? AND service = ?",
                params![sha256, id.0, service],
            )?,
        )
    }

    /// A secret by name; mailbox passwords are `account/<id>/password`, see [`Store::password_name`].
    pub fn secret(&self, name: &str) -> Result<Option<Secret>> {
        let found: Option<String> = self.db.query_row("SELECT value FROM secret WHERE name = ?", [name], |row| row.get(0)).optional()?;
        Ok(found.map(Secret::new))
    }

    /// Stores or (with `None`) deletes a secret.
    pub fn set_secret(&mut self, name: &str, secret: Option<&Secret>) -> Result<()> {
        match secret {
            Some(secret) => self.db.execute(
                "INSERT INTO secret (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
                [name, secret.reveal()],
            )?,
            None => self.db.execute("DELETE FROM secret WHERE name = ?", [name])?,
        };
        Ok(())
    }

    /// The name under which an account's mailbox password is kept.
    #[must_use]
    pub fn password_name(account: AccountId) -> String {
        format!("account/{account}/password")
    }

    /// Adds the stored keys to the client certificates of these settings, for connecting.
    pub fn add_client_keys(&self, account: AccountId, settings: &mut AccountSettings) -> Result<()> {
        for (service, certificate) in settings.client_certificates_mut() {
            if let Some(certificate) = certificate.as_mut().filter(|own| own.pem.is_none()) {
                certificate.pem = self.secret(&Self::client_certificate_name(account, service))?;
            }
        }
        Ok(())
    }

    /// Adds keys to client certificates that some account of this store holds; one without a key is left out.
    pub fn add_known_keys(&self, settings: &mut AccountSettings) -> Result<()> {
        for (_, certificate) in settings.client_certificates_mut() {
            let Some(own) = certificate.as_mut().filter(|own| own.pem.is_none()) else { continue };
            let mut statement = self.db.prepare_cached("SELECT account, service FROM account_service WHERE client_sha256 = ? LIMIT 1")?;
            let holder = statement.query_row([&own.sha256], |row| Ok((AccountId(row.get(0)?), row.get::<_, String>(1)?))).optional()?;
            own.pem = match holder {
                Some((account, service)) => self.secret(&Self::client_certificate_name(account, &service))?,
                None => None,
            };
            if own.pem.is_none() {
                *certificate = None;
            }
        }
        Ok(())
    }

    /// The name under which the client certificate of a service (`pop3`, `smtp`, `directory`, `connector`) is kept.
    #[must_use]
    pub fn client_certificate_name(account: AccountId, service: &str) -> String {
        format!("account/{account}/{service}/certificate")
    }

    fn with_services(&self, mut account: Account) -> Result<Account> {
        let mut statement = self.db.prepare_cached(
            "SELECT service, host, port, tls, login, ca_pem, pinned_sha256, client_subject, client_sha256, client_expires
                             FROM account_service WHERE account = ?",
        )?;
        let mut rows = statement.query([account.id.0])?;
        while let Some(row) = rows.next()? {
            let s = &mut account.settings;
            match row.get::<_, String>("service")?.as_str() {
                "pop3" => s.incoming = server_from_row(row)?,
                "smtp" => s.outgoing = server_from_row(row)?,
                "directory" => {
                    s.directory = DirectorySettings {
                        url: row.get("host")?,
                        ca_pem: row.get("ca_pem")?,
                        pinned_sha256: row.get("pinned_sha256")?,
                        client_certificate: certificate_from_row(row)?,
                    }
                }
                _ => {
                    s.connector.url = row.get("host")?;
                    s.connector.ca_pem = row.get("ca_pem")?;
                    s.connector.pinned_sha256 = row.get("pinned_sha256")?;
                    s.connector.client_certificate = certificate_from_row(row)?;
                }
            }
        }
        read_card_settings(&self.db, &mut account)?;
        Ok(account)
    }
}

/// An update that must have met exactly one row.
pub(super) fn changed_one(rows: usize) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(Error::NotFound) }
}

fn insert(tx: &Connection, settings: &AccountSettings) -> Result<AccountId> {
    free_address(tx, settings, None)?;
    tx.execute(
        "INSERT INTO account (address, sender_name, tolerate_certificates, request_delivery_receipt, request_read_receipt,
                              answer_read_receipts, poll_interval_minutes, timeout_secs, keep_on_server_days, processing_station,
                              retired, clear_text_confirmed, mandant_id, client_system_id, workplace_id, user_id, connector_auth,
                              connector_user)
         VALUES (?, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', '', '', '', 'none', '')",
        [settings.address.as_str()],
    )?;
    let id = AccountId(tx.last_insert_rowid());
    write_settings(tx, id, settings)?;
    Ok(id)
}

fn free_address(tx: &Connection, settings: &AccountSettings, own: Option<AccountId>) -> Result<()> {
    let other: Option<i64> = tx
        .query_row("SELECT id FROM account WHERE address = ? COLLATE NOCASE", [settings.address.as_str()], |row| row.get(0))
        .optional()?;
    if other.is_some_and(|other| own.is_none_or(|own| own.0 != other)) { Err(Error::AddressTaken) } else { Ok(()) }
}

fn write_settings(tx: &Connection, id: AccountId, s: &AccountSettings) -> Result<()> {
    let o = &s.options;
    let changed = tx.execute(
        "UPDATE account SET address = :address, sender_name = :sender_name, tolerate_certificates = :tolerate,
                request_delivery_receipt = :request_delivery, request_read_receipt = :request_read,
                answer_read_receipts = :answer_read, poll_interval_minutes = :poll, timeout_secs = :timeout,
                keep_on_server_days = :keep, processing_station = :station, retired = :retired,
                clear_text_confirmed = :clear_text, mandant_id = :mandant, client_system_id = :client_system,
                workplace_id = :workplace, user_id = :user, connector_auth = :auth, connector_user = :connector_user
         WHERE id = :id",
        named_params! {
            ":id": id.0,
            ":address": s.address.as_str(),
            ":sender_name": s.sender_name,
            ":tolerate": o.cert_policy == CertPolicy::AllowSelfSignedAndNameMismatch,
            ":request_delivery": o.always_request_delivery_receipt,
            ":request_read": o.always_request_read_receipt,
            ":answer_read": o.answer_read_receipts,
            ":poll": o.poll_interval_minutes,
            ":timeout": o.timeout_secs,
            ":keep": match o.keep_on_server { KeepOnServer::Days(days) => Some(days), KeepOnServer::Never => None },
            ":station": o.processing_station,
            ":retired": o.retired,
            ":clear_text": o.clear_text_confirmed,
            ":mandant": s.connector.context.mandant_id,
            ":client_system": s.connector.context.client_system_id,
            ":workplace": s.connector.context.workplace_id,
            ":user": s.connector.context.user_id,
            ":auth": match s.connector.auth { ConnectorAuth::Basic => "basic", ConnectorAuth::None | ConnectorAuth::Certificate => "none" },
            ":connector_user": s.connector.user,
        },
    )?;
    changed_one(changed)?;
    for (service, server) in [("pop3", &s.incoming), ("smtp", &s.outgoing)] {
        write_service(tx, id, service, server)?;
    }
    let by_url = |url: &String, ca_pem: &String, pinned: &String, certificate: &Option<ClientCertificate>| ServerSettings {
        server: url.clone(),
        ca_pem: ca_pem.clone(),
        pinned_sha256: pinned.clone(),
        client_certificate: certificate.clone(),
        ..ServerSettings::default()
    };
    let (d, c) = (&s.directory, &s.connector);
    write_service(tx, id, "directory", &by_url(&d.url, &d.ca_pem, &d.pinned_sha256, &d.client_certificate))?;
    write_service(tx, id, "connector", &by_url(&c.url, &c.ca_pem, &c.pinned_sha256, &c.client_certificate))?;
    write_card_settings(tx, id, s)
}

/// A certificate that comes with its key replaces the stored key, one without keeps it, none removes it.
fn write_service(tx: &Connection, id: AccountId, service: &str, server: &ServerSettings) -> Result<()> {
    let own = server.client_certificate.as_ref();
    tx.execute(
        "INSERT OR REPLACE INTO account_service (account, service, host, port, tls, login, ca_pem, pinned_sha256,
                                                 client_subject, client_sha256, client_expires)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            id.0,
            service,
            server.server,
            server.port,
            server.tls.as_str(),
            server.login.as_str(),
            server.ca_pem,
            server.pinned_sha256,
            own.map_or("", |own| &own.subject),
            own.map_or("", |own| &own.sha256),
            own.map_or(0, |own| own.expires.0),
        ],
    )?;
    let name = Store::client_certificate_name(id, service);
    match own.map(|own| &own.pem) {
        Some(Some(pem)) => {
            tx.execute("INSERT OR REPLACE INTO secret (name, value) VALUES (?, ?)", [&name, pem.reveal()])?;
        }
        Some(None) => {}
        None => {
            tx.execute("DELETE FROM secret WHERE name = ?", [&name])?;
        }
    }
    Ok(())
}

/// What is shown of the client certificate of a service; the key stays where it is.
fn certificate_from_row(row: &Row<'_>) -> rusqlite::Result<Option<ClientCertificate>> {
    let sha256: String = row.get("client_sha256")?;
    if sha256.is_empty() {
        return Ok(None);
    }
    let (subject, expires) = (row.get("client_subject")?, Timestamp(row.get("client_expires")?));
    Ok(Some(ClientCertificate { subject, sha256, expires, pem: None }))
}

fn account_from_row(row: &Row<'_>) -> rusqlite::Result<Account> {
    let address: String = row.get("address")?;
    let address = KimAddress::parse(&address).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(1, 0))?;
    let mut settings = AccountSettings::new(address);
    settings.sender_name = row.get("sender_name")?;
    let tolerate: bool = row.get("tolerate_certificates")?;
    settings.options = AccountOptions {
        cert_policy: if tolerate { CertPolicy::AllowSelfSignedAndNameMismatch } else { CertPolicy::Strict },
        always_request_delivery_receipt: row.get("request_delivery_receipt")?,
        always_request_read_receipt: row.get("request_read_receipt")?,
        answer_read_receipts: row.get("answer_read_receipts")?,
        poll_interval_minutes: row.get("poll_interval_minutes")?,
        timeout_secs: row.get("timeout_secs")?,
        keep_on_server: row.get::<_, Option<u32>>("keep_on_server_days")?.map_or(KeepOnServer::Never, KeepOnServer::Days),
        processing_station: row.get("processing_station")?,
        retired: row.get("retired")?,
        clear_text_confirmed: row.get("clear_text_confirmed")?,
    };
    settings.connector = ConnectorSettings {
        context: CallContext {
            mandant_id: row.get("mandant_id")?,
            client_system_id: row.get("client_system_id")?,
            workplace_id: row.get("workplace_id")?,
            user_id: row.get("user_id")?,
        },
        auth: if row.get::<_, String>("connector_auth")? == "basic" { ConnectorAuth::Basic } else { ConnectorAuth::None },
        user: row.get("connector_user")?,
        ..ConnectorSettings::default()
    };
    Ok(Account {
        id: AccountId(row.get("id")?),
        settings,
        has_password: row.get("has_password")?,
        last_fetch: row.get::<_, Option<i64>>("last_fetch")?.map(Timestamp),
        messages: 0,
    })
}

fn server_from_row(row: &Row<'_>) -> rusqlite::Result<ServerSettings> {
    Ok(ServerSettings {
        server: row.get("host")?,
        port: row.get("port")?,
        tls: match row.get::<_, String>("tls")?.as_str() {
            "starttls" => TlsMode::StartTls,
            "none" => TlsMode::None,
            _ => TlsMode::Tls,
        },
        login: ClientmodulLogin::new(&row.get::<_, String>("login")?).unwrap_or_default(),
        ca_pem: row.get("ca_pem")?,
        pinned_sha256: row.get("pinned_sha256")?,
        client_certificate: certificate_from_row(row)?,
    })
}
