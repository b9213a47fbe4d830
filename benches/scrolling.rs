//! What a frame costs while a person scrolls through 100,000 mails: the real window on the real engine and store,
//! without a graphics card. A frame is everything between input and finished triangles; it counts the processor time of
//! the window's thread, since what else the machine does is not ours. `KIMPOST_BENCH_KEEP` names a folder that the
//! profile is made in and left in; one that is there already is used as it is.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::panic,
    reason = "a measuring program may stop loudly and must print"
)]

mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::App as _;
use egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, Vec2};
use kimpost::domain::account::AccountSettings;
use kimpost::domain::address::KimAddress;
use kimpost::domain::ids::AccountId;
use kimpost::domain::mail::Folder;
use kimpost::domain::secret::{Secret, StoreKey};
use kimpost::domain::time::Timestamp;
use kimpost::engine::profile::KeySource;
use kimpost::engine::{self, Mode, Profile};
use kimpost::store::{HashedBytes, NewMail, RawBytes, Store};
use kimpost::ui::app::{App, UiOptions};
use support::{PASSPHRASE, Random, at, thread_time};

const MAILS: usize = 100_000;
/// Mails that are taken in as a fetch does; the others are copies of their rows, since only rows are scrolled.
const TAKEN_IN: usize = 1000;
const FRAMES: usize = 600;
/// A frame of a screen with 60 pictures a second.
const FRAME: Duration = Duration::from_micros(16_667);

fn main() {
    let count = std::env::var("KIMPOST_BENCH_ROWS").ok().and_then(|n| n.parse().ok()).unwrap_or(MAILS);
    let work = tempfile::tempdir().unwrap();
    let dir = std::env::var_os("KIMPOST_BENCH_KEEP").map_or_else(|| work.path().join("profile"), PathBuf::from);
    if !Profile::exists(&dir) {
        fill(&dir, count);
    }
    let profile = Profile::open(&dir, &KeySource::Passphrase(Secret::new(PASSPHRASE))).unwrap();
    let (engine, events, thread) = engine::spawn(profile, Mode::CommandsOnly, Box::new(|| {})).unwrap();
    let context = egui::Context::default();
    let sender = engine.clone();
    let mut app = App::new(&context, None, Box::new(move |command| sender.send(command)), events, UiOptions::default());
    let mut window = Window { context, app: &mut app, started: Instant::now() };
    let shown = window.app.model.list.shown().map_or(0, |list| list.total);
    assert_eq!(shown, 0);
    let until = Instant::now() + Duration::from_secs(10);
    while window.app.model.list.shown().is_none_or(|list| list.total != count) {
        assert!(Instant::now() < until, "the list did not come");
        window.frame(Vec::new());
        std::thread::sleep(FRAME);
    }
    println!("\na list of {count} rows, {FRAMES} frames each, processor time of a frame (goal: p99 8 ms)");
    window.report("by the wheel, three rows a frame", |_| wheel(-120.0));
    window.report("a finger's throw, one screen a frame", |_| wheel(-800.0));
    window.report("back and forth", |n| wheel(if n / 20 % 2 == 0 { -3000.0 } else { 3000.0 }));
    window.report("page by page with the keyboard", |_| key(egui::Key::PageDown));
    window.report("from end to end", |n| key(if n % 2 == 0 { egui::Key::End } else { egui::Key::Home }));
    window.context.enable_accesskit();
    window.report("by the wheel, with a screen reader", |_| wheel(-120.0));
    engine.ask_blocking(engine::command::Command::Shutdown).unwrap();
    thread.join().unwrap();
}

/// Fills a profile: some mails as a fetch would, then copies of their rows, later ones each time.
fn fill(dir: &Path, count: usize) {
    let passphrase = Secret::new(PASSPHRASE);
    drop(Profile::init(dir, &KeySource::Passphrase(passphrase.clone())).unwrap());
    let (key, _) = kimpost::secrets::open_profile_key(dir, Some(&passphrase), || panic!("no keyring is asked")).unwrap();
    let started = Instant::now();
    let mut store = Store::open(dir, &key).unwrap();
    let account = store.insert_account(&AccountSettings::new(KimAddress::parse("viele@test.kim.telematik").unwrap())).unwrap();
    let mut random = Random(0x5eed);
    let taken_in = count.min(TAKEN_IN);
    let raw: Vec<Vec<u8>> = (0..taken_in).map(|n| mail(n, &mut random)).collect();
    insert(&mut store, account, &raw);
    drop(store);
    copy_rows(dir, &key, taken_in, count);
    println!("\na profile of {count} rows: made in {:.0} s", started.elapsed().as_secs_f64());
}

