//! What a mail asks of the person: why it could not be read and what helps, a warning about changed
//! content, a read receipt to be answered. Each with its next step as a button.

use egui::Ui;

use crate::domain::access::Right;
use crate::domain::mail::{Decryption, Integrity, KimCode, MailClass, MailDetail, MailFlag, Receipt, is_displayed};
use crate::engine::command::Command;
use crate::i18n;
use crate::ui::actions::Action;
use crate::ui::eau;
use crate::ui::eeb;
use crate::ui::format;
use crate::ui::model::{Model, Purpose};
use crate::ui::patient;
use crate::ui::theme::{self, GAP_S, GAP_XS, Tone, icon};
use crate::ui::view::{Intent, Out, Question};
use crate::ui::widgets;

/// Notes of the reader that say that something is missing or stands elsewhere.
const INCOMPLETE: [&str; 11] = [
    "note-reader-failed",
    "note-depth-limit",
    "note-part-limit",
    "note-header-limit",
    "note-read-error",
    "note-header-broken",
    "note-no-boundary",
    "note-no-final-boundary",
    "note-content-after-end",
    "note-kas-stub",
    "note-text-cut",
];

/// Draws every banner the mail needs, the most important first.
pub fn ui(ui: &mut Ui, model: &Model, mail: &MailDetail, out: &mut Out) {
    if mail.row.integrity == Integrity::Failed {
        integrity_ui(ui, model, mail, out);
    }
    if mail.row.class == MailClass::Undecrypted || mail.row.decryption == Decryption::Failed {
        undecrypted_ui(ui, model, mail, out);
    } else if mail.row.kim_error {
        codes_ui(ui, mail, Tone::Warn, &t!("advice-kim-error"));
    }
    if mail.row.integrity == Integrity::Unverifiable {
        widgets::banner(
            ui,
            Tone::Warn,
            icon::SHIELD_WARNING,
            &t!("advice-unverifiable"),
            &unverifiable_text(&mail.parsed.kim.codes),
            |_| (),
        );
        ui.add_space(GAP_S);
    }
    if mail.row.integrity.is_unconfirmed() {
        widgets::banner(ui, Tone::Warn, icon::SHIELD_WARNING, &t!("advice-unconfirmed"), &t!("advice-unconfirmed-text"), |_| ());
        ui.add_space(GAP_S);
    }
    flags_ui(ui, mail);
    incomplete_ui(ui, model, mail, out);
    match eau::error_ui(ui, model, mail) {
        Some(eau::Wish::SameAgain(mail)) => out.push(Intent::Ask(Question::SameAgain { mail })),
        Some(eau::Wish::Open(mail)) => out.push(Intent::Open(mail)),
        None => {}
    }
    if let Some(state) = &mail.eeb
        && let Some(other) = eeb::banner(ui, model, mail.row.id, mail.row.account, state, mail.row.state, &mut out.asks)
    {
        out.push(Intent::Open(other));
    }
    patient::question_ui(ui, model, mail, out);
    if mail.row.receipt_requested {
        receipt_question_ui(ui, model, mail, out);
    }
    if let Some(receipt) = &mail.parsed.receipt {
        receipt_ui(ui, receipt, mail.history.iter().any(|line| line.key == "history-receipt-misfit"));
    }
}

/// What makes a sender or a link doubtful, one sentence each.
fn flags_ui(ui: &mut Ui, mail: &MailDetail) {
    use MailFlag as F;
    // The others are told by a badge or by a banner of their own.
    let told = |flag: &&MailFlag| !matches!(flag, F::MdnRequested | F::DsnFailed | F::KimError | F::StillEncrypted | F::SignatureValid);
    let lines: Vec<String> = mail.parsed.flags.iter().filter(told).map(|flag| i18n::text(&format!("flag-{}", flag.as_str()))).collect();
    if !lines.is_empty() {
        widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("advice-flags"), &lines.join("\n"), |_| ());
        ui.add_space(GAP_S);
    }
}

/// What of the mail is not to be seen here, and where it is (rule 17).
fn incomplete_ui(ui: &mut Ui, model: &Model, mail: &MailDetail, out: &mut Out) {
    let told: Vec<String> = INCOMPLETE
        .iter()
        .filter_map(|key| mail.parsed.notes.iter().find(|note| note.key == *key))
        .map(|note| i18n::text_with(&note.key, &note.detail))
        .collect();
    if !told.is_empty() {
        let headline = if mail.parsed.raw_only { t!("advice-raw-only") } else { t!("advice-incomplete") };
        widgets::banner(ui, Tone::Warn, icon::WARNING, &headline, &told.join("\n"), |ui| {
            let save = |ui: &mut Ui| widgets::button(ui, icon::DOWNLOAD, &t!("action-save-as"));
            let allowed = model.allows(Action::SaveAs, Some(mail.row.account));
            if mail.parsed.raw_only && widgets::permitted(ui, allowed, save).clicked() {
                out.push(Intent::On(Action::SaveAs, vec![mail.row.id]));
            }
        });
        ui.add_space(GAP_S);
    }
}

