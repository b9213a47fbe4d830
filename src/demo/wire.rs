//! Lines on the wire for both mail servers: CRLF only, bounded, one command at a time. Invariant: a line that is
//! too long or ends in a bare LF ends the session, so no client can live with a wrong line end unnoticed.

use std::io;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};

/// A connection, plain or TLS.
pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// How long a client may be silent (Tab_Konf_Param: 5 minutes).
pub(super) const IDLE: std::time::Duration = std::time::Duration::from_secs(300);

/// A line-wise connection.
pub(super) struct Wire {
    stream: BufReader<Box<dyn Stream>>,
}

/// What came instead of a good line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Bad {
    /// The peer closed, failed or stayed silent.
    Gone,
    /// Longer than allowed.
    TooLong,
    /// A CR or LF that is not part of CRLF.
    LineEnd,
}

impl Wire {
    /// Wraps an accepted connection.
    pub fn new(stream: Box<dyn Stream>) -> Self {
        Self { stream: BufReader::with_capacity(64 * 1024, stream) }
    }

    /// The next line without its CRLF; `limit` counts the CRLF.
    pub async fn line(&mut self, limit: usize) -> Result<Vec<u8>, Bad> {
        let mut line = Vec::new();
        loop {
            let available = match tokio::time::timeout(IDLE, self.stream.fill_buf()).await {
                Ok(Ok(bytes)) if !bytes.is_empty() => bytes,
                _ => return Err(Bad::Gone),
            };
            let newline = available.iter().position(|&b| b == b'\n');
            let taken = newline.map_or(available.len(), |at| at + 1);
            line.extend_from_slice(available.get(..taken).unwrap_or_default());
            self.stream.consume(taken);
            if line.len() > limit {
                return Err(Bad::TooLong);
            }
            if newline.is_some() {
                break;
            }
        }
        let text = line.strip_suffix(b"\r\n").ok_or(Bad::LineEnd)?;
        if text.contains(&b'\r') { Err(Bad::LineEnd) } else { Ok(text.to_vec()) }
    }

    /// Whether the client has already sent more than the last line.
    pub fn has_more(&self) -> bool {
        !self.stream.buffer().is_empty()
    }

    /// Sends one line.
    pub async fn say(&mut self, line: &str) -> io::Result<()> {
        self.stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await?;
        self.stream.get_mut().flush().await
    }

    /// Sends bytes as they are.
    pub async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.get_mut().write_all(bytes).await?;
        self.stream.get_mut().flush().await
    }

    /// Ends the connection in order.
    pub async fn close(&mut self) {
        // The peer may be gone already; there is nothing left to tell it.
        self.stream.get_mut().shutdown().await.ok();
    }
}

/// The multi-line form of RFC 1939 §3: dots stuffed, ended by a lone dot.
pub(super) fn stuffed(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + 64);
    for line in content.split_inclusive(|&b| b == b'\n') {
        if line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    if !out.is_empty() && !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b".\r\n");
    out
}

/// What SASL PLAIN carries: authorization id, authentication id, password (RFC 4616).
pub(super) fn sasl_plain(base64_text: &str) -> Option<(String, String)> {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD.decode(base64_text).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let mut pieces = text.split('\0');
    let (authz, login, password) = (pieces.next()?, pieces.next()?, pieces.next()?);
    (pieces.next().is_none() && (authz.is_empty() || authz == login)).then(|| (login.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_stuffed_at_line_starts_only() {
        assert_eq!(stuffed(b".a\r\nb.\r\n..\r\n"), b"..a\r\nb.\r\n...\r\n.\r\n");
        assert_eq!(stuffed(b"no end"), b"no end\r\n.\r\n");
    }

    #[tokio::test]
    async fn refuses_bare_line_ends_and_long_lines() {
        for (input, expected) in [
            (&b"NOOP\r\n"[..], Ok(b"NOOP".to_vec())),
            (b"NOOP\n", Err(Bad::LineEnd)),
            (b"NO\rOP\r\n", Err(Bad::LineEnd)),
            (b"0123456789\r\n", Err(Bad::TooLong)),
            (b"cut", Err(Bad::Gone)),
        ] {
            let mut wire = Wire::new(Box::new(tokio_test_stream(input)));
            assert_eq!(wire.line(10).await, expected, "{input:?}");
        }
    }

    fn tokio_test_stream(input: &[u8]) -> impl Stream + use<> {
        tokio::io::join(std::io::Cursor::new(input.to_vec()), tokio::io::sink())
    }
}
