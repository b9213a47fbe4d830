//! The rungs of „Verbindung testen": which step of opening a connection is running, and how long it took.
//!
//! The test climbs by exactly the code that fetching and sending use; a ladder only watches.

use std::time::Instant;

/// One rung, passed or not.
#[derive(Debug)]
pub struct Step<E> {
    /// `name`, `tcp`, `tls`, `greeting`, `capabilities` or `login`.
    pub step: &'static str,
    pub millis: u64,
    /// What was found (cleaned), or why it failed. After a failure no further rung follows.
    pub result: Result<String, E>,
}

/// Told of each rung passed: its name, its milliseconds, what was found.
type Report<'a> = &'a mut (dyn FnMut(&'static str, u64, String) + Send);

/// Watches a connection being opened.
pub struct Ladder<'a> {
    current: &'static str,
    since: Instant,
    report: Option<Report<'a>>,
}

impl<'a> Ladder<'a> {
    /// For fetching and sending, where nobody looks.
    #[must_use]
    pub fn unwatched() -> Self {
        Self { current: "name", since: Instant::now(), report: None }
    }

    /// For the test.
    pub fn watched(report: Report<'a>) -> Self {
        Self { current: "name", since: Instant::now(), report: Some(report) }
    }

    /// A rung begins now.
    pub fn begin(&mut self, step: &'static str) {
        self.current = step;
        self.since = Instant::now();
    }

    /// The current rung is passed.
    pub fn pass(&mut self, detail: impl FnOnce() -> String) {
        let millis = self.millis();
        if let Some(report) = &mut self.report {
            report(self.current, millis, detail());
        }
    }

    /// The rung that was climbed last, and its milliseconds; where an error happened.
    #[must_use]
    pub fn current(&self) -> (&'static str, u64) {
        (self.current, self.millis())
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
