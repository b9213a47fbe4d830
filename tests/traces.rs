//! What a day of work leaves outside the encrypted store: nothing that names a person, a mail, a search or a secret (rules 52
//! to 54). The program runs as on a practice server, at its most talkative, and every command comes from outside; then
//! everything readable is searched for what was worked with, in five encodings.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Output, Stdio};

use base64::Engine as _;
use kimpost::domain::log::SupportReport;
use kimpost::domain::secret::Secret;
use kimpost::engine::command::{Command, SupportCommand};
use kimpost::engine::event::Answer;
use kimpost::engine::profile::KeySource;
use kimpost::engine::{Mode, Profile};
use serde_json::Value;
use support::{Desk, HA, KH, Town, ZP, answer, files_below, until};

const PASSPHRASE: &str = "Losungswort-4711-Flussufer";
const WRONG: &str = "falsches-Kennwort-0815";
const SUBJECT: &str = "Rückfrage Zahnersatz Patientin Ährenfeld";
const TEXT: &str = "Bitte um Rückruf wegen Ährenfeld, Geburtsname Quittenbaum.";
const FILE: &str = "befund-ährenfeld-quittenbaum.txt";
const SEARCHED: &str = "Quittenbaum";
const READER: &str = "t.mueller@moorburg.kim.telematik-test";

/// The places of one run. `files` belongs to the person: what is saved and dropped there is meant to be readable.
struct Place {
    root: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        for name in ["tmp", "home", "run", "files"] {
            fs::create_dir(root.path().join(name)).unwrap();
        }
        Self { root }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn program(&self, args: &[&str]) -> Process {
        let mut process = Process::new(env!("CARGO_BIN_EXE_kimpost"));
        process.args(args).current_dir(self.path("files"));
        process.env("KIMPOST_PROFILE", self.path("profil")).env("KIMPOST_LOG", "trace").env_remove("DBUS_SESSION_BUS_ADDRESS");
        process.env("TMPDIR", self.path("tmp")).env("HOME", self.path("home")).env("XDG_RUNTIME_DIR", self.path("run"));
        process.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        process
    }

    fn run(&self, args: &[&str], input: &str) -> Output {
        let mut child = self.program(args).spawn().unwrap();
        // A command that reads nothing may have closed its input already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    /// A command that must succeed.
    fn well(&self, args: &[&str], input: &str) -> Value {
        let output = self.run(&[args, &["--json"]].concat(), input);
        let shown = || format!("{args:?}: {}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(0), "{}", shown());
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", shown()))
    }
}

/// `serve`, ended with the test.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Serving {
    fn begin(place: &Place) -> Self {
        let mut process = place.program(&["serve", "--passphrase-fd", "0"]);
        process.stderr(fs::File::create(place.path("serve.err")).unwrap());
        let mut child = process.spawn().unwrap();
        child.stdin.take().unwrap().write_all(format!("{PASSPHRASE}\n").as_bytes()).unwrap();
        let serving = Self(child);
        until("the engine", || (place.run(&["list", "--json"], "").status.code() == Some(0)).then_some(()));
        serving
    }

    /// As a person ends it, so that everything is written.
    fn end(mut self) {
        support::signal(&self.0, rustix::process::Signal::TERM);
        assert!(self.0.wait().unwrap().success());
    }
}

/// What must not be found, each in five encodings; base64 in its three alignments, hexadecimal in both cases.
struct Markers {
    texts: BTreeSet<String>,
    any: regex::bytes::Regex,
}

impl Markers {
    fn of(texts: BTreeSet<String>) -> Self {
        let patterns: BTreeSet<Vec<u8>> = texts.iter().flat_map(|text| encodings(text)).collect();
        let escaped: Vec<String> = patterns.iter().map(|p| p.iter().map(|b| format!(r"\x{b:02x}")).collect()).collect();
        let any = regex::bytes::RegexBuilder::new(&escaped.join("|")).unicode(false).size_limit(1 << 28).build().unwrap();
        Self { texts, any }
    }

