//! The readable card of a technical mail: decision, numbers, people, amounts, tables, the signature; raw data one key away.

mod table;

use egui::Ui;

use crate::domain::ids::MailId;
use crate::domain::mail::Attachment;
use crate::domain::payload::{Block, Payload, PayloadField, Section, SignatureState};
use crate::domain::time::Day;
use crate::i18n;
use crate::ui::answers::{decision_look, decision_word};
use crate::ui::format;
use crate::ui::theme::{self, GAP_S, GAP_XS, Tone, icon};
use crate::ui::view::{Intent, Out};
use crate::ui::widgets;

const LABELS: f32 = 185.0;
/// What a person wants first stands in strong letters.
const STRONG: [&str; 6] =
    ["field-patient", "field-unfit-until", "field-unfit-from", "field-allowance-total", "field-meaning", "field-valid-until"];

/// Draws the card. `letter`: the attachment that is the letter itself, beside its data.
pub fn ui(ui: &mut Ui, mail: MailId, payload: &Payload, letter: Option<usize>, out: &mut Out) {
    let t = theme::tokens(ui);
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        head(ui, payload);
        if let Some(index) = letter
            && widgets::button(ui, icon::FILE_PDF, &t!("card-letter")).clicked()
        {
            out.push(Intent::View { mail, index });
        }
        ui.add_space(2.0);
        let explained = payload.field("field-meaning").is_some();
        let said_below = |key: &str| explained && key == "payload-note-eau-information";
        for note in payload.blocks.iter().chain(&payload.notes).filter(|note| !said_below(&note.key)) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = GAP_XS;
                ui.label(theme::list(icon::WARNING).color(t.warn));
                ui.add(egui::Label::new(theme::list(i18n::text_with(&note.key, &note.detail))).wrap());
            });
        }
        for (index, field) in payload.fields.iter().enumerate() {
            ui.push_id(("field", index), |ui| field_ui(ui, mail, field));
        }
        for (index, section) in payload.sections.iter().enumerate() {
            ui.push_id(("section", index), |ui| section_ui(ui, mail, section));
        }
        signature(ui, payload);
        if let Some(index) = payload.attachment {
            let pdf = payload.file_name.to_ascii_lowercase().ends_with(".pdf");
            let (sign, word) = if pdf { (icon::FILE_PDF, t!("card-file")) } else { (icon::FILE_CODE, t!("card-raw")) };
            if flush_button(ui, sign, &word) {
                out.push(Intent::View { mail, index });
            }
        }
    });
}

/// The PDF beside the data of an eArztbrief, by the name the card tells.
#[must_use]
pub fn letter_of(payload: &Payload, attachments: &[Attachment]) -> Option<usize> {
    let pdf = payload.field("field-pdf")?;
    let found = attachments.iter().find(|a| a.name == pdf && !a.is_signature_report)?;
    (Some(found.index) != payload.attachment).then_some(found.index)
}

fn head(ui: &mut Ui, payload: &Payload) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP_S, GAP_XS);
        ui.add(egui::Label::new(theme::heading(i18n::text(&format!("kind-{}-long", payload.kind.as_str())))).wrap());
        if let Some(record) = &payload.ebz {
            // A decision that somebody may have changed is not shown as one to rely on.
            let (sign, tone) = match payload.signature {
                SignatureState::Broken => (icon::WARNING, Tone::Warn),
                _ => decision_look(record.decision),
            };
            widgets::badge(ui, tone, sign, &decision_word(record.decision));
        }
        if let Some((sign, tone)) = signature_look(payload.signature) {
            widgets::badge(ui, tone, sign, &i18n::text(&format!("signature-{}", payload.signature.as_str())));
        }
    });
}

