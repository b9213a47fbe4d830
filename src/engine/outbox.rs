//! The outbox: queueing with its checks, what a person decides about a mail, and sending by timer (rules 19 to 22).

use std::sync::{Arc, Mutex};
use std::time::Duration;

use uuid::Uuid;

use super::audit::Did;
use super::command::Resolution;
use super::event::{Answer, Event};
use super::world::{World, lock, now};
use super::{accounts, contacts, lookup, medium, pause, problem, reprocess, send, usage};
use crate::domain::access::Right;
use crate::domain::account::Account;
use crate::domain::address::Mailbox;
use crate::domain::audit::AuditObject;
use crate::domain::contact::{Contact, RecipientCheck};
use crate::domain::ids::{BlobId, MailId};
use crate::domain::mail::ParsedMail;
use crate::domain::outgoing::{DirectoryCheck, Draft, DraftSource, OutboxItem, OutgoingState, RecipientKind};
use crate::domain::payload::Payload;
use crate::domain::problem::Problem;
use crate::domain::raw::RawSource;
use crate::domain::time::Timestamp;
use crate::kim::compose::{self, ComposeError, Envelope, Technical};
use crate::payload::Mappings;
use crate::store::{Error, NewOutgoing, Store};

/// Right side of our Message-IDs: neutral, names no host (§1.8, rule 24).
const MESSAGE_ID_DOMAIN: &str = "kimpost.invalid";
/// `X-KIM-Sendersystem`
const SENDER_SYSTEM: &str = concat!("Kimpost;", env!("CARGO_PKG_VERSION"));
/// Wait when nothing is due and nobody queues anything.
const IDLE: Duration = Duration::from_secs(3600);

/// A rendered mail, ready to be queued.
pub struct Rendered {
    pub blob: BlobId,
    pub parsed: ParsedMail,
    pub payload: Option<Payload>,
    pub message_id: String,
}

/// A new Message-ID without angle brackets.
pub fn message_id() -> String {
    format!("{}@{MESSAGE_ID_DOMAIN}", Uuid::new_v4())
}

/// „Senden": checks the draft, renders it once, stores it and, if wanted, lets the sender know.
pub async fn queue(world: &Arc<World>, mut draft: Draft, directory_check: bool, send_now: bool) -> Result<Answer, Problem> {
    let account = accounts::get(world, draft.account).await?;
    draft.obey_application();
    let mut checks = Vec::new();
    if directory_check {
        let (all, surprises) = lookup::check_recipients(world, &account, &mut draft).await;
        contacts::note(world, &all).await?;
        if !surprises.is_empty() {
            return Ok(Answer::RecipientsChecked(surprises));
        }
        checks = all;
    }
    if let Some(issue) = draft.issues().into_iter().find(|issue| issue.blocks) {
        return Err(Problem::new(code_of(issue.text_key), issue.detail).of(account.id));
    }
    if draft.attachments.iter().any(|file| file.facts.test_data) && !reprocess::is_of_test_environment(&account) {
        return Err(Problem::new("WATCH-TEST-DATA", "").of(account.id));
    }
    usage::may_send(world, &draft.dienstkennung).await.map_err(|problem| problem.of(account.id))?;
    let id = {
        let draft = draft.clone();
        world.write(move |store| store.save_draft(&draft, now())).await?
    };
    draft.id = Some(id);
    let rendered = render(world, &draft, &account, Manner { reply_to: false, descriptions: draft.descriptions() }).await?;
    let who = world.who();
    let unknown = checks.iter().filter(|check| check.check == DirectoryCheck::NotFound).map(|check| check.address.clone()).collect();
    let queue = move |store: &mut Store| {
        let own = account.settings.address.as_str();
        let new = NewOutgoing {
            account: account.id,
            draft: Some(id),
            raw: rendered.blob,
            parsed: &rendered.parsed,
            payload: rendered.payload.as_ref(),
            message_id: &rendered.message_id,
            recipients: &draft.mailboxes(),
            return_path: own,
            delivery_receipt: draft.delivery_receipt,
            listed: true,
            now: now(),
        };
        let id = store.queue_mail(&new)?;
        after_queueing(store, id, &who, &draft, &checks)?;
        store.outbox_item(id)
    };
    let item = world.commit_if(queue, |item| Did::To(AuditObject::Mail(item.id))).await?;
    queued(world, send_now);
    Ok(Answer::Queued(OutboxItem { not_in_directory: unknown, ..item }))
}

