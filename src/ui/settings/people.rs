//! The page „Nutzer und Gruppen" behind the tab „Zugriffsberechtigung": people with role, password and memberships;
//! Mandanten, Abteilungen and Nutzergruppen. Each act is one command, so nothing is ever half saved.

use std::collections::BTreeSet;

use egui::Ui;

use crate::domain::access::{AccessBook, Grouping, GroupingKind, MIN_PASSWORD_CHARS, Role, User};
use crate::domain::ids::{GroupingId, UserId};
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::model::{Asks, Model};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_L, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// The setting with the minutes until locking; the engine checks it.
const LOCK_SETTING: &str = "access.lock_minutes";
/// Width of fields.
const FIELD: f32 = 300.0;
/// Width of the page.
const PAGE: f32 = 640.0;

/// Widths of columns: names and roles in the list of people, kinds of groupings in the form.
const NAME: f32 = 220.0;
const ROLE: f32 = 90.0;
const KIND: f32 = 100.0;

/// A person being added or changed.
struct UserForm {
    /// As the person stood in the list when the form opened; `None` for a new one.
    before: Option<User>,
    name: String,
    role: Role,
    password: zeroize::Zeroizing<String>,
    asks_remove: bool,
}

impl UserForm {
    fn new(role: Role) -> Self {
        Self { before: None, name: String::new(), role, password: zeroize::Zeroizing::default(), asks_remove: false }
    }

    fn of(user: &User) -> Self {
        Self { before: Some(user.clone()), name: user.name.clone(), role: user.role, ..Self::new(user.role) }
    }

    fn is_changed(&self) -> bool {
        let same = self.before.as_ref().is_some_and(|before| before.name == self.name.trim() && before.role == self.role);
        !same || !self.password.is_empty()
    }

    /// What is wrong with the password; an empty one keeps the old, and a new person may get one later.
    fn password_issue(&self, first: bool) -> Option<String> {
        let chars = self.password.chars().count();
        let needed = first || chars > 0;
        (needed && chars < MIN_PASSWORD_CHARS).then(|| t!("access-password-short", min = MIN_PASSWORD_CHARS))
    }

    fn command(&self) -> Command {
        let password = (!self.password.is_empty()).then(|| Secret::new(self.password.as_str()));
        let (name, role) = (self.name.trim().to_owned(), self.role);
        match &self.before {
            Some(before) => Command::ChangeUser { before: Box::new(before.clone()), name, role, password },
            None => Command::AddUser { name, role, password },
        }
    }
}

/// State of the page.
#[derive(Default)]
pub struct PeopleView {
    form: Option<UserForm>,
    /// Names being typed for a new grouping, by kind.
    names: [String; 3],
    /// Minutes until locking, while they are changed.
    lock: Option<String>,
    /// A grouping whose removal is asked about.
    asks_remove: Option<GroupingId>,
    problem: Option<Problem>,
    /// The act under way, and whether it closes the form.
    running: Option<(Ticket, bool)>,
    questions: Questions,
}

impl PeopleView {
    /// Takes the answers to this page's questions.
    pub fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            let Some((_, closes)) = self.running.take_if(|(running, _)| *running == ticket) else { continue };
            match result.map(|answer| *answer) {
                Ok(Answer::Access(book)) => {
                    model.take_access(*book);
                    self.problem = None;
                    if closes {
                        self.form = None;
                    }
                }
                Ok(_) => self.lock = None,
                Err(problem) => self.problem = Some(problem),
            }
        }
    }

    fn act(&mut self, command: Command, closes: bool, asks: &mut Asks) {
        self.problem = None;
        let running = &mut self.running;
        self.questions.send(vec![command], asks, |ticket, _| *running = Some((ticket, closes)));
    }
}

