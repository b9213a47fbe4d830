//! `account …`: add, list, show, change, test, retire, remove, carry to the next station.

use std::path::Path;

use serde_json::{Value, json};

use super::args::{AccountCommand, ServiceWord};
use super::output::exit;
use super::{Outcome, Session, json as to_json, unexpected};
use crate::domain::account::{Account, AccountSettings};
use crate::domain::address::KimAddress;
use crate::domain::problem::Problem;
use crate::engine::account_file;
use crate::engine::command::{Command, Service};
use crate::engine::event::{AccountImport, Answer, ImportResult, TestStep};
use crate::i18n;

/// Runs one of the `account` commands.
///
/// # Errors
/// Problems of the engine or of the input.
pub fn run(session: &mut Session<'_>, command: &AccountCommand) -> Outcome {
    match command {
        AccountCommand::Add { file, .. } => add(session, file),
        AccountCommand::Duplicate { address, new_address } => duplicate(session, address, new_address),
        AccountCommand::Set { address, pairs, confirm, .. } => set(session, address, pairs, *confirm),
        AccountCommand::Retire { address } => change(session, address, |settings| {
            settings.options.retired = true;
            Ok(())
        }),
        AccountCommand::Export { path, account } => export(session, path, account),
        AccountCommand::Import { path, .. } => import(session, path),
        AccountCommand::Selftest { address } => selftest(session, address),
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

fn add(session: &mut Session<'_>, file: &Path) -> Outcome {
    let settings = account_file::read_one(&session.path(file), session.pkcs12_password.as_ref())?;
    tell_issues(session, &settings)?;
    let password = session.password.clone();
    let command = Command::SaveAccount { id: None, settings: Box::new(settings), password, loaded: None };
    saved(session, command)
}

/// Tells what is odd; what forbids saving is the problem.
fn tell_issues(session: &mut Session<'_>, settings: &AccountSettings) -> Result<(), Problem> {
    for issue in settings.issues() {
        let text = i18n::issue_words(&[issue]);
        if issue.text_key == "account-issue-clear-text" {
            return Err(Problem::new("INPUT-CONFIRM", text));
        } else if issue.blocks {
            return Err(Problem::new("INPUT-ACCOUNT-FILE", text));
        }
        session.out.say(&text);
    }
    Ok(())
}

/// Saves, and shows the account as it is stored now.
fn saved(session: &mut Session<'_>, command: Command) -> Outcome {
    match session.ask(command)? {
        Answer::AccountSaved(account) => {
            if let Some(password) = session.connector_password.take() {
                session.ask(Command::SetConnectorPassword { account: account.id, password: Some(password) })?;
            }
            session.out.line(account.settings.address.as_str());
            session.out.set("account", to_json::account(&account));
            Ok(exit::DONE)
        }
        other => Err(unexpected(&other)),
    }
}

fn duplicate(session: &mut Session<'_>, address: &str, new: &str) -> Outcome {
    let new = KimAddress::parse(new).map_err(|_| Problem::new("INPUT-ADDRESS", new))?;
    let settings = session.account(address)?.settings.duplicate(new);
    saved(session, Command::SaveAccount { id: None, settings: Box::new(settings), password: None, loaded: None })
}

fn set(session: &mut Session<'_>, address: &str, pairs: &[String], confirm: bool) -> Outcome {
    let split = |pair: &String| pair.split_once('=').map(|(key, value)| (key.trim().to_owned(), value.to_owned()));
    let read = |pair| split(pair).ok_or_else(|| Problem::new("INPUT-KEY-VALUE", pair.as_str()));
    let pairs = pairs.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let (folder, pkcs12) = (session.cwd.clone(), session.pkcs12_password.clone());
    change(session, address, |settings| {
        *settings = account_file::change(settings, &pairs, &folder, pkcs12.as_ref())?;
        settings.options.clear_text_confirmed |= confirm;
        Ok(())
    })
}

/// Changes a stored account; somebody else's change meanwhile is not lost.
fn change(session: &mut Session<'_>, address: &str, how: impl FnOnce(&mut AccountSettings) -> Result<(), Problem>) -> Outcome {
    let account = session.account(address)?;
    let loaded = Some(Box::new(account.settings.clone()));
    let mut settings = account.settings;
    how(&mut settings)?;
    tell_issues(session, &settings)?;
    let password = session.password.clone();
    saved(session, Command::SaveAccount { id: Some(account.id), settings: Box::new(settings), password, loaded })
}

fn export(session: &mut Session<'_>, path: &Path, addresses: &[String]) -> Outcome {
    let accounts = session.account_ids(addresses)?;
    let chosen: Vec<Account> =
        session.accounts()?.into_iter().filter(|account| accounts.is_empty() || accounts.contains(&account.id)).collect();
    let path = session.path(path);
    session.ask(Command::ExportAccounts { accounts, path: path.clone(), replace: false })?;
    session.out.line(&path.display().to_string());
    let lines = chosen.iter().map(|a| json!({ "address": a.settings.address.as_str(), "result": "exported", "detail": "" }));
    session.out.set("accounts", lines.collect::<Vec<Value>>().into());
    Ok(exit::DONE)
}

fn import(session: &mut Session<'_>, path: &Path) -> Outcome {
    let command = Command::ImportAccounts { path: session.path(path), pkcs12: session.pkcs12_password.clone() };
    let answer = session.ask(command)?;
    let Answer::AccountsImported(lines) = answer else { return Err(unexpected(&answer)) };
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|line| vec![line.address.clone(), i18n::text(&format!("account-import-{}", line.result.as_str())), detail(line)])
        .collect();
    session.out.table(&["cli-col-address", "cli-col-result", "cli-col-detail"], &rows);
    let json = lines.iter().map(|l| json!({ "address": l.address, "result": l.result.as_str(), "detail": detail(l) }));
    session.out.set("accounts", json.collect::<Vec<Value>>().into());
    match lines.into_iter().filter(|l| l.result == ImportResult::Failed).find_map(|l| l.problem) {
        Some(problem) => {
            session.out.problem(&problem);
            Ok(exit::FAILED)
        }
        None => Ok(exit::DONE),
    }
}

/// Why an account was not taken, or what is odd about it.
fn detail(line: &AccountImport) -> String {
    match &line.problem {
        Some(problem) if line.issues.is_empty() => format!("{}: {}", problem.code, i18n::problem_line(problem)),
        Some(problem) => format!("{}: {}", problem.code, i18n::issue_words(&line.issues)),
        None => i18n::issue_words(&line.issues),
    }
}

fn selftest(session: &mut Session<'_>, address: &str) -> Outcome {
    let account = session.account(address)?.id;
    let answer = session.ask(Command::SelfTest { account })?;
    let Answer::SelfTested(report) = answer else { return Err(unexpected(&answer)) };
    steps(session, &report.steps);
    session.out.set("sent", report.sent.into());
    session.out.set("received", (report.received && report.identical).into());
    session.out.set("receipt", report.receipt.into());
    session.out.set("seconds", (report.millis as f64 / 1000.0).into());
    report.problem.map_or(Ok(exit::DONE), Err)
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
    let answer = session.ask(Command::TestAccount {
        id: Some(account.id),
        settings: Box::new(account.settings),
        password: None,
        connector_password: None,
    })?;
    let Answer::Tested(all) = answer else { return Err(unexpected(&answer)) };
    steps(session, &all);
    match all.into_iter().filter(|s| !s.ok && !s.was_left_out()).find_map(|s| s.problem) {
        Some(problem) => Err(problem),
        None => Ok(exit::DONE),
    }
}

/// The rungs of a test as a table and as `steps`.
fn steps(session: &mut Session<'_>, all: &[TestStep]) {
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|s| {
            let result = match s.ok {
                true => "cli-ok",
                false if s.was_left_out() => "test-skipped",
                false => "cli-failed",
            };
            let result = i18n::text(result);
            vec![
                s.service.as_str().to_owned(),
                i18n::text(&format!("test-step-{}", s.step)),
                result,
                format!("{} ms", s.millis),
                s.problem.as_ref().filter(|_| s.was_left_out()).map_or_else(|| s.detail.clone(), i18n::problem_text),
            ]
        })
        .collect();
    session.out.table(&["cli-col-service", "cli-col-step", "cli-col-result", "cli-col-time", "cli-col-detail"], &rows);
    session.out.set("steps", json!(all.iter().map(to_json::test_step).collect::<Vec<_>>()));
}
