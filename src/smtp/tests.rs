//! The dialogue against a scripted peer: outcomes, cuts at every byte, and the line between "not sent" and "unknown".

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::session::Session;
use super::submit::submit_over;
use super::*;
use crate::domain::account::{ClientmodulLogin, TlsMode};
use crate::domain::outgoing::SendOutcome;
use crate::domain::secret::Secret;
use crate::net::script_server::{Act, endpoint, expect, play, play_cut, script, send, sent_len};
use crate::net::{self, Connection, Ladder};

const LOGIN: &str = "praxis@a.kim.telematik#mail.a.kim.telematik:465#M 1#C#W";
const PASSWORD: &str = "geheim#1:2 ü";
const MAIL: &str = "Subject: x\r\n\r\n.Punkt\r\n";
const ON_THE_WIRE: &str = "Subject: x\r\n\r\n..Punkt\r\n.\r\n";

/// A mail in memory; remembers what the engine would have recorded.
struct Mail {
    chunks: std::collections::VecDeque<Result<Vec<u8>, String>>,
    begun: bool,
    refuse: bool,
    sent: u64,
}

impl Mail {
    fn new(text: &str) -> Self {
        let chunks = text.as_bytes().chunks(7).map(|c| Ok(c.to_vec())).collect();
        Self { chunks, begun: false, refuse: false, sent: 0 }
    }
}

impl Feed for Mail {
    async fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, String> {
        self.chunks.pop_front().transpose()
    }

    async fn before_data(&mut self) -> Result<(), String> {
        self.begun = true;
        if self.refuse { Err("Platte voll".into()) } else { Ok(()) }
    }

    fn progress(&mut self, sent: u64) {
        self.sent = sent;
    }
}

fn address(text: &str) -> KimAddress {
    KimAddress::parse(&format!("{text}@a.kim.telematik")).unwrap()
}

fn envelope(recipients: &[&str], notify: bool) -> Envelope {
    Envelope {
        from: address("praxis"),
        recipients: recipients.iter().map(|r| address(r)).collect(),
        envid: Some("id-1".into()),
        notify,
        size: MAIL.len() as u64,
        eight_bit: false,
    }
}

fn plain() -> String {
    BASE64.encode(format!("\0{LOGIN}\0{PASSWORD}"))
}

fn hello(words: &str) -> String {
    format!("S: 220 cm ESMTP\nC: EHLO [127.0.0.1]\nS: 250-cm\n{words}S: 250 AUTH LOGIN PLAIN\nC: AUTH PLAIN {}\nS: 235 2.7.0 ok\n", plain())
}

async fn open(connection: Connection, mode: TlsMode) -> Result<Session, Error> {
    let login = ClientmodulLogin::new(LOGIN).unwrap();
    Session::over(connection, &endpoint(mode), &login, &Secret::new(PASSWORD), &mut Ladder::unwatched()).await
}

async fn send_over(connection: Connection, envelope: &Envelope, mail: &mut Mail) -> SendOutcome {
    match open(connection, TlsMode::None).await {
        Ok(session) => submit_over(session, envelope, mail).await.outcome,
        Err(e) => SendOutcome::NotSent { failure: e.failure(), recipients: Vec::new() },
    }
}

fn code(outcome: &SendOutcome) -> &'static str {
    match outcome {
        SendOutcome::Accepted { .. } => "accepted",
        SendOutcome::NotSent { failure, .. } => failure.code,
        SendOutcome::Unknown { .. } => "unknown",
    }
}

/// The whole dialogue with one recipient; `data` and `end` are the last two replies.
fn dialogue(data: &str, end: Option<&str>) -> Vec<Act> {
    let mut acts = script(&format!(
        "{}C: MAIL FROM:<praxis@a.kim.telematik>\nS: 250 ok\nC: RCPT TO:<eins@a.kim.telematik>\nS: 250 ok\nC: DATA\nS: {data}",
        hello("")
    ));
    if let Some(end) = end {
        acts.extend([Act::Until(b"\r\n.\r\n"), send(format!("{end}\r\n"))]);
    }
    acts
}

