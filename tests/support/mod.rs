//! What the walk tests share: a desk (an engine on a profile of its own), the demo's stand-ins, and waiting with a
//! deadline. Nothing here sleeps for a guessed time: it polls until the thing is there and fails loudly when it never
//! comes. Tests use the engine only through its commands and events, as window and command line do.
#![allow(dead_code, unused_imports, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test fails loudly")]

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use kimpost::demo::{Demo, DemoAccount, DemoInfo, DemoOptions, Pace};
use kimpost::domain::account::{Account, AccountSettings, ClientmodulLogin, ConnectorSettings, DirectorySettings, ServerSettings};
use kimpost::domain::address::KimAddress;
use kimpost::domain::ids::{AccountId, MailId};
use kimpost::domain::mail::{FolderCounts, MailDetail, MailFilter, MailPage, MailRow};
use kimpost::domain::outgoing::{DirectoryCheck, Draft, OutboxItem, Recipient, RecipientKind};
use kimpost::domain::problem::Problem;
use kimpost::domain::secret::Secret;
use kimpost::engine::command::Command;
use kimpost::engine::event::{AccountFetch, Answer, Event, HandoverItem, ImportReport, ImportResult, SavedFile};
use kimpost::engine::{EngineHandle, Mode, Profile, Spawned, spawn};
use tokio::sync::mpsc::UnboundedReceiver;

pub const ZP: &str = "zahnpraxis.tannhorst@fennwalde.kim.telematik-test";
pub const KH: &str = "kardiologie@klinikum-hohenfenn.kim.telematik-test";
pub const HA: &str = "praxis.brandmoor@fennwalde.kim.telematik-test";

/// Longest wait for anything; a slow machine needs it, a working one never does.
pub const DEADLINE: Duration = Duration::from_secs(60);
/// Pause between two looks.
const LOOK: Duration = Duration::from_millis(25);

/// Looks until `look` finds something.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(started.elapsed() < DEADLINE, "never came: {what}");
        std::thread::sleep(LOOK);
    }
}

/// Answers of an engine, each as the value a test wants; anything else fails the test.
macro_rules! answer {
    ($answer:expr, $pattern:pat => $value:expr) => {
        match $answer {
            $pattern => $value,
            other => panic!("unexpected answer {other:?}"),
        }
    };
}
pub(crate) use answer;

/// The stand-ins with their runtime.
pub struct Town {
    pub demo: Demo,
    _runtime: tokio::runtime::Runtime,
}

impl Town {
    /// With all invented mails.
    pub fn full() -> Self {
        Self::open(DemoOptions::default())
    }

    /// With empty mailboxes.
    pub fn empty() -> Self {
        Self::open(DemoOptions { without_mails: true, ..DemoOptions::default() })
    }

    pub fn open(options: DemoOptions) -> Self {
        let ms = Duration::from_millis;
        let options = DemoOptions { pace: Pace { delivery: ms(5), reading: ms(20), answer: ms(15) }, ..options };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let demo = runtime.block_on(Demo::start(options)).unwrap();
        Self { demo, _runtime: runtime }
    }

    pub fn info(&self) -> &DemoInfo {
        self.demo.info()
    }

    pub fn put(&self, address: &str, mail: &[u8]) {
        assert!(self.demo.put_mail(address, mail.to_vec()), "{address} has no mailbox");
    }

    fn of(&self, address: &str) -> &DemoAccount {
        self.info().accounts.iter().find(|a| a.address == address).unwrap()
    }

    /// The settings of an account, as a person would enter them.
    pub fn settings(&self, address: &str) -> AccountSettings {
        let (info, own) = (self.info(), self.of(address));
        let server = |end: &kimpost::demo::Endpoint, login: &str| ServerSettings {
            server: end.server.clone(),
            port: end.port,
            tls: end.tls,
            login: ClientmodulLogin::new(login).unwrap(),
            ..ServerSettings::default()
        };
        let mut settings = AccountSettings::new(KimAddress::parse(address).unwrap());
        settings.sender_name = own.sender_name.clone();
        settings.incoming = server(&info.pop3, &own.pop3_login);
        settings.outgoing = server(&info.smtp, &own.smtp_login);
        settings.directory = DirectorySettings { url: info.directory_url.clone(), ..DirectorySettings::default() };
        settings.connector =
            ConnectorSettings { url: info.connector_url.clone(), context: info.context.clone(), ..ConnectorSettings::default() };
        settings
    }