    /// What of them is in these bytes.
    fn found(&self, bytes: &[u8]) -> Option<String> {
        let found = self.any.find(bytes)?;
        let which = self.texts.iter().find(|text| encodings(text).iter().any(|p| p == found.as_bytes())).unwrap();
        let around = &bytes[found.start().saturating_sub(120)..(found.end() + 120).min(bytes.len())];
        Some(format!("{which:?} in {:?}", String::from_utf8_lossy(around)))
    }
}

fn encodings(text: &str) -> Vec<Vec<u8>> {
    let utf8 = text.as_bytes().to_vec();
    let hex: String = utf8.iter().map(|b| format!("{b:02x}")).collect();
    let mut all = vec![utf8.clone(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()];
    all.extend([hex.to_uppercase().into_bytes(), hex.into_bytes()]);
    if text.chars().all(|c| u32::from(c) < 256) {
        all.push(text.chars().map(|c| c as u8).collect());
    }
    for shift in 0..3 {
        let shifted = base64::engine::general_purpose::STANDARD_NO_PAD.encode([vec![0; shift], utf8.clone()].concat());
        // Only letters that hold nothing but bits of the text.
        let (begin, end) = ((shift * 8).div_ceil(6), (shift + utf8.len()) * 8 / 6);
        all.push(shifted.as_bytes()[begin..end].to_vec());
    }
    all
}

/// Words of an answer worth looking for: texts of these keys, wherever they stand.
fn collect(value: &Value, keys: &[&str], into: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, keys, into)),
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if keys.contains(&key.as_str()) && text.chars().count() >= 8 => drop(into.insert(text.clone())),
                    Value::Array(values) if keys.contains(&key.as_str()) => {
                        into.extend(values.iter().filter_map(Value::as_str).filter(|text| text.len() >= 8).map(str::to_owned));
                    }
                    _ => {}
                }
                collect(value, keys, into);
            }
        }
        _ => {}
    }
}

const PERSONAL: [&str; 10] = ["subject", "from", "to", "cc", "name", "address", "display_name", "patient", "login", "recipients"];

/// A day of work; what it worked with.
fn work(place: &Place, town: &Town) -> BTreeSet<String> {
    let mut markers: BTreeSet<String> = [PASSPHRASE, WRONG, SUBJECT, TEXT, SEARCHED, FILE, READER].map(str::to_owned).into();
    for account in &town.info().accounts {
        let own = [&account.address, &account.sender_name, &account.pop3_login, &account.smtp_login, &account.password];
        markers.extend(own.map(String::clone));
    }
    for address in [ZP, KH, HA] {
        fs::write(place.path("files/konto.toml"), town.account_file(address)).unwrap();
        let password = if address == HA { WRONG.into() } else { town.password(address).reveal().to_owned() };
        place.well(&["account", "add", "--file", "konto.toml", "--password-fd", "0"], &format!("{password}\n"));
    }
    // `serve` fetches by itself too; a fetch that already runs is waited for.
    until("the mails of two practices and a refused login", || {
        let fetched = place.run(&["fetch", "--json"], "");
        let total = place.well(&["list"], "")["total"].as_u64();
        (String::from_utf8_lossy(&fetched.stdout).contains("POP-LOGIN") && total > Some(40)).then_some(())
    });
    fs::create_dir(place.path("files/pvs")).unwrap();
    place.well(&["handover", "set", "EBZ", "pvs"], "");
    let list = place.well(&["list", "--limit", "500"], "");
    collect(&list, &PERSONAL, &mut markers);
    for row in list["rows"].as_array().unwrap().iter().step_by(4) {
        let id = row["id"].to_string();
        collect(&place.well(&["show", &id], ""), &PERSONAL, &mut markers);
        place.well(&["attachments", &id, "--save-to", "gespeichert"], "");
    }
    markers.extend(files_below(&place.path("files/gespeichert")).iter().filter_map(|f| {
        let name = f.file_name()?.to_str()?;
        (name.len() >= 12).then(|| name.to_owned())
    }));
    place.well(&["answers"], "");
    place.well(&["list", "--search", SEARCHED], "");
    place.run(&["directory", "search", SEARCHED, "--json"], "");
    collect(&place.well(&["directory", "search", "müller", "--city", "Moorburg"], ""), &PERSONAL, &mut markers);
    fs::write(place.path("files").join(FILE), TEXT).unwrap();
    place.well(&["send", "--account", ZP, "--to", READER, "--subject", SUBJECT, "--text", TEXT, "--attach", FILE], "");
    // A watched folder: one file that goes out, one nobody can read.
    fs::create_dir(place.path("files/ausgang")).unwrap();
    place.well(&["watch", "add", "ausgang", "--account", ZP], "");
    let request = "EEBZ0_0991234562611ZE00000000000471101.p7s";
    fs::copy("assets/demo/antrag-4711.p7s", place.path("files/ausgang").join(request)).unwrap();
    fs::write(place.path("files/ausgang").join(FILE), TEXT).unwrap();
    place.run(&["watch", "--once", "--json"], "");
    assert!(place.path("files/ausgang/gesendet").join(request).exists());
    markers.insert(request.to_owned());
    until("the answer handed over", || {
        place.run(&["fetch", "--json"], "");
        (!files_below(&place.path("files/pvs")).is_empty()).then_some(())
    });
    collect(&place.well(&["handover", "run"], ""), &PERSONAL, &mut markers);
    markers.extend(files_below(&place.path("files/pvs")).iter().filter_map(|f| Some(f.file_name()?.to_str()?.to_owned())));
    place.run(&["import", "konto.toml", "--json"], "");
    place.run(&["account", "test", HA, "--json"], "");
    place.run(&["doctor", "--json"], "");
    // A word that stands in the program's own texts is no trace of a person.
    markers.retain(|text| text.chars().count() >= 8);
    markers
}

