//! The tab „KIM-Nutzung": what this workplace fetches and sends, what new mails begin with, which station works on an
//! account, and the folders of the practice software.
//!
//! Texts and choices are a draft until [Speichern]; stations and folders are set at once, each with its own question.

mod choice;
mod stations;
mod texts;

use egui::{Align, Layout, Ui};

use super::desk::{self, DeskView};
use super::handover::{self, HandoverView};
use super::watch::{self, WatchView};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::usage::{Usage, UsageFacts};
use crate::domain::watch::minutes_of_day;
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::model::{Asks, Model, Purpose};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// When gathered eAU go out unless something else is set: after the last consultation.
const DEFAULT_TIME: &str = "18:30";
/// Width of the page's one column.
const WIDE: f32 = 680.0;

/// State of the tab.
#[derive(Default)]
pub struct UsageView {
    /// As typed and as stored; `None` until the engine told.
    form: Option<(Usage, Usage)>,
    pub handover: HandoverView,
    watch: WatchView,
    desk: DeskView,
    /// „nur diese" is chosen although nothing is named yet.
    only_some: bool,
    /// A Dienstkennung being typed.
    free: String,
    /// The account whose signature is shown.
    signature_of: Option<AccountId>,
    /// The text block being edited.
    block: usize,
    /// Whether this program shall work on an account from now on, or no longer.
    asks_station: Option<(AccountId, bool)>,
    problem: Option<Problem>,
    was_saved: bool,
    saving: Option<(Box<Usage>, Ticket)>,
    questions: Questions,
}

impl UsageView {
    /// Something was changed and not saved.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.form.as_ref().is_some_and(|(form, saved)| form != saved)
    }

    /// Takes what the engine told; what was typed meanwhile stays.
    pub fn receive(&mut self, model: &mut Model) {
        self.watch.receive(model);
        self.desk.receive(model);
        for (ticket, result) in self.questions.replies(model) {
            let Some((sent, _)) = self.saving.take_if(|(_, t)| *t == ticket) else {
                self.problem = result.err();
                continue;
            };
            match result.map(|answer| *answer) {
                Ok(Answer::Usage(facts)) => self.take_saved(&sent, &facts),
                Ok(_) => {}
                Err(problem) => self.problem = Some(problem),
            }
        }
        if let Some(facts) = model.usage.value()
            && !self.is_dirty()
            && self.form.as_ref().is_none_or(|(_, saved)| *saved != facts.usage)
            && self.saving.is_none()
        {
            self.start(&facts.usage);
        }
    }

    fn take_saved(&mut self, sent: &Usage, facts: &UsageFacts) {
        if let Some((form, saved)) = &mut self.form {
            if form == sent {
                form.clone_from(&facts.usage);
            }
            saved.clone_from(&facts.usage);
        }
        self.was_saved = true;
        self.problem = None;
    }

    fn start(&mut self, usage: &Usage) {
        self.only_some = !usage.dienstkennungen.is_empty();
        self.form = Some((usage.clone(), usage.clone()));
    }

    fn save(&mut self, asks: &mut Asks) {
        let Some((form, saved)) = &self.form else { return };
        if self.saving.is_some() {
            return;
        }
        let widens = !saved.dienstkennungen.is_empty() && form.dienstkennungen != saved.dienstkennungen;
        let sent = Box::new(form.clone());
        let saving = &mut self.saving;
        self.questions.send(vec![Command::SaveUsage(sent.clone())], asks, |ticket, _| *saving = Some((sent.clone(), ticket)));
        if widens {
            // What was left on the server until now may be wanted.
            asks.ask(Command::Fetch { accounts: Vec::new(), dienstkennungen: Vec::new() }, Purpose::Fetch);
        }
    }
}

/// Draws the tab.
pub fn show(ui: &mut Ui, model: &Model, view: &mut UsageView, asks: &mut Asks) {
    let t = theme::tokens(ui);
    let bar = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin::symmetric(28, 10));
    egui::Panel::bottom("usage-foot").frame(bar).show(ui, |ui| foot_ui(ui, view, asks));
    let frame = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 28, right: 12, top: 4, bottom: 0 });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        egui::ScrollArea::vertical().id_salt("usage").auto_shrink([false, false]).show(ui, |ui| {
            widgets::page_width(ui, WIDE);
            ui.spacing_mut().item_spacing.y = GAP_XS;
            if let Some(facts) = model.usage.value() {
                form_ui(ui, model, facts, view, asks);
            } else if let Some(problem) = model.usage.problem() {
                widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
            }
            stations::show(ui, model, view, asks);
            watch::show(ui, model, &mut view.watch, asks);
            handover::show(ui, model, &mut view.handover, asks);
            desk::show(ui, model, &mut view.desk, asks);
            ui.add_space(GAP_M * 2.0);
        });
    });
}

