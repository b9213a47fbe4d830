//! Which walk answers which question of the desk, and the round that keeps it true.

use std::sync::Arc;
use std::time::Duration;

use super::command::DeskCommand;
use super::event::{Answer, Event};
use super::world::World;
use super::{answers, bulk, handing_over, insurers, mappings};
use crate::domain::problem::Problem;

/// Pause between two rounds: folders that come back, files that are collected, mapping files that were put there.
const ROUND: Duration = Duration::from_secs(30);
/// Rounds after which the waiting list is looked at again, although nothing happened.
const WAITING_ROUNDS: u32 = 20;

/// Answers a question.
pub async fn handle(world: &Arc<World>, command: DeskCommand) -> Result<Answer, Problem> {
    use DeskCommand as D;
    match command {
        D::Waiting => answers::waiting(world).await,
        D::MarkDone { numbers, done } => answers::mark_done(world, numbers, done).await,
        D::Assign { mail, number } => answers::assign(world, mail, number).await,
        D::Preview { mails, since, anew } => bulk::preview(world, mails, since, anew).await,
        D::TakeOver { mails, reason, force } => bulk::take_over(world, mails, reason, force).await,
        D::TakeOverSince { since, reason, anew } => bulk::take_over_since(world, since, reason, anew).await,
        D::CancelBulk => bulk::cancel(world),
        D::SetSidecar { prefix, on } => handing_over::set_sidecar(world, prefix, on).await,
        D::Mappings => mappings::report(world).await,
    }
}

/// Looks after folders, mapping files and senders, until the engine stops.
pub async fn watch_by_timer(world: Arc<World>) {
    let mut round = 0_u32;
    loop {
        tokio::time::sleep(ROUND).await;
        mappings::reload(&world).await;
        if let Err(problem) = handing_over::finish_handovers(&world).await {
            tracing::warn!(code = problem.code, "hand-over not finished");
        }
        if let Err(problem) = handing_over::note_collected(&world).await {
            tracing::warn!(code = problem.code, "hand-over folders not looked at");
        }
        round = round.wrapping_add(1);
        if round.is_multiple_of(WAITING_ROUNDS) {
            insurers::check_senders(&world).await;
            world.bus.tell(Event::AnswersChanged);
        }
    }
}
