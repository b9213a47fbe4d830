//! „An" and „Cc" on the screen: chips, the field after them, and the list of suggestions under it.
//!
//! A chip always shows the full address (rule 25). Keys are taken before the text field sees them: arrows and
//! Enter belong to the list while it is open.

use egui::{Align2, CornerRadius, FontId, Frame, Id, Key, Modifiers, Order, Rect, Sense, Stroke, TextEdit, Ui, Vec2, pos2, vec2};

use super::Focus;
use super::recipients::{self, RecipientField, Source, Suggestion};
use super::state::ComposeState;
use crate::domain::outgoing::{DirectoryCheck, Recipient, RecipientKind};
use crate::engine::command::Command;
use crate::ui::theme::{self, GAP_S, RADIUS, SIZE_BODY, SIZE_LIST, SIZE_SMALL, Tokens, icon};
use crate::ui::widgets;

const CHIP_HEIGHT: f32 = 42.0;
const CHIP_MAX: f32 = 380.0;
const LIST_WIDTH: f32 = 600.0;
const LIST_HEIGHT: f32 = 340.0;

/// What a key did to the list.
enum Pressed {
    Nothing,
    /// Take the highlighted row, or what was typed.
    Take,
    RemoveLast,
}

/// Draws chips and field; true while the field has the keyboard. `more`: width kept free at the right.
pub(super) fn show(ui: &mut Ui, state: &mut ComposeState, kind: RecipientKind, more: f32, now: f64, out: &mut Vec<Command>) -> bool {
    let id = ui.scope_id().with(("recipients", kind == RecipientKind::To));
    let label = if kind == RecipientKind::To { t!("compose-to") } else { t!("compose-cc") };
    let pressed = keys(ui, id, state, kind);
    let width = ui.available_width() - more;
    let field = ui
        .vertical(|ui| {
            ui.set_width(width);
            ui.add_space(4.0);
            let field = ui
                .horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
                    ui.set_min_height(28.0);
                    let removed = chips(ui, state, kind);
                    if let Some(at) = removed {
                        state.draft.recipients.remove(at);
                    }
                    text_field(ui, id, &label, state, kind)
                })
                .inner;
            if field_of(state, kind).refused {
                widgets::field_help(ui, "", Some((theme::Tone::Error, &t!("compose-refused"))));
            }
            ui.add_space(4.0);
            field
        })
        .inner;
    if field.changed() {
        let text = &field_of(state, kind).text;
        if text.ends_with([',', ';']) && text.contains('@') {
            state.take_typed(kind, out);
        }
        field_of(state, kind).changed(now, out);
    }
    if field.lost_focus() && field_of(state, kind).highlighted().is_none() && field_of(state, kind).text.contains('@') {
        state.take_typed(kind, out);
        field_of(state, kind).refused = false;
    }
    let clicked = suggestions(ui, id, &field, field_of(state, kind));
    match pressed {
        Pressed::Take => take(state, kind, None, out),
        Pressed::RemoveLast => {
            if let Some(at) = state.draft.recipients.iter().rposition(|r| r.kind == kind) {
                state.draft.recipients.remove(at);
            }
        }
        Pressed::Nothing => {}
    }
    if let Some(address) = clicked {
        take(state, kind, Some(&address), out);
        field.request_focus();
    }
    field.has_focus()
}

fn field_of(state: &mut ComposeState, kind: RecipientKind) -> &mut RecipientField {
    if kind == RecipientKind::To { &mut state.to } else { &mut state.cc }
}

/// A clicked or highlighted row becomes a recipient; else what was typed, if it is an address.
fn take(state: &mut ComposeState, kind: RecipientKind, clicked: Option<&str>, out: &mut Vec<Command>) {
    let field = field_of(state, kind);
    let chosen = clicked.map(str::to_owned).or_else(|| field.highlighted().map(|s| s.address.clone()));
    match chosen.map(|address| field.take_suggestion(&address, kind)).filter(|recipients| !recipients.is_empty()) {
        Some(recipients) => state.add_recipients(recipients, out),
        None => state.take_typed(kind, out),
    }
}

