//! „Verlauf": where each recipient stands, who did what, and the other mails of the conversation.

use egui::Ui;

use crate::domain::mail::MailDetail;
use crate::i18n;
use crate::ui::format;
use crate::ui::theme::{self, GAP_S, GAP_XS, icon};
use crate::ui::view::{Intent, Out};
use crate::ui::widgets;

pub(super) fn ui(ui: &mut Ui, mail: &MailDetail, out: &mut Out) {
    let t = theme::tokens(ui);
    if !mail.recipients.is_empty() {
        ui.label(theme::heading(t!("history-recipients")));
        for recipient in &mail.recipients {
            let (sign, tone) = format::state_look(recipient.state);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(GAP_S, GAP_XS);
                widgets::badge(ui, tone, sign, &i18n::text(&format!("state-{}", recipient.state.as_str())));
                ui.label(theme::list(recipient.mailbox.label()));
                for (at, word) in [(recipient.delivered_at, t!("history-delivered")), (recipient.read_at, t!("history-read-at"))] {
                    if let Some(at) = at {
                        ui.label(theme::small(format!("{word} {}", format::short_date(at))).color(t.weak));
                    }
                }
            });
            if !recipient.reply.is_empty() && recipient.state.needs_attention() {
                ui.label(theme::small(&recipient.reply).color(t.weak));
            }
        }
        ui.add_space(GAP_S);
    }
    ui.label(theme::heading(t!("history-events")));
    if mail.history.is_empty() {
        crate::ui::mail::head::aside(ui, &t!("history-empty"));
    }
    for (index, line) in mail.history.iter().enumerate() {
        ui.push_id(("history", index), |ui| {
            let mut text = i18n::text_with(&line.key, &line.detail);
            if !line.who.is_empty() {
                text = t!("history-by", what = text, who = line.who.clone());
            }
            widgets::key_value(ui, 170.0, &format::full_date(line.at), theme::list(text));
        });
    }
    if !mail.thread.is_empty() {
        widgets::section(ui, &t!("history-thread"));
        for row in &mail.thread {
            let word = format!("{}  {}  {}", format::short_date(row.date), row.from.label(), format::subject(row));
            ui.push_id(("thread", row.id), |ui| {
                if widgets::quiet_button(ui, icon::MAIL, &word).clicked() {
                    out.push(Intent::Open(row.id));
                }
            });
        }
    }
}
