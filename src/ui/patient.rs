//! Whom a letter is about: the question where that is unclear, the quiet line where it is known, and the dialog in which
//! somebody who knows better puts it to another person. Shared by preview and detail dialog.

use egui::{Key, Margin, Modal, Modifiers, ScrollArea, Ui};

use super::model::{Asks, Model, Purpose};
use super::questions::{Questions, Ticket};
use super::theme::{self, GAP_L, GAP_S, GAP_XS, Tone, icon};
use super::view::{Intent, Out};
use super::{format, widgets};
use crate::domain::access::Role;
use crate::domain::file_facts::PatientFacts;
use crate::domain::ids::MailId;
use crate::domain::mail::MailDetail;
use crate::domain::patient::{AssignTo, Candidate, PatientOfMail};
use crate::domain::payload::PayloadKind;
use crate::domain::problem::Problem;
use crate::engine::command::{Command, LetterCommand};
use crate::engine::event::Answer;
use crate::i18n;

/// Candidates that are offered beside the letter; the others stand in the dialog.
const OFFERED: usize = 4;

/// „Moos, Ilse · 12.03.1961 · A123456789", of what is said.
#[must_use]
pub fn words_of(facts: &PatientFacts) -> String {
    let parts = [facts.name.as_str(), &facts.birth_date, &facts.insured_number];
    let said: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    if said.is_empty() { t!("patient-nothing-said") } else { said.join(" · ") }
}

fn assign(mail: MailId, to: AssignTo) -> Command {
    Command::Letters(Box::new(LetterCommand::Assign { mail, to }))
}

/// The question of a received letter that may be about several people, or about somebody new.
pub fn question_ui(ui: &mut Ui, model: &Model, mail: &MailDetail, out: &mut Out) {
    let Some(about) = mail.patient.as_ref().filter(|about| about.patient.is_none()) else { return };
    let lab = mail.row.payload_kind == Some(PayloadKind::Lab);
    let headline = match about.candidates.as_slice() {
        [only] => t!("patient-question-one", name = name_of(&only.facts)),
        _ => t!("patient-question"),
    };
    let why = match (about.facts.is_enough(), about.candidates.is_empty()) {
        (_, false) => t!("patient-why-similar", said = words_of(&about.facts)),
        (false, true) => t!("patient-why-little", said = words_of(&about.facts)),
        (true, true) => t!("patient-why-open", said = words_of(&about.facts)),
    };
    let headline = if lab && about.candidates.len() != 1 { t!("patient-question-lab") } else { headline };
    widgets::banner(ui, Tone::Info, icon::PERSON, &headline, &why, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = GAP_XS;
            let may = model.may(Role::Edit);
            for candidate in about.candidates.iter().take(OFFERED) {
                if candidate_ui(ui, may, &about.facts, candidate) {
                    out.asks.ask(assign(mail.row.id, AssignTo::Patient(candidate.patient)), Purpose::Silent);
                }
            }
            ui.horizontal_wrapped(|ui| {
                if widgets::permitted(ui, may, |ui| widgets::button(ui, icon::ADD_PERSON, &t!("patient-new"))).clicked() {
                    out.asks.ask(assign(mail.row.id, AssignTo::New), Purpose::Silent);
                }
                if widgets::permitted(ui, may, |ui| widgets::quiet_button(ui, icon::SEARCH, &t!("patient-other"))).clicked() {
                    out.push(Intent::AssignPatient(mail.row.id));
                }
            });
        });
    });
    ui.add_space(GAP_S);
}

fn name_of(facts: &PatientFacts) -> String {
    if facts.name.trim().is_empty() { words_of(facts) } else { facts.name.clone() }
}

