//! The detail dialog: inside the main window (several side by side), or in windows of the system, with the tabs Nachricht, Anhänge,
//! Technische Daten, Verlauf and, where it can do something, manuelle Verarbeitung.
//!
//! Its title is neutral. Esc closes it, Strg+Tab changes tabs, the arrows go to the next and previous mail.

mod history;
mod manual;
mod technical;

use egui::{CentralPanel, Frame, Key, Margin, Modifiers, Panel, ScrollArea, Ui};

use super::dialog;
use super::mail::head;
use super::mail::viewer::{self, Viewer};
use super::model::{Asks, Loaded, Model, Owner, Purpose};
use super::shell;
use super::theme::{self, GAP_L, GAP_S, icon};
use super::view::{Intent, Out};
use super::widgets;
use crate::domain::ids::MailId;
use crate::domain::mail::MailDetail;
use crate::domain::payload::PayloadKind;
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;

/// A tab of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tab {
    #[default]
    Message,
    Attachments,
    Technical,
    History,
    Manual,
}

impl Tab {
    fn label(self, mail: &MailDetail) -> String {
        match self {
            Self::Message => t!("tab-message"),
            Self::Attachments => match mail.parsed.attachments.len() {
                0 => t!("tab-attachments"),
                count => t!("tab-attachments-count", count = count),
            },
            Self::Technical => t!("tab-technical"),
            Self::History => t!("tab-history"),
            Self::Manual => t!("tab-manual"),
        }
    }
}

/// An open detail dialog.
#[derive(Debug)]
pub struct DetailWindow {
    pub owner: Owner,
    pub mail: MailId,
    pub tab: Tab,
    quotes_open: bool,
    /// „Begründung" of the manual processing.
    reason: String,
    /// How the last manual run of this window ended.
    run: Option<Result<Answer, crate::domain::problem::Problem>>,
    technical: technical::State,
    viewer: Viewer,
    pub open: bool,
}

impl DetailWindow {
    /// A dialog for a mail.
    #[must_use]
    pub fn new(mail: MailId) -> Self {
        Self {
            owner: Owner::new(),
            mail,
            tab: Tab::Message,
            quotes_open: false,
            reason: String::new(),
            run: None,
            technical: technical::State::default(),
            viewer: Viewer::default(),
            open: true,
        }
    }

    /// Shows another mail; what was typed for the old one is dropped with it.
    pub fn turn_to(&mut self, mail: MailId) {
        let tab = self.tab;
        *self = Self { owner: self.owner, tab, ..Self::new(mail) };
    }

    /// Turns to an attachment.
    pub fn show_attachment(&mut self, index: usize) {
        self.tab = Tab::Attachments;
        self.viewer.choose(index);
    }

    /// Before it closes or turns to another mail: nobody waits for pages any more.
    pub fn leave(&mut self, model: &mut Model, asks: &mut Asks) {
        self.viewer.leave(model, asks);
    }

    /// Takes the answers to this dialog's own questions.
    pub fn update(&mut self, model: &mut Model) {
        self.viewer.receive(model);
        for reply in model.take_replies(self.owner) {
            if reply.result.is_ok() {
                self.reason.clear();
            }
            self.run = Some(reply.result);
        }
    }
}

/// Whether „manuelle Verarbeitung" can do something for this mail.
#[must_use]
pub fn can_reprocess(mail: &MailDetail) -> bool {
    mail.payload.as_ref().is_some_and(|payload| {
        payload.ebz.is_some()
            || matches!(payload.kind, PayloadKind::EbzRequest | PayloadKind::EbzAnswer | PayloadKind::EbzError | PayloadKind::EbzQuery)
    })
}

/// Draws the dialog. Keys go to it when it stands `in_front`.
pub fn show(ui: &Ui, model: &Model, window: &mut DetailWindow, in_front: bool, out: &mut Out) {
    let loaded = model.details.get(&window.mail).unwrap_or(&Loaded::NotAsked);
    if loaded.is_not_asked() {
        out.asks.ask(Command::OpenMail { mail: window.mail, mark_read: true }, Purpose::Detail(window.mail));
    }
    let title = head::neutral_title(loaded.value().map(|mail| &**mail));
    dialog::show(ui.ctx(), window.owner, &title, egui::vec2(900.0, 840.0), |ui: &mut Ui| {
        if in_front {
            keyboard(ui, model, window, out);
        }
        contents(ui, model, window, in_front, out);
    });
}

