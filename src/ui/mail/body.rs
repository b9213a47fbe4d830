//! The text of a mail, paragraph by paragraph: only what is on screen is laid out, quoted parts are folded.
//!
//! Links are never opened by a click alone: the real target is shown and confirmed first.

use egui::{Label, ScrollArea, Ui};

use crate::domain::ids::MailId;
use crate::domain::mail::MailDetail;
use crate::ui::theme::{self, GAP_S, GAP_XS, Tone, icon};
use crate::ui::view::{Intent, Out, Question};
use crate::ui::widgets;

/// Longest piece laid out as one label, in bytes; longer paragraphs are cut at a blank.
const PIECE: usize = 4_000;
/// Texts up to this many pieces are drawn whole; longer ones only where they are seen.
const WHOLE: usize = 60;

/// A run of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    /// Lines that begin with `>`, with their number.
    Quote(&'a str, usize),
}

/// Splits a text into paragraphs and quoted parts, each at most a few kilobytes.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let (mut start, mut at, mut quoted) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let is_quote = line.trim_start().starts_with('>');
        let blank_before = out.is_empty() || text.get(start..at).is_some_and(|p| p.ends_with("\n\n"));
        if at > start && (is_quote != quoted || (!quoted && blank_before && at - start > PIECE / 2) || at - start > PIECE) {
            push(&mut out, text.get(start..at).unwrap_or(""), quoted);
            start = at;
        }
        quoted = is_quote;
        at += line.len();
    }
    push(&mut out, text.get(start..at).unwrap_or(""), quoted);
    out
}

fn push<'a>(out: &mut Vec<Piece<'a>>, mut text: &'a str, quoted: bool) {
    text = text.trim_matches('\n');
    if text.trim().is_empty() {
        return;
    }
    if quoted {
        match out.last_mut() {
            // A long quote comes in several runs; it stays one fold.
            Some(Piece::Quote(_, lines)) => {
                *lines += text.lines().count();
                out.push(Piece::Quote(text, 0));
            }
            _ => out.push(Piece::Quote(text, text.lines().count())),
        }
        return;
    }
    while text.len() > PIECE {
        let cut = (1..=PIECE).rev().find(|i| text.is_char_boundary(*i) && text.as_bytes().get(i - 1) == Some(&b' '));
        let cut = cut.or_else(|| (1..=PIECE).rev().find(|i| text.is_char_boundary(*i))).unwrap_or(text.len());
        let (head, rest) = text.split_at(cut);
        out.push(Piece::Text(head));
        text = rest;
    }
    out.push(Piece::Text(text));
}

/// Draws the text. Must stand inside a vertical scroll area for short texts; long ones bring their own.
pub fn ui(ui: &mut Ui, mail: &MailDetail, text: &str, quotes_open: &mut bool, out: &mut Out) {
    let parts = pieces(text);
    if mail.parsed.raw_only {
        // A banner says why, and where everything is.
    } else if parts.is_empty() {
        super::head::aside(ui, &t!("body-empty"));
    } else if parts.len() <= WHOLE {
        for (index, part) in parts.iter().enumerate() {
            piece_ui(ui, index, *part, quotes_open);
        }
    } else {
        long_ui(ui, mail.row.id, &parts, quotes_open);
    }
    links_ui(ui, mail, out);
}

/// Heights are remembered per piece, so that a megabyte of text scrolls without being laid out as a whole.
fn long_ui(ui: &mut Ui, mail: MailId, parts: &[Piece<'_>], quotes_open: &mut bool) {
    let id = egui::Id::unique(("body_heights", mail.0));
    let width = ui.available_width();
    let (known_width, mut heights): (f32, Vec<f32>) = ui.data(|d| d.get_temp(id)).unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "an estimate of a height")]
    if heights.len() != parts.len() || (known_width - width).abs() > 0.5 {
        let guess = |p: &Piece<'_>| match p {
            Piece::Text(text) | Piece::Quote(text, _) => {
                let lines: usize = text.lines().map(|l| 1 + l.len() * 7 / (width.max(100.0) as usize)).sum();
                lines as f32 * 18.0 + GAP_S
            }
        };
        heights = parts.iter().map(guess).collect();
    }
    let visible = ui.clip_rect();
    for (index, part) in parts.iter().enumerate() {
        let Some(height) = heights.get(index).copied() else { continue };
        let top = ui.cursor().top();
        if top + height < visible.top() - 400.0 || top > visible.bottom() + 400.0 {
            ui.add_space(height);
            continue;
        }
        let used = ui.scope(|ui| piece_ui(ui, index, *part, quotes_open)).response.rect.height();
        if let Some(slot) = heights.get_mut(index) {
            *slot = used;
        }
    }
    ui.data_mut(|d| d.insert_temp(id, (width, heights)));
}

fn piece_ui(ui: &mut Ui, index: usize, part: Piece<'_>, quotes_open: &mut bool) {
    let t = theme::tokens(ui);
    match part {
        Piece::Text(text) => {
            ui.add(Label::new(theme::body(text).line_height(Some(20.0))).wrap());
        }
        Piece::Quote(text, lines) => {
            if lines > 0 {
                let (sign, word) = match *quotes_open {
                    true => (icon::DOWN, t!("body-quote-hide")),
                    false => (icon::RIGHT, t!("body-quote-show", count = lines)),
                };
                ui.push_id(("quote", index), |ui| {
                    if widgets::quiet_button(ui, sign, &word).clicked() {
                        *quotes_open = !*quotes_open;
                    }
                });
            }
            if *quotes_open {
                ui.horizontal_top(|ui| {
                    ui.add_space(GAP_S);
                    let left = ui.cursor().left();
                    let label = ui.add(Label::new(theme::body(text).color(t.weak)).wrap());
                    ui.painter().vline(left - 6.0, label.rect.y_range(), egui::Stroke::new(2.0, t.line));
                });
            }
        }
    }
    ui.add_space(GAP_XS);
}

fn links_ui(ui: &mut Ui, mail: &MailDetail, out: &mut Out) {
    if mail.parsed.links.is_empty() {
        return;
    }
    ui.add_space(GAP_S);
    widgets::field_label(ui, &t!("body-links"));
    for (index, link) in mail.parsed.links.iter().take(50).enumerate() {
        ui.push_id(("link", index), |ui| {
            ui.horizontal_wrapped(|ui| {
                if widgets::quiet_button(ui, icon::LINK, &link.target).clicked() {
                    let (text, target, mismatch) = (link.text.clone(), link.target.clone(), link.mismatch);
                    out.push(Intent::Ask(Question::Link { text, target, mismatch }));
                }
                if link.mismatch {
                    widgets::badge(ui, Tone::Warn, icon::WARNING, &t!("link-mismatch"));
                }
            });
        });
    }
}

/// The text in a scroll area of its own, for places that have none.
pub fn scrolled(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, contents);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_quotes_and_never_makes_a_giant_piece() {
        let text = "Guten Tag,\n\nanbei der Befund.\n\n> Ihre Frage\n> von gestern\n\nViele Grüße";
        assert_eq!(
            pieces(text),
            [Piece::Text("Guten Tag,\n\nanbei der Befund."), Piece::Quote("> Ihre Frage\n> von gestern", 2), Piece::Text("Viele Grüße"),]
        );
        let long = "ä".repeat(50_000);
        assert!(pieces(&long).iter().all(|p| matches!(p, Piece::Text(t) if t.len() <= PIECE)));
        assert_eq!(pieces(&long).iter().map(|p| if let Piece::Text(t) = p { t.len() } else { 0 }).sum::<usize>(), long.len());
        assert_eq!(pieces(""), []);
    }
}
