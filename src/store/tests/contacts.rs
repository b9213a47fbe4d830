//! The address book in the store: who is suggested to whom, what the VZD changes, and what only a person changes.

use super::*;
use crate::domain::contact::{ContactFilter, ContactNews, ContactShelf, RecipientCheck};
use crate::domain::directory::{DirectoryAddress, KimVersion};
use crate::domain::outgoing::DirectoryCheck;

fn contact(address: &str, name: &str, used: i64) -> Contact {
    Contact { address: address.into(), name: name.into(), last_used: Timestamp(used), ..Contact::default() }
}

pub(super) fn kept(address: &str, name: &str, telematik_id: &str) -> Contact {
    let check = DirectoryCheck::Found(KimVersion("1.5".into()));
    Contact { telematik_id: telematik_id.into(), check, checked_at: Some(Timestamp(1)), ..contact(address, name, 0) }
}

fn check(address: &str, check: DirectoryCheck, name: &str, news: Option<ContactNews>) -> RecipientCheck {
    RecipientCheck { address: address.into(), check, name: name.into(), about: "Ort".into(), telematik_id: "9".into(), news }
}

fn found(version: &str) -> DirectoryCheck {
    DirectoryCheck::Found(KimVersion(version.into()))
}

const A: &str = "a@a.kim.telematik-test";
const B: &str = "b@b.kim.telematik-test";

fn names(contacts: &[Contact]) -> Vec<&str> {
    contacts.iter().map(|c| c.name.as_str()).collect()
}

#[test]
fn suggestions_are_those_of_the_accounts_a_person_may_use() {
    let mut p = profile();
    let other = p.store.insert_account(&AccountSettings::new(KimAddress::parse("zwei@a.kim.telematik-test").unwrap())).unwrap();
    p.store.remember_contacts(&[contact(A, "Praxis Nord", 5)], p.account).unwrap();
    p.store.remember_contacts(&[contact(B, "Praxis Süd", 9)], other).unwrap();
    p.store.keep_contacts(&[kept("c@c.kim.telematik-test", "Praxis Mitte", "1")]).unwrap();
    for (accounts, expected) in [
        (vec![], vec!["Praxis Süd", "Praxis Nord", "Praxis Mitte"]),
        (vec![p.account], vec!["Praxis Nord", "Praxis Mitte"]),
        (vec![other], vec!["Praxis Süd", "Praxis Mitte"]),
        (vec![p.account, other], vec!["Praxis Süd", "Praxis Nord", "Praxis Mitte"]),
    ] {
        assert_eq!(names(&p.store.suggest_contacts("prax", &accounts, 9).unwrap()), expected, "{accounts:?}");
        let book = p.store.address_book(&ContactFilter { accounts: accounts.clone(), limit: 9, ..ContactFilter::default() }).unwrap();
        assert_eq!((book.total, book.contacts.len()), (expected.len(), expected.len()));
    }
    // The time of a foreign account's mail stays with it.
    p.store.remember_contacts(&[contact(A, "", 50)], other).unwrap();
    assert_eq!(p.store.suggest_contacts("nord", &[p.account], 1).unwrap()[0].last_used, Timestamp(5));
    p.store.set_favourite("c@c.kim.telematik-test", true).unwrap();
    assert_eq!(names(&p.store.suggest_contacts("prax", &[], 1).unwrap()), ["Praxis Mitte"], "favourites first");
}

