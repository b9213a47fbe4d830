//! Transfer decoding of a part, piece by piece, and charset decoding for display.
//!
//! Invariant: the decoded bytes are those of the sender and nothing else (rule 35); memory stays bounded by a
//! window. Charsets are touched only for text on a screen, never for a file.

use base64::Engine as _;

use crate::domain::mail::{Attachment, TransferEncoding};
use crate::domain::raw::RawSource;

/// Encoded bytes read at once.
const WINDOW: usize = 64 * 1024;
/// White space at a line end that is held back to be dropped; a longer run is content.
const MAX_BLANKS: usize = 1000;
/// Value of a byte as a base64 digit; `None` outside the alphabet.
const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// Decoder of one part; fed in pieces of any size.
pub enum Decoder {
    Identity,
    Base64 { quantum: u32, digits: u8 },
    QuotedPrintable(QuotedPrintable),
}

/// Where a quoted-printable text stands (RFC 2045 §6.7).
#[derive(Default)]
pub struct QuotedPrintable {
    /// White space that is dropped should the line end here.
    blanks: Vec<u8>,
    /// Bytes after `=` that are not decided yet; empty: not in an escape.
    escape: Vec<u8>,
}

impl Decoder {
    #[must_use]
    pub fn new(encoding: TransferEncoding) -> Self {
        match encoding {
            TransferEncoding::Identity => Self::Identity,
            TransferEncoding::Base64 => Self::Base64 { quantum: 0, digits: 0 },
            TransferEncoding::QuotedPrintable => Self::QuotedPrintable(QuotedPrintable::default()),
        }
    }

    /// Decodes a piece and appends the result.
    pub fn feed(&mut self, input: &[u8], out: &mut Vec<u8>) {
        match self {
            Self::Identity => out.extend_from_slice(input),
            Self::Base64 { quantum, digits } => decode_base64(input, quantum, digits, out),
            Self::QuotedPrintable(state) => input.iter().for_each(|byte| state.byte(*byte, out)),
        }
    }

    /// Writes what was held back; missing padding is no fault.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        match self {
            Self::Identity => {}
            Self::Base64 { quantum, digits } => flush_quantum(quantum, digits, out),
            Self::QuotedPrintable(state) => state.end(out),
        }
    }

    /// Like [`Self::feed`], but only tells how many bytes came out; `sink` is scratch space.
    pub(super) fn count(&mut self, input: &[u8], sink: &mut Vec<u8>) -> u64 {
        match self {
            Self::Identity => input.len() as u64,
            Self::Base64 { digits, .. } => count_base64(input, digits),
            Self::QuotedPrintable(_) => {
                sink.clear();
                self.feed(input, sink);
                sink.len() as u64
            }
        }
    }

    pub(super) fn count_end(&mut self, sink: &mut Vec<u8>) -> u64 {
        sink.clear();
        self.finish(sink);
        sink.len() as u64
    }
}

/// Bytes outside the alphabet are skipped (RFC 2045 §6.8); padding ends a quantum, after which more may follow.
fn decode_base64(mut input: &[u8], quantum: &mut u32, digits: &mut u8, out: &mut Vec<u8>) {
    while !input.is_empty() {
        // Whole clean lines go through the fast decoder.
        if *digits == 0 {
            let line = memchr::memchr2(b'\r', b'\n', input).unwrap_or(input.len());
            let clean = line - line % 4;
            let at = out.len();
            out.resize(at + clean / 4 * 3, 0);
            let decoded = input
                .get(..clean)
                .zip(out.get_mut(at..))
                .and_then(|(from, to)| base64::engine::general_purpose::STANDARD_NO_PAD.decode_slice_unchecked(from, to).ok());
            out.truncate(at + decoded.unwrap_or(0));
            if let (Some(_), Some(rest)) = (decoded, input.get(clean..)) {
                input = rest;
            }
        }
        // The rest of the line, or a line with junk or padding, digit by digit.
        let line = memchr::memchr(b'\n', input).map_or(input.len(), |at| at + 1);
        let (slow, rest) = input.split_at(line);
        for byte in slow {
            if let Some(value) = digit(*byte) {
                *quantum = (*quantum << 6) | u32::from(value);
                *digits += 1;
                if *digits == 4 {
                    out.extend_from_slice(quantum.to_be_bytes().get(1..).unwrap_or(&[]));
                    (*quantum, *digits) = (0, 0);
                }
            } else if *byte == b'=' {
                flush_quantum(quantum, digits, out);
            }
        }
        input = rest;
    }
}

