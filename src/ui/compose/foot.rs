//! The foot of the writing window: what is wrong or odd, the state of the draft, Verwerfen and Senden.

use egui::{Align, Layout, RichText, Ui, vec2};

use super::issues::{self, Issue, Remedy};
use super::{Compose, Focus};
use crate::engine::command::Command;
use crate::i18n;
use crate::ui::file_dialog::FileDialog;
use crate::ui::model::Model;
use crate::ui::theme::{self, CONTROL_HEIGHT, GAP_S, GAP_XS, SIZE_LIST, Tone, icon};
use crate::ui::{format, widgets};

/// Width kept for the longest remedy beside a sentence, with the icon before it.
const ROOM_FOR_REMEDY: f32 = 210.0;

/// Draws the foot.
pub(super) fn show(ui: &mut Ui, model: &Model, view: &mut Compose, out: &mut Vec<Command>) {
    if let Some(problem) = view.state.problem.clone() {
        let advice = i18n::problem_advice(&problem);
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(&problem), &advice, |ui| {
            let t = theme::tokens(ui);
            // As high as the button: code and button stand on one line.
            ui.spacing_mut().interact_size.y = CONTROL_HEIGHT;
            ui.horizontal(|ui| {
                ui.label(theme::mono(problem.code).color(t.weak));
                widgets::copyable(ui, &format!("{} {}", problem.code, problem.detail), &t!("test-copy"));
            });
        });
        ui.add_space(GAP_S);
    }
    let issues = view.state.issues();
    let blocked = issues.iter().any(|i| i.blocks);
    if view.state.show_issues && !issues.is_empty() {
        issue_list(ui, view, &issues, blocked, out);
        ui.add_space(GAP_S);
    }
    if view.state.asks_discard {
        discard_question(ui, view, out);
        return;
    }
    let shown = view.state.show_issues && !issues.is_empty();
    ui.horizontal(|ui| {
        let t = theme::tokens(ui);
        let (mark, words) = saved_words(model, view);
        if !words.is_empty() {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.label(RichText::new(mark).size(SIZE_LIST).color(t.weak));
            ui.label(theme::small(words).color(t.weak));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = GAP_S;
            let word = if shown && !blocked { t!("compose-send-anyway") } else { t!("compose-send") };
            let ready = !(view.state.is_locked() || shown && blocked);
            let send = ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::SENT, &word)).inner;
            if send.on_hover_text(t!("compose-send-hint")).clicked() {
                view.state.send(out);
            }
            let discard = ui.add_enabled_ui(!view.state.is_locked(), |ui| widgets::quiet_button(ui, icon::TRASH, &t!("compose-discard")));
            if discard.inner.clicked() {
                view.state.ask_discard(out);
            }
            let close = ui.add_enabled_ui(!view.state.is_locked(), |ui| widgets::quiet_button(ui, "", &t!("compose-close")));
            if close.inner.on_hover_text(t!("compose-close-hint")).clicked() {
                view.state.close(out);
            }
        });
    });
}

/// What the person should know about the draft.
fn saved_words(model: &Model, view: &Compose) -> (&'static str, String) {
    let state = &view.state;
    if state.is_sending() {
        (icon::OUTBOX, t!("compose-sending"))
    } else if let Some(at) = state.saved_at() {
        (icon::CHECK, t!("compose-saved", time = format::clock_or_day(at, model.now)))
    } else if state.is_dirty() && !state.draft.is_blank() {
        (icon::CLOCK, t!("compose-unsaved"))
    } else {
        ("", String::new())
    }
}

fn issue_list(ui: &mut Ui, view: &mut Compose, issues: &[Issue], blocked: bool, out: &mut Vec<Command>) {
    let (tone, mark, headline) =
        if blocked { (Tone::Error, icon::ERROR, t!("compose-issues-stop")) } else { (Tone::Warn, icon::WARNING, t!("compose-issues-odd")) };
    let mut pressed = None;
    widgets::banner(ui, tone, mark, &headline, "", |ui| {
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = GAP_XS;
            for issue in issues {
                if issue_line(ui, issue) {
                    pressed = Some(issue.remedy.clone());
                }
            }
        });
    });
    if let Some(remedy) = pressed {
        apply(ui, view, &remedy, out);
    }
}

/// One issue with its remedy at the right; a long sentence goes on in the next line. True when the remedy was pressed.
fn issue_line(ui: &mut Ui, issue: &Issue) -> bool {
    let t = theme::tokens(ui);
    let (mark, ink) = if issue.blocks { (icon::CROSS_CIRCLE, t.error) } else { (icon::WARNING, t.warn) };
    let mut pressed = false;
    ui.horizontal(|ui| {
        let whole = ui.available_width();
        let sentence = vec2(whole - ROOM_FOR_REMEDY, theme::CONTROL_HEIGHT);
        ui.allocate_ui_with_layout(sentence, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(sentence.x);
            ui.label(RichText::new(mark).size(SIZE_LIST).color(ink));
            ui.add(egui::Label::new(theme::list(issue.text())).wrap());
        });
        if let Some(key) = issue.remedy.label_key() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                pressed = widgets::quiet_button(ui, "", &i18n::text(key)).clicked();
            });
        }
    });
    pressed
}

fn apply(ui: &Ui, view: &mut Compose, remedy: &Remedy, out: &mut Vec<Command>) {
    if issues::apply(remedy, &mut view.state.draft) {
        return;
    }
    match remedy {
        Remedy::FocusTo => view.state.wants_focus = Some(Focus::To),
        Remedy::FocusSubject => {
            // A pasted line break cannot be seen in a one-line field; blanks stand for it.
            view.state.draft.subject = view.state.draft.subject.replace(['\r', '\n', '\0'], " ");
            view.state.wants_focus = Some(Focus::Subject);
        }
        Remedy::Replace { old, new } => view.state.replace_recipient(old, new, out),
        Remedy::TakeNote(address) => view.state.accept_news(address, out),
        Remedy::AddFile => view.dialog = Some(FileDialog::files(ui.ctx(), &t!("compose-attach"))),
        _ => {}
    }
}

fn discard_question(ui: &mut Ui, view: &mut Compose, out: &mut Vec<Command>) {
    widgets::banner(ui, Tone::Warn, icon::TRASH, &t!("compose-discard-question"), "", |ui| {
        if widgets::button(ui, icon::TRASH, &t!("compose-discard")).clicked() {
            view.state.discard(out);
        }
        let keep = widgets::quiet_button(ui, "", &t!("compose-discard-no"));
        if keep.clicked() || ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Escape)) {
            view.state.asks_discard = false;
        }
    });
}