#[test]
fn rare_words_are_found_behind_thousands_of_others() {
    let mut p = profile();
    let many: Vec<Contact> =
        (0..3000).map(|n| contact(&format!("p{n}@x.kim.telematik-test"), &format!("Praxis {n}"), 10_000 - n)).collect();
    p.store.remember_contacts(&many, p.account).unwrap();
    p.store.remember_contacts(&[contact("rar@x.kim.telematik-test", "Zwölfgängeviertel Größ", 1)], p.account).unwrap();
    for typed in ["zwöl", "zwoelf", "zwolf", "größ", "groess", "rar@x", "zwö gr"] {
        assert_eq!(names(&p.store.suggest_contacts(typed, &[], 8).unwrap()), ["Zwölfgängeviertel Größ"], "{typed}");
    }
    assert_eq!(names(&p.store.suggest_contacts("p", &[], 2).unwrap()), ["Praxis 0", "Praxis 1"]);
    assert_eq!(p.store.suggest_contacts("praxis 2999", &[], 8).unwrap().len(), 1);
    assert_eq!(p.store.suggest_contacts("\"* OR x", &[], 8).unwrap().len(), 0);
    // Who sees only few of them finds those, however common the word.
    let other = p.store.insert_account(&AccountSettings::new(KimAddress::parse("zwei@a.kim.telematik-test").unwrap())).unwrap();
    p.store.remember_contacts(&[contact("s@x.kim.telematik-test", "Praxis Selten", 0)], other).unwrap();
    assert_eq!(names(&p.store.suggest_contacts("praxis", &[other], 8).unwrap()), ["Praxis Selten"]);
    p.store.remove_contact("rar@x.kim.telematik-test").unwrap();
    assert_eq!(p.store.suggest_contacts("zwöl", &[], 8).unwrap().len(), 0);
}

#[test]
fn news_marks_and_only_a_person_changes() {
    let mut p = profile();
    p.store.keep_contacts(&[kept(A, "Praxis Alt", "1"), kept(B, "Praxis B", "2")]).unwrap();
    let offers = vec![DirectoryAddress { mail: "neu@a.kim.telematik-test".into(), version: KimVersion("1.5+".into()), tags: vec![] }];
    let gone = check(A, DirectoryCheck::NotFound, "", Some(ContactNews::Gone { offers }));
    let renamed = check(B, found("1.5+"), "Praxis Neu", Some(ContactNews::Renamed { name: "Praxis Neu".into() }));
    let stranger = check("x@x.kim.telematik-test", found("1.5"), "Niemand", None);
    p.store.note_contact_checks(&[gone, renamed, stranger], Timestamp(77)).unwrap();
    assert_eq!(p.store.contacts_with_news().unwrap(), 2);
    assert!(p.store.contact("x@x.kim.telematik-test").unwrap().is_none());
    let a = p.store.contact(A).unwrap().unwrap();
    assert_eq!(
        (a.name.as_str(), a.check, a.checked_at, a.telematik_id.as_str()),
        ("Praxis Alt", DirectoryCheck::NotFound, Some(Timestamp(77)), "1")
    );
    assert_eq!(p.store.contact(B).unwrap().unwrap().name, "Praxis B");
    p.store.accept_contact_news(B).unwrap();
    assert_eq!(p.store.contact(B).unwrap().unwrap().name, "Praxis Neu");
    assert_eq!(names(&p.store.suggest_contacts("neu", &[], 9).unwrap()), ["Praxis Neu"], "the index follows");
    // Replacing keeps star, note and groups.
    let group = p.store.save_contact_group(None, "Hausärzte").unwrap();
    p.store.set_group_member(group, A, true).unwrap();
    p.store.set_favourite(A, true).unwrap();
    p.store.set_contact_note(A, "immer vormittags").unwrap();
    p.store.replace_contact(A, "neu@a.kim.telematik-test", &KimVersion("1.5+".into()), Timestamp(99)).unwrap();
    assert!(p.store.contact(A).unwrap().is_none());
    let group = p.store.contact_groups(&[]).unwrap().remove(0);
    let moved = &group.members[0];
    assert_eq!((moved.address.as_str(), moved.favourite, moved.note.as_str()), ("neu@a.kim.telematik-test", true, "immer vormittags"));
    assert_eq!((moved.check.clone(), moved.news.clone()), (found("1.5+"), None));
    // Onto a contact that exists: one remains.
    p.store.set_contact_note(B, "anderes").unwrap();
    p.store.replace_contact("neu@a.kim.telematik-test", B, &KimVersion("1.5".into()), Timestamp(100)).unwrap();
    let all = p.store.address_book(&ContactFilter { limit: 9, ..ContactFilter::default() }).unwrap();
    assert_eq!(all.total, 1);
    assert_eq!((all.contacts[0].address.as_str(), all.contacts[0].note.as_str()), (B, "immer vormittags\nanderes"));
    assert_eq!(all.groups[0].members.len(), 1);
}

