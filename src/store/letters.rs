//! Letters and laboratory reports by the person they are about, and what counting them by quarter needs.
//!
//! Which letters belong together is judged by `domain::patient`; here it is kept. Accounts that not the same people may
//! read know nothing of each other's patients: neither a letter nor a question there hints at them.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::rows::unknown;
use super::{Error, Result, Store, access, mails, words};
use crate::domain::access::{AccessBook, Scope};
use crate::domain::file_facts::PatientFacts;
use crate::domain::ids::{AccountId, MailId, PatientId};
use crate::domain::letter_count::{CountedLetter, Quarter, twin_key};
use crate::domain::outgoing::OutgoingState;
use crate::domain::patient::{self, AssignTo, Candidate, LetterFacts, Match, OpenLetter, PatientOfMail};
use crate::domain::payload::{Payload, PayloadKind, TEST_DATA};
use crate::domain::time::Timestamp;

/// Other letters about a person that are shown with one of them.
const OTHERS: usize = 50;
/// Open questions that are told; those behind come up when these are answered.
const OPEN: usize = 500;

impl Store {
    /// Letters that were stored before people were known, oldest first, at most `limit`.
    pub fn unread_letters(&self, limit: usize) -> Result<Vec<MailId>> {
        let mut statement = self.db.prepare_cached("SELECT mail FROM letter_unread ORDER BY mail LIMIT ?")?;
        let found = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| Ok(MailId(row.get(0)?)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Takes in what these say of their patients.
    pub fn learn_letters(&mut self, letters: &[MailId]) -> Result<()> {
        let tx = self.begin()?;
        for mail in letters {
            learn(&tx, *mail, payload_of(&tx, *mail)?.as_ref())?;
            tx.execute("DELETE FROM letter_unread WHERE mail = ?", [mail.0])?;
        }
        Ok(tx.commit()?)
    }

    /// Whom a letter is about; `None` for a mail that is none, or is about several people.
    pub fn patient_of(&self, scope: &Scope, mail: MailId) -> Result<Option<PatientOfMail>> {
        let Some(letter) = letter(&self.db, mail)? else { return Ok(None) };
        let known: Vec<_> = known(&self.db, mail, &letter.facts)?
            .into_iter()
            .filter(|known| scope.allows(known.account) && Some(known.patient) != letter.patient)
            .map(|known| (known.patient, known.facts))
            .collect();
        let mut candidates: Vec<Candidate> = Vec::new();
        for patient in patient::related(&letter.facts, &known) {
            candidates.extend(self.candidate(scope, patient)?);
        }
        let (mut others, mut others_total, mut differs) = (Vec::new(), 0, None);
        if let Some(patient) = letter.patient {
            let all = self.letters_about(scope, patient)?;
            differs = all.iter().map(|(_, said)| said).find(|said| !letter.facts.differences(said).is_empty()).cloned();
            let ids: Vec<i64> = all.iter().map(|(other, _)| other.0).filter(|other| *other != mail.0).collect();
            others_total = ids.len();
            others = self.rows_by_id(ids.get(..OTHERS.min(ids.len())).unwrap_or_default())?;
        }
        let by = (!letter.who.is_empty()).then_some((letter.who, letter.assigned));
        Ok(Some(PatientOfMail { facts: letter.facts, patient: letter.patient, by, differs, candidates, others, others_total }))
    }

    /// People of the scope whose name begins with a text, or who have this birth date or number; at most `limit`.
    pub fn find_patients(&self, scope: &Scope, text: &str, limit: usize) -> Result<Vec<Candidate>> {
        let wanted = PatientFacts { name: text.to_owned(), insured_number: text.to_owned(), ..PatientFacts::default() };
        let (name, kvnr) = (wanted.name_key(), wanted.kvnr());
        if name.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT DISTINCT l.patient FROM letter l JOIN mail m ON m.id = l.mail
             WHERE l.patient IS NOT NULL AND (substr(l.name_key, 1, length(?1)) = ?1 OR l.birth_date = ?2 OR (?3 <> '' AND l.kvnr = ?3))
               AND m.folder <> 'drafts' AND {} ORDER BY l.name_key LIMIT ?5",
            access::seen("m.account", "?4")
        ))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found =
            statement.query_map(params![name, text.trim(), kvnr, access::hidden(scope), limit], |row| Ok(PatientId(row.get(0)?)))?;
        let found: Vec<PatientId> = found.collect::<rusqlite::Result<_>>()?;
        found.into_iter().filter_map(|patient| self.candidate(scope, patient).transpose()).collect()
    }

