//! Letters and laboratory reports by person: joined by themselves, asked about, found, counted, handed over.

use std::fs;
use std::path::Path;

use kimpost::domain::ids::MailId;
use kimpost::domain::letter_count::{DoctorCount, LetterCount, NotCounted};
use kimpost::domain::outgoing::OutgoingState;
use kimpost::domain::patient::{AssignTo, LetterFacts, PatientOfMail};
use kimpost::engine::command::{Command, CountWords, DeskCommand, LetterCommand};
use kimpost::engine::event::Answer;

use crate::support::{Desk, HA, KH, Town, answer, files_below, kim_mail, sha256};

const CLINIC: &str = "ambulanz@klinikum-suederwald.kim.telematik-test";

/// A received letter about „Nachname, Vorname", born `JJJJMMTT`, with this number.
fn letter(to: &str, name: &str, born: &str, number: &str) -> Vec<u8> {
    let (family, given) = name.split_once(", ").unwrap();
    let number = if number.is_empty() { String::new() } else { format!("<id extension='{number}' root='1.2.276.0.76.4.8'/>") };
    let born = if born.is_empty() { String::new() } else { format!("<birthTime value='{born}'/>") };
    let xml = format!(
        "<?xml version='1.0' encoding='UTF-8'?>\r\n<ClinicalDocument xmlns='urn:hl7-org:v3'><title>Brief</title><recordTarget><patientRole>\
         {number}<patient><name><given>{given}</given><family>{family}</family></name>{born}</patient></patientRole></recordTarget>\
         <author><assignedAuthor><assignedPerson><name><given>Gesche</given><family>Hohenfenn</family></name></assignedPerson></assignedAuthor>\
         </author></ClinicalDocument>"
    );
    let part = |name: &str, kind: &str, about: &str, body: &str| {
        format!(
            "--=_b\r\nContent-Type: {kind}; name={name}\r\nContent-Disposition: attachment; filename={name}\r\nContent-Description: {about}\r\n\r\n{body}\r\n"
        )
    };
    let parts = [
        part("brief.pdf", "application/pdf", "eAB-PDF-signed", "%PDF-1.4\r\n%%EOF"),
        part("brief_hl7.xml", "application/xml", "eAB-XML", &xml),
        part("ekg.txt", "text/plain", "eAB-Anhang-01", "Sinusrhythmus"),
    ];
    let extra = "X-KIM-Dienstkennung: Arztbrief;VHitG-Versand;V1.2\r\nContent-Type: multipart/mixed; boundary=\"=_b\"\r\n";
    kim_mail(CLINIC, to, &format!("Brief {born}{number}"), extra, &format!("{}--=_b--\r\n", parts.concat()))
}

fn letters(command: LetterCommand) -> Command {
    Command::Letters(Box::new(command))
}

fn arrive(town: &Town, desk: &Desk, mails: &[Vec<u8>]) -> Vec<MailId> {
    mails
        .iter()
        .map(|mail| {
            let before: Vec<MailId> = desk.inbox().iter().map(|row| row.id).collect();
            town.put(HA, mail);
            desk.fetch_well();
            let new = desk.inbox().into_iter().find(|row| !before.contains(&row.id));
            new.expect("one more mail").id
        })
        .collect()
}

fn about(desk: &Desk, mail: MailId) -> PatientOfMail {
    desk.open(mail).patient.expect("a letter about one person")
}

fn assign(desk: &Desk, mail: MailId, to: AssignTo) {
    desk.ask(letters(LetterCommand::Assign { mail, to }));
}

fn facts(desk: &Desk) -> LetterFacts {
    answer!(desk.ask(letters(LetterCommand::Facts)), Answer::Letters(facts) => *facts)
}

fn count(desk: &Desk) -> LetterCount {
    answer!(desk.ask(letters(LetterCommand::Count { quarter: None })), Answer::LetterCount(count) => *count)
}

