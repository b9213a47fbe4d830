//! Start to the first usable picture, against an empty window of the same renderer: both seen from outside, in one run.
//!
//! `tests/bench.sh` runs it after `mailbox`, whose profile with 10,000 mails it opens (by passphrase, so Argon2 over
//! 128 MiB is part of the time; with a keyring it is not). Started with `--empty RENDERER` it is the empty window itself.
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

use support::{Bed, PASSPHRASE};

struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        egui::CentralPanel::default().show(ui, |ui| ui.label("empty"));
    }
}

fn main() -> eframe::Result {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|a| a == "--empty") {
        return empty_window(&arguments[at + 1]);
    }
    let Some(bed) = Bed::find() else { return Ok(()) };
    let profile = bed.big_profile();
    if !profile.exists() {
        println!("there is no profile with mails: run the bench mailbox first");
        return Ok(());
    }
    println!("\nstart with the profile of the many mails, to the picture that stays (best of several, warm)");
    let passphrase = bed.work().join("passphrase");
    std::fs::write(&passphrase, PASSPHRASE).unwrap();
    let empty = std::env::current_exe().unwrap();
    for renderer in ["glow", "wgpu"] {
        let keep = bed.work().join(format!("start-{renderer}.png"));
        let peer = measure(&[empty.to_str().unwrap(), "--empty", renderer], None);
        let own = format!(
            "exec '{}' --renderer {renderer} --profile '{}' --passphrase-fd 3 3<'{}'",
            env!("CARGO_BIN_EXE_kimpost"),
            profile.display(),
            passphrase.display()
        );
        let own = measure(&["sh", "-c", &own], Some(&keep));
        match (own, peer) {
            (Some(own), Some(peer)) => println!(
                "  {renderer}: {:.0} ms beyond the empty window ({:.0} ms against {:.0} ms; goal: 400); idle CPU {:.1} % against {:.1} % (goal: about 0)",
                (own.usable - peer.usable) * 1000.0,
                own.usable * 1000.0,
                peer.usable * 1000.0,
                own.idle,
                peer.idle
            ),
            _ => println!("  {renderer}: could not be measured here"),
        }
    }
    Ok(())
}

fn empty_window(renderer: &str) -> eframe::Result {
    let options = eframe::NativeOptions {
        renderer: if renderer == "wgpu" { eframe::Renderer::Wgpu } else { eframe::Renderer::Glow },
        viewport: egui::ViewportBuilder::default().with_inner_size([1280.0, 800.0]),
        ..eframe::NativeOptions::default()
    };
    eframe::run_native("empty", options, Box::new(|_| Ok(Box::new(Empty))))
}

struct Figures {
    /// Seconds from the start of the process.
    usable: f64,
    /// Percent of one processor.
    idle: f64,
}

/// Starts a program several times on a private X server; `None`, with the reason on standard error, when it shows nothing.
fn measure(command: &[&str], keep: Option<&Path>) -> Option<Figures> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/window/start_time.py");
    let mut process = Process::new("/usr/bin/python3");
    process.arg(script).args(["--runs", "5", "--idle", "10"]);
    if let Some(picture) = keep {
        process.arg("--keep").arg(picture);
    }
    let output = process.arg("--").args(command).stderr(std::process::Stdio::inherit()).output().ok()?;
    let figures: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
    Some(Figures { usable: figures["usable_s"].as_f64()?, idle: figures["idle_percent"].as_f64()? })
}
