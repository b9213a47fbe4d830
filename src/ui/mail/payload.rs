//! The readable card of a technical mail: decision, numbers, people, amounts.

use egui::Ui;

use crate::domain::answer::Decision;
use crate::domain::payload::{Payload, SignatureState};
use crate::i18n;
use crate::ui::theme::{self, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// Icon and colour of a decision; its word is `decision-…`.
#[must_use]
pub const fn decision_look(decision: Decision) -> (&'static str, Tone) {
    match decision {
        Decision::Approved => (icon::CHECK_CIRCLE, Tone::Ok),
        Decision::ApprovedChanged | Decision::Changed => (icon::CHECK_CIRCLE, Tone::Warn),
        Decision::Rejected | Decision::Error => (icon::CROSS_CIRCLE, Tone::Error),
        Decision::Ended => (icon::PROHIBITED, Tone::Warn),
        Decision::Query | Decision::Unclear => (icon::QUESTION, Tone::Warn),
        Decision::Pending => (icon::CLOCK, Tone::Neutral),
    }
}

/// Draws the card.
pub fn ui(ui: &mut Ui, payload: &Payload) {
    let t = theme::tokens(ui);
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(GAP_S, GAP_XS);
            ui.add(egui::Label::new(theme::heading(i18n::text(&format!("kind-{}-long", payload.kind.as_str())))).wrap());
            if let Some(record) = &payload.ebz {
                let (sign, tone) = decision_look(record.decision);
                let word = i18n::text(&format!("decision-{}", record.decision.as_str()));
                widgets::badge(ui, tone, sign, &word);
            }
            signature_badge(ui, payload.signature);
        });
        ui.add_space(2.0);
        for (index, field) in payload.fields.iter().enumerate() {
            ui.push_id(("field", index), |ui| {
                let label = i18n::text(&field.label_key);
                // A bearer secret is shown only when a person asks for it.
                let shown = if field.secret { mask(&field.value) } else { field.value.clone() };
                widgets::key_value(ui, 185.0, &label, theme::list(shown));
            });
        }
        for note in payload.blocks.iter().chain(&payload.notes) {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = GAP_XS;
                ui.label(theme::list(icon::WARNING).color(t.warn));
                ui.label(theme::list(i18n::text_with(&note.key, &note.detail)));
            });
        }
    });
}

fn signature_badge(ui: &mut Ui, state: SignatureState) {
    let (tone, sign) = match state {
        SignatureState::Absent => return,
        SignatureState::Intact => (Tone::Neutral, icon::SEAL_OK),
        SignatureState::Broken => (Tone::Error, icon::SEAL_WARNING),
        SignatureState::Unchecked => (Tone::Neutral, icon::SEAL_WARNING),
    };
    widgets::badge(ui, tone, sign, &i18n::text(&format!("signature-{}", state.as_str())));
}

fn mask(value: &str) -> String {
    let shown: String = value.chars().take(4).collect();
    format!("{shown}…")
}
