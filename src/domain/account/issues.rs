//! What is missing, impossible or odd in the settings of an account, each with a sentence. Warnings forbid nothing.

use super::{AccountField, AccountSettings, FieldIssue, KeepOnServer, ServerSettings, TlsMode};
use crate::domain::login;

/// Longest name of a server in bytes (RFC 1035 §2.3.4).
const MAX_HOST: usize = 255;

impl AccountSettings {
    /// Everything that is missing, impossible or odd, in the order of the form.
    #[must_use]
    pub fn issues(&self) -> Vec<FieldIssue> {
        use AccountField as F;
        let mut found = Vec::new();
        if !self.address.is_kim() {
            found.push(FieldIssue { field: F::Address, text_key: "account-issue-not-kim", blocks: false });
        }
        let servers = [
            (&self.incoming, [F::IncomingLogin, F::IncomingServer, F::IncomingPort]),
            (&self.outgoing, [F::OutgoingLogin, F::OutgoingServer, F::OutgoingPort]),
        ];
        for (server, fields) in servers {
            self.server_issues(server, fields, &mut found);
        }
        let mut add = |field, text_key| found.push(FieldIssue { field, text_key, blocks: true });
        let starts = |url: &str, schemes: &[&str]| url.is_empty() || schemes.iter().any(|scheme| url.starts_with(scheme));
        if !starts(&self.directory.url, &["ldap://", "ldaps://", "ldap+starttls://"]) {
            add(F::Directory, "account-issue-directory-url");
        }
        if !(1..=1440).contains(&self.options.poll_interval_minutes) {
            add(F::PollInterval, "account-issue-poll-interval");
        }
        if !(1..=600).contains(&self.options.timeout_secs) {
            add(F::Timeout, "account-issue-timeout");
        }
        if matches!(self.options.keep_on_server, KeepOnServer::Days(days) if days > 3650) {
            add(F::KeepOnServer, "account-issue-keep");
        }
        found.extend(self.connector.issues());
        found
    }

    fn server_issues(&self, server: &ServerSettings, fields: [AccountField; 3], found: &mut Vec<FieldIssue>) {
        let [login, host, port] = fields;
        let mut add = |field, text_key, blocks| found.push(FieldIssue { field, text_key, blocks });
        let words = server.login.as_str();
        if words.is_empty() {
            add(login, "account-issue-empty", true);
        } else if !words.to_ascii_lowercase().contains(&self.address.key()) {
            add(login, "account-issue-login-other-address", false);
        } else if words.contains('#') && words.split('#').count() < 5 {
            add(login, "account-issue-login-short", false);
        }
        let name = server.server.trim();
        if name.is_empty() {
            add(host, "account-issue-empty", true);
        } else if name.len() > MAX_HOST || name.contains(|c: char| c.is_whitespace() || c.is_control() || "/@#".contains(c)) {
            add(host, "account-issue-server-characters", true);
        } else if is_fachdienst(name, words) {
            add(host, "account-issue-server-is-fachdienst", false);
        }
        if server.port == 0 {
            add(port, "account-issue-port", true);
        }
        if server.tls == TlsMode::None && !server.is_loopback() && !self.options.clear_text_confirmed {
            add(host, "account-issue-clear-text", true);
        }
    }

    /// What is odd beside the other accounts of this station; nothing of it forbids saving.
    ///
    /// A Clientmodul on this computer beside a central one is rarely meant. One workplace id at two Clientmodule means
    /// two contexts of the Konnektor that block each other (the manuals: the whole system does not work then); at one
    /// central Clientmodul all accounts may share it.
    #[must_use]
    pub fn issues_beside<'a>(&self, others: impl IntoIterator<Item = &'a AccountSettings>) -> Vec<FieldIssue> {
        use AccountField as F;
        let mut found: Vec<FieldIssue> = Vec::new();
        let mut add = |field, text_key| {
            let issue = FieldIssue { field, text_key, blocks: false };
            if !found.contains(&issue) {
                found.push(issue);
            }
        };
        for other in others.into_iter().filter(|other| !other.options.retired) {
            for (own, theirs, [login, host]) in [
                (&self.incoming, &other.incoming, [F::IncomingLogin, F::IncomingServer]),
                (&self.outgoing, &other.outgoing, [F::OutgoingLogin, F::OutgoingServer]),
            ] {
                if own.server.trim().is_empty() || theirs.server.is_empty() {
                    continue;
                }
                let central = !theirs.is_loopback() && !is_fachdienst(&theirs.server, theirs.login.as_str());
                if own.is_loopback() && central {
                    add(host, "account-issue-localhost-central");
                }
                let place = login::workplace(own.login.as_str());
                if place.is_some() && place == login::workplace(theirs.login.as_str()) && !same_computer(own, theirs) {
                    add(login, "account-issue-workplace-used");
                }
            }
        }
        found
    }
}

