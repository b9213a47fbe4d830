//! The audit log: writing records behind the last one, and reading them a page at a time.
//!
//! A record is written in the transaction of what it tells, so neither is there without the other. Nothing changes or removes
//! one; triggers refuse it. What a record is about is named by a keyed hash: a reader of an export cannot guess a Message-ID.

use rusqlite::{Connection, OptionalExtension, ToSql, params};

use super::transaction::Tx;
use super::{Error, Result, Store, audit_chain};
use crate::domain::audit::{AuditAction, AuditEntry, AuditFilter, AuditObject, AuditPage, AuditRecord};
use crate::domain::ids::{AccountId, MailId};
use crate::domain::time::Timestamp;

/// Name of the secret with the key.
const KEY: &str = "audit/key";
/// Longest detail, in characters: it is a word, a hash or a short list.
const MAX_DETAIL: usize = 200;

/// What an act is about, as a record names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Named {
    kind: &'static str,
    object: String,
    mail: i64,
}

/// Acts whose objects were looked up while they were still there.
pub struct NamedEntries(Vec<(AuditEntry, Named)>);

impl NamedEntries {
    /// The same acts, about something that was made only now.
    fn about(&mut self, named: &Named) {
        for (_, own) in &mut self.0 {
            own.clone_from(named);
        }
    }
}

/// The key of the chain; `None` in a store that has none yet, or lost it.
pub(super) fn key(db: &Connection) -> Result<Option<Vec<u8>>> {
    let mut statement = db.prepare_cached("SELECT value FROM secret WHERE name = ?")?;
    Ok(statement.query_row([KEY], |row| row.get::<_, String>(0)).optional()?.map(String::into_bytes))
}

/// Makes the key and the first record of a store that has no log yet. A log that lost its key is left as it is: its check says
/// so.
pub(super) fn begin(db: &Connection) -> Result<()> {
    if key(db)?.is_some() || audit_chain::last(db)?.0 > 0 {
        return Ok(());
    }
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Error::Io(error.to_string()))?;
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let tx = Tx::begin(db)?;
    tx.execute("INSERT INTO secret (name, value) VALUES (?, ?)", [KEY, &text])?;
    tx.execute("INSERT INTO audit_head (id, number, seal) VALUES (1, 0, ?)", [audit_chain::seal(text.as_bytes(), 0, &[0; 32])])?;
    append(&tx, [(&AuditEntry::new("", AuditAction::LogBegun, AuditObject::Nothing), &Named::default())])?;
    Ok(tx.commit()?)
}

/// A state of an outgoing mail, within the transaction that changes it.
pub(super) fn note_state(db: &Connection, mail: MailId, state: &str) -> Result<()> {
    let entry = AuditEntry::new("", AuditAction::SendState, AuditObject::Mail(mail)).detail(state);
    let Some(named) = name(db, &entry.object)? else { return Ok(()) };
    append(db, [(&entry, &named)])
}

/// A keyed hash of a text, of one kind: without the key it tells nothing.
pub(super) fn hashed(db: &Connection, kind: &str, text: &str) -> Result<String> {
    Ok(audit_chain::object(&key(db)?.unwrap_or_default(), kind, text))
}

/// What something is called in the log; `None` for a mail or account that does not exist.
fn name(db: &Connection, object: &AuditObject) -> Result<Option<Named>> {
    let key = key(db)?.unwrap_or_default();
    let hashed = |kind, text: &str, mail| Named { kind, object: audit_chain::object(&key, kind, text), mail };
    Ok(match object {
        AuditObject::Nothing => Some(Named::default()),
        AuditObject::Mail(MailId(mail)) => {
            let mut statement = db.prepare_cached("SELECT identity FROM mail WHERE id = ?")?;
            let identity: Option<String> = statement.query_row([mail], |row| row.get(0)).optional()?;
            identity.map(|identity| {
                // A draft has no Message-ID and no bytes yet.
                let own = if identity == "sha256:" { format!("draft {mail}") } else { identity };
                hashed("mail", &own, *mail)
            })
        }
        AuditObject::Account(AccountId(account)) => {
            let mut statement = db.prepare_cached("SELECT address FROM account WHERE id = ?")?;
            let address: Option<String> = statement.query_row([account], |row| row.get(0)).optional()?;
            address.map(|address| hashed("account", &address.to_lowercase(), 0))
        }
        AuditObject::Address(address) => Some(hashed("account", &address.to_lowercase(), 0)),
        AuditObject::Person(person) => Some(hashed("person", &crate::domain::access::key(person), 0)),
    })
}

/// Writes records behind the last one. The head is sealed anew only where it fitted before: what was changed meanwhile without
/// the key is never made good by a later record.
fn append<'a>(db: &Connection, entries: impl IntoIterator<Item = (&'a AuditEntry, &'a Named)>) -> Result<()> {
    let key = key(db)?.unwrap_or_default();
    let (mut number, mut before) = audit_chain::last(db)?;
    let head = audit_chain::head(db)?;
    let fits = head.as_ref().is_some_and(|(last, seal)| *last == number && *seal == audit_chain::seal(&key, number, &before));
    // A number is given once: where the end was cut off, a gap stays.
    number = number.max(head.map_or(0, |(last, _)| last));
    let at: i64 = db.prepare_cached("SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)")?.query_row([], |row| row.get(0))?;
    let mut insert = db.prepare_cached(
        "INSERT INTO audit (number, at, person, action, kind, object, mail, detail, result, link) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (entry, Named { kind, object, mail }) in entries {
        number += 1;
        let detail: String = entry.detail.chars().take(MAX_DETAIL).collect();
        let texts = [entry.person.as_str(), entry.action.as_str(), kind, object, &detail, &entry.result];
        let fields = audit_chain::Fields { number, at, mail: *mail, texts: texts.map(str::as_bytes) };
        before = audit_chain::link(&key, &before, &fields).to_vec();
        let [person, action, kind, object, detail, result] = texts;
        insert.execute(params![number, at, person, action, kind, object, mail, detail, result, before])?;
    }
    if fits {
        let seal = audit_chain::seal(&key, number, &before);
        db.prepare_cached("UPDATE audit_head SET number = ?, seal = ? WHERE id = 1")?.execute(params![number, seal])?;
    }
    Ok(())
}

