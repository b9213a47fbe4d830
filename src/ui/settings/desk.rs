//! Kassenantworten: what counts as late, and the mapping files that read the answers, with what of them is an assumption.

use egui::Ui;

use crate::domain::access::Role;
use crate::domain::answer_desk::DeskRules;
use crate::domain::problem::Problem;
use crate::engine::command::{Command, DeskCommand};
use crate::engine::event::{MappingReport, MappingState, RefusedMapping};
use crate::i18n;
use crate::ui::model::{Asks, DeskPurpose, Model, Purpose};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// State of the section.
#[derive(Default)]
pub struct DeskView {
    /// As typed, by key.
    typed: Vec<(&'static str, String)>,
    /// What is stored, to notice a change from elsewhere.
    stored: Option<DeskRules>,
    asked: bool,
    saving: Option<Ticket>,
    was_saved: bool,
    problem: Option<Problem>,
    /// The list of assumptions is unfolded.
    assumptions: bool,
    questions: Questions,
}

impl DeskView {
    pub(super) fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            if let Err(problem) = result {
                self.problem = Some(problem);
            } else if self.saving == Some(ticket) {
                self.was_saved = true;
            }
            if self.saving == Some(ticket) {
                self.saving = None;
            }
        }
        let Some(settings) = model.settings.value() else { return };
        let mut rules = DeskRules::default();
        for (key, value) in settings {
            if let Some((place, value)) = rules.value(key).zip(value.parse().ok()) {
                *place = value;
            }
        }
        if self.stored != Some(rules) {
            self.stored = Some(rules);
            self.typed =
                DeskRules::KEYS.iter().map(|(key, ..)| (*key, rules.value(key).map(|v| v.to_string()).unwrap_or_default())).collect();
        }
    }

    /// Stores what differs; the answer to the last one tells that all are done.
    fn save(&mut self, asks: &mut Asks) {
        let Some(mut stored) = self.stored else { return };
        let changed = self.typed.iter().filter(|(key, value)| stored.value(key).map(|v| v.to_string()).as_ref() != Some(value));
        let set = |(key, value): &(&'static str, String)| Command::SetSetting { key: (*key).to_owned(), value: value.trim().to_owned() };
        let commands: Vec<Command> = changed.map(set).collect();
        (self.problem, self.was_saved) = (None, false);
        let saving = &mut self.saving;
        self.questions.send(commands, asks, |ticket, _| *saving = Some(ticket));
        asks.ask(Command::ListSettings, Purpose::Settings);
    }
}

/// Draws the section.
pub(super) fn show(ui: &mut Ui, model: &Model, view: &mut DeskView, asks: &mut Asks) {
    let admin = model.may(Role::Admin);
    if !view.asked {
        view.asked = true;
        asks.ask(Command::ListSettings, Purpose::Settings);
        if admin {
            asks.ask(Command::Desk(Box::new(DeskCommand::Mappings)), Purpose::Desk(DeskPurpose::Mappings));
        }
    }
    widgets::section(ui, &t!("desk-settings-title"));
    rules_ui(ui, view, asks);
    if admin {
        mappings_ui(ui, model, view, asks);
    }
}

fn rules_ui(ui: &mut Ui, view: &mut DeskView, asks: &mut Asks) {
    let t = theme::tokens(ui);
    widgets::field_help(ui, &t!("desk-settings-intro"), None);
    ui.add_space(GAP_S);
    let mut sound = true;
    for (key, value) in &mut view.typed {
        let word = i18n::text(&format!("desk-setting-{}", key.trim_start_matches("answers.")));
        let unit = i18n::text(&format!("desk-unit-{}", key.rsplit('_').next().unwrap_or_default()));
        ui.horizontal(|ui| {
            ui.allocate_ui_with_layout(egui::vec2(330.0, 30.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.set_min_width(330.0);
                ui.label(theme::list(&word));
            });
            widgets::text_field(ui, *key, &word, value, "", 72.0);
            ui.label(theme::list(unit).color(t.weak));
        });
        if !DeskRules::fits(key, value.trim()) {
            sound = false;
            let (_, least, most) = DeskRules::KEYS.into_iter().find(|(known, ..)| known == key).unwrap_or((key, 0, 0));
            let sentence = t!("desk-setting-range", least = least, most = most);
            widgets::field_help(ui, "", Some((Tone::Error, sentence.as_str())));
        }
    }
    let changed = view.stored.is_some_and(|mut stored| {
        view.typed.iter().any(|(key, value)| stored.value(key).map(|v| v.to_string()).as_deref() != Some(value.trim()))
    });
    if let Some(problem) = &view.problem {
        widgets::field_help(ui, "", Some((Tone::Error, &i18n::problem_text(problem))));
    }
    ui.add_space(GAP_XS);
    ui.horizontal(|ui| {
        let ready = changed && sound && view.saving.is_none();
        if ui.add_enabled_ui(ready, |ui| widgets::button(ui, icon::CHECK, &t!("desk-settings-save"))).inner.clicked() {
            view.save(asks);
        }
        if view.was_saved && !changed {
            ui.label(theme::small(t!("settings-saved")).color(t.weak));
        }
    });
}

