//! eAU on their way (TA eAU 1.26): the Sammelversand, the reminder after a day of silence, the retries of own transport
//! errors, and the insurer's errors joined with what was sent. Each eAU stays a mail of its own.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike as _, Days, Local, NaiveTime, TimeZone as _, Weekday};

use super::event::{Answer, Event};
use super::outbox::{self, Manner};
use super::world::{World, blocking, lock, now};
use super::{accounts, lookup, pause, problem, send, usage, write};
use crate::domain::access::Session;
use crate::domain::address::Mailbox;
use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::Dienstkennung;
use crate::domain::outgoing::{DirectoryCheck, Draft, Recipient, RecipientKind, SendFailure, SendOutcome};
use crate::domain::payload::{Payload, PayloadKind};
use crate::domain::problem::{Problem, Severity};
use crate::domain::time::Timestamp;
use crate::domain::usage::Usage;
use crate::domain::watch::{EauFacts, minutes_of_day};
use crate::store::{Error, NewOutgoing, Store};

/// After this long without receipt or error a person is reminded of the paper (TA eAU).
const SILENCE_SECS: i64 = 24 * 3600;
/// Pause between two looks for what is due.
const TICK: Duration = Duration::from_secs(3);
/// Pause between two looks for silence and errors.
const REMIND: Duration = Duration::from_secs(15);
/// Pause between two tries after an own transport error (TA eAU: every four hours …).
const RETRY: Duration = Duration::from_secs(4 * 3600);
/// … for three working days.
const RETRY_DAYS: u32 = 3;

/// Application of every gathered mail.
const EAU: &str = "eAU";

/// Whether a payload is an eAU or its cancellation, sent by a practice.
#[must_use]
pub fn is_own(kind: Option<PayloadKind>) -> bool {
    matches!(kind, Some(PayloadKind::Eau | PayloadKind::EauCancel))
}

/// An insurer's error arrived: joins it with the eAU it is about.
pub fn join_error(store: &mut Store, account: AccountId, mail: MailId, payload: &Payload) -> Result<(), Error> {
    store.join_document_error(account, mail, &payload.refers_to, payload.error_code().unwrap_or_default(), now()).map(|_| ())
}

/// Everything about eAU on their way.
pub async fn facts(world: &World) -> Result<Answer, Problem> {
    let (scope, before) = (world.scope(), now().plus_secs(-SILENCE_SECS));
    let facts = world
        .read(move |store| {
            let usage = store.usage()?;
            Ok(EauFacts {
                held: store.held_eau(&scope)?,
                next: next_time(&usage, Local::now()),
                silent: store.silent_eau(&scope, before)?,
                errors: store.document_errors(&scope)?,
            })
        })
        .await?;
    Ok(Answer::Eau(Box::new(facts)))
}

/// When what is gathered goes by itself next.
fn next_time(usage: &Usage, at: DateTime<Local>) -> Option<Timestamp> {
    let last = last_time(usage, at)?;
    let next = Local.timestamp_millis_opt(last.0).single()?.checked_add_days(Days::new(1))?;
    Some(Timestamp(next.timestamp_millis()))
}

/// The last moment at which what was gathered should have gone: today's time, or yesterday's while it is earlier. What came
/// in before it is due, also after the program did not run at that moment.
fn last_time(usage: &Usage, at: DateTime<Local>) -> Option<Timestamp> {
    let minutes = minutes_of_day(&usage.collect_time).filter(|_| usage.collect_eau)?;
    let time = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)?;
    let on = |day: chrono::NaiveDate| Local.from_local_datetime(&day.and_time(time)).earliest();
    let today = on(at.date_naive());
    let last = today.filter(|today| *today <= at).or_else(|| on(at.date_naive().checked_sub_days(Days::new(1))?))?;
    Some(Timestamp(last.timestamp_millis()))
}

/// Lets go what is due at its time, whatever folders and VZD do meanwhile.
pub async fn work_by_timer(world: Arc<World>) {
    loop {
        tick(&world).await;
        tokio::time::sleep(TICK).await;
    }
}

/// Lets go what is due, and tells where a day went by in silence.
async fn tick(world: &Arc<World>) {
    let usage = world.read(|store| store.usage()).await.ok().filter(|usage| usage.send_eau);
    if let Some(last) = usage.as_ref().and_then(|usage| last_time(usage, Local::now())) {
        // Nearly always nothing is; then nobody else has to wait for the store.
        let is_due = world.read(move |store| store.has_eau_from_before(last)).await.unwrap_or(false);
        let released = if is_due { world.write(move |store| store.release_held(None, last, "", now())).await.unwrap_or(0) } else { 0 };
        if released > 0 {
            tracing::info!(released, "gathered eAU go out");
            outbox::queued(world, true);
        }
    }
    let due = {
        let mut last = lock(&world.watching.reminded);
        let due = last.is_none_or(|last| last.elapsed() >= REMIND);
        if due {
            *last = Some(Instant::now());
        }
        due
    };
    if due {
        remind(world).await;
    }
}

