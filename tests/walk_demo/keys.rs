//! The key of a profile: its passphrase is changed, its recovery sheet made, and the sheet opens what nothing else does.

use std::path::Path;

use kimpost::domain::audit::{AuditAction, AuditFilter};
use kimpost::domain::key::{KeepKey, KeyState, SheetWords};
use kimpost::domain::problem::Problem;
use kimpost::domain::recovery::RecoveryCode;
use kimpost::domain::secret::Secret;
use kimpost::domain::time::Timestamp;
use kimpost::engine::command::{AuditCommand, Command, KeyCommand, SheetTo};
use kimpost::engine::event::Answer;
use kimpost::engine::profile::{KeySource, typed_code};
use kimpost::engine::{Mode, Profile};
use kimpost::secrets::{self, NewSheet};

use crate::support::{Desk, HA, Town, answer, files_below};

const FIRST: &str = "Der erste lange Satz";
const SECOND: &str = "Der zweite lange Satz";

fn ask(desk: &Desk, command: KeyCommand) -> Result<Answer, Problem> {
    desk.engine.ask_blocking(Command::Key(Box::new(command)))
}

fn state(desk: &Desk) -> KeyState {
    answer!(ask(desk, KeyCommand::State).unwrap(), Answer::Key(state) => *state)
}

fn sheet(to: SheetTo) -> KeyCommand {
    KeyCommand::MakeSheet { to, words: Box::new(SheetWords { title: "Wiederherstellungsblatt".into(), ..SheetWords::default() }) }
}

fn change(old: &str, new: &str) -> KeyCommand {
    KeyCommand::Change { old: Some(Secret::new(old)), to: KeepKey::Passphrase(Secret::new(new)) }
}

fn by(passphrase: &str) -> KeySource {
    KeySource::Passphrase(Secret::new(passphrase))
}

/// A desk whose key is wrapped by [`FIRST`].
fn desk() -> Desk {
    let files = tempfile::tempdir().unwrap();
    let profile = Profile::init(&files.path().join("profile"), &by(FIRST)).unwrap();
    Desk::on(profile, Mode::CommandsOnly, files)
}

/// A sheet whose code the test knows; the engine tells none.
fn known_sheet(dir: &Path) -> RecoveryCode {
    let (key, _) = secrets::open_profile_key(dir, Some(&Secret::new(FIRST)), || panic!("no keyring")).unwrap();
    let new = NewSheet::draw(&key, Timestamp(7)).unwrap();
    let code = new.code.clone();
    new.put(dir).unwrap();
    code
}

fn acts(desk: &Desk, action: AuditAction) -> Vec<(String, String)> {
    let filter = AuditFilter { action: Some(action), ..AuditFilter::default() };
    let page = desk.ask(Command::Audit(Box::new(AuditCommand::Page { filter, before: None, limit: 50, opening: false })));
    answer!(page, Answer::AuditPage(page) => page.records).into_iter().map(|record| (record.detail, record.result)).collect()
}

#[test]
fn the_passphrase_is_changed_while_the_engine_runs_and_the_change_is_recorded() {
    let town = Town::empty();
    let desk = desk();
    desk.join(&town, HA);
    let dir = desk.path("profile");
    assert_eq!((state(&desk).kind.as_str(), state(&desk).sheet), ("passphrase", None));
    let code = |command| ask(&desk, command).unwrap_err().code;
    assert_eq!(code(change(SECOND, SECOND)), "KEY-WRONG");
    assert_eq!(code(KeyCommand::Change { old: None, to: KeepKey::Passphrase(Secret::new(SECOND)) }), "KEY-MISSING");
    assert_eq!(code(change(FIRST, "kurz")), "KEY-TOO-SHORT");
    ask(&desk, change(FIRST, SECOND)).unwrap();
    assert_eq!(acts(&desk, AuditAction::KeyChanged).iter().filter(|(_, result)| result == "ok").count(), 1);
    assert!(acts(&desk, AuditAction::KeyChanged).contains(&("passphrase".to_owned(), "KEY-WRONG".to_owned())));
    assert_eq!(desk.accounts().len(), 1, "the engine goes on as it was");
    let files = desk.stop();
    assert_eq!(Profile::open(&dir, &by(FIRST)).err().unwrap().code, "KEY-WRONG");
    let desk = Desk::on(Profile::open(&dir, &by(SECOND)).unwrap(), Mode::CommandsOnly, files);
    assert_eq!(desk.accounts().len(), 1);
}

