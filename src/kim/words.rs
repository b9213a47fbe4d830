//! Encoded words (RFC 2047) and address lists (RFC 5322 §3.4), read leniently and written strictly.
//!
//! Invariant: an address list is cut into names and addresses before anything is decoded, so no encoded
//! comma, quote or angle bracket can become a second recipient.

use base64::Engine as _;

use super::decode::{Decoder, decode_charset};
use crate::domain::address::Mailbox;
use crate::domain::mail::TransferEncoding;
use crate::domain::safe_text;

/// Mailboxes kept of one header line.
pub const MAX_MAILBOXES: usize = 2000;
/// Longest encoded word in an address list in bytes; RFC 2047 allows 75.
const MAX_WORD: usize = 1000;

/// Decodes every encoded word, also inside quoted strings where they do not belong but occur.
///
/// Bytes of neighbouring words of one charset are joined first: some systems split inside a character.
#[must_use]
pub fn decode_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut run: Option<(String, Vec<u8>)> = None;
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        let Some((word, len)) = encoded_word(from) else {
            flush_run(&mut run, &mut out);
            out.push_str(before);
            out.push_str("=?");
            rest = from.get(2..).unwrap_or("");
            continue;
        };
        let (charset, bytes) = word;
        // White space between encoded words is not shown (RFC 2047 §6.2).
        if run.is_none() || !before.trim().is_empty() {
            flush_run(&mut run, &mut out);
            out.push_str(before);
        }
        match &mut run {
            Some((label, joined)) if label.eq_ignore_ascii_case(&charset) => joined.extend(bytes),
            _ => {
                flush_run(&mut run, &mut out);
                run = Some((charset, bytes));
            }
        }
        rest = from.get(len..).unwrap_or("");
    }
    flush_run(&mut run, &mut out);
    out.push_str(rest);
    out
}

fn flush_run(run: &mut Option<(String, Vec<u8>)>, out: &mut String) {
    if let Some((charset, bytes)) = run.take() {
        out.push_str(&decode_charset(&bytes, &charset));
    }
}

/// Charset and bytes of the encoded word at the beginning of `text`, and its length.
fn encoded_word(text: &str) -> Option<((String, Vec<u8>), usize)> {
    let body = text.strip_prefix("=?")?;
    let (charset, body) = body.split_once('?').filter(|(c, _)| c.len() <= 64 && !c.contains(char::is_whitespace))?;
    let encoding = body.get(..2).filter(|e| e.ends_with('?'))?.to_ascii_lowercase();
    let body = body.get(2..)?;
    let content = body.get(..word_end(body)?)?;
    let mut bytes = Vec::new();
    if encoding.starts_with('b') {
        let mut decoder = Decoder::new(TransferEncoding::Base64);
        decoder.feed(content.as_bytes(), &mut bytes);
        decoder.finish(&mut bytes);
    } else if encoding.starts_with('q') {
        let mut decoder = Decoder::new(TransferEncoding::QuotedPrintable);
        decoder.feed(content.replace('_', "=20").as_bytes(), &mut bytes);
        decoder.finish(&mut bytes);
    } else {
        return None;
    }
    let charset = charset.split('*').next().unwrap_or("").to_owned();
    let consumed = text.len() - body.len() + content.len() + 2;
    Some(((charset, bytes), consumed))
}

/// Where `?=` ends a word; none when another word begins first, which keeps hostile input linear.
fn word_end(body: &str) -> Option<usize> {
    let bytes = body.as_bytes();
    let mut marks = memchr::memchr_iter(b'?', bytes);
    marks
        .find(|at| bytes.get(at + 1) == Some(&b'=') || (*at > 0 && bytes.get(at - 1) == Some(&b'=')))
        .filter(|at| bytes.get(at + 1) == Some(&b'='))
}

