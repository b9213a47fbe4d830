//! The figures promised for recipients: suggestions from 50,000 own contacts, and hits of a directory of 100,000 entries.
//!
//! `tests/bench.sh` runs it in a release build. It starts a slapd of its own with entries of
//! `tests/servers/vzd/generate.py` (loading takes minutes; `KIMPOST_BENCH_ENTRIES` takes fewer, `KIMPOST_BENCH_LDAP` is
//! the port of one that is already up), notes when the last byte of an answer passed, and counts to the moment the
//! window has drawn the hits. It prints and asserts nothing.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::panic,
    reason = "a measuring program may stop loudly and must print"
)]

#[path = "../tests/support/slapd.rs"]
mod slapd;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command as Process;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use kimpost::domain::contact::Contact;
use kimpost::domain::directory::KimVersion;
use kimpost::domain::ids::RequestId;
use kimpost::domain::outgoing::DirectoryCheck;
use kimpost::domain::time::Timestamp;
use kimpost::engine::command::{Command, ContactCommand};
use kimpost::engine::event::{Answer, Event};
use kimpost::engine::{self, EngineHandle, Mode, Profile};
use kimpost::ui::address_book::{self, AddressBookView};
use kimpost::ui::model::{Asks, Model};
use kimpost::ui::theme::{self, ThemeChoice};
use tokio::sync::mpsc::UnboundedReceiver;

/// What the promises name.
const CONTACTS: usize = 50_000;
const ENTRIES: usize = 100_000;

fn main() {
    let work = tempfile::tempdir().unwrap();
    suggestions(work.path());
    let entries = std::env::var("KIMPOST_BENCH_ENTRIES").ok().and_then(|n| n.parse().ok()).unwrap_or(ENTRIES);
    directory(work.path(), entries);
}

fn start(dir: &Path) -> (EngineHandle, UnboundedReceiver<Event>) {
    let (engine, events, _) = engine::spawn(Profile::throw_away(dir).unwrap(), Mode::CommandsOnly, Box::new(|| {})).unwrap();
    (engine, events)
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
    format!("p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms of {}", at(0.5), at(0.99), at(1.0), times.len())
}

/// Every letter of a few names typed as a person would, from the question to the engine to its answer.
fn suggestions(work: &Path) {
    let (engine, _events) = start(&work.join("contacts"));
    let mut random = Random(0x5eed);
    let given = ["Thomas", "Käthe", "Jörg", "Ayşe", "Łukasz", "Renate", "Björn", "Ines", "Paul", "Mareike"];
    let family = ["Müller", "Großmann", "Brandt", "Ähle", "Öztürk", "Weiß", "Lindenau", "Straßburger", "Kowalski", "Jahn"];
    let kinds = ["Praxis Dr.", "Zahnarztpraxis", "MVZ", "Klinik", "Labor", "Apotheke"];
    let places = ["Hamburg", "Köln", "Görlitz", "München", "Bad Düben", "Frankfurt (Oder)"];
    let contacts: Vec<Contact> = (0..CONTACTS)
        .map(|n| {
            let mut pick = |from: &[&str]| from[random.below(from.len())].to_owned();
            let name = format!("{} {} {} {n}", pick(&kinds), pick(&given), pick(&family));
            Contact {
                address: format!("praxis.{n}@ort{}.kim.telematik-test", n % 977),
                name,
                about: format!("{:05} {}", n, pick(&places)),
                check: DirectoryCheck::Found(KimVersion("1.5".into())),
                checked_at: Some(Timestamp(1)),
                last_used: Timestamp(n as i64),
                telematik_id: format!("1-20-{n}"),
                ..Contact::default()
            }
        })
        .collect();
    for part in contacts.chunks(5000) {
        engine.ask_blocking(Command::Contacts(Box::new(ContactCommand::Keep(part.to_vec())))).unwrap();
    }
    // The best of three for each key: other programs on the machine are not what is measured.
    let mut times: std::collections::BTreeMap<&str, Duration> = std::collections::BTreeMap::new();
    for round in 0..4 {
        for typed in
            ["müller thomas 4711", "großmann", "praxis.31415@ort", "zahnarzt ines köln", "labor ähle", "xylophon", "telematik", "4 4 4"]
        {
            for end in typed.char_indices().map(|(at, c)| at + c.len_utf8()) {
                let started = Instant::now();
                let answer = engine.ask_blocking(Command::SuggestRecipients { text: typed[..end].to_owned() }).unwrap();
                let took = started.elapsed();
                let Answer::Suggestions(_) = answer else { panic!("{answer:?}") };
                // The first round fills the caches, as a minute's work does.
                if round > 0 {
                    let best = times.entry(&typed[..end]).or_insert(took);
                    *best = took.min(*best);
                }
            }
        }
    }
    let slowest = times.iter().max_by_key(|(_, took)| **took).map_or("", |(typed, _)| typed);
    println!(
        "\nsuggestions from {CONTACTS} own contacts, per key: {} (worst: {slowest:?})",
        percentiles(times.values().copied().collect())
    );
}

