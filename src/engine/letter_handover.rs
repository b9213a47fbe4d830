//! Letters and laboratory reports for the practice software: when one is handed over by itself, by hand, and which files go
//! along with it. Writing is `handing_over`'s.
//!
//! Only where a folder is set for the Dienstkennung: what came before is handed over when somebody says so. The XML is
//! the file that is noticed, so it is written last; PDF and attachments lie beside it under its name.

use std::sync::Arc;

use super::audit::Did;
use super::event::{Answer, Event};
use super::handing_over;
use super::reprocess::must_stay_out;
use super::usage;
use super::world::{World, now};
use crate::domain::account::Account;
use crate::domain::answer::{HandoverState, RunResult};
use crate::domain::ids::MailId;
use crate::domain::mail::{Attachment, Dienstkennung, ParsedMail};
use crate::domain::payload::{Payload, PayloadKind};
use crate::domain::problem::Problem;
use crate::store::{Error, NewRun, Store};

/// Whether it is handed over to the practice software without being an insurer's answer.
pub const fn is_letter(kind: PayloadKind) -> bool {
    matches!(kind, PayloadKind::Letter | PayloadKind::Lab)
}

/// A letter arrived: handed over where a folder is set for it, this is the processing station, nothing speaks against it,
/// and the same bytes were not handed over before.
pub fn at_arrival(store: &mut Store, account: &Account, mail: MailId, parsed: &ParsedMail, payload: &Payload) -> Result<(), Error> {
    let dienstkennung = parsed.dienstkennung.clone().unwrap_or_else(|| Dienstkennung(String::new()));
    if !account.settings.options.processing_station || handing_over::folder_of(store, &dienstkennung, payload.kind)?.is_none() {
        return Ok(());
    }
    let held = if must_stay_out(parsed, payload) || !payload.blocks.is_empty() {
        Some("history-letter-held")
    } else if store.hash_taken_over(&payload.sha256)?.is_some() {
        Some("history-letter-twice")
    } else if store.may_be_known(parsed.date)? {
        Some("history-letter-restored")
    } else {
        None
    };
    match held {
        Some(key) => store.add_history(mail, "", key, "", now()),
        None => add_run(store, mail, payload, ""),
    }
}

/// „An die Praxissoftware übergeben", by hand and as often as somebody says so.
///
/// # Errors
/// `STATION-OTHER`; `HANDOVER-NO-FILE` for a mail without such a file, or one that must stay out; `HANDOVER-FOLDER`
/// where none is set for its Dienstkennung.
pub async fn by_hand(world: &Arc<World>, mail: MailId) -> Result<Answer, Problem> {
    let account = world.read(move |store| store.account(store.row(mail)?.account)).await?;
    usage::require_station(&account)?;
    let who = world.who();
    let hand_over = move |store: &mut Store| {
        let (parsed, row) = (store.parsed(mail)?, store.row(mail)?);
        let payload = store.payload(mail)?.filter(|payload| is_letter(payload.kind) && payload.attachment.is_some());
        let Some(payload) = payload.filter(|payload| !must_stay_out(&parsed, payload)) else { return Ok(Some("HANDOVER-NO-FILE")) };
        if handing_over::folder_of(store, &Dienstkennung(row.dienstkennung), payload.kind)?.is_none() {
            return Ok(Some("HANDOVER-FOLDER"));
        }
        add_run(store, mail, &payload, &who)?;
        store.add_history(mail, &who, "history-letter-handed-over", "", now())?;
        Ok(None)
    };
    // With its record in the audit log, or not at all.
    let refused = world.commit_if(hand_over, |refused| if refused.is_some() { Did::Nothing } else { Did::AsAsked }).await?;
    if let Some(code) = refused {
        return Err(Problem::new(code, ""));
    }
    handing_over::finish_handovers(world).await?;
    world.bus.tell(Event::MailsChanged);
    Ok(Answer::Done)
}

fn add_run(store: &mut Store, mail: MailId, payload: &Payload, who: &str) -> Result<(), Error> {
    let (result, handover) = (RunResult::TakenOver, Some(HandoverState::Pending));
    store.add_run(&NewRun { mail, who, reason: "", result, notes: &[], sha256: &payload.sha256, handover, at: now() })?;
    Ok(())
}

/// The files that go along with a letter, each with what stands behind the stem of the main file's name: `.pdf`,
/// `-Anhang-01.png`. A laboratory report goes alone.
pub fn files_beside<'a>(parsed: &'a ParsedMail, payload: &Payload) -> Vec<(String, &'a Attachment)> {
    if payload.kind != PayloadKind::Letter {
        return Vec::new();
    }
    let pdf = payload.field("field-pdf");
    let mut number = 0;
    let others = parsed.attachments.iter().filter(|a| Some(a.index) != payload.attachment && !a.is_signature_report);
    let mut found: Vec<(String, &Attachment)> = others
        .map(|attachment| {
            if pdf == Some(attachment.name.as_str()) {
                return (".pdf".to_owned(), attachment);
            }
            number += 1;
            let ending = attachment.save_name.rsplit_once('.').map(|(_, ending)| format!(".{ending}")).unwrap_or_default();
            (format!("-Anhang-{number:02}{ending}"), attachment)
        })
        .collect();
    // Two PDFs of one name: the first is the letter, as on the card.
    let mut seen = false;
    found.retain(|(suffix, _)| suffix != ".pdf" || !std::mem::replace(&mut seen, true));
    found
}
