//! The readable card of every kind of technical mail, drawn from the samples: what must be readable is found by its
//! words, and with `KIMPOST_PICTURES` set to a folder each card is also a picture for people to look at.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use kimpost::domain::ids::MailId;
use kimpost::domain::mail::Dienstkennung;
use kimpost::domain::payload::{Payload, PayloadKind};
use kimpost::i18n::{self, Language};
use kimpost::payload::{self, Mappings, PayloadInput, PayloadPart};
use kimpost::ui::mail::payload as card;
use kimpost::ui::theme::{self, ThemeChoice};
use kimpost::ui::view::Out;

/// Name of the picture, Dienstkennung, file under the repository (or, without one, the text of the mail), and words that
/// must be on the card in German.
const CARDS: [(&str, &str, &str, &[&str]); 22] = [
    (
        "ebz-answer",
        "EBZ;ANW;2.0.0",
        "assets/demo/antwort-4711-ber.p7s",
        &["Planantragsnummer", "genehmigt", "Befunde und Festzuschüsse", "Unterzeichner", "Signiert am"],
    ),
    ("ebz-rejected", "EBZ;ANW;2.0.0", "assets/demo/antwort-4712-abgelehnt.p7s", &["abgelehnt", "Begründung"]),
    ("ebz-request", "EBZ;ANT;2.0.0", "assets/demo/antrag-4711.p7s", &["Patient", "Befund", "Anzahl"]),
    ("ebz-error", "EBZ;FEH;2.0.0", "tests/data/payload/ebz/fehler.xml", &["Fehler", "Was zu tun ist"]),
    ("ebz-query", "EBZ;MIT;2.0.0", "", &["Röntgenaufnahme", "Was zu tun ist"]),
    ("eau", "eAU;Lieferung;V1.2", "assets/demo/eau.p7s", &["Arbeitsunfähig bis", "Erstbescheinigung", "Diagnose"]),
    ("eau-cancel", "eAU;Storno-Arzt;V1.2", "assets/demo/eau-storno.p7s", &["Bezieht sich auf"]),
    ("eau-error-100", "eAU;Fehler-Kasse;V1.2", "assets/demo/eau-fehler-100.xml", &["Bedeutung", "Was zu tun ist"]),
    ("eau-error-313", "eAU;Fehler-Kasse;V1.2", "assets/demo/eau-fehler-313.xml", &["Bedeutung", "Was zu tun ist"]),
    ("eeb", "eEB;Bescheinigung;V1.1", "assets/demo/eeb-bescheinigung.p7s", &["Gültig bis", "mit Karte (eGK), ohne Anschriftzeile"]),
    ("eeb-request", "eEB;Anfrage;V1.1", "assets/demo/eeb-anfrage.p7s", &["Versichertennummer"]),
    ("eeb-error", "eEB;Fehler;V1.1", "", &["130", "Was zu tun ist"]),
    (
        "letter",
        "Arztbrief;VHitG-Versand;V1.2",
        "assets/demo/arztbrief.xml",
        &["Brief ansehen", "Titel", "Patient", "Absender", "Diagnosen"],
    ),
    ("lab", "LDT-Befund;Lieferung;V1.0", "assets/demo/befund.ldt", &["Untersuchung", "Normbereich", "erhöht (+)", "erniedrigt (-)"]),
    ("broken-signature", "EBZ;ANW;2.0.0", "tests/data/payload/ebz/malformed/p7s_tampered.p7s", &["verändert"]),
    ("bomb", "EBZ;ANW;2.0.0", "tests/data/payload/ebz/malformed/entity_bomb.xml", &["Rohdaten ansehen"]),
    ("prescription", "eRezept;Zuweisung;V1.0", "", &["E-Rezept-Token", "Anzeigen"]),
    ("feedback", "eDokumentation-QSKE;Status;V2.0", "", &["Ergebnis", "in Ordnung", "Kennung der Lieferung"]),
    ("care", "PFL;FEH;1", "", &["Code", "Stelle im Datensatz", "IK falsch"]),
    ("fhir", "MIO;Neu;V1", "", &["Wirkstoffe", "Ramipril 5 mg"]),
    ("xml", "XYZ;Neu;V1", "", &["Wurzelelement", "Inhalt", "Termin"]),
    ("unknown", "XYZ;Neu;V1", "", &["nicht"]),
];

