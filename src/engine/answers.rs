//! The desk „Kassenantworten (eHKP-Übersicht)": lines, one number in full, requests that wait, what a person decided.

use super::event::{Answer, AnswerDetail, Event};
use super::reprocess;
use super::world::{World, now};
use crate::domain::answer::{AnswerFilter, ApplicationNumber};
use crate::domain::answer_desk::DeskRules;
use crate::domain::ids::MailId;
use crate::domain::problem::Problem;
use crate::domain::time::{Day, Timestamp};
use crate::store::{Error, Store};

pub use super::handing_over::finish_handovers;

/// The lines that fit a filter.
pub async fn list(world: &World, filter: AnswerFilter) -> Result<Answer, Problem> {
    let scope = world.scope();
    let page = world
        .read(move |store| {
            let rules = rules(store)?;
            let mut page = store.answer_page(&scope, &filter, &rules, today())?;
            store.name_insurers(&mut page.rows)?;
            Ok(page)
        })
        .await?;
    Ok(Answer::Answers(Box::new(page)))
}

/// Request and answers of one number.
pub async fn open(world: &World, number: ApplicationNumber) -> Result<Answer, Problem> {
    let scope = world.scope();
    world
        .read(move |store| {
            let answers = store.answers_for(&scope, &number)?;
            let current = answers.first();
            let runs = current.map_or(Ok(Vec::new()), |(mail, _)| store.runs(*mail))?;
            let lapses_on = current.and_then(|(_, r)| rules(store).ok()?.lapse_of(number.as_str(), r.decision, r.decided_on));
            let mut assigned = Vec::new();
            for (mail, _) in &answers {
                if store.assignment(*mail)?.is_some() {
                    assigned.push(*mail);
                }
            }
            let request = store.request_for(&scope, &number)?;
            let known = request.is_some() || !answers.is_empty();
            let done = if known { store.answer_done(&number)? } else { None };
            Ok(AnswerDetail { request, answers, runs, assigned, done, lapses_on })
        })
        .await
        .map(Answer::AnswerDetail)
}

/// Requests without receipt or answer for too long.
pub async fn waiting(world: &World) -> Result<Answer, Problem> {
    let scope = world.scope();
    let found = world.read(move |store| store.waiting_requests(&scope, &rules(store)?, now())).await?;
    Ok(Answer::Waiting(found))
}

/// „erledigt", or open again.
pub async fn mark_done(world: &World, numbers: Vec<ApplicationNumber>, done: bool) -> Result<Answer, Problem> {
    let (scope, who) = (world.scope(), world.who());
    world.write(move |store| store.set_answers_done(&scope, &numbers, done, &who, now())).await?;
    world.bus.tell(Event::AnswersChanged);
    Ok(Answer::Done)
}

/// Puts an answer to a request by hand and judges it beside that one. It stays held: taking it over is another act.
pub async fn assign(world: &World, mail: MailId, number: Option<ApplicationNumber>) -> Result<Answer, Problem> {
    let (scope, who) = (world.scope(), world.who());
    world
        .write(move |store| {
            if let Some(number) = &number
                && store.request_for(&scope, number)?.is_none()
            {
                return Err(Error::NotFound);
            }
            reprocess::assign(store, mail, number.as_ref(), &who)
        })
        .await?;
    world.bus.tell(Event::AnswersChanged);
    world.bus.tell(Event::MailsChanged);
    Ok(Answer::Done)
}

/// What counts as late, by the profile's settings.
pub fn rules(store: &Store) -> Result<DeskRules, Error> {
    let mut rules = DeskRules::default();
    for (key, ..) in DeskRules::KEYS {
        let set = store.setting(key)?.filter(|value| DeskRules::fits(key, value)).and_then(|value| value.parse().ok());
        if let Some((value, place)) = set.zip(rules.value(key)) {
            *place = value;
        }
    }
    Ok(rules)
}

/// The calendar day of this machine: approvals lapse by the day on the wall.
fn today() -> Option<Day> {
    let offset = chrono::Local::now().offset().local_minus_utc();
    Day::of(Timestamp(now().0).plus_secs(i64::from(offset)))
}
