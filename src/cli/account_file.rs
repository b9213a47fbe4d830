//! The account file (TOML) of `account add`: its shape, its defaults, and what is wrong with it.

use std::path::Path;

use serde::Deserialize;

use crate::domain::account::{
    AccountOptions, AccountSettings, CertPolicy, ClientmodulLogin, ConnectorAuth, ConnectorSettings, DirectorySettings, KeepOnServer,
    ServerSettings, TlsMode,
};
use crate::domain::address::KimAddress;
use crate::domain::card::CallContext;
use crate::domain::problem::Problem;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountFile {
    address: String,
    #[serde(default)]
    sender_name: String,
    pop3: ServerFile,
    smtp: ServerFile,
    #[serde(default)]
    options: OptionsFile,
    directory: Option<DirectoryFile>,
    connector: Option<ConnectorFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServerFile {
    server: String,
    port: u16,
    #[serde(default)]
    tls: TlsWord,
    login: String,
    ca_file: Option<String>,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum TlsWord {
    #[default]
    Tls,
    Starttls,
    None,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum KeepWord {
    Days(u32),
    Word(String),
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct OptionsFile {
    ignore_certificate_errors: Option<bool>,
    always_request_delivery_receipt: Option<bool>,
    always_request_read_receipt: Option<bool>,
    answer_read_receipts: Option<bool>,
    poll_interval_minutes: Option<u32>,
    timeout_seconds: Option<u32>,
    keep_on_server_days: Option<KeepWord>,
    processing_station: Option<bool>,
    clear_text_confirmed: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DirectoryFile {
    url: String,
    ca_file: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConnectorFile {
    url: String,
    #[serde(default)]
    mandant_id: String,
    #[serde(default)]
    client_system_id: String,
    #[serde(default)]
    workplace_id: String,
    #[serde(default)]
    user_id: String,
    #[serde(default)]
    auth: AuthWord,
    #[serde(default)]
    user: String,
    ca_file: Option<String>,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum AuthWord {
    #[default]
    None,
    Basic,
}

fn invalid(detail: impl std::fmt::Display) -> Problem {
    Problem::new("INPUT-ACCOUNT-FILE", detail.to_string())
}

/// Reads an account file; `ca_file` paths are relative to it.
///
/// # Errors
/// `INPUT-ACCOUNT-FILE` with the line and the reason; `INPUT-FILE` when a file cannot be read.
pub fn read(path: &Path) -> Result<AccountSettings, Problem> {
    let text = std::fs::read_to_string(path).map_err(|e| Problem::new("INPUT-FILE", e.to_string()))?;
    settings(&text, path.parent().unwrap_or(Path::new(".")))
}

fn settings(text: &str, folder: &Path) -> Result<AccountSettings, Problem> {
    let file: AccountFile = toml::from_str(text).map_err(invalid)?;
    let pem = |name: Option<String>| match name {
        Some(name) => std::fs::read_to_string(folder.join(name)).map_err(|e| Problem::new("INPUT-FILE", e.to_string())),
        None => Ok(String::new()),
    };
    let server = |s: ServerFile| -> Result<ServerSettings, Problem> {
        Ok(ServerSettings {
            server: s.server.trim().to_owned(),
            port: s.port,
            tls: match s.tls {
                TlsWord::Tls => TlsMode::Tls,
                TlsWord::Starttls => TlsMode::StartTls,
                TlsWord::None => TlsMode::None,
            },
            login: ClientmodulLogin::new(&s.login).map_err(|_| invalid("login: line break"))?,
            ca_pem: pem(s.ca_file)?,
            pinned_sha256: String::new(),
        })
    };
    let defaults = AccountOptions::default();
    let o = file.options;
    let options = AccountOptions {
        cert_policy: match o.ignore_certificate_errors {
            Some(false) => CertPolicy::Strict,
            _ => CertPolicy::AllowSelfSignedAndNameMismatch,
        },
        always_request_delivery_receipt: o.always_request_delivery_receipt.unwrap_or(defaults.always_request_delivery_receipt),
        always_request_read_receipt: o.always_request_read_receipt.unwrap_or(defaults.always_request_read_receipt),
        answer_read_receipts: o.answer_read_receipts.unwrap_or(defaults.answer_read_receipts),
        poll_interval_minutes: o.poll_interval_minutes.unwrap_or(defaults.poll_interval_minutes),
        timeout_secs: o.timeout_seconds.unwrap_or(defaults.timeout_secs),
        keep_on_server: match o.keep_on_server_days {
            Some(KeepWord::Days(days)) => KeepOnServer::Days(days),
            Some(KeepWord::Word(word)) if word == "never" => KeepOnServer::Never,
            Some(KeepWord::Word(word)) => return Err(invalid(format!("keep_on_server_days: {word}"))),
            None => defaults.keep_on_server,
        },
        processing_station: o.processing_station.unwrap_or(defaults.processing_station),
        clear_text_confirmed: o.clear_text_confirmed.unwrap_or(false),
        retired: false,
    };
    let connector = match file.connector {
        None => ConnectorSettings::default(),
        Some(c) => ConnectorSettings {
            url: c.url,
            context: CallContext {
                mandant_id: c.mandant_id,
                client_system_id: c.client_system_id,
                workplace_id: c.workplace_id,
                user_id: c.user_id,
            },
            auth: match c.auth {
                AuthWord::None => ConnectorAuth::None,
                AuthWord::Basic => ConnectorAuth::Basic,
            },
            user: c.user,
            ca_pem: pem(c.ca_file)?,
            pinned_sha256: String::new(),
        },
    };
    let directory = match file.directory {
        None => DirectorySettings::default(),
        Some(d) => DirectorySettings { url: d.url, ca_pem: pem(d.ca_file)?, pinned_sha256: String::new() },
    };
    Ok(AccountSettings {
        address: KimAddress::parse(&file.address).map_err(|_| invalid(format!("address: {}", file.address)))?,
        sender_name: file.sender_name,
        incoming: server(file.pop3)?,
        outgoing: server(file.smtp)?,
        directory,
        connector,
        options,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"
address = "praxis@hrst.kim.telematik-test"
sender_name = "Praxis Dr. Beispiel"
[pop3]
server = "192.0.2.22"
port = 995
login = "praxis@hrst.kim.telematik-test#mail.hrst.kim.telematik-test:995#M1#KIMPOST#AP1"
[smtp]
server = "192.0.2.22"
port = 465
tls = "starttls"
login = "x#y"
"#;

    #[test]
    fn missing_options_are_the_manuals_defaults() {
        let s = settings(SAMPLE, Path::new(".")).unwrap();
        assert_eq!(s.options, AccountOptions::default());
        assert_eq!((s.incoming.tls, s.outgoing.tls), (TlsMode::Tls, TlsMode::StartTls));
        assert_eq!(s.incoming.login.as_str(), "praxis@hrst.kim.telematik-test#mail.hrst.kim.telematik-test:995#M1#KIMPOST#AP1");
    }

    #[test]
    fn wrong_files_are_refused_with_a_reason() {
        for (change, reason) in [
            ("port = 995", "port"),
            ("server = \"192.0.2.22\"\nport = 465", "server"),
            ("address = \"praxis@hrst.kim.telematik-test\"", "address"),
        ] {
            let error = settings(&SAMPLE.replacen(change, "", 1), Path::new(".")).unwrap_err();
            assert_eq!(error.code, "INPUT-ACCOUNT-FILE");
            assert!(error.detail.contains(reason), "{}", error.detail);
        }
        let unknown = format!("{SAMPLE}\n[options]\nkeep_on_server_dayz = 3\n");
        assert!(settings(&unknown, Path::new(".")).unwrap_err().detail.contains("keep_on_server_dayz"));
        let never = format!("{SAMPLE}\n[options]\nkeep_on_server_days = \"never\"\n");
        assert_eq!(settings(&never, Path::new(".")).unwrap().options.keep_on_server, KeepOnServer::Never);
    }
}
