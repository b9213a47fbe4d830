//! The HTTP side of the Konnektor: one request per connection, bounded in time and size.
//!
//! The service directory tells paths and ports, but the computer is always the one that was configured: no answer
//! can lead us elsewhere (rule 10), and redirects are errors. An `https` address never falls back to `http`.
//! Credentials go only over TLS or to this computer. Nothing is logged but status codes.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::{Method, StatusCode, header};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use super::Error;
use super::certificate::{self, Algorithm};
use super::services::{self, Endpoints, ServiceDirectory};
use super::soap::{self, CardGroup, Request};
use crate::domain::card::{CallContext, Card, ConnectorReport, PinStatus, Terminal, TiLink};
use crate::domain::safe_text::one_line;
use crate::domain::secret::Secret;

/// Largest answer; a full card list has a hundredth of it.
const MAX_BODY: usize = 1024 * 1024;
/// Name resolution, TCP and TLS together.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// HTTP Basic credentials („Login").
#[derive(Clone)]
pub struct Login {
    pub user: String,
    pub password: Secret,
}

/// A client of one Konnektor and one Aufrufkontext.
pub struct Client {
    base: Address,
    context: CallContext,
    login: Option<Login>,
    tls: Option<Arc<rustls::ClientConfig>>,
    timeout: Duration,
    services: Option<ServiceDirectory>,
    /// Cards of an earlier round, for what a card cannot change while it is inserted.
    seen: Vec<Card>,
    /// Go to the computers that the service directory names, not to the configured one.
    named_hosts: bool,
}

impl Client {
    /// Prepares a client; nothing is opened yet. `timeout` is for one whole request. `tls` is needed for `https`.
    ///
    /// # Errors
    /// [`Error::Url`]
    pub fn new(
        url: &str,
        context: CallContext,
        login: Option<Login>,
        tls: Option<Arc<rustls::ClientConfig>>,
        timeout: Duration,
    ) -> Result<Self, Error> {
        let base = Address::parse(url)?;
        if base.tls && tls.is_none() {
            return Err(Error::Url("no TLS settings for an https address"));
        }
        if login.is_some() && !base.tls && !base.is_loopback() {
            return Err(Error::Url("a login is sent only over https"));
        }
        Ok(Self { base, context, login, tls, timeout, services: None, seen: Vec::new(), named_hosts: false })
    }

    /// Goes to the computers that the service directory names. Without it the configured one answers for all services,
    /// which is right behind NAT, a VPN or a TI gateway.
    #[must_use]
    pub fn with_named_hosts(mut self, yes: bool) -> Self {
        self.named_hosts = yes;
        self
    }

    /// Spares reading the service directory again; one that was read before with the same settings.
    #[must_use]
    pub fn knowing(mut self, services: Option<ServiceDirectory>) -> Self {
        self.services = services;
        self
    }

    /// Spares reading the certificates of cards that are still inserted since an earlier round.
    #[must_use]
    pub fn remembering(mut self, cards: Vec<Card>) -> Self {
        self.seen = cards;
        self
    }

