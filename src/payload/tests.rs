//! Every sample with every expected value of `tests/data/payload/manifest.json`, and mutations of all of them.

use std::path::{Path, PathBuf};
use std::time::Instant;

use mail_parser::{MessageParser, MimeHeaders as _};
use serde_json::Value;

use super::*;
use crate::domain::answer::{Decision, EbzRecord};
use crate::domain::payload::{Block, Mark, TableRow};
use crate::domain::time::Day;

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/payload")
}

/// A mail, owned, so that [`PayloadInput`] can borrow from it.
#[derive(Default)]
struct Mail {
    dienstkennung: Option<Dienstkennung>,
    subject: String,
    text: String,
    parts: Vec<(String, String, String, Vec<u8>)>,
}

impl Mail {
    fn read(&self, mappings: &Mappings) -> Option<Payload> {
        let attachments: Vec<_> = self
            .parts
            .iter()
            .enumerate()
            .map(|(index, (name, media_type, description, bytes))| PayloadPart {
                index,
                name,
                media_type,
                description,
                is_signature_report: name == "Signaturpruefungsbericht.pdf",
                bytes,
            })
            .collect();
        let input = PayloadInput {
            dienstkennung: self.dienstkennung.as_ref(),
            subject: &self.subject,
            text: &self.text,
            attachments: &attachments,
        };
        super::read(input, mappings)
    }

    /// A bare payload as the sole attachment of a mail with the Dienstkennung of its procedure.
    fn around(dienstkennung: &str, name: &str, bytes: Vec<u8>) -> Self {
        let part = (name.to_owned(), "application/octet-stream".into(), String::new(), bytes);
        Self { dienstkennung: Some(Dienstkennung(dienstkennung.into())), parts: vec![part], ..Self::default() }
    }

    fn of_eml(bytes: &[u8]) -> Self {
        let message = MessageParser::default().parse(bytes).unwrap();
        let header = |name: &str| message.header_values(name).filter_map(|v| v.as_text()).map(|t| t.trim().to_owned()).next();
        let media_type = |p: &mail_parser::MessagePart<'_>| {
            p.content_type().map(|c| format!("{}/{}", c.ctype(), c.subtype().unwrap_or("")).to_ascii_lowercase()).unwrap_or_default()
        };
        // As `kim::receive` does: the first text part is the text, everything else is an attachment.
        let leaves: Vec<_> = message.parts.iter().filter(|p| p.sub_parts().is_none()).collect();
        let first_text = leaves.iter().position(|p| p.attachment_name().is_none() && p.is_text());
        let parts = leaves
            .iter()
            .enumerate()
            .filter(|(i, _)| Some(*i) != first_text)
            .map(|(_, p)| {
                let name = p.attachment_name().unwrap_or("").to_owned();
                (name, media_type(p), p.content_description().unwrap_or("").to_owned(), p.contents().to_vec())
            })
            .collect();
        let text = first_text.and_then(|i| leaves[i].text_contents()).unwrap_or("").to_owned();
        let vermerk = text.find("---------------------------------------------").unwrap_or(text.len());
        Self {
            dienstkennung: header("X-KIM-Dienstkennung").map(Dienstkennung),
            subject: message.subject().unwrap_or("").to_owned(),
            text: text[..vermerk].trim().to_owned(),
            parts,
        }
    }
}

fn load(file: &str) -> Mail {
    let bytes = std::fs::read(data().join(file)).unwrap();
    if file.ends_with(".eml") {
        return Mail::of_eml(&bytes);
    }
    let dienstkennung = match file {
        f if f.contains("antrag_") => "EBZ;ANT;2.0.0",
        f if f.contains("fehler.xml") => "EBZ;FEH;2.0.0",
        f if f.starts_with("ebz/") => "EBZ;ANW;2.0.0",
        f if f.contains("storno") => "eAU;Storno-Arzt;V1.2",
        f if f.contains("eau_fehler") => "eAU;Fehler-Kasse;V1.2",
        f if f.starts_with("eau/") => "eAU;Lieferung;V1.2",
        f if f.starts_with("eeb/") => "eEB;Bescheinigung;V1.1",
        f if f.starts_with("ldt/") => "LDT-Befund;Lieferung;V1.0",
        _ => "Arztbrief;VHitG-Versand;V1.2",
    };
    Mail::around(dienstkennung, file.rsplit('/').next().unwrap(), bytes)
}

