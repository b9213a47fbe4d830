//! Why a submission certainly did not happen, and the stable code a person sees for it.
//!
//! What is unclear after the final dot is no error here but `SendOutcome::Unknown`.

use super::Reply;
use crate::domain::outgoing::SendFailure;
use crate::domain::safe_text::one_line;
use crate::net;

/// Every code of [`Error::failure`]; each needs its texts `problem-…`.
pub const CODES: [&str; 28] = [
    "SMTP-NAME",
    "SMTP-CONNECT",
    "SMTP-CLEAR-TEXT",
    "SMTP-TIMEOUT",
    "SMTP-TLS",
    "SMTP-CERT-CHANGED",
    "SMTP-LOST",
    "SMTP-PROTOCOL",
    "SMTP-STARTTLS",
    "SMTP-NO-AUTH",
    "SMTP-SILENT",
    "SMTP-AUTH",
    "SMTP-AUTH-METHOD",
    "SMTP-AUTH-TEMP",
    "SMTP-LOGIN-FORMAT",
    "SMTP-421",
    "SMTP-451",
    "SMTP-TEMPORARY",
    "SMTP-REFUSED",
    "SMTP-RECIPIENTS",
    "SMTP-RECIPIENTS-TEMP",
    "SMTP-TOO-LARGE",
    "SMTP-QUOTA",
    "SMTP-SENDER-CERT",
    "SMTP-LINE-BREAK",
    "SMTP-SOURCE",
    "SMTP-NOT-RECORDED",
    "SMTP-ENVELOPE",
];

/// Where in the dialogue a reply came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    /// Reply to the DATA command itself.
    Data,
    /// While the mail was being sent, before the final dot.
    Body,
    /// Reply to the final dot.
    End,
}

/// Nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No connection, or it broke before the final dot.
    #[error(transparent)]
    Net(#[from] net::Error),
    /// 4xx or 5xx.
    #[error("{reply}")]
    Refused {
        /// When.
        phase: Phase,
        /// The server's words.
        reply: Reply,
    },
    /// Something that is no reply, or not one to this question.
    #[error("unexpected reply: {text}")]
    Unexpected {
        /// When.
        phase: Phase,
        /// The server's words, cleaned.
        text: String,
    },
    /// STARTTLS is wanted and the server does not offer it.
    #[error("server does not offer STARTTLS: {0}")]
    StartTlsMissing(String),
    /// Connected, but no greeting came: most likely a port for another kind of encryption.
    #[error("no greeting within {0} s")]
    Silent(u64),
    /// Neither AUTH PLAIN nor AUTH LOGIN is offered (KOM-LE-A_2009 demands both).
    #[error("server offers no usable login method: {0}")]
    NoAuth(String),
    /// Login or password holds CR, LF or NUL.
    #[error("login or password holds a line break")]
    UnsafeLogin,
    /// Larger than the server's SIZE (RFC 1870 §5).
    #[error("mail of {size} bytes, server takes {limit}")]
    TooLarge {
        /// Size of the mail.
        size: u64,
        /// The server's limit.
        limit: u64,
    },
    /// Every recipient was refused; `transient` when at least one may be taken later.
    #[error("no recipient was accepted: {last}")]
    NoRecipientLeft {
        /// The last refusal.
        last: String,
        /// At least one 4xx.
        transient: bool,
    },
    /// The stored mail holds a CR or LF of its own (rule 23); it was not sent.
    #[error("the stored mail holds a bare CR or LF")]
    BareLineBreak,
    /// The stored mail could not be read, or is not as long as recorded.
    #[error("stored mail unreadable: {0}")]
    Source(String),
    /// "DATA begun" could not be recorded durably.
    #[error("send state could not be recorded: {0}")]
    NotRecorded(String),
    /// No recipients, or an ENVID that cannot be sent.
    #[error("envelope incomplete: {0}")]
    Envelope(&'static str),
}

impl Error {
    /// Code, words and whether a later attempt may go well by itself (rules 8 and 26).
    ///
    /// 451 after the final dot has several causes and is not repeated by itself, except where an application's
    /// rule says so: the caller knows that, by the code `SMTP-451`.
    #[must_use]
    pub fn failure(&self) -> SendFailure {
        let (code, transient) = match self {
            Self::Net(error) => (net_code(error), error.is_transient()),
            Self::Silent(_) => ("SMTP-SILENT", true),
            Self::Refused { phase, reply } => refusal(*phase, reply),
            Self::Unexpected { .. } => ("SMTP-PROTOCOL", false),
            Self::StartTlsMissing(_) => ("SMTP-STARTTLS", false),
            Self::NoAuth(_) => ("SMTP-NO-AUTH", false),
            Self::UnsafeLogin => ("SMTP-LOGIN-FORMAT", false),
            Self::TooLarge { .. } => ("SMTP-TOO-LARGE", false),
            Self::NoRecipientLeft { transient: true, .. } => ("SMTP-RECIPIENTS-TEMP", true),
            Self::NoRecipientLeft { .. } => ("SMTP-RECIPIENTS", false),
            Self::BareLineBreak => ("SMTP-LINE-BREAK", false),
            Self::Source(_) => ("SMTP-SOURCE", false),
            Self::NotRecorded(_) => ("SMTP-NOT-RECORDED", true),
            Self::Envelope(_) => ("SMTP-ENVELOPE", false),
        };
        SendFailure { code, detail: one_line(&self.to_string()), transient }
    }
}

fn net_code(error: &net::Error) -> &'static str {
    match error {
        net::Error::Name(_) => "SMTP-NAME",
        net::Error::ConnectRefused | net::Error::ConnectTimeout | net::Error::Connect(_) => "SMTP-CONNECT",
        net::Error::ClearTextRefused => "SMTP-CLEAR-TEXT",
        net::Error::Timeout(_) => "SMTP-TIMEOUT",
        net::Error::TlsPinChanged { .. } => "SMTP-CERT-CHANGED",
        tls if tls.is_tls() => "SMTP-TLS",
        net::Error::Closed | net::Error::Io(_) => "SMTP-LOST",
        _ => "SMTP-PROTOCOL",
    }
}

