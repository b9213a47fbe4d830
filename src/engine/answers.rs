//! Insurer answers: the desk, and the files the practice software gets.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use super::event::{Answer, AnswerDetail, Event, FolderState, HandoverItem};
use super::problem;
use super::world::{World, lock};
use crate::domain::access::Session;
use crate::domain::answer::{AnswerFilter, ApplicationNumber, HandoverState};
use crate::domain::mail::Dienstkennung;
use crate::domain::problem::Problem;
use crate::handover;
use crate::kim::PartReader;
use crate::store::{Error, Handover, Store};

/// Why a hand-over waits although its folder is set.
const FOLDER_PROBLEMS: [&str; 2] = ["HANDOVER-FOLDER", "HANDOVER-WRITE"];

/// The desk „Kassenantworten (eHKP-Übersicht)".
pub async fn list(world: &World, filter: AnswerFilter) -> Result<Answer, Problem> {
    let scope = world.scope();
    let rows = world.read(move |store| {
        let mut rows = store.answer_rows(&scope, &filter)?;
        store.name_insurers(&mut rows)?;
        Ok(rows)
    });
    rows.await.map(Answer::Answers)
}

/// Request and answers of one number.
pub async fn open(world: &World, number: ApplicationNumber) -> Result<Answer, Problem> {
    let scope = world.scope();
    world
        .read(move |store| {
            let answers = store.answers_for(&scope, &number)?;
            let runs = match answers.first() {
                Some((mail, _)) => store.runs(*mail)?,
                None => Vec::new(),
            };
            Ok(AnswerDetail { request: store.request_for(&scope, &number)?, answers, runs })
        })
        .await
        .map(Answer::AnswerDetail)
}

/// Sets or removes the folder of a Dienstkennung prefix; a new folder must be writable. What waits is written at once.
pub async fn set_folder(world: &Arc<World>, prefix: String, dir: Option<PathBuf>) -> Result<Answer, Problem> {
    if prefix.trim().is_empty() {
        return Err(Problem::new("INPUT-PREFIX", ""));
    }
    if let Some(dir) = dir.clone() {
        super::world::blocking(move || handover::probe(&dir).map_err(problem::of_handover)).await?;
    }
    world.write(move |store| store.set_handover_folder(prefix.trim(), dir.as_deref())).await?;
    run_handovers(world).await
}

/// Folders and files.
pub async fn handovers(world: &World) -> Result<Answer, Problem> {
    let scope = world.scope();
    world
        .write(move |store| {
            note_collected(store)?;
            let items = store.handover_items(&scope)?.into_iter().map(item).collect();
            Ok(Answer::Handovers { folders: store.handover_folders()?, items })
        })
        .await
}

fn item(h: Handover) -> HandoverItem {
    HandoverItem { mail: h.mail, run: h.run, path: h.path, state: h.state, problem_code: h.problem_code }
}

/// A written file that is gone from a folder that is there was collected by the practice software; one that is back was not (a
/// network share that vanished for a while).
fn note_collected(store: &mut Store) -> Result<(), Error> {
    for h in store.handover_items(&Session::program().scope())? {
        let path = std::path::Path::new(&h.path);
        let state = match (h.state, std::fs::symlink_metadata(path)) {
            (HandoverState::Written, Err(e))
                if e.kind() == std::io::ErrorKind::NotFound && path.parent().is_some_and(|dir| dir.is_dir()) =>
            {
                HandoverState::Collected
            }
            (HandoverState::Collected, Ok(_)) => HandoverState::Written,
            _ => continue,
        };
        store.set_handover(h.mail, h.run, state, &h.path, "")?;
    }
    Ok(())
}

