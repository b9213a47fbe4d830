//! Letters by person: those of an older profile, and what a newer reading of a mail changes.

use super::*;
use crate::domain::access::{AccountAccess, Grantee, GroupingKind, Role};
use crate::domain::file_facts::PatientFacts;
use crate::domain::mail::Note;
use crate::domain::patient::AssignTo;
use crate::domain::payload::{PayloadField, TEST_DATA};

pub(super) fn letter(name: &str, born: &str, number: &str) -> Payload {
    let mut payload = Payload::of_kind(PayloadKind::Letter);
    let lines = [("field-patient", name), ("field-birth-date", born), ("field-insured-number", number)];
    payload.fields = lines
        .map(|(key, value)| PayloadField { label_key: key.into(), value: value.into(), secret: false, word_key: String::new() })
        .into();
    payload.search_terms = vec![name.into()];
    payload
}

impl Store {
    /// For tests of what reads the store: a letter as a version of the program read it that knew no people.
    pub(crate) fn read_by_older(&mut self, mail: MailId, payload: &Payload) {
        let parsed = self.parsed(mail).unwrap();
        self.replace_derived(mail, &parsed, Some(payload)).unwrap();
        self.db.execute("DELETE FROM letter WHERE mail = ?", [mail.0]).unwrap();
        self.db.execute("INSERT INTO letter_unread (mail) VALUES (?)", [mail.0]).unwrap();
    }
}

impl Profile {
    fn letter(&mut self, key: &str, payload: &Payload) -> MailId {
        self.put(Some(key), key.as_bytes(), &mail(&format!("{key}@x"), key), Some(payload), 10).id
    }
}

#[test]
fn letters_of_an_older_profile_are_taken_in_once() {
    let mut p = profile();
    let mail = p.letter("a", &letter("Moos, Ilse", "12.03.1961", "A123456789"));
    // As it was before people were known.
    p.store.db.execute_batch("DELETE FROM letter; INSERT INTO letter_unread (mail) SELECT id FROM mail").unwrap();
    assert!(p.store.patient_of(&everything(), mail).unwrap().is_none());
    assert_eq!(p.store.unread_letters(10).unwrap(), [mail]);
    p.store.learn_letters(&[mail]).unwrap();
    assert!(p.store.patient_of(&everything(), mail).unwrap().unwrap().patient.is_some());
    assert!(p.store.unread_letters(10).unwrap().is_empty());
}

#[test]
fn a_newer_reading_asks_anew_unless_a_person_decided() {
    let mut p = profile();
    let (first, second) = (letter("Moos, Ilse", "12.03.1961", ""), letter("Tjaden, Uwe", "14.04.1950", ""));
    let [a, b] = [p.letter("a", &first), p.letter("b", &second)];
    let patient = |p: &Profile, mail| p.store.patient_of(&everything(), mail).unwrap().unwrap().patient;
    let read_anew = |p: &mut Profile, mail: MailId, payload: Option<&Payload>| {
        let parsed = p.store.parsed(mail).unwrap();
        p.store.replace_derived(mail, &parsed, payload).unwrap();
    };
    // The same reading changes nothing.
    let before = patient(&p, b);
    read_anew(&mut p, b, Some(&second));
    assert_eq!(patient(&p, b), before);
    read_anew(&mut p, b, Some(&first));
    assert_eq!(patient(&p, b), patient(&p, a));
    p.store.assign_letter(&everything(), b, AssignTo::New, "Anna", Timestamp(5)).unwrap();
    let decided = patient(&p, b);
    assert_ne!(decided, patient(&p, a));
    read_anew(&mut p, b, Some(&letter("Moos, Ilse", "12.03.1961", "A123456789")));
    assert_eq!(patient(&p, b), decided, "a person's word stays");
    read_anew(&mut p, b, None);
    assert!(p.store.patient_of(&everything(), b).unwrap().is_none(), "no letter any more");
}

#[test]
fn several_patients_are_nobodys_letter() {
    let mut p = profile();
    let facts = |name: &str| PatientFacts { name: name.into(), ..PatientFacts::default() };
    let several = Payload { several_patients: vec![facts("Moos, Ilse"), facts("Tjaden, Uwe")], ..Payload::of_kind(PayloadKind::Lab) };
    let mail = p.letter("a", &several);
    assert!(p.store.patient_of(&everything(), mail).unwrap().is_none());
    assert!(p.store.letter_facts(&everything()).unwrap().open.is_empty());
}