/// Takes the keys of the list out of the input before the text field sees them.
fn keys(ui: &Ui, id: Id, state: &mut ComposeState, kind: RecipientKind) -> Pressed {
    if !ui.memory(|m| m.has_focus(id)) {
        return Pressed::Nothing;
    }
    let has_recipients = state.draft.recipients.iter().any(|r| r.kind == kind);
    let field = field_of(state, kind);
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if field.is_open() && !field.suggestions().is_empty() {
        if pressed(Key::ArrowDown) {
            field.step(true);
        }
        if pressed(Key::ArrowUp) {
            field.step(false);
        }
    }
    if field.is_open() && pressed(Key::Escape) {
        field.dismiss();
    }
    if !field.text.is_empty() && pressed(Key::Enter) {
        return Pressed::Take;
    }
    if field.text.is_empty() && has_recipients && ui.input(|i| i.key_pressed(Key::Backspace)) {
        return Pressed::RemoveLast;
    }
    Pressed::Nothing
}

fn text_field(ui: &mut Ui, id: Id, label: &str, state: &mut ComposeState, kind: RecipientKind) -> egui::Response {
    let is_first = !state.draft.recipients.iter().any(|r| r.kind == kind);
    let wants_focus = kind == RecipientKind::To && state.wants_focus == Some(Focus::To);
    if wants_focus {
        state.wants_focus = None;
    }
    let field = field_of(state, kind);
    let hint = if is_first { t!("compose-recipient-hint") } else { String::new() };
    let room = ui.available_size_before_wrap().x;
    let width = if room < 200.0 { ui.max_rect().width() } else { room };
    let edit = TextEdit::singleline(&mut field.text)
        .id(id)
        .frame(Frame::new().inner_margin(egui::Margin::symmetric(0, 5)))
        .hint_text(hint)
        .desired_width(width - 4.0)
        .font(FontId::proportional(SIZE_BODY));
    let response = ui.add(edit);
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(label.to_owned()));
    if wants_focus {
        response.request_focus();
    }
    response
}

/// Draws the chips of one kind; the index of one whose cross was pressed.
fn chips(ui: &mut Ui, state: &ComposeState, kind: RecipientKind) -> Option<usize> {
    let mut removed = None;
    for (at, recipient) in state.draft.recipients.iter().enumerate().filter(|(_, r)| r.kind == kind) {
        if chip(ui, at, recipient) {
            removed = Some(at);
        }
    }
    removed
}

/// Second line of a chip: what the VZD says that a person should know.
fn mark(recipient: &Recipient) -> Option<(String, String)> {
    match &recipient.check {
        DirectoryCheck::NotFound => Some((t!("compose-recipient-gone"), t!("compose-recipient-gone-hint"))),
        check if recipients::is_small_only(check) => Some((t!("compose-recipient-small"), t!("compose-recipient-small-hint"))),
        _ => None,
    }
}

