//! Raw mail bytes → [`ParsedMail`]. Never fails: what is bad or odd becomes a note (rules 16 to 18).
//!
//! Invariant: the scan's limits are checked first; past one, only the top headers are read and the mail is
//! offered raw. Parts of an embedded mail are none of this mail's content. No content is opened or followed.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization as _;

use super::body;
use super::classify;
use super::decode::{PartReader, SubRange, decode_charset};
use super::fields::{self, ContentType, HeaderBlock};
use super::headers::KimHeader;
use super::names;
use super::receipts;
use super::results;
use super::scripts;
use super::structure::{self, Part, PartKind, Structure};
use super::words;
use crate::domain::address::{KimAddress, Mailbox};
use crate::domain::mail::{
    Attachment, Dienstkennung, DsnAction, EmbeddedMail, HeaderLine, Integrity, Link, MailFlag, Note, ParsedMail, Receipt,
};
use crate::domain::raw::RawSource;
use crate::domain::safe_text;

/// Readable text kept of one mail.
const MAX_TEXT: usize = 2 * 1024 * 1024;
/// Bytes of text parts looked at for it: parts without a readable word are many in a mail that nobody wrote.
const MAX_TEXT_READ: usize = 2 * MAX_TEXT;
/// Links kept of one mail.
const MAX_LINKS: usize = 2000;
/// Message-IDs kept of one kind, from however many headers and reports.
const MAX_IDS: usize = 500;
/// Decoded bytes looked at to judge what an attachment is.
const SNIFF: usize = 64 * 1024;
/// Bytes read of a receipt part.
const MAX_RECEIPT: usize = 1024 * 1024;

/// Reads a mail.
pub fn receive(source: &mut dyn RawSource) -> ParsedMail {
    let structure = structure::scan(source);
    receive_scanned(source, structure)
}

/// The same for a mail that was scanned already; only what is shown of it is read again.
pub fn receive_scanned(source: &mut dyn RawSource, structure: Structure) -> ParsedMail {
    let mut mail = ParsedMail::default();
    if let Some(top) = structure.parts.first() {
        read_top(&top.header, &mut mail);
    }
    mail.raw_only = structure.raw_only;
    if !structure.raw_only {
        Reader { source, structure: &structure, mail: &mut mail, text_read: 0, html_read: 0 }.read_parts();
    }
    mail.notes.extend(structure.notes);
    let mut seen = HashSet::new();
    mail.notes.retain(|note| seen.insert((note.key.clone(), note.detail.clone())));
    mail.class = classify::classify(&mail);
    mail.flags = flags(&mail);
    mail
}

/// The top header block, decoded, in its order.
pub fn headers(source: &mut dyn RawSource) -> Vec<HeaderLine> {
    structure::scan_top_header(source).decoded_lines()
}

/// A window over the embedded mail, to be read with [`receive`] when a person opens it on purpose (§3.3).
pub fn embedded_source<'a>(source: &'a mut dyn RawSource, embedded: &EmbeddedMail) -> SubRange<'a> {
    SubRange::new(source, embedded.offset, embedded.len)
}

fn read_top(top: &HeaderBlock, mail: &mut ParsedMail) {
    let boxes = |name: &str| top.all(name).flat_map(|v| words::mailboxes(&v)).take(words::MAX_MAILBOXES).collect::<Vec<_>>();
    let ids = |name: &str| top.all(name).flat_map(|v| fields::message_ids(&v)).take(MAX_IDS).collect::<Vec<_>>();
    mail.message_id = ids("Message-ID").into_iter().next();
    mail.in_reply_to = ids("In-Reply-To");
    mail.references = ids("References");
    mail.date = top.first("Date").and_then(|v| fields::date(&v));
    mail.from = boxes("From");
    mail.reply_to = boxes("Reply-To");
    mail.to = boxes("To");
    mail.cc = boxes("Cc");
    mail.subject = top.text("Subject").unwrap_or_default();
    mail.receipt_requested_by = boxes(KimHeader::DispositionNotificationTo.as_str());
    let mut return_paths = top.all(KimHeader::ReturnPath.as_str()).collect::<Vec<_>>();
    return_paths.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    let no_sender = return_paths.iter().any(|v| v.split_whitespace().collect::<String>() == "<>");
    // Several that differ: none of them is believed, and none equals an address.
    mail.return_path =
        Some(return_paths.iter().map(|v| safe_text::one_line(v.trim_matches(['<', '>', ' ']))).collect::<Vec<_>>().join(", "))
            .filter(|v| !v.is_empty());
    mail.dienstkennung = dienstkennung(top);
    mail.auto_submitted = no_sender || top.all(KimHeader::AutoSubmitted.as_str()).any(|v| is_automatic(&v));
    mail.kim = results::read(top);
    for (name, key) in [("From", "note-repeated-from"), ("Subject", "note-repeated-subject"), ("Message-ID", "note-repeated-message-id")] {
        if top.all(name).count() > 1 {
            mail.notes.push(Note::new(key, ""));
        }
    }
    if mail.date.is_none() {
        mail.notes.push(Note::new("note-no-date", ""));
    }
    if mail.from.is_empty() {
        mail.notes.push(Note::new("note-no-from", ""));
    }
}

