//! eArztbrief: what belongs to one, and the rules of the catalogue (KBV-eAB 2.14) for a mail that carries it. Plain values;
//! what the files are was recognised when they were attached.

use super::file_facts::{FileFacts, FileForm};
use super::outgoing::{Draft, DraftAttachment, DraftIssue};

/// Its Dienstkennung, exactly so.
pub const LETTER: &str = "Arztbrief;VHitG-Versand;V1.2";
/// Subject where nobody wrote one; it is free since November 2023.
pub const SUBJECT: &str = "Arztbrief";
/// Most attachments beside PDF and XML.
const MAX_ATTACHMENTS: usize = 99;
/// Parts and levels of PDF/A the catalogue names.
const ARCHIVE: [&str; 5] = ["1a", "1b", "2a", "2b", "2u"];
/// A text of more characters than this is more than an accompanying sentence.
const LONG_TEXT: usize = 600;
const LETTER_PREFIX: &str = "Arztbrief;VHitG-Versand";

/// Whether this part and level of PDF/A, as `2b`, is one the catalogue names.
#[must_use]
pub fn is_archive(claim: &str) -> bool {
    ARCHIVE.contains(&claim)
}

/// What a part of a letter is, as far as it decides which is which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartForm {
    Pdf,
    Xml,
    Other,
}

/// Which files are the letter itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    pub pdf: usize,
    pub xml: usize,
}

/// Why files are no letter, with how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartsFault {
    Xml(usize),
    Pdf(usize),
}

/// Exactly one XML and one PDF. Of several PDFs none is guessed to be the letter, unless only one has the name of the XML.
///
/// # Errors
/// [`PartsFault`].
pub fn parts(files: &[(&str, PartForm)]) -> Result<Parts, PartsFault> {
    let of = |form: PartForm| files.iter().enumerate().filter(move |(_, file)| file.1 == form).map(|(at, _)| at).collect::<Vec<_>>();
    let (xmls, pdfs) = (of(PartForm::Xml), of(PartForm::Pdf));
    let [xml] = xmls.as_slice() else { return Err(PartsFault::Xml(xmls.len())) };
    let name = |at: &usize| files.get(*at).map_or("", |file| file.0.rsplit_once('.').map_or(file.0, |(stem, _)| stem));
    let same: Vec<usize> = pdfs.iter().copied().filter(|at| name(at).eq_ignore_ascii_case(name(xml))).collect();
    match (pdfs.as_slice(), same.as_slice()) {
        ([only], _) | (_, [only]) => Ok(Parts { pdf: *only, xml: *xml }),
        _ => Err(PartsFault::Pdf(pdfs.len())),
    }
}

/// `Content-Description` of each of `count` files.
#[must_use]
pub fn descriptions(parts: Parts, count: usize) -> Vec<String> {
    let mut number = 0;
    (0..count)
        .map(|at| {
            if at == parts.pdf {
                "eAB-PDF-signed".to_owned()
            } else if at == parts.xml {
                "eAB-XML".to_owned()
            } else {
                number += 1;
                format!("eAB-Anhang-{number:02}")
            }
        })
        .collect()
}

fn parts_of(files: &[DraftAttachment]) -> Result<Parts, PartsFault> {
    let form = |facts: &FileFacts| match facts.form {
        FileForm::Pdf => PartForm::Pdf,
        FileForm::LetterXml | FileForm::Xml => PartForm::Xml,
        _ => PartForm::Other,
    };
    parts(&files.iter().map(|file| (file.name.as_str(), form(&file.facts))).collect::<Vec<_>>())
}

/// Whether a signed PDF and a letter's XML are attached.
#[must_use]
pub fn is_attached(files: &[DraftAttachment]) -> bool {
    let has = |fits: fn(&FileFacts) -> bool| files.iter().any(|file| fits(&file.facts));
    has(|facts| facts.form == FileForm::LetterXml) && has(|facts| facts.form == FileForm::Pdf && facts.signed)
}

/// `Content-Description` of a draft's files; none where they are no letter.
#[must_use]
pub fn descriptions_of(files: &[DraftAttachment]) -> Vec<String> {
    parts_of(files).map(|parts| descriptions(parts, files.len())).unwrap_or_default()
}

