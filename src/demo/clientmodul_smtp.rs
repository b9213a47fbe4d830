//! The SMTP half of the stand-in Clientmodul (CM116 §3.3, RFC 5321): replies and their order as the specification
//! prints them. Invariants: nothing but CRLF.CRLF ends DATA, a bare CR or LF is refused and ends the session; 250
//! after DATA means that the life of the mail has begun.

use std::io;
use std::sync::Arc;

use super::cast::Fate;
use super::smtp_syntax::{MailFrom, Recipient, mail_from, rcpt_to};
use super::submission::{KEPT, check};
use super::wire::{Bad, Wire, sasl_plain};
use super::world::{LoginFault, Service, World};

/// Longest command line with its CRLF; DSN parameters may add to the 512 of RFC 5321.
const LINE: usize = 2048;
/// Longest text line with its CRLF (RFC 5321 §4.5.3.1.6).
const TEXT_LINE: usize = 1000;
/// `maxMailSize` of the account (AL, AM): 700 MiB encoded.
const MAX_MAIL: u64 = 734_003_200;
const MAX_RECIPIENTS: usize = 100;
const MAX_FAILURES: u8 = 3;

#[derive(Default)]
struct Session {
    greeted: bool,
    login: Option<String>,
    failures: u8,
    mail: Option<MailFrom>,
    recipients: Vec<Recipient>,
}

enum Next {
    Go,
    Close,
}

/// Serves one connection to its end.
pub(super) async fn serve(mut wire: Wire, world: Arc<World>) {
    let mut session = Session::default();
    if wire.say("220 kimpost-demo.invalid ESMTP").await.is_err() {
        return;
    }
    loop {
        let line = match wire.line(LINE).await {
            Ok(line) => line,
            Err(bad) => {
                if bad != Bad::Gone {
                    // The peer broke the line rules; whether it still hears us does not matter.
                    wire.say("500 5.5.2 Zeilenende oder Zeilenlaenge unzulaessig").await.ok();
                }
                break;
            }
        };
        if wire.has_more() {
            // PIPELINING was not offered (RFC 2920 §3.1).
            wire.say("503 5.5.0 Befehle ohne Abwarten der Antwort").await.ok();
            break;
        }
        match command(&mut wire, &world, &mut session, &line).await {
            Ok(Next::Go) => {}
            Ok(Next::Close) | Err(_) => break,
        }
    }
    wire.close().await;
}

async fn command(wire: &mut Wire, world: &Arc<World>, session: &mut Session, line: &[u8]) -> io::Result<Next> {
    let line = match std::str::from_utf8(line) {
        Ok(line) if line.is_ascii() && !line.contains('\0') => line,
        _ => {
            wire.say("500 5.5.2 Zeichen unzulaessig").await?;
            return Ok(Next::Go);
        }
    };
    let (verb, argument) = line.split_once(' ').unwrap_or((line, ""));
    let verb = verb.to_ascii_uppercase();
    match verb.as_str() {
        "EHLO" | "HELO" if argument.trim().is_empty() => wire.say("501 5.5.4 Name fehlt").await?,
        "EHLO" => {
            *session = Session { greeted: true, login: session.login.take(), failures: session.failures, ..Session::default() };
            let answer = format!(
                "250-kimpost-demo.invalid\r\n250-SIZE {MAX_MAIL}\r\n250-AUTH LOGIN PLAIN\r\n250-8BITMIME\r\n250-DSN\r\n250 ENHANCEDSTATUSCODES\r\n"
            );
            wire.send(answer.as_bytes()).await?;
        }
        "HELO" => {
            *session = Session { greeted: true, login: session.login.take(), failures: session.failures, ..Session::default() };
            wire.say("250 kimpost-demo.invalid").await?;
        }
        "NOOP" => wire.say("250 2.0.0 OK").await?,
        "RSET" if argument.is_empty() => {
            session.mail = None;
            session.recipients.clear();
            wire.say("250 2.0.0 OK").await?;
        }
        "QUIT" if argument.is_empty() => {
            wire.say("221 2.0.0 Auf Wiedersehen").await?;
            return Ok(Next::Close);
        }
        "AUTH" => return auth(wire, world, session, argument).await,
        "MAIL" | "RCPT" | "DATA" if session.login.is_none() => wire.say("530 5.7.0 Anmeldung erforderlich").await?,
        "MAIL" => mail(wire, session, argument).await?,
        "RCPT" => rcpt(wire, session, argument).await?,
        "DATA" if argument.is_empty() => return data(wire, world, session).await,
        _ => wire.say("502 5.5.1 Befehl nicht unterstuetzt").await?,
    }
    Ok(Next::Go)
}

