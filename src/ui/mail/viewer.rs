//! The tab „Anhänge": files at the left, at the right what is in the chosen one: PDF pages, pictures, texts.
//!
//! The engine draws; this module asks for the one page that is looked at, and when it is there for its neighbours, and
//! shows the old picture until the new one has come. Textures live as long as the dialog and only for pages near by.

mod files;
mod page_view;
mod text_view;

use std::collections::BTreeMap;

use egui::{Key, Modifiers, Panel, Ui};

use crate::domain::drawing::{DrawTask, Drawing};
use crate::domain::ids::MailId;
use crate::domain::mail::MailDetail;
use crate::domain::problem::Problem;
use crate::engine::command::Command;
use crate::engine::event::{Answer, View};
use crate::ui::model::{Asks, Model, Owner};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme;
use crate::ui::view::Out;
use text_view::Lines;

/// Pages on either side of the shown one whose pictures are kept.
const KEPT: u32 = 2;
/// Wanted widths are rounded up to this, so that resizing a dialog does not ask in every frame.
const STEP: u32 = 64;
const LIST_WIDTH: f32 = 232.0;
/// Sizes beside „Seitenbreite", in percent.
const ZOOMS: [u16; 9] = [25, 50, 75, 100, 125, 150, 200, 300, 400];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Zoom {
    /// As wide as there is room; a picture not wider than it is.
    #[default]
    Width,
    Percent(u16),
}

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wanted {
    page: u32,
    width: u32,
}

/// A page that came: as pixels until the first frame, as a texture from then on.
struct Page {
    wanted: Wanted,
    pixels: Option<Drawing>,
    texture: Option<egui::TextureHandle>,
    natural: (u32, u32),
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Page({:?})", self.wanted)
    }
}

/// The state of the tab.
#[derive(Debug, Default)]
pub struct Viewer {
    /// Names the lane in which a newer question ends an older one.
    lane: Owner,
    questions: Questions,
    /// The attachment shown, by its index.
    chosen: Option<usize>,
    page: u32,
    zoom: Zoom,
    /// Pages of the document, once known.
    count: u32,
    pages: BTreeMap<u32, Page>,
    lines: Option<Lines>,
    asked: Option<(Ticket, Wanted)>,
    /// Pages that cannot be drawn: none is asked for again by itself.
    failed: BTreeMap<u32, Problem>,
}

impl Viewer {
    /// Shows this attachment.
    pub fn choose(&mut self, index: usize) {
        if self.chosen != Some(index) {
            *self = Self { lane: self.lane, questions: std::mem::take(&mut self.questions), chosen: Some(index), ..Self::default() };
        }
    }