#[test]
fn a_sheet_is_written_outside_of_the_profile_only_and_never_over_another_file() {
    let desk = desk();
    let dir = desk.path("profile");
    let path = desk.path("Blatt.pdf");
    let to = |path: &Path, replace| sheet(SheetTo::File { path: path.to_owned(), replace });
    assert_eq!(ask(&desk, to(&dir.join("Blatt.pdf"), false)).unwrap_err().code, "RECOVERY-PLACE");
    assert_eq!(state(&desk).sheet, None, "no code without a sheet");
    ask(&desk, to(&path, false)).unwrap();
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions()) & 0o077, 0);
    let first = state(&desk).sheet.unwrap();
    assert_eq!(ask(&desk, to(&path, false)).unwrap_err().code, "SAVE-EXISTS");
    assert_eq!(state(&desk).sheet.as_ref(), Some(&first));
    ask(&desk, to(&path, true)).unwrap();
    assert_ne!(state(&desk).sheet.unwrap().name, first.name);
    // To print, a copy lies in the profile until the person says that it is printed.
    let printed = answer!(ask(&desk, sheet(SheetTo::Print)).unwrap(), Answer::Files(files) => files[0].path.clone());
    assert!(printed.starts_with(&dir) && printed.exists());
    ask(&desk, KeyCommand::ForgetPrint).unwrap();
    assert!(!printed.exists() && files_below(&dir.join("temp")).is_empty());
    assert_eq!(acts(&desk, AuditAction::SheetMade).iter().filter(|(_, result)| result == "ok").count(), 3);
}

#[test]
fn a_printed_sheet_that_cannot_be_removed_is_told_and_tried_again() {
    let desk = desk();
    let print = || answer!(ask(&desk, sheet(SheetTo::Print)).unwrap(), Answer::Files(files) => files[0].path.clone());
    // As a viewer does that holds it: no file can be removed where a folder stands.
    let hold = |path: &Path| {
        std::fs::rename(path, path.with_extension("held")).unwrap();
        std::fs::create_dir(path).unwrap();
    };
    let first = print();
    hold(&first);
    for _ in 0..2 {
        assert_eq!(ask(&desk, KeyCommand::ForgetPrint).unwrap_err().code, "RECOVERY-PRINT");
    }
    // The next sheet does not make it forgotten, and goes itself.
    let second = print();
    assert_eq!(ask(&desk, KeyCommand::ForgetPrint).unwrap_err().code, "RECOVERY-PRINT");
    assert!(first.exists() && !second.exists());
    std::fs::remove_dir(&first).unwrap();
    std::fs::rename(first.with_extension("held"), &first).unwrap();
    ask(&desk, KeyCommand::ForgetPrint).unwrap();
    assert!(!first.exists() && files_below(&desk.path("profile").join("temp")).is_empty());
    ask(&desk, KeyCommand::ForgetPrint).unwrap();
}

#[test]
fn a_forgotten_passphrase_is_overcome_by_the_code_and_by_nothing_else() {
    let town = Town::empty();
    let desk = desk();
    desk.join(&town, HA);
    let dir = desk.path("profile");
    let files = desk.stop();
    let to = KeepKey::Passphrase(Secret::new(SECOND));
    let before = std::fs::read(dir.join("store.db")).unwrap();
    let refused = |code: &RecoveryCode, to: &KeepKey| {
        let problem = Profile::recover(&dir, code, to).err().unwrap().code;
        assert_eq!(std::fs::read(dir.join("store.db")).unwrap(), before, "the store is not touched");
        problem
    };
    let foreign = RecoveryCode::of_random(&zeroize::Zeroizing::new([5; 32]));
    assert_eq!(refused(&foreign, &to), "RECOVERY-NONE");
    let void = known_sheet(&dir);
    let code = known_sheet(&dir);
    assert_eq!(refused(&foreign, &to), "RECOVERY-WRONG");
    assert_eq!(refused(&void, &to), "RECOVERY-WRONG");
    let text = code.blocks().iter().map(|block| block.as_str().to_owned()).collect::<Vec<_>>().join("-");
    let slip = typed_code(&text[1..]).unwrap_err();
    assert_eq!((slip.code, slip.detail.as_str()), ("RECOVERY-CODE", "1"));
    // A new passphrase that is too short leaves the old one.
    assert_eq!(Profile::recover(&dir, &code, &KeepKey::Passphrase(Secret::new("kurz"))).err().unwrap().code, "KEY-TOO-SHORT");
    drop(Profile::open(&dir, &by(FIRST)).unwrap());
    let opened = Profile::recover(&dir, &typed_code(&text.to_lowercase()).unwrap(), &to).unwrap();
    let desk = Desk::on(opened, Mode::CommandsOnly, files);
    assert_eq!(desk.accounts().len(), 1);
    assert_eq!(acts(&desk, AuditAction::KeyRecovered), [("passphrase".to_owned(), "ok".to_owned())]);
    // The same sheet still opens it after the passphrase was changed.
    ask(&desk, change(SECOND, FIRST)).unwrap();
    let _files = desk.stop();
    drop(Profile::recover(&dir, &code, &to).unwrap());
    drop(Profile::open(&dir, &by(SECOND)).unwrap());
}

#[test]
fn the_practice_mode_has_no_key_to_keep() {
    let desk = Desk::throw_away(Mode::CommandsOnly);
    assert_eq!(state(&desk).kind, "memory");
    for command in [sheet(SheetTo::Print), change(FIRST, SECOND)] {
        assert_eq!(ask(&desk, command).unwrap_err().code, "KEY-IN-MEMORY");
    }
}
