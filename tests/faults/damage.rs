//! A store that was damaged on the disk: it is never taken for empty or made anew, nothing is fetched into it or sent from it,
//! and what can still be read is read and saved (rule 46).

use std::fs::OpenOptions;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use kimpost::domain::ids::{AccountId, MailId};
use kimpost::domain::outgoing::Draft;
use kimpost::domain::secret::Secret;
use kimpost::engine::command::Command;
use kimpost::engine::event::Answer;
use kimpost::engine::profile::KeySource;
use kimpost::engine::{Mode, Profile, spawn};

use crate::bed::{Bed, PASSPHRASE, settings};
use crate::letters::letter;
use crate::pop3::Pop3;
use crate::proof::{Dice, report};
use crate::support::{Desk, sha256, until};

/// As `store::connection` sets it.
const PAGE: u64 = 16_384;
const MAILS: usize = 12;
const QUICK: usize = 12;

/// A profile with mails, whose program was killed right after a small change: most pages lie in the file, some in the log.
/// With it each mail and the SHA-256 of its bytes.
fn left_open(server: &Pop3) -> (Bed, Vec<(MailId, String)>) {
    let bed = Bed::with_account(settings(server.place.port, 9), |_| {});
    server.with(|mailbox| mailbox.letters = (0..MAILS).map(|n| letter("d", n, 4_000 + n * 9_000)).collect());
    let desk = bed.desk();
    assert_eq!(desk.fetch_well(), MAILS);
    desk.stop();
    let desk = bed.desk();
    let mails: Vec<_> = desk.inbox().iter().map(|row| (row.id, sha256(&desk.raw(row.id)))).collect();
    desk.ask(Command::MarkUnread { mails: vec![mails[0].0], unread: false });
    let killed = bed.copy();
    desk.stop();
    assert!(killed.profile().join("store.db-wal").metadata().unwrap().len() > 0);
    (killed, mails)
}

fn flip(file: &Path, at: u64) {
    let mut file = OpenOptions::new().read(true).write(true).open(file).unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[byte[0] ^ 0x10]).unwrap();
}

/// An engine on it, as far as it can be opened.
fn open(bed: &Bed) -> Result<Desk, &'static str> {
    let profile = Profile::open(&bed.profile(), &KeySource::Passphrase(Secret::new(PASSPHRASE)));
    let spawned = profile.and_then(|profile| spawn(profile, Mode::CommandsOnly, Box::new(|| {})));
    Ok(Desk::of_parts(spawned.map_err(|problem| problem.code)?, tempfile::tempdir().unwrap()))
}

/// What came of one damaged page.
#[derive(PartialEq)]
enum Came {
    /// Its newer copy was in the log.
    Healed,
    /// It is read: with how many mails whole.
    Rescued(usize),
    Refused,
}

/// One page damaged; the store is opened and worked with as a person would.
fn damage(template: &Bed, mails: &[(MailId, String)], server: &Pop3, page: u64, dice: &mut Dice) -> Came {
    let bed = template.copy();
    let file = bed.profile().join("store.db");
    flip(&file, page * PAGE + dice.below(usize::try_from(PAGE).unwrap()) as u64);
    let desk = match open(&bed) {
        Ok(desk) => desk,
        Err(code) => {
            // The first page also proves the key.
            assert!(code == "STORE-DAMAGED" || (code == "STORE-KEY" && page == 0), "page {page}: {code}");
            assert!(file.metadata().unwrap().len() > PAGE);
            return Came::Refused;
        }
    };
    let sessions = server.with(|mailbox| mailbox.sessions);
    let saved = desk.try_ask(Command::SetSetting { key: "theme".into(), value: "dark".into() }).map_err(|problem| problem.code);
    if saved.is_ok() {
        assert_eq!(desk.fetch_well(), 0, "page {page}");
        assert_eq!(desk.inbox().len(), MAILS);
        desk.stop();
        bed.look().sound();
        return Came::Healed;
    }
    assert_eq!(saved.unwrap_err(), "STORE-RESCUE", "page {page}");
    // Nothing is fetched or sent; the servers are not even spoken to. Lists may be among what is damaged.
    let fetched = desk.try_ask(Command::Fetch { accounts: Vec::new(), dienstkennungen: Vec::new() });
    match fetched {
        Ok(Answer::Fetched(fetched)) => assert!(fetched.iter().all(|f| f.problems.iter().any(|p| p.code == "STORE-RESCUE"))),
        Ok(_) => panic!("no report"),
        Err(problem) => assert_eq!(problem.code, "STORE-DAMAGED", "page {page}"),
    }
    assert_eq!(server.with(|mailbox| mailbox.sessions), sessions);
    assert!(desk.try_ask(Command::SaveDraft(Box::new(Draft::new(AccountId(1))))).is_err());
    let whole = mails.iter().filter(|(mail, hash)| is_saved(&desk, *mail, hash)).count();
    desk.stop();
    Came::Rescued(whole)
}

