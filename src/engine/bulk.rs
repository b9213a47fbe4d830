//! Taking several answers over again: hand-picked ones, or „alles seit …" after the practice system was restored.
//!
//! Nothing is taken over twice by accident: an answer whose file still lies in the folder, waits, or cannot be looked for
//! is left out and counted, as are the same bytes a second time. A bulk of a whole time has a number; interrupted, it goes
//! on where it was. Each answer gets a run of its own.

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::event::{Answer, Event};
use super::reprocess::{self, Act};
use super::world::{World, blocking, lock, now};
use super::{handing_over, problem};
use crate::domain::access::Role;
use crate::domain::answer::{HandoverState, RunResult};
use crate::domain::answer_desk::{BulkReport, SkipReason};
use crate::domain::ids::MailId;
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;
use crate::handover::{self, Seen};
use crate::store::{Error, Handover, Store};

/// Pause between two tellings of the progress.
const TELL: Duration = Duration::from_millis(120);
/// Pause between two looks whether a running one is to end.
const LOOK: Duration = Duration::from_millis(200);
/// Longest wait for the answer it works on when a running one is ended: a share may hang.
const LAST_ONE: Duration = Duration::from_secs(5);

/// What a bulk is about.
#[derive(Clone, Copy, Default)]
struct Order {
    bulk: Option<u32>,
    force: bool,
}

/// What taking over again would do.
pub async fn preview(world: &Arc<World>, mails: Vec<MailId>, since: Option<Timestamp>, anew: bool) -> Result<Answer, Problem> {
    handing_over::demand_look(world).await?;
    let (mails, bulk) = match since {
        None => (mails, None),
        Some(since) => {
            let scope = world.scope();
            let open = move |store: &Store| if anew { Ok(None) } else { store.open_bulk(since, now()) };
            world.read(move |store| Ok((store.taken_over_since(&scope, since)?, open(store)?))).await?
        }
    };
    let inner = world.clone();
    blocking(move || {
        let mut report = BulkReport { total: mails.len(), ..BulkReport::default() };
        let mut seen = HashSet::new();
        for mail in mails {
            match judge(&inner.scanner(), mail, Order { bulk, force: false }, &mut seen) {
                Ok(None) => report.taken_over += 1,
                Ok(Some(reason)) => report.skip(reason),
                Err(error) if is_of_one_mail(&error) => report.skip(SkipReason::Refused),
                Err(error) => return Err(problem::of_store(error)),
            }
        }
        Ok(Answer::Bulk(report))
    })
    .await
}

/// Takes hand-picked answers over again.
pub async fn take_over(world: &Arc<World>, mails: Vec<MailId>, reason: String, force: bool) -> Result<Answer, Problem> {
    demand_reason(&reason)?;
    handing_over::demand_look(world).await?;
    let running = Running::begin(world, Role::Edit)?;
    run(world, &running, mails, reason, Order { bulk: None, force }).await.map(Answer::Bulk)
}

/// Takes everything over again that was taken over since then; `anew`: also what one did that was interrupted.
pub async fn take_over_since(world: &Arc<World>, since: Timestamp, reason: String, anew: bool) -> Result<Answer, Problem> {
    demand_reason(&reason)?;
    handing_over::demand_look(world).await?;
    let running = Running::begin(world, Role::Admin)?;
    let (scope, who, why) = (world.scope(), world.who(), reason.trim().to_owned());
    let (bulk, mails) = world
        .write(move |store| {
            let mails = store.taken_over_since(&scope, since)?;
            if anew {
                store.leave_bulk(since, now())?;
            }
            Ok((store.begin_bulk(since, &who, &why, now())?, mails))
        })
        .await?;
    tracing::info!(bulk, count = mails.len(), "taking over again in bulk");
    let mut report = run(world, &running, mails, reason, Order { bulk: Some(bulk), force: false }).await?;
    report.job = bulk;
    if !report.cancelled {
        world.write(move |store| store.end_bulk(bulk, now())).await?;
    }
    Ok(Answer::Bulk(report))
}

/// Asks a running one to end: whoever may begin it may end it (rule 55).
pub fn cancel(world: &World) -> Result<Answer, Problem> {
    if let Some((stop, role)) = lock(&world.bulk).as_ref() {
        if !world.session().may(*role) {
            return Err(Problem::new("ACCESS", format!("needs the role {}", role.as_str())));
        }
        stop.store(true, Ordering::Relaxed);
    }
    Ok(Answer::Done)
}

fn demand_reason(reason: &str) -> Result<(), Problem> {
    if reason.trim().is_empty() { Err(Problem::new("INPUT-REASON", "")) } else { Ok(()) }
}

/// The place of the one bulk that runs; freed when it ends, however that is.
struct Running {
    world: Arc<World>,
    stop: Arc<AtomicBool>,
}

impl Running {
    fn begin(world: &Arc<World>, role: Role) -> Result<Self, Problem> {
        let mut place = lock(&world.bulk);
        if place.is_some() {
            return Err(Problem::new("BULK-RUNNING", ""));
        }
        let stop = Arc::<AtomicBool>::default();
        *place = Some((stop.clone(), role));
        Ok(Self { world: world.clone(), stop })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        lock(&self.world.bulk).take();
        self.world.bus.tell(Event::BulkProgress { done: 0, total: 0 });
    }
}

