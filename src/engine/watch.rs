//! Ausgangsordner der Praxissoftware: looks into the folders, lets finished files become mails, and tells what is wrong.
//!
//! Folders are looked at, not subscribed to: that works on network shares and on every system. A file counts as finished
//! when size and time of change were the same in two looks. Only the processing station of an account works its folders.

mod adding;
mod again;
mod reason;
pub mod share;
mod unit;
mod work;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::event::{Answer, Event};
use super::world::{World, lock};
use super::{accounts, problem};
use crate::domain::access::{Right, Session};
use crate::domain::account::Account;
use crate::domain::ids::AccountId;
use crate::domain::payload::PayloadKind;
use crate::domain::problem::{Problem, Severity};
use crate::domain::watch::{WaitingFile, WatchAct, WatchFacts, WatchFolder, WatchKind, WatchResult, WatchState};
use crate::handover::pickup::{self, Found};
use crate::kim;
use crate::payload::dispatch::{self, Refusal, Rules, Sidecar};
use crate::store;
pub use adding::{add, refuse_watched, remove};
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
/// A file that waits is judged anew after this long, or when it changed.
const AGAIN: Duration = Duration::from_secs(60);
/// A file that waits this long is told to people.
const LATE: Duration = Duration::from_secs(600);
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
    states: Mutex<HashMap<i64, FolderState>>,
    /// By folder and name: since when it waits.
    since: Mutex<HashMap<(i64, String), Instant>>,
    /// Drops that were judged and wait.
    judged: Mutex<HashMap<DropKey, Judgement>>,
    /// Folders whose last work has not come back yet.
    busy: Arc<Mutex<HashSet<i64>>>,
    /// When it was looked for eAU without receipt last.
    pub reminded: Mutex<Option<Instant>>,
    /// What was told of eAU last, so that nothing is told twice.
    pub told: Mutex<HashMap<(AccountId, &'static str), usize>>,
    /// A folder was set, or something that held files up is over.
    pub changed: Notify,
}

/// The files of a drop as they were judged: path, bytes, time of change.
type DropKey = Vec<(PathBuf, u64, i64)>;

/// What is known of a folder after a look.
#[derive(Clone, PartialEq, Eq)]
struct FolderState {
    account: AccountId,
    /// Why it is not worked off; empty when it is.
    code: String,
    waiting: Vec<WaitingFile>,
    /// How many of them are eAU.
    eau: usize,
    /// How many of them have been waiting for so long that a person should know.
    late: usize,
}

/// Why a drop waits, and when that was found out.
struct Judgement {
    at: Instant,
    code: String,
    detail: String,
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
        let own = match std::fs::read_to_string(profile.join(RULES_FILE)) {
            Ok(text) => Rules::parse(&text).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => Err(format!("{RULES_FILE}: not UTF-8")),
            Err(error) => Err(format!("{RULES_FILE}: {error}")),
        };
        let (rules, rules_problem) = match own {
            Ok(own) => (own.unwrap_or_else(Rules::shipped), None),
            Err(reason) => (Rules::shipped(), Some(reason)),
        };
        Self {
            rules,
            rules_problem,
            turn: tokio::sync::Mutex::new(()),
            seen: Mutex::default(),
            states: Mutex::default(),
            since: Mutex::default(),
            judged: Mutex::default(),
            busy: Arc::default(),
            reminded: Mutex::default(),
            told: Mutex::default(),
            changed: Notify::new(),
        }
    }
}

/// Looks into every folder until the engine stops.
pub async fn work_by_timer(world: Arc<World>) {
    if let Some(reason) = &world.watching.rules_problem {
        world.bus.tell(Event::ProblemRaised(Problem::new("WATCH-RULES", reason.clone())));
    }
    loop {
        if let Err(problem) = look(&world, true).await {
            tracing::warn!(code = problem.code, "watched folders could not be looked at");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            // What waited for it need not wait a minute more.
            () = world.watching.changed.notified() => lock(&world.watching.judged).clear(),
        }
    }
}