/// `Auto-Submitted` other than `no`, behind comments and before parameters (RFC 3834 §5).
fn is_automatic(value: &str) -> bool {
    let mut depth = 0_usize;
    let open: String = value
        .chars()
        .filter(|c| {
            depth += usize::from(*c == '(');
            let outside = depth == 0;
            depth -= usize::from(*c == ')' && depth > 0);
            outside
        })
        .collect();
    let word = open.split(';').next().unwrap_or("").split_whitespace().next().unwrap_or("");
    !word.is_empty() && !word.eq_ignore_ascii_case("no")
}

fn dienstkennung(header: &HeaderBlock) -> Option<Dienstkennung> {
    header.text(KimHeader::Dienstkennung.as_str()).filter(|v| !v.is_empty()).map(Dienstkennung)
}

struct Reader<'a> {
    source: &'a mut dyn RawSource,
    structure: &'a Structure,
    mail: &'a mut ParsedMail,
    /// Bytes of text parts so far, and those of HTML among them: a mail of many parts costs no more than one of few.
    text_read: usize,
    html_read: usize,
}

/// What a leaf is for the reader of the mail.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    Html,
    File,
}

impl Reader<'_> {
    fn read_parts(&mut self) {
        let mut texts = String::new();
        let mut plain_seen = false;
        let mut html_seen = false;
        let mut taken = HashSet::new();
        let chosen = self.chosen_branches();
        for (index, part) in self.structure.parts.iter().enumerate() {
            if part.embedded || part.kind == PartKind::Multipart {
                continue;
            }
            if part.kind == PartKind::Message {
                self.embedded(index, part);
                self.attach(part, &mut taken);
                continue;
            }
            let disposition = disposition(part);
            if disposition.kind == "x-kas" {
                // The key inside must never be shown (§3.4).
                self.mail.notes.push(Note::new("note-kas-stub", ""));
                continue;
            }
            match role(part, &disposition) {
                Role::File if self.receipt(index, part) => {}
                Role::File => self.attach(part, &mut taken),
                role if self.is_shown(index, &chosen) => {
                    plain_seen |= role == Role::Plain;
                    html_seen |= role == Role::Html;
                    self.add_text(part, role, &mut texts);
                }
                _ => {}
            }
        }
        self.mail.text = texts;
        self.mail.text_from_html = html_seen && !plain_seen;
        if !self.mail.text_from_html {
            let mut links = body::links_in_text(&self.mail.text);
            links.retain(|l| !self.mail.links.iter().any(|known: &Link| known.target == l.target));
            self.mail.links.extend(links);
        }
    }

    /// Of each multipart/alternative the branch to show: the first with plain text, else the last with HTML.
    fn chosen_branches(&self) -> HashMap<usize, usize> {
        let mut plain: HashMap<usize, usize> = HashMap::new();
        let mut chosen: HashMap<usize, usize> = HashMap::new();
        for (index, part) in self.structure.parts.iter().enumerate().filter(|(_, p)| p.kind == PartKind::Leaf && !p.embedded) {
            let role = role(part, &disposition(part));
            let mut child = index;
            for (above, ancestor) in self.structure.ancestors(index) {
                if ancestor.content_type.kind == "multipart/alternative" {
                    match role {
                        Role::Plain => drop(plain.entry(above).or_insert(child)),
                        Role::Html => drop(chosen.insert(above, child)),
                        Role::File => {}
                    }
                }
                child = above;
            }
        }
        chosen.extend(plain);
        chosen
    }

    fn is_shown(&self, index: usize, chosen: &HashMap<usize, usize>) -> bool {
        let mut child = index;
        for (above, ancestor) in self.structure.ancestors(index) {
            if ancestor.content_type.kind == "multipart/alternative" && chosen.get(&above) != Some(&child) {
                return false;
            }
            child = above;
        }
        true
    }

    fn read(&mut self, part: &Part, limit: usize) -> (Vec<u8>, bool) {
        match PartReader::new(self.source, part.body, part.body_len, part.encoding).read_up_to(limit) {
            Ok(read) => read,
            Err(detail) => {
                self.mail.notes.push(Note::new("note-read-error", detail));
                (Vec::new(), true)
            }
        }
    }

    /// Appends a text part as a paragraph of its own; parts are never joined into one document (rule 27).
    fn add_text(&mut self, part: &Part, role: Role, texts: &mut String) {
        if texts.len() >= MAX_TEXT || self.text_read >= MAX_TEXT_READ {
            self.mail.notes.push(Note::new("note-text-cut", ""));
            return;
        }
        let (bytes, all) = self.read(part, MAX_TEXT);
        self.text_read += bytes.len();
        let text = decode_charset(&bytes, &part.content_type.param("charset").unwrap_or_default());
        let text = if role == Role::Html {
            self.html_read += text.len();
            let laid_out = self.html_read <= body::MAX_HTML;
            let (text, links, crude) = if laid_out { body::html_to_text(&text) } else { (body::strip_tags(&text), Vec::new(), true) };
            if crude {
                self.mail.notes.push(Note::new("note-html-simplified", ""));
            }
            self.mail.links.extend(links);
            self.mail.links.truncate(MAX_LINKS);
            text
        } else {
            text
        };
        let (text, folded) = body::fold_vermerk(&safe_text::many_lines(&text));
        self.mail.kim.legacy_note |= folded;
        if text.trim().is_empty() {
            return;
        }
        if !texts.is_empty() {
            texts.truncate(texts.trim_end().len());
            texts.push_str("\n\n");
        }
        texts.push_str(&text);
        if !all || texts.len() > MAX_TEXT {
            let mut end = MAX_TEXT.min(texts.len());
            while !texts.is_char_boundary(end) {
                end -= 1;
            }
            texts.truncate(end);
            self.mail.notes.push(Note::new("note-text-cut", ""));
        }
    }

    fn attach(&mut self, part: &Part, taken: &mut HashSet<String>) {
        let disposition = disposition(part);
        let name = disposition.param("filename").or_else(|| part.content_type.param("name")).unwrap_or_default();
        let media_type =
            if part.content_type.kind.is_empty() { "text/plain".to_owned() } else { safe_text::one_line(&part.content_type.kind) };
        let (first, _) = self.read(part, SNIFF);
        let is_message = matches!(media_type.as_str(), "message/rfc822" | "message/global");
        let report_name = name.to_lowercase().replace('ü', "ue");
        let save_name = names::save_name(&name, &media_type, taken);
        self.mail.attachments.push(Attachment {
            index: self.mail.attachments.len(),
            warnings: names::warnings(&save_name, &media_type, &first),
            save_name,
            is_signature_report: report_name == "signaturpruefungsbericht.pdf",
            name: safe_text::one_line(&name),
            media_type,
            description: part.header.text("Content-Description").unwrap_or_default(),
            offset: part.body,
            encoded_len: part.body_len,
            size: if part.kind == PartKind::Leaf { part.decoded_len } else { part.body_len },
            encoding: part.encoding,
            is_message,
        });
    }

    /// Remembers the first embedded mail where the Clientmodul put one, or where one can be processed again.
    fn embedded(&mut self, index: usize, part: &Part) {
        let Some(child) = self.structure.parts.get(index + 1).filter(|child| child.parent == Some(index)) else { return };
        let encrypted = child.header.first(KimHeader::KomLeVersion.as_str()).is_some()
            && matches!(child.content_type.kind.as_str(), "application/pkcs7-mime" | "application/x-pkcs7-mime");
        let from_clientmodul = results::has_error(&self.mail.kim) || self.mail.kim.integrity == Integrity::Failed;
        if self.mail.embedded.is_none() && (encrypted || from_clientmodul) {
            self.mail.embedded = Some(EmbeddedMail {
                offset: part.body,
                len: part.body_len,
                message_id: child.header.first("Message-ID").and_then(|v| fields::message_ids(&v).into_iter().next()),
                dienstkennung: dienstkennung(&child.header),
                encrypted,
            });
        }
    }

    /// Reads the parts of a report; `true` when the part needs no place among the attachments.
    fn receipt(&mut self, index: usize, part: &Part) -> bool {
        let in_report = self.structure.ancestors(index).next().is_some_and(|(_, p)| p.content_type.kind == "multipart/report");
        if !in_report {
            return false;
        }
        match part.content_type.kind.as_str() {
            "message/delivery-status" | "message/global-delivery-status" => {
                let (bytes, _) = self.read(part, MAX_RECEIPT);
                let found = receipts::delivery_status(&bytes);
                let known = found.is_some();
                if self.mail.receipt.is_none() {
                    self.mail.receipt = found;
                }
                if !known {
                    self.mail.notes.push(Note::new("note-receipt-unreadable", ""));
                }
                known
            }
            "message/disposition-notification" | "message/global-disposition-notification" => {
                let (bytes, _) = self.read(part, MAX_RECEIPT);
                let sender = self.mail.from.first().map(|m| m.address.clone()).unwrap_or_default();
                let Some((receipt, ids)) = receipts::disposition(&bytes, &sender) else {
                    self.mail.notes.push(Note::new("note-receipt-unreadable", ""));
                    return false;
                };
                if self.mail.receipt.is_none() {
                    self.mail.receipt = Some(receipt);
                }
                self.answer_to(ids);
                true
            }
            "text/rfc822-headers" | "message/global-headers" => {
                let (bytes, _) = self.read(part, MAX_RECEIPT);
                if self.mail.in_reply_to.is_empty() {
                    let ids = HeaderBlock::parse(&bytes).first("Message-ID").map(|v| fields::message_ids(&v)).unwrap_or_default();
                    self.answer_to(ids);
                }
                true
            }
            _ => false,
        }
    }

    fn answer_to(&mut self, ids: Vec<String>) {
        for id in ids {
            if self.mail.in_reply_to.len() < MAX_IDS && !self.mail.in_reply_to.contains(&id) {
                self.mail.in_reply_to.push(id);
            }
        }
    }
}

