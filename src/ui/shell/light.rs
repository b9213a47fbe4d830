//! The TI traffic light in the toolbar: the worst state of all accounts as icon, word and colour. Opens the overview.

use egui::{Button, CornerRadius, RichText, Role, Stroke, Ui, Vec2};

use crate::engine::event::overview::{self, Level};
use crate::ui::model::Model;
use crate::ui::settings::overview::{level_tone, sentence};
use crate::ui::theme::{self, CONTROL_HEIGHT, SIZE_BODY};
use crate::ui::view::{Intent, Out};
use crate::ui::widgets;

/// Lines of the tooltip.
const SHOWN: usize = 4;

/// Draws it; nothing while nothing is known.
pub(super) fn ui(ui: &mut Ui, model: &Model, out: &mut Out) {
    let rows = model.overview.value().map(Vec::as_slice).unwrap_or_default();
    let Some(level) = overview::light(rows, model.now) else { return };
    let t = theme::tokens(ui);
    let (tone, mark) = level_tone(level);
    let word = match level {
        Level::Good | Level::Note => t!("light-good"),
        Level::Warning => t!("light-warning"),
        Level::Bad => t!("light-bad"),
    };
    let response = ui
        .scope(|ui| {
            let v = &mut ui.visuals_mut().widgets;
            for state in [&mut v.inactive, &mut v.hovered, &mut v.active] {
                state.bg_stroke = Stroke::NONE;
                state.weak_bg_fill = tone.soft(t);
                state.corner_radius = CornerRadius::same(15);
            }
            let ink = tone.ink(t);
            let atoms = (RichText::new(mark).size(SIZE_BODY + 1.0).color(ink), RichText::new(&word).size(SIZE_BODY).color(ink));
            ui.add(Button::new(atoms).corner_radius(15.0).min_size(Vec2::new(0.0, CONTROL_HEIGHT)))
        })
        .inner;
    widgets::name(ui, &response, Role::Button, &t!("light-name", word = word));
    widgets::focus_ring(ui, &response);
    // Built only where it is read: by who hovers, or by a screen reader at the focus.
    let is_read = response.hovered() || response.has_focus();
    let response = if is_read { response.on_hover_text(tooltip(model)) } else { response };
    if response.clicked() {
        out.push(Intent::Overview);
    }
}

/// What matters most, one line each, and where a click leads.
fn tooltip(model: &Model) -> String {
    let mut found = Vec::new();
    for row in model.overview.value().into_iter().flatten() {
        found.extend(
            row.findings(model.now)
                .iter()
                .filter(|f| f.is_about_ti() && f.level() > Level::Note)
                .map(|f| (f.level(), format!("{}: {}", row.address, sentence(row, f)))),
        );
    }
    found.sort_by_key(|(level, _)| std::cmp::Reverse(*level));
    let mut lines: Vec<String> = found.into_iter().take(SHOWN).map(|(_, line)| line).collect();
    if lines.is_empty() {
        lines.push(t!("overview-all-well"));
    }
    lines.push(t!("light-open"));
    lines.join("\n")
}
