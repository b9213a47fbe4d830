//! A person decided about a drop: it is sent a second time on purpose, or goes back into its folder.

use std::path::Path;
use std::sync::Arc;

use super::unit::{self, Unit};
use super::work::{self, Origin, Outcome};
use super::{name_of, read_sidecar, share};
use crate::domain::account::Account;
use crate::domain::problem::Problem;
use crate::domain::watch::{WatchItem, WatchedFile};
use crate::engine::problem;
use crate::engine::world::World;
use crate::handover::{Error, pickup};

/// The same bytes once more, because a person said so.
///
/// # Errors
/// `WATCH-GONE`; why it cannot go.
pub async fn send_on_purpose(world: &Arc<World>, account: &Account, item: WatchItem) -> Result<(), Problem> {
    let gone = || Problem::new("WATCH-GONE", item.name());
    let files = item.files.clone();
    let unit = share::within(world, None, share::LIMIT, move || Ok(find_again(&files))).await?.ok_or_else(gone)?;
    // The kind is known: no rule of the folder is asked again.
    let from = Origin { folder: None, wanted: &item.kind, instead_of: Some(&item), eau_waits: false, away: None };
    match work::work_off(world, account, &from, unit, false).await? {
        Outcome::Done => Ok(()),
        Outcome::Waits(code, detail) => Err(Problem::new(problem::known_code(&code).unwrap_or("WATCH-UNREADABLE"), detail).of(account.id)),
    }
}

/// Files as they lie now, under the names the practice software gave them: subject and attachment are named by those. The
/// last one may be a sidecar.
fn find_again(files: &[WatchedFile]) -> Option<Unit> {
    let mut data = Vec::new();
    let mut sidecar = None;
    for file in files {
        let mut found = pickup::look_at(file.now.as_deref().unwrap_or(&file.found))?;
        found.name = name_of(&file.found);
        if unit::is_sidecar(&found.name) {
            sidecar = Some((found.clone(), read_sidecar(&found)?.ok()?));
        } else {
            data.push(found);
        }
    }
    (!data.is_empty()).then_some(Unit { files: data, sidecar })
}

/// A file that failed goes back into its folder under its own name, and is looked at like a new one.
///
/// # Errors
/// `WATCH-GONE`, `WATCH-NAME-TAKEN`, `WATCH-UNREADABLE`: then the line stays.
pub async fn put_back(world: &Arc<World>, item: WatchItem) -> Result<(), Problem> {
    let id = item.id;
    share::within(world, None, share::LIMIT, move || lay_back(&item)).await?;
    world.write(move |store| store.release_watch_item(id)).await
}

fn lay_back(item: &WatchItem) -> Result<(), Problem> {
    let lies = |path: &Path| pickup::look_at(path).is_some();
    let is_sidecar = |file: &WatchedFile| unit::is_sidecar(&name_of(&file.found));
    let only_sidecars = item.files.iter().all(is_sidecar);
    let taken = |file: &WatchedFile| Problem::new("WATCH-NAME-TAKEN", name_of(&file.found));
    let aside = |file: &WatchedFile| file.now.clone().filter(|now| *now != file.found && lies(now));
    // Nothing is moved before it is known that everything can be.
    for file in &item.files {
        match (aside(file).is_some(), lies(&file.found)) {
            (true, true) => return Err(taken(file)),
            // A sidecar may have been removed: that can be what was wrong.
            (false, false) if only_sidecars || !is_sidecar(file) => return Err(Problem::new("WATCH-GONE", name_of(&file.found))),
            _ => {}
        }
    }
    for file in &item.files {
        let Some(now) = aside(file) else { continue };
        pickup::move_to(&now, &file.found).map_err(|error| match error {
            Error::NameTaken => taken(file),
            other => Problem::new("WATCH-UNREADABLE", other.to_string()),
        })?;
        pickup::remove_beside(&now);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::AccountId;
    use crate::domain::time::Timestamp;
    use crate::domain::watch::WatchResult;
    use std::fs;

    fn item(dir: &Path, files: &[(&str, Option<&str>)]) -> WatchItem {
        let files =
            files.iter().map(|(found, now)| WatchedFile { found: dir.join(found), size: 1, changed: 1, now: now.map(|now| dir.join(now)) });
        WatchItem {
            id: 1,
            account: AccountId(1),
            at: Timestamp(0),
            kind: String::new(),
            sha256: String::new(),
            result: WatchResult::Failed,
            code: String::new(),
            detail: String::new(),
            mail: None,
            files: files.collect(),
        }
    }

    #[test]
    fn files_come_back_under_their_own_names_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        fs::create_dir(dir.join("Fehler")).unwrap();
        let put = |name: &str| fs::write(dir.join(name), "x").unwrap();
        let code = |item: &WatchItem| lay_back(item).map_err(|problem| problem.code);
        // The second failure of its name.
        let second = item(dir, &[("x.p7s", Some("Fehler/x-2.p7s")), ("x.p7s.json", Some("Fehler/x.p7s-2.json"))]);
        put("Fehler/x-2.p7s");
        put("Fehler/x.p7s-2.json");
        put("x.p7s.json");
        assert_eq!(code(&second), Err("WATCH-NAME-TAKEN"));
        assert!(dir.join("Fehler/x-2.p7s").exists(), "nothing was moved");
        fs::remove_file(dir.join("x.p7s.json")).unwrap();
        assert_eq!(code(&second), Ok(()));
        assert!(dir.join("x.p7s").exists() && dir.join("x.p7s.json").exists());
        // It could not be moved aside: it lies there still.
        put("y.p7s");
        let locked = item(dir, &[("y.p7s", None)]);
        assert_eq!(code(&locked), Ok(()));
        assert!(dir.join("y.p7s").exists());
        fs::remove_file(dir.join("y.p7s")).unwrap();
        assert_eq!(code(&locked), Err("WATCH-GONE"));
        // The sidecar was what was wrong.
        put("Fehler/z.p7s");
        assert_eq!(code(&item(dir, &[("z.p7s", Some("Fehler/z.p7s")), ("z.p7s.json", Some("Fehler/z.p7s.json"))])), Ok(()));
    }

    #[test]
    fn what_is_sent_on_purpose_keeps_the_name_of_the_practice_software() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("doppelt")).unwrap();
        fs::write(dir.path().join("doppelt/x-2.p7s"), "x").unwrap();
        let unit = find_again(&item(dir.path(), &[("x.p7s", Some("doppelt/x-2.p7s"))]).files).unwrap();
        assert_eq!((unit.files[0].name.as_str(), unit.files[0].path.clone()), ("x.p7s", dir.path().join("doppelt/x-2.p7s")));
        assert!(find_again(&item(dir.path(), &[("x.p7s", Some("doppelt/x.p7s"))]).files).is_none());
    }

    #[test]
    fn a_file_moved_just_before_a_crash_is_found_where_it_lies() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("Fehler")).unwrap();
        fs::write(dir.path().join("Fehler/x.p7s"), "x").unwrap();
        let lies = pickup::look_at(&dir.path().join("Fehler/x.p7s")).unwrap();
        let mut moved = item(dir.path(), &[("x.p7s", None), ("weg.p7s", None)]);
        moved.files[0].changed = lies.changed;
        let files = work::move_files(moved);
        assert_eq!(files[0].now.as_deref(), Some(lies.path.as_path()));
        assert_eq!(files[1].now.as_deref(), Some(files[1].found.as_path()), "gone, and nobody knows where");
    }
}
