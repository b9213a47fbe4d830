//! Deleting for good, by hand and by period: what goes, what stays, and that nothing comes back with the next fetch.

use std::path::PathBuf;

use kimpost::domain::audit::{AuditAction, AuditFilter};
use kimpost::domain::ids::MailId;
use kimpost::domain::mail::{Folder, MailFilter};
use kimpost::domain::problem::Problem;
use kimpost::domain::purge::{PurgeCount, PurgeWhat, Retention, RetentionCount, RetentionState, RetentionTrial};
use kimpost::domain::secret::{Secret, StoreKey};
use kimpost::domain::time::Timestamp;
use kimpost::engine::command::{AuditCommand, Command, PurgeCommand};
use kimpost::engine::event::Answer;
use kimpost::engine::profile::KeySource;
use kimpost::engine::{Mode, Profile};
use kimpost::secrets;
use kimpost::store::{HashedBytes, NewMail, RawBytes, Store};

use crate::support::{Desk, HA, KH, Town, ZP, answer, text_mail, until};

fn ask(desk: &Desk, command: PurgeCommand) -> Result<Answer, Problem> {
    desk.engine.ask_blocking(Command::Purge(Box::new(command)))
}

fn count(desk: &Desk, what: PurgeWhat) -> PurgeCount {
    answer!(ask(desk, PurgeCommand::Count(what)).unwrap(), Answer::PurgeCount(count) => count)
}

fn purge(desk: &Desk, mails: Vec<MailId>, undecrypted: bool) -> PurgeCount {
    answer!(ask(desk, PurgeCommand::Purge { mails, undecrypted }).unwrap(), Answer::PurgeCount(count) => count)
}

fn tried(desk: &Desk, plan: Retention) -> RetentionTrial {
    answer!(ask(desk, PurgeCommand::TryPeriods(plan)).unwrap(), Answer::RetentionTrial(trial) => trial)
}

fn in_folder(desk: &Desk, folder: Folder) -> Vec<MailId> {
    desk.list(MailFilter { folder, limit: 500, ..MailFilter::default() }).rows.iter().map(|row| row.id).collect()
}

fn purged_acts(desk: &Desk) -> Vec<(String, String, bool)> {
    let filter = AuditFilter { action: Some(AuditAction::MailPurged), ..AuditFilter::default() };
    let page = desk.ask(Command::Audit(Box::new(AuditCommand::Page { filter, before: None, limit: 500, opening: false })));
    let records = answer!(page, Answer::AuditPage(page) => page.records);
    records.into_iter().map(|record| (record.person, record.result, record.object.is_empty())).collect()
}

#[test]
fn a_whole_days_mail_goes_for_good_and_does_not_come_back_with_the_next_fetch() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch();
    let all = in_folder(&desk, Folder::Inbox);
    let searched = || desk.list(MailFilter { search: "4711".into(), ..MailFilter::default() }).total;
    assert!(all.len() > 10 && searched() > 0);
    desk.ask(Command::MoveToTrash { mails: all.clone() });
    let trash = in_folder(&desk, Folder::Trash);
    let before = count(&desk, PurgeWhat::Trash(None));
    assert_eq!(before.mails.len() + before.undecrypted.len(), trash.len(), "{before:?}");
    assert!(before.on_server > 0 && !before.undecrypted.is_empty());
    let asked = before.mails.iter().chain(&before.undecrypted).copied().collect();
    let after = purge(&desk, asked, false);
    assert_eq!((after.mails, &after.undecrypted), (before.mails, &before.undecrypted));
    assert_eq!(in_folder(&desk, Folder::Trash).len(), before.undecrypted.len(), "what cannot be read yet stays");
    purge(&desk, before.undecrypted, true);
    assert!(in_folder(&desk, Folder::Trash).is_empty());
    let sent_only = searched();
    desk.fetch();
    assert_eq!((in_folder(&desk, Folder::Inbox), in_folder(&desk, Folder::Trash)), (Vec::new(), Vec::new()), "nothing came back");
    assert_eq!(searched(), sent_only);
    // Each one stands in the log by the hash of its Message-ID, under the name of who did it.
    let acts = purged_acts(&desk);
    assert_eq!(acts.len(), trash.len());
    assert!(acts.iter().all(|(person, result, nameless)| !person.is_empty() && result == "ok" && !nameless));
    // A new mail is a new mail.
    town.put(HA, &text_mail(KH, HA, "Noch einer", "Text\r\n"));
    desk.fetch();
    assert_eq!(in_folder(&desk, Folder::Inbox).len(), 1);
}

