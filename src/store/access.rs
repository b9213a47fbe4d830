//! People, groupings and the rules of accounts. What they mean is said by `domain::access`; here they are kept.
//!
//! Whoever changes something says what he saw before: where it is no longer so, nothing is changed
//! ([`Error::Changed`]). The last admin who can sign in stays one ([`Error::LastAdmin`]).

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::accounts::changed_one;
use super::rows::unknown;
use super::{Error, Result, Store, letters};
use crate::domain::access::{
    self, AccessBook, AccessRule, AccountAccess, Grantee, Grouping, GroupingKind, Right, Rights, Role, Scope, User,
};
use crate::domain::ids::{AccountId, BlobId, GroupingId, MailId, UserId};
use crate::domain::time::Timestamp;

/// Names with wrong passwords that are remembered; older ones make room.
const MAX_FAILED_NAMES: i64 = 1000;

impl Store {
    /// Everybody, every grouping, every restricted account.
    pub fn access_book(&self) -> Result<AccessBook> {
        book(&self.db)
    }

    /// Adds a person. `password` is a hash, empty for none.
    ///
    /// # Errors
    /// `NameTaken`; `LastAdmin` when the first person is no admin with a password: nobody could go on.
    pub fn add_user(&mut self, name: &str, role: Role, password: &str) -> Result<UserId> {
        let tx = self.begin()?;
        tx.execute(
            "INSERT INTO person (name, name_key, role, password) VALUES (?, ?, ?, ?)",
            params![name, access::key(name), role.as_str(), password],
        )
        .map_err(name_taken)?;
        let id = UserId(tx.last_insert_rowid());
        demand_an_admin(&tx)?;
        tx.commit()?;
        Ok(id)
    }

    /// Changes name, role and, if given, the password of a person.
    ///
    /// # Errors
    /// `Changed` when the person is no longer as in `before`; `NameTaken`, `LastAdmin`.
    pub fn change_user(&mut self, before: &User, name: &str, role: Role, password: Option<&str>) -> Result<()> {
        let tx = self.begin()?;
        demand_unchanged(&tx, before)?;
        tx.execute(
            "UPDATE person SET name = ?2, name_key = ?3, role = ?4, password = coalesce(?5, password) WHERE id = ?1",
            params![before.id.0, name, access::key(name), role.as_str(), password],
        )
        .map_err(name_taken)?;
        demand_an_admin(&tx)?;
        Ok(tx.commit()?)
    }

    /// Removes a person with all memberships and rules. Accounts that were for this person only stay restricted.
    ///
    /// # Errors
    /// `Changed`, `LastAdmin`.
    pub fn remove_user(&mut self, before: &User) -> Result<()> {
        let tx = self.begin()?;
        demand_unchanged(&tx, before)?;
        let rules = book(&tx)?;
        tx.execute("DELETE FROM person WHERE id = ?", [before.id.0])?;
        demand_an_admin(&tx)?;
        letters::follow_access(&tx, &rules)?;
        Ok(tx.commit()?)
    }

    /// The password's hash; empty when there is none.
    pub fn password_hash(&self, user: UserId) -> Result<String> {
        Ok(self.db.query_row("SELECT password FROM person WHERE id = ?", [user.0], |row| row.get(0))?)
    }

    /// Gives a person another password: his own act, which nobody's picture of him contradicts.
    pub fn set_password(&mut self, user: UserId, password: &str) -> Result<()> {
        changed_one(self.db.execute("UPDATE person SET password = ? WHERE id = ?", params![password, user.0])?)
    }

    /// # Errors
    /// `NameTaken` within the kind.
    pub fn add_grouping(&mut self, kind: GroupingKind, name: &str) -> Result<GroupingId> {
        self.db
            .execute("INSERT INTO grouping (kind, name, name_key) VALUES (?, ?, ?)", params![kind.as_str(), name, access::key(name)])
            .map_err(name_taken)?;
        Ok(GroupingId(self.db.last_insert_rowid()))
    }

    /// Removes a grouping with its memberships and rules. Accounts that were for it only stay restricted.
    pub fn remove_grouping(&mut self, id: GroupingId) -> Result<()> {
        let tx = self.begin()?;
        let rules = book(&tx)?;
        changed_one(tx.execute("DELETE FROM grouping WHERE id = ?", [id.0])?)?;
        letters::follow_access(&tx, &rules)?;
        Ok(tx.commit()?)
    }

