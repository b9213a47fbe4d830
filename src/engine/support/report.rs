//! What support needs to know, section by section, without anything personal.
//!
//! Words are those of `doctor` and of the settings files: support reads reports of every language. Numbers, modes and
//! codes stand as they are; whatever names a person or a computer goes through [`Mask`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::world::{World, blocking, now};
use super::super::{accounts, doctor};
use super::mask::Mask;
use super::{tail, unreadable};
use crate::domain::access::AccessBook;
use crate::domain::account::{Account, CertPolicy, KeepOnServer, ServerSettings};
use crate::domain::log::{self, LogFilter, LogLevel, SupportReport};
use crate::domain::outgoing::OutgoingState;
use crate::domain::problem::Problem;
use crate::engine::event::Answer;

/// Newest lines of the log, and those of them that are worse than a note: older trouble must not be pushed out by facts.
const LINES: usize = 300;
/// Newest crash reports that are put in whole.
const CRASHES: usize = 3;

/// Puts the report together.
pub async fn build(world: &Arc<World>, renderer: &str) -> Result<SupportReport, Problem> {
    let shown = accounts::visible(world).await?;
    let book = world.gate.book();
    let mask = Mask::of(known_names(world, &shown, &book))?;
    let sections = vec![
        ("program", program(world, renderer, shown.len(), &book)),
        ("checks", checks(world, &mask).await?),
        ("accounts", shown.iter().flat_map(|account| account_lines(account, &mask)).collect()),
        ("counts", counts(world).await?),
        ("problems", problems(world)),
        ("log", log_lines(world, &mask).await?),
        ("crashes", crashes(world, &mask).await?),
    ];
    Ok(SupportReport { sections })
}

/// Everything of this profile that names somebody or something.
fn known_names(world: &World, accounts: &[Account], book: &AccessBook) -> Vec<(String, &'static str)> {
    let mut known = vec![(world.dir().display().to_string(), "folder"), (world.who(), "name")];
    known.extend(std::env::home_dir().map(|home| (home.display().to_string(), "folder")));
    known.extend(book.users.iter().map(|user| (user.name.clone(), "name")));
    known.extend(book.groupings.iter().map(|grouping| (grouping.name.clone(), "name")));
    for account in accounts {
        let s = &account.settings;
        known.extend([(s.address.as_str().to_owned(), "address"), (s.sender_name.clone(), "name")]);
        for server in [&s.incoming, &s.outgoing] {
            known.extend([(server.server.clone(), "host"), (server.login.as_str().to_owned(), "login")]);
        }
        known.extend([(s.directory.url.clone(), "url"), (s.connector.url.clone(), "url"), (s.connector.user.clone(), "login")]);
        known.extend([&s.directory.url, &s.connector.url].into_iter().filter_map(|url| Some((host_of(url)?.to_owned(), "host"))));
        known.extend(s.card.iter().flat_map(|card| [(card.iccsn.clone(), "card"), (card.holder.clone(), "name")]));
    }
    known.into_iter().map(|(name, word)| (name.trim().to_owned(), word)).collect()
}

/// The host of an address like `ldaps://host:636`.
fn host_of(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1.split(['/', '?']).next()?;
    if let Some(six) = rest.strip_prefix('[') { six.split(']').next() } else { rest.split(':').next() }
}

fn program(world: &World, renderer: &str, accounts: usize, book: &AccessBook) -> Vec<String> {
    let key = world.key_store();
    let made = chrono::Local::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, false);
    let processors = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    vec![
        format!("version: {}", env!("CARGO_PKG_VERSION")),
        format!("made: {made}"),
        format!("system: {} {} {}", std::env::consts::OS, std::env::consts::ARCH, system_name()).trim_end().to_owned(),
        format!("processors: {processors}"),
        format!("renderer: {}", if renderer.is_empty() { "-" } else { renderer }),
        format!("key_store: {} {}", key.kind, key.backend).trim_end().to_owned(),
        format!("accounts: {accounts}"),
        format!("users: {}, groupings: {}, restricted accounts: {}", book.users.len(), book.groupings.len(), book.restricted.len()),
    ]
}

