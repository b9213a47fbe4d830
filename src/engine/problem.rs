//! Module errors become [`Problem`]s: one stable code each, the peer's words as detail. The one such place.
//!
//! Sentences and next steps follow from the code (`problem-CODE`, `problem-CODE-advice`); a test demands both in
//! both languages for every code of [`CODES`].

use std::io;

use crate::directory::QueryError;
use crate::domain::problem::{Problem, Severity};
use crate::domain::time::Timestamp;
use crate::kim::compose::ComposeError;
use crate::{connector, directory, handover, net, pop3, secrets, smtp, store};

/// Every code a person can meet; stable once released.
pub const CODES: &[&str] = &[
    "ACCESS",
    "ACCESS-CHANGED",
    "ACCESS-LAST-ADMIN",
    "ACCESS-NAME-TAKEN",
    "ACCOUNT-CHANGED",
    "ACCOUNT-EXISTS",
    "ACCOUNT-INVALID",
    "ACCOUNT-PASSWORD",
    "ACCOUNT-USED",
    "ATTACH-NOT-A-FILE",
    "ATTACH-TOO-LARGE",
    "ATTACH-UNREADABLE",
    "BACKUP-DAMAGED",
    "BACKUP-FAILED",
    "BACKUP-FILE",
    "BACKUP-FOLDER",
    "BACKUP-KEY",
    "BACKUP-NO-PASSPHRASE",
    "BACKUP-OLD",
    "BACKUP-PLAN",
    "BACKUP-RUNNING",
    "AUDIT-BROKEN",
    "CA-FILE",
    "CARD-EXPIRED",
    "CARD-EXPIRES",
    "CERT-EARLY",
    "CERT-EXPIRED",
    "CERT-REVOKED",
    "CERT-SIGNATURE",
    "CERT-USAGE",
    "CLIENT-CERT-EARLY",
    "CLIENT-CERT-EXPIRED",
    "CLIENT-CERT-FILE",
    "CLIENT-CERT-KIND",
    "CLIENT-CERT-NO-KEY",
    "CLIENT-CERT-PASSWORD",
    "CLIENT-CERT-WANTED",
    "COMPOSE",
    "CONNECTOR-ANSWER",
    "CONNECTOR-AUTH",
    "CONNECTOR-CONNECT",
    "CONNECTOR-FAULT",
    "CONNECTOR-CERT-CHANGED",
    "CONNECTOR-NO-CARDS",
    "CONNECTOR-NOT-SET",
    "CONNECTOR-OFFLINE",
    "CONNECTOR-TIMEOUT",
    "CONNECTOR-TLS",
    "CONNECTOR-URL",
    "CONTACTS-CHECK-RUNNING",
    "DISK-FULL",
    "DISK-LOW",
    "ENGINE-STOPPED",
    "FETCH-RUNNING",
    "FORWARD-NOTHING-EMBEDDED",
    "GROUP-EXISTS",
    "HANDOVER-FOLDER",
    "HANDOVER-NO-FILE",
    "HANDOVER-RESTORED",
    "HANDOVER-TAKEN",
    "HANDOVER-WRITE",
    "IMPORT-EMPTY",
    "IMPORT-NOT-MBOX",
    "IMPORT-PART",
    "IMPORT-TOO-LARGE",
    "IMPORT-WHICH-ACCOUNT",
    "INPUT-ACCOUNT-FILE",
    "INPUT-ADDRESS",
    "INPUT-CONFIRM",
    "INPUT-DIENSTKENNUNG",
    "INPUT-DRAFT",
    "INPUT-EEB",
    "INPUT-EMPTY-SEARCH",
    "INPUT-ENCODING",
    "INPUT-FD",
    "INPUT-FILE",
    "INPUT-FINGERPRINT",
    "INPUT-GROUP-NAME",
    "INPUT-KEY-VALUE",
    "INPUT-LETTER",
    "INPUT-LOCK-TIME",
    "INPUT-NAME",
    "INPUT-NO-ACCOUNT",
    "INPUT-NO-ATTACHMENT",
    "INPUT-NO-GROUPING",
    "INPUT-NO-RECIPIENT",
    "INPUT-NO-USER",
    "INPUT-NOT-KIM",
    "INPUT-PASSWORD",
    "INPUT-PREFIX",
    "INPUT-REASON",
    "INPUT-SETTING",
    "INPUT-SUBJECT",
    "INPUT-TWICE",
    "INTERNAL",
    "KEY-DAMAGED",
    "KEY-MISSING",
    "KEY-TOO-SHORT",
    "KEY-WRONG",
    "KEYRING",
    "LDAP-ANSWER",
    "LDAP-CONNECT",
    "LDAP-EMPTY",
    "LDAP-NOT-SET",
    "LDAP-OWN-ADDRESS",
    "LDAP-QUERY",
    "LDAP-QUERY-IK",
    "LDAP-QUERY-LONG",
    "LDAP-QUERY-MAIL",
    "LDAP-QUERY-PROFESSION",
    "LDAP-REPLACED",
    "LDAP-TIMEOUT",
    "LDAP-TLS",
    "LDAP-URL",
    "MAIL-NO-RAW",
    "NOT-FOUND",
    "OPEN-UNSAFE",
    "POP-AUTH",
    "POP-CERT-CHANGED",
    "POP-CLEAR-TEXT",
    "POP-CONNECT",
    "POP-IN-USE",
    "POP-LOGIN",
    "POP-LOST",
    "POP-NAME",
    "POP-PROTOCOL",
    "POP-REFUSED",
    "POP-LOGIN-FORMAT",
    "POP-NO-AUTH",
    "POP-STARTTLS",
    "POP-TEMPORARY",
    "POP-TIMEOUT",
    "POP-TLS",
    "POP-TOO-LARGE",
    "PRINT",
    "PROFILE-EXISTS",
    "PROFILE-IN-USE",
    "PROFILE-IO",
    "PROFILE-MISSING",
    "RECEIPT-NOT-ASKED",
    "RECEIPT-REFUSED",
    "RECIPIENT-GONE",
    "RECIPIENT-OTHER-OWNER",
    "REFETCH-GONE",
    "SAVE",
    "RESTORE-NOT-EMPTY",
    "SAVE-EXISTS",
    "SAVE-NAME",
    "SAVE-TAKEN",
    "SELFTEST-CANCELLED",
    "SELFTEST-CHANGED",
    "SELFTEST-NO-RECEIPT",
    "SELFTEST-NOT-BACK",
    "SELFTEST-RUNNING",
    "SELFTEST-UNDELIVERABLE",
    "SEND-STATE",
    "SEND-TOO-LARGE-FOR",
    "SIGN-IN-NEEDED",
    "SIGN-IN-WAIT",
    "SIGN-IN-WRONG",
    "SMTP-PARTIAL",
    "SMTP-UNCERTAIN",
    "STORE-BUSY",
    "STORE-DAMAGED",
    "STORE-IO",
    "STORE-KEY",
    "STORE-NEWER",
    "STORE-READ-ONLY",
    "TLS-OLD",
    "TLS-SETTINGS",
    "USAGE",
    "WINDOW",
    "DEMO-START",
    "LANGUAGE",
    "POP-LISTING",
    "POP-SILENT",
    "REPROCESS-REFUSED",
    "DOCTOR-FINDINGS",
    "EAU-OFF",
    "INPUT-BLOCK-NAME",
    "INPUT-TOO-LONG",
    "LOGIN-NOT-TRIED",
    "MAIL-CLAIMED",
    "STATION-OTHER",
    "INPUT-SETTING-VALUE",
    "EAU-ERROR",
    "EAU-SILENT",
    "INPUT-TIME",
    "RESEND-NOTHING",
    "WATCH-CONTENT",
    "WATCH-DRAFT",
    "WATCH-EMPTY",
    "WATCH-FAILED",
    "WATCH-FOLDER",
    "WATCH-FOLDER-TAKEN",
    "WATCH-GONE",
    "WATCH-INSURER",
    "WATCH-KIND",
    "WATCH-LETTER",
    "WATCH-MISSING",
    "WATCH-MOVE",
    "WATCH-NAME",
    "WATCH-NAME-TAKEN",
    "WATCH-NO-IK",
    "WATCH-NOT-EMPTY",
    "WATCH-NO-RECIPIENT",
    "WATCH-PDFA",
    "WATCH-RECIPIENT",
    "WATCH-RETIRED",
    "WATCH-RULES",
    "WATCH-SIDECAR",
    "WATCH-TEST-DATA",
    "WATCH-TOO-LARGE",
    "WATCH-TWICE",
    "WATCH-UNKNOWN",
    "WATCH-UNREADABLE",
    "WATCH-UNSIGNED",
    "DRAW-ENCRYPTED",
    "DRAW-DAMAGED",
    "DRAW-TOO-LARGE",
    "DRAW-FORMAT",
    "DRAW-TIME",
    "DRAW-CRASHED",
    "DRAW-REPLACED",
    "DRAW-START",
    "HANDOVER-FULL",
    "MAPPING-REFUSED",
    "BULK-RUNNING",
    "INPUT-MOMENT",
    "REGISTRY-FILE",
    "INPUT-QUARTER",
    "TARIFF-FILE",
    "STORE-RESCUE",
    "PROFILE-NETWORK",
    "INPUT-PERIOD",
    "KEY-IN-MEMORY",
    "KEYRING-TEST",
    "RECOVERY-CODE",
    "RECOVERY-NONE",
    "RECOVERY-PLACE",
    "RECOVERY-PRINT",
    "RECOVERY-WRONG",
];

