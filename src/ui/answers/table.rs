//! The table of the desk: one line per number; several may be ticked.

use egui::{Align, Layout, RichText, Ui};
use egui_extras::{Column, TableBuilder};

use super::looks::{decision_look, decision_word, stand_look};
use super::{AnswersView, NUMBER, ROWS};
use crate::domain::answer::{AnswerPage, AnswerRow};
use crate::ui::theme::{self, GAP_L, GAP_S, SIZE_LIST, Tone, icon};
use crate::ui::{format, widgets};

const ROW: f32 = 30.0;
/// From this width on, the table has room for whole numbers and words.
const WIDE_TABLE: f32 = 1205.0;
/// From this width on, the state has room for its word beside the icon.
const ROOM_FOR_WORDS: f32 = 997.0;
/// From this width on, the insurer has room.
const NARROW_TABLE: f32 = 720.0;
/// From this width on, every column has room.
const MIDDLE_TABLE: f32 = 885.0;

/// Room for mark, the longest word („genehmigt mit Änderung") and the mark that it lapses soon.
const DECISION: f32 = 206.0;
/// Height and width of a tick with its focus ring: as wide as its column leaves it.
const TICK: f32 = 26.0;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Col {
    Tick,
    Number,
    Patient,
    Insurer,
    Area,
    Decision,
    Date,
    Amount,
    Stand,
}

/// Columns and their widths; the patient takes what is left. What a narrow table leaves out is in the detail.
#[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
fn columns(width: f32) -> Vec<(Col, f32)> {
    use Col as C;
    let mut columns = if width > WIDE_TABLE {
        vec![
            (C::Tick, 28.0),
            (C::Number, 258.0),
            (C::Patient, 0.0),
            (C::Insurer, 170.0),
            (C::Area, 52.0),
            (C::Decision, DECISION),
            (C::Date, 78.0),
            (C::Amount, 96.0),
            (C::Stand, 140.0),
        ]
    } else if width > MIDDLE_TABLE {
        vec![
            (C::Tick, 28.0),
            (C::Number, 84.0),
            (C::Patient, 0.0),
            (C::Insurer, if width > ROOM_FOR_WORDS { 150.0 } else { 110.0 }),
            (C::Area, 52.0),
            (C::Decision, DECISION),
            (C::Date, 78.0),
            (C::Amount, 82.0),
            (C::Stand, if width > ROOM_FOR_WORDS { 140.0 } else { 68.0 }),
        ]
    } else if width > NARROW_TABLE {
        vec![
            (C::Tick, 28.0),
            (C::Number, 84.0),
            (C::Patient, 0.0),
            (C::Insurer, 92.0),
            (C::Decision, DECISION),
            (C::Date, 78.0),
            (C::Stand, 40.0),
        ]
    } else {
        vec![(C::Tick, 28.0), (C::Number, 84.0), (C::Patient, 0.0), (C::Decision, DECISION), (C::Date, 78.0), (C::Stand, 40.0)]
    };
    let gaps = GAP_S * (columns.len() as f32 - 1.0) + 12.0;
    let rest = (width - gaps - columns.iter().map(|(_, width)| width).sum::<f32>()).max(70.0);
    if let Some(patient) = columns.iter_mut().find(|(col, _)| *col == C::Patient) {
        patient.1 = rest;
    }
    columns
}

pub(super) fn show(ui: &mut Ui, page: &AnswerPage, view: &mut AnswersView) {
    let rest = page.total.saturating_sub(page.rows.len());
    if rest > 0 {
        egui::Panel::bottom("answers-more").frame(egui::Frame::new()).show_separator_line(false).show(ui, |ui| {
            let t = theme::tokens(ui);
            ui.horizontal(|ui| {
                ui.label(theme::small(t!("answers-more-there", count = format::count(rest))).color(t.weak));
                if widgets::quiet_button(ui, icon::DOWN, &t!("answers-more")).clicked() {
                    view.more += ROWS;
                }
            });
        });
    }
    table(ui, &page.rows, view);
}

