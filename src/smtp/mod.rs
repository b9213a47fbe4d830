//! SMTP submission (RFC 5321, 4954, 3207, 3461, 1870) to a Clientmodul, in a client of our own.
//!
//! Own, because lettre hides what rules 19 to 23 need: the EHLO words (DSN, SIZE), a limit for each wait,
//! the moment before DATA, a result per recipient, the line between "not sent" and "unknown", and a final
//! dot that adds no byte. Invariants: bytes leave exactly as stored (a bare CR or LF stops the send);
//! anything that fails before the final dot is `NotSent`, anything unclear after it is `Unknown`.

mod body;
mod error;
mod reply;
mod session;
mod submit;

use std::future::Future;

pub use error::{CODES, Error, Phase};
pub use reply::{Capabilities, Reply};
pub use session::check;
pub use submit::{Submitted, submit};

use crate::domain::address::KimAddress;

/// What stands outside the mail.
#[derive(Clone, Debug)]
pub struct Envelope {
    pub from: KimAddress,
    pub recipients: Vec<KimAddress>,
    /// ENVID of RFC 3461 §4.4, printable ASCII without blanks, at most 100 characters; comes back in DSNs.
    pub envid: Option<String>,
    /// Asks for a DSN of success, failure and delay for each recipient.
    pub notify: bool,
    /// Exact size of the mail in bytes. Fewer or more from the [`Feed`] stop the send before the final dot.
    pub size: u64,
    /// The mail holds bytes above 127: `BODY=8BITMIME` is said where the server knows it.
    pub eight_bit: bool,
}

/// Where the mail comes from, and who watches it go.
pub trait Feed: Send {
    /// The next bytes of the mail, of any number; `None` at the end.
    fn next_chunk(&mut self) -> impl Future<Output = Result<Option<Vec<u8>>, String>> + Send;

    /// Called once, right before the DATA command. "DATA has begun" is to be durable when it returns (rule 21);
    /// after an `Err` nothing is sent. Until it was called, a crash cannot have sent anything.
    fn before_data(&mut self) -> impl Future<Output = Result<(), String>> + Send;

    /// Bytes of the mail handed to the line so far.
    fn progress(&mut self, sent: u64);
}

#[cfg(test)]
mod tests;
