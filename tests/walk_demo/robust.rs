//! Hostile and broken mails: each is stored, listed and opened; none stops the others.

use kimpost::domain::answer::RunResult;
use kimpost::engine::command::Command;
use kimpost::engine::event::Answer;

use crate::support::{Desk, HA, Town, ZP, answer, files_below, kim_mail, print_words, text_mail};

/// Fetches these mails and looks at each in every way.
fn survive(mails: &[Vec<u8>]) -> (Town, Desk) {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    for mail in mails {
        town.put(ZP, mail);
    }
    town.put(ZP, &text_mail("a@x.kim.telematik-test", ZP, "Danach", "gesund"));
    assert_eq!(desk.fetch_well(), mails.len() + 1);
    let rows = desk.inbox();
    assert_eq!(rows.len(), mails.len() + 1);
    // POP3 carries lines: a mail ends with CRLF on the wire.
    let wire: Vec<Vec<u8>> = mails.iter().map(|m| if m.ends_with(b"\r\n") { m.clone() } else { [m, &b"\r\n"[..]].concat() }).collect();
    for row in rows {
        desk.read(row.id);
        assert!(wire.contains(&desk.raw(row.id)) || row.subject == "Danach", "{}", row.subject);
        desk.ask(Command::DigestAttachments { mail: row.id });
        desk.ask(Command::Print { mail: row.id, words: print_words() });
        desk.ask(Command::PrepareReply { mail: row.id, all: true });
        if row.attachments > 200 {
            // Every file is made durable on its own: right, but no matter of seconds for ten thousand.
            continue;
        }
        let dir = desk.path(&format!("out-{}", row.id));
        let saved = desk.save_files(row.id, &dir);
        assert!(saved.iter().all(|f| f.path.parent() == Some(dir.as_path())));
        desk.ask(Command::PrepareForward { mail: row.id });
    }
    (town, desk)
}

#[test]
fn ten_thousand_parts_and_two_hundred_levels() {
    let parts: String = (0..10_000).map(|n| format!("--b\r\nContent-Type: application/pdf; name=\"{n}.pdf\"\r\n\r\nx\r\n")).collect();
    let wide =
        kim_mail("a@x.kim.telematik-test", ZP, "Breit", "Content-Type: multipart/mixed; boundary=b\r\n", &format!("{parts}--b--\r\n"));
    let mut deep = String::from("Content-Type: text/plain\r\n\r\nunten\r\n");
    for level in 0..200 {
        deep = format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n{deep}\r\n--b{level}--\r\n");
    }
    let (head, body) = deep.split_once("\r\n\r\n").unwrap();
    let deep = kim_mail("a@x.kim.telematik-test", ZP, "Tief", &format!("{head}\r\n"), body);
    let mut nested = text_mail("a@x.kim.telematik-test", ZP, "Innen", "innen");
    for level in 0..200 {
        let inner = String::from_utf8(nested).unwrap();
        nested = kim_mail("a@x.kim.telematik-test", ZP, &format!("Brief {level}"), "Content-Type: message/rfc822\r\n", &inner);
    }
    let lines = kim_mail("a@x.kim.telematik-test", ZP, "Lang", "Content-Type: text/html\r\n", &"<div>".repeat(50_000));
    let heads: String = (0..20_000).map(|n| format!("X-{n}: y\r\n")).collect();
    let heads = kim_mail("a@x.kim.telematik-test", ZP, "Köpfe", &heads, "Text");
    let (_town, desk) = survive(&[wide, deep, nested, lines, heads]);
    assert_eq!(desk.mail("Breit").size, desk.raw(desk.mail("Breit").id).len() as u64);
}

#[test]
fn hostile_names_stay_in_their_folder() {
    let names = ["../../etc/passwd", "C:\\Windows\\x.exe", "CON", "nul.txt", ".versteckt", "a\u{202E}fdp.exe", "", "/", "..", "x\u{0}.pdf"];
    let parts: String = names
        .iter()
        .map(|n| {
            format!("--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{n}\"\r\n\r\nInhalt\r\n")
        })
        .collect();
    let mail =
        kim_mail("a@x.kim.telematik-test", ZP, "Namen", "Content-Type: multipart/mixed; boundary=b\r\n", &format!("{parts}--b--\r\n"));
    let (_town, desk) = survive(&[mail]);
    let dir = desk.path("namen");
    let saved = desk.save_files(desk.mail("Namen").id, &dir);
    assert_eq!((saved.len(), files_below(&dir).len()), (names.len(), names.len()));
    assert!(saved.iter().all(|f| std::fs::read(&f.path).unwrap() == b"Inhalt"));
}

