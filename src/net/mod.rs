//! Sockets, TLS and time limits in one place, for every protocol that Kimpost speaks.
//!
//! Invariants: the chosen [`TlsMode`](crate::domain::account::TlsMode) is what happens (no fallback to
//! clear text, rule 2); certificates are judged only by [`TlsSettings`] (rule 4); every wait has a limit
//! (rule 5) and may be ended by dropping its future. Knows no protocol: POP3, SMTP, LDAP and HTTP bring
//! their own words. Never logs host names, logins or contents.

mod der;
mod dial;
mod error;
mod identity;
mod ladder;
#[cfg(test)]
pub(crate) mod script_server;
mod tls;
mod verify;
mod wire;

use std::time::Duration;

pub use dial::{Connection, Endpoint, Stream, TlsInfo, connect, dial, resolve};
pub use error::Error;
pub use identity::{ClientIdentity, IdentityError, MAX_PKCS12};
pub use ladder::{Ladder, Step};
pub use tls::{ClientTls, SeenCertificate, TlsSettings};
pub use wire::Wire;

/// Longest wait for name resolution, for the TCP connection, and for the TLS handshake (each).
pub const CONNECT_LIMIT: Duration = Duration::from_secs(15);
/// Longest silence while a Clientmodul decrypts or encrypts: before and during RETR, after the final dot of DATA. Ten minutes
/// are borne, and a little more, so that an answer at the last moment arrives.
pub const LONG_SILENCE: Duration = Duration::from_secs(630);
/// Longest reply line in bytes, line end included.
pub const MAX_LINE: usize = 64 * 1024;

/// Words of a peer, fit for screen and log (rule 7): one line, at most 500 characters, nothing invisible.
/// Text that is no UTF-8 is read as Latin-1, so that umlauts of old servers survive.
#[must_use]
pub fn peer_text(bytes: &[u8]) -> String {
    // One character takes at most four bytes, and only the first 500 are shown.
    let bytes = bytes.get(..4096).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => crate::domain::safe_text::one_line(text),
        Err(cut) if cut.error_len().is_none() => crate::domain::safe_text::one_line(&String::from_utf8_lossy(bytes)),
        Err(_) => crate::domain::safe_text::one_line(&bytes.iter().map(|&b| char::from(b)).collect::<String>()),
    }
}

#[cfg(test)]
mod tests;
