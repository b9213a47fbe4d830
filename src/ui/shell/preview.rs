//! The preview beside or below the list: head, what needs doing, payload card, text, and the next steps.

use egui::{Frame, Margin, Panel, ScrollArea, Ui};

use crate::domain::access::Role;
use crate::domain::ids::MailId;
use crate::domain::mail::{Folder, Integrity, MailDetail};
use crate::domain::payload::PayloadKind;
use crate::engine::command::Command;
use crate::i18n;
use crate::ui::actions::Action;
use crate::ui::mail::{advice, attachments, body, handed_over, head, payload};
use crate::ui::model::{Loaded, Model, Purpose};
use crate::ui::patient;
use crate::ui::theme::{self, GAP_L, GAP_S, icon};
use crate::ui::view::{Intent, Out, View};
use crate::ui::widgets;

/// A mail looked at for so long counts as read.
const READ_AFTER: f64 = 1.5;

pub(super) fn ui(ui: &mut Ui, model: &Model, view: &mut View, out: &mut Out) {
    // The panel keeps its size whatever it shows.
    ui.set_min_size(ui.available_size());
    let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(ui.max_rect()).id_salt("preview_inside"));
    mail_ui(&mut inside, model, view, out);
}

fn mail_ui(ui: &mut Ui, model: &Model, view: &mut View, out: &mut Out) {
    let t = theme::tokens(ui);
    let Some(mail) = view.selection.single() else {
        let several = view.selection.mails.len();
        if several > 1 {
            several_ui(ui, model, view, several, out);
        } else {
            widgets::empty_state(ui, icon::MAIL_OPEN, &t!("preview-none"), &t!("preview-none-text"), None);
        }
        view.previewed = None;
        return;
    };
    let now = ui.input(|i| i.time);
    if view.previewed.is_none_or(|(shown, _)| shown != mail) {
        view.previewed = Some((mail, now));
        view.quotes_open = false;
    }
    let loaded = model.details.get(&mail).unwrap_or(&Loaded::NotAsked);
    if loaded.is_not_asked() {
        out.asks.ask(Command::OpenMail { mail, mark_read: false }, Purpose::Detail(mail));
    }
    let Some(detail) = loaded.value() else {
        if let Some(problem) = loaded.problem() {
            let (headline, text) = (i18n::problem_text(problem), i18n::problem_advice(problem));
            if widgets::empty_state(ui, icon::ERROR, &headline, &text, Some(&t!("list-retry"))) {
                out.asks.ask(Command::OpenMail { mail, mark_read: false }, Purpose::Detail(mail));
            }
        }
        return;
    };
    mark_read(ui, view, detail, model.person(), loaded.is_pending(), now, out);
    let foot = Frame::new().fill(t.surface).inner_margin(Margin::symmetric(16, 8));
    Panel::bottom("preview_foot").frame(foot).show(ui, |ui| foot_ui(ui, model, detail, out));
    Frame::new().show(ui, |ui| {
        ScrollArea::vertical().id_salt(("preview", mail.0)).auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin { left: 16, right: 18, top: 14, bottom: 16 }).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.scope(|ui| head::ui(ui, detail, false));
                ui.add_space(GAP_L);
                content_ui(ui, model, detail, &mut view.quotes_open, out);
            });
        });
    });
}

/// Everything under the head; the tab „Nachricht" shows the same.
pub(crate) fn content_ui(ui: &mut Ui, model: &Model, detail: &MailDetail, quotes_open: &mut bool, out: &mut Out) {
    advice::ui(ui, model, detail, out);
    // Of a changed mail nothing can be read, and its banner says so.
    let unreadable = detail.row.integrity == Integrity::Failed;
    if let Some(content) = detail.payload.as_ref().filter(|p| !(unreadable && p.fields.is_empty())) {
        patient::known_ui(ui, model, detail, out);
        let letter = payload::letter_of(content, &detail.parsed.attachments);
        payload::ui(ui, detail.row.id, content, letter, out);
        handed_over::ui(ui, model, detail, out);
        ui.add_space(GAP_L);
    }
    body::ui(ui, detail, &detail.parsed.text, quotes_open, out);
    if !detail.parsed.attachments.is_empty() {
        ui.add_space(GAP_S);
        widgets::hairline(ui);
        attachments::strip_ui(ui, model, detail, out);
    }
}

