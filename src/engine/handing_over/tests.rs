//! What waits is written, found again after a crash, told, and waited for only so long.

use super::*;
use crate::domain::account::AccountSettings;
use crate::domain::address::KimAddress;
use crate::domain::answer::RunResult;
use crate::domain::mail::Folder;
use crate::domain::secret::StoreKey;
use crate::engine::access::Gate;
use crate::engine::bus::Bus;
use crate::engine::intake::{self, Arrived, Raw};
use crate::engine::{Mode, Profile};
use crate::payload::Mappings;
use crate::store::{HashedBytes, NewRun};

/// A store with one answer whose hand-over waits, and an empty folder with JSON files.
fn waiting() -> (tempfile::TempDir, Mutex<Store>, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::create(dir.path(), &StoreKey::new([3; 32])).unwrap();
    let address = KimAddress::parse("praxis.adler@hrst.kim.telematik-test").unwrap();
    let account = store.insert_account(&AccountSettings::new(address)).unwrap();
    let account = store.account(account).unwrap();
    let mut arrive = |name: &str, folder: Folder| {
        let bytes = std::fs::read(format!("tests/data/payload/eml/{name}")).unwrap();
        let (parsed, payload) = intake::read(&mut bytes.as_slice(), &Mappings::shipped());
        let arrived = Arrived { uidl: None, listed_size: 0, raw: Raw::Memory(HashedBytes::new(bytes)), parsed, payload };
        intake::take_in(&mut store, &account, folder, &[arrived]).unwrap();
    };
    arrive("ebz_antrag_ze.eml", Folder::Sent);
    arrive("ebz_genehmigung_der.eml", Folder::Inbox);
    let folder = dir.path().join("pvs");
    std::fs::create_dir(&folder).unwrap();
    store.set_handover_folder("EBZ", Some(&folder)).unwrap();
    store.set_sidecar("ebz", true).unwrap();
    assert_eq!(store.pending_handovers().unwrap().len(), 1);
    (dir, Mutex::new(store), folder)
}

/// An engine on an empty profile, and what it tells.
fn engine(dir: &Path) -> (Arc<World>, tokio::sync::mpsc::UnboundedReceiver<Event>) {
    let profile = Profile::throw_away(dir).unwrap();
    let gate = Arc::new(Gate::new(lock(&profile.writer).access_book().unwrap()));
    let (events, told) = tokio::sync::mpsc::unbounded_channel();
    (World::new(profile, Bus::new(events, Box::new(|| ()), gate.clone()), gate), told)
}

fn write_pending(store: &Mutex<Store>) -> Result<(bool, String), Error> {
    super::write_pending(store, &AtomicUsize::new(0))
}

const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_folder_that_hangs_holds_up_nobody_and_what_it_comes_to_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let (world, mut told) = engine(dir.path());
    let (comes_back, hangs) = std::sync::mpsc::channel::<()>();
    let write = move |_: &Mutex<Store>, _: &AtomicUsize| {
        let _ = hangs.recv();
        Ok((true, String::new()))
    };
    let waited = async {
        finish(&world, Duration::from_millis(20), write).await.unwrap();
        // Whoever comes now leaves it to that thread: a person, a fetch, a start.
        finish_handovers(&world).await.unwrap();
        world.recover(Mode::CommandsOnly).await;
        write_soon(&world, MailId(1), 1).await.unwrap();
    };
    tokio::time::timeout(LONG, waited).await.expect("nobody waits for a share that hangs");
    while let Ok(event) = told.try_recv() {
        assert!(!matches!(event, Event::AnswersChanged), "nothing is there yet");
    }
    comes_back.send(()).unwrap();
    let event = tokio::time::timeout(LONG, told.recv()).await.expect("told when it is there");
    assert!(matches!(event, Some(Event::AnswersChanged)), "{event:?}");
}

