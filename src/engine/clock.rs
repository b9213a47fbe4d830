//! Whether the wall clock can be trusted: nothing is deleted on a server within 24 hours after it jumped (rule 11).

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::world::{World, now};
use crate::domain::audit::{AuditAction, AuditEntry, AuditObject};
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;

/// A difference of more than this between the two clocks is a jump.
const JUMP_MILLIS: i64 = 86_400_000;
/// How exactly the last time seen is remembered.
const REMEMBER_MILLIS: i64 = 3_600_000;
/// Settings of the store, hidden from people.
const LAST_SEEN: &str = "clock.last_seen";
const JUMPED: &str = "clock.jumped";

/// The two clocks at the same moment.
static ANCHOR: Mutex<Option<(Instant, Timestamp)>> = Mutex::new(None);

/// Remembers the time and tells whether a day has passed since the last jump.
pub async fn is_steady(world: &World) -> Result<bool, Problem> {
    let wall = now();
    let jumped_here = jumped_since_start(wall);
    world
        .write(move |store| {
            let read = |value: Option<String>| value.and_then(|text| text.parse().ok());
            let before: Option<i64> = read(store.setting(LAST_SEEN)?);
            let jumped_back = before.is_some_and(|before| wall.0 < before - JUMP_MILLIS);
            // Written rarely: a poll that finds nothing shall cost no extra durable write.
            if before.is_none_or(|before| (wall.0 - before).abs() > REMEMBER_MILLIS) {
                store.set_setting(LAST_SEEN, &wall.0.to_string())?;
            }
            if jumped_here || jumped_back {
                tracing::warn!("the clock jumped; nothing is deleted on servers for a day");
                store.all_or_nothing(|store| {
                    store.set_setting(JUMPED, &wall.0.to_string())?;
                    store.record(vec![AuditEntry::new("", AuditAction::ClockJumped, AuditObject::Nothing)])
                })?;
                return Ok(false);
            }
            let jump: Option<i64> = read(store.setting(JUMPED)?);
            Ok(jump.is_none_or(|jump| (wall.0 - jump).abs() >= JUMP_MILLIS))
        })
        .await
}

/// Compares the wall clock with the monotonic one since the last look.
fn jumped_since_start(wall: Timestamp) -> bool {
    let mut anchor = ANCHOR.lock().unwrap_or_else(PoisonError::into_inner);
    let jumped = anchor.is_some_and(|(then, wall_then)| {
        let expected = wall_then.0.saturating_add(i64::try_from(then.elapsed().as_millis()).unwrap_or(i64::MAX));
        (wall.0 - expected).abs() > JUMP_MILLIS
    });
    *anchor = Some((Instant::now(), wall));
    jumped
}
