//! Tables and trees of a card: columns as wide as they need, the rest wrapped; rows are ordinary labels, so that a screen
//! reader reads them and a person can select them.

use std::collections::BTreeSet;

use egui::{Align, Label, Layout, Sense, Ui, Vec2};

use crate::domain::payload::{Mark, Table, TableRow, TreeNode, Words};
use crate::i18n;
use crate::ui::theme::{self, GAP_M, GAP_XS, Tone, icon};
use crate::ui::widgets;

/// Rows shown before a person asks for all.
const FIRST: usize = 60;
/// A column is never squeezed below this.
const NARROWEST: f32 = 44.0;
const INDENT: f32 = 16.0;
/// Trees up to this size are unfolded.
const UNFOLDED: usize = 80;

/// Words of ours or of the document.
pub(super) fn words(words: &Words) -> String {
    match words {
        Words::Key(key) => i18n::text(key),
        Words::Text(text) => text.clone(),
    }
}

const fn mark_look(mark: Mark) -> (&'static str, Tone) {
    match mark {
        Mark::High | Mark::VeryHigh => (icon::SORT_UP, Tone::Error),
        Mark::Low | Mark::VeryLow => (icon::SORT_DOWN, Tone::Error),
        Mark::Abnormal => (icon::WARNING, Tone::Warn),
    }
}

pub(super) fn table_ui(ui: &mut Ui, id: i64, table: &Table) {
    let id = ui.scope_id().with(id);
    let all: bool = ui.data(|d| d.get_temp(id)).unwrap_or_default();
    let shown = if all { table.rows.len() } else { table.rows.len().min(FIRST) };
    let rows = table.rows.get(..shown).unwrap_or_default();
    let heads: Vec<String> = table.columns.iter().map(words).collect();
    match widths(ui, table, &heads, rows) {
        Some(widths) => columns_ui(ui, table, &heads, rows, &widths),
        None => stacked_ui(ui, table, &heads, rows),
    }
    if shown < table.rows.len() && widgets::quiet_button(ui, icon::DOWN, &t!("card-all-rows", count = table.rows.len())).clicked() {
        ui.data_mut(|d| d.insert_temp(id, true));
    }
}

fn columns_ui(ui: &mut Ui, table: &Table, heads: &[String], rows: &[TableRow], widths: &[f32]) {
    let t = theme::tokens(ui);
    let marked = rows.iter().any(|row| row.mark.is_some());
    ui.spacing_mut().item_spacing = Vec2::new(GAP_M, 3.0);
    if heads.iter().any(|head| !head.is_empty()) {
        line(ui, widths, &table.figures, |ui, column| {
            let head = heads.get(column).map(String::as_str).unwrap_or_default();
            ui.add(Label::new(theme::small(head).color(t.weak)).wrap());
        });
        widgets::hairline(ui);
    }
    for row in rows {
        line(ui, widths, &table.figures, |ui, column| {
            ui.set_min_height(if marked { 22.0 } else { 0.0 });
            let cell = row.cells.get(column).map(String::as_str).unwrap_or_default();
            match row.mark.filter(|_| column + 1 == table.columns.len()) {
                Some(mark) => mark_badge(ui, mark, cell),
                None => {
                    // On one line with the badges of other rows.
                    ui.add_space(if marked { 2.5 } else { 0.0 });
                    let strong = row.mark.is_some() && table.figures.contains(&column);
                    let text = theme::list(cell);
                    ui.add(Label::new(if strong { text.family(theme::semibold()) } else { text }).wrap());
                }
            }
        });
    }
}

