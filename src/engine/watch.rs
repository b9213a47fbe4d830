//! Ausgangsordner der Praxissoftware: looks into the folders, lets finished files become mails, and tells what is wrong.
//!
//! Folders are looked at, not subscribed to: that works on network shares and on every system. A file counts as finished
//! when size and time of change were the same in two looks. Only the processing station of an account works its folders.

mod reason;
mod unit;
mod work;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::event::{Answer, Event};
use super::world::{World, blocking, lock};
use super::{accounts, eau, problem};
use crate::domain::access::{Right, Session};
use crate::domain::account::Account;
use crate::domain::ids::AccountId;
use crate::domain::mail::Dienstkennung;
use crate::domain::problem::{Problem, Severity};
use crate::domain::usage as rules_of_usage;
use crate::domain::watch::{FAILED, SENT, TWICE, WaitingFile, WatchAct, WatchFacts, WatchFolder, WatchKind, WatchResult, WatchState};
use crate::handover::pickup::{self, Found};
use crate::kim;
use crate::payload::dispatch::{self, Refusal, Rules, Sidecar};
use crate::store;
use unit::{Grouped, Unit};
use work::{Origin, Outcome};

/// Pause between two looks by timer.
const LOOK: Duration = Duration::from_secs(3);
/// Pause between the two looks of „jetzt nachsehen".
const SETTLE: Duration = Duration::from_millis(700);
/// How long a file must have been the same: two looks may follow each other closely.
const STILL: Duration = Duration::from_millis(500);
/// A file whose content is broken may be one that is still being copied slowly: it is refused only after this long.
const GRACE: Duration = Duration::from_secs(30);
/// How long a lone XML or PDF waits for the file that belongs to it.
const PARTNER: Duration = Duration::from_secs(10);
/// Longest time a folder may take to be listed before it counts as away (a share that hangs).
const LIST_LIMIT: Duration = Duration::from_secs(20);
/// Rules of the profile instead of the shipped ones.
const RULES_FILE: &str = "watch-rules.json";
/// An empty file is given this long to be filled.
const EMPTY: Duration = Duration::from_secs(600);

/// What is remembered between two looks.
pub struct Watching {
    pub rules: Rules,
    /// Why the profile's rules are not used.
    rules_problem: Option<String>,
    /// Only one look at a time.
    turn: tokio::sync::Mutex<()>,
    seen: Mutex<HashMap<PathBuf, Sighting>>,
    /// By folder: why it is not worked off, and what waits in it.
    states: Mutex<HashMap<i64, (String, Vec<WaitingFile>)>>,
    /// Folders whose listing has not come back yet.
    listing: Arc<Mutex<HashSet<i64>>>,
    /// When it was looked for eAU without receipt last.
    pub reminded: Mutex<Option<Instant>>,
    /// What was told of eAU last, so that nothing is told twice.
    pub told: Mutex<HashMap<(AccountId, &'static str), usize>>,
    /// A folder was set, or something that held files up is over.
    pub changed: Notify,
}

/// A file at the last look.
#[derive(Clone, PartialEq, Eq)]
struct Sighting {
    size: u64,
    changed: i64,
    first: Instant,
}

impl Watching {
    /// With the rules of the profile, where it has own ones that can be read.
    #[must_use]
    pub fn new(profile: &Path) -> Self {
        let own = std::fs::read_to_string(profile.join(RULES_FILE)).ok().map(|text| Rules::parse(&text));
        let (rules, rules_problem) = match own {
            None => (Rules::shipped(), None),
            Some(Ok(rules)) => (rules, None),
            Some(Err(reason)) => (Rules::shipped(), Some(reason)),
        };
        Self {
            rules,
            rules_problem,
            turn: tokio::sync::Mutex::new(()),
            seen: Mutex::default(),
            states: Mutex::default(),
            listing: Arc::default(),
            reminded: Mutex::default(),
            told: Mutex::default(),
            changed: Notify::new(),
        }
    }
}

/// Looks into every folder until the engine stops; lets go the eAU whose time has come.
pub async fn work_by_timer(world: Arc<World>) {
    if let Some(reason) = &world.watching.rules_problem {
        world.bus.tell(Event::ProblemRaised(Problem::new("WATCH-RULES", reason.clone())));
    }
    loop {
        if let Err(problem) = look(&world, true).await {
            tracing::warn!(code = problem.code, "watched folders could not be looked at");
        }
        eau::tick(&world).await;
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            () = world.watching.changed.notified() => {}
        }
    }
}