#[test]
fn what_comes_into_the_trash_after_the_question_does_not_go_with_the_answer() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch();
    let all = in_folder(&desk, Folder::Inbox);
    let (first, later) = all.split_at(all.len() / 2);
    desk.ask(Command::MoveToTrash { mails: first.to_vec() });
    let question = count(&desk, PurgeWhat::Trash(None));
    desk.ask(Command::MoveToTrash { mails: later.to_vec() });
    // One is brought back while the question stands there.
    let (kept, going) = question.mails.split_first().unwrap();
    desk.ask(Command::Restore { mails: vec![*kept] });
    assert_eq!(purge(&desk, question.mails.clone(), false).mails, going);
    let trash = in_folder(&desk, Folder::Trash);
    assert!(later.iter().all(|mail| trash.contains(mail)) && in_folder(&desk, Folder::Inbox) == [*kept]);
}

#[test]
fn what_waits_to_be_sent_stays_and_a_reply_outlives_the_mail_it_answers() {
    let town = Town::empty();
    let desk = Desk::throw_away(Mode::CommandsOnly);
    for address in [ZP, HA] {
        desk.join(&town, address);
    }
    town.put(HA, &text_mail(ZP, HA, "Frage", "Text\r\n"));
    desk.fetch_well();
    let question = in_folder(&desk, Folder::Inbox)[0];
    let reply = answer!(desk.ask(Command::PrepareReply { mail: question, all: false }), Answer::Draft(draft) => *draft);
    desk.ask(Command::MoveToTrash { mails: vec![question] });
    assert_eq!(purge(&desk, vec![question], false).mails, [question]);
    // The reply goes out as if nothing had been.
    let queued = desk.queue(reply);
    assert!(in_folder(&desk, Folder::Outbox).contains(&queued.id));
    // It lies in the outbox, which nothing purges.
    assert_eq!(purge(&desk, vec![queued.id], true).mails, []);
    assert!(in_folder(&desk, Folder::Outbox).contains(&queued.id));
    // Twice the same does nothing, and what is gone cannot be brought back.
    assert_eq!(purge(&desk, vec![question], false).mails, []);
    desk.ask(Command::Restore { mails: vec![question] });
    assert!(in_folder(&desk, Folder::Inbox).is_empty());
}

#[test]
fn periods_are_off_until_they_are_set_possible_only_within_limits_and_the_change_is_recorded() {
    let desk = Desk::throw_away(Mode::CommandsOnly);
    let state = || answer!(ask(&desk, PurgeCommand::Periods).unwrap(), Answer::Retention(state) => state);
    assert_eq!(state(), RetentionState::default());
    let wrong = Retention { trash_days: Some(0), ..Retention::default() };
    for command in [PurgeCommand::TryPeriods(wrong), PurgeCommand::SetPeriods(wrong)] {
        assert_eq!(ask(&desk, command).unwrap_err().code, "INPUT-PERIOD");
    }
    let plan = Retention { trash_days: Some(30), inbox_years: None, sent_years: Some(10) };
    ask(&desk, PurgeCommand::SetPeriods(plan)).unwrap();
    assert_eq!(state().plan, plan);
    let filter = AuditFilter { action: Some(AuditAction::SettingChanged), ..AuditFilter::default() };
    let page = desk.ask(Command::Audit(Box::new(AuditCommand::Page { filter, before: None, limit: 9, opening: false })));
    let details = answer!(page, Answer::AuditPage(page) => page.records).into_iter().map(|record| record.detail).collect::<Vec<_>>();
    assert_eq!(details, ["retention"]);
}

/// A profile in which a mail lies that was stored in 2020, as far as the store knows.
fn with_an_old_mail(town: &Town, settings: &[(&str, String)]) -> Desk {
    with_mails(town, Folder::Inbox, ["alt", "neu"], settings).0
}

/// Two mails of these subjects in a folder, one stored in 2020 and one now; also where the store lies, and its key.
fn with_mails(town: &Town, folder: Folder, subjects: [&str; 2], settings: &[(&str, String)]) -> (Desk, PathBuf, StoreKey) {
    let files = tempfile::tempdir().unwrap();
    let dir = files.path().join("profile");
    let passphrase = Secret::new("Zwölf Zeichen und mehr");
    let source = KeySource::Passphrase(passphrase.clone());
    let desk = Desk::on(Profile::init(&dir, &source).unwrap(), Mode::CommandsOnly, files);
    let account = desk.join(town, HA).id;
    let files = desk.stop();
    let (key, _) = secrets::open_profile_key(&dir, Some(&passphrase), || panic!("no keyring")).unwrap();
    {
        let mut store = Store::open(&dir, &key).unwrap();
        let now = chrono::Utc::now().timestamp_millis();
        // The UIDL is none of a mail's words, and outlives it.
        for ((subject, uidl), received) in subjects.into_iter().zip(["uidl-1", "uidl-2"]).zip([1_590_000_000_000, now]) {
            let raw = HashedBytes::new(text_mail(ZP, HA, subject, &format!("{subject} Text\r\n")));
            let parsed = kimpost::kim::receive(&mut raw.bytes());
            let new = NewMail {
                account,
                uidl: Some(uidl),
                listed_size: 1,
                folder,
                received: Timestamp(received),
                raw: RawBytes::Inline(&raw),
                parsed: &parsed,
                payload: None,
                unread: false,
            };
            store.insert_mails(&[new]).unwrap();
        }
        settings.iter().for_each(|(name, value)| store.set_setting(name, value).unwrap());
    }
    (Desk::on(Profile::open(&dir, &source).unwrap(), Mode::Background, files), dir, key)
}

