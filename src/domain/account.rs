//! A KIM-E-Mail-Konto and how to reach its Clientmodul. Words and defaults are those of the manuals.

mod issues;

pub use super::connector::{ConnectorAuth, ConnectorSettings};

use super::address::KimAddress;
use super::card::BoundCard;
use super::ids::AccountId;
use super::secret::Secret;
use super::time::Timestamp;

/// Transport security towards the Clientmodul; enforced, never weakened by itself (rules 1 and 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum TlsMode {
    /// Implicit TLS („SSL/TLS").
    #[default]
    Tls,
    /// STARTTLS (SMTP) or STLS (POP3).
    StartTls,
    /// No encryption; for loopback addresses, elsewhere only after an explicit confirmation.
    None,
}

impl TlsMode {
    /// Word of the account file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::StartTls => "starttls",
            Self::None => "none",
        }
    }
}

/// What „Zertifikatsfehler ignorieren" means (rule 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum CertPolicy {
    /// Every fault is refused.
    Strict,
    /// Tolerates exactly an unknown or self-signed issuer and a name mismatch.
    #[default]
    AllowSelfSignedAndNameMismatch,
}

/// The user name a Clientmodul shows (`address#host:port#Mandant#Clientsystem#Workplace…`).
///
/// Passed through byte for byte and never interpreted (CM116 §3.3.2.2, §3.4.2.2). `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ClientmodulLogin(String);

impl ClientmodulLogin {
    /// Takes the text as it is.
    ///
    /// # Errors
    /// Refuses CR, LF and NUL, which would become protocol commands.
    pub fn new(text: &str) -> Result<Self, LineBreakInLogin> {
        if text.contains(['\r', '\n', '\0']) { Err(LineBreakInLogin) } else { Ok(Self(text.to_owned())) }
    }

    /// The text, unchanged.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ClientmodulLogin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ClientmodulLogin({} bytes)", self.0.len())
    }
}

/// A login text held a line break or NUL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineBreakInLogin;

/// The own certificate for a server that asks for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCertificate {
    /// Common name of its owner, cleaned.
    pub subject: String,
    /// SHA-256 of the certificate, lower-case hex.
    pub sha256: String,
    /// Its last moment.
    pub expires: Timestamp,
    /// Certificates and key as PEM. Present only between reading the file and saving the account, and while
    /// connecting: the store keeps it as a secret beside the account and never shows it again.
    pub pem: Option<Secret>,
}

/// One server of an account.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ServerSettings {
    /// Name or IP address of the computer the Clientmodul runs on.
    pub server: String,
    pub port: u16,
    pub tls: TlsMode,
    pub login: ClientmodulLogin,
    /// PEM text of an own CA for this server; empty for none.
    pub ca_pem: String,
    /// SHA-256 (lower-case hex) of the server certificate seen first under a tolerated fault; empty before.
    pub pinned_sha256: String,
    pub client_certificate: Option<ClientCertificate>,
}

impl ServerSettings {
    /// Whether the server is this computer, where a Clientmodul may be spoken to without TLS (KOM-LE-A_2066).
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let host = self.server.trim_matches(['[', ']']);
        host.eq_ignore_ascii_case("localhost") || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}

/// How long mails stay on the server after they were stored here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepOnServer {
    /// Days; 0 deletes after safe storage.
    Days(u32),
    /// The client never deletes.
    Never,
}

/// The switches of the account tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountOptions {
    pub cert_policy: CertPolicy,
    pub always_request_delivery_receipt: bool,
    pub always_request_read_receipt: bool,
    pub answer_read_receipts: bool,
    pub poll_interval_minutes: u32,
    pub timeout_secs: u32,
    pub keep_on_server: KeepOnServer,
    /// Only this station answers receipts, hands over and deletes on the server.
    pub processing_station: bool,
    /// „nicht mehr zur Auswahl anbieten": hidden from the communication window, mails are kept.
    pub retired: bool,
    /// An admin confirmed that a host other than loopback is spoken to without TLS (rule 1).
    pub clear_text_confirmed: bool,
}

impl Default for AccountOptions {
    /// The manuals' defaults: the first four switches on, every 10 minutes, 90 days on the server.
    fn default() -> Self {
        Self {
            cert_policy: CertPolicy::AllowSelfSignedAndNameMismatch,
            always_request_delivery_receipt: true,
            always_request_read_receipt: true,
            answer_read_receipts: true,
            poll_interval_minutes: 10,
            timeout_secs: 20,
            keep_on_server: KeepOnServer::Days(90),
            processing_station: true,
            retired: false,
            clear_text_confirmed: false,
        }
    }
}

/// Where the VZD answers: `ldap://host:389`, `ldaps://host:636` or `ldap+starttls://host:389`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct DirectorySettings {
    /// Empty: no directory.
    pub url: String,
    pub ca_pem: String,
    pub pinned_sha256: String,
    pub client_certificate: Option<ClientCertificate>,
}

