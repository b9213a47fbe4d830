//! The Konnektor: asked in the background and on a person's wish, its last word kept for everybody.
//!
//! All of it is comfort. A Konnektor that is silent never holds up reading, fetching or sending; only the fetch of an
//! account bound to a doctor's card (HBA) waits until that card is inserted. Accounts with the same Konnektor settings
//! share one round of questions. Card handles are never kept.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::command::Service;
use super::event::overview::ConnectorState;
use super::event::{Answer, Event};
use super::world::{World, lock, now};
use super::{accounts, lookup, problem};
use crate::connector::services::ServiceDirectory;
use crate::connector::{self, Client};
use crate::domain::account::{Account, AccountSettings, CertPolicy, ConnectorAuth, ConnectorSettings};
use crate::domain::card::{CardKind, ConnectorReport};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::net::SeenCertificate;

/// Longest wait of a fetch for the word whether its card is there; after it the fetch simply tries.
const FETCH_WAITS: Duration = Duration::from_secs(8);
/// How often it is seen whether a round that somebody else began has ended.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// How old that word may be.
const FETCH_TRUSTS: Duration = Duration::from_secs(50);
/// Profile-wide address of the Konnektor, for accounts that name a context but no address.
const DEFAULT_URL: &str = "connector.url";

/// What one account's Konnektor said last.
struct Known {
    asked_with: Asked,
    at: Instant,
    checked_at: Timestamp,
    services: Option<ServiceDirectory>,
    /// Stays while a later round fails.
    report: Option<ConnectorReport>,
    problem: Option<Problem>,
}

/// Everything that decides what a Konnektor answers; equal for accounts that share one.
#[derive(Clone, PartialEq, Eq)]
struct Asked {
    settings: ConnectorSettings,
    policy: CertPolicy,
    timeout_secs: u32,
}

/// The last words of all Konnektors.
#[derive(Default)]
pub struct Connectors {
    known: Mutex<HashMap<AccountId, Known>>,
    /// Accounts a question is open for: a Konnektor that is silent is not asked again meanwhile.
    open: Mutex<HashSet<AccountId>>,
}

/// Name under which the Konnektor's password of an account is kept.
pub fn password_name(account: AccountId) -> String {
    format!("account/{account}/connector")
}

/// Stores or, with `None`, forgets the password of „Login".
pub async fn set_password(world: &World, account: AccountId, password: Option<Secret>) -> Result<Answer, Problem> {
    let name = password_name(account);
    world.commit(move |store| store.account(account).and_then(|_| store.set_secret(&name, password.as_ref()))).await?;
    lock(&world.connectors.known).remove(&account);
    Ok(Answer::Done)
}

/// The Konnektor that counts for an account; `None` without one.
pub async fn settings_of(world: &World, account: &Account) -> Option<ConnectorSettings> {
    let own = &account.settings.connector;
    if own.is_set() {
        return Some(own.clone());
    }
    // The profile's address is worth nothing without the account's context.
    let url = if own.context.mandant_id.is_empty() { String::new() } else { accounts::setting(world, DEFAULT_URL).await };
    (!url.is_empty()).then(|| ConnectorSettings { url, ..own.clone() })
}

/// The cards of the Konnektor of an account, or of the first that has one, asked now.
pub async fn list(world: &Arc<World>, account: Option<AccountId>) -> Result<Answer, Problem> {
    let all = accounts::visible(world).await?;
    for candidate in all.into_iter().filter(|a| account.is_none_or(|id| a.id == id)) {
        if settings_of(world, &candidate).await.is_some() {
            let id = candidate.id;
            refresh(world, vec![candidate], Duration::ZERO).await;
            let known = lock(&world.connectors.known);
            let known = known.get(&id).ok_or_else(|| Problem::new("CONNECTOR-NOT-SET", ""))?;
            return match (&known.problem, &known.report) {
                (None, Some(report)) => Ok(Answer::Cards(Box::new(report.clone()))),
                (problem, _) => Err(problem.clone().unwrap_or_else(|| Problem::new("CONNECTOR-NOT-SET", ""))),
            };
        }
    }
    Err(Problem::new("CONNECTOR-NOT-SET", ""))
}

