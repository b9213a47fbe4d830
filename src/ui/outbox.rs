//! The outbox: what still waits, what was refused, what is unclear, each with its next step.
//!
//! An uncertain send is never repeated by itself; this view explains it and leaves the choice to a person
//! (rule 20). The time line is shared with the detail of sent mails.

mod timeline;

use egui::{Align, CornerRadius, FontId, Layout, RichText, Sense, Ui, vec2};

pub use timeline::timeline_ui;

use super::model::{Asks, Model, Purpose};
use super::theme::{self, GAP_L, GAP_M, GAP_S, GAP_XS, RADIUS, SIZE_SMALL, Tone, icon};
use super::{eau, eeb, format, widgets};
use crate::domain::access::Right;
use crate::domain::ids::{AccountId, MailId};
use crate::domain::outgoing::{OutboxItem, OutgoingState};
use crate::domain::watch::{DocumentError, EauRemedy};
use crate::engine::command::{Command, Resolution};
use crate::i18n;

/// Which mail of the outbox is looked at.
#[derive(Default)]
pub struct OutboxView {
    /// The chosen mail; without one the first that needs a person.
    pub chosen: Option<MailId>,
    /// What a person saw to is shown as well.
    pub done_shown: bool,
}

/// What the person wants besides questions to the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Open(MailId),
    /// „Erledigt", or open again.
    MarkDone(MailId, bool),
    /// „Dieselbe Datei erneut senden", after a question.
    SameAgain(MailId),
}

/// Draws the outbox, of one account or of all, and returns what shall be done.
pub fn show(ui: &mut Ui, model: &Model, account: Option<AccountId>, view: &mut OutboxView, asks: &mut Asks) -> Option<Wish> {
    let all = model.outbox.value().map(Vec::as_slice).unwrap_or_default().iter();
    let own: Vec<&OutboxItem> = all.filter(|item| account.is_none_or(|account| item.account == account)).collect();
    let done = own.iter().filter(|item| is_seen_to(item)).count();
    let items = sorted(model, &own, view.done_shown);
    if items.is_empty() && done == 0 {
        widgets::empty_state(ui, icon::OUTBOX, &t!("outbox-empty"), &t!("outbox-empty-hint"), None);
        return None;
    }
    if view.chosen.is_none_or(|id| !items.iter().any(|item| item.id == id)) {
        view.chosen = items.first().map(|item| item.id);
    }
    let t = theme::tokens(ui);
    let bar = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin::symmetric(16, 8));
    egui::Panel::top("outbox-bar").frame(bar).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(theme::title(t!("outbox-title")));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let waits = items.iter().any(|item| item.state == OutgoingState::Queued && model.may_with(item.account, Right::Send));
                let button = ui.add_enabled_ui(waits, |ui| widgets::button(ui, icon::SENT, &t!("outbox-send-all"))).inner;
                if button.clicked() {
                    asks.ask(Command::FlushOutbox, Purpose::Silent);
                }
            });
        });
    });
    let list = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin::same(8));
    let width = (ui.available_width() * 0.42).clamp(260.0, 440.0);
    egui::Panel::left("outbox-list").frame(list).exact_size(width).resizable(false).show(ui, |ui| {
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for item in &items {
                if row(ui, model, item, view.chosen == Some(item.id)) {
                    view.chosen = Some(item.id);
                }
            }
            if items.is_empty() {
                ui.label(theme::list(t!("outbox-empty")).color(t.weak));
            }
            if done > 0 {
                ui.add_space(GAP_S);
                let word = if view.done_shown { t!("outbox-hide-done") } else { t!("outbox-show-done", count = done) };
                if widgets::quiet_button(ui, if view.done_shown { icon::UP } else { icon::DOWN }, &word).clicked() {
                    view.done_shown = !view.done_shown;
                }
            }
        });
    });
    let mut wish = None;
    let page = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin::same(20));
    egui::CentralPanel::default().frame(page).show(ui, |ui| {
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            if let Some(item) = items.iter().find(|item| Some(item.id) == view.chosen) {
                wish = item_ui(ui, model, item, asks);
            }
        });
    });
    wish
}

/// What is still under way or needs a person, that first, then by time; what arrived is found in „Gesendet". What a
/// person saw to comes last, where it is shown at all.
fn sorted<'a>(model: &Model, items: &[&'a OutboxItem], done_shown: bool) -> Vec<&'a OutboxItem> {
    let refused = |item: &OutboxItem| eau::is_refused(model, item.id);
    let told = |item: &OutboxItem| refused(item) || eau::is_informed(model, item.id);
    let under_way =
        |item: &&OutboxItem| told(item) || item.state.is_open() || item.state.needs_attention() || item.state == OutgoingState::Accepted;
    let mut sorted: Vec<&OutboxItem> = items.iter().copied().filter(under_way).filter(|item| done_shown || !is_seen_to(item)).collect();
    sorted.sort_by_key(|item| (is_seen_to(item), !item.state.needs_attention() && !refused(item), !told(item), item.queued_at));
    sorted
}

