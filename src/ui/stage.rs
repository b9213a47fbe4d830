//! For tests: one view on a screen, with a person before it and the engine's answers behind it. What the view asks is kept, and
//! nothing is answered until the test does.

use egui::Ui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::model::{Ask, Asks, Model};
use super::theme::{self, ThemeChoice};
use crate::domain::ids::RequestId;
use crate::domain::problem::Problem;
use crate::engine::command::Command;
use crate::engine::event::{Answer, Event};
use crate::i18n::{self, Language};

/// Frames until a click or an answer is drawn, also beside a spinner that never rests.
const STEPS: usize = 4;

/// What the test sees and changes.
pub struct Stage<V> {
    pub model: Model,
    pub view: V,
    /// All that was asked; the place is the number of the request.
    pub asks: Vec<Ask>,
}

impl<V> Stage<V> {
    fn take(&mut self, new: Asks) {
        for ask in new.0 {
            self.model.expect(RequestId(self.asks.len() as u64), ask.purpose.clone());
            self.asks.push(ask);
        }
    }

    /// Does what happens between two frames.
    pub fn act(&mut self, work: impl FnOnce(&mut V, &mut Asks)) {
        let mut new = Asks::default();
        work(&mut self.view, &mut new);
        self.take(new);
    }

    /// The command asked last.
    pub fn last(&self) -> Option<Command> {
        self.asks.last().map(|ask| ask.command.clone())
    }

    /// The engine answers what was asked last.
    pub fn answer(&mut self, result: Result<Answer, Problem>) {
        let request = RequestId(self.asks.len() as u64 - 1);
        self.model.apply(Event::Answered { request, result: result.map(Box::new) });
    }
}

/// Sets up a view, in German and light; `begin` may ask already, `draw` is called every frame.
pub fn set<V: 'static>(
    size: [f32; 2],
    begin: impl FnOnce(&mut Asks) -> V,
    mut draw: impl FnMut(&mut Ui, &mut Model, &mut V, &mut Asks) + 'static,
) -> Harness<'static, Stage<V>> {
    i18n::select_for_this_thread(Language::German);
    let mut asks = Asks::default();
    let mut stage = Stage { model: Model::default(), view: begin(&mut asks), asks: Vec::new() };
    stage.take(asks);
    let mut harness = Harness::builder().with_context_setup(|ctx| theme::install(ctx, ThemeChoice::Light)).with_size(size).build_ui_state(
        move |ui, stage: &mut Stage<V>| {
            let mut new = Asks::default();
            draw(ui, &mut stage.model, &mut stage.view, &mut new);
            stage.take(new);
        },
        stage,
    );
    harness.run_steps(STEPS);
    harness
}

/// A person and an engine for the stage.
pub trait Play {
    /// Clicks what has this label.
    fn press(&mut self, label: &str);
    /// The engine answers what was asked last.
    fn answer(&mut self, result: Result<Answer, Problem>);
    /// Whether something with this in its label is shown.
    fn shows(&self, part: &str) -> bool;
}

impl<V> Play for Harness<'_, Stage<V>> {
    fn press(&mut self, label: &str) {
        self.get_by_label(label).click();
        self.run_steps(STEPS);
    }

    fn answer(&mut self, result: Result<Answer, Problem>) {
        self.state_mut().answer(result);
        self.run_steps(STEPS);
    }

    fn shows(&self, part: &str) -> bool {
        self.query_all_by_label_contains(part).next().is_some()
    }
}