/// What else is remembered when a person sends: history, contacts, marks of the mail it answers.
fn after_queueing(store: &mut Store, id: MailId, who: &str, draft: &Draft, checks: &[RecipientCheck]) -> Result<(), Error> {
    let at = now();
    store.add_history(id, who, "history-queued", "", at)?;
    let contacts: Vec<Contact> = draft
        .recipients
        .iter()
        .map(|r| {
            let live = checks.iter().find(|c| c.address.eq_ignore_ascii_case(r.address.trim()) && c.check != DirectoryCheck::Unknown);
            Contact {
                address: r.address.trim().to_owned(),
                name: r.name.clone(),
                about: live.filter(|_| r.about.is_empty()).map_or_else(|| r.about.clone(), |c| c.about.clone()),
                // Only what the VZD said just now; what was known longer stands in the address book already.
                check: live.map_or(DirectoryCheck::Unknown, |c| c.check.clone()),
                checked_at: live.map(|_| at),
                last_used: at,
                ..Contact::default()
            }
        })
        .collect();
    store.remember_contacts(&contacts, draft.account)?;
    // Whose address it is, and under which name, comes from the VZD and not from the chip.
    store.note_contact_checks(checks, at)?;
    match draft.source {
        Some((source, DraftSource::Reply)) => {
            store.mark_answered(source, who)?;
            store.add_history(source, who, "history-answered", "", at)?;
        }
        Some((source, DraftSource::Forward)) => {
            store.mark_forwarded(source)?;
            store.add_history(source, who, "history-forwarded", "", at)?;
        }
        None => {}
    }
    Ok(())
}

/// The stable code of a draft issue.
fn code_of(text_key: &str) -> &'static str {
    match text_key {
        "draft-issue-no-recipient" | "draft-issue-no-to" => "INPUT-NO-RECIPIENT",
        "draft-issue-bad-address" => "INPUT-ADDRESS",
        "draft-issue-not-kim" => "INPUT-NOT-KIM",
        "draft-issue-twice" => "INPUT-TWICE",
        "draft-issue-too-large-for" => "SEND-TOO-LARGE-FOR",
        "draft-issue-subject-line-break" => "INPUT-SUBJECT",
        "draft-issue-dienstkennung" => "INPUT-DIENSTKENNUNG",
        key if key.starts_with("draft-issue-eeb") => "INPUT-EEB",
        key if key.starts_with("draft-issue-letter") => "INPUT-LETTER",
        _ => "INPUT-DRAFT",
    }
}

/// What the mail of an application carries besides its draft.
#[derive(Clone, Default)]
pub struct Manner {
    /// `Reply-To` names the own address.
    pub reply_to: bool,
    /// `Content-Description` of each attachment.
    pub descriptions: Vec<String>,
}

