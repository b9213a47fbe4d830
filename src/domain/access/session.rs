//! The one rule from a session to what it may see and do. Only a [`Session`] makes a [`Scope`].

use std::collections::{BTreeMap, BTreeSet};

use super::{Right, Rights, Role, User};
use crate::domain::ids::AccountId;

/// On whose behalf something is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    who: Who,
    /// Rights by the rules, for every restricted account; for people only.
    restricted: BTreeMap<AccountId, Rights>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Who {
    /// The program's own work: timers, recovery.
    Program,
    /// The person at the screen of a profile without people: Admin (rule 55).
    OnlyPerson,
    /// Sign-in is required and was not done.
    Nobody,
    User(User),
}

impl Session {
    /// Of a profile without people.
    pub(super) const fn of_the_only_person() -> Self {
        Self { who: Who::OnlyPerson, restricted: BTreeMap::new() }
    }

    /// Before signing in.
    pub(super) const fn of_nobody() -> Self {
        Self { who: Who::Nobody, restricted: BTreeMap::new() }
    }

    /// With the rights by the rules on every restricted account.
    pub(super) const fn of_user(user: User, restricted: BTreeMap<AccountId, Rights>) -> Self {
        Self { who: Who::User(user), restricted }
    }

    /// The program's own work, which no rule of people restricts.
    #[must_use]
    pub const fn program() -> Self {
        Self { who: Who::Program, restricted: BTreeMap::new() }
    }

    /// Who signed in.
    #[must_use]
    pub fn user(&self) -> Option<&User> {
        if let Who::User(user) = &self.who { Some(user) } else { None }
    }

    /// Whether the program itself is at work and no person.
    #[must_use]
    pub const fn is_program(&self) -> bool {
        matches!(self.who, Who::Program)
    }

    /// Whether somebody must sign in first.
    #[must_use]
    pub const fn is_nobody(&self) -> bool {
        matches!(self.who, Who::Nobody)
    }

    /// The role; `None` when nobody signed in.
    #[must_use]
    pub const fn role(&self) -> Option<Role> {
        match &self.who {
            Who::Program | Who::OnlyPerson => Some(Role::Admin),
            Who::Nobody => None,
            Who::User(user) => Some(user.role),
        }
    }

    /// Whether the role reaches.
    #[must_use]
    pub fn may(&self, role: Role) -> bool {
        self.role().is_some_and(|own| own >= role)
    }

    /// What may be done with an account: its rules and the role together.
    #[must_use]
    pub fn rights(&self, account: AccountId) -> Rights {
        let Some(role) = self.role() else { return Rights::NONE };
        self.restricted.get(&account).copied().unwrap_or(Rights::OPEN).within(role)
    }

    /// Whether the right is there; a role that cannot use it has it not.
    #[must_use]
    pub fn has(&self, account: AccountId, right: Right) -> bool {
        self.rights(account).has(right)
    }

    /// What may be seen.
    #[must_use]
    pub fn scope(&self) -> Scope {
        if self.is_nobody() {
            return Scope(Hidden::Everything);
        }
        let hidden: BTreeSet<AccountId> = self.restricted.keys().copied().filter(|id| self.rights(*id).is_none()).collect();
        Scope(Hidden::Accounts(hidden))
    }
}

/// Which accounts exist for whoever asks. Every query over more than one account takes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope(Hidden);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Hidden {
    Everything,
    Accounts(BTreeSet<AccountId>),
}

impl Scope {
    /// Whether the account exists.
    #[must_use]
    pub fn allows(&self, account: AccountId) -> bool {
        match &self.0 {
            Hidden::Everything => false,
            Hidden::Accounts(hidden) => !hidden.contains(&account),
        }
    }

    /// The accounts that do not exist; `None` when none does.
    #[must_use]
    pub fn hidden(&self) -> Option<&BTreeSet<AccountId>> {
        match &self.0 {
            Hidden::Everything => None,
            Hidden::Accounts(hidden) => Some(hidden),
        }
    }

    /// Whether every account exists.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.hidden().is_some_and(BTreeSet::is_empty)
    }
}