fn expected_kind(kind: &str, file: &str) -> Option<PayloadKind> {
    Some(match kind {
        "ebz/request" => PayloadKind::EbzRequest,
        "ebz/answer" | "ebz/malformed" => PayloadKind::EbzAnswer,
        "ebz/error" => PayloadKind::EbzError,
        "eau/bundle" => PayloadKind::Eau,
        "eau/storno" => PayloadKind::EauCancel,
        "eau/error" => PayloadKind::EauError,
        "eeb/bescheinigung" => PayloadKind::EebCertificate,
        "arztbrief/cda" | "arztbrief/lieferung" => PayloadKind::Letter,
        "ldt/befund" | "ldt/malformed" => PayloadKind::Lab,
        "erezept/zuweisung" | "erezept/kommunikation" => PayloadKind::Prescription,
        "edoku/status" => PayloadKind::BillingFeedback,
        "unknown" => PayloadKind::Xml,
        "dsn" | "mdn" | "enachricht" | "kim-mail" => return None,
        other => panic!("{file}: kind {other} has no rule"),
    })
}

fn values<'a>(payload: &'a Payload, key: &str) -> Vec<&'a str> {
    payload.fields.iter().filter(|f| f.label_key == key).map(|f| f.value.as_str()).collect()
}

/// Rows of the laboratory's table: test, value, unit, reference, flag.
fn results(payload: &Payload) -> Vec<&TableRow> {
    let blocks = payload.sections.iter().flat_map(|section| &section.blocks);
    blocks.filter_map(|block| if let Block::Table(table) = block { Some(&table.rows) } else { None }).flatten().collect()
}

fn blocked(payload: &Payload, key: &str) -> bool {
    payload.blocks.iter().any(|n| n.key == format!("payload-block-{key}"))
}

fn noted(payload: &Payload, key: &str) -> bool {
    payload.notes.iter().any(|n| n.key == format!("payload-note-{key}"))
}

fn german(iso: &str) -> String {
    card::german_day(Day::parse(iso).unwrap())
}

fn decision_word(decision: Decision) -> &'static str {
    match decision {
        Decision::Approved => "genehmigt",
        Decision::ApprovedChanged => "genehmigt_mit_aenderung",
        Decision::Rejected => "abgelehnt",
        Decision::Changed => "genehmigung_geaendert",
        Decision::Ended => "beendet",
        Decision::Query => "rueckfrage",
        Decision::Error => "fehler",
        Decision::Unclear => "unklar",
        Decision::Pending => "offen",
    }
}

fn request_of(file: &str, mappings: &Mappings) -> EbzRecord {
    load(file).read(mappings).and_then(|p| p.ebz).unwrap()
}

