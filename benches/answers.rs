//! The figure promised for insurer answers: recognise, read and match 10,000 EBZ answers, at least 2,000 a second on one
//! core; and how long the desk takes to show, filter and find among them.
//!
//! `cargo bench --locked --bench answers` runs it in a release build; `tests/bench.sh` with the others. It needs no server,
//! prints and asserts nothing. Half of the answers are bare XML, half signed p7s whose signature is checked.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a measuring program may stop loudly and must print"
)]

use std::collections::HashMap;
use std::time::{Duration, Instant};

use kimpost::domain::access::Session;
use kimpost::domain::account::AccountSettings;
use kimpost::domain::address::KimAddress;
use kimpost::domain::answer::{AnswerFilter, ApplicationNumber, EbzRecord, HandoverState, LineState, RunResult};
use kimpost::domain::answer_desk::DeskRules;
use kimpost::domain::mail::{Folder, ParsedMail};
use kimpost::domain::payload::Payload;
use kimpost::domain::secret::StoreKey;
use kimpost::domain::time::{Day, Timestamp};
use kimpost::kim::{self, PartReader};
use kimpost::payload::{self, Mappings, PayloadInput, PayloadPart};
use kimpost::store::{HashedBytes, NewMail, NewRun, RawBytes, Store};

/// What the promise names.
const ANSWERS: usize = 10_000;
const GOAL: f64 = 2_000.0;
const SAMPLE: &str = "0991234562611ZE000000000004711";
const MAX_PART: usize = 20 << 20;

