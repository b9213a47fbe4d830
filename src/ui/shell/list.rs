//! The message list: a table whose rows are painted by hand, so that 100,000 rows scroll freely and each row
//! has exactly one readable name for a screen reader.
//!
//! The keyboard belongs to the list whenever no text field has the caret and no dialog is in front.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, EventFilter, FontId, Key, Modifiers, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};
use egui_extras::{Column, TableBuilder};

use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::{Folder, MailRow, SortKey};
use crate::i18n;
use crate::ui::actions::Action;
use crate::ui::format;
use crate::ui::model::{Listing, Model};
use crate::ui::theme::{self, ROW_HEIGHT, SIZE_LIST, SIZE_SMALL, Tokens, icon};
use crate::ui::view::{Intent, Out, Place, Selection, View};
use crate::ui::widgets;

/// Under this width the status column shows its icon only.
const STATUS_WORD_FROM: f32 = 760.0;

pub(super) fn ui(ui: &mut Ui, model: &mut Model, view: &mut View, out: &mut Out) {
    if let Some(problem) = model.list.problem() {
        let (headline, advice) = (i18n::problem_text(problem), i18n::problem_advice(problem));
        if widgets::empty_state(ui, icon::ERROR, &headline, &advice, Some(&t!("list-retry"))) {
            model.reload_list();
        }
        return;
    }
    let Some(listing) = model.list.shown() else { return };
    if listing.total == 0 && !model.list.is_pending() {
        empty_ui(ui, model, view, out);
        return;
    }
    let seen = table_ui(ui, listing, model, view, out);
    keyboard(ui, listing, view, out);
    model.list.look_at(seen);
}

fn empty_ui(ui: &mut Ui, model: &Model, view: &mut View, out: &mut Out) {
    let next = model.next_fetch.map(|at| t!("empty-next-fetch", at = format::clock_or_day(at, model.now))).unwrap_or_default();
    let fetch = Some(t!("empty-fetch"));
    let (sign, headline, text, action) = if !view.search.trim().is_empty() {
        (icon::SEARCH, t!("empty-search"), t!("empty-search-text"), Some(t!("empty-search-clear")))
    } else if is_filtered(view) {
        (icon::MAIL_OPEN, t!("empty-filter"), next, Some(t!("empty-filter-clear")))
    } else {
        match view.place {
            Place::Undecrypted => (icon::UNLOCKED, t!("empty-undecrypted"), t!("empty-undecrypted-text"), None),
            Place::Folder { folder: Folder::Outbox, .. } => (icon::OUTBOX, t!("empty-outbox"), String::new(), None),
            Place::Folder { folder: Folder::Sent, .. } => (icon::SENT, t!("empty-sent"), String::new(), None),
            Place::Folder { folder: Folder::Drafts, .. } => (icon::DRAFT, t!("empty-drafts"), t!("empty-drafts-text"), None),
            Place::Folder { folder: Folder::Trash, .. } => (icon::TRASH, t!("empty-trash"), String::new(), None),
            _ => (icon::INBOX, t!("empty-inbox"), next, fetch),
        }
    };
    if widgets::empty_state(ui, sign, &headline, &text, action.as_deref()) {
        if !view.search.trim().is_empty() {
            view.end_search();
        } else if is_filtered(view) {
            view.kind = crate::domain::mail::ClassFilter::All;
            (view.unread_only, view.not_done_only) = (false, false);
        } else {
            out.push(Intent::Act(Action::Fetch));
        }
    }
}

/// Whether less is shown than the folder holds.
fn is_filtered(view: &View) -> bool {
    view.kind != crate::domain::mail::ClassFilter::All || view.unread_only || view.not_done_only
}