/// Where there is no room for columns without breaking words: each row by itself, its first cell above the others, which
/// have their column's name before them unless they are a figure or its unit.
fn stacked_ui(ui: &mut Ui, table: &Table, heads: &[String], rows: &[TableRow]) {
    let t = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            ui.add_space(2.0);
            widgets::hairline(ui);
        }
        let mut cells = row.cells.iter().enumerate();
        if let Some((_, first)) = cells.next() {
            ui.add(Label::new(theme::list(first)).wrap());
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::new(GAP_XS, 2.0);
            ui.set_min_height(22.0);
            for (column, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
                if let Some(mark) = row.mark.filter(|_| column + 1 == table.columns.len()) {
                    mark_badge(ui, mark, cell);
                    continue;
                }
                let figure = table.figures.contains(&column);
                if !figure && !column.checked_sub(1).is_some_and(|before| table.figures.contains(&before)) {
                    ui.label(theme::small(heads.get(column).map(String::as_str).unwrap_or_default()).color(t.weak));
                }
                let text = theme::list(cell);
                ui.label(if figure && row.mark.is_some() { text.family(theme::semibold()) } else { text });
                ui.add_space(if figure { 0.0 } else { GAP_XS });
            }
        });
    }
}

fn mark_badge(ui: &mut Ui, mark: Mark, sign: &str) {
    let (icon, tone) = mark_look(mark);
    widgets::badge(ui, tone, icon, &mark_word(mark, sign));
}

/// „erhöht (+)": the word, and the sign of the laboratory.
fn mark_word(mark: Mark, sign: &str) -> String {
    let word = i18n::text(&format!("mark-{}", mark.as_str()));
    if sign.is_empty() { word } else { format!("{word} ({sign})") }
}

fn line(ui: &mut Ui, widths: &[f32], figures: &[usize], mut cell: impl FnMut(&mut Ui, usize)) {
    ui.horizontal_top(|ui| {
        for (column, width) in widths.iter().enumerate() {
            let align = if figures.contains(&column) { Align::Max } else { Align::Min };
            ui.allocate_ui_with_layout(Vec2::new(*width, 0.0), Layout::top_down(align), |ui| {
                ui.set_width(*width);
                cell(ui, column);
            });
        }
    });
}

