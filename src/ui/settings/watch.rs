//! Ausgangsordner: where the practice software drops what is to be sent, and what became of it.

use std::path::{Path, PathBuf};

use egui::{Align, ComboBox, Layout, Ui};

use crate::domain::access::{Right, Role};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::watch::{WaitingFile, WatchAct, WatchFacts, WatchItem, WatchKind, WatchResult, WatchState};
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n::{self, Language};
use crate::ui::file_dialog::{self, FileDialog, Picked};
use crate::ui::format;
use crate::ui::model::{Asks, Model, Purpose};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_L, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// Width of a field.
const FIELD: f32 = 440.0;
/// Characters of a path that have room.
const PATH: usize = 58;
/// Files lie in the folder that was to be added.
const NOT_EMPTY: &str = "WATCH-NOT-EMPTY";
/// Sent drops shown under the folders.
const SHOWN: usize = 5;

/// State of the section.
#[derive(Default)]
pub struct WatchView {
    account: Option<AccountId>,
    /// What lies in the new folder; empty: told by file name and content.
    dienstkennung: String,
    folder: String,
    dialog: Option<FileDialog>,
    /// Adding a folder in which files lie already, after a yes; with their number.
    asks_add: Option<(Command, String)>,
    /// The drop that a person wants to send a second time.
    asks_again: Option<i64>,
    /// Why the last act failed.
    problem: Option<Problem>,
    running: Vec<(Ticket, Act)>,
    questions: Questions,
}

/// What is under way.
#[derive(PartialEq)]
enum Act {
    Look,
    /// Adding this folder; with the command that does it in any case.
    Add(PathBuf, Box<Command>),
    Other,
}

impl WatchView {
    /// Takes the answers to this section's questions.
    pub(super) fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            let Some(at) = self.running.iter().position(|(running, _)| *running == ticket) else { continue };
            let (_, act) = self.running.swap_remove(at);
            match (result.map(|answer| *answer), act) {
                (Ok(Answer::Watch(facts)), act) => {
                    model.take_watch(facts);
                    // What was typed meanwhile stays.
                    if matches!(act, Act::Add(dir, _) if dir == self.dir()) {
                        self.folder.clear();
                    }
                }
                (Ok(_), _) => {}
                (Err(problem), Act::Add(_, sure)) if problem.code == NOT_EMPTY => self.asks_add = Some((*sure, problem.detail)),
                (Err(problem), _) => self.problem = Some(problem),
            }
        }
    }

    fn act(&mut self, command: Command, act: Act, asks: &mut Asks) {
        self.problem = None;
        let (running, mut act) = (&mut self.running, Some(act));
        self.questions.send(vec![command], asks, |ticket, _| running.extend(act.take().map(|act| (ticket, act))));
    }

    fn add(&mut self, account: AccountId, dir: PathBuf, asks: &mut Asks) {
        let command = |sure| Command::AddWatchFolder { account, dienstkennung: self.dienstkennung.clone(), dir: dir.clone(), sure };
        let (add, sure) = (command(false), command(true));
        self.asks_add = None;
        self.act(add, Act::Add(dir, Box::new(sure)), asks);
    }

    /// The folder as typed.
    fn dir(&self) -> PathBuf {
        PathBuf::from(self.folder.trim())
    }
}

/// Draws the section.
pub fn show(ui: &mut Ui, model: &Model, view: &mut WatchView, asks: &mut Asks) {
    if model.watch.is_not_asked() {
        asks.ask(Command::ListWatch, Purpose::Watch);
    }
    if let Some(Picked::Paths(paths)) = file_dialog::take(&mut view.dialog)
        && let Some(folder) = paths.first()
    {
        view.folder = folder.display().to_string();
    }
    widgets::section(ui, &t!("watch-title"));
    widgets::field_help(ui, &t!("watch-intro"), None);
    ui.add_space(GAP_S);
    if let Some(problem) = view.problem.as_ref().or(model.watch.problem()) {
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
        ui.add_space(GAP_M);
    }
    let Some(facts) = model.watch.value() else { return };
    if facts.folders.is_empty() {
        ui.label(theme::body(t!("watch-none")));
    }
    for state in &facts.folders {
        ui.push_id(("watched", state.folder.id), |ui| folder_ui(ui, model, facts, state, view, asks));
    }
    if !facts.folders.is_empty() {
        let looking = view.running.iter().any(|(_, act)| *act == Act::Look);
        if ui.add_enabled_ui(!looking, |ui| widgets::quiet_button(ui, icon::AGAIN, &t!("watch-run"))).inner.clicked() {
            view.act(Command::RunWatch, Act::Look, asks);
        }
    }
    items_ui(ui, model, facts, view, asks);
    if model.may(Role::Admin) {
        ui.add_space(GAP_L);
        new_folder(ui, model, facts, view, asks);
    }
    not_empty_ui(ui, view, asks);
}

