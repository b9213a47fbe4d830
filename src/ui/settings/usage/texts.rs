//! What new mails begin with: Dienstkennung, signature per account, and the text blocks.

use egui::{ComboBox, Ui};

use super::UsageView;
use crate::domain::account::Account;
use crate::domain::mail::Dienstkennung;
use crate::domain::usage::{self, TextBlock, Usage, UsageIssue};
use crate::ui::model::Model;
use crate::ui::theme::{self, GAP_S, Tone, icon};
use crate::ui::widgets;

/// Width of lists and of the field for a Dienstkennung.
const FIELD: f32 = 420.0;

pub(super) fn show(ui: &mut Ui, model: &Model, view: &mut UsageView) {
    let UsageView { form, signature_of, block, .. } = view;
    let Some((form, _)) = form else { return };
    default_ui(ui, form);
    signature_ui(ui, model, form, signature_of);
    blocks_ui(ui, form, block);
}

fn default_ui(ui: &mut Ui, form: &mut Usage) {
    widgets::section(ui, &t!("usage-new-mails"));
    widgets::field_label(ui, &t!("usage-default-kind"));
    ui.horizontal(|ui| {
        widgets::text_field(ui, "default-kind", &t!("usage-default-kind"), &mut form.default_dienstkennung, Dienstkennung::DEFAULT, FIELD);
        let usual = form.default_dienstkennung == Dienstkennung::DEFAULT;
        if !usual && widgets::quiet_button(ui, icon::UNDO, &t!("usage-default-kind-reset")).clicked() {
            Dienstkennung::DEFAULT.clone_into(&mut form.default_dienstkennung);
        }
    });
    let sentence = t!("usage-prefix-wrong");
    let wrong = !usage::is_prefix(&form.default_dienstkennung);
    widgets::field_help(ui, &t!("usage-default-kind-help"), wrong.then_some((Tone::Error, sentence.as_str())));
}

fn address_of(account: &Account) -> String {
    let settings = &account.settings;
    if settings.sender_name.is_empty() { settings.address.to_string() } else { format!("{} · {}", settings.sender_name, settings.address) }
}

fn signature_ui(ui: &mut Ui, model: &Model, form: &mut Usage, chosen: &mut Option<crate::domain::ids::AccountId>) {
    widgets::section(ui, &t!("usage-signature"));
    let accounts: Vec<&Account> = model.active_accounts().collect();
    if chosen.is_none_or(|id| !accounts.iter().any(|a| a.id == id)) {
        *chosen = accounts.first().map(|a| a.id);
    }
    let Some(account) = accounts.iter().find(|a| Some(a.id) == *chosen) else {
        ui.label(theme::body(t!("usage-no-account")));
        return;
    };
    let id = account.id;
    if accounts.len() > 1 {
        let combo = ComboBox::from_id_salt("signature-of")
            .icon(widgets::drop_down_sign)
            .selected_text(address_of(account))
            .width(FIELD)
            .truncate()
            .show_ui(ui, |ui| {
                for account in &accounts {
                    ui.selectable_value(chosen, Some(account.id), address_of(account));
                }
            });
        widgets::name(ui, &combo.response, egui::Role::ComboBox, &t!("usage-signature-of"));
        ui.add_space(GAP_S);
    }
    let mut text = form.signature(id).to_owned();
    let hint = t!("usage-signature-hint");
    if widgets::text_area(ui, ("signature", id.0), &t!("usage-signature"), &mut text, &hint, 4).changed() {
        form.signatures.retain(|(other, _)| *other != id);
        if !text.is_empty() {
            form.signatures.push((id, text));
            form.signatures.sort_by_key(|(account, _)| *account);
        }
    }
    widgets::field_help(ui, &t!("usage-signature-help"), None);
}

fn blocks_ui(ui: &mut Ui, form: &mut Usage, chosen: &mut usize) {
    widgets::section(ui, &t!("usage-blocks"));
    widgets::field_help(ui, &t!("usage-blocks-help"), None);
    ui.add_space(GAP_S);
    let issues = form.issues();
    let mut removed = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP_S, GAP_S);
        for (at, block) in form.text_blocks.iter().enumerate() {
            let name = if block.name.trim().is_empty() { t!("usage-block-unnamed") } else { block.name.clone() };
            if widgets::choice_chip(ui, at == *chosen, &name, None).clicked() {
                *chosen = at;
            }
        }
        if widgets::quiet_button(ui, icon::PLUS, &t!("usage-block-new")).clicked() {
            form.text_blocks.push(TextBlock::default());
            *chosen = form.text_blocks.len() - 1;
        }
    });
    let at = *chosen;
    if let Some(block) = form.text_blocks.get_mut(at) {
        ui.add_space(GAP_S);
        widgets::field_label(ui, &t!("usage-block-name"));
        ui.horizontal(|ui| {
            widgets::text_field(ui, ("block-name", at), &t!("usage-block-name"), &mut block.name, "", FIELD);
            if widgets::quiet_button(ui, icon::TRASH, &t!("usage-block-remove")).clicked() {
                removed = Some(at);
            }
        });
        let sentence = t!("usage-block-name-wrong");
        let wrong = issues.contains(&UsageIssue::BlockName(at));
        widgets::field_help(ui, "", wrong.then_some((Tone::Error, sentence.as_str())));
        widgets::field_label(ui, &t!("usage-block-text"));
        widgets::text_area(ui, ("block-text", at), &t!("usage-block-text"), &mut block.text, "", 4);
    }
    if let Some(at) = removed {
        form.text_blocks.remove(at);
        *chosen = at.saturating_sub(1);
    }
}
