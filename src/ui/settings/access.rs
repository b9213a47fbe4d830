//! The tab „Zugriffsberechtigung": who may use the chosen account, and the page with people and groupings.
//!
//! The rules of an account are a draft until [Speichern]. The engine takes it only where the rules are still those
//! that the draft began with, so that of two admins none undoes the other's work unseen.

use egui::Ui;

use super::audit::{self, AuditView};
use super::people::{self, PeopleView};
use crate::domain::access::{AccessBook, AccountAccess, Grantee, GroupingKind, Right, Rights, key};
use crate::domain::account::Account;
use crate::domain::ids::{AccountId, MailId};
use crate::domain::problem::Problem;
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::model::{Asks, Model, Purpose};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_L, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// Width of the page.
const PAGE: f32 = 680.0;
/// Width of the column with names.
const NAME: f32 = 280.0;
/// Width of a column with a right.
const RIGHT: f32 = 90.0;

/// A page of the list of whom an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listed {
    Groupings(GroupingKind),
    Users,
}

impl Listed {
    /// In the order of the manuals.
    const ALL: [Self; 4] = [
        Self::Groupings(GroupingKind::Mandant),
        Self::Groupings(GroupingKind::Department),
        Self::Groupings(GroupingKind::UserGroup),
        Self::Users,
    ];

    fn title(self) -> String {
        match self {
            Self::Groupings(GroupingKind::Mandant) => t!("access-mandants"),
            Self::Groupings(GroupingKind::Department) => t!("access-departments"),
            Self::Groupings(GroupingKind::UserGroup) => t!("access-groups"),
            Self::Users => t!("access-users"),
        }
    }

    /// Everybody of this page with the name.
    fn of(self, book: &AccessBook) -> Vec<(Grantee, &str)> {
        match self {
            Self::Groupings(kind) => book.groupings_of(kind).map(|g| (Grantee::Grouping(g.id), g.name.as_str())).collect(),
            Self::Users => book.users.iter().map(|u| (Grantee::User(u.id), u.name.as_str())).collect(),
        }
    }
}

/// The rules of one account while they are changed.
struct Draft {
    account: AccountId,
    before: AccountAccess,
    now: AccountAccess,
}

/// State of the tab.
pub struct AccessView {
    draft: Option<Draft>,
    listed: Listed,
    filter: String,
    people: Option<PeopleView>,
    audit: Option<AuditView>,
    saving: Option<Ticket>,
    problem: Option<Problem>,
    was_saved: bool,
    unsaved_warning: bool,
    questions: Questions,
}

impl Default for AccessView {
    fn default() -> Self {
        Self {
            draft: None,
            listed: Listed::Groupings(GroupingKind::Mandant),
            filter: String::new(),
            people: None,
            audit: None,
            saving: None,
            problem: None,
            was_saved: false,
            unsaved_warning: false,
            questions: Questions::default(),
        }
    }
}

impl AccessView {
    /// Something was changed and not saved.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.before != draft.now)
    }

    /// The person wanted to leave with unsaved changes.
    pub fn warn_unsaved(&mut self) {
        (self.people, self.audit) = (None, None);
        self.unsaved_warning = true;
    }

    /// Takes the answers to this view's questions.
    pub fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            if self.saving != Some(ticket) {
                continue;
            }
            self.saving = None;
            match result {
                Ok(answer) => {
                    if let Answer::Access(book) = *answer {
                        model.take_access(*book);
                    }
                    if let Some(draft) = &mut self.draft {
                        draft.before = draft.now.clone();
                    }
                    (self.was_saved, self.unsaved_warning) = (true, false);
                }
                Err(problem) => self.problem = Some(problem),
            }
        }
        if let Some(people) = &mut self.people {
            people.receive(model);
        }
        if let Some(audit) = &mut self.audit {
            audit.receive(model);
        }
    }

    /// A mail the person wants to see out of the audit log, once.
    #[must_use]
    pub fn take_mail(&mut self) -> Option<MailId> {
        self.audit.as_mut()?.take_wanted()
    }

    /// The draft follows account and stored rules as long as nothing was changed.
    fn settle(&mut self, account: AccountId, book: &AccessBook) {
        let fits = self.draft.as_ref().is_some_and(|draft| draft.account == account);
        if !fits {
            (self.problem, self.was_saved, self.unsaved_warning) = (None, false, false);
        }
        if !fits || !self.is_dirty() && self.saving.is_none() {
            let stored = book.access_of(account);
            self.draft = Some(Draft { account, before: stored.clone(), now: stored });
        }
    }

    fn save(&mut self, asks: &mut Asks) {
        let Some(draft) = &self.draft else { return };
        self.problem = None;
        let command = Command::SetAccountAccess {
            account: draft.account,
            before: Box::new(draft.before.clone()),
            after: Box::new(draft.now.clone()),
        };
        let saving = &mut self.saving;
        self.questions.send(vec![command], asks, |ticket, _| *saving = Some(ticket));
    }

    /// Throws the changes away; what is stored now is shown.
    fn revert(&mut self) {
        (self.draft, self.problem, self.unsaved_warning) = (None, None, false);
    }
}

