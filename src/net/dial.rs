//! From settings to a connected, and where wanted encrypted, stream.
//!
//! Clear text to another computer is refused here once more unless it was confirmed (rule 1).
//! Every function may be cancelled by dropping its future; half-made connections close then.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::{CONNECT_LIMIT, Error, Ladder, TlsSettings};
use crate::domain::account::{AccountOptions, ServerSettings, TlsMode};

/// Head start of each address before the next one is tried beside it (RFC 8305 §5).
const HEAD_START: Duration = Duration::from_millis(250);

/// Where to connect to, and how.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Name or IP address, an IPv6 one with or without brackets.
    pub host: String,
    pub port: u16,
    pub mode: TlsMode,
    pub tls: TlsSettings,
    /// Longest wait for an ordinary reply.
    pub reply_limit: Duration,
    /// Clear text to another computer was confirmed by an admin.
    pub clear_text_confirmed: bool,
}

impl Endpoint {
    /// One server of an account.
    #[must_use]
    pub fn of(server: &ServerSettings, options: &AccountOptions) -> Self {
        Self {
            host: server.server.trim().to_owned(),
            port: server.port,
            mode: server.tls,
            tls: TlsSettings {
                policy: options.cert_policy,
                ca_pem: server.ca_pem.clone(),
                pinned_sha256: server.pinned_sha256.clone(),
                client_pem: server.client_certificate.as_ref().and_then(|own| own.pem.clone()),
            },
            reply_limit: Duration::from_secs(u64::from(options.timeout_secs.max(1))),
            clear_text_confirmed: options.clear_text_confirmed,
        }
    }

    fn bare_host(&self) -> &str {
        self.host.trim_matches(['[', ']'])
    }
}

/// Anything bytes can be read from and written to.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// What the handshake settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsInfo {
    /// `TLS 1.2` or `TLS 1.3`.
    pub version: &'static str,
    /// SHA-256 of the server's certificate, lower-case hex.
    pub sha256: String,
    /// The certificate was taken only by tolerance: remember `sha256` as the pin.
    pub tolerated: bool,
    /// The server asked for a client certificate and got none. With TLS 1.3 it says only after the handshake what it makes of that,
    /// and some just close.
    pub certificate_missing: bool,
}

impl std::fmt::Display for TlsInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, SHA-256 {}", self.version, self.sha256)
    }
}

/// An open connection.
pub struct Connection {
    pub stream: Box<dyn Stream>,
    /// `None` while in clear text.
    pub tls: Option<TlsInfo>,
}

/// The addresses of the host, IPv6 and IPv4 in turn.
///
/// # Errors
/// [`Error::Name`] when there are none, [`Error::ConnectTimeout`] when the name service is silent.
pub async fn resolve(endpoint: &Endpoint) -> Result<Vec<SocketAddr>, Error> {
    if let Ok(ip) = endpoint.bare_host().parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(ip, endpoint.port)]);
    }
    let found = timeout(CONNECT_LIMIT, tokio::net::lookup_host((endpoint.bare_host(), endpoint.port)))
        .await
        .map_err(|_| Error::ConnectTimeout)?
        .map_err(|e| Error::Name(e.kind().to_string()))?;
    let (v6, v4): (Vec<_>, Vec<_>) = found.partition(SocketAddr::is_ipv6);
    let (mut v6, mut v4) = (v6.into_iter(), v4.into_iter());
    let mut turns = Vec::new();
    loop {
        match (v6.next(), v4.next()) {
            (None, None) => break,
            (a, b) => turns.extend(a.into_iter().chain(b)),
        }
    }
    if turns.is_empty() { Err(Error::Name("no address".into())) } else { Ok(turns) }
}

