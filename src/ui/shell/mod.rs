//! The frame of the window: toolbar, problems, side panel, list, preview, status, and what floats above them.

mod filters;
pub mod floating;

mod light;
mod list;
mod preview;
mod problems;
mod side;
mod status;
mod toolbar;

use egui::{CentralPanel, Frame, Margin, Panel, Stroke, Ui};

pub(crate) use preview::{content_ui, foot_ui};

use super::model::Model;
use super::theme;
use super::view::{Out, PreviewSide, View};

/// Under this width a preview at the right leaves the list too little room: it goes below.
const PREVIEW_RIGHT_FROM: f32 = 1120.0;
/// Under this height there is no room for it below either: it folds away.
const PREVIEW_BELOW_FROM: f32 = 620.0;
/// Under this width the side panel is narrower.
const SIDE_FULL_FROM: f32 = 900.0;

/// Draws toolbar, problem bar, status bar and side panel: what stands around every place.
pub fn frame_ui(ui: &mut Ui, model: &Model, view: &mut View, out: &mut Out) {
    let t = theme::tokens(ui);
    let plain = Frame::new().fill(t.surface);
    Panel::top("toolbar").frame(plain.inner_margin(Margin::symmetric(12, 9))).show(ui, |ui| toolbar::ui(ui, model, view, out));
    problems::ui(ui, model, view, out);
    let bar = Frame::new().fill(t.panel).inner_margin(Margin::symmetric(12, 4));
    Panel::bottom("status").frame(bar).show(ui, |ui| status::ui(ui, model, view, out));
    let width = if ui.available_width() < SIDE_FULL_FROM { 180.0 } else { 220.0 };
    Panel::left("side")
        .resizable(false)
        .exact_size(width)
        .frame(Frame::new().fill(t.panel).inner_margin(Margin::symmetric(8, 10)))
        .show(ui, |ui| side::ui(ui, model, view, out));
}

/// Draws the message list with its filters and the preview.
pub fn mails_ui(ui: &mut Ui, model: &mut Model, view: &mut View, out: &mut Out) {
    let t = theme::tokens(ui);
    let frame = Frame::new().fill(t.surface).stroke(Stroke::NONE);
    let window = ui.ctx().content_rect().size();
    let side = match view.preview {
        PreviewSide::Right if window.x >= PREVIEW_RIGHT_FROM => PreviewSide::Right,
        PreviewSide::Right | PreviewSide::Below if window.y >= PREVIEW_BELOW_FROM => PreviewSide::Below,
        _ => PreviewSide::Off,
    };
    match side {
        PreviewSide::Right => {
            let available = ui.available_width();
            Panel::right("preview")
                .resizable(true)
                .default_size((available * 0.4).clamp(340.0, 480.0))
                .size_range(320.0..=(available - 380.0).max(321.0))
                .frame(frame)
                .show(ui, |ui| preview::ui(ui, model, view, out));
        }
        PreviewSide::Below => {
            let available = ui.available_height();
            Panel::bottom("preview_below")
                .resizable(true)
                .default_size(available * 0.45)
                .size_range(160.0..=(available - 180.0).max(161.0))
                .frame(frame)
                .show(ui, |ui| preview::ui(ui, model, view, out));
        }
        PreviewSide::Off => {}
    }
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        filters::ui(ui, model, view, out);
        list::ui(ui, model, view, out);
    });
}
