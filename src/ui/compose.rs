//! The writing window: one per mail, drawn into whatever window the app gives it.
//!
//! Closing keeps the draft, sending goes through one list of what is wrong or odd, and a Bcc field does not
//! exist (rule 25). The app calls [`Compose::receive`] once per frame before [`show`], and drops the window
//! when [`Compose::outcome`] tells how it was left.

mod attachments;
mod blocks;
mod foot;
mod head;
pub mod issues;
mod recipient_field;
pub mod recipients;
pub mod state;

use std::path::PathBuf;
use std::time::Duration;

use egui::{Key, Modifiers, Ui};

pub use state::Outcome;

use self::state::ComposeState;
use super::file_dialog::{self, FileDialog, Picked};
use super::model::{Asks, Model, Owner};
use super::questions::Questions;
use crate::domain::account::Account;
use crate::domain::ids::MailId;
use crate::domain::outgoing::{Draft, DraftSource};
use crate::domain::usage::Usage;
use crate::engine::command::Command;

/// A field of the window that can be given the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    To,
    Subject,
    Text,
}

/// One writing window.
pub struct Compose {
    pub(super) state: ComposeState,
    questions: Questions,
    /// Keeps the egui ids of several windows apart.
    number: u64,
    dialog: Option<FileDialog>,
    /// The typed path, where the desktop has no file dialog.
    path_field: Option<String>,
    /// The free field for a Dienstkennung is shown.
    free_kind: bool,
    blocks: blocks::Chooser,
}

impl Compose {
    /// A window for a draft: a prepared answer, a forwarded mail, or one opened again.
    #[must_use]
    pub fn new(draft: Draft) -> Self {
        Self::of(ComposeState::new(draft))
    }

    /// An empty mail with the defaults of account and workplace.
    #[must_use]
    pub fn for_account(account: &Account, usage: &Usage) -> Self {
        Self::of(ComposeState::for_account(account, usage))
    }

    fn of(state: ComposeState) -> Self {
        let free_kind = !head::is_known_kind(&state.draft.dienstkennung);
        Self {
            state,
            questions: Questions::default(),
            number: Owner::new().number(),
            dialog: None,
            path_field: None,
            free_kind,
            blocks: blocks::Chooser::default(),
        }
    }

    /// The stored draft this window belongs to, so that it is not opened twice.
    #[must_use]
    pub fn draft_id(&self) -> Option<MailId> {
        self.state.draft.id
    }

    /// How the window was left; `None` while it is open.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        self.state.outcome()
    }

    /// A neutral title: what is being written, without subject or names (rule 53).
    #[must_use]
    pub fn title(&self) -> String {
        match self.state.draft.source {
            Some((_, DraftSource::Reply)) => t!("compose-title-reply"),
            Some((_, DraftSource::Forward)) => t!("compose-title-forward"),
            None => t!("compose-title"),
        }
    }

    /// Takes files, for instance dropped on the main window.
    pub fn add_files(&mut self, paths: Vec<PathBuf>, asks: &mut Asks) {
        let mut out = Vec::new();
        paths.into_iter().for_each(|path| self.state.add_file(path, &mut out));
        self.send(out, asks);
    }

    /// The window shall close: what was typed is saved first, then [`Compose::outcome`] answers.
    pub fn close(&mut self, asks: &mut Asks) {
        let mut out = Vec::new();
        self.state.close(&mut out);
        self.send(out, asks);
    }

    /// Saves what was typed, now: whoever writes goes away for a while.
    pub fn save(&mut self, asks: &mut Asks) {
        let mut out = Vec::new();
        self.state.save_now(&mut out);
        self.send(out, asks);
    }

    /// Takes the answers to this window's questions; `now` is the frame clock in seconds.
    pub fn receive(&mut self, model: &mut Model, now: f64, asks: &mut Asks) {
        let mut out = Vec::new();
        for (ticket, result) in self.questions.replies(model) {
            self.state.answered(ticket, &result, now, &mut out);
        }
        self.send(out, asks);
    }

    fn send(&mut self, out: Vec<Command>, asks: &mut Asks) {
        let Self { state, questions, .. } = self;
        questions.send(out, asks, |ticket, command| {
            state.asked(ticket, command);
        });
    }
}

