//! The LDAP connection to the VZD: connect, search, give up, search again.
//!
//! One connection is kept and used again; the VZD closes it after 15 minutes of silence (TIP1-A_5567), so a dead
//! one is replaced once without a word. A search that is dropped (the person typed on) is abandoned with the next
//! one. TLS is as the address says and never weaker. Reading is bounded in time, bytes and entries.
//! Written on our own messages instead of a client library, so that a hostile peer meets these limits first.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use super::ber::{self, Head};
use super::message::{self, Answer, Outcome};
use super::{Error, Filter, entry, filter};
use crate::domain::directory::{DirectoryAnswer, DirectoryEntry, DirectoryQuery};
use crate::domain::safe_text::one_line;

/// The VZD's base (TIP1-A_5565).
const BASE: &str = "dc=data,dc=vzd";
/// Name resolution, TCP, TLS and bind together.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// A whole search.
pub const SEARCH_TIMEOUT: Duration = Duration::from_secs(30);
/// Telling the server that a search is not wanted any more.
const ABANDON_TIMEOUT: Duration = Duration::from_secs(1);
/// An idle connection older than this is replaced before use: a firewall may have dropped it silently.
const IDLE_MAX: Duration = Duration::from_secs(120);
/// Most entries of an answer (TIP1-A_5552).
pub const MAX_ENTRIES: usize = 100;
/// Most bytes of one message: an entry with 1000 addresses needs a fifth of it.
const MAX_MESSAGE: usize = 1024 * 1024;
/// Most bytes of one search.
const MAX_ANSWER: usize = 32 * 1024 * 1024;

// LDAP result codes (RFC 4511 appendix A).
const SUCCESS: u32 = 0;
const TIME_LIMIT: u32 = 3;
const SIZE_LIMIT: u32 = 4;
const ADMIN_LIMIT: u32 = 11;
const BUSY: u32 = 51;
const UNAVAILABLE: u32 = 52;

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// A client of one directory; keeps its connection between searches.
pub struct Client {
    target: Target,
    tls: Option<Arc<rustls::ClientConfig>>,
    connection: Option<Connection>,
    answered: bool,
}

impl Client {
    /// Prepares a client; nothing is opened yet. `tls` is needed for `ldaps://` and `ldap+starttls://`.
    ///
    /// # Errors
    /// [`Error::Url`]
    pub fn new(url: &str, tls: Option<Arc<rustls::ClientConfig>>) -> Result<Self, Error> {
        let target = Target::parse(url)?;
        if target.security != Security::None && tls.is_none() {
            return Err(Error::Url("no TLS settings for a TLS address"));
        }
        Ok(Self { target, tls, connection: None, answered: false })
    }

