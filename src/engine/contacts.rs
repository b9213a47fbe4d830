//! The address book: what a person does with contacts and groups, and the daily check of all of them against the VZD.
//!
//! The check marks and never changes: an address that is gone stays where it is until a person replaces it. It asks
//! in small portions with pauses, and believes that somebody is gone only while the directory knows anybody at all.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::accounts;
use super::command::ContactCommand;
use super::event::{Answer, Event};
use super::lookup::{self, Directory};
use super::world::{World, now};
use crate::domain::contact::{Contact, ContactNews, ContactReport, RecipientCheck};
use crate::domain::directory::KimVersion;
use crate::domain::ids::AccountId;
use crate::domain::outgoing::DirectoryCheck;
use crate::domain::problem::Problem;

/// Addresses of one question.
const PORTION: usize = 10;
/// Pause after a portion: by itself, and when a person waits.
const PAUSE: Duration = Duration::from_millis(400);
const SHORT_PAUSE: Duration = Duration::from_millis(20);
/// Longest name of a group, and longest note.
const MAX_NAME: usize = 80;
const MAX_NOTE: usize = 2000;
/// Ids begin at 1: nothing ever has this one.
const NO_ACCOUNT: AccountId = AccountId(0);

/// When contacts are checked by themselves.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// First look after the start.
    pub first: Duration,
    /// How often it is seen whether somebody is due.
    pub every: Duration,
    /// A contact is asked about again after this many seconds.
    pub fresh_secs: i64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { first: Duration::from_secs(120), every: Duration::from_secs(3600), fresh_secs: 24 * 3600 }
    }
}

/// The accounts whose recipients exist for the asker, as the store narrows contacts by them; empty: everybody's.
pub async fn accounts_of(world: &World) -> Result<Vec<AccountId>, Problem> {
    if world.scope().is_everything() {
        return Ok(Vec::new());
    }
    let mut ids: Vec<AccountId> = accounts::visible(world).await?.into_iter().map(|account| account.id).collect();
    if ids.is_empty() {
        ids.push(NO_ACCOUNT);
    }
    Ok(ids)
}

/// Carries out a command of the address book. A contact that only hidden accounts wrote to does not exist.
pub async fn handle(world: &Arc<World>, command: ContactCommand) -> Result<Answer, Problem> {
    use ContactCommand as C;
    if let Some(address) = command.address() {
        let (address, accounts) = (address.to_owned(), accounts_of(world).await?);
        world.read(move |store| store.require_contact(&address, &accounts)).await?;
    }
    match command {
        C::List(mut filter) => {
            filter.accounts = accounts_of(world).await?;
            return world.read(move |store| store.address_book(&filter)).await.map(Answer::AddressBook);
        }
        C::CheckNow => return check_all(world, 0, SHORT_PAUSE).await.map(Answer::ContactsChecked),
        C::CancelCheck => world.directories.cancel_check(),
        C::Keep(contacts) => {
            for contact in &contacts {
                lookup::kim_address(&contact.address)?;
            }
            world.write(move |store| store.keep_contacts(&contacts)).await?;
        }
        C::Favourite { address, favourite } => world.write(move |store| store.set_favourite(&address, favourite)).await?,
        C::Note { address, note } => {
            let note: String = note.chars().take(MAX_NOTE).collect();
            world.write(move |store| store.set_contact_note(&address, &note)).await?;
        }
        C::Remove { address } => world.write(move |store| store.remove_contact(&address)).await?,
        C::SaveGroup { id, name } => {
            let name = crate::domain::safe_text::one_line(name.trim());
            if name.is_empty() || name.chars().count() > MAX_NAME {
                return Err(Problem::new("INPUT-GROUP-NAME", ""));
            }
            let id = world.write(move |store| store.save_contact_group(id, &name)).await?;
            world.bus.tell(Event::ContactsChanged);
            return Ok(Answer::ContactGroupSaved(id));
        }
        C::RemoveGroup { id } => world.write(move |store| store.remove_contact_group(id)).await?,
        C::SetMember { group, address, member } => world.write(move |store| store.set_group_member(group, &address, member)).await?,
        C::AcceptNews { address } => world.write(move |store| store.accept_contact_news(&address)).await?,
        C::Replace { old, new } => replace(world, old, new).await?,
    }
    world.bus.tell(Event::ContactsChanged);
    Ok(Answer::Done)
}

/// Puts a new address in the place of one that is gone; the VZD is asked once more, if it answers.
async fn replace(world: &Arc<World>, old: String, new: String) -> Result<(), Problem> {
    let new = lookup::kim_address(&new)?.as_str().to_owned();
    let version = match lookup::check_addresses(world, None, std::slice::from_ref(&new)).await.into_iter().next().map(|c| c.check) {
        Some(DirectoryCheck::Found(version)) => version,
        Some(DirectoryCheck::NotFound) => return Err(Problem::new("RECIPIENT-GONE", new)),
        _ => {
            let address = old.clone();
            let news = world.read(move |store| store.contact(&address)).await?.and_then(|contact| contact.news);
            let offers = if let Some(ContactNews::Gone { offers }) = news { offers } else { Vec::new() };
            offers.into_iter().find(|o| o.mail.eq_ignore_ascii_case(&new)).map_or_else(KimVersion::default, |o| o.version)
        }
    };
    world.write(move |store| store.replace_contact(&old, &new, &version, now())).await
}

