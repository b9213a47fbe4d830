//! The real program as a child that is killed (SIGKILL; on Windows TerminateProcess) when a server comes to a moment.

use std::io::Write;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::bed::{Bed, PASSPHRASE};
use crate::support::DEADLINE;
use crate::talk::{Act, Hook, Moment};

/// When the child dies.
#[derive(Clone, Debug)]
pub enum Death {
    /// So many milliseconds after this moment.
    At(Moment, u64),
    /// At the n-th moment of its run, counted from 0.
    Nth(usize),
    /// So many milliseconds after something could be seen.
    Seen(u64),
    Never,
}

struct Scaffold {
    death: Death,
    child: Mutex<Option<Child>>,
    seen: AtomicUsize,
    sprung: AtomicBool,
    begun: Instant,
    /// When the first moment came.
    first: Mutex<Option<Duration>>,
}

/// One run of the program.
pub struct Run(Arc<Scaffold>);

/// How a run ended.
pub struct Ended {
    pub killed: bool,
    pub status: ExitStatus,
    /// From the start of the process until it spoke to its server.
    pub start: Option<Duration>,
}

impl Run {
    /// Starts it on a profile, to die so; its servers get [`Run::hook`] before.
    pub fn new(death: Death) -> Self {
        Self(Arc::new(Scaffold {
            death,
            child: Mutex::default(),
            seen: AtomicUsize::new(0),
            sprung: AtomicBool::new(false),
            begun: Instant::now(),
            first: Mutex::default(),
        }))
    }

    /// What a server asks at each moment.
    pub fn hook(&self) -> Hook {
        let scaffold = self.0.clone();
        Arc::new(move |moment| {
            scaffold.first.lock().unwrap().get_or_insert_with(|| scaffold.begun.elapsed());
            let count = scaffold.seen.fetch_add(1, Ordering::SeqCst);
            match &scaffold.death {
                Death::At(at, 0) if at == moment => kill(&scaffold),
                Death::At(at, millis) if at == moment => kill_later(&scaffold, *millis),
                Death::Nth(nth) if *nth == count => kill(&scaffold),
                _ => {}
            }
            Act::Go
        })
    }

    /// Runs the program to its end, natural or not. `watch` sees for [`Death::Seen`].
    pub fn go(self, bed: &Bed, args: &[&str], mut watch: impl FnMut() -> bool) -> Ended {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kimpost"));
        command.args(args).args(["--json", "--passphrase-fd", "0"]).env("KIMPOST_PROFILE", bed.profile());
        command.env_remove("DBUS_SESSION_BUS_ADDRESS").env("XDG_RUNTIME_DIR", bed.dir.path());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let written = child.stdin.take().unwrap().write_all(format!("{PASSPHRASE}\n{PASSPHRASE}\n").as_bytes());
        *self.0.child.lock().unwrap() = Some(child);
        // The first for the backup where one is asked for. A program that was refused may have gone before it read.
        assert!(written.is_ok() || written.is_err_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe));
        let mut waits = if let Death::Seen(millis) = &self.0.death { Some(*millis) } else { None };
        let status = loop {
            if waits.is_some() && watch() {
                std::thread::sleep(Duration::from_millis(waits.take().unwrap()));
                kill(&self.0);
            }
            if let Some(status) = self.0.child.lock().unwrap().as_mut().unwrap().try_wait().unwrap() {
                break status;
            }
            if self.0.begun.elapsed() > DEADLINE {
                kill(&self.0);
                panic!("the program did not end: {args:?}");
            }
            std::thread::sleep(Duration::from_millis(if waits.is_some() { 1 } else { 4 }));
        };
        let start = *self.0.first.lock().unwrap();
        // It may have ended by itself just before.
        Ended { killed: self.0.sprung.load(Ordering::SeqCst) && !status.success(), status, start }
    }
}

fn kill(scaffold: &Scaffold) {
    if let Some(child) = scaffold.child.lock().unwrap().as_mut() {
        scaffold.sprung.store(true, Ordering::SeqCst);
        let _ = child.kill();
    }
}

fn kill_later(scaffold: &Arc<Scaffold>, millis: u64) {
    let scaffold = scaffold.clone();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(millis));
        kill(&scaffold);
    });
}
