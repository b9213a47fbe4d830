//! `audit`: the audit log and the check of its chain, for admins.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::args::audit::{AuditArgs, AuditWord};
use super::output::exit;
use super::{Outcome, Session, clock, unexpected};
use crate::domain::audit::{AuditFilter, AuditRecord, WENT_WELL};
use crate::domain::ids::MailId;
use crate::domain::problem::Problem;
use crate::engine::command::{AuditCommand, Command};
use crate::engine::event::Answer;
use crate::i18n;

/// Records asked for at once.
const PAGE: usize = 1000;

/// Shows the log, or checks it.
///
/// # Errors
/// Problems of the engine or of the input; `AUDIT-BROKEN` where a record was changed or is missing.
pub fn run(session: &mut Session<'_>, args: &AuditArgs) -> Outcome {
    match args.command {
        Some(AuditWord::Verify) => verify(session),
        None => list(session, args),
    }
}

/// Newest first.
fn list(session: &mut Session<'_>, args: &AuditArgs) -> Outcome {
    let since = match &args.since {
        Some(text) => Some(clock::parse(text).ok_or_else(|| Problem::new("INPUT-MOMENT", text.as_str()))?),
        None => None,
    };
    let filter = AuditFilter { from: since, mail: args.mail.map(MailId), ..AuditFilter::default() };
    let (mut rows, mut records) = (Vec::new(), Vec::new());
    let mut before = None;
    loop {
        let opening = before.is_none();
        let command = AuditCommand::Page { filter: filter.clone(), before, limit: PAGE, opening };
        let answer = session.ask(Command::Audit(Box::new(command)))?;
        let Answer::AuditPage(page) = answer else { return Err(unexpected(&answer)) };
        let names: HashMap<&str, &str> = page.names.iter().map(|(object, name)| (object.as_str(), name.as_str())).collect();
        for record in &page.records {
            let name = names.get(record.object.as_str()).copied();
            if session.out.json {
                records.push(value(record, name));
            } else {
                rows.push(cells(record, name));
            }
        }
        before = page.records.last().map(|record| record.number);
        if !page.more {
            break;
        }
    }
    let titles = ["cli-col-number", "cli-col-time", "cli-col-who", "cli-col-action", "cli-col-object", "cli-col-detail", "cli-col-result"];
    session.out.table(&titles, &rows);
    session.out.set("records", records.into());
    Ok(exit::DONE)
}

fn value(record: &AuditRecord, name: Option<&str>) -> Value {
    json!({
        "number": record.number, "time": clock::rfc3339(record.at), "person": record.person, "action": record.action,
        "kind": record.kind, "object": record.object, "name": name, "mail": record.mail.map(|mail| mail.0),
        "detail": record.detail, "result": record.result, "link": record.link,
    })
}

fn cells(record: &AuditRecord, name: Option<&str>) -> Vec<String> {
    let person = if record.person.is_empty() { i18n::text("audit-program") } else { record.person.clone() };
    let action = format!("audit-action-{}", record.action);
    let action = if i18n::has(&action) { i18n::text(&action) } else { record.action.clone() };
    let object = match (name, record.mail) {
        (Some(name), _) => name.to_owned(),
        (None, Some(mail)) => format!("ID {mail}"),
        (None, None) => record.object.chars().take(8).collect(),
    };
    let result = if record.result == WENT_WELL { i18n::text("audit-ok") } else { record.result.clone() };
    vec![record.number.to_string(), clock::short(record.at), person, action, object, record.detail.clone(), result]
}

fn verify(session: &mut Session<'_>) -> Outcome {
    let answer = session.ask(Command::Audit(Box::new(AuditCommand::Verify)))?;
    let Answer::AuditChecked(check) = answer else { return Err(unexpected(&answer)) };
    session.out.set("ok", json!(check.first_bad.is_none()));
    session.out.set("first_bad", json!(check.first_bad));
    session.out.set("records", json!(check.records));
    session.out.set("head", json!(check.head));
    if let Some(number) = check.first_bad {
        return Err(Problem::new("AUDIT-BROKEN", number.to_string()));
    }
    session.out.line(&format!("{} {} ({})", i18n::text("cli-audit-ok"), check.records, check.head));
    Ok(exit::DONE)
}
