//! The way out of the engine: events to whoever listens, with progress kept to a readable pace. What an event says of
//! an account reaches only a window for which that account exists.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::Wake;
use super::access::{self, Gate};
use super::event::{Event, FetchProgress};
use crate::domain::ids::{AccountId, MailId};
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;

/// Shortest time between two progress events of the same work.
const PROGRESS_PAUSE: Duration = Duration::from_millis(100);

/// Sends events and wakes the window.
pub struct Bus {
    events: mpsc::UnboundedSender<Event>,
    wake: Wake,
    gate: Arc<Gate>,
    /// What still holds, for whoever signs in later.
    standing: Mutex<Standing>,
    last_progress: Mutex<HashMap<Work, Instant>>,
}

/// News that lasts until something else is told.
#[derive(Default)]
struct Standing {
    /// Raised and not cleared.
    problems: Vec<Problem>,
    next_fetch: Option<Timestamp>,
}

#[derive(PartialEq, Eq, Hash)]
enum Work {
    Fetch(AccountId),
    Send(MailId),
}

impl Bus {
    /// A bus that feeds this channel, whose reader is the window.
    pub fn new(events: mpsc::UnboundedSender<Event>, wake: Wake, gate: Arc<Gate>) -> Self {
        Self { events, wake, gate, standing: Mutex::default(), last_progress: Mutex::new(HashMap::new()) }
    }

    /// Tells an event; nobody listening is fine (a single command on the command line).
    pub fn tell(&self, event: Event) {
        self.remember(&event);
        if access::may_learn(&self.gate.window_session(), &event) {
            self.send(event);
        }
    }

    /// Tells what still holds, to a window where somebody signed in.
    pub fn tell_standing(&self) {
        let news: Vec<Event> = {
            let standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
            let problems = standing.problems.iter().cloned().map(Event::ProblemRaised);
            problems.chain(standing.next_fetch.map(|at| Event::NextFetch { at })).collect()
        };
        news.into_iter().for_each(|event| self.tell(event));
    }

    /// The problems that stand now, with what they concern.
    pub fn standing_problems(&self) -> Vec<Problem> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).problems.clone()
    }

    fn remember(&self, event: &Event) {
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::ProblemRaised(problem) => {
                standing.problems.retain(|p| (p.account, p.code) != (problem.account, problem.code));
                standing.problems.push(problem.clone());
            }
            Event::ProblemCleared { account, code } => {
                standing.problems.retain(|p| !p.is_cleared_by(*account, code));
            }
            Event::NextFetch { at } => standing.next_fetch = Some(*at),
            _ => {}
        }
    }

    fn send(&self, event: Event) {
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
    pub fn send_progress(&self, account: AccountId, mail: MailId, sent: u64, total: u64) {
        if self.due(Work::Send(mail)) {
            self.tell(Event::SendProgress { account, mail, sent, total });
        }
    }

    fn due(&self, work: Work) -> bool {
        let now = Instant::now();
        let mut last = self.last_progress.lock().unwrap_or_else(PoisonError::into_inner);
        if last.get(&work).is_some_and(|at| now.duration_since(*at) < PROGRESS_PAUSE) {
            return false;
        }
        // Every mail that is sent is a work of its own: what was told longer ago is not remembered.
        last.retain(|_, at| now.duration_since(*at) < PROGRESS_PAUSE);
        last.insert(work, now);
        true
    }
}
