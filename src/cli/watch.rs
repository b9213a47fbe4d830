//! `watch …`: folders into which the practice software drops what is to be sent.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::args::{WatchArgs, WatchCommand};
use super::output::exit;
use super::{Outcome, Session, unexpected};
use crate::domain::ids::MailId;
use crate::domain::outgoing::OutgoingState;
use crate::domain::problem::Problem;
use crate::domain::watch::{WatchFacts, WatchItem, WatchResult};
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;

/// Adds, lists, removes, or works through the folders once.
///
/// # Errors
/// Problems of the engine or of the input.
pub fn run(session: &mut Session<'_>, args: &WatchArgs) -> Outcome {
    let facts = match &args.command {
        None => return once(session),
        Some(WatchCommand::List) => ask(session, Command::ListWatch)?,
        Some(WatchCommand::Add { dir, account, dienstkennung, now }) => {
            let account = session.account(account)?.id;
            let dir = session.path(dir);
            ask(session, Command::AddWatchFolder { account, dienstkennung: dienstkennung.clone(), dir, sure: *now })?
        }
        Some(WatchCommand::Remove { dir }) => {
            let dir: PathBuf = session.path(dir).components().collect();
            let known = ask(session, Command::ListWatch)?;
            let folder = known.folders.iter().find(|state| state.folder.path == dir);
            let id = folder.ok_or_else(|| Problem::new("NOT-FOUND", dir.display().to_string()))?.folder.id;
            ask(session, Command::RemoveWatchFolder { id })?
        }
    };
    tell(session, &facts, &facts.items)?;
    Ok(exit::DONE)
}

fn ask(session: &Session<'_>, command: Command) -> Result<WatchFacts, Problem> {
    match session.ask(command)? {
        Answer::Watch(facts) => Ok(*facts),
        other => Err(unexpected(&other)),
    }
}

/// `watch --once`: works off what lies there, sends it, and tells what became of it; exit 1 when something needs a person.
fn once(session: &mut Session<'_>) -> Outcome {
    let before = ask(session, Command::ListWatch)?.items.iter().map(|item| item.id).max().unwrap_or(0);
    let facts = ask(session, Command::RunWatch)?;
    let new: Vec<WatchItem> = facts.items.iter().filter(|item| item.id > before).cloned().collect();
    let held: Vec<MailId> = match session.ask(Command::ListEau)? {
        Answer::Eau(eau) => eau.held.iter().map(|held| held.mail).collect(),
        other => return Err(unexpected(&other)),
    };
    let queued = new.iter().filter(|item| item.result == WatchResult::Queued).filter_map(|item| item.mail);
    let mut unsent = 0;
    for mail in queued.filter(|mail| !held.contains(mail)) {
        // How it went stands in the outbox; what was not sent waits there.
        match session.ask(Command::RetrySend { mail }) {
            Ok(Answer::Queued(item)) => unsent += usize::from(!item.recipients.iter().all(|recipient| is_taken(recipient.state))),
            Ok(other) => return Err(unexpected(&other)),
            Err(problem) => {
                tracing::info!(code = problem.code, %mail, "the outbox keeps it");
                unsent += 1;
            }
        }
    }
    tell(session, &facts, &new)?;
    let needs_person = new.iter().any(|item| item.result != WatchResult::Queued);
    let waits = facts.folders.iter().any(|state| !state.code.is_empty() || state.waiting.iter().any(|file| !file.code.is_empty()));
    if !needs_person && !waits && unsent == 0 {
        return Ok(exit::DONE);
    }
    let failed = new.iter().filter(|item| item.result != WatchResult::Queued).count();
    let waiting: usize = facts.folders.iter().map(|state| state.waiting.len().max(usize::from(!state.code.is_empty()))).sum();
    Err(Problem::new("WATCH-FAILED", (failed + waiting + unsent).to_string()))
}

/// The Clientmodul has it, at the least.
const fn is_taken(state: OutgoingState) -> bool {
    matches!(state, OutgoingState::Accepted | OutgoingState::Delivered | OutgoingState::Read)
}

fn tell(session: &mut Session<'_>, facts: &WatchFacts, items: &[WatchItem]) -> Result<(), Problem> {
    let accounts = session.accounts()?;
    let address = |id| accounts.iter().find(|a| a.id == id).map(|a| a.settings.address.to_string()).unwrap_or_default();
    for state in &facts.folders {
        let what = if state.folder.dienstkennung.is_empty() { "*" } else { &state.folder.dienstkennung };
        session.out.line(&format!("{}  {what}  {}  {}", address(state.folder.account), state.folder.path.display(), state.code));
    }
    let waiting: Vec<(String, &str)> =
        facts.folders.iter().flat_map(|state| state.waiting.iter().map(|file| (file.name.clone(), file.code.as_str()))).collect();
    let mut rows: Vec<Vec<String>> = items
        .iter()
        .map(|item| {
            let mail = item.mail.map(|mail| mail.to_string()).unwrap_or_default();
            vec![item.name(), i18n::text(&format!("watch-result-{}", item.result.as_str())), mail, item.code.clone()]
        })
        .collect();
    rows.extend(
        waiting.iter().map(|(name, code)| vec![name.clone(), i18n::text("watch-result-waiting"), String::new(), (*code).to_owned()]),
    );
    if !rows.is_empty() {
        session.out.table(&["cli-col-file", "cli-col-state", "cli-col-id", "cli-col-detail"], &rows);
    }
    let folders = facts.folders.iter().map(|state| {
        json!({
            "path": state.folder.path.display().to_string(), "account": address(state.folder.account),
            "dienstkennung": state.folder.dienstkennung, "problem": state.code,
        })
    });
    session.out.set("folders", folders.collect());
    let mut list: Vec<Value> = items.iter().map(item_json).collect();
    list.extend(waiting.iter().map(|(name, code)| json!({ "file": name, "result": "waiting", "id": null, "reason": code, "path": null })));
    session.out.set("items", list.into());
    Ok(())
}

fn item_json(item: &WatchItem) -> Value {
    let path = item.files.first().and_then(|file| file.now.as_ref()).map(|path| path.display().to_string());
    json!({
        "file": item.name(), "result": item.result.as_str(), "id": item.mail.map(|mail| mail.0), "reason": item.code, "path": path,
        "dienstkennung": item.kind,
    })
}
