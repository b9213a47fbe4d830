//! `doctor`: the state of the program, its store and its servers, for support.

use std::sync::Arc;

use super::event::{Answer, DoctorCheck};
use super::world::{World, now};
use super::{accounts, clock};
use crate::domain::problem::Problem;
use crate::net::{self, Endpoint};

/// Below this much free space a warning is due (rule 47).
const LOW_SPACE: u64 = 1 << 30;

fn check(name: impl Into<String>, ok: bool, detail: impl Into<String>, advice_key: &'static str) -> DoctorCheck {
    DoctorCheck { name: name.into(), ok, detail: detail.into(), advice_key: if ok { "" } else { advice_key } }
}

/// Every check; none changes anything.
pub async fn run(world: &Arc<World>) -> Result<Answer, Problem> {
    let mut checks = vec![check("version", true, env!("CARGO_PKG_VERSION"), "")];
    let key = world.key_store();
    checks.push(check("key_store", true, format!("{} {}", key.kind, key.backend).trim().to_owned(), ""));
    let faults = world.read(|store| store.check(true)).await?;
    checks.push(check("integrity", faults.is_empty(), faults.join("; "), "doctor-integrity-advice"));
    let dir = world.dir();
    checks.push(match fs4::available_space(&dir) {
        Ok(free) => check("free_space", free >= LOW_SPACE, format!("{} MiB", free >> 20), "doctor-space-advice"),
        Err(error) => check("free_space", false, error.to_string(), "doctor-space-advice"),
    });
    checks.push(check("clock", clock::is_steady(world).await?, chrono::Local::now().to_rfc3339(), "doctor-clock-advice"));
    for account in accounts::visible(world).await? {
        let name = account.settings.address.as_str();
        let age = account.last_fetch.map(|at| (now().0 - at.0) / 60_000);
        let late = i64::from(account.settings.options.poll_interval_minutes) * 3;
        let detail = age.map_or_else(|| "-".to_owned(), |minutes| format!("{minutes} min"));
        checks.push(check(format!("last_fetch {name}"), age.is_some_and(|m| m <= late.max(60)), detail, "doctor-fetch-advice"));
        for (service, server) in [("pop3", &account.settings.incoming), ("smtp", &account.settings.outgoing)] {
            let endpoint = Endpoint::of(server, &account.settings.options);
            let reached = async {
                let addresses = net::resolve(&endpoint).await?;
                net::connect(&endpoint, &addresses).await.map(|_| ())
            };
            let result = reached.await;
            let detail = result.as_ref().err().map(ToString::to_string).unwrap_or_else(|| format!("{}:{}", server.server, server.port));
            checks.push(check(format!("{service} {name}"), result.is_ok(), detail, "doctor-reach-advice"));
        }
    }
    Ok(Answer::Checks(checks))
}
