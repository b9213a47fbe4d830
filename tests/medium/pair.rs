//! Two programs on one profile: the second is told, or hands its command over; a first one that died holds up nobody.

use std::time::{Duration, Instant};

use crate::proof::{is_long, report};
use crate::scene::{Scene, Size};
use crate::shim::Medium;

/// How soon after the death of the first one the second must have the profile (debug build, busy machine).
const SOON: Duration = Duration::from_secs(10);

#[test]
fn a_second_start_is_told_and_a_dead_first_one_holds_up_nobody() {
    let scene = Scene::new("zwei", Size { letters: 4, answers: 1, sends: 2 });
    let medium = Medium::new();
    let rounds = if is_long() { 20 } else { 3 };
    let mut longest = Duration::ZERO;
    for round in 0..rounds {
        let first = medium.serve(&scene.bed);
        // A command, without the passphrase: the first one answers.
        let listed = medium.ask(&scene.bed, &["list"]);
        assert_eq!(listed.code(), 0, "round {round}: {listed:?}");
        // Another engine is refused, several at once too.
        let others: Vec<_> = (0..2).map(|_| medium.running(&scene.bed, &["serve", "--json", "--passphrase-fd", "0"])).collect();
        for other in others {
            let refused = other.end(&["serve"]);
            assert_eq!((refused.code(), refused.problem().as_str()), (5, "PROFILE-IN-USE"), "round {round}: {refused:?}");
        }
        first.kill();
        // The socket is still there and nobody listens; the lock went with the process.
        let begun = Instant::now();
        let second = medium.serve(&scene.bed);
        longest = longest.max(begun.elapsed());
        assert!(begun.elapsed() < SOON, "round {round}: {:?}", begun.elapsed());
        second.kill();
        // A single command opens the profile itself then.
        assert_eq!(medium.run(&scene.bed, &["list"]).code(), 0);
        scene.nothing_lost(&format!("round {round}"));
    }
    // Many single commands at once: each has the profile for itself, or is told that it is in use.
    let many: Vec<_> = (0..6).map(|_| medium.running(&scene.bed, &["fetch", "--json", "--passphrase-fd", "0"])).collect();
    let ended: Vec<_> = many.into_iter().map(|one| one.end(&["fetch"])).collect();
    let fits = |code: i32, problem: &str| (code, problem) == (0, "") || (code, problem) == (5, "PROFILE-IN-USE");
    assert!(ended.iter().all(|one| fits(one.code(), &one.problem())), "{ended:?}");
    assert!(ended.iter().any(|one| one.code() == 0), "{ended:?}");
    for args in crate::full::WALKS {
        assert_eq!(medium.run(&scene.bed, args).code(), 0);
    }
    scene.nothing_lost("in the end");
    report(
        "45: two programs on one profile: commands are handed over, a second engine is refused, SIGKILL of the first frees the profile at once",
        "real programs; SIGKILL of the serving one, a new one starts; six fetches at once",
        rounds + 1,
        &format!("held; a new engine answered {longest:.1?} after a kill at the latest (debug build)"),
    );
}