/// Values that need the record; `true` when the key was one of them.
fn check_record(file: &str, key: &str, value: &Value, payload: &Payload, mappings: &Mappings) -> bool {
    let Some(record) = &payload.ebz else { return false };
    let text = value.as_str().unwrap_or_default();
    let codes: Vec<&str> = record.reasons.iter().map(|r| r.code.as_str()).collect();
    match key {
        "antragsnummer" => assert_eq!(record.number.as_str(), text, "{file}"),
        "decision" => assert_eq!(decision_word(record.decision), text, "{file}"),
        "verarbeitungskennzeichen" => assert_eq!(record.process.as_ref().map(|p| p.code.as_str()), Some(text), "{file}"),
        "datum" => assert_eq!(record.decided_on.map(|d| d.to_string()).as_deref(), Some(text), "{file}"),
        "summe" | "betrag" => assert_eq!(record.total, extract::german_amount(text), "{file} {key}"),
        "zuschusshoehe" => assert_eq!(record.allowance_rate, text, "{file}"),
        "haertefall" => assert_eq!(record.hardship, value.as_bool(), "{file}"),
        "begruendung" | "fehlercode" => {
            assert_eq!(codes, value.as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect::<Vec<_>>(), "{file}");
            assert!(record.reasons.iter().all(|r| r.text != r.code && !r.text.is_empty()), "{file}: reasons in words");
        }
        "ik" => assert_eq!(record.insurer_ik, text, "{file}"),
        "matches" => {
            let judgement = judge_against_request(record, &request_of(text, mappings));
            assert_eq!((judgement.differences.len(), judgement.blocks.len(), judgement.rate), (0, 0, None), "{file}");
            assert_eq!(judgement.decision, record.decision, "{file}");
        }
        "diff" => {
            let judgement = judge_against_request(record, &request_of("ebz/antrag_ze.xml", mappings));
            let found: Vec<String> = judgement.differences.iter().map(|(f, a, g)| format!("{f}: {a} -> {g}")).collect();
            assert_eq!(found, value.as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect::<Vec<_>>(), "{file}");
            assert_eq!(judgement.rate, Some(("75%".into(), "70%".into())), "{file}");
            let approved = EbzRecord { decision: Decision::Approved, ..record.clone() };
            let derived = judge_against_request(&approved, &request_of("ebz/antrag_ze.xml", mappings));
            assert_eq!(derived.decision, Decision::ApprovedChanged, "{file}");
        }
        "supersedes" => assert_eq!(record.decision, Decision::Changed, "{file}"),
        _ => return false,
    }
    true
}

/// Values of the card.
fn check_card(file: &str, key: &str, value: &Value, payload: &Payload) {
    let text = value.as_str().unwrap_or_default();
    let field = |label: &str, expected: &str| assert_eq!(values(payload, label), [expected], "{file} {key}");
    match key {
        "kvnr" => field("field-insured-number", text),
        "patient" => {
            field("field-patient", text);
            assert!(payload.search_terms.iter().any(|t| t == text), "{file}: found by patient");
        }
        "geb" => field("field-birth-date", &german(text)),
        "ik" => field("field-insurer-ik", text),
        "kasse" => field("field-insurer", text),
        "dokument_id" => field("field-document-id", text),
        "au_art" => field("field-eau-type", text),
        "au_von" if value.is_null() => assert!(values(payload, "field-unfit-from").is_empty(), "{file}"),
        "au_von" => field("field-unfit-from", &german(text)),
        "au_bis" => field("field-unfit-until", &german(text)),
        "festgestellt" => field("field-asserted-on", &german(text)),
        "ursache" => field("field-cause", text),
        "icd" => {
            assert_eq!(
                values(payload, "field-diagnosis"),
                value.as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect::<Vec<_>>()
            )
        }
        "storniert" | "bezug" if payload.kind == PayloadKind::BillingFeedback => {
            // Joined by In-Reply-To, which the engine knows.
            assert!(payload.refers_to.is_empty(), "{file}");
        }
        "storniert" | "bezug" => assert_eq!(payload.refers_to, [text], "{file}"),
        "bezug_typ" => assert_eq!(payload.refers_to[0].starts_with("urn:uuid:"), text == "Bundle-Identifier", "{file}"),
        "fehlercode" => assert!(values(payload, "field-error")[0].starts_with(&format!("{text} ")), "{file}"),
        "status" => assert_eq!(noted(payload, "eau-information"), text == "info", "{file}"),
        "matches" => {
            let sent = load(text).read(&Mappings::shipped()).unwrap();
            let by_document = sent.search_terms.contains(&payload.refers_to[0]);
            assert!(by_document || payload.refers_to[0].contains("eau-1@"), "{file}");
        }
        "gueltig" => {
            let (from, until) = text.split_once("..").unwrap();
            field("field-valid-from", &german(from));
            field("field-valid-until", &german(until));
        }
        "titel" => field("field-title", text),
        "absender" => field("field-sender", text),
        "satzart" => assert!(values(payload, "field-record-kind").contains(&text), "{file}"),
        "auftrag_labor" => field("field-lab-order", text),
        "werte" => assert_eq!(Some(results(payload).len() as u64), value.as_u64(), "{file}"),
        "auffaellig" => {
            let flagged: Vec<_> = results(payload).into_iter().filter(|row| row.mark.is_some()).collect();
            assert_eq!(flagged.len(), value.as_array().unwrap().len(), "{file}");
            for (expected, row) in value.as_array().unwrap().iter().zip(flagged) {
                let (id, flag) = expected.as_str().unwrap().split_once(' ').unwrap();
                assert!(row.cells[0].ends_with(&format!("({id})")) && row.cells[4] == flag, "{file} {:?}", row.cells);
                assert_eq!(row.mark, Some(if flag == "+" { Mark::High } else { Mark::Low }), "{file}");
            }
        }
        "encoding" => assert!(results(payload).iter().any(|row| row.cells[2] == "µg/l"), "{file}"),
        "warning" => assert!(noted(payload, if text == "unsigned" { "unsigned" } else { "newer-version" }), "{file}"),
        "expect" => check_expectation(file, text, payload),
        // Facts about the mail around it, checked where mails are parsed.
        "file" | "kind" | "dienstkennung" | "parts" | "mdn_requested" => {}
        other => panic!("{file}: nothing checks `{other}`"),
    }
}

