//! What a restricted person can never see: nothing of a foreign account in any list, count, file, thread or event.

use std::collections::BTreeSet;

use kimpost::domain::access::{Grantee, Right};
use kimpost::domain::answer::{AnswerFilter, LineState};
use kimpost::domain::contact::ContactFilter;
use kimpost::domain::ids::{AccountId, MailId};
use kimpost::domain::mail::{Folder, MailFilter};
use kimpost::engine::EngineHandle;
use kimpost::engine::command::{Command, ContactCommand, DeskCommand, ExportFormat};
use kimpost::engine::event::{Answer, Event};

use crate::support::{Desk, HA, KH, Town, ZP, answer, files_below, text_mail, until};
use crate::{PASSWORD, hire, restrict, seat, sign_in, user};

/// Everything was fetched; only Ben may use the dental practice, and only that.
struct Clinic {
    town: Town,
    desk: Desk,
    own: AccountId,
    foreign: [AccountId; 2],
    /// Mails of foreign accounts.
    secret: BTreeSet<MailId>,
}

fn clinic() -> Clinic {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let own = desk.id(ZP);
    let foreign = [KH, HA].map(|address| desk.id(address));
    let mut secret = BTreeSet::new();
    for folder in Folder::ALL {
        let page = desk.list(MailFilter { accounts: foreign.to_vec(), folder, ..MailFilter::default() });
        secret.extend(page.rows.iter().map(|row| row.id));
    }
    assert!(secret.len() > 20, "the town is busy");
    let book = hire(&desk);
    restrict(&desk, own, Grantee::User(user(&book, "Ben")), &Right::ALL);
    for account in foreign {
        restrict(&desk, account, Grantee::User(user(&book, "Chris")), &Right::ALL);
    }
    Clinic { town, desk, own, foreign, secret }
}

fn ask(engine: &EngineHandle, command: Command) -> Answer {
    engine.ask_blocking(command).unwrap()
}

#[test]
fn no_list_count_search_or_file_holds_anything_of_a_foreign_account() {
    let c = clinic();
    let ben = seat(&c.desk, "Ben");
    let accounts = answer!(ask(&ben, Command::ListAccounts), Answer::Accounts(accounts) => accounts);
    assert_eq!(accounts.iter().map(|a| a.id).collect::<Vec<_>>(), [c.own]);
    let counts = answer!(ask(&ben, Command::CountFolders), Answer::Counts(counts) => counts);
    assert_eq!(counts.iter().map(|(account, _)| *account).collect::<Vec<_>>(), [c.own]);
    let mut seen = 0;
    for folder in Folder::ALL {
        for search in ["", "Befund", "EBZ", "a", "2026", "Praxis"] {
            for accounts in [vec![], vec![c.own], c.foreign.to_vec(), vec![c.own, c.foreign[0]]] {
                let filter =
                    MailFilter { accounts, folder, search: search.into(), all_folders: !search.is_empty(), ..MailFilter::default() };
                let page = answer!(ask(&ben, Command::ListMails(filter)), Answer::Mails(page) => page);
                assert!(page.rows.iter().all(|row| row.account == c.own), "{folder:?} {search}");
                assert_eq!((page.total, page.per_class[0]), (page.rows.len(), page.rows.len()), "a total tells of others");
                seen += page.rows.len();
                for row in page.rows {
                    let detail = answer!(ask(&ben, Command::OpenMail { mail: row.id, mark_read: false }), Answer::Mail(mail) => mail);
                    assert!(detail.thread.iter().all(|other| !c.secret.contains(&other.id)));
                    assert!(detail.versions.iter().all(|other| !c.secret.contains(other)));
                }
            }
        }
    }
    assert!(seen > 0);
    for mail in &c.secret {
        for command in [
            Command::OpenMail { mail: *mail, mark_read: false },
            Command::OpenMail { mail: *mail, mark_read: true },
            Command::ReadRaw { mail: *mail, offset: 0, len: 100 },
            Command::DigestAttachments { mail: *mail },
        ] {
            assert_eq!(ben.ask_blocking(command).unwrap_err().code, "NOT-FOUND");
        }
    }
    // Admins see what there is.
    assert_eq!(c.desk.accounts().len(), 3);
}

