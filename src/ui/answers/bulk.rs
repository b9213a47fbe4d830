//! Taking several answers over again: ticked ones, or „alles seit …" after the practice system was restored.
//!
//! A preview says what would happen before anything does; then progress with „Abbrechen", then what came of it.

use egui::{Id, Key, Modal, Modifiers, Ui};

use crate::domain::access::Role;
use crate::domain::answer_desk::{BulkReport, SkipReason};
use crate::domain::ids::MailId;
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;
use crate::engine::command::{Command, DeskCommand};
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::model::{Asks, Model, Purpose};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_L, GAP_M, GAP_S, GAP_XS, Tone, icon};
use crate::ui::{format, widgets};

const WIDTH: f32 = 520.0;

/// Which answers.
enum Which {
    Mails(Vec<MailId>),
    /// Day and time as typed.
    Since {
        day: String,
        time: String,
    },
}

/// State of the dialog.
pub struct Bulk {
    which: Which,
    reason: String,
    reason_missing: bool,
    /// Also what one did that was interrupted.
    anew: bool,
    /// For what the preview was asked.
    previewed: Option<(Option<Timestamp>, bool)>,
    preview_ticket: Option<Ticket>,
    preview: Option<BulkReport>,
    run_ticket: Option<Ticket>,
    done: Option<BulkReport>,
    problem: Option<Problem>,
    questions: Questions,
}

impl Bulk {
    fn new(which: Which) -> Self {
        Self {
            which,
            reason: String::new(),
            reason_missing: false,
            anew: false,
            previewed: None,
            preview_ticket: None,
            preview: None,
            run_ticket: None,
            done: None,
            problem: None,
            questions: Questions::default(),
        }
    }

    /// For hand-picked answers.
    pub(super) fn of_mails(mails: Vec<MailId>, asks: &mut Asks) -> Self {
        let mut bulk = Self::new(Which::Mails(mails));
        bulk.ask_preview(asks);
        bulk
    }

    /// For everything since a moment; begins with today.
    pub(super) fn since(now: Timestamp, asks: &mut Asks) -> Self {
        let mut bulk = Self::new(Which::Since { day: format::date_to_type(now), time: "00:00".to_owned() });
        bulk.ask_preview(asks);
        bulk
    }

    pub(super) fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            match result.map(|answer| *answer) {
                Ok(Answer::Bulk(report)) if self.run_ticket == Some(ticket) => (self.done, self.run_ticket) = (Some(report), None),
                Ok(Answer::Bulk(report)) if self.preview_ticket == Some(ticket) => self.preview = Some(report),
                Ok(_) => {}
                Err(problem) if self.run_ticket == Some(ticket) => (self.problem, self.run_ticket) = (Some(problem), None),
                Err(problem) if self.preview_ticket == Some(ticket) => self.problem = Some(problem),
                // Of a preview that a newer one took the place of.
                Err(_) => {}
            }
        }
    }

    /// The moment as typed; `None` when it is none.
    fn moment(&self) -> Option<Timestamp> {
        match &self.which {
            Which::Since { day, time } => format::parse_moment(day, time),
            Which::Mails(_) => None,
        }
    }

    fn ask_preview(&mut self, asks: &mut Asks) {
        let since = self.moment();
        let mails = match &self.which {
            Which::Mails(mails) => mails.clone(),
            Which::Since { .. } if since.is_none() => return,
            Which::Since { .. } => Vec::new(),
        };
        let wanted = (since, self.anew);
        if self.previewed == Some(wanted) {
            return;
        }
        (self.previewed, self.preview, self.problem) = (Some(wanted), None, None);
        let ticket = &mut self.preview_ticket;
        let command = Command::Desk(Box::new(DeskCommand::Preview { mails, since, anew: self.anew }));
        self.questions.send(vec![command], asks, |number, _| *ticket = Some(number));
    }

    fn run(&mut self, force: bool, asks: &mut Asks) {
        let reason = self.reason.trim().to_owned();
        self.reason_missing = reason.is_empty();
        if self.reason_missing || self.run_ticket.is_some() {
            return;
        }
        let command = match (&self.which, self.moment()) {
            (Which::Mails(mails), _) => DeskCommand::TakeOver { mails: mails.clone(), reason, force },
            (Which::Since { .. }, Some(since)) => DeskCommand::TakeOverSince { since, reason, anew: self.anew },
            (Which::Since { .. }, None) => return,
        };
        (self.problem, self.done) = (None, None);
        let ticket = &mut self.run_ticket;
        self.questions.send(vec![Command::Desk(Box::new(command))], asks, |number, _| *ticket = Some(number));
    }
}

