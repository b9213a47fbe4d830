//! Who may ask what: the one gate that every command passes, and the one filter before every event.
//!
//! [`rule`] names for each command the role it needs and the accounts it touches; exhaustive on purpose, so that a
//! command without a rule does not compile. What lies outside the session's scope is replaced by something that never
//! existed: the answer then is, by construction, the one for an unknown account or mail. Commands that speak about
//! all accounts (lists, counts, export) take the session's `Scope` into their queries.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::command::{Command, DeskCommand, LetterCommand, PurgeCommand};
use super::event::Event;
use super::world::World;
use crate::domain::access::{AccessBook, Right, Role, Session};
use crate::domain::ids::{AccountId, BlobId, MailId, UserId};
use crate::domain::outgoing::{Draft, DraftSource};
use crate::domain::problem::Problem;
use crate::domain::purge::PurgeWhat;
use crate::store::{Error, Store};

/// Ids begin at 1: nothing ever has this one.
const NO_ACCOUNT: AccountId = AccountId(0);
const NO_MAIL: MailId = MailId(0);
const NO_BLOB: BlobId = BlobId(0);

/// What a command needs.
struct Rule<'a> {
    /// `None`: anybody, also before signing in.
    role: Option<Role>,
    touched: Vec<Touched<'a>>,
}

