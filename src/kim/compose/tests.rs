//! Rendering tested: what is written reads back, attachments byte for byte, nothing slips into a header.

use super::*;
use crate::domain::ids::AccountId;
use crate::domain::mail::ParsedMail;
use crate::domain::outgoing::{DirectoryCheck, Recipient};
use crate::kim::receive::receive;
use crate::kim::{PartReader, embedded_source};

fn envelope() -> Envelope<'static> {
    Envelope {
        from: Mailbox { name: "Praxis Dr. Föhrenbach".into(), address: "praxis@a.kim.telematik-test".into() },
        message_id: "0b6f6c1e-6d2f-4f0c-9a53-1f4a5b0d7c11@kimpost.invalid",
        date: DateTime::parse_from_rfc2822("Mon, 16 Nov 2026 09:14:05 +0100").unwrap(),
        sender_system: "Kimpost;0.1.0",
        support: "",
    }
}

fn draft() -> Draft {
    let mut draft = Draft::new(AccountId(1));
    let to = |kind, name: &str, address: &str| Recipient {
        kind,
        address: address.into(),
        name: name.into(),
        about: String::new(),
        check: DirectoryCheck::Unknown,
    };
    draft.recipients.push(to(RecipientKind::To, "Müller, \"Hans\"", "mueller@b.kim.telematik-test"));
    draft.recipients.push(to(RecipientKind::Cc, "", "labor@b.kim.telematik-test"));
    draft.subject = "Rückfrage zum Medikationsplan – Herr Überbacher, geboren am 01.02.1951".into();
    draft.text = format!("Guten Tag,\n\n.Punkt am Anfang = gleich \nFrom hier\t\n{}\nGrüße", "ü".repeat(200));
    draft
}

fn render(draft: &Draft, files: &[Vec<u8>]) -> Result<Vec<u8>, ComposeError> {
    let mut out = Vec::new();
    let files = files.to_vec();
    let mut open = |id: BlobId| -> Result<Box<dyn RawSource>, String> {
        let bytes: &'static [u8] = Box::leak(files[id.0 as usize].clone().into_boxed_slice());
        Ok(Box::new(bytes))
    };
    compose(draft, &envelope(), &mut open, &mut |piece| {
        out.extend_from_slice(piece);
        Ok(())
    })?;
    Ok(out)
}

fn check_form(raw: &[u8]) -> ParsedMail {
    let text = String::from_utf8(raw.to_vec()).unwrap();
    assert!(text.is_ascii() && text.ends_with("\r\n"));
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|line| line.len() <= 78), "{:?}", text.split("\r\n").find(|l| l.len() > 78));
    assert!(!text.to_ascii_lowercase().contains("bcc:"));
    receive(&mut &raw[..])
}

#[test]
fn what_is_written_reads_back() {
    let mut draft = draft();
    draft.in_reply_to = Some("frage@x.invalid".into());
    draft.references = vec!["erste@x.invalid".into(), "böse\r\nBcc: x".into(), "frage@x.invalid".into()];
    let mail = check_form(&render(&draft, &[]).unwrap());
    assert_eq!(mail.subject, draft.subject);
    assert_eq!(mail.text.replace(" \n", "\n").trim_end(), draft.text.replace(" \n", "\n").trim_end());
    assert_eq!((mail.to[0].name.as_str(), mail.to[0].address.as_str()), ("Müller, \"Hans\"", "mueller@b.kim.telematik-test"));
    assert_eq!(mail.cc.len(), 1);
    assert_eq!(mail.from[0].name, "Praxis Dr. Föhrenbach");
    assert_eq!(mail.in_reply_to, ["frage@x.invalid"]);
    assert_eq!(mail.references, ["erste@x.invalid", "frage@x.invalid"]);
    assert_eq!(mail.receipt_requested_by[0].address, "praxis@a.kim.telematik-test");
    assert_eq!(mail.kim.sender_system, "Kimpost;0.1.0");
    assert_eq!(mail.dienstkennung.unwrap().0, Dienstkennung::DEFAULT);
    assert_eq!(mail.notes, []);
}