/// The name of the system where a file tells it; empty elsewhere.
fn system_name() -> String {
    let text = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME=")).unwrap_or_default();
    crate::domain::safe_text::one_line(name.trim_matches('"'))
}

async fn checks(world: &Arc<World>, mask: &Mask) -> Result<Vec<String>, Problem> {
    let Answer::Checks(checks) = doctor::run(world).await? else { return Ok(Vec::new()) };
    let line = |check: crate::engine::event::DoctorCheck| {
        let state = if check.ok { "ok   " } else { "FAULT" };
        let detail = if check.detail.is_empty() { String::new() } else { format!(": {}", mask.text(&check.detail)) };
        format!("{state} {}{detail}", mask.text(&check.name))
    };
    Ok(checks.into_iter().map(line).collect())
}

/// One account: how it is reached and what is switched on.
fn account_lines(account: &Account, mask: &Mask) -> Vec<String> {
    let (s, o) = (&account.settings, &account.settings.options);
    let server = |word: &str, server: &ServerSettings| {
        format!(
            "  {word}: {} port {} tls {}, login {}{}",
            mask.host(&server.server),
            server.port,
            server.tls.as_str(),
            login_shape(server.login.as_str()),
            certificates(&server.ca_pem, &server.pinned_sha256, server.client_certificate.is_some()),
        )
    };
    let url = |url: &str| match (url.split_once("://"), host_of(url)) {
        (Some((scheme, rest)), Some(host)) => {
            let port = rest.rsplit_once(':').map(|(_, port)| port.trim_end_matches('/')).filter(|port| port.parse::<u16>().is_ok());
            format!("{scheme} {} port {}", mask.host(host), port.unwrap_or("-"))
        }
        _ => "-".to_owned(),
    };
    let policy = match o.cert_policy {
        CertPolicy::Strict => "strict",
        CertPolicy::AllowSelfSignedAndNameMismatch => "self-signed allowed",
    };
    let keep = match o.keep_on_server {
        KeepOnServer::Days(days) => format!("{days} days"),
        KeepOnServer::Never => "for ever".to_owned(),
    };
    let age = account.last_fetch.map_or_else(|| "never".to_owned(), |at| format!("{} min ago", (now().0 - at.0) / 60_000));
    let (d, c) = (&s.directory, &s.connector);
    vec![
        format!("account {}: {}{}", account.id, mask.hash("address", s.address.as_str()), if o.retired { ", retired" } else { "" }),
        server("pop3", &s.incoming),
        server("smtp", &s.outgoing),
        format!("  directory: {}{}", url(&d.url), certificates(&d.ca_pem, &d.pinned_sha256, d.client_certificate.is_some())),
        format!(
            "  connector: {}, auth {}, named hosts {}{}",
            url(&c.url),
            c.auth.as_str(),
            yes(c.named_hosts),
            certificates(&c.ca_pem, &c.pinned_sha256, c.client_certificate.is_some())
        ),
        format!("  card: {}, password stored: {}", s.card.as_ref().map_or("-", |card| card.kind.as_str()), yes(account.has_password)),
        format!(
            "  every {} min, timeout {} s, certificates {policy}, clear text confirmed: {}, keep on server {keep}",
            o.poll_interval_minutes,
            o.timeout_secs,
            yes(o.clear_text_confirmed)
        ),
        format!(
            "  processing station: {}, receipts asked: delivery {}, read {}, answered: {}, last fetch: {age}",
            yes(o.processing_station),
            yes(o.always_request_delivery_receipt),
            yes(o.always_request_read_receipt),
            yes(o.answer_read_receipts)
        ),
    ]
}

const fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

/// Only how a login is built: what stands in it names the practice.
fn login_shape(login: &str) -> String {
    format!("{} parts, {} bytes", login.split('#').count(), login.len())
}

fn certificates(ca: &str, pin: &str, client: bool) -> String {
    let parts = [(!ca.is_empty(), ", own CA"), (!pin.is_empty(), ", remembered certificate"), (client, ", client certificate")];
    parts.into_iter().filter_map(|(is, word)| is.then_some(word)).collect()
}

