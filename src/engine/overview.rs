//! „Übersicht": what is known about every account in one answer, and the rounds that keep it true.
//!
//! A round tries the servers, asks the Konnektors and, once a day, the VZD for the own entries. It runs in the
//! background every few minutes and whenever a person watches the overview. It changes nothing and holds up nothing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::event::overview::{AccountOverview, Agreement, OnServer, OwnEntry, ServerState};
use super::event::{AccountFetch, Answer, Event};
use super::reach::{Place, Reached};
use super::world::{World, lock, now};
use super::{accounts, card_notice, cards, lookup};
use crate::domain::account::Account;
use crate::domain::card::{BoundCard, Card};
use crate::domain::directory::{DirectoryQuery, KimVersion};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;
use crate::store::{OwnEntryRow, ServerLoad};

/// Setting: minutes between two rounds in the background.
pub const INTERVAL: &str = "connector.interval_minutes";
const DEFAULT_INTERVAL_MINUTES: u64 = 5;
/// While a person watches, the Konnektor is asked no more often than this.
const WATCHED_AGE: Duration = Duration::from_secs(8);
/// Longest wait of a round for the Konnektors.
const ROUND_WAITS: Duration = Duration::from_secs(5);
/// The own entry is looked for this often, and again after a failure.
const ENTRY_AGE_MILLIS: i64 = 24 * 3_600_000;
const ENTRY_RETRY: Duration = Duration::from_secs(3600);

/// What only this run of the program knows.
#[derive(Default)]
pub struct Known {
    pub servers: Reached,
    fetches: Mutex<HashMap<AccountId, Fetched>>,
    next: Mutex<HashMap<AccountId, Timestamp>>,
    /// When the own entry was looked for last in this run.
    entry_tries: Mutex<HashMap<AccountId, Instant>>,
    round: tokio::sync::Mutex<()>,
}

#[derive(Clone, Default)]
struct Fetched {
    problem: Option<Problem>,
    waits_for_card: bool,
}

impl Known {
    /// Notes how a fetch ended.
    pub fn fetched(&self, fetch: &AccountFetch) {
        let running = fetch.problems.iter().any(|p| p.code == "FETCH-RUNNING");
        if !running && !fetch.cancelled {
            let worst = fetch.problems.iter().max_by_key(|p| p.severity).cloned();
            lock(&self.fetches).insert(fetch.account, Fetched { problem: worst, waits_for_card: fetch.waits_for_card });
        }
    }

    /// Notes when an account is due.
    pub fn due(&self, account: AccountId, at: Timestamp) {
        lock(&self.next).insert(account, at);
    }
}

/// The overview as it is known; with `probe` after a round of questions.
pub async fn show(world: &Arc<World>, probe: bool) -> Result<Answer, Problem> {
    if probe {
        round(world, WATCHED_AGE).await;
    }
    rows(world).await.map(Answer::Overview)
}

/// Rounds in the background, until the engine stops.
pub async fn watch_by_timer(world: Arc<World>) {
    loop {
        let minutes = accounts::setting(&world, INTERVAL).await.parse().unwrap_or(DEFAULT_INTERVAL_MINUTES).clamp(1, 60);
        // A little younger than the interval, so that each round asks.
        round(&world, Duration::from_secs(minutes * 60 - 5)).await;
        card_notice::tell(&world).await;
        world.bus.tell(Event::OverviewChanged);
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(minutes * 60)) => {}
            () = world.overview_due.notified() => {}
        }
    }
}

/// One round; a second one that is wanted meanwhile waits and finds fresh answers. A silent Konnektor is not waited for:
/// its answer comes as an event of its own.
async fn round(world: &Arc<World>, max_age: Duration) {
    let _one = world.overview.round.lock().await;
    let Ok(all) = world.read(|store| store.accounts()).await else { return };
    let active: Vec<Account> = all.into_iter().filter(|a| !a.settings.options.retired).collect();
    let mut places = Vec::new();
    for account in &active {
        places.extend(Place::all(&account.settings, &directory_url(world, account).await));
    }
    let entries = active.clone();
    let connectors = tokio::time::timeout(ROUND_WAITS, cards::refresh(world, active, max_age));
    let (servers, _late) = tokio::join!(world.overview.servers.try_all(places), connectors);
    if servers {
        world.bus.tell(Event::OverviewChanged);
    }
    let world = world.clone();
    tokio::spawn(async move { own_entries(&world, entries).await });
}

/// The directory that counts for an account; empty without one.
pub async fn directory_url(world: &World, account: &Account) -> String {
    let own = account.settings.directory.url.trim();
    if own.is_empty() { accounts::setting(world, "directory.url").await } else { own.to_owned() }
}