/// The static form of a code that was kept as text.
#[must_use]
pub fn known_code(code: &str) -> Option<&'static str> {
    smtp::CODES.iter().chain(CODES).find(|known| **known == code).copied()
}

/// A failure of the store.
pub fn of_store(error: store::Error) -> Problem {
    use store::Error as E;
    let code = match &error {
        E::WrongKey => "STORE-KEY",
        E::Missing => "PROFILE-MISSING",
        E::Exists => "PROFILE-EXISTS",
        E::Newer { .. } => "STORE-NEWER",
        E::Damaged(_) => "STORE-DAMAGED",
        E::Full => "DISK-FULL",
        E::Busy => "STORE-BUSY",
        E::ReadOnly => "STORE-READ-ONLY",
        E::NotFound => "NOT-FOUND",
        E::Used => "ACCOUNT-USED",
        E::AddressTaken => "ACCOUNT-EXISTS",
        E::GroupNameTaken => "GROUP-EXISTS",
        E::WrongState => "SEND-STATE",
        E::NameTaken => "ACCESS-NAME-TAKEN",
        E::Changed => "ACCESS-CHANGED",
        E::LastAdmin => "ACCESS-LAST-ADMIN",
        E::Io(_) | E::Path | E::Sql(_) => "STORE-IO",
    };
    Problem::new(code, error.to_string())
}

