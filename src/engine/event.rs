//! What the engine tells: answers to commands, and news that nobody asked for.

mod desk;
pub mod overview;

use std::path::PathBuf;

pub use self::desk::{AnswerDetail, MappingReport, MappingState, RefusedMapping};
use self::overview::AccountOverview;
use super::command::Service;
use crate::domain::access::{AccessBook, Session};
use crate::domain::account::{Account, ClientCertificate, FieldIssue};
use crate::domain::answer::{AnswerPage, EbzRecord, HandoverState, ProcessingRun};
use crate::domain::answer_desk::{BulkReport, WaitingRow};
use crate::domain::audit::{AuditCheck, AuditPage};
use crate::domain::backup::{BackupMade, BackupState, Restored};
use crate::domain::card::ConnectorReport;
use crate::domain::contact::{AddressBook, ContactReport, RecipientCheck, Suggestions};
use crate::domain::directory::DirectoryAnswer;
use crate::domain::drawing::{Drawing, TextView};
use crate::domain::ids::{AccountId, ContactGroupId, MailId, RequestId};
use crate::domain::key::KeyState;
use crate::domain::letter_count::LetterCount;
use crate::domain::log::{LogPage, SupportReport};
use crate::domain::mail::{FolderCounts, MailDetail, MailPage};
use crate::domain::outgoing::{Draft, DraftAttachment, OutboxItem};
use crate::domain::patient::{Candidate, LetterFacts};
use crate::domain::problem::{Problem, Severity};
use crate::domain::purge::{PurgeCount, RetentionState, RetentionTrial};
use crate::domain::time::Timestamp;
use crate::domain::usage::UsageFacts;
use crate::domain::watch::{EauFacts, WatchFacts};

/// News from the engine.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The answer to a command sent with [`super::EngineHandle::send`].
    Answered {
        request: RequestId,
        result: Result<Box<Answer>, Problem>,
    },
    /// New mails are stored; lists and counts are out of date.
    MailStored {
        account: AccountId,
        count: usize,
    },
    /// Mails changed in another way (read, moved, joined).
    MailsChanged,
    OutboxChanged,
    AnswersChanged,
    AccountsChanged,
    /// People, groupings or rights changed: what may be seen and done is to be asked again.
    AccessChanged,
    /// Something that „Übersicht" tells is different now.
    OverviewChanged,
    /// „KIM-Nutzung" was saved, or a fetch left other mails on the server than before.
    UsageChanged,
    /// A watched folder, or what lies in one.
    WatchChanged,
    /// A backup was made or planned, or failed.
    BackupChanged,
    /// The key is kept another way, or a recovery sheet was made.
    KeyChanged,
    /// Periods were set, or kept.
    RetentionChanged,
    /// Contacts or groups changed.
    ContactsChanged,
    /// How far a take-over of several answers is; `total` 0 when it is over.
    BulkProgress {
        done: usize,
        total: usize,
    },
    /// How far the check of all contacts is; `total` 0 when it is over.
    ContactCheck {
        done: usize,
        total: usize,
    },
    /// A fetch runs; merged per account, at most ten a second.
    FetchProgress(FetchProgress),
    /// A fetch ended, by command or by timer.
    FetchFinished(AccountFetch),
    /// When the next fetch by timer is due.
    NextFetch {
        at: Timestamp,
    },
    /// Bytes handed to the Clientmodul so far.
    SendProgress {
        account: AccountId,
        mail: MailId,
        sent: u64,
        total: u64,
    },
    /// A rung of „Verbindung testen".
    TestStep {
        request: RequestId,
        step: TestStep,
    },
    /// A problem of an account (or of the whole program) that lasts until it is cleared.
    ProblemRaised(Problem),
    /// An empty code clears every problem of reaching the account's servers.
    ProblemCleared {
        account: Option<AccountId>,
        code: &'static str,
    },
}

