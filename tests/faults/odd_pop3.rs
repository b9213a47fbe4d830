//! POP3 servers with faults: each is told by its code, loses nothing, and once it is mended everything is there once.

use kimpost::domain::account::{KeepOnServer, TlsMode};

use crate::bed::settings;
use crate::cut::{desk, in_view};
use crate::letters::letter;
use crate::pop3::{Letter, Pop3};
use crate::proof::report;
use crate::support::{Desk, ZP, text_mail};
use crate::talk::{Act, Hook, Moment, When, at};

/// Answers that are none.
const NOISE: &[u8] = b"\x00\xff\x80 %$\x1b[2J unsinnig\r\n";

fn say(bytes: impl AsRef<[u8]>) -> Act {
    Act::Instead(bytes.as_ref().to_vec())
}

/// Only for the second mail.
fn second(when: When, word: &'static str, act: Act) -> Hook {
    let moment = Moment::new(when, word, 2);
    std::sync::Arc::new(move |now| if *now == moment { act.clone() } else { Act::Go })
}

fn endless_line() -> Act {
    say(vec![b'x'; 300_000])
}

/// What the server does, and the code a person sees; empty for none.
fn table() -> Vec<(String, Hook, &'static str)> {
    use When::{Half, Heard, Said};
    let mut all: Vec<(String, Hook, &'static str)> = Vec::new();
    let mut add = |what: &str, hook: Hook, code| all.push((what.to_owned(), hook, code));
    for (word, silence, refused) in [
        ("CONNECT", "POP-SILENT", "POP-LOGIN"),
        ("CAPA", "POP-TIMEOUT", ""),
        ("USER", "POP-TIMEOUT", "POP-LOGIN"),
        ("PASS", "POP-TIMEOUT", "POP-LOGIN"),
        ("UIDL", "POP-TIMEOUT", "POP-REFUSED"),
        ("LIST", "POP-TIMEOUT", ""),
        ("DELE", "POP-TIMEOUT", "POP-REFUSED"),
    ] {
        add(&format!("silence at {word}"), at(Heard, word, Act::Silence), silence);
        add(&format!("-ERR to {word}"), at(Heard, word, say("-ERR geht nicht\r\n")), refused);
        add(&format!("noise at {word}"), at(Heard, word, say(NOISE)), "POP-PROTOCOL");
        add(&format!("an endless line at {word}"), at(Heard, word, endless_line()), "POP-PROTOCOL");
        add(&format!("closed at {word}"), at(Heard, word, Act::Last(Vec::new())), "POP-LOST");
        add(&format!("- ERR timeout at {word}"), at(Heard, word, Act::Last(b"- ERR timeout\r\n".to_vec())), "POP-TEMPORARY");
    }
    add("-ERR [AUTH] to PASS", at(Heard, "PASS", say("-ERR [AUTH] falsch\r\n")), "POP-AUTH");
    add("-ERR [SYS/TEMP] to PASS", at(Heard, "PASS", say("-ERR [SYS/TEMP] später\r\n")), "POP-TEMPORARY");
    add("-ERR to the second RETR", second(Heard, "RETR", say("-ERR kaputt\r\n")), "");
    add("noise at the second RETR", second(Heard, "RETR", say(NOISE)), "POP-PROTOCOL");
    add("- ERR timeout at the second RETR", second(Heard, "RETR", Act::Last(b"- ERR timeout\r\n".to_vec())), "POP-TEMPORARY");
    add("closed in the second mail", second(Half, "RETR", Act::Last(Vec::new())), "POP-LOST");
    add("a reply nobody asked for after the second mail", second(Said, "RETR", say("+OK noch etwas\r\n")), "POP-PROTOCOL");
    add("an endless line after the second mail", second(Said, "RETR", endless_line()), "POP-PROTOCOL");
    add("-ERR to QUIT", at(Heard, "QUIT", say("-ERR nicht geloescht\r\n")), "POP-REFUSED");
    add("noise at QUIT", at(Heard, "QUIT", say(NOISE)), "POP-PROTOCOL");
    add("deleted, but closed without a word", at(Half, "QUIT", Act::Last(Vec::new())), "POP-LOST");
    let lines: String = (1..=200_100).map(|n| format!("{n} u{n}\r\n")).collect();
    add("an endless UIDL", at(Heard, "UIDL", say(format!("+OK\r\n{lines}.\r\n"))), "POP-PROTOCOL");
    let words = "WORT\r\n".repeat(1100);
    add("an endless CAPA", at(Heard, "CAPA", say(format!("+OK\r\n{words}.\r\n"))), "POP-PROTOCOL");
    all
}

#[test]
fn a_faulty_pop3_server_is_named_and_loses_nothing() {
    let server = Pop3::start();
    let at_work = desk(server.place.port, 9);
    let table = table();
    let mut cases = 0;
    for (n, (what, hook, code)) in table.iter().enumerate() {
        for pipelining in [false, true] {
            if pipelining && !what.contains("mail") && !what.contains("RETR") {
                continue;
            }
            cases += 1;
            let letters: Vec<Letter> = (0..3).map(|k| letter(&format!("o{n}{pipelining}"), k, 900)).collect();
            server.fill(letters.clone());
            server.with(|mailbox| (mailbox.hook, mailbox.pipelining) = (hook.clone(), pipelining));
            let fetched = at_work.fetch().remove(0);
            server.place.settle();
            let codes: Vec<_> = fetched.problems.iter().map(|problem| problem.code).collect();
            let expected: Vec<_> = Some(*code).filter(|code| !code.is_empty()).into_iter().collect();
            assert_eq!(codes, expected, "{what}");
            check_marked(&at_work, &server, &letters, what);
            finish(&at_work, &server, &letters, what);
        }
    }
    report(
        "faulty POP3 server: named by its code, 0 lost, 0 doubled",
        "silence, -ERR, noise, endless lines and lists, close, unasked replies, at each command",
        cases,
        "held",
    );
}

/// What got a DELE is in view, whole and once.
fn check_marked(desk: &Desk, server: &Pop3, letters: &[Letter], what: &str) {
    let marked = server.with(|mailbox| mailbox.marked.clone());
    for (letter, count) in letters.iter().zip(in_view(desk, letters)) {
        assert!(count == 1 || !marked.contains(&letter.uidl), "{what}: {} got its DELE and is in view {count} times", letter.uidl);
    }
}

/// The server is mended: everything is in view once, and gone from there.
fn finish(desk: &Desk, server: &Pop3, letters: &[Letter], what: &str) {
    server.with(|mailbox| {
        mailbox.hook = crate::talk::dutiful();
        (mailbox.unstuffed, mailbox.drip, mailbox.sizes) = (false, None, None);
    });
    desk.fetch_well();
    server.place.settle();
    assert_eq!(in_view(desk, letters), vec![1; letters.len()], "{what}");
    assert!(server.with(|mailbox| mailbox.letters.is_empty()), "{what}: all are deleted in the end");
}

#[test]
fn odd_listings_and_lines_change_nothing() {
    let server = Pop3::start();
    let at_work = desk(server.place.port, 9);
    let mut cases = 0;
    let mut odd = |what: &str, prepare: &dyn Fn(&mut crate::pop3::Mailbox)| {
        let letters: Vec<Letter> = (0..3).map(|k| letter(&format!("l{cases}"), k, 200)).collect();
        cases += 1;
        server.fill(letters.clone());
        server.with(prepare);
        assert_eq!(at_work.fetch_well(), 3, "{what}");
        server.place.settle();
        finish(&at_work, &server, &letters, what);
    };
    odd("dripping", &|mailbox| mailbox.drip = Some(std::time::Duration::from_micros(300)));
    odd("numbers backwards and with gaps", &|mailbox| mailbox.renumbered = true);
    odd("sizes of nothing", &|mailbox| mailbox.sizes = Some(|_| "0".into()));
    odd("sizes beyond everything", &|mailbox| mailbox.sizes = Some(|_| u64::MAX.to_string()));
    odd("sizes too small", &|mailbox| mailbox.sizes = Some(|at| (at + 1).to_string()));
    odd("sizes that are none", &|mailbox| mailbox.sizes = Some(|_| "viele -3".into()));
    report("odd POP3 server: everything once", "drip, numbers with gaps, wrong sizes", cases, "held");
}

#[test]
fn uidls_that_change_or_come_again_lose_and_double_nothing() {
    let server = Pop3::start();
    let at_work = desk(server.place.port, 9);
    let letters: Vec<Letter> = (0..3).map(|k| letter("u", k, 200)).collect();
    let named = |letters: &[Letter], names: [&str; 3]| -> Vec<Letter> {
        letters.iter().zip(names).map(|(l, uidl)| Letter { uidl: uidl.into(), ..l.clone() }).collect()
    };
    server.fill(named(&letters, ["a", "b", "c"]));
    assert_eq!(at_work.fetch_well(), 3);
    // The server forgot what it deleted, and all its names: the same mails once more.
    server.fill(named(&letters, ["d", "e", "f"]));
    assert_eq!(at_work.fetch_well(), 0);
    assert_eq!(in_view(&at_work, &letters), [1; 3], "changed UIDLs");
    // Old names for new mails.
    let more: Vec<Letter> = (3..6).map(|k| letter("u", k, 200)).collect();
    server.fill(named(&more, ["a", "b", "c"]));
    assert_eq!(at_work.fetch_well(), 3);
    assert_eq!((in_view(&at_work, &letters), in_view(&at_work, &more)), (vec![1; 3], vec![1; 3]), "names used again");
    // The same while mails stay on the server: exchanged names, and a name that passes to another mail.
    let mut keeping = settings(server.place.port, 9);
    keeping.options.keep_on_server = KeepOnServer::Never;
    at_work.save(Some(at_work.id(ZP)), keeping, None).unwrap();
    let kept: Vec<Letter> = (0..3).map(|k| letter("v", k, 200 + 150 * k)).collect();
    server.fill(named(&kept, ["p", "q", "r"]));
    assert_eq!(at_work.fetch_well(), 3);
    server.fill(named(&kept, ["q", "p", "r"]));
    assert_eq!(at_work.fetch_well(), 0);
    let last = letter("v", 9, 2000);
    server.fill(vec![Letter { uidl: "p".into(), ..last.clone() }]);
    assert_eq!(at_work.fetch_well(), 1);
    assert_eq!((in_view(&at_work, &kept), in_view(&at_work, std::slice::from_ref(&last))), (vec![1; 3], vec![1]));
    // One name for all: each is fetched, and none is deleted.
    at_work.save(Some(at_work.id(ZP)), settings(server.place.port, 9), None).unwrap();
    let same: Vec<Letter> = (0..3).map(|k| letter("w", k, 200)).collect();
    server.fill(named(&same, ["gleich"; 3]));
    for new in [3, 0] {
        let fetched = at_work.fetch().remove(0);
        assert_eq!((fetched.new, fetched.problems[0].code), (new, "POP-LISTING"));
    }
    server.place.settle();
    assert_eq!(in_view(&at_work, &same), [1; 3]);
    assert_eq!(server.with(|mailbox| mailbox.letters.len()), 3);
    report("UIDLs changed, used again, exchanged, doubled", "between two fetches, deleted and kept mails", 6, "held");
}

#[test]
fn a_mail_torn_by_a_bare_dot_is_not_taken_for_whole() {
    let server = Pop3::start();
    let at_work = desk(server.place.port, 9);
    let mut cases = 0;
    for (position, pipelining) in [(0, false), (1, false), (2, false), (0, true), (2, true)] {
        cases += 1;
        let mut letters: Vec<Letter> = (0..3)
            .map(|k| {
                let subject = format!("Punkt {cases} {k}");
                Letter {
                    uidl: format!("{cases}-{k}"),
                    bytes: text_mail("a@x.kim.telematik-test", ZP, &subject, "Guten Tag\r\nund Gruß\r\n"),
                }
            })
            .collect();
        let subject = format!("Punkt {cases} {position}");
        letters[position].bytes = text_mail("a@x.kim.telematik-test", ZP, &subject, "Der Befund:\r\n.\r\nist auffällig!\r\n");
        server.fill(letters.clone());
        server.with(|mailbox| (mailbox.unstuffed, mailbox.pipelining) = (true, pipelining));
        for _ in 0..2 {
            let fetched = at_work.fetch().remove(0);
            server.place.settle();
            assert_eq!(fetched.problems.iter().map(|p| p.code).collect::<Vec<_>>(), ["POP-PROTOCOL"], "mail {position}");
            let marked = server.with(|mailbox| mailbox.letters.iter().any(|letter| letter.uidl == letters[position].uidl));
            assert!(marked, "mail {position}: the torn mail stays on the server");
        }
        finish(&at_work, &server, &letters, &format!("mail {position}"));
    }
    report("missing dot-stuffing: a torn mail stays on the server", "fetched twice torn, then whole", cases, "held; POP-PROTOCOL");
}

#[test]
fn nothing_injected_around_stls_is_believed() {
    let server = Pop3::start();
    let at_work = desk(server.place.port, 9);
    let mut with_tls = settings(server.place.port, 9);
    with_tls.incoming.tls = TlsMode::StartTls;
    at_work.save(Some(at_work.id(ZP)), with_tls, None).unwrap();
    let letters = vec![letter("s", 0, 100)];
    let offers = |reply: &'static [u8]| -> Hook {
        std::sync::Arc::new(move |moment: &Moment| match (moment.when, moment.word.as_str()) {
            (When::Heard, "CAPA") => say("+OK\r\nSTLS\r\nUSER\r\n.\r\n"),
            (When::Heard, "STLS") => Act::Instead(reply.to_vec()),
            _ => Act::Go,
        })
    };
    let cases: [(&str, Hook, &str); 4] = [
        ("answers behind the agreement", offers(b"+OK los\r\n+OK\r\n+OK angemeldet\r\n"), "POP-TLS"),
        ("noise instead of a handshake", offers(b"+OK los\r\n"), "POP-TLS"),
        ("STLS is refused", offers(b"-ERR nein\r\n"), "POP-STARTTLS"),
        ("STLS is not offered", at(When::Heard, "CAPA", say("+OK\r\nUSER\r\n.\r\n")), "POP-STARTTLS"),
    ];
    for (what, hook, code) in &cases {
        server.fill(letters.clone());
        server.hook(hook.clone());
        let fetched = at_work.fetch().remove(0);
        server.place.settle();
        assert_eq!(fetched.problems[0].code, *code, "{what}");
        let words = server.with(|mailbox| mailbox.words.clone());
        assert!(!words.iter().any(|word| word.starts_with("USER") || word == "PASS"), "{what}: {words:?}");
        assert_eq!(in_view(&at_work, &letters), [0]);
    }
    report("STLS: no login before TLS, nothing injected counts", "4 servers", cases.len(), "held");
}
