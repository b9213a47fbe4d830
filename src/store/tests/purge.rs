//! A purged mail leaves nothing: not in a table, not in the search, not in a page of the file, not in the log; and it does not come
//! back.

#[path = "../../../tests/support/pages.rs"]
mod pages;

use super::*;
use crate::domain::account::KeepOnServer;
use crate::domain::mail::{Attachment, TransferEncoding};
use crate::domain::purge::{PurgeCount, Retention, RetentionCount};

const MARK: &str = "Xylophonmarker";

fn found(dir: &std::path::Path, text: &str) -> Vec<String> {
    pages::found(dir, key().reveal(), text)
}

impl Profile {
    fn arrive(&mut self, uidl: &str, parsed: &ParsedMail, payload: Option<&Payload>) -> StoredMail {
        let id = parsed.message_id.clone().unwrap_or_default();
        let raw = format!("Message-ID: <{id}>\r\n\r\n{}\r\n{uidl}", parsed.text);
        self.put(Some(uidl), raw.as_bytes(), parsed, payload, 1000 * DAY)
    }

    fn purge_all(&mut self, mails: &[MailId]) {
        self.store.purge(mails, false, Timestamp(1001 * DAY)).unwrap();
        let mut steps = 0;
        while self.store.scrub().unwrap() {
            steps += 1;
            assert!(steps < 1000, "no end of cleaning");
        }
    }
}

fn marked(number: usize) -> ParsedMail {
    let mut parsed = mail(&format!("m{number}"), &format!("{MARK} Betreff {number}"));
    parsed.text = format!("{MARK}text {number} ").repeat(200);
    parsed
}

#[test]
fn no_page_and_no_table_holds_a_word_of_a_purged_mail() {
    let mut p = profile();
    let mut ids = Vec::new();
    // Among many others, in several batches, read anew and moved about: copies of cells arise in all the usual ways.
    for number in 0..300 {
        let quiet = mail(&format!("q{number}"), &format!("Ruhige Nachricht {number}"));
        p.arrive(&format!("q{number}"), &quiet, None);
        if number % 5 == 0 {
            ids.push(p.arrive(&format!("u{number}"), &marked(number), None).id);
        }
    }
    for id in &ids {
        p.store.add_history(*id, "Anna", "history-read", &format!("{MARK} gelesen"), Timestamp(1)).unwrap();
        let again = marked(usize::try_from(id.0).unwrap() + 1000);
        p.store.replace_derived(*id, &again, None).unwrap();
    }
    assert!(found(p.dir.path(), MARK).len() > 5, "the pages are read rightly");
    p.store.move_to_trash(&ids).unwrap();
    // In two halves, for what the first leaves of the second.
    let (first, second): (Vec<MailId>, Vec<MailId>) = ids.iter().partition(|id| id.0 % 2 == 0);
    p.purge_all(&first);
    p.purge_all(&second);
    assert_eq!(found(p.dir.path(), MARK), Vec::<String>::new());
    // One page: that nothing is left to do.
    assert!(std::fs::metadata(p.dir.path().join("store.db-wal")).map_or(0, |meta| meta.len()) < 20_000, "the log was emptied");
    for id in ids {
        assert!(p.store.row(id).is_err());
    }
    let filter = |search: &str| MailFilter { search: search.into(), ..MailFilter::default() };
    assert_eq!(p.store.mail_page(&everything(), &filter(MARK)).unwrap().total, 0);
    assert_eq!(p.store.mail_page(&everything(), &filter("Ruhige")).unwrap().total, 300, "the others are found as before");
    assert!(p.store.check().unwrap().is_empty());
}

