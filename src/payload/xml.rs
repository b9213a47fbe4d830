//! The only door for XML: size, depth, DTD and charset are settled before a parser sees a document (rule 34).
//!
//! Decoding is strict (an undecodable byte is an error, never a guess), then one linear pass over the text
//! refuses DTDs, deep nesting and floods of attributes, then `roxmltree` builds the tree with DTDs off.
//! Elements are found by local name; prefixes never matter. Nothing here opens a file or a connection.

use std::borrow::Cow;

use roxmltree::{Document, Node, ParsingOptions};

use crate::domain::mail::Note;

/// PFL allows 15 MB per file, the largest of all procedures (`formats.md` §12).
const MAX_BYTES: usize = 16 << 20;
const MAX_DEPTH: usize = 64;
const MAX_ATTRIBUTES: usize = 128;
/// Every declaration copies the ones in scope inside the parser, so their number is bounded.
const MAX_NAMESPACES: usize = 4000;
const MAX_NODES: u32 = 1_000_000;

/// Why a document is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("larger than {MAX_BYTES} bytes")]
    TooLarge,
    #[error("bytes do not fit the declared charset, first at {0}")]
    Charset(usize),
    #[error("charset is unknown or contradicts the byte order mark")]
    UnknownCharset,
    #[error("document type declaration")]
    Dtd,
    #[error("nested deeper than {MAX_DEPTH}")]
    TooDeep,
    #[error("too many attributes, namespaces or nodes")]
    TooMany,
    #[error("not well formed at line {0}")]
    NotWellFormed(u32),
}

impl Error {
    /// The sentence for a person.
    #[must_use]
    pub fn note(self) -> Note {
        match self {
            Self::TooLarge => Note::new("payload-block-xml-too-large", ""),
            Self::Charset(at) => Note::new("payload-block-xml-charset", at.to_string()),
            Self::UnknownCharset => Note::new("payload-block-xml-unknown-charset", ""),
            Self::Dtd => Note::new("payload-block-xml-dtd", ""),
            Self::TooDeep => Note::new("payload-block-xml-depth", MAX_DEPTH.to_string()),
            Self::TooMany => Note::new("payload-block-xml-too-many", ""),
            Self::NotWellFormed(line) => Note::new("payload-block-xml-not-well-formed", line.to_string()),
        }
    }
}

/// A decoded document that passed the limits.
pub struct XmlText<'a> {
    text: Cow<'a, str>,
    /// It began with a byte order mark, which the procedures forbid; readable all the same.
    pub bom: bool,
}

impl<'a> XmlText<'a> {
    /// Decodes and checks; nothing is parsed yet.
    ///
    /// # Errors
    /// [`Error`]: the document must be shown raw, not read.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_BYTES {
            return Err(Error::TooLarge);
        }
        let (text, bom) = decode(bytes)?;
        check_limits(&text)?;
        Ok(Self { text, bom })
    }

    /// The tree.
    ///
    /// # Errors
    /// [`Error::NotWellFormed`] with the line, or a limit.
    pub fn parse(&self) -> Result<Document<'_>, Error> {
        let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
        Document::parse_with_options(&self.text, options).map_err(|error| match error {
            roxmltree::Error::DtdDetected => Error::Dtd,
            roxmltree::Error::NodesLimitReached => Error::TooMany,
            other => Error::NotWellFormed(other.pos().row),
        })
    }
}

fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, bool), Error> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return match declared_charset(rest).as_deref() {
            None | Some("utf-8" | "utf8") => Ok((Cow::Borrowed(utf8(rest)?), true)),
            Some(_) => Err(Error::UnknownCharset),
        };
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        let encoding = if bytes.starts_with(b"\xFF\xFE") { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
        let rest = bytes.get(2..).unwrap_or_default();
        let text = encoding.decode_without_bom_handling_and_without_replacement(rest).ok_or(Error::Charset(0))?;
        // The text is read as UTF-8 from here on, so a declaration other than UTF-16 is a contradiction.
        return match declared_charset(text.as_bytes()).as_deref() {
            None | Some("utf-16" | "utf-16le" | "utf-16be") => Ok((text, true)),
            Some(_) => Err(Error::UnknownCharset),
        };
    }
    match declared_charset(bytes).as_deref() {
        None | Some("utf-8" | "utf8") => Ok((Cow::Borrowed(utf8(bytes)?), false)),
        Some("us-ascii" | "ascii") => match bytes.iter().position(|b| !b.is_ascii()) {
            Some(at) => Err(Error::Charset(at)),
            None => Ok((Cow::Borrowed(utf8(bytes)?), false)),
        },
        // Byte = code point. The encoding library reads this label as Windows-1252, which would be a guess.
        Some("iso-8859-1" | "latin1") => Ok((bytes.iter().map(|&b| char::from(b)).collect::<String>().into(), false)),
        Some("iso-8859-15") => strictly(encoding_rs::ISO_8859_15, bytes),
        Some("windows-1252") => strictly(encoding_rs::WINDOWS_1252, bytes),
        Some(_) => Err(Error::UnknownCharset),
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(bytes).map_err(|error| Error::Charset(error.valid_up_to()))
}

fn strictly<'a>(encoding: &'static encoding_rs::Encoding, bytes: &'a [u8]) -> Result<(Cow<'a, str>, bool), Error> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|text| (text, false)).ok_or(Error::Charset(0))
}

/// `encoding` of the XML declaration in lower case; `None` when there is none.
fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(200))?;
    let head = head.strip_prefix(b"<?xml")?;
    let end = head.windows(2).position(|w| w == b"?>")?;
    let head = String::from_utf8_lossy(head.get(..end)?).into_owned();
    let (_, after) = head.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after.get(1..)?.split(quote).next().map(str::to_ascii_lowercase)
}

/// One pass over the markup, without building anything.
fn check_limits(text: &str) -> Result<(), Error> {
    let mut rest = text;
    let mut depth = 0_usize;
    let mut namespaces = 0_usize;
    let ended_early = Error::NotWellFormed(u32::try_from(text.bytes().filter(|&b| b == b'\n').count() + 1).unwrap_or(u32::MAX));
    while let Some((_, markup)) = rest.split_once('<') {
        if let Some(comment) = markup.strip_prefix("!--") {
            rest = comment.split_once("-->").ok_or(ended_early)?.1;
        } else if let Some(data) = markup.strip_prefix("![CDATA[") {
            rest = data.split_once("]]>").ok_or(ended_early)?.1;
        } else if markup.starts_with('!') {
            return Err(Error::Dtd);
        } else if let Some(instruction) = markup.strip_prefix('?') {
            rest = instruction.split_once("?>").ok_or(ended_early)?.1;
        } else if let Some(closing) = markup.strip_prefix('/') {
            depth = depth.saturating_sub(1);
            rest = closing.split_once('>').ok_or(ended_early)?.1;
        } else {
            let tag = tag_of(markup).ok_or(ended_early)?;
            if tag.attributes > MAX_ATTRIBUTES {
                return Err(Error::TooMany);
            }
            namespaces += tag.namespaces;
            if namespaces > MAX_NAMESPACES {
                return Err(Error::TooMany);
            }
            if !tag.empty {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Error::TooDeep);
                }
            }
            rest = tag.rest;
        }
    }
    if depth == 0 { Ok(()) } else { Err(ended_early) }
}

struct Tag<'a> {
    attributes: usize,
    namespaces: usize,
    empty: bool,
    rest: &'a str,
}

/// Reads one start tag up to its `>`, which may also stand inside quotes.
fn tag_of(markup: &str) -> Option<Tag<'_>> {
    let mut quote = None;
    let mut attributes = 0;
    let mut namespaces = 0;
    let bytes = markup.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (Some(open), b) if b == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'=') => attributes += 1,
            (None, b'x') if bytes.get(at..).is_some_and(|b| b.starts_with(b"xmlns")) => namespaces += 1,
            (None, b'>') => {
                let empty = at > 0 && bytes.get(at - 1) == Some(&b'/');
                return Some(Tag { attributes, namespaces, empty, rest: markup.get(at + 1..)? });
            }
            _ => {}
        }
    }
    None
}

