//! POP3 (RFC 1939, 2449, 2595, 5034) as a Clientmodul speaks it, in a client of our own.
//!
//! Own, because the crates keep whole mails in memory or know no STLS. `codec` is pure, `session` holds
//! the dialogue, `transfer` hands mails out in pieces. Invariants: bytes handed out are the bytes of the
//! mail, dot-stuffing undone and nothing else changed; a mail is whole only after its `End` event; after
//! any surprise the session answers no further command, so nothing can be deleted by mistake (rule 6).

mod codec;
mod error;
mod session;
mod transfer;

use std::time::Duration;

pub use codec::{Capabilities, Listing, Refusal, RefusalClass};
pub use error::Error;
pub use session::{Session, check};
pub use transfer::{Event, Transfer};

/// Most messages a listing may name (rule 5).
pub const MAX_LISTING: usize = 200_000;

/// What one session may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest message in bytes.
    pub message: u64,
    /// Longest silence before and during RETR, while the Clientmodul decrypts.
    pub silence: Duration,
}

impl Default for Limits {
    /// 700 MiB (the `maxMailSize` of KIM), ten minutes and a little.
    fn default() -> Self {
        Self { message: 700 * 1024 * 1024, silence: crate::net::LONG_SILENCE }
    }
}

#[cfg(test)]
mod tests;