/// The answer to a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Done,
    Backups(Box<BackupState>),
    BackupMade(BackupMade),
    Key(Box<KeyState>),
    PurgeCount(PurgeCount),
    Retention(RetentionState),
    RetentionTrial(RetentionTrial),
    Restored(Restored),
    Accounts(Vec<Account>),
    AccountSaved(Box<Account>),
    Tested(Vec<TestStep>),
    /// With its key, for saving.
    ClientCertificate(ClientCertificate),
    /// Text of a PEM file that holds certificates.
    Pem(String),
    SelfTested(SelfTestReport),
    /// In the order of the file.
    AccountsImported(Vec<AccountImport>),
    Fetched(Vec<AccountFetch>),
    Mails(MailPage),
    Counts(Vec<(AccountId, FolderCounts)>),
    Mail(Box<MailDetail>),
    Bytes {
        offset: u64,
        total: u64,
        bytes: Vec<u8>,
    },
    Files(Vec<SavedFile>),
    View(Box<View>),
    DraftSaved {
        id: MailId,
        at: Timestamp,
    },
    Draft(Box<Draft>),
    AttachmentAdded(DraftAttachment),
    Queued(OutboxItem),
    Outbox(Vec<OutboxItem>),
    Suggestions(Suggestions),
    Directory(DirectoryAnswer),
    Cards(Box<ConnectorReport>),
    Overview(Vec<AccountOverview>),
    RecipientsChecked(Vec<RecipientCheck>),
    AddressBook(AddressBook),
    ContactGroupSaved(ContactGroupId),
    ContactsChecked(ContactReport),
    Answers(Box<AnswerPage>),
    AnswerDetail(AnswerDetail),
    Waiting(Vec<WaitingRow>),
    Bulk(BulkReport),
    Mappings(MappingReport),
    Letters(Box<LetterFacts>),
    Patients(Vec<Candidate>),
    LetterCount(Box<LetterCount>),
    Run {
        run: ProcessingRun,
        answer: Option<EbzRecord>,
    },
    Handovers {
        folders: Vec<(String, PathBuf)>,
        items: Vec<HandoverItem>,
    },
    Imported(ImportReport),
    Checks(Vec<DoctorCheck>),
    Log(LogPage),
    Support(Box<SupportReport>),
    AuditPage(Box<AuditPage>),
    AuditChecked(AuditCheck),
    Settings(Vec<(String, String)>),
    /// Who asks and what may be done; minutes without a touch after which a window locks itself.
    Session {
        session: Box<Session>,
        lock_minutes: u32,
    },
    Access(Box<AccessBook>),
    Usage(Box<UsageFacts>),
    Folders(Vec<FolderState>),
    Watch(Box<WatchFacts>),
    Eau(Box<EauFacts>),
}

/// How far a running fetch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchProgress {
    pub account: AccountId,
    /// Mails received so far in this fetch.
    pub done: usize,
    /// Mails to receive; 0 while still unknown.
    pub total: usize,
    /// Bytes received so far.
    pub bytes: u64,
    /// Bytes the server announced in all; a hint only.
    pub announced: u64,
}

/// The result of one fetch of one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountFetch {
    pub account: AccountId,
    pub address: String,
    pub new: usize,
    /// Left on the server because of the Dienstkennung filter.
    pub skipped: usize,
    pub parked: usize,
    pub deleted_on_server: usize,
    pub bytes: u64,
    /// Mails were asked for: a problem may be that of one of them.
    pub receiving: bool,
    pub millis: u64,
    pub problems: Vec<Problem>,
    /// Ended by „Abbrechen".
    pub cancelled: bool,
    /// Not begun: the account is bound to an HBA that is not inserted.
    pub waits_for_card: bool,
}

impl AccountFetch {
    /// A fetch of which nothing is told yet.
    #[must_use]
    pub fn of(account: AccountId, address: impl Into<String>) -> Self {
        Self {
            account,
            address: address.into(),
            new: 0,
            skipped: 0,
            parked: 0,
            deleted_on_server: 0,
            bytes: 0,
            receiving: false,
            millis: 0,
            problems: Vec::new(),
            cancelled: false,
            waits_for_card: false,
        }
    }
}

