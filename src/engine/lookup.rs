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
use crate::domain::contact::{Contact, ContactNews, RecipientCheck};
use crate::domain::directory::{DirectoryAnswer, DirectoryEntry, DirectoryQuery};
use crate::domain::ids::AccountId;
use crate::domain::outgoing::{DirectoryCheck, Draft, LARGE_MAIL_BYTES};
use crate::domain::problem::Problem;
use crate::net::{ClientTls, SeenCertificate, TlsSettings};

/// Longest time a person waits for the directory when sending; after it recipients stay unchecked.
const CHECK_LIMIT: Duration = Duration::from_secs(10);
/// Addresses of one question when recipients are checked.
pub const CHECK_PORTION: usize = 10;

/// Searches the VZD. A newer search of the same `lane` ends this one; lane 0 is never ended.
pub async fn search(world: &Arc<World>, account: Option<AccountId>, query: DirectoryQuery, lane: u64) -> Result<Answer, Problem> {
    // Before anything else, so that the older search ends even when this one is refused.
    let replaced = world.directories.begin_search(lane);
    let found = async {
        if query.is_empty() {
            return Err(Problem::new("INPUT-EMPTY-SEARCH", ""));
        }
        let directory = directory_of(world, account).await?;
        ask(world, &directory, &query, replaced.clone()).await
    };
    let found = found.await;
    world.directories.end_search(lane, replaced.as_ref());
    found.map(Answer::Directory)
}

/// A directory and whose it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Directory {
    /// `None` for the profile's own.
    account: Option<AccountId>,
    settings: DirectorySettings,
    policy: CertPolicy,
}

