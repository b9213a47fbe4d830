//! The one place that owns connections, timers and the store. Commands go in, events come out.
//!
//! The engine runs on a thread of its own with a tokio runtime; window and command line hold an
//! [`EngineHandle`] and never wait for it in a frame. Commands that change drafts, flags or the outbox are
//! worked off one after the other in the order they were sent; everything else runs side by side.

mod access;
pub mod account_file;
mod account_transfer;
mod accounts;
mod answers;
mod audit;
mod backup;
mod bulk;
mod bus;
mod card_notice;
mod cards;
mod check;
mod clock;
pub mod command;
mod contacts;
mod copies;
mod desk;
mod directories;
mod doctor;
pub mod draw_process;
mod eau;
mod eeb;
pub mod event;
mod exchange;
mod fetch;
mod files;
mod handing_over;
mod insurers;
pub mod intake;
mod keys;
mod large;
mod letter_count;
mod letter_handover;
mod letters;
mod listing;
mod login_guard;
mod lookup;
mod mails;
mod mappings;
mod medium;
mod network_share;
mod outbox;
mod overview;
mod pause;
mod people;
mod print;
pub mod problem;
pub mod profile;
mod purge;
mod reach;
mod receipts;
mod receive;
mod registry_file;
mod reprocess;
mod rescue;
mod schedule;
mod self_test;
mod send;
mod sheet;
mod sidecar;
mod sign_in;
mod support;
mod usage;
mod viewing;
mod watch;
mod world;
mod write;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{mpsc, oneshot};

use crate::domain::ids::{RequestId, UserId};
use crate::domain::problem::Problem;
use command::{Command, DeskCommand, LetterCommand};
pub use contacts::Pace as ContactPace;
use event::{Answer, Event};
pub use profile::Profile;

use access::{Gate, Seat};
use bus::Bus;
use world::World;

/// How the engine is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Fetches and sends by timer: window and `serve`.
    Background,
    /// Only what a command asks for: a single command on the command line.
    CommandsOnly,
}

/// Called after each event, so that a window knows it has something to draw.
pub type Wake = Box<dyn Fn() + Send + Sync>;

/// A door to the engine; cheap to clone. Clones ask from the same seat: who signs in with one is signed in with all.
#[derive(Clone)]
pub struct EngineHandle {
    questions: mpsc::UnboundedSender<Question>,
    next: Arc<AtomicU64>,
    seat: Arc<Seat>,
}

/// The way back to an asker who waits.
type Direct = oneshot::Sender<Result<Answer, Problem>>;

struct Question {
    request: RequestId,
    command: Command,
    seat: Arc<Seat>,
    /// Who sat there when it was asked: what somebody did just before signing out is still done in that name.
    asker: Option<UserId>,
    /// `None`: the answer goes to everybody as `Event::Answered`.
    direct: Option<Direct>,
}

impl EngineHandle {
    /// Sends a command; its answer comes as `Event::Answered` with the returned number.
    pub fn send(&self, command: Command) -> RequestId {
        let request = self.number();
        // A stopped engine answers nothing; the window is closing then.
        let _ = self.questions.send(self.question(request, command, None));
        request
    }

    /// Sends a command and waits for its answer; never call it in a frame or on the engine's own threads.
    ///
    /// # Errors
    /// The engine's problem; `ENGINE-STOPPED` when it is gone.
    pub fn ask_blocking(&self, command: Command) -> Result<Answer, Problem> {
        let (direct, answer) = oneshot::channel();
        let stopped = || Problem::new("ENGINE-STOPPED", "");
        self.questions.send(self.question(self.number(), command, Some(direct))).map_err(|_| stopped())?;
        answer.blocking_recv().map_err(|_| stopped())?
    }

    /// A door at a seat of its own, where nobody signed in yet: for one caller of the command line.
    #[must_use]
    pub fn at_new_seat(&self) -> Self {
        Self { seat: Arc::default(), ..self.clone() }
    }

