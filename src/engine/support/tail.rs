//! The newest lines of the log files, read from their ends: never more than is asked for.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::domain::log::{self, LogFilter, LogLevel, LogLine, LogPage};
use crate::domain::safe_text;
use crate::domain::time::Timestamp;

/// Bytes read in one step.
const STEP: u64 = 64 << 10;
/// Most lines in one answer: what is more is a file for a text editor.
const MOST: usize = 5_000;
/// Longest crash report that is shown.
const CRASH_BYTES: u64 = 64 << 10;

/// The newest lines that pass the filter.
pub fn page(dir: &Path, filter: &LogFilter) -> io::Result<LogPage> {
    let mut page = LogPage { crashes: crash_files(dir)?.len(), ..LogPage::default() };
    let (limit, wanted) = (filter.limit.min(MOST), filter.find.trim().to_lowercase());
    for file in files(dir) {
        let mut file = match File::open(file) {
            Ok(file) => file,
            // Rotated away just now, or not there yet.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        page.exists = true;
        let full = backwards(&mut file, |raw| {
            let line = parse(raw);
            if line.level > filter.least || !(wanted.is_empty() || holds(&line, &wanted)) {
                return ControlFlow::Continue(());
            }
            if page.lines.len() == limit {
                page.more = true;
                return ControlFlow::Break(());
            }
            page.lines.push(line);
            ControlFlow::Continue(())
        })?;
        if full.is_break() {
            break;
        }
    }
    Ok(page)
}

/// The log files, the newest first.
fn files(dir: &Path) -> impl Iterator<Item = PathBuf> {
    let older = (1..=log::OLDER_FILES).map(|number| format!("{}.{number}", log::FILE));
    std::iter::once(log::FILE.to_owned()).chain(older).map(|name| dir.join(name))
}

fn holds(line: &LogLine, wanted: &str) -> bool {
    line.text.to_lowercase().contains(wanted) || line.source.to_lowercase().contains(wanted)
}

/// Crash reports, the newest first; their names begin with the time.
pub fn crash_files(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let (begin, end) = log::CRASH_NAME;
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let is_one = entry.file_name().to_str().is_some_and(|name| name.starts_with(begin) && name.ends_with(end));
        if is_one && entry.file_type()?.is_file() {
            found.push(entry.path());
        }
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    Ok(found)
}

/// A crash report, line by line.
pub fn crash_lines(path: &Path) -> io::Result<Vec<String>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(CRASH_BYTES).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).lines().map(safe_text::many_lines).collect())
}

/// Gives the lines of a file to `take`, the last first, until it has enough.
fn backwards(file: &mut (impl Read + Seek), mut take: impl FnMut(&[u8]) -> ControlFlow<()>) -> io::Result<ControlFlow<()>> {
    let mut at = file.seek(SeekFrom::End(0))?;
    // The end of a line whose begin was not read yet.
    let mut rest: Vec<u8> = Vec::new();
    while at > 0 {
        let step = at.min(STEP);
        at -= step;
        file.seek(SeekFrom::Start(at))?;
        let mut block = Vec::new();
        file.by_ref().take(step).read_to_end(&mut block)?;
        block.append(&mut rest);
        let mut lines = block.split(|byte| *byte == b'\n');
        let first = lines.next().unwrap_or_default().to_vec();
        for line in lines.rev().filter(|line| !line.is_empty()) {
            if take(line).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        rest = first;
    }
    Ok(if rest.is_empty() { ControlFlow::Continue(()) } else { take(&rest) })
}

/// `2026-11-30T10:07:59.123456Z  INFO kimpost::engine::fetch: fetched new=3`; anything else is a text without a time.
fn parse(raw: &[u8]) -> LogLine {
    let text = String::from_utf8_lossy(raw);
    let whole = || {
        let (at, rest) = text.trim_start().split_once(' ')?;
        let at = chrono::DateTime::parse_from_rfc3339(at).ok()?;
        let (level, rest) = rest.trim_start().split_once(' ')?;
        let level = match level {
            "ERROR" => LogLevel::Error,
            "WARN" => LogLevel::Warning,
            "INFO" | "DEBUG" | "TRACE" => LogLevel::Note,
            _ => return None,
        };
        let (source, text) = rest.split_once(": ")?;
        let source = source.strip_prefix("kimpost::").unwrap_or(source);
        Some(LogLine {
            at: Some(Timestamp(at.timestamp_millis())),
            level,
            source: safe_text::one_line(source),
            text: safe_text::one_line(text),
        })
    };
    whole().unwrap_or_else(|| LogLine { at: None, level: LogLevel::Note, source: String::new(), text: safe_text::one_line(&text) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(limit: usize) -> LogFilter {
        LogFilter { least: LogLevel::Note, find: String::new(), limit }
    }

    #[test]
    fn lines_come_from_the_end_across_blocks_and_files() {
        let dir = tempfile::tempdir().unwrap();
        let line = |n: usize| format!("2026-11-30T10:07:59.123456Z  INFO kimpost::engine::fetch: fetched number={n} grün\n");
        assert_eq!(page(dir.path(), &all(5)).unwrap(), LogPage::default(), "no log yet");
        std::fs::write(dir.path().join("kimpost.log.1"), (0..3000).map(line).collect::<String>()).unwrap();
        std::fs::write(dir.path().join("kimpost.log"), (3000..6000).map(line).collect::<String>()).unwrap();
        let number = |line: &LogLine| line.text.split(['=', ' ']).nth(2).unwrap().parse::<usize>().unwrap();
        let newest = page(dir.path(), &all(4000)).unwrap();
        assert!(newest.more && newest.exists && newest.lines.iter().all(|line| line.text.ends_with("grün")));
        assert_eq!(newest.lines.iter().map(number).collect::<Vec<_>>(), (2000..6000).rev().collect::<Vec<_>>());
        let found = page(dir.path(), &LogFilter { find: " NUMBER=17 ".into(), ..all(10) }).unwrap();
        assert_eq!((found.lines.iter().map(number).collect::<Vec<_>>()[0], found.more), (1799, true));
        assert_eq!(page(dir.path(), &all(usize::MAX)).unwrap().lines.len(), MOST);
    }

    #[test]
    fn levels_are_told_apart_and_a_torn_line_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let text = "rn line\n2026-11-30T10:07:59Z ERROR kimpost::engine::world: recovery failed code=\"DISK-FULL\"\n\
                    2026-11-30T10:08:00Z  WARN eframe: x\n2026-11-30T10:08:01Z DEBUG kimpost::smtp: a\u{202e}b";
        std::fs::write(dir.path().join("kimpost.log"), text).unwrap();
        std::fs::write(dir.path().join("crash-20261130-100759-7.txt"), "x").unwrap();
        let levels = |least| page(dir.path(), &LogFilter { least, ..all(9) }).unwrap().lines.len();
        assert_eq!(LogLevel::ALL.map(levels), [1, 2, 4]);
        let page = page(dir.path(), &all(9)).unwrap();
        assert_eq!((page.lines[0].text.as_str(), page.lines[1].source.as_str()), ("a⟨U+202E⟩b", "eframe"));
        assert_eq!((page.lines[2].source.as_str(), page.lines[2].at), ("engine::world", Some(Timestamp(1_796_033_279_000))));
        assert_eq!((page.lines[3].at, page.lines[3].text.as_str(), page.crashes), (None, "rn line", 1));
    }
}
