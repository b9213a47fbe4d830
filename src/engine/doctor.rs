//! `doctor`: the state of the program, its store and its servers, for support.

use std::sync::Arc;
use std::time::Duration;

use super::event::{Answer, DoctorCheck};
use super::reach::Place;
use super::world::{World, blocking, now};
use super::{accounts, cards, clock, keys, letter_count, medium, overview, problem, registry_file};
use crate::domain::account::Account;
use crate::domain::card::{CardKind, Expiry, PinStatus, TiLink};
use crate::domain::problem::Problem;
use crate::domain::time::Day;

/// Accounts with one Konnektor share its answer.
const SAME_RUN: Duration = Duration::from_secs(10);

fn check(name: impl Into<String>, ok: bool, detail: impl Into<String>, advice_key: &'static str) -> DoctorCheck {
    DoctorCheck { name: name.into(), ok, detail: detail.into(), advice_key: if ok { "" } else { advice_key } }
}

/// Every check; none changes anything.
pub async fn run(world: &Arc<World>) -> Result<Answer, Problem> {
    let mut checks = vec![check("version", true, env!("CARGO_PKG_VERSION"), "")];
    let fault = keys::try_keyring(world).await;
    let key = keys::read_state(world).await?;
    let detail = format!("{} {} {}", key.kind, key.backend, fault.as_deref().unwrap_or_default());
    checks.push(check("key_store", fault.is_none(), detail.trim(), "doctor-keyring-advice"));
    let sheet = key.sheet.as_ref().map_or_else(|| "-".to_owned(), |sheet| sheet.name.clone());
    checks.push(check("recovery_sheet", true, sheet, ""));
    let inner = world.clone();
    // On a connection of its own: no list waits for it, and what it comes upon spoils none.
    let faults = blocking(move || inner.another_reader()?.check().map_err(problem::of_store)).await;
    let faults = faults.unwrap_or_else(|problem| vec![problem.to_string()]);
    checks.push(check("integrity", faults.is_empty(), faults.join("; "), "doctor-integrity-advice"));
    let dir = world.dir();
    checks.push(match medium::space(&dir) {
        Ok((free, enough)) => check("free_space", enough, medium::in_words(free), "doctor-space-advice"),
        Err(error) => check("free_space", false, error.to_string(), "doctor-space-advice"),
    });
    checks.push(check("clock", clock::is_steady(world).await?, chrono::Local::now().to_rfc3339(), "doctor-clock-advice"));
    checks.extend(registry_file::check(world));
    checks.extend(letter_count::check(world));
    for account in accounts::visible(world).await? {
        let name = account.settings.address.as_str();
        let age = account.last_fetch.map(|at| (now().0 - at.0) / 60_000);
        let late = i64::from(account.settings.options.poll_interval_minutes) * 3;
        let detail = age.map_or_else(|| "-".to_owned(), |minutes| format!("{minutes} min"));
        let waits = cards::waits_for_card(world, &account).await;
        checks.push(check(format!("last_fetch {name}"), waits || age.is_some_and(|m| m <= late.max(60)), detail, "doctor-fetch-advice"));
        checks.extend(servers(world, &account).await);
        checks.extend(connector(world, &account).await);
    }
    Ok(Answer::Checks(checks))
}

/// Whether the servers of an account can be reached.
async fn servers(world: &World, account: &Account) -> Vec<DoctorCheck> {
    let name = account.settings.address.as_str();
    let mut checks = Vec::new();
    for place in Place::all(&account.settings, &overview::directory_url(world, account).await) {
        let result = place.try_it().await;
        let detail = result.as_ref().err().map_or_else(|| place.to_string(), ToString::to_string);
        checks.push(check(format!("{} {name}", place.service.as_str()), result.is_ok(), detail, "doctor-reach-advice"));
    }
    checks
}

/// Konnektor, way to the TI and card of an account; nothing without a Konnektor.
async fn connector(world: &Arc<World>, account: &Account) -> Vec<DoctorCheck> {
    let name = account.settings.address.as_str();
    cards::refresh(world, vec![account.clone()], SAME_RUN).await;
    let Some(state) = cards::state(world, account).await else { return Vec::new() };
    if let Some(problem) = &state.problem {
        return vec![check(format!("connector {name}"), false, problem.to_string(), "doctor-connector-advice")];
    }
    let online = state.link.is_some_and(TiLink::is_online);
    let mut checks = vec![check(format!("connector {name}"), online, if online { "online" } else { "offline" }, "doctor-ti-advice")];
    let Some(bound) = &account.settings.card else { return checks };
    let described = |end: &str| format!("{} {} {end}", bound.kind.as_str(), bound.iccsn);
    checks.push(match &state.card {
        // A doctor's card may be elsewhere; that is no fault.
        None => check(format!("card {name}"), bound.kind == CardKind::Hba, described("-"), "doctor-card-advice"),
        Some(card) => {
            let usable = !matches!(card.pin, PinStatus::Verifiable | PinStatus::Blocked | PinStatus::Unused);
            let today = Day::of(now());
            let stage = today.map_or(Expiry::Far, |today| Expiry::on(today, card.expires));
            let expires = card.expires.map(|day| day.to_string()).unwrap_or_default();
            let detail = described(format!("{} {expires}", card.pin.as_str()).trim());
            check(format!("card {name}"), usable && stage < Expiry::Within30, detail, "doctor-card-advice")
        }
    });
    checks
}
