//! Handing a command to the engine that already runs on the profile, over a local socket of this OS user.
//!
//! One connection carries one request and one response, each a line of JSON. The socket lies in the profile
//! (or, where that path is too long for a socket, in the runtime folder), readable for its owner only; on
//! Windows it is a named pipe of the session. Passwords travel in the request because the running engine must
//! not open the caller's file descriptors. Every request is a seat of its own: it never inherits who is signed in at the
//! window.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use interprocess::local_socket::prelude::*;
use interprocess::local_socket::{ListenerOptions, Name};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::output::{Output, exit, exit_code};
use super::{Session, args};
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::engine::EngineHandle;
use crate::engine::command::Command;
use crate::i18n::{self, Language};

/// Longest request line in bytes; arguments are short.
const MAX_REQUEST: u64 = 8 << 20;
/// Bytes of a request read at once.
const PIECE: usize = 16 << 10;

/// What the caller wants.
#[derive(Serialize, Deserialize, Default)]
pub struct Request {
    /// The command line as typed, program name first.
    pub args: Vec<String>,
    pub cwd: PathBuf,
    /// From `--password-fd`.
    pub password: Option<String>,
    /// From `--passphrase-fd`, where the command itself needs it.
    #[serde(default)]
    pub passphrase: Option<String>,
    /// From `--user-password-fd`.
    pub user_password: Option<String>,
    /// From `--pkcs12-password-fd`.
    #[serde(default)]
    pub pkcs12_password: Option<String>,
    /// Of `--connector-password-fd`.
    #[serde(default)]
    pub connector_password: Option<String>,
    /// Only bring the window to the front.
    pub raise: bool,
    /// The language of the caller, who need not speak that of the window.
    pub language: Language,
}

/// What came of it.
#[derive(Serialize, Deserialize)]
pub struct Response {
    /// Base64 of standard output, which may hold raw mail bytes.
    pub stdout: String,
    pub stderr: String,
    pub code: u8,
}

impl Response {
    /// The bytes for standard output.
    #[must_use]
    pub fn stdout_bytes(&self) -> Vec<u8> {
        STANDARD.decode(&self.stdout).unwrap_or_default()
    }
}

/// Runs one command line against an engine and collects what it prints.
#[must_use]
pub fn run_here(engine: &EngineHandle, request: Request) -> Response {
    let (stdout, stderr, code) = match args::parse(&request.args) {
        Ok(parsed) => {
            let Some(command) = parsed.command else {
                return Response { stdout: String::new(), stderr: String::new(), code: exit::USAGE };
            };
            let engine = engine.at_new_seat();
            let out = Output::new(parsed.global.json);
            let mut session = Session {
                engine: &engine,
                out,
                cwd: request.cwd,
                password: request.password.map(Secret::new),
                passphrase: request.passphrase.map(Secret::new),
                pkcs12_password: request.pkcs12_password.map(Secret::new),
                connector_password: request.connector_password.map(Secret::new),
            };
            let signed_in = match parsed.global.user {
                Some(name) => sign_in(&session, name, request.user_password.map(Secret::new)),
                None => Ok(()),
            };
            let code = match signed_in {
                Ok(()) => super::run(&mut session, &command),
                Err(problem) => {
                    session.out.problem(&problem);
                    exit_code(&problem)
                }
            };
            let (stdout, stderr) = session.out.into_parts();
            (stdout, stderr, code)
        }
        Err(error) => (Vec::new(), error.to_string(), exit::USAGE),
    };
    Response { stdout: STANDARD.encode(stdout), stderr, code }
}

fn sign_in(session: &Session<'_>, name: String, password: Option<Secret>) -> Result<(), Problem> {
    let password = password.ok_or_else(|| Problem::new("SIGN-IN-NEEDED", "--user-password-fd"))?;
    session.ask(Command::SignIn { name, password }).map(|_| ())
}

/// Sends a request to the engine that runs on a profile; `None` when none answers.
#[must_use]
pub fn call(profile: &Path, request: &Request) -> Option<Response> {
    let mut stream = LocalSocketStream::connect(name(profile)?).ok()?;
    let mut line = Zeroizing::new(serde_json::to_string(request).ok()?);
    line.push('\n');
    stream.write_all(line.as_bytes()).ok()?;
    stream.flush().ok()?;
    let mut answer = String::new();
    BufReader::new(stream).read_line(&mut answer).ok()?;
    serde_json::from_str(&answer).ok()
}