/// Renders a draft into a blob: from here on its bytes and its Message-ID are fixed (rule 19).
pub async fn render(world: &Arc<World>, draft: &Draft, account: &Account, manner: Manner) -> Result<Rendered, Problem> {
    let support = accounts::setting(world, "support.address").await;
    let (reader, writer) = (world.scanner(), world.writer());
    let (draft, sender) = (draft.clone(), sender(account));
    let mappings = world.mappings();
    super::world::blocking(move || {
        let message_id = message_id();
        let blob = lock(&writer).new_blob().map_err(problem::of_store)?;
        let envelope = envelope(&sender, &message_id, &support);
        let rendered = {
            let store = lock(&reader);
            let mut open = |id| store.blob_source(id).map(|source| Box::new(source) as Box<dyn RawSource + '_>).map_err(|e| e.to_string());
            let technical = Technical { reply_to: manner.reply_to.then_some(sender.address.as_str()), descriptions: &manner.descriptions };
            compose::compose_technical(&draft, &technical, &envelope, &mut open, &mut |bytes| append(&writer, blob, bytes))
        };
        finish(rendered, &writer, &reader, blob, message_id, &mappings)
    })
    .await
}

/// What stands in the head of everything we send.
pub fn envelope<'a>(from: &Mailbox, message_id: &'a str, support: &'a str) -> Envelope<'a> {
    Envelope { from: from.clone(), message_id, date: chrono::Local::now().fixed_offset(), sender_system: SENDER_SYSTEM, support }
}

/// Appends rendered bytes to a blob.
pub fn append(writer: &Mutex<Store>, blob: BlobId, bytes: &[u8]) -> Result<(), String> {
    lock(writer).append_blob(blob, bytes).map_err(|e| e.to_string())
}

/// Ends a rendering: fixes the blob and reads it back as the mail it is.
pub fn finish(
    rendered: Result<(), ComposeError>,
    writer: &Mutex<Store>,
    reader: &Mutex<Store>,
    blob: BlobId,
    message_id: String,
    mappings: &Mappings,
) -> Result<Rendered, Problem> {
    if let Err(error) = rendered {
        // A blob that nobody uses is freed at the next start at the latest.
        let _ = lock(writer).drop_blob(blob);
        return Err(problem::of_compose(&error));
    }
    lock(writer).finish_blob(blob).map_err(problem::of_store)?;
    let store = lock(reader);
    let mut source = store.blob_source(blob).map_err(problem::of_store)?;
    let (parsed, payload) = super::intake::read(&mut source, mappings);
    Ok(Rendered { blob, parsed, payload, message_id })
}

/// „Absendername" and own address.
pub fn sender(account: &Account) -> Mailbox {
    Mailbox { name: account.settings.sender_name.clone(), address: account.settings.address.to_string() }
}

/// „Unverändert an eigene Adresse weiterleiten": the embedded original byte for byte, to the only recipient it can
/// have (KOM-LE-A_2029, §3.5).
pub async fn forward_unchanged(world: &Arc<World>, mail: MailId) -> Result<Answer, Problem> {
    let (row, parsed) = world.read(move |store| Ok((store.row(mail)?, store.parsed(mail)?))).await?;
    let embedded = parsed.embedded.clone().filter(|e| e.encrypted).ok_or_else(|| Problem::new("FORWARD-NOTHING-EMBEDDED", ""))?;
    let account = accounts::get(world, row.account).await?;
    let support = accounts::setting(world, "support.address").await;
    let (reader, writer, mappings) = (world.scanner(), world.writer(), world.mappings());
    let own = sender(&account);
    let rendered = super::world::blocking(move || {
        let message_id = message_id();
        let blob = lock(&writer).new_blob().map_err(problem::of_store)?;
        let envelope = envelope(&own, &message_id, &support);
        let written = {
            let store = lock(&reader);
            let raw = store.raw_blob(mail).map_err(problem::of_store)?.ok_or_else(|| Problem::new("MAIL-NO-RAW", ""))?;
            let mut source = store.blob_source(raw).map_err(problem::of_store)?;
            let range = (embedded.offset, embedded.len);
            compose::forward_unchanged(&mut source, range, &parsed.subject, &parsed.text, &envelope, &mut |bytes| {
                append(&writer, blob, bytes)
            })
        };
        finish(written, &writer, &reader, blob, message_id, &mappings)
    })
    .await?;
    let who = world.who();
    let queue = move |store: &mut Store| {
        let own = account.settings.address.as_str();
        let new = NewOutgoing {
            account: account.id,
            draft: None,
            raw: rendered.blob,
            parsed: &rendered.parsed,
            payload: None,
            message_id: &rendered.message_id,
            recipients: &[(RecipientKind::To, Mailbox::bare(own))],
            return_path: own,
            // The Clientmodul drops the wrapper; a receipt could never be matched.
            delivery_receipt: false,
            listed: true,
            now: now(),
        };
        let id = store.queue_mail(&new)?;
        store.add_history(mail, &who, "history-forwarded-unchanged", "", now())?;
        store.outbox_item(id)
    };
    let item = world.commit_if(queue, |item| Did::To(AuditObject::Mail(item.id))).await?;
    queued(world, true);
    Ok(Answer::Queued(item))
}

/// Tells the window and, if wanted, wakes the sender.
pub fn queued(world: &World, send_now: bool) {
    world.bus.tell(Event::OutboxChanged);
    world.bus.tell(Event::MailsChanged);
    // A request stands on the desk from now on, not only once the next fetch brings something.
    world.bus.tell(Event::AnswersChanged);
    if send_now {
        world.outbox_changed.notify_one();
    }
}

/// Everything outgoing, newest first; `settled` as in [`Command::ListOutbox`](super::command::Command::ListOutbox).
pub async fn list(world: &World, settled: bool) -> Result<Answer, Problem> {
    let scope = world.scope();
    let items = world.read(move |store| {
        let mut items = store.outbox_items(&scope, settled)?;
        let requests = store.eeb_requests()?;
        for item in items.iter_mut().filter(|item| requests.contains(&item.id)) {
            item.eeb = store.eeb_state(item.id, now())?;
        }
        Ok(items)
    });
    items.await.map(Answer::Outbox)
}

/// Sends everything that waits in the accounts from which the asker may send, whatever its next time, and tells how it
/// went; read receipts too.
pub async fn flush(world: &Arc<World>) -> Result<Answer, Problem> {
    let session = world.session().clone();
    send::settle_late(world).await?;
    let waiting = world
        .read(move |store| {
            let mut waiting = Vec::new();
            for mail in store.due_outgoing(Timestamp(i64::MAX))? {
                if store.account_of_mail(mail)?.is_some_and(|account| session.has(account, Right::Send)) {
                    waiting.push(mail);
                }
            }
            Ok(waiting)
        })
        .await?;
    let mut items = Vec::new();
    for mail in waiting {
        items.push(send_now(world, mail).await?);
    }
    Ok(Answer::Outbox(items))
}

/// Tries one mail again now and waits for the outcome.
pub async fn retry(world: &Arc<World>, mail: MailId) -> Result<Answer, Problem> {
    send_now(world, mail).await.map(Answer::Queued)
}

/// Sends what waits or was refused. The sender by timer may take the same mail at the same moment: then its outcome
/// is the outcome, and nothing is sent twice.
async fn send_now(world: &Arc<World>, mail: MailId) -> Result<OutboxItem, Problem> {
    let before = world.read(move |store| store.outbox_item(mail)).await?.attempts;
    // The first try is no sending again.
    let did = |item: &OutboxItem| if item.attempts > 0 { Did::AsAsked } else { Did::Nothing };
    let sent = match world.commit_if(move |store| store.retry(mail), did).await {
        Ok(_) => send::send_one(world, mail).await,
        Err(problem) => Err(problem),
    };
    match sent {
        Err(problem) if problem.code == "SEND-STATE" => {
            let _its_turn = world.sending.lock().await;
            let item = world.read(move |store| store.outbox_item(mail)).await?;
            if item.attempts > before || item.recipients.iter().any(|r| r.state == OutgoingState::Sending) {
                Ok(item)
            } else {
                Err(problem)
            }
        }
        sent => sent,
    }
}

/// Settles an uncertain send on a person's word; recorded in the mail's history (rule 20).
pub async fn resolve(world: &Arc<World>, mail: MailId, resolution: Resolution) -> Result<Answer, Problem> {
    let key = match resolution {
        Resolution::Sent => "history-resolved-sent",
        Resolution::Resend => "history-resolved-resend",
    };
    let who = world.who();
    let item = world
        .commit(move |store| {
            let item = store.resolve(mail, resolution == Resolution::Sent)?;
            store.add_history(mail, &who, key, "", now())?;
            Ok(item)
        })
        .await?;
    queued(world, resolution == Resolution::Resend);
    Ok(Answer::Queued(item))
}

/// Takes a waiting mail back.
pub async fn cancel(world: &World, mail: MailId) -> Result<Answer, Problem> {
    let who = world.who();
    let item = world
        .commit(move |store| {
            let item = store.cancel(mail)?;
            store.add_history(mail, &who, "history-cancelled", "", now())?;
            Ok(item)
        })
        .await?;
    queued(world, false);
    Ok(Answer::Queued(item))
}

/// Sends what is due, until the engine stops. While the store cannot be written nothing is sent, and the window says so.
pub async fn send_by_timer(world: Arc<World>) {
    let mut medium = medium::Trouble::default();
    loop {
        let next = send_due(&world).await;
        medium.tell(&world, next.as_ref().err());
        let wait = match next {
            Ok(Some(next)) => Duration::from_millis(u64::try_from(next.0.saturating_sub(now().0)).unwrap_or(0)).max(Duration::from_secs(1)),
            Ok(None) => IDLE,
            Err(_) => medium::PAUSE,
        };
        tokio::select! {
            () = tokio::time::sleep(wait.min(IDLE)) => {}
            () = world.outbox_changed.notified() => {}
        }
    }
}

/// Nobody answers at an account's server.
const UNREACHABLE: &str = "SMTP-CONNECT";

/// One round; when the next is due. Where nobody answered, the others of that account wait with the one that was tried: a try
/// each would hold up the mails of all accounts for as long as a connect may take.
async fn send_due(world: &Arc<World>) -> Result<Option<Timestamp>, Problem> {
    world.rescue.refuse().await?;
    send::settle_late(world).await?;
    let at = now();
    // Of each account that cannot be reached the one that was tried, and until when the others wait.
    let mut unreachable: Vec<(OutboxItem, Timestamp)> = Vec::new();
    for mail in world.read(move |store| store.due_outgoing(at)).await? {
        let behind = unreachable.clone();
        let put_off = move |store: &mut Store| {
            for (failed, until) in &behind {
                if store.put_off(mail, failed, *until)? {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        if !unreachable.is_empty() && world.write(put_off).await? {
            continue;
        }
        match send::send_one(world, mail).await {
            Err(problem) if medium::is_trouble(&problem) => return Err(problem),
            Ok(item) if item.problem_code == UNREACHABLE => {
                // What is tried again late itself, as an eAU is, holds up nobody for that long.
                let until = item.next_try.map(|next| next.min(now().plus(pause::LONGEST)));
                unreachable.extend(until.map(|until| (item, until)));
            }
            // The outcome stands in the outbox.
            _ => {}
        }
    }
    if !unreachable.is_empty() {
        world.bus.tell(Event::OutboxChanged);
    }
    world.read(move |store| store.next_outgoing(now())).await
}
