//! When to fetch by itself: each account after its own interval, on the monotonic clock. After a failure that may pass the next
//! try is planned by [`pause`] instead, so that mail comes soon after the Clientmodul is back (rule 8).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::event::{AccountFetch, Answer, Event};
use super::world::{World, now};
use super::{fetch, medium, pause};
use crate::domain::account::Account;
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;

/// Wait before the accounts are asked for again when there is none.
const IDLE: Duration = Duration::from_secs(3600);

/// Wait before an account whose card was missing is looked at again: soon after the card is inserted, mail comes.
const CARD_LOOK: Duration = Duration::from_secs(60);

/// Failures that may pass without anybody changing a setting (`pop3::Error::is_transient`).
const PASSING: [&str; 7] = ["POP-CONNECT", "POP-IN-USE", "POP-LOST", "POP-NAME", "POP-SILENT", "POP-TEMPORARY", "POP-TIMEOUT"];

/// What came of the fetches so far, as far as it decides when the next one is.
#[derive(Default)]
struct Plan {
    started: HashMap<AccountId, Instant>,
    waits_for_card: HashSet<AccountId>,
    /// After failures that may pass: how many in a row, and when to try again.
    retries: HashMap<AccountId, (u32, Instant)>,
}

impl Plan {
    /// When an account is to be fetched; not later than `now` when it is due.
    fn next(&self, account: &Account, now: Instant) -> Instant {
        let id = account.id;
        let interval = Duration::from_secs(u64::from(account.settings.options.poll_interval_minutes) * 60);
        let interval = if self.waits_for_card.contains(&id) { interval.min(CARD_LOOK) } else { interval };
        let retry = self.retries.get(&id).map(|(_, at)| *at);
        retry.or_else(|| Some(*self.started.get(&id)? + interval)).unwrap_or(now)
    }

    /// It is tried now, or was its turn.
    fn begun(&mut self, account: AccountId, now: Instant, held_back: bool) {
        self.started.insert(account, now);
        match self.retries.get_mut(&account) {
            Some(_) if held_back => drop(self.retries.remove(&account)),
            // However the fetch ends, its turn is over.
            Some((_, at)) => *at = now + pause::LONGEST,
            None => {}
        }
    }

    fn ended(&mut self, fetch: &AccountFetch, now: Instant, random: u32) {
        let id = fetch.account;
        if fetch.waits_for_card {
            self.waits_for_card.insert(id);
        } else {
            self.waits_for_card.remove(&id);
        }
        // A line that broke once mails were asked for counts as a try of one of them, of which there are few (rule 15): no haste there.
        if !fetch.receiving && fetch.problems.iter().any(|problem| PASSING.contains(&problem.code)) {
            let failures = self.retries.get(&id).map_or(1, |(failures, _)| failures.saturating_add(1));
            self.retries.insert(id, (failures, now + pause::after(failures, random)));
        } else {
            self.retries.remove(&id);
        }
    }
}

