//! A text in rows as wide as there is room; only the rows on screen are laid out.

use std::ops::Range;

use egui::{Label, ScrollArea, Ui};

use crate::domain::drawing::TextView;
use crate::domain::ids::MailId;
use crate::ui::theme;

const ROW: f32 = 18.0;
/// Room of the line numbers.
const NUMBERS: f32 = 46.0;
const FEWEST: usize = 20;

/// A text broken into rows.
#[derive(Debug)]
pub(super) struct Lines {
    view: TextView,
    /// Characters in a row that `rows` was made for.
    columns: usize,
    rows: Vec<Row>,
}

/// A row: the number of its line, where it begins one, and its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    number: Option<usize>,
    bytes: Range<usize>,
}

impl Lines {
    pub(super) fn new(view: TextView) -> Self {
        Self { view, columns: 0, rows: Vec::new() }
    }

    /// What a person should know about the text: arranged for reading, or cut.
    pub(super) fn remark(&self) -> String {
        match (self.view.arranged, self.view.cut) {
            (_, true) => t!("viewer-text-cut"),
            (true, false) => t!("viewer-text-arranged"),
            (false, false) => String::new(),
        }
    }

    fn fit(&mut self, columns: usize) {
        if self.columns != columns {
            self.columns = columns;
            self.rows = rows(&self.view.text, columns);
        }
    }
}

/// Breaks lines at `columns` characters, after a blank where there is one in the last third.
fn rows(text: &str, columns: usize) -> Vec<Row> {
    let mut out = Vec::new();
    let mut start = 0;
    // The end of the last line begins no further one.
    let text = text.strip_suffix('\n').unwrap_or(text);
    for (line, piece) in text.split('\n').enumerate() {
        let (mut from, mut count, mut number) = (0, 0, Some(line + 1));
        // Behind the last blank of this row, and how many characters are before it.
        let mut blank: Option<(usize, usize)> = None;
        for (at, letter) in piece.char_indices() {
            if count == columns {
                let (cut, before) = blank.take().filter(|(_, before)| before * 3 >= columns * 2).unwrap_or((at, count));
                out.push(Row { number: number.take(), bytes: start + from..start + cut });
                (from, count) = (cut, count - before);
            }
            count += 1;
            if letter == ' ' {
                blank = Some((at + 1, count));
            }
        }
        out.push(Row { number, bytes: start + from..start + piece.len() });
        start += piece.len() + 1;
    }
    out
}

pub(super) fn ui(ui: &mut Ui, id: (MailId, usize), lines: &mut Lines) {
    let t = theme::tokens(ui);
    let font = egui::FontId::monospace(theme::SIZE_LIST);
    let letter = ui.ctx().fonts_mut(|fonts| fonts.glyph_width(&font, '0')).max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of letters")]
    let columns = ((ui.available_width() - NUMBERS - 24.0).max(0.0) / letter) as usize;
    lines.fit(columns.max(FEWEST));
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt((id.0.0, id.1)).auto_shrink([false, false]).show_rows(ui, ROW, lines.rows.len(), |ui, shown| {
        for row in lines.rows.get(shown).unwrap_or_default() {
            ui.horizontal(|ui| {
                ui.set_height(ROW);
                ui.spacing_mut().item_spacing.x = 8.0;
                let number = row.number.map(|n| n.to_string()).unwrap_or_default();
                ui.allocate_ui_with_layout([NUMBERS - 8.0, ROW].into(), egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.set_min_size([NUMBERS - 8.0, ROW].into());
                    ui.add(Label::new(theme::mono(number).color(t.weak)).selectable(false));
                });
                let text = lines.view.text.get(row.bytes.clone()).unwrap_or("");
                ui.add(Label::new(theme::mono(text)).extend());
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_broken_between_characters() {
        let row = |number: Option<usize>, bytes: Range<usize>| Row { number, bytes };
        assert_eq!(rows("ab\n\nxyz\n", 10), [row(Some(1), 0..2), row(Some(2), 3..3), row(Some(3), 4..7)]);
        assert_eq!(rows("äöüß", 3), [row(Some(1), 0..6), row(None, 6..8)]);
        assert_eq!(rows("", 3), [row(Some(1), 0..0)]);
        assert_eq!(rows("aaaa bbbb cc", 6), [row(Some(1), 0..5), row(None, 5..10), row(None, 10..12)]);
        assert_eq!(rows("a bbbbbbbb", 6), [row(Some(1), 0..6), row(None, 6..10)], "a blank far before counts for nothing");
        let text = "ä".repeat(100_000);
        assert_eq!(rows(&text, 80).len(), 1250);
    }
}
