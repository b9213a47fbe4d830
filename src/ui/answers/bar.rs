//! The head of the desk: title, field for a number, chips with counts, choices for insurer, area and days.

use egui::{Align, ComboBox, Layout, Ui, vec2};

use super::looks::state_word;
use super::{AnswersView, Bulk, Period};
use crate::domain::access::Role;
use crate::domain::answer::{AnswerPage, LineState};
use crate::ui::model::{Asks, Model};
use crate::ui::theme::{self, GAP_S, GAP_XS, SIZE_LIST, Tone, icon};
use crate::ui::{format, widgets};

/// From this width on, title and field stand in one line.
const ONE_LINE: f32 = 700.0;
/// Days back that are offered.
const PERIODS: [u16; 3] = [7, 30, 90];

pub(super) fn show(ui: &mut Ui, model: &Model, view: &mut AnswersView, asks: &mut Asks) {
    let page = model.answers.value().map(AsRef::as_ref);
    let wide = ui.available_width() >= ONE_LINE;
    ui.horizontal(|ui| {
        title_ui(ui, page);
        if wide {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                since_ui(ui, model, view, asks);
                search_ui(ui, view);
            });
        }
    });
    if !wide {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                since_ui(ui, model, view, asks);
                search_ui(ui, view);
            });
        });
    }
    ui.add_space(GAP_XS);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        chips_ui(ui, page, view);
        choices_ui(ui, page, view);
    });
}

fn title_ui(ui: &mut Ui, page: Option<&AnswerPage>) {
    let t = theme::tokens(ui);
    ui.label(theme::title(t!("answers-title")));
    ui.add_space(GAP_S);
    if let Some(page) = page {
        ui.label(theme::small(t!("answers-count", count = page.total)).color(t.weak));
    }
}

/// „Alles seit … erneut übernehmen" is for admins.
fn since_ui(ui: &mut Ui, model: &Model, view: &mut AnswersView, asks: &mut Asks) {
    if !model.may(Role::Admin) {
        return;
    }
    let button = egui::Button::new(theme::body(icon::MORE).size(18.0)).frame_when_inactive(false).min_size(egui::Vec2::splat(30.0));
    let menu = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        if widgets::quiet_button(ui, icon::AGAIN, &t!("bulk-since-open")).clicked() {
            view.bulk = Some(Bulk::since(model.now, asks));
            ui.close();
        }
    });
    widgets::name(ui, &menu.0, egui::Role::Button, &t!("action-more"));
}

/// From right to left: the field for a number.
fn search_ui(ui: &mut Ui, view: &mut AnswersView) {
    if !view.search.is_empty() && widgets::icon_button(ui, icon::CLOSE, &t!("answers-search-clear")).clicked() {
        view.search.clear();
    }
    let hint = format!("{} {}", icon::SEARCH, t!("answers-search"));
    let width = ui.available_width().min(330.0);
    widgets::text_field(ui, "answers-search", &t!("answers-search-label"), &mut view.search, &hint, width)
        .on_hover_text(t!("answers-search-help"));
}

fn chips_ui(ui: &mut Ui, page: Option<&AnswerPage>, view: &mut AnswersView) {
    let all = page.map(|page| page.counts.iter().sum());
    if widgets::choice_chip(ui, view.state.is_none() && !view.lapsing, &t!("answers-state-all"), all).clicked() {
        (view.state, view.lapsing) = (None, false);
    }
    for state in LineState::ALL {
        let chosen = view.state == Some(state) && !view.lapsing;
        let chip = widgets::choice_chip(ui, chosen, &state_word(state), page.map(|page| page.count(state)));
        if chip.clicked() {
            (view.state, view.lapsing) = (if chosen { None } else { Some(state) }, false);
        }
    }
    let lapsing = page.map_or(0, |page| page.lapsing);
    if lapsing > 0 || view.lapsing {
        let chip = widgets::choice_chip(ui, view.lapsing, &t!("answers-lapsing"), Some(lapsing)).on_hover_text(t!("answers-lapsing-help"));
        if chip.clicked() {
            (view.state, view.lapsing) = (None, !view.lapsing);
        }
    }
}

