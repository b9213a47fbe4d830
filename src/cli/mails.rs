//! `fetch`, `list`, `show`, `attachments`, `export`, `import`: mails that arrived.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::{FolderWord, Format, ListArgs, MarkWord};
use super::output::exit;
use super::{Outcome, Session, clock, json as to_json, unexpected};
use crate::domain::ids::MailId;
use crate::domain::mail::{ClassFilter, Folder, MailDetail, MailFilter, MailPage};
use crate::engine::command::{Command, ExportFormat};
use crate::engine::event::{Answer, ImportResult, SavedFile};
use crate::i18n;

/// `fetch`: one fetch now; exit 1 when any account had a problem.
///
/// # Errors
/// Problems of the engine or of the input.
pub fn fetch(session: &mut Session<'_>, accounts: &[String], dienstkennungen: &[String]) -> Outcome {
    let accounts = session.account_ids(accounts)?;
    let answer = session.ask(Command::Fetch { accounts, dienstkennungen: dienstkennungen.to_vec() })?;
    let Answer::Fetched(results) = answer else { return Err(unexpected(&answer)) };
    let rows: Vec<Vec<String>> = results
        .iter()
        .map(|r| vec![r.address.clone(), r.new.to_string(), r.skipped.to_string(), r.parked.to_string(), r.deleted_on_server.to_string()])
        .collect();
    session.out.table(&["cli-col-address", "cli-col-new", "cli-col-skipped", "cli-col-parked", "cli-col-deleted"], &rows);
    for waiting in results.iter().filter(|r| r.waits_for_card) {
        session.out.say(&format!("{}: {}", waiting.address, i18n::text("card-hba-waits")));
    }
    session.out.set("accounts", json!(results.iter().map(to_json::fetch).collect::<Vec<_>>()));
    match results.into_iter().flat_map(|r| r.problems).next() {
        Some(problem) => Err(problem),
        None => Ok(exit::DONE),
    }
}

/// `list`: rows, newest first.
///
/// # Errors
/// Problems of the engine or of the input.
pub fn list(session: &mut Session<'_>, args: &ListArgs) -> Outcome {
    let filter = MailFilter {
        accounts: session.account_ids(&args.account)?,
        folder: match args.folder {
            None | Some(FolderWord::Inbox) => Folder::Inbox,
            Some(FolderWord::Outbox) => Folder::Outbox,
            Some(FolderWord::Sent) => Folder::Sent,
            Some(FolderWord::Drafts) => Folder::Drafts,
            Some(FolderWord::Trash) => Folder::Trash,
        },
        kind: match (args.technical, args.personal) {
            (true, _) => ClassFilter::Technical,
            (_, true) => ClassFilter::Personal,
            _ => ClassFilter::All,
        },
        search: args.search.clone().unwrap_or_default(),
        unread_only: args.unread,
        not_done_only: args.open,
        claimed_by: args.claimed_by.clone().unwrap_or_default(),
        limit: args.limit,
        offset: args.offset,
        ..MailFilter::default()
    };
    let page = page(session, filter)?;
    let rows: Vec<Vec<String>> = page
        .rows
        .iter()
        .map(|r| {
            let mark = if r.unread { "•" } else { "" };
            vec![
                r.id.to_string(),
                mark.to_owned(),
                clock::short(r.date),
                r.from.label().to_owned(),
                r.subject.clone(),
                r.dienstkennung.clone(),
            ]
        })
        .collect();
    session.out.table(&["cli-col-id", "cli-col-unread", "cli-col-date", "cli-col-from", "cli-col-subject", "cli-col-kind"], &rows);
    session.out.set("total", json!(page.total));
    session.out.set("took_ms", json!(page.took_micros as f64 / 1000.0));
    session.out.set("rows", json!(page.rows.iter().map(to_json::row).collect::<Vec<_>>()));
    Ok(exit::DONE)
}

