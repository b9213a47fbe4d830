//! A running slapd with the VZD's schema, limits and manners, for tests and benches: the one of the test bed, or an own
//! one (`tests/servers/vzd/slapd-up.sh`) that ends with its value.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running slapd, ours or the one of the test bed.
pub struct Server {
    pub ldap: u16,
    pub ldaps: u16,
    /// Certificate to trust, PEM.
    pub ca: String,
    /// PKCS#12 file with the password `changeit`; `client.pem` and `client.key` lie beside it. Empty for the shared one.
    pub client: String,
    pub dir: String,
    child: Option<Child>,
}

impl Server {
    /// The shared, read-only one.
    pub fn shared() -> Self {
        let dir = std::env::var("KIMTB_DIR").expect("KIMTB_DIR is not set: run tests/run.sh, it starts the servers");
        let text = std::fs::read_to_string(format!("{dir}/env.json")).expect("env.json of the test bed");
        let env: serde_json::Value = serde_json::from_str(&text).unwrap();
        let word = |name: &str| env["vzd"][name].as_str().unwrap_or_else(|| panic!("vzd.{name} is missing")).to_owned();
        let client = String::new();
        Self {
            ldap: word("ldap").parse().unwrap(),
            ldaps: word("ldaps").parse().unwrap(),
            ca: word("ca"),
            client,
            dir: word("dir"),
            child: None,
        }
    }

    /// An own one; ends with its standard input.
    pub fn own(arguments: &[&str]) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/servers/vzd/slapd-up.sh");
        let mut child =
            Command::new(script).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("slapd-up.sh cannot be run");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let word = |name: &str| {
            let found = line.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
            found.unwrap_or_else(|| panic!("slapd-up.sh said {line:?}")).to_owned()
        };
        let (ldap, ldaps) = (word("ldap").parse().unwrap(), word("ldaps").parse().unwrap());
        let (ca, client, dir) = (word("ca"), word("client"), word("dir"));
        Self { ldap, ldaps, ca, client, dir, child: Some(child) }
    }

    /// Ends the own server at once, as a crash would.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            drop(child.stdin.take());
            child.wait().unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}
