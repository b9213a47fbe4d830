//! What a crash leaves on the disk, and which secrets stay in memory (rules 44 and 54). Linux shows a process to its parent.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use rustix::process::Signal;

use crate::proof::report;
use crate::support::{DEADLINE, Town, ZP, files_below, signal, text_mail, until};

const PASSPHRASE: &str = "Losungswort-Kreuzotter-2291";
const MARKER: &str = "Quittenbaum-Kreuzotter-Geheim";

struct Place(tempfile::TempDir);

impl Place {
    fn program(&self, args: &[&str]) -> Command {
        let mut process = Command::new(env!("CARGO_BIN_EXE_kimpost"));
        process.args(args).current_dir(self.0.path()).env("KIMPOST_PROFILE", self.0.path().join("profil"));
        process.env_remove("DBUS_SESSION_BUS_ADDRESS").env("HOME", self.0.path()).env("XDG_RUNTIME_DIR", self.0.path());
        process.env("TMPDIR", self.0.path());
        process.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        process
    }

    fn run(&self, args: &[&str], input: &str) -> Output {
        let mut child = self.program(args).spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    fn well(&self, args: &[&str], input: &str) {
        assert_eq!(self.run(args, input).status.code(), Some(0), "{args:?}");
    }
}

struct Serving(Child);

impl Serving {
    /// Ends it so. Rust looks at the first SIGSEGV itself, so it may need another one.
    fn signal(&mut self, by: Signal) -> ExitStatus {
        let begun = std::time::Instant::now();
        loop {
            signal(&self.0, by);
            std::thread::sleep(std::time::Duration::from_millis(100));
            if let Some(status) = self.0.try_wait().unwrap() {
                return status;
            }
            // A thread that waits for the disk ends when the disk has answered.
            assert!(begun.elapsed() < 2 * DEADLINE, "{by:?} did not end it: {}", self.threads());
        }
    }

    /// State of each thread and where in the kernel it waits.
    fn threads(&self) -> String {
        let read = |thread: &Path, name| fs::read_to_string(thread.join(name)).unwrap_or_default();
        let all = fs::read_dir(format!("/proc/{}/task", self.0.id())).unwrap().map(|thread| thread.unwrap().path());
        let state = |stat: String| stat.rsplit(')').next().unwrap_or_default().split_whitespace().next().unwrap_or_default().to_owned();
        all.map(|thread| format!("{} {} ", state(read(&thread, "stat")), read(&thread, "wchan"))).collect()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A program that fetched a mail and showed it.
fn after_work(town: &Town) -> (Place, Serving) {
    let place = Place(tempfile::tempdir().unwrap());
    place.well(&["init", "--passphrase-fd", "0"], &format!("{PASSPHRASE}\n"));
    let mut child = place.program(&["serve", "--passphrase-fd", "0"]).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{PASSPHRASE}\n").as_bytes()).unwrap();
    let serving = Serving(child);
    until("the engine", || (place.run(&["list"], "").status.code() == Some(0)).then_some(()));
    fs::write(place.0.path().join("konto.toml"), town.account_file(ZP)).unwrap();
    place.well(&["account", "add", "--file", "konto.toml", "--password-fd", "0"], &format!("{}\n", town.password(ZP).reveal()));
    town.put(ZP, &text_mail("a@b.kim.telematik-test", ZP, MARKER, MARKER));
    until("the mail", || {
        place.run(&["fetch"], "");
        String::from_utf8_lossy(&place.run(&["list"], "").stdout).contains(MARKER).then_some(())
    });
    (place, serving)
}

/// How often each of these stands in the writable memory of a process: anywhere, and behind its name in a page of the store.
fn in_memory(process: u32, texts: &[&str]) -> Vec<(usize, usize)> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let mut memory = fs::File::open(format!("/proc/{process}/mem")).unwrap();
    let mut counts = vec![(0, 0); texts.len()];
    for line in maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|rights| rights.starts_with("rw"))) {
        let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let (from, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        // Some maps are not memory.
        if memory.seek(SeekFrom::Start(from)).is_err() || memory.read_exact(&mut bytes).is_err() {
            continue;
        }
        for (text, count) in texts.iter().zip(&mut counts) {
            for at in memchr::memmem::find_iter(&bytes, text.as_bytes()) {
                count.0 += 1;
                count.1 += usize::from(bytes[..at].ends_with(b"account/1/password"));
            }
        }
    }
    counts
}

#[test]
fn secrets_do_not_stay_in_memory() {
    let town = Town::empty();
    let (place, serving) = after_work(&town);
    let password = town.password(ZP);
    let [passphrase, password, control] = until("a quiet moment", || {
        // What the program works with must be found, or the search sees nothing.
        let counts = in_memory(serving.0.id(), &[PASSPHRASE, password.reveal(), MARKER]);
        let counts: [(usize, usize); 3] = counts.try_into().unwrap();
        (counts[2].0 > 0 && counts[1].0 == counts[1].1).then_some(counts)
    });
    drop(place);
    assert!(control.0 > 0);
    assert_eq!(passphrase.0, 0, "the passphrase");
    // SQLite keeps pages of the open store in memory, unlocked; the password of the next fetch stands in one of them.
    assert_eq!(password.0, password.1, "the password stands nowhere but in a page of the store");
    report(
        "44: the passphrase does not stay in memory, and a mailbox password only in the open store's own page",
        "real program after unlocking, adding an account and fetching; its writable memory searched from outside",
        2,
        &format!("held: passphrase 0 times, password {} times, all in pages of the open store", password.0),
    );
}

#[test]
fn a_crash_leaves_no_core() {
    let town = Town::empty();
    let mut ends = 0;
    // Not SIGQUIT: what a shell starts in the background ignores it.
    for by in [Signal::ABORT, Signal::SEGV, Signal::ILL] {
        let (place, mut serving) = after_work(&town);
        let limits = fs::read_to_string(format!("/proc/{}/limits", serving.0.id())).unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        // One byte: too little for a file, and the one value at which Linux does not start the program of core_pattern either.
        assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["1", "1"]);
        let status = serving.signal(by);
        let dumped = std::os::unix::process::ExitStatusExt::core_dumped(&status);
        assert!(!status.success() && !dumped, "{by:?}: {status}");
        for path in files_below(place.0.path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(!name.starts_with("core") && !name.ends_with(".core"), "{by:?}: {}", path.display());
            // The sockets of the ended program cannot be read.
            let Ok(bytes) = fs::read(&path) else { continue };
            let holds = |text: &str| memchr::memmem::find(&bytes, text.as_bytes()).is_some();
            assert!(!holds(MARKER) && !holds(PASSPHRASE) && !holds(town.password(ZP).reveal()), "{by:?}: {}", path.display());
        }
        ends += 1;
    }
    let pattern = fs::read_to_string("/proc/sys/kernel/core_pattern").unwrap_or_default();
    report(
        "54: no core dump, and no marker in any file, after a crash",
        "real program with mails and password in it, ended by SIGABRT, SIGSEGV, SIGILL; core limit of one byte",
        ends,
        &format!("held; core_pattern here: {}", pattern.trim()),
    );
}
