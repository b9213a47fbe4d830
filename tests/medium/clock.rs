//! The wall clock is ten years off when the program starts, or jumps while it runs, and is set right again.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Datelike as _;
use kimpost::domain::account::{KeepOnServer, TlsMode};

use crate::letters::letter;
use crate::pop3::Letter;
use crate::proof::report;
use crate::scene::{Scene, Size};
use crate::shim::{Medium, Running, Word};
use crate::support::until;
use crate::talk::{Act, When, at};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
const DECADE: i64 = 3652 * DAY;
const SIZE: Size = Size { letters: 0, answers: 0, sends: 0 };

/// A practice whose clock is turned, and what lies on its server.
struct Case {
    scene: Scene,
    medium: Medium,
    serving: Option<Running>,
    fetches: usize,
}

impl Case {
    fn new(keep: KeepOnServer, serves: bool) -> Self {
        let scene = Scene::with("uhr", SIZE, |settings| settings.options.keep_on_server = keep);
        let medium = Medium::new();
        let serving = serves.then(|| medium.serve(&scene.bed));
        let mut case = Self { scene, medium, serving, fetches: 0 };
        // The time is seen for the first time.
        case.fetch(0, "");
        case
    }

    /// Fetches at a moment, with three new letters of a series on the server; how many were deleted there.
    fn fetch(&mut self, at: i64, series: &str) -> usize {
        if !series.is_empty() {
            let new: Vec<Letter> = (0..3).map(|n| letter(series, n, 500)).collect();
            self.scene.letters.extend(new.clone());
            self.scene.pop3.with(|mailbox| mailbox.letters.extend(new));
        }
        self.scene.pop3.place.settle();
        let before = self.scene.pop3.with(|mailbox| mailbox.deleted.len());
        self.medium.set(Word::Clock, at);
        let fetched = if self.serving.is_some() {
            self.medium.ask(&self.scene.bed, &["fetch"])
        } else {
            self.medium.run(&self.scene.bed, &["fetch"])
        };
        assert_eq!(fetched.code(), 0, "{fetched:?}");
        self.scene.pop3.place.settle();
        self.fetches += 1;
        self.scene.pop3.with(|mailbox| mailbox.deleted.len()) - before
    }

    /// Nothing was lost or purged, and the audit log holds its order and knows of so many jumps.
    fn end(mut self, jumps: usize) -> usize {
        if let Some(serving) = self.serving.take() {
            assert_eq!(serving.terminate().code(), 0);
        }
        self.scene.nothing_lost("in the end");
        assert_eq!(self.scene.bed.look().inbox().len(), self.scene.letters.len(), "nothing was purged");
        let verified = self.medium.run(&self.scene.bed, &["audit", "verify"]);
        assert_eq!((verified.code(), verified.json["ok"].as_bool()), (0, Some(true)), "{verified:?}");
        let audit = self.medium.run(&self.scene.bed, &["audit"]);
        let known = audit.json["records"].as_array().unwrap().iter().filter(|record| record["action"] == "clock-jumped").count();
        assert_eq!(known, jumps, "{}", audit.json);
        self.fetches
    }
}

/// A clock goes off by ten years and comes back: each time a day without DELE, and then it goes on.
#[test]
fn nothing_is_deleted_for_a_day_after_a_jump() {
    let mut fetches = 0;
    for serves in [false, true] {
        for off in [DECADE, -DECADE] {
            let told = format!("off by {off} s, running: {serves}");
            let mut case = Case::new(KeepOnServer::Days(0), serves);
            assert_eq!(case.fetch(60, "vorher"), 3, "{told}: at once, as it is set");
            for (n, (base, series)) in [(off, "verstellt"), (0, "richtig")].into_iter().enumerate() {
                assert_eq!(case.fetch(base + 120, series), 0, "{told}, {series}: the clock has jumped");
                assert_eq!(case.fetch(base + 13 * HOUR, ""), 0, "{told}, {series}: not yet");
                assert_eq!(case.fetch(base + 23 * HOUR, ""), 0, "{told}, {series}: not yet");
                assert_eq!(case.fetch(base + 26 * HOUR, ""), 3, "{told}, {series}: the day is over, {n}");
            }
            fetches += case.end(2);
        }
    }
    report(
        "11, 57: no DELE within a day after a clock jump, then it goes on; each jump is in the audit log, whose order holds; nothing purged",
        "real program, wall clock ±10 years and back, between two starts and under a running engine",
        fetches,
        "held",
    );
}

