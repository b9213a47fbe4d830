//! „Drucken": a mail as a PDF in the profile's private folder, for the system's viewer to print.
//!
//! The file is a copy as `copies` keeps them (rule 38). Only text is drawn: head, names of attachments, body.

use std::io::Write;
use std::sync::Arc;

use krilla::Document;
use krilla::geom::Point;
use krilla::page::PageSettings;
use krilla::text::{Font, TextDirection};

use super::command::PrintWords;
use super::event::{Answer, SavedFile};
use super::world::{World, blocking, now};
use super::{copies, problem};
use crate::domain::ids::MailId;
use crate::domain::mail::ParsedMail;
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;

/// A4 and margins in points.
pub(super) const WIDTH: f32 = 595.0;
pub(super) const HEIGHT: f32 = 842.0;
pub(super) const MARGIN: f32 = 56.0;
pub(super) const BODY: f32 = 10.0;
const HEAD: f32 = 14.0;
/// Line height in parts of the size.
pub(super) const LEADING: f32 = 1.4;
/// Longest print: what is longer is a file, not a letter.
const MAX_LINES: usize = 20_000;

pub(super) static REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
pub(super) static BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");

/// Writes the PDF.
pub async fn print(world: &Arc<World>, mail: MailId, words: PrintWords) -> Result<Answer, Problem> {
    let (row, parsed) = world.read(move |store| Ok((store.row(mail)?, store.parsed(mail)?))).await?;
    let create = copies::create_in(world);
    let file = blocking(move || {
        let pdf = render(&lines_of(row.date, &parsed, &words))?;
        let written = create("pdf").and_then(|(mut file, path)| {
            file.write_all(&pdf)?;
            copies::protect(&path)?;
            Ok(path)
        });
        let path = written.map_err(problem::of_saving)?;
        Ok(SavedFile { index: 0, path, size: pdf.len() as u64, sha256: String::new() })
    })
    .await?;
    let who = world.who();
    world.commit_note(move |store| store.add_history(mail, &who, "history-printed", "", now())).await?;
    Ok(Answer::Files(vec![file]))
}

/// A line of the print: size, weight, text; not yet wrapped.
pub(super) struct Line {
    pub size: f32,
    pub bold: bool,
    pub text: String,
}

fn lines_of(date: Timestamp, parsed: &ParsedMail, words: &PrintWords) -> Vec<Line> {
    let body = |text: String| Line { size: BODY, bold: false, text };
    let names = |list: &[crate::domain::address::Mailbox]| {
        let all: Vec<String> =
            list.iter().map(|m| if m.name.is_empty() { m.address.clone() } else { format!("{} <{}>", m.name, m.address) }).collect();
        all.join(", ")
    };
    let date =
        chrono::DateTime::from_timestamp_millis(date.0).map(|d| d.with_timezone(&chrono::Local).format("%d.%m.%Y %H:%M").to_string());
    let mut lines = vec![Line { size: HEAD, bold: true, text: parsed.subject.clone() }, body(String::new())];
    for (label, value) in [
        (&words.from, names(&parsed.from)),
        (&words.to, names(&parsed.to)),
        (&words.cc, names(&parsed.cc)),
        (&words.date, date.unwrap_or_default()),
    ] {
        if !value.is_empty() {
            lines.push(body(format!("{label}: {value}")));
        }
    }
    if parsed.kim.integrity.is_unconfirmed() {
        lines.push(body(words.unconfirmed.clone()));
    }
    if !parsed.attachments.is_empty() {
        let files: Vec<&str> = parsed.attachments.iter().map(|a| a.name.as_str()).collect();
        lines.push(body(format!("{}: {}", words.attachments, files.join(", "))));
    }
    lines.push(body(String::new()));
    lines.extend(parsed.text.lines().map(|line| body(line.replace('\t', "    "))));
    lines
}