fn check_expectation(file: &str, text: &str, payload: &Payload) {
    let refused = |key: &str| {
        assert!(blocked(payload, key), "{file}: {text}: {:?}", payload.blocks);
        assert!(payload.ebz.is_none(), "{file}: nothing is taken over");
    };
    match text {
        t if t.starts_with("see ") => {
            let bare = load(t.trim_start_matches("see ")).read(&Mappings::shipped()).unwrap();
            // Around a foreign number the names of the mail give another one, which is a conflict of its own.
            let keys =
                |p: &Payload| p.blocks.iter().map(|b| b.key.clone()).filter(|k| k != "payload-block-number-conflict").collect::<Vec<_>>();
            assert_eq!((keys(payload), payload.ebz.is_some()), (keys(&bare), bare.ebz.is_some()), "{file}");
        }
        t if t.contains("invalid UTF-8") => refused("xml-charset"),
        t if t.contains("BOM") => assert!(noted(payload, "bom") && payload.blocks.is_empty() && payload.ebz.is_some(), "{file}"),
        t if t.contains("not well formed") => refused("xml-not-well-formed"),
        t if t.contains("DTD") => refused("xml-dtd"),
        t if t.contains("depth") => refused("xml-depth"),
        t if t.contains("length 27") => {
            refused("number-length");
            assert!(payload.blocks.iter().any(|b| b.detail == "27"), "{file}");
        }
        t if t.contains("month 13") => {
            refused("number-month");
            assert!(payload.blocks.iter().any(|b| b.detail == "13"), "{file}");
        }
        t if t.contains("mandatory") => refused("field-missing"),
        t if t.contains("by namespace;") => refused("not-recognised"),
        t if t.contains("CMS truncated") => refused("cms-truncated"),
        t if t.contains("not XML") => refused("content-not-xml"),
        t if t.contains("not decrypted") => assert!(!payload.blocks.is_empty() && payload.ebz.is_none(), "{file}"),
        t if t.contains("signature INVALID") => {
            assert!(blocked(payload, "signature-broken") && payload.signature == SignatureState::Broken, "{file}");
        }
        t if t.contains("unmatched") => assert!(payload.ebz.is_some() && payload.blocks.is_empty(), "{file} {:?}", payload.blocks),
        t if t.contains("IK differs") => {
            let request = request_of("ebz/antrag_ze.xml", &Mappings::shipped());
            let judgement = judge_against_request(payload.ebz.as_ref().unwrap(), &request);
            assert!(judgement.blocks.iter().any(|b| b.key == "payload-block-ik-mismatch"), "{file}");
        }
        t if t.contains("1412,86") => {
            let record = payload.ebz.as_ref().unwrap();
            assert!(record.allowances.iter().any(|a| a.amount.map(|c| c.0) == Some(141_286)), "{file}");
        }
        t if t.contains("sum differs") => assert!(noted(payload, "sum-differs") && payload.blocks.is_empty(), "{file}"),
        t if t.contains("bidi") => {
            let shown = &payload.ebz.as_ref().unwrap().explanation;
            assert!(shown.contains("<script>") && shown.contains("⟨U+202E⟩") && !shown.contains('\u{202E}'), "{file} {shown}");
        }
        t if t.contains("number wins") => assert!(noted(payload, "number-conflict") && blocked(payload, "number-conflict"), "{file}"),
        t if t.contains("default Dienstkennung") => assert!(blocked(payload, "default-dienstkennung") && payload.ebz.is_some(), "{file}"),
        t if t.contains("report PDF ignored") => {
            assert!(payload.blocks.is_empty() && payload.file_name.ends_with(".p7s"), "{file} {:?}", payload.blocks)
        }
        t if t.contains("XML part missing") => assert!(blocked(payload, "letter-xml-missing"), "{file}"),
        t if t.contains("length field wrong") => {
            assert!(payload.blocks.iter().any(|b| b.key == "payload-block-ldt-length" && b.detail == "24"), "{file}");
            assert_eq!(results(payload).len(), 3, "{file}");
        }
        t if t.contains("token is secret") => {
            let secret = payload.fields.iter().find(|f| f.secret).unwrap();
            assert!(secret.value.ends_with("?ac=b3cc0475bb78a5026098858e9889acf666d31062d513d303314eca31d36e72f2"), "{file}");
            assert!(payload.search_terms.iter().all(|t| !t.contains("b3cc")) && payload.attachment.is_some(), "{file}");
        }
        t if t.contains("raw parts") => assert!(payload.ebz.is_none() && payload.blocks.is_empty(), "{file}"),
        other => panic!("{file}: no rule for `{other}`"),
    }
}

