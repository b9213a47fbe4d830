//! Showing an attachment inside the program: pages and pictures drawn by a child process, texts read here.
//!
//! What it is, its bytes decide, not its name. A signed container is opened first: its content is what a person wants to
//! read. A newer question of the same view ends the older one and its process; only a few processes run at a time.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tokio::sync::Semaphore;

use super::draw_process::{self, LIMIT};
use super::event::{Answer, View};
use super::problem;
use super::world::{World, blocking, lock};
use crate::domain::drawing::{DrawTask, TextView};
use crate::domain::ids::{MailId, RequestId};
use crate::domain::problem::Problem;
use crate::domain::safe_text;
use crate::kim::PartReader;
use crate::kim::decode::decode_charset;
use crate::payload;
use crate::render::frame::MAX_DOCUMENT;

/// Drawing processes at a time: a page and the one after it.
const PROCESSES: usize = 2;
/// Longest text that is shown; the rest is a matter of „Speichern".
const MAX_TEXT: usize = 2 << 20;
/// Bytes looked at to tell a text from other data.
const HEAD: usize = 8 << 10;

/// What is being drawn.
pub struct Viewing {
    room: Semaphore,
    /// The newest question of each lane.
    lanes: Mutex<HashMap<u64, Newest>>,
}

struct Newest {
    request: RequestId,
    /// Ends the question when it is set.
    given_up: Arc<AtomicBool>,
}

impl Default for Viewing {
    fn default() -> Self {
        Self { room: Semaphore::new(PROCESSES), lanes: Mutex::default() }
    }
}

impl Viewing {
    /// A question of a lane. Questions may get here in another order than they were asked in: the newest one, by its
    /// number, stays.
    fn begin(&self, lane: u64, request: RequestId) -> Arc<AtomicBool> {
        let mut lanes = lock(&self.lanes);
        let late = lanes.get(&lane).is_some_and(|newest| newest.request > request);
        let given_up = Arc::new(AtomicBool::new(late));
        if !late && let Some(older) = lanes.insert(lane, Newest { request, given_up: given_up.clone() }) {
            older.given_up.store(true, Ordering::Relaxed);
        }
        given_up
    }

    fn end(&self, lane: u64, request: RequestId) {
        let mut lanes = lock(&self.lanes);
        if lanes.get(&lane).is_some_and(|newest| newest.request == request) {
            lanes.remove(&lane);
        }
    }

    /// Nobody looks any more.
    pub fn give_up(&self, lane: u64) {
        if let Some(running) = lock(&self.lanes).remove(&lane) {
            running.given_up.store(true, Ordering::Relaxed);
        }
    }
}

/// An attachment as it can be shown.
///
/// # Errors
/// `DRAW-…`, `DRAW-REPLACED` when the view asked something newer; `INPUT-NO-ATTACHMENT`.
pub async fn view(
    world: &Arc<World>,
    request: RequestId,
    mail: MailId,
    index: usize,
    task: DrawTask,
    lane: u64,
) -> Result<Answer, Problem> {
    let given_up = world.viewing.begin(lane, request);
    let shown = show(world, mail, index, task, given_up).await;
    world.viewing.end(lane, request);
    shown.map(|view| Answer::View(Box::new(view)))
}

async fn show(world: &Arc<World>, mail: MailId, index: usize, task: DrawTask, given_up: Arc<AtomicBool>) -> Result<View, Problem> {
    let _place = world.viewing.room.acquire().await.map_err(|e| Problem::new("INTERNAL", e.to_string()))?;
    if given_up.load(Ordering::Relaxed) {
        return Err(Problem::new("DRAW-REPLACED", ""));
    }
    let bytes = document(world, mail, index).await?;
    let program = world.drawing_program();
    blocking(move || {
        let bytes = payload::signed_content(&bytes).unwrap_or(bytes);
        if payload::is_pdf_or_picture(&bytes) {
            return draw_process::draw(&program, task, bytes, LIMIT, &given_up).map(View::Page);
        }
        text(&bytes).map(View::Text).ok_or_else(|| Problem::new("DRAW-FORMAT", ""))
    })
    .await
}