    /// Puts a person into a grouping or takes him out; doing it twice changes nothing.
    ///
    /// # Errors
    /// `NotFound` when one of them is gone.
    pub fn set_member(&mut self, grouping: GroupingId, user: UserId, member: bool) -> Result<()> {
        let tx = self.begin()?;
        let both = tx.query_row(
            "SELECT EXISTS (SELECT 1 FROM grouping WHERE id = ?1) AND EXISTS (SELECT 1 FROM person WHERE id = ?2)",
            [grouping.0, user.0],
            |row| row.get::<_, bool>(0),
        )?;
        if !both {
            return Err(Error::NotFound);
        }
        let sql = if member {
            "INSERT OR IGNORE INTO membership (grouping, person) VALUES (?, ?)"
        } else {
            "DELETE FROM membership WHERE grouping = ? AND person = ?"
        };
        tx.execute(sql, [grouping.0, user.0])?;
        Ok(tx.commit()?)
    }

    /// Replaces the rules of an account.
    ///
    /// # Errors
    /// `Changed` when they are no longer as in `before`; `NotFound` when the account or somebody in a rule is gone.
    pub fn set_account_access(&mut self, account: AccountId, before: &AccountAccess, after: &AccountAccess) -> Result<()> {
        let tx = self.begin()?;
        let stored = book(&tx)?;
        if stored.access_of(account) != *before {
            return Err(Error::Changed);
        }
        tx.query_row("SELECT 1 FROM account WHERE id = ?", [account.0], |_| Ok(()))?;
        tx.execute("DELETE FROM restricted_account WHERE account = ?", [account.0])?;
        if after.restricted {
            tx.execute("INSERT INTO restricted_account (account) VALUES (?)", [account.0])?;
        }
        for rule in after.rules.iter().filter(|_| after.restricted) {
            let (person, grouping) = match rule.to {
                Grantee::User(id) => (stored.user(id).map(|user| user.id.0), None),
                Grantee::Grouping(id) => (None, stored.grouping(id).map(|grouping| grouping.id.0)),
            };
            if person.is_none() && grouping.is_none() {
                return Err(Error::NotFound);
            }
            tx.execute(
                "INSERT INTO access_rule (account, person, grouping, may_send, may_manage) VALUES (?, ?, ?, ?, ?)",
                params![account.0, person, grouping, rule.rights.has(Right::Send), rule.rights.has(Right::Manage)],
            )?;
        }
        letters::follow_access(&tx, &stored)?;
        Ok(tx.commit()?)
    }

    /// How often a name was tried with a wrong password, and when last.
    pub fn failed_sign_ins(&self, name: &str) -> Result<Option<(u32, Timestamp)>> {
        let found = self.db.query_row("SELECT tries, last FROM failed_sign_in WHERE name_key = ?", [access::key(name)], |row| {
            Ok((row.get(0)?, Timestamp(row.get(1)?)))
        });
        Ok(found.optional()?)
    }

    /// Counts a wrong password.
    pub fn note_failed_sign_in(&mut self, name: &str, at: Timestamp) -> Result<()> {
        let tx = self.begin()?;
        tx.execute(
            "INSERT INTO failed_sign_in (name_key, tries, last) VALUES (?1, 1, ?2)
             ON CONFLICT (name_key) DO UPDATE SET tries = tries + 1, last = ?2",
            params![access::key(name), at.0],
        )?;
        tx.execute(
            "DELETE FROM failed_sign_in WHERE name_key NOT IN (SELECT name_key FROM failed_sign_in ORDER BY last DESC LIMIT ?)",
            [MAX_FAILED_NAMES],
        )?;
        Ok(tx.commit()?)
    }

    /// A right password ends the count.
    pub fn forget_failed_sign_ins(&mut self, name: &str) -> Result<()> {
        self.db.execute("DELETE FROM failed_sign_in WHERE name_key = ?", [access::key(name)])?;
        Ok(())
    }

    /// Whether there is such an account.
    pub fn has_account(&self, account: AccountId) -> Result<bool> {
        let mut statement = self.db.prepare_cached("SELECT EXISTS (SELECT 1 FROM account WHERE id = ?)")?;
        Ok(statement.query_row([account.0], |row| row.get(0))?)
    }

    /// The account a mail belongs to; `None` when there is no such mail.
    pub fn account_of_mail(&self, mail: MailId) -> Result<Option<AccountId>> {
        let mut statement = self.db.prepare_cached("SELECT account FROM mail WHERE id = ?")?;
        Ok(statement.query_row([mail.0], |row| Ok(AccountId(row.get(0)?))).optional()?)
    }

