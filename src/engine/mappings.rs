//! Mapping files of the profile: newer ones are used without a new build, broken ones are refused with line and reason.
//!
//! They lie in the folder `mappings` of the profile and are looked at again and again. What a file held when it was last in
//! order is kept in the store, so that a broken one changes nothing, not even after a restart.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, RwLock};
use std::time::SystemTime;

use super::event::{Answer, Event, MappingReport, MappingState, RefusedMapping};
use super::world::{World, blocking, lock};
use crate::domain::problem::Problem;
use crate::payload::Mappings;

/// Folder below the profile.
const DIR: &str = "mappings";
/// Setting that keeps the last sound contents of a file.
const KEPT: &str = "mapping.kept.";
/// A mapping file is a few kilobytes; no more is read.
const MAX_BYTES: u64 = 1 << 20;
/// Files looked at.
const MAX_FILES: usize = 50;

/// The mappings in use.
pub struct Live {
    current: RwLock<Mappings>,
    known: Mutex<Known>,
    /// Only one looks at the folder at a time.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Known {
    /// Files as they were when they were last read.
    seen: Option<Vec<(PathBuf, Option<SystemTime>, u64)>>,
    /// Label → file it came from.
    files: BTreeMap<String, String>,
    refused: Vec<RefusedMapping>,
}

impl Default for Live {
    fn default() -> Self {
        Self { current: RwLock::new(Mappings::shipped()), known: Mutex::default(), turn: tokio::sync::Mutex::default() }
    }
}

impl Live {
    /// As they are now; a mail is read with one state of them.
    pub fn get(&self) -> Mappings {
        self.current.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

/// What is in use and what was refused.
pub async fn report(world: &Arc<World>) -> Result<Answer, Problem> {
    reload(world).await;
    let known = lock(&world.live_mappings.known);
    let state = |info: crate::payload::MappingInfo| MappingState {
        file: known.files.get(&info.label).cloned().unwrap_or_default(),
        label: info.label,
        status: info.status,
        assumed: info.assumed,
    };
    let mappings = world.mappings().describe().into_iter().map(state).collect();
    Ok(Answer::Mappings(MappingReport { dir: world.dir().join(DIR), mappings, refused: known.refused.clone() }))
}

/// Reads the folder again if something in it changed.
pub async fn reload(world: &Arc<World>) {
    let _alone = world.live_mappings.turn.lock().await;
    let dir = world.dir().join(DIR);
    let Ok(found) = blocking(move || Ok(files(&dir))).await else { return };
    if lock(&world.live_mappings.known).seen.as_ref() == Some(&found) {
        return;
    }
    let mut known = Known { seen: Some(found.clone()), ..Known::default() };
    let mut mappings = Mappings::shipped();
    for (path, ..) in found {
        take(world, &path, &mut mappings, &mut known).await;
    }
    if let Some(first) = known.refused.first() {
        tracing::warn!(count = known.refused.len(), "mapping file refused");
        let detail = format!("{}:{}: {}", first.file, first.line, first.reason);
        world.bus.tell(Event::ProblemRaised(Problem::new("MAPPING-REFUSED", detail)));
    } else {
        world.bus.tell(Event::ProblemCleared { account: None, code: "MAPPING-REFUSED" });
    }
    *world.live_mappings.current.write().unwrap_or_else(std::sync::PoisonError::into_inner) = mappings;
    *lock(&world.live_mappings.known) = known;
}

/// Adds one file, or what it held when it was last in order.
async fn take(world: &Arc<World>, path: &Path, mappings: &mut Mappings, known: &mut Known) {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let key = format!("{KEPT}{file}");
    let (at, kept_key) = (path.to_owned(), key.clone());
    let kept = world.read(move |store| store.setting(&kept_key)).await.ok().flatten();
    let read = blocking(move || read(&at).map_err(|e| Problem::new("INPUT-FILE", e.to_string()))).await;
    let (line, reason) = match &read {
        Ok(text) => match add(mappings, text, &file, known) {
            Ok(()) => {
                if kept.as_ref() != Some(text) {
                    let text = text.clone();
                    // Not kept: only a broken successor after a restart would miss it.
                    let _ = world.write(move |store| store.set_setting(&key, &text)).await;
                }
                return;
            }
            Err(error) => error,
        },
        Err(problem) => (0, problem.detail.clone()),
    };
    let earlier_in_use = kept.is_some_and(|text| add(mappings, &text, &file, known).is_ok());
    known.refused.push(RefusedMapping { file, line, reason, earlier_in_use });
}

fn add(mappings: &mut Mappings, text: &str, file: &str, known: &mut Known) -> Result<(), (usize, String)> {
    let (more, label) = mappings.with_label(text).map_err(|e| (e.line, e.reason))?;
    known.files.insert(label, file.to_owned());
    *mappings = more;
    Ok(())
}

fn read(path: &Path) -> std::io::Result<String> {
    use std::io::Read as _;
    let mut text = String::new();
    std::fs::File::open(path)?.take(MAX_BYTES + 1).read_to_string(&mut text)?;
    Ok(text)
}

/// The JSON files of the folder by name, with what tells that one changed.
fn files(dir: &Path) -> Vec<(PathBuf, Option<SystemTime>, u64)> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let is_json = |path: &PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_json).collect();
    paths.sort();
    paths.truncate(MAX_FILES);
    let with_state = |path: PathBuf| {
        let found = std::fs::metadata(&path).ok();
        (path, found.as_ref().and_then(|m| m.modified().ok()), found.map_or(0, |m| m.len()))
    };
    paths.into_iter().map(with_state).collect()
}
