//! Walks over the whole store: what is kept, joined, found, sent and deleted, and what never happens.

mod access;
mod answers;
mod audit;
mod backup;
mod contacts;
mod desk;
mod insurers;
mod letters;
mod outgoing;
mod purge;
mod watched;

use super::*;
use crate::domain::access::{Scope, Session};
use crate::domain::account::{AccountSettings, ClientmodulLogin, KeepOnServer, TlsMode};
use crate::domain::address::{KimAddress, Mailbox};
use crate::domain::contact::Contact;
use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::{ClassFilter, Dienstkennung, EmbeddedMail, Folder, MailClass, MailFilter, ParsedMail, SortKey};
use crate::domain::payload::{Payload, PayloadField, PayloadKind};
use crate::domain::raw::RawSource as _;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;

const DAY: i64 = 86_400_000;
const NUMBER: &str = "0991234562611ZE000000000004711";

struct Profile {
    dir: tempfile::TempDir,
    store: Store,
    account: AccountId,
}

fn key() -> StoreKey {
    StoreKey::new([7; 32])
}

/// Every account exists.
fn everything() -> Scope {
    Session::program().scope()
}

impl Store {
    /// For tests of what reads the store: the raw bytes of a mail are lost, as a disk would lose them.
    pub(crate) fn lose_raw(&mut self, mail: MailId) {
        self.db.execute("DELETE FROM chunk WHERE id / 1048576 = (SELECT blob FROM mail WHERE id = ?)", [mail.0]).unwrap();
    }
}

fn profile() -> Profile {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::create(dir.path(), &key()).unwrap();
    let account = store.insert_account(&AccountSettings::new(KimAddress::parse("praxis@a.kim.telematik-test").unwrap())).unwrap();
    Profile { dir, store, account }
}

fn mail(message_id: &str, subject: &str) -> ParsedMail {
    ParsedMail {
        message_id: (!message_id.is_empty()).then(|| message_id.to_owned()),
        from: vec![Mailbox { name: "Dr. Jörg Müller".into(), address: "mueller@b.kim.telematik-test".into() }],
        to: vec![Mailbox::bare("praxis@a.kim.telematik-test")],
        subject: subject.into(),
        text: format!("Text zu {subject}"),
        dienstkennung: Some(Dienstkennung(Dienstkennung::DEFAULT.into())),
        ..ParsedMail::default()
    }
}

fn undecrypted(inner: &str) -> ParsedMail {
    ParsedMail {
        class: MailClass::Undecrypted,
        embedded: Some(EmbeddedMail {
            offset: 10,
            len: 20,
            message_id: Some(inner.into()),
            dienstkennung: Some(Dienstkennung("EBZ;ANW;2.0.0".into())),
            encrypted: true,
        }),
        ..mail(&format!("error-{inner}"), "Nicht entschlüsselt")
    }
}

impl Profile {
    fn sync(&mut self, listing: &[(String, u64)], now: Timestamp) -> Result<Listing> {
        let remembered = self.store.remembered_uidls(self.account)?;
        self.store.sync_listing(self.account, remembered, listing, now)
    }

    fn put(&mut self, uidl: Option<&str>, raw: &[u8], parsed: &ParsedMail, payload: Option<&Payload>, at: i64) -> StoredMail {
        let new = NewMail {
            account: self.account,
            uidl,
            listed_size: raw.len() as u64,
            folder: Folder::Inbox,
            received: Timestamp(at),
            raw: RawBytes::Inline(&HashedBytes::new(raw.to_vec())),
            parsed,
            payload,
            unread: true,
        };
        self.store.insert_mails(&[new]).unwrap()[0]
    }

    fn find(&self, search: &str) -> Vec<i64> {
        let filter = MailFilter { search: search.into(), ..MailFilter::default() };
        self.store.mail_page(&everything(), &filter).unwrap().rows.iter().map(|row| row.id.0).collect()
    }
}