#[test]
fn a_name_as_it_was_typed_is_no_name_of_the_directory() {
    let mut p = profile();
    p.store.remember_contacts(&[contact(A, "Olaf von nebenan", 5)], p.account).unwrap();
    p.store.note_contact_checks(&[check(A, found("1.5"), "Praxis Ohm", None)], Timestamp(6)).unwrap();
    let known = p.store.contact(A).unwrap().unwrap();
    assert_eq!((known.name.as_str(), known.telematik_id.as_str()), ("Olaf von nebenan", "9"));
    assert_eq!(p.store.directory_name(A).unwrap(), "Praxis Ohm");
}

#[test]
fn groups_are_named_once_and_shelves_hold_what_they_say() {
    let mut p = profile();
    p.store.keep_contacts(&[kept(A, "Zeta", "1"), kept(B, "Ähre", "2")]).unwrap();
    let group = p.store.save_contact_group(None, "Ärzte").unwrap();
    assert!(matches!(p.store.save_contact_group(None, "Ärzte"), Err(Error::GroupNameTaken)));
    assert_eq!(p.store.save_contact_group(Some(group), "Ärzte").unwrap(), group);
    p.store.save_contact_group(Some(group), "Hausärzte").unwrap();
    assert!(matches!(p.store.set_group_member(group, "x@x.kim.telematik-test", true), Err(Error::NotFound)));
    p.store.set_group_member(group, A, true).unwrap();
    p.store.set_group_member(group, A, true).unwrap();
    p.store.remember_contacts(&[contact("r@r.kim.telematik-test", "Rezept", 5)], p.account).unwrap();
    let shelf =
        |shelf| names(&p.store.address_book(&ContactFilter { shelf, limit: 9, ..ContactFilter::default() }).unwrap().contacts).join(" ");
    assert_eq!(shelf(ContactShelf::All), "Ähre Rezept Zeta");
    assert_eq!(shelf(ContactShelf::Recent), "Rezept");
    assert_eq!(shelf(ContactShelf::Group(group)), "Zeta");
    assert_eq!((shelf(ContactShelf::Favourites), shelf(ContactShelf::News)), (String::new(), String::new()));
    assert_eq!(p.store.suggest_groups("haus", &[], 3).unwrap()[0].members.len(), 1);
    p.store.remove_contact_group(group).unwrap();
    assert!(p.store.contact(A).unwrap().is_some());
    assert!(matches!(p.store.remove_contact_group(group), Err(Error::NotFound)));
}

#[test]
fn contacts_of_an_older_store_are_kept_and_found() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("s.db");
    let mut db = rusqlite::Connection::open(&file).unwrap();
    let old = crate::store::migrations::STEPS.iter().position(|step| step.contains("contact_new")).unwrap();
    crate::store::migrations::migrate(&mut db, &file, &crate::store::migrations::STEPS[..old]).unwrap();
    db.execute(
        "INSERT INTO contact (address, name, about, directory, kim_version, checked_at, last_used) VALUES ('m@x.kim', 'Müller', '', 'found', '1.5', 3, 4)",
        [],
    )
    .unwrap();
    crate::store::migrations::migrate(&mut db, &file, crate::store::migrations::STEPS).unwrap();
    crate::store::contact_search::index_missing(&mut db).unwrap();
    crate::store::contact_search::index_missing(&mut db).unwrap();
    let words: String = db.query_row("SELECT words FROM contact", [], |row| row.get(0)).unwrap();
    assert_eq!(words, " muller m x kim mueller");
    let hits: i64 = db.query_row("SELECT count(*) FROM contact_index WHERE contact_index MATCH '\"mu\" *'", [], |row| row.get(0)).unwrap();
    assert_eq!(hits, 1);
}