#[test]
fn every_sample_reads_as_the_manifest_says() {
    let manifest: Vec<Value> = serde_json::from_slice(&std::fs::read(data().join("manifest.json")).unwrap()).unwrap();
    let mappings = Mappings::shipped();
    for entry in &manifest {
        let file = entry["file"].as_str().unwrap();
        let mail = load(file);
        let started = Instant::now();
        let payload = mail.read(&mappings);
        if file.ends_with("entity_bomb.xml") || file.ends_with("deep_nesting.xml") {
            println!("{file}: {:?}", started.elapsed());
        }
        assert_eq!(payload.as_ref().map(|p| p.kind), expected_kind(entry["kind"].as_str().unwrap(), file), "{file}");
        let Some(payload) = payload else { continue };
        if let Some(index) = payload.attachment {
            assert_eq!(payload.sha256, hash(&mail.parts[index].3), "{file}");
        }
        for (key, value) in entry.as_object().unwrap() {
            if !check_record(file, key, value, &payload, &mappings) {
                check_card(file, key, value, &payload);
            } else if matches!(key.as_str(), "antragsnummer") {
                assert!(payload.search_terms.iter().any(|t| Some(t.as_str()) == value.as_str()), "{file}: found by number");
            }
        }
        let good = entry.get("expect").is_none() && entry["kind"] != "arztbrief/cda";
        assert!(!good || payload.blocks.is_empty(), "{file}: {:?}", payload.blocks);
        if payload.file_name.ends_with(".p7s") && good {
            assert_eq!(payload.signature, SignatureState::Intact, "{file}");
            assert!(!payload.signer.is_empty(), "{file}: signer");
        }
    }
    assert!(manifest.len() > 70);
}