fn field_ui(ui: &mut Ui, mail: MailId, field: &PayloadField) {
    let label = i18n::text(&field.label_key);
    if field.secret {
        secret_ui(ui, mail, &label, &field.value);
        return;
    }
    let value = if field.word_key.is_empty() { field.value.clone() } else { i18n::text(&field.word_key) };
    let value = theme::list(value);
    let strong = STRONG.contains(&field.label_key.as_str());
    widgets::key_value(ui, LABELS, &label, if strong { value.family(theme::semibold()) } else { value });
}

/// A bearer secret is shown only while a person asks for it.
fn secret_ui(ui: &mut Ui, mail: MailId, label: &str, value: &str) {
    let id = egui::Id::unique(("secret", mail.0));
    let shown: bool = ui.data(|d| d.get_temp(id)).unwrap_or_default();
    widgets::key_value(ui, LABELS, label, theme::list(if shown { value.to_owned() } else { mask(value) }));
    let (sign, word) = if shown { (icon::LOCKED, t!("card-hide-secret")) } else { (icon::EYE, t!("card-show-secret")) };
    if flush_button(ui, sign, &word) {
        ui.data_mut(|d| d.insert_temp(id, !shown));
    }
}

/// A quiet button whose sign stands under the labels.
fn flush_button(ui: &mut Ui, sign: &str, word: &str) -> bool {
    ui.scope(|ui| {
        ui.spacing_mut().button_padding.x = 0.0;
        widgets::quiet_button(ui, sign, word).clicked()
    })
    .inner
}

fn section_ui(ui: &mut Ui, mail: MailId, section: &Section) {
    let heading = table::words(&section.heading);
    if !heading.is_empty() {
        ui.add_space(GAP_XS);
        ui.label(theme::strong(heading));
    }
    for (index, block) in section.blocks.iter().enumerate() {
        ui.push_id(("block", index), |ui| match block {
            Block::Text(text) => {
                ui.add(egui::Label::new(theme::list(text).line_height(Some(19.0))).wrap());
            }
            Block::Table(content) => {
                ui.scope(|ui| table::table_ui(ui, mail.0, content));
            }
            Block::Tree(nodes) => {
                ui.scope(|ui| table::tree_ui(ui, mail.0, nodes));
            }
        });
    }
}

const fn signature_look(state: SignatureState) -> Option<(&'static str, Tone)> {
    match state {
        SignatureState::Absent => None,
        SignatureState::Intact => Some((icon::SEAL_OK, Tone::Neutral)),
        SignatureState::Broken => Some((icon::SEAL_WARNING, Tone::Error)),
        SignatureState::Unchecked => Some((icon::SEAL_WARNING, Tone::Neutral)),
    }
}

/// What the signature says, and what it does not.
fn signature(ui: &mut Ui, payload: &Payload) {
    let says = match payload.signature {
        SignatureState::Absent => return,
        SignatureState::Intact => t!("card-signature-intact"),
        SignatureState::Broken => t!("card-signature-broken"),
        SignatureState::Unchecked => t!("card-signature-unchecked"),
    };
    let t = theme::tokens(ui);
    let dates = payload.signature_dates;
    ui.add_space(GAP_XS);
    ui.label(theme::strong(t!("card-signature")));
    ui.add(egui::Label::new(theme::list(says)).wrap());
    let day = |day: Option<Day>| day.map_or_else(|| "?".to_owned(), format::day);
    let signed = dates.signed_at.map(format::full_date).unwrap_or_default();
    let valid = (dates.valid_from.is_some() || dates.valid_until.is_some())
        .then(|| t!("card-certificate-dates", from = day(dates.valid_from), until = day(dates.valid_until)));
    for (label, value) in
        [(t!("card-signer"), payload.signer.clone()), (t!("card-signed-at"), signed), (t!("card-certificate"), valid.unwrap_or_default())]
    {
        if !value.is_empty() {
            widgets::key_value(ui, LABELS, &label, theme::list(value));
        }
    }
    ui.add(egui::Label::new(theme::small(t!("card-signature-limits")).color(t.weak)).wrap());
}

fn mask(value: &str) -> String {
    let shown: String = value.chars().take(4).collect();
    format!("{shown}…")
}
