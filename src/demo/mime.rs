//! Reads just enough of a submitted mail for the stand-ins' checks: header fields, addresses, the part tree,
//! decoded attachments. Independent of the client's parsers, with its own limits. Never fails: what cannot be
//! read is empty, and the caller's check then refuses the mail.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Deepest part that is looked at.
const MAX_DEPTH: usize = 8;

/// A header field.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// Lower-case name.
    pub name: String,
    /// Unfolded value without outer blanks.
    pub value: String,
    /// The lines as sent, without the last CRLF.
    pub raw: Vec<u8>,
}

/// A node of the part tree.
pub(super) struct Node<'a> {
    pub fields: Vec<Field>,
    /// Lower-case, for instance `multipart/mixed`.
    pub media_type: String,
    pub body: &'a [u8],
    pub parts: Vec<Node<'a>>,
}

/// Header (with its last CRLF) and body of a mail or part.
pub(super) fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    if let Some(body) = bytes.strip_prefix(b"\r\n") {
        return (&[], body);
    }
    match bytes.windows(4).position(|w| w == b"\r\n\r\n") {
        Some(at) => (bytes.get(..at + 2).unwrap_or_default(), bytes.get(at + 4..).unwrap_or_default()),
        None => (bytes, &[]),
    }
}

/// All fields of a header block, in order.
pub(super) fn fields(header: &[u8]) -> Vec<Field> {
    let mut raw_fields: Vec<Vec<u8>> = Vec::new();
    for line in header.split(|&b| b == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match (line.first(), raw_fields.last_mut()) {
            (Some(b' ' | b'\t'), Some(field)) => {
                field.extend_from_slice(b"\r\n");
                field.extend_from_slice(line);
            }
            (Some(_), _) => raw_fields.push(line.to_vec()),
            (None, _) => {}
        }
    }
    raw_fields
        .into_iter()
        .map(|raw| {
            let text = String::from_utf8_lossy(&raw).replace("\r\n", "");
            let (name, value) = text.split_once(':').unwrap_or((text.as_str(), ""));
            Field { name: name.trim_end().to_ascii_lowercase(), value: value.trim().to_owned(), raw }
        })
        .collect()
}

/// The values of all fields of that (lower-case) name.
pub(super) fn values<'f>(fields: &'f [Field], name: &'f str) -> impl Iterator<Item = &'f str> {
    fields.iter().filter(move |f| f.name == name).map(|f| f.value.as_str())
}

/// The first value of that name, or an empty text.
pub(super) fn value<'f>(fields: &'f [Field], name: &'f str) -> &'f str {
    values(fields, name).next().unwrap_or("")
}

/// The entries of an address list, as written (display name and all); commas inside quotes do not split.
pub(super) fn mailboxes(list: &str) -> Vec<String> {
    let mut out = Vec::new();
    let (mut current, mut quoted, mut escaped) = (String::new(), false, false);
    for c in list.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => {
                out.push(std::mem::take(&mut current));
                continue;
            }
            _ => {}
        }
        current.push(c);
    }
    out.push(current);
    out.into_iter().map(|m| m.trim().to_owned()).filter(|m| !m.is_empty()).collect()
}

/// The bare address of one mailbox.
pub(super) fn address(mailbox: &str) -> &str {
    match mailbox.rfind('<') {
        Some(at) => mailbox.get(at + 1..).unwrap_or_default().split('>').next().unwrap_or_default().trim(),
        None => mailbox.trim(),
    }
}

/// The bare addresses of all fields of that name, lower-case.
pub(super) fn addresses(fields: &[Field], name: &str) -> Vec<String> {
    values(fields, name).flat_map(mailboxes).map(|m| address(&m).to_ascii_lowercase()).collect()
}

/// A parameter of a structured field (`boundary`, `filename`); plain and RFC 2231 single forms.
pub(super) fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|piece| {
        let (key, text) = piece.split_once('=')?;
        let key = key.trim().to_ascii_lowercase();
        if key == name {
            return Some(text.trim().trim_matches('"').to_owned());
        }
        (key.strip_suffix('*') == Some(name)).then(|| text.rsplit('\'').next().unwrap_or_default().to_owned())
    })
}

