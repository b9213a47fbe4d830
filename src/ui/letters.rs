//! „eArztbriefe": letters that wait for a person to say whom they are about, and GOP 86900/86901 counted by quarter and
//! doctor, with the doctor's consent and as CSV. Counts; does not bill, and says so.

use egui::{Align, Layout, ScrollArea, Ui};

use super::file_dialog::{FileDialog, FilePick};
use super::model::{Asks, Model, Purpose};
use super::patient;
use super::questions::{Questions, Ticket};
use super::theme::{self, GAP_L, GAP_M, GAP_S, GAP_XS, Tone, icon};
use super::{format, widgets};
use crate::domain::access::Role;
use crate::domain::ids::MailId;
use crate::domain::letter_count::{DoctorCount, LetterCount, NotCounted, Quarter, Tally};
use crate::domain::patient::OpenLetter;
use crate::domain::problem::Problem;
use crate::engine::command::{Command, CountWords, LetterCommand};
use crate::engine::event::Answer;
use crate::i18n;

/// Open questions in sight; the rest comes up when these are answered.
const SHOWN: usize = 8;
/// Parts of the width: doctor, sent, received, amount, consent.
const COLUMNS: [f32; 5] = [0.30, 0.18, 0.22, 0.15, 0.15];

/// State of the place.
#[derive(Default)]
pub struct LettersView {
    /// None: the running one.
    quarter: Option<Quarter>,
    asked: Option<(Option<Quarter>, u64)>,
    looking: Option<Ticket>,
    count: Option<LetterCount>,
    problem: Option<Problem>,
    save: FilePick,
    questions: Questions,
}

impl LettersView {
    /// Takes the answers to this view's questions.
    pub fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            let is_count = self.looking == Some(ticket);
            if is_count {
                self.looking = None;
            } else {
                // A consent was noted, or not: the count says how it stands.
                self.asked = None;
            }
            match result.map(|answer| *answer) {
                Ok(Answer::LetterCount(count)) => (self.count, self.problem) = (Some(*count), None),
                Ok(_) => {}
                Err(problem) if is_count => self.problem = Some(problem),
                Err(problem) => model.fail(problem),
            }
        }
    }

    fn look(&mut self, version: u64, asks: &mut Asks) {
        let wanted = (self.quarter, version);
        if self.asked != Some(wanted) && self.looking.is_none() {
            let looking = &mut self.looking;
            let command = Command::Letters(Box::new(LetterCommand::Count { quarter: self.quarter }));
            self.questions.send(vec![command], asks, |ticket, _| *looking = Some(ticket));
            self.asked = Some(wanted);
        }
    }

    fn note_consent(&mut self, doctor: &str, quarter: Quarter, agrees: bool, asks: &mut Asks) {
        let command = LetterCommand::SetConsent { doctor: doctor.to_owned(), quarter, agrees };
        self.questions.send(vec![Command::Letters(Box::new(command))], asks, |_, _| ());
    }
}

/// Whether the place is offered: where letters are.
#[must_use]
pub fn is_offered(model: &Model) -> bool {
    model.letters.value().is_some_and(|facts| facts.any || !facts.open.is_empty())
}

/// Letters with an open question.
#[must_use]
pub fn open(model: &Model) -> &[OpenLetter] {
    model.letters.value().map(|facts| facts.open.as_slice()).unwrap_or_default()
}

/// „4. Quartal 2026"
fn quarter_word(quarter: Quarter) -> String {
    t!("letters-quarter", number = quarter.number, year = quarter.year.to_string())
}

/// Draws the place; a mail to be opened comes back.
pub fn show(ui: &mut Ui, model: &Model, view: &mut LettersView, asks: &mut Asks) -> Option<MailId> {
    view.look(model.letters_version, asks);
    let t = theme::tokens(ui);
    let bar = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin::symmetric(16, 10));
    egui::Panel::top("letters-bar").frame(bar).show(ui, |ui| bar_ui(ui, model, view, asks));
    let page = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 16, right: 8, top: 8, bottom: 8 });
    let contents = |ui: &mut Ui| {
        ScrollArea::vertical().id_salt("letters").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width((ui.available_width() - 12.0).min(1100.0));
            let chosen = open_ui(ui, model);
            count_ui(ui, model, view, asks);
            chosen
        })
    };
    egui::CentralPanel::default().frame(page).show(ui, contents).inner.inner
}

