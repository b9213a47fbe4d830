//! The program from outside: exit codes, JSON, keys from descriptors, commands handed to a running engine, the demo.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

const PASSPHRASE: &str = "ein langes Losungswort";

fn program(profile: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kimpost"));
    command.env("KIMPOST_PROFILE", profile).env_remove("DBUS_SESSION_BUS_ADDRESS").env("XDG_RUNTIME_DIR", profile.parent().unwrap());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the program with these lines on its standard input.
fn run(profile: &Path, args: &[&str], input: &str) -> Output {
    let mut child = program(profile).args(args).spawn().unwrap();
    // A command that reads nothing may have closed its input already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&output.stdout)))
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A running child that is ended with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_profile_is_made_once_and_opens_with_its_passphrase_only() {
    let dir = tempfile::tempdir().unwrap();
    let profile = dir.path().join("profil");
    let key = format!("{PASSPHRASE}\n");
    let with_key = |args: &[&str], key: &str| run(&profile, &[args, &["--json", "--passphrase-fd", "0"]].concat(), key);
    let missing = with_key(&["list"], &key);
    assert_eq!((code(&missing), json(&missing)["error"]["code"].as_str()), (3, Some("PROFILE-MISSING")));
    let short = with_key(&["init"], "kurz\n");
    assert_eq!((code(&short), json(&short)["error"]["code"].as_str()), (3, Some("KEY-TOO-SHORT")));
    let made = with_key(&["init"], &key);
    assert_eq!(code(&made), 0, "{}", String::from_utf8_lossy(&made.stderr));
    assert_eq!(json(&made)["key_store"], "passphrase");
    let again = with_key(&["init"], &key);
    assert_eq!((code(&again), json(&again)["error"]["code"].as_str()), (1, Some("PROFILE-EXISTS")));
    let wrong = with_key(&["list"], "ein ganz anderes Wort\n");
    assert_eq!((code(&wrong), json(&wrong)["error"]["code"].as_str()), (3, Some("KEY-WRONG")));
    let listed = with_key(&["list"], &key);
    assert_eq!((code(&listed), json(&listed)["total"].as_u64()), (0, Some(0)));
    let marker = PASSPHRASE.as_bytes();
    for entry in std::fs::read_dir(&profile).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap_or_default();
        assert!(!bytes.windows(marker.len()).any(|w| w == marker), "the passphrase lies in the profile");
    }
}

#[test]
fn a_backup_opens_on_another_machine_with_its_own_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let (old, new, file) = (dir.path().join("alt"), dir.path().join("neu"), dir.path().join("alles.kimpost-backup"));
    let (own, other) = ("ein Satz für Sicherungen\n", "ein drittes Losungswort\n");
    let file = file.to_str().unwrap();
    let key = format!("{PASSPHRASE}\n");
    assert_eq!(code(&run(&old, &["init", "--passphrase-fd", "0"], &key)), 0);
    let set = run(&old, &["settings", "set", "support.address=hilfe@example.invalid", "--passphrase-fd", "0"], &key);
    assert_eq!(code(&set), 0, "{}", String::from_utf8_lossy(&set.stderr));
    let with_both = ["--json", "--passphrase-fd", "0", "--backup-passphrase-fd", "0"];
    let made = run(&old, &[&["backup", file][..], &with_both].concat(), &format!("{own}{key}"));
    assert_eq!(code(&made), 0, "{}", String::from_utf8_lossy(&made.stdout));
    assert_eq!((json(&made)["path"].as_str(), json(&made)["verified"].as_bool()), (Some(file), Some(true)));
    assert_eq!(json(&made)["bytes"].as_u64(), Some(std::fs::metadata(file).unwrap().len()));
    let again = run(&old, &[&["backup", file][..], &with_both].concat(), &format!("{own}{key}"));
    assert_eq!((code(&again), json(&again)["error"]["code"].as_str()), (1, Some("SAVE-EXISTS")));
    // There is no profile yet; it gets a passphrase of its own.
    let wrong = run(&new, &[&["restore", file][..], &with_both].concat(), &format!("{other}{other}"));
    assert_eq!(json(&wrong)["error"]["code"].as_str(), Some("BACKUP-KEY"));
    let back = run(&new, &[&["restore", file][..], &with_both].concat(), &format!("{own}{other}"));
    assert_eq!((code(&back), json(&back)["verified"].as_bool()), (0, Some(true)), "{}", String::from_utf8_lossy(&back.stdout));
    let settings = run(&new, &["settings", "list", "--json", "--passphrase-fd", "0"], other);
    assert_eq!(json(&settings)["settings"]["support.address"], "hilfe@example.invalid");
}

