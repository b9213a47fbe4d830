//! Roles, rules and sessions: who may do what where.

use super::*;

const OPEN: AccountId = AccountId(1);
const CLOSED: AccountId = AccountId(2);

fn user(id: i64, name: &str, role: Role) -> User {
    User { id: UserId(id), name: name.into(), role, has_password: true }
}

/// Rights given to somebody.
type Given<'a> = (Grantee, &'a [Right]);

/// Anna reads, Ben edits, Chris is admin; the reception is Anna and Ben; account 2 has these rules.
fn book(rules: &[Given<'_>]) -> AccessBook {
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
    let cases: &[(&[Given<'_>], UserId, &str)] = &[
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