fn bar_ui(ui: &mut Ui, model: &Model, view: &mut LettersView, asks: &mut Asks) {
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.label(theme::title(t!("letters-title")));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let any = view.count.as_ref().is_some_and(|count| !count.rows.is_empty());
            let button = |ui: &mut Ui| ui.add_enabled_ui(any, |ui| widgets::button(ui, icon::SAVE, &t!("letters-export"))).inner;
            if widgets::permitted(ui, model.may(Role::Edit), button).clicked()
                && let Some(count) = &view.count
            {
                let name = t!("letters-file", quarter = count.quarter.to_string());
                view.save.ask(FileDialog::save(ui.ctx(), &t!("letters-export"), &name));
            }
        });
    });
    ui.label(theme::list(t!("letters-intro")).color(t.weak));
    if let Some((path, replace)) = view.save.poll_ui(ui, &t!("letters-export-path"), &t!("letters-export"))
        && let Some(count) = &view.count
    {
        let command = LetterCommand::ExportCount { quarter: count.quarter, path, replace, words: Box::new(csv_words()) };
        asks.ask(Command::Letters(Box::new(command)), Purpose::Files { open: false });
    }
}

/// Letters nobody put to a person yet; one to be opened comes back.
fn open_ui(ui: &mut Ui, model: &Model) -> Option<MailId> {
    let waiting = open(model);
    if waiting.is_empty() {
        return None;
    }
    let t = theme::tokens(ui);
    let mut chosen = None;
    widgets::banner(ui, Tone::Info, icon::PERSON, &t!("letters-open", count = waiting.len()), &t!("letters-open-text"), |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for letter in waiting.iter().take(SHOWN) {
                let kind = if letter.lab { format!("{} · ", t!("kind-lab-long")) } else { String::new() };
                let about =
                    format!("{kind}{} · {} · {}", patient::words_of(&letter.facts), letter.sender, format::list_date(letter.at, model.now));
                if widgets::line_button(ui, icon::MAIL_OPEN, &about).clicked() {
                    chosen = Some(letter.mail);
                }
            }
            if waiting.len() > SHOWN {
                let rest: usize = waiting.len() - SHOWN;
                ui.label(theme::small(t!("letters-open-more", count = rest)).color(t.weak));
            }
        });
    });
    ui.add_space(GAP_L);
    chosen
}

fn count_ui(ui: &mut Ui, model: &Model, view: &mut LettersView, asks: &mut Asks) {
    // Out of the view while it is drawn, which notes meanwhile what a person does.
    let count = view.count.take();
    if let Some(problem) = &view.problem {
        let (headline, advice) = (i18n::problem_text(problem), i18n::problem_advice(problem));
        let again = if count.is_none() {
            widgets::empty_state(ui, icon::WARNING, &headline, &advice, Some(&t!("list-retry")))
        } else {
            let again = |ui: &mut Ui| widgets::button(ui, icon::AGAIN, &t!("list-retry")).clicked();
            let clicked = widgets::banner(ui, Tone::Error, icon::ERROR, &headline, &advice, again);
            ui.add_space(GAP_S);
            clicked
        };
        if again {
            view.asked = None;
        }
    }
    if let Some(count) = &count {
        table_ui(ui, model, view, count, asks);
    }
    view.count = count;
}