/// Looked at for a while, a mail is read; in a shared mailbox by each person.
fn mark_read(ui: &Ui, view: &mut View, detail: &MailDetail, me: &str, pending: bool, now: f64, out: &mut Out) {
    let Some((mail, since)) = view.previewed else { return };
    let read_by_me = me.is_empty() || detail.history.iter().any(|line| line.key == "history-read" && line.who == me);
    if (!detail.row.unread && read_by_me) || detail.row.folder != Folder::Inbox || pending {
        return;
    }
    let left = since + READ_AFTER - now;
    if !left.is_finite() {
        return;
    }
    if left <= 0.0 {
        // Once per look: what a person marks unread again meanwhile stays so.
        view.previewed = Some((mail, f64::INFINITY));
        out.asks.ask(Command::OpenMail { mail, mark_read: true }, Purpose::Detail(mail));
    } else {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
    }
}

fn several_ui(ui: &mut Ui, model: &Model, view: &View, count: usize, out: &mut Out) {
    let trashed = view.place.folder() == Folder::Trash;
    let remove = if trashed { Action::Restore } else { Action::Trash };
    ui.add_space((ui.available_height() * 0.3).max(0.0));
    ui.vertical_centered(|ui| {
        ui.label(theme::heading(t!("preview-several", count = count)));
        ui.add_space(GAP_S);
        let actions = [Action::ToggleRead, Action::ToggleClaim, Action::ToggleDone, remove];
        for action in actions.into_iter().chain(trashed.then_some(Action::Purge)) {
            let allowed = model.allows(action, None);
            if widgets::permitted(ui, allowed, |ui| widgets::button(ui, action.icon(), &action.label())).clicked() {
                out.push(Intent::Act(action));
            }
        }
        let answers = answers_of(model, view);
        if !answers.is_empty() {
            ui.add_space(GAP_S);
            let word = t!("bulk-open-count", count = answers.len());
            if widgets::permitted(ui, model.may(Role::Edit), |ui| widgets::button(ui, icon::AGAIN, &word)).clicked() {
                out.push(Intent::TakeOverAgain(answers));
            }
        }
    });
}

/// The insurer answers among what is chosen.
fn answers_of(model: &Model, view: &View) -> Vec<MailId> {
    use PayloadKind as K;
    let Some(listing) = model.list.shown() else { return Vec::new() };
    let is_answer = |mail: &MailId| {
        let row = listing.position(*mail).and_then(|at| listing.row(at));
        row.is_some_and(|row| matches!(row.payload_kind, Some(K::EbzAnswer | K::EbzError | K::EbzQuery)))
    };
    view.selection.mails.iter().copied().filter(is_answer).collect()
}

/// The next steps; what does not fit stands behind „Mehr".
pub(crate) fn foot_ui(ui: &mut Ui, model: &Model, detail: &MailDetail, out: &mut Out) {
    let allowed = |action| model.allows(action, Some(detail.row.account));
    let mails = vec![detail.row.id];
    let many = detail.parsed.to.len() + detail.parsed.cc.len() > 1;
    let in_trash = detail.row.folder == Folder::Trash;
    let remove = if in_trash { Action::Restore } else { Action::Trash };
    let mut shown: Vec<Action> = vec![Action::Reply];
    let mut more: Vec<Action> =
        vec![Action::Open, Action::ToggleRead, Action::ToggleClaim, Action::ToggleDone, Action::Print, Action::SaveAs];
    let wide = ui.available_width() > 470.0;
    let narrow = ui.available_width() < 340.0;
    if narrow {
        more.push(remove);
    }
    more.extend(in_trash.then_some(Action::Purge));
    if many && wide {
        shown.push(Action::ReplyAll);
    } else if many {
        more.insert(0, Action::ReplyAll);
    }
    shown.push(Action::Forward);
    ui.horizontal(|ui| {
        for action in shown {
            let button = widgets::permitted(ui, allowed(action), |ui| widgets::button(ui, action.icon(), &action.label()));
            if button.on_hover_text(action.tooltip()).clicked() {
                out.push(Intent::On(action, mails.clone()));
            }
        }
        if !narrow && widgets::permitted(ui, allowed(remove), |ui| widgets::icon_button(ui, remove.icon(), &remove.label())).clicked() {
            out.push(Intent::On(remove, mails.clone()));
        }
        let more_button =
            egui::Button::new(theme::body(icon::MORE).size(18.0)).frame_when_inactive(false).min_size(egui::Vec2::splat(30.0));
        let menu = egui::containers::menu::MenuButton::from_button(more_button).ui(ui, |ui| {
            for action in more {
                if super::list::menu_item(ui, action, allowed(action)) {
                    out.push(Intent::On(action, mails.clone()));
                }
            }
        });
        widgets::name(ui, &menu.0, egui::Role::Button, &t!("action-more"));
    });
}