/// The part tree of a mail.
pub(super) fn tree(mail: &[u8]) -> Node<'_> {
    node(mail, 0)
}

fn node(bytes: &[u8], depth: usize) -> Node<'_> {
    let (header, body) = split(bytes);
    let fields = fields(header);
    let content_type = value(&fields, "content-type").to_owned();
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let mut parts = Vec::new();
    if media_type.starts_with("multipart/")
        && depth < MAX_DEPTH
        && let Some(boundary) = parameter(&content_type, "boundary")
    {
        parts = sections(body, boundary.as_bytes()).into_iter().map(|section| node(section, depth + 1)).collect();
    }
    let media_type = if media_type.is_empty() { "text/plain".to_owned() } else { media_type };
    Node { fields, media_type, body, parts }
}

/// The bytes between the boundary lines; the CRLF before a boundary belongs to it (RFC 2046 §5.1.1).
fn sections<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let delimiter = [b"--", boundary].concat();
    let (mut found, mut start, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive(|&b| b == b'\n') {
        if line.starts_with(&delimiter) {
            if let Some(from) = start {
                let section: &[u8] = body.get(from..at).unwrap_or_default();
                found.push(section.strip_suffix(b"\r\n").unwrap_or(section));
            }
            let rest = line.get(delimiter.len()..).unwrap_or_default();
            start = (!rest.starts_with(b"--")).then_some(at + line.len());
        }
        at += line.len();
    }
    found
}

impl<'a> Node<'a> {
    /// This node and all below it, depth first.
    pub fn walk(&self) -> Vec<&Node<'a>> {
        let mut all = vec![self];
        for part in &self.parts {
            all.extend(part.walk());
        }
        all
    }

    /// The body after its transfer encoding; as it is when that is unknown.
    pub fn decoded(&self) -> Vec<u8> {
        match value(&self.fields, "content-transfer-encoding").to_ascii_lowercase().as_str() {
            "base64" => {
                let packed: Vec<u8> = self.body.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
                let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
                GeneralPurpose::new(&STANDARD, lenient).decode(packed).unwrap_or_default()
            }
            "quoted-printable" => unquote(self.body),
            _ => self.body.to_vec(),
        }
    }

    /// File name of the part; empty without one.
    pub fn file_name(&self) -> String {
        parameter(value(&self.fields, "content-disposition"), "filename")
            .or_else(|| parameter(value(&self.fields, "content-type"), "name"))
            .unwrap_or_default()
    }
}

fn unquote(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&b, tail)) = rest.split_first() {
        rest = tail;
        if b != b'=' {
            out.push(b);
        } else if let Some(tail) = rest.strip_prefix(b"\r\n") {
            rest = tail;
        } else if let Some(byte) =
            rest.get(..2).and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok())
        {
            out.push(byte);
            rest = rest.get(2..).unwrap_or_default();
        } else {
            out.push(b);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_address_behind_names_and_quotes() {
        for (list, expected) in [
            ("a@x.de", vec!["a@x.de"]),
            ("\"Müller, Anna\" <A@x.de>, b@x.de", vec!["a@x.de", "b@x.de"]),
            ("=?utf-8?q?M=C3=BC?= <m@x.de>,\r\n <n@x.de>", vec!["m@x.de", "n@x.de"]),
            ("", vec![]),
        ] {
            let fields = fields(format!("To: {list}\r\n").as_bytes());
            assert_eq!(addresses(&fields, "to"), expected, "{list}");
        }
    }

    #[test]
    fn an_embedded_mail_keeps_its_last_line_end() {
        let original = b"Subject: KOM-LE-Nachricht\r\n\r\nMIAG\r\n";
        let mail = super::super::letter::mail(
            &["From: a@x.de".to_owned()],
            &super::super::letter::multipart("mixed", &[super::super::letter::embedded(original)]),
        );
        let tree = tree(&mail);
        assert_eq!(tree.parts.len(), 1);
        assert_eq!(tree.parts[0].body, original);
    }
}
