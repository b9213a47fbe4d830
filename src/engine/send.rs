//! One submission: from the outbox to the Clientmodul, each step durable before it is taken (rules 19 to 22).
//!
//! How a submission ended may find a full disk. It is kept in memory then and stored before anything else is sent; should the
//! program end before, the next start finds „wird gesendet" and judges that by what is durable (rule 21).

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::command::Service;
use super::event::Event;
use super::world::{World, blocking, lock, now};
use super::{accounts, eau, medium, pause, problem};
use crate::domain::address::KimAddress;
use crate::domain::ids::{AccountId, BlobId, MailId};
use crate::domain::outgoing::{OutboxItem, SendFailure, SendOutcome};
use crate::domain::problem::Problem;
use crate::domain::raw::RawSource;
use crate::domain::time::Timestamp;
use crate::net::Endpoint;
use crate::smtp::{self, Envelope, Feed};
use crate::store::{self, Outgoing, Store};

/// Bytes read from the store at once.
const CHUNK: usize = 256 << 10;
/// After so many tries, which is about 20 hours, a person decides.
const MAX_TRIES: u32 = 320;

/// What could not be stored yet; only whoever has the turn to send works on it.
pub struct Late {
    endings: Mutex<Vec<Ending>>,
    /// What an earlier run of the program left as „wird gesendet" is not judged yet.
    leftovers: AtomicBool,
}

impl Default for Late {
    fn default() -> Self {
        Self { endings: Mutex::default(), leftovers: AtomicBool::new(true) }
    }
}

/// How a submission ended.
#[derive(Clone)]
struct Ending {
    mail: MailId,
    outcome: SendOutcome,
    next: Option<Timestamp>,
}

/// Stores how earlier submissions ended, as far as that is still to be done.
///
/// # Errors
/// What still keeps it from being stored: then nothing shall be sent either.
pub async fn settle_late(world: &Arc<World>) -> Result<(), Problem> {
    let _turn = world.sending.lock().await;
    settle(world).await
}

/// The same for whoever has the turn.
async fn settle(world: &Arc<World>) -> Result<(), Problem> {
    loop {
        let Some(ending) = lock(&world.late.endings).first().cloned() else { break };
        match store_ending(world, ending).await {
            Err(problem) if medium::is_trouble(&problem) => return Err(problem),
            // Whatever else stands against it stays so.
            _ => drop(lock(&world.late.endings).remove(0)),
        }
        world.bus.tell(Event::OutboxChanged);
        world.bus.tell(Event::MailsChanged);
    }
    if world.late.leftovers.load(Ordering::Relaxed) {
        // Nobody sends just now: what stands as „wird gesendet" is of a program that died.
        world.write(Store::recover_outbox).await?;
        world.late.leftovers.store(false, Ordering::Relaxed);
    }
    Ok(())
}

async fn store_ending(world: &Arc<World>, Ending { mail, outcome, next }: Ending) -> Result<OutboxItem, Problem> {
    world
        .write(move |store| {
            let (key, detail) = history_of(&outcome);
            store.end_sending(mail, &outcome, next, Some((key, &detail)), now())
        })
        .await
}

/// So often a mail is tried that the store does not give out.
const SOURCE_TRIES: u32 = 5;

/// Sends one waiting mail and stores how it went. Only one submission runs at a time.
pub async fn send_one(world: &Arc<World>, mail: MailId) -> Result<OutboxItem, Problem> {
    world.rescue.refuse().await?;
    let _turn = world.sending.lock().await;
    settle(world).await?;
    let outgoing = world.write(move |store| store.begin_sending(mail)).await?;
    world.bus.tell(Event::OutboxChanged);
    let mut outcome = match prepare(world, &outgoing).await {
        Ok(outcome) => outcome,
        Err(problem) => SendOutcome::NotSent {
            failure: SendFailure {
                transient: medium::is_trouble(&problem) && outgoing.attempts < SOURCE_TRIES,
                code: problem.code,
                detail: problem.detail,
            },
            recipients: Vec::new(),
        },
    };
    if let SendOutcome::NotSent { failure, .. } = &mut outcome
        && failure.code == "SMTP-SOURCE"
    {
        // Its bytes could not be read, which may pass; bytes that are gone are for a person.
        world.medium_failed();
        failure.transient = outgoing.attempts < SOURCE_TRIES;
    }
    let is_eau = world.read(move |store| Ok(eau::is_own(store.row(mail)?.payload_kind))).await.unwrap_or(false);
    let (tries, random) = (outgoing.attempts, pause::random());
    let next = if is_eau {
        eau::next_try(&outcome, tries, outgoing.queued_at, now(), random)
    } else {
        next_try(&outcome, tries, random).map(|wait| now().plus(wait))
    };
    let ending = Ending { mail, outcome: if is_eau { eau::passing(outcome) } else { outcome }, next };
    let item = match store_ending(world, ending.clone()).await {
        Ok(item) => item,
        Err(problem) => {
            if medium::is_trouble(&problem) {
                tracing::error!(code = problem.code, mail = %mail, "the end of a submission waits to be stored");
                lock(&world.late.endings).push(ending);
            }
            return Err(problem);
        }
    };
    tracing::info!(mail = %mail, state = item.state.as_str(), "submission ended");
    world.bus.tell(Event::OutboxChanged);
    world.bus.tell(Event::MailsChanged);
    Ok(item)
}

