//! Role × rights × command, for every command there is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kimpost::domain::access::{AccountAccess, Grantee, GroupingKind, Right, Role, User};
use kimpost::domain::answer::{AnswerFilter, ApplicationNumber};
use kimpost::domain::audit::AuditFilter;
use kimpost::domain::contact::ContactFilter;
use kimpost::domain::directory::DirectoryQuery;
use kimpost::domain::drawing::DrawTask;
use kimpost::domain::ids::{AccountId, BlobId, GroupingId, MailId, UserId};
use kimpost::domain::key::KeepKey;
use kimpost::domain::letter_count::Quarter;
use kimpost::domain::log::{LogFilter, LogLevel};
use kimpost::domain::mail::MailFilter;
use kimpost::domain::outgoing::{Draft, DraftAttachment, DraftSource};
use kimpost::domain::patient::AssignTo;
use kimpost::domain::problem::Problem;
use kimpost::domain::purge::{PurgeWhat, Retention};
use kimpost::domain::time::Timestamp;
use kimpost::domain::watch::WatchAct;
use kimpost::engine::EngineHandle;
use kimpost::engine::Mode;
use kimpost::engine::command::{
    AuditCommand, BackupCommand, Command, ContactCommand, CountWords, DeskCommand, ExportFormat, KeyCommand, LetterCommand, PurgeCommand,
    Resolution, Service, SheetTo, SupportCommand,
};
use kimpost::engine::event::Answer;

use crate::support::{Desk, HA, KH, Town, ZP, answer, print_words, text_mail};
use crate::{hire, password, restrict, seat, user};

/// Names every command, so that one without a line in the table does not compile here either.
macro_rules! commands {
    ($($name:ident => $pattern:pat),+ $(,)?) => {
        const NAMES: &[&str] = &[$(stringify!($name)),+];
        fn name_of(command: &Command) -> &'static str {
            match command { $($pattern => stringify!($name)),+ }
        }
    };
}