fn table_ui(ui: &mut Ui, model: &Model, view: &mut LettersView, count: &LetterCount, asks: &mut Asks) {
    quarter_ui(ui, view, count);
    if count.rows.is_empty() {
        ui.add_space(GAP_S);
        let t = theme::tokens(ui);
        ui.label(theme::list(t!("letters-none", quarter = quarter_word(count.quarter))).color(t.weak));
        return;
    }
    ui.add_space(GAP_S);
    line_ui(ui, heading_ui);
    widgets::hairline(ui);
    for row in &count.rows {
        let mut agrees = row.consent.is_some();
        ui.push_id(&row.key, |ui| line_ui(ui, |ui, column| cell_ui(ui, model, row, column, &mut agrees)));
        widgets::hairline(ui);
        if agrees != row.consent.is_some() {
            view.note_consent(&row.key, count.quarter, agrees, asks);
        }
    }
    ui.add_space(GAP_M);
    tariff_ui(ui, count);
}

/// The quarter before, the one shown, the one after.
fn quarter_ui(ui: &mut Ui, view: &mut LettersView, count: &LetterCount) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_XS;
        let at = count.quarters.iter().position(|quarter| *quarter == count.quarter);
        let neighbour = |step: isize| at.and_then(|at| at.checked_add_signed(step)).and_then(|at| count.quarters.get(at).copied());
        let mut button = |ui: &mut Ui, sign: &str, word: String, to: Option<Quarter>| {
            if ui.add_enabled_ui(to.is_some(), |ui| widgets::icon_button(ui, sign, &word)).inner.clicked() {
                view.quarter = to;
                // One that failed is asked for again by the same click.
                view.asked = view.asked.take().filter(|_| view.problem.is_none());
            }
        };
        button(ui, icon::LEFT, t!("letters-quarter-before"), neighbour(1));
        ui.label(theme::heading(quarter_word(count.quarter)));
        button(ui, icon::RIGHT, t!("letters-quarter-after"), neighbour(-1));
    });
}

/// One line of the table; every column as wide as in all others.
fn line_ui(ui: &mut Ui, mut cell: impl FnMut(&mut Ui, usize)) {
    let width = ui.available_width() - GAP_M * (COLUMNS.len() as f32 - 1.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_M;
        for (column, part) in COLUMNS.into_iter().enumerate() {
            let width = width * part;
            ui.allocate_ui_with_layout(egui::vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.push_id(column, |ui| cell(ui, column));
            });
        }
    });
}

fn heading_ui(ui: &mut Ui, column: usize) {
    let t = theme::tokens(ui);
    let word = match column {
        0 => t!("letters-col-doctor"),
        1 => t!("letters-col-sent"),
        2 => t!("letters-col-received"),
        3 => t!("letters-col-amount"),
        _ => t!("letters-col-consent"),
    };
    ui.add(egui::Label::new(theme::small(word).color(t.weak)).wrap());
}

fn cell_ui(ui: &mut Ui, model: &Model, row: &DoctorCount, column: usize, agrees: &mut bool) {
    let t = theme::tokens(ui);
    let weak = |ui: &mut Ui, text: String| drop(ui.add(egui::Label::new(theme::small(text).color(t.weak)).wrap()));
    match column {
        0 => {
            ui.add(egui::Label::new(theme::strong(doctor_word(model, row))).wrap());
            if row.doctor.is_empty() {
                return weak(ui, t!("letters-nobody"));
            }
            if !row.doctor_number.is_empty() {
                weak(ui, t!("letters-number", number = row.doctor_number.as_str()));
            }
            weak(ui, mailboxes(model, row));
        }
        1 => tally_ui(ui, &row.sent),
        2 => tally_ui(ui, &row.received),
        3 => {
            let Some(amount) = row.amount else { return weak(ui, t!("letters-no-tariff")) };
            let text = theme::list(amount.to_string());
            ui.label(if row.consent.is_some() { text.family(theme::semibold()) } else { text.color(t.weak) });
            if row.capped {
                weak(ui, t!("letters-capped"));
            }
            if row.consent.is_none() {
                weak(ui, t!("letters-no-consent"));
            }
        }
        _ => {
            let may = model.may(Role::Edit);
            // On the line of the figures beside it.
            ui.spacing_mut().interact_size.y = 20.0;
            let response = widgets::permitted(ui, may, |ui| ui.checkbox(agrees, theme::list(t!("letters-agrees"))));
            widgets::name(ui, &response, egui::Role::CheckBox, &t!("letters-agrees-named", doctor = doctor_word(model, row)));
            widgets::focus_ring(ui, &response);
            if let Some((who, at)) = &row.consent {
                weak(ui, t!("letters-agreed-by", who = who.as_str(), time = format::short_date(*at)));
            }
        }
    }
}