fn disposition(part: &Part) -> ContentType {
    part.header.first("Content-Disposition").map(|v| ContentType::parse(&v)).unwrap_or_default()
}

fn role(part: &Part, disposition: &ContentType) -> Role {
    let named = disposition.param("filename").or_else(|| part.content_type.param("name")).is_some_and(|n| !n.trim().is_empty());
    if disposition.kind == "attachment" || named {
        return Role::File;
    }
    match part.content_type.kind.as_str() {
        "text/html" => Role::Html,
        "text/plain" | "text" | "" => Role::Plain,
        // A multipart whose boundary is missing is shown as it stands.
        kind if kind.starts_with("multipart/") => Role::Plain,
        _ => Role::File,
    }
}

/// Whether the display name reads like an address that is not the sender's, also with a look-alike of `@`.
fn names_another(sender: &Mailbox) -> bool {
    let name: String = sender.name.nfkc().collect::<String>().to_lowercase();
    let address = sender.address.to_lowercase();
    let mut words = name.split(|c: char| c.is_whitespace() || "<>()[]\"„“,;:'|".contains(c)).filter(|w| w.len() > 3);
    let is_domain = |word: &str| word.ends_with(".telematik") || word.ends_with(".telematik-test");
    words.any(|w| (w.contains('@') && w != address) || (is_domain(w) && !address.ends_with(w)))
}