async fn remind(world: &World) {
    let before = now().plus_secs(-SILENCE_SECS);
    let known = world.read(move |store| {
        let all = Session::program().scope();
        Ok((store.silent_eau(&all, before)?, store.document_errors(&all)?))
    });
    let Ok((silent, errors)) = known.await else { return };
    let told_of: Vec<AccountId> = lock(&world.watching.told).keys().map(|(account, _)| *account).collect();
    let found = silent.iter().map(|eau| eau.account).chain(errors.iter().map(|error| error.account));
    let mut is_news = false;
    for account in found.chain(told_of).collect::<BTreeSet<_>>() {
        let silent = silent.iter().filter(|eau| eau.account == account).count();
        let errors = errors.iter().filter(|error| error.account == account && error.open && error.is_failure()).count();
        for (code, count) in [("EAU-SILENT", silent), ("EAU-ERROR", errors)] {
            let told = lock(&world.watching.told).insert((account, code), count);
            if told == Some(count) || told.is_none() && count == 0 {
                continue;
            }
            world.bus.tell(if count > 0 {
                Event::ProblemRaised(Problem::new(code, count.to_string()).of(account).severity(Severity::Warning))
            } else {
                Event::ProblemCleared { account: Some(account), code }
            });
            is_news = true;
        }
    }
    if is_news {
        world.bus.tell(Event::OutboxChanged);
    }
}

/// „Jetzt senden": chosen ones go at once.
///
/// # Errors
/// `EAU-OFF` where sending eAU was switched off meanwhile.
pub async fn release(world: &Arc<World>, mails: Vec<MailId>) -> Result<Answer, Problem> {
    usage::may_send(world, EAU).await?;
    let who = world.who();
    let released = world.commit(move |store| store.release_held(Some(&mails), Timestamp(i64::MAX), &who, now())).await?;
    if released > 0 {
        outbox::queued(world, true);
    }
    facts(world).await
}

/// Takes chosen ones back: they are not sent, and lie in the trash.
pub async fn remove(world: &Arc<World>, mails: Vec<MailId>) -> Result<Answer, Problem> {
    let who = world.who();
    world
        .commit(move |store| {
            let held = store.held_eau(&Session::program().scope())?;
            for mail in mails.into_iter().filter(|mail| held.iter().any(|eau| eau.mail == *mail)) {
                store.cancel(mail)?;
                store.add_history(mail, &who, "history-cancelled", "", now())?;
            }
            Ok(())
        })
        .await?;
    outbox::queued(world, false);
    facts(world).await
}

/// „Dieselbe Datei erneut senden": the files of a sent mail once more, in a new mail with a Message-ID of its own.
///
/// # Errors
/// `RESEND-NOTHING` for a mail that carries no data of an application; `RECIPIENT-GONE`.
pub async fn send_same(world: &Arc<World>, mail: MailId) -> Result<Answer, Problem> {
    let (row, parsed) = world.read(move |store| Ok((store.row(mail)?, store.parsed(mail)?))).await?;
    let is_own = row.state.is_some_and(|state| !state.is_open());
    if !is_own || row.payload_kind.is_none() || parsed.attachments.is_empty() {
        return Err(Problem::new("RESEND-NOTHING", ""));
    }
    let account = accounts::get(world, row.account).await?;
    let mut draft = Draft::new(account.id);
    let people = [(RecipientKind::To, &parsed.to), (RecipientKind::Cc, &parsed.cc)];
    draft.recipients = people.into_iter().flat_map(|(kind, list)| list.iter().map(move |mailbox| recipient(kind, mailbox))).collect();
    let (checks, surprises) = lookup::check_recipients(world, &account, &mut draft).await;
    // No person chose them just now: whoever is not in the VZD any more gets nothing (rule 25).
    let gone = checks.into_iter().find(|check| check.check == DirectoryCheck::NotFound);
    if let Some(gone) = gone.or_else(|| surprises.into_iter().next()) {
        return Err(Problem::new("RECIPIENT-GONE", gone.address).of(account.id));
    }
    draft.subject.clone_from(&parsed.subject);
    draft.text.clone_from(&parsed.text);
    draft.dienstkennung = parsed.dienstkennung.as_ref().map_or_else(|| Dienstkennung::DEFAULT.to_owned(), |known| known.0.clone());
    draft.read_receipt = !parsed.receipt_requested_by.is_empty();
    usage::may_send(world, &draft.dienstkennung).await.map_err(|problem| problem.of(account.id))?;
    let (reader, writer, files, mappings) = (world.scanner(), world.writer(), parsed.attachments.clone(), world.mappings());
    draft.attachments = blocking(move || {
        let copy = |file| write::copy_attachment(&lock(&reader), &writer, mail, file, &mappings).map_err(problem::of_store);
        files.iter().map(copy).collect()
    })
    .await?;
    let manner = Manner {
        reply_to: !parsed.reply_to.is_empty(),
        descriptions: parsed.attachments.iter().map(|file| file.description.clone()).collect(),
    };
    let rendered = outbox::render(world, &draft, &account, manner).await?;
    let who = world.who();
    let item = world
        .commit(move |store| {
            let new = NewOutgoing {
                account: account.id,
                draft: None,
                raw: rendered.blob,
                parsed: &rendered.parsed,
                payload: rendered.payload.as_ref(),
                message_id: &rendered.message_id,
                recipients: &draft.mailboxes(),
                return_path: account.settings.address.as_str(),
                delivery_receipt: true,
                listed: true,
                now: now(),
            };
            let id = store.queue_mail(&new)?;
            store.add_history(id, &who, "history-same-again", &mail.to_string(), now())?;
            store.add_history(mail, &who, "history-sent-anew", &id.to_string(), now())?;
            // What was to be done about the first one is done.
            store.mark_done(&[mail], true, &who, now())?;
            for file in &draft.attachments {
                store.drop_blob(file.blob)?;
            }
            store.outbox_item(id)
        })
        .await?;
    outbox::queued(world, true);
    Ok(Answer::Queued(item))
}

