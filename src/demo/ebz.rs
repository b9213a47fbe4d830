//! Writes and finds EBZ records for the demo's insurers: request, answer, query and error XML as far as public
//! sources know them (assumed parts are those of the payload notes). Invariant: the same plan number always meets
//! the same fate, chosen by its last digit, so that every outcome can be produced at will.

use super::cast::Person;

const NS_DAT: &str = "http://www.gkv-datenaustausch.de/xml-schema/EEBZ0-DAT/1.3";
const NS: &str = "http://www.gkv-datenaustausch.de/XMLSchema/EEBZ0-";

/// What an insurer decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    Approved,
    Rejected,
    /// Approved in part: reason 05 and fewer allowances.
    Partly,
    /// A later change: bonus and hardship (24).
    Changed,
    /// Approval ended: change of dentist (23).
    Ended,
    /// A question of the insurer.
    Query,
    /// The record could not be read by the insurer.
    Error,
    /// An approval under a code nobody knows.
    Unclear,
    /// An approval that breaks off in the middle: nobody can read it.
    Broken,
    /// No answer ever.
    Silent,
}

impl Decision {
    /// The fate of a number: 0 no answer, 1 approved, 2 rejected, 3 partly, 4 changed, 5 ended, 6 query, 7 unclear,
    /// 8 broken, 9 error; a letter counts as approved.
    pub fn of_number(number: &str) -> Self {
        match number.chars().last() {
            Some('0') => Self::Silent,
            Some('2') => Self::Rejected,
            Some('3') => Self::Partly,
            Some('4') => Self::Changed,
            Some('5') => Self::Ended,
            Some('6') => Self::Query,
            Some('7') => Self::Unclear,
            Some('8') => Self::Broken,
            Some('9') => Self::Error,
            _ => Self::Approved,
        }
    }

    /// Reads the word of the seed files.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "approved" => Self::Approved,
            "rejected" => Self::Rejected,
            "partly" => Self::Partly,
            "changed" => Self::Changed,
            "ended" => Self::Ended,
            "query" => Self::Query,
            "error" => Self::Error,
            _ => return None,
        })
    }

    /// The `X-KIM-Dienstkennung` an answer of this kind travels under.
    pub const fn service(self) -> &'static str {
        match self {
            Self::Error => "EBZ;FEH;2.0.0",
            Self::Query => "EBZ;MIT;2.0.0",
            _ => "EBZ;ANW;2.0.0",
        }
    }
}

/// Whether a text is a plan number: 30 characters, `formats.md` §2.2 of the research (KZV Berlin).
pub(super) fn is_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|b| b.iter().all(u8::is_ascii_digit));
    bytes.len() == 30
        && digits(0..13)
        && bytes.get(11..13).is_some_and(|month| (b"01".as_slice()..=b"12".as_slice()).contains(&month))
        && bytes.get(13..15).is_some_and(|area| area.iter().all(u8::is_ascii_uppercase))
        && bytes.get(15..).is_some_and(|tail| tail.iter().all(u8::is_ascii_alphanumeric))
}

/// The first plan number inside any bytes: a bare XML, a CMS envelope, a subject or a file name.
pub(super) fn find_number(bytes: &[u8]) -> Option<String> {
    let marked = bytes.windows(14).position(|w| w == b"Antragsnummer>").and_then(|at| bytes.get(at + 14..at + 44));
    let candidate = |window: &[u8]| std::str::from_utf8(window).ok().filter(|t| is_number(t)).map(str::to_owned);
    marked.and_then(candidate).or_else(|| bytes.windows(30).find_map(candidate))
}

fn head(ik: &str, number: &str, day: &str, kind: &str, prefix: &str) -> String {
    let provider = number.get(..9).unwrap_or_default();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<dat:Nutzdaten xmlns:dat=\"{NS_DAT}\"\n    xmlns:{prefix}=\"{NS}{upper}/1.3\"\n    xmlns:bas=\"{NS}BAS/1.3\"\n    xmlns:zer=\"{NS}ZER/1.3\">\n  <dat:Kopfdaten>\n    <bas:KZV_Bereich>99</bas:KZV_Bereich>\n    <bas:Abrechnungsnummer>{provider}</bas:Abrechnungsnummer>\n    <bas:IK_Krankenkasse>{ik}</bas:IK_Krankenkasse>\n    <bas:Erstellungsdatum>{day}</bas:Erstellungsdatum>\n    <bas:Erstellungszeit>091530</bas:Erstellungszeit>\n    <bas:Verfahrenskennung>EEBZ0</bas:Verfahrenskennung>\n    <bas:Logische_Version>002.000.000</bas:Logische_Version>\n    <bas:Nachrichtentyp>{kind}</bas:Nachrichtentyp>\n  </dat:Kopfdaten>\n",
        upper = prefix.to_ascii_uppercase()
    )
}