/// „Erledigt": it came back, and a person knows.
fn is_seen_to(item: &OutboxItem) -> bool {
    item.done && item.state.needs_attention()
}

fn subject(item: &OutboxItem) -> String {
    if item.subject.is_empty() { t!("outbox-no-subject") } else { format::subject_words(&item.subject, None) }
}

fn recipients_line(item: &OutboxItem) -> String {
    match item.recipients.as_slice() {
        [] => String::new(),
        [one] => one.mailbox.label().to_owned(),
        [first, rest @ ..] => t!("outbox-more", name = first.mailbox.label(), count = rest.len()),
    }
}

/// A row: state with icon and word, subject, recipients, when it will be tried next.
fn row(ui: &mut Ui, model: &Model, item: &OutboxItem, chosen: bool) -> bool {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 58.0), Sense::click());
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), if chosen { t.accent_soft } else { t.hover });
    }
    let (mark, tone) = format::state_look(item.state);
    let word = timeline::state_word(item.state);
    let (mark, tone, word) = if eau::is_refused(model, item.id) {
        (icon::ERROR, Tone::Error, t!("eau-refused"))
    } else if eau::is_informed(model, item.id) {
        (icon::INFO, Tone::Info, t!("eau-information-word"))
    } else if item.state == OutgoingState::Accepted && eau::is_silent(model, item.id) {
        (icon::WARNING, Tone::Warn, t!("eau-silent-word"))
    } else if let Some(answered) = eeb::look(item.eeb.as_ref()) {
        answered
    } else {
        (mark, tone, word)
    };
    let (tone, word) = if is_seen_to(item) { (Tone::Neutral, i18n::text_with("status-seen-to", &word)) } else { (tone, word) };
    let painter = ui.painter().with_clip_rect(rect.shrink2(vec2(10.0, 0.0)));
    let (left, right, top) = (rect.left() + 38.0, rect.right() - 10.0, rect.top());
    painter.text(egui::pos2(rect.left() + 22.0, top + 20.0), egui::Align2::CENTER_CENTER, mark, FontId::proportional(18.0), tone.ink(t));
    let small = FontId::proportional(SIZE_SMALL);
    let date = format::list_date(item.queued_at, model.now);
    let date_rect = painter.text(egui::pos2(right, top + 19.0), egui::Align2::RIGHT_CENTER, date, small.clone(), t.weak);
    let cut = |text: &str, font: FontId, ink, width: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(0.0));
        painter.layout_job(job)
    };
    let title = cut(&subject(item), theme::list_font(true), t.text, date_rect.left() - left - GAP_S);
    painter.galley(egui::pos2(left, top + 19.0 - title.size().y / 2.0), title, t.text);
    let word_rect = painter.text(egui::pos2(left, top + 40.0), egui::Align2::LEFT_CENTER, &word, small.clone(), tone.ink(t));
    let people = cut(&recipients_line(item), small, t.weak, right - word_rect.right() - GAP_S);
    painter.galley(egui::pos2(word_rect.right() + GAP_S, top + 40.0 - people.size().y / 2.0), people, t.weak);
    let enabled = ui.is_enabled();
    let spoken = format!("{word}, {}, {}", subject(item), recipients_line(item));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, enabled, chosen, &spoken));
    widgets::focus_ring(ui, &response);
    response.clicked()
}

/// The mail in full: state in words, next step, time line per recipient.
fn item_ui(ui: &mut Ui, model: &Model, item: &OutboxItem, asks: &mut Asks) -> Option<Wish> {
    let t = theme::tokens(ui);
    let mut wish = None;
    ui.spacing_mut().item_spacing.y = GAP_XS;
    ui.add(egui::Label::new(theme::title(subject(item))).wrap());
    let mut facts = vec![t!("outbox-queued-at", time = format::full_date(item.queued_at)), format::size(item.size)];
    if item.attempts > 0 {
        facts.push(t!("outbox-attempts", count = item.attempts));
    }
    ui.label(theme::small(facts.join(" · ")).color(t.weak));
    ui.add_space(GAP_M);
    state_banner(ui, model, item, asks, &mut wish);
    if let Some((sent, total)) = model.sending.get(&item.id) {
        ui.add_space(GAP_S);
        sending_ui(ui, *sent, *total);
    }
    ui.add_space(GAP_L);
    ui.label(theme::heading(t!("outbox-recipients")));
    ui.add_space(GAP_S);
    timeline_ui(ui, &item.recipients, &item.problem_detail);
    wish
}

