//! Übergabeordner: where the practice software collects insurer answers and other technical contents.

use std::path::PathBuf;

use egui::Ui;

use crate::domain::answer::HandoverState;
use crate::engine::command::{Command, DeskCommand};
use crate::i18n;
use crate::ui::file_dialog::{self, FileDialog, Picked};
use crate::ui::model::{Asks, Model, Purpose};
use crate::ui::theme::{self, GAP_L, GAP_M, GAP_S, Tone, icon};
use crate::ui::widgets;

/// State of the page.
pub struct HandoverView {
    /// Beginning of a Dienstkennung.
    pub prefix: String,
    pub folder: String,
    dialog: Option<FileDialog>,
    asked: bool,
}

impl Default for HandoverView {
    fn default() -> Self {
        Self { prefix: "EBZ".to_owned(), folder: String::new(), dialog: None, asked: false }
    }
}

impl HandoverView {
    /// The page is opened again: folders may have gone away meanwhile.
    pub fn look_again(&mut self) {
        self.asked = false;
    }
}

/// Draws the page.
pub fn show(ui: &mut Ui, model: &Model, view: &mut HandoverView, asks: &mut Asks) {
    if !view.asked {
        view.asked = true;
        asks.ask(Command::ListHandovers, Purpose::Handovers);
        asks.ask(Command::CheckHandoverFolders, Purpose::Folders);
    }
    if let Some(Picked::Paths(paths)) = file_dialog::take(&mut view.dialog)
        && let Some(folder) = paths.first()
    {
        view.folder = folder.display().to_string();
    }
    widgets::page_width(ui, 680.0);
    widgets::section(ui, &t!("handover-title"));
    widgets::field_help(ui, &t!("handover-intro"), None);
    ui.add_space(GAP_S);
    if let Some(problem) = model.handovers.problem() {
        let advice = i18n::problem_advice(problem);
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &advice, |_| ());
        ui.add_space(GAP_M);
    }
    let handovers = model.handovers.value();
    let folders = handovers.map(|h| h.folders.as_slice()).unwrap_or_default();
    if folders.is_empty() {
        ui.label(theme::body(t!("handover-none")));
    }
    for (prefix, dir) in folders {
        let state = model.folders.value().and_then(|states| states.iter().find(|s| s.prefix == *prefix && s.path == *dir));
        folder_row(ui, prefix, dir, state.map(|s| s.problem_code), asks);
        if let Some(state) = state {
            sidecar_ui(ui, prefix, state.sidecar, asks);
        }
        widgets::hairline(ui);
    }
    if !folders.is_empty() {
        let checking = model.folders.is_pending();
        if ui.add_enabled_ui(!checking, |ui| widgets::quiet_button(ui, icon::AGAIN, &t!("handover-check"))).inner.clicked() {
            asks.ask(Command::CheckHandoverFolders, Purpose::Folders);
        }
    }
    let waiting = handovers.map_or(0, |h| h.items.iter().filter(|i| i.state == HandoverState::Pending).count());
    if waiting > 0 {
        ui.add_space(GAP_M);
        widgets::banner(ui, Tone::Warn, icon::CLOCK, &t!("handover-pending", count = waiting), "", |ui| {
            let ready = !folders.is_empty();
            if ui.add_enabled_ui(ready, |ui| widgets::button(ui, icon::AGAIN, &t!("handover-run"))).inner.clicked() {
                asks.ask(Command::RunHandovers, Purpose::Handovers);
            }
        });
    }
    ui.add_space(GAP_L);
    new_folder(ui, view, asks);
}

/// A folder with its state: `code` empty when it could be written, none while that is not known.
fn folder_row(ui: &mut Ui, prefix: &str, dir: &std::path::Path, code: Option<&str>, asks: &mut Asks) {
    ui.horizontal(|ui| {
        let t = theme::tokens(ui);
        ui.label(egui::RichText::new(icon::FOLDER).size(18.0).color(t.accent));
        ui.label(theme::strong(prefix));
        ui.label(theme::list(dir.display().to_string()).color(t.weak));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let spoken = t!("handover-remove-named", prefix = prefix);
            if widgets::icon_button(ui, icon::TRASH, &spoken).clicked() {
                asks.ask(Command::SetHandoverFolder { prefix: prefix.to_owned(), dir: None }, Purpose::Handovers);
            }
            match code {
                Some("") => _ = widgets::badge(ui, Tone::Ok, icon::CHECK_CIRCLE, &t!("handover-writable")),
                Some(_) => _ = widgets::badge(ui, Tone::Error, icon::ERROR, &t!("handover-not-writable")),
                None => {}
            }
        });
    });
    if let Some(code) = code.filter(|code| !code.is_empty()) {
        let text = |key: String| i18n::text_with(&key, "");
        let advice = format!("{} ({code})", text(format!("problem-{code}-advice")));
        widgets::field_help(ui, "", Some((Tone::Error, advice.as_str())));
    }
}

/// Whether a JSON file is written beside each file of a folder.
fn sidecar_ui(ui: &mut Ui, prefix: &str, on: bool, asks: &mut Asks) {
    let mut wanted = on;
    let inside = egui::Margin { left: 26, ..egui::Margin::ZERO };
    egui::Frame::new().inner_margin(inside).show(ui, |ui| {
        let switch = ui.checkbox(&mut wanted, theme::list(t!("handover-sidecar"))).on_hover_text(t!("handover-sidecar-help"));
        widgets::focus_ring(ui, &switch);
    });
    if wanted != on {
        let command = DeskCommand::SetSidecar { prefix: prefix.to_owned(), on: wanted };
        asks.ask(Command::Desk(Box::new(command)), Purpose::Handovers);
        asks.ask(Command::CheckHandoverFolders, Purpose::Folders);
    }
}

fn new_folder(ui: &mut Ui, view: &mut HandoverView, asks: &mut Asks) {
    widgets::field_label(ui, &t!("handover-prefix"));
    widgets::text_field(ui, "prefix", &t!("handover-prefix"), &mut view.prefix, "EBZ", 200.0);
    widgets::field_help(ui, &t!("handover-prefix-help"), None);
    ui.add_space(GAP_S);
    widgets::field_label(ui, &t!("handover-folder"));
    ui.horizontal(|ui| {
        let width = widgets::beside_button(ui, 440.0);
        widgets::text_field(ui, "folder", &t!("handover-folder"), &mut view.folder, "", width);
        if widgets::button(ui, icon::FOLDER_OPEN, &t!("handover-choose")).clicked() {
            view.dialog = Some(FileDialog::folder(ui.ctx(), &t!("handover-choose")));
        }
    });
    let path = PathBuf::from(view.folder.trim());
    let wrong = !view.folder.trim().is_empty() && !path.is_absolute();
    let sentence = t!("handover-absolute");
    widgets::field_help(ui, "", wrong.then_some((Tone::Error, sentence.as_str())));
    ui.add_space(GAP_S);
    let ready = path.is_absolute() && !view.prefix.trim().is_empty();
    if ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::CHECK, &t!("handover-set"))).inner.clicked() {
        asks.ask(Command::SetHandoverFolder { prefix: view.prefix.trim().to_owned(), dir: Some(path) }, Purpose::Handovers);
        asks.ask(Command::CheckHandoverFolders, Purpose::Folders);
        view.folder.clear();
    }
}