/// The invented patient of a request.
pub(super) struct Patient {
    pub surname: String,
    pub given: String,
    pub birth: String,
    pub insured_number: String,
}

/// A request of the practice; `day` is `JJJJMMTT`.
pub(super) fn request(insurer: &Person, number: &str, patient: &Patient, day: &str) -> String {
    let finding = |code: &str, tooth: &str| {
        format!(
            "        <zer:Befund><zer:Befundnummer>{code}</zer:Befundnummer><zer:Zahn_Gebiet>{tooth}</zer:Zahn_Gebiet><zer:Anzahl>1</zer:Anzahl></zer:Befund>\n"
        )
    };
    let findings = [finding("1.1", "26"), finding("1.1", "27"), finding("1.3", "26"), finding("1.3", "27")].concat();
    format!(
        "{head}  <dat:Antrag>\n    <ant:Verarbeitungskennzeichen>10</ant:Verarbeitungskennzeichen>\n    <ant:Antragsnummer>{number}</ant:Antragsnummer>\n    <ant:Ausstellungsdatum>{day}</ant:Ausstellungsdatum>\n    <ant:Versicherter>\n      <bas:Name_Krankenkasse>{name}</bas:Name_Krankenkasse>\n      <bas:Versichertennummer>{insured}</bas:Versichertennummer>\n      <bas:Versichertenart>1</bas:Versichertenart>\n      <bas:Nachname>{surname}</bas:Nachname>\n      <bas:Vorname>{given}</bas:Vorname>\n      <bas:Geburtsdatum>{birth}</bas:Geburtsdatum>\n    </ant:Versicherter>\n    <ant:Zahnarzt>\n      <bas:Zahnarztnummer>999999991</bas:Zahnarztnummer>\n      <bas:Nachname>Tannhorst</bas:Nachname><bas:Vorname>Wiebke</bas:Vorname>\n    </ant:Zahnarzt>\n{care}  </dat:Antrag>\n</dat:Nutzdaten>\n",
        head = head(&insurer.ik, number, day, "ANT", "ant"),
        name = escaped(&insurer.name),
        insured = escaped(&patient.insured_number),
        surname = escaped(&patient.surname),
        given = escaped(&patient.given),
        birth = escaped(&patient.birth),
        care = if area(number) == "ZE" { prosthesis(&findings) } else { String::new() },
    )
}

/// What only requests for dentures (`ZE`) carry.
fn prosthesis(findings: &str) -> String {
    format!(
        "    <zer:Zahnersatz>\n      <zer:Befunde_fuer_Festzuschuesse>\n{findings}      </zer:Befunde_fuer_Festzuschuesse>\n      <zer:Leistungsbeschreibung>Vollverblendete Krone, individuell geschichtet</zer:Leistungsbeschreibung>\n      <zer:Honorar_BEMA>212,40</zer:Honorar_BEMA>\n      <zer:Honorar_GOZ>388,15</zer:Honorar_GOZ>\n      <zer:Material_und_Laborkosten>644,00</zer:Material_und_Laborkosten>\n      <zer:Behandlungskosten_insgesamt>1244,55</zer:Behandlungskosten_insgesamt>\n      <zer:Zuschusshoehe>2</zer:Zuschusshoehe>\n    </zer:Zahnersatz>\n"
    )
}

/// `ZE`, `PA`, `KF`, `KG` …
fn area(number: &str) -> &str {
    number.get(13..15).unwrap_or_default()
}

