//! How long to wait after a failure that may pass (rule 8): longer each time, and not as long as the neighbour, so that the
//! computers of a clinic do not all come in the second in which a Clientmodul is back.
//!
//! Pure: the caller brings the random number ([`random`]) and the time. What may be tried again at all is decided elsewhere.

use std::time::Duration;

/// The longest of these pauses (rule 8).
pub const LONGEST: Duration = Duration::from_secs(300);
/// After the first failure, the second, and every later one.
const STEPS: [Duration; 3] = [Duration::from_secs(30), Duration::from_secs(120), LONGEST];

/// The wait before the next try after so many failures in a row: between a half of its step and the whole.
#[must_use]
pub fn after(failures: u32, random: u32) -> Duration {
    let step = usize::try_from(failures.saturating_sub(1)).unwrap_or(usize::MAX);
    shortened(STEPS.get(step).copied().unwrap_or(LONGEST), random)
}

/// A pause of which up to a half is left out.
#[must_use]
pub fn shortened(pause: Duration, random: u32) -> Duration {
    pause.saturating_sub(part(pause / 2, random))
}

/// A pause that must not be shorter, made longer: by up to a half, and by [`LONGEST`] at most.
#[must_use]
pub fn lengthened(pause: Duration, random: u32) -> Duration {
    pause.saturating_add(part((pause / 2).min(LONGEST), random))
}

/// From nothing (0) to the whole (the largest number).
fn part(of: Duration, random: u32) -> Duration {
    of.mul_f64(f64::from(random) / f64::from(u32::MAX))
}

/// A number from the operating system. Should it give none, pauses are what they are without.
pub fn random() -> u32 {
    getrandom::u32().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn pauses_grow_to_five_minutes_and_never_past_them() {
        for (failures, whole) in [(0, 30), (1, 30), (2, 120), (3, 300), (4, 300), (u32::MAX, 300)] {
            let whole = Duration::from_secs(whole);
            assert_eq!((after(failures, 0), after(failures, u32::MAX)), (whole, whole / 2), "{failures}");
            for random in (0..=u32::MAX).step_by(77_777_777) {
                let pause = after(failures, random);
                assert!(pause >= whole / 2 && pause <= whole && pause <= LONGEST, "{failures} {random}: {pause:?}");
            }
        }
        for (pause, most) in [(HOUR * 4, LONGEST), (LONGEST, LONGEST / 2), (Duration::ZERO, Duration::ZERO)] {
            assert_eq!((lengthened(pause, 0), lengthened(pause, u32::MAX)), (pause, pause + most));
        }
        assert_eq!(lengthened(Duration::MAX, u32::MAX), Duration::MAX);
    }

    /// 40 computers that met the same failure in the same second.
    #[test]
    fn computers_that_failed_together_do_not_come_back_together() {
        for (failures, fewest) in [(1, 10), (2, 15), (3, 20)] {
            let seconds: std::collections::HashSet<u64> = (0..40).map(|_| after(failures, random()).as_secs()).collect();
            assert!(seconds.len() >= fewest, "{failures}: {seconds:?}");
        }
        // Evenly, not only apart: each quarter of the spread gets its part.
        let mut quarters = [0_u32; 4];
        for random in (0..=u32::MAX).step_by(4_294_967) {
            let left_out = LONGEST - after(9, random);
            quarters[usize::try_from(left_out.as_millis() * 4 / 150_001).unwrap()] += 1;
        }
        assert!(quarters.iter().all(|met| (240..=260).contains(met)), "{quarters:?}");
    }
}
