//! The settings „KIM-E-Mail-Konten": accounts at the left, at the right the tabs that staff know from the manuals.
//!
//! Each tab is a file of its own with a view state and a `show`; this file only chooses between them. Changes are a draft until [Speichern]; going elsewhere with unsaved changes keeps them and says so. The app
//! calls [`SettingsView::receive`] every frame before [`show`].

pub mod account;
pub mod form;
pub mod handover;
pub mod ladder;
mod ladder_view;
pub mod usage;

use egui::{CornerRadius, FontId, Sense, Ui, vec2};

use self::account::AccountEditor;
use self::usage::UsageView;
use super::model::{Asks, Model};
use super::theme::{self, GAP_S, GAP_XS, RADIUS, SIZE_BODY, SIZE_SMALL, icon};
use super::widgets;
use crate::domain::ids::AccountId;

/// A tab of the right side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tab {
    /// „KIM-E-Mail-Konto": the form of the chosen account.
    #[default]
    Account,
    /// „KIM-Nutzung": what this workplace does with KIM.
    Usage,
}

impl Tab {
    /// In the order of the manuals.
    const ALL: [Self; 2] = [Self::Account, Self::Usage];

    fn title(self) -> String {
        match self {
            Self::Account => t!("settings-tab-account"),
            Self::Usage => t!("settings-tab-usage"),
        }
    }

    /// Whether it is about the account chosen at the left.
    const fn is_of_account(self) -> bool {
        matches!(self, Self::Account)
    }
}

/// The account chosen at the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Chosen {
    /// The first one, or a new one where there is none.
    #[default]
    First,
    New,
    Stored(AccountId),
}

/// State of the settings.
#[derive(Default)]
pub struct SettingsView {
    tab: Tab,
    chosen: Chosen,
    editor: Option<AccountEditor>,
    usage: UsageView,
}

impl SettingsView {
    /// The settings, opened at a tab.
    #[must_use]
    pub fn at(tab: Tab) -> Self {
        Self { tab, ..Self::default() }
    }

    /// Goes to a tab; what was typed elsewhere stays.
    pub fn turn_to(&mut self, tab: Tab) {
        self.tab = tab;
        self.usage.handover.look_again();
    }

    /// The settings, opened at the form of an account.
    #[must_use]
    pub fn of_account(chosen: Chosen) -> Self {
        Self { chosen, ..Self::default() }
    }

    /// Something was changed and not saved.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.account_is_dirty() || self.usage.is_dirty()
    }

    fn account_is_dirty(&self) -> bool {
        self.editor.as_ref().is_some_and(AccountEditor::is_dirty)
    }

    /// Takes the answers to this view's questions.
    pub fn receive(&mut self, model: &mut Model) {
        self.usage.receive(model);
        if let Some(editor) = &mut self.editor {
            editor.receive(model);
            if editor.is_removed() {
                (self.editor, self.chosen) = (None, Chosen::First);
            } else if let Some(id) = editor.take_saved_id() {
                self.chosen = Chosen::Stored(id);
            }
        }
    }

    /// Chooses an account, unless that would lose changes of another one.
    fn choose(&mut self, chosen: Chosen) {
        if self.chosen != chosen && self.account_is_dirty() {
            self.tab = Tab::Account;
            if let Some(editor) = &mut self.editor {
                editor.warn_unsaved();
            }
            return;
        }
        if self.chosen != chosen {
            self.editor = None;
        }
        self.chosen = chosen;
        if !self.tab.is_of_account() {
            self.tab = Tab::Account;
        }
    }

    /// The chosen account once the accounts are known.
    fn settle(&mut self, model: &Model) {
        if let (Chosen::First, Some(accounts)) = (self.chosen, model.accounts.value()) {
            self.chosen = accounts.first().map_or(Chosen::New, |first| Chosen::Stored(first.id));
        }
    }
}

/// Draws the settings; true when the person wants to go back.
pub fn show(ui: &mut Ui, model: &Model, view: &mut SettingsView, asks: &mut Asks) -> bool {
    let t = theme::tokens(ui);
    view.settle(model);
    let mut back = false;
    let side = egui::Frame::new().fill(t.panel).inner_margin(egui::Margin::symmetric(10, 14));
    egui::Panel::left("settings-side").frame(side).exact_size(280.0).resizable(false).show(ui, |ui| {
        back = side_ui(ui, model, view);
    });
    let bar = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 28, right: 12, top: 10, bottom: 0 });
    egui::Panel::top("settings-tabs").frame(bar).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            for tab in Tab::ALL {
                if widgets::tab(ui, view.tab == tab, &tab.title()).clicked() {
                    view.turn_to(tab);
                }
            }
        });
        widgets::hairline(ui);
    });
    egui::CentralPanel::default().frame(egui::Frame::new().fill(t.surface)).show(ui, |ui| match view.tab {
        Tab::Account => account_tab(ui, model, view, asks),
        Tab::Usage => usage::show(ui, model, &mut view.usage, asks),
    });
    back
}

fn account_tab(ui: &mut Ui, model: &Model, view: &mut SettingsView, asks: &mut Asks) {
    let id = match view.chosen {
        Chosen::Stored(id) => Some(id),
        Chosen::First | Chosen::New => None,
    };
    let account = id.and_then(|id| model.account(id));
    let fits = view.editor.as_ref().is_some_and(|editor| editor.id() == id);
    if !fits && (view.chosen == Chosen::First || id.is_some() && account.is_none()) {
        return;
    }
    if !fits {
        view.editor = Some(AccountEditor::new(account));
    }
    if let Some(editor) = &mut view.editor {
        if let Some(account) = account {
            editor.station_is(account.settings.options.processing_station);
        }
        account::show(ui, editor, asks);
    }
}

fn side_ui(ui: &mut Ui, model: &Model, view: &mut SettingsView) -> bool {
    ui.spacing_mut().item_spacing.y = GAP_XS;
    let mut back = false;
    ui.horizontal(|ui| {
        back = widgets::icon_button(ui, icon::ARROW_LEFT, &t!("settings-back")).clicked();
        ui.label(theme::title(t!("settings-title")));
    });
    ui.add_space(GAP_S);
    caption(ui, &t!("settings-accounts"));
    for account in model.accounts.value().into_iter().flatten() {
        let here = Chosen::Stored(account.id);
        let name = &account.settings.sender_name;
        let address = account.settings.address.as_str();
        let (first, second) = if name.is_empty() { (address, String::new()) } else { (name.as_str(), address.to_owned()) };
        let options = &account.settings.options;
        let second = match (options.retired, options.processing_station) {
            (true, _) => t!("settings-retired"),
            (_, false) => t!("station-other"),
            _ => second,
        };
        if side_row(ui, view.tab.is_of_account() && view.chosen == here, icon::MAIL, first, &second) {
            view.choose(here);
        }
    }
    if side_row(ui, view.tab.is_of_account() && view.chosen == Chosen::New, icon::PLUS, &t!("settings-new-account"), "") {
        view.choose(Chosen::New);
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
