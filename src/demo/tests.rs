//! The stand-ins from outside, over raw sockets and without any client code: strictness of both mail servers and
//! the Konnektor, TLS, and the end of everything.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::{Demo, DemoAccount, DemoOptions, Pace, mime};

mod life;

const ZP: &str = "zahnpraxis.tannhorst@fennwalde.kim.telematik-test";
const KH: &str = "kardiologie@klinikum-hohenfenn.kim.telematik-test";
const HA: &str = "praxis.brandmoor@fennwalde.kim.telematik-test";
const ME: &str = HA;

fn quick() -> DemoOptions {
    let ms = Duration::from_millis;
    DemoOptions { pace: Pace { delivery: ms(5), reading: ms(20), answer: ms(15) }, ..DemoOptions::default() }
}

async fn demo() -> Demo {
    Demo::start(quick()).await.unwrap()
}

fn account<'d>(demo: &'d Demo, address: &str) -> &'d DemoAccount {
    demo.info().accounts.iter().find(|a| a.address == address).unwrap()
}

/// A raw line-wise peer.
struct Peer(BufReader<TcpStream>);

impl Peer {
    async fn open(port: u16) -> Self {
        Self(BufReader::new(TcpStream::connect(("127.0.0.1", port)).await.unwrap()))
    }

    async fn pop3(demo: &Demo) -> Self {
        let mut peer = Self::open(demo.info().pop3.port).await;
        assert!(peer.line().await.starts_with("+OK"));
        peer
    }

    async fn pop3_in(demo: &Demo, address: &str) -> Self {
        let mut peer = Self::pop3(demo).await;
        let account = account(demo, address).clone();
        assert_eq!(peer.ask(&format!("USER {}", account.pop3_login)).await, "+OK");
        assert_eq!(peer.ask(&format!("PASS {}", account.password)).await, "+OK");
        peer
    }

    async fn smtp(demo: &Demo) -> Self {
        let mut peer = Self::open(demo.info().smtp.port).await;
        assert!(peer.line().await.starts_with("220 "));
        peer
    }

    async fn smtp_in(demo: &Demo, address: &str) -> Self {
        let mut peer = Self::smtp(demo).await;
        peer.ehlo().await;
        let account = account(demo, address).clone();
        assert_eq!(peer.ask(&format!("AUTH PLAIN {}", plain(&account.smtp_login, &account.password))).await, "235 2.7.0 angemeldet");
        peer
    }

    async fn raw(&mut self, bytes: &[u8]) {
        self.0.get_mut().write_all(bytes).await.unwrap();
    }

    /// The next line, or an empty text at the end of the connection.
    async fn line(&mut self) -> String {
        let mut line = Vec::new();
        self.0.read_until(b'\n', &mut line).await.unwrap_or(0);
        assert!(line.is_empty() || line.ends_with(b"\r\n"), "server line without CRLF");
        String::from_utf8_lossy(&line).trim_end().to_owned()
    }

    async fn ask(&mut self, command: &str) -> String {
        self.raw(format!("{command}\r\n").as_bytes()).await;
        self.line().await
    }

    async fn ehlo(&mut self) -> Vec<String> {
        let mut lines = vec![self.ask("EHLO test").await];
        while lines.last().unwrap().starts_with("250-") {
            lines.push(self.line().await);
        }
        lines
    }