#[test]
fn layers_that_disagree_hold_the_record() {
    let bytes = std::fs::read(data().join("ebz/antwort_genehmigung_ze.xml")).unwrap();
    let check = |mail: &Mail, keys: &[&str]| {
        let payload = mail.read(&Mappings::shipped()).unwrap();
        assert_eq!(payload.kind, PayloadKind::EbzAnswer);
        assert!(payload.ebz.is_some());
        assert_eq!(payload.blocks.iter().map(|b| b.key.trim_start_matches("payload-block-")).collect::<Vec<_>>(), keys);
    };
    for (dienstkennung, name, keys) in [
        ("EBZ;ANW;2.0.0", "antwort.xml", &[][..]),
        ("EBZ;ANW;2.0.0", "EEBZ1_0991234562611ZE000000000004711.xml", &[]),
        ("EBZ;ANT;2.0.0", "antwort.xml", &["conflict"]),
        ("eAU;Lieferung;V1.2", "antwort.xml", &["conflict"]),
        ("XYZ;Lieferung;V1", "antwort.xml", &["conflict"]),
        ("EBZ;NEU;3.0", "antwort.xml", &[]),
        ("KIM-Mail;Default;V1.0", "antwort.xml", &["default-dienstkennung"]),
        ("EBZ;ANW;2.0.0", "EEBZ0_antrag.xml", &["conflict"]),
        ("EBZ;ANW;2.0.0", "EEAU0_x.xml", &["conflict"]),
        ("EBZ;ANW;2.0.0", "TEBZ1_x.xml", &["test-data"]),
        ("EBZ;ANW;2.0.0", "EEBZ1_0991234562611ZE000000000004712.xml", &["number-conflict"]),
    ] {
        check(&Mail::around(dienstkennung, name, bytes.clone()), keys);
    }
    let mut two = Mail::around("EBZ;ANW;2.0.0", "a.xml", bytes.clone());
    two.parts.push(("b.xml".into(), "application/xml".into(), String::new(), bytes.clone()));
    check(&two, &[]);
    two.parts[1].3 = std::fs::read(data().join("ebz/antwort_ablehnung_ze.xml")).unwrap();
    check(&two, &["several-records"]);
}

#[test]
fn a_contradictory_record_is_never_taken_over() {
    let text = std::fs::read_to_string(data().join("ebz/antwort_genehmigung_ze.xml")).unwrap();
    let flag = "<anw:Antwortkennzeichen>1</anw:Antwortkennzeichen>";
    for (from, to, key, record) in [
        (
            flag,
            "<anw:Antwortkennzeichen>1</anw:Antwortkennzeichen><anw:Antwortkennzeichen>0</anw:Antwortkennzeichen>",
            "field-repeated",
            false,
        ),
        (flag, "<anw:Antwortkennzeichen/>", "field-missing", false),
        (flag, "<anw:Antwortkennzeichen>3</anw:Antwortkennzeichen>", "unclear", true),
        ("kennzeichen>10<", "kennzeichen>77<", "unclear", true),
        ("Entscheidung>20261112<", "Entscheidung>20261312<", "field-invalid", false),
        ("412,86", "412.86", "field-invalid", false),
        ("<anw:Anzahl>2<", "<anw:Anzahl>zwei<", "field-invalid", false),
        ("<anw:Haertefall>0<", "<anw:Haertefall>J<", "field-invalid", false),
        ("</dat:Antwort>", "</dat:Antwort><dat:Antwort/>", "several-records", false),
    ] {
        assert!(text.contains(from), "{from}");
        let mail = Mail::around("EBZ;ANW;2.0.0", "a.xml", text.replacen(from, to, 1).into_bytes());
        let payload = mail.read(&Mappings::shipped()).unwrap();
        assert!(blocked(&payload, key), "{to}: {:?}", payload.blocks);
        assert_eq!(payload.ebz.is_some(), record, "{to}");
    }
}

