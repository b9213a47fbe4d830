//! The dialogue against a scripted peer: every command, every cut, every surprise.

use std::time::Duration;

use super::*;
use crate::domain::account::{ClientmodulLogin, TlsMode};
use crate::domain::secret::Secret;
use crate::net::script_server::{Act, endpoint, expect, play, play_cut, script, send, sent_len};
use crate::net::{self, Connection, Ladder};

const LOGIN: &str = "praxis@a.kim.telematik#mail.a.kim.telematik:995#M 1#C#W#*#K";
const PASSWORD: &str = "geheim#1:2 ü";

/// What a Clientmodul says (Tab_POP3_Ant_Init), up to the end of the login.
const HELLO: &str = "
    S: +OK KIM Clientmodul
    C: CAPA
    S: +OK
    S: TOP
    S: USER
    S: SASL PLAIN
    S: UIDL
    S: .
    C: USER praxis@a.kim.telematik#mail.a.kim.telematik:995#M 1#C#W#*#K
    S: +OK
    C: PASS geheim#1:2 ü
    S: +OK angemeldet
    C: CAPA
    S: +OK
    S: TOP
    S: UIDL
    S: PIPELINING
    S: .";

/// Like Dovecot: PIPELINING before and after login.
const HELLO_PIPELINING: &str = "
    S: +OK
    C: CAPA
    S: +OK
    S: USER
    S: PIPELINING
    S: .
    C: USER praxis@a.kim.telematik#mail.a.kim.telematik:995#M 1#C#W#*#K
    S: +OK
    C: PASS geheim#1:2 ü
    S: +OK
    C: CAPA
    S: +OK
    S: PIPELINING
    S: .";

async fn over(connection: Connection, mode: TlsMode) -> Result<Session, Error> {
    let login = ClientmodulLogin::new(LOGIN).unwrap();
    Session::over(connection, &endpoint(mode), &login, &Secret::new(PASSWORD), Limits::default(), &mut Ladder::unwatched()).await
}

/// Logs in against a script and hands the session over.
async fn session(rest: &str) -> Session {
    let (connection, _) = play(script(&format!("{HELLO}{rest}")));
    over(connection, TlsMode::None).await.unwrap()
}

async fn drain(transfer: &mut Transfer<'_>) -> Result<Vec<String>, Error> {
    let (mut log, mut body) = (Vec::new(), Vec::new());
    while let Some(event) = transfer.next().await? {
        match event {
            Event::Start { number } => log.push(format!("start {number}")),
            Event::Data(bytes) => body.extend_from_slice(bytes),
            Event::End { number, size } => {
                assert_eq!(size, body.len() as u64);
                log.push(format!("end {number} {:?}", String::from_utf8_lossy(&std::mem::take(&mut body))));
            }
            Event::Refused { number, refusal } => log.push(format!("refused {number} {:?} {}", refusal.class, refusal.text)),
        }
    }
    Ok(log)
}