/// One recipient: name, place and specialty above, address and what is odd below, a cross at the right.
fn chip(ui: &mut Ui, at: usize, recipient: &Recipient) -> bool {
    let t = theme::tokens(ui);
    let gone = recipient.check == DirectoryCheck::NotFound;
    let mark = mark(recipient);
    let (first, aside) =
        if recipient.name.is_empty() { (recipient.address.as_str(), "") } else { (recipient.name.as_str(), recipient.about.as_str()) };
    let second = if recipient.name.is_empty() { recipient.about.as_str() } else { recipient.address.as_str() };
    let text = |text: &str, font: FontId, ink, width: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        ui.painter().layout_job(job)
    };
    let inner = CHIP_MAX - 48.0;
    let name = text(first, theme::list_font(true), t.text, inner);
    let about = text(aside, FontId::proportional(SIZE_SMALL), t.weak, (inner - name.size().x - GAP_S).max(0.0));
    let marked = mark.as_ref().map(|(word, _)| {
        let ink = if gone { t.warn } else { t.weak };
        let word = if gone { format!("{} {word}", icon::WARNING) } else { word.clone() };
        text(&word, FontId::proportional(SIZE_SMALL), ink, 160.0)
    });
    let marked_width = marked.as_ref().map_or(0.0, |m| m.size().x + GAP_S);
    // The address is never cut (rule 25): the chip grows with it.
    let room = (ui.available_width() - 56.0 - marked_width).max(inner - marked_width);
    let address = text(second, FontId::proportional(SIZE_SMALL), t.weak, room);
    let upper = name.size().x + if aside.is_empty() { 0.0 } else { about.size().x + GAP_S };
    let width = upper.max(address.size().x + marked_width) + 46.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, CHIP_HEIGHT), Sense::hover());
    let painter = ui.painter();
    let fill = if gone { t.warn_soft } else { t.panel };
    let border = if gone { t.warn } else { t.line };
    painter.rect(rect, CornerRadius::same(RADIUS), fill, Stroke::new(1.0, border), egui::StrokeKind::Inside);
    let (x, y1, y2) = (rect.left() + 10.0, rect.top() + 5.0, rect.top() + 23.0);
    let after_name = x + name.size().x + GAP_S;
    painter.galley(pos2(x, y1), name, t.text);
    if !aside.is_empty() {
        painter.galley(pos2(after_name, y1 + 1.0), about, t.weak);
    }
    let after_address = if second.is_empty() { x } else { x + address.size().x + GAP_S };
    painter.galley(pos2(x, y2), address, t.weak);
    if let Some(marked) = marked {
        painter.galley(pos2(after_address, y2), marked, t.weak);
    }
    let spoken = match &mark {
        Some((word, _)) => format!("{first} {second} {word}"),
        None => format!("{first} {second}"),
    };
    widgets::name(ui, &response, egui::Role::Label, spoken.trim());
    let hover = [first, aside, second, mark.as_ref().map_or("", |(_, hint)| hint)];
    let response = response.on_hover_text(hover.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"));
    remove_cross(ui, response.id.with(at), rect, &t!("compose-remove-recipient", name = first))
}

fn remove_cross(ui: &Ui, id: Id, chip: Rect, spoken: &str) -> bool {
    let t = theme::tokens(ui);
    let rect = Rect::from_center_size(pos2(chip.right() - 18.0, chip.center().y), Vec2::splat(24.0));
    let response = ui.interact(rect, id.with("cross"), Sense::click());
    widgets::name(ui, &response, egui::Role::Button, spoken);
    let ink = if response.hovered() || response.has_focus() { t.text } else { t.weak };
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), t.hover);
    }
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon::CLOSE, FontId::proportional(SIZE_LIST), ink);
    widgets::focus_ring(ui, &response);
    response.on_hover_text(spoken).clicked()
}

/// The list under the field; the address of a clicked row.
fn suggestions(ui: &Ui, id: Id, anchor: &egui::Response, field: &mut RecipientField) -> Option<String> {
    if !field.is_open() {
        return None;
    }
    let t = theme::tokens(ui);
    let frame = Frame::popup(ui.style()).inner_margin(egui::Margin::same(6)).fill(t.raised);
    let width = LIST_WIDTH.min(ui.ctx().content_rect().width() - 48.0);
    let area = egui::Area::new(id.with("list")).order(Order::Foreground).fixed_pos(anchor.rect.left_bottom() + vec2(-8.0, 6.0));
    let area = area.constrain_to(ui.ctx().content_rect().shrink(GAP_S));
    let shown = area.show(ui.ctx(), |ui| {
        frame
            .show(ui, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 0.0;
                egui::ScrollArea::vertical().max_height(LIST_HEIGHT).min_scrolled_height(LIST_HEIGHT).show(ui, |ui| rows(ui, field)).inner
            })
            .inner
    });
    let outside = ui.input(|i| {
        i.pointer.any_pressed() && i.pointer.interact_pos().is_some_and(|p| !shown.response.rect.contains(p) && !anchor.rect.contains(p))
    });
    let left = anchor.lost_focus() && !ui.input(|i| i.pointer.any_down() || i.pointer.any_released());
    if outside || left {
        field.dismiss();
    }
    shown.inner
}

