//! Adding and removing watched folders. Nothing that lies in a folder already is sent or moved without a person's word.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::share;
use crate::domain::access::Session;
use crate::domain::ids::AccountId;
use crate::domain::mail::Dienstkennung;
use crate::domain::problem::Problem;
use crate::domain::usage as rules_of_usage;
use crate::domain::watch::{FAILED, SENT, TWICE};
use crate::engine::accounts;
use crate::engine::event::{Answer, Event};
use crate::engine::world::{World, lock};
use crate::handover::pickup;

/// Watches a folder from now on. What lies there already is worked off only where the asker is `sure`.
///
/// # Errors
/// `WATCH-FOLDER` for one that cannot be read and written, `WATCH-FOLDER-TAKEN`, `WATCH-NOT-EMPTY` with the number of files,
/// `INPUT-PREFIX`.
pub async fn add(world: &Arc<World>, account: AccountId, dienstkennung: String, dir: PathBuf, sure: bool) -> Result<Answer, Problem> {
    let account = accounts::get(world, account).await?;
    let dienstkennung = dienstkennung.trim().to_owned();
    let is_known = |prefix: &str| world.watching.rules.all().iter().any(|rule| rule.dienstkennung.has_prefix(prefix));
    let fits = dienstkennung.is_empty()
        || rules_of_usage::is_prefix(&dienstkennung)
            && (is_known(&dienstkennung) || !Dienstkennung(dienstkennung.clone()).message_type().is_empty());
    if !fits {
        return Err(Problem::new("INPUT-PREFIX", dienstkennung));
    }
    let (watched, handed) = world.read(|store| Ok((store.watch_folders(&Session::program().scope())?, store.folders()?))).await?;
    let known: Vec<PathBuf> = watched.into_iter().map(|folder| folder.path).chain(handed.into_iter().map(|folder| folder.path)).collect();
    let profile = world.dir();
    let path = share::within(world, None, share::LIMIT, move || checked(&dir, &known, &profile, sure)).await?;
    world.commit(move |store| store.add_watch_folder(account.id, &dienstkennung, &path)).await?;
    world.bus.tell(Event::WatchChanged);
    world.watching.changed.notify_one();
    super::facts(world).await
}

/// The folder under its whole name, if files can be moved in it and it is nobody else's.
fn checked(dir: &Path, known: &[PathBuf], profile: &Path, sure: bool) -> Result<PathBuf, Problem> {
    let away = |error: String| Problem::new("WATCH-FOLDER", error);
    if !dir.is_absolute() {
        return Err(away("not an absolute path".to_owned()));
    }
    // Windows writes `\\?\` before a canonical path, which people do not know; the path as entered is kept.
    let path: PathBuf = dir.components().collect();
    let is_ours = path.file_name().is_some_and(|name| [SENT, TWICE, FAILED].iter().any(|own| name.eq_ignore_ascii_case(own)));
    let in_profile = path.ancestors().any(|folder| pickup::is_same_folder(folder, profile));
    if is_ours || in_profile || known.iter().any(|known| pickup::is_same_folder(known, &path)) {
        return Err(Problem::new("WATCH-FOLDER-TAKEN", path.display().to_string()));
    }
    crate::handover::probe(&path).map_err(|error| away(error.to_string()))?;
    let files = pickup::list(&path).map_err(|error| away(error.to_string()))?.len();
    if files > 0 && !sure {
        return Err(Problem::new("WATCH-NOT-EMPTY", files.to_string()));
    }
    Ok(path)
}

/// Whether files for the practice software may be written into a folder: not into a watched one, nor beside what was sent
/// out of it, where they would be taken for dropped files.
///
/// # Errors
/// `WATCH-FOLDER-TAKEN`; `WATCH-FOLDER` when folders do not answer.
pub async fn refuse_watched(world: &World, dir: &Path) -> Result<(), Problem> {
    let dir = dir.to_owned();
    let watched = world.read(|store| store.watch_folders(&Session::program().scope())).await?;
    share::within(world, None, share::LIMIT, move || {
        let own = |folder: &Path| [PathBuf::new(), SENT.into(), TWICE.into(), FAILED.into()].map(|own: PathBuf| folder.join(own));
        let is_watched = watched.iter().flat_map(|folder| own(&folder.path)).any(|folder| pickup::is_same_folder(&folder, &dir));
        if is_watched { Err(Problem::new("WATCH-FOLDER-TAKEN", dir.display().to_string())) } else { Ok(()) }
    })
    .await
}

/// Watches a folder no longer. Its files stay.
pub async fn remove(world: &Arc<World>, id: i64) -> Result<Answer, Problem> {
    let folders = world.read(|store| store.watch_folders(&Session::program().scope())).await?;
    world.commit(move |store| store.remove_watch_folder(id)).await?;
    lock(&world.watching.states).remove(&id);
    if let Some(folder) = folders.iter().find(|folder| folder.id == id) {
        // What the bar says of it is over.
        super::raise(world, folder.account).await;
    }
    world.bus.tell(Event::WatchChanged);
    world.watching.changed.notify_one();
    super::facts(world).await
}
