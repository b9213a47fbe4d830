//! Receipts: joining those that arrive, and sending the read receipt a sender asked for (rule 26, RFC 8098).

use std::sync::Arc;

use super::event::{Answer, Event};
use super::outbox::{self, Rendered};
use super::world::{World, lock, now};
use super::{accounts, problem, usage};
use crate::domain::address::Mailbox;
use crate::domain::audit::{AuditAction, AuditEntry, AuditObject};
use crate::domain::ids::MailId;
use crate::domain::outgoing::RecipientKind;
use crate::domain::problem::Problem;
use crate::kim::{compose, reply};
use crate::store::{Error, NewOutgoing, Store};

/// The sentence for people in a receipt; its reader is a German practice.
const RECEIPT_TEXT: &str = "Die Nachricht wurde beim Empfänger angezeigt. Das heißt nicht, dass sie verstanden wurde.";

/// Sends or declines, on a person's word, the read receipt a sender asked for.
pub async fn answer(world: &Arc<World>, mail: MailId, send: bool) -> Result<Answer, Problem> {
    if send {
        send_receipt(world, mail, true).await?;
    } else {
        let who = world.who();
        world
            .commit(move |store| {
                store.mark_receipt_answered(mail)?;
                store.add_history(mail, &who, "history-receipt-declined", "", now())
            })
            .await?;
    }
    world.bus.tell(Event::MailsChanged);
    Ok(Answer::Done)
}

/// Answers by itself where the account says so and every condition of rule 26 is met; else it stays a question.
pub async fn answer_by_itself(world: &Arc<World>, mail: MailId) {
    let wanted = world
        .read(move |store| {
            let row = store.row(mail)?;
            let options = store.account(row.account)?.settings.options;
            let automatic = options.answer_read_receipts && options.processing_station;
            Ok(row.receipt_requested && automatic && !store.may_be_known(Some(row.date))?)
        })
        .await
        .unwrap_or(false);
    if wanted && let Err(problem) = send_receipt(world, mail, false).await {
        tracing::info!(code = problem.code, mail = %mail, "read receipt not sent by itself");
    }
}

async fn send_receipt(world: &Arc<World>, mail: MailId, by_hand: bool) -> Result<(), Problem> {
    let (row, parsed) = world.read(move |store| Ok((store.row(mail)?, store.parsed(mail)?))).await?;
    if !row.receipt_requested {
        return Err(Problem::new("RECEIPT-NOT-ASKED", ""));
    }
    let account = accounts::get(world, row.account).await?;
    usage::require_station(&account)?;
    let to = reply::may_answer_receipt(&parsed, &account.settings.address, false)
        .map_err(|reason| Problem::new("RECEIPT-REFUSED", format!("{reason:?}")))?;
    let support = accounts::setting(world, "support.address").await;
    let own = outbox::sender(&account);
    let (reader, writer, mappings) = (world.scanner(), world.writer(), world.mappings());
    let recipient = to.clone();
    let rendered: Rendered = super::world::blocking(move || {
        let message_id = outbox::message_id();
        let blob = lock(&writer).new_blob().map_err(problem::of_store)?;
        let envelope = outbox::envelope(&own, &message_id, &support);
        let subject = format!("Lesebestätigung: {}", parsed.subject);
        let written = compose::read_receipt(&recipient, &parsed, &subject, RECEIPT_TEXT, !by_hand, &envelope, &mut |bytes| {
            outbox::append(&writer, blob, bytes)
        });
        outbox::finish(written, &writer, &reader, blob, message_id, &mappings)
    })
    .await?;
    let who = if by_hand { world.who() } else { String::new() };
    let queue = move |store: &mut Store| {
        let new = NewOutgoing {
            account: account.id,
            draft: None,
            raw: rendered.blob,
            parsed: &rendered.parsed,
            payload: None,
            message_id: &rendered.message_id,
            recipients: &[(RecipientKind::To, Mailbox::bare(&to.address))],
            // The Fachdienst demands MAIL FROM = From (A_23421), so no null reverse path here.
            return_path: account.settings.address.as_str(),
            delivery_receipt: false,
            listed: false,
            now: now(),
        };
        // Queued and noted as one, and only once, however many ask at the same moment.
        if !store.row(mail)?.receipt_requested {
            return Err(Error::WrongState);
        }
        store.queue_mail(&new)?;
        store.mark_receipt_answered(mail)?;
        store.add_history(mail, &who, "history-receipt-sent", "", now())
    };
    if by_hand {
        world.commit(queue).await?;
    } else {
        world.commit_by_program(AuditEntry::new("", AuditAction::ReceiptSent, AuditObject::Mail(mail)), queue).await?;
    }
    outbox::queued(world, true);
    Ok(())
}