fn rows(ui: &mut Ui, field: &RecipientField) -> Option<String> {
    let mut clicked = None;
    let mut last: Option<Source> = None;
    let highlighted = field.highlighted().map(|s| s.address.clone());
    for row in field.suggestions() {
        if last != Some(row.source) {
            let words = match row.source {
                Source::Group => t!("compose-groups"),
                Source::Recent => t!("compose-recent"),
                Source::Directory => t!("compose-directory"),
            };
            caption(ui, &words);
            last = Some(row.source);
        }
        let is_highlighted = highlighted.as_deref() == Some(row.address.as_str());
        let response = suggestion_row(ui, row, is_highlighted);
        if is_highlighted {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            clicked = Some(row.address.clone());
        }
    }
    let news = if field.is_searching() {
        t!("compose-directory-searching")
    } else if field.has_directory_failed() {
        t!("compose-directory-failed")
    } else if field.is_incomplete() {
        t!("compose-directory-more")
    } else if field.has_no_hits() {
        t!("compose-directory-none")
    } else {
        String::new()
    };
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        ui.add_space(8.0);
        let words = if news.is_empty() { t!("compose-suggestion-keys") } else { news };
        ui.label(theme::small(words).color(t.weak));
    });
    clicked
}

fn caption(ui: &mut Ui, text: &str) {
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        ui.add_space(8.0);
        ui.label(theme::small(text).color(t.weak));
    });
}

/// One address: name, place and specialty above when it is the first of its entry, address and version below.
fn suggestion_row(ui: &mut Ui, row: &Suggestion, highlighted: bool) -> egui::Response {
    let t: &Tokens = theme::tokens(ui);
    let height = if row.first_of_entry { 44.0 } else { 26.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let fill = if highlighted { Some(t.accent_soft) } else { response.hovered().then_some(t.hover) };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), fill);
    }
    let clip = ui.painter().with_clip_rect(rect.shrink2(vec2(8.0, 0.0)));
    let (left, right) = (rect.left() + 8.0, rect.right() - 8.0);
    let mut y = rect.top() + 14.0;
    if row.first_of_entry {
        let name = if row.name.is_empty() { &row.address } else { &row.name };
        let name = match row.source {
            Source::Group => format!("{} {name}", icon::PEOPLE),
            _ if row.favourite => format!("{} {name}", icon::STAR),
            _ => name.clone(),
        };
        let shown = clip.text(pos2(left, y), Align2::LEFT_CENTER, name, theme::list_font(true), t.text);
        clip.text(pos2(shown.right() + GAP_S, y), Align2::LEFT_CENTER, &row.about, FontId::proportional(SIZE_LIST), t.weak);
        y += 18.0;
    } else {
        y -= 1.0;
    }
    let below = if row.source == Source::Group { group_words(row) } else { row.address.clone() };
    clip.text(pos2(left, y), Align2::LEFT_CENTER, &below, FontId::proportional(SIZE_SMALL), t.weak);
    if let Some(version) = recipients::version(&row.check) {
        let mut words = t!("compose-version", version = version.0.as_str());
        if recipients::is_small_only(&row.check) {
            words = format!("{words} · {}", t!("compose-recipient-small"));
        }
        clip.text(pos2(right, y), Align2::RIGHT_CENTER, words, FontId::proportional(SIZE_SMALL), t.weak);
    } else if row.check == DirectoryCheck::NotFound {
        let words = format!("{} {}", icon::WARNING, t!("compose-recipient-gone"));
        clip.text(pos2(right, y), Align2::RIGHT_CENTER, words, FontId::proportional(SIZE_SMALL), t.warn);
    }
    let spoken = [row.name.as_str(), row.about.as_str(), below.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>();
    widgets::name(ui, &response, egui::Role::ListBoxOption, &spoken.join(" "));
    response
}

/// How many a group stands for, and the first of them.
fn group_words(row: &Suggestion) -> String {
    let names: Vec<&str> = row.members.iter().map(|m| if m.name.is_empty() { m.address.as_str() } else { m.name.as_str() }).collect();
    t!("compose-group-members", count = names.len(), names = names.join(", "))
}
