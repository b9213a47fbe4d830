//! Attachments: what they are saved as, what is never opened, and ten thousand of them (rules 35 to 37).

use std::collections::HashSet;
use std::time::Instant;

use kimpost::domain::mail::AttachmentWarning as W;
use kimpost::engine::command::Command;
use kimpost::engine::event::Answer;

use crate::fixture::{Fact as X, Fixture, fetched, fixture, fixture_bytes, judge};
use crate::proof::report;
use crate::support::{answer, files_below};

const PDF: &[u8] = b"%PDF-1.7\n";
const PROGRAM: &[u8] = b"MZ\x90\0\x03\0\0\0";

/// A mail with one attachment: its `Content-Type` and `Content-Disposition` lines as they come over the wire.
fn with_file(name: &'static str, lines: &str, content: &[u8], facts: &[X]) -> Fixture {
    let mut body = format!("--b\r\n\r\nanbei\r\n--b\r\n{}\r\n\r\n", lines.replace('\n', "\r\n")).into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--b--\r\n");
    fixture_bytes(name, "Content-Type: multipart/mixed; boundary=b\n", &body, facts)
}

fn names() -> Vec<Fixture> {
    let named = |name: &'static str, file: &str, saved: &'static str| {
        with_file(
            name,
            &format!("Content-Type: application/pdf\nContent-Disposition: attachment; filename={file}"),
            PDF,
            &[X::File(saved, &[]), X::Files(1)],
        )
    };
    vec![
        named("an honest name", "\"Befund Müller.pdf\"", "Befund Müller.pdf"),
        named("up and away", "\"../../../etc/passwd.pdf\"", "passwd.pdf"),
        named("an absolute path", "\"/etc/cron.d/x.pdf\"", "x.pdf"),
        named("a path of Windows", "\"C:\\Windows\\System32\\x.pdf\"", "x.pdf"),
        named("a share", "\"\\\\\\\\server\\\\share\\\\x.pdf\"", "x.pdf"),
        named("an encoded path", "\"=?utf-8?q?..=2F..=2Fx.pdf?=\"", "x.pdf"),
        with_file(
            "a path of RFC 2231",
            "Content-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''..%2F..%5Cx.pdf",
            PDF,
            &[X::File("x.pdf", &[])],
        ),
        with_file(
            "pieces that are a path",
            "Content-Type: application/pdf\nContent-Disposition: attachment; filename*0=\"../\"; filename*1=\"x.pdf\"",
            PDF,
            &[X::File("x.pdf", &[])],
        ),
        named("nothing but dots", "\"..\"", "Anhang.pdf"),
        named("nothing", "\"\"", "Anhang.pdf"),
        named("a hidden file", "\".bashrc.pdf\"", "bashrc.pdf"),
        named("a device", "\"CON.pdf\"", "_CON.pdf"),
        named("a device with two ends", "\"aux.tar.pdf\"", "_aux.tar.pdf"),
        named("a device with a raised digit", "\"=?utf-8?q?COM=C2=B9.pdf?=\"", "_COM¹.pdf"),
        named("a device before a stream", "\"NUL:x.pdf\"", "NUL_x.pdf"),
        named("a device behind a blank", "\"LPT1 .pdf\"", "_LPT1.pdf"),
        named("a stream", "\"a.txt:x.pdf\"", "a.txt_x.pdf"),
        named("signs of a shell", "\"a|b>c<d?*e.pdf\"", "a_b_c_d__e.pdf"),
        named("blanks at the end", "\"x.pdf . . \"", "x.pdf"),
        named("a line break", "\"=?utf-8?q?a=0D=0Ab.pdf?=\"", "a  b.pdf"),
        named("NUL", "\"=?utf-8?q?a.pdf=00.exe.pdf?=\"", "a.pdf.exe.pdf"),
        named("turned round", "\"=?utf-8?q?Rechnung_=E2=80=AEexe.pdf?=\"", "Rechnung exe.pdf"),
        named("wide dots", "\"=?utf-8?q?x=EF=BC=8Epdf.pdf?=\"", "x\u{FF0E}pdf.pdf"),
    ]
}