/// The insurer's record about a number; `refers_to` is the Message-ID of the request, `day` is `JJJJMMTT`.
pub(super) fn answer(ik: &str, number: &str, decision: Decision, refers_to: &str, day: &str) -> String {
    match decision {
        Decision::Error => format!(
            "{head}  <dat:Fehlernachricht>\n    <feh:Antragsnummer_Mitteilungsnummer>{number}</feh:Antragsnummer_Mitteilungsnummer>\n    <feh:MessageID>{id}</feh:MessageID>\n    <feh:Fehler><feh:Fehlercode>30012</feh:Fehlercode><feh:Fehlertext>Versichertennummer ist nicht bekannt.</feh:Fehlertext><feh:XPath>/dat:Nutzdaten/dat:Antrag/ant:Versicherter/bas:Versichertennummer</feh:XPath></feh:Fehler>\n  </dat:Fehlernachricht>\n</dat:Nutzdaten>\n",
            head = head(ik, number, day, "FEH", "feh"),
            id = escaped(refers_to)
        ),
        Decision::Query => format!(
            "{head}  <dat:Rueckfrage>\n    <mit:Antragsnummer_Mitteilungsnummer>{number}</mit:Antragsnummer_Mitteilungsnummer>\n    <mit:Text>Bitte reichen Sie die Röntgenaufnahme zu Zahn 26 nach.</mit:Text>\n  </dat:Rueckfrage>\n</dat:Nutzdaten>\n",
            head = head(ik, number, day, "MIT", "mit")
        ),
        Decision::Broken => {
            let whole = decided(ik, number, Decision::Approved, day);
            whole.split_inclusive("</anw:Antragsnummer_Mitteilungsnummer>").next().unwrap_or_default().to_owned()
        }
        _ => decided(ik, number, decision, day),
    }
}

fn decided(ik: &str, number: &str, decision: Decision, day: &str) -> String {
    let process = match decision {
        Decision::Changed if area(number) == "KF" => "25",
        Decision::Changed => "24",
        Decision::Ended => "23",
        _ => "10",
    };
    let mut body = String::new();
    if decision == Decision::Ended {
        body.push_str(&format!("    <anw:Endedatum>{day}</anw:Endedatum>\n"));
    }
    if let Some((codes, words)) = reasons(decision, area(number)) {
        let codes: String = codes.iter().map(|r| format!("      <anw:Begruendung>{r}</anw:Begruendung>\n")).collect();
        body.push_str(&format!(
            "    <anw:Begruendungen>\n{codes}      <anw:Erlaeuterung>{words}</anw:Erlaeuterung>\n    </anw:Begruendungen>\n"
        ));
    }
    match area(number) {
        "ZE" => body.push_str(&allowance(decision)),
        "KF" => body.push_str(&share(decision, day)),
        _ => {}
    }
    format!(
        "{head}  <dat:Antwort>\n    <anw:Verarbeitungskennzeichen>{process}</anw:Verarbeitungskennzeichen>\n    <anw:Antragsnummer_Mitteilungsnummer>{number}</anw:Antragsnummer_Mitteilungsnummer>\n    <anw:Antwortkennzeichen>{flag}</anw:Antwortkennzeichen>\n    <anw:Datum_der_Entscheidung>{day}</anw:Datum_der_Entscheidung>\n{body}  </dat:Antwort>\n</dat:Nutzdaten>\n",
        head = head(ik, number, day, "ANW", "anw"),
        flag = match decision {
            Decision::Rejected => 0,
            // No code of the procedure.
            Decision::Unclear => 2,
            _ => 1,
        }
    )
}

