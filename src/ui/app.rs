//! The eframe application: drains events into the model, draws the views, carries out what they want.
//!
//! It is the only place where commands leave and files are opened outside. A frame never waits.

mod desk;
mod perform;
mod purging;
mod writing;

use std::time::{SystemTime, UNIX_EPOCH};

use egui::Ui;
use tokio::sync::mpsc::UnboundedReceiver;

use super::actions::Action;
use super::address_book::{self, AddressBookView};
use super::answers::{self, AnswersView, Wish};
use super::dialog;
use super::eau::{self, EauView};
use super::first_start::{self, Choice};
use super::letters::{self, LettersView};
use super::model::{Model, Owner};
use super::outbox::{self, OutboxView};
use super::purge::PurgeDialog;
use super::restore::{self, RestoreDialog};
use super::saving::{DesktopDialogs, Dialogs, Saving};
use super::settings::{self, Chosen, SettingsView, Tab};
use super::sheet::{self, SheetOffer};
use super::theme::{self, ThemeChoice};
use super::view::{Intent, Out, Place, Question, Remembered, View};
use super::waiting::{self, WaitingView};
use super::widgets;
use super::{detail, shell};
use crate::domain::access::Role;
use crate::domain::ids::{MailId, RequestId};
use crate::domain::mail::Folder;
use crate::domain::outgoing::Draft;
use crate::domain::time::Timestamp;
use crate::engine::command::{Command, KeyCommand};
use crate::engine::event::Event;
use desk::Desk;
use writing::Writing;

/// Sends a command to the engine and returns the number of the question.
pub type Sender = Box<dyn FnMut(Command) -> RequestId>;

/// How the window starts.
#[derive(Clone, Copy, Debug, Default)]
pub struct UiOptions {
    pub theme: ThemeChoice,
    /// Runs on the demo's stand-ins; said in the window title.
    pub demo: bool,
}

/// Zoom steps of Strg +/−.
const ZOOMS: [f32; 6] = [1.0, 1.1, 1.25, 1.5, 1.75, 2.0];
const REMEMBERED: &str = "view";

/// The window.
pub struct App {
    pub model: Model,
    pub view: View,
    send: Sender,
    events: UnboundedReceiver<Event>,
    dialogs: Box<dyn Dialogs>,
    saving: Vec<Saving>,
    /// Opens a file or web address with the system's program; tests put in their own.
    open_file: Box<dyn FnMut(&std::path::Path)>,
    /// Owner of the questions of the app itself.
    owner: Owner,
    /// Drafts that were prepared and wait for a write window.
    drafts: Vec<Draft>,
    writing: Vec<Writing>,
    views: Views,
    /// Starts the practice mode in a window of its own; tests put in their own.
    start_practice: Box<dyn FnMut()>,
    clock: fn() -> Timestamp,
    desk: Desk,
}

/// What the places hold of the person who sits here; somebody else begins with fresh ones, all at once.
#[derive(Default)]
struct Views {
    outbox: OutboxView,
    answers: AnswersView,
    eau: EauView,
    letters: LettersView,
    waiting: WaitingView,
    address_book: AddressBookView,
    settings: SettingsView,
    restore: Option<RestoreDialog>,
    sheet_offer: Option<SheetOffer>,
    purge: Option<PurgeDialog>,
}

impl App {
    /// Makes the window. `events` is drained in every frame; whoever fills it calls `request_repaint`.
    #[must_use]
    pub fn new(
        ctx: &egui::Context,
        storage: Option<&dyn eframe::Storage>,
        send: Sender,
        events: UnboundedReceiver<Event>,
        options: UiOptions,
    ) -> Self {
        theme::install(ctx, options.theme);
        ctx.options_mut(|o| o.zoom_with_keyboard = false);
        let mut view = View::default();
        if let Some(remembered) = storage.and_then(|s| eframe::get_value::<Remembered>(s, REMEMBERED)) {
            view.remember(&remembered);
            ctx.set_zoom_factor(view.zoom);
        }
        Self {
            model: Model::default(),
            view,
            send,
            events,
            dialogs: Box::new(DesktopDialogs),
            saving: Vec::new(),
            open_file: Box::new(open_with_system),
            owner: Owner::new(),
            drafts: Vec::new(),
            writing: Vec::new(),
            views: Views::default(),
            start_practice: Box::new(start_practice),
            clock: system_clock,
            desk: Desk::default(),
        }
    }

    /// Begins with what is known already.
    #[must_use]
    pub fn knowing(mut self, model: Model) -> Self {
        self.model = model;
        self
    }

