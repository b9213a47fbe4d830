//! Marks of mails, the trash, and the history of each mail.

use rusqlite::{OptionalExtension as _, params};

use super::accounts::changed_one;
use super::{Result, Store};
use crate::domain::ids::MailId;
use crate::domain::mail::HistoryLine;
use crate::domain::time::Timestamp;

impl Store {
    /// Marks mails read or unread; ids that do not exist are passed over.
    pub fn mark_unread(&mut self, mails: &[MailId], unread: bool) -> Result<()> {
        self.update_each(mails, if unread { "UPDATE mail SET unread = 1 WHERE id = ?" } else { "UPDATE mail SET unread = 0 WHERE id = ?" })
    }

    /// Moves to the trash, where each mail remembers its folder. Mails in the outbox stay where they are.
    pub fn move_to_trash(&mut self, mails: &[MailId]) -> Result<()> {
        self.update_each(
            mails,
            "UPDATE mail SET trashed_from = folder, folder = 'trash' WHERE id = ? AND folder NOT IN ('trash', 'outbox')",
        )
    }

    /// Back from the trash to where it was.
    pub fn restore(&mut self, mails: &[MailId]) -> Result<()> {
        self.update_each(
            mails,
            "UPDATE mail SET folder = coalesce(trashed_from, 'inbox'), trashed_from = NULL WHERE id = ? AND folder = 'trash'",
        )
    }

    /// „beantwortet", by whom
    pub fn mark_answered(&mut self, mail: MailId, who: &str) -> Result<()> {
        self.db.execute("UPDATE mail SET answered = 1, answered_by = ? WHERE id = ?", params![who, mail.0])?;
        Ok(())
    }

    /// A person reads a received mail: no longer unread, and the history names each reader once. Returns whether that
    /// was news; of own mails it never is.
    pub fn mark_read_by(&mut self, mail: MailId, who: &str, at: Timestamp) -> Result<bool> {
        let tx = self.begin()?;
        let known: bool = tx.query_row(
            "SELECT coalesce(trashed_from, folder) <> 'inbox'
                    OR unread = 0 AND EXISTS (SELECT 1 FROM history WHERE mail = ?1 AND key = 'history-read' AND who = ?2)
             FROM mail WHERE id = ?1",
            params![mail.0, who],
            |row| row.get(0),
        )?;
        if known {
            return Ok(false);
        }
        tx.execute("UPDATE mail SET unread = 0, read_by = ? WHERE id = ?", params![who, mail.0])?;
        add_history(&tx, mail, who, "history-read", "", at)?;
        tx.commit()?;
        Ok(true)
    }

    /// „in Bearbeitung von …". All of the mails or none: the name of another person who has one of them in hand stops it.
    pub fn claim(&mut self, mails: &[MailId], who: &str, at: Timestamp) -> Result<Option<String>> {
        let tx = self.begin()?;
        for mail in mails {
            let holder: String = tx.query_row("SELECT claimed_by FROM mail WHERE id = ?", [mail.0], |row| row.get(0))?;
            if holder == who {
                continue;
            }
            if !holder.is_empty() {
                return Ok(Some(holder));
            }
            tx.execute("UPDATE mail SET claimed_by = ? WHERE id = ?", params![who, mail.0])?;
            add_history(&tx, *mail, who, "history-claimed", "", at)?;
        }
        tx.commit()?;
        Ok(None)
    }

    /// Nobody has the mails in hand any more; the history names whose they were.
    pub fn release(&mut self, mails: &[MailId], who: &str, at: Timestamp) -> Result<()> {
        let tx = self.begin()?;
        for mail in mails {
            let holder: String = tx.query_row("SELECT claimed_by FROM mail WHERE id = ?", [mail.0], |row| row.get(0))?;
            if !holder.is_empty() {
                tx.execute("UPDATE mail SET claimed_by = '' WHERE id = ?", [mail.0])?;
                add_history(&tx, *mail, who, "history-released", &holder, at)?;
            }
        }
        Ok(tx.commit()?)
    }

