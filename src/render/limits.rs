//! What the drawing process asks the system to forbid it: memory, time, files, core dumps.
//!
//! Unix systems hold a process to such limits; Windows has no call for it without `unsafe`. The end by the clock holds
//! everywhere, beside the parent, who kills a child that takes too long.

use std::time::Duration;

/// Memory beyond what the program itself takes (rule 33).
#[cfg(unix)]
const MEMORY: u64 = 256 << 20;
/// Longest life. The parent kills much earlier; this is for a child whose parent died.
const LIFE: Duration = Duration::from_secs(15);

/// Limits this process. What the system does not know is left out: the other limits still hold.
pub fn apply() {
    let watch = std::thread::Builder::new().stack_size(64 << 10).spawn(|| {
        std::thread::sleep(LIFE);
        std::process::exit(3);
    });
    drop(watch);
    #[cfg(unix)]
    unix();
}

#[cfg(unix)]
fn unix() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let lower = |resource: Resource, limit: u64| {
        let maximum = getrlimit(resource).maximum.map_or(limit, |max| max.min(limit));
        // A system without this limit keeps the others.
        let _ = setrlimit(resource, Rlimit { current: Some(maximum), maximum: Some(maximum) });
    };
    // No picture of a patient's letter in a core dump (one byte: see `launch::crash`), and no file at all.
    lower(Resource::Core, 1);
    lower(Resource::Fsize, 0);
    lower(Resource::Cpu, LIFE.as_secs());
    match address_space() {
        Some(now) => lower(Resource::As, now.saturating_add(MEMORY)),
        None => lower(Resource::Data, MEMORY),
    }
}

/// Bytes of address space this process has now, where `/proc` tells: the program itself counts too.
#[cfg(unix)]
fn address_space() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:"))?;
    size.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}
