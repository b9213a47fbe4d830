//! The settings „KIM-E-Mail-Konten": accounts at the left, at the right the tabs that staff know from the manuals.
//!
//! Each tab is a file of its own with a view state and a `show`; this file only chooses between them. Changes are a draft until
//! [Speichern]; going elsewhere with unsaved changes keeps them and says so. The app calls [`SettingsView::receive`] every frame
//! before [`show`].

pub mod access;
pub mod account;
mod audit;
mod backup;
mod card;
mod connector;
mod desk;
pub mod export;
pub mod form;
pub mod handover;
mod key;
pub mod ladder;
mod ladder_view;
mod log;
pub mod overview;
pub mod people;
mod retention;
pub mod transfer;
pub mod usage;
pub mod watch;

use egui::{CornerRadius, FontId, Sense, Ui, vec2};

use self::access::AccessView;
use self::account::{AccountEditor, Part, Wish};
use self::log::LogView;
use self::overview::OverviewView;
use self::transfer::Transfer;
use self::usage::UsageView;
use super::model::{Asks, Model, Purpose};
use super::theme::{self, GAP_S, GAP_XS, RADIUS, SIZE_BODY, SIZE_SMALL, icon};
use super::view::Place;
use super::widgets;
use crate::domain::access::{Right, Role};
use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::Folder;
use crate::engine::command::Command;
use crate::engine::event::overview::Step;

/// Height of a line at the left.
const SIDE_ROW: f32 = 46.0;

/// A tab of the right side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tab {
    /// „KIM-E-Mail-Konto": the form of the chosen account.
    #[default]
    Account,
    /// „Zugriffsberechtigung": who may use the chosen account; for admins.
    Access,
    /// „KIM-Nutzung": what this workplace does with KIM.
    Usage,
    /// „Übersicht": all accounts and whether they work.
    Overview,
}

impl Tab {
    /// In the order of the manuals.
    const ALL: [Self; 4] = [Self::Account, Self::Access, Self::Usage, Self::Overview];

    fn title(self) -> String {
        match self {
            Self::Account => t!("settings-tab-account"),
            Self::Access => t!("settings-tab-access"),
            Self::Usage => t!("settings-tab-usage"),
            Self::Overview => t!("settings-tab-overview"),
        }
    }

    /// Whether it is about the account chosen at the left.
    const fn is_of_account(self) -> bool {
        matches!(self, Self::Account | Self::Access)
    }
}

/// The account chosen at the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Chosen {
    /// The first one, or a new one where there is none.
    #[default]
    First,
    New,
    Stored(AccountId),
}

/// State of the settings.
#[derive(Default)]
pub struct SettingsView {
    tab: Tab,
    chosen: Chosen,
    editor: Option<AccountEditor>,
    access: AccessView,
    transfer: Transfer,
    usage: UsageView,
    overview: OverviewView,
    log: LogView,
    /// The step a person chose in the overview, to be done in the form of the account.
    step: Option<Step>,
    /// Where the overview leads to, outside the settings.
    leave_for: Option<Place>,
    /// A mail that somebody wants to see out of the audit log.
    mail: Option<MailId>,
}

impl SettingsView {
    /// The settings, opened at a tab.
    #[must_use]
    pub fn at(tab: Tab) -> Self {
        Self { tab, ..Self::default() }
    }

    /// Goes to a tab; what was typed elsewhere stays.
    pub fn turn_to(&mut self, tab: Tab) {
        self.tab = tab;
        self.usage.handover.look_again();
    }

    /// The settings, opened at the form of an account.
    #[must_use]
    pub fn of_account(chosen: Chosen) -> Self {
        Self { chosen, ..Self::default() }
    }

    /// Goes to a tab; a form with unsaved changes stays.
    pub fn open(&mut self, tab: Tab) {
        self.tab = tab;
    }

    /// The person goes elsewhere, or the window is locked: nothing that was only there to be looked at stays.
    pub fn leave(&mut self, asks: &mut Asks) {
        self.overview.leave(asks);
    }

    /// Where the person wants to go, once.
    #[must_use]
    pub fn take_leave(&mut self) -> Option<Place> {
        self.leave_for.take()
    }

    /// The mail the person wants to see, once.
    #[must_use]
    pub fn take_mail(&mut self) -> Option<MailId> {
        self.mail.take()
    }

