//! SMTP words without I/O: replies, EHLO keywords, xtext, and the command lines of the envelope.

use super::Envelope;
use crate::domain::address::KimAddress;
use crate::net;

/// A whole reply, possibly of several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// 200 to 599.
    pub code: u16,
    /// The words of all lines, joined and cleaned (rule 7).
    pub text: String,
}

impl Reply {
    /// 2xx.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.code / 100 == 2
    }

    /// 4xx: may go well later.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.code / 100 == 4
    }

    /// 4xx or 5xx.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        matches!(self.code / 100, 4 | 5)
    }

    /// `x.3.4` (RFC 3463 §3.4) or 552: the mail is too large (A_19355).
    #[must_use]
    pub fn says_too_large(&self) -> bool {
        let enhanced = self.text.split(' ').next().unwrap_or("");
        self.code == 552 || matches!(enhanced, "4.3.4" | "5.3.4")
    }
}

impl std::fmt::Display for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.text)
    }
}

/// One line of a reply: code, whether more lines follow, words.
pub(super) fn reply_line(line: &[u8]) -> Option<(u16, bool, &[u8])> {
    let (digits, rest) = line.split_at_checked(3)?;
    let code = std::str::from_utf8(digits).ok().filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    if !(200..=599).contains(&code) {
        return None;
    }
    match rest {
        [] => Some((code, false, rest)),
        [b' ', words @ ..] => Some((code, false, words)),
        [b'-', words @ ..] => Some((code, true, words)),
        _ => None,
    }
}

/// What EHLO told (RFC 5321 §4.1.1.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    pub starttls: bool,
    pub dsn: bool,
    pub eight_bit: bool,
    pub size: bool,
    /// Largest mail in bytes; 0 for no fixed limit.
    pub max_size: u64,
    pub auth_plain: bool,
    pub auth_login: bool,
}

impl Capabilities {
    /// Takes one line behind the greeting line.
    pub(super) fn add(&mut self, line: &[u8]) {
        // Some servers still write `AUTH=LOGIN`.
        let mut words = line.split(|b| matches!(b, b' ' | b'\t' | b'=')).filter(|w| !w.is_empty());
        let Some(first) = words.next() else { return };
        match first.to_ascii_uppercase().as_slice() {
            b"STARTTLS" => self.starttls = true,
            b"DSN" => self.dsn = true,
            b"8BITMIME" => self.eight_bit = true,
            b"SIZE" => {
                self.size = true;
                self.max_size = words.next().and_then(|n| std::str::from_utf8(n).ok()?.parse().ok()).unwrap_or(0);
            }
            b"AUTH" => words.for_each(|mechanism| {
                self.auth_plain |= mechanism.eq_ignore_ascii_case(b"PLAIN");
                self.auth_login |= mechanism.eq_ignore_ascii_case(b"LOGIN");
            }),
            _ => {}
        }
    }

    /// The words, for the connection test.
    #[must_use]
    pub fn words(&self) -> String {
        let size = format!("SIZE {}", self.max_size);
        let all = [
            (self.starttls, "STARTTLS"),
            (self.auth_plain, "AUTH PLAIN"),
            (self.auth_login, "AUTH LOGIN"),
            (self.dsn, "DSN"),
            (self.eight_bit, "8BITMIME"),
            (self.size, size.as_str()),
        ];
        all.iter().filter(|(has, _)| *has).map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
    }
}

/// Hides what a parameter value may not hold (RFC 3461 §4).
pub(super) fn xtext(value: &str) -> String {
    value.bytes().fold(String::with_capacity(value.len()), |mut out, b| {
        match b {
            b'+' | b'=' => out.push_str(&format!("+{b:02X}")),
            b'!'..=b'~' => out.push(char::from(b)),
            _ => out.push_str(&format!("+{b:02X}")),
        }
        out
    })
}

/// `MAIL FROM` with the parameters this server knows, and no others.
pub(super) fn mail_line(envelope: &Envelope, can: &Capabilities) -> String {
    let mut line = format!("MAIL FROM:<{}>", envelope.from);
    if can.size {
        line.push_str(&format!(" SIZE={}", envelope.size));
    }
    if can.eight_bit && envelope.eight_bit {
        line.push_str(" BODY=8BITMIME");
    }
    if can.dsn {
        line.push_str(" RET=HDRS");
        if let Some(envid) = &envelope.envid {
            line.push_str(&format!(" ENVID={}", xtext(envid)));
        }
    }
    line
}

/// `RCPT TO`, with the wish for DSNs where the server knows them (RFC 3461 §4.1, §4.2).
pub(super) fn rcpt_line(to: &KimAddress, notify: bool, can: &Capabilities) -> String {
    if can.dsn && notify {
        format!("RCPT TO:<{to}> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;{}", xtext(to.as_str()))
    } else {
        format!("RCPT TO:<{to}>")
    }
}

/// The words of one line, cleaned; lines of a reply are joined with a blank.
pub(super) fn join_words(text: &mut String, words: &[u8]) {
    let words = net::peer_text(words);
    if text.len() < 2000 && !words.is_empty() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_reply_lines() {
        for (line, expected) in [
            ("250 ok", Some((250, false, "ok"))),
            ("250-mehr", Some((250, true, "mehr"))),
            ("250", Some((250, false, ""))),
            ("25", None),
            ("2500 x", None),
            ("150 x", None),
            ("600 x", None),
            ("abc x", None),
            ("+50 x", None),
            ("", None),
        ] {
            let expected: Option<(u16, bool, &str)> = expected;
            assert_eq!(reply_line(line.as_bytes()), expected.map(|(c, m, t)| (c, m, t.as_bytes())), "{line:?}");
        }
    }

    #[test]
    fn reads_capabilities_of_a_clientmodul() {
        let mut can = Capabilities::default();
        for line in ["SIZE 35882577", "AUTH LOGIN PLAIN", "8BITMIME", "DSN", "ENCHANCEDSTATUSCODES", "", "x"] {
            can.add(line.as_bytes());
        }
        assert_eq!(can.words(), "AUTH PLAIN, AUTH LOGIN, DSN, 8BITMIME, SIZE 35882577");
        let mut old = Capabilities::default();
        ["auth=login", "size", "size x"].iter().for_each(|line| old.add(line.as_bytes()));
        assert_eq!(old.words(), "AUTH LOGIN, SIZE 0");
    }

    #[test]
    fn says_only_what_the_server_knows() {
        let envelope = Envelope {
            from: KimAddress::parse("a+b=c@x.kim.telematik").unwrap(),
            recipients: Vec::new(),
            envid: Some("id +=1ü".into()),
            notify: true,
            size: 7,
            eight_bit: true,
        };
        let all = Capabilities { dsn: true, eight_bit: true, size: true, ..Capabilities::default() };
        let none = Capabilities::default();
        assert_eq!(mail_line(&envelope, &all), "MAIL FROM:<a+b=c@x.kim.telematik> SIZE=7 BODY=8BITMIME RET=HDRS ENVID=id+20+2B+3D1+C3+BC");
        assert_eq!(mail_line(&envelope, &none), "MAIL FROM:<a+b=c@x.kim.telematik>");
        let rcpt = "RCPT TO:<a+b=c@x.kim.telematik>";
        assert_eq!(
            rcpt_line(&envelope.from, true, &all),
            format!("{rcpt} NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;a+2Bb+3Dc@x.kim.telematik")
        );
        assert_eq!(rcpt_line(&envelope.from, false, &all), rcpt);
        assert_eq!(rcpt_line(&envelope.from, true, &none), rcpt);
    }
}
