//! When the program meets an error it did not expect: a report that stays on this computer, without the error's own words.
//!
//! Rust puts values into such words, for instance the text that was cut at a wrong place, and values may be a patient's
//! (rule 53). So only words that stand in the program itself are kept; for the others a report tells where it happened and
//! on which way. Reports lie beside the log (own user only); an admin sees them in the settings, and sends them or not.

use std::backtrace::Backtrace;
use std::fs::OpenOptions;
use std::io::Write;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::domain::log::CRASH_NAME;

/// Most reports that are kept, the newest: an error that comes again and again must not fill the disk.
const MOST: usize = 20;

/// Where reports go, once a profile is open.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// From now on reports are written into this folder.
pub fn report_into(folder: PathBuf) {
    // A second profile in the same process (tests) keeps the first.
    let _ = FOLDER.set(folder);
}

/// Takes the place of Rust's own message, which would show the error's words.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let text = report(info, &Backtrace::force_capture());
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        // This line reaches standard error too.
        tracing::error!(place, "unexpected error");
        if let Some(folder) = FOLDER.get() {
            let name = format!("{}-{}", chrono::Utc::now().format("%Y%m%d-%H%M%S"), std::process::id());
            // Where no file can be written, the line in the log has to do.
            let _ = write(folder, &name, &text);
        }
    }));
}

/// A core dump would hold everything in memory (rule 54). A system without this limit has its own rules; Windows has no call
/// for it without `unsafe`, and keeps dumps only where somebody switched that on for the whole computer (WER LocalDumps).
///
/// One byte, not none: both are too few for a file, but only the one byte also keeps Linux from starting the program that
/// `core_pattern` may name; with none it is started and gets everything (`do_coredump`, core(5)).
pub fn no_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(1), maximum: Some(1) });
    }
}

fn report(info: &PanicHookInfo<'_>, trace: &Backtrace) -> String {
    let words = info.payload().downcast_ref::<&'static str>().copied().unwrap_or("(not kept: they may hold data)");
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let thread = std::thread::current();
    format!(
        "kimpost {} {} {}\ntime: {}\nthread: {}\nplace: {place}\nwords: {words}\n\n{trace}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        thread.name().unwrap_or("-"),
    )
}

/// Writes a report under a name of its own; the oldest go once there are enough.
fn write(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    let (begin, end) = CRASH_NAME;
    let is_one = |name: &str| name.starts_with(begin) && name.ends_with(end);
    let entries = std::fs::read_dir(folder)?.flatten().filter(|entry| entry.file_name().to_str().is_some_and(is_one));
    let mut there: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    // Names begin with the time.
    there.sort_unstable();
    for old in there.iter().take((there.len() + 1).saturating_sub(MOST)) {
        std::fs::remove_file(old)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // Several threads may fail in the same second.
    let numbers = (1..=MOST).map(|number| if number == 1 { String::new() } else { format!("-{number}") });
    for number in numbers {
        match options.open(folder.join(format!("{begin}{name}{number}{end}"))) {
            Ok(mut file) => return file.write_all(text.as_bytes()).and_then(|()| file.sync_all()),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// The report of a failing thread, made by a hook as `install` makes it. Tests share one hook: it is put back.
    fn report_of(failing: impl FnOnce() + Send + 'static) -> String {
        static ONE: Mutex<()> = Mutex::new(());
        let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let found = Arc::new(Mutex::new(String::new()));
        let (before, into) = (std::panic::take_hook(), found.clone());
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() == Some("failing") {
                *into.lock().unwrap() = report(info, &Backtrace::force_capture());
            }
        }));
        let _ = std::thread::Builder::new().name("failing".into()).spawn(failing).unwrap().join();
        std::panic::set_hook(before);
        found.lock().unwrap().clone()
    }

    #[test]
    fn a_report_says_where_and_never_what_was_worked_on() {
        let name = "Erika Müstermann".to_owned();
        let cut = report_of(move || drop(name[..8].to_owned()));
        assert!(!cut.contains("stermann") && !cut.contains("Erika") && cut.contains("not kept"), "{cut}");
        assert!(cut.contains("thread: failing") && cut.contains("crash.rs:"), "{cut}");
        let constant = report_of(|| panic!("words of the program"));
        assert!(constant.contains("words: words of the program"), "{constant}");
    }

    #[test]
    fn reports_are_private_and_do_not_fill_the_disk() {
        let dir = tempfile::tempdir().unwrap();
        for second in 0..MOST {
            write(dir.path(), &format!("20261130-1011{second:02}-7"), "text").unwrap();
        }
        write(dir.path(), "20261130-101200-7", "text").unwrap();
        write(dir.path(), "20261130-101200-7", "of the same second").unwrap();
        assert!(!dir.path().join("crash-20261130-101101-7.txt").exists() && dir.path().join("crash-20261130-101102-7.txt").exists());
        let files: Vec<_> = std::fs::read_dir(dir.path()).unwrap().flatten().collect();
        assert_eq!(files.len(), MOST);
        #[cfg(unix)]
        for file in files {
            let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