/// Waits for a run of the timer.
fn run_of_the_timer(desk: &Desk) -> (Timestamp, RetentionCount) {
    until("a run", || answer!(ask(desk, PurgeCommand::Periods).unwrap(), Answer::Retention(state) => state).last)
}

#[test]
fn a_period_moves_what_is_old_by_itself_and_leaves_what_is_not() {
    let desk = with_an_old_mail(&Town::empty(), &[]);
    let plan = Retention { trash_days: Some(30), inbox_years: Some(2), sent_years: None };
    let would = tried(&desk, plan);
    assert_eq!((would.count.trashed, would.count.purged, would.works), (1, 0, plan));
    assert_eq!(in_folder(&desk, Folder::Inbox).len(), 2, "counting moves nothing");
    ask(&desk, PurgeCommand::SetPeriods(plan)).unwrap();
    let (_, last) = run_of_the_timer(&desk);
    assert_eq!((last.trashed, last.purged), (1, 0));
    assert_eq!((in_folder(&desk, Folder::Inbox).len(), in_folder(&desk, Folder::Trash).len()), (1, 1));
    let filter = AuditFilter { action: Some(AuditAction::MailMoved), ..AuditFilter::default() };
    let page = desk.ask(Command::Audit(Box::new(AuditCommand::Page { filter, before: None, limit: 9, opening: false })));
    let acts = answer!(page, Answer::AuditPage(page) => page.records);
    let acts: Vec<_> = acts.iter().map(|record| (record.person.as_str(), record.detail.as_str())).collect();
    assert_eq!(acts, [("", "retention")], "the program did it");
}

/// Rule 49 from the setting to the last page of the file.
#[test]
fn what_lay_in_the_trash_longer_than_its_days_goes_by_itself_and_leaves_no_word() {
    const OLD: &str = "Xylophonmarker";
    const NEW: &str = "Zimbelmarker";
    let (desk, dir, key) = with_mails(&Town::empty(), Folder::Trash, [OLD, NEW], &[]);
    let found = |words: &str| crate::pages::found(&dir, key.reveal(), words);
    let hits = |folder, words: &str| desk.list(MailFilter { folder, search: words.into(), ..MailFilter::default() }).rows;
    let [old, new] = [OLD, NEW].map(|words| {
        assert!(!found(words).is_empty(), "the pages are read rightly");
        hits(Folder::Trash, words).first().expect("found by its words").id
    });
    let begun = chrono::Utc::now().timestamp_millis();
    assert!(in_folder(&desk, Folder::Trash).len() == 2 && purged_acts(&desk).is_empty());
    ask(&desk, PurgeCommand::SetPeriods(Retention { trash_days: Some(30), inbox_years: None, sent_years: None })).unwrap();
    let (at, last) = run_of_the_timer(&desk);
    assert!(at.0 >= begun);
    assert_eq!(last, RetentionCount { trashed: 0, purged: 1 });
    assert_eq!(in_folder(&desk, Folder::Trash), [new], "what came in a moment ago stays");
    assert!(Folder::ALL.into_iter().all(|folder| hits(folder, OLD).is_empty()));
    assert_eq!(hits(Folder::Trash, NEW).len(), 1);
    assert_eq!(desk.problem(Command::OpenMail { mail: old, mark_read: false }), "NOT-FOUND");
    // The program did it, and says so with the hash of the Message-ID alone.
    assert_eq!(purged_acts(&desk), [(String::new(), "ok".to_owned(), false)]);
    // Beside everything else the timer writes anew what still held its words.
    until("no page holds a word", || found(OLD).is_empty().then_some(()));
    let files = desk.stop();
    assert_eq!((found(OLD), found(NEW).is_empty()), (Vec::<String>::new(), false));
    drop(files);
}

#[test]
fn a_plan_is_tried_by_the_clock_by_which_it_will_run() {
    let plan = Retention { trash_days: Some(30), inbox_years: Some(2), sent_years: None };
    let now = chrono::Utc::now().timestamp_millis();
    let days_ago = |days: i64| Timestamp(now - 86_400_000 * days);
    // A year ago the clock was astray: two years have not passed whole since.
    let year = days_ago(365);
    let desk = with_an_old_mail(&Town::empty(), &[("clock.astray", year.0.to_string()), ("clock.jumped", year.0.to_string())]);
    let would = tried(&desk, plan);
    assert_eq!((would.count.trashed, would.works.trash_days, would.works.inbox_years, would.since), (0, Some(30), None, Some(year)));
    // It jumped a moment ago: nothing goes for a day.
    let desk = with_an_old_mail(&Town::empty(), &[("clock.jumped", now.to_string())]);
    assert_eq!(tried(&desk, plan), RetentionTrial::default());
}