fn recipient(kind: RecipientKind, mailbox: &Mailbox) -> Recipient {
    Recipient { kind, address: mailbox.address.clone(), name: mailbox.name.clone(), about: String::new(), check: DirectoryCheck::Unknown }
}

/// Own transport errors of an eAU pass, 451 after the dot too: the rule of the application says so (§1.3).
#[must_use]
pub fn passing(outcome: SendOutcome) -> SendOutcome {
    match outcome {
        SendOutcome::NotSent { failure, recipients } if failure.code == "SMTP-451" => {
            SendOutcome::NotSent { failure: SendFailure { transient: true, ..failure }, recipients }
        }
        other => other,
    }
}

/// When an eAU is tried again: soon at first, as every mail, then every four hours for three working days. What was gathered
/// goes at the same time everywhere, so that the four hours are spread, too (rule 8).
#[must_use]
pub fn next_try(outcome: &SendOutcome, tries: u32, queued_at: Timestamp, at: Timestamp, random: u32) -> Option<Timestamp> {
    // 1 to 3 minutes: a Clientmodul that restarts.
    const SOON: u32 = 2;
    let passing = passing(outcome.clone());
    let soon = send::next_try(&passing, tries.min(SOON), random)?;
    if tries <= SOON {
        return Some(at.plus(soon));
    }
    let next = at.plus(pause::lengthened(RETRY, random));
    (next < end_of_tries(queued_at)).then_some(next)
}

/// Three working days after it was queued; Saturdays and Sundays do not count.
fn end_of_tries(queued_at: Timestamp) -> Timestamp {
    let mut day = DateTime::from_timestamp_millis(queued_at.0).unwrap_or_default().with_timezone(&Local);
    let mut left = RETRY_DAYS;
    while left > 0 {
        let Some(next) = day.checked_add_days(Days::new(1)) else { break };
        day = next;
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    Timestamp(day.timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> DateTime<Local> {
        let naive = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        Local.from_local_datetime(&naive).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        Timestamp(local(text).timestamp_millis())
    }

    #[test]
    fn what_was_gathered_before_the_set_time_is_due() {
        let usage = Usage { send_eau: true, collect_eau: true, collect_time: "18:30".into(), ..Usage::default() };
        for (now, last, next) in [
            ("2026-11-30 18:30", "2026-11-30 18:30", "2026-12-01 18:30"),
            ("2026-11-30 18:29", "2026-11-29 18:30", "2026-11-30 18:30"),
            ("2026-12-01 07:00", "2026-11-30 18:30", "2026-12-01 18:30"),
        ] {
            assert_eq!((last_time(&usage, local(now)), next_time(&usage, local(now))), (Some(at(last)), Some(at(next))), "{now}");
        }
        assert_eq!(last_time(&Usage { collect_time: String::new(), ..usage.clone() }, local("2026-11-30 19:00")), None);
        assert_eq!(last_time(&Usage { collect_eau: false, ..usage }, local("2026-11-30 19:00")), None);
    }

    #[test]
    fn own_errors_are_tried_every_four_hours_for_three_working_days() {
        let failed = |code, transient| SendOutcome::NotSent {
            failure: SendFailure { code, detail: String::new(), transient },
            recipients: Vec::new(),
        };
        // A Friday.
        let (queued, monday) = (at("2026-11-27 10:00"), at("2026-11-30 12:00"));
        assert_eq!(next_try(&failed("SMTP-451", false), 9, queued, monday, 0), Some(monday.plus_secs(4 * 3600)));
        let spread = next_try(&failed("SMTP-451", false), 9, queued, monday, u32::MAX);
        assert_eq!(spread, Some(monday.plus_secs(4 * 3600 + 300)));
        assert_eq!(end_of_tries(queued), at("2026-12-02 10:00"));
        assert_eq!(next_try(&failed("SMTP-CONNECT", true), 40, queued, at("2026-12-02 07:00"), 0), None);
        assert_eq!(next_try(&failed("SMTP-AUTH", false), 1, queued, monday, 0), None);
        assert_eq!(next_try(&failed("SMTP-CONNECT", true), 1, queued, monday, 0), Some(monday.plus_secs(30)));
        assert_eq!(next_try(&SendOutcome::Unknown { detail: String::new() }, 1, queued, monday, 0), None);
    }
}
