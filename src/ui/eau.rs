//! „eAU-Sammelversand": eAU that wait to be sent together, each as a mail of its own; and the sentences about eAU that
//! nobody answered or that an insurer refused, shared by the outbox and by mails.

use std::collections::BTreeSet;

use egui::{Align, Layout, ScrollArea, Ui};

use super::model::{Asks, Model, Purpose};
use super::theme::{self, GAP_M, GAP_S, Tone, icon};
use super::{format, widgets};
use crate::domain::access::Right;
use crate::domain::ids::MailId;
use crate::domain::mail::MailDetail;
use crate::domain::payload::{Payload, PayloadKind};
use crate::domain::watch::{DocumentError, EauFacts, EauRemedy, HeldEau, eau_error_words};
use crate::engine::command::Command;
use crate::i18n;

/// Which of the gathered eAU are chosen, and what is being asked about.
#[derive(Default)]
pub struct EauView {
    chosen: BTreeSet<MailId>,
    asks_remove: bool,
}

/// Whether the desk is offered: where gathering is switched on, or something is left.
#[must_use]
pub fn is_offered(model: &Model) -> bool {
    let on = model.usage.value().is_some_and(|facts| facts.usage.collect_eau);
    on || gathered(model) > 0
}

/// How many wait.
#[must_use]
pub fn gathered(model: &Model) -> usize {
    model.eau.value().map_or(0, |facts| facts.held.len())
}

/// Draws the desk; a mail to be opened comes back.
pub fn show(ui: &mut Ui, model: &Model, view: &mut EauView, asks: &mut Asks) -> Option<MailId> {
    let facts = model.eau.value().map(AsRef::as_ref);
    let held: &[HeldEau] = facts.map(|facts| facts.held.as_slice()).unwrap_or_default();
    view.chosen.retain(|mail| held.iter().any(|eau| eau.mail == *mail));
    if held.is_empty() {
        let hint = next_words(model, facts).unwrap_or_else(|| t!("eau-empty-hint"));
        widgets::empty_state(ui, icon::CLIPBOARD, &t!("eau-empty"), &hint, None);
        return None;
    }
    let t = theme::tokens(ui);
    let bar = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin::symmetric(16, 8));
    egui::Panel::top("eau-bar").frame(bar).show(ui, |ui| bar_ui(ui, model, held, view, facts, asks));
    let page = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin::symmetric(16, 8));
    let shown = egui::CentralPanel::default()
        .frame(page)
        .show(ui, |ui| ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| list_ui(ui, model, held, view)).inner);
    shown.inner
}

fn next_words(model: &Model, facts: Option<&EauFacts>) -> Option<String> {
    let next = facts.and_then(|facts| facts.next)?;
    Some(t!("eau-next", time = format::clock_or_day(next, model.now)))
}

fn bar_ui(ui: &mut Ui, model: &Model, held: &[HeldEau], view: &mut EauView, facts: Option<&EauFacts>, asks: &mut Asks) {
    let t = theme::tokens(ui);
    let marked: Vec<&HeldEau> = held.iter().filter(|eau| view.chosen.is_empty() || view.chosen.contains(&eau.mail)).collect();
    let allowed = marked.iter().all(|eau| model.may_with(eau.account, Right::Send));
    let mails: Vec<MailId> = marked.iter().map(|eau| eau.mail).collect();
    ui.horizontal(|ui| {
        ui.label(theme::title(t!("eau-title")));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let word = if view.chosen.is_empty() { t!("eau-send-all") } else { t!("eau-send-chosen", count = mails.len()) };
            if widgets::permitted(ui, allowed, |ui| widgets::primary_button(ui, icon::SENT, &word)).clicked() {
                asks.ask(Command::ReleaseEau { mails: mails.clone() }, Purpose::Silent);
            }
            let remove =
                |ui: &mut Ui| ui.add_enabled_ui(!view.chosen.is_empty(), |ui| widgets::button(ui, icon::TRASH, &t!("eau-remove"))).inner;
            if widgets::permitted(ui, allowed, remove).clicked() {
                view.asks_remove = true;
            }
        });
    });
    let words = next_words(model, facts).unwrap_or_else(|| t!("eau-by-button"));
    ui.label(theme::small(words).color(t.weak));
    if view.asks_remove && !view.chosen.is_empty() {
        ui.add_space(GAP_S);
        widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("eau-remove-question", count = mails.len()), &t!("eau-remove-text"), |ui| {
            if widgets::button(ui, icon::TRASH, &t!("eau-remove-yes")).clicked() {
                asks.ask(Command::RemoveEau { mails: mails.clone() }, Purpose::Silent);
                view.asks_remove = false;
            }
            if widgets::quiet_button(ui, "", &t!("question-cancel")).clicked() {
                view.asks_remove = false;
            }
        });
    }
}

