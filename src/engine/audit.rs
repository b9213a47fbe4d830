//! The audit log (rules 57 and 58): every act of a person leaves a record, in the transaction of what it changes.
//!
//! [`acts`] says which commands are acts. A handler makes its deciding change with [`World::commit`] instead of `write`, which
//! puts the records into the same transaction; what ended without one, or badly, is recorded before its answer goes out. Only
//! the opening of mails is recorded behind its answer: nobody waits for the disk to read. Reading lists is no act.
//! What the program does by itself stands there under no name: [`World::commit_by_program`], and each state of an outgoing mail
//! where the store changes it.

mod acts;
mod log;
mod opened;

use std::sync::Arc;

pub use acts::of;
pub use log::{check_at_start, handle};
pub use opened::{Opened, keep};

use super::event::Answer;
use super::world::{World, lock};
use crate::domain::audit::{AuditEntry, AuditObject};
use crate::domain::problem::Problem;
use crate::store::{self, Store};

/// When a record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// With the change, by [`World::commit`]: without that nothing was done.
    Inside,
    /// When the command ended well.
    After,
    /// A mail is shown: behind the answer, and once while it is looked at.
    Opening,
}

/// What a command still has to record.
#[derive(Default)]
pub enum Due {
    #[default]
    Nothing,
    Acts(When, Vec<AuditEntry>),
    /// It is in the log.
    Recorded,
}

/// What a change turned out to be.
pub enum Did {
    /// As the command says.
    AsAsked,
    /// The same, about this.
    To(AuditObject),
    /// Nothing was changed.
    Nothing,
}

impl World {
    /// What the command that begins has to record.
    pub fn begin_acts(&self, acts: Option<(When, Vec<AuditEntry>)>) {
        *lock(&self.due) = acts.map_or(Due::Nothing, |(when, entries)| Due::Acts(when, entries));
    }

    /// The deciding change of a command, whole with its record.
    pub async fn commit<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, Problem> {
        self.commit_if(work, |_| Did::AsAsked).await
    }

    /// The same where only the change itself tells what was done.
    pub async fn commit_if<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, store::Error> + Send + 'static,
        did: impl FnOnce(&T) -> Did + Send + 'static,
    ) -> Result<T, Problem> {
        let Some(entries) = self.due_inside() else { return self.write(move |store| store.all_or_nothing(work)).await };
        let done = self
            .write(move |store| {
                store.all_or_nothing(|store| {
                    let mut named = store.name_entries(entries)?;
                    let value = work(store)?;
                    let did = did(&value);
                    if let Did::To(object) = &did {
                        store.rename_entries(&mut named, object)?;
                    }
                    if !matches!(did, Did::Nothing) {
                        store.record_named(&named)?;
                    }
                    Ok((value, !matches!(did, Did::Nothing)))
                })
            })
            .await;
        let recorded = done.as_ref().is_ok_and(|(_, recorded)| *recorded);
        if recorded {
            *lock(&self.due) = Due::Recorded;
        }
        done.map(|(value, _)| value)
    }

    fn due_inside(&self) -> Option<Vec<AuditEntry>> {
        match &*lock(&self.due) {
            Due::Acts(When::Inside, entries) => Some(entries.clone()),
            Due::Acts(..) | Due::Nothing | Due::Recorded => None,
        }
    }

    /// A change that is itself the record of a failure: a wrong password is counted.
    pub async fn commit_failure(
        &self,
        code: &str,
        work: impl FnOnce(&mut Store) -> Result<(), store::Error> + Send + 'static,
    ) -> Result<(), Problem> {
        if let Due::Acts(_, entries) = &mut *lock(&self.due) {
            entries.iter_mut().for_each(|entry| code.clone_into(&mut entry.result));
        }
        self.commit(work).await
    }

    /// A change the program makes by itself, whole with its record.
    pub async fn commit_by_program<T: Send + 'static>(
        &self,
        entry: AuditEntry,
        work: impl FnOnce(&mut Store) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, Problem> {
        self.write(move |store| {
            store.all_or_nothing(|store| {
                let value = work(store)?;
                store.record(vec![entry])?;
                Ok(value)
            })
        })
        .await
    }

    /// What is recorded says this too: one record for each detail.
    pub fn detail_acts(&self, details: &[String]) {
        if let Due::Acts(_, entries) = &mut *lock(&self.due)
            && !details.is_empty()
        {
            *entries = entries.iter().flat_map(|entry| details.iter().map(|detail| entry.clone().detail(detail))).collect();
        }
    }
}

/// Failures that tell nothing about an act: something was typed wrongly, nobody had signed in, or somebody else was quicker.
fn tells_nothing(code: &str) -> bool {
    code.starts_with("INPUT-") || ["ACCOUNT-INVALID", "SIGN-IN-NEEDED", "ENGINE-STOPPED"].contains(&code)
}

/// Ends a command: records what is not in the log yet. `asked` are the acts as they were asked for, before the gate put
/// something else in the place of what does not exist for the asker.
pub async fn settle(
    world: &Arc<World>,
    asked: Option<(When, Vec<AuditEntry>)>,
    result: Result<Answer, Problem>,
) -> Result<Answer, Problem> {
    let due = std::mem::take(&mut *lock(&world.due));
    match (due, result) {
        (Due::Acts(When::After, entries), Ok(answer)) => {
            // Without its record nothing is told to be done.
            world.commit_note(move |store| store.record(entries)).await?;
            Ok(answer)
        }
        (Due::Acts(When::Opening, entries), Ok(answer)) => {
            world.opened.note(entries);
            Ok(answer)
        }
        (Due::Recorded | Due::Acts(When::Inside, _) | Due::Nothing, Ok(answer)) => Ok(answer),
        (Due::Recorded, Err(problem)) => Err(problem),
        (_, Err(problem)) => {
            if let Some((when, entries)) = asked
                && !tells_nothing(problem.code)
                && (when != When::Opening || ["ACCESS", "NOT-FOUND"].contains(&problem.code))
            {
                let code = problem.code;
                let entries = entries.into_iter().map(|entry| entry.result(code)).collect();
                if let Err(other) = world.write(move |store| store.record(entries)).await {
                    tracing::error!(code = other.code, "a failed act is not in the audit log");
                }
            }
            Err(problem)
        }
    }
}

#[cfg(test)]
mod tests;