/// Draws the page; true when the person goes back to the account.
pub fn show(ui: &mut Ui, model: &Model, book: &AccessBook, view: &mut PeopleView, asks: &mut Asks) -> bool {
    let t = theme::tokens(ui);
    let mut back = false;
    let frame = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 28, right: 12, top: 14, bottom: 0 });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        egui::ScrollArea::vertical().id_salt("people").auto_shrink([false, false]).show(ui, |ui| {
            widgets::page_width(ui, PAGE);
            ui.spacing_mut().item_spacing.y = GAP_XS;
            ui.horizontal(|ui| {
                back = widgets::icon_button(ui, icon::ARROW_LEFT, &t!("access-back")).clicked();
                ui.label(theme::title(t!("access-people")));
            });
            let intro = if book.users.is_empty() { t!("access-people-first") } else { t!("access-people-text") };
            ui.add(egui::Label::new(theme::body(intro).color(t.weak)).wrap());
            problem_ui(ui, book, view);
            let mut commands = Vec::new();
            ui.add_enabled_ui(view.running.is_none(), |ui| {
                users_ui(ui, model, book, view, &mut commands);
                for (kind, name) in GroupingKind::ALL.into_iter().zip(0..) {
                    ui.push_id(kind.as_str(), |ui| groupings_ui(ui, book, view, kind, name, &mut commands));
                }
                lock_ui(ui, model, view, &mut commands);
            });
            for (command, closes) in commands {
                view.act(command, closes, asks);
            }
            ui.add_space(GAP_L);
        });
    });
    back
}

fn problem_ui(ui: &mut Ui, book: &AccessBook, view: &mut PeopleView) {
    let Some(problem) = view.problem.clone() else { return };
    ui.add_space(GAP_S);
    let changed = problem.code == "ACCESS-CHANGED";
    widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(&problem), &i18n::problem_advice(&problem), |ui| {
        if changed && widgets::button(ui, icon::AGAIN, &t!("access-reload")).clicked() {
            let id = view.form.as_ref().and_then(|form| form.before.as_ref()).map(|before| before.id);
            view.form = id.and_then(|id| book.user(id)).map(UserForm::of);
            view.problem = None;
        }
    });
}

/// What the page asks, and whether its answer closes the form.
type Wanted = Vec<(Command, bool)>;

fn users_ui(ui: &mut Ui, model: &Model, book: &AccessBook, view: &mut PeopleView, commands: &mut Wanted) {
    widgets::section(ui, &t!("access-users"));
    let open = view.form.as_ref().and_then(|form| form.before.as_ref()).map(|before| before.id);
    for user in &book.users {
        if user_row(ui, book, user, open == Some(user.id), model.user_id() == Some(user.id)) {
            view.form = (open != Some(user.id)).then(|| UserForm::of(user));
        }
        if open == Some(user.id) {
            form_ui(ui, book, view, commands);
        }
    }
    if book.users.is_empty() && view.form.is_none() {
        view.form = Some(UserForm::new(Role::Admin));
    }
    match &view.form {
        Some(form) if form.before.is_none() => form_ui(ui, book, view, commands),
        _ => {
            ui.add_space(GAP_S);
            if widgets::button(ui, icon::PLUS, &t!("access-new-user")).clicked() {
                view.form = Some(UserForm::new(Role::Edit));
            }
        }
    }
}

/// Contents in a column of this width, so that rows stand under each other.
fn column(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    let room = egui::vec2(width, 30.0);
    ui.allocate_ui_with_layout(room, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_min_size(room);
        contents(ui);
    });
}

fn user_row(ui: &mut Ui, book: &AccessBook, user: &User, open: bool, own: bool) -> bool {
    let t = theme::tokens(ui);
    let mut clicked = false;
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        let sign = if open { icon::DOWN } else { icon::RIGHT };
        column(ui, NAME, |ui| clicked = widgets::quiet_button(ui, sign, &user.name).clicked());
        column(ui, ROLE, |ui| {
            ui.label(theme::list(i18n::text(&format!("role-{}", user.role.as_str()))));
        });
        if own {
            widgets::badge(ui, Tone::Neutral, "", &t!("access-you"));
        }
        if !user.has_password {
            widgets::badge(ui, Tone::Warn, icon::WARNING, &t!("access-no-password"));
        }
        let places: Vec<&str> = book.groupings.iter().filter(|g| g.members.contains(&user.id)).map(|g| g.name.as_str()).collect();
        ui.add(egui::Label::new(theme::small(places.join(", ")).color(t.weak)).truncate());
    });
    widgets::hairline(ui);
    clicked
}

