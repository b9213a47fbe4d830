//! The mail on its way into DATA: dot-stuffing and the ban on bare CR and LF, chunk by chunk, without I/O.
//!
//! Invariant: what comes out, unstuffed, is what went in; the only byte ever added is the CRLF that SMTP
//! needs when the mail does not end in one (RFC 5321 §4.1.1.4).

/// A CR without LF or an LF without CR (rule 23).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BareLineBreak;

/// Where the next byte will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    LineStart,
    Inside,
    /// After a CR, which must be followed by LF.
    Cr,
}

/// Turns chunks of a mail into what follows DATA.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stuffer {
    at: At,
}

impl Stuffer {
    pub(super) fn new() -> Self {
        Self { at: At::LineStart }
    }

    /// Appends the chunk to `out`. A CR at the end of the chunk waits for its LF in the next one.
    pub(super) fn push(&mut self, chunk: &[u8], out: &mut Vec<u8>) -> Result<(), BareLineBreak> {
        let Some(first) = chunk.first() else { return Ok(()) };
        if self.at == At::Cr && *first != b'\n' {
            return Err(BareLineBreak);
        }
        if self.at == At::LineStart && *first == b'.' {
            out.push(b'.');
        }
        let mut before = if self.at == At::Cr { Some(b'\r') } else { None };
        let mut copied = 0;
        let mut pairs = 0;
        for lf in memchr::memchr_iter(b'\n', chunk) {
            if let Some(previous) = lf.checked_sub(1) {
                before = chunk.get(previous).copied();
            }
            if before != Some(b'\r') {
                return Err(BareLineBreak);
            }
            pairs += usize::from(lf > 0);
            if chunk.get(lf + 1) == Some(&b'.') {
                out.extend_from_slice(chunk.get(copied..=lf).unwrap_or(&[]));
                out.push(b'.');
                copied = lf + 1;
            }
        }
        out.extend_from_slice(chunk.get(copied..).unwrap_or(&[]));
        let open = usize::from(chunk.ends_with(b"\r"));
        if memchr::memchr_iter(b'\r', chunk).count() != pairs + open {
            return Err(BareLineBreak);
        }
        self.at = match chunk.last() {
            Some(b'\n') => At::LineStart,
            Some(b'\r') => At::Cr,
            _ => At::Inside,
        };
        Ok(())
    }

    /// Completes the last line; the final dot is not part of it.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), BareLineBreak> {
        match self.at {
            At::Cr => return Err(BareLineBreak),
            At::Inside => out.extend_from_slice(b"\r\n"),
            At::LineStart => {}
        }
        self.at = At::LineStart;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stuff(chunks: &[&[u8]]) -> Result<Vec<u8>, BareLineBreak> {
        let (mut stuffer, mut out) = (Stuffer::new(), Vec::new());
        for chunk in chunks {
            stuffer.push(chunk, &mut out)?;
        }
        stuffer.finish(&mut out).map(|()| out)
    }

    #[test]
    fn stuffs_dots_and_refuses_bare_line_breaks_at_every_split() {
        for (mail, expected) in [
            ("a\r\nb\r\n", Some("a\r\nb\r\n")),
            (".\r\n", Some("..\r\n")),
            (".a\r\n..b\r\nc.d\r\n.\r\n", Some("..a\r\n...b\r\nc.d\r\n..\r\n")),
            ("\r\n\r\n.\r\n", Some("\r\n\r\n..\r\n")),
            ("ohne Ende", Some("ohne Ende\r\n")),
            ("a\r\n.", Some("a\r\n..\r\n")),
            ("a\nb\r\n", None),
            ("\na\r\n", None),
            ("a\rb\r\n", None),
            ("a\r\r\n", None),
            ("a\r\n\n", None),
            ("a\r\n.\n.\r\n", None),
            ("a\r", None),
            ("\r", None),
        ] {
            let bytes = mail.as_bytes();
            for first in 0..=bytes.len() {
                for second in first..=bytes.len() {
                    let out = stuff(&[&bytes[..first], &bytes[first..second], &bytes[second..]]);
                    let out = out.ok().map(|out| String::from_utf8(out).unwrap());
                    assert_eq!(out.as_deref(), expected, "{mail:?} split at {first}, {second}");
                }
            }
        }
    }
}
