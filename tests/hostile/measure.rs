//! What is measured beside the answers: panics anywhere in the process, memory, and the time of a thread.

use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;

/// Where something panicked since the start, caught or not.
static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());
/// One test of this crate at a time: they measure memory, and each wants all cores.
static ALONE: Mutex<()> = Mutex::new(());

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The only test that runs, as long as it lives. From now on every panic is remembered, also one that somebody catches:
/// the engine catches those of its readers (rule 17), and each would be a finding.
pub fn alone() -> MutexGuard<'static, ()> {
    static WATCH: Once = Once::new();
    WATCH.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let place = info.location().map(ToString::to_string).unwrap_or_default();
            locked(&PANICS).push(format!("{place} {}", info.payload_as_str().unwrap_or_default()));
            before(info);
        }));
    });
    let guard = locked(&ALONE);
    locked(&PANICS).clear();
    guard
}

/// Demands that nothing panicked since [`alone`].
pub fn no_panic() {
    let seen = locked(&PANICS).clone();
    assert!(seen.is_empty(), "{} panics, the first: {:?}", seen.len(), seen.first());
}

/// Whether something panicked: the work that caused it is to be named.
pub fn panics() -> usize {
    locked(&PANICS).len()
}

/// Memory of this process in MiB: now, and the most it ever had. Nothing where the system does not tell.
pub fn memory() -> Option<(u64, u64)> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let of = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    Some((of("VmRSS:")? >> 10, of("VmHWM:")? >> 10))
}

/// Forgets the most memory there ever was.
pub fn forget_peak() {
    // Refused in some containers: the peak is that of the whole process then, which is more.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Time this thread has worked; on a busy machine the wall clock tells of others.
#[cfg(unix)]
pub fn worked() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(spent.tv_sec).unwrap(), u32::try_from(spent.tv_nsec).unwrap())
}

#[cfg(not(unix))]
pub fn worked() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// The value below which `percent` of them lie, in milliseconds.
pub fn percentile(sorted: &[Duration], percent: usize) -> f64 {
    sorted.get(((sorted.len() * percent) / 100).min(sorted.len() - 1)).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}
