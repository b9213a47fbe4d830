//! Under a letter or laboratory report: where its file is on the way to the practice software, and the way to hand it over
//! by hand where a folder is set for it.

use egui::Ui;

use crate::domain::access::Role;
use crate::domain::answer::HandoverState;
use crate::domain::mail::{Dienstkennung, MailDetail};
use crate::domain::payload::PayloadKind;
use crate::engine::command::{Command, LetterCommand};
use crate::ui::model::{Model, Purpose};
use crate::ui::theme::{self, GAP_S, icon};
use crate::ui::view::Out;
use crate::ui::widgets;

/// Draws the line; nothing where no folder is set and nothing was handed over.
pub fn ui(ui: &mut Ui, model: &Model, mail: &MailDetail, out: &mut Out) {
    if !matches!(mail.row.payload_kind, Some(PayloadKind::Letter | PayloadKind::Lab)) || mail.row.state.is_some() {
        return;
    }
    let last = mail.runs.last();
    let dienstkennung = Dienstkennung(mail.row.dienstkennung.clone());
    let folders = model.handovers.value().map(|h| h.folders.as_slice()).unwrap_or_default();
    let has_folder = folders.iter().any(|(prefix, _)| dienstkennung.has_prefix(prefix));
    if last.is_none() && !has_folder {
        return;
    }
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_S;
        if let Some(run) = last {
            let words = match run.handover {
                Some(HandoverState::Written) => t!("run-handover-written", path = run.handover_path.as_str()),
                Some(HandoverState::Collected) => t!("run-handover-collected"),
                Some(HandoverState::Failed) => t!("run-handover-failed"),
                Some(HandoverState::Pending) | None => t!("run-handover-pending"),
            };
            ui.label(theme::list(icon::FOLDER).color(t.weak));
            ui.label(theme::list(words).color(t.weak));
        }
        // What still waits is written by itself.
        let waits = last.is_some_and(|run| run.handover == Some(HandoverState::Pending));
        if has_folder && !waits {
            let word = if last.is_some() { t!("letter-hand-over-again") } else { t!("letter-hand-over") };
            if widgets::permitted(ui, model.may(Role::Edit), |ui| widgets::quiet_button(ui, icon::FOLDER_OPEN, &word)).clicked() {
                let command = LetterCommand::HandOver { mail: mail.row.id };
                out.asks.ask(Command::Letters(Box::new(command)), Purpose::Told("letter-hand-over-told"));
            }
        }
    });
}