fn address(model: &Model, id: AccountId) -> String {
    model.account(id).map(|account| account.settings.address.to_string()).unwrap_or_default()
}

/// The words of a Dienstkennung, where the rules know it.
fn kind_word(kinds: &[WatchKind], dienstkennung: &str) -> String {
    let german = Language::current() == Language::German;
    let known = kinds.iter().find(|kind| kind.dienstkennung.eq_ignore_ascii_case(dienstkennung));
    match known {
        Some(kind) => if german { &kind.word_de } else { &kind.word_en }.clone(),
        None if dienstkennung.is_empty() => t!("watch-kind-any"),
        None => dienstkennung.to_owned(),
    }
}

/// The end of a path: what tells one folder from another.
fn end_of(path: &Path) -> String {
    let text = path.display().to_string();
    let count = text.chars().count();
    if count <= PATH { text } else { std::iter::once('…').chain(text.chars().skip(count - PATH)).collect() }
}

fn folder_ui(ui: &mut Ui, model: &Model, facts: &WatchFacts, state: &WatchState, view: &mut WatchView, asks: &mut Asks) {
    let t = theme::tokens(ui);
    let folder = &state.folder;
    ui.horizontal(|ui| {
        ui.label(egui::RichText::new(icon::FOLDER).size(18.0).color(t.accent));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if model.may(Role::Admin) && widgets::icon_button(ui, icon::TRASH, &t!("watch-remove")).clicked() {
                view.act(Command::RemoveWatchFolder { id: folder.id }, Act::Other, asks);
            }
            match state.code.as_str() {
                "" => _ = widgets::badge(ui, Tone::Ok, icon::CHECK_CIRCLE, &t!("watch-watched")),
                "WATCH-RETIRED" => _ = widgets::badge(ui, Tone::Warn, icon::WARNING, &t!("settings-retired")),
                "STATION-OTHER" => _ = widgets::badge(ui, Tone::Info, icon::EYE, &t!("station-other")),
                _ => _ = widgets::badge(ui, Tone::Error, icon::ERROR, &t!("watch-away")),
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let path = theme::list(end_of(&folder.path));
                ui.add(egui::Label::new(path).truncate());
            });
        });
    });
    let assumed = facts.kinds.iter().any(|kind| kind.assumed && kind.dienstkennung == folder.dienstkennung);
    let mut words = t!("watch-of", kind = kind_word(&facts.kinds, &folder.dienstkennung), account = address(model, folder.account));
    if assumed && model.may(Role::Admin) {
        words = format!("{words} · {}", t!("watch-assumed"));
    }
    ui.add(egui::Label::new(theme::small(words).color(t.weak)).wrap());
    if !state.code.is_empty() {
        let advice = format!("{} ({})", i18n::text_with(&format!("problem-{}-advice", state.code), ""), state.code);
        widgets::field_help(ui, "", Some((Tone::Error, advice.as_str())));
    }
    for file in &state.waiting {
        waiting_ui(ui, file);
    }
    widgets::hairline(ui);
}

/// A file that stays for now, and why.
fn waiting_ui(ui: &mut Ui, file: &WaitingFile) {
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_XS;
        let ink = if file.code.is_empty() { t.weak } else { t.warn };
        ui.label(theme::list(icon::CLOCK).color(ink));
        ui.label(theme::list(&file.name));
        let why = if file.code.is_empty() {
            t!("watch-being-written")
        } else {
            format!("{} ({})", i18n::text_with(&format!("problem-{}", file.code), &file.detail), file.code)
        };
        ui.label(theme::small(why).color(ink));
    });
}

