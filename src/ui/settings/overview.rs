//! „Übersicht": one table of all accounts, and under each what a person should know with its next step as a button.
//!
//! While the tab is open it asks the engine for a fresh round every few seconds; what is shown never flickers
//! meanwhile. On narrow windows each account is a list of lines instead of a row.

use egui::{Align, Layout, Ui, vec2};

use crate::domain::access::Role;
use crate::domain::card::{CardKind, Expiry, PinStatus};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::time::{Day, Timestamp};
use crate::engine::command::{Command, Service};
use crate::engine::event::overview::{AccountOverview, Agreement, Finding, Level, OnServer, Step};
use crate::i18n;
use crate::ui::format;
use crate::ui::model::{Asks, Model, Purpose};
use crate::ui::theme::{self, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

use super::backup::{self, BackupView};
use super::card;
use super::key::{self, KeyView};
use super::retention::{self, RetentionView};

/// Seconds between two rounds while the tab is open.
const EVERY: f64 = 5.0;
/// Below this width rows become lists.
const TABLE_WIDTH: f32 = 840.0;
/// Keys of the columns and how much of the width each takes.
const COLUMNS: [(&str, f32); 7] = [
    ("overview-col-account", 1.6),
    ("overview-col-reach", 1.25),
    ("overview-col-fetch", 1.05),
    ("overview-col-mails", 1.25),
    ("overview-col-server", 1.35),
    ("overview-col-card", 1.5),
    ("overview-col-entry", 1.3),
];

/// The column of the card: without any Konnektor there is nothing to say in it.
const CARD: usize = 5;

/// When the next round is due.
#[derive(Default)]
pub struct OverviewView {
    next: f64,
    backup: BackupView,
    key: KeyView,
    retention: RetentionView,
}

impl OverviewView {
    /// Takes the answers that arrived.
    pub fn receive(&mut self, model: &mut Model) {
        self.backup.receive(model);
        self.key.receive(model);
        self.retention.receive(model);
    }

    /// The settings are left.
    pub fn leave(&mut self, asks: &mut Asks) {
        self.key.leave(asks);
    }
}

/// A section whose facts could not be asked for says so; true when the person wants them asked for again.
pub(super) fn failed_ui(ui: &mut Ui, problem: &Problem) -> bool {
    let again = |ui: &mut Ui| widgets::button(ui, icon::AGAIN, &t!("list-retry")).clicked();
    let clicked = widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), again);
    ui.add_space(GAP_S);
    clicked
}

/// Lines of one cell: text and what it means.
type Lines = Vec<(String, Tone)>;

/// Draws the tab; a step the person chose beside a finding.
pub(super) fn show(ui: &mut Ui, model: &Model, view: &mut OverviewView, asks: &mut Asks) -> Option<(Step, AccountId)> {
    let now = ui.input(|i| i.time);
    if now >= view.next && !model.overview.is_pending() {
        view.next = now + EVERY;
        asks.ask(Command::Overview { probe: true }, Purpose::Overview);
    }
    ui.ctx().request_repaint_after_secs(1.0);
    let t = theme::tokens(ui);
    let rows = model.overview.value().map(Vec::as_slice).unwrap_or_default();
    if rows.is_empty() {
        if model.accounts.value().is_some_and(Vec::is_empty) {
            widgets::empty_state(ui, icon::LIST_CHECKS, &t!("overview-empty"), &t!("overview-empty-text"), None);
        }
        return None;
    }
    let mut chosen = None;
    egui::ScrollArea::vertical().id_salt("overview").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GAP_XS;
        ui.label(theme::small(t!("overview-intro")).color(t.weak));
        ui.add_space(GAP_S);
        let width = ui.available_width() - GAP_M;
        let table = width >= TABLE_WIDTH;
        let with_card = rows.iter().any(|row| row.connector.is_some());
        let shown: Vec<usize> = (0..COLUMNS.len()).filter(|at| with_card || *at != CARD).collect();
        if table {
            header(ui, width, &shown);
        }
        for row in rows {
            widgets::hairline(ui);
            ui.add_space(GAP_XS);
            let cells = cells(row, model);
            if table {
                table_row(ui, width, &shown, &cells)
            } else {
                list_rows(ui, &cells)
            }
            let findings = row.findings(model.now);
            if let Some(step) = findings_ui(ui, row, &findings) {
                chosen = Some((step, row.account));
            }
            ui.add_space(GAP_S);
        }
        widgets::hairline(ui);
        if rows.iter().any(|row| row.on_server.mails > 0) {
            ui.label(theme::small(t!("overview-assumption")).color(t.weak));
        }
        ui.add_space(GAP_M);
        if model.may(Role::Admin) {
            backup::show(ui, model, &mut view.backup, asks);
            ui.add_space(GAP_M);
            retention::show(ui, model, &mut view.retention, asks);
            ui.add_space(GAP_M);
            key::show(ui, model, &mut view.key, asks);
        }
    });
    chosen
}