    pub fn password(&self, address: &str) -> Secret {
        Secret::new(self.of(address).password.clone())
    }

    /// The account as a file of `account add`.
    pub fn account_file(&self, address: &str) -> String {
        let (info, own) = (self.info(), self.of(address));
        format!(
            "address = \"{address}\"\nsender_name = \"{}\"\n\n[pop3]\nserver = \"{}\"\nport = {}\ntls = \"none\"\nlogin = \"{}\"\n\n\
             [smtp]\nserver = \"{}\"\nport = {}\ntls = \"none\"\nlogin = \"{}\"\n\n[directory]\nurl = \"{}\"\n\n\
             [connector]\nurl = \"{}\"\nmandant_id = \"{}\"\nclient_system_id = \"{}\"\nworkplace_id = \"{}\"\n",
            own.sender_name,
            info.pop3.server,
            info.pop3.port,
            own.pop3_login,
            info.smtp.server,
            info.smtp.port,
            own.smtp_login,
            info.directory_url,
            info.connector_url,
            info.context.mandant_id,
            info.context.client_system_id,
            info.context.workplace_id
        )
    }
}

/// An engine on a profile, as a person at one workplace has it.
pub struct Desk {
    pub engine: EngineHandle,
    pub events: UnboundedReceiver<Event>,
    thread: Option<JoinHandle<()>>,
    /// For files of the test; outside the profile.
    pub files: tempfile::TempDir,
}

impl Desk {
    /// On a profile that is thrown away.
    pub fn throw_away(mode: Mode) -> Self {
        let files = tempfile::tempdir().unwrap();
        let mut profile = Profile::throw_away(&files.path().join("profile")).unwrap();
        profile.drawing_program = env!("CARGO_BIN_EXE_kimpost").into();
        Self::on(profile, mode, files)
    }

    pub fn on(profile: Profile, mode: Mode, files: tempfile::TempDir) -> Self {
        Self::of_parts(spawn(profile, mode, Box::new(|| {})).unwrap(), files)
    }

    pub fn of_parts((engine, events, thread): Spawned, files: tempfile::TempDir) -> Self {
        Self { engine, events, thread: Some(thread), files }
    }

    /// With all three practices of the town and what they sent before.
    pub fn in_town(town: &Town) -> Self {
        let desk = Self::throw_away(Mode::CommandsOnly);
        for address in [ZP, KH, HA] {
            desk.join(town, address);
        }
        desk.import_sent(town);
        desk
    }

    /// With one practice only.
    pub fn of_one(town: &Town, address: &str) -> Self {
        let desk = Self::throw_away(Mode::CommandsOnly);
        desk.join(town, address);
        desk
    }

    pub fn join(&self, town: &Town, address: &str) -> Account {
        self.save(None, town.settings(address), Some(town.password(address))).unwrap()
    }

    pub fn save(&self, id: Option<AccountId>, settings: AccountSettings, password: Option<Secret>) -> Result<Account, Problem> {
        let saved = self.engine.ask_blocking(Command::SaveAccount { id, settings: Box::new(settings), password, loaded: None })?;
        Ok(answer!(saved, Answer::AccountSaved(account) => *account))
    }

    pub fn import_sent(&self, town: &Town) {
        let dir = self.files.path().join("sent");
        std::fs::create_dir_all(&dir).unwrap();
        for (number, mail) in town.info().sent.iter().enumerate() {
            std::fs::write(dir.join(format!("{number:03}.eml")), mail).unwrap();
        }
        let report = self.import(&[dir]);
        assert_eq!(report.mails.len(), town.info().sent.len());
        assert!(report.mails.iter().all(|m| m.result == ImportResult::New));
    }

    pub fn import(&self, paths: &[PathBuf]) -> ImportReport {
        answer!(self.ask(Command::Import { paths: paths.to_vec(), account: None }), Answer::Imported(report) => report)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.files.path().join(name)
    }