    fn question(&self, request: RequestId, command: Command, direct: Option<Direct>) -> Question {
        Question { request, command, seat: self.seat.clone(), asker: self.seat.user(), direct }
    }

    fn number(&self) -> RequestId {
        RequestId(self.next.fetch_add(1, Ordering::Relaxed))
    }
}

/// The door, the way of its events, and its thread, which ends with [`Command::Shutdown`].
pub type Spawned = (EngineHandle, mpsc::UnboundedReceiver<Event>, std::thread::JoinHandle<()>);

/// Starts the engine on an open profile. The handle asks from the window's seat: events reach whoever signs in there.
///
/// # Errors
/// `INTERNAL` when the system gives no thread; a failure of the store.
pub fn spawn(profile: Profile, mode: Mode, wake: Wake) -> Result<Spawned, Problem> {
    spawn_at_pace(profile, mode, wake, ContactPace::default())
}

/// The same, with contacts checked at another pace than once a day: for tests, which have no day.
///
/// # Errors
/// As [`spawn`].
pub fn spawn_at_pace(profile: Profile, mode: Mode, wake: Wake, pace: ContactPace) -> Result<Spawned, Problem> {
    let (questions, inbox) = mpsc::unbounded_channel();
    let (events, outlet) = mpsc::unbounded_channel();
    let book = world::lock(&profile.writer).access_book().map_err(problem::of_store)?;
    let gate = Arc::new(Gate::new(book));
    let handle = EngineHandle { questions, next: Arc::new(AtomicU64::new(1)), seat: gate.window().clone() };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("engine")
        .enable_all()
        .build()
        .map_err(|e| Problem::new("INTERNAL", e.to_string()))?;
    let world = World::new(profile, Bus::new(events, wake, gate.clone()), gate);
    let thread = std::thread::Builder::new()
        .name("engine".into())
        .spawn(move || {
            runtime.block_on(run(world, inbox, mode, pace));
            // Blocking work that is still running (a file copy) must not keep the program alive for long.
            runtime.shutdown_timeout(std::time::Duration::from_secs(5));
        })
        .map_err(|e| Problem::new("INTERNAL", e.to_string()))?;
    Ok((handle, outlet, thread))
}

async fn run(world: Arc<World>, mut inbox: mpsc::UnboundedReceiver<Question>, mode: Mode, pace: ContactPace) {
    registry_file::load(&world);
    match mode {
        Mode::Background => drop(tokio::spawn(rescue::look(world.clone()))),
        Mode::CommandsOnly => rescue::look(world.clone()).await,
    }
    world.recover(mode).await;
    match mode {
        Mode::Background => drop(tokio::spawn(letters::learn_older(world.clone()))),
        Mode::CommandsOnly => letters::learn_older(world.clone()).await,
    }
    let background = (mode == Mode::Background && !world.rescue.is_on()).then(|| {
        [
            tokio::spawn(schedule::fetch_by_timer(world.clone())),
            tokio::spawn(outbox::send_by_timer(world.clone())),
            tokio::spawn(overview::watch_by_timer(world.clone())),
            tokio::spawn(contacts::check_by_timer(world.clone(), pace)),
            tokio::spawn(watch::work_by_timer(world.clone())),
            tokio::spawn(eau::work_by_timer(world.clone())),
            tokio::spawn(desk::watch_by_timer(world.clone())),
            tokio::spawn(eeb::look_by_timer(world.clone())),
            tokio::spawn(backup::work_by_timer(world.clone())),
            tokio::spawn(medium::watch_by_timer(world.clone())),
            tokio::spawn(audit::check_at_start(world.clone())),
            tokio::spawn(keys::check_at_start(world.clone())),
            tokio::spawn(purge::work_by_timer(world.clone())),
        ]
    });
    let keeping = [tokio::spawn(audit::keep(world.clone())), tokio::spawn(rescue::keep(world.clone()))];
    let (serial, mut ordered) = mpsc::unbounded_channel::<Question>();
    let in_order = {
        let world = world.clone();
        tokio::spawn(async move {
            while let Some(question) = ordered.recv().await {
                answer(&world, question).await;
            }
        })
    };
    while let Some(question) = inbox.recv().await {
        if matches!(question.command, Command::Shutdown) {
            drop(serial);
            world.stop(in_order).await;
            if let Some(direct) = question.direct {
                let _ = direct.send(Ok(Answer::Done));
            }
            break;
        }
        if runs_in_order(&question.command) {
            // The receiver lives as long as this function.
            let _ = serial.send(question);
        } else {
            let world = world.clone();
            tokio::spawn(async move { answer(&world, question).await });
        }
    }
    for task in background.into_iter().flatten() {
        task.abort();
    }
    keeping.iter().for_each(tokio::task::JoinHandle::abort);
}

