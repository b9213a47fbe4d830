//! The account form as a person fills it in: texts, switches, and what is wrong with them. No drawing.
//!
//! Logins are passed on byte for byte; the form never repairs them (`domain::account::ClientmodulLogin`).
//! Whatever a person typed stays in the form until it is saved or thrown away on purpose.

use std::str::FromStr;

use zeroize::Zeroizing;

use crate::domain::account::{
    Account, AccountField, AccountSettings, CertPolicy, ClientCertificate, ClientmodulLogin, ConnectorSettings, DirectorySettings,
    FieldIssue, KeepOnServer, ServerSettings, TlsMode,
};
use crate::domain::address::{AddressError, KimAddress};
use crate::domain::card::BoundCard;
use crate::domain::ids::AccountId;
use crate::domain::secret::Secret;

/// Stands in for a missing address while the other fields are checked; it is never saved.
const NO_ADDRESS: &str = "nobody@unknown.kim.telematik";

/// One server as typed.
#[derive(Clone, PartialEq, Eq)]
pub struct ServerForm {
    pub login: String,
    pub server: String,
    pub port: String,
    pub tls: TlsMode,
    pub ca_pem: String,
    pub pinned_sha256: String,
    pub client_certificate: Option<ClientCertificate>,
}

impl ServerForm {
    fn of(server: &ServerSettings) -> Self {
        Self {
            login: server.login.as_str().to_owned(),
            server: server.server.clone(),
            port: if server.port == 0 { String::new() } else { server.port.to_string() },
            tls: server.tls,
            ca_pem: server.ca_pem.clone(),
            pinned_sha256: server.pinned_sha256.clone(),
            client_certificate: server.client_certificate.clone(),
        }
    }

    fn settings(&self) -> ServerSettings {
        ServerSettings {
            server: self.server.trim().to_owned(),
            port: number(&self.port, 0),
            tls: self.tls,
            login: ClientmodulLogin::new(&self.login).unwrap_or_default(),
            ca_pem: self.ca_pem.clone(),
            pinned_sha256: self.pinned_sha256.clone(),
            client_certificate: self.client_certificate.clone(),
        }
    }
}

/// Everything a person can change about an account, as texts.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountForm {
    /// `None` for an account not saved yet.
    pub id: Option<AccountId>,
    pub has_password: bool,
    /// It has sent or received, so it can only be retired.
    pub is_used: bool,
    pub address: String,
    pub sender_name: String,
    /// Empty keeps the stored one.
    pub password: Zeroizing<String>,
    pub incoming: ServerForm,
    pub outgoing: ServerForm,
    pub directory: DirectorySettings,
    pub connector: ConnectorSettings,
    /// Empty keeps the stored one.
    pub connector_password: Zeroizing<String>,
    pub card: Option<BoundCard>,
    pub ignore_certificates: bool,
    pub delivery_receipt: bool,
    pub read_receipt: bool,
    pub answer_read_receipts: bool,
    pub retired: bool,
    pub processing_station: bool,
    pub clear_text_confirmed: bool,
    pub poll_minutes: String,
    pub timeout_secs: String,
    pub keep_days: String,
    pub keep_forever: bool,
}

crate::domain::opaque_debug!(AccountForm);

impl AccountForm {
    /// The form of a new account with the manuals' defaults.
    #[must_use]
    pub fn empty() -> Self {
        let address = KimAddress::parse(NO_ADDRESS).ok();
        let settings = address.map(AccountSettings::new);
        let mut form = settings.map_or_else(Self::blank, |s| Self::of_settings(&s));
        form.address.clear();
        form
    }

    /// The form of a stored account.
    #[must_use]
    pub fn of(account: &Account) -> Self {
        Self {
            id: Some(account.id),
            has_password: account.has_password,
            is_used: account.messages > 0,
            ..Self::of_settings(&account.settings)
        }
    }

    fn blank() -> Self {
        let server = ServerForm::of(&ServerSettings::default());
        Self {
            id: None,
            has_password: false,
            is_used: false,
            address: String::new(),
            sender_name: String::new(),
            password: Zeroizing::default(),
            incoming: server.clone(),
            outgoing: server,
            directory: DirectorySettings::default(),
            connector: ConnectorSettings::default(),
            connector_password: Zeroizing::default(),
            card: None,
            ignore_certificates: true,
            delivery_receipt: true,
            read_receipt: true,
            answer_read_receipts: true,
            retired: false,
            processing_station: true,
            clear_text_confirmed: false,
            poll_minutes: String::new(),
            timeout_secs: String::new(),
            keep_days: String::new(),
            keep_forever: false,
        }
    }

