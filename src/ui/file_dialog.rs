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

    fn open(ctx: &egui::Context, title: &str, pick: fn(rfd::FileDialog) -> Option<Vec<PathBuf>>) -> Self {
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