#[tokio::test]
async fn a_slow_folder_is_waited_for_as_long_as_files_go_into_it() {
    let dir = tempfile::tempdir().unwrap();
    let (world, mut told) = engine(dir.path());
    let write = |_: &Mutex<Store>, done: &AtomicUsize| {
        for _ in 0..16 {
            std::thread::sleep(Duration::from_millis(50));
            done.fetch_add(1, Ordering::Relaxed);
        }
        Ok((true, String::new()))
    };
    finish(&world, Duration::from_millis(500), write).await.unwrap();
    assert!(matches!(told.try_recv(), Ok(Event::AnswersChanged)), "it was there when the waiting ended");
}

fn pending(store: &Mutex<Store>) -> Handover {
    lock(store).pending_handovers().unwrap().remove(0)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_written_before_a_crash_is_found_again_and_not_written_twice() {
    let (_dir, store, folder) = waiting();
    let h = pending(&store);
    assert!(write_one(&store, &h).unwrap().news);
    let first = names(&folder);
    assert_eq!(first.len(), 2, "{first:?}");
    // The crash came before the state was noted.
    lock(&store).set_handover(h.mail, h.run, HandoverState::Pending, "", "").unwrap();
    let h = pending(&store);
    assert!(!h.intent.is_empty());
    assert!(write_one(&store, &h).unwrap().news);
    assert_eq!(names(&folder), first);
    assert!(lock(&store).pending_handovers().unwrap().is_empty());
}

#[test]
fn a_crash_between_the_two_files_leaves_no_stray_one() {
    let (_dir, store, folder) = waiting();
    let h = pending(&store);
    assert!(write_one(&store, &h).unwrap().news);
    let both = names(&folder);
    let file = PathBuf::from(&lock(&store).handover_items(&crate::domain::access::Session::program().scope()).unwrap()[0].path);
    std::fs::remove_file(&file).unwrap();
    lock(&store).set_handover(h.mail, h.run, HandoverState::Pending, "", "").unwrap();
    assert_eq!(names(&folder).len(), 1, "only the JSON file is there");
    assert!(write_one(&store, &pending(&store)).unwrap().news);
    assert_eq!(names(&folder), both, "under the same names");
}

#[test]
fn a_name_taken_by_somebody_else_meanwhile_is_left_alone() {
    let (_dir, store, folder) = waiting();
    let h = pending(&store);
    let path = folder.join("fremd.p7s");
    lock(&store).intend_handover(h.mail, h.run, &path.display().to_string()).unwrap();
    std::fs::write(&path, "fremd").unwrap();
    std::fs::write(handover::sidecar_of(&path), "{}").unwrap();
    assert!(write_one(&store, &pending(&store)).unwrap().news);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "fremd");
    assert_eq!(std::fs::read_to_string(handover::sidecar_of(&path)).unwrap(), "{}", "nor what belongs to it");
    assert_eq!(names(&folder).len(), 4);
}

#[test]
fn a_damaged_answer_holds_up_no_other() {
    let (_dir, store, folder) = waiting();
    let damaged = pending(&store).mail;
    let bytes = std::fs::read("tests/data/payload/eml/ebz_genehmigung_par.eml").unwrap();
    let (parsed, payload) = intake::read(&mut bytes.as_slice(), &Mappings::shipped());
    let account = lock(&store).accounts().unwrap().remove(0);
    let arrived = Arrived { uidl: None, listed_size: 0, raw: Raw::Memory(HashedBytes::new(bytes)), parsed, payload };
    let good = intake::take_in(&mut lock(&store), &account, Folder::Inbox, &[arrived]).unwrap().remove(0).id;
    let (result, handover) = (RunResult::TakenOver, Some(HandoverState::Pending));
    let run = NewRun { mail: good, who: "", reason: "", result, notes: &[], sha256: "x", handover, at: now() };
    lock(&store).add_run(&run).unwrap();
    lock(&store).lose_raw(damaged);
    assert_eq!(lock(&store).pending_handovers().unwrap().len(), 2);
    assert_eq!(write_pending(&store).unwrap(), (true, String::new()));
    assert!(lock(&store).pending_handovers().unwrap().is_empty());
    let state = |mail| lock(&store).runs(mail).unwrap().pop().unwrap().handover;
    assert_eq!((state(damaged), state(good)), (Some(HandoverState::Failed), Some(HandoverState::Written)));
    assert_eq!(names(&folder).len(), 2);
}

