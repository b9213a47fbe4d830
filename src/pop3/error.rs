//! Why a POP3 session or one of its commands failed.
//!
//! A refusal of one command (`Refused`) leaves the session usable; everything else ends it.

use super::Refusal;
use crate::net;

/// A POP3 session failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No connection, or it broke.
    #[error(transparent)]
    Net(#[from] net::Error),
    /// -ERR instead of a greeting.
    #[error("refused at connect: {}", .0.text)]
    Greeting(Refusal),
    /// Connected, but no greeting came: most likely a port for another kind of encryption.
    #[error("no greeting within {0} s")]
    Silent(u64),
    /// -ERR during login. Without a response code this may mean a wrong password, a wrong login name, a card
    /// or Konnektor trouble, or an unreachable Fachdienst; nobody can tell (KIM protocol §1.4).
    #[error("login refused: {}", .0.text)]
    Login(Refusal),
    /// -ERR to a command after login; the session goes on.
    #[error("{command} refused: {}", .refusal.text)]
    Refused {
        /// The command's name.
        command: &'static str,
        /// The server's words.
        refusal: Refusal,
    },
    /// `- ERR timeout`: the Fachdienst was silent and the Clientmodul closes (KOM-LE-A_2038).
    #[error("server gave up: {0}")]
    GaveUp(String),
    /// Neither +OK nor -ERR, or bytes nobody asked for (rule 6).
    #[error("unexpected reply to {command}: {text}")]
    Unexpected {
        /// What was being asked.
        command: &'static str,
        /// The server's words, cleaned.
        text: String,
    },
    /// STLS is wanted and the server does not offer it, or refused it.
    #[error("server does not offer STLS: {0}")]
    StlsMissing(String),
    /// Neither USER/PASS nor SASL PLAIN is offered.
    #[error("server offers no usable login method")]
    NoLoginMethod,
    /// Login or password holds CR, LF or NUL.
    #[error("login or password holds a line break")]
    UnsafeLogin,
    /// A message is larger than allowed; what was handed out of it is to be thrown away.
    #[error("message {number} is larger than {limit} bytes")]
    MessageTooLarge {
        /// Its number in this session.
        number: u32,
        /// The limit.
        limit: u64,
    },
    /// A listing names more than [`super::MAX_LISTING`] messages.
    #[error("listing too long")]
    ListingTooLong,
    /// The session ended by an earlier error or an abandoned command.
    #[error("session is over")]
    Over,
}

impl Error {
    /// Stable code for people, for instance `POP-AUTH`; its texts are `problem-…`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        use super::RefusalClass as R;
        match self {
            Self::Net(net) => match net {
                net::Error::Name(_) => "POP-NAME",
                net::Error::ConnectRefused | net::Error::ConnectTimeout | net::Error::Connect(_) => "POP-CONNECT",
                net::Error::ClearTextRefused => "POP-CLEAR-TEXT",
                net::Error::Timeout(_) => "POP-TIMEOUT",
                net::Error::TlsPinChanged { .. } => "POP-CERT-CHANGED",
                tls if tls.is_tls() => "POP-TLS",
                net::Error::Closed | net::Error::Io(_) => "POP-LOST",
                _ => "POP-PROTOCOL",
            },
            Self::Silent(_) => "POP-SILENT",
            Self::Greeting(r) | Self::Login(r) => match r.class {
                R::InUse => "POP-IN-USE",
                R::Temporary => "POP-TEMPORARY",
                R::Permanent => "POP-REFUSED",
                R::Auth => "POP-AUTH",
                R::Unclear => "POP-LOGIN",
            },
            Self::Refused { .. } => "POP-REFUSED",
            Self::GaveUp(_) => "POP-TEMPORARY",
            Self::Unexpected { .. } | Self::ListingTooLong | Self::Over => "POP-PROTOCOL",
            Self::StlsMissing(_) => "POP-STARTTLS",
            Self::NoLoginMethod => "POP-NO-AUTH",
            Self::UnsafeLogin => "POP-LOGIN-FORMAT",
            Self::MessageTooLarge { .. } => "POP-TOO-LARGE",
        }
    }

    /// Whether to try again by itself, with growing pauses and without asking for a password (rule 8).
    /// A bare -ERR at login is not: a wrong password tried again locks the account (KOM-LE-A_2167).
    #[must_use]
    pub fn is_transient(&self) -> bool {
        use super::RefusalClass as R;
        match self {
            Self::Net(net) => net.is_transient(),
            Self::Greeting(r) => matches!(r.class, R::InUse | R::Temporary | R::Unclear),
            Self::Login(r) => matches!(r.class, R::InUse | R::Temporary),
            Self::GaveUp(_) | Self::Silent(_) => true,
            Self::Refused { refusal, .. } => matches!(refusal.class, R::InUse | R::Temporary),
            _ => false,
        }
    }
}