commands! {
    ListAccounts => Command::ListAccounts,
    SaveAccount => Command::SaveAccount { .. },
    RemoveAccount => Command::RemoveAccount { .. },
    TestAccount => Command::TestAccount { .. },
    AcceptCertificate => Command::AcceptCertificate { .. },
    ReadClientCertificate => Command::ReadClientCertificate { .. },
    ReadCa => Command::ReadCa { .. },
    SelfTest => Command::SelfTest { .. },
    CancelSelfTest => Command::CancelSelfTest { .. },
    ExportAccounts => Command::ExportAccounts { .. },
    ImportAccounts => Command::ImportAccounts { .. },
    ProbeConnector => Command::ProbeConnector { .. },
    SetConnectorPassword => Command::SetConnectorPassword { .. },
    Overview => Command::Overview { .. },
    CheckOwnEntry => Command::CheckOwnEntry { .. },
    CheckRecipients => Command::CheckRecipients { .. },
    Contacts => Command::Contacts(_),
    SetStation => Command::SetStation { .. },
    LoadUsage => Command::LoadUsage,
    SaveUsage => Command::SaveUsage(_),
    Backup => Command::Backup(_),
    Key => Command::Key(_),
    Purge => Command::Purge(_),
    CheckHandoverFolders => Command::CheckHandoverFolders,
    ListWatch => Command::ListWatch,
    AddWatchFolder => Command::AddWatchFolder { .. },
    RemoveWatchFolder => Command::RemoveWatchFolder { .. },
    RunWatch => Command::RunWatch,
    ActOnWatched => Command::ActOnWatched { .. },
    ListEau => Command::ListEau,
    ReleaseEau => Command::ReleaseEau { .. },
    RemoveEau => Command::RemoveEau { .. },
    SendSameAgain => Command::SendSameAgain { .. },
    Claim => Command::Claim { .. },
    MarkDone => Command::MarkDone { .. },
    OpenAttachment => Command::OpenAttachment { .. },
    SignIn => Command::SignIn { .. },
    SignOut => Command::SignOut,
    WhoAmI => Command::WhoAmI,
    ChangeOwnPassword => Command::ChangeOwnPassword { .. },
    ListAccess => Command::ListAccess,
    AddUser => Command::AddUser { .. },
    ChangeUser => Command::ChangeUser { .. },
    RemoveUser => Command::RemoveUser { .. },
    AddGrouping => Command::AddGrouping { .. },
    RemoveGrouping => Command::RemoveGrouping { .. },
    SetMember => Command::SetMember { .. },
    SetAccountAccess => Command::SetAccountAccess { .. },
    Fetch => Command::Fetch { .. },
    CancelFetch => Command::CancelFetch { .. },
    RefetchMail => Command::RefetchMail { .. },
    ListMails => Command::ListMails(_),
    CountFolders => Command::CountFolders,
    OpenMail => Command::OpenMail { .. },
    ReadRaw => Command::ReadRaw { .. },
    OpenEmbedded => Command::OpenEmbedded { .. },
    SaveAttachments => Command::SaveAttachments { .. },
    SaveAttachmentAs => Command::SaveAttachmentAs { .. },
    DigestAttachments => Command::DigestAttachments { .. },
    ViewAttachment => Command::ViewAttachment { .. },
    EndView => Command::EndView { .. },
    SaveRaw => Command::SaveRaw { .. },
    Print => Command::Print { .. },
    MarkUnread => Command::MarkUnread { .. },
    MoveToTrash => Command::MoveToTrash { .. },
    Restore => Command::Restore { .. },
    AnswerReadReceipt => Command::AnswerReadReceipt { .. },
    SaveDraft => Command::SaveDraft(_),
    OpenDraft => Command::OpenDraft { .. },
    DiscardDraft => Command::DiscardDraft { .. },
    AddAttachment => Command::AddAttachment { .. },
    PrepareReply => Command::PrepareReply { .. },
    PrepareForward => Command::PrepareForward { .. },
    Queue => Command::Queue { .. },
    ForwardUnchanged => Command::ForwardUnchanged { .. },
    ListOutbox => Command::ListOutbox { .. },
    FlushOutbox => Command::FlushOutbox,
    RetrySend => Command::RetrySend { .. },
    ResolveUncertain => Command::ResolveUncertain { .. },
    CancelSend => Command::CancelSend { .. },
    SuggestRecipients => Command::SuggestRecipients { .. },
    SearchDirectory => Command::SearchDirectory { .. },
    ListCards => Command::ListCards { .. },
    ListAnswers => Command::ListAnswers(_),
    OpenAnswer => Command::OpenAnswer { .. },
    Desk => Command::Desk(_),
    Letters => Command::Letters(_),
    Reprocess => Command::Reprocess { .. },
    SetHandoverFolder => Command::SetHandoverFolder { .. },
    ListHandovers => Command::ListHandovers,
    RunHandovers => Command::RunHandovers,
    Export => Command::Export { .. },
    Import => Command::Import { .. },
    Audit => Command::Audit(_),
    Doctor => Command::Doctor,
    Support => Command::Support(_),
    ListSettings => Command::ListSettings,
    SetSetting => Command::SetSetting { .. },
    Shutdown => Command::Shutdown,
}

const QUARTER: Quarter = Quarter { year: 2026, number: 4 };

fn letter_command(command: LetterCommand) -> Command {
    Command::Letters(Box::new(command))
}

fn count_words() -> Box<CountWords> {
    let word = String::new;
    Box::new(CountWords { columns: Default::default(), yes: word(), no: word(), nobody: word(), reasons: Vec::new() })
}

fn all_lines() -> LogFilter {
    LogFilter { least: LogLevel::Note, find: String::new(), limit: 10 }
}

fn desk_command(command: DeskCommand) -> Command {
    Command::Desk(Box::new(command))
}

fn purge_command(command: PurgeCommand) -> Command {
    Command::Purge(Box::new(command))
}

fn audit(command: AuditCommand) -> Command {
    Command::Audit(Box::new(command))
}

/// These have tests of their own: they change who sits where, or end the engine.
const ELSEWHERE: [&str; 3] = ["SignIn", "SignOut", "Shutdown"];

#[derive(Clone, Copy, Debug)]
enum Need {
    Anybody,
    /// The role alone: what it shows or changes is narrowed, or is nobody's account.
    Role(Role),
    /// The role, and the right on the account that is named.
    On(Role, Right),
}