/// Whether the server is the provider's instead of the computer with the Clientmodul: by its name, or because it is the
/// one that the login names.
fn is_fachdienst(server: &str, login: &str) -> bool {
    let server = server.to_ascii_lowercase();
    let named = login.split('#').nth(1).map(|field| field.rsplit_once(':').map_or(field, |(host, _)| host));
    let by_login = named.is_some_and(|host| host.contains('.') && host.eq_ignore_ascii_case(&server));
    server.ends_with(".kim.telematik") || server.ends_with(".kim.telematik-test") || by_login
}

fn same_computer(own: &ServerSettings, other: &ServerSettings) -> bool {
    own.is_loopback() && other.is_loopback() || own.server.trim().eq_ignore_ascii_case(other.server.trim())
}

#[cfg(test)]
mod tests {
    use super::super::ClientmodulLogin;
    use super::*;
    use crate::domain::address::KimAddress;

    fn settings() -> AccountSettings {
        let mut s = AccountSettings::new(KimAddress::parse("praxis@a.kim.telematik-test").unwrap());
        for server in [&mut s.incoming, &mut s.outgoing] {
            server.server = "192.0.2.22".into();
            server.login = ClientmodulLogin::new("praxis@a.kim.telematik-test#mail.a.kim.telematik-test:995#M#C#W").unwrap();
        }
        s
    }

    #[test]
    fn a_complete_account_has_no_issues() {
        assert_eq!(settings().issues(), []);
        assert_eq!(settings().issues_beside([&settings()]), []);
    }

    #[test]
    fn names_each_field_that_is_wrong_or_odd() {
        use AccountField as F;
        let check = |change: fn(&mut AccountSettings), expected: (AccountField, &str, bool)| {
            let mut s = settings();
            change(&mut s);
            let found: Vec<_> = s.issues().into_iter().map(|i| (i.field, i.text_key, i.blocks)).collect();
            assert!(found.contains(&expected), "{expected:?} not in {found:?}");
        };
        check(|s| s.incoming.server.clear(), (F::IncomingServer, "account-issue-empty", true));
        let fachdienst = "account-issue-server-is-fachdienst";
        check(|s| s.incoming.server = "mail.a.kim.telematik-test".into(), (F::IncomingServer, fachdienst, false));
        check(
            |s| {
                s.outgoing.server = "100.102.8.6".into();
                s.outgoing.login = ClientmodulLogin::new("praxis@a.kim.telematik-test#100.102.8.6:465#M#C#W").unwrap();
            },
            (F::OutgoingServer, fachdienst, false),
        );
        let short = |s: &mut AccountSettings| s.incoming.login = ClientmodulLogin::new("praxis@a.kim.telematik-test#h:995#M").unwrap();
        check(short, (F::IncomingLogin, "account-issue-login-short", false));
        check(|s| s.outgoing.tls = TlsMode::None, (F::OutgoingServer, "account-issue-clear-text", true));
        check(|s| s.outgoing.port = 0, (F::OutgoingPort, "account-issue-port", true));
        check(|s| s.directory.url = "http://x".into(), (F::Directory, "account-issue-directory-url", true));
        check(|s| s.options.poll_interval_minutes = 0, (F::PollInterval, "account-issue-poll-interval", true));
    }

    #[test]
    fn looks_at_the_neighbours() {
        use AccountField as F;
        let mut own = settings();
        let central = settings();
        own.incoming.server = "localhost".into();
        let keys: Vec<_> = own.issues_beside([&central]).into_iter().map(|i| (i.field, i.text_key, i.blocks)).collect();
        assert_eq!(
            keys,
            [(F::IncomingServer, "account-issue-localhost-central", false), (F::IncomingLogin, "account-issue-workplace-used", false)]
        );
        let mut retired = central.clone();
        retired.options.retired = true;
        assert_eq!(own.issues_beside([&retired]), []);
        own.outgoing.server = "LOCALHOST".into();
        let mut beside = own.clone();
        (beside.incoming.server, beside.outgoing.server) = ("127.0.0.1".into(), "::1".into());
        assert_eq!(own.issues_beside([&beside]), [], "one Clientmodul on this computer may serve many addresses");
    }
}
