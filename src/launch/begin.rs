//! From a profile folder to a running engine and the facts of the first picture, on a thread that may wait.

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::mpsc::error::TryRecvError;

use super::logging;
use crate::domain::problem::Problem;
use crate::engine::command::Command;
use crate::engine::event::Event;
use crate::engine::{self, EngineHandle, Mode, Profile};
use crate::i18n::Language;
use crate::ui::model::Model;
use crate::ui::theme::ThemeChoice;
use crate::ui::view::View;

/// Longest wait for the first facts, and how often it is looked for them.
const PATIENCE: Duration = Duration::from_secs(2);
const LOOK: Duration = Duration::from_millis(1);

/// A running engine. It is ended when nobody has it any more, so that the profile is free.
pub struct Running {
    pub engine: EngineHandle,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Ends the engine and waits for its last words in the log.
    ///
    /// # Errors
    /// `ENGINE-STOPPED` when it had ended before.
    pub fn end(mut self) -> Result<(), Problem> {
        self.stop()
    }

    fn stop(&mut self) -> Result<(), Problem> {
        let Some(thread) = self.thread.take() else { return Ok(()) };
        let ended = self.engine.ask_blocking(Command::Shutdown);
        // A panic in the engine was logged there.
        let _ = thread.join();
        ended.map(|_| ())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that is gone already is what is wanted.
        let _ = self.stop();
    }
}

/// Everything a window needs.
pub struct Begun {
    pub running: Running,
    pub events: UnboundedReceiver<Event>,
    pub model: Box<Model>,
    pub theme: ThemeChoice,
    /// That of the profile.
    pub language: Option<Language>,
    /// The window to draw anew with each event, from the moment it is set.
    pub window: Arc<OnceLock<egui::Context>>,
}

impl Begun {
    /// Starts the engine of a profile and asks for what is drawn first.
    ///
    /// # Errors
    /// Those of [`engine::spawn`].
    pub fn on(profile: Profile, dir: &Path, demo: bool) -> Result<Self, Problem> {
        if !demo {
            logging::to_stderr_and_files(dir);
        }
        let language = Language::parse(&profile.setting("language"));
        let theme = ThemeChoice::parse(&profile.setting("theme")).unwrap_or_default();
        let window: Arc<OnceLock<egui::Context>> = Arc::default();
        let woken = window.clone();
        let wake = move || {
            if let Some(context) = woken.get() {
                context.request_repaint();
            }
        };
        let (engine, mut events, thread) = engine::spawn(profile, Mode::Background, Box::new(wake))?;
        let until = Instant::now() + PATIENCE;
        let model =
            Model::before_the_window(View::default().filter(), &mut |command| engine.send(command), &mut || next(&mut events, until));
        let running = Running { engine, thread: Some(thread) };
        Ok(Self { running, events, model: Box::new(model), theme, language, window })
    }
}

/// The next event; `None` when the patience is over or the engine is gone.
fn next(events: &mut UnboundedReceiver<Event>, until: Instant) -> Option<Event> {
    loop {
        match events.try_recv() {
            Ok(event) => return Some(event),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) if Instant::now() >= until => return None,
            Err(TryRecvError::Empty) => std::thread::sleep(LOOK),
        }
    }
}
