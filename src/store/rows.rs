//! Between a parsed mail and the columns of its row: one statement that writes them, one list that reads them.

use std::borrow::Cow;

use rusqlite::{Connection, Row, named_params};

use super::{Error, Result, words};
use crate::domain::address::Mailbox;
use crate::domain::ids::{AccountId, BlobId, MailId};
use crate::domain::mail::{Decryption, Dienstkennung, Folder, Integrity, MailClass, MailFlag, MailRow, ParsedMail};
use crate::domain::outgoing::OutgoingState;
use crate::domain::payload::{Payload, PayloadKind};
use crate::domain::time::Timestamp;
use crate::domain::work::Work;

/// Recipients kept in the row, for outgoing folders.
const ROW_RECIPIENTS: usize = 5;
/// Characters of a sort key.
const SORT_CHARS: usize = 40;

/// Columns of [`row_from`], in its order.
pub(super) const COLUMNS: &str = "
    m.id, m.account, m.folder, m.date, m.received, m.from_name, m.from_address, m.recipients, m.subject, m.dienstkennung, m.class,
    m.payload_kind, m.size, m.attachments, m.unread, m.answered, m.forwarded, m.decryption, m.integrity, m.state, m.receipt_requested,
    m.kim_error, a.address, m.claimed_by, m.done, m.read_by, m.answered_by,
    coalesce((SELECT h.key = 'history-imported' FROM history h WHERE h.mail = m.id AND h.key IN ('history-imported', 'history-vouched')
              ORDER BY h.id DESC LIMIT 1), 0)";

/// Writes a new row (`id` none).
const WRITE: &str = "
    INSERT INTO mail (id, account, folder, incoming, listed, chip, identity, embedded_id, final, blob, raw_sha256, size, received, date,
                      from_name, from_address, recipients, subject, from_key, subject_key, dienstkennung, class, payload_kind,
                      attachments, unread, answered, forwarded, decryption, integrity, receipt_requested, kim_error, state)
    VALUES (:id, :account, :folder, :incoming, :listed, :chip, :identity, :embedded_id, :final, :blob, :raw_sha256, :size, :received,
            :date, :from_name, :from_address, :recipients, :subject, :from_key, :subject_key, :dienstkennung, :class, :payload_kind,
            :attachments, :unread, 0, 0, :decryption, :integrity, :receipt_requested, :kim_error, :state)";

/// Behind [`WRITE`]: replaces what is derived of an existing row; folder, marks and state stay.
const OVER: &str = "
    ON CONFLICT (id) DO UPDATE SET
        chip = excluded.chip, identity = excluded.identity, embedded_id = excluded.embedded_id, final = excluded.final,
        blob = excluded.blob, raw_sha256 = excluded.raw_sha256, size = excluded.size, received = excluded.received,
        date = excluded.date, from_name = excluded.from_name, from_address = excluded.from_address, recipients = excluded.recipients,
        subject = excluded.subject, from_key = excluded.from_key, subject_key = excluded.subject_key,
        dienstkennung = excluded.dienstkennung, class = excluded.class, payload_kind = excluded.payload_kind,
        attachments = excluded.attachments, decryption = excluded.decryption, integrity = excluded.integrity,
        kim_error = excluded.kim_error";

/// Everything of a row that does not come from the parsed mail.
pub(super) struct RowBase<'a> {
    pub id: Option<MailId>,
    pub account: AccountId,
    pub folder: Folder,
    pub incoming: bool,
    pub listed: bool,
    pub blob: Option<BlobId>,
    pub raw_sha256: &'a str,
    pub size: u64,
    pub received: Timestamp,
    pub unread: bool,
    pub state: Option<OutgoingState>,
}

