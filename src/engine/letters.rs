//! Whom letters are about: what the store found by itself, and what people decide. Which walk answers which question.

use std::sync::Arc;

use super::command::LetterCommand;
use super::event::{Answer, Event};
use super::world::{World, now};
use super::{letter_count, letter_handover};
use crate::domain::ids::MailId;
use crate::domain::patient::AssignTo;
use crate::domain::problem::Problem;

/// Letters of an older profile that are taken in with one transaction.
const STEP: usize = 200;
/// People offered for what was typed.
const FOUND: usize = 8;

/// Answers a question.
pub async fn handle(world: &Arc<World>, command: LetterCommand) -> Result<Answer, Problem> {
    use LetterCommand as L;
    match command {
        L::Facts => {
            let scope = world.scope();
            world.read(move |store| store.letter_facts(&scope)).await.map(|facts| Answer::Letters(Box::new(facts)))
        }
        L::Assign { mail, to } => assign(world, mail, to).await,
        L::HandOver { mail } => letter_handover::by_hand(world, mail).await,
        L::FindPatients { text } => {
            let scope = world.scope();
            world.read(move |store| store.find_patients(&scope, &text, FOUND)).await.map(Answer::Patients)
        }
        L::Count { quarter } => letter_count::count(world, quarter).await.map(|count| Answer::LetterCount(Box::new(count))),
        L::SetConsent { doctor, quarter, agrees } => letter_count::set_consent(world, doctor, quarter, agrees).await,
        L::ExportCount { quarter, path, replace, words } => letter_count::export(world, quarter, path, replace, *words).await,
    }
}

async fn assign(world: &Arc<World>, mail: MailId, to: AssignTo) -> Result<Answer, Problem> {
    let (scope, who) = (world.scope(), world.who());
    world.write(move |store| store.assign_letter(&scope, mail, to, &who, now())).await?;
    world.bus.tell(Event::MailsChanged);
    Ok(Answer::Done)
}

/// Takes in the letters that were stored before people were known; goes on where it was after an end in between.
pub async fn learn_older(world: Arc<World>) {
    let mut learned = false;
    loop {
        let step = world
            .write(|store| {
                let letters = store.unread_letters(STEP)?;
                store.learn_letters(&letters)?;
                Ok(letters.len())
            })
            .await;
        match step {
            Ok(0) => break,
            Ok(_) => learned = true,
            Err(problem) => {
                tracing::warn!(code = problem.code, "older letters are not read yet");
                break;
            }
        }
    }
    if learned {
        world.bus.tell(Event::MailsChanged);
    }
}
