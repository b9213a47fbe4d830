//! The POP3 half of the stand-in Clientmodul (CM116 §3.4, RFC 1939, RFC 2449): strict about states, arguments and
//! line ends. Invariants: every login failure but a locked mailbox is a bare `-ERR`; `TOP` never shows a body line
//! (KOM-LE-A_2041); a mail is removed only by DELE followed by a clean QUIT.

use std::collections::HashSet;
use std::io;
use std::sync::Arc;

use super::wire::{Bad, Wire, sasl_plain, stuffed};
use super::world::{MailboxLock, Service, Stored, World};

/// Longest command line with its CRLF; AUTH PLAIN carries login and password in one.
const LINE: usize = 1024;
/// Failed logins after which the connection is closed.
const MAX_FAILURES: u8 = 3;

enum State {
    Authorization { user: Option<String>, failures: u8 },
    Transaction { mailbox: MailboxLock, deleted: HashSet<String> },
}

enum Next {
    Go,
    Close,
}

/// Serves one connection to its end.
pub(super) async fn serve(mut wire: Wire, world: Arc<World>) {
    let mut state = State::Authorization { user: None, failures: 0 };
    if wire.say("+OK Kimpost-Demo Clientmodul POP3 bereit").await.is_err() {
        return;
    }
    loop {
        let line = match wire.line(LINE).await {
            Ok(line) => line,
            Err(bad) => {
                if bad != Bad::Gone {
                    // The peer broke the line rules; whether it still hears us does not matter.
                    wire.say("-ERR Zeilenende oder Zeilenlaenge unzulaessig").await.ok();
                }
                break;
            }
        };
        match command(&mut wire, &world, &mut state, &line).await {
            Ok(Next::Go) => {}
            Ok(Next::Close) | Err(_) => break,
        }
    }
    drop(state);
    wire.close().await;
}

async fn command(wire: &mut Wire, world: &Arc<World>, state: &mut State, line: &[u8]) -> io::Result<Next> {
    let Ok(line) = std::str::from_utf8(line) else {
        wire.say("-ERR Zeichen unzulaessig").await?;
        return Ok(Next::Go);
    };
    let (verb, argument) = match line.split_once(' ') {
        Some((verb, argument)) => (verb.to_ascii_uppercase(), Some(argument)),
        None => (line.to_ascii_uppercase(), None),
    };
    if verb == "CAPA" && argument.is_none() {
        wire.send(b"+OK\r\nTOP\r\nUSER\r\nSASL PLAIN\r\nUIDL\r\nPIPELINING\r\n.\r\n").await?;
        return Ok(Next::Go);
    }
    if verb == "QUIT" && argument.is_none() {
        if let State::Transaction { mailbox, deleted } = &*state {
            mailbox.remove(deleted);
        }
        wire.say("+OK").await?;
        return Ok(Next::Close);
    }
    match state {
        State::Authorization { .. } => authorization(wire, world, state, &verb, argument).await,
        State::Transaction { mailbox, deleted } => {
            transaction(wire, mailbox, deleted, &verb, argument).await?;
            Ok(Next::Go)
        }
    }
}

