//! Accounts as TOML: one account, or many as `[[account]]` tables; shapes, defaults, and what is wrong with a file.
//!
//! A public format (README). Passwords and keys are never in it; a login stays byte for byte as it is. A file is read
//! whole or refused: of a text that is cut off or in another encoding nothing is taken.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::problem;
use crate::domain::account::{
    Account, AccountOptions, AccountSettings, CertPolicy, ClientCertificate, ClientmodulLogin, ConnectorAuth, ConnectorSettings,
    DirectorySettings, KeepOnServer, ServerSettings, TlsMode,
};
use crate::domain::address::KimAddress;
use crate::domain::card::{BoundCard, CallContext, CardKind};
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::net::{ClientIdentity, MAX_PKCS12};

/// Largest file that is read; 10 000 accounts take about 10 MB.
const MAX_FILE: u64 = 64 << 20;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct AccountFile {
    address: String,
    #[serde(default)]
    sender_name: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    retired: bool,
    pop3: ServerFile,
    smtp: ServerFile,
    #[serde(default)]
    options: OptionsFile,
    #[serde(skip_serializing_if = "Option::is_none")]
    directory: Option<DirectoryFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connector: Option<ConnectorFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<CardFile>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ServerFile {
    server: String,
    port: u16,
    #[serde(default)]
    tls: TlsWord,
    login: String,
    #[serde(flatten)]
    certificates: CertificatesFile,
}

/// Certificates of a service: files beside this one, or the CA's text itself (as an export writes it).
#[derive(Deserialize, Serialize, Default)]
struct CertificatesFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    ca_file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ca_pem: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_cert: Option<String>,
}

#[derive(Deserialize, Serialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum TlsWord {
    #[default]
    Tls,
    Starttls,
    None,
}

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum KeepWord {
    Days(u32),
    Word(String),
}

#[derive(Deserialize, Serialize, Default)]
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

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct DirectoryFile {
    url: String,
    #[serde(flatten)]
    certificates: CertificatesFile,
}

#[derive(Deserialize, Serialize)]
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
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    named_hosts: bool,
    #[serde(flatten)]
    certificates: CertificatesFile,
}

#[derive(Deserialize, Serialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum AuthWord {
    #[default]
    None,
    Basic,
    Certificate,
}

/// The card an account is bound to.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct CardFile {
    iccsn: String,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    holder: String,
}

/// The keys of `[options]`.
const OPTIONS: [&str; 9] = [
    "ignore_certificate_errors",
    "always_request_delivery_receipt",
    "always_request_read_receipt",
    "answer_read_receipts",
    "poll_interval_minutes",
    "timeout_seconds",
    "keep_on_server_days",
    "processing_station",
    "clear_text_confirmed",
];

/// The file that many accounts are exported to.
#[derive(Serialize)]
struct Accounts {
    account: Vec<AccountFile>,
}

/// An account of a file: its address as written there, and the account or what is wrong with it.
pub type Entry = (String, Result<AccountSettings, Problem>);

fn invalid(detail: impl std::fmt::Display) -> Problem {
    Problem::new("INPUT-ACCOUNT-FILE", detail.to_string())
}

/// Reads a file of exactly one account. Paths in it are relative to it; `pkcs12` opens its client certificates.
///
/// # Errors
/// `INPUT-ACCOUNT-FILE` with the reason; `INPUT-ENCODING`; `INPUT-FILE` when a file cannot be read; `CLIENT-CERT-…`.
pub fn read_one(path: &Path, pkcs12: Option<&Secret>) -> Result<AccountSettings, Problem> {
    let mut all = read_all(path, pkcs12)?;
    match (all.pop(), all.is_empty()) {
        (Some((_, account)), true) => account,
        _ => Err(invalid("more than one account")),
    }
}