/// Draws the window and does what is due. Of several windows only the one in front has the keys.
pub fn show(ui: &mut Ui, model: &Model, view: &mut Compose, asks: &mut Asks, in_front: bool) {
    let mut out = Vec::new();
    let now = ui.input(|i| i.time);
    take_files(ui, view, &mut out);
    if in_front && !view.state.is_locked() && ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter)) {
        view.state.send(&mut out);
    }
    if in_front && !view.state.is_locked() {
        blocks::keys(ui, model, view);
    }
    let locked = view.state.is_locked();
    ui.push_id(("compose", view.number), |ui| {
        let id = |part: &str| egui::Id::unique(("compose", part, view.number));
        let (foot_id, files_id, head_id) = (id("foot"), id("files"), id("head"));
        let edge = egui::Frame::new().fill(super::theme::tokens(ui).surface).inner_margin(egui::Margin::symmetric(16, 10));
        egui::Panel::bottom(foot_id).frame(edge).show_separator_line(true).show(ui, |ui| {
            foot::show(ui, model, view, &mut out);
        });
        ui.add_enabled_ui(!locked, |ui| {
            egui::Panel::bottom(files_id).frame(edge).show_separator_line(true).show(ui, |ui| attachments::show(ui, view, &mut out));
            let narrow = egui::Frame::new().fill(super::theme::tokens(ui).surface).inner_margin(egui::Margin::symmetric(16, 4));
            egui::Panel::top(head_id).frame(narrow).show_separator_line(false).show(ui, |ui| {
                head::show(ui, model, view, now, &mut out);
            });
            text_ui(ui, view);
        });
    });
    attachments::drop_overlay(ui);
    blocks::show(ui, model, view);
    let account = view.state.draft.account;
    let waits = [view.state.tick(now, &mut out), view.state.to.tick(now, account, &mut out), view.state.cc.tick(now, account, &mut out)];
    if let Some(wait) = waits.into_iter().flatten().reduce(f64::min) {
        ui.request_repaint_after(Duration::from_secs_f64(wait.max(0.01)));
    }
    view.send(out, asks);
}

/// Files chosen in the dialog or dropped on the window.
fn take_files(ui: &Ui, view: &mut Compose, out: &mut Vec<Command>) {
    match file_dialog::take(&mut view.dialog) {
        Some(Picked::Paths(paths)) => paths.into_iter().for_each(|path| view.state.add_file(path, out)),
        Some(Picked::Unavailable) => view.path_field = Some(String::new()),
        Some(Picked::Cancelled) | None => {}
    }
    let dropped: Vec<PathBuf> = ui
        .input(|i| i.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).filter(|path| !path.as_os_str().is_empty()).collect());
    dropped.into_iter().for_each(|path| view.state.add_file(path, out));
}

/// The text itself: as wide as a letter, with the keyboard when it is asked for.
fn text_ui(ui: &mut Ui, view: &mut Compose) {
    let surface = super::theme::tokens(ui).surface;
    let frame = egui::Frame::new().fill(surface).inner_margin(egui::Margin { left: 16, right: 8, top: 8, bottom: 8 });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        egui::ScrollArea::vertical().id_salt("text").auto_shrink([false, false]).show(ui, |ui| {
            let height = ui.available_height().max(80.0);
            let edit = egui::TextEdit::multiline(&mut view.state.draft.text)
                .id_salt("body")
                .hint_text(t!("compose-text"))
                .frame(egui::Frame::NONE)
                .desired_width(f32::INFINITY)
                .min_size(egui::vec2(0.0, height))
                // One writes above signature and quotation.
                .cursor_at_end(false)
                .font(egui::FontId::proportional(super::theme::SIZE_BODY));
            let response = ui.add(edit);
            view.blocks.field = Some(response.id);
            response.ctx.accesskit_node_builder(response.id, |node| node.set_label(t!("compose-text")));
            if view.state.wants_focus == Some(Focus::Text) {
                view.state.wants_focus = None;
                response.request_focus();
                // One writes above what is quoted.
                let mut edit = egui::text_edit::TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
                edit.cursor.set_char_range(Some(egui::text::CCursorRange::one(egui::text::CCursor::new(0))));
                edit.store(ui.ctx(), response.id);
            }
        });
    });
}

#[cfg(test)]
#[path = "compose/view_tests.rs"]
mod view_tests;
