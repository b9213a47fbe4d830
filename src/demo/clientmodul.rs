//! What the stand-in Clientmodul does with a mail on its way in: result headers for a readable one, error mails
//! around an encrypted one, the outer header that TOP shows. Invariants: the embedded encrypted mail is the same
//! bytes in the error mail and in the twin store; result codes stand exactly once in the top header block.

use super::letter::{self, Part, TextForm, embedded, encoded, multipart, text};
use super::mime;
use super::world::{Delivery, Twin, World};

/// Header names the outer mail shares with the inner one.
const SHARED: [&str; 7] = ["date", "from", "sender", "reply-to", "to", "cc", "message-id"];

/// Results of decryption and signature check; empty texts leave the header out.
#[derive(Clone, Copy)]
pub(super) struct Results<'a> {
    pub decryption: &'a str,
    pub integrity: &'a str,
}

/// Decrypted and intact.
pub(super) const GOOD: Results<'static> = Results { decryption: "00", integrity: "01" };

/// A mail as the receiving Clientmodul hands it out: own header first, results, then transport traces.
pub(super) fn readable(header: &[String], content: &Part, from: &str, to: &str, results: Results<'_>, arrived: &str) -> Vec<u8> {
    let mut lines = trace(from, to, arrived);
    lines.extend_from_slice(header);
    if !results.decryption.is_empty() {
        lines.push(format!("X-KIM-DecryptionResult: {}", results.decryption));
    }
    if !results.integrity.is_empty() {
        lines.push(format!("X-KIM-IntegrityCheckResult: {}", results.integrity));
    }
    letter::mail(&lines, content)
}

/// The same for a mail that came in as bytes.
pub(super) fn readable_bytes(mail: &[u8], from: &str, to: &str, results: Results<'_>, arrived: &str) -> Vec<u8> {
    let mut out = trace(from, to, arrived).join("\r\n").into_bytes();
    out.extend_from_slice(
        format!("\r\nX-KIM-DecryptionResult: {}\r\nX-KIM-IntegrityCheckResult: {}\r\n", results.decryption, results.integrity).as_bytes(),
    );
    out.extend_from_slice(mail);
    out
}

fn trace(from: &str, to: &str, arrived: &str) -> Vec<String> {
    let (there, here) = (super::cast::domain(from), super::cast::domain(to));
    vec![
        format!("Return-Path: <{from}>"),
        format!("Received: from cm.{there} ([10.65.0.11])\r\n by mail.{here} with ESMTPA id 54965859\r\n for <{to}>; {arrived}"),
    ]
}

/// The outer header of a protected mail; ends with its last CRLF. `kas_size` is set for mails over 15 MiB.
pub(super) fn outer_header(mail: &[u8], version: &str, kas_size: Option<u64>, expires: &str) -> Vec<u8> {
    let fields = mime::fields(mime::split(mail).0);
    let raw = |name: &str| fields.iter().find(|f| f.name == name).map(|f| String::from_utf8_lossy(&f.raw).into_owned());
    let mut lines: Vec<String> = ["return-path", "received"].iter().filter_map(|name| raw(name)).collect();
    lines.push("Subject: KOM-LE-Nachricht".to_owned());
    lines.extend(SHARED.iter().filter_map(|name| raw(name)));
    lines.push(raw("x-kim-dienstkennung").unwrap_or_else(|| "X-KIM-Dienstkennung: KIM-Mail;Default;V1.0".to_owned()));
    lines.push(format!("X-KOM-LE-Version: {version}"));
    lines.push("X-KIM-CMVersion: DEMO_1.0.0-1".to_owned());
    lines.push("X-KIM-PTVersion: 1.6.5-0".to_owned());
    lines.push("X-KIM-KONVersion: <Demokonnektor><Konnektor PTV5Plus><5.50.1><3.0.0><5.50.1>".to_owned());
    if let Some(size) = kas_size {
        lines.push(format!("X-KIM-KAS-Size: {size}"));
    }
    lines.push("MIME-Version: 1.0".to_owned());
    lines.push(format!("Expires: {expires}"));
    lines.push("Content-Type: application/pkcs7-mime;\r\n smime-type=authenticated-enveloped-data; name=smime.p7m".to_owned());
    lines.push("Content-Disposition: attachment; filename=smime.p7m".to_owned());
    lines.push("Content-Transfer-Encoding: base64".to_owned());
    let mut out = lines.join("\r\n").into_bytes();
    out.extend_from_slice(b"\r\n");
    out
}

/// The whole encrypted mail: outer header and a CMS-like body that nobody can read.
pub(super) fn encrypted(outer: &[u8]) -> Vec<u8> {
    let mut secret = vec![0x30, 0x80, 0x06, 0x0B, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x17, 0xA0, 0x80];
    for _ in 0..60 {
        secret.extend_from_slice(uuid::Uuid::new_v4().as_bytes());
    }
    let mut out = outer.to_vec();
    out.extend_from_slice(b"\r\n");
    out.extend(letter::base64_lines(&secret));
    out
}

/// Why the Clientmodul could not hand a mail out.
struct Cause {
    subject: &'static str,
    decryption: &'static str,
    words: &'static str,
}