/// What needs a person, then the last ones that went out.
fn items_ui(ui: &mut Ui, model: &Model, facts: &WatchFacts, view: &mut WatchView, asks: &mut Asks) {
    let open: Vec<&WatchItem> = facts.items.iter().filter(|item| item.result != WatchResult::Queued).collect();
    if !open.is_empty() {
        ui.add_space(GAP_M);
        ui.label(theme::strong(t!("watch-open", count = open.len())));
        ui.add_space(GAP_XS);
    }
    for item in open {
        ui.push_id(("drop", item.id), |ui| open_ui(ui, model, item, view, asks));
        ui.add_space(GAP_S);
    }
    let sent: Vec<&WatchItem> = facts.items.iter().filter(|item| item.result == WatchResult::Queued).take(SHOWN).collect();
    if !sent.is_empty() {
        ui.add_space(GAP_S);
        ui.label(theme::strong(t!("watch-sent")));
        ui.add_space(GAP_XS);
    }
    let t = theme::tokens(ui);
    for item in sent {
        ui.horizontal(|ui| {
            ui.label(theme::list(icon::CHECK_CIRCLE).color(t.ok));
            let words = format!("{} · {}", kind_word(&facts.kinds, &item.kind), format::list_date(item.at, model.now));
            ui.add(egui::Label::new(theme::list(item.name())).truncate());
            ui.label(theme::small(words).color(t.weak));
        });
    }
}

/// Why a drop was not sent, with what can be done.
fn open_ui(ui: &mut Ui, model: &Model, item: &WatchItem, view: &mut WatchView, asks: &mut Asks) {
    let again = item.result == WatchResult::Twice;
    let (tone, sign) = if again { (Tone::Warn, icon::WARNING) } else { (Tone::Error, icon::ERROR) };
    let allowed = model.may_with(item.account, Right::Send);
    widgets::banner(ui, tone, sign, &item.name(), &reason(item), |ui| {
        ui.vertical(|ui| {
            let place = item.files.first().and_then(|file| file.now.as_ref()).map(|path| end_of(path));
            if let Some(place) = place {
                let t = theme::tokens(ui);
                ui.add(egui::Label::new(theme::small(&place).color(t.weak)).truncate());
            }
            ui.horizontal(|ui| {
                if again && view.asks_again == Some(item.id) {
                    ui.label(theme::list(t!("watch-again-question")));
                    let yes = |ui: &mut Ui| widgets::button(ui, icon::SENT, &t!("watch-again-yes"));
                    if widgets::permitted(ui, allowed, yes).clicked() {
                        view.act(Command::ActOnWatched { item: item.id, act: WatchAct::Again }, Act::Other, asks);
                        view.asks_again = None;
                    }
                    if widgets::quiet_button(ui, "", &t!("question-cancel")).clicked() {
                        view.asks_again = None;
                    }
                    return;
                }
                let word = if again { t!("watch-again") } else { t!("watch-retry") };
                let button = |ui: &mut Ui| widgets::button(ui, if again { icon::SENT } else { icon::AGAIN }, &word);
                if widgets::permitted(ui, allowed, button).clicked() {
                    if again {
                        view.asks_again = Some(item.id);
                    } else {
                        view.act(Command::ActOnWatched { item: item.id, act: WatchAct::Again }, Act::Other, asks);
                    }
                }
                let dismiss = |ui: &mut Ui| widgets::quiet_button(ui, icon::CHECK, &t!("watch-dismiss"));
                if widgets::permitted(ui, allowed, dismiss).on_hover_text(t!("watch-dismiss-hint")).clicked() {
                    view.act(Command::ActOnWatched { item: item.id, act: WatchAct::Dismiss }, Act::Other, asks);
                }
            });
        });
    });
}

/// Sentence, cause in the content, and code.
fn reason(item: &WatchItem) -> String {
    let note = item.detail.split_once('=').filter(|(key, _)| key.starts_with("payload-"));
    let detail = if note.is_some() { "" } else { item.detail.as_str() };
    let mut lines = vec![i18n::text_with(&format!("problem-{}", item.code), detail)];
    lines.extend(note.map(|(key, detail)| i18n::text_with(key, detail)));
    // The next step of one that came twice is the button below.
    let advice = match item.result {
        WatchResult::Twice => t!("watch-twice-advice"),
        _ => i18n::text_with(&format!("problem-{}-advice", item.code), detail),
    };
    lines.push(format!("{advice} ({})", item.code));
    lines.join("\n")
}