/// Cause and next step of each code of the Clientmodul. Its error codes (4009 …) say what its result headers (01 …)
/// say in other words, so these are explained only where they stand alone.
fn code_words(mail: &MailDetail) -> String {
    let codes = &mail.parsed.kim.codes;
    let has_error = codes.iter().any(|code| code.code.len() > 2);
    let mut lines: Vec<String> = Vec::new();
    for code in codes.iter().filter(|code| !has_error || code.code.len() > 2) {
        let is_success = code.advice_key.is_empty() && matches!(code.code.as_str(), "00" | "01");
        if is_success && codes.len() > 1 {
            continue;
        }
        let meaning = i18n::text(&code.meaning_key);
        let advice = if code.advice_key.is_empty() { String::new() } else { i18n::text(&code.advice_key) };
        let line = format!("{meaning} {advice}").trim_end().to_owned() + &format!(" ({})", code.code);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

fn undecrypted_ui(ui: &mut Ui, model: &Model, mail: &MailDetail, out: &mut Out) {
    let words = code_words(mail);
    let mut words = if words.is_empty() { t!("advice-undecrypted-text") } else { words };
    let forwarded = mail.history.iter().filter(|line| line.key == "history-forwarded-unchanged").map(|line| line.at).max();
    if let Some(at) = forwarded {
        words = format!("{words}\n{}", t!("advice-forwarded", time = format::short_date(at)));
    }
    widgets::banner(ui, Tone::Warn, icon::LOCKED, &t!("advice-undecrypted"), &words, |ui| {
        let allowed = |action| model.allows(action, Some(mail.row.account));
        let refetch = |ui: &mut Ui| widgets::button(ui, icon::FETCH, &t!("action-refetch")).on_hover_text(t!("advice-refetch-hint"));
        if mail.on_server && widgets::permitted(ui, allowed(Action::Refetch), refetch).clicked() {
            out.asks.ask(Command::RefetchMail { mail: mail.row.id }, Purpose::Told("told-refetched"));
        }
        let can_forward = mail.parsed.kim.still_protected || mail.parsed.embedded.as_ref().is_some_and(|e| e.encrypted);
        // Once is enough; again stays possible, but does not ask for it.
        let button = if forwarded.is_some() { widgets::quiet_button } else { widgets::button };
        let forward = |ui: &mut Ui| button(ui, icon::FORWARD, &t!("action-forward-unchanged")).on_hover_text(t!("advice-forward-hint"));
        if can_forward && widgets::permitted(ui, allowed(Action::ForwardUnchanged), forward).clicked() {
            out.asks.ask(Command::ForwardUnchanged { mail: mail.row.id }, Purpose::Told("told-forwarded"));
        }
    });
    ui.add_space(GAP_S);
}

fn codes_ui(ui: &mut Ui, mail: &MailDetail, tone: Tone, headline: &str) {
    widgets::banner(ui, tone, icon::WARNING, headline, &code_words(mail), |_| ());
    ui.add_space(GAP_S);
}

fn integrity_ui(ui: &mut Ui, model: &Model, mail: &MailDetail, out: &mut Out) {
    widgets::banner(ui, Tone::Error, icon::SHIELD_BROKEN, &t!("advice-integrity"), &t!("advice-integrity-text"), |ui| {
        let opened = model.embedded.contains_key(&mail.row.id);
        if mail.parsed.embedded.is_some() && !opened && widgets::button(ui, icon::EYE, &t!("advice-open-embedded")).clicked() {
            out.asks.ask(Command::OpenEmbedded { mail: mail.row.id }, Purpose::Embedded(mail.row.id));
        }
    });
    if let Some(embedded) = model.embedded.get(&mail.row.id).and_then(|e| e.value()) {
        ui.add_space(GAP_S);
        let t = theme::tokens(ui);
        egui::Frame::new().stroke(egui::Stroke::new(1.0, t.error)).corner_radius(theme::RADIUS).inner_margin(12).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(theme::small(t!("advice-embedded-head")).color(t.error));
            super::head::ui(ui, embedded, true);
            ui.add_space(GAP_XS);
            let mut open = true;
            super::body::ui(ui, embedded, &embedded.parsed.text, &mut open, out);
        });
    }
    ui.add_space(GAP_S);
}

