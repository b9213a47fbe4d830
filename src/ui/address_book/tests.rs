//! The desk by its visible labels: searching the VZD, keeping, deciding about news, groups, and starting a mail.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::domain::contact::{AddressBook, ContactFilter, ContactGroup, ContactNews, ContactShelf};
use crate::domain::directory::{DirectoryAddress, DirectoryAnswer, DirectoryEntry, KimVersion};
use crate::domain::ids::{ContactGroupId, RequestId};
use crate::domain::outgoing::DirectoryCheck;
use crate::engine::event::Event;
use crate::ui::model::Ask;

struct World {
    model: Model,
    view: AddressBookView,
    asks: Asks,
    sent: Vec<Ask>,
    wish: Option<Wish>,
}

impl World {
    fn frame(&mut self, ui: &mut Ui) {
        self.view.receive(&mut self.model);
        self.wish = show(ui, &self.model, &mut self.view, &mut self.asks).or(self.wish.take());
        for ask in std::mem::take(&mut self.asks.0) {
            self.model.expect(RequestId(self.sent.len() as u64), ask.purpose.clone());
            self.sent.push(ask);
        }
    }

    /// Answers the newest question that fits.
    fn answer(&mut self, fits: fn(&Command) -> bool, answer: Answer) {
        let at = self.sent.iter().rposition(|ask| fits(&ask.command)).unwrap();
        self.model.apply(Event::Answered { request: RequestId(at as u64), result: Ok(Box::new(answer)) });
    }

    fn commands(&self) -> Vec<&ContactCommand> {
        let wishes = self.sent.iter().filter_map(|ask| if let Command::Contacts(command) = &ask.command { Some(&**command) } else { None });
        wishes.filter(|command| command.changes_contacts()).collect()
    }
}

fn window() -> Harness<'static, World> {
    crate::i18n::select(crate::i18n::Language::German);
    let world = World { model: Model::default(), view: AddressBookView::default(), asks: Asks::default(), sent: vec![], wish: None };
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| theme::install(ctx, theme::ThemeChoice::Light))
        .with_size([1060.0, 740.0])
        .with_max_steps(30)
        .build_ui_state(|ui, world| world.frame(ui), world);
    harness.run_steps(3);
    harness
}

fn type_into(h: &mut Harness<'_, World>, label: &str, text: &str) {
    let input = |role| matches!(role, egui::Role::TextInput | egui::Role::MultilineTextInput);
    h.get_by(|n| input(n.role()) && n.label().as_deref() == Some(label)).focus();
    h.run_steps(2);
    h.get_by(|n| input(n.role()) && n.label().as_deref() == Some(label)).type_text(text);
    h.run_steps(2);
}

fn click(h: &mut Harness<'_, World>, label: &str) {
    h.get_by_label(label).click();
    h.run_steps(3);
}

fn is_search(command: &Command) -> bool {
    matches!(command, Command::SearchDirectory { .. })
}

fn is_list(command: &Command) -> bool {
    matches!(command, Command::Contacts(command) if matches!(**command, ContactCommand::List(_)))
}

fn address(mail: &str, version: &str) -> DirectoryAddress {
    DirectoryAddress { mail: mail.into(), version: KimVersion(version.into()), tags: vec![] }
}

fn clinic() -> DirectoryEntry {
    DirectoryEntry {
        telematik_id: "5-2-TEST-1".into(),
        name: "Klinik Überall".into(),
        kind: "Krankenhaus".into(),
        entry_type: 3,
        street: "Ringstraße 9".into(),
        zip: "48143".into(),
        city: "Münster".into(),
        changed: "2026-10-12T10:45:25+02:00".into(),
        addresses: vec![address("aufnahme@klinik.kim.telematik-test", "1.5"), address("ct@klinik.kim.telematik-test", "1.5+")],
        ..DirectoryEntry::default()
    }
}

