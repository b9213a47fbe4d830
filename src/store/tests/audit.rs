//! The audit log: any record that is changed, removed, inserted or moved is found, and so is an end that was cut off.

use super::*;
use crate::domain::audit::{AuditAction, AuditCheck, AuditEntry, AuditFilter, AuditObject};
use crate::store::audit_chain::AuditWalk;

const EDITS: u32 = 1000;
const RECORDS: i64 = 60;

impl Store {
    /// For tests of what reads the log: somebody changed a record by SQL.
    pub(crate) fn tamper_with_audit(&mut self, number: i64) {
        self.db.execute_batch("DROP TRIGGER audit_is_never_changed").unwrap();
        assert_eq!(self.db.execute("UPDATE audit SET person = 'Niemand' WHERE number = ?", [number]).unwrap(), 1);
    }
}

/// A random number generator that gives the same numbers every time (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from((z ^ (z >> 31)) % u64::try_from(end).unwrap()).unwrap()
    }
}

fn check(store: &Store, mut walk: AuditWalk, page: usize) -> AuditCheck {
    loop {
        if let Some(found) = store.walk_audit(&mut walk, page).unwrap() {
            return found;
        }
    }
}

/// A log with different acts about different things.
fn filled() -> Profile {
    let mut p = profile();
    let mails: Vec<MailId> = (0..5)
        .map(|n| p.put(None, format!("Message-ID: <{n}@x>\r\n\r\n").as_bytes(), &mail(&format!("{n}@x"), "Befund"), None, DAY).id)
        .collect();
    let mut random = Random(7);
    while newest(&p.store) < RECORDS {
        let action = AuditAction::ALL[usize::try_from(random.below(20)).unwrap()];
        let object = match random.below(4) {
            0 => AuditObject::Nothing,
            1 => AuditObject::Account(p.account),
            2 => AuditObject::Person("Chris".into()),
            _ => AuditObject::Mail(mails[usize::try_from(random.below(5)).unwrap()]),
        };
        let person = ["", "Anna", "Ben"][usize::try_from(random.below(3)).unwrap()];
        p.store.record(vec![AuditEntry::new(person, action, object).detail(format!("{}", random.below(9)))]).unwrap();
    }
    p
}

fn newest(store: &Store) -> i64 {
    store.db.query_row("SELECT max(number) FROM audit", [], |row| row.get(0)).unwrap()
}

/// One edit as somebody makes it with the database open and without the key of the log; returns the first number it touches.
fn edit(store: &Store, random: &mut Random) -> i64 {
    let (one, other) = (1 + random.below(RECORDS), 1 + random.below(RECORDS - 1));
    let other = if other >= one { other + 1 } else { other };
    let run = |sql: &str| store.db.execute(sql, [one]).unwrap();
    match random.below(12) {
        0 => run("UPDATE audit SET at = at + 60000 WHERE number = ?"),
        1 => run("UPDATE audit SET person = person || 'a' WHERE number = ?"),
        2 => run("UPDATE audit SET action = 'printed-' || action WHERE number = ?"),
        3 => run("UPDATE audit SET object = object || '0' WHERE number = ?"),
        4 => run("UPDATE audit SET mail = mail + 1 WHERE number = ?"),
        // A letter moves from one field to the next.
        5 => run("UPDATE audit SET detail = detail || 'o', result = substr(result, 2) WHERE number = ?"),
        6 => run("UPDATE audit SET result = 'ACCESS' WHERE number = ?"),
        7 => run("UPDATE audit SET link = zeroblob(32) WHERE number = ?"),
        8 => run("DELETE FROM audit WHERE number = ?"),
        // Cut off from here on, with a head that looks right.
        9 => {
            run("DELETE FROM audit WHERE number >= ?");
            if random.below(2) == 0 {
                store.db.execute("UPDATE audit_head SET number = ?", [one - 1]).unwrap();
            }
            1
        }
        // Two change places, links and all.
        10 => {
            store.db.execute("UPDATE audit SET number = -1 WHERE number = ?", [one]).unwrap();
            store.db.execute("UPDATE audit SET number = ? WHERE number = ?", [one, other]).unwrap();
            store.db.execute("UPDATE audit SET number = ? WHERE number = -1", [other]).unwrap();
            return one.min(other);
        }
        // One more: a copy behind the last, or in the middle with all later ones moved.
        _ => {
            let at = if random.below(2) == 0 { RECORDS + 1 } else { one };
            store.db.execute("UPDATE audit SET number = -number - 1 WHERE number >= ?", [at]).unwrap();
            store.db.execute("UPDATE audit SET number = -number WHERE number < 0", []).unwrap();
            let copy =
                "INSERT INTO audit SELECT ?1, at, person, action, kind, object, mail, detail, result, link FROM audit WHERE number = ?2";
            let copied = if one >= at { one + 1 } else { one };
            store.db.execute(copy, [at, copied]).unwrap();
            // A copy of a record in its own place is the old record; the one behind it is one too many.
            return at + i64::from(copied == at + 1);
        }
    };
    one
}