#[expect(clippy::cast_precision_loss, reason = "a bar on the screen")]
fn sending_ui(ui: &mut Ui, sent: u64, total: u64) {
    let words = t!("outbox-sent-bytes", sent = format::size(sent), total = format::size(total));
    ui.horizontal(|ui| {
        widgets::progress(ui, 240.0, Some(sent as f32 / total.max(1) as f32), &words);
        ui.label(theme::small(&words));
    });
}

/// gematik's fixed sentence, where certificates are the cause (`protocol.md` §6 no. 6); else `None`.
pub(super) fn certificate_sentence(item: &OutboxItem) -> Option<String> {
    use OutgoingState as S;
    let points_to_certificates = |text: &str| {
        let text = text.to_lowercase();
        ["zertifikat", "certificate", "verschlüsselungs", "enc-", "4004"].iter().any(|word| text.contains(word))
    };
    let missed = |s: S| matches!(s, S::Refused | S::Undeliverable);
    let got_it = item.recipients.iter().any(|r| matches!(r.state, S::Accepted | S::Delivered | S::Read));
    let left_out = item.recipients.iter().any(|r| missed(r.state) && points_to_certificates(&r.reply));
    let whole = item.problem_code == "SMTP-451" && points_to_certificates(&item.problem_detail);
    match (got_it, left_out || whole) {
        (true, true) => Some(t!("outbox-some-certificates")),
        (false, true) => Some(t!("outbox-no-certificate")),
        _ => None,
    }
}

/// The sentence of the state with its buttons and the words of the Clientmodul beside it.
fn state_banner(ui: &mut Ui, model: &Model, item: &OutboxItem, asks: &mut Asks, wish: &mut Option<Wish>) {
    use OutgoingState as S;
    let (mark, tone) = format::state_look(item.state);
    let tone = if is_seen_to(item) { Tone::Neutral } else { tone };
    let silent = item.state == S::Accepted && eau::is_silent(model, item.id);
    let (mark, tone) = if silent { (icon::WARNING, Tone::Warn) } else { (mark, tone) };
    let word = timeline::state_word(item.state);
    if let Some(error) = eau::error_about(model, item.id).filter(|error| error.open) {
        refused_ui(ui, model, item, error, wish);
    }
    if let Some(state) = &item.eeb
        && let Some(answer) = eeb::banner(ui, model, item.id, item.account, state, Some(item.state), asks)
    {
        *wish = Some(Wish::Open(answer));
    }
    let mut lines = Vec::new();
    lines.extend(certificate_sentence(item));
    match item.state {
        S::Uncertain => lines.push(t!("outbox-uncertain")),
        S::Refused if lines.is_empty() => lines.push(t!("outbox-refused")),
        S::Undeliverable if lines.is_empty() => lines.push(t!("outbox-undeliverable")),
        S::Accepted if eau::is_silent(model, item.id) => lines.push(t!("eau-silent")),
        S::Queued if !item.problem_code.is_empty() && lines.is_empty() => lines.push(t!("outbox-waits")),
        _ => {}
    }
    if let Some(next) = item.next_try {
        lines.push(t!("outbox-next-try", time = format::clock_or_day(next, model.now)));
    }
    let headline = capitalised(&word);
    widgets::banner(ui, tone, mark, &headline, &lines.join("\n"), |ui| {
        ui.vertical(|ui| {
            cause(ui, item);
            ui.horizontal_wrapped(|ui| {
                if model.may_with(item.account, Right::Send) {
                    buttons(ui, item, asks, wish);
                    if silent {
                        silent_buttons(ui, item, wish);
                    }
                }
                if widgets::quiet_button(ui, icon::MAIL_OPEN, &t!("outbox-open")).clicked() {
                    *wish = Some(Wish::Open(item.id));
                }
            });
        });
    });
}

/// A word at the start of a line.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Why it is so: the problem's sentence, and the Clientmodul's own words, always.
fn cause(ui: &mut Ui, item: &OutboxItem) {
    let t = theme::tokens(ui);
    use OutgoingState as S;
    let nothing = item.problem_code.is_empty() && item.problem_detail.is_empty();
    // A trouble on the way is over once the mail arrived.
    if nothing || matches!(item.state, S::Delivered | S::Read) {
        return;
    }
    let key = format!("problem-{}", item.problem_code);
    // What „unklar" means, and gematik's sentence, stand above already.
    let is_told = item.state == OutgoingState::Uncertain || certificate_sentence(item).is_some();
    let sentence = if !is_told && i18n::has(&key) { i18n::text_with(&key, &item.problem_detail) } else { String::new() };
    if !sentence.is_empty() {
        ui.label(theme::list(&sentence));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_XS;
        if !item.problem_detail.is_empty() && !sentence.contains(&item.problem_detail) {
            ui.label(theme::small(t!("outbox-words-of")).color(t.weak));
            ui.label(theme::mono(&item.problem_detail));
        }
        ui.label(RichText::new(&item.problem_code).size(SIZE_SMALL).color(t.weak).family(egui::FontFamily::Monospace));
    });
    ui.add_space(GAP_S);
}

