//! „Technische Daten": what the Clientmodul said in words, then all headers, then the raw source in windows.

use std::ops::Range;

use egui::{Label, ScrollArea, Ui};

use crate::domain::mail::{Decryption, Integrity, MailDetail};
use crate::domain::safe_text;
use crate::engine::command::Command;
use crate::i18n;
use crate::ui::format;
use crate::ui::model::{Model, Purpose};
use crate::ui::theme::{self, GAP_S, icon};
use crate::ui::view::{Intent, Out};
use crate::ui::widgets;

/// Bytes of raw source asked for at once.
const WINDOW: usize = 64 * 1024;
const LABELS: f32 = 170.0;

#[derive(Debug, Default)]
pub(super) struct State {
    pub raw_shown: bool,
    /// First byte of the window on screen.
    offset: u64,
    find: String,
}

pub(super) fn ui(ui: &mut Ui, mail: &MailDetail, state: &mut State, out: &mut Out) {
    ui.label(theme::heading(t!("technical-results")));
    let kim = &mail.parsed.kim;
    let decryption = match kim.decryption {
        Decryption::Ok => t!("technical-decryption-ok"),
        Decryption::Failed => t!("technical-decryption-failed"),
        Decryption::Unconfirmed => t!("technical-unconfirmed"),
        Decryption::None => t!("technical-decryption-none"),
    };
    widgets::key_value(ui, LABELS, &t!("technical-decryption"), theme::list(decryption));
    let integrity = match kim.integrity {
        Integrity::Ok => t!("technical-integrity-ok"),
        Integrity::Unverifiable => t!("technical-integrity-unverifiable"),
        Integrity::Failed => t!("technical-integrity-failed"),
        Integrity::Unconfirmed { .. } => t!("technical-unconfirmed"),
        Integrity::None => t!("technical-integrity-none"),
    };
    widgets::key_value(ui, LABELS, &t!("technical-integrity"), theme::list(integrity));
    for (index, code) in kim.codes.iter().enumerate() {
        ui.push_id(("code", index), |ui| {
            widgets::key_value(ui, LABELS, &t!("technical-code", code = code.code.clone()), theme::list(i18n::text(&code.meaning_key)));
        });
    }
    let dienstkennung = mail.parsed.dienstkennung.as_ref().map(|d| d.0.clone()).unwrap_or_default();
    for (label, value) in [
        (t!("technical-dienstkennung"), dienstkennung),
        (t!("technical-sender-system"), kim.sender_system.clone()),
        (t!("technical-support"), kim.support.clone()),
        (t!("technical-size"), format::size(mail.row.size)),
        (t!("technical-received"), format::full_date(mail.row.received)),
        (t!("technical-on-server"), if mail.on_server { t!("word-yes") } else { t!("word-no") }),
    ] {
        if !value.is_empty() {
            widgets::key_value(ui, LABELS, &label, theme::list(value));
        }
    }
    for note in &mail.parsed.notes {
        widgets::key_value(ui, LABELS, &t!("technical-note"), theme::list(i18n::text_with(&note.key, &note.detail)));
    }
    ui.add_space(GAP_S);
    ui.horizontal(|ui| {
        if widgets::button(ui, icon::FILE_CODE, &t!("technical-raw")).clicked() {
            state.raw_shown = true;
        }
        if widgets::button(ui, icon::COPY, &t!("technical-copy-headers")).clicked() {
            let text: Vec<String> = mail.headers.iter().map(|h| format!("{}: {}", h.name, h.value)).collect();
            out.push(Intent::CopyText(text.join("\n")));
        }
    });
    widgets::section(ui, &t!("technical-headers"));
    for (index, header) in mail.headers.iter().enumerate() {
        ui.push_id(("header", index), |ui| {
            widgets::key_value(ui, LABELS, &header.name, theme::mono(safe_text::one_line(&header.value)));
        });
    }
}

/// The raw source: one window of it at a time, line by line, only what is on screen.
pub(super) fn raw_ui(ui: &mut Ui, model: &Model, mail: &MailDetail, state: &mut State, out: &mut Out) {
    let id = mail.row.id;
    let raw = model.raw.get(&id);
    let known = raw.and_then(|r| r.windows.get(&state.offset));
    if known.is_none() && raw.is_none_or(|r| r.pending.is_none()) {
        out.asks.ask(Command::ReadRaw { mail: id, offset: state.offset, len: WINDOW }, Purpose::Raw { mail: id, offset: state.offset });
    }
    let total = raw.map_or(mail.row.size, |r| r.total);
    let end = (state.offset + WINDOW as u64).min(total);
    ui.horizontal_wrapped(|ui| {
        if widgets::button(ui, icon::LEFT, &t!("technical-back")).clicked() {
            state.raw_shown = false;
        }
        widgets::text_field(ui, "raw_find", &t!("technical-find"), &mut state.find, &t!("technical-find"), 200.0);
        if let Some(bytes) = known
            && widgets::button(ui, icon::COPY, &t!("technical-copy")).clicked()
        {
            out.push(Intent::CopyText(String::from_utf8_lossy(bytes).into_owned()));
        }
        if total > WINDOW as u64 {
            ui.add_enabled_ui(state.offset > 0, |ui| {
                if widgets::icon_button(ui, icon::LEFT, &t!("technical-earlier")).clicked() {
                    state.offset = state.offset.saturating_sub(WINDOW as u64);
                }
            });
            ui.label(theme::small(t!(
                "technical-window",
                from = format::size(state.offset),
                to = format::size(end),
                total = format::size(total)
            )));
            ui.add_enabled_ui(end < total, |ui| {
                if widgets::icon_button(ui, icon::RIGHT, &t!("technical-later")).clicked() {
                    state.offset = end;
                }
            });
        }
    });
    ui.add_space(GAP_S);
    let Some(bytes) = known else { return };
    let text = safe_text::many_lines(&String::from_utf8_lossy(bytes));
    let lines: Vec<&str> = text.lines().collect();
    let wanted = state.find.trim().to_lowercase();
    let found: Vec<usize> = if wanted.is_empty() {
        (0..lines.len()).collect()
    } else {
        lines.iter().enumerate().filter(|(_, line)| line.to_lowercase().contains(&wanted)).map(|(i, _)| i).collect()
    };
    lines_ui(ui, &lines, &found);
}

fn lines_ui(ui: &mut Ui, lines: &[&str], found: &[usize]) {
    let t = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::both().auto_shrink([false, false]).show_rows(ui, 17.0, found.len(), |ui, rows: Range<usize>| {
        for index in found.get(rows).unwrap_or_default() {
            let line = lines.get(*index).copied().unwrap_or("");
            ui.horizontal(|ui| {
                ui.set_height(17.0);
                ui.add_sized([44.0, 17.0], Label::new(theme::mono((index + 1).to_string()).color(t.weak)).selectable(false));
                ui.add(Label::new(theme::mono(line)).extend());
            });
        }
    });
}