fn list_ui(ui: &mut Ui, model: &Model, held: &[HeldEau], view: &mut EauView) -> Option<MailId> {
    let mut open = None;
    let t = theme::tokens(ui);
    egui::Grid::new("gathered").num_columns(5).striped(false).spacing([GAP_M * 2.0, GAP_S]).show(ui, |ui| {
        let mut all = held.iter().all(|eau| view.chosen.contains(&eau.mail));
        let head = ui.checkbox(&mut all, "");
        widgets::name(ui, &head, egui::Role::CheckBox, &t!("eau-choose-all"));
        if head.changed() {
            view.chosen = if all { held.iter().map(|eau| eau.mail).collect() } else { BTreeSet::new() };
        }
        for word in [t!("eau-col-patient"), t!("eau-col-insurer"), t!("eau-col-since")] {
            ui.label(theme::small(word).color(t.weak));
        }
        ui.label("");
        ui.end_row();
        for eau in held {
            let mut on = view.chosen.contains(&eau.mail);
            let spoken = t!("eau-choose", patient = eau.patient.clone());
            let choice = ui.checkbox(&mut on, "");
            widgets::name(ui, &choice, egui::Role::CheckBox, &spoken);
            if choice.changed() && !view.chosen.remove(&eau.mail) {
                view.chosen.insert(eau.mail);
            }
            let name = if eau.patient.is_empty() { eau.subject.clone() } else { eau.patient.clone() };
            ui.label(theme::list(name));
            ui.label(theme::list(&eau.insurer));
            ui.label(theme::list(format::list_date(eau.since, model.now)));
            if widgets::quiet_button(ui, icon::MAIL_OPEN, &t!("outbox-open")).clicked() {
                open = Some(eau.mail);
            }
            ui.end_row();
        }
    });
    open
}

/// Whether a sent eAU waits for a receipt for more than a day.
#[must_use]
pub fn is_silent(model: &Model, mail: MailId) -> bool {
    model.eau.value().is_some_and(|facts| facts.silent.iter().any(|eau| eau.mail == mail))
}

/// The insurer's error about a sent eAU, the newest; `None` for none.
#[must_use]
pub fn error_about(model: &Model, mail: MailId) -> Option<&DocumentError> {
    model.eau.value()?.errors.iter().find(|error| error.about == mail)
}

/// Whether an insurer refused a sent eAU and nobody saw to it yet.
#[must_use]
pub fn is_refused(model: &Model, mail: MailId) -> bool {
    model.eau.value().is_some_and(|facts| facts.errors.iter().any(|error| error.about == mail && error.open && error.is_failure()))
}

/// Whether an insurer told something about a sent eAU that is no failure, and nobody saw to it yet.
#[must_use]
pub fn is_informed(model: &Model, mail: MailId) -> bool {
    !is_refused(model, mail) && error_about(model, mail).is_some_and(|error| error.open)
}

/// What a person wants after reading about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The same file once more, after a question.
    SameAgain(MailId),
    Open(MailId),
}

/// Of an insurer's error, and of the sent eAU it is about: what it asks, with a button where the same file may go again.
pub fn error_ui(ui: &mut Ui, model: &Model, mail: &MailDetail) -> Option<Wish> {
    let errors = model.eau.value().map(|facts| facts.errors.as_slice()).unwrap_or_default();
    let is_error = mail.row.payload_kind == Some(PayloadKind::EauError);
    let joined = errors.iter().find(|error| error.mail == mail.row.id || error.about == mail.row.id);
    if !is_error && joined.is_none() {
        return None;
    }
    let code = match joined {
        Some(error) => error.code.clone(),
        None => mail.payload.as_ref().and_then(Payload::error_code).unwrap_or_default().to_owned(),
    };
    let (tone, sign) = if EauRemedy::of(&code) == EauRemedy::Information { (Tone::Info, icon::INFO) } else { (Tone::Error, icon::ERROR) };
    let (headline, mut words) = error_words(&code);
    if joined.is_none() {
        words = format!("{words}\n{}", t!("eau-error-unjoined"));
    }
    let mut wish = None;
    widgets::banner(ui, tone, sign, &headline, &words, |ui| {
        let Some(error) = joined else { return };
        if EauRemedy::of(&code) == EauRemedy::Resend {
            let button = |ui: &mut Ui| widgets::button(ui, icon::AGAIN, &t!("eau-same-again"));
            if widgets::permitted(ui, model.may_with(error.account, Right::Send), button).clicked() {
                wish = Some(Wish::SameAgain(error.about));
            }
        }
        let (other, word) = if is_error { (error.about, t!("eau-open-sent")) } else { (error.mail, t!("eau-open-error")) };
        if widgets::quiet_button(ui, icon::MAIL_OPEN, &word).clicked() {
            wish = Some(Wish::Open(other));
        }
    });
    ui.add_space(GAP_S);
    wish
}

/// Headline and next step of an insurer's error code, in the words of the card.
#[must_use]
pub fn error_words(code: &str) -> (String, String) {
    let remedy = EauRemedy::of(code);
    let headline = match (code.trim(), remedy) {
        (_, EauRemedy::Information) => t!("eau-error-information"),
        ("102" | "104" | "105", _) => t!("eau-error-cancel-headline", code = code),
        _ => t!("eau-error-headline", code = code),
    };
    let words = match (code.trim().parse().ok().and_then(eau_error_words), remedy) {
        (Some((meaning, step)), _) => format!("{} {}", i18n::text(meaning), i18n::text(step)),
        (None, EauRemedy::Resend) => t!("eau-remedy-resend"),
        (None, _) => t!("eau-remedy-unknown"),
    };
    (headline, words)
}

#[cfg(test)]
#[path = "eau/tests.rs"]
mod tests;
