//! Whom letters are about: what the store found by itself, and what people decide. Which walk answers which question.

use std::sync::Arc;

use super::command::LetterCommand;
use super::event::{Answer, Event};
use super::world::{World, now};
use super::{letter_count, letter_handover, mails};
use crate::domain::ids::MailId;
use crate::domain::patient::AssignTo;
use crate::domain::problem::Problem;
use crate::payload::Mappings;
use crate::store::{Error, Store};

/// Letters of an older profile that are read anew in a row; whoever else wants to write waits that long.
const STEP: usize = 5;
/// People offered for what was typed.
const FOUND: usize = 8;

/// Answers a question.
pub async fn handle(world: &Arc<World>, command: LetterCommand) -> Result<Answer, Problem> {
    use LetterCommand as L;
    match command {
        L::Facts => {
            let scope = world.scope();
            world.read(move |store| store.letter_facts(&scope)).await.map(|facts| Answer::Letters(Box::new(facts)))
        }
        L::Assign { mail, to } => assign(world, mail, to).await,
        L::HandOver { mail } => letter_handover::by_hand(world, mail).await,
        L::FindPatients { text } => {
            let scope = world.scope();
            world.read(move |store| store.find_patients(&scope, &text, FOUND)).await.map(Answer::Patients)
        }
        L::Count { quarter } => letter_count::count(world, quarter).await.map(|count| Answer::LetterCount(Box::new(count))),
        L::SetConsent { doctor, quarter, agrees } => letter_count::set_consent(world, doctor, quarter, agrees).await,
        L::ExportCount { quarter, path, replace, words } => letter_count::export(world, quarter, path, replace, *words).await,
    }
}

async fn assign(world: &Arc<World>, mail: MailId, to: AssignTo) -> Result<Answer, Problem> {
    let (scope, who) = (world.scope(), world.who());
    world.write(move |store| store.assign_letter(&scope, mail, to, &who, now())).await?;
    world.bus.tell(Event::MailsChanged);
    Ok(Answer::Done)
}

/// Reads the letters anew that were stored before people were known, by a reader that knew less of them: who stands in
/// them, and to whom they are directed. Goes on where it was after an end in between.
pub async fn learn_older(world: Arc<World>) {
    let mut learned = false;
    loop {
        let mappings = world.mappings();
        match world.write(move |store| learn_step(store, &mappings)).await {
            Ok(0) => break,
            Ok(_) => learned = true,
            Err(problem) => {
                tracing::warn!(code = problem.code, "older letters are not read yet");
                break;
            }
        }
    }
    if learned {
        world.bus.tell(Event::MailsChanged);
    }
}

/// How many were read; none: all are.
fn learn_step(store: &mut Store, mappings: &Mappings) -> Result<usize, Error> {
    let letters = store.unread_letters(STEP)?;
    for mail in &letters {
        match mails::reread(store, *mail, mappings) {
            Ok(()) => {}
            // It is for the next start, as are those behind it.
            Err(error @ (Error::Full | Error::Busy | Error::ReadOnly)) => return Err(error),
            Err(error) => tracing::warn!(%mail, %error, "an older letter stays as it was read"),
        }
        store.learn_letters(std::slice::from_ref(mail))?;
    }
    Ok(letters.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::Session;
    use crate::domain::account::AccountSettings;
    use crate::domain::address::KimAddress;
    use crate::domain::mail::Folder;
    use crate::domain::secret::StoreKey;
    use crate::engine::intake::{self, Arrived, Raw};
    use crate::store::HashedBytes;

    #[test]
    fn older_letters_are_read_anew_and_one_that_cannot_be_stays_as_it_was_read() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::create(dir.path(), &StoreKey::new([3; 32])).unwrap();
        let address = KimAddress::parse("praxis-brandmoor@beispiel.kim.telematik-test").unwrap();
        let account = store.insert_account(&AccountSettings::new(address)).unwrap();
        let account = store.account(account).unwrap();
        let mut arrive = |name: &str| {
            let bytes = std::fs::read(format!("tests/data/payload/eml/{name}")).unwrap();
            let (parsed, payload) = intake::read(&mut bytes.as_slice(), &Mappings::shipped());
            let arrived = Arrived { uidl: None, listed_size: 0, raw: Raw::Memory(HashedBytes::new(bytes)), parsed, payload };
            intake::take_in(&mut store, &account, Folder::Inbox, &[arrived]).unwrap()[0].id
        };
        let [readable, lost] = ["ldt_befund.eml", "earztbrief_lieferung.eml"].map(&mut arrive);
        // The older reader put another person's name on it.
        let whole = [readable, lost].map(|mail| store.payload(mail).unwrap().unwrap());
        let wrong = whole.clone().map(|mut payload| {
            payload
                .fields
                .iter_mut()
                .filter(|field| field.label_key == "field-patient")
                .for_each(|field| field.value = "Tjaden, Uwe".into());
            payload
        });
        assert_ne!(wrong, whole);
        for (mail, payload) in [readable, lost].into_iter().zip(&wrong) {
            store.read_by_older(mail, payload);
        }
        store.lose_raw(lost);
        assert_eq!(learn_step(&mut store, &Mappings::shipped()).unwrap(), 2);
        assert_eq!(learn_step(&mut store, &Mappings::shipped()).unwrap(), 0, "all are read");
        assert_eq!(store.payload(readable).unwrap().as_ref(), Some(&whole[0]));
        let name = |mail| store.patient_of(&Session::program().scope(), mail).unwrap().unwrap().facts.name;
        assert_eq!((name(readable).as_str(), name(lost).as_str()), ("Brimsloh, Oda", "Tjaden, Uwe"));
    }
}