    /// Puts a letter to a person; the search follows. What the program found stands no more in its way.
    ///
    /// # Errors
    /// `NotFound` for a mail that is no letter about one person, or a person without a letter in the scope.
    pub fn assign_letter(&mut self, scope: &Scope, mail: MailId, to: AssignTo, who: &str, at: Timestamp) -> Result<()> {
        if let AssignTo::Patient(patient) = to
            && self.letters_about(scope, patient)?.is_empty()
        {
            return Err(Error::NotFound);
        }
        let tx = self.begin()?;
        let before = letter(&tx, mail)?.ok_or(Error::NotFound)?.patient;
        let patient = match to {
            AssignTo::Patient(patient) => patient,
            AssignTo::New => new_patient(&tx)?,
        };
        put(&tx, mail, Some(patient), who, at)?;
        super::flags::add_history(&tx, mail, who, "history-patient", "", at)?;
        reindex(&tx, mail)?;
        for other in before.into_iter().chain([patient]) {
            reindex_all(&tx, other, mail)?;
        }
        Ok(tx.commit()?)
    }

    /// What the window needs to know of letters at any time.
    pub fn letter_facts(&self, scope: &Scope) -> Result<LetterFacts> {
        let any: bool = self
            .db
            .prepare_cached(&format!(
                "SELECT EXISTS (SELECT 1 FROM letter l JOIN mail m ON m.id = l.mail WHERE l.lab = 0 AND {})",
                access::seen("m.account", "?1")
            ))?
            .query_row([access::hidden(scope)], |row| row.get(0))?;
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT l.mail, l.at, l.lab, l.name, l.birth_date, l.insured_number, m.from_name, m.from_address
             FROM letter l INDEXED BY letter_open JOIN mail m ON m.id = l.mail
             WHERE l.patient IS NULL AND l.incoming = 1 AND m.folder <> 'trash' AND {} ORDER BY l.mail LIMIT ?2",
            access::seen("m.account", "?1")
        ))?;
        let found = statement.query_map(params![access::hidden(scope), i64::try_from(OPEN).unwrap_or(i64::MAX)], |row| {
            let (name, address): (String, String) = (row.get(6)?, row.get(7)?);
            Ok(OpenLetter {
                mail: MailId(row.get(0)?),
                at: Timestamp(row.get(1)?),
                lab: row.get(2)?,
                facts: facts_from(row, 3)?,
                sender: if name.is_empty() { address } else { name },
            })
        })?;
        Ok(LetterFacts { any, open: found.collect::<rusqlite::Result<_>>()? })
    }

    /// The letters of a time, in its order; laboratory reports are none.
    pub fn letters_between(&self, scope: &Scope, from: Timestamp, until: Timestamp) -> Result<Vec<CountedLetter>> {
        let earlier = self.received_before(scope, from, until)?;
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT m.account, l.incoming, l.doctor, l.doctor_number, l.sha256, m.unread, l.patient IS NOT NULL, m.state
             FROM letter l INDEXED BY letter_by_time JOIN mail m ON m.id = l.mail
             WHERE l.lab = 0 AND l.at >= ?1 AND l.at < ?2 AND m.folder <> 'drafts' AND {} ORDER BY l.at, l.mail",
            access::seen("m.account", "?3")
        ))?;
        let found = statement.query_and_then(params![from.0, until.0, access::hidden(scope)], |row| {
            let state: Option<String> = row.get(7)?;
            let (account, incoming) = (AccountId(row.get(0)?), row.get(1)?);
            let (doctor_number, sha256): (String, String) = (row.get(3)?, row.get(4)?);
            let earlier = incoming && twin_key(account, &doctor_number, &sha256).is_some_and(|twin| earlier.contains(&twin));
            Ok(CountedLetter {
                account,
                incoming,
                doctor: row.get(2)?,
                doctor_number,
                sha256,
                earlier,
                unread: row.get(5)?,
                assigned: row.get(6)?,
                state: state.map(|word| OutgoingState::from_word(&word).ok_or_else(|| unknown("state"))).transpose()?,
            })
        })?;
        found.collect()
    }

    /// Of the letters received in a time, those that were received before it as well.
    fn received_before(&self, scope: &Scope, from: Timestamp, until: Timestamp) -> Result<BTreeSet<(Option<AccountId>, String, String)>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT m.account, l.doctor_number, l.sha256 FROM letter l INDEXED BY letter_by_time JOIN mail m ON m.id = l.mail
             WHERE l.lab = 0 AND l.at < ?1 AND l.incoming = 1 AND m.folder <> 'drafts' AND {} AND l.sha256 IN
                   (SELECT sha256 FROM letter INDEXED BY letter_by_time
                    WHERE lab = 0 AND at >= ?1 AND at < ?2 AND incoming = 1 AND sha256 <> '')",
            access::seen("m.account", "?3")
        ))?;
        let found = statement.query_and_then(params![from.0, until.0, access::hidden(scope)], |row| -> Result<_> {
            Ok(twin_key(AccountId(row.get(0)?), row.get_ref(1)?.as_str().unwrap_or_default(), row.get_ref(2)?.as_str().unwrap_or_default()))
        })?;
        found.filter_map(Result::transpose).collect()
    }

    /// When the first letter of the scope came or went.
    pub fn first_letter(&self, scope: &Scope) -> Result<Option<Timestamp>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT l.at FROM letter l INDEXED BY letter_by_time JOIN mail m ON m.id = l.mail
             WHERE l.lab = 0 AND m.folder <> 'drafts' AND {} ORDER BY l.at LIMIT 1",
            access::seen("m.account", "?1")
        ))?;
        Ok(statement.query_row([access::hidden(scope)], |row| Ok(Timestamp(row.get(0)?))).optional()?)
    }

    /// Doctors who agree to billing in a quarter, with who noted it and when.
    pub fn letter_consents(&self, quarter: Quarter) -> Result<BTreeMap<String, (String, Timestamp)>> {
        let mut statement = self.db.prepare_cached("SELECT doctor, who, at FROM letter_consent WHERE quarter = ?")?;
        let found = statement.query_map([quarter.to_string()], |row| Ok((row.get(0)?, (row.get(1)?, Timestamp(row.get(2)?)))))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Notes that a doctor agrees, or no longer.
    pub fn set_letter_consent(&mut self, doctor: &str, quarter: Quarter, agrees: bool, who: &str, at: Timestamp) -> Result<()> {
        let quarter = quarter.to_string();
        if agrees {
            let sql = "INSERT OR REPLACE INTO letter_consent (doctor, quarter, who, at) VALUES (?, ?, ?, ?)";
            self.db.execute(sql, params![doctor, quarter, who, at.0])?;
        } else {
            self.db.execute("DELETE FROM letter_consent WHERE doctor = ? AND quarter = ?", [doctor, &quarter])?;
        }
        Ok(())
    }

    /// Letters of the scope about a person, newest first, each with what it says.
    fn letters_about(&self, scope: &Scope, patient: PatientId) -> Result<Vec<(MailId, PatientFacts)>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT l.mail, l.name, l.birth_date, l.insured_number FROM letter l JOIN mail m ON m.id = l.mail
             WHERE l.patient = ?1 AND m.folder <> 'drafts' AND {} ORDER BY l.at DESC, l.mail DESC",
            access::seen("m.account", "?2")
        ))?;
        let found = statement.query_map(params![patient.0, access::hidden(scope)], |row| Ok((MailId(row.get(0)?), facts_from(row, 1)?)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    fn candidate(&self, scope: &Scope, patient: PatientId) -> Result<Option<Candidate>> {
        let letters = self.letters_about(scope, patient)?;
        let Some((_, facts)) = letters.first().cloned() else { return Ok(None) };
        Ok(Some(Candidate { patient, facts, letters: letters.len() }))
    }
}

/// What is kept of a letter.
struct Letter {
    facts: PatientFacts,
    patient: Option<PatientId>,
    who: String,
    assigned: Timestamp,
}

fn letter(db: &Connection, mail: MailId) -> Result<Option<Letter>> {
    let found = db
        .prepare_cached("SELECT name, birth_date, insured_number, patient, who, assigned FROM letter WHERE mail = ?")?
        .query_row([mail.0], |row| {
            Ok(Letter {
                facts: facts_from(row, 0)?,
                patient: row.get::<_, Option<i64>>(3)?.map(PatientId),
                who: row.get(4)?,
                assigned: Timestamp(row.get(5)?),
            })
        })
        .optional()?;
    Ok(found)
}

fn facts_from(row: &Row<'_>, at: usize) -> rusqlite::Result<PatientFacts> {
    Ok(PatientFacts { name: row.get(at)?, birth_date: row.get(at + 1)?, insured_number: row.get(at + 2)? })
}

fn payload_of(db: &Connection, mail: MailId) -> Result<Option<Payload>> {
    let json: Option<String> = db.prepare_cached("SELECT payload FROM derived WHERE mail = ?")?.query_row([mail.0], |row| row.get(0))?;
    Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
}

const fn is_letter(kind: PayloadKind) -> bool {
    matches!(kind, PayloadKind::Letter | PayloadKind::Lab)
}

/// Whether what was read of a letter is beyond doubt: nothing of it was unreadable, unknown or contradicted. Test data are
/// of invented people, about whom nobody can be wrong.
fn is_sure(payload: &Payload) -> bool {
    payload.blocks.iter().all(|note| note.key == TEST_DATA)
}

/// Takes in what a mail in view says of its patient, and puts it to the person it belongs to where that is beyond doubt. A
/// person's decision stays.
pub(super) fn learn(db: &Connection, mail: MailId, payload: Option<&Payload>) -> Result<()> {
    let patients = payload.filter(|payload| is_letter(payload.kind)).map(Payload::patients).unwrap_or_default();
    let (Some(payload), [facts]) = (payload, patients.as_slice()) else {
        let gone = db
            .prepare_cached("DELETE FROM letter WHERE mail = ? RETURNING patient")?
            .query_row([mail.0], |row| row.get::<_, Option<i64>>(0))
            .optional()?;
        return gone.flatten().map_or(Ok(()), |left| leave_in_search(db, mail, PatientId(left)));
    };
    let before = letter(db, mail)?;
    write(db, mail, payload, facts)?;
    let sure = is_sure(payload);
    match before {
        Some(before) if !before.who.is_empty() || (before.facts == *facts && (sure || before.patient.is_none())) => {}
        before => {
            let patient = if sure { found_by_itself(db, mail, facts)? } else { None };
            put(db, mail, patient, "", Timestamp(0))?;
            if let Some(left) = before.and_then(|before| before.patient).filter(|left| patient != Some(*left)) {
                leave_in_search(db, mail, left)?;
            }
            if let Some(patient) = patient {
                follow_in_search(db, mail, facts, patient)?;
            }
        }
    }
    Ok(())
}

fn found_by_itself(db: &Connection, mail: MailId, facts: &PatientFacts) -> Result<Option<PatientId>> {
    let known: Vec<_> = known(db, mail, facts)?.into_iter().map(|known| (known.patient, known.facts)).collect();
    Ok(match patient::matched(facts, &known) {
        Match::Known(patient) => Some(patient),
        Match::New => Some(new_patient(db)?),
        Match::Unclear(_) => None,
    })
}

fn write(db: &Connection, mail: MailId, payload: &Payload, facts: &PatientFacts) -> Result<()> {
    let field = |key: &str| payload.field(key).unwrap_or_default();
    // What was imported came when it was written; what was fetched or queued, then.
    let (incoming, at): (bool, i64) = db
        .prepare_cached(
            "SELECT incoming = 1 AND folder <> 'sent',
                    CASE WHEN incoming = 1 AND EXISTS (SELECT 1 FROM uidl WHERE mail = m.id) THEN received ELSE min(date, received) END
             FROM mail m WHERE id = ?",
        )?
        .query_row([mail.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let doctor = if incoming {
        (field("field-recipient-doctor"), field("field-recipient-doctor-number"))
    } else {
        (field("field-doctor"), field("field-doctor-number"))
    };
    db.prepare_cached(
        "INSERT INTO letter (mail, lab, incoming, at, name, name_key, birth_date, insured_number, kvnr, doctor, doctor_number, sha256,
                             patient, who, assigned)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, NULL, '', 0)
         ON CONFLICT (mail) DO UPDATE SET lab = ?2, incoming = ?3, at = ?4, name = ?5, name_key = ?6, birth_date = ?7,
             insured_number = ?8, kvnr = ?9, doctor = ?10, doctor_number = ?11, sha256 = ?12",
    )?
    .execute(params![
        mail.0,
        payload.kind == PayloadKind::Lab,
        incoming,
        at,
        facts.name,
        facts.name_key(),
        facts.birth_date,
        facts.insured_number,
        facts.kvnr(),
        doctor.0,
        doctor.1,
        payload.sha256
    ])?;
    Ok(())
}

fn put(db: &Connection, mail: MailId, patient: Option<PatientId>, who: &str, at: Timestamp) -> Result<()> {
    db.prepare_cached("UPDATE letter SET patient = ?, who = ?, assigned = ? WHERE mail = ?")?.execute(params![
        patient.map(|patient| patient.0),
        who,
        at.0,
        mail.0
    ])?;
    Ok(())
}

fn new_patient(db: &Connection) -> Result<PatientId> {
    db.prepare_cached("INSERT INTO patient DEFAULT VALUES")?.execute([])?;
    Ok(PatientId(db.last_insert_rowid()))
}

struct Known {
    patient: PatientId,
    account: AccountId,
    facts: PatientFacts,
}

/// Letters that may be about the same person: same number, same name, or same family name, in accounts that the same people
/// may read.
fn known(db: &Connection, mail: MailId, facts: &PatientFacts) -> Result<Vec<Known>> {
    let kvnr = facts.kvnr();
    let columns = "SELECT l.patient, m.account, l.name, l.birth_date, l.insured_number FROM letter l JOIN mail m ON m.id = l.mail
         WHERE l.patient IS NOT NULL AND l.mail <> ?1 AND m.folder <> 'drafts'";
    // „moos" to „moos-": the family with every given name.
    let by_name = format!("{columns} AND l.name_key >= ?2 AND l.name_key < ?2 || '-' ORDER BY l.mail DESC");
    let by_number = format!("{columns} AND l.kvnr = ?2 AND l.kvnr <> '' ORDER BY l.mail DESC");
    let mut found = Vec::new();
    for (sql, key) in [(by_number, kvnr), (by_name, facts.family_key())].into_iter().filter(|(_, key)| !key.is_empty()) {
        let mut statement = db.prepare_cached(&sql)?;
        let rows = statement.query_map(params![mail.0, key], |row| {
            Ok(Known { patient: PatientId(row.get(0)?), account: AccountId(row.get(1)?), facts: facts_from(row, 2)? })
        })?;
        for row in rows {
            found.push(row?);
        }
    }
    keep_of_same_readers(db, mail, &mut found, |known| known.account)?;
    Ok(found)
}

/// Keeps what is of accounts that the same people may read as the one of a mail.
fn keep_of_same_readers<T>(db: &Connection, mail: MailId, found: &mut Vec<T>, account: impl Fn(&T) -> AccountId) -> Result<()> {
    let own = AccountId(db.prepare_cached("SELECT account FROM mail WHERE id = ?")?.query_row([mail.0], |row| row.get(0))?);
    if found.iter().any(|one| account(one) != own) {
        let book = access::book(db)?;
        let readers = book.access_of(own);
        found.retain(|one| account(one) == own || book.access_of(account(one)) == readers);
    }
    Ok(())
}

/// What other letters say of the person a letter is about, and it does not say itself; only letters of accounts that the
/// same people may read, or the search would tell of the others.
pub(super) fn terms(db: &Connection, mail: MailId, payload: Option<&Payload>) -> Result<Vec<String>> {
    if !payload.is_some_and(|payload| is_letter(payload.kind)) {
        return Ok(Vec::new());
    }
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT m.account, o.name, o.birth_date, o.insured_number
         FROM letter l JOIN letter o ON o.patient = l.patient JOIN mail m ON m.id = o.mail WHERE l.mail = ?1 AND o.mail <> ?1",
    )?;
    let mut found: Vec<(AccountId, PatientFacts)> =
        statement.query_map([mail.0], |row| Ok((AccountId(row.get(0)?), facts_from(row, 1)?)))?.collect::<rusqlite::Result<_>>()?;
    keep_of_same_readers(db, mail, &mut found, |(account, _)| *account)?;
    let mut terms: Vec<String> = found.into_iter().flat_map(|(_, facts)| [facts.name, facts.birth_date, facts.insured_number]).collect();
    terms.retain(|term| !term.is_empty());
    terms.sort();
    terms.dedup();
    Ok(terms)
}

