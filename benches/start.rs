//! Start to the first usable picture, against an empty window of the same renderer: both seen from outside, in one run.
//!
//! `tests/bench.sh` runs it after `mailbox`, whose profile with 10,000 mails it opens by passphrase, so that Argon2 over
//! 128 MiB is part of the time; a second one is opened with a keyring, as people usually do. Started with
//! `--empty RENDERER` it is the empty window itself, with `--fill FOLDER` it makes that second profile.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::panic,
    reason = "a measuring program may stop loudly and must print"
)]

mod support;

use std::path::Path;
use std::process::Command as Process;

use kimpost::engine::profile::KeySource;
use support::{Bed, Client, PASSPHRASE};

struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        egui::CentralPanel::default().show(ui, |ui| ui.label("empty"));
    }
}

fn main() -> eframe::Result {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |word: &str| arguments.iter().position(|a| a == word).map(|at| arguments[at + 1].clone());
    if let Some(renderer) = after("--empty") {
        return empty_window(&renderer);
    }
    let Some(bed) = Bed::find() else { return Ok(()) };
    if let Some(dir) = after("--fill") {
        fill(&bed, Path::new(&dir));
        return Ok(());
    }
    let profile = bed.big_profile();
    if !profile.exists() {
        println!("there is no profile with mails: run the bench mailbox first");
        return Ok(());
    }
    println!("\nstart with the profile of the many mails, to the picture that stays (best of several, warm)");
    let passphrase = bed.work().join("passphrase");
    std::fs::write(&passphrase, PASSPHRASE).unwrap();
    let (home, in_keyring) = (bed.work().join("home"), bed.work().join("profile-keyring"));
    std::fs::create_dir_all(&home).unwrap();
    let own = std::env::current_exe().unwrap();
    let program = env!("CARGO_BIN_EXE_kimpost");
    for renderer in ["glow", "wgpu"] {
        let keep = bed.work().join(format!("start-{renderer}.png"));
        let empty = measure(&["--", own.to_str().unwrap(), "--empty", renderer]);
        let opened = format!(
            "exec '{program}' --renderer {renderer} --profile '{}' --passphrase-fd 3 3<'{}'",
            profile.display(),
            passphrase.display()
        );
        tell(renderer, "by passphrase", measure(&["--keep", keep.to_str().unwrap(), "--", "sh", "-c", &opened]), empty);
        let fill = format!("[ -e '{0}' ] || '{1}' --fill '{0}'", in_keyring.display(), own.display());
        let (home, dir) = (home.to_str().unwrap(), in_keyring.to_str().unwrap());
        let opened = ["--keyring", home, "--first", &fill, "--", program, "--renderer", renderer, "--profile", dir];
        tell(renderer, "by keyring", measure(&opened), empty);
    }
    Ok(())
}

/// A profile with the many mails whose key lies in the keyring of the session this is run in.
fn fill(bed: &Bed, dir: &Path) {
    let client = Client::with_key(dir, &KeySource::Keyring, bed.settings("viele@test.kim.telematik"), "viele");
    let (_, result) = client.fetch();
    println!("a profile of {} mails in the keyring", result.new);
    client.stop();
}

fn tell(renderer: &str, how: &str, own: Option<Figures>, empty: Option<Figures>) {
    match (own, empty) {
        (Some(own), Some(empty)) => println!(
            "  {renderer}, opened {how}: {:.0} ms beyond the empty window ({:.0} ms against {:.0} ms; goal: 400); idle CPU {:.1} % against {:.1} % (goal: about 0)",
            (own.usable - empty.usable) * 1000.0,
            own.usable * 1000.0,
            empty.usable * 1000.0,
            own.idle,
            empty.idle
        ),
        _ => println!("  {renderer}, opened {how}: could not be measured here"),
    }
}

fn empty_window(renderer: &str) -> eframe::Result {
    let options = eframe::NativeOptions {
        renderer: if renderer == "wgpu" { eframe::Renderer::Wgpu } else { eframe::Renderer::Glow },
        viewport: egui::ViewportBuilder::default().with_inner_size([1280.0, 800.0]),
        ..eframe::NativeOptions::default()
    };
    eframe::run_native("empty", options, Box::new(|_| Ok(Box::new(Empty))))
}

#[derive(Clone, Copy)]
struct Figures {
    /// Seconds from the start of the process.
    usable: f64,
    /// Percent of one processor.
    idle: f64,
}

/// Runs `start_time.py`; `None`, with the reason on standard error, when the program shows nothing.
fn measure(arguments: &[&str]) -> Option<Figures> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/window/start_time.py");
    let mut process = Process::new("/usr/bin/python3");
    process.arg(script).args(["--runs", "5", "--idle", "5"]).args(arguments);
    let output = process.stderr(std::process::Stdio::inherit()).output().ok()?;
    let figures: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
    Some(Figures { usable: figures["usable_s"].as_f64()?, idle: figures["idle_percent"].as_f64()? })
}