/// How many bytes [`decode_base64`] would give. Only counts digits, since every large mail is counted whole.
fn count_base64(input: &[u8], digits: &mut u8) -> u64 {
    let mut bytes = 0;
    for (n, run) in input.split(|byte| *byte == b'=').enumerate() {
        if n > 0 {
            // Padding ends a quantum: two digits were one byte, three were two.
            bytes += u64::from(std::mem::take(digits).saturating_sub(1));
        }
        let all = u64::from(*digits) + digits_in(run);
        bytes += all / 4 * 3;
        *digits = (all % 4) as u8;
    }
    bytes
}

/// Digits of the alphabet in these bytes, in a form that the compiler turns into vector instructions.
fn digits_in(bytes: &[u8]) -> u64 {
    let is_digit = |byte: u8| u8::from(byte.is_ascii_alphanumeric() | (byte == b'+') | (byte == b'/'));
    // A block is short enough for its count to fit into a byte.
    bytes.chunks(192).map(|block| u64::from(block.iter().fold(0_u8, |n, byte| n.wrapping_add(is_digit(*byte))))).sum()
}

fn flush_quantum(quantum: &mut u32, digits: &mut u8, out: &mut Vec<u8>) {
    let bits = std::mem::take(quantum);
    match std::mem::take(digits) {
        2 => out.push((bits >> 4) as u8),
        3 => out.extend_from_slice(((bits >> 2) as u16).to_be_bytes().as_slice()),
        _ => {}
    }
}

impl QuotedPrintable {
    fn byte(&mut self, byte: u8, out: &mut Vec<u8>) {
        if !self.escape.is_empty() {
            return self.escaped(byte, out);
        }
        match byte {
            b'=' => {
                out.append(&mut self.blanks);
                self.escape.push(byte);
            }
            b' ' | b'\t' if self.blanks.len() < MAX_BLANKS => self.blanks.push(byte),
            // A carriage return is decided by the line feed behind it.
            b'\r' if self.blanks.len() < MAX_BLANKS => self.blanks.push(byte),
            b'\n' => {
                // White space before a line break was added on the way (RFC 2045 §6.7 rule 3).
                let crlf = self.blanks.ends_with(b"\r");
                self.blanks.clear();
                out.extend_from_slice(if crlf { b"\r\n" } else { b"\n" });
            }
            _ => {
                out.append(&mut self.blanks);
                out.push(byte);
            }
        }
    }

    /// `=XY` is a byte, `=` before a line break joins lines, anything else stays as it is.
    fn escaped(&mut self, byte: u8, out: &mut Vec<u8>) {
        let hex = |b: u8| (b as char).to_digit(16).map(|d| d as u8);
        match (self.escape.as_slice(), byte) {
            ([b'=', ..], b'\n') if self.escape.iter().skip(1).all(u8::is_ascii_whitespace) => self.escape.clear(),
            ([b'=', high], low) if hex(*high).is_some() && hex(low).is_some() => {
                let value = hex(*high).unwrap_or(0) << 4 | hex(low).unwrap_or(0);
                self.escape.clear();
                out.push(value);
            }
            ([b'='], b) if hex(b).is_some() || b.is_ascii_whitespace() => self.escape.push(b),
            ([b'=', .., last], b' ' | b'\t' | b'\r') if last.is_ascii_whitespace() && self.escape.len() < MAX_BLANKS => {
                self.escape.push(byte);
            }
            _ => {
                out.append(&mut self.escape);
                self.byte(byte, out);
            }
        }
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        if self.escape.iter().skip(1).all(u8::is_ascii_whitespace) {
            self.escape.clear();
        }
        out.append(&mut self.escape);
        out.append(&mut self.blanks);
    }
}

/// The decoded bytes of a range of a raw mail, pulled in pieces.
pub struct PartReader<'a> {
    source: &'a mut dyn RawSource,
    at: u64,
    left: u64,
    decoder: Decoder,
    raw: Vec<u8>,
    out: Vec<u8>,
    /// What `Read` has handed out of `out`.
    taken: usize,
    ended: bool,
}