/// Draws the table and returns the rows that are on screen.
fn table_ui(ui: &mut Ui, listing: &Listing, model: &Model, view: &mut View, out: &mut Out) -> Range<usize> {
    let wide = ui.available_width() >= STATUS_WORD_FROM;
    let outgoing = matches!(view.place.folder(), Folder::Outbox | Folder::Sent | Folder::Drafts) && view.search.is_empty();
    let mut seen: Option<Range<usize>> = None;
    let table_rect = ui.available_rect_before_wrap();
    let painted = RowPaint {
        model,
        t: theme::tokens(ui),
        wide,
        outgoing,
        now: model.now,
        me: model.person().to_owned(),
        terms: terms(&view.search),
        right: table_rect.max.x,
    };
    ui.spacing_mut().item_spacing = egui::vec2(0.0, 0.0);
    // Column borders show only under the pointer.
    ui.visuals_mut().widgets.noninteractive.bg_stroke = Stroke::NONE;
    // However wide a person drew the column, date and status stay in sight.
    let most_from = (table_rect.width() - if wide { 430.0 } else { 316.0 }).max(71.0);
    let mut table = TableBuilder::new(ui)
        .id_salt(if wide { "mails_wide" } else { "mails_narrow" })
        .sense(Sense::hover())
        .resizable(true)
        .auto_shrink([false, false])
        .column(Column::exact(24.0).clip(false).resizable(false))
        .column(Column::initial(if wide { 180.0 } else { 142.0 }).range(70.0..=most_from).clip(true))
        .column(Column::remainder().at_least(90.0).clip(true).resizable(false))
        .column(Column::initial(if wide { 92.0 } else { 84.0 }).at_least(50.0).clip(true))
        .column(Column::initial(70.0).at_least(54.0).clip(true))
        .column(if wide { Column::initial(140.0).at_least(36.0).clip(true) } else { Column::exact(34.0).resizable(false) });
    if let Some(row) = view.scroll_to.take() {
        table = table.scroll_to_row(row, None);
    }
    let output = table.header(30.0, |mut header| header_ui(&mut header, view, outgoing, wide)).body(|body| {
        body.rows(ROW_HEIGHT, listing.total, |mut row| {
            let index = row.index();
            let first = seen.as_ref().map_or(index, |rows| rows.start);
            seen = Some(first..index + 1);
            match listing.row(index) {
                Some(mail) => row_ui(&mut row, mail, index, &painted, view, listing, out),
                None => placeholder_ui(&mut row, painted.t),
            }
        });
    });
    let at_top = output.state.clamped_offset().y < 1.0;
    let pointer_in = ui.input(|i| i.pointer.hover_pos()).is_some_and(|p| output.inner_rect.contains(p));
    view.list_may_move = at_top && !pointer_in;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive count")]
    let rows = (output.inner_rect.height() / ROW_HEIGHT).floor() as usize;
    view.page_rows = rows.max(2) - 1;
    seen.unwrap_or(0..1)
}