/// Reads a file of one or many accounts. What is wrong with one of them does not touch the others.
///
/// # Errors
/// As [`read_one`], for the file as a whole.
pub fn read_all(path: &Path, pkcs12: Option<&Secret>) -> Result<Vec<Entry>, Problem> {
    let unreadable = |e: std::io::Error| Problem::new("INPUT-FILE", e.to_string());
    if std::fs::metadata(path).map_err(unreadable)?.len() > MAX_FILE {
        return Err(invalid("too large"));
    }
    let text = text_of(&std::fs::read(path).map_err(unreadable)?)?;
    entries(&text, path.parent().unwrap_or(Path::new(".")), pkcs12)
}

/// The text of a file in UTF-8, or in UTF-16 with its mark. Other encodings are refused: a login guessed wrongly would
/// be a wrong login.
fn text_of(bytes: &[u8]) -> Result<String, Problem> {
    let refused = |line: usize| Problem::new("INPUT-ENCODING", line.to_string());
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes.get(mark..).unwrap_or_default());
        return text.map(std::borrow::Cow::into_owned).ok_or_else(|| refused(1));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            Err(refused(before.iter().filter(|b| **b == b'\n').count() + 1))
        }
    }
}

fn entries(text: &str, folder: &Path, pkcs12: Option<&Secret>) -> Result<Vec<Entry>, Problem> {
    let document: toml::Table = toml::from_str(text).map_err(invalid)?;
    let single = !document.contains_key("account");
    if single {
        // Read from the text once more: only so the reason names the line.
        let file: AccountFile = toml::from_str(text).map_err(invalid)?;
        return Ok(vec![(file.address.clone(), settings(file, folder, pkcs12))]);
    }
    if let Some(other) = document.keys().find(|key| *key != "account") {
        return Err(invalid(format!("unknown field `{other}`")));
    }
    let Some(toml::Value::Array(tables)) = document.into_iter().next().map(|(_, value)| value) else {
        return Err(invalid("[[account]]"));
    };
    let entry = |(at, value): (usize, toml::Value)| {
        let address = value.get("address").and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        let read = value.try_into().map_err(|e: toml::de::Error| invalid(format!("[[account]] {}: {}", at + 1, e.message())));
        (address, read.and_then(|file| settings(file, folder, pkcs12)))
    };
    Ok(tables.into_iter().enumerate().map(entry).collect())
}

/// The certificates of a service: the CA's text and the client certificate with its key.
fn certificates(file: CertificatesFile, folder: &Path, pkcs12: Option<&Secret>) -> Result<(String, Option<ClientCertificate>), Problem> {
    let ca_pem = match (file.ca_pem, file.ca_file) {
        (Some(text), _) => text,
        (None, Some(name)) => std::fs::read_to_string(folder.join(name)).map_err(|e| Problem::new("INPUT-FILE", e.to_string()))?,
        (None, None) => String::new(),
    };
    let own = file.client_cert.map(|name| client_certificate(&folder.join(name), pkcs12)).transpose()?;
    Ok((ca_pem, own))
}

/// Reads a PKCS#12 file and judges its dates.
///
/// # Errors
/// `INPUT-FILE`, `CLIENT-CERT-…`.
pub fn client_certificate(path: &Path, password: Option<&Secret>) -> Result<ClientCertificate, Problem> {
    let unreadable = |e: std::io::Error| Problem::new("INPUT-FILE", e.to_string());
    if std::fs::metadata(path).map_err(unreadable)?.len() > MAX_PKCS12 as u64 {
        return Err(Problem::new("CLIENT-CERT-FILE", "too large"));
    }
    let bytes = zeroize::Zeroizing::new(std::fs::read(path).map_err(unreadable)?);
    let identity = ClientIdentity::from_pkcs12(&bytes, password.unwrap_or(&Secret::default())).map_err(|e| problem::of_identity(&e))?;
    identity.usable_at(super::world::now()).map_err(|e| problem::of_identity(&e))?;
    Ok(identity.shown().clone())
}