    fn of_settings(s: &AccountSettings) -> Self {
        let (keep_days, keep_forever) = match s.options.keep_on_server {
            KeepOnServer::Days(days) => (days.to_string(), false),
            KeepOnServer::Never => ("90".to_owned(), true),
        };
        Self {
            address: s.address.as_str().to_owned(),
            sender_name: s.sender_name.clone(),
            incoming: ServerForm::of(&s.incoming),
            outgoing: ServerForm::of(&s.outgoing),
            directory: s.directory.clone(),
            connector: s.connector.clone(),
            card: s.card.clone(),
            ignore_certificates: s.options.cert_policy == CertPolicy::AllowSelfSignedAndNameMismatch,
            delivery_receipt: s.options.always_request_delivery_receipt,
            read_receipt: s.options.always_request_read_receipt,
            answer_read_receipts: s.options.answer_read_receipts,
            retired: s.options.retired,
            processing_station: s.options.processing_station,
            clear_text_confirmed: s.options.clear_text_confirmed,
            poll_minutes: s.options.poll_interval_minutes.to_string(),
            timeout_secs: s.options.timeout_secs.to_string(),
            keep_days,
            keep_forever,
            ..Self::blank()
        }
    }

    /// The password to store, if one was entered.
    #[must_use]
    pub fn new_password(&self) -> Option<Secret> {
        (!self.password.is_empty()).then(|| Secret::new(self.password.as_str()))
    }

    /// The password of „Login" to use or store, if one was entered.
    #[must_use]
    pub fn new_connector_password(&self) -> Option<Secret> {
        (!self.connector_password.is_empty()).then(|| Secret::new(self.connector_password.as_str()))
    }

    /// The settings, or `None` while something is missing or impossible.
    #[must_use]
    pub fn settings(&self) -> Option<AccountSettings> {
        if self.issues().iter().any(|i| i.blocks) { None } else { KimAddress::parse(&self.address).ok().map(|a| self.settings_of(a)) }
    }

    fn settings_of(&self, address: KimAddress) -> AccountSettings {
        let mut settings = AccountSettings::new(address);
        self.sender_name.trim().clone_into(&mut settings.sender_name);
        settings.incoming = self.incoming.settings();
        settings.outgoing = self.outgoing.settings();
        settings.directory = DirectorySettings { url: self.directory.url.trim().to_owned(), ..self.directory.clone() };
        settings.connector = ConnectorSettings { url: self.connector.url.trim().to_owned(), ..self.connector.clone() };
        settings.card.clone_from(&self.card);
        let options = &mut settings.options;
        options.cert_policy = if self.ignore_certificates { CertPolicy::AllowSelfSignedAndNameMismatch } else { CertPolicy::Strict };
        options.always_request_delivery_receipt = self.delivery_receipt;
        options.always_request_read_receipt = self.read_receipt;
        options.answer_read_receipts = self.answer_read_receipts;
        options.retired = self.retired;
        options.processing_station = self.processing_station;
        options.clear_text_confirmed = self.clear_text_confirmed;
        options.poll_interval_minutes = number(&self.poll_minutes, 0);
        options.timeout_secs = number(&self.timeout_secs, 0);
        options.keep_on_server =
            if self.keep_forever { KeepOnServer::Never } else { KeepOnServer::Days(number(&self.keep_days, u32::MAX)) };
        settings
    }

    /// Everything that is missing, impossible or odd, in the order of the form.
    #[must_use]
    pub fn issues(&self) -> Vec<FieldIssue> {
        use AccountField as F;
        let mut found = Vec::new();
        let mut add = |field, text_key, blocks| found.push(FieldIssue { field, text_key, blocks });
        let address = KimAddress::parse(&self.address);
        match address {
            Ok(_) => {}
            Err(AddressError::Empty) => add(F::Address, "account-issue-empty", true),
            Err(AddressError::NoAt | AddressError::Domain) => add(F::Address, "account-issue-address", true),
            Err(AddressError::LocalPart) => add(F::Address, "account-issue-address-characters", true),
        }
        if self.password.is_empty() && !self.has_password {
            add(F::Password, "account-issue-password", false);
        }
        for (form, field) in [(&self.incoming, F::IncomingLogin), (&self.outgoing, F::OutgoingLogin)] {
            if ClientmodulLogin::new(&form.login).is_err() {
                add(field, "account-issue-login-line-break", true);
            } else if form.login.trim() != form.login {
                add(field, "account-issue-login-blank", false);
            }
        }
        let known = address.is_ok();
        let stand_in = || KimAddress::parse(NO_ADDRESS);
        if let Ok(address) = address.or_else(|_| stand_in()) {
            let about_address = |i: &FieldIssue| i.text_key == "account-issue-login-other-address";
            let of_settings = self.settings_of(address).issues().into_iter().filter(|i| known || !about_address(i));
            let more: Vec<_> = of_settings.filter(|i| !found.iter().any(|f| f.field == i.field)).collect();
            found.extend(more);
        }
        found
    }

