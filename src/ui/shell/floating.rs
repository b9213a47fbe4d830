//! What floats above the window: the offer to undo, quiet messages, a question, the sheet of keys.

use egui::{Align2, Area, Frame, Id, Key, Margin, Modal, Modifiers, Order, Ui};

use crate::domain::link;
use crate::engine::command::Command;
use crate::ui::actions::Action;
use crate::ui::model::{Model, Purpose};
use crate::ui::patient;
use crate::ui::theme::{self, GAP_L, GAP_M, GAP_S, Tone, icon};
use crate::ui::view::{FileQuestion, Intent, Out, Question, View};
use crate::ui::widgets;

/// Over the list and above the buttons at the foot of the preview, so that none of them is covered.
const OVER_LIST: (Align2, [f32; 2]) = (Align2::LEFT_BOTTOM, [232.0, -96.0]);
/// Dialogs have buttons at their foot as well: above them.
const OVER_DIALOGS: (Align2, [f32; 2]) = (Align2::CENTER_TOP, [0.0, 4.0]);

/// Draws all of it.
pub fn ui(ui: &mut Ui, model: &Model, view: &mut View, out: &mut Out) {
    undo_ui(ui, model, view, out);
    question_ui(ui, view, out);
    if let Some(assigning) = &mut view.assigning
        && patient::dialog(ui, model, assigning, out)
    {
        view.assigning = None;
    }
    if view.keys_shown {
        keys_ui(ui, view);
    }
}

fn undo_ui(ui: &mut Ui, model: &Model, view: &mut View, out: &mut Out) {
    let now = ui.input(|i| i.time);
    let left = view.undo.as_ref().map_or(0.0, |undo| undo.until - now);
    if left <= 0.0 {
        view.undo = None;
    } else {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
    }
    let told = model.notices.iter().enumerate().rev().find(|(_, n)| n.problem.is_none() && n.quiet_left(model.now) > 0);
    if let Some((_, notice)) = told {
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(notice.quiet_left(model.now)));
    }
    let text = match (&view.undo, told) {
        (Some(undo), _) => undo.text.clone(),
        (None, Some((_, notice))) => notice.text.clone(),
        (None, None) => return,
    };
    let t = theme::tokens(ui);
    let frame = Frame::popup(ui.style()).fill(t.raised).inner_margin(Margin::symmetric(14, 6));
    let (side, offset) = if view.front.is_some() { OVER_DIALOGS } else { OVER_LIST };
    Area::new(Id::unique("undo")).order(Order::Foreground).anchor(side, offset).show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(theme::list(text));
                ui.add_space(GAP_S);
                if view.undo.is_some() {
                    if widgets::quiet_button(ui, icon::UNDO, &Action::Undo.label()).on_hover_text(Action::Undo.tooltip()).clicked() {
                        out.push(Intent::Act(Action::Undo));
                    }
                } else if let Some((index, _)) = told
                    && widgets::icon_button(ui, icon::CLOSE, &t!("problem-dismiss")).clicked()
                {
                    out.push(Intent::Dismiss(index));
                }
            });
        });
    });
}

/// The frame of everything that asks in the middle of the window.
fn dialog_frame(ui: &Ui) -> Frame {
    Frame::window(ui.style()).inner_margin(Margin::same(24))
}

