//! The one shape of an error that a person sees.

use super::ids::AccountId;

/// The certificate of an account's card ends within 90 days; `detail` counts them.
pub const CARD_EXPIRES: &str = "CARD-EXPIRES";
/// It has ended.
pub const CARD_EXPIRED: &str = "CARD-EXPIRED";

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing, nothing to do.
    Info,
    /// Works, but differently than wanted.
    Warning,
    /// A person must act.
    Error,
}

/// An error for people: stable code, sentence, next step, copyable detail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Stable and searchable, for instance `POP-AUTH`.
    pub code: &'static str,
    pub severity: Severity,
    pub account: Option<AccountId>,
    /// The peer's own words or a technical detail; cleaned, without patient data.
    pub detail: String,
}

impl Problem {
    /// An error; `detail` is cleaned. The texts follow from the code: `POP-AUTH` reads `problem-POP-AUTH`
    /// and its attribute `.advice`, so no key can be named wrongly.
    #[must_use]
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, account: None, detail: super::safe_text::one_line(&detail.into()) }
    }

    /// Whether it is about reaching a server: a fetch that went well ends it. Others last until what raised them says so.
    #[must_use]
    pub fn is_of_connection(&self) -> bool {
        !self.is_reminder() && !self.code.starts_with("WATCH-") && !self.code.starts_with("AUDIT-") && !self.code.starts_with("EAU-")
    }

    /// The same problem, bound to an account.
    #[must_use]
    pub fn of(mut self, account: AccountId) -> Self {
        self.account = Some(account);
        self
    }

    /// The same problem with another severity.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// A reminder of something that lies ahead: a person may put it away, and a fetch that succeeds does not end it.
    #[must_use]
    pub fn is_reminder(&self) -> bool {
        [CARD_EXPIRES, CARD_EXPIRED].contains(&self.code)
    }

    /// Whether it is over with this news; an empty code stands for everything that a fetch or a change can cure.
    #[must_use]
    pub fn is_cleared_by(&self, account: Option<AccountId>, code: &str) -> bool {
        self.account == account && (self.code == code || (code.is_empty() && self.is_of_connection()))
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.detail)
    }
}

impl std::error::Error for Problem {}
