//! The way out of the engine: events to whoever listens, with progress kept to a readable pace.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::Wake;
use super::event::{Event, FetchProgress};
use crate::domain::ids::{AccountId, MailId};

/// Shortest time between two progress events of the same work.
const PROGRESS_PAUSE: Duration = Duration::from_millis(100);

/// Sends events and wakes the window.
pub struct Bus {
    events: mpsc::UnboundedSender<Event>,
    wake: Wake,
    last_progress: Mutex<HashMap<Work, Instant>>,
}

#[derive(PartialEq, Eq, Hash)]
enum Work {
    Fetch(AccountId),
    Send(MailId),
}

impl Bus {
    /// A bus that feeds this channel.
    pub fn new(events: mpsc::UnboundedSender<Event>, wake: Wake) -> Self {
        Self { events, wake, last_progress: Mutex::new(HashMap::new()) }
    }

    /// Tells an event; nobody listening is fine (a single command on the command line).
    pub fn tell(&self, event: Event) {
        if self.events.send(event).is_ok() {
            (self.wake)();
        }
    }

    /// Tells how far a fetch is, at most ten times a second.
    pub fn fetch_progress(&self, progress: FetchProgress) {
        if self.due(Work::Fetch(progress.account)) {
            self.tell(Event::FetchProgress(progress));
        }
    }

    /// Tells how far a submission is, at most ten times a second.
    pub fn send_progress(&self, mail: MailId, sent: u64, total: u64) {
        if self.due(Work::Send(mail)) {
            self.tell(Event::SendProgress { mail, sent, total });
        }
    }

    fn due(&self, work: Work) -> bool {
        let now = Instant::now();
        let mut last = self.last_progress.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if last.get(&work).is_some_and(|at| now.duration_since(*at) < PROGRESS_PAUSE) {
            return false;
        }
        last.insert(work, now);
        true
    }
}