    /// Does what was chosen beside a finding, or leads to where it is done.
    fn take_step(&mut self, step: Step, account: AccountId, asks: &mut Asks) {
        match step {
            Step::FetchNow => asks.ask(Command::Fetch { accounts: vec![account], dienstkennungen: Vec::new() }, Purpose::Fetch),
            Step::AskAgain => asks.ask(Command::Overview { probe: true }, Purpose::Overview),
            Step::CheckEntry => asks.ask(Command::CheckOwnEntry { account }, Purpose::Silent),
            Step::ShowUndecrypted => self.leave_for = Some(Place::Undecrypted),
            Step::ShowOutbox => self.leave_for = Some(Place::Folder { account: Some(account), folder: Folder::Outbox }),
            Step::EnterPassword | Step::TestConnection | Step::ConnectorSettings | Step::ChooseCard | Step::UnlockHelp => {
                self.choose(Chosen::Stored(account));
                self.tab = Tab::Account;
                // Unsaved changes of another account keep their form.
                self.step = (self.chosen == Chosen::Stored(account)).then_some(step);
            }
        }
    }

    /// A dialog of the settings is open: it has the keys.
    #[must_use]
    pub const fn shows_dialog(&self) -> bool {
        self.log.is_open()
    }

    /// Something was changed and not saved.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.account_is_dirty() || self.usage.is_dirty()
    }

    fn account_is_dirty(&self) -> bool {
        self.editor.as_ref().is_some_and(AccountEditor::is_dirty) || self.access.is_dirty()
    }

    /// Takes the answers to this view's questions.
    pub fn receive(&mut self, model: &mut Model) {
        self.overview.receive(model);
        self.access.receive(model);
        self.transfer.receive(model);
        self.usage.receive(model);
        self.log.receive(model);
        if let Some(editor) = &mut self.editor {
            editor.receive(model);
            if editor.is_removed() {
                (self.editor, self.chosen) = (None, Chosen::First);
            } else if let Some(id) = editor.take_saved_id() {
                self.chosen = Chosen::Stored(id);
            }
        }
    }

    /// Chooses an account, unless that would lose changes of another one.
    fn choose(&mut self, chosen: Chosen) {
        if self.chosen != chosen && self.account_is_dirty() {
            self.warn_unsaved();
            return;
        }
        if self.chosen != chosen {
            self.editor = None;
        }
        self.chosen = chosen;
        // A new account has no rules yet.
        if chosen == Chosen::New {
            self.tab = Tab::Account;
        }
        if !self.tab.is_of_account() {
            self.tab = Tab::Account;
        }
    }

    /// Leads to what is not saved of the account, and says so.
    fn warn_unsaved(&mut self) {
        if self.access.is_dirty() {
            self.tab = Tab::Access;
            self.access.warn_unsaved();
        } else if let Some(editor) = &mut self.editor {
            self.tab = Tab::Account;
            editor.warn_unsaved();
        }
    }

    /// The chosen account, if it is a stored one.
    fn stored(&self) -> Option<AccountId> {
        match self.chosen {
            Chosen::Stored(id) => Some(id),
            Chosen::First | Chosen::New => None,
        }
    }

    /// Does what the person asked for in the form; changes that are not saved are never thrown away for it.
    fn grant(&mut self, wish: Wish, model: &Model, ctx: &egui::Context) {
        match wish {
            Wish::New | Wish::Duplicate(_) if self.account_is_dirty() => self.warn_unsaved(),
            Wish::New => {
                self.choose(Chosen::New);
                self.editor = None;
            }
            Wish::Duplicate(form) => {
                self.chosen = Chosen::New;
                self.editor = Some(AccountEditor::with(*form));
            }
            Wish::Import => self.transfer.import(ctx),
            Wish::Export => {
                if let Some(account) = self.editor.as_ref().and_then(AccountEditor::id) {
                    self.transfer.export(ctx, account, model.accounts.value().is_none_or(|all| all.len() < 2));
                }
            }
        }
    }

    /// The chosen account once the accounts are known.
    fn settle(&mut self, model: &Model) {
        if let (Chosen::First, Some(accounts)) = (self.chosen, model.accounts.value()) {
            self.chosen = accounts.first().map_or(Chosen::New, |first| Chosen::Stored(first.id));
        }
    }
}