/// After the program found the person: only where letters say different things, one is also found by the words of another.
fn follow_in_search(db: &Connection, mail: MailId, facts: &PatientFacts, patient: PatientId) -> Result<()> {
    let mut statement =
        db.prepare_cached("SELECT DISTINCT name, birth_date, insured_number FROM letter WHERE patient = ? AND mail <> ?")?;
    let others: Vec<PatientFacts> =
        statement.query_map(params![patient.0, mail.0], |row| facts_from(row, 0))?.collect::<rusqlite::Result<_>>()?;
    if others.iter().any(|other| other != facts) {
        reindex(db, mail)?;
        if !others.contains(facts) {
            reindex_all(db, patient, mail)?;
        }
    }
    Ok(())
}

/// A letter is about a person no longer: neither it nor that person's letters are found by what the other says.
fn leave_in_search(db: &Connection, mail: MailId, left: PatientId) -> Result<()> {
    reindex(db, mail)?;
    reindex_all(db, left, mail)
}

/// A letter is gone: nothing of what it said is found any more, and a person without letters goes too.
pub(super) fn forget_patient(db: &Connection, gone: MailId, patient: PatientId) -> Result<()> {
    reindex_all(db, patient, gone)?;
    db.prepare_cached("DELETE FROM patient WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM letter WHERE patient = ?1)")?
        .execute([patient.0])?;
    Ok(())
}

