//! The one pass that cuts a raw mail into its MIME parts: where each header block and body lies.
//!
//! Invariant: memory does not grow with the mail. Bodies are passed over in windows, header blocks are kept
//! up to a limit, and the limits of depth, parts and header lines are checked while reading, without
//! recursion, before any library sees a byte (rule 17). Offsets are exact: content is later cut out of the
//! raw mail byte for byte. It must not interpret content or throw anything away.

use std::collections::HashMap;
use std::io::Read;

use memchr::memmem::Finder;

use super::decode::Decoder;
use super::fields::{ContentType, HeaderBlock};
use crate::domain::mail::{Note, TransferEncoding};
use crate::domain::raw::RawSource;

/// Containers that may lie in each other.
pub const MAX_DEPTH: usize = 100;
/// Parts below the mail itself.
pub const MAX_PARTS: usize = 10_000;
/// Header lines of all blocks together.
pub const MAX_HEADER_LINES: usize = 100_000;
/// Bytes kept of one header block.
pub const MAX_HEADER_BLOCK: usize = 1024 * 1024;
/// Bytes kept of all header blocks together.
const MAX_HEADER_BYTES: usize = 16 * 1024 * 1024;
/// Bytes read at once.
const WINDOW: usize = 256 * 1024;
/// A longer boundary is not honoured (RFC 2046 §5.1.1 allows 70).
const MAX_BOUNDARY: usize = 1000;

/// What a part is for the scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    Leaf,
    Multipart,
    /// `message/rfc822` whose headers and body follow as its only child.
    Message,
}

/// One entity of the mail; the first is the mail itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    pub parent: Option<usize>,
    pub kind: PartKind,
    /// Lies inside an embedded mail and is none of this mail's own content.
    pub embedded: bool,
    pub header: HeaderBlock,
    pub content_type: ContentType,
    pub encoding: TransferEncoding,
    /// First byte of the header block.
    pub start: u64,
    /// First byte of the body.
    pub body: u64,
    /// Encoded length of the body in bytes, without the line break that belongs to the next boundary.
    pub body_len: u64,
    /// Length of a leaf after transfer decoding.
    pub decoded_len: u64,
}

/// The parts in the order in which they begin, and what was odd.
#[derive(Default)]
pub struct Structure {
    pub parts: Vec<Part>,
    pub notes: Vec<Note>,
    /// A limit was passed or the source failed: the parts are incomplete and must not be used.
    pub raw_only: bool,
}

impl Structure {
    /// The parts around a part, innermost first.
    pub fn ancestors(&self, part: usize) -> impl Iterator<Item = (usize, &Part)> {
        let above = |index: usize| self.parts.get(index).and_then(|p| p.parent);
        std::iter::successors(above(part), move |index| above(*index)).filter_map(|index| Some((index, self.parts.get(index)?)))
    }
}

/// Reads the whole source once.
pub fn scan(source: &mut dyn RawSource) -> Structure {
    scan_passing(&mut FrontToEnd { source, at: 0 })
}

/// The same for a mail that passes by once, while it is still being received. May stop before the end.
pub fn scan_passing(bytes: &mut dyn Read) -> Structure {
    let mut scan = Scan::new(bytes);
    if let Err(stop) = scan.run() {
        scan.keep_begun_header();
        scan.found.raw_only = true;
        scan.found.notes.push(match stop {
            Stop::Limit(key) => Note::new(key, ""),
            Stop::Source(detail) => Note::new("note-read-error", detail),
        });
    }
    scan.found
}

/// Reads only the header block at the beginning, without looking at the body.
pub fn scan_top_header(source: &mut dyn RawSource) -> HeaderBlock {
    let mut bytes = FrontToEnd { source, at: 0 };
    let mut scan = Scan::new(&mut bytes);
    scan.only_header = true;
    // A limit or a read error leaves what was read until then, which is all there is to show.
    if scan.run().is_err() {
        scan.keep_begun_header();
    }
    scan.found.parts.into_iter().next().map(|part| part.header).unwrap_or_default()
}

