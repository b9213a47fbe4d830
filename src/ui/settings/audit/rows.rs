//! The records of a page as a table: when, who, what, about what, with what result.

use egui::{Align, Layout, Ui, vec2};

use super::filter::{action_word, person_word};
use crate::domain::audit::{AuditPage, AuditRecord, WENT_WELL};
use crate::domain::ids::MailId;
use crate::i18n;
use crate::ui::theme::{self, GAP_S, Tone, icon};
use crate::ui::{format, widgets};

const ROW: f32 = 30.0;
const HEAD: f32 = 24.0;
/// Height of one of two lines, and the space around both.
const LINE: f32 = 22.0;
const LINES_GAP: f32 = 3.0;
const TIME: f32 = 132.0;
const PERSON: f32 = 112.0;
const ACTION: f32 = 220.0;
/// Least width of what it is about; it takes what is left.
const OBJECT: f32 = 190.0;
const RESULT: f32 = 130.0;

/// What a person wants from a record.
pub enum Wish {
    Open(MailId),
    /// Only records about the same.
    Only(String, String),
}

/// Draws the table; a wish, if there is one. Where it is narrow, a record takes two lines.
pub fn show(ui: &mut Ui, page: &AuditPage) -> Option<Wish> {
    let t = theme::tokens(ui);
    let mut wish = None;
    // The scroll bar stands beside the rows.
    let room = ui.available_width() - 12.0;
    let wide = room - TIME - PERSON - ACTION - RESULT - 4.0 * GAP_S;
    let columns = if wide >= OBJECT { Columns::Five { wide } } else { Columns::Three { wide: room - TIME - RESULT - 2.0 * GAP_S } };
    ui.spacing_mut().item_spacing = vec2(GAP_S, 0.0);
    row(ui, HEAD, |ui| {
        for (key, width) in columns.heads() {
            cell(ui, width, HEAD, |ui| {
                ui.label(theme::small(i18n::text(key)).color(t.weak));
            });
        }
    });
    widgets::hairline(ui);
    egui::ScrollArea::vertical().id_salt("audit").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(GAP_S, 0.0);
        for record in &page.records {
            match columns {
                Columns::Five { wide } => row(ui, ROW, |ui| {
                    cell(ui, TIME, ROW, |ui| time_ui(ui, record));
                    cell(ui, PERSON, ROW, |ui| person_ui(ui, record));
                    cell(ui, ACTION, ROW, |ui| action_ui(ui, record));
                    cell(ui, wide, ROW, |ui| object_ui(ui, page, record, &mut wish));
                    cell(ui, RESULT, ROW, |ui| result_ui(ui, record));
                }),
                Columns::Three { wide } => {
                    ui.add_space(LINES_GAP);
                    row(ui, LINE, |ui| {
                        cell(ui, TIME, LINE, |ui| time_ui(ui, record));
                        cell(ui, wide, LINE, |ui| action_ui(ui, record));
                        cell(ui, RESULT, LINE, |ui| result_ui(ui, record));
                    });
                    row(ui, LINE, |ui| {
                        cell(ui, TIME, LINE, |ui| person_ui(ui, record));
                        cell(ui, wide, LINE, |ui| object_ui(ui, page, record, &mut wish));
                    });
                    ui.add_space(LINES_GAP);
                }
            }
            widgets::hairline(ui);
        }
    });
    wish
}

/// How a record stands there.
#[derive(Clone, Copy)]
enum Columns {
    Five { wide: f32 },
    Three { wide: f32 },
}

impl Columns {
    fn heads(self) -> Vec<(&'static str, f32)> {
        match self {
            Self::Five { wide } => vec![
                ("audit-col-time", TIME),
                ("audit-col-person", PERSON),
                ("audit-col-action", ACTION),
                ("audit-col-object", wide),
                ("audit-col-result", RESULT),
            ],
            Self::Three { wide } => vec![("audit-col-time-person", TIME), ("audit-col-action-object", wide), ("audit-col-result", RESULT)],
        }
    }
}

fn row(ui: &mut Ui, height: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(ui.available_width(), height), Layout::left_to_right(Align::Center), contents);
}

fn cell(ui: &mut Ui, width: f32, height: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, height), Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(vec2(width, height));
        ui.set_max_width(width);
        contents(ui);
    });
}

