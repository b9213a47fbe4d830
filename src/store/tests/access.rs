//! People and rules as they are kept, and queries that know only the accounts of a scope.

use std::collections::BTreeSet;

use super::*;
use crate::domain::access::{AccessRule, AccountAccess, Grantee, GroupingKind, Right, Rights, Role};
use crate::domain::answer::{AnswerFilter, ApplicationNumber, Decision, EbzKind, HandoverState, RunResult};
use crate::domain::ids::UserId;

fn admin(p: &mut Profile) -> UserId {
    p.store.add_user("Chris", Role::Admin, "hash").unwrap()
}

/// The account is for this person only.
pub(super) fn restrict(p: &mut Profile, to: Grantee) {
    let after = AccountAccess::restricted_to([AccessRule { to, rights: Rights::of(&[Right::Send]) }]);
    p.store.set_account_access(p.account, &AccountAccess::open(), &after).unwrap();
}

#[test]
fn an_admin_who_can_sign_in_always_remains() {
    let mut p = profile();
    for (role, password) in [(Role::Edit, "hash"), (Role::Admin, "")] {
        assert!(matches!(p.store.add_user("Erste", role, password), Err(Error::LastAdmin)));
        assert!(p.store.access_book().unwrap().users.is_empty(), "nothing half saved");
    }
    admin(&mut p);
    p.store.add_user("Ben", Role::Admin, "").unwrap();
    let book = p.store.access_book().unwrap();
    let chris = book.user_named("chris").unwrap();
    assert!(matches!(p.store.change_user(chris, "Chris", Role::Edit, None), Err(Error::LastAdmin)));
    assert!(matches!(p.store.change_user(chris, "Chris", Role::Admin, Some("")), Err(Error::LastAdmin)));
    assert!(matches!(p.store.remove_user(chris), Err(Error::LastAdmin)));
    assert_eq!(p.store.access_book().unwrap(), book);
    p.store.change_user(book.user_named("Ben").unwrap(), "Ben", Role::Admin, Some("hash")).unwrap();
    p.store.remove_user(chris).unwrap();
}

#[test]
fn of_two_admins_the_second_learns_of_the_first() {
    let mut p = profile();
    let id = admin(&mut p);
    p.store.add_user("Anna", Role::Read, "").unwrap();
    let seen = p.store.access_book().unwrap();
    let anna = seen.user_named("Anna").unwrap().clone();
    p.store.change_user(&anna, "Anna B.", Role::Edit, None).unwrap();
    assert!(matches!(p.store.change_user(&anna, "Anna C.", Role::Read, Some("x")), Err(Error::Changed)));
    assert!(matches!(p.store.remove_user(&anna), Err(Error::Changed)));
    let now = p.store.access_book().unwrap();
    assert_eq!((now.users.len(), now.user_named("anna b.").map(|u| (u.role, u.has_password))), (2, Some((Role::Edit, false))));
    restrict(&mut p, Grantee::User(id));
    let again = p.store.set_account_access(p.account, &AccountAccess::open(), &AccountAccess::restricted_to([]));
    assert!(matches!(again, Err(Error::Changed)));
    assert_eq!(p.store.access_book().unwrap().access_of(p.account).rules.len(), 1);
}

#[test]
fn names_are_unique_without_case_within_their_kind() {
    let mut p = profile();
    admin(&mut p);
    assert!(matches!(p.store.add_user("CHRIS", Role::Read, ""), Err(Error::NameTaken)));
    p.store.add_grouping(GroupingKind::UserGroup, "Ärzte").unwrap();
    assert!(matches!(p.store.add_grouping(GroupingKind::UserGroup, "ärzte"), Err(Error::NameTaken)));
    p.store.add_grouping(GroupingKind::Department, "Ärzte").unwrap();
}

