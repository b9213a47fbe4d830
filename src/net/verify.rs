//! The judgement on a server certificate: WebPKI, and a narrow tolerance on top of it.
//!
//! Tolerated are exactly four findings: unknown issuer, another name, a self-signed CA used as a server
//! certificate, and X.509 version 1. WebPKI stops at its first finding and hides others behind it, so a
//! tolerated certificate is looked at once more: dates, purpose, and each signature whose key we have.
//! Never accepts a handshake signature without checking it.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature, verify_tls13_signature_with_raw_key};
use rustls::pki_types::{CertificateDer, ServerName, SubjectPublicKeyInfoDer, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error as TlsError, OtherError, PeerMisbehaved, SignatureScheme};
use sha2::{Digest, Sha256};
use x509_parser::prelude::{FromDer, X509Certificate, X509Error};

use super::error::PinChanged;
use super::tls::SeenCertificate;
use crate::domain::account::CertPolicy;

#[derive(Debug)]
pub(super) struct Verifier {
    /// `None`: nobody is trusted here, so every issuer is unknown.
    pub(super) inner: Option<Arc<dyn ServerCertVerifier>>,
    pub(super) algorithms: WebPkiSupportedAlgorithms,
    pub(super) policy: CertPolicy,
    pub(super) own_cas: Vec<CertificateDer<'static>>,
    pub(super) pin: String,
    pub(super) seen: SeenCertificate,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        let verdict = match &self.inner {
            Some(inner) => inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now).map(|_| ()),
            None => Err(CertificateError::UnknownIssuer.into()),
        };
        let sha256 = hex(&Sha256::digest(end_entity));
        let tolerated = match verdict {
            Ok(()) => false,
            Err(finding) => {
                if self.policy == CertPolicy::Strict || !(forgivable(&finding) || namesake(&finding, end_entity)) {
                    return Err(finding);
                }
                self.look_again(end_entity, intermediates, now, finding)?;
                true
            }
        };
        if tolerated && !self.pin.is_empty() && !self.pin.eq_ignore_ascii_case(&sha256) {
            return Err(PinChanged(sha256).into());
        }
        self.seen.set(sha256, tolerated);
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        match verify_tls12_signature(message, cert, dss, &self.algorithms) {
            Err(e) if self.tolerates_version_1(&e) => self.tls12_signature_of_version_1(message, cert, dss),
            other => other,
        }
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        match verify_tls13_signature(message, cert, dss, &self.algorithms) {
            Err(e) if self.tolerates_version_1(&e) => {
                verify_tls13_signature_with_raw_key(message, &public_key(cert)?, dss, &self.algorithms)
            }
            other => other,
        }
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

impl Verifier {
    /// What WebPKI would have checked had it gone on after `finding`.
    fn look_again(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
        finding: TlsError,
    ) -> Result<(), TlsError> {
        let cert = parse(end_entity)?;
        let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        if now > cert.validity().not_after.timestamp() {
            return Err(CertificateError::Expired.into());
        }
        if now < cert.validity().not_before.timestamp() {
            return Err(CertificateError::NotValidYet.into());
        }
        match cert.extended_key_usage() {
            Ok(Some(usage)) if !usage.value.server_auth && !usage.value.any => return Err(CertificateError::InvalidPurpose.into()),
            Ok(_) => {}
            Err(_) => return Err(CertificateError::BadEncoding.into()),
        }
        if cert.issuer().as_raw() == cert.subject().as_raw() {
            return cert.verify_signature(None).map_err(signature_error);
        }
        if matches!(webpki_error(&finding), Some(webpki::Error::CaUsedAsEndEntity)) {
            return Err(finding); // a CA's own certificate, but not a self-signed one
        }
        // The issuer is unknown, yet its key may have been sent along or be configured: then the signature must fit.
        let mut judged = None;
        for issuer in intermediates.iter().chain(&self.own_cas) {
            let issuer = parse(issuer)?;
            if issuer.subject().as_raw() == cert.issuer().as_raw() {
                match cert.verify_signature(Some(issuer.public_key())) {
                    Ok(()) => return Ok(()),
                    Err(e) => judged = Some(e),
                }
            }
        }
        judged.map_or(Ok(()), |e| Err(signature_error(e)))
    }

    /// WebPKI reads no version 1 certificates, not even for their key.
    fn tolerates_version_1(&self, error: &TlsError) -> bool {
        self.policy == CertPolicy::AllowSelfSignedAndNameMismatch
            && matches!(webpki_error(error), Some(webpki::Error::UnsupportedCertVersion))
    }

    fn tls12_signature_of_version_1(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        let spki = public_key(cert)?;
        let key = webpki::RawPublicKeyEntity::try_from(&spki).map_err(|_| CertificateError::BadEncoding)?;
        let candidates = self
            .algorithms
            .mapping
            .iter()
            .find(|(scheme, _)| *scheme == dss.scheme)
            .map(|(_, algorithms)| *algorithms)
            .ok_or(PeerMisbehaved::SignedHandshakeWithUnadvertisedSigScheme)?;
        if candidates.iter().any(|algorithm| key.verify_signature(*algorithm, message, dss.signature()).is_ok()) {
            Ok(HandshakeSignatureValid::assertion())
        } else {
            Err(CertificateError::BadSignature.into())
        }
    }
}

fn forgivable(finding: &TlsError) -> bool {
    matches!(
        finding,
        TlsError::InvalidCertificate(
            CertificateError::UnknownIssuer | CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. }
        )
    ) || matches!(webpki_error(finding), Some(webpki::Error::CaUsedAsEndEntity | webpki::Error::UnsupportedCertVersion))
}

/// A trusted authority merely has the same name as this self-signed certificate (`CN=localhost` is common, and so
/// is an earlier certificate of the same Clientmodul), so WebPKI tried the wrong key. The right one is tried later.
fn namesake(finding: &TlsError, end_entity: &CertificateDer<'_>) -> bool {
    matches!(finding, TlsError::InvalidCertificate(CertificateError::BadSignature))
        && parse(end_entity).is_ok_and(|cert| cert.issuer().as_raw() == cert.subject().as_raw())
}

fn webpki_error(error: &TlsError) -> Option<&webpki::Error> {
    match error {
        TlsError::InvalidCertificate(CertificateError::Other(OtherError(inner))) => inner.downcast_ref(),
        _ => None,
    }
}

fn parse<'a>(der: &'a CertificateDer<'_>) -> Result<X509Certificate<'a>, TlsError> {
    match X509Certificate::from_der(der) {
        Ok(([], cert)) => Ok(cert),
        _ => Err(CertificateError::BadEncoding.into()),
    }
}

fn public_key(cert: &CertificateDer<'_>) -> Result<SubjectPublicKeyInfoDer<'static>, TlsError> {
    Ok(SubjectPublicKeyInfoDer::from(parse(cert)?.public_key().raw.to_vec()))
}

fn signature_error(error: X509Error) -> TlsError {
    match error {
        X509Error::SignatureUnsupportedAlgorithm => TlsError::General("signature algorithm of the certificate is not supported".into()),
        _ => CertificateError::BadSignature.into(),
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