fn active() -> Vec<Fixture> {
    let file = |name: &'static str, file: &str, kind: &str, content: &[u8], saved: &'static str, warnings: &'static [W]| {
        with_file(
            name,
            &format!("Content-Type: {kind}\nContent-Disposition: attachment; filename=\"{file}\""),
            content,
            &[X::File(saved, warnings)],
        )
    };
    vec![
        file("a program", "x.exe", "application/octet-stream", PROGRAM, "x.exe", &[W::Executable]),
        file("a program called a letter", "x.pdf", "application/pdf", PROGRAM, "x.pdf", &[W::Executable, W::TypeMismatch]),
        file("two ends", "Befund.pdf.exe", "application/pdf", PDF, "Befund.pdf.exe", &[W::Executable]),
        file(
            "two ends far apart",
            &format!("Befund.pdf{}.scr", " ".repeat(60)),
            "application/pdf",
            PDF,
            "Befund.pdf.scr",
            &[W::Executable],
        ),
        file("an end nobody sees", "=?utf-8?q?x.exe=E2=80=8B?=", "application/pdf", PDF, "x.exe", &[W::Executable]),
        file("an end in two pieces", "=?utf-8?q?x.e=E2=80=8Bxe?=", "application/pdf", PDF, "x.exe", &[W::Executable]),
        file("an end that is turned round", "=?utf-8?q?x=E2=80=AEfdp.exe?=", "application/pdf", PDF, "xfdp.exe", &[W::Executable]),
        file("an end before blanks and dots", "=?utf-8?q?x.exe.=C2=A0._.?=", "application/pdf", PDF, "x.exe", &[W::Executable]),
        file(
            "an end in wide letters",
            "=?utf-8?q?x.=EF=BD=85=EF=BD=98=EF=BD=85?=",
            "application/pdf",
            PDF,
            "x.\u{FF45}\u{FF58}\u{FF45}",
            &[W::Executable],
        ),
        file("a script", "x.JS", "text/plain", b"x", "x.JS", &[W::Executable]),
        file("a script of a shell", "x", "text/plain", b"#!/bin/sh\nx", "x", &[W::Executable]),
        file("a shortcut", "Befund.pdf.lnk", "application/pdf", b"x", "Befund.pdf.lnk", &[W::Executable]),
        file("an address", "x.url", "text/plain", b"[InternetShortcut]", "x.url", &[W::Executable]),
        file("a desktop entry", "x.desktop", "text/plain", b"[Desktop Entry]", "x.desktop", &[W::Executable]),
        file("a disk", "x.iso", "application/octet-stream", b"x", "x.iso", &[W::Executable]),
        file("another disk", "x.vhdx", "application/octet-stream", b"x", "x.vhdx", &[W::Executable]),
        file("a library of Windows", "x.library-ms", "text/xml", b"<x/>", "x.library-ms", &[W::Executable]),
        file("a note with attachments", "x.one", "application/octet-stream", b"x", "x.one", &[W::ActiveContent]),
        file("macros", "x.docm", "application/octet-stream", b"PK\x03\x04", "x.docm", &[W::Macro]),
        file("macros behind a quiet end", "x.docx", "application/octet-stream", b"PK\x03\x04 word/vbaProject.bin", "x.docx", &[W::Macro]),
        file(
            "macros of old",
            "x.doc",
            "application/msword",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1__\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0",
            "x.doc",
            &[W::Macro],
        ),
        file("a web page", "x.html", "text/html", b"<p>", "x.html", &[W::ActiveContent]),
        file("a web page without a name", "", "text/html", b"<p>", "Anhang.html", &[W::ActiveContent]),
        file("a web page called a text", "x.foo", "text/html", b"<p>", "x.foo", &[W::ActiveContent]),
        file("a picture that acts", "x.svg", "image/svg+xml", b"<svg/>", "x.svg", &[W::ActiveContent]),
        file("a picture that acts under another name", "x.bild", "image/svg+xml", b"<svg/>", "x.bild", &[W::ActiveContent]),
        file("a letter that acts", "x.pdf", "application/pdf", b"%PDF-1.7 /OpenAction", "x.pdf", &[W::ActiveContent]),
        file("a letter that is an archive", "x.pdf", "application/pdf", b"PK\x03\x04", "x.pdf", &[W::TypeMismatch]),
        file("a text that is an archive", "x.txt", "text/plain", b"PK\x03\x04", "x.txt", &[W::TypeMismatch]),
        file("an honest archive", "x.zip", "application/zip", b"PK\x03\x04", "x.zip", &[]),
        file("a web page in an archive of its own", "x.mht", "multipart/related-", b"x", "x.mht", &[W::Executable]),
        file("a type with controls", "x.txt", "text/pl\x1bain", b"x", "x.txt", &[]),
    ]
}