#[test]
fn each_of_1000_random_edits_is_found() {
    let p = filled();
    let in_order = AuditCheck { records: RECORDS, ..check(&p.store, AuditWalk::whole(), 7) };
    assert_eq!((in_order.first_bad, in_order.head.len()), (None, 64));
    p.store.db.execute_batch("DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_removed").unwrap();
    let mut random = Random(2026);
    for n in 0..EDITS {
        p.store.db.execute_batch("SAVEPOINT one_edit").unwrap();
        let touched = edit(&p.store, &mut random);
        let found = check(&p.store, AuditWalk::whole(), 1 + usize::try_from(random.below(RECORDS + 9)).unwrap());
        let bad = found.first_bad.unwrap_or_else(|| panic!("edit {n} at {touched} was not found"));
        assert!(bad >= touched && bad <= RECORDS + 2 && found.head.is_empty(), "edit {n} at {touched}: {found:?}");
        p.store.db.execute_batch("ROLLBACK TO one_edit; RELEASE one_edit").unwrap();
    }
    assert_eq!(check(&p.store, AuditWalk::whole(), 1000), in_order);
}

#[test]
fn nobody_changes_or_removes_a_record_by_sql() {
    let p = filled();
    for sql in ["UPDATE audit SET person = 'x' WHERE number = 3", "DELETE FROM audit WHERE number = 3", "DELETE FROM audit"] {
        assert!(p.store.db.execute(sql, []).unwrap_err().to_string().contains("append-only"), "{sql}");
    }
    assert_eq!(newest(&p.store), RECORDS);
}

#[test]
fn a_later_record_makes_nothing_good() {
    for (sql, first) in [
        ("DELETE FROM audit WHERE number > 50", 51),
        ("DELETE FROM audit WHERE number > 50; UPDATE audit_head SET number = 50", 52),
        ("UPDATE audit SET person = 'Niemand' WHERE number = (SELECT max(number) FROM audit)", RECORDS),
        ("DELETE FROM audit_head", RECORDS + 2),
        ("DELETE FROM secret WHERE name = 'audit/key'", 1),
        ("DELETE FROM audit; DELETE FROM audit_head", 2),
    ] {
        let Profile { dir, mut store, .. } = filled();
        store.db.execute_batch("DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_removed").unwrap();
        store.db.execute_batch(sql).unwrap();
        drop(store);
        store = Store::open(dir.path(), &key()).unwrap();
        store.record(vec![AuditEntry::new("Anna", AuditAction::Printed, AuditObject::Nothing)]).unwrap();
        assert_eq!(check(&store, AuditWalk::whole(), 9).first_bad, Some(first), "{sql}");
    }
}

