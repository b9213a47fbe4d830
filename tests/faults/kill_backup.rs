//! `kill -9` while a backup is written, and while one is brought back: into a new profile, and over another one.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::bed::{Bed, PASSPHRASE, settings};
use crate::letters::{import, letter, once};
use crate::pop3::Letter;
use crate::program::{Death, Run};
use crate::proof::{Dice, report};
use crate::support::{answer, files_below, sha256};
use kimpost::domain::secret::Secret;
use kimpost::engine::command::{BackupCommand, Command};
use kimpost::engine::event::Answer;
use kimpost::store::Store;

/// Large ones among them, so that a copy takes long enough to die in.
fn letters() -> Vec<Letter> {
    (0..24).map(|n| letter("s", n, if n % 6 == 0 { 1_300_000 } else { 900 })).collect()
}

fn template(letters: &[Letter]) -> Bed {
    Bed::with_account(settings(9, 9), |desk| {
        import(desk, letters.iter().map(|letter| letter.bytes.clone()));
        let set = BackupCommand::SetPassphrase { passphrase: Secret::new(PASSPHRASE) };
        desk.ask(Command::Backup(Box::new(set)));
    })
}

fn back_up(bed: &Bed, to: &Path) {
    let desk = bed.desk();
    let create = BackupCommand::Create { path: Some(to.to_owned()), passphrase: None, passwords: true, replace: false };
    answer!(desk.ask(Command::Backup(Box::new(create))), Answer::BackupMade(made) => assert!(made.bytes > 0));
    desk.stop();
}