fn cause(code: &str) -> Cause {
    let undecrypted = "Die Nachricht konnte nicht entschlüsselt werden";
    let not_loaded = "Die E-Mail-Daten konnten nicht abgerufen werden";
    match code {
        "4006" => Cause {
            subject: not_loaded,
            decryption: "",
            words: "Der große Nachrichteninhalt ließ sich nicht vom Speicher des Absenders laden.\nBitte später unverändert an die eigene Adresse weiterleiten oder erneut abholen.",
        },
        "4008" => Cause {
            subject: "Die KIM-Version der empfangenen Nachricht wird nicht unterstützt",
            decryption: "",
            words: "Das Clientmodul kennt die KIM-Version [2.0] dieser Nachricht nicht.\nBitte das Clientmodul aktualisieren und die Nachricht danach erneut abholen.",
        },
        "4010" => Cause {
            subject: undecrypted,
            decryption: "02",
            words: "Die Nachricht hat kein gültiges Format und konnte nicht entschlüsselt werden. [ID 02]\nBitte den Absender verständigen.",
        },
        "4011" => Cause {
            subject: undecrypted,
            decryption: "03",
            words: "Der Konnektor war beim Abholen nicht erreichbar. [ID 03]\nBitte die Nachricht später erneut abholen oder unverändert an die eigene Adresse weiterleiten.",
        },
        "4018" => Cause {
            subject: "Die KIM-Nachricht kann nicht empfangen werden, weil der Empfang großer Nachrichten nicht aktiviert wurde",
            decryption: "",
            words: "Das Konto nimmt laut Einstellung (KIM-Version ohne „+“) keine großen Nachrichten an.\nBitte im Administrationsmodul des Clientmoduls ändern und danach unverändert\nan die eigene Adresse weiterleiten.",
        },
        _ => Cause {
            subject: undecrypted,
            decryption: "01",
            words: "Der Schlüssel zum Entschlüsseln dieser Nachricht war beim Abholen nicht verfügbar.\nBitte prüfen, ob die passende Karte (SMC-B/HBA) steckt und freigeschaltet ist,\nund diese Nachricht danach unverändert an die eigene Adresse weiterleiten. [ID 01]",
        },
    }
}

/// The error mail around an encrypted one (KOM-LE-A_2046, A_20650).
pub(super) fn error_mail(code: &str, encrypted: &[u8]) -> Vec<u8> {
    let cause = cause(code);
    let fields = mime::fields(mime::split(encrypted).0);
    let mut header: Vec<String> = SHARED
        .iter()
        .filter(|name| **name != "message-id")
        .filter_map(|name| fields.iter().find(|f| f.name == *name).map(|f| String::from_utf8_lossy(&f.raw).into_owned()))
        .collect();
    header.push(format!("Message-ID: {}", super::receipts::message_id("cm.invalid")));
    header.push(format!("Subject: {}", encoded(cause.subject)));
    header.push(format!("X-KIM-Fehlermeldung: {code}"));
    if !cause.decryption.is_empty() {
        header.push(format!("X-KIM-DecryptionResult: {}", cause.decryption));
    }
    letter::mail(&header, &multipart("mixed", &[text(cause.words, TextForm::Quoted), embedded(encrypted)]))
}

/// A mail that arrives as an error mail first. With `again` every later RETR reads it; in any case sending the
/// encrypted mail unchanged to the own address does, unless `hopeless`.
pub(super) fn undecrypted(world: &World, code: &str, readable: Vec<u8>, outer: Vec<u8>, again: bool, hopeless: bool) -> Delivery {
    let encrypted = encrypted(&outer);
    let content = error_mail(code, &encrypted);
    if !hopeless {
        let id = mime::value(&mime::fields(&outer), "message-id").to_owned();
        world.keep_twin(&id, Twin { encrypted, outer: outer.clone(), readable: readable.clone() });
    }
    Delivery { outer, content, later: again.then_some(readable) }
}

/// A mail whose integrity check failed with `08`: a hint, and the decrypted original embedded (A_23165).
pub(super) fn tampered(inner: &[u8]) -> Vec<u8> {
    let fields = mime::fields(mime::split(inner).0);
    let raw = |name: &str| fields.iter().find(|f| f.name == name).map(|f| String::from_utf8_lossy(&f.raw).into_owned());
    let mut header: Vec<String> =
        ["return-path", "received", "date", "from", "to", "cc", "subject", "x-kim-dienstkennung"].iter().filter_map(|n| raw(n)).collect();
    header.push(format!("Message-ID: {}", super::receipts::message_id("cm.invalid")));
    header.push("X-KIM-DecryptionResult: 00".to_owned());
    header.push("X-KIM-IntegrityCheckResult: 08".to_owned());
    header.push("X-KIM-Fehlermeldung: 4014".to_owned());
    let words = "Bei dieser Nachricht ist die Prüfung der Unversehrtheit fehlgeschlagen.\nAbsenderangaben oder Inhalt können verändert worden sein. Bitte Absender und\nAdministration fragen; der entschlüsselte Inhalt liegt als Anlage bei.\n\n[Entschlüsselung] erfolgreich\n[Integritätsprüfung] [ID 08] Kopfzeilen außen und innen stimmen nicht überein.\n";
    letter::mail(&header, &multipart("mixed", &[text(words, TextForm::Quoted), embedded(inner)]))
}
