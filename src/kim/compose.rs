//! Draft → mail bytes (PSG composition rules, RFC 5322, RFC 2045), written in pieces.
//!
//! Invariants: CR, LF and NUL in a header value or address are refused (rule 23); lines end in CRLF; the body
//! is text/plain; attachments are base64 over exactly the given bytes; nothing names this computer (rule 24).
//! A 700 MiB attachment needs no more memory than a small one.

use base64::Engine as _;
use chrono::{DateTime, FixedOffset};
use sha2::Digest as _;

use super::headers::KimHeader;
use super::words;
use crate::domain::address::{KimAddress, Mailbox};
use crate::domain::ids::BlobId;
use crate::domain::mail::Dienstkennung;
use crate::domain::outgoing::{Draft, DraftAttachment, RecipientKind};
use crate::domain::raw::RawSource;

/// Takes the bytes of a mail, piece by piece.
pub type Sink<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), String>;
/// Opens the bytes of an attachment.
pub type OpenBlob<'a, 's> = &'a mut dyn FnMut(BlobId) -> Result<Box<dyn RawSource + 's>, String>;

/// Longest line of a header we fold to (RFC 5322 §2.1.1).
const LINE: usize = 76;
/// Longest line SMTP carries, without CRLF.
const MAX_LINE: usize = 998;
/// References kept: the newest.
const MAX_REFERENCES: usize = 50;
/// Attachment bytes read at once: whole base64 lines.
const WINDOW: usize = 57 * 1024;

/// What the caller decides for each mail.
#[derive(Clone)]
pub struct Envelope<'a> {
    /// Own address and „Absendername".
    pub from: Mailbox,
    /// Without angle brackets: a UUID and a neutral right side (PSG).
    pub message_id: &'a str,
    pub date: DateTime<FixedOffset>,
    /// `Kimpost;<version>`
    pub sender_system: &'a str,
    /// Support mail address of the maker; empty leaves the header out.
    pub support: &'a str,
}

/// Why no bytes were made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// A line break, NUL or impossible character in this header.
    #[error("impossible value for {0}")]
    Value(&'static str),
    /// Not an e-mail address, in this header.
    #[error("no address in {0}")]
    Address(&'static str),
    /// An attachment or the original could not be read.
    #[error("cannot read: {0}")]
    Source(String),
    /// The receiver of the bytes failed.
    #[error("cannot write: {0}")]
    Sink(String),
}

/// What the mail of an application carries besides a draft's content.
#[derive(Clone, Copy, Default)]
pub struct Technical<'a> {
    /// `Reply-To`; none leaves the header out.
    pub reply_to: Option<&'a str>,
    /// `Content-Description` of each attachment, in their order; empty or missing for none.
    pub descriptions: &'a [String],
}

/// Renders a draft.
///
/// # Errors
/// [`ComposeError`]; what was written until then must be thrown away.
pub fn compose(draft: &Draft, envelope: &Envelope, open: OpenBlob, out: Sink) -> Result<(), ComposeError> {
    compose_technical(draft, &Technical::default(), envelope, open, out)
}

/// Renders the mail of an application.
///
/// # Errors
/// [`ComposeError`]; what was written until then must be thrown away.
pub fn compose_technical(draft: &Draft, technical: &Technical, envelope: &Envelope, open: OpenBlob, out: Sink) -> Result<(), ComposeError> {
    let mut head = Head::default();
    let to_list = |kind| {
        let chosen = draft.recipients.iter().filter(move |r| r.kind == kind);
        chosen.map(|r| Mailbox { name: r.name.clone(), address: r.address.trim().to_owned() }).collect::<Vec<_>>()
    };
    head.mailboxes("From", std::slice::from_ref(&envelope.from))?;
    head.mailboxes("To", &to_list(RecipientKind::To))?;
    head.mailboxes("Cc", &to_list(RecipientKind::Cc))?;
    if let Some(own) = technical.reply_to {
        head.mailboxes("Reply-To", &[Mailbox::bare(own)])?;
    }
    head.text("Subject", draft.subject.trim())?;
    head.common(envelope, &draft.dienstkennung)?;
    if let Some(id) = draft.in_reply_to.as_deref().filter(|id| is_message_id(id)) {
        head.line("In-Reply-To", &format!("<{id}>"))?;
    }
    head.references(&draft.references)?;
    if draft.read_receipt {
        head.mailboxes(KimHeader::DispositionNotificationTo.as_str(), &[Mailbox::bare(&envelope.from.address)])?;
    }
    let boundary = boundary_for(envelope.message_id);
    if draft.attachments.is_empty() {
        head.text_part_headers();
        return Writer(out).text(&head.0).and_then(|()| Writer(out).text(&format!("\r\n{}", quoted_printable(&draft.text))));
    }
    head.0.push_str(&format!("Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n"));
    head.0.push_str(&format!("--{boundary}\r\n"));
    head.text_part_headers();
    Writer(out).text(&head.0)?;
    Writer(out).text(&format!("\r\n{}", quoted_printable(&draft.text)))?;
    for (at, attachment) in draft.attachments.iter().enumerate() {
        let mut part = Head::default();
        part.0.push_str(&format!("--{boundary}\r\n"));
        part.attachment(attachment)?;
        if let Some(description) = technical.descriptions.get(at).filter(|description| !description.is_empty()) {
            part.text("Content-Description", description)?;
        }
        Writer(out).text(&format!("{}\r\n", part.0))?;
        let mut source = open(attachment.blob).map_err(ComposeError::Source)?;
        Writer(out).base64(source.as_mut(), attachment.size)?;
    }
    Writer(out).text(&format!("--{boundary}--\r\n"))
}

