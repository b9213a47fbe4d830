//! What is remembered between looks, and the profile's own rules.

use super::*;

#[test]
fn what_waits_for_long_is_counted_and_says_why() {
    let Some(long_ago) = Instant::now().checked_sub(LATE) else { return };
    let mut since = HashMap::new();
    let mut waiting = vec![waits("a.p7s.json", "", ""), waits("b.p7s", "", ""), waits("c.p7s", "LDAP-CONNECT", "")];
    assert_eq!(grow_late(&mut since, 1, &mut waiting, |_| true), 0);
    assert!(waiting.iter().all(|file| file.code != "WATCH-MISSING"));
    since.values_mut().for_each(|first| *first = long_ago);
    assert_eq!(grow_late(&mut since, 1, &mut waiting, |name| name.ends_with(".json")), 3);
    let codes: Vec<_> = waiting.iter().map(|file| file.code.as_str()).collect();
    assert_eq!(codes, ["WATCH-MISSING", "WATCH-UNREADABLE", "LDAP-CONNECT"]);
    // What came back after it was gone begins anew; another folder's files are not touched.
    grow_late(&mut since, 2, &mut [], |_| true);
    assert_eq!(since.len(), 3);
    grow_late(&mut since, 1, &mut [], |_| true);
    assert!(since.is_empty());
}

#[test]
fn own_rules_that_cannot_be_read_are_told() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(Watching::new(dir.path()).rules_problem, None);
    // As Notepad writes it.
    std::fs::write(dir.path().join(RULES_FILE), [0xFF, 0xFE, b'[', 0, b']', 0]).unwrap();
    assert_eq!(Watching::new(dir.path()).rules_problem.as_deref(), Some("watch-rules.json: not UTF-8"));
    std::fs::remove_file(dir.path().join(RULES_FILE)).unwrap();
    std::fs::create_dir(dir.path().join(RULES_FILE)).unwrap();
    assert!(Watching::new(dir.path()).rules_problem.is_some());
}

#[test]
fn only_eau_of_the_own_account_hold_a_cancellation_up() {
    let state = |account, eau| FolderState { account: AccountId(account), code: String::new(), waiting: Vec::new(), eau, late: 0 };
    let folder = WatchFolder { id: 1, account: AccountId(1), dienstkennung: String::new(), path: "/a".into() };
    for (states, expected) in [
        (vec![(1, state(1, 3))], false),
        (vec![(1, state(1, 0)), (2, state(2, 1))], false),
        (vec![(2, state(2, 1)), (3, state(1, 0))], false),
        (vec![(2, state(2, 1)), (3, state(1, 1))], true),
    ] {
        assert_eq!(eau_elsewhere(&states.into_iter().collect(), &folder), expected);
    }
}
