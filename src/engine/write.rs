//! Writing: drafts, their files, answers and forwards, suggestions.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use super::event::{Answer, Event};
use super::world::{World, lock, now};
use super::{contacts, problem, usage};
use crate::domain::contact::Suggestions;
use crate::domain::file_facts::FileFacts;
use crate::domain::ids::{BlobId, MailId};
use crate::domain::mail::Attachment;
use crate::domain::outgoing::{Draft, DraftAttachment, DraftSource};
use crate::domain::problem::Problem;
use crate::domain::raw::RawSource as _;
use crate::kim::{PartReader, reply};
use crate::payload::{self, Mappings};
use crate::store::{Error, Store};

/// Bytes copied in one step.
const STEP: usize = 1 << 20;
/// Suggestions shown under a recipient field.
const SUGGESTIONS: usize = 8;
/// Groups among them.
const GROUP_SUGGESTIONS: usize = 3;
/// Files up to this size are looked into.
const MAX_EXAMINED: u64 = 64 << 20;
/// Largest file that can be attached: the Fachdienst's upper bound is 700 MiB encoded (A_19355).
const MAX_FILE: u64 = 500 << 20;

/// Saves a draft.
pub async fn save_draft(world: &World, draft: Draft) -> Result<Answer, Problem> {
    let at = now();
    let id = world.write(move |store| store.save_draft(&draft, at)).await?;
    world.bus.tell(Event::MailsChanged);
    Ok(Answer::DraftSaved { id, at })
}

/// Opens a draft.
pub async fn open_draft(world: &World, mail: MailId) -> Result<Answer, Problem> {
    world.read(move |store| store.draft(mail)).await.map(|draft| Answer::Draft(Box::new(draft)))
}

/// Deletes a draft.
pub async fn discard_draft(world: &World, mail: MailId) -> Result<Answer, Problem> {
    world.commit(move |store| store.discard_draft(mail)).await?;
    world.bus.tell(Event::MailsChanged);
    Ok(Answer::Done)
}

/// Copies a file into the store, in pieces.
pub async fn add_attachment(world: &Arc<World>, path: PathBuf) -> Result<Answer, Problem> {
    let (reader, writer, mappings) = (world.scanner(), world.writer(), world.mappings());
    super::world::blocking(move || {
        let mut file = File::open(&path).map_err(problem::of_attaching)?;
        let meta = file.metadata().map_err(problem::of_attaching)?;
        if !meta.is_file() {
            return Err(Problem::new("ATTACH-NOT-A-FILE", ""));
        }
        if meta.len() > MAX_FILE {
            return Err(Problem::new("ATTACH-TOO-LARGE", format!("{} MiB", meta.len() >> 20)));
        }
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let blob = lock(&writer).new_blob().map_err(problem::of_store)?;
        let mut buffer = vec![0; STEP];
        loop {
            let read = file.read(&mut buffer).map_err(problem::of_attaching);
            let step = read.and_then(|n| {
                let bytes = buffer.get(..n).unwrap_or(&[]);
                lock(&writer).append_blob(blob, bytes).map_err(problem::of_store)?;
                Ok(n)
            });
            match step {
                Ok(0) => break,
                Ok(_) => {}
                Err(problem) => {
                    // What was copied is freed at the next start at the latest.
                    let _ = lock(&writer).drop_blob(blob);
                    return Err(problem);
                }
            }
        }
        let info = lock(&writer).finish_blob(blob).map_err(problem::of_store)?;
        let media_type = mime_guess::from_path(&name).first_or_octet_stream().to_string();
        let facts = facts_of(&lock(&reader), &name, blob, info.len, &mappings).map_err(problem::of_store)?;
        Ok(Answer::AttachmentAdded(DraftAttachment { name, media_type, size: info.len, blob, facts }))
    })
    .await
}

/// A draft that answers a mail.
pub async fn prepare_reply(world: &World, mail: MailId, all: bool) -> Result<Answer, Problem> {
    world
        .read(move |store| {
            let parsed = store.parsed(mail)?;
            let account = store.account(store.row(mail)?.account)?;
            let mut draft = new_draft(store, mail, DraftSource::Reply)?;
            draft.recipients = reply::reply_recipients(&parsed, &account.settings.address, all);
            draft.subject = reply::reply_subject(&parsed.subject);
            draft.text = usage::signed(store, account.id, &reply::quote_reply(&parsed, &attribution(&parsed)))?;
            (draft.in_reply_to, draft.references) = reply::threading(&parsed);
            Ok(draft)
        })
        .await
        .map(|draft| Answer::Draft(Box::new(draft)))
}