    /// Opens the connection and binds, if there is none yet; the first rung of a connection test.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn connect(&mut self) -> Result<(), Error> {
        if self.connection.is_none() {
            let opening = Connection::open(&self.target, self.tls.clone());
            self.connection = Some(timeout(CONNECT_TIMEOUT, opening).await.map_err(|_| Error::ConnectTimeout)??);
            self.answered = true;
        }
        Ok(())
    }

    /// Whether the server ever let us in; a line that ends before has another cause than one that breaks later.
    #[must_use]
    pub fn was_answered(&self) -> bool {
        self.answered
    }

    /// Asks the directory. Entries come cleaned and sorted by name; `complete` is false when there are more.
    ///
    /// May be dropped at any time: the server is told with the next call, or by [`Client::abandon`].
    ///
    /// # Errors
    /// See [`Error`]; a question without a usable term is [`Error::Query`] and opens no connection.
    pub async fn search(&mut self, query: &DirectoryQuery) -> Result<DirectoryAnswer, Error> {
        let filter = filter::build(query)?;
        let limit = if query.limit == 0 { MAX_ENTRIES } else { query.limit.min(MAX_ENTRIES) };
        if self.connection.as_ref().is_some_and(|c| !c.is_usable()) {
            self.connection = None;
        }
        let reused = self.connection.is_some();
        match self.attempt(&filter, limit).await {
            Err(Error::Lost(_)) if reused => {
                tracing::debug!("the idle directory connection was closed, connecting again");
                self.attempt(&filter, limit).await
            }
            result => result,
        }
    }

    /// Tells the server that the answer to a dropped search is not wanted any more. Does nothing otherwise.
    pub async fn abandon(&mut self) {
        let Some(connection) = &mut self.connection else { return };
        // Half a request on the line makes it useless; a server that takes nothing any more is not waited for.
        let told = !connection.half_written && matches!(timeout(ABANDON_TIMEOUT, connection.abandon_pending()).await, Ok(Ok(())));
        if !told {
            self.connection = None;
        }
    }

    /// Says goodbye and closes the connection, if there is one.
    pub async fn close(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            let id = connection.next_id();
            // The peer may be gone already; there is nothing left to lose.
            let _ = timeout(Duration::from_secs(1), connection.send(&message::unbind(id))).await;
        }
    }

    async fn attempt(&mut self, filter: &Filter, limit: usize) -> Result<DirectoryAnswer, Error> {
        self.connect().await?;
        let Some(connection) = &mut self.connection else { return Err(Error::ConnectTimeout) };
        let result = timeout(SEARCH_TIMEOUT, connection.search(filter, limit)).await.unwrap_or(Err(Error::Timeout));
        match &result {
            // The server still talks sense: the connection can be used again.
            Ok(_) | Err(Error::Refused { .. } | Error::Busy { .. }) => {}
            Err(_) => self.connection = None,
        }
        result
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Security {
    None,
    StartTls,
    Tls,
}

#[derive(Debug, PartialEq, Eq)]
struct Target {
    security: Security,
    host: String,
    port: u16,
}

impl Target {
    fn parse(url: &str) -> Result<Self, Error> {
        let url = url.trim();
        let (scheme, rest) = url.split_once("://").ok_or(Error::Url("it does not begin with ldap://"))?;
        let (security, default_port) = match scheme.to_ascii_lowercase().as_str() {
            "ldap" => (Security::None, 389),
            "ldaps" => (Security::Tls, 636),
            "ldap+starttls" => (Security::StartTls, 389),
            _ => return Err(Error::Url("it does not begin with ldap://, ldaps:// or ldap+starttls://")),
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = match authority.strip_prefix('[') {
            Some(rest) => rest.split_once(']').ok_or(Error::Url("the bracket of the address is not closed"))?,
            None => authority.find(':').map_or((authority, ""), |at| authority.split_at(at)),
        };
        let bad = |c: char| c.is_whitespace() || c.is_control() || "/@?#[]<>".contains(c);
        if host.is_empty() || host.contains(bad) {
            return Err(Error::Url("the name of the computer is missing or holds forbidden characters"));
        }
        let port = match port.strip_prefix(':') {
            None if port.is_empty() => default_port,
            Some(digits) => digits.parse().ok().filter(|port| *port != 0).ok_or(Error::Url("the port is not a number from 1 to 65535"))?,
            None => return Err(Error::Url("the port is not a number from 1 to 65535")),
        };
        Ok(Self { security, host: host.to_owned(), port })
    }
}

struct Connection<S = Box<dyn Stream>> {
    stream: S,
    /// Received, not yet read bytes.
    buffer: Vec<u8>,
    last_id: u32,
    /// A search that was begun and not finished: dropped by its caller.
    pending: Option<u32>,
    /// A request was begun and not written to its end; the connection is useless.
    half_written: bool,
    last_use: Instant,
}

impl Connection {
    async fn open(target: &Target, tls: Option<Arc<rustls::ClientConfig>>) -> Result<Self, Error> {
        let tcp = TcpStream::connect((target.host.as_str(), target.port)).await.map_err(Error::Unreachable)?;
        // Nagle's delay would only slow down the small requests; without it nothing breaks.
        let _ = tcp.set_nodelay(true);
        let mut connection = match (target.security, tls) {
            (Security::None, _) => Self::over(Box::new(tcp) as Box<dyn Stream>),
            (Security::Tls, Some(tls)) => Self::over(handshake(target, tls, tcp).await?),
            (Security::StartTls, Some(tls)) => Self::over(handshake(target, tls, start_tls(tcp).await?).await?),
            (_, None) => return Err(Error::Url("no TLS settings for a TLS address")),
        };
        let id = connection.next_id();
        connection.send(&message::anonymous_bind(id)).await?;
        match connection.answer_to(id).await? {
            Answer::Bound(Outcome { code: SUCCESS, .. }) => Ok(connection),
            Answer::Bound(outcome) => Err(refused(outcome)),
            _ => Err(Error::Protocol("the answer to the bind is of another kind")),
        }
    }
}

impl<S: Stream> Connection<S> {
    fn over(stream: S) -> Self {
        Self { stream, buffer: Vec::new(), last_id: 0, pending: None, half_written: false, last_use: Instant::now() }
    }

    fn is_usable(&self) -> bool {
        !self.half_written && self.last_use.elapsed() < IDLE_MAX
    }

    fn next_id(&mut self) -> u32 {
        self.last_id = if self.last_id >= 0x7fff_fffe { 1 } else { self.last_id + 1 };
        self.last_id
    }

    async fn search(&mut self, filter: &Filter, limit: usize) -> Result<DirectoryAnswer, Error> {
        self.abandon_pending().await?;
        let id = self.next_id();
        self.pending = Some(id);
        let time_limit = u32::try_from(SEARCH_TIMEOUT.as_secs()).unwrap_or(30);
        let size_limit = u32::try_from(limit).unwrap_or(100);
        self.send(&message::search(id, BASE, filter, size_limit, time_limit, &entry::ATTRIBUTES)).await?;
        let mut entries: Vec<DirectoryEntry> = Vec::new();
        let mut received = 0usize;
        let complete = loop {
            let (bytes, answer) = self.sized_answer_to(id).await?;
            received = received.saturating_add(bytes);
            match answer {
                // A server that ignores the limit is stopped here.
                Answer::Entry(_) if entries.len() >= limit || received > MAX_ANSWER => {
                    self.abandon_pending().await?;
                    break false;
                }
                Answer::Entry(attributes) => entries.push(entry::read(&attributes)),
                Answer::SearchDone(outcome) => match outcome.code {
                    SUCCESS => break true,
                    SIZE_LIMIT => break false,
                    TIME_LIMIT | ADMIN_LIMIT if !entries.is_empty() => break false,
                    _ => {
                        self.pending = None;
                        return Err(refused(outcome));
                    }
                },
                _ => {}
            }
        };
        self.pending = None;
        self.last_use = Instant::now();
        entries.sort_by_cached_key(|e| (e.name.to_lowercase(), e.city.to_lowercase(), e.telematik_id.clone()));
        Ok(DirectoryAnswer { complete, entries })
    }

    async fn abandon_pending(&mut self) -> Result<(), Error> {
        if let Some(old) = self.pending.take() {
            let id = self.next_id();
            self.send(&message::abandon(id, old)).await?;
        }
        Ok(())
    }

    /// Writes a whole request; a caller that is dropped meanwhile leaves a mark.
    async fn send(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.half_written = true;
        self.stream.write_all(bytes).await.map_err(lost)?;
        self.stream.flush().await.map_err(lost)?;
        self.half_written = false;
        Ok(())
    }

    async fn answer_to(&mut self, id: u32) -> Result<Answer, Error> {
        Ok(self.sized_answer_to(id).await?.1)
    }

    /// The next answer to `id` with its size; answers to abandoned searches are skipped.
    async fn sized_answer_to(&mut self, id: u32) -> Result<(usize, Answer), Error> {
        loop {
            // Every message is a SEQUENCE; a web or mail server is noticed at its first letter.
            if self.buffer.first().is_some_and(|tag| *tag != 0x30) {
                return Err(Error::Protocol("these are not LDAP messages"));
            }
            let total = match ber::head(&self.buffer) {
                Head::Invalid => return Err(Error::Protocol("these are not LDAP messages")),
                Head::Total(total) if total > MAX_MESSAGE => return Err(Error::Protocol("a message is too large")),
                Head::Total(total) if total <= self.buffer.len() => total,
                Head::Total(_) | Head::Incomplete => {
                    if self.stream.read_buf(&mut self.buffer).await.map_err(lost)? == 0 {
                        return Err(Error::Lost("closed by the server".to_owned()));
                    }
                    continue;
                }
            };
            let bytes: Vec<u8> = self.buffer.drain(..total).collect();
            match message::read(&bytes).ok_or(Error::Protocol("a message could not be read"))? {
                // Notice of Disconnection (RFC 4511 §4.4.1).
                (0, Answer::Extended(outcome)) => return Err(Error::Lost(one_line(&outcome.text))),
                (found, answer) if found == id => return Ok((total, answer)),
                _ => {}
            }
        }
    }
}

/// Asks for TLS in clear text. Bytes that came along with the consent were not protected: they end it (rule 3).
async fn start_tls(tcp: TcpStream) -> Result<TcpStream, Error> {
    let mut clear = Connection::over(tcp);
    let id = clear.next_id();
    clear.send(&message::start_tls(id)).await?;
    match clear.answer_to(id).await? {
        Answer::Extended(Outcome { code: SUCCESS, .. }) if clear.buffer.is_empty() => Ok(clear.stream),
        Answer::Extended(Outcome { code: SUCCESS, .. }) => Err(Error::Protocol("bytes arrived before the TLS handshake")),
        Answer::Extended(outcome) => Err(Error::StartTlsRefused { code: outcome.code, text: one_line(&outcome.text) }),
        _ => Err(Error::Protocol("the answer to StartTLS is of another kind")),
    }
}

async fn handshake(target: &Target, tls: Arc<rustls::ClientConfig>, tcp: TcpStream) -> Result<Box<dyn Stream>, Error> {
    let name = rustls::pki_types::ServerName::try_from(target.host.clone())
        .map_err(|_| Error::Url("the name of the computer cannot stand in a certificate"))?;
    let stream = tokio_rustls::TlsConnector::from(tls).connect(name, tcp).await.map_err(Error::Tls)?;
    Ok(Box::new(stream))
}

fn lost(error: std::io::Error) -> Error {
    // In TLS 1.3 a refused client certificate shows only at the first read.
    if error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>()) { Error::Tls(error) } else { Error::Lost(error.to_string()) }
}

fn refused(outcome: Outcome) -> Error {
    let Outcome { code, text } = outcome;
    let text = one_line(&text);
    if matches!(code, BUSY | UNAVAILABLE) { Error::Busy { code, text } } else { Error::Refused { code, text } }
}

#[cfg(test)]
mod tests;
