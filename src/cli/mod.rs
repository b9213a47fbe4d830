//! The command line: a face of the engine, nothing more.
//!
//! A command is parsed here, run against an engine (in this process, or in the one that already runs on the
//! profile, through [`remote`]), and its answer printed as text or JSON. Nothing here opens the store or a socket.

pub mod access;
pub mod accounts;
pub mod answers;
pub mod args;
pub mod audit;
pub mod backup;
pub mod clock;
pub mod directory;
pub mod doctor;
pub mod json;
pub mod keys;
pub mod mails;
pub mod outgoing;
pub mod output;
pub mod remote;
pub mod watch;

use std::path::{Path, PathBuf};

use args::{SettingsCommand, Subcommands};
use output::{Output, exit, exit_code};
use serde_json::json;

use crate::domain::account::Account;
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::engine::EngineHandle;
use crate::engine::command::Command;
use crate::engine::event::Answer;

/// What a command works with.
pub struct Session<'a> {
    pub engine: &'a EngineHandle,
    pub out: Output,
    /// Folder that relative paths of the arguments refer to: that of the person's shell.
    pub cwd: PathBuf,
    /// Password read from `--password-fd` by the process the person started.
    pub password: Option<Secret>,
    /// The profile's own, from `--passphrase-fd`: a running engine does not need it, a change of it does.
    pub passphrase: Option<Secret>,
    /// Opens client certificates; from `--pkcs12-password-fd`.
    pub pkcs12_password: Option<Secret>,
    /// Of the Konnektor's mode „Login"; from `--connector-password-fd`.
    pub connector_password: Option<Secret>,
}

/// Result of a command: its exit code, or the problem that ended it.
pub type Outcome = Result<u8, Problem>;

impl Session<'_> {
    /// Asks the engine and waits.
    ///
    /// # Errors
    /// The engine's problem.
    pub fn ask(&self, command: Command) -> Result<Answer, Problem> {
        self.engine.ask_blocking(command)
    }

    /// A path of the arguments, made absolute.
    #[must_use]
    pub fn path(&self, path: &Path) -> PathBuf {
        self.cwd.join(path)
    }

    /// Every account, without secrets.
    ///
    /// # Errors
    /// The engine's problem.
    pub fn accounts(&self) -> Result<Vec<Account>, Problem> {
        match self.ask(Command::ListAccounts)? {
            Answer::Accounts(accounts) => Ok(accounts),
            other => Err(unexpected(&other)),
        }
    }

    /// The account with this address, compared without case.
    ///
    /// # Errors
    /// `INPUT-NO-ACCOUNT` when there is none.
    pub fn account(&self, address: &str) -> Result<Account, Problem> {
        self.accounts()?
            .into_iter()
            .find(|a| a.settings.address.as_str().eq_ignore_ascii_case(address.trim()))
            .ok_or_else(|| Problem::new("INPUT-NO-ACCOUNT", address))
    }

    /// The ids of the named accounts; none named means an empty list.
    ///
    /// # Errors
    /// `INPUT-NO-ACCOUNT` for the first unknown one.
    pub fn account_ids<'s>(&self, addresses: impl IntoIterator<Item = &'s String>) -> Result<Vec<AccountId>, Problem> {
        addresses.into_iter().map(|address| self.account(address).map(|a| a.id)).collect()
    }
}

/// The engine answered something that does not belong to the question: a bug, told as such.
#[must_use]
pub fn unexpected(_answer: &Answer) -> Problem {
    Problem::new("INTERNAL", "unexpected answer")
}

/// Runs a command that works on a profile and returns the exit code; output lies in the session.
pub fn run(session: &mut Session<'_>, command: &Subcommands) -> u8 {
    match dispatch(session, command) {
        Ok(code) => code,
        Err(problem) => {
            session.out.problem(&problem);
            exit_code(&problem)
        }
    }
}

fn dispatch(session: &mut Session<'_>, command: &Subcommands) -> Outcome {
    match command {
        Subcommands::Access(sub) => access::run(session, sub),
        Subcommands::Account(sub) => accounts::run(session, sub),
        Subcommands::Settings(SettingsCommand::List) => settings(session, &[]),
        Subcommands::Settings(SettingsCommand::Set { pairs }) => settings(session, pairs),
        Subcommands::Fetch { account, dienstkennung } => mails::fetch(session, account, dienstkennung),
        Subcommands::List(args) => mails::list(session, args),
        Subcommands::Show { id, raw, headers } => mails::show(session, *id, *raw, *headers),
        Subcommands::Mark { action, ids } => mails::mark(session, *action, ids),
        Subcommands::Attachments { id, save_to, index } => mails::attachments(session, *id, save_to, *index),
        Subcommands::Export { format, to, search, account } => mails::export(session, *format, to, search.as_deref(), account.as_ref()),
        Subcommands::Import { paths, account } => mails::import(session, paths, account.as_deref()),
        Subcommands::Send(args) => outgoing::send(session, args),
        Subcommands::Outbox(sub) => outgoing::outbox(session, sub),
        Subcommands::ForwardUnchanged { id, to_self: _ } => outgoing::forward_unchanged(session, *id),
        Subcommands::Reprocess(args) => answers::reprocess(session, args),
        Subcommands::Answers(args) => answers::list(session, args),
        Subcommands::Handover(sub) => answers::handover(session, sub),
        Subcommands::Watch(args) => watch::run(session, args),
        Subcommands::Directory(sub) => directory::directory(session, sub),
        Subcommands::Cards { account } => directory::cards(session, account.as_deref()),
        Subcommands::Backup { path, with_passwords, backup_passphrase_fd: _ } => backup::create(session, path, *with_passwords),
        Subcommands::Restore { path, backup_passphrase_fd: _ } => backup::restore(session, path),
        Subcommands::Key(sub) => keys::run(session, sub),
        Subcommands::Audit(args) => audit::run(session, args),
        Subcommands::Doctor => doctor::run(session),
        // These start or make a profile; `main` runs them before there is an engine.
        Subcommands::Init | Subcommands::Serve | Subcommands::Demo { .. } => Err(Problem::new("PROFILE-IN-USE", "")),
    }
}

fn settings(session: &mut Session<'_>, pairs: &[String]) -> Outcome {
    let mut answer = None;
    for pair in pairs {
        let (key, value) = pair.split_once('=').ok_or_else(|| Problem::new("INPUT-KEY-VALUE", pair.as_str()))?;
        answer = Some(session.ask(Command::SetSetting { key: key.to_owned(), value: value.to_owned() })?);
    }
    let answer = match answer {
        Some(answer) => answer,
        None => session.ask(Command::ListSettings)?,
    };
    let Answer::Settings(list) = answer else { return Err(unexpected(&answer)) };
    for (key, value) in &list {
        session.out.line(&format!("{key}={value}"));
    }
    session.out.set("settings", list.into_iter().map(|(k, v)| (k, json!(v))).collect::<serde_json::Map<_, _>>().into());
    Ok(exit::DONE)
}
