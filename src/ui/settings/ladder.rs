//! „Verbindung testen": which rungs there are, which have been climbed. No drawing.
//!
//! Every rung that can come is shown from the start, so that the ladder fills in without moving; a rung that
//! never comes is called „nicht geprüft", never „in Ordnung".

use crate::domain::account::{AccountSettings, TlsMode};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::engine::command::{Command, Service};
use crate::engine::event::{Answer, TestStep};
use crate::ui::questions::Ticket;

/// State of a rung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rung {
    /// Still to come.
    Waiting,
    Done(TestStep),
    /// The test ended before.
    Skipped,
}

/// A rung with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub service: Service,
    /// Key part: `test-step-…`.
    pub step: &'static str,
    pub rung: Rung,
}

/// One test, running or ended.
#[derive(Default)]
pub struct Ladder {
    request: Option<Ticket>,
    asked: bool,
    running: bool,
    /// A self-test of this account instead of „Verbindung testen".
    self_test: Option<AccountId>,
    lines: Vec<Line>,
    /// The test itself failed, for instance because the account is gone.
    pub problem: Option<Problem>,
    /// The failed rung whose explanation is folded away.
    pub folded: Option<usize>,
}

impl Ladder {
    /// A test of these settings is about to be asked for.
    #[must_use]
    pub fn start(settings: &AccountSettings) -> Self {
        Self { asked: true, running: true, lines: expected(settings), ..Self::default() }
    }

    /// A self-test is about to be asked for.
    #[must_use]
    pub fn start_self_test(account: AccountId) -> Self {
        let steps = [(Service::Smtp, "send"), (Service::Pop3, "receive"), (Service::Pop3, "compare"), (Service::Smtp, "receipt")];
        let lines = steps.map(|(service, step)| Line { service, step, rung: Rung::Waiting }).to_vec();
        Self { asked: true, running: true, self_test: Some(account), lines, ..Self::default() }
    }

    /// The account of a self-test; `None` for „Verbindung testen".
    #[must_use]
    pub fn self_test(&self) -> Option<AccountId> {
        self.self_test
    }

    /// The fingerprint of another certificate than the remembered one, which the test met at this service.
    #[must_use]
    pub fn new_certificate(&self, service: Service, remembered: &str) -> Option<String> {
        self.lines.iter().filter(|line| line.service == service).find_map(|line| match &line.rung {
            Rung::Done(step) if !step.ok => new_fingerprint(step, remembered),
            _ => None,
        })
    }

    /// Nothing was tested yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.asked
    }

    /// The test runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.running
    }

    /// The rungs, by service.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Rungs that failed.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.lines.iter().filter(|l| matches!(&l.rung, Rung::Done(step) if !step.ok && !step.was_left_out())).count()
    }

    /// Notes the number of the test.
    pub fn was_asked(&mut self, request: Ticket, command: &Command) -> bool {
        let mine = matches!(command, Command::TestAccount { .. } | Command::SelfTest { .. }) && self.running && self.request.is_none();
        if mine {
            self.request = Some(request);
        }
        mine
    }

    /// A rung was climbed; dropped when it belongs to another test.
    pub fn step(&mut self, request: Ticket, step: &TestStep) {
        if self.request == Some(request) {
            self.set(step);
        }
    }

    /// The test ended; false when it is another one.
    pub fn answered(&mut self, request: Ticket, result: &Result<Box<Answer>, Problem>) -> bool {
        if self.request != Some(request) || !self.running {
            return false;
        }
        self.running = false;
        match result.as_deref() {
            Ok(Answer::Tested(steps)) => steps.iter().for_each(|s| self.set(s)),
            Ok(Answer::SelfTested(report)) => {
                report.steps.iter().for_each(|s| self.set(s));
                // What failed at a rung is told there.
                self.problem = report.problem.clone().filter(|_| report.steps.iter().all(|s| s.ok));
            }
            Ok(_) => {}
            Err(problem) => self.problem = Some(problem.clone()),
        }
        for line in &mut self.lines {
            if line.rung == Rung::Waiting {
                line.rung = Rung::Skipped;
            }
        }
        true
    }

    fn set(&mut self, step: &TestStep) {
        if let Some(line) = self.lines.iter_mut().find(|l| l.service == step.service && l.step == step.step) {
            line.rung = Rung::Done(step.clone());
            return;
        }
        let line = Line { service: step.service, step: step.step, rung: Rung::Done(step.clone()) };
        match self.lines.iter().rposition(|l| l.service == step.service) {
            Some(last) => self.lines.insert(last + 1, line),
            None => self.lines.push(line),
        }
    }
}

