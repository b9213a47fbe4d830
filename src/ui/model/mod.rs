//! The facts the window draws: everything the engine told so far, and the questions still open.
//!
//! [`Model::apply`] is the only way in. A question is an [`Ask`]: a command with the [`Purpose`] its answer
//! serves; the app sends it and notes the number with [`Model::expect`]. Answers to questions that nobody
//! asks any more are dropped. Nothing here reads a clock: the app sets [`Model::now`].

mod desk;
mod first;
mod listing;
mod loaded;
mod notice;
mod reply;
mod seat;

use std::collections::{BTreeMap, HashMap};

pub use desk::{DeskFacts, DeskPurpose};
pub use listing::{Listing, MailList, PAGE};
pub use loaded::Loaded;
pub use notice::Notice;
pub use reply::{Owner, Reply};

use crate::domain::access::{AccessBook, Session};
use crate::domain::account::Account;
use crate::domain::answer::{AnswerPage, ApplicationNumber};
use crate::domain::backup::BackupState;
use crate::domain::ids::{AccountId, MailId, RequestId, UserId};
use crate::domain::key::KeyState;
use crate::domain::mail::{FolderCounts, MailDetail};
use crate::domain::outgoing::OutboxItem;
use crate::domain::patient::LetterFacts;
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;
use crate::domain::usage::UsageFacts;
use crate::domain::watch::{EauFacts, WatchFacts};
use crate::engine::command::{BackupCommand, Command, DeskCommand, KeyCommand, LetterCommand};
use crate::engine::event::overview::AccountOverview;
use crate::engine::event::{AccountFetch, Answer, AnswerDetail, Event, FetchProgress, FolderState, HandoverItem, TestStep};

/// What the answer to a command is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Only a failure is told, as a notice.
    Silent,
    /// Success is told in a quiet line (text key), failure as a notice.
    Told(&'static str),
    Accounts,
    Counts,
    /// A page of the list; answers of an older listing are dropped.
    Page {
        listing: u64,
        page: usize,
    },
    Detail(MailId),
    Embedded(MailId),
    Raw {
        mail: MailId,
        offset: u64,
    },
    Outbox,
    Answers,
    Desk(DeskPurpose),
    AnswerDetail(ApplicationNumber),
    Handovers,
    Settings,
    /// People, groupings and rules.
    Access,
    /// Who sits here.
    Session,
    /// A name and a password were entered.
    SignIn,
    Overview,
    Usage,
    Folders,
    /// Ausgangsordner.
    Watch,
    Backups,
    /// Where the key is kept.
    Key,
    /// eAU on their way.
    Eau,
    /// Whom letters are about.
    Letters,
    Fetch,
    /// A file was written; its name is told, and it is opened with the system's viewer if asked for.
    Files {
        open: bool,
    },
    /// Kept for the view that asked; it takes it with [`Model::take_replies`].
    Reply(Owner, &'static str),
}

/// A command and what its answer is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    pub command: Command,
    pub purpose: Purpose,
}

/// The questions of a frame, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asks(pub Vec<Ask>);

impl Asks {
    /// Adds a question.
    pub fn ask(&mut self, command: Command, purpose: Purpose) {
        self.0.push(Ask { command, purpose });
    }
}

/// Windows of raw source received so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawText {
    pub total: u64,
    /// By offset.
    pub windows: BTreeMap<u64, Vec<u8>>,
    /// Offset of a question on its way.
    pub pending: Option<u64>,
}

/// Folders of the practice software and the state of what was handed over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Handovers {
    pub folders: Vec<(String, std::path::PathBuf)>,
    pub items: Vec<HandoverItem>,
}

/// What became out of date by an event and is asked for again at the next [`Model::refresh`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Stale {
    accounts: bool,
    counts: bool,
    list: bool,
    details: bool,
    outbox: bool,
    waiting: bool,
    session: bool,
    overview: bool,
    usage: bool,
    eau: bool,
    watch: bool,
    backups: bool,
    key: bool,
    letters: bool,
}