async fn auth(wire: &mut Wire, world: &World, session: &mut Session, argument: &str) -> io::Result<Next> {
    if !session.greeted || session.login.is_some() || session.mail.is_some() {
        wire.say("503 5.5.1 AUTH an dieser Stelle nicht erlaubt").await?;
        return Ok(Next::Go);
    }
    let (mechanism, initial) = argument.split_once(' ').unwrap_or((argument, ""));
    let credentials = match mechanism.to_ascii_uppercase().as_str() {
        "PLAIN" if initial.is_empty() => challenge(wire, "").await?.map(|answer| sasl_plain(&answer)),
        "PLAIN" => Some(sasl_plain(initial)),
        "LOGIN" => login_exchange(wire, initial).await?,
        _ => {
            wire.say("504 5.7.4 nur PLAIN und LOGIN").await?;
            return Ok(Next::Go);
        }
    };
    let Some(credentials) = credentials else {
        wire.say("501 5.7.0 Anmeldung abgebrochen").await?;
        return Ok(Next::Go);
    };
    let Some((name, password)) = credentials else {
        wire.say("501 5.5.2 Anmeldedaten nicht lesbar").await?;
        return Ok(Next::Go);
    };
    let reply = match world.login(Service::Smtp, &name, &password) {
        Ok(address) => {
            session.login = Some(address);
            wire.say("235 2.7.0 angemeldet").await?;
            return Ok(Next::Go);
        }
        Err(LoginFault::Incomplete) => "501 5.5.4 Benutzername unvollstaendig",
        Err(LoginFault::Context) => "501 Konnektor meldet Fehler 4004: Mandant, Clientsystem oder Arbeitsplatz unbekannt",
        Err(LoginFault::Unreachable) => "454 4.7.0 Fachdienst nicht erreichbar",
        Err(LoginFault::Password) => "535 5.7.8 Benutzername oder Passwort falsch",
    };
    session.failures += 1;
    wire.say(reply).await?;
    Ok(if session.failures >= MAX_FAILURES { Next::Close } else { Next::Go })
}

/// One `334` challenge; `None` when the client cancels with `*` or breaks the line rules.
async fn challenge(wire: &mut Wire, text: &str) -> io::Result<Option<String>> {
    wire.say(&format!("334 {text}")).await?;
    let answer = wire.line(LINE).await.map_err(|_| io::Error::from(io::ErrorKind::ConnectionAborted))?;
    Ok(String::from_utf8(answer).ok().filter(|a| a != "*"))
}

async fn login_exchange(wire: &mut Wire, initial: &str) -> io::Result<Option<Option<(String, String)>>> {
    use base64::Engine as _;
    let decode = |text: &str| base64::engine::general_purpose::STANDARD.decode(text).ok().and_then(|b| String::from_utf8(b).ok());
    let name = if initial.is_empty() { challenge(wire, "VXNlcm5hbWU6").await? } else { Some(initial.to_owned()) };
    let Some(name) = name else { return Ok(None) };
    let Some(password) = challenge(wire, "UGFzc3dvcmQ6").await? else { return Ok(None) };
    Ok(Some(decode(&name).zip(decode(&password))))
}

async fn mail(wire: &mut Wire, session: &mut Session, argument: &str) -> io::Result<()> {
    if session.mail.is_some() {
        return wire.say("503 5.5.1 MAIL wurde schon gesagt").await;
    }
    match mail_from(argument) {
        Err(refusal) => wire.say(refusal).await,
        Ok(mail) if mail.size.is_some_and(|size| size > MAX_MAIL) => wire.say("552 5.3.4 Nachricht zu gross (A_19355)").await,
        Ok(mail) => {
            session.mail = Some(mail);
            wire.say("250 2.1.0 OK").await
        }
    }
}

