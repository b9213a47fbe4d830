//! Which accounts may log in by timer: a refused password is never tried again without a person (rule 8).
//!
//! A Clientmodul answers every failed login with a bare `-ERR`, whatever the cause (KIM protocol §1.4), and a Fachdienst locks
//! accounts after wrong passwords (KOM-LE-A_2167). So a refusal that names the credentials stops the timer, and so does an unnamed
//! one while these settings have never worked. Where they have, a card or Konnektor is the likelier cause, and the timer goes on
//! with growing pauses. A person who fetches, or saves the account, is never held back. Nothing here opens a connection.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::pause;
use super::world::lock;
use crate::domain::ids::AccountId;

/// First pause after an unnamed refusal, and the longest.
const FIRST: Duration = Duration::from_secs(600);
const LONGEST: Duration = Duration::from_secs(4 * 3600);

#[derive(Clone, Copy, Debug)]
enum Refused {
    /// Until a person acts.
    ForGood,
    Until {
        at: Instant,
        pause: Duration,
    },
}

/// What is known about logins in this run of the program.
#[derive(Debug, Default)]
pub struct LoginGuard {
    refused: Mutex<HashMap<AccountId, Refused>>,
    /// Accounts changed since their last login: nobody knows whether the new settings work.
    unproven: Mutex<HashSet<AccountId>>,
}

impl LoginGuard {
    /// Whether the timer may log in now.
    pub fn may_try(&self, account: AccountId, now: Instant) -> bool {
        match lock(&self.refused).get(&account) {
            None => true,
            Some(Refused::ForGood) => false,
            Some(Refused::Until { at, .. }) => *at <= now,
        }
    }

    /// A fetch ended with this problem; `worked_before`: some fetch with this account succeeded. The random number makes the
    /// pause a little longer, never shorter.
    pub fn failed(&self, account: AccountId, code: &str, worked_before: bool, now: Instant, random: u32) {
        let proven = worked_before && !lock(&self.unproven).contains(&account);
        let mut refused = lock(&self.refused);
        let until = |pause| Refused::Until { at: now + pause::lengthened(pause, random), pause };
        let next = match (code, refused.get(&account)) {
            ("POP-LOGIN", Some(Refused::Until { pause, .. })) if proven => until((*pause * 2).min(LONGEST)),
            ("POP-LOGIN", _) if proven => until(FIRST),
            ("POP-LOGIN" | "POP-AUTH" | "POP-NO-AUTH" | "POP-LOGIN-FORMAT", _) => Refused::ForGood,
            _ => return,
        };
        refused.insert(account, next);
    }

    /// A login succeeded.
    pub fn accepted(&self, account: AccountId) {
        lock(&self.refused).remove(&account);
        lock(&self.unproven).remove(&account);
    }

    /// A person saved the account: one new try is allowed.
    pub fn changed(&self, account: AccountId) {
        lock(&self.refused).remove(&account);
        lock(&self.unproven).insert(account);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: AccountId = AccountId(1);

    #[test]
    fn a_named_refusal_stops_until_a_person_acts() {
        for (code, worked) in [("POP-AUTH", true), ("POP-AUTH", false), ("POP-LOGIN", false), ("POP-NO-AUTH", true)] {
            let guard = LoginGuard::default();
            let now = Instant::now();
            guard.failed(ID, code, worked, now, 0);
            assert!(!guard.may_try(ID, now + Duration::from_secs(1_000_000)), "{code}");
            guard.changed(ID);
            assert!(guard.may_try(ID, now));
        }
    }

    #[test]
    fn an_unnamed_refusal_of_settings_that_worked_waits_longer_each_time() {
        let (guard, now) = (LoginGuard::default(), Instant::now());
        guard.failed(ID, "POP-LOGIN", true, now, 0);
        assert!(!guard.may_try(ID, now + FIRST - Duration::from_secs(1)));
        assert!(guard.may_try(ID, now + FIRST));
        guard.failed(ID, "POP-LOGIN", true, now, 0);
        assert!(!guard.may_try(ID, now + FIRST) && guard.may_try(ID, now + FIRST * 2));
        // Many that were refused in the same second do not come back in the same second.
        guard.failed(ID, "POP-LOGIN", true, now, u32::MAX);
        assert!(!guard.may_try(ID, now + FIRST * 4) && guard.may_try(ID, now + FIRST * 4 + pause::LONGEST));
        guard.accepted(ID);
        assert!(guard.may_try(ID, now));
    }

    #[test]
    fn changed_settings_have_to_prove_themselves_and_other_failures_change_nothing() {
        let (guard, now) = (LoginGuard::default(), Instant::now());
        guard.failed(ID, "POP-CONNECT", true, now, 0);
        assert!(guard.may_try(ID, now));
        guard.changed(ID);
        guard.failed(ID, "POP-LOGIN", true, now, 0);
        assert!(!guard.may_try(ID, now + LONGEST));
    }
}
