//! „Verbindung testen" on the screen: rungs with tick and time; a red one explains itself below.

use egui::{Align, Layout, RichText, Ui};

use super::form::AccountForm;
use super::ladder::{Ladder, Line, Rung, new_fingerprint};
use crate::engine::command::{Command, Service};
use crate::engine::event::TestStep;
use crate::i18n;
use crate::ui::model::{Asks, Purpose};
use crate::ui::theme::{self, GAP_M, GAP_S, GAP_XS, SIZE_BODY, Tone, icon};
use crate::ui::widgets;

/// Draws the ladder; true when it shall be closed.
pub(super) fn show(ui: &mut Ui, ladder: &mut Ladder, form: &AccountForm, asks: &mut Asks) -> bool {
    let t = theme::tokens(ui);
    let mut close = false;
    ui.horizontal(|ui| {
        let title = if ladder.self_test().is_some() { t!("selftest-title") } else { t!("test-title") };
        ui.label(theme::heading(title));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            close = widgets::icon_button(ui, icon::CLOSE, &t!("test-close")).clicked();
        });
    });
    let (mark, tone, words) = match (ladder.is_running(), ladder.failures()) {
        (true, _) if ladder.self_test().is_some() => (icon::CLOCK, Tone::Neutral, t!("selftest-running")),
        (true, _) => (icon::CLOCK, Tone::Neutral, t!("test-running")),
        (false, 0) if ladder.problem.is_none() => (icon::CHECK_CIRCLE, Tone::Ok, t!("test-all-ok")),
        (false, failures) => (icon::CROSS_CIRCLE, Tone::Error, t!("test-failed", count = failures.max(1))),
    };
    widgets::badge(ui, tone, mark, &words);
    ui.add_space(GAP_S);
    if let Some(account) = ladder.self_test().filter(|_| ladder.is_running()) {
        if widgets::button(ui, icon::CLOSE, &t!("selftest-cancel")).clicked() {
            asks.ask(Command::CancelSelfTest { account }, Purpose::Silent);
        }
        ui.add_space(GAP_S);
    }
    if let Some(problem) = &ladder.problem {
        widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
    }
    let mut last = None;
    let mut toggled = None;
    for (at, line) in ladder.lines().iter().enumerate() {
        if last != Some(line.service) {
            ui.add_space(if last.is_some() { GAP_M } else { 0.0 });
            let key = format!("test-service-{}", line.service.as_str());
            ui.label(theme::small(i18n::text(&key)).color(t.weak));
            last = Some(line.service);
        }
        rung(ui, line);
        if let Rung::Done(step) = &line.rung
            && !step.ok
        {
            if ladder.folded == Some(at) {
                if widgets::quiet_button(ui, icon::RIGHT, &t!("test-not-ok")).clicked() {
                    toggled = Some(None);
                }
            } else if explanation(ui, step, form, asks) {
                toggled = Some(Some(at));
            }
        }
    }
    if let Some(folded) = toggled {
        ladder.folded = folded;
    }
    close
}

fn rung(ui: &mut Ui, line: &Line) {
    let t = theme::tokens(ui);
    let word = i18n::text(&format!("test-step-{}", line.step));
    let (mark, tone, aside, state) = match &line.rung {
        Rung::Waiting => (icon::CIRCLE, Tone::Neutral, String::new(), t!("test-waiting")),
        Rung::Skipped => (icon::MINUS, Tone::Neutral, t!("test-skipped"), t!("test-skipped")),
        Rung::Done(step) if step.ok => (icon::CHECK_CIRCLE, Tone::Ok, t!("test-millis", millis = step.millis), t!("test-ok")),
        Rung::Done(step) if step.was_left_out() => (icon::MINUS, Tone::Neutral, t!("test-skipped"), t!("test-skipped")),
        Rung::Done(step) => (icon::CROSS_CIRCLE, Tone::Error, t!("test-millis", millis = step.millis), t!("test-not-ok")),
    };
    ui.spacing_mut().interact_size.y = 20.0;
    let row = ui.horizontal(|ui| {
        ui.set_min_height(20.0);
        let ink = if tone == Tone::Neutral { t.weak } else { tone.ink(t) };
        ui.label(RichText::new(mark).size(SIZE_BODY + 2.0).color(ink));
        let ink = if tone == Tone::Neutral { t.weak } else { t.text };
        ui.label(theme::list(&word).color(ink));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(theme::small(aside).color(t.weak));
            if let Rung::Done(step) = &line.rung
                && step.ok
                && !step.detail.is_empty()
            {
                ui.add(egui::Label::new(theme::small(&step.detail).color(t.weak)).truncate());
            }
        });
    });
    let spoken = format!("{} {word}: {state}", i18n::text(&format!("test-service-{}", line.service.as_str())));
    widgets::name(ui, &row.response, egui::Role::ListItem, &spoken);
}

/// Cause and advice of a red rung; true when it shall be folded away.
fn explanation(ui: &mut Ui, step: &TestStep, form: &AccountForm, asks: &mut Asks) -> bool {
    let t = theme::tokens(ui);
    let (headline, advice) = match &step.problem {
        Some(problem) => (i18n::problem_text(problem), i18n::problem_advice(problem)),
        None => (t!("test-not-ok"), String::new()),
    };
    let code = step.problem.as_ref().map_or("", |p| p.code);
    let words = step.problem.as_ref().map(|p| p.detail.as_str()).filter(|d| !d.is_empty()).unwrap_or(&step.detail);
    if step.was_left_out() {
        widgets::banner(ui, Tone::Neutral, icon::INFO, &headline, &advice, |_| ());
        return false;
    }
    let mut fold = false;
    widgets::banner(ui, Tone::Error, icon::ERROR, &headline, &advice, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = GAP_XS;
            if !words.is_empty() {
                ui.add(egui::Label::new(theme::mono(words).color(t.text)).wrap());
            }
            // As high as the buttons, or the code would stand above their middle.
            let line = egui::vec2(ui.available_width(), theme::CONTROL_HEIGHT);
            ui.allocate_ui_with_layout(line, Layout::left_to_right(Align::Center), |ui| {
                ui.label(theme::mono(code).color(t.weak));
                widgets::copyable(ui, &format!("{code} {words}"), &t!("test-copy"));
                fold = widgets::icon_button(ui, icon::UP, &t!("test-close")).clicked();
            });
            let remembered = match step.service {
                Service::Pop3 => &form.incoming.pinned_sha256,
                Service::Smtp => &form.outgoing.pinned_sha256,
                Service::Directory => &form.directory.pinned_sha256,
                Service::Connector => &form.connector.pinned_sha256,
            };
            if let (Some(sha256), Some(account)) = (new_fingerprint(step, remembered), form.id)
                && widgets::button(ui, icon::SHIELD_OK, &t!("test-accept")).clicked()
            {
                asks.ask(Command::AcceptCertificate { account, service: step.service, sha256 }, Purpose::Silent);
            }
        });
    });
    fold
}
