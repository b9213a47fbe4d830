//! The right side: a bar with pages, zoom and the ways outside, and under it the page, the text, or why there is none.

use egui::{Align, Layout, ScrollArea, Sense, Ui, Vec2};

use super::{STEP, Viewer, Zoom, text_view};
use crate::domain::mail::{Attachment, MailDetail};
use crate::i18n;
use crate::ui::mail::attachments::{label, may_save, open_button, save_button};
use crate::ui::model::Model;
use crate::ui::theme::{self, GAP_S, GAP_XS, icon};
use crate::ui::view::{Intent, Out};
use crate::ui::widgets;

/// Room left and right of a page.
const MARGIN: f32 = 10.0;
/// Height of a page while its shape is unknown, in widths: A4.
const A4: f32 = 1.414;

pub(super) fn ui(ui: &mut Ui, model: &Model, mail: &MailDetail, attachment: &Attachment, viewer: &mut Viewer, out: &mut Out) {
    let room = (ui.available_width() - 2.0 * MARGIN - 12.0).max(80.0);
    let natural = viewer.pages.get(&viewer.page).or_else(|| viewer.pages.values().next()).map(|page| page.natural);
    let picture = attachment.media_type.starts_with("image/");
    #[expect(clippy::cast_precision_loss, reason = "sizes of a screen")]
    let own_width = natural.map_or(room, |(width, _)| width as f32).max(1.0);
    let width = match viewer.zoom {
        Zoom::Width if picture => room.min(own_width),
        Zoom::Width => room,
        Zoom::Percent(percent) => own_width * f32::from(percent) / 100.0,
    };
    let percent = width / own_width * 100.0;
    bar(ui, model, mail, attachment, viewer, natural.map(|_| percent), out);
    ui.add_space(GAP_XS);
    widgets::hairline(ui);
    let max_side = ui.input(|i| i.max_texture_side);
    // A picture is asked for in the room there is: how large it is, is not known before.
    let points = if picture && viewer.zoom == Zoom::Width { room } else { width };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates; a width in pixels")]
    let pixels = ((points * ui.ctx().pixels_per_point()) as u32).div_ceil(STEP) * STEP;
    let side = u32::try_from(max_side).unwrap_or(u32::MAX);
    viewer.ask(mail.row.id, pixels.clamp(STEP, side.max(STEP)), side, &mut out.asks);
    if let Some(lines) = &mut viewer.lines {
        text_view::ui(ui, (mail.row.id, attachment.index), lines);
        return;
    }
    if viewer.failed.contains_key(&viewer.page) {
        failed(ui, model, mail, attachment, viewer, out);
        return;
    }
    page(ui, (mail.row.id.0, attachment.index), &label(attachment), viewer, width);
}

/// Why there is nothing to see, and the way on.
fn failed(ui: &mut Ui, model: &Model, mail: &MailDetail, attachment: &Attachment, viewer: &mut Viewer, out: &mut Out) {
    let Some(problem) = viewer.failed.get(&viewer.page) else { return };
    let (headline, text) = (i18n::problem_text(problem), i18n::problem_advice(problem));
    let opens = may_save(model, mail) && attachment.warnings.is_empty() && !attachment.is_message;
    let again = problem.code == "DRAW-START";
    let outside = opens && matches!(problem.code, "DRAW-ENCRYPTED" | "DRAW-TOO-LARGE" | "DRAW-TIME" | "DRAW-CRASHED");
    let step = match (again, outside) {
        (true, _) => Some(t!("list-retry")),
        (false, true) => Some(t!("viewer-open-outside")),
        (false, false) => None,
    };
    if widgets::empty_state(ui, icon::FILE, &headline, &text, step.as_deref()) {
        if outside {
            out.push(Intent::OpenFile { mail: mail.row.id, index: attachment.index });
        } else {
            viewer.failed.remove(&viewer.page);
        }
    }
}

