//! From raw bytes to stored mail: reading, storing, and what follows from an arrival.
//!
//! The same way for fetched, imported and sent mails, so that each is read by the same rules. One bad mail
//! never stops the others: reading is isolated per mail, and a mail that cannot be read is stored raw. Public for the
//! proofs by many cases (`tests/hostile`), which read and store as a fetch does.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{eau, eeb, letter_handover, reprocess};
use crate::domain::account::Account;
use crate::domain::answer::EbzKind;
use crate::domain::ids::{BlobId, MailId};
use crate::domain::mail::{Attachment, Folder, MailClass, Note, ParsedMail, Receipt};
use crate::domain::payload::{Payload, PayloadKind, SignatureState};
use crate::domain::raw::RawSource;
use crate::kim::{self, PartReader, Structure};
use crate::payload::{self, Mappings, PayloadInput, PayloadPart};
use crate::store::{Arrival, Error, HashedBytes, Joined, NewMail, RawBytes, Store, StoredMail};

use super::world::now;

/// Attachments up to this size are looked into for technical content.
const MAX_PAYLOAD: u64 = 20 << 20;
/// The same for all attachments of a mail together, in their order: they are in memory at the same time.
const MAX_PAYLOADS: u64 = 64 << 20;

/// Where the raw bytes of an arriving mail are.
pub enum Raw {
    Memory(HashedBytes),
    /// Already in the store, because it was too large to hold.
    Blob(BlobId),
}

/// A mail that was received and read, and waits to be stored.
pub struct Arrived {
    pub uidl: Option<String>,
    pub listed_size: u64,
    pub raw: Raw,
    pub parsed: ParsedMail,
    pub payload: Option<Payload>,
}

/// Reads a mail. A panic of a reader costs this mail its derived data, not the program (rule 17).
pub fn read(source: &mut dyn RawSource, mappings: &Mappings) -> (ParsedMail, Option<Payload>) {
    read_by(source, mappings, kim::receive)
}

/// The same for a mail that was scanned while it arrived.
pub fn read_scanned(source: &mut dyn RawSource, structure: Structure, mappings: &Mappings) -> (ParsedMail, Option<Payload>) {
    read_by(source, mappings, |source| kim::receive_scanned(source, structure))
}

fn read_by(
    source: &mut dyn RawSource,
    mappings: &Mappings,
    receive: impl FnOnce(&mut dyn RawSource) -> ParsedMail,
) -> (ParsedMail, Option<Payload>) {
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut parsed = receive(source);
        let payload = if parsed.raw_only { None } else { read_payload(source, &parsed, mappings) };
        // What holds a record for a program is technical, whatever its Dienstkennung says.
        if parsed.class == MailClass::Personal && payload.as_ref().is_some_and(|p| p.ebz.is_some() || p.signature != SignatureState::Absent)
        {
            parsed.class = MailClass::Technical;
        }
        (parsed, payload)
    }));
    read.unwrap_or_else(|_| {
        tracing::error!("a reader failed; the mail is kept raw");
        let note = Note::new("note-reader-failed", "");
        (ParsedMail { raw_only: true, notes: vec![note], ..ParsedMail::default() }, None)
    })
}

fn read_payload(source: &mut dyn RawSource, parsed: &ParsedMail, mappings: &Mappings) -> Option<Payload> {
    // What lies in a mail that is not decrypted, is no payload; receipts carry none.
    if matches!(parsed.class, MailClass::Undecrypted | MailClass::Receipt) {
        return None;
    }
    let mut contents = Vec::with_capacity(parsed.attachments.len());
    let mut room = MAX_PAYLOADS;
    for attachment in &parsed.attachments {
        let looked_into = may_hold_payload(attachment) && attachment.size <= room;
        contents.push(if looked_into { content(source, attachment) } else { Vec::new() });
        room -= if looked_into { attachment.size } else { 0 };
    }
    let parts: Vec<PayloadPart<'_>> = parsed.attachments.iter().zip(&contents).map(|(a, bytes)| PayloadPart::of(a, bytes)).collect();
    let input = PayloadInput::of(parsed, &parts);
    payload::read(input, mappings)
}

/// Pictures, sounds and films are never looked into, nor is what is too large to be a record.
fn may_hold_payload(attachment: &Attachment) -> bool {
    let media = attachment.media_type.split('/').next().unwrap_or_default();
    attachment.size <= MAX_PAYLOAD && !["image", "audio", "video"].contains(&media)
}

fn content(source: &mut dyn RawSource, attachment: &Attachment) -> Vec<u8> {
    let limit = usize::try_from(MAX_PAYLOAD).unwrap_or(usize::MAX);
    PartReader::of(source, attachment).read_up_to(limit).map(|(bytes, _)| bytes).unwrap_or_default()
}

