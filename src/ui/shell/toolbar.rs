//! Fetch, write, search; at the right the view switch and the settings.

use egui::{Align, Key, Layout, Margin, Modifiers, Role, TextEdit, Ui, Vec2, WidgetInfo};

use crate::ui::actions::Action;
use crate::ui::model::Model;
use crate::ui::theme::{self, GAP_S, GAP_XS, SIZE_BODY, icon};
use crate::ui::user_menu;
use crate::ui::view::{Intent, Out, Place, PreviewSide, View};
use crate::ui::widgets;

pub(super) fn ui(ui: &mut Ui, model: &Model, view: &mut View, out: &mut Out) {
    let size = Vec2::new(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(size);
        ui.add_enabled_ui(!model.is_fetching(), |ui| {
            let fetch = widgets::button(ui, Action::Fetch.icon(), &Action::Fetch.label());
            if fetch.on_hover_text(Action::Fetch.tooltip()).clicked() {
                out.push(Intent::Act(Action::Fetch));
            }
        });
        // Without any account an admin is led to the settings.
        let may_write = model.may(crate::domain::access::Role::Admin) || model.sending_accounts().next().is_some();
        let write = widgets::permitted(ui, may_write, |ui| widgets::primary_button(ui, Action::Write.icon(), &Action::Write.label()));
        if write.on_hover_text(Action::Write.tooltip()).clicked() {
            out.push(Intent::Act(Action::Write));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = GAP_XS;
            if widgets::icon_button(ui, icon::SETTINGS, &Action::Settings.label()).clicked() {
                out.push(Intent::Act(Action::Settings));
            }
            user_menu::ui(ui, model, out);
            if widgets::icon_button(ui, icon::KEYBOARD, &Action::Keys.label()).clicked() {
                out.push(Intent::Act(Action::Keys));
            }
            preview_switch(ui, view);
            ui.add_space(GAP_XS);
            super::light::ui(ui, model, out);
            ui.add_space(GAP_S);
            let width = ui.available_width().min(520.0);
            let rest = ui.available_width() - width;
            // The field stands in the middle of what is left, but never narrower than it needs to be.
            ui.add_space((rest / 2.0).max(0.0));
            search_field(ui, view, width);
        });
    });
}

fn preview_switch(ui: &mut Ui, view: &mut View) {
    let (icon, next, word) = match view.preview {
        PreviewSide::Right => (icon::PREVIEW_RIGHT, PreviewSide::Below, t!("shell-preview-right")),
        PreviewSide::Below => (icon::PREVIEW_BELOW, PreviewSide::Off, t!("shell-preview-below")),
        PreviewSide::Off => (icon::CARD, PreviewSide::Right, t!("shell-preview-off")),
    };
    if widgets::icon_button(ui, icon, &word).clicked() {
        view.preview = next;
    }
}

fn search_field(ui: &mut Ui, view: &mut View, width: f32) {
    let t = theme::tokens(ui);
    let keys = theme::small(Action::Search.keys()).color(t.weak);
    let hint = theme::body(t!("shell-search-hint")).color(t.weak);
    let glass = theme::body(icon::SEARCH).color(t.weak);
    let id = egui::Id::unique("search_field");
    let before = view.search.clone();
    let response = ui
        .allocate_ui_with_layout(Vec2::new(width, 30.0), Layout::left_to_right(Align::Center), |ui| {
            let mut edit = TextEdit::singleline(&mut view.search)
                .id(id)
                .prefix(glass)
                .hint_text(hint)
                .font(egui::FontId::proportional(SIZE_BODY))
                .margin(Margin::symmetric(10, 6))
                .desired_width(width - 24.0);
            if before.is_empty() {
                edit = edit.suffix(keys);
            }
            ui.add(edit)
        })
        .inner;
    let (label, value, enabled) = (t!("shell-search-name"), view.search.clone(), ui.is_enabled());
    response.widget_info(|| WidgetInfo { label: Some(label.clone()), ..WidgetInfo::text_edit(enabled, &before, &value, "") });
    widgets::name(ui, &response, Role::SearchInput, &label);
    if std::mem::take(&mut view.focus_search) {
        response.request_focus();
    }
    if view.search != before {
        if before.is_empty() {
            view.before_search = Some(view.place);
            if !view.place.has_list() {
                view.place = Place::default();
            }
        }
        if view.search.is_empty() {
            view.end_search();
        } else {
            view.selection = crate::ui::view::Selection::default();
            view.scroll_to = Some(0);
        }
    }
    let escape = |ui: &Ui| ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    if response.lost_focus() && !view.search.is_empty() && ui.input(|i| i.key_pressed(Key::Escape)) && escape(ui) {
        view.end_search();
    }
}
