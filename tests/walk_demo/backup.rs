//! One file with everything, and the way back onto another machine.

use std::path::{Path, PathBuf};

use kimpost::domain::access::Role;
use kimpost::domain::backup::{BackupMade, BackupState, Restored};
use kimpost::domain::mail::{Folder, MailFilter};
use kimpost::domain::outgoing::OutgoingState;
use kimpost::domain::problem::Problem;
use kimpost::domain::secret::Secret;
use kimpost::engine::Mode;
use kimpost::engine::command::{BackupCommand, Command};
use kimpost::engine::event::Answer;

use crate::support::{Desk, HA, KH, Town, ZP, answer, files_below};

const PASSPHRASE: &str = "Ein Satz für Sicherungen";

fn ask(desk: &Desk, command: BackupCommand) -> Result<Answer, Problem> {
    desk.engine.ask_blocking(Command::Backup(Box::new(command)))
}

fn code(desk: &Desk, command: BackupCommand) -> &'static str {
    ask(desk, command).unwrap_err().code
}

fn create(path: &Path, passwords: bool) -> BackupCommand {
    BackupCommand::Create { path: Some(path.to_owned()), passphrase: Some(Secret::new(PASSPHRASE)), passwords, replace: false }
}

fn back_up(desk: &Desk, name: &str, passwords: bool) -> BackupMade {
    answer!(ask(desk, create(&desk.path(name), passwords)).unwrap(), Answer::BackupMade(made) => made)
}

fn from(path: &Path, passphrase: &str, replace: bool) -> BackupCommand {
    BackupCommand::Restore { path: path.to_owned(), passphrase: Secret::new(passphrase), replace }
}

fn restore(desk: &Desk, path: &Path) -> Restored {
    answer!(ask(desk, from(path, PASSPHRASE, false)).unwrap(), Answer::Restored(restored) => restored)
}

fn state(desk: &Desk) -> BackupState {
    answer!(ask(desk, BackupCommand::State).unwrap(), Answer::Backups(state) => *state)
}

#[test]
fn everything_comes_back_on_another_machine() {
    let town = Town::full();
    let old = Desk::in_town(&town);
    old.fetch();
    let waits = old.queue(old.draft(ZP, &[KH], "Wartet beim Sichern"));
    let made = back_up(&old, "alles.kimpost-backup", false);
    assert_eq!(made.accounts, 3);
    assert_eq!(std::fs::metadata(&made.path).unwrap().len(), made.bytes);
    assert_eq!(code(&old, create(&made.path, false)), "SAVE-EXISTS", "never over another one");
    assert_eq!(state(&old).last.unwrap().path, made.path);
    let new = Desk::throw_away(Mode::CommandsOnly);
    let restored = restore(&new, &made.path);
    assert_eq!((restored.accounts, restored.mails, restored.passwords), (3, made.mails, false));
    for folder in [Folder::Inbox, Folder::Sent, Folder::Trash] {
        let filter = || MailFilter { folder, limit: 500, ..MailFilter::default() };
        let (before, after) = (old.list(filter()), new.list(filter()));
        let ids = |page: &kimpost::domain::mail::MailPage| {
            page.rows.iter().map(|row| (row.id, row.unread, row.subject.clone())).collect::<Vec<_>>()
        };
        assert_eq!((before.total, ids(&before)), (after.total, ids(&after)), "{folder:?}");
    }
    for row in old.list(MailFilter { limit: 500, ..MailFilter::default() }).rows {
        assert_eq!(old.raw(row.id), new.raw(row.id), "byte for byte");
    }
    assert_eq!(
        new.list(MailFilter { search: "4711".into(), ..MailFilter::default() }).total,
        old.list(MailFilter { search: "4711".into(), ..MailFilter::default() }).total
    );
    assert!(!new.account(ZP).has_password && old.account(ZP).has_password);
    // The old machine may have sent it since.
    assert_eq!(new.sent(waits.id).state, OutgoingState::Uncertain);
    assert_eq!(old.retry(waits.id).state, OutgoingState::Accepted);
    // With its password the account goes on where it was: nothing is fetched twice.
    let unread = new.counts(HA);
    new.save(Some(new.id(HA)), new.account(HA).settings, Some(town.password(HA))).unwrap();
    let fetched = answer!(new.ask(Command::Fetch { accounts: vec![new.id(HA)], dienstkennungen: Vec::new() }), Answer::Fetched(f) => f);
    assert!(fetched[0].problems.is_empty() && fetched[0].new == 0, "{fetched:?}");
    assert_eq!(new.counts(HA).inbox_total, unread.inbox_total);
}

