//! SMTP servers with faults: what certainly was not sent is named by its code, what may have been sent is „unklar", and
//! nothing is sent twice without a person's word.

use kimpost::domain::account::TlsMode;
use kimpost::domain::outgoing::OutgoingState::{self, Accepted, Queued, Refused, Uncertain};

use crate::bed::settings;
use crate::cut::{desk, queue, settle};
use crate::proof::report;
use crate::smtp::Smtp;
use crate::support::ZP;
use crate::talk::{Act, Hook, When, at};

fn say(bytes: &str) -> Act {
    Act::Instead(bytes.as_bytes().to_vec())
}

fn close_with(bytes: &str) -> Act {
    Act::Last(bytes.as_bytes().to_vec())
}

/// What the server does, the state of the mail and the code a person sees.
fn table() -> Vec<(String, Hook, OutgoingState, &'static str)> {
    use When::{Half, Heard, Said};
    let mut all: Vec<(String, Hook, OutgoingState, &'static str)> = Vec::new();
    let mut add = |what: &str, hook: Hook, state, code| all.push((what.to_owned(), hook, state, code));
    for (word, silence) in [
        ("CONNECT", Some("SMTP-SILENT")),
        ("EHLO", Some("SMTP-TIMEOUT")),
        ("AUTH", Some("SMTP-TIMEOUT")),
        ("MAIL", Some("SMTP-TIMEOUT")),
        ("RCPT", Some("SMTP-TIMEOUT")),
        // Two minutes by RFC 5321.
        ("DATA", None),
    ] {
        if let Some(code) = silence {
            add(&format!("silence at {word}"), at(Heard, word, Act::Silence), Queued, code);
        }
        add(&format!("closed at {word}"), at(Heard, word, close_with("")), Queued, "SMTP-LOST");
        add(&format!("noise at {word}"), at(Heard, word, say("\u{1}%$ unsinnig\r\n")), Refused, "SMTP-PROTOCOL");
        add(&format!("an endless line at {word}"), at(Heard, word, say(&"x".repeat(300_000))), Refused, "SMTP-PROTOCOL");
        add(&format!("421 at {word}"), at(Heard, word, close_with("421 4.3.2 Dienst endet\r\n")), Queued, "");
    }
    add("535 to AUTH", at(Heard, "AUTH", say("535 5.7.8 falsch\r\n")), Refused, "SMTP-AUTH");
    add("550 to MAIL", at(Heard, "MAIL", say("550 5.7.1 nein\r\n")), Refused, "SMTP-REFUSED");
    add("452 to MAIL", at(Heard, "MAIL", say("452 4.3.1 voll\r\n")), Queued, "SMTP-TEMPORARY");
    add("550 to RCPT", at(Heard, "RCPT", say("550 5.1.1 unbekannt\r\n")), Refused, "SMTP-RECIPIENTS");
    add("450 to RCPT", at(Heard, "RCPT", say("450 4.2.0 später\r\n")), Queued, "SMTP-RECIPIENTS-TEMP");
    add("451 to DATA", at(Heard, "DATA", say("451 4.3.0 später\r\n")), Queued, "SMTP-TEMPORARY");
    add("554 to DATA", at(Heard, "DATA", say("554 5.6.0 nein\r\n")), Refused, "SMTP-REFUSED");
    // From the dot on only a clear no says that the mail was not taken.
    add("554 to the dot", at(Heard, ".", say("554 5.6.0 nein\r\n")), Refused, "SMTP-REFUSED");
    add("452 to the dot", at(Heard, ".", say("452 4.3.1 voll\r\n")), Queued, "SMTP-TEMPORARY");
    // Of several causes some last: a person has to see to it.
    add("451 to the dot", at(Heard, ".", say("451 4.3.0 kein Zertifikat\r\n")), Refused, "SMTP-451");
    add("closed at the dot", at(Heard, ".", close_with("")), Uncertain, "SMTP-UNCERTAIN");
    add("taken, then closed", at(Half, ".", close_with("")), Uncertain, "SMTP-UNCERTAIN");
    add("421 to the dot", at(Heard, ".", close_with("421 4.4.2 Fachdienst schweigt\r\n")), Uncertain, "SMTP-UNCERTAIN");
    add("noise at the dot", at(Heard, ".", say("\u{1}%$ unsinnig\r\n")), Uncertain, "SMTP-UNCERTAIN");
    add("an endless line at the dot", at(Heard, ".", say(&"x".repeat(300_000))), Uncertain, "SMTP-UNCERTAIN");
    add("half an answer to the dot", at(Heard, ".", close_with("250")), Uncertain, "SMTP-UNCERTAIN");
    add("half of 451 to the dot", at(Heard, ".", close_with("451-4.3.0 später\r\n")), Uncertain, "SMTP-UNCERTAIN");
    add("354 once more to the dot", at(Heard, ".", say("354 los\r\n")), Uncertain, "SMTP-UNCERTAIN");
    add("taken, and two answers", at(Said, ".", say("554 5.6.0 doch nicht\r\n")), Accepted, "");
    add("taken, and closed at QUIT", at(Heard, "QUIT", close_with("")), Accepted, "");
    all
}

#[test]
fn a_faulty_smtp_server_is_named_and_gets_nothing_twice() {
    let server = Smtp::start();
    let at_work = desk(9, server.place.port);
    let table = table();
    for (n, (what, hook, state, code)) in table.iter().enumerate() {
        server.reset();
        let item = queue(&at_work, &format!("Sendung o{n}"));
        server.hook(hook.clone());
        let tried = at_work.retry(item.id);
        server.place.settle();
        assert_eq!(tried.state, *state, "{what}: {} {}", tried.problem_code, tried.problem_detail);
        assert!(code.is_empty() || tried.problem_code == *code, "{what}: {} instead of {code}", tried.problem_code);
        settle(&at_work, &server, &item, what);
    }
    server.reset();
    server.with(|counter| counter.drip = Some(std::time::Duration::from_millis(2)));
    let item = queue(&at_work, "Sendung tropfend");
    assert_eq!(at_work.retry(item.id).state, Accepted, "dripping");
    settle(&at_work, &server, &item, "dripping");
    report(
        "faulty SMTP server: „unklar“ only after the dot, never twice without a person's word",
        "silence, close, noise, endless lines, 4xx, 5xx, 421, half answers at each command and at the dot; drip",
        table.len() + 1,
        "held",
    );
}

#[test]
fn nothing_injected_around_starttls_is_believed() {
    let server = Smtp::start();
    let at_work = desk(9, server.place.port);
    let mut with_tls = settings(9, server.place.port);
    with_tls.outgoing.tls = TlsMode::StartTls;
    at_work.save(Some(at_work.id(ZP)), with_tls, None).unwrap();
    let offers = |reply: &'static str| -> Hook {
        std::sync::Arc::new(move |moment| match (moment.when, moment.word.as_str()) {
            (When::Heard, "EHLO") => say("250-hier\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n"),
            (When::Heard, "STARTTLS") => say(reply),
            _ => Act::Go,
        })
    };
    let cases: [(&str, Hook, &str); 4] = [
        ("answers behind the agreement", offers("220 los\r\n250 hier\r\n235 angemeldet\r\n250 ok\r\n"), "SMTP-TLS"),
        ("noise instead of a handshake", offers("220 los\r\n"), "SMTP-TLS"),
        ("STARTTLS is refused", offers("454 4.7.0 nein\r\n"), "SMTP-STARTTLS"),
        ("STARTTLS is not offered", at(When::Heard, "EHLO", say("250-hier\r\n250 AUTH PLAIN\r\n")), "SMTP-STARTTLS"),
    ];
    for (n, (what, hook, code)) in cases.iter().enumerate() {
        server.reset();
        let item = queue(&at_work, &format!("Sendung s{n}"));
        server.hook(hook.clone());
        let tried = at_work.retry(item.id);
        server.place.settle();
        assert_eq!((tried.problem_code.as_str(), server.taken(&item.subject)), (*code, 0), "{what}");
        let words = server.with(|counter| counter.words.clone());
        assert!(!words.iter().any(|word| ["AUTH", "MAIL", "RCPT", "DATA"].contains(&word.as_str())), "{what}: {words:?}");
    }
    report("STARTTLS: no login before TLS, nothing injected counts", "4 servers", cases.len(), "held");
}
