//! The VZD and the Konnektor: searching recipients, checking them before sending, listing cards.

use std::sync::Arc;
use std::time::Duration;

use super::event::Answer;
use super::world::World;
use super::{accounts, problem};
use crate::connector;
use crate::directory;
use crate::domain::account::{Account, CertPolicy, ConnectorAuth, ConnectorSettings, DirectorySettings};
use crate::domain::address::KimAddress;
use crate::domain::directory::{DirectoryAnswer, DirectoryQuery, KimVersion};
use crate::domain::ids::AccountId;
use crate::domain::outgoing::{DirectoryCheck, Draft};
use crate::domain::problem::Problem;
use crate::net::{ClientTls, TlsSettings};

/// Longest time a person waits for the directory when sending; after it recipients stay unchecked.
const CHECK_LIMIT: Duration = Duration::from_secs(10);

/// Name under which the Konnektor's password of an account is kept.
pub fn connector_password_name(account: AccountId) -> String {
    format!("account/{account}/connector")
}

/// Searches the VZD.
pub async fn search(world: &Arc<World>, account: Option<AccountId>, query: DirectoryQuery) -> Result<Answer, Problem> {
    if query.is_empty() {
        return Err(Problem::new("INPUT-EMPTY-SEARCH", ""));
    }
    let (settings, policy) = directory_of(world, account).await?;
    ask(&settings, policy, &query).await.map(Answer::Directory)
}

/// The directory of an account, or the first that is set, or the profile's.
async fn directory_of(world: &World, account: Option<AccountId>) -> Result<(DirectorySettings, CertPolicy), Problem> {
    let all = world.read(|store| store.accounts()).await?;
    let own = all.iter().filter(|a| account.is_none_or(|id| a.id == id)).find(|a| !a.settings.directory.url.is_empty());
    if let Some(own) = own {
        return Ok((own.settings.directory.clone(), own.settings.options.cert_policy));
    }
    let url = accounts::setting(world, "directory.url").await;
    if url.is_empty() {
        return Err(Problem::new("LDAP-NOT-SET", ""));
    }
    Ok((DirectorySettings { url, ..DirectorySettings::default() }, CertPolicy::default()))
}

async fn ask(settings: &DirectorySettings, policy: CertPolicy, query: &DirectoryQuery) -> Result<DirectoryAnswer, Problem> {
    let tls = tls(policy, &settings.ca_pem, &settings.pinned_sha256)?;
    let mut client = directory::Client::new(&settings.url, Some(tls.config)).map_err(|e| problem::of_directory(&e))?;
    client.search(query).await.map_err(|e| problem::of_directory(&e))
}

/// TLS by the account's rules.
pub fn tls(policy: CertPolicy, ca_pem: &str, pinned_sha256: &str) -> Result<ClientTls, Problem> {
    TlsSettings { policy, ca_pem: ca_pem.to_owned(), pinned_sha256: pinned_sha256.to_owned() }
        .client_tls()
        .map_err(|e| Problem::new("TLS-SETTINGS", e.to_string()))
}

/// Asks the VZD about every recipient that was not checked yet. Where there is no directory or it does not answer,
/// they stay unchecked: that is no reason not to send (KIM allows it).
pub async fn check_recipients(world: &Arc<World>, account: &Account, draft: &mut Draft) {
    let Ok((settings, policy)) = directory_of(world, Some(account.id)).await else { return };
    let check = async {
        for recipient in &mut draft.recipients {
            if recipient.check != DirectoryCheck::Unknown {
                continue;
            }
            let Ok(address) = KimAddress::parse(&recipient.address) else { continue };
            let query = DirectoryQuery { mail: address.to_string(), limit: 5, ..DirectoryQuery::default() };
            match ask(&settings, policy, &query).await {
                Ok(found) => {
                    let entry = found.entries.iter().find(|e| e.addresses.iter().any(|a| a.mail.eq_ignore_ascii_case(address.as_str())));
                    recipient.check = match entry {
                        None => DirectoryCheck::NotFound,
                        Some(entry) => {
                            if recipient.name.is_empty() {
                                recipient.name.clone_from(&entry.name);
                            }
                            let version =
                                entry.addresses.iter().find(|a| a.mail.eq_ignore_ascii_case(address.as_str())).map(|a| a.version.clone());
                            DirectoryCheck::Found(version.unwrap_or_else(KimVersion::default))
                        }
                    };
                }
                Err(problem) => {
                    tracing::info!(code = problem.code, "recipients stay unchecked");
                    return;
                }
            }
        }
    };
    if tokio::time::timeout(CHECK_LIMIT, check).await.is_err() {
        tracing::info!("the directory was too slow; recipients stay unchecked");
    }
}

/// Cards of the Konnektor and whether it reaches the TI.
pub async fn cards(world: &Arc<World>, account: Option<AccountId>) -> Result<Answer, Problem> {
    let all = world.read(|store| store.accounts()).await?;
    let chosen = all.into_iter().filter(|a| account.is_none_or(|id| a.id == id)).find(|a| !a.settings.connector.url.is_empty());
    let account = chosen.ok_or_else(|| Problem::new("CONNECTOR-NOT-SET", ""))?;
    let mut client = connector_client(world, &account, &account.settings.connector).await?;
    let online = client.ti_link().await.map_err(|e| problem::of_connector(&e))?.is_online();
    let cards = client.cards().await.map_err(|e| problem::of_connector(&e))?;
    Ok(Answer::Cards { online, cards })
}

/// A client of the Konnektor with the account's TLS rules and login.
pub async fn connector_client(world: &World, account: &Account, settings: &ConnectorSettings) -> Result<connector::Client, Problem> {
    let tls = tls(account.settings.options.cert_policy, &settings.ca_pem, &settings.pinned_sha256)?;
    let login = match settings.auth {
        ConnectorAuth::None => None,
        ConnectorAuth::Basic => {
            let name = connector_password_name(account.id);
            let password = world.read(move |store| store.secret(&name)).await?.unwrap_or_default();
            Some(connector::Login { user: settings.user.clone(), password })
        }
    };
    let timeout = Duration::from_secs(u64::from(account.settings.options.timeout_secs.max(1)));
    connector::Client::new(&settings.url, settings.context.clone(), login, Some(tls.config), timeout).map_err(|e| problem::of_connector(&e))
}