fn header_ui(header: &mut egui_extras::TableRow<'_, '_>, view: &mut View, outgoing: bool, wide: bool) {
    header.col(|ui| {
        let rect = ui.max_rect();
        ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, theme::tokens(ui).line));
    });
    let from = if outgoing { t!("column-to") } else { t!("column-from") };
    for (word, key) in [
        (from, Some(SortKey::From)),
        (t!("column-subject"), Some(SortKey::Subject)),
        (t!("column-kind"), Some(SortKey::Kind)),
        (t!("column-date"), Some(SortKey::Date)),
        (if wide { t!("column-status") } else { String::new() }, None),
    ] {
        header.col(|ui| {
            let t = theme::tokens(ui);
            let rect = ui.max_rect();
            let chosen = key.is_some() && key == Some(view.sort);
            let arrow = if !chosen {
                ""
            } else if view.ascending {
                icon::SORT_UP
            } else {
                icon::SORT_DOWN
            };
            let response = ui.interact(rect, ui.scope_id().with("head"), if key.is_some() { Sense::click() } else { Sense::hover() });
            let ink = if chosen || response.hovered() { t.text } else { t.weak };
            let font = FontId::new(SIZE_SMALL, theme::semibold());
            let painter = ui.painter();
            // Dates stand at the right, and so does their heading.
            if key == Some(SortKey::Date) {
                let text = painter.text(rect.right_center() - egui::vec2(8.0, 0.0), Align2::RIGHT_CENTER, &word, font, ink);
                painter.text(text.left_center() - egui::vec2(3.0, 0.0), Align2::RIGHT_CENTER, arrow, FontId::proportional(12.0), t.accent);
            } else {
                let text = painter.text(rect.left_center() + egui::vec2(6.0, 0.0), Align2::LEFT_CENTER, &word, font, ink);
                painter.text(text.right_center() + egui::vec2(3.0, 0.0), Align2::LEFT_CENTER, arrow, FontId::proportional(12.0), t.accent);
            }
            painter.hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, t.line));
            if word.is_empty() {
                return;
            }
            widgets::focus_ring(ui, &response);
            response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, chosen, &word));
            if let (true, Some(key)) = (response.clicked(), key) {
                view.ascending = if chosen { !view.ascending } else { key != SortKey::Date };
                view.sort = key;
                view.scroll_to = Some(0);
            }
        });
    }
}

/// What painting a row needs to know.
struct RowPaint<'a> {
    model: &'a Model,
    t: &'static Tokens,
    wide: bool,
    outgoing: bool,
    now: crate::domain::time::Timestamp,
    me: String,
    terms: Vec<String>,
    right: f32,
}

fn placeholder_ui(row: &mut egui_extras::TableRow<'_, '_>, t: &Tokens) {
    row.col(|_| {});
    for width in [0.7, 0.55, 0.5, 0.6, 0.0] {
        row.col(|ui| {
            let rect = ui.max_rect();
            let bar = Rect::from_min_size(rect.left_center() + egui::vec2(6.0, -4.0), egui::vec2(rect.width() * width, 8.0));
            ui.painter().rect_filled(bar, 3.0, t.panel);
        });
    }
}

fn row_ui(
    row: &mut egui_extras::TableRow<'_, '_>,
    mail: &MailRow,
    index: usize,
    paint: &RowPaint<'_>,
    view: &mut View,
    listing: &Listing,
    out: &mut Out,
) {
    let t = paint.t;
    let person = if paint.outgoing || matches!(mail.folder, Folder::Sent | Folder::Outbox | Folder::Drafts) {
        mail.to.iter().map(|to| to.label()).collect::<Vec<_>>().join(", ")
    } else {
        mail.from.label().to_owned()
    };
    let status = format::status(mail, &paint.me);
    let mut cut: Option<String> = None;
    let mut hovered_cell = |rect: Rect, elided: bool, text: &str, pointer: Option<Pos2>| {
        if elided && pointer.is_some_and(|p| rect.contains(p)) {
            cut = Some(text.to_owned());
        }
    };
    let response = ground_ui(row, mail, index, paint, &view.selection);
    let pointer = response.as_ref().filter(|r| r.hovered()).and_then(|r| r.hover_pos());
    row.col(|ui| hovered_cell(ui.max_rect(), text_cell(ui, &person, mail.unread, t.text, &paint.terms, 0.0), &person, pointer));
    let subject = format::subject(mail);
    row.col(|ui| {
        let clip = if mail.attachments > 0 { 20.0 } else { 0.0 };
        hovered_cell(ui.max_rect(), text_cell(ui, &subject, mail.unread, t.text, &paint.terms, clip), &subject, pointer);
        if clip > 0.0 {
            let at = ui.max_rect().right_center() - egui::vec2(6.0, 0.0);
            ui.painter().text(at, Align2::RIGHT_CENTER, icon::ATTACHMENT, FontId::proportional(14.0), t.weak);
        }
    });
    let kind = format::kind_word(mail);
    row.col(|ui| hovered_cell(ui.max_rect(), text_cell(ui, &kind, false, t.weak, &[], 0.0), &kind, pointer));
    let date = format::list_date(mail.date, paint.now);
    row.col(|ui| {
        let at = ui.max_rect().right_center() - egui::vec2(8.0, 0.0);
        ui.painter().text(at, Align2::RIGHT_CENTER, &date, FontId::proportional(SIZE_LIST), if mail.unread { t.text } else { t.weak });
    });
    row.col(|ui| {
        let Some((sign, tone, word)) = &status else { return };
        let rect = ui.max_rect();
        let ink = tone.ink(t);
        let at = Pos2::new(rect.min.x + 10.0, rect.center().y);
        ui.painter().text(at, Align2::LEFT_CENTER, *sign, FontId::proportional(15.0), ink);
        if paint.wide {
            let elided = text_cell(ui, word, false, ink, &[], -27.0);
            hovered_cell(rect, elided, word, pointer);
        } else {
            hovered_cell(rect, true, word, pointer);
        }
    });
    if let Some(response) = response {
        let spoken = spoken_row(mail, &person, &subject, &kind, &date, status.as_ref().map(|(_, _, w)| w.as_str()));
        if let Some(text) = cut {
            response.clone().on_hover_text(text);
        }
        row_events(&response, &spoken, paint.model, (mail, index), view, listing, out);
    }
}