/// A person with what differs; true when chosen.
fn candidate_ui(ui: &mut Ui, may: bool, header: &PatientFacts, candidate: &Candidate) -> bool {
    let t = theme::tokens(ui);
    let facts = &candidate.facts;
    let button = |ui: &mut Ui| {
        let sign = egui::RichText::new(icon::PERSON).size(theme::SIZE_BODY + 1.0);
        let atoms = (sign, egui::RichText::new(name_of(facts)).size(theme::SIZE_BODY));
        ui.add(egui::Button::new(atoms).truncate().min_size(egui::vec2(0.0, theme::CONTROL_HEIGHT)))
    };
    let response = widgets::permitted(ui, may, button);
    widgets::name(ui, &response, egui::Role::Button, &words_of(facts));
    widgets::focus_ring(ui, &response);
    let mut words: Vec<String> = Vec::new();
    if !facts.name.trim().is_empty() {
        words.extend([&facts.birth_date, &facts.insured_number].into_iter().filter(|part| !part.is_empty()).cloned());
    }
    words.push(t!("patient-letters", count = candidate.letters));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP_S, 2.0);
        ui.spacing_mut().interact_size.y = theme::SIZE_SMALL;
        ui.label(theme::small(words.join(" · ")).color(t.weak));
        for what in header.differences(facts) {
            let word = theme::small(i18n::text(&format!("patient-differs-{}", what.as_str()))).color(t.warn);
            ui.add(egui::Label::new(word).extend());
        }
    });
    ui.add_space(GAP_XS);
    response.clicked()
}

/// Above the card of an assigned letter: whose it is, how to change that, and the other letters about this person.
pub fn known_ui(ui: &mut Ui, model: &Model, mail: &MailDetail, out: &mut Out) {
    let Some(about) = mail.patient.as_ref().filter(|about| about.patient.is_some()) else { return };
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_S;
        ui.label(theme::list(icon::PERSON).color(t.weak));
        let by = match &about.by {
            Some((who, at)) => t!("patient-assigned-by", who = who.as_str(), time = format::short_date(*at)),
            None => t!("patient-assigned-itself"),
        };
        ui.label(theme::list(by).color(t.weak));
        let change = widgets::permitted(ui, model.may(Role::Edit), |ui| widgets::line_button(ui, "", &t!("patient-change-short")));
        widgets::name(ui, &change, egui::Role::Button, &t!("patient-change"));
        if change.clicked() {
            out.push(Intent::AssignPatient(mail.row.id));
        }
    });
    if let Some(said) = &about.differs {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP_S;
            ui.label(theme::list(icon::WARNING).color(t.warn));
            ui.add(egui::Label::new(theme::list(t!("patient-others-say", said = words_of(said)))).wrap());
        });
    }
    if about.others_total > 0 {
        let id = egui::Id::unique(("patient-others", mail.row.id.0));
        let unfolded: bool = ui.data(|d| d.get_temp(id)).unwrap_or_default();
        let sign = if unfolded { icon::DOWN } else { icon::RIGHT };
        if widgets::line_button(ui, sign, &t!("patient-others", count = about.others_total)).clicked() {
            ui.data_mut(|d| d.insert_temp(id, !unfolded));
        }
        if unfolded {
            let inside = Margin { left: 18, ..Margin::ZERO };
            egui::Frame::new().inner_margin(inside).show(ui, |ui| others_ui(ui, model, about, out));
        }
    }
    ui.add_space(GAP_S);
}

fn others_ui(ui: &mut Ui, model: &Model, about: &PatientOfMail, out: &mut Out) {
    for row in &about.others {
        let from = if row.state.is_some() { t!("patient-sent") } else { row.from.label().to_owned() };
        let word = format!("{} · {} · {from}", format::list_date(row.date, model.now), format::subject(row));
        if widgets::line_button(ui, icon::MAIL_OPEN, &word).clicked() {
            out.push(Intent::Open(row.id));
        }
    }
    let more: usize = about.others_total.saturating_sub(about.others.len());
    if more > 0 {
        let t = theme::tokens(ui);
        ui.label(theme::small(t!("patient-others-more", count = more)).color(t.weak));
    }
}

