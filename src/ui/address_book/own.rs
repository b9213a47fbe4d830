//! The practice's own contacts: shelves and groups to choose from, the list, and the chosen contact.

use egui::Ui;

use super::groups::{self, Naming};
use super::row::{self, Line};
use super::{Wish, contact};
use crate::domain::contact::{AddressBook, Contact, ContactFilter, ContactGroup, ContactNews, ContactShelf};
use crate::domain::ids::ContactGroupId;
use crate::domain::outgoing::DirectoryCheck;
use crate::domain::problem::Problem;
use crate::engine::command::{Command, ContactCommand};
use crate::engine::event::Answer;
use crate::ui::model::Model;
use crate::ui::questions::Ticket;
use crate::ui::theme::{self, GAP_S, Tone, icon};
use crate::ui::widgets;

/// Most contacts of one list; more are narrowed by typing.
const LIMIT: usize = 500;

/// State of the own contacts.
#[derive(Default)]
pub(crate) struct Own {
    pub filter: ContactFilter,
    pub book: AddressBook,
    /// Address of the chosen contact.
    pub chosen: Option<String>,
    pub problem: Option<Problem>,
    /// A group being made or renamed.
    pub naming: Option<Naming>,
    /// The group that shall be removed, while it is asked.
    pub removing_group: Option<ContactGroupId>,
    /// The contact that shall be removed, while it is asked.
    pub removing: Option<String>,
    /// The note being written.
    pub note: Option<contact::Note>,
    asked: Option<(ContactFilter, u64)>,
    open: Option<Ticket>,
}

impl Own {
    /// Asks for the list when the filter or the contacts changed.
    pub fn refresh(&mut self, model: &Model, out: &mut Vec<Command>) {
        let filter = ContactFilter { text: self.filter.text.trim().to_owned(), limit: LIMIT, ..self.filter.clone() };
        let wanted = (filter, model.contacts_version);
        if self.open.is_none() && self.asked.as_ref() != Some(&wanted) {
            out.push(Command::Contacts(Box::new(ContactCommand::List(wanted.0.clone()))));
            self.asked = Some(wanted);
        }
    }

    pub fn asked(&mut self, ticket: Ticket) {
        self.open = Some(ticket);
    }

    pub fn takes(&mut self, ticket: Ticket) -> bool {
        self.open.take_if(|open| *open == ticket).is_some()
    }

    pub fn answered(&mut self, result: Result<Answer, Problem>) {
        match result {
            Ok(Answer::AddressBook(book)) => {
                self.book = book;
                self.problem = None;
                let here = |address: &String| self.book.contacts.iter().any(|c| c.address.eq_ignore_ascii_case(address));
                self.chosen = self.chosen.take().filter(here);
                let group_gone = matches!(self.filter.shelf, ContactShelf::Group(id) if !self.book.groups.iter().any(|g| g.id == id));
                if group_gone {
                    self.filter.shelf = ContactShelf::All;
                }
            }
            Ok(_) => {}
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// A group was made or renamed: it is shown.
    pub fn group_saved(&mut self, id: ContactGroupId) {
        self.naming = None;
        self.problem = None;
        self.filter.shelf = ContactShelf::Group(id);
    }

    pub fn failed(&mut self, problem: Problem) {
        self.problem = Some(problem);
    }

    /// The group that is shown.
    pub fn group(&self) -> Option<&ContactGroup> {
        let ContactShelf::Group(id) = self.filter.shelf else { return None };
        self.book.groups.iter().find(|group| group.id == id)
    }

    fn choose(&mut self, address: &str) {
        if self.chosen.as_deref() != Some(address) {
            self.chosen = Some(address.to_owned());
            self.removing = None;
        }
    }
}

/// Draws shelves, list and the chosen contact.
pub(super) fn show(ui: &mut Ui, model: &Model, own: &mut Own, out: &mut Vec<Command>, wish: &mut Option<Wish>) {
    let t = theme::tokens(ui);
    let frame = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 16, right: 16, top: 10, bottom: 6 });
    egui::Panel::top("contacts-shelves").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GAP_S;
        if let Some(problem) = own.problem.clone() {
            super::problem_ui(ui, &problem);
        }
        shelves_ui(ui, own);
        groups::bar_ui(ui, own, out, wish);
    });
    let chosen = own.chosen.clone().and_then(|a| own.book.contacts.iter().find(|c| c.address.eq_ignore_ascii_case(&a)).cloned());
    // Both sides need the state: what the detail does is carried out after both are drawn.
    let mut acts = Vec::new();
    let (groups, removing, mut note) = (own.book.groups.clone(), own.removing.clone(), own.note.take());
    super::list_and_detail(
        ui,
        "contacts",
        chosen.is_some(),
        |ui| list_ui(ui, own),
        |ui| {
            if let Some(chosen) = &chosen {
                let asks_removal = removing.as_ref() == Some(&chosen.address);
                contact::show(ui, model, chosen, &groups, asks_removal, &mut note, &mut acts);
            }
        },
    );
    own.note = note;
    for act in acts {
        match act {
            contact::Act::Command(command) => {
                own.removing = own.removing.take().filter(|_| !matches!(command, ContactCommand::Remove { .. }));
                out.push(Command::Contacts(Box::new(command)));
            }
            contact::Act::AskRemoval(address) => own.removing = address,
            contact::Act::Write(contact) => *wish = Some(super::write_to(&contact)),
        }
    }
}

