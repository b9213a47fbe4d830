//! Zugriffsberechtigung: who uses this profile, in which groupings, with which rights on which account; and the one
//! rule from a session to what it may see.
//!
//! A role says what a person may do at all, the rules of an account say who may do it there. An account without rules
//! is open to everybody; a restricted one does not exist for a person no rule names. Admins look after every account,
//! so that no account can be lost. A [`Scope`] is made by a [`Session`] and nowhere else.

mod session;

use std::collections::{BTreeMap, BTreeSet};

pub use session::{Scope, Session};

use super::ids::{AccountId, GroupingId, UserId};

/// Longest name of a person or grouping, in characters.
pub const MAX_NAME_CHARS: usize = 60;
/// Shortest password of a person, in characters.
pub const MIN_PASSWORD_CHARS: usize = 8;

/// What a person may do at all (rule 55); each includes the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// „Lesen"
    Read,
    /// „Bearbeiten": send, file, export, take a single insurer answer over again.
    Edit,
    /// „Admin": accounts, certificates, people, folders of the practice software.
    Admin,
}

impl Role {
    /// Every role, weakest first.
    pub const ALL: [Self; 3] = [Self::Read, Self::Edit, Self::Admin];

    /// The word of the command line and of the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Edit => "edit",
            Self::Admin => "admin",
        }
    }

    /// Reads a word of the store.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// A right on one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// See the account and its mails.
    Read,
    /// Write, send, answer receipts.
    Send,
    /// Change the settings of the account, its password and its certificates.
    Manage,
}

impl Right {
    /// Every right, in the order of the command line.
    pub const ALL: [Self; 3] = [Self::Read, Self::Send, Self::Manage];

    /// The word of the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Send => "send",
            Self::Manage => "manage",
        }
    }
}

/// A set of rights on an account. Whoever may do anything with an account may read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rights {
    read: bool,
    send: bool,
    manage: bool,
}

impl Rights {
    /// The account does not exist for such a person.
    pub const NONE: Self = Self { read: false, send: false, manage: false };
    /// What everybody has on an account without rules.
    pub const OPEN: Self = Self { read: true, send: true, manage: false };
    /// Everything.
    pub const ALL: Self = Self { read: true, send: true, manage: true };

    /// Exactly these rights, and reading with any of them.
    #[must_use]
    pub fn of(rights: &[Right]) -> Self {
        let (send, manage) = (rights.contains(&Right::Send), rights.contains(&Right::Manage));
        Self { read: send || manage || rights.contains(&Right::Read), send, manage }
    }

    /// Whether a right is among them.
    #[must_use]
    pub const fn has(self, right: Right) -> bool {
        match right {
            Right::Read => self.read,
            Right::Send => self.send,
            Right::Manage => self.manage,
        }
    }

    /// Nothing at all.
    #[must_use]
    pub const fn is_none(self) -> bool {
        !self.read
    }

    /// The rights of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { read: self.read || other.read, send: self.send || other.send, manage: self.manage || other.manage }
    }

    /// Without these rights; whoever may not read may do nothing.
    #[must_use]
    pub fn without(self, taken: &[Right]) -> Self {
        if taken.contains(&Right::Read) {
            return Self::NONE;
        }
        Self { send: self.send && !taken.contains(&Right::Send), manage: self.manage && !taken.contains(&Right::Manage), ..self }
    }

    /// The rights a role can use of them.
    #[must_use]
    const fn within(self, role: Role) -> Self {
        match role {
            Role::Read => Self { read: self.read, send: false, manage: false },
            Role::Edit => self,
            Role::Admin => Self::ALL,
        }
    }

    /// Each right by itself, weakest first.
    pub fn list(self) -> impl Iterator<Item = Right> {
        Right::ALL.into_iter().filter(move |right| self.has(*right))
    }
}

/// A person of this profile („Nutzer").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub role: Role,
    /// Without a password nobody can sign in under this name.
    pub has_password: bool,
}

/// What people are gathered by. Mandanten are the practice's own units, not the Konnektor's `MandantId`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupingKind {
    Mandant,
    Department,
    UserGroup,
}

impl GroupingKind {
    /// Every kind, in the order of the manuals.
    pub const ALL: [Self; 3] = [Self::Mandant, Self::Department, Self::UserGroup];

    /// The word of the command line and of the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mandant => "mandant",
            Self::Department => "department",
            Self::UserGroup => "group",
        }
    }

    /// Reads a word of the store.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A Mandant, Abteilung or Nutzergruppe with the people in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouping {
    pub id: GroupingId,
    pub kind: GroupingKind,
    pub name: String,
    pub members: BTreeSet<UserId>,
}

/// Whom a rule names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grantee {
    User(UserId),
    Grouping(GroupingId),
}