/// After rules of accounts changed, which were as in `before`: people with letters in one of these accounts and in another
/// are found by what may be told of them now.
pub(super) fn follow_access(db: &Connection, before: &AccessBook) -> Result<()> {
    let now = access::book(db)?;
    let accounts: BTreeSet<AccountId> = before.restricted.keys().chain(now.restricted.keys()).copied().collect();
    let mut letters: BTreeSet<i64> = BTreeSet::new();
    for account in accounts.into_iter().filter(|account| before.access_of(*account) != now.access_of(*account)) {
        let mut statement = db.prepare_cached(
            "SELECT l.mail FROM letter l WHERE l.patient IN
               (SELECT o.patient FROM letter o JOIN mail m ON m.id = o.mail WHERE m.account = ? AND o.patient IS NOT NULL)
             AND EXISTS (SELECT 1 FROM letter o JOIN mail m ON m.id = o.mail JOIN mail own ON own.id = l.mail
                         WHERE o.patient = l.patient AND m.account <> own.account)",
        )?;
        for mail in statement.query_map([account.0], |row| row.get(0))? {
            letters.insert(mail?);
        }
    }
    letters.into_iter().try_for_each(|mail| reindex(db, MailId(mail)))
}

/// Every other letter about a person.
fn reindex_all(db: &Connection, patient: PatientId, but: MailId) -> Result<()> {
    let mut statement = db.prepare_cached("SELECT mail FROM letter WHERE patient = ? AND mail <> ?")?;
    let found: Vec<i64> = statement.query_map([patient.0, but.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    found.into_iter().try_for_each(|mail| match reindex(db, MailId(mail)) {
        // An older letter that cannot be read any more holds up none that arrives.
        Err(Error::Damaged(why)) => {
            tracing::warn!(mail, why, "a letter is left as it is in the search");
            Ok(())
        }
        done => done,
    })
}

fn reindex(db: &Connection, mail: MailId) -> Result<()> {
    let (parsed, payload) = (mails::parsed(db, mail)?, payload_of(db, mail)?);
    words::remove(db, mail.0)?;
    words::add(db, mail.0, &parsed, payload.as_ref())
}