/// Folders, what waits in them, and what became of what was dropped there.
pub async fn facts(world: &World) -> Result<Answer, Problem> {
    facts_since(world, None).await
}

/// As [`facts`], with every drop behind `after`.
async fn facts_since(world: &World, after: Option<i64>) -> Result<Answer, Problem> {
    let scope = world.scope();
    let (folders, items) = world.read(move |store| Ok((store.watch_folders(&scope)?, store.watch_items(&scope, after)?))).await?;
    let states = lock(&world.watching.states).clone();
    let folders = folders
        .into_iter()
        .map(|folder| {
            let (code, waiting) = states.get(&folder.id).map(|state| (state.code.clone(), state.waiting.clone())).unwrap_or_default();
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

/// „Jetzt prüfen": two looks, one after the other; what is incomplete is said to be so.
pub async fn run(world: &Arc<World>) -> Result<Answer, Problem> {
    // Every folder is worked, as by timer; what the asker may not see is only not told.
    let program = world.asked_by(Session::program(), Arc::default());
    let before = world.read(|store| store.last_watch_item()).await?;
    look(&program, false).await?;
    tokio::time::sleep(SETTLE).await;
    look(&program, false).await?;
    facts_since(world, Some(before)).await
}

/// A person decides about a drop that failed or came twice.
///
/// # Errors
/// `NOT-FOUND` also for one of an account that is not the asker's; `ACCESS`; `STATION-OTHER`; `WATCH-GONE` when its files do
/// not lie where they were put, `WATCH-NAME-TAKEN` when others have their names.
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
            // Two people, or one twice.
            if !world.read(move |store| store.watch_item_is_open(id)).await? {
                return Err(Problem::new("SEND-STATE", ""));
            }
            if result == WatchResult::Twice {
                again::send_on_purpose(world, &account, item).await?;
            } else {
                again::put_back(world, item).await?;
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

/// What one look into every folder found out.
#[derive(Default)]
struct Round {
    changed: bool,
    /// By account: why its VZD does not answer. It is asked once, not for every file.
    away: HashMap<AccountId, (String, String)>,
}

/// One folder being looked at.
#[derive(Clone, Copy)]
struct Place<'a> {
    account: &'a Account,
    folder: &'a WatchFolder,
    /// What belongs together may still arrive.
    patience: bool,
}

/// One look into every folder. With `patience` what belongs together may still arrive.
async fn look(world: &Arc<World>, patience: bool) -> Result<(), Problem> {
    world.rescue.refuse().await?;
    let _turn = world.watching.turn.lock().await;
    let folders = world.read(|store| store.watch_folders(&Session::program().scope())).await?;
    if folders.is_empty() {
        return Ok(());
    }
    let all = world.read(|store| store.accounts()).await?;
    let mut round = Round::default();
    let mut accounts: Vec<AccountId> = Vec::new();
    lock(&world.watching.judged).retain(|_, judgement| judgement.at.elapsed() < AGAIN);
    for folder in folders {
        let Some(account) = all.iter().find(|account| account.id == folder.account) else { continue };
        if !accounts.contains(&account.id) {
            accounts.push(account.id);
        }
        let state = match look_at(world, Place { account, folder: &folder, patience }, &mut round).await {
            Ok(state) => state,
            Err(problem) => FolderState { account: account.id, code: problem.code.to_owned(), waiting: Vec::new(), eau: 0, late: 0 },
        };
        let before = lock(&world.watching.states).insert(folder.id, state.clone());
        round.changed |= before.as_ref() != Some(&state);
    }
    for account in accounts {
        if round.changed {
            raise(world, account).await;
        }
    }
    if round.changed {
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
    let folders = world.read(|store| store.watch_folders(&Session::program().scope())).await.unwrap_or_default();
    let states = lock(&world.watching.states).clone();
    let own = || folders.iter().filter(|folder| folder.account == account).filter_map(|folder| Some((folder, states.get(&folder.id)?)));
    let open = open + own().map(|(_, state)| state.late).sum::<usize>();
    tell("WATCH-FAILED", open > 0, open.to_string());
    let away = own().find(|(_, state)| state.code == "WATCH-FOLDER");
    tell("WATCH-FOLDER", away.is_some(), away.map(|(folder, _)| folder.path.display().to_string()).unwrap_or_default());
}

/// One look into one folder; what waits in it.
async fn look_at(world: &Arc<World>, place: Place<'_>, round: &mut Round) -> Result<FolderState, Problem> {
    let Place { account, folder, patience } = place;
    if account.settings.options.retired {
        // Its mailbox is not fetched: receipts and errors would never arrive.
        return Err(Problem::new("WATCH-RETIRED", "").of(account.id));
    }
    super::usage::require_station(account)?;
    let id = account.id;
    let mut aside: HashSet<PathBuf> = HashSet::new();
    let unmoved = world.read(move |store| store.unmoved_watch_items(id)).await?;
    for item in unmoved {
        let of_here = item.files.iter().any(|file| file.found.starts_with(&folder.path));
        let paths: Vec<PathBuf> = item.files.iter().map(|file| file.found.clone()).collect();
        if of_here && !work::settle(world, Some(folder.id), item).await? {
            aside.extend(paths);
        } else {
            round.changed |= of_here;
        }
    }
    let dir = folder.path.clone();
    let list = move || pickup::list(&dir).map_err(|error| Problem::new("WATCH-FOLDER", error.to_string()));
    let found = share::within(world, Some(folder.id), share::LIMIT, list).await?;
    let found: Vec<Found> = found.into_iter().filter(|file| !aside.contains(&file.path)).collect();
    let stable = sight(world, folder, &found);
    let ready: HashSet<&str> = found.iter().filter(|file| stable.contains(&file.path)).map(|file| file.name.as_str()).collect();
    let sidecars = read_sidecars(world, folder, &found, &stable).await?;
    let grouped = unit::group(&found, |name| ready.contains(name), &sidecars, patience);
    let mut grouped: Vec<_> = grouped.into_iter().map(|one| (kind_by_name(world, folder, one.name()), one)).collect();
    // A cancellation goes where its eAU went: after it.
    grouped.sort_by_key(|(kind, _)| *kind == Some(PayloadKind::EauCancel));
    let elsewhere = eau_elsewhere(&lock(&world.watching.states), folder);
    let (mut waiting, mut eau): (Vec<WaitingFile>, usize) = (Vec::new(), 0);
    for (kind, grouped) in grouped {
        if let Some(file) = work_one(world, place, grouped, eau > 0 || elsewhere, round).await? {
            eau += usize::from(kind == Some(PayloadKind::Eau));
            waiting.push(file);
        }
    }
    let unmoved = world.read(move |store| store.unmoved_watch_items(id)).await?;
    let here = unmoved.iter().flat_map(|item| &item.files).filter(|file| file.now.is_none() && file.found.starts_with(&folder.path));
    waiting.extend(here.map(|file| waits(&name_of(&file.found), "WATCH-MOVE", "")));
    let late = grow_late(&mut lock(&world.watching.since), folder.id, &mut waiting, |name| sidecars.contains_key(name));
    Ok(FolderState { account: account.id, code: String::new(), waiting, eau, late })
}

/// One drop; the file that waits, if it does.
async fn work_one(
    world: &Arc<World>,
    place: Place<'_>,
    grouped: Grouped,
    eau_waits: bool,
    round: &mut Round,
) -> Result<Option<WaitingFile>, Problem> {
    let Place { account, folder, patience } = place;
    let unit = match grouped {
        Grouped::Waits(name) => return Ok(Some(waits(&name, "", ""))),
        Grouped::Refused(files, refusal) => {
            let unit = Unit { files, sidecar: None };
            work::refuse(world, account, Some(folder.id), "", "", &unit, &refusal).await?;
            round.changed = true;
            return Ok(None);
        }
        Grouped::Ready(unit) => unit,
    };
    let name = unit.files.first().map(|file| file.name.clone()).unwrap_or_default();
    if patience && is_early(world, &unit) {
        return Ok(Some(waits(&name, "", "")));
    }
    let key: DropKey = unit.all().map(|file| (file.path.clone(), file.size, file.changed)).collect();
    if patience && let Some(known) = lock(&world.watching.judged).get(&key) {
        return Ok(Some(waits(&name, &known.code, &known.detail)));
    }
    let from = Origin {
        folder: Some(folder.id),
        wanted: &folder.dienstkennung,
        instead_of: None,
        eau_waits,
        away: round.away.get(&account.id).cloned(),
    };
    let is_young = patience && age(world, &unit) < GRACE;
    match work::work_off(world, account, &from, unit, is_young).await? {
        Outcome::Done => {
            round.changed = true;
            Ok(None)
        }
        Outcome::Waits(code, detail) => {
            if code.starts_with("LDAP-") {
                round.away.insert(account.id, (code.clone(), detail.clone()));
            }
            if !code.is_empty() {
                let judgement = Judgement { at: Instant::now(), code: code.clone(), detail: detail.clone() };
                lock(&world.watching.judged).insert(key, judgement);
            }
            Ok(Some(waits(&name, &code, &detail)))
        }
    }
}

/// What a file is by its name, or that of the file its sidecar speaks about.
fn kind_by_name(world: &World, folder: &WatchFolder, name: &str) -> Option<PayloadKind> {
    let main = if unit::is_sidecar(name) { dispatch::stem(name) } else { name };
    let names = [main.to_owned(), format!("{main}.p7s")];
    names.iter().find_map(|name| world.watching.rules.find(&folder.dienstkennung, name).ok()?.kind)
}

/// Whether an eAU waited in another folder of the account when that was looked at last.
fn eau_elsewhere(states: &HashMap<i64, FolderState>, folder: &WatchFolder) -> bool {
    states.iter().any(|(id, state)| *id != folder.id && state.account == folder.account && state.eau > 0)
}

/// Remembers since when files wait, and says why where that is no longer „wird noch geschrieben"; how many wait too long.
fn grow_late(
    since: &mut HashMap<(i64, String), Instant>,
    folder: i64,
    waiting: &mut [WaitingFile],
    is_read: impl Fn(&str) -> bool,
) -> usize {
    let names: HashSet<&str> = waiting.iter().map(|file| file.name.as_str()).collect();
    since.retain(|(id, name), _| *id != folder || names.contains(name.as_str()));
    let mut late = 0;
    for file in waiting {
        let first = *since.entry((folder, file.name.clone())).or_insert_with(Instant::now);
        if first.elapsed() < LATE {
            continue;
        }
        late += 1;
        if file.code.is_empty() {
            let (code, detail) = if is_read(&file.name) { ("WATCH-MISSING", file.name.as_str()) } else { ("WATCH-UNREADABLE", "") };
            *file = waits(&file.name, code, detail);
        }
    }
    late
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
    let there: HashSet<&Path> = found.iter().map(|file| file.path.as_path()).collect();
    seen.retain(|path, _| path.parent() != Some(&folder.path) || there.contains(path.as_path()));
    stable
}

/// The sidecars that are finished.
async fn read_sidecars(
    world: &World,
    folder: &WatchFolder,
    found: &[Found],
    stable: &HashSet<PathBuf>,
) -> Result<BTreeMap<String, Result<Sidecar, Refusal>>, Problem> {
    let jsons = found.iter().filter(|file| unit::is_sidecar(&file.name) && stable.contains(&file.path));
    let jsons: Vec<Found> = jsons.cloned().collect();
    let read = move || Ok(jsons.iter().filter_map(|file| Some((file.name.clone(), read_sidecar(file)?))).collect());
    share::within(world, Some(folder.id), share::LIMIT, read).await
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

#[cfg(test)]
#[path = "watch/tests.rs"]
mod tests;