/// Asks with settings that stand in a form, saved or not; nothing is kept.
pub async fn probe(
    world: &Arc<World>,
    id: Option<AccountId>,
    mut settings: AccountSettings,
    password: Option<Secret>,
) -> Result<Answer, Problem> {
    if let Some(id) = id {
        settings = world.read(move |store| store.add_client_keys(id, &mut settings).map(|()| settings)).await?;
    }
    let account = Account { id: id.unwrap_or(AccountId(0)), settings, has_password: true, last_fetch: None, messages: 0 };
    let connector = settings_of(world, &account).await.ok_or_else(|| Problem::new("CONNECTOR-NOT-SET", ""))?;
    let (mut client, _) = client(world, &account, &connector, password).await?;
    let limit = round_limit(&account);
    let report = tokio::time::timeout(limit, client.report()).await.map_err(|_| Problem::new("CONNECTOR-TIMEOUT", ""))?;
    report.map(|report| Answer::Cards(Box::new(report))).map_err(|e| problem::of_connector(&e))
}

/// A client with the account's TLS rules, login and client certificate (its key must be there), and what its handshakes will
/// have seen. A given password counts before the stored one.
pub async fn client(
    world: &World,
    account: &Account,
    settings: &ConnectorSettings,
    password: Option<Secret>,
) -> Result<(Client, SeenCertificate), Problem> {
    let own = settings.client_certificate.as_ref();
    let tls = lookup::tls(account.settings.options.cert_policy, &settings.ca_pem, &settings.pinned_sha256, own)?;
    let login = match settings.auth {
        ConnectorAuth::None | ConnectorAuth::Certificate => None,
        ConnectorAuth::Basic => {
            let name = password_name(account.id);
            let password = match password {
                Some(password) => password,
                None => world.read(move |store| store.secret(&name)).await?.unwrap_or_default(),
            };
            Some(connector::Login { user: settings.user.clone(), password })
        }
    };
    let timeout = Duration::from_secs(u64::from(account.settings.options.timeout_secs.max(1)));
    Client::new(&settings.url, settings.context.clone(), login, Some(tls.config), timeout)
        .map(|client| (client.with_named_hosts(settings.named_hosts), tls.seen))
        .map_err(|e| problem::of_connector(&e))
}

/// A whole round may take as long as two slow answers.
fn round_limit(account: &Account) -> Duration {
    Duration::from_secs(u64::from(account.settings.options.timeout_secs.max(1)) * 2)
}

/// Asks the Konnektors of these accounts whose last word is older than `max_age`. True when something changed.
///
/// Dropped before its end, the questions go on and their answers are kept; with an age of zero they are asked even if
/// one is open.
pub async fn refresh(world: &Arc<World>, of: Vec<Account>, max_age: Duration) -> bool {
    let mut groups: Vec<(Asked, Vec<Account>)> = Vec::new();
    for account in of {
        let Some(settings) = settings_of(world, &account).await else {
            lock(&world.connectors.known).remove(&account.id);
            continue;
        };
        let options = &account.settings.options;
        let asked = Asked { settings, policy: options.cert_policy, timeout_secs: options.timeout_secs };
        let is_open = lock(&world.connectors.open).contains(&account.id);
        if !max_age.is_zero() && (is_open || is_fresh(world, account.id, &asked, max_age)) {
            continue;
        }
        match groups.iter_mut().find(|(known, _)| *known == asked && known.settings.auth == ConnectorAuth::None) {
            Some((_, group)) => group.push(account),
            // Logins may differ although their settings look alike.
            None => groups.push((asked, vec![account])),
        }
    }
    let rounds = groups.into_iter().map(|(asked, group)| {
        let world = world.clone();
        let ids: Vec<_> = group.iter().map(|account| account.id).collect();
        lock(&world.connectors.open).extend(&ids);
        tokio::spawn(async move {
            let changed = ask(&world, asked, group).await;
            lock(&world.connectors.open).retain(|id| !ids.contains(id));
            if changed {
                world.bus.tell(Event::OverviewChanged);
            }
            changed
        })
    });
    let mut changed = false;
    for round in rounds.collect::<Vec<_>>() {
        changed |= round.await.unwrap_or(false);
    }
    changed
}