/// Draws the tab for the account chosen at the left.
pub fn show(ui: &mut Ui, model: &Model, account: Option<&Account>, view: &mut AccessView, asks: &mut Asks) {
    if model.access.is_not_asked() {
        asks.ask(Command::ListAccess, Purpose::Access);
    }
    let Some(book) = model.access.value() else {
        if let Some(problem) = model.access.problem() {
            widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
        }
        return;
    };
    if let Some(people) = &mut view.people {
        if people::show(ui, model, book, people, asks) {
            view.people = None;
        }
        return;
    }
    if let Some(audit) = &mut view.audit {
        if audit::show(ui, audit, asks) {
            view.audit = None;
        }
        return;
    }
    let Some(account) = account else {
        centre(ui, |ui| {
            widgets::banner(ui, Tone::Neutral, icon::INFO, &t!("access-no-account"), "", |ui| pages_ui(ui, view));
        });
        return;
    };
    view.settle(account.id, book);
    let t = theme::tokens(ui);
    let bar = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin::symmetric(28, 10));
    egui::Panel::bottom("access-foot").frame(bar).show(ui, |ui| foot(ui, view, asks));
    centre(ui, |ui| rules_ui(ui, account, book, view));
}

fn centre(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let t = theme::tokens(ui);
    let frame = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 28, right: 12, top: 14, bottom: 0 });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        egui::ScrollArea::vertical().id_salt("access").auto_shrink([false, false]).show(ui, |ui| {
            widgets::page_width(ui, PAGE);
            ui.spacing_mut().item_spacing.y = GAP_XS;
            contents(ui);
            ui.add_space(GAP_L);
        });
    });
}

/// What is about all accounts.
fn pages_ui(ui: &mut Ui, view: &mut AccessView) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_S;
        if widgets::button(ui, icon::PEOPLE, &t!("access-people")).clicked() {
            view.people = Some(PeopleView::default());
        }
        if widgets::button(ui, icon::HISTORY, &t!("audit-title")).clicked() {
            view.audit = Some(AuditView::default());
        }
    });
}

fn rules_ui(ui: &mut Ui, account: &Account, book: &AccessBook, view: &mut AccessView) {
    let t = theme::tokens(ui);
    ui.label(theme::title(account.settings.address.as_str()));
    let Some(draft) = &mut view.draft else { return };
    let (sign, ink) = if draft.now.restricted { (icon::LOCKED, t.accent) } else { (icon::PEOPLE, t.weak) };
    ui.horizontal_top(|ui| {
        ui.add(egui::Label::new(egui::RichText::new(sign).size(18.0).color(ink)).selectable(false));
        ui.vertical(|ui| ui.add(egui::Label::new(theme::body(sentence(book, &draft.now))).wrap()));
    });
    ui.add_space(GAP_M);
    ui.horizontal(|ui| {
        if widgets::choice_chip(ui, !draft.now.restricted, &t!("access-open"), None).clicked() {
            draft.now = AccountAccess::open();
        }
        if widgets::choice_chip(ui, draft.now.restricted, &t!("access-restricted"), None).clicked() && !draft.now.restricted {
            draft.now = AccountAccess::restricted_to(draft.before.rules.clone());
        }
    });
    let hint = if draft.now.restricted { t!("access-restricted-help") } else { t!("access-open-help") };
    widgets::field_help(ui, &hint, None);
    ui.add_space(GAP_M);
    pages_ui(ui, view);
    let restricted = view.draft.as_ref().is_some_and(|draft| draft.now.restricted);
    if restricted {
        ui.add_space(GAP_L);
        list_ui(ui, book, view);
    }
}