/// Tries every folder: a share may have gone away since it was chosen.
pub async fn check_folders(world: &World) -> Result<Answer, Problem> {
    let folders = world.read(|store| store.handover_folders()).await?;
    super::world::blocking(move || {
        let state = |(prefix, path): (String, PathBuf)| {
            let problem_code = handover::probe(&path).map_err(problem::of_handover).err().map_or("", |problem| problem.code);
            FolderState { prefix, path, problem_code }
        };
        Ok(Answer::Folders(folders.into_iter().map(state).collect()))
    })
    .await
}

/// Finishes what is pending and tells how everything stands.
pub async fn run_handovers(world: &Arc<World>) -> Result<Answer, Problem> {
    finish_handovers(world).await?;
    handovers(world).await
}

/// Writes every pending hand-over whose folder is set; failures stay pending with their code and are tried again.
pub async fn finish_handovers(world: &Arc<World>) -> Result<(), Problem> {
    let writer = world.writer();
    let (changed, failed) = tokio::task::spawn_blocking(move || -> Result<(bool, String), Error> {
        let mut store = lock(&writer);
        let mut changed = false;
        for h in store.pending_handovers()? {
            changed |= write_one(&mut store, &h)?;
        }
        let failed = store.pending_handovers()?.into_iter().find(|h| !h.problem_code.is_empty());
        Ok((changed, failed.map(|h| h.problem_code).unwrap_or_default()))
    })
    .await
    .map_err(|e| Problem::new("INTERNAL", e.to_string()))?
    .map_err(problem::of_store)?;
    if changed {
        world.bus.tell(Event::AnswersChanged);
    }
    // A folder that can no longer be written is told until everything that waits for it is there.
    for code in FOLDER_PROBLEMS {
        world.bus.tell(if code == failed {
            Event::ProblemRaised(Problem::new(code, ""))
        } else {
            Event::ProblemCleared { account: None, code }
        });
    }
    Ok(())
}

/// Writes one hand-over file: the attachment's bytes as they were sent. Returns whether its state changed.
pub fn write_one(store: &mut Store, h: &Handover) -> Result<bool, Error> {
    let Some(payload) = store.payload(h.mail)? else { return Ok(false) };
    let parsed = store.parsed(h.mail)?;
    let dienstkennung = parsed.dienstkennung.clone().unwrap_or_else(|| Dienstkennung(String::new()));
    let folder = store
        .handover_folders()?
        .into_iter()
        .find(|(prefix, _)| dienstkennung.has_prefix(prefix) || kind_prefix(&payload).has_prefix(prefix));
    let Some((_, folder)) = folder else { return Ok(false) };
    let Some(attachment) = payload.attachment.and_then(|index| parsed.attachments.iter().find(|a| a.index == index)) else {
        store.set_handover(h.mail, h.run, HandoverState::Failed, "", "HANDOVER-NO-FILE")?;
        return Ok(true);
    };
    let written = {
        let blob = store.raw_blob(h.mail)?.ok_or(Error::NotFound)?;
        let mut source = store.blob_source(blob)?;
        let mut bytes = PartReader::of(&mut source, attachment);
        handover::write(&folder, &attachment.save_name, &mut bytes as &mut dyn Read)
    };
    match written {
        Ok(path) => store.set_handover(h.mail, h.run, HandoverState::Written, &path.display().to_string(), "")?,
        Err(error) => {
            let problem = problem::of_handover(error);
            tracing::warn!(code = problem.code, mail = %h.mail, "hand-over failed");
            // Stays pending: the folder may come back.
            store.set_handover(h.mail, h.run, HandoverState::Pending, "", problem.code)?;
        }
    }
    Ok(true)
}

/// The Dienstkennung a payload would have: for answers that came with the default one.
fn kind_prefix(payload: &crate::domain::payload::Payload) -> Dienstkennung {
    use crate::domain::payload::PayloadKind as K;
    Dienstkennung(
        match payload.kind {
            K::EbzAnswer | K::EbzQuery => "EBZ;ANW",
            K::EbzError => "EBZ;FEH",
            K::EbzRequest => "EBZ;ANT",
            _ => "",
        }
        .to_owned(),
    )
}