#[test]
fn export_import_and_desk_stay_within_the_own_accounts() {
    let c = clinic();
    let ben = seat(&c.desk, "Ben");
    let own: usize = [Folder::Inbox, Folder::Sent]
        .iter()
        .map(|folder| c.desk.list(MailFilter { accounts: vec![c.own], folder: *folder, ..MailFilter::default() }).total)
        .sum();
    let export = |name: &str, accounts: Vec<AccountId>| {
        let to = c.desk.path(name);
        ask(&ben, Command::Export { format: ExportFormat::Eml, to: to.clone(), search: String::new(), accounts });
        if to.exists() { files_below(&to).len() } else { 0 }
    };
    assert_eq!(export("alles", vec![]), own);
    assert_eq!(export("fremd", c.foreign.to_vec()), 0);
    // A mail to a foreign account cannot be put there, nor is it said whether it lies there already.
    let file = c.desk.path("fremd.eml");
    std::fs::write(&file, text_mail("a@moorburg.kim.telematik-test", KH, "Für Fremde", "Text\r\n")).unwrap();
    let report = answer!(ask(&ben, Command::Import { paths: vec![file], account: None }), Answer::Imported(report) => report);
    assert!(report.mails.iter().all(|mail| mail.id.is_none_or(|id| {
        answer!(ask(&ben, Command::OpenMail { mail: id, mark_read: false }), Answer::Mail(mail) => mail).row.account == c.own
    })));
    let rows = answer!(ask(&ben, Command::ListAnswers(AnswerFilter::default())), Answer::Answers(page) => page.rows);
    let all = answer!(c.desk.ask(Command::ListAnswers(AnswerFilter::default())), Answer::Answers(page) => page.rows);
    assert!(!rows.is_empty() && rows.iter().all(|row| !c.secret.contains(&row.mail)));
    for row in &all {
        let detail = answer!(ask(&ben, Command::OpenAnswer { number: row.number.clone() }), Answer::AnswerDetail(detail) => detail);
        assert!(detail.answers.iter().chain(&detail.request).all(|(mail, _)| !c.secret.contains(mail)));
    }
    let items = answer!(ask(&ben, Command::ListHandovers), Answer::Handovers { items, .. } => items);
    assert!(items.iter().all(|item| !c.secret.contains(&item.mail)));
    let outbox = answer!(ask(&ben, Command::ListOutbox { settled: true }), Answer::Outbox(items) => items);
    assert!(!outbox.is_empty() && outbox.iter().all(|item| item.account == c.own));
    let checks = answer!(ask(&ben, Command::Doctor), Answer::Checks(checks) => checks);
    assert!(checks.iter().all(|check| !check.name.contains(KH) && !check.name.contains(HA)));
}

#[test]
fn a_line_of_a_foreign_account_is_neither_on_the_desk_nor_put_away() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let book = hire(&desk);
    restrict(&desk, desk.id(ZP), Grantee::User(user(&book, "Chris")), &Right::ALL);
    let ben = seat(&desk, "Ben");
    let page = |engine: &EngineHandle| answer!(ask(engine, Command::ListAnswers(AnswerFilter::default())), Answer::Answers(page) => *page);
    let all = page(&desk.engine);
    assert!(all.rows.len() > 3);
    let seen = page(&ben);
    assert!(seen.rows.is_empty() && seen.broken.is_empty() && seen.insurers.is_empty());
    let question = |command: DeskCommand| Command::Desk(Box::new(command));
    assert!(answer!(ask(&ben, question(DeskCommand::Waiting)), Answer::Waiting(rows) => rows).is_empty());
    for row in &all.rows {
        let number = row.number.clone();
        let detail = answer!(ask(&ben, Command::OpenAnswer { number: number.clone() }), Answer::AnswerDetail(detail) => detail);
        assert!(detail.answers.is_empty() && detail.request.is_none() && detail.runs.is_empty());
        let refused = ben.ask_blocking(question(DeskCommand::MarkDone { numbers: vec![number], done: true })).unwrap_err();
        assert_eq!(refused.code, "NOT-FOUND");
    }
    assert!(page(&desk.engine).rows.iter().zip(&all.rows).all(|(now, before)| now.state == before.state));
    // The same number is his to put away as soon as the account is.
    restrict(&desk, desk.id(ZP), Grantee::User(user(&book, "Ben")), &[Right::Read]);
    let numbers = vec![page(&ben).rows[0].number.clone()];
    ask(&ben, question(DeskCommand::MarkDone { numbers: numbers.clone(), done: true }));
    assert_eq!(page(&ben).rows.iter().find(|row| row.number == numbers[0]).unwrap().state, LineState::Done);
}

#[test]
fn a_recipient_of_a_foreign_account_is_never_suggested() {
    let c = clinic();
    for (from, to) in [(KH, "geheim.empfaenger@moorburg.kim.telematik-test"), (ZP, "t.mueller@moorburg.kim.telematik-test")] {
        c.desk.queue(c.desk.draft(from, &[to], "Überweisung"));
    }
    let suggestions = |engine: &EngineHandle, text: &str| {
        answer!(ask(engine, Command::SuggestRecipients { text: text.into() }), Answer::Suggestions(found) => found.contacts).len()
    };
    let ben = seat(&c.desk, "Ben");
    assert_eq!((suggestions(&ben, "geheim"), suggestions(&ben, "mueller")), (0, 1));
    assert_eq!((suggestions(&c.desk.engine, "geheim"), suggestions(&c.desk.engine, "mueller")), (1, 1));
    // The address book neither shows such a contact nor lets it be changed, as if it were not there.
    let book = |engine: &EngineHandle| {
        let list = ContactCommand::List(ContactFilter { limit: 100, ..ContactFilter::default() });
        let book = answer!(ask(engine, Command::Contacts(Box::new(list))), Answer::AddressBook(book) => book);
        assert_eq!(book.total, book.contacts.len());
        book.contacts.into_iter().filter(|contact| contact.address.starts_with("geheim")).count()
    };
    assert_eq!((book(&ben), book(&c.desk.engine)), (0, 1));
    let star = |address: &str| {
        let favourite = ContactCommand::Favourite { address: address.into(), favourite: true };
        ben.ask_blocking(Command::Contacts(Box::new(favourite))).unwrap_err().code
    };
    assert_eq!(star("geheim.empfaenger@moorburg.kim.telematik-test"), star("gibt.es.nicht@moorburg.kim.telematik-test"));
}