fn question_ui(ui: &mut Ui, view: &mut View, out: &mut Out) {
    let Some(question) = view.question.clone() else { return };
    let mut done = ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    Modal::new(Id::unique("question")).frame(dialog_frame(ui)).show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        match &question {
            Question::Link { text, target, mismatch } => {
                ui.label(theme::title(if link::web(target).is_some() { t!("link-question") } else { t!("link-mail") }));
                ui.add_space(GAP_S);
                let web = link::web(target);
                if let Some(web) = &web {
                    ui.label(theme::strong(&web.host));
                    if let Some(readable) = &web.readable {
                        ui.label(theme::small(t!("link-readable", host = readable.clone())));
                    }
                }
                ui.label(theme::mono(target));
                if *mismatch {
                    ui.add_space(GAP_S);
                    let shown = t!("link-mismatch-text", shown = text.clone());
                    widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("link-mismatch"), &shown, |_| ());
                }
                ui.add_space(GAP_L);
                ui.horizontal(|ui| {
                    // Nothing but web addresses is handed to the system, written as they were shown.
                    if let Some(web) = &web
                        && widgets::button(ui, icon::OPEN_OUTSIDE, &t!("link-open")).clicked()
                    {
                        out.push(Intent::OpenLink(web.url.clone()));
                        done = true;
                    }
                    if widgets::button(ui, icon::COPY, &t!("link-copy")).clicked() {
                        out.push(Intent::CopyText(target.clone()));
                        done = true;
                    }
                    done |= widgets::quiet_button(ui, "", &t!("question-cancel")).clicked();
                });
            }
            Question::OpenFile { mail, index } => {
                ui.label(theme::title(t!("open-file-question")));
                ui.add_space(GAP_S);
                ui.label(theme::body(t!("open-file-text")));
                ui.add_space(GAP_L);
                ui.horizontal(|ui| {
                    if widgets::primary_button(ui, icon::OPEN_OUTSIDE, &t!("open-file-do")).clicked() {
                        view.copies_told = true;
                        out.push(Intent::OpenFile { mail: *mail, index: *index });
                        done = true;
                    }
                    done |= widgets::quiet_button(ui, "", &t!("question-cancel")).clicked();
                });
            }
            Question::SaveUnsafe { mail, index, name, media_type } => {
                ui.label(theme::title(t!("save-unsafe-question")));
                ui.add_space(GAP_S);
                ui.label(theme::body(t!("save-unsafe-text")));
                ui.add_space(GAP_S);
                ui.label(theme::mono(name));
                ui.label(theme::small(media_type));
                ui.add_space(GAP_L);
                ui.horizontal(|ui| {
                    if widgets::button(ui, icon::DOWNLOAD, &t!("save-unsafe-do")).clicked() {
                        out.push(Intent::File(FileQuestion::SaveAttachment { mail: *mail, index: *index, name: name.clone() }));
                        done = true;
                    }
                    done |= widgets::quiet_button(ui, "", &t!("question-cancel")).clicked();
                });
            }
            Question::Release { mails, holder } => {
                ui.label(theme::title(t!("release-question", who = holder.as_str())));
                ui.add_space(GAP_S);
                ui.label(theme::body(t!("release-text")));
                ui.add_space(GAP_L);
                ui.horizontal(|ui| {
                    if widgets::button(ui, icon::PERSON, &t!("release-do")).clicked() {
                        out.push(Intent::Release(mails.clone()));
                        done = true;
                    }
                    done |= widgets::quiet_button(ui, "", &t!("question-cancel")).clicked();
                });
            }
            Question::SameAgain { mail } => {
                ui.label(theme::title(t!("same-again-question")));
                ui.add_space(GAP_S);
                ui.label(theme::body(t!("same-again-text")));
                ui.add_space(GAP_L);
                ui.horizontal(|ui| {
                    if widgets::primary_button(ui, icon::SENT, &t!("same-again-do")).clicked() {
                        out.asks.ask(Command::SendSameAgain { mail: *mail }, Purpose::Told("same-again-told"));
                        done = true;
                    }
                    done |= widgets::quiet_button(ui, "", &t!("question-cancel")).clicked();
                });
            }
            Question::DiscardDrafts(mails) => {
                ui.label(theme::title(t!("discard-question", count = mails.len())));
                ui.add_space(GAP_S);
                ui.label(theme::body(t!("discard-text")));
                ui.add_space(GAP_L);
                ui.horizontal(|ui| {
                    if widgets::button(ui, icon::TRASH, &t!("discard-do")).clicked() {
                        out.push(Intent::Discard(mails.clone()));
                        done = true;
                    }
                    done |= widgets::quiet_button(ui, "", &t!("question-cancel")).clicked();
                });
            }
        }
    });
    if done {
        view.question = None;
    }
}

fn keys_ui(ui: &mut Ui, view: &mut View) {
    let t = theme::tokens(ui);
    let escape = ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    let modal = Modal::new(Id::unique("keys")).frame(dialog_frame(ui)).show(ui.ctx(), |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 64.0).min(600.0));
        ui.label(theme::title(Action::Keys.label()));
        ui.add_space(GAP_M);
        let extra = [
            (t!("keys-rows"), t!("keys-rows-keys")),
            (t!("keys-tabs"), t!("keys-tabs-keys")),
            (t!("keys-folders"), t!("keys-folders-keys")),
            (t!("keys-blocks"), "F2".to_owned()),
            (t!("keys-back"), "Esc".to_owned()),
        ];
        let lines = Action::ALL.into_iter().filter(|a| a.shortcut().is_some()).map(|a| (a.label(), a.keys())).chain(extra);
        let room = ui.ctx().content_rect().height() - 190.0;
        egui::ScrollArea::vertical().max_height(room.max(120.0)).show(ui, |ui| {
            egui::Grid::new("keys_grid").num_columns(4).spacing([GAP_L, 5.0]).show(ui, |ui| {
                for (index, (word, keys)) in lines.enumerate() {
                    ui.label(theme::list(keys).color(t.accent));
                    ui.label(theme::list(word));
                    if index % 2 == 1 {
                        ui.end_row();
                    }
                }
            });
        });
        ui.add_space(GAP_L);
        widgets::button(ui, "", &t!("question-close")).clicked()
    });
    if escape || modal.inner || modal.should_close() {
        view.keys_shown = false;
    }
}
