//! Senders of insurer answers that the request did not go to: the VZD says whether the address is the insurer's.
//!
//! An entry with `domainID` = IK and `entryType` 5 vouches for its addresses (`formats.md` §2.4). Only answers held for
//! nothing but their sender are looked at, and only where an account's processing station this is.

use std::sync::Arc;
use std::time::Duration;

use super::event::Event;
use super::lookup;
use super::reprocess;
use super::world::World;
use crate::domain::directory::DirectoryQuery;
use crate::domain::ids::{AccountId, MailId};
use crate::domain::problem::Problem;
use crate::store::HeldForSender;

/// Longest time for all questions of a round.
const LIMIT: Duration = Duration::from_secs(30);

/// Looks at every answer that is held only for its sender. Without a directory they stay held.
pub async fn check_senders(world: &Arc<World>) {
    let Ok(held) = world.read(|store| store.held_for_sender(reprocess::SENDER_DIFFERS)).await else { return };
    if held.is_empty() {
        return;
    }
    let round = async {
        let mut released = false;
        for HeldForSender { mail, account, insurer_ik, sender } in held {
            match belongs_to(world, account, &insurer_ik, &sender).await {
                Ok(true) => released |= release(world, mail, sender).await?,
                Ok(false) => {}
                Err(problem) => tracing::info!(code = problem.code, "a sender stays unchecked"),
            }
        }
        Ok::<_, Problem>(released)
    };
    match tokio::time::timeout(LIMIT, round).await {
        Ok(Ok(true)) => {
            world.bus.tell(Event::AnswersChanged);
            world.bus.tell(Event::MailsChanged);
            if let Err(problem) = super::answers::finish_handovers(world).await {
                tracing::warn!(code = problem.code, "hand-over not finished");
            }
        }
        Ok(Ok(false)) => {}
        Ok(Err(problem)) => tracing::warn!(code = problem.code, "an answer could not be released"),
        Err(_) => tracing::info!("the directory was too slow; senders stay unchecked"),
    }
}

async fn release(world: &Arc<World>, mail: MailId, sender: String) -> Result<bool, Problem> {
    world.write(move |store| reprocess::release(store, mail, &sender)).await
}

async fn belongs_to(world: &Arc<World>, account: AccountId, insurer_ik: &str, sender: &str) -> Result<bool, Problem> {
    let directory = lookup::directory_of(world, Some(account)).await?;
    let query = DirectoryQuery { ik: insurer_ik.to_owned(), ..DirectoryQuery::default() };
    let found = lookup::ask(world, &directory, &query, None).await?;
    Ok(found.entries.iter().any(|entry| entry.is_insurer(insurer_ik) && entry.address(sender).is_some()))
}