#[test]
fn letters_of_one_person_find_each_other_and_everything_else_is_asked() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    assert!(!facts(&desk).any, "nothing to offer yet");
    let mails = [
        letter(HA, "Moos, Ilse", "19610312", "A123456789"),
        letter(HA, "MOOS, Ilse", "19610312", ""),
        letter(HA, "Moos, Ilse", "19610313", ""),
        letter(HA, "Tjaden, Uwe", "19500414", "B123456789"),
        letter(HA, "Moos, Karl", "19800101", "C123456789"),
    ];
    let [first, second, unclear, other, cousin] = arrive(&town, &desk, &mails)[..] else { panic!("five letters") };
    assert!(about(&desk, cousin).candidates.is_empty(), "the same family is not the same person");
    let ilse = about(&desk, first).patient.expect("known at once");
    assert_eq!(about(&desk, second).patient, Some(ilse));
    assert_eq!(about(&desk, second).others.iter().map(|row| row.id).collect::<Vec<_>>(), [first]);
    assert_ne!(about(&desk, other).patient, Some(ilse));
    // The question, with who comes into question.
    let question = about(&desk, unclear);
    assert_eq!((question.patient, question.by.as_ref()), (None, None));
    assert_eq!(question.candidates.iter().map(|c| (c.patient, c.letters)).collect::<Vec<_>>(), [(ilse, 2)]);
    assert_eq!(facts(&desk).open.iter().map(|open| open.mail).collect::<Vec<_>>(), [unclear]);
    assert!(desk.search("A123456789").iter().all(|row| row.id != unclear), "nobody said so yet");
    // The answer, and what follows from it.
    assign(&desk, unclear, AssignTo::Patient(ilse));
    let answered = about(&desk, unclear);
    assert_eq!((answered.patient, answered.others_total), (Some(ilse), 2));
    assert!(answered.by.is_some() && facts(&desk).open.is_empty());
    let said = answered.differs.expect("what differs is told");
    assert_eq!((said.birth_date.as_str(), about(&desk, first).differs.map(|f| f.birth_date)), ("12.03.1961", Some("13.03.1961".into())));
    assert!(desk.open(unclear).history.iter().any(|line| line.key == "history-patient" && !line.who.is_empty()));
    for words in ["A123456789", "Ilse 12.03.1961", "moos 13.03.1961"] {
        let found: Vec<MailId> = desk.search(words).iter().map(|row| row.id).collect();
        assert!(found.contains(&first) && found.contains(&unclear) && !found.contains(&other), "{words}: {found:?}");
    }
    let again = arrive(&town, &desk, &[letter(HA, "Moos, Ilse", "13610313", ""), letter(HA, "Moos, Ilse", "19610313", "X")]);
    assert_eq!(about(&desk, again[0]).patient, None, "another birth date is another question");
    assert_eq!(about(&desk, again[1]).patient, Some(ilse), "what was said once is known");
    // Somebody knew better.
    assign(&desk, unclear, AssignTo::New);
    let moved = about(&desk, unclear);
    assert!(moved.patient.is_some_and(|patient| patient != ilse) && moved.others_total == 0);
    assert!(desk.search("A123456789").iter().all(|row| row.id != unclear), "the search follows");
    let found = answer!(desk.ask(letters(LetterCommand::FindPatients { text: "tjad".into() })), Answer::Patients(found) => found);
    assert_eq!(found.iter().map(|c| (c.facts.name.as_str(), c.letters)).collect::<Vec<_>>(), [("Tjaden, Uwe", 1)]);
    assign(&desk, unclear, AssignTo::Patient(found[0].patient));
    assert_eq!(about(&desk, other).others_total, 1);
    let nobody = AssignTo::Patient(kimpost::domain::ids::PatientId(9999));
    assert_eq!(desk.problem(letters(LetterCommand::Assign { mail: unclear, to: nobody })), "NOT-FOUND");
}