#[test]
fn a_wrong_clock_does_not_shorten_the_time_on_the_server() {
    let mut fetches = 0;
    for off in [DECADE, -DECADE] {
        let mut case = Case::new(KeepOnServer::Days(90), false);
        let mut deleted = case.fetch(60, "vorher");
        deleted += case.fetch(off, "verstellt");
        for at in [off + 26 * HOUR, off + 3 * DAY, DAY, 3 * DAY, 25 * DAY, 50 * DAY, 75 * DAY, 89 * DAY] {
            deleted += case.fetch(at, "");
            assert_eq!(deleted, 0, "off by {off} s, at {at}: deleted before its time");
        }
        assert_eq!(case.fetch(92 * DAY, ""), 6, "off by {off} s: its time is over in the end");
        fetches += case.end(2);
    }
    report(
        "11, 48: the time that mails stay on the server is not shortened by a wrong clock, and ends all the same",
        "real program, 90 days; stored before and while the clock was ±10 years off, then set right",
        fetches,
        "held",
    );
}

#[test]
fn a_clock_set_back_does_not_hold_up_what_waits_to_be_sent() {
    let scene = Scene::new("uhr", Size { letters: 0, answers: 0, sends: 2 });
    let medium = Medium::new();
    scene.smtp.hook(at(When::Heard, "CONNECT", Act::Last(b"421 spaeter\r\n".to_vec())));
    let serving = medium.serve(&scene.bed);
    until("both were tried", || scene.bed.look().outbox().iter().all(|item| item.next_try.is_some()).then_some(()));
    scene.smtp.mend();
    medium.set(Word::Clock, -DECADE);
    let begun = Instant::now();
    until("both are sent", || scene.smtp.with(|counter| counter.taken.len() == 2).then_some(()));
    let took = begun.elapsed();
    assert_eq!(serving.terminate().code(), 0);
    scene.whole("in the end");
    report(
        "48: timers do not stall when the clock is set back: a send that waits for its next try goes out",
        "real program `serve`, refused for the moment, then ten years back",
        2,
        &format!("held; sent after {took:.0?}, its pause is 15 to 30 s"),
    );
}

/// A server that only shakes hands, with a certificate that is valid around now.
fn tls_server() -> u16 {
    let year = chrono::Utc::now().year();
    let mut params = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    (params.not_before, params.not_after) = (rcgen::date_time_ymd(year - 2, 1, 1), rcgen::date_time_ymd(year + 2, 1, 1));
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], rustls::pki_types::PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .unwrap();
    let (config, listener) = (Arc::new(config), std::net::TcpListener::bind("127.0.0.1:0").unwrap());
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut line = rustls::ServerConnection::new(config.clone()).unwrap();
            // The client breaks it off, which is what is looked at.
            let _ = line.complete_io(&mut stream);
        }
    });
    port
}

#[test]
fn certificates_at_a_wrong_clock_have_clear_words() {
    let port = tls_server();
    let scene = Scene::with("uhr", SIZE, |settings| (settings.incoming.port, settings.incoming.tls) = (port, TlsMode::Tls));
    let medium = Medium::new();
    for (off, code) in [(DECADE, "CERT-EXPIRED"), (-DECADE, "CERT-EARLY")] {
        medium.set(Word::Clock, off);
        let fetched = medium.run(&scene.bed, &["fetch"]);
        assert_eq!((fetched.code(), fetched.problem().as_str()), (1, code), "{fetched:?}");
        assert!(fetched.stderr.contains("Datum dieses Computers"), "{}", fetched.stderr);
        assert!(fetched.took < Duration::from_secs(20), "{:?}", fetched.took);
    }
    report(
        "4: a certificate judged at a wrong clock: its own code, and a question for the date of this computer",
        "real program, wall clock ±10 years, a TLS server with a certificate of these years",
        2,
        "held: CERT-EXPIRED, CERT-EARLY",
    );
}