/// Draws the dialog; true when it is over.
pub(super) fn show(ui: &Ui, model: &Model, bulk: &mut Bulk, asks: &mut Asks) -> bool {
    bulk.ask_preview(asks);
    let running = bulk.run_ticket.is_some();
    let escape = !running && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    let frame = egui::Frame::window(ui.style()).inner_margin(egui::Margin::same(24));
    let shown = Modal::new(Id::unique("bulk")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 96.0));
        ui.spacing_mut().item_spacing.y = GAP_XS;
        let title = if matches!(bulk.which, Which::Mails(_)) { t!("bulk-title") } else { t!("bulk-since-title") };
        ui.label(theme::title(title));
        ui.add_space(GAP_S);
        if let Some(done) = &bulk.done {
            let (again, close) = done_ui(ui, model, done, &bulk.which);
            if again {
                bulk.run(true, asks);
            }
            return close;
        }
        if running {
            running_ui(ui, model, asks);
            return false;
        }
        form_ui(ui, bulk, asks)
    });
    escape || shown.inner || (!running && shown.should_close())
}

fn form_ui(ui: &mut Ui, bulk: &mut Bulk, asks: &mut Asks) -> bool {
    widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("bulk-warning"), &t!("bulk-warning-text"), |_| ());
    ui.add_space(GAP_M);
    let known = bulk.moment().is_some();
    if let Which::Since { day, time } = &mut bulk.which {
        ui.horizontal(|ui| {
            ui.vertical(|ui| {
                widgets::field_label(ui, &t!("bulk-since-day"));
                widgets::text_field(ui, "bulk-day", &t!("bulk-since-day"), day, &t!("answers-day-hint"), 140.0);
            });
            ui.add_space(GAP_S);
            ui.vertical(|ui| {
                widgets::field_label(ui, &t!("bulk-since-time"));
                widgets::text_field(ui, "bulk-time", &t!("bulk-since-time"), time, "08:00", 96.0);
            });
        });
        let wrong = t!("bulk-since-wrong");
        widgets::field_help(ui, &t!("bulk-since-help"), (!known).then_some((Tone::Error, wrong.as_str())));
        ui.add_space(GAP_S);
    }
    preview_ui(ui, bulk);
    ui.add_space(GAP_S);
    widgets::field_label(ui, &t!("answers-reason"));
    let width = ui.available_width();
    let hint = t!("answers-reason-hint");
    if widgets::text_field(ui, "bulk-reason", &t!("answers-reason"), &mut bulk.reason, &hint, width).changed() {
        bulk.reason_missing = false;
    }
    let missing = t!("answers-reason-missing");
    widgets::field_help(ui, "", bulk.reason_missing.then_some((Tone::Error, missing.as_str())));
    if let Some(problem) = &bulk.problem {
        let advice = i18n::problem_advice(problem);
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &advice, |_| ());
    }
    ui.add_space(GAP_L);
    let ready = bulk.preview.as_ref().is_some_and(|preview| preview.taken_over > 0);
    ui.horizontal(|ui| {
        let count = bulk.preview.as_ref().map_or(0, |preview| preview.taken_over);
        let word = t!("bulk-do", count = count);
        if ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::AGAIN, &word)).inner.clicked() {
            bulk.run(false, asks);
        }
        widgets::quiet_button(ui, "", &t!("answers-cancel")).clicked()
    })
    .inner
}

