//! The head of a mail being written: Von, An, Cc, Betreff, Art and receipts, like the head of a letter.

use egui::{ComboBox, FontId, Frame, Margin, Stroke, TextEdit, Ui, Vec2};

use super::{Compose, Focus, recipient_field};
use crate::domain::access::Right;
use crate::domain::account::Account;
use crate::domain::eeb;
use crate::domain::letter;
use crate::domain::mail::Dienstkennung;
use crate::domain::outgoing::RecipientKind;
use crate::domain::usage::Usage;
use crate::engine::command::Command;
use crate::i18n;
use crate::ui::model::Model;
use crate::ui::theme::{self, GAP_L, GAP_S, SIZE_BODY, SIZE_LIST};
use crate::ui::widgets;

/// Width of the labels.
const LABEL: f32 = 64.0;
/// Least height of a line.
const LINE: f32 = 36.0;

/// Kinds offered by name; any other Dienstkennung can be typed.
const KINDS: [(&str, &str); 6] = [
    ("compose-kind-plain", Dienstkennung::DEFAULT),
    ("compose-kind-letter", letter::LETTER),
    ("compose-kind-ebz", "EBZ;ANT;2.0.0"),
    ("compose-kind-eau", "eAU;Lieferung;V1.2"),
    ("compose-kind-eeb", eeb::REQUEST),
    ("compose-kind-lab", "LDT-Befund;Lieferung;V1.0"),
];

/// Whether a Dienstkennung is offered by name.
pub(super) fn is_known_kind(dienstkennung: &str) -> bool {
    KINDS.iter().any(|(_, value)| *value == dienstkennung)
}

/// Draws the head.
pub(super) fn show(ui: &mut Ui, model: &Model, view: &mut Compose, now: f64, out: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    line(ui, &t!("compose-from"), |ui| {
        from_ui(ui, model, view);
        false
    });
    line(ui, &t!("compose-to"), |ui| {
        let more = if view.state.show_cc { 0.0 } else { 44.0 };
        let focused = recipient_field::show(ui, &mut view.state, RecipientKind::To, more, now, out);
        if !view.state.show_cc {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                if widgets::quiet_button(ui, "", &t!("compose-add-cc")).on_hover_text(t!("compose-add-cc-hint")).clicked() {
                    view.state.show_cc = true;
                }
            });
        }
        focused
    });
    if view.state.show_cc {
        line(ui, &t!("compose-cc"), |ui| recipient_field::show(ui, &mut view.state, RecipientKind::Cc, 0.0, now, out));
    }
    line(ui, &t!("compose-subject"), |ui| {
        let edit = TextEdit::singleline(&mut view.state.draft.subject)
            .id_salt("subject")
            .frame(Frame::new().inner_margin(Margin::symmetric(0, 9)))
            .desired_width(f32::INFINITY)
            .font(FontId::new(SIZE_BODY, theme::semibold()));
        let response = ui.add(edit);
        response.ctx.accesskit_node_builder(response.id, |node| node.set_label(t!("compose-subject")));
        if view.state.wants_focus == Some(Focus::Subject) {
            view.state.wants_focus = None;
            response.request_focus();
        }
        response.has_focus()
    });
    line(ui, &t!("compose-kind"), |ui| {
        kind_ui(ui, view);
        false
    });
}

/// One line: label, content, hairline; the hairline is the accent while the content has the keyboard.
fn line(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui) -> bool) {
    let t = theme::tokens(ui);
    let row = ui.horizontal_top(|ui| {
        ui.set_min_height(LINE);
        ui.spacing_mut().item_spacing.x = GAP_S;
        let (rect, _) = ui.allocate_exact_size(Vec2::new(LABEL, LINE), egui::Sense::hover());
        let font = FontId::proportional(SIZE_LIST);
        ui.painter().text(rect.left_center(), egui::Align2::LEFT_CENTER, label, font, t.weak);
        content(ui)
    });
    let ink = if row.inner { Stroke::new(2.0, t.accent) } else { Stroke::new(1.0, t.line) };
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 2.0), egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, ink);
}

