//! Mails at a limit and past it (rule 17), and mails that cost a careless reader far more than they weigh. The limits are
//! counted in a pass of our own before any library sees a byte; past one, the mail is there raw.

use std::time::Duration;

use kimpost::domain::mail::ParsedMail;
use kimpost::engine::intake;
use kimpost::payload::Mappings;

use crate::measure::{alone, forget_peak, memory, no_panic, worked};
use crate::proof::report;
use crate::support::{ZP, kim_mail};
use crate::targets::examine;

/// What one mail may take (rule 17).
const LIMIT: Duration = Duration::from_secs(2);
const ROOM: u64 = 512;

/// Reads a mail within the limits of time and memory.
fn read(what: &str, raw: &[u8]) -> ParsedMail {
    forget_peak();
    let before = memory();
    let begun = worked();
    let (parsed, _) = intake::read(&mut &*raw, &Mappings::shipped());
    let took = worked() - begun;
    println!("{what}: {} KiB in {took:?}", raw.len() >> 10);
    assert!(took < LIMIT, "{what} took {took:?}");
    if let (Some((now, _)), Some((_, peak))) = (before, memory()) {
        assert!(peak < now + ROOM, "{what}: {peak} MiB after {now} MiB");
    }
    examine(raw, &parsed);
    parsed
}

fn mail(subject: &str, extra: &str, body: &str) -> Vec<u8> {
    kim_mail("a@x.kim.telematik-test", ZP, subject, extra, body)
}

/// `levels` containers in each other around a text.
fn nested(levels: usize, message: bool) -> Vec<u8> {
    let mut inner = "Content-Type: text/plain\r\n\r\nunten\r\n".to_owned();
    for level in (0..levels).rev() {
        inner = if message {
            format!("Content-Type: message/rfc822\r\n\r\n{inner}")
        } else {
            format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n{inner}\r\n--b{level}--\r\n")
        };
    }
    let (head, body) = inner.split_once("\r\n\r\n").unwrap();
    mail("Tiefe", &format!("{head}\r\n"), body)
}

fn wide(parts: usize) -> Vec<u8> {
    let all: String = (0..parts).map(|n| format!("--b\r\nContent-Type: application/pdf; name={n}.pdf\r\n\r\nx\r\n")).collect();
    mail("Breite", "Content-Type: multipart/mixed; boundary=b\r\n", &format!("{all}--b--\r\n"))
}

/// Ten lines of a header are those of the mail itself.
fn headed(lines: usize) -> Vec<u8> {
    let own = mail("Kopf", "", "").iter().filter(|b| **b == b'\n').count() - 1;
    let more: String = (own..lines).map(|n| format!("X-{n}: y\r\n")).collect();
    mail("Kopf", &more, "Text\r\n")
}

#[test]
fn a_mail_at_a_limit_is_read_and_past_it_raw() {
    let _alone = alone();
    let cases: [(&str, Vec<u8>, Vec<u8>, &str); 4] = [
        ("100 levels", nested(100, false), nested(101, false), "note-depth-limit"),
        ("100 mails in each other", nested(100, true), nested(101, true), "note-depth-limit"),
        ("10 000 parts", wide(10_000), wide(10_001), "note-part-limit"),
        ("100 000 header lines", headed(100_000), headed(100_001), "note-header-limit"),
    ];
    for (what, at, past, note) in &cases {
        let read_whole = read(what, at);
        assert!(!read_whole.raw_only, "{what}: {:?}", read_whole.notes.iter().map(|n| &n.key).collect::<Vec<_>>());
        let refused = read(&format!("past {what}"), past);
        assert!(refused.raw_only && refused.notes.iter().any(|n| n.key == *note), "past {what}");
        // Nothing is dropped silently: what stands above the limit is told, the rest is raw.
        assert!(!refused.subject.is_empty() && refused.attachments.is_empty() && refused.text.is_empty(), "past {what}");
    }
    no_panic();
    report(
        "17: limits of depth, parts and header lines",
        "mails at each limit and one past it",
        cases.len() * 2,
        "read at it; raw past it, with its reason",
    );
}

