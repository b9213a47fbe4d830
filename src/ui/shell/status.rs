//! The line at the bottom: last and next fetch at the left, what is running at the right.

use egui::{Align, Layout, Ui};

use crate::engine::command::Command;
use crate::ui::format;
use crate::ui::model::{Model, Purpose};
use crate::ui::theme::{self, GAP_S, icon};
use crate::ui::view::{Out, View};
use crate::ui::widgets;

pub(super) fn ui(ui: &mut Ui, model: &Model, _view: &View, out: &mut Out) {
    let t = theme::tokens(ui);
    let size = egui::vec2(ui.available_width(), 26.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(size);
        ui.label(theme::small(times(model)).color(t.weak));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = GAP_S;
            if model.is_fetching() {
                if widgets::icon_button(ui, icon::CLOSE, &t!("status-cancel")).clicked() {
                    out.asks.ask(Command::CancelFetch { accounts: Vec::new() }, Purpose::Silent);
                }
                let (fraction, words) = fetch_words(model);
                widgets::progress(ui, 120.0, fraction, &words);
                ui.label(theme::small(words).color(t.text));
            } else if let Some((sent, total)) = model.sending.values().next() {
                let words = t!("status-sending", sent = format::size(*sent), total = format::size(*total));
                widgets::progress(ui, 120.0, Some(ratio(*sent, *total)), &words);
                ui.label(theme::small(words).color(t.text));
            }
        });
    });
}

fn times(model: &Model) -> String {
    let last = model.active_accounts().filter_map(|account| account.last_fetch).max();
    let last = match last {
        Some(at) => t!("status-last", at = format::clock_or_day(at, model.now)),
        None => t!("status-never"),
    };
    match model.next_fetch.filter(|_| !model.is_fetching()) {
        Some(at) => t!("status-last-and-next", last = last, next = format::clock_or_day(at, model.now)),
        None => last,
    }
}

/// How far all running fetches are together, and in words.
fn fetch_words(model: &Model) -> (Option<f32>, String) {
    let (mut done, mut total, mut bytes, mut announced) = (0, 0, 0, 0);
    for progress in model.fetching.values() {
        done += progress.done;
        total += progress.total;
        bytes += progress.bytes;
        announced += progress.announced;
    }
    if total == 0 {
        return (None, t!("status-fetch-asking"));
    }
    // Bytes tell more than mails, but the server's sizes are only a hint.
    let fraction = if announced > 0 { ratio(bytes.min(announced), announced) } else { ratio(done as u64, total as u64) };
    let number = (done + 1).min(total);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
    let percent = (fraction * 100.0) as u32;
    (Some(fraction), t!("status-fetch", number = number, total = total, percent = percent))
}

#[expect(clippy::cast_precision_loss, reason = "a bar of 120 points")]
fn ratio(part: u64, whole: u64) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}