/// A rung of the ladder of „Verbindung testen".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestStep {
    pub service: Service,
    /// `name`, `tcp`, `tls`, `greeting`, `capabilities`, `login`, `search`, `services`, `cards`; of a self-test `send`,
    /// `receive`, `compare`, `receipt`; text key `test-step-…`.
    pub step: &'static str,
    pub ok: bool,
    pub millis: u64,
    /// The peer's words or what was found; cleaned.
    pub detail: String,
    /// Why it failed; its advice is the next step.
    pub problem: Option<Problem>,
}

impl TestStep {
    /// Not tried, on purpose: neither good nor bad.
    #[must_use]
    pub fn was_left_out(&self) -> bool {
        !self.ok && self.problem.as_ref().is_some_and(|problem| problem.severity == Severity::Info)
    }
}

/// What a self-test found; true only for what was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelfTestReport {
    /// The Clientmodul took the mail over.
    pub sent: bool,
    pub received: bool,
    /// The attachment came back byte for byte.
    pub identical: bool,
    /// „zugestellt" arrived.
    pub receipt: bool,
    pub millis: u64,
    pub steps: Vec<TestStep>,
    /// Why it ended early.
    pub problem: Option<Problem>,
}

/// What became of one account of an imported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountImport {
    /// As written in the file; may be empty or no address at all.
    pub address: String,
    /// The new account.
    pub account: Option<AccountId>,
    /// `Known`: an account with this address is there already and stays as it is.
    pub result: ImportResult,
    pub problem: Option<Problem>,
    /// What is odd, or with `ACCOUNT-INVALID` what forbids it.
    pub issues: Vec<FieldIssue>,
}

/// An attachment as it can be shown.
#[derive(Clone, PartialEq, Eq)]
pub enum View {
    Page(Drawing),
    Text(TextView),
}

crate::domain::opaque_debug!(View);

/// A file written for a person.
#[derive(Clone, PartialEq, Eq)]
pub struct SavedFile {
    /// Attachment index, or the number of mails in an export.
    pub index: usize,
    pub path: PathBuf,
    pub size: u64,
    /// SHA-256 of the written bytes, lower-case hex.
    pub sha256: String,
}

crate::domain::opaque_debug!(SavedFile);

/// A hand-over of a mail.
#[derive(Clone, PartialEq, Eq)]
pub struct HandoverItem {
    pub mail: MailId,
    pub run: u32,
    pub path: String,
    pub state: HandoverState,
    /// Why it failed, as a stable code; empty otherwise.
    pub problem_code: String,
}

crate::domain::opaque_debug!(HandoverItem);

/// Whether a folder of the practice software can be written.
#[derive(Clone, PartialEq, Eq)]
pub struct FolderState {
    pub prefix: String,
    pub path: PathBuf,
    /// Why not, as a stable code; empty when it can.
    pub problem_code: &'static str,
    /// A JSON file is written beside each file.
    pub sidecar: bool,
}

crate::domain::opaque_debug!(FolderState);

/// The result of an import.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    pub mails: Vec<ImportedMail>,
}

crate::domain::opaque_debug!(ImportReport);

/// What became of one imported file or one mail of an mbox.
#[derive(Clone, PartialEq, Eq)]
pub struct ImportedMail {
    pub path: PathBuf,
    pub id: Option<MailId>,
    pub result: ImportResult,
    /// Why it failed; empty otherwise.
    pub detail: String,
}

crate::domain::opaque_debug!(ImportedMail);

/// Outcome for one imported mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportResult {
    New,
    Known,
    Failed,
}

impl ImportResult {
    /// Word of the command line's JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Known => "known",
            Self::Failed => "failed",
        }
    }
}

/// A line of `doctor`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoctorCheck {
    /// Stable word: `version`, `key_store`, `integrity`, `free_space`, `last_fetch`, `clock`, `pop3` …
    pub name: String,
    pub ok: bool,
    pub detail: String,
    /// Text key of the next step; empty when ok.
    pub advice_key: &'static str,
}