/// Breaks lines to the page's width and pages to its height.
fn render(lines: &[Line]) -> Result<Vec<u8>, Problem> {
    let broken = |what: &str| Problem::new("PRINT", what.to_owned());
    let faces = [REGULAR, BOLD].map(|bytes| ttf_parser::Face::parse(bytes, 0));
    let [Ok(regular), Ok(bold)] = &faces else { return Err(broken("font")) };
    let fonts = [REGULAR, BOLD].map(|bytes| Font::new(bytes.to_vec().into(), 0));
    let [Some(regular_font), Some(bold_font)] = fonts else { return Err(broken("font")) };
    let mut document = Document::new();
    let mut wrapped = lines.iter().flat_map(|line| {
        let face = if line.bold { bold } else { regular };
        wrap(face, line, WIDTH - 2.0 * MARGIN).into_iter().map(move |text| (line, text))
    });
    let mut pending = wrapped.next();
    let mut count = 0;
    while pending.is_some() {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| broken("page"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let mut y = MARGIN + HEAD;
        while let Some((line, text)) = pending.take_if(|_| y < HEIGHT - MARGIN) {
            let font = if line.bold { &bold_font } else { &regular_font };
            surface.draw_text(Point::from_xy(MARGIN, y), font.clone(), line.size, &text, false, TextDirection::Auto);
            y += line.size * LEADING;
            count += 1;
            pending = wrapped.next().filter(|_| count < MAX_LINES);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|e| broken(&format!("{e:?}")))
}

/// Breaks one line at blanks, or inside a word that is wider than the room there is.
pub(super) fn wrap(face: &ttf_parser::Face<'_>, line: &Line, room: f32) -> Vec<String> {
    let scale = line.size / f32::from(face.units_per_em());
    let width_of = |c: char| face.glyph_index(c).and_then(|g| face.glyph_hor_advance(g)).map_or(line.size * 0.6, |w| f32::from(w) * scale);
    let (mut out, mut current, mut width) = (Vec::new(), String::new(), 0.0);
    for word in line.text.split_inclusive(' ') {
        let needed: f32 = word.trim_end().chars().map(width_of).sum();
        if width + needed > room && !current.is_empty() {
            out.push(std::mem::take(&mut current));
            width = 0.0;
        }
        for c in word.chars() {
            let w = width_of(c);
            if width + w > room && c != ' ' {
                out.push(std::mem::take(&mut current));
                width = 0.0;
            }
            current.push(c);
            width += w;
        }
    }
    out.push(current);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mail::Integrity;

    /// Rule 32: paper must not say more than the screen, and the sentence stands in its head.
    #[test]
    fn what_nobody_vouches_for_is_printed_so() {
        let [from, to, cc, date, attachments, unconfirmed] =
            ["Von", "An", "Kopie", "Datum", "Anhänge", "nicht bestätigt"].map(str::to_owned);
        let words = PrintWords { from, to, cc, date, attachments, unconfirmed };
        for integrity in
            [Integrity::None, Integrity::Ok, Integrity::Unverifiable, Integrity::Failed, Integrity::Unconfirmed { said_ok: true }]
        {
            let mut parsed = ParsedMail { subject: "Guten Tag".into(), text: "Text".into(), ..ParsedMail::default() };
            parsed.kim.integrity = integrity;
            let lines = lines_of(Timestamp(0), &parsed, &words);
            assert_eq!(lines.iter().any(|line| line.text == "nicht bestätigt"), integrity.is_unconfirmed());
        }
    }

    #[test]
    fn long_lines_are_broken_and_long_mails_get_pages() {
        let face = ttf_parser::Face::parse(REGULAR, 0).unwrap();
        let line = |text: &str| Line { size: BODY, bold: false, text: text.to_owned() };
        let wrap = |line: &Line| wrap(&face, line, WIDTH - 2.0 * MARGIN);
        assert_eq!(wrap(&line("kurz")), ["kurz"]);
        assert!(wrap(&line(&"Wort ".repeat(60))).len() > 2);
        assert!(wrap(&line(&"x".repeat(400))).len() > 3, "a word wider than the page");
        let many: Vec<Line> = (0..200).map(|n| line(&format!("Zeile {n} mit Größe und ẞ"))).collect();
        let pdf = render(&many).unwrap();
        assert!(pdf.starts_with(b"%PDF"));
        assert!(render(&[]).unwrap().starts_with(b"%PDF"));
    }
}