/// Whether the order in which a person gave these commands matters.
fn runs_in_order(command: &Command) -> bool {
    matches!(
        command,
        Command::SaveDraft(_)
            | Command::DiscardDraft { .. }
            | Command::Queue { .. }
            | Command::CancelSend { .. }
            | Command::MarkUnread { .. }
            | Command::MoveToTrash { .. }
            | Command::Claim { .. }
            | Command::MarkDone { .. }
            | Command::Restore { .. }
            | Command::SaveAccount { .. }
            | Command::RemoveAccount { .. }
            | Command::ImportAccounts { .. }
            | Command::SetSetting { .. }
            | Command::AddUser { .. }
            | Command::ChangeUser { .. }
            | Command::RemoveUser { .. }
            | Command::AddGrouping { .. }
            | Command::RemoveGrouping { .. }
            | Command::SetMember { .. }
            | Command::SetAccountAccess { .. }
            | Command::SetConnectorPassword { .. }
            | Command::SetStation { .. }
            | Command::RemoveWatchFolder { .. }
            | Command::ReleaseEau { .. }
            | Command::RemoveEau { .. }
            | Command::SendSameAgain { .. }
            | Command::SaveUsage(_)
    ) || matches!(command, Command::Contacts(command) if command.changes_contacts())
        || matches!(command, Command::Desk(command) if matches!(**command, DeskCommand::MarkDone { .. } | DeskCommand::Assign { .. }))
        || matches!(command, Command::Letters(command) if matches!(**command, LetterCommand::Assign { .. } | LetterCommand::SetConsent { .. }))
}

async fn answer(world: &Arc<World>, question: Question) {
    let Question { request, command, seat, asker, direct } = question;
    let world = world.asked_by(world.gate.book().session(asker), seat);
    let signs_in = matches!(command, Command::SignIn { .. });
    let asked = audit::of(&world, &command);
    let result = match access::admit(&world, command).await {
        Ok(command) => {
            world.begin_acts(audit::of(&world, &command));
            handle(&world, request, command).await
        }
        Err(problem) => Err(problem),
    };
    let mut result = audit::settle(&world, asked, result).await;
    // Meanwhile somebody else may sit there.
    if !signs_in && asker.is_some() && world.seat().user().is_some_and(|now| Some(now) != asker) {
        result = Err(Problem::new("SIGN-IN-NEEDED", ""));
    }
    let signed_in = signs_in && result.is_ok();
    match direct {
        // The asker may have gone away.
        Some(direct) => drop(direct.send(result)),
        None => world.bus.tell(Event::Answered { request, result: result.map(Box::new) }),
    }
    if signed_in && world.is_of_window() {
        world.bus.tell_standing();
    }
}

