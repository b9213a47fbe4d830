//! The timer: what is planned is made once, kept as long as planned, and told when it fails.

use super::*;
use crate::engine::Profile;
use crate::engine::access::Gate;
use crate::engine::bus::Bus;

const DAY: i64 = DAY_MS;

fn engine(dir: &Path) -> (Arc<World>, tokio::sync::mpsc::UnboundedReceiver<Event>) {
    let profile = Profile::throw_away(dir).unwrap();
    let gate = Arc::new(Gate::new(lock(&profile.writer).access_book().unwrap()));
    let (events, told) = tokio::sync::mpsc::unbounded_channel();
    (World::new(profile, Bus::new(events, Box::new(|| ()), gate.clone()), gate), told)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

async fn set(world: &World, key: &'static str, value: String) {
    world.write(move |store| store.set_setting(key, &value)).await.unwrap();
}

#[tokio::test]
async fn what_is_planned_is_made_when_it_is_due_and_the_oldest_go() {
    let dir = tempfile::tempdir().unwrap();
    let (world, mut told) = engine(&dir.path().join("profil"));
    let folder = dir.path().join("sicher");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("kimpost-fremd-2020-01-01-000000.kimpost-backup"), b"von nebenan").unwrap();
    handle(&world, BackupCommand::SetPassphrase { passphrase: Secret::new("Ein Satz für Sicherungen") }).await.unwrap();
    handle(&world, BackupCommand::Plan { folder: Some(folder.clone()), every_days: 2, keep: 2 }).await.unwrap();
    look(&world).await;
    assert_eq!(names(&folder).len(), 2);
    look(&world).await;
    assert_eq!(names(&folder).len(), 2, "not due");
    // Days pass; older ones of this profile lie there already.
    let name = world.read(|store| store.setting(NAME)).await.unwrap().unwrap();
    for day in ["01", "02", "03"] {
        std::fs::write(folder.join(format!("kimpost-{name}-2020-01-{day}-120000.kimpost-backup")), b"").unwrap();
    }
    set(&world, LAST, format!("{} 1 x", now().0 - 2 * DAY - 1)).await;
    std::fs::remove_file(folder.join(names(&folder).into_iter().find(|n| n.contains(&name) && !n.contains("2020")).unwrap())).unwrap();
    look(&world).await;
    let left = names(&folder);
    assert_eq!(left.len(), 3, "{left:?}");
    assert!(left.iter().any(|n| n.contains("fremd")) && left.iter().any(|n| n.contains("2020-01-03")));
    // A clock that was set back.
    set(&world, LAST, format!("{} 1 x", now().0 + 90 * DAY)).await;
    std::thread::sleep(Duration::from_millis(1100));
    look(&world).await;
    assert_eq!(names(&folder).len(), 3, "a new one, and the oldest went");
    // The share is gone: told to admins, and tried again.
    std::fs::remove_dir_all(&folder).unwrap();
    set(&world, LAST, String::new()).await;
    while told.try_recv().is_ok() {}
    look(&world).await;
    let mut raised = false;
    while let Ok(event) = told.try_recv() {
        raised |= matches!(event, Event::ProblemRaised(problem) if problem.code == "BACKUP-FAILED");
    }
    assert!(raised);
    let state = world.read(|store| read_state(store)).await.unwrap();
    assert!(!state.problem_code.is_empty());
    std::fs::create_dir(&folder).unwrap();
    look(&world).await;
    assert_eq!(world.read(|store| read_state(store)).await.unwrap().problem_code, "");
}