fn main() {
    let answers = std::env::var("KIMPOST_BENCH_ANSWERS").ok().and_then(|n| n.parse().ok()).unwrap_or(ANSWERS);
    let mappings = Mappings::shipped();
    let plain = bare("ebz@kasse.kim.telematik-test", "praxis@a.kim.telematik-test", "antwort_genehmigung_ze", "ANW");
    let signed = std::fs::read(format!("{}/tests/data/payload/eml/ebz_genehmigung_der.eml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let numbers: Vec<String> = (0..answers).map(|n| format!("0991234562611ZE{n:015}")).collect();
    let mails: Vec<Vec<u8>> = numbers
        .iter()
        .enumerate()
        .map(|(n, number)| if n % 2 == 0 { plain.replace(SAMPLE, number).into_bytes() } else { signed.clone() })
        .collect();
    let asked = bare("praxis@a.kim.telematik-test", "ebz@kasse.kim.telematik-test", "antrag_ze", "ANT");
    let request = read(asked.as_bytes(), &mappings).1.and_then(|p| p.ebz).unwrap();
    let of = |number: &str| EbzRecord { number: ApplicationNumber::parse(number).unwrap(), ..request.clone() };
    let mut requests: HashMap<ApplicationNumber, EbzRecord> = numbers.iter().map(|n| (of(n).number, of(n))).collect();
    requests.insert(request.number.clone(), request.clone());

    let started = Instant::now();
    let mut records = Vec::with_capacity(answers);
    let mut matched = 0;
    for mail in &mails {
        let (parsed, payload) = read(mail, &mappings);
        let record = payload.as_ref().and_then(|p| p.ebz.clone()).unwrap();
        if let Some(request) = requests.get(&record.number) {
            matched += usize::from(payload::judge_against_request(&record, request).blocks.is_empty());
        }
        records.push((parsed, payload, record));
    }
    let took = started.elapsed();
    let rate = answers as f64 / took.as_secs_f64();
    println!(
        "recognise, read and match {answers} answers: {:.2} s, {rate:.0} a second (goal {GOAL:.0}); {matched} match",
        took.as_secs_f64()
    );
    desk(&numbers, &of, records);
}

/// The desk with as many numbers, each with request, answer and run.
fn desk(numbers: &[String], of: &dyn Fn(&str) -> EbzRecord, records: Vec<(ParsedMail, Option<Payload>, EbzRecord)>) {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::create(dir.path(), &StoreKey::new([7; 32])).unwrap();
    let address = KimAddress::parse("praxis@a.kim.telematik-test").unwrap();
    let account = store.insert_account(&AccountSettings::new(address)).unwrap();
    let started = Instant::now();
    for (n, (number, (parsed, payload, record))) in numbers.iter().zip(records).enumerate() {
        let received = Timestamp(1_790_000_000_000 + n as i64 * 60_000);
        let mut put = |raw: &[u8], folder, payload: Option<&Payload>| {
            let new = NewMail {
                account,
                uidl: None,
                listed_size: 0,
                folder,
                received,
                raw: RawBytes::Inline(&HashedBytes::new(raw.to_vec())),
                parsed: &ParsedMail { message_id: None, ..parsed.clone() },
                payload,
                unread: false,
            };
            store.insert_mails(&[new]).unwrap()[0].id
        };
        let request = put(format!("request {number}").as_bytes(), Folder::Sent, None);
        let answer = put(format!("answer {number}").as_bytes(), Folder::Inbox, payload.as_ref());
        store.save_record(request, &of(number), received).unwrap();
        store.save_record(answer, &EbzRecord { number: of(number).number, ..record }, received).unwrap();
        let (result, handover) =
            if n % 10 == 0 { (RunResult::HeldForReview, None) } else { (RunResult::TakenOver, Some(HandoverState::Collected)) };
        let run = NewRun { mail: answer, who: "", reason: "", result, notes: &[], sha256: number, handover, at: received };
        store.add_run(&run).unwrap();
    }
    println!("stored {} requests and answers, each durable: {:.1} s", numbers.len(), started.elapsed().as_secs_f64());
    let (scope, rules, today) = (Session::program().scope(), DeskRules::default(), Day::parse("2026-11-30"));
    let bare = AnswerFilter { limit: 500, ..AnswerFilter::default() };
    for (what, filter) in [
        ("everything, the newest 500", bare.clone()),
        ("open only", AnswerFilter { state: Some(LineState::Open), ..bare.clone() }),
        ("a whole number", AnswerFilter { number: numbers[numbers.len() / 2].clone(), ..bare.clone() }),
        ("a part of a number", AnswerFilter { number: "0042".into(), ..bare.clone() }),
        ("every row, without a limit", AnswerFilter::default()),
    ] {
        let times: Vec<Duration> = (0..20)
            .map(|_| {
                let started = Instant::now();
                let page = store.answer_page(&scope, &filter, &rules, today).unwrap();
                assert!(page.total > 0);
                started.elapsed()
            })
            .collect();
        println!("desk, {what}: {}", percentiles(times));
    }
    let times = (0..20)
        .map(|_| {
            let started = Instant::now();
            store.waiting_requests(&scope, &rules, Timestamp(1_796_000_000_000)).unwrap();
            started.elapsed()
        })
        .collect();
    println!("waiting list: {}", percentiles(times));
}

/// A mail with one bare record, as a Clientmodul hands it out.
fn bare(from: &str, to: &str, record: &str, kind: &str) -> String {
    let xml = std::fs::read_to_string(format!("{}/tests/data/payload/ebz/{record}.xml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    format!(
        "Message-ID: <{record}@bench.invalid>\r\nFrom: {from}\r\nTo: {to}\r\nSubject: {record}\r\nX-KIM-DecryptionResult: 00\r\n\
         X-KIM-IntegrityCheckResult: 01\r\nX-KIM-Dienstkennung: EBZ;{kind};2.0.0\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n.\r\n--b\r\n\
         Content-Type: application/xml; name=\"EEBZ.xml\"\r\nContent-Disposition: attachment; filename=\"EEBZ.xml\"\r\n\
         Content-Description: EBZ\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n--b--\r\n",
        xml.replace('\n', "\r\n")
    )
}

/// As the engine reads an arriving mail.
fn read(mut raw: &[u8], mappings: &Mappings) -> (ParsedMail, Option<Payload>) {
    let parsed = kim::receive(&mut raw);
    let contents: Vec<Vec<u8>> = parsed.attachments.iter().map(|a| PartReader::of(&mut raw, a).read_up_to(MAX_PART).unwrap().0).collect();
    let parts: Vec<PayloadPart<'_>> = parsed.attachments.iter().zip(&contents).map(|(a, bytes)| PayloadPart::of(a, bytes)).collect();
    let input = PayloadInput::of(&parsed, &parts);
    let payload = payload::read(input, mappings);
    (parsed, payload)
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
    format!("p50 {:.1} ms, worst {:.1} ms of {}", at(0.5), at(1.0), times.len())
}
