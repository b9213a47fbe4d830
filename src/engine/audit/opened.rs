//! „Mail opened": recorded behind the answer, so that reading never waits for the disk or for a running fetch.
//!
//! A window asks for a mail again whenever something changed; while somebody looks at it, that is one opening.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use crate::domain::audit::{AuditEntry, AuditObject};
use crate::domain::ids::MailId;
use crate::engine::event::Event;
use crate::engine::world::{World, lock};

/// Asked for again within this time by the same person, a mail is still the one that was opened.
const STILL: Duration = Duration::from_secs(600);
/// Longest wait at the end of the program until the last ones are written.
const PATIENCE: Duration = Duration::from_secs(5);

enum Item {
    Opened(Vec<AuditEntry>),
    /// Everything before is to be in the log.
    Flush(oneshot::Sender<()>),
}

/// The way of openings into the log.
pub struct Opened {
    way: mpsc::UnboundedSender<Item>,
    end: Mutex<Option<mpsc::UnboundedReceiver<Item>>>,
    /// When who asked last for which mail.
    looked: Mutex<HashMap<(String, MailId), Instant>>,
}

impl Default for Opened {
    fn default() -> Self {
        let (way, end) = mpsc::unbounded_channel();
        Self { way, end: Mutex::new(Some(end)), looked: Mutex::default() }
    }
}

impl Opened {
    /// Somebody opened a mail.
    pub fn note(&self, entries: Vec<AuditEntry>) {
        let fresh: Vec<AuditEntry> = entries.into_iter().filter(|entry| self.is_news(entry)).collect();
        if !fresh.is_empty() {
            // The keeper lives as long as the engine.
            let _ = self.way.send(Item::Opened(fresh));
        }
    }

    fn is_news(&self, entry: &AuditEntry) -> bool {
        let AuditObject::Mail(mail) = entry.object else { return true };
        let (mut looked, now) = (lock(&self.looked), Instant::now());
        looked.retain(|_, at| now.duration_since(*at) < STILL);
        looked.insert((entry.person.clone(), mail), now).is_none()
    }

    /// Waits until every opening so far is in the log.
    pub async fn flush(&self) {
        let (done, written) = oneshot::channel();
        if self.way.send(Item::Flush(done)).is_ok() && tokio::time::timeout(PATIENCE, written).await.is_err() {
            tracing::error!("openings of mails are not in the audit log yet");
        }
    }
}

/// Writes openings as they come, several in one transaction, until the engine stops.
pub async fn keep(world: Arc<World>) {
    let Some(mut end) = lock(&world.opened.end).take() else { return };
    while let Some(first) = end.recv().await {
        let (mut entries, mut waiting) = (Vec::new(), Vec::new());
        let mut next = Some(first);
        while let Some(item) = next {
            match item {
                Item::Opened(more) => entries.extend(more),
                Item::Flush(done) => waiting.push(done),
            }
            next = end.try_recv().ok();
        }
        if !entries.is_empty()
            && let Err(problem) = world.write(move |store| store.record(entries)).await
        {
            tracing::error!(code = problem.code, "openings of mails are not in the audit log");
            world.bus.tell(Event::ProblemRaised(problem));
        }
        for done in waiting {
            // Who waited may have gone.
            let _ = done.send(());
        }
    }
}