/// The doctor; where the letters name nobody, whose mailbox it is.
fn doctor_word(model: &Model, row: &DoctorCount) -> String {
    if row.doctor.is_empty() { mailboxes(model, row) } else { row.doctor.clone() }
}

fn mailboxes(model: &Model, row: &DoctorCount) -> String {
    let name = |id| {
        let settings = &model.account(id)?.settings;
        Some(if settings.sender_name.is_empty() { settings.address.as_str().to_owned() } else { settings.sender_name.clone() })
    };
    row.accounts.iter().filter_map(|id| name(*id)).collect::<Vec<_>>().join(", ")
}

fn tally_ui(ui: &mut Ui, tally: &Tally) {
    let t = theme::tokens(ui);
    ui.label(theme::strong(tally.counted.to_string()));
    for (reason, count) in &tally.not {
        let why = reason_word(*reason);
        ui.add(egui::Label::new(theme::small(t!("letters-not", count = count, why = why)).color(t.weak)).wrap());
    }
}

fn reason_word(reason: NotCounted) -> String {
    i18n::text(&format!("letters-not-{}", reason.as_str()))
}

/// By which amounts it was counted, and what nobody confirmed of them.
fn tariff_ui(ui: &mut Ui, count: &LetterCount) {
    let t = theme::tokens(ui);
    if let Some(problem) = &count.tariff_problem {
        let words = format!("{} {}", problem.detail, i18n::problem_advice(problem));
        widgets::banner(ui, Tone::Warn, icon::WARNING, &i18n::problem_text(problem), &words, |_| ());
        ui.add_space(GAP_S);
    }
    let weak = |ui: &mut Ui, text: String| drop(ui.add(egui::Label::new(theme::small(text).color(t.weak)).wrap()));
    if let Some(tariff) = &count.tariff {
        let cap = tariff.cap.map(|cap| t!("letters-tariff-cap", cap = cap.to_string())).unwrap_or_default();
        let (send, receive) = (tariff.send.to_string(), tariff.receive.to_string());
        let words = t!("letters-tariff", from = format::day(tariff.valid_from), send = send, receive = receive);
        weak(ui, format!("{words} {cap}").trim_end().to_owned());
        if tariff.is_assumed_in(count.quarter) {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(GAP_S, GAP_XS);
                widgets::badge(ui, Tone::Warn, icon::WARNING, &t!("letters-assumed"));
                weak(ui, t!("letters-assumed-text", source = tariff.source.as_str()));
            });
        }
    }
    weak(ui, t!("letters-rules"));
}

/// The words of the CSV file.
fn csv_words() -> CountWords {
    let columns = [
        "quarter",
        "doctor",
        "number",
        "account",
        "sent",
        "sent-not",
        "sent-why",
        "received",
        "received-not",
        "received-why",
        "consent",
        "amount",
        "capped",
    ];
    let reasons = [NotCounted::OnItsWay, NotCounted::NotDelivered, NotCounted::Unread, NotCounted::Unassigned, NotCounted::Twice];
    CountWords {
        columns: columns.map(|column| i18n::text(&format!("letters-csv-{column}"))),
        yes: t!("letters-csv-yes"),
        no: t!("letters-csv-no"),
        nobody: t!("letters-nobody"),
        reasons: reasons.into_iter().map(|reason| (reason, reason_word(reason))).collect(),
    }
}

#[cfg(test)]
#[path = "letters/tests.rs"]
mod tests;