/// „Unverändert weiterleiten" (KOM-LE-A_2029, §3.5 B): the embedded mail, byte for byte, to the own address.
///
/// `offset` and `len` are those of the embedded mail in `raw`; `subject` without `WG:`, `text` tells a person why.
///
/// # Errors
/// [`ComposeError`]; what was written until then must be thrown away.
pub fn forward_unchanged(
    raw: &mut dyn RawSource,
    (offset, len): (u64, u64),
    subject: &str,
    text: &str,
    envelope: &Envelope,
    out: Sink,
) -> Result<(), ComposeError> {
    let mut head = Head::default();
    head.mailboxes("From", std::slice::from_ref(&envelope.from))?;
    head.mailboxes("To", std::slice::from_ref(&envelope.from))?;
    head.text("Subject", &super::reply::forward_subject(subject))?;
    head.common(envelope, Dienstkennung::DEFAULT)?;
    let boundary = boundary_for(envelope.message_id);
    head.0.push_str(&format!("Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n"));
    head.text_part_headers();
    Writer(out).text(&head.0)?;
    Writer(out).text(&format!("\r\n{}--{boundary}\r\nContent-Type: message/rfc822\r\n\r\n", quoted_printable(text)))?;
    let end = offset.saturating_add(len);
    let mut at = offset;
    while at < end {
        let want = usize::try_from(end - at).unwrap_or(WINDOW).min(WINDOW);
        let piece = raw.window(at, want).map_err(ComposeError::Source)?;
        if piece.is_empty() {
            return Err(ComposeError::Source("the original ends early".into()));
        }
        out(&piece).map_err(ComposeError::Sink)?;
        at += piece.len() as u64;
    }
    Writer(out).text(&format!("\r\n--{boundary}--\r\n"))
}

/// A read receipt (RFC 8098, §4.2) to the mailbox that `may_answer_receipt` allowed.
///
/// `automatic` tells whether a person clicked; `text` is the sentence for people.
///
/// # Errors
/// [`ComposeError`]; what was written until then must be thrown away.
pub fn read_receipt(
    to: &Mailbox,
    original: &crate::domain::mail::ParsedMail,
    subject: &str,
    text: &str,
    automatic: bool,
    envelope: &Envelope,
    out: Sink,
) -> Result<(), ComposeError> {
    let id = original.message_id.as_deref().filter(|id| is_message_id(id)).ok_or(ComposeError::Value("Original-Message-ID"))?;
    let own = KimAddress::parse(&envelope.from.address).map_err(|_| ComposeError::Address("From"))?;
    let mut head = Head::default();
    head.mailboxes("From", std::slice::from_ref(&envelope.from))?;
    head.mailboxes("To", &[Mailbox::bare(&to.address)])?;
    head.text("Subject", subject)?;
    head.common(envelope, Dienstkennung::DEFAULT)?;
    head.line("In-Reply-To", &format!("<{id}>"))?;
    head.references(&[id.to_owned()])?;
    head.line(KimHeader::AutoSubmitted.as_str(), "auto-replied")?;
    let boundary = boundary_for(envelope.message_id);
    head.line("Content-Type", &format!("multipart/report; report-type=disposition-notification; boundary=\"{boundary}\""))?;
    head.0.push_str(&format!("\r\n--{boundary}\r\n"));
    head.text_part_headers();
    head.0.push_str(&format!("\r\n{}--{boundary}\r\nContent-Type: message/disposition-notification\r\n\r\n", quoted_printable(text)));
    head.text("Reporting-UA", envelope.sender_system)?;
    head.line("Final-Recipient", &format!("rfc822;{own}"))?;
    head.line("Original-Message-ID", &format!("<{id}>"))?;
    let mode = if automatic { "automatic-action/MDN-sent-automatically" } else { "manual-action/MDN-sent-manually" };
    head.line("Disposition", &format!("{mode};displayed"))?;
    head.0.push_str(&format!("\r\n--{boundary}--\r\n"));
    Writer(out).text(&head.0)
}