/// What the VZD says about recipients of a mail being written; own contacts learn it too.
pub async fn check_recipients(world: &Arc<World>, account: AccountId, addresses: &[String]) -> Result<Vec<RecipientCheck>, Problem> {
    let checks = lookup::check_addresses(world, Some(account), addresses).await;
    note(world, &checks).await?;
    Ok(checks)
}

/// Writes down what the VZD said about addresses; those that are no own contacts are passed over.
pub async fn note(world: &World, checks: &[RecipientCheck]) -> Result<(), Problem> {
    let noted = checks.to_vec();
    world.write(move |store| store.note_contact_checks(&noted, now())).await?;
    if checks.iter().any(|check| check.news.is_some()) {
        world.bus.tell(Event::ContactsChanged);
    }
    Ok(())
}

/// Checks contacts by timer (once a day), until the engine stops.
pub async fn check_by_timer(world: Arc<World>, pace: Pace) {
    tokio::time::sleep(pace.first).await;
    loop {
        match check_all(&world, pace.fresh_secs, PAUSE).await {
            Ok(report) if report.checked > 0 => tracing::info!(checked = report.checked, with_news = report.with_news, "contacts checked"),
            Ok(_) => {}
            Err(problem) => tracing::info!(code = problem.code, "contacts were not checked"),
        }
        tokio::time::sleep(pace.every).await;
    }
}

/// Asks the VZD about every contact that was not asked about for `age_secs`.
///
/// # Errors
/// `CONTACTS-CHECK-RUNNING`; what the directory says. What was checked before stays written down.
async fn check_all(world: &Arc<World>, age_secs: i64, pause: Duration) -> Result<ContactReport, Problem> {
    let ended = world.directories.begin_check().ok_or_else(|| Problem::new("CONTACTS-CHECK-RUNNING", ""))?;
    let result = check_due(world, age_secs, pause, &ended).await;
    world.directories.end_check();
    world.bus.tell(Event::ContactCheck { done: 0, total: 0 });
    world.bus.tell(Event::ContactsChanged);
    result
}

async fn check_due(world: &Arc<World>, age_secs: i64, pause: Duration, ended: &watch::Receiver<bool>) -> Result<ContactReport, Problem> {
    // Everybody asked about since this moment is done.
    let before = now().plus_secs(-age_secs);
    let due = world.read(move |store| store.contacts_to_check(before, usize::MAX >> 1)).await?;
    let mut checked = 0;
    if !due.is_empty() {
        let directory = lookup::directory_of(world, None).await?;
        let mut knows_anybody = false;
        for portion in due.chunks(PORTION) {
            if *ended.borrow() {
                break;
            }
            checked += check_portion(world, &directory, portion, &mut knows_anybody).await?;
            world.bus.tell(Event::ContactCheck { done: checked.min(due.len()), total: due.len() });
            tokio::time::sleep(pause).await;
        }
    }
    let with_news = world.read(|store| store.contacts_with_news()).await?;
    Ok(ContactReport { checked, with_news })
}

/// Asks about some contacts and writes down what is said; how many were answered.
async fn check_portion(world: &Arc<World>, directory: &Directory, portion: &[Contact], knows_anybody: &mut bool) -> Result<usize, Problem> {
    let addresses: Vec<String> = portion.iter().map(|contact| contact.address.clone()).collect();
    let checks = lookup::ask_about(world, directory, &addresses).await?;
    *knows_anybody |= checks.iter().any(|check| matches!(check.check, DirectoryCheck::Found(_)));
    let gone = |check: &RecipientCheck| check.check == DirectoryCheck::NotFound;
    if checks.iter().any(gone) && !*knows_anybody {
        // A Konnektor that is offline may answer with an empty list: the own addresses must be there.
        if !knows_own_address(world, directory).await? {
            return Err(Problem::new("LDAP-EMPTY", ""));
        }
        *knows_anybody = true;
    }
    let answered = checks.iter().filter(|check| check.check != DirectoryCheck::Unknown).count();
    world.write(move |store| store.note_contact_checks(&checks, now())).await?;
    Ok(answered)
}

async fn knows_own_address(world: &Arc<World>, directory: &Directory) -> Result<bool, Problem> {
    let own: Vec<String> = world.read(|store| store.accounts()).await?.into_iter().map(|a| a.settings.address.to_string()).collect();
    let mut known = false;
    for portion in own.chunks(PORTION) {
        let checks = lookup::ask_about(world, directory, portion).await?;
        known |= checks.iter().any(|check| matches!(check.check, DirectoryCheck::Found(_)));
    }
    Ok(known)
}