async fn handle(world: &Arc<World>, request: RequestId, command: Command) -> Result<Answer, Problem> {
    match command {
        Command::ListAccounts => accounts::list(world).await,
        Command::SaveAccount { id, settings, password, loaded } => accounts::save(world, id, *settings, password, loaded).await,
        Command::RemoveAccount { id } => accounts::remove(world, id).await,
        Command::SetStation { account, here } => usage::set_station(world, account, here).await,
        Command::AcceptCertificate { account, service, sha256 } => accounts::accept_certificate(world, account, service, sha256).await,
        Command::TestAccount { id, settings, password, connector_password } => {
            check::test(world, request, id, *settings, check::Passwords { mailbox: password, connector: connector_password }).await
        }
        Command::SignIn { name, password } => sign_in::sign_in(world, name, password).await,
        Command::SignOut => sign_in::sign_out(world).await,
        Command::WhoAmI => sign_in::session(world).await,
        Command::ChangeOwnPassword { old, new } => sign_in::change_password(world, old, new).await,
        Command::ListAccess => people::list(world),
        Command::AddUser { name, role, password } => people::add_user(world, name, role, password).await,
        Command::ChangeUser { before, name, role, password } => people::change_user(world, *before, name, role, password).await,
        Command::RemoveUser { before } => people::remove_user(world, *before).await,
        Command::AddGrouping { kind, name } => people::add_grouping(world, kind, name).await,
        Command::RemoveGrouping { id } => people::remove_grouping(world, id).await,
        Command::SetMember { grouping, user, member } => people::set_member(world, grouping, user, member).await,
        Command::SetAccountAccess { account, before, after } => people::set_account_access(world, account, *before, *after).await,
        Command::ReadClientCertificate { path, password } => accounts::read_client_certificate(path, password).await,
        Command::ReadCa { path } => accounts::read_ca(path).await,
        Command::SelfTest { account } => self_test::run(world, request, account).await,
        Command::CancelSelfTest { account } => self_test::cancel(world, account),
        Command::ExportAccounts { accounts, path, replace } => account_transfer::export(world, accounts, path, replace).await,
        Command::ImportAccounts { path, pkcs12 } => account_transfer::import(world, path, pkcs12).await,
        Command::Fetch { accounts, dienstkennungen } => fetch::fetch_accounts(world, accounts, dienstkennungen).await,
        Command::CancelFetch { accounts } => fetch::cancel(world, &accounts),
        Command::RefetchMail { mail } => fetch::refetch(world, mail).await,
        Command::ListMails(filter) => mails::list(world, filter).await,
        Command::CountFolders => mails::counts(world).await,
        Command::OpenMail { mail, mark_read } => mails::open(world, mail, mark_read).await,
        Command::ReadRaw { mail, offset, len } => mails::read_raw(world, mail, offset, len).await,
        Command::OpenEmbedded { mail } => mails::open_embedded(world, mail).await,
        Command::SaveAttachments { mail, index, dir } => files::save_attachments(world, mail, index, dir).await,
        Command::SaveAttachmentAs { mail, index, path, replace } => files::save_attachment_as(world, mail, index, path, replace).await,
        Command::OpenAttachment { mail, index } => copies::open_attachment(world, mail, index).await,
        Command::ViewAttachment { mail, index, task, lane } => viewing::view(world, request, mail, index, task, lane).await,
        Command::EndView { lane } => viewing::give_up(world, lane),
        Command::DigestAttachments { mail } => files::digest_attachments(world, mail).await,
        Command::SaveRaw { mail, path, replace } => files::save_raw(world, mail, path, replace).await,
        Command::Print { mail, words } => print::print(world, mail, words).await,
        Command::MarkUnread { mails, unread } => mails::mark_unread(world, mails, unread).await,
        Command::MoveToTrash { mails } => mails::move_to_trash(world, mails).await,
        Command::Restore { mails } => mails::restore(world, mails).await,
        Command::Purge(command) => purge::handle(world, *command).await,
        Command::Claim { mails, claim } => mails::claim(world, mails, claim).await,
        Command::MarkDone { mails, done } => mails::mark_done(world, mails, done).await,
        Command::AnswerReadReceipt { mail, send } => receipts::answer(world, mail, send).await,
        Command::SaveDraft(draft) => write::save_draft(world, *draft).await,
        Command::OpenDraft { mail } => write::open_draft(world, mail).await,
        Command::DiscardDraft { mail } => write::discard_draft(world, mail).await,
        Command::AddAttachment { path } => write::add_attachment(world, path).await,
        Command::PrepareReply { mail, all } => write::prepare_reply(world, mail, all).await,
        Command::PrepareForward { mail } => write::prepare_forward(world, mail).await,
        Command::Queue { draft, directory_check, send_now } => outbox::queue(world, *draft, directory_check, send_now).await,
        Command::ForwardUnchanged { mail } => outbox::forward_unchanged(world, mail).await,
        Command::ListOutbox { settled } => outbox::list(world, settled).await,
        Command::FlushOutbox => outbox::flush(world).await,
        Command::RetrySend { mail } => outbox::retry(world, mail).await,
        Command::ResolveUncertain { mail, resolution } => outbox::resolve(world, mail, resolution).await,
        Command::CancelSend { mail } => outbox::cancel(world, mail).await,
        Command::SuggestRecipients { text } => write::suggest(world, text).await,
        Command::SearchDirectory { account, query, lane } => lookup::search(world, account, query, lane).await,
        Command::CheckRecipients { account, addresses } => {
            contacts::check_recipients(world, account, &addresses).await.map(Answer::RecipientsChecked)
        }
        Command::Contacts(command) => contacts::handle(world, *command).await,
        Command::ListCards { account } => cards::list(world, account).await,
        Command::ProbeConnector { id, settings, password } => cards::probe(world, id, *settings, password).await,
        Command::SetConnectorPassword { account, password } => cards::set_password(world, account, password).await,
        Command::Overview { probe } => overview::show(world, probe).await,
        Command::CheckOwnEntry { account } => overview::check_entry(world, account).await,
        Command::ListAnswers(filter) => answers::list(world, filter).await,
        Command::Desk(command) => desk::handle(world, *command).await,
        Command::Letters(command) => letters::handle(world, *command).await,
        Command::OpenAnswer { number } => answers::open(world, number).await,
        Command::Reprocess { mail, reason } => reprocess::by_hand(world, mail, reason).await,
        Command::ListWatch => watch::facts(world).await,
        Command::AddWatchFolder { account, dienstkennung, dir, sure } => watch::add(world, account, dienstkennung, dir, sure).await,
        Command::RemoveWatchFolder { id } => watch::remove(world, id).await,
        Command::RunWatch => watch::run(world).await,
        Command::ActOnWatched { item, act } => watch::act(world, item, act).await,
        Command::ListEau => eau::facts(world).await,
        Command::ReleaseEau { mails } => eau::release(world, mails).await,
        Command::RemoveEau { mails } => eau::remove(world, mails).await,
        Command::SendSameAgain { mail } => eau::send_same(world, mail).await,
        Command::SetHandoverFolder { prefix, dir } => handing_over::set_folder(world, prefix, dir).await,
        Command::ListHandovers => handing_over::handovers(world).await,
        Command::CheckHandoverFolders => handing_over::check_folders(world).await,
        Command::RunHandovers => handing_over::run_handovers(world).await,
        Command::LoadUsage => usage::facts(world).await,
        Command::SaveUsage(usage) => usage::save(world, *usage).await,
        Command::Backup(command) => backup::handle(world, *command).await,
        Command::Key(command) => keys::handle(world, *command).await,
        Command::Export { format, to, search, accounts } => exchange::export(world, format, to, search, accounts).await,
        Command::Import { paths, account } => exchange::import(world, paths, account).await,
        Command::Audit(command) => audit::handle(world, *command).await,
        Command::Doctor => doctor::run(world).await,
        Command::Support(command) => support::handle(world, *command).await,
        Command::ListSettings => accounts::settings(world).await,
        Command::SetSetting { key, value } => accounts::set_setting(world, key, value).await,
        Command::Shutdown => Ok(Answer::Done),
    }
}