#[test]
fn personal_mails_have_no_payload() {
    for (name, media_type, bytes) in [
        ("Brief.pdf", "application/pdf", &b"%PDF-1.4"[..]),
        ("Signaturpruefungsbericht.pdf", "application/pdf", b"%PDF-1.4"),
        ("seite.html", "text/html", b"<html><body>x</body></html>"),
        ("bild.svg", "image/svg+xml", b"<?xml version='1.0'?><svg/>"),
        ("foto.jpg", "image/jpeg", b"\xFF\xD8\xFF"),
        ("notiz.txt", "text/plain", b"< 5 mg"),
        ("smime.p7m", "application/pkcs7-mime", b"\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03"),
    ] {
        for dienstkennung in ["KIM-Mail;Default;V1.0", "eNachricht;Lieferung;V1.0", "XYZ;Neu;V1"] {
            let mut mail = Mail::around(dienstkennung, name, bytes.to_vec());
            mail.parts[0].1 = media_type.into();
            assert_eq!(mail.read(&Mappings::shipped()).map(|p| p.kind), None, "{name} {dienstkennung}");
        }
    }
}

#[test]
fn a_detached_signature_is_checked_against_its_file() {
    let p7s = load("eml/ebz_genehmigung_der.eml").parts.remove(0).3;
    let content = cms::open(&p7s).unwrap().content.unwrap();
    let at = p7s.windows(content.len()).position(|w| w == content).unwrap();
    // The content and its two wrappers ([0] and OCTET STRING, four bytes each) are cut out and the lengths of
    // the four elements around them made smaller.
    let mut bytes = p7s.clone();
    bytes.drain(at - 8..at + content.len());
    for place in [2, 17, 21, at - 8 - 11 - 2] {
        let length = u16::from_be_bytes([bytes[place], bytes[place + 1]]) - u16::try_from(content.len() + 8).unwrap();
        bytes[place..place + 2].copy_from_slice(&length.to_be_bytes());
    }
    let mut mail = Mail::around("EBZ;ANW;2.0.0", "EEBZ1_x.p7s", bytes);
    let state = |mail: &Mail| mail.read(&Mappings::shipped()).map(|p| (p.signature, p.ebz.is_some(), blocked(&p, "signature-broken")));
    assert_eq!(state(&mail), Some((SignatureState::Unchecked, false, false)));
    mail.parts.push(("EEBZ1_x.xml".into(), "application/xml".into(), String::new(), content.clone()));
    assert_eq!(state(&mail), Some((SignatureState::Intact, true, false)));
    mail.parts[1].3 = String::from_utf8(content).unwrap().replace("412,86", "912,86").into_bytes();
    let payload = mail.read(&Mappings::shipped()).unwrap();
    assert!(blocked(&payload, "signature-broken"), "the signed file wins over the bare one beside it");
    mail.parts[0].3.truncate(900);
    let payload = mail.read(&Mappings::shipped()).unwrap();
    assert!(blocked(&payload, "cms-truncated"), "a cut signature holds the bare file beside it");
}

/// A small generator, so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

#[test]
fn mutated_samples_never_panic_and_never_pass_a_broken_signature() {
    let mut samples = Vec::new();
    for file in [
        "ebz/antwort_genehmigung_ze.xml",
        "ebz/antrag_ze.xml",
        "ebz/fehler.xml",
        "eau/eau_erst.xml",
        "eau/eau_storno.xml",
        "eau/eau_fehler_313.xml",
        "eeb/eeb_bescheinigung.xml",
        "arztbrief/arztbrief_cda.xml",
        "ldt/befund.ldt",
        "ebz/malformed/p7s_tampered.p7s",
        "eml/ebz_genehmigung_ber_indefinite.eml",
        "eml/ebz_genehmigung_der.eml",
        "eml/eau_lieferung.eml",
    ] {
        samples.push(load(file));
    }
    let ber_content = cms::open(&samples[10].parts[0].3).unwrap().content.unwrap();
    let mappings = Mappings::shipped();
    let mut random = Random(7);
    let mut intact = 0;
    for round in 0..20_000 {
        let sample = &samples[round % samples.len()];
        let (name, media_type, description, bytes) = &sample.parts[0];
        let mut bytes = bytes.clone();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len());
            match random.below(5) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, u8::try_from(random.below(256)).unwrap()),
                2 => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
                3 => bytes.extend_from_within(at..(at + random.below(200)).min(bytes.len())),
                _ if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
                _ => {}
            }
        }
        let mail = Mail {
            dienstkennung: sample.dienstkennung.clone(),
            parts: vec![(name.clone(), media_type.clone(), description.clone(), bytes.clone())],
            ..Mail::default()
        };
        let Some(payload) = mail.read(&mappings) else { continue };
        if payload.signature == SignatureState::Intact && samples.len() > 11 && round % samples.len() == 10 {
            intact += 1;
            assert_eq!(cms::open(&bytes).unwrap().content.as_deref(), Some(ber_content.as_slice()), "round {round}");
        }
        assert!(payload.ebz.is_none() || payload.signature != SignatureState::Broken || !payload.blocks.is_empty(), "round {round}");
    }
    println!("{intact} mutations outside the signed content");
}

