//! The fuzz targets on what is known, with the stable toolchain.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::measure::{alone, no_panic, panics};
use crate::mutate;
use crate::proof::{Dice, is_long, report};
use crate::support::files_below;
use crate::targets::ALL;
use crate::{seeds, targets};

fn findings() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fixtures")
}

/// Runs a target; a panic inside, caught or not, names the bytes.
fn run(name: &str, target: targets::Target, what: &str, bytes: &[u8]) {
    let before = panics();
    let thrown = std::panic::catch_unwind(|| target(bytes)).is_err();
    if thrown || panics() > before {
        let kept = std::env::temp_dir().join(format!("kimpost-finding-{name}"));
        std::fs::write(&kept, bytes).unwrap();
        panic!("target {name}, {what}: {}", kept.display());
    }
}

/// How often a target is tried on mutations: cheap ones often.
fn rounds(name: &str) -> usize {
    let quick = match name {
        "backup" => 6,
        "import" => 60,
        "pop3" | "smtp" | "ldap" => 300,
        _ => 400,
    };
    if is_long() { quick * 50 } else { quick }
}

#[test]
fn every_target_holds_on_seeds_findings_and_mutations() {
    let _alone = alone();
    let folders = if findings().is_dir() { std::fs::read_dir(findings()).unwrap().flatten().collect() } else { Vec::new() };
    for folder in &folders {
        let name = folder.file_name().to_string_lossy().into_owned();
        assert!(ALL.iter().any(|(target, _)| *target == name), "a folder without a target: {name}");
    }
    let (mut tried, mut of_before) = (0, 0);
    for (name, target) in ALL {
        let begun = Instant::now();
        let seeds = seeds::of(name);
        let folder = findings().join(name);
        let found = if folder.is_dir() { files_below(&folder) } else { Vec::new() };
        for (at, bytes) in seeds.iter().enumerate() {
            run(name, target, &format!("seed {at}"), bytes);
        }
        for path in &found {
            run(name, target, &path.display().to_string(), &std::fs::read(path).unwrap());
        }
        for round in 0..rounds(name) {
            let mut dice = Dice::of(&format!("{name} {round}"));
            let base = seeds[dice.below(seeds.len())].clone();
            let bytes = match dice.below(4) {
                0 => {
                    let other = &seeds[dice.below(seeds.len())];
                    mutate::splice(&mut dice, &base, other)
                }
                1 if base.starts_with(b"<") => mutate::xml_attack(&mut dice, base),
                _ => mutate::bytes(&mut dice, base),
            };
            run(name, target, &format!("mutation {round}"), &bytes);
        }
        println!("target {name}: {} seeds, {} findings, {:.1} s", seeds.len(), found.len(), begun.elapsed().as_secs_f64());
        tried += seeds.len() + found.len() + rounds(name);
        of_before += found.len();
    }
    targets::leave_places();
    no_panic();
    report(
        "62: fuzz targets",
        &format!("{} targets on seeds, findings and mutations, stable toolchain", ALL.len()),
        tried,
        &format!("no panic; {of_before} findings of before hold"),
    );
}

/// Mutations of seeds that get nowhere would say nothing.
#[test]
fn the_seeds_of_dialogues_go_the_whole_way() {
    let _alone = alone();
    assert_eq!(targets::pop3_session(&seeds::of("pop3")[0]), [20, 10]);
    assert!(targets::smtp_submission(&seeds::of("smtp")[0]));
    assert_eq!(targets::ldap_search(&seeds::of("ldap")[0]), 1);
}

/// The one valid backup is brought back; only then mutations of it say anything.
#[test]
fn the_seed_of_a_backup_is_a_backup() {
    use kimpost::domain::secret::Secret;
    use kimpost::engine::Mode;
    use kimpost::engine::command::{BackupCommand, Command};
    let _alone = alone();
    let desk = crate::support::Desk::throw_away(Mode::CommandsOnly);
    let path = desk.path("a.kimpost-backup");
    std::fs::write(&path, &seeds::of("backup")[0]).unwrap();
    let restore = BackupCommand::Restore { path, passphrase: Secret::new(targets::PASSPHRASE), replace: false };
    desk.ask(Command::Backup(Box::new(restore)));
}

/// Writes the seeds as files, a folder for each target: to `KIMPOST_SEEDS`, for cargo-fuzz to begin with (`fuzz/README.md`).
#[test]
fn write_seeds() {
    let thrown_away = tempfile::tempdir().unwrap();
    let place = std::env::var_os("KIMPOST_SEEDS").map_or_else(|| thrown_away.path().to_owned(), std::path::PathBuf::from);
    for (name, _) in ALL {
        let folder = place.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for (at, bytes) in seeds::of(name).iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{at:03}")), bytes).unwrap();
        }
        assert!(std::fs::read_dir(folder).unwrap().count() > 0, "{name} has no seed");
    }
}