fn new_folder(ui: &mut Ui, model: &Model, facts: &WatchFacts, view: &mut WatchView, asks: &mut Asks) {
    let accounts: Vec<AccountId> = model.active_accounts().map(|account| account.id).collect();
    if view.account.is_none_or(|id| !accounts.contains(&id)) {
        view.account = accounts.first().copied();
    }
    let Some(account) = view.account else { return };
    ui.label(theme::strong(t!("watch-new")));
    ui.add_space(GAP_S);
    if accounts.len() > 1 {
        widgets::field_label(ui, &t!("watch-account"));
        let combo = ComboBox::from_id_salt("watch-account")
            .icon(widgets::drop_down_sign)
            .selected_text(address(model, account))
            .width(FIELD)
            .truncate()
            .show_ui(ui, |ui| {
                for id in &accounts {
                    ui.selectable_value(&mut view.account, Some(*id), address(model, *id));
                }
            });
        widgets::name(ui, &combo.response, egui::Role::ComboBox, &t!("watch-account"));
        ui.add_space(GAP_S);
    }
    widgets::field_label(ui, &t!("watch-kind"));
    let combo = ComboBox::from_id_salt("watch-kind")
        .icon(widgets::drop_down_sign)
        .selected_text(kind_word(&facts.kinds, &view.dienstkennung))
        .width(FIELD)
        .truncate()
        .show_ui(ui, |ui| {
            let all = std::iter::once(String::new()).chain(facts.kinds.iter().map(|kind| kind.dienstkennung.clone()));
            for dienstkennung in all {
                let word = kind_word(&facts.kinds, &dienstkennung);
                ui.selectable_value(&mut view.dienstkennung, dienstkennung, word);
            }
        });
    widgets::name(ui, &combo.response, egui::Role::ComboBox, &t!("watch-kind"));
    widgets::field_help(ui, &t!("watch-kind-help"), None);
    ui.add_space(GAP_S);
    widgets::field_label(ui, &t!("handover-folder"));
    ui.horizontal(|ui| {
        widgets::text_field(ui, "watch-folder", &t!("watch-folder-field"), &mut view.folder, "", FIELD);
        if widgets::button(ui, icon::FOLDER_OPEN, &t!("handover-choose")).clicked() {
            view.dialog = Some(FileDialog::folder(ui.ctx(), &t!("handover-choose")));
        }
    });
    let path = view.dir();
    let wrong = !view.folder.trim().is_empty() && !path.is_absolute();
    let sentence = t!("handover-absolute");
    widgets::field_help(ui, "", wrong.then_some((Tone::Error, sentence.as_str())));
    ui.add_space(GAP_S);
    let ready = path.is_absolute() && !view.running.iter().any(|(_, act)| matches!(act, Act::Add(..)));
    if ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::CHECK, &t!("watch-add"))).inner.clicked() {
        view.add(account, path, asks);
    }
}

/// Files lie there already: nothing of them is sent without a yes.
fn not_empty_ui(ui: &mut Ui, view: &mut WatchView, asks: &mut Asks) {
    let Some((add, count)) = view.asks_add.clone() else { return };
    let Command::AddWatchFolder { dir, .. } = &add else { return };
    ui.add_space(GAP_S);
    let question = t!("watch-add-question", count = count);
    let words = format!("{}\n{}", end_of(dir), t!("watch-add-text"));
    widgets::banner(ui, Tone::Warn, icon::WARNING, &question, &words, |ui| {
        if widgets::button(ui, icon::SENT, &t!("watch-add-yes")).clicked() {
            view.asks_add = None;
            view.act(add.clone(), Act::Add(dir.clone(), Box::new(add.clone())), asks);
        }
        if widgets::quiet_button(ui, "", &t!("question-cancel")).clicked() {
            view.asks_add = None;
        }
    });
}

#[cfg(test)]
#[path = "watch/tests.rs"]
mod tests;