    /// A multi-line POP3 answer, dots undone.
    async fn multi(&mut self, command: &str) -> Vec<u8> {
        assert!(self.ask(command).await.starts_with("+OK"), "{command}");
        let mut out = Vec::new();
        loop {
            let mut line = Vec::new();
            self.0.read_until(b'\n', &mut line).await.unwrap();
            if line == b".\r\n" {
                return out;
            }
            assert!(line.ends_with(b"\r\n"));
            out.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
    }

    async fn text(&mut self, command: &str) -> String {
        String::from_utf8_lossy(&self.multi(command).await).into_owned()
    }

    /// MAIL, RCPT and DATA in one go; gives the last reply.
    async fn submit(&mut self, from: &str, to: &[&str], rcpt: &str, data: &str) -> String {
        assert!(self.ask(&format!("MAIL FROM:<{from}> BODY=8BITMIME RET=HDRS ENVID=abc")).await.starts_with("250"));
        for address in to {
            assert!(self.ask(&format!("RCPT TO:<{address}>{rcpt}")).await.starts_with("250"));
        }
        assert!(self.ask("DATA").await.starts_with("354"));
        self.raw(data.as_bytes()).await;
        self.ask(".").await
    }
}

fn plain(login: &str, password: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(format!("\0{login}\0{password}"))
}

fn letter(from: &str, to: &str, more: &str) -> String {
    format!(
        "From: {from}\r\nTo: {to}\r\nDate: Mon, 16 Nov 2026 09:14:05 +0100\r\nMessage-ID: <test-1@ps.invalid>\r\nSubject: Frage\r\nX-KIM-Dienstkennung: KIM-Mail;Default;V1.0\r\n{more}\r\nHallo\r\n..Punkt\r\n"
    )
}

#[tokio::test]
async fn pop3_is_strict_about_states_arguments_and_logins() {
    let demo = demo().await;
    let mut peer = Peer::pop3(&demo).await;
    assert_eq!(peer.text("CAPA").await, "TOP\r\nUSER\r\nSASL PLAIN\r\nUIDL\r\nPIPELINING\r\n");
    for refused in ["STAT", "LIST", "RETR 1", "DELE 1", "NOOP", "PASS x y", "XYZ", "USER", "AUTH CRAM-MD5", "STLS"] {
        assert!(peer.ask(refused).await.starts_with("-ERR"), "{refused}");
        if refused == "PASS x y" {
            peer = Peer::pop3(&demo).await;
        }
    }
    let account = account(&demo, ZP).clone();
    for (login, password) in [
        (account.pop3_login.clone(), "falsch".to_owned()),
        (account.pop3_login.to_uppercase(), account.password.clone()),
        (account.pop3_login.replace(":995", ":465"), account.password.clone()),
        (account.address.clone(), account.password.clone()),
    ] {
        let mut peer = Peer::pop3(&demo).await;
        assert_eq!(peer.ask(&format!("USER {login}")).await, "+OK");
        assert_eq!(peer.ask(&format!("PASS {password}")).await, "-ERR", "{login}");
    }
    let mut peer = Peer::pop3(&demo).await;
    assert_eq!(peer.ask(&format!("AUTH PLAIN {}", plain(&account.pop3_login, &account.password))).await, "+OK");
    for refused in ["RETR 0", "RETR 999", "RETR x", "TOP 1", "TOP 1 -1", "LIST 999", "DELE", "NOOP x", "USER a", "retr"] {
        assert!(peer.ask(refused).await.starts_with("-ERR"), "{refused}");
    }
    let mut second = Peer::pop3(&demo).await;
    second.ask(&format!("USER {}", account.pop3_login)).await;
    assert!(second.ask(&format!("PASS {}", account.password)).await.starts_with("-ERR [IN-USE]"));
}

#[tokio::test]
async fn pop3_closes_on_bad_lines() {
    let demo = demo().await;
    for bad in [b"NOOP\n".to_vec(), b"NO\rOP\r\n".to_vec(), [vec![b'A'; 2000], b"\r\n".to_vec()].concat()] {
        let mut peer = Peer::pop3(&demo).await;
        peer.raw(&bad).await;
        assert!(peer.line().await.starts_with("-ERR"));
        assert_eq!(peer.line().await, "", "closed");
    }
}

#[tokio::test]
async fn deletions_count_only_after_quit() {
    let demo = demo().await;
    let before = demo.world.count(KH);
    let mut peer = Peer::pop3_in(&demo, KH).await;
    assert_eq!(peer.ask("DELE 1").await, "+OK");
    assert!(peer.ask("RETR 1").await.starts_with("-ERR"));
    drop(peer);
    let mut peer = reopen(&demo, KH).await;
    assert_eq!(demo.world.count(KH), before, "no QUIT, no deletion");
    peer.ask("DELE 1").await;
    peer.ask("RSET").await;
    peer.ask("DELE 2").await;
    let second = peer.text("UIDL").await.lines().count();
    assert_eq!(second, before - 1);
    assert_eq!(peer.ask("QUIT").await, "+OK");
    assert_eq!(peer.line().await, "");
    assert_eq!(demo.world.count(KH), before - 1);
}

/// Logs in once the lock of a dropped connection is gone.
async fn reopen(demo: &Demo, address: &str) -> Peer {
    let account = account(demo, address).clone();
    for _ in 0..200 {
        let mut peer = Peer::pop3(demo).await;
        peer.ask(&format!("USER {}", account.pop3_login)).await;
        if peer.ask(&format!("PASS {}", account.password)).await == "+OK" {
            return peer;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("mailbox stays locked");
}

#[tokio::test]
async fn top_shows_the_outer_header_only() {
    let demo = demo().await;
    let mut peer = Peer::pop3_in(&demo, ZP).await;
    let count = peer.text("UIDL").await.lines().count();
    let (mut protected, mut open) = (0, 0);
    for number in 1..=count {
        let top = peer.multi(&format!("TOP {number} 50")).await;
        assert!(top.ends_with(b"\r\n\r\n") && mime::split(&top).1.is_empty(), "no body line");
        let fields = mime::fields(mime::split(&top).0);
        match mime::value(&fields, "subject") {
            "KOM-LE-Nachricht" => {
                assert!(!mime::value(&fields, "x-kom-le-version").is_empty() && !mime::value(&fields, "x-kim-dienstkennung").is_empty());
                assert!(mime::value(&fields, "x-kim-decryptionresult").is_empty());
                protected += 1;
            }
            _ => open += 1,
        }
    }
    assert!(protected > 20 && open >= 3, "{protected} {open}");
}

#[tokio::test]
async fn smtp_answers_as_the_specification_prints() {
    let demo = demo().await;
    let account = account(&demo, ME).clone();
    let mut peer = Peer::smtp(&demo).await;
    assert!(peer.ask("AUTH PLAIN AAAA").await.starts_with("503"), "before EHLO");
    let words = peer.ehlo().await.join("\n");
    for word in ["SIZE 734003200", "AUTH LOGIN PLAIN", "8BITMIME", "DSN"] {
        assert!(words.contains(word), "{words}");
    }
    assert!(!words.contains("STARTTLS") && !words.contains("PIPELINING"));
    let incomplete = plain(ME, &account.password);
    let context = plain(&account.smtp_login.replace("Anmeldung1", "Anmeldung2"), &account.password);
    let host = plain(&account.smtp_login.replace(":465", ":995"), &account.password);
    for (command, reply) in [
        ("MAIL FROM:<a@b.de>", "530 5.7.0"),
        ("RCPT TO:<a@b.de>", "530 5.7.0"),
        ("DATA", "530 5.7.0"),
        ("VRFY x", "502 5.5.1"),
        ("STARTTLS", "502 5.5.1"),
        ("NOOP", "250"),
        ("RSET", "250"),
        ("AUTH CRAM-MD5", "504 5.7.4"),
        ("AUTH PLAIN ###", "501 5.5.2"),
        (&format!("AUTH PLAIN {incomplete}"), "501 5.5.4"),
        (&format!("AUTH PLAIN {context}"), "501 Konnektor"),
    ] {
        assert!(peer.ask(command).await.starts_with(reply), "{command}");
    }
    assert!(peer.ask(&format!("AUTH PLAIN {host}")).await.starts_with("454 4.7.0"));
    assert_eq!(peer.line().await, "", "closed after three failures");
    let mut peer = Peer::smtp(&demo).await;
    peer.ehlo().await;
    assert!(peer.ask(&format!("AUTH PLAIN {}", plain(&account.smtp_login, "falsch"))).await.starts_with("535 5.7.8"));
    use base64::Engine as _;
    let b64 = |t: &str| base64::engine::general_purpose::STANDARD.encode(t);
    assert_eq!(peer.ask("AUTH LOGIN").await, "334 VXNlcm5hbWU6");
    assert_eq!(peer.ask(&b64(&account.smtp_login)).await, "334 UGFzc3dvcmQ6");
    assert!(peer.ask(&b64(&account.password)).await.starts_with("235"));
    for (command, reply) in [
        ("DATA", "503"),
        ("RCPT TO:<a@b.de>", "503"),
        ("MAIL FROM: <a@b.de>", "501"),
        ("MAIL FROM:<a@b.de> SIZE=734003201", "552 5.3.4"),
        ("MAIL FROM:<a@b.de> FOO=1", "555"),
        ("MAIL FROM:<a@b.de>", "250"),
        ("MAIL FROM:<a@b.de>", "503"),
        ("DATA", "503"),
        ("QUIT", "221"),
    ] {
        assert!(peer.ask(command).await.starts_with(reply), "{command}");
    }
}

#[tokio::test]
async fn smtp_refuses_bare_line_ends_pipelining_and_long_lines() {
    let demo = demo().await;
    let before = demo.world.count(ZP);
    for bad in ["Hallo\nWelt\r\n.\r\n", "Hallo\rWelt\r\n.\r\n", &format!("{}\r\n.\r\n", "x".repeat(1100))] {
        let mut peer = Peer::smtp_in(&demo, ME).await;
        peer.ask(&format!("MAIL FROM:<{ME}>")).await;
        peer.ask(&format!("RCPT TO:<{ZP}>")).await;
        peer.ask("DATA").await;
        peer.raw(format!("{}{bad}", letter(ME, ZP, "")).as_bytes()).await;
        assert!(peer.line().await.starts_with("550 5.6.0"), "{bad:?}");
        assert_eq!(peer.line().await, "", "closed");
    }
    let mut peer = Peer::smtp_in(&demo, ME).await;
    peer.raw(format!("MAIL FROM:<{ME}>\r\nRCPT TO:<{ZP}>\r\n").as_bytes()).await;
    assert!(peer.line().await.starts_with("503 5.5.0"));
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert_eq!(demo.world.count(ZP), before, "nothing was delivered");
}

#[tokio::test]
async fn the_konnektor_knows_its_context_and_cards() {
    let demo = demo().await;
    let port: u16 = demo.info().connector_url.rsplit(':').next().unwrap().parse().unwrap();
    let directory = http(port, "GET /connector.sds HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(directory.starts_with("HTTP/1.1 200") && directory.contains(&format!("http://127.0.0.1:{port}/ws/EventService")));
    roxmltree::Document::parse(directory.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    let call = |path: &str, action: &str, mandant: &str, more: &str| {
        let (service, operation) = action.split_once('#').unwrap();
        let body = format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><e:{operation} xmlns:e=\"{service}\" xmlns:c=\"u\"><c:MandantId>{mandant}</c:MandantId><c:ClientSystemId>KimMail</c:ClientSystemId><c:WorkplaceId>Anmeldung1</c:WorkplaceId>{more}</e:{operation}></s:Body></s:Envelope>"
        );
        format!(
            "POST /ws/{path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml; charset=utf-8\r\nSOAPAction: \"{action}\"\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let (event, card) = ("http://ws.gematik.de/conn/EventService/v7.2", "http://ws.gematik.de/conn/CardService/v8.1");
    let smcb = "<c:CardHandle>3f0c7d52-6a51-4c57-9f7e-0a4b7a7b1c11</c:CardHandle><c:PinTyp>PIN.SMC</c:PinTyp>";
    let qes = "<c:CardHandle>a7d1f0c4-41cc-4b0e-9a52-7f0b3d2f9e02</c:CardHandle><c:PinTyp>PIN.QES</c:PinTyp>";
    let hba = "<c:CardHandle>a7d1f0c4-41cc-4b0e-9a52-7f0b3d2f9e02</c:CardHandle><c:PinTyp>PIN.CH</c:PinTyp>";
    let cert = "http://ws.gematik.de/conn/CertificateService/v6.0";
    let read = |reference: &str, crypt: &str| {
        format!("{smcb}<e:CertRefList><e:CertRef>{reference}</e:CertRef></e:CertRefList><e:Crypt>{crypt}</e:Crypt>")
    };
    for (request, status, found) in [
        (call("EventService", &format!("{event}#GetCards"), "Praxis01", ""), "200", "<csc:CardType>HBA<"),
        (call("EventService", &format!("{event}#GetResourceInformation"), "Praxis01", ""), "200", "<cc:ConnectionStatus>Online<"),
        (call("CardService", &format!("{card}#GetPinStatus"), "Praxis01", smcb), "200", "<card:PinStatus>VERIFIED<"),
        (call("CardService", &format!("{card}#GetPinStatus"), "Praxis01", hba), "200", "<card:PinStatus>VERIFIABLE<"),
        (call("CardService", &format!("{card}#GetPinStatus"), "Praxis01", qes), "200", "<card:LeftTries>3<"),
        (
            call("CertificateService", &format!("{cert}#ReadCardCertificate"), "Praxis01", &read("C.AUT", "ECC")),
            "200",
            "<cc:X509Certificate>MI",
        ),
        (
            call("CertificateService", &format!("{cert}#ReadCardCertificate"), "Praxis01", &read("C.AUT", "RSA")),
            "200",
            "C.AUT</cc:CertRef></cc:X509DataInfo>",
        ),
        (call("CertificateService", &format!("{cert}#ReadCardCertificate"), "Praxis01", &read("C.XYZ", "ECC")), "500", "<e:Code>4149<"),
        (call("EventService", &format!("{event}#GetCards"), "Praxis02", ""), "500", "<e:Code>4004<"),
        (call("CardService", &format!("{event}#GetCards"), "Praxis01", ""), "500", "<e:Code>4000<"),
        ("GET /x HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(), "404", ""),
        ("GET /connector.sds HTTP/1.1\r\n\r\n".to_owned(), "400", ""),
    ] {
        let answer = http(port, &request).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")) && answer.contains(found), "{request}\n{answer}");
    }
}

async fn http(port: u16, request: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn tls_listeners_show_their_own_certificate_and_plain_text_fails_there() {
    let demo = Demo::start(DemoOptions { with_tls: true, ..quick() }).await.unwrap();
    let tls = demo.info().tls.as_ref().unwrap();
    assert!(tls.certificate_pem.starts_with("-----BEGIN CERTIFICATE-----"));
    let mut stream = TcpStream::connect(("127.0.0.1", tls.pop3.port)).await.unwrap();
    stream.write_all(b"CAPA\r\n").await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok();
    assert!(!answer.starts_with(b"+OK"));
    let mut roots = rustls::RootCertStore::empty();
    let der = {
        use base64::Engine as _;
        let body: String = tls.certificate_pem.lines().filter(|l| !l.starts_with('-')).collect();
        base64::engine::general_purpose::STANDARD.decode(body).unwrap()
    };
    roots.add(rustls::pki_types::CertificateDer::from(der)).unwrap();
    let config = rustls::ClientConfig::builder_with_provider(std::sync::Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let socket = TcpStream::connect(("127.0.0.1", tls.pop3.port)).await.unwrap();
    let name = rustls::pki_types::ServerName::try_from("localhost").unwrap();
    let mut stream = tokio_rustls::TlsConnector::from(std::sync::Arc::new(config)).connect(name, socket).await.unwrap();
    let mut greeting = [0; 3];
    stream.read_exact(&mut greeting).await.unwrap();
    assert_eq!(&greeting, b"+OK");
}

#[tokio::test]
async fn everything_ends_with_the_value() {
    let demo = demo().await;
    let port = demo.info().pop3.port;
    let mut peer = Peer::pop3(&demo).await;
    drop(demo);
    assert_eq!(peer.line().await, "", "open connections close");
    assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err(), "no more listener");
}