fn contact(name: &str, mail: &str) -> Contact {
    Contact { name: name.into(), address: mail.into(), check: DirectoryCheck::Found(KimVersion("1.5".into())), ..Contact::default() }
}

/// The page „Eigene Kontakte" with these contacts.
fn own(contacts: Vec<Contact>, groups: Vec<ContactGroup>) -> Harness<'static, World> {
    let mut h = window();
    h.state_mut().view.page = Page::Own;
    let with_news = contacts.iter().filter(|c| c.news.is_some()).count();
    let total = contacts.len();
    h.state_mut().answer(is_list, Answer::AddressBook(AddressBook { contacts, total, groups, with_news }));
    h.run_steps(3);
    h
}

#[test]
fn a_search_shows_every_address_and_starts_a_mail() {
    let mut h = window();
    type_into(&mut h, "Name, Praxis, Einrichtung", "überall");
    type_into(&mut h, "Ort", "Münster");
    h.key_press(egui::Key::Enter);
    h.run_steps(3);
    let query = h
        .state()
        .sent
        .iter()
        .rev()
        .find_map(|a| if let Command::SearchDirectory { query, .. } = &a.command { Some(query.clone()) } else { None });
    assert_eq!(query.map(|q| (q.text, q.city, q.limit)), Some(("überall".into(), "Münster".into(), 100)));
    let other = DirectoryEntry { name: "Klinik Ohne".into(), entry_type: 3, ..DirectoryEntry::default() };
    h.state_mut().answer(is_search, Answer::Directory(DirectoryAnswer { complete: false, entries: vec![clinic(), other] }));
    h.run_steps(3);
    h.get_by_label_contains("mehr Treffer, bitte eingrenzen");
    h.get_by_label_contains("nicht über KIM erreichbar");
    click(&mut h, "Klinik Überall, 48143 Münster · Krankenhaus, aufnahme@klinik.kim.telematik-test und 1 weitere");
    for text in
        ["ct@klinik.kim.telematik-test", "KIM 1.5+ · auch über 15 MB", "KIM 1.5 · bis 15 MB", "Ringstraße 9", "5-2-TEST-1", "12.10.2026"]
    {
        h.get_by_label(text);
    }
    click(&mut h, "Merken: ct@klinik.kim.telematik-test");
    assert!(
        matches!(h.state().commands().as_slice(), [ContactCommand::Keep(kept)] if kept[0].address == "ct@klinik.kim.telematik-test" && kept[0].telematik_id == "5-2-TEST-1")
    );
    click(&mut h, "Nachricht schreiben: aufnahme@klinik.kim.telematik-test");
    let Some(Wish::Write(recipients)) = h.state_mut().wish.take() else { panic!("no mail") };
    assert_eq!((recipients[0].address.as_str(), recipients[0].name.as_str()), ("aufnahme@klinik.kim.telematik-test", "Klinik Überall"));
}

#[test]
fn a_directory_that_fails_says_why() {
    let mut h = window();
    type_into(&mut h, "Name, Praxis, Einrichtung", "Müller");
    click(&mut h, "Suchen");
    let at = h.state().sent.iter().rposition(|ask| is_search(&ask.command)).unwrap();
    let problem = Problem::new("LDAP-CONNECT", "refused");
    h.state_mut().model.apply(Event::Answered { request: RequestId(at as u64), result: Err(problem) });
    h.run_steps(3);
    h.get_by_label("Der Verzeichnisdienst ist nicht erreichbar.");
}

