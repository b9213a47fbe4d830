//! `kill -9` while the files of a watched folder become mails: the folder is the practice software's, the recipients stand in
//! the town's directory, and the mails go to a scripted server.

use std::path::Path;
use std::time::Duration;

use kimpost::domain::account::{ServerSettings, TlsMode};
use kimpost::domain::outgoing::OutgoingState;
use kimpost::domain::watch::WatchResult;
use kimpost::engine::command::Command;
use kimpost::engine::event::Answer;

use crate::bed::Bed;
use crate::program::{Death, Run};
use crate::proof::{Dice, report};
use crate::smtp::Smtp;
use crate::support::{Town, ZP, answer, files_below};

const QUICK: usize = 6;
const LONG: usize = 80;

/// The requests of a day, without the one that breaks off.
fn requests(town: &Town) -> Vec<(String, Vec<u8>)> {
    let whole = |bytes: &[u8]| bytes.trim_ascii_end().ends_with(b">") && bytes.windows(2).filter(|w| w == b"</").count() > 3;
    let last = town.info().day[0].bytes.trim_ascii_end().rsplit(|b| *b == b'<').next().unwrap().to_vec();
    let ends = |bytes: &[u8]| whole(bytes) && bytes.trim_ascii_end().ends_with(&last);
    let day = town.info().day.iter().filter(|file| ends(&file.bytes));
    day.map(|file| (file.name.clone(), file.bytes.clone())).collect()
}

fn count(dir: &Path) -> usize {
    std::fs::read_dir(dir).map_or(0, |all| all.filter(|entry| entry.as_ref().unwrap().path().is_file()).count())
}

#[test]
fn a_killed_watch_makes_one_mail_of_each_file() {
    let (town, server) = (Town::empty(), Smtp::start());
    let files = requests(&town);
    assert!(files.len() >= 15, "{}", files.len());
    let mut settings = town.settings(ZP);
    settings.outgoing = ServerSettings { server: "127.0.0.1".into(), port: server.place.port, tls: TlsMode::None, ..settings.outgoing };
    let template = Bed::with_account(settings, |_| {});
    let mut dice = Dice::of("kill_watch");
    let (mut kills, mut unclear, mut starts) = (0, 0, Vec::new());
    for point in dice.sample((0..LONG).collect(), QUICK) {
        let bed = template.copy();
        server.reset();
        let dir = bed.dir.path().join("ausgang");
        std::fs::create_dir(&dir).unwrap();
        let desk = bed.desk();
        let add = Command::AddWatchFolder { account: desk.id(ZP), dienstkennung: String::new(), dir: dir.clone(), sure: false };
        answer!(desk.ask(add), Answer::Watch(facts) => assert_eq!(facts.folders.len(), 1));
        desk.stop();
        for (name, bytes) in &files {
            std::fs::write(dir.join(name), bytes).unwrap();
        }
        let sent = dir.join("gesendet");
        let mut after_kill = false;
        for round in 0..3 {
            let moved = count(&sent) + point % 8;
            // While files become mails, or while the mails go out.
            let death = match (round, point % 3) {
                (2, _) => Death::Never,
                (_, 0) => Death::Nth(dice.below(files.len() * 12)),
                _ => Death::Seen(dice.below(20) as u64),
            };
            let run = Run::new(death);
            server.hook(run.hook());
            let ended = run.go(&bed, &["watch", "--once"], || count(&sent) > moved);
            server.place.settle();
            if after_kill {
                starts.extend(ended.start);
            }
            after_kill = ended.killed;
            kills += usize::from(ended.killed);
            // Exit 1 tells that a person is needed, for a mail that is unclear.
            assert!(ended.killed || matches!(ended.status.code(), Some(0 | 1)), "point {point}: {}", ended.status);
            bed.look().sound();
            assert!(server.with(|counter| counter.taken.values().all(|count| *count <= 1)), "point {point}: sent twice");
            let (waiting, done) = (count(&dir), count(&sent));
            assert_eq!(waiting + done, files.len(), "point {point}: no file is lost or doubled");
        }
        let outbox = bed.look().outbox();
        let subjects: std::collections::BTreeSet<&str> = outbox.iter().map(|item| item.subject.as_str()).collect();
        assert_eq!((outbox.len(), subjects.len()), (files.len(), files.len()), "point {point}: one mail of each file");
        assert_eq!((count(&dir), count(&sent)), (0, files.len()), "point {point}: each file moved once");
        assert_eq!(files_below(&dir).len(), files.len(), "point {point}: nothing lies in another folder");
        let desk = bed.desk();
        let items = answer!(desk.ask(Command::ListWatch), Answer::Watch(facts) => facts.items);
        assert!(items.iter().all(|item| item.result == WatchResult::Queued), "point {point}");
        desk.ask(Command::FlushOutbox);
        desk.stop();
        server.place.settle();
        for item in bed.look().outbox() {
            let taken = server.taken(&item.subject);
            match item.state {
                OutgoingState::Accepted => assert_eq!(taken, 1, "point {point}: {}", item.subject),
                // Taken or not: a person decides.
                OutgoingState::Uncertain => unclear += 1,
                state => panic!("point {point}: {} stands as {state:?}", item.subject),
            }
        }
    }
    assert!(unclear <= kills);
    starts.sort();
    let longest = starts.last().copied().unwrap_or(Duration::ZERO);
    report(
        "kill -9 over a watched folder: one mail of each file, each file moved once, no mail sent twice",
        "real program, 20 requests, SIGKILL after the n-th file moved or at an event of the SMTP dialogue, twice",
        kills,
        &format!("held; {unclear} unclear; start to first connection after a kill at most {longest:.1?} (debug build)"),
    );
}
