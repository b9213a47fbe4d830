//! Which accounts this program is the processing station of. One station answers receipts, hands over and deletes on
//! the server; the others read. Moving it is asked about, since the other station must be told as well.

use egui::{Align, Layout, Ui};

use super::UsageView;
use crate::domain::account::Account;
use crate::engine::command::Command;
use crate::ui::model::{Asks, Model};
use crate::ui::theme::{self, GAP_S, Tone, icon};
use crate::ui::widgets;

pub(super) fn show(ui: &mut Ui, model: &Model, view: &mut UsageView, asks: &mut Asks) {
    widgets::section(ui, &t!("usage-stations"));
    widgets::field_help(ui, &t!("usage-stations-help"), None);
    ui.add_space(GAP_S);
    for account in model.active_accounts() {
        ui.push_id(("station", account.id.0), |ui| account_ui(ui, account, view, asks));
        widgets::hairline(ui);
    }
}

fn account_ui(ui: &mut Ui, account: &Account, view: &mut UsageView, asks: &mut Asks) {
    let here = account.settings.options.processing_station;
    let address = account.settings.address.as_str();
    ui.horizontal(|ui| {
        ui.label(theme::list(address));
        let (tone, sign, word) =
            if here { (Tone::Ok, icon::CHECK_CIRCLE, t!("station-here")) } else { (Tone::Info, icon::EYE, t!("station-other")) };
        widgets::badge(ui, tone, sign, &word);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let word = if here { t!("station-give-away") } else { t!("station-take") };
            if widgets::quiet_button(ui, "", &word).clicked() {
                view.asks_station = Some((account.id, !here));
            }
        });
    });
    let Some((_, to_here)) = view.asks_station.filter(|(id, _)| *id == account.id) else { return };
    let (headline, text) = if to_here {
        (t!("station-take-question", account = address), t!("station-take-text"))
    } else {
        (t!("station-give-question", account = address), t!("station-give-text"))
    };
    widgets::banner(ui, Tone::Warn, icon::WARNING, &headline, &text, |ui| {
        let word = if to_here { t!("station-take-do") } else { t!("station-give-do") };
        if widgets::button(ui, icon::CHECK, &word).clicked() {
            view.questions.send(vec![Command::SetStation { account: account.id, here: to_here }], asks, |_, _| ());
            view.asks_station = None;
        }
        if widgets::quiet_button(ui, "", &t!("question-cancel")).clicked() {
            view.asks_station = None;
        }
    });
    ui.add_space(GAP_S);
}