async fn own_entries(world: &Arc<World>, of: Vec<Account>) {
    for account in of {
        let address = account.settings.address.to_string();
        let id = account.id;
        let known = world.read(move |store| store.own_entry(id)).await.ok().flatten();
        let fresh = known.is_some_and(|k| k.address == address && now().0 - k.checked_at.0 < ENTRY_AGE_MILLIS);
        let tried = lock(&world.overview.entry_tries).get(&id).is_some_and(|at| at.elapsed() < ENTRY_RETRY);
        if !fresh && !tried && !directory_url(world, &account).await.is_empty() {
            lock(&world.overview.entry_tries).insert(id, Instant::now());
            if let Err(problem) = look_for_entry(world, &account).await {
                tracing::info!(code = problem.code, account = %id, "the own entry could not be looked for");
            } else {
                world.bus.tell(Event::OverviewChanged);
            }
        }
    }
}

/// Looks for the own entry now, on a person's wish.
pub async fn check_entry(world: &Arc<World>, account: AccountId) -> Result<Answer, Problem> {
    let account = accounts::get(world, account).await?;
    look_for_entry(world, &account).await?;
    world.bus.tell(Event::OverviewChanged);
    Ok(Answer::Done)
}

async fn look_for_entry(world: &Arc<World>, account: &Account) -> Result<(), Problem> {
    let address = account.settings.address.to_string();
    let query = DirectoryQuery { mail: address.clone(), limit: 5, ..DirectoryQuery::default() };
    let Answer::Directory(found) = lookup::search(world, Some(account.id), query, 0).await? else { return Ok(()) };
    let hit = found.entries.iter().find_map(|entry| {
        let own = entry.addresses.iter().find(|a| a.mail.eq_ignore_ascii_case(&address))?;
        Some((entry, own))
    });
    let row = OwnEntryRow {
        checked_at: now(),
        found: hit.is_some(),
        name: hit.map(|(entry, _)| entry.name.clone()).unwrap_or_default(),
        telematik_id: hit.map(|(entry, _)| entry.telematik_id.clone()).unwrap_or_default(),
        version: hit.map(|(_, own)| own.version.0.clone()).unwrap_or_default(),
        address,
    };
    let id = account.id;
    world.write(move |store| store.set_own_entry(id, &row)).await
}

/// One row per account that is offered, in the order of the accounts.
async fn rows(world: &Arc<World>) -> Result<Vec<AccountOverview>, Problem> {
    let scope = world.scope();
    let (accounts, counts, loads, entries) = world
        .read(move |store| {
            let mut accounts = store.accounts()?;
            accounts.retain(|account| scope.allows(account.id));
            let entries: Vec<_> = accounts.iter().map(|a| store.own_entry(a.id)).collect::<Result<_, _>>()?;
            Ok((accounts, store.folder_counts(&scope)?, store.server_loads()?, entries))
        })
        .await?;
    let mut rows = Vec::new();
    for (account, entry) in accounts.into_iter().zip(entries).filter(|(a, _)| !a.settings.options.retired) {
        let id = account.id;
        let counts = counts.iter().find(|(of, _)| *of == id).map(|(_, counts)| counts.clone()).unwrap_or_default();
        let load = loads.iter().find(|(of, _)| *of == id).map(|(_, load)| *load).unwrap_or_default();
        let fetched = lock(&world.overview.fetches).get(&id).cloned().unwrap_or_default();
        let directory = directory_url(world, &account).await;
        let connector = cards::state(world, &account).await;
        let places = Place::all(&account.settings, &directory);
        let servers = places.iter().map(|p| ServerState { service: p.service, result: world.overview.servers.get(p) });
        rows.push(AccountOverview {
            account: id,
            address: account.settings.address.to_string(),
            has_password: account.has_password,
            servers: servers.collect(),
            last_fetch: account.last_fetch,
            fetch_problem: fetched.problem,
            next_fetch: lock(&world.overview.next).get(&id).copied(),
            // Inserted meanwhile: the next fetch will go through.
            waits_for_card: fetched.waits_for_card && connector.as_ref().is_none_or(|c| c.card.is_none()),
            unread: counts.inbox_unread,
            undecrypted: counts.undecrypted,
            on_server: on_server(load),
            entry: entry.filter(|e| !directory.is_empty() && e.address == account.settings.address.as_str()).map(|e| {
                let inserted = connector.as_ref().and_then(|c| c.card.as_ref());
                own_entry(e, account.settings.card.as_ref(), inserted)
            }),
            connector,
            card: account.settings.card,
            outbox: counts.outbox,
            outbox_attention: counts.outbox_attention,
        });
    }
    Ok(rows)
}

