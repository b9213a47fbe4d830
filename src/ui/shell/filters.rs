//! The row above the list: „Alle / Persönliche / Technische E-Mails" with counts, „nur ungelesene" and „unerledigte";
//! under it what the search understood, and what lies on the server for other workplaces.

use egui::{Frame, Margin, Ui};

use crate::domain::mail::{ClassFilter, Folder};
use crate::domain::purge::PurgeWhat;
use crate::domain::search::{Term, understand};
use crate::ui::actions::Action;
use crate::ui::model::Model;
use crate::ui::theme::{self, GAP_S, Tone, icon};
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
            ui.add_space(GAP_S);
            let open = ui.checkbox(&mut view.not_done_only, theme::list(t!("filter-not-done")));
            widgets::focus_ring(ui, &open);
            if model.new_mails > 0 {
                ui.add_space(GAP_S);
                let word = t!("list-new-pill", count = model.new_mails);
                if widgets::quiet_button(ui, icon::SORT_UP, &word).clicked() {
                    out.push(Intent::ShowNew);
                }
            }
        });
        understood_ui(ui, view);
        trash_ui(ui, model, view, out);
        left_ui(ui, model, view, out);
    });
    widgets::hairline(ui);
}

/// What the search field understood, where that is more than words; the store searches by the same reading.
fn understood_ui(ui: &mut Ui, view: &View) {
    let words = |term| match term {
        Term::Number(number) => Some((icon::LIST_CHECKS, t!("search-number", number = number.as_str()))),
        Term::Sender(name) => Some((icon::PERSON, t!("search-sender", name = name))),
        Term::Word(_) => None,
    };
    let chips: Vec<_> = understand(&view.search).into_iter().filter_map(words).collect();
    if chips.is_empty() {
        return;
    }
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        for (sign, word) in chips {
            widgets::badge(ui, Tone::Accent, sign, &word);
        }
    });
}

/// What lies in the trash stays there until somebody empties it, or a period does.
fn trash_ui(ui: &mut Ui, model: &Model, view: &View, out: &mut Out) {
    let Place::Folder { account, folder: Folder::Trash } = view.place else { return };
    if model.list.shown().is_none_or(|listing| listing.total == 0) || !view.search.trim().is_empty() {
        return;
    }
    let allowed = model.allows(Action::Purge, account);
    if widgets::permitted(ui, allowed, |ui| widgets::quiet_button(ui, Action::Purge.icon(), &t!("purge-empty-trash"))).clicked() {
        out.push(Intent::Purge(PurgeWhat::Trash(account)));
    }
}

/// Mails of other Dienstkennungen that this workplace leaves on the server: they are told, never hidden (rule 18).
fn left_ui(ui: &mut Ui, model: &Model, view: &View, out: &mut Out) {
    let Place::Folder { account, folder: Folder::Inbox } = view.place else { return };
    let left = model.usage.value().map_or(&[][..], |facts| facts.left.as_slice());
    let here = left.iter().filter(|l| account.is_none_or(|wanted| wanted == l.account));
    let total: usize = here.map(|l| l.count).sum();
    if total == 0 || !view.search.trim().is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_S;
        let t = theme::tokens(ui);
        ui.label(theme::small(t!("filter-left", count = total)).color(t.weak));
        if widgets::quiet_button(ui, "", &t!("filter-left-show")).clicked() {
            out.push(Intent::ShowUsage);
        }
    });
}
