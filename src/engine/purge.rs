//! Deleting for good: by hand out of the trash, and by the periods an admin set (rules 48 and 49).
//!
//! In small steps, each whole with its record in the audit log, so that nothing waits for long. Once the mails are gone their words are
//! taken out of the search in the background; a program that ends meanwhile goes on with that at its next start.

use std::sync::Arc;
use std::time::Duration;

use super::audit::{Due, When};
use super::command::PurgeCommand;
use super::event::{Answer, Event};
use super::world::{World, lock, now};
use super::{Mode, backup, clock};
use crate::domain::access::Session;
use crate::domain::audit::{AuditAction, AuditEntry, AuditObject};
use crate::domain::ids::MailId;
use crate::domain::problem::Problem;
use crate::domain::purge::{PurgeCount, PurgeWhat, Retention, RetentionCount, RetentionState, RetentionTrial};

/// Mails that go in one step, and the bytes from which fewer do.
const STEP_MAILS: usize = 20;
const STEP_BYTES: u64 = 16 << 20;
/// Pause between two steps of the timer: others come first.
const BREATH: Duration = Duration::from_millis(50);
/// Pause before the first run, and between two.
const FIRST_LOOK: Duration = Duration::from_secs(150);
const LOOK: Duration = Duration::from_secs(3600);
/// Pause before the log is tried again that somebody was reading, and how often a single command tries.
const LOG_AGAIN: Duration = Duration::from_millis(500);
const LOG_TRIES: usize = 4;

/// Answers a command about deleting for good.
pub async fn handle(world: &Arc<World>, command: PurgeCommand) -> Result<Answer, Problem> {
    match command {
        PurgeCommand::Count(what) => {
            let mails = named(world, what).await?;
            world.scan(move |store| store.count_purge(&mails)).await.map(Answer::PurgeCount)
        }
        PurgeCommand::Purge { mails, undecrypted } => purge(world, mails, undecrypted).await.map(Answer::PurgeCount),
        PurgeCommand::Periods => periods(world).await,
        PurgeCommand::TryPeriods(plan) => {
            demand_possible(&plan)?;
            try_periods(world, plan).await.map(Answer::RetentionTrial)
        }
        PurgeCommand::SetPeriods(plan) => {
            demand_possible(&plan)?;
            world.commit(move |store| store.set_retention(&plan)).await?;
            world.bus.tell(Event::RetentionChanged);
            world.retention_due.notify_one();
            periods(world).await
        }
    }
}

/// Impossible periods are told before anything is counted or set.
fn demand_possible(plan: &Retention) -> Result<(), Problem> {
    if plan.is_possible() { Ok(()) } else { Err(Problem::new("INPUT-PERIOD", "")) }
}

/// What the next run would do: the same clock narrows both.
async fn try_periods(world: &World, plan: Retention) -> Result<RetentionTrial, Problem> {
    let since = clock::steady_since(world).await?;
    let works = since.map_or_else(Retention::default, |since| plan.passed_since(since, now()));
    let count = world.scan(move |store| store.count_due(&works, now())).await?;
    Ok(RetentionTrial { count, works, since })
}

async fn periods(world: &World) -> Result<Answer, Problem> {
    world
        .read(|store| {
            let backup = backup::last_made(store)?;
            Ok(RetentionState { plan: store.retention()?, last: store.last_retention()?, backup })
        })
        .await
        .map(Answer::Retention)
}

async fn named(world: &World, what: PurgeWhat) -> Result<Vec<MailId>, Problem> {
    match what {
        PurgeWhat::Mails(mails) => Ok(mails),
        PurgeWhat::Trash(account) => {
            let scope = world.scope();
            world.read(move |store| store.trash(&scope, account)).await
        }
    }
}

async fn purge(world: &Arc<World>, mails: Vec<MailId>, undecrypted: bool) -> Result<PurgeCount, Problem> {
    let asked = mails.clone();
    let going = world.scan(move |store| store.purgeable(&asked, undecrypted)).await?;
    let who = world.who();
    let entry = |mail| AuditEntry::new(who.clone(), AuditAction::MailPurged, AuditObject::Mail(mail));
    let mut gone = Vec::new();
    let ended = in_steps(world, &going, entry, undecrypted, &mut gone).await;
    *lock(&world.due) = Due::Nothing;
    tell_changed(world);
    // Also where a later step failed: what went leaves no words behind.
    if !gone.is_empty() {
        clean_up(world).await;
    }
    ended?;
    let left = world.scan(move |store| store.count_purge(&mails)).await?;
    Ok(PurgeCount { mails: gone, ..left })
}

/// Deletes step by step, and adds those that went to `gone`. One that is brought back while others go stays.
async fn in_steps(
    world: &Arc<World>,
    going: &[(MailId, u64)],
    entry: impl Fn(MailId) -> AuditEntry,
    undecrypted: bool,
    gone: &mut Vec<MailId>,
) -> Result<(), Problem> {
    for step in steps(going) {
        let still = world.scan(move |store| store.purgeable(&step, undecrypted)).await?;
        let step: Vec<MailId> = still.into_iter().map(|(mail, _)| mail).collect();
        if step.is_empty() {
            continue;
        }
        world.begin_acts(Some((When::Inside, step.iter().map(|mail| entry(*mail)).collect())));
        let these = step.clone();
        world.commit(move |store| store.purge(&these, undecrypted, now())).await?;
        gone.extend(step);
    }
    Ok(())
}

