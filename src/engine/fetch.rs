//! Fetching: what is on the server, what of it is new, receive it, store it, and only then delete what is due.
//!
//! Three hands work side by side: this task receives, one thread reads mails, one thread stores them in batches of
//! few durable commits. What is in flight is limited in bytes, so memory stays bounded whatever the server sends.
//! A mail counts only once its batch is committed (rule 11).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, watch};

use super::command::Service;
use super::event::{AccountFetch, Answer, Event, FetchProgress};
use super::receive::{self, Received, Sink};
use super::usage::Filter;
use super::world::{World, now};
use super::{accounts, cards, handing_over, listing, pause, problem, usage};
use crate::domain::account::Account;
use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::Dienstkennung;
use crate::domain::problem::{Problem, Severity};
use crate::domain::time::Timestamp;
use crate::domain::usage::takes;
use crate::net::Endpoint;
use crate::pop3::{self, Session};
use crate::store::{CommitProof, KnownUidl, UidlState};

/// How often a busy mailbox is tried again within one fetch (another station fetches, §1.5).
const BUSY_TRIES: u32 = 3;
const BUSY_PAUSE: Duration = Duration::from_millis(1500);
/// A mail that could not be decrypted is not fetched again by itself before this age.
const TRY_AGAIN_SECS: i64 = 3600;

/// Fetches these accounts (none: all that are offered), side by side.
pub async fn fetch_accounts(world: &Arc<World>, ids: Vec<AccountId>, dienstkennungen: Vec<String>) -> Result<Answer, Problem> {
    let chosen: Vec<Account> = accounts::visible(world)
        .await?
        .into_iter()
        .filter(|a| if ids.is_empty() { !a.settings.options.retired } else { ids.contains(&a.id) })
        .collect();
    let filter = Arc::new(usage::filter(world, dienstkennungen).await?);
    let tasks: Vec<_> = chosen
        .into_iter()
        .map(|account| {
            let (world, filter) = (world.clone(), filter.clone());
            tokio::spawn(async move { fetch_one(&world, account, &filter, None).await })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.map_err(problem::of_task)?);
    }
    Ok(Answer::Fetched(results))
}

/// Asks running fetches to end at once.
pub fn cancel(world: &World, accounts: &[AccountId]) -> Result<Answer, Problem> {
    let scope = world.scope();
    world.cancel_fetch(|account| scope.allows(account) && (accounts.is_empty() || accounts.contains(&account)));
    Ok(Answer::Done)
}

/// „Erneut abrufen": one mail that still lies on the server.
pub async fn refetch(world: &Arc<World>, mail: MailId) -> Result<Answer, Problem> {
    let copies = world
        .write(move |store| {
            let copies = store.server_copies(mail)?;
            for copy in &copies {
                store.request_refetch(copy.account, &copy.uidl)?;
            }
            Ok(copies)
        })
        .await?;
    let copy = copies.first().ok_or_else(|| Problem::new("REFETCH-GONE", ""))?;
    let account = accounts::get(world, copy.account).await?;
    let only: HashSet<String> = copies.iter().map(|c| c.uidl.clone()).collect();
    Ok(Answer::Fetched(vec![fetch_one(world, account, &Filter::default(), Some(&only)).await]))
}