    pub fn try_ask(&self, command: Command) -> Result<Answer, Problem> {
        self.engine.ask_blocking(command)
    }

    pub fn ask(&self, command: Command) -> Answer {
        let shown = format!("{command:?}");
        self.try_ask(command).unwrap_or_else(|problem| panic!("{shown}: {problem}"))
    }

    /// The code of the problem a command ends with.
    pub fn problem(&self, command: Command) -> &'static str {
        match self.try_ask(command) {
            Ok(answer) => panic!("no problem but {answer:?}"),
            Err(problem) => problem.code,
        }
    }

    pub fn accounts(&self) -> Vec<Account> {
        answer!(self.ask(Command::ListAccounts), Answer::Accounts(accounts) => accounts)
    }

    pub fn account(&self, address: &str) -> Account {
        self.accounts().into_iter().find(|a| a.settings.address.as_str() == address).unwrap()
    }

    pub fn id(&self, address: &str) -> AccountId {
        self.account(address).id
    }

    pub fn fetch(&self) -> Vec<AccountFetch> {
        answer!(self.ask(Command::Fetch { accounts: Vec::new(), dienstkennungen: Vec::new() }), Answer::Fetched(fetched) => fetched)
    }

    /// Fetches and demands that nothing was wrong.
    pub fn fetch_well(&self) -> usize {
        let fetched = self.fetch();
        for account in &fetched {
            assert!(account.problems.is_empty(), "{:?}", account.problems);
            assert!(!account.cancelled);
            assert_eq!(account.parked, 0);
        }
        fetched.iter().map(|a| a.new).sum()
    }

    /// Fetches until `look` finds something.
    pub fn fetch_until<T>(&self, what: &str, mut look: impl FnMut(&Self) -> Option<T>) -> T {
        until(what, || {
            self.fetch_well();
            look(self)
        })
    }

    pub fn list(&self, filter: MailFilter) -> MailPage {
        answer!(self.ask(Command::ListMails(filter)), Answer::Mails(page) => page)
    }

    pub fn search(&self, words: &str) -> Vec<MailRow> {
        self.list(MailFilter { search: words.into(), all_folders: true, ..MailFilter::default() }).rows
    }

    pub fn inbox(&self) -> Vec<MailRow> {
        self.list(MailFilter::default()).rows
    }

    /// The only mail of the inbox whose subject holds these words.
    pub fn mail(&self, subject: &str) -> MailRow {
        let mut found: Vec<MailRow> = self.inbox().into_iter().filter(|r| r.subject.contains(subject)).collect();
        assert_eq!(found.len(), 1, "mails with „{subject}“ in the inbox: {}", found.len());
        found.remove(0)
    }

    pub fn open(&self, mail: MailId) -> MailDetail {
        answer!(self.ask(Command::OpenMail { mail, mark_read: false }), Answer::Mail(detail) => *detail)
    }

    /// A person opens it.
    pub fn read(&self, mail: MailId) -> MailDetail {
        answer!(self.ask(Command::OpenMail { mail, mark_read: true }), Answer::Mail(detail) => *detail)
    }

    pub fn raw(&self, mail: MailId) -> Vec<u8> {
        let mut all = Vec::new();
        loop {
            let offset = all.len() as u64;
            let (total, bytes) = answer!(
                self.ask(Command::ReadRaw { mail, offset, len: 1 << 20 }),
                Answer::Bytes { total, bytes, .. } => (total, bytes)
            );
            all.extend_from_slice(&bytes);
            if bytes.is_empty() || all.len() as u64 >= total {
                return all;
            }
        }
    }

    pub fn counts(&self, address: &str) -> FolderCounts {
        let id = self.id(address);
        let counts = answer!(self.ask(Command::CountFolders), Answer::Counts(counts) => counts);
        counts.into_iter().find(|(account, _)| *account == id).unwrap().1
    }

    pub fn draft(&self, from: &str, to: &[&str], subject: &str) -> Draft {
        let mut draft = Draft::new(self.id(from));
        draft.subject = subject.into();
        draft.text = "Guten Tag,\n\nmit freundlichen Grüßen\n.\nein Punkt allein\n".into();
        draft.recipients = to.iter().map(|address| recipient(address)).collect();
        draft
    }

    pub fn attach(&self, draft: &mut Draft, path: &Path) {
        let added = self.ask(Command::AddAttachment { path: path.to_owned() });
        draft.attachments.push(answer!(added, Answer::AttachmentAdded(attachment) => attachment));
    }

    pub fn queue(&self, draft: Draft) -> OutboxItem {
        let queued = self.ask(Command::Queue { draft: Box::new(draft), directory_check: true, send_now: false });
        answer!(queued, Answer::Queued(item) => item)
    }

    /// Queues and sends at once, as `send` of the command line does.
    pub fn send(&self, draft: Draft) -> OutboxItem {
        let item = self.queue(draft);
        self.retry(item.id)
    }

    pub fn retry(&self, mail: MailId) -> OutboxItem {
        answer!(self.ask(Command::RetrySend { mail }), Answer::Queued(item) => item)
    }

    pub fn outbox(&self) -> Vec<OutboxItem> {
        answer!(self.ask(Command::ListOutbox { settled: true }), Answer::Outbox(items) => items)
    }

    pub fn sent(&self, mail: MailId) -> OutboxItem {
        self.outbox().into_iter().find(|item| item.id == mail).unwrap()
    }

    pub fn handovers(&self) -> Vec<HandoverItem> {
        answer!(self.ask(Command::ListHandovers), Answer::Handovers { items, .. } => items)
    }

    pub fn save_files(&self, mail: MailId, dir: &Path) -> Vec<SavedFile> {
        let saved = self.ask(Command::SaveAttachments { mail, index: None, dir: dir.to_owned() });
        answer!(saved, Answer::Files(files) => files)
    }

    /// The next event that fits; others are thrown away.
    pub fn event<T>(&mut self, what: &str, mut fits: impl FnMut(Event) -> Option<T>) -> T {
        until(what, || {
            while let Ok(event) = self.events.try_recv() {
                if let Some(found) = fits(event) {
                    return Some(found);
                }
            }
            None
        })
    }

    /// Stops the engine and frees the profile; the folder with files stays.
    pub fn stop(mut self) -> tempfile::TempDir {
        self.shut_down();
        std::mem::replace(&mut self.files, tempfile::tempdir().unwrap())
    }

    fn shut_down(&mut self) {
        let _ = self.engine.ask_blocking(Command::Shutdown);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.shut_down();
    }
}