/// The table of KIM protocol §1.3. A Clientmodul holds MAIL and RCPT back until DATA, so most refusals come at the end.
fn refusal(phase: Phase, reply: &Reply) -> (&'static str, bool) {
    let transient = reply.is_transient();
    match (phase, reply.code) {
        (_, 421) => ("SMTP-421", true),
        (Phase::Greeting | Phase::Ehlo, _) => (if transient { "SMTP-TEMPORARY" } else { "SMTP-REFUSED" }, transient),
        (Phase::StartTls, _) => ("SMTP-STARTTLS", transient),
        (Phase::Auth, 501) => ("SMTP-LOGIN-FORMAT", false),
        (Phase::Auth, 500 | 502..=504 | 534 | 538) => ("SMTP-AUTH-METHOD", false),
        (Phase::Auth, _) if transient => ("SMTP-AUTH-TEMP", true),
        (Phase::Auth, _) => ("SMTP-AUTH", false),
        _ if reply.says_too_large() => ("SMTP-TOO-LARGE", false),
        (Phase::End, 451) => ("SMTP-451", false),
        (Phase::End, 521) => ("SMTP-QUOTA", false),
        (Phase::End, 553) => ("SMTP-SENDER-CERT", false),
        _ if transient => ("SMTP-TEMPORARY", true),
        _ => ("SMTP-REFUSED", false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reply_has_its_code() {
        use Phase as P;
        for (phase, code, text, expected, transient) in [
            (P::Greeting, 554, "nein", "SMTP-REFUSED", false),
            (P::Greeting, 421, "voll", "SMTP-421", true),
            (P::Auth, 535, "5.7.8 falsch", "SMTP-AUTH", false),
            (P::Auth, 501, "5.5.4 Name", "SMTP-LOGIN-FORMAT", false),
            (P::Auth, 454, "4.7.0 FD", "SMTP-AUTH-TEMP", true),
            (P::Auth, 504, "5.7.4 nein", "SMTP-AUTH-METHOD", false),
            (P::Mail, 550, "5.7.1", "SMTP-REFUSED", false),
            (P::Mail, 451, "4.3.0", "SMTP-TEMPORARY", true),
            (P::Mail, 552, "5.3.4 groß", "SMTP-TOO-LARGE", false),
            (P::Mail, 553, "5.1.3", "SMTP-REFUSED", false),
            (P::Data, 554, "5.5.1", "SMTP-REFUSED", false),
            (P::End, 451, "4.3.0 nicht signiert", "SMTP-451", false),
            (P::End, 452, "4.2.2", "SMTP-TEMPORARY", true),
            (P::End, 554, "5.3.4 zu groß", "SMTP-TOO-LARGE", false),
            (P::End, 521, "Kontingent", "SMTP-QUOTA", false),
            (P::End, 553, "Zertifikat", "SMTP-SENDER-CERT", false),
            (P::End, 550, "5.7.1", "SMTP-REFUSED", false),
        ] {
            let failure = Error::Refused { phase, reply: Reply { code, text: text.into() } }.failure();
            assert_eq!((failure.code, failure.transient), (expected, transient), "{phase:?} {code}");
            assert_eq!(failure.detail, format!("{code} {text}"));
            assert!(CODES.contains(&failure.code));
        }
    }
}
