//! Puts an answer without request to the request of a person's choice: by number, or one of those that wait at the same
//! insurer. Asked once more before it is done, since the number in the answer is another one.

use egui::Ui;

use super::{MIN_PART, number_part};
use crate::domain::answer::{AnswerFilter, AnswerRow, ApplicationNumber, Decision, LineState};
use crate::domain::ids::MailId;
use crate::domain::problem::Problem;
use crate::engine::command::{Command, DeskCommand};
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::model::{Asks, Model};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// Requests that are offered.
const OFFERED: usize = 5;

/// State of the question.
pub(super) struct Assign {
    mail: MailId,
    insurer_ik: String,
    search: String,
    asked: Option<AnswerFilter>,
    looking: Option<Ticket>,
    found: Vec<AnswerRow>,
    chosen: Option<AnswerRow>,
    assigning: Option<Ticket>,
    problem: Option<Problem>,
    done: bool,
    questions: Questions,
}

impl Assign {
    pub(super) fn new(mail: MailId, insurer_ik: &str) -> Self {
        Self {
            mail,
            insurer_ik: insurer_ik.to_owned(),
            search: String::new(),
            asked: None,
            looking: None,
            found: Vec::new(),
            chosen: None,
            assigning: None,
            problem: None,
            done: false,
            questions: Questions::default(),
        }
    }

    pub(super) fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            match result.map(|answer| *answer) {
                Ok(Answer::Answers(page)) if self.looking == Some(ticket) => {
                    self.found = page.rows.into_iter().filter(|row| row.request_mail.is_some()).collect();
                    (self.looking, self.problem) = (None, None);
                }
                Ok(_) if self.assigning == Some(ticket) => self.done = true,
                Ok(_) => {}
                Err(problem) if self.looking == Some(ticket) => {
                    (self.problem, self.looking) = (Some(problem), None);
                    self.found.clear();
                }
                Err(problem) if self.assigning == Some(ticket) => (self.problem, self.assigning) = (Some(problem), None),
                // Of a question that a newer one took the place of.
                Err(_) => {}
            }
        }
    }

    /// The answer stands at its request now.
    pub(super) fn is_done(&self) -> bool {
        self.done
    }

    /// The number of that request.
    pub(super) fn target(&self) -> Option<ApplicationNumber> {
        self.chosen.as_ref().map(|row| row.number.clone())
    }

    /// Waiting requests of the insurer first; with a part of a number all that have it.
    fn look(&mut self, asks: &mut Asks) {
        let part = number_part(&self.search);
        let filter = if part.chars().count() >= MIN_PART {
            AnswerFilter { number: part, limit: OFFERED * 4, ..AnswerFilter::default() }
        } else {
            let insurer_ik = self.insurer_ik.clone();
            AnswerFilter { insurer_ik, state: Some(LineState::Open), limit: OFFERED * 20, ..AnswerFilter::default() }
        };
        if self.asked.as_ref() != Some(&filter) {
            let looking = &mut self.looking;
            self.questions.send(vec![Command::ListAnswers(filter.clone())], asks, |ticket, _| *looking = Some(ticket));
            self.asked = Some(filter);
        }
    }

    fn assign(&mut self, asks: &mut Asks) {
        let Some(number) = self.target().filter(|_| self.assigning.is_none()) else { return };
        let command = Command::Desk(Box::new(DeskCommand::Assign { mail: self.mail, number: Some(number) }));
        let assigning = &mut self.assigning;
        self.questions.send(vec![command], asks, |ticket, _| *assigning = Some(ticket));
    }
}

/// Draws the question; true when it is over.
pub(super) fn show(ui: &mut Ui, assign: &mut Assign, asks: &mut Asks) -> bool {
    assign.look(asks);
    let mut over = false;
    widgets::banner(ui, Tone::Info, icon::LINK, &t!("assign-title"), &t!("assign-text"), |ui| {
        ui.vertical(|ui| {
            if let Some(problem) = &assign.problem {
                widgets::field_help(ui, "", Some((Tone::Error, &i18n::problem_text(problem))));
                ui.add_space(GAP_XS);
            }
            if let Some(row) = assign.chosen.clone() {
                over = sure_ui(ui, assign, &row, asks);
                return;
            }
            let width = ui.available_width() - GAP_S;
            let hint = t!("answers-search");
            widgets::text_field(ui, "assign", &t!("answers-search-label"), &mut assign.search, &hint, width);
            ui.add_space(GAP_XS);
            let searched = assign.asked.as_ref().is_some_and(|asked| !asked.number.is_empty());
            // Without a number, only requests that still wait come into question.
            let fits = |row: &&AnswerRow| searched || row.decision == Decision::Pending;
            let offered: Vec<AnswerRow> = assign.found.iter().filter(fits).take(OFFERED).cloned().collect();
            if offered.is_empty() && assign.looking.is_none() && assign.problem.is_none() {
                let t = theme::tokens(ui);
                ui.label(theme::small(t!("assign-none")).color(t.weak));
            }
            for row in offered {
                let word = line_of(&row);
                if widgets::quiet_button(ui, icon::FILE_TEXT, &word).clicked() {
                    assign.chosen = Some(row);
                }
            }
            ui.add_space(GAP_S);
            over = widgets::quiet_button(ui, "", &t!("answers-cancel")).clicked();
        });
    });
    over
}

fn sure_ui(ui: &mut Ui, assign: &mut Assign, row: &AnswerRow, asks: &mut Asks) -> bool {
    ui.label(theme::list(t!("assign-sure", patient = row.patient.as_str(), number = row.number.as_str())));
    ui.add_space(GAP_S);
    let mut over = false;
    ui.horizontal(|ui| {
        let free = assign.assigning.is_none();
        if ui.add_enabled_ui(free, |ui| widgets::primary_button(ui, icon::LINK, &t!("assign-do"))).inner.clicked() {
            assign.assign(asks);
        }
        over = widgets::quiet_button(ui, "", &t!("answers-cancel")).clicked();
    });
    over
}

/// „Änne Muster · …00004711 · Musterkasse"
fn line_of(row: &AnswerRow) -> String {
    let tail = row.number.as_str().get(22..).unwrap_or_default();
    [row.patient.as_str(), &format!("…{tail}"), row.insurer.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}
