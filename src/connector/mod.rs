//! The Konnektor over SOAP: is the TI reachable, which cards are there, are they unlocked (gemSpec_Kon 4.1).
//!
//! `services` reads what the device offers, `soap` and `certificate` write requests and read answers, all without I/O;
//! `client` carries them over HTTP. All of it is comfort: no mail depends on it. Invariants: credentials travel only over TLS
//! (or to this computer), no host is contacted but the configured one unless an admin said to follow the device's own
//! name, no PIN is ever asked for, and patients' cards (eGK) are never listed.

pub mod certificate;
pub mod client;
pub mod services;
pub mod soap;

pub use client::{Client, Login};

/// Why the Konnektor gave no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Not an `http://` or `https://` address, TLS settings are missing, or a login would travel in clear text.
    #[error("the Konnektor address cannot be used: {0}")]
    Url(&'static str),
    /// Name not found, connection refused, no route.
    #[error("the Konnektor cannot be reached: {0}")]
    Unreachable(#[source] std::io::Error),
    /// No answer in time.
    #[error("the Konnektor does not answer")]
    Timeout,
    /// The TLS handshake failed; the source carries rustls' reason.
    #[error("no secure connection: {0}")]
    Tls(#[source] std::io::Error),
    /// HTTP 401 or 403: wrong login, or a client certificate is demanded.
    #[error("the Konnektor refused the login (HTTP {0})")]
    Auth(u16),
    /// Any other HTTP status; redirects are not followed.
    #[error("the Konnektor answered with HTTP {0}")]
    Http(u16),
    /// The connection broke, the answer is larger than 1 MiB, or is no SOAP.
    #[error("the Konnektor answered wrongly: {0}")]
    Answer(String),
    /// The service directory lacks a service in a version we speak.
    #[error("the Konnektor does not offer {0}")]
    ServiceMissing(&'static str),
    /// A gematik error, code and text as the Konnektor gives them (for instance 4004, „Ungültige Mandanten-ID").
    #[error("Konnektor error {code}: {text}")]
    Fault { code: String, text: String },
}
