//! What the stand-in Clientmodul checks once DATA is complete (CM116 §3.3, A_23421, A_23422, A_23174, A_19356) and
//! what is left of the mail afterwards. Invariant: a mail that a real Clientmodul or Fachdienst refuses never gets
//! 250 here. Pure; it sends and delivers nothing.

use super::cast::{Cast, Fate, is_kim};
use super::mime::{self, Field, Node};
use super::smtp_syntax::{MailFrom, Recipient};

/// Encoded size of 15 MiB content: above it a mail travels over KAS (`kasMailSizeThreshold`, base64 × 1.37).
pub(super) const LARGE: u64 = 21_530_000;
/// Most bytes of one mail that are kept in memory; the rest is counted and dropped.
pub(super) const KEPT: usize = 64 * 1024 * 1024;

/// What KIM says when no recipient can be encrypted for (PSG).
const NO_CERTIFICATE: &str = "451 4.7.5 Die Nachricht konnte nicht gesendet werden, weil fuer keinen Empfaenger gueltige Verschluesselungszertifikate ermittelt werden konnten.";

/// An accepted mail on its way.
pub(super) struct Submission {
    pub from: String,
    pub envelope_id: Option<String>,
    /// Recipients the mail goes to.
    pub recipients: Vec<Recipient>,
    /// Recipients the Clientmodul dropped, with the X-KIM-Fehlermeldung code.
    pub dropped: Vec<(Recipient, &'static str)>,
    /// The mail after the Clientmodul's changes to its header.
    pub data: Vec<u8>,
    /// More than [`KEPT`] bytes: `data` ends early.
    pub truncated: bool,
    pub total_size: u64,
    /// The encrypted mail of a „unverändert an eigene Adresse weiterleiten" (KOM-LE-A_2029).
    pub resent: Option<Vec<u8>>,
}

/// Checks a complete mail.
///
/// # Errors
/// The reply line that refuses it.
pub(super) fn check(
    cast: &Cast,
    login: &str,
    mail: &MailFrom,
    recipients: Vec<Recipient>,
    data: Vec<u8>,
    total_size: u64,
) -> Result<Submission, String> {
    let (header, body) = mime::split(&data);
    let fields = mime::fields(header);
    let to_self = matches!(recipients.as_slice(), [only] if only.address.eq_ignore_ascii_case(&mail.address));
    if !mail.address.eq_ignore_ascii_case(login) {
        return Err("550 5.7.1 MAIL FROM stimmt nicht mit dem angemeldeten Konto ueberein (A_23421)".to_owned());
    }
    header_rules(&fields, &mail.address, to_self)?;
    let tree = mime::tree(&data);
    let resent = if to_self { embedded_kim_mail(&tree) } else { None };
    content_rules(&fields, &tree)?;
    let (kept, dropped) = sort_recipients(cast, recipients, total_size);
    if kept.is_empty() {
        return Err(if dropped.iter().all(|(_, code)| *code == "4001") {
            "451 4.3.4 Kein Empfaenger nimmt Nachrichten ueber 15 MiB an (A_19356)".to_owned()
        } else {
            NO_CERTIFICATE.to_owned()
        });
    }
    let all: Vec<String> = kept.iter().chain(dropped.iter().map(|(r, _)| r)).map(|r| r.address.to_ascii_lowercase()).collect();
    let mut out = cleaned_header(&fields, &all);
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(body);
    Ok(Submission {
        from: mail.address.clone(),
        envelope_id: mail.envelope_id.clone(),
        recipients: kept,
        dropped,
        truncated: total_size > data.len() as u64,
        total_size,
        data: out,
        resent,
    })
}

fn header_rules(fields: &[Field], from: &str, to_self: bool) -> Result<(), String> {
    let refuse = |text: &str| Err(text.to_owned());
    let count = |name: &'static str| mime::values(fields, name).count();
    if fields.iter().any(|f| f.name.is_empty() || !f.name.bytes().all(|b| b.is_ascii_graphic())) {
        return refuse("550 5.6.0 Kopfzeile nicht lesbar (RFC 5322)");
    }
    if count("bcc") > 0 {
        return refuse("550 5.6.0 Bcc wird in KIM nicht befoerdert");
    }
    for (name, text) in [("message-id", "Message-ID"), ("date", "Date"), ("from", "From")] {
        if count(name) != 1 {
            return Err(format!("550 5.6.0 genau eine Kopfzeile {text} erwartet"));
        }
    }
    let id = mime::value(fields, "message-id");
    if !(id.starts_with('<') && id.ends_with('>') && id.contains('@') && id.len() > 4) {
        return refuse("550 5.6.0 Message-ID ungueltig");
    }
    if ["to", "cc", "subject", "x-kim-dienstkennung", "content-type", "mime-version"].iter().any(|name| count(name) > 1) {
        return refuse("550 5.6.0 Kopfzeile doppelt");
    }
    let authors = mime::addresses(fields, "from");
    if !(to_self || matches!(authors.as_slice(), [only] if only.eq_ignore_ascii_case(from))) {
        return refuse("550 5.7.1 From stimmt nicht mit MAIL FROM ueberein (A_23422)");
    }
    if mime::addresses(fields, "sender").iter().any(|s| !s.eq_ignore_ascii_case(from)) {
        return refuse("550 5.7.1 Sender stimmt nicht mit MAIL FROM ueberein (A_23422)");
    }
    if mime::addresses(fields, "reply-to").iter().any(|r| !is_kim(r)) {
        return refuse("550 5.7.1 Reply-To liegt nicht in der KIM-Domain (A_23422)");
    }
    Ok(())
}

fn content_rules(fields: &[Field], tree: &Node<'_>) -> Result<(), String> {
    let stub = |n: &&Node<'_>| mime::value(&n.fields, "content-disposition").to_ascii_lowercase().starts_with("x-kas");
    if tree.walk().iter().any(stub) {
        return Err("451 5.6.0 Content-Disposition x-kas ist dem Clientmodul vorbehalten (A_22341)".to_owned());
    }
    let service = mime::value(fields, "x-kim-dienstkennung").to_ascii_lowercase();
    if service.is_empty() || service.starts_with("kim-mail;") {
        let first = tree.parts.first().map(|p| p.media_type.as_str());
        let plain = match tree.media_type.as_str() {
            "text/plain" => true,
            "multipart/mixed" => matches!(first, Some("text/plain" | "message/rfc822")),
            "multipart/report" => first == Some("text/plain"),
            _ => false,
        };
        if !plain {
            return Err("554 5.6.0 KIM-Mail muss text/plain sein".to_owned());
        }
    }
    Ok(())
}

/// The message/rfc822 part that is a KIM mail, exactly as sent.
fn embedded_kim_mail(tree: &Node<'_>) -> Option<Vec<u8>> {
    tree.parts.iter().filter(|p| p.media_type == "message/rfc822").find_map(|part| {
        let inner = mime::fields(mime::split(part.body).0);
        let kim = mime::values(&inner, "x-kom-le-version").next().is_some()
            && mime::value(&inner, "content-type").to_ascii_lowercase().starts_with("application/pkcs7-mime");
        kim.then(|| part.body.to_vec())
    })
}

/// Recipients that can be served, and those the Clientmodul drops with a code.
fn sort_recipients(cast: &Cast, recipients: Vec<Recipient>, size: u64) -> (Vec<Recipient>, Vec<(Recipient, &'static str)>) {
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    for recipient in recipients {
        let code = match cast.find(&recipient.address) {
            Some(person) if person.fate == Fate::Uncertified => Some("4004"),
            Some(person) if size > LARGE && !person.takes_large => Some("4001"),
            None if !is_kim(&recipient.address) => Some("4004"),
            None if size > LARGE => Some("4001"),
            _ => None,
        };
        match code {
            Some(code) => dropped.push((recipient, code)),
            None => kept.push(recipient),
        }
    }
    (kept, dropped)
}

/// The header with To and Cc cut down to addresses that were named by RCPT (A_23174), results of other
/// Clientmodule removed, and the default Dienstkennung where none was set (A_19488).
fn cleaned_header(fields: &[Field], recipients: &[String]) -> Vec<u8> {
    let mut out = Vec::new();
    for field in fields {
        if ["return-path", "x-kim-decryptionresult", "x-kim-integritycheckresult", "x-kim-fehlermeldung"].contains(&field.name.as_str()) {
            continue;
        }
        if ["to", "cc"].contains(&field.name.as_str()) {
            let list = mime::mailboxes(&field.value);
            let known: Vec<&String> = list.iter().filter(|m| recipients.contains(&mime::address(m).to_ascii_lowercase())).collect();
            if known.len() < list.len() {
                if !known.is_empty() {
                    let name = if field.name == "to" { "To" } else { "Cc" };
                    let shown: Vec<&str> = known.iter().map(|m| m.as_str()).collect();
                    out.extend_from_slice(format!("{name}: {}\r\n", shown.join(",\r\n ")).as_bytes());
                }
                continue;
            }
        }
        out.extend_from_slice(&field.raw);
        out.extend_from_slice(b"\r\n");
    }
    if mime::value(fields, "x-kim-dienstkennung").is_empty() {
        out.extend_from_slice(b"X-KIM-Dienstkennung: KIM-Mail;Default;V1.0\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::smtp_syntax::{mail_from, rcpt_to};

    const ME: &str = "praxis.brandmoor@fennwalde.kim.telematik-test";
    const GOOD: &str = "From: Praxis <praxis.brandmoor@fennwalde.kim.telematik-test>\r\nTo: t.mueller@moorburg.kim.telematik-test\r\nDate: Mon, 16 Nov 2026 09:14:05 +0100\r\nMessage-ID: <1@ps.invalid>\r\nX-KIM-Dienstkennung: KIM-Mail;Default;V1.0\r\nContent-Type: text/plain\r\n\r\nHallo\r\n";

    fn submit(data: &str, to: &[&str], size: u64) -> Result<Submission, String> {
        let mail = mail_from(&format!("FROM:<{ME}>")).unwrap();
        let to = to.iter().map(|a| rcpt_to(&format!("TO:<{a}>")).unwrap()).collect();
        check(&Cast::load(), ME, &mail, to, data.as_bytes().to_vec(), size.max(data.len() as u64))
    }

    #[test]
    fn refuses_what_clientmodul_and_fachdienst_refuse() {
        let to = ["t.mueller@moorburg.kim.telematik-test"];
        assert!(submit(GOOD, &to, 0).is_ok());
        for (old, new, reply) in [
            ("Message-ID: <1@ps.invalid>\r\n", "", "550 5.6.0 genau eine Kopfzeile Message-ID"),
            ("Message-ID: <1@ps.invalid>", "Message-ID: 1", "550 5.6.0 Message-ID"),
            ("From: Praxis", "From: other@x.kim.telematik-test, Praxis", "550 5.7.1 From"),
            ("Date:", "Sender: x@y.kim.telematik-test\r\nDate:", "550 5.7.1 Sender"),
            ("Date:", "Reply-To: x@web.de\r\nDate:", "550 5.7.1 Reply-To"),
            ("Date:", "Bcc: t.mueller@moorburg.kim.telematik-test\r\nDate:", "550 5.6.0 Bcc"),
            ("Date:", "no header here\r\nDate:", "550 5.6.0 Kopfzeile nicht lesbar"),
            ("text/plain", "text/html", "554 5.6.0"),
            ("text/plain", "text/plain\r\nContent-Disposition: x-kas", "451 5.6.0"),
        ] {
            let found = submit(&GOOD.replace(old, new), &to, 0).err().unwrap_or_default();
            assert!(found.starts_with(reply), "{new}: {found:?}");
        }
    }

    #[test]
    fn drops_recipients_one_by_one_and_fails_only_without_any() {
        let sorted =
            |to: &[&str], size| submit(GOOD, to, size).map(|s| (s.recipients.len(), s.dropped.iter().map(|d| d.1).collect::<Vec<_>>()));
        let (good, bare) = ("t.mueller@moorburg.kim.telematik-test", "ohne.zertifikat@fennwalde.kim.telematik-test");
        assert_eq!(sorted(&[good, bare], 0), Ok((1, vec!["4004"])));
        assert!(sorted(&[bare, "a@web.de"], 0).is_err_and(|e| e.starts_with("451 4.7.5 Die Nachricht")));
        let large = "radiologie@uk-seehagen.kim.telematik-test";
        assert_eq!(sorted(&[good, large], LARGE + 1), Ok((1, vec!["4001"])));
        assert!(sorted(&[good], LARGE + 1).is_err_and(|e| e.starts_with("451 4.3.4")));
    }

    #[test]
    fn header_recipients_without_rcpt_disappear() {
        let data = GOOD.replace("To: t.m", "Cc: x@y.kim.telematik-test\r\nTo: \"A, B\" <extra@y.kim.telematik-test>,\r\n t.m");
        let mail = submit(&data, &["t.mueller@moorburg.kim.telematik-test"], 0).unwrap();
        let text = String::from_utf8(mail.data).unwrap();
        assert!(text.contains("To: t.mueller@moorburg.kim.telematik-test\r\n"), "{text}");
        assert!(!text.contains("extra@") && !text.contains("Cc:"));
    }
}
