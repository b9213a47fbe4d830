//! Lists: pages of rows by folder, filter and search; counts; conversation and versions of a mail.
//!
//! A page is read along an index that holds everything the filters ask for, so its cost does not grow with the mails.

use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::rows::{self, COLUMNS};
use super::search::{self, Hits};
use super::{Error, Result, Store, access};
use crate::domain::access::Scope;
use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::{ClassFilter, Folder, FolderCounts, MailFilter, MailPage, MailRow, SortKey};

/// Up to this many hits are looked up one by one; more are met while walking the list.
const FEW_HITS: usize = 1000;
/// Mails of a conversation that are shown.
const MAX_THREAD: usize = 200;

/// The WHERE of a list and its values.
struct Condition {
    sql: String,
    values: Vec<Value>,
    /// Hint that makes SQLite walk the index of the order.
    index: &'static str,
    order: String,
}

impl Store {
    /// A part of a list with totals, of the accounts that exist for the scope. `took_micros` is left 0 for the engine. Retired accounts are hidden unless named.
    /// Receipts are not listed (see [`Store::set_listed`]); the trash is searched only when it is the folder.
    pub fn mail_page(&self, scope: &Scope, filter: &MailFilter) -> Result<MailPage> {
        match search::hits(&self.db, &filter.search)? {
            Some(hits) => self.page_of_hits(scope, filter, &hits),
            None => self.page_of_folder(scope, filter),
        }
    }

    /// # Errors
    /// [`super::Error::NotFound`].
    pub fn row(&self, id: MailId) -> Result<MailRow> {
        self.rows_by_id(&[id.0])?.pop().ok_or(Error::NotFound)
    }

    /// Counts beside the folders, for every account of the scope.
    pub fn folder_counts(&self, scope: &Scope) -> Result<Vec<(AccountId, FolderCounts)>> {
        let mut counts: Vec<(AccountId, FolderCounts)> = self
            .db
            .prepare_cached("SELECT id FROM account ORDER BY id")?
            .query_map([], |row| Ok((AccountId(row.get(0)?), FolderCounts::default())))?
            .collect::<rusqlite::Result<_>>()?;
        counts.retain(|(account, _)| scope.allows(*account));
        // Told which index to use, SQLite reads that alone; by itself it would read every mail.
        let mut statement = self.db.prepare_cached(
            "SELECT account, folder, count(*), sum(unread), sum(class = 'undecrypted'), sum(done) FROM mail INDEXED BY list_by_date
             WHERE listed = 1 GROUP BY folder, account",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let account = AccountId(row.get(0)?);
            let folder = rows::folder_from(row.get_ref(1)?.as_str().unwrap_or_default())?;
            let total: usize = row.get(2)?;
            let Some((_, of_account)) = counts.iter_mut().find(|(id, _)| *id == account) else { continue };
            match folder {
                Folder::Inbox => {
                    of_account.inbox_total = total;
                    of_account.inbox_unread = row.get(3)?;
                    of_account.undecrypted = row.get(4)?;
                }
                // What a person saw to is no longer waiting.
                Folder::Outbox => of_account.outbox = total.saturating_sub(row.get(5)?),
                Folder::Sent => of_account.sent = total,
                Folder::Drafts => of_account.drafts = total,
                Folder::Trash => of_account.trash = total,
            }
        }
        let mut statement = self.db.prepare_cached(
            "SELECT account, count(*) FROM mail
             WHERE listed = 1 AND folder IN ('outbox', 'sent') AND done = 0 AND state IN ('refused', 'undeliverable', 'uncertain')
             GROUP BY account",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let account = AccountId(row.get(0)?);
            if let Some((_, of_account)) = counts.iter_mut().find(|(id, _)| *id == account) {
                of_account.outbox_attention = row.get(1)?;
            }
        }
        Ok(counts)
    }

