//! A VZD entry in full: everything it says, and all its addresses with their versions.

use egui::Ui;

use super::{Wish, keep, write_to};
use crate::domain::contact::Contact;
use crate::domain::directory::{DirectoryAddress, DirectoryEntry};
use crate::domain::time::Day;
use crate::ui::model::{Asks, Model};
use crate::ui::theme::{self, GAP_M, GAP_S, Tone, icon};
use crate::ui::{format, widgets};

const LABELS: f32 = 130.0;

/// Draws the entry.
pub(super) fn show(ui: &mut Ui, model: &Model, entry: &DirectoryEntry, asks: &mut Asks, wish: &mut Option<Wish>) {
    let t = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = theme::GAP_XS;
    ui.add(egui::Label::new(theme::title(&entry.name)).wrap());
    let (codes, words): (Vec<&String>, Vec<&String>) =
        entry.specialty.iter().partition(|text| DirectoryEntry::specialty_number(text).is_some());
    let numbers = codes.iter().filter_map(|code| DirectoryEntry::specialty_number(code));
    let numbers = numbers.map(|number| t!("directory-specialty-number", number = number)).collect::<Vec<_>>().join(", ");
    let what = words.into_iter().chain(Some(&entry.kind)).filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
    if !what.is_empty() {
        ui.add(egui::Label::new(theme::body(what).color(t.weak)).wrap());
    }
    widgets::section(ui, &t!("directory-addresses"));
    if entry.addresses.is_empty() {
        widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("directory-no-address"), &t!("directory-no-address-hint"), |_| ());
    }
    for address in &entry.addresses {
        address_ui(ui, model, entry, address, asks, wish);
    }
    widgets::section(ui, &t!("directory-data"));
    let name =
        [&entry.title, &entry.given_name, &entry.surname].into_iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    let street = entry.street.clone();
    let place = format!("{} {}", entry.zip, entry.city).trim().to_owned();
    let land = [&entry.state, &entry.country].into_iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(", ");
    for (label, value) in [
        (t!("directory-person"), name),
        (t!("directory-organization"), entry.organization.clone()),
        (t!("directory-street"), street),
        (t!("directory-city"), place),
        (t!("directory-land"), land),
        (t!("directory-telematik-id"), entry.telematik_id.clone()),
        (t!("directory-domain-ids"), entry.domain_ids.join(", ")),
        (t!("directory-codes"), numbers),
        (t!("directory-changed"), changed(&entry.changed)),
    ] {
        if !value.is_empty() {
            widgets::key_value(ui, LABELS, &label, theme::list(value).color(t.text));
        }
    }
}

/// One address with what it takes, and what can be done with it.
fn address_ui(ui: &mut Ui, model: &Model, entry: &DirectoryEntry, address: &DirectoryAddress, asks: &mut Asks, wish: &mut Option<Wish>) {
    let t = theme::tokens(ui);
    widgets::card(ui, |ui| {
        ui.add(egui::Label::new(theme::strong(&address.mail)).wrap());
        let mut words = vec![t!("compose-version", version = address.version.0.as_str())];
        words.push(if address.version.takes_large() { t!("directory-takes-large") } else { t!("compose-recipient-small") });
        if !address.tags.is_empty() {
            words.push(t!("directory-tags", tags = address.tags.join(", ")));
        }
        ui.label(theme::small(words.join(" · ")).color(t.weak));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(GAP_S, GAP_S);
            let contact = Contact::of_entry(entry, address, model.now);
            if named_button(ui, icon::WRITE, &t!("contacts-write"), &address.mail) {
                *wish = Some(write_to(&contact));
            }
            if named_button(ui, icon::ADD_PERSON, &t!("contacts-keep"), &address.mail) {
                keep(vec![contact.clone()], asks);
            }
            if named_button(ui, icon::STAR, &t!("contacts-favourite"), &address.mail) {
                keep(vec![Contact { favourite: true, ..contact }], asks);
            }
        });
    });
    ui.add_space(GAP_M - theme::GAP_XS);
}

/// A quiet button whose spoken name says what it belongs to.
fn named_button(ui: &mut Ui, icon: &str, word: &str, what: &str) -> bool {
    let response = widgets::quiet_button(ui, icon, word);
    widgets::name(ui, &response, egui::Role::Button, &format!("{word}: {what}"));
    response.clicked()
}

/// The day of an RFC 3339 time as people write it; other text as it is.
fn changed(text: &str) -> String {
    text.get(..10).and_then(Day::parse).map_or_else(|| text.to_owned(), format::day)
}