/// A source read from its beginning to its end.
struct FrontToEnd<'a> {
    source: &'a mut dyn RawSource,
    at: u64,
}

impl Read for FrontToEnd<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.source.read_at(self.at, buf).map_err(std::io::Error::other)?;
        self.at += n as u64;
        Ok(n)
    }
}

enum Stop {
    Limit(&'static str),
    Source(String),
}

/// An entity whose end was not seen yet.
struct Open {
    part: usize,
    /// Boundary that still counts; cleared by its closing line.
    boundary: Option<Vec<u8>>,
}

enum Mode {
    Header,
    Body,
}

struct Scan<'a> {
    bytes: &'a mut dyn Read,
    buf: Vec<u8>,
    /// Offset of `buf[0]` in the mail.
    base: u64,
    pos: usize,
    eof: bool,
    only_header: bool,
    mode: Mode,
    open: Vec<Open>,
    /// Depths in `open` at which a boundary counts, innermost last.
    boundaries: HashMap<Vec<u8>, Vec<usize>>,
    header_lines: usize,
    header_bytes: usize,
    /// Raw header block of the part being read.
    block: Vec<u8>,
    block_cut: bool,
    /// A header line goes on in the next window.
    mid_line: bool,
    /// Line break before the current line: content only if no boundary follows.
    held: Vec<u8>,
    decoder: Decoder,
    sink: Vec<u8>,
    /// In the preamble or epilogue of a multipart: belongs to no part.
    between: bool,
    epilogue: bool,
    found: Structure,
}

impl<'a> Scan<'a> {
    fn new(bytes: &'a mut dyn Read) -> Self {
        Self {
            bytes,
            buf: Vec::with_capacity(WINDOW),
            base: 0,
            pos: 0,
            eof: false,
            only_header: false,
            mode: Mode::Header,
            open: Vec::new(),
            boundaries: HashMap::new(),
            header_lines: 0,
            header_bytes: 0,
            block: Vec::new(),
            block_cut: false,
            mid_line: false,
            held: Vec::new(),
            decoder: Decoder::new(TransferEncoding::Identity),
            sink: Vec::new(),
            between: false,
            epilogue: false,
            found: Structure::default(),
        }
    }

    fn run(&mut self) -> Result<(), Stop> {
        self.begin_part(None, "text/plain")?;
        self.skip_mbox_line()?;
        loop {
            if self.rest().len() < MAX_BOUNDARY + 8 && !self.eof {
                self.fill()?;
            }
            if self.rest().is_empty() {
                break;
            }
            match self.mode {
                Mode::Header => self.header_step()?,
                Mode::Body if self.only_header => return Ok(()),
                Mode::Body => self.body_step()?,
            }
        }
        if matches!(self.mode, Mode::Header) {
            self.end_header()?;
        }
        let end = self.offset();
        self.close_down_to(0, end, true);
        Ok(())
    }

    fn rest(&self) -> &[u8] {
        self.buf.get(self.pos..).unwrap_or(&[])
    }

    fn offset(&self) -> u64 {
        self.base + self.pos as u64
    }

    /// Moves the unread rest to the front and reads until the window is full or the source ends.
    fn fill(&mut self) -> Result<(), Stop> {
        let keep = self.rest().len();
        self.base += self.pos as u64;
        self.buf.drain(..self.pos.min(self.buf.len()));
        self.pos = 0;
        self.buf.resize(WINDOW, 0);
        let mut filled = keep;
        while let Some(free) = self.buf.get_mut(filled..).filter(|free| !free.is_empty()) {
            match self.bytes.read(free).map_err(|e| Stop::Source(e.to_string()))? {
                0 => {
                    self.eof = true;
                    break;
                }
                n => filled = (filled + n).min(WINDOW),
            }
        }
        self.buf.truncate(filled);
        Ok(())
    }

