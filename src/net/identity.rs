//! A client certificate with its key: read from a PKCS#12 file, kept as PEM text, shown to a TLS server that asks.
//!
//! Old files (3DES, RC2) and new ones (AES) are read, in DER and in BER; the password is needed once and never kept. Invariants: key and
//! certificate fit together, and the key can sign what TLS 1.2 and 1.3 ask for. Nothing here logs, and `Debug` is blind.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p12_keystore::Pkcs12Archive;
use p12_keystore::error::Error as FileError;
use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::sign::CertifiedKey;
use rustls::{Error as TlsError, InconsistentKeys};
use sha2::{Digest, Sha256};
use x509_parser::prelude::{FromDer, X509Certificate};
use zeroize::Zeroizing;

use super::der::Pkcs12Der;
use super::verify::hex;
use crate::domain::account::ClientCertificate;
use crate::domain::safe_text::one_line;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;

/// A PKCS#12 file holds a key and a few certificates; anything larger is another file.
pub const MAX_PKCS12: usize = 1 << 20;
/// Certificates sent along at most: more are no chain of authorities that a Clientmodul or Konnektor uses.
const MAX_CHAIN: usize = 8;

/// Why a client certificate cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// Not PKCS#12, or damaged.
    #[error("not a PKCS#12 file, or damaged: {0}")]
    Unreadable(String),
    /// The password does not open the file.
    #[error("wrong password for the PKCS#12 file")]
    WrongPassword,
    /// Encrypted in a way that is not supported.
    #[error("the PKCS#12 file uses an unsupported encryption: {0}")]
    Unsupported(String),
    /// Certificates only.
    #[error("no private key in the PKCS#12 file")]
    NoKey,
    /// No certificate, or none that belongs to the key.
    #[error("no certificate for the private key in the PKCS#12 file")]
    NoCertificate,
    /// Neither RSA of 2048 bits and more, nor ECDSA on a NIST curve, nor Ed25519.
    #[error("the kind of the private key is not supported (RSA from 2048 bits, ECDSA P-256 or P-384, Ed25519)")]
    KeyKind,
    /// Past its end date, which is given.
    #[error("client certificate expired")]
    Expired(Timestamp),
    /// Before its first date, which is given.
    #[error("client certificate not valid yet")]
    NotYetValid(Timestamp),
}

/// A certificate, its chain and its key, ready for handshakes.
#[derive(Clone)]
pub struct ClientIdentity {
    certified: Arc<CertifiedKey>,
    shown: ClientCertificate,
    valid_from: Timestamp,
}

crate::domain::opaque_debug!(ClientIdentity);

impl ClientIdentity {
    /// Reads a PKCS#12 file. Of several keys the one whose certificate lives longest is taken.
    /// Dates are not judged here, see [`ClientIdentity::usable_at`].
    ///
    /// # Errors
    /// Everything but the dates.
    pub fn from_pkcs12(file: &[u8], password: &Secret) -> Result<Self, IdentityError> {
        if file.len() > MAX_PKCS12 {
            return Err(IdentityError::Unreadable("too large".into()));
        }
        let archive = open(file, password)?;
        if archive.keys.is_empty() {
            return Err(IdentityError::NoKey);
        }
        let certs: Vec<CertificateDer<'static>> =
            archive.certs.iter().map(|bag| CertificateDer::from(bag.cert.as_der().to_vec())).collect();
        let mut found = Err(IdentityError::NoCertificate);
        for key in &archive.keys {
            let der = Zeroizing::new(key.key.as_der().to_vec());
            match Self::of_key(&der, &certs) {
                Ok(one) if found.as_ref().is_ok_and(|best: &Self| best.shown.expires >= one.shown.expires) => {}
                Err(_) if found.is_ok() => {}
                other => found = other,
            }
        }
        found
    }

    /// Reads back what [`ClientIdentity::shown`] gave for the store.
    ///
    /// # Errors
    /// [`IdentityError::Unreadable`] for another text.
    pub fn from_pem(pem: &Secret) -> Result<Self, IdentityError> {
        let unreadable = |e: rustls::pki_types::pem::Error| IdentityError::Unreadable(e.to_string());
        let bytes = pem.reveal().as_bytes();
        let certs = CertificateDer::pem_slice_iter(bytes).collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
        let key = PrivatePkcs8KeyDer::from_pem_slice(bytes).map_err(unreadable)?;
        let der = Zeroizing::new(key.secret_pkcs8_der().to_vec());
        Self::of_key(&der, &certs)
    }

    /// What a person sees of it, and with `pem` what the store keeps.
    #[must_use]
    pub fn shown(&self) -> &ClientCertificate {
        &self.shown
    }