/// Something of an account that a command names, and the right it takes to do so.
enum Touched<'a> {
    Account(&'a mut AccountId, Right),
    Mail(&'a mut MailId, Right),
    Blob(&'a mut BlobId),
    /// The mail a draft answers: a draft may outlive the right to read it.
    Source(&'a mut Option<(MailId, DraftSource)>),
}

/// Every command's rule. To add a command, put it where its role stands and name every id in it.
fn rule(command: &mut Command) -> Rule<'_> {
    use Command as C;
    use Right::{Manage, Read, Send};
    match command {
        C::SignIn { .. } | C::SignOut | C::WhoAmI | C::Shutdown => Rule::anybody(),

        // Lesen
        C::ListAccounts
        | C::CountFolders
        | C::ListOutbox { .. }
        | C::ListAnswers(_)
        | C::OpenAnswer { .. }
        | C::ListHandovers
        | C::ListSettings
        | C::Doctor
        | C::EndView { .. }
        | C::Overview { .. }
        | C::LoadUsage
        | C::CheckHandoverFolders
        | C::ListWatch
        | C::ListEau
        | C::SuggestRecipients { .. }
        | C::ChangeOwnPassword { .. } => Rule::role(Role::Read),
        C::Contacts(command) => Rule::role(if command.changes_contacts() { Role::Edit } else { Role::Read }),
        C::Desk(command) => desk_rule(command),
        C::Letters(command) => letter_rule(command),
        C::Purge(command) => purge_rule(command),
        C::ListMails(filter) => Rule::role(Role::Read).accounts(&mut filter.accounts, Read),
        C::Fetch { accounts, .. } | C::CancelFetch { accounts } => Rule::role(Role::Read).accounts(accounts, Read),
        C::SearchDirectory { account, .. } | C::ListCards { account } => Rule::role(Role::Read).accounts(account, Read),
        C::CheckRecipients { account, .. } | C::CheckOwnEntry { account } => Rule::role(Role::Read).accounts([account], Read),
        C::OpenMail { mail, .. }
        | C::ReadRaw { mail, .. }
        | C::OpenEmbedded { mail }
        | C::DigestAttachments { mail }
        | C::ViewAttachment { mail, .. } => Rule::role(Role::Read).mails([mail], Read),

        // Bearbeiten: file and export
        C::AddAttachment { .. } | C::FlushOutbox | C::RunHandovers | C::RunWatch | C::ActOnWatched { .. } => Rule::role(Role::Edit),
        C::MarkUnread { mails, .. }
        | C::MoveToTrash { mails }
        | C::Restore { mails }
        | C::Claim { mails, .. }
        | C::MarkDone { mails, .. } => Rule::role(Role::Edit).mails(mails, Read),
        C::SaveAttachments { mail, .. }
        | C::SaveAttachmentAs { mail, .. }
        | C::SaveRaw { mail, .. }
        | C::OpenAttachment { mail, .. }
        | C::Print { mail, .. }
        | C::RefetchMail { mail }
        | C::Reprocess { mail, .. } => Rule::role(Role::Edit).mails([mail], Read),
        C::Export { accounts, .. } => Rule::role(Role::Edit).accounts(accounts, Read),
        C::Import { account, .. } => Rule::role(Role::Edit).accounts(account, Read),

        // Bearbeiten: write and send
        C::SaveDraft(draft) | C::Queue { draft, .. } => Rule::role(Role::Edit).draft(draft),
        C::OpenDraft { mail }
        | C::DiscardDraft { mail }
        | C::PrepareReply { mail, .. }
        | C::PrepareForward { mail }
        | C::ForwardUnchanged { mail }
        | C::AnswerReadReceipt { mail, .. }
        | C::RetrySend { mail }
        | C::ResolveUncertain { mail, .. }
        | C::SendSameAgain { mail }
        | C::CancelSend { mail } => Rule::role(Role::Edit).mails([mail], Send),
        C::ReleaseEau { mails } | C::RemoveEau { mails } => Rule::role(Role::Edit).mails(mails, Send),

        // The settings of an account: Admin, or whom the account's rules let manage it
        C::SaveAccount { id: Some(account), .. }
        | C::ProbeConnector { id: Some(account), .. }
        | C::SetConnectorPassword { account, .. }
        | C::TestAccount { id: Some(account), .. }
        | C::SelfTest { account }
        | C::CancelSelfTest { account }
        | C::SetStation { account, .. }
        | C::AcceptCertificate { account, .. } => Rule::role(Role::Edit).accounts([account], Manage),
        C::ReadClientCertificate { .. } | C::ReadCa { .. } => Rule::role(Role::Edit),

        // Admin
        C::SaveAccount { id: None, .. }
        | C::TestAccount { id: None, .. }
        | C::ProbeConnector { id: None, .. }
        | C::RemoveAccount { .. }
        | C::ExportAccounts { .. }
        | C::ImportAccounts { .. }
        | C::SetHandoverFolder { .. }
        | C::AddWatchFolder { .. }
        | C::RemoveWatchFolder { .. }
        | C::Audit(_)
        | C::SetSetting { .. }
        | C::Support(_)
        | C::SaveUsage(_)
        | C::Backup(_)
        | C::Key(_)
        | C::ListAccess
        | C::AddUser { .. }
        | C::ChangeUser { .. }
        | C::RemoveUser { .. }
        | C::AddGrouping { .. }
        | C::RemoveGrouping { .. }
        | C::SetMember { .. }
        | C::SetAccountAccess { .. } => Rule::role(Role::Admin),
    }
}

/// The desk: one answer or several by hand is work; all of a time, and several although something speaks against it, is for
/// admins (rule 55). Who may end a running one depends on which it is: `bulk::cancel` asks.
fn desk_rule(command: &mut DeskCommand) -> Rule<'_> {
    use DeskCommand as D;
    match command {
        D::Waiting => Rule::role(Role::Read),
        D::MarkDone { .. } | D::CancelBulk => Rule::role(Role::Edit),
        D::Assign { mail, .. } => Rule::role(Role::Edit).mails([mail], Right::Read),
        D::TakeOver { mails, force, .. } => {
            let role = if *force && mails.len() > 1 { Role::Admin } else { Role::Edit };
            Rule::role(role).mails(mails, Right::Read)
        }
        D::Preview { mails, since: None, .. } => Rule::role(Role::Edit).mails(mails, Right::Read),
        D::Preview { since: Some(_), mails, .. } => Rule::role(Role::Admin).mails(mails, Right::Read),
        D::TakeOverSince { .. } | D::SetSidecar { .. } | D::Mappings => Rule::role(Role::Admin),
    }
}

/// Letters: the person one is put to is looked for in the scope by the store, a doctor by the count.
fn letter_rule(command: &mut LetterCommand) -> Rule<'_> {
    use LetterCommand as L;
    match command {
        L::Facts | L::FindPatients { .. } | L::Count { .. } => Rule::role(Role::Read),
        L::Assign { mail, .. } | L::HandOver { mail } => Rule::role(Role::Edit).mails([mail], Right::Read),
        L::SetConsent { .. } | L::ExportCount { .. } => Rule::role(Role::Edit),
    }
}

