//! The one shape of an error that a person sees.

use super::ids::AccountId;

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
        !self.code.starts_with("WATCH-") && !self.code.starts_with("EAU-")
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
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.detail)
    }
}

impl std::error::Error for Problem {}