/// What a command may name.
#[derive(Clone, Copy)]
struct Ids {
    account: AccountId,
    mail: MailId,
    draft: MailId,
    queued: MailId,
    blob: BlobId,
}

const UNKNOWN: Ids = Ids { account: AccountId(9999), mail: MailId(9999), draft: MailId(9999), queued: MailId(9999), blob: BlobId(9999) };

/// Every command about these ids, with what it needs.
fn table(desk: &Desk, town: &Town, ids: Ids, file: &Path) -> Vec<(Need, Command)> {
    use Need::{Anybody, On, Role as Of};
    use Right::{Manage, Read as See, Send};
    use Role::{Admin, Edit, Read};
    let Ids { account, mail, draft, queued, .. } = ids;
    let dir = || desk.files.path().join(format!("{}", uuid()));
    let settings = || Box::new(town.settings(HA));
    let ghost = || Box::new(User { id: UserId(9999), name: "Niemand".into(), role: Read, has_password: false });
    let written = |id: Option<MailId>| {
        let mut draft = desk_draft(account);
        draft.id = id;
        Box::new(draft)
    };
    vec![
        (Anybody, Command::WhoAmI),
        (Of(Read), Command::ListAccounts),
        (Of(Read), Command::CountFolders),
        (Of(Read), Command::ListOutbox { settled: true }),
        (Of(Read), Command::ListAnswers(AnswerFilter::default())),
        (Of(Read), Command::OpenAnswer { number: ApplicationNumber::parse("0991234562611ZE000000000004711").unwrap() }),
        (Of(Read), desk_command(DeskCommand::Waiting)),
        (Of(Edit), desk_command(DeskCommand::MarkDone { numbers: Vec::new(), done: true })),
        (Of(Edit), desk_command(DeskCommand::CancelBulk)),
        (On(Edit, See), desk_command(DeskCommand::Assign { mail, number: None })),
        (On(Edit, See), desk_command(DeskCommand::Preview { mails: vec![mail], since: None, anew: false })),
        (On(Edit, See), desk_command(DeskCommand::TakeOver { mails: vec![mail], reason: "fehlte".into(), force: false })),
        (On(Edit, See), desk_command(DeskCommand::TakeOver { mails: vec![mail], reason: "fehlte".into(), force: true })),
        (On(Admin, See), desk_command(DeskCommand::TakeOver { mails: vec![mail, mail], reason: "fehlte".into(), force: true })),
        (Of(Admin), desk_command(DeskCommand::Preview { mails: Vec::new(), since: Some(Timestamp(0)), anew: false })),
        (Of(Admin), desk_command(DeskCommand::TakeOverSince { since: Timestamp(0), reason: "Rücksicherung".into(), anew: false })),
        (Of(Admin), desk_command(DeskCommand::SetSidecar { prefix: "EBZ".into(), on: true })),
        (Of(Admin), desk_command(DeskCommand::Mappings)),
        (Of(Read), letter_command(LetterCommand::Facts)),
        (Of(Read), letter_command(LetterCommand::FindPatients { text: "Moos".into() })),
        (Of(Read), letter_command(LetterCommand::Count { quarter: None })),
        (On(Edit, See), letter_command(LetterCommand::Assign { mail, to: AssignTo::New })),
        (On(Edit, See), letter_command(LetterCommand::HandOver { mail })),
        (Of(Edit), letter_command(LetterCommand::SetConsent { doctor: "lanr:1".into(), quarter: QUARTER, agrees: true })),
        (Of(Edit), letter_command(LetterCommand::ExportCount { quarter: QUARTER, path: dir(), replace: true, words: count_words() })),
        (Of(Read), Command::ListHandovers),
        (Of(Read), Command::ListSettings),
        (Of(Read), Command::Doctor),
        (Of(Read), Command::Overview { probe: false }),
        (Of(Read), Command::LoadUsage),
        (Of(Read), Command::CheckHandoverFolders),
        (Of(Read), Command::ListWatch),
        (Of(Read), Command::ListEau),
        (On(Read, See), Command::CheckOwnEntry { account }),
        (On(Read, See), Command::CheckRecipients { account, addresses: Vec::new() }),
        (Of(Read), Command::Contacts(Box::new(ContactCommand::List(ContactFilter::default())))),
        (Of(Edit), Command::Contacts(Box::new(ContactCommand::Keep(Vec::new())))),
        (Of(Read), Command::SuggestRecipients { text: "a".into() }),
        (Of(Read), Command::ChangeOwnPassword { old: password(), new: kimpost::domain::secret::Secret::new("kurz") }),
        (On(Read, See), Command::ListMails(MailFilter { accounts: vec![account], ..MailFilter::default() })),
        (On(Read, See), Command::Fetch { accounts: vec![account], dienstkennungen: Vec::new() }),
        (On(Read, See), Command::CancelFetch { accounts: vec![account] }),
        (
            On(Read, See),
            Command::SearchDirectory {
                account: Some(account),
                query: DirectoryQuery { text: "Praxis".into(), limit: 1, ..DirectoryQuery::default() },
                lane: 0,
            },
        ),
        (On(Read, See), Command::ListCards { account: Some(account) }),
        (On(Read, See), Command::OpenMail { mail, mark_read: false }),
        (On(Read, See), Command::ReadRaw { mail, offset: 0, len: 10 }),
        (On(Read, See), Command::OpenEmbedded { mail }),
        (On(Read, See), Command::DigestAttachments { mail }),
        (On(Read, See), Command::ViewAttachment { mail, index: 0, task: DrawTask { page: 0, width: 9, max_side: 9 }, lane: 1 }),
        (Of(Read), Command::EndView { lane: 1 }),
        (Of(Edit), Command::AddAttachment { path: file.to_owned() }),
        (Of(Edit), Command::FlushOutbox),
        (Of(Edit), Command::RunHandovers),
        (Of(Edit), Command::RunWatch),
        (Of(Edit), Command::ActOnWatched { item: 9999, act: WatchAct::Again }),
        (On(Edit, See), Command::MarkUnread { mails: vec![mail], unread: true }),
        (On(Edit, See), Command::MoveToTrash { mails: vec![mail] }),
        (On(Edit, See), Command::Restore { mails: vec![mail] }),
        (On(Edit, See), purge_command(PurgeCommand::Count(PurgeWhat::Mails(vec![mail])))),
        (On(Edit, See), purge_command(PurgeCommand::Purge { mails: vec![mail], undecrypted: false })),
        (On(Edit, See), purge_command(PurgeCommand::Count(PurgeWhat::Trash(Some(account))))),
        (On(Edit, See), purge_command(PurgeCommand::Purge { mails: vec![mail], undecrypted: true })),
        (Of(Edit), purge_command(PurgeCommand::Count(PurgeWhat::Trash(None)))),
        (Of(Admin), purge_command(PurgeCommand::Periods)),
        (Of(Admin), purge_command(PurgeCommand::TryPeriods(Retention::default()))),
        (Of(Admin), purge_command(PurgeCommand::SetPeriods(Retention::default()))),
        (On(Edit, See), Command::SaveAttachments { mail, index: None, dir: dir() }),
        (On(Edit, See), Command::SaveAttachmentAs { mail, index: 0, path: dir(), replace: false }),
        (On(Edit, See), Command::SaveRaw { mail, path: dir(), replace: false }),
        (On(Edit, See), Command::OpenAttachment { mail, index: 0 }),
        (On(Edit, See), Command::Claim { mails: vec![mail], claim: true }),
        (On(Edit, See), Command::Claim { mails: vec![mail], claim: false }),
        (On(Edit, See), Command::MarkDone { mails: vec![mail], done: false }),
        (On(Edit, See), Command::Print { mail, words: print_words() }),
        (On(Edit, See), Command::RefetchMail { mail }),
        (On(Edit, See), Command::Reprocess { mail, reason: "fehlte".into() }),
        (On(Edit, See), Command::Export { format: ExportFormat::Eml, to: dir(), search: String::new(), accounts: vec![account] }),
        (On(Edit, See), Command::Import { paths: vec![file.to_owned()], account: Some(account) }),
        (On(Edit, Send), Command::SaveDraft(written(None))),
        (On(Edit, Send), Command::SaveDraft(written(Some(draft)))),
        (On(Edit, Send), Command::OpenDraft { mail: draft }),
        (On(Edit, Send), Command::PrepareReply { mail, all: false }),
        (On(Edit, Send), Command::PrepareForward { mail }),
        (On(Edit, Send), Command::Queue { draft: written(None), directory_check: false, send_now: false }),
        (On(Edit, Send), Command::ForwardUnchanged { mail }),
        (On(Edit, Send), Command::AnswerReadReceipt { mail, send: false }),
        (On(Edit, Send), Command::RetrySend { mail: queued }),
        (On(Edit, Send), Command::ResolveUncertain { mail: queued, resolution: Resolution::Sent }),
        (On(Edit, Send), Command::CancelSend { mail: queued }),
        (On(Edit, Send), Command::ReleaseEau { mails: vec![queued] }),
        (On(Edit, Send), Command::RemoveEau { mails: vec![queued] }),
        (On(Edit, Send), Command::SendSameAgain { mail: queued }),
        (On(Edit, Send), Command::DiscardDraft { mail: draft }),
        (On(Edit, Manage), Command::SaveAccount { id: Some(account), settings: settings(), password: None, loaded: None }),
        (On(Edit, Manage), Command::TestAccount { id: Some(account), settings: settings(), password: None, connector_password: None }),
        (On(Edit, Manage), Command::AcceptCertificate { account, service: Service::Pop3, sha256: "0".repeat(64) }),
        (Of(Admin), Command::SaveAccount { id: None, settings: settings(), password: None, loaded: None }),
        (On(Edit, Manage), Command::ProbeConnector { id: Some(account), settings: settings(), password: None }),
        (On(Edit, Manage), Command::SetConnectorPassword { account, password: None }),
        (On(Edit, Manage), Command::CancelSelfTest { account }),
        (On(Edit, Manage), Command::SetStation { account, here: true }),
        (On(Edit, Manage), Command::SelfTest { account }),
        (Of(Edit), Command::ReadClientCertificate { path: file.to_owned(), password: password() }),
        (Of(Edit), Command::ReadCa { path: file.to_owned() }),
        (Of(Admin), Command::TestAccount { id: None, settings: settings(), password: None, connector_password: None }),
        (Of(Admin), Command::ProbeConnector { id: None, settings: settings(), password: None }),
        (Of(Admin), Command::ExportAccounts { accounts: Vec::new(), path: dir(), replace: false }),
        (Of(Admin), Command::ImportAccounts { path: file.to_owned(), pkcs12: None }),
        (Of(Admin), Command::SaveUsage(Box::default())),
        (Of(Admin), Command::Backup(Box::new(BackupCommand::State))),
        (Of(Admin), Command::Backup(Box::new(BackupCommand::Plan { folder: None, every_days: 1, keep: 1 }))),
        (Of(Admin), Command::Key(Box::new(KeyCommand::State))),
        (Of(Admin), Command::Key(Box::new(KeyCommand::MakeSheet { to: SheetTo::Print, words: Box::default() }))),
        (Of(Admin), Command::Key(Box::new(KeyCommand::ForgetPrint))),
        (Of(Admin), Command::Key(Box::new(KeyCommand::Change { old: None, to: KeepKey::Passphrase(password()) }))),
        (Of(Admin), Command::RemoveAccount { id: account }),
        (Of(Admin), Command::SetHandoverFolder { prefix: "EBZ".into(), dir: None }),
        (Of(Admin), Command::AddWatchFolder { account: UNKNOWN.account, dienstkennung: String::new(), dir: dir(), sure: false }),
        (Of(Admin), Command::RemoveWatchFolder { id: 9999 }),
        (Of(Admin), Command::SetSetting { key: "language".into(), value: "de".into() }),
        (Of(Admin), Command::Support(Box::new(SupportCommand::ReadLog(all_lines())))),
        (Of(Admin), Command::Support(Box::new(SupportCommand::Save { text: "x".into(), path: desk.path("b.txt"), replace: true }))),
        (Of(Admin), audit(AuditCommand::Page { filter: AuditFilter::default(), before: None, limit: 3, opening: true })),
        (Of(Admin), audit(AuditCommand::Page { filter: AuditFilter::default(), before: Some(9), limit: 3, opening: false })),
        (Of(Admin), audit(AuditCommand::Export { filter: AuditFilter::default(), path: dir(), replace: false })),
        (Of(Admin), audit(AuditCommand::Verify)),
        (Of(Admin), Command::ListAccess),
        (Of(Admin), Command::AddUser { name: "Chris".into(), role: Read, password: None }),
        (Of(Admin), Command::ChangeUser { before: ghost(), name: "Jemand".into(), role: Read, password: None }),
        (Of(Admin), Command::RemoveUser { before: ghost() }),
        (Of(Admin), Command::AddGrouping { kind: GroupingKind::UserGroup, name: "Empfang".into() }),
        (Of(Admin), Command::RemoveGrouping { id: GroupingId(9999) }),
        (Of(Admin), Command::SetMember { grouping: GroupingId(9999), user: UserId(9999), member: true }),
        (
            Of(Admin),
            Command::SetAccountAccess {
                account: UNKNOWN.account,
                before: Box::default(),
                after: Box::new(AccountAccess::restricted_to([])),
            },
        ),
    ]
}