/// Folders, what waits in them, and what became of what was dropped there.
pub async fn facts(world: &World) -> Result<Answer, Problem> {
    let scope = world.scope();
    let (folders, items) = world.read(move |store| Ok((store.watch_folders(&scope)?, store.watch_items(&scope)?))).await?;
    let states = lock(&world.watching.states).clone();
    let folders = folders
        .into_iter()
        .map(|folder| {
            let (code, waiting) = states.get(&folder.id).cloned().unwrap_or_default();
            WatchState { folder, code, waiting }
        })
        .collect();
    let kinds = world.watching.rules.all().iter().map(kind).collect();
    Ok(Answer::Watch(Box::new(WatchFacts { folders, items, kinds })))
}

fn kind(rule: &dispatch::Rule) -> WatchKind {
    let entry = kim::registry::find(&rule.dienstkennung);
    let word =
        |word: fn(&kim::registry::Entry) -> &String| entry.as_ref().map_or_else(|| rule.dienstkennung.0.clone(), |e| word(e).clone());
    WatchKind {
        dienstkennung: rule.dienstkennung.0.clone(),
        word_de: word(|entry| &entry.long_de),
        word_en: word(|entry| &entry.long_en),
        assumed: rule.assumed,
    }
}

/// Watches a folder from now on.
///
/// # Errors
/// `WATCH-FOLDER` for one that cannot be read and written, `WATCH-FOLDER-TAKEN`, `INPUT-PREFIX`.
pub async fn add(world: &Arc<World>, account: AccountId, dienstkennung: String, dir: PathBuf) -> Result<Answer, Problem> {
    let account = accounts::get(world, account).await?;
    let dienstkennung = dienstkennung.trim().to_owned();
    let is_known = |prefix: &str| world.watching.rules.all().iter().any(|rule| rule.dienstkennung.has_prefix(prefix));
    let fits = dienstkennung.is_empty()
        || rules_of_usage::is_prefix(&dienstkennung)
            && (is_known(&dienstkennung) || !Dienstkennung(dienstkennung.clone()).message_type().is_empty());
    if !fits {
        return Err(Problem::new("INPUT-PREFIX", dienstkennung));
    }
    let folders = world.read(|store| Ok((store.watch_folders(&Session::program().scope())?, store.folders()?))).await?;
    let path = blocking(move || canonical(&dir)).await?;
    let taken = folders.0.iter().any(|folder| folder.path == path) || folders.1.iter().any(|folder| folder.path == path);
    let is_ours = path.file_name().is_some_and(|name| [SENT, TWICE, FAILED].iter().any(|own| name.eq_ignore_ascii_case(own)));
    if taken || is_ours {
        return Err(Problem::new("WATCH-FOLDER-TAKEN", path.display().to_string()));
    }
    world.write(move |store| store.add_watch_folder(account.id, &dienstkennung, &path)).await?;
    world.bus.tell(Event::WatchChanged);
    world.watching.changed.notify_one();
    facts(world).await
}

/// The folder under its whole name, if files can be moved in it.
fn canonical(dir: &Path) -> Result<PathBuf, Problem> {
    let away = |error: String| Problem::new("WATCH-FOLDER", error);
    if !dir.is_absolute() {
        return Err(away("not an absolute path".to_owned()));
    }
    crate::handover::probe(dir).map_err(|error| away(error.to_string()))?;
    // Windows writes `\\?\` before a canonical path, which people do not know; the path as entered is kept.
    Ok(dir.components().collect())
}

/// Watches a folder no longer. Its files stay.
pub async fn remove(world: &Arc<World>, id: i64) -> Result<Answer, Problem> {
    world.write(move |store| store.remove_watch_folder(id)).await?;
    lock(&world.watching.states).remove(&id);
    world.bus.tell(Event::WatchChanged);
    world.watching.changed.notify_one();
    facts(world).await
}