    /// The other mails of the conversation, receipts too, oldest first.
    pub fn thread_of(&self, id: MailId) -> Result<Vec<MailRow>> {
        let account: i64 = self.db.prepare_cached("SELECT account FROM mail WHERE id = ?")?.query_row([id.0], |row| row.get(0))?;
        let mut neighbours = self.db.prepare_cached(
            "SELECT DISTINCT other.mail FROM mail_reference own
             JOIN mail_reference other ON other.message_id = own.message_id
             JOIN mail m ON m.id = other.mail AND m.account = ?2 AND m.version_of IS NULL
             WHERE own.mail = ?1 LIMIT ?3",
        )?;
        let mut known = HashSet::from([id.0]);
        let mut open = vec![id.0];
        while let Some(mail) = open.pop() {
            let found: Vec<i64> =
                neighbours.query_map([mail, account, MAX_THREAD as i64], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            for other in found {
                if known.len() < MAX_THREAD && known.insert(other) {
                    open.push(other);
                }
            }
        }
        known.remove(&id.0);
        let mut thread = self.rows_by_id(&known.into_iter().collect::<Vec<_>>())?;
        thread.sort_by_key(|row| (row.date, row.id));
        Ok(thread)
    }

    /// Earlier versions of a visible mail, newest first; each can be opened by its own id.
    pub fn versions_of(&self, id: MailId) -> Result<Vec<MailId>> {
        let mut statement = self.db.prepare_cached("SELECT id FROM mail WHERE version_of = ? ORDER BY received DESC, id DESC")?;
        let found = statement.query_map([id.0], |row| Ok(MailId(row.get(0)?)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// All mails with raw bytes in order of id, versions too, after `after`, at most `limit`: for export and rebuild.
    pub fn mail_ids(&self, after: Option<MailId>, limit: usize) -> Result<Vec<MailId>> {
        let mut statement = self.db.prepare_cached("SELECT id FROM mail WHERE id > ? AND blob IS NOT NULL ORDER BY id LIMIT ?")?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found = statement.query_map([after.map_or(0, |id| id.0), limit], |row| Ok(MailId(row.get(0)?)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    fn page_of_folder(&self, scope: &Scope, filter: &MailFilter) -> Result<MailPage> {
        let Condition { sql, values, index, order } = self.condition(scope, filter)?;
        let (all, technical): (usize, usize) = self
            .db
            .prepare_cached(&format!("SELECT count(*), coalesce(sum(m.chip = 2), 0) FROM mail m {index} WHERE {sql}"))?
            .query_row(params_from_iter(&values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let chip = chip_condition(filter.kind);
        let mut page_values = values;
        page_values.push(Value::Integer(if filter.limit == 0 { -1 } else { int(filter.limit) }));
        page_values.push(Value::Integer(int(filter.offset)));
        // The inner query walks the index alone; only the rows of the page are read from the table.
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM mail m CROSS JOIN account a ON a.id = m.account
             WHERE m.id IN (SELECT m.id FROM mail m {index} WHERE {sql} {chip} ORDER BY {order} LIMIT ? OFFSET ?)
             ORDER BY {order}"
        ))?;
        let mut rows = statement.query(params_from_iter(&page_values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(rows::row_from(row)?);
        }
        Ok(page(found, filter.kind, all, technical))
    }

    fn page_of_hits(&self, scope: &Scope, filter: &MailFilter, hits: &Hits) -> Result<MailPage> {
        let Condition { sql, values, index, order } = self.condition(scope, filter)?;
        let few = hits.len() <= FEW_HITS;
        let mut values = values;
        let query = if few {
            values.push(Value::Text(hits.to_json()));
            format!(
                "SELECT m.id, m.chip FROM json_each(?{}) hit CROSS JOIN mail m ON m.id = hit.value WHERE {sql} ORDER BY {order}",
                values.len()
            )
        } else {
            format!("SELECT m.id, m.chip FROM mail m {index} WHERE {sql} ORDER BY {order}")
        };
        let mut statement = self.db.prepare_cached(&query)?;
        let mut rows = statement.query(params_from_iter(&values))?;
        let (mut all, mut technical) = (0, 0);
        let mut wanted: Vec<i64> = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, chip): (i64, i64) = (row.get(0)?, row.get(1)?);
            if !few && !hits.contains(id) {
                continue;
            }
            all += 1;
            technical += usize::from(chip == 2);
            if match filter.kind {
                ClassFilter::All => true,
                ClassFilter::Personal => chip != 2,
                ClassFilter::Technical => chip == 2,
            } {
                wanted.push(id);
            }
        }
        let limit = if filter.limit == 0 { usize::MAX } else { filter.limit };
        let ids: Vec<i64> = wanted.into_iter().skip(filter.offset).take(limit).collect();
        Ok(page(self.rows_by_id(&ids)?, filter.kind, all, technical))
    }

    /// The rows in the order of the ids; ids that do not exist are passed over.
    pub(super) fn rows_by_id(&self, ids: &[i64]) -> Result<Vec<MailRow>> {
        let mut statement =
            self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM mail m CROSS JOIN account a ON a.id = m.account WHERE m.id = ?"))?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(row) = statement.query_and_then([id], rows::row_from)?.next() {
                found.push(row?);
            }
        }
        Ok(found)
    }

    fn condition(&self, scope: &Scope, filter: &MailFilter) -> Result<Condition> {
        let mut sql = String::from("m.listed = 1");
        let mut values = Vec::new();
        let mut index = "";
        if filter.all_folders {
            sql.push_str(" AND m.folder <> 'trash'");
        } else {
            values.push(Value::Text(filter.folder.as_str().to_owned()));
            sql.push_str(" AND m.folder = ?1");
            index = match filter.sort {
                SortKey::Date => "INDEXED BY list_by_date",
                SortKey::From => "INDEXED BY list_by_from",
                SortKey::Subject => "INDEXED BY list_by_subject",
                SortKey::Kind => "INDEXED BY list_by_kind",
                SortKey::Size => "INDEXED BY list_by_size",
            };
        }
        if !filter.accounts.is_empty() {
            let ids: Vec<String> = filter.accounts.iter().map(ToString::to_string).collect();
            values.push(Value::Text(format!("[{}]", ids.join(","))));
            sql.push_str(&format!(" AND m.account IN (SELECT value FROM json_each(?{}))", values.len()));
        } else if self.any_retired()? {
            sql.push_str(" AND m.account NOT IN (SELECT id FROM account WHERE retired = 1)");
        }
        if !scope.is_everything() {
            values.push(access::hidden(scope).map_or(Value::Null, Value::Text));
            sql.push_str(&format!(" AND {}", access::seen("m.account", &format!("?{}", values.len()))));
        }
        if filter.unread_only {
            sql.push_str(" AND m.unread = 1");
        }
        if filter.undecrypted_only {
            sql.push_str(" AND m.class = 'undecrypted'");
        }
        if filter.not_done_only {
            sql.push_str(" AND m.done = 0");
        }
        if !filter.claimed_by.is_empty() {
            values.push(Value::Text(filter.claimed_by.clone()));
            sql.push_str(&format!(" AND m.claimed_by = ?{}", values.len()));
        }
        let way = if filter.ascending { "" } else { " DESC" };
        let columns: &[&str] = match filter.sort {
            SortKey::Date => &["m.date", "m.id"],
            SortKey::From => &["m.from_key", "m.date", "m.id"],
            SortKey::Subject => &["m.subject_key", "m.date", "m.id"],
            SortKey::Kind => &["m.payload_kind", "m.dienstkennung", "m.date", "m.id"],
            SortKey::Size => &["m.size", "m.date", "m.id"],
        };
        let order: Vec<String> = columns.iter().map(|column| format!("{column}{way}")).collect();
        Ok(Condition { sql, values, index, order: order.join(", ") })
    }

    fn any_retired(&self) -> Result<bool> {
        let mut statement = self.db.prepare_cached("SELECT 1 FROM account WHERE retired = 1 LIMIT 1")?;
        Ok(statement.query_row([], |_| Ok(())).optional()?.is_some())
    }
}

fn chip_condition(kind: ClassFilter) -> &'static str {
    match kind {
        ClassFilter::All => "",
        ClassFilter::Personal => "AND m.chip <> 2",
        ClassFilter::Technical => "AND m.chip = 2",
    }
}

fn page(rows: Vec<MailRow>, kind: ClassFilter, all: usize, technical: usize) -> MailPage {
    let per_class = [all, all - technical.min(all), technical];
    let total = match kind {
        ClassFilter::All => all,
        ClassFilter::Personal => all - technical.min(all),
        ClassFilter::Technical => technical,
    };
    MailPage { total, rows, per_class, took_micros: 0 }
}

fn int(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
