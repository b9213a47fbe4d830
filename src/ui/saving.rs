//! Where to save something: the desktop's dialog off the drawing thread, or a path field where there is none.
//!
//! The dialog asks before overwriting; the path field never overwrites, the engine refuses. Nothing here
//! writes a file: the chosen path goes into a command.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

use egui::{Id, Key, Modal, Modifiers, Ui};

use super::model::{Asks, Purpose};
use super::theme::{self, GAP_L, GAP_S};
use super::view::FileQuestion;
use super::widgets;
use crate::engine::command::Command;

/// An answer faster than any person means that the desktop showed no dialog.
const TOO_FAST: Duration = Duration::from_millis(250);

/// What came of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    Path(PathBuf),
    Cancelled,
    /// The desktop showed no dialog.
    Unavailable,
}

/// Opens dialogs; tests put in answers of their own.
pub trait Dialogs {
    /// Asks for a file to write, or for a folder when `name` is `None`.
    fn ask(&self, ctx: &egui::Context, title: &str, name: Option<&str>) -> Receiver<Picked>;
}

/// The dialogs of the desktop.
#[derive(Debug, Default)]
pub struct DesktopDialogs;

impl Dialogs for DesktopDialogs {
    fn ask(&self, ctx: &egui::Context, title: &str, name: Option<&str>) -> Receiver<Picked> {
        let (tell, answer) = channel();
        let (ctx, title, name) = (ctx.clone(), title.to_owned(), name.map(str::to_owned));
        let spawned = std::thread::Builder::new().name("save-dialog".into()).spawn(move || {
            let started = Instant::now();
            let dialog = rfd::FileDialog::new().set_title(title);
            let path = match name {
                Some(name) => dialog.set_file_name(name).save_file(),
                None => dialog.pick_folder(),
            };
            let picked = match path {
                Some(path) => Picked::Path(path),
                None if started.elapsed() < TOO_FAST => Picked::Unavailable,
                None => Picked::Cancelled,
            };
            // The window may be gone meanwhile; then nobody wants the answer.
            let _ = tell.send(picked);
            ctx.request_repaint();
        });
        if let Err(error) = spawned {
            tracing::warn!(%error, "save dialog");
        }
        answer
    }
}

/// A question for a path that is open.
pub struct Saving {
    question: FileQuestion,
    answer: Option<Receiver<Picked>>,
    /// The path field, once the desktop had no dialog.
    typed: Option<String>,
}

impl Saving {
    /// Asks where to save.
    #[must_use]
    pub fn new(ctx: &egui::Context, dialogs: &dyn Dialogs, question: FileQuestion) -> Self {
        let (title, name) = match &question {
            FileQuestion::SaveRaw { name, .. } => (t!("save-mail-title"), Some(name.clone())),
            FileQuestion::SaveAttachment { name, .. } => (t!("save-attachment-title"), Some(name.clone())),
            FileQuestion::SaveAllAttachments { .. } => (t!("save-all-title"), None),
        };
        let answer = dialogs.ask(ctx, &title, name.as_deref());
        Self { question, answer: Some(answer), typed: None }
    }

    /// Looks for the answer, or draws the path field; false once the question is settled.
    pub fn ui(&mut self, ui: &mut Ui, asks: &mut Asks) -> bool {
        if let Some(answer) = &self.answer {
            match answer.try_recv() {
                Ok(Picked::Path(path)) => {
                    self.settle(path, true, asks);
                    return false;
                }
                Ok(Picked::Cancelled) => return false,
                Err(TryRecvError::Empty) => return true,
                Ok(Picked::Unavailable) | Err(TryRecvError::Disconnected) => {
                    self.answer = None;
                    self.typed = Some(self.suggestion());
                }
            }
        }
        self.path_ui(ui, asks)
    }

    fn suggestion(&self) -> String {
        let home = directories::UserDirs::new();
        let dir = home.as_ref().map(|h| h.document_dir().unwrap_or_else(|| h.home_dir()).to_path_buf()).unwrap_or_default();
        match &self.question {
            FileQuestion::SaveRaw { name, .. } | FileQuestion::SaveAttachment { name, .. } => dir.join(name),
            FileQuestion::SaveAllAttachments { .. } => dir,
        }
        .display()
        .to_string()
    }

    fn path_ui(&mut self, ui: &mut Ui, asks: &mut Asks) -> bool {
        let mut typed = self.typed.clone().unwrap_or_default();
        let mut cancelled = ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
        let mut chosen = false;
        let frame = egui::Frame::window(ui.style()).inner_margin(egui::Margin::same(24));
        Modal::new(Id::unique("save_path")).frame(frame).show(ui.ctx(), |ui| {
            ui.set_width(480.0);
            ui.label(theme::title(t!("save-path-title")));
            ui.label(theme::body(t!("save-path-text")));
            ui.add_space(GAP_S);
            widgets::text_field(ui, "save_path_field", &t!("save-path-name"), &mut typed, "", 480.0);
            ui.add_space(GAP_L);
            ui.horizontal(|ui| {
                ui.add_enabled_ui(!typed.trim().is_empty(), |ui| chosen = widgets::primary_button(ui, "", &t!("save-path-do")).clicked());
                cancelled |= widgets::quiet_button(ui, "", &t!("question-cancel")).clicked();
            });
        });
        if chosen {
            self.settle(PathBuf::from(typed.trim()), false, asks);
            return false;
        }
        self.typed = Some(typed);
        !cancelled
    }

    /// `replace`: the desktop's dialog asked before a file is overwritten.
    fn settle(&self, path: PathBuf, replace: bool, asks: &mut Asks) {
        let command = match self.question {
            FileQuestion::SaveRaw { mail, .. } => Command::SaveRaw { mail, path, replace },
            FileQuestion::SaveAttachment { mail, index, .. } => Command::SaveAttachmentAs { mail, index, path, replace },
            FileQuestion::SaveAllAttachments { mail } => Command::SaveAttachments { mail, index: None, dir: path },
        };
        asks.ask(command, Purpose::Files { open: false });
    }
}