fn page(ui: &mut Ui, id: (i64, usize), name: &str, viewer: &mut Viewer, width: f32) {
    let t = theme::tokens(ui);
    let number = viewer.page;
    let count = viewer.count;
    let shape = viewer.pages.values().next().map(|page| page.natural);
    let known = viewer.pages.get_mut(&number);
    let natural = known.as_ref().map(|page| page.natural).or(shape);
    #[expect(clippy::cast_precision_loss, reason = "sizes of a screen")]
    let height = natural.map_or(width * A4, |(w, h)| width * h as f32 / (w as f32).max(1.0));
    // A ground that is not the window's: the edges of a white page are seen in the light theme too.
    egui::Frame::new().fill(t.panel).show(ui, |ui| {
        ScrollArea::both().id_salt((id, number)).auto_shrink([false, false]).show(ui, |ui| {
            let across = ui.available_width().max(width + 2.0 * MARGIN);
            let (outer, _) = ui.allocate_exact_size(Vec2::new(across, height + 2.0 * MARGIN), Sense::hover());
            let rect = egui::Rect::from_center_size(outer.center(), Vec2::new(width, height));
            let response = ui.interact(rect, ui.scope_id().with("page"), Sense::hover());
            let texture = known.and_then(|page| {
                if let Some(pixels) = page.pixels.take() {
                    let size = [pixels.width, pixels.height].map(|side| usize::try_from(side).unwrap_or_default());
                    let image = egui::ColorImage::from_rgb(size, &pixels.rgb);
                    page.texture = Some(ui.ctx().load_texture("page", image, egui::TextureOptions::LINEAR));
                }
                page.texture.as_ref()
            });
            match texture {
                Some(texture) => {
                    let whole = egui::Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
                    ui.painter().image(texture.id(), rect, whole, theme::UNTINTED);
                    ui.painter().rect_stroke(rect, 0, egui::Stroke::new(1.0, t.line), egui::StrokeKind::Outside);
                }
                None => waiting(ui, viewer.asked.is_some(), rect),
            }
            let spoken = if count > 1 { page_words(number, count) } else { name.to_owned() };
            widgets::name(ui, &response, egui::Role::Image, &spoken);
        });
    });
}

/// „Seite 2 von 5"
fn page_words(page: u32, count: u32) -> String {
    let number: u32 = page.saturating_add(1);
    t!("viewer-page-of", page = number, count = count)
}

/// Something is on its way: said only after a moment, so that nothing flickers (ten rules, 8).
fn waiting(ui: &Ui, asked: bool, rect: egui::Rect) {
    let id = ui.scope_id().with("since");
    let now = ui.input(|i| i.time);
    let since: f64 = ui.data_mut(|d| *d.get_temp_mut_or(id, now));
    if asked && now - since < 0.3 {
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(300));
    } else if asked {
        let t = theme::tokens(ui);
        let at = egui::pos2(rect.center().x, rect.min.y + 60.0_f32.min(rect.height() / 2.0));
        let font = egui::FontId::proportional(theme::SIZE_LIST);
        ui.painter().text(at, egui::Align2::CENTER_CENTER, t!("viewer-drawing"), font, t.weak);
    }
}

fn bar(ui: &mut Ui, model: &Model, mail: &MailDetail, attachment: &Attachment, viewer: &mut Viewer, percent: Option<f32>, out: &mut Out) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_XS;
        ui.set_min_height(theme::CONTROL_HEIGHT);
        if viewer.count > 1 {
            let last = viewer.count - 1;
            if turn_button(ui, icon::LEFT, &t!("viewer-page-back"), viewer.page > 0) {
                viewer.turn(viewer.page.saturating_sub(1));
            }
            ui.label(theme::small(page_words(viewer.page, viewer.count)));
            if turn_button(ui, icon::RIGHT, &t!("viewer-page-on"), viewer.page < last) {
                viewer.turn(viewer.page.saturating_add(1));
            }
            ui.add_space(GAP_S);
        }
        if let Some(percent) = percent {
            zoom(ui, viewer, percent);
        }
        if let Some(lines) = &viewer.lines {
            let words = lines.remark();
            if !words.is_empty() {
                ui.label(theme::small(words).color(theme::tokens(ui).weak));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = GAP_XS;
            save_button(ui, may_save(model, mail), mail, attachment, out);
            let opened = open_button(ui, model, mail, attachment, out);
            if opened && widgets::icon_button(ui, icon::PRINT, &t!("viewer-print", name = label(attachment))).clicked() {
                out.push(Intent::OpenFile { mail: mail.row.id, index: attachment.index });
            }
        });
    });
}

fn turn_button(ui: &mut Ui, sign: &str, word: &str, possible: bool) -> bool {
    ui.add_enabled_ui(possible, |ui| widgets::icon_button(ui, sign, word)).inner.clicked()
}

fn zoom(ui: &mut Ui, viewer: &mut Viewer, percent: f32) {
    if widgets::icon_button(ui, icon::MINUS, &t!("viewer-smaller")).clicked() {
        viewer.zoom_by(-1, percent);
    }
    // As wide as its longest figure, so that the button beside it does not move.
    #[expect(clippy::cast_possible_truncation, reason = "percent")]
    let figure = format!("{} %", percent.round() as i32);
    ui.add_sized([44.0, 20.0], egui::Label::new(theme::small(figure)));
    if widgets::icon_button(ui, icon::PLUS, &t!("viewer-larger")).clicked() {
        viewer.zoom_by(1, percent);
    }
    ui.add_enabled_ui(viewer.zoom != Zoom::Width, |ui| {
        if widgets::icon_button(ui, icon::FIT_WIDTH, &t!("viewer-fit")).clicked() {
            viewer.zoom = Zoom::Width;
        }
    });
}
