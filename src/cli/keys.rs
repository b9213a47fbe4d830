//! `key sheet`, `key change`: the recovery sheet of the profile, and where its key is kept. `key recover` opens a profile and
//! comes before there is an engine.

use serde_json::json;

use super::args::keys::KeyCommand as Sub;
use super::output::exit;
use super::{Outcome, Session, unexpected};
use crate::domain::key::KeepKey;
use crate::domain::problem::Problem;
use crate::engine::command::{Command, KeyCommand, SheetTo};
use crate::engine::event::Answer;
use crate::i18n;

/// Runs a command about the key.
///
/// # Errors
/// Problems of the engine.
pub fn run(session: &mut Session<'_>, command: &Sub) -> Outcome {
    match command {
        Sub::Sheet { output } => {
            let to = SheetTo::File { path: session.path(output), replace: false };
            let answer = ask(session, KeyCommand::MakeSheet { to, words: Box::new(i18n::sheet_words()) })?;
            let Answer::Files(files) = answer else { return Err(unexpected(&answer)) };
            let Answer::Key(state) = ask(session, KeyCommand::State)? else { return Err(unexpected(&Answer::Done)) };
            let name = state.sheet.map(|sheet| sheet.name).unwrap_or_default();
            for file in files {
                session.out.line(&t!("cli-sheet-made", path = file.path.display().to_string(), name = name.as_str()));
                session.out.set("path", json!(file.path));
                session.out.set("sheet", json!(name));
            }
        }
        Sub::Change(_) => {
            let to = session.password.clone().map_or(KeepKey::Keyring, KeepKey::Passphrase);
            let answer = ask(session, KeyCommand::Change { old: session.passphrase.clone(), to })?;
            let Answer::Key(state) = answer else { return Err(unexpected(&answer)) };
            session.out.line(&t!("cli-key-changed", kind = state.kind.as_str()));
            session.out.set("key_store", json!(state.kind));
        }
        Sub::Recover { .. } => return Err(Problem::new("PROFILE-IN-USE", "")),
    }
    Ok(exit::DONE)
}

fn ask(session: &Session<'_>, command: KeyCommand) -> Result<Answer, Problem> {
    session.ask(Command::Key(Box::new(command)))
}