#[test]
fn a_quarter_is_counted_by_doctor_and_written_as_csv() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let mails = [letter(HA, "Moos, Ilse", "19610312", "A123456789"), letter(HA, "Moos, Ilse", "", "")];
    let [known, unclear] = arrive(&town, &desk, &mails)[..] else { panic!("two letters") };
    let row = |desk: &Desk, sent: bool| -> DoctorCount {
        let rows = count(desk).rows;
        rows.into_iter().find(|row| row.doctor.is_empty() != sent).expect("a row")
    };
    assert_eq!(row(&desk, false).received.not[&NotCounted::Unread], 2);
    desk.read(known);
    desk.read(unclear);
    let received = row(&desk, false).received;
    assert_eq!((received.counted, received.not[&NotCounted::Unassigned]), (1, 1));
    let patient = about(&desk, known).patient.unwrap();
    assign(&desk, unclear, AssignTo::Patient(patient));
    assert_eq!(row(&desk, false).received.counted, 2);
    // Sent.
    let mut draft = desk.draft(HA, &["t.mueller@moorburg.kim.telematik-test"], "");
    draft.text.clear();
    for (from, name) in [("arztbrief.pdf", "brief.pdf"), ("arztbrief.xml", "brief.xml")] {
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo").join(from), desk.path(name)).unwrap();
        desk.attach(&mut draft, &desk.path(name));
    }
    draft.become_what_is_attached();
    let queued = desk.queue(draft);
    assert_eq!(row(&desk, true).sent.not[&NotCounted::OnItsWay], 1);
    assert!(matches!(desk.retry(queued.id).state, OutgoingState::Accepted | OutgoingState::Delivered));
    let author = row(&desk, true);
    assert_eq!((author.sent.counted, author.doctor.as_str(), author.doctor_number.as_str()), (1, "Hohenfenn, Gesche", "999999900"));
    assert_eq!((author.amount.map(|cents| cents.0), author.consent.is_some()), (Some(28), false));
    // Consent, per quarter.
    let quarter = count(&desk).quarter;
    let consent = |doctor: &str, agrees| letters(LetterCommand::SetConsent { doctor: doctor.into(), quarter, agrees });
    assert_eq!(desk.problem(consent("lanr:1", true)), "NOT-FOUND");
    desk.ask(consent(&author.key, true));
    assert!(row(&desk, true).consent.is_some());
    let before = answer!(desk.ask(letters(LetterCommand::Count { quarter: Some(quarter.before()) })), Answer::LetterCount(count) => count);
    assert!(before.rows.is_empty());
    // The file.
    let path = desk.path("zaehlung.csv");
    let words = CountWords {
        columns: std::array::from_fn(|at| format!("S{at}")),
        yes: "ja".into(),
        no: "nein".into(),
        nobody: "niemand".into(),
        reasons: vec![(NotCounted::Unread, "ungelesen".into())],
    };
    let export = |replace| letters(LetterCommand::ExportCount { quarter, path: path.clone(), replace, words: Box::new(words.clone()) });
    desk.ask(export(false));
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("\u{FEFF}S0;S1;"), "{text}");
    assert!(text.contains(&format!("{quarter};Hohenfenn, Gesche;999999900;{HA};1;0;;0;0;;ja;0,28;nein\r\n")), "{text}");
    assert!(text.contains(&format!("{quarter};niemand;;{HA};0;0;;2;0;;nein;0,54;nein\r\n")), "{text}");
    assert_eq!(desk.problem(export(false)), "SAVE-EXISTS");
    desk.ask(export(true));
    desk.ask(consent(&author.key, false));
    assert!(row(&desk, true).consent.is_none(), "changed any time");
}

fn set_folder(desk: &Desk, prefix: &str, dir: &Path) {
    fs::create_dir_all(dir).unwrap();
    desk.ask(Command::SetHandoverFolder { prefix: prefix.into(), dir: Some(dir.to_owned()) });
    desk.ask(Command::Desk(Box::new(DeskCommand::SetSidecar { prefix: prefix.into(), on: true })));
}

