//! Replaces what names a person, a mailbox, a computer or a folder by a keyed hash (rule 52).
//!
//! The key is made for one report and forgotten with it: the same name has the same hash inside a report, and nobody can
//! try names against it afterwards. What is known to be personal (addresses, logins, hosts, names of this profile) is
//! replaced wherever it stands; what only looks personal is found by its form.

use regex::{Captures, Regex};
use sha2::{Digest, Sha256};

use crate::domain::problem::Problem;

/// Shorter words are no names but chance.
const SHORTEST: usize = 4;
/// Hexadecimal digits of a hash: enough to tell the names of one practice apart.
const DIGITS: usize = 8;

/// What looks personal, with the word that stands for it. The first that fits wins.
const FORMS: [(&str, &str); 9] = [
    ("address", r#"[^\s<>"'(),;:=]+@[^\s<>"'(),;:]+"#),
    ("url", r#"[a-z][a-z0-9+.-]*://[^\s"'<>]+"#),
    ("folder", r#"\b[a-z]:\\[^"'<>|\r\n]+|\\\\[^"'<>|\r\n]+"#),
    ("folder", r#"(?:^|[\s"'(=])/[^\s/:"']+(?:/[^\s:"']*)+"#),
    ("host", r"\b\d{1,3}(?:\.\d{1,3}){3}\b"),
    ("host", r"\[?\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}\b\]?"),
    ("host", r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)+\.[a-z][a-z-]+\b"),
    ("number", r"\b\d{17,}\b"),
    ("number", r"\b[a-z]\d{9}\b"),
];

/// Hides names in texts, the same name always in the same way.
pub struct Mask {
    key: [u8; 32],
    known: Vec<(String, &'static str)>,
    /// Known names, the longest first; none while there are none.
    names: Option<Regex>,
    forms: Regex,
}

impl Mask {
    /// With these known names and the word for each.
    ///
    /// # Errors
    /// `INTERNAL` when the system gives no random bytes.
    pub fn of(mut known: Vec<(String, &'static str)>) -> Result<Self, Problem> {
        let internal = |what: String| Problem::new("INTERNAL", what);
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|e| internal(e.to_string()))?;
        known.retain(|(name, _)| name.chars().count() >= SHORTEST && !is_own_computer(name));
        known.sort_unstable_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        known.dedup();
        let any: Vec<String> = known.iter().map(|(name, _)| regex::escape(name)).collect();
        let names = (!any.is_empty()).then(|| Regex::new(&format!("(?i){}", any.join("|")))).transpose();
        let forms = FORMS.map(|(_, form)| format!("({form})")).join("|");
        let forms = Regex::new(&format!("(?i){forms}")).map_err(|e| internal(e.to_string()))?;
        // Too many names for one expression would be named in the error.
        let names = names.map_err(|_| internal("too many names".to_owned()))?;
        Ok(Self { key, known, names, forms })
    }

    /// What stands for a name: its word and keyed hash.
    pub fn hash(&self, word: &str, name: &str) -> String {
        let digest = Sha256::new().chain_update(self.key).chain_update(name.trim().to_lowercase()).finalize();
        let hex: String = super::super::files::hex(&digest).chars().take(DIGITS).collect();
        format!("‹{word} {hex}›")
    }

    /// A host of the settings: this computer is no secret, and whether it is meant is often the whole answer.
    pub fn host(&self, host: &str) -> String {
        if host.trim().is_empty() {
            "-".to_owned()
        } else if is_own_computer(host) {
            "loopback".to_owned()
        } else {
            self.hash("host", host)
        }
    }

    /// A text without names.
    pub fn text(&self, text: &str) -> String {
        let known = |found: &Captures<'_>| {
            let name = found.get(0).map_or("", |m| m.as_str()).to_lowercase();
            let word = self.known.iter().find(|(known, _)| known.to_lowercase() == name).map_or("name", |(_, word)| word);
            self.hash(word, &name)
        };
        let by_form = |found: &Captures<'_>| {
            let form = FORMS.iter().enumerate().find_map(|(at, (word, _))| Some((*word, found.get(at + 1)?.as_str())));
            match form {
                Some((_, name)) if is_own_computer(name) => name.to_owned(),
                Some((word, name)) => {
                    // A folder is found with the sign before it.
                    let before: String =
                        name.chars().take_while(|c| word == "folder" && !matches!(c, '/' | '\\') && !c.is_alphabetic()).collect();
                    let name = name.strip_prefix(before.as_str()).unwrap_or(name);
                    format!("{before}{}", self.hash(word, name))
                }
                None => String::new(),
            }
        };
        let text = match &self.names {
            Some(names) => names.replace_all(text, known),
            None => text.into(),
        };
        self.forms.replace_all(&text, by_form).into_owned()
    }
}

fn is_own_computer(name: &str) -> bool {
    let host = name.trim().trim_matches(['[', ']']);
    host.eq_ignore_ascii_case("localhost") || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback() || ip.is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_hidden_wherever_they_stand_and_always_alike() {
        let known = vec![("praxis@a.kim.telematik-test".to_owned(), "address"), ("Praxis Dr. Beispiel".to_owned(), "name")];
        let mask = Mask::of(known).unwrap();
        let hidden = mask.text("Praxis@A.kim.telematik-test#h:995#M: no mailbox of PRAXIS DR. BEISPIEL");
        assert!(hidden.starts_with("‹address ") && hidden.contains("›#h:995#M: no mailbox of ‹name "), "{hidden}");
        assert!(hidden.contains(&mask.hash("address", "praxis@a.kim.telematik-test")));
        for personal in [
            "arzt@b.kim.telematik",
            "ldaps://vzd.praxis.local:636",
            "192.0.2.7",
            "2001:db8:0:1::7",
            "cm.praxis.local",
            "/home/eva/kim/ausgang.xml",
            r"C:\Users\Eva Muster\kim\a.xml",
            r"\\server\freigabe\kim",
            "80276001011699900861",
            "A123456780",
        ] {
            for text in [personal.to_owned(), format!("could not reach {personal}, code 7"), format!("a (\"{personal}\")")] {
                let hidden = mask.text(&text);
                assert!(!hidden.contains(personal) && hidden.contains('‹'), "{text}: {hidden}");
            }
        }
        assert_ne!(mask.hash("host", "a.b.de"), Mask::of(Vec::new()).unwrap().hash("host", "a.b.de"), "each report has its own key");
    }

    #[test]
    fn what_support_needs_stays() {
        let mask = Mask::of(vec![("127.0.0.1".into(), "host"), ("Dr.".into(), "name")]).unwrap();
        for plain in [
            "fetched account=1 new=3 parked=0 millis=1200",
            "127.0.0.1:995 Connection refused (os error 111)",
            "code=\"POP-AUTH\" engine::fetch src/engine/fetch.rs:42:7",
            "version 0.1.0, 20480 MiB, 2026-11-30T10:07:59+01:00",
            "localhost / offline",
        ] {
            assert_eq!(mask.text(plain), plain);
        }
        assert_eq!((mask.host("[::1]"), mask.host(" ")), ("loopback".to_owned(), "-".to_owned()));
    }
}
