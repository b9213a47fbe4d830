//! One own contact: what changed in the VZD with its remedy, what can be done with it, groups and note.

use egui::Ui;

use crate::domain::contact::{Contact, ContactGroup, ContactNews};
use crate::domain::outgoing::DirectoryCheck;
use crate::engine::command::ContactCommand;
use crate::ui::model::Model;
use crate::ui::theme::{self, GAP_M, GAP_S, Tone, icon};
use crate::ui::{format, widgets};

/// What a person does with a contact.
pub(super) enum Act {
    Command(ContactCommand),
    /// Asks whether to remove this contact; `None` ends the question.
    AskRemoval(Option<String>),
    Write(Contact),
}

/// A note being written.
pub(crate) struct Note {
    address: String,
    text: String,
    /// Told to the engine, which has not answered yet.
    sent: bool,
}

/// Draws the contact. `note` is the note being written, if any.
pub(super) fn show(
    ui: &mut Ui,
    model: &Model,
    contact: &Contact,
    groups: &[ContactGroup],
    asks_removal: bool,
    note: &mut Option<Note>,
    acts: &mut Vec<Act>,
) {
    let t = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = theme::GAP_XS;
    let name = if contact.name.is_empty() { &contact.address } else { &contact.name };
    ui.add(egui::Label::new(theme::title(name)).wrap());
    if !contact.name.is_empty() {
        ui.add(egui::Label::new(theme::body(&contact.address)).wrap());
    }
    if !contact.about.is_empty() {
        ui.add(egui::Label::new(theme::list(&contact.about).color(t.weak)).wrap());
    }
    ui.label(theme::small(check_words(contact, model)).color(t.weak));
    ui.add_space(GAP_S);
    news_ui(ui, contact, acts);
    if asks_removal {
        removal_ui(ui, contact, acts);
    } else {
        buttons_ui(ui, contact, acts);
    }
    if !groups.is_empty() {
        widgets::section(ui, &t!("contacts-groups"));
        groups_ui(ui, contact, groups, acts);
    }
    widgets::section(ui, &t!("contacts-note"));
    note_ui(ui, contact, note, acts);
}

/// What the VZD said last, and when; when a mail last went there.
fn check_words(contact: &Contact, model: &Model) -> String {
    let mut words = vec![match &contact.check {
        DirectoryCheck::Found(version) => t!("contacts-in-directory", version = version.0.as_str()),
        DirectoryCheck::NotFound => t!("contacts-not-in-directory"),
        DirectoryCheck::Unknown => t!("contacts-unchecked"),
    }];
    if let Some(at) = contact.checked_at {
        words.push(t!("contacts-checked-at", time = format::clock_or_day(at, model.now)));
    }
    if contact.last_used.0 > 0 {
        words.push(t!("contacts-used-at", time = format::clock_or_day(contact.last_used, model.now)));
    }
    words.join(" · ")
}

fn news_ui(ui: &mut Ui, contact: &Contact, acts: &mut Vec<Act>) {
    let address = || contact.address.clone();
    let note = |ui: &mut Ui, word: String| widgets::button(ui, icon::CHECK, &word).clicked();
    let mut act = None;
    match &contact.news {
        Some(ContactNews::Gone { offers }) if offers.is_empty() => {
            let (headline, text) = (t!("contact-news-gone"), t!("contact-news-gone-hint"));
            widgets::banner(ui, Tone::Warn, icon::WARNING, &headline, &text, |ui| {
                if note(ui, t!("contacts-take-note")) {
                    act = Some(ContactCommand::AcceptNews { address: address() });
                }
            });
        }
        Some(ContactNews::Gone { offers }) => {
            widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("contact-news-gone"), &t!("contacts-gone-offers"), |ui| {
                for offer in offers {
                    if widgets::button(ui, icon::AGAIN, &t!("contacts-replace-with", mail = offer.mail.as_str())).clicked() {
                        act = Some(ContactCommand::Replace { old: address(), new: offer.mail.clone() });
                    }
                }
            });
        }
        Some(ContactNews::Renamed { name }) => {
            widgets::banner(ui, Tone::Info, icon::INFO, &t!("contact-news-renamed"), name, |ui| {
                if note(ui, t!("contacts-take-name")) {
                    act = Some(ContactCommand::AcceptNews { address: address() });
                }
            });
        }
        Some(ContactNews::OtherOwner { name, .. }) => {
            let text = t!("contacts-other-owner-hint", name = name.as_str());
            widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("contact-news-other-owner"), &text, |ui| {
                if note(ui, t!("contacts-take-owner")) {
                    act = Some(ContactCommand::AcceptNews { address: address() });
                }
            });
        }
        None => return,
    }
    ui.add_space(GAP_M);
    acts.extend(act.map(Act::Command));
}

