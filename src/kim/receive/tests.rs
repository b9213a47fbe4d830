//! Reading tested on every example: class, results, codes, attachments, texts, names, receipts.

use super::*;
use crate::domain::mail::{Decryption as D, Integrity as I, MailClass as C};

fn fixture(dir: &str, name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{dir}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn parsed(raw: &[u8]) -> ParsedMail {
    receive(&mut &raw[..])
}

fn named(prefix: &str) -> (Vec<u8>, ParsedMail) {
    let dir = format!("{}/tests/data/mail", env!("CARGO_MANIFEST_DIR"));
    let path =
        std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).find(|p| p.file_name().unwrap().to_str().unwrap().starts_with(prefix));
    let raw = std::fs::read(path.unwrap()).unwrap();
    let mail = parsed(&raw);
    (raw, mail)
}

#[test]
fn reads_every_example() {
    let check = |prefix: &str, class: C, results: (D, I), codes: &[&str], files: &[(&str, u64)]| {
        let (_, mail) = named(prefix);
        assert_eq!(mail.class, class, "{prefix}");
        assert_eq!((mail.kim.decryption, mail.kim.integrity), results, "{prefix}");
        let found: Vec<_> = mail.kim.codes.iter().map(|c| c.code.as_str()).collect();
        assert_eq!(found, codes, "{prefix}");
        let found: Vec<_> = mail.attachments.iter().map(|a| (a.name.as_str(), a.size)).collect();
        assert_eq!(found, files, "{prefix}");
        assert!(!mail.raw_only && mail.message_id.is_some() && mail.date.is_some(), "{prefix}");
    };
    check("01", C::Personal, (D::Ok, I::Ok), &["00", "01"], &[]);
    check("02", C::Personal, (D::None, I::None), &[], &[("Arztbrief_Schroeder.pdf", 200), ("Signaturpruefungsbericht.pdf", 200)]);
    check("03", C::Personal, (D::Ok, I::Unverifiable), &["00", "07"], &[("Medikationsplan-Überbacher-ÄÖÜß.pdf", 200)]);
    check("07", C::Notice, (D::Ok, I::Failed), &["00", "02"], &[]);
    check("08", C::Receipt, (D::None, I::None), &[], &[]);
    check("09", C::Receipt, (D::None, I::None), &["4004", "4001"], &[]);
    check("10", C::Receipt, (D::None, I::None), &[], &[]);
    check("11", C::Receipt, (D::Ok, I::Ok), &["00", "01"], &[]);
    check("12", C::Notice, (D::None, I::None), &[], &[]);
    check("13", C::Undecrypted, (D::None, I::None), &[], &[("smime.p7m", 0)]);
    check("17", C::Technical, (D::Ok, I::Ok), &["00", "01"], &[("TEST-0000042.xml", 203)]);
    check("18", C::Personal, (D::Ok, I::Ok), &["00", "01"], &[]);
    check("19", C::Personal, (D::Ok, I::Ok), &["00", "01"], &[("Übersicht-ÄÖÜß.pdf", 200)]);
    check("20", C::Receipt, (D::Ok, I::Ok), &["00", "01"], &[]);
    for (prefix, class, codes, retry) in [
        ("04", C::Undecrypted, &["01", "4009"][..], true),
        ("05", C::Personal, &[], false),
        ("06", C::Notice, &["00", "08", "4014"], false),
        ("14", C::Undecrypted, &["4006"], true),
        ("15", C::Undecrypted, &["4018"], true),
        ("16", C::Undecrypted, &["4008"], true),
    ] {
        let (raw, mail) = named(prefix);
        assert_eq!(mail.class, class, "{prefix}");
        assert_eq!(mail.kim.codes.iter().map(|c| c.code.as_str()).collect::<Vec<_>>(), codes, "{prefix}");
        assert_eq!(mail.kim.codes.iter().any(|c| c.retry_helps), retry, "{prefix}");
        let embedded = mail.embedded.clone().unwrap();
        assert_eq!(embedded.encrypted, prefix != "06", "{prefix}");
        let inner = receive(&mut embedded_source(&mut raw.as_slice(), &embedded));
        assert_eq!(inner.message_id, embedded.message_id, "{prefix}");
        assert_eq!(inner.attachments.len(), 1, "{prefix}");
        assert!(mail.attachments.iter().all(|a| a.is_message) && mail.attachments.len() == 1, "{prefix}");
    }
}