fn page(session: &Session<'_>, filter: MailFilter) -> Result<MailPage, crate::domain::problem::Problem> {
    match session.ask(Command::ListMails(filter))? {
        Answer::Mails(page) => Ok(page),
        other => Err(unexpected(&other)),
    }
}

/// `mark`: read, in hand, done, and back.
///
/// # Errors
/// `MAIL-CLAIMED` when somebody else has one of the mails in hand; problems of the engine.
pub fn mark(session: &mut Session<'_>, action: MarkWord, ids: &[i64]) -> Outcome {
    let mails: Vec<MailId> = ids.iter().copied().map(MailId).collect();
    let rows = |session: &Session<'_>| {
        mails
            .iter()
            .map(|mail| match session.ask(Command::OpenMail { mail: *mail, mark_read: false })? {
                Answer::Mail(detail) => Ok(detail.row),
                other => Err(unexpected(&other)),
            })
            .collect::<Result<Vec<_>, crate::domain::problem::Problem>>()
    };
    // An id that does not exist is told before anything changes.
    rows(session)?;
    session.ask(match action {
        MarkWord::Read => Command::MarkUnread { mails: mails.clone(), unread: false },
        MarkWord::Unread => Command::MarkUnread { mails: mails.clone(), unread: true },
        MarkWord::Claim => Command::Claim { mails: mails.clone(), claim: true },
        MarkWord::Release => Command::Claim { mails: mails.clone(), claim: false },
        MarkWord::Done => Command::MarkDone { mails: mails.clone(), done: true },
        MarkWord::Reopen => Command::MarkDone { mails: mails.clone(), done: false },
    })?;
    session.out.set("rows", json!(rows(session)?.iter().map(to_json::row).collect::<Vec<_>>()));
    Ok(exit::DONE)
}

/// `show`: one mail, its raw bytes, or its raw header block.
///
/// # Errors
/// Problems of the engine.
pub fn show(session: &mut Session<'_>, id: i64, raw: bool, headers: bool) -> Outcome {
    let mail = MailId(id);
    if raw || headers {
        return raw_bytes(session, mail, headers);
    }
    let answer = session.ask(Command::OpenMail { mail, mark_read: false })?;
    let Answer::Mail(detail) = answer else { return Err(unexpected(&answer)) };
    let digests = match session.ask(Command::DigestAttachments { mail })? {
        Answer::Files(files) => files,
        other => return Err(unexpected(&other)),
    };
    for (label, value) in [
        ("cli-col-from", to_json::mailbox(&detail.row.from)),
        ("cli-col-to", detail.row.to.iter().map(to_json::mailbox).collect::<Vec<_>>().join(", ")),
        ("cli-col-date", clock::short(detail.row.date)),
        ("cli-col-subject", detail.row.subject.clone()),
        ("cli-col-kind", detail.row.dienstkennung.clone()),
    ] {
        session.out.line(&format!("{}: {value}", i18n::text(label)));
    }
    marks(session, &detail);
    for attachment in &detail.parsed.attachments {
        let warned: Vec<String> = attachment.warnings.iter().map(|w| i18n::text(&format!("warning-{}", w.as_str()))).collect();
        let warned = if warned.is_empty() { String::new() } else { format!(" ! {}", warned.join(" ")) };
        session.out.line(&format!("[{}] {} ({} B){warned}", attachment.index, attachment.save_name, attachment.size));
    }
    session.out.line("");
    session.out.line(&detail.parsed.text);
    session.out.set("mail", to_json::mail(&detail, &digests));
    Ok(exit::DONE)
}

/// What makes a mail doubtful or incomplete, as the window says it.
fn marks(session: &mut Session<'_>, detail: &MailDetail) {
    let parsed = &detail.parsed;
    let senders: Vec<String> = parsed.from.iter().skip(1).map(to_json::mailbox).collect();
    if !senders.is_empty() {
        session.out.line(&format!("{} {}", i18n::text("head-also-from"), senders.join(", ")));
    }
    for flag in &parsed.flags {
        session.out.line(&format!("* {}", i18n::text(&format!("flag-{}", flag.as_str()))));
    }
    for note in &parsed.notes {
        session.out.line(&format!("* {}", i18n::text_with(&note.key, &note.detail)));
    }
}