/// One fetch of one account, with everything that is told about it.
async fn fetch_one(world: &Arc<World>, account: Account, filter: &Filter, only: Option<&HashSet<String>>) -> AccountFetch {
    let started = Instant::now();
    let mut report = AccountFetch::of(account.id, account.settings.address.as_str());
    if only.is_none() && cards::waits_for_card(world, &account).await {
        report.waits_for_card = true;
        world.overview.fetched(&report);
        world.bus.tell(Event::ProblemCleared { account: Some(account.id), code: "" });
        world.bus.tell(Event::FetchFinished(report.clone()));
        return report;
    }
    if let Err(problem) = world.rescue.refuse().await {
        report.problems.push(problem.of(account.id));
        return report;
    }
    let Some(mut cancelled) = world.begin_fetch(account.id) else {
        report.problems.push(Problem::new("FETCH-RUNNING", "").severity(Severity::Info).of(account.id));
        return report;
    };
    let outcome = {
        let _registered = Registered { world, account: account.id };
        walk(world, &account, filter, only, &mut cancelled, &mut report).await
    };
    report.cancelled = *cancelled.borrow();
    report.millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    match outcome {
        Ok(()) => {
            world.logins.accepted(account.id);
            world.bus.tell(Event::ProblemCleared { account: Some(account.id), code: "" });
        }
        Err(problem) => {
            world.logins.failed(account.id, problem.code, account.last_fetch.is_some(), Instant::now(), pause::random());
            report.problems.push(problem.of(account.id));
        }
    }
    for problem in &report.problems {
        tracing::warn!(code = problem.code, account = %account.id, "fetch problem");
        if ["STORE-IO", "STORE-DAMAGED"].contains(&problem.code) {
            world.medium_failed();
        }
        world.bus.tell(Event::ProblemRaised(problem.clone()));
    }
    tracing::info!(account = %account.id, new = report.new, parked = report.parked, millis = report.millis, "fetched");
    if let Err(problem) = handing_over::finish_handovers(world).await {
        tracing::warn!(code = problem.code, "hand-over not finished");
    }
    if report.new > 0 {
        // The directory may be slow; the fetch is over all the same.
        let world = world.clone();
        tokio::spawn(async move { super::insurers::check_senders(&world).await });
    }
    world.overview.fetched(&report);
    if report.skipped > 0 || !filter.prefixes.is_empty() {
        world.bus.tell(Event::UsageChanged);
    }
    world.bus.tell(Event::FetchFinished(report.clone()));
    report
}

/// A fetch that runs; however it ends, the account may be fetched again.
struct Registered<'a> {
    world: &'a World,
    account: AccountId,
}

impl Drop for Registered<'_> {
    fn drop(&mut self) {
        self.world.end_fetch(self.account);
    }
}