fn form_ui(ui: &mut Ui, book: &AccessBook, view: &mut PeopleView, commands: &mut Wanted) {
    let Some(form) = &mut view.form else { return };
    let first = book.users.is_empty();
    let mut close = false;
    ui.add_space(GAP_XS);
    widgets::card(ui, |ui| {
        widgets::field_label(ui, &t!("access-user-name"));
        widgets::text_field(ui, "user-name", &t!("access-user-name"), &mut form.name, "", FIELD);
        ui.add_space(GAP_S);
        widgets::field_label(ui, &t!("access-role"));
        ui.horizontal(|ui| {
            for role in Role::ALL {
                let word = i18n::text(&format!("role-{}", role.as_str()));
                let possible = !first || role == Role::Admin;
                ui.add_enabled_ui(possible, |ui| {
                    if widgets::choice_chip(ui, form.role == role, &word, None).clicked() {
                        form.role = role;
                    }
                });
            }
        });
        widgets::field_help(ui, &i18n::text(&format!("role-{}-help", form.role.as_str())), None);
        ui.add_space(GAP_S);
        let stored = form.before.as_ref().is_some_and(|before| before.has_password);
        let label = if stored { t!("access-new-password") } else { t!("access-password") };
        widgets::field_label(ui, &label);
        password_ui(ui, &label, &mut form.password);
        let help = if stored { t!("access-password-keep") } else { t!("access-password-help", min = MIN_PASSWORD_CHARS) };
        let issue = form.password_issue(first).filter(|_| !form.password.is_empty());
        widgets::field_help(ui, &help, issue.as_deref().map(|text| (Tone::Warn, text)));
        if let Some(before) = &form.before {
            memberships_ui(ui, book, before.id, commands);
        }
        ui.add_space(GAP_M);
        close = buttons_ui(ui, form, first, commands);
    });
    if close {
        view.form = None;
    }
}

fn buttons_ui(ui: &mut Ui, form: &mut UserForm, first: bool, commands: &mut Wanted) -> bool {
    let mut close = false;
    if form.asks_remove {
        ui.label(theme::strong(t!("access-remove-user-question", name = form.name.clone())));
        ui.horizontal(|ui| {
            if widgets::button(ui, icon::TRASH, &t!("access-remove")).clicked()
                && let Some(before) = &form.before
            {
                commands.push((Command::RemoveUser { before: Box::new(before.clone()) }, true));
                form.asks_remove = false;
            }
            if widgets::quiet_button(ui, "", &t!("question-cancel")).clicked() {
                form.asks_remove = false;
            }
        });
        return false;
    }
    ui.horizontal(|ui| {
        let ready = form.is_changed() && !form.name.trim().is_empty() && form.password_issue(first).is_none();
        let word = if form.before.is_some() { t!("settings-save") } else { t!("access-add") };
        if ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::CHECK, &word)).inner.clicked() {
            commands.push((form.command(), true));
        }
        if form.before.is_some() && widgets::quiet_button(ui, icon::TRASH, &t!("access-remove")).clicked() {
            form.asks_remove = true;
        }
        if !first {
            close = widgets::quiet_button(ui, "", &t!("question-cancel")).clicked();
        }
    });
    close
}

fn password_ui(ui: &mut Ui, label: &str, password: &mut String) {
    widgets::secret_text(ui, "user-password", label, password, FIELD);
}