/// A task that ended without an answer. The words of a panic may hold what was worked on (rule 53): they stay out.
pub fn of_task(error: tokio::task::JoinError) -> Problem {
    Problem::new("INTERNAL", if error.is_panic() { "a task failed" } else { "a task was ended" })
}

/// A failure of the key store.
pub fn of_secrets(error: secrets::Error) -> Problem {
    use secrets::Error as E;
    let code = match &error {
        E::NoKeyring(_) => "KEYRING",
        E::PassphraseNeeded | E::Missing => "KEY-MISSING",
        E::WrongPassphrase => "KEY-WRONG",
        E::NoSheet => "RECOVERY-NONE",
        E::WrongCode => "RECOVERY-WRONG",
        E::Exists => "PROFILE-EXISTS",
        E::TooShort => "KEY-TOO-SHORT",
        E::Damaged(_) => "KEY-DAMAGED",
        E::Io(_) => "PROFILE-IO",
    };
    Problem::new(code, error.to_string())
}

/// A failure of a hand-over.
pub fn of_handover(error: handover::Error) -> Problem {
    use handover::Error as E;
    let code = match &error {
        E::FolderMissing | E::NotWritable => "HANDOVER-FOLDER",
        E::Full => "HANDOVER-FULL",
        E::Taken => "HANDOVER-TAKEN",
        _ => "HANDOVER-WRITE",
    };
    Problem::new(code, error.to_string())
}

