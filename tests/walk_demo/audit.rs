//! The audit log as a person leaves it: in order, under the right names, and with nothing of what mails are about.

use std::collections::HashSet;

use kimpost::domain::access::Role;
use kimpost::domain::audit::{AuditFilter, AuditPage, AuditRecord};
use kimpost::domain::mail::{Folder, MailFilter};
use kimpost::domain::secret::Secret;
use kimpost::engine::Mode;
use kimpost::engine::command::{AuditCommand, Command};
use kimpost::engine::event::Answer;

use crate::support::{Desk, KH, Town, ZP, answer, print_words, sha256, text_mail, until};

const PASSWORD: &str = "Grüße an 9 Igel";

fn page(desk: &Desk, filter: AuditFilter, before: Option<i64>, opening: bool) -> AuditPage {
    let command = AuditCommand::Page { filter, before, limit: 1000, opening };
    answer!(desk.ask(Command::Audit(Box::new(command))), Answer::AuditPage(page) => *page)
}

/// The whole log, oldest first, without a record of looking at it.
fn log(desk: &Desk) -> Vec<AuditRecord> {
    let (mut all, mut before) = (Vec::new(), None);
    loop {
        let page = page(desk, AuditFilter::default(), before, false);
        before = page.records.last().map(|record| record.number);
        all.extend(page.records);
        if !page.more {
            all.reverse();
            return all;
        }
    }
}

fn is_in_order(desk: &Desk) -> bool {
    answer!(desk.ask(Command::Audit(Box::new(AuditCommand::Verify))), Answer::AuditChecked(check) => check.first_bad.is_none())
}

fn sign_in(desk: &Desk, name: &str, password: &str) -> Result<Answer, kimpost::domain::problem::Problem> {
    desk.try_ask(Command::SignIn { name: name.into(), password: Secret::new(password) })
}

/// What a person did since the record with this number: action, detail, result.
fn acts(log: &[AuditRecord], since: i64, person: &str) -> Vec<(String, String, String)> {
    let own = log.iter().filter(|record| record.number > since && record.person == person);
    own.map(|record| (record.action.clone(), record.detail.clone(), record.result.clone())).collect()
}

#[test]
fn the_acts_of_a_session_stand_there_in_their_order() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    town.put(ZP, &text_mail("arzt@moorburg.kim.telematik-test", ZP, "Befund", "Text\r\n"));
    desk.fetch_well();
    let mail = desk.mail("Befund").id;
    desk.ask(Command::AddUser { name: "Chris".into(), role: Role::Admin, password: Some(Secret::new(PASSWORD)) });
    desk.ask(Command::AddUser { name: "Ben".into(), role: Role::Edit, password: Some(Secret::new(PASSWORD)) });
    desk.ask(Command::SignOut);
    let since = {
        sign_in(&desk, "Chris", PASSWORD).unwrap();
        let last = log(&desk).last().unwrap().number;
        desk.ask(Command::SignOut);
        last
    };
    assert_eq!(sign_in(&desk, "ben", "falsch, aber lang").unwrap_err().code, "SIGN-IN-WRONG");
    assert_eq!(sign_in(&desk, PASSWORD, "Ben").unwrap_err().code, "SIGN-IN-WRONG");
    sign_in(&desk, "Ben", PASSWORD).unwrap();
    desk.inbox();
    desk.open(mail);
    desk.read(mail);
    desk.open(mail);
    let path = desk.path("befund.eml");
    desk.ask(Command::SaveRaw { mail, path: path.clone(), replace: true });
    desk.ask(Command::Print { mail, words: print_words() });
    desk.ask(Command::MoveToTrash { mails: vec![mail] });
    desk.ask(Command::Restore { mails: vec![mail] });
    assert_eq!(desk.problem(Command::ListAccess), "ACCESS");
    assert_eq!(desk.problem(Command::SetSetting { key: "language".into(), value: "de".into() }), "ACCESS");
    let sent = desk.send(desk.draft(ZP, &[KH], "Überweisung"));
    let dir = desk.path("alles");
    desk.ask(Command::Export { format: kimpost::engine::command::ExportFormat::Eml, to: dir, search: String::new(), accounts: Vec::new() });
    desk.ask(Command::SignOut);
    sign_in(&desk, "Chris", PASSWORD).unwrap();
    desk.ask(Command::SetSetting { key: "language".into(), value: "de".into() });
    page(&desk, AuditFilter::default(), None, true);

    let log = log(&desk);
    assert!(log.windows(2).all(|two| two[0].number + 1 == two[1].number && two[0].at <= two[1].at));
    let saved = sha256(&std::fs::read(&path).unwrap());
    let line = |action: &str, detail: &str, result: &str| (action.to_owned(), detail.to_owned(), result.to_owned());
    assert_eq!(
        acts(&log, since, "Ben"),
        [
            line("sign-in", "", "SIGN-IN-WRONG"),
            line("sign-in", "", "ok"),
            line("mail-opened", "", "ok"),
            line("exported", &saved, "ok"),
            line("printed", "", "ok"),
            line("mail-moved", "trash", "ok"),
            line("mail-moved", "back", "ok"),
            line("setting-changed", "language", "ACCESS"),
            line("sent", "", "ok"),
            line("exported", "", "ok"),
            line("exported", "", "ok"),
            line("sign-out", "", "ok"),
        ]
    );
    let chris = acts(&log, since, "Chris");
    assert_eq!(chris[1..], [line("sign-in", "", "ok"), line("setting-changed", "language", "ok"), line("audit-viewed", "", "ok")]);
    assert_eq!(acts(&log, since, "?"), [line("sign-in", "", "SIGN-IN-WRONG")], "what was typed as a name may be a password");
    let of_sent = page(&desk, AuditFilter { mail: Some(sent.id), ..AuditFilter::default() }, None, false).records;
    let states: Vec<&str> = of_sent.iter().rev().filter(|r| r.action == "send-state").map(|r| r.detail.as_str()).collect();
    assert_eq!(states, ["queued", "sending", "accepted"]);
    assert!(of_sent.iter().all(|record| record.mail == Some(sent.id)));
    let of_mail = page(&desk, AuditFilter { mail: Some(mail), ..AuditFilter::default() }, None, false).records;
    assert!(of_mail.iter().any(|record| record.action == "mail-opened" && record.person == "Ben"), "who opened this mail");
    assert!(is_in_order(&desk));
}