/// Deleting for good: whoever may put a mail into the trash may empty it there (rule 55: filing is Bearbeiten), since a trash that only
/// admins may empty fills up with what should be gone; the question says what is lost, and the audit log who did it. Periods work on
/// every account and are for admins.
fn purge_rule(command: &mut PurgeCommand) -> Rule<'_> {
    use PurgeCommand as P;
    match command {
        P::Count(PurgeWhat::Mails(mails)) | P::Purge { mails, .. } => Rule::role(Role::Edit).mails(mails, Right::Read),
        P::Count(PurgeWhat::Trash(account)) => Rule::role(Role::Edit).accounts(account, Right::Read),
        P::Periods | P::TryPeriods(_) | P::SetPeriods(_) => Rule::role(Role::Admin),
    }
}

impl<'a> Rule<'a> {
    fn anybody() -> Self {
        Self { role: None, touched: Vec::new() }
    }

    fn role(role: Role) -> Self {
        Self { role: Some(role), touched: Vec::new() }
    }

    fn accounts(mut self, accounts: impl IntoIterator<Item = &'a mut AccountId>, right: Right) -> Self {
        self.touched.extend(accounts.into_iter().map(|account| Touched::Account(account, right)));
        self
    }

    fn mails(mut self, mails: impl IntoIterator<Item = &'a mut MailId>, right: Right) -> Self {
        self.touched.extend(mails.into_iter().map(|mail| Touched::Mail(mail, right)));
        self
    }

    /// Where it is sent from, the stored draft it replaces, its files, and the mail it answers.
    fn draft(self, draft: &'a mut Draft) -> Self {
        let Draft { id, account, attachments, source, .. } = draft;
        let mut rule = self.accounts([account], Right::Send).mails(id, Right::Send);
        rule.touched.extend(attachments.iter_mut().map(|attachment| Touched::Blob(&mut attachment.blob)));
        rule.touched.push(Touched::Source(source));
        rule
    }
}

/// The same without borrowing the command, to be looked up in the store.
#[derive(Clone, Copy)]
enum Named {
    Account(AccountId),
    Mail(MailId),
    Blob(BlobId),
    Nothing,
}

impl Touched<'_> {
    fn named(&self) -> Named {
        match self {
            Self::Account(account, _) => Named::Account(**account),
            Self::Mail(mail, _) => Named::Mail(**mail),
            Self::Blob(blob) => Named::Blob(**blob),
            Self::Source(source) => source.map_or(Named::Nothing, |(mail, _)| Named::Mail(mail)),
        }
    }

    /// Replaces it by something that never existed.
    fn hide(self) {
        match self {
            Self::Account(account, _) => *account = NO_ACCOUNT,
            Self::Mail(mail, _) => *mail = NO_MAIL,
            Self::Blob(blob) => *blob = NO_BLOB,
            Self::Source(source) => *source = None,
        }
    }

    /// A file that was just added belongs to none yet, and a draft need not answer a mail.
    const fn belongs_to_an_account(&self) -> bool {
        matches!(self, Self::Account(..) | Self::Mail(..))
    }

    const fn right(&self) -> Right {
        match self {
            Self::Account(_, right) | Self::Mail(_, right) => *right,
            Self::Blob(_) | Self::Source(_) => Right::Read,
        }
    }
}

/// The accounts behind a name; none for what does not exist.
fn accounts_behind(store: &Store, named: Named) -> Result<Vec<AccountId>, Error> {
    Ok(match named {
        Named::Account(account) => {
            if store.has_account(account)? {
                vec![account]
            } else {
                Vec::new()
            }
        }
        Named::Mail(mail) => store.account_of_mail(mail)?.into_iter().collect(),
        Named::Blob(blob) => store.accounts_of_blob(blob)?.into_iter().collect(),
        Named::Nothing => Vec::new(),
    })
}

