//! Writes mails as the invented senders' systems and their Clientmodul would: MIME parts, encoded words,
//! RFC 2231 parameters. Invariant: every byte that leaves is CRLF-clean. The stand-ins' own code on purpose:
//! the client's composer must not judge itself.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A MIME entity: its `Content-…` lines (each ended by CRLF) and its encoded body.
#[derive(Clone)]
pub(super) struct Part {
    pub head: String,
    pub body: Vec<u8>,
}

/// How a text part is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TextForm {
    /// UTF-8, quoted-printable.
    Quoted,
    /// UTF-8, 8bit.
    EightBit,
    /// ISO-8859-1, quoted-printable.
    Latin1,
    /// UTF-8 HTML, quoted-printable.
    Html,
}

/// A text part; line ends may be LF.
pub(super) fn text(content: &str, form: TextForm) -> Part {
    let content = crlf(content);
    let (kind, charset, encoding) = match form {
        TextForm::Quoted => ("plain", "utf-8", "quoted-printable"),
        TextForm::EightBit => ("plain", "utf-8", "8bit"),
        TextForm::Latin1 => ("plain", "iso-8859-1", "quoted-printable"),
        TextForm::Html => ("html", "utf-8", "quoted-printable"),
    };
    let bytes = match form {
        TextForm::Latin1 => content.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect(),
        _ => content.into_bytes(),
    };
    let body = if encoding == "8bit" { bytes } else { quoted_printable(&bytes) };
    Part { head: format!("Content-Type: text/{kind}; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n"), body }
}

/// A base64 attachment; `description` may be empty.
pub(super) fn attachment(name: &str, media_type: &str, description: &str, bytes: &[u8]) -> Part {
    let mut head = format!(
        "Content-Type: {media_type};\r\n {}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n {}\r\n",
        parameter("name", name),
        parameter("filename", name)
    );
    if !description.is_empty() {
        head.push_str(&format!("Content-Description: {description}\r\n"));
    }
    Part { head, body: base64_lines(bytes) }
}

/// A whole mail as a part, byte for byte.
pub(super) fn embedded(mail: &[u8]) -> Part {
    Part { head: "Content-Type: message/rfc822\r\n".to_owned(), body: mail.to_vec() }
}

/// A part with a body that needs no encoding, for instance `message/delivery-status`.
pub(super) fn bare(content_type: &str, body: &str) -> Part {
    Part { head: format!("Content-Type: {content_type}\r\n"), body: crlf(body).into_bytes() }
}

/// Joins parts under `multipart/<kind>`; `kind` may carry parameters (`report; report-type=delivery-status`).
pub(super) fn multipart(kind: &str, parts: &[Part]) -> Part {
    let boundary = format!("=_kim{}", uuid::Uuid::new_v4().simple());
    let mut body = b"This is a multi-part message in MIME format.\r\n".to_vec();
    for part in parts {
        body.extend_from_slice(format!("--{boundary}\r\n{}\r\n", part.head).as_bytes());
        body.extend_from_slice(&part.body);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Part { head: format!("Content-Type: multipart/{kind};\r\n boundary=\"{boundary}\"\r\n"), body }
}

/// A complete mail from header lines (without CRLF) and its content.
pub(super) fn mail(header: &[String], content: &Part) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.body.len() + 2048);
    for line in header {
        out.extend_from_slice(line.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"MIME-Version: 1.0\r\n");
    out.extend_from_slice(content.head.as_bytes());
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(&content.body);
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// Text for an unstructured header or a display name: as it is when ASCII, else RFC 2047 words of at most
/// 75 characters, folded.
pub(super) fn encoded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        let mut bytes = [0; 4];
        let piece: String = c
            .encode_utf8(&mut bytes)
            .bytes()
            .map(|b| match b {
                b' ' => "_".to_owned(),
                b if b.is_ascii_alphanumeric() || b == b'-' => char::from(b).to_string(),
                b => format!("={b:02X}"),
            })
            .collect();
        if word.len() + piece.len() > 60 {
            words.push(std::mem::take(&mut word));
        }
        word.push_str(&piece);
    }
    words.push(word);
    words.iter().map(|w| format!("=?utf-8?q?{w}?=")).collect::<Vec<_>>().join("\r\n ")
}

/// `Name <address>` with the name encoded or quoted as needed.
pub(super) fn mailbox(name: &str, address: &str) -> String {
    if name.is_empty() {
        return address.to_owned();
    }
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || " -'".contains(c));
    let shown = match (name.is_ascii(), plain) {
        (true, true) => name.to_owned(),
        (true, false) => format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")),
        _ => encoded(name),
    };
    format!("{shown} <{address}>")
}

/// `name="value"`, or RFC 2231 `name*=utf-8''…` for anything but plain ASCII.
pub(super) fn parameter(name: &str, value: &str) -> String {
    if value.chars().all(|c| c.is_ascii() && !c.is_ascii_control() && c != '"' && c != '\\') {
        return format!("{name}=\"{value}\"");
    }
    let coded: String = value
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"-._".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    format!("{name}*=utf-8''{coded}")
}

/// Base64 in lines of 76 characters.
pub(super) fn base64_lines(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() * 3 / 2);
    for line in STANDARD.encode(bytes).as_bytes().chunks(76) {
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// Every line end as CRLF.
pub(super) fn crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() * 5 / 4);
    for (number, line) in bytes.split(|&b| b == b'\n').enumerate() {
        if number > 0 {
            out.extend_from_slice(b"\r\n");
        }
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mut width = 0;
        for (at, &b) in line.iter().enumerate() {
            let last = at + 1 == line.len();
            let coded = if (b == b' ' || b == b'\t') && !last || (33..=126).contains(&b) && b != b'=' {
                char::from(b).to_string()
            } else {
                format!("={b:02X}")
            };
            if width + coded.len() > 75 {
                out.extend_from_slice(b"=\r\n");
                width = 0;
            }
            width += coded.len();
            out.extend_from_slice(coded.as_bytes());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_texts_stay_short_and_lossless() {
        assert_eq!(encoded("Terminabsprache"), "Terminabsprache");
        let long = encoded("Überweisung zur Röntgendiagnostik für Frau Größmann – bitte zügig");
        assert!(long.split("\r\n ").all(|word| word.len() <= 75 && word.ends_with("?=")), "{long}");
        assert_eq!(mailbox("Praxis Dr. Müller", "a@b.de"), "=?utf-8?q?Praxis_Dr=2E_M=C3=BCller?= <a@b.de>");
        assert_eq!(mailbox("Dr. A, B", "a@b.de"), "\"Dr. A, B\" <a@b.de>");
        assert_eq!(parameter("name", "Übersicht.pdf"), "name*=utf-8''%C3%9Cbersicht.pdf");
    }

    #[test]
    fn quoted_printable_keeps_lines_within_76() {
        let part = text(&"Grüße ".repeat(60), TextForm::Quoted);
        assert!(part.body.split(|&b| b == b'\n').all(|l| l.len() <= 77));
        assert!(part.body.is_ascii());
        assert_eq!(text("a=b \nä", TextForm::Latin1).body, b"a=3Db=20\r\n=E4");
    }
}