/// What each column gets: what it needs, or less where that is too much, but never so little that a word is broken; `None`
/// where not even that fits.
fn widths(ui: &Ui, table: &Table, heads: &[String], rows: &[TableRow]) -> Option<Vec<f32>> {
    let measure = |text: &str, size: f32| {
        let galley = ui.painter().layout_no_wrap(text.to_owned(), egui::FontId::proportional(size), theme::CLEAR);
        galley.size().x.ceil() + 2.0
    };
    let longest = |text: &str, size: f32| measure(text.lines().max_by_key(|line| line.len()).unwrap_or(""), size);
    let word = |text: &str, size: f32| measure(text.split_whitespace().max_by_key(|word| word.len()).unwrap_or(""), size);
    let last = table.columns.len().saturating_sub(1);
    let mut needs: Vec<(f32, f32)> =
        heads.iter().map(|head| (longest(head, theme::SIZE_SMALL).max(NARROWEST), word(head, theme::SIZE_SMALL))).collect();
    for row in rows {
        for (column, cell) in row.cells.iter().enumerate() {
            let (whole, least) = match row.mark.filter(|_| column == last) {
                // A badge is one piece.
                Some(mark) => [measure(&mark_word(mark, cell), theme::SIZE_SMALL) + 36.0; 2].into(),
                // So is a figure.
                None if table.figures.contains(&column) => [longest(cell, theme::SIZE_LIST); 2].into(),
                None => (longest(cell, theme::SIZE_LIST), word(cell, theme::SIZE_LIST)),
            };
            if let Some(need) = needs.get_mut(column) {
                *need = (need.0.max(whole), need.1.max(least));
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
    let room = ui.available_width() - GAP_M * last as f32;
    fit(&needs, room)
}

/// Whole and least widths into a room: the widest columns give first.
fn fit(needs: &[(f32, f32)], room: f32) -> Option<Vec<f32>> {
    let capped = |cap: f32| needs.iter().map(move |(whole, least)| whole.min(cap).max(*least)).collect::<Vec<f32>>();
    let fits = |cap: f32| capped(cap).iter().sum::<f32>() <= room;
    let widest = needs.iter().map(|(whole, _)| *whole).fold(0.0, f32::max);
    if fits(widest) {
        return Some(capped(widest));
    }
    if !fits(0.0) {
        return None;
    }
    let (mut low, mut high) = (0.0, widest);
    for _ in 0..20 {
        let middle = f32::midpoint(low, high);
        if fits(middle) { low = middle } else { high = middle }
    }
    Some(capped(low))
}

/// A tree that folds. What is folded is remembered as long as the window lives.
pub(super) fn tree_ui(ui: &mut Ui, id: i64, nodes: &[TreeNode]) {
    let id = ui.scope_id().with(id);
    let start = || {
        let deep = |i: usize, n: &TreeNode| nodes.len() > UNFOLDED && n.depth >= 2 && has_children(nodes, i);
        nodes.iter().enumerate().filter(|(i, n)| deep(*i, n)).map(|(i, _)| i).collect()
    };
    let mut folded: BTreeSet<usize> = ui.data(|d| d.get_temp(id)).unwrap_or_else(start);
    ui.spacing_mut().item_spacing.y = 1.0;
    let mut hidden_below: Option<u16> = None;
    let mut toggled = None;
    for (index, node) in nodes.iter().enumerate() {
        if hidden_below.is_some_and(|depth| node.depth > depth) {
            continue;
        }
        hidden_below = folded.contains(&index).then_some(node.depth);
        if ui.push_id(index, |ui| node_ui(ui, node, has_children(nodes, index), hidden_below.is_some())).inner {
            toggled = Some(index);
        }
    }
    if let Some(index) = toggled {
        if !folded.remove(&index) {
            folded.insert(index);
        }
        ui.data_mut(|d| d.insert_temp(id, folded));
    }
}

fn has_children(nodes: &[TreeNode], index: usize) -> bool {
    nodes.get(index).zip(nodes.get(index + 1)).is_some_and(|(node, next)| next.depth > node.depth)
}

/// True when its sign was pressed.
fn node_ui(ui: &mut Ui, node: &TreeNode, folds: bool, folded: bool) -> bool {
    let t = theme::tokens(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_XS;
        ui.add_space(f32::from(node.depth.min(12)) * INDENT);
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(18.0), if folds { Sense::click() } else { Sense::hover() });
        if folds {
            let sign = if folded { icon::RIGHT } else { icon::DOWN };
            let ink = if response.hovered() { t.accent } else { t.weak };
            ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, sign, egui::FontId::proportional(theme::SIZE_SMALL), ink);
            let word =
                if folded { t!("card-tree-open", name = node.name.clone()) } else { t!("card-tree-close", name = node.name.clone()) };
            widgets::name(ui, &response, egui::Role::Button, &word);
            widgets::focus_ring(ui, &response);
        }
        ui.add(Label::new(theme::list(&node.name).color(t.weak)));
        if !node.value.is_empty() {
            let rest = ui.available_width().max(60.0);
            ui.allocate_ui_with_layout(Vec2::new(rest, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.add(Label::new(theme::list(&node.value)).wrap());
            });
        }
        response.clicked()
    })
    .inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_columns_give_room_and_no_word_is_broken() {
        for (needs, room, expected) in [
            (vec![(100.0, 50.0), (50.0, 20.0)], 200.0, Some(vec![100.0, 50.0])),
            (vec![(300.0, 50.0), (50.0, 20.0)], 200.0, Some(vec![150.0, 50.0])),
            (vec![(300.0, 50.0), (300.0, 50.0), (60.0, 60.0)], 360.0, Some(vec![150.0, 150.0, 60.0])),
            (vec![(300.0, 200.0), (300.0, 50.0)], 300.0, Some(vec![200.0, 100.0])),
            (vec![(300.0, 200.0), (300.0, 150.0)], 300.0, None),
            (vec![], 10.0, Some(vec![])),
        ] {
            let rounded = fit(&needs, room).map(|widths| widths.into_iter().map(f32::round).collect::<Vec<_>>());
            assert_eq!(rounded, expected, "{needs:?}");
        }
    }
}
