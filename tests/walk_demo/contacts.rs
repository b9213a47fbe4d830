//! The daily check of the address book, which no person asks for; here a day takes a second.

use std::time::Duration;

use kimpost::domain::contact::{Contact, ContactFilter, ContactNews};
use kimpost::domain::directory::KimVersion;
use kimpost::domain::outgoing::DirectoryCheck;
use kimpost::domain::time::Timestamp;
use kimpost::engine::command::{Command, ContactCommand};
use kimpost::engine::event::Answer;
use kimpost::engine::{ContactPace, Mode, Profile, spawn_at_pace};

use crate::support::{Desk, Town, ZP, answer, until};

#[test]
fn contacts_are_checked_by_timer_again_and_again() {
    let town = Town::empty();
    let files = tempfile::tempdir().unwrap();
    let profile = Profile::throw_away(&files.path().join("profile")).unwrap();
    let pace = ContactPace { first: Duration::from_millis(200), every: Duration::from_millis(200), fresh_secs: 1 };
    let desk = Desk::of_parts(spawn_at_pace(profile, Mode::Background, Box::new(|| {}), pace).unwrap(), files);
    desk.join(&town, ZP);
    let known = |address: &str| Contact {
        address: address.into(),
        name: "Wie wir sie nennen".into(),
        check: DirectoryCheck::Found(KimVersion("1.0".into())),
        checked_at: Some(Timestamp(1)),
        telematik_id: "1-1-99-0002001".into(),
        ..Contact::default()
    };
    let (there, gone) = ("t.mueller@moorburg.kim.telematik-test", "alt.mueller@moorburg.kim.telematik-test");
    desk.ask(Command::Contacts(Box::new(ContactCommand::Keep(vec![known(there), known(gone)]))));
    let contact = |address: &str| {
        let list = ContactCommand::List(ContactFilter { limit: 10, ..ContactFilter::default() });
        let book = answer!(desk.ask(Command::Contacts(Box::new(list))), Answer::AddressBook(book) => book);
        book.contacts.into_iter().find(|contact| contact.address == address).unwrap()
    };
    let first = until("the first check", || {
        let found = contact(there);
        found.checked_at.filter(|at| at.0 > 1).map(|at| (at, found.check))
    });
    assert_eq!(first.1, DirectoryCheck::Found(KimVersion("1.5".into())), "the version of today");
    let news = until("who is gone is marked", || contact(gone).news);
    // Marked and not changed; what the same Telematik-ID has now is offered.
    assert!(matches!(&news, ContactNews::Gone { offers } if offers.iter().any(|offer| offer.mail == there)));
    assert_eq!(contact(gone).name, "Wie wir sie nennen");
    until("the next check", || contact(there).checked_at.filter(|at| at.0 > first.0.0));
}
