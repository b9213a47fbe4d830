//! People, groupings and the rules of accounts, changed by admins. Each change is whole or not at all, and counts at
//! once, also for whoever is signed in.

use std::sync::Arc;

use super::event::{Answer, Event};
use super::sign_in;
use super::world::World;
use crate::domain::access::{self, AccountAccess, GroupingKind, MIN_PASSWORD_CHARS, Role, User};
use crate::domain::ids::{AccountId, GroupingId, UserId};
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::store::{Error, Store};

/// Everybody, every grouping and every rule.
pub fn list(world: &World) -> Result<Answer, Problem> {
    Ok(Answer::Access(Box::new((*world.gate.book()).clone())))
}

/// Adds a person. Whoever adds the first one, an admin, is signed in under that name.
pub async fn add_user(world: &Arc<World>, name: String, role: Role, password: Option<Secret>) -> Result<Answer, Problem> {
    let name = checked(&name)?;
    let hash = match password {
        Some(password) => hash(password).await?,
        None => String::new(),
    };
    let first = world.gate.book().users.is_empty();
    let id = world.commit(move |store| store.add_user(&name, role, &hash)).await?;
    if first {
        world.seat().set(Some(id));
    }
    reload(world).await
}

/// Changes a person; `password` none keeps it.
pub async fn change_user(world: &Arc<World>, before: User, name: String, role: Role, password: Option<Secret>) -> Result<Answer, Problem> {
    let name = checked(&name)?;
    let hash = match password {
        Some(password) => Some(hash(password).await?),
        None => None,
    };
    change(world, move |store| store.change_user(&before, &name, role, hash.as_deref())).await
}

/// Removes a person, who is signed out by it.
pub async fn remove_user(world: &Arc<World>, before: User) -> Result<Answer, Problem> {
    change(world, move |store| store.remove_user(&before)).await
}

/// Adds a Mandant, a department or a group.
pub async fn add_grouping(world: &Arc<World>, kind: GroupingKind, name: String) -> Result<Answer, Problem> {
    let name = checked(&name)?;
    change(world, move |store| store.add_grouping(kind, &name).map(|_| ())).await
}

/// Removes one.
pub async fn remove_grouping(world: &Arc<World>, id: GroupingId) -> Result<Answer, Problem> {
    change(world, move |store| store.remove_grouping(id)).await
}

/// Puts a person in or takes him out.
pub async fn set_member(world: &Arc<World>, grouping: GroupingId, user: UserId, member: bool) -> Result<Answer, Problem> {
    change(world, move |store| store.set_member(grouping, user, member)).await
}

/// Replaces the rules of an account.
pub async fn set_account_access(
    world: &Arc<World>,
    account: AccountId,
    before: AccountAccess,
    after: AccountAccess,
) -> Result<Answer, Problem> {
    change(world, move |store| store.set_account_access(account, &before, &after)).await
}

async fn change(world: &Arc<World>, work: impl FnOnce(&mut Store) -> Result<(), Error> + Send + 'static) -> Result<Answer, Problem> {
    world.commit(work).await?;
    reload(world).await
}

/// What is stored counts from now on.
pub async fn reload(world: &Arc<World>) -> Result<Answer, Problem> {
    // Read and replaced under the same lock, so that of two changes at once the later picture stays.
    let gate = world.clone();
    world
        .write(move |store| {
            gate.gate.replace(store.access_book()?);
            Ok(())
        })
        .await?;
    world.bus.tell(Event::AccessChanged);
    list(world)
}

fn checked(name: &str) -> Result<String, Problem> {
    access::checked_name(name).map_err(|why| Problem::new("INPUT-NAME", why))
}

/// The hash of a password that is long enough.
pub async fn hash(password: Secret) -> Result<String, Problem> {
    if password.reveal().chars().count() < MIN_PASSWORD_CHARS {
        return Err(Problem::new("INPUT-PASSWORD", format!("{MIN_PASSWORD_CHARS}")));
    }
    sign_in::hash(password).await
}