pub fn recipient(address: &str) -> Recipient {
    Recipient {
        kind: RecipientKind::To,
        address: address.into(),
        name: String::new(),
        about: String::new(),
        check: DirectoryCheck::Unknown,
    }
}

/// A readable KIM mail as a Clientmodul hands it out.
pub fn kim_mail(from: &str, to: &str, subject: &str, extra: &str, text: &str) -> Vec<u8> {
    let id = format!("{:x}", hash(&[from, to, subject, extra, text]));
    format!(
        "Return-Path: <{from}>\r\nMessage-ID: <{id}@walk.invalid>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0100\r\nFrom: {from}\r\nTo: {to}\r\n\
         Subject: {subject}\r\nX-KIM-DecryptionResult: 00\r\nX-KIM-IntegrityCheckResult: 01\r\nMIME-Version: 1.0\r\n{extra}\r\n{text}"
    )
    .into_bytes()
}

fn hash(parts: &[&str]) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

/// A text mail.
pub fn text_mail(from: &str, to: &str, subject: &str, text: &str) -> Vec<u8> {
    kim_mail(from, to, subject, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n", text)
}

pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Every file below a folder, sorted.
pub fn files_below(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files_below(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Words on a print, as the German window sends them.
pub fn print_words() -> kimpost::engine::command::PrintWords {
    let [from, to, cc, date, attachments] = ["Von", "An", "Kopie", "Datum", "Anhänge"].map(str::to_owned);
    kimpost::engine::command::PrintWords { from, to, cc, date, attachments, unconfirmed: "Signatur: nicht bestätigt".to_owned() }
}

/// Sends a signal to a child. (The command `kill` is a package of its own.)
#[cfg(unix)]
pub fn signal(child: &std::process::Child, signal: rustix::process::Signal) {
    rustix::process::kill_process(rustix::process::Pid::from_child(child), signal).unwrap();
}
