//! `init`, `serve`, and single commands: on the engine that already runs on the profile, or on one of their own.

use super::{emit, key_source, logging, profile_dir, read_secret};
use crate::cli::args::access::{AccessCommand, UserCommand};
use crate::cli::args::keys::{KeyCommand, NewWay};
use crate::cli::args::{AccountCommand, CommandLine, Subcommands};
use crate::cli::output::{Output, exit};
use crate::cli::remote::{self, Request};
use crate::domain::key::KeepKey;
use crate::domain::problem::Problem;
use crate::engine::command::Command;
use crate::engine::profile::{KeySource, typed_code};
use crate::engine::{self, Mode, Profile};
use crate::i18n::Language;

/// `init`: an empty encrypted profile.
pub fn init(line: &CommandLine) -> Result<u8, Problem> {
    let dir = profile_dir(line)?;
    let profile = Profile::init(&dir, &key_source(line)?)?;
    let mut out = Output::new(line.global.json);
    out.line(&dir.display().to_string());
    out.set("profile", dir.display().to_string().into());
    out.set("key_store", profile.key_store.kind.into());
    emit(out.into_parts());
    Ok(exit::DONE)
}

/// `key recover`: opens the profile by its recovery code and keeps its key a new way.
pub fn recover(line: &CommandLine, code_fd: u32, to: &NewWay) -> Result<u8, Problem> {
    let dir = profile_dir(line)?;
    let code = typed_code(read_secret(code_fd)?.reveal())?;
    let to = match to.new_passphrase_fd {
        Some(fd) => KeepKey::Passphrase(read_secret(fd)?),
        None => KeepKey::Keyring,
    };
    let profile = Profile::recover(&dir, &code, &to)?;
    let mut out = Output::new(line.global.json);
    out.line(&crate::t!("cli-key-changed", kind = profile.key_store.kind));
    out.set("profile", dir.display().to_string().into());
    out.set("key_store", profile.key_store.kind.into());
    emit(out.into_parts());
    Ok(exit::DONE)
}

/// Every other command.
pub fn single(line: &CommandLine, arguments: &[String]) -> Result<u8, Problem> {
    let dir = profile_dir(line)?;
    let (fd, pkcs12_fd, connector_fd) = match &line.command {
        Some(Subcommands::Account(
            AccountCommand::Add { password_fd, pkcs12_password_fd, connector_password_fd, .. }
            | AccountCommand::Set { password_fd, pkcs12_password_fd, connector_password_fd, .. },
        )) => (*password_fd, *pkcs12_password_fd, *connector_password_fd),
        Some(Subcommands::Account(AccountCommand::Import { pkcs12_password_fd, .. })) => (None, *pkcs12_password_fd, None),
        Some(Subcommands::Access(AccessCommand::User(UserCommand::Add { password_fd, .. } | UserCommand::Set { password_fd, .. }))) => {
            (*password_fd, None, None)
        }
        Some(Subcommands::Key(KeyCommand::Change(to))) => (to.new_passphrase_fd, None, None),
        Some(Subcommands::Backup { backup_passphrase_fd, .. }) => (*backup_passphrase_fd, None, None),
        Some(Subcommands::Restore { backup_passphrase_fd, .. }) => (Some(*backup_passphrase_fd), None, None),
        _ => (None, None, None),
    };
    let secret = |fd: Option<u32>| fd.map(read_secret).transpose().map(|found| found.map(|secret| secret.reveal().to_owned()));
    // Before the new one; a descriptor gives its line once.
    let early = if matches!(line.command, Some(Subcommands::Key(_))) { Some(key_source(line)?) } else { None };
    let request = Request {
        args: arguments.to_vec(),
        cwd: std::env::current_dir().unwrap_or_default(),
        password: secret(fd)?,
        passphrase: match &early {
            Some(KeySource::Passphrase(passphrase)) => Some(passphrase.reveal().to_owned()),
            Some(KeySource::Keyring) | None => None,
        },
        pkcs12_password: secret(pkcs12_fd)?,
        user_password: secret(line.global.user_password_fd)?,
        connector_password: secret(connector_fd)?,
        raise: false,
        language: Language::current(),
    };
    // What a window shows is not replaced under it: a profile in use is refused.
    let restores = matches!(line.command, Some(Subcommands::Restore { .. }));
    let running = if restores { None } else { remote::call(&dir, &request) };
    let response = match running {
        Some(response) => response,
        None => {
            logging::to_stderr();
            let source = early.map_or_else(|| key_source(line), Ok)?;
            // On a new machine there is none yet.
            let profile = if restores && !Profile::exists(&dir) { Profile::init(&dir, &source) } else { Profile::open(&dir, &source) }?;
            let (engine, _events, thread) = engine::spawn(profile, Mode::CommandsOnly, Box::new(|| {}))?;
            let response = remote::run_here(&engine, request);
            engine.ask_blocking(Command::Shutdown)?;
            // Its last words are in the log.
            let _ = thread.join();
            response
        }
    };
    emit((response.stdout_bytes(), response.stderr));
    Ok(response.code)
}

/// `serve`: the engine without a window, until a signal comes.
pub fn serve(line: &CommandLine) -> Result<u8, Problem> {
    let dir = profile_dir(line)?;
    let profile = Profile::open(&dir, &key_source(line)?)?;
    logging::to_stderr_and_files(&dir);
    let (engine, _events, thread) = engine::spawn(profile, Mode::Background, Box::new(|| {}))?;
    remote::serve(&dir, engine.clone(), || {}).map_err(|e| Problem::new("PROFILE-IO", e.to_string()))?;
    tracing::info!("serving");
    super::wait_for_signal()?;
    engine.ask_blocking(Command::Shutdown)?;
    let _ = thread.join();
    Ok(exit::DONE)
}