const TOKEN: &str = "Task/160.000.999.888.777.66/$accept?ac=b3cc0475bb78a5026098858e9889acf666d31062d513d303314eca31d36e72f2";
const QUERY: &str = "<?xml version='1.0'?><dat:Nutzdaten xmlns:dat='http://www.gkv-datenaustausch.de/xml-schema/EEBZ0-DAT/1.3' \
                     xmlns:mit='http://www.gkv-datenaustausch.de/XMLSchema/EEBZ0-MIT/1.3'><dat:Kopfdaten><IK_Krankenkasse>109999039</IK_Krankenkasse>\
                     </dat:Kopfdaten><dat:Rueckfrage><mit:Antragsnummer_Mitteilungsnummer>0991234562611ZE000000000004716\
                     </mit:Antragsnummer_Mitteilungsnummer><mit:Text>Bitte reichen Sie die Röntgenaufnahme zu Zahn 26 nach.</mit:Text>\
                     </dat:Rueckfrage></dat:Nutzdaten>";
const EEB_ERROR: &str = "<?xml version='1.0'?><OperationOutcome xmlns='http://hl7.org/fhir'><meta><profile \
                         value='https://gematik.de/fhir/eeb/StructureDefinition/EEBFehler'/></meta><issue><severity value='error'/>\
                         <code value='invalid'/><details><coding><code value='130'/><display value='Version der Anfrage wird nicht unterstützt'/>\
                         </coding></details></issue></OperationOutcome>";
const CARE: &str = "<?xml version='1.0'?><N><IK>109999039</IK><Nachrichtentyp>FEH</Nachrichtentyp><Fehler><Fehlercode>17</Fehlercode>\
                    <Fehlertext>IK falsch</Fehlertext><XPath>/N/IK</XPath></Fehler></N>";
const FHIR: &str = "<?xml version='1.0'?><Bundle xmlns='http://hl7.org/fhir'><entry><resource><Composition><title value='Medikationsplan'/>\
                    <date value='2026-11-12'/><author><display value='Praxis Brandmoor'/></author><section><title value='Wirkstoffe'/><text>\
                    <div xmlns='http://www.w3.org/1999/xhtml'><table><tr><th>Wirkstoff</th><th>Dosis</th></tr><tr><td>Ramipril 5 mg</td>\
                    <td>1-0-0</td></tr></table></div></text></section></Composition></resource></entry></Bundle>";
const XML: &str = "<?xml version='1.0'?><Termin xmlns='urn:beispiel:termin' art='Kontrolle'><Praxis><Name>Praxis Brandmoor</Name><Ort>Fennwalde\
                   </Ort></Praxis><Zeit>2026-12-01T09:30</Zeit></Termin>";

fn read(name: &str, dienstkennung: &str, file: &str) -> Payload {
    let own = Dienstkennung(dienstkennung.into());
    let (file_name, bytes, text) = match name {
        "prescription" => ("", Vec::new(), TOKEN),
        "feedback" => ("", Vec::new(), "Status: OK GUID 0f8fad5b-d9cb-469f-a165-70867728950e"),
        "ebz-query" => ("EEBZ3_0991234562611ZE00000000000471601.xml", QUERY.into(), ""),
        "eeb-error" => ("EEEB0_FEH_9a1c7be0.xml", EEB_ERROR.into(), ""),
        "unknown" => ("daten.p7s", vec![7; 64], ""),
        "care" => ("EPFL0_FEH_1.xml", CARE.into(), ""),
        "fhir" => ("mio.xml", FHIR.into(), ""),
        "xml" => ("termin.xml", XML.into(), ""),
        _ => (file.rsplit('/').next().unwrap(), std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap(), ""),
    };
    let media_type = "application/octet-stream";
    let part = PayloadPart { index: 0, name: file_name, media_type, description: "", is_signature_report: false, bytes: &bytes };
    let attachments = if file_name.is_empty() { Vec::new() } else { vec![part] };
    let input = PayloadInput { dienstkennung: Some(&own), subject: "", text, attachments: &attachments };
    payload::read(input, &Mappings::shipped()).unwrap()
}