/// Ends once a person wants it to.
pub async fn stopped(cancelled: &mut watch::Receiver<bool>) {
    // The sender lives in the world as long as the work is registered.
    if cancelled.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Does a step of a fetch unless the fetch is ended; then there is no result, and what was begun is dropped.
async fn unless<T>(cancelled: &mut watch::Receiver<bool>, step: impl Future<Output = Result<T, Problem>>) -> Result<Option<T>, Problem> {
    tokio::select! {
        biased;
        () = stopped(cancelled) => Ok(None),
        done = step => done.map(Some),
    }
}

/// Number, UIDL and size of each mail on the server.
type OnServer = Vec<(u32, String, u64)>;

/// The walk itself: login, list, receive, delete, quit. What was received when the fetch is ended is still stored.
async fn walk(
    world: &Arc<World>,
    account: &Account,
    filter: &Filter,
    only: Option<&HashSet<String>>,
    cancelled: &mut watch::Receiver<bool>,
    report: &mut AccountFetch,
) -> Result<(), Problem> {
    let Some((mut session, listing, wanted)) = unless(cancelled, look(world, account, filter, only, report)).await? else { return Ok(()) };
    if !wanted.is_empty() {
        receive_all(world, account, &mut session, wanted, cancelled, report).await?;
    }
    // Without QUIT the server deletes nothing.
    unless(cancelled, leave(world, account, session, &listing, only.is_none(), report)).await?;
    Ok(())
}

/// What is on the server, and what of it is to be received.
async fn look(
    world: &Arc<World>,
    account: &Account,
    filter: &Filter,
    only: Option<&HashSet<String>>,
    report: &mut AccountFetch,
) -> Result<(Session, OnServer, OnServer), Problem> {
    let id = account.id;
    // What is known is read while the server makes its listings.
    let ((mut session, uidls, sizes), remembered) =
        tokio::try_join!(log_in_and_list(world, account), world.read(move |store| store.remembered_uidls(id)))?;
    let sizes: HashMap<u32, u64> = sizes.entries.into_iter().collect();
    let (listing, unclear) = listing::tell_apart(uidls, &sizes);
    if unclear > 0 {
        report.problems.push(Problem::new("POP-LISTING", unclear.to_string()).severity(Severity::Warning).of(account.id));
    }
    let seen: Vec<(String, u64)> = listing.iter().map(|(_, uidl, size)| (uidl.clone(), *size)).collect();
    let known = world.write(move |store| store.sync_listing(id, remembered, &seen, now())).await?.known;
    let mut wanted = wanted(world, id, &listing, &known, only);
    if !filter.prefixes.is_empty() {
        wanted = keep_dienstkennungen(world, account, &mut session, wanted, filter, &known, report).await?;
    }
    Ok((session, listing, wanted))
}

/// Deletes what is due, ends the session, and only then counts the deletions.
async fn leave(
    world: &Arc<World>,
    account: &Account,
    mut session: Session,
    listing: &OnServer,
    may_delete: bool,
    report: &mut AccountFetch,
) -> Result<(), Problem> {
    let deleted = if may_delete { delete_due(world, account, &mut session, listing).await? } else { Vec::new() };
    session.quit().await.map_err(|e| problem::of_pop3(&e))?;
    report.deleted_on_server = deleted.len();
    let id = account.id;
    world
        .write(move |store| {
            for uidl in &deleted {
                store.mark_deleted(id, uidl)?;
            }
            store.set_last_fetch(id, now())
        })
        .await
}

async fn log_in_and_list(world: &Arc<World>, account: &Account) -> Result<(Session, pop3::Listing<String>, pop3::Listing<u64>), Problem> {
    let mut session = log_in(world, account).await?;
    let (uidls, sizes) = session.uidl_and_list().await.map_err(|e| problem::of_pop3(&e))?;
    Ok((session, uidls, sizes))
}

/// Opens a session; a mailbox that another station holds is tried again after a pause, which is not that of the other station.
async fn log_in(world: &Arc<World>, account: &Account) -> Result<Session, Problem> {
    let password = accounts::password(world, account.id).await?;
    let with_key = accounts::for_connecting(world, account.id).await?.settings;
    let endpoint = Endpoint::of(&with_key.incoming, &account.settings.options);
    let mut tries = 0;
    let session = loop {
        tries += 1;
        match Session::open(&endpoint, &account.settings.incoming.login, &password, pop3::Limits::default()).await {
            Ok(session) => break session,
            Err(error) if error.code() == "POP-IN-USE" && tries < BUSY_TRIES => {
                tokio::time::sleep(pause::lengthened(BUSY_PAUSE * tries, pause::random())).await
            }
            Err(error) => return Err(problem::of_pop3(&error)),
        }
    };
    if let Some(tls) = session.tls().filter(|tls| tls.tolerated && account.settings.incoming.pinned_sha256.is_empty()) {
        accounts::remember_certificate(world, account.id, Service::Pop3, tls.sha256.clone()).await?;
    }
    Ok(session)
}

/// What is to be received: unknown mails, known ones that must be fetched again, and from time to time those that
/// could not be decrypted (rule 14). A UIDL that stands in the listing twice is received once; what failed before
/// comes last, so that it holds up nothing.
fn wanted(
    world: &World,
    account: AccountId,
    listing: &[(u32, String, u64)],
    known: &HashMap<String, KnownUidl>,
    only: Option<&HashSet<String>>,
) -> OnServer {
    let (mut taken, at) = (HashSet::new(), now());
    let is_wanted = |uidl: &String| match (only, known.get(uidl)) {
        (Some(only), _) => only.contains(uidl),
        (None, None) => true,
        (None, Some(k)) => {
            let undecrypted = k.state == UidlState::Stored && !k.final_ && is_old(k.first_seen, at);
            k.wants_fetch() || k.state == UidlState::Skipped || (undecrypted && world.may_try_again(account, uidl))
        }
    };
    let mut wanted: Vec<_> = listing.iter().filter(|(_, uidl, _)| is_wanted(uidl) && taken.insert(uidl.clone())).cloned().collect();
    wanted.sort_by_key(|(_, uidl, _)| known.get(uidl).map_or(0, |k| k.attempts));
    wanted
}

/// Whether a mail that was not decrypted is worth another fetch: by its age, or by a time that only a wrong clock can have set.
fn is_old(first_seen: Timestamp, at: Timestamp) -> bool {
    first_seen.plus_secs(TRY_AGAIN_SECS) <= at || at.plus_secs(TRY_AGAIN_SECS) < first_seen
}

/// Keeps what has one of the Dienstkennungen; the rest stays on the server (§1.4). The outer headers are asked for
/// once; what they said about a mail that stayed is remembered.
async fn keep_dienstkennungen(
    world: &Arc<World>,
    account: &Account,
    session: &mut Session,
    wanted: OnServer,
    filter: &Filter,
    known: &HashMap<String, KnownUidl>,
    report: &mut AccountFetch,
) -> Result<OnServer, Problem> {
    if !session.may_have_top() {
        return Ok(wanted);
    }
    let remembered = |uidl: &str| known.get(uidl).filter(|k| k.state == UidlState::Skipped && !k.dienstkennung.is_empty());
    let mut fitting = HashSet::new();
    let mut unknown = Vec::new();
    for (number, uidl, _) in &wanted {
        match remembered(uidl) {
            Some(k) if takes(&filter.prefixes, &Dienstkennung(k.dienstkennung.clone())) => _ = fitting.insert(*number),
            Some(_) => {}
            None => unknown.push(*number),
        }
    }
    let mut told: HashMap<u32, String> = HashMap::new();
    let mut header = Vec::new();
    let mut transfer = session.top(unknown).map_err(|e| problem::of_pop3(&e))?;
    while let Some(event) = transfer.next().await.map_err(|e| problem::of_pop3(&e))? {
        match event {
            pop3::Event::Start { .. } => header.clear(),
            pop3::Event::Data(bytes) => header.extend_from_slice(bytes),
            pop3::Event::End { number, .. } => {
                let (dienstkennung, is_wanted) = usage::judge_header(&header, filter);
                if is_wanted {
                    fitting.insert(number);
                } else {
                    told.insert(number, dienstkennung);
                }
            }
            // A server that refuses TOP for a mail leaves only one safe answer: fetch it.
            pop3::Event::Refused { number, .. } => {
                fitting.insert(number);
            }
        }
    }
    drop(transfer);
    let (keep, leave): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|(n, ..)| fitting.contains(n));
    let stored = |uidl: &str| known.get(uidl).is_some_and(|k| k.state == UidlState::Stored);
    report.skipped = leave.iter().filter(|(_, uidl, _)| !stored(uidl)).count();
    let id = account.id;
    if !told.is_empty() {
        world
            .write(move |store| {
                let mut fresh = leave.iter().filter_map(|(number, uidl, size)| Some((told.get(number)?, uidl, size)));
                fresh.try_for_each(|(dienstkennung, uidl, size)| store.skip(id, uidl, *size, dienstkennung, now()))
            })
            .await?;
    }
    Ok(keep)
}