/// A draft that forwards a mail: text quoted, attachments copied byte for byte.
pub async fn prepare_forward(world: &World, mail: MailId) -> Result<Answer, Problem> {
    let (reader, writer, mappings) = (world.scanner(), world.writer(), world.mappings());
    super::world::blocking(move || {
        let prepare = || {
            let (parsed, mut draft) = {
                let store = lock(&reader);
                let (parsed, mut draft) = (store.parsed(mail)?, new_draft(&store, mail, DraftSource::Forward)?);
                draft.text = usage::signed(&store, draft.account, &reply::quote_reply(&parsed, &attribution(&parsed)))?;
                (parsed, draft)
            };
            draft.subject = reply::forward_subject(&parsed.subject);
            (_, draft.references) = reply::threading(&parsed);
            for attachment in parsed.attachments.iter().filter(|a| !a.is_signature_report) {
                // Locked for one file at a time: sending reads over the same connection.
                let copied = copy_attachment(&lock(&reader), &writer, mail, attachment, &mappings)?;
                draft.attachments.push(copied);
            }
            Ok(Answer::Draft(Box::new(draft)))
        };
        prepare().map_err(problem::of_store)
    })
    .await
}

/// Copies the decoded bytes of an attachment into a new blob, a piece at a time.
pub fn copy_attachment(
    reader: &Store,
    writer: &Mutex<Store>,
    mail: MailId,
    attachment: &Attachment,
    mappings: &Mappings,
) -> Result<DraftAttachment, Error> {
    let mut source = reader.blob_source(reader.raw_blob(mail)?.ok_or(Error::NotFound)?)?;
    let mut part = PartReader::of(&mut source, attachment);
    let blob = lock(writer).new_blob()?;
    while let Some(piece) = part.next_piece().map_err(Error::Io)? {
        lock(writer).append_blob(blob, piece)?;
    }
    let info = lock(writer).finish_blob(blob)?;
    let facts = facts_of(reader, &attachment.save_name, blob, info.len, mappings)?;
    Ok(DraftAttachment { name: attachment.save_name.clone(), media_type: attachment.media_type.clone(), size: info.len, blob, facts })
}

/// What a file is for the rules of sending; what is too large to be looked into is nothing special.
fn facts_of(reader: &Store, name: &str, blob: BlobId, size: u64, mappings: &Mappings) -> Result<FileFacts, Error> {
    if size > MAX_EXAMINED {
        return Ok(FileFacts::default());
    }
    let whole = usize::try_from(size).unwrap_or(0);
    let bytes = reader.blob_source(blob)?.window(0, whole).map_err(Error::Io)?;
    Ok(payload::file_facts(name, &bytes, mappings))
}

fn new_draft(store: &Store, mail: MailId, source: DraftSource) -> Result<Draft, Error> {
    let account = store.account(store.row(mail)?.account)?;
    let mut draft = Draft::new(account.id);
    draft.delivery_receipt = account.settings.options.always_request_delivery_receipt;
    draft.read_receipt = account.settings.options.always_request_read_receipt;
    draft.source = Some((mail, source));
    Ok(draft)
}

/// The line above a quotation: „Am 12.11.2026 10:42 schrieb Name <Adresse>:" Mail goes to German readers.
fn attribution(parsed: &crate::domain::mail::ParsedMail) -> String {
    use chrono::{DateTime, Local};
    let from = parsed.from.first().cloned().unwrap_or_default();
    let who = if from.name.is_empty() { from.address } else { format!("{} <{}>", from.name, from.address) };
    match parsed.date.and_then(|d| DateTime::from_timestamp_millis(d.0)) {
        Some(date) => format!("Am {} schrieb {who}:", date.with_timezone(&Local).format("%d.%m.%Y %H:%M")),
        None => format!("{who} schrieb:"),
    }
}

/// Groups and own contacts.
pub async fn suggest(world: &World, text: String) -> Result<Answer, Problem> {
    if text.trim().is_empty() {
        return Ok(Answer::Suggestions(Suggestions::default()));
    }
    let accounts = contacts::accounts_of(world).await?;
    world
        .read(move |store| {
            let groups = store.suggest_groups(&text, &accounts, GROUP_SUGGESTIONS)?;
            Ok(Suggestions { groups, contacts: store.suggest_contacts(&text, &accounts, SUGGESTIONS)? })
        })
        .await
        .map(Answer::Suggestions)
}
