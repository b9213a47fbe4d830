//! `send`, `outbox …`, `forward-unchanged`: mails that leave.

use serde_json::json;

use super::args::{OutboxCommand, ResolutionWord, SendArgs, YesNo};
use super::output::exit;
use super::{Outcome, Session, clock, json as to_json, unexpected};
use crate::domain::contact::{ContactNews, RecipientCheck};
use crate::domain::ids::MailId;
use crate::domain::outgoing::{DirectoryCheck, Draft, OutboxItem, OutgoingState, Recipient, RecipientKind};
use crate::domain::problem::Problem;
use crate::engine::command::{Command, Resolution};
use crate::engine::event::Answer;
use crate::i18n;

/// `send`: queues and sends; exit 0 only when the Clientmodul took the mail for every recipient.
///
/// # Errors
/// Problems of the engine or of the input.
pub fn send(session: &mut Session<'_>, args: &SendArgs) -> Outcome {
    let account = session.account(&args.account)?;
    let mut draft = match args.reply_to_mail {
        Some(id) => match session.ask(Command::PrepareReply { mail: MailId(id), all: false })? {
            Answer::Draft(draft) => Draft { recipients: Vec::new(), text: String::new(), account: account.id, ..*draft },
            other => return Err(unexpected(&other)),
        },
        None => Draft { dienstkennung: default_dienstkennung(session)?, ..Draft::new(account.id) },
    };
    for (kind, addresses) in [(RecipientKind::To, &args.to), (RecipientKind::Cc, &args.cc)] {
        draft.recipients.extend(addresses.iter().map(|address| Recipient {
            kind,
            address: address.trim().to_owned(),
            name: String::new(),
            about: String::new(),
            check: DirectoryCheck::Unknown,
        }));
    }
    draft.subject = args.subject.clone();
    draft.text = match (&args.text, &args.text_file) {
        (Some(text), _) => text.clone(),
        (None, Some(file)) => {
            std::fs::read_to_string(session.path(file)).map_err(|e| Problem::new("INPUT-FILE", format!("{} ({e})", file.display())))?
        }
        (None, None) => String::new(),
    };
    for file in &args.attach {
        match session.ask(Command::AddAttachment { path: session.path(file) })? {
            Answer::AttachmentAdded(attachment) => draft.attachments.push(attachment),
            other => return Err(unexpected(&other)),
        }
    }
    if let Some(dienstkennung) = &args.dienstkennung {
        draft.dienstkennung.clone_from(dienstkennung);
    }
    let options = &account.settings.options;
    draft.delivery_receipt = args.delivery_receipt.map_or(options.always_request_delivery_receipt, |w| w == YesNo::Yes);
    draft.read_receipt = args.read_receipt.map_or(options.always_request_read_receipt, |w| w == YesNo::Yes);
    let queue = Command::Queue { draft: Box::new(draft), directory_check: !args.no_directory_check, send_now: false };
    let item = match session.ask(queue)? {
        Answer::RecipientsChecked(surprises) => return Err(not_queued(session, &surprises)),
        answer => queued(answer)?,
    };
    if !args.no_directory_check {
        warn_of_unknown(session, &item);
    }
    if args.queue_only {
        return report(session, &item, OutgoingState::Queued);
    }
    let item = send_now(session, &item)?;
    report(session, &item, OutgoingState::Accepted)
}

/// Says which recipients the VZD does not know. KIM allows to send to them, so that is no reason to stop.
fn warn_of_unknown(session: &mut Session<'_>, item: &OutboxItem) {
    for address in &item.not_in_directory {
        session.out.say(&t!("cli-not-in-directory", address = address.clone()));
    }
    session.out.set("not_in_directory", json!(item.not_in_directory));
}

/// What a new mail of this workplace is, unless it is said.
fn default_dienstkennung(session: &Session<'_>) -> Result<String, Problem> {
    match session.ask(Command::LoadUsage)? {
        Answer::Usage(facts) => Ok(facts.usage.default_dienstkennung),
        other => Err(unexpected(&other)),
    }
}

/// Recipients of which the VZD says something new, so that a person must decide first; tells all, names the first.
fn not_queued(session: &mut Session<'_>, surprises: &[RecipientCheck]) -> Problem {
    let state = |check: &RecipientCheck| match (&check.check, &check.news) {
        (DirectoryCheck::NotFound, _) => "gone",
        (_, Some(ContactNews::OtherOwner { .. })) => "other-owner",
        _ => "too-large",
    };
    let offer = |check: &RecipientCheck| check.news.as_ref().and_then(|news| news.best_offer(&check.address)).map(|o| o.mail.clone());
    let recipients = surprises.iter().map(|c| json!({ "address": c.address, "news": state(c), "new_address": offer(c) }));
    session.out.set("recipients", json!(recipients.collect::<Vec<_>>()));
    let Some(first) = surprises.first() else { return Problem::new("INTERNAL", "no recipient") };
    let detail = offer(first).map_or_else(|| first.address.clone(), |new| format!("{} → {new}", first.address));
    match state(first) {
        "gone" => Problem::new("RECIPIENT-GONE", detail),
        "other-owner" => Problem::new("RECIPIENT-OTHER-OWNER", detail),
        _ => Problem::new("SEND-TOO-LARGE-FOR", first.address.clone()),
    }
}