    /// The accounts whose mails or drafts hold a byte string; none for one that was just added.
    pub fn accounts_of_blob(&self, blob: BlobId) -> Result<BTreeSet<AccountId>> {
        let mut statement = self.db.prepare_cached(
            "SELECT account FROM mail WHERE blob = ?1
             UNION SELECT m.account FROM draft_file f JOIN mail m ON m.id = f.mail WHERE f.blob = ?1",
        )?;
        let found = statement.query_map([blob.0], |row| Ok(AccountId(row.get(0)?)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }
}

/// What of the accounts does not exist for whoever asks, as a value for `json_each`; NULL when nothing exists, which
/// makes a condition with `NOT IN` untrue for every row.
pub(super) fn hidden(scope: &Scope) -> Option<String> {
    let ids: Vec<String> = scope.hidden()?.iter().map(ToString::to_string).collect();
    Some(format!("[{}]", ids.join(",")))
}

/// The condition that a row is of an account that exists for whoever asks: `column` holds its account, `parameter` (`?1`) what
/// [`hidden`] gave.
pub(super) fn seen(column: &str, parameter: &str) -> String {
    format!("{parameter} IS NOT NULL AND ({parameter} = '[]' OR {column} NOT IN (SELECT value FROM json_each({parameter})))")
}

pub(super) fn book(db: &Connection) -> Result<AccessBook> {
    let users = db
        .prepare_cached("SELECT id, name, role, password <> '' FROM person ORDER BY name_key")?
        .query_and_then([], user_from)?
        .collect::<Result<Vec<_>>>()?;
    let mut members: BTreeMap<GroupingId, BTreeSet<UserId>> = BTreeMap::new();
    let mut statement = db.prepare_cached("SELECT grouping, person FROM membership")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        members.entry(GroupingId(row.get(0)?)).or_default().insert(UserId(row.get(1)?));
    }
    let groupings = db
        .prepare_cached("SELECT id, kind, name FROM grouping ORDER BY kind, name_key")?
        .query_and_then([], |row| {
            let id = GroupingId(row.get(0)?);
            let kind = GroupingKind::from_word(row.get_ref(1)?.as_str().unwrap_or_default()).ok_or_else(|| unknown("grouping"))?;
            Ok(Grouping { id, kind, name: row.get(2)?, members: members.remove(&id).unwrap_or_default() })
        })?
        .collect::<Result<Vec<_>>>()?;
    Ok(AccessBook { users, groupings, restricted: restricted(db)? })
}

fn restricted(db: &Connection) -> Result<BTreeMap<AccountId, AccountAccess>> {
    let mut rules: BTreeMap<AccountId, Vec<AccessRule>> = BTreeMap::new();
    let mut statement = db.prepare_cached(
        "SELECT a.account, r.person, r.grouping, r.may_send, r.may_manage
         FROM restricted_account a LEFT JOIN access_rule r ON r.account = a.account",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let of_account = rules.entry(AccountId(row.get(0)?)).or_default();
        let to = match (row.get::<_, Option<i64>>(1)?, row.get::<_, Option<i64>>(2)?) {
            (Some(person), _) => Grantee::User(UserId(person)),
            (None, Some(grouping)) => Grantee::Grouping(GroupingId(grouping)),
            (None, None) => continue,
        };
        let mut rights = vec![Right::Read];
        if row.get(3)? {
            rights.push(Right::Send);
        }
        if row.get(4)? {
            rights.push(Right::Manage);
        }
        of_account.push(AccessRule { to, rights: Rights::of(&rights) });
    }
    Ok(rules.into_iter().map(|(account, rules)| (account, AccountAccess::restricted_to(rules))).collect())
}

fn user_from(row: &Row<'_>) -> Result<User> {
    let role = Role::from_word(row.get_ref(2)?.as_str().unwrap_or_default()).ok_or_else(|| unknown("role"))?;
    Ok(User { id: UserId(row.get(0)?), name: row.get(1)?, role, has_password: row.get(3)? })
}

fn demand_unchanged(db: &Connection, before: &User) -> Result<()> {
    let stored = db
        .prepare_cached("SELECT id, name, role, password <> '' FROM person WHERE id = ?")?
        .query_and_then([before.id.0], user_from)?
        .next()
        .transpose()?;
    if stored.as_ref() == Some(before) { Ok(()) } else { Err(Error::Changed) }
}

/// Where there are people, one of them must be an admin who can sign in.
fn demand_an_admin(db: &Connection) -> Result<()> {
    let admins: bool =
        db.query_row("SELECT EXISTS (SELECT 1 FROM person WHERE role = 'admin' AND password <> '')", [], |row| row.get(0))?;
    if admins { Ok(()) } else { Err(Error::LastAdmin) }
}

fn name_taken(error: rusqlite::Error) -> Error {
    match error.sqlite_error().map(|e| e.extended_code) {
        Some(rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE) => Error::NameTaken,
        _ => error.into(),
    }
}