fn choices_ui(ui: &mut Ui, page: Option<&AnswerPage>, view: &mut AnswersView) {
    ui.add_space(GAP_S);
    let (insurers, areas) = page.map_or((&[][..], &[][..]), |page| (page.insurers.as_slice(), page.areas.as_slice()));
    let of_insurer = insurers.iter().find(|(ik, _)| *ik == view.insurer).map(|(_, name)| name.clone());
    let all = t!("answers-all-insurers");
    choice(ui, "answers-insurer", &t!("answers-col-insurer"), &of_insurer.unwrap_or_else(|| all.clone()), 150.0, |ui| {
        option(ui, &mut view.insurer, String::new(), &all);
        for (ik, name) in insurers {
            option(ui, &mut view.insurer, ik.clone(), name);
        }
    });
    let all = t!("answers-all-areas");
    let of_area = if view.area.is_empty() { all.clone() } else { area_word(&view.area) };
    choice(ui, "answers-area", &t!("answers-col-area"), &of_area, 104.0, |ui| {
        option(ui, &mut view.area, String::new(), &all);
        for area in areas {
            option(ui, &mut view.area, area.clone(), &area_word(area));
        }
    });
    choice(ui, "answers-period", &t!("answers-period"), &period_word(view.period), 118.0, |ui| {
        let periods = [Period::All].into_iter().chain(PERIODS.map(Period::Days)).chain([Period::Typed]);
        for period in periods {
            option(ui, &mut view.period, period, &period_word(period));
        }
    });
    if view.period == Period::Typed {
        typed_day(ui, "answers-from", &t!("answers-from"), &mut view.from);
        typed_day(ui, "answers-to", &t!("answers-to"), &mut view.to);
    }
    if view.is_narrowed() && widgets::quiet_button(ui, icon::CLOSE, &t!("answers-widen")).clicked() {
        view.widen();
    }
}

fn period_word(period: Period) -> String {
    match period {
        Period::All => t!("answers-period-all"),
        Period::Days(days) => t!("answers-period-days", count = days),
        Period::Typed => t!("answers-period-typed"),
    }
}

/// The area with its word, as staff say it.
fn area_word(area: &str) -> String {
    let key = format!("answers-area-{area}");
    if crate::i18n::has(&key) { format!("{area} · {}", crate::i18n::text(&key)) } else { area.to_owned() }
}

fn choice(ui: &mut Ui, id: &str, name: &str, shown: &str, width: f32, options: impl FnOnce(&mut Ui)) {
    let combo = ComboBox::from_id_salt(id).selected_text(theme::list(shown)).width(width).icon(widgets::drop_down_sign).truncate().show_ui(
        ui,
        |ui| {
            ui.set_min_width(width.max(190.0));
            options(ui);
        },
    );
    widgets::name(ui, &combo.response, egui::Role::ComboBox, &format!("{name}: {shown}"));
    widgets::focus_ring(ui, &combo.response);
}

fn option<T: PartialEq>(ui: &mut Ui, value: &mut T, this: T, word: &str) {
    let chosen = *value == this;
    if ui.selectable_label(chosen, theme::list(word)).clicked() {
        *value = this;
    }
}

/// A day as typed; what is no day is marked and filters nothing.
fn typed_day(ui: &mut Ui, id: &str, label: &str, text: &mut String) {
    let t = theme::tokens(ui);
    ui.label(theme::list(label).color(t.weak));
    widgets::text_field(ui, id, label, text, &t!("answers-day-hint"), 112.0);
    if !text.trim().is_empty() && format::parse_day(text).is_none() {
        let sign = egui::RichText::new(icon::WARNING).size(SIZE_LIST).color(Tone::Warn.ink(t));
        ui.label(sign).on_hover_text(t!("answers-day-wrong"));
    }
}