async fn counts(world: &Arc<World>) -> Result<Vec<String>, Problem> {
    let scope = world.scope();
    let (folders, outbox, handovers, uidls, watched) = world
        .read(move |store| {
            let mut handovers: BTreeMap<&str, usize> = BTreeMap::new();
            for item in store.handover_items(&scope)? {
                *handovers.entry(item.state.as_str()).or_default() += 1;
            }
            let outbox = store.outbox_items(&scope, true)?;
            Ok((store.folder_counts(&scope)?, outbox, handovers, store.uidl_states(&scope)?, store.watch_folders(&scope)?.len()))
        })
        .await?;
    let sum = |count: fn(&crate::domain::mail::FolderCounts) -> usize| folders.iter().map(|(_, counts)| count(counts)).sum::<usize>();
    let listed = |counts: Vec<(&str, usize)>| {
        let words: Vec<String> = counts.into_iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{word} {n}")).collect();
        if words.is_empty() { "-".to_owned() } else { words.join(", ") }
    };
    let states = OutgoingState::ALL.map(|state| (state.as_str(), outbox.iter().filter(|item| item.state == state).count()));
    Ok(vec![
        format!(
            "mails: inbox {} (unread {}), outbox {} (attention {}), sent {}, drafts {}, trash {}, undecrypted {}",
            sum(|c| c.inbox_total),
            sum(|c| c.inbox_unread),
            sum(|c| c.outbox),
            sum(|c| c.outbox_attention),
            sum(|c| c.sent),
            sum(|c| c.drafts),
            sum(|c| c.trash),
            sum(|c| c.undecrypted)
        ),
        format!("outgoing: {}", listed(states.to_vec())),
        format!("on servers: {}", listed(uidls.iter().map(|(state, n)| (state.as_str(), *n)).collect())),
        format!("hand-overs: {}", listed(handovers.into_iter().collect())),
        format!("watched folders: {watched}"),
    ])
}

/// What stands now, by code: the peer's words beside it are in nobody's hand.
fn problems(world: &World) -> Vec<String> {
    let scope = world.scope();
    let seen = world.bus.standing_problems().into_iter().filter(|p| p.account.is_none_or(|account| scope.allows(account)));
    seen.map(|p| match p.account {
        Some(account) => format!("{} account {account} ({:?})", p.code, p.severity),
        None => format!("{} ({:?})", p.code, p.severity),
    })
    .collect()
}

/// The newest lines, oldest first as in the file; before them older errors and warnings.
async fn log_lines(world: &Arc<World>, mask: &Mask) -> Result<Vec<String>, Problem> {
    let dir = world.dir().join(log::FOLDER);
    let read = move |least| tail::page(&dir, &LogFilter { least, find: String::new(), limit: LINES }).map_err(unreadable);
    let (all, bad) = blocking(move || Ok((read(LogLevel::Note)?.lines, read(LogLevel::Warning)?.lines))).await?;
    let oldest = all.last().and_then(|line| line.at);
    let older = bad.into_iter().filter(|line| line.at < oldest);
    let mut lines: Vec<_> = all.into_iter().chain(older).collect();
    lines.reverse();
    let line = |line: &log::LogLine| {
        let at = line.at.and_then(|at| chrono::DateTime::from_timestamp_millis(at.0));
        let at = at.map_or_else(|| "-".to_owned(), |at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
        mask.text(&format!("{at} {:7} {}: {}", line.level.as_str(), line.source, line.text))
    };
    Ok(lines.iter().map(line).collect())
}

async fn crashes(world: &Arc<World>, mask: &Mask) -> Result<Vec<String>, Problem> {
    let dir = world.dir().join(log::FOLDER);
    let lines = blocking(move || {
        let found = tail::crash_files(&dir).map_err(unreadable)?;
        let mut lines = Vec::new();
        for path in found.iter().take(CRASHES) {
            lines.extend(tail::crash_lines(path).map_err(unreadable)?);
            lines.push(String::new());
        }
        if found.len() > CRASHES {
            lines.push(format!("+{}", found.len() - CRASHES));
        }
        Ok(lines)
    })
    .await?;
    Ok(lines.iter().map(|line| mask.text(line)).collect())
}