/// Draws the settings; true when the person wants to go back.
pub fn show(ui: &mut Ui, model: &Model, view: &mut SettingsView, asks: &mut Asks) -> bool {
    let t = theme::tokens(ui);
    view.settle(model);
    let mut back = false;
    let side = egui::Frame::new().fill(t.panel).inner_margin(egui::Margin::symmetric(10, 14));
    egui::Panel::left("settings-side").frame(side).exact_size(280.0).resizable(false).show(ui, |ui| {
        back = side_ui(ui, model, view);
    });
    let bar = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 28, right: 12, top: 10, bottom: 0 });
    egui::Panel::top("settings-tabs").frame(bar).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            for tab in Tab::ALL.into_iter().filter(|tab| *tab != Tab::Access || model.may(Role::Admin)) {
                if widgets::tab(ui, view.tab == tab, &tab.title()).clicked() {
                    view.turn_to(tab);
                }
            }
        });
        widgets::hairline(ui);
    });
    egui::CentralPanel::default().frame(egui::Frame::new().fill(t.surface)).show(ui, |ui| match view.tab {
        Tab::Account => account_tab(ui, model, view, asks),
        Tab::Access => {
            let account = view.stored().and_then(|id| model.account(id));
            access::show(ui, model, account, &mut view.access, asks);
            view.mail = view.access.take_mail();
        }
        Tab::Usage => for_admins(ui, model.may(Role::Admin), |ui| {
            usage::show(ui, model, &mut view.usage, asks);
        }),
        Tab::Overview => {
            if model.may(Role::Admin) {
                log_foot(ui, view, asks);
            }
            let frame = egui::Frame::new().inner_margin(egui::Margin { left: 28, right: 12, top: 14, bottom: 0 });
            let chosen = frame.show(ui, |ui| overview::show(ui, model, &mut view.overview, asks)).inner;
            if let Some((step, account)) = chosen {
                view.take_step(step, account, asks);
            }
        }
    });
    log::show(ui, model, &mut view.log, asks);
    back
}

/// The way to the program's log, below the overview.
fn log_foot(ui: &mut Ui, view: &mut SettingsView, asks: &mut Asks) {
    let frame = egui::Frame::new().fill(theme::tokens(ui).surface).inner_margin(egui::Margin { left: 24, right: 12, top: 4, bottom: 8 });
    egui::Panel::bottom("overview-foot").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            if widgets::quiet_button(ui, icon::FILE_TEXT, &t!("log-open")).clicked() {
                view.log.open(asks);
            }
        });
    });
}

fn account_tab(ui: &mut Ui, model: &Model, view: &mut SettingsView, asks: &mut Asks) {
    if view.transfer.has_report() {
        let frame = egui::Frame::new().inner_margin(egui::Margin { left: 28, right: 12, top: 4, bottom: 8 });
        frame.show(ui, |ui| transfer::report_ui(ui, &mut view.transfer, model, asks));
        return;
    }
    let frame = egui::Frame::new().inner_margin(egui::Margin { left: 28, right: 12, top: 0, bottom: 0 });
    egui::Panel::top("account-transfer").frame(frame).show_separator_line(false).show(ui, |ui| {
        transfer::status_ui(ui, &mut view.transfer, model, asks);
    });
    let id = view.stored();
    let account = id.and_then(|id| model.account(id));
    let fits = view.editor.as_ref().is_some_and(|editor| editor.id() == id);
    if !fits && (view.chosen == Chosen::First || id.is_some() && account.is_none()) {
        return;
    }
    if !fits {
        view.editor = Some(AccountEditor::new(account));
    }
    let allowed = id.map_or(model.may(Role::Admin), |id| model.may_with(id, Right::Manage));
    if let Some(editor) = &mut view.editor {
        if let Some(account) = account {
            editor.station_is(account.settings.options.processing_station);
        }
        match view.step.take() {
            Some(Step::TestConnection) => editor.test(asks),
            Some(Step::ConnectorSettings) => editor.card.scroll_to = Some(Part::Connector),
            Some(Step::ChooseCard) => editor.card.scroll_to = Some(Part::Card),
            Some(Step::UnlockHelp) => (editor.card.help, editor.card.scroll_to) = (true, Some(Part::Card)),
            _ => {}
        }
        for_admins(ui, allowed, |ui| account::show(ui, editor, model, asks));
        if let Some(wish) = editor.take_wish() {
            view.grant(wish, model, ui.ctx());
        }
    }
}

