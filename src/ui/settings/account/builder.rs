//! The login builder: both user names from their parts. Only a help; the fields above stay free texts.

use egui::Ui;

use crate::domain::login::{Direction, LoginParts};
use crate::ui::settings::form::AccountForm;
use crate::ui::theme::{self, GAP_M, GAP_S, GAP_XS, icon};
use crate::ui::widgets;

/// The parts as typed, while the builder is open.
#[derive(Default)]
pub struct Builder {
    /// `None` while closed.
    pub parts: Option<LoginParts>,
}

impl Builder {
    /// Opens with parts that were found in a text.
    pub(super) fn open_with(&mut self, parts: LoginParts) {
        self.parts = Some(parts);
    }
}

/// Draws the builder, or the button that opens it.
pub(super) fn show(ui: &mut Ui, builder: &mut Builder, form: &mut AccountForm) {
    ui.add_space(GAP_M);
    let Some(parts) = &mut builder.parts else {
        if widgets::quiet_button(ui, icon::KEYBOARD, &t!("builder-open")).clicked() {
            let known = LoginParts::of(&form.incoming.login, Direction::Incoming);
            let outgoing = LoginParts::of(&form.outgoing.login, Direction::Outgoing);
            builder.parts = Some(LoginParts { address: form.address.clone(), outgoing_port: outgoing.outgoing_port, ..known });
        }
        return;
    };
    let t = theme::tokens(ui);
    form.address.clone_into(&mut parts.address);
    let (mut apply, mut close) = (false, false);
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GAP_XS;
        ui.label(theme::heading(t!("builder-open")));
        ui.add(egui::Label::new(theme::small(t!("builder-intro")).color(t.weak)).wrap());
        let rows: [[(&str, String, &mut String, f32); 3]; 2] = [
            [
                ("fachdienst", t!("builder-fachdienst"), &mut parts.fachdienst, 222.0),
                ("pop3", t!("builder-pop3-port"), &mut parts.incoming_port, 80.0),
                ("smtp", t!("builder-smtp-port"), &mut parts.outgoing_port, 80.0),
            ],
            [
                ("mandant", t!("builder-mandant"), &mut parts.mandant, 134.0),
                ("system", t!("builder-client-system"), &mut parts.client_system, 134.0),
                ("workplace", t!("builder-workplace"), &mut parts.workplace, 134.0),
            ],
        ];
        for row in rows {
            line(ui, row);
        }
        line(
            ui,
            [("user", t!("builder-user"), &mut parts.user, 209.0), ("konnektor", t!("builder-konnektor"), &mut parts.konnektor, 209.0)],
        );
        ui.add_space(GAP_S);
        let logins = parts.build(Direction::Incoming).zip(parts.build(Direction::Outgoing));
        match &logins {
            Some((pop3, smtp)) => {
                for login in [pop3, smtp] {
                    ui.add(egui::Label::new(theme::mono(login)).wrap());
                }
            }
            None => {
                ui.label(theme::small(t!("builder-incomplete")).color(t.weak));
            }
        }
        ui.horizontal(|ui| {
            let ready = logins.is_some();
            apply = ui.add_enabled_ui(ready, |ui| widgets::button(ui, icon::CHECK, &t!("builder-apply"))).inner.clicked();
            close = widgets::quiet_button(ui, "", &t!("paste-close")).clicked();
        });
        if let Some((pop3, smtp)) = logins.filter(|_| apply) {
            (form.incoming.login, form.outgoing.login) = (pop3, smtp);
        }
    });
    if apply || close {
        builder.parts = None;
    }
}

/// Fields side by side, each under its label.
fn line<const N: usize>(ui: &mut Ui, fields: [(&str, String, &mut String, f32); N]) {
    ui.add_space(GAP_XS);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_M;
        for (salt, label, value, width) in fields {
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = GAP_XS;
                widgets::field_label(ui, &label);
                widgets::text_field(ui, ("builder", salt), &label, value, "", width);
            });
        }
    });
}
