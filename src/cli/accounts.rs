//! `account …`: add, list, show, test, remove, accept a certificate.

use serde_json::{Value, json};

use super::args::{AccountCommand, ServiceWord};
use super::output::exit;
use super::{Outcome, Session, account_file, json as to_json, unexpected};
use crate::domain::account::Account;
use crate::domain::problem::Problem;
use crate::engine::command::{Command, Service};
use crate::engine::event::Answer;
use crate::i18n;

/// Runs one of the `account` commands.
///
/// # Errors
/// Problems of the engine or of the input.
pub fn run(session: &mut Session<'_>, command: &AccountCommand) -> Outcome {
    match command {
        AccountCommand::Add { file, password_fd: _ } => add(session, file),
        AccountCommand::List => {
            let accounts = session.accounts()?;
            print(session, &accounts);
            Ok(exit::DONE)
        }
        AccountCommand::Show { address } => {
            let account = session.account(address)?;
            print(session, &[account]);
            Ok(exit::DONE)
        }
        AccountCommand::Test { address } => test(session, address),
        AccountCommand::Remove { address } => {
            let account = session.account(address)?;
            session.ask(Command::RemoveAccount { id: account.id })?;
            session.out.set("account", to_json::account(&account));
            Ok(exit::DONE)
        }
        AccountCommand::AcceptCertificate { address, service, sha256 } => {
            let service = match service {
                ServiceWord::Pop3 => Service::Pop3,
                ServiceWord::Smtp => Service::Smtp,
                ServiceWord::Directory => Service::Directory,
                ServiceWord::Connector => Service::Connector,
            };
            let id = session.account(address)?.id;
            session.ask(Command::AcceptCertificate { account: id, service, sha256: sha256.to_ascii_lowercase().replace(':', "") })?;
            let account = session.account(address)?;
            session.out.set("account", to_json::account(&account));
            Ok(exit::DONE)
        }
    }
}

fn add(session: &mut Session<'_>, file: &std::path::Path) -> Outcome {
    let settings = account_file::read(&session.path(file))?;
    for issue in settings.issues() {
        let text = format!("{:?}: {}", issue.field, i18n::text(issue.text_key));
        if issue.blocks {
            return Err(Problem::new("INPUT-ACCOUNT-FILE", text));
        }
        session.out.say(&text);
    }
    let password = session.password.clone();
    match session.ask(Command::SaveAccount { id: None, settings: Box::new(settings), password })? {
        Answer::AccountSaved(account) => {
            session.out.line(account.settings.address.as_str());
            session.out.set("account", to_json::account(&account));
            Ok(exit::DONE)
        }
        other => Err(unexpected(&other)),
    }
}

fn print(session: &mut Session<'_>, accounts: &[Account]) {
    let rows: Vec<Vec<String>> = accounts
        .iter()
        .map(|a| {
            vec![
                a.settings.address.to_string(),
                a.settings.sender_name.clone(),
                format!("{}:{}", a.settings.incoming.server, a.settings.incoming.port),
                format!("{}:{}", a.settings.outgoing.server, a.settings.outgoing.port),
                a.last_fetch.map(super::clock::short).unwrap_or_default(),
                a.messages.to_string(),
            ]
        })
        .collect();
    session
        .out
        .table(&["cli-col-address", "cli-col-sender", "cli-col-pop3", "cli-col-smtp", "cli-col-last-fetch", "cli-col-messages"], &rows);
    session.out.set("accounts", accounts.iter().map(to_json::account).collect::<Vec<Value>>().into());
}

fn test(session: &mut Session<'_>, address: &str) -> Outcome {
    let account = session.account(address)?;
    let answer = session.ask(Command::TestAccount { id: Some(account.id), settings: Box::new(account.settings), password: None })?;
    let Answer::Tested(steps) = answer else { return Err(unexpected(&answer)) };
    let rows: Vec<Vec<String>> = steps
        .iter()
        .map(|s| {
            let result = i18n::text(if s.ok { "cli-ok" } else { "cli-failed" });
            vec![
                s.service.as_str().to_owned(),
                i18n::text(&format!("test-step-{}", s.step)),
                result,
                format!("{} ms", s.millis),
                s.detail.clone(),
            ]
        })
        .collect();
    session.out.table(&["cli-col-service", "cli-col-step", "cli-col-result", "cli-col-time", "cli-col-detail"], &rows);
    session.out.set("steps", json!(steps.iter().map(to_json::test_step).collect::<Vec<_>>()));
    match steps.into_iter().filter(|s| !s.ok).find_map(|s| s.problem) {
        Some(problem) => Err(problem),
        None => Ok(exit::DONE),
    }
}
