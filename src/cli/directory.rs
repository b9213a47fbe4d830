//! `directory search`, `cards`: the VZD and the cards of the Konnektor.

use serde_json::json;

use super::args::DirectoryCommand;
use super::output::exit;
use super::{Outcome, Session, json as to_json, unexpected};
use crate::domain::directory::DirectoryQuery;
use crate::domain::problem::Problem;
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;

/// `directory search`
///
/// # Errors
/// Problems of the engine or of the input.
pub fn search(session: &mut Session<'_>, command: &DirectoryCommand) -> Outcome {
    let DirectoryCommand::Search { text, account, city, zip, specialty, profession, ik, limit } = command;
    let query = DirectoryQuery {
        text: text.clone(),
        city: city.clone(),
        zip: zip.clone(),
        specialty: specialty.clone(),
        profession_oid: profession.clone(),
        ik: ik.clone(),
        mail: String::new(),
        limit: *limit,
    };
    if query.is_empty() {
        return Err(Problem::new("INPUT-EMPTY-SEARCH", ""));
    }
    let account = account.as_ref().map(|a| session.account(a)).transpose()?.map(|a| a.id);
    let answer = session.ask(Command::SearchDirectory { account, query })?;
    let Answer::Directory(found) = answer else { return Err(unexpected(&answer)) };
    let rows: Vec<Vec<String>> = found
        .entries
        .iter()
        .map(|e| {
            let addresses = e.addresses.iter().map(|a| format!("{} ({})", a.mail, a.version.0)).collect::<Vec<_>>().join(", ");
            vec![e.name.clone(), e.kind.clone(), format!("{} {}", e.zip, e.city), addresses]
        })
        .collect();
    session.out.table(&["cli-col-name", "cli-col-kind", "cli-col-city", "cli-col-address"], &rows);
    if !found.complete {
        session.out.say(&i18n::text("directory-incomplete"));
    }
    session.out.set("complete", json!(found.complete));
    session.out.set("entries", json!(found.entries.iter().map(to_json::directory_entry).collect::<Vec<_>>()));
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
