//! The Verzeichnisdienst (VZD) over LDAP, as gemSpec_VZD offers it to clients through the Konnektor's proxy.
//!
//! `filter` turns a question into an LDAP filter, `entry` reads what comes back, `ber` and `message` are the wire
//! format without any I/O, `client` holds the connection. Invariants: a question never becomes filter syntax, no
//! search without a term, at most 100 entries, no referral is followed, no certificate is asked for, and every
//! text from the directory is cleaned before anybody sees it (security rule 9).
//! Nothing here logs a term or an answer.

mod ber;
pub mod client;
pub mod entry;
pub mod filter;
mod message;

pub use client::Client;
pub use filter::{Filter, QueryError};

/// Why the directory gave no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The question may not be sent; nothing was.
    #[error("the question cannot be asked: {0}")]
    Query(#[from] QueryError),
    /// Not `ldap://`, `ldaps://` or `ldap+starttls://` with a host, or TLS settings are missing for a TLS address.
    #[error("the directory address cannot be used: {0}")]
    Url(&'static str),
    /// Name not found, connection refused, no route.
    #[error("the directory cannot be reached: {0}")]
    Unreachable(#[source] std::io::Error),
    /// No connection within [`client::CONNECT_TIMEOUT`].
    #[error("the directory does not answer")]
    ConnectTimeout,
    /// The TLS handshake failed; the source carries rustls' reason, so a changed certificate can be told apart.
    #[error("no secure connection: {0}")]
    Tls(#[source] std::io::Error),
    /// The server does not offer StartTLS; there is no fallback to clear text.
    #[error("the directory refused StartTLS ({code}): {text}")]
    StartTlsRefused { code: u32, text: String },
    /// The peer does not speak LDAP, or broke a limit.
    #[error("the directory answered wrongly: {0}")]
    Protocol(&'static str),
    /// The connection ended before the answer was complete.
    #[error("the connection to the directory was lost: {0}")]
    Lost(String),
    /// The search took longer than [`client::SEARCH_TIMEOUT`].
    #[error("the search took too long")]
    Timeout,
    /// Result `busy` or `unavailable`: try again later.
    #[error("the directory is busy ({code}): {text}")]
    Busy { code: u32, text: String },
    /// Any other LDAP result, with the server's words.
    #[error("the directory refused the search ({code}): {text}")]
    Refused { code: u32, text: String },
}