/// Steps of a few mails, or of one that is large.
fn steps(going: &[(MailId, u64)]) -> Vec<Vec<MailId>> {
    let mut steps: Vec<Vec<MailId>> = Vec::new();
    let mut bytes = 0;
    for (mail, size) in going {
        bytes += size;
        match steps.last_mut() {
            Some(step) if step.len() < STEP_MAILS && bytes <= STEP_BYTES => step.push(*mail),
            _ => {
                steps.push(vec![*mail]);
                bytes = *size;
            }
        }
    }
    steps
}

fn tell_changed(world: &World) {
    for event in [Event::MailsChanged, Event::OutboxChanged, Event::AnswersChanged] {
        world.bus.tell(event);
    }
}

/// Takes the words of purged mails out of the search: beside everything else where the engine goes on running, now where it ends
/// with this command.
async fn clean_up(world: &Arc<World>) {
    match world.mode() {
        Mode::Background => world.retention_due.notify_one(),
        Mode::CommandsOnly => scrub(world, Duration::ZERO).await,
    }
}

async fn scrub(world: &Arc<World>, breath: Duration) {
    let mut tries = 0;
    while !world.is_stopping() {
        match world.write(|store| Ok((store.scrub()?, store.is_scrub_waiting()?))).await {
            Ok((false, _)) => return,
            // Only the log is left, and somebody is reading it.
            Ok((true, true)) => {
                tries += 1;
                if tries > LOG_TRIES {
                    return;
                }
                tokio::time::sleep(LOG_AGAIN).await;
            }
            Ok((true, false)) => tokio::time::sleep(breath).await,
            Err(problem) => {
                tracing::warn!(code = problem.code, "the search could not be cleaned of purged mails; it is tried again");
                return;
            }
        }
    }
}

/// Keeps the periods, and cleans up after what was deleted by hand, until the engine stops.
pub async fn work_by_timer(world: Arc<World>) {
    let mut pause = FIRST_LOOK;
    loop {
        // By hand something was deleted, or the periods changed: the pause ends early, the run is the same.
        let _ = tokio::time::timeout(pause, world.retention_due.notified()).await;
        pause = LOOK;
        // Nothing is deleted or written anew in a store that may be damaged.
        if world.rescue.refuse().await.is_err() {
            return;
        }
        if let Err(problem) = keep_periods(&world, BREATH).await {
            tracing::warn!(code = problem.code, "the retention periods could not be kept");
        }
        scrub(&world, BREATH).await;
    }
}

/// One run. A clock that jumped is not believed for a day (rule 48).
async fn keep_periods(program: &Arc<World>, breath: Duration) -> Result<(), Problem> {
    // A seat of its own: what it has to record is no other timer's.
    let world = &program.asked_by(Session::program(), Arc::default());
    let plan = world.read(|store| store.retention()).await?;
    if !plan.is_on() {
        return Ok(());
    }
    let Some(since) = clock::steady_since(world).await? else { return Ok(()) };
    let plan = plan.passed_since(since, now());
    let mut count = RetentionCount::default();
    while !world.is_stopping() {
        let due = world.read(move |store| store.due_for_trash(&plan, now(), STEP_MAILS)).await?;
        if due.is_empty() {
            break;
        }
        let entry = |mail: &MailId| AuditEntry::new("", AuditAction::MailMoved, AuditObject::Mail(*mail)).detail("retention");
        world.begin_acts(Some((When::Inside, due.iter().map(entry).collect())));
        count.trashed += due.len();
        world
            .commit(move |store| {
                store.move_to_trash(&due)?;
                due.iter().try_for_each(|mail| store.add_history(*mail, "", "history-retention", "", now()))
            })
            .await?;
        tokio::time::sleep(breath).await;
    }
    while !world.is_stopping() {
        let due = world.read(move |store| store.due_for_purge(&plan, now(), STEP_MAILS)).await?;
        if due.is_empty() {
            break;
        }
        let entry = |mail| AuditEntry::new("", AuditAction::MailPurged, AuditObject::Mail(mail)).detail("retention");
        let mut gone = Vec::new();
        let ended = in_steps(world, &due, entry, false, &mut gone).await;
        count.purged += gone.len();
        ended?;
        if gone.is_empty() {
            break;
        }
        tokio::time::sleep(breath).await;
    }
    world.write(move |store| store.note_retention(now(), count)).await?;
    if count != RetentionCount::default() {
        tracing::info!(trashed = count.trashed, purged = count.purged, "retention periods kept");
        tell_changed(world);
    }
    world.bus.tell(Event::RetentionChanged);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_hold_few_mails_and_large_ones_alone() {
        let small: Vec<_> = (1..=45).map(|id| (MailId(id), 1000)).collect();
        assert_eq!(steps(&small).iter().map(Vec::len).collect::<Vec<_>>(), [20, 20, 5]);
        let large = [(MailId(1), 100), (MailId(2), STEP_BYTES), (MailId(3), 700 << 20), (MailId(4), 100)];
        assert_eq!(steps(&large).iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 1, 1]);
        assert!(steps(&[]).is_empty());
    }
}
