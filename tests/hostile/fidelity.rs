//! What arrives is what is stored, exported, forwarded and saved: the same SHA-256 as on the wire (rules 16 and 35).
//!
//! Mails are coded here, by hand, in every way that RFC 2045 allows and senders use; what is compared are the bytes before
//! that coding.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use kimpost::domain::account::AccountSettings;
use kimpost::domain::ids::MailId;
use kimpost::domain::mail::MailFilter;
use kimpost::engine::Mode;
use kimpost::engine::command::{Command, ExportFormat};
use kimpost::engine::event::{Answer, ImportResult};

use crate::bed::{password, settings};
use crate::measure::{alone, no_panic};
use crate::pop3::{Letter, Pop3};
use crate::proof::{Dice, is_long, report};
use crate::seeds::{self, Sample};
use crate::support::{Desk, ZP, answer, sha256};

/// Mails of one profile.
const BATCH: usize = 500;

/// A mail, and what must come out of it.
struct Made {
    bytes: Vec<u8>,
    /// Contents of the attachments, in their order.
    files: Vec<Vec<u8>>,
    /// The encrypted mail inside, which can be forwarded unchanged.
    embedded: Option<Vec<u8>>,
}

fn random(dice: &mut Dice, count: usize) -> Vec<u8> {
    (0..count).map(|_| u8::try_from(dice.below(256)).unwrap()).collect()
}

/// A file as it is sent in practices, or as nobody expects it.
fn content(dice: &mut Dice, files: &[Sample]) -> (String, &'static str, Vec<u8>) {
    let sample = |dice: &mut Dice, ending: &str| {
        let fit: Vec<&Sample> = files.iter().filter(|file| file.name.ends_with(ending)).collect();
        fit[dice.below(fit.len())].bytes.clone()
    };
    match dice.below(10) {
        0 | 1 => ("befund.ldt".into(), "text/plain; charset=iso-8859-15", lab(dice)),
        2 => ("antwort.p7m".into(), "application/pkcs7-mime", sample(dice, ".p7s")),
        3 => {
            let count = dice.below(4000);
            ("schlüssel.p7m".into(), "application/pkcs7-mime", [b"\x30\x80\x06\x09".to_vec(), random(dice, count)].concat())
        }
        4 => ("brief.xml".into(), "text/xml; charset=utf-8", sample(dice, ".xml")),
        5 => {
            let count = dice.below(3000);
            ("bild.bin".into(), "application/octet-stream", random(dice, count))
        }
        6 => {
            let ends: [&[u8]; 6] = [b"\r", b"\n", b"\r\n", b" \r\n", b"\t\n", b"\0"];
            let mut text = Vec::new();
            for _ in 0..dice.below(200) {
                text.extend_from_slice(&b".. From =3D -- Gr\xfc\xdfe"[dice.below(20)..]);
                text.extend_from_slice(ends[dice.below(ends.len())]);
            }
            ("zeilen.txt".into(), "text/plain; charset=iso-8859-1", text)
        }
        7 => ("lang.csv".into(), "text/csv", vec![b'x'; dice.below(60_000)]),
        8 => ("leer.zip".into(), "application/zip", sample(dice, ".zip")),
        _ => ("leer.dat".into(), "application/octet-stream", Vec::new()),
    }
}

