//! POP3 words to values, without I/O: replies, capabilities, listings, and the undoing of dot-stuffing.
//!
//! A text ends at CRLF.CRLF only (rule 6); a dot after a bare LF or CR is content. Bodies are decoded in
//! place, in runs between stuffed dots, without a step per line.

use crate::net;

/// What a -ERR is about, as far as the server said it (RFC 2449 §8, RFC 3206). Never guessed from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalClass {
    /// `[IN-USE]`: another station fetches just now.
    InUse,
    /// `[SYS/TEMP]`, `[LOGIN-DELAY]`: later.
    Temporary,
    /// `[SYS/PERM]`: somebody has to act.
    Permanent,
    /// `[AUTH]`: the credentials.
    Auth,
    /// No response code: several causes are possible.
    Unclear,
}

/// A -ERR reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub class: RefusalClass,
    /// The server's words behind -ERR, cleaned (rule 7), response code included.
    pub text: String,
}

/// The first line of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// The words behind +OK.
    Ok(String),
    Err(Refusal),
    /// `- ERR …` with the blank that the KIM specification prints: the Clientmodul closes (KOM-LE-A_2038).
    GaveUp(String),
    Other(String),
}

impl Reply {
    /// Reads a line without its CRLF.
    pub(super) fn parse(line: &[u8]) -> Self {
        if let Some(rest) = keyword(line, b"+OK") {
            return Self::Ok(net::peer_text(rest));
        }
        if let Some(rest) = keyword(line, b"-ERR") {
            return Self::Err(Refusal { class: class(rest), text: net::peer_text(rest) });
        }
        match keyword(line, b"- ERR") {
            Some(rest) => Self::GaveUp(net::peer_text(rest)),
            None => Self::Other(net::peer_text(line)),
        }
    }
}

/// The rest of the line when it begins with this word (any case) and the word ends there.
fn keyword<'a>(line: &'a [u8], word: &[u8]) -> Option<&'a [u8]> {
    let (head, rest) = line.split_at_checked(word.len())?;
    (head.eq_ignore_ascii_case(word) && rest.first().is_none_or(|b| !b.is_ascii_alphanumeric())).then(|| rest.trim_ascii())
}

fn class(text: &[u8]) -> RefusalClass {
    let code = text.strip_prefix(b"[").and_then(|rest| rest.split(|&b| b == b']').next()).unwrap_or(&[]);
    let is = |word: &[u8]| code.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    if is(b"IN-USE") {
        RefusalClass::InUse
    } else if is(b"SYS/TEMP") || is(b"LOGIN-DELAY") {
        RefusalClass::Temporary
    } else if is(b"SYS/PERM") {
        RefusalClass::Permanent
    } else if is(b"AUTH") {
        RefusalClass::Auth
    } else {
        RefusalClass::Unclear
    }
}

/// The answer to CAPA (RFC 2449 §5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// The server knows CAPA; else the rest says nothing.
    pub known: bool,
    pub stls: bool,
    pub user: bool,
    pub sasl_plain: bool,
    pub top: bool,
    pub uidl: bool,
    pub pipelining: bool,
}

impl Capabilities {
    pub(super) fn add(&mut self, line: &[u8]) {
        let mut words = line.split(|b| b.is_ascii_whitespace()).filter(|w| !w.is_empty());
        let Some(first) = words.next() else { return };
        match first.to_ascii_uppercase().as_slice() {
            b"STLS" => self.stls = true,
            b"USER" => self.user = true,
            b"TOP" => self.top = true,
            b"UIDL" => self.uidl = true,
            b"PIPELINING" => self.pipelining = true,
            b"SASL" => self.sasl_plain |= words.any(|w| w.eq_ignore_ascii_case(b"PLAIN")),
            _ => {}
        }
    }

    /// The words, for the connection test.
    #[must_use]
    pub fn words(&self) -> String {
        let all = [
            (self.stls, "STLS"),
            (self.user, "USER"),
            (self.sasl_plain, "SASL PLAIN"),
            (self.top, "TOP"),
            (self.uidl, "UIDL"),
            (self.pipelining, "PIPELINING"),
        ];
        all.iter().filter(|(has, _)| *has).map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
    }
}