#[test]
fn what_is_fetched_again_after_a_restore_is_not_dealt_with_twice_by_itself() {
    let town = Town::full();
    let old = Desk::throw_away(Mode::CommandsOnly);
    let mut settings = town.settings(ZP);
    settings.options.answer_read_receipts = true;
    old.save(None, settings, Some(town.password(ZP))).unwrap();
    old.import_sent(&town);
    let folder = old.path("pvs");
    std::fs::create_dir(&folder).unwrap();
    old.ask(Command::SetHandoverFolder { prefix: "EBZ".into(), dir: Some(folder.clone()) });
    let made = back_up(&old, "vor-dem-abruf.kimpost-backup", true);
    // The old machine works on: answers go to the practice software.
    old.fetch();
    let handed = files_below(&folder).len();
    assert!(handed > 0);
    let new = Desk::throw_away(Mode::CommandsOnly);
    restore(&new, &made.path);
    new.fetch();
    assert!(new.counts(ZP).inbox_total > 0);
    assert_eq!(files_below(&folder).len(), handed, "each answer once");
    // A receipt that may have been sent stays a question.
    let asked = new.inbox().into_iter().find(|row| row.receipt_requested).expect("somebody asked for a receipt");
    let before = new.outbox().len();
    new.read(asked.id);
    assert!(new.outbox().len() == before && new.open(asked.id).row.receipt_requested);
}

#[test]
fn passwords_come_along_when_asked_for() {
    let town = Town::empty();
    let old = Desk::of_one(&town, HA);
    let made = back_up(&old, "mit.kimpost-backup", true);
    let new = Desk::throw_away(Mode::CommandsOnly);
    assert!(restore(&new, &made.path).passwords && new.account(HA).has_password);
    new.fetch();
}

#[test]
fn nothing_is_replaced_by_what_is_not_whole() {
    let town = Town::empty();
    let old = Desk::of_one(&town, HA);
    let made = back_up(&old, "gut.kimpost-backup", false);
    let whole = std::fs::read(&made.path).unwrap();
    let new = Desk::throw_away(Mode::CommandsOnly);
    assert_eq!(code(&new, from(&made.path, "Ein anderer Satz dafür", false)), "BACKUP-KEY");
    assert_eq!(code(&new, from(&new.path("fehlt"), PASSPHRASE, false)), "INPUT-FILE");
    let broken: PathBuf = new.path("kaputt.kimpost-backup");
    let json = whole.len() - 24 - u64::from_le_bytes(whole[whole.len() - 24..whole.len() - 16].try_into().unwrap()) as usize;
    // The mark, the length, the facts and the key, and the store.
    let places = [whole.len() - 1, whole.len() - 17, json + 20, json + 60, json - 1, json / 2, 40, 0];
    for at in places {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        std::fs::write(&broken, &bytes).unwrap();
        let code = code(&new, from(&broken, PASSPHRASE, false));
        assert!(["BACKUP-DAMAGED", "BACKUP-FILE", "BACKUP-KEY"].contains(&code), "{at}: {code}");
    }
    for len in [0, 10, 24, 5000, json, whole.len() - 1] {
        std::fs::write(&broken, &whole[..len]).unwrap();
        assert_eq!(code(&new, from(&broken, PASSPHRASE, false)), "BACKUP-FILE", "{len}");
    }
    assert!(new.accounts().is_empty());
    assert!(std::fs::read_dir(new.path("profile")).unwrap().all(|entry| !entry.unwrap().file_name().to_string_lossy().contains("restore")));
    restore(&new, &made.path);
    assert_eq!(code(&new, from(&made.path, PASSPHRASE, false)), "RESTORE-NOT-EMPTY");
}