#[test]
fn broken_and_odd_mails_are_kept() {
    let raw = |bytes: &[u8]| bytes.to_vec();
    survive(&[
        raw(b"\r\n"),
        raw(b"x"),
        raw(b"Subject: nur Kopf\r\n"),
        raw(b"kein Kopf\r\n\r\nText\r\n"),
        raw(b"Content-Type: multipart/mixed; boundary=fehlt\r\n\r\nText ohne Grenze\r\n"),
        raw(b"Message-ID: <gleich@x>\r\nFrom: a@x.kim.telematik-test\r\nSubject: eins\r\n\r\nText\r\n"),
        raw(b"Message-ID: <gleich@x>\r\nFrom: b@x.kim.telematik-test\r\nSubject: zwei, anderer Absender\r\n\r\nText\r\n"),
        raw(b"From: a\r\nFrom: b\r\nDate: gestern\r\nSubject: =?utf-8?B?////?=\r\n\r\n\xff\xfe\x00\r\n"),
        text_mail("a@x.kim.telematik-test", ZP, &"ä".repeat(5000), "Text"),
        text_mail("a@x.kim.telematik-test", ZP, "Punkte", ".\r\n..\r\n.\r\n"),
    ]);
}

#[test]
fn malformed_records_are_shown_and_never_taken_over_by_themselves() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let files = files_below(std::path::Path::new("tests/data/payload/ebz/malformed"));
    assert!(files.len() > 15);
    for path in &files {
        use base64::Engine;
        let name = path.file_name().unwrap().to_string_lossy();
        let text = base64::engine::general_purpose::STANDARD.encode(std::fs::read(path).unwrap());
        let lines: Vec<&str> = text.as_bytes().chunks(76).map(|l| std::str::from_utf8(l).unwrap()).collect();
        let body = format!(
            "--b\r\nContent-Type: text/plain\r\n\r\nAnlage\r\n--b\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\n\
             Content-Disposition: attachment; filename=\"{name}\"\r\nContent-Description: EBZ\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--b--\r\n",
            lines.join("\r\n")
        );
        let extra = "X-KIM-Dienstkennung: EBZ;ANW;2.0.0\r\nContent-Type: multipart/mixed; boundary=b\r\n";
        town.put(ZP, &kim_mail("ebz@nordlicht-kk.kim.telematik-test", ZP, &name, extra, &body));
    }
    assert_eq!(desk.fetch_well(), files.len());
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let row = desk.inbox().into_iter().find(|r| r.subject == name).unwrap_or_else(|| panic!("{name} is not listed"));
        let detail = desk.open(row.id);
        assert!(detail.runs.iter().all(|r| r.result != RunResult::TakenOver), "{name}");
        let saved = desk.save_files(row.id, &desk.path(&format!("out-{}", row.id)));
        assert_eq!(std::fs::read(&saved[0].path).unwrap(), std::fs::read(path).unwrap(), "{name}");
        // By hand it may be taken over or refused, but it answers.
        let run = desk.ask(Command::Reprocess { mail: row.id, reason: "geprüft".into() });
        let run = answer!(run, Answer::Run { run, .. } => run);
        assert!(!name.contains("tampered") || run.result == RunResult::Refused, "{name}");
    }
}

#[test]
fn sample_mails_of_every_application_come_in() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let mut files = files_below(std::path::Path::new("tests/data/payload/eml"));
    files.extend(files_below(std::path::Path::new("tests/data/mail")).into_iter().filter(|f| f.extension().is_some_and(|e| e == "eml")));
    for path in &files {
        let bytes = std::fs::read(path).unwrap();
        town.put(HA, &bytes);
    }
    let fetched = desk.fetch();
    assert!(fetched[0].problems.is_empty() && fetched[0].parked == 0, "{fetched:?}");
    assert!(fetched[0].new > 30);
    for row in desk.inbox() {
        desk.read(row.id);
        desk.save_files(row.id, &desk.path(&format!("out-{}", row.id)));
        desk.ask(Command::PrepareForward { mail: row.id });
    }
}
