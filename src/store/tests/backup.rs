//! Copies under another key, and a store that becomes such a copy.

use super::*;
use crate::domain::outgoing::OutgoingState as S;

const OTHER: [u8; 32] = [9; 32];

fn other() -> StoreKey {
    StoreKey::new(OTHER)
}

#[test]
fn a_copy_holds_everything_but_passwords_and_nothing_readable() {
    let mut p = profile();
    let id = p.put(Some("u1"), b"raw bytes of a mail", &mail("a@x", "Befund Waldemar"), None, 1).id;
    p.store.set_secret(&Store::password_name(p.account), Some(&Secret::new("geheim-im-konto"))).unwrap();
    p.store.set_secret("backup/key", Some(&Secret::new("bleibt"))).unwrap();
    let file = p.dir.path().join("kopie");
    let facts = p.store.copy_to(&file, &other(), false, &|| true).unwrap().unwrap();
    assert_eq!((facts.accounts, facts.mails), (1, 1));
    let bytes = std::fs::read(&file).unwrap();
    for marker in ["Waldemar", "raw bytes", "geheim-im-konto", "SQLite"] {
        assert!(!bytes.windows(marker.len()).any(|window| window == marker.as_bytes()), "{marker}");
    }
    assert!(matches!(p.store.copy_to(&file, &other(), false, &|| true), Err(Error::Exists)));
    // Into an empty store, under its own key.
    let dir = tempfile::tempdir().unwrap();
    let mut fresh = Store::create(dir.path(), &StoreKey::new([4; 32])).unwrap();
    assert!(fresh.is_empty().unwrap() && !p.store.is_empty().unwrap());
    assert!(matches!(
        Store::check_copy(&file, &StoreKey::new([1; 32]), Timestamp(5)).and_then(|ready| fresh.take_copy(ready)),
        Err(Error::WrongKey)
    ));
    assert!(fresh.is_empty().unwrap());
    assert_eq!(Store::check_copy(&file, &other(), Timestamp(5)).and_then(|ready| fresh.take_copy(ready)).unwrap(), facts);
    assert_eq!(fresh.row(id).unwrap().subject, "Befund Waldemar");
    assert!(fresh.secret(&Store::password_name(p.account)).unwrap().is_none(), "passwords only when asked for");
    assert!(fresh.secret("backup/key").unwrap().is_some(), "the schedule goes on");
    let found = MailFilter { search: "waldemar".into(), ..MailFilter::default() };
    assert_eq!(fresh.mail_page(&everything(), &found).unwrap().total, 1);
    assert!(fresh.check().unwrap().is_empty());
    drop(fresh);
    let again = Store::open(dir.path(), &StoreKey::new([4; 32])).unwrap();
    assert_eq!(again.row(id).unwrap().subject, "Befund Waldemar", "durable, and under the own key");
}

#[test]
fn a_copy_is_one_picture_and_may_be_given_up() {
    let mut p = profile();
    p.put(Some("u1"), &vec![7; 20 << 20], &mail("a@x", "groß"), None, 1);
    let writer = std::cell::RefCell::new(&mut p.store);
    let reader = Store::open_reader(p.dir.path(), &key()).unwrap();
    let steps = std::cell::Cell::new(0);
    let goes_on = || {
        steps.set(steps.get() + 1);
        writer.borrow_mut().set_setting("later", "x").unwrap();
        true
    };
    let file = p.dir.path().join("kopie");
    assert!(reader.copy_to(&file, &other(), true, &goes_on).unwrap().is_some());
    assert!(steps.get() > 1, "in pieces");
    let copy = Store {
        db: connection::unlock(&file, &other(), rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap(),
        growing: std::collections::HashMap::new(),
    };
    assert_eq!(copy.setting("later").unwrap(), None);
    assert!(reader.copy_to(&p.dir.path().join("zweite"), &other(), true, &|| false).unwrap().is_none());
}

#[test]
fn what_waited_is_not_sent_or_handed_over_again_by_itself() {
    let mut p = profile();
    let (waits, _) = outgoing::queued(&mut p, &["a@b.kim.telematik-test"]);
    let file = p.dir.path().join("kopie");
    p.store.copy_to(&file, &other(), true, &|| true).unwrap();
    // Meanwhile it is sent here; then the store is set back.
    p.store.begin_sending(waits).unwrap();
    Store::check_copy(&file, &other(), Timestamp(9)).and_then(|ready| p.store.take_copy(ready)).unwrap();
    assert_eq!(p.store.outbox_item(waits).unwrap().state, S::Uncertain);
    assert!(p.store.due_outgoing(Timestamp(i64::MAX)).unwrap().is_empty());
}

#[test]
fn a_damaged_or_newer_copy_changes_nothing() {
    let mut p = profile();
    let id = p.put(Some("u1"), &vec![7; 200_000], &mail("a@x", "bleibt"), None, 1).id;
    let file = p.dir.path().join("kopie");
    p.store.copy_to(&file, &other(), true, &|| true).unwrap();
    let whole = std::fs::read(&file).unwrap();
    for at in [whole.len() / 2, whole.len() - 40_000] {
        let mut broken = whole.clone();
        broken[at] ^= 1;
        std::fs::write(&file, &broken).unwrap();
        assert!(
            matches!(
                Store::check_copy(&file, &other(), Timestamp(1)).and_then(|ready| p.store.take_copy(ready)),
                Err(Error::Damaged(_) | Error::WrongKey | Error::Io(_))
            ),
            "{at}"
        );
    }
    std::fs::write(&file, &whole[..whole.len() - 16_384]).unwrap();
    assert!(Store::check_copy(&file, &other(), Timestamp(1)).and_then(|ready| p.store.take_copy(ready)).is_err(), "a page is missing");
    std::fs::write(&file, &whole).unwrap();
    let newer = connection::unlock(&file, &other(), rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    newer.pragma_update(None, "user_version", 999).unwrap();
    drop(newer);
    assert!(matches!(
        Store::check_copy(&file, &other(), Timestamp(1)).and_then(|ready| p.store.take_copy(ready)),
        Err(Error::Newer { found: 999, .. })
    ));
    assert_eq!(p.store.row(id).unwrap().subject, "bleibt");
}
