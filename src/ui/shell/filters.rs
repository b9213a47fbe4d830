//! The row above the list: „Alle / Persönliche / Technische E-Mails" with counts, and „nur ungelesene".

use egui::{Frame, Margin, Ui};

use crate::domain::mail::ClassFilter;
use crate::ui::actions::Action;
use crate::ui::model::Model;
use crate::ui::theme::{self, GAP_S};
use crate::ui::view::{Intent, Out, Place, View};
use crate::ui::widgets;

/// From this width on, chips and a heading stand on one line in both languages.
const ROOM_FOR_HEADING: f32 = 740.0;

pub(super) fn ui(ui: &mut Ui, model: &Model, view: &mut View, out: &mut Out) {
    let t = theme::tokens(ui);
    Frame::new().fill(t.surface).inner_margin(Margin::symmetric(12, 9)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
            // Only where the line does not break, or the list would jump when a search begins.
            if !view.search.trim().is_empty() && ui.available_width() > ROOM_FOR_HEADING {
                ui.label(theme::strong(t!("shell-search-everywhere")));
            } else if view.place == Place::Undecrypted && view.search.trim().is_empty() {
                ui.label(theme::strong(t!("side-undecrypted")));
            }
            let shown = model.list.shown();
            for (index, (kind, word)) in [
                (ClassFilter::All, t!("filter-all")),
                (ClassFilter::Personal, t!("filter-personal")),
                (ClassFilter::Technical, t!("filter-technical")),
            ]
            .into_iter()
            .enumerate()
            {
                let count = shown.and_then(|l| l.per_class.get(index).copied());
                let chip = widgets::choice_chip(ui, view.kind == kind, &word, count);
                let chip = if kind == ClassFilter::Technical { chip.on_hover_text(Action::Technical.tooltip()) } else { chip };
                if chip.clicked() {
                    view.kind = kind;
                    view.selection = crate::ui::view::Selection::default();
                    view.scroll_to = Some(0);
                }
            }
            ui.add_space(GAP_S);
            let unread = ui.checkbox(&mut view.unread_only, theme::list(t!("filter-unread")));
            widgets::focus_ring(ui, &unread);
            if model.new_mails > 0 {
                ui.add_space(GAP_S);
                let word = t!("list-new-pill", count = model.new_mails);
                if widgets::quiet_button(ui, crate::ui::theme::icon::SORT_UP, &word).clicked() {
                    out.push(Intent::ShowNew);
                }
            }
        });
    });
    widgets::hairline(ui);
}
