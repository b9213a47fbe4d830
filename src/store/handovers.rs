//! Hand-overs of runs, and the folders they go to: states, intents, JSON beside the file.

use std::path::{Path, PathBuf};

use rusqlite::{Row, params};

use super::accounts::changed_one;
use super::answers::handover_from;
use super::{Error, Result, Store};
use crate::domain::access::Scope;
use crate::domain::answer::HandoverState;
use crate::domain::ids::MailId;
use crate::domain::time::Timestamp;

/// A hand-over file of a run.
#[derive(Clone, PartialEq, Eq)]
pub struct Handover {
    pub mail: MailId,
    pub run: u32,
    /// Empty until written.
    pub path: String,
    pub state: HandoverState,
    pub problem_code: String,
    /// The path chosen before writing; empty before the first try.
    pub intent: String,
}

crate::domain::opaque_debug!(Handover);

/// A folder of the practice software.
#[derive(Clone, PartialEq, Eq)]
pub struct HandoverFolder {
    /// Beginning of a Dienstkennung.
    pub prefix: String,
    pub path: PathBuf,
    /// A JSON file is written beside each file.
    pub sidecar: bool,
}

crate::domain::opaque_debug!(HandoverFolder);

const COLUMNS: &str = "run.mail, run.number, run.handover_path, run.handover, run.handover_problem, run.handover_intent";

impl Store {
    /// Hand-overs that are to be written from here, oldest first: those of accounts whose processing station this is.
    pub fn pending_handovers(&self) -> Result<Vec<Handover>> {
        self.handovers(&format!(
            "SELECT {COLUMNS} FROM run JOIN mail m ON m.id = run.mail JOIN account a ON a.id = m.account
             WHERE run.handover = 'pending' AND a.processing_station = 1 ORDER BY run.id"
        ))
    }