/// After which wait to try again by itself: only after a passing failure that certainly sent nothing (rule 8).
pub fn next_try(outcome: &SendOutcome, tries: u32, random: u32) -> Option<Duration> {
    let passing = match outcome {
        SendOutcome::NotSent { failure, .. } => failure.transient,
        SendOutcome::Accepted { recipients, .. } => recipients.iter().any(|r| !r.accepted && r.transient),
        SendOutcome::Unknown { .. } => false,
    };
    (passing && tries < MAX_TRIES).then(|| pause::after(tries, random))
}

fn history_of(outcome: &SendOutcome) -> (&'static str, String) {
    match outcome {
        SendOutcome::Accepted { reply, .. } => ("history-accepted", reply.clone()),
        SendOutcome::NotSent { failure, .. } => (store::NOT_SENT, format!("{} {}", failure.code, failure.detail)),
        SendOutcome::Unknown { detail } => ("history-uncertain", detail.clone()),
    }
}

async fn prepare(world: &Arc<World>, outgoing: &Outgoing) -> Result<SendOutcome, Problem> {
    let account = accounts::for_connecting(world, outgoing.account).await?;
    let password = accounts::password(world, account.id).await?;
    let from = KimAddress::parse(&outgoing.return_path).unwrap_or_else(|_| account.settings.address.clone());
    let envelope = Envelope {
        from,
        recipients: outgoing.recipients.clone(),
        envid: outgoing.message_id.split('@').next().map(str::to_owned).filter(|id| !id.is_empty()),
        notify: outgoing.delivery_receipt,
        size: outgoing.size,
        eight_bit: false,
    };
    let endpoint = Endpoint::of(&account.settings.outgoing, &account.settings.options);
    let mut feed = StoreFeed {
        world: world.clone(),
        source: world.scanner(),
        mail: outgoing.id,
        account: outgoing.account,
        blob: outgoing.raw,
        at: 0,
        total: outgoing.size,
    };
    let submitted = smtp::submit(&endpoint, &account.settings.outgoing.login, &password, &envelope, &mut feed).await;
    if let Some(tls) = submitted.tls.filter(|tls| tls.tolerated && account.settings.outgoing.pinned_sha256.is_empty()) {
        accounts::remember_certificate(world, account.id, Service::Smtp, tls.sha256).await?;
    }
    Ok(submitted.outcome)
}

/// The stored bytes, a chunk at a time.
struct StoreFeed {
    world: Arc<World>,
    source: Arc<Mutex<Store>>,
    mail: MailId,
    account: AccountId,
    blob: BlobId,
    at: u64,
    total: u64,
}

impl Feed for StoreFeed {
    async fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, String> {
        let (source, blob, at) = (self.source.clone(), self.blob, self.at);
        let bytes = blocking(move || {
            let store = lock(&source);
            let mut source = store.blob_source(blob).map_err(problem::of_store)?;
            source.window(at, CHUNK).map_err(|e| Problem::new("STORE-IO", e))
        })
        .await
        .map_err(|p| p.to_string())?;
        self.at += bytes.len() as u64;
        Ok((!bytes.is_empty()).then_some(bytes))
    }

    async fn before_data(&mut self) -> Result<(), String> {
        let mail = self.mail;
        self.world.write(move |store| store.data_begun(mail)).await.map_err(|p| p.to_string())
    }

    fn progress(&mut self, sent: u64) {
        self.world.bus.send_progress(self.account, self.mail, sent, self.total);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_passing_failure_that_sent_nothing_is_tried_again() {
        let failed = |transient| SendOutcome::NotSent {
            failure: SendFailure { code: "SMTP-451", detail: String::new(), transient },
            recipients: Vec::new(),
        };
        assert_eq!(next_try(&failed(true), 1, 0), Some(Duration::from_secs(30)));
        for tries in 1..MAX_TRIES {
            let (longest, shortest) = (next_try(&failed(true), tries, 0).unwrap(), next_try(&failed(true), tries, u32::MAX).unwrap());
            assert!(longest <= pause::LONGEST && shortest < longest, "{tries}: {shortest:?} to {longest:?}");
        }
        assert!(next_try(&failed(true), MAX_TRIES, 0).is_none());
        assert!(next_try(&failed(false), 1, 0).is_none());
        assert!(next_try(&SendOutcome::Unknown { detail: String::new() }, 1, 0).is_none());
        assert!(next_try(&SendOutcome::Accepted { reply: String::new(), recipients: Vec::new() }, 1, 0).is_none());
    }
}
