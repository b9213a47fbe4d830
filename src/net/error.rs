//! What can go wrong between us and a peer, before any protocol word counts.
//!
//! One variant per thing a person would do something different about. Texts name no host and no login.

use std::sync::Arc;

use super::IdentityError;
use rustls::{AlertDescription, CertificateError, InvalidMessage, OtherError, PeerIncompatible};

/// A connection could not be made, or broke.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The name has no address, or is no valid name.
    #[error("server name cannot be resolved: {0}")]
    Name(String),
    /// Nobody listens there.
    #[error("connection refused")]
    ConnectRefused,
    /// No answer within [`super::CONNECT_LIMIT`].
    #[error("no connection within the time limit")]
    ConnectTimeout,
    /// Another reason of the network (host or network unreachable …).
    #[error("no connection: {0}")]
    Connect(std::io::ErrorKind),
    /// Clear text to another computer, which nobody confirmed (rule 1).
    #[error("unencrypted connection to another computer is not confirmed")]
    ClearTextRefused,
    /// The peer was silent for this many seconds.
    #[error("no answer within {0} s")]
    Timeout(u64),
    /// The peer closed or reset the connection.
    #[error("connection lost")]
    Closed,
    /// Another failure of the line.
    #[error("connection failed: {0}")]
    Io(std::io::ErrorKind),
    /// A line longer than [`super::MAX_LINE`].
    #[error("line longer than 64 KiB")]
    LineTooLong,
    /// Bytes arrived in clear text behind the command that switches to TLS (rule 3).
    #[error("bytes before the TLS handshake")]
    BytesBeforeTls,
    /// The CA text of the settings holds no usable certificate.
    #[error("CA certificate unusable: {0}")]
    BadCa(String),
    /// Strict checking, but this computer trusts no authority at all.
    #[error("no trusted certificate authorities on this computer")]
    NoTrustedRoots,
    /// The certificate is past its end date (or the clock of this computer is wrong).
    #[error("certificate expired")]
    TlsExpired,
    /// The certificate is not valid yet (or the clock of this computer is wrong).
    #[error("certificate not yet valid")]
    TlsNotYetValid,
    /// A signature is wrong: forged, or damaged.
    #[error("certificate or handshake wrongly signed")]
    TlsBadSignature,
    /// Self-signed or of an authority that is not trusted here; strict checking only.
    #[error("certificate of an unknown authority")]
    TlsUnknownIssuer,
    /// Made for another name; strict checking only.
    #[error("certificate for another name")]
    TlsWrongName,
    /// Made for another purpose, for instance for a client.
    #[error("certificate for another purpose")]
    TlsWrongUsage,
    /// Revoked by its authority.
    #[error("certificate revoked")]
    TlsRevoked,
    /// Another certificate than the one remembered; an admin has to accept it. SHA-256 in lower-case hex.
    #[error("certificate changed, now {sha256}")]
    TlsPinChanged {
        /// Fingerprint of the certificate that was shown now.
        sha256: String,
    },
    /// The own certificate cannot be used; nothing was sent.
    #[error(transparent)]
    ClientCertificate(#[from] IdentityError),
    /// The peer wants a certificate of ours.
    #[error("server demands a client certificate")]
    TlsClientCertificateWanted,
    /// The peer offers only versions before TLS 1.2, or no common cipher.
    #[error("no common TLS version or cipher (at least TLS 1.2)")]
    TlsTooOld,
    /// The peer closed during the handshake: another TLS version, another port, or a lost line.
    #[error("connection closed during the TLS handshake")]
    TlsClosed,
    /// The peer does not speak TLS on this port.
    #[error("server does not speak TLS here")]
    TlsNotSpoken,
    /// Another failure of TLS.
    #[error("TLS: {0}")]
    Tls(String),
}

