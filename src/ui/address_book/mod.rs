//! The desk „Adressbuch": searching the VZD, and the practice's own contacts and groups.
//!
//! Nothing here changes a contact by itself: what the VZD says differently is shown with its remedy, and a person
//! presses it. The app calls [`AddressBookView::receive`] every frame before [`show`].

mod contact;
mod entry;
mod groups;
mod own;
mod row;
mod search;

use egui::{Align, Layout, Ui};

use super::model::{Asks, Model, Purpose};
use super::questions::Questions;
use super::theme::{self, GAP_S, Tone, icon};
use super::widgets;
use crate::domain::contact::Contact;
use crate::domain::outgoing::{Recipient, RecipientKind};
use crate::domain::problem::Problem;
use crate::engine::command::{Command, ContactCommand};
use crate::engine::event::Answer;
use crate::i18n;

use own::Own;
use search::Search;

/// From this width on, what is chosen stands beside the list; under it, below.
const BESIDE_FROM: f32 = 800.0;

/// What a person wants from the desk that the app must do.
#[derive(Clone, PartialEq, Eq)]
pub enum Wish {
    /// A mail to these people.
    Write(Vec<Recipient>),
}

crate::domain::opaque_debug!(Wish);

/// The two halves of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Page {
    #[default]
    Directory,
    Own,
}

/// State of the desk.
#[derive(Default)]
pub struct AddressBookView {
    pub page: Page,
    pub(super) search: Search,
    pub(super) own: Own,
    questions: Questions,
}

impl AddressBookView {
    /// Puts a name into the search form; it is asked for after the usual pause.
    pub fn search_for(&mut self, text: &str) {
        self.page = Page::Directory;
        self.search.clear();
        self.search.form.text = text.to_owned();
    }

    /// Takes the answers to this view's questions.
    pub fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            let result = result.map(|answer| *answer);
            if self.search.takes(ticket) {
                self.search.answered(result);
            } else if self.own.takes(ticket) {
                self.own.answered(result);
            } else {
                match result {
                    Ok(Answer::ContactGroupSaved(group)) => self.own.group_saved(group),
                    Ok(Answer::ContactsChecked(report)) if report.checked == 0 => model.tell(t!("contacts-none")),
                    Ok(Answer::ContactsChecked(report)) => {
                        model.tell(t!("contacts-checked", count = report.checked, news = report.with_news))
                    }
                    Ok(_) => {}
                    Err(problem) => self.own.failed(problem),
                }
            }
        }
    }

    /// Sends what a frame wants; the views note the tickets of their own questions.
    fn send(&mut self, out: Vec<Command>, asks: &mut Asks) {
        let Self { search, own, questions, .. } = self;
        questions.send(out, asks, |ticket, command| match command {
            Command::SearchDirectory { .. } => search.asked(ticket),
            Command::Contacts(command) if matches!(**command, ContactCommand::List(_)) => own.asked(ticket),
            _ => {}
        });
    }
}

/// Draws the desk.
pub fn show(ui: &mut Ui, model: &Model, view: &mut AddressBookView, asks: &mut Asks) -> Option<Wish> {
    let mut out = Vec::new();
    let mut wish = None;
    // Asked for on both pages: the tab says how many contacts wait for a decision.
    view.own.refresh(model, &mut out);
    let t = theme::tokens(ui);
    let bar = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 16, right: 16, top: 8, bottom: 0 });
    egui::Panel::top("contacts-bar").frame(bar).show_separator_line(false).show(ui, |ui| bar_ui(ui, model, view, &mut out));
    match view.page {
        Page::Directory => search::show(ui, model, &mut view.search, asks, &mut out, &mut wish),
        Page::Own => own::show(ui, model, &mut view.own, &mut out, &mut wish),
    }
    view.send(out, asks);
    wish
}

fn bar_ui(ui: &mut Ui, model: &Model, view: &mut AddressBookView, out: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.label(theme::title(t!("contacts-title")));
        ui.add_space(GAP_S);
        if widgets::tab(ui, view.page == Page::Directory, &t!("contacts-directory")).clicked() {
            view.page = Page::Directory;
        }
        let news = view.own.book.with_news;
        let word = if news > 0 { t!("contacts-own-news", count = news) } else { t!("contacts-own") };
        if widgets::tab(ui, view.page == Page::Own, &word).clicked() {
            view.page = Page::Own;
        }
        if view.page == Page::Own {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| check_ui(ui, model, out));
        }
    });
    widgets::hairline(ui);
}

/// „Jetzt prüfen", or how far the check is.
fn check_ui(ui: &mut Ui, model: &Model, out: &mut Vec<Command>) {
    let contacts = |command| Command::Contacts(Box::new(command));
    let Some((done, total)) = model.contact_check else {
        if widgets::quiet_button(ui, icon::SHIELD_OK, &t!("contacts-check")).on_hover_text(t!("contacts-check-hint")).clicked() {
            out.push(contacts(ContactCommand::CheckNow));
        }
        return;
    };
    let t = theme::tokens(ui);
    if widgets::quiet_button(ui, "", &t!("contacts-check-cancel")).clicked() {
        out.push(contacts(ContactCommand::CancelCheck));
    }
    let words = t!("contacts-checking", done = done, total = total);
    widgets::progress(ui, 120.0, Some(done as f32 / total.max(1) as f32), &t!("contacts-check"));
    ui.label(theme::small(words).color(t.weak));
}

/// A list at the left (or above) and what is chosen in it at the right (or below).
fn list_and_detail(ui: &mut Ui, id: &str, has_detail: bool, list: impl FnOnce(&mut Ui), detail: impl FnOnce(&mut Ui)) {
    let t = theme::tokens(ui);
    let page = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 20, right: 8, top: 12, bottom: 8 });
    let scrolled = |ui: &mut Ui| {
        egui::ScrollArea::vertical().id_salt("detail").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width((ui.available_width() - 12.0).min(640.0));
            detail(ui);
        });
    };
    if has_detail && ui.available_width() >= BESIDE_FROM {
        let width = (ui.available_width() * 0.46).clamp(360.0, 520.0);
        egui::Panel::right(egui::Id::unique((id, "right"))).frame(page).exact_size(width).resizable(false).show(ui, scrolled);
    } else if has_detail {
        let height = ui.available_height() * 0.55;
        egui::Panel::bottom(egui::Id::unique((id, "below"))).frame(page).exact_size(height).resizable(false).show(ui, scrolled);
    }
    let frame = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 8, right: 8, top: 4, bottom: 8 });
    egui::CentralPanel::default().frame(frame).show(ui, list);
}

/// Keeps contacts and says so.
fn keep(contacts: Vec<Contact>, asks: &mut Asks) {
    asks.ask(Command::Contacts(Box::new(ContactCommand::Keep(contacts))), Purpose::Told("told-contact-kept"));
}

/// A mail to one contact.
fn write_to(contact: &Contact) -> Wish {
    Wish::Write(vec![contact.recipient(RecipientKind::To)])
}

/// A problem in its place.
fn problem_ui(ui: &mut Ui, problem: &Problem) {
    let (text, advice) = (i18n::problem_text(problem), i18n::problem_advice(problem));
    widgets::banner(ui, Tone::Error, icon::ERROR, &text, &advice, |ui| {
        let t = theme::tokens(ui);
        ui.label(theme::mono(problem.code).color(t.weak));
    });
}

#[cfg(test)]
mod tests;