#[test]
fn a_wrong_key_opens_nothing_and_changes_nothing() {
    let Profile { dir, mut store, .. } = profile();
    store.set_setting("sprache", "de").unwrap();
    drop(store);
    let file = dir.path().join("store.db");
    let before = std::fs::read(&file).unwrap();
    let wrong = StoreKey::new([8; 32]);
    assert!(matches!(Store::open(dir.path(), &wrong), Err(Error::WrongKey)));
    assert!(matches!(Store::open_reader(dir.path(), &wrong), Err(Error::WrongKey)));
    assert!(matches!(Store::create(dir.path(), &wrong), Err(Error::Exists)));
    assert!(std::fs::read(&file).unwrap() == before);
    assert_eq!(Store::open(dir.path(), &key()).unwrap().setting("sprache").unwrap().as_deref(), Some("de"));
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(Store::open(empty.path(), &key()), Err(Error::Missing)));
    assert!(!empty.path().join("store.db").exists());
}

#[test]
fn an_interrupted_creation_can_be_repeated() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("store.new"), b"half").unwrap();
    let store = Store::create(dir.path(), &key()).unwrap();
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn nothing_readable_lies_in_the_files() {
    let mut p = profile();
    let marker = "PatientGeheimwort4711";
    p.store.set_secret("account/1/password", Some(&Secret::new(marker))).unwrap();
    p.put(Some("u1"), marker.as_bytes(), &mail("a@x", marker), None, 1);
    for entry in std::fs::read_dir(p.dir.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(marker.len()).any(|w| w == marker.as_bytes()));
        assert!(!bytes.starts_with(b"SQLite format 3"));
    }
    assert_eq!(p.find(marker).len(), 1);
}

#[test]
fn a_changed_page_is_reported() {
    let mut p = profile();
    let blob = p.store.insert_blob(&vec![1; 300_000]).unwrap();
    let dir = p.dir.path().to_owned();
    drop(p.store);
    let file = dir.join("store.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.len() - 2048;
    bytes[at] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let store = Store::open(&dir, &key()).unwrap();
    assert!(!store.check().unwrap().is_empty());
    let mut out = Vec::new();
    let read = store.blob_source(blob.id).unwrap().window(0, 300_000).map(|w| out = w);
    assert!(read.is_err() && out.is_empty());
}

#[test]
fn accounts_keep_every_field() {
    let mut p = profile();
    let mut settings = AccountSettings::new(KimAddress::parse("Zweite@a.kim.telematik-test").unwrap());
    settings.sender_name = "Praxis Dr. Weiß".into();
    settings.incoming.login = ClientmodulLogin::new("Zweite@a#h:995#M 1#C#W").unwrap();
    settings.incoming.tls = TlsMode::StartTls;
    settings.outgoing.server = "192.0.2.1".into();
    settings.directory.url = "ldaps://192.0.2.2:636".into();
    settings.connector.url = "https://192.0.2.3".into();
    settings.connector.context.mandant_id = "M1".into();
    settings.options.keep_on_server = KeepOnServer::Never;
    let id = p.store.insert_account(&settings).unwrap();
    p.store.pin_certificate(id, "directory", "ab12").unwrap();
    settings.directory.pinned_sha256 = "ab12".into();
    p.store.set_secret(&Store::password_name(id), Some(&Secret::new("geheim"))).unwrap();
    p.store.set_last_fetch(id, Timestamp(5)).unwrap();
    let stored = p.store.account(id).unwrap();
    assert_eq!(stored.settings, settings);
    assert!(stored.settings.address.as_str().starts_with("Zweite"));
    assert_eq!((stored.has_password, stored.last_fetch, stored.messages), (true, Some(Timestamp(5)), 0));
    assert!(matches!(p.store.insert_account(&settings), Err(Error::AddressTaken)));
    assert!(matches!(p.store.update_account(p.account, &settings), Err(Error::AddressTaken)));
    p.store.remove_account(id).unwrap();
    assert!(p.store.secret(&Store::password_name(id)).unwrap().is_none());
    assert!(matches!(p.store.account(id), Err(Error::NotFound)));
    p.put(Some("u"), b"x", &mail("a@x", "A"), None, 1);
    assert!(matches!(p.store.remove_account(p.account), Err(Error::Used)));
}

#[test]
fn a_large_blob_streams_both_ways() {
    let mut p = profile();
    let id = p.store.new_blob().unwrap();
    let piece: Vec<u8> = (0..1_000_003_u32).map(|n| (n % 251) as u8).collect();
    for _ in 0..64 {
        p.store.append_blob(id, &piece).unwrap();
    }
    assert!(matches!(p.store.blob_info(id), Err(Error::NotFound)), "unfinished");
    let info = p.store.finish_blob(id).unwrap();
    assert_eq!(info.len, 64 * piece.len() as u64);
    assert_eq!(info, p.store.blob_info(id).unwrap());
    let mut source = p.store.blob_source(id).unwrap();
    for n in [0, 31, 63] {
        assert!(source.window(n * piece.len() as u64, piece.len()).unwrap() == piece, "piece {n}");
    }
    assert_eq!(source.window(info.len - 1, 10).unwrap().len(), 1);
    assert_eq!(source.window(info.len + 1, 10).unwrap().len(), 0);
    let streamed = p.store.new_streamed_blob().unwrap();
    let mut hash = BlobHash::default();
    let whole = piece.repeat(64);
    // Pieces that fit the chunks, and pieces that do not.
    for piece in whole.chunks(4 << 20).flat_map(|p| p.chunks(3_000_001)) {
        p.store.append_blob(streamed, piece).unwrap();
        hash.update(piece);
    }
    let hashed = p.store.finish_streamed_blob(streamed, hash).unwrap();
    assert_eq!((hashed.len, &hashed.sha256), (info.len, &info.sha256));
    assert!(p.store.blob_source(streamed).unwrap().window(0, whole.len()).unwrap() == whole);
    assert_eq!(p.store.db.pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0)).unwrap(), 2, "durable again");
    let short = p.store.new_streamed_blob().unwrap();
    p.store.append_blob(short, b"abc").unwrap();
    assert!(matches!(p.store.finish_streamed_blob(short, BlobHash::default()), Err(Error::Damaged(_))), "a hash of other bytes");
    assert_eq!(p.store.collect_garbage().unwrap(), 3);
    assert!(p.store.blob_source(id).is_err());
}

