//! The side panel: accounts with their folders, then the desks that cut across accounts.

use egui::{Align2, CentralPanel, CornerRadius, FontId, Frame, Panel, Rect, Response, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo};

use crate::domain::ids::AccountId;
use crate::domain::mail::{Folder, FolderCounts};
use crate::ui::eau;
use crate::ui::format;
use crate::ui::letters;
use crate::ui::model::Model;
use crate::ui::theme::{self, GAP_S, RADIUS, SIZE_LIST, SIZE_SMALL, icon};
use crate::ui::view::{Intent, Out, Place, View};
use crate::ui::widgets;

/// Words and icon of a folder.
pub(super) fn folder_look(folder: Folder) -> (String, &'static str) {
    match folder {
        Folder::Inbox => (t!("folder-inbox"), icon::INBOX),
        Folder::Outbox => (t!("folder-outbox"), icon::OUTBOX),
        Folder::Sent => (t!("folder-sent"), icon::SENT),
        Folder::Drafts => (t!("folder-drafts"), icon::DRAFT),
        Folder::Trash => (t!("folder-trash"), icon::TRASH),
    }
}

struct Entry<'a> {
    place: Place,
    icon: &'a str,
    word: &'a str,
    count: Option<usize>,
    /// Something here needs a person: why.
    attention: Option<String>,
    /// Spoken before the word, so that equal folders of several accounts differ.
    owner: &'a str,
}

pub(super) fn ui(ui: &mut Ui, model: &Model, view: &mut View, out: &mut Out) {
    // The desks stay in sight however many accounts there are.
    Panel::bottom("side_desks").frame(Frame::NONE).show_separator_line(false).show(ui, |ui| desks_ui(ui, model, view, out));
    CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| accounts_ui(ui, model, view, out));
    });
}

fn accounts_ui(ui: &mut Ui, model: &Model, view: &mut View, out: &mut Out) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let accounts: Vec<_> = model.active_accounts().collect();
    if accounts.len() != 1 {
        account_ui(ui, model, view, None, &t!("side-all-accounts"), out);
    }
    for account in &accounts {
        let settings = &account.settings;
        let name = if settings.sender_name.is_empty() { settings.address.as_str() } else { &settings.sender_name };
        account_ui(ui, model, view, Some(account.id), name, out);
    }
}

fn desks_ui(ui: &mut Ui, model: &Model, view: &View, out: &mut Out) {
    ui.spacing_mut().item_spacing.y = 1.0;
    widgets::hairline(ui);
    ui.add_space(GAP_S);
    let undecrypted = model.counts_of(None).undecrypted;
    let gathered = eau::is_offered(model).then(|| {
        let count = eau::gathered(model);
        (Place::GatheredEau, icon::CLIPBOARD, t!("side-eau"), Some(count).filter(|n| *n > 0))
    });
    let letters = letters::is_offered(model).then(|| {
        let count = letters::open(model).len();
        (Place::Letters, icon::FILE_TEXT, t!("side-letters"), Some(count).filter(|n| *n > 0))
    });
    let waiting = model.desk.waiting.value().map_or(0, Vec::len);
    let answers = [(Place::Answers, icon::LIST_CHECKS, t!("side-answers"), None)];
    let desks = [
        (Place::Waiting, icon::CLOCK, t!("side-waiting"), Some(waiting).filter(|n| *n > 0)),
        (Place::Undecrypted, icon::LOCKED, t!("side-undecrypted"), Some(undecrypted).filter(|n| *n > 0)),
        (Place::AddressBook, icon::BOOK, t!("side-address-book"), None),
    ];
    for (place, icon, word, count) in gathered.into_iter().chain(answers).chain(letters).chain(desks) {
        entry_ui(ui, view, &Entry { place, icon, word: &word, count, attention: None, owner: "" }, out);
    }
}

fn account_ui(ui: &mut Ui, model: &Model, view: &mut View, account: Option<AccountId>, name: &str, out: &mut Out) {
    let counts = model.counts_of(account);
    if account_head_ui(ui, model, view, account, name, &counts) {
        return;
    }
    for folder in Folder::ALL {
        let (word, icon) = folder_look(folder);
        let (count, attention) = shown_count(folder, &counts);
        let attention = attention.then(|| t!("side-outbox-attention", count = counts.outbox_attention));
        entry_ui(ui, view, &Entry { place: Place::Folder { account, folder }, icon, word: &word, count, attention, owner: name }, out);
    }
}