    /// Takes the engine's answers.
    pub fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            // What was asked before belongs to another page or file.
            let Some((_, wanted)) = self.asked.take_if(|(newest, _)| *newest == ticket) else { continue };
            match result.map(|answer| *answer) {
                Ok(Answer::View(view)) => match *view {
                    View::Page(drawing) => self.page_came(wanted, drawing),
                    View::Text(text) => self.lines = Some(Lines::new(text)),
                },
                Ok(_) => {}
                Err(problem) if problem.code == "DRAW-REPLACED" => {}
                Err(problem) => _ = self.failed.insert(wanted.page, problem),
            }
        }
    }

    fn page_came(&mut self, wanted: Wanted, drawing: Drawing) {
        self.count = drawing.pages;
        self.failed.remove(&wanted.page);
        let natural = drawing.natural;
        self.pages.insert(wanted.page, Page { wanted, pixels: Some(drawing), texture: None, natural });
        let near = self.page.saturating_sub(KEPT)..=self.page.saturating_add(KEPT);
        self.pages.retain(|page, _| near.contains(page));
    }

    /// The dialog closes or goes on to another mail: nobody waits any more.
    pub fn leave(&mut self, model: &mut Model, asks: &mut Asks) {
        if self.asked.take().is_some() {
            asks.ask(Command::EndView { lane: self.lane.number() }, crate::ui::model::Purpose::Silent);
        }
        self.questions.forget(model);
    }

    /// Asks for what is looked at and not there yet, else for its neighbours.
    fn ask(&mut self, mail: MailId, width: u32, max_side: u32, asks: &mut Asks) {
        let Some(index) = self.chosen.filter(|_| self.lines.is_none()) else { return };
        let looked_at = Wanted { page: self.page, width };
        let missing = |wanted: Wanted| {
            let there = self.pages.get(&wanted.page).is_some_and(|page| page.wanted.width == wanted.width);
            !there && !self.failed.contains_key(&wanted.page)
        };
        let neighbours = [self.page.checked_add(1), self.page.checked_sub(1)].into_iter().flatten().filter(|page| *page < self.count);
        let next = if missing(looked_at) {
            Some(looked_at).filter(|wanted| self.asked.is_none_or(|(_, asked)| asked != *wanted))
        } else if self.asked.is_none() {
            neighbours.map(|page| Wanted { page, width }).find(|wanted| missing(*wanted))
        } else {
            None
        };
        if let Some(wanted) = next {
            let task = DrawTask { page: wanted.page, width: wanted.width, max_side };
            let command = Command::ViewAttachment { mail, index, task, lane: self.lane.number() };
            let asked = &mut self.asked;
            self.questions.send(vec![command], asks, |ticket, _| *asked = Some((ticket, wanted)));
        }
    }

    fn turn(&mut self, page: u32) {
        self.page = page.min(self.count.saturating_sub(1));
    }

    fn zoom_by(&mut self, step: i32, now: f32) {
        let next = match step {
            1 => ZOOMS.into_iter().find(|z| f32::from(*z) > now + 1.0),
            _ => ZOOMS.into_iter().rev().find(|z| f32::from(*z) < now - 1.0),
        };
        if let Some(next) = next {
            self.zoom = Zoom::Percent(next);
        }
    }
}

/// Draws the tab. Keys go to it when its dialog stands `in_front`.
pub fn ui(ui: &mut Ui, model: &Model, mail: &MailDetail, viewer: &mut Viewer, in_front: bool, out: &mut Out) {
    let attachments = &mail.parsed.attachments;
    if attachments.is_empty() {
        super::head::aside(ui, &t!("attachments-none"));
        return;
    }
    if !viewer.chosen.is_some_and(|index| attachments.iter().any(|a| a.index == index)) {
        viewer.choose(files::first(mail));
    }
    if in_front {
        keyboard(ui, mail, viewer);
    }
    let frame = egui::Frame::new().fill(theme::tokens(ui).surface);
    let width = LIST_WIDTH.min(ui.available_width() * 0.36);
    Panel::left(("viewer_files", viewer.lane)).frame(frame).exact_size(width).resizable(false).show(ui, |ui| {
        files::ui(ui, model, mail, viewer, out);
    });
    egui::CentralPanel::default().frame(frame.inner_margin(egui::Margin { left: 12, ..egui::Margin::ZERO })).show(ui, |ui| {
        let Some(attachment) = attachments.iter().find(|a| Some(a.index) == viewer.chosen) else { return };
        page_view::ui(ui, model, mail, attachment, viewer, out);
    });
}

fn keyboard(ui: &Ui, mail: &MailDetail, viewer: &mut Viewer) {
    if ui.ctx().text_edit_focused() {
        return;
    }
    let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if viewer.count > 1 {
        if pressed(Key::PageDown) {
            viewer.turn(viewer.page.saturating_add(1));
        }
        if pressed(Key::PageUp) {
            viewer.turn(viewer.page.saturating_sub(1));
        }
        if pressed(Key::Home) {
            viewer.turn(0);
        }
        if pressed(Key::End) {
            viewer.turn(u32::MAX);
        }
    }
    let order = files::order(mail);
    let at = order.iter().position(|index| Some(*index) == viewer.chosen).unwrap_or(0);
    let next = if pressed(Key::ArrowDown) { at.checked_add(1) } else { None };
    let next = next.or_else(|| if pressed(Key::ArrowUp) { at.checked_sub(1) } else { None });
    if let Some(index) = next.and_then(|at| order.get(at)) {
        viewer.choose(*index);
    }
}

#[cfg(test)]
mod tests;
