//! The parent's side of drawing: starts the drawing process, hands it the document, takes its answer, kills it when it
//! takes too long, lies, or nobody waits for it any more (rule 33).
//!
//! Nothing is written to a disk. What the child sends is checked by `render::frame` before room is made for it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::domain::drawing::{DrawTask, Drawing};
use crate::domain::problem::Problem;
use crate::render::{ARGUMENT, frame};

/// Longest time a page may take (rule 33).
pub const LIMIT: Duration = Duration::from_secs(5);
/// How often it is looked whether somebody still waits.
const LOOK: Duration = Duration::from_millis(20);

/// The program that draws: this one. On Linux also when its file was replaced by an update meanwhile.
#[must_use]
pub fn program() -> PathBuf {
    let own = Path::new("/proc/self/exe");
    if cfg!(target_os = "linux") && own.exists() { own.to_owned() } else { std::env::current_exe().unwrap_or_default() }
}

/// Draws a page of a document in a child process.
///
/// # Errors
/// The child's reason (`DRAW-…`), `DRAW-TIME` after `limit`, `DRAW-CRASHED` when it died or did not answer as agreed,
/// `DRAW-REPLACED` when `given_up` was set meanwhile, `DRAW-START`.
pub fn draw(program: &Path, task: DrawTask, document: Vec<u8>, limit: Duration, given_up: &AtomicBool) -> Result<Drawing, Problem> {
    if document.len() as u64 > frame::MAX_DOCUMENT {
        return Err(Problem::new("DRAW-TOO-LARGE", ""));
    }
    let until = Instant::now() + limit;
    let mut child = Running(start(program).map_err(|e| Problem::new("DRAW-START", e.to_string()))?);
    let (Some(mut to), Some(mut from)) = (child.0.stdin.take(), child.0.stdout.take()) else {
        return Err(Problem::new("DRAW-START", ""));
    };
    let (tell, told) = channel();
    let threads = [
        std::thread::Builder::new().name("draw-send".into()).spawn(move || {
            // A child that died has closed its end: the reader tells.
            let _ = frame::write_task(&mut to, task, &document).and_then(|()| to.flush());
        }),
        std::thread::Builder::new().name("draw-receive".into()).spawn(move || {
            let _ = tell.send(frame::read_answer(&mut from));
        }),
    ];
    if let Some(Err(error)) = threads.into_iter().find(Result::is_err) {
        return Err(Problem::new("DRAW-START", error.to_string()));
    }
    loop {
        if given_up.load(Ordering::Relaxed) {
            return Err(Problem::new("DRAW-REPLACED", ""));
        }
        let left = until.saturating_duration_since(Instant::now());
        match told.recv_timeout(left.min(LOOK)) {
            Ok(Ok(Ok(drawing))) => return Ok(drawing),
            Ok(Ok(Err(failure))) => return Err(Problem::new(failure.code(), "")),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => return Err(Problem::new("DRAW-CRASHED", child.how_it_ended())),
            Err(RecvTimeoutError::Timeout) if left.is_zero() => return Err(Problem::new("DRAW-TIME", format!("{} s", limit.as_secs()))),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

fn start(program: &Path) -> std::io::Result<Child> {
    let mut command = Command::new(program);
    command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(windows)]
    {
        /// `CREATE_NO_WINDOW`: no black window flashes up.
        const NO_WINDOW: u32 = 0x0800_0000;
        std::os::windows::process::CommandExt::creation_flags(&mut command, NO_WINDOW);
    }
    command.spawn()
}

/// A child that does not outlive its question.
struct Running(Child);

impl Running {
    /// For the details of a problem: a number of the system, nothing of the file.
    fn how_it_ended(&mut self) -> String {
        // It closed its output, so it ends by itself or is killed on the way out.
        std::thread::sleep(LOOK);
        self.0.try_wait().ok().flatten().map(|status| status.to_string()).unwrap_or_default()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to kill, only to collect.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