impl Store {
    /// Looks up what acts are about, before they are done: a draft that is discarded has no name afterwards. Acts about a mail
    /// or an account that does not exist are left out: nothing happens to it.
    pub fn name_entries(&self, entries: Vec<AuditEntry>) -> Result<NamedEntries> {
        let mut named = Vec::with_capacity(entries.len());
        for entry in entries {
            if let Some(name) = name(&self.db, &entry.object)? {
                named.push((entry, name));
            }
        }
        Ok(NamedEntries(named))
    }

    /// Says of acts what they made only now.
    pub fn rename_entries(&self, entries: &mut NamedEntries, object: &AuditObject) -> Result<()> {
        if let Some(named) = name(&self.db, object)? {
            entries.about(&named);
        }
        Ok(())
    }

    /// Writes acts that were named before; within [`Store::all_or_nothing`] whole with what they tell.
    pub fn record_named(&mut self, entries: &NamedEntries) -> Result<()> {
        if entries.0.is_empty() {
            return Ok(());
        }
        let tx = self.begin()?;
        append(&tx, entries.0.iter().map(|(entry, named)| (entry, named)))?;
        Ok(tx.commit()?)
    }

    /// Writes acts, all or none.
    pub fn record(&mut self, entries: Vec<AuditEntry>) -> Result<()> {
        let named = self.name_entries(entries)?;
        self.record_named(&named)
    }

    /// Records newest first, older than `before`, at most `limit` of them; `more` when there are older ones.
    pub fn audit_page(&self, filter: &AuditFilter, before: Option<i64>, limit: usize) -> Result<AuditPage> {
        let mut conditions = vec!["number < ?1"];
        let before = before.unwrap_or(i64::MAX);
        let mut values: Vec<Box<dyn ToSql>> = vec![Box::new(before)];
        let mut demand = |condition: &'static str, value: Box<dyn ToSql>| {
            conditions.push(condition);
            values.push(value);
        };
        if let Some(person) = &filter.person {
            demand("person = ?", Box::new(person.clone()));
        }
        if let Some(action) = filter.action {
            demand("action = ?", Box::new(action.as_str()));
        }
        if let Some(from) = filter.from {
            demand("at >= ?", Box::new(from.0));
        }
        if let Some(until) = filter.until {
            demand("at < ?", Box::new(until.0));
        }
        if let Some(object) = &filter.object {
            demand("object = ?", Box::new(object.clone()));
        }
        if let Some(mail) = filter.mail {
            // The same mail may have come twice: its name counts, not its row.
            let Some(named) = name(&self.db, &AuditObject::Mail(mail))? else { return Err(Error::NotFound) };
            demand("object = ?", Box::new(named.object));
        }
        let most = i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX);
        values.push(Box::new(most));
        let sql = format!(
            "SELECT number, at, person, action, kind, object, mail, detail, result, link,
                    EXISTS (SELECT 1 FROM mail WHERE id = audit.mail)
             FROM audit WHERE {} ORDER BY number DESC LIMIT ?",
            conditions.join(" AND ")
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let found = statement.query_map(rusqlite::params_from_iter(values), |row| {
            let link: Vec<u8> = row.get(9)?;
            let mail: i64 = row.get(6)?;
            Ok(AuditRecord {
                number: row.get(0)?,
                at: Timestamp(row.get(1)?),
                person: row.get(2)?,
                action: row.get(3)?,
                kind: row.get(4)?,
                object: row.get(5)?,
                mail: row.get::<_, bool>(10)?.then_some(MailId(mail)),
                detail: row.get(7)?,
                result: row.get(8)?,
                link: link.iter().map(|byte| format!("{byte:02x}")).collect(),
            })
        })?;
        let mut records: Vec<AuditRecord> = found.collect::<rusqlite::Result<_>>()?;
        let more = records.len() > limit;
        records.truncate(limit);
        Ok(AuditPage { records, more, ..AuditPage::default() })
    }

    /// Everybody who stands in the log, by name; the program is nobody.
    pub fn audit_people(&self) -> Result<Vec<String>> {
        // One step in the index for each name, however long the log is.
        let mut statement = self.db.prepare_cached(
            "WITH RECURSIVE people (person) AS (
                SELECT min(person) FROM audit WHERE person > ''
                UNION ALL SELECT (SELECT min(person) FROM audit WHERE person > people.person) FROM people WHERE person IS NOT NULL
             ) SELECT person FROM people WHERE person IS NOT NULL",
        )?;
        let found = statement.query_map([], |row| row.get(0))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Accounts and people of today by the keyed hash under which they stand in the log.
    pub fn audit_names(&self) -> Result<Vec<(String, String)>> {
        let key = key(&self.db)?.unwrap_or_default();
        let mut names = Vec::new();
        for (kind, sql) in [("account", "SELECT address FROM account"), ("person", "SELECT name FROM person")] {
            let mut statement = self.db.prepare_cached(sql)?;
            let found = statement.query_map([], |row| row.get::<_, String>(0))?;
            for shown in found {
                let shown = shown?;
                names.push((audit_chain::object(&key, kind, &crate::domain::access::key(&shown)), shown));
            }
        }
        Ok(names)
    }
}