/// Header lines being built.
#[derive(Default)]
struct Head(String);

impl Head {
    /// A line whose value is already encoded; folded at blanks.
    fn line(&mut self, name: &'static str, value: &str) -> Result<(), ComposeError> {
        if value.chars().any(|c| c.is_control() || !c.is_ascii()) {
            return Err(ComposeError::Value(name));
        }
        let mut line = format!("{name}:");
        for word in value.split(' ') {
            if word.len() + 1 > MAX_LINE {
                return Err(ComposeError::Value(name));
            }
            if !word.is_empty() && line.len() + 1 + word.len() > LINE && line.len() > name.len() + 1 {
                self.0.push_str(&line);
                self.0.push_str("\r\n");
                line.clear();
            }
            line.push(' ');
            line.push_str(word);
        }
        // A line of blanks only would end the header block.
        self.0.push_str(&line);
        self.0.push_str("\r\n");
        Ok(())
    }

    /// Text of a person, encoded where needed.
    fn text(&mut self, name: &'static str, value: &str) -> Result<(), ComposeError> {
        if value.contains(['\r', '\n', '\0']) {
            return Err(ComposeError::Value(name));
        }
        let folded_blank = value.contains("  ") || value.split(' ').any(|w| w.len() > LINE);
        let encoded = if folded_blank { words::encode_always(value) } else { words::encode_text(value) };
        self.line(name, &encoded)
    }

    fn mailboxes(&mut self, name: &'static str, list: &[Mailbox]) -> Result<(), ComposeError> {
        let mut written = Vec::new();
        for mailbox in list {
            if mailbox.name.contains(['\r', '\n', '\0']) {
                return Err(ComposeError::Value(name));
            }
            let address = KimAddress::parse(&mailbox.address).map_err(|_| ComposeError::Address(name))?;
            if address.as_str() != mailbox.address {
                return Err(ComposeError::Address(name));
            }
            let display = mailbox.name.split_whitespace().collect::<Vec<_>>().join(" ");
            written.push(if display.is_empty() { address.to_string() } else { format!("{} <{address}>", words::encode_phrase(&display)) });
        }
        if written.is_empty() { Ok(()) } else { self.line(name, &written.join(", ")) }
    }

    /// What every mail of ours carries.
    fn common(&mut self, envelope: &Envelope, dienstkennung: &str) -> Result<(), ComposeError> {
        if !is_message_id(envelope.message_id) {
            return Err(ComposeError::Value("Message-ID"));
        }
        self.line("Date", &envelope.date.to_rfc2822())?;
        self.line("Message-ID", &format!("<{}>", envelope.message_id))?;
        self.line(KimHeader::Dienstkennung.as_str(), dienstkennung.trim())?;
        self.line(KimHeader::Sendersystem.as_str(), envelope.sender_system)?;
        if !envelope.support.is_empty() {
            self.line(KimHeader::Support.as_str(), envelope.support)?;
        }
        self.line("MIME-Version", "1.0")
    }

    fn references(&mut self, ids: &[String]) -> Result<(), ComposeError> {
        let ids: Vec<String> = ids.iter().filter(|id| is_message_id(id)).map(|id| format!("<{id}>")).collect();
        let newest = ids.get(ids.len().saturating_sub(MAX_REFERENCES)..).unwrap_or(&[]);
        if newest.is_empty() { Ok(()) } else { self.line("References", &newest.join(" ")) }
    }

    fn text_part_headers(&mut self) {
        self.0.push_str("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n");
    }