/// What is wrong or odd with a letter. What the catalogue demands forbids sending; what could be a patient's data in the text
/// is told, for only a person can judge that.
#[must_use]
pub fn issues(draft: &Draft) -> Vec<DraftIssue> {
    let issue = |text_key, detail: &str, blocks| DraftIssue { text_key, detail: detail.to_owned(), blocks };
    if !draft.is_of(LETTER_PREFIX) {
        let odd = is_attached(&draft.attachments);
        return odd.then(|| issue("draft-issue-letter-kind", "", false)).into_iter().collect();
    }
    let mut found = Vec::new();
    if draft.dienstkennung.trim() != LETTER {
        found.push(issue("draft-issue-letter-version", LETTER, true));
    }
    let parts = match parts_of(&draft.attachments) {
        Ok(parts) => parts,
        Err(PartsFault::Xml(count)) => {
            found.push(issue("draft-issue-letter-xml", &count.to_string(), true));
            return found;
        }
        Err(PartsFault::Pdf(count)) => {
            found.push(issue("draft-issue-letter-pdf", &count.to_string(), true));
            return found;
        }
    };
    let (Some(pdf), Some(xml)) = (draft.attachments.get(parts.pdf), draft.attachments.get(parts.xml)) else { return found };
    if xml.facts.form != FileForm::LetterXml {
        found.push(issue("draft-issue-letter-not-cda", &xml.name, true));
    } else if !xml.facts.objection.is_empty() {
        found.push(issue("draft-issue-letter-unreadable", &xml.name, true));
    }
    if !pdf.facts.signed {
        found.push(issue("draft-issue-letter-unsigned", &pdf.name, true));
    }
    if !is_archive(&pdf.facts.archive) {
        found.push(issue("draft-issue-letter-pdfa", &pdf.name, true));
    }
    if draft.attachments.len() > MAX_ATTACHMENTS + 2 {
        found.push(issue("draft-issue-letter-too-many", &MAX_ATTACHMENTS.to_string(), true));
    }
    let patient = &xml.facts.patient;
    let is_of_others = |facts: &FileFacts| facts.several_patients || facts.patient.differs_from(patient);
    for other in draft.attachments.iter().filter(|file| file.facts.form == FileForm::Lab && is_of_others(&file.facts)) {
        found.push(issue("draft-issue-letter-other-patient", &other.name, false));
    }
    if let Some(word) = medical_word(&draft.text, patient) {
        found.push(issue("draft-issue-letter-text", &word, false));
    } else if draft.text.chars().count() > LONG_TEXT {
        found.push(issue("draft-issue-letter-long", "", false));
    }
    found
}

/// Something in the text that names the patient or a diagnosis.
fn medical_word(text: &str, patient: &super::file_facts::PatientFacts) -> Option<String> {
    let family = patient.name.split(',').next().unwrap_or_default().trim();
    let words = || text.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-')).map(|word| word.trim_matches('.'));
    let names = |word: &&str| !family.is_empty() && word.to_lowercase() == family.to_lowercase();
    let dates = [&patient.birth_date, &patient.insured_number].into_iter().find(|value| !value.is_empty() && text.contains(value.as_str()));
    words().find(names).map(str::to_owned).or_else(|| dates.cloned()).or_else(|| words().find(|word| is_icd(word)).map(str::to_owned))
}

