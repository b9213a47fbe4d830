//! File and folder dialogs of the desktop, off the drawing thread; the answer is fetched frame by frame.
//!
//! Where the desktop has no dialog (no portal) it answers at once with nothing: the view then offers a path
//! field instead, so that nobody is locked out. Nothing here reads or writes a file.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

/// An answer faster than any person means that there was no dialog.
const TOO_FAST: Duration = Duration::from_millis(250);

/// What came of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    Paths(Vec<PathBuf>),
    Cancelled,
    /// The desktop showed no dialog.
    Unavailable,
}

/// A dialog that is open.
pub struct FileDialog {
    answer: Receiver<Picked>,
}

impl FileDialog {
    /// Asks for files to read.
    #[must_use]
    pub fn files(ctx: &egui::Context, title: &str) -> Self {
        Self::open(ctx, title, |dialog| dialog.pick_files())
    }

    /// Asks for a folder.
    #[must_use]
    pub fn folder(ctx: &egui::Context, title: &str) -> Self {
        Self::open(ctx, title, |dialog| dialog.pick_folder().map(|folder| vec![folder]))
    }

    /// Asks for one file to read.
    #[must_use]
    pub fn file(ctx: &egui::Context, title: &str) -> Self {
        Self::open(ctx, title, |dialog| dialog.pick_file().map(|file| vec![file]))
    }

    /// Asks where to write a file; the dialog itself asks before overwriting.
    #[must_use]
    pub fn save(ctx: &egui::Context, title: &str, name: &str) -> Self {
        let name = name.to_owned();
        Self::open(ctx, title, move |dialog| dialog.set_file_name(name).save_file().map(|file| vec![file]))
    }

    fn open(ctx: &egui::Context, title: &str, pick: impl FnOnce(rfd::FileDialog) -> Option<Vec<PathBuf>> + Send + 'static) -> Self {
        let (tell, answer) = channel();
        let (ctx, title) = (ctx.clone(), title.to_owned());
        let spawned = std::thread::Builder::new().name("file-dialog".into()).spawn(move || {
            let started = Instant::now();
            let picked = match pick(rfd::FileDialog::new().set_title(title)) {
                Some(paths) => Picked::Paths(paths),
                None if started.elapsed() < TOO_FAST => Picked::Unavailable,
                None => Picked::Cancelled,
            };
            // The view may be closed meanwhile; then nobody wants the answer.
            let _ = tell.send(picked);
            ctx.request_repaint();
        });
        if let Err(error) = spawned {
            tracing::warn!(%error, "file dialog");
        }
        Self { answer }
    }

    /// The answer, once.
    #[must_use]
    pub fn poll(&self) -> Option<Picked> {
        match self.answer.try_recv() {
            Ok(picked) => Some(picked),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Picked::Unavailable),
        }
    }
}

/// Takes the answer of a dialog slot and empties it; `None` while it is open or there is none.
pub fn take(slot: &mut Option<FileDialog>) -> Option<Picked> {
    let picked = slot.as_ref()?.poll()?;
    *slot = None;
    Some(picked)
}

/// A place where a person chooses one file: by the desktop's dialog, or by a path field where there is none.
#[derive(Default)]
pub struct FilePick {
    dialog: Option<FileDialog>,
    /// The path field, once the desktop showed no dialog.
    typed: Option<String>,
}

impl FilePick {
    /// Opens a dialog.
    pub fn ask(&mut self, dialog: FileDialog) {
        *self = Self { dialog: Some(dialog), typed: None };
    }

    /// Draws the path field where it is needed; the chosen path, once, and whether the desktop's dialog gave it.
    pub fn poll_ui(&mut self, ui: &mut egui::Ui, label: &str, go: &str) -> Option<(PathBuf, bool)> {
        match take(&mut self.dialog) {
            Some(Picked::Paths(paths)) => return paths.into_iter().next().map(|path| (path, true)),
            Some(Picked::Unavailable) => self.typed = Some(String::new()),
            Some(Picked::Cancelled) | None => {}
        }
        let typed = self.typed.as_mut()?;
        let mut chosen = false;
        ui.horizontal(|ui| {
            super::widgets::text_field(ui, "file-path", label, typed, label, 340.0);
            let whole = std::path::Path::new(typed.trim()).is_absolute();
            chosen = ui.add_enabled_ui(whole, |ui| super::widgets::button(ui, "", go)).inner.clicked();
        });
        let path = PathBuf::from(typed.trim());
        if chosen {
            self.typed = None;
        }
        chosen.then_some((path, false))
    }
}