async fn authorization(wire: &mut Wire, world: &Arc<World>, state: &mut State, verb: &str, argument: Option<&str>) -> io::Result<Next> {
    let State::Authorization { user, failures } = state else { return Ok(Next::Close) };
    let credentials = match (verb, argument) {
        ("USER", Some(name)) if !name.is_empty() => {
            *user = Some(name.to_owned());
            wire.say("+OK").await?;
            return Ok(Next::Go);
        }
        ("PASS", Some(password)) => user.take().map(|name| (name, password.to_owned())),
        ("AUTH", Some(argument)) => match argument.split_once(' ') {
            Some((mechanism, initial)) if mechanism.eq_ignore_ascii_case("PLAIN") => sasl_plain(initial),
            None if argument.eq_ignore_ascii_case("PLAIN") => {
                wire.say("+ ").await?;
                match wire.line(LINE).await {
                    Ok(answer) => std::str::from_utf8(&answer).ok().and_then(sasl_plain),
                    Err(_) => return Ok(Next::Close),
                }
            }
            _ => None,
        },
        _ => {
            wire.say("-ERR Befehl vor der Anmeldung nicht erlaubt").await?;
            return Ok(Next::Go);
        }
    };
    let address = credentials.and_then(|(name, password)| world.login(Service::Pop3, &name, &password).ok());
    let Some(address) = address else {
        *failures += 1;
        let close = *failures >= MAX_FAILURES;
        wire.say("-ERR").await?;
        return Ok(if close { Next::Close } else { Next::Go });
    };
    match world.open(&address) {
        Some(mailbox) => {
            *state = State::Transaction { mailbox, deleted: HashSet::new() };
            wire.say("+OK").await?;
        }
        None => wire.say("-ERR [IN-USE] Postfach wird gerade von einer anderen Verbindung abgerufen").await?,
    }
    Ok(Next::Go)
}

async fn transaction(
    wire: &mut Wire,
    mailbox: &MailboxLock,
    deleted: &mut HashSet<String>,
    verb: &str,
    argument: Option<&str>,
) -> io::Result<()> {
    let there: Vec<(usize, &Arc<Stored>)> =
        mailbox.mails.iter().enumerate().map(|(at, m)| (at + 1, m)).filter(|(_, m)| !deleted.contains(&m.uid)).collect();
    let find = |text: &str| number(text).and_then(|n| there.iter().find(|(at, _)| *at == n).copied());
    let unknown = "-ERR keine Nachricht mit dieser Nummer";
    match (verb, argument) {
        ("NOOP", None) => wire.say("+OK").await,
        ("STAT", None) => wire.say(&format!("+OK {} {}", there.len(), there.iter().map(|(_, m)| m.wire_size).sum::<usize>())).await,
        ("LIST" | "UIDL", None) => {
            let mut answer = String::from("+OK\r\n");
            for (at, mail) in &there {
                let value = if verb == "LIST" { mail.wire_size.to_string() } else { mail.uid.clone() };
                answer.push_str(&format!("{at} {value}\r\n"));
            }
            answer.push_str(".\r\n");
            wire.send(answer.as_bytes()).await
        }
        ("LIST" | "UIDL", Some(text)) => match find(text) {
            Some((at, mail)) if verb == "LIST" => wire.say(&format!("+OK {at} {}", mail.wire_size)).await,
            Some((at, mail)) => wire.say(&format!("+OK {at} {}", mail.uid)).await,
            None => wire.say(unknown).await,
        },
        ("RETR", Some(text)) => match find(text) {
            Some((_, mail)) => {
                wire.say("+OK").await?;
                wire.send(&stuffed(mail.content())).await?;
                mail.mark_fetched();
                Ok(())
            }
            None => wire.say(unknown).await,
        },
        ("TOP", Some(text)) => {
            let mail = text.split_once(' ').filter(|(_, lines)| is_number(lines)).and_then(|(n, _)| find(n));
            match mail {
                Some((_, mail)) => {
                    wire.say("+OK").await?;
                    wire.send(&stuffed(&[mail.outer.as_slice(), b"\r\n"].concat())).await
                }
                None => wire.say(unknown).await,
            }
        }
        ("DELE", Some(text)) => match find(text) {
            Some((_, mail)) => {
                let uid = mail.uid.clone();
                deleted.insert(uid);
                wire.say("+OK").await
            }
            None => wire.say(unknown).await,
        },
        ("RSET", None) => {
            deleted.clear();
            wire.say("+OK").await
        }
        _ => wire.say("-ERR Befehl unbekannt oder Argument falsch").await,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit())
}

fn number(text: &str) -> Option<usize> {
    is_number(text).then(|| text.parse().ok()).flatten()
}