fn contents(ui: &mut Ui, model: &Model, window: &mut DetailWindow, in_front: bool, out: &mut Out) {
    let loaded = model.details.get(&window.mail).unwrap_or(&Loaded::NotAsked);
    match loaded.value() {
        Some(mail) => mail_ui(ui, model, mail, window, in_front, out),
        None => {
            let problem = loaded.problem().map(|p| (i18n::problem_text(p), i18n::problem_advice(p)));
            if let Some((headline, advice)) = problem
                && widgets::empty_state(ui, icon::ERROR, &headline, &advice, Some(&t!("list-retry")))
            {
                out.asks.ask(Command::OpenMail { mail: window.mail, mark_read: true }, Purpose::Detail(window.mail));
            }
        }
    }
}

fn tabs_of(mail: &MailDetail) -> Vec<Tab> {
    let mut tabs = vec![Tab::Message, Tab::Attachments, Tab::Technical, Tab::History];
    if can_reprocess(mail) {
        tabs.push(Tab::Manual);
    }
    tabs
}

fn mail_ui(ui: &mut Ui, model: &Model, mail: &MailDetail, window: &mut DetailWindow, in_front: bool, out: &mut Out) {
    let t = theme::tokens(ui);
    let tabs = tabs_of(mail);
    if !tabs.contains(&window.tab) {
        window.tab = Tab::Message;
    }
    let plain = Frame::new().fill(t.surface);
    let margin = Margin { left: 20, right: 20, top: 16, bottom: 0 };
    Panel::top(("detail_head", window.owner)).frame(plain.inner_margin(margin)).show(ui, |ui| {
        ui.scope(|ui| head::ui(ui, mail, true));
        ui.add_space(GAP_S);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for tab in &tabs {
                if widgets::tab(ui, window.tab == *tab, &tab.label(mail)).clicked() {
                    window.tab = *tab;
                }
            }
        });
    });
    let foot = plain.inner_margin(Margin::symmetric(20, 10));
    Panel::bottom(("detail_foot", window.owner)).frame(foot).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if widgets::button(ui, "", &t!("question-close")).clicked() {
                    window.open = false;
                }
                for (sign, word, step) in [(icon::RIGHT, t!("detail-next"), 1), (icon::LEFT, t!("detail-previous"), -1)] {
                    if widgets::icon_button(ui, sign, &word).clicked() {
                        out.push(Intent::Step(window.owner, step));
                    }
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| shell::foot_ui(ui, model, mail, out));
            });
        });
    });
    CentralPanel::default().frame(plain).show(ui, |ui| {
        // The raw source scrolls by itself.
        if window.tab == Tab::Technical && window.technical.raw_shown {
            Frame::new()
                .inner_margin(Margin::symmetric(20, 12))
                .show(ui, |ui| technical::raw_ui(ui, model, mail, &mut window.technical, out));
            return;
        }
        // So do the list of files and what is in them.
        if window.tab == Tab::Attachments {
            let margin = Margin { left: 12, right: 12, top: 10, bottom: 0 };
            Frame::new().inner_margin(margin).show(ui, |ui| viewer::ui(ui, model, mail, &mut window.viewer, in_front, out));
            return;
        }
        ScrollArea::vertical().id_salt((window.mail.0, window.tab as u8)).auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin { left: 20, right: 22, top: 14, bottom: 16 }).show(ui, |ui| {
                ui.set_width(ui.available_width());
                match window.tab {
                    Tab::Message => shell::content_ui(ui, model, mail, &mut window.quotes_open, out),
                    // Stands above: it brings its own scrolling.
                    Tab::Attachments => {}
                    Tab::Technical => technical::ui(ui, mail, &mut window.technical, out),
                    Tab::History => history::ui(ui, mail, out),
                    Tab::Manual => manual::ui(ui, model, mail, window, out),
                }
                ui.add_space(GAP_L);
            });
        });
    });
}

fn keyboard(ui: &Ui, model: &Model, window: &mut DetailWindow, out: &mut Out) {
    let typing = ui.ctx().text_edit_focused();
    if !typing && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
        window.open = false;
    }
    let (forward, back) = ui.input_mut(|i| {
        let back = i.consume_key(Modifiers::CTRL | Modifiers::SHIFT, Key::Tab);
        (i.consume_key(Modifiers::CTRL, Key::Tab), back)
    });
    if (forward || back)
        && let Some(mail) = model.details.get(&window.mail).and_then(|d| d.value())
    {
        let tabs = tabs_of(mail);
        let at = tabs.iter().position(|tab| *tab == window.tab).unwrap_or(0);
        let next = (at + if forward { 1 } else { tabs.len() - 1 }) % tabs.len();
        window.tab = tabs.get(next).copied().unwrap_or_default();
    }
    if !typing {
        for (key, step) in [(Key::ArrowRight, 1), (Key::ArrowLeft, -1)] {
            if ui.input_mut(|i| i.consume_key(Modifiers::NONE, key)) {
                out.push(Intent::Step(window.owner, step));
            }
        }
    }
}
