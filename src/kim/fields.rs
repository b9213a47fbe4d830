//! Header blocks and the values in them: lines, parameters (RFC 2045, RFC 2231), Message-IDs, dates.
//!
//! Invariant: reads anything and never fails; a value is decoded only after its structure was found, so that
//! a decoded comma or angle bracket is never syntax. All loops are linear in the length of the value.

use mail_parser::DateTime;

use super::decode::decode_charset;
use super::words::decode_words;
use crate::domain::mail::HeaderLine;
use crate::domain::safe_text;
use crate::domain::time::Timestamp;

/// Message-IDs kept of one header.
const MAX_IDS: usize = 500;
/// Parameters kept of one header.
const MAX_PARAMETERS: usize = 200;

/// One unfolded header line with its value as it came over the wire.
#[derive(Clone, PartialEq, Eq)]
struct RawLine {
    name: String,
    value: Vec<u8>,
}

/// The lines of one header block, in their order.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct HeaderBlock {
    lines: Vec<RawLine>,
}

impl HeaderBlock {
    /// Reads a block; lines that are no headers are skipped.
    #[must_use]
    pub fn parse(block: &[u8]) -> Self {
        let mut lines: Vec<RawLine> = Vec::new();
        for line in block.split(|b| *b == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if matches!(line.first(), Some(b' ' | b'\t')) {
                if let Some(last) = lines.last_mut() {
                    last.value.extend_from_slice(line);
                }
            } else if let Some(colon) = memchr::memchr(b':', line) {
                let (name, value) = line.split_at(colon);
                let name = String::from_utf8_lossy(name).trim().to_owned();
                lines.push(RawLine { name, value: value.get(1..).unwrap_or(&[]).to_vec() });
            }
        }
        Self { lines }
    }

    /// Whether there is no line at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Values of all lines of this name, as text without decoding of encoded words.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = String> + 'a {
        self.lines.iter().filter(move |line| line.name.eq_ignore_ascii_case(name)).map(|line| wire_text(&line.value))
    }

    /// Value of the first line of this name.
    #[must_use]
    pub fn first(&self, name: &str) -> Option<String> {
        self.all(name).next()
    }

    /// Value of the first line of this name as one clean line of text, encoded words decoded.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.first(name).map(|value| safe_text::one_line(&decode_words(&value)))
    }

    /// All lines decoded, for the view of headers.
    #[must_use]
    pub fn decoded_lines(&self) -> Vec<HeaderLine> {
        self.lines
            .iter()
            .map(|line| HeaderLine {
                name: safe_text::one_line(&line.name),
                value: safe_text::one_line(&decode_words(&wire_text(&line.value))),
            })
            .collect()
    }
}

/// Bytes of a header as text: UTF-8 (RFC 6532), else the Windows-1252 that old systems send without asking.
fn wire_text(value: &[u8]) -> String {
    decode_charset(value, "").trim().to_owned()
}

/// `Content-Type` or `Content-Disposition`: a word and its parameters.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ContentType {
    /// In lower case, for instance `text/plain` or `attachment`.
    pub kind: String,
    parameters: Vec<(String, String)>,
}

impl ContentType {
    /// A type without parameters.
    #[must_use]
    pub fn of_kind(kind: &str) -> Self {
        Self { kind: kind.to_owned(), parameters: Vec::new() }
    }

    /// Reads `word; name=value; …` leniently.
    #[must_use]
    pub fn parse(value: &str) -> Self {
        let (kind, rest) = value.split_once(';').unwrap_or((value, ""));
        let kind = kind.split_whitespace().next().unwrap_or("").trim_matches('"').to_ascii_lowercase();
        Self { kind, parameters: parse_parameters(rest) }
    }

    fn plain(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// A parameter as text: RFC 2231 forms first, then the plain form with encoded words decoded.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<String> {
        if let Some(value) = self.plain(&format!("{name}*")) {
            let (charset, text) = split_charset(value);
            return Some(decode_charset(&percent_decode(text), charset));
        }
        let mut bytes = Vec::new();
        let mut charset = "";
        for at in 0..MAX_PARAMETERS {
            if let Some(value) = self.plain(&format!("{name}*{at}*")) {
                let text = if at == 0 {
                    let (label, text) = split_charset(value);
                    charset = label;
                    text
                } else {
                    value
                };
                bytes.extend(percent_decode(text));
            } else if let Some(value) = self.plain(&format!("{name}*{at}")) {
                bytes.extend_from_slice(value.as_bytes());
            } else {
                break;
            }
        }
        if !bytes.is_empty() {
            return Some(decode_words(&decode_charset(&bytes, charset)));
        }
        self.plain(name).map(decode_words)
    }
}

