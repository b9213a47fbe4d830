//! The test bed of `KIMTB_DIR` (see `tests/servers`): its servers, its users, and their mailboxes on disk.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails loudly")]
#![allow(clippy::print_stdout, reason = "what the fast run leaves out is said")]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use kimpost::domain::account::{AccountSettings, ClientmodulLogin, ServerSettings, TlsMode};
use kimpost::domain::address::KimAddress;
use kimpost::domain::secret::Secret;
use kimpost::engine::Mode;
use serde_json::Value;

use crate::support::{Desk, files_below};

static SEEDED: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);

/// The servers of this run.
pub struct Bed(pub Value);

impl Bed {
    /// `None` in the fast run.
    pub fn get() -> Option<Self> {
        let Some(dir) = std::env::var_os("KIMTB_DIR") else {
            println!("left out of the fast run: KIMTB_DIR is not set");
            return None;
        };
        let path = PathBuf::from(dir).join("env.json");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("KIMTB_DIR is wrong: {}: {e}", path.display()));
        Some(Self(serde_json::from_str(&text).unwrap()))
    }

    pub fn port(&self, name: &str) -> u16 {
        u16::try_from(self.0["ports"][name].as_u64().unwrap()).unwrap()
    }

    pub fn user(&self, name: &str) -> &Value {
        let address = address(name);
        self.0["users"].as_array().unwrap().iter().find(|u| u["address"] == address.as_str()).unwrap()
    }

    pub fn settings(&self, name: &str, mode: TlsMode, pop3: u16, smtp: u16) -> AccountSettings {
        let mut settings = AccountSettings::new(KimAddress::parse(&address(name)).unwrap());
        settings.sender_name = format!("Praxis {name}");
        for (server, port) in [(&mut settings.incoming, pop3), (&mut settings.outgoing, smtp)] {
            let login = ClientmodulLogin::new(self.user(name)["login"].as_str().unwrap()).unwrap();
            *server = ServerSettings { server: "127.0.0.1".into(), port, tls: mode, login, ..ServerSettings::default() };
        }
        settings.directory.url = format!("ldap://127.0.0.1:{}", self.0["vzd"]["ldap"].as_str().unwrap());
        settings
    }

    pub fn plain(&self, name: &str) -> AccountSettings {
        self.settings(name, TlsMode::None, self.port("pop3"), self.port("smtp"))
    }

    pub fn password(&self, name: &str) -> Option<Secret> {
        Some(Secret::new(self.user(name)["password"].as_str().unwrap()))
    }

    /// Puts mails into the mailbox as the delivery agent does: whole files, moved into place.
    pub fn seed(&self, name: &str, mails: &[Vec<u8>]) {
        let maildir = PathBuf::from(self.user(name)["maildir"].as_str().unwrap());
        for folder in ["cur", "new", "tmp"] {
            std::fs::create_dir_all(maildir.join(folder)).unwrap();
        }
        for mail in mails {
            let text: Vec<u8> = mail.iter().copied().filter(|b| *b != b'\r').collect();
            // Names are UIDLs: never one twice.
            let count = SEEDED.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let file = format!("{:010}.M{count}P{}.walk", 1_700_000_000 + count, std::process::id());
            std::fs::write(maildir.join("tmp").join(&file), text).unwrap();
            std::fs::rename(maildir.join("tmp").join(&file), maildir.join("new").join(&file)).unwrap();
        }
        chown_like(&maildir);
    }

    /// Empties the mailbox: other tests and earlier runs used it before.
    pub fn clear(&self, name: &str) {
        let maildir = PathBuf::from(self.user(name)["maildir"].as_str().unwrap());
        for folder in ["cur", "new"].map(|f| maildir.join(f)).iter().filter(|f| f.exists()) {
            for file in files_below(folder) {
                std::fs::remove_file(file).unwrap();
            }
        }
    }

    /// Sends a mail as another Clientmodul of the same Fachdienst would: by SMTP, under the sender's login.
    pub fn post(&self, from: &str, to: &str, mail: &[u8]) {
        use base64::Engine as _;
        let user = self.user(from);
        let (login, password) = (user["login"].as_str().unwrap(), user["password"].as_str().unwrap());
        let plain = base64::engine::general_purpose::STANDARD.encode(format!("\0{login}\0{password}"));
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", self.port("smtp"))).unwrap();
        let mut replies = BufReader::new(stream.try_clone().unwrap());
        let mut expect = |code: &str| loop {
            let mut line = String::new();
            replies.read_line(&mut line).unwrap();
            assert!(line.starts_with(code), "{line}");
            if line.as_bytes().get(3) == Some(&b' ') {
                break;
            }
        };
        expect("220");
        for (line, code) in [
            ("EHLO kasse.invalid".to_owned(), "250"),
            (format!("AUTH PLAIN {plain}"), "235"),
            (format!("MAIL FROM:<{}>", address(from)), "250"),
            (format!("RCPT TO:<{}> NOTIFY=NEVER", address(to)), "250"),
            ("DATA".to_owned(), "354"),
        ] {
            stream.write_all(format!("{line}\r\n").as_bytes()).unwrap();
            expect(code);
        }
        let lines = String::from_utf8(mail.to_vec()).unwrap().replace("\r\n", "\n");
        for line in lines.lines() {
            let dot = if line.starts_with('.') { "." } else { "" };
            stream.write_all(format!("{dot}{line}\r\n").as_bytes()).unwrap();
        }
        stream.write_all(b".\r\n").unwrap();
        expect("250");
        stream.write_all(b"QUIT\r\n").unwrap();
        expect("221");
    }

    pub fn on_server(&self, name: &str) -> usize {
        let maildir = PathBuf::from(self.user(name)["maildir"].as_str().unwrap());
        ["cur", "new"].iter().map(|f| std::fs::read_dir(maildir.join(f)).map_or(0, Iterator::count)).sum()
    }

    pub fn desk(&self, settings: AccountSettings, name: &str) -> Desk {
        let desk = Desk::throw_away(Mode::CommandsOnly);
        desk.save(None, settings, self.password(name)).unwrap();
        desk
    }
}

/// What a test writes belongs to the mail user.
fn chown_like(maildir: &Path) {
    let parent = maildir.parent().unwrap();
    let done = Process::new("chown").arg("-R").arg(format!("--reference={}", parent.display())).arg(maildir).status().unwrap();
    assert!(done.success());
}

/// Address of a user of the test bed.
pub fn address(name: &str) -> String {
    format!("{name}@test.kim.telematik")
}
