//! What a technical mail contains, in a form a person can read and the search can find.

use super::answer::EbzRecord;
use super::file_facts::PatientFacts;
use super::mail::Note;
use super::opaque_debug;
use super::time::{Day, Timestamp};

/// `payload.kind` of `design/cli.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum PayloadKind {
    EbzRequest,
    EbzAnswer,
    EbzError,
    EbzQuery,
    Eau,
    EauCancel,
    EauError,
    EebRequest,
    EebCertificate,
    EebError,
    Letter,
    Lab,
    Prescription,
    BillingFeedback,
    Care,
    Fhir,
    Xml,
    Unknown,
}

impl PayloadKind {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::EbzRequest,
        Self::EbzAnswer,
        Self::EbzError,
        Self::EbzQuery,
        Self::Eau,
        Self::EauCancel,
        Self::EauError,
        Self::EebRequest,
        Self::EebCertificate,
        Self::EebError,
        Self::Letter,
        Self::Lab,
        Self::Prescription,
        Self::BillingFeedback,
        Self::Care,
        Self::Fhir,
        Self::Xml,
        Self::Unknown,
    ];

    /// The word of the command line's JSON and of the store; `kind-…` is its text key.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EbzRequest => "ebz-request",
            Self::EbzAnswer => "ebz-answer",
            Self::EbzError => "ebz-error",
            Self::EbzQuery => "ebz-query",
            Self::Eau => "eau",
            Self::EauCancel => "eau-cancel",
            Self::EauError => "eau-error",
            Self::EebRequest => "eeb-request",
            Self::EebCertificate => "eeb-certificate",
            Self::EebError => "eeb-error",
            Self::Letter => "letter",
            Self::Lab => "lab",
            Self::Prescription => "prescription",
            Self::BillingFeedback => "billing-feedback",
            Self::Care => "care",
            Self::Fhir => "fhir",
            Self::Xml => "xml",
            Self::Unknown => "unknown",
        }
    }

    /// The inverse of [`Self::as_str`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Key of the block of test data, which is right in a test environment.
pub const TEST_DATA: &str = "payload-block-test-data";

/// Whether the signature around a payload holds. Never more: only a Konnektor may say "qualified".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum SignatureState {
    /// No signature: bare XML.
    #[default]
    Absent,
    /// „mathematisch unversehrt"
    Intact,
    /// „verändert"
    Broken,
    /// „nicht geprüft": an algorithm or form we do not check.
    Unchecked,
}

impl SignatureState {
    /// Word of the store and of text keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Intact => "intact",
            Self::Broken => "broken",
            Self::Unchecked => "unchecked",
        }
    }
}

/// A line of the readable card.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PayloadField {
    /// Key of the label, for instance `field-patient`.
    pub label_key: String,
    /// Value, cleaned; already formatted where the format belongs to the payload (`543,90 €`).
    pub value: String,
    /// A bearer secret (E-Rezept token): masked in lists and never indexed.
    pub secret: bool,
    /// Key of the word a person reads in place of a code; empty where the value speaks for itself.
    #[serde(default)]
    pub word_key: String,
}

opaque_debug!(PayloadField);

/// Words of ours, by their text key, or of the document.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Words {
    Key(String),
    Text(String),
}

/// What stands under the lines of a card: a heading with texts, tables, or a tree.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Section {
    pub heading: Words,
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Block {
    Text(String),
    Table(Table),
    /// Elements in the order of the document, each with its depth.
    Tree(Vec<TreeNode>),
}

/// A table; every row has as many cells as there are columns.
#[derive(Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Table {
    pub columns: Vec<Words>,
    /// Columns with figures, which stand at the right.
    #[serde(default)]
    pub figures: Vec<usize>,
    pub rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct TableRow {
    pub cells: Vec<String>,
    /// A value outside its range, in the last column.
    #[serde(default)]
    pub mark: Option<Mark>,
}

/// How a laboratory value lies outside its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Mark {
    High,
    VeryHigh,
    Low,
    VeryLow,
    Abnormal,
}

impl Mark {
    /// Every mark.
    pub const ALL: [Self; 5] = [Self::High, Self::VeryHigh, Self::Low, Self::VeryLow, Self::Abnormal];

    /// The word of the command line; `mark-…` is its text key.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::VeryHigh => "very-high",
            Self::Low => "low",
            Self::VeryLow => "very-low",
            Self::Abnormal => "abnormal",
        }
    }
}

/// An element of a document nobody knows.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TreeNode {
    pub depth: u16,
    pub name: String,
    pub value: String,
}