/// The rungs these settings lead to.
fn expected(settings: &AccountSettings) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut add = |service, steps: &[&'static str]| {
        lines.extend(steps.iter().map(|step| Line { service, step, rung: Rung::Waiting }));
    };
    for (service, server) in [(Service::Pop3, &settings.incoming), (Service::Smtp, &settings.outgoing)] {
        match server.tls {
            TlsMode::Tls => add(service, &["name", "tcp", "tls", "greeting", "capabilities", "login"]),
            TlsMode::StartTls => add(service, &["name", "tcp", "greeting", "tls", "capabilities", "login"]),
            TlsMode::None => add(service, &["name", "tcp", "greeting", "capabilities", "login"]),
        }
    }
    if !settings.directory.url.is_empty() {
        add(Service::Directory, &["search"]);
    }
    if !settings.connector.url.is_empty() {
        add(Service::Connector, &["services", "ti", "cards"]);
    }
    lines
}

/// The SHA-256 fingerprint in the words of a failed rung, if it differs from the remembered one.
#[must_use]
pub fn new_fingerprint(step: &TestStep, remembered: &str) -> Option<String> {
    let words = step.problem.iter().map(|p| p.detail.as_str()).chain([step.detail.as_str()]);
    words
        .flat_map(|text| text.split(|c: char| !c.is_ascii_hexdigit()))
        .filter(|part| part.len() == 64)
        .map(str::to_ascii_lowercase)
        .find(|part| !remembered.is_empty() && *part != remembered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::address::KimAddress;

    fn step(service: Service, name: &'static str, ok: bool) -> TestStep {
        let problem = (!ok).then(|| Problem::new("POP-AUTH", "-ERR"));
        TestStep { service, step: name, ok, millis: 3, detail: String::new(), problem }
    }

    fn ladder() -> Ladder {
        let mut settings = AccountSettings::new(KimAddress::parse("p@a.kim.telematik").unwrap());
        settings.directory.url = "ldap://192.0.2.1".into();
        let mut ladder = Ladder::start(&settings);
        let command = Command::TestAccount { id: None, settings: Box::new(settings), password: None, connector_password: None };
        assert!(ladder.was_asked(Ticket(5), &command));
        ladder
    }

    #[test]
    fn fills_in_without_moving_and_calls_the_rest_unchecked() {
        let mut ladder = ladder();
        let places = ladder.lines().len();
        ladder.step(Ticket(4), &step(Service::Pop3, "name", true));
        assert!(ladder.lines().iter().all(|l| l.rung == Rung::Waiting), "a step of an older test is dropped");
        ladder.step(Ticket(5), &step(Service::Pop3, "name", true));
        ladder.step(Ticket(5), &step(Service::Pop3, "tcp", false));
        let steps = vec![step(Service::Pop3, "name", true), step(Service::Pop3, "tcp", false), step(Service::Directory, "search", true)];
        assert!(ladder.answered(Ticket(5), &Ok(Box::new(Answer::Tested(steps)))));
        assert_eq!((ladder.lines().len(), ladder.failures(), ladder.is_running()), (places, 1, false));
        let rungs: Vec<_> = ladder.lines().iter().filter(|l| l.service == Service::Pop3).map(|l| l.rung == Rung::Skipped).collect();
        assert_eq!(rungs, [false, false, true, true, true, true]);
    }

    #[test]
    fn an_unexpected_rung_joins_its_service() {
        let mut ladder = ladder();
        ladder.step(Ticket(5), &step(Service::Pop3, "stat", true));
        let at = ladder.lines().iter().position(|l| l.step == "stat").unwrap();
        assert_eq!((ladder.lines()[at - 1].step, ladder.lines()[at + 1].service), ("login", Service::Smtp));
    }

    #[test]
    fn finds_a_changed_certificate_only_when_one_was_remembered() {
        let new = "ab".repeat(32);
        let mut failed = step(Service::Pop3, "tls", false);
        failed.problem = Some(Problem::new("POP-TLS", format!("SHA-256 {new}")));
        for (remembered, expected) in [("", None), (new.as_str(), None), ("cd", Some(new.clone()))] {
            assert_eq!(new_fingerprint(&failed, remembered), expected);
        }
    }
}