/// „Jetzt prüfen": two looks, one after the other; what is incomplete is said to be so.
pub async fn run(world: &Arc<World>) -> Result<Answer, Problem> {
    // Every folder is worked, as by timer; what the asker may not see is only not told.
    let program = world.asked_by(Session::program(), Arc::default());
    look(&program, false).await?;
    tokio::time::sleep(SETTLE).await;
    look(&program, false).await?;
    facts(world).await
}

/// A person decides about a drop that failed or came twice.
///
/// # Errors
/// `NOT-FOUND` also for one of an account that is not the asker's; `ACCESS`; `STATION-OTHER`; `WATCH-GONE` when its files do
/// not lie where they were put.
pub async fn act(world: &Arc<World>, id: i64, act: WatchAct) -> Result<Answer, Problem> {
    let item = world.read(move |store| store.watch_item(id)).await?;
    if !world.session().has(item.account, Right::Read) {
        return Err(problem::of_store(store::Error::NotFound));
    }
    if !world.session().has(item.account, Right::Send) {
        return Err(Problem::new("ACCESS", "needs the right send").of(item.account));
    }
    match (act, item.result) {
        (WatchAct::Dismiss, WatchResult::Queued) => {}
        (WatchAct::Dismiss, _) => world.write(move |store| store.settle_watch_item(id)).await?,
        (WatchAct::Again, WatchResult::Queued) => return Err(Problem::new("SEND-STATE", "")),
        (WatchAct::Again, result) => {
            let account = accounts::get(world, item.account).await?;
            super::usage::require_station(&account)?;
            let _turn = world.watching.turn.lock().await;
            if result == WatchResult::Twice {
                send_on_purpose(world, &account, item).await?;
            } else {
                put_back(world, item).await?;
            }
        }
    }
    raise(world, item_account(world, id).await?).await;
    world.bus.tell(Event::WatchChanged);
    world.watching.changed.notify_one();
    facts(world).await
}

async fn item_account(world: &World, id: i64) -> Result<AccountId, Problem> {
    world.read(move |store| store.watch_item(id)).await.map(|item| item.account)
}

/// The same bytes once more, because a person said so.
async fn send_on_purpose(world: &Arc<World>, account: &Account, item: crate::domain::watch::WatchItem) -> Result<(), Problem> {
    let gone = || Problem::new("WATCH-GONE", item.name());
    let paths: Vec<PathBuf> = item.files.iter().map(|file| file.now.clone().unwrap_or_else(|| file.found.clone())).collect();
    let unit = blocking(move || Ok(find_again(&paths))).await?.ok_or_else(gone)?;
    // The kind is known: no rule of the folder is asked again.
    let from = Origin { folder: None, wanted: &item.kind, instead_of: Some(&item) };
    match work::work_off(world, account, &from, unit, false).await? {
        Outcome::Done => Ok(()),
        Outcome::Waits(code, detail) => Err(Problem::new(problem::known_code(&code).unwrap_or("WATCH-UNREADABLE"), detail).of(account.id)),
    }
}

/// Files as they lie now; the last one may be a sidecar.
fn find_again(paths: &[PathBuf]) -> Option<Unit> {
    let mut files = Vec::new();
    let mut sidecar = None;
    for path in paths {
        let found = pickup::list(path.parent()?).ok()?.into_iter().find(|found| found.path == *path)?;
        if unit::is_sidecar(&found.name) {
            sidecar = Some((found.clone(), read_sidecar(&found)?.ok()?));
        } else {
            files.push(found);
        }
    }
    (!files.is_empty()).then_some(Unit { files, sidecar })
}

/// A file that failed goes back into its folder, and is looked at like a new one.
async fn put_back(world: &Arc<World>, item: crate::domain::watch::WatchItem) -> Result<(), Problem> {
    let id = item.id;
    let name = item.name();
    blocking(move || {
        for file in &item.files {
            let Some(now) = file.now.as_ref().filter(|now| **now != file.found) else { continue };
            let Some(folder) = file.found.parent() else { continue };
            pickup::move_into(now, folder).map_err(|error| Problem::new("WATCH-GONE", format!("{name}: {error}")))?;
            pickup::remove_beside(now);
        }
        Ok(())
    })
    .await?;
    world.write(move |store| store.settle_watch_item(id)).await
}

