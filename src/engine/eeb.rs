//! eEB: the answer of the insurer meets the request, and while a patient waits at the desk the mailbox is looked into often,
//! for this application only, until the answer is there or the time is over.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::fetch;
use super::world::{World, now};
use crate::domain::eeb;
use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::ParsedMail;
use crate::domain::payload::{Payload, PayloadKind};
use crate::store::{Error, Store};

/// Pause between two questions whether somebody waits.
const LOOK: Duration = Duration::from_secs(1);
/// The longest while nobody does.
const IDLE: Duration = Duration::from_secs(5);
/// Stands for an error whose code could not be read.
const NO_CODE: &str = "?";

/// Whether a payload is an insurer's answer to a request.
#[must_use]
pub const fn is_answer(kind: PayloadKind) -> bool {
    matches!(kind, PayloadKind::EebCertificate | PayloadKind::EebError)
}

/// A certificate or an error arrived.
pub fn join_answer(store: &mut Store, account: AccountId, mail: MailId, parsed: &ParsedMail, payload: &Payload) -> Result<(), Error> {
    // In-Reply-To first: that is what the specification says; the id inside the answer is the second witness.
    let ids: Vec<String> = parsed.in_reply_to.iter().chain(&payload.refers_to).chain(&parsed.references).cloned().collect();
    let code = match payload.kind {
        PayloadKind::EebError => payload.error_code().unwrap_or(NO_CODE),
        _ => "",
    };
    store.join_eeb_answer(account, mail, &ids, code, now()).map(|_| ())
}

/// Looks for answers while somebody waits, until the engine stops. Only mails of this application are fetched; what else lies
/// there waits for its ordinary fetch.
pub async fn look_by_timer(world: Arc<World>) {
    let mut last: HashMap<AccountId, Instant> = HashMap::new();
    let mut rest = LOOK;
    loop {
        tokio::time::sleep(rest).await;
        let known = world.read(|store| {
            let pace = store.eeb_pace();
            Ok((pace, store.accounts_awaiting_eeb(pace, now())?))
        });
        let Ok((pace, waiting)) = known.await else { continue };
        let pause = Duration::from_secs(u64::from(pace.every_secs));
        rest = if waiting.is_empty() { pause.clamp(LOOK, IDLE) } else { LOOK };
        last.retain(|account, _| waiting.contains(account));
        let mut due = Vec::new();
        for account in waiting {
            // The first look comes after a pause: the insurer needs a moment.
            let looked = *last.entry(account).or_insert_with(Instant::now);
            if looked.elapsed() >= pause && world.logins.may_try(account, Instant::now()) {
                last.insert(account, Instant::now());
                due.push(account);
            }
        }
        if !due.is_empty() {
            // Problems are raised per account by the fetch itself.
            let _ = fetch::fetch_accounts(&world, due, vec![eeb::APPLICATION.to_owned()]).await;
        }
    }
}