fn base64_of(bytes: &[u8]) -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(bytes);
    text.as_bytes().chunks(76).map(|line| format!("{}\r\n", std::str::from_utf8(line).unwrap())).collect()
}

fn attached(name: &str, application: &str, bytes: &[u8]) -> Vec<u8> {
    let extra = format!(
        "X-KIM-Dienstkennung: {application}\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n"
    );
    mail("Anlage", &extra, &base64_of(bytes))
}

/// Small things that grow in a careless reader: nesting, repetition, references, and what must be looked at again and again.
fn costly() -> Vec<(&'static str, Vec<u8>)> {
    let html = |body: &str| mail("Seite", "Content-Type: text/html; charset=utf-8\r\n", body);
    let text = |body: &str| mail("Text", "Content-Type: text/plain; charset=utf-8\r\n", body);
    let lines = |n: usize, line: &str| line.repeat(n);
    let xml = |inner: &str| format!("<?xml version=\"1.0\"?><a>{inner}</a>").into_bytes();
    let ebz = |bytes: &[u8]| attached("EEBZ_0991234562611ZE00000000000471101.xml", "EBZ;ANW;2.0.0", bytes);
    let alternatives: String = (0..9_000)
        .map(|_| "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>x\r\n")
        .take(4_500)
        .collect();
    let deep: String = (0..80).map(|n| format!("Content-Type: multipart/alternative; boundary=d{n}\r\n\r\n--d{n}\r\n")).collect();
    let below: String =
        (0..3_000).map(|n| format!("--m\r\nContent-Type: multipart/alternative; boundary=a{n}\r\n\r\n--a{n}\r\nContent-Type: text/html\r\n\r\nx\r\n--a{n}\r\n\r\nx\r\n--a{n}--\r\n")).collect();
    let report = |part: &str, count: usize| {
        let parts: String = (0..count).map(|n| part.replace('#', &n.to_string())).collect();
        mail("Bericht", "Content-Type: multipart/report; boundary=b\r\n", &format!("{parts}--b--\r\n"))
    };
    let ids: String = (0..300).map(|n| format!("<#.{n}@x> ")).collect();
    vec![
        ("alternatives below alternatives", mail("Wahl", &format!("{deep}Content-Type: multipart/mixed; boundary=m\r\n"), &below)),
        (
            "receipts with many ids",
            report(
                &format!(
                    "--b\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: x; displayed\r\nOriginal-Message-ID: {ids}\r\n\r\n"
                ),
                2_000,
            ),
        ),
        (
            "references in many lines",
            mail(
                "Bezug",
                &(0..800)
                    .map(|n| format!("References: {}\r\n", ids.replace('#', &n.to_string()).get(..900).unwrap_or_default()))
                    .collect::<String>(),
                "x\r\n",
            ),
        ),
        ("paragraphs", html(&lines(240_000, "<p>x"))),
        ("items", html(&format!("<ol>{}", lines(200_000, "<li>x")))),
        ("rows", html(&format!("<table>{}", lines(90_000, "<tr><td>x")))),
        ("words in much formatting", html(&format!("{}{}", lines(200, "<b>"), lines(180_000, "Wort ")))),
        (
            "formatting opened again in each paragraph",
            html(&format!("{}{}", (0..250).map(|n| format!("<p><b x{n}>y")).collect::<String>(), lines(100_000, "<p>x"))),
        ),
        ("beginnings of words in addresses", mail("Viele", &format!("Cc: {}\r\n", lines(90_000, "=?utf-8?B?")), "x\r\n")),
        (
            "names as long as headers",
            report(&format!("--b\r\nContent-Type: application/pdf; name=\"{}.pdf\"\r\n\r\nx\r\n", "ä".repeat(500_000)), 4),
        ),
        ("pages of HTML", report(&format!("--b\r\nContent-Type: text/html\r\n\r\n{}\r\n", "<p><b>x</b> ".repeat(80_000)), 12)),
        ("open tags", html(&lines(200_000, "<div>"))),
        ("tables in tables", html(&lines(50_000, "<table><tr><td>"))),
        ("lists in lists", html(&lines(60_000, "<ul><li>"))),
        ("quotes in quotes", html(&lines(50_000, "<blockquote>x"))),
        ("formatting that is opened again", html(&lines(30_000, "<b><i><p>x</b></i>"))),
        ("wide cells", html(&lines(500, "<table><tr><td colspan=1000>x</table>"))),
        ("one long word", html(&lines(1_000_000, "x"))),
        ("links in HTML", html(&lines(20_000, "<a href=\"https://x.example/\">y.example</a> "))),
        ("links in text", text(&lines(60_000, "https://x.example/ "))),
        ("brackets in text", text(&lines(400_000, "<http://("))),
        ("empty lines", text(&lines(500_000, "\r\n"))),
        ("combining marks", text(&lines(300_000, "\u{301}"))),
        ("addresses", mail("Viele", &format!("Cc: {}\r\n", lines(60_000, "a@b.example, ")), "x\r\n")),
        ("the same header", mail("Viele", &lines(90_000, "To: a@b.example\r\n"), "x\r\n")),
        ("encoded words", mail("Viele", &format!("Comments: x\r\nCc: {}\r\n", lines(20_000, "=?utf-8?Q?a?= ")), "x\r\n")),
        ("a subject of encoded words", mail(&lines(40_000, "=?utf-8?B?YQ==?= "), "", "x\r\n")),
        ("comments in comments", mail("Klammern", &format!("Cc: {}\r\n", lines(500_000, "(")), "x\r\n")),
        ("references", mail("Bezug", &format!("References: {}\r\n", lines(60_000, "<a@b> ")), "x\r\n")),
        (
            "parameters",
            mail(
                "Teil",
                &format!("Content-Type: text/plain; {}\r\n", (0..50_000).map(|n| format!("name*{n}=x;")).collect::<String>()),
                "x\r\n",
            ),
        ),
        ("alternatives", mail("Wahl", "Content-Type: multipart/alternative; boundary=b\r\n", &alternatives)),
        ("lines like boundaries", mail("Grenze", "Content-Type: multipart/mixed; boundary=b\r\n", &lines(500_000, "--a\r\n"))),
        ("depth of XML", ebz(&xml(&lines(200_000, "<a>")))),
        ("attributes", ebz(&xml(&format!("<a {}/>", (0..60_000).map(|n| format!("x{n}='1' ")).collect::<String>())))),
        ("namespaces", ebz(&xml(&format!("<a {}/>", (0..20_000).map(|n| format!("xmlns:n{n}='u{n}' ")).collect::<String>())))),
        ("elements", ebz(&xml(&lines(500_000, "<b/>")))),
        (
            "namespaces in each other",
            ebz(&xml(&(0..90).map(|n| format!("<n{n}:b xmlns:n{n}='u'>{}", "<c/>".repeat(500))).collect::<String>())),
        ),
        ("lab data", attached("befund.ldt", "LDT-Befund;Lieferung;V1.0", lines(300_000, "0138000x\r\n").as_bytes())),
        ("constructed octets", attached("a.p7m", "EBZ;ANW;2.0.0", &[b"\x30\x80".repeat(200_000), vec![0; 1000]].concat())),
        ("quoted-printable", mail("QP", "Content-Transfer-Encoding: quoted-printable\r\n", &lines(300_000, "=\r\n=3D"))),
        ("blanks in quoted-printable", mail("QP", "Content-Transfer-Encoding: quoted-printable\r\n", &lines(2_000_000, " "))),
    ]
}

#[test]
fn nothing_costs_more_than_two_seconds() {
    let _alone = alone();
    let all = costly();
    let slow: Vec<String> = all
        .iter()
        .filter(|(what, raw)| std::panic::catch_unwind(|| drop(read(what, raw))).is_err())
        .map(|(what, _)| (*what).to_owned())
        .collect();
    assert!(slow.is_empty(), "{slow:?}");
    no_panic();
    report(
        "17, 34: 2 s and 512 MB for one mail",
        "nesting, repetition and references, up to some MiB each",
        all.len(),
        "none took longer or more",
    );
}