async fn rcpt(wire: &mut Wire, session: &mut Session, argument: &str) -> io::Result<()> {
    if session.mail.is_none() {
        return wire.say("503 5.5.1 erst MAIL").await;
    }
    match rcpt_to(argument) {
        Err(refusal) => wire.say(refusal).await,
        Ok(_) if session.recipients.len() >= MAX_RECIPIENTS => wire.say("452 4.5.3 zu viele Empfaenger").await,
        Ok(recipient) => {
            // A recipient named twice is served once; KIM checks certificates only after DATA (KOM-LE-A_2176-01).
            if !session.recipients.iter().any(|r| r.address.eq_ignore_ascii_case(&recipient.address)) {
                session.recipients.push(recipient);
            }
            wire.say("250 2.1.5 OK").await
        }
    }
}

struct Received {
    data: Vec<u8>,
    total: u64,
}

async fn data(wire: &mut Wire, world: &Arc<World>, session: &mut Session) -> io::Result<Next> {
    let Some(mail) = session.mail.clone().filter(|_| !session.recipients.is_empty()) else {
        wire.say("503 5.5.1 erst MAIL und RCPT").await?;
        return Ok(Next::Go);
    };
    wire.say("354 Ende mit CRLF.CRLF").await?;
    let received = match receive(wire).await {
        Ok(received) => received,
        Err(Bad::Gone) => return Ok(Next::Close),
        Err(_) => {
            wire.say("550 5.6.0 CR und LF nur als CRLF, Zeilen bis 998 Zeichen (RFC 5321 2.3.8)").await?;
            return Ok(Next::Close);
        }
    };
    if wire.has_more() {
        wire.say("503 5.5.0 Befehle ohne Abwarten der Antwort").await?;
        return Ok(Next::Close);
    }
    session.mail = None;
    let recipients = std::mem::take(&mut session.recipients);
    if received.total > MAX_MAIL {
        wire.say("552 5.3.4 Nachricht zu gross (A_19355)").await?;
        return Ok(Next::Go);
    }
    let login = session.login.clone().unwrap_or_default();
    let fate = |address: &str| world.cast.find(address).map(|p| p.fate);
    let busy = recipients.iter().any(|r| fate(&r.address) == Some(Fate::Busy) && world.first_try(&login, &r.address));
    let cut = recipients.iter().any(|r| fate(&r.address) == Some(Fate::Cut));
    let submission = match check(&world.cast, &login, &mail, recipients, received.data, received.total) {
        Ok(_) if busy => {
            wire.say("451 4.3.0 Signatur nicht moeglich, Konnektor antwortet nicht (KOM-LE-A_2021)").await?;
            return Ok(Next::Go);
        }
        Ok(submission) => submission,
        Err(refusal) => {
            wire.say(&refusal).await?;
            return Ok(Next::Go);
        }
    };
    if !world.post(submission) {
        wire.say("421 4.3.2 Demo wird beendet").await?;
        return Ok(Next::Close);
    }
    if cut {
        // The uncertain case of a real line: taken over, but the client never hears it.
        return Ok(Next::Close);
    }
    wire.say("250 2.0.0 uebernommen").await?;
    Ok(Next::Go)
}

/// Reads up to the lone dot; undoes dot-stuffing; keeps at most [`KEPT`] bytes and counts the rest.
async fn receive(wire: &mut Wire) -> Result<Received, Bad> {
    let (mut data, mut total) = (Vec::new(), 0_u64);
    loop {
        let line = wire.line(TEXT_LINE + 1).await?;
        if line == b"." {
            return Ok(Received { data, total });
        }
        let text = line.strip_prefix(b".").unwrap_or(&line);
        if text.len() + 2 > TEXT_LINE {
            return Err(Bad::TooLong);
        }
        total += text.len() as u64 + 2;
        if data.len() + text.len() + 2 <= KEPT {
            data.extend_from_slice(text);
            data.extend_from_slice(b"\r\n");
        }
    }
}