/// Width of one of the columns that are shown, without the gap behind it.
fn column_width(width: f32, shown: &[usize], at: usize) -> f32 {
    let part = |at: usize| COLUMNS.get(at).map_or(0.0, |(_, part)| *part);
    let all: f32 = shown.iter().map(|at| part(*at)).sum();
    width * part(at) / all - GAP_M
}

fn header(ui: &mut Ui, width: f32, shown: &[usize]) {
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_M;
        for (at, (key, _)) in COLUMNS.iter().enumerate().filter(|(at, _)| shown.contains(at)) {
            let width = column_width(width, shown, at);
            ui.allocate_ui_with_layout(vec2(width, 18.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_width(width);
                ui.label(theme::small(i18n::text(key)).color(t.weak));
            });
        }
    });
}

fn table_row(ui: &mut Ui, width: f32, shown: &[usize], cells: &[Lines]) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_M;
        for (at, lines) in cells.iter().enumerate().filter(|(at, _)| shown.contains(at)) {
            let width = column_width(width, shown, at);
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 2.0;
                lines_ui(ui, at == 0, lines);
            });
        }
    });
}

fn list_rows(ui: &mut Ui, cells: &[Lines]) {
    for (at, (lines, (key, _))) in cells.iter().zip(COLUMNS).enumerate() {
        if at == 0 {
            lines_ui(ui, true, lines);
        } else if !lines.is_empty() {
            let words = lines.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" · ");
            let tone = lines.iter().map(|(_, tone)| *tone).find(|tone| *tone != Tone::Neutral).unwrap_or_default();
            let t = theme::tokens(ui);
            let ink = if tone == Tone::Neutral { t.text } else { tone.ink(t) };
            widgets::key_value(ui, 150.0, &i18n::text(key), theme::list(words).color(ink));
        }
    }
}

fn lines_ui(ui: &mut Ui, first_is_title: bool, lines: &Lines) {
    let t = theme::tokens(ui);
    for (at, (text, tone)) in lines.iter().enumerate() {
        let words = match tone {
            Tone::Neutral if first_is_title && at == 0 => theme::strong(text).size(theme::SIZE_LIST),
            Tone::Neutral if at == 0 => theme::list(text),
            Tone::Neutral => theme::small(text).color(t.weak),
            tone => theme::list(text).color(tone.ink(t)),
        };
        ui.add(egui::Label::new(words).wrap());
    }
}

fn plain(text: String) -> (String, Tone) {
    (text, Tone::Neutral)
}

/// The cells of a row, in the order of [`COLUMNS`].
fn cells(row: &AccountOverview, model: &Model) -> [Lines; 7] {
    let name = model.account(row.account).map(|a| a.settings.sender_name.clone()).unwrap_or_default();
    let account = if name.is_empty() { vec![plain(row.address.clone())] } else { vec![plain(name), plain(row.address.clone())] };
    [account, reach(row), fetch(row, model.now), mails(row), server(row, model.now), card_cell(row, model.now), entry(row)]
}

fn reach(row: &AccountOverview) -> Lines {
    let down: Vec<_> = row.servers.iter().filter(|s| matches!(s.result, Some(Err(_)))).collect();
    if !down.is_empty() {
        let tone = if down.iter().all(|s| s.service == Service::Directory) { Tone::Warn } else { Tone::Error };
        let names = down.iter().map(|s| i18n::text(&format!("test-service-{}", s.service.as_str())));
        let mut lines = vec![(t!("overview-reach-down"), tone)];
        lines.extend(names.map(plain));
        return lines;
    }
    if row.servers.iter().any(|s| s.result.is_none()) {
        return vec![plain(t!("overview-reach-unknown"))];
    }
    vec![(t!("overview-reach-ok"), Tone::Ok)]
}

fn fetch(row: &AccountOverview, now: Timestamp) -> Lines {
    let last = match row.last_fetch {
        Some(at) => t!("overview-last", at = format::clock_or_day(at, now)),
        None => t!("overview-never"),
    };
    let tone = if row.fetch_problem.is_some() { Tone::Error } else { Tone::Neutral };
    let mut lines = vec![(last, tone)];
    if let Some(at) = row.next_fetch {
        let words = if at <= now { t!("overview-next-due") } else { t!("overview-next", at = format::clock_or_day(at, now)) };
        lines.push(plain(words));
    }
    if row.waits_for_card {
        lines.push(plain(t!("card-hba-waits")));
    }
    lines
}

