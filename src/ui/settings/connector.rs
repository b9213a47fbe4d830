//! The Konnektor in the account form: address, way to sign in, Aufrufkontext, and a test of just these.

use egui::Ui;

use super::account::{Part, WIDE, field, labelled, secret_field};
use super::card::CardView;
use super::form::AccountForm;
use crate::domain::account::{AccountField, ConnectorAuth, FieldIssue};
use crate::i18n;
use crate::ui::model::Asks;
use crate::ui::theme::{self, GAP_M, GAP_S, Tone, icon};
use crate::ui::widgets;

/// Draws the section. `shows_password`: the eye of its password field is open.
pub(super) fn show(
    ui: &mut Ui,
    form: &mut AccountForm,
    issues: &[FieldIssue],
    view: &mut CardView,
    shows_password: &mut bool,
    asks: &mut Asks,
) {
    view.scroll(ui, Part::Connector);
    widgets::section(ui, &t!("account-section-connector"));
    field(ui, issues, AccountField::Connector, &t!("account-connector-url"), &t!("account-connector-help"), |ui| {
        let label = t!("account-section-connector");
        widgets::text_field(ui, "connector", &label, &mut form.connector.url, "https://192.0.2.10", WIDE);
    });
    // Without an address the rest has nothing to say.
    if !form.connector.is_set() {
        return;
    }
    mode_ui(ui, form, shows_password);
    ui.add_space(GAP_S);
    let mut same_host = !form.connector.named_hosts;
    if ui.checkbox(&mut same_host, t!("account-connector-same-host")).changed() {
        form.connector.named_hosts = !same_host;
    }
    widgets::field_help(ui, &t!("account-connector-same-host-help"), None);
    context_ui(ui, form);
    test_ui(ui, form, view, asks);
}

fn mode_ui(ui: &mut Ui, form: &mut AccountForm, shows_password: &mut bool) {
    ui.add_space(GAP_S);
    widgets::field_label(ui, &t!("account-connector-mode"));
    ui.horizontal(|ui| {
        for auth in ConnectorAuth::ALL {
            let word = i18n::text(&format!("account-connector-mode-{}", auth.as_str()));
            if widgets::choice_chip(ui, form.connector.auth == auth, &word, None).clicked() {
                form.connector.auth = auth;
            }
        }
    });
    widgets::field_help(ui, &i18n::text(&format!("account-connector-mode-{}-help", form.connector.auth.as_str())), None);
    if form.connector.auth == ConnectorAuth::Basic {
        ui.add_space(GAP_S);
        let label = t!("account-connector-user");
        widgets::field_label(ui, &label);
        widgets::text_field(ui, "connector-user", &label, &mut form.connector.user, "", WIDE);
        ui.add_space(GAP_S);
        let label = t!("account-connector-password");
        widgets::field_label(ui, &label);
        secret_field(ui, "connector-password", &label, &mut form.connector_password, form.id.is_some(), shows_password);
        let help = if form.id.is_some() { t!("account-password-stored") } else { String::new() };
        widgets::field_help(ui, &help, None);
    }
}

fn context_ui(ui: &mut Ui, form: &mut AccountForm) {
    let context = &mut form.connector.context;
    for pair in [
        [
            ("mandant", t!("account-mandant"), &mut context.mandant_id),
            ("system", t!("account-client-system"), &mut context.client_system_id),
        ],
        [("workplace", t!("account-workplace"), &mut context.workplace_id), ("user", t!("account-user"), &mut context.user_id)],
    ] {
        ui.add_space(GAP_S);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP_M;
            for (salt, label, value) in pair {
                labelled(ui, 224.0, &label, |ui| {
                    widgets::text_field(ui, salt, &label, value, "", 244.0);
                });
            }
        });
    }
    widgets::field_help(ui, &t!("account-connector-context-help"), None);
    widgets::field_help(ui, &format!("{}: {}", t!("account-user"), t!("account-user-help")), None);
}

/// Asks with what stands in the form, saved or not; the cards it brings appear in the section above.
fn test_ui(ui: &mut Ui, form: &AccountForm, view: &mut CardView, asks: &mut Asks) {
    let t = theme::tokens(ui);
    ui.add_space(GAP_S);
    ui.horizontal(|ui| {
        ui.add_enabled_ui(!view.is_asking() && form.settings().is_some(), |ui| {
            if widgets::button(ui, icon::PLUG, &t!("account-connector-test")).clicked() {
                view.ask(form, asks);
            }
        });
        if view.is_asking() {
            ui.label(theme::small(t!("account-connector-testing")).color(t.weak));
        }
    });
    match &view.report {
        Some(Ok(report)) if !view.is_asking() => {
            let words = t!("account-connector-answers", product = report.product.as_str());
            widgets::badge(ui, Tone::Ok, icon::CHECK_CIRCLE, &words);
        }
        Some(Err(problem)) if !view.is_asking() => {
            widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |ui| {
                ui.label(theme::mono(format!("{} {}", problem.code, problem.detail)));
            });
        }
        _ => {}
    }
}