fn time_ui(ui: &mut Ui, record: &AuditRecord) {
    let hover = t!("audit-number", number = record.number.to_string());
    let words = format!("{} {}", format::date(record.at), format::clock(record.at));
    ui.add(egui::Label::new(theme::list(words)).truncate()).on_hover_text(hover);
}

fn person_ui(ui: &mut Ui, record: &AuditRecord) {
    let word = theme::list(person_word(&record.person));
    let word = if record.person.is_empty() { word.color(theme::tokens(ui).weak) } else { word };
    ui.add(egui::Label::new(word).truncate());
}

fn action_ui(ui: &mut Ui, record: &AuditRecord) {
    ui.add(egui::Label::new(theme::list(what(record))).truncate());
}

/// What was done, with its detail where that is a word for people.
fn what(record: &AuditRecord) -> String {
    let action = action_word(&record.action);
    let detail = detail_word(record);
    if detail.is_empty() { action } else { format!("{action}: {detail}") }
}

/// The detail in words; hashes of files and unknown words stay with the export.
fn detail_word(record: &AuditRecord) -> String {
    let key = match record.action.as_str() {
        "send-state" => format!("state-{}", record.detail),
        "taken-over-again" => format!("run-{}", record.detail),
        "person-changed" if i18n::has(&format!("role-{}", record.detail)) => format!("role-{}", record.detail),
        _ => format!("audit-detail-{}", record.detail.replace('.', "-")),
    };
    if !record.detail.is_empty() && i18n::has(&key) { i18n::text(&key) } else { String::new() }
}

fn object_ui(ui: &mut Ui, page: &AuditPage, record: &AuditRecord, wish: &mut Option<Wish>) {
    let t = theme::tokens(ui);
    if record.object.is_empty() {
        // Of a setting the key says which.
        if record.action == "setting-changed" && detail_word(record).is_empty() {
            ui.add(egui::Label::new(theme::small(&record.detail).color(t.weak)).truncate());
        }
        return;
    }
    let short: String = record.object.chars().take(8).collect();
    let named = page.names.iter().find(|(object, _)| *object == record.object).map(|(_, name)| name.clone());
    let words = match (record.kind.as_str(), named) {
        (_, Some(name)) => name,
        ("mail", None) => t!("audit-mail", short = short),
        ("account", None) => t!("audit-account", short = short),
        (_, None) => t!("audit-person", short = short),
    };
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
    let link = egui::Link::new(theme::list(&words).color(t.accent));
    let response = ui.add(link).on_hover_text(t!("audit-only-begin"));
    widgets::name(ui, &response, egui::Role::Link, &words);
    widgets::focus_ring(ui, &response);
    if response.clicked() {
        *wish = Some(Wish::Only(record.object.clone(), words));
    }
    if let Some(mail) = record.mail
        && open_button(ui).clicked()
    {
        *wish = Some(Wish::Open(mail));
    }
}

/// As high as a line of text, so that two lines stay close.
fn open_button(ui: &mut Ui) -> egui::Response {
    let word = t!("audit-open-mail");
    ui.spacing_mut().button_padding = vec2(4.0, 0.0);
    ui.spacing_mut().interact_size.y = LINE;
    let response = ui.add(egui::Button::new(theme::list(icon::MAIL_OPEN)).frame_when_inactive(false));
    widgets::name(ui, &response, egui::Role::Button, &word);
    widgets::focus_ring(ui, &response);
    response.on_hover_text(word)
}

fn result_ui(ui: &mut Ui, record: &AuditRecord) {
    let t = theme::tokens(ui);
    if record.result == WENT_WELL {
        ui.label(theme::list(t!("audit-ok")).color(t.weak));
        return;
    }
    let ink = Tone::Warn.ink(t);
    let word = if record.result == "ACCESS" { t!("audit-refused") } else { t!("audit-failed") };
    ui.spacing_mut().item_spacing.x = 4.0;
    ui.label(theme::list(icon::WARNING).color(ink));
    // The sentence belongs to the code, which is one of this program.
    let key = format!("problem-{}", record.result);
    let sentence = if i18n::has(&key) { i18n::text_with(&key, "") } else { String::new() };
    let hover = format!("{} {sentence}", record.result);
    ui.add(egui::Label::new(theme::list(word).color(ink)).truncate()).on_hover_text(hover.trim());
}