/// Writes raw bytes to standard output, up to the end of the header block if only that is wanted.
fn raw_bytes(session: &mut Session<'_>, mail: MailId, headers_only: bool) -> Outcome {
    const WINDOW: usize = 1 << 20;
    let mut all = Vec::new();
    let mut at = 0;
    loop {
        let answer = session.ask(Command::ReadRaw { mail, offset: at, len: WINDOW })?;
        let Answer::Bytes { total, bytes, .. } = answer else { return Err(unexpected(&answer)) };
        at += bytes.len() as u64;
        all.extend_from_slice(&bytes);
        let end = all.windows(4).position(|w| w == b"\r\n\r\n").map(|p| p + 4);
        if headers_only && let Some(end) = end {
            all.truncate(end);
            break;
        }
        if bytes.is_empty() || at >= total {
            break;
        }
    }
    session.out.stdout.extend_from_slice(&all);
    Ok(exit::DONE)
}

/// `attachments`: writes one or all into a folder.
///
/// # Errors
/// Problems of the engine.
pub fn attachments(session: &mut Session<'_>, id: i64, dir: &Path, index: Option<usize>) -> Outcome {
    let dir = session.path(dir);
    let answer = session.ask(Command::SaveAttachments { mail: MailId(id), index, dir })?;
    let Answer::Files(files) = answer else { return Err(unexpected(&answer)) };
    for file in &files {
        session.out.line(&file.path.display().to_string());
    }
    session.out.set("files", json!(files.iter().map(to_json::file).collect::<Vec<Value>>()));
    Ok(exit::DONE)
}

/// `export`: raw mails out.
///
/// # Errors
/// Problems of the engine or of the input.
pub fn export(session: &mut Session<'_>, format: Format, to: &Path, search: Option<&str>, account: Option<&String>) -> Outcome {
    let format = match format {
        Format::Eml => ExportFormat::Eml,
        Format::Mbox => ExportFormat::Mbox,
    };
    let accounts = session.account_ids(account)?;
    let answer = session.ask(Command::Export { format, to: session.path(to), search: search.unwrap_or_default().to_owned(), accounts })?;
    let Answer::Files(files) = answer else { return Err(unexpected(&answer)) };
    let (count, bytes) = files.iter().fold((0, 0), |(n, b), f: &SavedFile| (n + f.index, b + f.size));
    session.out.line(&format!("{count}"));
    session.out.set("count", json!(count));
    session.out.set("bytes", json!(bytes));
    Ok(exit::DONE)
}

/// `import`: files in; exit 1 when any failed.
///
/// # Errors
/// Problems of the engine or of the input.
pub fn import(session: &mut Session<'_>, paths: &[PathBuf], account: Option<&str>) -> Outcome {
    let account = account.map(|a| session.account(a)).transpose()?.map(|a| a.id);
    let paths = paths.iter().map(|p| session.path(p)).collect();
    let answer = session.ask(Command::Import { paths, account })?;
    let Answer::Imported(report) = answer else { return Err(unexpected(&answer)) };
    let rows: Vec<Vec<String>> = report
        .mails
        .iter()
        .map(|m| {
            vec![
                m.id.map(|id| id.to_string()).unwrap_or_default(),
                i18n::text(&format!("cli-import-{}", m.result.as_str())),
                m.path.display().to_string(),
                m.detail.clone(),
            ]
        })
        .collect();
    session.out.table(&["cli-col-id", "cli-col-result", "cli-col-path", "cli-col-detail"], &rows);
    if let serde_json::Value::Object(map) = to_json::import(&report) {
        for (key, value) in map {
            session.out.set(&key, value);
        }
    }
    match report.mails.iter().find(|m| m.result == ImportResult::Failed) {
        Some(failed) => Err(crate::domain::problem::Problem::new("IMPORT-PART", failed.detail.as_str())),
        None => Ok(exit::DONE),
    }
}
