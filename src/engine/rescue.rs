//! A damaged store is only read (rule 46): nothing is fetched, sent, handed over or changed any more; what can still be read
//! is shown and can be saved, so that no mail is lost which a backup does not have.
//!
//! Damage is looked for after an end that was none (the write-ahead log was left behind), beside everything else, while
//! fetching and sending wait; it shows when a store does not open for writing, or when a page is read. Never repairs anything.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, watch};

use super::event::Event;
use super::profile::Condition;
use super::world::{World, blocking, lock};
use super::{handing_over, medium};
use crate::domain::problem::Problem;
use crate::store;

/// A look at all pages that found nothing is not repeated sooner.
const AGAIN: Duration = Duration::from_secs(600);

/// What is known of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// It is being looked at.
    Unknown,
    /// It could not be looked at; that is tried again.
    Unseen,
    Sound,
    Damaged,
}

/// Whether the store may be written.
pub struct Rescue {
    known: watch::Sender<Known>,
    doubted: Notify,
    /// When all pages were looked at last and found whole.
    found_whole: Mutex<Option<Instant>>,
}

impl Rescue {
    /// As the profile was found.
    pub fn new(condition: Condition) -> Self {
        let known = match condition {
            Condition::Sound => Known::Sound,
            Condition::EndedBadly => Known::Unknown,
            Condition::Damaged => Known::Damaged,
        };
        Self { known: watch::Sender::new(known), doubted: Notify::new(), found_whole: Mutex::default() }
    }

    /// Whether the store is only read.
    pub fn is_on(&self) -> bool {
        *self.known.borrow() == Known::Damaged
    }

    /// Whether it may be written: it was looked at, or there was no cause.
    pub fn is_sound(&self) -> bool {
        *self.known.borrow() == Known::Sound
    }

    /// Something was read that looks damaged: all pages are looked at, and until then nothing is fetched or sent.
    pub fn doubt(&self) {
        if lock(&self.found_whole).is_none_or(|then| then.elapsed() >= AGAIN) {
            self.learn(Known::Unknown);
            self.doubted.notify_one();
        }
    }

    /// What is known to be damaged stays so.
    fn learn(&self, news: Known) {
        self.known.send_if_modified(|known| *known != Known::Damaged && std::mem::replace(known, news) != news);
    }

    /// What a failed change is told as: SQLite says of a store that is only read what it says of a folder without rights.
    pub fn instead_of(&self, failed: Problem) -> Problem {
        if self.is_on() && failed.code == "STORE-READ-ONLY" { problem() } else { failed }
    }

    /// Before anything is fetched, sent or handed over; waits until the store was looked at.
    ///
    /// # Errors
    /// `STORE-RESCUE`; `STORE-IO` as long as the medium lets nobody look.
    pub async fn refuse(&self) -> Result<(), Problem> {
        let mut known = self.known.subscribe();
        // The sender lives in this value.
        match known.wait_for(|known| *known != Known::Unknown).await.as_deref() {
            Ok(Known::Damaged) => Err(problem()),
            Ok(Known::Unseen) => Err(Problem::new("STORE-IO", "the pages could not be looked at")),
            Ok(Known::Sound | Known::Unknown) | Err(_) => Ok(()),
        }
    }
}

/// What everybody is told as long as it is on.
fn problem() -> Problem {
    Problem::new("STORE-RESCUE", "")
}

/// Looks at every page of a store whose program did not end properly.
pub async fn look(world: Arc<World>) {
    if world.rescue.is_on() {
        world.bus.tell(Event::ProblemRaised(problem()));
    } else if !world.rescue.is_sound() {
        judge(&world).await;
    }
}

/// Looks whenever something read looks damaged, until it is known to be.
pub async fn keep(world: Arc<World>) {
    while !world.rescue.is_on() {
        world.rescue.doubted.notified().await;
        judge(&world).await;
    }
}

async fn judge(world: &Arc<World>) {
    let damaged = loop {
        let inner = world.clone();
        match blocking(move || Ok(is_damaged(&inner))).await.ok().flatten() {
            Some(damaged) => break damaged,
            None if world.is_stopping() => return,
            // A look that failed says nothing of the store, not even that it is sound.
            None => world.rescue.learn(Known::Unseen),
        }
        tokio::time::sleep(medium::PAUSE).await;
    };
    if damaged {
        tracing::error!("the store is damaged: it is only read from now on");
        world.rescue.learn(Known::Damaged);
        world.bus.tell(Event::ProblemRaised(problem()));
        return;
    }
    *lock(&world.rescue.found_whole) = Some(Instant::now());
    world.rescue.learn(Known::Sound);
    // Files for the practice software waited meanwhile.
    if let Err(problem) = handing_over::finish_handovers(world).await {
        tracing::warn!(code = problem.code, "hand-over not finished");
    }
}

/// Reads every page, beside everything else; if it is damaged, nothing is written from then on. A medium that fails makes
/// SQLCipher doubt a connection for ever: what one finds counts when another finds it too. `None` when it could not be checked.
fn is_damaged(world: &World) -> Option<bool> {
    let finds = || match world.fresh_reader().and_then(|reader| reader.check()) {
        Ok(faults) => Some(!faults.is_empty()),
        Err(store::Error::Damaged(_)) => Some(true),
        Err(error) => {
            tracing::warn!(%error, "the pages of the store could not be looked at");
            None
        }
    };
    let damaged = finds()? && finds()?;
    if damaged {
        world.only_read(&mut lock(&world.writer()));
    }
    Some(damaged)
}

impl World {
    /// A note of what somebody read, saved or printed, as [`World::commit`] makes it. Where the store is only read there is
    /// no place for it, and what is left must still be saved: the log of the program says that the note is missing.
    ///
    /// # Errors
    /// As [`World::commit`].
    pub async fn commit_note(&self, work: impl FnOnce(&mut store::Store) -> store::Result<()> + Send + 'static) -> Result<(), Problem> {
        match self.commit(work).await {
            Err(problem) if self.rescue.is_on() => {
                tracing::warn!(code = problem.code, "what was read of a damaged store is noted nowhere");
                Ok(())
            }
            done => done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_could_not_be_looked_at_is_not_taken_for_sound() {
        let rescue = Rescue::new(Condition::EndedBadly);
        rescue.learn(Known::Unseen);
        assert_eq!(rescue.refuse().await.unwrap_err().code, "STORE-IO");
        assert!(!rescue.is_sound() && !rescue.is_on());
        // Nobody takes it for looked at: the next doubt counts.
        rescue.doubt();
        assert!(tokio::time::timeout(Duration::from_millis(20), rescue.refuse()).await.is_err(), "it is being looked at");
        rescue.learn(Known::Sound);
        assert!(rescue.refuse().await.is_ok());
        rescue.learn(Known::Damaged);
        rescue.learn(Known::Sound);
        assert_eq!(rescue.refuse().await.unwrap_err().code, "STORE-RESCUE");
    }
}