fn uuid() -> u64 {
    static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
    NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}

fn desk_draft(account: AccountId) -> Draft {
    let mut draft = Draft::new(account);
    draft.subject = "Entwurf".into();
    draft.recipients = vec![crate::support::recipient("t.mueller@moorburg.kim.telematik-test")];
    draft
}

/// What a command about one account may name, with something of each kind in it.
fn furnish(desk: &Desk, town: &Town, address: &str) -> Ids {
    town.put(address, &text_mail("arzt@moorburg.kim.telematik-test", address, &format!("Befund für {address}"), "Text\r\n"));
    desk.fetch_well();
    let account = desk.id(address);
    let mail = desk.list(MailFilter { accounts: vec![account], ..MailFilter::default() }).rows[0].id;
    let draft = answer!(desk.ask(Command::SaveDraft(Box::new(desk_draft(account)))), Answer::DraftSaved { id, .. } => id);
    let queued = desk.queue(desk_draft(account)).id;
    let blob = desk.open(mail).blob.unwrap();
    Ids { account, mail, draft, queued, blob }
}

struct Practice {
    town: Town,
    desk: Desk,
    /// For the reception with every right; for it to read; for nobody but admins.
    granted: Ids,
    readable: Ids,
    hidden: Ids,
    file: PathBuf,
}