#[test]
fn letters_of_one_batch_find_each_other_and_each_is_found_by_the_words_of_all() {
    let mut p = profile();
    let letters = [
        letter("Moos, Ilse", "12.03.1961", ""),
        letter("MOOS, Ilse", "12.03.1961", "A123456789"),
        letter("Moos, Ilse", "12.03.1961", "A123456789"),
    ];
    let parsed: Vec<_> = (0..letters.len()).map(|n| mail(&format!("batch{n}@x"), &format!("Brief {n}"))).collect();
    let raw: Vec<_> = (0..letters.len()).map(|n| HashedBytes::new(format!("roh {n}").into_bytes())).collect();
    let uidls: Vec<_> = (0..letters.len()).map(|n| format!("u{n}")).collect();
    let batch: Vec<_> = (0..letters.len())
        .map(|n| NewMail {
            account: p.account,
            uidl: Some(&uidls[n]),
            listed_size: 1,
            folder: Folder::Inbox,
            received: Timestamp(10),
            raw: RawBytes::Inline(&raw[n]),
            parsed: &parsed[n],
            payload: Some(&letters[n]),
            unread: true,
        })
        .collect();
    let stored = p.store.insert_mails(&batch).unwrap();
    let people: Vec<_> = stored.iter().map(|mail| p.store.patient_of(&everything(), mail.id).unwrap().unwrap().patient).collect();
    assert!(people[0].is_some() && people.iter().all(|person| *person == people[0]), "{people:?}");
    for words in ["A123456789", "moos", "12.03.1961"] {
        let filter = MailFilter { search: words.into(), ..MailFilter::default() };
        assert_eq!(p.store.mail_page(&everything(), &filter).unwrap().total, 3, "{words}");
    }
    // What goes, goes out of the search as a whole.
    assert!(p.store.check().unwrap().is_empty());
}

#[test]
fn what_was_not_read_without_doubt_is_put_to_nobody_by_itself() {
    let mut p = profile();
    let sure = letter("Moos, Ilse", "12.03.1961", "A123456789");
    let with = |key: &str| Payload { blocks: vec![Note::new(key, "")], ..sure.clone() };
    let known = p.letter("a", &sure);
    let [test, doubtful] = [p.letter("b", &with(TEST_DATA)), p.letter("c", &with("payload-block-ldt-line"))];
    let patient = |p: &Profile, mail| p.store.patient_of(&everything(), mail).unwrap().unwrap().patient;
    assert!(patient(&p, known).is_some());
    assert_eq!((patient(&p, test), patient(&p, doubtful)), (patient(&p, known), None));
    let open: Vec<_> = p.store.letter_facts(&everything()).unwrap().open.into_iter().map(|open| open.mail).collect();
    assert_eq!(open, [doubtful]);
    // What comes to be doubtful with a newer reading is asked about too, unless a person decided.
    let parsed = p.store.parsed(known).unwrap();
    p.store.replace_derived(known, &parsed, Some(&with("payload-block-ldt-line"))).unwrap();
    assert_eq!(patient(&p, known), None);
    p.store.assign_letter(&everything(), known, AssignTo::New, "Anna", Timestamp(5)).unwrap();
    p.store.replace_derived(known, &parsed, Some(&with("payload-block-ldt-length"))).unwrap();
    assert!(patient(&p, known).is_some());
}

fn found(p: &Profile, words: &str) -> Vec<MailId> {
    let filter = MailFilter { search: words.into(), ..MailFilter::default() };
    let mut found: Vec<_> = p.store.mail_page(&everything(), &filter).unwrap().rows.iter().map(|row| row.id).collect();
    found.sort();
    found
}

/// A letter in the profile's account, and one under another name in a second account; both put to one person.
fn one_person_in_two_accounts(p: &mut Profile) -> [MailId; 2] {
    let here = p.letter("a", &letter("Moos, Ilse", "12.03.1961", ""));
    let there = p.store.insert_account(&AccountSettings::new(KimAddress::parse("labor@a.kim.telematik-test").unwrap())).unwrap();
    let first = std::mem::replace(&mut p.account, there);
    let other = p.letter("b", &letter("Quandt, Ilse", "12.03.1961", ""));
    p.account = first;
    let patient = p.store.patient_of(&everything(), here).unwrap().unwrap().patient.unwrap();
    p.store.assign_letter(&everything(), other, AssignTo::Patient(patient), "Anna", Timestamp(5)).unwrap();
    [here, other]
}

#[test]
fn a_letter_is_not_found_by_the_words_of_one_that_others_may_read() {
    let mut p = profile();
    let chris = p.store.add_user("Chris", Role::Admin, "hash").unwrap();
    super::access::restrict(&mut p, Grantee::User(chris));
    let [here, other] = one_person_in_two_accounts(&mut p);
    assert_eq!((found(&p, "moos"), found(&p, "quandt")), (vec![here], vec![other]));
}