fn buttons(ui: &mut Ui, item: &OutboxItem, asks: &mut Asks, wish: &mut Option<Wish>) {
    use OutgoingState as S;
    let mail = item.id;
    let reached = item.recipients.iter().any(|r| matches!(r.state, S::Accepted | S::Delivered | S::Read));
    match item.state {
        S::Queued => {
            if widgets::primary_button(ui, icon::SENT, &t!("outbox-send-now")).clicked() {
                asks.ask(Command::RetrySend { mail }, Purpose::Silent);
            }
            take_back(ui, mail, asks);
        }
        S::Refused => {
            if widgets::primary_button(ui, icon::AGAIN, &t!("outbox-again")).on_hover_text(t!("outbox-again-hint")).clicked() {
                asks.ask(Command::RetrySend { mail }, Purpose::Silent);
            }
            if !reached {
                take_back(ui, mail, asks);
            }
        }
        S::Uncertain => {
            if widgets::button(ui, icon::AGAIN, &t!("outbox-resend")).clicked() {
                asks.ask(Command::ResolveUncertain { mail, resolution: Resolution::Resend }, Purpose::Silent);
            }
            if widgets::button(ui, icon::CHECK, &t!("outbox-file-sent")).clicked() {
                asks.ask(Command::ResolveUncertain { mail, resolution: Resolution::Sent }, Purpose::Told("outbox-told-filed"));
            }
        }
        _ => {}
    }
    if matches!(item.state, S::Refused | S::Undeliverable) {
        let (sign, word) = if item.done { (icon::UNDO, t!("outbox-reopen")) } else { (icon::CHECK, t!("outbox-done")) };
        let button = widgets::button(ui, sign, &word);
        let button = if item.done { button } else { button.on_hover_text(t!("outbox-done-hint")) };
        if button.clicked() {
            *wish = Some(Wish::MarkDone(mail, !item.done));
        }
    }
}

/// An insurer refused the eAU, or told something about it: what it says, what to do.
fn refused_ui(ui: &mut Ui, model: &Model, item: &OutboxItem, error: &DocumentError, wish: &mut Option<Wish>) {
    let (headline, words) = eau::error_words(&error.code);
    let (tone, sign) = if error.is_failure() { (Tone::Error, icon::ERROR) } else { (Tone::Info, icon::INFO) };
    widgets::banner(ui, tone, sign, &headline, &words, |ui| {
        ui.horizontal_wrapped(|ui| {
            let may_send = model.may_with(item.account, Right::Send);
            if may_send
                && EauRemedy::of(&error.code) == EauRemedy::Resend
                && widgets::button(ui, icon::AGAIN, &t!("eau-same-again")).clicked()
            {
                *wish = Some(Wish::SameAgain(item.id));
            }
            if may_send && widgets::button(ui, icon::CHECK, &t!("eau-error-done")).on_hover_text(t!("eau-error-done-hint")).clicked() {
                *wish = Some(Wish::MarkDone(item.id, true));
            }
            if widgets::quiet_button(ui, icon::MAIL_OPEN, &t!("eau-open-error")).clicked() {
                *wish = Some(Wish::Open(error.mail));
            }
        });
    });
    ui.add_space(GAP_S);
}

/// Of an eAU without receipt for a day: the paper is handed out, or the same file goes once more.
fn silent_buttons(ui: &mut Ui, item: &OutboxItem, wish: &mut Option<Wish>) {
    if widgets::button(ui, icon::CHECK, &t!("eau-paper-done")).on_hover_text(t!("eau-paper-done-hint")).clicked() {
        *wish = Some(Wish::MarkDone(item.id, true));
    }
    if widgets::button(ui, icon::AGAIN, &t!("eau-same-again")).clicked() {
        *wish = Some(Wish::SameAgain(item.id));
    }
}

fn take_back(ui: &mut Ui, mail: MailId, asks: &mut Asks) {
    if widgets::button(ui, icon::UNDO, &t!("outbox-take-back")).on_hover_text(t!("outbox-take-back-hint")).clicked() {
        asks.ask(Command::CancelSend { mail }, Purpose::Told("outbox-told-back"));
    }
}

#[cfg(test)]
#[path = "outbox/tests.rs"]
mod tests;