/// The dialog that puts a letter to a person of somebody's choice.
#[derive(Debug)]
pub struct Assigning {
    mail: MailId,
    search: String,
    asked: String,
    looking: Option<Ticket>,
    found: Vec<Candidate>,
    problem: Option<Problem>,
    /// Drawn before: the field got the keys once.
    opened: bool,
    questions: Questions,
}

impl Assigning {
    /// For a letter.
    #[must_use]
    pub fn of(mail: MailId) -> Self {
        let (search, asked) = (String::new(), String::new());
        Self { mail, search, asked, looking: None, found: Vec::new(), problem: None, opened: false, questions: Questions::default() }
    }

    /// Takes the answers to this dialog's questions.
    pub fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            if self.looking != Some(ticket) {
                continue;
            }
            self.looking = None;
            match result.map(|answer| *answer) {
                Ok(Answer::Patients(found)) => (self.found, self.problem) = (found, None),
                Ok(_) => {}
                Err(problem) => (self.found, self.problem) = (Vec::new(), Some(problem)),
            }
        }
    }

    fn look(&mut self, asks: &mut Asks) {
        let text = self.search.trim().to_owned();
        if text == self.asked {
            return;
        }
        if text.chars().count() < 2 {
            (self.found, self.looking) = (Vec::new(), None);
        } else {
            let looking = &mut self.looking;
            let command = Command::Letters(Box::new(LetterCommand::FindPatients { text: text.clone() }));
            self.questions.send(vec![command], asks, |ticket, _| *looking = Some(ticket));
        }
        self.asked = text;
    }
}

/// Draws the dialog; true when it is over.
pub fn dialog(ui: &mut Ui, model: &Model, assigning: &mut Assigning, out: &mut Out) -> bool {
    let mut done = ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    let detail = model.details.get(&assigning.mail).and_then(|detail| detail.value());
    let Some(about) = detail.and_then(|detail| detail.patient.as_ref()) else { return true };
    let mail = assigning.mail;
    let frame = egui::Frame::window(ui.style()).inner_margin(Margin::same(24));
    Modal::new(egui::Id::unique("assign-patient")).frame(frame).show(ui.ctx(), |ui| {
        let t = theme::tokens(ui);
        ui.set_width(480.0);
        ui.label(theme::title(t!("patient-dialog-title")));
        ui.label(theme::list(t!("patient-dialog-said", said = words_of(&about.facts))).color(t.weak));
        ui.add_space(GAP_S);
        let field =
            widgets::text_field(ui, "patient-search", &t!("patient-search"), &mut assigning.search, &t!("patient-search-hint"), 500.0);
        if !std::mem::replace(&mut assigning.opened, true) {
            field.request_focus();
        }
        assigning.look(&mut out.asks);
        ui.add_space(GAP_S);
        if let Some(problem) = &assigning.problem {
            widgets::field_help(ui, "", Some((Tone::Error, &i18n::problem_text(problem))));
        }
        let searched = !assigning.asked.is_empty();
        let offered = if searched { &assigning.found } else { &about.candidates };
        ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = GAP_XS;
            for candidate in offered.iter().filter(|candidate| Some(candidate.patient) != about.patient) {
                if candidate_ui(ui, true, &about.facts, candidate) {
                    out.asks.ask(assign(mail, AssignTo::Patient(candidate.patient)), Purpose::Told("patient-told"));
                    done = true;
                }
            }
            if searched && offered.is_empty() && assigning.looking.is_none() && assigning.problem.is_none() {
                ui.label(theme::list(t!("patient-none-found")).color(t.weak));
            }
        });
        ui.add_space(GAP_L);
        ui.horizontal(|ui| {
            if widgets::button(ui, icon::ADD_PERSON, &t!("patient-new")).clicked() {
                out.asks.ask(assign(mail, AssignTo::New), Purpose::Told("patient-told"));
                done = true;
            }
            done |= widgets::quiet_button(ui, "", &t!("question-cancel")).clicked();
        });
    });
    done
}

#[cfg(test)]
#[path = "patient/tests.rs"]
pub(super) mod tests;
