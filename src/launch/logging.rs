//! Where log lines go: standard error, and files of the profile (rule 54: own user only, 10 × 1 MB, one line each).
//!
//! Only this program's own lines are written: what a library has to say may hold anything.

use std::io::{self, Write};
use std::path::Path;

use file_rotate::compression::Compression;
use file_rotate::suffix::AppendCount;
use file_rotate::{ContentLimit, FileRotate};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::crash;
use crate::domain::log;

const FILE_BYTES: usize = 1_000_000;
/// Longest line in bytes; no line of ours comes near it.
const LINE_BYTES: usize = 8_000;

fn filter(default: &str) -> EnvFilter {
    EnvFilter::try_from_env("KIMPOST_LOG").unwrap_or_else(|_| EnvFilter::new(default))
}

fn is_ours(target: &str) -> bool {
    target == "kimpost" || target.starts_with("kimpost::")
}

/// Single commands: only what is wrong.
pub fn to_stderr() {
    let stderr = tracing_subscriber::fmt::layer().with_writer(|| OneLine(io::stderr())).with_span_events(FmtSpan::NONE);
    let ours = filter_fn(|meta| is_ours(meta.target()));
    // A second start in the same process (tests) keeps the first subscriber.
    let _ = tracing_subscriber::registry().with(filter("kimpost=error")).with(stderr.with_filter(ours)).try_init();
}

/// `serve` and the window: rare facts, on both ways. Crash reports go beside the files.
pub fn to_stderr_and_files(profile: &Path) {
    let dir = profile.join(log::FOLDER);
    let stderr = tracing_subscriber::fmt::layer().with_writer(|| OneLine(io::stderr())).with_span_events(FmtSpan::NONE);
    // Without the folder there are no files; the program runs all the same.
    let files = std::fs::create_dir_all(&dir).is_ok().then(|| {
        let writer = std::sync::Mutex::new(OneLine(rotating(&dir)));
        tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(false).with_filter(filter_fn(|meta| is_ours(meta.target())))
    });
    let stderr = stderr.with_filter(filter_fn(|meta| is_ours(meta.target())));
    let _ = tracing_subscriber::registry().with(filter("kimpost=info")).with(stderr).with(files).try_init();
    crash::report_into(dir);
}

fn rotating(dir: &Path) -> FileRotate<AppendCount> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // „Surpassed": a file ends behind a whole line.
    let limit = ContentLimit::BytesSurpassed(FILE_BYTES);
    FileRotate::new(dir.join(log::FILE), AppendCount::new(log::OLDER_FILES), limit, Compression::None, Some(options))
}

/// A writer that gets one event at a time and makes exactly one line of it: line breaks, control and invisible characters
/// inside are written as `\u{a}`, so that no value can begin a line of its own or act on a terminal.
struct OneLine<W>(W);

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        self.0.write_all(escaped(text.strip_suffix('\n').unwrap_or(&text)).as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn escaped(event: &str) -> String {
    let mut line = String::with_capacity(event.len() + 1);
    for c in event.chars() {
        if line.len() > LINE_BYTES {
            line.push('…');
            break;
        }
        // Of the invisible ones those that turn text around or break lines; others do no harm in a file.
        if c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            line.extend(c.escape_unicode());
        } else {
            line.push(c);
        }
    }
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes what `events` logs into files in `dir`, as the program does.
    fn logged(dir: &Path, events: impl FnOnce()) {
        let writer = std::sync::Mutex::new(OneLine(rotating(dir)));
        let layer = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(false);
        let ours = layer.with_filter(filter_fn(|meta| is_ours(meta.target())));
        tracing::subscriber::with_default(tracing_subscriber::registry().with(ours), events);
    }

    #[test]
    fn every_event_is_one_line_whatever_its_values_hold() {
        let dir = tempfile::tempdir().unwrap();
        logged(dir.path(), || {
            let value = "a\r\n2026-11-30T00:00:00Z ERROR kimpost: forged\u{1b}[31m\u{202e}\u{2028}\u{85}";
            tracing::info!(value, shown = %value, "text {value}");
            tracing::warn!("{}", "ü".repeat(LINE_BYTES));
            tracing::error!(target: "rustls", "of a library");
        });
        let text = std::fs::read_to_string(dir.path().join(log::FILE)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(lines[0].contains(r"\u{d}\u{a}") && lines[0].contains(r"\u{1b}[31m\u{202e}\u{2028}\u{85}"), "{text}");
        assert!(!text.trim_end_matches('\n').contains(|c: char| c.is_control() && c != '\n') && lines[1].ends_with('…'));
        assert!(lines[1].len() < LINE_BYTES + 10 && !text.contains("library"));
    }

    #[test]
    fn files_are_rotated_at_line_ends_counted_and_private() {
        let dir = tempfile::tempdir().unwrap();
        logged(dir.path(), || {
            let value = "x".repeat(7_000);
            for number in 0..1_700 {
                tracing::info!(number, value, "full");
            }
        });
        let mut sizes = Vec::new();
        for entry in std::fs::read_dir(dir.path()).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.ends_with('\n') && text.lines().all(|line| line.ends_with('x') || line.ends_with('"')), "{}", path.display());
            sizes.push(text.len());
            #[cfg(unix)]
            {
                let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions());
                assert_eq!(mode & 0o777, 0o600, "{}", path.display());
            }
        }
        assert_eq!(sizes.len(), log::OLDER_FILES + 1);
        assert!(sizes.iter().all(|size| *size < FILE_BYTES + 2 * LINE_BYTES), "{sizes:?}");
    }
}