fn mails(row: &AccountOverview) -> Lines {
    let mut lines = vec![plain(t!("overview-unread", count = row.unread))];
    if row.undecrypted > 0 {
        lines.push((t!("overview-undecrypted", count = row.undecrypted), Tone::Warn));
    }
    let outbox = if row.outbox == 0 { t!("overview-outbox-empty") } else { t!("overview-outbox-waiting", count = row.outbox) };
    lines.push(plain(format!("{}: {outbox}", t!("overview-col-outbox"))));
    if row.outbox_attention > 0 {
        lines.push((t!("overview-outbox-attention", count = row.outbox_attention), Tone::Warn));
    }
    lines
}

fn server(row: &AccountOverview, now: Timestamp) -> Lines {
    let on_server = &row.on_server;
    let Some(oldest) = on_server.oldest.filter(|_| on_server.mails > 0) else {
        return vec![plain(t!("overview-server-none"))];
    };
    let mut lines = vec![
        plain(t!("overview-server-mails", count = on_server.mails, size = format::size(on_server.bytes).replace(' ', "\u{a0}"))),
        plain(t!("overview-server-oldest", days = oldest.days_until(now).max(0))),
        plain(t!("overview-server-left", days = OnServer::days_left(oldest, now).max(0))),
    ];
    if on_server.waiting > 0 {
        lines.push((t!("overview-waiting", count = on_server.waiting), Tone::Warn));
    }
    lines
}

fn card_cell(row: &AccountOverview, now: Timestamp) -> Lines {
    let Some(connector) = &row.connector else { return Vec::new() };
    let Some(bound) = &row.card else { return vec![plain(t!("card-not-chosen"))] };
    let known = connector.problem.is_none() && connector.link.is_some();
    let mut lines = match &connector.card {
        _ if !known => {
            vec![plain(if connector.checked_at.is_some() { t!("overview-card-unknown") } else { t!("overview-connector-unknown") })]
        }
        Some(card) => {
            let tone = match card::pin_tone(card.pin).0 {
                Tone::Error if card.pin == PinStatus::Verifiable && bound.kind == CardKind::Hba => Tone::Warn,
                tone => tone,
            };
            let mut lines = vec![(i18n::text(&format!("pin-{}", card.pin.as_str())), tone)];
            lines.extend(card.expires.map(|day| valid_until(day, now)));
            lines
        }
        None => vec![(t!("card-not-inserted"), if bound.kind == CardKind::Hba { Tone::Neutral } else { Tone::Error })],
    };
    lines.insert(1, plain(card::name(bound.kind.as_str(), &bound.holder, Some(&connector.terminal).filter(|_| known).map(String::as_str))));
    lines
}

/// Until when a card is good, in the colour of how near that is.
fn valid_until(expires: Day, now: Timestamp) -> (String, Tone) {
    let day = format::day(expires);
    match Day::of(now).map_or(Expiry::Far, |today| Expiry::on(today, Some(expires))) {
        Expiry::Far | Expiry::Within90 => plain(t!("card-valid-until", day = day)),
        Expiry::Within30 => (t!("card-valid-until", day = day), Tone::Warn),
        Expiry::Within7 => (t!("card-valid-until", day = day), Tone::Error),
        Expiry::Over => (t!("card-expired", day = day), Tone::Error),
    }
}

fn entry(row: &AccountOverview) -> Lines {
    let has_directory = row.servers.iter().any(|s| s.service == Service::Directory);
    match &row.entry {
        _ if !has_directory => vec![plain(t!("overview-entry-none"))],
        None => vec![plain(t!("overview-entry-unknown"))],
        Some(entry) if !entry.found => vec![(t!("overview-entry-missing"), Tone::Warn)],
        Some(entry) => {
            let version = entry.version.clone();
            let size =
                if entry.large { t!("overview-entry-large", version = version) } else { t!("overview-entry-small", version = version) };
            let words = match &entry.agrees {
                Agreement::Unknown => plain(t!("overview-entry-found")),
                Agreement::SameId => (t!("overview-entry-same"), Tone::Ok),
                Agreement::SameName => (t!("overview-entry-same-name"), Tone::Ok),
                Agreement::OtherName(_) => (t!("overview-entry-differs"), Tone::Warn),
                Agreement::OtherId { .. } => (t!("overview-entry-other-card"), Tone::Warn),
            };
            vec![words, plain(size)]
        }
    }
}

/// Colour and icon of a level.
#[must_use]
pub const fn level_tone(level: Level) -> (Tone, &'static str) {
    match level {
        Level::Good => (Tone::Ok, icon::CHECK_CIRCLE),
        Level::Note => (Tone::Info, icon::INFO),
        Level::Warning => (Tone::Warn, icon::WARNING),
        Level::Bad => (Tone::Error, icon::ERROR),
    }
}