/// Everything known. Fields are read by the views; only [`Model::apply`], [`Model::expect`] and the app write.
#[derive(Debug, Default)]
pub struct Model {
    /// The time of this frame.
    pub now: Timestamp,
    /// What draws the window (`glow`, `wgpu`), for support; empty while unknown.
    pub renderer: &'static str,
    pub accounts: Loaded<Vec<Account>>,
    pub counts: Loaded<Vec<(AccountId, FolderCounts)>>,
    pub list: MailList,
    /// Mails shown in the preview or in a dialog.
    pub details: HashMap<MailId, Loaded<Box<MailDetail>>>,
    /// Contents of error mails with failed integrity, opened on purpose.
    pub embedded: HashMap<MailId, Loaded<Box<MailDetail>>>,
    pub raw: HashMap<MailId, RawText>,
    pub outbox: Loaded<Vec<OutboxItem>>,
    pub answers: Loaded<Box<AnswerPage>>,
    pub desk: DeskFacts,
    pub answer_details: HashMap<ApplicationNumber, Loaded<AnswerDetail>>,
    pub handovers: Loaded<Handovers>,
    pub settings: Loaded<Vec<(String, String)>>,
    /// Who sits here and what may be done.
    pub session: Loaded<Session>,
    /// Minutes without a touch after which the window locks itself.
    pub lock_minutes: u32,
    /// Whose picture this is; it stays while the window is locked.
    pub owner: Option<UserId>,
    /// How often another person sat down; each finds a fresh desk.
    pub desks: u32,
    /// Locked by this window; the engine may not have heard of it yet.
    pub locked: bool,
    /// Why the last sign-in failed; the view takes it.
    pub sign_in_problem: Option<Problem>,
    pub access: Loaded<AccessBook>,
    pub overview: Loaded<Vec<AccountOverview>>,
    /// „KIM-Nutzung" of this workplace.
    pub usage: Loaded<Box<UsageFacts>>,
    /// Whether the folders of the practice software could be written when they were last tried.
    pub folders: Loaded<Vec<FolderState>>,
    /// Ausgangsordner of the practice software.
    pub watch: Loaded<Box<WatchFacts>>,
    pub backups: Loaded<Box<BackupState>>,
    pub key: Loaded<Box<KeyState>>,
    /// Grows with each change of the retention periods and each run.
    pub retention_version: u64,
    /// eAU that are gathered, or that nobody answered.
    pub eau: Loaded<Box<EauFacts>>,
    /// Letters that wait for a person to say whom they are about.
    pub letters: Loaded<Box<LetterFacts>>,
    /// Grows with every change of mails, so that the count of letters is asked for again.
    pub letters_version: u64,
    /// Problems that last until they are cleared.
    pub problems: Vec<Problem>,
    /// Running fetches.
    pub fetching: BTreeMap<AccountId, FetchProgress>,
    pub last_fetch: HashMap<AccountId, AccountFetch>,
    pub next_fetch: Option<Timestamp>,
    /// Bytes of running submissions: sent, total.
    pub sending: HashMap<MailId, (u64, u64)>,
    /// Rungs of running or finished connection tests.
    pub test_steps: HashMap<RequestId, Vec<TestStep>>,
    /// Grows with every change of the address book, so that its views ask again.
    pub contacts_version: u64,
    /// How far a running check of all contacts is: done, all.
    pub contact_check: Option<(usize, usize)>,
    /// Mails stored since the list was last asked for.
    pub new_mails: usize,
    pub notices: Vec<Notice>,
    /// Files to open with the system's viewer; the app takes them.
    pub files_to_open: Vec<std::path::PathBuf>,
    stale: Stale,
    pending: HashMap<RequestId, Purpose>,
    replies: Vec<Reply>,
}