fn is_fresh(world: &World, account: AccountId, asked: &Asked, max_age: Duration) -> bool {
    let known = lock(&world.connectors.known);
    known.get(&account).is_some_and(|known| known.asked_with == *asked && known.at.elapsed() < max_age)
}

/// One round for accounts that share a Konnektor.
async fn ask(world: &Arc<World>, asked: Asked, group: Vec<Account>) -> bool {
    let Some(first) = group.first() else { return false };
    let (services, seen_cards) = match lock(&world.connectors.known).get(&first.id).filter(|k| k.asked_with == asked) {
        Some(known) => (known.services.clone(), known.report.as_ref().map(|r| r.cards.clone()).unwrap_or_default()),
        None => (None, Vec::new()),
    };
    let result = async {
        let mut settings = asked.settings.clone();
        settings.client_certificate = accounts::for_connecting(world, first.id).await?.settings.connector.client_certificate;
        let (client, seen) = client(world, first, &settings, None).await?;
        let mut client = client.knowing(services).remembering(seen_cards);
        let round = tokio::time::timeout(round_limit(first), client.report());
        let report = round.await.map_err(|_| Problem::new("CONNECTOR-TIMEOUT", ""))?.map_err(|e| problem::of_connector(&e))?;
        for account in &group {
            let pinned = &asked.settings.pinned_sha256;
            lookup::remember_tolerated(world, account.id, Service::Connector, pinned, &seen).await?;
        }
        let services = client.services().await.ok().cloned();
        Ok::<_, Problem>((report, services))
    };
    let result = result.await;
    let mut all = lock(&world.connectors.known);
    let mut changed = false;
    for account in &group {
        let before = all.remove(&account.id);
        let (report, services, problem) = match &result {
            Ok((report, services)) => (Some(report.clone()), services.clone(), None),
            // The directory is read anew after any failure (TIP1-A_4967).
            Err(problem) => (before.as_ref().and_then(|b| b.report.clone()), None, Some(problem.clone())),
        };
        changed |= before.is_none_or(|b| b.report != report || b.problem.as_ref().map(|p| p.code) != problem.as_ref().map(|p| p.code));
        let known = Known { asked_with: asked.clone(), at: Instant::now(), checked_at: now(), services, report, problem };
        all.insert(account.id, known);
    }
    changed
}

/// What is known for the overview; `None` without a Konnektor.
pub async fn state(world: &World, account: &Account) -> Option<ConnectorState> {
    settings_of(world, account).await?;
    let known = lock(&world.connectors.known);
    let known = known.get(&account.id);
    let report = known.and_then(|k| k.report.as_ref());
    let card = report.zip(account.settings.card.as_ref()).and_then(|(report, bound)| report.card(&bound.iccsn));
    let terminal = report.zip(card).and_then(|(report, card)| report.terminal(card));
    Some(ConnectorState {
        checked_at: known.map(|k| k.checked_at),
        problem: known.and_then(|k| k.problem.clone()),
        link: report.map(|r| r.link),
        card: card.cloned(),
        terminal: terminal.map(|t| if t.name.is_empty() { t.id.clone() } else { t.name.clone() }).unwrap_or_default(),
        // A terminal that is not listed may well be connected.
        terminal_connected: terminal.is_none_or(|t| t.connected),
    })
}

/// Whether an account is bound to a doctor's card that is certainly not inserted. Every doubt means no.
pub async fn waits_for_card(world: &Arc<World>, account: &Account) -> bool {
    let Some(bound) = account.settings.card.as_ref().filter(|card| card.kind == CardKind::Hba) else { return false };
    if settings_of(world, account).await.is_none() {
        return false;
    }
    let answered = async {
        refresh(world, vec![account.clone()], FETCH_TRUSTS).await;
        // A round that was under way already is not asked twice; its answer counts.
        while lock(&world.connectors.open).contains(&account.id) {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    };
    if tokio::time::timeout(FETCH_WAITS, answered).await.is_err() {
        return false;
    }
    let known = lock(&world.connectors.known);
    let fresh = known.get(&account.id).filter(|k| k.problem.is_none());
    fresh.and_then(|k| k.report.as_ref()).is_some_and(|report| report.card(&bound.iccsn).is_none())
}