/// What is worth telling under a row, each with its button.
fn findings_ui(ui: &mut Ui, row: &AccountOverview, findings: &[Finding]) -> Option<Step> {
    let mut chosen = None;
    for (at, finding) in findings.iter().enumerate() {
        let (tone, mark) = level_tone(finding.level());
        let sentence = sentence(row, finding);
        // The name of a button must be told apart from the same one of another row.
        ui.push_id((row.account.0, at), |ui| {
            let word = i18n::text(finding.step().text_key());
            if finding_ui(ui, (mark, tone), &sentence, &word) {
                chosen = Some(finding.step());
            }
        });
    }
    chosen
}

/// One sentence with its button beside it, or below where both do not fit into one line; true when it was pressed.
fn finding_ui(ui: &mut Ui, (mark, tone): (&str, Tone), sentence: &str, word: &str) -> bool {
    let t = theme::tokens(ui);
    let width = |text: &str, size| ui.painter().layout_no_wrap(text.to_owned(), egui::FontId::proportional(size), t.text).size().x;
    // The icon before, and what a button has around its word.
    let needed = width(sentence, theme::SIZE_LIST) + width(word, theme::SIZE_BODY) + 28.0 + 40.0;
    let fits = needed < ui.available_width();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_S;
        let height = if fits { theme::CONTROL_HEIGHT } else { 18.0 };
        ui.allocate_ui_with_layout(vec2(18.0, height), Layout::left_to_right(Align::Center), |ui| {
            ui.label(theme::body(mark).color(tone.ink(t)));
        });
        if fits {
            ui.allocate_ui_with_layout(vec2(0.0, height), Layout::left_to_right(Align::Center), |ui| {
                ui.label(theme::list(sentence));
                widgets::button(ui, "", word).clicked()
            })
            .inner
        } else {
            ui.vertical(|ui| {
                ui.add(egui::Label::new(theme::list(sentence)).wrap());
                widgets::button(ui, "", word).clicked()
            })
            .inner
        }
    })
    .inner
}

/// A finding in words.
#[must_use]
pub fn sentence(row: &AccountOverview, finding: &Finding) -> String {
    match finding {
        Finding::PasswordMissing => t!("overview-finding-password"),
        Finding::Unreachable(service) => i18n::text(&format!("overview-finding-{}", service.as_str())),
        Finding::FetchFailed(problem) | Finding::ConnectorFailed(problem) => i18n::problem_text(problem),
        Finding::WaitsForCard => t!("overview-finding-waits"),
        Finding::TiOutage => t!("overview-finding-outage"),
        Finding::TiOffline => t!("overview-finding-offline"),
        Finding::NoCardChosen => t!("overview-finding-no-card"),
        Finding::CardMissing => t!("overview-finding-card-missing"),
        Finding::CardLocked { left_tries: Some(tries) } => {
            let left = t!("card-tries-left", count = tries);
            format!("{} ({left})", t!("overview-finding-locked"))
        }
        Finding::CardLocked { left_tries: None } => t!("overview-finding-locked"),
        Finding::CardBlocked => t!("overview-finding-blocked"),
        Finding::CardUnused => t!("overview-finding-unused"),
        Finding::CardExpired => t!("overview-finding-expired"),
        Finding::CardExpires { days, .. } => t!("overview-finding-expires", days = days),
        Finding::TerminalOff => t!("overview-finding-terminal"),
        Finding::Undecrypted(count) => t!("overview-finding-undecrypted", count = count),
        Finding::DaysLeft(days) => t!("overview-finding-days-left", days = days),
        Finding::Outbox(count) => t!("overview-finding-outbox", count = count),
        Finding::EntryMissing => t!("overview-finding-entry-missing"),
        Finding::EntryDiffers => {
            let card = match row.entry.as_ref().map(|e| &e.agrees) {
                Some(Agreement::OtherName(card)) => card.clone(),
                _ => String::new(),
            };
            t!("overview-finding-entry-differs", entry = row.entry.as_ref().map(|e| e.name.clone()).unwrap_or_default(), card = card)
        }
        Finding::EntryOfOtherCard => {
            let (entry, card) = match row.entry.as_ref().map(|e| &e.agrees) {
                Some(Agreement::OtherId { entry, card }) => (entry.clone(), card.clone()),
                _ => Default::default(),
            };
            t!("overview-finding-entry-other-card", entry = entry, card = card)
        }
        Finding::NoLargeMails => t!("overview-finding-no-large"),
    }
}
