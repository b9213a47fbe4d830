//! Whether the wall clock can be trusted: nothing is deleted on a server within 24 hours after it jumped (rule 11).
//!
//! A clock that was far off makes ages wrong too: what was fetched ten years „ago" is not old. After such a jump the time that
//! mails stay on the server begins anew for all that was seen before. Whether the program was off for long or the clock was
//! set forward meanwhile cannot be told apart; it counts as a jump.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::world::{World, now};
use crate::domain::audit::{AuditAction, AuditEntry, AuditObject};
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;

/// A difference of more than this between the two clocks is a jump.
const JUMP_MILLIS: i64 = 86_400_000;
/// From this difference on, ages are not believed.
const ASTRAY_MILLIS: i64 = 30 * JUMP_MILLIS;
/// How exactly the last time seen is remembered.
const REMEMBER_MILLIS: i64 = 3_600_000;
/// Settings of the store, hidden from people.
const LAST_SEEN: &str = "clock.last_seen";
const JUMPED: &str = "clock.jumped";
const ASTRAY: &str = "clock.astray";

/// The two clocks at the same moment.
static ANCHOR: Mutex<Option<(Instant, Timestamp)>> = Mutex::new(None);

/// Since when ages can be believed; `None`: nothing is to be deleted now, less than a day has passed since the last jump.
/// Remembers the time.
pub async fn steady_since(world: &World) -> Result<Option<Timestamp>, Problem> {
    world
        .write(|store| {
            // Looked at by one at a time, which is whoever writes: nobody judges by a jump that another has not stored yet.
            let (wall, here) = (now(), expected_now());
            let read = |value: Option<String>| value.and_then(|text| text.parse::<i64>().ok());
            let before = read(store.setting(LAST_SEEN)?);
            let jump = jump(wall.0, here, before);
            // Written rarely: a poll that finds nothing shall cost no extra durable write.
            let remembers = before.is_none_or(|before| (wall.0 - before).abs() > REMEMBER_MILLIS);
            if remembers || jump != Jump::None {
                // Together: a jump that is remembered as seen must stand as one.
                store.all_or_nothing(|store| {
                    store.set_setting(LAST_SEEN, &wall.0.to_string())?;
                    if jump == Jump::None {
                        return Ok(());
                    }
                    tracing::warn!("the clock jumped; nothing is deleted on servers for a day");
                    if jump == Jump::Astray {
                        store.set_setting(ASTRAY, &wall.0.to_string())?;
                    }
                    store.set_setting(JUMPED, &wall.0.to_string())?;
                    store.record(vec![AuditEntry::new("", AuditAction::ClockJumped, AuditObject::Nothing)])
                })?;
            }
            remember(wall);
            let jumped = read(store.setting(JUMPED)?);
            let is_steady = jumped.is_none_or(|jumped| (wall.0 - jumped).abs() >= JUMP_MILLIS);
            let astray = read(store.setting(ASTRAY)?);
            Ok(is_steady.then_some(Timestamp(astray.unwrap_or(i64::MIN))))
        })
        .await
}

/// Whether a day has passed since the last jump.
pub async fn is_steady(world: &World) -> Result<bool, Problem> {
    Ok(steady_since(world).await?.is_some())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Jump {
    None,
    /// By more than a day.
    Jumped,
    /// So far that ages are wrong.
    Astray,
}

/// Judges a wall clock: by the clock that cannot be set, as far as this program looked before (`expected` then), and by the
/// time that was seen last in this profile.
fn jump(wall: i64, expected: Option<i64>, seen: Option<i64>) -> Jump {
    let here = expected.map_or(0, |expected| wall.saturating_sub(expected).saturating_abs());
    let back = seen.map_or(0, |seen| seen.saturating_sub(wall).max(0));
    // While the program was off, time went on: only a very long way forward is odd.
    let forward = seen.filter(|_| expected.is_none()).map_or(0, |seen| wall.saturating_sub(seen).max(0));
    match here.max(back) {
        off if off > ASTRAY_MILLIS || forward > ASTRAY_MILLIS => Jump::Astray,
        off if off > JUMP_MILLIS => Jump::Jumped,
        _ => Jump::None,
    }
}

/// What the wall clock should say by the monotonic one, since the last look; nothing at the first.
fn expected_now() -> Option<i64> {
    let anchor = ANCHOR.lock().unwrap_or_else(PoisonError::into_inner);
    anchor.map(|(then, wall_then)| wall_then.0.saturating_add(i64::try_from(then.elapsed().as_millis()).unwrap_or(i64::MAX)))
}

/// The two clocks stand so, and what that means is stored.
fn remember(wall: Timestamp) {
    *ANCHOR.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), wall));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jumps_are_told_from_time_that_passed() {
        const DAY: i64 = JUMP_MILLIS;
        let now = 20_000 * DAY;
        for (expected, seen, judged) in [
            (None, None, Jump::None),
            (Some(now), Some(now), Jump::None),
            // Off over the weekend, over the holidays, and for half a year.
            (None, Some(now - 3 * DAY), Jump::None),
            (None, Some(now - 28 * DAY), Jump::None),
            (None, Some(now - 180 * DAY), Jump::Astray),
            // Set back while it was off, and while it ran.
            (None, Some(now + 2 * DAY), Jump::Jumped),
            (None, Some(now + 3650 * DAY), Jump::Astray),
            (Some(now + 2 * DAY), Some(now), Jump::Jumped),
            (Some(now + 3650 * DAY), Some(now), Jump::Astray),
            // Set forward while it ran; a computer that slept over the weekend looks so too.
            (Some(now - 3 * DAY), Some(now - 3 * DAY), Jump::Jumped),
            (Some(now - 3650 * DAY), Some(now - 3650 * DAY), Jump::Astray),
        ] {
            assert_eq!(jump(now, expected, seen), judged, "{expected:?} {seen:?}");
        }
    }
}
