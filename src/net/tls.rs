//! One account's TLS rules as a rustls configuration; the only place that builds one.
//!
//! TLS 1.2 and 1.3 with ring, no session resumption (each connection shows and checks its certificate),
//! no client certificate. The same configuration serves POP3, SMTP, ldap3 and HTTP.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustls::client::danger::ServerCertVerifier;
use rustls::client::{Resumption, WebPkiServerVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use super::Error;
use super::verify::Verifier;
use crate::domain::account::CertPolicy;

/// How one server's certificate is judged (rule 4).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TlsSettings {
    pub policy: CertPolicy,
    /// PEM text of one or more CA certificates; only these are trusted then. Empty: those of the operating system.
    pub ca_pem: String,
    /// SHA-256 (hex) of the certificate that was tolerated first; empty before.
    pub pinned_sha256: String,
}

/// A configuration and what its last handshake saw.
#[derive(Clone)]
pub struct ClientTls {
    pub config: Arc<ClientConfig>,
    pub seen: SeenCertificate,
}

/// What the last handshake with a [`ClientTls`] saw; read it after the handshake.
#[derive(Clone, Debug, Default)]
pub struct SeenCertificate(Arc<Mutex<Option<(String, bool)>>>);

impl SeenCertificate {
    /// SHA-256 of the server's certificate in lower-case hex, and whether it was taken only by tolerance;
    /// `None` before the first good handshake. A tolerated one is to be remembered as the pin.
    #[must_use]
    pub fn get(&self) -> Option<(String, bool)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set(&self, sha256: String, tolerated: bool) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((sha256, tolerated));
    }
}

impl TlsSettings {
    /// Builds the configuration; it may serve several connections to this one server.
    ///
    /// # Errors
    /// [`Error::BadCa`] for an unusable CA text, [`Error::NoTrustedRoots`] for strict checking without any authority.
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
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
            .map_err(|e| Error::Tls(e.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        config.resumption = Resumption::disabled();
        Ok(ClientTls { config: Arc::new(config), seen })
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