    /// An mbox separator before the first header is no header (it comes from imports, RFC 4155).
    fn skip_mbox_line(&mut self) -> Result<(), Stop> {
        self.fill()?;
        let rest = self.rest();
        if (rest.starts_with(b"From ") || rest.starts_with(b">From "))
            && let Some(end) = memchr::memchr(b'\n', rest)
        {
            self.pos += end + 1;
            let start = self.offset();
            if let Some(top) = self.found.parts.first_mut() {
                top.start = start;
            }
        }
        Ok(())
    }

    fn begin_part(&mut self, parent: Option<usize>, default_type: &'static str) -> Result<(), Stop> {
        if self.found.parts.len() > MAX_PARTS {
            return Err(Stop::Limit("note-part-limit"));
        }
        let above = parent.and_then(|p| self.found.parts.get(p));
        let embedded = above.is_some_and(|p| p.embedded || p.kind == PartKind::Message);
        let start = self.offset();
        self.found.parts.push(Part {
            parent,
            kind: PartKind::Leaf,
            embedded,
            header: HeaderBlock::default(),
            content_type: ContentType::of_kind(default_type),
            encoding: TransferEncoding::Identity,
            start,
            body: start,
            body_len: 0,
            decoded_len: 0,
        });
        self.open.push(Open { part: self.found.parts.len() - 1, boundary: None });
        self.mode = Mode::Header;
        self.between = false;
        self.held.clear();
        Ok(())
    }

    fn header_step(&mut self) -> Result<(), Stop> {
        let (len, ended) = match memchr::memchr(b'\n', self.rest()) {
            Some(at) => (at + 1, true),
            None => (self.rest().len(), self.eof),
        };
        let starts = !std::mem::replace(&mut self.mid_line, !ended);
        let line = self.rest().get(..len).unwrap_or(&[]);
        if starts {
            let text = trim_line_end(line);
            if text.is_empty() {
                self.pos += len;
                return self.end_header();
            }
            if text.starts_with(b"--")
                && let Some(hit) = self.boundary_at(text)
            {
                self.end_header()?;
                return self.cross_boundary(hit, len);
            }
            if !is_header_line(text, !self.block.is_empty()) {
                self.found.notes.push(Note::new("note-header-broken", ""));
                return self.end_header();
            }
            self.header_lines += 1;
            if self.header_lines > MAX_HEADER_LINES {
                return Err(Stop::Limit("note-header-limit"));
            }
        }
        let line = self.buf.get(self.pos..self.pos + len).unwrap_or(&[]);
        if self.block.len() + line.len() <= MAX_HEADER_BLOCK && self.header_bytes + line.len() <= MAX_HEADER_BYTES && !self.block_cut {
            self.header_bytes += line.len();
            self.block.extend_from_slice(line);
        } else if !self.block_cut {
            self.block_cut = true;
            self.found.notes.push(Note::new("note-header-cut", ""));
        }
        self.pos += len;
        Ok(())
    }

