//! A practice with mail on its server, mail to send and a folder of the practice software; and what must be true of it whatever
//! the medium did.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kimpost::domain::account::AccountSettings;
use kimpost::domain::outgoing::{OutboxItem, OutgoingState};
use kimpost::engine::command::Command;
use kimpost::engine::event::Answer;

use crate::bed::{Bed, copy_all, settings};
use crate::letters::{answer, import_requests, letter, once};
use crate::pop3::{Letter, Pop3};
use crate::shim::{Medium, Running};
use crate::smtp::Smtp;
use crate::support::{Desk, ZP, files_below, sha256, until};
use crate::talk::{Act, When, at};

/// How much there is of everything.
#[derive(Clone, Copy)]
pub struct Size {
    pub letters: usize,
    pub answers: usize,
    pub sends: usize,
}

pub struct Scene {
    pub bed: Bed,
    /// As it was at the beginning.
    template: Bed,
    pub pop3: Arc<Pop3>,
    pub smtp: Arc<Smtp>,
    pub letters: Vec<Letter>,
    pub size: Size,
}

pub fn subject(n: usize) -> String {
    format!("Sendung {n:02}")
}

pub fn queue(desk: &Desk, subject: &str) {
    let draft = desk.draft(ZP, &["praxis@nachbar.kim.telematik-test"], subject);
    let queued = desk.ask(Command::Queue { draft: Box::new(draft), directory_check: false, send_now: false });
    assert!(matches!(queued, Answer::Queued(_)));
}

impl Scene {
    /// Some letters are large enough to be stored while they arrive; answers are handed over once they are there.
    pub fn new(series: &str, size: Size) -> Self {
        Self::with(series, size, |_| {})
    }

    /// With other settings of the account.
    pub fn with(series: &str, size: Size, change: impl FnOnce(&mut AccountSettings)) -> Self {
        let (pop3, smtp) = (Arc::new(Pop3::start()), Arc::new(Smtp::start()));
        let mut settings = settings(pop3.place.port, smtp.place.port);
        change(&mut settings);
        let bed = Bed::with_account(settings, |desk| {
            import_requests(desk, size.answers);
            (0..size.sends).for_each(|n| queue(desk, &subject(n)));
        });
        // In memory, where it can be: nothing here depends on the disk of the machine that tests.
        let memory = Path::new("/dev/shm");
        let bed = if memory.is_dir() { bed.copy_into(memory) } else { bed };
        let folder = bed.dir.path().join("pvs");
        std::fs::create_dir(&folder).unwrap();
        let desk = bed.desk();
        desk.ask(Command::SetHandoverFolder { prefix: "EBZ".into(), dir: Some(folder) });
        desk.stop();
        let scene =
            Self { template: bed.copy_into(bed.dir.path().parent().unwrap()), bed, pop3, smtp, letters: letters(series, size), size };
        scene.pop3.fill(scene.letters.clone());
        scene
    }

    /// Everything as at the beginning, on the servers too.
    pub fn again(&self) {
        std::fs::remove_dir_all(self.bed.profile()).unwrap();
        std::fs::remove_dir_all(self.folder()).unwrap();
        copy_all(&self.template.profile(), &self.bed.profile());
        std::fs::create_dir(self.folder()).unwrap();
        self.pop3.fill(self.letters.clone());
        self.smtp.reset();
    }

    /// An engine that serves and has done all it does at its start: nothing was to be fetched, every mail was refused for the
    /// moment. Then there are letters, and mail is taken.
    pub fn served(&self, medium: &Medium) -> Running {
        self.pop3.with(|mailbox| mailbox.letters.clear());
        self.smtp.hook(at(When::Heard, "CONNECT", Act::Last(b"421 spaeter\r\n".to_vec())));
        let sessions = self.pop3.with(|mailbox| mailbox.sessions);
        let serving = medium.serve(&self.bed);
        until("everything was tried", || {
            let sent = own(self.bed.look().outbox()).iter().all(|item| item.next_try.is_some());
            (sent && self.pop3.with(|mailbox| mailbox.sessions) > sessions).then_some(())
        });
        // The session has ended for the program too.
        until("the fetch is over", || (medium.ask(&self.bed, &["fetch"]).code() == 0).then_some(()));
        self.smtp.mend();
        self.pop3.fill(self.letters.clone());
        serving
    }

    /// The folder of the practice software.
    pub fn folder(&self) -> PathBuf {
        self.bed.dir.path().join("pvs")
    }

    /// The files in it, by content; those being written are hidden.
    pub fn handed(&self) -> BTreeMap<String, usize> {
        let mut found = BTreeMap::new();
        for path in files_below(&self.folder()).iter().filter(|path| !path.file_name().unwrap().to_string_lossy().starts_with('.')) {
            *found.entry(sha256(&std::fs::read(path).unwrap())).or_default() += 1;
        }
        found
    }

    /// After whatever happened: the store is sound, what got its DELE is stored, nothing is there or was sent twice.
    pub fn nothing_lost(&self, told: &str) {
        let look = self.bed.look();
        look.sound();
        let inbox = look.inbox();
        assert!(inbox.values().all(|count| *count == 1), "{told}: a mail is in view twice");
        for uidl in self.pop3.with(|mailbox| mailbox.marked.clone()) {
            let letter = self.letters.iter().find(|letter| letter.uidl == uidl).unwrap();
            assert!(inbox.contains_key(&sha256(&letter.bytes)), "{told}: {uidl} got its DELE and is not stored");
        }
        for item in own(look.outbox()) {
            let taken = self.smtp.taken(&item.subject);
            assert!(taken <= 1, "{told}: {} was sent twice", item.subject);
            assert!(taken == 0 || item.state != OutgoingState::Queued, "{told}: {} was taken and waits to be sent again", item.subject);
            assert!(taken == 1 || item.state != OutgoingState::Accepted, "{told}: {} was never sent", item.subject);
        }
        assert!(self.handed().values().all(|count| *count == 1), "{told}: a file is there twice");
    }

    /// All is well again and the program ran: everything is there once, and sent once or unclear. How many are unclear.
    pub fn whole(&self, told: &str) -> usize {
        self.nothing_lost(told);
        let look = self.bed.look();
        assert_eq!(look.inbox(), once(&self.letters), "{told}: each mail once, byte for byte");
        assert!(self.pop3.with(|mailbox| mailbox.letters.is_empty()), "{told}: all are deleted in the end");
        let outbox = own(look.outbox());
        assert_eq!(outbox.len(), self.size.sends, "{told}");
        for item in &outbox {
            let settled = matches!(item.state, OutgoingState::Accepted | OutgoingState::Uncertain);
            assert!(settled, "{told}: {} stands as {:?}", item.subject, item.state);
        }
        assert_eq!(look.handovers(), self.size.answers, "{told}: each answer was taken over");
        assert_eq!(self.handed().len(), self.size.answers, "{told}: each file is handed over");
        outbox.iter().filter(|item| item.state == OutgoingState::Uncertain).count()
    }
}

/// Without what was taken in as sent by the practice software.
pub fn own(mut outbox: Vec<OutboxItem>) -> Vec<OutboxItem> {
    outbox.retain(|item| item.subject.starts_with("Sendung"));
    outbox
}

fn letters(series: &str, size: Size) -> Vec<Letter> {
    let bytes = |n| if n % 20 == 7 { 1_300_000 } else { 300 + n * 211 };
    let mut letters: Vec<Letter> = (0..size.letters).map(|n| letter(series, n, bytes(n))).collect();
    for n in 0..size.answers {
        letters.insert((n * 6).min(letters.len()), answer(n));
    }
    letters
}