#[tokio::test]
async fn a_mail_to_several_with_receipts_and_partial_refusal() {
    let mut acts = script(&format!(
        "{}C: MAIL FROM:<praxis@a.kim.telematik> SIZE=22 RET=HDRS ENVID=id-1
        S: 250 2.1.0 ok
        C: RCPT TO:<eins@a.kim.telematik> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;eins@a.kim.telematik
        S: 250 2.1.5 ok
        C: RCPT TO:<zwei@a.kim.telematik> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;zwei@a.kim.telematik
        S: 550-5.1.1 unbekannt
        S: 550 5.1.1 wirklich
        C: RCPT TO:<drei@a.kim.telematik> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;drei@a.kim.telematik
        S: 450 4.2.0 später
        C: DATA
        S: 354 los",
        hello("S: 250-SIZE 35882577\nS: 250-DSN\nS: 250-8BITMIME\n")
    ));
    acts.extend([Act::Until(b"\r\n.\r\n"), send("250 2.0.0 angenommen\r\n"), expect("QUIT"), send("221 ok\r\n")]);
    let (connection, heard) = play(acts);
    let mut mail = Mail::new(MAIL);
    let outcome = send_over(connection, &envelope(&["eins", "zwei", "drei"], true), &mut mail).await;
    let SendOutcome::Accepted { reply, recipients } = outcome else { panic!("{outcome:?}") };
    assert_eq!(reply, "250 2.0.0 angenommen");
    let told: Vec<_> = recipients.iter().map(|r| (r.accepted, r.transient, r.reply.as_str())).collect();
    assert_eq!(
        told,
        [(true, false, "250 2.1.5 ok"), (false, false, "550 5.1.1 unbekannt 5.1.1 wirklich"), (false, true, "450 4.2.0 später")]
    );
    assert_eq!((mail.begun, mail.sent), (true, MAIL.len() as u64));
    let heard = String::from_utf8(heard.await.unwrap()).unwrap();
    assert_eq!(heard.split("DATA\r\n").nth(1).unwrap(), format!("{ON_THE_WIRE}QUIT\r\n"), "byte for byte");
}

#[tokio::test]
async fn each_refusal_is_not_sent_and_unclear_ends_are_unknown() {
    let one = envelope(&["eins"], true);
    let mail = "C: MAIL FROM:<praxis@a.kim.telematik>\n";
    let rcpt = format!("{mail}S: 250 ok\nC: RCPT TO:<eins@a.kim.telematik>\n");
    let check = async |acts: Vec<Act>, expected: &str, begun: bool| {
        let mut mail = Mail::new(MAIL);
        let outcome = send_over(play(acts.clone()).0, &one, &mut mail).await;
        assert_eq!((code(&outcome), mail.begun), (expected, begun), "{acts:?}\n{outcome:?}");
    };
    for (text, expected) in [
        (format!("{}{mail}S: 550 5.7.1 nein", hello("")), "SMTP-REFUSED"),
        (format!("{}{mail}S: 452 4.3.1 voll", hello("")), "SMTP-TEMPORARY"),
        (format!("{}{mail}S: 220 was", hello("")), "SMTP-PROTOCOL"),
        (format!("{}{rcpt}S: 550 5.1.1 nein", hello("")), "SMTP-RECIPIENTS"),
        (format!("{}{rcpt}S: 450 4.2.0 später", hello("")), "SMTP-RECIPIENTS-TEMP"),
        (format!("{}{rcpt}S: 421 Ende", hello("")), "SMTP-421"),
        (hello("S: 250-SIZE 5\n"), "SMTP-TOO-LARGE"),
        ("S: 554 nein".into(), "SMTP-REFUSED"),
        ("S: +OK POP3".into(), "SMTP-PROTOCOL"),
        ("S: 220 x\nC: EHLO [127.0.0.1]\nS: 250 cm".into(), "SMTP-NO-AUTH"),
        ("S: 220 x\nC: EHLO [127.0.0.1]\nS: 250-cm\nS: 251 DSN".into(), "SMTP-PROTOCOL"),
    ] {
        check(script(&text), expected, false).await;
    }
    check(dialogue("554 nein", None), "SMTP-REFUSED", true).await;
    check(dialogue("250 wie", None), "SMTP-PROTOCOL", true).await;
    for (end, expected) in [
        ("250 ok", "accepted"),
        ("451 4.3.0 kein Empfänger verschlüsselbar", "SMTP-451"),
        ("452 voll", "SMTP-TEMPORARY"),
        ("552 5.3.4 groß", "SMTP-TOO-LARGE"),
        ("521 Kontingent", "SMTP-QUOTA"),
        ("553 kein Zertifikat", "SMTP-SENDER-CERT"),
        ("550 5.7.1 nein", "SMTP-REFUSED"),
        ("421 4.4.2 Fachdienst antwortet nicht", "unknown"),
        ("354 noch mehr", "unknown"),
        ("Unsinn", "unknown"),
        ("250-ok\r\n550 doch nicht", "unknown"),
    ] {
        check(dialogue("354 los", Some(end)), expected, true).await;
    }
}