#[test]
fn the_key_gets_another_passphrase_a_sheet_and_a_way_back_without_a_window() {
    let dir = tempfile::tempdir().unwrap();
    let (profile, sheet) = (dir.path().join("profil"), dir.path().join("blatt.pdf"));
    let (old, new, third) = (PASSPHRASE, "ein neues Losungswort", "ein drittes Losungswort");
    let both = |args: &[&str], lines: &[&str]| {
        let output = run(&profile, &[args, &["--json"]].concat(), &format!("{}\n", lines.join("\n")));
        let error = json(&output)["error"]["code"].as_str().map(str::to_owned);
        (code(&output), error, json(&output))
    };
    assert_eq!(both(&["init", "--passphrase-fd", "0"], &[old]).0, 0);
    let change = ["key", "change", "--passphrase-fd", "0", "--new-passphrase-fd", "0"];
    assert_eq!(both(&change, &["ein ganz anderes Wort", new]).1.as_deref(), Some("KEY-WRONG"));
    let (done, _, told) = both(&change, &[old, new]);
    assert_eq!((done, told["key_store"].as_str()), (0, Some("passphrase")));
    assert_eq!(both(&["list", "--passphrase-fd", "0"], &[old]).1.as_deref(), Some("KEY-WRONG"));
    let (done, _, told) = both(&["key", "sheet", "--output", sheet.to_str().unwrap(), "--passphrase-fd", "0"], &[new]);
    assert_eq!(done, 0, "{told}");
    assert!(std::fs::read(&sheet).unwrap().starts_with(b"%PDF") && told["sheet"].as_str().unwrap().len() == 4);
    assert!(told.to_string().len() < 300, "the code is on the sheet only: {told}");
    let recover = ["key", "recover", "--recovery-code-fd", "0", "--new-passphrase-fd", "0"];
    let wrong = ["0000", "0000", "0000", "0000", "0000", "0000", "0000", "0000"].join("");
    assert_eq!((both(&recover, &[&wrong, third]).0, both(&recover, &[&wrong, third]).1.as_deref()), (3, Some("RECOVERY-CODE")));
    // A sheet whose code is known here: the program tells none.
    let secret = kimpost::domain::secret::Secret::new(new);
    let (key, _) = kimpost::secrets::open_profile_key(&profile, Some(&secret), || panic!("no keyring")).unwrap();
    let drawn = kimpost::secrets::NewSheet::draw(&key, kimpost::domain::time::Timestamp(0)).unwrap();
    let typed = drawn.code.blocks().iter().map(|block| block.to_lowercase()).collect::<Vec<_>>().join(" ");
    drawn.put(&profile).unwrap();
    let (done, _, told) = both(&recover, &[&typed, third]);
    assert_eq!((done, told["key_store"].as_str()), (0, Some("passphrase")), "{told}");
    assert_eq!(both(&["list", "--passphrase-fd", "0"], &[new]).1.as_deref(), Some("KEY-WRONG"));
    assert_eq!(both(&["list", "--passphrase-fd", "0"], &[third]).0, 0);
}