#[test]
fn a_purged_mail_does_not_come_back_and_nothing_else_is_kept_out() {
    let mut p = profile();
    let parsed = marked(1);
    let id = p.arrive("u1", &parsed, None).id;
    p.store.move_to_trash(&[id]).unwrap();
    p.purge_all(&[id]);
    // It still lies on the server: neither asked for again nor deleted before its time, but then.
    let remembered = p.store.remembered_uidls(p.account).unwrap();
    let size = p.store.known_uidls(p.account).unwrap()["u1"].listed_size;
    let listing = p.store.sync_listing(p.account, remembered, &[("u1".to_owned(), size)], Timestamp(1002 * DAY)).unwrap();
    let known = &listing.known["u1"];
    assert!(!known.wants_fetch() && known.final_ && known.mail.is_none());
    let deletable = |p: &Profile, day: i64| {
        p.store.deletable(p.account, KeepOnServer::Days(90), Timestamp(i64::MIN), Timestamp(day * DAY)).unwrap().len()
    };
    assert_eq!((deletable(&p, 1050), deletable(&p, 1091)), (0, 1));
    // The same under another number, and fetched again although known.
    for uidl in ["u2", "u1"] {
        assert_eq!(p.arrive(uidl, &parsed, None).arrival, Arrival::Purged);
    }
    assert_eq!(p.store.known_uidls(p.account).unwrap()["u2"].state, UidlState::Stored);
    // The bytes of the second were never stored here: they stay on the server.
    assert_eq!(deletable(&p, 2000), 1);
    // Somebody else under its Message-ID, other words under it, and the same by hand are new.
    let mut foreign = parsed.clone();
    foreign.from = vec![Mailbox::bare("fremd@c.kim.telematik-test")];
    assert_eq!(p.arrive("u3", &foreign, None).arrival, Arrival::New);
    let mut other = parsed.clone();
    other.text = "Ganz andere Worte".into();
    assert_eq!(p.arrive("u4", &other, None).arrival, Arrival::New);
}

#[test]
fn a_file_that_was_corrected_comes_in_though_all_around_it_was_purged() {
    let mut p = profile();
    let mut parsed = marked(1);
    parsed.attachments = vec![Attachment {
        index: 0,
        name: "antwort.xml".into(),
        save_name: "antwort.xml".into(),
        media_type: "text/xml".into(),
        description: String::new(),
        offset: 10,
        encoded_len: 20,
        size: 20,
        encoding: TransferEncoding::Identity,
        warnings: Vec::new(),
        is_signature_report: false,
        is_message: false,
    }];
    let id = p.arrive("u1", &parsed, None).id;
    p.store.move_to_trash(&[id]).unwrap();
    p.purge_all(&[id]);
    assert_eq!(p.arrive("u1", &parsed, None).arrival, Arrival::Purged);
    // One digit in the file: everything else is the same.
    assert_eq!(p.arrive("u2", &parsed, None).arrival, Arrival::New);
}

#[test]
fn what_was_taken_over_is_not_taken_over_again_after_its_mail_was_purged() {
    let mut p = profile();
    let id = p.arrive("u1", &marked(1), None).id;
    let run = NewRun {
        mail: id,
        who: "",
        reason: "",
        result: crate::domain::answer::RunResult::TakenOver,
        notes: &[],
        sha256: "abc",
        handover: None,
        at: Timestamp(0),
    };
    p.store.add_run(&run).unwrap();
    assert_eq!(p.store.hash_taken_over("abc").unwrap().unwrap().mail, Some(id));
    p.store.move_to_trash(&[id]).unwrap();
    p.purge_all(&[id]);
    assert_eq!(p.store.hash_taken_over("abc").unwrap().unwrap().mail, None);
    assert!(p.store.hash_taken_over("abd").unwrap().is_none());
}