fn flags(mail: &ParsedMail) -> Vec<MailFlag> {
    let from = mail.from.first();
    let same = |a: &Mailbox, b: &str| a.address.eq_ignore_ascii_case(b);
    let is_kim = |m: &Mailbox| KimAddress::parse(&m.address).is_ok_and(|a| a.is_kim());
    let odd_domain = |m: &Mailbox| {
        let domain = m.address.rsplit('@').next().unwrap_or("");
        !m.address.is_ascii()
            || domain.split('.').any(|label| label.to_ascii_lowercase().starts_with("xn--"))
            || scripts::are_mixed(&m.name)
    };
    let expected = mail.return_path.as_deref().or(from.map(|m| m.address.as_str())).unwrap_or("");
    let dsn_failed =
        matches!(&mail.receipt, Some(Receipt::Delivery { recipients }) if recipients.iter().any(|r| r.action == DsnAction::Failed));
    let holds = |flag: MailFlag| match flag {
        MailFlag::FromNameIsAddress => mail.from.iter().any(names_another),
        MailFlag::DuplicateFrom => mail.from.len() > 1 || mail.notes.iter().any(|n| n.key == "note-repeated-from"),
        MailFlag::MixedScriptDomain => mail.from.iter().chain(&mail.reply_to).any(odd_domain),
        MailFlag::NotKimDomain => mail.from.iter().any(|m| !is_kim(m)),
        MailFlag::ReplyToDiffers => mail.reply_to.iter().any(|m| !from.is_some_and(|f| same(f, &m.address))),
        MailFlag::LinkTextMismatch => mail.links.iter().any(|l| l.mismatch),
        MailFlag::MdnRequested => !mail.receipt_requested_by.is_empty(),
        MailFlag::MdnToDiffers => mail.receipt_requested_by.len() > 1 || mail.receipt_requested_by.iter().any(|m| !same(m, expected)),
        MailFlag::DsnFailed => dsn_failed,
        MailFlag::KimError => results::has_error(&mail.kim),
        MailFlag::StillEncrypted => classify::is_undecrypted(mail),
        MailFlag::SignatureValid => mail.kim.integrity == Integrity::Ok,
    };
    MailFlag::ALL.into_iter().filter(|flag| holds(*flag)).collect()
}

#[cfg(test)]
mod tests;