    /// „erledigt", or open again; mails that are so already get no line in the history.
    pub fn mark_done(&mut self, mails: &[MailId], done: bool, who: &str, at: Timestamp) -> Result<()> {
        let key = if done { "history-done" } else { "history-reopened" };
        let tx = self.begin()?;
        for mail in mails {
            if tx.execute("UPDATE mail SET done = ?1 WHERE id = ?2 AND done <> ?1", params![done, mail.0])? == 1 {
                add_history(&tx, *mail, who, key, "", at)?;
            }
        }
        Ok(tx.commit()?)
    }

    /// „weitergeleitet"
    pub fn mark_forwarded(&mut self, mail: MailId) -> Result<()> {
        self.update_each(&[mail], "UPDATE mail SET forwarded = 1 WHERE id = ?")
    }

    /// The receipt the sender asked for was sent or declined: the question is over (rule 26).
    pub fn mark_receipt_answered(&mut self, mail: MailId) -> Result<()> {
        self.update_each(&[mail], "UPDATE mail SET receipt_requested = 0 WHERE id = ?")
    }

    /// Shows or hides a mail in lists. Receipts start hidden; one that matches no own mail must be shown (rule 18).
    pub fn set_listed(&mut self, mail: MailId, listed: bool) -> Result<()> {
        changed_one(self.db.execute("UPDATE mail SET listed = ? WHERE id = ? AND version_of IS NULL", params![listed, mail.0])?)
    }

    /// Adds a line to „Verlauf"; `who` empty for the program itself, `key` a text key such as `history-read`.
    pub fn add_history(&mut self, mail: MailId, who: &str, key: &str, detail: &str, at: Timestamp) -> Result<()> {
        add_history(&self.db, mail, who, key, detail, at)
    }

    /// Oldest first.
    pub fn history(&self, mail: MailId) -> Result<Vec<HistoryLine>> {
        let mut statement = self.db.prepare_cached("SELECT at, who, key, detail FROM history WHERE mail = ? ORDER BY id")?;
        let lines = statement.query_map([mail.0], |row| {
            Ok(HistoryLine { at: Timestamp(row.get(0)?), who: row.get(1)?, key: row.get(2)?, detail: row.get(3)? })
        })?;
        Ok(lines.collect::<rusqlite::Result<_>>()?)
    }

    fn update_each(&mut self, mails: &[MailId], sql: &str) -> Result<()> {
        let tx = self.begin()?;
        {
            let mut statement = tx.prepare_cached(sql)?;
            for mail in mails {
                statement.execute([mail.0])?;
            }
        }
        Ok(tx.commit()?)
    }
}

/// Whether the last line of a mail's history is the program's own and of the same kind: the same key, and a detail that begins
/// with the same code. The words of a server after it may be others each time.
pub(super) fn repeats_last_line(db: &rusqlite::Connection, mail: MailId, (key, detail): (&str, &str)) -> Result<bool> {
    let last = db
        .prepare_cached(
            "SELECT key, detail FROM history WHERE mail = ? AND who = '' AND id = (SELECT max(id) FROM history WHERE mail = ?)",
        )?
        .query_row([mail.0, mail.0], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    Ok(last.is_some_and(|(known, said)| known == key && said.split(' ').next() == detail.split(' ').next()))
}

/// The same within a transaction of the caller.
pub(super) fn add_history(db: &rusqlite::Connection, mail: MailId, who: &str, key: &str, detail: &str, at: Timestamp) -> Result<()> {
    // A mail that was deleted for good meanwhile has no history.
    db.prepare_cached("INSERT INTO history (mail, at, who, key, detail) SELECT id, ?2, ?3, ?4, ?5 FROM mail WHERE id = ?1")?
        .execute(params![mail.0, at.0, who, key, detail])?;
    Ok(())
}
