//! Accounts and profile-wide settings: saving, removing, certificates.

use std::path::PathBuf;
use std::sync::Arc;

use super::audit::Did;
use super::command::Service;
use super::event::{Answer, Event};
use super::world::{World, blocking, now};
use super::{account_file, card_notice, problem, sign_in, usage};
use crate::domain::account::{Account, AccountSettings, ClientCertificate, ServerSettings, TlsMode};
use crate::domain::answer_desk::DeskRules;
use crate::domain::audit::{AuditAction, AuditEntry, AuditObject};
use crate::domain::eeb::EebPace;
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::net::{ClientIdentity, TlsSettings};
use crate::store::Store;

/// Largest file of CA certificates, in bytes.
const MAX_CA: u64 = 4 << 20;

/// Settings that may be set, with what they are for: kept short and checked, so that a typing error is found.
const SETTINGS: [&str; 7] =
    ["directory.url", "connector.url", "connector.interval_minutes", "support.address", "language", "theme", sign_in::LOCK_SETTING];

/// Every account of the asker, with its messages counted.
pub async fn list(world: &World) -> Result<Answer, Problem> {
    let mut accounts = visible(world).await?;
    let counted = world.read(move |store| {
        accounts.iter_mut().try_for_each(|account| store.count_messages(account))?;
        Ok(accounts)
    });
    counted.await.map(Answer::Accounts)
}

/// An account as it is stored now, for whoever changed it.
pub async fn saved(world: &World, id: AccountId) -> Result<Answer, Problem> {
    let counted = world.read(move |store| {
        let mut account = store.account(id)?;
        store.count_messages(&mut account)?;
        Ok(Box::new(account))
    });
    counted.await.map(Answer::AccountSaved)
}

/// The accounts that exist for the asker.
pub async fn visible(world: &World) -> Result<Vec<Account>, Problem> {
    let scope = world.scope();
    let mut accounts = world.read(|store| store.accounts()).await?;
    accounts.retain(|account| scope.allows(account.id));
    Ok(accounts)
}

/// One account.
pub async fn get(world: &World, id: AccountId) -> Result<Account, Problem> {
    world.read(move |store| store.account(id)).await
}

/// One account with the keys of its client certificates, for connecting.
pub async fn for_connecting(world: &World, id: AccountId) -> Result<Account, Problem> {
    world
        .read(move |store| {
            let mut account = store.account(id)?;
            store.add_client_keys(id, &mut account.settings)?;
            Ok(account)
        })
        .await
}

/// The mailbox password.
///
/// # Errors
/// `ACCOUNT-PASSWORD` when none is stored.
pub async fn password(world: &World, id: AccountId) -> Result<Secret, Problem> {
    world
        .read(move |store| store.secret(&Store::password_name(id)))
        .await?
        .filter(|password| !password.is_empty())
        .ok_or_else(|| Problem::new("ACCOUNT-PASSWORD", "").of(id))
}

/// Adds or changes an account. The remembered certificates are the engine's: a form neither sets nor loses them, and a
/// changed server forgets its own.
pub async fn save(
    world: &World,
    id: Option<AccountId>,
    mut settings: AccountSettings,
    password: Option<Secret>,
    loaded: Option<Box<AccountSettings>>,
) -> Result<Answer, Problem> {
    if let Some(issue) = settings.issues().into_iter().find(|issue| issue.blocks) {
        return Err(Problem::new("ACCOUNT-INVALID", issue.text_key));
    }
    let in_clear = |server: &ServerSettings| server.tls == TlsMode::None && !server.is_loopback();
    // A confirmation holds for what was confirmed, not for a later change back to clear text.
    settings.options.clear_text_confirmed &= in_clear(&settings.incoming) || in_clear(&settings.outgoing);
    for (_, own) in settings.client_certificates_mut() {
        if let Some(pem) = own.as_ref().and_then(|own| own.pem.as_ref()) {
            *own = Some(usable(pem)?);
        }
    }
    let save = move |store: &mut Store| {
        let id = match id {
            Some(id) => {
                let before = store.account(id)?.settings;
                if loaded.is_some_and(|loaded| without_pins(*loaded) != without_pins(before.clone())) {
                    return Ok(None);
                }
                keep_pins(&before, &mut settings);
                store.update_account(id, &settings)?;
                id
            }
            None => {
                // A duplicate brings its certificates without keys: they are those of the account it came from.
                store.add_known_keys(&mut settings)?;
                store.insert_account(&settings)?
            }
        };
        if let Some(password) = password {
            store.set_secret(&Store::password_name(id), Some(&password))?;
        }
        Ok(Some(id))
    };
    let did = |saved: &Option<AccountId>| saved.map_or(Did::Nothing, |id| Did::To(AuditObject::Account(id)));
    let stored = world.commit_if(save, did).await?;
    let id = stored.ok_or_else(|| Problem::new("ACCOUNT-CHANGED", ""))?;
    world.logins.changed(id);
    world.bus.tell(Event::ProblemCleared { account: Some(id), code: "" });
    world.bus.tell(Event::AccountsChanged);
    world.schedule_changed.notify_one();
    world.overview_due.notify_one();
    saved(world, id).await
}

/// The certificate behind a PEM text, if it can be used today; what is shown of it comes from itself.
fn usable(pem: &Secret) -> Result<ClientCertificate, Problem> {
    let identity = ClientIdentity::from_pem(pem).map_err(|e| problem::of_identity(&e))?;
    identity.usable_at(now()).map_err(|e| problem::of_identity(&e))?;
    Ok(identity.shown().clone())
}

/// Remembered certificates change by themselves at the first contact, which is no change of a person.
fn without_pins(mut settings: AccountSettings) -> AccountSettings {
    for pin in pins(&mut settings) {
        pin.clear();
    }
    settings
}

