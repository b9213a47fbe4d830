//! Invented letters for pictures: one with an open question, one that says too little, one that is known, and the count of
//! a quarter.
#![allow(clippy::unwrap_used, reason = "invented facts that are known to be there")]

use std::collections::{BTreeMap, BTreeSet};

use kimpost::domain::answer::Cents;
use kimpost::domain::file_facts::PatientFacts;
use kimpost::domain::ids::{AccountId, MailId, PatientId};
use kimpost::domain::letter_count::{DoctorCount, LetterCount, NotCounted, Quarter, Tally, Tariff};
use kimpost::domain::patient::{Candidate, LetterFacts, OpenLetter, PatientOfMail};
use kimpost::domain::payload::{Payload, PayloadField, PayloadKind};
use kimpost::domain::time::Day;

use super::ui_facts::{Engine, at};

fn facts(name: &str, birth_date: &str, insured_number: &str) -> PatientFacts {
    PatientFacts { name: name.into(), birth_date: birth_date.into(), insured_number: insured_number.into() }
}

fn candidate(patient: i64, facts: PatientFacts, letters: usize) -> Candidate {
    Candidate { patient: PatientId(patient), facts, letters }
}

pub fn question() -> PatientOfMail {
    let candidates = vec![
        candidate(1, facts("Quastenberg, Friedemann", "13.03.1970", "Q701314009"), 3),
        candidate(2, facts("Quastenberg, Friedemann", "01.07.1998", ""), 1),
    ];
    PatientOfMail { facts: facts("Quastenberg, Friedemann", "30.03.1970", ""), candidates, ..PatientOfMail::default() }
}

pub fn little() -> PatientOfMail {
    PatientOfMail { facts: facts("Brimsloh, Oda", "", ""), ..PatientOfMail::default() }
}

pub fn known() -> PatientOfMail {
    let candidates = vec![candidate(2, facts("Quastenberg, Friedemann", "01.07.1998", ""), 1)];
    PatientOfMail {
        facts: facts("Quastenberg, Friedemann", "13.03.1970", "Q701314009"),
        patient: Some(PatientId(1)),
        by: Some(("Anna Bergmann".into(), at(11, 12, 9, 40))),
        differs: Some(facts("Quastenberg, Friedemann", "30.03.1970", "")),
        candidates,
        others_total: 2,
        ..PatientOfMail::default()
    }
}

/// Mail 7 becomes a letter about somebody.
pub fn put(engine: &mut Engine, mut about: PatientOfMail) {
    about.others = engine.mails.iter().filter(|mail| [2, 9].contains(&mail.row.id.0)).map(|mail| mail.row.clone()).collect();
    let Some(mail) = engine.mails.iter_mut().find(|mail| mail.row.id == MailId(7)) else { return };
    let mut payload = Payload::of_kind(PayloadKind::Letter);
    let lines = [
        ("field-title", "Entlassbrief Kardiologie"),
        ("field-patient", about.facts.name.as_str()),
        ("field-birth-date", &about.facts.birth_date),
        ("field-insured-number", &about.facts.insured_number),
        ("field-doctor", "Hohenfenn, Gesche"),
    ];
    let lines = lines.into_iter().filter(|(_, value)| !value.is_empty());
    payload.fields = lines
        .map(|(key, value)| PayloadField { label_key: key.into(), value: value.into(), secret: false, word_key: String::new() })
        .collect();
    mail.row.payload_kind = Some(PayloadKind::Letter);
    mail.payload = Some(payload);
    mail.patient = Some(about);
}

pub fn waiting() -> LetterFacts {
    let open = |mail: i64, facts: PatientFacts, lab: bool| OpenLetter {
        mail: MailId(mail),
        at: at(11, 12, 9, 10),
        lab,
        facts,
        sender: "Klinikum Süderwald, Ambulanz".into(),
    };
    LetterFacts { any: true, open: vec![open(7, question().facts, false), open(8, little().facts, true)] }
}

pub fn count() -> LetterCount {
    let quarter = Quarter { year: 2026, number: 4 };
    let day = |year| Day::new(year, 1, 1).unwrap();
    let row = |key: &str, doctor: &str, number: &str, sent: u32, received: u32, amount: i64| DoctorCount {
        key: key.into(),
        doctor: doctor.into(),
        doctor_number: number.into(),
        accounts: BTreeSet::from([AccountId(1)]),
        sent: Tally { counted: sent, not: BTreeMap::from([(NotCounted::OnItsWay, 1)]) },
        received: Tally { counted: received, not: BTreeMap::from([(NotCounted::Unread, 3), (NotCounted::Unassigned, 2)]) },
        consent: (amount == 2340).then(|| ("Anna Bergmann".into(), at(10, 2, 8, 15))),
        amount: Some(Cents(amount)),
        capped: amount == 2340,
    };
    let rows = vec![
        row("lanr:999999900", "Hohenfenn, Gesche", "999999900", 71, 32, 2340),
        row("lanr:999999901", "Brandmoor-Überseh, Antje Wiebke", "999999901", 4, 0, 112),
        row("1:", "", "", 0, 12, 324),
    ];
    let tariff = Tariff {
        valid_from: day(2020),
        valid_until: None,
        send: Cents(28),
        receive: Cents(27),
        cap: Some(Cents(2340)),
        assumed_from: Some(day(2026)),
        source: "hilfe.t2med.de „Vergütung“, Fachpresse".into(),
    };
    LetterCount {
        quarter,
        rows,
        tariff: Some(tariff),
        tariff_problem: None,
        quarters: vec![quarter, quarter.before(), quarter.before().before()],
    }
}