#[test]
fn attachments_get_safe_names_and_active_ones_are_never_opened() {
    let (names, active) = (names(), active());
    let mut facts = judge(&names) + judge(&active);
    let (_town, desk, details) = fetched(&active);
    let dir = desk.path("gesichert");
    for one in &active {
        let detail = &details[one.name];
        let attachment = &detail.parsed.attachments[0];
        let opened = desk.try_ask(Command::OpenAttachment { mail: detail.row.id, index: 0 });
        match (attachment.warnings.is_empty(), opened) {
            (false, Err(problem)) => assert_eq!(problem.code, "OPEN-UNSAFE", "{}", one.name),
            (true, Ok(Answer::Files(files))) => assert!(files[0].path.metadata().unwrap().permissions().readonly(), "{}", one.name),
            (safe, other) => panic!("{}: safe {safe}, but {other:?}", one.name),
        }
        // Byte for byte, in the folder and nowhere else (rules 35 and 36).
        let saved = desk.save_files(detail.row.id, &dir);
        assert_eq!(saved[0].path.parent(), Some(&*dir), "{}", one.name);
        let body = std::fs::read(&saved[0].path).unwrap();
        assert!(!body.is_empty() && one.raw.windows(body.len()).any(|part| part == body), "{}: other bytes", one.name);
        facts += 2;
    }
    assert_eq!(files_below(&dir).len(), active.len(), "nothing was overwritten");
    report(
        "35–37: names are safe and true, active contents are marked and never opened, saved bytes are those of the sender",
        "hostile attachments: paths, devices, streams, double and unseen endings, types that lie; fetched, opened, saved",
        names.len() + active.len(),
        &format!("held: {facts} facts"),
    );
}

#[test]
fn what_lies_in_a_folder_is_not_overwritten_nor_a_link_followed() {
    let one = [with_file("one", "Content-Type: text/plain\nContent-Disposition: attachment; filename=x.txt", b"neu", &[])];
    let (_town, desk, details) = fetched(&one);
    let mail = details["one"].row.id;
    let (dir, outside) = (desk.path("ordner"), desk.path("draussen.txt"));
    std::fs::create_dir(&dir).unwrap();
    let target = dir.join("x.txt");
    std::fs::write(&target, "alt").unwrap();
    let save_as = |path: &std::path::Path, replace| Command::SaveAttachmentAs { mail, index: 0, path: path.to_owned(), replace };
    assert_eq!(desk.problem(save_as(&target, false)), "SAVE-EXISTS");
    assert_eq!(desk.problem(Command::SaveRaw { mail, path: target.clone(), replace: false }), "SAVE-EXISTS");
    assert_eq!(desk.save_files(mail, &dir)[0].path, dir.join("x (2).txt"));
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "alt");
    desk.ask(save_as(&target, true));
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "neu");
    #[cfg(unix)]
    for exists in [true, false] {
        let _ = std::fs::remove_file(&outside);
        if exists {
            std::fs::write(&outside, "fremd").unwrap();
        }
        std::fs::remove_file(&target).unwrap();
        std::os::unix::fs::symlink(&outside, &target).unwrap();
        assert_ne!(desk.save_files(mail, &dir)[0].path, target);
        assert_eq!(desk.problem(save_as(&target, false)), "SAVE-EXISTS");
        desk.ask(save_as(&target, true));
        assert_eq!((std::fs::read_to_string(&target).unwrap().as_str(), target.is_symlink()), ("neu", false));
        assert_eq!(std::fs::read_to_string(&outside).ok().as_deref(), exists.then_some("fremd"));
    }
    report("36: what lies in a folder is not overwritten, links are not followed", "saving over files and symbolic links", 6, "held");
}

#[test]
fn ten_thousand_attachments_are_a_mail_like_any_other() {
    const COUNT: usize = 10_000;
    let part = "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=Befund.txt\n\nx\n";
    let mails = [fixture("ten thousand", "Content-Type: multipart/mixed; boundary=b\n", &format!("{}--b--\n", part.repeat(COUNT)), &[])];
    let begun = Instant::now();
    let (_town, desk, details) = fetched(&mails);
    let detail = &details["ten thousand"];
    let names: HashSet<String> = detail.parsed.attachments.iter().map(|a| a.save_name.to_lowercase()).collect();
    assert_eq!((names.len(), detail.parsed.raw_only), (COUNT, false), "each has a name of its own");
    assert!(names.iter().all(|name| name.chars().count() <= 120 && name.ends_with(".txt")));
    let took = begun.elapsed();
    let files = answer!(desk.ask(Command::DigestAttachments { mail: detail.row.id }), Answer::Files(files) => files);
    assert_eq!(files.len(), COUNT);
    report(
        "36: ten thousand attachments of one name",
        "fetched, opened, each with a name of its own",
        COUNT,
        &format!("held; fetched and opened in {took:.1?} (debug build)"),
    );
}
