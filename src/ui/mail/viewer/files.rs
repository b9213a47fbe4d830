//! The list of attachments beside the view. The Clientmodul's own report stands last and apart: it is no part of the mail.

use egui::{FontId, ScrollArea, Sense, Ui, Vec2, pos2};

use super::Viewer;
use crate::domain::mail::{Attachment, MailDetail};
use crate::i18n;
use crate::ui::format;
use crate::ui::mail::attachments::{file_icon, label, may_save};
use crate::ui::model::Model;
use crate::ui::theme::{self, GAP_S, GAP_XS, RADIUS, SIZE_LIST, SIZE_SMALL, Tone, icon};
use crate::ui::view::{FileQuestion, Intent, Out};
use crate::ui::widgets;

const ROW: f32 = 46.0;

/// Indexes in the order shown.
pub(super) fn order(mail: &MailDetail) -> Vec<usize> {
    let (reports, own): (Vec<&Attachment>, Vec<&Attachment>) = mail.parsed.attachments.iter().partition(|a| a.is_signature_report);
    own.into_iter().chain(reports).map(|a| a.index).collect()
}

/// The one to begin with: what a person reads. A letter's PDF comes before its data.
pub(super) fn first(mail: &MailDetail) -> usize {
    let own = || mail.parsed.attachments.iter().filter(|a| !a.is_signature_report);
    let to_read = own().find(|a| a.media_type == "application/pdf" || a.media_type.starts_with("image/"));
    to_read.or_else(|| own().next()).or(mail.parsed.attachments.first()).map_or(0, |a| a.index)
}

pub(super) fn ui(ui: &mut Ui, model: &Model, mail: &MailDetail, viewer: &mut Viewer, out: &mut Out) {
    if mail.parsed.attachments.len() > 1 {
        let save = |ui: &mut Ui| widgets::quiet_button(ui, icon::DOWNLOAD, &t!("attachments-save-all"));
        if widgets::permitted(ui, may_save(model, mail), save).clicked() {
            out.push(Intent::File(FileQuestion::SaveAllAttachments { mail: mail.row.id }));
        }
        ui.add_space(GAP_XS);
    }
    ScrollArea::vertical().id_salt("viewer_files").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for index in order(mail) {
            let Some(attachment) = mail.parsed.attachments.get(index) else { continue };
            if ui.push_id(index, |ui| row(ui, attachment, viewer.chosen == Some(index))).inner {
                viewer.choose(index);
            }
        }
    });
}

/// One file: sign, name, size and what is to be known about it. True when it was chosen.
fn row(ui: &mut Ui, attachment: &Attachment, chosen: bool) -> bool {
    let t = theme::tokens(ui);
    let name = label(attachment);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::click());
    if !ui.is_rect_visible(rect) {
        return false;
    }
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, RADIUS, if chosen { t.accent_soft } else { t.hover });
    }
    let inside = rect.shrink2(Vec2::new(GAP_S, 0.0));
    let ink = if chosen { t.accent } else { t.weak };
    let sign = ui.painter().layout_no_wrap(file_icon(attachment).to_owned(), FontId::proportional(20.0), ink);
    ui.painter().galley(pos2(inside.min.x, rect.center().y - sign.size().y / 2.0), sign, ink);
    let left = inside.min.x + 28.0;
    let room = (inside.max.x - left).max(20.0);
    let line = |ui: &Ui, text: String, size: f32, ink: theme::Colour, y: f32| {
        let font = FontId::proportional(size);
        let wide = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), ink).size().x;
        let galley = ui.painter().layout_no_wrap(shortened(&text, |text| wide(text) <= room), font.clone(), ink);
        ui.painter().galley(pos2(left, y - galley.size().y / 2.0), galley, ink);
    };
    line(ui, name.clone(), SIZE_LIST, t.text, rect.center().y - 9.0);
    let warned = attachment.warnings.first().map(|w| i18n::text(&format!("warning-{}", w.as_str())));
    let (below, ink) = match (warned, attachment.is_signature_report) {
        (Some(warning), _) => (format!("{} {warning}", icon::WARNING), Tone::Warn.ink(t)),
        (None, true) => (t!("attachment-report"), t.weak),
        (None, false) => (format::size(attachment.size), t.weak),
    };
    line(ui, below.clone(), SIZE_SMALL, ink, rect.center().y + 9.0);
    let enabled = ui.is_enabled();
    let spoken = format!("{name}, {below}");
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, enabled, chosen, &spoken));
    widgets::focus_ring(ui, &response);
    response.on_hover_text(format!("{name}\n{}", attachment.media_type)).clicked()
}

/// A name with its middle left out, so that the end still tells the kind of file and which of several it is.
fn shortened(name: &str, fits: impl Fn(&str) -> bool) -> String {
    if fits(name) {
        return name.to_owned();
    }
    let letters: Vec<char> = name.chars().collect();
    let end = letters.len().min(10);
    let tail: String = letters.iter().skip(letters.len() - end).collect();
    let with = |count: usize| format!("{}…{tail}", letters.iter().take(count).collect::<String>().trim_end());
    // The longest beginning that fits: lengths grow with the count.
    let (mut fitting, mut too_long) = (0, letters.len() - end);
    while fitting + 1 < too_long {
        let middle = fitting.midpoint(too_long);
        if fits(&with(middle)) { fitting = middle } else { too_long = middle }
    }
    with(fitting)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_keeps_its_end() {
        let name = "Arztbrief_HF-2026-008812_Kardiologie.pdf";
        assert_eq!(shortened(name, |_| true), name);
        assert_eq!(shortened(name, |text| text.chars().count() <= 20), "Arztbrief…ologie.pdf");
        assert_eq!(shortened("äöü", |_| false), "…äöü");
        assert!(shortened(&"x".repeat(5000), |text| text.len() < 40).len() < 40);
    }
}