/// What would happen, before it does.
fn preview_ui(ui: &mut Ui, bulk: &mut Bulk) {
    let Some(preview) = &bulk.preview else {
        let t = theme::tokens(ui);
        if bulk.problem.is_none() {
            ui.label(theme::list(t!("bulk-counting")).color(t.weak));
        }
        return;
    };
    widgets::card(ui, |ui| {
        ui.label(theme::strong(t!("bulk-would", count = preview.taken_over, total = preview.total)));
        skipped_ui(ui, preview);
        if bulk.anew || preview.skipped.iter().any(|(reason, _)| *reason == SkipReason::DoneBefore) {
            let response = ui.checkbox(&mut bulk.anew, theme::list(t!("bulk-anew")));
            widgets::focus_ring(ui, &response);
        }
    });
}

fn skipped_ui(ui: &mut Ui, report: &BulkReport) {
    let t = theme::tokens(ui);
    egui::Grid::new("bulk-skipped").num_columns(2).spacing([GAP_M, GAP_XS]).min_row_height(18.0).show(ui, |ui| {
        for (reason, count) in &report.skipped {
            let ink = if *reason == SkipReason::FolderAway { Tone::Error.ink(t) } else { t.weak };
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(theme::list(format::count(*count)).color(ink));
            });
            ui.label(theme::list(i18n::text(&format!("bulk-skip-{}", reason.as_str()))).color(ink));
            ui.end_row();
        }
    });
}

#[expect(clippy::cast_precision_loss, reason = "the width of a bar")]
fn running_ui(ui: &mut Ui, model: &Model, asks: &mut Asks) {
    let (done, total) = model.desk.bulk.unwrap_or_default();
    let words = if total > 0 { t!("bulk-progress", done = done, total = total) } else { t!("bulk-begins") };
    ui.label(theme::list(words.as_str()));
    ui.add_space(GAP_S);
    let width = ui.available_width();
    widgets::progress(ui, width, (total > 0).then(|| done as f32 / total as f32), &words);
    ui.add_space(GAP_L);
    if widgets::button(ui, icon::CLOSE, &t!("answers-cancel")).clicked() {
        asks.ask(Command::Desk(Box::new(DeskCommand::CancelBulk)), Purpose::Silent);
    }
}

/// What came of it; whether to take over what was left out all the same, and whether to close.
fn done_ui(ui: &mut Ui, model: &Model, done: &BulkReport, which: &Which) -> (bool, bool) {
    let (tone, sign) = if done.cancelled { (Tone::Warn, icon::WARNING) } else { (Tone::Ok, icon::CHECK_CIRCLE) };
    let headline = t!("bulk-done", count = done.taken_over, total = done.total);
    let text = match (done.cancelled, done.job) {
        (true, 0) => t!("bulk-cancelled"),
        (true, _) => t!("bulk-cancelled-goes-on"),
        (false, 0) => String::new(),
        (false, job) => t!("bulk-number", number = job),
    };
    widgets::banner(ui, tone, sign, &headline, &text, |_| ());
    ui.add_space(GAP_S);
    skipped_ui(ui, done);
    ui.add_space(GAP_L);
    let may_force = |reason: &SkipReason| {
        use SkipReason as S;
        matches!(reason, S::StillThere | S::Waiting | S::FolderAway | S::Held | S::TestData)
    };
    // Several at once although something speaks against it are for admins.
    let may = |mails: &[MailId]| mails.len() == 1 || model.may(Role::Admin);
    let can_force = matches!(which, Which::Mails(mails) if may(mails))
        && done.skipped.iter().any(|(reason, _)| may_force(reason))
        && done.taken_over == 0;
    ui.horizontal(|ui| {
        let close = widgets::primary_button(ui, "", &t!("question-close")).clicked();
        let again = can_force && widgets::quiet_button(ui, icon::AGAIN, &t!("bulk-anyway")).clicked();
        (again, close)
    })
    .inner
}