fn server(s: ServerFile, folder: &Path, pkcs12: Option<&Secret>) -> Result<ServerSettings, Problem> {
    let (ca_pem, client_certificate) = certificates(s.certificates, folder, pkcs12)?;
    Ok(ServerSettings {
        server: s.server.trim().to_owned(),
        port: s.port,
        tls: match s.tls {
            TlsWord::Tls => TlsMode::Tls,
            TlsWord::Starttls => TlsMode::StartTls,
            TlsWord::None => TlsMode::None,
        },
        login: ClientmodulLogin::new(&s.login).map_err(|_| invalid("login: line break"))?,
        ca_pem,
        pinned_sha256: String::new(),
        client_certificate,
    })
}

fn options(o: OptionsFile, retired: bool) -> Result<AccountOptions, Problem> {
    let defaults = AccountOptions::default();
    Ok(AccountOptions {
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
        retired,
    })
}

fn settings(file: AccountFile, folder: &Path, pkcs12: Option<&Secret>) -> Result<AccountSettings, Problem> {
    let address = KimAddress::parse(&file.address).map_err(|_| invalid(format!("address: {}", file.address)))?;
    let mut settings = AccountSettings::new(address);
    settings.sender_name = file.sender_name;
    settings.incoming = server(file.pop3, folder, pkcs12)?;
    settings.outgoing = server(file.smtp, folder, pkcs12)?;
    settings.options = options(file.options, file.retired)?;
    if let Some(d) = file.directory {
        let (ca_pem, client_certificate) = certificates(d.certificates, folder, pkcs12)?;
        settings.directory = DirectorySettings { url: d.url, ca_pem, pinned_sha256: String::new(), client_certificate };
    }
    if let Some(c) = file.connector {
        let (ca_pem, client_certificate) = certificates(c.certificates, folder, pkcs12)?;
        settings.connector = ConnectorSettings {
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
                AuthWord::Certificate => ConnectorAuth::Certificate,
            },
            user: c.user,
            named_hosts: c.named_hosts,
            ca_pem,
            client_certificate,
            ..ConnectorSettings::default()
        };
    }
    settings.card = file.card.filter(|card| !card.iccsn.is_empty()).map(|card| BoundCard {
        iccsn: card.iccsn,
        kind: CardKind::parse(&card.kind),
        holder: card.holder,
    });
    Ok(settings)
}

/// Settings with some values changed, by the keys of the file (`pop3.port`, `connector.workplace_id`); an option's own
/// name may stand alone. An empty `ca_file` or `client_cert` removes it; what is not named stays, certificates too.
///
/// # Errors
/// As [`read_one`].
pub fn change(
    old: &AccountSettings,
    pairs: &[(String, String)],
    folder: &Path,
    pkcs12: Option<&Secret>,
) -> Result<AccountSettings, Problem> {
    let mut table = toml::Table::try_from(file_of(old)).map_err(invalid)?;
    let mut removed = Vec::new();
    for (key, value) in pairs {
        let known_option = OPTIONS.contains(&key.as_str());
        let path = if known_option { format!("options.{key}") } else { key.clone() };
        let (section, name) = path.split_once('.').map_or((None, path.as_str()), |(section, name)| (Some(section), name));
        let place = match section {
            None => &mut table,
            Some(section) => table
                .entry(section)
                .or_insert_with(|| toml::Value::Table(toml::Table::new()))
                .as_table_mut()
                .ok_or_else(|| Problem::new("INPUT-KEY-VALUE", key.as_str()))?,
        };
        if name == "ca_file" {
            place.remove("ca_pem");
        }
        if matches!(name, "ca_file" | "client_cert") && value.is_empty() {
            removed.extend(section.filter(|_| name == "client_cert").map(str::to_owned));
            continue;
        }
        // A number or a yes/no where the file wants one, else a text: `workplace_id=7` stays a text.
        let typed = value.parse().map(toml::Value::Integer).or_else(|_| value.parse().map(toml::Value::Boolean));
        let text = toml::Value::String(value.clone());
        place.insert(name.to_owned(), typed.clone().unwrap_or_else(|_| text.clone()));
        if typed.is_ok() && table.clone().try_into::<AccountFile>().is_err() {
            let place = match section {
                None => Some(&mut table),
                Some(section) => table.get_mut(section).and_then(toml::Value::as_table_mut),
            };
            place.and_then(|place| place.insert(name.to_owned(), text));
        }
    }
    let file = table.try_into::<AccountFile>().map_err(|e| invalid(e.message()))?;
    let mut new = settings(file, folder, pkcs12)?;
    let mut old = old.clone();
    for ((service, own), (_, before)) in new.client_certificates_mut().into_iter().zip(old.client_certificates_mut()) {
        if own.is_none() && !removed.iter().any(|section| section == service) {
            *own = before.take();
        }
    }
    Ok(new)
}

