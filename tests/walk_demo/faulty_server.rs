//! A POP3 server with faults of its own: doubled and broken UIDLs, no LIST, replies nobody asked for, a refused login.
//!
//! It answers on loopback from a table and counts what it was asked; nothing is lost, doubled or guessed on our side.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use kimpost::domain::account::{AccountSettings, TlsMode};
use kimpost::engine::Mode;
use kimpost::engine::event::Event;

use crate::support::{Desk, Town, ZP, text_mail, until};

/// What the server says.
#[derive(Clone, Default)]
struct Faults {
    /// Lines of UIDL.
    uidl: Vec<String>,
    /// LIST is refused.
    no_list: bool,
    /// Sent behind the message with this number.
    extra_after: Option<usize>,
    refuse_login: bool,
}

struct Faulty {
    port: u16,
    logins: Arc<AtomicUsize>,
    deleted: Arc<Mutex<Vec<String>>>,
}

fn mail(number: usize) -> Vec<u8> {
    text_mail("b@x.kim.telematik-test", ZP, &format!("Nummer {number}"), "Guten Tag\r\n")
}

impl Faulty {
    fn start(faults: Faults) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (logins, deleted) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
        let (counted, noted) = (logins.clone(), deleted.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = talk(stream, &faults, &counted, &noted);
            }
        });
        Self { port, logins, deleted }
    }

    fn settings(&self, town: &Town) -> AccountSettings {
        let mut settings = town.settings(ZP);
        settings.incoming.server = "127.0.0.1".into();
        settings.incoming.port = self.port;
        settings.incoming.tls = TlsMode::None;
        settings.options.keep_on_server = kimpost::domain::account::KeepOnServer::Days(0);
        settings
    }
}

fn talk(stream: TcpStream, faults: &Faults, logins: &AtomicUsize, deleted: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    out.write_all(b"+OK bereit\r\n")?;
    for line in BufReader::new(stream).lines() {
        let line = line?;
        let number = line.split(' ').nth(1).and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
        let answer = match line.split(' ').next().unwrap_or("") {
            "USER" => b"+OK\r\n".to_vec(),
            "PASS" => {
                logins.fetch_add(1, Ordering::SeqCst);
                if faults.refuse_login { b"-ERR [AUTH] nein\r\n".to_vec() } else { b"+OK\r\n".to_vec() }
            }
            "UIDL" => format!("+OK\r\n{}\r\n.\r\n", faults.uidl.join("\r\n")).into_bytes(),
            "LIST" if faults.no_list => b"-ERR kenne ich nicht\r\n".to_vec(),
            "LIST" => b"+OK\r\n.\r\n".to_vec(),
            "RETR" => {
                let extra: &[u8] = if faults.extra_after == Some(number) { b"+OK noch etwas\r\n" } else { b"" };
                [b"+OK\r\n".as_slice(), &mail(number), b".\r\n", extra].concat()
            }
            "DELE" => {
                deleted.lock().unwrap().push(line.clone());
                b"+OK\r\n".to_vec()
            }
            "QUIT" => {
                out.write_all(b"+OK\r\n")?;
                return Ok(());
            }
            _ => b"-ERR\r\n".to_vec(),
        };
        out.write_all(&answer)?;
    }
    Ok(())
}

fn subjects(desk: &Desk) -> Vec<String> {
    let mut subjects: Vec<String> = desk.inbox().into_iter().map(|row| row.subject).collect();
    subjects.sort();
    subjects
}

#[test]
fn mails_that_share_a_uidl_are_all_fetched_and_none_is_deleted() {
    let town = Town::empty();
    let server = Faulty::start(Faults { uidl: ["1 A", "2 A", "3 B"].map(str::to_owned).to_vec(), ..Faults::default() });
    let desk = Desk::throw_away(Mode::CommandsOnly);
    desk.save(None, server.settings(&town), Some(town.password(ZP))).unwrap();
    for new in [3, 0] {
        let fetched = desk.fetch().remove(0);
        assert_eq!((fetched.new, fetched.problems.len(), fetched.problems[0].code), (new, 1, "POP-LISTING"));
    }
    assert_eq!(subjects(&desk), ["Nummer 1", "Nummer 2", "Nummer 3"]);
    let deleted = server.deleted.lock().unwrap();
    assert!(!deleted.is_empty() && deleted.iter().all(|line| line == "DELE 3"), "{deleted:?}");
}

#[test]
fn lines_without_a_usable_uidl_are_told_and_a_missing_list_stops_nothing() {
    let town = Town::empty();
    let uidl = vec!["1 A".to_owned(), "foo bar".to_owned(), "2".to_owned(), format!("3 {}", "U".repeat(500))];
    let server = Faulty::start(Faults { uidl, no_list: true, ..Faults::default() });
    let desk = Desk::throw_away(Mode::CommandsOnly);
    desk.save(None, server.settings(&town), Some(town.password(ZP))).unwrap();
    let fetched = desk.fetch().remove(0);
    assert_eq!(fetched.new, 1);
    assert_eq!((fetched.problems[0].code, fetched.problems[0].detail.as_str()), ("POP-LISTING", "3"));
}

#[test]
fn a_reply_nobody_asked_for_never_becomes_part_of_a_mail() {
    let town = Town::empty();
    let uidl = (1..=3).map(|n| format!("{n} uid{n}")).collect();
    let server = Faulty::start(Faults { uidl, extra_after: Some(2), ..Faults::default() });
    let desk = Desk::throw_away(Mode::CommandsOnly);
    desk.save(None, server.settings(&town), Some(town.password(ZP))).unwrap();
    let fetched = desk.fetch().remove(0);
    assert_eq!(fetched.problems[0].code, "POP-PROTOCOL");
    assert_eq!(server.deleted.lock().unwrap().len(), 0);
    for row in desk.inbox() {
        let number: usize = row.subject.strip_prefix("Nummer ").unwrap().parse().unwrap();
        assert_eq!(desk.raw(row.id), mail(number));
    }
}

#[test]
fn the_timer_tries_a_refused_password_only_once() {
    let town = Town::empty();
    let server = Faulty::start(Faults { refuse_login: true, ..Faults::default() });
    let mut desk = Desk::throw_away(Mode::Background);
    let account = desk.save(None, server.settings(&town), Some(town.password(ZP))).unwrap();
    let fetch_of_timer = |desk: &mut Desk| {
        desk.event("the timer's fetch", |event| {
            matches!(event, Event::FetchFinished(report) if report.account == account.id).then_some(())
        });
    };
    fetch_of_timer(&mut desk);
    assert_eq!(server.logins.load(Ordering::SeqCst), 1);
    // Another account makes the timer look again: the refused one is left alone.
    desk.join(&town, crate::support::KH);
    until("the other account was fetched", || desk.account(crate::support::KH).last_fetch);
    assert_eq!(server.logins.load(Ordering::SeqCst), 1, "no second try by itself");
    // A person who fetches is never held back.
    assert_eq!(desk.fetch().iter().find(|f| f.account == account.id).unwrap().problems[0].code, "POP-AUTH");
    assert_eq!(server.logins.load(Ordering::SeqCst), 2);
}