#[test]
fn reads_texts_names_and_receipts() {
    let (_, mail) = named("01");
    assert_eq!(mail.subject, "Rückfrage zum Medikationsplan – Herr Überbacher");
    assert_eq!(mail.from[0].name, "MVZ Lindenallee, Jörg Späth");
    assert!(mail.text.starts_with("Sehr geehrte Frau Dr. Föhrenbach,\n\nkönnen Sie bitte"));
    assert_eq!(mail.flags, [MailFlag::SignatureValid]);
    let (_, mail) = named("02");
    assert!(mail.kim.legacy_note && mail.text.ends_with("Ambulanz Süderwald\n"));
    assert_eq!(mail.attachments.iter().map(|a| a.is_signature_report).collect::<Vec<_>>(), [false, true]);
    let (_, mail) = named("08");
    assert_eq!(mail.in_reply_to, ["5f6b0f54-37a8-4b43-9a66-0c2f6d3a9003@ps.invalid"]);
    assert!(mail.auto_submitted && mail.return_path.is_none());
    assert!(matches!(&mail.receipt, Some(Receipt::Delivery { recipients }) if recipients.len() == 2));
    assert!(named("09").1.flags.contains(&MailFlag::DsnFailed));
    let (_, mail) = named("18");
    assert_eq!((mail.text.trim(), mail.text_from_html), ("Neuer Termin für Frau Köhler: 27.11., 8:30 Uhr.", false));
    let (_, mail) = named("20");
    assert_eq!(mail.in_reply_to, ["20202020-aaaa-4bbb-8ccc-0d0d0d0d0d0d@ps.invalid"]);
    assert!(matches!(&mail.receipt, Some(Receipt::Read { reader, .. }) if reader == "annahme@kv-muster.kim.telematik-test"));
    assert_eq!(headers(&mut named("01").0.as_slice()).len(), 15);
}

#[test]
fn classifies_every_payload_mail() {
    for (name, class) in [
        ("earztbrief_eingangsbestaetigung", C::Receipt),
        ("earztbrief_lieferung", C::Personal),
        ("earztbrief_ohne_xml", C::Personal),
        ("eau_dsn_fehlgeschlagen", C::Receipt),
        ("eau_dsn_zugestellt", C::Receipt),
        ("eau_fehler_100", C::Technical),
        ("eau_lieferung", C::Technical),
        ("eau_storno", C::Technical),
        ("ebz_ablehnung", C::Technical),
        ("ebz_antrag_ze", C::Technical),
        ("ebz_fehler", C::Technical),
        ("ebz_trap_lowercase_header", C::Technical),
        ("ebz_trap_no_dienstkennung", C::Technical),
        ("ebz_undecrypted", C::Undecrypted),
        ("edoku_status", C::Technical),
        ("eeb_bescheinigung", C::Technical),
        ("enachricht", C::Personal),
        ("erezept_kommunikation", C::Personal),
        ("erezept_zuweisung", C::Technical),
        ("kim_mail_default", C::Personal),
        ("ldt_befund", C::Technical),
        ("unknown_dienstkennung", C::Personal),
    ] {
        let mail = parsed(&fixture("payload/eml", &format!("{name}.eml")));
        assert_eq!(mail.class, class, "{name}");
        assert!(!mail.text.contains("Die Signatur wurde"), "{name}");
    }
    let two = parsed(&fixture("payload/eml", "erezept_zuweisung.eml"));
    assert!(two.text.starts_with("direkte Zuweisung E-Rezept\n\nTask/160"), "parts are paragraphs");
}

#[test]
fn texts_are_chosen_and_never_hidden() {
    let check = |raw: &str, text: &str, files: usize| {
        let mail = parsed(raw.as_bytes());
        assert_eq!((mail.text.trim(), mail.attachments.len()), (text, files), "{raw}");
    };
    let mixed = "From: a@b.kim.telematik\nContent-Type: multipart/mixed; boundary=x\n\n";
    check("From: a@b.kim.telematik\n\nnur Text", "nur Text", 0);
    check("Content-Type: text/html\n\n<p>Hallo <b>Welt</b><script>x</script>", "Hallo **Welt**".replace("**", "").as_str(), 0);
    check(&format!("{mixed}--x\n\neins\n--x\nContent-Type: text/html\n\n<i>zwei</i>\n--x--"), "eins\n\nzwei", 0);
    check(&format!("{mixed}--x\nContent-Disposition: attachment\n\neins\n--x--"), "", 1);
    check(&format!("{mixed}--x\nContent-Disposition: x-kas\n\n{{\"k\":\"geheim\"}}\n--x--"), "", 0);
    check("Content-Type: multipart/mixed\n\n--x\nverloren?", "--x\nverloren?", 0);
    check(
        "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>H</p>\n--x\nContent-Type: application/pdf\n\n%PDF-\n--x--",
        "H",
        1,
    );
}

