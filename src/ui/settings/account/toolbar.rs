//! [Neu] [Duplizieren] [Löschen] above the form, and the file buttons beside them.

use egui::Ui;

use super::{AccountEditor, Wish};
use crate::ui::theme::{GAP_S, Tone, icon};
use crate::ui::widgets;

/// Draws the buttons and the question before deleting.
pub(super) fn show(ui: &mut Ui, editor: &mut AccountEditor) {
    ui.add_space(GAP_S);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_S;
        let stored = editor.form.id.is_some();
        if widgets::button(ui, icon::PLUS, &t!("account-new")).clicked() {
            editor.wish = Some(Wish::New);
        }
        if ui.add_enabled_ui(stored, |ui| widgets::button(ui, icon::COPY, &t!("account-duplicate"))).inner.clicked() {
            editor.wish = Some(Wish::Duplicate(Box::new(editor.form.duplicate())));
        }
        if ui.add_enabled_ui(stored, |ui| widgets::button(ui, icon::TRASH, &t!("account-delete"))).inner.clicked() {
            editor.asks_remove = true;
        }
        if widgets::quiet_button(ui, icon::DOWNLOAD, &t!("account-import")).clicked() {
            editor.wish = Some(Wish::Import);
        }
        if ui.add_enabled_ui(stored, |ui| widgets::quiet_button(ui, icon::SAVE, &t!("account-export"))).inner.clicked() {
            editor.wish = Some(Wish::Export);
        }
        if !editor.paste.is_open() && widgets::quiet_button(ui, icon::FILE_TEXT, &t!("paste-open")).clicked() {
            editor.paste.open();
        }
    });
    if editor.is_duplicate {
        ui.add_space(GAP_S);
        widgets::banner(ui, Tone::Neutral, icon::INFO, &t!("account-duplicate-hint"), "", |_| ());
    }
    if editor.asks_remove {
        ui.add_space(GAP_S);
        question(ui, editor);
    }
}

/// Deletes an unused account; of a used one only the choice can be taken.
fn question(ui: &mut Ui, editor: &mut AccountEditor) {
    let (mut yes, mut no) = (false, false);
    if editor.form.is_used {
        widgets::banner(ui, Tone::Warn, icon::TRASH, &t!("account-delete-used"), "", |ui| {
            yes = widgets::button(ui, icon::EYE, &t!("account-retire-now")).clicked();
            no = widgets::quiet_button(ui, "", &t!("settings-remove-no")).clicked();
        });
        if yes {
            editor.form.retired = true;
            editor.wants_save = true;
        }
    } else {
        widgets::banner(ui, Tone::Warn, icon::TRASH, &t!("settings-remove-question"), "", |ui| {
            yes = widgets::button(ui, icon::TRASH, &t!("settings-remove")).clicked();
            no = widgets::quiet_button(ui, "", &t!("settings-remove-no")).clicked();
        });
        editor.wants_remove |= yes;
    }
    if yes || no {
        editor.asks_remove = false;
    }
}
