//! Zugriffsberechtigung: who uses this profile, in which groupings, with which rights on which account; and the one
//! rule from a session to what it may see.
//!
//! A role says what a person may do at all, the rules of an account say who may do it there. An account without rules
//! is open to everybody; a restricted one does not exist for a person no rule names. Admins look after every account,
//! so that no account can be lost. A [`Scope`] is made by a [`Session`] and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

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
            return Session { who: Who::OnlyPerson, restricted: BTreeMap::new() };
        }
        let Some(user) = user.and_then(|id| self.user(id)) else {
            return Session { who: Who::Nobody, restricted: BTreeMap::new() };
        };
        let restricted = self.restricted.iter().map(|(account, access)| (*account, self.rights_in(access, user.id))).collect();
        Session { who: Who::User(user.clone()), restricted }
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

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: AccountId = AccountId(1);
    const CLOSED: AccountId = AccountId(2);

    fn user(id: i64, name: &str, role: Role) -> User {
        User { id: UserId(id), name: name.into(), role, has_password: true }
    }

    /// Anna reads, Ben edits, Chris is admin; the reception is Anna and Ben; account 2 has these rules.
    fn book(rules: &[(Grantee, &[Right])]) -> AccessBook {
        let rules = rules.iter().map(|(to, rights)| AccessRule { to: *to, rights: Rights::of(rights) });
        AccessBook {
            users: vec![user(1, "Anna", Role::Read), user(2, "Ben", Role::Edit), user(3, "Chris", Role::Admin)],
            groupings: vec![Grouping {
                id: GroupingId(7),
                kind: GroupingKind::UserGroup,
                name: "Rezeption".into(),
                members: BTreeSet::from([UserId(1), UserId(2)]),
            }],
            restricted: BTreeMap::from([(CLOSED, AccountAccess::restricted_to(rules))]),
        }
    }

    fn words(rights: Rights) -> String {
        rights.list().map(Right::as_str).collect::<Vec<_>>().join(",")
    }

    #[test]
    fn role_and_rules_together_say_what_may_be_done() {
        use Grantee as G;
        let (anna, ben, chris) = (UserId(1), UserId(2), UserId(3));
        let group = G::Grouping(GroupingId(7));
        let all: &[Right] = &Right::ALL;
        let cases: &[(&[(Grantee, &[Right])], UserId, &str)] = &[
            (&[], anna, ""),
            (&[], ben, ""),
            (&[], chris, "read,send,manage"),
            (&[(G::User(anna), all)], anna, "read"),
            (&[(G::User(anna), all)], ben, ""),
            (&[(G::User(ben), all)], ben, "read,send,manage"),
            (&[(group, &[Right::Read])], ben, "read"),
            (&[(group, &[Right::Read]), (G::User(ben), &[Right::Send])], ben, "read,send"),
            (&[(group, &[Right::Send])], anna, "read"),
            (&[(G::Grouping(GroupingId(8)), all)], ben, ""),
        ];
        for (rules, who, expected) in cases {
            let session = book(rules).session(Some(*who));
            assert_eq!(words(session.rights(CLOSED)), *expected, "{rules:?} {who:?}");
            assert_eq!(session.scope().allows(CLOSED), !expected.is_empty());
            assert!(session.scope().allows(OPEN));
        }
    }

    #[test]
    fn an_account_without_rules_is_open_within_the_role() {
        let book = book(&[]);
        for (who, expected) in [(1, "read"), (2, "read,send"), (3, "read,send,manage")] {
            assert_eq!(words(book.session(Some(UserId(who))).rights(OPEN)), expected);
        }
    }

    #[test]
    fn without_people_the_person_is_admin_and_with_them_nobody_is_nothing() {
        let alone = AccessBook::default().session(None);
        assert!(alone.may(Role::Admin) && alone.scope().is_everything() && alone.user().is_none());
        let book = book(&[]);
        for gone in [None, Some(UserId(99))] {
            let nobody = book.session(gone);
            assert!(nobody.is_nobody() && !nobody.may(Role::Read) && !nobody.scope().allows(OPEN));
            assert_eq!((nobody.rights(OPEN), nobody.scope().hidden()), (Rights::NONE, None));
        }
        assert!(Session::program().scope().is_everything() && Session::program().may(Role::Admin));
    }

    #[test]
    fn rights_are_given_and_taken() {
        let [read, send, manage] = Right::ALL.map(|right| Rights::of(&[right]));
        assert_eq!(words(send), "read,send");
        assert_eq!(words(send.and(manage)), "read,send,manage");
        let cases: [(Rights, &[Right], &str); 3] =
            [(Rights::ALL, &[Right::Send], "read,manage"), (Rights::ALL, &[Right::Read], ""), (read, &[Right::Send], "read")];
        for (from, taken, left) in cases {
            assert_eq!(words(from.without(taken)), left);
        }
        let (to, other) = (Grantee::User(UserId(1)), Grantee::User(UserId(2)));
        let access = AccountAccess::open().with(to, send).with(other, read).with(to, Rights::NONE);
        assert_eq!((access.restricted, access.rights_of(to), access.rights_of(other)), (true, Rights::NONE, read));
    }

    #[test]
    fn names_are_trimmed_short_and_compared_without_case() {
        assert_eq!(checked_name("  Jürgen Ö. "), Ok("Jürgen Ö.".to_owned()));
        for (name, issue) in [(" ", "access-name-empty"), ("a\nb", "access-name-characters")] {
            assert_eq!(checked_name(name), Err(issue));
        }
        assert_eq!(checked_name(&"x".repeat(61)), Err("access-name-long"));
        assert!(book(&[]).user_named(" ANNA").is_some() && book(&[]).grouping_named(GroupingKind::UserGroup, "rezeption").is_some());
        assert!(book(&[]).grouping_named(GroupingKind::Mandant, "Rezeption").is_none());
    }
}