/// A TCP connection to the first address that answers; still in clear text.
///
/// # Errors
/// [`Error::ClearTextRefused`], or why the last address could not be reached.
pub async fn connect(endpoint: &Endpoint, addresses: &[SocketAddr]) -> Result<Connection, Error> {
    let clear_text_forbidden = endpoint.mode == TlsMode::None && !endpoint.clear_text_confirmed;
    if clear_text_forbidden && addresses.iter().any(|a| !a.ip().is_loopback()) {
        return Err(Error::ClearTextRefused);
    }
    let stream = timeout(CONNECT_LIMIT, race(addresses)).await.map_err(|_| Error::ConnectTimeout)??;
    // Only a matter of speed; a socket that refuses it still works.
    let _ = stream.set_nodelay(true);
    Ok(Connection { stream: Box::new(stream), tls: None })
}

async fn race(addresses: &[SocketAddr]) -> Result<TcpStream, Error> {
    let mut waiting = addresses.iter().copied();
    let mut tries = JoinSet::new();
    let mut last = Error::ConnectTimeout;
    loop {
        let more = waiting.next().map(|address| tries.spawn(TcpStream::connect(address))).is_some();
        let ended = if more { timeout(HEAD_START, tries.join_next()).await } else { Ok(tries.join_next().await) };
        match ended {
            Ok(Some(Ok(Ok(stream)))) => return Ok(stream),
            Ok(Some(Ok(Err(e)))) => {
                last = match e.kind() {
                    std::io::ErrorKind::ConnectionRefused => Error::ConnectRefused,
                    std::io::ErrorKind::TimedOut => Error::ConnectTimeout,
                    kind => Error::Connect(kind),
                }
            }
            Ok(Some(Err(_))) | Err(_) => {}
            Ok(None) => return Err(last),
        }
    }
}

impl Connection {
    /// Runs the TLS handshake on this connection.
    ///
    /// # Errors
    /// One of the `Tls…` errors, or [`Error::Timeout`].
    pub async fn start_tls(self, endpoint: &Endpoint) -> Result<Self, Error> {
        let tls = endpoint.tls.client_tls()?;
        let name = ServerName::try_from(endpoint.bare_host().to_owned()).map_err(|_| Error::Name("invalid name".into()))?;
        let handshake = TlsConnector::from(tls.config).connect(name, self.stream);
        let stream =
            timeout(CONNECT_LIMIT, handshake).await.map_err(|_| Error::Timeout(CONNECT_LIMIT.as_secs()))?.map_err(
                |e| match Error::from_io(&e) {
                    Error::Closed if tls.seen.client_certificate_missing() => Error::TlsClientCertificateWanted,
                    Error::Closed => Error::TlsClosed,
                    other => other,
                },
            )?;
        let version = match stream.get_ref().1.protocol_version() {
            Some(rustls::ProtocolVersion::TLSv1_3) => "TLS 1.3",
            _ => "TLS 1.2",
        };
        let (sha256, tolerated) = tls.seen.get().ok_or_else(|| Error::Tls("no certificate was shown".into()))?;
        Ok(Self {
            stream: Box::new(stream),
            tls: Some(TlsInfo { version, sha256, tolerated, certificate_missing: tls.seen.client_certificate_missing() }),
        })
    }
}

/// Resolves, connects and, with implicit TLS, runs the handshake.
///
/// With [`TlsMode::StartTls`] the connection comes back in clear text: the protocol asks for the switch
/// and must not say anything secret before it.
///
/// # Errors
/// As [`resolve`], [`connect`] and [`Connection::start_tls`].
pub async fn dial(endpoint: &Endpoint, ladder: &mut Ladder<'_>) -> Result<Connection, Error> {
    ladder.begin("name");
    let addresses = resolve(endpoint).await?;
    ladder.pass(|| addresses.iter().map(|a| a.ip().to_string()).collect::<Vec<_>>().join(", "));
    ladder.begin("tcp");
    let mut connection = connect(endpoint, &addresses).await?;
    ladder.pass(|| endpoint.port.to_string());
    if endpoint.mode == TlsMode::Tls {
        ladder.begin("tls");
        connection = connection.start_tls(endpoint).await?;
        ladder.pass(|| connection.tls.as_ref().map(ToString::to_string).unwrap_or_default());
    }
    Ok(connection)
}