#[tokio::test]
async fn a_whole_session_with_a_clientmodul() {
    let (connection, heard) = play(script(&format!(
        "{HELLO}
        C: STAT
        S: +OK 3 900
        C: LIST
        S: +OK 3 messages
        S: 1 100
        S: 2 200
        S: 3 unlesbar
        S: .
        C: UIDL
        S: +OK
        S: 1 a
        S: 2 a
        S: 2 b
        S: .
        C: TOP 1 0
        S: +OK
        S: Subject: KOM-LE-Nachricht
        S: 
        S: .
        C: RETR 1
        S: +OK 100 octets
        S: Subject: x
        S: 
        S: ..Punkt
        S: .
        C: RETR 2
        S: -ERR [SYS/TEMP] 4008 Karte nicht freigeschaltet
        C: RETR 3
        S: +OK
        S: .
        C: DELE 1
        S: +OK
        C: DELE 2
        S: -ERR no such message
        C: QUIT
        S: +OK"
    )));
    let mut session = over(connection, TlsMode::None).await.unwrap();
    assert!(session.may_have_top() && !session.pipelining(), "a Clientmodul promised no PIPELINING before login");
    assert_eq!(session.stat().await.unwrap(), (3, 900));
    assert_eq!(session.list().await.unwrap(), Listing { entries: vec![(1, 100), (2, 200)], bad_lines: 1 });
    assert_eq!(session.uidl().await.unwrap(), Listing { entries: vec![(1, "a".into()), (2, "a".into())], bad_lines: 1 });
    assert_eq!(drain(&mut session.top(vec![1]).unwrap()).await.unwrap(), ["start 1", r#"end 1 "Subject: KOM-LE-Nachricht\r\n\r\n""#]);
    assert_eq!(
        drain(&mut session.retr(vec![1, 2, 3]).unwrap()).await.unwrap(),
        [
            "start 1",
            r#"end 1 "Subject: x\r\n\r\n.Punkt\r\n""#,
            "refused 2 Temporary [SYS/TEMP] 4008 Karte nicht freigeschaltet",
            "start 3",
            r#"end 3 """#
        ]
    );
    session.dele(1).await.unwrap();
    assert!(matches!(session.dele(2).await, Err(Error::Refused { command: "DELE", .. })));
    session.quit().await.unwrap();
    heard.await.unwrap();
}

#[tokio::test]
async fn pipelines_only_who_promised_it_twice_and_within_the_window() {
    let mut acts = script(HELLO_PIPELINING);
    // 100 messages: all of the first window must be asked for before the first is answered.
    acts.extend((1..=64).map(|n| expect(&format!("RETR {n}"))));
    for n in 1..=100 {
        acts.push(if n % 10 == 0 { send("-ERR weg\r\n") } else { send(format!("+OK\r\nMail {n}\r\n.\r\n")) });
    }
    let (connection, _) = play(acts);
    let mut session = over(connection, TlsMode::None).await.unwrap();
    let log = drain(&mut session.retr((1..=100).collect()).unwrap()).await.unwrap();
    assert_eq!(log.len(), 190);
    assert_eq!(log[0], "start 1");
    assert!(log.contains(&"refused 50 Unclear weg".to_owned()));
    assert_eq!(log[189], "refused 100 Unclear weg");
}

#[tokio::test]
async fn a_reply_nobody_asked_for_ends_the_session() {
    let mut plain = session(
        "
        C: RETR 1
        S: +OK
        S: Subject: a
        S: .
        S: +OK noch etwas
        C: RETR 2",
    )
    .await;
    assert!(matches!(drain(&mut plain.retr(vec![1, 2]).unwrap()).await, Err(Error::Unexpected { .. })));
    // Several commands are on their way: the true reply would be the first line of the next message.
    let acts = format!(
        "{HELLO_PIPELINING}
        C: RETR 1
        C: RETR 2
        S: +OK
        S: Subject: a
        S: .
        S: +OK noch etwas
        S: +OK
        S: Subject: b
        S: ."
    );
    let (connection, _) = play(script(&acts));
    let mut piped = over(connection, TlsMode::None).await.unwrap();
    assert!(matches!(drain(&mut piped.retr(vec![1, 2]).unwrap()).await, Err(Error::Unexpected { .. })));
}

#[tokio::test]
async fn a_line_cut_at_any_byte_gives_no_message_and_no_success() {
    let acts = script(&format!(
        "{HELLO}
        C: RETR 1
        S: +OK
        S: Subject: x
        S: 
        S: ..
        S: .
        C: DELE 1
        S: +OK
        C: QUIT
        S: +OK"
    ));
    let all = sent_len(&acts);
    let ends_at = all - "+OK\r\n+OK\r\n".len();
    for cut in 0..=all {
        let (connection, heard) = play_cut(acts.clone(), cut);
        let (mut whole, mut quit) = (false, false);
        let walk = async {
            let mut session = over(connection, TlsMode::None).await?;
            let mut transfer = session.retr(vec![1])?;
            while let Some(event) = transfer.next().await? {
                whole |= matches!(event, Event::End { .. });
            }
            session.dele(1).await?;
            session.quit().await?;
            quit = true;
            Ok::<_, Error>(())
        };
        let outcome = walk.await;
        assert_eq!(whole, cut >= ends_at, "cut at {cut} of {all}");
        assert_eq!(quit, cut == all, "cut at {cut}");
        let heard = String::from_utf8(heard.await.unwrap()).unwrap();
        assert_eq!(heard.contains("DELE"), cut > ends_at, "cut at {cut}"); // at ends_at the peer is gone already
        if cut < all {
            assert!(matches!(outcome, Err(Error::Net(net::Error::Closed))), "cut at {cut}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn any_reply_that_is_none_ends_the_session() {
    for (rest, command) in [
        ("\nC: STAT\nS: OK 1 2", "STAT"),
        ("\nC: STAT\nS: +OK viele", "STAT"),
        ("\nC: UIDL\nS: * 1 a", "UIDL"),
        ("\nC: RETR 1\nS: 250 ok", "RETR"),
        ("\nC: STAT\nS: +OK 1 2\nS: +OK 1 2", "DELE"),
        ("\nS: +OK noch etwas", "STAT"),
        ("\nC: DELE 1\nS: hallo", "DELE"),
    ] {
        let (connection, heard) = play(script(&format!("{HELLO}{rest}")));
        let mut session = over(connection, TlsMode::None).await.unwrap();
        tokio::task::yield_now().await;
        let walk = async {
            match command {
                "UIDL" => session.uidl().await.map(|_| ()),
                "RETR" => drain(&mut session.retr(vec![1])?).await.map(|_| ()),
                "DELE" if rest.contains("STAT") => {
                    session.stat().await?;
                    session.wire.fill(Duration::from_secs(1)).await.ok(); // the extra reply is there by now
                    session.dele(1).await
                }
                "DELE" => session.dele(1).await,
                _ => {
                    if !rest.contains("C:") {
                        session.wire.fill(Duration::from_secs(1)).await.ok();
                    }
                    session.stat().await.map(|_| ())
                }
            }
        };
        let outcome = walk.await;
        assert!(matches!(outcome, Err(Error::Unexpected { .. })), "{rest}: {outcome:?}");
        assert!(matches!(session.dele(1).await, Err(Error::Over)), "{rest}");
        assert!(matches!(session.quit().await, Err(Error::Over)), "{rest}");
        let heard = String::from_utf8(heard.await.unwrap()).unwrap();
        assert!(!heard.contains("QUIT"), "{rest}: {heard}");
    }
}

#[tokio::test]
async fn a_refusal_of_any_command_leaves_the_session_usable() {
    for command in ["STAT", "LIST", "UIDL", "TOP 1 0", "RETR 1", "DELE 1"] {
        let mut session = session(&format!("\nC: {command}\nS: -ERR [SYS/PERM] nein\nC: QUIT\nS: +OK")).await;
        let refused = match command.split(' ').next().unwrap() {
            "STAT" => matches!(session.stat().await, Err(Error::Refused { .. })),
            "LIST" => matches!(session.list().await, Err(Error::Refused { .. })),
            "UIDL" => matches!(session.uidl().await, Err(Error::Refused { .. })),
            "DELE" => matches!(session.dele(1).await, Err(Error::Refused { .. })),
            "TOP" => drain(&mut session.top(vec![1]).unwrap()).await.unwrap() == ["refused 1 Permanent [SYS/PERM] nein"],
            _ => drain(&mut session.retr(vec![1]).unwrap()).await.unwrap() == ["refused 1 Permanent [SYS/PERM] nein"],
        };
        assert!(refused, "{command}");
        session.quit().await.unwrap();
    }
    let session = session("\nC: QUIT\nS: -ERR some deleted messages not removed").await;
    assert!(matches!(session.quit().await, Err(Error::Refused { command: "QUIT", .. })));
}

#[tokio::test]
async fn asks_for_both_listings_at_once_where_pipelining_was_promised() {
    let uids = Listing { entries: vec![(1, "a".to_owned()), (2, "b".to_owned())], bad_lines: 0 };
    let sizes = Listing { entries: vec![(1, 100), (2, 200)], bad_lines: 0 };
    let answers = ["+OK\r\n1 a\r\n2 b\r\n.\r\n", "+OK\r\n1 100\r\n2 200\r\n.\r\n"];
    let at_once = vec![expect("UIDL"), expect("LIST"), send(answers.concat()), expect("STAT"), send("+OK 2 300\r\n")];
    let in_turn = vec![expect("UIDL"), send(answers[0]), expect("LIST"), send(answers[1]), expect("STAT"), send("+OK 2 300\r\n")];
    for (hello, acts) in [(HELLO_PIPELINING, at_once), (HELLO, in_turn)] {
        let mut session = over(play([script(hello), acts].concat()).0, TlsMode::None).await.unwrap();
        assert_eq!(session.uidl_and_list().await.unwrap(), (uids.clone(), sizes.clone()));
        assert_eq!(session.stat().await.unwrap(), (2, 300), "the session goes on");
    }
    let refused = vec![expect("UIDL"), expect("LIST"), send("-ERR nein\r\n+OK\r\n.\r\n")];
    let mut session = over(play([script(HELLO_PIPELINING), refused].concat()).0, TlsMode::None).await.unwrap();
    assert!(matches!(session.uidl_and_list().await, Err(Error::Refused { command: "UIDL", .. })));
    assert!(matches!(session.stat().await, Err(Error::Over)), "nothing follows what was misunderstood");
}

#[tokio::test]
async fn login_failures_have_classes_and_are_never_guessed() {
    let capa = "C: CAPA\nS: +OK\nS: USER\nS: .\n";
    let user = format!("C: USER {LOGIN}\n");
    for (dialogue, code, transient) in [
        ("S: -ERR [SYS/TEMP] spaeter".to_owned(), "POP-TEMPORARY", true),
        ("S: -ERR zu viele".to_owned(), "POP-LOGIN", true),
        ("S: 220 ESMTP".to_owned(), "POP-PROTOCOL", false),
        (format!("S: +OK\n{capa}{user}S: -ERR"), "POP-LOGIN", false),
        (format!("S: +OK\n{capa}{user}S: +OK\nC: PASS {PASSWORD}\nS: -ERR"), "POP-LOGIN", false),
        (format!("S: +OK\n{capa}{user}S: +OK\nC: PASS {PASSWORD}\nS: -ERR [AUTH] falsch"), "POP-AUTH", false),
        (format!("S: +OK\n{capa}{user}S: +OK\nC: PASS {PASSWORD}\nS: -ERR [IN-USE] belegt"), "POP-IN-USE", true),
        (format!("S: +OK\n{capa}{user}S: +OK\nC: PASS {PASSWORD}\nS: -ERR [SYS/PERM] gesperrt"), "POP-REFUSED", false),
        (format!("S: +OK\n{capa}{user}S: +OK\nC: PASS {PASSWORD}\nS: - ERR timeout"), "POP-TEMPORARY", true),
        ("S: +OK\nC: CAPA\nS: +OK\nS: TOP\nS: .".to_owned(), "POP-NO-AUTH", false),
    ] {
        let (connection, heard) = play(script(&dialogue));
        let error = over(connection, TlsMode::None).await.err().unwrap();
        assert_eq!((error.code(), error.is_transient()), (code, transient), "{dialogue}: {error}");
        let heard = String::from_utf8(heard.await.unwrap()).unwrap();
        assert!(heard.matches("PASS").count() <= 1 && !heard.contains("AUTH"), "one try only: {heard}");
    }
}

#[tokio::test]
async fn logs_in_with_sasl_or_without_capa() {
    use base64::Engine as _;
    let plain = base64::engine::general_purpose::STANDARD.encode(format!("\0{LOGIN}\0{PASSWORD}"));
    for dialogue in [
        format!("S: +OK\nC: CAPA\nS: +OK\nS: SASL LOGIN PLAIN\nS: .\nC: AUTH PLAIN\nS: + \nC: {plain}\nS: +OK\nC: CAPA\nS: -ERR"),
        format!("S: +OK\nC: CAPA\nS: -ERR\nC: USER {LOGIN}\nS: +OK\nC: PASS {PASSWORD}\nS: +OK\nC: CAPA\nS: -ERR"),
    ] {
        let (connection, _) = play(script(&dialogue));
        let session = over(connection, TlsMode::None).await.unwrap();
        assert!(session.may_have_top() || session.capabilities().known);
    }
}

#[tokio::test]
async fn never_says_a_secret_before_tls() {
    let capa = "S: +OK\nC: CAPA\nS: +OK\nS: USER\nS: STLS\nS: .\n";
    for (mut acts, expected) in [
        (script("S: +OK\nC: CAPA\nS: +OK\nS: USER\nS: ."), "STLS is not offered"),
        (script(&format!("{capa}C: STLS\nS: -ERR nein")), "STLS is refused"),
        ([script(capa), vec![expect("STLS"), send("+OK los\r\n+OK eingeschleust\r\n")]].concat(), "bytes behind STLS"),
        ([script(capa), vec![expect("STLS"), send("+OK los\r\nX")]].concat(), "one byte behind STLS"),
    ] {
        acts.push(Act::Silence);
        let (connection, heard) = play(acts);
        let error = over(connection, TlsMode::StartTls).await.err().unwrap();
        assert!(matches!(error, Error::StlsMissing(_) | Error::Net(net::Error::BytesBeforeTls)), "{expected}: {error:?}");
        let heard = heard.await.unwrap();
        assert!(!heard.windows(4).any(|w| w == b"USER" || w == b"PASS"), "{expected}");
    }
}

#[tokio::test]
async fn refuses_a_password_that_would_become_a_command() {
    for password in ["a\r\nDELE 1", "a\n", "a\0"] {
        let (connection, _) = play(script("S: +OK"));
        let login = ClientmodulLogin::new(LOGIN).unwrap();
        let (to, password) = (endpoint(TlsMode::None), Secret::new(password));
        let mut ladder = Ladder::unwatched();
        let opened = Session::over(connection, &to, &login, &password, Limits::default(), &mut ladder);
        assert!(matches!(opened.await, Err(Error::UnsafeLogin)));
    }
}

#[tokio::test]
async fn limits_hold_against_endless_answers() {
    let endless = |line: &'static str, times: usize| -> Vec<Act> { vec![send(line.repeat(times))] };
    // An endless line.
    let acts = [script(HELLO), vec![expect("STAT")], endless("+OK xxxxxxxxxxxxx", 65536 / 16)].concat();
    let mut over_long = over(play(acts).0, TlsMode::None).await.unwrap();
    assert!(matches!(over_long.stat().await, Err(Error::Net(net::Error::LineTooLong))));
    // An endless listing.
    let acts = [script(HELLO), vec![expect("UIDL"), send("+OK\r\n")], endless("1 a\r\n", MAX_LISTING + 2)].concat();
    let mut long_list = over(play(acts).0, TlsMode::None).await.unwrap();
    assert!(matches!(long_list.uidl().await, Err(Error::ListingTooLong)));
    // An endless message.
    let acts = [script(HELLO), vec![expect("RETR 1"), send("+OK\r\n")], endless("0123456789\r\n", 1000)].concat();
    let mut big = over(play(acts).0, TlsMode::None).await.unwrap();
    big.limits.message = 1000;
    let error = drain(&mut big.retr(vec![1]).unwrap()).await.err().unwrap();
    assert!(matches!(error, Error::MessageTooLarge { number: 1, limit: 1000 }), "{error:?}");
    assert!(matches!(big.dele(1).await, Err(Error::Over)));
}

#[tokio::test(start_paused = true)]
async fn a_message_may_come_after_ten_minutes_of_silence() {
    let ten_minutes = || Act::Pause(Duration::from_secs(600));
    let mut acts = script(&format!("{HELLO}\nC: RETR 1"));
    acts.extend([ten_minutes(), send("+OK\r\n"), ten_minutes(), send("Subject: x\r\n"), ten_minutes(), send("\r\nText\r\n.\r\n")]);
    let mut session = over(play(acts).0, TlsMode::None).await.unwrap();
    assert_eq!(drain(&mut session.retr(vec![1]).unwrap()).await.unwrap()[1], "end 1 \"Subject: x\\r\\n\\r\\nText\\r\\n\"");
}

#[tokio::test(start_paused = true)]
async fn waits_more_than_ten_minutes_for_a_message_and_twenty_seconds_for_a_word() {
    for (rest, seconds) in [("C: STAT", 20), ("C: RETR 1", 630), ("C: RETR 1\nS: +OK\nS: Subject: x", 630), ("C: TOP 1 0", 20)] {
        let mut acts = script(&format!("{HELLO}\n{rest}"));
        acts.push(Act::Silence);
        let mut session = over(play(acts).0, TlsMode::None).await.unwrap();
        let start = tokio::time::Instant::now();
        let error = if rest.contains("STAT") {
            session.stat().await.err().unwrap()
        } else if rest.contains("TOP") {
            drain(&mut session.top(vec![1]).unwrap()).await.err().unwrap()
        } else {
            drain(&mut session.retr(vec![1]).unwrap()).await.err().unwrap()
        };
        assert!(matches!(error, Error::Net(net::Error::Timeout(s)) if s == seconds), "{rest}: {error:?}");
        assert_eq!(start.elapsed().as_secs(), seconds, "{rest}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_abandoned_command_ends_the_session_but_a_waiting_transfer_may_be_polled_again() {
    let mut acts = script(HELLO);
    acts.extend([expect("STAT"), Act::Silence]);
    let mut session = over(play(acts).0, TlsMode::None).await.unwrap();
    assert!(tokio::time::timeout(Duration::from_secs(1), session.stat()).await.is_err());
    assert!(matches!(session.stat().await, Err(Error::Over)));

    let mut acts = script(HELLO);
    acts.extend([expect("RETR 1"), send("+OK\r\nab"), Act::Silence]);
    let mut session = over(play(acts).0, TlsMode::None).await.unwrap();
    let mut transfer = session.retr(vec![1]).unwrap();
    assert_eq!(transfer.next().await.unwrap(), Some(Event::Start { number: 1 }));
    assert_eq!(transfer.next().await.unwrap(), Some(Event::Data(b"ab")));
    for _ in 0..3 {
        assert!(tokio::time::timeout(Duration::from_secs(100), transfer.next()).await.is_err());
    }
    assert_eq!(transfer.current(), Some(1));
    assert!(matches!(session.dele(1).await, Err(Error::Over)), "a message was left unfinished");
}
