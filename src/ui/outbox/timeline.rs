//! The time line of every recipient: wartet → übergeben → zugestellt → gelesen, or where it ended instead.

use egui::{Align2, FontId, Sense, Stroke, Ui, pos2, vec2};

use crate::domain::outgoing::{OutgoingState, RecipientKind, RecipientStatus};
use crate::ui::theme::{self, GAP_M, GAP_S, SIZE_LIST, SIZE_SMALL, Tone, icon};
use crate::ui::{format, widgets};

/// Width of one step.
const STEP: f32 = 150.0;

/// The word of a state on this page.
#[must_use]
pub(super) fn state_word(state: OutgoingState) -> String {
    use OutgoingState as S;
    match state {
        S::Draft => t!("outbox-step-draft"),
        S::Cancelled => t!("outbox-step-cancelled"),
        S::Read => t!("outbox-step-read"),
        S::Delivered => t!("outbox-step-delivered"),
        S::Accepted => t!("outbox-step-accepted"),
        S::Queued => t!("outbox-step-waits"),
        S::Sending => t!("outbox-step-sending"),
        S::Refused => t!("outbox-step-refused"),
        S::Undeliverable => t!("outbox-step-undeliverable"),
        S::Uncertain => t!("outbox-step-uncertain"),
    }
}

/// One point of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub state: OutgoingState,
    /// It has happened; else it is still to come.
    pub reached: bool,
    pub time: String,
}

/// The points of one recipient, from waiting to the end that is known.
#[must_use]
pub(super) fn steps(status: &RecipientStatus) -> Vec<Step> {
    use OutgoingState as S;
    let time = |at: Option<crate::domain::time::Timestamp>| at.map(format::short_date).unwrap_or_default();
    let step = |state, reached, time| Step { state, reached, time };
    let waits = |reached| step(S::Queued, reached, String::new());
    let after = |from: usize| {
        let all = [
            step(S::Accepted, from > 0, String::new()),
            step(S::Delivered, from > 1, time(status.delivered_at)),
            step(S::Read, from > 2, time(status.read_at)),
        ];
        std::iter::once(waits(true)).chain(all).collect::<Vec<_>>()
    };
    match status.state {
        S::Refused | S::Uncertain | S::Cancelled => vec![waits(true), step(status.state, true, String::new())],
        S::Undeliverable => vec![waits(true), step(S::Accepted, true, String::new()), step(S::Undeliverable, true, String::new())],
        S::Accepted => after(1),
        S::Delivered => after(2),
        S::Read => after(3),
        S::Draft | S::Queued | S::Sending => after(0),
    }
}

/// Draws every recipient with address, time line and the server's words, unless just these are `said` above.
pub fn timeline_ui(ui: &mut Ui, recipients: &[RecipientStatus], said: &str) {
    for (at, status) in recipients.iter().enumerate() {
        if at > 0 {
            ui.add_space(GAP_S);
            widgets::hairline(ui);
            ui.add_space(GAP_S);
        }
        recipient_ui(ui, status, said);
    }
}

fn recipient_ui(ui: &mut Ui, status: &RecipientStatus, said: &str) {
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_S;
        if status.kind == RecipientKind::Cc {
            ui.label(theme::small(t!("compose-cc")).color(t.weak));
        }
        if !status.mailbox.name.is_empty() {
            ui.label(theme::strong(&status.mailbox.name));
        }
        ui.label(theme::list(&status.mailbox.address).color(t.weak));
    });
    ui.add_space(4.0);
    line_ui(ui, status);
    if !status.reply.is_empty() && status.reply.trim() != said.trim() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = GAP_S;
            ui.label(theme::small(t!("outbox-words-of")).color(t.weak));
            ui.label(theme::mono(&status.reply));
        });
    }
}

fn line_ui(ui: &mut Ui, status: &RecipientStatus) {
    let t = theme::tokens(ui);
    let steps = steps(status);
    let gap = STEP.min(ui.available_width() / 4.0);
    #[expect(clippy::cast_precision_loss, reason = "at most four steps")]
    let width = gap * steps.len() as f32;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 40.0), Sense::hover());
    let y = rect.top() + 11.0;
    let mut x = rect.left() + 9.0;
    let mut before: Option<(f32, bool)> = None;
    let mut spoken = Vec::new();
    for step in &steps {
        let (mark, tone) = if step.reached { format::state_look(step.state) } else { (icon::CIRCLE, Tone::Neutral) };
        let passed = step.reached && step.state == OutgoingState::Queued && status.state != OutgoingState::Queued;
        let (mark, tone) = if passed { (icon::CHECK_CIRCLE, Tone::Ok) } else { (mark, tone) };
        let ink = if step.reached { tone.ink(t) } else { t.border };
        if let Some((from, _)) = before {
            let line = if step.reached { t.weak } else { t.line };
            ui.painter().hline(from + 14.0..=x - 14.0, y, Stroke::new(1.5, line));
        }
        ui.painter().text(pos2(x, y), Align2::CENTER_CENTER, mark, FontId::proportional(SIZE_LIST + 4.0), ink);
        let word = if passed { t!("outbox-step-queued") } else { state_word(step.state) };
        let text = if step.time.is_empty() { word.clone() } else { format!("{word} {}", step.time) };
        let ink = if step.reached { if tone == Tone::Neutral { t.text } else { tone.ink(t) } } else { t.weak };
        ui.painter().text(pos2(x - 8.0, rect.top() + 31.0), Align2::LEFT_CENTER, &text, FontId::proportional(SIZE_SMALL), ink);
        if step.reached {
            spoken.push(text);
        }
        before = Some((x, step.reached));
        x += gap;
    }
    widgets::name(ui, &response, egui::Role::Label, &format!("{}: {}", status.mailbox.address, spoken.join(", ")));
    ui.add_space(GAP_M - 8.0);
}
