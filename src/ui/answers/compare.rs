//! What was asked and what was granted, side by side; what differs is marked with icon, word and colour.

use egui::{Align, Layout, RichText, Ui};

use crate::domain::answer::{Decision, EbzRecord};
use crate::engine::event::AnswerDetail;
use crate::ui::theme::{self, GAP_S, GAP_XS, SIZE_LIST, Tone, icon};
use crate::ui::widgets;

/// Widths of the columns: what, asked, granted, allowance.
const ASKED: f32 = 58.0;
const ALLOWANCE: f32 = 76.0;

pub(super) fn show(ui: &mut Ui, detail: &AnswerDetail) {
    let request = detail.request.as_ref().map(|(_, record)| record);
    let answer = detail.answers.first().map(|(_, record)| record);
    widgets::section(ui, &t!("answers-compare"));
    let t = theme::tokens(ui);
    if answer.is_none() {
        ui.label(theme::list(t!("answers-no-answer")).color(t.weak));
    }
    if request.is_none() {
        ui.label(theme::list(t!("answers-no-request")).color(t.weak));
    }
    let mut findings: Vec<&str> =
        request.into_iter().chain(answer).flat_map(|record| record.allowances.iter().map(|a| a.finding.as_str())).collect();
    findings.sort_unstable();
    findings.dedup();
    let rate = |record: Option<&EbzRecord>| record.map(|r| r.allowance_rate.clone()).filter(|rate| !rate.is_empty());
    let rates = (rate(request), rate(answer));
    if findings.is_empty() && rates == (None, None) {
        return;
    }
    if let (Some(request), Some(answer)) = (request, answer) {
        verdict_ui(ui, request, answer, &rates);
    }
    // A rejection grants nothing: asked stands alone there, without a mark on every line.
    let compares = answer.is_some_and(|a| !matches!(a.decision, Decision::Rejected | Decision::Ended | Decision::Error | Decision::Query));
    grid(ui, &findings, request, answer, &rates, compares);
    if let Some(costs) = request.and_then(|r| r.total) {
        let words = format!("{} {costs}", t!("answers-total-costs"));
        ui.label(theme::small(words).color(t.weak));
    }
}

type Rates = (Option<String>, Option<String>);

fn verdict_ui(ui: &mut Ui, request: &EbzRecord, answer: &EbzRecord, rates: &Rates) {
    let (mark, tone, text) = match answer.decision {
        Decision::Rejected => (icon::CROSS_CIRCLE, Tone::Error, t!("answers-nothing-granted")),
        Decision::Ended => (icon::PROHIBITED, Tone::Warn, t!("answers-no-longer-granted")),
        Decision::Error | Decision::Query => return,
        _ => {
            let other_rate = matches!(rates, (Some(asked), Some(granted)) if asked != granted);
            match answer.differences(request).len() + usize::from(other_rate) {
                0 => (icon::CHECK, Tone::Ok, t!("answers-same")),
                count => (icon::WARNING, Tone::Warn, t!("answers-differences", count = count)),
            }
        }
    };
    widgets::badge(ui, tone, mark, &text);
    ui.add_space(GAP_S);
}

fn right(ui: &mut Ui, width: f32, text: RichText) {
    ui.allocate_ui_with_layout(egui::vec2(width, 22.0), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_width(width);
        ui.add(egui::Label::new(text).extend());
    });
}

fn grid(ui: &mut Ui, findings: &[&str], request: Option<&EbzRecord>, answer: Option<&EbzRecord>, rates: &Rates, compares: bool) {
    let t = theme::tokens(ui);
    let count = |record: Option<&EbzRecord>, finding: &str| {
        record.map(|r| r.allowances.iter().filter(|a| a.finding == finding).map(|a| a.count).sum::<u32>())
    };
    let figure = |n: Option<u32>| n.map(|n| format!("{n} ×")).unwrap_or_default();
    egui::Grid::new("findings").num_columns(5).spacing([GAP_S, GAP_XS]).min_row_height(22.0).show(ui, |ui| {
        ui.label(theme::small(t!("answers-finding")).color(t.weak));
        right(ui, ASKED, theme::small(t!("answers-asked")).color(t.weak));
        right(ui, ASKED, theme::small(t!("answers-granted")).color(t.weak));
        right(ui, ALLOWANCE, theme::small(t!("answers-allowance")).color(t.weak));
        ui.end_row();
        for finding in findings {
            let (asked, granted) = (count(request, finding), if compares { count(answer, finding) } else { None });
            let amount = answer.and_then(|a| a.allowances.iter().find(|a| a.finding == *finding)).and_then(|a| a.amount);
            let difference = asked.zip(granted).filter(|(asked, granted)| asked != granted);
            ui.label(theme::list(*finding));
            right(ui, ASKED, theme::list(figure(asked)));
            granted_ui(ui, figure(granted), difference.is_some());
            right(ui, ALLOWANCE, theme::list(amount.map(|a| a.to_string()).unwrap_or_default()));
            if let Some((asked, granted)) = difference {
                let word = if granted == 0 {
                    t!("answers-not-granted")
                } else if granted < asked {
                    t!("answers-less")
                } else {
                    t!("answers-more-granted")
                };
                widgets::badge(ui, Tone::Warn, icon::WARNING, &word);
            }
            ui.end_row();
        }
        if rates != &(None, None) {
            let differs = compares && matches!(rates, (Some(asked), Some(granted)) if asked != granted);
            ui.label(theme::list(t!("answers-rate-short")));
            right(ui, ASKED, theme::list(rates.0.clone().unwrap_or_default()));
            granted_ui(ui, rates.1.clone().unwrap_or_default(), differs);
            ui.label("");
            if differs {
                widgets::badge(ui, Tone::Warn, icon::WARNING, &t!("answers-differs"));
            }
            ui.end_row();
        }
        if let Some(total) = answer.and_then(|a| a.total) {
            ui.label(theme::list(t!("answers-total")).family(theme::semibold()));
            ui.label("");
            ui.label("");
            right(ui, ALLOWANCE, theme::list(total.to_string()).family(theme::semibold()));
            ui.end_row();
        }
    });
}

/// What was granted; where it differs, in the colour of the mark beside it.
fn granted_ui(ui: &mut Ui, text: String, differs: bool) {
    let t = theme::tokens(ui);
    let text = theme::list(text).size(SIZE_LIST);
    right(ui, ASKED, if differs { text.color(t.warn).family(theme::semibold()) } else { text });
}
