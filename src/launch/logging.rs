//! Where log lines go: standard error, and files of the profile (rule 54: own user only, 10 × 1 MB).

use std::path::Path;

use file_rotate::compression::Compression;
use file_rotate::suffix::AppendCount;
use file_rotate::{ContentLimit, FileRotate};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

const FILES: usize = 9;
const FILE_BYTES: usize = 1_000_000;

fn filter(default: &str) -> EnvFilter {
    EnvFilter::try_from_env("KIMPOST_LOG").unwrap_or_else(|_| EnvFilter::new(default))
}

/// Single commands: only what is wrong.
pub fn to_stderr() {
    let layer = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_span_events(FmtSpan::NONE);
    // A second start in the same process (tests) keeps the first subscriber.
    let _ = tracing_subscriber::registry().with(filter("kimpost=error")).with(layer).try_init();
}

/// `serve` and the window: rare facts, on both ways.
pub fn to_stderr_and_files(profile: &Path) {
    let stderr = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_span_events(FmtSpan::NONE);
    let files = std::sync::Mutex::new(rotating(&profile.join("logs")));
    let files = tracing_subscriber::fmt::layer().with_writer(files).with_ansi(false);
    let _ = tracing_subscriber::registry().with(filter("kimpost=info")).with(stderr).with(files).try_init();
}

fn rotating(dir: &Path) -> FileRotate<AppendCount> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    FileRotate::new(dir.join("kimpost.log"), AppendCount::new(FILES), ContentLimit::Bytes(FILE_BYTES), Compression::None, Some(options))
}