/// Searches through a line that notes when the last byte passed, up to the drawn frame.
fn directory(work: &Path, entries: usize) {
    if let Some(port) = std::env::var("KIMPOST_BENCH_LDAP").ok().and_then(|port| port.parse().ok()) {
        println!("\na directory that was already up");
        return searches(work, port);
    }
    let ldif = work.join("vzd.ldif");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers/vzd/generate.py");
    let started = Instant::now();
    let made = Process::new("python3").arg(script).args(["--no-certs", "--curated", "--out"]).arg(&ldif).arg(entries.to_string()).status();
    assert!(made.unwrap().success());
    let generated = started.elapsed();
    let server = slapd::Server::own(&["--ldif", ldif.to_str().unwrap()]);
    println!(
        "\na directory of {entries} entries: made in {:.0} s, loaded and started in {:.0} s",
        generated.as_secs_f64(),
        (started.elapsed() - generated).as_secs_f64()
    );
    searches(work, server.ldap);
}

fn searches(work: &Path, port: u16) {
    let (port, last_byte) = noting_line(port);
    let (engine, mut events) = start(&work.join("directory"));
    let url = format!("ldap://127.0.0.1:{port}");
    engine.ask_blocking(Command::SetSetting { key: "directory.url".into(), value: url }).unwrap();
    let mut window = Window::new();
    let (mut answered, mut drawn, mut hits) = (Vec::new(), Vec::new(), 0);
    for text in ["müller", "praxis", "klinikum überall", "schmidt hamburg", "apotheke", "arzt", "zahnarzt köln", "gibtesnicht"] {
        for _ in 0..5 {
            let asked = Instant::now();
            let count = window.search(&engine, &mut events, text);
            let now = Instant::now();
            let last = last_byte.lock().unwrap().unwrap();
            answered.push(last.saturating_duration_since(asked));
            drawn.push(now.saturating_duration_since(last));
            hits += count;
        }
    }
    println!("  question to the last byte of the server: {}", percentiles(answered));
    println!("  last byte of the server to the hits drawn ({hits} rows in all): {}", percentiles(drawn));
}

/// The address book in a window without a screen.
struct Window {
    ctx: egui::Context,
    model: Model,
    view: AddressBookView,
    time: f64,
}

impl Window {
    fn new() -> Self {
        let ctx = egui::Context::default();
        theme::install(&ctx, ThemeChoice::Light);
        let mut window = Self { ctx, model: Model::default(), view: AddressBookView::default(), time: 0.0 };
        for _ in 0..3 {
            window.frame(Vec::new());
        }
        window
    }

    /// Draws a frame, triangles included; what it asks.
    fn frame(&mut self, events: Vec<egui::Event>) -> Asks {
        self.time += 1.0;
        let rect = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1060.0, 740.0));
        let input = egui::RawInput { screen_rect: Some(rect), time: Some(self.time), events, ..egui::RawInput::default() };
        let mut asks = Asks::default();
        self.view.receive(&mut self.model);
        let Self { ctx, model, view, .. } = self;
        let mut output = ctx.run_ui(input, |ui| drop(address_book::show(ui, model, view, &mut asks)));
        // Without a screen nobody takes the glyphs.
        output.textures_delta.clear();
        std::hint::black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
        asks
    }

    /// Searches and draws the answer; how many hits it has.
    fn search(&mut self, engine: &EngineHandle, events: &mut UnboundedReceiver<Event>, text: &str) -> usize {
        self.view.search_for(text);
        let mut wanted: Option<RequestId> = None;
        let mut asks = self.frame(Vec::new());
        asks.0.extend(self.frame(Vec::new()).0);
        for ask in asks.0 {
            let is_search = matches!(ask.command, Command::SearchDirectory { .. });
            let request = engine.send(ask.command);
            self.model.expect(request, ask.purpose);
            wanted = wanted.or(is_search.then_some(request));
        }
        let wanted = wanted.unwrap();
        loop {
            let event = events.blocking_recv().unwrap();
            let count = match &event {
                Event::Answered { request, result } if *request == wanted => match result.as_deref() {
                    Ok(Answer::Directory(answer)) => Some(answer.entries.len()),
                    other => panic!("{other:?}"),
                },
                _ => None,
            };
            self.model.apply(event);
            if let Some(count) = count {
                self.frame(Vec::new());
                return count;
            }
        }
    }
}

/// A line to `port` on loopback that notes when bytes of an answer passed last.
fn noting_line(port: u16) -> (u16, Arc<Mutex<Option<Instant>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let own = listener.local_addr().unwrap().port();
    let last = Arc::new(Mutex::new(None));
    let noted = Arc::clone(&last);
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let (mut client, noted) = (client.unwrap(), Arc::clone(&noted));
            let mut server = TcpStream::connect(("127.0.0.1", port)).unwrap();
            for stream in [&client, &server] {
                stream.set_nodelay(true).unwrap();
            }
            let (mut up_from, mut up_to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            std::thread::spawn(move || std::io::copy(&mut up_from, &mut up_to));
            std::thread::spawn(move || {
                let mut buffer = [0; 64 * 1024];
                while let Ok(n @ 1..) = server.read(&mut buffer) {
                    *noted.lock().unwrap() = Some(Instant::now());
                    if client.write_all(&buffer[..n]).is_err() {
                        break;
                    }
                }
            });
        }
    });
    (own, last)
}

/// A small generator, so that each run measures the same contacts (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}