    /// The service directory, read once and kept.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn services(&mut self) -> Result<&ServiceDirectory, Error> {
        if self.services.is_none() {
            let (status, body) = self.exchange(&self.base.with_path("/connector.sds"), None).await?;
            if status != StatusCode::OK {
                return Err(Error::Http(status.as_u16()));
            }
            self.services = Some(services::read_services(&body)?);
        }
        self.services.as_ref().ok_or(Error::ServiceMissing("connector.sds"))
    }

    /// Everything that the settings and the overview show: way to the TI, cards with their PINs, terminals.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn report(&mut self) -> Result<ConnectorReport, Error> {
        let product = self.services().await?.product.clone();
        let link = self.ti_link().await?;
        let cards = self.cards().await?;
        Ok(ConnectorReport { link, cards, terminals: self.terminals().await?, product })
    }

    /// Whether the Konnektor reaches the TI.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn ti_link(&mut self) -> Result<TiLink, Error> {
        let service = self.services().await?.event_service.clone();
        let body = self.call(service.as_ref(), "EventService", soap::get_resource_information(&self.context)).await?;
        soap::read_ti_link(&body)
    }

    /// SMC-B, HSM-B and HBA of the Mandant with the state of their PINs.
    ///
    /// A refused PIN question leaves that card's state `Unknown`; a refused HBA list leaves the HBAs out.
    ///
    /// # Errors
    /// See [`Error`]
    pub async fn cards(&mut self) -> Result<Vec<Card>, Error> {
        let services = self.services().await?.clone();
        let event = services.event_service.as_ref();
        let list = async |group| {
            let body = self.call(event, "EventService", soap::get_cards(&self.context, group)).await?;
            soap::read_cards(&body)
        };
        let mut cards = list(CardGroup::Institution).await?;
        let people = told(list(CardGroup::Person).await, "HBA")?.unwrap_or_default();
        let new: Vec<_> = people.into_iter().filter(|p| !cards.iter().any(|c| c.handle == p.handle)).collect();
        cards.extend(new);
        for card in &mut cards {
            let status = self.pin_status(services.card_service.as_ref(), card).await;
            if let Some((pin, tries)) = told(status, "PIN status")? {
                (card.pin, card.left_tries) = (pin, tries);
            }
        }
        self.add_expirations(&services, &mut cards).await?;
        for card in &mut cards {
            let before = self.seen.iter().find(|seen| seen.handle == card.handle && seen.iccsn == card.iccsn);
            card.telematik_id = match before.and_then(|seen| seen.telematik_id.clone()) {
                Some(known) => Some(known),
                None => self.telematik_id(services.certificate_service.as_ref(), card).await?,
            };
        }
        Ok(cards)
    }

    /// The terminals of the Mandant; none when the Konnektor refuses to tell.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn terminals(&mut self) -> Result<Vec<Terminal>, Error> {
        let event = self.services().await?.event_service.clone();
        let answer = self.call(event.as_ref(), "EventService", soap::get_card_terminals(&self.context)).await;
        Ok(told(answer.and_then(|body| soap::read_terminals(&body)), "terminals")?.unwrap_or_default())
    }

    async fn pin_status(&self, service: Option<&Endpoints>, card: &Card) -> Result<(PinStatus, Option<u32>), Error> {
        let body = self.call(service, "CardService", soap::get_pin_status(&self.context, card)).await?;
        soap::read_pin_status(&body)
    }

    /// Whose card it is, from its certificate; empty where it holds none, `None` where the Konnektor refuses, which may pass.
    ///
    /// A card without a key of one kind and a service that does not know the kinds answer with a fault, so both are tried.
    async fn telematik_id(&self, service: Option<&Endpoints>, card: &Card) -> Result<Option<String>, Error> {
        let mut answered = false;
        for algorithm in [Algorithm::Ecc, Algorithm::Default] {
            let request = certificate::read_card_certificate(&self.context, card, algorithm);
            let answer = self.call(service, "CertificateService", request).await;
            let found = told(answer.and_then(|body| certificate::read_certificate(&body)), "card certificate")?;
            answered |= found.is_some();
            if let Some(id) = found.flatten().and_then(|der| certificate::telematik_id(&der)) {
                return Ok(Some(id));
            }
        }
        Ok(answered.then(String::new))
    }

    /// GetCards may leave out the end of a certificate; then another service is asked, once for all cards.
    async fn add_expirations(&self, services: &ServiceDirectory, cards: &mut [Card]) -> Result<(), Error> {
        if cards.iter().all(|card| card.expires.is_some()) {
            return Ok(());
        }
        let request = soap::check_certificate_expiration(&self.context);
        let answer = self.call(services.certificate_service.as_ref(), "CertificateService", request).await;
        let rows = told(answer.and_then(|body| soap::read_expirations(&body)), "certificates")?.unwrap_or_default();
        for card in cards.iter_mut().filter(|card| card.expires.is_none()) {
            let same = |row: &&soap::Expiration| row.handle == card.handle || (!card.iccsn.is_empty() && row.iccsn == card.iccsn);
            // A card holds several certificates; the one that ends first counts.
            card.expires = rows.iter().filter(same).map(|row| row.last_day).min();
        }
        Ok(())
    }

    /// One SOAP call; the answer's text with status 200, or a fault with any other.
    async fn call(&self, service: Option<&Endpoints>, name: &'static str, request: Request) -> Result<String, Error> {
        let endpoints = service.ok_or(Error::ServiceMissing(name))?;
        let address = self.service_address(endpoints).ok_or(Error::ServiceMissing(name))?;
        let (status, body) = self.exchange(&address, Some(request)).await?;
        match status {
            StatusCode::OK => Ok(body),
            StatusCode::INTERNAL_SERVER_ERROR if body.contains("Fault") => Ok(body),
            other => Err(Error::Http(other.as_u16())),
        }
    }

    /// The endpoint of a service: on the configured computer unless the named ones are wanted.
    ///
    /// The directory of a Konnektor behind NAT or a TI gateway names a host that only it can see. Then a port that
    /// was entered is the one that leads through; otherwise the directory's port counts.
    fn service_address(&self, endpoints: &Endpoints) -> Option<Address> {
        let over_tls = || endpoints.tls.as_deref().and_then(|url| Address::parse(url).ok()).filter(|a| a.tls);
        let plain = || endpoints.plain.as_deref().and_then(|url| Address::parse(url).ok()).filter(|a| !a.tls);
        let found = if self.base.tls { over_tls()? } else { plain().or_else(|| over_tls().filter(|_| self.tls.is_some()))? };
        if self.named_hosts {
            return Some(found);
        }
        let elsewhere = !found.host.eq_ignore_ascii_case(&self.base.host);
        let port = if elsewhere && self.base.port_entered && found.tls == self.base.tls { self.base.port } else { found.port };
        Some(Address { host: self.base.host.clone(), port, ..found })
    }

    /// GET without a request, POST with one.
    async fn exchange(&self, address: &Address, request: Option<Request>) -> Result<(StatusCode, String), Error> {
        tokio::time::timeout(self.timeout, self.exchange_unbounded(address, request)).await.map_err(|_| Error::Timeout)?
    }

    async fn exchange_unbounded(&self, address: &Address, request: Option<Request>) -> Result<(StatusCode, String), Error> {
        let stream = tokio::time::timeout(CONNECT_TIMEOUT, self.connect(address)).await.map_err(|_| Error::Timeout)??;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
        let _driver = Driver(tokio::spawn(async move {
            // The error of the connection also reaches the request below.
            let _ = connection.await;
        }));
        let response = sender.send_request(self.http_request(address, request)?).await.map_err(broken)?;
        let status = response.status();
        tracing::debug!(status = status.as_u16(), "the Konnektor answered");
        if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
            return Err(Error::Auth(status.as_u16()));
        }
        let body =
            Limited::new(response.into_body(), MAX_BODY).collect().await.map_err(|error| Error::Answer(one_line(&error.to_string())))?;
        Ok((status, String::from_utf8_lossy(&body.to_bytes()).into_owned()))
    }

    fn http_request(&self, address: &Address, request: Option<Request>) -> Result<hyper::Request<Full<Bytes>>, Error> {
        let mut builder = hyper::Request::builder()
            .uri(address.path.as_str())
            .header(header::HOST, address.authority())
            .header(header::CONNECTION, "close")
            .header(header::ACCEPT, "text/xml, application/xml");
        if let Some(login) = self.login.as_ref().filter(|_| address.tls || address.is_loopback()) {
            let pair = zeroize::Zeroizing::new(format!("{}:{}", login.user, login.password.reveal()));
            let value = format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair.as_bytes()));
            let mut value = header::HeaderValue::from_str(&value).map_err(|_| Error::Url("the login holds forbidden characters"))?;
            value.set_sensitive(true);
            builder = builder.header(header::AUTHORIZATION, value);
        }
        let body = match request {
            None => {
                builder = builder.method(Method::GET);
                Full::default()
            }
            Some(request) => {
                builder = builder
                    .method(Method::POST)
                    .header(header::CONTENT_TYPE, "text/xml; charset=utf-8")
                    .header("SOAPAction", format!("\"{}\"", request.action));
                Full::new(Bytes::from(request.body))
            }
        };
        builder.body(body).map_err(|_| Error::Url("the path of the service holds forbidden characters"))
    }

    async fn connect(&self, address: &Address) -> Result<Box<dyn Stream>, Error> {
        let tcp = TcpStream::connect((address.host.as_str(), address.port)).await.map_err(Error::Unreachable)?;
        if !address.tls {
            return Ok(Box::new(tcp));
        }
        let tls = self.tls.clone().ok_or(Error::Url("no TLS settings for an https address"))?;
        let name = rustls::pki_types::ServerName::try_from(address.host.clone())
            .map_err(|_| Error::Url("the name of the computer cannot stand in a certificate"))?;
        Ok(Box::new(tokio_rustls::TlsConnector::from(tls).connect(name, tcp).await.map_err(Error::Tls)?))
    }
}