#[test]
fn only_the_trash_is_emptied_and_what_cannot_be_read_yet_only_on_purpose() {
    let mut p = profile();
    let (kept, locked) = (p.arrive("u1", &marked(1), None).id, p.arrive("u2", &undecrypted("inner"), None).id);
    assert!(matches!(p.store.purge(&[kept], true, Timestamp(0)), Err(Error::WrongState)), "it is not in the trash");
    p.store.move_to_trash(&[kept, locked]).unwrap();
    let count = p.store.count_purge(&[kept, locked]).unwrap();
    assert_eq!((count.mails, count.undecrypted), (vec![kept], vec![locked]));
    assert_eq!((count.on_server, count.undecrypted_on_server), (1, 1));
    assert!(matches!(p.store.purge(&[kept, locked], false, Timestamp(0)), Err(Error::WrongState)));
    assert!(p.store.row(kept).is_ok(), "all or nothing");
    assert_eq!(p.store.purgeable(&[kept, locked], false).unwrap().len(), 1);
    p.store.purge(&[kept, locked], true, Timestamp(0)).unwrap();
    let known = p.store.known_uidls(p.account).unwrap();
    assert!(known["u2"].final_ && !known["u2"].wants_fetch());
    // What could not be read is never deleted on the server.
    let proofs = p.store.deletable(p.account, KeepOnServer::Days(0), Timestamp(i64::MIN), Timestamp(3000 * DAY)).unwrap();
    assert_eq!(proofs.iter().map(super::CommitProof::uidl).collect::<Vec<_>>(), ["u1"]);
    assert_eq!(p.store.count_purge(&[kept]).unwrap(), PurgeCount::default());
}

#[test]
fn periods_count_from_storing_and_from_the_trash_and_never_from_the_mails_own_date() {
    let mut p = profile();
    let mut old_date = marked(1);
    old_date.date = Some(Timestamp(0));
    let id = p.arrive("u1", &old_date, None).id;
    let plan = Retention { trash_days: Some(30), inbox_years: Some(1), sent_years: None };
    let due = |p: &Profile, day: i64| p.store.count_due(&plan, Timestamp(day * DAY)).unwrap();
    let count = |trashed, purged| RetentionCount { trashed, purged };
    assert_eq!((due(&p, 1300), due(&p, 1366)), (count(0, 0), count(1, 0)));
    p.store.move_to_trash(&[id]).unwrap();
    // It came into the trash now, by the wall clock.
    let today = chrono::Utc::now().timestamp_millis() / DAY;
    assert_eq!((due(&p, today + 29), due(&p, today + 32)), (count(0, 0), count(0, 1)));
    assert_eq!(p.store.count_due(&Retention::default(), Timestamp(9_000_000 * DAY)).unwrap(), count(0, 0), "nothing goes by itself");
    // In hand of somebody: it waits.
    p.store.claim(&[id], "Anna", Timestamp(0)).unwrap();
    assert_eq!(due(&p, today + 400), count(0, 0));
    let set = Retention { trash_days: Some(7), inbox_years: None, sent_years: Some(10) };
    p.store.set_retention(&set).unwrap();
    assert_eq!(p.store.retention().unwrap(), set);
    p.store.note_retention(Timestamp(5), count(2, 3)).unwrap();
    assert_eq!(p.store.last_retention().unwrap(), Some((Timestamp(5), count(2, 3))));
}

#[test]
fn a_person_without_letters_is_forgotten_and_other_letters_lose_the_words_of_the_purged_one() {
    let mut p = profile();
    let (first, second) =
        (letters::letter("Moos, Uta", "1960-01-02", "X110000001"), letters::letter("Moos-Xanthippe, Uta", "1960-01-02", "X110000001"));
    let a = p.arrive("u1", &mail("a", "Brief eins"), Some(&first)).id;
    let b = p.arrive("u2", &mail("b", "Brief zwei"), Some(&second)).id;
    let people = |p: &Profile| p.store.db.query_row("SELECT count(*) FROM patient", [], |row| row.get::<_, i64>(0)).unwrap();
    let before = people(&p);
    assert!(before >= 1);
    p.store.move_to_trash(&[b]).unwrap();
    p.purge_all(&[b]);
    assert_eq!(found(p.dir.path(), "Xanthippe"), Vec::<String>::new());
    p.store.move_to_trash(&[a]).unwrap();
    p.purge_all(&[a]);
    assert_eq!(people(&p), 0);
}