/// Sends what was just queued and waits. A running window may have sent it meanwhile: then its outcome is told.
fn send_now(session: &Session<'_>, item: &OutboxItem) -> Result<OutboxItem, Problem> {
    match session.ask(Command::RetrySend { mail: item.id }) {
        Err(problem) if problem.code == "SEND-STATE" => match session.ask(Command::ListOutbox { settled: true })? {
            Answer::Outbox(items) => items.into_iter().find(|i| i.id == item.id && i.attempts > item.attempts).ok_or(problem),
            other => Err(unexpected(&other)),
        },
        sent => queued(sent?),
    }
}

fn queued(answer: Answer) -> Result<OutboxItem, Problem> {
    match answer {
        Answer::Queued(item) => Ok(item),
        other => Err(unexpected(&other)),
    }
}

/// Prints a mail and tells by the exit code whether it got as far as `wanted`.
fn report(session: &mut Session<'_>, item: &OutboxItem, wanted: OutgoingState) -> Outcome {
    print(session, std::slice::from_ref(item));
    for (key, value) in to_json::outbox_item(item).as_object().cloned().unwrap_or_default() {
        session.out.set(&key, value);
    }
    let reached = |state: OutgoingState| match wanted {
        OutgoingState::Accepted => matches!(state, OutgoingState::Accepted | OutgoingState::Delivered | OutgoingState::Read),
        _ => !state.needs_attention(),
    };
    if item.recipients.iter().all(|r| reached(r.state)) {
        return Ok(exit::DONE);
    }
    let reply = || item.recipients.iter().find(|r| !reached(r.state)).map(|r| r.reply.clone()).unwrap_or_default();
    Err(match item.state {
        OutgoingState::Uncertain => Problem::new("SMTP-UNCERTAIN", item.problem_detail.as_str()),
        _ if !item.problem_code.is_empty() => known_problem(&item.problem_code, &item.problem_detail),
        _ => Problem::new("SMTP-PARTIAL", reply()),
    })
}

/// The problem of a stored code; codes are static, the store keeps text.
fn known_problem(code: &str, detail: &str) -> Problem {
    let code = crate::engine::problem::known_code(code).unwrap_or("SMTP-REFUSED");
    Problem::new(code, detail)
}

fn print(session: &mut Session<'_>, items: &[OutboxItem]) {
    let rows: Vec<Vec<String>> = items
        .iter()
        .flat_map(|item| {
            item.recipients.iter().map(|r| {
                vec![
                    item.id.to_string(),
                    clock::short(item.queued_at),
                    r.mailbox.address.clone(),
                    i18n::text(&format!("state-{}", r.state.as_str())),
                    r.reply.clone(),
                ]
            })
        })
        .collect();
    session.out.table(&["cli-col-id", "cli-col-date", "cli-col-to", "cli-col-state", "cli-col-detail"], &rows);
}

/// `outbox …`
///
/// # Errors
/// Problems of the engine.
pub fn outbox(session: &mut Session<'_>, command: &OutboxCommand) -> Outcome {
    let answer = match command {
        OutboxCommand::List => session.ask(Command::ListOutbox { settled: true })?,
        OutboxCommand::Flush => session.ask(Command::FlushOutbox)?,
        OutboxCommand::Retry { id } => session.ask(Command::RetrySend { mail: MailId(*id) })?,
        OutboxCommand::Cancel { id } => session.ask(Command::CancelSend { mail: MailId(*id) })?,
        OutboxCommand::Resolve { id, resolution } => {
            let resolution = match resolution {
                ResolutionWord::Sent => Resolution::Sent,
                ResolutionWord::Resend => Resolution::Resend,
            };
            session.ask(Command::ResolveUncertain { mail: MailId(*id), resolution })?
        }
    };
    let items = match answer {
        Answer::Outbox(items) => items,
        Answer::Queued(item) => vec![item],
        other => return Err(unexpected(&other)),
    };
    print(session, &items);
    session.out.set("items", json!(items.iter().map(to_json::outbox_item).collect::<Vec<_>>()));
    let tried = matches!(command, OutboxCommand::Flush | OutboxCommand::Retry { .. });
    match items.iter().find(|i| tried && i.state.is_open()) {
        Some(open) => Err(known_problem(&open.problem_code, &open.problem_detail)),
        None => Ok(exit::DONE),
    }
}

/// `forward-unchanged`: to the own address, the only recipient it can have.
///
/// # Errors
/// Problems of the engine.
pub fn forward_unchanged(session: &mut Session<'_>, id: i64) -> Outcome {
    let item = queued(session.ask(Command::ForwardUnchanged { mail: MailId(id) })?)?;
    let item = send_now(session, &item)?;
    report(session, &item, OutgoingState::Accepted)
}