/// Reads an address list; groups are opened, comments become the name where there is none.
#[must_use]
pub fn mailboxes(value: &str) -> Vec<Mailbox> {
    let mut list = AddressList::default();
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        if c == '='
            && list.takes_words()
            && rest.starts_with("=?")
            && let Some(len) = plausible_word(rest)
        {
            list.phrase.push_str(rest.get(..len).unwrap_or(""));
            rest = rest.get(len..).unwrap_or("");
            continue;
        }
        list.take(c);
        if list.found.len() >= MAX_MAILBOXES {
            return list.found;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or("");
    }
    list.end_mailbox();
    list.found
}

/// Length of an encoded word without blanks, which may hold commas it should not. Looks only a little ahead: it is asked at
/// every `=` of a header.
fn plausible_word(text: &str) -> Option<usize> {
    let mut end = text.len().min(MAX_WORD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or("");
    encoded_word(head).map(|(_, len)| len).filter(|len| !head.get(..*len).unwrap_or(head).contains(char::is_whitespace))
}

#[derive(Default)]
struct AddressList {
    found: Vec<Mailbox>,
    phrase: String,
    angle: Option<String>,
    /// Length of the phrase when the angle address began.
    before_angle: usize,
    in_angle: bool,
    comment: String,
    comment_depth: u32,
    quoted: bool,
    escaped: bool,
}

impl AddressList {
    fn takes_words(&self) -> bool {
        !self.quoted && !self.in_angle && self.comment_depth == 0
    }

    fn take(&mut self, c: char) {
        let escaped = std::mem::take(&mut self.escaped);
        if !escaped && c == '\\' && (self.quoted || self.comment_depth > 0) {
            self.escaped = true;
        } else if self.quoted {
            if c == '"' && !escaped { self.quoted = false } else { self.push(c) }
        } else if self.comment_depth > 0 {
            match c {
                '(' if !escaped => self.comment_depth += 1,
                ')' if !escaped => self.comment_depth -= 1,
                c => self.comment.push(c),
            }
        } else {
            match c {
                '"' => self.quoted = true,
                '(' => self.comment_depth = 1,
                '<' if !self.in_angle => {
                    // A second address without a comma: readers differ on which one counts, so both are named.
                    if self.angle.as_ref().is_some_and(|address| !address.trim().is_empty()) {
                        let next = self.phrase.split_off(self.before_angle.min(self.phrase.len()));
                        self.end_mailbox();
                        self.phrase = next;
                    }
                    self.before_angle = self.phrase.len();
                    self.in_angle = true;
                    self.angle = Some(String::new());
                }
                '>' => self.in_angle = false,
                ',' | ';' if !self.in_angle => self.end_mailbox(),
                ':' if !self.in_angle && !self.phrase.contains('@') => self.phrase.clear(),
                c => self.push(c),
            }
        }
    }

    fn push(&mut self, c: char) {
        match &mut self.angle {
            Some(address) if self.in_angle => address.push(c),
            _ => self.phrase.push(c),
        }
    }

    fn end_mailbox(&mut self) {
        let phrase = std::mem::take(&mut self.phrase);
        let comment = std::mem::take(&mut self.comment);
        self.in_angle = false;
        let (name, address) = match self.angle.take() {
            Some(address) => (if phrase.trim().is_empty() { comment } else { phrase }, address),
            None => (comment, phrase),
        };
        let address: String = address.chars().filter(|c| !c.is_whitespace()).collect();
        let mailbox = Mailbox { name: safe_text::one_line(&decode_words(&name)), address: safe_text::one_line(&address) };
        if !(mailbox.name.is_empty() && mailbox.address.is_empty()) {
            self.found.push(mailbox);
        }
    }
}

/// Encoded words for text outside ASCII, each of 75 characters at most and cut between characters; ASCII stays as it is.
#[must_use]
pub fn encode_text(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_graphic() || b == b' ') && !text.contains("=?") && !text.starts_with(' ') && !text.ends_with(' ') {
        return text.to_owned();
    }
    encode_always(text)
}

/// Like [`encode_text`], also for ASCII that folding would change.
#[must_use]
pub fn encode_always(text: &str) -> String {
    let mut words = Vec::new();
    let mut chunk = String::new();
    for c in text.chars() {
        if chunk.len() + c.len_utf8() > 36 {
            words.push(encode_chunk(&std::mem::take(&mut chunk)));
        }
        chunk.push(c);
    }
    words.push(encode_chunk(&chunk));
    words.join(" ")
}

