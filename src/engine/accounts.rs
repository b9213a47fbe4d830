//! Accounts and profile-wide settings: saving, removing, certificates.

use std::sync::Arc;

use super::command::Service;
use super::event::{Answer, Event};
use super::usage;
use super::world::World;
use crate::domain::account::{Account, AccountSettings};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::store::Store;

/// Settings that may be set, with what they are for: kept short and checked, so that a typing error is found.
const SETTINGS: [&str; 5] = ["directory.url", "connector.url", "support.address", "language", "theme"];

/// Every account.
pub async fn list(world: &World) -> Result<Answer, Problem> {
    world.read(|store| store.accounts()).await.map(Answer::Accounts)
}

/// One account.
pub async fn get(world: &World, id: AccountId) -> Result<Account, Problem> {
    world.read(move |store| store.account(id)).await
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

/// Adds or changes an account. A changed server forgets its remembered certificate.
pub async fn save(
    world: &World,
    id: Option<AccountId>,
    mut settings: AccountSettings,
    password: Option<Secret>,
) -> Result<Answer, Problem> {
    if let Some(issue) = settings.issues().into_iter().find(|issue| issue.blocks) {
        return Err(Problem::new("ACCOUNT-INVALID", issue.text_key));
    }
    let id = world
        .write(move |store| {
            let id = match id {
                Some(id) => {
                    let before = store.account(id)?.settings;
                    for (old, new) in [(&before.incoming, &mut settings.incoming), (&before.outgoing, &mut settings.outgoing)] {
                        if (&old.server, old.port) != (&new.server, new.port) {
                            new.pinned_sha256.clear();
                        }
                    }
                    if before.directory.url != settings.directory.url {
                        settings.directory.pinned_sha256.clear();
                    }
                    if before.connector.url != settings.connector.url {
                        settings.connector.pinned_sha256.clear();
                    }
                    store.update_account(id, &settings)?;
                    id
                }
                None => store.insert_account(&settings)?,
            };
            if let Some(password) = password {
                store.set_secret(&Store::password_name(id), Some(&password))?;
            }
            Ok(id)
        })
        .await?;
    world.bus.tell(Event::ProblemCleared { account: Some(id), code: "" });
    world.bus.tell(Event::AccountsChanged);
    world.schedule_changed.notify_one();
    get(world, id).await.map(Answer::AccountSaved)
}

/// Removes an account that never sent or received.
pub async fn remove(world: &World, id: AccountId) -> Result<Answer, Problem> {
    world.write(move |store| store.remove_account(id)).await?;
    world.bus.tell(Event::AccountsChanged);
    world.schedule_changed.notify_one();
    Ok(Answer::Done)
}

/// Remembers another certificate than before, on a person's word.
pub async fn accept_certificate(world: &World, account: AccountId, service: Service, sha256: String) -> Result<Answer, Problem> {
    if sha256.len() != 64 || !sha256.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Problem::new("INPUT-FINGERPRINT", ""));
    }
    remember_certificate(world, account, service, sha256).await?;
    world.bus.tell(Event::AccountsChanged);
    Ok(Answer::Done)
}

/// Remembers the certificate that was tolerated at the first contact (rule 4).
pub async fn remember_certificate(world: &World, account: AccountId, service: Service, sha256: String) -> Result<(), Problem> {
    world.write(move |store| store.pin_certificate(account, service.as_str(), &sha256)).await
}

/// Every profile-wide setting.
pub async fn settings(world: &World) -> Result<Answer, Problem> {
    world.read(|store| store.settings()).await.map(Answer::Settings)
}

/// Sets or, with an empty value, forgets a setting.
pub async fn set_setting(world: &Arc<World>, key: String, value: String) -> Result<Answer, Problem> {
    if !SETTINGS.contains(&key.as_str()) && !usage::KEYS.contains(&key.as_str()) {
        return Err(Problem::new("INPUT-SETTING", key));
    }
    usage::check_setting(&key, &value)?;
    world.write(move |store| store.set_setting(&key, &value)).await?;
    world.bus.tell(Event::UsageChanged);
    settings(world).await
}

/// One setting; empty when not set.
pub async fn setting(world: &World, key: &'static str) -> String {
    world.read(move |store| store.setting(key)).await.ok().flatten().unwrap_or_default()
}
