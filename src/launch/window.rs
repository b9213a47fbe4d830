//! The window: renderer, profile, engine, and the way back when one of them fails.
//!
//! Profile, engine and the facts of the first picture come from a thread of their own while the window is made
//! ([`super::begin`]). When the renderer does not work, the engine is ended and the profile given back before anything
//! else, so that a start with another renderer finds it free.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

use eframe::Renderer;

use super::begin::{Begun, Running};
use super::{key_source, profile_dir, read_secret};
use crate::cli::args::CommandLine;
use crate::cli::output::exit;
use crate::cli::remote::{self, Request};
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::engine::profile::KeySource;
use crate::engine::{EngineHandle, Profile};
use crate::i18n;
use crate::ui::app::{App, UiOptions};
use crate::ui::theme;
use crate::ui::unlock::{self, Entered, Locked, Unlock};

/// First size of the window, in points.
const SIZE: [f32; 2] = [1280.0, 800.0];
const SMALLEST: [f32; 2] = [720.0, 480.0];

/// What is done once the engine runs: the demo adds its accounts.
type SetUp = Box<dyn FnOnce(&EngineHandle) -> Result<(), Problem> + Send>;

/// Opens the window on the person's profile, or raises the one that is already there.
pub fn run(line: &CommandLine, arguments: &[String]) -> Result<u8, Problem> {
    let dir = profile_dir(line)?;
    if remote::call(&dir, &Request { raise: true, ..Request::default() }).is_some() {
        return Ok(exit::DONE);
    }
    let source = key_source(line)?;
    let password = line.global.user_password_fd.map(read_secret).transpose()?;
    let opening = {
        let dir = dir.clone();
        move || open_profile(&dir, &source)
    };
    let person = line.global.user.clone().map(|name| (name, password));
    show(line, dir, person, false, Box::new(opening), Box::new(|_| Ok(())), arguments)
}

/// Opens the window on a profile that is open already.
pub fn open(
    line: &CommandLine,
    profile: Profile,
    dir: &Path,
    demo: bool,
    set_up: impl FnOnce(&EngineHandle) -> Result<(), Problem> + Send + 'static,
) -> Result<u8, Problem> {
    let arguments: Vec<String> = std::env::args_os().map(|a| a.to_string_lossy().into_owned()).collect();
    show(line, dir.to_owned(), None, demo, Box::new(move || Ok(profile)), Box::new(set_up), &arguments)
}

fn open_profile(dir: &Path, source: &KeySource) -> Result<Profile, Problem> {
    if Profile::exists(dir) { Profile::open(dir, source) } else { Profile::init(dir, source) }
}

/// What is locked about a folder.
fn locked(dir: &Path) -> Locked {
    match Profile::lock_facts(dir).filter(|_| Profile::exists(dir)) {
        Some(("keyring", sheet)) => Locked::Keyring { sheet },
        Some((_, sheet)) => Locked::Passphrase { sheet },
        None if Profile::exists(dir) => Locked::Passphrase { sheet: false },
        None => Locked::New,
    }
}

/// Opens a profile by what a person entered.
fn unlocked(dir: &Path, entered: Entered) -> Result<Profile, Problem> {
    match entered {
        Entered::Passphrase(passphrase) => open_profile(dir, &KeySource::Passphrase(passphrase)),
        Entered::Code(code, to) => Profile::recover(dir, &code, &to),
        Entered::Again => open_profile(dir, &KeySource::Keyring),
    }
}

/// Who is expected to sign in, and the password if it was given too.
type Person = Option<(String, Option<Secret>)>;

/// The engine of the window, to be ended after it.
type Engine = Arc<Mutex<Option<Running>>>;