#[test]
fn the_newest_records_are_checked_by_themselves() {
    let p = filled();
    let newest = check(&p.store, AuditWalk::of_newest(20), 7);
    assert_eq!((newest.records, newest.first_bad), (20, None));
    p.store.db.execute_batch("DROP TRIGGER audit_is_never_changed").unwrap();
    p.store.db.execute("UPDATE audit SET person = 'x' WHERE number = 45", []).unwrap();
    assert_eq!(check(&p.store, AuditWalk::of_newest(20), 7).first_bad, Some(45));
    assert_eq!(check(&p.store, AuditWalk::of_newest(500), 7).first_bad, Some(45));
    assert_eq!(check(&p.store, AuditWalk::of_newest(10), 7).first_bad, None);
}

#[test]
fn pages_are_read_newest_first_and_filters_meet() {
    let mut p = filled();
    let read = p.put(None, b"Message-ID: <neu@x>\r\n\r\n", &mail("neu@x", "Befund"), None, DAY).id;
    let again = p.put(None, b"Message-ID: <neu@x>\r\n\r\nx", &mail("neu@x", "Befund"), None, DAY).id;
    let acts = [("Anna", AuditAction::MailOpened, read), ("Ben", AuditAction::Printed, again)];
    p.store.record(acts.map(|(person, action, mail)| AuditEntry::new(person, action, AuditObject::Mail(mail))).to_vec()).unwrap();
    let page = |filter: &AuditFilter, before| p.store.audit_page(filter, before, 25).unwrap();
    let (mut before, mut met) = (None, Vec::new());
    loop {
        let page = page(&AuditFilter::default(), before);
        met.extend(page.records.iter().map(|record| record.number));
        before = met.last().copied();
        if !page.more {
            break;
        }
    }
    assert_eq!(met, (1..=RECORDS + 2).rev().collect::<Vec<_>>());
    let of_mail = page(&AuditFilter { mail: Some(read), ..AuditFilter::default() }, None).records;
    assert_eq!(of_mail.iter().map(|record| record.person.as_str()).collect::<Vec<_>>(), ["Ben", "Anna"], "both versions are one mail");
    assert!(of_mail.iter().all(|record| record.mail.is_some() && record.object == of_mail[0].object && !record.object.contains("neu")));
    let filter = AuditFilter { person: Some("Anna".into()), action: Some(AuditAction::MailOpened), ..AuditFilter::default() };
    assert!(page(&filter, None).records.iter().all(|record| record.person == "Anna" && record.action == "mail-opened"));
    let later = AuditFilter { from: Some(Timestamp(of_mail[0].at.0 + DAY)), ..AuditFilter::default() };
    assert!(page(&later, None).records.is_empty());
    assert_eq!(p.store.audit_people().unwrap(), ["Anna", "Ben"]);
    let names = p.store.audit_names().unwrap();
    assert_eq!(names.len(), 1);
    assert_eq!(names[0].1, "praxis@a.kim.telematik-test");
    let of_account = AuditFilter { object: Some(names[0].0.clone()), ..AuditFilter::default() };
    assert!(!page(&of_account, None).records.is_empty());
}

#[test]
fn an_act_and_its_record_are_there_together_or_not_at_all() {
    let mut p = filled();
    let before = newest(&p.store);
    let failed: Result<()> = p.store.all_or_nothing(|store| {
        store.record(vec![AuditEntry::new("Anna", AuditAction::Printed, AuditObject::Nothing)])?;
        Err(Error::WrongState)
    });
    assert!(failed.is_err());
    assert_eq!(newest(&p.store), before);
    assert_eq!(check(&p.store, AuditWalk::whole(), 9).first_bad, None);
    // What does not exist leaves no record.
    p.store.record(vec![AuditEntry::new("Anna", AuditAction::Printed, AuditObject::Mail(MailId(9999)))]).unwrap();
    assert_eq!(newest(&p.store), before);
}