#[test]
fn the_search_follows_the_rules_of_accounts() {
    let mut p = profile();
    let chris = p.store.add_user("Chris", Role::Admin, "hash").unwrap();
    let [here, other] = one_person_in_two_accounts(&mut p);
    let both = vec![here, other];
    let apart = (vec![here], vec![other]);
    assert_eq!((found(&p, "moos"), found(&p, "quandt")), (both.clone(), both.clone()), "all read both");
    super::access::restrict(&mut p, Grantee::User(chris));
    assert_eq!((found(&p, "moos"), found(&p, "quandt")), apart);
    let rules = p.store.access_book().unwrap().access_of(p.account);
    p.store.set_account_access(p.account, &rules, &AccountAccess::open()).unwrap();
    assert_eq!((found(&p, "moos"), found(&p, "quandt")), (both.clone(), both.clone()));
    // Whoever goes takes rules along, and with them what made two accounts differ.
    let group = p.store.add_grouping(GroupingKind::UserGroup, "Empfang").unwrap();
    let anna = p.store.add_user("Anna", Role::Edit, "").unwrap();
    let there = p.store.row(other).unwrap().account;
    p.store.set_account_access(there, &AccountAccess::open(), &AccountAccess::restricted_to([])).unwrap();
    for to in [Grantee::Grouping(group), Grantee::User(anna)] {
        let rules = p.store.access_book().unwrap().access_of(p.account);
        p.store.set_account_access(p.account, &rules, &AccountAccess::open()).unwrap();
        super::access::restrict(&mut p, to);
        assert_eq!((found(&p, "moos"), found(&p, "quandt")), apart);
        match to {
            Grantee::Grouping(id) => p.store.remove_grouping(id).unwrap(),
            Grantee::User(_) => {
                let book = p.store.access_book().unwrap();
                p.store.remove_user(book.user_named("Anna").unwrap()).unwrap();
            }
        }
        assert_eq!((found(&p, "moos"), found(&p, "quandt")), (both.clone(), both.clone()), "for nobody, both");
    }
    assert!(p.store.check().unwrap().is_empty());
}

#[test]
fn a_letter_that_becomes_anothers_leaves_no_words_behind() {
    let mut p = profile();
    let number = "A123456789";
    let [a, b] = [p.letter("a", &letter("Moos, Ilse", "12.03.1961", number)), p.letter("b", &letter("Moos, Ilse", "12.03.1961", ""))];
    assert_eq!(found(&p, number), [a, b]);
    let parsed = p.store.parsed(a).unwrap();
    for payload in [Some(letter("Tjaden, Uwe", "14.04.1950", number)), None] {
        p.store.replace_derived(a, &parsed, Some(&letter("Moos, Ilse", "12.03.1961", number))).unwrap();
        p.store.replace_derived(a, &parsed, payload.as_ref()).unwrap();
        assert!(!found(&p, number).contains(&b) && !found(&p, "moos").contains(&a));
    }
}

#[test]
fn a_letter_received_again_counts_in_its_first_quarter_only() {
    let mut p = profile();
    let mut payload = letter("Moos, Ilse", "12.03.1961", "");
    payload.sha256 = "ab".repeat(32);
    let first = p.letter("a", &payload);
    let again = p.put(Some("b"), b"b", &mail("b@x", "b"), Some(&payload), 2000).id;
    let other = p.put(Some("c"), b"c", &mail("c@x", "c"), Some(&Payload { sha256: "cd".repeat(32), ..payload.clone() }), 2001).id;
    for (mail, at) in [(first, 10), (again, 2000), (other, 2001)] {
        p.store.db.execute("UPDATE letter SET at = ? WHERE mail = ?", [at, mail.0]).unwrap();
    }
    let earlier = |p: &Profile, from, until| -> Vec<bool> {
        let letters = p.store.letters_between(&everything(), Timestamp(from), Timestamp(until)).unwrap();
        letters.iter().map(|letter| letter.earlier).collect()
    };
    assert_eq!((earlier(&p, 0, 1000), earlier(&p, 1000, 3000)), (vec![false], vec![true, false]));
    // In another mailbox it is the same letter only where the doctor has a number.
    let there = p.store.insert_account(&AccountSettings::new(KimAddress::parse("labor@a.kim.telematik-test").unwrap())).unwrap();
    p.store.db.execute("UPDATE mail SET account = ? WHERE id = ?", [there.0, first.0]).unwrap();
    assert_eq!(earlier(&p, 1000, 3000), [false, false]);
    p.store.db.execute("UPDATE letter SET doctor_number = '999999900'", []).unwrap();
    assert_eq!(earlier(&p, 1000, 3000), [true, false]);
}
