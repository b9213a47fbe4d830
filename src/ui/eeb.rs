//! A request for an eEB and its answer: what came back, how long the mailbox is looked into, „Jetzt abrufen". Shared by the
//! outbox and by mails.

use egui::Ui;

use super::model::{Asks, Model, Purpose};
use super::theme::{GAP_S, Tone, icon};
use super::{format, widgets};
use crate::domain::eeb::{self, EebState};
use crate::domain::ids::{AccountId, MailId};
use crate::domain::outgoing::OutgoingState;
use crate::engine::command::Command;

/// Word, tone and sign of a request's state once an answer is there.
#[must_use]
pub fn look(state: Option<&EebState>) -> Option<(&'static str, Tone, String)> {
    let state = state.filter(|state| state.answer.is_some())?;
    Some(if state.code.is_empty() {
        (icon::CHECK_CIRCLE, Tone::Ok, t!("eeb-received"))
    } else {
        (icon::ERROR, Tone::Error, t!("eeb-refused"))
    })
}

/// The banner of a request (`sent` is its state) or of an answer; the other mail comes back when it shall be opened.
pub fn banner(
    ui: &mut Ui,
    model: &Model,
    mail: MailId,
    account: AccountId,
    eeb: &EebState,
    sent: Option<OutgoingState>,
    asks: &mut Asks,
) -> Option<MailId> {
    let mut open = None;
    if mail != eeb.request {
        widgets::banner(ui, Tone::Info, icon::LINK, &t!("eeb-answer-of"), "", |ui| {
            if widgets::quiet_button(ui, icon::MAIL_OPEN, &t!("eeb-open-request")).clicked() {
                open = Some(eeb.request);
            }
        });
        ui.add_space(GAP_S);
        return open;
    }
    if let (Some(answer), Some((sign, tone, word))) = (eeb.answer, look(Some(eeb))) {
        let words = if eeb.code.is_empty() { String::new() } else { t!("eeb-refused-text", code = eeb.code.clone()) };
        widgets::banner(ui, tone, sign, &word, &words, |ui| {
            let label = if eeb.code.is_empty() { t!("eeb-open-certificate") } else { t!("eeb-open-error") };
            if widgets::button(ui, icon::MAIL_OPEN, &label).clicked() {
                open = Some(answer);
            }
        });
        ui.add_space(GAP_S);
        return open;
    }
    use OutgoingState as S;
    if matches!(sent, Some(S::Accepted | S::Delivered | S::Read)) {
        let words = match eeb.looks_until.filter(|until| *until > model.now) {
            Some(until) => t!("eeb-waits-looking", seconds = eeb.every_secs, time = format::clock_or_day(until, model.now)),
            None => t!("eeb-waits-text"),
        };
        widgets::banner(ui, Tone::Info, icon::CLOCK, &t!("eeb-waits"), &words, |ui| {
            let fetch = ui.add_enabled_ui(!model.is_fetching(), |ui| widgets::button(ui, icon::FETCH, &t!("eeb-fetch-now"))).inner;
            if fetch.on_hover_text(t!("eeb-fetch-now-hint")).clicked() {
                let dienstkennungen = vec![eeb::APPLICATION.to_owned()];
                asks.ask(Command::Fetch { accounts: vec![account], dienstkennungen }, Purpose::Fetch);
            }
        });
        ui.add_space(GAP_S);
    }
    None
}
