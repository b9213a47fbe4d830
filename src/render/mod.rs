//! Draws PDF pages and pictures in a process of its own, so that a panic, a loop or an overrun of a hostile file costs
//! one preview and not the program (rule 33).
//!
//! The same program is started with [`ARGUMENT`]: it reads one task and one document from standard input, writes one
//! answer to standard output, and ends. It opens no file, no connection and no window, and writes nothing anywhere else;
//! the system is asked to forbid what it can ([`limits`]). [`frame`] is the language both sides speak; the parent's side
//! is `engine::draw_process`.

pub mod frame;
mod limits;
mod page;
mod picture;

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::domain::drawing::{DrawFailure, DrawTask, Drawing};

/// Argument that makes the program a drawing process; no part of the command line for people.
pub const ARGUMENT: &str = "--internal-draw";
/// Deepest recursion of a reader fits into this.
const STACK: usize = 16 << 20;

/// Draws the one document on standard input; the exit code tells only whether the two sides understood each other.
#[must_use]
pub fn serve_one() -> u8 {
    limits::apply();
    // Which numbers or words of a file caused it is nobody's business: a panic's text may hold them.
    std::panic::set_hook(Box::new(|_| ()));
    let Ok((task, document)) = frame::read_task(&mut std::io::stdin().lock()) else { return 2 };
    let drawing = std::thread::Builder::new().stack_size(STACK).spawn(move || draw(task, document));
    let answer = match drawing.map(std::thread::JoinHandle::join) {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Err(DrawFailure::Damaged),
        Err(_) => Err(DrawFailure::TooLarge),
    };
    let mut out = std::io::stdout().lock();
    let written = frame::write_answer(&mut out, &answer).and_then(|()| out.flush());
    u8::from(written.is_err())
}

/// Draws one page.
///
/// # Errors
/// [`DrawFailure`]: the sentence a person sees instead.
pub fn draw(task: DrawTask, document: Vec<u8>) -> Result<Drawing, DrawFailure> {
    let drawn = catch_unwind(AssertUnwindSafe(|| match page::is_pdf(&document) {
        true => page::draw(task, document),
        false => picture::draw(task, &document),
    }));
    drawn.unwrap_or(Err(DrawFailure::Damaged))
}

/// The size in which something is shown: at most as wide as wanted, no side longer than the screen can take, no more
/// pixels than one answer may hold. Never 0.
fn fitting(natural: (f64, f64), task: DrawTask) -> Option<(u32, u32, f64)> {
    let (width, height) = natural;
    if !(width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0) {
        return None;
    }
    let side = f64::from(task.max_side.clamp(1, frame::MAX_SIDE));
    #[expect(clippy::cast_precision_loss, reason = "the number of pixels is far below 2^52")]
    let area = frame::MAX_SHOWN as f64 * 0.998;
    let scale = (f64::from(task.width.max(1)) / width).min(side / width).min(side / height).min((area / (width * height)).sqrt());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and MAX_SIDE")]
    let whole = |length: f64| (length * scale).floor().clamp(1.0, side) as u32;
    Some((whole(width), whole(height), scale))
}

#[cfg(test)]
mod tests;