/// Writes the row and its derived data; not the index.
pub(super) fn write(db: &Connection, base: &RowBase<'_>, parsed: &ParsedMail, payload: Option<&Payload>) -> Result<MailId> {
    let nobody = Mailbox::default();
    let from = parsed.from.first().unwrap_or(&nobody);
    let recipients: Vec<&Mailbox> = parsed.to.iter().chain(&parsed.cc).take(ROW_RECIPIENTS).collect();
    let attachments = parsed.attachments.iter().filter(|a| !a.is_signature_report).count();
    // A new row needs no way back from a half done statement, which would copy every page it touches.
    let sql = if base.id.is_none() { Cow::Borrowed(WRITE) } else { Cow::Owned([WRITE, OVER].concat()) };
    db.prepare_cached(&sql)?.execute(named_params! {
        ":id": base.id.map(|id| id.0),
        ":account": base.account.0,
        ":folder": base.folder.as_str(),
        ":incoming": base.incoming,
        ":listed": base.listed,
        ":chip": chip(parsed),
        ":identity": identity(parsed, base.raw_sha256),
        ":embedded_id": embedded_id(parsed),
        ":final": is_final(parsed),
        ":blob": base.blob.map(|blob| blob.0),
        ":raw_sha256": base.raw_sha256,
        ":size": base.size,
        ":received": base.received.0,
        ":date": parsed.date.unwrap_or(base.received).0,
        ":from_name": from.name,
        ":from_address": from.address,
        ":recipients": serde_json::to_string(&recipients)?,
        ":subject": parsed.subject,
        ":from_key": sort_key(from.label()),
        ":subject_key": sort_key(without_reply_marks(&parsed.subject)),
        ":dienstkennung": dienstkennung(parsed).map_or("", |d| d.0.as_str()),
        ":class": parsed.class.as_str(),
        ":payload_kind": payload.map(|p| p.kind.as_str()),
        ":attachments": attachments,
        ":unread": base.unread,
        ":decryption": decryption_number(parsed.kim.decryption),
        ":integrity": integrity_number(parsed.kim.integrity),
        ":receipt_requested": base.incoming && !parsed.receipt_requested_by.is_empty() && parsed.class != MailClass::Receipt,
        ":kim_error": parsed.flags.contains(&MailFlag::KimError),
        ":state": base.state.map(OutgoingState::as_str),
    })?;
    let id = base.id.unwrap_or_else(|| MailId(db.last_insert_rowid()));
    db.prepare_cached("INSERT OR REPLACE INTO derived (mail, parsed, payload) VALUES (?, ?, ?)")?.execute(rusqlite::params![
        id.0,
        serde_json::to_string(parsed)?,
        payload.map(serde_json::to_string).transpose()?
    ])?;
    Ok(id)
}

/// The visible identity within an account (rule 13).
pub(super) fn identity(parsed: &ParsedMail, raw_sha256: &str) -> String {
    parsed.message_id.clone().unwrap_or_else(|| format!("sha256:{raw_sha256}"))
}

/// Message-ID under which the readable copy of an undecrypted or error mail will come.
pub(super) fn embedded_id(parsed: &ParsedMail) -> Option<&str> {
    if is_final(parsed) { None } else { parsed.embedded.as_ref().and_then(|e| e.message_id.as_deref()) }
}

/// Whether the content is what the sender wrote: neither undecrypted nor an error mail of the Clientmodul (rule 11).
pub(super) fn is_final(parsed: &ParsedMail) -> bool {
    parsed.class != MailClass::Undecrypted
        && parsed.kim.decryption != Decryption::Failed
        && !parsed.kim.still_protected
        && !parsed.flags.contains(&MailFlag::StillEncrypted)
        && !(parsed.flags.contains(&MailFlag::KimError) && (parsed.embedded.is_some() || parsed.class == MailClass::Notice))
}

/// Whether a mail stands in lists by itself; receipts are shown with the mail they answer.
pub(super) fn is_listed(parsed: &ParsedMail) -> bool {
    parsed.class != MailClass::Receipt
}

/// 2 for technical mails, 1 for all others. Undecrypted mails and notices count by the Dienstkennung of the mail inside.
fn chip(parsed: &ParsedMail) -> i64 {
    const WRITTEN_BY_PEOPLE: [&str; 2] = ["KIM-Mail", "Arztbrief"];
    let inside = || {
        parsed.embedded.as_ref().and_then(|e| e.dienstkennung.as_ref()).or(if parsed.class == MailClass::Undecrypted {
            parsed.dienstkennung.as_ref()
        } else {
            None
        })
    };
    let technical = match parsed.class {
        MailClass::Technical => true,
        MailClass::Undecrypted | MailClass::Notice => inside()
            .map(Dienstkennung::application)
            .is_some_and(|app| !app.is_empty() && !WRITTEN_BY_PEOPLE.iter().any(|known| known.eq_ignore_ascii_case(app))),
        MailClass::Personal | MailClass::Receipt => false,
    };
    if technical { 2 } else { 1 }
}

/// The Dienstkennung to show: that of the embedded mail where the outer one is the Clientmodul's own.
fn dienstkennung(parsed: &ParsedMail) -> Option<&Dienstkennung> {
    let inner = if is_final(parsed) { None } else { parsed.embedded.as_ref().and_then(|e| e.dienstkennung.as_ref()) };
    inner.or(parsed.dienstkennung.as_ref())
}

fn sort_key(text: &str) -> String {
    words::fold(text).trim_start_matches(|c: char| !c.is_alphanumeric()).chars().take(SORT_CHARS).collect()
}