#[test]
fn attachments_arrive_byte_for_byte() {
    let files = [
        b"01380008220\r\n0173101M\xfcller 5 \xa4\r\n".to_vec(),
        b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<a/>\r".to_vec(),
        (0..=255u8).cycle().take(200_001).collect(),
        Vec::new(),
    ];
    let names = ["befund.ldt", "Ü–ber \"alles\" hinaus, ein sehr langer Name mit Umlauten äöüß ÄÖÜ und mehr.xml", "x.p7m", "leer.txt"];
    let types = ["text/plain", "application/xml", "message/rfc822", "kein typ"];
    let mut draft = draft();
    for (at, file) in files.iter().enumerate() {
        let (name, media_type) = (names[at].to_owned(), types[at].to_owned());
        draft.attachments.push(DraftAttachment {
            name,
            media_type,
            size: file.len() as u64,
            blob: BlobId(at as i64),
            facts: Default::default(),
        });
    }
    let raw = render(&draft, &files).unwrap();
    let mail = check_form(&raw);
    assert_eq!(mail.attachments.len(), 4);
    for (at, attachment) in mail.attachments.iter().enumerate() {
        assert_eq!(attachment.name, names[at]);
        assert_eq!(attachment.size, files[at].len() as u64);
        let bytes = PartReader::of(&mut raw.as_slice(), attachment).read_up_to(1_000_000).unwrap().0;
        assert!(bytes == files[at], "{}", names[at]);
    }
    assert_eq!(mail.attachments[2].media_type, "application/octet-stream");
    draft.attachments[0].size += 1;
    assert!(matches!(render(&draft, &files), Err(ComposeError::Source(_))), "a shortened file must not leave");
}

#[test]
fn line_breaks_in_values_are_refused() {
    let check = |change: fn(&mut Draft)| {
        let mut draft = draft();
        change(&mut draft);
        assert!(render(&draft, &[b"x".to_vec()]).is_err());
    };
    check(|d| d.subject = "a\r\nBcc: b@c".into());
    check(|d| d.subject = "a\0b".into());
    check(|d| d.recipients[0].name = "a\nb".into());
    check(|d| d.recipients[0].address = "a@b.kim.telematik\r\nBcc: x@y.de".into());
    check(|d| d.dienstkennung = "A;B;C\r\nX: y".into());
    check(|d| {
        d.attachments.push(DraftAttachment {
            name: "a\r\nX: y".into(),
            media_type: "a/b".into(),
            size: 1,
            blob: BlobId(0),
            facts: Default::default(),
        });
    });
}

#[test]
fn an_undecrypted_mail_is_forwarded_byte_for_byte() {
    let raw = std::fs::read(format!("{}/tests/data/mail/04-nicht-entschluesselbar-4009.eml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mail = receive(&mut raw.as_slice());
    let embedded = mail.embedded.unwrap();
    let mut out = Vec::new();
    forward_unchanged(&mut raw.as_slice(), (embedded.offset, embedded.len), &mail.subject, "Grüße", &envelope(), &mut |piece| {
        out.extend_from_slice(piece);
        Ok(())
    })
    .unwrap();
    let sent = receive(&mut out.as_slice());
    assert_eq!(sent.subject, "WG: Die Nachricht konnte nicht entschlüsselt werden");
    assert_eq!((sent.from.clone(), sent.to.len()), (sent.to.clone(), 1));
    let copy = sent.embedded.unwrap();
    assert!(copy.encrypted && copy.message_id == embedded.message_id);
    let cut = |raw: &[u8], at: u64, len: u64| raw[at as usize..(at + len) as usize].to_vec();
    assert!(cut(&out, copy.offset, copy.len) == cut(&raw, embedded.offset, embedded.len));
    assert!(receive(&mut embedded_source(&mut out.as_slice(), &copy)).kim.still_protected);
}

#[test]
fn a_read_receipt_reads_back() {
    let raw = std::fs::read(format!("{}/tests/data/mail/01-text-ok-ab-1.5.3.eml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let original = receive(&mut raw.as_slice());
    let mut out = Vec::new();
    let to = original.from[0].clone();
    read_receipt(&to, &original, "Gelesen: Rückfrage", "Die Nachricht wurde angezeigt.", false, &envelope(), &mut |piece| {
        out.extend_from_slice(piece);
        Ok(())
    })
    .unwrap();
    let mail = check_form(&out);
    assert_eq!(mail.in_reply_to, [original.message_id.unwrap()]);
    assert_eq!(
        mail.receipt,
        Some(crate::domain::mail::Receipt::Read {
            reader: "praxis@a.kim.telematik-test".into(),
            original: String::new(),
            disposition: "manual-action/MDN-sent-manually;displayed".into()
        })
    );
    assert!(mail.receipt_requested_by.is_empty() && mail.attachments.is_empty());
}
