//! Tests of the recipient field: what joins where, and what becomes a recipient.

use super::*;
use crate::domain::contact::ContactGroup;
use crate::domain::directory::{DirectoryAddress, DirectoryEntry};
use crate::domain::ids::ContactGroupId;

fn contact(name: &str, address: &str) -> Contact {
    Contact { address: address.into(), name: name.into(), about: "Lindenau".into(), ..Contact::default() }
}

fn found(contacts: &[Contact]) -> Suggestions {
    Suggestions { contacts: contacts.to_vec(), groups: Vec::new() }
}

fn hit(name: &str, addresses: &[(&str, &str)]) -> DirectoryEntry {
    DirectoryEntry {
        name: name.into(),
        city: "Neustadt".into(),
        zip: "01234".into(),
        specialty: vec!["Kieferorthopädie".into()],
        addresses: addresses
            .iter()
            .map(|(m, v)| DirectoryAddress { mail: (*m).into(), version: KimVersion((*v).into()), ..DirectoryAddress::default() })
            .collect(),
        ..DirectoryEntry::default()
    }
}

fn typed(field: &mut RecipientField, text: &str, now: f64) -> Vec<Command> {
    let mut out = Vec::new();
    field.text = text.into();
    field.changed(now, &mut out);
    field.tick(now, AccountId(1), &mut out);
    out
}

fn asked(field: &mut RecipientField, first: u64, commands: &[Command]) {
    for (i, command) in commands.iter().enumerate() {
        assert!(field.asked(Ticket(first + i as u64), command));
    }
}

fn rows(field: &RecipientField) -> Vec<&str> {
    field.suggestions().iter().map(|s| s.address.as_str()).collect()
}

#[test]
fn asks_recent_ones_at_once_and_the_directory_after_a_pause() {
    let mut field = RecipientField::default();
    assert_eq!(typed(&mut field, "b", 0.0), []);
    assert_eq!(typed(&mut field, "br", 1.0), [Command::SuggestRecipients { text: "br".into() }]);
    let mut out = Vec::new();
    assert!(field.tick(1.1, AccountId(1), &mut out).is_some_and(|wait| wait > 0.1 && wait < 0.2));
    assert_eq!(out, []);
    assert_eq!(field.tick(1.3, AccountId(1), &mut out), None);
    assert!(matches!(out.as_slice(), [Command::SearchDirectory { query, .. }] if query.text == "br" && query.mail.is_empty()));
    out.clear();
    field.tick(9.0, AccountId(1), &mut out);
    assert_eq!(out, [], "the same text is not asked twice");
}

#[test]
fn news_joins_below_and_older_answers_are_dropped() {
    let mut field = RecipientField::default();
    let mut out = typed(&mut field, "bra", 0.0);
    field.tick(1.0, AccountId(1), &mut out);
    asked(&mut field, 1, &out);
    let answer = |complete| DirectoryAnswer {
        complete,
        entries: vec![hit("Dr. Brandt", &[("brandt@n.kim.telematik", "1.5+"), ("team@brandt.kim.telematik", "1.0")])],
    };
    field.directory_answered(Ticket(2), &answer(false));
    field.contacts_answered(Ticket(1), &found(&[contact("Brauns", "brauns@l.kim.telematik"), contact("Brandt", "BRANDT@n.kim.telematik")]));
    assert_eq!(rows(&field), ["brandt@n.kim.telematik", "team@brandt.kim.telematik", "brauns@l.kim.telematik"]);
    assert!(field.is_incomplete());
    assert_eq!(field.suggestions().iter().map(|s| s.first_of_entry).collect::<Vec<_>>(), [true, false, true]);

    field.step(true);
    let mut out = typed(&mut field, "brand", 2.0);
    assert_eq!(rows(&field), ["brandt@n.kim.telematik", "team@brandt.kim.telematik"], "what still fits stays");
    assert_eq!(field.highlighted().map(|s| s.address.as_str()), Some("brandt@n.kim.telematik"));
    field.tick(3.0, AccountId(1), &mut out);
    asked(&mut field, 10, &out);
    field.directory_answered(Ticket(2), &DirectoryAnswer { complete: true, entries: vec![hit("Old", &[("old@x.kim.telematik", "1.0")])] });
    assert!(!rows(&field).contains(&"old@x.kim.telematik"));
}

#[test]
fn only_a_choice_or_a_full_address_becomes_a_recipient() {
    for (text, expected, left) in [
        ("praxis@a.kim.telematik", vec!["praxis@a.kim.telematik"], ""),
        (
            "a@x.kim.telematik, b@x.kim.telematik;\nc@x.kim.telematik,",
            vec!["a@x.kim.telematik", "b@x.kim.telematik", "c@x.kim.telematik"],
            "",
        ),
        ("\"Dr. Ähle\" <aehle@x.kim.telematik>", vec!["aehle@x.kim.telematik"], ""),
        ("brandt", vec![], "brandt"),
        ("a@x.kim.telematik, brandt", vec!["a@x.kim.telematik"], "brandt"),
        ("  ", vec![], ""),
    ] {
        let mut field = RecipientField { text: text.into(), ..RecipientField::default() };
        let taken = field.take_typed(RecipientKind::To);
        assert_eq!(taken.iter().map(|r| r.address.as_str()).collect::<Vec<_>>(), expected, "{text}");
        assert_eq!((field.text.as_str(), field.refused), (left, !left.is_empty()), "{text}");
    }
}

#[test]
fn a_failed_directory_is_said_and_recent_ones_stay() {
    let mut field = RecipientField::default();
    let mut out = typed(&mut field, "brau", 0.0);
    field.tick(1.0, AccountId(1), &mut out);
    asked(&mut field, 1, &out);
    field.contacts_answered(Ticket(1), &found(&[contact("Brauns", "brauns@l.kim.telematik")]));
    field.failed(Ticket(2));
    assert!(field.has_directory_failed() && field.is_open());
    assert_eq!(rows(&field), ["brauns@l.kim.telematik"]);
    let chosen = field.take_suggestion("brauns@l.kim.telematik", RecipientKind::Cc);
    assert_eq!((chosen[0].name.as_str(), chosen[0].kind, chosen.len()), ("Brauns", RecipientKind::Cc, 1));
    assert!(field.text.is_empty() && !field.is_open());
}

#[test]
fn a_group_stands_first_and_becomes_its_members() {
    let mut field = RecipientField::default();
    let out = typed(&mut field, "haus", 0.0);
    asked(&mut field, 1, &out);
    let mut gone = contact("Fort", "fort@l.kim.telematik");
    gone.check = DirectoryCheck::NotFound;
    let members = vec![contact("Brauns", "brauns@l.kim.telematik"), gone];
    let group = ContactGroup { id: ContactGroupId(3), name: "Hausärzte".into(), members };
    field.contacts_answered(Ticket(1), &Suggestions { groups: vec![group], contacts: vec![contact("Hausmann", "h@l.kim.telematik")] });
    assert_eq!(field.suggestions().iter().map(|s| s.source).collect::<Vec<_>>(), [Source::Group, Source::Recent]);
    field.step(true);
    let chosen = field.highlighted().unwrap().address.clone();
    let taken = field.take_suggestion(&chosen, RecipientKind::To);
    assert_eq!(taken.iter().map(|r| r.address.as_str()).collect::<Vec<_>>(), ["brauns@l.kim.telematik", "fort@l.kim.telematik"]);
    assert_eq!(taken[1].check, DirectoryCheck::NotFound, "a gone address keeps its mark");
}
