//! The recovery sheet: printed or saved, from the settings and when the first account is set up. The code itself never comes
//! here: it is on the sheet only.

use egui::{Id, Key, Modal, Modifiers, Ui};

use super::file_dialog::{FileDialog, FilePick};
use super::model::{Asks, Model};
use super::questions::{Questions, Ticket};
use super::theme::{self, GAP_L, GAP_S, GAP_XS, Tone, icon};
use super::widgets;
use crate::domain::problem::Problem;
use crate::engine::command::{Command, KeyCommand, SheetTo};
use crate::engine::event::Answer;
use crate::i18n;

/// What became of a sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    Saved,
    /// It lies there for the viewer until the person says that it is printed.
    ToPrint,
    Printed,
}

/// The buttons by which a sheet is made, and what came of it.
#[derive(Default)]
pub struct SheetMaker {
    questions: Questions,
    running: Option<Ticket>,
    printing: bool,
    made: Option<Made>,
    problem: Option<Problem>,
    pick: FilePick,
    /// The sheet that is void once this one is made; empty where there is none.
    older: String,
}

impl SheetMaker {
    /// Makes a sheet in the place of this one.
    #[must_use]
    pub fn in_place_of(older: &str) -> Self {
        Self { older: older.to_owned(), ..Self::default() }
    }

    /// Takes the answers that arrived.
    pub fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            if self.running == Some(ticket) {
                self.running = None;
            }
            match result.map(|answer| *answer) {
                Ok(Answer::Files(files)) => {
                    self.problem = None;
                    if self.printing {
                        model.files_to_open.extend(files.into_iter().map(|file| file.path));
                        self.made = Some(Made::ToPrint);
                    } else {
                        self.made = Some(Made::Saved);
                    }
                }
                Ok(_) if self.made == Some(Made::ToPrint) => self.made = Some(Made::Printed),
                Ok(_) => {}
                Err(problem) => self.problem = Some(problem),
            }
        }
    }

    /// A sheet was made since this view is open.
    #[must_use]
    pub const fn is_made(&self) -> bool {
        self.made.is_some()
    }

    /// A sheet is being made.
    #[must_use]
    pub const fn is_working(&self) -> bool {
        self.running.is_some()
    }

    /// A copy still lies there for the viewer.
    #[must_use]
    pub fn is_to_print(&self) -> bool {
        self.made == Some(Made::ToPrint)
    }

    /// The person goes elsewhere: the copy for the viewer goes too. True when there is one; what became of it is shown.
    pub fn leave(&mut self, asks: &mut Asks) -> bool {
        let lies = self.is_to_print() && !self.is_working();
        if lies {
            self.send(KeyCommand::ForgetPrint, asks);
        }
        lies
    }

    fn send(&mut self, command: KeyCommand, asks: &mut Asks) {
        let running = &mut self.running;
        self.problem = None;
        self.questions.send(vec![Command::Key(Box::new(command))], asks, |ticket, _| *running = Some(ticket));
    }

    fn make(&mut self, to: SheetTo, asks: &mut Asks) {
        self.printing = to == SheetTo::Print;
        self.made = None;
        self.send(KeyCommand::MakeSheet { to, words: Box::new(i18n::sheet_words()) }, asks);
    }

    /// Draws what there is to do now.
    pub fn ui(&mut self, ui: &mut Ui, asks: &mut Asks) {
        let again = self.is_to_print();
        if let Some(problem) = &self.problem {
            let button = |ui: &mut Ui| again && widgets::button(ui, icon::AGAIN, &t!("list-retry")).clicked();
            if widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), button) {
                self.leave(asks);
            }
            ui.add_space(GAP_S);
        }
        match self.made {
            Some(Made::ToPrint) if self.problem.is_some() => {}
            Some(Made::ToPrint) => self.printed_ui(ui, asks),
            Some(Made::Saved) => _ = widgets::badge(ui, Tone::Ok, icon::CHECK_CIRCLE, &t!("sheet-saved")),
            Some(Made::Printed) => _ = widgets::badge(ui, Tone::Ok, icon::CHECK_CIRCLE, &t!("sheet-done")),
            None => self.buttons_ui(ui, asks),
        }
    }

    fn printed_ui(&mut self, ui: &mut Ui, asks: &mut Asks) {
        let free = !self.is_working();
        let mut text = t!("sheet-to-print-text");
        if !self.older.is_empty() {
            text = format!("{} {text}", t!("sheet-older-void", name = self.older.as_str()));
        }
        let printed =
            |ui: &mut Ui| ui.add_enabled_ui(free, |ui| widgets::primary_button(ui, icon::CHECK, &t!("sheet-printed"))).inner.clicked();
        if widgets::banner(ui, Tone::Info, icon::PRINT, &t!("sheet-to-print"), &text, printed) {
            self.leave(asks);
        }
    }

    fn buttons_ui(&mut self, ui: &mut Ui, asks: &mut Asks) {
        let free = self.running.is_none();
        ui.horizontal(|ui| {
            if ui.add_enabled_ui(free, |ui| widgets::primary_button(ui, icon::PRINT, &t!("sheet-print"))).inner.clicked() {
                self.make(SheetTo::Print, asks);
            }
            if ui.add_enabled_ui(free, |ui| widgets::button(ui, icon::SAVE, &t!("sheet-save"))).inner.clicked() {
                self.pick.ask(FileDialog::save(ui.ctx(), &t!("sheet-save"), &t!("sheet-file-name")));
            }
            if !free {
                ui.spinner();
            }
        });
        if let Some((path, replace)) = self.pick.poll_ui(ui, &t!("sheet-save"), &t!("sheet-go")) {
            self.make(SheetTo::File { path, replace }, asks);
        }
    }
}

