//! What the measuring programs share: the test bed, a client on a profile of its own, memory, rows of figures.
#![allow(dead_code, reason = "each measuring program uses its part")]

use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::time::{Duration, Instant};

use kimpost::domain::account::{AccountSettings, ClientmodulLogin, ServerSettings, TlsMode};
use kimpost::domain::address::KimAddress;
use kimpost::domain::ids::AccountId;
use kimpost::domain::secret::Secret;
use kimpost::engine::command::Command;
use kimpost::engine::event::{AccountFetch, Answer};
use kimpost::engine::profile::KeySource;
use kimpost::engine::{self, EngineHandle, Mode, Profile};

/// Opens every profile made here.
pub const PASSPHRASE: &str = "nur zum Messen";

/// Where the test bed listens; `None`, and a word about it, without one.
pub struct Bed {
    pub dir: PathBuf,
    pop3: u16,
    smtp: u16,
}

impl Bed {
    pub fn find() -> Option<Self> {
        let Ok(dir) = std::env::var("KIMTB_DIR") else {
            println!("KIMTB_DIR is not set: run tests/bench.sh");
            return None;
        };
        let dir = PathBuf::from(dir);
        let env: serde_json::Value = serde_json::from_slice(&std::fs::read(dir.join("env.json")).unwrap()).unwrap();
        let port = |name: &str| u16::try_from(env["ports"][name].as_u64().unwrap()).unwrap();
        Some(Self { pop3: port("pop3"), smtp: port("smtp"), dir })
    }

    /// Folder of the measuring programs inside the test bed.
    pub fn work(&self) -> PathBuf {
        let work = self.dir.join("bench");
        std::fs::create_dir_all(&work).unwrap();
        work
    }

    /// Profile that holds the big mailbox once it was fetched.
    pub fn big_profile(&self) -> PathBuf {
        self.work().join("profile")
    }

    pub fn seed(&self, to: &str, from: &Path, count: usize) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers/seed.sh");
        let status = Process::new(script)
            .args(["--dir", self.dir.to_str().unwrap(), "--to", to, "--from", from.to_str().unwrap(), "--count", &count.to_string()])
            .status();
        assert!(status.unwrap().success());
    }

    pub fn settings(&self, address: &str) -> AccountSettings {
        let mut settings = AccountSettings::new(KimAddress::parse(address).unwrap());
        let server = |port| ServerSettings {
            server: "127.0.0.1".into(),
            port,
            tls: TlsMode::None,
            login: ClientmodulLogin::new(address).unwrap(),
            ..ServerSettings::default()
        };
        (settings.incoming, settings.outgoing) = (server(self.pop3), server(self.smtp));
        settings
    }

    /// One run of mpop; returns its wall time.
    pub fn mpop(&self, user: &str, password: &str, out: &Path) -> Duration {
        for part in ["cur", "new", "tmp"] {
            std::fs::create_dir_all(out.join("mail").join(part)).unwrap();
        }
        timed(
            Process::new("mpop")
                .args(["--host=127.0.0.1", &format!("--port={}", self.pop3), "--tls=off", "--auth=user", "--keep=on", "--quiet"])
                .args([format!("--user={user}"), format!("--passwordeval=echo {password}")])
                .arg(format!("--delivery=maildir,{}", out.join("mail").display()))
                .arg(format!("--uidls-file={}", out.join("uidls").display()))
                .args(["--received-header=off"]),
        )
    }
}

fn timed(process: &mut Process) -> Duration {
    let started = Instant::now();
    assert!(process.status().unwrap().success(), "{process:?}");
    started.elapsed()
}

/// The engine on a fresh profile with one account.
pub struct Client {
    pub engine: EngineHandle,
    pub account: AccountId,
    thread: std::thread::JoinHandle<()>,
    _events: tokio::sync::mpsc::UnboundedReceiver<kimpost::engine::event::Event>,
}

impl Client {
    pub fn new(dir: &Path, settings: AccountSettings, password: &str) -> Self {
        Self::with_key(dir, &KeySource::Passphrase(Secret::new(PASSPHRASE)), settings, password)
    }

    pub fn with_key(dir: &Path, key: &KeySource, settings: AccountSettings, password: &str) -> Self {
        let profile = Profile::init(dir, key).unwrap();
        let (engine, events, thread) = engine::spawn(profile, Mode::CommandsOnly, Box::new(|| {})).unwrap();
        let saved = engine.ask_blocking(Command::SaveAccount {
            id: None,
            settings: Box::new(settings),
            password: Some(Secret::new(password)),
            loaded: None,
        });
        let Ok(Answer::AccountSaved(account)) = saved else { panic!("{saved:?}") };
        Self { engine, account: account.id, thread, _events: events }
    }

    pub fn ask(&self, command: Command) -> Answer {
        self.engine.ask_blocking(command).unwrap()
    }

    pub fn fetch(&self) -> (Duration, AccountFetch) {
        let started = Instant::now();
        let Answer::Fetched(mut results) = self.ask(Command::Fetch { accounts: vec![self.account], dienstkennungen: Vec::new() }) else {
            panic!()
        };
        let result = results.remove(0);
        assert!(result.problems.is_empty(), "{:?}", result.problems);
        (started.elapsed(), result)
    }

    /// Ends the engine, so that the profile is free. A process must not end while a thread still closes its database.
    pub fn stop(self) {
        self.ask(Command::Shutdown);
        self.thread.join().unwrap();
    }
}

/// The shortest of several runs: what else the machine does only ever makes a run longer.
pub fn best<T>(runs: usize, mut run: impl FnMut() -> (Duration, T)) -> (Duration, T) {
    (0..runs).map(|_| run()).min_by_key(|(time, _)| *time).unwrap()
}

pub fn row(what: &str, goal: &str, own: Duration, peer: Duration, name: &str) {
    println!(
        "  {what}: {:.2} × {name} ({:.3} s against {:.3} s; goal: {goal})",
        own.as_secs_f64() / peer.as_secs_f64(),
        own.as_secs_f64(),
        peer.as_secs_f64()
    );
}

/// Processor time of this thread so far; where the system does not tell it, the time that passed.
pub fn thread_time() -> Duration {
    #[cfg(unix)]
    {
        let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::new(u64::try_from(spent.tv_sec).unwrap(), u32::try_from(spent.tv_nsec).unwrap())
    }
    #[cfg(not(unix))]
    {
        static STARTED: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        STARTED.get_or_init(Instant::now).elapsed()
    }
}

/// The value below which this part of sorted values lies.
pub fn at(sorted: &[f64], part: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * part) as usize]
}

fn status_kib(key: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with(key)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0)
}

pub fn resident_mib() -> u64 {
    status_kib("VmRSS") / 1024
}

pub fn peak_mib() -> u64 {
    status_kib("VmHWM") / 1024
}

/// Makes the kernel forget the highest memory seen so far.
pub fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// A small generator, so that each run measures the same mails (xorshift64).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}