/// The answer to LIST or UIDL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<T> {
    /// Message number in this session, and its size or UID; each number once, in the server's order.
    pub entries: Vec<(u32, T)>,
    /// Lines that could not be read or repeated a number; news, not an error.
    pub bad_lines: usize,
}

/// Largest size that is believed: sums of as many as a listing holds stay far from every limit.
const MAX_SIZE: u64 = 1 << 40;

/// `n size`. Sizes are hints: those of the encrypted mail (KIM protocol §1.4).
pub(super) fn list_line(line: &[u8]) -> Option<(u32, u64)> {
    let (number, rest) = number(line)?;
    let size = rest.split(|b| b.is_ascii_whitespace()).next()?;
    let size: u64 = std::str::from_utf8(size).ok()?.parse().ok()?;
    Some((number, size.min(MAX_SIZE)))
}

/// `n uid`. The UID is opaque; RFC 1939 §7 allows 70 printable characters, we take 255.
pub(super) fn uidl_line(line: &[u8]) -> Option<(u32, String)> {
    let (number, uid) = number(line)?;
    let uid = std::str::from_utf8(uid).ok()?;
    let fits = !uid.is_empty() && uid.len() <= 255 && uid.bytes().all(|b| b.is_ascii_graphic());
    fits.then(|| (number, uid.to_owned()))
}

fn number(line: &[u8]) -> Option<(u32, &[u8])> {
    let line = line.trim_ascii();
    let end = line.iter().position(u8::is_ascii_whitespace)?;
    let (digits, rest) = line.split_at_checked(end)?;
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = std::str::from_utf8(digits).ok()?.parse().ok().filter(|n| *n > 0)?;
    Some((number, rest.trim_ascii()))
}

/// Where in a multi-line text the decoder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    LineStart,
    /// A dot at the start of a line was dropped; the next bytes tell whether it was the end.
    Dot,
    Inside,
    /// Inside, and the last byte was CR.
    Cr,
}

/// Undoes dot-stuffing (RFC 1939 §3) piece by piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unstuffer {
    at: At,
}

/// What [`Unstuffer::decode`] did with a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// Bytes of the input used up.
    pub(super) consumed: usize,
    /// Bytes of content, now at the front of the buffer.
    pub(super) produced: usize,
    /// The end of the text was among the bytes used.
    pub(super) done: bool,
}

impl Unstuffer {
    pub(super) fn new() -> Self {
        Self { at: At::LineStart }
    }

    /// Decodes in place. Leaves at most a single CR unconsumed, when it may belong to the final `.CRLF`:
    /// call again with more bytes behind it.
    pub(super) fn decode(&mut self, buffer: &mut [u8]) -> Decoded {
        let (mut from, mut to) = (0, 0);
        let mut done = false;
        while let Some(&byte) = buffer.get(from) {
            match self.at {
                At::LineStart if byte == b'.' => {
                    self.at = At::Dot;
                    from += 1;
                }
                At::Dot if byte == b'\r' => match buffer.get(from + 1) {
                    None => break,
                    Some(b'\n') => {
                        from += 2;
                        done = true;
                        break;
                    }
                    Some(_) => self.at = At::Inside,
                },
                At::Cr if byte == b'\n' => {
                    put(buffer, from, 1, &mut to);
                    from += 1;
                    self.at = At::LineStart;
                }
                At::LineStart | At::Dot | At::Inside | At::Cr => {
                    let run = self.run(buffer.get(from..).unwrap_or(&[]));
                    put(buffer, from, run, &mut to);
                    from += run;
                }
            }
        }
        Decoded { consumed: from, produced: to, done }
    }

    /// Length of the content up to the next stuffed dot or the end of the bytes.
    fn run(&mut self, bytes: &[u8]) -> usize {
        if let Some(at) = memchr::memmem::find(bytes, b"\r\n.") {
            self.at = At::LineStart;
            return at + 2;
        }
        self.at = match bytes {
            [.., b'\r', b'\n'] => At::LineStart,
            [.., b'\r'] => At::Cr,
            _ => At::Inside,
        };
        bytes.len()
    }
}

fn put(buffer: &mut [u8], from: usize, count: usize, to: &mut usize) {
    if from != *to {
        buffer.copy_within(from..from + count, *to);
    }
    *to += count;
}

#[cfg(test)]
mod tests;