/// The directory of an account, or the first that is set, or the profile's.
///
/// # Errors
/// `LDAP-NOT-SET`
pub async fn directory_of(world: &World, account: Option<AccountId>) -> Result<Directory, Problem> {
    let all = accounts::visible(world).await?;
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

/// A client for a directory, not yet connected, and what its handshake will have seen.
///
/// # Errors
/// `LDAP-URL`, `TLS-SETTINGS`
pub fn client(directory: &Directory) -> Result<(directory::Client, SeenCertificate), Problem> {
    let settings = &directory.settings;
    let tls = tls_of_directory(directory.policy, settings)?;
    let client = directory::Client::new(&settings.url, Some(tls.config)).map_err(|e| problem::of_directory(&e))?;
    Ok((client, tls.seen))
}

/// Asks a directory.
///
/// # Errors
/// What the directory says.
pub async fn ask(
    world: &World,
    directory: &Directory,
    query: &DirectoryQuery,
    replaced: Option<tokio::sync::watch::Receiver<bool>>,
) -> Result<DirectoryAnswer, Problem> {
    let (found, seen) = world.directories.ask(directory, query, replaced).await?;
    if let Some(account) = directory.account {
        remember_tolerated(world, account, Service::Directory, &directory.settings.pinned_sha256, &seen).await?;
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

/// A KIM address as typed, or what is wrong with it.
///
/// # Errors
/// `INPUT-ADDRESS`, `INPUT-NOT-KIM`
pub fn kim_address(text: &str) -> Result<KimAddress, Problem> {
    let address = KimAddress::parse(text).map_err(|_| Problem::new("INPUT-ADDRESS", text))?;
    if address.is_kim() { Ok(address) } else { Err(Problem::new("INPUT-NOT-KIM", text)) }
}

/// What the VZD says about these addresses now, beside what is known of them, in their order. Where there is no
/// directory or it does not answer in time, they stay unknown: that is no reason not to send (KIM allows it).
pub async fn check_addresses(world: &Arc<World>, account: Option<AccountId>, addresses: &[String]) -> Vec<RecipientCheck> {
    let mut checks: Vec<RecipientCheck> = addresses.iter().map(|address| unknown(address)).collect();
    let asked = async {
        let directory = directory_of(world, account).await?;
        for (addresses, checks) in addresses.chunks(CHECK_PORTION).zip(checks.chunks_mut(CHECK_PORTION)) {
            checks.clone_from_slice(&ask_about(world, &directory, addresses).await?);
        }
        Ok::<_, Problem>(())
    };
    match tokio::time::timeout(CHECK_LIMIT, asked).await {
        Ok(Ok(())) => {}
        Ok(Err(problem)) => tracing::info!(code = problem.code, "recipients stay unchecked"),
        Err(_) => tracing::info!("the directory was too slow; recipients stay unchecked"),
    }
    checks
}

/// As [`check_addresses`], for a few addresses of one known directory and without a limit of its own.
///
/// # Errors
/// What the directory says.
pub async fn ask_about(world: &Arc<World>, directory: &Directory, addresses: &[String]) -> Result<Vec<RecipientCheck>, Problem> {
    // The VZD knows ASCII addresses only; another one cannot be asked for.
    let any_mail: Vec<String> = addresses.iter().filter_map(|a| KimAddress::parse(a).ok()).map(|a| a.to_string()).collect();
    let any_mail: Vec<String> = any_mail.into_iter().filter(|a| a.is_ascii()).collect();
    if any_mail.is_empty() {
        return Ok(addresses.iter().map(|address| unknown(address)).collect());
    }
    let answer = ask(world, directory, &DirectoryQuery { any_mail: any_mail.clone(), ..DirectoryQuery::default() }, None).await?;
    let mut checks = Vec::with_capacity(addresses.len());
    for address in addresses {
        let wanted = address.trim().to_owned();
        let known = world.read(move |store| Ok((store.contact(&wanted)?, store.directory_name(&wanted)?))).await?;
        let (contact, directory_name) = known;
        let contact = contact.unwrap_or_default();
        let holders = answer.entries.iter().filter(|entry| entry.address(address.trim()).is_some());
        // Should two entries share the address, the one that is known counts.
        let entry = holders.min_by_key(|entry| entry.telematik_id != contact.telematik_id);
        let mut check = unknown(address);
        if let Some((entry, found)) = entry.and_then(|entry| Some((entry, entry.address(address.trim())?))) {
            check.check = DirectoryCheck::Found(found.version.clone());
            check.name.clone_from(&entry.name);
            check.about = entry.about();
            check.telematik_id.clone_from(&entry.telematik_id);
            check.news = news_of(&contact, &directory_name, entry);
        } else if answer.complete && any_mail.iter().any(|asked| asked.eq_ignore_ascii_case(address.trim())) {
            check.check = DirectoryCheck::NotFound;
            check.news = gone(world, directory, &contact).await?;
        }
        checks.push(check);
    }
    Ok(checks)
}

fn unknown(address: &str) -> RecipientCheck {
    RecipientCheck {
        address: address.trim().to_owned(),
        check: DirectoryCheck::Unknown,
        name: String::new(),
        about: String::new(),
        telematik_id: String::new(),
        news: None,
    }
}

/// How a found entry differs from what a person saw last.
fn news_of(contact: &Contact, directory_name: &str, entry: &DirectoryEntry) -> Option<ContactNews> {
    let known = !contact.telematik_id.is_empty() && !entry.telematik_id.is_empty();
    if known && contact.telematik_id != entry.telematik_id {
        return Some(ContactNews::OtherOwner { name: entry.name.clone(), telematik_id: entry.telematik_id.clone() });
    }
    let same = |a: &str, b: &str| a.split_whitespace().map(str::to_lowercase).eq(b.split_whitespace().map(str::to_lowercase));
    let renamed = !directory_name.is_empty() && !entry.name.is_empty() && !same(directory_name, &entry.name);
    renamed.then(|| ContactNews::Renamed { name: entry.name.clone() })
}

/// News about an address that is not in the VZD; none for one that never was, or that a person knows to be gone.
async fn gone(world: &World, directory: &Directory, contact: &Contact) -> Result<Option<ContactNews>, Problem> {
    let mut offers = Vec::new();
    if !contact.telematik_id.is_empty() {
        let query = DirectoryQuery { telematik_id: contact.telematik_id.clone(), ..DirectoryQuery::default() };
        let answer = ask(world, directory, &query, None).await?;
        offers = answer.entries.into_iter().filter(|e| e.telematik_id == contact.telematik_id).flat_map(|e| e.addresses).collect();
    }
    let was_there = matches!(contact.check, DirectoryCheck::Found(_)) || matches!(contact.news, Some(ContactNews::Gone { .. }));
    Ok((was_there || !offers.is_empty()).then_some(ContactNews::Gone { offers }))
}

/// Checks the recipients of a draft live and writes into it what the VZD says. Gives all checks, and those among them
/// that a person must see before the mail goes: an address that is gone or somebody else's, or one that cannot take it.
pub async fn check_recipients(world: &Arc<World>, account: &Account, draft: &mut Draft) -> (Vec<RecipientCheck>, Vec<RecipientCheck>) {
    let addresses: Vec<String> = draft.recipients.iter().map(|r| r.address.clone()).collect();
    let checks = check_addresses(world, Some(account.id), &addresses).await;
    let is_large = draft.size() > LARGE_MAIL_BYTES;
    let mut surprises = Vec::new();
    for (recipient, check) in draft.recipients.iter_mut().zip(&checks) {
        let surprise = match (&recipient.check, &check.check) {
            (_, DirectoryCheck::Unknown) | (DirectoryCheck::NotFound, DirectoryCheck::NotFound) => false,
            (before, DirectoryCheck::NotFound) => *before != DirectoryCheck::Unknown || check.news.is_some(),
            (before, DirectoryCheck::Found(version)) => {
                matches!(check.news, Some(ContactNews::OtherOwner { .. })) || is_large && !version.takes_large() && *before != check.check
            }
        };
        if check.check != DirectoryCheck::Unknown {
            recipient.check.clone_from(&check.check);
        }
        if recipient.name.is_empty() {
            recipient.name.clone_from(&check.name);
        }
        if surprise {
            surprises.push(check.clone());
        }
    }
    (checks, surprises)
}