fn names(dir: &Path) -> Vec<String> {
    files_below(dir).iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

fn sidecar(path: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_letter_goes_whole_into_the_folder_of_its_dienstkennung() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let early = arrive(&town, &desk, &[letter(HA, "Moos, Ilse", "19610312", "A123456789")])[0];
    let dir = desk.path("pvs-briefe");
    set_folder(&desk, "Arztbrief", &dir);
    assert_eq!(names(&dir), [""; 0], "what came before waits for somebody's word");
    arrive(&town, &desk, &[letter(HA, "Tjaden, Uwe", "19500414", "B123456789")]);
    let all = ["brief_hl7-Anhang-01.txt", "brief_hl7.pdf", "brief_hl7.xml", "brief_hl7.xml.json"];
    assert_eq!(names(&dir), all);
    let beside = sidecar(&dir.join("brief_hl7.xml.json"));
    assert_eq!(beside["kind"], "letter");
    let person = serde_json::json!([{ "name": "Tjaden, Uwe", "birth_date": "1950-04-14", "insured_number": "B123456789" }]);
    assert_eq!(beside["patients"], person);
    assert_eq!(beside["beside"][0], serde_json::json!({ "suffix": ".pdf", "name": "brief.pdf" }));
    // The same letter again says nothing new; by hand it goes as often as somebody says.
    let again = arrive(&town, &desk, &[letter(HA, "Tjaden, Uwe", "19500414", "B123456789").replace_id()])[0];
    assert_eq!(names(&dir).len(), 4);
    assert!(desk.open(again).history.iter().any(|line| line.key == "history-letter-twice"));
    desk.ask(letters(LetterCommand::HandOver { mail: early }));
    assert_eq!(names(&dir).len(), 8);
    assert_eq!(sidecar(&dir.join("brief_hl7-2.xml.json"))["patients"][0]["name"], "Moos, Ilse");
    assert_eq!(fs::read(dir.join("brief_hl7-2.pdf")).unwrap(), b"%PDF-1.4\r\n%%EOF");
    assert_eq!(desk.open(early).runs.len(), 1);
    // „Alles seit … erneut übernehmen" is about insurer answers only.
    let preview = DeskCommand::Preview { mails: Vec::new(), since: Some(kimpost::domain::time::Timestamp(0)), anew: false };
    let report = answer!(desk.ask(Command::Desk(Box::new(preview))), Answer::Bulk(report) => report);
    assert_eq!(report.total, 0);
}

/// Another mail with the same content.
trait ReplaceId {
    fn replace_id(self) -> Self;
}

impl ReplaceId for Vec<u8> {
    fn replace_id(self) -> Self {
        String::from_utf8(self).unwrap().replacen("Message-ID: <", "Message-ID: <x", 1).into_bytes()
    }
}

#[test]
fn what_has_a_fault_is_held_and_told() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let dir = desk.path("pvs");
    set_folder(&desk, "Arztbrief", &dir);
    let whole = String::from_utf8(letter(HA, "Moos, Ilse", "19610312", "")).unwrap();
    let without_pdf = whole.replace("%PDF-1.4\r\n%%EOF", "kein PDF");
    let mail = arrive(&town, &desk, &[without_pdf.into_bytes()])[0];
    assert_eq!(names(&dir), [""; 0]);
    assert!(desk.open(mail).history.iter().any(|line| line.key == "history-letter-held"));
}

#[test]
fn lab_data_are_saved_and_handed_over_byte_for_byte() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let dir = desk.path("pvs-labor");
    set_folder(&desk, "LDT-Befund", &dir);
    // ISO 8859-15: ü is FC, € is A4, µ is B5.
    let line = |content: &[u8]| [format!("{:03}", content.len() + 5).as_bytes(), content, b"\r\n"].concat();
    let report = |family: &[u8], born: &[u8]| {
        [b"80008205".to_vec(), [b"3101", family].concat(), [b"3103", born].concat(), b"8410KREA".to_vec(), b"84211 \xB5mol \xA4".to_vec()]
    };
    let lines = [report(b"M\xFCller", b"19500101"), report(b"Gr\xF6n", b"19610312")].concat();
    let ldt: Vec<u8> = lines.iter().flat_map(|content| line(content)).collect();
    assert!(std::str::from_utf8(&ldt).is_err());
    let body = base64(&ldt);
    let extra = "X-KIM-Dienstkennung: LDT-Befund;Lieferung;V1.0\r\nContent-Type: application/octet-stream; name=Z01.ldt\r\n\
                 Content-Disposition: attachment; filename=Z01.ldt\r\nContent-Transfer-Encoding: base64\r\n";
    let mail = arrive(&town, &desk, &[kim_mail("befunde@labor-westerdiek.kim.telematik-test", HA, "LDT", extra, &body)])[0];
    let saved = desk.save_files(mail, &desk.path("gesichert"));
    assert_eq!((fs::read(&saved[0].path).unwrap(), saved[0].sha256.as_str()), (ldt.clone(), sha256(&ldt).as_str()));
    assert_eq!(fs::read(dir.join("Z01.ldt")).unwrap(), ldt);
    let patients = sidecar(&dir.join("Z01.ldt.json"))["patients"].clone();
    assert_eq!(patients[0]["name"], "Müller");
    assert_eq!(patients[1], serde_json::json!({ "name": "Grön", "birth_date": "1961-03-12", "insured_number": null }));
    assert!(desk.open(mail).patient.is_none(), "nobody is the patient of several");
    assert!(count(&desk).rows.is_empty(), "lab data are no letters");
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(bytes);
    text.as_bytes().chunks(76).map(|line| format!("{}\r\n", std::str::from_utf8(line).unwrap())).collect()
}

