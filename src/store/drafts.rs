//! Drafts and the files attached to them. A draft is a mail row too, so that lists and search show it.

use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{self, RowBase};
use super::{Error, Result, Store, blobs, words};
use crate::domain::address::Mailbox;
use crate::domain::ids::{BlobId, MailId};
use crate::domain::mail::{Attachment, Dienstkennung, Folder, MailClass, ParsedMail, TransferEncoding};
use crate::domain::outgoing::{Draft, OutgoingState, RecipientKind};
use crate::domain::time::Timestamp;

impl Store {
    /// Saves a draft (new when `id` is none). Files it no longer holds are freed unless another draft uses them.
    ///
    /// # Errors
    /// `WrongState` if the id is no draft any more (queued or discarded meanwhile).
    pub fn save_draft(&mut self, draft: &Draft, now: Timestamp) -> Result<MailId> {
        let tx = self.begin()?;
        if let Some(id) = draft.id {
            let state: Option<Option<String>> = tx.query_row("SELECT state FROM mail WHERE id = ?", [id.0], |row| row.get(0)).optional()?;
            if state.flatten().as_deref() != Some(OutgoingState::Draft.as_str()) {
                return Err(Error::WrongState);
            }
        }
        let id = write_row(&tx, draft, draft.id, now)?;
        let body = serde_json::to_string(&Draft { id: Some(id), ..draft.clone() })?;
        tx.execute("INSERT INTO draft (mail, body) VALUES (?1, ?2) ON CONFLICT (mail) DO UPDATE SET body = ?2", params![id.0, body])?;
        let before = files(&tx, id)?;
        tx.execute("DELETE FROM draft_file WHERE mail = ?", [id.0])?;
        for file in &draft.attachments {
            tx.execute("INSERT OR IGNORE INTO draft_file (mail, blob) VALUES (?, ?)", [id.0, file.blob.0])?;
        }
        for blob in before {
            blobs::free_unused(&tx, blob)?;
        }
        tx.commit()?;
        Ok(id)
    }

    /// The draft with its `id` set; also that of a mail in the outbox that nobody has got yet.
    pub fn draft(&self, id: MailId) -> Result<Draft> {
        load(&self.db, id)?.ok_or(Error::NotFound)
    }

    /// Deletes a draft and frees its files.
    ///
    /// # Errors
    /// `WrongState` for anything that is not a draft.
    pub fn discard_draft(&mut self, id: MailId) -> Result<()> {
        let tx = self.begin()?;
        let unused = files(&tx, id)?;
        words::remove(&tx, id.0)?;
        // The state guards: nothing but a draft can be deleted this way.
        if tx.execute("DELETE FROM mail WHERE id = ? AND state = 'draft'", [id.0])? != 1 {
            return Err(Error::WrongState);
        }
        for blob in unused {
            blobs::free_unused(&tx, blob)?;
        }
        Ok(tx.commit()?)
    }
}

/// The stored draft of a mail, if it has one.
pub(super) fn load(db: &Connection, id: MailId) -> Result<Option<Draft>> {
    let body: Option<String> = db.query_row("SELECT body FROM draft WHERE mail = ?", [id.0], |row| row.get(0)).optional()?;
    Ok(body.map(|body| serde_json::from_str::<Draft>(&body)).transpose()?.map(|draft| Draft { id: Some(id), ..draft }))
}

/// Forgets the draft behind a mail that has been sent, with its files: the raw mail holds everything.
pub(super) fn forget(db: &Connection, id: MailId) -> Result<()> {
    let unused = files(db, id)?;
    db.execute("DELETE FROM draft_file WHERE mail = ?", [id.0])?;
    db.execute("DELETE FROM draft WHERE mail = ?", [id.0])?;
    for blob in unused {
        blobs::free_unused(db, blob)?;
    }
    Ok(())
}

/// Writes the mail row, derived data and index of a draft.
pub(super) fn write_row(db: &Connection, draft: &Draft, id: Option<MailId>, now: Timestamp) -> Result<MailId> {
    let (address, name): (String, String) =
        db.query_row("SELECT address, sender_name FROM account WHERE id = ?", [draft.account.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let parsed = as_parsed(draft, Mailbox { name, address });
    let base = RowBase {
        id,
        account: draft.account,
        folder: Folder::Drafts,
        incoming: false,
        listed: true,
        blob: None,
        raw_sha256: "",
        size: draft.size(),
        received: now,
        unread: false,
        state: Some(OutgoingState::Draft),
    };
    let id = rows::write(db, &base, &parsed, None)?;
    // The sender can be changed while writing.
    db.execute("UPDATE mail SET account = ? WHERE id = ?", [draft.account.0, id.0])?;
    words::remove(db, id.0)?;
    words::add(db, id.0, &parsed, None)?;
    Ok(id)
}

fn files(db: &Connection, id: MailId) -> Result<Vec<BlobId>> {
    let mut statement = db.prepare_cached("SELECT blob FROM draft_file WHERE mail = ?")?;
    let found = statement.query_map([id.0], |row| Ok(BlobId(row.get(0)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// What lists and search need of a draft, in the shape of a mail.
fn as_parsed(draft: &Draft, from: Mailbox) -> ParsedMail {
    let people = |kind| {
        let chosen = draft.recipients.iter().filter(move |r| r.kind == kind);
        chosen.map(|r| Mailbox { name: r.name.clone(), address: r.address.clone() }).collect()
    };
    let attachments = draft.attachments.iter().enumerate().map(|(index, file)| Attachment {
        index,
        name: file.name.clone(),
        save_name: file.name.clone(),
        media_type: file.media_type.clone(),
        description: String::new(),
        offset: 0,
        encoded_len: 0,
        size: file.size,
        encoding: TransferEncoding::Identity,
        warnings: Vec::new(),
        is_signature_report: false,
        is_message: false,
    });
    ParsedMail {
        from: vec![from],
        to: people(RecipientKind::To),
        cc: people(RecipientKind::Cc),
        subject: draft.subject.clone(),
        text: draft.text.clone(),
        in_reply_to: draft.in_reply_to.iter().cloned().collect(),
        references: draft.references.clone(),
        dienstkennung: Some(Dienstkennung(draft.dienstkennung.clone())),
        attachments: attachments.collect(),
        class: MailClass::Personal,
        ..ParsedMail::default()
    }
}
