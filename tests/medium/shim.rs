//! The shim below the program, and the program on top of it.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::bed::{Bed, PASSPHRASE};
use crate::support::{DEADLINE, signal};

/// Places of the control page, as in `shim.c`.
#[derive(Clone, Copy)]
pub enum Word {
    Budget,
    BudgetAll,
    Error,
    Operations,
    Passes,
    Sticks,
    Clock,
    Calls,
    Charged = 9,
    Hits,
}

pub const READ: i64 = 1;
pub const WRITE: i64 = 2;
pub const SYNC: i64 = 4;
pub const OPEN_TO_WRITE: i64 = 8;
pub const NAMES: i64 = 16;
pub const LOCK: i64 = 64;
pub const EVERYTHING: i64 = 255;

pub const EIO: i64 = 5;
pub const EROFS: i64 = 30;
pub const ESTALE: i64 = 116;

/// A fault of the medium.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    pub error: i64,
    pub operations: i64,
    /// So many calls still work.
    pub passes: i64,
    /// What comes after it fails too.
    pub sticks: bool,
}

/// The library, compiled once for all tests of this run.
fn library() -> &'static Path {
    static BUILT: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    &BUILT
        .get_or_init(|| {
            let dir = tempfile::tempdir().unwrap();
            let library = dir.path().join("shim.so");
            let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/medium/shim.c");
            let mut compiler = Command::new(std::env::var("CC").unwrap_or_else(|_| "cc".into()));
            compiler.args(["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o"]).arg(&library).arg(source).arg("-ldl");
            assert!(compiler.status().expect("a C compiler, as SQLCipher needs it").success());
            (dir, library)
        })
        .1
}

/// What is asked of the medium and the clock, and what came of it. Programs follow it while they run.
pub struct Medium {
    _dir: tempfile::TempDir,
    page: File,
    page_path: PathBuf,
    journal: Option<PathBuf>,
}

impl Medium {
    /// One that does its duty.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let page_path = dir.path().join("control");
        let page = File::options().read(true).write(true).create_new(true).open(&page_path).unwrap();
        page.write_all_at(&[0; 16 * 8], 0).unwrap();
        let medium = Self { _dir: dir, page, page_path, journal: None };
        medium.set(Word::Budget, -1);
        medium
    }

    /// One that keeps a journal of every change.
    pub fn with_journal() -> Self {
        let mut medium = Self::new();
        let path = medium.page_path.with_file_name("journal");
        File::create_new(&path).unwrap();
        medium.journal = Some(path);
        medium
    }

    pub fn journal(&self) -> &Path {
        self.journal.as_deref().unwrap()
    }

    pub fn set(&self, word: Word, value: i64) {
        self.page.write_all_at(&value.to_ne_bytes(), word as u64 * 8).unwrap();
    }

    pub fn get(&self, word: Word) -> i64 {
        let mut bytes = [0; 8];
        self.page.read_exact_at(&mut bytes, word as u64 * 8).unwrap();
        i64::from_ne_bytes(bytes)
    }

    /// From now on.
    pub fn breaks(&self, fault: Fault) {
        self.set(Word::Error, 0);
        self.set(Word::Operations, fault.operations);
        self.set(Word::Passes, fault.passes);
        self.set(Word::Sticks, i64::from(fault.sticks));
        self.set(Word::Calls, 0);
        self.set(Word::Hits, 0);
        self.set(Word::Error, fault.error);
    }

    /// Space for so many bytes more; `copies`: also what is written over old bytes takes some.
    pub fn fills_up(&self, bytes: i64, copies: bool) {
        self.set(Word::BudgetAll, i64::from(copies));
        self.set(Word::Hits, 0);
        self.set(Word::Budget, bytes);
    }

    /// All is well again.
    pub fn mend(&self) {
        self.set(Word::Error, 0);
        self.set(Word::Budget, -1);
    }

    /// The program on this medium, not started.
    pub fn program(&self, bed: &Bed, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kimpost"));
        command.args(args).env("KIMPOST_PROFILE", bed.profile()).env_remove("DBUS_SESSION_BUS_ADDRESS");
        command.env("XDG_RUNTIME_DIR", bed.dir.path()).env("LD_PRELOAD", library());
        command.env("KIMSHIM_ROOT", bed.dir.path()).env("KIMSHIM_CONTROL", &self.page_path);
        if let Some(journal) = &self.journal {
            command.env("KIMSHIM_JOURNAL", journal);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// One command with the passphrase, to its end.
    pub fn run(&self, bed: &Bed, args: &[&str]) -> Ended {
        self.running(bed, &[args, &["--json", "--passphrase-fd", "0"]].concat()).end(args)
    }

    /// One command that only a running engine can answer.
    pub fn ask(&self, bed: &Bed, args: &[&str]) -> Ended {
        self.running(bed, &[args, &["--json"]].concat()).end(args)
    }

    /// Started, with the passphrase at hand.
    pub fn running(&self, bed: &Bed, args: &[&str]) -> Running {
        let mut child = self.program(bed, args).spawn().unwrap();
        // One that reads nothing may have closed its input already.
        let _ = child.stdin.take().unwrap().write_all(format!("{PASSPHRASE}\n").as_bytes());
        Running(child)
    }

    /// An engine that serves; it answers before this returns.
    pub fn serve(&self, bed: &Bed) -> Running {
        let running = self.running(bed, &["serve", "--passphrase-fd", "0"]);
        let begun = Instant::now();
        while self.ask(bed, &["account", "list"]).code() != 0 {
            assert!(begun.elapsed() < DEADLINE, "the engine does not answer");
            std::thread::sleep(Duration::from_millis(30));
        }
        running
    }
}

/// A child that is killed with the test.
pub struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How a program ended.
#[derive(Debug)]
pub struct Ended {
    pub status: ExitStatus,
    pub json: Value,
    pub stderr: String,
    pub took: Duration,
}

impl Ended {
    pub fn code(&self) -> i32 {
        self.status.code().unwrap_or(-1)
    }

    /// The code of the first problem it told of; empty when there was none.
    pub fn problem(&self) -> String {
        let told = [&self.json["error"]["code"], &self.json["accounts"][0]["problems"][0]["code"]];
        told.iter().find_map(|code| code.as_str()).unwrap_or("").to_owned()
    }
}

impl Running {
    /// Waits for the end of a command; one that hangs fails the test.
    pub fn end(mut self, args: &[&str]) -> Ended {
        let begun = Instant::now();
        let mut streams = (self.0.stdout.take().unwrap(), self.0.stderr.take().unwrap());
        let out = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            streams.0.read_to_end(&mut bytes).map(|_| bytes).unwrap()
        });
        let told = std::thread::spawn(move || {
            let mut text = Vec::new();
            streams.1.read_to_end(&mut text).map(|_| String::from_utf8_lossy(&text).into_owned()).unwrap()
        });
        let status = loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < DEADLINE, "the program hangs: {args:?}");
            std::thread::sleep(Duration::from_millis(3));
        };
        let took = begun.elapsed();
        let (stdout, stderr) = (out.join().unwrap(), told.join().unwrap());
        Ended { status, json: serde_json::from_slice(&stdout).unwrap_or_default(), stderr, took }
    }

    /// Asks it to end, as the system does when the computer is switched off.
    pub fn terminate(self) -> Ended {
        signal(&self.0, rustix::process::Signal::TERM);
        self.end(&["serve"])
    }

    /// Ends it at once.
    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    pub fn is_alive(&mut self) -> bool {
        self.0.try_wait().unwrap().is_none()
    }
}