    /// Whether its dates allow using it now.
    ///
    /// # Errors
    /// [`IdentityError::Expired`], [`IdentityError::NotYetValid`].
    pub fn usable_at(&self, now: Timestamp) -> Result<(), IdentityError> {
        if now > self.shown.expires {
            Err(IdentityError::Expired(self.shown.expires))
        } else if now < self.valid_from {
            Err(IdentityError::NotYetValid(self.valid_from))
        } else {
            Ok(())
        }
    }

    /// For the TLS configuration.
    pub(super) fn certified(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.certified)
    }

    /// The key with the one certificate that belongs to it, and the authorities above that.
    fn of_key(pkcs8: &[u8], certs: &[CertificateDer<'static>]) -> Result<Self, IdentityError> {
        let der = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(pkcs8.to_vec()));
        let signing = any_supported_type(&der).map_err(|_| IdentityError::KeyKind)?;
        let own = certs.iter().filter(|cert| {
            let pair = CertifiedKey::new(vec![(*cert).clone()], Arc::clone(&signing));
            // Keys that cannot be compared (a certificate of version 1) are believed: a server would notice.
            !matches!(pair.keys_match(), Err(TlsError::InconsistentKeys(InconsistentKeys::KeyMismatch)))
        });
        let leaf = own.max_by_key(|cert| read(cert).map(|c| c.validity().not_after.timestamp())).ok_or(IdentityError::NoCertificate)?;
        let chain = chain_of(leaf, certs);
        let cert = read(leaf).ok_or_else(|| IdentityError::Unreadable("certificate".into()))?;
        let millis = |seconds: i64| Timestamp(seconds.saturating_mul(1000));
        let shown = ClientCertificate {
            subject: subject_of(&cert),
            sha256: hex(&Sha256::digest(leaf)),
            expires: millis(cert.validity().not_after.timestamp()),
            pem: Some(pem_of(&chain, pkcs8)),
        };
        let valid_from = millis(cert.validity().not_before.timestamp());
        Ok(Self { certified: Arc::new(CertifiedKey::new(chain, signing)), shown, valid_from })
    }
}

/// One identity equals another when the certificate does.
impl PartialEq for ClientIdentity {
    fn eq(&self, other: &Self) -> bool {
        self.shown.sha256 == other.shown.sha256
    }
}

impl Eq for ClientIdentity {}

/// A DER file as it is. Of a BER file first the outside is mended, which leaves the MAC and so the judgement of the password as it
/// was, then the inside, whose MAC has been verified by that time or is missing.
fn open(file: &[u8], password: &Secret) -> Result<Pkcs12Archive, IdentityError> {
    let read = |bytes: &[u8]| Pkcs12Archive::from_pkcs12(bytes, password.reveal());
    let mut result = read(file);
    if matches!(result, Err(FileError::DerError(_)))
        && let Some(der) = Pkcs12Der::of(file)
    {
        result = read(&der.outside);
        if matches!(result, Err(FileError::DerError(_))) {
            result = read(&der.throughout);
        }
    }
    result.map_err(of_file)
}

fn of_file(error: FileError) -> IdentityError {
    match error {
        // Without a MAC a wrong password shows only as a failed decryption.
        FileError::MacError(_) | FileError::UnpadError | FileError::Pkcs5Error(_) => IdentityError::WrongPassword,
        FileError::UnsupportedEncryptionScheme | FileError::UnsupportedMacAlgorithm | FileError::InvalidParameters => {
            IdentityError::Unsupported(error.to_string())
        }
        other => IdentityError::Unreadable(one_line(&other.to_string())),
    }
}

fn read<'a>(der: &'a CertificateDer<'_>) -> Option<X509Certificate<'a>> {
    X509Certificate::from_der(der).ok().map(|(_, cert)| cert)
}

/// The leaf and the authorities above it; the self-signed root is left out, as RFC 8446 §4.4.2 allows.
fn chain_of(leaf: &CertificateDer<'static>, certs: &[CertificateDer<'static>]) -> Vec<CertificateDer<'static>> {
    let mut chain = vec![leaf.clone()];
    while chain.len() < MAX_CHAIN {
        let Some(last) = chain.last().and_then(read) else { break };
        let above = certs.iter().find(|cert| {
            let is_above =
                read(cert).is_some_and(|c| c.subject().as_raw() == last.issuer().as_raw() && c.issuer().as_raw() != c.subject().as_raw());
            is_above && !chain.contains(cert)
        });
        let Some(above) = above.cloned() else { break };
        chain.push(above);
    }
    chain
}

