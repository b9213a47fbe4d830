//! The VZD: searching recipients, checking them before sending.

use std::sync::Arc;
use std::time::Duration;

use super::command::Service;
use super::event::Answer;
use super::world::World;
use super::{accounts, problem};
use crate::directory;
use crate::domain::account::{Account, CertPolicy, ClientCertificate, DirectorySettings};
use crate::domain::address::KimAddress;
use crate::domain::directory::{DirectoryAnswer, DirectoryQuery, KimVersion};
use crate::domain::ids::AccountId;
use crate::domain::outgoing::{DirectoryCheck, Draft};
use crate::domain::problem::Problem;
use crate::net::{ClientTls, SeenCertificate, TlsSettings};

/// Longest time a person waits for the directory when sending; after it recipients stay unchecked.
const CHECK_LIMIT: Duration = Duration::from_secs(10);

/// Searches the VZD.
pub async fn search(world: &Arc<World>, account: Option<AccountId>, query: DirectoryQuery) -> Result<Answer, Problem> {
    if query.is_empty() {
        return Err(Problem::new("INPUT-EMPTY-SEARCH", ""));
    }
    let directory = directory_of(world, account).await?;
    ask(world, &directory, &query).await.map(Answer::Directory)
}

/// A directory and whose it is.
struct Directory {
    /// `None` for the profile's own.
    account: Option<AccountId>,
    settings: DirectorySettings,
    policy: CertPolicy,
}

/// The directory of an account, or the first that is set, or the profile's.
async fn directory_of(world: &World, account: Option<AccountId>) -> Result<Directory, Problem> {
    let all = world.read(|store| store.accounts()).await?;
    let own = all.iter().filter(|a| account.is_none_or(|id| a.id == id)).find(|a| !a.settings.directory.url.is_empty());
    if let Some(own) = own {
        let account = accounts::for_connecting(world, own.id).await?;
        let policy = account.settings.options.cert_policy;
        return Ok(Directory { account: Some(account.id), settings: account.settings.directory, policy });
    }
    let url = accounts::setting(world, "directory.url").await;
    if url.is_empty() {
        return Err(Problem::new("LDAP-NOT-SET", ""));
    }
    Ok(Directory { account: None, settings: DirectorySettings { url, ..DirectorySettings::default() }, policy: CertPolicy::default() })
}

async fn ask(world: &World, directory: &Directory, query: &DirectoryQuery) -> Result<DirectoryAnswer, Problem> {
    let settings = &directory.settings;
    let tls = tls_of_directory(directory.policy, settings)?;
    let mut client = directory::Client::new(&settings.url, Some(tls.config)).map_err(|e| problem::of_directory(&e))?;
    let found = client.search(query).await.map_err(|e| problem::of_directory(&e))?;
    if let Some(account) = directory.account {
        remember_tolerated(world, account, Service::Directory, &settings.pinned_sha256, &tls.seen).await?;
    }
    Ok(found)
}

/// Remembers the certificate that was tolerated at the first contact (rule 4).
pub async fn remember_tolerated(
    world: &World,
    account: AccountId,
    service: Service,
    pinned: &str,
    seen: &SeenCertificate,
) -> Result<(), Problem> {
    match seen.get() {
        Some((sha256, true)) if pinned.is_empty() => accounts::remember_certificate(world, account, service, sha256).await,
        _ => Ok(()),
    }
}

/// TLS towards the VZD by the account's rules, with its client certificate where the settings hold the key.
pub fn tls_of_directory(policy: CertPolicy, settings: &DirectorySettings) -> Result<ClientTls, Problem> {
    tls(policy, &settings.ca_pem, &settings.pinned_sha256, settings.client_certificate.as_ref())
}

/// TLS by the account's rules; the client certificate with its key, see [`accounts::for_connecting`].
pub fn tls(policy: CertPolicy, ca_pem: &str, pinned_sha256: &str, own: Option<&ClientCertificate>) -> Result<ClientTls, Problem> {
    let client_pem = own.and_then(|own| own.pem.clone());
    TlsSettings { policy, ca_pem: ca_pem.to_owned(), pinned_sha256: pinned_sha256.to_owned(), client_pem }
        .client_tls()
        .map_err(|e| problem::of_tls(&e).unwrap_or_else(|| Problem::new("TLS-SETTINGS", e.to_string())))
}

/// Asks the VZD about every recipient that was not checked yet. Where there is no directory or it does not answer,
/// they stay unchecked: that is no reason not to send (KIM allows it).
pub async fn check_recipients(world: &Arc<World>, account: &Account, draft: &mut Draft) {
    let Ok(directory) = directory_of(world, Some(account.id)).await else { return };
    let check = async {
        for recipient in &mut draft.recipients {
            if recipient.check != DirectoryCheck::Unknown {
                continue;
            }
            let Ok(address) = KimAddress::parse(&recipient.address) else { continue };
            let query = DirectoryQuery { mail: address.to_string(), limit: 5, ..DirectoryQuery::default() };
            match ask(world, &directory, &query).await {
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
