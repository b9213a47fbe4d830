//! POP3 and SMTP against Dovecot and Postfix, in clear text, with STARTTLS and with TLS, and the certificate matrix.
//!
//! Runs against the servers of `KIMTB_DIR` (see `tests/servers`). Without that variable each test only says that the
//! fast run leaves it out; with a wrong one it fails. `tests/run.sh` and CI always set it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test file: clippy sees only #[test] functions as tests"
)]

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use kimpost::domain::account::{CertPolicy, ClientmodulLogin, TlsMode};
use kimpost::domain::address::KimAddress;
use kimpost::domain::outgoing::SendOutcome;
use kimpost::domain::secret::Secret;
use kimpost::net::{ClientIdentity, Endpoint, TlsSettings};
use kimpost::{pop3, smtp};
use serde_json::Value;
use sha2::{Digest, Sha256};

struct Bed(Value);

impl Bed {
    /// `None` in the fast run.
    fn get() -> Option<Self> {
        let Some(dir) = std::env::var_os("KIMTB_DIR") else {
            println!("left out of the fast run: KIMTB_DIR is not set");
            return None;
        };
        let path = PathBuf::from(dir).join("env.json");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("KIMTB_DIR is wrong: {}: {e}", path.display()));
        Some(Self(serde_json::from_str(&text).unwrap()))
    }

    fn port(&self, group: &str, name: &str) -> u16 {
        u16::try_from(self.0[group][name].as_u64().unwrap_or_else(|| panic!("no port {name}"))).unwrap()
    }

    fn ca(&self) -> String {
        std::fs::read_to_string(self.0["ca"].as_str().unwrap()).unwrap()
    }

    fn user(&self, name: &str) -> (KimAddress, ClientmodulLogin, Secret) {
        let address = format!("{name}@test.kim.telematik");
        let user = self.0["users"].as_array().unwrap().iter().find(|u| u["address"] == address.as_str()).unwrap();
        (
            KimAddress::parse(&address).unwrap(),
            ClientmodulLogin::new(user["login"].as_str().unwrap()).unwrap(),
            Secret::new(user["password"].as_str().unwrap()),
        )
    }
}

fn to(host: &str, port: u16, mode: TlsMode) -> Endpoint {
    Endpoint {
        host: host.into(),
        port,
        mode,
        tls: TlsSettings::default(),
        reply_limit: Duration::from_secs(20),
        clear_text_confirmed: false,
    }
}

struct Feed(Vec<Vec<u8>>);

impl smtp::Feed for Feed {
    async fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.pop())
    }
    async fn before_data(&mut self) -> Result<(), String> {
        Ok(())
    }
    fn progress(&mut self, _sent: u64) {}
}

/// A mail that is hard to carry: dots at line starts, empty lines, long lines.
fn mail(token: &str) -> Vec<u8> {
    let dots = ".\r\n..\r\n...Punkt\r\n\r\n.\r\n".repeat(50);
    let long = "x".repeat(900);
    format!(
        "From: praxis@test.kim.telematik\r\nTo: kasse@test.kim.telematik\r\nSubject: {token}\r\nMessage-ID: <{token}@kim.test>\r\n\
         Date: Sat, 21 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n{dots}{long}\r\n\r\n\r\n"
    )
    .into_bytes()
}

async fn send(bed: &Bed, endpoint: &Endpoint, recipients: &[&str], notify: bool, bytes: &[u8]) -> smtp::Submitted {
    let (from, login, password) = bed.user("praxis");
    let envelope = smtp::Envelope {
        from,
        recipients: recipients.iter().map(|r| KimAddress::parse(&format!("{r}@test.kim.telematik")).unwrap()).collect(),
        envid: Some("kimpost+1".into()),
        notify,
        size: bytes.len() as u64,
        eight_bit: false,
    };
    let mut feed = Feed(bytes.chunks(4001).rev().map(<[u8]>::to_vec).collect());
    smtp::submit(endpoint, &login, &password, &envelope, &mut feed).await
}

