//! `directory search`, `directory check`, `cards`: the VZD, the own contacts held against it, the cards of the Konnektor.

use serde_json::json;

use super::args::DirectoryCommand;
use super::output::exit;
use super::{Outcome, Session, json as to_json, unexpected};
use crate::domain::contact::{ContactFilter, ContactShelf};
use crate::domain::directory::{DirectoryEntry, DirectoryQuery};
use crate::domain::problem::Problem;
use crate::engine::command::{Command, ContactCommand};
use crate::engine::event::Answer;
use crate::i18n;

/// `directory …`
///
/// # Errors
/// Problems of the engine or of the input.
pub fn directory(session: &mut Session<'_>, command: &DirectoryCommand) -> Outcome {
    match command {
        DirectoryCommand::Search(args) => {
            let query = DirectoryQuery {
                text: args.text.clone(),
                street: args.street.clone(),
                city: args.city.clone(),
                zip: args.zip.clone(),
                specialty: args.specialty.clone(),
                profession: args.profession.clone(),
                telematik_id: args.telematik_id.clone(),
                ik: args.ik.clone(),
                mail: args.mail.clone(),
                any_mail: Vec::new(),
                limit: args.limit,
            };
            search(session, args.account.as_deref(), query)
        }
        DirectoryCommand::Check => check(session),
    }
}

fn search(session: &mut Session<'_>, account: Option<&str>, query: DirectoryQuery) -> Outcome {
    if query.is_empty() {
        return Err(Problem::new("INPUT-EMPTY-SEARCH", ""));
    }
    let account = account.map(|a| session.account(a)).transpose()?.map(|a| a.id);
    let answer = session.ask(Command::SearchDirectory { account, query, lane: 0 })?;
    let Answer::Directory(found) = answer else { return Err(unexpected(&answer)) };
    let rows: Vec<Vec<String>> = found.entries.iter().map(row).collect();
    let titles = ["cli-col-name", "cli-col-kind", "cli-col-specialty", "cli-col-street", "cli-col-city", "cli-col-address"];
    session.out.table(&titles, &rows);
    if !found.complete {
        session.out.say(&i18n::text("directory-incomplete"));
    }
    session.out.set("complete", json!(found.complete));
    session.out.set("entries", json!(found.entries.iter().map(to_json::directory_entry).collect::<Vec<_>>()));
    Ok(exit::DONE)
}

fn row(entry: &DirectoryEntry) -> Vec<String> {
    let addresses = entry.addresses.iter().map(|a| format!("{} ({})", a.mail, a.version.0)).collect::<Vec<_>>().join(", ");
    let place = format!("{} {}", entry.zip, entry.city);
    let words = entry.specialty.iter().map(|text| match DirectoryEntry::specialty_number(text) {
        Some(number) => t!("directory-specialty-number", number = number),
        None => text.clone(),
    });
    let specialty = words.collect::<Vec<_>>().join(", ");
    vec![entry.name.clone(), entry.kind.clone(), specialty, entry.street.clone(), place, addresses]
}

/// Asks about every own contact, and lists those that changed.
fn check(session: &mut Session<'_>) -> Outcome {
    let contacts = |command| Command::Contacts(Box::new(command));
    let answer = session.ask(contacts(ContactCommand::CheckNow))?;
    let Answer::ContactsChecked(report) = answer else { return Err(unexpected(&answer)) };
    let filter = ContactFilter { shelf: ContactShelf::News, limit: report.with_news, ..ContactFilter::default() };
    let answer = session.ask(contacts(ContactCommand::List(filter)))?;
    let Answer::AddressBook(book) = answer else { return Err(unexpected(&answer)) };
    let news = |c: &crate::domain::contact::Contact| c.news.as_ref().map_or("", |news| news.as_str());
    let offer = |c: &crate::domain::contact::Contact| c.news.as_ref().and_then(|news| news.best_offer(&c.address)).map(|o| o.mail.clone());
    let rows: Vec<Vec<String>> = book
        .contacts
        .iter()
        .map(|c| {
            let sentence = i18n::text(&format!("contact-news-{}", news(c)));
            vec![c.name.clone(), c.address.clone(), sentence, offer(c).unwrap_or_default()]
        })
        .collect();
    session.out.table(&["cli-col-name", "cli-col-address", "cli-col-state", "cli-col-new-address"], &rows);
    session.out.set("checked", json!(report.checked));
    let changed = book.contacts.iter().map(|c| json!({ "address": c.address, "name": c.name, "news": news(c), "new_address": offer(c) }));
    session.out.set("contacts", json!(changed.collect::<Vec<_>>()));
    Ok(exit::DONE)
}

/// `cards`
///
/// # Errors
/// Problems of the engine or of the input.
pub fn cards(session: &mut Session<'_>, account: Option<&str>) -> Outcome {
    let account = account.map(|a| session.account(a)).transpose()?.map(|a| a.id);
    let answer = session.ask(Command::ListCards { account })?;
    let Answer::Cards(report) = answer else { return Err(unexpected(&answer)) };
    let rows: Vec<Vec<String>> = report
        .cards
        .iter()
        .map(|c| {
            let terminal = report.terminal(c).map_or(c.terminal.as_str(), |t| if t.name.is_empty() { &t.id } else { &t.name });
            vec![
                c.kind.as_str().to_owned(),
                c.holder.clone(),
                c.iccsn.clone(),
                terminal.to_owned(),
                c.expires.map(|d| d.to_string()).unwrap_or_default(),
                i18n::text(&format!("pin-{}", c.pin.as_str())),
            ]
        })
        .collect();
    let columns = ["cli-col-kind", "cli-col-name", "cli-col-iccsn", "cli-col-terminal", "cli-col-expires", "cli-col-state"];
    session.out.table(&columns, &rows);
    session.out.say(&i18n::text(if report.link.is_online() { "cli-ti-online" } else { "cli-ti-offline" }));
    session.out.set("online", json!(report.link.is_online()));
    session.out.set("product", json!(report.product));
    session.out.set("cards", json!(report.cards.iter().map(|c| to_json::card(c, report.terminal(c))).collect::<Vec<_>>()));
    Ok(exit::DONE)
}
