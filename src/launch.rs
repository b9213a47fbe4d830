//! Starts what the command line asks for: the window, the demo, the server, or a single command.
//!
//! It joins the parts (profile, engine, window, stand-ins) and decides nothing about mail.

mod begin;
mod command;
mod crash;
mod demo;
mod logging;
mod window;

use std::io::Write;
use std::path::PathBuf;

use crate::cli::args::keys::KeyCommand;
use crate::cli::args::{self, CommandLine, Subcommands};
use crate::cli::output::{Output, exit, exit_code};
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::engine::profile::{KeySource, default_dir};
use crate::i18n::{self, Language};
use crate::render;

/// Runs the program and returns its exit code.
#[must_use]
pub fn run(arguments: Vec<String>) -> u8 {
    // A drawing process reads no settings and opens nothing: it comes before everything else.
    if arguments.get(1).is_some_and(|first| first == render::ARGUMENT) {
        return render::serve_one();
    }
    crash::no_core_dumps();
    crash::install();
    // The language decides in which words help and usage errors are written, so it comes first.
    i18n::select(language_of(&arguments));
    let line = match args::parse(&arguments) {
        Ok(line) => line,
        Err(error) => return usage(&error, arguments.iter().any(|a| a == "--json")),
    };
    match start(&line, &arguments) {
        Ok(code) => code,
        Err(problem) => {
            let mut out = Output::new(line.global.json);
            out.problem(&problem);
            emit(out.into_parts());
            exit_code(&problem)
        }
    }
}

fn start(line: &CommandLine, arguments: &[String]) -> Result<u8, Problem> {
    match &line.command {
        Some(Subcommands::Demo { headless: true }) => demo::headless(),
        Some(Subcommands::Demo { headless: false }) => demo::window(line),
        Some(Subcommands::Init) => command::init(line),
        Some(Subcommands::Key(KeyCommand::Recover { recovery_code_fd, to })) => command::recover(line, *recovery_code_fd, to),
        Some(Subcommands::Serve) => command::serve(line),
        Some(_) => command::single(line, arguments),
        None => window::run(line, arguments),
    }
}

fn usage(error: &clap::Error, json: bool) -> u8 {
    if error.use_stderr() {
        let mut out = Output::new(json);
        if json {
            out.problem(&Problem::new("USAGE", error.to_string()));
        } else {
            out.say(&error.to_string());
        }
        emit(out.into_parts());
        exit::USAGE
    } else {
        emit((error.to_string().into_bytes(), String::new()));
        exit::DONE
    }
}

/// `--lang`, else the desktop's language for help; German for everything else.
fn language_of(arguments: &[String]) -> Language {
    let after = arguments.iter().position(|a| a == "--lang").and_then(|at| arguments.get(at + 1)).map(String::as_str);
    let joined = arguments.iter().find_map(|a| a.strip_prefix("--lang="));
    after.or(joined).and_then(Language::parse).unwrap_or_else(|| match std::env::var("KIMPOST_LANG") {
        Ok(word) => Language::parse(&word).unwrap_or_default(),
        Err(_) => Language::German,
    })
}

/// Writes to the real standard output and error.
fn emit((stdout, stderr): (Vec<u8>, String)) {
    // A closed pipe (`kimpost list | head`) is no error of ours.
    let _ = std::io::stdout().write_all(&stdout).and_then(|()| std::io::stdout().flush());
    let _ = std::io::stderr().write_all(stderr.as_bytes());
}

/// The profile folder: `--profile`, `KIMPOST_PROFILE`, or the platform's.
fn profile_dir(line: &CommandLine) -> Result<PathBuf, Problem> {
    let dir = line.global.profile.clone().or_else(default_dir).ok_or_else(|| Problem::new("PROFILE-IO", "no home folder"))?;
    std::path::absolute(dir).map_err(|e| Problem::new("PROFILE-IO", e.to_string()))
}

/// The passphrase from its file descriptor, or the keyring.
fn key_source(line: &CommandLine) -> Result<KeySource, Problem> {
    match line.global.passphrase_fd {
        Some(fd) => read_secret(fd).map(KeySource::Passphrase),
        None => Ok(KeySource::Keyring),
    }
}

/// One line from a file descriptor. 0 is standard input everywhere; other numbers exist where the system shows
/// descriptors as files (Linux, macOS).
fn read_secret(fd: u32) -> Result<Secret, Problem> {
    use std::io::{IsTerminal, Read};
    let failed = |e: std::io::Error| Problem::new("INPUT-FD", format!("{fd}: {e}"));
    // The whole line at once in memory that is wiped: what grows leaves copies behind, and so does a buffer of the library,
    // which is used only where a person types.
    let mut text = zeroize::Zeroizing::new(Vec::with_capacity(MAX_SECRET));
    let mut source: Box<dyn Read> = match fd {
        0 if std::io::stdin().is_terminal() => Box::new(std::io::stdin().lock()),
        0 => Box::new(unbuffered_input().map_err(failed)?),
        _ => Box::new(std::fs::File::open(format!("/dev/fd/{fd}")).map_err(failed)?),
    };
    let mut byte = [0];
    while !text.ends_with(b"\n") && text.len() < MAX_SECRET && source.read(&mut byte).map_err(failed)? == 1 {
        text.extend_from_slice(&byte);
    }
    let line = std::str::from_utf8(&text).map_err(|e| failed(std::io::Error::other(e)))?;
    Ok(Secret::new(line.trim_end_matches(['\r', '\n'])))
}

/// Longest passphrase or password in bytes.
const MAX_SECRET: usize = 16 * 1024;

/// Standard input without the library's buffer.
fn unbuffered_input() -> std::io::Result<std::fs::File> {
    #[cfg(unix)]
    return std::os::fd::AsFd::as_fd(&std::io::stdin()).try_clone_to_owned().map(Into::into);
    #[cfg(windows)]
    return std::os::windows::io::AsHandle::as_handle(&std::io::stdin()).try_clone_to_owned().map(Into::into);
}

/// Waits for Ctrl+C, or SIGTERM where it exists.
fn wait_for_signal() -> Result<(), Problem> {
    let failed = |e: std::io::Error| Problem::new("INTERNAL", e.to_string());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    runtime.block_on(async {
        #[cfg(unix)]
        {
            let mut term = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).map_err(failed)?;
            tokio::select! {
                result = tokio::signal::ctrl_c() => result.map_err(failed),
                _ = term.recv() => Ok(()),
            }
        }
        #[cfg(not(unix))]
        tokio::signal::ctrl_c().await.map_err(failed)
    })
}