/// A client certificate that cannot be used. The detail of a date is the day (ISO 8601).
pub fn of_identity(error: &net::IdentityError) -> Problem {
    use net::IdentityError as E;
    let day =
        |at: &Timestamp| chrono::DateTime::from_timestamp_millis(at.0).map_or_else(String::new, |at| at.format("%Y-%m-%d").to_string());
    match error {
        E::Unreadable(_) => Problem::new("CLIENT-CERT-FILE", error.to_string()),
        E::WrongPassword => Problem::new("CLIENT-CERT-PASSWORD", ""),
        E::NoKey | E::NoCertificate => Problem::new("CLIENT-CERT-NO-KEY", error.to_string()),
        E::Unsupported(_) | E::KeyKind => Problem::new("CLIENT-CERT-KIND", error.to_string()),
        E::Expired(at) => Problem::new("CLIENT-CERT-EXPIRED", day(at)),
        E::NotYetValid(at) => Problem::new("CLIENT-CERT-EARLY", day(at)),
    }
}

/// What of TLS has the same cause and next step at every service; the rest depends on the service.
pub fn of_tls(error: &net::Error) -> Option<Problem> {
    use net::Error as E;
    let code = match error {
        E::ClientCertificate(identity) => return Some(of_identity(identity)),
        E::TlsClientCertificateWanted => "CLIENT-CERT-WANTED",
        E::TlsExpired => "CERT-EXPIRED",
        E::TlsNotYetValid => "CERT-EARLY",
        E::TlsBadSignature => "CERT-SIGNATURE",
        E::TlsWrongUsage => "CERT-USAGE",
        E::TlsRevoked => "CERT-REVOKED",
        E::TlsTooOld => "TLS-OLD",
        _ => return None,
    };
    Some(Problem::new(code, error.to_string()))
}

/// A failure of a POP3 session.
pub fn of_pop3(error: &pop3::Error) -> Problem {
    if let pop3::Error::Net(net) = error
        && let Some(problem) = of_tls(net)
    {
        return problem;
    }
    let severity = if error.is_transient() { Severity::Warning } else { Severity::Error };
    Problem::new(error.code(), error.to_string()).severity(severity)
}

/// A failure of an SMTP dialogue before anything was sent.
pub fn of_smtp(error: &smtp::Error) -> Problem {
    if let smtp::Error::Net(net) = error
        && let Some(problem) = of_tls(net)
    {
        return problem;
    }
    let failure = error.failure();
    Problem::new(failure.code, failure.detail)
}

/// A failure of the VZD.
pub fn of_directory(error: &directory::Error) -> Problem {
    use directory::Error as E;
    if let E::Tls(io) = error
        && let Some(problem) = of_tls(&net::Error::from_io(io))
    {
        return problem;
    }
    let code = match error {
        E::Query(query) => match query {
            QueryError::Empty => "INPUT-EMPTY-SEARCH",
            QueryError::TooShort => "LDAP-QUERY",
            QueryError::TooLong => "LDAP-QUERY-LONG",
            QueryError::BadAddress => "LDAP-QUERY-MAIL",
            QueryError::BadIk => "LDAP-QUERY-IK",
            QueryError::BadProfession => "LDAP-QUERY-PROFESSION",
        },
        E::Url(_) => "LDAP-URL",
        E::Unreachable(_) => "LDAP-CONNECT",
        E::Timeout | E::ConnectTimeout => "LDAP-TIMEOUT",
        E::Tls(_) => "LDAP-TLS",
        _ => "LDAP-ANSWER",
    };
    Problem::new(code, error.to_string())
}