/// Receives, reads and stores; returns when everything received is committed.
async fn receive_all(
    world: &Arc<World>,
    account: &Account,
    session: &mut Session,
    wanted: OnServer,
    cancelled: &mut watch::Receiver<bool>,
    report: &mut AccountFetch,
) -> Result<(), Problem> {
    let total = wanted.len();
    report.receiving = total > 0;
    let announced = wanted.iter().fold(0_u64, |sum, (.., size)| sum.saturating_add(*size));
    let by_number: HashMap<u32, (String, u64)> = wanted.iter().map(|(n, uidl, size)| (*n, (uidl.clone(), *size))).collect();
    let room = Arc::new(Semaphore::new(receive::ROOM_KIB));
    let (sink, stored) = receive::start(world, account);
    let mut sink = Sink::new(world.clone(), room, sink);
    let mut refused = Vec::new();
    let mut done = 0;
    let mut transfer = session.retr(wanted.iter().map(|(n, ..)| *n).collect()).map_err(|e| problem::of_pop3(&e))?;
    let mut received: Result<(), Problem> = loop {
        let event = tokio::select! {
            biased;
            () = stopped(cancelled) => break Ok(()),
            event = transfer.next() => event,
        };
        let taken = match event {
            Ok(None) => break Ok(()),
            Ok(Some(pop3::Event::Start { .. })) => sink.confirm().await,
            Ok(Some(pop3::Event::Data(bytes))) => {
                report.bytes += bytes.len() as u64;
                sink.take(bytes).await
            }
            Ok(Some(pop3::Event::End { number, .. })) => {
                done += 1;
                let (uidl, listed_size) = by_number.get(&number).cloned().unwrap_or_default();
                sink.end(Received { number, uidl, listed_size }).await
            }
            Ok(Some(pop3::Event::Refused { number, refusal })) => {
                refused.push((number, refusal.text));
                sink.confirm().await
            }
            Err(error) => {
                // The mail begun is thrown away; it counts as a failed try of that mail alone (rule 15), or of the one before
                // when that is in doubt.
                let begun = transfer.current().filter(|_| !(is_doubtful(error.code()) && sink.holds()));
                refused.extend(begun.map(|number| (number, error.to_string())));
                break Err(problem::of_pop3(&error));
            }
        };
        if let Err(problem) = taken {
            break Err(problem);
        }
        world.bus.fetch_progress(FetchProgress { account: account.id, done, total, bytes: report.bytes, announced });
    };
    drop(transfer);
    if received.is_ok() && sink.holds() {
        let confirmed = async { session.confirm().await.map_err(|error| problem::of_pop3(&error)) };
        received = unless(cancelled, confirmed).await.map(|_| ());
    }
    match &received {
        Err(problem) if is_doubtful(problem.code) => {
            refused.extend(sink.doubt().await.map(|number| (number, problem.detail.clone())));
        }
        _ => received = sink.confirm().await.and(received),
    }
    sink.close().await;
    let stored = stored.await.map_err(problem::of_task)?;
    report.new = stored.new;
    report.parked = park(world, account.id, &by_number, refused, received.is_err()).await?;
    // A full disk is the cause, a closed channel only its echo.
    match (stored.problem, received) {
        (Some(problem), _) => Err(problem),
        (None, received) => received,
    }
}