/// Rights of a person or of everybody in a grouping on one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessRule {
    pub to: Grantee,
    pub rights: Rights,
}

/// Who may use an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountAccess {
    /// `false`: everybody. Restricted without any rule: admins only.
    pub restricted: bool,
    /// In the order of their grantees, one each; empty while not restricted.
    pub rules: Vec<AccessRule>,
}

impl AccountAccess {
    /// Open to everybody.
    #[must_use]
    pub fn open() -> Self {
        Self::default()
    }

    /// For those whom the rules name. Rules without rights are left out, the rest is put in order.
    #[must_use]
    pub fn restricted_to(rules: impl IntoIterator<Item = AccessRule>) -> Self {
        let mut by_grantee: BTreeMap<Grantee, Rights> = BTreeMap::new();
        for rule in rules.into_iter().filter(|rule| !rule.rights.is_none()) {
            let rights = by_grantee.entry(rule.to).or_default();
            *rights = rights.and(rule.rights);
        }
        Self { restricted: true, rules: by_grantee.into_iter().map(|(to, rights)| AccessRule { to, rights }).collect() }
    }

    /// The rights a grantee was given by name.
    #[must_use]
    pub fn rights_of(&self, to: Grantee) -> Rights {
        self.rules.iter().find(|rule| rule.to == to).map_or(Rights::NONE, |rule| rule.rights)
    }

    /// With other rights for a grantee; the account becomes restricted by it.
    #[must_use]
    pub fn with(&self, to: Grantee, rights: Rights) -> Self {
        let others = self.rules.iter().copied().filter(|rule| rule.to != to);
        Self::restricted_to(others.chain([AccessRule { to, rights }]))
    }
}

/// Everybody, every grouping and the rules of every restricted account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessBook {
    /// By name.
    pub users: Vec<User>,
    /// By kind and name.
    pub groupings: Vec<Grouping>,
    pub restricted: BTreeMap<AccountId, AccountAccess>,
}

impl AccessBook {
    /// A person by name, compared without case.
    #[must_use]
    pub fn user_named(&self, name: &str) -> Option<&User> {
        let wanted = key(name);
        self.users.iter().find(|user| key(&user.name) == wanted)
    }

    /// A person.
    #[must_use]
    pub fn user(&self, id: UserId) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// A grouping by kind and name, compared without case.
    #[must_use]
    pub fn grouping_named(&self, kind: GroupingKind, name: &str) -> Option<&Grouping> {
        let wanted = key(name);
        self.groupings.iter().find(|grouping| grouping.kind == kind && key(&grouping.name) == wanted)
    }

    /// A grouping.
    #[must_use]
    pub fn grouping(&self, id: GroupingId) -> Option<&Grouping> {
        self.groupings.iter().find(|grouping| grouping.id == id)
    }

    /// The groupings of one kind.
    pub fn groupings_of(&self, kind: GroupingKind) -> impl Iterator<Item = &Grouping> {
        self.groupings.iter().filter(move |grouping| grouping.kind == kind)
    }

    /// Who may use an account.
    #[must_use]
    pub fn access_of(&self, account: AccountId) -> AccountAccess {
        self.restricted.get(&account).cloned().unwrap_or_default()
    }

    /// The session of whoever signed in; `None` for nobody, which in a profile without people is the only person.
    #[must_use]
    pub fn session(&self, user: Option<UserId>) -> Session {
        if self.users.is_empty() {
            return Session::of_the_only_person();
        }
        let Some(user) = user.and_then(|id| self.user(id)) else {
            return Session::of_nobody();
        };
        let restricted = self.restricted.iter().map(|(account, access)| (*account, self.rights_in(access, user.id))).collect();
        Session::of_user(user.clone(), restricted)
    }

    /// All that the rules give a person, by name and by grouping.
    fn rights_in(&self, access: &AccountAccess, user: UserId) -> Rights {
        let names = |to: Grantee| match to {
            Grantee::User(id) => id == user,
            Grantee::Grouping(id) => self.grouping(id).is_some_and(|grouping| grouping.members.contains(&user)),
        };
        access.rules.iter().filter(|rule| names(rule.to)).fold(Rights::NONE, |sum, rule| sum.and(rule.rights))
    }
}

/// Names are compared without case and outer blanks.
#[must_use]
pub fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The name as it is kept.
///
/// # Errors
/// A sentence's key when it is empty, too long or holds control characters.
pub fn checked_name(name: &str) -> Result<String, &'static str> {
    let name = name.trim();
    if name.is_empty() {
        Err("access-name-empty")
    } else if name.chars().count() > MAX_NAME_CHARS {
        Err("access-name-long")
    } else if name.chars().any(char::is_control) {
        Err("access-name-characters")
    } else {
        Ok(name.to_owned())
    }
}

#[cfg(test)]
#[path = "access/tests.rs"]
mod tests;
