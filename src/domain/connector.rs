//! How the Konnektor of an account is reached, and what is wrong or odd with the entries.

use super::account::{AccountField, ClientCertificate, FieldIssue};
use super::card::CallContext;

/// Longest id of the information model.
const MAX_ID: usize = 64;

/// How the Konnektor wants to be spoken to (`konnektor/interfaces.md` §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ConnectorAuth {
    /// „Ungesichert"
    #[default]
    None,
    /// „Login": HTTP Basic over TLS.
    Basic,
    /// „Zertifikat": a client certificate over TLS.
    Certificate,
}

impl ConnectorAuth {
    /// In the order of the form.
    pub const ALL: [Self; 3] = [Self::None, Self::Basic, Self::Certificate];

    /// Word of the account file and of the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Basic => "basic",
            Self::Certificate => "certificate",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|auth| auth.as_str() == word)
    }
}

/// The Konnektor of an account and the Aufrufkontext.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ConnectorSettings {
    /// Base address, for instance `https://192.0.2.10`; empty: no Konnektor.
    pub url: String,
    pub context: CallContext,
    pub auth: ConnectorAuth,
    /// User name for [`ConnectorAuth::Basic`].
    pub user: String,
    /// Services are asked at the computers that the Konnektor itself names. Off, as behind NAT or a TI gateway: at the
    /// one that was entered.
    pub named_hosts: bool,
    pub ca_pem: String,
    pub pinned_sha256: String,
    /// „Zertifikat": shown to a Konnektor that asks for one, whatever [`ConnectorAuth`] says.
    pub client_certificate: Option<ClientCertificate>,
}

impl ConnectorSettings {
    /// Whether there is a Konnektor at all.
    #[must_use]
    pub fn is_set(&self) -> bool {
        !self.url.trim().is_empty()
    }

    /// What is wrong or odd, the worst first. An account without a Konnektor has nothing to say.
    #[must_use]
    pub fn issues(&self) -> Vec<FieldIssue> {
        let issue = |text_key, blocks| FieldIssue { field: AccountField::Connector, text_key, blocks };
        let mut found = Vec::new();
        if !self.is_set() {
            return found;
        }
        let url = self.url.trim();
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let Some(rest) = rest.filter(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace) && !rest.contains('@')) else {
            return vec![issue("account-issue-connector-url", true)];
        };
        let host = rest.split('/').next().unwrap_or_default();
        let host = host.strip_prefix('[').map_or_else(|| host.split(':').next(), |v6| v6.split(']').next()).unwrap_or_default();
        let here = host.eq_ignore_ascii_case("localhost") || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
        let tls = url.starts_with("https://");
        match self.auth {
            ConnectorAuth::Basic if !tls && !here => found.push(issue("account-issue-connector-login-clear", true)),
            ConnectorAuth::Certificate if !tls => found.push(issue("account-issue-connector-certificate-clear", true)),
            ConnectorAuth::Basic if self.user.trim().is_empty() => found.push(issue("account-issue-connector-user", true)),
            _ => {}
        }
        if self.auth == ConnectorAuth::Certificate && tls && self.client_certificate.is_none() {
            found.push(issue("account-issue-connector-no-certificate", false));
        }
        let c = &self.context;
        let ids = [&c.mandant_id, &c.client_system_id, &c.workplace_id];
        if ids.iter().chain([&&c.user_id]).any(|id| id.chars().count() > MAX_ID) {
            found.push(issue("account-issue-connector-id-long", true));
        }
        if ids.iter().any(|id| id.trim().is_empty()) {
            found.push(issue("account-issue-connector-context", false));
        } else if ids.iter().chain([&&c.user_id]).any(|id| id.trim() != id.as_str()) {
            found.push(issue("account-issue-connector-blank", false));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(change: impl FnOnce(&mut ConnectorSettings)) -> Vec<(&'static str, bool)> {
        let context =
            CallContext { mandant_id: "M".into(), client_system_id: "C".into(), workplace_id: "W".into(), user_id: String::new() };
        let mut settings = ConnectorSettings { url: "https://192.0.2.10".into(), context, ..ConnectorSettings::default() };
        change(&mut settings);
        settings.issues().into_iter().map(|issue| (issue.text_key, issue.blocks)).collect()
    }

    #[test]
    fn says_what_is_wrong_with_the_entries() {
        assert_eq!(settings(|_| ()), []);
        assert_eq!(settings(|s| *s = ConnectorSettings::default()), []);
        for url in ["192.0.2.10", "ftp://a", "https://", "https://u@a", "https://a b"] {
            assert_eq!(settings(|s| s.url = url.into()), [("account-issue-connector-url", true)], "{url}");
        }
        let login = |url: &str, user: &str| settings(|s| (s.url, s.auth, s.user) = (url.into(), ConnectorAuth::Basic, user.into()));
        assert_eq!(login("http://192.0.2.10", "kim"), [("account-issue-connector-login-clear", true)]);
        assert_eq!(login("http://[::1]:80/x", "kim"), []);
        assert_eq!(login("http://127.0.0.1:1", "kim"), []);
        assert_eq!(login("https://192.0.2.10", " "), [("account-issue-connector-user", true)]);
        let certificate = settings(|s| (s.url, s.auth) = ("http://127.0.0.1".into(), ConnectorAuth::Certificate));
        assert_eq!(certificate, [("account-issue-connector-certificate-clear", true)]);
        assert_eq!(settings(|s| s.auth = ConnectorAuth::Certificate), [("account-issue-connector-no-certificate", false)]);
        assert_eq!(settings(|s| s.context.workplace_id.clear()), [("account-issue-connector-context", false)]);
        assert_eq!(settings(|s| s.context.mandant_id.push(' ')), [("account-issue-connector-blank", false)]);
        assert_eq!(settings(|s| s.context.user_id = "x".repeat(65)), [("account-issue-connector-id-long", true)]);
    }

    #[test]
    fn modes_have_words() {
        for auth in ConnectorAuth::ALL {
            assert_eq!(ConnectorAuth::parse(auth.as_str()), Some(auth));
        }
        assert_eq!(ConnectorAuth::parse("Basic"), None);
    }
}