#[test]
fn a_crash_loses_nothing_that_was_stored_and_keeps_nothing_half() {
    let mut p = profile();
    p.put(Some("u1"), b"eins", &mail("a@x", "Eins"), None, 1);
    let half = p.store.new_blob().unwrap();
    p.store.append_blob(half, &vec![3; 5_000_000]).unwrap();
    {
        let tx = p.store.begin().unwrap();
        tx.execute("UPDATE mail SET subject = 'halb'", []).unwrap();
        std::mem::forget(tx);
    }
    // The connection dies with its transaction open, as with kill -9.
    let dir = p.dir.path().to_owned();
    std::mem::forget(p.store);
    let copy = tempfile::tempdir().unwrap();
    for file in ["store.db", "store.db-wal"] {
        std::fs::copy(dir.join(file), copy.path().join(file)).unwrap();
    }
    let mut store = Store::open(copy.path(), &key()).unwrap();
    assert_eq!(store.mail_page(&everything(), &MailFilter::default()).unwrap().rows[0].subject, "Eins");
    assert_eq!(store.collect_garbage().unwrap(), 1);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn the_same_bytes_are_known_and_other_senders_stay_apart() {
    let mut p = profile();
    let first = p.put(Some("u1"), b"eins", &mail("a@x", "Eins"), None, 1);
    assert_eq!(first.arrival, Arrival::New);
    assert_eq!(p.put(Some("u2"), b"eins", &mail("a@x", "Eins"), None, 2), StoredMail { id: first.id, arrival: Arrival::Known });
    let other = p.put(Some("u3"), b"anders", &mail("a@x", "Anders"), None, 3);
    assert_eq!(other, StoredMail { id: first.id, arrival: Arrival::Joined { readable_now: false, differs: true } });
    assert_eq!(p.store.versions_of(first.id).unwrap().len(), 1);
    assert_eq!(p.store.row(first.id).unwrap().subject, "Eins");
    let mut forged = mail("a@x", "Gefälscht");
    forged.from[0].address = "boese@c.kim.telematik-test".into();
    assert_eq!(p.put(Some("u4"), b"fremd", &forged, None, 4).arrival, Arrival::New);
    // Without a Message-ID the bytes are the identity.
    assert_eq!(p.put(Some("u5"), b"ohne", &mail("", "Ohne"), None, 5).arrival, Arrival::New);
    assert_eq!(p.put(Some("u6"), b"ohne", &mail("", "Ohne"), None, 6).arrival, Arrival::Known);
    let streamed = p.store.insert_blob(b"eins").unwrap().id;
    let again = NewMail {
        account: p.account,
        uidl: None,
        listed_size: 0,
        folder: Folder::Inbox,
        received: Timestamp(7),
        raw: RawBytes::Blob(streamed),
        parsed: &mail("a@x", "Eins"),
        payload: None,
        unread: true,
    };
    assert_eq!(p.store.insert_mails(&[again]).unwrap()[0].arrival, Arrival::Known);
    assert!(p.store.blob_info(streamed).is_err(), "known bytes are not kept twice");
}

#[test]
fn the_readable_copy_joins_the_undecrypted_mail() {
    for readable_first in [false, true] {
        let mut p = profile();
        let (closed, open) = (undecrypted("inner@x"), mail("inner@x", "Antwort der Kasse"));
        let arrivals: Vec<StoredMail> = if readable_first {
            vec![p.put(Some("u2"), b"offen", &open, None, 1), p.put(Some("u1"), b"zu", &closed, None, 2)]
        } else {
            let first = p.put(Some("u1"), b"zu", &closed, None, 1);
            p.store.move_to_trash(&[first.id]).unwrap();
            vec![first, p.put(Some("u2"), b"offen", &open, None, 2)]
        };
        assert_eq!(arrivals[0].id, arrivals[1].id);
        assert_eq!(arrivals[1].arrival, Arrival::Joined { readable_now: !readable_first, differs: false });
        let row = p.store.row(arrivals[0].id).unwrap();
        assert_eq!((row.subject.as_str(), row.folder, row.class), ("Antwort der Kasse", Folder::Inbox, MailClass::Personal));
        let versions = p.store.versions_of(row.id).unwrap();
        assert_eq!(p.store.parsed(versions[0]).unwrap().class, MailClass::Undecrypted);
        assert_eq!(p.find("Kasse"), [row.id.0]);
        assert_eq!(p.store.mail_page(&everything(), &MailFilter::default()).unwrap().total, 1);
        // Both UIDLs belong to the one mail; only the readable bytes may be deleted.
        let copies: Vec<String> = p.store.server_copies(row.id).unwrap().into_iter().map(|c| c.uidl).collect();
        assert_eq!(copies, ["u1", "u2"]);
        let proofs = p.store.deletable(p.account, KeepOnServer::Days(0), Timestamp(i64::MIN), Timestamp(DAY)).unwrap();
        assert_eq!(proofs.iter().map(CommitProof::uidl).collect::<Vec<_>>(), ["u2"]);
        assert_eq!(p.put(Some("u1"), b"zu", &closed, None, 3).arrival, Arrival::Known);
    }
}

#[test]
fn only_readable_mails_past_their_time_may_be_deleted() {
    let mut p = profile();
    p.put(Some("alt"), b"1", &mail("1@x", "Alt"), None, DAY);
    p.put(Some("neu"), b"2", &mail("2@x", "Neu"), None, 50 * DAY);
    p.put(Some("zu"), b"3", &undecrypted("3@x"), None, DAY);
    p.store.park(p.account, "kaputt", 9, "POP-CUT", Timestamp(DAY)).unwrap();
    p.store.skip(p.account, "fremd", 9, "eAU;Lieferung;V1.2", Timestamp(DAY)).unwrap();
    let check = |store: &Store, keep, now: i64, expected: &[&str]| {
        let proofs = store.deletable(p.account, keep, Timestamp(i64::MIN), Timestamp(now)).unwrap();
        assert_eq!(proofs.iter().map(CommitProof::uidl).collect::<Vec<_>>(), expected, "{keep:?} {now}");
    };
    check(&p.store, KeepOnServer::Never, 1000 * DAY, &[]);
    check(&p.store, KeepOnServer::Days(90), 91 * DAY - 1, &[]);
    check(&p.store, KeepOnServer::Days(90), 91 * DAY, &["alt"]);
    check(&p.store, KeepOnServer::Days(0), 50 * DAY, &["alt", "neu"]);
    check(&p.store, KeepOnServer::Days(0), 0, &[]);
    // A clock that was astray until then: ages count from there, and what was seen in times to come is as old as that.
    let astray = |since: i64, now: i64| {
        let proofs = p.store.deletable(p.account, KeepOnServer::Days(90), Timestamp(since * DAY), Timestamp(now * DAY)).unwrap();
        proofs.iter().map(|proof| proof.uidl().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(astray(3650, 3700), Vec::<String>::new(), "older than 90 days only by the wrong clock");
    assert_eq!(astray(3650, 3740), ["alt", "neu"]);
    assert_eq!(astray(-3650, -3600), Vec::<String>::new());
    assert_eq!(astray(-3650, -3560), ["alt", "neu"], "seen by a clock ten years ahead");
    p.store.request_refetch(p.account, "alt").unwrap();
    check(&p.store, KeepOnServer::Days(0), 50 * DAY, &["neu"]);
    p.store.mark_deleted(p.account, "neu").unwrap();
    check(&p.store, KeepOnServer::Days(0), 50 * DAY, &[]);
}

#[test]
fn a_listing_shows_what_vanished_came_back_or_changed() {
    let mut p = profile();
    for (uidl, raw) in [("u1", "1"), ("u2", "2"), ("u3", "3")] {
        p.put(Some(uidl), raw.as_bytes(), &mail(&format!("{raw}@x"), raw), None, 1);
    }
    for expected in 1..=3 {
        assert_eq!(p.store.park(p.account, "p", 9, "POP-CUT", Timestamp(1)).unwrap(), expected);
    }
    let list = |entries: &[(&str, u64)]| entries.iter().map(|(u, s)| ((*u).to_owned(), *s)).collect::<Vec<_>>();
    let same = list(&[("u1", 1), ("u2", 1), ("u3", 1), ("p", 9), ("neu", 5)]);
    let result = p.sync(&same, Timestamp(2)).unwrap();
    assert_eq!((result.vanished, result.reappeared, result.resized), (0, 0, 0));
    assert!(!result.known.contains_key("neu"));
    assert!(result.known.values().all(|k| !k.wants_fetch()), "stored, or parked for a person");
    let result = p.sync(&list(&[("u1", 7), ("u3", 1), ("p", 9)]), Timestamp(3)).unwrap();
    assert_eq!((result.vanished, result.reappeared, result.resized), (1, 0, 1));
    assert!(result.known["u1"].refetch && !result.known["u2"].on_server);
    let result = p.sync(&same, Timestamp(4)).unwrap();
    assert!(result.known["u2"].refetch && result.reappeared == 1);
    p.store.mark_deleted(p.account, "u3").unwrap();
    let result = p.sync(&list(&[("u1", 1), ("u2", 1)]), Timestamp(5)).unwrap();
    assert!(!result.known.contains_key("u3"));
    p.store.unpark(p.account, "p").unwrap();
    assert!(!p.store.known_uidls(p.account).unwrap().contains_key("p"));
}

#[test]
fn the_search_finds_words_parts_and_never_secrets() {
    let mut p = profile();
    let mut payload = Payload::of_kind(PayloadKind::EbzAnswer);
    payload.search_terms = vec![NUMBER.into()];
    let field = |value: &str, secret| PayloadField { label_key: "field-x".into(), value: value.into(), secret, word_key: String::new() };
    payload.fields = vec![field("Straußenfeld", false), field("TokenGeheim99", true)];
    let mut parsed = mail("a@x", "Übergabe \"Befund\"");
    parsed.text = "Der Token lautet TokenGeheim99, bitte aufbewahren.".into();
    let id = p.put(Some("u1"), b"1", &parsed, Some(&payload), 1).id.0;
    p.put(Some("u2"), b"2", &mail("b@x", "Rechnung"), None, 2);
    for (text, found) in [
        ("muller", 2),
        ("Mueller überg", 1),
        ("ubergabe jor", 1),
        ("strauss", 1),
        ("0047", 1),
        ("611ZE0000", 1),
        ("0991234562611ZE000000000004711 HKP 2", 1),
        ("0991234562611ZE000000000004712", 0),
        ("\"Befund\"", 1),
        ("befund* (", 1),
        ("befund AND uberg", 0),
        ("NEAR(a b", 0),
        ("b.kim.tele", 2),
        ("bergab", 1),
        ("re", 1),
        ("x", 0),
        ("TokenGeheim99", 0),
        ("Geheim", 0),
        ("aufbewahren", 1),
        ("' OR 1=1 --", 0),
        ("***", 0),
        ("\0befund", 1),
    ] {
        assert_eq!(p.find(text).len(), found, "{text:?}");
    }
    p.store.move_to_trash(&[MailId(id)]).unwrap();
    assert_eq!(p.find("muller").len(), 1);
    p.store.restore(&[MailId(id)]).unwrap();
    p.store.replace_derived(MailId(id), &mail("a@x", "Neu gelesen"), None).unwrap();
    assert_eq!((p.find("0047").len(), p.find("gelesen").len()), (0, 1));
}

#[test]
fn lists_filter_count_and_sort() {
    let mut p = profile();
    for n in 0..10 {
        let mut parsed = mail(&format!("{n}@x"), &format!("Mail {}", (n * 7) % 10));
        parsed.class = [MailClass::Personal, MailClass::Technical, MailClass::Receipt, MailClass::Notice][n % 4];
        parsed.date = Some(Timestamp(1000 - n as i64));
        p.put(Some(&format!("u{n}")), n.to_string().as_bytes(), &parsed, None, n as i64);
    }
    p.put(Some("zu"), b"zu", &undecrypted("z@x"), None, 2000);
    let page = |filter: MailFilter| p.store.mail_page(&everything(), &filter).unwrap();
    let all = page(MailFilter::default());
    assert_eq!((all.total, all.per_class, all.rows.len()), (9, [9, 5, 4], 9), "two receipts are not listed");
    assert!(all.rows.windows(2).all(|w| w[0].date >= w[1].date));
    let technical = page(MailFilter { kind: ClassFilter::Technical, limit: 3, offset: 1, ..MailFilter::default() });
    assert_eq!((technical.total, technical.rows.len()), (4, 3));
    for sort in [SortKey::From, SortKey::Subject, SortKey::Kind, SortKey::Size, SortKey::Date] {
        for search in ["", "mail"] {
            let rows = page(MailFilter { sort, ascending: true, search: search.into(), ..MailFilter::default() }).rows;
            assert_eq!(rows.len(), if search.is_empty() { 9 } else { 8 }, "{sort:?} {search}");
        }
    }
    let by_subject = page(MailFilter { sort: SortKey::Subject, ascending: true, ..MailFilter::default() });
    assert!(by_subject.rows.windows(2).all(|w| w[0].subject <= w[1].subject));
    assert_eq!(page(MailFilter { undecrypted_only: true, ..MailFilter::default() }).total, 1);
    assert_eq!(page(MailFilter { all_folders: true, search: "mail".into(), ..MailFilter::default() }).total, 8);
    assert_eq!(page(MailFilter { accounts: vec![AccountId(99)], ..MailFilter::default() }).total, 0);
    let first = all.rows[0].id;
    p.store.mark_unread(&[first], false).unwrap();
    let page = |filter: MailFilter| p.store.mail_page(&everything(), &filter).unwrap();
    assert_eq!(page(MailFilter { unread_only: true, ..MailFilter::default() }).total, 8);
    let counts = p.store.folder_counts(&everything()).unwrap()[0].1.clone();
    assert_eq!((counts.inbox_total, counts.inbox_unread, counts.undecrypted), (9, 8, 1));
    let mut settings = p.store.account(p.account).unwrap().settings;
    settings.options.retired = true;
    p.store.update_account(p.account, &settings).unwrap();
    assert_eq!(p.store.mail_page(&everything(), &MailFilter::default()).unwrap().total, 0);
    assert_eq!(p.store.mail_page(&everything(), &MailFilter { accounts: vec![p.account], ..MailFilter::default() }).unwrap().total, 9);
}

#[test]
fn a_reader_sees_what_the_writer_committed_and_writes_nothing() {
    let mut p = profile();
    let mut reader = Store::open_reader(p.dir.path(), &key()).unwrap();
    p.put(Some("u1"), b"1", &mail("a@x", "Eins"), None, 1);
    assert_eq!(reader.mail_page(&everything(), &MailFilter::default()).unwrap().total, 1);
    assert!(reader.set_setting("a", "b").is_err());
}

#[test]
fn conversations_history_and_contacts() {
    let mut p = profile();
    let first = p.put(Some("u1"), b"1", &mail("a@x", "Frage"), None, 1).id;
    let mut answer = mail("b@x", "AW: Frage");
    answer.in_reply_to = vec!["a@x".into()];
    let second = p.put(Some("u2"), b"2", &answer, None, 2).id;
    p.put(Some("u3"), b"3", &mail("c@x", "Anderes"), None, 3);
    assert_eq!(p.store.thread_of(first).unwrap().iter().map(|r| r.id).collect::<Vec<_>>(), [second]);
    p.store.add_history(first, "Ada", "history-read", "", Timestamp(4)).unwrap();
    assert_eq!(p.store.history(first).unwrap()[0].who, "Ada");
    let contact = |address: &str, name: &str, used| Contact {
        address: address.into(),
        name: name.into(),
        about: String::new(),
        last_used: Timestamp(used),
        ..Contact::default()
    };
    p.store.remember_contacts(&[contact("zahn@c.kim.telematik-test", "Zahnärzte Süd", 1)], p.account).unwrap();
    p.store.remember_contacts(&[contact("Zahn@c.kim.telematik-test", "", 5)], p.account).unwrap();
    p.store.remember_contacts(&[contact("haut@c.kim.telematik-test", "Hautarzt", 3)], p.account).unwrap();
    for (text, expected) in [("sud", 1), ("zahnae", 1), ("zahnarzte s", 1), ("zahn", 1), ("c", 2), ("haut zahn", 0), ("", 2)] {
        assert_eq!(p.store.suggest_contacts(text, &[], 10).unwrap().len(), expected, "{text}");
    }
    assert_eq!(p.store.suggest_contacts("zahn", &[], 1).unwrap()[0].name, "Zahnärzte Süd");
}

#[test]
fn a_full_disk_stores_nothing_half_and_is_over_once_there_is_room() {
    let mut p = profile();
    let pages: i64 = p.store.db.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    let limit = |store: &Store, pages: i64| store.db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).unwrap();
    limit(&p.store, pages + 20);
    let raw = HashedBytes::new(vec![5; 400_000]);
    let parsed = mail("a@x", "Groß");
    let new = NewMail {
        account: p.account,
        uidl: Some("u1"),
        listed_size: 1,
        folder: Folder::Inbox,
        received: Timestamp(1),
        raw: RawBytes::Inline(&raw),
        parsed: &parsed,
        payload: None,
        unread: true,
    };
    assert!(matches!(p.store.insert_mails(&[new]), Err(Error::Full)));
    assert!(p.store.known_uidls(p.account).unwrap().is_empty(), "nothing may be deleted on the server");
    assert_eq!(p.store.mail_page(&everything(), &MailFilter::default()).unwrap().total, 0);
    limit(&p.store, 1_000_000);
    assert_eq!(p.store.insert_mails(&[new]).unwrap()[0].arrival, Arrival::New);
}
