//! Signing in and out, and the pause that grows with wrong passwords. Nobody is ever locked out for good: a practice
//! must get at its mail.

use std::sync::Arc;

use super::event::Answer;
use super::world::{World, blocking, now};
use super::{accounts, people, problem};
use crate::domain::ids::UserId;
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::secrets::password;

/// Seconds to wait after so many wrong passwords in a row; the last one for all further ones.
const PAUSES: [i64; 7] = [0, 0, 5, 10, 20, 40, 60];
/// Minutes without a touch after which the window locks itself, unless set otherwise (rule 56).
const LOCK_MINUTES: u32 = 10;
/// The setting with these minutes.
pub const LOCK_SETTING: &str = "access.lock_minutes";

/// Whether a text is a number of minutes after which a window may lock itself.
pub fn is_lock_time(text: &str) -> bool {
    text.parse::<u32>().is_ok_and(|minutes| (1..=240).contains(&minutes))
}

/// Signs somebody in at the seat that asks.
///
/// # Errors
/// `SIGN-IN-WRONG`, also for a name nobody has; `SIGN-IN-WAIT` with the seconds still to wait as detail;
/// `INPUT-NO-USER` in a profile without people.
pub async fn sign_in(world: &Arc<World>, name: String, password: Secret) -> Result<Answer, Problem> {
    let user = prove(world, name.clone(), password).await?;
    world.commit(move |store| store.forget_failed_sign_ins(&name)).await?;
    world.seat().set(Some(user));
    tracing::info!(user = user.0, "signed in");
    session(world).await
}

/// Whose name and password these are; a wrong one is counted and stands in the audit log.
async fn prove(world: &Arc<World>, name: String, password: Secret) -> Result<UserId, Problem> {
    // One after the other: several tries at once must not get round the pause.
    let _turn = world.signing_in.lock().await;
    let book = world.gate.book();
    if book.users.is_empty() {
        return Err(Problem::new("INPUT-NO-USER", name));
    }
    let asked = name.clone();
    let failed = world.read(move |store| store.failed_sign_ins(&asked)).await?;
    if let Some(seconds) = failed.and_then(|(tries, last)| still_to_wait(tries, last, now())) {
        return Err(Problem::new("SIGN-IN-WAIT", seconds.to_string()));
    }
    let user = book.user_named(&name).map(|user| user.id);
    let hash = match user {
        Some(id) => world.read(move |store| store.password_hash(id)).await?,
        None => String::new(),
    };
    let right = blocking(move || Ok(password::is_right(&password, &hash))).await?;
    match user.filter(|_| right) {
        Some(user) => Ok(user),
        None => {
            world.commit_failure("SIGN-IN-WRONG", move |store| store.note_failed_sign_in(&name, now())).await?;
            tracing::warn!("a sign-in failed");
            Err(Problem::new("SIGN-IN-WRONG", ""))
        }
    }
}

/// Seconds left of the pause; none after a clock that was set back, which must lock nobody out.
fn still_to_wait(tries: u32, last: Timestamp, now: Timestamp) -> Option<i64> {
    let step = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX).min(PAUSES.len() - 1);
    let pause = PAUSES.get(step).copied().unwrap_or(0) * 1000;
    let gone = now.0 - last.0;
    (gone >= 0 && gone < pause).then(|| (pause - gone + 999) / 1000)
}

/// Signs out whoever sits at the seat that asks.
pub async fn sign_out(world: &Arc<World>) -> Result<Answer, Problem> {
    world.seat().set(None);
    session(world).await
}

/// Who sits at the seat that asks, and what may be done there.
pub async fn session(world: &Arc<World>) -> Result<Answer, Problem> {
    let minutes = accounts::setting(world, LOCK_SETTING).await.parse().unwrap_or(LOCK_MINUTES);
    let session = world.gate.book().session(world.seat().user());
    Ok(Answer::Session { session: Box::new(session), lock_minutes: minutes })
}

/// Whoever signed in chooses another password.
///
/// # Errors
/// `SIGN-IN-WRONG` for the old one, `INPUT-PASSWORD`, `INPUT-NO-USER` in a profile without people.
pub async fn change_password(world: &Arc<World>, old: Secret, new: Secret) -> Result<Answer, Problem> {
    let Some(user) = world.session().user().cloned() else { return Err(Problem::new("INPUT-NO-USER", "")) };
    prove(world, user.name.clone(), old).await?;
    let hash = people::hash(new).await?;
    world
        .commit(move |store| {
            store.forget_failed_sign_ins(&user.name)?;
            store.set_password(user.id, &hash)
        })
        .await?;
    Ok(Answer::Done)
}

/// The hash of a password, off the engine's threads: it takes a moment on purpose.
pub async fn hash(password: Secret) -> Result<String, Problem> {
    blocking(move || password::hash(&password).map_err(problem::of_secrets)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_ends_and_survives_no_clock_set_back() {
        for (tries, after_secs, expected) in [
            (1, 0, None),
            (2, 0, None),
            (3, 0, Some(5)),
            (3, 5, None),
            (5, 19, Some(1)),
            (7, 0, Some(60)),
            (4000, 0, Some(60)),
            (9, -86_400, None),
        ] {
            let now = Timestamp(1_000_000_000 + after_secs * 1000);
            assert_eq!(still_to_wait(tries, Timestamp(1_000_000_000), now), expected, "{tries} {after_secs}");
        }
    }

    #[test]
    fn minutes_of_the_lock_are_a_sensible_number() {
        for (text, expected) in
            [("10", true), ("1", true), ("240", true), ("0", false), ("241", false), ("-1", false), ("zehn", false), ("", false)]
        {
            assert_eq!(is_lock_time(text), expected, "{text}");
        }
    }
}
