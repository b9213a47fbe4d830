//! What may be asked of the engine: the closed list of commands of window and command line.
//!
//! Every command is a question: it gets exactly one [`super::event::Answer`] or a `Problem`. Commands hold
//! plain values; nothing here touches a file, a socket or the store.

mod audit;
mod backup;
mod contacts;
mod desk;
mod keys;
mod letters;
mod purge;
mod support;

use std::path::PathBuf;

pub use audit::AuditCommand;
pub use backup::BackupCommand;
pub use contacts::ContactCommand;
pub use desk::DeskCommand;
pub use keys::{KeyCommand, SheetTo};
pub use letters::{CountWords, LetterCommand};
pub use purge::PurgeCommand;
pub use support::SupportCommand;

use crate::domain::access::{AccountAccess, GroupingKind, Role, User};
use crate::domain::account::AccountSettings;
use crate::domain::answer::{AnswerFilter, ApplicationNumber};
use crate::domain::directory::DirectoryQuery;
use crate::domain::drawing::DrawTask;
use crate::domain::ids::{AccountId, GroupingId, MailId, UserId};
use crate::domain::mail::MailFilter;
use crate::domain::outgoing::Draft;
use crate::domain::secret::Secret;
use crate::domain::usage::Usage;
use crate::domain::watch::WatchAct;

