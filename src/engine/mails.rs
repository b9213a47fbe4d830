//! Reading: lists, counts, one mail with everything around it, marks.

use std::sync::Arc;
use std::time::Instant;

use super::event::{Answer, Event};
use super::receipts;
use super::reprocess::SAME_BYTES;
use super::world::{World, now};
use crate::domain::access::Scope;
use crate::domain::answer::ProcessingRun;
use crate::domain::ids::MailId;
use crate::domain::mail::{HeaderLine, MailDetail, MailFilter, MailRow};
use crate::domain::problem::Problem;
use crate::domain::raw::RawSource;
use crate::kim;
use crate::payload::Mappings;
use crate::store::{Error, Store};

/// Largest window of raw bytes in one answer.
const MAX_WINDOW: usize = 4 << 20;

/// A page of a list.
pub async fn list(world: &World, filter: MailFilter) -> Result<Answer, Problem> {
    let scope = world.scope();
    world
        .read(move |store| {
            let started = Instant::now();
            let mut page = store.mail_page(&scope, &filter)?;
            page.took_micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
            Ok(page)
        })
        .await
        .map(Answer::Mails)
}

/// Counts of all accounts.
pub async fn counts(world: &World) -> Result<Answer, Problem> {
    let scope = world.scope();
    world.read(move |store| store.folder_counts(&scope)).await.map(Answer::Counts)
}

/// One mail. With `mark_read` it is a person who opens it: the mark and the history say so, and a read receipt
/// that was asked for is answered if the account does so by itself (rule 26).
pub async fn open(world: &Arc<World>, mail: MailId, mark_read: bool) -> Result<Answer, Problem> {
    if mark_read && !world.rescue.is_on() {
        let who = world.who();
        let (news, was_unread) = world
            .write(move |store| {
                let unread = store.row(mail)?.unread;
                Ok((store.mark_read_by(mail, &who, now())?, unread))
            })
            .await?;
        if news {
            world.bus.tell(Event::MailsChanged);
        }
        if was_unread {
            receipts::answer_by_itself(world, mail).await;
        }
    }
    let scope = world.scope();
    world.read(move |store| detail(store, &scope, mail)).await.map(|detail| Answer::Mail(Box::new(detail)))
}

fn detail(store: &Store, scope: &Scope, mail: MailId) -> Result<MailDetail, Error> {
    let blob = store.raw_blob(mail)?;
    let headers = match blob {
        Some(blob) => kim::headers(&mut store.blob_source(blob)?),
        None => Vec::new(),
    };
    let row = store.row(mail)?;
    let recipients = match row.state {
        Some(_) if blob.is_some() => store.outbox_item(mail)?.recipients,
        _ => Vec::new(),
    };
    Ok(MailDetail {
        parsed: store.parsed(mail)?,
        blob,
        headers,
        payload: store.payload(mail)?,
        runs: runs(store, scope, mail)?,
        recipients,
        history: store.history(mail)?,
        thread: store.thread_of(mail)?,
        on_server: !store.server_copies(mail)?.is_empty(),
        versions: store.versions_of(mail)?,
        eeb: store.eeb_state(mail, now())?,
        patient: store.patient_of(scope, mail)?,
        row,
    })
}

/// The runs of a mail. A note about another mail with the same bytes keeps its number only where that mail exists for
/// the asker.
fn runs(store: &Store, scope: &Scope, mail: MailId) -> Result<Vec<ProcessingRun>, Error> {
    let mut runs = store.runs(mail)?;
    for note in runs.iter_mut().flat_map(|run| &mut run.notes).filter(|note| note.key == SAME_BYTES) {
        let other = note.detail.parse().ok().map(MailId);
        let account = other.map(|other| store.account_of_mail(other)).transpose()?.flatten();
        if !account.is_some_and(|account| scope.allows(account)) {
            note.detail = "?".to_owned();
        }
    }
    Ok(runs)
}

/// „In Bearbeitung nehmen" or „freigeben".
pub async fn claim(world: &World, mails: Vec<MailId>, claim: bool) -> Result<Answer, Problem> {
    let who = world.who();
    let holder = world
        .write(move |store| if claim { store.claim(&mails, &who, now()) } else { store.release(&mails, &who, now()).map(|()| None) })
        .await?;
    if let Some(holder) = holder {
        return Err(Problem::new("MAIL-CLAIMED", holder));
    }
    world.bus.tell(Event::MailsChanged);
    Ok(Answer::Done)
}

