//! A dental practice's day against Dovecot, Postfix and slapd: the requests lie in the insurers' mailboxes as they were
//! dropped, the receipts are Postfix's, the answers come by SMTP, and the desk shows what the demo's day shows.
//!
//! Runs against the servers of `KIMTB_DIR` (see `tests/servers`). Without that variable it only says that the fast run
//! leaves it out; with a wrong one it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

#[path = "support/bed.rs"]
mod bed;
#[path = "support/day.rs"]
mod day;
#[path = "support/slapd.rs"]
mod slapd;
mod support;

use std::fmt::Write as _;
use std::path::Path;

use bed::{Bed, address};
use kimpost::domain::mail::MailRow;
use kimpost::domain::outgoing::OutgoingState;
use kimpost::domain::secret::Secret;
use kimpost::engine::command::Command;
use kimpost::engine::event::Answer;
use kimpost::engine::profile::KeySource;
use kimpost::engine::{Mode, Profile};
use support::{Desk, Town, answer, kim_mail, until};

const PRACTICE: &str = "zahn";
/// The insurers of the day by IK, and whose mailbox on the test bed is theirs.
const INSURERS: [(&str, &str); 4] =
    [("109999039", "kasse"), ("109999051", "kasse-nord"), ("109999062", "kasse-berg"), ("109999073", "kasse-mitte")];

fn insurer(ik: &str) -> &'static str {
    INSURERS.iter().find(|(known, _)| *known == ik).unwrap_or_else(|| panic!("no insurer {ik}")).1
}

/// A directory in which the four insurers have their mailboxes on the test bed.
fn directory() -> (slapd::Server, tempfile::TempDir) {
    let sample = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/servers/vzd/sample.ldif")).unwrap();
    let root = sample.split("\n\n").find(|entry| entry.contains("dn: dc=data,dc=vzd\n")).unwrap();
    let insurer = sample.split("\n\n").find(|entry| entry.contains("displayName: Musterkasse\n")).unwrap();
    let uid = insurer.lines().find_map(|line| line.strip_prefix("uid: ")).unwrap();
    let mut text = format!("{root}\n");
    for (n, (ik, name)) in INSURERS.iter().enumerate() {
        let entry = insurer
            .replace(uid, &format!("95faf39e-6627-4237-94c9-00000000000{n}"))
            .replace("8-01-0000000001", &format!("8-01-000000000{}", n + 2))
            .replace("109900111", ik)
            .replace("eau-musterkasse@kassennetz.kim.telematik-test", &address(name));
        write!(text, "\n{entry}\n").unwrap();
    }
    let dir = tempfile::tempdir().unwrap();
    let ldif = dir.path().join("vzd.ldif");
    std::fs::write(&ldif, text).unwrap();
    (slapd::Server::own(&["--ldif", ldif.to_str().unwrap()]), dir)
}

/// What the insurer writes about a request: file, Dienstkennung and record, made from the samples; `None`: nothing.
fn reply_to(number: &str, ik: &str) -> Option<(String, &'static str, String)> {
    let sample = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/payload/ebz").join(name);
        let text = std::fs::read_to_string(path).unwrap();
        let old = text.match_indices("0991234562611").next().map(|(at, _)| text[at..at + 30].to_owned());
        old.map_or_else(|| text.clone(), |old| text.replace(&old, number)).replace("109999039", ik)
    };
    let approval = if number.get(13..15) == Some("ZE") { "antwort_genehmigung_ze.xml" } else { "antwort_genehmigung_par.xml" };
    let answer = format!("EEBZ1_{number}01.xml");
    let decided = |xml: String| Some((answer.clone(), "EBZ;ANW;2.0.0", xml));
    match number.chars().last().unwrap() {
        '0' => None,
        '1' => decided(sample(approval)),
        '2' => decided(sample("antwort_ablehnung_ze.xml")),
        '3' => decided(sample("antwort_teilgenehmigung_ze.xml")),
        '4' => decided(sample("antwort_aenderung_haertefall.xml")),
        '5' => {
            let ended = sample(approval).replace("kennzeichen>10<", "kennzeichen>23<");
            decided(ended.replace("  </dat:Antwort>", "    <anw:Endedatum>20261130</anw:Endedatum>\n  </dat:Antwort>"))
        }
        '6' => {
            let (head, _) = sample(approval).split_once("  <dat:Antwort>").map(|(head, rest)| (head.to_owned(), rest.to_owned())).unwrap();
            let body = format!(
                "  <dat:Rueckfrage>\n    <anw:Antragsnummer_Mitteilungsnummer>{number}</anw:Antragsnummer_Mitteilungsnummer>\n    \
                 <anw:Text>Bitte die Unterlagen nachreichen.</anw:Text>\n  </dat:Rueckfrage>\n</dat:Nutzdaten>\n"
            );
            Some((format!("EEBZ3_{number}01.xml"), "EBZ;MIT;2.0.0", head + &body))
        }
        '7' => decided(sample(approval).replace("Antwortkennzeichen>1<", "Antwortkennzeichen>2<")),
        '8' => decided(sample(approval).split_once("<anw:Antwortkennzeichen>").unwrap().0.to_owned()),
        _ => Some((format!("EEBZ0_FEH_{number}01.xml"), "EBZ;FEH;2.0.0", sample("fehler.xml"))),
    }
}