/// Lab data: records with their length in front, in ISO 8859-15 with its signs that Latin-1 lacks.
fn lab(dice: &mut Dice) -> Vec<u8> {
    let mut all = Vec::new();
    for _ in 0..1 + dice.below(60) {
        let value: Vec<u8> =
            (0..dice.below(50)).map(|_| b"\xa4\xa6\xa8\xb4\xb8\xbc\xbd\xbe\xe4\xf6\xfc\xdf\xb5 A1.<"[dice.below(20) % 18]).collect();
        all.extend(format!("{:03}{:04}", value.len() + 9, 8000 + dice.below(999)).into_bytes());
        all.extend(value);
        all.extend_from_slice(b"\r\n");
    }
    if dice.below(3) == 0 {
        all.truncate(all.len() - 2);
    }
    all
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 (RFC 2045 §6.8) with lines of any length, any line ends, and blanks that mean nothing.
fn base64(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let mut digits = Vec::new();
    for group in bytes.chunks(3) {
        let three = [group[0], *group.get(1).unwrap_or(&0), *group.get(2).unwrap_or(&0)];
        let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
        for place in 0..4 {
            let digit = DIGITS[usize::try_from((bits >> (18 - 6 * place)) & 63).unwrap()];
            digits.push(if place > group.len() { b'=' } else { digit });
        }
    }
    let form = dice.below(5);
    let width = match form {
        0 => 76,
        1 => 64,
        2 => digits.len().max(1),
        _ => 1 + dice.below(100),
    };
    let mut out = Vec::new();
    for line in digits.chunks(width) {
        out.extend_from_slice(line);
        out.extend_from_slice(match (form, dice.below(12)) {
            (1, _) => b"\n",
            (4, 0) => b" \t\r\n",
            (4, 1) => b"\r\n\r\n",
            _ => b"\r\n",
        });
    }
    out
}

/// Quoted-printable (RFC 2045 §6.7): literal or coded by chance, soft breaks anywhere between two of its tokens.
fn quoted(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let (coded, soft) = (1 + dice.below(20), 5 + dice.below(70));
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let line_end = bytes[at..].starts_with(b"\r\n");
        if line_end && dice.below(coded) > 0 {
            out.extend_from_slice(b"\r\n");
            at += 2;
            continue;
        }
        let ends = at + 1 == bytes.len() || bytes[at + 1..].starts_with(b"\r\n");
        let literal = match byte {
            b'=' => false,
            b' ' | b'\t' => !ends,
            33..=126 => true,
            _ => false,
        };
        if literal && dice.below(coded) > 0 {
            out.push(byte);
        } else {
            out.extend(if dice.below(4) == 0 { format!("={byte:02x}") } else { format!("={byte:02X}") }.into_bytes());
        }
        at += 1;
        if at < bytes.len() && dice.below(soft) == 0 {
            out.extend_from_slice(if dice.below(8) == 0 { b"= \t\r\n" } else { b"=\r\n" });
        }
    }
    out
}

/// One attachment, coded in one of the ways.
fn part(dice: &mut Dice, files: &[Sample], out: &mut Vec<u8>) -> Vec<u8> {
    let (name, media, bytes) = content(dice, files);
    let encoding = ["base64", "Base64", "quoted-printable", "8bit", "binary", ""][dice.below(6)];
    out.extend(format!("Content-Type: {media}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n").into_bytes());
    if !encoding.is_empty() {
        out.extend(format!("Content-Transfer-Encoding: {encoding}\r\n").into_bytes());
    }
    out.extend_from_slice(b"\r\n");
    out.extend(match encoding {
        "base64" | "Base64" => base64(dice, &bytes),
        "quoted-printable" => quoted(dice, &bytes),
        _ => bytes.clone(),
    });
    bytes
}