/// „erledigt", or open again.
pub async fn mark_done(world: &World, mails: Vec<MailId>, done: bool) -> Result<Answer, Problem> {
    let who = world.who();
    let changed = change(world, move |store| store.mark_done(&mails, done, &who, now())).await;
    world.bus.tell(Event::OutboxChanged);
    changed
}

/// A window of the raw bytes, at most 4 MiB.
pub async fn read_raw(world: &World, mail: MailId, offset: u64, len: usize) -> Result<Answer, Problem> {
    world
        .read(move |store| {
            let blob = store.raw_blob(mail)?.ok_or(Error::NotFound)?;
            let mut source = store.blob_source(blob)?;
            let bytes = source.window(offset, len.min(MAX_WINDOW)).map_err(Error::Io)?;
            Ok(Answer::Bytes { offset, total: source.len(), bytes })
        })
        .await
}

/// The mail embedded in an error mail whose integrity check failed, opened on purpose. It is read anew each
/// time, stays a part of its error mail, and is never taken over.
pub async fn open_embedded(world: &World, mail: MailId) -> Result<Answer, Problem> {
    world
        .read(move |store| {
            let outer = store.parsed(mail)?;
            let embedded = outer.embedded.ok_or(Error::NotFound)?;
            let blob = store.raw_blob(mail)?.ok_or(Error::NotFound)?;
            let mut whole = store.blob_source(blob)?;
            let mut inner = kim::embedded_source(&mut whole, &embedded);
            let headers: Vec<HeaderLine> = kim::headers(&mut inner);
            // Its head was written by the sender: results in it are none of the Clientmodul's (rule 32).
            let parsed = kim::receive(&mut inner).unconfirmed();
            let around = store.row(mail)?;
            let row = MailRow {
                subject: parsed.subject.clone(),
                from: parsed.from.first().cloned().unwrap_or_default(),
                to: parsed.to.clone(),
                attachments: parsed.attachments.len(),
                size: embedded.len,
                ..around
            };
            Ok(MailDetail {
                row,
                parsed,
                blob: None,
                headers,
                payload: None,
                runs: Vec::new(),
                recipients: Vec::new(),
                history: Vec::new(),
                thread: Vec::new(),
                on_server: false,
                versions: Vec::new(),
                eeb: None,
                patient: None,
            })
        })
        .await
        .map(|detail| Answer::Mail(Box::new(detail)))
}

/// Marks mails read or unread.
pub async fn mark_unread(world: &World, mails: Vec<MailId>, unread: bool) -> Result<Answer, Problem> {
    change(world, move |store| store.mark_unread(&mails, unread)).await
}

/// Moves mails to the trash.
pub async fn move_to_trash(world: &World, mails: Vec<MailId>) -> Result<Answer, Problem> {
    let who = world.who();
    change(world, move |store| {
        store.move_to_trash(&mails)?;
        mails.iter().try_for_each(|mail| store.add_history(*mail, &who, "history-trash", "", now()))
    })
    .await
}

/// Brings mails back from the trash.
pub async fn restore(world: &World, mails: Vec<MailId>) -> Result<Answer, Problem> {
    let who = world.who();
    change(world, move |store| {
        store.restore(&mails)?;
        mails.iter().try_for_each(|mail| store.add_history(*mail, &who, "history-restored", "", now()))
    })
    .await
}

async fn change(world: &World, work: impl FnOnce(&mut Store) -> Result<(), Error> + Send + 'static) -> Result<Answer, Problem> {
    world.commit(work).await?;
    world.bus.tell(Event::MailsChanged);
    Ok(Answer::Done)
}

/// Reads a stored mail anew from its raw bytes: after a better reader or another mapping.
///
/// # Errors
/// `Io` when not all bytes could be read: what was read of them before stays.
pub fn reread(store: &mut Store, mail: MailId, mappings: &Mappings) -> Result<(), Error> {
    let blob = store.raw_blob(mail)?.ok_or(Error::NotFound)?;
    let (parsed, payload) = {
        let mut source = Faithful { source: store.blob_source(blob)?, failed: None };
        let read = super::intake::read(&mut source, mappings);
        if let Some(error) = source.failed {
            return Err(Error::Io(error));
        }
        read
    };
    store.replace_derived(mail, &parsed, payload.as_ref())
}

/// Readers take bytes that cannot be read for a mail that ends there; this one remembers.
struct Faithful<S> {
    source: S,
    failed: Option<String>,
}

impl<S: RawSource> RawSource for Faithful<S> {
    fn len(&self) -> u64 {
        self.source.len()
    }

    fn read_at(&mut self, offset: u64, buf: &mut [u8]) -> Result<usize, String> {
        self.source.read_at(offset, buf).inspect_err(|error| self.failed = Some(error.clone()))
    }
}