/// Lets a command pass, narrowed to what exists for its session.
///
/// # Errors
/// `SIGN-IN-NEEDED`, `ACCESS`; a failure of the store.
pub async fn admit(world: &World, mut command: Command) -> Result<Command, Problem> {
    let session = world.session();
    let named: Vec<Named> = {
        let rule = rule(&mut command);
        if let Some(role) = rule.role {
            demand_role(session, role)?;
        }
        rule.touched.iter().map(Touched::named).collect()
    };
    if named.is_empty() || (session.may(Role::Admin) && session.scope().is_everything()) {
        return Ok(command);
    }
    let behind =
        world.read(move |store| named.into_iter().map(|named| accounts_behind(store, named)).collect::<Result<Vec<_>, _>>()).await?;
    for (touched, accounts) in rule(&mut command).touched.into_iter().zip(behind) {
        let right = touched.right();
        let unknown = accounts.is_empty() && touched.belongs_to_an_account();
        if unknown || !accounts.iter().all(|account| session.has(*account, Right::Read)) {
            // Also what really does not exist: the answer must not tell the two apart by the id in it.
            touched.hide();
        } else if let Some(account) = accounts.into_iter().find(|account| !session.has(*account, right)) {
            return Err(Problem::new("ACCESS", format!("needs the right {}", right.as_str())).of(account));
        }
    }
    Ok(command)
}

fn demand_role(session: &Session, role: Role) -> Result<(), Problem> {
    if session.is_nobody() {
        Err(Problem::new("SIGN-IN-NEEDED", ""))
    } else if session.may(role) {
        Ok(())
    } else {
        Err(Problem::new("ACCESS", format!("needs the role {}", role.as_str())))
    }
}

/// Whether an event may reach a session: nothing of an account that does not exist for it.
pub fn may_learn(session: &Session, event: &Event) -> bool {
    let scope = session.scope();
    match event {
        Event::MailStored { account, .. } | Event::SendProgress { account, .. } => scope.allows(*account),
        Event::FetchProgress(progress) => scope.allows(progress.account),
        Event::FetchFinished(fetch) => scope.allows(fetch.account),
        // Where data is kept and how it is read is for admins.
        Event::ProblemRaised(problem)
            if ["MAPPING-REFUSED", "BACKUP-FAILED", "BACKUP-OLD", "AUDIT-BROKEN", "KEYRING-TEST"].contains(&problem.code) =>
        {
            session.may(Role::Admin)
        }
        Event::ProblemRaised(problem) => problem.account.is_none_or(|account| scope.allows(account)),
        Event::ProblemCleared { account, .. } => account.is_none_or(|account| scope.allows(account)),
        // Answers belong to commands that passed the gate; the others say that something changed, not what.
        Event::Answered { .. }
        | Event::TestStep { .. }
        | Event::MailsChanged
        | Event::OutboxChanged
        | Event::AnswersChanged
        | Event::AccountsChanged
        | Event::AccessChanged
        | Event::OverviewChanged
        | Event::UsageChanged
        | Event::WatchChanged
        | Event::BackupChanged
        | Event::KeyChanged
        | Event::RetentionChanged
        | Event::ContactsChanged
        | Event::BulkProgress { .. }
        | Event::ContactCheck { .. }
        | Event::NextFetch { .. } => true,
    }
}

/// A place from which somebody asks: the window, or one call of the command line.
#[derive(Debug, Default)]
pub struct Seat(Mutex<Option<UserId>>);

impl Seat {
    /// Who signed in here.
    pub fn user(&self) -> Option<UserId> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody signed in or out.
    pub fn set(&self, user: Option<UserId>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = user;
    }
}

/// Everybody and every rule, in memory: every command and event asks.
pub struct Gate {
    book: RwLock<Arc<AccessBook>>,
    /// The seat that events reach.
    window: Arc<Seat>,
}

impl Gate {
    /// The rules as they are stored.
    pub fn new(book: AccessBook) -> Self {
        Self { book: RwLock::new(Arc::new(book)), window: Arc::default() }
    }

    /// Everybody and every rule.
    pub fn book(&self) -> Arc<AccessBook> {
        self.book.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The rules changed: from now on the new ones count, for sessions that are open too.
    pub fn replace(&self, book: AccessBook) {
        *self.book.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(book);
    }

    /// The window's seat.
    pub fn window(&self) -> &Arc<Seat> {
        &self.window
    }

    /// The session of the window.
    pub fn window_session(&self) -> Session {
        self.book().session(self.window.user())
    }
}

#[cfg(test)]
#[path = "access/tests.rs"]
mod tests;