fn show(
    line: &CommandLine,
    dir: PathBuf,
    person: Person,
    demo: bool,
    opening: Box<dyn FnOnce() -> Result<Profile, Problem> + Send>,
    set_up: SetUp,
    arguments: &[String],
) -> Result<u8, Problem> {
    let first = if cfg!(windows) { Renderer::Wgpu } else { Renderer::Glow };
    let renderer = match line.global.renderer.as_str() {
        "wgpu" => Renderer::Wgpu,
        "glow" => Renderer::Glow,
        _ => first,
    };
    let looks = dir.join("window.ron");
    let chosen_language = line.global.lang.is_some() || std::env::var_os("KIMPOST_LANG").is_some();
    let running: Engine = Arc::default();
    let created = Arc::new(OnceLock::new());
    let begin = {
        let dir = dir.clone();
        move || Begun::on(opening()?, &dir, demo)
    };
    let opening = Opening::default();
    opening.begin(begin);
    let creator = {
        let (running, created, opening) = (running.clone(), created.clone(), opening.clone());
        move |cc: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>> {
            // Set only once the renderer works: what fails from here on is no matter of the renderer.
            let _ = created.set(());
            theme::install(&cc.egui_ctx, theme::ThemeChoice::default());
            let desktop = Desktop {
                context: cc.egui_ctx.clone(),
                dir,
                person,
                demo,
                chosen_language,
                running,
                set_up: Some(set_up),
                opening: opening.clone(),
                stage: Stage::Starting,
            };
            // From here on the window is drawn anew when the profile is there.
            let _ = opening.window.set(cc.egui_ctx.clone());
            Ok(Box::new(desktop))
        }
    };
    let options = eframe::NativeOptions {
        renderer,
        viewport: egui::ViewportBuilder::default()
            .with_app_id("kimpost")
            .with_title(if demo { crate::t!("window-title-demo") } else { crate::t!("app-name") })
            .with_inner_size(SIZE)
            .with_min_inner_size(SMALLEST),
        persist_window: !demo,
        // A profile holds everything of a person's work, the width of a column too.
        persistence_path: Some(looks),
        ..eframe::NativeOptions::default()
    };
    let shown = eframe::run_native("kimpost", options, Box::new(creator));
    opening.end();
    let ended = running.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    if let Some(running) = ended {
        running.end()?;
    }
    match shown {
        Ok(()) => Ok(exit::DONE),
        Err(error) if created.get().is_none() && line.global.renderer == "auto" => {
            tracing::warn!(%error, "the renderer does not work here, trying the other one");
            restart(arguments, if renderer == Renderer::Glow { "wgpu" } else { "glow" })
        }
        Err(error) => Err(Problem::new("WINDOW", error.to_string())),
    }
}

/// Starts the program anew: an event loop can be made only once in a process.
fn restart(arguments: &[String], renderer: &str) -> Result<u8, Problem> {
    let failed = |e: std::io::Error| Problem::new("WINDOW", e.to_string());
    let program = std::env::current_exe().map_err(failed)?;
    let status =
        std::process::Command::new(program).args(arguments.iter().skip(1)).args(["--renderer", renderer]).status().map_err(failed)?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(exit::FAILED))
}

/// An engine that is being started on a thread of its own, so that no frame waits for it, one at a time; clones are the
/// same.
#[derive(Clone, Default)]
struct Opening {
    /// `None` when nothing is being opened.
    answer: Arc<Mutex<Option<Opened>>>,
    /// The window, once there is one to draw anew.
    window: Arc<OnceLock<egui::Context>>,
}

/// How opening a profile ends.
type Opened = Receiver<Result<Begun, Problem>>;

/// Lets the window look for the answer, also when opening panicked.
struct Knock(Arc<OnceLock<egui::Context>>);

impl Drop for Knock {
    fn drop(&mut self) {
        if let Some(window) = self.0.get() {
            window.request_repaint();
        }
    }
}

impl Opening {
    fn begin(&self, begin: impl FnOnce() -> Result<Begun, Problem> + Send + 'static) {
        let (tell, told) = channel();
        let knock = Knock(self.window.clone());
        *self.answer() = Some(told);
        std::thread::spawn(move || {
            let _after = knock;
            let tell = tell;
            // The window may be gone meanwhile.
            let _ = tell.send(begin());
        });
    }

    fn answer(&self) -> MutexGuard<'_, Option<Opened>> {
        self.answer.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn is_running(&self) -> bool {
        self.answer().is_some()
    }

    /// The running engine, once it is there; only for the first who finds it.
    fn result(&self) -> Option<Result<Begun, Problem>> {
        let mut answer = self.answer();
        let result = match answer.as_ref()?.try_recv() {
            Ok(result) => result,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Err(Problem::new("INTERNAL", "opening the profile failed")),
        };
        *answer = None;
        Some(result)
    }

    /// Waits until nothing is being opened any more, and ends what no window took over.
    fn end(&self) {
        let answer = self.answer().take();
        drop(answer.map(|answer| answer.recv()));
    }
}

/// What the window shows.
enum Stage {
    /// Nothing yet: the profile is being opened.
    Starting,
    /// The profile needs a passphrase, or cannot be opened.
    Locked(Unlock),
    Open(Box<App>),
}

