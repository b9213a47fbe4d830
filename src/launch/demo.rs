//! The demo: stand-ins on loopback, a throw-away profile, invented mails. Nothing of it outlives the window.

use std::path::{Path, PathBuf};

use serde_json::json;
use tokio::runtime::Runtime;

use super::{emit, logging, window};
use crate::cli::args::CommandLine;
use crate::cli::output::exit;
use crate::demo::{Demo, DemoAccount, DemoInfo, DemoOptions, PracticeFile};
use crate::domain::account::{Account, AccountSettings, ClientmodulLogin, ConnectorSettings, DirectorySettings, ServerSettings};
use crate::domain::address::KimAddress;
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::domain::usage::{TextBlock, Usage};
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::engine::{EngineHandle, Profile};

fn failed(error: impl std::fmt::Display) -> Problem {
    Problem::new("DEMO-START", error.to_string())
}

/// Stand-ins on a runtime of their own.
fn start() -> Result<(Runtime, Demo), Problem> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().map_err(failed)?;
    let demo = runtime.block_on(Demo::start(DemoOptions::default())).map_err(failed)?;
    Ok((runtime, demo))
}

/// `demo --headless`: only the stand-ins, until standard input closes or a signal comes.
pub fn headless() -> Result<u8, Problem> {
    let (_runtime, demo) = start()?;
    let mut line = describe(demo.info()).to_string();
    line.push('\n');
    emit((line.into_bytes(), String::new()));
    let (ended, end) = std::sync::mpsc::channel();
    let by_input = ended.clone();
    std::thread::spawn(move || {
        // Reads until the end; whatever is written there is of no interest.
        let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        let _ = by_input.send(());
    });
    std::thread::spawn(move || {
        let _ = super::wait_for_signal();
        let _ = ended.send(());
    });
    let _ = end.recv();
    Ok(exit::DONE)
}

fn describe(info: &DemoInfo) -> serde_json::Value {
    let server = |e: &crate::demo::Endpoint| json!({ "server": e.server, "port": e.port, "tls": e.tls.as_str() });
    json!({
        "pop3": server(&info.pop3), "smtp": server(&info.smtp),
        "directory": { "url": info.directory_url },
        "connector": {
            "url": info.connector_url, "mandant_id": info.context.mandant_id,
            "client_system_id": info.context.client_system_id, "workplace_id": info.context.workplace_id,
        },
        "accounts": info.accounts.iter().map(|a| json!({
            "address": a.address, "sender_name": a.sender_name, "pop3_login": a.pop3_login, "smtp_login": a.smtp_login, "password": a.password,
        })).collect::<Vec<_>>(),
    })
}

/// A folder that is removed when the demo ends.
struct ThrowAway(PathBuf);