async fn run(world: &Arc<World>, running: &Running, mails: Vec<MailId>, reason: String, order: Order) -> Result<BulkReport, Problem> {
    let (inner, stop) = (world.clone(), running.stop.clone());
    let work = blocking(move || {
        let who = inner.who();
        let act = Act { who: &who, reason: reason.trim(), bulk: order.bulk, force: order.force, at: now() };
        let mut report = BulkReport { total: mails.len(), ..BulkReport::default() };
        let (mut seen, mut told) = (HashSet::new(), None::<Instant>);
        for (done, mail) in mails.iter().enumerate() {
            if stop.load(Ordering::Relaxed) {
                report.cancelled = true;
                break;
            }
            if told.is_none_or(|at| at.elapsed() >= TELL) {
                inner.bus.tell(Event::BulkProgress { done, total: mails.len() });
                told = Some(Instant::now());
            }
            match one(&inner, *mail, &act, order, &mut seen, &mut report) {
                Ok(()) => {}
                Err(error) if is_of_one_mail(&error) => {
                    tracing::warn!(%error, mail = %mail, "left out of a bulk");
                    report.skip(SkipReason::Refused);
                }
                Err(error) => return Err(problem::of_store(error)),
            }
        }
        Ok(report)
    });
    let report = tokio::select! {
        report = work => report,
        () = given_up(&running.stop) => Err(handing_over::unanswered()),
    };
    world.bus.tell(Event::AnswersChanged);
    world.bus.tell(Event::MailsChanged);
    // Tells a folder that cannot be written.
    if let Err(problem) = handing_over::finish_handovers(world).await {
        tracing::warn!(code = problem.code, "hand-over not finished");
    }
    report
}

/// It was to end, and the answer it works on takes too long: its thread ends when the share comes back.
async fn given_up(stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        tokio::time::sleep(LOOK).await;
    }
    tokio::time::sleep(LAST_ONE).await;
}

/// Whether a failure says something about one mail only: the others go on.
const fn is_of_one_mail(error: &Error) -> bool {
    matches!(error, Error::NotFound | Error::Io(_) | Error::Damaged(_))
}

fn one(world: &World, mail: MailId, act: &Act<'_>, order: Order, seen: &mut HashSet<String>, report: &mut BulkReport) -> Result<(), Error> {
    let judged = judge(&world.writer(), mail, order, seen)?;
    if let Some(reason) = judged {
        report.skip(reason);
        return Ok(());
    }
    let (run, _) = reprocess::run_again(world, mail, &Act { at: now(), ..*act })?;
    match run.result {
        RunResult::TakenOver => report.taken_over += 1,
        RunResult::AlreadyTakenOver => report.skip(SkipReason::StillThere),
        RunResult::HeldForReview => report.skip(SkipReason::TestData),
        RunResult::Refused => report.skip(SkipReason::Refused),
    }
    Ok(())
}

/// Why an answer is left out; `None` when it is to be taken over. The store is not held while folders are looked at.
fn judge(store: &Mutex<Store>, mail: MailId, order: Order, seen: &mut HashSet<String>) -> Result<Option<SkipReason>, Error> {
    let (sha256, files) = match by_store(&lock(store), mail, order)? {
        Judged::Skip(reason) => return Ok(Some(reason)),
        Judged::Fits { sha256, files } => (sha256, files),
    };
    for file in files {
        let reason = match (file.state, handover::look_for(Path::new(&file.path))) {
            (HandoverState::Pending, _) => SkipReason::Waiting,
            (_, Seen::FolderAway) => SkipReason::FolderAway,
            (_, Seen::There) => SkipReason::StillThere,
            // Taken away this very moment.
            (_, Seen::Gone) => continue,
        };
        return Ok(Some(reason));
    }
    Ok((!seen.insert(sha256)).then_some(SkipReason::Double))
}

/// What the store says about an answer.
enum Judged {
    Skip(SkipReason),
    /// Nothing against it, unless one of these files still lies in its folder.
    Fits {
        sha256: String,
        files: Vec<Handover>,
    },
}

fn by_store(store: &Store, mail: MailId, order: Order) -> Result<Judged, Error> {
    use Judged::Skip;
    let account = store.account(store.row(mail)?.account)?;
    if !account.settings.options.processing_station {
        return Ok(Skip(SkipReason::OtherStation));
    }
    let parsed = store.parsed(mail)?;
    let payload = store.payload(mail)?.filter(|p| reprocess::is_insurer_answer(p.kind) && p.ebz.is_some());
    let Some(payload) = payload.filter(|p| !reprocess::must_stay_out(&parsed, p)) else { return Ok(Skip(SkipReason::Refused)) };
    if let Some(bulk) = order.bulk
        && store.is_in_bulk(bulk, mail)?
    {
        return Ok(Skip(SkipReason::DoneBefore));
    }
    let mut files = Vec::new();
    if !order.force {
        if store.hash_taken_over(&payload.sha256)?.is_none() {
            return Ok(Skip(SkipReason::Held));
        }
        if payload.is_test_data() && !reprocess::is_of_test_environment(&account) {
            return Ok(Skip(SkipReason::TestData));
        }
        files = store.uncollected(&payload.sha256)?;
    }
    Ok(Judged::Fits { sha256: payload.sha256, files })
}
