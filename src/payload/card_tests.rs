//! What a person reads first on each card, sample by sample.

use std::path::Path;

use super::{Mappings, PayloadInput, PayloadPart};
use crate::domain::mail::Dienstkennung;
use crate::domain::payload::{Block, Payload, PayloadKind, SignatureState, TableRow};

fn read(dienstkennung: &str, name: &str, bytes: &[u8], text: &str) -> Payload {
    let own = Dienstkennung(dienstkennung.into());
    let part = PayloadPart { index: 0, name, media_type: "application/octet-stream", description: "", is_signature_report: false, bytes };
    let attachments = if name.is_empty() { Vec::new() } else { vec![part] };
    let input = PayloadInput { dienstkennung: Some(&own), subject: "", text, attachments: &attachments };
    super::read(input, &Mappings::shipped()).unwrap()
}

fn sample(dienstkennung: &str, file: &str) -> Payload {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/payload").join(file);
    read(dienstkennung, file.rsplit('/').next().unwrap(), &std::fs::read(path).unwrap(), "")
}

/// Labels in their order, with the word or value behind each.
fn lines(payload: &Payload) -> Vec<(&str, &str)> {
    payload
        .fields
        .iter()
        .map(|f| (f.label_key.trim_start_matches("field-"), if f.word_key.is_empty() { f.value.as_str() } else { f.word_key.as_str() }))
        .collect()
}

fn rows(payload: &Payload) -> Vec<&TableRow> {
    let blocks = payload.sections.iter().flat_map(|section| &section.blocks);
    blocks.filter_map(|block| if let Block::Table(table) = block { Some(&table.rows) } else { None }).flatten().collect()
}

fn has(payload: &Payload, label: &str, word: &str) {
    assert!(lines(payload).contains(&(label, word)), "{label} {word}: {:?}", lines(payload));
}

#[test]
fn an_eau_tells_first_who_and_how_long() {
    let eau = sample("eAU;Lieferung;V1.2", "eau/eau_erst.xml");
    let order: Vec<&str> = lines(&eau).into_iter().map(|(label, _)| label).collect();
    let at = |label: &str| order.iter().position(|found| *found == label).unwrap();
    assert_eq!(order[0], "patient");
    assert!(at("unfit-until") < at("diagnosis") && at("diagnosis") < at("insurer") && at("insurer") < at("document-id"));
    has(&eau, "eau-type", "eau-type-first");
    has(&sample("eAU;Lieferung;V1.2", "eau/eau_folge.xml"), "eau-type", "eau-type-next");
}

#[test]
fn an_error_of_an_insurer_tells_what_it_means_and_what_to_do() {
    for (file, meaning, step) in [
        ("eau/eau_fehler_100.xml", "eau-code-not-insured", "eau-step-information"),
        ("eau/eau_fehler_101.xml", "eau-code-data", "eau-step-new"),
        ("eau/eau_fehler_313.xml", "eau-code-key", "eau-step-resend"),
    ] {
        let error = sample("eAU;Fehler-Kasse;V1.2", file);
        has(&error, "meaning", meaning);
        has(&error, "next-step", step);
    }
    has(&sample("EBZ;FEH;2.0.0", "ebz/fehler.xml"), "next-step", "ebz-step-error");
    let outcome = |code: &str| {
        format!(
            "<OperationOutcome xmlns='http://hl7.org/fhir'><meta><profile value='https://gematik.de/fhir/eeb/StructureDefinition/EEBFehler'/>\
             </meta><issue><details><coding><code value='{code}'/></coding></details></issue></OperationOutcome>"
        )
    };
    for (code, step) in
        [("130", "eeb-step-version"), ("112", "eeb-step-content"), ("204", "eeb-step-signature"), ("310", "eeb-step-transport")]
    {
        has(&read("eEB;Fehler;V1.1", "EEEB0_FEH_x.xml", outcome(code).as_bytes(), ""), "next-step", step);
    }
    let unknown = read("eEB;Fehler;V1.1", "EEEB0_FEH_x.xml", outcome("999").as_bytes(), "");
    assert!(!lines(&unknown).iter().any(|(label, _)| *label == "next-step"), "nothing is invented for an unknown code");
}

#[test]
fn the_virus_filter_of_an_insurer_is_named() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/payload/eau/eau_fehler_101.xml");
    let named = |text: &str| {
        let error = read("eAU;Fehler-Kasse;V1.2", "EEAU0_Fehler_1.xml", &std::fs::read(&path).unwrap(), text);
        error.notes.iter().any(|n| n.key == "payload-note-eau-virus")
    };
    assert!(!named("") && named("Achtung möglicher Virenbefall\r\n"));
}

#[test]
fn an_answer_has_its_allowances_in_a_table() {
    let answer = sample("EBZ;ANW;2.0.0", "ebz/antwort_genehmigung_ze.xml");
    let table = rows(&answer);
    assert_eq!(table.len(), answer.ebz.as_ref().unwrap().allowances.len());
    assert!(table.iter().all(|row| row.cells.len() == 3 && row.cells[2].ends_with('€')), "{:?}", table[0].cells);
    has(&answer, "hardship", "word-no");
    let request = sample("EBZ;ANT;2.0.0", "ebz/antrag_ze.xml");
    assert!(!rows(&request).is_empty());
}