    /// The header block of the innermost part is complete and its body begins here.
    fn end_header(&mut self) -> Result<(), Stop> {
        let body = self.offset();
        let header = HeaderBlock::parse(&std::mem::take(&mut self.block));
        self.block_cut = false;
        self.mid_line = false;
        self.mode = Mode::Body;
        self.held.clear();
        let Some(index) = self.open.last().map(|open| open.part) else { return Ok(()) };
        let depth = self.open.len();
        let Some(part) = self.found.parts.get_mut(index) else { return Ok(()) };
        part.body = body;
        if let Some(value) = header.first("content-type") {
            part.content_type = ContentType::parse(&value);
        }
        part.encoding = header.first("content-transfer-encoding").map_or(TransferEncoding::Identity, |word| transfer_encoding(&word));
        part.header = header;
        let kind = part.content_type.kind.clone();
        if kind.starts_with("multipart/") {
            match part.content_type.param("boundary").map(|b| b.trim_end().as_bytes().to_vec()) {
                Some(boundary) if !boundary.is_empty() && boundary.len() <= MAX_BOUNDARY => {
                    part.kind = PartKind::Multipart;
                    self.check_depth(depth)?;
                    self.boundaries.entry(boundary.clone()).or_default().push(depth - 1);
                    if let Some(open) = self.open.last_mut() {
                        open.boundary = Some(boundary);
                    }
                    self.between = true;
                    self.epilogue = false;
                    return Ok(());
                }
                _ => self.found.notes.push(Note::new("note-no-boundary", "")),
            }
        } else if matches!(kind.as_str(), "message/rfc822" | "message/global") && part.encoding == TransferEncoding::Identity {
            part.kind = PartKind::Message;
            self.check_depth(depth)?;
            return self.begin_part(Some(index), "text/plain");
        }
        let encoding = self.found.parts.get(index).map_or(TransferEncoding::Identity, |p| p.encoding);
        self.decoder = Decoder::new(encoding);
        self.between = false;
        Ok(())
    }

    /// After a stop: the lines of the block that was being read tell at least who wrote and about what.
    fn keep_begun_header(&mut self) {
        let begun = self.open.last().and_then(|open| self.found.parts.get_mut(open.part));
        if let (Mode::Header, Some(part)) = (&self.mode, begun) {
            part.header = HeaderBlock::parse(&std::mem::take(&mut self.block));
        }
    }

    fn check_depth(&self, depth: usize) -> Result<(), Stop> {
        if depth > MAX_DEPTH { Err(Stop::Limit("note-depth-limit")) } else { Ok(()) }
    }

    fn body_step(&mut self) -> Result<(), Stop> {
        if !self.mid_line && self.rest().starts_with(b"--") && !self.boundaries.is_empty() {
            let end = memchr::memchr(b'\n', self.rest()).map_or(self.rest().len(), |at| at + 1);
            if let Some(hit) = self.boundary_at(trim_line_end(self.rest().get(..end).unwrap_or(&[]))) {
                return self.cross_boundary(hit, end);
            }
        }
        let rest = self.rest();
        // The search starts behind the first byte, so a lookalike line at the front is passed over.
        let next = if self.boundaries.is_empty() { None } else { Finder::new(b"\n--").find(rest) };
        let take = match next {
            Some(at) => at + 1,
            None if self.eof => rest.len(),
            None => match memchr::memrchr(b'\n', rest) {
                Some(at) => at + 1,
                None if rest.ends_with(b"\r") && rest.len() > 1 => rest.len() - 1,
                None => rest.len(),
            },
        };
        self.pass_content(take);
        Ok(())
    }

    /// Hands `take` bytes to the open leaf, keeping back a final line break.
    fn pass_content(&mut self, take: usize) {
        let content = self.buf.get(self.pos..self.pos + take).unwrap_or(&[]);
        let line_break: &[u8] = if content.ends_with(b"\r\n") {
            b"\r\n"
        } else if content.ends_with(b"\n") {
            b"\n"
        } else {
            b""
        };
        let text = content.get(..content.len() - line_break.len()).unwrap_or(&[]);
        if self.between {
            if self.epilogue && text.iter().any(|b| !b.is_ascii_whitespace()) {
                self.epilogue = false;
                self.found.notes.push(Note::new("note-content-after-end", ""));
            }
        } else if let Some(part) = self.open.last().and_then(|open| self.found.parts.get_mut(open.part)) {
            for piece in [self.held.as_slice(), text] {
                part.decoded_len += self.decoder.count(piece, &mut self.sink);
            }
        }
        self.mid_line = line_break.is_empty();
        self.held.clear();
        self.held.extend_from_slice(line_break);
        self.pos += take;
    }

