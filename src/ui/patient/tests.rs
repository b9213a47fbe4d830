//! The question whom a letter is about, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::domain::address::Mailbox;
use crate::domain::ids::{AccountId, PatientId, RequestId};
use crate::domain::mail::{Decryption, Folder, Integrity, MailClass, MailRow, ParsedMail};
use crate::domain::time::Timestamp;
use crate::domain::work::Work;
use crate::engine::event::Event;

fn facts(name: &str, birth_date: &str, insured_number: &str) -> PatientFacts {
    PatientFacts { name: name.into(), birth_date: birth_date.into(), insured_number: insured_number.into() }
}

fn row(id: i64) -> MailRow {
    MailRow {
        id: MailId(id),
        account: AccountId(1),
        account_address: String::new(),
        folder: Folder::Inbox,
        date: Timestamp(0),
        received: Timestamp(0),
        from: Mailbox { name: "Klinikum Süderwald".into(), address: "a@b.kim.telematik-test".into() },
        to: Vec::new(),
        subject: format!("Brief {id}"),
        dienstkennung: "Arztbrief;VHitG-Versand;V1.2".into(),
        class: MailClass::Personal,
        payload_kind: Some(PayloadKind::Letter),
        size: 1,
        attachments: 2,
        unread: false,
        answered: false,
        forwarded: false,
        decryption: Decryption::Ok,
        integrity: Integrity::Ok,
        state: None,
        receipt_requested: false,
        kim_error: false,
        work: Work::default(),
    }
}

pub fn letter(about: PatientOfMail) -> MailDetail {
    MailDetail {
        row: row(5),
        parsed: ParsedMail::default(),
        blob: None,
        headers: Vec::new(),
        payload: None,
        runs: Vec::new(),
        recipients: Vec::new(),
        history: Vec::new(),
        thread: Vec::new(),
        on_server: false,
        versions: Vec::new(),
        eeb: None,
        patient: Some(about),
    }
}

struct Shown {
    model: Model,
    assigning: Option<Assigning>,
    out: Out,
}

fn shown(about: PatientOfMail, assigning: Option<Assigning>) -> Harness<'static, Shown> {
    crate::i18n::select(crate::i18n::Language::German);
    let detail = letter(about);
    let mut model = Model::default();
    model.expect(RequestId(1), Purpose::Detail(MailId(5)));
    model.apply(Event::Answered { request: RequestId(1), result: Ok(Box::new(Answer::Mail(Box::new(detail.clone())))) });
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| theme::install(ctx, theme::ThemeChoice::Light))
        .with_size([700.0, 600.0])
        .build_ui_state(
            move |ui, shown: &mut Shown| {
                question_ui(ui, &shown.model, &detail, &mut shown.out);
                known_ui(ui, &shown.model, &detail, &mut shown.out);
                if let Some(assigning) = &mut shown.assigning {
                    assigning.receive(&mut shown.model);
                    if dialog(ui, &shown.model, assigning, &mut shown.out) {
                        shown.assigning = None;
                    }
                }
            },
            Shown { model, assigning, out: Out::default() },
        );
    harness.run();
    harness
}

fn commands(harness: &Harness<'static, Shown>) -> Vec<Command> {
    harness.state().out.asks.0.iter().map(|ask| ask.command.clone()).collect()
}

fn candidate(patient: i64, facts: PatientFacts) -> Candidate {
    Candidate { patient: PatientId(patient), facts, letters: 2 }
}

#[test]
fn the_question_offers_who_comes_into_question_and_says_what_differs() {
    let about = PatientOfMail {
        facts: facts("Moos, Ilse", "13.03.1961", ""),
        candidates: vec![candidate(3, facts("Moos, Ilse", "12.03.1961", "A123456789"))],
        ..PatientOfMail::default()
    };
    let mut harness = shown(about.clone(), None);
    assert!(harness.query_by_label("Gehört dieser Brief zu Moos, Ilse?").is_some());
    assert!(harness.query_by_label("12.03.1961 · A123456789 · 2 Briefe").is_some());
    assert!(harness.query_by_label("anderes Geburtsdatum").is_some());
    harness.get_by_label("Moos, Ilse · 12.03.1961 · A123456789").click();
    harness.run();
    assert_eq!(commands(&harness), [assign(MailId(5), AssignTo::Patient(PatientId(3)))]);
    let mut harness = shown(about, None);
    harness.get_by_label("Neue Person").click();
    harness.run();
    assert_eq!(commands(&harness), [assign(MailId(5), AssignTo::New)]);
    harness.get_by_label("Andere Person suchen").click();
    harness.run();
    assert_eq!(harness.state().out.intents, [Intent::AssignPatient(MailId(5))]);
}

#[test]
fn a_letter_that_says_too_little_says_so() {
    let harness = shown(PatientOfMail { facts: facts("Moos, Ilse", "", ""), ..PatientOfMail::default() }, None);
    assert!(harness.query_by_label("Zu wem gehört dieser Brief?").is_some());
    assert!(harness.query_by_label_contains("Das genügt nicht").is_some());
}

#[test]
fn a_known_person_leads_to_the_other_letters_and_to_the_change() {
    let about = PatientOfMail {
        facts: facts("Moos, Ilse", "12.03.1961", ""),
        patient: Some(PatientId(3)),
        differs: Some(facts("Moos, Ilse", "13.03.1961", "")),
        others: vec![row(6)],
        others_total: 1,
        ..PatientOfMail::default()
    };
    let mut harness = shown(about, None);
    assert!(harness.query_by_label("Zu wem gehört dieser Brief?").is_none());
    assert!(harness.query_by_label("Andere Briefe zu dieser Person nennen: Moos, Ilse · 13.03.1961").is_some());
    harness.get_by_label("1 weiterer Brief zu dieser Person").click();
    harness.run();
    harness.get_by_label_contains("Brief 6 · Klinikum Süderwald").click();
    harness.run();
    harness.get_by_label("Zuordnung ändern").click();
    harness.run();
    assert_eq!(harness.state().out.intents, [Intent::Open(MailId(6)), Intent::AssignPatient(MailId(5))]);
}

#[test]
fn somebody_who_knows_better_finds_another_person() {
    let about = PatientOfMail { facts: facts("Moos, Ilse", "12.03.1961", ""), patient: Some(PatientId(3)), ..PatientOfMail::default() };
    let mut harness = shown(about, Some(Assigning::of(MailId(5))));
    harness.get_by_label("Name, Geburtsdatum oder Versichertennummer").type_text("Tja");
    harness.run();
    let asked = commands(&harness);
    assert_eq!(asked, [Command::Letters(Box::new(LetterCommand::FindPatients { text: "Tja".into() }))]);
    let purpose = harness.state().out.asks.0[0].purpose.clone();
    let found = vec![candidate(9, facts("Tjaden, Uwe", "14.04.1950", "")), candidate(3, facts("Moos, Ilse", "12.03.1961", ""))];
    let model = &mut harness.state_mut().model;
    model.expect(RequestId(2), purpose);
    model.apply(Event::Answered { request: RequestId(2), result: Ok(Box::new(Answer::Patients(found))) });
    harness.run();
    assert!(harness.query_by_label("Moos, Ilse · 12.03.1961").is_none(), "where it is already");
    harness.get_by_label("Tjaden, Uwe · 14.04.1950").click();
    harness.run();
    assert_eq!(commands(&harness).last(), Some(&assign(MailId(5), AssignTo::Patient(PatientId(9)))));
    assert!(harness.state().assigning.is_none(), "settled");
}