/// What somebody here may not change is shown all the same, and says who may.
fn for_admins(ui: &mut Ui, allowed: bool, contents: impl FnOnce(&mut Ui)) {
    if !allowed {
        let bar = egui::Frame::new().fill(theme::tokens(ui).surface).inner_margin(egui::Margin { left: 28, right: 28, top: 12, bottom: 4 });
        egui::Panel::top("settings-not-allowed").frame(bar).show_separator_line(false).show(ui, |ui| {
            widgets::banner(ui, theme::Tone::Info, icon::LOCKED, &t!("settings-for-admins"), "", |_| ());
        });
        ui.disable();
    }
    contents(ui);
}

fn side_ui(ui: &mut Ui, model: &Model, view: &mut SettingsView) -> bool {
    ui.spacing_mut().item_spacing.y = GAP_XS;
    let mut back = false;
    ui.horizontal(|ui| {
        back = widgets::icon_button(ui, icon::ARROW_LEFT, &t!("settings-back")).clicked();
        ui.label(theme::title(t!("settings-title")));
    });
    ui.add_space(GAP_S);
    caption(ui, &t!("settings-accounts"));
    let accounts = model.accounts.value().map(Vec::as_slice).unwrap_or_default();
    // Room for the line of a new account below; of many accounts only those in sight are drawn.
    let room = (ui.available_height() - 2.0 * (SIDE_ROW + GAP_XS)).max(SIDE_ROW);
    let list = egui::ScrollArea::vertical().id_salt("settings-accounts").auto_shrink([false, true]).max_height(room);
    list.show_rows(ui, SIDE_ROW, accounts.len(), |ui, rows| {
        for account in accounts.get(rows).unwrap_or_default() {
            let here = Chosen::Stored(account.id);
            let name = &account.settings.sender_name;
            let address = account.settings.address.as_str();
            let (first, second) = if name.is_empty() { (address, String::new()) } else { (name.as_str(), address.to_owned()) };
            let options = &account.settings.options;
            let second = match (options.retired, options.processing_station) {
                (true, _) => t!("settings-retired"),
                (_, false) => t!("station-other"),
                _ => second,
            };
            if side_row(ui, view.tab.is_of_account() && view.chosen == here, icon::MAIL, first, &second) {
                view.choose(here);
            }
        }
    });
    let may_add = model.may(Role::Admin);
    let new_chosen = view.tab.is_of_account() && view.chosen == Chosen::New;
    if may_add && side_row(ui, new_chosen, icon::PLUS, &t!("settings-new-account"), "") {
        view.choose(Chosen::New);
    }
    back
}

fn caption(ui: &mut Ui, text: &str) {
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.add_space(10.0);
        ui.label(theme::small(text).color(t.weak));
    });
}

fn side_row(ui: &mut Ui, chosen: bool, mark: &str, first: &str, second: &str) -> bool {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), SIDE_ROW), Sense::click());
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), if chosen { t.accent_soft } else { t.hover });
    }
    let painter = ui.painter().with_clip_rect(rect.shrink2(vec2(8.0, 0.0)));
    let ink = if chosen { t.accent } else { t.text };
    let y = if second.is_empty() { rect.center().y } else { rect.top() + 15.0 };
    painter.text(egui::pos2(rect.left() + 20.0, y), egui::Align2::CENTER_CENTER, mark, FontId::proportional(16.0), ink);
    let font = if chosen { FontId::new(SIZE_BODY, theme::semibold()) } else { FontId::proportional(SIZE_BODY) };
    let cut = |text: &str, font: FontId, ink| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 46.0);
        painter.layout_job(job)
    };
    let galley = cut(first, font, ink);
    painter.galley(egui::pos2(rect.left() + 36.0, y - galley.size().y / 2.0), galley, ink);
    if !second.is_empty() {
        let galley = cut(second, FontId::proportional(SIZE_SMALL), t.weak);
        painter.galley(egui::pos2(rect.left() + 36.0, rect.top() + 25.0), galley, t.weak);
    }
    let enabled = ui.is_enabled();
    let spoken = first.to_owned();
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, enabled, chosen, &spoken));
    widgets::focus_ring(ui, &response);
    response.on_hover_text(if second.is_empty() { first } else { second }).clicked()
}

#[cfg(test)]
#[path = "settings/tests.rs"]
mod tests;

#[cfg(test)]
#[path = "settings/connector_tests.rs"]
mod connector_tests;