fn table(ui: &mut Ui, rows: &[AnswerRow], view: &mut AnswersView) {
    let wide = ui.available_width() > WIDE_TABLE;
    ui.spacing_mut().item_spacing = egui::vec2(GAP_S, 2.0);
    let t = theme::tokens(ui);
    // As in the message list.
    ui.visuals_mut().selection.bg_fill = t.accent_soft;
    let columns = columns(ui.available_width());
    let mut clicked = None;
    let mut builder = TableBuilder::new(ui)
        .id_salt(("answers-table", columns.len(), wide))
        .cell_layout(Layout::left_to_right(Align::Center))
        .sense(egui::Sense::click())
        .auto_shrink([false, false]);
    for (_, width) in &columns {
        builder = builder.column(Column::exact(*width).clip(true));
    }
    builder
        .header(ROW, |mut header| {
            for (col, _) in &columns {
                header.col(|ui| if *col == Col::Tick { tick_all(ui, rows, view) } else { heading_ui(ui, *col, wide) });
            }
        })
        .body(|body| {
            body.rows(ROW, rows.len(), |mut line| {
                let Some(row) = rows.get(line.index()) else { return };
                line.set_selected(view.chosen.as_ref() == Some(&row.number));
                for (col, _) in &columns {
                    line.col(|ui| if *col == Col::Tick { tick(ui, row, view) } else { cell_ui(ui, row, *col, wide) });
                }
                let response = line.response();
                let spoken = format!("{} {} {} {}", row.number.as_str(), row.patient, row.insurer, decision_word(row.decision));
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ListBoxOption, true, &spoken));
                if response.clicked() {
                    clicked = Some(row.number.clone());
                }
            });
        });
    if let Some(number) = clicked {
        view.chosen = Some(number);
        (view.again, view.assign) = (None, None);
    }
}

/// The tick of a line; a request without an answer has nothing to take over, but can be put away.
fn tick(ui: &mut Ui, row: &AnswerRow, view: &mut AnswersView) {
    ui.spacing_mut().interact_size.y = TICK;
    let key = (row.number.clone(), row.mail);
    let mut on = view.ticked.contains(&key);
    let spoken = t!("answers-tick", number = row.number.as_str());
    let response = ui.add(egui::Checkbox::without_text(&mut on));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, on, &spoken));
    widgets::focus_ring(ui, &response);
    if response.changed() {
        if on {
            view.ticked.insert(key)
        } else {
            view.ticked.remove(&key)
        };
    }
}

/// Ticks every line shown, or none.
fn tick_all(ui: &mut Ui, rows: &[AnswerRow], view: &mut AnswersView) {
    ui.spacing_mut().interact_size.y = TICK;
    let all = rows.iter().all(|row| view.ticked.contains(&(row.number.clone(), row.mail)));
    let mut on = all;
    let response = ui.add(egui::Checkbox::without_text(&mut on).indeterminate(!all && !view.ticked.is_empty()));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, all, t!("answers-tick-all")));
    widgets::focus_ring(ui, &response);
    if response.changed() {
        view.ticked = if all { Default::default() } else { rows.iter().map(|row| (row.number.clone(), row.mail)).collect() };
    }
}

fn heading_ui(ui: &mut Ui, col: Col, wide: bool) {
    let t = theme::tokens(ui);
    let word = match col {
        Col::Tick => String::new(),
        Col::Number if wide => t!("answers-col-number"),
        Col::Number => t!("answers-col-number-short"),
        Col::Patient => t!("answers-col-patient"),
        Col::Insurer => t!("answers-col-insurer"),
        Col::Area => t!("answers-col-area"),
        Col::Decision => t!("answers-col-decision"),
        Col::Date => t!("answers-col-date"),
        Col::Amount => t!("answers-col-amount"),
        // Its icon stands alone here, and says its word under the pointer.
        Col::Stand if ui.available_width() < 60.0 => String::new(),
        Col::Stand => t!("answers-col-stand"),
    };
    if col == Col::Stand {
        ui.add_space(if wide { GAP_L } else { GAP_S });
    }
    cell(ui, theme::small(word).color(t.weak), matches!(col, Col::Date | Col::Amount));
}