fn practice() -> Practice {
    let town = Town::empty();
    let desk = Desk::throw_away(Mode::CommandsOnly);
    for address in [ZP, KH, HA] {
        desk.join(&town, address);
    }
    let [granted, readable, hidden] = [ZP, KH, HA].map(|address| furnish(&desk, &town, address));
    let book = hire(&desk);
    let group = Grantee::Grouping(book.groupings[0].id);
    restrict(&desk, granted.account, group, &Right::ALL);
    restrict(&desk, readable.account, group, &[Right::Read]);
    restrict(&desk, hidden.account, Grantee::User(user(&book, "Chris")), &Right::ALL);
    let file = desk.path("leer.txt");
    std::fs::write(&file, b"kein Brief").unwrap();
    Practice { town, desk, granted, readable, hidden, file }
}

fn refused(result: &Result<Answer, Problem>) -> bool {
    matches!(result, Err(problem) if problem.code == "ACCESS")
}

/// Equal in everything a person can see.
fn same(a: &Result<Answer, Problem>, b: &Result<Answer, Problem>) -> bool {
    match (a, b) {
        (Ok(Answer::Mails(a)), Ok(Answer::Mails(b))) => (a.total, &a.rows, a.per_class) == (b.total, &b.rows, b.per_class),
        // The path is the asker's own.
        (Ok(Answer::Files(a)), Ok(Answer::Files(b))) => {
            a.iter().map(|f| (f.index, f.size)).collect::<Vec<_>>() == b.iter().map(|f| (f.index, f.size)).collect::<Vec<_>>()
        }
        (a, b) => a == b,
    }
}