/// Name of an account, with its problem; a click folds its folders away. True when they are folded.
fn account_head_ui(ui: &mut Ui, model: &Model, view: &mut View, account: Option<AccountId>, name: &str, counts: &FolderCounts) -> bool {
    let t = theme::tokens(ui);
    let problem = account.and_then(|id| model.problems.iter().find(|p| p.account == Some(id)));
    let folded = account.is_some_and(|id| view.folded.contains(&id));
    ui.add_space(GAP_S);
    let sense = if account.is_some() { Sense::click() } else { Sense::hover() };
    let (rect, head) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 24.0), sense);
    // Folded away, the place a person is in is still marked.
    let holds_place = folded && matches!(view.place, Place::Folder { account: place, .. } if place == account);
    if holds_place || head.hovered() && account.is_some() {
        ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), if holds_place { t.accent_soft } else { t.hover });
    }
    let y = rect.center().y;
    let mut right = rect.max.x - 10.0;
    if account.is_some() {
        let sign = if folded { icon::RIGHT } else { icon::DOWN };
        right = ui.painter().text(egui::pos2(right, y), Align2::RIGHT_CENTER, sign, FontId::proportional(12.0), t.weak).min.x - 6.0;
    }
    if folded && counts.inbox_unread > 0 {
        let font = FontId::new(SIZE_SMALL, theme::semibold());
        let figure = format::count(counts.inbox_unread);
        right = ui.painter().text(egui::pos2(right, y), Align2::RIGHT_CENTER, figure, font, t.text).min.x - 6.0;
    }
    let mut told = problem.map(|problem| (t.error, crate::i18n::problem_text(problem)));
    if told.is_none() && folded && counts.outbox_attention > 0 {
        told = Some((t.warn, t!("side-outbox-attention", count = counts.outbox_attention)));
    }
    if let Some((ink, _)) = &told {
        right = ui.painter().text(egui::pos2(right, y), Align2::RIGHT_CENTER, icon::WARNING, FontId::proportional(15.0), *ink).min.x - 6.0;
    }
    let elsewhere = account.and_then(|id| model.account(id)).is_some_and(|a| !a.settings.options.processing_station);
    if elsewhere {
        right = ui.painter().text(egui::pos2(right, y), Align2::RIGHT_CENTER, icon::EYE, FontId::proportional(14.0), t.weak).min.x - 6.0;
        told = told.or_else(|| Some((t.weak, t!("station-other-hint"))));
    }
    let mut job = egui::text::LayoutJob::simple_singleline(name.to_owned(), FontId::new(SIZE_SMALL, theme::semibold()), t.weak);
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - rect.min.x - 10.0).max(10.0));
    let galley = ui.painter().layout_job(job);
    let cut = galley.elided;
    ui.painter().galley(egui::pos2(rect.min.x + 10.0, y - galley.size().y / 2.0), galley, t.weak);
    let sentence = told.map(|(_, sentence)| sentence);
    let Some(id) = account else {
        widgets::name(ui, &head, Role::Label, name);
        return false;
    };
    let word = if folded { t!("side-unfold", name = name) } else { t!("side-fold", name = name) };
    let word = sentence.as_ref().map_or_else(|| word.clone(), |sentence| format!("{word}: {sentence}"));
    widgets::name(ui, &head, Role::Button, &word);
    widgets::focus_ring(ui, &Response { rect: rect.shrink(3.0), ..head.clone() });
    let clicked = head.clicked();
    match sentence {
        Some(sentence) => _ = head.on_hover_text(sentence),
        None if cut => _ = head.on_hover_text(name),
        None => {}
    }
    if clicked && !view.folded.remove(&id) {
        view.folded.insert(id);
    }
    folded
}

/// The figure beside a folder: unread mails, waiting mails, drafts; and whether something there needs a person.
const fn shown_count(folder: Folder, counts: &FolderCounts) -> (Option<usize>, bool) {
    let n = match folder {
        Folder::Inbox => counts.inbox_unread,
        // What came back undeliverable is no longer waiting, but stands there until a person saw to it.
        Folder::Outbox if counts.outbox < counts.outbox_attention => counts.outbox_attention,
        Folder::Outbox => counts.outbox,
        Folder::Drafts => counts.drafts,
        Folder::Sent | Folder::Trash => 0,
    };
    (if n > 0 { Some(n) } else { None }, matches!(folder, Folder::Outbox) && counts.outbox_attention > 0)
}

fn entry_ui(ui: &mut Ui, view: &View, entry: &Entry<'_>, out: &mut Out) {
    let t = theme::tokens(ui);
    let chosen = view.place == entry.place && view.search.trim().is_empty();
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 28.0), Sense::click());
    let ground = if chosen {
        t.accent_soft
    } else if response.hovered() {
        t.hover
    } else {
        t.panel
    };
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(RADIUS), ground);
    let ink = if chosen { t.accent } else { t.text };
    let y = rect.center().y;
    let at = |x: f32| egui::pos2(rect.min.x + x, y);
    painter.text(at(10.0), Align2::LEFT_CENTER, entry.icon, FontId::proportional(15.0), if chosen { t.accent } else { t.weak });
    let mut right = rect.max.x - 10.0;
    let bold = entry.count.is_some() && entry.place.folder() == Folder::Inbox;
    if let Some(count) = entry.count {
        let font = FontId::new(SIZE_SMALL, if bold { theme::semibold() } else { egui::FontFamily::Proportional });
        let drawn = painter.text(egui::pos2(right, y), Align2::RIGHT_CENTER, format::count(count), font, if bold { ink } else { t.weak });
        right = drawn.min.x - 6.0;
    }
    if entry.attention.is_some() {
        let drawn = painter.text(egui::pos2(right, y), Align2::RIGHT_CENTER, icon::WARNING, FontId::proportional(14.0), t.warn);
        right = drawn.min.x - 6.0;
    }
    let font = FontId::new(SIZE_LIST, if bold || chosen { theme::semibold() } else { egui::FontFamily::Proportional });
    let mut job = egui::text::LayoutJob::simple_singleline(entry.word.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - rect.min.x - 34.0).max(10.0));
    let galley = painter.layout_job(job);
    painter.galley(egui::pos2(rect.min.x + 34.0, y - galley.size().y / 2.0), galley, ink);
    let mut spoken = entry.word.to_owned();
    if !entry.owner.is_empty() {
        spoken = format!("{}: {spoken}", entry.owner);
    }
    if let Some(count) = entry.count {
        spoken = format!("{spoken}, {}", format::count(count));
    }
    if let Some(attention) = &entry.attention {
        spoken = format!("{spoken}, {attention}");
    }
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, chosen, &spoken));
    widgets::focus_ring(ui, &Response { rect: Rect::from_min_max(rect.min, rect.max).shrink(3.0), ..response.clone() });
    let clicked = response.clicked();
    if let Some(attention) = &entry.attention {
        response.on_hover_text(attention);
    }
    if clicked {
        out.push(Intent::Go(entry.place));
    }
}