    /// Replaces clock, dialogs and viewer: for tests and pictures.
    #[must_use]
    pub fn with_surroundings(
        mut self,
        clock: fn() -> Timestamp,
        dialogs: Box<dyn Dialogs>,
        open: Box<dyn FnMut(&std::path::Path)>,
    ) -> Self {
        self.clock = clock;
        self.dialogs = dialogs;
        self.open_file = open;
        self
    }

    fn drain(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            self.model.apply(event);
        }
        self.change_desk();
        self.model.now = (self.clock)();
        for window in &mut self.view.details {
            window.update(&mut self.model);
        }
        self.take_own_replies();
        self.views.answers.receive(&mut self.model);
        self.views.waiting.receive(&mut self.model);
        self.views.letters.receive(&mut self.model);
        if let Some(assigning) = &mut self.view.assigning {
            assigning.receive(&mut self.model);
        }
        self.views.address_book.receive(&mut self.model);
        self.views.settings.receive(&mut self.model);
        if let Some(offer) = &mut self.views.sheet_offer {
            offer.receive(&mut self.model);
        }
        for path in std::mem::take(&mut self.model.files_to_open) {
            (self.open_file)(&path);
        }
    }

    fn send_all(&mut self, out: &mut Out) {
        for ask in std::mem::take(&mut out.asks.0) {
            let request = (self.send)(ask.command);
            self.model.expect(request, ask.purpose);
        }
    }

    fn shown_mails(&self) -> Vec<MailId> {
        self.view.details.iter().map(|w| w.mail).chain(self.view.selection.single()).collect()
    }

    /// Draws everything; also the whole of what tests drive.
    pub fn draw(&mut self, ui: &mut Ui) {
        let mut out = Out::default();
        if !self.seat_ui(ui, &mut out) {
            self.send_all(&mut out);
            return;
        }
        self.receive_writing(ui.input(|i| i.time), &mut out.asks);
        for draft in std::mem::take(&mut self.drafts) {
            self.write_draft(draft);
        }
        let from = self.view.place;
        let dialogs: Vec<Owner> = self.view.details.iter().map(|w| w.owner).chain(self.writing.iter().map(|w| w.owner)).collect();
        self.view.front = dialog::front(ui.ctx(), &dialogs, self.view.front);
        if self.is_first_start() {
            self.first_start_ui(ui, &mut out);
        } else {
            self.shortcuts(ui, &mut out);
            if self.view.place != Place::Settings {
                shell::frame_ui(ui, &self.model, &mut self.view, &mut out);
            }
            self.place_ui(ui, &mut out);
        }
        self.writing_ui(ui, &mut out.asks);
        shell::floating::ui(ui, &self.model, &mut self.view, &mut out);
        self.purge_ui(ui, &mut out);
        self.password_ui(ui, &mut out);
        answers::dialogs(ui, &self.model, &mut self.views.answers, &mut out.asks);
        for window in &mut self.view.details {
            let in_front = self.view.front == Some(window.owner);
            detail::show(ui, &self.model, window, in_front, &mut out);
        }
        self.saving.retain_mut(|saving| saving.ui(ui, &mut out.asks));
        for mut closed in self.view.details.extract_if(.., |w| !w.open) {
            closed.leave(&mut self.model, &mut out.asks);
            self.model.forget(closed.owner);
        }
        let intents = std::mem::take(&mut out.intents);
        for intent in intents {
            self.perform(ui, intent, &mut out);
        }
        self.model.list.show(self.view.filter());
        if self.model.handovers.is_not_asked() && !self.view.details.is_empty() {
            out.asks.ask(Command::ListHandovers, super::model::Purpose::Handovers);
        }
        let may_move = self.view.list_may_move && self.view.selection.mails.is_empty();
        self.model.refresh(may_move, &mut out.asks);
        if from == Place::Settings && self.view.place != from {
            self.views.settings.leave(&mut out.asks);
        }
        let shown = self.shown_mails();
        self.model.keep_details(&shown);
        if !out.asks.0.is_empty() {
            self.send_all(&mut out);
        }
    }

    /// No account yet, and the person is not making one.
    fn is_first_start(&self) -> bool {
        self.view.place != Place::Settings && self.model.may(Role::Admin) && self.model.accounts.value().is_some_and(Vec::is_empty)
    }

    fn first_start_ui(&mut self, ui: &mut Ui, out: &mut Out) {
        let frame = egui::Frame::new().fill(theme::tokens(ui).surface);
        match egui::CentralPanel::default().frame(frame).show(ui, first_start::show).inner {
            // First the sheet, where the profile has none: later nobody thinks of it.
            Some(Choice::SetUpAccount) if self.model.key.value().is_some_and(|key| key.kind != "memory" && key.sheet.is_none()) => {
                self.views.sheet_offer = Some(SheetOffer::default());
            }
            Some(Choice::SetUpAccount) => self.set_up_account(),
            Some(Choice::Practice) => (self.start_practice)(),
            Some(Choice::Restore) => self.views.restore = Some(RestoreDialog::default()),
            None => {}
        }
        self.restore_ui(ui, out);
        self.sheet_offer_ui(ui, out);
        if self.model.key.is_not_asked() {
            out.asks.ask(Command::Key(Box::new(KeyCommand::State)), super::model::Purpose::Key);
        }
        // Lists and counts are still asked for, so that an account that arrives is noticed.
        self.model.refresh(false, &mut out.asks);
    }

    fn set_up_account(&mut self) {
        self.views.settings = SettingsView::of_account(Chosen::New);
        self.view.go(Place::Settings);
    }

    fn sheet_offer_ui(&mut self, ui: &Ui, out: &mut Out) {
        let Some(offer) = &mut self.views.sheet_offer else { return };
        if sheet::offer_ui(ui, offer, &mut out.asks) {
            self.views.sheet_offer = None;
            self.set_up_account();
        }
    }

    fn restore_ui(&mut self, ui: &Ui, out: &mut Out) {
        let Some(dialog) = &mut self.views.restore else { return };
        if let Some(told) = dialog.receive(&mut self.model) {
            self.model.tell(told);
            self.views.restore = None;
        } else if restore::show(ui, &self.model, dialog, &mut out.asks) {
            self.views.restore = None;
        }
    }

    fn place_ui(&mut self, ui: &mut Ui, out: &mut Out) {
        if self.view.place != Place::Settings && self.model.accounts.value().is_some_and(Vec::is_empty) {
            let frame = egui::Frame::new().fill(theme::tokens(ui).surface);
            let (headline, text) = (t!("access-no-account-for-you"), t!("access-no-account-for-you-text"));
            egui::CentralPanel::default().frame(frame).show(ui, |ui| widgets::empty_state(ui, theme::icon::LOCKED, &headline, &text, None));
            return;
        }
        match self.view.place {
            Place::Folder { folder: Folder::Outbox, account } => {
                let frame = egui::Frame::new().fill(theme::tokens(ui).surface);
                let shown = egui::CentralPanel::default()
                    .frame(frame)
                    .show(ui, |ui| outbox::show(ui, &self.model, account, &mut self.views.outbox, &mut out.asks));
                match shown.inner {
                    Some(outbox::Wish::Open(mail)) => out.push(Intent::Open(mail)),
                    Some(outbox::Wish::MarkDone(mail, done)) => out.push(Intent::MarkDone(vec![mail], done)),
                    Some(outbox::Wish::SameAgain(mail)) => out.push(Intent::Ask(Question::SameAgain { mail })),
                    None => {}
                }
            }
            Place::Folder { .. } | Place::Undecrypted => shell::mails_ui(ui, &mut self.model, &mut self.view, out),
            Place::Answers => {
                let frame = egui::Frame::new().fill(theme::tokens(ui).surface);
                let shown = egui::CentralPanel::default()
                    .frame(frame)
                    .show(ui, |ui| answers::show(ui, &self.model, &mut self.views.answers, &mut out.asks));
                self.grant_of_desk(shown.inner, out);
            }
            Place::Waiting => {
                let frame = egui::Frame::new().fill(theme::tokens(ui).surface);
                let shown = egui::CentralPanel::default()
                    .frame(frame)
                    .show(ui, |ui| waiting::show(ui, &self.model, &mut self.views.waiting, &mut out.asks));
                self.grant_of_desk(shown.inner, out);
            }
            Place::GatheredEau => {
                let frame = egui::Frame::new().fill(theme::tokens(ui).surface);
                let shown = egui::CentralPanel::default()
                    .frame(frame)
                    .show(ui, |ui| eau::show(ui, &self.model, &mut self.views.eau, &mut out.asks));
                if let Some(mail) = shown.inner {
                    out.push(Intent::Open(mail));
                }
            }
            Place::Letters => {
                let frame = egui::Frame::new().fill(theme::tokens(ui).surface);
                let shown = egui::CentralPanel::default()
                    .frame(frame)
                    .show(ui, |ui| letters::show(ui, &self.model, &mut self.views.letters, &mut out.asks));
                if let Some(mail) = shown.inner {
                    out.push(Intent::Open(mail));
                }
            }
            Place::AddressBook => {
                let frame = egui::Frame::new().fill(theme::tokens(ui).surface);
                let shown = egui::CentralPanel::default()
                    .frame(frame)
                    .show(ui, |ui| address_book::show(ui, &self.model, &mut self.views.address_book, &mut out.asks));
                if let Some(address_book::Wish::Write(recipients)) = shown.inner {
                    self.write_to(recipients);
                }
            }
            Place::Settings => {
                if settings::show(ui, &self.model, &mut self.views.settings, &mut out.asks) {
                    out.push(Intent::Go(Place::default()));
                }
                if let Some(place) = self.views.settings.take_leave() {
                    out.push(Intent::Go(place));
                }
                out.intents.extend(self.views.settings.take_mail().map(Intent::Open));
            }
        }
    }

    /// What a person wants from the desk or its waiting list.
    fn grant_of_desk(&mut self, wish: Option<Wish>, out: &mut Out) {
        match wish {
            Some(Wish::OpenMail(mail)) => out.push(Intent::Open(mail)),
            Some(Wish::SetFolder) => {
                self.views.settings.turn_to(Tab::Usage);
                out.push(Intent::Go(Place::Settings));
            }
            Some(Wish::MarkDone(numbers, done)) => out.push(Intent::AnswersDone(numbers, done)),
            Some(Wish::MailDone(mail)) => out.push(Intent::MarkDone(vec![mail], true)),
            None => {}
        }
    }

    fn shortcuts(&mut self, ui: &Ui, out: &mut Out) {
        if self.view.question.is_some() || self.view.assigning.is_some() || self.views.purge.is_some() {
            return;
        }
        if let Some(action) = Action::pressed(ui) {
            // In front of the list stands a dialog: its mail is meant.
            let front = self.view.front.and_then(|owner| self.view.details.iter().find(|w| w.owner == owner));
            match front {
                Some(window) => out.push(Intent::On(action, vec![window.mail])),
                // What is being written is no mail of the list.
                None if self.view.front.is_some() && !action.is_of_the_window() => {}
                None => out.push(Intent::Act(action)),
            }
        }
        for (index, key) in FOLDER_KEYS.into_iter().enumerate() {
            if ui.input_mut(|i| i.consume_key(egui::Modifiers::COMMAND, key))
                && let Some(place) = self.places().get(index)
            {
                out.push(Intent::Go(*place));
            }
        }
        let escape = egui::Modifiers::NONE;
        let in_list = self.view.front.is_none() && !self.view.keys_shown;
        if !self.view.search.is_empty() && in_list && ui.input_mut(|i| i.consume_key(escape, egui::Key::Escape)) {
            self.view.end_search();
        }
        // In a field Esc leaves the field first.
        let in_settings = self.view.place == Place::Settings && in_list && self.saving.is_empty() && !ui.ctx().text_edit_focused();
        if in_settings
            && !self.views.settings.shows_dialog()
            && !self.views.settings.is_dirty()
            && ui.input_mut(|i| i.consume_key(escape, egui::Key::Escape))
        {
            out.push(Intent::Go(Place::default()));
        }
    }

    /// The places of Strg+1 … 9, in the order of the side panel.
    fn places(&self) -> Vec<Place> {
        let accounts: Vec<_> = self.model.active_accounts().map(|a| a.id).collect();
        let account = if let [only] = accounts.as_slice() { Some(*only) } else { None };
        let folders = Folder::ALL.into_iter().map(|folder| Place::Folder { account, folder });
        folders.chain([Place::Answers, Place::Waiting, Place::Undecrypted, Place::AddressBook, Place::Settings]).collect()
    }
}

use egui::Key;
const FOLDER_KEYS: [Key; 9] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

impl eframe::App for App {
    fn logic(&mut self, _ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.model.renderer = match (frame.gl(), frame.wgpu_render_state()) {
            (Some(_), _) => "glow",
            (None, Some(_)) => "wgpu",
            (None, None) => "",
        };
        self.drain();
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, REMEMBERED, &self.view.remembered());
    }
}

fn system_clock() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

fn open_with_system(path: &std::path::Path) {
    if let Err(error) = open::that_detached(path) {
        // Its words may hold the command with the file's name.
        tracing::warn!(kind = %error.kind(), "a file could not be opened with the system's viewer");
    }
}

/// Opens the practice mode beside this window.
fn start_practice() {
    let started = std::env::current_exe().and_then(|program| std::process::Command::new(program).arg("demo").spawn());
    if let Err(error) = started {
        tracing::error!(%error, "the practice mode could not be started");
    }
}
