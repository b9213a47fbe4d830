//! Dialogs inside the main window: several may stand side by side, one of them in front has the keys.
//!
//! Not windows of the desktop: eframe 0.37 builds an accessibility tree for its root window only, so a screen
//! reader would not see them.

use egui::{Context, Frame, Margin, Ui, Vec2};

use super::model::Owner;
use super::theme::{self, GAP_L};

/// Draws a dialog that can be moved and resized, never larger than the window.
pub fn show(ctx: &Context, owner: Owner, title: &str, size: Vec2, contents: impl FnOnce(&mut Ui)) {
    let screen = ctx.content_rect().shrink(GAP_L);
    let size = size.min(screen.size());
    egui::Window::new(theme::strong(title))
        .id(area_id(owner))
        .frame(Frame::window(&ctx.style_of(ctx.theme())).inner_margin(Margin::ZERO))
        .title_frame(Frame::new().inner_margin(Margin::symmetric(12, 8)))
        .collapsible(false)
        .default_size(size)
        .max_size(screen.size())
        .default_pos(screen.center() - size / 2.0)
        .constrain_to(screen)
        .show(ctx, contents);
}

/// Of several dialogs the one in front, which alone gets the keys: the one pressed last, else the newest.
#[must_use]
pub fn front(ctx: &Context, owners: &[Owner], before: Option<Owner>) -> Option<Owner> {
    let pressed = ctx.input(|i| i.pointer.any_pressed().then(|| i.pointer.interact_pos()).flatten());
    let layer = pressed.and_then(|at| ctx.layer_id_at(at));
    let find = |test: &dyn Fn(Owner) -> bool| owners.iter().copied().find(|owner| test(*owner));
    find(&|owner| layer.is_some_and(|layer| layer.id == area_id(owner)))
        .or_else(|| find(&|owner| Some(owner) == before))
        .or_else(|| owners.last().copied())
}

fn area_id(owner: Owner) -> egui::Id {
    egui::Id::unique(("dialog", owner))
}