fn list_ui(ui: &mut Ui, book: &AccessBook, view: &mut AccessView) {
    let t = theme::tokens(ui);
    let Some(draft) = &mut view.draft else { return };
    ui.horizontal_wrapped(|ui| {
        for listed in Listed::ALL {
            let chosen = listed.of(book).iter().filter(|(to, _)| !draft.now.rights_of(*to).is_none()).count();
            let count = (chosen > 0).then_some(chosen);
            if widgets::choice_chip(ui, view.listed == listed, &listed.title(), count).clicked() {
                view.listed = listed;
            }
        }
    });
    ui.add_space(GAP_S);
    widgets::text_field(ui, "access-filter", &t!("access-filter"), &mut view.filter, &t!("access-filter"), NAME);
    ui.add_space(GAP_S);
    let wanted = key(&view.filter);
    let all = view.listed.of(book);
    if all.is_empty() {
        ui.label(theme::body(t!("access-none-yet")).color(t.weak));
        return;
    }
    egui::Grid::new("access-rules").num_columns(4).min_col_width(RIGHT).spacing([0.0, 6.0]).show(ui, |ui| {
        ui.allocate_ui(egui::vec2(NAME, 20.0), |ui| {
            ui.set_min_width(NAME);
            ui.label(theme::small(t!("access-name")).color(t.weak));
        });
        for right in Right::ALL {
            ui.label(theme::small(i18n::text(&format!("right-{}", right.as_str()))).color(t.weak));
        }
        ui.end_row();
        for (to, name) in all.into_iter().filter(|(_, name)| key(name).contains(&wanted)) {
            ui.add(egui::Label::new(theme::body(name)).truncate());
            let mut rights = draft.now.rights_of(to);
            for right in Right::ALL {
                rights = right_ui(ui, name, right, rights);
            }
            if rights != draft.now.rights_of(to) {
                draft.now = draft.now.with(to, rights);
            }
            ui.end_row();
        }
    });
}

/// One tick; whoever may send may also read, and without reading there is nothing.
fn right_ui(ui: &mut Ui, name: &str, right: Right, rights: Rights) -> Rights {
    let mut has = rights.has(right);
    let response = ui.checkbox(&mut has, "");
    let spoken = format!("{name}: {}", i18n::text(&format!("right-{}", right.as_str())));
    let enabled = ui.is_enabled();
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, enabled, has, &spoken));
    widgets::focus_ring(ui, &response);
    match (response.changed(), has) {
        (false, _) => rights,
        (true, true) => rights.and(Rights::of(&[right])),
        (true, false) => rights.without(&[right]),
    }
}

/// What the rules come to, as the manuals say it.
fn sentence(book: &AccessBook, access: &AccountAccess) -> String {
    if !access.restricted {
        return t!("access-sentence-open");
    }
    let names = |listed: Listed| listed.of(book).iter().any(|(to, _)| !access.rights_of(*to).is_none());
    let kinds: Vec<String> = Listed::ALL.into_iter().filter(|listed| names(*listed)).map(Listed::title).collect();
    match kinds.split_last() {
        None => t!("access-sentence-admins"),
        Some((only, [])) => t!("access-sentence-one", kind = only.clone()),
        Some((last, others)) => t!("access-sentence-several", kinds = others.join(", "), last = last.clone()),
    }
}

fn foot(ui: &mut Ui, view: &mut AccessView, asks: &mut Asks) {
    if let Some(problem) = view.problem.clone() {
        let changed = problem.code == "ACCESS-CHANGED";
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(&problem), &i18n::problem_advice(&problem), |ui| {
            if changed && widgets::button(ui, icon::AGAIN, &t!("access-reload")).clicked() {
                view.revert();
            }
        });
        ui.add_space(GAP_S);
    }
    if view.unsaved_warning && view.is_dirty() {
        widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("settings-leave-question"), "", |_| ());
        ui.add_space(GAP_S);
    }
    let dirty = view.is_dirty();
    ui.horizontal(|ui| {
        let t = theme::tokens(ui);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let ready = dirty && view.saving.is_none();
            if ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::CHECK, &t!("settings-save"))).inner.clicked() {
                view.save(asks);
            }
            if ui.add_enabled_ui(dirty, |ui| widgets::button(ui, "", &t!("settings-discard"))).inner.clicked() {
                view.revert();
            }
            let words = if view.saving.is_some() {
                t!("settings-saving")
            } else if dirty {
                t!("settings-changed")
            } else if view.was_saved {
                t!("settings-saved")
            } else {
                String::new()
            };
            ui.label(theme::small(words).color(t.weak));
        });
    });
}