impl<'a> PartReader<'a> {
    /// Reads `len` encoded bytes from `offset`.
    pub fn new(source: &'a mut dyn RawSource, offset: u64, len: u64, encoding: TransferEncoding) -> Self {
        Self {
            source,
            at: offset,
            left: len,
            decoder: Decoder::new(encoding),
            raw: vec![0; WINDOW],
            out: Vec::new(),
            taken: 0,
            ended: false,
        }
    }

    /// Reads an attachment.
    pub fn of(source: &'a mut dyn RawSource, attachment: &Attachment) -> Self {
        Self::new(source, attachment.offset, attachment.encoded_len, attachment.encoding)
    }

    /// The next decoded bytes (64 KiB at most), or `None` at the end.
    ///
    /// # Errors
    /// Text of the source's error.
    pub fn next_piece(&mut self) -> Result<Option<&[u8]>, String> {
        self.out.clear();
        self.taken = 0;
        while self.out.is_empty() && !self.ended {
            let want = usize::try_from(self.left).unwrap_or(WINDOW).min(WINDOW);
            let n = match self.raw.get_mut(..want) {
                Some(window) if want > 0 => self.source.read_at(self.at, window)?,
                _ => 0,
            };
            if n == 0 {
                self.ended = true;
                self.decoder.finish(&mut self.out);
            }
            self.at += n as u64;
            self.left -= n as u64;
            self.decoder.feed(self.raw.get(..n).unwrap_or(&[]), &mut self.out);
        }
        Ok((!self.out.is_empty()).then_some(self.out.as_slice()))
    }

    /// Everything up to `limit` bytes, and whether that was all.
    ///
    /// # Errors
    /// Text of the source's error.
    pub fn read_up_to(mut self, limit: usize) -> Result<(Vec<u8>, bool), String> {
        let mut all = Vec::new();
        while let Some(piece) = self.next_piece()? {
            let room = limit - all.len();
            if piece.len() > room {
                all.extend_from_slice(piece.get(..room).unwrap_or(&[]));
                return Ok((all, false));
            }
            all.extend_from_slice(piece);
        }
        Ok((all, true))
    }
}

impl std::io::Read for PartReader<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        if self.taken >= self.out.len() && self.next_piece().map_err(std::io::Error::other)?.is_none() {
            return Ok(0);
        }
        let rest = self.out.get(self.taken..).unwrap_or(&[]);
        let n = rest.len().min(buf.len());
        if let (Some(to), Some(from)) = (buf.get_mut(..n), rest.get(..n)) {
            to.copy_from_slice(from);
        }
        self.taken += n;
        Ok(n)
    }
}

/// A range of a source as a source of its own: the embedded mail of an error mail (§3.3).
pub struct SubRange<'a> {
    source: &'a mut dyn RawSource,
    offset: u64,
    len: u64,
}

impl<'a> SubRange<'a> {
    /// `len` bytes from `offset`, fewer where the source ends before.
    pub fn new(source: &'a mut dyn RawSource, offset: u64, len: u64) -> Self {
        let offset = offset.min(source.len());
        let len = len.min(source.len() - offset);
        Self { source, offset, len }
    }
}

impl RawSource for SubRange<'_> {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&mut self, offset: u64, buf: &mut [u8]) -> Result<usize, String> {
        let left = usize::try_from(self.len.saturating_sub(offset)).unwrap_or(usize::MAX);
        let n = buf.len().min(left);
        self.source.read_at(self.offset + offset.min(self.len), buf.get_mut(..n).unwrap_or(&mut []))
    }
}

/// Text for display. An unknown charset or bytes that are not UTF-8 are read as Windows-1252, the usual culprit.
#[must_use]
pub fn decode_charset(bytes: &[u8], label: &str) -> String {
    let known = encoding_rs::Encoding::for_label_no_replacement(label.trim().as_bytes())
        .filter(|_| !label.trim().eq_ignore_ascii_case("us-ascii"))
        // Text in UTF-16 has zero bytes or is no valid UTF-8; a label that says otherwise would make signs nobody wrote.
        .filter(|encoding| encoding.is_ascii_compatible() || bytes.contains(&0) || std::str::from_utf8(bytes).is_err());
    let text = match known {
        Some(encoding) if encoding != encoding_rs::UTF_8 => encoding.decode(bytes).0,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) if has_utf8_sequence(bytes) => String::from_utf8_lossy(bytes),
            Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0,
        },
    };
    text.trim_start_matches('\u{FEFF}').to_owned()
}

