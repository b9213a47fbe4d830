//! One account's TLS rules as a rustls configuration; the only place that builds one.
//!
//! TLS 1.2 and 1.3 with ring, no session resumption (each connection shows and checks its certificate). A client
//! certificate is shown only to a server that asks for one, and never after its end date. The same configuration
//! serves POP3, SMTP, LDAP and HTTP.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustls::client::danger::ServerCertVerifier;
use rustls::client::{ResolvesClientCert, Resumption, WebPkiServerVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ClientConfig, RootCertStore, SignatureScheme};

use super::verify::Verifier;
use super::{ClientIdentity, Error};
use crate::domain::account::CertPolicy;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;

/// How one server's certificate is judged (rule 4), and what is shown to it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TlsSettings {
    pub policy: CertPolicy,
    /// PEM text of one or more CA certificates; only these are trusted then. Empty: those of the operating system.
    pub ca_pem: String,
    /// SHA-256 (hex) of the certificate that was tolerated first; empty before.
    pub pinned_sha256: String,
    /// The own certificate with its key, as [`super::ClientIdentity::shown`] gives it; `None` shows none.
    pub client_pem: Option<Secret>,
}

/// A configuration and what its last handshake saw.
#[derive(Clone)]
pub struct ClientTls {
    pub config: Arc<ClientConfig>,
    pub seen: SeenCertificate,
}

/// Notes that a server asks for a client certificate, and has none for it.
#[derive(Clone, Debug, Default)]
struct AskedInVain(Arc<AtomicBool>);

impl ResolvesClientCert for AskedInVain {
    fn resolve(&self, _authorities: &[&[u8]], _schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.0.store(true, Ordering::Relaxed);
        None
    }

    fn has_certs(&self) -> bool {
        false
    }
}

/// What the last handshake with a [`ClientTls`] saw; read it after the handshake.
#[derive(Clone, Debug, Default)]
pub struct SeenCertificate {
    servers: Arc<Mutex<Option<(String, bool)>>>,
    asked_in_vain: AskedInVain,
}

impl SeenCertificate {
    /// SHA-256 of the server's certificate in lower-case hex, and whether it was taken only by tolerance;
    /// `None` before the first good handshake. A tolerated one is to be remembered as the pin.
    #[must_use]
    pub fn get(&self) -> Option<(String, bool)> {
        self.servers.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A server asked for a certificate of ours and there was none to show. Where it then closes the line without a word, as TLS 1.3
    /// allows, that was the reason.
    #[must_use]
    pub fn client_certificate_missing(&self) -> bool {
        self.asked_in_vain.0.load(Ordering::Relaxed)
    }

    pub(super) fn set(&self, sha256: String, tolerated: bool) {
        *self.servers.lock().unwrap_or_else(PoisonError::into_inner) = Some((sha256, tolerated));
    }
}

impl TlsSettings {
    /// Builds the configuration; it may serve several connections to this one server.
    ///
    /// # Errors
    /// [`Error::BadCa`] for an unusable CA text, [`Error::NoTrustedRoots`] for strict checking without any authority,
    /// [`Error::ClientCertificate`] for an own certificate that is unreadable or past its dates.
    pub fn client_tls(&self) -> Result<ClientTls, Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let own_cas = self.own_cas()?;
        let inner = if own_cas.is_empty() { platform(&provider) } else { Some(only(&own_cas, &provider)?) };
        if inner.is_none() && self.policy == CertPolicy::Strict {
            return Err(Error::NoTrustedRoots);
        }
        let seen = SeenCertificate::default();
        let verifier = Verifier {
            inner,
            algorithms: provider.signature_verification_algorithms,
            policy: self.policy,
            own_cas,
            pin: self.pinned_sha256.trim().to_owned(),
            seen: seen.clone(),
        };
        let config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
            .map_err(|e| Error::Tls(e.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier));
        let mut config = match self.identity()? {
            Some(identity) => config.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(identity.certified()))),
            None => config.with_client_cert_resolver(Arc::new(seen.asked_in_vain.clone())),
        };
        config.resumption = Resumption::disabled();
        Ok(ClientTls { config: Arc::new(config), seen })
    }

    fn identity(&self) -> Result<Option<ClientIdentity>, Error> {
        let Some(pem) = &self.client_pem else { return Ok(None) };
        let identity = ClientIdentity::from_pem(pem)?;
        let now = i64::try_from(UnixTime::now().as_secs()).unwrap_or(i64::MAX);
        identity.usable_at(Timestamp(now.saturating_mul(1000)))?;
        Ok(Some(identity))
    }

    fn own_cas(&self) -> Result<Vec<CertificateDer<'static>>, Error> {
        if self.ca_pem.trim().is_empty() {
            return Ok(Vec::new());
        }
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(self.ca_pem.as_bytes()).collect();
        match found {
            Ok(list) if list.is_empty() => Err(Error::BadCa("no certificate in the text".into())),
            Ok(list) => Ok(list),
            Err(e) => Err(Error::BadCa(e.to_string())),
        }
    }
}

fn only(cas: &[CertificateDer<'static>], provider: &Arc<CryptoProvider>) -> Result<Arc<dyn ServerCertVerifier>, Error> {
    let mut roots = RootCertStore::empty();
    for ca in cas {
        roots.add(ca.clone()).map_err(|e| Error::BadCa(e.to_string()))?;
    }
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider))
        .build()
        .map_err(|e| Error::BadCa(e.to_string()))?;
    Ok(verifier)
}

/// The operating system's judgement, loaded once; `None` where it trusts nobody (a bare Linux without ca-certificates).
fn platform(provider: &Arc<CryptoProvider>) -> Option<Arc<dyn ServerCertVerifier>> {
    static LOADED: OnceLock<Arc<rustls_platform_verifier::Verifier>> = OnceLock::new();
    if let Some(ready) = LOADED.get() {
        return Some(Arc::clone(ready) as _);
    }
    let fresh = Arc::new(rustls_platform_verifier::Verifier::new(Arc::clone(provider)).ok()?);
    Some(Arc::clone(LOADED.get_or_init(|| fresh)) as _)
}