impl Error {
    /// Whether it concerns TLS: stop and show, no automatic second try (rule 8).
    #[must_use]
    pub fn is_tls(&self) -> bool {
        matches!(
            self,
            Self::BytesBeforeTls
                | Self::BadCa(_)
                | Self::NoTrustedRoots
                | Self::TlsExpired
                | Self::TlsNotYetValid
                | Self::TlsBadSignature
                | Self::TlsUnknownIssuer
                | Self::TlsWrongName
                | Self::TlsWrongUsage
                | Self::TlsRevoked
                | Self::TlsPinChanged { .. }
                | Self::ClientCertificate(_)
                | Self::TlsClientCertificateWanted
                | Self::TlsTooOld
                | Self::TlsClosed
                | Self::TlsNotSpoken
                | Self::Tls(_)
        )
    }

    /// Whether the same attempt may succeed later without anybody changing a setting.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Name(_) | Self::ConnectRefused | Self::ConnectTimeout | Self::Connect(_) | Self::Timeout(_) | Self::Closed | Self::Io(_)
        )
    }

    /// Reads what rustls or the system reported on a line that was already connected.
    #[must_use]
    pub fn from_io(error: &std::io::Error) -> Self {
        use std::io::ErrorKind as K;
        if let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            return Self::from_rustls(tls);
        }
        match error.kind() {
            K::UnexpectedEof | K::ConnectionReset | K::ConnectionAborted | K::BrokenPipe | K::NotConnected => Self::Closed,
            kind => Self::Io(kind),
        }
    }

    /// Reads a failure of the handshake; also for clients that use [`super::ClientTls`] by themselves.
    #[must_use]
    pub fn from_rustls(error: &rustls::Error) -> Self {
        use rustls::Error as R;
        match error {
            R::InvalidCertificate(certificate) => Self::from_certificate(certificate),
            R::AlertReceived(AlertDescription::CertificateRequired | AlertDescription::BadCertificate) => Self::TlsClientCertificateWanted,
            R::AlertReceived(AlertDescription::ProtocolVersion | AlertDescription::InsufficientSecurity)
            | R::PeerIncompatible(
                PeerIncompatible::ServerDoesNotSupportTls12Or13 | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
            ) => Self::TlsTooOld,
            R::InvalidMessage(InvalidMessage::InvalidContentType | InvalidMessage::UnknownProtocolVersion) => Self::TlsNotSpoken,
            other => Self::Tls(other.to_string()),
        }
    }

    fn from_certificate(error: &CertificateError) -> Self {
        use CertificateError as C;
        match error {
            C::Expired | C::ExpiredContext { .. } => Self::TlsExpired,
            C::NotValidYet | C::NotValidYetContext { .. } => Self::TlsNotYetValid,
            C::BadSignature => Self::TlsBadSignature,
            C::UnknownIssuer => Self::TlsUnknownIssuer,
            C::NotValidForName | C::NotValidForNameContext { .. } => Self::TlsWrongName,
            C::InvalidPurpose | C::InvalidPurposeContext { .. } => Self::TlsWrongUsage,
            C::Revoked => Self::TlsRevoked,
            C::Other(OtherError(inner)) => {
                if let Some(changed) = inner.downcast_ref::<PinChanged>() {
                    Self::TlsPinChanged { sha256: changed.0.clone() }
                } else if let Some(webpki::Error::CaUsedAsEndEntity) = inner.downcast_ref() {
                    Self::TlsUnknownIssuer
                } else if format!("{inner:?}") == "EkuError" {
                    Self::TlsWrongUsage // the platform verifier's own type for it is private
                } else {
                    Self::Tls(inner.to_string())
                }
            }
            // The long form names host and certificate names; the short one is enough for a person.
            other => Self::Tls(format!("{other:?}").chars().take_while(|c| c.is_alphanumeric()).collect()),
        }
    }
}

/// Carries the new fingerprint through rustls, which knows no such error.
#[derive(Debug, thiserror::Error)]
#[error("certificate changed")]
pub(super) struct PinChanged(pub(super) String);

impl From<PinChanged> for rustls::Error {
    fn from(changed: PinChanged) -> Self {
        Self::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(changed))))
    }
}