/// The bytes of an attachment; no more than a drawing process takes.
async fn document(world: &World, mail: MailId, index: usize) -> Result<Vec<u8>, Problem> {
    let reader = world.scanner();
    blocking(move || {
        let store = lock(&reader);
        let parsed = store.parsed(mail).map_err(problem::of_store)?;
        let attachment = parsed.attachments.iter().find(|a| a.index == index).ok_or_else(|| Problem::new("INPUT-NO-ATTACHMENT", ""))?;
        let blob = store.raw_blob(mail).map_err(problem::of_store)?.ok_or_else(|| Problem::new("MAIL-NO-RAW", ""))?;
        let mut source = store.blob_source(blob).map_err(problem::of_store)?;
        let limit = usize::try_from(MAX_DOCUMENT).unwrap_or(usize::MAX);
        let (bytes, whole) = PartReader::of(&mut source, attachment).read_up_to(limit).map_err(|e| Problem::new("STORE-IO", e))?;
        if whole { Ok(bytes) } else { Err(Problem::new("DRAW-TOO-LARGE", "")) }
    })
    .await
}

/// A text for reading; `None` for other data.
fn text(bytes: &[u8]) -> Option<TextView> {
    if let Some((text, cut)) = payload::arranged_xml(bytes, MAX_TEXT) {
        return Some(TextView { text: safe_text::many_lines(&text), arranged: true, cut });
    }
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let utf16 = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let control = head.iter().filter(|b| b.is_ascii_control() && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0C)).count();
    if !utf16 && control * 50 > head.len() {
        return None;
    }
    let shown = bytes.get(..bytes.len().min(MAX_TEXT)).unwrap_or_default();
    // Lab data are written in one charset, whatever the mail says (`formats.md` §8).
    let label = match (payload::is_lab(bytes), head.starts_with(b"\xFF\xFE"), utf16) {
        (true, ..) => "iso-8859-15",
        (_, true, _) => "utf-16le",
        (_, _, true) => "utf-16be",
        _ => "",
    };
    let text = decode_charset(shown, label);
    Some(TextView { text: safe_text::many_lines(&text), arranged: false, cut: bytes.len() > shown.len() })
}

/// The lane's question is over.
pub fn give_up(world: &World, lane: u64) -> Result<Answer, Problem> {
    world.viewing.give_up(lane);
    Ok(Answer::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_read_is_read_and_the_rest_is_not_text() {
        for (bytes, expected) in [
            (&b"Gr\xFC\xDFe"[..], Some(("Grüße", false))),
            ("Grüße".as_bytes(), Some(("Grüße", false))),
            (b"\xFF\xFEA\0b\0", Some(("Ab", false))),
            (b"01380008220\r\n0138421\xB5g/l", Some(("01380008220\n0138421µg/l", false))),
            (b"<a><b>1</b></a>", Some(("<a>\n  <b>1</b>\n</a>\n", true))),
            // Not well formed, and with a DTD: as they are.
            (b"<a><b>1</a>", Some(("<a><b>1</a>", false))),
            (b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", Some(("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", false))),
            (b"PK\x03\x04\0\0\0\0\x01\x02", None),
        ] {
            let view = text(bytes);
            assert_eq!(view.as_ref().map(|v| (v.text.as_str(), v.arranged)), expected, "{}", String::from_utf8_lossy(bytes));
        }
        let long = vec![b'x'; MAX_TEXT + 1];
        assert!(text(&long).is_some_and(|view| view.cut && view.text.len() == MAX_TEXT));
    }

    #[test]
    fn a_newer_question_of_the_same_view_ends_the_older() {
        let viewing = Viewing::default();
        let begin = |lane, request| viewing.begin(lane, RequestId(request));
        let (first, other) = (begin(1, 5), begin(2, 6));
        let second = begin(1, 8);
        let late = begin(1, 7);
        let given_up = |question: &Arc<AtomicBool>| question.load(Ordering::Relaxed);
        assert_eq!([&first, &second, &late, &other].map(given_up), [true, false, true, false]);
        viewing.end(1, RequestId(7));
        viewing.give_up(1);
        assert!(given_up(&second), "the older one's end did not forget the newer");
        viewing.end(2, RequestId(6));
        assert!(lock(&viewing.lanes).is_empty());
    }
}
