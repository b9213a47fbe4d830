//! Rules, sidecars and judgements on invented files.

use super::*;

fn data(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn the_shipped_rules_tell_files_by_name_and_folder() {
    let rules = Rules::parse(SHIPPED).unwrap();
    for (wanted, name, expected) in [
        ("", "EEBZ0_0991234562611ZE00000000000471101.p7s", Ok("EBZ;ANT;2.0.0")),
        ("", "TEBZ0_0991234562611ZE00000000000471101.xml", Ok("EBZ;ANT;2.0.0")),
        ("", "EEBZ0_FEH_0991234562611ZE00000000000471101.xml", Err("WATCH-UNKNOWN")),
        ("", "EEBZ1_0991234562611ZE00000000000471101.p7s", Err("WATCH-UNKNOWN")),
        ("", "EEAU0_3f0c1a52-7d54-5b0e-9a41-6c2f8e0d4711.p7s", Ok("eAU;Lieferung;V1.2")),
        ("eAU", "EEAU0_Storno_3f0c1a52-7d54.p7s", Ok("eAU;Storno-Arzt;V1.2")),
        ("eAU", "krank.p7s", Err("WATCH-NAME")),
        ("EBZ", "EEAU0_3f0c1a52.p7s", Err("WATCH-NAME")),
        ("", "EEEB0_ANF_3f0c.p7s", Ok("eEB;Anfrage;V1.1")),
        ("Arztbrief", "brief.xml", Ok("Arztbrief;VHitG-Versand;V1.2")),
        ("DALE-UV;Einsendung;V1.0", "bericht.zip", Ok("DALE-UV;Einsendung;V1.0")),
        ("Unbekannt", "x", Err("WATCH-UNKNOWN")),
        ("", "brief.xml", Err("WATCH-UNKNOWN")),
    ] {
        let found = rules.find(wanted, name).map(|rule| rule.dienstkennung.0).map_err(|refusal| refusal.code);
        assert_eq!(found.as_deref().map_err(|code| *code), expected, "{wanted} {name}");
    }
    let rule = rules.find("", "EEAU0_3f0c1a52.p7s").unwrap();
    assert_eq!((rule.subject_for("EEAU0_3f0c1a52.p7s").as_str(), rule.key().as_str()), ("EEAU0_3f0c1a52", "eau;lieferung"));
}

#[test]
fn rules_and_sidecars_of_others_are_refused_with_a_reason() {
    for text in [
        "",
        r#"{"version":1,"rules":[{"dienstkennung":"EBZ","recipient":"insurer"}]}"#,
        r#"{"version":1,"rules":[{"dienstkennung":"EBZ;ANT","recipient":"insurer","kind":"nonsense"}]}"#,
        r#"{"version":1,"rules":[{"dienstkennung":"EBZ;ANT","recipient":"insurer","file_name":"("}]}"#,
        r#"{"version":1,"rules":[{"dienstkennung":"EBZ;ANT","recipient":"nobody"}]}"#,
    ] {
        assert!(Rules::parse(text).is_err(), "{text}");
    }
    assert!(Sidecar::parse(br#"{"to":["a@x.kim.telematik"],"ik":"109999039","attachments":["b.png"]}"#).is_ok());
    for text in [
        &b"\xFF"[..],
        b"[]",
        br#"{"an":["a"]}"#,
        br#"{"attachments":["../geheim"]}"#,
        br#"{"attachments":["C:\\x"]}"#,
        br#"{"ik":"12"}"#,
        br#"{"subject":"a\r\nBcc: b"}"#,
    ] {
        assert_eq!(Sidecar::parse(text).err().unwrap().code, "WATCH-SIDECAR", "{}", String::from_utf8_lossy(text));
    }
}

#[test]
fn files_are_judged_by_their_content() {
    let (rules, mappings) = (Rules::shipped(), Mappings::shipped());
    let judged = |name: &str, file: &str, test: bool| {
        let bytes = data(file);
        let rule = rules.find("", name).unwrap();
        judge(&rule, &[Dropped { name, bytes: &bytes }], test, &mappings).map(|judged| judged.ik).map_err(|refusal| refusal.code)
    };
    let ebz = "EEBZ0_0991234562611ZE00000000000471101";
    assert_eq!(judged(&format!("{ebz}.p7s"), "assets/demo/antrag-4711.p7s", false).as_deref(), Ok("109999039"));
    assert_eq!(judged(&format!("{ebz}.xml"), "tests/data/payload/ebz/antrag_ze.xml", false).as_deref(), Ok("109999039"));
    assert_eq!(judged("EEAU0_1.p7s", "assets/demo/eau.p7s", false).as_deref(), Ok("109999039"));
    let test = format!("T{}.p7s", &ebz[1..]);
    assert_eq!(judged(&test, "assets/demo/antrag-4711.p7s", false), Err("WATCH-TEST-DATA"));
    assert!(judged(&test, "assets/demo/antrag-4711.p7s", true).is_ok());
    assert_eq!(judged("EEAU0_1.p7s", "tests/data/payload/eau/eau_erst.xml", false), Err("WATCH-UNSIGNED"));
    assert_eq!(judged("EEAU0_1.p7s", "assets/demo/antrag-4711.p7s", false), Err("WATCH-CONTENT"));
    // Whatever lies there: a reason, never a panic.
    for file in std::fs::read_dir(format!("{}/tests/data/payload/ebz/malformed", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for rule in rules.all() {
            let _ = judge(rule, &[Dropped { name: "EEBZ0_0.xml", bytes: &bytes }], false, &mappings);
        }
    }
}

#[test]
fn detached_signatures_and_letters_are_told_by_their_bytes() {
    assert!(is_letter_xml(&data("tests/data/payload/arztbrief/arztbrief_cda.xml")));
    assert!(!is_letter_xml(&data("tests/data/payload/ebz/antrag_ze.xml")));
    assert!(!is_detached_signature(&data("assets/demo/eau.p7s")));
    assert!(!is_detached_signature(b"<xml/>"));
}