#[test]
fn who_leaves_takes_rules_along_but_never_opens_an_account() {
    let mut p = profile();
    admin(&mut p);
    let anna = p.store.add_user("Anna", Role::Edit, "hash").unwrap();
    let group = p.store.add_grouping(GroupingKind::UserGroup, "Empfang").unwrap();
    p.store.set_member(group, anna, true).unwrap();
    p.store.set_member(group, anna, true).unwrap();
    assert_eq!(p.store.access_book().unwrap().groupings[0].members, BTreeSet::from([anna]));
    assert!(matches!(p.store.set_member(group, UserId(99), true), Err(Error::NotFound)));
    restrict(&mut p, Grantee::Grouping(group));
    assert!(p.store.access_book().unwrap().session(Some(anna)).scope().allows(p.account));
    p.store.remove_grouping(group).unwrap();
    let book = p.store.access_book().unwrap();
    assert_eq!(book.access_of(p.account), AccountAccess::restricted_to([]));
    assert!(!book.session(Some(anna)).scope().allows(p.account), "the account became open to all");
    p.store.remove_account(p.account).unwrap();
    assert!(p.store.access_book().unwrap().restricted.is_empty());
}

#[test]
fn wrong_passwords_are_counted_by_name() {
    let mut p = profile();
    for _ in 0..3 {
        p.store.note_failed_sign_in("Anna", Timestamp(7)).unwrap();
    }
    assert_eq!(p.store.failed_sign_ins(" anna").unwrap(), Some((3, Timestamp(7))));
    p.store.forget_failed_sign_ins("ANNA").unwrap();
    assert_eq!(p.store.failed_sign_ins("Anna").unwrap(), None);
}

#[test]
fn queries_know_only_the_accounts_of_the_scope() {
    let mut p = profile();
    let chris = admin(&mut p);
    let anna = p.store.add_user("Anna", Role::Edit, "hash").unwrap();
    let other = KimAddress::parse("labor@a.kim.telematik-test").unwrap();
    let open = p.store.insert_account(&AccountSettings::new(other)).unwrap();
    let secret = p.put(None, b"1", &mail("eins@x", "Geheimer Befund"), None, 1).id;
    let record = super::answers::record(EbzKind::Answer, Decision::Approved, None);
    p.store.save_record(secret, &record, Timestamp(1)).unwrap();
    let handover = Some(HandoverState::Pending);
    let run =
        NewRun { mail: secret, who: "", reason: "", result: RunResult::TakenOver, notes: &[], sha256: "", handover, at: Timestamp(1) };
    p.store.add_run(&run).unwrap();
    let (sent, _) = super::outgoing::queued(&mut p, &["empfaenger@c.kim.telematik-test"]);
    restrict(&mut p, Grantee::User(chris));
    let book = p.store.access_book().unwrap();
    let number = ApplicationNumber::parse(NUMBER).unwrap();
    for (who, expected) in [(chris, true), (anna, false)] {
        let scope = book.session(Some(who)).scope();
        let seen = usize::from(expected);
        for filter in [
            MailFilter::default(),
            MailFilter { accounts: vec![p.account], ..MailFilter::default() },
            MailFilter { search: "Geheimer".into(), all_folders: true, ..MailFilter::default() },
        ] {
            let page = p.store.mail_page(&scope, &filter).unwrap();
            assert_eq!((page.total, page.rows.len(), page.per_class[0]), (seen, seen, seen));
        }
        let counted: Vec<_> = p.store.folder_counts(&scope).unwrap().into_iter().map(|(account, _)| account).collect();
        assert_eq!(counted.contains(&p.account), expected);
        assert!(counted.contains(&open));
        assert_eq!(p.store.outbox_items(&scope, true).unwrap().iter().any(|item| item.id == sent), expected);
        assert_eq!(super::answers::lines(&p.store, &scope, &AnswerFilter::default()).len(), seen);
        assert_eq!(p.store.answers_for(&scope, &number).unwrap().len(), seen);
        assert_eq!(p.store.handover_items(&scope).unwrap().len(), seen);
    }
    let nobody = book.session(None).scope();
    assert_eq!(p.store.mail_page(&nobody, &MailFilter::default()).unwrap().total, 0);
    assert!(super::answers::lines(&p.store, &nobody, &AnswerFilter::default()).is_empty());
    assert_eq!(p.store.account_of_mail(secret).unwrap(), Some(p.account));
    let blob = p.store.raw_blob(secret).unwrap().unwrap();
    assert_eq!(p.store.accounts_of_blob(blob).unwrap(), BTreeSet::from([p.account]));
}