/// The window from its first frame on.
struct Desktop {
    context: egui::Context,
    dir: PathBuf,
    person: Person,
    demo: bool,
    /// A language was asked for at the start, which wins over the profile's.
    chosen_language: bool,
    running: Engine,
    set_up: Option<SetUp>,
    opening: Opening,
    stage: Stage,
}

impl Desktop {
    /// Goes on when the profile is there.
    fn opened(&mut self, storage: Option<&dyn eframe::Storage>) {
        match self.opening.result() {
            None => {}
            Some(Ok(begun)) => self.stage = Stage::Open(Box::new(self.begun(begun, storage))),
            Some(Err(problem)) => match &mut self.stage {
                Stage::Locked(unlock) => unlock.failed(problem),
                stage => *stage = Stage::Locked(Unlock::new(locked(&self.dir), problem)),
            },
        }
    }

    /// The window of a running engine.
    fn begun(&mut self, begun: Begun, storage: Option<&dyn eframe::Storage>) -> App {
        let Begun { running, events, model, theme, language, window } = begun;
        let engine = running.engine.clone();
        if let Some(language) = language.filter(|_| !self.chosen_language) {
            i18n::select(language);
        }
        // What was told until now is drained in this frame; what comes from now on asks for another.
        let _ = window.set(self.context.clone());
        *self.running.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(running);
        let context = self.context.clone();
        let raise = move || context.send_viewport_cmd(egui::ViewportCommand::Focus);
        if let Err(error) = remote::serve(&self.dir, engine.clone(), raise) {
            tracing::error!(%error, "commands cannot be handed to this window");
        }
        if let Some(set_up) = self.set_up.take() {
            let engine = engine.clone();
            std::thread::spawn(move || {
                if let Err(problem) = set_up(&engine) {
                    tracing::error!(code = problem.code, "set-up failed");
                }
            });
        }
        let options = UiOptions { theme, demo: self.demo };
        let app = App::new(&self.context, storage, Box::new(move |command| engine.send(command)), events, options).knowing(*model);
        match self.person.take() {
            Some((name, password)) => app.for_user(&name, password),
            None => app,
        }
    }
}

impl eframe::App for Desktop {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.opened(frame.storage());
        if let Stage::Open(app) = &mut self.stage {
            app.logic(ctx, frame);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        match &mut self.stage {
            Stage::Starting => {
                let frame = egui::Frame::new().fill(theme::tokens(ui).surface);
                egui::CentralPanel::default().frame(frame).show(ui, |_| ());
            }
            Stage::Open(app) => app.ui(ui, frame),
            Stage::Locked(unlock) => {
                if let Some(entered) = unlock::show(ui, unlock, self.opening.is_running()) {
                    let (dir, demo) = (self.dir.clone(), self.demo);
                    self.opening.begin(move || Begun::on(unlocked(&dir, entered)?, &dir, demo));
                }
            }
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        if let Stage::Open(app) = &mut self.stage {
            app.save(storage);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn result_of(opening: &Opening) -> &'static str {
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            match opening.result() {
                Some(Ok(_)) => return "",
                Some(Err(problem)) => return problem.code,
                None => assert!(Instant::now() < until, "no end of opening"),
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[test]
    fn an_opening_that_fails_however_it_does_is_told_and_can_be_tried_again() {
        let opening = Opening::default();
        assert!(!opening.is_running() && opening.result().is_none());
        opening.begin(|| Err(Problem::new("KEY-MISSING", "")));
        assert_eq!(result_of(&opening), "KEY-MISSING");
        assert!(!opening.is_running());
        let in_show = opening.clone();
        opening.begin(|| panic!("made up for this test"));
        assert!(in_show.is_running());
        assert_eq!(result_of(&opening), "INTERNAL");
        opening.begin(|| Err(Problem::new("KEY-WRONG", "")));
        assert_eq!(result_of(&opening), "KEY-WRONG");
    }

    #[test]
    fn the_end_waits_for_a_passphrase_that_is_being_tried_and_frees_the_profile() {
        let dir = tempfile::tempdir().unwrap();
        let profile = Profile::throw_away(dir.path()).unwrap();
        let opening = Opening::default();
        let in_show = opening.clone();
        opening.begin(|| Err(Problem::new("KEY-MISSING", "")));
        assert_eq!(result_of(&opening), "KEY-MISSING");
        let path = dir.path().to_owned();
        opening.begin(move || Begun::on(profile, &path, true));
        in_show.end();
        assert!(!opening.is_running() && Profile::is_free(dir.path()));
    }
}
