//! Periods after which mails go by themselves (rule 49): what is set, and which mails are due.
//!
//! Time counts from when a mail was stored, or came into the trash; its own date never counts (rule 48).

use rusqlite::params;

use super::purge::{HANDING_OVER, UNCONFIRMED, UNSENT};
use super::{Result, Store};
use crate::domain::ids::MailId;
use crate::domain::purge::{Retention, RetentionCount};
use crate::domain::time::Timestamp;

/// Settings, hidden from people.
const PLAN: [&str; 3] = ["retention.trash_days", "retention.inbox_years", "retention.sent_years"];
const LAST: &str = "retention.last";
const DAY_SECS: i64 = 86_400;
/// 365 days and a quarter.
const YEAR_SECS: i64 = 31_557_600;

/// What the program spares by itself: what cannot be read yet, what somebody has in hand, an answer that waits for a person.
fn spared() -> String {
    format!(
        "(m.final = 0 OR m.claimed_by <> '' AND m.done = 0 OR {UNSENT} OR {HANDING_OVER} OR {UNCONFIRMED}
          OR EXISTS (SELECT 1 FROM answer_record a WHERE a.mail = m.id AND a.held = 1))"
    )
}

fn before(now: Timestamp, secs: i64) -> i64 {
    now.plus_secs(-secs).0
}

impl Store {
    /// The periods that are set.
    pub fn retention(&self) -> Result<Retention> {
        let read = |key: &str| Ok::<_, super::Error>(self.setting(key)?.and_then(|text| text.parse().ok()));
        let [trash, inbox, sent] = PLAN;
        Ok(Retention { trash_days: read(trash)?, inbox_years: read(inbox)?, sent_years: read(sent)? })
    }

    /// Sets the periods.
    pub fn set_retention(&mut self, plan: &Retention) -> Result<()> {
        self.all_or_nothing(|store| {
            for (key, value) in PLAN.into_iter().zip([plan.trash_days, plan.inbox_years, plan.sent_years]) {
                store.set_setting(key, &value.map(|value| value.to_string()).unwrap_or_default())?;
            }
            Ok(())
        })
    }

    /// The last run and what it did.
    pub fn last_retention(&self) -> Result<Option<(Timestamp, RetentionCount)>> {
        let text = self.setting(LAST)?.unwrap_or_default();
        let numbers: Vec<i64> = text.split(' ').filter_map(|part| part.parse().ok()).collect();
        let count = |number: &i64| usize::try_from(*number).unwrap_or(0);
        Ok(match numbers.as_slice() {
            [at, trashed, purged] => Some((Timestamp(*at), RetentionCount { trashed: count(trashed), purged: count(purged) })),
            _ => None,
        })
    }

    /// Notes a run.
    pub fn note_retention(&mut self, at: Timestamp, count: RetentionCount) -> Result<()> {
        self.set_setting(LAST, &format!("{} {} {}", at.0, count.trashed, count.purged))
    }

    /// Mails of inbox and sent that are due for the trash now, oldest first.
    pub fn due_for_trash(&self, plan: &Retention, now: Timestamp, limit: usize) -> Result<Vec<MailId>> {
        let mut found = Vec::new();
        for (folder, years) in [("inbox", plan.inbox_years), ("sent", plan.sent_years)] {
            let Some(years) = years else { continue };
            let mut statement = self.db.prepare_cached(&format!(
                "SELECT m.id FROM mail m WHERE m.version_of IS NULL AND m.folder = ? AND m.received < ? AND NOT {} ORDER BY m.received LIMIT ?",
                spared()
            ))?;
            let left = limit.saturating_sub(found.len());
            let rows = statement.query_map(params![folder, before(now, YEAR_SECS * i64::from(years)), left], |row| row.get(0))?;
            for id in rows {
                found.push(MailId(id?));
            }
        }
        Ok(found)
    }

    /// Mails of the trash that are due to be deleted for good now, with their size in bytes.
    pub fn due_for_purge(&self, plan: &Retention, now: Timestamp, limit: usize) -> Result<Vec<(MailId, u64)>> {
        let Some(days) = plan.trash_days else { return Ok(Vec::new()) };
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT m.id, m.size FROM mail m WHERE m.version_of IS NULL AND m.folder = 'trash' AND max(m.trashed_at, m.received) < ?
               AND NOT {} ORDER BY m.received LIMIT ?",
            spared()
        ))?;
        let rows =
            statement.query_map(params![before(now, DAY_SECS * i64::from(days)), limit], |row| Ok((MailId(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many mails a plan would concern now.
    pub fn count_due(&self, plan: &Retention, now: Timestamp) -> Result<RetentionCount> {
        let all = usize::MAX >> 1;
        Ok(RetentionCount { trashed: self.due_for_trash(plan, now, all)?.len(), purged: self.due_for_purge(plan, now, all)?.len() })
    }
}