/// The same, with what is known of the line: one that a server closed before its first answer, having asked for a certificate in vain.
pub fn of_directory_line(error: &directory::Error, client: &directory::Client, seen: &net::SeenCertificate) -> Problem {
    use directory::Error as E;
    let closed = match error {
        E::Lost(_) => true,
        E::Tls(io) => matches!(net::Error::from_io(io), net::Error::Closed),
        _ => false,
    };
    if closed && !client.was_answered() && seen.client_certificate_missing() {
        return Problem::new("CLIENT-CERT-WANTED", error.to_string());
    }
    of_directory(error)
}

/// A failure of the Konnektor.
pub fn of_connector(error: &connector::Error) -> Problem {
    use connector::Error as E;
    if let E::Tls(io) = error
        && let Some(problem) = of_tls(&net::Error::from_io(io))
    {
        return problem;
    }
    let code = match error {
        E::Url(_) => "CONNECTOR-URL",
        E::Unreachable(_) => "CONNECTOR-CONNECT",
        E::Timeout => "CONNECTOR-TIMEOUT",
        E::Tls(source) => {
            let reason = net::Error::from_io(source);
            let changed = matches!(reason, net::Error::TlsPinChanged { .. });
            let code = if changed { "CONNECTOR-CERT-CHANGED" } else { "CONNECTOR-TLS" };
            return Problem::new(code, reason.to_string());
        }
        E::Auth(_) => "CONNECTOR-AUTH",
        E::Fault { .. } => "CONNECTOR-FAULT",
        _ => "CONNECTOR-ANSWER",
    };
    Problem::new(code, error.to_string())
}

/// A mail could not be rendered.
pub fn of_compose(error: &ComposeError) -> Problem {
    Problem::new("COMPOSE", error.to_string())
}

/// A file could not be written for a person.
pub fn of_saving(error: io::Error) -> Problem {
    let code = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "DISK-FULL",
        io::ErrorKind::AlreadyExists => "SAVE-EXISTS",
        _ if handover::is_refused_by_scanner(&error) => "SAVE-TAKEN",
        _ => "SAVE",
    };
    Problem::new(code, error.to_string())
}

/// A file could not be attached.
pub fn of_attaching(error: io::Error) -> Problem {
    Problem::new("ATTACH-UNREADABLE", error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{self, Language};

    #[test]
    fn every_code_has_a_sentence_and_a_next_step_in_both_languages() {
        for language in ["de", "en"] {
            let text = std::fs::read_to_string(format!("{}/i18n/{language}/kimpost.ftl", env!("CARGO_MANIFEST_DIR"))).unwrap();
            for code in CODES.iter().chain(&smtp::CODES) {
                for key in [format!("problem-{code} ="), format!("problem-{code}-advice =")] {
                    assert!(text.lines().any(|line| line.starts_with(&key)), "{language}: {key}");
                }
            }
        }
        i18n::select(Language::German);
        let problem = Problem::new("POP-CONNECT", "Connection refused");
        assert!(!i18n::problem_text(&problem).is_empty() && !i18n::problem_advice(&problem).is_empty());
    }

    #[test]
    fn codes_are_unique_and_found_again() {
        let all: std::collections::HashSet<_> = CODES.iter().chain(&smtp::CODES).collect();
        assert_eq!(all.len(), CODES.len() + smtp::CODES.len());
        assert_eq!(known_code("SMTP-451"), Some("SMTP-451"));
        assert_eq!(known_code("nonsense"), None);
    }
}