    /// Whether the last run of some mail that nobody is done with failed for this cause.
    pub fn has_failed_handover(&self, problem_code: &str) -> Result<bool> {
        let mut statement = self.db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM run r JOIN mail m ON m.id = r.mail
                            WHERE r.handover = 'failed' AND r.handover_problem = ? AND NOT m.done
                            AND r.number = (SELECT max(number) FROM run WHERE mail = r.mail))",
        )?;
        Ok(statement.query_row([problem_code], |row| row.get(0))?)
    }

    /// The hand-over of one run, while it is to be written from here.
    pub fn pending_handover(&self, mail: MailId, run: u32) -> Result<Option<Handover>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM run JOIN mail m ON m.id = run.mail JOIN account a ON a.id = m.account
             WHERE run.mail = ? AND run.number = ? AND run.handover = 'pending' AND a.processing_station = 1"
        ))?;
        statement.query_and_then(params![mail.0, run], from_row)?.next().transpose()
    }

    /// Files that may still lie in their folder, and those that were missed there since `after`. A name that was free
    /// again and used anew belongs to the file that has it now: an earlier one does not come back under it.
    pub fn handovers_to_look_for(&self, after: Timestamp) -> Result<Vec<Handover>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS}, handover_at FROM run WHERE handover = 'written'
             UNION ALL SELECT {COLUMNS}, max(handover_at) FROM run WHERE handover = 'collected' AND handover_at >= ?1
               AND handover_path NOT IN (SELECT handover_path FROM run WHERE handover = 'written')
               AND handover_path NOT IN (SELECT handover_intent FROM run WHERE handover = 'pending')
             GROUP BY handover_path"
        ))?;
        statement.query_and_then([after.0], from_row)?.collect()
    }

    /// All hand-overs of the scope, newest first.
    pub fn handover_items(&self, scope: &Scope) -> Result<Vec<Handover>> {
        let mut items = self.handovers(&format!("SELECT {COLUMNS} FROM run WHERE handover IS NOT NULL ORDER BY id DESC"))?;
        if !scope.is_everything() {
            let mut found = Vec::with_capacity(items.len());
            for item in items {
                if self.account_of_mail(item.mail)?.is_some_and(|account| scope.allows(account)) {
                    found.push(item);
                }
            }
            items = found;
        }
        Ok(items)
    }

    /// Hand-overs of exactly these bytes that are waiting or were written and not collected yet.
    pub fn uncollected(&self, sha256: &str) -> Result<Vec<Handover>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM run WHERE sha256 = ? AND result = 'taken_over' AND handover IN ('pending', 'written') ORDER BY id"
        ))?;
        statement.query_and_then([sha256], from_row)?.collect()
    }

    /// Records how a hand-over stands. A written path is never emptied.
    ///
    /// # Errors
    /// `NotFound` for a run without hand-over.
    pub fn set_handover(&mut self, mail: MailId, run: u32, state: HandoverState, path: &str, problem_code: &str) -> Result<()> {
        changed_one(self.db.execute(
            "UPDATE run SET handover = ?3, handover_path = CASE WHEN ?4 = '' THEN handover_path ELSE ?4 END, handover_problem = ?5,
                    handover_at = CASE WHEN handover = ?3 THEN handover_at ELSE CAST(unixepoch('subsec') * 1000 AS INTEGER) END
             WHERE mail = ?1 AND number = ?2 AND handover IS NOT NULL",
            params![mail.0, run, state.as_str(), path, problem_code],
        )?)
    }

    /// Remembers where a file is going to be written, before it is.
    ///
    /// # Errors
    /// `NotFound` for a run without hand-over.
    pub fn intend_handover(&mut self, mail: MailId, run: u32, path: &str) -> Result<()> {
        changed_one(self.db.execute(
            "UPDATE run SET handover_intent = ?3 WHERE mail = ?1 AND number = ?2 AND handover IS NOT NULL",
            params![mail.0, run, path],
        )?)
    }

    /// Folders by Dienstkennung prefix; the longest prefix first, so that the first match counts.
    pub fn folders(&self) -> Result<Vec<HandoverFolder>> {
        let mut statement =
            self.db.prepare_cached("SELECT prefix, path, sidecar FROM handover_folder ORDER BY length(prefix) DESC, prefix")?;
        let found = statement.query_map([], |row| {
            Ok(HandoverFolder { prefix: row.get(0)?, path: PathBuf::from(row.get::<_, String>(1)?), sidecar: row.get(2)? })
        })?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Sets or (with `None`) removes the folder of a Dienstkennung prefix, compared without case.
    ///
    /// # Errors
    /// [`Error::Path`] for a path that is no Unicode text.
    pub fn set_handover_folder(&mut self, prefix: &str, dir: Option<&Path>) -> Result<()> {
        match dir {
            Some(dir) => self.db.execute(
                "INSERT INTO handover_folder (prefix, path) VALUES (?1, ?2) ON CONFLICT (prefix) DO UPDATE SET path = ?2",
                [prefix, dir.to_str().ok_or(Error::Path)?],
            )?,
            None => self.db.execute("DELETE FROM handover_folder WHERE prefix = ?", [prefix])?,
        };
        Ok(())
    }

    /// Whether a JSON file is written beside each file of a folder.
    ///
    /// # Errors
    /// `NotFound` for a prefix without folder.
    pub fn set_sidecar(&mut self, prefix: &str, on: bool) -> Result<()> {
        changed_one(self.db.execute("UPDATE handover_folder SET sidecar = ? WHERE prefix = ?", params![on, prefix])?)
    }

    fn handovers(&self, sql: &str) -> Result<Vec<Handover>> {
        let mut statement = self.db.prepare_cached(sql)?;
        statement.query_and_then([], from_row)?.collect()
    }
}

fn from_row(row: &Row<'_>) -> Result<Handover> {
    Ok(Handover {
        mail: MailId(row.get(0)?),
        run: row.get(1)?,
        path: row.get(2)?,
        state: handover_from(row.get_ref(3)?.as_str().unwrap_or_default())?,
        problem_code: row.get(4)?,
        intent: row.get(5)?,
    })
}
