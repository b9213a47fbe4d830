//! Head of a mail: subject, people with their addresses, date, and the badges.

use egui::{Align, Label, Layout, RichText, Ui};

use crate::domain::address::Mailbox;
use crate::domain::mail::{Decryption, Integrity, MailClass, MailDetail};
use crate::domain::time::Timestamp;
use crate::i18n;
use crate::ui::format;
use crate::ui::theme::{self, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// Senders named besides the first.
const MOST_SENDERS: usize = 20;

/// Draws the head; `full` also names the account and every recipient on lines of their own.
pub fn ui(ui: &mut Ui, mail: &MailDetail, full: bool) {
    let t = theme::tokens(ui);
    let (row, parsed) = (&mail.row, &mail.parsed);
    ui.spacing_mut().item_spacing.y = GAP_XS;
    let subject = format::subject(row);
    if full && subject != row.subject && !row.subject.is_empty() {
        // The words stand here as everywhere; the true subject, which other programs show, below.
        ui.add(Label::new(theme::title(subject)).wrap());
        ui.add(Label::new(theme::small(&row.subject).color(t.weak)).wrap());
    } else {
        ui.add(Label::new(theme::title(subject)).wrap());
    }
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add(Label::new(theme::small(format::full_date(row.date)).color(t.weak)).extend());
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let label = Label::new(theme::strong(row.from.label()));
                // A name may be cut, its address stands below; an address that stands alone is shown whole.
                ui.add(if row.from.name.is_empty() { label.wrap() } else { label.truncate() });
            });
        });
    });
    // Whole, also where it is long: the end of an address tells whose it is (rule 30).
    if !row.from.name.is_empty() {
        ui.add(Label::new(theme::small(&row.from.address).color(t.weak)).wrap());
    }
    let others: Vec<String> = parsed.from.iter().skip(1).take(MOST_SENDERS).map(named).collect();
    if !others.is_empty() {
        ui.add(Label::new(theme::small(format!("{} {}", t!("head-also-from"), others.join(", "))).color(t.weak)).wrap());
    }
    for (label, people) in [(t!("head-to"), &parsed.to), (t!("head-cc"), &parsed.cc), (t!("head-reply-to"), &parsed.reply_to)] {
        if !people.is_empty() {
            people_ui(ui, &label, people, full);
        }
    }
    if full {
        people_ui(ui, &t!("head-account"), &[Mailbox::bare(&row.account_address)], true);
    }
    ui.add_space(GAP_XS);
    badges_ui(ui, mail);
    people_of_ui(ui, mail, full);
}

fn named(person: &Mailbox) -> String {
    if person.name.is_empty() { person.address.clone() } else { format!("{} <{}>", person.name, person.address) }
}

/// Who read and who answered, from „Verlauf": what people who share a mailbox want to know of each other.
fn people_of_ui(ui: &mut Ui, mail: &MailDetail, full: bool) {
    let mut parts = Vec::new();
    for (key, word) in [("history-read", "head-read-by"), ("history-answered", "head-answered-by")] {
        // The newest act of each person.
        let mut people: Vec<(&str, Timestamp)> = Vec::new();
        for line in mail.history.iter().rev().filter(|line| line.key == key && !line.who.is_empty()) {
            if !people.iter().any(|(who, _)| *who == line.who) {
                people.push((&line.who, line.at));
            }
        }
        if !people.is_empty() {
            let names: Vec<String> = people.iter().map(|(who, at)| format!("{who} ({})", format::short_date(*at))).collect();
            parts.push(i18n::text_with(word, &names.join(", ")));
        }
    }
    if !parts.is_empty() {
        let t = theme::tokens(ui);
        let label = Label::new(theme::small(parts.join(" · ")).color(t.weak));
        ui.add(if full { label.wrap() } else { label.truncate() });
    }
}

fn people_ui(ui: &mut Ui, label: &str, people: &[Mailbox], full: bool) {
    let t = theme::tokens(ui);
    let words: Vec<String> = people.iter().map(|p| if full { named(p) } else { p.label().to_owned() }).collect();
    let text = theme::small(format!("{label} {}", words.join(", "))).color(t.weak);
    let response = ui.add(if full { Label::new(text).wrap() } else { Label::new(text).truncate() });
    if !full {
        let all: Vec<String> = people.iter().map(|p| format!("{} <{}>", p.name, p.address)).collect();
        response.on_hover_text(all.join("\n"));
    }
}

fn badges_ui(ui: &mut Ui, mail: &MailDetail) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, GAP_XS);
        if mail.row.class != MailClass::Undecrypted {
            widgets::badge(ui, Tone::Accent, "", &format::kind_word(&mail.row));
        }
        if let Some((tone, sign, word)) = decryption_look(mail) {
            widgets::badge(ui, tone, sign, &word);
        }
        let integrity = match mail.row.integrity {
            Integrity::None => None,
            Integrity::Ok => Some((Tone::Ok, icon::SEAL_OK, t!("badge-integrity-ok"))),
            Integrity::Unverifiable => Some((Tone::Warn, icon::SEAL_WARNING, t!("badge-integrity-unverifiable"))),
            Integrity::Unconfirmed { .. } => Some((Tone::Warn, icon::SEAL_WARNING, t!("badge-integrity-unconfirmed"))),
            Integrity::Failed => Some((Tone::Error, icon::SHIELD_BROKEN, t!("badge-integrity-failed"))),
        };
        if let Some((tone, sign, word)) = integrity {
            widgets::badge(ui, tone, sign, &word);
        }
        if let Some(state) = mail.row.state {
            let (sign, tone) = format::state_look(state);
            widgets::badge(ui, tone, sign, &i18n::text(&format!("state-{}", state.as_str())));
        }
        let work = &mail.row.work;
        if !work.claimed_by.is_empty() {
            widgets::badge(ui, Tone::Info, icon::PERSON, &i18n::text_with("status-claimed", &work.claimed_by));
        }
        if work.done {
            widgets::badge(ui, Tone::Ok, icon::CHECK, &t!("status-done"));
        }
    });
}

fn decryption_look(mail: &MailDetail) -> Option<(Tone, &'static str, String)> {
    if mail.row.class == MailClass::Undecrypted {
        return Some((Tone::Warn, icon::LOCKED, t!("status-undecrypted")));
    }
    match mail.row.decryption {
        Decryption::Ok => Some((Tone::Ok, icon::UNLOCKED, t!("badge-decrypted"))),
        Decryption::Failed => Some((Tone::Warn, icon::LOCKED, t!("status-undecrypted"))),
        Decryption::None | Decryption::Unconfirmed => None,
    }
}

/// A short name for titles that tells nothing: `Nachricht 12.11. 10:42`.
#[must_use]
pub fn neutral_title(mail: Option<&MailDetail>) -> String {
    match mail {
        Some(mail) => t!("detail-title", date = format::short_date(mail.row.date)),
        None => t!("detail-title-loading"),
    }
}

/// A weak line, for asides under a head.
pub fn aside(ui: &mut Ui, text: &str) {
    let t = theme::tokens(ui);
    ui.label(RichText::new(text).size(theme::SIZE_SMALL).color(t.weak));
}