#[test]
fn without_a_folder_everything_waits_and_nothing_is_said() {
    let (_dir, store, folder) = waiting();
    lock(&store).set_handover_folder("ebz", None).unwrap();
    assert_eq!(write_pending(&store).unwrap(), (false, String::new()));
    // A folder for something else.
    lock(&store).set_handover_folder("LDT", Some(&folder)).unwrap();
    assert_eq!(write_pending(&store).unwrap(), (false, String::new()));
    assert!(names(&folder).is_empty());
    lock(&store).set_handover_folder("EBZ", Some(&folder)).unwrap();
    assert_eq!(write_pending(&store).unwrap(), (true, String::new()));
    assert_eq!(names(&folder).len(), 1);
}

#[test]
fn a_folder_that_is_gone_is_told_once_and_tried_again() {
    let (_dir, store, folder) = waiting();
    std::fs::remove_dir(&folder).unwrap();
    assert!(write_one(&store, &pending(&store)).unwrap().news);
    assert_eq!(pending(&store).problem_code, "HANDOVER-FOLDER");
    assert_eq!(write_pending(&store).unwrap(), (false, "HANDOVER-FOLDER".to_owned()), "no news");
    // A file where the folder was: not writable either, and nothing is lost.
    std::fs::write(&folder, "").unwrap();
    write_one(&store, &pending(&store)).unwrap();
    std::fs::remove_file(&folder).unwrap();
    std::fs::create_dir(&folder).unwrap();
    assert!(write_one(&store, &pending(&store)).unwrap().news);
    assert_eq!(names(&folder).len(), 2);
}

/// Rule 39: a virus scanner that takes the file away does so each time it is written.
#[test]
fn a_file_that_is_taken_away_is_told_and_not_written_again_by_itself() {
    let (_dir, store, folder) = waiting();
    let h = pending(&store);
    assert!(not_put(&mut lock(&store), &h, handover::Error::Taken).unwrap().news);
    for _ in 0..3 {
        assert_eq!(write_pending(&store).unwrap(), (false, String::new()), "nothing is tried");
        assert!(lock(&store).has_failed_handover(TAKEN).unwrap(), "told as long as it is so");
        assert!(names(&folder).is_empty() && lock(&store).pending_handovers().unwrap().is_empty());
    }
    let run = lock(&store).runs(h.mail).unwrap().pop().unwrap();
    assert_eq!(run.handover, Some(HandoverState::Failed));
    // A person is done with it, or hands it over anew.
    lock(&store).mark_done(&[h.mail], true, "Anna", now()).unwrap();
    assert!(!lock(&store).has_failed_handover(TAKEN).unwrap());
    lock(&store).mark_done(&[h.mail], false, "Anna", now()).unwrap();
    assert!(lock(&store).has_failed_handover(TAKEN).unwrap());
    let (result, handover) = (RunResult::TakenOver, Some(HandoverState::Pending));
    let run = NewRun { mail: h.mail, who: "Anna", reason: "", result, notes: &[], sha256: "x", handover, at: now() };
    lock(&store).add_run(&run).unwrap();
    assert_eq!(write_pending(&store).unwrap(), (true, String::new()));
    assert_eq!(names(&folder).len(), 2);
}

/// A file that is held while it is looked at: tried again, told once.
#[test]
fn a_file_that_is_held_waits_and_is_told_once() {
    let (_dir, store, folder) = waiting();
    let held = || {
        let h = pending(&store);
        not_put(&mut lock(&store), &h, handover::Error::Busy).unwrap()
    };
    let (first, second) = (held(), held());
    assert_eq!((first.news, second.news, second.problem.as_str()), (true, false, "HANDOVER-WRITE"));
    assert_eq!(write_pending(&store).unwrap(), (true, String::new()));
    assert_eq!(names(&folder).len(), 2);
}