/// The first cell: ground of the whole row, dot of an unread mail, and the row as one thing to click.
fn ground_ui(
    row: &mut egui_extras::TableRow<'_, '_>,
    mail: &MailRow,
    index: usize,
    paint: &RowPaint<'_>,
    selection: &Selection,
) -> Option<egui::Response> {
    let t = paint.t;
    let chosen = selection.mails.contains(&mail.id);
    let cursor = selection.cursor.is_some_and(|(_, id)| id == mail.id);
    let mut response = None;
    row.col(|ui| {
        let cell = ui.max_rect();
        let rect = cell.with_max_x(paint.right);
        // Only the row with the keyboard is a stop for the tab key.
        let sense = if cursor || (index == 0 && selection.cursor.is_none()) { Sense::click() } else { Sense::CLICK };
        let r = ui.interact(rect, egui::Id::unique(("mail_row", mail.id.0)), sense);
        if chosen {
            ui.painter().rect_filled(rect, 0.0, t.accent_soft);
        } else if r.hovered() {
            ui.painter().rect_filled(rect, 0.0, t.hover);
        }
        if r.has_focus() {
            ui.painter().rect_stroke(rect.shrink(1.0), 4.0, Stroke::new(2.0, t.accent), StrokeKind::Inside);
        } else if cursor {
            ui.painter().rect_filled(rect.with_max_x(rect.min.x + 3.0), 0.0, t.accent);
        }
        if mail.unread {
            ui.painter().circle_filled(Pos2::new(cell.center().x + 1.0, cell.center().y), 4.0, t.accent);
        }
        response = Some(r);
    });
    response
}

fn row_events(
    response: &egui::Response,
    spoken: &str,
    model: &Model,
    (mail, index): (&MailRow, usize),
    view: &mut View,
    listing: &Listing,
    out: &mut Out,
) {
    let chosen = view.selection.mails.contains(&mail.id);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, spoken));
    let ctx = response.ctx.clone();
    if response.has_focus() {
        let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ctx.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
        if view.selection.cursor.is_none() {
            view.selection.only(index, mail.id);
        }
    }
    if response.secondary_clicked() && !chosen {
        view.selection.only(index, mail.id);
    }
    if response.double_clicked() {
        out.push(open_intent(mail));
    } else if response.clicked() {
        let modifiers = ctx.input(|i| i.modifiers);
        click(&mut view.selection, listing, index, mail.id, modifiers);
    }
    let folder = mail.folder;
    let mails: Vec<MailId> = view.selection.mails.iter().copied().collect();
    let account = mail.account;
    response.context_menu(|ui| context_menu(ui, model, (folder, account), &mails, out));
}