fn names(dir: &Path) -> Vec<String> {
    files_below(dir).iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

/// Whether a file is a whole backup of these letters: brought back into a profile of its own.
fn is_whole(file: &Path, letters: &[Letter]) {
    let bed = Bed { dir: tempfile::tempdir().unwrap() };
    let args = ["restore", file.to_str().unwrap(), "--backup-passphrase-fd", "0"];
    assert!(Run::new(Death::Never).go(&bed, &args, || false).status.success());
    bed.look_with(PASSPHRASE).sound();
    assert_eq!(bed.look_with(PASSPHRASE).inbox(), once(letters));
}

#[test]
fn a_killed_backup_leaves_whole_files_only() {
    let letters = letters();
    let template = template(&letters);
    let mut dice = Dice::of("kill_backup");
    let (mut kills, mut unfinished, mut proven) = (0, 0, 0);
    let length = undisturbed(&template, &letters);
    for (case, point) in dice.sample((0..60).collect(), 4).into_iter().enumerate() {
        let bed = template.copy();
        let folder = bed.dir.path().join("sicherungen");
        std::fs::create_dir(&folder).unwrap();
        let (old, new) = (folder.join("alt.kimpost-backup"), folder.join("neu.kimpost-backup"));
        back_up(&bed, &old);
        let before = sha256(&std::fs::read(&old).unwrap());
        let args = ["backup", new.to_str().unwrap()];
        for _ in 0..2 {
            // From the first byte of the copy to the name being given.
            let run = Run::new(Death::Seen(dice.below(length) as u64));
            let ended = run.go(&bed, &args, || names(&folder).iter().any(|name| name.ends_with(".part")));
            let refused = ended.status.code() == Some(1) && new.exists();
            assert!(ended.killed || ended.status.success() || refused, "point {point}: {}", ended.status);
            kills += usize::from(ended.killed);
            bed.look().sound();
            assert_eq!(sha256(&std::fs::read(&old).unwrap()), before, "point {point}: the old backup is as it was");
            unfinished += names(&folder).iter().filter(|name| name.contains(".part")).count();
        }
        if !new.exists() {
            assert!(Run::new(Death::Never).go(&bed, &args, || false).status.success(), "point {point}: it can be made");
            assert_eq!(names(&folder).len(), 2, "point {point}: what was left is swept: {:?}", names(&folder));
        }
        // A name is given to what is whole; proving it costs a second of Argon2 each time.
        if case % 4 == 1 {
            is_whole(&new, &letters);
            proven += 1;
        }
    }
    report(
        "51: kill -9 in a backup: the old one whole, the new one whole or not there, leftovers swept by the next",
        "real program, SIGKILL at a moment between the first byte of the copy and the end of the program, twice",
        kills,
        &format!("held; {unfinished} unfinished files left and swept, {proven} of the files brought back"),
    );
}

/// The control: an undisturbed backup is whole. How long it takes from the copy to the end of the program, in milliseconds, and a
/// little more.
fn undisturbed(template: &Bed, letters: &[Letter]) -> usize {
    let bed = template.copy();
    let file = bed.dir.path().join("b.kimpost-backup");
    let (looked, made) = (timed(&bed, &["list"]), timed(&bed, &["backup", file.to_str().unwrap()]));
    is_whole(&file, letters);
    length(looked, made)
}

fn timed(bed: &Bed, args: &[&str]) -> Duration {
    let begun = Instant::now();
    assert!(Run::new(Death::Never).go(bed, args, || false).status.success());
    begun.elapsed()
}

fn length(start: Duration, whole: Duration) -> usize {
    usize::try_from(whole.saturating_sub(start).as_millis()).unwrap() * 11 / 10 + 20
}

#[test]
fn a_killed_restore_leaves_what_was_there_or_all_of_the_backup() {
    let saved = letters();
    let source = template(&saved);
    let file = source.dir.path().join("b.kimpost-backup");
    back_up(&source, &file);
    let others: Vec<Letter> = (0..8).map(|n| letter("anders", n, 300_000)).collect();
    let other = Bed::with_account(settings(9, 9), |desk| import(desk, others.iter().map(|letter| letter.bytes.clone())));
    let args = ["restore", file.to_str().unwrap(), "--backup-passphrase-fd", "0"];
    let mut dice = Dice::of("kill_restore");
    let (mut kills, mut taken) = (0, 0);
    let length = {
        let bed = other.copy();
        length(timed(&bed, &["list"]), timed(&bed, &args))
    };
    for (case, point) in dice.sample((0..40).collect(), 3).into_iter().enumerate() {
        let is_new = case % 2 == 0;
        let bed = if is_new { Bed { dir: tempfile::tempdir().unwrap() } } else { other.copy() };
        let before = if is_new { Default::default() } else { once(&others) };
        for _ in 0..2 {
            // From the profile being made, or the backup being laid beside it, to the end.
            let part = bed.profile().join("restore.part");
            let ended = Run::new(Death::Seen(dice.below(length) as u64))
                .go(&bed, &args, || if is_new && case % 4 == 0 { bed.profile().join("store.db").exists() } else { part.exists() });
            assert!(ended.killed || ended.status.success(), "point {point}: {}", ended.status);
            kills += usize::from(ended.killed);
            if !Store::exists(&bed.profile()) {
                continue;
            }
            // A person starts the program: it opens, with all of the one or all of the other.
            assert!(Run::new(Death::Never).go(&bed, &["list"], || false).status.success(), "point {point}: it opens");
            let look = bed.look_with(PASSPHRASE);
            look.sound();
            let inbox = look.inbox();
            assert!(inbox == before || inbox == once(&saved), "point {point}: {} mails", inbox.len());
            taken += usize::from(inbox == once(&saved));
            // What is kept aside has its name only when it is whole.
            for aside in names(&bed.profile()).iter().filter(|name| name.starts_with("store.before-restore-")) {
                let copy = Bed::bare();
                std::fs::copy(bed.profile().join(aside), copy.profile().join("store.db")).unwrap();
                std::fs::copy(bed.profile().join("key.json"), copy.profile().join("key.json")).unwrap();
                copy.look_with(PASSPHRASE).sound();
            }
        }
        assert!(Run::new(Death::Never).go(&bed, &args, || false).status.success(), "point {point}: once more, and it is there");
        let look = bed.look_with(PASSPHRASE);
        look.sound();
        assert_eq!(look.inbox(), once(&saved), "point {point}");
        assert!(names(&bed.profile()).iter().all(|name| !name.contains(".part")), "point {point}: {:?}", names(&bed.profile()));
    }
    report(
        "51: kill -9 in a restore: what was there or all of the backup, never a part; a second restore works; nothing unfinished is left",
        "real program, into a new profile and over another one, SIGKILL at a moment between its first byte and its end, twice",
        kills,
        &format!("held; {taken} of them after the whole was taken"),
    );
}