/// A tick counts at once: it is one act of its own.
fn memberships_ui(ui: &mut Ui, book: &AccessBook, user: UserId, commands: &mut Wanted) {
    if book.groupings.is_empty() {
        return;
    }
    ui.add_space(GAP_S);
    widgets::field_label(ui, &t!("access-belongs-to"));
    for kind in GroupingKind::ALL {
        let of_kind: Vec<&Grouping> = book.groupings_of(kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        ui.horizontal_wrapped(|ui| {
            column(ui, KIND, |ui| {
                ui.label(theme::small(kind_title(kind)).color(theme::tokens(ui).weak));
            });
            for grouping in of_kind {
                let mut member = grouping.members.contains(&user);
                if ui.checkbox(&mut member, &grouping.name).changed() {
                    commands.push((Command::SetMember { grouping: grouping.id, user, member }, false));
                }
            }
        });
    }
}

fn kind_title(kind: GroupingKind) -> String {
    match kind {
        GroupingKind::Mandant => t!("access-mandants"),
        GroupingKind::Department => t!("access-departments"),
        GroupingKind::UserGroup => t!("access-groups"),
    }
}

fn groupings_ui(ui: &mut Ui, book: &AccessBook, view: &mut PeopleView, kind: GroupingKind, at: usize, commands: &mut Wanted) {
    let t = theme::tokens(ui);
    widgets::section(ui, &kind_title(kind));
    if kind == GroupingKind::Mandant {
        widgets::field_help(ui, &t!("access-mandants-help"), None);
    }
    for grouping in book.groupings_of(kind) {
        ui.horizontal(|ui| {
            ui.set_min_height(30.0);
            ui.label(theme::body(&grouping.name));
            let members: BTreeSet<&str> =
                book.users.iter().filter(|user| grouping.members.contains(&user.id)).map(|user| user.name.as_str()).collect();
            let words = members.into_iter().collect::<Vec<_>>().join(", ");
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let spoken = t!("access-remove-named", name = grouping.name.clone());
                if widgets::icon_button(ui, icon::TRASH, &spoken).clicked() {
                    view.asks_remove = Some(grouping.id);
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(egui::Label::new(theme::small(words).color(t.weak)).truncate());
                });
            });
        });
        if view.asks_remove == Some(grouping.id) {
            let (mut yes, mut no) = (false, false);
            widgets::banner(ui, Tone::Warn, icon::TRASH, &t!("access-remove-grouping-question", name = grouping.name.clone()), "", |ui| {
                yes = widgets::button(ui, icon::TRASH, &t!("access-remove")).clicked();
                no = widgets::quiet_button(ui, "", &t!("question-cancel")).clicked();
            });
            if yes {
                commands.push((Command::RemoveGrouping { id: grouping.id }, false));
            }
            if yes || no {
                view.asks_remove = None;
            }
        }
        widgets::hairline(ui);
    }
    let Some(name) = view.names.get_mut(at) else { return };
    ui.add_space(GAP_S);
    ui.horizontal(|ui| {
        let label = match kind {
            GroupingKind::Mandant => t!("access-new-mandant"),
            GroupingKind::Department => t!("access-new-department"),
            GroupingKind::UserGroup => t!("access-new-group"),
        };
        let field = widgets::text_field(ui, "new-grouping", &label, name, &label, FIELD);
        let enter = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        let ready = !name.trim().is_empty();
        let add = ui.add_enabled_ui(ready, |ui| widgets::button(ui, icon::PLUS, &t!("access-add"))).inner;
        if ready && (enter || add.clicked()) {
            commands.push((Command::AddGrouping { kind, name: name.trim().to_owned() }, false));
            name.clear();
        }
    });
}

/// After how many minutes without a touch a window locks itself.
fn lock_ui(ui: &mut Ui, model: &Model, view: &mut PeopleView, commands: &mut Wanted) {
    widgets::section(ui, &t!("access-lock"));
    widgets::field_label(ui, &t!("access-lock-after"));
    ui.horizontal(|ui| {
        let stored = model.lock_minutes.to_string();
        let mut minutes = view.lock.clone().unwrap_or_else(|| stored.clone());
        widgets::text_field(ui, "lock-minutes", &t!("access-lock-after"), &mut minutes, "", 80.0);
        ui.label(theme::body(t!("account-minutes")));
        view.lock = (minutes.trim() != stored).then_some(minutes);
        if let Some(changed) = &view.lock
            && widgets::button(ui, icon::CHECK, &t!("access-lock-set")).clicked()
        {
            let value = changed.trim().to_owned();
            commands.push((Command::SetSetting { key: LOCK_SETTING.to_owned(), value }, false));
        }
    });
    widgets::field_help(ui, &t!("access-lock-help"), None);
}