/// Answers requests on a thread of its own until the process ends.
///
/// # Errors
/// The socket could not be made; the program works without it, but commands get exit 5.
pub fn serve(profile: &Path, engine: EngineHandle, raise: impl Fn() + Send + Sync + 'static) -> std::io::Result<()> {
    let name = name(profile).ok_or_else(|| std::io::Error::other("no place for a socket"))?;
    // The profile lock is held by this process, so a socket file that is already there is a leftover.
    let listener = options(name).create_sync()?;
    let raise = std::sync::Arc::new(raise);
    std::thread::Builder::new().name("remote".into()).spawn(move || {
        for stream in listener.incoming().flatten() {
            let (engine, raise) = (engine.clone(), raise.clone());
            let worker = std::thread::Builder::new().name("remote-command".into());
            if let Err(error) = worker.spawn(move || answer(stream, &engine, raise.as_ref())) {
                tracing::error!(%error, "no thread for a command");
            }
        }
    })?;
    Ok(())
}

#[cfg(unix)]
fn options(name: Name<'static>) -> ListenerOptions<'static> {
    use interprocess::os::unix::local_socket::ListenerOptionsExt;
    ListenerOptions::new().name(name).try_overwrite(true).mode(0o600)
}

#[cfg(not(unix))]
fn options(name: Name<'static>) -> ListenerOptions<'static> {
    ListenerOptions::new().name(name)
}

fn answer(stream: LocalSocketStream, engine: &EngineHandle, raise: &(dyn Fn() + Send + Sync)) {
    let Ok(line) = request_line(&stream) else { return };
    let Ok(request) = serde_json::from_slice::<Request>(&line) else { return };
    drop(line);
    let response = if request.raise {
        raise();
        Response { stdout: String::new(), stderr: String::new(), code: exit::DONE }
    } else {
        i18n::select_for_this_thread(request.language);
        run_here(engine, request)
    };
    if let Ok(mut text) = serde_json::to_string(&response) {
        text.push('\n');
        // A caller that went away needs no answer.
        let _ = (&stream).write_all(text.as_bytes());
    }
}

/// A request without its line end, in memory that is wiped: it may hold passwords.
fn request_line(mut stream: &LocalSocketStream) -> std::io::Result<Zeroizing<Vec<u8>>> {
    let mut line = Zeroizing::new(Vec::with_capacity(PIECE));
    let mut piece = Zeroizing::new([0; PIECE]);
    loop {
        let count = stream.read(&mut *piece)?;
        let new = piece.get(..count).unwrap_or_default();
        let end = memchr::memchr(b'\n', new);
        if line.len() + count > line.capacity() {
            // Grown by hand: a vector that moves itself leaves its old place as it was.
            let mut larger = Zeroizing::new(Vec::with_capacity(line.capacity() * 2 + PIECE));
            larger.extend_from_slice(&line);
            line = larger;
        }
        line.extend_from_slice(new.get(..end.unwrap_or(count)).unwrap_or_default());
        if end.is_some() || count == 0 || line.len() as u64 > MAX_REQUEST {
            return Ok(line);
        }
    }
}

/// Name of the socket of a profile.
fn name(profile: &Path) -> Option<Name<'static>> {
    let full = std::fs::canonicalize(profile).unwrap_or_else(|_| profile.to_owned());
    let digest = Sha256::digest(full.to_string_lossy().as_bytes());
    let short: String = digest.iter().take(8).map(|b| format!("{b:02x}")).collect();
    place(&full, &short)
}

#[cfg(unix)]
fn place(profile: &Path, short: &str) -> Option<Name<'static>> {
    use interprocess::local_socket::GenericFilePath;
    /// `sun_path` holds 104 bytes on macOS and 108 on Linux.
    const MAX_PATH: usize = 100;
    let inside = profile.join("kimpost.sock");
    let path = if inside.as_os_str().len() <= MAX_PATH {
        inside
    } else {
        directories::BaseDirs::new()?.runtime_dir().map(Path::to_owned).or_else(private_temp)?.join(format!("kimpost-{short}.sock"))
    };
    path.to_fs_name::<GenericFilePath>().ok().map(Name::into_owned)
}

/// A folder below the temp folder that only this user can enter.
#[cfg(unix)]
fn private_temp() -> Option<PathBuf> {
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
    let home = std::fs::metadata(directories::BaseDirs::new()?.home_dir()).ok()?;
    let dir = std::env::temp_dir().join(format!("kimpost-{}", home.uid()));
    let _ = std::fs::DirBuilder::new().mode(0o700).create(&dir);
    let meta = std::fs::symlink_metadata(&dir).ok()?;
    (meta.is_dir() && meta.uid() == home.uid() && meta.permissions().mode() & 0o077 == 0).then_some(dir)
}

#[cfg(not(unix))]
fn place(_profile: &Path, short: &str) -> Option<Name<'static>> {
    use interprocess::local_socket::GenericNamespaced;
    format!("kimpost-{short}.sock").to_ns_name::<GenericNamespaced>().ok().map(Name::into_owned)
}