/// The n-th mail. `ended`: its last byte is a line end, without which POP3 cannot carry it.
fn made(files: &[Sample], n: usize, ended: bool) -> Made {
    let mut dice = Dice::of(&format!("fidelity {n}"));
    let dice = &mut dice;
    let id = if dice.below(20) > 0 { format!("Message-ID: <{n}@treue.invalid>\r\n") } else { String::new() };
    let mut bytes = format!(
        "{id}Date: Sat, 21 Nov 2026 10:00:00 +0100\r\nFrom: a@x.kim.telematik-test\r\nTo: {ZP}\r\nSubject: Treue {n}\r\nMIME-Version: 1.0\r\n"
    )
    .into_bytes();
    let boundary = format!("=_grenze_{n}");
    let mixed = format!("Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n");
    let (mut contents, mut embedded) = (Vec::new(), None);
    match dice.below(10) {
        0 => {
            let inner = encrypted(dice, n);
            bytes.extend_from_slice(b"X-KIM-DecryptionResult: 01\r\n");
            bytes.extend(mixed.into_bytes());
            bytes.extend(
                format!("--{boundary}\r\nContent-Type: text/plain\r\n\r\nFehler\r\n--{boundary}\r\nContent-Type: message/rfc822\r\n\r\n")
                    .into_bytes(),
            );
            bytes.extend_from_slice(&inner);
            contents.push(inner.clone());
            embedded = Some(inner);
        }
        1 => {
            bytes.extend_from_slice(b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
            let count = dice.below(5000);
            bytes.extend(random(dice, count));
            if ended {
                bytes.extend_from_slice(b"\r\n");
            }
            return Made { bytes, files: contents, embedded };
        }
        _ => {
            bytes.extend(mixed.into_bytes());
            bytes.extend(format!("--{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n.\r\n..Text\r\n").into_bytes());
            for _ in 0..=dice.below(3) {
                bytes.extend(format!("\r\n--{boundary}\r\n").into_bytes());
                contents.push(part(dice, files, &mut bytes));
            }
            if !ended && dice.below(2) == 0 {
                // No final boundary and no final line end: the last part ends with the mail.
                return Made { bytes, files: contents, embedded };
            }
        }
    }
    bytes.extend(format!("\r\n--{boundary}--{}", if ended { "\r\n" } else { "" }).into_bytes());
    Made { bytes, files: contents, embedded }
}

/// An encrypted mail as a Clientmodul wraps it when it cannot open it.
fn encrypted(dice: &mut Dice, n: usize) -> Vec<u8> {
    let count = dice.below(6000);
    let key = random(dice, count);
    let mut inner = format!(
        "X-KOM-LE-Version: 1.0\r\nX-KIM-Dienstkennung: KIM-Mail;Default;V1.0\r\nMessage-ID: <innen-{n}@treue.invalid>\r\nFrom: a@x.kim.telematik-test\r\n\
         To: {ZP}\r\nSubject: KOM-LE-Nachricht\r\nContent-Type: application/pkcs7-mime; smime-type=authenticated-enveloped-data; name=smime.p7m\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n"
    )
    .into_bytes();
    inner.extend(base64(dice, &key));
    inner.extend_from_slice([&b""[..], b" \r\n", b"\n", b".\r\n"][dice.below(4)]);
    inner
}

fn account(pop3: u16) -> AccountSettings {
    let mut account = settings(pop3, 1);
    account.options.timeout_secs = 60;
    account
}

/// What was looked at.
#[derive(Default)]
struct Count {
    mails: usize,
    files: usize,
    forwards: usize,
}

/// One profile: mails over the wire or from files, and everything that comes out of them.
fn batch(files: &[Sample], numbers: std::ops::Range<usize>, wire: bool) -> Count {
    let all: Vec<Made> = numbers.clone().map(|n| made(files, n, wire)).collect();
    let desk = Desk::throw_away(Mode::CommandsOnly);
    if wire {
        let server = Pop3::start();
        let letter = |(n, made): (usize, &Made)| Letter { uidl: format!("u{n}"), bytes: made.bytes.clone() };
        server.fill(numbers.zip(&all).map(letter).collect());
        desk.save(None, account(server.place.port), Some(password())).unwrap();
        assert_eq!(desk.fetch_well(), all.len());
        server.place.settle();
    } else {
        desk.save(None, account(1), Some(password())).unwrap();
        let dir = desk.path("einfuhr");
        std::fs::create_dir(&dir).unwrap();
        for (n, made) in numbers.zip(&all) {
            std::fs::write(dir.join(format!("{n}.eml")), &made.bytes).unwrap();
        }
        let report = desk.import(&[dir]);
        assert!(report.mails.len() == all.len() && report.mails.iter().all(|mail| mail.result == ImportResult::New));
    }
    let mut wanted: HashMap<String, Made> = all.into_iter().map(|made| (sha256(&made.bytes), made)).collect();
    let out = desk.path("ausfuhr");
    desk.ask(Command::Export { format: ExportFormat::Eml, to: out.clone(), search: String::new(), accounts: Vec::new() });
    let mut count = Count::default();
    for row in desk.list(MailFilter::default()).rows {
        let raw = desk.raw(row.id);
        let made = wanted.remove(&sha256(&raw)).unwrap_or_else(|| panic!("{}: no mail on the wire has these bytes", row.subject));
        let exported = std::fs::read(out.join(format!("{}.eml", row.id))).unwrap();
        assert_eq!(sha256(&exported), sha256(&made.bytes), "{}: other bytes in the export", row.subject);
        count.files += saved(&desk, row.id, &row.subject, &made);
        count.forwards += usize::from(forwarded(&desk, row.id, &row.subject, &made));
        count.mails += 1;
    }
    assert!(wanted.is_empty(), "{} mails are missing", wanted.len());
    count
}

/// Saves the attachments; returns how many there are.
fn saved(desk: &Desk, mail: MailId, subject: &str, made: &Made) -> usize {
    if made.files.is_empty() {
        return 0;
    }
    let dir = desk.path("anlagen");
    let saved = desk.save_files(mail, &dir);
    assert_eq!(saved.len(), made.files.len(), "{subject}");
    for (file, content) in saved.iter().zip(&made.files) {
        let bytes = std::fs::read(&file.path).unwrap();
        assert!(
            bytes == *content,
            "{subject}: {} holds {} bytes, not the {} that were sent",
            shown(&file.path),
            bytes.len(),
            content.len()
        );
        assert_eq!((file.sha256.as_str(), file.size), (sha256(content).as_str(), content.len() as u64), "{subject}");
    }
    std::fs::remove_dir_all(dir).unwrap();
    saved.len()
}

fn shown(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Forwards the encrypted mail inside and looks at what is to be sent.
fn forwarded(desk: &Desk, mail: MailId, subject: &str, made: &Made) -> bool {
    let Some(embedded) = &made.embedded else { return false };
    let item = answer!(desk.ask(Command::ForwardUnchanged { mail }), Answer::Queued(item) => item);
    let sent = desk.raw(item.id);
    let text = String::from_utf8_lossy(&sent);
    let boundary = text.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let head = b"Content-Type: message/rfc822\r\n\r\n";
    let begin = sent.windows(head.len()).position(|window| window == head).unwrap() + head.len();
    let end = format!("\r\n--{boundary}--\r\n").into_bytes();
    assert!(sent.ends_with(&end), "{subject}");
    assert_eq!(sha256(&sent[begin..sent.len() - end.len()]), sha256(embedded), "{subject}: other bytes in the forward");
    true
}

#[test]
fn every_way_out_gives_the_bytes_of_the_wire() {
    let _alone = alone();
    let (by_wire, by_file) = if is_long() { (12_000, 8_000) } else { (200, 100) };
    let files = seeds::files();
    let size = BATCH.min(by_file);
    let mut batches: Vec<(std::ops::Range<usize>, bool)> = Vec::new();
    for (from, until, wire) in [(0, by_wire, true), (by_wire, by_wire + by_file, false)] {
        batches.extend((from..until).step_by(size).map(|at| (at..(at + size).min(until), wire)));
    }
    let next = AtomicUsize::new(0);
    let counts = std::sync::Mutex::new(Count::default());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((numbers, wire)) = batches.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let count = batch(&files, numbers.clone(), *wire);
                    let mut all = counts.lock().unwrap();
                    (all.mails, all.files, all.forwards) =
                        (all.mails + count.mails, all.files + count.files, all.forwards + count.forwards);
                }
            });
        }
    });
    no_panic();
    let Count { mails, files, forwards } = counts.into_inner().unwrap();
    assert_eq!(mails, by_wire + by_file);
    assert!(files > mails && forwards > 0);
    report(
        "16, 35: bytes as on the wire",
        &format!("{by_wire} mails over POP3 and {by_file} from files, coded in every way"),
        mails,
        &format!("SHA-256 equal in the store, in .eml exports, in {files} saved attachments and {forwards} forwards"),
    );
}