#[test]
fn no_command_is_allowed_that_role_and_rights_do_not_allow() {
    let p = practice();
    let (mut met, mut judged) = (BTreeSet::new(), 0);
    for (name, role) in [("Anna", Role::Read), ("Ben", Role::Edit), ("Chris", Role::Admin)] {
        let engine: EngineHandle = seat(&p.desk, name);
        for (what, ids) in [("granted", p.granted), ("readable", p.readable), ("hidden", p.hidden)] {
            let unknown = table(&p.desk, &p.town, UNKNOWN, &p.file);
            for ((need, command), (_, of_nothing)) in table(&p.desk, &p.town, ids, &p.file).into_iter().zip(unknown) {
                let shown = format!("{name} {} {what} {need:?}", name_of(&command));
                met.insert(name_of(&command));
                let result = engine.ask_blocking(command);
                judged += 1;
                match need {
                    Need::Anybody => assert!(result.is_ok(), "{shown}"),
                    Need::Role(needed) | Need::On(needed, _) if role < needed => assert!(refused(&result), "{shown}: {result:?}"),
                    Need::On(..) if what == "hidden" && role < Role::Admin => {
                        let expected = engine.ask_blocking(of_nothing);
                        assert!(same(&result, &expected), "{shown}: {result:?}, of nothing: {expected:?}");
                    }
                    Need::On(_, right) if what == "readable" && right != Right::Read && role < Role::Admin => {
                        assert!(refused(&result), "{shown}: {result:?}");
                    }
                    Need::Role(_) | Need::On(..) => assert!(!refused(&result), "{shown}: {result:?}"),
                }
                assert!(!matches!(&result, Err(p) if p.code.starts_with("SIGN-IN-N")), "{shown}: {result:?}");
            }
        }
    }
    assert!(judged > 500, "{judged}");
    let all: BTreeSet<&str> = NAMES.iter().copied().filter(|name| !ELSEWHERE.contains(name)).collect();
    assert_eq!(met, all, "commands without a line in the table");
}