/// What a person enters for an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSettings {
    pub address: KimAddress,
    /// „Absendername", freely chosen.
    pub sender_name: String,
    pub incoming: ServerSettings,
    pub outgoing: ServerSettings,
    pub directory: DirectorySettings,
    pub connector: ConnectorSettings,
    /// „Karte": the card the address belongs to; `None` while none was chosen.
    pub card: Option<BoundCard>,
    pub options: AccountOptions,
}

/// A stored account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub settings: AccountSettings,
    /// A password is stored.
    pub has_password: bool,
    pub last_fetch: Option<Timestamp>,
    /// Mails received or sent; an account with any is retired, never deleted. Counted only for people who look at the account,
    /// else 0.
    pub messages: u64,
}

/// A field of the account form, for validation messages beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountField {
    Address,
    SenderName,
    Password,
    IncomingLogin,
    IncomingServer,
    IncomingPort,
    OutgoingLogin,
    OutgoingServer,
    OutgoingPort,
    Directory,
    Connector,
    PollInterval,
    Timeout,
    KeepOnServer,
}

impl AccountField {
    /// Key of its name where it does not stand beside the field itself.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Address => "paste-missing-address",
            Self::SenderName => "account-sender-name",
            Self::Password => "account-password",
            Self::IncomingLogin => "paste-missing-pop3-login",
            Self::IncomingServer => "paste-missing-pop3-server",
            Self::IncomingPort => "paste-missing-pop3-port",
            Self::OutgoingLogin => "paste-missing-smtp-login",
            Self::OutgoingServer => "paste-missing-smtp-server",
            Self::OutgoingPort => "paste-missing-smtp-port",
            Self::Directory => "account-section-directory",
            Self::Connector => "account-section-connector",
            Self::PollInterval => "account-poll",
            Self::Timeout => "account-timeout",
            Self::KeepOnServer => "account-keep",
        }
    }
}

/// What is wrong or odd with a field; `blocks` forbids saving, the rest only warns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldIssue {
    pub field: AccountField,
    /// Key of a sentence, for instance `account-issue-empty`.
    pub text_key: &'static str,
    pub blocks: bool,
}

impl AccountSettings {
    /// New settings with the manuals' defaults and empty servers.
    #[must_use]
    pub fn new(address: KimAddress) -> Self {
        let server = |port| ServerSettings { port, ..ServerSettings::default() };
        Self {
            address,
            sender_name: String::new(),
            incoming: server(995),
            outgoing: server(465),
            directory: DirectorySettings::default(),
            connector: ConnectorSettings::default(),
            card: None,
            options: AccountOptions::default(),
        }
    }

    /// „Duplizieren": the same settings for another address, which also stands in front of the logins where the old one
    /// did. The remembered certificates go along, since the servers do.
    #[must_use]
    pub fn duplicate(&self, address: KimAddress) -> Self {
        let renamed = |login: &ClientmodulLogin| {
            let (own, rest) = login.as_str().split_once('#').map_or((login.as_str(), None), |(own, rest)| (own, Some(rest)));
            if !own.eq_ignore_ascii_case(self.address.as_str()) {
                return login.clone();
            }
            ClientmodulLogin(rest.map_or_else(|| address.as_str().to_owned(), |rest| format!("{}#{rest}", address.as_str())))
        };
        let mut copy = Self { address: address.clone(), ..self.clone() };
        copy.incoming.login = renamed(&self.incoming.login);
        copy.outgoing.login = renamed(&self.outgoing.login);
        copy.options.retired = false;
        copy
    }

    /// The client certificates with the word of their service.
    pub fn client_certificates_mut(&mut self) -> [(&'static str, &mut Option<ClientCertificate>); 4] {
        [
            ("pop3", &mut self.incoming.client_certificate),
            ("smtp", &mut self.outgoing.client_certificate),
            ("directory", &mut self.directory.client_certificate),
            ("connector", &mut self.connector.client_certificate),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_this_computer_only() {
        for (host, expected) in
            [("localhost", true), ("127.0.0.2", true), ("::1", true), ("[::1]", true), ("192.168.0.1", false), ("localhost.evil", false)]
        {
            assert_eq!(ServerSettings { server: host.into(), ..Default::default() }.is_loopback(), expected, "{host}");
        }
    }

    #[test]
    fn a_login_passes_unchanged_but_never_a_line_break() {
        let text = "Praxis@X.kim.telematik#h:995#M 1#C#W#*#K";
        assert_eq!(ClientmodulLogin::new(text).unwrap().as_str(), text);
        assert!(ClientmodulLogin::new("a\r\nDELE 1").is_err());
    }

    #[test]
    fn a_duplicate_changes_the_address_and_nothing_behind_it() {
        let mut old = AccountSettings::new(KimAddress::parse("A@x.kim.telematik").unwrap());
        old.incoming.login = ClientmodulLogin::new("a@x.kim.telematik#h:995#M#C#W").unwrap();
        old.outgoing.login = ClientmodulLogin::new("anders").unwrap();
        old.options.retired = true;
        let new = old.duplicate(KimAddress::parse("b@y.kim.telematik").unwrap());
        assert_eq!((new.incoming.login.as_str(), new.outgoing.login.as_str()), ("b@y.kim.telematik#h:995#M#C#W", "anders"));
        assert!(!new.options.retired);
    }
}