/// One look into every folder. With `patience` what belongs together may still arrive.
async fn look(world: &Arc<World>, patience: bool) -> Result<(), Problem> {
    let _turn = world.watching.turn.lock().await;
    let (folders, all) = world.read(|store| Ok((store.watch_folders(&Session::program().scope())?, store.accounts()?))).await?;
    let mut changed = false;
    let mut accounts: Vec<AccountId> = Vec::new();
    for folder in folders {
        let Some(account) = all.iter().find(|account| account.id == folder.account) else { continue };
        if !accounts.contains(&account.id) {
            accounts.push(account.id);
        }
        let state = match look_at(world, account, &folder, patience, &mut changed).await {
            Ok(waiting) => (String::new(), waiting),
            Err(problem) => (problem.code.to_owned(), Vec::new()),
        };
        let before = lock(&world.watching.states).insert(folder.id, state.clone());
        changed |= before.as_ref() != Some(&state);
    }
    for account in accounts {
        if changed {
            raise(world, account).await;
        }
    }
    if changed {
        world.bus.tell(Event::WatchChanged);
    }
    Ok(())
}

/// Tells in the bar what needs a person, and what no longer does.
async fn raise(world: &World, account: AccountId) {
    let open = world.read(move |store| store.open_watch_items(account)).await.unwrap_or(0);
    let tell = |code: &'static str, is_so: bool, detail: String| {
        world.bus.tell(if is_so {
            Event::ProblemRaised(Problem::new(code, detail).of(account).severity(Severity::Warning))
        } else {
            Event::ProblemCleared { account: Some(account), code }
        });
    };
    tell("WATCH-FAILED", open > 0, open.to_string());
    let folders = world.read(|store| store.watch_folders(&Session::program().scope())).await.unwrap_or_default();
    let states = lock(&world.watching.states).clone();
    let away = folders.iter().filter(|f| f.account == account).find(|f| states.get(&f.id).is_some_and(|(code, _)| code == "WATCH-FOLDER"));
    tell("WATCH-FOLDER", away.is_some(), away.map(|folder| folder.path.display().to_string()).unwrap_or_default());
}

/// One look into one folder; what waits in it.
async fn look_at(
    world: &Arc<World>,
    account: &Account,
    folder: &WatchFolder,
    patience: bool,
    changed: &mut bool,
) -> Result<Vec<WaitingFile>, Problem> {
    super::usage::require_station(account)?;
    let id = account.id;
    let mut aside: Vec<PathBuf> = Vec::new();
    let unmoved = world.read(move |store| store.unmoved_watch_items(id)).await?;
    for item in unmoved {
        let of_here = item.files.iter().any(|file| file.found.starts_with(&folder.path));
        let paths: Vec<PathBuf> = item.files.iter().map(|file| file.found.clone()).collect();
        if of_here && !work::settle(world, item).await? {
            aside.extend(paths);
        } else {
            *changed |= of_here;
        }
    }
    let found = list(world, folder).await?;
    let found: Vec<Found> = found.into_iter().filter(|file| !aside.contains(&file.path)).collect();
    let mut waiting: Vec<WaitingFile> = Vec::new();
    let stable = sight(world, folder, &found);
    let is_ready = |name: &str| found.iter().any(|file| file.name == name && stable.contains(&file.path));
    let sidecars = read_sidecars(&found, &stable).await?;
    for grouped in unit::group(&found, is_ready, &sidecars, patience) {
        let outcome = match grouped {
            Grouped::Waits(name) => {
                waiting.push(waits(&name, "", ""));
                continue;
            }
            Grouped::Refused(files, refusal) => {
                let unit = Unit { files, sidecar: None };
                (unit.clone(), work::refuse(world, account, Some(folder.id), "", "", &unit, &refusal).await?)
            }
            Grouped::Ready(unit) if patience && is_early(world, &unit) => {
                waiting.push(waits(unit.files.first().map_or("", |file| &file.name), "", ""));
                continue;
            }
            Grouped::Ready(unit) => {
                let from = Origin { folder: Some(folder.id), wanted: &folder.dienstkennung, instead_of: None };
                let is_young = patience && age(world, &unit) < GRACE;
                (unit.clone(), work::work_off(world, account, &from, unit, is_young).await?)
            }
        };
        match outcome {
            (_, Outcome::Done) => *changed = true,
            (unit, Outcome::Waits(code, detail)) => {
                waiting.push(waits(unit.files.first().map_or("", |file| &file.name), &code, &detail));
            }
        }
    }
    let unmoved = world.read(move |store| store.unmoved_watch_items(id)).await?;
    let here = unmoved.iter().flat_map(|item| &item.files).filter(|file| file.now.is_none() && file.found.starts_with(&folder.path));
    waiting.extend(here.map(|file| waits(&name_of(&file.found), "WATCH-MOVE", "")));
    Ok(waiting)
}