/// The offer at setup.
#[derive(Default)]
pub struct SheetOffer {
    maker: SheetMaker,
    /// The person wants to go on once the copy for the viewer is removed.
    going: bool,
}

impl SheetOffer {
    /// Takes the answers that arrived.
    pub fn receive(&mut self, model: &mut Model) {
        self.maker.receive(model);
    }

    /// The window is locked.
    pub fn leave(&mut self, asks: &mut Asks) {
        self.maker.leave(asks);
    }

    /// Goes on at once, or after the copy for the viewer is removed. One that cannot be removed is told once and stays for the next
    /// start: nobody is held up by it.
    fn goes_on(&mut self, wants: bool, asks: &mut Asks) -> bool {
        let told = self.maker.problem.is_some();
        let waits = wants && self.maker.leave(asks);
        self.going = (self.going || waits) && !told;
        if self.going { !self.maker.is_to_print() } else { wants }
    }
}

/// Draws the offer; true when the person goes on, with a sheet or without.
pub fn offer_ui(ui: &Ui, offer: &mut SheetOffer, asks: &mut Asks) -> bool {
    let frame = egui::Frame::window(ui.style()).inner_margin(egui::Margin::same(24));
    let escape = !offer.maker.is_working() && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
    let shown = Modal::new(Id::unique("sheet-offer")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(500.0);
        let t = theme::tokens(ui);
        ui.label(theme::title(t!("sheet-offer-title")));
        ui.add_space(GAP_XS);
        ui.add(egui::Label::new(theme::body(t!("sheet-offer-text"))).wrap());
        ui.add_space(GAP_S);
        ui.add(egui::Label::new(theme::small(t!("sheet-offer-keep")).color(t.weak)).wrap());
        ui.add_space(GAP_L);
        offer.maker.ui(ui, asks);
        ui.add_space(GAP_L);
        let word = if offer.maker.is_made() { t!("sheet-offer-on") } else { t!("sheet-offer-later") };
        let free = !offer.maker.is_working();
        ui.add_enabled_ui(free, |ui| widgets::quiet_button(ui, icon::ARROW_RIGHT, &word)).inner.clicked()
    });
    offer.goes_on(escape || shown.inner, asks)
}

#[cfg(test)]
#[path = "sheet/tests.rs"]
mod tests;