fn shelves_ui(ui: &mut Ui, own: &mut Own) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP_S, GAP_S);
        let label = t!("contacts-filter");
        widgets::text_field(ui, "contacts-filter", &label, &mut own.filter.text, &format!("{} {label}", icon::SEARCH), 240.0);
        let news = own.book.with_news;
        for (shelf, word, count) in [
            (ContactShelf::All, t!("contacts-all"), None),
            (ContactShelf::Favourites, t!("contacts-favourites"), None),
            (ContactShelf::Recent, t!("contacts-recent"), None),
            (ContactShelf::News, t!("contacts-changed"), Some(news)),
        ] {
            let hidden = shelf == ContactShelf::News && news == 0 && own.filter.shelf != shelf;
            if !hidden && widgets::choice_chip(ui, own.filter.shelf == shelf, &word, count).clicked() {
                own.filter.shelf = shelf;
            }
        }
        for group in &own.book.groups {
            let shelf = ContactShelf::Group(group.id);
            if widgets::choice_chip(ui, own.filter.shelf == shelf, &group.name, Some(group.members.len())).clicked() {
                own.filter.shelf = shelf;
            }
        }
        if widgets::quiet_button(ui, icon::PLUS, &t!("contacts-group-new")).clicked() {
            own.naming = Some(Naming::default());
        }
    });
}

fn list_ui(ui: &mut Ui, own: &mut Own) {
    if own.book.contacts.is_empty() {
        let (headline, hint) = match own.filter.shelf {
            _ if !own.filter.text.trim().is_empty() => (t!("contacts-none-found"), t!("contacts-none-found-hint")),
            ContactShelf::Favourites => (t!("contacts-no-favourites"), t!("contacts-no-favourites-hint")),
            ContactShelf::Group(_) => (t!("contacts-group-empty"), t!("contacts-group-empty-hint")),
            ContactShelf::News => (t!("contacts-no-news"), t!("contacts-no-news-hint")),
            ContactShelf::All | ContactShelf::Recent => (t!("contacts-none"), t!("contacts-none-hint")),
        };
        widgets::empty_state(ui, icon::PEOPLE, &headline, &hint, None);
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let hidden = own.book.total.saturating_sub(own.book.contacts.len());
    if hidden > 0 {
        let t = theme::tokens(ui);
        ui.horizontal(|ui| {
            ui.add_space(GAP_S);
            ui.label(theme::small(t!("contacts-more", count = own.book.total, shown = own.book.contacts.len())).color(t.warn));
        });
    }
    let mut clicked = None;
    let count = own.book.contacts.len();
    egui::ScrollArea::vertical().id_salt("contacts").auto_shrink([false, false]).show_rows(ui, row::HEIGHT, count, |ui, range| {
        for contact in range.filter_map(|at| own.book.contacts.get(at)) {
            if contact_row(ui, own.chosen.as_deref() == Some(contact.address.as_str()), contact) {
                clicked = Some(contact.address.clone());
            }
        }
    });
    if let Some(address) = clicked {
        own.choose(&address);
    }
}

fn contact_row(ui: &mut Ui, chosen: bool, contact: &Contact) -> bool {
    let state = state_of(contact);
    let (icon, tone) = if contact.favourite { (icon::STAR, Tone::Accent) } else { (icon::PERSON, Tone::Neutral) };
    let name = if contact.name.is_empty() { &contact.address } else { &contact.name };
    let below = if contact.name.is_empty() { "" } else { contact.address.as_str() };
    row::show(ui, chosen, &Line { icon, icon_tone: tone, name, aside: &contact.about, below, state }).clicked()
}

/// What a person should know about a contact at a glance.
fn state_of(contact: &Contact) -> Option<(&'static str, String, Tone)> {
    match (&contact.news, &contact.check) {
        (Some(ContactNews::OtherOwner { .. }), _) => Some((icon::WARNING, t!("contacts-state-other-owner"), Tone::Warn)),
        (Some(ContactNews::Renamed { .. }), _) => Some((icon::INFO, t!("contacts-state-renamed"), Tone::Info)),
        (_, DirectoryCheck::NotFound) => Some((icon::WARNING, t!("compose-recipient-gone"), Tone::Warn)),
        _ => None,
    }
}