fn copy_rows(dir: &Path, key: &StoreKey, taken_in: usize, count: usize) {
    let db = rusqlite::Connection::open(dir.join("store.db")).unwrap();
    let key: String = key.reveal().iter().map(|byte| format!("{byte:02x}")).collect();
    db.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; PRAGMA cipher_page_size = 16384; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;"))
        .unwrap();
    let mut names = db.prepare("SELECT name FROM pragma_table_info('mail')").unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let value = |name: &String| match name.as_str() {
        "id" => "id + ?1".to_owned(),
        "identity" => "identity || '.' || ?1".to_owned(),
        "subject" => "subject || ' ' || ?1".to_owned(),
        "date" | "received" => format!("{name} + ?1 * 60000"),
        _ => name.clone(),
    };
    let values: Vec<String> = names.iter().map(value).collect();
    let copy = format!("INSERT INTO mail ({}) SELECT {} FROM mail WHERE id <= ?2 AND id + ?1 <= ?3", names.join(", "), values.join(", "));
    for begin in (taken_in..count).step_by(taken_in) {
        db.execute(&copy, [begin, taken_in, count]).unwrap();
    }
}

fn insert(store: &mut Store, account: AccountId, raw: &[Vec<u8>]) {
    let parsed: Vec<_> = raw.iter().map(|bytes| kimpost::kim::receive(&mut bytes.as_slice())).collect();
    let hashed: Vec<_> = raw.iter().map(|bytes| HashedBytes::new(bytes.clone())).collect();
    let batch: Vec<NewMail<'_>> = hashed
        .iter()
        .zip(&parsed)
        .zip(0_i64..)
        .map(|((bytes, parsed), n)| NewMail {
            account,
            uidl: None,
            listed_size: 0,
            folder: Folder::Inbox,
            received: Timestamp(n * 60_000),
            raw: RawBytes::Inline(bytes),
            parsed,
            payload: None,
            unread: n % 7 == 0,
        })
        .collect();
    store.insert_mails(&batch).unwrap();
}

fn mail(n: usize, random: &mut Random) -> Vec<u8> {
    let words = ["Befund", "Rückfrage", "Müller", "Termin", "Labor", "Überweisung", "Möwe", "Patient", "Anlage", "Kontrolle", "Grüße"];
    let mut some = |count: usize| (0..count).map(|_| words[random.below(words.len())]).collect::<Vec<_>>().join(" ");
    let (subject, text) = (some(4), some(20));
    format!(
        "Message-ID: <rows-{n}@kimpost.invalid>\r\nDate: Mon, 16 Nov 2026 09:{:02}:{:02} +0100\r\n\
         From: \"Praxis {}\" <praxis{}@test.kim.telematik>\r\nTo: viele@test.kim.telematik\r\nSubject: {subject} {n}\r\n\
         X-KIM-Dienstkennung: {}\r\nX-KIM-DecryptionResult: 00\r\nX-KIM-IntegrityCheckResult: 01\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n",
        n / 60 % 60,
        n % 60,
        words[n % words.len()],
        n % 300,
        if n.is_multiple_of(3) { "EBZ;Antwort;V1.0" } else { "KIM-Mail;Default;V1.0" },
    )
    .into_bytes()
}

fn wheel(by: f32) -> Vec<Event> {
    vec![
        Event::PointerMoved(Pos2::new(500.0, 400.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: Vec2::new(0.0, by),
            modifiers: Modifiers::NONE,
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
        },
    ]
}

fn key(key: egui::Key) -> Vec<Event> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    vec![Event::PointerMoved(Pos2::new(500.0, 400.0)), event(true), event(false)]
}

/// The window without a screen.
struct Window<'a> {
    context: egui::Context,
    app: &'a mut App,
    started: Instant,
}

impl Window<'_> {
    /// One frame; returns the processor time it took.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1280.0, 800.0))),
            time: Some(self.started.elapsed().as_secs_f64()),
            focused: true,
            events,
            ..RawInput::default()
        };
        let mut frame = eframe::Frame::_new_kittest();
        let begin = thread_time();
        self.app.logic(&self.context, &mut frame);
        let mut output = self.context.run_ui(input, |ui| self.app.ui(ui, &mut frame));
        let triangles = self.context.tessellate(output.shapes, output.pixels_per_point);
        std::hint::black_box(triangles);
        let time = thread_time().saturating_sub(begin);
        // There is no graphics card to take the glyphs.
        output.textures_delta.clear();
        time
    }

    /// Frames in the rhythm of a screen, as the engine answers meanwhile.
    fn report(&mut self, what: &str, mut events: impl FnMut(usize) -> Vec<Event>) {
        let mut times = Vec::with_capacity(FRAMES);
        for n in 0..FRAMES {
            let time = self.frame(events(n));
            times.push(time.as_secs_f64() * 1000.0);
            // Twice as fast as a screen: the engine has less time, the measurement takes less of ours.
            std::thread::sleep((FRAME / 2).saturating_sub(time));
        }
        times.sort_unstable_by(f64::total_cmp);
        println!("  {what}: p50 {:.2} ms, p99 {:.2} ms, worst {:.2} ms", at(&times, 0.5), at(&times, 0.99), at(&times, 1.0));
    }
}