/// „AW: Re: Befund" sorts beside „Befund".
fn without_reply_marks(subject: &str) -> &str {
    let mut rest = subject.trim_start();
    while let Some((mark, after)) = rest.split_once(':') {
        if !["re", "aw", "wg", "fw", "fwd"].iter().any(|known| known.eq_ignore_ascii_case(mark.trim())) {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

/// Reads a row selected with [`COLUMNS`].
/// How a result is stored: as the head says it; whether that counts follows from the way the mail came.
const fn decryption_number(decryption: Decryption) -> i64 {
    match decryption {
        Decryption::None => 0,
        Decryption::Ok | Decryption::Unconfirmed => 1,
        Decryption::Failed => 2,
    }
}

const fn integrity_number(integrity: Integrity) -> i64 {
    match integrity {
        Integrity::None => 0,
        Integrity::Ok | Integrity::Unconfirmed { said_ok: true } => 1,
        Integrity::Unverifiable | Integrity::Unconfirmed { said_ok: false } => 2,
        Integrity::Failed => 3,
    }
}

pub(super) fn row_from(row: &Row<'_>) -> Result<MailRow> {
    let class: String = row.get(10)?;
    let state: Option<String> = row.get(19)?;
    let decryption = match row.get(17)? {
        0 => Decryption::None,
        1 => Decryption::Ok,
        _ => Decryption::Failed,
    };
    let integrity = match row.get(18)? {
        0 => Integrity::None,
        1 => Integrity::Ok,
        2 => Integrity::Unverifiable,
        _ => Integrity::Failed,
    };
    let imported: bool = row.get(27)?;
    Ok(MailRow {
        id: MailId(row.get(0)?),
        account: AccountId(row.get(1)?),
        folder: folder_from(row.get_ref(2)?.as_str().unwrap_or_default())?,
        date: Timestamp(row.get(3)?),
        received: Timestamp(row.get(4)?),
        from: Mailbox { name: row.get(5)?, address: row.get(6)? },
        to: serde_json::from_str(row.get_ref(7)?.as_str().unwrap_or_default())?,
        subject: row.get(8)?,
        dienstkennung: row.get(9)?,
        class: MailClass::ALL.into_iter().find(|c| c.as_str() == class).ok_or_else(|| unknown("class"))?,
        payload_kind: row.get_ref(11)?.as_str_or_null().unwrap_or_default().and_then(PayloadKind::from_word),
        size: row.get(12)?,
        attachments: row.get(13)?,
        unread: row.get(14)?,
        answered: row.get(15)?,
        forwarded: row.get(16)?,
        decryption: if imported { decryption.unconfirmed() } else { decryption },
        integrity: if imported { integrity.unconfirmed() } else { integrity },
        state: state.as_deref().map(state_from).transpose()?,
        receipt_requested: row.get(20)?,
        kim_error: row.get(21)?,
        account_address: row.get(22)?,
        work: Work { claimed_by: row.get(23)?, done: row.get(24)?, read_by: row.get(25)?, answered_by: row.get(26)? },
    })
}

/// Reads a folder's word.
pub(super) fn folder_from(word: &str) -> Result<Folder> {
    Folder::ALL.into_iter().find(|f| f.as_str() == word).ok_or_else(|| unknown("folder"))
}

/// Reads a state's word.
pub(super) fn state_from(word: &str) -> Result<OutgoingState> {
    OutgoingState::from_word(word).ok_or_else(|| unknown("state"))
}

/// A word that no version of this program wrote.
pub(super) fn unknown(what: &str) -> Error {
    Error::Damaged(format!("unknown word for {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mail::EmbeddedMail;

    fn undecrypted(inner: &str) -> ParsedMail {
        ParsedMail {
            class: MailClass::Undecrypted,
            dienstkennung: Some(Dienstkennung(Dienstkennung::DEFAULT.into())),
            embedded: Some(EmbeddedMail {
                offset: 0,
                len: 0,
                message_id: Some("inner@x".into()),
                dienstkennung: (!inner.is_empty()).then(|| Dienstkennung(inner.into())),
                encrypted: true,
            }),
            ..ParsedMail::default()
        }
    }

    #[test]
    fn undecrypted_mails_stand_where_the_mail_inside_belongs() {
        for (inner, expected) in
            [("EBZ;ANW;2.0.0", 2), ("eAU;Fehler-Kasse;V1.2", 2), ("KIM-Mail;Default;V1.0", 1), ("arztbrief;VHitG-Versand;V1.2", 1), ("", 1)]
        {
            assert_eq!(chip(&undecrypted(inner)), expected, "{inner}");
        }
        assert_eq!(chip(&ParsedMail { class: MailClass::Technical, ..ParsedMail::default() }), 2);
    }

    #[test]
    fn only_readable_mails_are_final() {
        let check = |change: fn(&mut ParsedMail), expected: bool| {
            let mut parsed = ParsedMail::default();
            change(&mut parsed);
            assert_eq!(is_final(&parsed), expected);
        };
        check(|_| {}, true);
        check(|p| p.class = MailClass::Undecrypted, false);
        check(|p| p.kim.decryption = Decryption::Failed, false);
        check(|p| p.kim.still_protected = true, false);
        check(|p| p.flags.push(MailFlag::StillEncrypted), false);
        check(|p| (p.class, p.flags) = (MailClass::Notice, vec![MailFlag::KimError]), false);
        check(|p| p.kim.integrity = Integrity::Failed, true);
    }

    #[test]
    fn sorts_without_case_marks_and_reply_words() {
        for (text, expected) in [("AW: Re: Übergabe", "ubergabe"), ("„Befund“", "befund“"), ("Termin: morgen", "termin: morgen")] {
            assert_eq!(sort_key(without_reply_marks(text)), expected);
        }
    }
}