fn harness(payload: Payload, width: f32, choice: ThemeChoice, scale: f32, picture: bool) -> Harness<'static> {
    let dark = choice == ThemeChoice::Dark;
    let egui_theme = if dark { egui::Theme::Dark } else { egui::Theme::Light };
    let builder = Harness::builder().with_size([width, 900.0]).with_pixels_per_point(scale).with_theme(egui_theme).with_max_steps(8);
    let builder = if picture { builder.wgpu() } else { builder };
    let letter = (payload.kind == PayloadKind::Letter).then_some(1);
    let mut installed = false;
    builder.build_ui(move |ui| {
        if !std::mem::replace(&mut installed, true) {
            theme::install(ui.ctx(), choice);
            return;
        }
        let frame = egui::Frame::new().fill(theme::tokens(ui).surface).inner_margin(16);
        frame.show(ui, |ui| card::ui(ui, MailId(1), &payload, letter, &mut Out::default()));
    })
}

fn settled(payload: Payload, width: f32, choice: ThemeChoice, scale: f32, picture: bool) -> Harness<'static> {
    let mut h = harness(payload, width, choice, scale, picture);
    for _ in 0..3 {
        h.run_ok();
    }
    h
}

#[test]
fn every_card_says_what_a_person_looks_for() {
    i18n::select_for_this_thread(Language::German);
    for (name, dienstkennung, file, words) in CARDS {
        let h = settled(read(name, dienstkennung, file), 560.0, ThemeChoice::Light, 1.0, false);
        for word in words {
            assert!(h.query_all_by_label_contains(word).next().is_some(), "{name}: no „{word}“");
        }
        assert!(h.query_all_by_label_contains("qualifiziert").next().is_none(), "{name}: only a Konnektor may say so");
        assert!(h.query_all_by_label_contains("ac=b3cc").next().is_none(), "{name}: the token is masked");
    }
}

#[test]
fn every_kind_has_its_card_here() {
    let shown: Vec<PayloadKind> = CARDS.map(|(name, dienstkennung, file, _)| read(name, dienstkennung, file).kind).into();
    let missing: Vec<PayloadKind> = PayloadKind::ALL.into_iter().filter(|kind| !shown.contains(kind)).collect();
    assert!(missing.is_empty(), "no picture of {missing:?}");
}

#[test]
fn a_token_is_shown_only_while_a_person_asks_for_it() {
    i18n::select_for_this_thread(Language::German);
    let mut h = settled(read("prescription", "eRezept;Zuweisung;V1.0", ""), 560.0, ThemeChoice::Light, 1.0, false);
    let shown = |h: &Harness<'_>| h.query_all_by_label_contains("ac=b3cc").next().is_some();
    assert!(!shown(&h));
    h.get_by_label("Anzeigen").click();
    h.run_ok();
    h.run_ok();
    assert!(shown(&h));
    h.get_by_label("Verbergen").click();
    h.run_ok();
    h.run_ok();
    assert!(!shown(&h));
}

#[test]
fn a_tree_folds() {
    i18n::select_for_this_thread(Language::German);
    let mut h = settled(read("xml", "XYZ;Neu;V1", ""), 560.0, ThemeChoice::Light, 1.0, false);
    assert!(h.query_by_label("Fennwalde").is_some());
    h.get_by_label("Praxis zuklappen").click();
    h.run_ok();
    h.run_ok();
    assert!(h.query_by_label("Fennwalde").is_none() && h.query_by_label("2026-12-01T09:30").is_some());
}

#[test]
fn pictures_of_cards() {
    let Some(dir) = std::env::var_os("KIMPOST_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&dir).unwrap();
    for (language, word) in [(Language::German, "de"), (Language::English, "en")] {
        i18n::select_for_this_thread(language);
        for (name, dienstkennung, file, _) in CARDS {
            // In the preview there is little room.
            for (choice, look, scale, width) in [
                (ThemeChoice::Light, "light", 1.0, 560.0),
                (ThemeChoice::Dark, "dark-150", 1.5, 560.0),
                (ThemeChoice::Light, "narrow", 1.0, 380.0),
            ] {
                let mut h = settled(read(name, dienstkennung, file), width, choice, scale, true);
                h.fit_contents();
                h.render().unwrap().save(dir.join(format!("card-{name}-{word}-{look}.png"))).unwrap();
            }
        }
    }
}