#[test]
fn before_signing_in_nothing_is_answered() {
    let p = practice();
    let nobody = p.desk.engine.at_new_seat();
    for (need, command) in table(&p.desk, &p.town, p.granted, &p.file) {
        let name = name_of(&command);
        let result = nobody.ask_blocking(command);
        match need {
            Need::Anybody => assert!(result.is_ok(), "{name}"),
            _ => assert!(matches!(&result, Err(p) if p.code == "SIGN-IN-NEEDED"), "{name}: {result:?}"),
        }
    }
}

#[test]
fn a_draft_cannot_carry_out_what_its_writer_may_not_see() {
    let p = practice();
    let ben = seat(&p.desk, "Ben");
    let stolen = |blob, mail| {
        let size = p.desk.open(mail).row.size;
        let mut draft = desk_draft(p.granted.account);
        draft.attachments =
            vec![DraftAttachment { name: "x.eml".into(), media_type: "message/rfc822".into(), size, blob, facts: Default::default() }];
        Command::Queue { draft: Box::new(draft), directory_check: false, send_now: false }
    };
    let result = ben.ask_blocking(stolen(p.hidden.blob, p.hidden.mail));
    assert!(result.is_err() && same(&result, &ben.ask_blocking(stolen(BlobId(0), p.hidden.mail))), "{result:?}");
    ben.ask_blocking(stolen(p.granted.blob, p.granted.mail)).unwrap();
    // A mail that is no longer to be seen leaves no mark on it either.
    let mut answering = desk_draft(p.granted.account);
    answering.source = Some((p.hidden.mail, DraftSource::Reply));
    ben.ask_blocking(Command::Queue { draft: Box::new(answering), directory_check: false, send_now: false }).unwrap();
    assert!(!p.desk.open(p.hidden.mail).row.answered);
    // Nor may a draft of another account be replaced.
    let mut replacing = desk_draft(p.granted.account);
    replacing.id = Some(p.hidden.draft);
    assert!(ben.ask_blocking(Command::SaveDraft(Box::new(replacing))).is_err());
    let kept = answer!(p.desk.ask(Command::OpenDraft { mail: p.hidden.draft }), Answer::Draft(draft) => draft);
    assert_eq!(kept.account, p.hidden.account);
}
