//! A connection with a read buffer: lines for replies, raw pieces for bodies.
//!
//! Every read and write has a limit. A line ends at CRLF and nowhere else. Memory stays at the size of one
//! buffer whatever the peer sends. A read may be cancelled without loss; a cancelled write leaves the
//! dialogue in an unknown place, so the protocols do not use a session again after one.

use std::ops::Range;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use super::{Connection, Endpoint, Error, MAX_LINE, TlsInfo};

/// Large enough that a fast server costs few system calls, small enough for many sessions.
const BUFFER: usize = 256 * 1024;

/// A buffered connection.
pub struct Wire {
    connection: Connection,
    buffer: Vec<u8>,
    /// The bytes received and not yet consumed.
    filled: Range<usize>,
    /// How many of them were searched for a line end already.
    searched: usize,
    /// Nothing was received yet.
    fresh: bool,
}

impl Wire {
    /// Wraps a fresh connection.
    #[must_use]
    pub fn new(connection: Connection) -> Self {
        Self { connection, buffer: vec![0; BUFFER], filled: 0..0, searched: 0, fresh: true }
    }

    /// What the handshake settled; `None` in clear text.
    #[must_use]
    pub fn tls(&self) -> Option<&TlsInfo> {
        self.connection.tls.as_ref()
    }

    /// The bytes received and not yet consumed.
    #[must_use]
    pub fn buffered(&self) -> &[u8] {
        self.buffer.get(self.filled.clone()).unwrap_or(&[])
    }

    /// The same, to be decoded in place; what [`Self::consume`] names is gone at the next read.
    pub fn buffered_mut(&mut self) -> &mut [u8] {
        self.buffer.get_mut(self.filled.clone()).unwrap_or(&mut [])
    }

    /// Marks the first `count` buffered bytes as used and returns where the first `kept` of them lie, for [`Self::slice`].
    pub fn consume(&mut self, count: usize, kept: usize) -> Range<usize> {
        let at = self.filled.start;
        self.filled.start = (at + count).min(self.filled.end);
        self.searched = 0;
        at..(at + kept).min(self.filled.start)
    }

    /// Bytes consumed just before; valid until the next read.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> &[u8] {
        self.buffer.get(range).unwrap_or(&[])
    }

    /// Waits for more bytes behind the buffered ones.
    ///
    /// # Errors
    /// [`Error::Timeout`] after `limit` of silence, [`Error::Closed`] at the end of the stream.
    pub async fn fill(&mut self, limit: Duration) -> Result<(), Error> {
        if self.filled.is_empty() {
            self.filled = 0..0;
        } else if self.buffer.len() - self.filled.end < MAX_LINE {
            self.buffer.copy_within(self.filled.clone(), 0);
            self.filled = 0..self.filled.len();
        }
        let free = self.buffer.get_mut(self.filled.end..).filter(|free| !free.is_empty()).ok_or(Error::LineTooLong)?;
        let read = timeout(limit, self.connection.stream.read(free)).await;
        match read.map_err(|_| Error::Timeout(limit.as_secs()))? {
            Ok(0) => Err(self.cause(Error::Closed)),
            Ok(count) => {
                self.filled.end += count;
                self.fresh = false;
                Ok(())
            }
            Err(e) => Err(self.cause(Error::from_io(&e))),
        }
    }

    /// Why a line ended: a server that asked for a client certificate in vain and closes without a word did so for that.
    fn cause(&self, error: Error) -> Error {
        let missing = self.fresh && self.tls().is_some_and(|tls| tls.certificate_missing);
        if missing && matches!(error, Error::Closed) { Error::TlsClientCertificateWanted } else { error }
    }

    /// The next line without its CRLF; the range is for [`Self::slice`].
    ///
    /// # Errors
    /// As [`Self::fill`], and [`Error::LineTooLong`].
    pub async fn line(&mut self, limit: Duration) -> Result<Range<usize>, Error> {
        loop {
            let from = self.searched.saturating_sub(1);
            let fresh = self.buffered().get(from..).unwrap_or(&[]);
            if let Some(at) = memchr::memmem::find(fresh, b"\r\n").map(|at| at + from).filter(|at| at + 2 <= MAX_LINE) {
                return Ok(self.consume(at + 2, at));
            }
            self.searched = self.filled.len();
            if self.searched >= MAX_LINE {
                return Err(Error::LineTooLong);
            }
            self.fill(limit).await?;
        }
    }

    /// Writes all bytes and flushes them down to the socket.
    ///
    /// # Errors
    /// [`Error::Timeout`] when the peer takes nothing for `limit`; [`Error::Closed`].
    pub async fn send(&mut self, bytes: &[u8], limit: Duration) -> Result<(), Error> {
        let sent = self.send_all(bytes, limit).await;
        sent.map_err(|error| self.cause(error))
    }

    async fn send_all(&mut self, mut bytes: &[u8], limit: Duration) -> Result<(), Error> {
        let stream = &mut self.connection.stream;
        while !bytes.is_empty() {
            let written = timeout(limit, stream.write(bytes)).await.map_err(|_| Error::Timeout(limit.as_secs()))?;
            match written {
                Ok(0) => return Err(Error::Closed),
                Ok(count) => bytes = bytes.get(count..).unwrap_or(&[]),
                Err(e) => return Err(Error::from_io(&e)),
            }
        }
        timeout(limit, stream.flush()).await.map_err(|_| Error::Timeout(limit.as_secs()))?.map_err(|e| Error::from_io(&e))
    }

    /// Switches to TLS after the peer agreed to it.
    ///
    /// # Errors
    /// [`Error::BytesBeforeTls`] when anything was received behind the agreement (rule 3), or those of the handshake.
    pub async fn start_tls(self, endpoint: &Endpoint) -> Result<Self, Error> {
        if !self.buffered().is_empty() {
            return Err(Error::BytesBeforeTls);
        }
        Ok(Self::new(self.connection.start_tls(endpoint).await?))
    }
}