#[test]
fn whoever_may_not_read_a_mailbox_knows_nothing_of_its_patients() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    desk.join(&town, KH);
    let here = arrive(&town, &desk, &[letter(HA, "Moos, Ilse", "19610312", "A123456789")])[0];
    town.put(KH, &letter(KH, "Moos, Ilse", "19610312", "A123456789"));
    desk.fetch_well();
    assert_eq!(about(&desk, here).others_total, 1, "two mailboxes of the same people share their patients");
    let password = || kimpost::domain::secret::Secret::new("geheim-12");
    use kimpost::domain::access::{AccessRule, AccountAccess, Grantee, Rights, Role};
    desk.ask(Command::AddUser { name: "Chef".into(), role: Role::Admin, password: Some(password()) });
    let chief = desk.engine.at_new_seat();
    chief.ask_blocking(Command::SignIn { name: "Chef".into(), password: password() }).unwrap();
    let added = chief.ask_blocking(Command::AddUser { name: "Empfang".into(), role: Role::Edit, password: Some(password()) }).unwrap();
    let book = answer!(added, Answer::Access(book) => book);
    let accounts = answer!(chief.ask_blocking(Command::ListAccounts).unwrap(), Answer::Accounts(accounts) => accounts);
    let clinic = accounts.iter().find(|account| account.settings.address.as_str() == KH).unwrap().id;
    let rule = AccessRule { to: Grantee::User(book.user_named("Chef").unwrap().id), rights: Rights::ALL };
    let only = Box::new(AccountAccess::restricted_to([rule]));
    chief.ask_blocking(Command::SetAccountAccess { account: clinic, before: Box::default(), after: only }).unwrap();
    let reception = desk.engine.at_new_seat();
    reception.ask_blocking(Command::SignIn { name: "Empfang".into(), password: password() }).unwrap();
    let opened = reception.ask_blocking(Command::OpenMail { mail: here, mark_read: false }).unwrap();
    let seen = answer!(opened, Answer::Mail(detail) => detail.patient.unwrap());
    assert_eq!((seen.others_total, seen.others.len()), (0, 0));
    // From now on neither mailbox learns from the other.
    town.put(KH, &letter(KH, "Quast, Ida", "19700101", "C123456789"));
    chief.ask_blocking(Command::Fetch { accounts: Vec::new(), dienstkennungen: Vec::new() }).unwrap();
    town.put(HA, &letter(HA, "Quast, Ida", "19700102", ""));
    chief.ask_blocking(Command::Fetch { accounts: Vec::new(), dienstkennungen: Vec::new() }).unwrap();
    let open = answer!(chief.ask_blocking(letters(LetterCommand::Facts)).unwrap(), Answer::Letters(facts) => facts.open);
    assert_eq!(open.len(), 0, "a question would tell that there is somebody of that name");
    let find = letters(LetterCommand::FindPatients { text: "Quast".into() });
    let found = answer!(reception.ask_blocking(find).unwrap(), Answer::Patients(found) => found);
    assert_eq!(found.iter().map(|c| c.facts.birth_date.as_str()).collect::<Vec<_>>(), ["02.01.1970"]);
}