    /// Depth in `open` whose boundary this line is, and whether it is the closing one (RFC 2046 §5.1.1).
    fn boundary_at(&self, line: &[u8]) -> Option<(usize, bool)> {
        let text = trim_blanks(line.get(2..)?);
        if text.is_empty() || text.len() > MAX_BOUNDARY + 2 {
            return None;
        }
        let depth = |name: &[u8]| self.boundaries.get(name).and_then(|depths| depths.last().copied());
        depth(text).map(|at| (at, false)).or_else(|| depth(text.strip_suffix(b"--")?).map(|at| (at, true)))
    }

    fn cross_boundary(&mut self, (depth, closing): (usize, bool), line_len: usize) -> Result<(), Stop> {
        let end = self.offset() - self.held.len() as u64;
        self.close_down_to(depth + 1, end, false);
        self.held.clear();
        self.mid_line = false;
        let container = self.open.get(depth).map(|open| open.part);
        if closing {
            if let Some(boundary) = self.open.get_mut(depth).and_then(|open| open.boundary.take()) {
                self.forget_boundary(&boundary);
            }
            self.pos += line_len;
            self.mode = Mode::Body;
            self.between = true;
            self.epilogue = true;
            return Ok(());
        }
        self.pos += line_len;
        let digest = container.and_then(|at| self.found.parts.get(at)).is_some_and(|p| p.content_type.kind == "multipart/digest");
        self.begin_part(container, if digest { "message/rfc822" } else { "text/plain" })
    }

    fn forget_boundary(&mut self, boundary: &[u8]) {
        if let Some(depths) = self.boundaries.get_mut(boundary) {
            depths.pop();
            if depths.is_empty() {
                self.boundaries.remove(boundary);
            }
        }
    }

    /// Ends every entity above the first `keep` ones at `end`; at the end of the mail the held line break is content.
    fn close_down_to(&mut self, keep: usize, end: u64, at_eof: bool) {
        if !self.between
            && let Some(part) = self.open.last().filter(|_| self.open.len() > keep).and_then(|open| self.found.parts.get_mut(open.part))
            && part.kind == PartKind::Leaf
        {
            if at_eof {
                part.decoded_len += self.decoder.count(&self.held, &mut self.sink);
            }
            part.decoded_len += self.decoder.count_end(&mut self.sink);
        }
        while self.open.len() > keep {
            let Some(open) = self.open.pop() else { break };
            if let Some(boundary) = open.boundary {
                self.forget_boundary(&boundary);
                self.found.notes.push(Note::new("note-no-final-boundary", ""));
            }
            if let Some(part) = self.found.parts.get_mut(open.part) {
                part.body_len = end.max(part.body) - part.body;
            }
        }
    }
}

fn trim_line_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Transport padding behind a boundary (RFC 2046 §5.1.1).
fn trim_blanks(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|b| !matches!(b, b' ' | b'\t' | b'\r')).map_or(0, |at| at + 1);
    line.get(..end).unwrap_or(&[])
}

/// `Name:` or a folded line. Anything else ends the block: a blank line was forgotten.
fn is_header_line(line: &[u8], may_fold: bool) -> bool {
    if matches!(line.first(), Some(b' ' | b'\t')) {
        return may_fold;
    }
    memchr::memchr(b':', line).is_some_and(|colon| {
        let name = trim_blanks(line.get(..colon).unwrap_or(&[]));
        !name.is_empty() && name.iter().all(u8::is_ascii_graphic)
    })
}

fn transfer_encoding(value: &str) -> TransferEncoding {
    let word = value.trim().trim_matches('"').trim_end_matches(';').trim();
    if word.eq_ignore_ascii_case("base64") {
        TransferEncoding::Base64
    } else if word.eq_ignore_ascii_case("quoted-printable") {
        TransferEncoding::QuotedPrintable
    } else {
        TransferEncoding::Identity
    }
}

#[cfg(test)]
mod tests;