#[test]
fn wrong_usage_is_exit_2_with_an_error_document() {
    let dir = tempfile::tempdir().unwrap();
    for args in
        [&["list", "--technical", "--personal", "--json"][..], &["send", "--json"], &["nonsense", "--json"], &["show", "abc", "--json"]]
    {
        let output = run(dir.path(), args, "");
        assert_eq!((code(&output), json(&output)["error"]["code"].as_str()), (2, Some("USAGE")), "{args:?}");
        assert!(!json(&output)["error"]["advice"].as_str().unwrap().is_empty());
    }
    let help = run(dir.path(), &["--help"], "");
    assert!(code(&help) == 0 && String::from_utf8_lossy(&help.stdout).contains("Kassenantwort"));
    let english = run(dir.path(), &["--lang", "en", "send", "--help"], "");
    assert!(code(&english) == 0 && String::from_utf8_lossy(&english.stdout).contains("Ask for a delivery receipt"));
}

#[test]
fn commands_are_handed_to_the_engine_that_runs_on_the_profile() {
    let dir = tempfile::tempdir().unwrap();
    let profile = dir.path().join("profil");
    assert_eq!(code(&run(&profile, &["init", "--passphrase-fd", "0"], &format!("{PASSPHRASE}\n"))), 0);
    let mut child = program(&profile).args(["serve", "--passphrase-fd", "0"]).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{PASSPHRASE}\n").as_bytes()).unwrap();
    let serving = Running(child);
    // Without the passphrase only a running engine can answer.
    let deadline = Instant::now() + Duration::from_secs(30);
    let answer = loop {
        let output = run(&profile, &["list", "--json"], "");
        if code(&output) == 0 {
            break json(&output);
        }
        assert!(Instant::now() < deadline, "{}", String::from_utf8_lossy(&output.stdout));
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(answer["total"], 0);
    let account = dir.path().join("konto.toml");
    let server = "server = \"127.0.0.1\"\nport = 9\ntls = \"none\"\nlogin = \"praxis@a.kim.telematik-test#h:995#M#C#W\"\n";
    std::fs::write(&account, format!("address = \"praxis@a.kim.telematik-test\"\n[pop3]\n{server}[smtp]\n{server}")).unwrap();
    // A relative path means the caller's folder, and the password comes from the caller's descriptor.
    let mut add = program(&profile);
    add.current_dir(dir.path()).args(["account", "add", "--file", "konto.toml", "--password-fd", "0", "--json"]);
    let mut add = add.spawn().unwrap();
    add.stdin.take().unwrap().write_all("geheim\n".as_bytes()).unwrap();
    let added = add.wait_with_output().unwrap();
    assert_eq!(code(&added), 0, "{}", String::from_utf8_lossy(&added.stderr));
    assert_eq!(json(&added)["account"]["has_password"], true);
    assert!(!String::from_utf8_lossy(&added.stdout).contains("geheim"));
    let failed = run(&profile, &["fetch", "--json"], "");
    assert_eq!((code(&failed), json(&failed)["error"]["code"].as_str()), (1, Some("POP-CONNECT")));
    // A second engine is refused while the first one runs.
    let second = run(&profile, &["serve", "--json", "--passphrase-fd", "0"], &format!("{PASSPHRASE}\n"));
    assert_eq!((code(&second), json(&second)["error"]["code"].as_str()), (5, Some("PROFILE-IN-USE")));
    drop(serving);
}

#[test]
fn the_headless_demo_tells_where_it_listens_and_ends_with_its_input() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = program(dir.path()).args(["demo", "--headless"]).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let info: Value = serde_json::from_str(&line).unwrap();
    assert!(info["pop3"]["port"].as_u64().unwrap() > 0 && info["directory"]["url"].as_str().unwrap().starts_with("ldap://127.0.0.1:"));
    assert!(info["accounts"][0]["pop3_login"].as_str().unwrap().contains('#'));
    let port = u16::try_from(info["pop3"]["port"].as_u64().unwrap()).unwrap();
    let mut greeting = String::new();
    BufReader::new(std::net::TcpStream::connect(("127.0.0.1", port)).unwrap()).read_line(&mut greeting).unwrap();
    assert!(greeting.starts_with("+OK"), "{greeting}");
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}