fn receipt_question_ui(ui: &mut Ui, model: &Model, mail: &MailDetail, out: &mut Out) {
    if model.account(mail.row.account).is_some_and(|account| !account.settings.options.processing_station) {
        widgets::banner(ui, Tone::Info, icon::RECEIPT, &t!("advice-receipt"), &t!("station-answers-receipts"), |_| ());
        ui.add_space(GAP_S);
        return;
    }
    widgets::banner(ui, Tone::Info, icon::RECEIPT, &t!("advice-receipt"), "", |ui| {
        for (send, word) in [(true, t!("advice-receipt-send")), (false, t!("advice-receipt-decline"))] {
            let answer = |ui: &mut Ui| if send { widgets::button(ui, icon::CHECK, &word) } else { widgets::quiet_button(ui, "", &word) };
            if widgets::permitted(ui, model.may_with(mail.row.account, Right::Send), answer).clicked() {
                let told = if send { Purpose::Told("told-receipt-sent") } else { Purpose::Silent };
                out.asks.ask(Command::AnswerReadReceipt { mail: mail.row.id, send }, told);
            }
        }
    });
    ui.add_space(GAP_S);
}

/// What a receipt says; `misfit`: it is of nobody the mail it names went to.
/// Only 07, and that once, says that the content is unchanged; all else is unknown or contradicts itself (rule 32).
fn unverifiable_text(codes: &[KimCode]) -> String {
    let mut keys = codes.iter().map(|code| code.meaning_key.as_str()).filter(|key| key.starts_with("kim-integrity-"));
    match (keys.next(), keys.next()) {
        (Some("kim-integrity-07"), None) => t!("advice-unverifiable-text"),
        _ => t!("advice-unverifiable-doubt"),
    }
}

fn receipt_ui(ui: &mut Ui, receipt: &Receipt, misfit: bool) {
    use crate::domain::mail::DsnAction;
    match receipt {
        Receipt::Read { .. } if misfit => {
            widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("receipt-misfit"), &t!("receipt-misfit-text"), |_| ());
        }
        Receipt::Read { reader, disposition, .. } if !is_displayed(disposition) => {
            widgets::banner(ui, Tone::Neutral, icon::CHECKS, &t!("receipt-not-read", who = reader.clone()), "", |_| ());
        }
        Receipt::Read { reader, .. } => {
            widgets::banner(ui, Tone::Ok, icon::CHECKS, &t!("receipt-read", who = reader.clone()), "", |_| ());
        }
        Receipt::Delivery { recipients } => {
            let failed = recipients.iter().any(|r| r.action == DsnAction::Failed);
            let lines: Vec<String> = recipients
                .iter()
                .map(|r| {
                    let word = match r.action {
                        DsnAction::Failed => t!("dsn-failed"),
                        DsnAction::Delayed => t!("dsn-delayed"),
                        DsnAction::Delivered => t!("dsn-delivered"),
                        DsnAction::Relayed | DsnAction::Expanded => t!("dsn-relayed"),
                    };
                    if r.diagnostic.is_empty() {
                        format!("{}: {word}", r.address)
                    } else {
                        format!("{}: {word} ({})", r.address, r.diagnostic)
                    }
                })
                .collect();
            let (tone, sign, headline) = if failed {
                (Tone::Error, icon::CROSS_CIRCLE, t!("receipt-failed"))
            } else {
                (Tone::Ok, icon::CHECK_CIRCLE, t!("receipt-delivered"))
            };
            widgets::banner(ui, tone, sign, &headline, &lines.join("\n"), |_| ());
        }
    }
    ui.add_space(GAP_S);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_is_called_unchanged_only_where_the_clientmodul_says_so() {
        crate::i18n::select_for_this_thread(crate::i18n::Language::German);
        let text = |keys: &[&str]| {
            let code =
                |key: &&str| KimCode { code: String::new(), meaning_key: (*key).into(), advice_key: String::new(), retry_helps: false };
            unverifiable_text(&keys.iter().map(code).collect::<Vec<_>>())
        };
        let unchanged = |keys: &[&str]| text(keys).contains("unverändert");
        assert!(unchanged(&["kim-decryption-00", "kim-integrity-07"]));
        for doubtful in
            [&["kim-integrity-07", "kim-integrity-07"][..], &["kim-integrity-01", "kim-integrity-07"], &["kim-integrity-unknown"], &[]]
        {
            assert!(!unchanged(doubtful), "{doubtful:?}");
            assert!(text(doubtful).contains("widerspricht sich"));
        }
    }
}
