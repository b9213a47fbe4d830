//! Attachments: the strip under the text, and what can be done with one; [`super::viewer`] shows them.

use egui::{Align, Layout, Ui};

use crate::domain::mail::{Attachment, MailDetail};
use crate::engine::command::{Command, PrintWords};
use crate::i18n;
use crate::ui::actions::Action;
use crate::ui::format;
use crate::ui::model::{Model, Purpose};
use crate::ui::theme::{self, GAP_XS, Tone, icon};
use crate::ui::view::{FileQuestion, Intent, Out, Question};
use crate::ui::widgets;

pub(super) fn file_icon(attachment: &Attachment) -> &'static str {
    match attachment.media_type.as_str() {
        "application/pdf" => icon::FILE_PDF,
        kind if kind.starts_with("image/") => icon::FILE_IMAGE,
        "application/xml" | "text/xml" | "application/json" | "application/fhir+xml" => icon::FILE_CODE,
        kind if kind.starts_with("text/") => icon::FILE_TEXT,
        "message/rfc822" => icon::MAIL,
        _ => icon::FILE,
    }
}

pub(super) fn label(attachment: &Attachment) -> String {
    match (attachment.name.is_empty(), attachment.is_message) {
        (false, _) => attachment.name.clone(),
        (true, true) => t!("attachment-message"),
        (true, false) => attachment.save_name.clone(),
    }
}

/// Attachments drawn under a text; of thousands the others are in the list beside the view.
const MOST_IN_STRIP: usize = 50;

/// A short strip: name, size, and the ways to look at it; for the preview.
pub fn strip_ui(ui: &mut Ui, model: &Model, mail: &MailDetail, out: &mut Out) {
    for attachment in mail.parsed.attachments.iter().take(MOST_IN_STRIP) {
        ui.push_id(("attachment", attachment.index), |ui| row_ui(ui, model, mail, attachment, out));
    }
    let more = mail.parsed.attachments.len().saturating_sub(MOST_IN_STRIP);
    if more > 0 && widgets::quiet_button(ui, icon::EYE, &t!("attachments-more", count = more)).clicked() {
        out.push(Intent::View { mail: mail.row.id, index: MOST_IN_STRIP });
    }
}

/// Saving takes content out of the profile: that is more than reading (rule 55).
pub(super) fn may_save(model: &Model, mail: &MailDetail) -> bool {
    model.allows(Action::SaveAs, Some(mail.row.account))
}

fn row_ui(ui: &mut Ui, model: &Model, mail: &MailDetail, attachment: &Attachment, out: &mut Out) {
    let t = theme::tokens(ui);
    let name = label(attachment);
    ui.horizontal(|ui| {
        ui.set_min_height(34.0);
        ui.label(theme::body(file_icon(attachment)).size(20.0).color(t.weak));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = GAP_XS;
            save_button(ui, may_save(model, mail), mail, attachment, out);
            open_button(ui, model, mail, attachment, out);
            if !attachment.is_message && widgets::icon_button(ui, icon::EYE, &t!("attachment-view", name = name.clone())).clicked() {
                out.push(Intent::View { mail: mail.row.id, index: attachment.index });
            }
            ui.label(theme::small(format::size(attachment.size)).color(t.weak));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(theme::list(&name)).truncate()).on_hover_text(&attachment.media_type);
            });
        });
    });
    let mut remarks: Vec<String> = attachment.warnings.iter().map(|w| i18n::text(&format!("warning-{}", w.as_str()))).collect();
    if attachment.is_signature_report {
        remarks.push(t!("attachment-report"));
    }
    if !remarks.is_empty() {
        let tone = if attachment.warnings.is_empty() { Tone::Neutral } else { Tone::Warn };
        let sign = if attachment.warnings.is_empty() { icon::INFO } else { icon::WARNING };
        widgets::badge(ui, tone, sign, &remarks.join(", "));
    }
}

/// „Speichern"; of what could do harm it is asked first.
pub(super) fn save_button(ui: &mut Ui, allowed: bool, mail: &MailDetail, attachment: &Attachment, out: &mut Out) {
    let word = t!("attachment-save", name = label(attachment));
    if widgets::permitted(ui, allowed, |ui| widgets::icon_button(ui, icon::DOWNLOAD, &word)).clicked() {
        let (mail, index, name) = (mail.row.id, attachment.index, attachment.save_name.clone());
        let media_type = attachment.media_type.clone();
        out.push(match attachment.warnings.is_empty() {
            true => Intent::File(FileQuestion::SaveAttachment { mail, index, name }),
            false => Intent::Ask(Question::SaveUnsafe { mail, index, name, media_type }),
        });
    }
}

/// „Öffnen" with the system's viewer, where that is allowed: what could act by itself is never opened directly (rule 37).
/// True when the button is there and may be pressed.
pub(super) fn open_button(ui: &mut Ui, model: &Model, mail: &MailDetail, attachment: &Attachment, out: &mut Out) -> bool {
    if !attachment.warnings.is_empty() || attachment.is_message {
        return false;
    }
    let allowed = may_save(model, mail);
    let word = t!("attachment-open", name = label(attachment));
    if widgets::permitted(ui, allowed, |ui| widgets::icon_button(ui, icon::OPEN_OUTSIDE, &word)).clicked() {
        out.push(Intent::OpenFile { mail: mail.row.id, index: attachment.index });
    }
    allowed
}

/// Prints: the engine writes a PDF, the system's viewer shows it.
pub fn print(mail: crate::domain::ids::MailId, out: &mut Out) {
    let words = PrintWords {
        from: t!("print-from"),
        to: t!("print-to"),
        cc: t!("print-cc"),
        date: t!("print-date"),
        attachments: t!("print-attachments"),
        unconfirmed: t!("print-unconfirmed"),
    };
    out.asks.ask(Command::Print { mail, words }, Purpose::Files { open: true });
}