    fn attachment(&mut self, attachment: &DraftAttachment) -> Result<(), ComposeError> {
        if attachment.name.chars().any(char::is_control) {
            return Err(ComposeError::Value("Content-Disposition"));
        }
        let token = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b));
        let media_type = attachment.media_type.to_ascii_lowercase();
        let good = media_type.split_once('/').is_some_and(|(a, b)| token(a) && token(b) && a != "multipart" && a != "message");
        // RFC 2046 allows no base64 around message/*, and a Clientmodul would take one apart (KOM-LE-A_2029).
        let media_type = if good && media_type.len() < 100 { media_type.as_str() } else { "application/octet-stream" };
        let ascii = ascii_name(&attachment.name);
        self.0.push_str(&format!("Content-Type: {media_type};\r\n name=\"{ascii}\"\r\n"));
        self.0.push_str("Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment");
        if ascii == attachment.name {
            self.0.push_str(&format!(";\r\n filename=\"{ascii}\"\r\n"));
        } else {
            self.0.push_str(&rfc2231("filename", &attachment.name));
            self.0.push_str("\r\n");
        }
        Ok(())
    }
}

/// Name for readers that know no RFC 2231: umlauts written out, 60 characters at most before the extension.
fn ascii_name(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'Ä' => out.push_str("Ae"),
            'Ö' => out.push_str("Oe"),
            'Ü' => out.push_str("Ue"),
            'ß' => out.push_str("ss"),
            '"' | '\\' => out.push('_'),
            c if c.is_ascii_graphic() || c == ' ' => out.push(c),
            _ => out.push('_'),
        }
    }
    let (stem, extension) = match out.rfind('.').filter(|at| out.len() - at <= 10) {
        Some(at) => out.split_at(at),
        None => (out.as_str(), ""),
    };
    format!("{}{extension}", stem.chars().take(55).collect::<String>())
}

/// `name*0*=UTF-8''…` in lines of at most 76 characters (RFC 2231 §4.1).
fn rfc2231(parameter: &str, value: &str) -> String {
    let mut pieces = vec!["UTF-8''".to_owned()];
    for byte in value.bytes() {
        let code = if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) { (byte as char).to_string() } else { format!("%{byte:02X}") };
        if pieces.last().is_some_and(|last| last.len() + code.len() > 50) {
            pieces.push(String::new());
        }
        if let Some(last) = pieces.last_mut() {
            last.push_str(&code);
        }
    }
    match pieces.as_slice() {
        [only] => format!(";\r\n {parameter}*={only}"),
        many => many.iter().enumerate().map(|(at, piece)| format!(";\r\n {parameter}*{at}*={piece}")).collect(),
    }
}

/// `=_` never occurs in quoted-printable or base64, so no content can be taken for this line.
fn boundary_for(message_id: &str) -> String {
    let hash = sha2::Sha256::digest(message_id.as_bytes());
    let hex: String = hash.iter().take(12).map(|b| format!("{b:02x}")).collect();
    format!("=_kimpost_{hex}")
}

fn is_message_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 900 && id.bytes().all(|b| b.is_ascii_graphic() && b != b'<' && b != b'>')
}

/// UTF-8 text as quoted-printable with CRLF and lines of at most 76 characters; ends with a line break.
fn quoted_printable(text: &str) -> String {
    let mut out = String::new();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    for line in text.lines() {
        let mut width = 0;
        let bytes = line.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let last = at + 1 == bytes.len();
            let plain = (byte.is_ascii_graphic() && *byte != b'=') || (matches!(byte, b' ' | b'\t') && !last);
            let code = if plain { (*byte as char).to_string() } else { format!("={byte:02X}") };
            if width + code.len() > LINE - 1 {
                out.push_str("=\r\n");
                width = 0;
            }
            width += code.len();
            out.push_str(&code);
        }
        out.push_str("\r\n");
    }
    out
}

struct Writer<'a, 'b>(&'b mut (dyn FnMut(&[u8]) -> Result<(), String> + 'a));

impl Writer<'_, '_> {
    fn text(&mut self, text: &str) -> Result<(), ComposeError> {
        (self.0)(text.as_bytes()).map_err(ComposeError::Sink)
    }

    /// All bytes of a source in lines of 76 characters; a source shorter than promised is an error.
    fn base64(&mut self, source: &mut dyn RawSource, size: u64) -> Result<(), ComposeError> {
        let mut at = 0;
        loop {
            let piece = source.window(at, WINDOW).map_err(ComposeError::Source)?;
            if piece.is_empty() {
                break;
            }
            at += piece.len() as u64;
            let mut text = String::with_capacity(piece.len() / 57 * 78 + 80);
            for line in piece.chunks(57) {
                base64::engine::general_purpose::STANDARD.encode_string(line, &mut text);
                text.push_str("\r\n");
            }
            self.text(&text)?;
        }
        if at == size { Ok(()) } else { Err(ComposeError::Source(format!("{at} of {size} bytes"))) }
    }
}

#[cfg(test)]
mod tests;