fn on_server(load: ServerLoad) -> OnServer {
    OnServer { mails: load.mails, bytes: load.bytes, oldest: load.oldest, waiting: load.waiting, oldest_waiting: load.oldest_waiting }
}

fn own_entry(row: OwnEntryRow, card: Option<&BoundCard>, inserted: Option<&Card>) -> OwnEntry {
    OwnEntry {
        agrees: agreement(&row, card, inserted),
        checked_at: row.checked_at,
        found: row.found,
        large: KimVersion(row.version.clone()).takes_large(),
        name: row.name,
        version: row.version,
    }
}

/// The Telematik-ID decides where card and entry tell it; names are only the second best.
fn agreement(row: &OwnEntryRow, card: Option<&BoundCard>, inserted: Option<&Card>) -> Agreement {
    let of_entry = row.telematik_id.trim();
    let of_card = inserted.and_then(|card| card.telematik_id.as_deref()).map(str::trim).unwrap_or_default();
    if !of_entry.is_empty() && !of_card.is_empty() {
        return if of_entry.eq_ignore_ascii_case(of_card) {
            Agreement::SameId
        } else {
            Agreement::OtherId { entry: of_entry.to_owned(), card: of_card.to_owned() }
        };
    }
    match card.map(|card| card.holder.as_str()).filter(|holder| !holder.is_empty()) {
        None => Agreement::Unknown,
        Some(holder) if same_name(&row.name, holder) => Agreement::SameName,
        Some(holder) => Agreement::OtherName(holder.to_owned()),
    }
}

/// Whether two names may stand for the same: half of the words of the shorter one stand in the other, in any order.
/// Titles, „&" and the order of first and last name differ between card and VZD. An unknown name is equal to any.
fn same_name(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 2).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.is_empty() || short.iter().filter(|word| long.contains(word)).count() * 2 >= short.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_telematik_id_decides_and_names_only_without_it() {
        use crate::domain::card::{CardKind, PinStatus};
        let row = |id: &str, name: &str| OwnEntryRow {
            address: "a@b.kim.telematik-test".into(),
            checked_at: Timestamp(0),
            found: true,
            name: name.into(),
            telematik_id: id.into(),
            version: "1.5".into(),
        };
        let bound = |holder: &str| BoundCard { iccsn: "1".into(), kind: CardKind::SmcB, holder: holder.into() };
        let inserted = |id: Option<&str>| Card {
            handle: "h".into(),
            kind: CardKind::SmcB,
            iccsn: "1".into(),
            holder: String::new(),
            expires: None,
            pin: PinStatus::Verified,
            left_tries: None,
            telematik_id: id.map(str::to_owned),
            terminal: String::new(),
        };
        let other = Agreement::OtherId { entry: "1-2".into(), card: "1-3".into() };
        let other_name = || Agreement::OtherName("MVZ Lindenau".into());
        for (entry, holder, card, expected) in [
            ("1-2", "MVZ Lindenau", Some(Some("1-2 ")), Agreement::SameId),
            ("1-2", "Praxis Dr. Alt", Some(Some("1-3")), other),
            ("1-2", "Praxis Alt", Some(Some("")), Agreement::SameName),
            ("1-2", "MVZ Lindenau", Some(None), other_name()),
            ("", "MVZ Lindenau", Some(Some("1-3")), other_name()),
            ("1-2", "MVZ Lindenau", None, other_name()),
            ("1-2", "", None, Agreement::Unknown),
        ] {
            let found = agreement(&row(entry, "Praxis Dr. Alt"), Some(&bound(holder)), card.map(inserted).as_ref());
            assert!(found == expected, "{entry} {holder} {card:?}");
        }
        assert!(agreement(&row("1-2", "Praxis"), None, None) == Agreement::Unknown);
    }

    #[test]
    fn names_of_card_and_directory_are_compared_with_mercy() {
        for (a, b, same) in [
            ("Gemeinschaftspraxis Größmann & Süß", "Gemeinschaftspraxis Größmann und Süß", true),
            ("Tannhorst, Wiebke", "Dr. med. Wiebke Tannhorst", true),
            ("", "Praxis", true),
            ("Praxis Dr. Alt", "MVZ Lindenau", false),
            ("Zahnarztpraxis am Markt", "Hausarztzentrum Nord", false),
        ] {
            assert_eq!(same_name(a, b), same, "{a} / {b}");
        }
    }
}