/// Whether the server said something that is no answer: then the mail before may have ended elsewhere than it seemed.
fn is_doubtful(code: &str) -> bool {
    code == "POP-PROTOCOL"
}

/// Counts failed tries. When the line broke, only the mail that was being received is blamed.
async fn park(
    world: &World,
    account: AccountId,
    by_number: &HashMap<u32, (String, u64)>,
    refused: Vec<(u32, String)>,
    line_broke: bool,
) -> Result<usize, Problem> {
    let blamed: Vec<(String, u64, String)> =
        refused.into_iter().filter_map(|(n, why)| by_number.get(&n).map(|(uidl, size)| (uidl.clone(), *size, why))).collect();
    if blamed.is_empty() {
        return Ok(0);
    }
    let parked = world
        .write(move |store| {
            let mut parked = 0;
            for (uidl, size, why) in &blamed {
                let attempts = store.park(account, uidl, *size, why, now())?;
                parked += usize::from(attempts >= 3);
            }
            Ok(if line_broke { parked } else { blamed.len() })
        })
        .await?;
    Ok(parked)
}

/// Deletes on the server what is stored for good and whose time is over; counts only after QUIT.
async fn delete_due(
    world: &World,
    account: &Account,
    session: &mut Session,
    listing: &[(u32, String, u64)],
) -> Result<Vec<String>, Problem> {
    let (id, options) = (account.id, &account.settings.options);
    if !options.processing_station {
        return Ok(Vec::new());
    }
    // It may have come to doubts since the fetch began.
    world.rescue.refuse().await?;
    let Some(since) = super::clock::steady_since(world).await? else { return Ok(Vec::new()) };
    let keep = options.keep_on_server;
    let due = world.read(move |store| store.deletable(id, keep, since, now())).await?;
    let numbers: HashMap<&str, u32> = listing.iter().map(|(n, uidl, _)| (uidl.as_str(), *n)).collect();
    let mut deleted = Vec::new();
    for proof in due {
        if let Some(number) = numbers.get(proof.uidl())
            && listing::is_sole(proof.uidl(), &numbers)
        {
            delete(session, *number, &proof).await?;
            deleted.push(proof.uidl().to_owned());
        }
    }
    Ok(deleted)
}

/// The only place that deletes on a server: it takes the proof that the bytes are committed (rule 12).
async fn delete(session: &mut Session, number: u32, _committed: &CommitProof) -> Result<(), Problem> {
    session.dele(number).await.map_err(|e| problem::of_pop3(&e))
}