impl Drop for ThrowAway {
    fn drop(&mut self) {
        // What cannot be removed now holds invented data under a key that is lost.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Name of the folders of demos in the system's temp folder.
const FOLDER: &str = "kimpost-demo-";
/// The profile in it: folders that are watched lie beside a profile, never inside.
const PROFILE: &str = "profil";

/// Removes what demos left behind that were ended from outside. A running one holds the lock of its profile.
fn remove_leftovers() {
    for entry in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(FOLDER) && Profile::is_free(&entry.path().join(PROFILE)) {
            // Another person's folder cannot be removed, and need not be.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// `demo`: the window on a throw-away profile.
pub fn window(line: &CommandLine) -> Result<u8, Problem> {
    remove_leftovers();
    let (_runtime, demo) = start()?;
    let folder = ThrowAway(std::env::temp_dir().join(format!("{FOLDER}{}", uuid::Uuid::new_v4())));
    let profile_dir = folder.0.join(PROFILE);
    let profile = Profile::throw_away(&profile_dir)?;
    logging::to_stderr();
    let info = demo.info().clone();
    let dir = folder.0.clone();
    window::open(line, profile, &profile_dir, true, move |engine| set_up(engine, &info, &dir))
}

/// Accounts of the stand-ins and the mails the practice "sent" before, so that answers find their requests.
fn set_up(engine: &EngineHandle, info: &DemoInfo, dir: &Path) -> Result<(), Problem> {
    // Without a password nothing is fetched yet: receipts and answers must find the mails they speak about.
    let mut saved = Vec::new();
    for account in &info.accounts {
        let command = Command::SaveAccount { id: None, settings: Box::new(settings_of(info, account)?), password: None, loaded: None };
        if let Answer::AccountSaved(made) = engine.ask_blocking(command)? {
            saved.push((made, account));
        }
    }
    let usage = Usage { send_eau: true, text_blocks: text_blocks(), ..Usage::default() };
    engine.ask_blocking(Command::SaveUsage(Box::new(usage)))?;
    let sent = dir.join("sent");
    std::fs::create_dir_all(&sent).map_err(failed)?;
    for (number, raw) in info.sent.iter().enumerate() {
        std::fs::write(sent.join(format!("{number:03}.eml")), raw).map_err(failed)?;
    }
    engine.ask_blocking(Command::Import { paths: vec![sent.clone()], account: None })?;
    std::fs::remove_dir_all(&sent).map_err(failed)?;
    watched_folders(engine, dir, saved.iter().map(|(made, _)| made.as_ref()))?;
    practice_folders(engine, dir, &info.day)?;
    for (made, account) in saved {
        let password = Some(Secret::new(account.password.as_str()));
        engine.ask_blocking(Command::SaveAccount { id: Some(made.id), settings: Box::new(made.settings), password, loaded: None })?;
    }
    Ok(())
}

/// Files a practice system would drop, to be copied into a folder.
const SAMPLES: [(&str, &[u8]); 7] = [
    ("EEBZ0_0991234562611ZE00000000000471101.p7s", include_bytes!("../../assets/demo/antrag-4711.p7s")),
    ("EEBZ0_0991234562611ZE00000000000471201.p7s", include_bytes!("../../assets/demo/antrag-4712.p7s")),
    ("EEAU0_b53415df-b95f-529f-8075-8ededdbb3939.p7s", include_bytes!("../../assets/demo/eau.p7s")),
    ("EEEB0_ANF_9a1c7be0-52d4-5f8e-b1c3-6e0d47a2f915.p7s", include_bytes!("../../assets/demo/eeb-anfrage.p7s")),
    // A letter does not say whom it is for.
    ("Arztbrief.json", br#"{"to": ["praxis.brandmoor@fennwalde.kim.telematik-test"]}"#),
    ("Arztbrief.pdf", include_bytes!("../../assets/demo/arztbrief.pdf")),
    ("Arztbrief.xml", include_bytes!("../../assets/demo/arztbrief.xml")),
];

/// An Ausgangsordner for each practice, and samples beside them: whoever copies one over gets receipt and answer.
fn watched_folders<'a>(engine: &EngineHandle, dir: &Path, accounts: impl Iterator<Item = &'a Account>) -> Result<(), Problem> {
    for account in accounts {
        let name = account.settings.address.as_str().split('@').next().unwrap_or_default().to_owned();
        let folder = dir.join("Ausgang").join(name);
        std::fs::create_dir_all(&folder).map_err(failed)?;
        engine.ask_blocking(Command::AddWatchFolder { account: account.id, dienstkennung: String::new(), dir: folder, sure: true })?;
    }
    let samples = dir.join("Beispiele");
    std::fs::create_dir_all(&samples).map_err(failed)?;
    for (name, bytes) in SAMPLES {
        std::fs::write(samples.join(name), bytes).map_err(failed)?;
    }
    Ok(())
}

/// Where a whole day's requests lie, beside the other samples.
const DAY: &str = "Praxistag";
/// Where answers of insurers go.
const PRACTICE: &str = "Praxissoftware";

/// A day's requests to be copied into the Ausgangsordner of the dental practice at once, and the folder from which its
/// practice system would collect the answers.
fn practice_folders(engine: &EngineHandle, dir: &Path, day: &[PracticeFile]) -> Result<(), Problem> {
    let requests = dir.join("Beispiele").join(DAY);
    std::fs::create_dir_all(&requests).map_err(failed)?;
    for file in day {
        std::fs::write(requests.join(&file.name), &file.bytes).map_err(failed)?;
    }
    let practice = dir.join(PRACTICE);
    std::fs::create_dir_all(&practice).map_err(failed)?;
    engine.ask_blocking(Command::SetHandoverFolder { prefix: "EBZ".to_owned(), dir: Some(practice) }).map(|_| ())
}

/// What a practice might write again and again.
fn text_blocks() -> Vec<TextBlock> {
    let block = |name: &str, text: &str| TextBlock { name: name.to_owned(), text: text.to_owned() };
    vec![
        block("Unterlagen angefordert", "bitte senden Sie uns die Unterlagen zu dem genannten Behandlungsfall per KIM zu."),
        block("Befund anbei", "im Anhang erhalten Sie den Befund zu Ihrer Anfrage."),
        block("Rückruf", "bitte rufen Sie uns in dieser Sache während der Sprechzeiten zurück."),
    ]
}

/// The account as an admin would enter it.
fn settings_of(info: &DemoInfo, account: &DemoAccount) -> Result<AccountSettings, Problem> {
    let server = |endpoint: &crate::demo::Endpoint, login: &str| -> Result<ServerSettings, Problem> {
        Ok(ServerSettings {
            server: endpoint.server.clone(),
            port: endpoint.port,
            tls: endpoint.tls,
            login: ClientmodulLogin::new(login).map_err(|_| failed("login"))?,
            ..ServerSettings::default()
        })
    };
    let mut settings = AccountSettings::new(KimAddress::parse(&account.address).map_err(|_| failed("address"))?);
    settings.sender_name.clone_from(&account.sender_name);
    settings.incoming = server(&info.pop3, &account.pop3_login)?;
    settings.outgoing = server(&info.smtp, &account.smtp_login)?;
    settings.directory = DirectorySettings { url: info.directory_url.clone(), ..DirectorySettings::default() };
    settings.connector =
        ConnectorSettings { url: info.connector_url.clone(), context: info.context.clone(), ..ConnectorSettings::default() };
    // The stand-ins live on: receipts come within seconds, so the demo looks every minute.
    settings.options.poll_interval_minutes = 1;
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{self, Mode};

    #[test]
    fn everything_of_the_demo_is_there_before_its_first_fetch() {
        let (_runtime, demo) = start().unwrap();
        let dir = tempfile::tempdir().unwrap();
        let profile = Profile::throw_away(&dir.path().join(PROFILE)).unwrap();
        let (engine, _events, thread) = engine::spawn(profile, Mode::CommandsOnly, Box::new(|| {})).unwrap();
        set_up(&engine, demo.info(), dir.path()).unwrap();
        let Answer::Watch(watch) = engine.ask_blocking(Command::ListWatch).unwrap() else { panic!("no folders") };
        assert_eq!(watch.folders.len(), demo.info().accounts.len());
        assert!(watch.folders.iter().all(|state| state.code.is_empty()));
        let samples = dir.path().join("Beispiele");
        assert_eq!(std::fs::read_dir(&samples).unwrap().count(), SAMPLES.len() + 1);
        assert_eq!(std::fs::read_dir(samples.join(DAY)).unwrap().count(), demo.info().day.len());
        let Answer::Handovers { folders, .. } = engine.ask_blocking(Command::ListHandovers).unwrap() else { panic!("no folders") };
        assert_eq!(folders, [("EBZ".to_owned(), dir.path().join(PRACTICE))]);
        engine.ask_blocking(Command::Shutdown).unwrap();
        thread.join().unwrap();
    }
}
