//! The settings: accounts at the left, the form of one of them at the right, and the hand-over folders.
//!
//! Changes are a draft until [Speichern]; going elsewhere with unsaved changes keeps them and says so. The app
//! calls [`SettingsView::receive`] every frame before [`show`].

pub mod account;
pub mod form;
pub mod handover;
pub mod ladder;
mod ladder_view;

use egui::{CornerRadius, FontId, Sense, Ui, vec2};

use self::account::AccountEditor;
use self::handover::HandoverView;
use super::model::{Asks, Model};
use super::theme::{self, GAP_L, GAP_S, GAP_XS, RADIUS, SIZE_BODY, SIZE_SMALL, icon};
use super::widgets;
use crate::domain::ids::AccountId;

/// What the right side shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// An account; `None` is a new one.
    Account(Option<AccountId>),
    Handover,
}

/// State of the settings.
#[derive(Default)]
pub struct SettingsView {
    page: Option<Page>,
    editor: Option<AccountEditor>,
    handover: HandoverView,
}

impl SettingsView {
    /// The settings, opened at a page.
    #[must_use]
    pub fn at(page: Page) -> Self {
        Self { page: Some(page), ..Self::default() }
    }

    /// Something was changed and not saved.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.editor.as_ref().is_some_and(AccountEditor::is_dirty)
    }

    /// Takes the answers to this view's questions.
    pub fn receive(&mut self, model: &mut Model) {
        if let Some(editor) = &mut self.editor {
            editor.receive(model);
            if editor.is_removed() {
                (self.editor, self.page) = (None, None);
            } else if let Some(id) = editor.take_saved_id() {
                self.page = Some(Page::Account(Some(id)));
            }
        }
    }

    /// Goes to a page, unless that would lose changes.
    fn go(&mut self, page: Page) {
        let leaves = matches!(page, Page::Account(_)) && self.page != Some(page);
        if leaves && self.is_dirty() {
            if let Some(editor) = &mut self.editor {
                editor.warn_unsaved();
            }
            return;
        }
        if leaves {
            self.editor = None;
        }
        self.page = Some(page);
    }
}

/// Draws the settings; true when the person wants to go back.
pub fn show(ui: &mut Ui, model: &Model, view: &mut SettingsView, asks: &mut Asks) -> bool {
    let t = theme::tokens(ui);
    let first = || model.accounts.value().and_then(|a| a.first()).map(|a| a.id);
    let page = view.page.unwrap_or_else(|| Page::Account(first()));
    if model.accounts.value().is_some() {
        view.page = Some(page);
    }
    let mut back = false;
    let side = egui::Frame::new().fill(t.panel).inner_margin(egui::Margin::symmetric(10, 14));
    egui::Panel::left("settings-side").frame(side).exact_size(280.0).resizable(false).show(ui, |ui| {
        back = side_ui(ui, model, view, page);
    });
    let frame = egui::Frame::new().fill(t.surface);
    egui::CentralPanel::default().frame(frame).show(ui, |ui| match page {
        Page::Handover => {
            egui::Frame::new()
                .inner_margin(egui::Margin::symmetric(28, 18))
                .show(ui, |ui| handover::show(ui, model, &mut view.handover, asks));
        }
        Page::Account(id) => {
            let account = id.and_then(|id| model.account(id));
            let fits = view.editor.as_ref().is_some_and(|editor| editor.id() == id);
            if !fits && id.is_some() && account.is_none() {
                return;
            }
            if !fits {
                view.editor = Some(AccountEditor::new(account));
            }
            if let Some(editor) = &mut view.editor {
                account::show(ui, editor, asks);
            }
        }
    });
    back
}

fn side_ui(ui: &mut Ui, model: &Model, view: &mut SettingsView, page: Page) -> bool {
    ui.spacing_mut().item_spacing.y = GAP_XS;
    let mut back = false;
    ui.horizontal(|ui| {
        back = widgets::icon_button(ui, icon::ARROW_LEFT, &t!("settings-back")).clicked();
        ui.label(theme::title(t!("settings-title")));
    });
    ui.add_space(GAP_S);
    caption(ui, &t!("settings-accounts"));
    for account in model.accounts.value().into_iter().flatten() {
        let here = Page::Account(Some(account.id));
        let name = &account.settings.sender_name;
        let address = account.settings.address.as_str();
        let (first, second) = if name.is_empty() { (address, String::new()) } else { (name.as_str(), address.to_owned()) };
        let second = if account.settings.options.retired { t!("settings-retired") } else { second };
        if side_row(ui, page == here, icon::MAIL, first, &second) {
            view.go(here);
        }
    }
    if side_row(ui, page == Page::Account(None), icon::PLUS, &t!("settings-new-account"), "") {
        view.go(Page::Account(None));
    }
    ui.add_space(GAP_L);
    caption(ui, &t!("settings-practice"));
    if side_row(ui, page == Page::Handover, icon::FOLDER, &t!("handover-title"), "") {
        view.go(Page::Handover);
    }
    back
}

fn caption(ui: &mut Ui, text: &str) {
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.add_space(10.0);
        ui.label(theme::small(text).color(t.weak));
    });
}

fn side_row(ui: &mut Ui, chosen: bool, mark: &str, first: &str, second: &str) -> bool {
    let t = theme::tokens(ui);
    let height = if second.is_empty() { 34.0 } else { 46.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), if chosen { t.accent_soft } else { t.hover });
    }
    let painter = ui.painter().with_clip_rect(rect.shrink2(vec2(8.0, 0.0)));
    let ink = if chosen { t.accent } else { t.text };
    let y = if second.is_empty() { rect.center().y } else { rect.top() + 15.0 };
    painter.text(egui::pos2(rect.left() + 20.0, y), egui::Align2::CENTER_CENTER, mark, FontId::proportional(16.0), ink);
    let font = if chosen { FontId::new(SIZE_BODY, theme::semibold()) } else { FontId::proportional(SIZE_BODY) };
    let cut = |text: &str, font: FontId, ink| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 46.0);
        painter.layout_job(job)
    };
    let galley = cut(first, font, ink);
    painter.galley(egui::pos2(rect.left() + 36.0, y - galley.size().y / 2.0), galley, ink);
    if !second.is_empty() {
        let galley = cut(second, FontId::proportional(SIZE_SMALL), t.weak);
        painter.galley(egui::pos2(rect.left() + 36.0, rect.top() + 25.0), galley, t.weak);
    }
    let enabled = ui.is_enabled();
    let spoken = first.to_owned();
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, enabled, chosen, &spoken));
    widgets::focus_ring(ui, &response);
    response.on_hover_text(if second.is_empty() { first } else { second }).clicked()
}

#[cfg(test)]
#[path = "settings/tests.rs"]
mod tests;
