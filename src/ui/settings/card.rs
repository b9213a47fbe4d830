//! „Karte": which card an address belongs to, chosen from the cards that are inserted now.
//!
//! An account is bound to the number of a card (ICCSN); one card may serve many addresses. The list is asked for in
//! the background and never kept. Without a Konnektor there is nothing to see here.

use egui::{Align, Ui};

use super::account::{Part, WIDE};
use super::form::AccountForm;
use crate::domain::card::{BoundCard, Card, ConnectorReport, Expiry, PinStatus, Terminal, TiLink};
use crate::domain::problem::Problem;
use crate::domain::time::{Day, Timestamp};
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::format;
use crate::ui::model::{Asks, Model};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_S, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// What the Konnektor of the form said, and whether it is being asked.
#[derive(Default)]
pub struct CardView {
    pub report: Option<Result<ConnectorReport, Problem>>,
    asking: Option<Ticket>,
    /// The list was asked for by itself when the form was opened.
    opened: bool,
    /// „Karte freischalten – so geht's" is unfolded.
    pub help: bool,
    /// To be moved into view once.
    pub scroll_to: Option<Part>,
    questions: Questions,
}

impl CardView {
    /// Takes the answers to this view's questions.
    pub fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            if self.asking.take_if(|asked| *asked == ticket).is_some() {
                self.report = Some(match result.map(|answer| *answer) {
                    Ok(Answer::Cards(report)) => Ok(*report),
                    Ok(_) => Err(Problem::new("INTERNAL", "")),
                    Err(problem) => Err(problem),
                });
            }
        }
    }

    /// An answer is on its way.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// Asks the Konnektor that stands in the form.
    pub fn ask(&mut self, form: &AccountForm, asks: &mut Asks) {
        let Some(settings) = form.settings() else { return };
        self.opened = true;
        let password = form.new_connector_password();
        let command = Command::ProbeConnector { id: form.id, settings: Box::new(settings), password };
        let asking = &mut self.asking;
        self.questions.send(vec![command], asks, |ticket, _| *asking = Some(ticket));
    }

    /// Moves a part of the form into view if that was wished.
    pub(super) fn scroll(&mut self, ui: &Ui, part: Part) {
        if self.scroll_to.take_if(|wished| *wished == part).is_some() {
            ui.scroll_to_cursor(Some(Align::TOP));
        }
    }
}