fn context_menu(ui: &mut Ui, model: &Model, (folder, account): (Folder, AccountId), mails: &[MailId], out: &mut Out) {
    let trashed = folder == Folder::Trash;
    let remove = if trashed { Action::Restore } else { Action::Trash };
    let one = [Action::Open, Action::Reply, Action::ReplyAll, Action::Forward, Action::Print, Action::SaveAs];
    let many = [Action::ToggleRead, Action::ToggleClaim, Action::ToggleDone, remove];
    let actions: Vec<_> = if mails.len() == 1 { one.iter().chain(&many).collect() } else { many.iter().collect() };
    for action in actions.into_iter().chain(trashed.then_some(&Action::Purge)) {
        if menu_item(ui, *action, model.allows(*action, Some(account))) {
            out.push(Intent::On(*action, mails.to_vec()));
        }
    }
}

/// An entry of a menu: icon, word, keys.
pub(super) fn menu_item(ui: &mut Ui, action: Action, allowed: bool) -> bool {
    use egui::IntoAtoms as _;
    let t = theme::tokens(ui);
    let word = action.label();
    let atoms = (theme::body(action.icon()).color(t.weak), theme::body(&word)).into_atoms();
    let button = egui::Button::new(atoms).frame_when_inactive(false).shortcut_text(theme::small(action.keys()));
    let response = widgets::permitted(ui, allowed, |ui| ui.add(button.min_size(egui::vec2(230.0, 30.0))));
    widgets::name(ui, &response, Role::MenuItem, &word);
    if response.clicked() {
        ui.close();
        return true;
    }
    false
}

fn click(selection: &mut Selection, listing: &Listing, index: usize, mail: MailId, modifiers: Modifiers) {
    if modifiers.shift {
        extend(selection, listing, index, mail);
    } else if modifiers.command {
        if !selection.mails.remove(&mail) {
            selection.mails.insert(mail);
        }
        selection.cursor = Some((index, mail));
        selection.anchor = Some(index);
    } else {
        selection.only(index, mail);
    }
}

fn extend(selection: &mut Selection, listing: &Listing, index: usize, mail: MailId) {
    let anchor = selection.anchor.unwrap_or(index);
    selection.mails = (anchor.min(index)..=anchor.max(index)).filter_map(|i| listing.row(i)).map(|row| row.id).collect();
    selection.cursor = Some((index, mail));
}

/// Enter and double click: a draft is written on, everything else is read.
pub(super) fn open_intent(mail: &MailRow) -> Intent {
    match mail.folder {
        Folder::Drafts => Intent::Write(crate::ui::view::Write::Draft(mail.id)),
        _ => Intent::Open(mail.id),
    }
}

fn keyboard(ui: &Ui, listing: &Listing, view: &mut View, out: &mut Out) {
    if ui.ctx().text_edit_focused() || view.question.is_some() || view.front.is_some() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let last = listing.total.saturating_sub(1);
    let at = view.selection.cursor.map(|(index, mail)| listing.position(mail).unwrap_or(index).min(last));
    for (key, to) in [
        (Key::ArrowDown, at.map_or(0, |i| (i + 1).min(last))),
        (Key::ArrowUp, at.map_or(0, |i| i.saturating_sub(1))),
        (Key::PageDown, at.map_or(0, |i| (i + view.page_rows).min(last))),
        (Key::PageUp, at.map_or(0, |i| i.saturating_sub(view.page_rows))),
        (Key::Home, 0),
        (Key::End, last),
    ] {
        // Shift first: without modifiers egui takes the key with Shift as well.
        let shift = ui.input_mut(|i| i.consume_key(Modifiers::SHIFT, key));
        let plain = !shift && ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        if !plain && !shift {
            continue;
        }
        view.scroll_to = Some(to);
        // A row that is not here yet cannot be chosen; it comes into view and the next key chooses it.
        let Some(row) = listing.row(to) else {
            if let Some((index, _)) = view.selection.cursor.as_mut() {
                *index = to;
            }
            return;
        };
        let focused = view.selection.cursor.is_some_and(|(_, old)| ui.memory(|m| m.has_focus(egui::Id::unique(("mail_row", old.0)))));
        if shift {
            extend(&mut view.selection, listing, to, row.id);
        } else {
            view.selection.only(to, row.id);
        }
        if focused {
            ui.memory_mut(|m| m.request_focus(egui::Id::unique(("mail_row", row.id.0))));
        }
        return;
    }
    if let Some((_, mail)) = view.selection.cursor
        && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter))
        && let Some(row) = listing.position(mail).and_then(|i| listing.row(i))
    {
        out.push(open_intent(row));
    }
}