fn cell(ui: &mut Ui, text: RichText, right: bool) {
    let label = egui::Label::new(text).selectable(false).truncate();
    if right {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.add(label));
    } else {
        ui.add(label);
    }
}

/// A cell; where there is little room, the number shows its end, which tells numbers apart.
fn cell_ui(ui: &mut Ui, row: &AnswerRow, col: Col, wide: bool) {
    let t = theme::tokens(ui);
    match col {
        Col::Tick => {}
        Col::Number => {
            let number = row.number.as_str();
            let shown = if wide { number.to_owned() } else { format!("…{}", number.get(NUMBER - 8..).unwrap_or(number)) };
            cell(ui, theme::list(shown), false);
        }
        Col::Patient if row.patient.is_empty() => cell(ui, theme::list(t!("answers-patient-unknown")).color(t.weak), false),
        Col::Patient => cell(ui, theme::list(&row.patient).family(theme::semibold()), false),
        Col::Insurer => cell(ui, theme::list(if row.insurer.is_empty() { &row.insurer_ik } else { &row.insurer }), false),
        Col::Area => cell(ui, theme::list(row.number.area()), false),
        Col::Decision => {
            let (mark, tone) = decision_look(row.decision);
            ui.spacing_mut().item_spacing.x = 6.0;
            cell(ui, RichText::new(mark).size(SIZE_LIST + 2.0).color(tone.ink(t)), false);
            let ink = if tone == Tone::Neutral { t.weak } else { tone.ink(t) };
            cell(ui, theme::list(decision_word(row.decision)).color(ink), false);
            if let Some(last) = row.lapses_on.filter(|_| row.lapses_soon) {
                lapse_ui(ui, last);
            }
        }
        Col::Date => cell(ui, theme::list(row.decided_on.map(format::day).unwrap_or_default()), true),
        Col::Amount => cell(ui, theme::list(row.total.map(|total| total.to_string()).unwrap_or_default()), true),
        Col::Stand => {
            let (mark, tone, word) = stand_look(row);
            let with_word = ui.available_width() >= 100.0;
            ui.add_space(if wide { GAP_L } else { GAP_S });
            ui.spacing_mut().item_spacing.x = 6.0;
            if !mark.is_empty() {
                let label = egui::Label::new(RichText::new(mark).size(SIZE_LIST + 2.0).color(tone.ink(t))).selectable(false);
                let shown = ui.add(label).on_hover_text(&word);
                widgets::name(ui, &shown, egui::Role::Label, &word);
            }
            if with_word || mark.is_empty() {
                let ink = if tone == Tone::Neutral { t.weak } else { tone.ink(t) };
                cell(ui, theme::list(word).color(ink), false);
            }
        }
    }
}

/// An approval that lapses soon: a mark with its word under the pointer; the filter „läuft ab" finds them.
fn lapse_ui(ui: &mut Ui, last: crate::domain::time::Day) {
    let t = theme::tokens(ui);
    let word = t!("answers-lapses", day = format::day(last));
    let sign = egui::Label::new(RichText::new(icon::HISTORY).size(SIZE_LIST + 2.0).color(t.warn)).selectable(false);
    let shown = ui.add(sign).on_hover_text(&word);
    widgets::name(ui, &shown, egui::Role::Label, &word);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_every_width_all_columns_have_room_and_the_patient_is_readable() {
        for width in 570..1600_u16 {
            let width = f32::from(width);
            let columns = columns(width);
            let taken: f32 = columns.iter().map(|(_, width)| width + GAP_S).sum();
            assert!(taken - GAP_S <= width, "{width}: {columns:?}");
            assert!(columns.iter().any(|(col, room)| *col == Col::Patient && *room >= 70.0), "{width}");
            if width >= 650.0 {
                assert!(columns.iter().any(|(col, room)| *col == Col::Patient && *room >= 100.0), "{width}: {columns:?}");
            }
        }
    }
}