/// Draws the section; nothing without a Konnektor.
pub(super) fn show(ui: &mut Ui, view: &mut CardView, form: &mut AccountForm, now: Timestamp, asks: &mut Asks) {
    if !form.connector.is_set() {
        return;
    }
    // Who may only look at the settings would be refused.
    if !view.opened && form.id.is_some() && view.asking.is_none() && ui.is_enabled() {
        view.ask(form, asks);
    }
    let t = theme::tokens(ui);
    view.scroll(ui, Part::Card);
    widgets::section(ui, &t!("card-title"));
    ui.label(theme::small(t!("card-intro")).color(t.weak));
    ui.add_space(GAP_XS);
    if let Some(Ok(report)) = &view.report {
        link_badge(ui, report.link);
        ui.add_space(GAP_XS);
        list(ui, report, form, now);
    } else {
        bound_only(ui, form.card.as_ref());
    }
    if let Some(Err(problem)) = &view.report {
        widgets::banner(ui, Tone::Warn, icon::WARNING, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
    }
    ui.add_space(GAP_S);
    ui.horizontal(|ui| {
        ui.add_enabled_ui(!view.is_asking(), |ui| {
            if widgets::button(ui, icon::CARD, &t!("card-show")).clicked() {
                view.ask(form, asks);
            }
        });
        if form.card.is_some() && widgets::quiet_button(ui, "", &t!("card-release")).clicked() {
            form.card = None;
        }
        if view.is_asking() {
            ui.label(theme::small(t!("card-reading")).color(t.weak));
        }
    });
    help(ui, &mut view.help);
}

/// While nothing is known of the cards: only the one chosen before.
fn bound_only(ui: &mut Ui, bound: Option<&BoundCard>) {
    match bound {
        Some(bound) => {
            ui.label(theme::body(name(bound.kind.as_str(), &bound.holder, None)));
            let t = theme::tokens(ui);
            ui.label(theme::small(&bound.iccsn).color(t.weak));
        }
        None => {
            ui.label(theme::body(t!("card-not-chosen")));
        }
    }
}

fn link_badge(ui: &mut Ui, link: TiLink) {
    let (tone, mark, word) = match link {
        TiLink::Online => (Tone::Ok, icon::CHECK_CIRCLE, t!("ti-online")),
        TiLink::Outage => (Tone::Error, icon::CROSS_CIRCLE, t!("ti-outage")),
        TiLink::OfflineMode => (Tone::Error, icon::CROSS_CIRCLE, t!("ti-offline-mode")),
        TiLink::Unknown => (Tone::Neutral, icon::QUESTION, t!("ti-unknown")),
    };
    widgets::badge(ui, tone, mark, &word);
}

fn list(ui: &mut Ui, report: &ConnectorReport, form: &mut AccountForm, now: Timestamp) {
    if report.cards.is_empty() {
        widgets::banner(ui, Tone::Warn, icon::CARD, &t!("card-none-inserted"), "", |_| ());
    }
    for card in &report.cards {
        let terminal = report.terminal(card);
        let chosen = form.card.as_ref().is_some_and(|bound| !bound.iccsn.is_empty() && bound.iccsn == card.iccsn);
        let label = name(card.kind.as_str(), &card.holder, Some(terminal.map_or(card.terminal.as_str(), terminal_name)));
        ui.add_enabled_ui(BoundCard::of(card).is_some(), |ui| {
            if ui.radio(chosen, &label).clicked() {
                form.card = BoundCard::of(card);
            }
        });
        facts(ui, card, terminal, now);
    }
    let missing = form.card.as_ref().filter(|bound| report.card(&bound.iccsn).is_none());
    if let Some(bound) = missing {
        let label = name(bound.kind.as_str(), &bound.holder, None);
        // It stays chosen until a person chooses another one.
        let _ = ui.radio(true, &label);
        indented(ui, |ui| {
            let hba = bound.kind == crate::domain::card::CardKind::Hba;
            let tone = if hba { Tone::Neutral } else { Tone::Error };
            widgets::badge(ui, tone, icon::CARD, &t!("card-not-inserted"));
            if hba {
                let t = theme::tokens(ui);
                ui.label(theme::small(t!("card-hba-waits")).color(t.weak));
            }
        });
    } else if form.card.is_none() && !report.cards.is_empty() {
        let t = theme::tokens(ui);
        ui.label(theme::small(t!("card-not-chosen")).color(t.weak));
    }
}

/// The line under a card: number, state of the PIN, end of the certificate, terminal.
fn facts(ui: &mut Ui, card: &Card, terminal: Option<&Terminal>, now: Timestamp) {
    indented(ui, |ui| {
        let t = theme::tokens(ui);
        let (tone, mark) = pin_tone(card.pin);
        widgets::badge(ui, tone, mark, &i18n::text(&format!("pin-{}", card.pin.as_str())));
        if let Some(tries) = card.left_tries.filter(|_| card.pin == PinStatus::Verifiable) {
            ui.label(theme::small(t!("card-tries-left", count = tries)).color(t.weak));
        }
        if let Some(day) = card.expires {
            let stage = Day::of(now).map_or(Expiry::Far, |today| Expiry::on(today, Some(day)));
            let date = format::day(day);
            match stage {
                Expiry::Far => {
                    ui.label(theme::small(t!("card-valid-until", day = date)).color(t.weak));
                }
                Expiry::Over => {
                    widgets::badge(ui, Tone::Error, icon::CLOCK, &t!("card-expired", day = date));
                }
                Expiry::Within90 | Expiry::Within30 | Expiry::Within7 => {
                    let tone = if stage == Expiry::Within7 { Tone::Error } else { Tone::Warn };
                    widgets::badge(ui, tone, icon::CLOCK, &t!("card-valid-until", day = date));
                }
            }
        }
        if terminal.is_some_and(|terminal| !terminal.connected) {
            widgets::badge(ui, Tone::Warn, icon::WARNING, &t!("card-terminal-off"));
        }
    });
    indented(ui, |ui| {
        let t = theme::tokens(ui);
        let number = if card.iccsn.is_empty() { t!("card-no-number") } else { card.iccsn.clone() };
        let number = match card.telematik_id.as_deref().filter(|id| !id.is_empty()) {
            Some(id) => t!("card-number-and-id", number = number, id = id),
            None => number,
        };
        ui.label(theme::small(number).color(t.weak));
    });
}

fn indented(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        // As high as what stands in it, not as a button.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal_wrapped(|ui| {
            widgets::page_width(ui, WIDE);
            ui.add_space(26.0);
            content(ui);
        });
    });
}

/// Colour and icon of an unlock state.
#[must_use]
pub(super) const fn pin_tone(pin: PinStatus) -> (Tone, &'static str) {
    match pin {
        PinStatus::Verified | PinStatus::Disabled => (Tone::Ok, icon::UNLOCKED),
        PinStatus::Verifiable | PinStatus::Unused => (Tone::Error, icon::LOCKED),
        PinStatus::Blocked => (Tone::Error, icon::PROHIBITED),
        PinStatus::Unknown => (Tone::Neutral, icon::QUESTION),
    }
}

fn terminal_name(terminal: &Terminal) -> &str {
    if terminal.name.is_empty() { &terminal.id } else { &terminal.name }
}

/// A card as staff know it: „SMC-B – Praxis (Terminal: Anmeldung)".
#[must_use]
pub(super) fn name(kind: &str, holder: &str, terminal: Option<&str>) -> String {
    let holder = if holder.is_empty() { t!("card-holder-unknown") } else { holder.to_owned() };
    match terminal.filter(|terminal| !terminal.is_empty()) {
        Some(terminal) => t!("card-name-in", kind = kind, holder = holder, terminal = terminal),
        None => t!("card-name", kind = kind, holder = holder),
    }
}

/// „Karte freischalten – so geht's".
fn help(ui: &mut Ui, unfolded: &mut bool) {
    if !*unfolded {
        if widgets::quiet_button(ui, icon::QUESTION, &t!("card-unlock-title")).clicked() {
            *unfolded = true;
        }
        return;
    }
    ui.add_space(GAP_XS);
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GAP_XS;
        ui.label(theme::strong(t!("card-unlock-title")));
        for step in [t!("card-unlock-1"), t!("card-unlock-2"), t!("card-unlock-3"), t!("card-unlock-4")] {
            ui.label(theme::list(step));
        }
        if widgets::quiet_button(ui, icon::UP, &t!("card-unlock-close")).clicked() {
            *unfolded = false;
        }
    });
}