fn report(place: &Place) -> SupportReport {
    let profile = Profile::open(&place.path("profil"), &KeySource::Passphrase(Secret::new(PASSPHRASE))).unwrap();
    let desk = Desk::on(profile, Mode::CommandsOnly, tempfile::tempdir().unwrap());
    let ask = |command| desk.ask(Command::Support(Box::new(command)));
    let report = answer!(ask(SupportCommand::Report { renderer: "glow".into() }), Answer::Support(report) => *report);
    let path = desk.path("bericht.txt");
    let save = |replace| Command::Support(Box::new(SupportCommand::Save { text: "so gelesen\n".into(), path: path.clone(), replace }));
    answer!(desk.ask(save(false)), Answer::Files(files) => assert_eq!(files[0].size, 11));
    assert_eq!(desk.problem(save(false)), "SAVE-EXISTS");
    desk.ask(save(true));
    assert_eq!(fs::read_to_string(&path).unwrap(), "so gelesen\n");
    report
}

#[test]
fn the_search_finds_each_of_the_five_encodings() {
    let markers = Markers::of(["Ährenfeld".to_owned(), "Quittenbaum".to_owned()].into());
    let base64 = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes).into_bytes();
    for text in ["xÄhrenfeldx", "Quittenbaum.", "ab Quittenbaum ist"] {
        let hex: String = text.bytes().map(|b| format!("{b:02x}")).collect();
        let latin1: Vec<u8> = text.chars().map(|c| c as u8).collect();
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes().to_vec(), latin1, utf16, base64(text.as_bytes()), hex.to_uppercase().into_bytes(), hex.into_bytes()] {
            assert!(markers.found(&bytes).is_some(), "{text} as {}", String::from_utf8_lossy(&bytes));
        }
    }
    assert_eq!(markers.found(b"nothing of that"), None);
}

#[test]
fn a_day_of_work_leaves_no_trace_outside_the_encrypted_store() {
    let (place, town) = (Place::new(), Town::full());
    assert_eq!(place.run(&["init", "--passphrase-fd", "0"], &format!("{PASSPHRASE}\n")).status.code(), Some(0));
    let serving = Serving::begin(&place);
    let markers = Markers::of(work(&place, &town));
    assert!(markers.texts.len() > 100, "{}", markers.texts.len());
    let mut offences = Vec::new();
    #[cfg(target_os = "linux")]
    {
        let process = PathBuf::from(format!("/proc/{}", serving.0.id()));
        for name in ["cmdline", "environ"] {
            offences.extend(markers.found(&fs::read(process.join(name)).unwrap()).map(|found| format!("{name}: {found}")));
        }
        let limits = fs::read_to_string(process.join("limits")).unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["1", "1"], "a core dump would hold everything");
    }
    // While it runs, and once more what it wrote when it ended.
    let search = |markers: &Markers, offences: &mut Vec<String>| {
        let mut count = 0;
        for path in ["profil", "tmp", "home"].iter().flat_map(|dir| files_below(&place.path(dir))).chain([place.path("serve.err")]) {
            // The socket of the running engine cannot be read.
            let Ok(bytes) = fs::read(&path) else { continue };
            let name = path.strip_prefix(place.root.path()).unwrap_or(Path::new("")).display().to_string();
            offences.extend([name.as_bytes(), &bytes].iter().filter_map(|b| markers.found(b)).map(|found| format!("{name}: {found}")));
            count += 1;
        }
        assert!(count > 4, "{count}");
    };
    search(&markers, &mut offences);
    serving.end();
    search(&markers, &mut offences);
    let mut there = Vec::new();
    search(&Markers::of(["fetched account=".to_owned()].into()), &mut there);
    for file in ["profil/logs/kimpost.log: ", "serve.err: "] {
        assert!(there.iter().any(|found| found.starts_with(file)), "{file} was not searched: {there:?}");
    }
    let log = fs::read_to_string(place.path("profil/logs/kimpost.log")).unwrap();
    for said in ["fetched account=", "submission ended", "POP-LOGIN", "DEBUG"] {
        assert!(log.contains(said), "the log is not as talkative as it was meant to be: {said}\n{log}");
    }
    let report = report(&place);
    let mut text = String::new();
    for (key, lines) in &report.sections {
        text.push_str(&format!("{key}\n{}\n", lines.join("\n")));
    }
    offences.extend(markers.found(text.as_bytes()).map(|found| format!("report: {found}")));
    let kept = ["key_store: passphrase", "renderer: glow", "pop3: loopback port ", "tls none", "fetched account=", "FAULT", "outgoing: "];
    for said in kept {
        assert!(text.contains(said), "the report does not tell {said}\n{text}");
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}