/// Codes and words of a decision that is no plain approval.
fn reasons(decision: Decision, area: &str) -> Option<([&'static str; 2], &'static str)> {
    Some(match (decision, area) {
        (Decision::Rejected, "ZE") => (["10", "13"], "Der vorhandene Zahnersatz liegt innerhalb der Gewährleistung. Bitte Rücksprache."),
        (Decision::Rejected, "PA") => (["06", "13"], "Die Taschentiefen reichen nach dem Befund nicht aus."),
        (Decision::Rejected, _) => (["01", "13"], "Die Unterlagen begründen die Behandlung nicht."),
        (Decision::Partly, "ZE") => (["05", "13"], "Gutachterlich nur Zahn 26 befürwortet; Bonus 70 % gemäß Unterlagen."),
        (Decision::Partly, _) => (["05", "13"], "Gutachterlich nur zum Teil befürwortet, siehe Gutachten."),
        _ => return None,
    })
}

/// The insurer's share of an orthodontic treatment in percent, and the quarter (`JJJJ-Q`) it begins with.
fn share(decision: Decision, day: &str) -> String {
    let percent = match decision {
        Decision::Approved | Decision::Partly => 80,
        Decision::Changed => 90,
        _ => return String::new(),
    };
    let (year, month) = (day.get(..4).unwrap_or_default(), day.get(4..6).and_then(|m| m.parse::<u8>().ok()).unwrap_or(1));
    format!(
        "    <anw:Angaben_zur_Bewilligung_von_KFO>\n      <anw:Zuschuss_KFO>{percent}</anw:Zuschuss_KFO>\n      <anw:Anspruchsbeginn>{year}-{quarter}</anw:Anspruchsbeginn>\n    </anw:Angaben_zur_Bewilligung_von_KFO>\n",
        quarter = month.saturating_sub(1) / 3 + 1
    )
}

fn allowance(decision: Decision) -> String {
    let (level, hardship, amounts, sum): (_, _, &[(&str, u8, &str)], _) = match decision {
        Decision::Approved => (2, 0, &[("1.1", 2, "412,86"), ("1.3", 2, "131,04")], "543,90"),
        Decision::Partly => (1, 0, &[("1.1", 1, "192,67")], "192,67"),
        Decision::Changed => (3, 1, &[("1.1", 2, "550,48"), ("1.3", 2, "174,72")], "725,20"),
        _ => return String::new(),
    };
    let rows: String = amounts
        .iter()
        .map(|(code, count, amount)| {
            format!("        <anw:Befund_fuer_Festzuschuss>\n          <anw:Befundnummer>{code}</anw:Befundnummer>\n          <anw:Anzahl>{count}</anw:Anzahl>\n          <anw:Festzuschussbetrag>{amount}</anw:Festzuschussbetrag>\n        </anw:Befund_fuer_Festzuschuss>\n")
        })
        .collect();
    format!(
        "    <anw:Angaben_zur_Bewilligung_von_Zahnersatz>\n      <anw:Zuschusshoehe>{level}</anw:Zuschusshoehe>\n      <anw:Haertefall>{hardship}</anw:Haertefall>\n      <anw:Festzuschuesse>\n{rows}      </anw:Festzuschuesse>\n      <anw:Summe_der_Festzuschuesse>{sum}</anw:Summe_der_Festzuschuesse>\n    </anw:Angaben_zur_Bewilligung_von_Zahnersatz>\n"
    )
}

/// Text inside XML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: &str = "0991234562611ZE000000000004713";

    #[test]
    fn plan_numbers_are_found_in_xml_cms_and_names() {
        for (input, expected) in [
            (format!("<a>x</a><ant:Antragsnummer>{NUMBER}</ant:Antragsnummer>"), Some(NUMBER)),
            (format!("EEBZ0_{NUMBER}01.xml"), Some(NUMBER)),
            ("0991234562613ZE000000000004713".to_owned(), None),
            ("0991234562611ZE0000000000047".to_owned(), None),
        ] {
            assert_eq!(find_number(input.as_bytes()).as_deref(), expected, "{input}");
        }
        assert_eq!(find_number(include_bytes!("../../assets/demo/antrag-4711.p7s")).as_deref(), Some("0991234562611ZE000000000004711"));
    }

    #[test]
    fn the_last_digit_decides() {
        let of = |digit: char| Decision::of_number(&format!("0991234562611KF00000000000471{digit}"));
        let fates: Vec<Decision> = ('0'..='9').map(of).collect();
        use Decision as D;
        let expected = [D::Silent, D::Approved, D::Rejected, D::Partly, D::Changed, D::Ended, D::Query, D::Unclear, D::Broken, D::Error];
        assert_eq!(fates, expected);
        assert_eq!(of('A'), D::Approved);
        let number = NUMBER.replace("ZE", "KF");
        let changed = answer("109999039", &number, D::Changed, "", "20261110");
        assert!(changed.contains("Verarbeitungskennzeichen>25<") && changed.contains("Zuschuss_KFO>90<"));
        assert!(changed.contains("Anspruchsbeginn>2026-4<"), "{changed}");
        assert!(answer("109999039", &number, D::Unclear, "", "20261110").contains("Antwortkennzeichen>2<"));
        let broken = answer("109999039", &number, D::Broken, "", "20261110");
        assert!(broken.contains(&number) && roxmltree::Document::parse(&broken).is_err());
    }

    #[test]
    fn every_record_is_well_formed_and_carries_its_number() {
        let insurer = super::super::cast::Cast::load().find("ebz@nordlicht-kk.kim.telematik-test").unwrap().clone();
        let patient =
            Patient { surname: "Größmann & Süß".into(), given: "Ada".into(), birth: "19800101".into(), insured_number: "A1".into() };
        let mut records = vec![request(&insurer, NUMBER, &patient, "20261101")];
        for word in ["approved", "rejected", "partly", "changed", "ended", "query", "error"] {
            records.push(answer("109999039", NUMBER, Decision::parse(word).unwrap(), "<a@b>", "20261110"));
        }
        for record in records {
            let xml = roxmltree::Document::parse(&record).unwrap_or_else(|e| panic!("{e}: {record}"));
            assert!(xml.descendants().any(|n| n.text() == Some(NUMBER)));
        }
    }
}