fn form_ui(ui: &mut Ui, model: &Model, facts: &UsageFacts, view: &mut UsageView, asks: &mut Asks) {
    choice::show(ui, model, facts, view, asks);
    if let Some((form, _)) = &mut view.form {
        eau_ui(ui, form);
        marker_ui(ui, form);
    }
    texts::show(ui, model, view);
}

fn eau_ui(ui: &mut Ui, form: &mut Usage) {
    widgets::section(ui, &t!("usage-eau"));
    ui.checkbox(&mut form.send_eau, t!("usage-eau-send"));
    help(ui, &t!("usage-eau-send-help"));
    let collect = ui.add_enabled_ui(form.send_eau, |ui| ui.checkbox(&mut form.collect_eau, t!("usage-eau-collect"))).inner;
    if collect.changed() && form.collect_eau && form.collect_time.is_empty() {
        DEFAULT_TIME.clone_into(&mut form.collect_time);
    }
    form.collect_eau &= form.send_eau;
    help(ui, &t!("usage-eau-collect-help"));
    if !form.collect_eau {
        return;
    }
    ui.add_space(GAP_XS);
    let inside = egui::Margin { left: 26, ..egui::Margin::ZERO };
    egui::Frame::new().inner_margin(inside).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(theme::list(t!("usage-eau-time")));
            widgets::text_field(ui, "collect-time", &t!("usage-eau-time"), &mut form.collect_time, DEFAULT_TIME, 90.0);
            ui.label(theme::list(t!("usage-eau-time-unit")));
        });
        let wrong = !form.collect_time.trim().is_empty() && minutes_of_day(&form.collect_time).is_none();
        let sentence = t!("usage-eau-time-wrong");
        widgets::field_help(ui, &t!("usage-eau-time-help"), wrong.then_some((Tone::Error, sentence.as_str())));
    });
}

fn marker_ui(ui: &mut Ui, form: &mut Usage) {
    widgets::section(ui, &t!("usage-marker"));
    ui.horizontal(|ui| {
        for (value, word) in [(false, t!("usage-no")), (true, t!("usage-yes"))] {
            if widgets::choice_chip(ui, form.kim_marker == value, &word, None).clicked() {
                form.kim_marker = value;
            }
        }
    });
    widgets::field_help(ui, &t!("usage-marker-help"), None);
}

/// A sentence under a switch, as far in as its word.
fn help(ui: &mut Ui, text: &str) {
    let t = theme::tokens(ui);
    let inside = egui::Margin { left: 26, ..egui::Margin::ZERO };
    egui::Frame::new().inner_margin(inside).show(ui, |ui| ui.add(egui::Label::new(theme::small(text).color(t.weak)).wrap()));
}

fn foot_ui(ui: &mut Ui, view: &mut UsageView, asks: &mut Asks) {
    if let Some(problem) = &view.problem {
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
        ui.add_space(GAP_S);
    }
    ui.horizontal(|ui| {
        let t = theme::tokens(ui);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let dirty = view.is_dirty();
            let blocked = view.form.as_ref().is_some_and(|(form, _)| !form.issues().is_empty());
            let ready = dirty && !blocked && view.saving.is_none();
            if ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::CHECK, &t!("settings-save"))).inner.clicked() {
                view.problem = None;
                view.save(asks);
            }
            if ui.add_enabled_ui(dirty, |ui| widgets::button(ui, "", &t!("settings-discard"))).inner.clicked()
                && let Some((_, saved)) = view.form.take()
            {
                view.problem = None;
                view.start(&saved);
            }
            let words = match (view.saving.is_some(), dirty, blocked) {
                (true, ..) => t!("settings-saving"),
                (_, true, true) => t!("usage-blocked"),
                (_, true, false) => t!("settings-changed"),
                (_, false, _) if view.was_saved => t!("settings-saved"),
                _ => String::new(),
            };
            ui.label(theme::small(words).color(t.weak));
        });
    });
}
