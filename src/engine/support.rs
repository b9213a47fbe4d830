//! The program about itself: its log for admins to look at, and the report they may send to support (rules 52 to 54).
//!
//! Nothing leaves the computer from here. The report holds nothing personal: `report` puts in only what is needed, and
//! `mask` replaces what would name a person or a computer.

mod mask;
mod report;
mod tail;

use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::command::SupportCommand;
use super::event::{Answer, SavedFile};
use super::world::{World, blocking};
use super::{files, problem};
use crate::domain::log;
use crate::domain::problem::Problem;

/// Carries out a command about the program itself.
pub async fn handle(world: &Arc<World>, command: SupportCommand) -> Result<Answer, Problem> {
    match command {
        SupportCommand::ReadLog(filter) => {
            let dir = world.dir().join(log::FOLDER);
            blocking(move || tail::page(&dir, &filter).map(Answer::Log).map_err(unreadable)).await
        }
        SupportCommand::Report { renderer } => Ok(Answer::Support(Box::new(report::build(world, &renderer).await?))),
        SupportCommand::Save { text, path, replace } => save(text, path, replace).await,
    }
}

/// The log files cannot be read. The kind says enough; the system's words may name a path.
fn unreadable(error: std::io::Error) -> Problem {
    Problem::new("PROFILE-IO", error.kind().to_string())
}

async fn save(text: String, path: PathBuf, replace: bool) -> Result<Answer, Problem> {
    blocking(move || {
        if !replace && path.try_exists().map_err(problem::of_saving)? {
            return Err(Problem::new("SAVE-EXISTS", ""));
        }
        files::save_whole(&path, text.as_bytes())?;
        let sha256 = files::hex(&Sha256::digest(text.as_bytes()));
        Ok(Answer::Files(vec![SavedFile { index: 0, path, size: text.len() as u64, sha256 }]))
    })
    .await
}