fn mappings_ui(ui: &mut Ui, model: &Model, view: &mut DeskView, asks: &mut Asks) {
    widgets::section(ui, &t!("mapping-title"));
    widgets::field_help(ui, &t!("mapping-intro"), None);
    let Some(report) = model.desk.mappings.value() else { return };
    folder_ui(ui, report, asks);
    for refused in &report.refused {
        refused_ui(ui, refused);
    }
    for (index, mapping) in report.mappings.iter().enumerate() {
        mapping_ui(ui, mapping, index == 0);
    }
    let assumed: Vec<&String> = report.mappings.first().map(|m| m.assumed.iter().collect()).unwrap_or_default();
    if assumed.is_empty() {
        return;
    }
    let word = if view.assumptions { t!("mapping-assumed-hide") } else { t!("mapping-assumed-show", count = assumed.len()) };
    let sign = if view.assumptions { icon::UP } else { icon::DOWN };
    if widgets::quiet_button(ui, sign, &word).clicked() {
        view.assumptions = !view.assumptions;
    }
    if view.assumptions {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
            for field in assumed {
                widgets::badge(ui, Tone::Warn, icon::QUESTION, &t!("mapping-assumed", field = field.as_str()));
            }
        });
    }
}

fn folder_ui(ui: &mut Ui, report: &MappingReport, asks: &mut Asks) {
    let t = theme::tokens(ui);
    let dir = report.dir.display().to_string();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_XS;
        ui.label(egui::RichText::new(icon::FOLDER).size(16.0).color(t.weak));
        ui.label(theme::list(&dir));
        widgets::copyable(ui, &dir, &t!("mapping-copy-folder"));
        if widgets::icon_button(ui, icon::AGAIN, &t!("mapping-look-again")).clicked() {
            asks.ask(Command::Desk(Box::new(DeskCommand::Mappings)), Purpose::Desk(DeskPurpose::Mappings));
        }
    });
    ui.add_space(GAP_S);
}

fn refused_ui(ui: &mut Ui, refused: &RefusedMapping) {
    let headline = t!("mapping-refused", file = refused.file.as_str());
    let place = if refused.line > 0 { t!("mapping-refused-line", line = refused.line) } else { String::new() };
    let stays = if refused.earlier_in_use { t!("mapping-refused-earlier") } else { t!("mapping-refused-others") };
    let text = [place.as_str(), refused.reason.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(": ");
    widgets::banner(ui, Tone::Error, icon::ERROR, &headline, &format!("{text}\n{stays} (MAPPING-REFUSED)"), |_| ());
    ui.add_space(GAP_S);
}

fn mapping_ui(ui: &mut Ui, mapping: &MappingState, first: bool) {
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_S;
        ui.label(egui::RichText::new(icon::FILE_CODE).size(16.0).color(if first { t.accent } else { t.weak }));
        ui.label(theme::strong(&mapping.label));
        if first {
            widgets::badge(ui, Tone::Ok, icon::CHECK, &t!("mapping-first"));
        }
        if !mapping.assumed.is_empty() {
            widgets::badge(ui, Tone::Warn, icon::QUESTION, &t!("mapping-has-assumptions"));
        }
        let from = if mapping.file.is_empty() { t!("mapping-shipped") } else { mapping.file.clone() };
        ui.label(theme::small(from).color(t.weak));
    });
    if !mapping.status.is_empty() {
        ui.label(theme::small(&mapping.status).color(t.weak));
    }
}