#[test]
fn flags_what_may_deceive() {
    let check = |head: &str, expected: MailFlag, holds: bool| {
        let found = parsed(format!("{head}\n\nx").as_bytes()).flags;
        assert_eq!(found.contains(&expected), holds, "{head}: {found:?}");
    };
    check("From: \"praxis@a.kim.telematik\" <boese@b.kim.telematik>", MailFlag::FromNameIsAddress, true);
    check("From: \"a@b.kim.telematik\" <a@b.kim.telematik>", MailFlag::FromNameIsAddress, false);
    check("From: a@b.kim.telematik, c@d.kim.telematik", MailFlag::DuplicateFrom, true);
    check("From: a@b.kim.telematik\nFrom: a@b.kim.telematik", MailFlag::DuplicateFrom, true);
    check("From: a@b.example", MailFlag::NotKimDomain, true);
    check("From: a@kіm.kim.telematik", MailFlag::MixedScriptDomain, true);
    check("From: a@b.kim.telematik\nReply-To: A@B.kim.telematik", MailFlag::ReplyToDiffers, false);
    check("From: a@b.kim.telematik\nReply-To: c@b.kim.telematik", MailFlag::ReplyToDiffers, true);
    check("From: a@b.kim.telematik\nDisposition-Notification-To: c@b.kim.telematik", MailFlag::MdnToDiffers, true);
}

#[test]
fn attachments_keep_their_bytes() {
    let (raw, mail) = named("17");
    let xml = PartReader::of(&mut raw.as_slice(), &mail.attachments[0]).read_up_to(10_000).unwrap().0;
    assert!(xml.starts_with(b"<?xml version=\"1.0\"") && xml.len() as u64 == mail.attachments[0].size);
    for name in ["eau_lieferung", "eeb_bescheinigung", "ldt_befund"] {
        let raw = fixture("payload/eml", &format!("{name}.eml"));
        for attachment in parsed(&raw).attachments {
            let bytes = PartReader::of(&mut raw.as_slice(), &attachment).read_up_to(1_000_000).unwrap().0;
            assert_eq!(bytes.len() as u64, attachment.size, "{name}");
            assert!(bytes.starts_with(b"0\x82") || bytes.starts_with(b"0\x80") || bytes.starts_with(b"0138000"), "{name}");
        }
    }
}

#[test]
fn mutated_mails_never_panic() {
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    for dir in ["mail", "payload/eml"] {
        let mut paths: Vec<_> =
            std::fs::read_dir(format!("{}/tests/data/{dir}", env!("CARGO_MANIFEST_DIR"))).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        seeds.extend(paths.iter().map(|p| std::fs::read(p).unwrap()).filter(|raw| raw.len() < 4000));
    }
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let pieces: [&[u8]; 10] =
        [b"\r\n", b"\n--", b"=?utf-8?q?=", b"\0", b"\"", b";", b"<", b"\xff", b"boundary=", b"Content-Type: message/rfc822\n\n"];
    for _ in 0..5_000 {
        let mut raw = seeds[next(seeds.len())].clone();
        for _ in 0..1 + next(6) {
            let at = next(raw.len());
            match next(4) {
                0 => raw.truncate(at),
                1 => drop(raw.splice(at..at, pieces[next(pieces.len())].iter().copied())),
                2 => drop(raw.drain(at..(at + next(40)).min(raw.len()))),
                _ => {
                    if let Some(byte) = raw.get_mut(at) {
                        *byte = next(256) as u8;
                    }
                }
            }
        }
        let mail = parsed(&raw);
        for attachment in &mail.attachments {
            assert!(attachment.offset + attachment.encoded_len <= raw.len() as u64);
            assert!(!attachment.save_name.is_empty());
        }
    }
}

#[test]
fn every_word_for_people_exists() {
    use crate::domain::mail::{AttachmentWarning as W, MailFlag};
    let mut keys: Vec<String> = MailFlag::ALL.iter().map(|f| format!("flag-{}", f.as_str())).collect();
    keys.extend(C::ALL.iter().map(|c| format!("class-{}", c.as_str())));
    keys.extend([W::Executable, W::Macro, W::TypeMismatch, W::ActiveContent].iter().map(|w| format!("warning-{}", w.as_str())));
    for source in [include_str!("../receive.rs"), include_str!("../structure.rs")] {
        keys.extend(source.split('"').filter(|word| word.starts_with("note-")).map(str::to_owned));
    }
    assert!(keys.len() > 35);
    let missing: Vec<_> = keys.iter().filter(|key| !crate::i18n::has(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let words = |text: &str| text.lines().filter_map(|l| l.split_once(" =").map(|(key, _)| key.to_owned())).collect::<HashSet<_>>();
    let section = |text: &'static str| words(text.split("## BEGIN kim").nth(1).unwrap().split("## END kim").next().unwrap());
    assert_eq!(section(include_str!("../../../i18n/de/kimpost.ftl")), section(include_str!("../../../i18n/en/kimpost.ftl")));
}