/// An answer that is only comfort: a fault, nonsense or a missing service is no failure of the whole question. A
/// broken line still is one: the next call would only wait for it again.
fn told<T>(answer: Result<T, Error>, what: &str) -> Result<Option<T>, Error> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(Error::Fault { code, .. }) => {
            tracing::debug!(code, what, "the Konnektor does not tell");
            Ok(None)
        }
        Err(Error::ServiceMissing(_)) => Ok(None),
        Err(error @ (Error::Http(_) | Error::Answer(_))) => {
            tracing::debug!(%error, what, "the Konnektor tells it wrongly");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// The task that moves the bytes of one connection; ends with the request, also when that is dropped.
struct Driver(tokio::task::JoinHandle<()>);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A TLS error inside hyper's (a refused client certificate shows only at the first read), or a broken answer.
fn broken(error: hyper::Error) -> Error {
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        let tls = inner.downcast_ref::<std::io::Error>().and_then(|io| io.get_ref()).and_then(|e| e.downcast_ref::<rustls::Error>());
        if let Some(tls) = tls {
            return Error::Tls(std::io::Error::new(std::io::ErrorKind::InvalidData, tls.clone()));
        }
        source = inner.source();
    }
    Error::Answer(one_line(&error.to_string()))
}

/// An `http` or `https` address, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Address {
    tls: bool,
    host: String,
    port: u16,
    /// The port stood in the text.
    port_entered: bool,
    /// Begins with `/`.
    path: String,
}

