//! Who sits at this window: the sign-in view, locking by key and by time, and a desk for each person, so that nobody
//! finds what another one was writing.

use std::collections::HashMap;
use std::time::Duration;

use egui::Ui;

use super::writing::Writing;
use super::{App, Views};
use crate::domain::ids::UserId;
use crate::domain::secret::Secret;
use crate::ui::actions::Action;
use crate::ui::own_password;
use crate::ui::own_password::OwnPassword;
use crate::ui::sign_in::{self, SignInView};
use crate::ui::theme;
use crate::ui::view::{Out, View};

/// What the window remembers about who sits here.
#[derive(Default)]
pub(super) struct Desk {
    /// Whose dialogs and lists are open, and which desk of the model it is.
    owner: Option<UserId>,
    number: u32,
    sign_in: SignInView,
    /// Name and password given at the start of the program, tried once.
    given: Option<(String, Secret)>,
    /// Mails being written by people who are not here.
    parked: HashMap<Option<UserId>, Vec<Writing>>,
    /// The dialog for another password.
    password: Option<OwnPassword>,
    /// Of the frame clock: when key or mouse were touched last.
    touched: f64,
}

impl App {
    /// The program was started for this person: the name stands in the sign-in, and a password given with it is tried at once.
    #[must_use]
    pub fn for_user(mut self, name: &str, password: Option<Secret>) -> Self {
        self.desk.sign_in = SignInView::of(name);
        self.desk.given = password.map(|password| (name.to_owned(), password));
        self
    }

    /// Draws the sign-in where one is needed; true when the window may be shown.
    pub(super) fn seat_ui(&mut self, ui: &mut Ui, out: &mut Out) -> bool {
        self.model.ask_session(&mut out.asks);
        if !self.model.knows_session() {
            let frame = egui::Frame::new().fill(theme::tokens(ui).surface);
            egui::CentralPanel::default().frame(frame).show(ui, |_| ());
            return false;
        }
        if !self.model.needs_sign_in() {
            // What was typed to get in does not stay.
            (self.desk.sign_in, self.desk.given) = (SignInView::default(), None);
            self.lock_by_time(ui, out);
            // Before anything that is open takes the keys.
            if Action::Lock.shortcut().is_some_and(|keys| ui.input_mut(|i| i.consume_shortcut(&keys))) {
                self.lock(out);
            }
        }
        if !self.model.needs_sign_in() {
            return true;
        }
        // Drafts that were saved on locking come back while nobody looks.
        self.receive_writing(ui.input(|i| i.time), &mut out.asks);
        if let Some(problem) = self.model.sign_in_problem.take() {
            self.desk.sign_in.failed(problem, ui.input(|i| i.time));
        }
        if let Some((name, password)) = self.desk.given.take() {
            self.model.sign_in(name, password, &mut out.asks);
        }
        if let Some(entered) = sign_in::show(ui, &self.model, &mut self.desk.sign_in) {
            self.model.sign_in(entered.name, entered.password, &mut out.asks);
        }
        // A removed or changed person is noticed here too.
        self.model.refresh_session(&mut out.asks);
        false
    }

    /// Locks when nobody touched key or mouse for the time that is set.
    fn lock_by_time(&mut self, ui: &Ui, out: &mut Out) {
        let (now, touched) = ui.input(|i| (i.time, !i.events.is_empty()));
        if touched || self.desk.touched == 0.0 {
            self.desk.touched = now;
        }
        if self.model.user_id().is_none() {
            return;
        }
        let left = f64::from(self.model.lock_minutes.max(1)) * 60.0 - (now - self.desk.touched);
        if left > 0.0 {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
        } else {
            self.lock(out);
        }
    }

    /// Covers the window. What is being written is saved first, in the name of whoever wrote it.
    pub(super) fn lock(&mut self, out: &mut Out) {
        let Some(name) = self.model.user_name().map(str::to_owned) else {
            self.model.tell(t!("told-no-lock"));
            return;
        };
        for window in &mut self.writing {
            window.save(&mut out.asks);
        }
        self.views.settings.leave(&mut out.asks);
        if let Some(offer) = &mut self.views.sheet_offer {
            offer.leave(&mut out.asks);
        }
        self.desk.sign_in = SignInView::locked_by(&name);
        self.model.lock(&mut out.asks);
    }

    /// Opens the dialog for another password.
    pub(super) fn change_password(&mut self) {
        self.desk.password = self.model.user_id().map(|_| OwnPassword::default());
    }

    pub(super) fn password_ui(&mut self, ui: &Ui, out: &mut Out) {
        let Some(dialog) = &mut self.desk.password else { return };
        if dialog.receive(&mut self.model) {
            self.model.tell(t!("told-password-changed"));
            self.desk.password = None;
        } else if own_password::show(ui, &self.model, dialog, &mut out.asks) {
            self.desk.password = None;
        }
    }

    /// Locks, and lets somebody else enter a name.
    pub(super) fn change_user(&mut self, out: &mut Out) {
        self.lock(out);
        if self.model.locked {
            self.desk.sign_in = SignInView::default();
        }
    }

    /// Somebody else sat down: a fresh desk; what the other one was writing waits for him.
    pub(super) fn change_desk(&mut self) {
        let before = std::mem::replace(&mut self.desk.owner, self.model.owner);
        if std::mem::replace(&mut self.desk.number, self.model.desks) == self.model.desks {
            return;
        }
        self.desk.sign_in = SignInView::default();
        (self.desk.touched, self.desk.password) = (0.0, None);
        let left = std::mem::take(&mut self.writing);
        self.desk.parked.entry(before).or_default().extend(left);
        self.writing = self.desk.parked.remove(&self.model.owner).unwrap_or_default();
        let remembered = self.view.remembered();
        self.view = View::default();
        self.view.remember(&remembered);
        self.drafts.clear();
        self.saving.clear();
        self.views = Views::default();
    }
}
