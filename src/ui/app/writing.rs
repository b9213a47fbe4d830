//! The writing dialogs, one per mail.

use egui::{Key, Modifiers, Ui, Vec2, vec2};

use super::App;
use crate::domain::outgoing::Draft;
use crate::ui::compose::{self, Compose, Outcome};
use crate::ui::dialog;
use crate::ui::model::{Asks, Owner};

const SIZE: Vec2 = vec2(860.0, 700.0);

/// A writing dialog and its name among the dialogs.
pub(super) struct Writing {
    pub(super) owner: Owner,
    compose: Compose,
}

impl Writing {
    /// Saves what is not saved yet; the window stays open.
    pub(super) fn save(&mut self, asks: &mut Asks) {
        self.compose.save(asks);
    }
}

impl App {
    /// Opens a writing window, unless the draft is already being written.
    pub(super) fn write_draft(&mut self, draft: Draft) {
        let open = draft.id.is_some_and(|id| self.writing.iter().any(|w| w.compose.draft_id() == Some(id)));
        let blank = draft.is_blank() && draft.source.is_none();
        if open {
            return;
        }
        let account = self.model.account(draft.account).filter(|_| blank && draft.id.is_none());
        let usage = self.model.usage.value().map(|facts| facts.usage.clone()).unwrap_or_default();
        let compose = account.map_or_else(|| Compose::new(draft), |account| Compose::for_account(account, &usage));
        let owner = Owner::new();
        self.view.front = Some(owner);
        self.writing.push(Writing { owner, compose });
    }

    /// Answers for the writing windows; closed ones are dropped with the word they leave.
    pub(super) fn receive_writing(&mut self, now: f64, asks: &mut Asks) {
        for window in &mut self.writing {
            window.compose.receive(&mut self.model, now, asks);
        }
        for left in self.writing.extract_if(.., |w| w.compose.outcome().is_some()) {
            match left.compose.outcome() {
                Some(Outcome::Queued(_)) => self.model.tell(t!("told-queued")),
                Some(Outcome::Kept(Some(_))) => self.model.tell(t!("told-draft-kept")),
                _ => {}
            }
        }
    }

    pub(super) fn writing_ui(&mut self, ui: &Ui, asks: &mut Asks) {
        let Self { writing, model, view, .. } = self;
        // An open menu takes the key for itself.
        let menu_open = egui::Popup::is_any_open(ui.ctx());
        for window in writing {
            let title = window.compose.title();
            let in_front = view.front == Some(window.owner) && view.question.is_none() && !view.keys_shown;
            dialog::show(ui.ctx(), window.owner, &title, SIZE, |ui| compose::show(ui, model, &mut window.compose, asks, in_front));
            // After the window itself, whose list of suggestions and question come first.
            if in_front && !menu_open && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
                window.compose.close(asks);
            }
        }
    }
}