fn buttons_ui(ui: &mut Ui, contact: &Contact, acts: &mut Vec<Act>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP_S, GAP_S);
        if widgets::button(ui, icon::WRITE, &t!("contacts-write")).clicked() {
            acts.push(Act::Write(contact.clone()));
        }
        let word = if contact.favourite { t!("contacts-favourite-off") } else { t!("contacts-favourite") };
        if widgets::quiet_button(ui, icon::STAR, &word).clicked() {
            let (address, favourite) = (contact.address.clone(), !contact.favourite);
            acts.push(Act::Command(ContactCommand::Favourite { address, favourite }));
        }
        if widgets::quiet_button(ui, icon::TRASH, &t!("contacts-remove")).clicked() {
            acts.push(Act::AskRemoval(Some(contact.address.clone())));
        }
    });
}

fn removal_ui(ui: &mut Ui, contact: &Contact, acts: &mut Vec<Act>) {
    widgets::banner(ui, Tone::Warn, icon::TRASH, &t!("contacts-remove-question"), &t!("contacts-remove-hint"), |ui| {
        if widgets::button(ui, icon::TRASH, &t!("contacts-remove")).clicked() {
            acts.push(Act::Command(ContactCommand::Remove { address: contact.address.clone() }));
        }
        if widgets::quiet_button(ui, "", &t!("contacts-keep-it")).clicked() {
            acts.push(Act::AskRemoval(None));
        }
    });
}

fn groups_ui(ui: &mut Ui, contact: &Contact, groups: &[ContactGroup], acts: &mut Vec<Act>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP_M, GAP_S);
        for group in groups {
            let mut member = group.members.iter().any(|m| m.address.eq_ignore_ascii_case(&contact.address));
            let field = ui.checkbox(&mut member, &group.name);
            widgets::focus_ring(ui, &field);
            if field.clicked() {
                acts.push(Act::Command(ContactCommand::SetMember { group: group.id, address: contact.address.clone(), member }));
            }
        }
    });
}

/// The note; kept when the caret leaves the field, or when another contact is chosen first.
fn note_ui(ui: &mut Ui, contact: &Contact, note: &mut Option<Note>, acts: &mut Vec<Act>) {
    let keep = |note: &Note| Act::Command(ContactCommand::Note { address: note.address.clone(), note: note.text.clone() });
    let begun = note.take();
    if let Some(other) = begun.as_ref().filter(|begun| begun.address != contact.address && !begun.sent) {
        acts.push(keep(other));
    }
    let own = begun.filter(|begun| begun.address == contact.address);
    let mut own = own.unwrap_or_else(|| Note { address: contact.address.clone(), text: contact.note.clone(), sent: false });
    let field = widgets::text_area(ui, ("note", &contact.address), &t!("contacts-note"), &mut own.text, &t!("contacts-note-hint"), 3);
    own.sent &= !field.changed();
    if own.text != contact.note {
        if field.lost_focus() && !own.sent {
            own.sent = true;
            acts.push(keep(&own));
        }
        *note = Some(own);
    }
}