/// A diagnosis as ICD-10-GM writes it with its subdivision, for instance `I48.0`. Without one it could be a room.
fn is_icd(word: &str) -> bool {
    let Some((category, rest)) = word.split_once('.') else { return false };
    let mut letters = category.chars();
    let begins = letters.next().is_some_and(|c| c.is_ascii_uppercase());
    begins
        && category.len() == 3
        && letters.all(|c| c.is_ascii_digit())
        && (1..=2).contains(&rest.len())
        && rest.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::file_facts::PatientFacts;
    use crate::domain::ids::{AccountId, BlobId};

    fn patient() -> PatientFacts {
        PatientFacts { name: "Quastenberg, Friedemann".into(), birth_date: "13.03.1970".into(), insured_number: "Q701314009".into() }
    }

    fn file(name: &str, facts: FileFacts) -> DraftAttachment {
        DraftAttachment { name: name.into(), media_type: String::new(), size: 1, blob: BlobId(1), facts }
    }

    fn letter() -> Draft {
        let pdf = FileFacts { form: FileForm::Pdf, signed: true, archive: "2b".into(), ..FileFacts::default() };
        let xml = FileFacts { form: FileForm::LetterXml, patient: patient(), ..FileFacts::default() };
        let attachments = vec![file("brief.pdf", pdf), file("brief.xml", xml)];
        Draft { dienstkennung: LETTER.into(), text: "Anbei ein Arztbrief.".into(), attachments, ..Draft::new(AccountId(1)) }
    }

    #[test]
    fn the_rules_of_the_catalogue_hold_before_sending() {
        let check = |change: fn(&mut Draft), expected: &[(&str, bool)]| {
            let mut draft = letter();
            change(&mut draft);
            assert_eq!(issues(&draft).into_iter().map(|i| (i.text_key, i.blocks)).collect::<Vec<_>>(), expected);
        };
        check(|_| {}, &[]);
        check(|d| d.text.clear(), &[]);
        check(|d| drop(d.attachments.remove(1)), &[("draft-issue-letter-xml", true)]);
        check(|d| drop(d.attachments.remove(0)), &[("draft-issue-letter-pdf", true)]);
        check(
            |d| d.attachments.push(file("zwei.xml", FileFacts { form: FileForm::Xml, ..FileFacts::default() })),
            &[("draft-issue-letter-xml", true)],
        );
        // A second PDF is an attachment where the first has the name of the XML.
        check(|d| d.attachments.push(file("labor.pdf", d.attachments[0].facts.clone())), &[]);
        check(|d| d.attachments[1].facts.form = FileForm::Xml, &[("draft-issue-letter-not-cda", true)]);
        check(|d| d.attachments[1].facts.objection = "x".into(), &[("draft-issue-letter-unreadable", true)]);
        check(|d| d.attachments[0].facts.signed = false, &[("draft-issue-letter-unsigned", true)]);
        check(|d| d.attachments[0].facts.archive = "3b".into(), &[("draft-issue-letter-pdfa", true)]);
        check(|d| d.attachments.extend((0..100).map(|_| file("x.png", FileFacts::default()))), &[("draft-issue-letter-too-many", true)]);
        check(|d| d.dienstkennung = "Arztbrief;VHitG-Versand;V1.0".into(), &[("draft-issue-letter-version", true)]);
        check(|d| d.dienstkennung = "KIM-Mail;Default;V1.0".into(), &[("draft-issue-letter-kind", false)]);
        for text in ["Betrifft quastenberg.", "geb. 13.03.1970", "KVNR Q701314009", "Diagnose I48.0, gesichert"] {
            let draft = Draft { text: text.into(), ..letter() };
            assert_eq!(issues(&draft).iter().map(|i| i.text_key).collect::<Vec<_>>(), ["draft-issue-letter-text"], "{text}");
        }
        check(|d| d.text = "Wort ".repeat(200), &[("draft-issue-letter-long", false)]);
        assert_eq!(issues(&Draft { text: "Raum A12, Tel. 0123.45".into(), ..letter() }), []);
    }

    #[test]
    fn an_attached_lab_result_of_somebody_else_is_told() {
        let lab = |patient| file("befund.ldt", FileFacts { form: FileForm::Lab, patient, ..FileFacts::default() });
        for (other, differs) in [
            (patient(), false),
            (PatientFacts::default(), false),
            (PatientFacts { name: "QUASTENBERG, Friedemann".into(), ..PatientFacts::default() }, false),
            (PatientFacts { name: "Moos, Ilse".into(), ..PatientFacts::default() }, true),
            (PatientFacts { insured_number: "X1".into(), ..patient() }, true),
            (PatientFacts { birth_date: "14.03.1970".into(), insured_number: String::new(), ..patient() }, true),
        ] {
            let mut draft = letter();
            draft.attachments.push(lab(other));
            let told = issues(&draft).iter().any(|i| i.text_key == "draft-issue-letter-other-patient" && !i.blocks);
            assert_eq!(told, differs);
        }
        let mut draft = letter();
        draft.attachments.push(file("befunde.ldt", FileFacts { form: FileForm::Lab, several_patients: true, ..FileFacts::default() }));
        assert!(issues(&draft).iter().any(|i| i.text_key == "draft-issue-letter-other-patient" && i.detail == "befunde.ldt"));
    }

    #[test]
    fn parts_are_named_in_the_order_they_stand() {
        let mut draft = letter();
        draft.attachments.insert(0, file("ekg.png", FileFacts::default()));
        assert_eq!(descriptions_of(&draft.attachments), ["eAB-Anhang-01", "eAB-PDF-signed", "eAB-XML"]);
        assert!(is_attached(&draft.attachments) && !is_attached(&draft.attachments[..2]));
    }
}
