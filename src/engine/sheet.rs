//! The recovery sheet as a PDF of one page: what it is for, the code in large blocks, and how it is used (rule 43).
//!
//! Draws and nothing else: it neither makes a code nor writes a file.

use std::path::Path;

use krilla::Document;
use krilla::geom::Point;
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};

use super::print::{BODY, BOLD, HEIGHT, LEADING, Line, MARGIN, REGULAR, WIDTH, wrap};
use crate::domain::key::{SheetFacts, SheetWords};
use crate::domain::problem::Problem;
use crate::domain::recovery::RecoveryCode;

const TITLE: f32 = 20.0;
const TEXT: f32 = 11.0;
/// Blocks of the code stand in columns, so that the eye finds its way back from the keyboard.
const COLUMNS: usize = 4;
const BLOCK: f32 = 20.0;
const ROW: f32 = 44.0;
const COLUMN: f32 = 118.0;
/// Room of the labels of the facts.
const LABEL: f32 = 90.0;

/// Draws the sheet.
///
/// # Errors
/// `PRINT`.
pub fn draw(code: &RecoveryCode, facts: &SheetFacts, profile: &Path, words: &SheetWords) -> Result<Vec<u8>, Problem> {
    let broken = |what: &str| Problem::new("PRINT", what.to_owned());
    let mut document = Document::new();
    let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| broken("page"))?;
    let mut page = document.start_page_with(settings);
    {
        let mut pen = Pen::new(page.surface()).ok_or_else(|| broken("font"))?;
        fill(&mut pen, code, facts, profile, words);
        pen.surface.finish();
    }
    page.finish();
    document.finish().map_err(|e| broken(&format!("{e:?}")))
}

fn fill(pen: &mut Pen<'_>, code: &RecoveryCode, facts: &SheetFacts, profile: &Path, words: &SheetWords) {
    pen.y = MARGIN + TITLE;
    pen.paragraph(TITLE, true, &words.title);
    pen.y += 10.0;
    for text in &words.above {
        pen.paragraph(TEXT, false, text);
        pen.y += 6.0;
    }
    pen.y += 40.0;
    for (row, blocks) in code.blocks().chunks(COLUMNS).enumerate() {
        for (column, block) in blocks.iter().enumerate() {
            let x = MARGIN + COLUMN * column as f32;
            pen.put(x, pen.y - BLOCK - 3.0, BODY - 2.0, false, &(row * COLUMNS + column + 1).to_string());
            pen.put(x, pen.y, BLOCK, true, block);
        }
        pen.y += ROW;
    }
    let made = chrono::DateTime::from_timestamp_millis(facts.made.0);
    let made = made.map(|at| at.with_timezone(&chrono::Local).format("%d.%m.%Y %H:%M").to_string()).unwrap_or_default();
    for (label, value) in [(&words.name, facts.name.clone()), (&words.made, made), (&words.profile, profile.display().to_string())] {
        pen.put(MARGIN, pen.y, TEXT, false, label);
        pen.indented(LABEL, TEXT, &value);
    }
    pen.y += 14.0;
    for text in &words.below {
        pen.paragraph(TEXT, false, text);
        pen.y += 6.0;
    }
}

/// Draws from the top to the bottom.
struct Pen<'a> {
    surface: Surface<'a>,
    y: f32,
    faces: [ttf_parser::Face<'static>; 2],
    fonts: [Font; 2],
}

impl<'a> Pen<'a> {
    fn new(surface: Surface<'a>) -> Option<Self> {
        let face = |bytes| ttf_parser::Face::parse(bytes, 0).ok();
        let font = |bytes: &[u8]| Font::new(bytes.to_vec().into(), 0);
        Some(Self { surface, y: 0.0, faces: [face(REGULAR)?, face(BOLD)?], fonts: [font(REGULAR)?, font(BOLD)?] })
    }

    fn put(&mut self, x: f32, y: f32, size: f32, bold: bool, text: &str) {
        let [regular, semibold] = &self.fonts;
        let font = if bold { semibold } else { regular }.clone();
        self.surface.draw_text(Point::from_xy(x, y), font, size, text, false, TextDirection::Auto);
    }

    fn paragraph(&mut self, size: f32, bold: bool, text: &str) {
        self.lines(0.0, size, bold, text);
    }

    fn indented(&mut self, by: f32, size: f32, text: &str) {
        self.lines(by, size, false, text);
    }

    fn lines(&mut self, indent: f32, size: f32, bold: bool, text: &str) {
        let [regular, semibold] = &self.faces;
        let line = Line { size, bold, text: text.to_owned() };
        for text in wrap(if bold { semibold } else { regular }, &line, WIDTH - 2.0 * MARGIN - indent) {
            self.put(MARGIN + indent, self.y, size, bold, &text);
            self.y += size * LEADING;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;

    #[test]
    fn a_sheet_is_one_page_however_long_the_path() {
        let code = RecoveryCode::of_random(&zeroize::Zeroizing::new([9; 32]));
        let facts = SheetFacts { name: "K7QF".into(), made: Timestamp(1_790_000_000_000) };
        let long = |n: usize| "Ein Satz von einiger Länge, der sagt, was zu tun ist. ".repeat(n);
        let words =
            SheetWords { title: "Wiederherstellungsblatt".into(), above: vec![long(4)], below: vec![long(6); 4], ..SheetWords::default() };
        let pdf = draw(&code, &facts, Path::new(&"/home/praxis/ordner".repeat(12)), &words).unwrap();
        assert!(pdf.starts_with(b"%PDF"));
        let text = String::from_utf8_lossy(&pdf);
        assert_eq!(text.matches("/Type /Page\n").count() + text.matches("/Type/Page/").count() + text.matches("/Type /Page ").count(), 1);
    }
}
