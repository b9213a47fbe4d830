//! The page „Protokoll" behind the tab „Zugriffsberechtigung": the audit log, a page at a time, newest first.
//!
//! For admins. That somebody looks is itself recorded, once for each opening of the page. What a mail is about stands nowhere:
//! it can be opened where it still is.

mod filter;
mod rows;

use egui::Ui;

use crate::domain::audit::{AuditCheck, AuditFilter, AuditPage};
use crate::domain::ids::MailId;
use crate::domain::problem::Problem;
use crate::engine::command::{AuditCommand, Command};
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::file_dialog::{FileDialog, FilePick};
use crate::ui::format;
use crate::ui::model::{Asks, Model};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

use filter::Choice;

/// Suggested name of an export.
const FILE_NAME: &str = "kimpost-protokoll.csv";

/// What an answer under way is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Page,
    Check,
    Export,
}

/// State of the page.
#[derive(Default)]
pub struct AuditView {
    choice: Choice,
    /// What is shown; it stays until the next page is there.
    page: Option<Box<AuditPage>>,
    /// The choice the page belongs to.
    shown: Option<AuditFilter>,
    /// Behind which record each page begins, down to the one shown.
    turned: Vec<i64>,
    /// The log was looked at since the page was opened.
    opened: bool,
    waiting: Vec<(Ticket, Doing)>,
    /// What failed last, and what it was for.
    problem: Option<(Doing, Problem)>,
    check: Option<AuditCheck>,
    exported: Option<usize>,
    pick: FilePick,
    questions: Questions,
    /// A mail that shall be opened.
    wanted: Option<MailId>,
}

impl AuditView {
    /// Takes the answers to this page's questions.
    pub fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            let newest_page = self.waiting.iter().rev().find(|(_, doing)| *doing == Doing::Page).is_some_and(|(own, _)| *own == ticket);
            let Some(at) = self.waiting.iter().position(|(own, _)| *own == ticket) else { continue };
            let (_, doing) = self.waiting.remove(at);
            match result.map(|answer| *answer) {
                // A page nobody wants any more is dropped.
                Ok(Answer::AuditPage(page)) if newest_page => {
                    self.page = Some(page);
                    self.problem.take_if(|(of, _)| *of == Doing::Page);
                }
                Ok(Answer::AuditChecked(check)) => self.check = Some(check),
                Ok(Answer::Files(files)) => {
                    self.exported = files.first().map(|file| file.index);
                    // The newest page has a new record now: that of the export.
                    if self.turned.is_empty() {
                        self.shown = None;
                    }
                }
                Ok(_) => {}
                Err(problem) => self.problem = Some((doing, problem)),
            }
        }
    }

    /// A mail a person wants to see, once.
    #[must_use]
    pub fn take_wanted(&mut self) -> Option<MailId> {
        self.wanted.take()
    }

    fn is_waiting_for(&self, doing: Doing) -> bool {
        self.waiting.iter().any(|(_, own)| *own == doing)
    }

    fn ask(&mut self, doing: Doing, command: AuditCommand, asks: &mut Asks) {
        let waiting = &mut self.waiting;
        self.questions.send(vec![Command::Audit(Box::new(command))], asks, |ticket, _| waiting.push((ticket, doing)));
    }

    /// Asks for the page that is to be seen.
    fn ask_page(&mut self, asks: &mut Asks) {
        let filter = self.choice.filter();
        self.shown = Some(filter.clone());
        let opening = !std::mem::replace(&mut self.opened, true);
        let command = AuditCommand::Page { filter, before: self.turned.last().copied(), limit: 0, opening };
        self.ask(Doing::Page, command, asks);
    }
}

/// Draws the page; true when the person goes back.
pub fn show(ui: &mut Ui, view: &mut AuditView, asks: &mut Asks) -> bool {
    if view.shown.as_ref() != Some(&view.choice.filter()) {
        view.turned.clear();
        view.ask_page(asks);
    }
    let t = theme::tokens(ui);
    let frame = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 28, right: 16, top: 14, bottom: 8 });
    let mut back = false;
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GAP_XS;
        back = head_ui(ui, view, asks);
        news_ui(ui, view);
        pick_ui(ui, view, asks);
        ui.add_space(GAP_S);
        filter::show(ui, &mut view.choice, view.page.as_deref());
        ui.add_space(GAP_S);
        list_ui(ui, view, asks);
    });
    back
}

fn head_ui(ui: &mut Ui, view: &mut AuditView, asks: &mut Asks) -> bool {
    let t = theme::tokens(ui);
    let mut back = false;
    ui.horizontal(|ui| {
        back = widgets::icon_button(ui, icon::ARROW_LEFT, &t!("access-back")).clicked();
        ui.label(theme::title(t!("audit-title")));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = GAP_S;
            let free = !view.is_waiting_for(Doing::Export);
            if ui.add_enabled_ui(free, |ui| widgets::button(ui, icon::SAVE, &t!("audit-export"))).inner.clicked() {
                (view.problem, view.exported) = (None, None);
                view.pick.ask(FileDialog::save(ui.ctx(), &t!("audit-export-title"), FILE_NAME));
            }
            let checking = view.is_waiting_for(Doing::Check);
            let word = if checking { t!("audit-checking") } else { t!("audit-check") };
            if ui.add_enabled_ui(!checking, |ui| widgets::button(ui, icon::LINK, &word)).inner.clicked() {
                (view.problem, view.check) = (None, None);
                view.ask(Doing::Check, AuditCommand::Verify, asks);
            }
        });
    });
    ui.add(egui::Label::new(theme::list(t!("audit-text")).color(t.weak)).wrap());
    back
}