/// Fetches every account at the start and then after its interval, until the engine stops.
pub async fn fetch_by_timer(world: Arc<World>) {
    let mut plan = Plan::default();
    let mut trouble = medium::Trouble::default();
    loop {
        let accounts = world.read(|store| store.accounts()).await;
        trouble.tell(&world, accounts.as_ref().err());
        let Ok(mut accounts) = accounts else {
            // No accounts because nothing can be read is not the same as none.
            tokio::time::sleep(medium::PAUSE).await;
            continue;
        };
        accounts.retain(|account| !account.settings.options.retired);
        let mut due = Vec::new();
        for account in accounts.iter().filter(|account| !account.has_password) {
            world.bus.tell(Event::ProblemRaised(Problem::new("ACCOUNT-PASSWORD", "").of(account.id)));
        }
        accounts.retain(|account| account.has_password);
        for account in &accounts {
            let now = Instant::now();
            if plan.next(account, now) <= now {
                let may_try = world.logins.may_try(account.id, std::time::Instant::now());
                plan.begun(account.id, now, !may_try);
                due.extend(may_try.then_some(account.id));
            }
        }
        tell_when(&world, &plan, &accounts);
        if !due.is_empty() {
            // Problems are raised per account by the fetch itself.
            if let Ok(Answer::Fetched(fetched)) = fetch::fetch_accounts(&world, due, Vec::new()).await {
                fetched.iter().for_each(|fetch| plan.ended(fetch, Instant::now(), pause::random()));
            }
        }
        let next = tell_when(&world, &plan, &accounts);
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

/// Notes when each account is due; the earliest of these times.
fn tell_when(world: &World, plan: &Plan, accounts: &[Account]) -> Option<Instant> {
    let now = Instant::now();
    let due = |account: &Account| {
        let at = plan.next(account, now);
        world.overview.due(account.id, after(at.saturating_duration_since(now)));
        at
    };
    accounts.iter().map(due).min()
}

/// The time of day after a wait.
fn after(wait: Duration) -> Timestamp {
    now().plus_secs(i64::try_from(wait.as_secs()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::AccountSettings;
    use crate::domain::address::KimAddress;

    const ID: AccountId = AccountId(1);

    /// Fetched every ten minutes.
    fn account() -> Account {
        let settings = AccountSettings::new(KimAddress::parse("praxis@beispiel.kim.telematik-test").unwrap());
        assert_eq!(settings.options.poll_interval_minutes, 10);
        Account { id: ID, settings, has_password: true, last_fetch: None, messages: 0 }
    }

    fn fetched(code: Option<&'static str>, receiving: bool) -> AccountFetch {
        AccountFetch { receiving, problems: code.map(|code| Problem::new(code, "")).into_iter().collect(), ..AccountFetch::of(ID, "") }
    }

    /// Begins now and ends so: seconds until the next try.
    fn waits(plan: &mut Plan, fetch: &AccountFetch, random: u32) -> u64 {
        let now = Instant::now();
        plan.begun(ID, now, false);
        plan.ended(fetch, now, random);
        plan.next(&account(), now).duration_since(now).as_secs()
    }

    #[tokio::test(start_paused = true)]
    async fn a_passing_failure_is_tried_soon_and_never_by_all_at_once() {
        let (mut plan, now) = (Plan::default(), Instant::now());
        assert_eq!(plan.next(&account(), now), now, "at the start");
        assert_eq!(waits(&mut plan, &fetched(None, false), 7), 600);
        for code in PASSING {
            let failed = fetched(Some(code), false);
            for (random, pauses) in [(0, [30, 120, 300, 300]), (u32::MAX, [15, 60, 150, 150])] {
                assert_eq!(pauses.map(|_| waits(&mut plan, &failed, random)), pauses, "{code}");
                assert_eq!(waits(&mut plan, &fetched(None, true), random), 600, "{code}: it is over");
            }
        }
        // The clock of the interval runs on while a fetch waits for its next try.
        waits(&mut plan, &fetched(Some("POP-CONNECT"), false), 0);
        plan.begun(ID, now, true);
        assert_eq!(plan.next(&account(), now).duration_since(now).as_secs(), 600, "held back after a refused login");
    }

    #[tokio::test(start_paused = true)]
    async fn what_does_not_pass_or_concerns_one_mail_waits_for_the_interval() {
        let mut plan = Plan::default();
        for code in ["POP-AUTH", "POP-LOGIN", "POP-TLS", "POP-CERT-CHANGED", "POP-PROTOCOL", "FETCH-RUNNING", "DISK-FULL"] {
            assert_eq!(waits(&mut plan, &fetched(Some(code), false), u32::MAX), 600, "{code}");
        }
        assert_eq!(waits(&mut plan, &fetched(Some("POP-LOST"), true), 0), 600);
        let at_card = AccountFetch { waits_for_card: true, ..fetched(None, false) };
        assert_eq!(waits(&mut plan, &at_card, 0), 60);
    }

    #[test]
    fn the_list_of_passing_failures_is_that_of_the_protocol() {
        use crate::{net, pop3};
        let all = [
            net::Error::Name(String::new()),
            net::Error::ConnectRefused,
            net::Error::ConnectTimeout,
            net::Error::Timeout(1),
            net::Error::Closed,
            net::Error::ClearTextRefused,
            net::Error::TlsExpired,
        ];
        let all =
            all.into_iter().map(pop3::Error::Net).chain([pop3::Error::Silent(1), pop3::Error::GaveUp(String::new()), pop3::Error::Over]);
        for error in all {
            assert_eq!(PASSING.contains(&error.code()), error.is_transient(), "{error}");
        }
    }
}
