//! The strip of attachments: files with size and cross, the button, the size meter, and the drop zone.

use egui::{Align, CornerRadius, FontId, Layout, Sense, Stroke, Ui, vec2};

use super::Compose;
use crate::domain::outgoing::{DraftAttachment, LARGE_MAIL_BYTES};
use crate::engine::command::Command;
use crate::i18n;
use crate::ui::file_dialog::FileDialog;
use crate::ui::theme::{self, GAP_M, GAP_S, RADIUS, SIZE_LIST, SIZE_SMALL, SIZE_TITLE, Tone, icon};
use crate::ui::{format, widgets};

/// From this share of 15 MB on, the meter is shown in words of its own colour.
const NEARLY_FULL: f32 = 0.8;

/// Draws the strip.
pub(super) fn show(ui: &mut Ui, view: &mut Compose, out: &mut Vec<Command>) {
    failed_files(ui, view);
    ui.horizontal(|ui| {
        let large = view.state.draft.size() > LARGE_MAIL_BYTES;
        let meter = if view.state.draft.attachments.is_empty() {
            0.0
        } else if large {
            300.0
        } else {
            190.0
        };
        let width = ui.available_width() - meter;
        ui.allocate_ui_with_layout(vec2(width, 30.0), Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
            ui.spacing_mut().item_spacing = vec2(GAP_S, 6.0);
            if widgets::button(ui, icon::ATTACHMENT, &t!("compose-attach")).clicked() {
                view.dialog = Some(FileDialog::files(ui.ctx(), &t!("compose-attach")));
            }
            if widgets::button(ui, icon::FILE_TEXT, &t!("compose-block")).on_hover_text(t!("compose-block-hint")).clicked() {
                view.blocks.open();
            }
            let mut removed = None;
            for (at, file) in view.state.draft.attachments.iter().enumerate() {
                if file_chip(ui, at, file) {
                    removed = Some(at);
                }
            }
            if let Some(at) = removed {
                view.state.draft.attachments.remove(at);
            }
            let t = theme::tokens(ui);
            for name in view.state.files_under_way() {
                ui.label(theme::list(t!("compose-file-adding", name = name)).color(t.weak));
            }
        });
        if meter > 0.0 {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| size_meter(ui, view.state.draft.size()));
        }
    });
    path_field(ui, view, out);
}

/// The icon that fits the type of a file.
fn file_icon(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => icon::FILE_PDF,
        t if t.starts_with("image/") => icon::FILE_IMAGE,
        t if t.contains("xml") || t.contains("json") => icon::FILE_CODE,
        t if t.starts_with("text/") => icon::FILE_TEXT,
        _ => icon::FILE,
    }
}

fn file_chip(ui: &mut Ui, at: usize, file: &DraftAttachment) -> bool {
    let t = theme::tokens(ui);
    let font = FontId::proportional(SIZE_LIST);
    let mut job = egui::text::LayoutJob::simple_singleline(format!("{} {}", file_icon(&file.media_type), file.name), font, t.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(240.0);
    let name = ui.painter().layout_job(job);
    let size = ui.painter().layout_no_wrap(format::size(file.size), FontId::proportional(SIZE_SMALL), t.weak);
    let (rect, response) = ui.allocate_exact_size(vec2(name.size().x + size.size().x + 56.0, 30.0), Sense::hover());
    ui.painter().rect(rect, CornerRadius::same(RADIUS), t.panel, Stroke::new(1.0, t.line), egui::StrokeKind::Inside);
    let middle = rect.center().y;
    let x = rect.left() + 10.0;
    let after = x + name.size().x + GAP_S;
    ui.painter().galley(egui::pos2(x, middle - name.size().y / 2.0), name, t.text);
    ui.painter().galley(egui::pos2(after, middle - size.size().y / 2.0 + 0.5), size, t.weak);
    widgets::name(ui, &response, egui::Role::Label, &format!("{} {}", file.name, format::size(file.size)));
    let id = response.id.with(at);
    response.on_hover_text(&file.name);
    let cross = egui::Rect::from_center_size(egui::pos2(rect.right() - 17.0, middle), vec2(22.0, 22.0));
    let button = ui.interact(cross, id.with("cross"), Sense::click());
    let spoken = t!("compose-remove-file", name = file.name.as_str());
    widgets::name(ui, &button, egui::Role::Button, &spoken);
    let ink = if button.hovered() || button.has_focus() { t.text } else { t.weak };
    ui.painter().text(cross.center(), egui::Align2::CENTER_CENTER, icon::CLOSE, FontId::proportional(SIZE_LIST), ink);
    widgets::focus_ring(ui, &button);
    button.on_hover_text(spoken).clicked()
}

#[expect(clippy::cast_precision_loss, reason = "a bar on the screen")]
fn size_meter(ui: &mut Ui, bytes: u64) {
    let t = theme::tokens(ui);
    let share = bytes as f32 / LARGE_MAIL_BYTES as f32;
    let large = bytes > LARGE_MAIL_BYTES;
    let words =
        if large { t!("compose-size-large", size = format::megabytes(bytes)) } else { t!("compose-size", size = format::megabytes(bytes)) };
    let tone = if large {
        Tone::Info
    } else if share > NEARLY_FULL {
        Tone::Warn
    } else {
        Tone::Neutral
    };
    if large {
        ui.label(theme::small(&words).color(tone.ink(t)));
        return;
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.with_layout(Layout::top_down(Align::Max), |ui| {
            ui.label(theme::small(&words).color(tone.ink(t)));
            widgets::progress(ui, 120.0, Some(share), &words);
        });
    });
}

fn failed_files(ui: &mut Ui, view: &mut Compose) {
    let mut settled = None;
    for (at, failed) in view.state.failed_files.iter().enumerate() {
        let headline = t!("compose-file-failed", name = failed.name.as_str());
        widgets::banner(ui, Tone::Error, icon::ERROR, &headline, &i18n::problem_text(&failed.problem), |ui| {
            if widgets::button(ui, "", &t!("test-close")).clicked() {
                settled = Some(at);
            }
        });
        ui.add_space(GAP_S);
    }
    if let Some(at) = settled {
        view.state.failed_files.remove(at);
    }
}

/// Where the desktop has no file dialog, a path can be typed.
fn path_field(ui: &mut Ui, view: &mut Compose, out: &mut Vec<Command>) {
    let Some(path) = &mut view.path_field else { return };
    ui.add_space(GAP_S);
    let mut done = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_M;
        let field = widgets::text_field(ui, "path", &t!("compose-path"), path, &t!("compose-path"), 420.0);
        let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        if (widgets::button(ui, "", &t!("compose-path-take")).clicked() || entered) && !path.trim().is_empty() {
            done = Some(std::path::PathBuf::from(path.trim()));
        }
    });
    widgets::field_help(ui, &t!("compose-path-help"), None);
    if let Some(path) = done {
        view.path_field = None;
        view.state.add_file(path, out);
    }
}

/// Says where files may be dropped while some hang over the window.
pub(super) fn drop_overlay(ui: &Ui) {
    if ui.input(|i| i.raw.hovered_files.is_empty()) {
        return;
    }
    let t = theme::tokens(ui);
    let rect = ui.max_rect().shrink(8.0);
    let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop")));
    painter.rect(rect, CornerRadius::same(RADIUS), t.accent_soft, Stroke::new(2.0, t.accent), egui::StrokeKind::Inside);
    let words = format!("{}  {}", icon::ATTACHMENT, t!("compose-drop"));
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, words, FontId::proportional(SIZE_TITLE), t.accent);
}