fn parse_parameters(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut chars = text.chars().peekable();
    while chars.peek().is_some() && found.len() < MAX_PARAMETERS {
        let mut name = String::new();
        while let Some(c) = chars.next_if(|c| !matches!(c, '=' | ';')) {
            name.push(c);
        }
        if chars.next() != Some('=') {
            continue;
        }
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
        let mut value = String::new();
        if chars.next_if_eq(&'"').is_some() {
            while let Some(c) = chars.next() {
                match c {
                    '"' => break,
                    // Only what must be escaped is unescaped: Windows paths arrive with bare backslashes.
                    '\\' if matches!(chars.peek(), Some('"' | '\\')) => value.extend(chars.next()),
                    c => value.push(c),
                }
            }
            while chars.next_if(|c| *c != ';').is_some() {}
        } else {
            while let Some(c) = chars.next_if(|c| *c != ';') {
                value.push(c);
            }
            value.truncate(value.trim_end().len());
        }
        chars.next();
        let name = name.trim().to_ascii_lowercase();
        if !name.is_empty() && !found.iter().any(|(n, _)| *n == name) {
            found.push((name, value));
        }
    }
    found
}

/// `charset'language'text` (RFC 2231 §4).
fn split_charset(value: &str) -> (&str, &str) {
    let mut parts = value.splitn(3, '\'');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(charset), Some(_), Some(text)) => (charset, text),
        _ => ("", value),
    }
}

fn percent_decode(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = tail.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(byte);
            rest = tail.get(2..).unwrap_or(&[]);
        } else {
            out.push(*first);
            rest = tail;
        }
    }
    out
}

/// All Message-IDs of `Message-ID`, `In-Reply-To`, `References` or `Original-Message-ID`, without angle brackets.
#[must_use]
pub fn message_ids(value: &str) -> Vec<String> {
    let good = |id: &str| !id.is_empty() && id.len() <= 998 && !id.contains(|c: char| c.is_control() || c.is_whitespace() || c == '<');
    let mut found: Vec<String> = Vec::new();
    let mut rest = value;
    while let Some(open) = rest.find('<') {
        let Some((id, tail)) = rest.get(open + 1..).and_then(|tail| tail.split_once('>')) else { break };
        // An ID folded by a careless system holds blanks.
        let id: String = id.split_whitespace().collect();
        if good(&id) && found.len() < MAX_IDS {
            found.push(id);
        }
        rest = tail;
    }
    if found.is_empty() {
        found
            .extend(value.split_whitespace().map(|w| w.trim_matches(['<', '>'])).filter(|w| good(w) && w.contains('@')).map(str::to_owned));
        found.truncate(MAX_IDS);
    }
    found
}

/// `Date` as a moment; `None` when it is missing or impossible.
#[must_use]
pub fn date(value: &str) -> Option<Timestamp> {
    let parsed = DateTime::parse_rfc822(value).filter(|d| d.is_valid() && (1970..=9999).contains(&d.year))?;
    Some(Timestamp(parsed.to_timestamp().checked_mul(1000)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_parameters_in_every_form() {
        for (value, name, expected) in [
            ("application/pdf; name=\"a b.pdf\"", "name", Some("a b.pdf")),
            ("APPLICATION/PDF;name=a.pdf ; x=1", "name", Some("a.pdf")),
            ("a/b; name*0*=UTF-8''%C3%9C; name*1*=%C3%84; name*2=\" c.pdf\"", "name", Some("ÜÄ c.pdf")),
            ("a/b; name*=iso-8859-15'de'5%A4.txt; name=x", "name", Some("5€.txt")),
            ("a/b; name=\"=?UTF-8?B?w5xiZXI=?=\"", "name", Some("Über")),
            ("a/b; name=\"C:\\temp\\a.exe\"", "name", Some("C:\\temp\\a.exe")),
            ("a/b; name=\"x\\\"y\"", "name", Some("x\"y")),
            ("a/b; name=\"offen", "name", Some("offen")),
            ("a/b; =; ;;; name=1; name=2", "name", Some("1")),
            ("a/b; boundary=\"----=_Part;x\"", "boundary", Some("----=_Part;x")),
            ("a/b", "name", None),
        ] {
            assert_eq!(ContentType::parse(value).param(name).as_deref(), expected, "{value}");
        }
        assert_eq!(ContentType::parse(" Text/HTML ; charset=x").kind, "text/html");
    }

    #[test]
    fn reads_message_ids_and_dates() {
        for (value, expected) in [
            ("<a@b>", vec!["a@b"]),
            ("<a@b> (x)\t<c@ d>", vec!["a@b", "c@d"]),
            ("a@b", vec!["a@b"]),
            ("<>", vec![]),
            ("ohne", vec![]),
            ("<a@b", vec!["a@b"]),
        ] {
            assert_eq!(message_ids(value), expected, "{value}");
        }
        assert_eq!(date("Mon, 16 Nov 2026 09:14:05 +0100"), Some(Timestamp(1_794_816_845_000)));
        for bad in ["", "morgen", "Mon, 99 Foo 2026", "16 Nov"] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }

    #[test]
    fn reads_blocks_leniently() {
        let block = HeaderBlock::parse(b"Subject: a\r\n b\r\nx-kim-dienstkennung:\r\n  ebz;anw;2.0.0 \r\nkaputt\r\nTo : \xdcber\r\n");
        assert_eq!(block.text("subject").as_deref(), Some("a b"));
        assert_eq!(block.first("X-KIM-Dienstkennung").as_deref(), Some("ebz;anw;2.0.0"));
        assert_eq!(block.text("to").as_deref(), Some("Über"));
        assert_eq!(block.decoded_lines().len(), 3);
    }
}