/// The text of an export: every account without password and key.
///
/// # Errors
/// `INTERNAL`, should TOML not take a value.
pub fn write(accounts: &[Account]) -> Result<String, Problem> {
    let account = accounts.iter().map(|account| file_of(&account.settings)).collect();
    toml::to_string_pretty(&Accounts { account }).map_err(|e| Problem::new("INTERNAL", e.to_string()))
}

fn file_of(s: &AccountSettings) -> AccountFile {
    let o = &s.options;
    let certificates = |pem: &str| CertificatesFile { ca_pem: (!pem.is_empty()).then(|| pem.to_owned()), ..Default::default() };
    let server = |s: &ServerSettings| ServerFile {
        server: s.server.clone(),
        port: s.port,
        tls: match s.tls {
            TlsMode::Tls => TlsWord::Tls,
            TlsMode::StartTls => TlsWord::Starttls,
            TlsMode::None => TlsWord::None,
        },
        login: s.login.as_str().to_owned(),
        certificates: certificates(&s.ca_pem),
    };
    let (d, c) = (&s.directory, &s.connector);
    AccountFile {
        address: s.address.as_str().to_owned(),
        sender_name: s.sender_name.clone(),
        retired: o.retired,
        pop3: server(&s.incoming),
        smtp: server(&s.outgoing),
        options: OptionsFile {
            ignore_certificate_errors: Some(o.cert_policy == CertPolicy::AllowSelfSignedAndNameMismatch),
            always_request_delivery_receipt: Some(o.always_request_delivery_receipt),
            always_request_read_receipt: Some(o.always_request_read_receipt),
            answer_read_receipts: Some(o.answer_read_receipts),
            poll_interval_minutes: Some(o.poll_interval_minutes),
            timeout_seconds: Some(o.timeout_secs),
            keep_on_server_days: Some(match o.keep_on_server {
                KeepOnServer::Days(days) => KeepWord::Days(days),
                KeepOnServer::Never => KeepWord::Word("never".into()),
            }),
            processing_station: Some(o.processing_station),
            clear_text_confirmed: Some(o.clear_text_confirmed),
        },
        directory: (!d.url.is_empty()).then(|| DirectoryFile { url: d.url.clone(), certificates: certificates(&d.ca_pem) }),
        connector: (!c.url.is_empty()).then(|| ConnectorFile {
            url: c.url.clone(),
            mandant_id: c.context.mandant_id.clone(),
            client_system_id: c.context.client_system_id.clone(),
            workplace_id: c.context.workplace_id.clone(),
            user_id: c.context.user_id.clone(),
            auth: match c.auth {
                ConnectorAuth::None => AuthWord::None,
                ConnectorAuth::Basic => AuthWord::Basic,
                ConnectorAuth::Certificate => AuthWord::Certificate,
            },
            user: c.user.clone(),
            named_hosts: c.named_hosts,
            certificates: certificates(&c.ca_pem),
        }),
        card: s.card.as_ref().map(|card| CardFile {
            iccsn: card.iccsn.clone(),
            kind: card.kind.as_str().to_owned(),
            holder: card.holder.clone(),
        }),
    }
}

#[cfg(test)]
mod tests;