fn encode_chunk(chunk: &str) -> String {
    format!("=?utf-8?B?{}?=", base64::engine::general_purpose::STANDARD.encode(chunk))
}

/// A display name for a header: bare words, a quoted string, or encoded words.
#[must_use]
pub fn encode_phrase(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    if plain && name.trim() == name && !name.is_empty() {
        name.to_owned()
    } else if name.bytes().all(|b| b.is_ascii_graphic() || b == b' ') && !name.contains("=?") {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        encode_text(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_encoded_words() {
        for (input, expected) in [
            ("=?utf-8?q?R=C3=BCckfrage_zum?=  =?utf-8?q?_Plan?= x", "Rückfrage zum Plan x"),
            ("=?ISO-8859-1?Q?f=FCr?= =?iso-8859-15?q?_5_=A4?=", "für 5 €"),
            ("=?utf-8?B?w5xi?==?UTF-8?b?ww==?= =?utf-8?b?nA==?=", "ÜbÜ"),
            ("=?utf-8?q?K=C3?= =?utf-8?q?=B6hler?=", "Köhler"),
            ("a =?utf-8?q?b?= c", "a b c"),
            ("=?utf-8?x?b?= =?=?", "=?utf-8?x?b?= =?=?"),
            ("=?utf-8*de?Q?=C3=9C?=", "Ü"),
            ("=?utf-8?q?offen", "=?utf-8?q?offen"),
            ("", ""),
        ] {
            assert_eq!(decode_words(input), expected, "{input}");
        }
    }

    #[test]
    fn cuts_address_lists_before_decoding() {
        let check = |input: &str, expected: &[(&str, &str)]| {
            let found: Vec<_> = mailboxes(input).into_iter().map(|m| (m.name, m.address)).collect();
            let found: Vec<_> = found.iter().map(|(n, a)| (n.as_str(), a.as_str())).collect();
            assert_eq!(found, expected, "{input}");
        };
        check("a@b.de", &[("", "a@b.de")]);
        check("Hans M <a@b.de>, \"X, Y\" <c@d.de>", &[("Hans M", "a@b.de"), ("X, Y", "c@d.de")]);
        check("=?utf-8?q?MVZ=2C_=3Cx=40y=3E?= <a@b.de>", &[("MVZ, <x@y>", "a@b.de")]);
        check("=?utf-8?q?A,B?= <a@b.de>", &[("A,B", "a@b.de")]);
        check("a@b.de (Labor (neu))", &[("Labor neu", "a@b.de")]);
        check("Gruppe: a@b.de, c@d.de;", &[("", "a@b.de"), ("", "c@d.de")]);
        check("\"a\\\"b\" <x@y>", &[("a\"b", "x@y")]);
        check("<>", &[]);
        check("undisclosed-recipients:;", &[]);
        check("Nur Name <", &[("Nur Name", "")]);
        check("Anna <a@b.de> Bert <c@d.de>", &[("Anna", "a@b.de"), ("Bert", "c@d.de")]);
        check("<a@b.de><c@d.de>", &[("", "a@b.de"), ("", "c@d.de")]);
        check("a@b.de\u{202E} <x@y>", &[("a@b.de⟨U+202E⟩", "x@y")]);
    }

    #[test]
    fn what_is_written_reads_back() {
        for text in ["Befund", "Rückfrage zu Herrn Überbacher, geb. 01.02.1951 – bitte um Rückruf heute noch", " a", "=?x?=", "ä\"<b>", ""]
        {
            assert_eq!(decode_words(&encode_text(text)), text);
            let list = mailboxes(&format!("{} <a@b.de>", encode_phrase(text)));
            assert_eq!(list.first().map(|m| (m.name.as_str(), m.address.as_str())), Some((text.trim(), "a@b.de")), "{text}");
            assert!(encode_text(text).split(' ').all(|w| w.len() <= 75));
        }
    }
}