/// Whether any character outside ASCII is written in valid UTF-8: then the text is damaged UTF-8, not Latin-1.
fn has_utf8_sequence(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn decode(encoding: TransferEncoding, input: &[u8], step: usize) -> Vec<u8> {
        let mut decoder = Decoder::new(encoding);
        let mut out = Vec::new();
        input.chunks(step).for_each(|piece| decoder.feed(piece, &mut out));
        decoder.finish(&mut out);
        out
    }

    #[test]
    fn decodes_the_same_bytes_whatever_the_pieces() {
        use TransferEncoding::{Base64 as B, Identity as I, QuotedPrintable as Q};
        for (encoding, input, expected) in [
            (B, &b"TWFuIGlzIQ==\r\n"[..], &b"Man is!"[..]),
            (B, b"TWFu\r\nIGlz\r\nIQ", b"Man is!"),
            (B, b"TW Fu*I\tGl-zIQ=\n", b"Man is!"),
            (B, b"TQ==TQ==", b"MM"),
            (B, b"TWFuI", b"Man"),
            (B, b"/+8=", b"\xff\xef"),
            (B, b"", b""),
            (Q, b"K=C3=B6hler =3D 1\r\n", "Köhler = 1\r\n".as_bytes()),
            (Q, b"weich=\r\ner  =  \r\nUmbruch  \t\r\nEnde  ", b"weicher  Umbruch\r\nEnde  "),
            (Q, b"a=\nb=zz=4 =\r=3d \rx=", b"ab=zz=4 =\r= \rx"),
            (Q, b"=e4=f6=FC", b"\xe4\xf6\xfc"),
            (Q, b"x=E", b"x=E"),
            (I, b"\0\xff\r\n", b"\0\xff\r\n"),
        ] {
            for step in [1, 2, 3, 1000] {
                let found = decode(encoding, input, step);
                assert_eq!(found, expected, "{} in steps of {step}", String::from_utf8_lossy(input));
                let (mut counter, mut sink) = (Decoder::new(encoding), Vec::new());
                let counted: u64 = input.chunks(step).map(|piece| counter.count(piece, &mut sink)).sum();
                assert_eq!(counted + counter.count_end(&mut sink), expected.len() as u64, "{}", String::from_utf8_lossy(input));
            }
        }
    }

    #[test]
    fn reads_a_range_in_pieces() {
        let raw = format!("xx{}yy", "QUJD".repeat(100_000));
        let mut source = raw.as_bytes();
        let mut text = String::new();
        PartReader::new(&mut source, 2, 400_000, TransferEncoding::Base64).read_to_string(&mut text).unwrap();
        assert_eq!(text, "ABC".repeat(100_000));
        let (cut, all) = PartReader::new(&mut source, 2, 400_000, TransferEncoding::Base64).read_up_to(1000).unwrap();
        assert_eq!((cut.len(), all), (1000, false));
        let mut sub = SubRange::new(&mut source, 2, 4);
        assert_eq!(sub.window(0, 100).unwrap(), b"QUJD");
        assert_eq!(sub.window(9, 100).unwrap(), b"");
    }

    #[test]
    fn guesses_charsets_for_display() {
        for (bytes, label, expected) in [
            (&b"K\xf6hler"[..], "iso-8859-1", "Köhler"),
            (b"5 \xa4", "ISO-8859-15", "5 €"),
            (b"K\xf6hler", "", "Köhler"),
            (b"K\xf6hler", "utf-8", "Köhler"),
            ("Köhler".as_bytes(), "us-ascii", "Köhler"),
            ("\u{FEFF}Köhler".as_bytes(), "utf-8", "Köhler"),
            (b"K\xc3\xb6hler \xff", "utf-8", "Köhler \u{FFFD}"),
            ("Köhler".as_bytes(), "x-nonsense", "Köhler"),
            ("Köhler".as_bytes(), "utf-16", "Köhler"),
            (b"A\0b\0", "utf-16le", "Ab"),
            (b"\x4e\x2d\x65\x87", "utf-16be", "\u{4E2D}\u{6587}"),
            ("Köhler".as_bytes(), "iso-2022-kr", "Köhler"),
        ] {
            assert_eq!(decode_charset(bytes, label), expected, "{label}");
        }
    }
}