/// The common name, or the whole subject where there is none.
fn subject_of(cert: &X509Certificate<'_>) -> String {
    let common = cert.subject().iter_common_name().find_map(|name| name.as_str().ok().map(str::to_owned));
    one_line(&common.unwrap_or_else(|| cert.subject().to_string()))
}

fn pem_of(chain: &[CertificateDer<'_>], pkcs8: &[u8]) -> Secret {
    // Room for all, so that no half-written copy of the key is left behind by growing.
    let bytes = chain.iter().map(|cert| cert.len()).sum::<usize>() + pkcs8.len();
    let mut text = String::with_capacity(bytes * 3 / 2 + 128 * (chain.len() + 1));
    for cert in chain {
        block(&mut text, "CERTIFICATE", cert);
    }
    block(&mut text, "PRIVATE KEY", pkcs8);
    Secret::new(text)
}

fn block(text: &mut String, label: &str, der: &[u8]) {
    text.push_str(&format!("-----BEGIN {label}-----\n"));
    let body = Zeroizing::new(STANDARD.encode(der));
    for (at, letter) in body.char_indices() {
        if at > 0 && at % 64 == 0 {
            text.push('\n');
        }
        text.push(letter);
    }
    text.push_str(&format!("\n-----END {label}-----\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWORD: &str = "Geheim#5 äß€";

    fn file(name: &str) -> Vec<u8> {
        std::fs::read(format!("{}/tests/data/pkcs12/{name}.p12", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    fn from(name: &str) -> Result<ClientIdentity, IdentityError> {
        ClientIdentity::from_pkcs12(&file(name), &Secret::new(PASSWORD))
    }

    #[test]
    fn old_and_new_files_give_the_same_certificate() {
        let now = Timestamp(1_800_000_000_000);
        let new = from("aes").unwrap();
        assert_eq!((new.shown().subject.as_str(), new.usable_at(now)), ("Arbeitsplatz 7", Ok(())));
        for name in ["legacy_rc2_3des", "legacy_3des", "without_mac"] {
            assert_eq!(from(name).unwrap(), new, "{name}");
        }
        for name in ["ber_java", "ber_firefox"] {
            assert_eq!(from(name).unwrap(), new, "{name}");
        }
        assert_eq!(from("ec").unwrap().shown().subject, "Arbeitsplatz 7");
        assert_eq!(new.certified().cert.len(), 1, "the root stays at home");
        assert!(!format!("{new:?}").contains("Arbeitsplatz"));
    }

    #[test]
    fn what_the_store_keeps_is_read_back() {
        let new = from("aes").unwrap();
        let pem = new.shown().pem.clone().unwrap();
        let again = ClientIdentity::from_pem(&pem).unwrap();
        assert_eq!((again.shown(), &again), (new.shown(), &new));
        assert!(matches!(ClientIdentity::from_pem(&Secret::new("-----BEGIN")), Err(IdentityError::Unreadable(_))));
    }

    #[test]
    fn each_fault_has_its_own_name() {
        use IdentityError as E;
        for (name, expected) in [
            ("no_key", E::NoKey),
            ("rsa1024", E::KeyKind),
            ("brainpool", E::KeyKind),
            ("too_many_rounds", E::Unsupported("Invalid parameters".into())),
        ] {
            assert_eq!(from(name).unwrap_err(), expected, "{name}");
        }
        for wrong in ["", "falsch", "Geheim#5"] {
            for name in ["aes", "legacy_3des", "without_mac", "ber_java", "ber_firefox"] {
                let error = ClientIdentity::from_pkcs12(&file(name), &Secret::new(wrong)).unwrap_err();
                assert_eq!(error, E::WrongPassword, "{name} {wrong}");
            }
        }
        // Cut, or with a broken length: no password would help.
        for (name, at) in [("ber_java", 0), ("ber_java", 1), ("ber_java", 700), ("ber_firefox", 3000), ("aes", 2)] {
            let cut = file(name)[..at].to_vec();
            let error = ClientIdentity::from_pkcs12(&cut, &Secret::new(PASSWORD)).unwrap_err();
            assert!(matches!(error, E::Unreadable(_)), "{name} {at}: {error}");
        }
        let whole = file("aes");
        for part in [&whole[..0], &whole[..whole.len() / 2], b"-----BEGIN CERTIFICATE-----".as_slice()] {
            let error = ClientIdentity::from_pkcs12(part, &Secret::new(PASSWORD)).unwrap_err();
            assert!(matches!(error, E::Unreadable(_)), "{error}");
        }
        let old = from("expired").unwrap();
        assert!(matches!(old.usable_at(Timestamp(1_800_000_000_000)), Err(E::Expired(_))));
        assert!(matches!(old.usable_at(Timestamp(0)), Err(E::NotYetValid(_))));
    }
}