/// What a check or an export came to.
fn news_ui(ui: &mut Ui, view: &mut AuditView) {
    if let Some((_, problem)) = &view.problem {
        ui.add_space(GAP_S);
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
    }
    if let Some(check) = &view.check {
        ui.add_space(GAP_S);
        let count = format::count(usize::try_from(check.records).unwrap_or_default());
        match check.first_bad {
            None => widgets::banner(ui, Tone::Ok, icon::CHECK_CIRCLE, &t!("audit-check-ok", count = count), "", |ui| {
                let short: String = check.head.chars().take(8).collect();
                let copy = widgets::quiet_button(ui, icon::COPY, &t!("audit-check-copy", head = short));
                if copy.on_hover_text(t!("audit-check-head")).clicked() {
                    ui.copy_text(check.head.clone());
                }
            }),
            Some(number) => {
                let broken = Problem::new("AUDIT-BROKEN", number.to_string());
                let words = i18n::problem_advice(&broken);
                widgets::banner(ui, Tone::Error, icon::ERROR, &t!("audit-check-bad", number = number), &words, |_| ());
            }
        }
    }
    if let Some(count) = view.exported {
        ui.add_space(GAP_S);
        widgets::banner(ui, Tone::Ok, icon::CHECK_CIRCLE, &t!("audit-exported", count = format::count(count)), "", |_| ());
    }
}

fn pick_ui(ui: &mut Ui, view: &mut AuditView, asks: &mut Asks) {
    if let Some((path, replace)) = view.pick.poll_ui(ui, &t!("account-path"), &t!("audit-export-go")) {
        view.problem = None;
        view.ask(Doing::Export, AuditCommand::Export { filter: view.choice.filter(), path, replace }, asks);
    }
}

fn list_ui(ui: &mut Ui, view: &mut AuditView, asks: &mut Asks) {
    let t = theme::tokens(ui);
    let foot = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 0, right: 0, top: 6, bottom: 0 });
    let mut turn = None;
    egui::Panel::bottom("audit-foot").frame(foot).show_separator_line(false).show(ui, |ui| turn = foot_ui(ui, view));
    egui::CentralPanel::default().frame(egui::Frame::new()).show(ui, |ui| {
        let Some(page) = view.page.as_deref() else { return };
        if page.records.is_empty() {
            let filtered = view.choice != Choice::default();
            let text = if filtered { t!("audit-none-text") } else { String::new() };
            widgets::empty_state(ui, icon::HISTORY, &t!("audit-none"), &text, None);
            return;
        }
        match rows::show(ui, page) {
            Some(rows::Wish::Open(mail)) => view.wanted = Some(mail),
            Some(rows::Wish::Only(object, words)) => view.choice.only = Some((object, words)),
            None => {}
        }
    });
    match turn {
        Some(Turn::Older(before)) => {
            view.turned.push(before);
            view.ask_page(asks);
        }
        Some(Turn::Newer) => {
            view.turned.pop();
            view.ask_page(asks);
        }
        Some(Turn::Newest) => {
            view.turned.clear();
            view.ask_page(asks);
        }
        None => {}
    }
}

enum Turn {
    Older(i64),
    Newer,
    Newest,
}

fn foot_ui(ui: &mut Ui, view: &AuditView) -> Option<Turn> {
    let t = theme::tokens(ui);
    let page = view.page.as_deref()?;
    let mut turn = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_S;
        ui.add_enabled_ui(!view.is_waiting_for(Doing::Page), |ui| {
            ui.horizontal(|ui| {
                let first = view.turned.is_empty();
                if ui.add_enabled_ui(!first, |ui| widgets::button(ui, icon::LEFT, &t!("audit-newer"))).inner.clicked() {
                    turn = Some(Turn::Newer);
                }
                let oldest = page.records.last().map(|record| record.number);
                if ui.add_enabled_ui(page.more, |ui| widgets::button(ui, icon::RIGHT, &t!("audit-older"))).inner.clicked() {
                    turn = oldest.map(Turn::Older);
                }
                if widgets::quiet_button(ui, icon::AGAIN, &t!("audit-again")).clicked() {
                    turn = Some(Turn::Newest);
                }
            });
        });
        ui.add_space(GAP_M);
        if let (Some(newest), Some(oldest)) = (page.records.first(), page.records.last()) {
            let words = t!("audit-range", from = newest.number.to_string(), to = oldest.number.to_string());
            ui.label(theme::small(words).color(t.weak));
        }
    });
    turn
}

#[cfg(test)]
#[path = "audit/tests.rs"]
mod tests;
