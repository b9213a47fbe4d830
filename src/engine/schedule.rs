//! When to fetch by itself: each account after its own interval, on the monotonic clock.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::event::{Answer, Event};
use super::world::{World, now};
use super::{fetch, medium};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;

/// Wait before the accounts are asked for again when there is none.
const IDLE: Duration = Duration::from_secs(3600);

/// Wait before an account whose card was missing is looked at again: soon after the card is inserted, mail comes.
const CARD_LOOK: Duration = Duration::from_secs(60);

/// Fetches every account at the start and then after its interval, until the engine stops.
pub async fn fetch_by_timer(world: Arc<World>) {
    let mut last: HashMap<AccountId, Instant> = HashMap::new();
    let mut waiting: HashSet<AccountId> = HashSet::new();
    let mut trouble = medium::Trouble::default();
    loop {
        let mut next: Option<Instant> = None;
        let accounts = world.read(|store| store.accounts()).await;
        trouble.tell(&world, accounts.as_ref().err());
        let Ok(accounts) = accounts else {
            // No accounts because nothing can be read is not the same as none.
            tokio::time::sleep(medium::PAUSE).await;
            continue;
        };
        let mut due = Vec::new();
        for account in accounts.iter().filter(|a| !a.settings.options.retired) {
            if !account.has_password {
                world.bus.tell(Event::ProblemRaised(Problem::new("ACCOUNT-PASSWORD", "").of(account.id)));
                continue;
            }
            let interval = Duration::from_secs(u64::from(account.settings.options.poll_interval_minutes) * 60);
            let interval = if waiting.contains(&account.id) { interval.min(CARD_LOOK) } else { interval };
            let at = last.get(&account.id).map_or_else(Instant::now, |started| *started + interval);
            if at <= Instant::now() {
                if world.logins.may_try(account.id, std::time::Instant::now()) {
                    due.push(account.id);
                }
                last.insert(account.id, Instant::now());
                next = earlier(next, Instant::now() + interval);
            } else {
                next = earlier(next, at);
            }
            let due_at = last.get(&account.id).map_or_else(Instant::now, |started| *started + interval);
            world.overview.due(account.id, after(due_at.saturating_duration_since(Instant::now())));
        }
        if !due.is_empty() {
            // Problems are raised per account by the fetch itself.
            if let Ok(Answer::Fetched(fetched)) = fetch::fetch_accounts(&world, due, Vec::new()).await {
                waiting = fetched.iter().filter(|f| f.waits_for_card).map(|f| f.account).collect();
            }
        }
        let wait = next.map_or(IDLE, |at| at.saturating_duration_since(Instant::now()));
        if next.is_some() {
            world.bus.tell(Event::NextFetch { at: after(wait) });
        }
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = world.schedule_changed.notified() => {}
        }
    }
}

/// The time of day after a wait.
fn after(wait: Duration) -> Timestamp {
    now().plus_secs(i64::try_from(wait.as_secs()).unwrap_or(0))
}

fn earlier(a: Option<Instant>, b: Instant) -> Option<Instant> {
    Some(a.map_or(b, |a| a.min(b)))
}