#[test]
fn an_address_that_is_gone_is_replaced_only_by_a_press() {
    let mut gone = contact("Praxis Lind", "alt@a.kim.telematik-test");
    gone.check = DirectoryCheck::NotFound;
    gone.news = Some(ContactNews::Gone { offers: vec![address("neu@a.kim.telematik-test", "1.5+")] });
    let mut h = own(vec![gone, contact("Labor Süd", "labor@s.kim.telematik-test")], vec![]);
    h.get_by_label("Eigene Kontakte (1 geändert)");
    h.get_by_label("Geändert 1");
    click(&mut h, "Praxis Lind, alt@a.kim.telematik-test, nicht im VZD");
    h.get_by_label("Diese Adresse steht nicht mehr im Verzeichnisdienst");
    assert_eq!(h.state().commands().len(), 0);
    click(&mut h, "Ersetzen durch neu@a.kim.telematik-test");
    let replace = ContactCommand::Replace { old: "alt@a.kim.telematik-test".into(), new: "neu@a.kim.telematik-test".into() };
    assert_eq!(h.state().commands(), [&replace]);
}

#[test]
fn groups_are_made_filled_and_written_to() {
    let lind = contact("Praxis Lind", "lind@a.kim.telematik-test");
    let group = ContactGroup { id: ContactGroupId(4), name: "Hausärzte".into(), members: vec![lind.clone()] };
    let mut h = own(vec![lind, contact("Labor Süd", "labor@s.kim.telematik-test")], vec![group]);
    click(&mut h, "Labor Süd, labor@s.kim.telematik-test");
    h.get_by(|n| n.role() == egui::Role::CheckBox && n.label().as_deref() == Some("Hausärzte")).click();
    h.run_steps(3);
    let member = ContactCommand::SetMember { group: ContactGroupId(4), address: "labor@s.kim.telematik-test".into(), member: true };
    assert_eq!(h.state().commands(), [&member]);
    click(&mut h, "Hausärzte 1");
    let asked = h.state().sent.iter().any(|a| {
        let list = ContactFilter { shelf: ContactShelf::Group(ContactGroupId(4)), limit: 500, ..ContactFilter::default() };
        a.command == Command::Contacts(Box::new(ContactCommand::List(list)))
    });
    assert!(asked);
    click(&mut h, "Nachricht an alle");
    assert!(matches!(&h.state().wish, Some(Wish::Write(to)) if to.len() == 1 && to[0].address == "lind@a.kim.telematik-test"));
    click(&mut h, "Neue Gruppe");
    type_into(&mut h, "Name der Gruppe", "Labore");
    h.key_press(egui::Key::Enter);
    h.run_steps(3);
    assert_eq!(h.state().commands().last(), Some(&&ContactCommand::SaveGroup { id: None, name: "Labore".into() }));
}

#[test]
fn a_note_is_kept_when_the_field_is_left_and_removing_is_asked() {
    let mut h = own(vec![contact("Praxis Lind", "lind@a.kim.telematik-test")], vec![]);
    click(&mut h, "Praxis Lind, lind@a.kim.telematik-test");
    type_into(&mut h, "Notiz", "nur vormittags");
    click(&mut h, "Entfernen");
    let note = ContactCommand::Note { address: "lind@a.kim.telematik-test".into(), note: "nur vormittags".into() };
    assert_eq!(h.state().commands(), [&note], "not removed yet");
    h.get_by_label("Diesen Kontakt aus dem Adressbuch entfernen?");
    click(&mut h, "Entfernen");
    assert_eq!(h.state().commands().last(), Some(&&ContactCommand::Remove { address: "lind@a.kim.telematik-test".into() }));
}

#[test]
fn a_check_is_started_tells_how_far_it_is_and_can_be_ended() {
    let mut h = own(vec![contact("Praxis Lind", "lind@a.kim.telematik-test")], vec![]);
    click(&mut h, "Jetzt prüfen");
    h.state_mut().model.apply(Event::ContactCheck { done: 10, total: 40 });
    h.run_steps(2);
    h.get_by_label("10 von 40 geprüft");
    click(&mut h, "Abbrechen");
    let sent = |wanted: &ContactCommand| h.state().sent.iter().any(|a| matches!(&a.command, Command::Contacts(c) if **c == *wanted));
    assert!(sent(&ContactCommand::CheckNow) && sent(&ContactCommand::CancelCheck));
}