#[test]
fn a_group_shows_everybody_only_whom_he_may_see() {
    let c = clinic();
    let (foreign, own) = ("geheim.empfaenger@moorburg.kim.telematik-test", "t.mueller@moorburg.kim.telematik-test");
    for (from, to) in [(KH, foreign), (ZP, own)] {
        c.desk.queue(c.desk.draft(from, &[to], "Überweisung"));
    }
    let change = |engine: &EngineHandle, command| ask(engine, Command::Contacts(Box::new(command)));
    let (ben, chris) = (seat(&c.desk, "Ben"), seat(&c.desk, "Chris"));
    let new = |engine: &EngineHandle, name: &str| {
        let saved = change(engine, ContactCommand::SaveGroup { id: None, name: name.into() });
        answer!(saved, Answer::ContactGroupSaved(id) => id)
    };
    let (mixed, hidden) = (new(&chris, "Zuweiser"), new(&chris, "Zuweiser vertraulich"));
    for (engine, group, address) in [(&chris, mixed, foreign), (&ben, mixed, own), (&chris, hidden, foreign)] {
        change(engine, ContactCommand::SetMember { group, address: address.into(), member: true });
    }
    let members = |engine: &EngineHandle| {
        let list = ContactCommand::List(ContactFilter { limit: 100, ..ContactFilter::default() });
        let book = answer!(change(engine, list), Answer::AddressBook(book) => book);
        book.groups.into_iter().map(|group| group.members.into_iter().map(|m| m.address).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let suggested = |engine: &EngineHandle| {
        let asked = Command::SuggestRecipients { text: "zuw".into() };
        answer!(ask(engine, asked), Answer::Suggestions(found) => found.groups.iter().map(|g| g.members.len()).collect::<Vec<_>>())
    };
    assert_eq!(members(&ben), [vec![own], vec![]]);
    assert_eq!(suggested(&ben), [1], "a group without anybody is no suggestion");
    assert_eq!(members(&chris), [vec![foreign, own], vec![foreign]], "an admin sees all");
    assert_eq!(suggested(&chris), [2, 1]);
}

#[test]
fn events_of_foreign_accounts_do_not_reach_the_window() {
    let mut c = clinic();
    let chris = seat(&c.desk, "Chris");
    // Ben sits at the window, Chris asks from elsewhere.
    sign_in(&c.desk.engine, "Ben", PASSWORD).unwrap();
    while c.desk.events.try_recv().is_ok() {}
    for address in [ZP, KH, HA] {
        c.town.put(address, &text_mail("a@moorburg.kim.telematik-test", address, "Neues", "Text\r\n"));
    }
    let account = answer!(ask(&chris, Command::ListAccounts), Answer::Accounts(accounts) => accounts)
        .into_iter()
        .find(|a| a.id == c.foreign[0])
        .unwrap();
    ask(
        &chris,
        Command::TestAccount {
            id: Some(account.id),
            settings: Box::new(account.settings.clone()),
            password: None,
            connector_password: None,
        },
    );
    let mut broken = account.settings.clone();
    broken.incoming.port = 1;
    ask(&chris, Command::SaveAccount { id: Some(account.id), settings: Box::new(broken), password: None, loaded: None });
    ask(&chris, Command::Fetch { accounts: vec![], dienstkennungen: vec![] });
    let mut own_fetch = false;
    let mut check = |event: Event| {
        let account = match &event {
            Event::MailStored { account, .. } | Event::SendProgress { account, .. } => Some(*account),
            Event::FetchProgress(progress) => Some(progress.account),
            Event::FetchFinished(fetch) => Some(fetch.account),
            Event::ProblemRaised(problem) => problem.account,
            Event::ProblemCleared { account, .. } => *account,
            Event::TestStep { .. } => panic!("a test that another one asked for"),
            Event::Answered { .. } => panic!("an answer to another one"),
            _ => None,
        };
        assert!(account.is_none_or(|account| account == c.own), "{event:?}");
        own_fetch |= matches!(event, Event::FetchFinished(_));
        own_fetch
    };
    until("the own fetch", || {
        let mut done = false;
        while let Ok(event) = c.desk.events.try_recv() {
            done |= check(event);
        }
        done.then_some(())
    });
    // Who signs in later learns what still stands.
    sign_in(&c.desk.engine, "Chris", PASSWORD).unwrap();
    let foreign = c.foreign;
    c.desk.event("the standing problem", |event| match event {
        Event::ProblemRaised(problem) if problem.account == Some(foreign[0]) => Some(()),
        _ => None,
    });
}
