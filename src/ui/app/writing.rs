//! The writing windows: one per mail, each an own window of the desktop where that works, else inside the main one.

use egui::{Context, Frame, Margin, Ui, ViewportBuilder, ViewportId};

use super::App;
use crate::domain::outgoing::Draft;
use crate::ui::compose::{self, Compose, Outcome};
use crate::ui::model::Asks;
use crate::ui::theme::{self, GAP_L};

const SIZE: [f32; 2] = [860.0, 700.0];
const SMALLEST: [f32; 2] = [560.0, 420.0];

/// A writing window with its key.
pub(super) struct Writing {
    key: u64,
    compose: Compose,
}

impl App {
    /// Opens a writing window, unless the draft is already being written.
    pub(super) fn write_draft(&mut self, draft: Draft) {
        let open = draft.id.is_some_and(|id| self.writing.iter().any(|w| w.compose.draft_id() == Some(id)));
        let blank = draft.is_blank() && draft.source.is_none();
        if open {
            return;
        }
        let account = self.model.account(draft.account).filter(|_| blank && draft.id.is_none());
        let compose = account.map_or_else(|| Compose::new(draft), Compose::for_account);
        self.next_window += 1;
        self.writing.push(Writing { key: self.next_window, compose });
    }

    /// Answers for the writing windows; closed ones are dropped with the word they leave.
    pub(super) fn receive_writing(&mut self, now: f64, asks: &mut Asks) {
        for window in &mut self.writing {
            window.compose.receive(&mut self.model, now, asks);
        }
        for left in self.writing.extract_if(.., |w| w.compose.outcome().is_some()) {
            match left.compose.outcome() {
                Some(Outcome::Queued(_)) => self.model.tell(t!("told-queued")),
                Some(Outcome::Kept(Some(_))) => self.model.tell(t!("told-draft-kept")),
                _ => {}
            }
        }
    }

    pub(super) fn writing_ui(&mut self, ui: &Ui, asks: &mut Asks) {
        let Self { writing, model, .. } = self;
        for window in writing {
            let title = window.compose.title();
            if ui.ctx().embed_viewports() {
                embedded(ui.ctx(), &title, window, |ui, compose| compose::show(ui, model, compose, asks));
                continue;
            }
            let builder = ViewportBuilder::default().with_title(title).with_inner_size(SIZE).with_min_inner_size(SMALLEST);
            let id = ViewportId::from_hash_of(("writing", window.key));
            ui.ctx().show_viewport_immediate(id, builder, |ui, _class| {
                if ui.input(|i| i.viewport().close_requested()) {
                    window.compose.close(asks);
                }
                compose::show(ui, model, &mut window.compose, asks);
            });
        }
    }
}

fn embedded(ctx: &Context, title: &str, window: &mut Writing, contents: impl FnOnce(&mut Ui, &mut Compose)) {
    let screen = ctx.content_rect().shrink(GAP_L);
    let size = egui::Vec2::from(SIZE).min(screen.size());
    egui::Window::new(theme::strong(title))
        .id(egui::Id::unique(("writing", window.key)))
        .frame(Frame::window(&ctx.style_of(ctx.theme())).inner_margin(Margin::ZERO))
        .title_frame(Frame::new().inner_margin(Margin::symmetric(12, 8)))
        .collapsible(false)
        .default_size(size)
        .max_size(screen.size())
        .default_pos(screen.center() - size / 2.0)
        .constrain_to(screen)
        .show(ctx, |ui| contents(ui, &mut window.compose));
}
