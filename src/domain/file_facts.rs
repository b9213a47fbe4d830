//! What a file that shall be sent is, as far as the rules of sending need it: recognised once, when it is attached.
//! Plain values; who fills them reads the bytes (`payload::file_facts`).

use super::opaque_debug;

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum FileForm {
    /// Nothing the rules speak about, or too large to be looked into.
    #[default]
    Other,
    /// A request for an eEB.
    EebRequest,
    /// The XML of an eArztbrief (CDA).
    LetterXml,
    /// Any other XML.
    Xml,
    Pdf,
    /// Lab data (LDT).
    Lab,
}

/// Whom a file is about, as it says; empty for what it does not say.
#[derive(Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct PatientFacts {
    /// „Nachname, Vorname".
    pub name: String,
    /// As it is shown: `13.03.1970`.
    pub birth_date: String,
    pub insured_number: String,
}

opaque_debug!(PatientFacts);

impl PatientFacts {
    /// Whether something both say is not the same.
    #[must_use]
    pub fn differs_from(&self, other: &Self) -> bool {
        let pairs = [(&self.name, &other.name), (&self.birth_date, &other.birth_date), (&self.insured_number, &other.insured_number)];
        let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
        pairs.into_iter().any(|(a, b)| !a.trim().is_empty() && !b.trim().is_empty() && plain(a) != plain(b))
    }
}

/// What is known of a file.
#[derive(Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct FileFacts {
    pub form: FileForm,
    /// A signature is around it, or inside a PDF.
    pub signed: bool,
    /// Why it cannot be read as what it is: key of a note's sentence; empty when it can.
    pub objection: String,
    /// Marked as test data (`T…`).
    pub test_data: bool,
    /// Part and level of PDF/A a PDF says it keeps, lower case: `2b`; empty for none.
    pub archive: String,
    pub patient: PatientFacts,
    /// It is about more than one patient; then `patient` is nobody.
    pub several_patients: bool,
}

opaque_debug!(FileFacts);