#[test]
fn a_profile_is_set_back_on_purpose_and_what_it_held_is_kept() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let made = back_up(&desk, "vorher.kimpost-backup", true);
    desk.join(&town, ZP);
    assert_eq!(desk.accounts().len(), 2);
    answer!(ask(&desk, from(&made.path, PASSPHRASE, true)).unwrap(), Answer::Restored(_) => ());
    assert_eq!(desk.accounts().len(), 1);
    let kept = std::fs::read_dir(desk.path("profile"))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("store.before-restore-"));
    assert_eq!(kept.count(), 1);
    // Under a window it is refused.
    let window = Desk::throw_away(Mode::Background);
    window.join(&town, ZP);
    assert_eq!(code(&window, from(&made.path, PASSPHRASE, true)), "PROFILE-IN-USE");
}

#[test]
fn who_had_to_sign_in_has_to_again() {
    let town = Town::empty();
    let old = Desk::of_one(&town, HA);
    let made = {
        let path = old.path("leute.kimpost-backup");
        old.ask(Command::AddUser { name: "Anna".into(), role: Role::Admin, password: Some(Secret::new("geheim-12")) });
        let made = ask(&old, create(&path, false));
        match made {
            // Whoever added the first person may have to sign in as that one.
            Err(problem) => {
                assert_eq!(problem.code, "SIGN-IN-NEEDED");
                old.ask(Command::SignIn { name: "Anna".into(), password: Secret::new("geheim-12") });
                back_up(&old, "leute.kimpost-backup", false)
            }
            Ok(made) => answer!(made, Answer::BackupMade(made) => made),
        }
    };
    let new = Desk::throw_away(Mode::CommandsOnly);
    restore(&new, &made.path);
    assert_eq!(new.problem(Command::ListAccounts), "SIGN-IN-NEEDED");
    new.ask(Command::SignIn { name: "Anna".into(), password: Secret::new("geheim-12") });
    assert_eq!(new.accounts().len(), 1);
}

#[test]
fn a_passphrase_and_a_plan_are_set_once() {
    let desk = Desk::throw_away(Mode::CommandsOnly);
    assert!(!state(&desk).has_passphrase);
    let by_itself =
        || BackupCommand::Create { path: Some(desk.path("a.kimpost-backup")), passphrase: None, passwords: false, replace: false };
    assert_eq!(code(&desk, by_itself()), "BACKUP-NO-PASSPHRASE");
    assert_eq!(code(&desk, BackupCommand::SetPassphrase { passphrase: Secret::new("zu kurz") }), "KEY-TOO-SHORT");
    ask(&desk, BackupCommand::SetPassphrase { passphrase: Secret::new(PASSPHRASE) }).unwrap();
    assert!(state(&desk).has_passphrase);
    ask(&desk, by_itself()).unwrap();
    let plan = |folder: Option<PathBuf>, every_days| BackupCommand::Plan { folder, every_days, keep: 3 };
    assert_eq!(code(&desk, plan(Some(desk.path("fehlt")), 1)), "BACKUP-FOLDER");
    assert_eq!(code(&desk, plan(Some("relativ".into()), 1)), "BACKUP-FOLDER");
    assert_eq!(code(&desk, plan(None, 0)), "BACKUP-PLAN");
    std::fs::create_dir(desk.path("sicher")).unwrap();
    ask(&desk, plan(Some(desk.path("sicher")), 7)).unwrap();
    let planned = state(&desk);
    assert_eq!((planned.folder, planned.every_days, planned.keep), (Some(desk.path("sicher")), 7, 3));
    let made = answer!(
        ask(&desk, BackupCommand::Create { path: None, passphrase: None, passwords: false, replace: false }).unwrap(),
        Answer::BackupMade(made) => made
    );
    assert!(made.path.starts_with(desk.path("sicher")));
    ask(&desk, plan(None, 7)).unwrap();
    assert_eq!(state(&desk).folder, None);
}
