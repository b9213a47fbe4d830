//! Which Dienstkennungen this workplace fetches, and what it leaves on the server because of that (rule 18).

use egui::Ui;

use super::UsageView;
use crate::domain::mail::Dienstkennung;
use crate::domain::usage::{self, KnownDienstkennung, LeftOnServer, UsageFacts};
use crate::engine::command::Command;
use crate::i18n::Language;
use crate::ui::format;
use crate::ui::model::{Asks, Model, Purpose};
use crate::ui::theme::{self, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// Columns of the registry.
const COLUMNS: usize = 2;

pub(super) fn show(ui: &mut Ui, model: &Model, facts: &UsageFacts, view: &mut UsageView, asks: &mut Asks) {
    widgets::section(ui, &t!("usage-fetch"));
    let UsageView { form, only_some, free, .. } = view;
    let Some((form, _)) = form else { return };
    if ui.radio(!*only_some, t!("usage-fetch-all")).clicked() {
        *only_some = false;
        form.dienstkennungen.clear();
    }
    if ui.radio(*only_some, t!("usage-fetch-some")).clicked() {
        *only_some = true;
    }
    super::help(ui, &t!("usage-fetch-help"));
    if *only_some {
        ui.add_space(GAP_S);
        registry_ui(ui, &facts.known, &mut form.dienstkennungen);
        free_ui(ui, &facts.known, &mut form.dienstkennungen, free);
        let odd = if form.dienstkennungen.is_empty() {
            Some(t!("usage-fetch-none"))
        } else if !usage::takes(&form.dienstkennungen, &Dienstkennung(Dienstkennung::DEFAULT.to_owned())) {
            Some(t!("usage-fetch-no-mail"))
        } else {
            None
        };
        widgets::field_help(ui, "", odd.as_deref().map(|text| (Tone::Warn, text)));
    }
    left_ui(ui, model, &facts.left, asks);
}

/// The registry's word for a Dienstkennung.
fn word(known: &KnownDienstkennung) -> &str {
    if Language::current() == Language::German { &known.word_de } else { &known.word_en }
}

/// One box for each word of the registry; an application that writes its name in several ways has one box for all.
fn registry_ui(ui: &mut Ui, known: &[KnownDienstkennung], chosen: &mut Vec<String>) {
    let mut words: Vec<(&str, Vec<&str>)> = Vec::new();
    for entry in known {
        match words.iter_mut().find(|(known, _)| *known == word(entry)) {
            Some((_, prefixes)) => prefixes.push(&entry.prefix),
            None => words.push((word(entry), vec![&entry.prefix])),
        }
    }
    egui::Grid::new("registry").num_columns(COLUMNS).spacing([GAP_S * 2.0, GAP_XS]).show(ui, |ui| {
        for (at, (word, prefixes)) in words.iter().enumerate() {
            let is_chosen = |prefix: &&str| chosen.iter().any(|other| other.eq_ignore_ascii_case(prefix));
            let mut on = prefixes.iter().all(is_chosen);
            let hint = format!("{word} · {}", prefixes.join(", "));
            if ui.checkbox(&mut on, theme::list(cut(word))).on_hover_text(hint).changed() {
                chosen.retain(|other| !prefixes.iter().any(|prefix| prefix.eq_ignore_ascii_case(other)));
                if on {
                    chosen.extend(prefixes.iter().map(|prefix| (*prefix).to_owned()));
                }
            }
            if at % COLUMNS == COLUMNS - 1 {
                ui.end_row();
            }
        }
    });
}

/// Long names are cut, so that two columns have room; the whole one is shown under the pointer.
fn cut(word: &str) -> String {
    const ROOM: usize = 48;
    if word.chars().count() <= ROOM { word.to_owned() } else { word.chars().take(ROOM - 1).chain(['…']).collect() }
}

/// What was typed and is no application of the registry, and the field for more.
fn free_ui(ui: &mut Ui, known: &[KnownDienstkennung], chosen: &mut Vec<String>, free: &mut String) {
    ui.add_space(GAP_S);
    let is_known = |prefix: &str| known.iter().any(|entry| entry.prefix.eq_ignore_ascii_case(prefix));
    let mut removed = None;
    for (at, prefix) in chosen.iter().enumerate().filter(|(_, prefix)| !is_known(prefix)) {
        ui.horizontal(|ui| {
            ui.label(theme::list(prefix));
            if widgets::icon_button(ui, icon::CLOSE, &t!("usage-prefix-remove", prefix = prefix.as_str())).clicked() {
                removed = Some(at);
            }
        });
    }
    if let Some(at) = removed {
        chosen.remove(at);
    }
    widgets::field_label(ui, &t!("usage-prefix"));
    let typed = free.trim().to_owned();
    let fits = usage::is_prefix(&typed) && !chosen.iter().any(|prefix| prefix.eq_ignore_ascii_case(&typed));
    ui.horizontal(|ui| {
        let field = widgets::text_field(ui, "free-prefix", &t!("usage-prefix"), free, "eAU;Fehler-Kasse", 260.0);
        let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        let added = ui.add_enabled_ui(fits, |ui| widgets::button(ui, icon::PLUS, &t!("usage-prefix-add"))).inner;
        if fits && (added.clicked() || entered) {
            chosen.push(typed.clone());
            free.clear();
        }
    });
    let sentence = t!("usage-prefix-wrong");
    let wrong = !typed.is_empty() && !usage::is_prefix(&typed);
    widgets::field_help(ui, &t!("usage-prefix-help"), wrong.then_some((Tone::Error, sentence.as_str())));
}

/// What lies on the servers for others.
fn left_ui(ui: &mut Ui, model: &Model, left: &[LeftOnServer], asks: &mut Asks) {
    let total: usize = left.iter().map(|l| l.count).sum();
    if total == 0 {
        return;
    }
    ui.add_space(GAP_S);
    let lines: Vec<String> = left
        .iter()
        .map(|l| {
            let account = model.account(l.account).map_or("", |a| a.settings.address.as_str());
            let kind = if l.dienstkennung.is_empty() { t!("usage-left-unknown") } else { l.dienstkennung.clone() };
            t!("usage-left-line", account = account, kind = kind, count = format::count(l.count))
        })
        .collect();
    widgets::banner(ui, Tone::Info, icon::INFO, &t!("usage-left", count = total), &lines.join("\n"), |ui| {
        if ui.add_enabled_ui(!model.is_fetching(), |ui| widgets::button(ui, icon::FETCH, &t!("usage-left-fetch"))).inner.clicked() {
            asks.ask(Command::Fetch { accounts: Vec::new(), dienstkennungen: vec!["*".to_owned()] }, Purpose::Fetch);
        }
    });
}