/// A question to the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    // Accounts
    /// → `Accounts`
    ListAccounts,
    /// Adds (`id` none) or changes an account; `password` none keeps the stored one. With `loaded`, the settings the
    /// change began with, it is refused (`ACCOUNT-CHANGED`) when somebody else saved others meanwhile. → `AccountSaved`
    SaveAccount { id: Option<AccountId>, settings: Box<AccountSettings>, password: Option<Secret>, loaded: Option<Box<AccountSettings>> },
    /// Refused (`ACCOUNT-USED`) once the account has sent or received. → `Done`
    RemoveAccount { id: AccountId },
    /// „Verbindung testen", also for settings not saved yet; a password that is not given is the stored one. Steps come as
    /// `Event::TestStep`. → `Tested`
    TestAccount { id: Option<AccountId>, settings: Box<AccountSettings>, password: Option<Secret>, connector_password: Option<Secret> },
    /// Reads a PKCS#12 file, for an account that is saved later. → `ClientCertificate`
    ReadClientCertificate { path: PathBuf, password: Secret },
    /// Reads the certificates of a PEM file. → `Pem`
    ReadCa { path: PathBuf },
    /// „Selbsttest": a mail to the own address and back; rungs come as `Event::TestStep`. → `SelfTested`
    SelfTest { account: AccountId },
    /// Ends a running self-test. → `Done`
    CancelSelfTest { account: AccountId },
    /// Writes accounts (none: all) as TOML, without passwords and keys. → `Files` with their count in `index`.
    ExportAccounts { accounts: Vec<AccountId>, path: PathBuf, replace: bool },
    /// Adds the accounts of a file, each whole or not at all; `pkcs12` opens client certificates named in it.
    /// → `AccountsImported`
    ImportAccounts { path: PathBuf, pkcs12: Option<Secret> },
    /// Makes this program the processing station of an account, or no longer. → `AccountSaved`
    SetStation { account: AccountId, here: bool },
    /// Remembers a certificate that changed. → `Done`
    AcceptCertificate { account: AccountId, service: Service, sha256: String },

    // Signing in, and who may do what
    /// At the seat that asks: the window, or this call of the command line. → `Session`
    SignIn { name: String, password: Secret },
    /// Locks the window too. → `Session`
    SignOut,
    /// → `Session`
    WhoAmI,
    /// The own one. → `Done`
    ChangeOwnPassword { old: Secret, new: Secret },
    /// People, groupings, rules of accounts. → `Access`
    ListAccess,
    /// The first one is an admin with a password; from then on people must sign in. → `Access`
    AddUser { name: String, role: Role, password: Option<Secret> },
    /// Refused (`ACCESS-CHANGED`) when the person is no longer as in `before`; `password` none keeps it. → `Access`
    ChangeUser { before: Box<User>, name: String, role: Role, password: Option<Secret> },
    /// → `Access`
    RemoveUser { before: Box<User> },
    /// → `Access`
    AddGrouping { kind: GroupingKind, name: String },
    /// → `Access`
    RemoveGrouping { id: GroupingId },
    /// → `Access`
    SetMember { grouping: GroupingId, user: UserId, member: bool },
    /// Refused (`ACCESS-CHANGED`) when the rules are no longer as in `before`. → `Access`
    SetAccountAccess { account: AccountId, before: Box<AccountAccess>, after: Box<AccountAccess> },

    // Receiving
    /// Fetches now; no accounts means all. Only mails whose Dienstkennung has one of the prefixes; without any those
    /// chosen for this workplace; `*` stands for all. → `Fetched`
    Fetch { accounts: Vec<AccountId>, dienstkennungen: Vec<String> },
    /// Ends running fetches of these accounts (none: all) at once. → `Done`
    CancelFetch { accounts: Vec<AccountId> },
    /// „Erneut abrufen" for an undecrypted or error mail that still lies on the server. → `Fetched`
    RefetchMail { mail: MailId },

    // Reading
    /// → `Mails`
    ListMails(MailFilter),
    /// → `Counts`
    CountFolders,
    /// → `Mail`; `mark_read` also records who read it.
    OpenMail { mail: MailId, mark_read: bool },
    /// A window of the raw bytes. → `Bytes`
    ReadRaw { mail: MailId, offset: u64, len: usize },
    /// The text of the mail embedded in an error mail with failed integrity, opened on purpose. → `Mail`
    OpenEmbedded { mail: MailId },
    /// → `Files`; `index` none saves all. Existing files are never overwritten.
    SaveAttachments { mail: MailId, index: Option<usize>, dir: PathBuf },
    /// Saves one attachment under a path the person chose. Without `replace` a file that lies there stays (`SAVE-EXISTS`); the
    /// desktop's dialog asked before. → `Files`
    SaveAttachmentAs { mail: MailId, index: usize, path: PathBuf, replace: bool },
    /// „Öffnen": a private, read-only copy for the system's viewer; refused where the content could act by itself. → `Files`
    OpenAttachment { mail: MailId, index: usize },
    /// An attachment as it can be shown inside the program: a drawn page or picture, or its text. A newer question of the same
    /// lane ends an older one (`DRAW-REPLACED`). → `View`
    ViewAttachment { mail: MailId, index: usize, task: DrawTask, lane: u64 },
    /// Nobody looks at this lane any more. → `Done`
    EndView { lane: u64 },
    /// Size and SHA-256 of every attachment as it would be saved; writes nothing. → `Files`
    DigestAttachments { mail: MailId },
    /// „Speichern unter": the raw mail as .eml; `replace` as above. → `Files`
    SaveRaw { mail: MailId, path: PathBuf, replace: bool },
    /// Writes a PDF into the private temp folder for the system's viewer. → `Files`
    Print { mail: MailId, words: PrintWords },
    /// → `Done`
    MarkUnread { mails: Vec<MailId>, unread: bool },
    /// → `Done`
    MoveToTrash { mails: Vec<MailId> },
    /// Back from the trash to where it was. → `Done`
    Restore { mails: Vec<MailId> },
    /// Deleting for good, and the periods after which that happens by itself.
    Purge(Box<PurgeCommand>),
    /// „In Bearbeitung nehmen" or, with `claim` false, „freigeben"; all of the mails or none (`MAIL-CLAIMED`). → `Done`
    Claim { mails: Vec<MailId>, claim: bool },
    /// „erledigt", or open again; of an outgoing mail: what came back was seen to. → `Done`
    MarkDone { mails: Vec<MailId>, done: bool },
    /// Sends (only at the processing station) or declines the read receipt the sender asked for. → `Done`
    AnswerReadReceipt { mail: MailId, send: bool },

    // Writing
    /// → `DraftSaved`
    SaveDraft(Box<Draft>),
    /// → `Draft`
    OpenDraft { mail: MailId },
    /// Deletes a draft. → `Done`
    DiscardDraft { mail: MailId },
    /// Copies a file into the encrypted store. → `AttachmentAdded`
    AddAttachment { path: PathBuf },
    /// A draft that answers a mail, with quoting and threading. → `Draft`
    PrepareReply { mail: MailId, all: bool },
    /// A draft that forwards a mail with its attachments. → `Draft`
    PrepareForward { mail: MailId },
    /// „Senden": checks, renders, stores, sends in the background. → `Queued`; or → `RecipientsChecked` with those that a
    /// person must see first, and nothing is queued: gone, somebody else's now, or unable to take so large a mail.
    Queue { draft: Box<Draft>, directory_check: bool, send_now: bool },
    /// → `Queued`
    ForwardUnchanged { mail: MailId },
    /// → `Outbox`
    /// `settled`: what arrived or was cancelled too, which a person finds in „Gesendet“.
    ListOutbox { settled: bool },
    /// Sends everything that waits, now. → `Outbox`
    FlushOutbox,
    /// Tries one mail again now; only refused or waiting recipients. → `Queued`
    RetrySend { mail: MailId },
    /// Settles an uncertain send. → `Queued`
    ResolveUncertain { mail: MailId, resolution: Resolution },
    /// Takes a waiting mail back; it becomes a draft again. → `Queued`
    CancelSend { mail: MailId },
    /// Groups and own contacts of which a word begins with each typed one. → `Suggestions`
    SuggestRecipients { text: String },

    // Directory and cards
    /// → `Directory`; `account` none takes the first with a directory. A newer search of the same lane ends an older
    /// one (`LDAP-REPLACED`); lane 0 is never ended.
    SearchDirectory { account: Option<AccountId>, query: DirectoryQuery, lane: u64 },
    /// What the VZD says about these addresses now, beside what the address book knows. → `RecipientsChecked`
    CheckRecipients { account: AccountId, addresses: Vec<String> },
    /// The address book.
    Contacts(Box<ContactCommand>),
    /// Asks the Konnektor of the account, or the first that is set. → `Cards`
    ListCards { account: Option<AccountId> },
    /// Asks the Konnektor of settings not saved yet; keeps nothing. `password` is that of „Login". → `Cards`
    ProbeConnector { id: Option<AccountId>, settings: Box<AccountSettings>, password: Option<Secret> },
    /// Stores or, with none, forgets the password of „Login". → `Done`
    SetConnectorPassword { account: AccountId, password: Option<Secret> },
    /// What is known of every account; `probe` first tries servers and Konnektor. → `Overview`
    Overview { probe: bool },
    /// Looks for the account's own entry in the VZD now. → `Done`
    CheckOwnEntry { account: AccountId },

    // Insurer answers
    /// → `Answers`
    ListAnswers(AnswerFilter),
    /// Put away, assigned, waited for, taken over again in bulk.
    Desk(Box<DeskCommand>),
    /// Whom letters are about, and counting them.
    Letters(Box<LetterCommand>),
    /// Request and all answers of one number. → `AnswerDetail`
    OpenAnswer { number: ApplicationNumber },
    /// „Kassenantwort erneut übernehmen". → `Run`
    Reprocess { mail: MailId, reason: String },
    /// Folder of the practice software for a Dienstkennung prefix; none removes it. → `Handovers`
    SetHandoverFolder { prefix: String, dir: Option<PathBuf> },
    /// → `Handovers`
    ListHandovers,
    /// Whether each folder can be written now. → `Folders`
    CheckHandoverFolders,
    /// Finishes what is pending. → `Handovers`
    RunHandovers,

    // Ausgangsordner and eAU
    /// → `Watch`
    ListWatch,
    /// Watches a folder; `dienstkennung` empty: file name and content tell what lies there. Files that lie there already are
    /// `WATCH-NOT-EMPTY` unless one is `sure`: they are worked off at once. → `Watch`
    AddWatchFolder { account: AccountId, dienstkennung: String, dir: PathBuf, sure: bool },
    /// → `Watch`
    RemoveWatchFolder { id: i64 },
    /// Looks into every folder now and waits until what is finished is worked off. → `Watch`
    RunWatch,
    /// Decides about a drop that failed or came twice. → `Watch`
    ActOnWatched { item: i64, act: WatchAct },
    /// → `Eau`
    ListEau,
    /// Sends gathered eAU now, each as its own mail. → `Eau`
    ReleaseEau { mails: Vec<MailId> },
    /// Takes gathered eAU back; they go to the trash. → `Eau`
    RemoveEau { mails: Vec<MailId> },
    /// „Dieselbe Datei erneut senden". → `Queued`
    SendSameAgain { mail: MailId },

    // This workplace
    /// → `Usage`
    LoadUsage,
    /// Saves „KIM-Nutzung", all or nothing. → `Usage`
    SaveUsage(Box<Usage>),

    // Administration
    /// Backups, and the way back.
    Backup(Box<BackupCommand>),
    /// The key of the profile, and its recovery sheet.
    Key(Box<KeyCommand>),
    /// The audit log.
    Audit(Box<AuditCommand>),
    /// → `Files` with the folder or file written and the count in its `index`.
    Export { format: ExportFormat, to: PathBuf, search: String, accounts: Vec<AccountId> },
    /// .eml, .mbox, Maildir or folders of them; same path as a fetch, idempotent. → `Imported`
    Import { paths: Vec<PathBuf>, account: Option<AccountId> },
    /// → `Checks`
    Doctor,
    /// The log of the program, and the report for support.
    Support(Box<SupportCommand>),
    /// → `Settings`
    ListSettings,
    /// → `Settings`
    SetSetting { key: String, value: String },
    /// Ends running dialogues (5 s at most) and stops the engine. → `Done`
    Shutdown,
}

/// The words on a print, in the language of the person: the engine translates nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintWords {
    pub from: String,
    pub to: String,
    pub cc: String,
    pub date: String,
    pub attachments: String,
    /// The whole line that says that nobody vouches for the signature of a mail that came as a file (rule 32).
    pub unconfirmed: String,
}

/// A server of an account, for certificates and test steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    Pop3,
    Smtp,
    Directory,
    Connector,
}

impl Service {
    /// Every service, in the order of the test ladder.
    pub const ALL: [Self; 4] = [Self::Pop3, Self::Smtp, Self::Directory, Self::Connector];

    /// Word of the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pop3 => "pop3",
            Self::Smtp => "smtp",
            Self::Directory => "directory",
            Self::Connector => "connector",
        }
    }
}

/// What a person decides about an uncertain send (rule 20).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// „Als gesendet ablegen"
    Sent,
    /// „Nochmals senden", with the same Message-ID.
    Resend,
}

/// Form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    Eml,
    Mbox,
}
