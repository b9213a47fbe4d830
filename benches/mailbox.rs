//! The figures we promise, side by side with mpop (which only writes files) on the same Dovecot in one run.
//!
//! `tests/bench.sh` starts the servers, makes the mails and runs this in a release build. Without `KIMTB_DIR` there
//! is nothing to measure against, and it says so. It prints ratios and asserts nothing.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::panic,
    reason = "a measuring program may stop loudly and must print"
)]

use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::time::{Duration, Instant};

use kimpost::domain::account::{AccountSettings, ClientmodulLogin, ServerSettings, TlsMode};
use kimpost::domain::address::KimAddress;
use kimpost::domain::ids::AccountId;
use kimpost::domain::mail::{MailFilter, SortKey};
use kimpost::domain::secret::Secret;
use kimpost::engine::command::Command;
use kimpost::engine::event::{AccountFetch, Answer};
use kimpost::engine::{self, EngineHandle, Mode, Profile};

/// Mails of the big mailbox and bytes of the big mail, as the promise names them.
const MAILS: usize = 10_000;
const BIG_BYTES: u64 = 500 << 20;

fn main() {
    let Ok(dir) = std::env::var("KIMTB_DIR") else {
        println!("KIMTB_DIR is not set: run tests/bench.sh");
        return;
    };
    let bed = Bed::read(Path::new(&dir));
    let work = PathBuf::from(&dir).join("bench");
    std::fs::create_dir_all(&work).unwrap();
    let many = std::env::var("KIMPOST_BENCH_MAILS").ok().and_then(|n| n.parse().ok()).unwrap_or(MAILS);
    let big = std::env::var("KIMPOST_BENCH_BIG").ok().and_then(|n| n.parse().ok()).unwrap_or(BIG_BYTES);
    mailbox(&bed, &work, many);
    big_mail(&bed, &work, big);
}

/// Where the test bed listens.
struct Bed {
    dir: PathBuf,
    pop3: u16,
    smtp: u16,
}

impl Bed {
    fn read(dir: &Path) -> Self {
        let env: serde_json::Value = serde_json::from_slice(&std::fs::read(dir.join("env.json")).unwrap()).unwrap();
        let port = |name: &str| u16::try_from(env["ports"][name].as_u64().unwrap()).unwrap();
        Self { dir: dir.to_owned(), pop3: port("pop3"), smtp: port("smtp") }
    }

    fn seed(&self, to: &str, from: &Path, count: usize) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers/seed.sh");
        let status = Process::new(script)
            .args(["--dir", self.dir.to_str().unwrap(), "--to", to, "--from", from.to_str().unwrap(), "--count", &count.to_string()])
            .status();
        assert!(status.unwrap().success());
    }

    fn settings(&self, address: &str) -> AccountSettings {
        let mut settings = AccountSettings::new(KimAddress::parse(address).unwrap());
        let server = |port| ServerSettings {
            server: "127.0.0.1".into(),
            port,
            tls: TlsMode::None,
            login: ClientmodulLogin::new(address).unwrap(),
            ..ServerSettings::default()
        };
        (settings.incoming, settings.outgoing) = (server(self.pop3), server(self.smtp));
        settings
    }

    /// One run of mpop; returns its wall time.
    fn mpop(&self, user: &str, password: &str, out: &Path) -> Duration {
        for part in ["cur", "new", "tmp"] {
            std::fs::create_dir_all(out.join("mail").join(part)).unwrap();
        }
        let started = Instant::now();
        let status = Process::new("mpop")
            .args(["--host=127.0.0.1", &format!("--port={}", self.pop3), "--tls=off", "--auth=user", "--keep=on", "--quiet"])
            .args([format!("--user={user}"), format!("--passwordeval=echo {password}")])
            .arg(format!("--delivery=maildir,{}", out.join("mail").display()))
            .arg(format!("--uidls-file={}", out.join("uidls").display()))
            .args(["--received-header=off"])
            .status()
            .unwrap();
        assert!(status.success(), "mpop");
        started.elapsed()
    }
}