#[test]
fn a_letter_shows_its_body_as_text_and_tables() {
    let letter = sample("Arztbrief;VHitG-Versand;V1.2", "arztbrief/arztbrief_cda.xml");
    assert!(letter.section_texts().any(|text| text == "Diagnosen"));
    assert!(letter.section_texts().any(|text| text == "I48.0 G Vorhofflimmern, paroxysmal"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/payload/arztbrief/arztbrief_cda.xml");
    let table = "<text>Werte:<table><tr><th>LVEF</th><th>Datum</th></tr><tr><td>55 %</td><td>17.11.2026</td></tr></table></text>";
    let text = std::fs::read_to_string(path).unwrap().replace("<text>I48.0 G Vorhofflimmern, paroxysmal</text>", table);
    let letter = read("Arztbrief;VHitG-Versand;V1.2", "brief.xml", text.as_bytes(), "");
    assert_eq!(rows(&letter)[0].cells, ["55 %", "17.11.2026"]);
}

#[test]
fn feedback_tells_its_result_and_the_delivery() {
    let text = "Status: OK GUID 0f8fad5b-d9cb-469f-a165-70867728950e";
    let feedback = read("eDokumentation-QSKE;Status;V2.0", "", b"", text);
    assert_eq!(lines(&feedback)[0], ("status", "feedback-ok"));
    has(&feedback, "guid", "0f8fad5b-d9cb-469f-a165-70867728950e");
    let refused = read("eDokumentation-QSKE;Status;V2.0", "", b"", "Status: FEHLER GUID 1");
    assert_eq!(lines(&refused)[0], ("status", "FEHLER"));
    let file = b"<?xml version='1.0'?><Begleitdatei><GUID>0f8f</GUID><Ergebnis>angenommen</Ergebnis></Begleitdatei>";
    let file = read("1ClickAbrechnung;Rueckmeldung;V2.0", "begleitdatei.xml", file, "");
    assert_eq!(file.kind, PayloadKind::BillingFeedback);
    has(&file, "guid", "0f8f");
    assert!(file.search_terms.contains(&"0f8f".to_owned()) && file.section_texts().any(|text| text == "angenommen"));
}

#[test]
fn care_errors_stand_in_a_table_and_unknown_xml_in_a_tree() {
    let text = b"<N><Nachrichtentyp>FEH</Nachrichtentyp><Fehler><Fehlercode>17</Fehlercode><Fehlertext>IK falsch</Fehlertext>\
                 <XPath>/N/IK</XPath></Fehler></N>";
    let care = read("PFL;FEH;1", "EPFL0_FEH_1.xml", text, "");
    assert_eq!(rows(&care)[0].cells, ["17", "IK falsch", "/N/IK"]);
    let tree = read("XYZ;Neu;V1", "x.xml", b"<?xml version='1.0'?><a b='1'><c>2</c><d><e>3</e></d></a>", "");
    let Some(Block::Tree(nodes)) = tree.sections.first().and_then(|s| s.blocks.first()) else { panic!("no tree") };
    let found: Vec<_> = nodes.iter().map(|n| (n.depth, n.name.as_str(), n.value.as_str())).collect();
    assert_eq!(found, [(0, "a", ""), (1, "@b", "1"), (1, "c", "2"), (1, "d", ""), (2, "e", "3")]);
}

#[test]
fn a_fhir_document_shows_its_sections() {
    let text = "<Bundle xmlns='http://hl7.org/fhir'><entry><resource><Composition><title value='Medikationsplan'/>\
                <section><title value='Wirkstoffe'/><text><div xmlns='http://www.w3.org/1999/xhtml'><p>Ramipril 5 mg</p></div></text>\
                </section></Composition></resource></entry></Bundle>";
    let document = read("XYZ;Neu;V1", "mio.xml", text.as_bytes(), "");
    assert_eq!(document.kind, PayloadKind::Fhir);
    assert_eq!(document.section_texts().collect::<Vec<_>>(), ["Wirkstoffe", "Ramipril 5 mg"]);
}

#[test]
fn a_signed_answer_names_signer_time_and_certificate() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/payload/cms/brainpool_p256.p7s");
    let signed = read("EBZ;ANW;2.0.0", "EEBZ1_0991234562611ZE000000000004711.p7s", &std::fs::read(path).unwrap(), "");
    assert_eq!(signed.signature, SignatureState::Intact);
    let dates = signed.signature_dates;
    assert!(!signed.signer.is_empty() && dates.signed_at.is_some() && dates.valid_from < dates.valid_until);
}

#[test]
fn a_card_stays_small_however_large_the_file_is() {
    let many = format!("<?xml version='1.0'?><a>{}</a>", "<b>x</b>".repeat(50_000));
    let tree = read("XYZ;Neu;V1", "x.xml", many.as_bytes(), "");
    assert!(tree.section_texts().count() <= 1500 && tree.notes.iter().any(|n| n.key == "payload-note-more-fields"));
    let book = format!("<?xml version='1.0'?><a>{}</a>", "x".repeat(1 << 20));
    let book = read("XYZ;Neu;V1", "x.xml", book.as_bytes(), "");
    assert!(book.section_texts().map(str::len).sum::<usize>() < 5000);
    let mut lab = b"01380008205\r\n".to_vec();
    for _ in 0..5000 {
        lab.extend_from_slice(b"0138410KREA\r\n01384200.81\r\n");
    }
    let lab = read("LDT-Befund;Lieferung;V1.0", "x.ldt", &lab, "");
    assert_eq!(rows(&lab).len(), 1500);
}

/// What an older program stored is still read.
#[test]
fn a_stored_card_without_the_new_parts_is_still_read() {
    let old = r#"{"kind":"Lab","attachment":0,"sha256":"","file_name":"x.ldt","signature":"Absent","signer":"",
        "fields":[{"label_key":"field-test","value":"CRP: 18.4","secret":false}],"search_terms":[],"ebz":null,"refers_to":[],
        "blocks":[],"notes":[]}"#;
    let payload: Payload = serde_json::from_str(old).unwrap();
    assert_eq!((payload.fields.len(), payload.sections.len()), (1, 0));
}