fn keep_pins(before: &AccountSettings, settings: &mut AccountSettings) {
    let place = |s: &AccountSettings| {
        let servers = [&s.incoming, &s.outgoing].map(|server| format!("{}:{}", server.server, server.port));
        let [incoming, outgoing] = servers;
        [incoming, outgoing, s.directory.url.clone(), s.connector.url.clone()]
    };
    let (old, new) = (place(before), place(settings));
    let mut before = before.clone();
    for ((pin, known), (old, new)) in pins(settings).into_iter().zip(pins(&mut before)).zip(old.iter().zip(&new)) {
        *pin = if old == new { std::mem::take(known) } else { String::new() };
    }
}

fn pins(settings: &mut AccountSettings) -> [&mut String; 4] {
    [
        &mut settings.incoming.pinned_sha256,
        &mut settings.outgoing.pinned_sha256,
        &mut settings.directory.pinned_sha256,
        &mut settings.connector.pinned_sha256,
    ]
}

/// Reads a PKCS#12 file for an account that is saved later.
pub async fn read_client_certificate(path: PathBuf, password: Secret) -> Result<Answer, Problem> {
    blocking(move || account_file::client_certificate(&path, Some(&password))).await.map(Answer::ClientCertificate)
}

/// Reads the certificates of an own CA; a text without any is refused.
pub async fn read_ca(path: PathBuf) -> Result<Answer, Problem> {
    blocking(move || {
        let unreadable = |e: std::io::Error| Problem::new("INPUT-FILE", e.to_string());
        if std::fs::metadata(&path).map_err(unreadable)?.len() > MAX_CA {
            return Err(Problem::new("CA-FILE", "too large"));
        }
        let ca_pem = std::fs::read_to_string(&path).map_err(|e| Problem::new("CA-FILE", e.to_string()))?;
        let settings = TlsSettings { ca_pem, ..TlsSettings::default() };
        settings.client_tls().map_err(|e| Problem::new("CA-FILE", e.to_string()))?;
        Ok(Answer::Pem(settings.ca_pem))
    })
    .await
}

/// Removes an account that never sent or received.
pub async fn remove(world: &World, id: AccountId) -> Result<Answer, Problem> {
    world.commit(move |store| store.remove_account(id)).await?;
    card_notice::clear(world, id);
    world.bus.tell(Event::AccountsChanged);
    world.schedule_changed.notify_one();
    world.overview_due.notify_one();
    Ok(Answer::Done)
}

/// Remembers another certificate than before, on a person's word.
pub async fn accept_certificate(world: &World, account: AccountId, service: Service, sha256: String) -> Result<Answer, Problem> {
    if sha256.len() != 64 || !sha256.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Problem::new("INPUT-FINGERPRINT", ""));
    }
    world.commit(move |store| store.pin_certificate(account, service.as_str(), &sha256)).await?;
    world.bus.tell(Event::AccountsChanged);
    Ok(Answer::Done)
}

/// Remembers the certificate that was tolerated at the first contact (rule 4).
pub async fn remember_certificate(world: &World, account: AccountId, service: Service, sha256: String) -> Result<(), Problem> {
    let entry = AuditEntry::new("", AuditAction::CertificateAccepted, AuditObject::Account(account)).detail(service.as_str());
    world.commit_by_program(entry, move |store| store.pin_certificate(account, service.as_str(), &sha256)).await
}

/// Every profile-wide setting.
pub async fn settings(world: &World) -> Result<Answer, Problem> {
    let mut all = world.read(|store| store.settings()).await?;
    all.retain(|(key, _)| SETTINGS.contains(&key.as_str()) || is_ruled(key));
    Ok(Answer::Settings(all))
}

/// Whether a setting is a number with limits of its own.
fn is_ruled(key: &str) -> bool {
    DeskRules::KEYS.iter().chain(&EebPace::KEYS).any(|(known, ..)| *known == key)
}

/// Sets or, with an empty value, forgets a setting.
pub async fn set_setting(world: &Arc<World>, key: String, value: String) -> Result<Answer, Problem> {
    let is_of_desk = DeskRules::KEYS.iter().any(|(known, ..)| *known == key);
    if !SETTINGS.contains(&key.as_str()) && !usage::KEYS.contains(&key.as_str()) && !is_ruled(&key) {
        return Err(Problem::new("INPUT-SETTING", key));
    }
    let known: Option<&[&str]> = match key.as_str() {
        "language" => Some(&["", "de", "en"]),
        "theme" => Some(&["", "system", "light", "dark"]),
        _ => None,
    };
    if known.is_some_and(|words| !words.contains(&value.as_str())) {
        return Err(Problem::new("INPUT-SETTING", format!("{key}={value}")));
    }
    if key == sign_in::LOCK_SETTING && !value.is_empty() && !sign_in::is_lock_time(&value) {
        return Err(Problem::new("INPUT-LOCK-TIME", value));
    }
    usage::check_setting(&key, &value)?;
    let fits = value.is_empty() || DeskRules::fits(&key, &value) && EebPace::fits(&key, &value);
    if !fits {
        return Err(Problem::new("INPUT-SETTING-VALUE", format!("{key}={value}")));
    }
    let locks = key == sign_in::LOCK_SETTING;
    world.commit(move |store| store.set_setting(&key, &value)).await?;
    if locks {
        world.bus.tell(Event::AccessChanged);
    }
    if is_of_desk {
        world.bus.tell(Event::AnswersChanged);
    }
    world.bus.tell(Event::UsageChanged);
    settings(world).await
}

/// One setting; empty when not set.
pub async fn setting(world: &World, key: &'static str) -> String {
    world.read(move |store| store.setting(key)).await.ok().flatten().unwrap_or_default()
}