/// Paints one line of text, cut with an ellipsis; returns whether it was cut. `reserve` keeps room at the
/// right, or, when negative, at the left.
fn text_cell(ui: &Ui, text: &str, bold: bool, ink: theme::Colour, terms: &[String], reserve: f32) -> bool {
    let rect = ui.max_rect();
    let left = rect.min.x + 6.0 - reserve.min(0.0);
    let width = (rect.max.x - left - 6.0 - reserve.max(0.0)).max(4.0);
    let t = theme::tokens(ui);
    let format = TextFormat { font_id: theme::list_font(bold), color: ink, ..TextFormat::default() };
    let mut job = LayoutJob::default();
    let mut rest = text;
    while let Some((start, end)) = terms.iter().filter_map(|term| find_ignoring_case(rest, term)).min() {
        let (Some(before), Some(found), Some(after)) = (rest.get(..start), rest.get(start..end), rest.get(end..)) else { break };
        job.append(before, 0.0, format.clone());
        job.append(found, 0.0, TextFormat { background: t.warn_soft, font_id: theme::list_font(true), ..format.clone() });
        rest = after;
    }
    job.append(rest, 0.0, format);
    job.wrap = TextWrapping::truncate_at_width(width);
    let galley = ui.painter().layout_job(job);
    let elided = galley.elided;
    ui.painter().galley(Pos2::new(left, rect.center().y - galley.size().y / 2.0), galley, ink);
    elided
}

/// First place of `term` in `text` without regard to case, as byte positions on character boundaries.
fn find_ignoring_case(text: &str, term: &str) -> Option<(usize, usize)> {
    text.char_indices().find_map(|(start, _)| {
        let mut chars = text.get(start..)?.char_indices();
        for wanted in term.chars() {
            let (_, c) = chars.next()?;
            if !c.to_lowercase().eq(wanted.to_lowercase()) {
                return None;
            }
        }
        let end = chars.next().map_or(text.len(), |(offset, _)| start + offset);
        Some((start, end))
    })
}

fn terms(search: &str) -> Vec<String> {
    search.split_whitespace().filter(|word| word.chars().count() >= 2).map(str::to_owned).collect()
}

/// The one sentence a screen reader says for a row.
fn spoken_row(mail: &MailRow, person: &str, subject: &str, kind: &str, date: &str, status: Option<&str>) -> String {
    let mut parts = vec![person, subject, kind, date];
    let (unread, clip) = (t!("row-unread"), t!("row-attachment", count = mail.attachments));
    if mail.unread {
        parts.insert(0, &unread);
    }
    if mail.attachments > 0 {
        parts.push(&clip);
    }
    parts.extend(status);
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_what_was_searched_without_splitting_a_character() {
        for (text, term, expected) in [
            ("Rückfrage", "RÜCK", Some((0, 5))),
            ("ẞtraße", "ß", Some((0, 3))),
            ("EBZ 0991234", "99", Some((5, 7))),
            ("Ä", "a", None),
            ("", "x", None),
        ] {
            assert_eq!(find_ignoring_case(text, term), expected, "{text} {term}");
        }
    }
}