/// Stores a batch and does what follows from each arrival: receipts meet the mails they speak about, insurer answers
/// meet their requests. Durable on return, all of it or nothing: a mail that is known is never looked at again, so what
/// follows from it must not be lost in a crash.
///
/// # Errors
/// Nothing was stored; or, when what follows from one mail failed, that alone is missing.
pub fn take_in(store: &mut Store, account: &Account, folder: Folder, batch: &[Arrived]) -> Result<Vec<StoredMail>, Error> {
    let received = now();
    let rows: Vec<NewMail<'_>> = batch
        .iter()
        .map(|mail| NewMail {
            account: account.id,
            uidl: mail.uidl.as_deref(),
            listed_size: mail.listed_size,
            folder,
            received,
            raw: match &mail.raw {
                Raw::Memory(raw) => RawBytes::Inline(raw),
                Raw::Blob(blob) => RawBytes::Blob(*blob),
            },
            parsed: &mail.parsed,
            payload: mail.payload.as_ref(),
            unread: folder == Folder::Inbox && mail.parsed.class != MailClass::Receipt,
        })
        .collect();
    let mut failed = None;
    let stored = store.all_or_nothing(|store| {
        let stored = store.insert_mails(&rows)?;
        for (mail, arrival) in batch.iter().zip(&stored).filter(|(mail, arrival)| follows(account, folder, mail, **arrival)) {
            match store.all_or_nothing(|store| follow_up(store, account, folder, mail, *arrival)) {
                Ok(()) => {}
                // The next fetch brings the whole batch again.
                Err(error @ (Error::Full | Error::Busy | Error::ReadOnly | Error::Io(_))) => return Err(error),
                // The mail itself is kept, and the others are no worse off for it.
                Err(error) => {
                    tracing::error!(%error, mail = %arrival.id, "what follows from a mail failed");
                    failed = Some(error);
                }
            }
        }
        Ok(stored)
    })?;
    failed.map_or(Ok(stored), Err)
}

/// Whether anything follows from a mail: from most nothing does, and a way back for it would only cost.
fn follows(account: &Account, folder: Folder, mail: &Arrived, stored: StoredMail) -> bool {
    match stored.arrival {
        Arrival::Known | Arrival::Purged => false,
        Arrival::Joined { .. } => true,
        Arrival::New => {
            let Arrived { parsed, payload, .. } = mail;
            folder == Folder::Sent || parsed.receipt.is_some() || payload.is_some() || is_from_self(account, parsed)
        }
    }
}

fn is_from_self(account: &Account, parsed: &ParsedMail) -> bool {
    parsed.from.iter().any(|m| m.address.eq_ignore_ascii_case(account.settings.address.as_str()))
}

fn follow_up(store: &mut Store, account: &Account, folder: Folder, mail: &Arrived, stored: StoredMail) -> Result<(), Error> {
    if let Arrival::Joined { readable_now, differs } = stored.arrival {
        let key = match (readable_now, differs) {
            (_, true) => "history-version-differs",
            (true, false) => "history-readable-now",
            _ => "history-version",
        };
        store.add_history(stored.id, "", key, "", now())?;
        if !readable_now {
            // The mail in view stays as it is, and with it what was taken over from it.
            return Ok(());
        }
    }
    if let Some(receipt) = &mail.parsed.receipt {
        let ids: Vec<String> = mail.parsed.in_reply_to.iter().chain(&mail.parsed.references).cloned().collect();
        let joined = store.apply_receipt(account.id, &ids, receipt, &mail.parsed.from, mail.parsed.date.unwrap_or_else(now))?;
        if !matches!(joined, Joined::To(_)) {
            // Nothing is hidden that belongs to nothing (rule 18).
            store.set_listed(stored.id, true)?;
        }
        if matches!(joined, Joined::Misfit(_)) {
            store.add_history(stored.id, "", "history-receipt-misfit", reader_of(receipt), now())?;
        }
        return Ok(());
    }
    if folder == Folder::Sent {
        let at = mail.parsed.date.unwrap_or_else(now);
        store.adopt_sent(stored.id, account.settings.address.as_str(), &mail.parsed, at)?;
        if let Some(payload) = &mail.payload {
            store.note_payload(stored.id, payload)?;
        }
    }
    if folder == Folder::Inbox
        && is_from_self(account, &mail.parsed)
        && let Some(message_id) = &mail.parsed.message_id
    {
        store.own_copy_arrived(account.id, message_id)?;
    }
    if folder == Folder::Inbox
        && let Some(letter) = mail.payload.as_ref().filter(|payload| letter_handover::is_letter(payload.kind))
    {
        letter_handover::at_arrival(store, account, stored.id, &mail.parsed, letter)?;
    }
    arrived_payload(store, account, stored.id, mail)
}

/// Whom a read receipt names.
fn reader_of(receipt: &Receipt) -> &str {
    match receipt {
        Receipt::Read { reader, .. } => reader,
        Receipt::Delivery { .. } => "",
    }
}

fn arrived_payload(store: &mut Store, account: &Account, id: MailId, mail: &Arrived) -> Result<(), Error> {
    let Some(payload) = &mail.payload else { return Ok(()) };
    match &payload.ebz {
        Some(record) if record.kind == EbzKind::Request => store.save_record(id, record, now()),
        _ if payload.kind == PayloadKind::EauError => eau::join_error(store, account.id, id, payload),
        _ if eeb::is_answer(payload.kind) => eeb::join_answer(store, account.id, id, &mail.parsed, payload),
        _ if reprocess::is_insurer_answer(payload.kind) => reprocess::at_arrival(store, account, id, &mail.parsed, payload),
        _ => Ok(()),
    }
}
