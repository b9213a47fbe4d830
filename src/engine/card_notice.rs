//! „Das Zertifikat der Karte läuft ab": told in the window once a day, from 90 days before the end.
//!
//! A Konnektor that is silent, or a card that is not inserted, changes nothing: what was told stays until it is put away, and
//! nothing new is told. When the certificate is good for longer again, the notice goes by itself. Opens no connection.

use std::sync::Arc;

use super::cards;
use super::event::Event;
use super::event::overview::ConnectorState;
use super::world::{World, now};
use crate::domain::account::Account;
use crate::domain::card::Expiry;
use crate::domain::ids::AccountId;
use crate::domain::problem::{CARD_EXPIRED, CARD_EXPIRES, Problem, Severity};
use crate::domain::time::Day;

/// Setting of the store, hidden from people: the day an account's notice was told last.
fn told_on(account: AccountId) -> String {
    format!("card.notice.{account}")
}

/// Looks at what is known of the cards and tells what is due.
pub async fn tell(world: &Arc<World>) {
    let Some(today) = Day::of(now()) else { return };
    let Ok(all) = world.read(|store| store.accounts()).await else { return };
    for account in all {
        if let Err(problem) = tell_one(world, &account, today).await {
            tracing::warn!(code = problem.code, account = %account.id, "the notice about a card could not be written down");
        }
    }
}

async fn tell_one(world: &Arc<World>, account: &Account, today: Day) -> Result<(), Problem> {
    let has_card = account.settings.card.is_some() && !account.settings.options.retired;
    let expires = match cards::state(world, account).await.filter(|_| has_card) {
        // Not offered any more, without a card, or without a Konnektor.
        None => None,
        Some(ConnectorState { problem: None, card: Some(card), .. }) => card.expires,
        Some(_) => return Ok(()),
    };
    let (key, day) = (told_on(account.id), today.to_string());
    let told = {
        let key = key.clone();
        world.read(move |store| store.setting(&key)).await?.unwrap_or_default()
    };
    let due = expires.and_then(|expires| notice(today, expires)).map(|problem| problem.of(account.id));
    let remember = match &due {
        Some(_) if told == day => return Ok(()),
        Some(_) => day,
        None if told.is_empty() => return Ok(()),
        None => String::new(),
    };
    world.write(move |store| store.set_setting(&key, &remember)).await?;
    clear(world, account.id);
    if let Some(problem) = due {
        world.bus.tell(Event::ProblemRaised(problem));
    }
    Ok(())
}

/// Takes the notice of an account back.
pub fn clear(world: &World, account: AccountId) {
    for code in [CARD_EXPIRES, CARD_EXPIRED] {
        world.bus.tell(Event::ProblemCleared { account: Some(account), code });
    }
}

/// What is told on a day about a certificate that ends on another; nothing while the end is far.
fn notice(today: Day, expires: Day) -> Option<Problem> {
    let (code, severity) = match Expiry::on(today, Some(expires)) {
        Expiry::Far => return None,
        Expiry::Within90 => (CARD_EXPIRES, Severity::Info),
        Expiry::Within30 => (CARD_EXPIRES, Severity::Warning),
        Expiry::Within7 => (CARD_EXPIRES, Severity::Error),
        Expiry::Over => (CARD_EXPIRED, Severity::Error),
    };
    Some(Problem::new(code, today.days_until(expires).max(0).to_string()).severity(severity))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_from_90_days_on_and_louder_at_30_and_7() {
        let today = Day::new(2026, 11, 30).unwrap();
        let told = |day: &str| notice(today, Day::parse(day).unwrap()).map(|p| (p.code, p.severity, p.detail));
        for (day, code, severity, left) in [
            ("2027-02-28", CARD_EXPIRES, Severity::Info, "90"),
            ("2026-12-30", CARD_EXPIRES, Severity::Warning, "30"),
            ("2026-12-07", CARD_EXPIRES, Severity::Error, "7"),
            ("2026-11-30", CARD_EXPIRES, Severity::Error, "0"),
            ("2026-11-29", CARD_EXPIRED, Severity::Error, "0"),
        ] {
            assert_eq!(told(day), Some((code, severity, left.to_owned())), "{day}");
        }
        assert_eq!(told("2027-03-01"), None);
    }
}