#[tokio::test]
async fn a_line_cut_at_any_byte_is_not_sent_before_the_dot_and_unknown_after_it() {
    let mut acts = dialogue("354 los", Some("250 2.0.0 ok"));
    acts.extend([expect("QUIT"), send("221 ok\r\n")]);
    let all = sent_len(&acts);
    let dot_at = all - "250 2.0.0 ok\r\n221 ok\r\n".len();
    let accepted_at = all - "221 ok\r\n".len();
    for cut in 0..=all {
        let mut mail = Mail::new(MAIL);
        let (connection, heard) = play_cut(acts.clone(), cut);
        let outcome = send_over(connection, &envelope(&["eins"], false), &mut mail).await;
        let heard = heard.await.unwrap();
        // Cut right behind "354 los": the peer is gone before the mail starts.
        let expected = match cut {
            _ if cut <= dot_at => "SMTP-LOST",
            _ if cut < accepted_at => "unknown",
            _ => "accepted",
        };
        assert_eq!(code(&outcome), expected, "cut at {cut} of {all}");
        if heard.ends_with(b"\r\n.\r\n") {
            assert_ne!(expected, "SMTP-LOST", "the dot went out, so it may have been sent");
        }
    }
}

#[tokio::test]
async fn the_server_leaving_in_the_middle_of_the_mail_is_not_sent() {
    for (last, expected) in [("552 5.3.4 groß\r\n", "SMTP-TOO-LARGE"), ("", "SMTP-LOST"), ("421 weg\r\n", "SMTP-421")] {
        let mut acts = dialogue("354 los", None);
        acts.extend([Act::Until(b"x\r\n"), send(last)]);
        let (connection, server) = play_cut(acts.clone(), sent_len(&acts));
        let big = "x\r\n".repeat(1 << 20);
        let mut mail = Mail::new("");
        mail.chunks = big.as_bytes().chunks(1 << 16).map(|c| Ok(c.to_vec())).collect();
        let mut to = envelope(&["eins"], false);
        to.size = big.len() as u64;
        let outcome = send_over(connection, &to, &mut mail).await;
        server.await.unwrap();
        assert_eq!(code(&outcome), expected, "{last:?} {outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_faulty_mail_never_gets_its_final_dot() {
    let mut broken = Mail::new(MAIL);
    broken.chunks.push_back(Err("Seite beschädigt".into()));
    let mut refused = Mail::new(MAIL);
    refused.refuse = true;
    for (mut mail, size, expected) in [
        (Mail::new("Subject: x\n\r\n"), 13, "SMTP-LINE-BREAK"),
        (Mail::new("Subject: x\r\r\n"), 13, "SMTP-LINE-BREAK"),
        (Mail::new("Subject: x\r"), 11, "SMTP-LINE-BREAK"),
        (Mail::new(MAIL), MAIL.len() as u64 + 1, "SMTP-SOURCE"),
        (Mail::new(MAIL), MAIL.len() as u64 - 1, "SMTP-SOURCE"),
        (broken, MAIL.len() as u64, "SMTP-SOURCE"),
        (refused, MAIL.len() as u64, "SMTP-NOT-RECORDED"),
    ] {
        let mut acts = dialogue("354 los", None);
        acts.push(Act::Silence);
        let (connection, heard) = play(if mail.refuse {
            let mut until_rcpt = acts;
            until_rcpt.truncate(until_rcpt.len() - 3);
            until_rcpt.push(Act::Silence);
            until_rcpt
        } else {
            acts
        });
        let mut to = envelope(&["eins"], false);
        to.size = size;
        let outcome = send_over(connection, &to, &mut mail).await;
        assert_eq!(code(&outcome), expected, "{outcome:?}");
        tokio::task::yield_now().await;
        let heard = tokio::time::timeout(std::time::Duration::from_secs(10), heard).await.unwrap().unwrap();
        assert!(!heard.windows(5).any(|w| w == b"\r\n.\r\n"), "no final dot");
        assert!(!mail.refuse || !heard.windows(4).any(|w| w == b"DATA"), "not recorded, so no DATA");
    }
}

#[tokio::test]
async fn logs_in_once_by_plain_or_login() {
    let (user, pass) = (BASE64.encode(LOGIN), BASE64.encode(PASSWORD));
    let ehlo = |auth: &str| format!("S: 220 x\nC: EHLO [127.0.0.1]\nS: 250-cm\nS: 250 {auth}\n");
    for (text, expected) in [
        (format!("{}C: AUTH PLAIN {}\nS: 235 ok", ehlo("AUTH PLAIN LOGIN"), plain()), Ok(())),
        (format!("{}C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: {user}\nS: 334 x\nC: {pass}\nS: 235 ok", ehlo("AUTH LOGIN")), Ok(())),
        (
            format!("{}C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: {user}\nS: 501 5.5.4 Name", ehlo("AUTH=LOGIN")),
            Err(("SMTP-LOGIN-FORMAT", false)),
        ),
        (format!("{}C: AUTH PLAIN {}\nS: 535 5.7.8 falsch", ehlo("AUTH PLAIN LOGIN"), plain()), Err(("SMTP-AUTH", false))),
        (format!("{}C: AUTH PLAIN {}\nS: 454 4.7.0 FD", ehlo("AUTH PLAIN"), plain()), Err(("SMTP-AUTH-TEMP", true))),
        (format!("{}C: AUTH PLAIN {}\nS: 504 5.7.4", ehlo("AUTH PLAIN"), plain()), Err(("SMTP-AUTH-METHOD", false))),
        (format!("{}C: AUTH PLAIN {}\nS: 334 mehr", ehlo("AUTH PLAIN"), plain()), Err(("SMTP-PROTOCOL", false))),
        (ehlo("AUTH CRAM-MD5"), Err(("SMTP-NO-AUTH", false))),
    ] {
        let (connection, heard) = play(script(&text));
        let opened = open(connection, TlsMode::None).await;
        let result = opened.map(|_| ()).map_err(|e| (e.failure().code, e.failure().transient));
        assert_eq!(result, expected, "{text}");
        assert!(String::from_utf8(heard.await.unwrap()).unwrap().matches("AUTH ").count() <= 1, "one try only");
    }
}

#[tokio::test]
async fn a_long_login_does_not_become_a_long_command() {
    let login = ClientmodulLogin::new(&"x".repeat(400)).unwrap();
    let response = BASE64.encode(format!("\0{}\0p", login.as_str()));
    let text = format!("S: 220 x\nC: EHLO [127.0.0.1]\nS: 250-cm\nS: 250 AUTH PLAIN\nC: AUTH PLAIN\nS: 334 \nC: {response}\nS: 235 ok");
    let (connection, _) = play(script(&text));
    let (to, password, mut ladder) = (endpoint(TlsMode::None), Secret::new("p"), Ladder::unwatched());
    assert!(Session::over(connection, &to, &login, &password, &mut ladder).await.is_ok());
}

#[tokio::test]
async fn never_says_a_secret_before_tls() {
    let ehlo = "S: 220 x\nC: EHLO [127.0.0.1]\nS: 250-cm\nS: 250-STARTTLS\nS: 250 AUTH PLAIN\n";
    for (mut acts, expected) in [
        (script("S: 220 x\nC: EHLO [127.0.0.1]\nS: 250-cm\nS: 250 AUTH PLAIN"), "SMTP-STARTTLS"),
        (script(&format!("{ehlo}C: STARTTLS\nS: 454 nein")), "SMTP-STARTTLS"),
        ([script(ehlo), vec![expect("STARTTLS"), send("220 los\r\n250 eingeschleust\r\n")]].concat(), "SMTP-TLS"),
        ([script(ehlo), vec![expect("STARTTLS"), send("220 los\r\nX")]].concat(), "SMTP-TLS"),
    ] {
        acts.push(Act::Silence);
        let (connection, heard) = play(acts);
        assert_eq!(open(connection, TlsMode::StartTls).await.err().unwrap().failure().code, expected);
        assert!(!heard.await.unwrap().windows(4).any(|w| w == b"AUTH" || w == b"MAIL"));
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_to_the_dot_may_come_after_ten_minutes_and_later_nobody_knows() {
    let mut acts = dialogue("354 los", None);
    acts.extend([Act::Until(b"\r\n.\r\n"), Act::Pause(std::time::Duration::from_secs(600)), send("250 ok\r\n")]);
    assert_eq!(code(&send_over(play(acts).0, &envelope(&["eins"], false), &mut Mail::new(MAIL)).await), "accepted");

    let mut acts = dialogue("354 los", None);
    acts.extend([Act::Until(b"\r\n.\r\n"), Act::Silence]);
    let start = tokio::time::Instant::now();
    let outcome = send_over(play(acts).0, &envelope(&["eins"], false), &mut Mail::new(MAIL)).await;
    assert_eq!(code(&outcome), "unknown");
    assert_eq!(start.elapsed().as_secs(), 630);

    let start = tokio::time::Instant::now();
    let silent = play(vec![send("220 x\r\n"), Act::Silence]).0;
    let outcome = send_over(silent, &envelope(&["eins"], false), &mut Mail::new(MAIL)).await;
    assert_eq!((code(&outcome), start.elapsed().as_secs()), ("SMTP-TIMEOUT", 20));
}

#[tokio::test]
async fn unusable_envelopes_are_refused_before_anything_is_said() {
    let mut long = envelope(&["eins"], true);
    long.envid = Some("x".repeat(101));
    let mut blank = envelope(&["eins"], true);
    blank.envid = Some("a b".into());
    let mut empty = envelope(&["eins"], true);
    empty.size = 0;
    for bad in [long, blank, empty, envelope(&[], true)] {
        let outcome = send_over(play(script(&hello(""))).0, &bad, &mut Mail::new(MAIL)).await;
        assert_eq!(code(&outcome), "SMTP-ENVELOPE");
    }
}

#[test]
fn all_of_it_may_run_on_any_thread() {
    fn sendable<T: Send>(_: T) {}
    let (to, login, password) = (endpoint(TlsMode::None), ClientmodulLogin::default(), Secret::default());
    let mut mail = Mail::new(MAIL);
    sendable(submit(&to, &login, &password, &envelope(&["eins"], true), &mut mail));
    let mut on_step = |_: net::Step<Error>| {};
    sendable(check(&to, Some((&login, &password)), &mut on_step));
}
