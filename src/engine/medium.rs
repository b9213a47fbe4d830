//! What the medium of the profile does to the timers: a full disk, errors of reading and writing, too little space (rule 47).
//!
//! Timers go on after a pause and tell the window what is wrong; nothing is repaired or deleted here.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::event::Event;
use super::world::{World, blocking};
use crate::domain::problem::{Problem, Severity};

/// Below this much free space a warning is due (rule 47).
const LOW_SPACE: u64 = 1 << 30;
/// How often the free space is looked at.
const LOOK: Duration = Duration::from_secs(60);
/// Wait of a timer until it tries the store again.
pub const PAUSE: Duration = Duration::from_secs(15);
/// The code of too little space; the detail says how much there is.
const DISK_LOW: &str = "DISK-LOW";

/// Whether the store could not be read or written, which may pass.
pub fn is_trouble(problem: &Problem) -> bool {
    ["DISK-FULL", "STORE-BUSY", "STORE-IO", "STORE-READ-ONLY"].contains(&problem.code)
}

/// What a timer told of the medium last.
#[derive(Default)]
pub struct Trouble(Option<&'static str>);

impl Trouble {
    /// Tells that a round failed for the medium, or that it is over.
    pub fn tell(&mut self, world: &World, failed: Option<&Problem>) {
        let code = failed.map(|problem| problem.code);
        if let Some(over) = self.0.filter(|told| code != Some(told)) {
            world.bus.tell(Event::ProblemCleared { account: None, code: over });
        }
        if let Some(problem) = failed {
            tracing::warn!(code = problem.code, "a timer could not work with the store");
            world.bus.tell(Event::ProblemRaised(problem.clone()));
        }
        self.0 = code;
    }
}

/// Free space of a folder, and whether it is enough.
///
/// # Errors
/// The folder cannot be asked.
pub fn space(dir: &Path) -> std::io::Result<(u64, bool)> {
    fs4::available_space(dir).map(|free| (free, is_enough(free)))
}

fn is_enough(free: u64) -> bool {
    free >= LOW_SPACE
}

/// In whole MiB, for people and support.
pub fn in_words(free: u64) -> String {
    format!("{} MiB", free >> 20)
}

/// Warns as long as there is little space, until the engine stops.
pub async fn watch_by_timer(world: Arc<World>) {
    let mut warns = None;
    loop {
        let dir = world.dir();
        // A medium that does not say tells it elsewhere: whoever writes meets it.
        let found = blocking(move || space(&dir).map_err(|error| Problem::new("STORE-IO", error.to_string()))).await;
        if let Ok((free, enough)) = found
            && warns.replace(!enough) != Some(!enough)
        {
            world.bus.tell(if enough {
                Event::ProblemCleared { account: None, code: DISK_LOW }
            } else {
                Event::ProblemRaised(Problem::new(DISK_LOW, in_words(free)).severity(Severity::Warning))
            });
        }
        tokio::time::sleep(LOOK).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_due_below_one_gibibyte() {
        assert!(is_enough(1 << 30) && !is_enough((1 << 30) - 1) && !is_enough(0));
        assert_eq!(in_words(700 << 20), "700 MiB");
        let here = tempfile::tempdir().unwrap();
        let (free, enough) = space(here.path()).unwrap();
        assert_eq!(is_enough(free), enough);
    }
}