fn waits(name: &str, code: &str, detail: &str) -> WaitingFile {
    WaitingFile { name: name.to_owned(), code: code.to_owned(), detail: detail.to_owned() }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// How long every file of it was the same.
fn age(world: &World, unit: &Unit) -> Duration {
    let seen = lock(&world.watching.seen);
    let ages = unit.all().map(|file| seen.get(&file.path).map_or(Duration::ZERO, |sighting| sighting.first.elapsed()));
    ages.min().unwrap_or_default()
}

/// Something that belongs to it may still come: the signature of an XML, the XML of a PDF, the content of an empty file.
fn is_early(world: &World, unit: &Unit) -> bool {
    let seen = lock(&world.watching.seen);
    let age = |file: &Found| seen.get(&file.path).map_or(Duration::ZERO, |sighting| sighting.first.elapsed());
    if unit.files.iter().any(|file| file.size == 0 && age(file) < EMPTY) {
        return true;
    }
    let [only] = unit.files.as_slice() else { return false };
    let ending = only.name.to_lowercase();
    unit.sidecar.is_none() && (ending.ends_with(".xml") || ending.ends_with(".pdf")) && age(only) < PARTNER
}

/// Lists a folder off the engine's threads; one that does not answer counts as away, and is not asked again meanwhile.
async fn list(world: &World, folder: &WatchFolder) -> Result<Vec<Found>, Problem> {
    let away = |reason: String| Problem::new("WATCH-FOLDER", reason);
    let (listing, id, path) = (world.watching.listing.clone(), folder.id, folder.path.clone());
    if !lock(&listing).insert(id) {
        return Err(away("no answer".to_owned()));
    }
    let listed = blocking(move || {
        let found = pickup::list(&path);
        lock(&listing).remove(&id);
        found.map_err(|error| away(error.to_string()))
    });
    match tokio::time::timeout(LIST_LIMIT, listed).await {
        Ok(found) => found,
        Err(_) => Err(Problem::new("WATCH-FOLDER", "no answer")),
    }
}

/// Remembers what is there; gives the files that were the same at the look before, and long enough.
fn sight(world: &World, folder: &WatchFolder, found: &[Found]) -> HashSet<PathBuf> {
    let mut seen = lock(&world.watching.seen);
    let mut stable = HashSet::new();
    let now = Instant::now();
    for file in found {
        let before = seen.get(&file.path);
        let same = before.filter(|before| before.size == file.size && before.changed == file.changed);
        if let Some(before) = same {
            if before.first.elapsed() >= STILL {
                stable.insert(file.path.clone());
            }
        } else {
            seen.insert(file.path.clone(), Sighting { size: file.size, changed: file.changed, first: now });
        }
    }
    seen.retain(|path, _| path.parent() != Some(&folder.path) || found.iter().any(|file| file.path == *path));
    stable
}

/// The sidecars that are finished.
async fn read_sidecars(found: &[Found], stable: &HashSet<PathBuf>) -> Result<BTreeMap<String, Result<Sidecar, Refusal>>, Problem> {
    let jsons = found.iter().filter(|file| unit::is_sidecar(&file.name) && stable.contains(&file.path));
    let jsons: Vec<Found> = jsons.cloned().collect();
    blocking(move || Ok(jsons.iter().filter_map(|file| Some((file.name.clone(), read_sidecar(file)?))).collect())).await
}

/// `None`: not readable just now.
fn read_sidecar(file: &Found) -> Option<Result<Sidecar, Refusal>> {
    if file.size > dispatch::MAX_SIDECAR {
        return Some(Err(Refusal::new("WATCH-SIDECAR", format!("{} KiB", file.size >> 10))));
    }
    let mut bytes = Vec::new();
    pickup::read(file, |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    })
    .ok()?;
    Some(Sidecar::parse(&bytes))
}