/// The insurers read what arrived, which must be what was dropped, and answer it.
fn insurers_answer(bed: &Bed, requests: &[kimpost::demo::PracticeFile]) -> usize {
    let desk = bed.desk(bed.plain(INSURERS[0].1), INSURERS[0].1);
    for (_, name) in &INSURERS[1..] {
        desk.save(None, bed.plain(name), bed.password(name)).unwrap();
    }
    let arrived: Vec<MailRow> = desk.fetch_until("every request", |desk| {
        let rows: Vec<MailRow> = desk.inbox().into_iter().filter(|row| row.subject.starts_with("EEBZ0_")).collect();
        (rows.len() == day::SOUND).then_some(rows)
    });
    let mut answered = 0;
    for row in arrived {
        assert_eq!(row.dienstkennung, "EBZ;ANT;2.0.0");
        let saved = desk.save_files(row.id, &desk.path(&row.subject));
        let bytes = std::fs::read(&saved[0].path).unwrap();
        let dropped = requests.iter().find(|file| file.name.strip_suffix(".xml") == Some(row.subject.as_str())).unwrap();
        assert_eq!(bytes, dropped.bytes, "{} arrived as it was dropped", row.subject);
        let ik = day::value(std::str::from_utf8(&bytes).unwrap(), "IK_Krankenkasse");
        let Some((file, service, xml)) = reply_to(&day::number_in(&row.subject), &ik) else { continue };
        let body = format!(
            "--b\r\nContent-Type: text/plain\r\n\r\nAutomatisch erzeugte Antwort.\r\n--b\r\nContent-Type: application/xml; name=\"{file}\"\r\n\
             Content-Disposition: attachment; filename=\"{file}\"\r\nContent-Description: EBZ\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n--b--\r\n",
            xml.replace('\n', "\r\n")
        );
        let extra = format!("X-KIM-Dienstkennung: {service}\r\nContent-Type: multipart/mixed; boundary=b\r\n");
        let mail = kim_mail(&address(insurer(&ik)), &address(PRACTICE), file.strip_suffix(".xml").unwrap(), &extra, &body);
        bed.post(insurer(&ik), PRACTICE, &mail);
        answered += 1;
    }
    answered
}

#[test]
fn a_day_of_twenty_requests_goes_over_real_servers_and_comes_out_exactly_once() {
    let Some(bed) = Bed::get() else { return };
    for name in INSURERS.iter().map(|(_, name)| *name).chain([PRACTICE]) {
        bed.clear(name);
    }
    let town = Town::empty();
    let requests = &town.info().day;
    let (directory, _ldif) = directory();
    let files = tempfile::tempdir().unwrap();
    let (profile, out, practice) = (files.path().join("profil"), files.path().join("ausgang"), files.path().join("praxissoftware"));
    let source = KeySource::Passphrase(Secret::new("lange Worte nur fuer diesen Tag"));
    std::fs::create_dir(&out).unwrap();
    std::fs::create_dir(&practice).unwrap();
    let desk = Desk::on(Profile::init(&profile, &source).unwrap(), Mode::CommandsOnly, files);
    let mut settings = bed.plain(PRACTICE);
    settings.directory.url = format!("ldap://127.0.0.1:{}", directory.ldap);
    desk.save(None, settings, bed.password(PRACTICE)).unwrap();
    desk.ask(Command::SetHandoverFolder { prefix: "EBZ".into(), dir: Some(practice.clone()) });
    day::watch(&desk, &address(PRACTICE), &out);
    day::drop_all(requests, &out);
    day::assert_queued(&desk, requests, &out, |ik| address(insurer(ik)));
    // The program ends when half of it is out, and goes on where it was.
    for item in desk.outbox().iter().take(10) {
        assert_eq!(desk.retry(item.id).state, OutgoingState::Accepted);
    }
    let files = desk.stop();
    let desk = Desk::on(Profile::open(&profile, &source).unwrap(), Mode::CommandsOnly, files);
    assert_eq!(answer!(desk.ask(Command::FlushOutbox), Answer::Outbox(items) => items).len(), 10);
    desk.fetch_until("Postfix's receipts", |desk| (day::count(desk, OutgoingState::Delivered) == day::SOUND).then_some(()));
    assert_eq!(insurers_answer(&bed, requests), day::ANSWERS);
    until("the answers", || {
        desk.fetch_well();
        (desk.inbox().iter().filter(|row| row.payload_kind.is_some()).count() == day::ANSWERS).then_some(())
    });
    desk.ask(Command::RunHandovers);
    day::assert_desk(&desk);
    day::assert_once(&desk, &practice);
    day::take_over_once_more(&desk, &practice);
    // The next morning nothing of it happens again.
    let before = support::files_below(&practice);
    let files = desk.stop();
    let desk = Desk::on(Profile::open(&profile, &source).unwrap(), Mode::CommandsOnly, files);
    assert_eq!(desk.fetch_well(), 0);
    desk.ask(Command::RunHandovers);
    assert_eq!((support::files_below(&practice), desk.outbox().len()), (before, day::SOUND));
    day::assert_desk(&desk);
}
