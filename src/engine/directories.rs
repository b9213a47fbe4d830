//! Connections to the VZD, kept between questions, and searches that replace each other.
//!
//! A connection is lent to one question at a time and never waited for: a second question opens a second one.
//! A newer search of the same view ends the older at once, and the server is told.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;

use super::lookup::{self, Directory};
use super::problem;
use crate::directory::Client;
use crate::domain::directory::{DirectoryAnswer, DirectoryQuery};
use crate::domain::problem::Problem;
use crate::net::SeenCertificate;

/// Most connections that are kept while nobody asks.
const MAX_IDLE: usize = 4;

/// What the engine keeps about directories.
#[derive(Default)]
pub struct Directories {
    idle: Mutex<Vec<Line>>,
    /// The running search of each lane; sending `true` ends it.
    searching: Mutex<HashMap<u64, watch::Sender<bool>>>,
    /// The running check of all contacts; sending `true` ends it.
    checking: Mutex<Option<watch::Sender<bool>>>,
}

/// A connection with the directory it belongs to and what its handshake saw.
struct Line {
    to: Directory,
    client: Client,
    seen: SeenCertificate,
}

impl Directories {
    /// Asks over a kept connection, or over a new one. `replaced` ends the question when it tells `true`.
    ///
    /// Gives the certificate seen as well, for the caller to remember (rule 4).
    ///
    /// # Errors
    /// `LDAP-REPLACED` when a newer search came first; else what the directory or its settings say.
    pub async fn ask(
        &self,
        directory: &Directory,
        query: &DirectoryQuery,
        replaced: Option<watch::Receiver<bool>>,
    ) -> Result<(DirectoryAnswer, SeenCertificate), Problem> {
        let mut line = self.take(directory)?;
        let found = tokio::select! {
            // The answer first: a search that is done need not be ended.
            biased;
            found = line.client.search(query) => Some(found),
            () = told(replaced) => None,
        };
        let found = match found {
            Some(found) => found.map_err(|e| problem::of_directory_line(&e, &line.client, &line.seen)),
            None => {
                line.client.abandon().await;
                Err(Problem::new("LDAP-REPLACED", ""))
            }
        };
        let seen = line.seen.clone();
        self.put(line);
        found.map(|found| (found, seen))
    }

    /// Begins a search; an older one of the same lane ends. Lane 0 replaces nothing.
    pub fn begin_search(&self, lane: u64) -> Option<watch::Receiver<bool>> {
        if lane == 0 {
            return None;
        }
        let (end, ended) = watch::channel(false);
        let older = locked(&self.searching).insert(lane, end);
        if let Some(older) = older {
            older.send_replace(true);
        }
        Some(ended)
    }

    /// Forgets a search that is over, unless a newer one took its place.
    pub fn end_search(&self, lane: u64, own: Option<&watch::Receiver<bool>>) {
        let mut searching = locked(&self.searching);
        if own.zip(searching.get(&lane)).is_some_and(|(own, current)| current.subscribe().same_channel(own)) {
            searching.remove(&lane);
        }
    }

    /// Begins the check of all contacts; `None` while one runs.
    pub fn begin_check(&self) -> Option<watch::Receiver<bool>> {
        let mut checking = locked(&self.checking);
        if checking.is_some() {
            return None;
        }
        let (end, ended) = watch::channel(false);
        *checking = Some(end);
        Some(ended)
    }

    /// The check of all contacts is over.
    pub fn end_check(&self) {
        locked(&self.checking).take();
    }

    /// Asks a running check of all contacts to end.
    pub fn cancel_check(&self) {
        if let Some(check) = locked(&self.checking).as_ref() {
            check.send_replace(true);
        }
    }

    fn take(&self, directory: &Directory) -> Result<Line, Problem> {
        let mut idle = locked(&self.idle);
        if let Some(at) = idle.iter().position(|line| line.to == *directory) {
            return Ok(idle.swap_remove(at));
        }
        drop(idle);
        let (client, seen) = lookup::client(directory)?;
        Ok(Line { to: directory.clone(), client, seen })
    }

    fn put(&self, line: Line) {
        let mut idle = locked(&self.idle);
        if idle.len() >= MAX_IDLE {
            idle.remove(0);
        }
        idle.push(line);
    }
}

/// Ends when the channel tells `true`; never without one.
async fn told(channel: Option<watch::Receiver<bool>>) {
    if let Some(mut channel) = channel
        && channel.wait_for(|told| *told).await.is_ok()
    {
        return;
    }
    std::future::pending().await
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