#[test]
fn mutated_mappings_never_panic() {
    let shipped = include_str!("../../assets/mappings/ebz-answer.assumed-1.json");
    let answer = load("ebz/antwort_genehmigung_ze.xml");
    let mut random = Random(11);
    let mut accepted = 0;
    for _ in 0..400 {
        let mut bytes = shipped.as_bytes().to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len());
            match random.below(3) {
                0 => bytes[at] = b"\"{}[],:@/x1"[random.below(11)],
                1 => drop(bytes.drain(at..(at + random.below(12)).min(bytes.len()))),
                _ => bytes.extend_from_within(at..(at + random.below(30)).min(bytes.len())),
            }
        }
        if let Ok(mappings) = Mappings::shipped().with(&String::from_utf8_lossy(&bytes)) {
            accepted += 1;
            assert!(answer.read(&mappings).is_some());
        }
    }
    assert!(accepted > 0);
}

#[test]
fn a_foreign_file_does_not_push_the_letter_aside() {
    let mut mail = load("eml/earztbrief_lieferung.eml");
    let other = ("plan.xml".into(), "application/xml".into(), String::new(), b"<?xml version='1.0'?><plan/>".to_vec());
    mail.parts.insert(0, other);
    let payload = mail.read(&Mappings::shipped()).unwrap();
    assert_eq!(values(&payload, "field-title"), ["Entlassbrief Kardiologie"]);
    assert_eq!(payload.blocks, []);
}

#[test]
fn every_key_has_a_text_in_both_languages() {
    let keys = r#""((?:field|payload-note|payload-block|column|section|eau-(?:type|cause|code|step)|eeb-(?:kind|code|step)|ebz-step|feedback|lab-record)-[a-z0-9-]+)""#;
    let keys = regex::Regex::new(keys).unwrap();
    let mut wanted: Vec<String> = Vec::new();
    for file in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/payload")).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() && !path.ends_with("tests.rs") {
            let source = std::fs::read_to_string(path).unwrap();
            wanted.extend(keys.captures_iter(&source).map(|c| c[1].to_owned()));
        }
    }
    wanted.extend(PayloadKind::ALL.iter().flat_map(|k| [format!("kind-{}", k.as_str()), format!("kind-{}-long", k.as_str())]));
    wanted.extend(Mark::ALL.iter().map(|mark| format!("mark-{}", mark.as_str())));
    wanted.extend(Decision::ALL.iter().map(|d| format!("decision-{}", d.as_str())));
    let states = [SignatureState::Absent, SignatureState::Intact, SignatureState::Broken, SignatureState::Unchecked];
    wanted.extend(states.iter().map(|s| format!("signature-{}", s.as_str())));
    for language in ["de", "en"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("i18n/{language}/kimpost.ftl"));
        let texts = std::fs::read_to_string(path).unwrap();
        for key in &wanted {
            assert!(texts.contains(&format!("\n{key} = ")), "{language}: {key}");
        }
    }
    assert!(wanted.len() > 100);
}