#[test]
fn nothing_of_what_mails_are_about_stands_there() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    let before = log(&desk).len();
    desk.fetch_well();
    let fetched = log(&desk);
    let rows: Vec<_> = [Folder::Inbox, Folder::Sent]
        .into_iter()
        .flat_map(|folder| desk.list(MailFilter { folder, limit: 1000, ..MailFilter::default() }).rows)
        .collect();
    assert!(rows.len() > 30, "{}", rows.len());
    let of_mails = fetched[before..].iter().filter(|record| record.action != "certificate-accepted").count();
    assert!(of_mails * 4 < rows.len(), "a fetch records receipts it joins and no mails: {of_mails} of {}", rows.len());
    for row in &rows {
        desk.read(row.id);
        desk.raw(row.id);
    }
    let dir = desk.path("anhänge");
    for row in rows.iter().filter(|row| row.attachments > 0).take(9) {
        desk.save_files(row.id, &dir);
    }
    desk.ask(Command::MoveToTrash { mails: rows.iter().map(|row| row.id).collect() });
    desk.send(desk.draft(ZP, &[KH], "Überweisung Erika Übung"));
    let log = log(&desk);
    assert!(log.len() > 2 * rows.len());
    let text: String = log
        .iter()
        .map(|r| [&r.person, &r.action, &r.kind, &r.object, &r.detail, &r.result].map(String::as_str).join("\u{1f}"))
        .collect::<Vec<_>>()
        .join("\n")
        .to_lowercase();
    let mut markers = vec!["erika übung".to_owned(), "kim.telematik".to_owned(), "@".to_owned()];
    for row in &rows {
        let detail = desk.open(row.id);
        markers.extend(row.subject.split_whitespace().filter(|word| word.chars().count() > 5).map(str::to_owned));
        markers.extend(detail.parsed.from.iter().chain(&detail.parsed.to).flat_map(|m| [m.name.clone(), m.address.clone()]));
        markers.extend(detail.parsed.message_id.clone());
        markers.extend(detail.parsed.attachments.iter().map(|file| file.name.clone()));
        markers.extend(detail.payload.iter().flat_map(|p| p.fields.iter().map(|field| field.value.clone())));
    }
    markers.retain(|marker| marker.chars().count() > 3 || marker == "@");
    assert!(markers.len() > 200, "{}", markers.len());
    // A few digits also stand somewhere in a long hash, which says nothing: they count as a word only.
    let words: HashSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    for marker in markers {
        let marker = marker.to_lowercase();
        let is_short_number = marker.len() < 12 && marker.chars().all(|c| c.is_ascii_hexdigit());
        let stands = if is_short_number { words.contains(marker.as_str()) } else { text.contains(&marker) };
        assert!(!stands, "{marker:?} stands in the audit log");
    }
    assert!(is_in_order(&desk));
}

#[test]
fn a_file_of_the_log_is_a_table_and_says_that_it_was_written() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    desk.ask(Command::AddUser { name: "=Chris;\"x\"".into(), role: Role::Admin, password: Some(Secret::new(PASSWORD)) });
    desk.ask(Command::SetSetting { key: "language".into(), value: "de".into() });
    let path = desk.path("protokoll.csv");
    let export = |replace| {
        let command = AuditCommand::Export { filter: AuditFilter::default(), path: path.clone(), replace };
        desk.try_ask(Command::Audit(Box::new(command)))
    };
    let files = answer!(export(false).unwrap(), Answer::Files(files) => files);
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!((files[0].sha256.clone(), files[0].size), (sha256(&bytes), bytes.len() as u64));
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("\u{feff}number;time_utc;person;action;kind;object;detail;result;link\r\n"), "{text}");
    assert_eq!(text.lines().count(), files[0].index + 1);
    assert!(text.contains(";\"'=Chris;\"\"x\"\"\";setting-changed;;;language;ok;"), "{text}");
    assert_eq!(export(false).unwrap_err().code, "SAVE-EXISTS");
    export(true).unwrap();
    let last = log(&desk);
    let exports: Vec<_> = last.iter().filter(|r| r.action == "audit-exported").map(|r| (r.detail.as_str(), r.result.as_str())).collect();
    assert_eq!(exports[..2], [(files[0].sha256.as_str(), "ok"), ("", "SAVE-EXISTS")]);
    assert_eq!(exports.len(), 3);
}

#[test]
fn a_log_begins_with_the_profile_and_fits_while_the_program_works() {
    let town = Town::empty();
    let mut desk = Desk::throw_away(Mode::Background);
    desk.join(&town, ZP);
    desk.event("a fetch by timer", |event| matches!(event, kimpost::engine::event::Event::FetchFinished(_)).then_some(()));
    let all = until("the log", || Some(log(&desk)).filter(|all| all.len() > 2));
    assert_eq!(all.iter().take(3).map(|r| r.action.as_str()).collect::<Vec<_>>(), ["audit-begun", "key-made", "account-changed"]);
    assert_eq!(all[2].detail, "added");
    assert!(is_in_order(&desk));
}