/// Child elements with this local name.
pub fn children<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// All elements at a path of local names such as `Begruendungen/Begruendung`.
#[must_use]
pub fn all<'a, 'i: 'a>(node: Node<'a, 'i>, path: &str) -> Vec<Node<'a, 'i>> {
    let mut nodes = vec![node];
    for step in path.split('/') {
        nodes = nodes.iter().flat_map(|n| n.children()).filter(|child| child.is_element() && child.tag_name().name() == step).collect();
    }
    nodes
}

/// The first element at a path of local names.
#[must_use]
pub fn first<'a, 'i: 'a>(node: Node<'a, 'i>, path: &str) -> Option<Node<'a, 'i>> {
    all(node, path).into_iter().next()
}

/// The text of an element with that of its children, trimmed.
#[must_use]
pub fn text_of(node: Node<'_, '_>) -> String {
    let text: String = node.descendants().filter(Node::is_text).filter_map(|n| n.text()).collect();
    text.trim().to_owned()
}

/// The text at a path; empty when absent.
#[must_use]
pub fn text_at(node: Node<'_, '_>, path: &str) -> String {
    first(node, path).map(text_of).unwrap_or_default()
}

/// An attribute by local name.
#[must_use]
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|a| a.name() == name).map(|a| a.value())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(bytes: &[u8]) -> Result<String, Error> {
        let text = XmlText::open(bytes)?;
        let document = text.parse()?;
        Ok(text_of(document.root_element()))
    }

    #[test]
    fn reads_strictly_or_not_at_all() {
        let cases: &[(&[u8], Result<&str, Error>)] = &[
            (b"<a>x</a>", Ok("x")),
            (b"<a b='>'><c/>x<!-- <d> --><![CDATA[<e>]]></a>", Ok("x<e>")),
            (b"\xEF\xBB\xBF<a>x</a>", Ok("x")),
            (b"\xFF\xFE<\0a\0>\0\xE4\0<\0/\0a\0>\0", Ok("\u{e4}")),
            (b"<?xml version='1.0' encoding='ISO-8859-15'?><a>\xA4</a>", Ok("\u{20ac}")),
            (b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE4</a>", Ok("\u{e4}")),
            (b"<a>\xE4</a>", Err(Error::Charset(3))),
            (b"<?xml version='1.0' encoding='UTF-7'?><a/>", Err(Error::UnknownCharset)),
            (b"\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-16'?><a/>", Err(Error::UnknownCharset)),
            (b"<!DOCTYPE a><a/>", Err(Error::Dtd)),
            (b"<a>\n<b>", Err(Error::NotWellFormed(2))),
            (b"<a></b>", Err(Error::NotWellFormed(1))),
            (b"<a>&x;</a>", Err(Error::NotWellFormed(1))),
            (b"", Err(Error::NotWellFormed(1))),
            (b"<a", Err(Error::NotWellFormed(1))),
        ];
        for (bytes, expected) in cases {
            assert_eq!(outcome(bytes), expected.map(str::to_owned), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn limits_hold_before_the_parser_runs() {
        let deep = |n: usize| format!("{}{}", "<a>".repeat(n), "</a>".repeat(n)).into_bytes();
        assert_eq!(outcome(&deep(MAX_DEPTH)), Ok(String::new()));
        assert_eq!(outcome(&deep(MAX_DEPTH + 1)), Err(Error::TooDeep));
        assert_eq!(outcome(&deep(500_000)), Err(Error::TooDeep));
        let attributes: String = (0..=MAX_ATTRIBUTES).map(|i| format!(" a{i}=''")).collect();
        assert_eq!(outcome(format!("<a{attributes}/>").as_bytes()), Err(Error::TooMany));
        assert_eq!(outcome(format!("<a>{}</a>", "<b xmlns='c'/>".repeat(MAX_NAMESPACES + 1)).as_bytes()), Err(Error::TooMany));
        assert_eq!(outcome(&vec![b' '; MAX_BYTES + 1]), Err(Error::TooLarge));
    }
}
