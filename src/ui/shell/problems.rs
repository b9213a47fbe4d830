//! The bar under the toolbar: what concerns everything, or the account that is looked at, and what just failed.

use egui::{Align, Frame, Layout, Margin, Panel, Ui};

use crate::domain::problem::{Problem, Severity};
use crate::i18n;
use crate::ui::model::Model;
use crate::ui::theme::{self, GAP_S, Tone, icon};
use crate::ui::view::{Intent, Out, Place, View};
use crate::ui::widgets;

/// At most this many lines; the rest is a count.
const SHOWN: usize = 2;

pub(super) fn ui(ui: &mut Ui, model: &Model, view: &View, out: &mut Out) {
    let single = model.active_accounts().count() <= 1;
    let here = if let Place::Folder { account, .. } = view.place { account } else { None };
    let lasting = model.problems.iter().filter(|p| p.account.is_none() || single || p.account == here);
    let mut shown: Vec<(&Problem, Option<usize>)> = lasting.map(|p| (p, None)).collect();
    shown.extend(model.notices.iter().enumerate().filter_map(|(i, n)| n.problem.as_ref().map(|p| (p, Some(i)))));
    shown.sort_by_key(|(p, _)| std::cmp::Reverse(p.severity));
    for (row, (problem, notice)) in shown.iter().take(SHOWN).enumerate() {
        line_ui(ui, row, problem, *notice, shown.len().saturating_sub(SHOWN).min(if row + 1 == SHOWN { usize::MAX } else { 0 }), out);
    }
}

fn line_ui(ui: &mut Ui, row: usize, problem: &Problem, notice: Option<usize>, more: usize, out: &mut Out) {
    let t = theme::tokens(ui);
    let (tone, sign) = match problem.severity {
        Severity::Error => (Tone::Error, icon::ERROR),
        Severity::Warning => (Tone::Warn, icon::WARNING),
        Severity::Info => (Tone::Info, icon::INFO),
    };
    let frame = Frame::new().fill(tone.soft(t)).inner_margin(Margin::symmetric(12, 5));
    Panel::top(("problem", row)).frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(theme::body(sign).size(17.0).color(tone.ink(t)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let away = match notice {
                    Some(index) => Some(Intent::Dismiss(index)),
                    None if problem.is_reminder() => Some(Intent::PutAway { account: problem.account, code: problem.code }),
                    None => None,
                };
                if let Some(intent) = away
                    && widgets::icon_button(ui, icon::CLOSE, &t!("problem-dismiss")).clicked()
                {
                    out.push(intent);
                }
                if widgets::quiet_button(ui, icon::COPY, &t!("problem-copy")).clicked() {
                    out.push(Intent::CopyText(details(problem)));
                }
                if more > 0 {
                    ui.label(theme::small(t!("problem-more", count = more)).color(t.weak));
                }
                ui.add_space(GAP_S);
                ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
                    ui.label(theme::strong(i18n::problem_text(problem)).size(theme::SIZE_LIST));
                    let advice = i18n::problem_advice(problem);
                    if i18n::has(&format!("problem-{}-advice", problem.code)) {
                        ui.label(theme::list(advice));
                    }
                    ui.label(theme::small(problem.code).color(t.weak));
                });
            });
        });
    });
}

/// What „Details kopieren" copies: sentence, code and the peer's own words.
pub(super) fn details(problem: &Problem) -> String {
    format!("{}\n{}\n{}\nKimpost {}", i18n::problem_text(problem), problem.code, problem.detail, env!("CARGO_PKG_VERSION"))
}