/// Name and address of an account.
fn account_label(account: &Account) -> String {
    let settings = &account.settings;
    if settings.sender_name.is_empty() { settings.address.to_string() } else { format!("{} · {}", settings.sender_name, settings.address) }
}

fn from_ui(ui: &mut Ui, model: &Model, view: &mut Compose) {
    let current = model.account(view.state.draft.account);
    let label = current.map(account_label).unwrap_or_default();
    let accounts: Vec<&Account> = model.active_accounts().filter(|account| model.may_with(account.id, Right::Send)).collect();
    let unknown = Usage::default();
    let usage = model.usage.value().map_or(&unknown, |facts| &facts.usage);
    if accounts.len() < 2 {
        let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), LINE), egui::Sense::hover());
        let t = theme::tokens(ui);
        ui.painter().with_clip_rect(rect).text(
            rect.left_center(),
            egui::Align2::LEFT_CENTER,
            &label,
            FontId::proportional(SIZE_BODY),
            t.text,
        );
        widgets::name(ui, &response, egui::Role::Label, &label);
        return;
    }
    let size = Vec2::new(ui.available_width(), LINE);
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        let width = (ui.available_width()).min(520.0);
        let combo =
            ComboBox::from_id_salt("from").icon(widgets::drop_down_sign).selected_text(label).width(width).truncate().show_ui(ui, |ui| {
                for account in accounts {
                    let chosen = account.id == view.state.draft.account;
                    if ui.selectable_label(chosen, account_label(account)).clicked() && !chosen {
                        view.state.set_account(account, usage);
                    }
                }
            });
        widgets::name(ui, &combo.response, egui::Role::ComboBox, &t!("compose-from"));
    });
}

fn kind_ui(ui: &mut Ui, view: &mut Compose) {
    let draft = &mut view.state.draft;
    let known = KINDS.iter().find(|(_, value)| *value == draft.dienstkennung);
    let label = match known {
        Some((key, _)) if !view.free_kind => i18n::text(key),
        _ => t!("compose-kind-other"),
    };
    let mut receipts_set = false;
    let size = Vec2::new(ui.available_width(), LINE);
    // Wraps where the window is narrow or the letters are large.
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center).with_main_wrap(true), |ui| {
        ui.spacing_mut().item_spacing.x = GAP_L;
        let combo = ComboBox::from_id_salt("kind").icon(widgets::drop_down_sign).selected_text(label).width(180.0).show_ui(ui, |ui| {
            for (key, value) in KINDS {
                if ui.selectable_label(!view.free_kind && draft.dienstkennung == value, i18n::text(key)).clicked() {
                    value.clone_into(&mut draft.dienstkennung);
                    view.free_kind = false;
                }
            }
            if ui.selectable_label(view.free_kind, t!("compose-kind-other")).clicked() {
                view.free_kind = true;
            }
        });
        widgets::name(ui, &combo.response, egui::Role::ComboBox, &t!("compose-kind"));
        if view.free_kind {
            widgets::text_field(ui, "free-kind", &t!("compose-kind-other"), &mut draft.dienstkennung, "", 220.0)
                .on_hover_text(t!("compose-kind-other-help"));
        }
        // What the application fixes cannot be chosen.
        draft.obey_application();
        let (forced, no_read) = (draft.is_of("eAU;Lieferung"), draft.is_of(eeb::APPLICATION));
        let delivery = ui.add_enabled(!forced, egui::Checkbox::new(&mut draft.delivery_receipt, t!("compose-delivery-receipt")));
        let delivery = if forced { delivery.on_disabled_hover_text(t!("compose-receipt-forced")) } else { delivery };
        let read = ui.add_enabled(!no_read, egui::Checkbox::new(&mut draft.read_receipt, t!("compose-read-receipt")));
        let read = if no_read { read.on_disabled_hover_text(t!("compose-no-read-receipt")) } else { read };
        receipts_set = delivery.changed() || read.changed();
    });
    if receipts_set {
        view.state.receipts_were_set();
    }
}