/// All mails of a mailbox by UID.
async fn fetch(bed: &Bed, user: &str, endpoint: &Endpoint) -> Result<BTreeMap<String, Vec<u8>>, pop3::Error> {
    let (_, login, password) = bed.user(user);
    let mut session = pop3::Session::open(endpoint, &login, &password, pop3::Limits::default()).await?;
    assert!(session.capabilities().pipelining && session.may_have_top());
    let uids: BTreeMap<u32, String> = session.uidl().await?.entries.into_iter().collect();
    assert_eq!(session.stat().await?.0 as usize, uids.len());
    assert_eq!(session.list().await?.entries.len(), uids.len());
    let mut mails = BTreeMap::new();
    let mut body = Vec::new();
    let mut transfer = session.retr(uids.keys().copied().collect())?;
    while let Some(event) = transfer.next().await? {
        match event {
            pop3::Event::Data(bytes) => body.extend_from_slice(bytes),
            pop3::Event::End { number, .. } => drop(mails.insert(uids[&number].clone(), std::mem::take(&mut body))),
            pop3::Event::Start { .. } => {}
            pop3::Event::Refused { refusal, .. } => panic!("{refusal:?}"),
        }
    }
    session.quit().await?;
    Ok(mails)
}

async fn wait_for(bed: &Bed, user: &str, endpoint: &Endpoint, found: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    for _ in 0..100 {
        match fetch(bed, user, endpoint).await {
            Ok(mails) => {
                if let Some(mail) = mails.into_values().find(|mail| found(mail)) {
                    return mail;
                }
            }
            Err(e) => assert!(e.is_transient(), "{e}"),
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("the mail did not arrive at {user}");
}

fn contains(mail: &[u8], text: &str) -> bool {
    memchr::memmem::find(mail, text.as_bytes()).is_some()
}

#[tokio::test]
async fn a_mail_arrives_byte_for_byte_in_each_mode() {
    let Some(bed) = Bed::get() else { return };
    let port = |name| bed.port("ports", name);
    for (mode, out, host, incoming, user) in [
        (TlsMode::None, "smtp", "127.0.0.1", "pop3", "kasse"),
        (TlsMode::StartTls, "smtp_starttls", "127.0.0.1", "pop3", "klinik"),
        (TlsMode::StartTls, "smtp_starttls", "127.0.0.2", "pop3_tls_only", "exakt"),
        (TlsMode::Tls, "smtps", "localhost", "pop3s", "leer"),
    ] {
        let token = format!("bytes-{incoming}-{mode:?}-{}", std::process::id());
        let sent = mail(&token);
        let submitted = send(&bed, &to("127.0.0.1", port(out), mode), &[user], false, &sent).await;
        let SendOutcome::Accepted { recipients, .. } = submitted.outcome else { panic!("{mode:?}: {:?}", submitted.outcome) };
        assert!(recipients.iter().all(|r| r.accepted));
        assert_eq!(submitted.tls.is_some(), mode != TlsMode::None);
        let endpoint = to(host, port(incoming), mode);
        let got = wait_for(&bed, user, &endpoint, |mail| contains(mail, &token)).await;
        assert!(got.ends_with(&sent), "{mode:?}: what arrived is not what was sent, behind the headers the servers add");
    }
}

#[tokio::test]
async fn each_recipient_has_a_result_and_receipts_carry_our_envelope_id() {
    let Some(bed) = Bed::get() else { return };
    let out = to("127.0.0.1", bed.port("ports", "smtp"), TlsMode::None);
    let token = format!("dsn-{}", std::process::id());
    let submitted = send(&bed, &out, &["kasse", "unbekannt", "spaeter"], true, &mail(&token)).await;
    let SendOutcome::Accepted { recipients, .. } = submitted.outcome else { panic!("{:?}", submitted.outcome) };
    let told: Vec<_> = recipients.iter().map(|r| (r.accepted, r.transient, &r.reply[..3])).collect();
    assert_eq!(told, [(true, false, "250"), (false, false, "550"), (false, true, "450")]);

    let incoming = to("127.0.0.1", bed.port("ports", "pop3"), TlsMode::None);
    let dsn = wait_for(&bed, "praxis", &incoming, |m| contains(m, &token) && contains(m, "delivery-status")).await;
    for line in ["Original-Envelope-Id: kimpost+1", "Original-Recipient: rfc822;kasse@test.kim.telematik", "Action: delivered"] {
        assert!(contains(&dsn, line), "{line}\n{}", String::from_utf8_lossy(&dsn));
    }
    match send(&bed, &out, &["unbekannt", "gesperrt"], false, &mail("x")).await.outcome {
        SendOutcome::NotSent { failure, recipients } => {
            assert_eq!((failure.code, failure.transient, recipients.len()), ("SMTP-RECIPIENTS", false, 2));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn wrong_passwords_and_wrong_modes_are_told_apart() {
    let Some(bed) = Bed::get() else { return };
    let (_, login, _) = bed.user("gross");
    let wrong = Secret::new("falsch");
    let port = |name| bed.port("ports", name);
    for (name, mode, expected) in [
        ("pop3", TlsMode::None, "POP-AUTH"),
        ("pop3", TlsMode::StartTls, "POP-AUTH"),
        ("pop3", TlsMode::Tls, "POP-TLS"),
        ("pop3s", TlsMode::None, "POP-SILENT"),
    ] {
        let mut steps = Vec::new();
        let mut endpoint = to("127.0.0.1", port(name), mode);
        endpoint.reply_limit = Duration::from_secs(if name == "pop3s" { 2 } else { 20 });
        pop3::check(&endpoint, &login, &wrong, &mut |step| steps.push((step.step, step.result.map_err(|e| e.code())))).await;
        let (last, result) = steps.pop().unwrap();
        assert_eq!(result, Err(expected), "{name} {mode:?} at {last}");
        assert!(steps.iter().all(|(_, result)| result.is_ok()), "{steps:?}");
    }
    for (name, mode, expected) in [
        ("smtp", TlsMode::None, "SMTP-AUTH"),
        ("smtp", TlsMode::StartTls, "SMTP-STARTTLS"),
        ("smtp_starttls", TlsMode::None, "SMTP-NO-AUTH"),
    ] {
        let mut last = None;
        let endpoint = to("127.0.0.1", port(name), mode);
        smtp::check(&endpoint, Some((&login, &wrong)), &mut |step| last = Some(step.result.map_err(|e| e.failure().code))).await;
        assert_eq!(last, Some(Err(expected)), "{name} {mode:?}");
    }
    let (_, login, password) = bed.user("gross");
    let mut steps = Vec::new();
    let tls = smtp::check(&to("localhost", port("smtps"), TlsMode::Tls), Some((&login, &password)), &mut |s| {
        steps.push((s.step, s.result.is_ok()))
    })
    .await;
    assert_eq!(steps, ["name", "tcp", "tls", "greeting", "capabilities", "login"].map(|s| (s, true)));
    assert!(tls.unwrap().tolerated, "the test bed's certificate is self-signed");
}

/// Verdict on each certificate of the matrix: what the handshake says, by policy.
#[tokio::test]
async fn the_certificate_matrix_comes_out_right() {
    let Some(bed) = Bed::get() else { return };
    let (ca, none) = (bed.ca(), String::new());
    let strict = [("good", ""), ("tls12", ""), ("revoked", "")];
    let tolerant = [
        ("selfsigned", "TlsUnknownIssuer"),
        ("selfca", "TlsUnknownIssuer"),
        ("selfwrong", "TlsUnknownIssuer"),
        ("selfcn", "TlsUnknownIssuer"),
        ("selfv1", "Tls("),
        ("wrongname", "TlsWrongName"),
        ("unknownca", "TlsUnknownIssuer"),
    ];
    let never = [
        ("selfexpired", "TlsExpired", "TlsExpired"),
        ("selfnotyet", "TlsNotYetValid", "TlsNotYetValid"),
        ("selfbadsig", "TlsBadSignature", "TlsUnknownIssuer"),
        ("expired", "TlsExpired", "TlsExpired"),
        ("notyet", "TlsNotYetValid", "TlsNotYetValid"),
        ("expiredunknown", "TlsExpired", "TlsExpired"),
        ("badsig", "TlsBadSignature", "TlsBadSignature"),
        ("weak1024", "Tls", "Tls"),
        // We have none to show, and this front closes without an alert.
        ("clientcert", "TlsClientCertificateWanted", "TlsClientCertificateWanted"),
        ("tls11", "TlsClosed", "TlsClosed"), // closes without an alert, too
    ];
    let mut table = Vec::new();
    for (name, _) in strict {
        table.push((name, &ca, CertPolicy::AllowSelfSignedAndNameMismatch, Ok(false)));
        table.push((name, &ca, CertPolicy::Strict, Ok(false)));
    }
    for (name, error) in tolerant {
        table.push((name, &ca, CertPolicy::AllowSelfSignedAndNameMismatch, Ok(true)));
        table.push((name, &none, CertPolicy::AllowSelfSignedAndNameMismatch, Ok(true)));
        table.push((name, &ca, CertPolicy::Strict, Err(error)));
    }
    for (name, with_tolerance, without) in never {
        table.push((name, &ca, CertPolicy::AllowSelfSignedAndNameMismatch, Err(with_tolerance)));
        table.push((name, &ca, CertPolicy::Strict, Err(without)));
    }
    for name in ["selfexpired", "selfnotyet", "selfbadsig", "expired", "notyet", "weak1024", "tls11"] {
        table.push((name, &none, CertPolicy::AllowSelfSignedAndNameMismatch, Err("Tls")));
    }
    let (_, login, password) = bed.user("labor");
    for (name, ca_pem, policy, expected) in table {
        for protocol in ["pop3s", "smtps"] {
            let mut endpoint = to("localhost", bed.port("tls_matrix", &format!("{protocol}_{name}")), TlsMode::Tls);
            endpoint.tls = TlsSettings { policy, ca_pem: ca_pem.clone(), ..TlsSettings::default() };
            let mut failed = None;
            let tls = if protocol == "pop3s" {
                pop3::check(&endpoint, &login, &password, &mut |s| failed = s.result.err().map(|e| format!("{e:?}"))).await
            } else {
                smtp::check(&endpoint, Some((&login, &password)), &mut |s| failed = s.result.err().map(|e| format!("{e:?}"))).await
            };
            let case = format!("{protocol}_{name} {policy:?} {}", if ca_pem.is_empty() { "without CA" } else { "with CA" });
            match (tls, expected) {
                (Some(info), Ok(tolerated)) => {
                    assert_eq!(info.tolerated, tolerated, "{case}");
                    assert_eq!(info.version == "TLS 1.2", name == "tls12", "{case}: {}", info.version);
                }
                (None, Err(error)) => {
                    let failed = failed.unwrap();
                    assert!(failed.starts_with(&format!("Net({error}")), "{case}: {failed}");
                }
                (tls, expected) => panic!("{case}: {tls:?} {failed:?}, expected {expected:?}"),
            }
        }
    }
}

/// A server that demands a client certificate takes the one it knows, and no other.
#[tokio::test]
async fn a_client_certificate_opens_what_demands_one() {
    let Some(bed) = Bed::get() else { return };
    let folder = std::path::PathBuf::from(bed.0["ca"].as_str().unwrap()).parent().unwrap().to_owned();
    let own = |name: &str| {
        let file = std::fs::read(folder.join(name)).unwrap();
        ClientIdentity::from_pkcs12(&file, &Secret::new("geheim")).unwrap().shown().pem.clone()
    };
    let (_, login, password) = bed.user("labor");
    for protocol in ["pop3s", "smtps"] {
        let mut endpoint = to("localhost", bed.port("tls_matrix", &format!("{protocol}_clientcert")), TlsMode::Tls);
        for (policy, client_pem, taken) in [
            (CertPolicy::Strict, own("client.p12"), true),
            (CertPolicy::AllowSelfSignedAndNameMismatch, own("client.p12"), true),
            (CertPolicy::Strict, None, false),
        ] {
            let shown = client_pem.is_some();
            endpoint.tls = TlsSettings { policy, ca_pem: bed.ca(), client_pem, ..TlsSettings::default() };
            let mut steps = Vec::new();
            if protocol == "pop3s" {
                pop3::check(&endpoint, &login, &password, &mut |s| steps.push(s.result.is_ok())).await;
            } else {
                smtp::check(&endpoint, Some((&login, &password)), &mut |s| steps.push(s.result.is_ok())).await;
            }
            assert_eq!(steps.iter().all(|ok| *ok), taken, "{protocol} {policy:?} certificate shown: {shown}, {steps:?}");
        }
    }
}

/// A proxy that breaks the line on purpose; ended with its handle.
struct Fault(Child, u16);

impl Fault {
    fn new(bed: &Bed, to: &str, faults: &[&str]) -> Self {
        let port = bed.port("ports", to);
        let mut child = Command::new("python3")
            .arg(bed.0["faultproxy"].as_str().unwrap())
            .args(["--to", &format!("127.0.0.1:{port}")])
            .args(faults)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        std::io::BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        Self(child, u16::try_from(told["port"].as_u64().unwrap()).unwrap())
    }
}

impl Drop for Fault {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn a_line_lost_after_the_dot_is_unknown_and_a_cut_fetch_gives_no_mail() {
    let Some(bed) = Bed::get() else { return };
    let token = format!("lost-{}", std::process::id());
    let lost = Fault::new(&bed, "smtp", &["--after-data", "<RST>"]);
    let outcome = send(&bed, &to("127.0.0.1", lost.1, TlsMode::None), &["kasse"], false, &mail(&token)).await.outcome;
    assert!(matches!(outcome, SendOutcome::Unknown { .. }), "{outcome:?}");
    let direct = to("127.0.0.1", bed.port("ports", "pop3"), TlsMode::None);
    wait_for(&bed, "kasse", &direct, |mail| contains(mail, &token)).await; // it was taken, and nobody told us

    let cut = Fault::new(&bed, "smtp", &["--cut-up", "1200", "--rst"]);
    let mut long = mail("cut"); // longer than all buffers on the way, so that the cut comes before the final dot
    long.extend(b"Zeile\r\n".repeat(3 << 20));
    let outcome = send(&bed, &to("127.0.0.1", cut.1, TlsMode::None), &["kasse"], false, &long).await.outcome;
    assert!(matches!(outcome, SendOutcome::NotSent { .. }), "{outcome:?}");

    let cut = Fault::new(&bed, "pop3", &["--cut-down", "1500"]);
    let error = fetch(&bed, "kasse", &to("127.0.0.1", cut.1, TlsMode::None)).await.unwrap_err();
    assert_eq!(error.code(), "POP-LOST", "{error:?}");
}

/// 500 MiB of numbered lines that begin with a dot, made as they are asked for.
struct Huge {
    lines: std::ops::Range<u64>,
    hash: Sha256,
}

impl Huge {
    const HEADER: &'static [u8] = b"From: praxis@test.kim.telematik\r\nTo: gross@test.kim.telematik\r\nSubject: gross\r\n\
        Message-ID: <gross@kim.test>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0100\r\n\r\n";
    const LINE: u64 = 78;
    const LINES: u64 = (500 << 20) / Self::LINE;
    const SIZE: u64 = Self::HEADER.len() as u64 + Self::LINE * Self::LINES;
}

impl smtp::Feed for Huge {
    async fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, String> {
        let mut chunk = if self.lines.start == 0 { Self::HEADER.to_vec() } else { Vec::new() };
        self.lines.by_ref().take(3000).for_each(|n| chunk.extend(format!(".{n:075}\r\n").bytes()));
        self.hash.update(&chunk);
        Ok(Some(chunk).filter(|chunk| !chunk.is_empty()))
    }
    async fn before_data(&mut self) -> Result<(), String> {
        Ok(())
    }
    fn progress(&mut self, _sent: u64) {}
}

fn peak_memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// A mail of 500 MiB goes out and comes back unchanged, and memory stays small. Prints times and the peak.
#[tokio::test]
#[ignore = "moves a gigabyte; run alone, since memory is that of the process"]
async fn a_huge_mail_both_ways_in_little_memory() {
    let Some(bed) = Bed::get() else { return };
    let idle = peak_memory_kib();
    let (from, login, password) = bed.user("praxis");
    let (recipient, gross_login, gross_password) = bed.user("gross");
    let envelope = smtp::Envelope { from, recipients: vec![recipient], envid: None, notify: false, size: Huge::SIZE, eight_bit: false };
    let mut feed = Huge { lines: 0..Huge::LINES, hash: Sha256::new() };
    let start = std::time::Instant::now();
    let out = to("127.0.0.1", bed.port("ports", "smtp"), TlsMode::None);
    let outcome = smtp::submit(&out, &login, &password, &envelope, &mut feed).await.outcome;
    assert!(matches!(outcome, SendOutcome::Accepted { .. }), "{outcome:?}");
    println!("sent in {:?}, peak {} KiB above idle", start.elapsed(), peak_memory_kib() - idle);

    let incoming = to("127.0.0.1", bed.port("ports", "pop3"), TlsMode::None);
    for _ in 0..300 {
        let mut session = pop3::Session::open(&incoming, &gross_login, &gross_password, pop3::Limits::default()).await.unwrap();
        if let Some((number, _)) = session.uidl().await.unwrap().entries.pop() {
            let start = std::time::Instant::now();
            let mut hash = Sha256::new();
            let mut begun = false;
            let mut transfer = session.retr(vec![number]).unwrap();
            while let Some(event) = transfer.next().await.unwrap() {
                if let pop3::Event::Data(bytes) = event {
                    // The servers put their headers in front of ours.
                    let from = if begun { 0 } else { memchr::memmem::find(bytes, Huge::HEADER).unwrap() };
                    begun = true;
                    hash.update(&bytes[from..]);
                }
            }
            println!("fetched and hashed in {:?}, peak {} KiB above idle", start.elapsed(), peak_memory_kib() - idle);
            assert_eq!(hash.finalize(), feed.hash.finalize(), "what came back is not what went out");
            assert!(peak_memory_kib() - idle < 64 * 1024);
            session.dele(number).await.unwrap();
            session.quit().await.unwrap();
            return;
        }
        session.quit().await.unwrap();
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    panic!("the mail did not arrive");
}