impl Model {
    /// Takes an event in.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Answered { request, result } => {
                if let Some(purpose) = self.pending.remove(&request) {
                    self.answered(request, purpose, result);
                }
            }
            Event::MailStored { count, .. } => {
                self.new_mails += count;
                self.stale.counts = true;
                // Answers and receipts may have come with them; the list waits for the eye to allow it.
                self.stale.details = true;
            }
            Event::MailsChanged => {
                self.stale.counts = true;
                self.stale.list = true;
                self.stale.details = true;
            }
            Event::OutboxChanged => {
                // A submission ended or another begins; a running one tells its progress again at once.
                self.sending.clear();
                self.stale.outbox = true;
                self.stale.waiting = true;
                self.stale.counts = true;
                self.stale.details = true;
                self.stale.overview = true;
            }
            Event::BulkProgress { done, total } => self.desk.bulk = (total > 0).then_some((done, total)),
            Event::AnswersChanged => {
                self.desk.version += 1;
                self.stale.waiting = true;
                self.stale.details = true;
            }
            Event::OverviewChanged => self.stale.overview = true,
            Event::ContactsChanged => self.contacts_version += 1,
            Event::ContactCheck { done, total } => self.contact_check = (total > 0).then_some((done, total)),
            Event::AccountsChanged => {
                self.stale.accounts = true;
                self.stale.overview = true;
                self.stale.counts = true;
            }
            Event::AccessChanged => self.stale.session = true,
            Event::UsageChanged => self.stale.usage = true,
            Event::WatchChanged => self.stale.watch = true,
            Event::BackupChanged => self.stale.backups = true,
            Event::KeyChanged => self.stale.key = true,
            Event::RetentionChanged => self.retention_version += 1,
            Event::FetchProgress(progress) => {
                self.fetching.insert(progress.account, progress);
            }
            Event::FetchFinished(fetch) => {
                self.fetching.remove(&fetch.account);
                self.stale.accounts = true;
                self.stale.overview = true;
                self.last_fetch.insert(fetch.account, fetch);
            }
            Event::NextFetch { at } => self.next_fetch = Some(at),
            Event::SendProgress { mail, sent, total, .. } => {
                if sent >= total {
                    self.sending.remove(&mail);
                } else {
                    self.sending.insert(mail, (sent, total));
                }
            }
            Event::TestStep { request, step } => self.test_steps.entry(request).or_default().push(step),
            Event::ProblemRaised(problem) => {
                self.problems.retain(|p| (p.account, p.code) != (problem.account, problem.code));
                self.problems.push(problem);
            }
            Event::ProblemCleared { account, code } => {
                self.problems.retain(|p| !p.is_cleared_by(account, code));
            }
        }
    }

    /// A newer picture of the key.
    pub fn take_key(&mut self, state: Box<KeyState>) {
        self.key = Loaded::Ready(state);
    }

    /// A newer picture of the backups.
    pub fn take_backups(&mut self, state: Box<BackupState>) {
        self.backups = Loaded::Ready(state);
    }

    /// A newer picture of the Ausgangsordner.
    pub fn take_watch(&mut self, facts: Box<WatchFacts>) {
        self.watch = Loaded::Ready(facts);
    }

    /// Notes that a command was sent and what its answer is for.
    pub fn expect(&mut self, request: RequestId, purpose: Purpose) {
        match &purpose {
            Purpose::Accounts => self.accounts.ask(),
            Purpose::Counts => self.counts.ask(),
            Purpose::Detail(mail) => self.details.entry(*mail).or_default().ask(),
            Purpose::Embedded(mail) => self.embedded.entry(*mail).or_default().ask(),
            Purpose::Raw { mail, offset } => self.raw.entry(*mail).or_default().pending = Some(*offset),
            Purpose::Outbox => self.outbox.ask(),
            Purpose::Answers => self.answers.ask(),
            Purpose::Desk(purpose) => self.desk.ask(*purpose),
            Purpose::AnswerDetail(number) => self.answer_details.entry(number.clone()).or_default().ask(),
            Purpose::Handovers => self.handovers.ask(),
            Purpose::Settings => self.settings.ask(),
            Purpose::Access => self.access.ask(),
            Purpose::Session => self.session.ask(),
            Purpose::Overview => self.overview.ask(),
            Purpose::Usage => self.usage.ask(),
            Purpose::Folders => self.folders.ask(),
            Purpose::Watch => self.watch.ask(),
            Purpose::Backups => self.backups.ask(),
            Purpose::Key => self.key.ask(),
            Purpose::Eau => self.eau.ask(),
            Purpose::Letters => self.letters.ask(),
            Purpose::Page { listing, page } => self.list.expect(*listing, *page),
            Purpose::Silent | Purpose::Told(_) | Purpose::SignIn | Purpose::Fetch | Purpose::Files { .. } | Purpose::Reply(..) => {}
        }
        self.pending.insert(request, purpose);
    }

    /// The questions that became necessary by events: once per frame, asked by the app.
    ///
    /// `list_may_move`: the list may be replaced now without moving a row under the pointer or a text being read.
    pub fn refresh(&mut self, list_may_move: bool, asks: &mut Asks) {
        let mut stale = std::mem::take(&mut self.stale);
        stale.eau |= stale.outbox || stale.usage || stale.details;
        if stale.outbox || stale.details {
            stale.letters = true;
            self.letters_version += 1;
        }
        if stale.session {
            asks.ask(Command::WhoAmI, Purpose::Session);
            if !self.access.is_not_asked() {
                asks.ask(Command::ListAccess, Purpose::Access);
            }
        }
        // What is looked at first comes first, what takes longest last.
        if stale.list || (self.new_mails > 0 && list_may_move) {
            self.reload_list();
        }
        self.list.ask_missing(asks);
        if self.accounts.is_due(&mut stale.accounts) {
            asks.ask(Command::ListAccounts, Purpose::Accounts);
        }
        if self.counts.is_due(&mut stale.counts) {
            asks.ask(Command::CountFolders, Purpose::Counts);
        }
        if self.outbox.is_due(&mut stale.outbox) {
            asks.ask(Command::ListOutbox { settled: false }, Purpose::Outbox);
        }
        if self.usage.is_due(&mut stale.usage) {
            asks.ask(Command::LoadUsage, Purpose::Usage);
        }
        if self.eau.is_due(&mut stale.eau) {
            asks.ask(Command::ListEau, Purpose::Eau);
        }
        if self.letters.is_due(&mut stale.letters) {
            asks.ask(Command::Letters(Box::new(LetterCommand::Facts)), Purpose::Letters);
        }
        if !self.watch.is_not_asked() && self.watch.is_due(&mut stale.watch) {
            asks.ask(Command::ListWatch, Purpose::Watch);
        }
        if !self.backups.is_not_asked() && self.backups.is_due(&mut stale.backups) {
            asks.ask(Command::Backup(Box::new(BackupCommand::State)), Purpose::Backups);
        }
        if !self.key.is_not_asked() && self.key.is_due(&mut stale.key) {
            asks.ask(Command::Key(Box::new(KeyCommand::State)), Purpose::Key);
        }
        if self.desk.waiting.is_due(&mut stale.waiting) {
            asks.ask(Command::Desk(Box::new(DeskCommand::Waiting)), Purpose::Desk(DeskPurpose::Waiting));
        }
        if stale.details {
            for (mail, detail) in &self.details {
                if !detail.is_pending() {
                    asks.ask(Command::OpenMail { mail: *mail, mark_read: false }, Purpose::Detail(*mail));
                }
            }
        }
        if self.overview.is_due(&mut stale.overview) {
            asks.ask(Command::Overview { probe: false }, Purpose::Overview);
        }
        self.stale = Stale { session: false, list: false, details: false, ..stale };
    }

    /// Asks for the list anew, for instance because the person wants to see the new mails.
    pub fn reload_list(&mut self) {
        self.new_mails = 0;
        self.list.reload();
    }

    /// Forgets the details of mails that no view shows any more.
    pub fn keep_details(&mut self, shown: &[MailId]) {
        self.details.retain(|mail, _| shown.contains(mail));
        self.embedded.retain(|mail, _| shown.contains(mail));
        self.raw.retain(|mail, _| shown.contains(mail));
    }

    /// The answers kept for a view, in their order.
    #[must_use]
    pub fn take_replies(&mut self, owner: Owner) -> Vec<Reply> {
        let (mine, others) = std::mem::take(&mut self.replies).into_iter().partition(|reply| reply.owner == owner);
        self.replies = others;
        mine
    }

    /// Whether an answer for this view is on its way.
    #[must_use]
    pub fn waits_for(&self, owner: Owner, what: &str) -> bool {
        self.pending.values().any(|p| matches!(p, Purpose::Reply(o, w) if *o == owner && *w == what))
    }

    /// The number of the newest open question of this view, to find its test steps.
    #[must_use]
    pub fn request_of(&self, owner: Owner, what: &str) -> Option<RequestId> {
        let mine = self.pending.iter().filter(|(_, p)| matches!(p, Purpose::Reply(o, w) if *o == owner && *w == what));
        mine.map(|(request, _)| *request).max()
    }

    /// Forgets every open question and kept answer of a view that was closed.
    pub fn forget(&mut self, owner: Owner) {
        self.pending.retain(|_, p| !matches!(p, Purpose::Reply(o, _) if *o == owner));
        self.replies.retain(|reply| reply.owner != owner);
    }

    /// An account that is known.
    #[must_use]
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.value()?.iter().find(|account| account.id == id)
    }

    /// Accounts that are offered for choice.
    pub fn active_accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.value().into_iter().flatten().filter(|account| !account.settings.options.retired)
    }

    /// The name of the person at this screen, as acts are recorded under it; empty while not known.
    #[must_use]
    pub fn person(&self) -> &str {
        self.usage.value().map_or("", |facts| facts.person.as_str())
    }

    /// The counts of one account, or the sum over all that are offered.
    #[must_use]
    pub fn counts_of(&self, account: Option<AccountId>) -> FolderCounts {
        let mut sum = FolderCounts::default();
        for (id, counts) in self.counts.value().into_iter().flatten() {
            if account.is_none_or(|wanted| wanted == *id) {
                sum.inbox_unread += counts.inbox_unread;
                sum.inbox_total += counts.inbox_total;
                sum.outbox += counts.outbox;
                sum.outbox_attention += counts.outbox_attention;
                sum.sent += counts.sent;
                sum.drafts += counts.drafts;
                sum.trash += counts.trash;
                sum.undecrypted += counts.undecrypted;
            }
        }
        sum
    }

    /// Whether any fetch runs.
    #[must_use]
    pub fn is_fetching(&self) -> bool {
        !self.fetching.is_empty() || self.pending.values().any(|p| *p == Purpose::Fetch)
    }

    /// Tells something quietly.
    pub fn tell(&mut self, text: String) {
        self.notices.retain(|n| n.problem.is_some());
        self.notices.push(Notice { text, problem: None, at: self.now });
    }

    /// Tells that something a person just did failed.
    pub fn fail(&mut self, problem: Problem) {
        // The account's own mark already tells a lasting problem; the same words twice only frighten.
        if !self.problems.iter().any(|p| p.code == problem.code && p.account == problem.account) {
            self.notices.retain(|n| n.problem.as_ref() != Some(&problem));
            self.notices.push(Notice { text: crate::i18n::problem_text(&problem), problem: Some(problem), at: self.now });
        }
    }

    fn answered(&mut self, request: RequestId, purpose: Purpose, result: Result<Box<Answer>, Problem>) {
        let result = result.map(|answer| *answer);
        match (purpose, result) {
            (Purpose::Reply(owner, what), result) => self.replies.push(Reply { owner, what, request, result }),
            (Purpose::Accounts, Ok(Answer::Accounts(v))) => self.accounts.answer(Ok(v)),
            (Purpose::Accounts, Err(p)) => self.accounts.answer(Err(p)),
            (Purpose::Counts, Ok(Answer::Counts(v))) => self.counts.answer(Ok(v)),
            (Purpose::Counts, Err(p)) => self.counts.answer(Err(p)),
            (Purpose::Page { listing, page }, Ok(Answer::Mails(mails))) => self.list.received(listing, page, Ok(mails)),
            (Purpose::Page { listing, page }, Err(p)) => self.list.received(listing, page, Err(p)),
            (Purpose::Detail(mail), Ok(Answer::Mail(v))) => self.details.entry(mail).or_default().answer(Ok(v)),
            (Purpose::Detail(mail), Err(p)) if is_gone(&p) => {
                drop(self.details.insert(mail, Loaded::Failed { problem: p, previous: None }))
            }
            (Purpose::Detail(mail), Err(p)) => self.details.entry(mail).or_default().answer(Err(p)),
            (Purpose::Embedded(mail), Ok(Answer::Mail(v))) => self.embedded.entry(mail).or_default().answer(Ok(v)),
            (Purpose::Embedded(mail), Err(p)) => self.embedded.entry(mail).or_default().answer(Err(p)),
            (Purpose::Raw { mail, .. }, Ok(Answer::Bytes { offset, total, bytes })) => {
                let raw = self.raw.entry(mail).or_default();
                raw.pending = None;
                raw.total = total;
                raw.windows.insert(offset, bytes);
            }
            (Purpose::Outbox, Ok(Answer::Outbox(v))) => self.outbox.answer(Ok(v)),
            (Purpose::Outbox, Err(p)) => self.outbox.answer(Err(p)),
            (Purpose::Answers, Ok(Answer::Answers(v))) => self.answers.answer(Ok(v)),
            (Purpose::Answers, Err(p)) => self.answers.answer(Err(p)),
            (Purpose::Desk(purpose), result) => self.desk.answer(purpose, result),
            (Purpose::AnswerDetail(n), Ok(Answer::AnswerDetail(v))) => self.answer_details.entry(n).or_default().answer(Ok(v)),
            (Purpose::AnswerDetail(n), Err(p)) => self.answer_details.entry(n).or_default().answer(Err(p)),
            (Purpose::Handovers, Ok(Answer::Handovers { folders, items })) => self.handovers.answer(Ok(Handovers { folders, items })),
            (Purpose::Handovers, Err(p)) => self.handovers.answer(Err(p)),
            (Purpose::Settings, Ok(Answer::Settings(v))) => self.settings.answer(Ok(v)),
            (Purpose::Settings, Err(p)) => self.settings.answer(Err(p)),
            (Purpose::Access, Ok(Answer::Access(v))) => self.access.answer(Ok(*v)),
            (Purpose::Access, Err(p)) => self.access.answer(Err(p)),
            (Purpose::Session, Ok(Answer::Session { session, lock_minutes })) => self.take_session(*session, lock_minutes, false),
            (Purpose::SignIn, Ok(Answer::Session { session, lock_minutes })) => self.take_session(*session, lock_minutes, true),
            (Purpose::Session, Err(p)) => self.session.answer(Err(p)),
            (Purpose::SignIn, Err(p)) => self.sign_in_problem = Some(p),
            (Purpose::Overview, Ok(Answer::Overview(v))) => self.overview.answer(Ok(v)),
            (Purpose::Overview, Err(p)) => self.overview.answer(Err(p)),
            (Purpose::Usage, Ok(Answer::Usage(v))) => self.usage.answer(Ok(v)),
            (Purpose::Usage, Err(p)) => self.usage.answer(Err(p)),
            (Purpose::Folders, Ok(Answer::Folders(v))) => self.folders.answer(Ok(v)),
            (Purpose::Folders, Err(p)) => self.folders.answer(Err(p)),
            (Purpose::Watch, Ok(Answer::Watch(v))) => self.watch.answer(Ok(v)),
            (Purpose::Backups, Ok(Answer::Backups(v))) => self.backups.answer(Ok(v)),
            (Purpose::Backups, Err(p)) => self.backups.answer(Err(p)),
            (Purpose::Key, Ok(Answer::Key(v))) => self.key.answer(Ok(v)),
            (Purpose::Key, Err(p)) => self.key.answer(Err(p)),
            (Purpose::Watch, Err(p)) => self.watch.answer(Err(p)),
            (Purpose::Eau, Ok(Answer::Eau(v))) => self.eau.answer(Ok(v)),
            (Purpose::Eau, Err(p)) => self.eau.answer(Err(p)),
            (Purpose::Letters, Ok(Answer::Letters(v))) => self.letters.answer(Ok(v)),
            (Purpose::Letters, Err(p)) => self.letters.answer(Err(p)),
            (Purpose::Files { open }, Ok(Answer::Files(files))) => self.files_written(open, files),
            (Purpose::Told(key), Ok(_)) => self.tell(crate::i18n::text(key)),
            (Purpose::Raw { mail, .. }, Err(p)) => {
                self.raw.entry(mail).or_default().pending = None;
                self.fail(p);
            }
            (_, Err(problem)) => self.fail(problem),
            (purpose, Ok(_)) => {
                if !matches!(purpose, Purpose::Silent | Purpose::Fetch) {
                    tracing::warn!(?purpose, "an answer of another kind than asked for");
                }
            }
        }
    }

    fn files_written(&mut self, open: bool, files: Vec<crate::engine::event::SavedFile>) {
        if open {
            self.files_to_open.extend(files.into_iter().map(|file| file.path));
        } else if let [file] = files.as_slice() {
            self.tell(crate::i18n::text_with("shell-saved-one", &file.path.display().to_string()));
        } else if let Some(file) = files.first() {
            let folder = file.path.parent().unwrap_or(&file.path).display().to_string();
            self.tell(t!("shell-saved-many", count = files.len(), folder = folder));
        }
    }
}

/// The mail does not exist for this person, or no longer: what was shown of it goes too.
fn is_gone(problem: &Problem) -> bool {
    ["NOT-FOUND", "ACCESS", "SIGN-IN-NEEDED"].contains(&problem.code)
}

#[cfg(test)]
mod tests;
