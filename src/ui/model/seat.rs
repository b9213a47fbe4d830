//! Who sits at the window: what may be done here, and what is forgotten when somebody else sits down.

use super::{Asks, Loaded, Model, Purpose, Stale};
use crate::domain::access::{AccessBook, Right, Role, Session};
use crate::domain::ids::{AccountId, UserId};
use crate::domain::secret::Secret;
use crate::engine::command::Command;
use crate::ui::actions::Action;

impl Model {
    /// Asks once who sits here.
    pub fn ask_session(&self, asks: &mut Asks) {
        if self.session.is_not_asked() {
            asks.ask(Command::WhoAmI, Purpose::Session);
        }
    }

    /// Asks again who sits here, when that may have changed; for the sign-in view, which asks nothing else.
    pub fn refresh_session(&mut self, asks: &mut Asks) {
        if std::mem::take(&mut self.stale.session) {
            asks.ask(Command::WhoAmI, Purpose::Session);
        }
    }

    /// Whether it is known who sits here. An engine that does not say lets everybody see everything it answers.
    #[must_use]
    pub fn knows_session(&self) -> bool {
        self.session.value().is_some() || self.session.problem().is_some()
    }

    /// Whether somebody must sign in before anything is shown.
    #[must_use]
    pub fn needs_sign_in(&self) -> bool {
        self.locked || self.session.value().is_some_and(Session::is_nobody)
    }

    /// Whether a name and password are being tried.
    #[must_use]
    pub fn is_signing_in(&self) -> bool {
        self.pending.values().any(|purpose| *purpose == Purpose::SignIn)
    }

    /// Tries a name and a password.
    pub fn sign_in(&mut self, name: String, password: Secret, asks: &mut Asks) {
        self.sign_in_problem = None;
        asks.ask(Command::SignIn { name, password }, Purpose::SignIn);
    }

    /// Covers the window at once and tells the engine.
    pub fn lock(&mut self, asks: &mut Asks) {
        self.locked = true;
        asks.ask(Command::SignOut, Purpose::Session);
    }

    /// Who signed in.
    #[must_use]
    pub fn user_id(&self) -> Option<UserId> {
        self.session.value()?.user().map(|user| user.id)
    }

    /// The name of whoever signed in; `None` in a profile without people.
    #[must_use]
    pub fn user_name(&self) -> Option<&str> {
        self.session.value()?.user().map(|user| user.name.as_str())
    }

    /// Whether the role reaches; the engine has the last word.
    #[must_use]
    pub fn may(&self, role: Role) -> bool {
        self.session.value().is_none_or(|session| session.may(role))
    }

    /// Whether the right is there on an account.
    #[must_use]
    pub fn may_with(&self, account: AccountId, right: Right) -> bool {
        self.session.value().is_none_or(|session| session.has(account, right))
    }

    /// Whether this person may do it, with a mail of this account if it concerns one.
    #[must_use]
    pub fn allows(&self, action: Action, account: Option<AccountId>) -> bool {
        let Some((role, right)) = action.needs() else { return true };
        self.may(role) && account.is_none_or(|account| self.may_with(account, right))
    }

    /// The accounts from which this person may send.
    pub fn sending_accounts(&self) -> impl Iterator<Item = AccountId> {
        self.active_accounts().map(|account| account.id).filter(|account| self.may_with(*account, Right::Send))
    }

    /// A newer picture of people and rules.
    pub fn take_access(&mut self, book: AccessBook) {
        self.access = Loaded::Ready(book);
    }

    /// Somebody signed in, out, or got other rights. What another person saw is forgotten; answers that views still
    /// wait for are kept, since a mail being written waits for its owner.
    pub(super) fn take_session(&mut self, session: Session, lock_minutes: u32, sat_down: bool) {
        let signed_in = session.user().map(|user| user.id);
        self.lock_minutes = lock_minutes;
        if session.is_nobody() {
            // The picture stays for the same person; it is not drawn meanwhile.
            self.session = Loaded::Ready(session);
            return;
        }
        let before = std::mem::replace(&mut self.owner, signed_in);
        // Who adds the first person goes on as that one; everybody else who signs in is somebody else.
        if before != signed_in && (before.is_some() || sat_down) {
            let pending =
                std::mem::take(&mut self.pending).into_iter().filter(|(_, purpose)| matches!(purpose, Purpose::Reply(..))).collect();
            *self = Self {
                now: self.now,
                renderer: self.renderer,
                owner: signed_in,
                desks: self.desks + 1,
                lock_minutes,
                pending,
                // Never the same number for two people.
                contacts_version: self.contacts_version,
                replies: std::mem::take(&mut self.replies),
                ..Self::default()
            };
        }
        if sat_down {
            // What was told while nobody sat here did not reach this window; what still stands is told again.
            self.fetching.clear();
            self.sending.clear();
            self.problems.clear();
            (self.locked, self.sign_in_problem) = (false, None);
        }
        self.fetching.retain(|account, _| session.has(*account, Right::Read));
        self.problems.retain(|problem| problem.account.is_none_or(|account| session.has(account, Right::Read)));
        self.stale = Stale {
            accounts: true,
            counts: true,
            list: true,
            details: true,
            outbox: true,
            waiting: true,
            overview: true,
            usage: true,
            eau: true,
            watch: true,
            backups: true,
            key: true,
            letters: true,
            session: false,
        };
        self.desk.version += 1;
        self.contacts_version += 1;
        self.session = Loaded::Ready(session);
    }
}
