//! RETR and TOP of many messages as one stream of events, in pieces as they arrive.
//!
//! Invariant: `End` comes only after CRLF.CRLF; an error or a dropped transfer gives no `End`, and the
//! session is over. Several commands are on their way at once only where the server promised
//! PIPELINING (RFC 2449 §6.6), and never more than a bounded number.

use std::collections::VecDeque;
use std::ops::Range;

use super::codec::{Reply, Unstuffer};
use super::{Error, Refusal, Session};
use crate::net;

/// Commands on their way at once. 64 commands of at most 16 bytes always fit into socket buffers, so
/// neither side can wait for the other to read.
const WINDOW: usize = 64;
/// Largest answer to `TOP n 0`.
const MAX_HEADER: u64 = 16 * 1024 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Retr,
    Top,
}

/// What happens next in a [`Transfer`].
#[derive(Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// The server begins to send this message.
    Start { number: u32 },
    /// The next bytes of the message, never empty.
    Data(&'a [u8]),
    /// The message is whole; `size` is the sum of its pieces.
    End { number: u32, size: u64 },
    /// -ERR for this message; the others go on.
    Refused { number: u32, refusal: Refusal },
}

struct Body {
    number: u32,
    size: u64,
    decoder: Unstuffer,
    done: bool,
}

/// One step of a transfer; a piece is a range of the read buffer.
enum Advance {
    Piece(Range<usize>),
    Event(Option<Event<'static>>),
}

/// A running RETR or TOP of several messages.
pub struct Transfer<'s> {
    session: &'s mut Session,
    kind: Kind,
    waiting: VecDeque<u32>,
    asked: VecDeque<u32>,
    body: Option<Body>,
    failed: bool,
}

impl<'s> Transfer<'s> {
    pub(super) fn new(session: &'s mut Session, kind: Kind, numbers: Vec<u32>) -> Self {
        Self { session, kind, waiting: numbers.into(), asked: VecDeque::new(), body: None, failed: false }
    }

    /// The message being waited for or received; the one to blame when [`Self::next`] fails.
    #[must_use]
    pub fn current(&self) -> Option<u32> {
        self.body.as_ref().map(|body| body.number).or_else(|| self.asked.front().copied())
    }

    /// The next event; `None` when all messages were answered and the session is free again.
    /// May be dropped and called again while it waits, for instance in a `select!`.
    ///
    /// # Errors
    /// Whatever ends the session; the message begun is to be thrown away.
    pub async fn next(&mut self) -> Result<Option<Event<'_>>, Error> {
        if self.failed {
            return Err(Error::Over);
        }
        match self.advance().await {
            Ok(Advance::Piece(piece)) => Ok(Some(Event::Data(self.session.wire.slice(piece)))),
            Ok(Advance::Event(event)) => Ok(event),
            Err(e) => {
                self.failed = true;
                Err(e)
            }
        }
    }

    async fn advance(&mut self) -> Result<Advance, Error> {
        loop {
            let Some(body) = &mut self.body else {
                return self.answer().await.map(Advance::Event);
            };
            if body.done {
                let event = Event::End { number: body.number, size: body.size };
                self.body = None;
                return Ok(Advance::Event(Some(event)));
            }
            let got = body.decoder.decode(self.session.wire.buffered_mut());
            let piece = self.session.wire.consume(got.consumed, got.produced);
            body.done = got.done;
            // A reply nobody asked for has moved all answers by one: what looks like a message begins with the true reply (rule 6).
            if body.size == 0 && begins_like_a_reply(self.session.wire.slice(piece.clone())) {
                return Err(Error::Unexpected { command: "RETR", text: net::peer_text(self.session.wire.slice(piece)) });
            }
            body.size += got.produced as u64;
            let limit = match self.kind {
                Kind::Retr => self.session.limits.message,
                Kind::Top => self.session.limits.message.min(MAX_HEADER),
            };
            if body.size > limit {
                return Err(Error::MessageTooLarge { number: body.number, limit });
            }
            if got.produced > 0 {
                return Ok(Advance::Piece(piece));
            }
            if !got.done {
                self.session.wire.fill(self.silence()).await?;
            }
        }
    }

    /// Between two messages: asks for more and reads the first line of the next answer.
    async fn answer(&mut self) -> Result<Option<Event<'static>>, Error> {
        self.ask().await?;
        let Some(number) = self.asked.front().copied() else {
            self.session.leave();
            return Ok(None);
        };
        let command = if self.kind == Kind::Retr { "RETR" } else { "TOP" };
        let reply = self.session.reply_within(command, self.silence()).await?;
        self.asked.pop_front();
        match reply {
            Reply::Err(refusal) => Ok(Some(Event::Refused { number, refusal })),
            _ => {
                self.body = Some(Body { number, size: 0, decoder: Unstuffer::new(), done: false });
                Ok(Some(Event::Start { number }))
            }
        }
    }

    /// Keeps the window filled, several commands to a packet.
    async fn ask(&mut self) -> Result<(), Error> {
        if self.asked.is_empty() && !self.session.wire.buffered().is_empty() {
            return Err(Error::Unexpected { command: "RETR", text: net::peer_text(self.session.wire.buffered()) });
        }
        let window = if self.session.pipelining() { WINDOW } else { 1 };
        if self.asked.len() > window / 2 {
            return Ok(());
        }
        let more = self.waiting.len().min(window.saturating_sub(self.asked.len()));
        let mut lines = String::with_capacity(more * 16);
        for number in self.waiting.drain(..more) {
            lines.push_str(&match self.kind {
                Kind::Retr => format!("RETR {number}\r\n"),
                Kind::Top => format!("TOP {number} 0\r\n"),
            });
            self.asked.push_back(number);
        }
        if !lines.is_empty() {
            self.failed = true; // holds if this future is dropped in the middle of a command
            self.session.wire.send(lines.as_bytes(), self.session.reply_limit).await?;
            self.failed = false;
        }
        Ok(())
    }

    fn silence(&self) -> std::time::Duration {
        match self.kind {
            Kind::Retr => self.session.limits.silence,
            Kind::Top => self.session.reply_limit,
        }
    }
}

/// `+OK` or `-ERR` as the first word: never the first line of a mail, which is a header field.
fn begins_like_a_reply(bytes: &[u8]) -> bool {
    [&b"+OK"[..], b"-ERR"].iter().any(|word| bytes.starts_with(word) && bytes.get(word.len()).is_none_or(|b| b.is_ascii_whitespace()))
}