/// A program of its own on a fresh profile.
struct Client {
    engine: EngineHandle,
    account: AccountId,
    _events: tokio::sync::mpsc::UnboundedReceiver<kimpost::engine::event::Event>,
}

impl Client {
    fn new(dir: &Path, settings: AccountSettings, password: &str) -> Self {
        let profile = Profile::throw_away(dir).unwrap();
        let (engine, events, _) = engine::spawn(profile, Mode::CommandsOnly, Box::new(|| {})).unwrap();
        let saved = engine.ask_blocking(Command::SaveAccount {
            id: None,
            settings: Box::new(settings),
            password: Some(Secret::new(password)),
            loaded: None,
        });
        let Ok(Answer::AccountSaved(account)) = saved else { panic!("{saved:?}") };
        Self { engine, account: account.id, _events: events }
    }

    fn fetch(&self) -> (Duration, AccountFetch) {
        let started = Instant::now();
        let answer = self.engine.ask_blocking(Command::Fetch { accounts: vec![self.account], dienstkennungen: Vec::new() }).unwrap();
        let Answer::Fetched(mut results) = answer else { panic!() };
        let result = results.remove(0);
        assert!(result.problems.is_empty(), "{:?}", result.problems);
        (started.elapsed(), result)
    }
}

fn mailbox(bed: &Bed, work: &Path, count: usize) {
    let source = work.join("mails");
    let bytes = make_mails(&source, count);
    bed.seed("viele@test.kim.telematik", &source, count);
    println!("\n{count} mails, {} MB", bytes / 1_000_000);
    let peer_out = work.join("mpop");
    let peer = bed.mpop("viele@test.kim.telematik", "viele", &peer_out);
    let before = resident_kib();
    let client = Client::new(&work.join("profile"), bed.settings("viele@test.kim.telematik"), "viele");
    let (own, result) = client.fetch();
    assert_eq!(result.new, count);
    row("fetch, read, index, store durably", own, peer, "mpop");
    println!("  memory: {} MiB at the peak, {} MiB before", peak_kib() / 1024, before / 1024);
    let (own, result) = (0..5).map(|_| client.fetch()).min_by_key(|(time, _)| *time).unwrap();
    assert_eq!(result.new, 0);
    let peer = (0..5).map(|_| bed.mpop("viele@test.kim.telematik", "viele", &peer_out)).min().unwrap();
    row("poll with nothing new", own, peer, "mpop");
    search(&client, count);
}

/// Times inside the engine, typed letter by letter as a person would.
fn search(client: &Client, count: usize) {
    let mut times: Vec<u64> = Vec::new();
    for word in ["befund", "müller", "0991234562611ZE", "rückfrage zum", "labor", "4711", "möwe", "termin 2026"] {
        for end in word.char_indices().map(|(at, c)| at + c.len_utf8()) {
            let filter = MailFilter { search: word[..end].to_owned(), limit: 200, ..MailFilter::default() };
            let Ok(Answer::Mails(page)) = client.engine.ask_blocking(Command::ListMails(filter)) else { panic!() };
            times.push(page.took_micros);
        }
    }
    times.sort_unstable();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize] as f64 / 1000.0;
    println!("  search while typing in {count} mails: p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms", at(0.5), at(0.99), at(1.0));
    let filter = MailFilter { sort: SortKey::Subject, limit: 200, offset: count / 2, ..MailFilter::default() };
    let Ok(Answer::Mails(page)) = client.engine.ask_blocking(Command::ListMails(filter)) else { panic!() };
    println!("  a page from the middle, by subject: {:.1} ms", page.took_micros as f64 / 1000.0);
}

