//! Accounts out of this station and into the next one: export to a file, import with a report line each.
//!
//! An import adds accounts, each whole or not at all, and never touches one that is there already.

use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::account_file;
use super::event::{AccountImport, Answer, Event, ImportResult, SavedFile};
use super::world::{World, blocking};
use super::{files, problem};
use crate::domain::account::{AccountField, AccountSettings, FieldIssue};
use crate::domain::ids::AccountId;
use crate::domain::login;
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;

/// Writes accounts (none: all) to a file, without passwords and keys. An existing file is replaced only on purpose.
pub async fn export(world: &Arc<World>, ids: Vec<AccountId>, path: PathBuf, replace: bool) -> Result<Answer, Problem> {
    let accounts = world.read(|store| store.accounts()).await?;
    let chosen: Vec<_> = accounts.into_iter().filter(|a| ids.is_empty() || ids.contains(&a.id)).collect();
    if chosen.is_empty() {
        return Err(Problem::new("INPUT-NO-ACCOUNT", ""));
    }
    blocking(move || {
        let text = account_file::write(&chosen)?;
        if !replace && path.try_exists().map_err(problem::of_saving)? {
            return Err(Problem::new("SAVE-EXISTS", ""));
        }
        files::save_whole(&path, text.as_bytes())?;
        let sha256 = files::hex(&Sha256::digest(text.as_bytes()));
        Ok(Answer::Files(vec![SavedFile { index: chosen.len(), path, size: text.len() as u64, sha256 }]))
    })
    .await
}

/// Adds the accounts of a file. Refused as a whole when the file cannot be read; else one line for each.
pub async fn import(world: &Arc<World>, path: PathBuf, pkcs12: Option<Secret>) -> Result<Answer, Problem> {
    let entries = blocking(move || account_file::read_all(&path, pkcs12.as_ref())).await?;
    let mut lines: Vec<AccountImport> = Vec::with_capacity(entries.len());
    let mut good: Vec<(usize, AccountSettings)> = Vec::new();
    for (at, (address, read)) in entries.into_iter().enumerate() {
        let (line, settings) = judge(address, read);
        lines.push(line);
        good.extend(settings.map(|settings| (at, settings)));
    }
    let (places, settings): (Vec<usize>, Vec<AccountSettings>) = good.into_iter().unzip();
    let results = world.commit(move |store| store.insert_accounts(&settings)).await?;
    for (at, result) in places.into_iter().zip(results) {
        let Some(line) = lines.get_mut(at) else { continue };
        match result {
            Ok(id) => line.account = Some(id),
            Err(error) => {
                let problem = problem::of_store(error);
                line.result = if problem.code == "ACCOUNT-EXISTS" { ImportResult::Known } else { ImportResult::Failed };
                line.issues.clear();
                line.problem = Some(problem);
            }
        }
    }
    world.bus.tell(Event::AccountsChanged);
    world.schedule_changed.notify_one();
    world.overview_due.notify_one();
    Ok(Answer::AccountsImported(lines))
}

/// The report line of an entry before it is stored, and the account if it may be.
fn judge(address: String, read: Result<AccountSettings, Problem>) -> (AccountImport, Option<AccountSettings>) {
    let mut line = AccountImport { address, account: None, result: ImportResult::New, problem: None, issues: Vec::new() };
    let blocked = |settings: &AccountSettings| settings.issues().into_iter().find(|issue| issue.blocks);
    match read.map(|settings| (blocked(&settings), settings)) {
        Ok((None, settings)) => {
            line.issues = settings.issues();
            line.issues.extend(foreign_workplace(&settings));
            (line, Some(settings))
        }
        Ok((Some(issue), _)) => {
            line.result = ImportResult::Failed;
            line.issues = vec![issue];
            line.problem = Some(Problem::new("ACCOUNT-INVALID", issue.text_key));
            (line, None)
        }
        Err(problem) => {
            line.result = ImportResult::Failed;
            line.problem = Some(problem);
            (line, None)
        }
    }
}

/// An account of another station that talks to a Clientmodul of its own computer brings that station's workplace along.
fn foreign_workplace(settings: &AccountSettings) -> Option<FieldIssue> {
    let own = &settings.incoming;
    let foreign = own.is_loopback() && login::workplace(own.login.as_str()).is_some();
    foreign.then_some(FieldIssue { field: AccountField::IncomingLogin, text_key: "account-issue-workplace-imported", blocks: false })
}

#[cfg(test)]
mod tests {
    use super::account_file::Entry;
    use super::*;

    #[test]
    fn each_line_says_what_became_of_it() {
        let text = std::fs::read_to_string(format!("{}/tests/data/accounts/station.toml", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("f.toml");
        std::fs::write(&file, text).unwrap();
        let entries: Vec<Entry> = account_file::read_all(&file, None).unwrap();
        let lines: Vec<_> = entries.into_iter().map(|(address, read)| judge(address, read).0).collect();
        let keys = |line: &AccountImport| line.issues.iter().map(|issue| issue.text_key).collect::<Vec<_>>();
        let words: Vec<_> = lines.iter().map(|l| (l.result, l.problem.as_ref().map(|p| p.code), keys(l))).collect();
        assert_eq!(
            words,
            [
                (ImportResult::New, None, vec!["account-issue-workplace-imported"]),
                (ImportResult::Failed, Some("ACCOUNT-INVALID"), vec!["account-issue-empty"]),
                (ImportResult::Failed, Some("INPUT-ACCOUNT-FILE"), vec![]),
                (ImportResult::New, None, vec!["account-issue-server-is-fachdienst"; 2]),
            ]
        );
    }
}
