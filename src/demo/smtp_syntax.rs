//! The grammar of MAIL and RCPT with the DSN parameters of RFC 3461, read strictly: what a Clientmodul and a
//! Fachdienst would refuse is refused here, so that a client learns it before the field does. Pure.

/// `NOTIFY` of one recipient (RFC 3461 §4.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Notify {
    pub success: bool,
    pub failure: bool,
    pub delay: bool,
}

impl Notify {
    /// What holds without the parameter: failures are reported.
    pub const DEFAULT: Self = Self { success: false, failure: true, delay: false };
}

/// `MAIL FROM` as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MailFrom {
    pub address: String,
    pub size: Option<u64>,
    /// Decoded `ENVID`.
    pub envelope_id: Option<String>,
}

/// One `RCPT TO` as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipient {
    pub address: String,
    pub notify: Notify,
    /// Decoded `ORCPT` address.
    pub original: Option<String>,
}

/// A reply line that refuses a command.
pub(super) type Refusal = &'static str;

const SYNTAX: Refusal = "501 5.5.4 Syntax oder Parameter falsch";
const UNKNOWN: Refusal = "555 5.5.4 Parameter nicht unterstuetzt";

/// Reads what follows `MAIL ` (`FROM:<…> [parameters]`).
pub(super) fn mail_from(argument: &str) -> Result<MailFrom, Refusal> {
    let (address, parameters) = path(argument, "FROM:")?;
    let mut mail = MailFrom { address, size: None, envelope_id: None };
    let mut seen = Vec::new();
    for (key, value) in parameters {
        once(&mut seen, &key)?;
        match (key.as_str(), value.as_str()) {
            ("SIZE", digits) if digits.len() <= 20 => mail.size = Some(digits.parse().map_err(|_| SYNTAX)?),
            ("BODY", word) if word.eq_ignore_ascii_case("7BIT") || word.eq_ignore_ascii_case("8BITMIME") => {}
            // A Fachdienst returns headers in any case, so RET is only checked.
            ("RET", word) if word.eq_ignore_ascii_case("FULL") || word.eq_ignore_ascii_case("HDRS") => {}
            ("ENVID", text) if !text.is_empty() && text.len() <= 100 => mail.envelope_id = Some(xtext(text).ok_or(SYNTAX)?),
            ("SIZE" | "BODY" | "RET" | "ENVID", _) => return Err(SYNTAX),
            _ => return Err(UNKNOWN),
        }
    }
    Ok(mail)
}

/// Reads what follows `RCPT ` (`TO:<…> [parameters]`).
pub(super) fn rcpt_to(argument: &str) -> Result<Recipient, Refusal> {
    let (address, parameters) = path(argument, "TO:")?;
    if address.is_empty() {
        return Err("501 5.1.3 Empfaengeradresse fehlt");
    }
    let mut recipient = Recipient { address, notify: Notify::DEFAULT, original: None };
    let mut seen = Vec::new();
    for (key, value) in parameters {
        once(&mut seen, &key)?;
        match key.as_str() {
            "NOTIFY" => recipient.notify = notify(&value).ok_or(SYNTAX)?,
            "ORCPT" => {
                let (kind, address) = value.split_once(';').ok_or(SYNTAX)?;
                if !kind.eq_ignore_ascii_case("rfc822") || address.is_empty() || value.len() > 500 {
                    return Err(SYNTAX);
                }
                recipient.original = Some(xtext(address).ok_or(SYNTAX)?);
            }
            _ => return Err(UNKNOWN),
        }
    }
    Ok(recipient)
}

fn once(seen: &mut Vec<String>, key: &str) -> Result<(), Refusal> {
    if seen.iter().any(|s| s == key) {
        return Err(SYNTAX);
    }
    seen.push(key.to_owned());
    Ok(())
}

/// `NEVER` alone, or a list of the other words without repetition.
fn notify(value: &str) -> Option<Notify> {
    if value.eq_ignore_ascii_case("NEVER") {
        return Some(Notify::default());
    }
    let mut found = Notify::default();
    for word in value.split(',') {
        let flag = match word.to_ascii_uppercase().as_str() {
            "SUCCESS" => &mut found.success,
            "FAILURE" => &mut found.failure,
            "DELAY" => &mut found.delay,
            _ => return None,
        };
        if std::mem::replace(flag, true) {
            return None;
        }
    }
    Some(found)
}

type Parameters = Vec<(String, String)>;