fn big_mail(bed: &Bed, work: &Path, bytes: u64) {
    let source = work.join("big");
    make_big(&source, bytes);
    bed.seed("gross@test.kim.telematik", &source, 1);
    println!("\none mail of {} MiB", bytes >> 20);
    let peer = bed.mpop("gross@test.kim.telematik", "gross", &work.join("mpop-big"));
    let client = Client::new(&work.join("profile-big"), bed.settings("gross@test.kim.telematik"), "gross");
    let before = resident_kib();
    reset_peak();
    let (own, result) = client.fetch();
    assert_eq!(result.new, 1);
    row("fetch", own, peer, "mpop");
    println!("  memory above idle: {} MiB", peak_kib().saturating_sub(before) / 1024);
}

fn row(what: &str, own: Duration, peer: Duration, name: &str) {
    println!(
        "  {what}: {:.2} × {name} ({:.2} s against {:.2} s)",
        own.as_secs_f64() / peer.as_secs_f64(),
        own.as_secs_f64(),
        peer.as_secs_f64()
    );
}

fn status_kib(key: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with(key)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0)
}

fn resident_kib() -> u64 {
    status_kib("VmRSS")
}

fn peak_kib() -> u64 {
    status_kib("VmHWM")
}

/// Makes the kernel forget the highest memory seen so far.
fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Mails of 2 to 200 kB with words, numbers and attachments, from a fixed seed; returns their bytes.
fn make_mails(dir: &Path, count: usize) -> u64 {
    std::fs::create_dir_all(dir).unwrap();
    let mut random = Random(0x5eed);
    let words =
        ["Befund", "Rückfrage", "Müller", "Termin", "Labor", "Überweisung", "Möwe", "Patient", "Anlage", "Kontrolle", "Grüße", "Praxis"];
    let mut total = 0;
    for n in 0..count {
        let kib = 2 + random.below(81);
        let text: String = (0..60).map(|_| words[random.below(words.len())]).collect::<Vec<_>>().join(" ");
        let mut mail = format!(
            "Message-ID: <bench-{n}@kimpost.invalid>\r\nDate: Mon, 16 Nov 2026 09:14:05 +0100\r\nFrom: =?utf-8?q?MVZ_M=C3=BCller?= <mvz{}@test.kim.telematik>\r\n\
             To: viele@test.kim.telematik\r\nSubject: {} {n} 0991234562611ZE{n:015}\r\nX-KIM-Dienstkennung: KIM-Mail;Default;V1.0\r\n\
             X-KIM-DecryptionResult: 00\r\nX-KIM-IntegrityCheckResult: 01\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b{n}\"\r\n\r\n\
             --b{n}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n--b{n}\r\n\
             Content-Type: application/pdf; name=\"befund{n}.pdf\"\r\nContent-Disposition: attachment; filename=\"befund{n}.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n",
            random.below(200),
            words[random.below(words.len())],
        );
        for _ in 0..kib * 1024 / 78 {
            mail.extend((0..76).map(|_| char::from(b'A' + u8::try_from(random.below(26)).unwrap())));
            mail.push_str("\r\n");
        }
        mail.push_str(&format!("--b{n}--\r\n"));
        total += mail.len() as u64;
        std::fs::write(dir.join(format!("{n:05}.eml")), mail).unwrap();
    }
    total
}

fn make_big(dir: &Path, bytes: u64) {
    use std::io::Write;
    std::fs::create_dir_all(dir).unwrap();
    let mut file = std::io::BufWriter::new(std::fs::File::create(dir.join("big.eml")).unwrap());
    write!(
        file,
        "Message-ID: <big@kimpost.invalid>\r\nDate: Mon, 16 Nov 2026 09:14:05 +0100\r\nFrom: klinik@test.kim.telematik\r\nTo: gross@test.kim.telematik\r\n\
         Subject: CT-Serie\r\nMIME-Version: 1.0\r\nContent-Type: application/dicom; name=\"serie.dcm\"\r\nContent-Disposition: attachment; filename=\"serie.dcm\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n"
    )
    .unwrap();
    let line = [b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0".as_slice(), b"\r\n"].concat();
    for _ in 0..bytes / line.len() as u64 {
        file.write_all(&line).unwrap();
    }
}

/// A small generator, so that each run measures the same mails (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}