/// A person opens a mail and saves it: then it is the mail, byte for byte.
fn is_saved(desk: &Desk, mail: MailId, hash: &str) -> bool {
    let path = desk.path(&format!("{}.eml", mail.0));
    let opened = desk.try_ask(Command::OpenMail { mail, mark_read: true });
    let saved = desk.try_ask(Command::SaveRaw { mail, path: path.clone(), replace: true });
    if saved.is_ok() {
        assert_eq!(sha256(&std::fs::read(&path).unwrap()), hash);
    }
    opened.is_ok() && saved.is_ok()
}

#[test]
fn a_damaged_store_is_only_read_and_gives_what_is_whole() {
    let server = Pop3::start();
    let (template, mails) = left_open(&server);
    let pages = std::fs::metadata(template.profile().join("store.db")).unwrap().len() / PAGE;
    let mut dice = Dice::of("damage");
    let mut all = dice.sample((1..pages).collect(), QUICK);
    // What every start reads: the key's page and the roots of what is written first.
    all.insert(0, 0);
    let came: Vec<Came> = all.iter().map(|page| damage(&template, &mails, &server, *page, &mut dice)).collect();
    let mut whole: Vec<usize> = came.iter().filter_map(|came| if let Came::Rescued(whole) = came { Some(*whole) } else { None }).collect();
    whole.sort_unstable();
    let (healed, refused) = [Came::Healed, Came::Refused].map(|kind| came.iter().filter(|came| **came == kind).count()).into();
    assert!(!whole.is_empty() && *whole.last().unwrap() >= MAILS - 1);
    report(
        "46: a damaged store is never made anew; it is read, nothing is fetched, sent or deleted, what is saved is whole",
        &format!("one bit of each of {pages} pages changed after a kill, then start, fetch, write, open and save each of {MAILS} mails"),
        all.len(),
        &format!(
            "held; {} only read with {} mails whole in the middle case, {healed} healed from the log, {refused} refused",
            whole.len(),
            whole[whole.len() / 2]
        ),
    );
}

#[test]
fn damage_that_shows_while_reading_gives_no_wrong_byte_and_ends_all_writing() {
    let server = Pop3::start();
    let (left, mails) = left_open(&server);
    // Closed properly: nobody looks at all pages at the start.
    left.desk().stop();
    let pages = std::fs::metadata(left.profile().join("store.db")).unwrap().len() / PAGE;
    let mut dice = Dice::of("damage_read");
    let all = dice.sample((1..pages).collect(), QUICK);
    let mut noticed = 0;
    for page in &all {
        let bed = left.copy();
        flip(&bed.profile().join("store.db"), page * PAGE + dice.below(usize::try_from(PAGE).unwrap()) as u64);
        let Ok(desk) = open(&bed) else { continue };
        let whole = mails.iter().filter(|(mail, hash)| is_saved(&desk, *mail, hash)).count();
        if whole < MAILS {
            noticed += 1;
            until("nothing is written any more", || {
                let saved = desk.try_ask(Command::SetSetting { key: "theme".into(), value: "dark".into() });
                saved.is_err_and(|problem| problem.code == "STORE-RESCUE").then_some(())
            });
            // What is whole stays readable.
            assert!(whole == 0 || mails.iter().filter(|(mail, hash)| is_saved(&desk, *mail, hash)).count() >= whole);
        }
        desk.stop();
    }
    assert!(noticed > 0);
    report(
        "46: damage that shows while reading: no wrong byte is given out, nothing is written from then on",
        &format!("one bit of each of {pages} pages changed, then {MAILS} mails opened and saved twice"),
        all.len(),
        &format!("held; {noticed} met by opening or saving a mail"),
    );
}
