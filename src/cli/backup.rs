//! `backup`, `restore`: one encrypted file with everything, and the way back.

use std::path::Path;

use serde_json::json;

use super::output::exit;
use super::{Outcome, Session, clock, unexpected};
use crate::domain::problem::Problem;
use crate::engine::command::{BackupCommand, Command};
use crate::engine::event::Answer;

/// `backup PATH`: never over an existing file.
///
/// # Errors
/// Problems of the engine.
pub fn create(session: &mut Session<'_>, path: &Path, passwords: bool) -> Outcome {
    let (path, passphrase) = (Some(session.path(path)), session.password.clone());
    let command = BackupCommand::Create { path, passphrase, passwords, replace: false };
    let Answer::BackupMade(made) = session.ask(Command::Backup(Box::new(command)))? else { return Err(unexpected(&Answer::Done)) };
    session.out.line(&t!("cli-backup-made", path = made.path.display().to_string(), mails = made.mails, accounts = made.accounts));
    session.out.set("path", json!(made.path));
    session.out.set("bytes", json!(made.bytes));
    session.out.set("verified", json!(true));
    Ok(exit::DONE)
}

/// `restore PATH`: replaces what the profile holds, after a check and a copy aside.
///
/// # Errors
/// Problems of the engine.
pub fn restore(session: &mut Session<'_>, path: &Path) -> Outcome {
    let passphrase = session.password.clone().ok_or_else(|| Problem::new("BACKUP-KEY", ""))?;
    let command = BackupCommand::Restore { path: session.path(path), passphrase, replace: true };
    let Answer::Restored(restored) = session.ask(Command::Backup(Box::new(command)))? else { return Err(unexpected(&Answer::Done)) };
    let made = clock::rfc3339(restored.made);
    session.out.line(&t!("cli-restored", mails = restored.mails, accounts = restored.accounts, made = clock::short(restored.made)));
    session.out.set("path", json!(restored.path));
    session.out.set("bytes", json!(restored.bytes));
    session.out.set("verified", json!(true));
    session.out.set("made", json!(made));
    Ok(exit::DONE)
}