/// `<address>` right after the keyword, then parameters parted by single blanks.
fn path(argument: &str, keyword: &str) -> Result<(String, Parameters), Refusal> {
    let matches = argument.get(..keyword.len()).is_some_and(|k| k.eq_ignore_ascii_case(keyword));
    let rest = argument.get(keyword.len()..).filter(|_| matches).ok_or(SYNTAX)?;
    let (address, rest) = rest.strip_prefix('<').and_then(|r| r.split_once('>')).ok_or(SYNTAX)?;
    if !address.is_empty() && crate::domain::address::KimAddress::parse(address).map(|a| a.as_str() != address).unwrap_or(true) {
        return Err("501 5.1.3 Adresse ungueltig");
    }
    let mut parameters = Vec::new();
    if !rest.is_empty() {
        for piece in rest.strip_prefix(' ').ok_or(SYNTAX)?.split(' ') {
            let (key, value) = piece.split_once('=').ok_or(SYNTAX)?;
            let printable = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic() && b != b'=');
            if !printable(key) || !printable(value) {
                return Err(SYNTAX);
            }
            parameters.push((key.to_ascii_uppercase(), value.to_owned()));
        }
    }
    Ok((address.to_owned(), parameters))
}

/// Decodes xtext (RFC 3461 §4): `+` must be followed by two upper-case hex digits, and gives printable ASCII.
fn xtext(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        let byte = match b {
            b'+' => {
                let hex = [rest.next()?, rest.next()?];
                if hex.iter().any(u8::is_ascii_lowercase) {
                    return None;
                }
                u8::from_str_radix(std::str::from_utf8(&hex).ok()?, 16).ok()?
            }
            b => b,
        };
        if !(b' '..=b'~').contains(&byte) {
            return None;
        }
        out.push(char::from(byte));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_mail_from_strictly() {
        let plain = |address: &str| MailFrom { address: address.into(), size: None, envelope_id: None };
        for (argument, expected) in [
            ("FROM:<a@x.kim.telematik-test>", Ok(plain("a@x.kim.telematik-test"))),
            ("from:<>", Ok(plain(""))),
            (
                "FROM:<a@x.de> SIZE=12 BODY=8BITMIME RET=HDRS ENVID=ab+2Bc",
                Ok(MailFrom { size: Some(12), envelope_id: Some("ab+c".into()), ..plain("a@x.de") }),
            ),
            ("FROM: <a@x.de>", Err(SYNTAX)),
            ("FROM:a@x.de", Err(SYNTAX)),
            ("FROM:<a@x.de>  SIZE=1", Err(SYNTAX)),
            ("FROM:<a@x.de> ENVID=a+2b", Err(SYNTAX)),
            ("FROM:<a@x.de> ENVID=a+0A", Err(SYNTAX)),
            ("FROM:<a@x.de> RET=HDRS RET=FULL", Err(SYNTAX)),
            ("FROM:<a@x.de> SMTPUTF8=1", Err(UNKNOWN)),
            ("FROM:<a b@x.de>", Err("501 5.1.3 Adresse ungueltig")),
            ("FROM:<ä@x.de>", Err("501 5.1.3 Adresse ungueltig")),
        ] {
            assert_eq!(mail_from(argument), expected, "{argument}");
        }
    }

    #[test]
    fn reads_rcpt_to_strictly() {
        let all = Notify { success: true, failure: true, delay: false };
        for (argument, expected) in [
            ("TO:<a@x.de>", Ok((Notify::DEFAULT, None))),
            ("TO:<a@x.de> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;a@x.de", Ok((all, Some("a@x.de")))),
            ("TO:<a@x.de> NOTIFY=NEVER", Ok((Notify::default(), None))),
            ("TO:<a@x.de> NOTIFY=NEVER,SUCCESS", Err(SYNTAX)),
            ("TO:<a@x.de> NOTIFY=SUCCESS,SUCCESS", Err(SYNTAX)),
            ("TO:<a@x.de> ORCPT=a@x.de", Err(SYNTAX)),
            ("TO:<a@x.de> RET=HDRS", Err(UNKNOWN)),
            ("TO:<>", Err("501 5.1.3 Empfaengeradresse fehlt")),
        ] {
            let found = rcpt_to(argument);
            let found = found.as_ref().map(|r| (r.notify, r.original.as_deref())).map_err(|e| *e);
            assert_eq!(found, expected, "{argument}");
        }
    }
}