    /// The same, and what is odd beside the other accounts of this station.
    #[must_use]
    pub fn issues_among<'a>(&self, others: impl IntoIterator<Item = &'a AccountSettings>) -> Vec<FieldIssue> {
        let mut found = self.issues();
        let address = KimAddress::parse(&self.address).or_else(|_| KimAddress::parse(NO_ADDRESS));
        if let Ok(address) = address {
            let beside = self.settings_of(address).issues_beside(others);
            let more: Vec<_> = beside.into_iter().filter(|i| !found.iter().any(|f| f.field == i.field)).collect();
            found.extend(more);
        }
        found
    }

    /// „Duplizieren": a new form with these entries; only the password stays behind. A person adapts the rest.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self { id: None, has_password: false, is_used: false, password: Zeroizing::default(), retired: false, ..self.clone() }
    }

    /// What to say under a field; what stops saving comes first.
    #[must_use]
    pub fn issue_of(issues: &[FieldIssue], field: AccountField) -> Option<FieldIssue> {
        let mut of_field = issues.iter().filter(|i| i.field == field);
        of_field.clone().find(|i| i.blocks).or_else(|| of_field.next()).copied()
    }

    /// Whether a port was left at the default of one mode; then it follows the mode.
    pub fn follow_tls(port: &mut String, before: TlsMode, after: TlsMode, defaults: [&str; 3]) {
        let [tls, starttls, none] = defaults;
        let of = |mode| match mode {
            TlsMode::Tls => tls,
            TlsMode::StartTls => starttls,
            TlsMode::None => none,
        };
        if port.trim() == of(before) {
            of(after).clone_into(port);
        }
    }
}

/// Reads a number; `other` when it is none.
fn number<N: FromStr>(text: &str, other: N) -> N {
    text.trim().parse().unwrap_or(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOGIN: &str = "praxis@a.kim.telematik-test#mail.a.kim.telematik-test:995#M 1#C#W#*#K";

    fn filled() -> AccountForm {
        let mut form = AccountForm::empty();
        form.address = "praxis@a.kim.telematik-test".into();
        form.password = Zeroizing::new("geheim".into());
        for server in [&mut form.incoming, &mut form.outgoing] {
            server.login = LOGIN.into();
            server.server = " 192.0.2.22 ".into();
        }
        form
    }

    #[test]
    fn a_filled_form_becomes_settings_and_the_login_stays_verbatim() {
        let settings = filled().settings().unwrap();
        assert_eq!(settings.incoming.login.as_str(), LOGIN);
        assert_eq!((settings.incoming.server.as_str(), settings.incoming.port, settings.outgoing.port), ("192.0.2.22", 995, 465));
        assert_eq!(settings.options, crate::domain::account::AccountOptions::default());
        assert_eq!(filled().issues(), []);
        let account = Account { id: AccountId(3), settings, has_password: true, last_fetch: None, messages: 4 };
        let again = AccountForm::of(&account);
        assert_eq!(again.settings().as_ref(), Some(&account.settings));
        assert_eq!((again.is_used, again.new_password()), (true, None));
    }

    #[test]
    fn says_what_is_wrong_while_typing() {
        use AccountField as F;
        let check = |change: fn(&mut AccountForm), expected: &[(F, &str, bool)]| {
            let mut form = filled();
            change(&mut form);
            let found: Vec<_> = form.issues().into_iter().map(|i| (i.field, i.text_key, i.blocks)).collect();
            assert_eq!(found, expected);
            assert_eq!(form.settings().is_some(), expected.iter().all(|e| !e.2));
        };
        check(|f| f.address.clear(), &[(F::Address, "account-issue-empty", true)]);
        check(|f| f.address = "praxis".into(), &[(F::Address, "account-issue-address", true)]);
        check(
            |f| f.address = "praxis@gmx.example".into(),
            &[
                (F::Address, "account-issue-not-kim", false),
                (F::IncomingLogin, "account-issue-login-other-address", false),
                (F::OutgoingLogin, "account-issue-login-other-address", false),
            ],
        );
        check(|f| f.password.clear(), &[(F::Password, "account-issue-password", false)]);
        check(|f| f.incoming.login.push('\n'), &[(F::IncomingLogin, "account-issue-login-line-break", true)]);
        check(|f| f.incoming.login.push(' '), &[(F::IncomingLogin, "account-issue-login-blank", false)]);
        check(|f| f.outgoing.port = "99999".into(), &[(F::OutgoingPort, "account-issue-port", true)]);
        check(|f| f.poll_minutes = "zehn".into(), &[(F::PollInterval, "account-issue-poll-interval", true)]);
        check(|f| f.timeout_secs.clear(), &[(F::Timeout, "account-issue-timeout", true)]);
        check(|f| f.keep_days = "-1".into(), &[(F::KeepOnServer, "account-issue-keep", true)]);
        check(|f| (f.keep_days, f.keep_forever) = ("x".into(), true), &[]);
        check(|f| f.incoming.tls = TlsMode::None, &[(F::IncomingServer, "account-issue-clear-text", true)]);
        check(|f| (f.incoming.tls, f.clear_text_confirmed) = (TlsMode::None, true), &[]);
        check(|f| f.incoming.server = "mail.tm.kim.telematik".into(), &[(F::IncomingServer, "account-issue-server-is-fachdienst", false)]);
    }

    #[test]
    fn a_port_follows_the_mode_only_while_it_is_the_default() {
        for (port, expected) in [("995", "110"), ("10995", "10995"), ("", "")] {
            let mut text = port.to_owned();
            AccountForm::follow_tls(&mut text, TlsMode::Tls, TlsMode::StartTls, ["995", "110", "110"]);
            assert_eq!(text, expected);
        }
    }
}