impl Address {
    fn parse(url: &str) -> Result<Self, Error> {
        let (scheme, rest) = url.trim().split_once("://").ok_or(Error::Url("it does not begin with https://"))?;
        let tls = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(Error::Url("it does not begin with https:// or http://")),
        };
        let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let (host, port) = match authority.strip_prefix('[') {
            Some(rest) => rest.split_once(']').ok_or(Error::Url("the bracket of the address is not closed"))?,
            None => authority.find(':').map_or((authority, ""), |at| authority.split_at(at)),
        };
        let bad = |c: char| c.is_whitespace() || c.is_control() || "/@?#[]<>\\".contains(c);
        if host.is_empty() || host.contains(bad) {
            return Err(Error::Url("the name of the computer is missing or holds forbidden characters"));
        }
        let entered = match port.strip_prefix(':') {
            Some(digits) => {
                Some(digits.parse().ok().filter(|p: &u16| *p != 0).ok_or(Error::Url("the port is not a number from 1 to 65535"))?)
            }
            None if port.is_empty() => None,
            None => return Err(Error::Url("the port is not a number from 1 to 65535")),
        };
        let path = if path.is_empty() { "/" } else { path };
        Ok(Self {
            tls,
            host: host.to_owned(),
            port: entered.unwrap_or(if tls { 443 } else { 80 }),
            port_entered: entered.is_some(),
            path: path.to_owned(),
        })
    }

    /// `connector.sds` lies at the root of the device, or below a path that was entered.
    fn with_path(&self, path: &str) -> Self {
        Self { path: format!("{}{path}", self.path.trim_end_matches('/').trim_end_matches(path)), ..self.clone() }
    }

    fn is_loopback(&self) -> bool {
        self.host.eq_ignore_ascii_case("localhost") || self.host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }

    fn authority(&self) -> String {
        if self.host.contains(':') { format!("[{}]:{}", self.host, self.port) } else { format!("{}:{}", self.host, self.port) }
    }
}

#[cfg(test)]
mod tests;