/// When something was signed, and how long the signer's certificate is valid by its own words. Nothing of it was checked
/// against the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct SignatureDates {
    /// The time the signer wrote into the signature.
    pub signed_at: Option<Timestamp>,
    pub valid_from: Option<Day>,
    pub valid_until: Option<Day>,
}

opaque_debug!(Words, Section, Block, Table, TableRow, TreeNode);

/// The technical content of a mail.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Payload {
    pub kind: PayloadKind,
    /// Index of the attachment it was read from; `None` when it is the text itself.
    pub attachment: Option<usize>,
    /// SHA-256 (lower-case hex) over the payload bytes, the key of idempotence (`formats.md` §2.4).
    pub sha256: String,
    /// The bytes to hand over: the file as it was attached.
    pub file_name: String,
    pub signature: SignatureState,
    /// Common name of the signer's certificate, cleaned; empty when unknown.
    pub signer: String,
    #[serde(default)]
    pub signature_dates: SignatureDates,
    pub fields: Vec<PayloadField>,
    #[serde(default)]
    pub sections: Vec<Section>,
    /// Words to find the mail by: plan number, patient, insurer, document id. Never secrets.
    pub search_terms: Vec<String>,
    /// Set for EBZ records that were read without error.
    pub ebz: Option<EbzRecord>,
    /// Those it is about, where that is more than one person; the lines of the card say it otherwise.
    #[serde(default)]
    pub several_patients: Vec<PatientFacts>,
    /// Reference to an own mail: Message-ID or Bundle-Identifier.
    pub refers_to: Vec<String>,
    /// Why it must not be imported by itself: keys of sentences. Empty: in order.
    pub blocks: Vec<Note>,
    pub notes: Vec<Note>,
}

opaque_debug!(Payload);

impl Payload {
    /// A payload of which nothing is known but its kind.
    #[must_use]
    pub fn of_kind(kind: PayloadKind) -> Self {
        Self {
            kind,
            attachment: None,
            sha256: String::new(),
            file_name: String::new(),
            signature: SignatureState::Absent,
            signer: String::new(),
            signature_dates: SignatureDates::default(),
            sections: Vec::new(),
            fields: Vec::new(),
            search_terms: Vec::new(),
            ebz: None,
            several_patients: Vec::new(),
            refers_to: Vec::new(),
            blocks: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The value of the first line with this label.
    #[must_use]
    pub fn field(&self, label_key: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.label_key == label_key).map(|field| field.value.as_str())
    }

    /// Whom it is about: one person, also where nothing is said about them, or each of several.
    #[must_use]
    pub fn patients(&self) -> Vec<PatientFacts> {
        if !self.several_patients.is_empty() {
            return self.several_patients.clone();
        }
        let field = |key: &str| self.field(key).unwrap_or_default().to_owned();
        vec![PatientFacts {
            name: field("field-patient"),
            birth_date: field("field-birth-date"),
            insured_number: field("field-insured-number"),
        }]
    }

    /// Whether it is marked as test data.
    #[must_use]
    pub fn is_test_data(&self) -> bool {
        self.blocks.iter().any(|note| note.key == TEST_DATA)
    }

    /// The ids by which an insurer's answer names the document, when a practice sends it.
    #[must_use]
    pub fn documents(&self) -> Vec<&str> {
        let is_named = matches!(self.kind, PayloadKind::Eau | PayloadKind::EauCancel | PayloadKind::EebRequest);
        let ids = self.fields.iter().filter(|field| is_named && field.label_key == "field-document-id");
        ids.map(|field| field.value.as_str()).collect()
    }

    /// An insurer's error code as it was written; `None` where there is none.
    #[must_use]
    pub fn error_code(&self) -> Option<&str> {
        self.field("field-error")?.split_whitespace().next()
    }

    /// All that can be read in the sections, for the search.
    pub fn section_texts(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().flat_map(|section| {
            let heading = if let Words::Text(text) = &section.heading { Some(text.as_str()) } else { None };
            let texts = section.blocks.iter().flat_map(|block| -> Vec<&str> {
                match block {
                    Block::Text(text) => vec![text],
                    Block::Table(table) => table.rows.iter().flat_map(|row| row.cells.iter().map(String::as_str)).collect(),
                    Block::Tree(nodes) => nodes.iter().map(|node| node.value.as_str()).filter(|value| !value.is_empty()).collect(),
                }
            });
            heading.into_iter().chain(texts)
        })
    }
}
