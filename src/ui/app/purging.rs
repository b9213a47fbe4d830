//! „Endgültig löschen" and „Papierkorb leeren": the question, and what the window forgets once it is done.

use egui::Ui;

use super::App;
use crate::domain::purge::PurgeWhat;
use crate::ui::purge::{self, PurgeDialog};
use crate::ui::view::{Out, Selection};

impl App {
    /// Asks what it would mean, and the person whether it shall be.
    pub(super) fn ask_purge(&mut self, what: PurgeWhat, out: &mut Out) {
        if self.views.purge.is_none() {
            self.views.purge = Some(PurgeDialog::about(what, &mut out.asks));
        }
    }

    pub(super) fn purge_ui(&mut self, ui: &Ui, out: &mut Out) {
        let Some(dialog) = &mut self.views.purge else { return };
        let Some(gone) = dialog.receive(&mut self.model) else {
            if purge::show(ui, dialog, &mut out.asks) {
                self.views.purge = None;
            }
            return;
        };
        self.views.purge = None;
        self.model.tell(t!("purge-told", count = gone.len()));
        self.view.selection = Selection::default();
        // What was put into the trash last cannot come back from there any more.
        self.view.undo = None;
        for window in self.view.details.iter_mut().filter(|window| gone.contains(&window.mail)) {
            window.open = false;
        }
    }
}
